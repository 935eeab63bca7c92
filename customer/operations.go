package customer

import (
	"net/http"

	"github.com/capillary-go/sdk/capillary"
)

var operations capillary.Operations

// Finding customers.
var (
	opLookup = operations.Define(capillary.Operation{Name: "customer.Lookup", Method: http.MethodGet,
		Path: "/v2/customers/lookup", Lookup: "/v2/customers/lookup", Safety: capillary.Read,
		Proof: "entity|customer.id"})
	opGet = operations.Define(capillary.Operation{Name: "customer.Get", Method: http.MethodGet,
		Path: "/v2/customers/{customerId}", Lookup: "/v2/customers/lookup/customerDetails", Sourced: true, Safety: capillary.Read,
		Proof: "id|profiles.[]|pointsSummary|subscriptionInfo|loyaltyProgramDetails.[]|promotionalPoints|returnedPoints.[]"})
	opSearch = operations.Define(capillary.Operation{Name: "customer.Search", Method: http.MethodGet,
		Path: "/v2/customers/search", Safety: capillary.Read, Items: "data",
		Proof: "data"})
)

// Loyalty.
var (
	opTier = operations.Define(capillary.Operation{Name: "customer.Tier", Method: http.MethodGet,
		Path: "/v2/customers/{userId}/tierDetails", Lookup: "/v2/customers/lookup/tierDetails", Safety: capillary.Read,
		Proof: "programTiers"})
	opPointsBalance = operations.Define(capillary.Operation{Name: "customer.PointsBalance", Method: http.MethodGet,
		Path: "/v2/customers/{userId}/points/balance", Lookup: "/v2/customers/lookup/points/balance", Safety: capillary.Read,
		Proof: "totalPoints|mainPoints"})
)

// Registering and changing customers.
var (
	opRegister = operations.Define(capillary.Operation{Name: "customer.Register", Method: http.MethodPost,
		Path: "/v2/customers", Safety: capillary.Natural, Group: capillary.GroupCustomerAdd,
		Proof: "createdId"})
	opUpdate = operations.Define(capillary.Operation{Name: "customer.Update", Method: http.MethodPut,
		Path: "/v2/customers/{customerId}", Lookup: "/v2/customers/lookup", Sourced: true, Safety: capillary.Replace,
		Group: capillary.GroupCustomerUpdate,
		Proof: "createdId"})
	opUpsert = operations.Define(capillary.Operation{Name: "customer.Upsert", Method: http.MethodPost,
		Path: "/v2/integrations/customer/upsert/bulk", Safety: capillary.Natural, Items: "response",
		Proof: "response", Item: capillary.ItemProof{Proof: "entityId"}})
	opChangeIdentifier = operations.Define(capillary.Operation{Name: "customer.ChangeIdentifier", Method: http.MethodPost,
		Path: "/v2/customers/{customerId}/changeIdentifier", Sourced: true, Safety: capillary.Unsafe,
		Proof: "createdId"})
)

// Many customers, and customers that belong together.
var (
	opGetBulk = operations.Define(capillary.Operation{Name: "customer.GetBulk", Method: http.MethodPost,
		Path: "/v2/bulk/getCustomers", Safety: capillary.Read, Envelope: capillary.Data,
		Proof: capillary.ProofList})
	opChildren = operations.Define(capillary.Operation{Name: "customer.Children", Method: http.MethodGet,
		Path: "/v2/customers/bulk", Customer: capillary.InBody, Sourced: true, Safety: capillary.Read,
		Proof: "entity.customers"})
	opAssociate = operations.Define(capillary.Operation{Name: "customer.Associate", Method: http.MethodPost,
		Path: "/v2/customers/bulk", Safety: capillary.Natural,
		Proof: capillary.ProofList, Item: capillary.ItemProof{Proof: "entity.id"}})
	opUpdateAssociations = operations.Define(capillary.Operation{Name: "customer.UpdateAssociations", Method: http.MethodPut,
		Path: "/v2/customers/bulk", Safety: capillary.Replace,
		Proof: capillary.ProofList, Item: capillary.ItemProof{Proof: "profiles"}})
)

