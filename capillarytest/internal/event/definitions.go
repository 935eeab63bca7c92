package event

import (
	"fmt"
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/kept"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) create(c *kernel.Call) reply.Reply {
	in, no := c.Object()
	if no != nil {
		return reply.Refused(no)
	}
	added, no := o.events.Add(c, in)
	if no != nil {
		return reply.Refused(no)
	}
	added.Set("eventId", fmt.Sprintf("%032x", added.Int("eventId")))
	added.Set("label", added.Text("eventName"))
	return done()
}

func (o *State) update(c *kernel.Call) reply.Reply {
	in, no := c.Object()
	if no != nil {
		return reply.Refused(no)
	}
	found := o.named(wire.Quoted(in["eventName"]))
	if found == nil {
		return reply.Refused(refuse(1811))
	}
	if in["fields"] == nil {
		in["fields"] = []any{}
	}
	if no := o.events.Change(c, found, in); no != nil {
		return reply.Refused(no)
	}
	return done()
}

// named finds an event, whatever the case of its name is.
func (o *State) named(name string) *kept.Record {
	for _, r := range o.events.All(func(r *kept.Record) bool { return strings.EqualFold(r.Text("eventName"), name) }) {
		return r
	}
	return nil
}

func (o *State) disable(c *kernel.Call) reply.Reply {
	found := o.named(c.Value("event_name"))
	if found == nil {
		return reply.Refused(refuse(1811))
	}
	o.events.Remove(func(r *kept.Record) bool { return r == found })
	return done()
}

func show(r *kept.Record) wire.Object {
	return wire.Obj("clickEventsMeta", r.Object(), "transformerMappings", wire.Obj("defaultTransformerMapping", nil, "webEngageTransformerMapping", nil))
}

func (o *State) list(c *kernel.Call) reply.Reply {
	list := []wire.Object{}
	for _, r := range o.events.All(nil) {
		if name := c.Value("eventName"); name == "" || strings.EqualFold(name, r.Text("eventName")) {
			list = append(list, show(r))
		}
	}
	return reply.Many(list)
}

func (o *State) meta(c *kernel.Call) reply.Reply {
	found := o.named(c.Value("event_name"))
	if found == nil {
		return reply.Refused(refuse(1811))
	}
	return reply.Flat(show(found))
}

func fieldsMeta(*kernel.Call) reply.Reply {
	list := []wire.Object{}
	for _, kind := range fieldTypes {
		list = append(list, wire.Obj("type", kind, "label", kind, "valueType", "String", "attributes", []wire.Object{
			wire.Obj("defaultValue", "true", "name", "isRequired", "label", "is field required", "valueType", "BOOLEAN")}))
	}
	return reply.Many(list)
}

// standard are the standard events, and the fields that each has beside the customer.
var standard = []struct{ name, label, field string }{
	{"CustomerLoggedIn", "Customer Logged In", "deviceId"}, {"ProductViewed", "Product Viewed", "productSku"}, {"ProductAddedToCart", "Product Added To Cart", "productSku"},
}

func fieldsOf(field string) []any {
	required := map[string]any{"isRequired": map[string]any{"value": "true", "valueType": "BOOLEAN"}}
	optional := map[string]any{"isRequired": map[string]any{"value": "false", "valueType": "BOOLEAN"}}
	return []any{map[string]any{"name": "customer", "type": "customer", "attributes": required}, map[string]any{"name": field, "type": "string", "attributes": optional}}
}

func standardMeta(*kernel.Call) reply.Reply {
	list := []wire.Object{}
	for _, s := range standard {
		list = append(list, wire.Obj("standardClickEventsMeta", wire.Obj("label", s.label, "description", s.label, "eventCategory", "Ecommerce", "eventName", s.name,
			"actions", actions, "fields", fieldsOf(s.field))))
	}
	return reply.Many(list)
}

func (o *State) enable(c *kernel.Call) reply.Reply {
	for _, s := range standard {
		if !strings.EqualFold(s.name, c.Value("event_name")) {
			continue
		}
		if o.named(s.name) != nil {
			return done()
		}
		added, no := o.events.Add(c, map[string]any{"eventName": s.name, "description": s.label, "actions": []any{actions[0], actions[1]}, "fields": fieldsOf(s.field)})
		if no != nil {
			return reply.Refused(no)
		}
		added.Set("eventId", fmt.Sprintf("%032x", added.Int("eventId")))
		added.Set("label", s.label)
		added.Set("standardEvent", true)
		return done()
	}
	return reply.Refused(refuse(1811))
}

func adapters(*kernel.Call) reply.Reply {
	return reply.Many([]wire.Object{wire.Obj("name", "DefaultTransformer", "label", "Default Transformer Mapping"),
		wire.Obj("name", "WebEngageTransformer", "label", "WebEngage Transformer")})
}

func (o *State) mapEvents(c *kernel.Call) reply.Reply {
	in, no := c.Object()
	if no != nil {
		return reply.Refused(no)
	}
	kind := wire.Quoted(in["transformerType"])
	o.mappings.Remove(func(r *kept.Record) bool { return r.Text("transformerType") == kind })
	if _, no := o.mappings.Add(c, in); no != nil {
		return reply.Refused(no)
	}
	return done()
}

func (o *State) addWebhook(c *kernel.Call) reply.Reply {
	in, no := c.Object()
	if no != nil {
		return reply.Refused(no)
	}
	added, no := o.webhooks.Add(c, in)
	if no != nil {
		return reply.Refused(no)
	}
	id := fmt.Sprintf("%032x", added.Int("webHookId"))
	added.Set("webHookId", id)
	added.Set("webHookUri", "http://"+c.Host+"/eucrm/webhooks/"+id)
	return reply.Flat(added.Object().Without("webHookId"))
}

func (o *State) updateWebhook(c *kernel.Call) reply.Reply {
	in, no := c.Object()
	if no != nil {
		return reply.Refused(no)
	}
	found := o.webhooks.Find("webHookUri", wire.Quoted(in["webHookUri"]))
	if found == nil {
		found = o.webhooks.Find("transformerType", wire.Quoted(in["transformerType"]))
	}
	if found == nil {
		return reply.Refused(refuse(1808))
	}
	if no := o.webhooks.Change(c, found, in); no != nil {
		return reply.Refused(no)
	}
	return done()
}

func (o *State) disableWebhook(c *kernel.Call) reply.Reply {
	var in struct {
		WebHookID string `json:"webHookId"`
	}
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	if !o.webhooks.Remove(func(r *kept.Record) bool { return r.Text("webHookId") == in.WebHookID }) {
		return reply.Refused(reply.Because(400, "webHookId is invalid"))
	}
	return done()
}
