package capillarytest

import (
	"slices"
	"strings"
)

func (o *org) couponRoutes() routes {
	return routes{
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
	ID         text `json:"id"`
	Mobile     text `json:"mobile"`
	Email      text `json:"email"`
	ExternalID text `json:"externalId"`
}

// ofCoupon finds the customer of a body that writes.
func (o *org) ofCoupon(who couponCustomer) (*customer, *refusal) {
	found, no := o.whoV1(whoV1{ID: who.ID, Mobile: who.Mobile, Email: who.Email, ExternalID: who.ExternalID})
	if found == nil {
		return nil, refuse(701)
	}
	return found, no
}

// couponHolder is the customer as coupon replies show it.
func (o *org) couponHolder(cu *customer) object {
	profiles := []object{}
	for _, p := range cu.profiles {
		profiles = append(profiles, obj("firstName", p.firstName, "lastName", p.lastName, "fields", obj(), "allFields", obj(),
			"identifiers", identifierObjects(p),
			"commChannels", []object{}, "userId", cu.id, "accountId", p.account, "autoUpdateTime", o.v2Time(p.modified.at),
			"identifiersAll", identifierObjects(p)))
	}
	return obj("id", cu.id, "profiles", profiles)
}

// Issuing -----------------------------------------------------------------------------------------------------------------

func (o *org) issuedObject(c *coupon) object {
	s := c.series
	return obj("code", c.code, "seriesId", s.id, "description", s.text("description"), "discountCode", s.text("discountCode"),
		"validTill", o.v2Time(c.expires),
		"discountType", s.text("discountType"), "discountValue", s.value(), "discountUpto", s.fields.get("discountUpto"), "discountOn", "BILL",
		"detailedInfo", s.text("info"))
}

func (o *org) issueCoupon(c *call) reply {
	var in struct {
		SeriesID text           `json:"seriesId"`
		Customer couponCustomer `json:"customer"`
	}
	if no := c.decode(&in); no != nil {
		return refused(no)
	}
	cu, no := o.ofCoupon(in.Customer)
	if no != nil {
		return refused(no)
	}
	issued, no := o.issue(cu, o.series[in.SeriesID.int()], c.till)
	if no != nil {
		return refused(no)
	}
	return flat(o.issuedObject(issued).with("customer", o.couponHolder(cu), "redemptionCount", 0, "id", issued.id))
}

// issueCoupons gives a customer a coupon of each series.
func (o *org) issueCoupons(c *call) reply {
	var in struct {
		SeriesIDs list[text]     `json:"seriesIds"`
		Customer  couponCustomer `json:"customer"`
	}
	if no := c.decode(&in); no != nil || len(in.SeriesIDs) == 0 {
		return refused(refuse(400))
	}
	cu, no := o.ofCoupon(in.Customer)
	if no != nil {
		return refused(no)
	}
	var items []bulkItem
	for _, id := range in.SeriesIDs {
		s := o.series[id.int()]
		if s == nil {
			items = append(items, bulkItem{id: id.int(), errors: []*refusal{refuse(707)}})
			continue
		}
		issued, no := o.issue(cu, s, c.till)
		if no != nil {
			items = append(items, bulkItem{id: s.id, errors: []*refusal{no}})
			continue
		}
		items = append(items, bulkItem{id: s.id, result: o.issuedObject(issued).with("redemptionCount", 0, "id", issued.id)})
	}
	return bulk(items)
}

// issueSeveral gives a customer several coupons of one series, as many as it allows.
func (o *org) issueSeveral(c *call) reply {
	var in struct {
		SeriesID text           `json:"seriesId"`
		Count    text           `json:"count"`
		Customer couponCustomer `json:"customer"`
	}
	if no := c.decode(&in); no != nil {
		return refused(no)
	}
	count := int(text(orDefault(string(in.Count), "1")).int())
	s := o.series[in.SeriesID.int()]
	switch {
	case in.SeriesID == "":
		return refused(because(756, "seriesId is mandatory to set"))
	case count <= 0:
		return refused(because(756, "count should be greater than 0"))
	case count > maxIssues:
		return refused(refuse(677))
	case s == nil:
		return refused(refuse(707))
	}
	cu, no := o.ofCoupon(in.Customer)
	if no != nil {
		return refused(no)
	}
	issued, wrong := []object{}, []*refusal(nil)
	for range count {
		got, no := o.issue(cu, s, c.till)
		if no != nil {
			wrong = append(wrong, no)
			break
		}
		issued = append(issued, obj("code", got.code, "couponId", got.id))
	}
	if len(issued) == 0 {
		return refused(wrong...)
	}
	config := obj("id", s.id, "description", s.text("description"), "discountCode", s.text("discountCode"), "info", s.text("info"),
		"discountUpto", s.fields.get("discountUpto"), "discountValue", s.value(), "discountOn", "BILL", "discountType", s.text("discountType"))
	return reply{body: obj("coupons", issued, "couponConfig", config, "totalCount", count, "failureCount", count-len(issued),
		"successCount", len(issued),
		"customer", o.couponHolder(cu), "errors", notices(wrong...), "warnings", notices())}
}

// Redeeming ---------------------------------------------------------------------------------------------------------------

type couponRedemptionBody struct {
	Requests list[struct {
		Code         text           `json:"code"`
		CustomFields map[string]any `json:"customFields"`
	}] `json:"redemptionRequestList"`
	Transaction text           `json:"transactionNumber"`
	BillAmount  text           `json:"billAmount"`
	User        couponCustomer `json:"user"`
}

// triedCoupon is what became of one code of a request.
type triedCoupon struct {
	code   string
	coupon *coupon
	use    *couponUse
	no     *refusal
}

// tryCoupons redeems all codes of a request, or none; with onlyCheck none in any case. Where one can't be redeemed, those
// that could get code 749.
func (o *org) tryCoupons(c *call, in couponRedemptionBody, cu *customer, onlyCheck bool) (tried []triedCoupon, good bool) {
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
	amount, _ := in.BillAmount.amount()
	for n, t := range tried {
		switch {
		case t.no == nil && !good:
			tried[n].no = refuse(749)
		case good && !onlyCheck:
			tried[n].use = o.use(cu, t.coupon, string(in.Transaction), amount, in.Requests[n].CustomFields, c.till)
		}
	}
	return tried, good
}

// object is the outcome as the replies show it.
func (t triedCoupon) object(message string) object {
	status, use := refuse(700), "-1"
	status.message = message
	if t.no != nil {
		status = t.no
	}
	if t.use != nil {
		use = quoted(t.use.id)
	}
	id := int64(-1)
	out := obj("redemptionId", use)
	if t.coupon != nil {
		id = t.coupon.id
	}
	out = out.with("id", id, "currencyInput", false, "localToBaseCurrencyExchangeRate", 0, "warnings", notices(),
		"appendedErrorMessage", "", "code", t.code)
	if t.coupon != nil {
		s := t.coupon.series
		out = out.with("discountCode", s.text("discountCode"), "seriesCode", s.id, "isAbsolute", s.absolute(), "couponValue", s.value())
	}
	out = out.with("redemptionStatus", obj("statusCode", obj("status", t.no == nil, "message", status.message, "code", status.code),
		"warnings", notices(),
		"warningsAsStatusCode", []object{}, "message", status.message, "code", status.code, "success", t.no == nil))
	if t.coupon != nil {
		s := t.coupon.series
		out = out.with("discountType", s.text("discountType"), "discountValue", s.value(), "discountUpto", s.fields.get("discountUpto"))
	}
	return out
}

func (o *org) couponRedemption(c *call) (couponRedemptionBody, *customer, *refusal) {
	var in couponRedemptionBody
	if no := c.decode(&in); no != nil || len(in.Requests) == 0 || len(in.Requests) > maxCouponRedemptions {
		return in, nil, refuse(629)
	}
	cu, no := o.ofCoupon(in.User)
	return in, cu, no
}

func (o *org) redeemCoupon(c *call) reply {
	in, cu, no := o.couponRedemption(c)
	if no != nil {
		return refused(no)
	}
	tried, good := o.tryCoupons(c, in, cu, false)
	out, status, wrong := []object{}, obj("status", true, "message", "Coupon processing successful", "code", 700), []*refusal(nil)
	for _, t := range tried {
		out = append(out, t.object("Coupon processing successful"))
		if t.no != nil && t.no.code != 749 {
			wrong = append(wrong, t.no)
		}
	}
	if !good {
		status = obj("status", false, "message", wrong[0].message, "code", wrong[0].code)
	}
	body := obj("redemption", out, "redemptionStatus", status, "customer", o.couponHolder(cu), "warnings", notices())
	if !good {
		body = body.with("errors", notices(wrong...))
	}
	return reply{refused: !good, body: body}
}

func (o *org) redeemCoupons(c *call) reply {
	in, cu, no := o.couponRedemption(c)
	if no != nil {
		return refused(no)
	}
	onlyCheck, message := c.yes("is_redeemable"), "Coupon processing successful"
	if onlyCheck {
		message = "Coupon isRedeem successful"
	}
	tried, good := o.tryCoupons(c, in, cu, onlyCheck)
	items, failed := []object{}, 0
	for _, t := range tried {
		var item object
		wrong := notices()
		if t.no != nil {
			failed++
			wrong = notices(t.no)
		}
		result := t.object(message)
		item = obj("entityId", result.get("id"), "result", result, "errors", wrong)
		items = append(items, item)
	}
	return reply{refused: !good, body: obj("response", items, "totalCount", len(items), "failureCount", failed)}
}

func (o *org) isCouponRedeemable(c *call) reply {
	var cu *customer
	for _, name := range []string{"id", "mobile", "email", "externalId"} {
		value := c.value(name)
		if user := c.value("user"); value == "" && strings.EqualFold(user, name) {
			value = c.value("customerIdentifier")
		}
		if found, _, no := o.findV1(name, value); no == nil && value != "" {
			cu = found
			break
		}
	}
	codes := c.values("code")
	switch {
	case cu == nil:
		return refused(refuse(701))
	case len(codes) == 0:
		return refused(refuse(781))
	}
	redemptions, status := []object{}, obj("code", 700, "message", "Coupon isRedeem successful", "status", true)
	var wrong []*refusal
	for _, code := range codes {
		found, no := o.mayUse(cu, code, "")
		item := obj("appendedErrorMessage", "", "code", code, "isAbsolute", false, "isRedeemable", no == nil)
		if found != nil {
			mine, left := found.usesBy(cu)
			item = item.set("isAbsolute", found.series.absolute()).with("numberOfRedemptionsByUser", mine, "redemptionsLeft", left)
			if c.value("details") != "" {
				item = item.with("discountType", found.series.text("discountType"), "discountValue", found.series.value(),
					"discountUpto", found.series.fields.get("discountUpto"), "couponSeries", o.seriesObject(found.series))
			}
		}
		if no != nil {
			wrong = append(wrong, no)
			item = item.set("appendedErrorMessage", no.message).with("redemptionStatus",
				obj("status", false, "code", no.code, "message", no.message))
		}
		redemptions = append(redemptions, item.with("warnings", notices()))
	}
	if len(wrong) > 0 {
		status = obj("code", wrong[0].code, "message", wrong[0].message, "status", false)
	}
	return flat(obj("customer", o.couponHolder(cu), "redemption", redemptions, "redemptionStatus", status))
}

// After a redemption ----------------------------------------------------------------------------------------------------------

// reactivateCoupons takes redemptions back, all or none.
func (o *org) reactivateCoupons(c *call) reply {
	var in struct {
		RedemptionIDs list[text] `json:"redemptionIds"`
	}
	if no := c.decode(&in); no != nil || len(in.RedemptionIDs) == 0 {
		return refused(refuse(661))
	}
	var uses []*couponUse
	for _, id := range in.RedemptionIDs {
		u := o.couponUses[id.int()]
		if u == nil || slices.Contains(uses, u) {
			return refused(refuse(510))
		}
		if cu := o.customers[u.customer]; cu != nil && o.busy(cu) != nil {
			return refused(refuse(521))
		}
		uses = append(uses, u)
	}
	for _, u := range uses {
		u.coupon.uses = slices.DeleteFunc(u.coupon.uses, func(have *couponUse) bool { return have == u })
		delete(o.couponUses, u.id)
	}
	return reply{body: obj("warnings", notices(), "errors", notices(), "success", true)}
}

func (o *org) updateCouponUse(c *call) reply {
	var in struct {
		Redemptions list[struct {
			RedemptionID text           `json:"redemptionId"`
			BillAmount   text           `json:"billAmount"`
			Transaction  text           `json:"transactionNumber"`
			BillID       text           `json:"billId"`
			CustomFields map[string]any `json:"customFields"`
		}] `json:"redemptions"`
	}
	if no := c.decode(&in); no != nil || len(in.Redemptions) == 0 {
		return refused(refuse(661))
	}
	out, failed := []object{}, 0
	for _, r := range in.Redemptions {
		u := o.couponUses[r.RedemptionID.int()]
		amount, ok := r.BillAmount.amount()
		no := refuse(510)
		if u != nil {
			no = o.busy(o.customers[u.customer])
		}
		if !ok {
			no = refuse(733)
		}
		status := obj("status", true, "code", 700, "message", "Coupon redemption update successful")
		item := obj("redemptionId", r.RedemptionID.int(), "billAmount", amount, "transactionNumber", r.Transaction,
			"billId", r.BillID.int(), "customFields", orNone(r.CustomFields))
		if no != nil {
			failed++
			out = append(out, item.with("redemptionStatus", obj("status", false, "code", no.code, "message", no.message)))
			continue
		}
		u.amount, u.transaction, u.billID = amount, orDefault(string(r.Transaction), u.transaction), max(u.billID, r.BillID.int())
		for name, value := range r.CustomFields {
			u.fields[name] = value
		}
		out = append(out, item.with("redemptionStatus", status, "user", o.couponHolder(o.customers[u.customer])))
	}
	return reply{refused: failed == len(out), body: obj("entity", obj("redemptions", out, "status", obj("status", failed == 0, "code", 700,
		"message", "Coupon redemption update successful"), "totalCount", len(out), "failedCount", failed), "warnings", notices(),
		"errors", notices(), "success", failed < len(out))}
}

// revokeCoupons revokes coupons of a series by code, or all that a customer has of it. At most 100 at a time.
func (o *org) revokeCoupons(c *call) reply {
	var in struct {
		SeriesID text           `json:"couponSeriesId"`
		Codes    list[text]     `json:"couponCodes"`
		Customer couponCustomer `json:"customer"`
	}
	if no := c.decode(&in); no != nil {
		return refused(no)
	}
	s := o.series[in.SeriesID.int()]
	switch {
	case s == nil:
		return refused(refuse(707))
	case !o.now().Before(s.expires()):
		return refused(refuse(712))
	case s.generic() && len(in.Codes) > 0 && in.Customer == (couponCustomer{}):
		return refused(because(108, "Unsupported coupons series config with client handling type GENERIC"))
	case len(in.Codes) == 0 && in.Customer == (couponCustomer{}):
		return refused(because(756, "CouponCode/s or customer info is mandatory"))
	case len(in.Codes) > maxRevocations:
		return refused(refuse(629))
	}
	var cu *customer
	if in.Customer != (couponCustomer{}) {
		var no *refusal
		if cu, no = o.ofCoupon(in.Customer); no != nil {
			return refused(no)
		}
	}
	codes := stringsOf(in.Codes)
	if len(codes) == 0 {
		for _, have := range o.coupons {
			if have.series == s && have.customer == cu.id && !have.revoked && len(have.uses) == 0 && len(codes) < maxRevocations {
				codes = append(codes, have.code)
			}
		}
	}
	revoked, failed, total := []object{}, map[int][]string{}, 0
	for _, code := range codes {
		found := o.couponOf(code, cu)
		switch {
		case found == nil || found.series != s || found.revoked:
			failed[682] = append(failed[682], code)
		case o.busy(o.customers[found.customer]) != nil:
			failed[521] = append(failed[521], code)
		case len(found.uses) > 0:
			failed[405] = append(failed[405], code)
		default:
			found.revoked = true
			revoked = append(revoked, obj("couponId", found.id, "couponCode", found.code, "issuedToUserId", found.customer))
		}
		total++
	}
	wrong := []object{}
	for _, code := range []int{682, 405, 521} {
		if len(failed[code]) > 0 {
			message := map[int]string{682: "Coupon not found ", 405: "Coupon code redeemed", 521: textOf(521)}[code]
			wrong = append(wrong, obj("errorCode", code, "errorMessage", message, "couponCodes", failed[code]))
		}
	}
	return reply{body: obj("entity", obj("totalCount", total, "failedCount", total-len(revoked), "revokedCoupons", revoked,
		"failedToRevoke", wrong),
		"warnings", notices(), "errors", notices(), "success", true)}
}

func (o *org) changeCouponExpiry(c *call) reply {
	var in struct {
		SeriesID text           `json:"couponSeriesId"`
		Customer couponCustomer `json:"customer"`
		Codes    list[struct {
			Code   text   `json:"couponCode"`
			Expiry string `json:"expiryDate"`
		}] `json:"couponCodes"`
	}
	if no := c.decode(&in); no != nil {
		return refused(no)
	}
	s := o.series[in.SeriesID.int()]
	switch {
	case in.SeriesID == "":
		return refused(because(756, "coupon seriesid is mandatory"))
	case s == nil:
		return refused(refuse(707))
	case len(in.Codes) == 0:
		return refused(because(756, "Atleast one coupon code and expiry date info is mandatory"))
	case s.generic() && in.Customer == (couponCustomer{}):
		return refused(because(695, "User Id is mandatory for common coupon to change expiry"))
	}
	var cu *customer
	userID := int64(-1)
	if in.Customer != (couponCustomer{}) {
		var no *refusal
		if cu, no = o.ofCoupon(in.Customer); no != nil {
			return refused(no)
		}
		userID = cu.id
	}
	wrong := []object{}
	for _, change := range in.Codes {
		if no := o.changeExpiryOf(o.couponOf(string(change.Code), cu), s, cu, change.Expiry); no != nil {
			wrong = append(wrong, obj("expiryDate", change.Expiry, "couponCode", change.Code, "errorCode", no.code,
				"errorMessage", no.message))
		}
	}
	return reply{body: obj("entity", obj("totalCount", len(in.Codes), "failedCount", len(wrong), "successCount", len(in.Codes)-len(wrong),
		"unprocessedCoupons", wrong, "userId", userID, "couponSeriesId", s.id), "warnings", notices(), "errors", notices(), "success", true)}
}

func (o *org) changeExpiryOf(c *coupon, s *series, cu *customer, expiry string) *refusal {
	to, ok := readV2Time(expiry)
	switch {
	case c == nil || c.series != s || cu != nil && c.customer != cu.id:
		return because(633, "invalid coupon code")
	case o.busy(o.customers[c.customer]) != nil:
		return refuse(521)
	case !ok || to.Before(o.now()):
		return because(690, "Expiry date is past date")
	case to.After(s.expires()):
		return because(691, "coupon code expiry date cannot be set beyond series expiry")
	}
	c.expires = to
	return nil
}

// Reading -----------------------------------------------------------------------------------------------------------------

// couponObject is a coupon as GET /v2/coupon shows it; the documentation has no sample, only that it gives details.
func (o *org) couponObject(c *coupon) object {
	uses := []object{}
	for _, u := range c.uses {
		uses = append(uses, obj("id", u.id, "redeemedOn", o.v2Time(u.at), "transactionNumber", u.transaction,
			"billAmount", u.amount, "userId", u.customer))
	}
	return obj("id", c.id, "code", c.code, "seriesId", c.series.id, "description", c.series.text("description"),
		"discountCode", c.series.text("discountCode"),
		"discountType", c.series.text("discountType"), "discountValue", c.series.value(), "validTill", o.v2Time(c.expires),
		"issuedOn", o.v2Time(c.issued.at),
		"issuedTo", c.customer, "redeemed", len(c.uses) > 0, "redemptionCount", len(c.uses), "redemptions", uses, "revoked", c.revoked)
}

func (o *org) getCoupons(c *call) reply {
	ids, codes, customers := c.values("couponIds"), c.values("couponCodes"), c.values("issuedToIds")
	if len(ids)+len(codes)+len(customers) == 0 {
		return refused(refuse(1000))
	}
	out := []object{}
	for _, have := range o.coupons {
		named := slices.ContainsFunc(codes, func(code string) bool { return strings.EqualFold(code, have.code) })
		if named || slices.Contains(ids, quoted(have.id)) || slices.Contains(customers, quoted(have.customer)) {
			out = append(out, o.couponObject(have))
		}
	}
	if len(out) == 0 {
		return refused(refuse(719))
	}
	return reply{body: obj("entity", out, "warnings", notices(), "errors", notices(), "success", true)}
}
