package coupon_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/coupon"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestWhetherCouponsCanBeRedeemedIsTold(t *testing.T) {
	is := func(who capillary.Identifier, o coupon.RedeemableOptions) func(context.Context, *capillary.Client) (any, error) {
		return func(ctx context.Context, c *capillary.Client) (any, error) {
			return coupon.New(c).IsRedeemable(ctx, who, o)
		}
	}
	both := coupon.RedeemableOptions{Codes: []string{"SPRING7Q", "SUMMER1"}}
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "by mobile number, for several coupons", Call: is(capillary.Mobile("46700000001"), both),
			Method: "GET", Path: "/v2/coupon/is_redeemable", Query: "mobile=46700000001&code=SPRING7Q%2CSUMMER1",
			Reply: `{"customer": {"id": 5001, "profiles": [{"userId": 5001, "firstName": "Liv", "autoUpdateTime": "2026-01-02T03:04:05+05:30"}]},
				"redemption": [{"appendedErrorMessage": "", "code": "SPRING7Q", "isAbsolute": false, "isRedeemable": true, "numberOfRedemptionsByUser": 0,
				"redemptionsLeft": -1, "warnings": []}, {"code": "SUMMER1", "isRedeemable": false, "appendedErrorMessage": "used"}],
				"redemptionStatus": {"code": 700, "message": "done", "status": true}, "warnings": []}`,
			Want: `{"customer": {"id": 5001, "profiles": [{"userId": 5001, "firstName": "Liv"}]}, "redemption": [{"code": "SPRING7Q", "isRedeemable": true,
				"redemptionsLeft": -1}, {"code": "SUMMER1", "isRedeemable": false, "appendedErrorMessage": "used"}],
				"redemptionStatus": {"code": 700, "status": true}}`,
		},
		{
			Name: "by user id, with the series", Call: is(capillary.UserID(5001), coupon.RedeemableOptions{Codes: []string{"SPRING7Q"}, Details: coupon.DetailsFull}),
			Method: "GET", Path: "/v2/coupon/is_redeemable", Query: "id=5001&code=SPRING7Q&details=true",
			Reply: `{"redemption": [{"code": "SPRING7Q", "isRedeemable": true, "discountType": "PERC", "discountValue": 12.5, "discountUpto": 100,
				"couponSeries": {"id": 3001, "description": "Spring", "validTillDate": "2027-05-31T00:00:00Z", "validTilldateFormat": "2027-05-31",
				"isUpdateProductData": true, "brands": [], "products": [{"name": "north"}]}}], "warnings": []}`,
			Want: `{"redemption": [{"code": "SPRING7Q", "discountType": "PERC", "discountValue": "12.5", "discountUpto": "100", "couponSeries": {"id": 3001,
				"validTillDate": "2027-05-31T00:00:00Z", "validTilldateFormat": "2027-05-31", "isUpdateProductData": true, "products": [{"name": "north"}]}}]}`,
		},
		{
			Name: "by external id, and a refusal is no error", Call: is(capillary.ExternalID("L-77"), coupon.RedeemableOptions{Codes: []string{"SPRING7Q"}}),
			Method: "GET", Path: "/v2/coupon/is_redeemable", Query: "externalId=L-77&code=SPRING7Q",
			Reply: `{"redemption": [{"code": "SPRING7Q", "isRedeemable": false}],
				"redemptionStatus": {"code": 711, "message": "used", "status": false}, "warnings": []}`,
			Want: `{"redemption": [{"isRedeemable": false}], "redemptionStatus": {"code": 711, "status": false}}`,
		},
		{
			Name: "and there is no such coupon", Call: is(capillary.Email("liv@example.org"), both),
			Method: "GET", Path: "/v2/coupon/is_redeemable", Query: "email=liv%40example.org&code=SPRING7Q%2CSUMMER1",
			Reply: `{"errors": [{"status": false, "code": 780, "message": "none"}]}`, WantErr: coupon.ErrCheckNotFound,
		},
	})
}

