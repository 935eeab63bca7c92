package coupon_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/coupon"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestCouponsAreRead(t *testing.T) {
	const reply = `{"entity": [{"id": 81, "code": "SPRING7Q", "seriesId": 3001, "description": "Spring", "discountCode": "SPR10",
		"validTill": "2027-05-31T00:00:00Z", "discountType": "ABS", "discountValue": 10.25, "discountUpto": 0.0, "discountOn": "BILL",
		"detailedInfo": "ten off"}], "warnings": [{"code": 719, "message": "one is missing"}]}`
	const want = `{"entity": [{"id": 81, "code": "SPRING7Q", "seriesId": 3001, "description": "Spring", "discountCode": "SPR10",
		"validTill": "2027-05-31T00:00:00Z", "discountType": "ABS", "discountValue": "10.25", "discountOn": "BILL", "detailedInfo": "ten off"}],
		"warnings": [{"code": 719}]}`
	get := func(o coupon.GetOptions) func(context.Context, *capillary.Client) (any, error) {
		return func(ctx context.Context, c *capillary.Client) (any, error) { return coupon.New(c).Get(ctx, o) }
	}
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "by codes, as they were made", Call: get(coupon.GetOptions{CouponCodes: []string{"SPRING7Q", "SUMMER1"}, CouponCodeCase: coupon.CodesAsItIs}),
			Method: "GET", Path: "/v2/coupon", Query: "couponCodes=SPRING7Q&couponCodes=SUMMER1&coupon_code_case=AS_IT_IS", Reply: reply, Want: want,
		},
		{
			Name: "by ids", Call: get(coupon.GetOptions{CouponIDs: []int64{81, 82}}),
			Method: "GET", Path: "/v2/coupon", Query: "couponIds=81&couponIds=82", Reply: reply, Want: want,
		},
		{
			Name: "by customers", Call: get(coupon.GetOptions{IssuedToIDs: []int64{5001, 5002}}),
			Method: "GET", Path: "/v2/coupon", Query: "issuedToIds=5001&issuedToIds=5002", Reply: reply, Want: want,
		},
		{
			Name: "not, if there is none", Call: get(coupon.GetOptions{CouponIDs: []int64{81}}),
			Method: "GET", Path: "/v2/coupon", Query: "couponIds=81",
			Reply: `{"errors": [{"status": false, "code": 719, "message": "none"}]}`, WantErr: coupon.ErrNotFound,
		},
	})
}

