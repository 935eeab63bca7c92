package coupon

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) couponSeriesRoutes() kernel.Routes {
	return kernel.Routes{
		"POST /v2/coupon/series":     o.createSeries,
		"PUT /v2/coupon/series":      o.updateSeries,
		"PUT /v2/coupon/series/{id}": o.updateSeries,
		"GET /v2/coupon/series":      o.getSeries,
	}
}

// series is a coupon series: what a request said of it, over the defaults.
type series struct {
	id     int64
	fields wire.Object
	pool   []string // codes that were uploaded and wait to be issued
}

// coupon is a coupon that was issued.
type coupon struct {
	id       int64
	code     string
	series   *series
	customer int64
	issued   kernel.Stamp
	expires  time.Time
	uses     []*Use
	revoked  bool
}

// Use is one redemption of a coupon.
type Use struct {
	ID          int64
	coupon      *coupon
	customer    int64
	transaction string
	amount      decimal.Decimal
	billID      int64
	fields      map[string]any
	kernel.Stamp
}

func (s *series) text(name string) string {
	if v := s.fields.Get(name); v != nil {
		return fmt.Sprint(v)
	}
	return ""
}

func (s *series) yes(name string) bool { return wire.Text(s.text(name)).Yes() }

// limit is a maximum; -1 means none.
func (s *series) limit(name string) int {
	if n := wire.Text(s.text(name)).Int(); n > 0 {
		return int(n)
	}
	return -1
}

func (s *series) expires() time.Time {
	t, ok := kernel.ReadV2Time(s.text("validTillDate"))
	if !ok {
		return time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return t
}

func (s *series) value() decimal.Decimal {
	d, _ := wire.Text(s.text("discountValue")).Amount()
	return d
}

func (s *series) absolute() bool { return s.text("discountType") != "PERC" }

func (s *series) generic() bool { return s.text("clientHandlingType") == "GENERIC" }

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

// series ------------------------------------------------------------------------------------------------------------------

// seriesDefaults are the fields of a series that nobody set.
func (o *State) seriesDefaults(by kernel.Till) wire.Object {
	id := 600000 + o.Next()
	return wire.Obj("id", id, "orgId", o.ID, "description", "", "discountCode", "NO_VALUE",
		"validTillDate", o.V2Time(o.YearsFromNow(1)),
		"validDaysFromCreation", 30, "expiryStrategyValue", 1, "maxCreate", -1, "maxRedeem", -1, "isTransferrable", false, "anyUser", false,
		"sameUserMultipleRedeem", false, "isReferralExistingUsersAllowed", false, "isMultipleUseAllowed", false, "isValidationRequired", false,
		"isValidWithDiscountedItem", false, "createdBy", by.ID, "numIssued", 0, "numRedeemed", 0, "createdOn", o.V2Time(o.Now()),
		"lastUsed", o.V2Time(o.Now()), "seriesCode", kernel.Scrambled(id,
			kernel.Letters), "isSMSDisabled", false, "info", "", "isMultipleVouchersPerUserAllowed", true,
		"doNotResendExistingVoucher", true, "mutualExclusiveSeriesIds", "[]", "storeIdsJson", "[-1]", "priority", 0, "maxVouchersPerUser", -1,
		"minDaysBetweenVouchers", -1, "discountUpto", 0, "discountValue", 0, "minBillAmount", 0, "maxBillAmount", int64(9007199254740991),
		"redeemAtStore", "[-1]", "maxRedemptionsInSeriesPerUser", -1, "minDaysBetweenRedemption", -1, "redemptionValidFrom",
		"1970-01-01T00:00:00Z",
		"numUploadedNonIssued", 0, "numUploadedTotal", 0, "redemptionValidAfterDays", 0, "clientHandlingType", "DISC_CODE",
		"expiryStrategyType", "SERIES_EXPIRY", "discountType", "ABS", "discountOn", "BILL")
}

// seriesBody reads the members that a request sets, under CouponSeriesV2 or bare.
func seriesBody(c *kernel.Call) (map[string]any, *reply.Refusal) {
	var in map[string]any
	d := json.NewDecoder(bytes.NewReader(c.Body))
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
			s.fields = s.fields.Set(name, value)
		}
	}
}

func (o *State) createSeries(c *kernel.Call) reply.Reply {
	in, no := seriesBody(c)
	if no != nil {
		return reply.Refused(no)
	}
	s := &series{fields: o.seriesDefaults(c.Till)}
	s.id = s.fields.Get("id").(int64)
	s.write(in)
	switch {
	case o.seriesOfCode(s.text("seriesCode")) != nil:
		return reply.Refused(refuse(751))
	case s.generic() && s.text("genericCode") == "":
		return reply.Refused(refuse(754))
	}
	o.series[s.id] = s
	return reply.Flat(o.seriesObject(s))
}

