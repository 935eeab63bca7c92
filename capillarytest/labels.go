package capillarytest

import (
	"slices"
	"strings"
)

func (o *org) labelRoutes() routes {
	return routes{
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
	by                till
}

type customerLabel struct {
	id, labelID int64
	name        string
	by          till
}

func (o *org) addOrgLabels(c *call) reply {
	var in struct {
		OrgLabels list[struct{ Name, Description string }] `json:"orgLabels"`
	}
	if no := c.decode(&in); no != nil {
		return refused(no)
	}
	if len(in.OrgLabels) == 0 {
		return refused(refuse(33006))
	}
	for _, l := range in.OrgLabels {
		if o.labelNamed(l.Name) != nil {
			return refused(refuse(33003, l.Name))
		}
	}
	for _, l := range in.OrgLabels {
		o.orgLabels = append(o.orgLabels, &orgLabel{20000 + o.next(), l.Name, l.Description, c.till})
	}
	return entity(o.orgID)
}

func (o *org) labelNamed(name string) *orgLabel {
	for _, l := range o.orgLabels {
		if l.name == name {
			return l
		}
	}
	return nil
}

func (o *org) getOrgLabels(*call) reply {
	if len(o.orgLabels) == 0 {
		return reply{body: obj("warnings", notices(refuse(33002)), "errors", notices())}
	}
	out := []object{}
	for _, l := range o.orgLabels {
		out = append(out, obj("id", l.id, "orgId", o.orgID, "description", l.description, "lastUpdatedBy", l.by.id, "name", l.name, "active", true))
	}
	return many(out)
}

func (o *org) getCustomerLabels(c *call) reply {
	found, no := o.customerOf(c)
	if no != nil {
		return refused(no)
	}
	if len(o.of(found).labels) == 0 {
		return reply{body: obj("warnings", notices(refuse(33001)), "errors", notices())}
	}
	out := []object{}
	for _, l := range o.of(found).labels {
		out = append(out, obj("id", l.id, "orgId", o.orgID, "addedBy", l.by.id, "labelId", l.labelID, "userId", found.id,
			"labelName", l.name, "deleted", false))
	}
	return many(out)
}

func (o *org) changeLabels(c *call) reply {
	type named = list[struct{ LabelName string }]
	var in struct{ Add, Remove named }
	if no := c.decode(&in); no != nil {
		return refused(no)
	}
	found, no := o.customerOf(c)
	if no != nil {
		return refused(no)
	}
	var warnings []*refusal
	for _, l := range in.Add {
		if !o.tag(found, l.LabelName, c.till) {
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
	return entity(found.id, warnings...)
}

// tag gives the customer a label of the organisation.
func (o *org) tag(c *customer, name string, by till) bool {
	l := o.labelNamed(name)
	if l == nil {
		return name == ""
	}
	if !slices.ContainsFunc(o.of(c).labels, func(have customerLabel) bool { return have.name == name }) {
		o.of(c).labels = append(o.of(c).labels, customerLabel{30000 + o.next(), l.id, name, by})
	}
	return true
}

func (o *org) searchByLabel(c *call) reply {
	q := strings.TrimSpace(c.value("q"))
	hits := []object{}
	for _, cu := range o.everyone() {
		for _, l := range o.of(cu).labels {
			if strings.EqualFold(l.name, q) {
				hits = append(hits, obj("userId", cu.id, "customerLabels", []object{
					obj("orgId", o.orgID, "labelId", l.labelID, "userId", cu.id, "labelName", l.name)}))
			}
		}
	}
	part, limit, offset := cut(c, hits, 10)
	return page(part, limit, offset, len(hits))
}
