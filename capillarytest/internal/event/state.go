// Package event is behavioural events: their definitions, the webhooks by which they come in, and what became of them.
package event

import (
	"slices"
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/kept"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// State is the resource event.
type State struct {
	*people.Book
	events, webhooks, mappings *kept.Records
	happened                   []*occurrence // the oldest first
}

// New makes the resource for an organisation without events of its own.
func New(b *people.Book) *State {
	o := &State{Book: b}
	o.events = kept.New(b, kept.Table{Key: "eventId", First: 1 << 40, Refuse: refuse, Unique: []kept.Unique{{Fields: []string{"eventName"}, Fold: true, Code: 1806}},
		Fields: []kept.Field{{Name: "eventId"}, {Name: "eventName", Kind: kept.Text, Needed: 1811}, {Name: "eventType", Default: "USEREVENT"},
			{Name: "actions", Kind: kept.List}, {Name: "fields", Kind: kept.List, Default: []any{}}, {Name: "orgId", Added: kept.Org},
			{Name: "status", Default: "PUBLISHED"}, {Name: "testStatus", Default: "VERIFIED"}, {Name: "label", Default: ""}, {Name: "description", Kind: kept.Text},
			{Name: "date", Added: kept.Millis}, {Name: "standardEvent", Default: false}},
		Check: checkEvent})
	o.webhooks = kept.New(b, kept.Table{Key: "webHookId", First: 1 << 40, Refuse: refuse, Unique: []kept.Unique{{Fields: []string{"transformerType"}, Fold: true, Code: 1808}},
		Fields: []kept.Field{{Name: "webHookId"}, {Name: "transformerType", Kind: kept.Text, Needed: 1808, Wrong: 1808,
			OneOf: []string{"defaultTransformer", "webEngageTransformer"}}, {Name: "uniquenessCheckEnabled", Kind: kept.Yes, Default: false},
			{Name: "tillCode", Kind: kept.Text, Needed: 400}, {Name: "webHookUri"}, {Name: "authEnabled", Kind: kept.Yes, Default: false},
			{Name: "authMechanism", Kind: kept.Text}, {Name: "listenToChildEvents", Kind: kept.Yes}},
		Check: checkWebhook})
	o.mappings = kept.New(b, kept.Table{Key: "transformerType", Given: true, Open: true, Refuse: refuse,
		Fields: []kept.Field{{Name: "transformerType", Kind: kept.Text, Needed: 1808}}})
	return o
}

var (
	actions    = []string{"EMFConsumer", "EIConsumer"}
	fieldTypes = []string{"tillCode", "couponCode", "customer", "productSku", "productBrand", "productCategory", "groupId", "string", "double"}
)

// checkEvent refuses an event that goes nowhere, and fields of unknown types.
func checkEvent(_ *kernel.Call, r *kept.Record) *reply.Refusal {
	name := r.Text("eventName")
	wanted, _ := r.Get("actions").([]any)
	if len(wanted) == 0 || slices.ContainsFunc(wanted, func(a any) bool { return !slices.Contains(actions, wire.Quoted(a)) }) {
		return refuse(1810, name)
	}
	fields, _ := r.Get("fields").([]any)
	for _, f := range fields {
		field, _ := f.(map[string]any)
		kind := wire.Quoted(field["type"])
		if !slices.ContainsFunc(fieldTypes, func(known string) bool { return strings.EqualFold(known, kind) }) {
			return refuse(1823, kind)
		}
	}
	return nil
}

func checkWebhook(_ *kernel.Call, r *kept.Record) *reply.Refusal {
	if r.Get("authEnabled") == true && r.Text("authMechanism") == "" {
		return refuse(1839)
	}
	return nil
}

var texts = reply.Texts{
	1802: "field attribute value fails for validation type %v",
	1806: "%v event already exists",
	1808: "customer event transformer not present",
	1810: "%v event actions invalid",
	1811: "event name invalid",
	1823: "%v invalid event field type",
	1839: "auth mechanism not present",
	1850: "Invalid search request parameters %v",
}

func refuse(code int, args ...any) *reply.Refusal { return texts.Refuse(code, args...) }

// Texts are the messages of its codes.
func (o *State) Texts() reply.Texts { return texts }

const pushPath = "POST /eucrm/webhooks/{webhook}"

// Open tells that events are pushed without credentials, unless the webhook wants some.
func (o *State) Open(pattern string) bool { return pattern == pushPath }

// Routes are the endpoints of the resource.
func (o *State) Routes() kernel.Routes {
	return kernel.Routes{
		"POST /v2/events":                        o.create,
		"PUT /v2/events":                         o.update,
		"PUT /v2/events/disable":                 o.disable,
		"GET /v2/events":                         o.list,
		"GET /v2/events/meta":                    o.meta,
		"GET /v2/events/meta_fields":             fieldsMeta,
		"GET /v2/events/standard_events_meta":    standardMeta,
		"POST /v2/events/standard_events/enable": o.enable,
		"GET /v2/events/adapters_meta":           adapters,
		"GET /v2/events/adapter_mapping":         o.mappings.Listing(kept.Endpoint{As: reply.AsData}),
		"POST /v2/events/adapter_mapping":        o.mapEvents,
		"POST /v2/events/webhook":                o.addWebhook,
		"PUT /v2/events/webhook":                 o.updateWebhook,
		"PUT /v2/events/webhook/disable":         o.disableWebhook,
		"GET /v2/events/webhooks":                o.webhooks.Listing(kept.Endpoint{As: reply.AsData}),
		pushPath:                                 o.push,
		"GET /v2/events/running_status":          o.runningStatus,
		"GET /v2/events/logs":                    o.logs,
		"GET /v2/events/event_data":              o.data,
		"GET /v2/events/event_data/{userId}":     o.ofCustomer,
		"GET /v2/events/search":                  o.search,
	}
}

// done is what changes are answered with.
func done() reply.Reply {
	return reply.Reply{Body: wire.Obj("warnings", []wire.Object{}, "errors", []wire.Object{})}
}
