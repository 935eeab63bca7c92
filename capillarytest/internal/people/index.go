package people

import "slices"

// A Holder is who has an identifier, and in which place.
type Holder struct {
	Place
	ID int64
}

// Holders are those who have an identifier, one per place.
func (o *Book) Holders(i Identity) []Holder { return o.holders[i] }

// Attach gives an identifier to a profile.
func (o *Book) Attach(c *Customer, p *Profile, i Identifier) {
	if i.Kind == "cardnumber" {
		i.CardID, i.Issued = o.Next(), o.Now()
		if i.ExternalID != "" {
			o.hold(Identity{"cardExternalId", i.ExternalID}, p.Place, c.ID)
		}
	}
	p.Identifiers = append(p.Identifiers, i)
	o.hold(i.Identity, p.Place, c.ID)
}

// Detach takes an identifier from a profile and tells whether it was there.
func (o *Book) Detach(c *Customer, p *Profile, i Identity) bool {
	at := slices.IndexFunc(p.Identifiers, func(have Identifier) bool { return have.Identity == i })
	if at < 0 {
		return false
	}
	if card := p.Identifiers[at].ExternalID; card != "" {
		o.release(Identity{"cardExternalId", card}, p.Place, c.ID)
	}
	p.Identifiers = slices.Delete(p.Identifiers, at, at+1)
	o.release(i, p.Place, c.ID)
	return true
}

func (o *Book) hold(i Identity, p Place, id int64) {
	o.holders[i] = append(o.holders[i], Holder{p, id})
}

func (o *Book) release(i Identity, p Place, id int64) {
	o.holders[i] = slices.DeleteFunc(o.holders[i], func(h Holder) bool { return h == Holder{p, id} })
}

func (o *Book) reassign(i Identity, from, to int64) {
	for n, h := range o.holders[i] {
		if h.ID == from {
			o.holders[i][n].ID = to
		}
	}
}
