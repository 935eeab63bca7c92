package coupon

import (
	"slices"
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) couponRoutes() kernel.Routes {
	return kernel.Routes{
		"POST /v2/coupon/issue":          o.issueCoupon,
		"POST /v2/coupon/bulk/issue":     o.issueCoupons,
		"POST /v2/coupon":                o.issueCoupons,
		"POST /v2/coupon/issue/multiple": o.issueSeveral,
		"POST /v2/coupon/redeem":         o.redeemCoupon,
		"PUT /v2/coupon/redeem":          o.updateCouponUse,
		"POST /v2/coupon/bulk/redeem":    o.redeemCoupons,
		"GET /v2/coupon/is_redeemable":   o.isCouponRedeemable,
		"POST /v2/coupon/reactivate":     o.reactivateCoupons,
		"POST /v2/coupon/revoke":         o.revokeCoupons,
		"PUT /v2/coupon/bulk/expiry":     o.changeCouponExpiry,
		"GET /v2/coupon":                 o.getCoupons,
		"GET /v2/customers/coupons":      o.customerCoupons,
		"GET /v2/customers/{id}/coupons": o.customerCouponDetails,
	}
}

const (
	maxCouponRedemptions = 100
	maxRevocations       = 100
	maxIssues            = 500
)

// couponCustomer names a customer in a body about coupons.
type couponCustomer struct {
	ID         wire.Text `json:"id"`
	Mobile     wire.Text `json:"mobile"`
	Email      wire.Text `json:"email"`
	ExternalID wire.Text `json:"externalId"`
}

// ofCoupon finds the customer of a body that writes.
func (o *State) ofCoupon(who couponCustomer) (*people.Customer, *reply.Refusal) {
	found, no := o.WhoV1(people.WhoV1{ID: who.ID, Mobile: who.Mobile, Email: who.Email, ExternalID: who.ExternalID})
	if found == nil {
		return nil, refuse(701)
	}
	return found, no
}

// couponHolder is the customer as coupon replies show it.
func (o *State) couponHolder(cu *people.Customer) wire.Object {
	profiles := []wire.Object{}
	for _, p := range cu.Profiles {
		profiles = append(profiles, wire.Obj("firstName", p.FirstName, "lastName", p.LastName, "fields", wire.Obj(),
			"allFields", wire.Obj(),
			"identifiers", people.IdentifierObjects(p),
			"commChannels", []wire.Object{}, "userId", cu.ID, "accountId", p.Account, "autoUpdateTime", o.V2Time(p.Modified.At),
			"identifiersAll", people.IdentifierObjects(p)))
	}
	return wire.Obj("id", cu.ID, "profiles", profiles)
}

// Issuing -----------------------------------------------------------------------------------------------------------------

func (o *State) issuedObject(c *coupon) wire.Object {
	s := c.series
	return wire.Obj("code", c.code, "seriesId", s.id, "description", s.text("description"), "discountCode", s.text("discountCode"),
		"validTill", o.V2Time(c.expires),
		"discountType", s.text("discountType"), "discountValue", s.value(), "discountUpto", s.fields.Get("discountUpto"), "discountOn", "BILL",
		"detailedInfo", s.text("info"))
}

func (o *State) issueCoupon(c *kernel.Call) reply.Reply {
	var in struct {
		SeriesID wire.Text      `json:"seriesId"`
		Customer couponCustomer `json:"customer"`
	}
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	cu, no := o.ofCoupon(in.Customer)
	if no != nil {
		return reply.Refused(no)
	}
	issued, no := o.issue(cu, o.series[in.SeriesID.Int()], c.Till)
	if no != nil {
		return reply.Refused(no)
	}
	return reply.Flat(o.issuedObject(issued).With("customer", o.couponHolder(cu), "redemptionCount", 0, "id", issued.id))
}

