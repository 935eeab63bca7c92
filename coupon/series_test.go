package coupon_test

import (
	"context"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/coupon"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

// spring is a series with what is required, and no more.
func spring() coupon.SeriesSettings {
	return coupon.SeriesSettings{Description: "Spring", DiscountCode: "SPR10", DiscountType: coupon.DiscountPercent,
		DiscountValue: decimal.RequireFromString("10.5"), SMSTemplate: "Hej {{first_name}}", ClientHandlingType: coupon.HandlingGenerated,
		ExpiryStrategyType: coupon.ExpiryDays, ValidTillDate: time.Date(2027, 5, 31, 23, 0, 0, 0, time.FixedZone("", 2*60*60))}
}

const springBody = `"description": "Spring", "discountCode": "SPR10", "discountType": "PERC", "discountValue": 10.5, "anyUser": false,
	"smsTemplate": "Hej {{first_name}}", "clientHandlingType": "DISC_CODE", "expiryStrategyType": "DAYS",
	"validTillDate": "2027-05-31T23:00:00+02:00"`

func TestASeriesIsMade(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "with what is required",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return coupon.New(c).CreateSeries(ctx, coupon.CreateSeriesRequest{Series: spring()})
			},
			Method: "POST", Path: "/v2/coupon/series", Body: `{"CouponSeriesV2": {` + springBody + `}}`,
			Reply: `{"id": 3001, "orgId": 900, "description": "Spring", "discountCode": "SPR10", "discountType": "PERC", "discountValue": 10.5,
				"discountUpto": 0, "maxCreate": -1, "seriesCode": "Z1Y2", "validTillDate": "2027-05-31T21:00:00Z", "fixedExpiryDate": 1811797200000,
				"latestIssualTime": 0, "maxBillAmount": 9007199254740991, "redemptionRange": "{\"dom\":[\"-1\"]}", "isSMSDisabled": false,
				"maxRedemptionsInSeriesPerUser": 4, "customPropertyMap": {"colour": "green"}, "warnings": [{"code": 745, "message": "saved"}]}`,
			Want: `{"id": 3001, "orgId": 900, "discountValue": "10.5", "maxCreate": -1, "seriesCode": "Z1Y2", "validTillDate": "2027-05-31T21:00:00Z",
				"fixedExpiryDate": 1811797200000, "latestIssualTime": 0, "maxBillAmount": "9007199254740991", "redemptionRange": "{\"dom\":[\"-1\"]}",
				"maxRedemptionsInSeriesPerUser": 4, "customPropertyMap": {"colour": "green"}, "warnings": [{"code": 745}]}`,
		},
		{
			Name: "with zero and false where they are meant",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				s := spring()
				s.MinBillAmount, s.DiscountUpto, s.MaxCreate, s.IsMultipleUseAllowed = new(decimal.Zero), new(decimal.Zero), new(int64(0)), new(false)
				s.TargetUserDetails, s.FixedExpiryDate = new(coupon.SeriesAudience{}), new(int64(1811797200000))
				return coupon.New(c).CreateSeries(ctx, coupon.CreateSeriesRequest{Series: s})
			},
			Method: "POST", Path: "/v2/coupon/series", Body: `{"CouponSeriesV2": {` + springBody + `, "minBillAmount": 0, "discountUpto": 0,
				"maxCreate": 0, "isMultipleUseAllowed": false, "fixedExpiryDate": 1811797200000, "targetUserDetails":
				{"validMaxUserTransactionLimit": 0, "validUserRegistrationStartTime": 0, "validUserRegistrationEndTime": 0}}}`,
			Reply: `{"id": 3001, "warnings": []}`, Want: `{"id": 3001}`,
		},
		{
			Name: "and its code is taken",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return coupon.New(c).CreateSeries(ctx, coupon.CreateSeriesRequest{Series: spring()})
			},
			Method: "POST", Path: "/v2/coupon/series", Body: `{"CouponSeriesV2": {` + springBody + `}}`,
			Reply: `{"errors": [{"status": false, "code": 751, "message": "taken"}]}`, WantErr: coupon.ErrSeriesCodeTaken,
		},
	})
}

