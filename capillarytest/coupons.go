package capillarytest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

func (o *org) couponSeriesRoutes() routes {
	return routes{
		"POST /v2/coupon/series":     o.createSeries,
		"PUT /v2/coupon/series":      o.updateSeries,
		"PUT /v2/coupon/series/{id}": o.updateSeries,
		"GET /v2/coupon/series":      o.getSeries,
	}
}

// series is a coupon series: what a request said of it, over the defaults.
type series struct {
	id     int64
	fields object
	pool   []string // codes that were uploaded and wait to be issued
}

// coupon is a coupon that was issued.
type coupon struct {
	id       int64
	code     string
	series   *series
	customer int64
	issued   stamp
	expires  time.Time
	uses     []*couponUse
	revoked  bool
}

// couponUse is one redemption of a coupon.
type couponUse struct {
	id          int64
	coupon      *coupon
	customer    int64
	transaction string
	amount      decimal.Decimal
	billID      int64
	fields      map[string]any
	stamp
}

func (s *series) text(name string) string {
	if v := s.fields.get(name); v != nil {
		return fmt.Sprint(v)
	}
	return ""
}

func (s *series) yes(name string) bool { return text(s.text(name)).yes() }

// limit is a maximum; -1 means none.
func (s *series) limit(name string) int {
	if n := text(s.text(name)).int(); n > 0 {
		return int(n)
	}
	return -1
}

func (s *series) expires() time.Time {
	t, ok := readV2Time(s.text("validTillDate"))
	if !ok {
		return time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return t
}

func (s *series) value() decimal.Decimal { d, _ := text(s.text("discountValue")).amount(); return d }
func (s *series) absolute() bool         { return s.text("discountType") != "PERC" }
func (s *series) generic() bool          { return s.text("clientHandlingType") == "GENERIC" }

// perCoupon is how often one coupon may be redeemed.
func (s *series) perCoupon() int {
	switch n := s.limit("redemptionPerCouponMaxLimit"); {
	case n > 0:
		return n
	case s.yes("isMultipleUseAllowed"):
		return -1
	default:
		return 1
	}
}

// Series ------------------------------------------------------------------------------------------------------------------

// seriesDefaults are the fields of a series that nobody set.
func (o *org) seriesDefaults(by till) object {
	id := 600000 + o.next()
	return obj("id", id, "orgId", o.orgID, "description", "", "discountCode", "NO_VALUE",
		"validTillDate", o.v2Time(o.yearsFromNow(1)),
		"validDaysFromCreation", 30, "expiryStrategyValue", 1, "maxCreate", -1, "maxRedeem", -1, "isTransferrable", false, "anyUser", false,
		"sameUserMultipleRedeem", false, "isReferralExistingUsersAllowed", false, "isMultipleUseAllowed", false, "isValidationRequired", false,
		"isValidWithDiscountedItem", false, "createdBy", by.id, "numIssued", 0, "numRedeemed", 0, "createdOn", o.v2Time(o.now()),
		"lastUsed", o.v2Time(o.now()), "seriesCode", scrambled(id,
			letters), "isSMSDisabled", false, "info", "", "isMultipleVouchersPerUserAllowed", true,
		"doNotResendExistingVoucher", true, "mutualExclusiveSeriesIds", "[]", "storeIdsJson", "[-1]", "priority", 0, "maxVouchersPerUser", -1,
		"minDaysBetweenVouchers", -1, "discountUpto", 0, "discountValue", 0, "minBillAmount", 0, "maxBillAmount", int64(9007199254740991),
		"redeemAtStore", "[-1]", "maxRedemptionsInSeriesPerUser", -1, "minDaysBetweenRedemption", -1, "redemptionValidFrom",
		"1970-01-01T00:00:00Z",
		"numUploadedNonIssued", 0, "numUploadedTotal", 0, "redemptionValidAfterDays", 0, "clientHandlingType", "DISC_CODE",
		"expiryStrategyType", "SERIES_EXPIRY", "discountType", "ABS", "discountOn", "BILL")
}

// seriesBody reads the members that a request sets, under CouponSeriesV2 or bare.
func seriesBody(c *call) (map[string]any, *refusal) {
	var in map[string]any
	d := json.NewDecoder(bytes.NewReader(c.body))
	d.UseNumber()
	if d.Decode(&in) != nil {
		return nil, refuse(400)
	}
	if inner, ok := in["CouponSeriesV2"].(map[string]any); ok {
		in = inner
	}
	return in, nil
}

// write sets the members of a request. What the server counts or made itself stays.
func (s *series) write(in map[string]any) {
	for name, value := range in {
		if value != nil && !slices.Contains([]string{"id", "orgId", "createdBy", "createdOn", "numIssued", "numRedeemed"}, name) {
			s.fields = s.fields.set(name, value)
		}
	}
}

func (o *org) createSeries(c *call) reply {
	in, no := seriesBody(c)
	if no != nil {
		return refused(no)
	}
	s := &series{fields: o.seriesDefaults(c.till)}
	s.id = s.fields.get("id").(int64)
	s.write(in)
	switch {
	case o.seriesOfCode(s.text("seriesCode")) != nil:
		return refused(refuse(751))
	case s.generic() && s.text("genericCode") == "":
		return refused(refuse(754))
	}
	o.series[s.id] = s
	return flat(o.seriesObject(s))
}

func (o *org) seriesOfCode(code string) *series {
	for _, s := range o.series {
		if s.text("seriesCode") == code {
			return s
		}
	}
	return nil
}

// updateSeries finds the series by the id of its path, or by id or series code in the body.
func (o *org) updateSeries(c *call) reply {
	in, no := seriesBody(c)
	if no != nil {
		return refused(no)
	}
	s := o.series[text(orDefault(c.param("id"), fmt.Sprint(in["id"]))).int()]
	if s == nil && c.param("id") == "" && in["seriesCode"] != nil {
		s = o.seriesOfCode(fmt.Sprint(in["seriesCode"]))
	}
	if s == nil {
		return refused(refuse(755))
	}
	if other := o.seriesOfCode(fmt.Sprint(in["seriesCode"])); other != nil && other != s {
		return refused(refuse(751))
	}
	s.write(in)
	return flat(o.seriesObject(s))
}

// seriesObject is a series with what it counts.
func (o *org) seriesObject(s *series) object {
	issued, redeemed := o.counts(s)
	return s.fields.set("numIssued", issued).set("numRedeemed", redeemed).set("numUploadedNonIssued", len(s.pool))
}

func (o *org) counts(s *series) (issued, redeemed int) {
	for _, c := range o.coupons {
		if c.series == s {
			issued++
			redeemed += len(c.uses)
		}
	}
	return issued, redeemed
}

func (o *org) getSeries(c *call) reply {
	out := []object{}
	for _, s := range o.seriesAsked(c, "ids") {
		if s == nil {
			return refused(refuse(755))
		}
		out = append(out, o.seriesObject(s))
	}
	return reply{body: obj("entity", out, "warnings", notices(), "errors", notices())}
}

// seriesAsked are the series of a query, nil for one that there is not; without ids all of them.
func (o *org) seriesAsked(c *call, name string) []*series {
	var out []*series
	for _, id := range c.values(name) {
		out = append(out, o.series[text(id).int()])
	}
	if c.value(name) != "" {
		return out
	}
	for _, s := range o.series {
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b *series) int { return int(a.id - b.id) })
	return out
}

