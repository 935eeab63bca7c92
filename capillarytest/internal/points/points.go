package points

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/ledger"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) pointsRoutes() kernel.Routes {
	return kernel.Routes{
		"GET /v1.1/points/isredeemable":       o.isRedeemable,
		"GET /v1.1/points/validationcode":     o.sendValidationCode,
		"POST /v2/customers/{id}/redemptions": o.redeemV2,
		"POST /v1.1/points/redeem":            o.redeemPoints,
		"PUT /v2/points/updateRedemption":     o.updateRedemption,
		"POST /v2/points/reverse":             o.reversePoints,
		"GET /v1.1/customer/redemptions":      o.redemptionsV1,
	}
}

// Redemption is points that a customer redeemed.
type Redemption struct {
	id          string
	number      int64
	customer    int64
	program     int64
	points      decimal.Decimal
	taken       []ledger.Lot
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
	kernel.Stamp
}

type reversal struct {
	id     int64
	points decimal.Decimal
	kernel.Stamp
}

// redemptionsOf returns the redemptions of a customer, the oldest first.
func (o *State) redemptionsOf(c *people.Customer) []*Redemption {
	var out []*Redemption
	for _, r := range o.redemptions {
		if r.customer == c.ID {
			out = append(out, r)
		}
	}
	return out
}

// wrongPoints says what is wrong with a number of points.
func wrongPoints(given wire.Text) (decimal.Decimal, *reply.Refusal) {
	points, ok := given.Amount()
	switch {
	case !ok || !points.IsPositive():
		return points, refuse(801)
	case !points.Equal(points.Round(3)):
		return points, refuse(878)
	}
	return points, nil
}

// accountV1 returns the account of a query's program_id, or of the default program.
func (o *State) accountV1(cu *people.Customer, programID string) (*ledger.Account, *reply.Refusal) {
	id := o.Programs[0].ID
	if programID != "" {
		id = wire.Text(programID).Int()
	}
	if !slices.ContainsFunc(o.Programs, func(p ledger.Program) bool { return p.ID == id }) {
		return nil, refuse(1101)
	}
	if a := o.AccountIn(cu, id); a != nil && cu.Loyal {
		return a, nil
	}
	return nil, refuse(881)
}

// askedForPoints finds the customer and the points of a query.
func (o *State) askedForPoints(c *kernel.Call) (wire.Object, *people.Customer, decimal.Decimal, *reply.Refusal) {
	asked := o.AskedV1(c)
	if len(asked) == 0 {
		return wire.Obj(), nil, decimal.Zero, refuse(816)
	}
	points, no := wrongPoints(wire.Text(wire.OrDefault(c.Value("points"), c.Value("currency_value")))) // a point is worth one unit
	if asked[0].No != nil {
		no = refuse(816)
	}
	return asked[0].Asked, asked[0].Customer, points, no
}

// Checking --------------------------------------------------------------------------------------------------------------

func (o *State) isRedeemable(c *kernel.Call) reply.Reply {
	fields, cu, points, no := o.askedForPoints(c)
	if no == nil {
		fields = o.ThreeV1(cu)
		no = o.mayRedeem(cu, c, points)
	}
	fields = fields.With("points", wire.Short(points), "is_redeemable", wire.Quoted(no == nil))
	if no != nil {
		return reply.V1Nested("points", "redeemable", reply.V1Refused(fields, no))
	}
	if c.Yes("issue_otp") {
		o.otp.SendOTP(strconv.FormatInt(cu.ID, 10), "POINTS")
	}
	return reply.V1Nested("points", "redeemable", reply.V1Done(fields.With("points_redeem_value", wire.Short(points),
		"points_redeem_local_value", wire.Short(points),
		"input_type", "points", "points_currency_ratio", "1"), 800, "Points can be redeemed"))
}

func (o *State) mayRedeem(cu *people.Customer, c *kernel.Call, points decimal.Decimal) *reply.Refusal {
	a, no := o.accountV1(cu, c.Value("program_id"))
	switch {
	case no != nil:
		return no
	case a.Balance().LessThan(points):
		return refuse(818)
	case c.Yes("issue_otp") && o.Busy(cu) != nil:
		return refuse(521)
	case c.Value("validation_code") != "" && o.otp.FindOTP(cu.Addresses(), "POINTS", c.Value("validation_code")) == nil:
		return refuse(808)
	}
	return nil
}

