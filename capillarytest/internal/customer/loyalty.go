package customer

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/ledger"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) loyaltyRoutes() kernel.Routes {
	return kernel.Routes{
		"GET /v2/customers/points/balance/{id}":           o.pointsBalance,
		"GET /v2/customers/{id}/points/balance":           o.pointsBalance,
		"GET /v2/customers/points/balance":                o.pointsBalance,
		"GET /v2/customers/lookup/points/balance":         o.pointsBalance,
		"GET /v2/customers/{id}/tierDetails":              o.tierDetails,
		"GET /v2/customers/lookup/tierDetails":            o.tierDetails,
		"GET /v2/customers/{id}/loyaltyDetails":           o.loyaltyDetails,
		"GET /v2/customers/lookup/loyaltyDetails":         o.loyaltyDetails,
		"GET /v2/customers/{id}/pointsExpirySchedule":     o.pointsExpirySchedule,
		"GET /v2/customers/pointsExpirySchedule":          o.pointsExpirySchedule,
		"GET /v2/customers/lookup/pointsExpirySchedule":   o.pointsExpirySchedule,
		"GET /v2/customers/{id}/promisedPointsSchedule":   o.promisedPointsSchedule,
		"GET /v2/customers/lookup/promisedPointsSchedule": o.promisedPointsSchedule,
		"POST /v2/slab/manualSlabAdjustment":              o.adjustSlab,
	}
}

// enroll follows loyaltyProgramEnrollments. Points that it gives are side effects.
func (o *State) enroll(c *people.Customer, enrollments []enrollmentBody) []wire.Object {
	effects := []wire.Object{}
	for _, e := range enrollments {
		a := o.Account(c, e.ProgramID)
		if a == nil {
			continue
		}
		if e.TierNumber >= 1 && e.TierNumber <= len(a.Program.Tiers) {
			a.Tier = e.TierNumber - 1
		}
		if t, ok := kernel.ReadV2Time(e.TierExpiryDate); ok {
			a.TierExpiry = t
		}
		expires, ok := kernel.ReadV2Time(e.PointsExpiryDate)
		if !ok {
			expires = o.YearsFromNow(100)
		}
		if points := wire.AmountOf(e.LoyaltyPoints); points.IsPositive() {
			o.Credit(a, o.Event("CustomerUpdate", "", c.Modified.By), points, expires, "customer_promotions")
			effects = append(effects, wire.Obj("entityType", "USER", "rawAwardedPoints", points, "awardedPoints",
				points.IntPart(), "type", "points"))
		}
	}
	return effects
}

// accountsOf returns the accounts that programId and fetchDataForAllPrograms ask for.
func (o *State) accountsOf(cu *people.Customer, c *kernel.Call) ([]*ledger.Account, *reply.Refusal) {
	if kind := c.Value("entityType"); kind != "" && !slices.Contains([]string{"CUSTOMER", "FLEET", "USERGROUP2"},
		strings.ToUpper(kind)) {
		return nil, refuse(1212)
	}
	if c.Yes("fetchDataForAllPrograms") {
		return o.Accounts(cu), nil
	}
	id := o.Programs[0].ID
	if asked := c.Value("programId"); asked != "" {
		id = wire.Text(asked).Int()
	}
	if !slices.ContainsFunc(o.Programs, func(p ledger.Program) bool { return p.ID == id }) {
		return nil, refuse(1213)
	}
	if a := o.AccountIn(cu, id); a != nil {
		return []*ledger.Account{a}, nil
	}
	return nil, refuse(8089)
}

func (o *State) customerAndAccounts(c *kernel.Call) (*people.Customer, []*ledger.Account, *reply.Refusal) {
	found, no := o.CustomerOf(c)
	if no != nil {
		return nil, nil, no
	}
	accounts, no := o.accountsOf(found, c)
	return found, accounts, no
}

