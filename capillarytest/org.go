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
	mu        sync.Mutex
	settings  *settings
	orgID     int64
	zone      *time.Location
	keyPolicy KeyPolicy
	due       []func()             // what time brings about; done before every call
	tokens    map[string]time.Time // and when they expire
	tills     map[till]int64
	sequence  int64
	keys      map[string]keyUse
	done      map[string]int // how often, by key

	sources   []Source
	customers map[int64]*customer
	survivors map[int64]int64 // of merged customers
	holders   map[identity][]holder
	held      map[int64]bool                     // customers whom another action holds
	merged    []func(victim, survivor *customer) // told of every merge

	programs     []Program
	accountParts *part[[]*account]
	nextExpiry   time.Time      // of points; zero for none
	sales        map[int64]bool // the ids of all transactions

	traits    *part[traits]
	orgLabels []*orgLabel

	codesNotRequired bool
	redemptions      []*redemption
	redeemed         map[string]*redemption   // by redemption id, and by number
	references       map[string][]*redemption // by external reference number
	transfers        []*transfer

	billsPerTill bool
	bills        []*bill
	billsByID    map[int64]*bill
	billsByName  map[string][]*bill // by number, returns left out

	series     map[int64]*series
	coupons    []*coupon
	couponsOf  map[string][]*coupon   // by code; only a generic code has several
	couponUses map[int64]*couponUse   // by redemption id
	jobs       map[int64][]*uploadJob // by series
	uploaded   map[string]bool        // codes

	codeTTL time.Duration     // of validation codes and one-time passwords
	otps    map[string][]*otp // by whom they are for
}

func newOrg(s *settings) *org {
	o := &org{settings: s, orgID: s.orgID, zone: s.zone, keyPolicy: s.keys, tokens: map[string]time.Time{}, tills: map[till]int64{},
		keys: map[string]keyUse{}, done: map[string]int{}}
	o.startBook(s.sources)
	o.startLedger(s.programs)
	o.startCustomers()
	o.startOTPs(s.codeTTL)
	o.startCoupons()
	o.startPoints(s.codesNotRequired)
	o.startTransactions(s.billsPerTill)
	return o
}

func (o *org) startBook(sources []Source) {
	o.sources = sources
	o.customers, o.survivors = map[int64]*customer{}, map[int64]int64{}
	o.holders, o.held = map[identity][]holder{}, map[int64]bool{}
}

func (o *org) startLedger(programs []Program) {
	o.programs, o.sales = programs, map[int64]bool{}
	o.accountParts = newPart(o, o.mergeAccounts)
	o.due = append(o.due, o.expire)
}

func (o *org) startCustomers() {
	o.traits = newPart(o, (*traits).inherit)
}

func (o *org) startOTPs(codeTTL time.Duration) {
	o.codeTTL, o.otps = codeTTL, map[string][]*otp{}
}

func (o *org) startCoupons() {
	o.series, o.couponsOf, o.couponUses = map[int64]*series{}, map[string][]*coupon{}, map[int64]*couponUse{}
	o.jobs, o.uploaded = map[int64][]*uploadJob{}, map[string]bool{}
	o.onMerge(func(victim, survivor *customer) {
		for _, c := range o.coupons {
			survivor.takeOver(victim, &c.customer)
		}
		for _, u := range o.couponUses {
			survivor.takeOver(victim, &u.customer)
		}
	})
}

func (o *org) startPoints(codesNotRequired bool) {
	o.codesNotRequired = codesNotRequired
	o.redeemed, o.references = map[string]*redemption{}, map[string][]*redemption{}
	o.onMerge(func(victim, survivor *customer) {
		for _, r := range o.redemptions {
			survivor.takeOver(victim, &r.customer)
		}
		for _, t := range o.transfers {
			survivor.takeOver(victim, &t.from)
			survivor.takeOver(victim, &t.to)
		}
	})
}

func (o *org) startTransactions(billsPerTill bool) {
	o.billsPerTill, o.billsByID, o.billsByName = billsPerTill, map[int64]*bill{}, map[string][]*bill{}
	o.onMerge(func(victim, survivor *customer) {
		for _, b := range o.bills {
			survivor.takeOver(victim, &b.customer)
		}
	})
}

// onMerge has a resource told of every merge, so that it gives to the survivor what the other one had.
func (o *org) onMerge(do func(victim, survivor *customer)) { o.merged = append(o.merged, do) }

// takeOver makes an id of the victim of a merge one of its survivor.
func (c *customer) takeOver(victim *customer, id *int64) {
	if *id == victim.id {
		*id = c.id
	}
}

// part is what one resource keeps of every customer.
type part[T any] struct{ byID map[int64]*T }

// newPart makes a part. On a merge, merge adds to what the survivor has what the other one had.
func newPart[T any](o *org, merge func(survivor, victim *T)) *part[T] {
	p := &part[T]{map[int64]*T{}}
	o.onMerge(func(victim, survivor *customer) {
		merge(p.of(survivor), p.of(victim))
		delete(p.byID, victim.id)
	})
	return p
}

// of returns what is kept of a customer.
func (p *part[T]) of(c *customer) *T {
	if p.byID[c.id] == nil {
		p.byID[c.id] = new(T)
	}
	return p.byID[c.id]
}

// holder tells who has an identifier, and in which place.
type holder struct {
	place
	id int64
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
	events         []object
	lists          map[List][]any // that a test fills
}

// traits are what the customer endpoints keep of a customer besides.
type traits struct {
	statuses       []status // the last one counts
	subscriptions  []subscription
	changes        []subscriptionChange
	labels         []customerLabel
	images         []image
	notes          []note
	preferences    []object
	preferredStore object
	tickets        []object
	referralCode   string
	referrals      []referral
}

func (o *org) of(c *customer) *traits { return o.traits.of(c) }

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
		"orgId", o.orgID, "status", "SUCCESS", "uniqueId", fmt.Sprintf("ev%08d", n)))
}
