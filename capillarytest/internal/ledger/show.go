package ledger

import (
	"cmp"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// SummariesV1 is the points of every program of the customer.
func (o *Ledger) SummariesV1(c *people.Customer) wire.Object {
	out := []wire.Object{}
	for _, a := range o.Accounts(c) {
		next, number := a.NextTier()
		out = append(out, wire.Obj("programId", wire.Quoted(a.Program.ID), "redeemed", a.Redeemed.String(), "expired",
			a.Expired.String(),
			"returned", a.Returned.String(), "adjusted", a.Adjusted.String(), "lifetimePoints", a.Lifetime.String(),
			"loyaltyPoints", a.Balance().String(), "cumulativePurchases", a.Purchases.String(), "currentSlab", a.TierName(),
			"nextSlab", next, "nextSlabSerialNumber", wire.Quoted(number), "nextSlabDescription", next, "slabSNo", wire.Quoted(a.Tier+1),
			"slabExpiryDate", o.V1Time(a.TierExpiry), "totalPoints", ""))
	}
	return wire.Obj("points_summary", out)
}

// ProgramName is the name of a program, "" when there is none of that id.
func (o *Ledger) ProgramName(id int64) string {
	for _, p := range o.Programs {
		if p.ID == id {
			return p.Name
		}
	}
	return ""
}

// PointsSummary is the points of one account.
func (o *Ledger) PointsSummary(cu *people.Customer, a *Account) wire.Object {
	next, number := a.NextTier()
	return wire.Obj("redeemed", a.Redeemed, "expired", a.Expired, "returned", a.Returned, "adjusted", a.Adjusted,
		"lifetimePoints", a.Lifetime, "loyaltyPoints", a.Balance(), "cumulativePurchases", a.Purchases, "loyaltyId", cu.LoyaltyID,
		"currentSlab", a.TierName(), "nextSlab", next, "nextSlabSerialNumber", number, "nextSlabDescription", next,
		"slabSNo", a.Tier+1, "slabExpiryDate", o.V2Time(a.TierExpiry), "programId", a.Program.ID)
}

// ProgramDetails are accounts as embed=mlp shows them.
func (o *Ledger) ProgramDetails(cu *people.Customer, accounts []*Account) []wire.Object {
	out := []wire.Object{}
	for _, a := range accounts {
		out = append(out, o.PointsSummary(cu, a).With("delayedPoints", a.Promised, "delayedReturnedPoints", decimal.Zero,
			"totalAvailablePoints", a.Balance().Add(a.Promised), "totalReturnedPoints", a.Returned, "linkedPartnerPrograms", []wire.Object{},
			"programTitle", a.Program.Name, "programDescription", a.Program.Name, "programPointsToCurrencyRatio", decimal.NewFromInt(1)))
	}
	return out
}

// A Movement is one movement of points, as a test sees it.
type Movement struct {
	EventID   int64  // movements of one event share it
	Event     string // PointsRedemption, TransactionAdd, … in the API's words
	ProgramID int64
	Points    decimal.Decimal // negative when taken
	Balance   decimal.Decimal // of the program, after it
	Reference string          // redemption id, bill number, …
	At        time.Time
}

// Movements are the entries of a customer's accounts, the oldest first.
func (o *Ledger) Movements(c *people.Customer) []Movement {
	var out []Movement
	for _, a := range o.Accounts(c) {
		var balance decimal.Decimal
		for _, e := range a.Entries {
			balance = balance.Add(e.Points)
			out = append(out, Movement{e.ID, e.Name, a.Program.ID, e.Points, balance, e.Reference, e.At})
		}
	}
	slices.SortStableFunc(out, func(a, b Movement) int { return cmp.Compare(a.EventID, b.EventID) })
	return out
}