func TestCouponsAreReadWithTheirRedemption(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "by codes, of a customer",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return coupon.New(c).GetV1(ctx, coupon.GetOptionsV1{Codes: []string{"SPRING7Q", "SUMMER1"}, IssuedToIDs: []int64{5001},
					CouponCodeCase: coupon.CodesUpper, UserID: true})
			},
			Method: "GET", Path: "/v1.1/coupon/get", Query: "format=json&code=SPRING7Q%2CSUMMER1&issuedToIds=5001&coupon_code_case=UPPER&user_id=true",
			Reply: `{"response": {"status": {"success": "true", "status": "true", "code": 200, "message": "ok"}, "coupons": {"coupon": [{"id": "81",
				"code": "SPRING7Q", "valid_till": "31-05-2027", "issued_on": "2026-01-02 03:04:05", "valid_from": "2026-01-03 00:00:00", "purpose": "",
				"custom_properties": {"custom_property": [{"name": "colour", "value": "green"}]}, "series_id": 3001, "is_absolute": true, "value": 10.25,
				"discount_upto": 0, "customer": {"id": "5001", "name": "Liv Berg", "mobile": "46700000001", "external_id": null},
				"redemption_info": {"redeemed": "true", "id": 6001, "redeemed_on": "2026-03-01 10:00:00", "redeemed_at": "till.one",
				"redeemed_by": {"firstname": "Liv", "mobile": "46700000001"}, "store": {"code": "st-1", "name": "North"},
				"transaction": {"id": null, "bill_number": "bill-77"}}, "pincode": "NULL", "issued_store": {"code": "st-2", "name": "South"},
				"item_status": {"success": "true", "code": 700, "message": "found"}}]}}}`,
			Want: `{"items": [{"value": {"id": 81, "code": "SPRING7Q", "valid_till": "2027-05-31", "issued_on": "2026-01-02T03:04:05Z",
				"custom_properties": {"custom_property": [{"name": "colour", "value": "green"}]}, "series_id": 3001, "is_absolute": true, "value": "10.25",
				"customer": {"id": 5001, "name": "Liv Berg", "mobile": "46700000001"}, "redemption_info": {"redeemed": true, "id": 6001,
				"redeemed_on": "2026-03-01T10:00:00Z", "redeemed_at": "till.one", "redeemed_by": {"firstname": "Liv", "mobile": "46700000001"},
				"store": {"code": "st-1", "name": "North"}, "transaction": {"bill_number": "bill-77"}}, "pincode": "NULL",
				"issued_store": {"code": "st-2", "name": "South"}, "item_status": {"success": true, "code": 700}}}]}`,
		},
		{
			Name: "by id, in the form of 2021",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return coupon.New(c).GetV1(ctx, coupon.GetOptionsV1{IDs: []int64{81, 82}})
			},
			Method: "GET", Path: "/v1.1/coupon/get", Query: "format=json&id=81%2C82",
			Reply: `{"response": {"status": {"success": "true", "code": "200", "message": "ok"}, "coupons": {"coupon": {"code": "06000041", "id": "81",
				"customer": {"user_id": "5001"}, "value": "0", "is_absolute": "true", "redemption_info": {"redeemed": "true"},
				"redeemed_by": {"mobile": "46700000001"}, "store": {"code": "st-1"}, "transaction": {"number": "bill-77", "id": "41"},
				"item_status": {"status": "true", "code": "700", "message": "found"}}}}}`,
			Want: `{"items": [{"value": {"code": "06000041", "id": 81, "customer": {"user_id": 5001}, "redemption_info": {"redeemed": true},
				"redeemed_by": {"mobile": "46700000001"}, "store": {"code": "st-1"}, "transaction": {"number": "bill-77", "id": 41},
				"item_status": {"status": true, "code": 700}}}]}`,
		},
		{
			Name: "not, if there is none",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return coupon.New(c).GetV1(ctx, coupon.GetOptionsV1{Codes: []string{"NONE"}})
			},
			Method: "GET", Path: "/v1.1/coupon/get", Query: "format=json&code=NONE",
			Reply: `{"response": {"status": {"success": "false", "code": 500, "message": "all failed"}, "coupons": {"coupon": [{"id": -1, "code": "NONE",
				"value": null, "item_status": {"success": "false", "code": 705, "message": "invalid"}}]}}}`,
			WantErr: coupon.ErrInvalidCodes,
		},
	})
}

func TestACouponThatIsMissingDoesNotHideTheOthers(t *testing.T) {
	c, _ := wiretest.Serve(t, 0, `{"response": {"status": {"success": "true", "code": 200, "message": "ok"}, "coupons": {"coupon": [
		{"id": "81", "code": "SPRING7Q", "item_status": {"success": "true", "code": 700, "message": "found"}},
		{"id": -1, "code": "NONE", "item_status": {"success": "false", "code": 705, "message": "invalid"}}]}}}`)
	batch, err := coupon.New(c).GetV1(t.Context(), coupon.GetOptionsV1{Codes: []string{"SPRING7Q", "NONE"}})
	require.NoError(t, err)
	require.Len(t, batch.Items, 2)
	assert.Equal(t, "SPRING7Q", batch.Items[0].Value.Code)
	require.NoError(t, batch.Items[0].Err())
	require.ErrorIs(t, batch.Items[1].Err(), coupon.ErrInvalidCodes)
}

func TestARequestForNoCouponIsRefused(t *testing.T) {
	wiretest.Refused(t, "coupons", func(ctx context.Context, c *capillary.Client) error {
		_, err := coupon.New(c).Get(ctx, coupon.GetOptions{})
		return err
	})
	wiretest.Refused(t, "code", func(ctx context.Context, c *capillary.Client) error {
		_, err := coupon.New(c).GetV1(ctx, coupon.GetOptionsV1{})
		return err
	})
}
