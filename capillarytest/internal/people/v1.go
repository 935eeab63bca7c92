package people

import (
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// WhoV1 is how an item of a v1.1 request names a customer.
type WhoV1 struct {
	Mobile         wire.Text `json:"mobile"`
	Email          wire.Text `json:"email"`
	ExternalID     wire.Text `json:"external_id"`
	ID             wire.Text `json:"id"`
	UserID         wire.Text `json:"user_id"`
	CardNumber     wire.Text `json:"card_number"`
	CardExternalID wire.Text `json:"card_external_id"`
}

// Pairs are the identifiers that are given, the id first.
func (w WhoV1) Pairs() [][2]string {
	var out [][2]string
	for _, p := range [][2]string{{"id", string(w.ID)}, {"user_id", string(w.UserID)}, {"mobile", string(w.Mobile)},
		{"email", string(w.Email)}, {"external_id", string(w.ExternalID)}, {"card_number", string(w.CardNumber)},
		{"card_external_id", string(w.CardExternalID)}} {
		if p[1] != "" {
			out = append(out, p)
		}
	}
	return out
}

// Object repeats what was asked for.
func (w WhoV1) Object() wire.Object {
	out := wire.Obj()
	for _, p := range w.Pairs() {
		out = out.With(p[0], p[1])
	}
	return out
}

// WhoV1 finds the customer of an item that writes: the first identifier that someone has decides.
func (o *Book) WhoV1(w WhoV1) (*Customer, *reply.Refusal) {
	for _, p := range w.Pairs() {
		if found, _, no := o.FindV1(p[0], p[1]); no == nil {
			return found, o.Busy(found)
		}
	}
	if len(w.Pairs()) == 0 {
		return nil, reply.Common.Refuse(1015)
	}
	return nil, reply.Common.Refuse(1012)
}

// FindV1 finds a customer, INSTORE first since v1.1 knows no sources. The id of a merged customer finds the survivor.
func (o *Book) FindV1(name, value string) (found *Customer, merged bool, no *reply.Refusal) {
	if name == "id" || name == "user_id" {
		if found, merged = o.Survivor(wire.Text(value).Int()); found == nil {
			return nil, false, reply.Common.Refuse(1012)
		}
		return found, merged, nil
	}
	i, ok := IdentityOf(name, value)
	if !ok {
		return nil, false, reply.Common.Refuse(1012)
	}
	if found, no = o.Find(i, Place{Source: "INSTORE"}); no != nil {
		if found, no = o.Find(i, Anywhere); no != nil {
			return nil, false, reply.Common.Refuse(1012)
		}
	}
	return found, false, nil
}

// AskedCustomer is one customer of a query.
type AskedCustomer struct {
	Asked    wire.Object // what the query said
	Customer *Customer
	merged   bool
	No       *reply.Refusal
}

// AskedV1 are the customers that a v1.1 query names.
func (o *Book) AskedV1(c *kernel.Call) []AskedCustomer {
	return o.Asked(c, "mobile", "email", "external_id", "id", "card_number", "card_external_id")
}

// Asked are the customers that a query names, each parameter with several values and commas.
func (o *Book) Asked(c *kernel.Call, names ...string) []AskedCustomer {
	var out []AskedCustomer
	for _, name := range names {
		for _, value := range c.Values(name) {
			a := AskedCustomer{Asked: wire.Obj(name, value)}
			a.Customer, a.merged, a.No = o.FindV1(name, value)
			out = append(out, a)
		}
	}
	return out
}

// EachV1 answers with an item for each customer that the query names.
func (o *Book) EachV1(c *kernel.Call, bare bool, item func(*Customer) reply.V1Item) reply.Reply {
	var items []reply.V1Item
	for _, who := range o.AskedV1(c) {
		if who.No != nil {
			items = append(items, reply.V1Refused(who.Asked, who.No))
			continue
		}
		i := item(who.Customer)
		if who.merged {
			i.Warnings = append(i.Warnings, reply.Common.Of(91009))
		}
		items = append(items, i)
	}
	if len(items) == 0 {
		return reply.V1Failed(reply.Common.Refuse(400))
	}
	return reply.V1Items("customers", "customer", bare, items...)
}

// OneV1 answers about the first customer that the query names.
func (o *Book) OneV1(c *kernel.Call, item func(*Customer) reply.V1Item) reply.Reply {
	asked := o.AskedV1(c)
	switch {
	case len(asked) == 0:
		return reply.V1Failed(reply.Common.Refuse(400))
	case asked[0].No != nil:
		return reply.V1One("customer", reply.V1Refused(asked[0].Asked, asked[0].No))
	default:
		return reply.V1One("customer", item(asked[0].Customer))
	}
}

// IdentityV1 is the id, under that name, and the three identifiers of v1.1.
func (o *Book) IdentityV1(c *Customer, idName string) wire.Object {
	return wire.Obj(idName, wire.Quoted(c.ID), "mobile", c.Identifier("mobile"), "email", c.Identifier("email"),
		"external_id", c.Identifier("externalId"))
}

// NamedV1 is the three identifiers and the name.
func (o *Book) NamedV1(c *Customer) wire.Object {
	p := o.ProfileV1(c)
	return wire.Obj("mobile", c.Identifier("mobile"), "email", c.Identifier("email"), "external_id", c.Identifier("externalId"),
		"firstname", p.FirstName, "lastname", p.LastName)
}

// ProfileV1 is the profile that v1.1 shows: the one of INSTORE, else the first.
func (o *Book) ProfileV1(c *Customer) *Profile {
	if p := c.ProfileIn(Place{Source: "INSTORE"}); p != nil {
		return p
	}
	if len(c.Profiles) > 0 {
		return c.Profiles[0]
	}
	return &Profile{}
}

// ThreeV1 is the three identifiers of v1.1.
func (o *Book) ThreeV1(cu *Customer) wire.Object {
	return wire.Obj("mobile", cu.Identifier("mobile"), "email", cu.Identifier("email"), "external_id", cu.Identifier("externalId"))
}