// Status, tier and consent. Where Path and Lookup are the same, the customer always stands in the query and must be named.
var (
	opUpdateStatus = operations.Define(capillary.Operation{Name: "customer.UpdateStatus", Method: http.MethodPut,
		Path: "/v2/customers/lookup/status", Lookup: "/v2/customers/lookup/status", Safety: capillary.Replace,
		Proof: "createdId|" + capillary.ProofEmptyEnvelope})
	opStatusLog = operations.Define(capillary.Operation{Name: "customer.StatusLog", Method: http.MethodGet,
		Path: "/v2/customers/{userId}/statusLog", Safety: capillary.Read,
		Proof: "data"})
	opAdjustTier = operations.Define(capillary.Operation{Name: "customer.AdjustTier", Method: http.MethodPost,
		Path: "/v2/slab/manualSlabAdjustment", Lookup: "/v2/slab/manualSlabAdjustment", Safety: capillary.Unsafe,
		Proof: "sideEffects|entityId"})
	opAddTRAIConsent = operations.Define(capillary.Operation{Name: "customer.AddTRAIConsent", Method: http.MethodPost,
		Path: "/v2/customers/traiConsent", Safety: capillary.Unsafe,
		Proof: "data.[]"})
	opUpdateTRAIConsent = operations.Define(capillary.Operation{Name: "customer.UpdateTRAIConsent", Method: http.MethodPut,
		Path: "/v2/customers/traiConsent", Safety: capillary.Replace,
		Proof: "data.[]"})
	opWalkin = operations.Define(capillary.Operation{Name: "customer.Walkin", Method: http.MethodGet,
		Path: "/v2/customer/walkin", Lookup: "/v2/customer/walkin", Safety: capillary.Effect,
		Proof: "entity"})
)

