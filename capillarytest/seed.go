package capillarytest

import (
	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillarytest/internal/customer"
	"github.com/capillary-go/sdk/capillarytest/internal/ledger"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
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
	s.org.Mu.Lock()
	defer s.org.Mu.Unlock()
	return s.org.customer.Add(customer.Seed(c), s.Username())
}

// SetPoints sets the points that a customer can spend in the default program, to three decimals. They expire in a hundred years.
func (s *Server) SetPoints(customerID int64, points float64) {
	s.change(customerID, func(a *ledger.Account) { s.org.ledger.SetPoints(a, wire.AmountOf(points)) })
}

// SetPromisedPoints sets the points of the default program that a customer will have later.
func (s *Server) SetPromisedPoints(customerID int64, points float64) {
	s.change(customerID, func(a *ledger.Account) { a.Promised = wire.AmountOf(points) })
}

// SetTier moves a customer to a tier of the default program, named as in Program.Tiers.
func (s *Server) SetTier(customerID int64, tier string) {
	s.change(customerID, func(a *ledger.Account) { a.MustReach(tier) })
}

// SetGroupTier moves a user group of the second generation to a tier of the default program, named as in Program.Tiers. The group's tier
// history tells it, also that it was kept.
func (s *Server) SetGroupTier(groupID int64, tier string) {
	s.org.Mu.Lock()
	defer s.org.Mu.Unlock()
	s.org.usergroup.MustReach(groupID, tier)
}

// Points returns the points that a customer can spend in the default program. Balance has them exactly.
func (s *Server) Points(customerID int64) float64 { return s.Balance(customerID).InexactFloat64() }

// Balance returns the points that a customer can spend in the default program.
func (s *Server) Balance(customerID int64) decimal.Decimal {
	var points decimal.Decimal
	s.change(customerID, func(a *ledger.Account) { points = a.Balance() })
	return points
}

// AddTo appends an entry to a list of a customer, to be answered as it stands. The entry is anything that encodes to the
// documented JSON object.
func (s *Server) AddTo(customerID int64, l List, entry any) {
	s.org.Mu.Lock()
	defer s.org.Mu.Unlock()
	c := s.org.people.Must(customerID)
	c.Lists[people.List(l)] = append(c.Lists[people.List(l)], entry)
}

// AddLabel adds a label to the organisation.
func (s *Server) AddLabel(name, description string) {
	s.org.Mu.Lock()
	defer s.org.Mu.Unlock()
	s.org.customer.AddLabel(name, description, s.Username())
}

// change runs on the default account of a customer, or of the survivor of a merge.
func (s *Server) change(customerID int64, do func(*ledger.Account)) {
	s.org.Mu.Lock()
	defer s.org.Mu.Unlock()
	s.org.ledger.Expire()
	do(s.org.ledger.Main(s.org.people.Must(customerID)))
}
