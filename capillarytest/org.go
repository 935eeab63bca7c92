package capillarytest

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/shopspring/decimal"
)

// org is the state of the organisation. The dispatcher locks mu around every handler.
type org struct {
	mu       sync.Mutex
	settings *settings
	zone     *time.Location

	tokens    map[string]time.Time // and when they expire
	tills     map[till]int64
	sequence  int64
	customers map[int64]*customer
	survivors map[int64]int64 // of merged customers
	holders   map[identity][]holder
	orgLabels []*orgLabel
	locked    map[int64]bool // customers whom another action holds
	money     money
}

// holder tells who has an identifier, and in which place.
type holder struct {
	place
	id int64
}

func newOrg(s *settings) *org {
	return &org{settings: s, zone: s.zone, tokens: map[string]time.Time{}, tills: map[till]int64{}, customers: map[int64]*customer{},
		survivors: map[int64]int64{}, holders: map[identity][]holder{}, locked: map[int64]bool{}, money: newMoney()}
}

func (o *org) now() time.Time { return o.settings.clock() }

// next returns a new number, for ids of whatever kind.
func (o *org) next() int64 {
	o.sequence++
	return o.sequence
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
	accounts       []*account // one per loyalty program
	statuses       []status   // the last one counts
	subscriptions  []subscription
	changes        []subscriptionChange
	labels         []customerLabel
	images         []image
	events         []object
	notes          []note
	preferences    []object
	preferredStore object
	tickets        []object
	referralCode   string
	referrals      []referral
	lists          map[List][]any
}

// stamp is who did something, and when.
type stamp struct {
	at time.Time
	by till
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

// status is an entry of the status log.
type status struct {
	id            int64
	label, reason string
	stamp
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
		"orgId", o.settings.orgID, "status", "SUCCESS", "uniqueId", fmt.Sprintf("ev%08d", n)))
}
