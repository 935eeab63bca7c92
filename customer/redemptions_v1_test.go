package customer_test

import (
	"context"
	"testing"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestRedemptionsAreRead(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "by everything that can be filtered",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Redemptions(ctx, capillary.Mobile("919700000009"), customer.RedemptionsOptions{Type: customer.RedemptionBoth,
					ExternalReferenceNumber: "order-77", StartDate: capillary.Day{Year: 2026, Month: 1, Day: 1},
					EndDate: capillary.Day{Year: 2026, Month: 2, Day: 1}, ProgramID: 16, MLP: true, EntityType: customer.EntityStoreV1, EntityCode: "shop3",
					MerchantStoreID: 3, UserID: true, Limit: 50, CouponsLimit: 5, CouponsStartID: 2, CouponsEndID: 9, PointsLimit: 6, PointsStartID: 1,
					PointsEndID: 8, Sort: customer.RedemptionsByID, Order: customer.Descending, IncludePointsEarnBreakdown: true})
			},
			Method: "GET", Path: "/v1.1/customer/redemptions",
			Query: "format=json&mobile=919700000009&type=BOTH&external_reference_number=order-77&start_date=2026-01-01&end_date=2026-02-01&program_id=16" +
				"&mlp=true&entity_type=STORE&entity_code=shop3&merchant_store_id=3&user_id=true&limit=50&coupons_limit=5&coupons_start_id=2" +
				"&coupons_end_id=9&points_limit=6&points_start_id=1&points_end_id=8&sort=redemption_id&order=desc" +
				"&includePointsEarnBreakdown=true&includePointsSourceBreakdown=true",
			Reply: `{"response": {"status": {"success": true, "code": 200, "message": "Success"}, "customer": {"user_id": "6001", "mobile": "919700000009",
				"email": "asad@example.org", "external_id": "", "firstname": "Asad", "lastname": "Khan", "user_groups2": [], "rows": 10, "coupons_count": "1",
				"points_count": 1, "coupons_start_id": "3", "points_start_id": 1, "redemptions": {
					"coupons": {"coupon": {"id": "3", "code": "TEA10", "series_id": "49", "description": "Tea", "discount_code": "T", "discount_type": "PERC",
						"transaction_number": "B-7", "redeemed_time": "2026-01-03 14:00:27", "redeemed_at": "Shop 3"}},
					"points": {"point": [{"id": 1, "program_id": 16, "points_redeemed": 20.5, "transaction_number": "B-7", "bill_id": "-1",
						"validation_code": "AB12CD", "redeemed_time": "2026-01-03 12:19:54", "redeemed_at": "shop3.t1", "redemption_purpose": "gift",
						"notes": "paid with points", "external_reference_number": "order-77", "redemption_id": "cLr", "redeemed_store": {"code": "shop3", "name": "Shop 3"},
						"redeemed_till": {"code": "shop3.t1", "name": "Till 1"}, "custom_fields": {"field": [{"name": "to", "value": "Rina"}]},
						"reversals": [{"reversal_id": 14, "points_reversed": 5.5, "reversal_time": "2026-01-04 18:02:34", "reversed_on_till_id": 75,
							"reversal_breakup_by_program": [{"program_id": 16, "points_reversed": 5.5, "program_name": "Tea"}]}],
						"redemption_breakup_by_program": [{"program_id": 16, "points_redeemed": 20.5, "program_name": "Tea"}]}]}}}}}`,
			Want: `{"customer": {"user_id": 6001, "coupons_count": 1, "points_count": 1, "coupons_start_id": 3, "points_start_id": 1, "redemptions": {
				"coupons": {"coupon": [{"id": 3, "series_id": 49, "discount_type": "PERC", "redeemed_time": "2026-01-03T14:00:27Z"}]},
				"points": {"point": [{"id": 1, "program_id": 16, "points_redeemed": "20.5", "bill_id": -1, "external_reference_number": "order-77",
					"redemption_id": "cLr", "redeemed_time": "2026-01-03T12:19:54Z", "redeemed_till": {"code": "shop3.t1"},
					"reversals": [{"reversal_id": 14, "points_reversed": "5.5", "reversed_on_till_id": 75, "reversal_breakup_by_program": [{"points_reversed": "5.5"}]}],
					"redemption_breakup_by_program": [{"points_redeemed": "20.5", "program_name": "Tea"}]}]}}}}`,
		},
		{
			Name: "a redemption that was not done is not there",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Redemptions(ctx, capillary.UserID(6001), customer.RedemptionsOptions{ExternalReferenceNumber: "order-78"})
			},
			Method: "GET", Path: "/v1.1/customer/redemptions", Query: "format=json&id=6001&external_reference_number=order-78",
			Reply: `{"response": {"status": {"success": true, "code": 200, "message": "Success"}, "customer": {"coupons_count": null, "points_count": 0,
				"points_start_id": "", "redemptions": {"coupons": {"coupon": null}, "points": {"point": []}}}}}`,
			Want: `{"customer": {"points_count": 0, "points_start_id": 0, "redemptions": {"points": {"point": []}}}}`,
		},
		{
			Name: "nobody has the identifier",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Redemptions(ctx, capillary.Mobile("12"), customer.RedemptionsOptions{})
			},
			Method: "GET", Path: "/v1.1/customer/redemptions", Query: "format=json&mobile=12",
			Reply: `{"response": {"status": {"success": false, "code": 500, "message": "all failed"},
				"customer": {"mobile": "12", "item_status": {"success": false, "code": 1012, "message": "not found"}}}}`,
			WantErr: customer.ErrNotFoundV1,
		},
	})
}
