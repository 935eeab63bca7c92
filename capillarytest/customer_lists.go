package capillarytest

import "strings"

func (o *org) customerListRoutes() routes {
	return routes{
		"GET /v2/customers/{id}/trackers":        o.listed(ListTrackers, 0),
		"GET /v2/customers/userEntityTrackers":   o.groupTrackers,
		"GET /v2/customers/{id}/retroRequest":    o.listed(ListRetroRequests, 10),
		"GET /v2/customers/lookup/retroRequest":  o.listed(ListRetroRequests, 10),
		"GET /v2/customers/{id}/changeRequest":   o.listed(ListChangeRequests, 10),
		"GET /v2/customers/{id}/goodwillRequest": o.listed(ListGoodwillRequests, 10),
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
func (o *org) listed(l List, limit int) handler {
	return func(c *call) reply {
		found, no := o.customerOf(c)
		switch {
		case no != nil && limit == 0:
			return reply{refused: true, body: obj("pagination", obj("limit", 0, "offset", 0, "total", 0)).and(refused(no).body.(object))}
		case no != nil:
			return refused(no)
		case limit == 0:
			return page(orEmpty(found.lists[l]), 0, 0, 0)
		case c.number("offset", 0) < 0:
			return refused(refuse(8100))
		case c.value("limit") != "" && c.number("limit", 0) <= 0:
			return refused(refuse(8101))
		case c.number("limit", 0) > 100:
			return refused(refuse(8102))
		}
		part, limit, offset := cut(c, orEmpty(found.lists[l]), limit)
		return page(part, limit, offset, len(found.lists[l]))
	}
}

// groupTrackers knows no user groups.
func (o *org) groupTrackers(c *call) reply {
	if !strings.EqualFold(c.value("type"), "USERGROUP2") {
		return refused(refuse(1647))
	}
	return refused(refuse(1645))
}

func (o *org) loyaltyEvents(c *call) reply {
	found, no := o.customerOf(c)
	if no != nil {
		return refused(no)
	}
	var events []object
	for _, e := range found.events {
		if kind := c.value("eventType"); kind == "" || strings.EqualFold(kind, e.get("eventName").(string)) {
			events = append(events, e)
		}
	}
	part, _, _ := cut(c, events, 10)
	return many(append([]object{}, part...))
}

func (o *org) statusLog(c *call) reply {
	found, no := o.customerOf(c)
	if no != nil {
		return refused(no)
	}
	out := []object{}
	for n, s := range o.of(found).statuses {
		out = append(out, obj("createdByUser", s.by.code, "reason", s.reason, "createdBy", s.by.id, "actions", []string{},
			"autoUpdateTime", o.dateOnly(s.at), "createdOn", o.v2Time(s.at), "entityId", found.id, "isActive", n == len(o.of(found).statuses)-1,
			"label", s.label, "status", statusOfLabel[strings.ToLower(s.label)]))
	}
	return many(out)
}

// setConsent accepts any validation code and keeps nothing: no endpoint reads a consent.
func (o *org) setConsent(c *call) reply {
	var in struct {
		Mobile  text `json:"mobile"`
		Consent struct {
			Status string `json:"consentStatus"`
		} `json:"consent"`
		ValidationCode text `json:"validationCode"`
	}
	if no := c.decode(&in); no != nil || in.ValidationCode == "" {
		return refused(refuse(400))
	}
	if !isMobile(string(in.Mobile)) {
		return refused(refuse(8056))
	}
	return many([]object{obj("mobile", in.Mobile, "consent", obj("isConsentRequired", "no", "consentStatus", in.Consent.Status))})
}

func (o *org) walkIn(c *call) reply {
	switch {
	case c.value("identifierValue") == "":
		return refused(refuse(8099))
	case c.value("till_code") == "":
		return refused(refuse(8096))
	}
	if _, no := o.placeOf(c.value("source"), c.value("accountId"), lookupCodes); no != nil {
		return refused(refuse(8095))
	}
	if _, no := o.lookup(c); no != nil {
		return refused(no)
	}
	return reply{body: obj("entity", "Customer check-in successful", "warnings", notices(), "errors", notices(), "success", true)}
}

// interactions answers in the v1.1 envelope in both versions, as the documentation shows.
func (o *org) interactions(c *call) reply {
	var found *customer
	no := refuse(1012)
	if name := c.value("identifierName"); name != "" {
		found, no = o.lookupOne(name, c.value("identifierValue"), anywhere)
	} else if asked := o.askedV1(c); len(asked) > 0 {
		found, no = asked[0].customer, asked[0].no
	}
	if no != nil {
		return v1Failed(no)
	}
	network := obj("name", orDefault(c.value("network"), "capillary"), "interaction", orEmpty(found.lists[ListInteractions]))
	fields := o.identityV1(found, "id").with("interactions", obj("network", []object{network}))
	return reply{body: obj("response", obj("status", v1Verdict(1, 1), "customer", fields))}
}