func (o *State) sendValidationCode(c *kernel.Call) reply.Reply {
	fields, cu, points, no := o.askedForPoints(c)
	if no == nil {
		no = o.Busy(cu)
	}
	if no != nil {
		return reply.V1Nested("validation_code", "code", reply.V1Refused(fields.With("points", wire.Short(points)), no))
	}
	o.otp.SendOTP(strconv.FormatInt(cu.ID, 10), "POINTS")
	fields = wire.Obj("user_id", wire.Quoted(cu.ID)).And(o.ThreeV1(cu)).With("points", points.String())
	return reply.V1Nested("validation_code", "code", reply.V1Done(fields, 200, "Validation Code Issued by SMS/Email"))
}

// Redeeming -------------------------------------------------------------------------------------------------------------

// redemptionBody is an item of points/redeem.
type redemptionBody struct {
	Points         wire.Text                `json:"points_redeemed"`
	Customer       people.WhoV1             `json:"customer"`
	Transaction    wire.Text                `json:"transaction_number"`
	Reference      wire.Text                `json:"external_reference_number"`
	ValidationCode wire.Text                `json:"validation_code"`
	Time           string                   `json:"redemption_time"`
	Purpose        string                   `json:"redemption_purpose"`
	Notes          string                   `json:"notes"`
	CustomFields   wire.List[customFieldV1] `json:"custom_fields"`
}

// customFieldV1 is one custom field, or an object that holds a list of them.
type customFieldV1 struct {
	Name  string    `json:"name"`
	Value wire.Text `json:"value"`
	wire.PairsV1
}

func (b redemptionBody) fields() map[string]any {
	out := map[string]any{}
	for _, f := range b.CustomFields {
		if f.Name != "" {
			out[f.Name] = string(f.Value)
		}
		for name, value := range f.Values() {
			out[name] = value
		}
	}
	return out
}

func (o *State) redeemPoints(c *kernel.Call) reply.Reply {
	var in struct {
		Root struct {
			Redeem wire.List[json.RawMessage] `json:"redeem"`
		} `json:"root"`
	}
	if no := c.Decode(&in); no != nil || len(in.Root.Redeem) == 0 {
		return reply.V1Failed(refuse(400))
	}
	var items []reply.V1Item
	for _, raw := range in.Root.Redeem {
		items = append(items, o.redeemItem(c, raw))
	}
	return reply.V1Items("responses", "points", true, items...)
}

func (o *State) redeemItem(c *kernel.Call, raw json.RawMessage) reply.V1Item {
	var in redemptionBody
	if json.Unmarshal(raw, &in) != nil {
		return reply.V1Refused(wire.Obj(), refuse(400))
	}
	cu, no := o.WhoV1(in.Customer)
	if cu == nil {
		no = refuse(816)
	}
	var done wire.Object
	if no == nil {
		done, no = kernel.Once(o.Org, string(in.Reference), raw, refuse(901), func() (wire.Object,
			*reply.Refusal) {
			return o.redeem(c, cu, in)
		})
	}
	if no != nil {
		return reply.V1Refused(wire.Obj("mobile", in.Customer.Mobile, "email", in.Customer.Email, "external_id", in.Customer.ExternalID,
			"user_id", nil,
			"points_redeemed", in.Points, "redeemed_value", 0, "side_effects", wire.Obj("effect", []wire.Object{})), no)
	}
	return reply.V1Done(done, 800, "Points Redeemed")
}

func (o *State) redeem(c *kernel.Call, cu *people.Customer, in redemptionBody) (wire.Object, *reply.Refusal) {
	points, no := wrongPoints(in.Points)
	if no != nil {
		return nil, no
	}
	a, no := o.accountV1(cu, c.Value("program_id"))
	if no != nil {
		return nil, no
	}
	code := o.otp.FindOTP(cu.Addresses(), "POINTS", string(in.ValidationCode))
	switch {
	case a.Balance().LessThan(points):
		return nil, refuse(804)
	case c.Yes("skip_validation"):
	case in.ValidationCode == "" && !o.codesNotRequired:
		return nil, refuse(824)
	case in.ValidationCode != "" && code == nil:
		return nil, refuse(808)
	}
	if code != nil {
		code.Used = true
	}
	r := &Redemption{points: points, reference: string(in.Reference), transaction: string(in.Transaction), code: string(in.ValidationCode),
		notes: in.Notes, purpose: in.Purpose, fields: in.fields(), time: o.Now()}
	if t, ok := o.ReadV1Time(in.Time); ok {
		r.time = t
	}
	o.take(c, cu, a, r)
	return o.redemptionV1(cu, a, r), nil
}

