package customer_test

import (
	"context"
	"testing"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestRecommendationsAreReadInV1(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "what is recommended has no documented form, and is kept",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).RecommendationsV1(ctx, capillary.Mobile("919700000009"),
					customer.RecommendationsOptionsV1{UserID: true, Limit: 4, ProductLimit: 2})
			},
			Method: "GET", Path: "/v1.1/customer/recommendations", Query: "format=json&mobile=919700000009&user_id=true&limit=4&product_limit=2",
			Reply: `{"response": {"status": {"success": true, "code": 200, "message": "SUCCESS"}, "customer": {"mobile": "919700000009", "email": "asad@example.org",
				"external_id": null, "user_id": "6001", "firstname": "Asad", "lastname": "Khan", "count": 1, "recommendations": {"recommendation": [{"sku": "tea-1"}]},
				"item_status": {"success": true, "code": 1050, "message": "fetched"}}}}`,
			Want: `{"customer": {"user_id": 6001, "count": 1, "recommendations": {"recommendation": [{"sku": "tea-1"}]}, "item_status": {"code": 1050}}}`,
		},
		{
			Name: "there are none",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).RecommendationsV1(ctx, capillary.UserID(6001), customer.RecommendationsOptionsV1{})
			},
			Method: "GET", Path: "/v1.1/customer/recommendations", Query: "format=json&id=6001",
			Reply: `{"response": {"status": {"success": false, "code": 500, "message": "all failed"},
				"customer": {"item_status": {"success": false, "code": 1051, "message": "none"}}}}`,
			WantErr: customer.ErrNoRecommendations,
		},
	})
}
