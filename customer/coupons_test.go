package customer_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestCouponsAreListedInShort(t *testing.T) {
	reply := `{"entity": {"pagination": {"limit": "100", "offset": "0", "total": 1}, "customers": [{"firstname": "Mara", "lastname": "Lind",
		"mobile": "46700000001", "id": 7001, "coupons": [{"code": "0012AB", "seriesId": 44, "description": "Tea for two",
			"validTill": "2031-09-01T00:00:00+02:00", "discountType": "PERC", "discountValue": 12.5, "discountUpto": 0.0, "redemptionCount": 1,
			"redemptionsLeft": 2, "id": 301, "createdDate": "2030-09-25T16:28:11+02:00", "transactionNumber": "B-7",
			"issuedAt": {"code": "pier", "name": "Pier"}, "redemptions": [{"date": "2030-10-10T14:48:09+02:00", "transactionNumber": "B-9",
				"redeemedAt": {"code": "mill", "name": "Mill"}}]}]}]}, "warnings": [], "errors": [], "success": true}`
	want := `{"pagination": {"limit": 100, "total": 1}, "customers": [{"firstname": "Mara", "lastname": "Lind", "mobile": "46700000001", "id": 7001,
		"coupons": [{"code": "0012AB", "seriesId": 44, "validTill": "2031-09-01T00:00:00+02:00", "discountType": "PERC", "discountValue": "12.5",
			"discountUpto": "0", "redemptionCount": 1, "redemptionsLeft": 2, "id": 301, "transactionNumber": "B-7",
			"issuedAt": {"code": "pier", "name": "Pier"}, "redemptions": [{"date": "2030-10-10T14:48:09+02:00", "transactionNumber": "B-9",
				"redeemedAt": {"code": "mill", "name": "Mill"}}]}]}]}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "by mobile number and status",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Coupons(ctx, capillary.Mobile("46700000001"), customer.CouponOptions{Status: customer.CouponActiveUnredeemed})
			},
			Method: "GET", Path: "/v2/customers/coupons", Query: "mobile=46700000001&status=Active_Unredeemed",
			Reply: reply, Want: want,
		},
		{
			Name: "by user id, in the query as well",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Coupons(ctx, capillary.UserID(7001), customer.CouponOptions{})
			},
			Method: "GET", Path: "/v2/customers/coupons", Query: "id=7001",
			Reply: reply, Want: want,
		},
		{
			Name: "by external id of nobody",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Coupons(ctx, capillary.ExternalID("none"), customer.CouponOptions{})
			},
			Method: "GET", Path: "/v2/customers/coupons", Query: "externalId=none",
			Reply:   `{"entity": null, "warnings": [], "errors": [{"status": false, "code": 8015, "message": "not found"}], "success": false}`,
			WantErr: customer.ErrNotFound,
		},
	})
	wiretest.Refused(t, "customer", func(ctx context.Context, c *capillary.Client) error {
		_, err := customer.New(c).Coupons(ctx, capillary.Identifier{}, customer.CouponOptions{})
		return err
	})
}

func TestCouponsAreListedWithTheirSeries(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{{
		Name: "codes as they were made",
		Call: func(ctx context.Context, c *capillary.Client) (any, error) {
			return customer.New(c).CouponDetails(ctx, capillary.UserID(7001), customer.CouponDetailsOptions{CouponCodeCase: customer.CodesAsItIs})
		},
		Method: "GET", Path: "/v2/customers/7001/coupons", Query: "coupon_code_case=AS_IT_IS",
		Reply: `{"entity": [{"id": 301, "seriesId": 44, "code": "ab0012", "trimmedCode": "ab0012", "description": "Tea for two", "seriesName": "Tea",
			"createdDate": "2030-09-25T16:28:11Z", "issuedOn": "2030-09-25T16:28:11Z", "activeFrom": "2030-09-26T00:00:00Z",
			"validTill": "2031-09-01T00:00:00Z", "issuedTo": 7001, "issuedBy": 12, "orgId": 3, "refId": 0,
			"issuedAt": {"id": 9, "code": "pier", "description": "", "name": "Pier", "type": "STORE", "adminType": "GENERAL", "isOrgUnit": true},
			"status": {"statusCode": {"status": true, "code": 700, "message": "fine"}, "warnings": [], "warningsAsStatusCode": [], "code": 700,
				"success": true, "message": "fine"},
			"couponStatus": {"statusCode": {"status": true, "code": 700, "message": "fine"}, "warnings": [], "warningsAsStatusCode": [], "code": 700,
				"success": true, "message": "fine"},
			"couponDiscountType": "ABS", "discountType": true, "discountValue": 12, "discountValueAsDouble": 12.5, "discountUpto": 0,
			"redemptionsLeft": 4, "redeemed": true, "redemptionInfo": [{"id": 5}], "reversedRedemptionInfo": [],
			"series": {"id": 44, "orgId": 3, "description": "Tea", "discountCode": "TEA", "validTillDate": "2031-09-01T00:00:00Z",
				"validTilldateFormat": "2031-09-01", "validDaysFromCreation": 30, "expiryStrategyValue": 1, "maxCreate": 20, "maxRedeem": 21,
				"isTransferrable": true, "anyUser": true, "minBillAmount": 10.5, "maxBillAmount": 900, "redeemAtStore": "[9]",
				"mutualExclusiveSeriesIds": "[45,46]", "campaignId": -1, "redemptionPerCouponMaxLimit": -1, "dvsExpiryDate": "",
				"validRedemptionOrgEntityDetails": {"stores": [9]}, "brands": [], "products": [], "categories": [], "discountType": "ABS",
				"discountOn": "BILL", "isSMSDisabled": true, "showPinCode": true}}], "warnings": [], "errors": []}`,
		Want: `{"entity": [{"id": 301, "seriesId": 44, "code": "ab0012", "seriesName": "Tea", "activeFrom": "2030-09-26T00:00:00Z", "issuedTo": 7001,
			"issuedAt": {"id": 9, "code": "pier", "name": "Pier", "type": "STORE", "isOrgUnit": true},
			"status": {"statusCode": {"status": true, "code": 700, "message": "fine"}, "code": 700, "success": true, "message": "fine"},
			"couponDiscountType": "ABS", "discountType": true, "discountValue": "12", "discountValueAsDouble": "12.5", "redemptionsLeft": 4,
			"redeemed": true, "series": {"id": 44, "discountCode": "TEA", "validTillDate": "2031-09-01T00:00:00Z",
				"validTilldateFormat": "2031-09-01", "maxCreate": 20, "maxRedeem": 21, "isTransferrable": true, "minBillAmount": "10.5",
				"redeemAtStore": "[9]", "mutualExclusiveSeriesIds": "[45,46]", "campaignId": -1, "discountType": "ABS", "isSMSDisabled": true}}]}`,
	}})
	wiretest.Refused(t, "customer", func(ctx context.Context, c *capillary.Client) error {
		_, err := customer.New(c).CouponDetails(ctx, capillary.Email("mara@example.org"), customer.CouponDetailsOptions{})
		return err
	})
}

func TestNoCouponsIsAnErrorWithAWord(t *testing.T) {
	client, _ := wiretest.Serve(t, 404, `{"errors": [{"status": false, "code": "NO_COUPONS_FOUND", "message": "none"}]}`)
	_, err := customer.New(client).CouponDetails(t.Context(), capillary.UserID(7001), customer.CouponDetailsOptions{})
	var failure *capillary.Error
	require.True(t, errors.As(err, &failure))
	assert.Equal(t, "NO_COUPONS_FOUND", failure.Issues[0].Word)
}
