package event

import (
	"crypto/rand"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/capillary-go/sdk/capillarytest/internal/kept"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// occurrence is an event that was pushed.
type occurrence struct {
	id, webhook, till, name, label string
	input                          string
	status, message                string
	at                             time.Time
	customer                       int64 // 0 for none
	attributes                     map[string]any
	key                            string // by which it is known
	duplicate                      bool
}

// processed is the status of an event that was taken.
const processed = "EVENT_SUCCESS"

// push queues an event. What is wrong with it shows in the log: the answer is always that it was queued.
func (o *State) push(c *kernel.Call) reply.Reply {
	hook := o.webhooks.Find("webHookId", c.Param("webhook"))
	switch {
	case hook == nil:
		return reply.Reply{Status: http.StatusNotFound, Body: wire.Obj("message", "Not Found")}
	case hook.Get("authEnabled") == true && c.Till.Code == "":
		return reply.Reply{Status: http.StatusUnauthorized, Body: wire.Obj("message", "Unauthorized")}
	}
	in, no := c.Object()
	if no != nil {
		return reply.Reply{Status: http.StatusBadRequest, Body: wire.Obj("message", "Invalid request body")}
	}
	if in["eventDateTimeInputOffset"] != nil {
		return reply.Reply{Status: 908, Body: wire.Obj("message", "eventDateTimeInputOffset is not accepted")}
	}
	id := rand.Text()
	e := &occurrence{id: id, webhook: hook.Text("webHookId"), till: hook.Text("tillCode"), input: string(c.Body), at: o.Now(), name: wire.Quoted(in["event_name"])}
	delete(in, "event_name")
	e.attributes = in
	e.status, e.message = o.process(e, hook)
	o.happened = append(o.happened, e)
	return reply.Reply{Body: wire.Obj("status", wire.Obj("code", 1100, "message", "Event is pushed to transformation state"), "requestId", id)}
}

// process finds the event's definition and customer.
func (o *State) process(e *occurrence, hook *kept.Record) (status, message string) {
	definition := o.named(e.name)
	if definition == nil {
		return "INVALID_EVENT_NAME", "Invalid event name " + e.name
	}
	e.name, e.label = definition.Text("eventName"), definition.Text("label")
	key := []string{e.name}
	fields, _ := definition.Get("fields").([]any)
	for _, f := range fields {
		field, _ := f.(map[string]any)
		name := wire.Quoted(field["name"])
		value, sent := e.attributes[name]
		attributes, _ := field["attributes"].(map[string]any)
		isCustomer := strings.EqualFold(wire.Quoted(field["type"]), "customer")
		switch {
		case !sent && (isCustomer || is(attributes, "isRequired")):
			if isCustomer {
				return "NO_CUSTOMER_DETAILS_PASSED", "Customer details not passed"
			}
			return "FIELD_VALIDATION_FAILED", "Field " + name + " is required"
		case isCustomer:
			found := o.who(attributes, wire.Quoted(value))
			if found == nil {
				return "CUSTOMER_NOT_FOUND", "User does not exist"
			}
			e.customer = found.ID
			key = append(key, fmt.Sprint(found.ID))
		case is(attributes, "isUniqueKeyField"):
			key = append(key, wire.Quoted(value))
		}
	}
	e.key = strings.Join(key, "\n")
	e.duplicate = hook.Get("uniquenessCheckEnabled") == true &&
		slices.ContainsFunc(o.happened, func(before *occurrence) bool { return before.status == processed && before.key == e.key })
	return processed, "Event processed successfully"
}

func is(attributes map[string]any, name string) bool {
	return strings.EqualFold(valueOf(attributes, name), "true")
}

func valueOf(attributes map[string]any, name string) string {
	attribute, _ := attributes[name].(map[string]any)
	if attribute["value"] == nil {
		return ""
	}
	return wire.Quoted(attribute["value"])
}

// who finds the customer by the identifier that the field is defined for: the mobile number unless it says otherwise.
func (o *State) who(attributes map[string]any, value string) *people.Customer {
	kind := wire.OrDefault(valueOf(attributes, "identifierType"), "mobile")
	if strings.EqualFold(kind, "userId") {
		kind = "id"
	}
	found, no := o.LookupOne(kind, value, people.Anywhere)
	if no != nil {
		return nil
	}
	return found
}

// show is the event as searches have it.
func (e *occurrence) show(org int64) wire.Object {
	attributes := wire.Obj()
	for _, name := range slices.Sorted(maps.Keys(e.attributes)) {
		if name != "eventDateTime" {
			attributes = attributes.With(name, e.attributes[name])
		}
	}
	attributes = attributes.With("autoUpdateTimeStamp", e.at.UnixMilli(), "customerId", fmt.Sprint(e.customer), "eventName", e.name,
		"eventDateTime", fmt.Sprint(e.when().UnixMilli()), "isDuplicate", e.duplicate, "orgId", org, "requestId", e.id, "source", "INSTORE")
	return wire.Obj("orgId", org, "userId", e.customer, "date", e.at.UTC().Format(time.RFC3339), "eventName", e.name, "eventId", e.id, "source", "INSTORE",
		"tillCode", e.till, "displayName", e.label, "additonalAttributes", attributes, "psiAttributes", []string{}, "uniqueId", e.id)
}

// when is the time that was pushed, or that of the push.
func (e *occurrence) when() time.Time {
	if at, ok := kernel.ReadV2Time(wire.Quoted(e.attributes["eventDateTime"])); ok {
		return at
	}
	return e.at
}
