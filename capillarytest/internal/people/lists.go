package people

// A List is a list of a customer that the server does not compute: a test fills it with AddTo.
type List string

// The lists that AddTo fills, and the endpoints that answer with them.
const (
	ListTrackers          List = "trackers"          // GET /v2/customers/{id}/trackers
	ListRetroRequests     List = "retroRequest"      // GET /v2/customers/{id}/retroRequest
	ListChangeRequests    List = "changeRequest"     // GET /v2/customers/{id}/changeRequest
	ListGoodwillRequests  List = "goodwillRequest"   // GET /v2/customers/{id}/goodwillRequest
	ListPointsTransfers   List = "pointsTransfers"   // GET /v2/customers/{id}/pointsTransfers
	ListTransactions      List = "transactions"      // GET /v2/customers/{id}/transactions
	ListTransactionsV1    List = "transactionsV1"    // GET /v1.1/customer/transactions
	ListCoupons           List = "coupons"           // GET /v2/customers/coupons
	ListCouponDetails     List = "couponDetails"     // GET /v2/customers/{id}/coupons
	ListCouponsV1         List = "couponsV1"         // GET /v1.1/customer/coupons, and customer/get
	ListPointRedemptions  List = "pointRedemptions"  // GET /v1.1/customer/redemptions, points
	ListCouponRedemptions List = "couponRedemptions" // GET /v1.1/customer/redemptions, coupons
	ListInteractions      List = "interactions"      // GET /v2/customers/interaction and /v1.1/customer/interaction
	ListRecommendations   List = "recommendations"   // GET /v2/customers/lookup/recommendations and /v1.1/customer/recommendations
	ListPromotionalPoints List = "promotionalPoints" // embed=promotionalPoints
	ListExpiredPoints     List = "expiredPoints"     // embed=expiredPoints
	ListHistoricalPoints  List = "historicalPoints"  // POST /v2/historicalPoints/getHistoricalPoints/{id}

	ListSinglePointsExpiryUpdates List = "singlePointsExpiryUpdates" // GET /v2/customers/{id}/singlePointsExpiryUpdates
)
