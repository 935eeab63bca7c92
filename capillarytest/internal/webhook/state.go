// Package webhook is where event notifications are delivered to: webhooks, what they are told of, and the delivery log. Webhooks
// that are saved are delivered to, over real connections.
package webhook

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/capillary-go/sdk/capillarytest/internal/kept"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// State is the resource webhook.
type State struct {
	*people.Book
	hooks *kept.Records
	lines map[string]chan struct{} // of deliveries at the same time, by consumer group
	log   []*row
}

// New makes the resource for an organisation without webhooks.
func New(b *people.Book) *State {
	o := &State{Book: b, lines: map[string]chan struct{}{}}
	o.hooks = kept.New(b, kept.Table{Key: "webHookId", First: 1 << 40, Refuse: refuse, Fields: []kept.Field{
		{Name: "webHookId"}, {Name: "name", Kind: kept.Text, Needed: 300004}, {Name: "eventNames", Kind: kept.List},
		{Name: "webHookUrl", Kind: kept.Text, Needed: 300004}, {Name: "webHookType", Kind: kept.Text, Default: "HTTP"},
		{Name: "methodType", Kind: kept.Text, Default: "POST"}, {Name: "webHookHeaders", Kind: kept.Fields},
		{Name: "noOfRetryAttempts", Default: 0}, {Name: "maxAllowedConnections", Kind: kept.Number, Needed: 300004, Wrong: 300004},
		{Name: "active", Kind: kept.Yes, Default: true}, {Name: "slaInSeconds", Kind: kept.Number, Default: int64(0)}, {Name: "consumerGroupId"},
		{Name: "listenToChildEvents", Default: false}, {Name: "tillDetailsEnrichmentEnabled", Default: false},
		{Name: "storeDetailsEnrichmentEnabled", Default: false}, {Name: "customerIdentifiersToBeEnriched", Kind: kept.List, Default: []any{}},
		{Name: "awardedReferenceEnrichmentEnabled", Default: false}, {Name: "availablePointsBalanceEnrichmentEnabled", Default: false},
		{Name: "createdOn", Added: now, Hidden: true}, {Name: "createdBy", Added: by, Hidden: true},
		{Name: "lastUpdatedOn", Changed: now, Hidden: true}, {Name: "lastUpdatedBy", Changed: by, Hidden: true}},
		Check: check})
	b.OnEvent(o.happened)
	return o
}

func now(o *kernel.Org, _ *kernel.Call) any {
	return o.Now().UTC().Format("2006-01-02T15:04:05.000-0700")
}

func by(_ *kernel.Org, c *kernel.Call) any {
	return wire.Obj("id", c.Till.ID, "code", c.Till.Code, "description", "", "name", c.Till.Code, "type", c.Till.Kind)
}

// check refuses a webhook for nothing, or without connections. One without headers gets one without a name, as real ones have.
func check(_ *kernel.Call, r *kept.Record) *reply.Refusal {
	if names, _ := r.Get("eventNames").([]any); len(names) == 0 {
		return refuse(51003)
	}
	if r.Int("maxAllowedConnections") < 1 {
		return refuse(51007)
	}
	if headers, _ := r.Get("webHookHeaders").(map[string]any); len(headers) == 0 {
		r.Set("webHookHeaders", map[string]any{"": ""})
	}
	return nil
}

var texts = reply.Texts{
	404:    "Consumer group not found",
	51003:  "eventNames can not be null",
	51007:  "maxAllowedConnections must be greater than zero",
	300004: "Invalid request",
	999999: "Validation failed",
}

func refuse(code int, args ...any) *reply.Refusal { return texts.Refuse(code, args...) }

// Texts are the messages of its codes.
func (o *State) Texts() reply.Texts { return texts }