// issueCoupons gives a customer a coupon of each series.
func (o *State) issueCoupons(c *kernel.Call) reply.Reply {
	var in struct {
		SeriesIDs wire.List[wire.Text] `json:"seriesIds"`
		Customer  couponCustomer       `json:"customer"`
	}
	if no := c.Decode(&in); no != nil || len(in.SeriesIDs) == 0 {
		return reply.Refused(refuse(400))
	}
	cu, no := o.ofCoupon(in.Customer)
	if no != nil {
		return reply.Refused(no)
	}
	var items []reply.BulkItem
	for _, id := range in.SeriesIDs {
		s := o.series[id.Int()]
		if s == nil {
			items = append(items, reply.BulkItem{ID: id.Int(), Errors: []*reply.Refusal{refuse(707)}})
			continue
		}
		issued, no := o.issue(cu, s, c.Till)
		if no != nil {
			items = append(items, reply.BulkItem{ID: s.id, Errors: []*reply.Refusal{no}})
			continue
		}
		items = append(items, reply.BulkItem{ID: s.id, Result: o.issuedObject(issued).With("redemptionCount", 0, "id", issued.id)})
	}
	return reply.Bulk(items)
}

// issueSeveral gives a customer several coupons of one series, as many as it allows.
func (o *State) issueSeveral(c *kernel.Call) reply.Reply {
	var in struct {
		SeriesID wire.Text      `json:"seriesId"`
		Count    wire.Text      `json:"count"`
		Customer couponCustomer `json:"customer"`
	}
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	count := int(wire.Text(wire.OrDefault(string(in.Count), "1")).Int())
	s := o.series[in.SeriesID.Int()]
	switch {
	case in.SeriesID == "":
		return reply.Refused(reply.Because(756, "seriesId is mandatory to set"))
	case count <= 0:
		return reply.Refused(reply.Because(756, "count should be greater than 0"))
	case count > maxIssues:
		return reply.Refused(refuse(677))
	case s == nil:
		return reply.Refused(refuse(707))
	}
	cu, no := o.ofCoupon(in.Customer)
	if no != nil {
		return reply.Refused(no)
	}
	issued, wrong := []wire.Object{}, []*reply.Refusal(nil)
	for range count {
		got, no := o.issue(cu, s, c.Till)
		if no != nil {
			wrong = append(wrong, no)
			break
		}
		issued = append(issued, wire.Obj("code", got.code, "couponId", got.id))
	}
	if len(issued) == 0 {
		return reply.Refused(wrong...)
	}
	config := wire.Obj("id", s.id, "description", s.text("description"), "discountCode", s.text("discountCode"), "info", s.text("info"),
		"discountUpto", s.fields.Get("discountUpto"), "discountValue", s.value(), "discountOn", "BILL", "discountType", s.text("discountType"))
	return reply.Reply{Body: wire.Obj("coupons", issued, "couponConfig", config, "totalCount", count, "failureCount", count-len(issued),
		"successCount", len(issued),
		"customer", o.couponHolder(cu), "errors", reply.Notices(wrong...), "warnings", reply.Notices())}
}

// Redeeming ---------------------------------------------------------------------------------------------------------------

type couponRedemptionBody struct {
	Requests wire.List[struct {
		Code         wire.Text      `json:"code"`
		CustomFields map[string]any `json:"customFields"`
	}] `json:"redemptionRequestList"`
	Transaction wire.Text      `json:"transactionNumber"`
	BillAmount  wire.Text      `json:"billAmount"`
	User        couponCustomer `json:"user"`
}

// triedCoupon is what became of one code of a request.
type triedCoupon struct {
	code   string
	coupon *coupon
	use    *Use
	no     *reply.Refusal
}

// tryCoupons redeems all codes of a request, or none; with onlyCheck none in any case. Where one can't be redeemed, those
// that could get code 749.
func (o *State) tryCoupons(c *kernel.Call, in couponRedemptionBody, cu *people.Customer, onlyCheck bool) (tried []triedCoupon,
	good bool) {
	good = true
	var seen []*coupon
	for _, r := range in.Requests {
		t := triedCoupon{code: string(r.Code)}
		t.coupon, t.no = o.mayUse(cu, t.code, in.BillAmount)
		if t.no == nil && slices.Contains(seen, t.coupon) {
			t.no = refuse(716)
		}
		seen = append(seen, t.coupon)
		good = good && t.no == nil
		tried = append(tried, t)
	}
	amount, _ := in.BillAmount.Amount()
	for n, t := range tried {
		switch {
		case t.no == nil && !good:
			tried[n].no = refuse(749)
		case good && !onlyCheck:
			tried[n].use = o.use(cu, t.coupon, string(in.Transaction), amount, in.Requests[n].CustomFields, c.Till)
		}
	}
	return tried, good
}

