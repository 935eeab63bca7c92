package customer

import (
	"net/http"

	"github.com/capillary-go/sdk/capillary"
)

// Registering and changing customers.
var (
	opRegister = operations.Define(capillary.Operation{Name: "customer.Register", Method: http.MethodPost,
		Path: "/v2/customers", Safety: capillary.Natural, Group: capillary.GroupCustomerAdd})
	opUpdate = operations.Define(capillary.Operation{Name: "customer.Update", Method: http.MethodPut,
		Path: "/v2/customers/{customerId}", Lookup: "/v2/customers/lookup", Sourced: true, Safety: capillary.Replace,
		Group: capillary.GroupCustomerUpdate})
	opUpsert = operations.Define(capillary.Operation{Name: "customer.Upsert", Method: http.MethodPost,
		Path: "/v2/integrations/customer/upsert/bulk", Safety: capillary.Natural, Items: "response"})
	opChangeIdentifier = operations.Define(capillary.Operation{Name: "customer.ChangeIdentifier", Method: http.MethodPost,
		Path: "/v2/customers/{customerId}/changeIdentifier", Sourced: true, Safety: capillary.Unsafe})
)

// Many customers, and customers that belong together.
var (
	opGetBulk = operations.Define(capillary.Operation{Name: "customer.GetBulk", Method: http.MethodPost,
		Path: "/v2/bulk/getCustomers", Safety: capillary.Read, Envelope: capillary.Data})
	opChildren = operations.Define(capillary.Operation{Name: "customer.Children", Method: http.MethodGet,
		Path: "/v2/customers/bulk", Safety: capillary.Read})
	opAssociate = operations.Define(capillary.Operation{Name: "customer.Associate", Method: http.MethodPost,
		Path: "/v2/customers/bulk", Safety: capillary.Natural})
	opUpdateAssociations = operations.Define(capillary.Operation{Name: "customer.UpdateAssociations", Method: http.MethodPut,
		Path: "/v2/customers/bulk", Safety: capillary.Replace})
)

// Status, tier and consent. Where Path and Lookup are the same, the customer always stands in the query and must be named.
var (
	opUpdateStatus = operations.Define(capillary.Operation{Name: "customer.UpdateStatus", Method: http.MethodPut,
		Path: "/v2/customers/lookup/status", Lookup: "/v2/customers/lookup/status", Safety: capillary.Replace})
	opStatusLog = operations.Define(capillary.Operation{Name: "customer.StatusLog", Method: http.MethodGet,
		Path: "/v2/customers/{userId}/statusLog", Safety: capillary.Read})
	opAdjustTier = operations.Define(capillary.Operation{Name: "customer.AdjustTier", Method: http.MethodPost,
		Path: "/v2/slab/manualSlabAdjustment", Lookup: "/v2/slab/manualSlabAdjustment", Safety: capillary.Unsafe})
	opAddTRAIConsent = operations.Define(capillary.Operation{Name: "customer.AddTRAIConsent", Method: http.MethodPost,
		Path: "/v2/customers/traiConsent", Safety: capillary.Unsafe})
	opUpdateTRAIConsent = operations.Define(capillary.Operation{Name: "customer.UpdateTRAIConsent", Method: http.MethodPut,
		Path: "/v2/customers/traiConsent", Safety: capillary.Replace})
	opWalkin = operations.Define(capillary.Operation{Name: "customer.Walkin", Method: http.MethodGet,
		Path: "/v2/customer/walkin", Lookup: "/v2/customer/walkin", Safety: capillary.Effect})
)

// Requests for changes, and what became of them.
var (
	opChangeRequests = operations.Define(capillary.Operation{Name: "customer.ChangeRequests", Method: http.MethodGet,
		Path: "/v2/customers/{customerId}/changeRequest", Sourced: true, Safety: capillary.Read, Items: "data"})
	opRetroRequests = operations.Define(capillary.Operation{Name: "customer.RetroRequests", Method: http.MethodGet,
		Path: "/v2/customers/{customerId}/retroRequest", Lookup: "/v2/customers/lookup/retroRequest", Sourced: true,
		Safety: capillary.Read, Items: "data"})
	opGoodwillRequests = operations.Define(capillary.Operation{Name: "customer.GoodwillRequests", Method: http.MethodGet,
		Path: "/v2/customers/{customerId}/goodwillRequest", Safety: capillary.Read, Items: "data"})
)

// Images. Each upload adds an image, so it is never sent twice.
var (
	opSetImage = operations.Define(capillary.Operation{Name: "customer.SetImage", Method: http.MethodPost,
		Path: "/v2/customers/{customerId}/setImage", Lookup: "/v2/customers/lookup/setImage", Safety: capillary.Unsafe})
	opDeleteImages = operations.Define(capillary.Operation{Name: "customer.DeleteImages", Method: http.MethodDelete,
		Path: "/v2/customers/{userId}/deleteImage", Safety: capillary.Unsafe})
)
