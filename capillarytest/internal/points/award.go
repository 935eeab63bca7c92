package points

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/ledger"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) pointsAwardRoutes() kernel.Routes {
	return kernel.Routes{
		"POST /v2/customers/bulk/manualCurrencyAllocate":     o.allocateCurrency,
		"POST /v2/customers/{id}/negativePointsAdjustment":   o.deductPoints,
		"POST /v2/customers/lookup/negativePointsAdjustment": o.deductPoints,
		"POST /v2/points/updateExpiry":                       o.updateExpiry,
		"POST /v2/points/unlockPromisedPoints":               o.unlockPromised,
	}
}

// maxAllocations is how many customers one manualCurrencyAllocate serves.
const maxAllocations = 10

// fixedAward is what an award strategy gives when it does not depend on an amount.
var fixedAward = decimal.NewFromInt(100)

// allocationBody is an item of manualCurrencyAllocate.
type allocationBody struct {
	UniqueID    wire.Text `json:"uniqueId"`
	ProgramID   wire.Text `json:"programId"`
	SourceValue wire.Text `json:"sourceValue"`
	EventName   string    `json:"eventName"`
	EventSource wire.Text `json:"eventSourceId"`
	Currency    string    `json:"currencyType"`
	Alternate   wire.Text `json:"alternateCurrencyIdentifier"`
	Rounding    string    `json:"pointsRoundingStrategy"`
	Lookup      struct {
		EntityType      string    `json:"entityType"`
		IdentifierType  wire.Text `json:"identifierType"`
		IdentifierValue wire.Text `json:"identifierValue"`
	} `json:"lookupParams"`
}

// allocateCurrency gives points: 100 for a sourceValue of -1, else one for every ten units of it. There are no alternate
// currencies, and no user groups.
func (o *State) allocateCurrency(c *kernel.Call) reply.Reply {
	var in wire.List[json.RawMessage]
	if no := c.Decode(&in); no != nil || len(in) == 0 {
		return reply.Refused(refuse(400))
	}
	if len(in) > maxAllocations {
		return reply.Refused(refuse(1060))
	}
	items, good := []wire.Object{}, 0
	for _, raw := range in {
		done, no := o.allocate(c, raw)
		if no != nil {
			items = append(items, notAllocated(no))
			continue
		}
		good++
		items = append(items, done)
	}
	status := 0
	if good < len(in) {
		status = http.StatusMultiStatus
	}
	return reply.Reply{Status: status, Refused: good == 0, Body: wire.Obj("total", len(in), "success", good, "failures", len(in)-good, "data", items,
		"warnings", reply.Notices())}
}

func notAllocated(no *reply.Refusal) wire.Object {
	status := http.StatusBadRequest
	if no.Code == 6006 {
		status = http.StatusConflict
	}
	return wire.Obj("status", "FAILURE", "eventLogId", -1, "httpStatus", status, "errors", reply.Notices(no))
}

func (o *State) allocate(c *kernel.Call, raw json.RawMessage) (wire.Object, *reply.Refusal) {
	var in allocationBody
	if json.Unmarshal(raw, &in) != nil {
		return nil, refuse(400)
	}
	fresh := false
	done, no := kernel.Once(o.Org, string(in.UniqueID), raw, refuse(6006), func() (wire.Object, *reply.Refusal) {
		fresh = true
		return o.allocateOnce(c, in)
	})
	if no == nil && !fresh {
		return nil, refuse(6006) // documented: a duplicate is refused, the first result is not given again
	}
	return done, no
}

