// Package coupon is coupon series, coupons and uploads.
package coupon

import (
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
)

// State is the resource coupon: series, coupons and their redemptions.
type State struct {
	*people.Book
	series     map[int64]*series
	coupons    []*coupon
	couponsOf  map[string][]*coupon   // by code; only a generic code has several
	couponUses map[int64]*Use         // by redemption id
	jobs       map[int64][]*uploadJob // by series
	uploaded   map[string]bool        // codes
}

// New makes the resource for an organisation.
func New(b *people.Book) *State {
	o := &State{Book: b, series: map[int64]*series{}, couponsOf: map[string][]*coupon{}, couponUses: map[int64]*Use{},
		jobs: map[int64][]*uploadJob{}, uploaded: map[string]bool{}}
	b.OnMerge(o.reassign)
	return o
}

// reassign gives to the survivor of a merge what the other one had.
func (o *State) reassign(victim, survivor *people.Customer) {
	for _, c := range o.coupons {
		survivor.TakeOver(victim, &c.customer)
	}
	for _, u := range o.couponUses {
		survivor.TakeOver(victim, &u.customer)
	}
}

// Routes are the endpoints of the resource.
func (o *State) Routes() kernel.Routes {
	return kernel.Merge(o.couponSeriesRoutes(), o.couponRoutes(), o.couponV1Routes(), o.couponUploadRoutes())
}

// Texts are the messages of its codes.
func (o *State) Texts() reply.Texts { return texts }
