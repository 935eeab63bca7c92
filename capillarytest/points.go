package capillarytest

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"
)

func (o *org) pointsRoutes() routes {
	return routes{
		"GET /v1.1/points/isredeemable":   o.isRedeemable,
		"GET /v1.1/points/validationcode": o.sendValidationCode,
		"POST /v1.1/points/redeem":        o.redeemPoints,
		"PUT /v2/points/updateRedemption": o.updateRedemption,
		"POST /v2/points/reverse":         o.reversePoints,
		"GET /v1.1/customer/redemptions":  o.redemptionsV1,
	}
}

// redemption is points that a customer redeemed.
type redemption struct {
	id          string
	number      int64
	customer    int64
	program     int64
	points      decimal.Decimal
	taken       []lot
	reversed    decimal.Decimal
	reversals   []reversal
	reference   string // of the caller
	transaction string
	billID      int64
	code        string
	notes       string
	purpose     string
	fields      map[string]any
	time        time.Time // that the caller gave, or else at
	stamp
}

type reversal struct {
	id     int64
	points decimal.Decimal
	stamp
}

// redemptionsOf returns the redemptions of a customer, the oldest first.
func (o *org) redemptionsOf(c *customer) []*redemption {
	var out []*redemption
	for _, r := range o.redemptions {
		if r.customer == c.id {
			out = append(out, r)
		}
	}
	return out
}

// wrongPoints says what is wrong with a number of points.
func wrongPoints(given text) (decimal.Decimal, *refusal) {
	points, ok := given.amount()
	switch {
	case !ok || !points.IsPositive():
		return points, refuse(801)
	case !points.Equal(points.Round(3)):
		return points, refuse(878)
	}
	return points, nil
}

// accountV1 returns the account of a query's program_id, or of the default program.
func (o *org) accountV1(cu *customer, programID string) (*account, *refusal) {
	id := o.programs[0].ID
	if programID != "" {
		id = text(programID).int()
	}
	if !slices.ContainsFunc(o.programs, func(p Program) bool { return p.ID == id }) {
		return nil, refuse(1101)
	}
	if a := o.accountIn(cu, id); a != nil && cu.loyal {
		return a, nil
	}
	return nil, refuse(881)
}

// askedForPoints finds the customer and the points of a query.
func (o *org) askedForPoints(c *call) (object, *customer, decimal.Decimal, *refusal) {
	asked := o.askedV1(c)
	if len(asked) == 0 {
		return obj(), nil, decimal.Zero, refuse(816)
	}
	points, no := wrongPoints(text(orDefault(c.value("points"), c.value("currency_value")))) // a point is worth one unit
	if asked[0].no != nil {
		no = refuse(816)
	}
	return asked[0].asked, asked[0].customer, points, no
}

// Checking --------------------------------------------------------------------------------------------------------------

func (o *org) isRedeemable(c *call) reply {
	fields, cu, points, no := o.askedForPoints(c)
	if no == nil {
		fields = o.threeV1(cu)
		no = o.mayRedeem(cu, c, points)
	}
	fields = fields.with("points", short(points), "is_redeemable", quoted(no == nil))
	if no != nil {
		return v1Nested("points", "redeemable", v1Refused(fields, no))
	}
	if c.yes("issue_otp") {
		o.sendOTP(strconv.FormatInt(cu.id, 10), "POINTS")
	}
	return v1Nested("points", "redeemable", v1Done(fields.with("points_redeem_value", short(points),
		"points_redeem_local_value", short(points),
		"input_type", "points", "points_currency_ratio", "1"), 800, "Points can be redeemed"))
}

func (o *org) mayRedeem(cu *customer, c *call, points decimal.Decimal) *refusal {
	a, no := o.accountV1(cu, c.value("program_id"))
	switch {
	case no != nil:
		return no
	case a.balance().LessThan(points):
		return refuse(818)
	case c.yes("issue_otp") && o.busy(cu) != nil:
		return refuse(521)
	case c.value("validation_code") != "" && o.findOTP(cu.addresses(), "POINTS", c.value("validation_code")) == nil:
		return refuse(808)
	}
	return nil
}

