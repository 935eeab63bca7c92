package coupon

import (
	"slices"
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) couponV1Routes() kernel.Routes {
	return kernel.Routes{
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
	people.WhoV1
	SeriesID    wire.Text    `json:"series_id"`
	CouponID    wire.Text    `json:"id"`
	Code        wire.Text    `json:"code"`
	Number      wire.Text    `json:"number"`
	Amount      wire.Text    `json:"amount"`
	Customer    people.WhoV1 `json:"customer"`
	Transaction struct {
		Number wire.Text `json:"number"`
		Amount wire.Text `json:"amount"`
	} `json:"transaction"`
	Custom wire.PairsV1 `json:"custom_fields"`
}

func couponsV1(c *kernel.Call) ([]couponV1, *reply.Refusal) {
	var in struct {
		Root struct {
			Coupon wire.List[couponV1] `json:"coupon"`
		} `json:"root"`
	}
	if no := c.Decode(&in); no != nil || len(in.Root.Coupon) == 0 {
		return nil, refuse(400)
	}
	return in.Root.Coupon, nil
}

// who is the customer of an item, or else of the query.
func (v couponV1) who(c *kernel.Call) people.WhoV1 {
	who := v.Customer
	if len(who.Pairs()) == 0 {
		who = v.WhoV1
		who.ID = ""
	}
	if len(who.Pairs()) == 0 {
		who = people.WhoV1{Mobile: wire.Text(c.Value("mobile")), Email: wire.Text(c.Value("email")),
			ExternalID: wire.Text(c.Value("external_id")),
			ID:         wire.Text(c.Value("id"))}
	}
	return who
}

func (o *State) couponWhoV1(v couponV1, c *kernel.Call) (*people.Customer, *reply.Refusal) {
	found, no := o.WhoV1(v.who(c))
	if found == nil {
		return nil, refuse(701)
	}
	return found, no
}

func (o *State) seriesInfoV1(s *series) wire.Object {
	return wire.Obj("id", wire.Quoted(s.id), "description", s.text("description"), "discount_code", s.text("discountCode"),
		"valid_till", o.DateOnly(s.expires()),
		"discount_type", s.text("discountType"), "discount_value", s.value().String(), "detailed_info", s.text("info"))
}

func (o *State) issueCouponsV1(c *kernel.Call) reply.Reply {
	in, no := couponsV1(c)
	if no != nil {
		return reply.V1Failed(no)
	}
	var items []reply.V1Item
	for _, v := range in {
		fields := wire.Obj("series_id", v.SeriesID, "customer", v.who(c).Object())
		cu, no := o.couponWhoV1(v, c)
		s := o.series[v.SeriesID.Int()]
		var issued *coupon
		if no == nil {
			issued, no = o.issue(cu, s, c.Till)
		}
		if no != nil {
			items = append(items, reply.V1Refused(fields, no))
			continue
		}
		items = append(items, reply.V1Done(wire.Obj("id", wire.Quoted(issued.id), "code", issued.code, "valid_till",
			o.DateOnly(issued.expires),
			"series_info", o.seriesInfoV1(s),
			"customer", o.ThreeV1(cu).With("user_id", wire.Quoted(cu.ID))), 700, "Coupon processing successful"))
	}
	return reply.V1Bare("coupon", items)
}

func (o *State) redeemCouponsV1(c *kernel.Call) reply.Reply {
	in, no := couponsV1(c)
	if no != nil {
		return reply.V1Failed(no)
	}
	var items []reply.V1Item
	for _, v := range in {
		items = append(items, o.redeemCouponV1(c, v))
	}
	return reply.V1Items("coupons", "coupon", true, items...)
}

func (o *State) redeemCouponV1(c *kernel.Call, v couponV1) reply.V1Item {
	number, amount := wire.OrDefault(string(v.Transaction.Number), string(v.Number)), v.Amount
	if v.Transaction.Amount != "" {
		amount = v.Transaction.Amount
	}
	transaction := wire.Obj("amount", amount, "number", number)
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
		return reply.V1Refused(wire.Obj("customer", v.who(c).Object(), "code", code, "is_absolute", "false", "transaction", transaction,
			"side_effects", []wire.Object{}), no)
	}
	u, s := o.use(cu, found, number, wire.AmountOrZero(amount), v.Custom.Values(), c.Till), found.series
	return reply.V1Done(wire.Obj("customer", o.ThreeV1(cu), "redemptionId", wire.Quoted(u.ID), "code", found.code,
		"discount_code", s.text("discountCode"),
		"series_code", wire.Quoted(s.id), "series_info", []wire.Object{o.seriesInfoV1(s)}, "is_absolute", wire.Quoted(s.absolute()),
		"coupon_value", s.value().String(),
		"transaction", transaction, "side_effects", []wire.Object{}), 700, "Coupon processing successful")
}

