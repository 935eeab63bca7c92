package people

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

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

// Anyone finds the customer of a v2 query whose source is optional.
func (o *Book) Anyone(c *kernel.Call) (*Customer, *reply.Refusal) {
	if c.Value("source") != "" || c.Value("identifierName") == "" {
		return o.Lookup(c)
	}
	return o.LookupOne(c.Value("identifierName"), c.Value("identifierValue"), Anywhere)
}

// Addresses are the names under which codes for a customer are kept: the id, and the identifiers.
func (c *Customer) Addresses() []string {
	out := []string{strconv.FormatInt(c.ID, 10)}
	for _, p := range c.Profiles {
		for _, i := range p.Identifiers {
			out = append(out, i.Value)
		}
	}
	return out
}

// IdentifierObjects are the identifiers of a profile as v2 shows them.
func IdentifierObjects(p *Profile) []wire.Object {
	out := []wire.Object{}
	for _, i := range p.Identifiers {
		o := wire.Obj("type", i.Kind, "value", i.Value)
		if i.SeriesID != 0 {
			o = o.With("seriesId", i.SeriesID)
		}
		if i.SeriesCode != "" {
			o = o.With("seriesCode", i.SeriesCode)
		}
		if i.StatusLabel != "" {
			o = o.With("statusLabel", i.StatusLabel)
		}
		if i.ExternalID != "" {
			o = o.With("cardExternalId", i.ExternalID)
		}
		out = append(out, o)
	}
	return out
}

// LoyaltyType is loyalty or non_loyalty.
func (c *Customer) LoyaltyType() string {
	if c.Loyal {
		return "loyalty"
	}
	return "non_loyalty"
}

// Matches are the names and identifiers that start with q, which is in lower case.
func (c *Customer) Matches(q string) []wire.Object {
	var out []wire.Object
	for _, p := range c.Profiles {
		try := func(kind, value string) {
			if strings.HasPrefix(strings.ToLower(value), q) {
				out = append(out, wire.Obj("idType", kind, "idValue", value, "source", p.Source, "accountId", p.Account))
			}
		}
		try("firstName", p.FirstName)
		try("lastName", p.LastName)
		for _, i := range p.Identifiers {
			try(i.Kind, i.Value)
		}
	}
	return out
}

// Merge makes a customer part of another one. The id of the victim is not forgotten.
func (o *Book) Merge(victim, survivor *Customer) {
	for _, p := range victim.Profiles {
		for _, i := range p.Identifiers {
			o.reassign(i.Identity, victim.ID, survivor.ID)
			if i.ExternalID != "" {
				o.reassign(Identity{"cardExternalId", i.ExternalID}, victim.ID, survivor.ID)
			}
		}
	}
	survivor.Profiles = append(survivor.Profiles, victim.Profiles...)
	for key, value := range victim.Extended {
		if _, ok := survivor.Extended[key]; !ok {
			survivor.Extended[key] = value
		}
	}
	survivor.Purchases = survivor.Purchases.Add(victim.Purchases)
	survivor.Loyal = survivor.Loyal || victim.Loyal
	survivor.Events = append(survivor.Events, victim.Events...)
	for l, entries := range victim.Lists {
		survivor.Lists[l] = append(survivor.Lists[l], entries...)
	}
	for _, told := range o.merged {
		told(victim, survivor)
	}
	delete(o.Customers, victim.ID)
	o.survivors[victim.ID] = survivor.ID
	o.Happened(survivor, "CustomerMerge")
}

func (o *Book) reassign(i Identity, from, to int64) {
	for n, h := range o.holders[i] {
		if h.ID == from {
			o.holders[i][n].ID = to
		}
	}
}

// Must returns a customer, or the survivor of a merge; it panics when there is none.
func (o *Book) Must(id int64) *Customer {
	c, _ := o.survivor(id)
	if c == nil {
		panic(fmt.Sprintf("capillarytest: there is no customer %d", id))
	}
	return c
}

// Busy refuses to write for a customer whom another action holds.
func (o *Book) Busy(c *Customer) *reply.Refusal {
	if o.held[c.ID] {
		return reply.Common.Refuse(521)
	}
	return nil
}

// Customer is one customer with a profile per place.
type Customer struct {
	ID, LoyaltyID  int64
	Loyal          bool
	Profiles       []*Profile
	Extended       map[string]any
	AssociatedWith string
	Created        kernel.Stamp
	Modified       kernel.Stamp
	Purchases      decimal.Decimal
	Events         []wire.Object
	Lists          map[List][]any // that a test fills
}