func TestWhetherCouponsCanBeRedeemedIsToldInV1(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "by card, in lower case",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return coupon.New(c).IsRedeemableV1(ctx, capillary.CardNumber("9911"),
					coupon.RedeemableOptionsV1{Codes: []string{"SPRING7Q"}, Details: coupon.DetailsExtended, CouponCodeCase: coupon.CodesLower})
			},
			Method: "GET", Path: "/v1.1/coupon/isredeemable", Query: "format=json&card_number=9911&code=SPRING7Q&details=extended&coupon_code_case=LOWER",
			Reply: `{"response": {"status": {"success": "true", "code": 200, "message": "ok"}, "coupons": {"redeemable": {"mobile": "46700000001",
				"code": "spring7q", "is_redeemable": "true", "redemptions_left": -1, "no_of_redemptions_by_user": 0, "coupon_value": "17.5",
				"customer": {"mobile": "46700000001", "email": null, "external_id": "L-77"}, "series_info": {"discount_value": "17.5"},
				"item_status": {"success": "true", "status": "true", "code": 700, "message": "done"}}}}}`,
			Want: `{"items": [{"value": {"mobile": "46700000001", "code": "spring7q", "is_redeemable": true, "redemptions_left": -1, "coupon_value": "17.5",
				"customer": {"external_id": "L-77"}, "series_info": {"discount_value": "17.5"}, "item_status": {"success": true, "status": true, "code": 700}}}]}`,
		},
		{
			Name: "and there is no such customer",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return coupon.New(c).IsRedeemableV1(ctx, capillary.Mobile("46700000009"), coupon.RedeemableOptionsV1{Codes: []string{"SPRING7Q"}})
			},
			Method: "GET", Path: "/v1.1/coupon/isredeemable", Query: "format=json&mobile=46700000009&code=SPRING7Q",
			Reply: `{"response": {"status": {"success": "false", "code": 500, "message": "all failed"}, "coupons": {"redeemable": {"is_redeemable": "false",
				"item_status": {"success": "false", "code": 701, "message": "nobody"}}}}}`,
			WantErr: coupon.ErrCustomerNotFound,
		},
	})
}

func TestACheckIsRepeated(t *testing.T) {
	c, server := wiretest.Serve(t, 503, ``, capillary.WithMaxRetries(1))
	_, err := coupon.New(c).IsRedeemable(t.Context(), capillary.UserID(5001), coupon.RedeemableOptions{Codes: []string{"SPRING7Q"}})
	require.Error(t, err)
	assert.Len(t, server.Arrivals(), 2)
}

func TestACheckOfNothingIsRefused(t *testing.T) {
	wiretest.Refused(t, "code", func(ctx context.Context, c *capillary.Client) error {
		_, err := coupon.New(c).IsRedeemable(ctx, capillary.UserID(5001), coupon.RedeemableOptions{})
		return err
	})
	wiretest.Refused(t, "code", func(ctx context.Context, c *capillary.Client) error {
		_, err := coupon.New(c).IsRedeemableV1(ctx, capillary.UserID(5001), coupon.RedeemableOptionsV1{})
		return err
	})
	wiretest.Refused(t, "customer", func(ctx context.Context, c *capillary.Client) error {
		_, err := coupon.New(c).IsRedeemable(ctx, capillary.Identifier{}, coupon.RedeemableOptions{Codes: []string{"SPRING7Q"}})
		return err
	})
}

