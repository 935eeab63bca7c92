package capillarytest

import (
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
