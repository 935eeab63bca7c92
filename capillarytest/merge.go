package capillarytest

import (
	"cmp"
	"slices"
)

// home finds the existing customer that a registration belongs to, nil if there is none. Where its identifiers point at
// several customers of other sources, these become one, unless two of them share a source.
func (o *org) home(p plan) (*customer, []*refusal, *refusal) {
	var others []*customer
	for _, planned := range p.profiles {
		for _, i := range planned.identifiers {
			for _, h := range o.holders[i.identity] {
				if h.place == planned.place {
					return nil, nil, refuse(8006, h.id)
				}
				if c := o.customers[h.id]; !slices.Contains(others, c) {
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

func (o *org) combine(others []*customer, p plan) (*customer, []*refusal, *refusal) {
	for n, c := range others {
		for _, planned := range p.profiles {
			if c.profileIn(planned.place) != nil {
				return nil, nil, refuse(8066)
			}
		}
		if slices.ContainsFunc(others[n+1:], c.sharesPlaceWith) {
			return nil, []*refusal{refuse(8052)}, nil
		}
	}
	slices.SortFunc(others, older)
	oldest := others[0]
	warnings := []*refusal{refuse(8050)}
	for _, victim := range others[1:] {
		o.merge(victim, oldest)
		warnings = append(warnings, refuse(8051, oldest.id))
	}
	return oldest, warnings, nil
}

// older sorts the customer who registered first to the front.
func older(a, b *customer) int { return cmp.Compare(a.id, b.id) }

// join gives room to identifiers that a customer is to get in a place. A customer of another source who has one of them
// becomes the survivor of both. taken is the code for an identifier that someone else has in the same place.
func (o *org) join(c *customer, at place, identifiers []identifier, taken int) (*customer, []*refusal, *refusal) {
	var others []*customer
	for _, i := range identifiers {
		for _, h := range o.holders[i.identity] {
			switch {
			case h.id == c.id:
			case h.place == at:
				return nil, nil, refuse(taken)
			case !slices.Contains(others, o.customers[h.id]):
				others = append(others, o.customers[h.id])
			}
		}
	}
	switch {
	case len(others) == 0:
		return c, nil, nil
	case len(others) > 1 || others[0].sharesPlaceWith(c):
		return nil, nil, refuse(8053)
	}
	o.merge(c, others[0])
	return others[0], []*refusal{refuse(8051, others[0].id)}, nil
}

// inherit takes over what a merged customer had. What the survivor said about subscriptions stays the last word.
func (t *traits) inherit(victim *traits) {
	for _, l := range victim.labels {
		if !slices.ContainsFunc(t.labels, func(have customerLabel) bool { return have.name == l.name }) {
			t.labels = append(t.labels, l)
		}
	}
	t.subscriptions = slices.Concat(victim.subscriptions, t.subscriptions)
	t.changes = slices.Concat(victim.changes, t.changes)
	t.notes = append(t.notes, victim.notes...)
	t.tickets = append(t.tickets, victim.tickets...)
	t.referrals = append(t.referrals, victim.referrals...)
}
