package org

import (
	"cmp"
	"slices"
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/kept"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) tillRoutes() kernel.Routes {
	return kernel.Routes{
		"POST /v2/orgEntity/till":        o.addTill,
		"PUT /v2/orgEntity/till/{id}":    o.updateTill,
		"GET /v2/organization/till/{id}": o.tills.Getting(kept.Endpoint{As: reply.AsFlat}),
		"GET /v2/organization/till": func(c *kernel.Call) reply.Reply {
			return o.findTill(c, (*kept.Record).Object)
		},
		"GET /v2/organization/activeTill": func(c *kernel.Call) reply.Reply {
			return o.findTill(c, func(t *kept.Record) wire.Object { return wire.Obj("id", t.Int("id"), "code", t.Text("code")) })
		},
		"POST /v2/orgEntity/associate":    o.associates.Adding(kept.Endpoint{As: reply.AsCreated("id")}),
		"GET /v1.1/organization/entities": o.entities,
		"GET /v1.1/store/staff":           o.staffOfStores,
	}
}

func tills(b *people.Book) *kept.Records {
	return kept.New(b, kept.Table{Key: "id", First: 50150000, Missing: 3227, Refuse: refuse,
		Unique: []kept.Unique{{Fields: []string{"name"}, Code: 1207}},
		Fields: []kept.Field{{Name: "id"}, {Name: "code", Kind: kept.Text}, {Name: "description", Kind: kept.Text, Default: ""},
			{Name: "name", Kind: kept.Text, Needed: 1024}, {Name: "type", Default: "TILL"}, {Name: "referenceId", Default: -1},
			{Name: "adminType", Default: "GENERAL"}, {Name: "isActive", Default: true}, {Name: "isOuEnabled", Default: false},
			{Name: "timeZoneId", Kind: kept.Number, Default: 0}, {Name: "currencyId", Default: 0}, {Name: "languageId", Default: 0},
			{Name: "customField", Default: []wire.Object{}}, {Name: "default", Default: false},
			{Name: "password", Kind: kept.Text, Needed: 1024, Hidden: true}, {Name: "storeId", Kind: kept.Number, Needed: 1214, Wrong: 1214, Hidden: true},
			{Name: "last_updated_on", Changed: kept.NowV1, Hidden: true}, {Name: "last_updated_by", Changed: kept.TillID, Hidden: true}}})
}

func associates(b *people.Book) *kept.Records {
	return kept.New(b, kept.Table{Key: "id", First: 50010000, Missing: 404, Refuse: refuse, Fields: []kept.Field{
		{Name: "code", Kind: kept.Text, Needed: 400}, {Name: "name", Kind: kept.Text}, {Name: "storeId", Kind: kept.Number, Needed: 1214},
		{Name: "isActive", Kind: kept.Yes, Default: true}}})
}

// addTill adds a till under its name, which is its code too, with its custom fields, or nothing.
func (o *State) addTill(c *kernel.Call) reply.Reply {
	var in map[string]any
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	delete(in, "code")
	fields, no := o.fieldsOf(in)
	if no != nil {
		return reply.Refused(no)
	}
	till, no := o.tills.Add(c, in)
	if no != nil {
		return reply.Refused(no)
	}
	till.Set("code", till.Get("name"))
	o.setFields(c, till, fields)
	return reply.AsCreated("id").One(till.Object())
}

// updateTill writes custom fields, and nothing else of a till.
func (o *State) updateTill(c *kernel.Call) reply.Reply {
	var in map[string]any
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	till := o.tills.Find("id", c.Param("id"))
	if till == nil {
		return reply.Refused(refuse(3227))
	}
	fields, no := o.fieldsOf(in)
	if no != nil {
		return reply.Refused(no)
	}
	if no := o.tills.Change(c, till, nil); no != nil {
		return reply.Refused(no)
	}
	o.setFields(c, till, fields)
	return reply.Reply{Body: wire.Obj("entity", till.Int("id"), "warnings", reply.Notices(), "errors", reply.Notices(), "success", true)}
}

