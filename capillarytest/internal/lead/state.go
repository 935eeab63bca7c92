// Package lead is leads with their statuses and follow-ups, and what the organisation has for all of them: sub-statuses and reasons.
package lead

import (
	"github.com/capillary-go/sdk/capillarytest/internal/customer"
	"github.com/capillary-go/sdk/capillarytest/internal/kept"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
)

// State is the resource lead.
type State struct {
	*customer.State // who registers customers of leads
	leads           *kept.Records
	talks, log      *kept.Records // of leads
	subs, reasons   *kept.Records // of the organisation
}

// New makes the resource for an organisation without leads.
func New(c *customer.State) *State {
	return &State{State: c, leads: leads(c.Book), talks: talks(c.Book), log: statusLog(c.Book), subs: subStatuses(c.Book), reasons: reasons(c.Book)}
}

// Texts are the messages of its codes.
func (o *State) Texts() reply.Texts { return texts }

// Routes are the endpoints of the resource.
func (o *State) Routes() kernel.Routes {
	filters := []kept.Filter{{Param: "userId"}, {Param: "type"}, {Param: "status"}, {Param: "substatus", Field: "subStatus"}, {Param: "owner"},
		{Param: "orgSourceId"}, {Param: "entityCode", Field: "till"}}
	return kernel.Routes{
		"PATCH /v2/leads": o.add,
		"POST /v2/leads":  o.add,
		"GET /v2/leads": o.leads.Listing(kept.Endpoint{As: reply.AsData, Pages: kept.Pages{Limit: 10}, Filters: filters,
			Answer: func(_ *kernel.Call, found []*kept.Record) reply.Reply { return reply.Many(o.objects(found)) }}),
		"PUT /v2/leads/{id}":           o.update,
		"PUT /v2/leads/{id}/status":    o.setStatus,
		"POST /v2/leads/{id}/followup": o.followUp,
		"GET /v2/leads/{id}/followups": o.listed(o.talks),
		"GET /v2/leads/{id}/statusLog": o.listed(o.log),
		"POST /v2/leads/substatus":     o.subs.Adding(kept.Endpoint{As: reply.AsFlat, Show: withoutID}),
		"GET /v2/leads/substatuses":    o.subs.Listing(kept.Endpoint{As: reply.AsData, Show: withoutID}),
		"POST /v2/leads/reasons":       o.addReasons,
		"GET /v2/leads/reasons":        o.reasons.Listing(kept.Endpoint{As: reply.AsData}),
	}
}

var statuses = []string{"OPEN", "WON", "LOST", "ON_HOLD", "DELETED"}

func leads(b *people.Book) *kept.Records {
	return kept.New(b, kept.Table{Key: "id", First: 3000, Owner: "userId", Missing: 92001, Refuse: refuse, Fields: []kept.Field{
		{Name: "id"}, {Name: "userId", Kind: kept.Number}, {Name: "type", OneOf: []string{"SKU", "CATEGORY", "BRAND", "CUSTOM"}, Wrong: 92009, Default: "SKU"},
		{Name: "leadFor", Kind: kept.Text, Needed: 92006}, {Name: "status", OneOf: statuses, Wrong: 92003, Default: "OPEN"},
		{Name: "subStatus", Kind: kept.Text}, {Name: "owner", Kind: kept.Text}, {Name: "nextFollowUp", Kind: kept.Text}, {Name: "lastFollowUp", Kind: kept.Text},
		{Name: "createdOn", Kind: kept.Text}, {Name: "createdBy", Kind: kept.Number}, {Name: "lastUpdatedOn", Changed: kept.NowV2},
		{Name: "lastUpdatedBy", Changed: kept.TillID}, {Name: "orgSourceId", Kind: kept.Number, Wrong: 92014, Default: int64(-1)},
		{Name: "extendedFields", Kind: kept.Fields}, {Name: "till", Hidden: true}}})
}

func talks(b *people.Book) *kept.Records {
	return kept.New(b, kept.Table{Key: "id", First: 100, Owner: "userId", Refuse: refuse, Fields: []kept.Field{
		{Name: "id"}, {Name: "userId", Kind: kept.Number}, {Name: "leadId", Kind: kept.Number}, {Name: "notes", Kind: kept.Text},
		{Name: "createdBy", Kind: kept.Number}, {Name: "createdOn", Added: kept.NowV2}, {Name: "followedUpBy", Kind: kept.Number},
		{Name: "followedUpOn", Kind: kept.Text, Needed: 92005}, {Name: "scheduledFollowUp", Kind: kept.Text}}})
}

func statusLog(b *people.Book) *kept.Records {
	return kept.New(b, kept.Table{Key: "id", First: 100, Owner: "userId", Refuse: refuse, Fields: []kept.Field{
		{Name: "id"}, {Name: "userId", Kind: kept.Number}, {Name: "leadId", Kind: kept.Number}, {Name: "status", OneOf: statuses, Needed: 92022, Wrong: 92003},
		{Name: "createdBy", Kind: kept.Number}, {Name: "createdOn", Added: kept.NowV2}, {Name: "reasonId", Kind: kept.Number},
		{Name: "reason", Kind: kept.Text}, {Name: "subStatus", Kind: kept.Text}}})
}

func subStatuses(b *people.Book) *kept.Records {
	return kept.New(b, kept.Table{Key: "id", First: 1, Refuse: refuse, Unique: []kept.Unique{{Fields: []string{"status", "subStatus"}, Fold: true, Code: 92021}},
		Fields: []kept.Field{{Name: "id", Hidden: true}, {Name: "status", OneOf: statuses, Needed: 92022, Wrong: 92003},
			{Name: "subStatus", Kind: kept.Text, Needed: 92023}}})
}

func reasons(b *people.Book) *kept.Records {
	return kept.New(b, kept.Table{Key: "id", First: 1, Refuse: refuse, Fields: []kept.Field{{Name: "id"}, {Name: "reason", Kind: kept.Text, Needed: 400}}})
}
