// Package integration is the API clients of the organisation. A client that is made here can fetch tokens.
package integration

import (
	"crypto/rand"
	"net/http"

	"github.com/capillary-go/sdk/capillarytest/internal/kept"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// State is the resource integration.
type State struct {
	*people.Book
	clients *kept.Records
}

// New makes the resource for an organisation whose clients are settings of the server.
func New(b *people.Book) *State {
	return &State{Book: b, clients: kept.New(b, kept.Table{Key: "id", First: 800, Missing: 404, Refuse: texts.Refuse, Fields: []kept.Field{
		{Name: "id"}, {Name: "name", Kind: kept.Text, Needed: 400}, {Name: "clientKey"}, {Name: "clientSecret", Hidden: true}, {Name: "isValid", Default: true},
		{Name: "description", Kind: kept.Text}, {Name: "expirationTokenTime", Kind: kept.Number, Needed: 400}, {Name: "defaultTillId", Kind: kept.Number, Needed: 400},
		{Name: "scopes", Kind: kept.List, Needed: 400, Hidden: true},
		{Name: "createdOn", Added: now, Hidden: true}, {Name: "createdBy", Added: by, Hidden: true},
		{Name: "lastUpdatedOn", Changed: now, Hidden: true}, {Name: "lastUpdatedBy", Changed: by, Hidden: true}}})}
}

func now(o *kernel.Org, _ *kernel.Call) any {
	return o.Now().In(o.Zone).Format("2006-01-02T15:04:05.000-0700")
}

func by(_ *kernel.Org, c *kernel.Call) any {
	return wire.Obj("id", c.Till.ID, "code", c.Till.Code, "description", "", "name", c.Till.Code, "type", c.Till.Kind)
}

var texts = reply.Texts{400: "Invalid input", 404: "Client not found"}

// Texts are the messages of its codes.
func (o *State) Texts() reply.Texts { return texts }

// Routes are the endpoints of the resource.
func (o *State) Routes() kernel.Routes {
	named := kept.Endpoint{As: reply.AsV3, By: "{clientKey}", Names: "clientKey", Show: withScopes}
	return kernel.Routes{
		"POST /v3/integrations/clients":               o.create,
		"GET /v3/integrations/clients":                o.clients.Listing(kept.Endpoint{As: reply.AsV3, Show: show}),
		"GET /v3/integrations/clients/{clientKey}":    o.clients.Getting(named),
		"PUT /v3/integrations/clients/{clientKey}":    o.clients.Changing(named),
		"DELETE /v3/integrations/clients/{clientKey}": o.remove,
		"GET /v3/integrations/scopes":                 scopes,
	}
}

func show(r *kept.Record) wire.Object {
	attribution := wire.Obj()
	for _, name := range []string{"createdOn", "lastUpdatedOn", "lastUpdatedBy", "createdBy"} {
		attribution = attribution.With(name, r.Get(name))
	}
	return r.Object().With("attribution", attribution)
}

// withScopes shows what a client may reach, without its paths.
func withScopes(r *kept.Record) wire.Object {
	list := []wire.Object{}
	scopes, _ := r.Get("scopes").([]any)
	for _, s := range scopes {
		scope, _ := s.(map[string]any)
		list = append(list, wire.Obj("permission", scope["permission"], "entityId", scope["entityId"]))
	}
	return show(r).With("scopes", list)
}

func (o *State) create(c *kernel.Call) reply.Reply {
	in, no := c.Object()
	if no != nil {
		return reply.V3Refused(http.StatusBadRequest, no)
	}
	added, no := o.clients.Add(c, in)
	if no != nil {
		return reply.V3Refused(http.StatusBadRequest, no)
	}
	key, secret := rand.Text(), rand.Text()
	added.Set("clientKey", key)
	added.Set("clientSecret", secret)
	o.Admit(key, secret)
	return reply.V3Value(withScopes(added).With("clientSecret", secret))
}

func (o *State) remove(c *kernel.Call) reply.Reply {
	found := o.clients.Find("clientKey", c.Param("clientKey"))
	if found == nil {
		return reply.V3Refused(http.StatusBadRequest, texts.Refuse(404))
	}
	found.Set("isValid", false)
	o.Dismiss(found.Text("clientKey"))
	return reply.V3Value(show(found))
}

func scopes(*kernel.Call) reply.Reply {
	return reply.V3Value([]wire.Object{wire.Obj("id", 1, "entity", "TargetGroups"), wire.Obj("id", 2, "entity", "All"), wire.Obj("id", 3, "entity", "Transaction")})
}
