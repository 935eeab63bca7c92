package customer

import (
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/kept"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) labelRoutes() kernel.Routes {
	return kernel.Routes{
		"POST /v2/organization/labels": o.orgLabels.Adding(kept.Endpoint{As: reply.AsEntity, In: "orgLabels", None: 33006,
			Answer: func(*kernel.Call, []*kept.Record) reply.Reply { return reply.Entity(o.ID) }}),
		"GET /v2/organization/labels": o.orgLabels.Listing(kept.Endpoint{As: reply.AsData,
			Answer: func(_ *kernel.Call, labels []*kept.Record) reply.Reply { return labelsListed(33002, labels) }}),
		"GET /v2/customers/{id}/labels":        o.getCustomerLabels,
		"POST /v2/customers/{id}/changeLabels": o.changeLabels,
		"GET /v2/customers/labels/search":      o.searchByLabel,
	}
}

// orgLabels are the labels that customers can get.
func orgLabels(b *people.Book) *kept.Records {
	return kept.New(b, kept.Table{Key: "id", First: 20000, Missing: 33000, Refuse: refuse,
		Unique: []kept.Unique{{Fields: []string{"name"}, Code: 33003}},
		Fields: []kept.Field{{Name: "id"}, {Name: "orgId", Added: kept.Org}, {Name: "description", Kind: kept.Text, Default: ""},
			{Name: "lastUpdatedBy", Changed: kept.TillID}, {Name: "name", Kind: kept.Text, Default: ""}, {Name: "active",
				Default: true}}})
}

// customerLabels are the labels that customers have.
func customerLabels(b *people.Book) *kept.Records {
	return kept.New(b, kept.Table{Key: "id", First: 30000, Owner: "userId", Missing: 33001, Refuse: refuse,
		Unique: []kept.Unique{{Fields: []string{"userId", "labelName"}, Code: 33003}},
		Fields: []kept.Field{{Name: "id"}, {Name: "orgId", Added: kept.Org}, {Name: "addedBy", Added: kept.TillID}, {Name: "labelId"},
			{Name: "userId"}, {Name: "labelName"}, {Name: "deleted", Default: false}}})
}

// labelsListed answers with labels, or with a warning and no data when there are none.
func labelsListed(code int, labels []*kept.Record) reply.Reply {
	if len(labels) == 0 {
		return reply.Reply{Body: wire.Obj("warnings", reply.Notices(refuse(code)), "errors", reply.Notices())}
	}
	return reply.Many(kept.Objects(labels))
}

func (o *State) getCustomerLabels(c *kernel.Call) reply.Reply {
	found, no := o.CustomerOf(c)
	if no != nil {
		return reply.Refused(no)
	}
	return labelsListed(33001, o.labels.Where("userId", found.ID))
}

func (o *State) changeLabels(c *kernel.Call) reply.Reply {
	type named = wire.List[struct{ LabelName string }]
	var in struct{ Add, Remove named }
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	found, no := o.CustomerOf(c)
	if no != nil {
		return reply.Refused(no)
	}
	var warnings []*reply.Refusal
	for _, l := range in.Add {
		if !o.tag(c, found, l.LabelName) {
			warnings = append(warnings, refuse(33000, l.LabelName))
		}
	}
	for _, l := range in.Remove {
		gone := o.labels.Remove(func(r *kept.Record) bool { return r.Int("userId") == found.ID && r.Text("labelName") == l.LabelName })
		if l.LabelName != "" && !gone {
			warnings = append(warnings, refuse(33001))
		}
	}
	return reply.Entity(found.ID, warnings...)
}

// tag gives the customer a label of the organisation; one that the customer has is fine.
func (o *State) tag(c *kernel.Call, cu *people.Customer, name string) bool {
	l := o.orgLabels.Find("name", name)
	if l == nil {
		return name == ""
	}
	_, _ = o.labels.Add(c, map[string]any{"labelId": l.Get("id"), "userId": cu.ID, "labelName": name})
	return true
}

func (o *State) searchByLabel(c *kernel.Call) reply.Reply {
	q := strings.TrimSpace(c.Value("q"))
	hits := []wire.Object{}
	for _, cu := range o.Everyone() {
		for _, l := range o.labels.Where("userId", cu.ID) {
			if strings.EqualFold(l.Text("labelName"), q) {
				hits = append(hits, wire.Obj("userId", cu.ID, "customerLabels", []wire.Object{
					wire.Obj("orgId", o.ID, "labelId", l.Get("labelId"), "userId", cu.ID, "labelName", l.Get("labelName"))}))
			}
		}
	}
	part, limit, offset := kernel.Cut(c, hits, 10)
	return reply.Page(part, limit, offset, len(hits))
}
