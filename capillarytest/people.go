package capillarytest

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

// typedIdentifier is how a body of v2 names a customer.
type typedIdentifier struct {
	Type  text `json:"type"`
	Value text `json:"value"`
}

// typed finds the customer of a v2 body that writes.
func (o *org) typed(t typedIdentifier) (*customer, *refusal) {
	found, no := o.lookupOne(string(t.Type), string(t.Value), anywhere)
	if no == nil {
		no = o.busy(found)
	}
	return found, no
}

// anyone finds the customer of a v2 query whose source is optional.
func (o *org) anyone(c *call) (*customer, *refusal) {
	if c.value("source") != "" || c.value("identifierName") == "" {
		return o.lookup(c)
	}
	return o.lookupOne(c.value("identifierName"), c.value("identifierValue"), anywhere)
}

// addresses are the names under which codes for a customer are kept: the id, and the identifiers.
func (c *customer) addresses() []string {
	out := []string{strconv.FormatInt(c.id, 10)}
	for _, p := range c.profiles {
		for _, i := range p.identifiers {
			out = append(out, i.value)
		}
	}
	return out
}

func identifierObjects(p *profile) []object {
	out := []object{}
	for _, i := range p.identifiers {
		o := obj("type", i.kind, "value", i.value)
		if i.seriesID != 0 {
			o = o.with("seriesId", i.seriesID)
		}
		if i.seriesCode != "" {
			o = o.with("seriesCode", i.seriesCode)
		}
		if i.statusLabel != "" {
			o = o.with("statusLabel", i.statusLabel)
		}
		if i.externalID != "" {
			o = o.with("cardExternalId", i.externalID)
		}
		out = append(out, o)
	}
	return out
}

func (c *customer) loyaltyType() string {
	if c.loyal {
		return "loyalty"
	}
	return "non_loyalty"
}

func (c *customer) matches(q string) []object {
	var out []object
	for _, p := range c.profiles {
		try := func(kind, value string) {
			if strings.HasPrefix(strings.ToLower(value), q) {
				out = append(out, obj("idType", kind, "idValue", value, "source", p.source, "accountId", p.account))
			}
		}
		try("firstName", p.firstName)
		try("lastName", p.lastName)
		for _, i := range p.identifiers {
			try(i.kind, i.value)
		}
	}
	return out
}

// merge makes a customer part of another one. The id of the victim is not forgotten.
func (o *org) merge(victim, survivor *customer) {
	for _, p := range victim.profiles {
		for _, i := range p.identifiers {
			o.reassign(i.identity, victim.id, survivor.id)
			if i.externalID != "" {
				o.reassign(identity{"cardExternalId", i.externalID}, victim.id, survivor.id)
			}
		}
	}
	survivor.profiles = append(survivor.profiles, victim.profiles...)
	for key, value := range victim.extended {
		if _, ok := survivor.extended[key]; !ok {
			survivor.extended[key] = value
		}
	}
	survivor.purchases = survivor.purchases.Add(victim.purchases)
	survivor.loyal = survivor.loyal || victim.loyal
	survivor.events = append(survivor.events, victim.events...)
	for l, entries := range victim.lists {
		survivor.lists[l] = append(survivor.lists[l], entries...)
	}
	for _, told := range o.merged {
		told(victim, survivor)
	}
	delete(o.customers, victim.id)
	o.survivors[victim.id] = survivor.id
	o.happened(survivor, "CustomerMerge")
}

func (o *org) reassign(i identity, from, to int64) {
	for n, h := range o.holders[i] {
		if h.id == from {
			o.holders[i][n].id = to
		}
	}
}

// must returns a customer, or the survivor of a merge; it panics when there is none.
func (o *org) must(id int64) *customer {
	c, _ := o.survivor(id)
	if c == nil {
		panic(fmt.Sprintf("capillarytest: there is no customer %d", id))
	}
	return c
}

// busy refuses to write for a customer whom another action holds.
func (o *org) busy(c *customer) *refusal {
	if o.held[c.id] {
		return refuse(521)
	}
	return nil
}

// customer is one customer with a profile per place.
type customer struct {
	id, loyaltyID  int64
	loyal          bool
	profiles       []*profile
	extended       map[string]any
	associatedWith string
	created        stamp
	modified       stamp
	purchases      decimal.Decimal
	events         []object
	lists          map[List][]any // that a test fills
}

// profile is what one source knows about a customer.
type profile struct {
	place
	firstName, lastName string
	fields              map[string]any
	identifiers         []identifier
	channels            []channel
	created, modified   stamp
}

// identifier is an identifier with the details that cards have.
type identifier struct {
	identity
	seriesID    int64
	seriesCode  string
	statusLabel string
	externalID  string // of a card
	cardID      int64
	extended    map[string]any
	custom      map[string]any
	issued      time.Time
}

// channel is a way to reach the customer.
type channel struct {
	kind, value       string
	primary, verified bool
	residence, office bool
	attributes        map[string]any
}

func (c *customer) profileIn(p place) *profile {
	for _, have := range c.profiles {
		if have.place == p {
			return have
		}
	}
	return nil
}

