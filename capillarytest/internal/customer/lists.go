package customer

import (
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) customerListRoutes() kernel.Routes {
	return kernel.Routes{
		"GET /v2/customers/{id}/trackers":        o.listed(people.ListTrackers, 0),
		"GET /v2/customers/{id}/retroRequest":    o.listed(people.ListRetroRequests, 10),
		"GET /v2/customers/lookup/retroRequest":  o.listed(people.ListRetroRequests, 10),
		"GET /v2/customers/{id}/changeRequest":   o.listed(people.ListChangeRequests, 10),
		"GET /v2/customers/{id}/goodwillRequest": o.listed(people.ListGoodwillRequests, 10),
		"GET /v2/customers/{id}/loyaltyEvents":   o.loyaltyEvents,
		"GET /v2/customers/{id}/statusLog":       o.statusLog,
		"POST /v2/customers/traiConsent":         o.setConsent,
		"PUT /v2/customers/traiConsent":          o.setConsent,
		"GET /v2/customer/walkin":                o.walkIn,
		"GET /v2/customers/interaction":          o.interactions,
		"GET /v1.1/customer/interaction":         o.interactions,
	}
}

// listed is a handler for a page of a list. A limit of 0 means the whole list, with a pagination of zeros, as trackers have it.
func (o *State) listed(l people.List, limit int) kernel.Handler {
	return func(c *kernel.Call) reply.Reply {
		found, no := o.CustomerOf(c)
		switch {
		case no != nil && limit == 0:
			return reply.Reply{Refused: true, Body: wire.Obj("pagination", wire.Obj("limit", 0, "offset", 0, "total",
				0)).And(reply.Refused(no).Body.(wire.Object))}
		case no != nil:
			return reply.Refused(no)
		case limit == 0:
			return reply.Page(wire.OrEmpty(found.Lists[l]), 0, 0, 0)
		case c.Number("offset", 0) < 0:
			return reply.Refused(refuse(8100))
		case c.Value("limit") != "" && c.Number("limit", 0) <= 0:
			return reply.Refused(refuse(8101))
		case c.Number("limit", 0) > 100:
			return reply.Refused(refuse(8102))
		}
		part, limit, offset := kernel.Cut(c, wire.OrEmpty(found.Lists[l]), limit)
		return reply.Page(part, limit, offset, len(found.Lists[l]))
	}
}

func (o *State) loyaltyEvents(c *kernel.Call) reply.Reply {
	found, no := o.CustomerOf(c)
	if no != nil {
		return reply.Refused(no)
	}
	var events []wire.Object
	for _, e := range found.Events {
		if kind := c.Value("eventType"); kind == "" || strings.EqualFold(kind, e.Get("eventName").(string)) {
			events = append(events, e)
		}
	}
	part, _, _ := kernel.Cut(c, events, 10)
	return reply.Many(append([]wire.Object{}, part...))
}

func (o *State) statusLog(c *kernel.Call) reply.Reply {
	found, no := o.CustomerOf(c)
	if no != nil {
		return reply.Refused(no)
	}
	out := []wire.Object{}
	for n, s := range o.of(found).statuses {
		out = append(out, wire.Obj("createdByUser", s.By.Code, "reason", s.reason, "createdBy", s.By.ID, "actions", []string{},
			"autoUpdateTime", o.DateOnly(s.At), "createdOn", o.V2Time(s.At), "entityId", found.ID, "isActive", n == len(o.of(found).statuses)-1,
			"label", s.label, "status", statusOfLabel[strings.ToLower(s.label)]))
	}
	return reply.Many(out)
}

// setConsent accepts any validation code and keeps nothing: no endpoint reads a consent.
func (o *State) setConsent(c *kernel.Call) reply.Reply {
	var in struct {
		Mobile  wire.Text `json:"mobile"`
		Consent struct {
			Status string `json:"consentStatus"`
		} `json:"consent"`
		ValidationCode wire.Text `json:"validationCode"`
	}
	if no := c.Decode(&in); no != nil || in.ValidationCode == "" {
		return reply.Refused(refuse(400))
	}
	if !people.IsMobile(string(in.Mobile)) {
		return reply.Refused(refuse(8056))
	}
	return reply.Many([]wire.Object{wire.Obj("mobile", in.Mobile, "consent", wire.Obj("isConsentRequired", "no",
		"consentStatus", in.Consent.Status))})
}

func (o *State) walkIn(c *kernel.Call) reply.Reply {
	switch {
	case c.Value("identifierValue") == "":
		return reply.Refused(refuse(8099))
	case c.Value("till_code") == "":
		return reply.Refused(refuse(8096))
	}
	if _, no := o.PlaceOf(c.Value("source"), c.Value("accountId"), people.LookupCodes); no != nil {
		return reply.Refused(refuse(8095))
	}
	if _, no := o.Lookup(c); no != nil {
		return reply.Refused(no)
	}
	return reply.Reply{Body: wire.Obj("entity", "Customer check-in successful", "warnings", reply.Notices(), "errors",
		reply.Notices(), "success", true)}
}

// interactions answers in the v1.1 envelope in both versions, as the documentation shows.
func (o *State) interactions(c *kernel.Call) reply.Reply {
	var found *people.Customer
	no := refuse(1012)
	if name := c.Value("identifierName"); name != "" {
		found, no = o.LookupOne(name, c.Value("identifierValue"), people.Anywhere)
	} else if asked := o.AskedV1(c); len(asked) > 0 {
		found, no = asked[0].Customer, asked[0].No
	}
	if no != nil {
		return reply.V1Failed(no)
	}
	network := wire.Obj("name", wire.OrDefault(c.Value("network"), "capillary"), "interaction",
		wire.OrEmpty(found.Lists[people.ListInteractions]))
	fields := o.IdentityV1(found, "id").With("interactions", wire.Obj("network", []wire.Object{network}))
	return reply.Reply{Body: wire.Obj("response", wire.Obj("status", reply.V1Verdict(1, 1), "customer", fields))}
}
