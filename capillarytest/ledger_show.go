package capillarytest

import (
	"cmp"
	"slices"
	"time"

	"github.com/shopspring/decimal"
)

// summariesV1 is the points of every program of the customer.
func (o *org) summariesV1(c *customer) object {
	out := []object{}
	for _, a := range o.accounts(c) {
		next, number := a.nextTier()
		out = append(out, obj("programId", quoted(a.program.ID), "redeemed", a.redeemed.String(), "expired", a.expired.String(),
			"returned", a.returned.String(), "adjusted", a.adjusted.String(), "lifetimePoints", a.lifetime.String(),
			"loyaltyPoints", a.balance().String(), "cumulativePurchases", a.purchases.String(), "currentSlab", a.tierName(),
			"nextSlab", next, "nextSlabSerialNumber", quoted(number), "nextSlabDescription", next, "slabSNo", quoted(a.tier+1),
			"slabExpiryDate", o.v1Time(a.tierExpiry), "totalPoints", ""))
	}
	return obj("points_summary", out)
}

func (o *org) programName(id int64) string {
	for _, p := range o.programs {
		if p.ID == id {
			return p.Name
		}
	}
	return ""
}

// pointsSummary is the points of one account.
func (o *org) pointsSummary(cu *customer, a *account) object {
	next, number := a.nextTier()
	return obj("redeemed", a.redeemed, "expired", a.expired, "returned", a.returned, "adjusted", a.adjusted,
		"lifetimePoints", a.lifetime, "loyaltyPoints", a.balance(), "cumulativePurchases", a.purchases, "loyaltyId", cu.loyaltyID,
		"currentSlab", a.tierName(), "nextSlab", next, "nextSlabSerialNumber", number, "nextSlabDescription", next,
		"slabSNo", a.tier+1, "slabExpiryDate", o.v2Time(a.tierExpiry), "programId", a.program.ID)
}

func (o *org) programDetails(cu *customer, accounts []*account) []object {
	out := []object{}
	for _, a := range accounts {
		out = append(out, o.pointsSummary(cu, a).with("delayedPoints", a.promised, "delayedReturnedPoints", decimal.Zero,
			"totalAvailablePoints", a.balance().Add(a.promised), "totalReturnedPoints", a.returned, "linkedPartnerPrograms", []object{},
			"programTitle", a.program.Name, "programDescription", a.program.Name, "programPointsToCurrencyRatio", decimal.NewFromInt(1)))
	}
	return out
}

// movement is one movement of points, as a test sees it.
type movementRecord struct {
	EventID   int64  // movements of one event share it
	Event     string // PointsRedemption, TransactionAdd, … in the API's words
	ProgramID int64
	Points    decimal.Decimal // negative when taken
	Balance   decimal.Decimal // of the program, after it
	Reference string          // redemption id, bill number, …
	At        time.Time
}

// movements are the entries of a customer's accounts, the oldest first.
func (o *org) movements(c *customer) []movementRecord {
	var out []movementRecord
	for _, a := range o.accounts(c) {
		var balance decimal.Decimal
		for _, e := range a.entries {
			balance = balance.Add(e.points)
			out = append(out, movementRecord{e.id, e.name, a.program.ID, e.points, balance, e.reference, e.at})
		}
	}
	slices.SortStableFunc(out, func(a, b movementRecord) int { return cmp.Compare(a.EventID, b.EventID) })
	return out
}
