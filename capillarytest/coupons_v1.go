package capillarytest

import (
	"slices"
	"strings"
)

func (o *org) couponV1Routes() routes {
	return routes{
		"GET /v1.1/coupon/get":          o.getCouponsV1,
		"GET /v1.1/coupon/isredeemable": o.isCouponRedeemableV1,
		"GET /v1.1/coupon/resend":       o.resendCoupon,
		"GET /v1.1/coupon/series":       o.getSeriesV1,
		"POST /v1.1/coupon/issue":       o.issueCouponsV1,
		"POST /v1.1/coupon/redeem":      o.redeemCouponsV1,
		"GET /v1.1/customer/coupons":    o.couponsV1,
	}
}

// couponV1 is an item of coupon/issue and coupon/redeem. The customer and the transaction stand in objects of their own,
// or bare.
type couponV1 struct {
	whoV1
	SeriesID    text  `json:"series_id"`
	CouponID    text  `json:"id"`
	Code        text  `json:"code"`
	Number      text  `json:"number"`
	Amount      text  `json:"amount"`
	Customer    whoV1 `json:"customer"`
	Transaction struct {
		Number text `json:"number"`
		Amount text `json:"amount"`
	} `json:"transaction"`
	Custom pairsV1 `json:"custom_fields"`
}

func couponsV1(c *call) ([]couponV1, *refusal) {
	var in struct {
		Root struct {
			Coupon list[couponV1] `json:"coupon"`
		} `json:"root"`
	}
	if no := c.decode(&in); no != nil || len(in.Root.Coupon) == 0 {
		return nil, refuse(400)
	}
	return in.Root.Coupon, nil
}

// who is the customer of an item, or else of the query.
func (v couponV1) who(c *call) whoV1 {
	who := v.Customer
	if len(who.pairs()) == 0 {
		who = v.whoV1
		who.ID = ""
	}
	if len(who.pairs()) == 0 {
		who = whoV1{Mobile: text(c.value("mobile")), Email: text(c.value("email")), ExternalID: text(c.value("external_id")),
			ID: text(c.value("id"))}
	}
	return who
}

func (o *org) couponWhoV1(v couponV1, c *call) (*customer, *refusal) {
	found, no := o.whoV1(v.who(c))
	if found == nil {
		return nil, refuse(701)
	}
	return found, no
}

func (o *org) seriesInfoV1(s *series) object {
	return obj("id", quoted(s.id), "description", s.text("description"), "discount_code", s.text("discountCode"),
		"valid_till", o.dateOnly(s.expires()),
		"discount_type", s.text("discountType"), "discount_value", s.value().String(), "detailed_info", s.text("info"))
}

func (o *org) issueCouponsV1(c *call) reply {
	in, no := couponsV1(c)
	if no != nil {
		return v1Failed(no)
	}
	var items []v1Item
	for _, v := range in {
		fields := obj("series_id", v.SeriesID, "customer", v.who(c).object())
		cu, no := o.couponWhoV1(v, c)
		s := o.series[v.SeriesID.int()]
		var issued *coupon
		if no == nil {
			issued, no = o.issue(cu, s, c.till)
		}
		if no != nil {
			items = append(items, v1Refused(fields, no))
			continue
		}
		items = append(items, v1Done(obj("id", quoted(issued.id), "code", issued.code, "valid_till", o.dateOnly(issued.expires),
			"series_info", o.seriesInfoV1(s),
			"customer", o.threeV1(cu).with("user_id", quoted(cu.id))), 700, "Coupon processing successful"))
	}
	return v1Bare("coupon", items)
}

func (o *org) redeemCouponsV1(c *call) reply {
	in, no := couponsV1(c)
	if no != nil {
		return v1Failed(no)
	}
	var items []v1Item
	for _, v := range in {
		items = append(items, o.redeemCouponV1(c, v))
	}
	return v1Items("coupons", "coupon", true, items...)
}