func TestASeriesIsUpdated(t *testing.T) {
	full := spring()
	full.SeriesCode, full.AnyUser = "Z1Y2", true
	full.ProductInfo = []coupon.SeriesProducts{{ProductType: coupon.ProductBrand, ProductIDs: []int64{7, 8}}}
	full.RedemptionOrgEntityDetails = []coupon.SeriesPlace{{RedemptionOrgEntityType: customer.OrgEntityTill, OrgEntityID: 41}}
	full.CustomPropertyMap = map[string]string{"colour": "red"}
	const fullBody = `"description": "Spring", "discountCode": "SPR10", "discountType": "PERC", "discountValue": 10.5, "anyUser": true,
		"smsTemplate": "Hej {{first_name}}", "clientHandlingType": "DISC_CODE", "expiryStrategyType": "DAYS",
		"validTillDate": "2027-05-31T23:00:00+02:00", "seriesCode": "Z1Y2", "productInfo": [{"productType": "BRAND", "productIds": [7, 8]}],
		"redemptionOrgEntityDetails": [{"redemptionOrgEntityType": "TILL", "orgEntityId": 41}], "customPropertyMap": {"colour": "red"}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "by the id in the path",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return coupon.New(c).UpdateSeries(ctx, 3001, coupon.UpdateSeriesRequest{Series: full})
			},
			Method: "PUT", Path: "/v2/coupon/series/3001", Body: `{"CouponSeriesV2": {` + fullBody + `}}`,
			Reply: `{"id": 3001, "anyUser": true, "productInfo": [{"productType": "BRAND", "productIds": [7, 8]}],
				"redemptionOrgEntityDetails": [{"redemptionOrgEntityType": "TILL", "orgEntityId": 41}],
				"targetUserDetails": {"validMaxUserTransactionLimit": 2}, "warnings": []}`,
			Want: `{"id": 3001, "anyUser": true, "productInfo": [{"productType": "BRAND", "productIds": [7, 8]}],
				"redemptionOrgEntityDetails": [{"redemptionOrgEntityType": "TILL", "orgEntityId": 41}],
				"targetUserDetails": {"validMaxUserTransactionLimit": 2}}`,
		},
		{
			Name: "by the id in the body",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				named := full
				named.ID = 3001
				return coupon.New(c).UpdateSeriesByBody(ctx, named, coupon.UpdateSeriesByBodyOptions{})
			},
			Method: "PUT", Path: "/v2/coupon/series", Body: `{"id": 3001, ` + fullBody + `}`,
			Reply: `{"id": 3001, "warnings": []}`, Want: `{"id": 3001}`,
		},
		{
			Name: "and there is none",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return coupon.New(c).UpdateSeries(ctx, 3001, coupon.UpdateSeriesRequest{Series: full})
			},
			Method: "PUT", Path: "/v2/coupon/series/3001", Body: `{"CouponSeriesV2": {` + fullBody + `}}`,
			Status: 400, Reply: `{"errors": [{"status": false, "code": 755, "message": "invalid"}]}`, WantErr: coupon.ErrUnknownSeriesID,
		},
	})
}

func TestSeriesAreRead(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "several at once",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return coupon.New(c).Series(ctx, coupon.SeriesOptions{IDs: []int64{3001, 3002}})
			},
			Method: "GET", Path: "/v2/coupon/series", Query: "ids=3001&ids=3002",
			Reply: `{"entity": [{"id": 3001, "createdOn": "2026-01-02T03:04:05Z", "numIssued": 3, "redemptionPerCouponMaxLimit": 2,
				"ownedBy": "LOYALTY", "seriesType": "LOYALTY"}, {"id": 3002}], "warnings": [{"code": 755, "message": "one is missing"}]}`,
			Want: `{"entity": [{"id": 3001, "createdOn": "2026-01-02T03:04:05Z", "numIssued": 3, "redemptionPerCouponMaxLimit": 2,
				"ownedBy": "LOYALTY", "seriesType": "LOYALTY"}, {"id": 3002}], "warnings": [{"code": 755}]}`,
		},
		{
			Name: "from v1.1",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return coupon.New(c).SeriesV1(ctx, coupon.SeriesOptionsV1{ID: 3001, Expired: coupon.ExpiredExtendedV1})
			},
			Method: "GET", Path: "/v1.1/coupon/series", Query: "format=json&id=3001&expired=extended",
			Reply: `{"response": {"status": {"success": "true", "code": "200", "message": "ok"}, "series": {"items": {"item": {"id": "3001",
				"discount_value": "12.50", "any_user": "true", "max_create": "-1", "created": "2026-01-02 03:04:05", "coupons": {"issued": "7", "redeemed": "2"},
				"valid_redemption_org_entities": {"tills": "till.one"}, "brands": "north",
				"item_status": {"success": "true", "code": "700", "message": "fetched"}}}}}}`,
			Want: `{"series": {"items": {"item": [{"id": 3001, "discount_value": "12.5", "any_user": true, "max_create": -1,
				"created": "2026-01-02T03:04:05Z", "coupons": {"issued": 7, "redeemed": 2}, "valid_redemption_org_entities": {"tills": "till.one"},
				"brands": "north", "item_status": {"success": true, "code": 700}}]}}}`,
		},
		{
			Name: "from v1.1, and there is none",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return coupon.New(c).SeriesV1(ctx, coupon.SeriesOptionsV1{ID: 3009})
			},
			Method: "GET", Path: "/v1.1/coupon/series", Query: "format=json&id=3009",
			Reply: `{"response": {"status": {"success": "false", "code": 500, "message": "all failed"}, "series": {"items": {"item":
				{"id": 3009, "item_status": {"success": "false", "code": 707, "message": "invalid"}}}}}}`,
			WantErr: coupon.ErrInvalidSeriesID,
		},
	})
}

func TestASeriesThatTheAPICantTakeIsRefused(t *testing.T) {
	for field, change := range map[string]func(*coupon.SeriesSettings){
		"description":        func(s *coupon.SeriesSettings) { s.Description = "" },
		"validTillDate":      func(s *coupon.SeriesSettings) { s.ValidTillDate = time.Time{} },
		"discountCode":       func(s *coupon.SeriesSettings) { s.DiscountCode = "" },
		"discountType":       func(s *coupon.SeriesSettings) { s.DiscountType = "" },
		"smsTemplate":        func(s *coupon.SeriesSettings) { s.SMSTemplate = "" },
		"clientHandlingType": func(s *coupon.SeriesSettings) { s.ClientHandlingType = "" },
		"expiryStrategyType": func(s *coupon.SeriesSettings) { s.ExpiryStrategyType = "" },
		"genericCode":        func(s *coupon.SeriesSettings) { s.ClientHandlingType = coupon.HandlingGeneric },
	} {
		s := spring()
		change(&s)
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := coupon.New(c).CreateSeries(ctx, coupon.CreateSeriesRequest{Series: s})
			return err
		})
	}
	wiretest.Refused(t, "seriesCode", func(ctx context.Context, c *capillary.Client) error {
		_, err := coupon.New(c).UpdateSeries(ctx, 3001, coupon.UpdateSeriesRequest{Series: spring()})
		return err
	})
	for field, o := range map[string]coupon.SeriesOptions{
		"orgEntityType": {OrgEntityIDs: []int64{7}}, "seriesCodes": {SeriesCodes: make([]string, 11)},
	} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := coupon.New(c).Series(ctx, o)
			return err
		})
	}
}

func TestASecondSeriesIsNeverMadeByItself(t *testing.T) {
	c, server := wiretest.Serve(t, 502, `<html>bad gateway</html>`, capillary.WithMaxRetries(3))
	_, err := coupon.New(c).CreateSeries(t.Context(), coupon.CreateSeriesRequest{Series: spring()})
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	assert.Len(t, server.Arrivals(), 1)
}