// object is the outcome as the replies show it.
func (t triedCoupon) object(message string) wire.Object {
	status, use := refuse(700), "-1"
	status.Message = message
	if t.no != nil {
		status = t.no
	}
	if t.use != nil {
		use = wire.Quoted(t.use.ID)
	}
	id := int64(-1)
	out := wire.Obj("redemptionId", use)
	if t.coupon != nil {
		id = t.coupon.id
	}
	out = out.With("id", id, "currencyInput", false, "localToBaseCurrencyExchangeRate", 0, "warnings", reply.Notices(),
		"appendedErrorMessage", "", "code", t.code)
	if t.coupon != nil {
		s := t.coupon.series
		out = out.With("discountCode", s.text("discountCode"), "seriesCode", s.id, "isAbsolute", s.absolute(), "couponValue", s.value())
	}
	out = out.With("redemptionStatus", wire.Obj("statusCode", wire.Obj("status", t.no == nil, "message", status.Message,
		"code", status.Code),
		"warnings", reply.Notices(),
		"warningsAsStatusCode", []wire.Object{}, "message", status.Message, "code", status.Code, "success", t.no == nil))
	if t.coupon != nil {
		s := t.coupon.series
		out = out.With("discountType", s.text("discountType"), "discountValue", s.value(), "discountUpto", s.fields.Get("discountUpto"))
	}
	return out
}

func (o *State) couponRedemption(c *kernel.Call) (couponRedemptionBody, *people.Customer, *reply.Refusal) {
	var in couponRedemptionBody
	if no := c.Decode(&in); no != nil || len(in.Requests) == 0 || len(in.Requests) > maxCouponRedemptions {
		return in, nil, refuse(629)
	}
	cu, no := o.ofCoupon(in.User)
	return in, cu, no
}

func (o *State) redeemCoupon(c *kernel.Call) reply.Reply {
	in, cu, no := o.couponRedemption(c)
	if no != nil {
		return reply.Refused(no)
	}
	tried, good := o.tryCoupons(c, in, cu, false)
	out, status, wrong := []wire.Object{}, wire.Obj("status", true, "message", "Coupon processing successful", "code",
		700), []*reply.Refusal(nil)
	for _, t := range tried {
		out = append(out, t.object("Coupon processing successful"))
		if t.no != nil && t.no.Code != 749 {
			wrong = append(wrong, t.no)
		}
	}
	if !good {
		status = wire.Obj("status", false, "message", wrong[0].Message, "code", wrong[0].Code)
	}
	body := wire.Obj("redemption", out, "redemptionStatus", status, "customer", o.couponHolder(cu), "warnings", reply.Notices())
	if !good {
		body = body.With("errors", reply.Notices(wrong...))
	}
	return reply.Reply{Refused: !good, Body: body}
}

func (o *State) redeemCoupons(c *kernel.Call) reply.Reply {
	in, cu, no := o.couponRedemption(c)
	if no != nil {
		return reply.Refused(no)
	}
	onlyCheck, message := c.Yes("is_redeemable"), "Coupon processing successful"
	if onlyCheck {
		message = "Coupon isRedeem successful"
	}
	tried, good := o.tryCoupons(c, in, cu, onlyCheck)
	items, failed := []wire.Object{}, 0
	for _, t := range tried {
		var item wire.Object
		wrong := reply.Notices()
		if t.no != nil {
			failed++
			wrong = reply.Notices(t.no)
		}
		result := t.object(message)
		item = wire.Obj("entityId", result.Get("id"), "result", result, "errors", wrong)
		items = append(items, item)
	}
	return reply.Reply{Refused: !good, Body: wire.Obj("response", items, "totalCount", len(items), "failureCount", failed)}
}