// Requests for changes, and what became of them.
var (
	opChangeRequests = operations.Define(capillary.Operation{Name: "customer.ChangeRequests", Method: http.MethodGet,
		Path: "/v2/customers/{customerId}/changeRequest", Sourced: true, Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opRetroRequests = operations.Define(capillary.Operation{Name: "customer.RetroRequests", Method: http.MethodGet,
		Path: "/v2/customers/{customerId}/retroRequest", Lookup: "/v2/customers/lookup/retroRequest", Sourced: true,
		Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opGoodwillRequests = operations.Define(capillary.Operation{Name: "customer.GoodwillRequests", Method: http.MethodGet,
		Path: "/v2/customers/{customerId}/goodwillRequest", Safety: capillary.Read, Items: "data",
		Proof: "data"})
)

// Images. Each upload adds an image, so it is never sent twice.
var (
	opSetImage = operations.Define(capillary.Operation{Name: "customer.SetImage", Method: http.MethodPost,
		Path: "/v2/customers/{customerId}/setImage", Lookup: "/v2/customers/lookup/setImage", Safety: capillary.Unsafe,
		Proof: "data", Verdict: "data"})
	opDeleteImages = operations.Define(capillary.Operation{Name: "customer.DeleteImages", Method: http.MethodDelete,
		Path: "/v2/customers/{userId}/deleteImage", Safety: capillary.Unsafe,
		Proof: "data", Verdict: "data"})
)

// Loyalty and points.
var (
	opLoyaltyDetails = operations.Define(capillary.Operation{Name: "customer.LoyaltyDetails", Method: http.MethodGet,
		Path: "/v2/customers/{customerId}/loyaltyDetails", Lookup: "/v2/customers/lookup/loyaltyDetails", Safety: capillary.Read,
		Proof: "data"})
	opLegacyPointsBalance = operations.Define(capillary.Operation{Name: "customer.LegacyPointsBalance", Method: http.MethodGet,
		Path: "/v2/customers/points/balance/{userId}", Lookup: "/v2/customers/points/balance", Safety: capillary.Read,
		Proof: "totalPoints|mainPoints"})
	opPointsExpirySchedule = operations.Define(capillary.Operation{Name: "customer.PointsExpirySchedule", Method: http.MethodGet,
		Path: "/v2/customers/{userId}/pointsExpirySchedule", Lookup: "/v2/customers/lookup/pointsExpirySchedule", Safety: capillary.Read,
		Proof: "expirySchedules"})
	opPromisedPointsSchedule = operations.Define(capillary.Operation{Name: "customer.PromisedPointsSchedule", Method: http.MethodGet,
		Path: "/v2/customers/{userId}/promisedPointsSchedule", Lookup: "/v2/customers/lookup/promisedPointsSchedule", Safety: capillary.Read,
		Proof: "promisedPointsScheduleList|triggerBasedPointsList"})
	opPointsTransfers = operations.Define(capillary.Operation{Name: "customer.PointsTransfers", Method: http.MethodGet,
		Path: "/v2/customers/{id}/pointsTransfers", Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opLoyaltyEvents = operations.Define(capillary.Operation{Name: "customer.LoyaltyEvents", Method: http.MethodGet,
		Path: "/v2/customers/{customerId}/loyaltyEvents", Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opTrackers = operations.Define(capillary.Operation{Name: "customer.Trackers", Method: http.MethodGet,
		Path: "/v2/customers/{customerId}/trackers", Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opUserEntityTrackers = operations.Define(capillary.Operation{Name: "customer.UserEntityTrackers", Method: http.MethodGet,
		Path: "/v2/customers/userEntityTrackers", Safety: capillary.Read, Items: "data",
		Proof: "data"})
)

// Transactions, coupons, recommendations, interactions. Where Path and Lookup are the same the customer always stands in
// the query, and one must be named.
var (
	opTransactions = operations.Define(capillary.Operation{Name: "customer.Transactions", Method: http.MethodGet,
		Path: "/v2/customers/{id}/transactions", Lookup: "/v2/customers/lookup/transactions", Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opCoupons = operations.Define(capillary.Operation{Name: "customer.Coupons", Method: http.MethodGet,
		Path: "/v2/customers/coupons", Lookup: "/v2/customers/coupons", Customer: capillary.ByKind, Safety: capillary.Read,
		Envelope: capillary.Entity,
		Proof:    "customers"})
	opCouponDetails = operations.Define(capillary.Operation{Name: "customer.CouponDetails", Method: http.MethodGet,
		Path: "/v2/customers/{customerId}/coupons", Safety: capillary.Read,
		Proof: "entity"})
	opRecommendations = operations.Define(capillary.Operation{Name: "customer.Recommendations", Method: http.MethodGet,
		Path: "/v2/customers/lookup/recommendations", Lookup: "/v2/customers/lookup/recommendations", Safety: capillary.Read,
		Proof: "customer"})
	opUserRecommendations = operations.Define(capillary.Operation{Name: "customer.UserRecommendations", Method: http.MethodGet,
		Path: "/api_gateway/v1/recommendations/user/{model}", Safety: capillary.Read,
		Proof: "recommendedItems"})
	opItemRecommendations = operations.Define(capillary.Operation{Name: "customer.ItemRecommendations", Method: http.MethodGet,
		Path: "/api_gateway/v1/recommendations/item/{model}", Safety: capillary.Read,
		Proof: "recommendedItems"})
	opCartRecommendations = operations.Define(capillary.Operation{Name: "customer.CartRecommendations", Method: http.MethodGet,
		Path: "/api_gateway/v1/recommendations/cart/{model}", Safety: capillary.Read,
		Proof: "recommendedItems"})
	opInteractions = operations.Define(capillary.Operation{Name: "customer.Interactions", Method: http.MethodGet,
		Path: "/v2/customers/interaction", Safety: capillary.Read, Envelope: capillary.V1,
		Proof: "interaction|customer"})
)

// Subscriptions. An update names states, not changes: the index of the API calls it a PUT.
var (
	opSubscriptions = operations.Define(capillary.Operation{Name: "customer.Subscriptions", Method: http.MethodGet,
		Path: "/v2/customers/{customerId}/subscriptions", Lookup: "/v2/customers/lookup/subscriptions", Safety: capillary.Read,
		Proof: "subscriptions"})
	opUpdateSubscriptions = operations.Define(capillary.Operation{Name: "customer.UpdateSubscriptions", Method: http.MethodPost,
		Path: "/v2/customers/{userId}/subscriptions", Lookup: "/v2/customers/lookup/subscriptions", Safety: capillary.Replace,
		Proof: "subscriptions.[]"})
	opSubscriptionLog = operations.Define(capillary.Operation{Name: "customer.SubscriptionLog", Method: http.MethodGet,
		Path: "/v2/customers/{userId}/subscriptionStatusChangeLog", Safety: capillary.Read,
		Proof: "data"})
)

// Labels. A label's name is its key: the API refuses one that exists.
var (
	opAddOrgLabels = operations.Define(capillary.Operation{Name: "customer.AddOrgLabels", Method: http.MethodPost,
		Path: "/v2/organization/labels", Safety: capillary.Natural,
		Proof: "entity"})
	opOrgLabels = operations.Define(capillary.Operation{Name: "customer.OrgLabels", Method: http.MethodGet,
		Path: "/v2/organization/labels", Safety: capillary.Read,
		Proof: "data"})
	opLabels = operations.Define(capillary.Operation{Name: "customer.Labels", Method: http.MethodGet,
		Path: "/v2/customers/{userId}/labels", Safety: capillary.Read,
		Proof: "data|" + capillary.ProofEmptyEnvelope})
	opChangeLabels = operations.Define(capillary.Operation{Name: "customer.ChangeLabels", Method: http.MethodPost,
		Path: "/v2/customers/{userId}/changeLabels", Safety: capillary.Unsafe,
		Proof: "entity|" + capillary.ProofEmptyEnvelope})
	opSearchByLabel = operations.Define(capillary.Operation{Name: "customer.SearchByLabel", Method: http.MethodGet,
		Path: "/v2/customers/labels/search", Safety: capillary.Read, Items: "data",
		Proof: "data"})
)

// Referrals. The form without a user id takes the customer from the body alone.
var (
	opReferrals = operations.Define(capillary.Operation{Name: "customer.Referrals", Method: http.MethodGet,
		Path: "/v2/customers/{userId}/referrals", Lookup: "/v2/customers/lookup/referrals", Safety: capillary.Read, Items: "data",
		Proof: "data"})
	opAddReferrals = operations.Define(capillary.Operation{Name: "customer.AddReferrals", Method: http.MethodPost,
		Path: "/v2/customers/{userId}/referrals", Safety: capillary.Unsafe,
		Proof: "customerReferrals.[]"})
	opAddReferralsByBody = operations.Define(capillary.Operation{Name: "customer.AddReferralsByBody", Method: http.MethodPost,
		Path: "/v2/customers/referrals", Safety: capillary.Unsafe,
		Proof: "customerReferrals.[]"})
)

// v1.1: customers and their identifiers.
var (
	opAddV1 = operations.Define(capillary.Operation{Name: "customer.AddV1", Method: http.MethodPost,
		Path: "/v1.1/customer/add", Safety: capillary.Natural, Envelope: capillary.V1, Items: "customers.customer",
		Group: capillary.GroupCustomerAddV1,
		Proof: "customers.customer", Item: capillary.ItemProof{Proof: capillary.ProofSuccess, Key: "mobile|email|external_id"}})
	opUpdateV1 = operations.Define(capillary.Operation{Name: "customer.UpdateV1", Method: http.MethodPut,
		Path: "/v1.1/customer/update", Safety: capillary.Replace, Envelope: capillary.V1, Items: "customers.customer",
		Group: capillary.GroupCustomerUpdateV1,
		Proof: "customers.customer", Item: capillary.ItemProof{Proof: capillary.ProofSuccess, Key: "mobile|email|external_id"}})
	opUpdateByPostV1 = operations.Define(capillary.Operation{Name: "customer.UpdateByPostV1", Method: http.MethodPost,
		Path: "/v1.1/customer/update", Safety: capillary.Replace, Envelope: capillary.V1, Items: "customers.customer",
		Group: capillary.GroupCustomerUpdateV1,
		Proof: "customers.customer", Item: capillary.ItemProof{Proof: capillary.ProofSuccess, Key: "mobile|email|external_id"}})
	opUpdateIdentity = operations.Define(capillary.Operation{Name: "customer.UpdateIdentity", Method: http.MethodPost,
		Path: "/v1.1/customer/update_identity", Safety: capillary.Unsafe, Envelope: capillary.V1, Items: "customers.customer",
		Proof: "customers.customer", Item: capillary.ItemProof{Proof: capillary.ProofSuccess, Key: "new_value"}})
	opUpdateIdentifierValue = operations.Define(capillary.Operation{Name: "customer.UpdateIdentifierValue", Method: http.MethodPost,
		Path: "/auth/v1/user/updateIdentifierValue", Safety: capillary.Unsafe,
		Proof: capillary.ProofSuccess})
	opGetV1 = operations.Define(capillary.Operation{Name: "customer.GetV1", Method: http.MethodGet,
		Path: "/v1.1/customer/get", Lookup: "/v1.1/customer/get", Safety: capillary.Read, Envelope: capillary.V1, Items: "customers.customer",
		Proof: "customers.customer"})
	opSearchV1 = operations.Define(capillary.Operation{Name: "customer.SearchV1", Method: http.MethodGet,
		Path: "/v1.1/customer/search", Safety: capillary.Read, Envelope: capillary.V1,
		Proof: "customer"})
)

// v1.1: what a customer did.
var (
	opTransactionsV1 = operations.Define(capillary.Operation{Name: "customer.TransactionsV1", Method: http.MethodGet,
		Path: "/v1.1/customer/transactions", Lookup: "/v1.1/customer/transactions", Safety: capillary.Read, Envelope: capillary.V1,
		Proof: "customer"})
	opRedemptions = operations.Define(capillary.Operation{Name: "customer.Redemptions", Method: http.MethodGet,
		Path: "/v1.1/customer/redemptions", Lookup: "/v1.1/customer/redemptions", Safety: capillary.Read, Envelope: capillary.V1,
		Proof: "customer"})
	opCouponsV1 = operations.Define(capillary.Operation{Name: "customer.CouponsV1", Method: http.MethodGet,
		Path: "/v1.1/customer/coupons", Lookup: "/v1.1/customer/coupons", Safety: capillary.Read, Envelope: capillary.V1,
		Proof: "customers.customer"})
	opInteractionsV1 = operations.Define(capillary.Operation{Name: "customer.InteractionsV1", Method: http.MethodGet,
		Path: "/v1.1/customer/interaction", Lookup: "/v1.1/customer/interaction", Safety: capillary.Read, Envelope: capillary.V1,
		Proof: "customer"})
	opRecommendationsV1 = operations.Define(capillary.Operation{Name: "customer.RecommendationsV1", Method: http.MethodGet,
		Path: "/v1.1/customer/recommendations", Lookup: "/v1.1/customer/recommendations", Safety: capillary.Read, Envelope: capillary.V1,
		Proof: "customer"})
)

// v1.1: what is kept about a customer.
var (
	opNotes = operations.Define(capillary.Operation{Name: "customer.Notes", Method: http.MethodGet,
		Path: "/v1.1/customer/notes", Lookup: "/v1.1/customer/notes", Safety: capillary.Read, Envelope: capillary.V1,
		Proof: "customer"})
	opAddNotes = operations.Define(capillary.Operation{Name: "customer.AddNotes", Method: http.MethodPost,
		Path: "/v1.1/customer/notes", Safety: capillary.Unsafe, Envelope: capillary.V1, Items: "customer",
		Proof: "customer", Item: capillary.ItemProof{Proof: capillary.ProofSuccess, Key: "mobile|email|external_id"}})
	opPreferences = operations.Define(capillary.Operation{Name: "customer.Preferences", Method: http.MethodGet,
		Path: "/v1.1/customer/preferences", Lookup: "/v1.1/customer/preferences", Safety: capillary.Read, Envelope: capillary.V1, Items: "customers.customer",
		Proof: "customers.customer"})
	opUpdatePreferences = operations.Define(capillary.Operation{Name: "customer.UpdatePreferences", Method: http.MethodPost,
		Path: "/v1.1/customer/preferences", Safety: capillary.Replace, Envelope: capillary.V1, Items: "customers.customer|customer",
		Proof: "customers.customer", Item: capillary.ItemProof{Proof: capillary.ProofSuccess, Key: "mobile|email|external_id"}})
	opSubscriptionsV1 = operations.Define(capillary.Operation{Name: "customer.SubscriptionsV1", Method: http.MethodGet,
		Path: "/v1.1/customer/subscriptions", Lookup: "/v1.1/customer/subscriptions", Safety: capillary.Read, Envelope: capillary.V1,
		Items: "subscriptions.subscription",
		Proof: "subscriptions.subscription"})
	opUpdateSubscriptionsV1 = operations.Define(capillary.Operation{Name: "customer.UpdateSubscriptionsV1", Method: http.MethodPost,
		Path: "/v1.1/customer/subscriptions", Safety: capillary.Replace, Envelope: capillary.V1, Items: "subscriptions.subscription",
		Proof: "subscriptions.subscription", Item: capillary.ItemProof{Proof: capillary.ProofSuccess}})
	opReferralsV1 = operations.Define(capillary.Operation{Name: "customer.ReferralsV1", Method: http.MethodGet,
		Path: "/v1.1/customer/referrals", Lookup: "/v1.1/customer/referrals", Safety: capillary.Read, Envelope: capillary.V1,
		Proof: "customer"})
	opAddReferralsV1 = operations.Define(capillary.Operation{Name: "customer.AddReferralsV1", Method: http.MethodPost,
		Path: "/v1.1/customer/referrals", Safety: capillary.Unsafe, Envelope: capillary.V1, Items: "customers.customer",
		Proof: "customers.customer", Item: capillary.ItemProof{Proof: capillary.ProofSuccess}})
	opTickets = operations.Define(capillary.Operation{Name: "customer.Tickets", Method: http.MethodGet,
		Path: "/v1.1/customer/tickets", Lookup: "/v1.1/customer/tickets", Safety: capillary.Read, Envelope: capillary.V1,
		Proof: "customer"})
	opAddTickets = operations.Define(capillary.Operation{Name: "customer.AddTickets", Method: http.MethodPost,
		Path: "/v1.1/customer/tickets", Safety: capillary.Natural, Envelope: capillary.V1, Items: "customers.customer",
		Proof: "customers.customer", Item: capillary.ItemProof{Proof: capillary.ProofSuccess, Key: "mobile|email|external_id"}})
)