// Rules -------------------------------------------------------------------------------------------------------------------

// mayIssue says why a customer can't get one more coupon of a series.
func (o *org) mayIssue(cu *customer, s *series) *refusal {
	issued, mine := 0, 0
	for _, c := range o.coupons {
		if c.series == s {
			issued++
			if c.customer == cu.id && !c.revoked {
				mine++
			}
		}
	}
	switch perUser := s.limit("maxVouchersPerUser"); {
	case !o.now().Before(s.expires()):
		return refuse(712)
	case s.limit("maxCreate") >= 0 && issued >= s.limit("maxCreate"):
		return refuse(5001)
	case s.generic() && mine > 0:
		return because(5004, "Cannot issue more than one GENERIC coupon code.")
	case !s.yes("isMultipleVouchersPerUserAllowed") && mine > 0:
		return refuse(5004)
	case perUser >= 0 && mine >= perUser:
		return refuse(5002)
	}
	return nil
}

// issue gives a customer a coupon: of the codes that were uploaded the first, else a new one.
func (o *org) issue(cu *customer, s *series, by till) (*coupon, *refusal) {
	if s == nil {
		return nil, refuse(707)
	}
	if no := o.mayIssue(cu, s); no != nil {
		return nil, no
	}
	n := o.next()
	code := "C" + scrambled(n, "ABCDEFGHJKLMNPQRSTUVWXYZ23456789")
	switch {
	case s.generic():
		code = strings.ToUpper(s.text("genericCode"))
	case len(s.pool) > 0:
		code, s.pool = s.pool[0], s.pool[1:]
	}
	issued := o.newCoupon(cu, s, code, by)
	o.happened(cu, "CouponIssue")
	return issued, nil
}

func (o *org) newCoupon(cu *customer, s *series, code string, by till) *coupon {
	c := &coupon{id: 1230000000 + o.next(), code: code, series: s, customer: cu.id, issued: stamp{o.now(), by}, expires: s.expires()}
	if s.text("expiryStrategyType") == "DAYS" {
		if until := o.endOfDay(o.now().AddDate(0, 0, int(text(s.text("expiryStrategyValue")).int()))); until.Before(c.expires) {
			c.expires = until
		}
	}
	o.coupons = append(o.coupons, c)
	o.couponsOf[code] = append(o.couponsOf[code], c)
	return c
}

