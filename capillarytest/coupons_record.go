package capillarytest

import "time"

// couponRecord is a coupon as a test sees it.
type couponRecord struct {
	ID          int64
	Code        string
	SeriesID    int64
	CustomerID  int64 // to whom it was issued; 0 while it only lies ready
	Redemptions int   // that count: those that were reactivated do not
	Revoked     bool
	Expires     time.Time
}

// couponRecords are the coupons that were issued to a customer, the oldest first.
func (o *org) couponRecords(cu *customer) []couponRecord {
	var out []couponRecord
	for _, c := range o.coupons {
		if c.customer == cu.id {
			out = append(out, couponRecord{c.id, c.code, c.series.id, c.customer, len(c.uses), c.revoked, c.expires})
		}
	}
	return out
}
