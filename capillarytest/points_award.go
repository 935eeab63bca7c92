package capillarytest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

func (o *org) pointsAwardRoutes() routes {
	return routes{
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
	UniqueID    text   `json:"uniqueId"`
	ProgramID   text   `json:"programId"`
	SourceValue text   `json:"sourceValue"`
	EventName   string `json:"eventName"`
	EventSource text   `json:"eventSourceId"`
	Currency    string `json:"currencyType"`
	Alternate   text   `json:"alternateCurrencyIdentifier"`
	Rounding    string `json:"pointsRoundingStrategy"`
	Lookup      struct {
		EntityType      string `json:"entityType"`
		IdentifierType  text   `json:"identifierType"`
		IdentifierValue text   `json:"identifierValue"`
	} `json:"lookupParams"`
}

// allocateCurrency gives points: 100 for a sourceValue of -1, else one for every ten units of it. There are no alternate
// currencies, and no user groups.
func (o *org) allocateCurrency(c *call) reply {
	var in list[json.RawMessage]
	if no := c.decode(&in); no != nil || len(in) == 0 {
		return refused(refuse(400))
	}
	if len(in) > maxAllocations {
		return refused(refuse(1060))
	}
	items, good := []object{}, 0
	for _, raw := range in {
		done, no := o.allocate(c, raw)
		if no != nil {
			items = append(items, obj("status", "FAILED", "errors", notices(no)))
			continue
		}
		good++
		items = append(items, done)
	}
	return reply{refused: good == 0, body: obj("total", len(in), "success", good, "failures", len(in)-good, "data", items,
		"warnings", notices())}
}

func (o *org) allocate(c *call, raw json.RawMessage) (object, *refusal) {
	var in allocationBody
	if json.Unmarshal(raw, &in) != nil {
		return nil, refuse(400)
	}
	fresh := false
	done, no := once(o, string(in.UniqueID), raw, refuse(6006), func() (object, *refusal) {
		fresh = true
		return o.allocateOnce(c, in)
	})
	if no == nil && !fresh {
		return nil, refuse(6006) // documented: a duplicate is refused, the first result is not given again
	}
	return done, no
}

func (o *org) allocateOnce(c *call, in allocationBody) (object, *refusal) {
	if strings.EqualFold(in.Lookup.EntityType, "USERGROUP2") {
		return nil, refuse(1645)
	}
	cu, no := o.typed(typedIdentifier{in.Lookup.IdentifierType, in.Lookup.IdentifierValue})
	if no != nil {
		return nil, no
	}
	value, ok := in.SourceValue.amount()
	switch {
	case !slices.ContainsFunc(o.programs, func(p Program) bool { return p.ID == in.ProgramID.int() }):
		return nil, because(8136, "Program with id not found")
	case in.EventName == "":
		return nil, because(8136, "Event not supported for Manual currency allocation")
	case in.EventName == "TransactionAdd" && !o.isSale(in.EventSource.int()):
		return nil, because(8139, fmt.Sprintf("Bill not found with id %s", in.EventSource))
	case in.Alternate != "":
		return nil, because(8136, fmt.Sprintf("Alternate currency not found with provided identifier : %s", in.Alternate))
	case !ok:
		return nil, refuse(400)
	}
	raw := fixedAward
	if !value.IsNegative() {
		raw = earnedBy(value)
	}
	a, e := o.account(cu, in.ProgramID.int()), o.event("BulkAllocatePoints", string(in.UniqueID), c.till)
	points := rounded(raw, in.Rounding)
	if strings.EqualFold(in.Currency, "PROMISED") {
		a.promised = a.promised.Add(points)
	} else {
		o.credit(a, e, points, o.yearsFromNow(1), "customer_promotions")
	}
	o.executed(string(in.UniqueID))
	effect := obj("entityType", "USER", "rawAwardedPoints", raw, "customerId", cu.id, "awardedPoints", points, "type", "points")
	return obj("status", "SUCCESS", "eventLogId", e.id, "entityId", cu.id, "sideEffects", []object{effect}), nil
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

func (o *org) deductPoints(c *call) reply {
	var in struct {
		ProgramID text `json:"programId"`
		Points    text `json:"pointsToBeAdjusted"`
		Value     text `json:"valueToBeAdjusted"`
		Alternate text `json:"alternateCurrencyName"`
		Promotion text `json:"promotionIdentifier"`
		Reason    text `json:"reasonOfReturn"`
	}
	if no := c.decode(&in); no != nil {
		return refused(no)
	}
	find := o.customerOf
	if c.param("id") == "" && c.value("source") == "" {
		find = o.anyone
	}
	cu, no := find(c)
	if no == nil {
		no = o.busy(cu)
	}
	if no != nil {
		return refused(no)
	}
	id := o.programs[0].ID
	if in.ProgramID != "" {
		id = in.ProgramID.int()
	}
	a := o.accountIn(cu, id)
	points, ok := in.Points.amount()
	if !ok || points.IsNegative() {
		return refused(refuse(400))
	}
	switch {
	case in.Alternate != "":
		return refused(because(8911, fmt.Sprintf("No alternate currency with name %s found for programId in org", in.Alternate)))
	case in.Promotion != "" && in.ProgramID == "":
		return refused(because(8887, "Provide Program Id with Promotion Identifier"))
	case in.Reason == "":
		return refused(because(8882, "Reason for adjustment cannot be null"))
	case points.IsZero():
		return refused(because(8888, "Points to be adjusted cannot be zero"))
	case a == nil:
		return refused(because(1218, fmt.Sprintf("Customer not enrolled in loyalty program : customer not found for programId %d", id)))
	case !points.Equal(points.Round(3)):
		return refused(because(8906, fmt.Sprintf("decimal places passed: %d is greater than the configured round decimals: 3 for programId: %d",
			-points.Exponent(), id)))
	}
	if _, ok := o.debit(a, o.event("ManualPointsAdjustment", string(in.Reason), c.till), points); !ok {
		return refused(because(8907, fmt.Sprintf("points to be deducted %s is greater than available points for program and NegativeBalanceOnReturn config is disabled for org.",
			points)))
	}
	a.adjusted = a.adjusted.Sub(points)
	return flat(obj("status", "success", "pointsAvailable", a.balance().StringFixed(3), "message",
		"points deducted successfully for the user "))
}

// Expiry ------------------------------------------------------------------------------------------------------------------

// updateExpiry moves the day on which the points of an event expire. The pointsAwardedRefId is Entry.EventID.
func (o *org) updateExpiry(c *call) reply {
	var in struct {
		Requests list[struct {
			IdentifierName  text `json:"identifierName"`
			IdentifierValue text `json:"identifierValue"`
			ProgramID       text `json:"programId"`
			RefID           text `json:"pointsAwardedRefId"`
			RefType         text `json:"pointsAwardedRefType"`
			Reason          text `json:"expiryUpdateReasonType"`
			Note            text `json:"expiryUpdateReasonNote"`
			Meta            any  `json:"standardMeta"`
			Custom          any  `json:"customMeta"`
			Expiry          struct {
				Type  string `json:"expiryType"`
				Value text   `json:"expiryValue"`
			} `json:"expiryDate"`
		}] `json:"expiryDateUpdateRequest"`
	}
	if no := c.decode(&in); no != nil || len(in.Requests) == 0 {
		return refused(refuse(8931))
	}
	var out []object
	for _, r := range in.Requests {
		switch {
		case r.IdentifierName == "":
			return refused(refuse(8932))
		case r.IdentifierValue == "":
			return refused(refuse(8933))
		case r.RefID == "":
			return refused(refuse(8937))
		case r.RefType == "":
			return refused(refuse(8938))
		}
		cu, no := o.typed(typedIdentifier{r.IdentifierName, r.IdentifierValue})
		if no != nil {
			return refused(no)
		}
		a := o.accountIn(cu, r.ProgramID.int())
		if a == nil {
			return refused(refuse(8934))
		}
		to, ok := o.expiryOf(r.Expiry.Type, r.Expiry.Value)
		if !ok {
			return refused(refuse(8942))
		}
		before, ok := o.moveExpiry(a, r.RefID.int(), to)
		if !ok {
			return refused(refuse(8937))
		}
		e := o.event("PointsExpiryUpdate", string(r.RefID), c.till)
		log := obj("paType", r.RefType, "paId", r.RefID.int(), "expiryUpdateReasonType", r.Reason, "expiryUpdateReasonNote", r.Note,
			"oldExpiryDate", o.v2Time(before), "newExpiryDate", o.v2Time(to), "eventLogId", e.id, "eventDate", o.v2Time(e.at),
			"standardMeta", r.Meta, "customMeta", r.Custom)
		out = append(out, obj("customerId", cu.id, "programId", a.program.ID, "currencyName", "POINTS",
			"pointsExpiryUpdateLogs", []object{log}))
	}
	return reply{body: obj("entity", obj("updateCurrencyExpiryDateResponse", out), "errors", notices(), "warnings", notices())}
}

func (o *org) expiryOf(kind string, value text) (time.Time, bool) {
	n := int(value.int())
	switch strings.ToUpper(kind) {
	case "FIXED_DATE":
		t, ok := o.readV1Time(string(value))
		return o.endOfDay(t), ok
	case "FIXED_DAYS":
		return o.endOfDay(o.now().AddDate(0, 0, n)), n > 0
	case "FIXED_MONTHS":
		return o.endOfDay(o.now().AddDate(0, n, 0)), n > 0
	case "IMMEDIATE":
		return o.now(), true
	}
	return time.Time{}, false
}

func (o *org) moveExpiry(a *account, id int64, to time.Time) (before time.Time, ok bool) {
	for n, l := range a.lots {
		if l.id == id {
			before, ok = l.expires, true
			a.lots[n].expires = to
		}
	}
	a.sortLots()
	o.nextExpiry = o.now() // look again
	o.expire()
	return before, ok
}

// unlockPromised turns the promised points of a customer into points that can be spent, all at once.
func (o *org) unlockPromised(c *call) reply {
	cu, no := o.anyone(c)
	if no == nil {
		no = o.busy(cu)
	}
	if no != nil {
		return refused(no)
	}
	unlocked := []object{}
	for _, a := range o.accounts(cu) {
		points := a.promised.Add(a.external)
		if points.IsPositive() {
			a.promised, a.external = decimal.Zero, decimal.Zero
			o.credit(a, o.event("DelayedAccrual", "", c.till), points, o.yearsFromNow(1), "bill_regular")
			unlocked = append(unlocked, obj("pointsUnlocked", points, "programId", a.program.ID))
		}
	}
	return flat(obj("pointsUnlocked", unlocked))
}