// Routes are the endpoints of the resource.
func (o *State) Routes() kernel.Routes {
	return kernel.Routes{
		"POST /v3/webHooks":                              o.add,
		"GET /v3/webHooks":                               o.list,
		"PUT /v3/webHooks/{webHookId}":                   o.update,
		"DELETE /v3/webHooks/{webHookId}":                o.remove,
		"GET /v3/webHooks/eventMetaData":                 o.events,
		"GET /v3/webHooks/eventMetaData/{eventName}":     o.schema,
		"GET /v3/webHooks/eventLog/{eventId}":            o.logByEvent,
		"GET /v3/webHooks/eventLog/requestId/{id}":       o.logBy(func(r *row, id string) bool { return r.requestID == id }),
		"GET /v3/webHooks/eventLog/refId/{id}":           o.logBy(func(r *row, id string) bool { return r.refID == id }),
		"GET /v3/events/consumer-groups/{group}/logs":    o.logs,
		"GET /v3/events/consumer-groups/{group}/metrics": o.metrics,
	}
}

func show(r *kept.Record) wire.Object {
	attribution := wire.Obj()
	for _, name := range []string{"createdOn", "lastUpdatedOn", "lastUpdatedBy", "createdBy"} {
		attribution = attribution.With(name, r.Get(name))
	}
	return wire.Obj("attribution", attribution).And(r.Object())
}

func (o *State) add(c *kernel.Call) reply.Reply {
	in, no := c.Object()
	if no != nil {
		return refused(refuse(300004))
	}
	added, no := o.hooks.Add(c, in)
	if no != nil {
		return refused(no)
	}
	id := added.Int("webHookId")
	group := fmt.Sprintf("%08x-0000-4000-8000-%012x", id&0xffffffff, id)
	added.Set("webHookId", fmt.Sprintf("%024x", id))
	added.Set("consumerGroupId", group)
	o.lines[group] = make(chan struct{}, min(added.Int("maxAllowedConnections"), 1000))
	return reply.V3Value(show(added))
}

func refused(no *reply.Refusal) reply.Reply { return reply.V3Refused(http.StatusBadRequest, no) }

func (o *State) list(*kernel.Call) reply.Reply {
	list := []wire.Object{}
	for _, r := range o.hooks.All(nil) {
		list = append(list, show(r))
	}
	return reply.V3Value(list)
}

// live finds a webhook that was not switched off: that is final.
func (o *State) live(c *kernel.Call) *kept.Record {
	if found := o.hooks.Find("webHookId", c.Param("webHookId")); found != nil && found.Get("active") == true {
		return found
	}
	return nil
}

func (o *State) update(c *kernel.Call) reply.Reply {
	in, no := c.Object()
	if no != nil {
		return refused(refuse(300004))
	}
	found := o.live(c)
	switch {
	case found == nil:
		return refused(reply.Because(400, "webHookId is invalid"))
	case in["eventNames"] == nil:
		return refused(refuse(51003))
	case in["maxAllowedConnections"] == nil:
		return refused(refuse(300004))
	}
	if no := o.hooks.Change(c, found, in); no != nil {
		return refused(no)
	}
	o.lines[found.Text("consumerGroupId")] = make(chan struct{}, min(found.Int("maxAllowedConnections"), 1000))
	return reply.V3Value(show(found))
}

func (o *State) remove(c *kernel.Call) reply.Reply {
	found := o.live(c)
	if found == nil {
		return refused(reply.Because(400, "webHookId is invalid"))
	}
	found.Set("active", false)
	found.Set("lastUpdatedOn", now(o.Org, c))
	found.Set("lastUpdatedBy", by(o.Org, c))
	return reply.V3Value(show(found))
}

func (o *State) events(*kernel.Call) reply.Reply {
	list := []wire.Object{}
	for _, name := range told() {
		list = append(list, wire.Obj("active", true, "eventName", name))
	}
	return reply.V3Value(list)
}

func (o *State) schema(c *kernel.Call) reply.Reply {
	name := c.Param("eventName")
	if !slices.Contains(told(), name) {
		return refused(reply.Because(400, "eventName is invalid"))
	}
	return reply.V3Value(wire.Obj("active", true, "eventName", name, "schema", wire.Obj("$schema", "http://json-schema.org/draft-04/schema#",
		"type", "object", "properties", wire.Obj("data", wire.Obj("type", "object")))))
}