// take debits what is redeemed, and keeps it.
func (o *State) take(c *kernel.Call, cu *people.Customer, a *ledger.Account, r *Redemption) {
	n := o.Next()
	r.id, r.number, r.customer, r.program, r.Stamp = kernel.Scrambled(n, kernel.Letters), 26000000+n, cu.ID, a.Program.ID, o.Stamp(c.Till)
	r.taken, _ = o.Debit(a, o.Event("PointsRedemption", r.id, c.Till), r.points)
	a.Redeemed = a.Redeemed.Add(r.points)
	o.keep(r)
	o.Happened(cu, "PointsRedemption")
}

func (o *State) keep(r *Redemption) {
	o.redemptions = append(o.redemptions, r)
	o.redeemed[r.id], o.redeemed[wire.Quoted(r.number)] = r, r
	if r.reference != "" {
		o.references[r.reference] = append(o.references[r.reference], r)
	}
	o.Executed(r.reference)
}

// redemptionV1 is a redemption as points/redeem shows it.
func (o *State) redemptionV1(cu *people.Customer, a *ledger.Account, r *Redemption) wire.Object {
	points := wire.Short(r.points)
	effect := wire.Obj("id", r.number, "case_value", "false", "num_points", points, "currency_value", points, "validation_code", r.code,
		"points_redemption_summary_id", wire.Quoted(r.number), "redeemed_on_bill_number", r.transaction, "redeemed_on_bill_id", -1, "type", "points")
	return o.ThreeV1(cu).With("user_id", wire.Quoted(cu.ID), "redemption_id", r.id, "points_redeemed", r.points.String(),
		"redemption_purpose", r.purpose, "redeemed_value", points, "redeemed_local_value", points, "balance", wire.Short(a.Balance()),
		"side_effects", wire.Obj("effect", []wire.Object{effect}))
}

// redeemedV1 is a redemption as customer/redemptions shows it.
func (o *State) redeemedV1(r *Redemption) wire.Object {
	billID := int64(-1)
	if r.billID != 0 {
		billID = r.billID
	}
	out := wire.Obj("id", r.number, "program_id", r.program, "points_redeemed", wire.Short(r.points), "transaction_number",
		r.transaction,
		"bill_id", wire.Quoted(billID), "validation_code", r.code, "redeemed_time", o.V1Time(r.time), "redeemed_at", r.By.Code,
		"redemption_purpose", r.purpose, "notes", r.notes, "external_reference_number", r.reference, "redemption_id", r.id,
		"redeemed_store", kernel.CodeAndName(r.By), "redeemed_till", kernel.CodeAndName(r.By), "custom_fields", wire.FieldsV1(r.fields))
	reversals := []wire.Object{}
	for _, v := range r.reversals {
		reversals = append(reversals, wire.Obj("reversal_id", v.id, "points_reversed", wire.Short(v.points), "reversal_time",
			o.V1Time(v.At),
			"reversed_on_till_id", v.By.ID, "reversal_breakup_by_program", []wire.Object{wire.Obj("program_id", r.program,
				"points_reversed", wire.Short(v.points), "program_name", o.ProgramName(r.program))}))
	}
	return out.With("reversals", reversals, "redemption_breakup_by_program", []wire.Object{wire.Obj("program_id", r.program,
		"points_redeemed", wire.Short(r.points), "program_name", o.ProgramName(r.program))})
}

// Changing and reversing --------------------------------------------------------------------------------------------------