func (o *State) pointsBalance(c *kernel.Call) reply.Reply {
	found, accounts, no := o.customerAndAccounts(c)
	if no != nil {
		return reply.Refused(no)
	}
	var sum ledger.Account
	for _, a := range accounts {
		sum.Absorb(a)
	}
	promised := sum.Promised.Add(sum.External)
	out := wire.Obj("entityId", found.ID, "entityType", "CUSTOMER")
	if !c.Yes("fetchDataForAllPrograms") {
		out = out.With("programId", accounts[0].Program.ID)
	}
	return reply.Flat(out.With("totalPoints", sum.Balance().Add(promised), "mainPoints", sum.Balance(), "promisedPoints", promised,
		"promisedPointsBreakup", wire.Obj("delayedAccrualPoints", sum.Promised, "externalTriggerBasedPoints", sum.External)))
}

func (o *State) tierDetails(c *kernel.Call) reply.Reply {
	found, accounts, no := o.customerAndAccounts(c)
	if no != nil {
		return reply.Refused(no)
	}
	tiers := []wire.Object{}
	for _, a := range accounts {
		next, number := a.NextTier()
		tiers = append(tiers, wire.Obj("programId", a.Program.ID, "currentTierName", a.TierName(), "currentTierSerialNumber", a.Tier+1,
			"tierExpiryDate", o.V1Time(a.TierExpiry), "nextTierName", next, "nextTierSerialNumber", number))
	}
	return reply.Flat(wire.Obj("entityId", found.ID, "entityType", "CUSTOMER", "programTiers", tiers))
}

func (o *State) loyaltyDetails(c *kernel.Call) reply.Reply {
	found, no := o.CustomerOf(c)
	if no != nil {
		return reply.Refused(no)
	}
	accounts := o.Accounts(found)
	if asked := c.Value("programId"); asked != "" {
		a := o.AccountIn(found, wire.Text(asked).Int())
		if a == nil {
			return reply.Refused(refuse(8089))
		}
		accounts = []*ledger.Account{a}
	}
	return reply.Many(o.ProgramDetails(found, accounts))
}

func (o *State) pointsExpirySchedule(c *kernel.Call) reply.Reply {
	found, no := o.CustomerOf(c)
	if no != nil {
		return reply.Refused(no)
	}
	accounts := o.Accounts(found) // without a program it is all of them
	if c.Value("programId") != "" {
		if accounts, no = o.accountsOf(found, c); no != nil {
			return reply.Refused(no)
		}
	}
	schedule := o.expirySchedule(accounts)
	if c.Yes("fetchEarliestExpiryOnly") && len(schedule) > 1 {
		schedule = schedule[:1]
	}
	return reply.Flat(wire.Obj("id", found.ID, "profiles", []wire.Object{}, "loyaltyInfo",
		wire.Obj("loyaltyType", found.LoyaltyType()), "segments", wire.Obj(),
		"extendedFields", wire.Obj(), "expirySchedules", schedule))
}

func (o *State) expirySchedule(accounts []*ledger.Account) []wire.Object {
	out := []wire.Object{}
	for _, a := range accounts {
		for _, l := range a.Lots {
			out = append(out, wire.Obj("points", l.Points, "expiryDate", o.DateOnly(l.Expires), "programId", a.Program.ID,
				"pointsType", l.Kind, "expiryType", "fixed"))
		}
	}
	slices.SortStableFunc(out, func(x, y wire.Object) int {
		return strings.Compare(x.Get("expiryDate").(string), y.Get("expiryDate").(string))
	})
	return out
}

func (o *State) promisedPointsSchedule(c *kernel.Call) reply.Reply {
	found, accounts, no := o.customerAndAccounts(c)
	if no != nil {
		return reply.Refused(no)
	}
	schedule, triggered := []wire.Object{}, []wire.Object{}
	for _, a := range accounts {
		if a.Promised.IsPositive() {
			schedule = append(schedule, wire.Obj("points", a.Promised, "redeemableFrom", o.DateOnly(o.Now().AddDate(0, 0, 7)),
				"programId", a.Program.ID, "pointsType", "bill_regular"))
		}
		if a.External.IsPositive() {
			triggered = append(triggered, wire.Obj("points", a.External, "programId", a.Program.ID, "pointsType", "bill_regular"))
		}
	}
	return reply.Flat(wire.Obj("entityId", found.ID, "entityType", "CUSTOMER", "promisedPointsScheduleList", schedule,
		"triggerBasedPointsList", triggered))
}

