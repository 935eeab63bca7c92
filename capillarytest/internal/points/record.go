package points

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillarytest/internal/people"
)

// Record is a redemption as a test sees it.
type Record struct {
	ID                string // that reversals ask for
	Number            int64  // that bills are linked by
	CustomerID        int64
	ProgramID         int64
	Points            decimal.Decimal
	Reversed          decimal.Decimal // of them
	ExternalReference string
	TransactionNumber string
	BillID            int64 // 0 unless a bill was linked
	At                time.Time
}

// Records are the redemptions of a customer, the oldest first.
func (o *State) Records(c *people.Customer) []Record {
	var out []Record
	for _, r := range o.redemptionsOf(c) {
		out = append(out, Record{r.id, r.number, r.customer, r.program, r.points, r.reversed, r.reference, r.transaction,
			r.billID, r.At})
	}
	return out
}