// "No" is told as points tell it: by an error that matches capillary.ErrNotRedeemable, here one of each coupon.
func TestACouponThatCannotBeRedeemedSaysWhy(t *testing.T) {
	client, _ := wiretest.Serve(t, http.StatusOK, `{"redemption": [{"code": "A", "isRedeemable": true, "redemptionStatus": {"status": true, "code": 700}},
		{"code": "B", "isRedeemable": false, "redemptionStatus": {"status": false, "code": 711, "message": "used"}},
		{"code": "C", "isRedeemable": false, "redemptionStatus": {"status": false, "code": 719, "message": "unknown"}},
		{"code": "D", "isRedeemable": false}], "redemptionStatus": {"status": true, "code": 700}}`)
	all, err := coupon.New(client).IsRedeemable(t.Context(), capillary.UserID(5001), coupon.RedeemableOptions{Codes: []string{"A", "B", "C", "D"}})
	require.NoError(t, err)
	require.Len(t, all.Redemption, 4)
	require.NoError(t, all.Redemption[0].Err())
	for _, no := range all.Redemption[1:] {
		require.ErrorIs(t, no.Err(), capillary.ErrNotRedeemable, no.Code)
	}
	assert.ErrorIs(t, all.Redemption[1].Err(), coupon.ErrRedeemed)
	assert.NotErrorIs(t, all.Redemption[1].Err(), capillary.ErrNotFound)
	assert.ErrorIs(t, all.Redemption[2].Err(), capillary.ErrNotFound)
	assert.NotErrorIs(t, all.Redemption[3].Err(), coupon.ErrRedeemed)

	client, _ = wiretest.Serve(t, http.StatusOK, `{"response": {"status": {"success": "true", "code": 200}, "coupons": {"redeemable": [
		{"code": "A", "is_redeemable": "true", "item_status": {"success": "true", "code": 700}},
		{"code": "B", "is_redeemable": "false", "item_status": {"success": "false", "code": 713, "message": "over"}}]}}}`)
	v1, err := coupon.New(client).IsRedeemableV1(t.Context(), capillary.UserID(5001), coupon.RedeemableOptionsV1{Codes: []string{"A", "B"}})
	require.NoError(t, err)
	require.Len(t, v1.Items, 2)
	require.NoError(t, v1.Items[0].Value.Err())
	require.ErrorIs(t, v1.Items[1].Value.Err(), capillary.ErrNotRedeemable)
	assert.ErrorIs(t, v1.Items[1].Value.Err(), coupon.ErrExpired)
	assert.ErrorIs(t, v1.Items[1].Err(), capillary.ErrNotRedeemable)
}

func TestACouponOfWhichNothingIsSaidIsNoNo(t *testing.T) {
	for _, said := range []string{``, `, "isRedeemable": null`, `, "isRedeemable": {}`, `, "isRedeemable": ""`} {
		client, _ := wiretest.Serve(t, http.StatusOK, `{"redemption": [{"code": "A"`+said+`}], "redemptionStatus": {"status": true, "code": 700}}`)
		all, err := coupon.New(client).IsRedeemable(t.Context(), capillary.UserID(5001), coupon.RedeemableOptions{Codes: []string{"A"}})
		require.NoError(t, err)
		require.Error(t, all.Redemption[0].Err(), said)
		assert.NotErrorIs(t, all.Redemption[0].Err(), capillary.ErrNotRedeemable, said)
		assert.False(t, capillary.MayHaveHappened(all.Redemption[0].Err()), "it was a question")
	}
}

func TestARedemptionThatIsRefusedSaysWhetherTheCouponIsTheReason(t *testing.T) {
	for code, want := range map[int]bool{711: true, 713: true, 735: true, 701: false, 718: false, 705: false} {
		client, _ := wiretest.Serve(t, http.StatusBadRequest, fmt.Sprintf(`{"errors": [{"status": false, "code": %d, "message": "no"}]}`, code))
		_, err := coupon.New(client).Redeem(t.Context(), coupon.RedeemRequest{Customer: capillary.UserID(5001),
			Redemptions: []coupon.RedemptionCode{{Code: "SPRING7Q"}}, TransactionNumber: "B-1"})
		require.Error(t, err)
		assert.Equal(t, want, errors.Is(err, capillary.ErrNotRedeemable), "%d: %v", code, err)
	}
}
