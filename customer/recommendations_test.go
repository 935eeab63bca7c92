package customer_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestRecommendationsNameTheCustomer(t *testing.T) {
	reply := `{"customer": {"id": 7001, "attributionTill": 4, "extendedFields": {"size": "M"}, "lifetimePurchases": 12.5, "loyaltyId": 5, "orgId": 12,
		"registeredById": 6, "source": "INSTORE", "type": "LOYALTY", "mergeSurvivor": true, "customerUpdate": false, "identifierHash": "h",
		"extendedFieldsSet": [], "new": false, "campaignUser": true}, "count": 3, "warnings": []}`
	want := `{"customer": {"id": 7001, "attributionTill": 4, "extendedFields": {"size": "M"}, "lifetimePurchases": "12.5", "loyaltyId": 5, "orgId": 12,
		"registeredById": 6, "source": "INSTORE", "type": "LOYALTY", "mergeSurvivor": true, "identifierHash": "h", "campaignUser": true}, "count": 3}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "by a card",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Recommendations(ctx, capillary.CardNumber("0077"), customer.RecommendationsOptions{})
			},
			Method: "GET", Path: "/v2/customers/lookup/recommendations", Query: "identifierName=cardnumber&identifierValue=0077&source=INSTORE",
			Reply: reply, Want: want,
		},
		{
			Name: "by a user id, in the query as well",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Recommendations(ctx, capillary.UserID(7001), customer.RecommendationsOptions{})
			},
			Method: "GET", Path: "/v2/customers/lookup/recommendations", Query: "identifierName=id&identifierValue=7001&source=INSTORE",
			Reply: reply, Want: want,
		},
		{
			Name: "by an identifier that nobody has",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Recommendations(ctx, capillary.Email("nobody@example.org"), customer.RecommendationsOptions{})
			},
			Method: "GET", Path: "/v2/customers/lookup/recommendations",
			Query:   "identifierName=email&identifierValue=nobody@example.org&source=INSTORE",
			Reply:   `{"errors": [{"status": false, "code": 8015, "message": "not found"}]}`,
			WantErr: customer.ErrNotFound,
		},
	})
	wiretest.Refused(t, "customer", func(ctx context.Context, c *capillary.Client) error {
		_, err := customer.New(c).Recommendations(ctx, capillary.Identifier{}, customer.RecommendationsOptions{})
		return err
	})
}

func TestTheRecommendationServiceGivesProducts(t *testing.T) {
	reply := `{"status": {"success": true, "code": 200}, "group": "TEST", "boxType": "trending", "totalResults": 2, "recommendedItems": {"items": [
		{"sku": "00564", "score": 10.5, "rank": 1, "values": {"name": "Teapot", "description": "blue", "categories": ["Kitchen"],
			"image": {"label": "front", "url": "https://img.example.org/1"}, "smallImage": {"label": "", "url": "https://img.example.org/2"},
			"productUrl": "https://shop.example.org/564"}}]}}`
	want := `{"group": "TEST", "boxType": "trending", "totalResults": 2, "recommendedItems": {"items": [
		{"sku": "00564", "score": "10.5", "rank": 1, "values": {"name": "Teapot", "description": "blue", "categories": ["Kitchen"],
			"image": {"label": "front", "url": "https://img.example.org/1"}, "smallImage": {"url": "https://img.example.org/2"},
			"productUrl": "https://shop.example.org/564"}}]}}`
	all := customer.RecommendationOptions{Limit: 5, Offset: 1, Categories: []string{"Kitchen", "Garden"}, Stores: []string{"pier"}, TillID: "8", OrgID: "12"}
	header := http.Header{"X-Cap-Api-Auth-Entity-Id": {"8"}, "X-Cap-Api-Auth-Org-Id": {"12"}}
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "for a user id",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).UserRecommendations(ctx, capillary.UserID(7001), customer.ModelTrending, customer.UserRecommendationOptions{
					Limit: 5, Offset: 1, Categories: all.Categories, Stores: all.Stores, TillID: "8", OrgID: "12", DeviceLocation: []string{"59.3", "18.1"}, DeviceType: "phone"})
			},
			Method: "GET", Path: "/api_gateway/v1/recommendations/user/trending", Header: header,
			Query: "utype=user_id&uvalue=7001&limit=5&offset=1&categories=Kitchen,Garden&stores=pier&deviceLocation=59.3,18.1&deviceType=phone",
			Reply: reply, Want: want,
		},
		{
			Name: "for a mobile number",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).UserRecommendations(ctx, capillary.Mobile("46700000001"), customer.ModelBuyItAgain,
					customer.UserRecommendationOptions{Limit: 3})
			},
			Method: "GET", Path: "/api_gateway/v1/recommendations/user/buy-it-again",
			Query: "utype=mobile&uvalue=46700000001&limit=3&offset=0",
			Reply: reply, Want: want,
		},
		{
			Name: "for a product",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).ItemRecommendations(ctx, "00564", customer.ModelSimilarBTAB, all)
			},
			Method: "GET", Path: "/api_gateway/v1/recommendations/item/similar-btab", Header: header,
			Query: "sku=00564&limit=5&offset=1&categories=Kitchen,Garden&stores=pier",
			Reply: reply, Want: want,
		},
		{
			Name: "for a cart",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).CartRecommendations(ctx, customer.Cart{"00565": 2, "00564": 1}, customer.ModelFrequentlyBoughtTogether, all)
			},
			Method: "GET", Path: "/api_gateway/v1/recommendations/cart/frequently-bought-together", Header: header,
			Query: `cartparam={"00564":1,"00565":2}&limit=5&offset=1&categories=Kitchen,Garden&stores=pier`,
			Reply: reply, Want: want,
		},
		{
			Name: "for a product that is unknown",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).ItemRecommendations(ctx, "none", customer.ModelSimilarAttribute, customer.RecommendationOptions{Limit: 3})
			},
			Method: "GET", Path: "/api_gateway/v1/recommendations/item/similar-attribute", Query: "sku=none&limit=3&offset=0",
			Status: 404, Reply: `{"status": {"success": false, "code": 404}}`,
			WantErr: capillary.Code(404),
		},
	})
}

func TestRecommendationsNeedAllThatTheServiceAsksFor(t *testing.T) {
	few := customer.RecommendationOptions{Limit: 3}
	for field, call := range map[string]func(ctx context.Context, c *capillary.Client) error{
		"customer": func(ctx context.Context, c *capillary.Client) error {
			_, err := customer.New(c).UserRecommendations(ctx, capillary.Identifier{}, customer.ModelTrending,
				customer.UserRecommendationOptions{Limit: few.Limit})
			return err
		},
		"model": func(ctx context.Context, c *capillary.Client) error {
			_, err := customer.New(c).ItemRecommendations(ctx, "00564", "", few)
			return err
		},
		"sku": func(ctx context.Context, c *capillary.Client) error {
			_, err := customer.New(c).ItemRecommendations(ctx, "", customer.ModelSimilarBTAB, few)
			return err
		},
		"cartparam": func(ctx context.Context, c *capillary.Client) error {
			_, err := customer.New(c).CartRecommendations(ctx, nil, customer.ModelFrequentlyBoughtTogether, few)
			return err
		},
		"cart": func(ctx context.Context, c *capillary.Client) error {
			_, err := customer.New(c).CartRecommendations(ctx, customer.Cart{"00564": 0}, customer.ModelFrequentlyBoughtTogether, few)
			return err
		},
		"limit": func(ctx context.Context, c *capillary.Client) error {
			_, err := customer.New(c).ItemRecommendations(ctx, "00564", customer.ModelSimilarBTAB, customer.RecommendationOptions{})
			return err
		},
		"categories": func(ctx context.Context, c *capillary.Client) error {
			_, err := customer.New(c).ItemRecommendations(ctx, "00564", customer.ModelSimilarBTAB,
				customer.RecommendationOptions{Limit: 3, Categories: make([]string, 11)})
			return err
		},
		"stores": func(ctx context.Context, c *capillary.Client) error {
			_, err := customer.New(c).CartRecommendations(ctx, customer.Cart{"00564": 1}, customer.ModelFrequentlyBoughtTogether,
				customer.RecommendationOptions{Limit: 3, Stores: make([]string, 11)})
			return err
		},
	} {
		wiretest.Refused(t, field, call)
	}
}
