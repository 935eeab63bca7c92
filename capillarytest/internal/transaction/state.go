// Package transaction is bills and their returns, v2 and v1.1.
package transaction

import (
	"github.com/capillary-go/sdk/capillarytest/internal/coupon"
	"github.com/capillary-go/sdk/capillarytest/internal/customer"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/ledger"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/points"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
)

// State is the resource transaction: bills and their returns.
type State struct {
	*ledger.Ledger
	customer *customer.State
	points   *points.State
	coupon   *coupon.State

	billsPerTill bool
	bills        []*bill
	billsByID    map[int64]*bill
	billsByName  map[string][]*bill // by number, returns left out
}

// New makes the resource for an organisation. billsPerTill lets a bill number come again at another till.
func New(c *customer.State, p *points.State, coupons *coupon.State, billsPerTill bool) *State {
	o := &State{Ledger: c.Ledger, customer: c, points: p, coupon: coupons, billsPerTill: billsPerTill, billsByID: map[int64]*bill{},
		billsByName: map[string][]*bill{}}
	o.OnMerge(o.reassign)
	return o
}

// reassign gives to the survivor of a merge what the other one had.
func (o *State) reassign(victim, survivor *people.Customer) {
	for _, b := range o.bills {
		survivor.TakeOver(victim, &b.customer)
	}
}

// Routes are the endpoints of the resource.
func (o *State) Routes() kernel.Routes {
	return kernel.Merge(o.transactionRoutes(), o.transactionV1Routes())
}

// Texts are the messages of its codes.
func (o *State) Texts() reply.Texts { return texts }
