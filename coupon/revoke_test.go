package coupon_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/coupon"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestCouponsAreRevoked(t *testing.T) {
	byCode := func(ctx context.Context, c *capillary.Client) (any, error) {
		return coupon.New(c).Revoke(ctx, coupon.RevokeRequest{CouponSeriesID: 3001, CouponCodes: []string{"SPRING7Q", "SUMMER1"},
			Options: coupon.RevokeOptions{CouponCodeCase: coupon.CodesLower}})
	}
	const body = `{"couponSeriesId": 3001, "couponCodes": ["SPRING7Q", "SUMMER1"]}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "all of a customer",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return coupon.New(c).Revoke(ctx, coupon.RevokeRequest{CouponSeriesID: 3001, Customer: capillary.ExternalID("L-77")})
			},
			Method: "POST", Path: "/v2/coupon/revoke", Body: `{"couponSeriesId": 3001, "customer": {"externalId": "L-77"}}`,
			Reply: `{"entity": {"totalCount": 1, "failedCount": 0, "revokedCoupons": [{"couponId": 81, "couponCode": "SPRING7Q", "issuedToUserId": 5001}],
				"failedToRevoke": []}, "warnings": [{"code": 704, "message": "no SMS"}], "errors": [], "success": true}`,
			Want: `{"totalCount": 1, "failedCount": 0, "revokedCoupons": [{"couponId": 81, "couponCode": "SPRING7Q", "issuedToUserId": 5001}],
				"failedToRevoke": [], "warnings": [{"code": 704}]}`,
		},
		{
			Name: "some by code, which is no error", Call: byCode, Method: "POST", Path: "/v2/coupon/revoke", Query: "couponCodeCase=LOWER", Body: body,
			Reply: `{"entity": {"totalCount": 2, "failedCount": 1, "revokedCoupons": [{"couponId": 81, "couponCode": "spring7q", "issuedToUserId": 5001}],
				"failedToRevoke": [{"errorCode": 405, "errorMessage": "redeemed", "couponCodes": ["summer1"]}]}, "warnings": [], "errors": [], "success": true}`,
			Want: `{"revokedCoupons": [{"couponCode": "spring7q"}], "failedToRevoke": [{"errorCode": 405, "errorMessage": "redeemed", "couponCodes": ["summer1"]}]}`,
		},
		{
			Name: "in the form without an entity", Call: byCode, Method: "POST", Path: "/v2/coupon/revoke", Query: "couponCodeCase=LOWER", Body: body,
			Reply: `{"status": 200, "totalCount": 2, "failedCount": 1, "hasMore": true, "revokedCoupons": [{"couponId": 81}],
				"failedToRevoke": [{"errorCode": 404, "couponCodes": ["summer1"]}]}`,
			Want: `{"totalCount": 2, "failedCount": 1, "hasMore": true, "revokedCoupons": [{"couponId": 81}], "failedToRevoke": [{"errorCode": 404}]}`,
		},
		{
			Name: "not, where they have one code", Call: byCode, Method: "POST", Path: "/v2/coupon/revoke", Query: "couponCodeCase=LOWER", Body: body,
			Reply: `{"warnings": [], "errors": [{"status": false, "code": 108, "message": "generic"}], "success": false}`, WantErr: coupon.ErrGenericUnsupported,
		},
	})
}

func TestARevokeThatRevokedNothingIsAnErrorThatTellsOfEachCoupon(t *testing.T) {
	c, _ := wiretest.Serve(t, 0, `{"entity": {"totalCount": 1, "failedCount": 1, "revokedCoupons": [], "failedToRevoke":
		[{"errorCode": 682, "errorMessage": "none", "couponCodes": ["SPRING7Q"]}]}, "warnings": [], "errors": [], "success": true}`)
	revoked, err := coupon.New(c).Revoke(t.Context(), coupon.RevokeRequest{CouponCodes: []string{"SPRING7Q"}})
	require.ErrorIs(t, err, coupon.ErrChangeNotFound)
	assert.False(t, capillary.MayHaveHappened(err))
	require.NotNil(t, revoked)
	assert.Equal(t, []string{"SPRING7Q"}, revoked.FailedToRevoke[0].CouponCodes)
}

// Of a code that stands in neither list nobody knows: a reply that leaves it out is no success.
func TestARevokeThatLeavesACodeOutSaysSo(t *testing.T) {
	request := coupon.RevokeRequest{CouponSeriesID: 3001, CouponCodes: []string{"SPRING7Q", "SUMMER1"}}
	for reply, revoked := range map[string]int{
		`{"entity": {"totalCount": 1, "failedCount": 0, "revokedCoupons": [{"couponId": 81, "couponCode": "spring7q"}], "failedToRevoke": []}, "success": true}`:                          1,
		`{"entity": {"revokedCoupons": [{"couponId": 81, "couponCode": "SPRING7Q"}, {"couponId": 82, "couponCode": "WINTER"}], "failedToRevoke": []}, "success": true}`:                   2,
		`{"entity": {"revokedCoupons": [{"couponId": 81, "couponCode": "SPRING7Q"}, {"couponId": 82, "couponCode": "SPRING7Q"}], "failedToRevoke": []}, "warnings": [], "success": true}`: 2,
		`{"revokedCoupons": [{"couponCode": "SPRING7Q"}], "failedToRevoke": [{"errorCode": 404, "couponCodes": ["WINTER"]}]}`:                                                             1,
	} {
		client, server := wiretest.Serve(t, 0, reply)
		got, err := coupon.New(client).Revoke(t.Context(), request)
		require.Error(t, err, reply)
		assert.True(t, capillary.MayHaveHappened(err), "%v: %s", err, reply)
		require.NotNil(t, got, reply)
		assert.Len(t, got.RevokedCoupons, revoked, "what the reply tells comes back beside the error")
		assert.Len(t, server.Arrivals(), 1)
	}
	client, _ := wiretest.Serve(t, 0, `{"entity": {"revokedCoupons": [], "failedToRevoke": []}, "warnings": [], "errors": [], "success": true}`)
	_, err := coupon.New(client).Revoke(t.Context(), request)
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	_, err = coupon.New(client).Revoke(t.Context(), coupon.RevokeRequest{CouponSeriesID: 3001, Customer: capillary.UserID(5001)})
	require.NoError(t, err, "a customer may have none")
}

func TestARevokeInDoubtIsNotSentAgain(t *testing.T) {
	c, server := wiretest.Serve(t, 502, `<html>bad gateway</html>`, capillary.WithMaxRetries(3))
	revoked, err := coupon.New(c).Revoke(t.Context(), coupon.RevokeRequest{CouponCodes: []string{"SPRING7Q"}})
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	assert.Nil(t, revoked)
	assert.Len(t, server.Arrivals(), 1)
}

// The reply counts what was changed. If it counts fewer coupons than were sent, nobody knows of the others.
func TestAChangeOfExpiriesThatCountsOtherCouponsSaysSo(t *testing.T) {
	at := time.Date(2027, 5, 1, 10, 0, 0, 0, time.UTC)
	request := coupon.UpdateExpiryRequest{CouponSeriesID: 3001, CouponCodes: []coupon.CouponExpiry{{CouponCode: "A", ExpiryDate: at}, {CouponCode: "B", ExpiryDate: at}}}
	for _, reply := range []string{
		`{"entity": {"totalCount": 1, "failedCount": 0, "successCount": 1, "unprocessedCoupons": []}, "success": true}`,
		`{"entity": {"totalCount": 3, "failedCount": 0, "successCount": 3, "unprocessedCoupons": []}, "success": true}`,
		`{"entity": {"totalCount": 2, "failedCount": 1, "successCount": 1, "unprocessedCoupons": []}, "success": true}`,
	} {
		client, _ := wiretest.Serve(t, 0, reply)
		got, err := coupon.New(client).UpdateExpiry(t.Context(), request)
		require.Error(t, err, reply)
		assert.True(t, capillary.MayHaveHappened(err), "%v: %s", err, reply)
		assert.NotNil(t, got, reply)
	}
}

func TestTheExpiryOfCouponsIsChanged(t *testing.T) {
	update := func(ctx context.Context, c *capillary.Client) (any, error) {
		return coupon.New(c).UpdateExpiry(ctx, coupon.UpdateExpiryRequest{CouponSeriesID: 3001, Customer: capillary.UserID(5001),
			CouponCodes: []coupon.CouponExpiry{{CouponCode: "SPRING7Q", ExpiryDate: time.Date(2027, 5, 1, 10, 0, 0, 0, time.UTC)},
				{CouponCode: "SUMMER1", ExpiryDate: time.Date(2027, 6, 1, 0, 0, 0, 0, time.FixedZone("", 5*60*60+30*60))}}})
	}
	const body = `{"couponSeriesId": 3001, "customer": {"id": 5001}, "couponCodes": [{"couponCode": "SPRING7Q", "expiryDate": "2027-05-01T10:00:00Z"},
		{"couponCode": "SUMMER1", "expiryDate": "2027-06-01T00:00:00+05:30"}]}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "of all", Call: update, Method: "PUT", Path: "/v2/coupon/bulk/expiry", Body: body,
			Reply: `{"entity": {"totalCount": 2, "failedCount": 0, "successCount": 2, "unprocessedCoupons": [], "userId": 5001, "couponSeriesId": 3001},
				"warnings": [], "errors": [], "success": true}`,
			Want: `{"totalCount": 2, "failedCount": 0, "successCount": 2, "unprocessedCoupons": [], "userId": 5001, "couponSeriesId": 3001}`,
		},
		{
			Name: "of some, which is no error", Call: update, Method: "PUT", Path: "/v2/coupon/bulk/expiry", Body: body,
			Reply: `{"entity": {"totalCount": 2, "failedCount": 1, "successCount": 1, "unprocessedCoupons": [{"expiryDate": "2027-06-01T00:00:00Z",
				"couponCode": "SUMMER1", "errorCode": 691, "errorMessage": "too late"}], "userId": 5001, "couponSeriesId": 3001},
				"warnings": [{"code": 704, "message": "no SMS"}], "errors": [], "success": true}`,
			Want: `{"failedCount": 1, "successCount": 1, "unprocessedCoupons": [{"expiryDate": "2027-06-01T00:00:00Z", "couponCode": "SUMMER1",
				"errorCode": 691, "errorMessage": "too late"}], "warnings": [{"code": 704}]}`,
		},
		{
			Name: "not without a customer", Call: update, Method: "PUT", Path: "/v2/coupon/bulk/expiry", Body: body,
			Reply: `{"warnings": [], "errors": [{"status": false, "code": 695, "message": "who"}], "success": false}`, WantErr: coupon.ErrExpiryUserIDMissing,
		},
	})
}