func (o *State) isCouponRedeemable(c *kernel.Call) reply.Reply {
	var cu *people.Customer
	for _, name := range []string{"id", "mobile", "email", "externalId"} {
		value := c.Value(name)
		if user := c.Value("user"); value == "" && strings.EqualFold(user, name) {
			value = c.Value("customerIdentifier")
		}
		if found, _, no := o.FindV1(name, value); no == nil && value != "" {
			cu = found
			break
		}
	}
	codes := c.Values("code")
	switch {
	case cu == nil:
		return reply.Refused(refuse(701))
	case len(codes) == 0:
		return reply.Refused(refuse(781))
	}
	redemptions, status := []wire.Object{}, wire.Obj("code", 700, "message", "Coupon isRedeem successful", "status", true)
	var wrong []*reply.Refusal
	for _, code := range codes {
		found, no := o.mayUse(cu, code, "")
		item := wire.Obj("appendedErrorMessage", "", "code", code, "isAbsolute", false, "isRedeemable", no == nil)
		if found != nil {
			mine, left := found.usesBy(cu)
			item = item.Set("isAbsolute", found.series.absolute()).With("numberOfRedemptionsByUser", mine, "redemptionsLeft", left)
			if c.Value("details") != "" {
				item = item.With("discountType", found.series.text("discountType"), "discountValue", found.series.value(),
					"discountUpto", found.series.fields.Get("discountUpto"), "couponSeries", o.seriesObject(found.series))
			}
		}
		if no != nil {
			wrong = append(wrong, no)
			item = item.Set("appendedErrorMessage", no.Message).With("redemptionStatus",
				wire.Obj("status", false, "code", no.Code, "message", no.Message))
		}
		redemptions = append(redemptions, item.With("warnings", reply.Notices()))
	}
	if len(wrong) > 0 {
		status = wire.Obj("code", wrong[0].Code, "message", wrong[0].Message, "status", false)
	}
	return reply.Flat(wire.Obj("customer", o.couponHolder(cu), "redemption", redemptions, "redemptionStatus", status))
}

// After a redemption ----------------------------------------------------------------------------------------------------------

// reactivateCoupons takes redemptions back, all or none.
func (o *State) reactivateCoupons(c *kernel.Call) reply.Reply {
	var in struct {
		RedemptionIDs wire.List[wire.Text] `json:"redemptionIds"`
	}
	if no := c.Decode(&in); no != nil || len(in.RedemptionIDs) == 0 {
		return reply.Refused(refuse(661))
	}
	var uses []*Use
	for _, id := range in.RedemptionIDs {
		u := o.couponUses[id.Int()]
		if u == nil || slices.Contains(uses, u) {
			return reply.Refused(refuse(510))
		}
		if cu := o.Customers[u.customer]; cu != nil && o.Busy(cu) != nil {
			return reply.Refused(refuse(521))
		}
		uses = append(uses, u)
	}
	for _, u := range uses {
		u.coupon.uses = slices.DeleteFunc(u.coupon.uses, func(have *Use) bool { return have == u })
		delete(o.couponUses, u.ID)
	}
	return reply.Reply{Body: wire.Obj("warnings", reply.Notices(), "errors", reply.Notices(), "success", true)}
}

func (o *State) updateCouponUse(c *kernel.Call) reply.Reply {
	var in struct {
		Redemptions wire.List[struct {
			RedemptionID wire.Text      `json:"redemptionId"`
			BillAmount   wire.Text      `json:"billAmount"`
			Transaction  wire.Text      `json:"transactionNumber"`
			BillID       wire.Text      `json:"billId"`
			CustomFields map[string]any `json:"customFields"`
		}] `json:"redemptions"`
	}
	if no := c.Decode(&in); no != nil || len(in.Redemptions) == 0 {
		return reply.Refused(refuse(661))
	}
	out, failed := []wire.Object{}, 0
	for _, r := range in.Redemptions {
		u := o.couponUses[r.RedemptionID.Int()]
		amount, ok := r.BillAmount.Amount()
		no := refuse(510)
		if u != nil {
			no = o.Busy(o.Customers[u.customer])
		}
		if !ok {
			no = refuse(733)
		}
		status := wire.Obj("status", true, "code", 700, "message", "Coupon redemption update successful")
		item := wire.Obj("redemptionId", r.RedemptionID.Int(), "billAmount", amount, "transactionNumber", r.Transaction,
			"billId", r.BillID.Int(), "customFields", wire.OrNone(r.CustomFields))
		if no != nil {
			failed++
			out = append(out, item.With("redemptionStatus", wire.Obj("status", false, "code", no.Code, "message", no.Message)))
			continue
		}
		u.amount, u.transaction, u.billID = amount, wire.OrDefault(string(r.Transaction), u.transaction), max(u.billID, r.BillID.Int())
		for name, value := range r.CustomFields {
			u.fields[name] = value
		}
		out = append(out, item.With("redemptionStatus", status, "user", o.couponHolder(o.Customers[u.customer])))
	}
	return reply.Reply{Refused: failed == len(out), Body: wire.Obj("entity", wire.Obj("redemptions", out, "status",
		wire.Obj("status", failed == 0, "code", 700,
			"message", "Coupon redemption update successful"), "totalCount", len(out), "failedCount", failed), "warnings", reply.Notices(),
		"errors", reply.Notices(), "success", failed < len(out))}
}

