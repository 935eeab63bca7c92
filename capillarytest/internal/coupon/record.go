package coupon

import (
	"time"

	"github.com/capillary-go/sdk/capillarytest/internal/people"
)

// Record is a coupon as a test sees it.
type Record struct {
	ID          int64
	Code        string
	SeriesID    int64
	CustomerID  int64 // to whom it was issued; 0 while it only lies ready
	Redemptions int   // that count: those that were reactivated do not
	Revoked     bool
	Expires     time.Time
}

// Records are the coupons that were issued to a customer, the oldest first.
func (o *State) Records(cu *people.Customer) []Record {
	var out []Record
	for _, c := range o.coupons {
		if c.customer == cu.ID {
			out = append(out, Record{c.id, c.code, c.series.id, c.customer, len(c.uses), c.revoked, c.expires})
		}
	}
	return out
}