func (o *org) sendValidationCode(c *call) reply {
	fields, cu, points, no := o.askedForPoints(c)
	if no == nil {
		no = o.busy(cu)
	}
	if no != nil {
		return v1Nested("validation_code", "code", v1Refused(fields.with("points", short(points)), no))
	}
	o.sendOTP(strconv.FormatInt(cu.id, 10), "POINTS")
	fields = obj("user_id", quoted(cu.id)).and(o.threeV1(cu)).with("points", points.String())
	return v1Nested("validation_code", "code", v1Done(fields, 200, "Validation Code Issued by SMS/Email"))
}

// Redeeming -------------------------------------------------------------------------------------------------------------

// redemptionBody is an item of points/redeem.
type redemptionBody struct {
	Points         text                `json:"points_redeemed"`
	Customer       whoV1               `json:"customer"`
	Transaction    text                `json:"transaction_number"`
	Reference      text                `json:"external_reference_number"`
	ValidationCode text                `json:"validation_code"`
	Time           string              `json:"redemption_time"`
	Purpose        string              `json:"redemption_purpose"`
	Notes          string              `json:"notes"`
	CustomFields   list[customFieldV1] `json:"custom_fields"`
}

// customFieldV1 is one custom field, or an object that holds a list of them.
type customFieldV1 struct {
	Name  string `json:"name"`
	Value text   `json:"value"`
	pairsV1
}

func (b redemptionBody) fields() map[string]any {
	out := map[string]any{}
	for _, f := range b.CustomFields {
		if f.Name != "" {
			out[f.Name] = string(f.Value)
		}
		for name, value := range f.values() {
			out[name] = value
		}
	}
	return out
}

func (o *org) redeemPoints(c *call) reply {
	var in struct {
		Root struct {
			Redeem list[json.RawMessage] `json:"redeem"`
		} `json:"root"`
	}
	if no := c.decode(&in); no != nil || len(in.Root.Redeem) == 0 {
		return v1Failed(refuse(400))
	}
	var items []v1Item
	for _, raw := range in.Root.Redeem {
		items = append(items, o.redeemItem(c, raw))
	}
	return v1Items("responses", "points", true, items...)
}

func (o *org) redeemItem(c *call, raw json.RawMessage) v1Item {
	var in redemptionBody
	if json.Unmarshal(raw, &in) != nil {
		return v1Refused(obj(), refuse(400))
	}
	cu, no := o.whoV1(in.Customer)
	if cu == nil {
		no = refuse(816)
	}
	var done object
	if no == nil {
		done, no = once(o, string(in.Reference), raw, refuse(901), func() (object, *refusal) { return o.redeem(c, cu, in) })
	}
	if no != nil {
		return v1Refused(obj("mobile", in.Customer.Mobile, "email", in.Customer.Email, "external_id", in.Customer.ExternalID,
			"user_id", nil,
			"points_redeemed", in.Points, "redeemed_value", 0, "side_effects", obj("effect", []object{})), no)
	}
	return v1Done(done, 800, "Points Redeemed")
}

func (o *org) redeem(c *call, cu *customer, in redemptionBody) (object, *refusal) {
	points, no := wrongPoints(in.Points)
	if no != nil {
		return nil, no
	}
	a, no := o.accountV1(cu, c.value("program_id"))
	if no != nil {
		return nil, no
	}
	code := o.findOTP(cu.addresses(), "POINTS", string(in.ValidationCode))
	switch {
	case a.balance().LessThan(points):
		return nil, refuse(804)
	case c.yes("skip_validation"):
	case in.ValidationCode == "" && !o.codesNotRequired:
		return nil, refuse(824)
	case in.ValidationCode != "" && code == nil:
		return nil, refuse(808)
	}
	if code != nil {
		code.used = true
	}
	n := o.next()
	r := &redemption{id: scrambled(n, letters), number: 26000000 + n, customer: cu.id, program: a.program.ID, points: points,
		reference: string(in.Reference), transaction: string(in.Transaction), code: string(in.ValidationCode), notes: in.Notes,
		purpose: in.Purpose, fields: in.fields(), time: o.now(), stamp: stamp{o.now(), c.till}}
	if t, ok := o.readV1Time(in.Time); ok {
		r.time = t
	}
	r.taken, _ = o.debit(a, o.event("PointsRedemption", r.id, c.till), points)
	a.redeemed = a.redeemed.Add(points)
	o.keep(r)
	o.happened(cu, "PointsRedemption")
	return o.redemptionV1(cu, a, r), nil
}