func (o *State) seriesOfCode(code string) *series {
	for _, s := range o.series {
		if s.text("seriesCode") == code {
			return s
		}
	}
	return nil
}

// updateSeries finds the series by the id of its path, or by id or series code in the body.
func (o *State) updateSeries(c *kernel.Call) reply.Reply {
	in, no := seriesBody(c)
	if no != nil {
		return reply.Refused(no)
	}
	s := o.series[wire.Text(wire.OrDefault(c.Param("id"), fmt.Sprint(in["id"]))).Int()]
	if s == nil && c.Param("id") == "" && in["seriesCode"] != nil {
		s = o.seriesOfCode(fmt.Sprint(in["seriesCode"]))
	}
	if s == nil {
		return reply.Refused(refuse(755))
	}
	if other := o.seriesOfCode(fmt.Sprint(in["seriesCode"])); other != nil && other != s {
		return reply.Refused(refuse(751))
	}
	s.write(in)
	return reply.Flat(o.seriesObject(s))
}

// seriesObject is a series with what it counts.
func (o *State) seriesObject(s *series) wire.Object {
	issued, redeemed := o.counts(s)
	return s.fields.Set("numIssued", issued).Set("numRedeemed", redeemed).Set("numUploadedNonIssued", len(s.pool))
}

func (o *State) counts(s *series) (issued, redeemed int) {
	for _, c := range o.coupons {
		if c.series == s {
			issued++
			redeemed += len(c.uses)
		}
	}
	return issued, redeemed
}

func (o *State) getSeries(c *kernel.Call) reply.Reply {
	out := []wire.Object{}
	for _, s := range o.seriesAsked(c, "ids") {
		if s == nil {
			return reply.Refused(refuse(755))
		}
		out = append(out, o.seriesObject(s))
	}
	return reply.Reply{Body: wire.Obj("entity", out, "warnings", reply.Notices(), "errors", reply.Notices())}
}

