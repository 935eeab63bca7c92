package people

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

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