func (o *org) keep(r *redemption) {
	o.redemptions = append(o.redemptions, r)
	o.redeemed[r.id], o.redeemed[quoted(r.number)] = r, r
	if r.reference != "" {
		o.references[r.reference] = append(o.references[r.reference], r)
	}
	o.executed(r.reference)
}

// redemptionV1 is a redemption as points/redeem shows it.
func (o *org) redemptionV1(cu *customer, a *account, r *redemption) object {
	points := short(r.points)
	effect := obj("id", r.number, "case_value", "false", "num_points", points, "currency_value", points, "validation_code", r.code,
		"points_redemption_summary_id", quoted(r.number), "redeemed_on_bill_number", r.transaction, "redeemed_on_bill_id", -1, "type", "points")
	return o.threeV1(cu).with("user_id", quoted(cu.id), "redemption_id", r.id, "points_redeemed", r.points.String(),
		"redemption_purpose", r.purpose, "redeemed_value", points, "redeemed_local_value", points, "balance", short(a.balance()),
		"side_effects", obj("effect", []object{effect}))
}

// redeemedV1 is a redemption as customer/redemptions shows it.
func (o *org) redeemedV1(r *redemption) object {
	billID := int64(-1)
	if r.billID != 0 {
		billID = r.billID
	}
	out := obj("id", r.number, "program_id", r.program, "points_redeemed", short(r.points), "transaction_number", r.transaction,
		"bill_id", quoted(billID), "validation_code", r.code, "redeemed_time", o.v1Time(r.time), "redeemed_at", r.by.code,
		"redemption_purpose", r.purpose, "notes", r.notes, "external_reference_number", r.reference, "redemption_id", r.id,
		"redeemed_store", codeAndName(r.by), "redeemed_till", codeAndName(r.by), "custom_fields", fieldsV1(r.fields))
	reversals := []object{}
	for _, v := range r.reversals {
		reversals = append(reversals, obj("reversal_id", v.id, "points_reversed", short(v.points), "reversal_time", o.v1Time(v.at),
			"reversed_on_till_id", v.by.id, "reversal_breakup_by_program", []object{obj("program_id", r.program,
				"points_reversed", short(v.points), "program_name", o.programName(r.program))}))
	}
	return out.with("reversals", reversals, "redemption_breakup_by_program", []object{obj("program_id", r.program,
		"points_redeemed", short(r.points), "program_name", o.programName(r.program))})
}

// Changing and reversing --------------------------------------------------------------------------------------------------

