package capillarytest

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/shopspring/decimal"
)

// lot is points that expire together.
type lot struct {
	id      int64 // of the event that gave them
	points  decimal.Decimal
	expires time.Time
	kind    string // bill_regular, line_item_regular, customer_promotions, …
}

// event is why points move. All movements of one event share it.
type event struct {
	id        int64
	name      string // PointsRedemption, TransactionAdd, …
	reference string // redemption id, bill number, …
	sale      *sale  // of a transaction
	stamp
}

// event notes that something happens now.
func (o *org) event(name, reference string, by till) event {
	return event{id: 500000000 + o.next(), name: name, reference: reference, stamp: stamp{o.now(), by}}
}

// sale is what the ledger knows of a transaction.
type sale struct {
	id                      int64
	number, note            string
	amount, gross, discount decimal.Decimal
	at                      time.Time
}

// isSale tells whether there is a transaction of that id.
func (o *org) isSale(id int64) bool { return o.sales[id] }

// entry is one movement of points: the ledger of an account adds up to its balance.
type entry struct {
	event
	points decimal.Decimal // negative when taken
}

func (a *account) balance() decimal.Decimal {
	var sum decimal.Decimal
	for _, l := range a.lots {
		sum = sum.Add(l.points)
	}
	return sum
}

func (a *account) sortLots() {
	slices.SortStableFunc(a.lots, func(x, y lot) int { return x.expires.Compare(y.expires) })
}

// credit gives points.
func (o *org) credit(a *account, e event, points decimal.Decimal, expires time.Time, kind string) {
	if !points.IsPositive() {
		return
	}
	o.put(a, e, lot{e.id, points, expires, kind})
	a.lifetime = a.lifetime.Add(points)
}

// put makes a lot spendable.
func (o *org) put(a *account, e event, l lot) {
	a.lots = append(a.lots, l)
	a.sortLots()
	a.entries = append(a.entries, entry{e, l.points})
	if o.nextExpiry.IsZero() || l.expires.Before(o.nextExpiry) {
		o.nextExpiry = l.expires
	}
}

// debit takes points, those first that expire first, and returns what it took. It does nothing and says false when there
// are too few.
func (o *org) debit(a *account, e event, points decimal.Decimal) (taken []lot, ok bool) {
	if points.IsNegative() || a.balance().LessThan(points) {
		return nil, false
	}
	if points.IsZero() {
		return nil, true
	}
	a.entries = append(a.entries, entry{e, points.Neg()})
	for points.IsPositive() {
		part := a.lots[0]
		part.points = decimal.Min(points, part.points)
		points = points.Sub(part.points)
		taken = append(taken, part)
		if a.lots[0].points = a.lots[0].points.Sub(part.points); a.lots[0].points.IsZero() {
			a.lots = a.lots[1:]
		}
	}
	return taken, true
}

// giveBack returns that many points of lots that were taken, as they were. What would have expired by now stays away.
func (o *org) giveBack(a *account, e event, points decimal.Decimal, taken []lot) (available, expired decimal.Decimal) {
	for _, l := range taken {
		l.points = decimal.Min(points, l.points)
		points = points.Sub(l.points)
		switch {
		case l.points.IsZero():
		case !l.expires.After(o.now()):
			expired = expired.Add(l.points)
		default:
			available = available.Add(l.points)
			o.put(a, e, l)
		}
	}
	return available, expired
}

// expire takes the points whose time has come, everyone's.
func (o *org) expire() {
	now := o.now()
	if o.nextExpiry.IsZero() || o.nextExpiry.After(now) {
		return
	}
	o.nextExpiry = time.Time{}
	for _, c := range o.everyone() {
		for _, a := range o.accounts(c) {
			o.expireIn(a, now)
		}
	}
}

func (o *org) expireIn(a *account, now time.Time) {
	var gone decimal.Decimal
	for len(a.lots) > 0 && !a.lots[0].expires.After(now) {
		gone = gone.Add(a.lots[0].points)
		a.lots = a.lots[1:]
	}
	if gone.IsPositive() {
		a.entries = append(a.entries, entry{o.event("PointsExpiry", "", till{}), gone.Neg()})
		a.expired = a.expired.Add(gone)
	}
	if len(a.lots) > 0 && (o.nextExpiry.IsZero() || a.lots[0].expires.Before(o.nextExpiry)) {
		o.nextExpiry = a.lots[0].expires
	}
}

// earnedBy is the rule of the organisation: a point for every ten units of money.
func earnedBy(amount decimal.Decimal) decimal.Decimal { return amount.Shift(-1) }

// setPoints makes that many points spendable, and no others. Lifetime points never shrink.
func (o *org) setPoints(a *account, points decimal.Decimal) {
	e, before := o.event("ManualPointsAdjustment", "", till{}), a.balance()
	o.debit(a, e, before)
	o.credit(a, e, points, o.yearsFromNow(100), "bill_regular")
	a.lifetime = a.lifetime.Sub(decimal.Min(before, points))
}

func (a *account) mustReach(tier string) {
	at := slices.Index(a.program.Tiers, tier)
	if at < 0 {
		panic(fmt.Sprintf("capillarytest: program %d has no tier %q", a.program.ID, tier))
	}
	a.tier = at
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
