package ledger

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
)

// Lot is points that expire together.
type Lot struct {
	ID      int64 // of the event that gave them
	Points  decimal.Decimal
	Expires time.Time
	Kind    string // bill_regular, line_item_regular, customer_promotions, …
}

// Event is why points move. All movements of one event share it.
type Event struct {
	ID        int64
	Name      string // PointsRedemption, TransactionAdd, …
	Reference string // redemption id, bill number, …
	Sale      *Sale  // of a transaction
	kernel.Stamp
}

// Event notes that something happens now.
func (o *Ledger) Event(name, reference string, by kernel.Till) Event {
	return Event{ID: 500000000 + o.Next(), Name: name, Reference: reference, Stamp: o.Stamp(by)}
}

// Sale is what the ledger knows of a transaction.
type Sale struct {
	ID                      int64
	Number, Note            string
	Amount, Gross, Discount decimal.Decimal
	At                      time.Time
}

// NoteSale notes the id of a transaction.
func (o *Ledger) NoteSale(id int64) { o.sales[id] = true }

// IsSale tells whether there is a transaction of that id.
func (o *Ledger) IsSale(id int64) bool { return o.sales[id] }

// entry is one movement of points: the ledger of an account adds up to its balance.
type entry struct {
	Event
	Points decimal.Decimal // negative when taken
}

// Balance is the points that can be spent.
func (a *Account) Balance() decimal.Decimal {
	var sum decimal.Decimal
	for _, l := range a.Lots {
		sum = sum.Add(l.Points)
	}
	return sum
}

// SortLots puts first what expires first.
func (a *Account) SortLots() {
	slices.SortStableFunc(a.Lots, func(x, y Lot) int { return x.Expires.Compare(y.Expires) })
}

// Credit gives points.
func (o *Ledger) Credit(a *Account, e Event, points decimal.Decimal, expires time.Time, kind string) {
	if !points.IsPositive() {
		return
	}
	o.put(a, e, Lot{e.ID, points, expires, kind})
	a.Lifetime = a.Lifetime.Add(points)
}

// put makes a lot spendable.
func (o *Ledger) put(a *Account, e Event, l Lot) {
	a.Lots = append(a.Lots, l)
	a.SortLots()
	a.Entries = append(a.Entries, entry{e, l.Points})
	if o.nextExpiry.IsZero() || l.Expires.Before(o.nextExpiry) {
		o.nextExpiry = l.Expires
	}
}

// Debit takes points, those first that expire first, and returns what it took. It does nothing and says false when there
// are too few.
func (o *Ledger) Debit(a *Account, e Event, points decimal.Decimal) (taken []Lot, ok bool) {
	if points.IsNegative() || a.Balance().LessThan(points) {
		return nil, false
	}
	if points.IsZero() {
		return nil, true
	}
	a.Entries = append(a.Entries, entry{e, points.Neg()})
	for points.IsPositive() {
		part := a.Lots[0]
		part.Points = decimal.Min(points, part.Points)
		points = points.Sub(part.Points)
		taken = append(taken, part)
		if a.Lots[0].Points = a.Lots[0].Points.Sub(part.Points); a.Lots[0].Points.IsZero() {
			a.Lots = a.Lots[1:]
		}
	}
	return taken, true
}

// GiveBack returns that many points of lots that were taken, as they were. What would have expired by now stays away.
func (o *Ledger) GiveBack(a *Account, e Event, points decimal.Decimal, taken []Lot) (available, expired decimal.Decimal) {
	for _, l := range taken {
		l.Points = decimal.Min(points, l.Points)
		points = points.Sub(l.Points)
		switch {
		case l.Points.IsZero():
		case !l.Expires.After(o.Now()):
			expired = expired.Add(l.Points)
		default:
			available = available.Add(l.Points)
			o.put(a, e, l)
		}
	}
	return available, expired
}

// Expire takes the points whose time has come, everyone's.
func (o *Ledger) Expire() {
	now := o.Now()
	if o.nextExpiry.IsZero() || o.nextExpiry.After(now) {
		return
	}
	o.nextExpiry = time.Time{}
	for _, c := range o.Everyone() {
		for _, a := range o.Accounts(c) {
			o.expireIn(a, now)
		}
	}
}

func (o *Ledger) expireIn(a *Account, now time.Time) {
	var gone decimal.Decimal
	for len(a.Lots) > 0 && !a.Lots[0].Expires.After(now) {
		gone = gone.Add(a.Lots[0].Points)
		a.Lots = a.Lots[1:]
	}
	if gone.IsPositive() {
		a.Entries = append(a.Entries, entry{o.Event("PointsExpiry", "", kernel.Till{}), gone.Neg()})
		a.Expired = a.Expired.Add(gone)
	}
	if len(a.Lots) > 0 && (o.nextExpiry.IsZero() || a.Lots[0].Expires.Before(o.nextExpiry)) {
		o.nextExpiry = a.Lots[0].Expires
	}
}

