// Package points is what is done with points: redeem, reverse, transfer, give, take, and read the ledger.
package points

import (
	"github.com/capillary-go/sdk/capillarytest/internal/coupon"
	"github.com/capillary-go/sdk/capillarytest/internal/customer"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/ledger"
	"github.com/capillary-go/sdk/capillarytest/internal/otp"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
)

// State is the resource points: redeeming, reversing, transferring and giving points of the ledger.
type State struct {
	*ledger.Ledger
	customer *customer.State
	otp      *otp.State
	coupon   *coupon.State

	codesNotRequired bool
	redemptions      []*Redemption
	redeemed         map[string]*Redemption   // by redemption id, and by number
	references       map[string][]*Redemption // by external reference number
	transfers        []*transfer
	historical       []*historicalField
}

// New makes the resource for an organisation. codesNotRequired lets customers redeem without a validation code.
func New(c *customer.State, codes *otp.State, coupons *coupon.State, codesNotRequired bool) *State {
	o := &State{Ledger: c.Ledger, customer: c, otp: codes, coupon: coupons, codesNotRequired: codesNotRequired,
		redeemed: map[string]*Redemption{}, references: map[string][]*Redemption{}}
	o.OnMerge(o.reassign)
	return o
}

// reassign gives to the survivor of a merge what the other one had.
func (o *State) reassign(victim, survivor *people.Customer) {
	for _, r := range o.redemptions {
		survivor.TakeOver(victim, &r.customer)
	}
	for _, t := range o.transfers {
		survivor.TakeOver(victim, &t.from)
		survivor.TakeOver(victim, &t.to)
	}
}

// Routes are the endpoints of the resource.
func (o *State) Routes() kernel.Routes {
	return kernel.Merge(o.pointsRoutes(), o.pointsTransferRoutes(), o.pointsAwardRoutes(), o.pointsLedgerRoutes(), o.historicalRoutes())
}

// Texts are the messages of its codes.
func (o *State) Texts() reply.Texts { return texts }
