package coupon_test

import (
	"context"
	"testing"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/coupon"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestSeriesAndCouponsTellWhatTheyDoSince2026(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "series by every filter, a page of them",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return coupon.New(c).Series(ctx, coupon.SeriesOptions{IDs: []int64{1, 2}, SeriesCodes: []string{"S1", "S2"}, Status: coupon.SeriesActive,
					OwnedBy: coupon.OwnedByJourney, OrgEntityIDs: []int64{7, 8}, OrgEntityType: customer.OrgEntityZone,
					ClientHandlingType: coupon.HandlingGenericRedeemable, CouponType: coupon.CouponsAll, Limit: 5, Offset: 10})
			},
			Method: "GET", Path: "/v2/coupon/series", Query: "ids=1&ids=2&seriesCodes=S1&seriesCodes=S2&status=ACTIVE&ownedBy=JOURNEY&orgEntityIds=7" +
				"&orgEntityIds=8&orgEntityType=ZONE&clientHandlingType=GENERIC_REDEEMABLE&couponType=ALL&limit=5&offset=10",
			Reply: `{"entity": [{"id": 1, "couponPrefix": "P-", "couponSuffix": "-S", "isPrefixEnabled": true, "isSuffixEnabled": true,
				"orgPrefixOverride": false, "orgSuffixOverride": true, "redemptionRange": {"dom": [-1], "hours": [9]}, "validTillISODate": "2026-06-11",
				"validTillDate": "2026-06-11T00:00:00Z", "validTillDateTime": "2026-06-11T23:59:59Z",
				"validRedemptionOrgEntityDetails": {"zones": [7], "stores": []}}],
				"pageDetails": {"limit": 5, "offset": 10, "numberOfElements": 1}, "warnings": []}`,
			Want: `{"entity": [{"couponPrefix": "P-", "couponSuffix": "-S", "isPrefixEnabled": true, "isSuffixEnabled": true, "orgSuffixOverride": true,
				"redemptionRange": {"dom": [-1], "hours": [9]}, "validTillISODate": "2026-06-11", "validTillDate": "2026-06-11T23:59:59Z",
				"validRedemptionOrgEntityDetails": {"zones": [7]}}], "pageDetails": {"limit": 5, "offset": 10, "numberOfElements": 1}}`,
		},
		{
			Name: "coupons with their series and why they were issued, to the last second",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return coupon.New(c).Get(ctx, coupon.GetOptions{CouponCodes: []string{"SPRING7Q"}, ShowCouponSeries: true, IncludeIssualDetails: true})
			},
			Method: "GET", Path: "/v2/coupon", Query: "couponCodes=SPRING7Q&showCouponSeries=true&includeIssualDetails=true",
			Reply: `{"data": [{"code": "SPRING7Q", "seriesId": 1, "validTill": "2026-06-11T00:00:00Z", "validTillDateTime": "2026-06-11T23:59:59Z",
				"couponIssualDetails": {"sourceType": "POS", "sourceId": "f-1", "sourceActivity": "Birthday", "notes": "n", "reason": "r"},
				"couponSeries": {"id": 1, "description": "Spring"}}], "warnings": [], "errors": []}`,
			Want: `{"entity": [{"code": "SPRING7Q", "seriesId": 1, "validTill": "2026-06-11T23:59:59Z",
				"couponIssualDetails": {"sourceType": "POS", "sourceId": "f-1", "sourceActivity": "Birthday", "notes": "n", "reason": "r"},
				"couponSeries": {"id": 1, "description": "Spring"}}]}`,
		},
		{
			Name: "coupons are issued with the reason for it",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return coupon.New(c).IssueMultiple(ctx, coupon.IssueMultipleRequest{SeriesID: 1, Count: 2, Customer: capillary.UserID(9001),
					Metadata: coupon.IssueMetadata{SourceType: "POS", SourceID: "f-1", SourceActivity: "Birthday", Notes: "n", Reason: "r"}})
			},
			Method: "POST", Path: "/v2/coupon/issue/multiple",
			Body: `{"seriesId": 1, "count": 2, "customer": {"id": 9001}, "metadata": {"sourceType": "POS", "sourceId": "f-1",
				"sourceActivity": "Birthday", "notes": "n", "reason": "r"}}`,
			Reply: `{"coupons": [{"code": "A", "couponId": 1}, {"code": "B", "couponId": 2}], "totalCount": 2, "successCount": 2, "failureCount": 0,
				"customer": {"id": 9001}, "errors": [], "warnings": []}`,
			Want: `{"coupons": [{"code": "A"}, {"code": "B"}]}`,
		},
		{
			Name: "a check tells of currencies",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return coupon.New(c).IsRedeemable(ctx, capillary.UserID(9001), coupon.RedeemableOptions{Codes: []string{"SPRING7Q"}})
			},
			Method: "GET", Path: "/v2/coupon/is_redeemable", Query: "id=9001&code=SPRING7Q",
			Reply: `{"redemption": [{"code": "SPRING7Q", "isRedeemable": true, "currencyInput": true, "localToBaseCurrencyExchangeRate": 70.5}],
				"redemptionStatus": {"success": true, "code": 200}, "warnings": [], "errors": []}`,
			Want: `{"redemption": [{"code": "SPRING7Q", "isRedeemable": true, "currencyInput": true, "localToBaseCurrencyExchangeRate": "70.5"}]}`,
		},
	})
	codes := make([]coupon.RedemptionCode, 51)
	for i := range codes {
		codes[i].Code = "X"
	}
	wiretest.Refused(t, "redemptionRequestList", func(ctx context.Context, c *capillary.Client) error {
		_, err := coupon.New(c).RedeemBulk(ctx, coupon.RedeemRequest{Redemptions: codes, Customer: capillary.UserID(9001)})
		return err
	})
}