func (o *org) redeemCouponV1(c *call, v couponV1) v1Item {
	number, amount := orDefault(string(v.Transaction.Number), string(v.Number)), v.Amount
	if v.Transaction.Amount != "" {
		amount = v.Transaction.Amount
	}
	transaction := obj("amount", amount, "number", number)
	cu, no := o.couponWhoV1(v, c)
	code := string(v.Code)
	if code == "" {
		code = o.codeOfCoupon(v.CouponID)
	}
	var found *coupon
	if no == nil {
		found, no = o.mayUse(cu, code, amount)
	}
	if no != nil {
		return v1Refused(obj("customer", v.who(c).object(), "code", code, "is_absolute", "false", "transaction", transaction,
			"side_effects", []object{}), no)
	}
	u, s := o.use(cu, found, number, amountOrZero(amount), v.Custom.values(), c.till), found.series
	return v1Done(obj("customer", o.threeV1(cu), "redemptionId", quoted(u.id), "code", found.code, "discount_code", s.text("discountCode"),
		"series_code", quoted(s.id), "series_info", []object{o.seriesInfoV1(s)}, "is_absolute", quoted(s.absolute()),
		"coupon_value", s.value().String(),
		"transaction", transaction, "side_effects", []object{}), 700, "Coupon processing successful")
}

func (o *org) codeOfCoupon(id text) string {
	for _, have := range o.coupons {
		if have.id == id.int() {
			return have.code
		}
	}
	return ""
}

// Reading -----------------------------------------------------------------------------------------------------------------

// isCouponRedeemableV1 answers for one code or several. A coupon that can't be redeemed is an answer, not a failure: the
// documentation shows success above the item.
func (o *org) isCouponRedeemableV1(c *call) reply {
	asked := o.askedV1(c)
	if name := c.value("identifierName"); len(asked) == 0 && name != "" {
		found, _, no := o.findV1(name, c.value("value"))
		asked = []askedCustomer{{asked: obj(name, c.value("value")), customer: found, no: no}}
	}
	if len(asked) == 0 || asked[0].no != nil {
		return v1Nested("coupons", "redeemable", v1Refused(obj("code", c.value("code"), "is_redeemable", "false"), refuse(701)))
	}
	redeemable := []object{}
	for _, code := range c.values("code") {
		redeemable = append(redeemable, o.redeemableV1(asked[0].customer, code, c.value("details") != ""))
	}
	var value any = redeemable
	switch len(redeemable) {
	case 0:
		return v1Failed(refuse(719))
	case 1:
		value = redeemable[0]
	}
	return reply{body: obj("response", obj("status", v1Verdict(1, 1), "coupons", obj("redeemable", value)))}
}

func (o *org) redeemableV1(cu *customer, code string, details bool) object {
	found, no := o.mayUse(cu, code, "")
	fields := obj("mobile", cu.identifier("mobile"), "code", code, "is_redeemable", quoted(no == nil))
	if found != nil {
		mine, left := found.usesBy(cu)
		fields = fields.with("redemptions_left", left, "no_of_redemptions_by_user", mine, "coupon_value", found.series.value().String())
	}
	fields = fields.with("customer", o.threeV1(cu))
	if found != nil && details {
		fields = fields.with("series_info", o.seriesInfoV1(found.series))
	}
	if no != nil {
		return v1Refused(fields, no).object()
	}
	return v1Done(fields, 700, "Coupon isRedeem successful").object()
}

