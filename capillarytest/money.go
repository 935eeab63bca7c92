package capillarytest

import (
	"time"

	"github.com/shopspring/decimal"
)

// An Entry is one movement in the ledger of a customer's points.
type Entry struct {
	EventID   int64  // movements of one event share it
	Event     string // PointsRedemption, TransactionAdd, … in the API's words
	ProgramID int64
	Points    decimal.Decimal // negative when taken
	Balance   decimal.Decimal // of the program, after it
	Reference string          // redemption id, bill number, …
	At        time.Time
}

// Ledger returns every movement of a customer's points, the oldest first.
func (s *Server) Ledger(customerID int64) []Entry {
	s.org.Mu.Lock()
	defer s.org.Mu.Unlock()
	s.org.ledger.Expire()
	var out []Entry
	for _, r := range s.org.ledger.Movements(s.org.people.Must(customerID)) {
		out = append(out, Entry(r))
	}
	return out
}

// A Redemption is points that a customer redeemed.
type Redemption struct {
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

// Redemptions returns the point redemptions of a customer, the oldest first.
func (s *Server) Redemptions(customerID int64) []Redemption {
	s.org.Mu.Lock()
	defer s.org.Mu.Unlock()
	var out []Redemption
	for _, r := range s.org.points.Records(s.org.people.Must(customerID)) {
		out = append(out, Redemption(r))
	}
	return out
}

// A Bill is a transaction that was added: a purchase or a return.
type Bill struct {
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

// Bills returns every transaction, in the order in which they were added.
func (s *Server) Bills() []Bill {
	s.org.Mu.Lock()
	defer s.org.Mu.Unlock()
	var out []Bill
	for _, r := range s.org.transaction.Records() {
		out = append(out, Bill(r))
	}
	return out
}

// A Coupon is a coupon of a series.
type Coupon struct {
	ID          int64
	Code        string
	SeriesID    int64
	CustomerID  int64 // to whom it was issued; 0 while it only lies ready
	Redemptions int   // that count: those that were reactivated do not
	Revoked     bool
	Expires     time.Time
}

// Coupons returns the coupons that were issued to a customer, the oldest first.
func (s *Server) Coupons(customerID int64) []Coupon {
	s.org.Mu.Lock()
	defer s.org.Mu.Unlock()
	var out []Coupon
	for _, r := range s.org.coupon.Records(s.org.people.Must(customerID)) {
		out = append(out, Coupon(r))
	}
	return out
}

// LastOTP returns the code that was sent last to a mobile, an e-mail or a customer, as one-time password or as validation
// code; "" if there was none. A customer is named by the id, or by an identifier.
func (s *Server) LastOTP(entity string) string {
	s.org.Mu.Lock()
	defer s.org.Mu.Unlock()
	return s.org.otp.LastCode(entity)
}