func (o *State) codeOfCoupon(id wire.Text) string {
	for _, have := range o.coupons {
		if have.id == id.Int() {
			return have.code
		}
	}
	return ""
}

// Reading -----------------------------------------------------------------------------------------------------------------

// isCouponRedeemableV1 answers for one code or several. A coupon that can't be redeemed is an answer, not a failure: the
// documentation shows success above the item.
func (o *State) isCouponRedeemableV1(c *kernel.Call) reply.Reply {
	asked := o.AskedV1(c)
	if name := c.Value("identifierName"); len(asked) == 0 && name != "" {
		found, _, no := o.FindV1(name, c.Value("value"))
		asked = []people.AskedCustomer{{Asked: wire.Obj(name, c.Value("value")), Customer: found, No: no}}
	}
	if len(asked) == 0 || asked[0].No != nil {
		return reply.V1Nested("coupons", "redeemable", reply.V1Refused(wire.Obj("code", c.Value("code"), "is_redeemable",
			"false"), refuse(701)))
	}
	redeemable := []wire.Object{}
	for _, code := range c.Values("code") {
		redeemable = append(redeemable, o.redeemableV1(asked[0].Customer, code, c.Value("details") != ""))
	}
	var value any = redeemable
	switch len(redeemable) {
	case 0:
		return reply.V1Failed(refuse(719))
	case 1:
		value = redeemable[0]
	}
	return reply.Reply{Body: wire.Obj("response", wire.Obj("status", reply.V1Verdict(1, 1), "coupons", wire.Obj("redeemable", value)))}
}

func (o *State) redeemableV1(cu *people.Customer, code string, details bool) wire.Object {
	found, no := o.mayUse(cu, code, "")
	fields := wire.Obj("mobile", cu.Identifier("mobile"), "code", code, "is_redeemable", wire.Quoted(no == nil))
	if found != nil {
		mine, left := found.usesBy(cu)
		fields = fields.With("redemptions_left", left, "no_of_redemptions_by_user", mine, "coupon_value", found.series.value().String())
	}
	fields = fields.With("customer", o.ThreeV1(cu))
	if found != nil && details {
		fields = fields.With("series_info", o.seriesInfoV1(found.series))
	}
	if no != nil {
		return reply.V1Refused(fields, no).Object()
	}
	return reply.V1Done(fields, 700, "Coupon isRedeem successful").Object()
}

func (o *State) getCouponsV1(c *kernel.Call) reply.Reply {
	var items []reply.V1Item
	owners := c.Values("issuedToIds") // with codes or ids they narrow down
	add := func(found *coupon, asked string) {
		if found == nil || len(owners) > 0 && !slices.Contains(owners, wire.Quoted(found.customer)) {
			items = append(items, reply.V1Refused(wire.Obj("id", -1, "code", asked, "is_absolute", false, "value", nil,
				"discount_upto", nil,
				"pincode", "NULL"), refuse(705)))
			return
		}
		items = append(items, reply.V1Done(o.couponDetailsV1(found), 700, "Coupon processing successful"))
	}
	for _, code := range c.Values("code") {
		add(o.couponOf(code, nil), code)
	}
	for _, id := range c.Values("id") {
		add(o.couponOf(o.codeOfCoupon(wire.Text(id)), nil), id)
	}
	if len(items) == 0 {
		for _, have := range o.coupons {
			if slices.Contains(owners, wire.Quoted(have.customer)) {
				add(have, have.code)
			}
		}
	}
	if len(items) == 0 {
		return reply.V1Failed(refuse(719))
	}
	return reply.V1Items("coupons", "coupon", false, items...)
}

