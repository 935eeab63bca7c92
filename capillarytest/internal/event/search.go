package event

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/capillary-go/sdk/capillarytest/internal/kept"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// found are the events that fit, the newest first. Those that could not be processed are in the log only.
func (o *State) found(fits func(*occurrence) bool) []*occurrence {
	var all []*occurrence
	for _, e := range slices.Backward(o.happened) {
		if e.status == processed && fits(e) {
			all = append(all, e)
		}
	}
	return all
}

func (o *State) objects(all []*occurrence) []wire.Object {
	list := []wire.Object{}
	for _, e := range all {
		list = append(list, e.show(o.ID))
	}
	return list
}

func (o *State) data(c *kernel.Call) reply.Reply {
	return reply.Many(o.objects(o.found(func(e *occurrence) bool { return e.id == c.Value("id") })))
}

func (o *State) ofCustomer(c *kernel.Call) reply.Reply {
	return reply.Many(o.objects(o.found(func(e *occurrence) bool { return o.isOf(e, c.Param("userId")) })))
}

// isOf tells whether an event is of a customer, also of one who was merged since.
func (o *State) isOf(e *occurrence, userID string) bool {
	now, _ := o.Survivor(e.customer)
	return now != nil && fmt.Sprint(now.ID) == userID
}

func (o *State) runningStatus(c *kernel.Call) reply.Reply {
	i := slices.IndexFunc(o.happened, func(e *occurrence) bool { return e.id == c.Value("eventId") })
	if i < 0 {
		return reply.Refused(reply.Because(404, "Resource not found"))
	}
	e, states := o.happened[i], []wire.Object{}
	for _, s := range []struct{ status, message string }{{"EVENT_PROCESSING_STARTED", e.name}, {e.status, e.message}} {
		states = append(states, wire.Obj("message", s.message, "date", o.V2Time(e.at), "status", s.status))
	}
	return reply.Flat(wire.Obj("id", e.id, "orgId", o.ID, "stateList", states, "eventName", e.name))
}

func (o *State) logs(c *kernel.Call) reply.Reply {
	list := []wire.Object{}
	for _, e := range slices.Backward(o.happened) {
		name, day := c.Value("event_name"), o.DateOnly(e.at)
		if name != "" && !strings.EqualFold(name, e.name) || c.Value("from_date") > day || c.Value("to_date") != "" && c.Value("to_date") < day {
			continue
		}
		list = append(list, wire.Obj("startTime", e.at.UnixMilli(), "responseTime", 17, "orgId", o.ID, "status", e.status, "eventName", e.name,
			"inputRequest", e.input, "id", e.id, "webhookId", e.webhook, "parentOrgId", -1, "message", e.message))
	}
	limit := c.Number("limit", 10)
	return reply.Many(list[:min(max(limit, 0), len(list))])
}

// searchParams are those that are no attributes.
var searchParams = []string{"eventId", "eventName", "userIdentifierType", "userIdentifierValue", "userIdentifierSource", "userIdentifierAccountId",
	"userGroupIdentifierType", "userGroupIdentifierValue", "userGroupIdentifierSource", "userGroupIdentifierAccountId", "fromDate", "tillDate", "limit",
	"offset", "sortOrder", "includeSideEffects", "isDuplicate", "allowExactMatch"}

func (o *State) search(c *kernel.Call) reply.Reply {
	var who *people.Customer
	if kind := c.Value("userIdentifierType"); kind != "" {
		if strings.EqualFold(kind, "userId") {
			if _, err := strconv.ParseInt(c.Value("userIdentifierValue"), 10, 64); err != nil {
				return reply.Refused(refuse(1850, "userIdentifierValue"))
			}
			kind = "id"
		}
		found, no := o.LookupOne(kind, c.Value("userIdentifierValue"), people.Anywhere)
		if no != nil {
			return o.page(c, nil)
		}
		who = found
	}
	return o.page(c, o.found(func(e *occurrence) bool { return (who == nil || o.isOf(e, fmt.Sprint(who.ID))) && o.passes(c, e) }))
}

func (o *State) passes(c *kernel.Call, e *occurrence) bool {
	at := e.when()
	from, hasFrom := o.clock(c.Value("fromDate"))
	till, hasTill := o.clock(c.Value("tillDate"))
	switch {
	case c.Value("eventId") != "" && c.Value("eventId") != e.id,
		c.Value("eventName") != "" && !strings.EqualFold(c.Value("eventName"), e.name),
		c.Value("isDuplicate") != "" && c.Yes("isDuplicate") != e.duplicate,
		hasFrom && at.Before(from), hasTill && at.After(till):
		return false
	}
	for _, name := range c.Names() {
		if slices.Contains(searchParams, name) {
			continue
		}
		asked, have := c.Value(name), ""
		if value, ok := e.attributes[name]; ok {
			have = wire.Quoted(value)
		}
		if c.Yes("allowExactMatch") && have != asked || !kept.Contains(have, asked) || have == "" {
			return false
		}
	}
	return true
}

// clock reads a time of the cluster's clock.
func (o *State) clock(text string) (time.Time, bool) {
	at, err := time.ParseInLocation("2006-01-02T15:04:05", text, o.Zone)
	return at, err == nil
}

func (o *State) page(c *kernel.Call, all []*occurrence) reply.Reply {
	if strings.EqualFold(c.Value("sortOrder"), "ASC") {
		slices.Reverse(all)
	}
	part, _, _ := kernel.Cut(c, all, 10)
	return reply.Flat(wire.Obj("clickEventDataList", o.objects(part), "totalRecords", len(all)))
}
