package capillarytest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

func (o *org) loyaltyRoutes() routes {
	return routes{
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
func (o *org) enroll(c *customer, enrollments []enrollmentBody) []object {
	effects := []object{}
	for _, e := range enrollments {
		a := o.account(c, e.ProgramID)
		if a == nil {
			continue
		}
		if e.TierNumber >= 1 && e.TierNumber <= len(a.program.Tiers) {
			a.tier = e.TierNumber - 1
		}
		if t, ok := readV2Time(e.TierExpiryDate); ok {
			a.tierExpiry = t
		}
		expires, ok := readV2Time(e.PointsExpiryDate)
		if !ok {
			expires = o.yearsFromNow(100)
		}
		if points := amountOf(e.LoyaltyPoints); points.IsPositive() {
			o.credit(a, o.event("CustomerUpdate", "", c.modified.by), points, expires, "customer_promotions")
			effects = append(effects, obj("entityType", "USER", "rawAwardedPoints", points, "awardedPoints", points.IntPart(), "type", "points"))
		}
	}
	return effects
}

// accountsOf returns the accounts that programId and fetchDataForAllPrograms ask for.
func (o *org) accountsOf(cu *customer, c *call) ([]*account, *refusal) {
	if kind := c.value("entityType"); kind != "" && !slices.Contains([]string{"CUSTOMER", "FLEET", "USERGROUP2"}, strings.ToUpper(kind)) {
		return nil, refuse(1212)
	}
	if c.yes("fetchDataForAllPrograms") {
		return o.accounts(cu), nil
	}
	id := o.programs[0].ID
	if asked := c.value("programId"); asked != "" {
		id = text(asked).int()
	}
	if !slices.ContainsFunc(o.programs, func(p Program) bool { return p.ID == id }) {
		return nil, refuse(1213)
	}
	if a := o.accountIn(cu, id); a != nil {
		return []*account{a}, nil
	}
	return nil, refuse(8089)
}

func (o *org) customerAndAccounts(c *call) (*customer, []*account, *refusal) {
	found, no := o.customerOf(c)
	if no != nil {
		return nil, nil, no
	}
	accounts, no := o.accountsOf(found, c)
	return found, accounts, no
}

func (o *org) pointsBalance(c *call) reply {
	found, accounts, no := o.customerAndAccounts(c)
	if no != nil {
		return refused(no)
	}
	var sum account
	for _, a := range accounts {
		sum.absorb(a)
	}
	promised := sum.promised.Add(sum.external)
	out := obj("entityId", found.id, "entityType", "CUSTOMER")
	if !c.yes("fetchDataForAllPrograms") {
		out = out.with("programId", accounts[0].program.ID)
	}
	return flat(out.with("totalPoints", sum.balance().Add(promised), "mainPoints", sum.balance(), "promisedPoints", promised,
		"promisedPointsBreakup", obj("delayedAccrualPoints", sum.promised, "externalTriggerBasedPoints", sum.external)))
}

func (o *org) tierDetails(c *call) reply {
	found, accounts, no := o.customerAndAccounts(c)
	if no != nil {
		return refused(no)
	}
	tiers := []object{}
	for _, a := range accounts {
		next, number := a.nextTier()
		tiers = append(tiers, obj("programId", a.program.ID, "currentTierName", a.tierName(), "currentTierSerialNumber", a.tier+1,
			"tierExpiryDate", o.v1Time(a.tierExpiry), "nextTierName", next, "nextTierSerialNumber", number))
	}
	return flat(obj("entityId", found.id, "entityType", "CUSTOMER", "programTiers", tiers))
}

func (o *org) loyaltyDetails(c *call) reply {
	found, no := o.customerOf(c)
	if no != nil {
		return refused(no)
	}
	accounts := o.accounts(found)
	if asked := c.value("programId"); asked != "" {
		a := o.accountIn(found, text(asked).int())
		if a == nil {
			return refused(refuse(8089))
		}
		accounts = []*account{a}
	}
	return many(o.programDetails(found, accounts))
}

func (o *org) pointsExpirySchedule(c *call) reply {
	found, no := o.customerOf(c)
	if no != nil {
		return refused(no)
	}
	accounts := o.accounts(found) // without a program it is all of them
	if c.value("programId") != "" {
		if accounts, no = o.accountsOf(found, c); no != nil {
			return refused(no)
		}
	}
	schedule := o.expirySchedule(accounts)
	if c.yes("fetchEarliestExpiryOnly") && len(schedule) > 1 {
		schedule = schedule[:1]
	}
	return flat(obj("id", found.id, "profiles", []object{}, "loyaltyInfo", obj("loyaltyType", found.loyaltyType()), "segments", obj(),
		"extendedFields", obj(), "expirySchedules", schedule))
}

func (o *org) expirySchedule(accounts []*account) []object {
	out := []object{}
	for _, a := range accounts {
		for _, l := range a.lots {
			out = append(out, obj("points", l.points, "expiryDate", o.dateOnly(l.expires), "programId", a.program.ID,
				"pointsType", l.kind, "expiryType", "fixed"))
		}
	}
	slices.SortStableFunc(out, func(x, y object) int {
		return strings.Compare(x.get("expiryDate").(string), y.get("expiryDate").(string))
	})
	return out
}

func (o *org) promisedPointsSchedule(c *call) reply {
	found, accounts, no := o.customerAndAccounts(c)
	if no != nil {
		return refused(no)
	}
	schedule, triggered := []object{}, []object{}
	for _, a := range accounts {
		if a.promised.IsPositive() {
			schedule = append(schedule, obj("points", a.promised, "redeemableFrom", o.dateOnly(o.now().AddDate(0, 0, 7)),
				"programId", a.program.ID, "pointsType", "bill_regular"))
		}
		if a.external.IsPositive() {
			triggered = append(triggered, obj("points", a.external, "programId", a.program.ID, "pointsType", "bill_regular"))
		}
	}
	return flat(obj("entityId", found.id, "entityType", "CUSTOMER", "promisedPointsScheduleList", schedule, "triggerBasedPointsList", triggered))
}

// Changing the tier by hand --------------------------------------------------------------------------------------------

func (o *org) adjustSlab(c *call) reply {
	var in struct {
		ProgramID    text `json:"programId"`
		ToSlabName   string
		SlabAction   string
		Validity     string `json:"manualSlabActionValidity"`
		ValidityUpto text   `json:"manualSlabActionValidityUpto"`
	}
	if no := c.decode(&in); no != nil {
		return refused(no)
	}
	found, no := o.customerOf(c)
	if no != nil {
		return refused(no)
	}
	a := o.account(found, in.ProgramID.int())
	if a == nil {
		return refused(refuse(1101))
	}
	to, no := a.slabAfter(strings.ToUpper(in.SlabAction), in.ToSlabName)
	if no != nil {
		return refused(no)
	}
	expiry, no := o.slabExpiry(a, strings.ToUpper(in.Validity), string(in.ValidityUpto))
	if no != nil {
		return refused(no)
	}
	effect := obj("entityType", "USER", "previousSlabName", a.tierName(), "previousSlabNumber", a.tier+1)
	a.tier, a.tierExpiry = to, expiry
	effect = effect.with("upgradedSlabName", a.tierName(), "upgradedSlabNumber", a.tier+1, "slabExpiryDate", ordinal(expiry.In(o.zone)), "type", "slab")
	return flat(obj("programId", a.program.ID, "entityId", found.id, "sideEffects", []object{effect}))
}

func (a *account) slabAfter(action, name string) (int, *refusal) {
	switch action {
	case "RENEWAL", "EXTEND_CURRENT_TIER_EXPIRY_DATE":
		return a.tier, nil
	case "UPGRADE", "DOWNGRADE":
	default:
		return 0, refuse(8917)
	}
	to := slices.Index(a.program.Tiers, name)
	switch {
	case to < 0:
		return 0, refuse(8923)
	case action == "UPGRADE" && to <= a.tier:
		return 0, refuse(8925)
	case action == "DOWNGRADE" && to >= a.tier:
		return 0, because(8925, "target slab must be lower than the current slab")
	}
	return to, nil
}

func (o *org) slabExpiry(a *account, validity, upTo string) (time.Time, *refusal) {
	switch validity {
	case "FIXED_DURATION":
		days, err := strconv.Atoi(upTo)
		if err != nil {
			return time.Time{}, refuse(8921)
		}
		return o.endOfDay(o.now().AddDate(0, 0, days)), nil
	case "SPECIFIC_DATE":
		t, ok := readV2Time(upTo)
		if !ok {
			return time.Time{}, refuse(8921)
		}
		return o.endOfDay(t), nil
	case "CURRENT_TIER_EXPIRY_DATE":
		return a.tierExpiry, nil
	case "AS_PER_TIER_STRATEGY":
		return o.yearsFromNow(1), nil
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
