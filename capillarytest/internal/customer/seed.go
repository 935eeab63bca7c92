package customer

import (
	"fmt"
	"maps"
	"slices"

	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// Seed is a customer to start with.
type Seed struct {
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

// Add registers a customer and returns the id. It panics when the customer can't be registered.
func (o *State) Add(c Seed, till string) int64 {
	added, _, no := o.Register(c.body(o), o.TillNamed("TILL", till))
	if no != nil {
		panic(fmt.Sprintf("capillarytest: AddCustomer: %d %s", no.Code, no.Message))
	}
	main := o.Main(added)
	o.SetPoints(main, wire.AmountOf(c.Points))
	main.Promised = wire.AmountOf(c.PromisedPoints)
	if c.Tier != "" {
		main.MustReach(c.Tier)
	}
	return added.ID
}

func (c Seed) body(o *State) customerBody {
	p := profileBody{FirstName: wire.Text(c.FirstName), LastName: wire.Text(c.LastName), Source: wire.OrDefault(c.Source, "INSTORE"),
		AccountID: wire.Text(c.AccountID), Fields: c.Fields}
	add := func(kind, value string) {
		if value != "" {
			p.Identifiers = append(p.Identifiers, identifierBody{Type: kind, Value: wire.Text(value)})
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
		add("externalId", fmt.Sprintf("external-%d", o.Next()))
	}
	body := customerBody{Profiles: wire.List[profileBody]{p}, ExtendedFields: c.ExtendedFields}
	if c.NonLoyalty {
		body.LoyaltyInfo.LoyaltyType = "non_loyalty"
	}
	return body
}

// AddLabel adds a label to the organisation, unless there is one of that name.
func (o *State) AddLabel(name, description, till string) {
	if l, no := o.orgLabels.Add(nil, map[string]any{"name": name, "description": description}); no == nil {
		l.Set("lastUpdatedBy", o.TillNamed("TILL", till).ID)
	}
}
