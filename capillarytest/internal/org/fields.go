package org

import (
	"fmt"
	"slices"
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/kept"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) fieldRoutes() kernel.Routes {
	return kernel.Routes{
		"POST /v2/customFields":                 o.createFields,
		"GET /v2/org/customFields":              o.fields.Listing(kept.Endpoint{As: reply.AsEntity, Filters: byScope}),
		"GET /v2/organization/customFields":     o.configuredFields,
		"GET /v1.1/organization/customfields":   o.fieldsV1,
		"POST /v2/customField/tag":              o.tag,
		"GET /v2/extendedFields":                o.extendedFields,
		"POST /v2/entity/extended_field_config": o.configureExtended,
		"GET /v2/entity/extendedFieldConfig":    o.extended.Listing(kept.Endpoint{As: reply.AsBare}),
		"GET /v2/entity/extendedFieldConfigs":   o.extended.Listing(kept.Endpoint{As: reply.AsBare}),
	}
}

var byScope = []kept.Filter{{Param: "scope"}}

var fieldScopes = []string{"LOYALTY_REGISTRATION", "LOYALTY_TRANSACTION", "CUSTOMER_FEEDBACK", "POINTS_REDEMPTION", "VOUCHER_REDEMPTION",
	"ZONE_CUSTOM_FIELDS", "STORE_CUSTOM_FIELDS", "CUSTOM_FIELDS_DATA_LOG", "CHECK_IN_FEEDBACK", "CUSTOMER_PREFERENCES", "ADVANCE_FEEDBACK",
	"CONCEPT_CUSTOM_FIELDS", "LOYALTY_LINE_ITEMS", "NI_CUSTOM_FIELDS", "CUSTOMER_CARD", "TILL_CUSTOM_FIELDS", "ORG_CUSTOM_FIELD"}

// maxAudited is how many custom fields can have an audit trail.
const maxAudited = 5

func customFields(b *people.Book) *kept.Records {
	fields := []kept.Field{{Name: "orgId", Added: kept.Org}, {Name: "id"}, {Name: "name", Kind: kept.Text, Needed: 1024},
		{Name: "type", Kind: kept.Text, Default: ""}, {Name: "dataType", Kind: kept.Text, Default: ""}, {Name: "label", Kind: kept.Text, Default: ""},
		{Name: "scope", OneOf: fieldScopes, Wrong: 1018, Needed: 1018}, {Name: "position", Kind: kept.Number, Default: 0}}
	for _, name := range []string{"defaultValue", "phase", "rule", "serverRule", "regex", "error", "options", "helptext", "attrs"} {
		fields = append(fields, kept.Field{Name: name, Kind: kept.Text, Default: ""})
	}
	for _, name := range []string{"isDisabled", "isCompulsory", "disableAtServer", "isUpdatable", "enableAuditTrail", "isPiiData", "isPsiData"} {
		fields = append(fields, kept.Field{Name: name, Kind: kept.Number, Default: 0})
	}
	return kept.New(b, kept.Table{Key: "id", First: 1900, Missing: 3203, Refuse: refuse,
		Unique: []kept.Unique{{Fields: []string{"name"}, Code: 1025}}, Fields: fields})
}

// fieldsOf are the custom fields of a request, each with a name of its own, and not too many with an audit trail.
func (o *State) fieldsOf(in map[string]any) (fields []map[string]any, no *reply.Refusal) {
	audited := len(o.fields.Where("enableAuditTrail", 1))
	seen := map[string]bool{}
	list, _ := in["customFields"].([]any)
	for _, one := range list {
		f, _ := one.(map[string]any)
		name := strings.TrimSpace(fmt.Sprint(f["name"]))
		switch {
		case f["name"] == nil || name == "":
			return nil, refuse(1024, "name")
		case seen[name]:
			return nil, refuse(1025, name)
		}
		seen[name], f["name"] = true, name
		if wire.Text(fmt.Sprint(f["enableAuditTrail"])).Yes() && o.fields.Find("name", name) == nil {
			audited++
		}
		fields = append(fields, f)
	}
	if audited > maxAudited {
		return nil, refuse(1023, audited)
	}
	return fields, nil
}

// createFields adds custom fields, all or none.
func (o *State) createFields(c *kernel.Call) reply.Reply {
	var in map[string]any
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	fields, no := o.fieldsOf(in)
	switch {
	case no != nil:
		return reply.Refused(no)
	case len(fields) == 0:
		return reply.Refused(refuse(1028))
	}
	for _, f := range fields {
		f["scope"] = in["scope"]
		for _, needed := range []string{"type", "dataType"} {
			if f[needed] == nil || f[needed] == "" {
				return reply.Refused(refuse(1024, needed))
			}
		}
	}
	added, no := o.fields.AddAll(c, fields)
	if no != nil {
		return reply.Refused(no)
	}
	return entityReply(kept.Objects(added))
}

func entityReply(entity any) reply.Reply {
	return reply.Reply{Body: wire.Obj("entity", entity, "warnings", reply.Notices(), "errors", reply.Notices(), "success", true)}
}