// sharesPlaceWith tells whether both have a profile in the same place, so that they can't become one.
func (c *customer) sharesPlaceWith(other *customer) bool {
	return slices.ContainsFunc(c.profiles, func(p *profile) bool { return other.profileIn(p.place) != nil })
}

// identifier returns the first value of that type, in any place.
func (c *customer) identifier(kind string) string {
	for _, p := range c.profiles {
		if v := p.identifier(kind); v != "" {
			return v
		}
	}
	return ""
}

func (p *profile) identifier(kind string) string {
	for _, i := range p.identifiers {
		if i.kind == kind {
			return i.value
		}
	}
	return ""
}

// The index of identifiers --------------------------------------------------------------------------------------------

// attach gives an identifier to a profile.
func (o *org) attach(c *customer, p *profile, i identifier) {
	if i.kind == "cardnumber" {
		i.cardID, i.issued = o.next(), o.now()
		if i.externalID != "" {
			o.hold(identity{"cardExternalId", i.externalID}, p.place, c.id)
		}
	}
	p.identifiers = append(p.identifiers, i)
	o.hold(i.identity, p.place, c.id)
}

func (o *org) hold(i identity, p place, id int64) { o.holders[i] = append(o.holders[i], holder{p, id}) }

// detach takes an identifier from a profile and tells whether it was there.
func (o *org) detach(c *customer, p *profile, i identity) bool {
	at := slices.IndexFunc(p.identifiers, func(have identifier) bool { return have.identity == i })
	if at < 0 {
		return false
	}
	if card := p.identifiers[at].externalID; card != "" {
		o.release(identity{"cardExternalId", card}, p.place, c.id)
	}
	p.identifiers = slices.Delete(p.identifiers, at, at+1)
	o.release(i, p.place, c.id)
	return true
}

func (o *org) release(i identity, p place, id int64) {
	o.holders[i] = slices.DeleteFunc(o.holders[i], func(h holder) bool { return h == holder{p, id} })
}

// find looks an identifier up in a place, or anywhere.
func (o *org) find(i identity, p place) (*customer, *refusal) {
	held := o.holders[i]
	for _, h := range held {
		if p == anywhere || h.place == p {
			return o.customers[h.id], nil
		}
	}
	if len(held) > 0 {
		return nil, refuse(8065)
	}
	return nil, refuse(8015)
}

// Finding the customer of a call ----------------------------------------------------------------------------------------

// customerOf finds the customer that a call names: by the id in its path, or by identifiers in its query. A call that writes
// does not get a locked one.
func (o *org) customerOf(c *call) (*customer, *refusal) {
	find := o.lookup
	if id := c.param("id"); id != "" {
		find = func(*call) (*customer, *refusal) { return o.byID(id) }
	}
	found, no := find(c)
	if no == nil && c.method != http.MethodGet {
		no = o.busy(found)
	}
	return found, no
}

// byID returns a customer. A merged one is not found: the API tells so.
func (o *org) byID(text string) (*customer, *refusal) {
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return nil, refuse(8015)
	}
	if _, merged := o.survivors[id]; merged {
		return nil, refuse(8069)
	}
	found, ok := o.customers[id]
	if !ok {
		return nil, refuse(8015)
	}
	return found, nil
}

// survivor returns a customer, or the one that a merged customer became part of.
func (o *org) survivor(id int64) (found *customer, merged bool) {
	for {
		next, ok := o.survivors[id]
		if !ok {
			return o.customers[id], merged
		}
		id, merged = next, true
	}
}

// lookup finds a customer by source, accountId, identifierName and identifierValue. The latter two may be lists of the
// same length: the first pair that someone has decides.
func (o *org) lookup(c *call) (*customer, *refusal) {
	where, no := o.placeOf(c.value("source"), c.value("accountId"), lookupCodes)
	if no != nil {
		return nil, no
	}
	names, values := strings.Split(c.value("identifierName"), ","), strings.Split(c.value("identifierValue"), ",")
	if names[0] == "" || values[0] == "" {
		return nil, refuse(8002)
	}
	if len(names) != len(values) {
		return nil, refuse(8013)
	}
	for n, name := range names {
		var found *customer
		if found, no = o.lookupOne(name, values[n], where); no == nil {
			return found, nil
		}
	}
	return nil, no
}

func (o *org) lookupOne(name, value string, where place) (*customer, *refusal) {
	if strings.EqualFold(name, "id") {
		return o.byID(value)
	}
	i, ok := identityOf(name, value)
	if !ok {
		return nil, refuse(8013)
	}
	return o.find(i, where)
}

// everyone returns all customers by id.
func (o *org) everyone() []*customer {
	all := make([]*customer, 0, len(o.customers))
	for _, c := range o.customers {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b *customer) int { return cmp.Compare(a.id, b.id) })
	return all
}

// note an event in the customer's loyalty events.
func (o *org) happened(c *customer, event string) {
	n := o.next()
	c.events = append(c.events, obj("id", 42000000+n, "customerId", c.id, "date", o.v2Time(o.now()), "eventName", event,
		"orgId", o.orgID, "status", "SUCCESS", "uniqueId", fmt.Sprintf("ev%08d", n)))
}

// holder tells who has an identifier, and in which place.
type holder struct {
	place
	id int64
}
