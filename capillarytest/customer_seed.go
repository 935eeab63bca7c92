package capillarytest

import (
	"fmt"
	"maps"
	"slices"
)

// seed is a customer to start with.
type seed struct {
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

// seed registers a customer and returns the id. It panics when the customer can't be registered.
func (o *org) seed(c seed, till string) int64 {
	added, _, no := o.register(c.body(o), o.tillNamed("TILL", till))
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

func (c seed) body(o *org) customerBody {
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

// seedLabel adds a label to the organisation, unless there is one of that name.
func (o *org) seedLabel(name, description, till string) {
	if o.labelNamed(name) == nil {
		o.orgLabels = append(o.orgLabels, &orgLabel{20000 + o.next(), name, description, o.tillNamed("TILL", till)})
	}
}
