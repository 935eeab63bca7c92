package org

import (
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/kept"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) verticalRoutes() kernel.Routes {
	return kernel.Routes{
		"GET /v2/verticals/meta": verticalsMeta,
		"GET /v2/verticals":      o.verticals.Listing(kept.Endpoint{As: reply.AsData, Pages: kept.Pages{Limit: 10}}),
		"POST /v2/verticals":     o.addVertical,
		"DELETE /v2/verticals/{verticalId}": o.verticals.Removing(kept.Endpoint{As: reply.AsFlat,
			Show: func(r *kept.Record) wire.Object { return r.Object().Without("verticalName") }}),
	}
}

// allVerticals are the kinds of business that there are; their ids are their places.
var allVerticals = []string{"Jewellery", "E-commerce", "Electronics", "Apparel", "F&B"}

func verticals(b *people.Book) *kept.Records {
	return kept.New(b, kept.Table{Key: "verticalId", Given: true, Missing: 91027, Refuse: refuse,
		Unique: []kept.Unique{{Fields: []string{"verticalId"}, Code: 91032}},
		Fields: []kept.Field{{Name: "orgId", Added: kept.Org}, {Name: "verticalId", Kind: kept.Number, Needed: 91028, Wrong: 91028},
			{Name: "verticalName", Kind: kept.Text}, {Name: "isActive", Kind: kept.Yes, Default: true}}})
}

func verticalsMeta(c *kernel.Call) reply.Reply {
	all := []wire.Object{}
	for n, name := range allVerticals {
		all = append(all, wire.Obj("id", n+1, "name", name))
	}
	part, limit, offset := kernel.Cut(c, all, 10)
	return reply.Page(part, limit, offset, len(all))
}

func (o *State) addVertical(c *kernel.Call) reply.Reply {
	var in map[string]any
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	id := int(wire.Text(wire.Quoted(in["verticalId"])).Int())
	if id < 1 || id > len(allVerticals) {
		return reply.Refused(refuse(91028))
	}
	if said, ok := in["verticalName"]; ok && !strings.EqualFold(wire.Quoted(said), allVerticals[id-1]) {
		return reply.Refused(refuse(91029))
	}
	in["verticalName"] = allVerticals[id-1]
	if _, no := o.verticals.Add(c, in); no != nil {
		return reply.Refused(no)
	}
	return reply.Entity(true)
}
