package customer

import (
	"slices"
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) labelRoutes() kernel.Routes {
	return kernel.Routes{
		"POST /v2/organization/labels":         o.addOrgLabels,
		"GET /v2/organization/labels":          o.getOrgLabels,
		"GET /v2/customers/{id}/labels":        o.getCustomerLabels,
		"POST /v2/customers/{id}/changeLabels": o.changeLabels,
		"GET /v2/customers/labels/search":      o.searchByLabel,
	}
}

type orgLabel struct {
	id                int64
	name, description string
	by                kernel.Till
}

type customerLabel struct {
	id, labelID int64
	name        string
	by          kernel.Till
}

func (o *State) addOrgLabels(c *kernel.Call) reply.Reply {
	var in struct {
		OrgLabels wire.List[struct{ Name, Description string }] `json:"orgLabels"`
	}
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	if len(in.OrgLabels) == 0 {
		return reply.Refused(refuse(33006))
	}
	for _, l := range in.OrgLabels {
		if o.labelNamed(l.Name) != nil {
			return reply.Refused(refuse(33003, l.Name))
		}
	}
	for _, l := range in.OrgLabels {
		o.orgLabels = append(o.orgLabels, &orgLabel{20000 + o.Next(), l.Name, l.Description, c.Till})
	}
	return reply.Entity(o.ID)
}

func (o *State) labelNamed(name string) *orgLabel {
	for _, l := range o.orgLabels {
		if l.name == name {
			return l
		}
	}
	return nil
}

func (o *State) getOrgLabels(*kernel.Call) reply.Reply {
	if len(o.orgLabels) == 0 {
		return reply.Reply{Body: wire.Obj("warnings", reply.Notices(refuse(33002)), "errors", reply.Notices())}
	}
	out := []wire.Object{}
	for _, l := range o.orgLabels {
		out = append(out, wire.Obj("id", l.id, "orgId", o.ID, "description", l.description, "lastUpdatedBy", l.by.ID, "name", l.name, "active", true))
	}
	return reply.Many(out)
}

func (o *State) getCustomerLabels(c *kernel.Call) reply.Reply {
	found, no := o.CustomerOf(c)
	if no != nil {
		return reply.Refused(no)
	}
	if len(o.of(found).labels) == 0 {
		return reply.Reply{Body: wire.Obj("warnings", reply.Notices(refuse(33001)), "errors", reply.Notices())}
	}
	out := []wire.Object{}
	for _, l := range o.of(found).labels {
		out = append(out, wire.Obj("id", l.id, "orgId", o.ID, "addedBy", l.by.ID, "labelId", l.labelID, "userId", found.ID,
			"labelName", l.name, "deleted", false))
	}
	return reply.Many(out)
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
		if !o.tag(found, l.LabelName, c.Till) {
			warnings = append(warnings, refuse(33000, l.LabelName))
		}
	}
	for _, l := range in.Remove {
		before := len(o.of(found).labels)
		o.of(found).labels = slices.DeleteFunc(o.of(found).labels, func(have customerLabel) bool { return have.name == l.LabelName })
		if l.LabelName != "" && len(o.of(found).labels) == before {
			warnings = append(warnings, refuse(33001))
		}
	}
	return reply.Entity(found.ID, warnings...)
}

// tag gives the customer a label of the organisation.
func (o *State) tag(c *people.Customer, name string, by kernel.Till) bool {
	l := o.labelNamed(name)
	if l == nil {
		return name == ""
	}
	if !slices.ContainsFunc(o.of(c).labels, func(have customerLabel) bool { return have.name == name }) {
		o.of(c).labels = append(o.of(c).labels, customerLabel{30000 + o.Next(), l.id, name, by})
	}
	return true
}

func (o *State) searchByLabel(c *kernel.Call) reply.Reply {
	q := strings.TrimSpace(c.Value("q"))
	hits := []wire.Object{}
	for _, cu := range o.Everyone() {
		for _, l := range o.of(cu).labels {
			if strings.EqualFold(l.name, q) {
				hits = append(hits, wire.Obj("userId", cu.ID, "customerLabels", []wire.Object{
					wire.Obj("orgId", o.ID, "labelId", l.labelID, "userId", cu.ID, "labelName", l.name)}))
			}
		}
	}
	part, limit, offset := kernel.Cut(c, hits, 10)
	return reply.Page(part, limit, offset, len(hits))
}
