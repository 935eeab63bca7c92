// Package org is the organisation itself: its details and programs, tills, configurations, custom and extended fields, sources and
// their accounts, verticals and currencies.
package org

import (
	"fmt"
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/kept"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/ledger"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// State is the resource org.
type State struct {
	*ledger.Ledger
	tills, associates *kept.Records
	stores            *kept.Records // of the resource store
	configs           *kept.Records
	fields            *kept.Records     // custom fields
	tagged            map[string]string // the values of custom fields, by scope, entity and name
	extended          *kept.Records     // how extended fields are shown
	accounts          *kept.Records     // of sources
	verticals, ratios *kept.Records
}

// New makes the resource for an organisation that has set up nothing but perhaps stores.
func New(l *ledger.Ledger, stores *kept.Records) *State {
	return &State{Ledger: l, stores: stores, tills: tills(l.Book), associates: associates(l.Book), configs: configs(l.Book), fields: customFields(l.Book),
		tagged: map[string]string{}, extended: extendedConfigs(l.Book), accounts: accounts(l.Book), verticals: verticals(l.Book), ratios: ratios(l.Book)}
}

// Texts are the messages of its codes.
func (o *State) Texts() reply.Texts { return texts }

// Routes are the endpoints of the resource.
func (o *State) Routes() kernel.Routes {
	return kernel.Merge(kernel.Routes{
		"GET /v1.1/organization/get":     o.get,
		"GET /v2/organization/hierarchy": o.hierarchy,
		"GET /v2/organization/programs":  o.programs,
		"GET /v2/cardNumber":             o.externalID,
		"GET /v2/currencyratio":          o.ratios.Listing(kept.Endpoint{As: reply.AsEntity}),
		"POST /v2/currencyratio":         o.setRatio,
	}, o.tillRoutes(), o.configRoutes(), o.fieldRoutes(), o.sourceRoutes(), o.verticalRoutes())
}

// name is what the organisation is called.
const name = "Demo Organization"

func (o *State) get(*kernel.Call) reply.Reply {
	zone := wire.Obj("label", o.Zone.String(), "offset", o.offset())
	rupee := wire.Obj("symbol", "₹", "label", "INR")
	return reply.Reply{Body: wire.Obj("response", wire.Obj("status", reply.V1Verdict(1, 1), "organization", wire.Obj(
		"id", wire.Quoted(o.ID), "name", name, "address", "", "language", "English", "language_code", "en", "language_locale", "IN",
		"currency", "Indian Rupee", "timezone_offset", o.offset(), "timezone", o.Zone.String(), "min_sms_hour", "8", "max_sms_hour", "21",
		"logo", "", "website", "", "country", "India", "country_code", "IN", "state", "", "city", "", "locality", "", "pincode", "",
		"currencies", wire.Obj("base_currency", rupee, "supported_currencies", wire.Obj("currency", []wire.Object{rupee})),
		"timezones", wire.Obj("base_timezone", zone, "supported_timezones", wire.Obj("timezone", []wire.Object{zone})))))}
}

// offset is that of the cluster's clock, such as +05:30.
func (o *State) offset() string { return o.Now().In(o.Zone).Format("-07:00") }

// hierarchy is an organisation that stands alone.
func (o *State) hierarchy(*kernel.Call) reply.Reply {
	return reply.Flat(wire.Obj("baseOrganization", wire.Obj("id", o.ID, "name", name, "parentId", -1, "currency", "Indian Rupee",
		"timezoneLabel", o.Zone.String(), "timezoneOffset", o.offset(), "minSmsHour", 8, "maxSmsHour", 21, "country", "India",
		"countryCode", "IN", "active", true, "orgType", "STANDARD_ORG"), "connectedOrganizations", []wire.Object{}))
}

func (o *State) programs(*kernel.Call) reply.Reply {
	list := []wire.Object{}
	for n, p := range o.Programs {
		list = append(list, wire.Obj("programId", p.ID, "programName", p.Name, "pointsToCurrencyRatio", 1, "programDescription", p.Name,
			"partnerPrograms", []wire.Object{}, "default", n == 0))
	}
	return reply.Many(list)
}

func (o *State) externalID(*kernel.Call) reply.Reply {
	return reply.Entity(fmt.Sprint(1000000000 + o.Next()))
}

func ratios(b *people.Book) *kept.Records {
	return kept.New(b, kept.Table{Key: "currencyCode", Given: true, Missing: 3236, Refuse: refuse, Fields: []kept.Field{
		{Name: "currencyCode", Kind: kept.Text, Needed: 3236}, {Name: "ratioInr", Kind: kept.Amount, Needed: 400, Wrong: 400}}})
}

// setRatio adds a ratio, or writes another one over it.
func (o *State) setRatio(c *kernel.Call) reply.Reply {
	var in map[string]any
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	code := strings.ToUpper(wire.Quoted(in["currencyCode"]))
	if len(code) != 3 || strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return reply.Refused(refuse(3236))
	}
	in["currencyCode"] = code
	found := o.ratios.Find("currencyCode", code)
	no := (*reply.Refusal)(nil)
	if found == nil {
		found, no = o.ratios.Add(c, in)
	} else {
		no = o.ratios.Change(c, found, in)
	}
	if no != nil {
		return reply.Refused(no)
	}
	return reply.Entity(found.Object())
}