func TestAnExpiryThatChangedNothingIsAnErrorThatTellsOfEachCoupon(t *testing.T) {
	c, _ := wiretest.Serve(t, 0, `{"entity": {"totalCount": 1, "failedCount": 1, "successCount": 0, "unprocessedCoupons": [{"couponCode": "SPRING7Q",
		"expiryDate": "2020-05-01T10:00:00Z", "errorCode": 690, "errorMessage": "past"}]}, "warnings": [], "errors": [], "success": true}`)
	updated, err := coupon.New(c).UpdateExpiry(t.Context(), coupon.UpdateExpiryRequest{
		CouponCodes: []coupon.CouponExpiry{{CouponCode: "SPRING7Q", ExpiryDate: time.Date(2020, 5, 1, 10, 0, 0, 0, time.UTC)}}})
	require.ErrorIs(t, err, coupon.ErrExpiryBeforeIssue)
	require.NotNil(t, updated)
	assert.Equal(t, coupon.ErrExpiryBeforeIssue, updated.UnprocessedCoupons[0].ErrorCode)
}

func TestAChangeThatTheAPICantTakeIsRefused(t *testing.T) {
	codes := make([]string, 101)
	expiries := make([]coupon.CouponExpiry, 101)
	for i := range codes {
		codes[i] = fmt.Sprintf("C%03d", i)
		expiries[i] = coupon.CouponExpiry{CouponCode: codes[i], ExpiryDate: time.Date(2027, 5, 1, 0, 0, 0, 0, time.UTC)}
	}
	for _, x := range []struct {
		field   string
		request coupon.RevokeRequest
	}{
		{"couponCodes", coupon.RevokeRequest{CouponSeriesID: 3001}},
		{"couponCodes", coupon.RevokeRequest{CouponSeriesID: 3001, CouponCodes: codes}},
		{"couponSeriesId", coupon.RevokeRequest{CouponCodes: codes[:2]}},
	} {
		wiretest.Refused(t, x.field, func(ctx context.Context, c *capillary.Client) error {
			_, err := coupon.New(c).Revoke(ctx, x.request)
			return err
		})
	}
	for _, x := range []struct {
		field   string
		request coupon.UpdateExpiryRequest
	}{
		{"couponCodes", coupon.UpdateExpiryRequest{CouponSeriesID: 3001}},
		{"couponCodes", coupon.UpdateExpiryRequest{CouponSeriesID: 3001, CouponCodes: expiries}},
		{"couponSeriesId", coupon.UpdateExpiryRequest{CouponCodes: expiries[:2]}},
		{"couponCode", coupon.UpdateExpiryRequest{CouponCodes: []coupon.CouponExpiry{{ExpiryDate: expiries[0].ExpiryDate}}}},
		{"expiryDate", coupon.UpdateExpiryRequest{CouponCodes: []coupon.CouponExpiry{{CouponCode: "SPRING7Q"}}}},
	} {
		wiretest.Refused(t, x.field, func(ctx context.Context, c *capillary.Client) error {
			_, err := coupon.New(c).UpdateExpiry(ctx, x.request)
			return err
		})
	}
}
