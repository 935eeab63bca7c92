package customer_test

import (
	"context"
	"testing"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestCouponsOfACustomerAreReadInV1(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "with their redemptions",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).CouponsV1(ctx, capillary.UserID(6001), customer.CouponsOptionsV1{Status: customer.CouponRedeemedV1, SeriesID: 49,
					StoreID: "3", StartDate: capillary.Day{Year: 2026, Month: 1, Day: 1}, EndDate: capillary.Day{Year: 2026, Month: 2, Day: 1},
					OrderBy: customer.CouponByCreatedDateV1, SortOrder: customer.Descending, Limit: 10})
			},
			Method: "GET", Path: "/v1.1/customer/coupons",
			Query: "format=json&id=6001&status=redeemed&series_id=49&store_id=3&start_date=2026-01-01&end_date=2026-02-01&order_by=created_date" +
				"&sort_order=desc&limit=10",
			Reply: `{"response": {"pagination": {"limit": "100", "offset": "0", "total": 1}, "status": {"success": "true", "code": 200, "message": "SUCCESS"},
				"customers": {"customer": [{"firstname": "Asad", "lastname": "Khan", "email": "asad@example.org", "external_id": null, "mobile": "919700000009",
					"id": "6001", "coupons": {"coupon": {"id": "8001", "series_id": "49", "series_name": "Tea", "redemption_count": "1",
						"created_date": "2026-01-02T16:14:54+05:30", "valid_till": "2026-12-21", "code": "TEA10", "transaction_number": "B-7", "purpose": "gift",
						"issued_at": {"code": "shop2", "name": "Shop 2"},
						"custom_properties": {"custom_property": [{"name": "terms", "value": "one a day"}]},
						"redemptions": {"redemption": {"id": "9101", "date": "2026-01-12 12:12:12", "transaction_number": "B-8", "redeemed_at": {"code": "shop3", "name": "Shop 3"}}}}},
					"item_status": {"success": "true", "code": 1000, "message": "retrieved"}}]}}}`,
			Want: `{"pagination": {"limit": 100, "total": 1}, "customers": {"customer": [{"id": 6001, "mobile": "919700000009", "item_status": {"code": 1000},
				"coupons": {"coupon": [{"id": 8001, "series_id": 49, "series_name": "Tea", "redemption_count": 1, "created_date": "2026-01-02T16:14:54+05:30",
					"valid_till": "2026-12-21T00:00:00Z", "issued_at": {"code": "shop2", "name": "Shop 2"}, "custom_properties": {"custom_property": [{"name": "terms"}]},
					"redemptions": {"redemption": [{"id": 9101, "date": "2026-01-12T12:12:12Z", "transaction_number": "B-8", "redeemed_at": {"code": "shop3"}}]}}]}}]}}`,
		},
		{
			Name: "nobody has the identifier",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).CouponsV1(ctx, capillary.Mobile("12"), customer.CouponsOptionsV1{})
			},
			Method: "GET", Path: "/v1.1/customer/coupons", Query: "format=json&mobile=12",
			Reply: `{"response": {"status": {"success": "false", "code": 500, "message": "all failed"}, "customers": {"customer": [
				{"mobile": "12", "item_status": {"success": "false", "code": 1012, "message": "not found"}}]}}}`,
			WantErr: customer.ErrNotFoundV1,
		},
	})
}
