package capillarytest

import (
	"fmt"
	"maps"
	"slices"

	"github.com/shopspring/decimal"
)

// A Customer is a customer to start with. Empty fields are left out; without any identifier the customer gets an external id.
type Customer struct {
	Source    string // default INSTORE
	AccountID string // for sources that have accounts

	FirstName, LastName             string
	Mobile, Email, ExternalID, Card string
	Identifiers                     map[string]string // further ones by type: wechat, unionId, cuid, …

	Fields         map[string]any // custom fields of the profile
	ExtendedFields map[string]any

	Points         float64 // that can be spent in the default program
	PromisedPoints float64
	Tier           string // name of a tier of the default program; default the lowest
	NonLoyalty     bool
}

// AddCustomer registers a customer and returns the id. It panics when the customer can't be registered, for example because
// of an identifier that is taken in the same source.
func (s *Server) AddCustomer(c Customer) int64 {
	o := s.org
	o.mu.Lock()
	defer o.mu.Unlock()
	added, _, no := o.register(c.body(o), o.tillNamed("TILL", s.Username()))
	if no != nil {
		panic(fmt.Sprintf("capillarytest: AddCustomer: %d %s", no.code, no.message))
	}
	main := o.main(added)
	o.setPoints(main, amountOf(c.Points))
	main.promised = amountOf(c.PromisedPoints)
	if c.Tier != "" {
		main.mustReach(c.Tier)
	}
	return added.id
}

func (c Customer) body(o *org) customerBody {
	p := profileBody{FirstName: text(c.FirstName), LastName: text(c.LastName), Source: orDefault(c.Source, "INSTORE"),
		AccountID: text(c.AccountID), Fields: c.Fields}
	add := func(kind, value string) {
		if value != "" {
			p.Identifiers = append(p.Identifiers, identifierBody{Type: kind, Value: text(value)})
		}
	}
	add("mobile", c.Mobile)
	add("email", c.Email)
	add("externalId", c.ExternalID)
	add("cardnumber", c.Card)
	for _, kind := range slices.Sorted(maps.Keys(c.Identifiers)) {
		add(kind, c.Identifiers[kind])
	}
	if len(p.Identifiers) == 0 {
		add("externalId", fmt.Sprintf("external-%d", o.next()))
	}
	body := customerBody{Profiles: list[profileBody]{p}, ExtendedFields: c.ExtendedFields}
	if c.NonLoyalty {
		body.LoyaltyInfo.LoyaltyType = "non_loyalty"
	}
	return body
}

// SetPoints sets the points that a customer can spend in the default program, to three decimals. They expire in a hundred years.
func (s *Server) SetPoints(customerID int64, points float64) {
	s.change(customerID, func(o *org, a *account) { o.setPoints(a, amountOf(points)) })
}

// SetPromisedPoints sets the points of the default program that a customer will have later.
func (s *Server) SetPromisedPoints(customerID int64, points float64) {
	s.change(customerID, func(_ *org, a *account) { a.promised = amountOf(points) })
}

// SetTier moves a customer to a tier of the default program, named as in Program.Tiers.
func (s *Server) SetTier(customerID int64, tier string) {
	s.change(customerID, func(_ *org, a *account) { a.mustReach(tier) })
}

// Points returns the points that a customer can spend in the default program. Balance has them exactly.
func (s *Server) Points(customerID int64) float64 { return s.Balance(customerID).InexactFloat64() }

// Balance returns the points that a customer can spend in the default program.
func (s *Server) Balance(customerID int64) decimal.Decimal {
	var points decimal.Decimal
	s.change(customerID, func(_ *org, a *account) { points = a.balance() })
	return points
}

// AddTo appends an entry to a list of a customer, to be answered as it stands. The entry is anything that encodes to the
// documented JSON object.
func (s *Server) AddTo(customerID int64, l List, entry any) {
	s.org.mu.Lock()
	defer s.org.mu.Unlock()
	c := s.org.must(customerID)
	c.lists[l] = append(c.lists[l], entry)
}

// AddLabel adds a label to the organisation.
func (s *Server) AddLabel(name, description string) {
	o := s.org
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.labelNamed(name) == nil {
		o.orgLabels = append(o.orgLabels, &orgLabel{20000 + o.next(), name, description, o.tillNamed("TILL", s.Username())})
	}
}

// change runs on the default account of a customer, or of the survivor of a merge.
func (s *Server) change(customerID int64, do func(*org, *account)) {
	s.org.mu.Lock()
	defer s.org.mu.Unlock()
	s.org.expire()
	do(s.org, s.org.main(s.org.must(customerID)))
}
