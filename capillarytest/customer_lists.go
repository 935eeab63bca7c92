package capillarytest

import "strings"

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
)

func (o *org) customerListRoutes() routes {
	return routes{
		"GET /v2/customers/{id}/trackers":        o.listed(ListTrackers, 0),
		"GET /v2/customers/userEntityTrackers":   o.groupTrackers,
		"GET /v2/customers/{id}/retroRequest":    o.listed(ListRetroRequests, 10),
		"GET /v2/customers/lookup/retroRequest":  o.listed(ListRetroRequests, 10),
		"GET /v2/customers/{id}/changeRequest":   o.listed(ListChangeRequests, 10),
		"GET /v2/customers/{id}/goodwillRequest": o.listed(ListGoodwillRequests, 10),
		"GET /v2/customers/{id}/pointsTransfers": o.pointsTransfers,
		"GET /v2/customers/{id}/transactions":    o.customerTransactions,
		"GET /v2/customers/coupons":              o.customerCoupons,
		"GET /v2/customers/{id}/coupons":         o.customerCouponDetails,
		"GET /v2/customers/{id}/loyaltyEvents":   o.loyaltyEvents,
		"GET /v2/customers/{id}/statusLog":       o.statusLog,
		"POST /v2/customers/traiConsent":         o.setConsent,
		"PUT /v2/customers/traiConsent":          o.setConsent,
		"GET /v2/customer/walkin":                o.walkIn,
		"GET /v2/customers/interaction":          o.interactions,
		"GET /v1.1/customer/interaction":         o.interactions,
	}
}

// listed is a handler for a page of a list. A limit of 0 means the whole list, with a pagination of zeros, as trackers have it.
func (o *org) listed(l List, limit int) handler {
	return func(c *call) reply {
		found, no := o.customerOf(c)
		switch {
		case no != nil && limit == 0:
			return reply{refused: true, body: obj("pagination", obj("limit", 0, "offset", 0, "total", 0)).and(refused(no).body.(object))}
		case no != nil:
			return refused(no)
		case limit == 0:
			return page(orEmpty(found.lists[l]), 0, 0, 0)
		case c.number("offset", 0) < 0:
			return refused(refuse(8100))
		case c.value("limit") != "" && c.number("limit", 0) <= 0:
			return refused(refuse(8101))
		case c.number("limit", 0) > 100:
			return refused(refuse(8102))
		}
		part, limit, offset := cut(c, orEmpty(found.lists[l]), limit)
		return page(part, limit, offset, len(found.lists[l]))
	}
}

// groupTrackers knows no user groups.
func (o *org) groupTrackers(c *call) reply {
	if !strings.EqualFold(c.value("type"), "USERGROUP2") {
		return refused(refuse(1647))
	}
	return refused(refuse(1645))
}

func (o *org) pointsTransfers(c *call) reply {
	found, no := o.customerOf(c)
	if no != nil {
		return refused(no)
	}
	return many(o.transferList(found))
}

// maxTransactions is the longest page of transactions.
const maxTransactions = 1000

func (o *org) customerTransactions(c *call) reply {
	found, no := o.customerOf(c)
	if no != nil {
		return refused(no)
	}
	if c.number("limit", 0) > maxTransactions {
		return refused(refuse(1109))
	}
	all := o.transactionList(found, c, readV2Time, func(b *bill) object { return o.listedBill(b, c) })
	all = orEmpty(append(all, found.lists[ListTransactions]...))
	part, limit, offset := cut(c, all, 20)
	r := page(part, limit, offset, len(all))
	r.body = r.body.(object).set("pagination", obj("limit", limit, "offset", offset, "sortBy", "BILLING_TIME",
		"sortOrder", strings.ToUpper(orDefault(c.value("sortOrder"), "DESC")), "total", len(all)))
	return r
}

// customerCoupons finds its customers by mobile, email, externalId or id, several values with commas.
func (o *org) customerCoupons(c *call) reply {
	customers, total := []object{}, 0
	for _, who := range o.asked(c, "mobile", "email", "externalId", "id") {
		if who.no != nil {
			return refused(refuse(8015))
		}
		coupons := o.couponList(who.customer, c, ListCoupons, func(have *coupon) object { return o.listedCoupon(have) })
		total += len(coupons)
		p := o.profileV1(who.customer)
		customers = append(customers, obj("firstname", p.firstName, "lastname", p.lastName, "mobile", who.customer.identifier("mobile"),
			"id", who.customer.id, "coupons", coupons))
	}
	if len(customers) == 0 {
		return refused(refuse(8002))
	}
	return reply{body: obj("entity", obj("pagination", obj("limit", "100", "offset", "0", "total", total), "customers", customers),
		"warnings", notices(), "errors", notices(), "success", true)}
}

func (o *org) customerCouponDetails(c *call) reply {
	found, no := o.customerOf(c)
	if no != nil {
		return refused(no)
	}
	return entity(o.couponList(found, c, ListCouponDetails, o.couponDetail))
}

// couponList is the coupons of a customer, of one status if one is asked for, and what AddTo added.
func (o *org) couponList(cu *customer, c *call, l List, show func(*coupon) object) []any {
	out := []any{}
	for _, have := range o.coupons {
		status := strings.ToLower(c.value("status"))
		expired := !o.now().Before(have.expires)
		switch {
		case have.customer != cu.id || have.revoked:
		case status == "redeemed" && len(have.uses) == 0, status == "unredeemed" && len(have.uses) > 0:
		case status == "expired" && !expired, status == "active" && expired:
		default:
			out = append(out, show(have))
		}
	}
	return append(out, cu.lists[l]...)
}