// configuredFields lists custom fields in the older form: scopes in lower case and no ids; those that are disabled only on request.
func (o *State) configuredFields(c *kernel.Call) reply.Reply {
	list := []wire.Object{}
	for _, r := range o.fields.All(nil) {
		shown := (r.Int("isDisabled") == 0 || c.Yes("includeDisabled")) && (r.Int("disableAtServer") == 0 || c.Yes("includeDisabledAtServer"))
		if shown && (c.Value("scope") == "" || kept.Same(r.Text("scope"), c.Value("scope"))) {
			list = append(list, r.Object().Set("scope", strings.ToLower(r.Text("scope"))).Without("id", "orgId", "helptext", "attrs"))
		}
	}
	return reply.Many(list)
}

// fieldsV1 lists custom fields; one alone is no list.
func (o *State) fieldsV1(c *kernel.Call) reply.Reply {
	list := []wire.Object{}
	for _, r := range o.fields.All(nil) {
		if c.Value("scope") == "" || kept.Same(r.Text("scope"), c.Value("scope")) {
			list = append(list, wire.Obj("name", r.Text("name"), "label", r.Text("label"), "type", r.Text("type"), "datatype", r.Text("dataType"),
				"default", r.Text("defaultValue"), "phase", r.Text("phase"), "position", r.Text("position"), "rule", r.Text("rule"),
				"regex", r.Text("regex"), "error", r.Text("error"), "options", r.Text("options"), "scope", strings.ToLower(r.Text("scope")),
				"is_mandatory", r.Text("isCompulsory"), "is_disabled", r.Text("isDisabled")))
		}
	}
	switch len(list) {
	case 0:
		return reply.V1Failed(refuse(3204))
	case 1:
		return organizationV1("custom_fields", "field", list[0])
	}
	return organizationV1("custom_fields", "field", list)
}

// tag keeps the value of a custom field for an entity.
func (o *State) tag(c *kernel.Call) reply.Reply {
	var in struct {
		Scope       string
		EntityID    wire.Text `json:"entityId"`
		CustomField struct{ Name, Value wire.Text }
	}
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	switch {
	case !slices.Contains(fieldScopes, in.Scope):
		return reply.Refused(refuse(1018))
	case in.CustomField.Name == "":
		return reply.Refused(refuse(1024, "name"))
	case !slices.ContainsFunc(o.fields.Where("name", in.CustomField.Name), func(r *kept.Record) bool { return r.Text("scope") == in.Scope }):
		return reply.Refused(refuse(3204))
	}
	o.tagged[fmt.Sprint(in.Scope, " ", in.EntityID, " ", in.CustomField.Name)] = string(in.CustomField.Value)
	return entityReply(in.EntityID.Int())
}

// Extended fields -------------------------------------------------------------------------------------------------------

// systemFields are the extended fields that every organisation has.
var systemFields = []struct {
	id                                int64
	of, name, label, dataType, values string
}{
	{7, "customer", "gender", "Gender", "STANDARD_ENUM", "Female,Male,Other"},
	{25, "customer", "city", "City", "STRING", ""},
	{26, "customer", "dob", "Date of Birth", "DATETIME", ""},
	{14, "transaction", "ship_first_name", "Shipping First Name", "STRING", ""},
	{1, "lineitem", "MetalRate", "Metal Rate", "DOUBLE", ""},
}

func (o *State) extendedFields(*kernel.Call) reply.Reply {
	lists := map[string][]wire.Object{}
	for _, f := range systemFields {
		field := wire.Obj("id", f.id, "name", f.name, "createdBy", -1, "createdOn", "2017-04-14", "createdOnISO", "2017-04-14T16:46:07Z",
			"modifiedBy", -1, "modifiedOn", "2017-04-14", "modifiedOnISO", "2017-04-14T16:46:07Z", "label", f.label, "baseEntityType", f.of,
			"dataType", f.dataType, "verticalId", -1, "parentId", -1)
		if f.values != "" {
			field = field.With("possibleValues", strings.Split(f.values, ","))
		}
		lists[f.of] = append(lists[f.of], field)
	}
	return entityReply(lists)
}

func extendedConfigs(b *people.Book) *kept.Records {
	fields := []kept.Field{{Name: "extendedFieldId", Kind: kept.Number, Needed: 400, Wrong: 400}, {Name: "createdBy", Added: kept.TillID},
		{Name: "modifiedBy", Changed: kept.TillID}, {Name: "createdOn", Added: kept.NowV1}, {Name: "modifiedOn", Changed: kept.NowV1},
		{Name: "hideDisplay", Kind: kept.Yes, Needed: 400}, {Name: "position", Kind: kept.Number, Default: 0}}
	for _, name := range []string{"mandatory", "updatable", "fieldUpdatable", "isPiiData", "isPsiData", "computeEnabled", "rejectTxnOnInvalidValue", "auditTrailEnabled"} {
		fields = append(fields, kept.Field{Name: name, Kind: kept.Yes, Default: false})
	}
	return kept.New(b, kept.Table{Key: "extendedFieldId", Given: true, Missing: 404, Refuse: refuse, Fields: fields})
}

func (o *State) configureExtended(c *kernel.Call) reply.Reply {
	var in map[string]any
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	id := wire.Text(fmt.Sprint(in["extendedFieldId"])).Int()
	known := false
	for _, f := range systemFields {
		known = known || f.id == id
	}
	if !known {
		return reply.Refused(reply.Common.Refuse(400))
	}
	found, no := o.extended.Find("extendedFieldId", id), (*reply.Refusal)(nil)
	if found == nil {
		found, no = o.extended.Add(c, in)
	} else {
		no = o.extended.Change(c, found, in)
	}
	if no != nil {
		return reply.Refused(no)
	}
	return reply.Flat(found.Object())
}
