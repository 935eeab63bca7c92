package customer

import (
	"net/http"

	"github.com/capillary-go/sdk/capillary"
)

// v1.1: customers and their identifiers.
var (
	opAddV1 = operations.Define(capillary.Operation{Name: "customer.AddV1", Method: http.MethodPost,
		Path: "/v1.1/customer/add", Safety: capillary.Natural, Envelope: capillary.V1, Items: "customers.customer",
		Group: capillary.GroupCustomerAddV1})
	opUpdateV1 = operations.Define(capillary.Operation{Name: "customer.UpdateV1", Method: http.MethodPut,
		Path: "/v1.1/customer/update", Safety: capillary.Replace, Envelope: capillary.V1, Items: "customers.customer",
		Group: capillary.GroupCustomerUpdateV1})
	opUpdateByPostV1 = operations.Define(capillary.Operation{Name: "customer.UpdateByPostV1", Method: http.MethodPost,
		Path: "/v1.1/customer/update", Safety: capillary.Replace, Envelope: capillary.V1, Items: "customers.customer",
		Group: capillary.GroupCustomerUpdateV1})
	opUpdateIdentity = operations.Define(capillary.Operation{Name: "customer.UpdateIdentity", Method: http.MethodPost,
		Path: "/v1.1/customer/update_identity", Safety: capillary.Unsafe, Envelope: capillary.V1, Items: "customers.customer"})
	opUpdateIdentifierValue = operations.Define(capillary.Operation{Name: "customer.UpdateIdentifierValue", Method: http.MethodPost,
		Path: "/auth/v1/user/updateIdentifierValue", Safety: capillary.Unsafe})
	opGetV1 = operations.Define(capillary.Operation{Name: "customer.GetV1", Method: http.MethodGet,
		Path: "/v1.1/customer/get", Safety: capillary.Read, Envelope: capillary.V1, Items: "customers.customer"})
	opSearchV1 = operations.Define(capillary.Operation{Name: "customer.SearchV1", Method: http.MethodGet,
		Path: "/v1.1/customer/search", Safety: capillary.Read, Envelope: capillary.V1})
)

// v1.1: what a customer did.
var (
	opTransactionsV1 = operations.Define(capillary.Operation{Name: "customer.TransactionsV1", Method: http.MethodGet,
		Path: "/v1.1/customer/transactions", Safety: capillary.Read, Envelope: capillary.V1})
	opRedemptions = operations.Define(capillary.Operation{Name: "customer.Redemptions", Method: http.MethodGet,
		Path: "/v1.1/customer/redemptions", Safety: capillary.Read, Envelope: capillary.V1})
	opCouponsV1 = operations.Define(capillary.Operation{Name: "customer.CouponsV1", Method: http.MethodGet,
		Path: "/v1.1/customer/coupons", Safety: capillary.Read, Envelope: capillary.V1})
	opInteractionsV1 = operations.Define(capillary.Operation{Name: "customer.InteractionsV1", Method: http.MethodGet,
		Path: "/v1.1/customer/interaction", Safety: capillary.Read, Envelope: capillary.V1})
	opRecommendationsV1 = operations.Define(capillary.Operation{Name: "customer.RecommendationsV1", Method: http.MethodGet,
		Path: "/v1.1/customer/recommendations", Safety: capillary.Read, Envelope: capillary.V1})
)

// v1.1: what is kept about a customer.
var (
	opNotes = operations.Define(capillary.Operation{Name: "customer.Notes", Method: http.MethodGet,
		Path: "/v1.1/customer/notes", Safety: capillary.Read, Envelope: capillary.V1})
	opAddNotes = operations.Define(capillary.Operation{Name: "customer.AddNotes", Method: http.MethodPost,
		Path: "/v1.1/customer/notes", Safety: capillary.Unsafe, Envelope: capillary.V1, Items: "customer"})
	opPreferences = operations.Define(capillary.Operation{Name: "customer.Preferences", Method: http.MethodGet,
		Path: "/v1.1/customer/preferences", Safety: capillary.Read, Envelope: capillary.V1, Items: "customers.customer"})
	opUpdatePreferences = operations.Define(capillary.Operation{Name: "customer.UpdatePreferences", Method: http.MethodPost,
		Path: "/v1.1/customer/preferences", Safety: capillary.Replace, Envelope: capillary.V1, Items: "customers.customer"})
	opSubscriptionsV1 = operations.Define(capillary.Operation{Name: "customer.SubscriptionsV1", Method: http.MethodGet,
		Path: "/v1.1/customer/subscriptions", Safety: capillary.Read, Envelope: capillary.V1, Items: "subscriptions.subscription"})
	opUpdateSubscriptionsV1 = operations.Define(capillary.Operation{Name: "customer.UpdateSubscriptionsV1", Method: http.MethodPost,
		Path: "/v1.1/customer/subscriptions", Safety: capillary.Replace, Envelope: capillary.V1, Items: "subscriptions.subscription"})
	opReferralsV1 = operations.Define(capillary.Operation{Name: "customer.ReferralsV1", Method: http.MethodGet,
		Path: "/v1.1/customer/referrals", Safety: capillary.Read, Envelope: capillary.V1})
	opAddReferralsV1 = operations.Define(capillary.Operation{Name: "customer.AddReferralsV1", Method: http.MethodPost,
		Path: "/v1.1/customer/referrals", Safety: capillary.Unsafe, Envelope: capillary.V1, Items: "customers.customer"})
	opTickets = operations.Define(capillary.Operation{Name: "customer.Tickets", Method: http.MethodGet,
		Path: "/v1.1/customer/tickets", Safety: capillary.Read, Envelope: capillary.V1})
	opAddTickets = operations.Define(capillary.Operation{Name: "customer.AddTickets", Method: http.MethodPost,
		Path: "/v1.1/customer/tickets", Safety: capillary.Natural, Envelope: capillary.V1, Items: "customers.customer"})
)
