package org

import (
	"slices"
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/kept"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) configRoutes() kernel.Routes {
	return kernel.Routes{
		"POST /v2/organization/configs":       o.setConfig,
		"GET /v2/organization/configs/{name}": func(c *kernel.Call) reply.Reply { return o.config(c.Param("name"), "id") },
		"GET /v2/organization/configkeyvalue": o.configValue,
		"GET /v1.1/organization/configs":      o.configsV1,
	}
}

var configScopes = []string{"ORG", "OU", "ZONE", "STORE", "STR_SERVER", "TILL", "RULE"}

func configs(b *people.Book) *kept.Records {
	return kept.New(b, kept.Table{Key: "id", First: 6270000, Missing: 3209, Refuse: refuse, Fields: []kept.Field{{Name: "id"},
		{Name: "entityId", Added: kept.Org}, {Name: "keyName", Kind: kept.Text}, {Name: "value", Kind: kept.Text}, {Name: "scope", Kind: kept.Text}}})
}

// setConfig keeps one value for a key and a scope.
func (o *State) setConfig(c *kernel.Call) reply.Reply {
	var in map[string]any
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	key, scope := wire.Quoted(in["keyName"]), wire.Quoted(in["scope"])
	switch {
	case strings.Trim(key, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") != "" || in["keyName"] == nil:
		return reply.Refused(refuse(3206, key))
	case !slices.Contains(configScopes, scope):
		return reply.Refused(refuse(3211))
	}
	found, no := o.configOf(key, scope), (*reply.Refusal)(nil)
	if found == nil {
		found, no = o.configs.Add(c, in)
	} else {
		no = o.configs.Change(c, found, in)
	}
	if no != nil {
		return reply.Refused(no)
	}
	return reply.Flat(found.Object().Without("scope"))
}

func (o *State) configOf(key, scope string) *kept.Record {
	for _, r := range o.configs.Where("keyName", key) {
		if r.Text("scope") == scope {
			return r
		}
	}
	return nil
}

// config answers with the organisation's value of a key, or else with the first one, without one member.
func (o *State) config(key, leftOut string) reply.Reply {
	found := o.configOf(key, "ORG")
	if found == nil {
		found = o.configs.Find("keyName", key)
	}
	if found == nil {
		return reply.Refused(refuse(3209, key))
	}
	return reply.Flat(found.Object().Without(leftOut))
}

// configValue answers with a default where the documentation shows one.
func (o *State) configValue(c *kernel.Call) reply.Reply {
	key := c.Value("name")
	if key == "IS_DIRECT_REPLAY_ENABLED" && o.configs.Find("keyName", key) == nil {
		return reply.Flat(wire.Obj("id", 0, "entityId", 0, "keyName", key, "value", "0"))
	}
	return o.config(key, "scope")
}

func (o *State) configsV1(*kernel.Call) reply.Reply {
	list := []wire.Object{}
	for _, r := range o.configs.All(nil) {
		list = append(list, wire.Obj("key", r.Text("keyName"), "scopes", r.Text("scope"), "value_type", "NUMERIC", "modules", "LOYALTY",
			"entity_id", wire.Quoted(o.ID), "value", r.Text("value")))
	}
	if len(list) == 0 {
		return reply.V1Failed(reply.Because(3209, "Organization configurations not found"))
	}
	return organizationV1("configs", "config", list)
}

// organizationV1 is a v1.1 list of the organisation.
func organizationV1(outer, inner string, list any) reply.Reply {
	return reply.Reply{Body: wire.Obj("response", wire.Obj("status", reply.V1Verdict(1, 1), "organization", wire.Obj(outer, wire.Obj(inner, list))))}
}