// seriesAsked are the series of a query, nil for one that there is not; without ids all of them.
func (o *State) seriesAsked(c *kernel.Call, name string) []*series {
	var out []*series
	for _, id := range c.Values(name) {
		out = append(out, o.series[wire.Text(id).Int()])
	}
	if c.Value(name) != "" {
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
func (o *State) mayIssue(cu *people.Customer, s *series) *reply.Refusal {
	issued, mine := 0, 0
	for _, c := range o.coupons {
		if c.series == s {
			issued++
			if c.customer == cu.ID && !c.revoked {
				mine++
			}
		}
	}
	switch perUser := s.limit("maxVouchersPerUser"); {
	case !o.Now().Before(s.expires()):
		return refuse(712)
	case s.limit("maxCreate") >= 0 && issued >= s.limit("maxCreate"):
		return refuse(5001)
	case s.generic() && mine > 0:
		return reply.Because(5004, "Cannot issue more than one GENERIC coupon code.")
	case !s.yes("isMultipleVouchersPerUserAllowed") && mine > 0:
		return refuse(5004)
	case perUser >= 0 && mine >= perUser:
		return refuse(5002)
	}
	return nil
}

// issue gives a customer a coupon: of the codes that were uploaded the first, else a new one.
func (o *State) issue(cu *people.Customer, s *series, by kernel.Till) (*coupon, *reply.Refusal) {
	if s == nil {
		return nil, refuse(707)
	}
	if no := o.mayIssue(cu, s); no != nil {
		return nil, no
	}
	n := o.Next()
	code := "C" + kernel.Scrambled(n, "ABCDEFGHJKLMNPQRSTUVWXYZ23456789")
	switch {
	case s.generic():
		code = strings.ToUpper(s.text("genericCode"))
	case len(s.pool) > 0:
		code, s.pool = s.pool[0], s.pool[1:]
	}
	issued := o.newCoupon(cu, s, code, by)
	o.Happened(cu, "CouponIssue")
	return issued, nil
}

func (o *State) newCoupon(cu *people.Customer, s *series, code string, by kernel.Till) *coupon {
	c := &coupon{id: 1230000000 + o.Next(), code: code, series: s, customer: cu.ID, issued: o.Stamp(by), expires: s.expires()}
	if s.text("expiryStrategyType") == "DAYS" {
		if until := o.EndOfDay(o.Now().AddDate(0, 0, int(wire.Text(s.text("expiryStrategyValue")).Int()))); until.Before(c.expires) {
			c.expires = until
		}
	}
	o.coupons = append(o.coupons, c)
	o.couponsOf[code] = append(o.couponsOf[code], c)
	return c
}

// couponOf finds a coupon by its code, which is not case sensitive. Of a generic code it is the one of the customer.
func (o *State) couponOf(code string, cu *people.Customer) *coupon {
	same := o.couponsOf[strings.ToUpper(strings.TrimSpace(code))]
	for _, c := range same {
		if cu != nil && c.customer == cu.ID {
			return c
		}
	}
	if len(same) > 0 {
		return same[0]
	}
	return nil
}

// mayUse says why a customer can't redeem a coupon.
func (o *State) mayUse(cu *people.Customer, code string, amount wire.Text) (*coupon, *reply.Refusal) {
	c := o.couponOf(code, cu)
	if c == nil {
		return nil, refuse(702)
	}
	s := c.series
	mine, _ := c.usesBy(cu)
	_, redeemed := o.counts(s)
	paid, ok := amount.Amount()
	least, _ := wire.Text(s.text("minBillAmount")).Amount()
	from, _ := kernel.ReadV2Time(s.text("redemptionValidFrom"))
	switch {
	case !ok || amount != "" && paid.LessThan(least):
		return c, refuse(733)
	case c.revoked:
		return c, refuse(660)
	case c.customer != cu.ID && !s.yes("anyUser"):
		return c, refuse(703)
	case !o.Now().Before(s.expires()):
		return c, refuse(712)
	case !o.Now().Before(c.expires):
		return c, refuse(713)
	case o.Now().Before(from):
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
func (c *coupon) usesBy(cu *people.Customer) (mine, left int) {
	for _, u := range c.uses {
		if u.customer == cu.ID {
			mine++
		}
	}
	if left = c.series.perCoupon(); left > 0 {
		left = max(left-len(c.uses), 0)
	}
	return mine, left
}

func (o *State) usesInSeries(cu *people.Customer, s *series) int {
	n := 0
	for _, u := range o.CouponUsesOf(cu) {
		if u.coupon.series == s {
			n++
		}
	}
	return n
}

// use redeems a coupon; mayUse allowed it.
func (o *State) use(cu *people.Customer, c *coupon, transaction string, amount decimal.Decimal, fields map[string]any,
	by kernel.Till) *Use {
	u := &Use{ID: 4300000 + o.Next(), coupon: c, customer: cu.ID, transaction: transaction, amount: amount,
		fields: wire.OrNone(fields), Stamp: o.Stamp(by)}
	c.uses = append(c.uses, u)
	o.couponUses[u.ID] = u
	o.Executed(c.code)
	o.Happened(cu, "VoucherRedemption")
	return u
}

// CouponUsesOf returns the redemptions of a customer that count, the oldest first.
func (o *State) CouponUsesOf(cu *people.Customer) []*Use {
	var out []*Use
	for _, c := range o.coupons {
		for _, u := range c.uses {
			if u.customer == cu.ID {
				out = append(out, u)
			}
		}
	}
	slices.SortFunc(out, func(a, b *Use) int { return int(a.ID - b.ID) })
	return out
}

// CouponUseV1 is a redemption as customer/redemptions shows it.
func (o *State) CouponUseV1(u *Use) wire.Object {
	s := u.coupon.series
	return wire.Obj("id", wire.Quoted(u.ID), "code", u.coupon.code, "series_id", wire.Quoted(s.id), "description",
		s.text("description"),
		"discount_code", s.text("discountCode"),
		"discount_type", s.text("discountType"), "discount_value", s.value().String(), "transaction_number", u.transaction,
		"redeemed_time", o.V1Time(u.At),
		"redeemed_at", u.By.Code, "redeemed_store", kernel.CodeAndName(u.By), "redeemed_till", kernel.CodeAndName(u.By))
}

// Linkable returns the redemption that a new bill of a customer may name: the customer's own, not used for another bill.
func (o *State) Linkable(cu *people.Customer, id int64) *Use {
	u := o.couponUses[id]
	if cu == nil || u == nil || u.customer != cu.ID || u.billID != 0 {
		return nil
	}
	return u
}

// Link notes the bill that the redemption belongs to, and returns the redemption's id.
func (u *Use) Link(billID int64, billNumber string) int64 {
	u.billID, u.transaction = billID, wire.OrDefault(u.transaction, billNumber)
	return u.ID
}