// revokeCoupons revokes coupons of a series by code, or all that a customer has of it. At most 100 at a time.
func (o *State) revokeCoupons(c *kernel.Call) reply.Reply {
	var in struct {
		SeriesID wire.Text            `json:"couponSeriesId"`
		Codes    wire.List[wire.Text] `json:"couponCodes"`
		Customer couponCustomer       `json:"customer"`
	}
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	s := o.series[in.SeriesID.Int()]
	switch {
	case s == nil:
		return reply.Refused(refuse(707))
	case !o.Now().Before(s.expires()):
		return reply.Refused(refuse(712))
	case s.generic() && len(in.Codes) > 0 && in.Customer == (couponCustomer{}):
		return reply.Refused(reply.Because(108, "Unsupported coupons series config with client handling type GENERIC"))
	case len(in.Codes) == 0 && in.Customer == (couponCustomer{}):
		return reply.Refused(reply.Because(756, "CouponCode/s or customer info is mandatory"))
	case len(in.Codes) > maxRevocations:
		return reply.Refused(refuse(629))
	}
	var cu *people.Customer
	if in.Customer != (couponCustomer{}) {
		var no *reply.Refusal
		if cu, no = o.ofCoupon(in.Customer); no != nil {
			return reply.Refused(no)
		}
	}
	codes := wire.StringsOf(in.Codes)
	if len(codes) == 0 {
		for _, have := range o.coupons {
			if have.series == s && have.customer == cu.ID && !have.revoked && len(have.uses) == 0 && len(codes) < maxRevocations {
				codes = append(codes, have.code)
			}
		}
	}
	revoked, failed, total := []wire.Object{}, map[int][]string{}, 0
	for _, code := range codes {
		found := o.couponOf(code, cu)
		switch {
		case found == nil || found.series != s || found.revoked:
			failed[682] = append(failed[682], code)
		case o.Busy(o.Customers[found.customer]) != nil:
			failed[521] = append(failed[521], code)
		case len(found.uses) > 0:
			failed[405] = append(failed[405], code)
		default:
			found.revoked = true
			revoked = append(revoked, wire.Obj("couponId", found.id, "couponCode", found.code, "issuedToUserId", found.customer))
		}
		total++
	}
	wrong := []wire.Object{}
	for _, code := range []int{682, 405, 521} {
		if len(failed[code]) > 0 {
			message := map[int]string{682: "Coupon not found ", 405: "Coupon code redeemed", 521: texts.Of(521)}[code]
			wrong = append(wrong, wire.Obj("errorCode", code, "errorMessage", message, "couponCodes", failed[code]))
		}
	}
	return reply.Reply{Body: wire.Obj("entity", wire.Obj("totalCount", total, "failedCount", total-len(revoked),
		"revokedCoupons", revoked,
		"failedToRevoke", wrong),
		"warnings", reply.Notices(), "errors", reply.Notices(), "success", true)}
}