func (o *State) allocateOnce(c *kernel.Call, in allocationBody) (wire.Object, *reply.Refusal) {
	if strings.EqualFold(in.Lookup.EntityType, "USERGROUP2") {
		return nil, refuse(1645)
	}
	cu, no := o.Typed(people.TypedIdentifier{Type: in.Lookup.IdentifierType, Value: in.Lookup.IdentifierValue})
	if no != nil {
		return nil, no
	}
	value, ok := in.SourceValue.Amount()
	switch {
	case !slices.ContainsFunc(o.Programs, func(p ledger.Program) bool { return p.ID == in.ProgramID.Int() }):
		return nil, reply.Because(8136, "Program with id not found")
	case in.EventName == "":
		return nil, reply.Because(8136, "Event not supported for Manual currency allocation")
	case in.EventName == "TransactionAdd" && !o.IsSale(in.EventSource.Int()):
		return nil, reply.Because(8139, fmt.Sprintf("Bill not found with id %s", in.EventSource))
	case in.Alternate != "":
		return nil, reply.Because(8136, fmt.Sprintf("Alternate currency not found with provided identifier : %s", in.Alternate))
	case !ok:
		return nil, refuse(400)
	}
	raw := fixedAward
	if !value.IsNegative() {
		raw = ledger.EarnedBy(value)
	}
	a, e := o.Account(cu, in.ProgramID.Int()), o.Event("BulkAllocatePoints", string(in.UniqueID), c.Till)
	points := rounded(raw, in.Rounding)
	if strings.EqualFold(in.Currency, "PROMISED") {
		a.Promised = a.Promised.Add(points)
	} else {
		o.Credit(a, e, points, o.YearsFromNow(1), "customer_promotions")
	}
	o.Executed(string(in.UniqueID))
	effect := wire.Obj("entityType", "USER", "rawAwardedPoints", raw, "customerId", cu.ID, "awardedPoints", points, "type", "points")
	return wire.Obj("status", "SUCCESS", "eventLogId", e.ID, "entityId", cu.ID, "httpStatus", http.StatusOK, "sideEffects", []wire.Object{effect}), nil
}

func rounded(points decimal.Decimal, strategy string) decimal.Decimal {
	switch strings.ToUpper(strategy) {
	case "ACTUAL":
		return points.Round(3)
	case "ROUND":
		return points.Round(0)
	default:
		return points.Floor()
	}
}

// Taking away -------------------------------------------------------------------------------------------------------------

func (o *State) deductPoints(c *kernel.Call) reply.Reply {
	var in struct {
		ProgramID wire.Text `json:"programId"`
		Points    wire.Text `json:"pointsToBeAdjusted"`
		Value     wire.Text `json:"valueToBeAdjusted"`
		Alternate wire.Text `json:"alternateCurrencyName"`
		Promotion wire.Text `json:"promotionIdentifier"`
		Reason    wire.Text `json:"reasonOfReturn"`
	}
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	find := o.CustomerOf
	if c.Param("id") == "" && c.Value("source") == "" {
		find = o.Anyone
	}
	cu, no := find(c)
	if no == nil {
		no = o.Busy(cu)
	}
	if no != nil {
		return reply.Refused(no)
	}
	id := o.Programs[0].ID
	if in.ProgramID != "" {
		id = in.ProgramID.Int()
	}
	a := o.AccountIn(cu, id)
	points, ok := in.Points.Amount()
	if !ok || points.IsNegative() {
		return reply.Refused(refuse(400))
	}
	switch {
	case in.Alternate != "":
		return reply.Refused(reply.Because(8911, fmt.Sprintf("No alternate currency with name %s found for programId in org",
			in.Alternate)))
	case in.Promotion != "" && in.ProgramID == "":
		return reply.Refused(reply.Because(8887, "Provide Program Id with Promotion Identifier"))
	case in.Reason == "":
		return reply.Refused(reply.Because(8882, "Reason for adjustment cannot be null"))
	case points.IsZero():
		return reply.Refused(reply.Because(8888, "Points to be adjusted cannot be zero"))
	case a == nil:
		return reply.Refused(reply.Because(1218,
			fmt.Sprintf("Customer not enrolled in loyalty program : customer not found for programId %d", id)))
	case !points.Equal(points.Round(3)):
		return reply.Refused(reply.Because(8906,
			fmt.Sprintf("decimal places passed: %d is greater than the configured round decimals: 3 for programId: %d",
				-points.Exponent(), id)))
	}
	if _, ok := o.Debit(a, o.Event("ManualPointsAdjustment", string(in.Reason), c.Till), points); !ok {
		return reply.Refused(reply.Because(8907,
			fmt.Sprintf("points to be deducted %s is greater than available points for program and NegativeBalanceOnReturn config is disabled for org.",
				points)))
	}
	a.Adjusted = a.Adjusted.Sub(points)
	return reply.Flat(wire.Obj("status", "success", "pointsAvailable", a.Balance().StringFixed(3), "message",
		"points deducted successfully for the user "))
}

// Expiry ------------------------------------------------------------------------------------------------------------------