func (o *org) updateRedemption(c *call) reply {
	var in struct {
		RedemptionID, ExternalReferenceNumber, BillNumber, Purpose text
		BillID                                                     text `json:"billId"`
		Entity                                                     struct{ Type, IdentifierType, IdentifierValue text }
		CustomFields                                               map[string]any
	}
	if no := c.decode(&in); no != nil {
		return refused(no)
	}
	r := o.redeemed[string(in.RedemptionID)]
	if same := o.references[string(in.ExternalReferenceNumber)]; in.ExternalReferenceNumber != "" && len(same) > 0 {
		r = same[0]
	}
	switch {
	case (in.RedemptionID == "") == (in.ExternalReferenceNumber == ""):
		return refused(because(749, "Exactly one redemption identifier needed to identify redemption"))
	case in.BillNumber == "" && in.BillID == "" && in.Purpose == "" && len(in.CustomFields) == 0:
		return refused(because(748, "No metadata update requested"))
	case r == nil:
		return refused(refuse(8015))
	case o.busy(o.customers[r.customer]) != nil:
		return refused(refuse(521))
	}
	r.transaction, r.purpose = orDefault(string(in.BillNumber), r.transaction), orDefault(string(in.Purpose), r.purpose)
	if in.BillID != "" {
		r.billID = in.BillID.int()
	}
	for name, value := range in.CustomFields {
		r.fields[name] = value
	}
	billID := r.billID
	if billID == 0 {
		billID = -1
	}
	return flat(obj("id", r.number, "programId", r.program, "pointsRedeemed", r.points, "billId", billID, "billNumber", r.transaction,
		"validationCode", r.code, "notes", r.notes, "redemptionTime", r.time.UnixMilli(), "pointsRedemptionTime", r.at.UnixMilli(),
		"tillId", r.by.id, "tillName", r.by.code, "pointDeductionList", []object{}, "redemptionId", r.id,
		"customFields", fieldsV1(r.fields).get("field"), "customerId", r.customer, "redemptionPurpose", r.purpose,
		"redemptionDate", o.v2Time(r.time)))
}

// reversePoints reverses a redemption, all of it or a part, but only once.
func (o *org) reversePoints(c *call) reply {
	var in struct {
		RedemptionID text            `json:"redemptionId"`
		Points       text            `json:"pointsToBeReversed"`
		Identifier   typedIdentifier `json:"identifier"`
	}
	if no := c.decode(&in); no != nil {
		return refused(no)
	}
	cu, no := o.typed(in.Identifier)
	if no != nil {
		return refused(no)
	}
	r := o.redeemed[string(in.RedemptionID)]
	if r == nil || r.customer != cu.id {
		return refused(refuse(902))
	}
	points := r.points
	if given, _ := in.Points.amount(); in.Points != "" && !given.IsZero() {
		if points, no = wrongPoints(in.Points); no != nil {
			return refused(no)
		}
	}
	switch {
	case r.reversed.Equal(r.points):
		return refused(refuse(3802))
	case r.reversed.IsPositive():
		return refused(because(902, "Duplicate reversal request"))
	case points.GreaterThan(r.points):
		return refused(refuse(901))
	}
	available, expired := o.reverse(cu, r, points, c.till)
	return flat(obj("redemptionId", r.id, "pointsToBeReversed", points, "orgId", o.orgID,
		"identifier", obj("type", in.Identifier.Type, "value", in.Identifier.Value), "customerId", cu.id, "pointsReversed", points,
		"pointsReversedDetails", obj("available", available, "expired", expired), "reversalId", quoted(r.reversals[0].id)))
}

func (o *org) reverse(cu *customer, r *redemption, points decimal.Decimal, by till) (available, expired decimal.Decimal) {
	a := o.accountIn(cu, r.program)
	available, expired = o.giveBack(a, o.event("PointsRedemptionReversal", r.id, by), points, r.taken)
	a.redeemed, a.expired = a.redeemed.Sub(points), a.expired.Add(expired)
	r.reversed = points
	r.reversals = append(r.reversals, reversal{1400000 + o.next(), points, stamp{o.now(), by}})
	o.executed(r.id)
	o.happened(cu, "PointsRedemptionReversal")
	return available, expired
}

// linkableRedemption returns the redemption that a new bill of a customer may name: the customer's own, neither reversed nor
// used for another bill.
func (o *org) linkableRedemption(cu *customer, id string) *redemption {
	r := o.redeemed[id]
	if cu == nil || r == nil || r.customer != cu.id || r.billID != 0 || r.reversed.IsPositive() {
		return nil
	}
	return r
}

// link notes the bill that the redemption belongs to, and returns the redemption's number.
func (r *redemption) link(billID int64, billNumber string) int64 {
	r.billID, r.transaction = billID, orDefault(r.transaction, billNumber)
	return r.number
}
