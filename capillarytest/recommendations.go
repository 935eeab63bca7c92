package capillarytest

import "strings"

func (o *org) recommendationRoutes() routes {
	return routes{
		"GET /v2/customers/lookup/recommendations":         o.recommendations,
		"GET /v1.1/customer/recommendations":               o.recommendationsV1,
		"GET /api_gateway/v1/recommendations/user/{model}": o.recommend,
		"GET /api_gateway/v1/recommendations/item/{model}": o.recommend,
		"GET /api_gateway/v1/recommendations/cart/{model}": o.recommend,
	}
}

func (o *org) recommendations(c *call) reply {
	found, no := o.lookup(c)
	if no != nil {
		return refused(no)
	}
	list := orEmpty(found.lists[ListRecommendations])
	out := obj("customer", obj("id", found.id, "attributionTill", 0, "extendedFields", obj(), "lifetimePurchases", found.purchases,
		"loyaltyId", found.loyaltyID, "orgId", o.orgID, "source", strings.ToUpper(c.value("source")),
		"type", strings.ToUpper(found.loyaltyType())), "count", len(list))
	if len(list) > 0 {
		out = out.with("recommendations", list)
	}
	return flat(out)
}

func (o *org) recommendationsV1(c *call) reply {
	return o.oneV1(c, func(cu *customer) v1Item {
		list := orEmpty(cu.lists[ListRecommendations])
		return v1Done(o.namedV1(cu).with("count", len(list), "recommendations", obj("recommendation", list)), 1050,
			"Customer recommendations fetch successful")
	})
}

// recommend has no model to ask, so it recommends nothing.
func (o *org) recommend(c *call) reply {
	return reply{body: obj("status", obj("success", true, "code", 200), "group", "TEST", "boxType", c.param("model"), "totalResults", 0,
		"recommendedItems", obj("items", []object{}))}
}