// updateExpiry moves the day on which the points of an event expire. The pointsAwardedRefId is Entry.EventID.
func (o *State) updateExpiry(c *kernel.Call) reply.Reply {
	var in struct {
		Requests wire.List[struct {
			IdentifierName  wire.Text `json:"identifierName"`
			IdentifierValue wire.Text `json:"identifierValue"`
			ProgramID       wire.Text `json:"programId"`
			RefID           wire.Text `json:"pointsAwardedRefId"`
			RefType         wire.Text `json:"pointsAwardedRefType"`
			Reason          wire.Text `json:"expiryUpdateReasonType"`
			Note            wire.Text `json:"expiryUpdateReasonNote"`
			Meta            any       `json:"standardMeta"`
			Custom          any       `json:"customMeta"`
			Expiry          struct {
				Type  string    `json:"expiryType"`
				Value wire.Text `json:"expiryValue"`
			} `json:"expiryDate"`
		}] `json:"expiryDateUpdateRequest"`
	}
	if no := c.Decode(&in); no != nil || len(in.Requests) == 0 {
		return reply.Refused(refuse(8931))
	}
	var out []wire.Object
	for _, r := range in.Requests {
		switch {
		case r.IdentifierName == "":
			return reply.Refused(refuse(8932))
		case r.IdentifierValue == "":
			return reply.Refused(refuse(8933))
		case r.RefID == "":
			return reply.Refused(refuse(8937))
		case r.RefType == "":
			return reply.Refused(refuse(8938))
		}
		cu, no := o.Typed(people.TypedIdentifier{Type: r.IdentifierName, Value: r.IdentifierValue})
		if no != nil {
			return reply.Refused(no)
		}
		a := o.AccountIn(cu, r.ProgramID.Int())
		if a == nil {
			return reply.Refused(refuse(8934))
		}
		to, ok := o.expiryOf(r.Expiry.Type, r.Expiry.Value)
		if !ok {
			return reply.Refused(refuse(8942))
		}
		before, ok := o.MoveExpiry(a, r.RefID.Int(), to)
		if !ok {
			return reply.Refused(refuse(8937))
		}
		e := o.Event("PointsExpiryUpdate", string(r.RefID), c.Till)
		log := wire.Obj("paType", r.RefType, "paId", r.RefID.Int(), "expiryUpdateReasonType", r.Reason,
			"expiryUpdateReasonNote", r.Note,
			"oldExpiryDate", o.V2Time(before), "newExpiryDate", o.V2Time(to), "eventLogId", e.ID, "eventDate", o.V2Time(e.At),
			"standardMeta", r.Meta, "customMeta", r.Custom)
		out = append(out, wire.Obj("customerId", cu.ID, "programId", a.Program.ID, "currencyName", "POINTS",
			"pointsExpiryUpdateLogs", []wire.Object{log}))
	}
	return reply.Reply{Body: wire.Obj("entity", wire.Obj("updateCurrencyExpiryDateResponse", out), "errors", reply.Notices(),
		"warnings", reply.Notices())}
}

func (o *State) expiryOf(kind string, value wire.Text) (time.Time, bool) {
	n := int(value.Int())
	switch strings.ToUpper(kind) {
	case "FIXED_DATE":
		t, ok := o.ReadV1Time(string(value))
		return o.EndOfDay(t), ok
	case "FIXED_DAYS":
		return o.EndOfDay(o.Now().AddDate(0, 0, n)), n > 0
	case "FIXED_MONTHS":
		return o.EndOfDay(o.Now().AddDate(0, n, 0)), n > 0
	case "IMMEDIATE":
		return o.Now(), true
	}
	return time.Time{}, false
}

// unlockPromised turns the promised points of a customer into points that can be spent, all at once.
func (o *State) unlockPromised(c *kernel.Call) reply.Reply {
	cu, no := o.Anyone(c)
	if no == nil {
		no = o.Busy(cu)
	}
	if no != nil {
		return reply.Refused(no)
	}
	unlocked := []wire.Object{}
	for _, a := range o.Accounts(cu) {
		points := a.Promised.Add(a.External)
		if points.IsPositive() {
			a.Promised, a.External = decimal.Zero, decimal.Zero
			o.Credit(a, o.Event("DelayedAccrual", "", c.Till), points, o.YearsFromNow(1), "bill_regular")
			unlocked = append(unlocked, wire.Obj("pointsUnlocked", points, "programId", a.Program.ID))
		}
	}
	return reply.Flat(wire.Obj("pointsUnlocked", unlocked))
}
