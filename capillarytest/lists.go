package capillarytest

import "github.com/capillary-go/sdk/capillarytest/internal/people"

// A List is a list of a customer that the server does not compute: a test fills it with AddTo.
type List string

// The lists that AddTo fills, and the endpoints that answer with them.
const (
	ListTrackers          = List(people.ListTrackers)          // GET /v2/customers/{id}/trackers
	ListRetroRequests     = List(people.ListRetroRequests)     // GET /v2/customers/{id}/retroRequest
	ListChangeRequests    = List(people.ListChangeRequests)    // GET /v2/customers/{id}/changeRequest
	ListGoodwillRequests  = List(people.ListGoodwillRequests)  // GET /v2/customers/{id}/goodwillRequest
	ListPointsTransfers   = List(people.ListPointsTransfers)   // GET /v2/customers/{id}/pointsTransfers
	ListTransactions      = List(people.ListTransactions)      // GET /v2/customers/{id}/transactions
	ListTransactionsV1    = List(people.ListTransactionsV1)    // GET /v1.1/customer/transactions
	ListCoupons           = List(people.ListCoupons)           // GET /v2/customers/coupons
	ListCouponDetails     = List(people.ListCouponDetails)     // GET /v2/customers/{id}/coupons
	ListCouponsV1         = List(people.ListCouponsV1)         // GET /v1.1/customer/coupons, and customer/get
	ListPointRedemptions  = List(people.ListPointRedemptions)  // GET /v1.1/customer/redemptions, points
	ListCouponRedemptions = List(people.ListCouponRedemptions) // GET /v1.1/customer/redemptions, coupons
	ListInteractions      = List(people.ListInteractions)      // GET /v2/customers/interaction and /v1.1/customer/interaction
	ListRecommendations   = List(people.ListRecommendations)   // GET /v2/customers/lookup/recommendations and /v1.1/customer/recommendations
	ListPromotionalPoints = List(people.ListPromotionalPoints) // embed=promotionalPoints
	ListExpiredPoints     = List(people.ListExpiredPoints)     // embed=expiredPoints
	ListHistoricalPoints  = List(people.ListHistoricalPoints)  // POST /v2/historicalPoints/getHistoricalPoints/{id}, which filters them

	ListSinglePointsExpiryUpdates = List(people.ListSinglePointsExpiryUpdates) // GET /v2/customers/{id}/singlePointsExpiryUpdates
)