func (o *org) getCouponsV1(c *call) reply {
	var items []v1Item
	owners := c.values("issuedToIds") // with codes or ids they narrow down
	add := func(found *coupon, asked string) {
		if found == nil || len(owners) > 0 && !slices.Contains(owners, quoted(found.customer)) {
			items = append(items, v1Refused(obj("id", -1, "code", asked, "is_absolute", false, "value", nil, "discount_upto", nil,
				"pincode", "NULL"), refuse(705)))
			return
		}
		items = append(items, v1Done(o.couponDetailsV1(found), 700, "Coupon processing successful"))
	}
	for _, code := range c.values("code") {
		add(o.couponOf(code, nil), code)
	}
	for _, id := range c.values("id") {
		add(o.couponOf(o.codeOfCoupon(text(id)), nil), id)
	}
	if len(items) == 0 {
		for _, have := range o.coupons {
			if slices.Contains(owners, quoted(have.customer)) {
				add(have, have.code)
			}
		}
	}
	if len(items) == 0 {
		return v1Failed(refuse(719))
	}
	return v1Items("coupons", "coupon", false, items...)
}

func (o *org) couponDetailsV1(c *coupon) object {
	s := c.series
	out := obj("id", quoted(c.id), "code", c.code, "valid_till", c.expires.In(o.zone).Format("02-01-2006"),
		"issued_on", o.v1Time(c.issued.at),
		"valid_from", o.v1Time(c.issued.at), "purpose", "", "custom_properties", obj("custom_property", []object{}), "series_id", s.id,
		"is_absolute", s.absolute(), "value", short(s.value()), "discount_upto", s.fields.get("discountUpto"))
	if cu := o.customers[c.customer]; cu != nil {
		p := o.profileV1(cu)
		out = out.with("customer", obj("id", quoted(cu.id), "name", strings.TrimSpace(p.firstName+" "+p.lastName),
			"mobile", cu.identifier("mobile"),
			"email", cu.identifier("email"), "external_id", orNull(cu.identifier("externalId"))))
	}
	out = out.with("pincode", "NULL", "issued_store", codeAndName(c.issued.by))
	if len(c.uses) == 0 {
		return out
	}
	u := c.uses[len(c.uses)-1]
	by := &profile{}
	if cu := o.customers[u.customer]; cu != nil {
		by = o.profileV1(cu)
	}
	return out.with("redemption_info", obj("redeemed", "true", "id", u.id, "redeemed_on", o.v1Time(u.at), "redeemed_at", u.by.code,
		"redeemed_by", obj("firstname", by.firstName, "lastname", by.lastName, "email", by.identifier("email"),
			"mobile", by.identifier("mobile")),
		"store", codeAndName(u.by), "transaction", obj("id", nil, "bill_number", u.transaction, "number", u.transaction)))
}

// resendCoupon sends the code of a coupon to its customer again.
func (o *org) resendCoupon(c *call) reply {
	code := c.value("code")
	if code == "" {
		code = o.codeOfCoupon(text(c.value("id")))
	}
	found := o.couponOf(code, nil)
	var no *refusal
	switch {
	case found == nil:
		no = refuse(702)
	case found.revoked:
		no = refuse(660)
	case !o.now().Before(found.expires):
		no = refuse(713)
	default:
		no = o.busy(o.customers[found.customer])
	}
	if no != nil {
		return v1Nested("coupons", "coupon", v1Refused(obj("code", code), no))
	}
	return v1Nested("coupons", "coupon", v1Done(o.couponDetailsV1(found), 700, "Coupon resent successfully"))
}

func (o *org) getSeriesV1(c *call) reply {
	var items []v1Item
	for _, s := range o.seriesAsked(c, "id") {
		switch {
		case s == nil:
			items = append(items, v1Refused(obj(), refuse(707)))
		case strings.EqualFold(c.value("expired"), "true") &&
			o.now().Before(s.expires()), strings.EqualFold(c.value("expired"), "false") && !o.now().Before(s.expires()):
		default:
			issued, redeemed := o.counts(s)
			items = append(items, v1Done(o.seriesInfoV1(s).with("series_code", s.text("seriesCode"), "num_issued", quoted(issued),
				"num_redeemed", quoted(redeemed)),
				700, "Coupon series fetched successfully"))
		}
	}
	r := v1Items("items", "item", false, items...)
	response := r.body.(object).get("response").(object)
	r.body = obj("response", obj("status", response.get("status"), "series", obj("items", response.get("items"))))
	return r
}
