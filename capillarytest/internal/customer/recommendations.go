package customer

import (
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) recommendationRoutes() kernel.Routes {
	return kernel.Routes{
		"GET /v2/customers/lookup/recommendations":         o.recommendations,
		"GET /v1.1/customer/recommendations":               o.recommendationsV1,
		"GET /api_gateway/v1/recommendations/user/{model}": o.recommend,
		"GET /api_gateway/v1/recommendations/item/{model}": o.recommend,
		"GET /api_gateway/v1/recommendations/cart/{model}": o.recommend,
	}
}

func (o *State) recommendations(c *kernel.Call) reply.Reply {
	found, no := o.Lookup(c)
	if no != nil {
		return reply.Refused(no)
	}
	list := wire.OrEmpty(found.Lists[people.ListRecommendations])
	out := wire.Obj("customer", wire.Obj("id", found.ID, "attributionTill", 0, "extendedFields", wire.Obj(),
		"lifetimePurchases", found.Purchases,
		"loyaltyId", found.LoyaltyID, "orgId", o.ID, "source", strings.ToUpper(c.Value("source")),
		"type", strings.ToUpper(found.LoyaltyType())), "count", len(list))
	if len(list) > 0 {
		out = out.With("recommendations", list)
	}
	return reply.Flat(out)
}

func (o *State) recommendationsV1(c *kernel.Call) reply.Reply {
	return o.OneV1(c, func(cu *people.Customer) reply.V1Item {
		list := wire.OrEmpty(cu.Lists[people.ListRecommendations])
		return reply.V1Done(o.NamedV1(cu).With("count", len(list), "recommendations", wire.Obj("recommendation", list)), 1050,
			"Customer recommendations fetch successful")
	})
}

// recommend has no model to ask, so it recommends nothing.
func (o *State) recommend(c *kernel.Call) reply.Reply {
	return reply.Reply{Body: wire.Obj("status", wire.Obj("success", true, "code", 200), "group", "TEST", "boxType",
		c.Param("model"), "totalResults", 0,
		"recommendedItems", wire.Obj("items", []wire.Object{}))}
}