// couponOf finds a coupon by its code, which is not case sensitive. Of a generic code it is the one of the customer.
func (o *org) couponOf(code string, cu *customer) *coupon {
	same := o.couponsOf[strings.ToUpper(strings.TrimSpace(code))]
	for _, c := range same {
		if cu != nil && c.customer == cu.id {
			return c
		}
	}
	if len(same) > 0 {
		return same[0]
	}
	return nil
}

// mayUse says why a customer can't redeem a coupon.
func (o *org) mayUse(cu *customer, code string, amount text) (*coupon, *refusal) {
	c := o.couponOf(code, cu)
	if c == nil {
		return nil, refuse(702)
	}
	s := c.series
	mine, _ := c.usesBy(cu)
	_, redeemed := o.counts(s)
	paid, ok := amount.amount()
	least, _ := text(s.text("minBillAmount")).amount()
	from, _ := readV2Time(s.text("redemptionValidFrom"))
	switch {
	case !ok || amount != "" && paid.LessThan(least):
		return c, refuse(733)
	case c.revoked:
		return c, refuse(660)
	case c.customer != cu.id && !s.yes("anyUser"):
		return c, refuse(703)
	case !o.now().Before(s.expires()):
		return c, refuse(712)
	case !o.now().Before(c.expires):
		return c, refuse(713)
	case o.now().Before(from):
		return c, refuse(739)
	case s.perCoupon() == 1 && len(c.uses) > 0:
		return c, refuse(711)
	case s.perCoupon() > 0 && len(c.uses) >= s.perCoupon():
		return c, refuse(728)
	case mine > 0 && !s.yes("sameUserMultipleRedeem"):
		return c, refuse(716)
	case s.limit("maxRedeem") >= 0 && redeemed >= s.limit("maxRedeem"):
		return c, refuse(714)
	case s.limit("maxRedemptionsInSeriesPerUser") >= 0 && o.usesInSeries(cu, s) >= s.limit("maxRedemptionsInSeriesPerUser"):
		return c, refuse(736)
	}
	return c, nil
}

// usesBy tells how often a customer redeemed the coupon, and how often it can still be redeemed; -1 is without end.
func (c *coupon) usesBy(cu *customer) (mine, left int) {
	for _, u := range c.uses {
		if u.customer == cu.id {
			mine++
		}
	}
	if left = c.series.perCoupon(); left > 0 {
		left = max(left-len(c.uses), 0)
	}
	return mine, left
}

func (o *org) usesInSeries(cu *customer, s *series) int {
	n := 0
	for _, u := range o.couponUsesOf(cu) {
		if u.coupon.series == s {
			n++
		}
	}
	return n
}

// use redeems a coupon; mayUse allowed it.
func (o *org) use(cu *customer, c *coupon, transaction string, amount decimal.Decimal, fields map[string]any, by till) *couponUse {
	u := &couponUse{id: 4300000 + o.next(), coupon: c, customer: cu.id, transaction: transaction, amount: amount,
		fields: orNone(fields), stamp: stamp{o.now(), by}}
	c.uses = append(c.uses, u)
	o.couponUses[u.id] = u
	o.executed(c.code)
	o.happened(cu, "VoucherRedemption")
	return u
}

// couponUsesOf returns the redemptions of a customer that count, the oldest first.
func (o *org) couponUsesOf(cu *customer) []*couponUse {
	var out []*couponUse
	for _, c := range o.coupons {
		for _, u := range c.uses {
			if u.customer == cu.id {
				out = append(out, u)
			}
		}
	}
	slices.SortFunc(out, func(a, b *couponUse) int { return int(a.id - b.id) })
	return out
}

// couponUseV1 is a redemption as customer/redemptions shows it.
func (o *org) couponUseV1(u *couponUse) object {
	s := u.coupon.series
	return obj("id", quoted(u.id), "code", u.coupon.code, "series_id", quoted(s.id), "description", s.text("description"),
		"discount_code", s.text("discountCode"),
		"discount_type", s.text("discountType"), "discount_value", s.value().String(), "transaction_number", u.transaction,
		"redeemed_time", o.v1Time(u.at),
		"redeemed_at", u.by.code, "redeemed_store", codeAndName(u.by), "redeemed_till", codeAndName(u.by))
}

// linkableUse returns the redemption that a new bill of a customer may name: the customer's own, not used for another bill.
func (o *org) linkableUse(cu *customer, id int64) *couponUse {
	u := o.couponUses[id]
	if cu == nil || u == nil || u.customer != cu.id || u.billID != 0 {
		return nil
	}
	return u
}

// link notes the bill that the redemption belongs to, and returns the redemption's id.
func (u *couponUse) link(billID int64, billNumber string) int64 {
	u.billID, u.transaction = billID, orDefault(u.transaction, billNumber)
	return u.id
}