// Profile is what one source knows about a customer.
type Profile struct {
	Place
	FirstName, LastName string
	Fields              map[string]any
	Identifiers         []Identifier
	Channels            []Channel
	Created, Modified   kernel.Stamp
}

// Identifier is an identifier with the details that cards have.
type Identifier struct {
	Identity
	SeriesID    int64
	SeriesCode  string
	StatusLabel string
	ExternalID  string // of a card
	CardID      int64
	Extended    map[string]any
	Custom      map[string]any
	Issued      time.Time
}

// Channel is a way to reach the customer.
type Channel struct {
	Kind, Value       string
	Primary, Verified bool
	Residence, Office bool
	Attributes        map[string]any
}

// ProfileIn returns the profile in a place, or nil.
func (c *Customer) ProfileIn(p Place) *Profile {
	for _, have := range c.Profiles {
		if have.Place == p {
			return have
		}
	}
	return nil
}

// SharesPlaceWith tells whether both have a profile in the same place, so that they can't become one.
func (c *Customer) SharesPlaceWith(other *Customer) bool {
	return slices.ContainsFunc(c.Profiles, func(p *Profile) bool { return other.ProfileIn(p.Place) != nil })
}

// Identifier returns the first value of that type, in any place.
func (c *Customer) Identifier(kind string) string {
	for _, p := range c.Profiles {
		if v := p.Identifier(kind); v != "" {
			return v
		}
	}
	return ""
}

// Identifier returns the first value of that type.
func (p *Profile) Identifier(kind string) string {
	for _, i := range p.Identifiers {
		if i.Kind == kind {
			return i.Value
		}
	}
	return ""
}

// The index of identifiers --------------------------------------------------------------------------------------------

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

func (o *Book) hold(i Identity, p Place, id int64) {
	o.holders[i] = append(o.holders[i], Holder{p, id})
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

func (o *Book) release(i Identity, p Place, id int64) {
	o.holders[i] = slices.DeleteFunc(o.holders[i], func(h Holder) bool { return h == Holder{p, id} })
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

// Finding the customer of a call ----------------------------------------------------------------------------------------

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

// survivor returns a customer, or the one that a merged customer became part of.
func (o *Book) survivor(id int64) (found *Customer, merged bool) {
	for {
		next, ok := o.survivors[id]
		if !ok {
			return o.Customers[id], merged
		}
		id, merged = next, true
	}
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

// Everyone returns all customers by id.
func (o *Book) Everyone() []*Customer {
	all := make([]*Customer, 0, len(o.Customers))
	for _, c := range o.Customers {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b *Customer) int { return cmp.Compare(a.ID, b.ID) })
	return all
}

// Happened tells of an event, and notes it in the customer's loyalty events.
func (o *Book) Happened(c *Customer, event string) {
	n := o.Next()
	c.Events = append(c.Events, wire.Obj("id", 42000000+n, "customerId", c.ID, "date", o.V2Time(o.Now()), "eventName", event,
		"orgId", o.ID, "status", "SUCCESS", "uniqueId", fmt.Sprintf("ev%08d", n)))
	o.Emit(kernel.Event{Name: event, CustomerID: c.ID})
}

// A Holder is who has an identifier, and in which place.
type Holder struct {
	Place
	ID int64
}

// Reach adds a channel, or replaces the one of the same kind and value.
func (p *Profile) Reach(ch Channel) {
	for n, have := range p.Channels {
		if have.Kind == ch.Kind && have.Value == ch.Value {
			p.Channels[n] = ch
			return
		}
	}
	p.Channels = append(p.Channels, ch)
}

// Object is the channel as replies show it.
func (ch Channel) Object() wire.Object {
	attributes := ch.Attributes
	if attributes == nil {
		attributes = map[string]any{}
	}
	return wire.Obj("type", ch.Kind, "value", ch.Value, "primary", ch.Primary, "verified", ch.Verified,
		"meta", wire.Obj("residence", ch.Residence, "office", ch.Office), "attributes", attributes)
}

// Holders are those who have an identifier, one per place.
func (o *Book) Holders(i Identity) []Holder { return o.holders[i] }

// Lock holds a customer as another action would: every write for the customer is refused until Unlock.
func (o *Book) Lock(id int64) { o.held[o.Must(id).ID] = true }

// Unlock ends Lock.
func (o *Book) Unlock(id int64) { delete(o.held, o.Must(id).ID) }
