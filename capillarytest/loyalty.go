package capillarytest

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"
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

// A Program is a loyalty program with its tiers, lowest first.
type Program struct {
	ID    int64
	Name  string
	Tiers []string
}

// DefaultProgram is the loyalty program of an organisation that sets up none: Bronze, Silver and Gold.
func DefaultProgram() Program {
	return Program{ID: 1016, Name: "Demo Rewards", Tiers: []string{"Bronze", "Silver", "Gold"}}
}

// account is what a customer has in one program.
type account struct {
	program    Program
	tier       int // index of Program.Tiers
	tierExpiry time.Time
	lots       []lot // points that can be spent, in order of expiry
	promised   decimal.Decimal
	external   decimal.Decimal // promised, and waiting for an external trigger
	lifetime   decimal.Decimal
	redeemed   decimal.Decimal
	expired    decimal.Decimal
	returned   decimal.Decimal
	adjusted   decimal.Decimal
	purchases  decimal.Decimal
	entries    []entry // every movement of the lots
}

// accounts are what a customer has in every program.
func (o *org) accounts(c *customer) []*account { return *o.accountParts.of(c) }

// account returns the customer's account in a program of the organisation; the customer is enrolled if need be. An unknown
// program gives nil.
func (o *org) account(c *customer, programID int64) *account {
	if a := o.accountIn(c, programID); a != nil {
		return a
	}
	for _, p := range o.programs {
		if p.ID == programID {
			a := o.newAccount(p)
			all := o.accountParts.of(c)
			*all = append(*all, a)
			return a
		}
	}
	return nil
}

// accountIn returns the customer's account in a program, or nil for one who is not enrolled.
func (o *org) accountIn(c *customer, programID int64) *account {
	for _, a := range o.accounts(c) {
		if a.program.ID == programID {
			return a
		}
	}
	return nil
}

// main returns the customer's account in the default program.
func (o *org) main(c *customer) *account { return o.account(c, o.programs[0].ID) }

// mergeAccounts adds the accounts of a merged customer to those of the survivor.
func (o *org) mergeAccounts(survivor, victim *[]*account) {
	for _, a := range *victim {
		at := slices.IndexFunc(*survivor, func(have *account) bool { return have.program.ID == a.program.ID })
		if at < 0 {
			at, *survivor = len(*survivor), append(*survivor, o.newAccount(a.program))
		}
		(*survivor)[at].absorb(a)
	}
}

func (o *org) newAccount(p Program) *account {
	return &account{program: p, tierExpiry: o.yearsFromNow(100)}
}

// absorb adds the account of a merged customer.
func (a *account) absorb(b *account) {
	a.lots = append(a.lots, b.lots...)
	a.sortLots()
	a.tier = max(a.tier, b.tier)
	a.promised = a.promised.Add(b.promised)
	a.external = a.external.Add(b.external)
	a.lifetime = a.lifetime.Add(b.lifetime)
	a.redeemed = a.redeemed.Add(b.redeemed)
	a.expired = a.expired.Add(b.expired)
	a.returned = a.returned.Add(b.returned)
	a.adjusted = a.adjusted.Add(b.adjusted)
	a.purchases = a.purchases.Add(b.purchases)
	a.entries = append(a.entries, b.entries...)
	slices.SortStableFunc(a.entries, func(x, y entry) int { return cmp.Compare(x.id, y.id) })
}

func (a *account) tierName() string {
	if a.tier >= len(a.program.Tiers) {
		return ""
	}
	return a.program.Tiers[a.tier]
}

// nextTier is the name and the serial number of the next tier: "" and -1 at the top.
func (a *account) nextTier() (string, int) {
	if a.tier+1 >= len(a.program.Tiers) {
		return "", -1
	}
	return a.program.Tiers[a.tier+1], a.tier + 2
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

// pointsSummary is the points of one account.
func (o *org) pointsSummary(cu *customer, a *account) object {
	next, number := a.nextTier()
	return obj("redeemed", a.redeemed, "expired", a.expired, "returned", a.returned, "adjusted", a.adjusted,
		"lifetimePoints", a.lifetime, "loyaltyPoints", a.balance(), "cumulativePurchases", a.purchases, "loyaltyId", cu.loyaltyID,
		"currentSlab", a.tierName(), "nextSlab", next, "nextSlabSerialNumber", number, "nextSlabDescription", next,
		"slabSNo", a.tier+1, "slabExpiryDate", o.v2Time(a.tierExpiry), "programId", a.program.ID)
}

func (o *org) programDetails(cu *customer, accounts []*account) []object {
	out := []object{}
	for _, a := range accounts {
		out = append(out, o.pointsSummary(cu, a).with("delayedPoints", a.promised, "delayedReturnedPoints", decimal.Zero,
			"totalAvailablePoints", a.balance().Add(a.promised), "totalReturnedPoints", a.returned, "linkedPartnerPrograms", []object{},
			"programTitle", a.program.Name, "programDescription", a.program.Name, "programPointsToCurrencyRatio", decimal.NewFromInt(1)))
	}
	return out
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
