package people

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// CustomerOf finds the customer that a call names: by the id in its path, or by identifiers in its query. A call that writes
// does not get a locked one.
func (o *Book) CustomerOf(c *kernel.Call) (*Customer, *reply.Refusal) {
	find := o.Lookup
	if id := c.Param("id"); id != "" {
		find = func(*kernel.Call) (*Customer, *reply.Refusal) { return o.ByID(id) }
	}
	found, no := find(c)
	if no == nil && c.Method != http.MethodGet {
		no = o.Busy(found)
	}
	return found, no
}

// Anyone finds the customer of a v2 query whose source is optional.
func (o *Book) Anyone(c *kernel.Call) (*Customer, *reply.Refusal) {
	if c.Value("source") != "" || c.Value("identifierName") == "" {
		return o.Lookup(c)
	}
	return o.LookupOne(c.Value("identifierName"), c.Value("identifierValue"), Anywhere)
}

// TypedIdentifier is how a body of v2 names a customer.
type TypedIdentifier struct {
	Type  wire.Text `json:"type"`
	Value wire.Text `json:"value"`
}

// Typed finds the customer of a v2 body that writes.
func (o *Book) Typed(t TypedIdentifier) (*Customer, *reply.Refusal) {
	found, no := o.LookupOne(string(t.Type), string(t.Value), Anywhere)
	if no == nil {
		no = o.Busy(found)
	}
	return found, no
}

// ByID returns a customer. A merged one is not found: the API tells so.
func (o *Book) ByID(text string) (*Customer, *reply.Refusal) {
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return nil, reply.Common.Refuse(8015)
	}
	if _, merged := o.survivors[id]; merged {
		return nil, reply.Common.Refuse(8069)
	}
	found, ok := o.Customers[id]
	if !ok {
		return nil, reply.Common.Refuse(8015)
	}
	return found, nil
}

// Survivor returns a customer, or the one that a merged customer became part of.
func (o *Book) Survivor(id int64) (found *Customer, merged bool) {
	for {
		next, ok := o.survivors[id]
		if !ok {
			return o.Customers[id], merged
		}
		id, merged = next, true
	}
}

// Must returns a customer, or the survivor of a merge; it panics when there is none.
func (o *Book) Must(id int64) *Customer {
	c, _ := o.Survivor(id)
	if c == nil {
		panic(fmt.Sprintf("capillarytest: there is no customer %d", id))
	}
	return c
}

// Lookup finds a customer by source, accountId, identifierName and identifierValue. The latter two may be lists of the
// same length: the first pair that someone has decides.
func (o *Book) Lookup(c *kernel.Call) (*Customer, *reply.Refusal) {
	where, no := o.PlaceOf(c.Value("source"), c.Value("accountId"), LookupCodes)
	if no != nil {
		return nil, no
	}
	names, values := strings.Split(c.Value("identifierName"), ","), strings.Split(c.Value("identifierValue"), ",")
	if names[0] == "" || values[0] == "" {
		return nil, reply.Common.Refuse(8002)
	}
	if len(names) != len(values) {
		return nil, reply.Common.Refuse(8013)
	}
	for n, name := range names {
		var found *Customer
		if found, no = o.LookupOne(name, values[n], where); no == nil {
			return found, nil
		}
	}
	return nil, no
}

// LookupOne finds a customer by one identifier, in a place or Anywhere.
func (o *Book) LookupOne(name, value string, where Place) (*Customer, *reply.Refusal) {
	if strings.EqualFold(name, "id") {
		return o.ByID(value)
	}
	i, ok := IdentityOf(name, value)
	if !ok {
		return nil, reply.Common.Refuse(8013)
	}
	return o.Find(i, where)
}

// Find looks an identifier up in a place, or anywhere.
func (o *Book) Find(i Identity, p Place) (*Customer, *reply.Refusal) {
	held := o.holders[i]
	for _, h := range held {
		if p == Anywhere || h.Place == p {
			return o.Customers[h.ID], nil
		}
	}
	if len(held) > 0 {
		return nil, reply.Common.Refuse(8065)
	}
	return nil, reply.Common.Refuse(8015)
}

// Everyone returns all customers by id.
func (o *Book) Everyone() []*Customer {
	all := make([]*Customer, 0, len(o.Customers))
	for _, c := range o.Customers {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b *Customer) int { return cmp.Compare(a.ID, b.ID) })
	return all
}