func (o *State) changeCouponExpiry(c *kernel.Call) reply.Reply {
	var in struct {
		SeriesID wire.Text      `json:"couponSeriesId"`
		Customer couponCustomer `json:"customer"`
		Codes    wire.List[struct {
			Code   wire.Text `json:"couponCode"`
			Expiry string    `json:"expiryDate"`
		}] `json:"couponCodes"`
	}
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	s := o.series[in.SeriesID.Int()]
	switch {
	case in.SeriesID == "":
		return reply.Refused(reply.Because(756, "coupon seriesid is mandatory"))
	case s == nil:
		return reply.Refused(refuse(707))
	case len(in.Codes) == 0:
		return reply.Refused(reply.Because(756, "Atleast one coupon code and expiry date info is mandatory"))
	case s.generic() && in.Customer == (couponCustomer{}):
		return reply.Refused(reply.Because(695, "User Id is mandatory for common coupon to change expiry"))
	}
	var cu *people.Customer
	userID := int64(-1)
	if in.Customer != (couponCustomer{}) {
		var no *reply.Refusal
		if cu, no = o.ofCoupon(in.Customer); no != nil {
			return reply.Refused(no)
		}
		userID = cu.ID
	}
	wrong := []wire.Object{}
	for _, change := range in.Codes {
		if no := o.changeExpiryOf(o.couponOf(string(change.Code), cu), s, cu, change.Expiry); no != nil {
			wrong = append(wrong, wire.Obj("expiryDate", change.Expiry, "couponCode", change.Code, "errorCode", no.Code,
				"errorMessage", no.Message))
		}
	}
	return reply.Reply{Body: wire.Obj("entity", wire.Obj("totalCount", len(in.Codes), "failedCount", len(wrong),
		"successCount", len(in.Codes)-len(wrong),
		"unprocessedCoupons", wrong, "userId", userID, "couponSeriesId", s.id), "warnings", reply.Notices(), "errors", reply.Notices(), "success", true)}
}

func (o *State) changeExpiryOf(c *coupon, s *series, cu *people.Customer, expiry string) *reply.Refusal {
	to, ok := kernel.ReadV2Time(expiry)
	switch {
	case c == nil || c.series != s || cu != nil && c.customer != cu.ID:
		return reply.Because(633, "invalid coupon code")
	case o.Busy(o.Customers[c.customer]) != nil:
		return refuse(521)
	case !ok || to.Before(o.Now()):
		return reply.Because(690, "Expiry date is past date")
	case to.After(s.expires()):
		return reply.Because(691, "coupon code expiry date cannot be set beyond series expiry")
	}
	c.expires = to
	return nil
}

// Reading -----------------------------------------------------------------------------------------------------------------

// couponObject is a coupon as GET /v2/coupon shows it; the documentation has no sample, only that it gives details.
func (o *State) couponObject(c *coupon) wire.Object {
	uses := []wire.Object{}
	for _, u := range c.uses {
		uses = append(uses, wire.Obj("id", u.ID, "redeemedOn", o.V2Time(u.At), "transactionNumber", u.transaction,
			"billAmount", u.amount, "userId", u.customer))
	}
	return wire.Obj("id", c.id, "code", c.code, "seriesId", c.series.id, "description", c.series.text("description"),
		"discountCode", c.series.text("discountCode"),
		"discountType", c.series.text("discountType"), "discountValue", c.series.value(), "validTill", o.V2Time(c.expires),
		"issuedOn", o.V2Time(c.issued.At),
		"issuedTo", c.customer, "redeemed", len(c.uses) > 0, "redemptionCount", len(c.uses), "redemptions", uses, "revoked", c.revoked)
}

func (o *State) getCoupons(c *kernel.Call) reply.Reply {
	ids, codes, customers := c.Values("couponIds"), c.Values("couponCodes"), c.Values("issuedToIds")
	if len(ids)+len(codes)+len(customers) == 0 {
		return reply.Refused(refuse(1000))
	}
	out := []wire.Object{}
	for _, have := range o.coupons {
		named := slices.ContainsFunc(codes, func(code string) bool { return strings.EqualFold(code, have.code) })
		if named || slices.Contains(ids, wire.Quoted(have.id)) || slices.Contains(customers, wire.Quoted(have.customer)) {
			out = append(out, o.couponObject(have))
		}
	}
	if len(out) == 0 {
		return reply.Refused(refuse(719))
	}
	return reply.Reply{Body: wire.Obj("entity", out, "warnings", reply.Notices(), "errors", reply.Notices(), "success", true)}
}
