package transaction

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillarytest/internal/coupon"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/ledger"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/points"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// bill is a transaction: a purchase, a return, or both.
type bill struct {
	draft
	id               int64
	customer         int64           // 0 for one who is not interested
	bought           decimal.Decimal // of the amount, what can be returned
	returned         decimal.Decimal // of bought
	returnedBy       string          // the way of the first return
	raw, earned      decimal.Decimal // points, before and after rounding down
	reclaimed        decimal.Decimal // of the earned points, by returns
	taken, notTaken  decimal.Decimal // by this return
	parent           *bill
	pointRedemptions []int64
	couponUses       []int64
	retro            *bill // that a not-interested one became
	added            time.Time
}

// line is a line item.
type line struct {
	id                                              int64
	code, description, serial                       string
	kind, returnType, parentNumber                  string
	qty, rate, value, discount, amount, returnedQty decimal.Decimal
	attributes, custom, extended                    map[string]any
}

// draft is a transaction of a request, whatever its version.
type draft struct {
	kind                                    string // REGULAR, RETURN, MIXED, NOT_INTERESTED, NOT_INTERESTED_RETURN
	returnType                              string // FULL, AMOUNT, LINE_ITEM, CANCELLED
	number, parentNumber                    string
	parentID                                int64
	amount, gross, discount                 decimal.Decimal
	at, purchased                           time.Time // of billing and of the purchase; zero for none
	note, outlier, delivery, source, reason string
	lines                                   []line
	payments                                []any
	pointIDs, couponIDs                     []string
	custom, extended                        map[string]any
	by                                      kernel.Till
	needsPurchaseTime                       bool
}

const (
	maxBillNumber = 50
	maxBills      = 100 // in one request; the documentation gives no number
)

func (d *draft) isReturn() bool { return d.kind == "RETURN" || d.kind == "NOT_INTERESTED_RETURN" }

// hasCustomer tells whether the transaction is of a customer.
func (d *draft) hasCustomer() bool { return !strings.HasPrefix(d.kind, "NOT_INTERESTED") }

// check refuses what no state could make right.
func (d *draft) check() *reply.Refusal {
	switch {
	case !slices.Contains([]string{"REGULAR", "RETURN", "MIXED", "NOT_INTERESTED", "NOT_INTERESTED_RETURN"}, d.kind):
		return refuse(690)
	case d.number == "":
		return refuse(602)
	case len(d.number) > maxBillNumber:
		return refuse(685)
	case d.amount.IsNegative():
		return refuse(601)
	case d.gross.IsNegative():
		return refuse(665)
	case d.discount.IsNegative():
		return refuse(666)
	case d.isReturn() && !slices.Contains([]string{"FULL", "AMOUNT", "LINE_ITEM", "CANCELLED"}, d.returnType):
		return refuse(628)
	}
	for _, l := range d.lines {
		for code, value := range map[int]decimal.Decimal{627: l.qty, 661: l.amount, 662: l.value, 663: l.rate, 664: l.discount} {
			if value.IsNegative() && code == 661 {
				return reply.Because(661, "Lineitem with negative amount is not allowed") // 661 is another thing elsewhere
			}
			if value.IsNegative() {
				return refuse(code)
			}
		}
	}
	return nil
}

// addBill adds a purchase or a return, all of it or nothing. cu is nil for one who is not interested.
func (o *State) addBill(cu *people.Customer, d draft) (*bill, []wire.Object, *reply.Refusal) {
	if no := d.check(); no != nil {
		return nil, nil, no
	}
	if d.isReturn() {
		return o.addReturn(cu, d)
	}
	if o.billNamed(d) != nil {
		return nil, nil, refuse(604)
	}
	points, coupons, no := o.linked(cu, d)
	if no != nil {
		return nil, nil, no
	}
	returns, no := o.planMixed(cu, d)
	if no != nil {
		return nil, nil, no
	}
	b := o.newBill(cu, d)
	for _, r := range points {
		b.pointRedemptions = append(b.pointRedemptions, r.Link(b.id, b.number))
	}
	for _, u := range coupons {
		b.couponUses = append(b.couponUses, u.Link(b.id, b.number))
	}
	for _, r := range returns {
		o.carryOut(cu, b, r)
	}
	effects := o.earn(cu, b)
	o.billsByName[b.number] = append(o.billsByName[b.number], b)
	o.Executed(b.number)
	return b, effects, nil
}

// sale is the bill as the ledger knows it.
func (b *bill) sale() *ledger.Sale {
	return &ledger.Sale{ID: b.id, Number: b.number, Note: b.note, Amount: b.amount, Gross: b.gross, Discount: b.discount, At: b.at}
}

// billNamed finds the purchase that has the number of a draft already.
func (o *State) billNamed(d draft) *bill {
	for _, have := range o.billsByName[d.number] {
		sameDay := o.DateOnly(have.at) == o.DateOnly(o.orNow(d.at))
		if !o.billsPerTill || have.by == d.by && sameDay {
			return have
		}
	}
	return nil
}