// setFields gives a till the values of custom fields; those that the organisation lacks are created.
func (o *State) setFields(c *kernel.Call, till *kept.Record, fields []map[string]any) {
	values := slices.Clone(till.Get("customField").([]wire.Object))
	for _, f := range fields {
		if o.fields.Find("name", f["name"]) == nil {
			f["scope"] = "TILL_CUSTOM_FIELDS"
			o.fields.Add(c, f)
		}
		value := wire.Obj("name", f["name"], "value", wire.Quoted(cmp.Or[any](f["value"], "")))
		at := slices.IndexFunc(values, func(have wire.Object) bool { return have.Get("name") == f["name"] })
		if at < 0 {
			values = append(values, value)
			continue
		}
		values[at] = value
	}
	till.Set("customField", values)
}

func (o *State) findTill(c *kernel.Call, show func(*kept.Record) wire.Object) reply.Reply {
	for _, by := range []struct{ param, field string }{{"tillId", "id"}, {"code", "code"}, {"name", "name"}} {
		if asked := c.Value(by.param); asked != "" {
			if found := o.tills.Find(by.field, asked); found != nil {
				return reply.Flat(show(found))
			}
			return reply.Refused(refuse(3227))
		}
	}
	return reply.Refused(reply.Common.Refuse(400))
}

var entityTypes = []string{"STORE", "STR_SERVER", "TILL", "ZONE", "CONCEPT"}

// entities lists the tills or the stores. There are none of other types: nothing here adds any.
func (o *State) entities(c *kernel.Call) reply.Reply {
	kind := strings.ToUpper(c.Value("type"))
	if !slices.Contains(entityTypes, kind) {
		return reply.V1Failed(reply.Because(500, "Type is invalid. Please pass type STORE/STR_SERVER/TILL/ZONE/CONCEPT"))
	}
	if ids := c.Values("id"); len(ids) > 0 {
		return o.entitiesByID(kind, ids)
	}
	var found []*kept.Record
	switch kind {
	case "TILL":
		found = o.tills.All(func(t *kept.Record) bool { return o.isBelow(t, c) })
	case "STORE":
		found = o.stores.All(func(s *kept.Record) bool { return !c.Yes("active_only") || s.Get("isActive") == true })
	}
	if len(found) == 0 {
		return reply.V1Failed(reply.Because(3202, "Entities not found"))
	}
	from, limit := min(max(c.Number("start_id", 0), 0), len(found)), max(c.Number("limit", 500), 0)
	items := []wire.Object{}
	for _, t := range found[from:min(from+limit, len(found))] {
		items = append(items, o.shown(kind, t).Object())
	}
	return entitiesReply(items, reply.V1Verdict(1, 1), wire.Obj("limit", wire.Quoted(limit), "offset", wire.Quoted(from), "total", len(found)))
}

// isBelow tells whether a till is of the parent that a list asks for, if it asks for one.
func (o *State) isBelow(till *kept.Record, c *kernel.Call) bool {
	asked := c.Value("parent_identifier_value")
	return asked == "" || c.Value("parent_identifier_type") == "STORE_ID" && till.Text("storeId") == asked
}

func (o *State) entitiesByID(kind string, ids []string) reply.Reply {
	items, good := []wire.Object{}, 0
	for _, id := range ids {
		if found := o.recordsOf(kind).Find("id", id); found != nil {
			items, good = append(items, o.shown(kind, found).Object()), good+1
			continue
		}
		items = append(items, reply.V1Refused(wire.Obj("id", id), refuse(3202, id)).Object())
	}
	out := entitiesReply(items, reply.V1Verdict(good, len(items)), wire.Obj("limit", "500", "offset", "0", "total", good))
	out.Refused = good == 0
	return out
}

// recordsOf are the entities of a type.
func (o *State) recordsOf(kind string) *kept.Records {
	switch kind {
	case "TILL":
		return o.tills
	case "STORE":
		return o.stores
	}
	return &kept.Records{}
}