func (o *State) couponDetailsV1(c *coupon) wire.Object {
	s := c.series
	out := wire.Obj("id", wire.Quoted(c.id), "code", c.code, "valid_till", c.expires.In(o.Zone).Format("02-01-2006"),
		"issued_on", o.V1Time(c.issued.At),
		"valid_from", o.V1Time(c.issued.At), "purpose", "", "custom_properties", wire.Obj("custom_property",
			[]wire.Object{}), "series_id", s.id,
		"is_absolute", s.absolute(), "value", wire.Short(s.value()), "discount_upto", s.fields.Get("discountUpto"))
	if cu := o.Customers[c.customer]; cu != nil {
		p := o.ProfileV1(cu)
		out = out.With("customer", wire.Obj("id", wire.Quoted(cu.ID), "name", strings.TrimSpace(p.FirstName+" "+p.LastName),
			"mobile", cu.Identifier("mobile"),
			"email", cu.Identifier("email"), "external_id", wire.OrNull(cu.Identifier("externalId"))))
	}
	out = out.With("pincode", "NULL", "issued_store", kernel.CodeAndName(c.issued.By))
	if len(c.uses) == 0 {
		return out
	}
	u := c.uses[len(c.uses)-1]
	by := &people.Profile{}
	if cu := o.Customers[u.customer]; cu != nil {
		by = o.ProfileV1(cu)
	}
	return out.With("redemption_info", wire.Obj("redeemed", "true", "id", u.ID, "redeemed_on", o.V1Time(u.At), "redeemed_at", u.By.Code,
		"redeemed_by", wire.Obj("firstname", by.FirstName, "lastname", by.LastName, "email", by.Identifier("email"),
			"mobile", by.Identifier("mobile")),
		"store", kernel.CodeAndName(u.By), "transaction", wire.Obj("id", nil, "bill_number", u.transaction, "number", u.transaction)))
}

// resendCoupon sends the code of a coupon to its customer again.
func (o *State) resendCoupon(c *kernel.Call) reply.Reply {
	code := c.Value("code")
	if code == "" {
		code = o.codeOfCoupon(wire.Text(c.Value("id")))
	}
	found := o.couponOf(code, nil)
	var no *reply.Refusal
	switch {
	case found == nil:
		no = refuse(702)
	case found.revoked:
		no = refuse(660)
	case !o.Now().Before(found.expires):
		no = refuse(713)
	default:
		no = o.Busy(o.Customers[found.customer])
	}
	if no != nil {
		return reply.V1Nested("coupons", "coupon", reply.V1Refused(wire.Obj("code", code), no))
	}
	return reply.V1Nested("coupons", "coupon", reply.V1Done(o.couponDetailsV1(found), 700, "Coupon resent successfully"))
}

func (o *State) getSeriesV1(c *kernel.Call) reply.Reply {
	var items []reply.V1Item
	for _, s := range o.seriesAsked(c, "id") {
		switch {
		case s == nil:
			items = append(items, reply.V1Refused(wire.Obj(), refuse(707)))
		case strings.EqualFold(c.Value("expired"), "true") &&
			o.Now().Before(s.expires()), strings.EqualFold(c.Value("expired"), "false") && !o.Now().Before(s.expires()):
		default:
			issued, redeemed := o.counts(s)
			items = append(items, reply.V1Done(o.seriesInfoV1(s).With("series_code", s.text("seriesCode"), "num_issued",
				wire.Quoted(issued),
				"num_redeemed", wire.Quoted(redeemed)),
				700, "Coupon series fetched successfully"))
		}
	}
	r := reply.V1Items("items", "item", false, items...)
	response := r.Body.(wire.Object).Get("response").(wire.Object)
	r.Body = wire.Obj("response", wire.Obj("status", response.Get("status"), "series", wire.Obj("items", response.Get("items"))))
	return r
}