func (o *State) updateRedemption(c *kernel.Call) reply.Reply {
	var in struct {
		RedemptionID, ExternalReferenceNumber, BillNumber, Purpose wire.Text
		BillID                                                     wire.Text `json:"billId"`
		Entity                                                     struct{ Type, IdentifierType, IdentifierValue wire.Text }
		CustomFields                                               map[string]any
	}
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	r := o.redeemed[string(in.RedemptionID)]
	if same := o.references[string(in.ExternalReferenceNumber)]; in.ExternalReferenceNumber != "" && len(same) > 0 {
		r = same[0]
	}
	switch {
	case (in.RedemptionID == "") == (in.ExternalReferenceNumber == ""):
		return reply.Refused(reply.Because(749, "Exactly one redemption identifier needed to identify redemption"))
	case in.BillNumber == "" && in.BillID == "" && in.Purpose == "" && len(in.CustomFields) == 0:
		return reply.Refused(reply.Because(748, "No metadata update requested"))
	case r == nil:
		return reply.Refused(refuse(8015))
	case o.Busy(o.Customers[r.customer]) != nil:
		return reply.Refused(refuse(521))
	}
	r.transaction, r.purpose = wire.OrDefault(string(in.BillNumber), r.transaction), wire.OrDefault(string(in.Purpose), r.purpose)
	if in.BillID != "" {
		r.billID = in.BillID.Int()
	}
	for name, value := range in.CustomFields {
		r.fields[name] = value
	}
	billID := r.billID
	if billID == 0 {
		billID = -1
	}
	return reply.Flat(wire.Obj("id", r.number, "programId", r.program, "pointsRedeemed", r.points, "billId", billID,
		"billNumber", r.transaction,
		"validationCode", r.code, "notes", r.notes, "redemptionTime", r.time.UnixMilli(), "pointsRedemptionTime", r.At.UnixMilli(),
		"tillId", r.By.ID, "tillName", r.By.Code, "pointDeductionList", []wire.Object{}, "redemptionId", r.id,
		"customFields", wire.FieldsV1(r.fields).Get("field"), "customerId", r.customer, "redemptionPurpose", r.purpose,
		"redemptionDate", o.V2Time(r.time)))
}

// reversePoints reverses a redemption, all of it or a part, but only once.
func (o *State) reversePoints(c *kernel.Call) reply.Reply {
	var in struct {
		RedemptionID wire.Text              `json:"redemptionId"`
		Points       wire.Text              `json:"pointsToBeReversed"`
		Identifier   people.TypedIdentifier `json:"identifier"`
	}
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	cu, no := o.Typed(in.Identifier)
	if no != nil {
		return reply.Refused(no)
	}
	r := o.redeemed[string(in.RedemptionID)]
	if r == nil || r.customer != cu.ID {
		return reply.Refused(refuse(902))
	}
	points := r.points
	if given, _ := in.Points.Amount(); in.Points != "" && !given.IsZero() {
		if points, no = wrongPoints(in.Points); no != nil {
			return reply.Refused(no)
		}
	}
	switch {
	case r.reversed.Equal(r.points):
		return reply.Refused(refuse(3802))
	case r.reversed.IsPositive():
		return reply.Refused(reply.Because(902, "Duplicate reversal request"))
	case points.GreaterThan(r.points):
		return reply.Refused(refuse(901))
	}
	available, expired := o.reverse(cu, r, points, c.Till)
	return reply.Flat(wire.Obj("redemptionId", r.id, "pointsToBeReversed", points, "orgId", o.ID,
		"identifier", wire.Obj("type", in.Identifier.Type, "value", in.Identifier.Value), "customerId", cu.ID, "pointsReversed", points,
		"pointsReversedDetails", wire.Obj("available", available, "expired", expired), "reversalId", wire.Quoted(r.reversals[0].id)))
}

func (o *State) reverse(cu *people.Customer, r *Redemption, points decimal.Decimal, by kernel.Till) (available,
	expired decimal.Decimal) {
	a := o.AccountIn(cu, r.program)
	available, expired = o.GiveBack(a, o.Event("PointsRedemptionReversal", r.id, by), points, r.taken)
	a.Redeemed, a.Expired = a.Redeemed.Sub(points), a.Expired.Add(expired)
	r.reversed = points
	r.reversals = append(r.reversals, reversal{1400000 + o.Next(), points, o.Stamp(by)})
	o.Executed(r.id)
	o.Happened(cu, "PointsRedemptionReversal")
	return available, expired
}

// Linkable returns the redemption that a new bill of a customer may name: the customer's own, neither reversed nor
// used for another bill.
func (o *State) Linkable(cu *people.Customer, id string) *Redemption {
	r := o.redeemed[id]
	if cu == nil || r == nil || r.customer != cu.ID || r.billID != 0 || r.reversed.IsPositive() {
		return nil
	}
	return r
}

// Link notes the bill that the redemption belongs to, and returns the redemption's number.
func (r *Redemption) Link(billID int64, billNumber string) int64 {
	r.billID, r.transaction = billID, wire.OrDefault(r.transaction, billNumber)
	return r.number
}