// Changing the tier by hand --------------------------------------------------------------------------------------------

func (o *State) adjustSlab(c *kernel.Call) reply.Reply {
	var in struct {
		ProgramID    wire.Text `json:"programId"`
		ToSlabName   string
		SlabAction   string
		Validity     string    `json:"manualSlabActionValidity"`
		ValidityUpto wire.Text `json:"manualSlabActionValidityUpto"`
	}
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	found, no := o.CustomerOf(c)
	if no != nil {
		return reply.Refused(no)
	}
	a := o.Account(found, in.ProgramID.Int())
	if a == nil {
		return reply.Refused(refuse(1101))
	}
	to, no := slabAfter(a, strings.ToUpper(in.SlabAction), in.ToSlabName)
	if no != nil {
		return reply.Refused(no)
	}
	expiry, no := o.slabExpiry(a, strings.ToUpper(in.Validity), string(in.ValidityUpto))
	if no != nil {
		return reply.Refused(no)
	}
	effect := wire.Obj("entityType", "USER", "previousSlabName", a.TierName(), "previousSlabNumber", a.Tier+1)
	a.Tier, a.TierExpiry = to, expiry
	effect = effect.With("upgradedSlabName", a.TierName(), "upgradedSlabNumber", a.Tier+1, "slabExpiryDate",
		ordinal(expiry.In(o.Zone)), "type", "slab")
	return reply.Flat(wire.Obj("programId", a.Program.ID, "entityId", found.ID, "sideEffects", []wire.Object{effect}))
}

func slabAfter(a *ledger.Account, action, name string) (int, *reply.Refusal) {
	switch action {
	case "RENEWAL", "EXTEND_CURRENT_TIER_EXPIRY_DATE":
		return a.Tier, nil
	case "UPGRADE", "DOWNGRADE":
	default:
		return 0, refuse(8917)
	}
	to := slices.Index(a.Program.Tiers, name)
	switch {
	case to < 0:
		return 0, refuse(8923)
	case action == "UPGRADE" && to <= a.Tier:
		return 0, refuse(8925)
	case action == "DOWNGRADE" && to >= a.Tier:
		return 0, reply.Because(8925, "target slab must be lower than the current slab")
	}
	return to, nil
}

func (o *State) slabExpiry(a *ledger.Account, validity, upTo string) (time.Time, *reply.Refusal) {
	switch validity {
	case "FIXED_DURATION":
		days, err := strconv.Atoi(upTo)
		if err != nil {
			return time.Time{}, refuse(8921)
		}
		return o.EndOfDay(o.Now().AddDate(0, 0, days)), nil
	case "SPECIFIC_DATE":
		t, ok := kernel.ReadV2Time(upTo)
		if !ok {
			return time.Time{}, refuse(8921)
		}
		return o.EndOfDay(t), nil
	case "CURRENT_TIER_EXPIRY_DATE":
		return a.TierExpiry, nil
	case "AS_PER_TIER_STRATEGY":
		return o.YearsFromNow(1), nil
	}
	return time.Time{}, refuse(8920)
}

// ordinal is a date as the side effects of tier changes write it: 30th Nov, 2025.
func ordinal(t time.Time) string {
	suffix := "th"
	if d := t.Day() % 10; d >= 1 && d <= 3 && (t.Day() < 11 || t.Day() > 13) {
		suffix = []string{"st", "nd", "rd"}[d-1]
	}
	return fmt.Sprintf("%d%s %s", t.Day(), suffix, t.Format("Jan, 2006"))
}