// EarnedBy is the rule of the organisation: a point for every ten units of money.
func EarnedBy(amount decimal.Decimal) decimal.Decimal { return amount.Shift(-1) }

// SetPoints makes that many points spendable, and no others. Lifetime points never shrink.
func (o *Ledger) SetPoints(a *Account, points decimal.Decimal) {
	e, before := o.Event("ManualPointsAdjustment", "", kernel.Till{}), a.Balance()
	o.Debit(a, e, before)
	o.Credit(a, e, points, o.YearsFromNow(100), "bill_regular")
	a.Lifetime = a.Lifetime.Sub(decimal.Min(before, points))
}

// MustReach moves the account to a tier; it panics when there is none of that name.
func (a *Account) MustReach(tier string) {
	at := slices.Index(a.Program.Tiers, tier)
	if at < 0 {
		panic(fmt.Sprintf("capillarytest: program %d has no tier %q", a.Program.ID, tier))
	}
	a.Tier = at
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

// Account is what a customer has in one program.
type Account struct {
	Program    Program
	Tier       int // index of Program.Tiers
	TierExpiry time.Time
	Lots       []Lot // points that can be spent, in order of expiry
	Promised   decimal.Decimal
	External   decimal.Decimal // promised, and waiting for an external trigger
	Lifetime   decimal.Decimal
	Redeemed   decimal.Decimal
	Expired    decimal.Decimal
	Returned   decimal.Decimal
	Adjusted   decimal.Decimal
	Purchases  decimal.Decimal
	Entries    []entry // every movement of the lots
}

// Accounts are what a customer has in every program.
func (o *Ledger) Accounts(c *people.Customer) []*Account { return *o.accounts.Of(c) }

// Account returns the customer's account in a program of the organisation; the customer is enrolled if need be. An unknown
// program gives nil.
func (o *Ledger) Account(c *people.Customer, programID int64) *Account {
	if a := o.AccountIn(c, programID); a != nil {
		return a
	}
	for _, p := range o.Programs {
		if p.ID == programID {
			a := o.newAccount(p)
			all := o.accounts.Of(c)
			*all = append(*all, a)
			return a
		}
	}
	return nil
}

// AccountIn returns the customer's account in a program, or nil for one who is not enrolled.
func (o *Ledger) AccountIn(c *people.Customer, programID int64) *Account {
	for _, a := range o.Accounts(c) {
		if a.Program.ID == programID {
			return a
		}
	}
	return nil
}

// Main returns the customer's account in the default program.
func (o *Ledger) Main(c *people.Customer) *Account { return o.Account(c, o.Programs[0].ID) }

// mergeAccounts adds the accounts of a merged customer to those of the survivor.
func (o *Ledger) mergeAccounts(survivor, victim *[]*Account) {
	for _, a := range *victim {
		at := slices.IndexFunc(*survivor, func(have *Account) bool { return have.Program.ID == a.Program.ID })
		if at < 0 {
			at, *survivor = len(*survivor), append(*survivor, o.newAccount(a.Program))
		}
		(*survivor)[at].Absorb(a)
	}
}

func (o *Ledger) newAccount(p Program) *Account {
	return &Account{Program: p, TierExpiry: o.YearsFromNow(100)}
}

// Absorb adds the account of a merged customer.
func (a *Account) Absorb(b *Account) {
	a.Lots = append(a.Lots, b.Lots...)
	a.SortLots()
	a.Tier = max(a.Tier, b.Tier)
	a.Promised = a.Promised.Add(b.Promised)
	a.External = a.External.Add(b.External)
	a.Lifetime = a.Lifetime.Add(b.Lifetime)
	a.Redeemed = a.Redeemed.Add(b.Redeemed)
	a.Expired = a.Expired.Add(b.Expired)
	a.Returned = a.Returned.Add(b.Returned)
	a.Adjusted = a.Adjusted.Add(b.Adjusted)
	a.Purchases = a.Purchases.Add(b.Purchases)
	a.Entries = append(a.Entries, b.Entries...)
	slices.SortStableFunc(a.Entries, func(x, y entry) int { return cmp.Compare(x.ID, y.ID) })
}

// TierName is the name of the tier.
func (a *Account) TierName() string {
	if a.Tier >= len(a.Program.Tiers) {
		return ""
	}
	return a.Program.Tiers[a.Tier]
}

// NextTier is the name and the serial number of the next tier: "" and -1 at the top.
func (a *Account) NextTier() (string, int) {
	if a.Tier+1 >= len(a.Program.Tiers) {
		return "", -1
	}
	return a.Program.Tiers[a.Tier+1], a.Tier + 2
}

// MoveExpiry moves the day on which the points of an event expire, and returns the day that it was.
func (o *Ledger) MoveExpiry(a *Account, id int64, to time.Time) (before time.Time, ok bool) {
	for n, l := range a.Lots {
		if l.ID == id {
			before, ok = l.Expires, true
			a.Lots[n].Expires = to
		}
	}
	a.SortLots()
	o.nextExpiry = o.Now() // look again
	o.Expire()
	return before, ok
}