// shown is an entity with what its type has.
func (o *State) shown(kind string, r *kept.Record) reply.V1Item {
	if kind == "STORE" {
		return o.storeEntity(r)
	}
	return o.entity(r)
}

func (o *State) storeEntity(r *kept.Record) reply.V1Item {
	ids := [3]string{}
	all, _ := r.Get("externalIds").([]any)
	for n, id := range all[:min(len(all), len(ids))] {
		ids[n] = wire.Quoted(id)
	}
	active := "0"
	if r.Get("isActive") == true {
		active = "1"
	}
	return reply.V1Done(wire.Obj("id", r.Text("id"), "is_active", active, "code", r.Text("code"), "name", r.Text("name"),
		"description", r.Text("description"), "last_updated_by", r.Text("last_updated_by"), "last_updated_on", r.Text("last_updated_on"),
		"reference_id", r.Text("referenceId"), "time_zone_id", wire.OrDefault(r.Text("timeZoneId"), "0"),
		"currency_id", wire.OrDefault(r.Text("currencyId"), "0"), "language_id", wire.OrDefault(r.Text("languageId"), "0"),
		"external_id", ids[0], "external_id_1", ids[1], "external_id_2", ids[2], "mobile", r.Text("mobile"), "land_line", r.Text("landline"),
		"email", r.Text("email"), "address", r.Text("address"), "channel", "instore", "type", "STORE",
		"location", wire.Obj("latitude", r.Text("latitude"), "longitude", r.Text("longitude"))), 3200, "Entity search successful")
}

// staffOfStores lists the associates of all stores; nothing here adds managers.
func (o *State) staffOfStores(c *kernel.Call) reply.Reply {
	users := []wire.Object{}
	for _, a := range o.associates.All(nil) {
		if kind := c.Value("type"); kind != "" && !strings.EqualFold(kind, "ASSOCIATE") {
			continue
		}
		code := ""
		if s := o.stores.Find("id", a.Int("storeId")); s != nil {
			code = s.Text("code")
		}
		users = append(users, wire.Obj("id", a.Text("id"), "type", "ASSOCIATE", "code", a.Text("code"), "firstname", a.Text("name"), "lastname", "",
			"mobile", "", "email", "", "store_id", a.Text("storeId"), "store_code", code))
	}
	return reply.Reply{Body: wire.Obj("response", wire.Obj("status", reply.V1Verdict(1, 1), "store", wire.Obj("staff", wire.Obj("user", users))))}
}

func (o *State) entity(t *kept.Record) reply.V1Item {
	fields, _ := t.Get("customField").([]wire.Object)
	return reply.V1Done(wire.Obj("id", wire.Quoted(t.Int("id")), "is_active", "1", "code", t.Text("code"), "name", t.Text("name"),
		"description", t.Text("description"), "last_updated_by", t.Text("last_updated_by"), "last_updated_on", t.Text("last_updated_on"),
		"custom_fields", wire.Obj("field", fields), "language_translations", wire.Obj("field", []wire.Object{}),
		"time_zone_id", t.Text("timeZoneId"), "currency_id", "0", "language_id", "0",
		"timezones", wire.Obj("base_timezone", wire.Obj("label", o.Zone.String(), "offset", o.offset())),
		"currencies", wire.Obj("base_currency", wire.Obj("symbol", "₹", "label", "INR")), "language_code", "en", "language_locale", "IN",
		"languages", wire.Obj("base_language", wire.Obj("lang", "en", "locale", "IN")), "parent", wire.Obj(), "country_code", "IN",
		"username", t.Text("name"), "last_login", "", "parent_external_id", "", "parent_external_id_1", "", "parent_external_id_2", "",
		"type", "TILL"), 3200, "Entity search successful")
}

func entitiesReply(items []wire.Object, status, pagination wire.Object) reply.Reply {
	return reply.Reply{Body: wire.Obj("response", wire.Obj("pagination", pagination, "status", status,
		"organization", wire.Obj("entities", wire.Obj("entity", items))))}
}