func (o *State) orNow(t time.Time) time.Time {
	if t.IsZero() {
		return o.Now()
	}
	return t
}

// newBill stores a bill.
func (o *State) newBill(cu *people.Customer, d draft) *bill {
	d.at = o.orNow(d.at)
	b := &bill{draft: d, id: 880000000 + o.Next(), bought: d.whatIsBought(), added: o.Now()}
	for n := range b.lines {
		b.lines[n].id = 350000000 + o.Next()
	}
	if cu != nil {
		b.customer = cu.ID
	}
	o.bills = append(o.bills, b)
	o.NoteSale(b.id)
	o.billsByID[b.id] = b
	return b
}

// whatIsBought is the part of the amount that is a purchase: of a mixed transaction the line items that are not returned.
func (d *draft) whatIsBought() decimal.Decimal {
	if d.kind != "MIXED" || len(d.lines) == 0 {
		return d.amount
	}
	var sum decimal.Decimal
	for _, l := range d.lines {
		if l.kind != "RETURN" {
			sum = sum.Add(l.amount)
		}
	}
	return sum
}

// linked finds the redemptions that belong to a bill: the customer's own, neither reversed nor used for another bill.
func (o *State) linked(cu *people.Customer, d draft) (points []*points.Redemption, coupons []*coupon.Use, no *reply.Refusal) {
	for _, id := range d.pointIDs {
		r := o.points.Linkable(cu, id)
		if r == nil || slices.Contains(points, r) {
			return nil, nil, refuse(640)
		}
		points = append(points, r)
	}
	for _, id := range d.couponIDs {
		u := o.coupon.Linkable(cu, wire.Text(id).Int())
		if u == nil || slices.Contains(coupons, u) {
			return nil, nil, refuse(640)
		}
		coupons = append(coupons, u)
	}
	return points, coupons, nil
}

// earn gives the points of a purchase, whole ones, to a customer of the loyalty program.
func (o *State) earn(cu *people.Customer, b *bill) []wire.Object {
	if cu == nil {
		return nil
	}
	cu.Purchases = cu.Purchases.Add(b.bought)
	o.Happened(cu, "TransactionAdd")
	if !cu.Loyal {
		return nil
	}
	a := o.Main(cu)
	a.Purchases = a.Purchases.Add(b.bought)
	b.raw = ledger.EarnedBy(b.bought)
	b.earned = b.raw.Floor()
	if !b.earned.IsPositive() {
		return nil
	}
	e := o.Event("TransactionAdd", b.number, b.by)
	e.Sale = b.sale()
	o.Credit(a, e, b.earned, o.YearsFromNow(1), "bill_regular")
	return []wire.Object{wire.Obj("entityType", "USER", "rawAwardedPoints", b.raw, "customerId", cu.ID, "awardedPoints",
		b.earned.IntPart(),
		"type", "points")}
}

// Returning ---------------------------------------------------------------------------------------------------------------

// plannedReturn is a return of one bill, checked.
type plannedReturn struct {
	parent *bill
	by     string // FULL, AMOUNT, LINE_ITEM, CANCELLED
	amount decimal.Decimal
	lines  map[*line]decimal.Decimal // of the parent, and how many
}

func (o *State) addReturn(cu *people.Customer, d draft) (*bill, []wire.Object, *reply.Refusal) {
	parent, no := o.parentOf(cu, d.parentID, wire.OrDefault(d.parentNumber, d.number))
	if no != nil {
		return nil, nil, no
	}
	if d.needsPurchaseTime && d.purchased.IsZero() || o.orNow(d.at).Before(parent.at) {
		return nil, nil, refuse(624)
	}
	plan, no := parent.planReturn(d.returnType, d.amount, d.lines)
	if no != nil {
		return nil, nil, no
	}
	b := o.newBill(cu, d)
	b.amount, b.bought = plan.amount, decimal.Zero
	o.carryOut(cu, b, plan)
	return b, nil, nil
}

// parentOf finds the bill that is returned, by its id or else by its number.
func (o *State) parentOf(cu *people.Customer, id int64, number string) (*bill, *reply.Refusal) {
	parent := o.billsByID[id]
	if same := o.billsByName[number]; id == 0 && len(same) > 0 {
		parent = same[len(same)-1]
	}
	switch {
	case parent == nil || parent.isReturn():
		return nil, refuse(625)
	case cu == nil && parent.customer != 0, cu != nil && parent.customer != cu.ID:
		return nil, refuse(668)
	}
	return parent, nil
}

