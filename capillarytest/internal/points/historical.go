package points

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) historicalRoutes() kernel.Routes {
	return kernel.Routes{
		"POST /v2/historicalPoints/getHistoricalPoints/{id}": o.historicalPoints,
		"POST /v2/historicalPoints/saveCustomFields":         o.saveHistoricalFields,
		"GET /v2/historicalPoints/getCustomFields":           o.historicalFieldsOf,
		"GET /v2/historicalPoints/deleteCustomFields":        o.deleteHistoricalField,
		"GET /v2/customers/{id}/singlePointsExpiryUpdates":   o.singleExpiryUpdates,
	}
}

// historicalField is a custom field of historical points.
type historicalField struct {
	name             string
	created, updated time.Time
	active           bool
}

// historicalPoints are those that a test imported with AddTo.
func (o *State) historicalPoints(c *kernel.Call) reply.Reply {
	var in struct {
		Filter *struct {
			Type   string      `json:"filterType"`
			Values []wire.Text `json:"filterValues"`
		} `json:"filter"`
		Page *struct {
			Offset int `json:"offset"`
			Limit  int `json:"limit"`
		} `json:"pageDetails"`
	}
	if no := c.Decode(&in); no != nil || in.Filter == nil || in.Page == nil {
		return reply.Refused(refuse(400))
	}
	cu, no := o.ByID(c.Param("id"))
	if no != nil {
		return reply.Refused(no)
	}
	fits, ok := o.historicalFilter(in.Filter.Type, in.Filter.Values)
	if !ok {
		return reply.Refused(refuse(2204))
	}
	found := []any{}
	for _, entry := range cu.Lists[people.ListHistoricalPoints] {
		if fits(membersOf(entry)) {
			found = append(found, entry)
		}
	}
	from := min(max(in.Page.Offset, 0), len(found))
	part := found[from:min(from+max(in.Page.Limit, 0), len(found))]
	return reply.Flat(wire.Obj("orgId", o.ID, "customerId", cu.ID, "historicalPointsData", part))
}

// historicalFilter says which entries are asked for.
func (o *State) historicalFilter(kind string, values []wire.Text) (fits func(entry map[string]wire.Text) bool, ok bool) {
	member := map[string]string{"TRANSACTION_TYPE": "entryType", "BILL_NUMBER": "billNumber", "LOYALTY_PROGRAM_NAME": "loyaltyProgramName",
		"POINTS_ACTIVITY": "pointsActivity", "PROGRAM_ID": "programId"}[strings.ToUpper(kind)]
	switch {
	case strings.EqualFold(kind, "NONE"):
		return func(map[string]wire.Text) bool { return true }, true
	case strings.EqualFold(kind, "DATE"):
		return o.historicalRange(values)
	case member == "" || len(values) == 0 || member == "programId" && values[0].Int() == 0:
		return nil, false
	}
	return func(entry map[string]wire.Text) bool {
		return slices.ContainsFunc(values, func(v wire.Text) bool { return strings.EqualFold(string(v), string(entry[member])) })
	}, true
}

func (o *State) historicalRange(values []wire.Text) (fits func(entry map[string]wire.Text) bool, ok bool) {
	if len(values) != 2 {
		return nil, false
	}
	from, isTime := kernel.ReadV2Time(string(values[0]))
	until, isTimeToo := kernel.ReadV2Time(string(values[1]))
	return func(entry map[string]wire.Text) bool {
		at, ok := o.ReadV1Time(string(entry["eventDate"]))
		return ok && !at.Before(from) && !at.After(until)
	}, isTime && isTimeToo
}

// membersOf are the members of an entry that are texts, numbers or booleans.
func membersOf(entry any) map[string]wire.Text {
	var all map[string]json.RawMessage
	text, _ := wire.Encode(entry)
	_ = json.Unmarshal(text, &all)
	members := map[string]wire.Text{}
	for name, raw := range all {
		var t wire.Text
		if json.Unmarshal(raw, &t) == nil {
			members[name] = t
		}
	}
	return members
}

// saveHistoricalFields makes fields, and brings deleted ones back.
func (o *State) saveHistoricalFields(c *kernel.Call) reply.Reply {
	var in struct {
		Names []string `json:"customFieldName"`
	}
	if no := c.Decode(&in); no != nil || len(in.Names) == 0 || slices.Contains(in.Names, "") {
		return reply.Refused(refuse(2202))
	}
	for _, name := range in.Names {
		f := o.historicalField(name)
		if f == nil {
			f = &historicalField{name: name, created: o.Now()}
			o.historical = append(o.historical, f)
		}
		f.updated, f.active = o.Now(), true
	}
	return reply.Flat(wire.Obj("status", true, "message", "SUCCESSFULLY_SAVED_HISTORICAL_POINTS_CUSTOM_FIELD"))
}

func (o *State) historicalField(name string) *historicalField {
	for _, f := range o.historical {
		if f.name == name {
			return f
		}
	}
	return nil
}

// historicalFieldsOf reads the names that are asked for from the body of a GET, as the documentation has it.
func (o *State) historicalFieldsOf(c *kernel.Call) reply.Reply {
	var in struct {
		Names []string `json:"customFieldName"`
	}
	if len(c.Body) > 0 {
		if no := c.Decode(&in); no != nil {
			return reply.Refused(no)
		}
	}
	found := []wire.Object{}
	for _, f := range o.historical {
		if len(in.Names) == 0 || slices.Contains(in.Names, f.name) {
			found = append(found, wire.Obj("customFieldName", f.name, "createdBy", "-1", "createdOn", o.V1Time(f.created),
				"updatedOn", o.V1Time(f.updated), "active", f.active))
		}
	}
	return reply.Entity(found)
}

// deleteHistoricalField puts a field out of use. It is a GET.
func (o *State) deleteHistoricalField(c *kernel.Call) reply.Reply {
	f := o.historicalField(c.Value("field_name"))
	if f == nil || !f.active {
		return reply.Refused(refuse(2203))
	}
	f.updated, f.active = o.Now(), false
	return reply.Flat(wire.Obj("status", true, "message", "SUCCESSFULLY_DELETED_HISTORICAL_POINTS_CUSTOM_FIELD"))
}

// singleExpiryUpdates are those that a test added with AddTo.
func (o *State) singleExpiryUpdates(c *kernel.Call) reply.Reply {
	cu, no := o.CustomerOf(c)
	if no != nil {
		return reply.Refused(no)
	}
	const limit = 10
	part, _, _ := kernel.Cut(c, wire.OrEmpty(cu.Lists[people.ListSinglePointsExpiryUpdates]), limit)
	return reply.Flat(wire.Obj("id", cu.ID, "profiles", []wire.Object{}, "loyaltyInfo", wire.Obj("loyaltyType", "loyalty"),
		"segments", wire.Obj(), "singlePointsExpiryUpdateList", part))
}
