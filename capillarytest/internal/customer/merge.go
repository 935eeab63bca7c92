package customer

import (
	"cmp"
	"slices"

	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
)

// home finds the existing customer that a registration belongs to, nil if there is none. Where its identifiers point at
// several customers of other sources, these become one, unless two of them share a source.
func (o *State) home(p plan) (*people.Customer, []*reply.Refusal, *reply.Refusal) {
	var others []*people.Customer
	for _, planned := range p.profiles {
		for _, i := range planned.identifiers {
			for _, h := range o.Holders(i.Identity) {
				if h.Place == planned.Place {
					return nil, nil, refuse(8006, h.ID)
				}
				if c := o.Customers[h.ID]; !slices.Contains(others, c) {
					others = append(others, c)
				}
			}
		}
	}
	if len(others) == 0 {
		return nil, nil, nil
	}
	return o.combine(others, p)
}

func (o *State) combine(others []*people.Customer, p plan) (*people.Customer, []*reply.Refusal, *reply.Refusal) {
	for n, c := range others {
		for _, planned := range p.profiles {
			if c.ProfileIn(planned.Place) != nil {
				return nil, nil, refuse(8066)
			}
		}
		if slices.ContainsFunc(others[n+1:], c.SharesPlaceWith) {
			return nil, []*reply.Refusal{refuse(8052)}, nil
		}
	}
	slices.SortFunc(others, older)
	oldest := others[0]
	warnings := []*reply.Refusal{refuse(8050)}
	for _, victim := range others[1:] {
		o.Merge(victim, oldest)
		warnings = append(warnings, refuse(8051, oldest.ID))
	}
	return oldest, warnings, nil
}

// older sorts the customer who registered first to the front.
func older(a, b *people.Customer) int { return cmp.Compare(a.ID, b.ID) }

// join gives room to identifiers that a customer is to get in a place. A customer of another source who has one of them
// becomes the survivor of both. taken is the code for an identifier that someone else has in the same place.
func (o *State) join(c *people.Customer, at people.Place, identifiers []people.Identifier, taken int) (*people.Customer,
	[]*reply.Refusal, *reply.Refusal) {
	var others []*people.Customer
	for _, i := range identifiers {
		for _, h := range o.Holders(i.Identity) {
			switch {
			case h.ID == c.ID:
			case h.Place == at:
				return nil, nil, refuse(taken)
			case !slices.Contains(others, o.Customers[h.ID]):
				others = append(others, o.Customers[h.ID])
			}
		}
	}
	switch {
	case len(others) == 0:
		return c, nil, nil
	case len(others) > 1 || others[0].SharesPlaceWith(c):
		return nil, nil, refuse(8053)
	}
	o.Merge(c, others[0])
	return others[0], []*reply.Refusal{refuse(8051, others[0].ID)}, nil
}

// inherit takes over what a merged customer had. What the survivor said about subscriptions stays the last word.
func (t *traits) inherit(victim *traits) {
	t.subscriptions = slices.Concat(victim.subscriptions, t.subscriptions)
	t.changes = slices.Concat(victim.changes, t.changes)
	t.tickets = append(t.tickets, victim.tickets...)
	t.referrals = append(t.referrals, victim.referrals...)
}