// listedCoupon is a coupon as the lists of coupons of a customer show it.
func (o *org) listedCoupon(c *coupon) object {
	redemptions := []object{}
	for _, u := range c.uses {
		redemptions = append(redemptions, obj("date", o.v2Time(u.at), "redeemedAt", u.by.object(), "transactionNumber", u.transaction))
	}
	s := c.series
	return obj("code", c.code, "seriesId", s.id, "seriesName", s.text("description"), "createdDate", o.v2Time(c.issued.at),
		"validTill", o.v2Time(c.expires), "id", c.id,
		"transactionNumber", "", "issuedAt", c.issued.by.object(), "redemptionCount", len(c.uses), "redemptions", redemptions,
		"discountType", s.text("discountType"), "discountValue", s.value(), "description", s.text("description"))
}

// couponDetail is a coupon as GET /v2/customers/{id}/coupons shows it. There discountType is a boolean.
func (o *org) couponDetail(c *coupon) object {
	uses := []object{}
	for _, u := range c.uses {
		uses = append(uses, obj("id", u.id, "redeemedOn", o.v2Time(u.at), "transactionNumber", u.transaction, "userId", u.customer))
	}
	_, left := c.usesBy(&customer{})
	s := c.series
	return obj("id", c.id, "code", c.code, "trimmedCode", c.code, "description", s.text("description"), "orgId", o.orgID,
		"seriesId", s.id, "seriesName", s.text("description"), "series", o.seriesObject(s), "issuedTo", c.customer, "issuedBy", c.issued.by.id,
		"issuedOn", o.v2Time(c.issued.at), "createdDate", o.v2Time(c.issued.at), "activeFrom", o.v2Time(c.issued.at),
		"validTill", o.v2Time(c.expires), "redeemed", len(c.uses) > 0, "redemptionsLeft", left, "redemptionInfo", uses,
		"reversedRedemptionInfo", []object{}, "couponDiscountType", s.text("discountType"), "discountType", s.absolute(),
		"discountValue", s.value(), "discountUpto", s.fields.get("discountUpto"))
}

// listedCouponV1 is a coupon as GET /v1.1/customer/coupons shows it.
func (o *org) listedCouponV1(c *coupon) object {
	redemptions := []object{}
	for _, u := range c.uses {
		redemptions = append(redemptions, obj("date", o.v1Time(u.at), "transaction_number", u.transaction,
			"redeemed_at", codeAndName(u.by)))
	}
	return obj("id", quoted(c.id), "series_id", quoted(c.series.id), "series_name", c.series.text("description"), "code", c.code,
		"created_date", o.v1Time(c.issued.at), "valid_till", o.v1Time(c.expires), "transaction_number", "",
		"redemption_count", quoted(len(c.uses)), "redemptions", obj("redemption", redemptions))
}

func (o *org) loyaltyEvents(c *call) reply {
	found, no := o.customerOf(c)
	if no != nil {
		return refused(no)
	}
	var events []object
	for _, e := range found.events {
		if kind := c.value("eventType"); kind == "" || strings.EqualFold(kind, e.get("eventName").(string)) {
			events = append(events, e)
		}
	}
	part, _, _ := cut(c, events, 10)
	return many(append([]object{}, part...))
}

func (o *org) statusLog(c *call) reply {
	found, no := o.customerOf(c)
	if no != nil {
		return refused(no)
	}
	out := []object{}
	for n, s := range o.of(found).statuses {
		out = append(out, obj("createdByUser", s.by.code, "reason", s.reason, "createdBy", s.by.id, "actions", []string{},
			"autoUpdateTime", o.dateOnly(s.at), "createdOn", o.v2Time(s.at), "entityId", found.id, "isActive", n == len(o.of(found).statuses)-1,
			"label", s.label, "status", statusOfLabel[strings.ToLower(s.label)]))
	}
	return many(out)
}

// setConsent accepts any validation code and keeps nothing: no endpoint reads a consent.
func (o *org) setConsent(c *call) reply {
	var in struct {
		Mobile  text `json:"mobile"`
		Consent struct {
			Status string `json:"consentStatus"`
		} `json:"consent"`
		ValidationCode text `json:"validationCode"`
	}
	if no := c.decode(&in); no != nil || in.ValidationCode == "" {
		return refused(refuse(400))
	}
	if !isMobile(string(in.Mobile)) {
		return refused(refuse(8056))
	}
	return many([]object{obj("mobile", in.Mobile, "consent", obj("isConsentRequired", "no", "consentStatus", in.Consent.Status))})
}

func (o *org) walkIn(c *call) reply {
	switch {
	case c.value("identifierValue") == "":
		return refused(refuse(8099))
	case c.value("till_code") == "":
		return refused(refuse(8096))
	}
	if _, no := o.placeOf(c.value("source"), c.value("accountId"), lookupCodes); no != nil {
		return refused(refuse(8095))
	}
	if _, no := o.lookup(c); no != nil {
		return refused(no)
	}
	return reply{body: obj("entity", "Customer check-in successful", "warnings", notices(), "errors", notices(), "success", true)}
}

// interactions answers in the v1.1 envelope in both versions, as the documentation shows.
func (o *org) interactions(c *call) reply {
	var found *customer
	no := refuse(1012)
	if name := c.value("identifierName"); name != "" {
		found, no = o.lookupOne(name, c.value("identifierValue"), anywhere)
	} else if asked := o.askedV1(c); len(asked) > 0 {
		found, no = asked[0].customer, asked[0].no
	}
	if no != nil {
		return v1Failed(no)
	}
	network := obj("name", orDefault(c.value("network"), "capillary"), "interaction", orEmpty(found.lists[ListInteractions]))
	fields := o.identityV1(found, "id").with("interactions", obj("network", []object{network}))
	return reply{body: obj("response", obj("status", v1Verdict(1, 1), "customer", fields))}
}
