package org

import (
	"fmt"
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/kept"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) sourceRoutes() kernel.Routes {
	return kernel.Routes{
		"GET /v2/meta/sources":                           o.sourcesMeta,
		"GET /v2/org/{orgId}/sources":                    o.getAccounts,
		"GET /v2/org/{orgId}/sources/{sourceId}/configs": o.sourceConfigs,
		"POST /v2/org/{orgId}/sources":                   o.addAccount,
		"PUT /v2/org/{orgId}/sources/{uuid}":             func(c *kernel.Call) reply.Reply { return o.updateAccount(c, c.Param("uuid")) },
		"PUT /v2/org/{orgId}/sources":                    func(c *kernel.Call) reply.Reply { return o.updateAccount(c, c.Value("uuid")) },
	}
}

// sourcesMeta lists the sources, whose ids are their places.
func (o *State) sourcesMeta(*kernel.Call) reply.Reply {
	list := []wire.Object{}
	for n, s := range o.Sources() {
		list = append(list, wire.Obj("id", n+1, "name", s.Name, "commChannels", []string{"email", "mobile"}))
	}
	return reply.Many(list)
}

func accounts(b *people.Book) *kept.Records {
	return kept.New(b, kept.Table{Key: "id", First: 2400, Missing: 3213, Refuse: refuse,
		Unique: []kept.Unique{{Fields: []string{"sourceAccountIdentifier", "sourceTypeId"}, Code: 3220}},
		Fields: []kept.Field{{Name: "id"}, {Name: "uuid"}, {Name: "name", Kind: kept.Text, Needed: 3216},
			{Name: "sourceAccountIdentifier", Kind: kept.Text, Needed: 3217}, {Name: "toMirror", Kind: kept.Yes, Default: false},
			{Name: "sourceTypeId", Kind: kept.Number}, {Name: "sourceTypeName", Kind: kept.Text}, {Name: "isActive", Kind: kept.Yes, Default: true},
			{Name: "commChannels", Default: []string{"email", "mobile"}}, {Name: "configs", Kind: kept.Fields, Default: map[string]any{}},
			{Name: "createDate", Added: kept.NowV2, Hidden: true}, {Name: "modifiedDate", Changed: kept.NowV2, Hidden: true}}})
}

// account is an account as replies show it; an update shows less of it.
func account(r *kept.Record, names ...string) wire.Object {
	return r.Object().Without(names...).With("attribution", wire.Obj("createDate", r.Get("createDate"), "modifiedDate", r.Get("modifiedDate")))
}

// getAccounts lists the accounts, or answers with the one that is named.
func (o *State) getAccounts(c *kernel.Call) reply.Reply {
	if no := o.isHere(c); no != nil {
		return reply.Refused(no)
	}
	if uuid := c.Value("uuid"); uuid != "" {
		found := o.accounts.Find("uuid", uuid)
		if found == nil {
			return reply.Refused(refuse(3213, uuid))
		}
		return reply.Flat(account(found))
	}
	list := []wire.Object{}
	for _, r := range o.accounts.All(nil) {
		list = append(list, account(r, "configs"))
	}
	return reply.Many(list)
}

// isHere refuses another organisation.
func (o *State) isHere(c *kernel.Call) *reply.Refusal {
	if c.Param("orgId") != fmt.Sprint(o.ID) {
		return refuse(3221)
	}
	return nil
}

func (o *State) addAccount(c *kernel.Call) reply.Reply {
	var in map[string]any
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	if no := o.isHere(c); no != nil {
		return reply.Refused(no)
	}
	if !o.takesSource(in) {
		return reply.Refused(refuse(3218))
	}
	added, no := o.accounts.Add(c, in)
	if no != nil {
		return reply.Refused(no)
	}
	added.Set("uuid", fmt.Sprintf("%032x", 0x5a1c0de00000000+added.Int("id")))
	return reply.Flat(account(added, "configs"))
}

// takesSource finds the source of an account by id or name, and writes both.
func (o *State) takesSource(in map[string]any) bool {
	for n, s := range o.Sources() {
		if wire.Quoted(in["sourceTypeId"]) == fmt.Sprint(n+1) || in["sourceTypeId"] == nil && strings.EqualFold(wire.Quoted(in["sourceTypeName"]), s.Name) {
			in["sourceTypeId"], in["sourceTypeName"] = n+1, s.Name
			return true
		}
	}
	return false
}

// updateAccount changes all of an account but its source.
func (o *State) updateAccount(c *kernel.Call, uuid string) reply.Reply {
	var in map[string]any
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	if no := o.isHere(c); no != nil {
		return reply.Refused(no)
	}
	found := o.accounts.Find("uuid", uuid)
	if found == nil || uuid == "" {
		return reply.Refused(refuse(3219))
	}
	for _, name := range []string{"uuid", "sourceTypeId", "sourceTypeName", "commChannels"} {
		delete(in, name)
	}
	if no := o.accounts.Change(c, found, in); no != nil {
		return reply.Refused(no)
	}
	return reply.Flat(account(found, "name", "sourceAccountIdentifier", "toMirror", "sourceTypeName", "isActive", "commChannels"))
}

// sourceConfigs lists settings that are the same for every source.
func (o *State) sourceConfigs(c *kernel.Call) reply.Reply {
	id := wire.Text(c.Param("sourceId")).Int()
	if no := o.isHere(c); no != nil {
		return reply.Refused(no)
	}
	if id < 1 || int(id) > len(o.Sources()) {
		return reply.Refused(refuse(3222))
	}
	list := []wire.Object{}
	for n, s := range []struct{ name, label string }{{"accessToken", "Access Token"}, {"deeplink", "Deep Link"}} {
		list = append(list, wire.Obj("id", 11+n, "name", s.name, "type", "string", "label", s.label, "sourceId", id, "defaultValue", "",
			"displayOrder", n+1, "attribution", wire.Obj("createDate", "2017-03-02", "modifiedDate", "2017-03-02")))
	}
	return reply.Many(list)
}