// planReturn checks that a bill can still be returned in this way.
func (b *bill) planReturn(by string, amount decimal.Decimal, lines []line) (plannedReturn, *reply.Refusal) {
	plan := plannedReturn{parent: b, by: by, amount: amount, lines: map[*line]decimal.Decimal{}}
	partly := b.returned.IsPositive()
	switch {
	case partly && b.returned.Equal(b.bought):
		return plan, refuse(633)
	case by == "FULL" || by == "CANCELLED":
		if partly {
			return plan, refuse(639)
		}
		plan.amount = b.bought
	case by == "AMOUNT":
		if b.returnedBy == "LINE_ITEM" {
			return plan, refuse(632)
		}
	case b.returnedBy == "AMOUNT":
		return plan, refuse(638)
	default:
		if no := plan.match(lines); no != nil {
			return plan, no
		}
	}
	switch {
	case !plan.amount.IsPositive() && b.bought.IsPositive():
		return plan, refuse(601)
	case b.returned.Add(plan.amount).GreaterThan(b.bought):
		return plan, refuse(630)
	}
	return plan, nil
}

// match finds the lines of the parent that come back, and sums them up.
func (p *plannedReturn) match(lines []line) *reply.Refusal {
	if len(lines) == 0 {
		return invalidReturnLine()
	}
	p.amount = decimal.Zero
	for _, back := range lines {
		at := slices.IndexFunc(p.parent.lines, func(l line) bool {
			return l.code == back.code && l.kind != "RETURN" && (back.serial == "" || l.serial == back.serial)
		})
		if at < 0 {
			return invalidReturnLine()
		}
		of := &p.parent.lines[at]
		p.lines[of] = p.lines[of].Add(back.qty)
		if of.returnedQty.Add(p.lines[of]).GreaterThan(of.qty) {
			return refuse(626)
		}
		p.amount = p.amount.Add(back.amount)
	}
	return nil
}

func invalidReturnLine() *reply.Refusal { return reply.Because(660, "Invalid line item for return") }

// planMixed checks the line items of a mixed transaction that come back.
func (o *State) planMixed(cu *people.Customer, d draft) ([]plannedReturn, *reply.Refusal) {
	if d.kind != "MIXED" {
		return nil, nil
	}
	byParent := map[string][]line{}
	var order []string
	for _, l := range d.lines {
		if l.kind == "RETURN" {
			if byParent[l.parentNumber] == nil {
				order = append(order, l.parentNumber)
			}
			byParent[l.parentNumber] = append(byParent[l.parentNumber], l)
		}
	}
	var plans []plannedReturn
	for _, number := range order {
		parent, no := o.parentOf(cu, 0, number)
		if no != nil {
			return nil, no
		}
		plan, no := parent.planReturn("LINE_ITEM", decimal.Zero, byParent[number])
		if no != nil {
			return nil, no
		}
		plans = append(plans, plan)
	}
	return plans, nil
}

// carryOut returns a bill, and takes the points that it gave: in proportion, and no more than the customer has.
func (o *State) carryOut(cu *people.Customer, b *bill, plan plannedReturn) {
	parent := plan.parent
	b.parent = parent
	parent.returned = parent.returned.Add(plan.amount)
	parent.returnedBy = wire.OrDefault(parent.returnedBy, plan.by)
	for l, qty := range plan.lines {
		l.returnedQty = l.returnedQty.Add(qty)
	}
	o.Executed(parent.number + "/return")
	if cu == nil {
		return
	}
	cu.Purchases = cu.Purchases.Sub(plan.amount)
	o.Happened(cu, "ReturnBill")
	a := o.AccountIn(cu, o.Programs[0].ID)
	if a == nil || !cu.Loyal {
		return
	}
	a.Purchases = a.Purchases.Sub(plan.amount)
	due := parent.reclaim()
	taken := decimal.Min(due, a.Balance())
	e := o.Event("ReturnBill", parent.number, b.by)
	e.Sale = b.sale()
	o.Debit(a, e, taken)
	a.Returned = a.Returned.Add(taken)
	b.taken, b.notTaken = b.taken.Add(taken), b.notTaken.Add(due.Sub(taken))
}

// reclaim returns the points that a return has to take, and notes that they were asked for.
func (b *bill) reclaim() decimal.Decimal {
	if b.bought.IsZero() {
		return decimal.Zero
	}
	part := b.earned.Mul(b.returned).DivRound(b.bought, 9).Floor()
	due := part.Sub(b.reclaimed)
	b.reclaimed = part
	return due
}

// Finding -----------------------------------------------------------------------------------------------------------------

// billsOf returns the bills of a customer by billing time, the newest first unless ascending is asked for.
func (o *State) billsOf(cu *people.Customer, ascending bool) []*bill {
	var out []*bill
	for _, b := range o.bills {
		if b.customer == cu.ID {
			out = append(out, b)
		}
	}
	slices.SortStableFunc(out, func(x, y *bill) int { return x.at.Compare(y.at) })
	if !ascending {
		slices.Reverse(out)
	}
	return out
}

func (o *State) billByID(id string) *bill {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return nil
	}
	return o.billsByID[n]
}

// billByNumber returns the purchase of that number that was added last.
func (o *State) billByNumber(number string) *bill {
	same := o.billsByName[number]
	if len(same) == 0 {
		return nil
	}
	return same[len(same)-1]
}
