package customer

import (
	"net/http"

	"github.com/capillary-go/sdk/capillary"
)

// Loyalty and points.
var (
	opLoyaltyDetails = operations.Define(capillary.Operation{Name: "customer.LoyaltyDetails", Method: http.MethodGet,
		Path: "/v2/customers/{customerId}/loyaltyDetails", Lookup: "/v2/customers/lookup/loyaltyDetails", Safety: capillary.Read})
	opLegacyPointsBalance = operations.Define(capillary.Operation{Name: "customer.LegacyPointsBalance", Method: http.MethodGet,
		Path: "/v2/customers/points/balance/{userId}", Lookup: "/v2/customers/points/balance", Safety: capillary.Read})
	opPointsExpirySchedule = operations.Define(capillary.Operation{Name: "customer.PointsExpirySchedule", Method: http.MethodGet,
		Path: "/v2/customers/{userId}/pointsExpirySchedule", Lookup: "/v2/customers/lookup/pointsExpirySchedule", Safety: capillary.Read})
	opPromisedPointsSchedule = operations.Define(capillary.Operation{Name: "customer.PromisedPointsSchedule", Method: http.MethodGet,
		Path: "/v2/customers/{userId}/promisedPointsSchedule", Lookup: "/v2/customers/lookup/promisedPointsSchedule", Safety: capillary.Read})
	opPointsTransfers = operations.Define(capillary.Operation{Name: "customer.PointsTransfers", Method: http.MethodGet,
		Path: "/v2/customers/{id}/pointsTransfers", Safety: capillary.Read, Items: "data"})
	opLoyaltyEvents = operations.Define(capillary.Operation{Name: "customer.LoyaltyEvents", Method: http.MethodGet,
		Path: "/v2/customers/{customerId}/loyaltyEvents", Safety: capillary.Read, Items: "data"})
	opTrackers = operations.Define(capillary.Operation{Name: "customer.Trackers", Method: http.MethodGet,
		Path: "/v2/customers/{customerId}/trackers", Safety: capillary.Read, Items: "data"})
	opUserEntityTrackers = operations.Define(capillary.Operation{Name: "customer.UserEntityTrackers", Method: http.MethodGet,
		Path: "/v2/customers/userEntityTrackers", Safety: capillary.Read, Items: "data"})
)

// Transactions, coupons, recommendations, interactions. Where Path and Lookup are the same the customer always stands in
// the query, and one must be named.
var (
	opTransactions = operations.Define(capillary.Operation{Name: "customer.Transactions", Method: http.MethodGet,
		Path: "/v2/customers/{id}/transactions", Safety: capillary.Read, Items: "data"})
	opCoupons = operations.Define(capillary.Operation{Name: "customer.Coupons", Method: http.MethodGet,
		Path: "/v2/customers/coupons", Lookup: "/v2/customers/coupons", Customer: capillary.ByKind, Safety: capillary.Read,
		Envelope: capillary.Entity})
	opCouponDetails = operations.Define(capillary.Operation{Name: "customer.CouponDetails", Method: http.MethodGet,
		Path: "/v2/customers/{customerId}/coupons", Safety: capillary.Read})
	opRecommendations = operations.Define(capillary.Operation{Name: "customer.Recommendations", Method: http.MethodGet,
		Path: "/v2/customers/lookup/recommendations", Lookup: "/v2/customers/lookup/recommendations", Safety: capillary.Read})
	opUserRecommendations = operations.Define(capillary.Operation{Name: "customer.UserRecommendations", Method: http.MethodGet,
		Path: "/api_gateway/v1/recommendations/user/{model}", Safety: capillary.Read})
	opItemRecommendations = operations.Define(capillary.Operation{Name: "customer.ItemRecommendations", Method: http.MethodGet,
		Path: "/api_gateway/v1/recommendations/item/{model}", Safety: capillary.Read})
	opCartRecommendations = operations.Define(capillary.Operation{Name: "customer.CartRecommendations", Method: http.MethodGet,
		Path: "/api_gateway/v1/recommendations/cart/{model}", Safety: capillary.Read})
	opInteractions = operations.Define(capillary.Operation{Name: "customer.Interactions", Method: http.MethodGet,
		Path: "/v2/customers/interaction", Safety: capillary.Read})
)

// Subscriptions. An update names states, not changes: the index of the API calls it a PUT.
var (
	opSubscriptions = operations.Define(capillary.Operation{Name: "customer.Subscriptions", Method: http.MethodGet,
		Path: "/v2/customers/{customerId}/subscriptions", Lookup: "/v2/customers/lookup/subscriptions", Safety: capillary.Read})
	opUpdateSubscriptions = operations.Define(capillary.Operation{Name: "customer.UpdateSubscriptions", Method: http.MethodPost,
		Path: "/v2/customers/{userId}/subscriptions", Lookup: "/v2/customers/lookup/subscriptions", Safety: capillary.Replace})
	opSubscriptionLog = operations.Define(capillary.Operation{Name: "customer.SubscriptionLog", Method: http.MethodGet,
		Path: "/v2/customers/{userId}/subscriptionStatusChangeLog", Safety: capillary.Read})
)

// Labels. A label's name is its key: the API refuses one that exists.
var (
	opAddOrgLabels = operations.Define(capillary.Operation{Name: "customer.AddOrgLabels", Method: http.MethodPost,
		Path: "/v2/organization/labels", Safety: capillary.Natural})
	opOrgLabels = operations.Define(capillary.Operation{Name: "customer.OrgLabels", Method: http.MethodGet,
		Path: "/v2/organization/labels", Safety: capillary.Read})
	opLabels = operations.Define(capillary.Operation{Name: "customer.Labels", Method: http.MethodGet,
		Path: "/v2/customers/{userId}/labels", Safety: capillary.Read})
	opChangeLabels = operations.Define(capillary.Operation{Name: "customer.ChangeLabels", Method: http.MethodPost,
		Path: "/v2/customers/{userId}/changeLabels", Safety: capillary.Unsafe})
	opSearchByLabel = operations.Define(capillary.Operation{Name: "customer.SearchByLabel", Method: http.MethodGet,
		Path: "/v2/customers/labels/search", Safety: capillary.Read, Items: "data"})
)

// Referrals. The form without a user id takes the customer from the body alone.
var (
	opReferrals = operations.Define(capillary.Operation{Name: "customer.Referrals", Method: http.MethodGet,
		Path: "/v2/customers/{userId}/referrals", Lookup: "/v2/customers/lookup/referrals", Safety: capillary.Read, Items: "data"})
	opAddReferrals = operations.Define(capillary.Operation{Name: "customer.AddReferrals", Method: http.MethodPost,
		Path: "/v2/customers/{userId}/referrals", Safety: capillary.Unsafe})
	opAddReferralsByBody = operations.Define(capillary.Operation{Name: "customer.AddReferralsByBody", Method: http.MethodPost,
		Path: "/v2/customers/referrals", Safety: capillary.Unsafe})
)
