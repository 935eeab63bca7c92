package transaction

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// Record is a transaction as a test sees it.
type Record struct {
	ID               int64
	Number           string // a return has the number of what it returns
	Type             string // REGULAR, RETURN, MIXED, NOT_INTERESTED, NOT_INTERESTED_RETURN
	ReturnType       string // of a return
	CustomerID       int64  // 0 if not interested
	Amount           decimal.Decimal
	Returned         decimal.Decimal // of the amount, by returns
	Earned           decimal.Decimal // points that the purchase gave
	Taken            decimal.Decimal // points that the return took
	NotTaken         decimal.Decimal // points that the return should have taken, had the customer had them
	PointRedemptions []int64         // Redemption.Number
	CouponUses       []int64         // redemption ids of coupons
	At               time.Time       // billing time
}

// ObjectsOf are the transactions of the customers that a function wants, as GET /v2/transactions/{id} shows them, the oldest first.
func (o *State) ObjectsOf(wants func(customer int64) bool) []wire.Object {
	out := []wire.Object{}
	for _, b := range o.bills {
		if wants(b.customer) {
			out = append(out, o.billObject(b))
		}
	}
	return out
}

// Records are all transactions, in the order in which they were added.
func (o *State) Records() []Record {
	var out []Record
	for _, b := range o.bills {
		out = append(out, Record{b.id, b.number, b.kind, b.returnType, b.customer, b.amount, b.returned, b.earned, b.taken, b.notTaken,
			slices.Clone(b.pointRedemptions), slices.Clone(b.couponUses), b.at})
	}
	return out
}
