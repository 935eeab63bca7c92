package capillarytest

import (
	"time"

	"github.com/shopspring/decimal"
)

// redemptionRecord is a redemption as a test sees it.
type redemptionRecord struct {
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

// redemptionRecords are the redemptions of a customer, the oldest first.
func (o *org) redemptionRecords(c *customer) []redemptionRecord {
	var out []redemptionRecord
	for _, r := range o.redemptionsOf(c) {
		out = append(out, redemptionRecord{r.id, r.number, r.customer, r.program, r.points, r.reversed, r.reference, r.transaction,
			r.billID, r.at})
	}
	return out
}
