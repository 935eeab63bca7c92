package capillarytest

import (
	"sync"
	"time"
)

// org is the state of the organisation. The dispatcher locks mu around every handler.
type org struct {
	mu       sync.Mutex
	settings *basics
	orgID    int64
	zone     *time.Location
	due      []func()             // what time brings about; done before every call
	tokens   map[string]time.Time // and when they expire
	tills    map[till]int64
	sequence int64
	keys     map[string]keyUse
	done     map[string]int // how often, by key

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
	o := newBare(&s.basics)
	o.startBook(s.sources)
	o.startLedger(s.programs)
	o.startCustomers()
	o.startOTPs(s.codeTTL)
	o.startCoupons()
	o.startPoints(s.codesNotRequired)
	o.startTransactions(s.billsPerTill)
	return o
}

func newBare(s *basics) *org {
	return &org{settings: s, orgID: s.orgID, zone: s.zone, tokens: map[string]time.Time{}, tills: map[till]int64{},
		keys: map[string]keyUse{}, done: map[string]int{}}
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
