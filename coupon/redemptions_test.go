package coupon_test

import (
	"context"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/coupon"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestRedemptionsAreChanged(t *testing.T) {
	update := func(ctx context.Context, c *capillary.Client) (any, error) {
		return coupon.New(c).UpdateRedemptions(ctx, coupon.UpdateRedemptionsRequest{Redemptions: []coupon.RedemptionUpdate{
			{RedemptionID: 6001, BillAmount: decimal.RequireFromString("99.95"), TransactionNumber: "bill-77", BillID: 41,
				CustomFields: map[string]any{"desk": "3"}, Customer: capillary.Mobile("46700000001")},
			{RedemptionID: 6002}}})
	}
	const body = `{"redemptions": [{"redemptionId": 6001, "billAmount": 99.95, "transactionNumber": "bill-77", "billId": 41,
		"customFields": {"desk": "3"}, "user": {"mobile": "46700000001"}}, {"redemptionId": 6002, "billAmount": 0}]}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "some of them, which is no error", Call: update, Method: "PUT", Path: "/v2/coupon/redeem", Body: body,
			Reply: `{"entity": {"redemptions": [{"redemptionId": 6001, "billAmount": 99.95, "transactionNumber": "bill-77", "billId": 41,
				"customFields": {"desk": "3"}, "redemptionStatus": {"status": true, "code": 700, "message": "done"}, "user": {"id": 5001, "profiles": []}},
				{"redemptionId": 6002, "redemptionStatus": {"status": false, "code": 510, "message": "invalid"}}],
				"totalCount": 2, "failedCount": 1, "status": {"status": true, "code": 200, "message": "some"}},
				"warnings": [{"code": 683, "message": "no event"}], "errors": [], "success": true}`,
			Want: `{"redemptions": [{"redemptionId": 6001, "billAmount": "99.95", "transactionNumber": "bill-77", "billId": 41, "customFields": {"desk": "3"},
				"redemptionStatus": {"status": true, "code": 700}, "user": {"id": 5001}}, {"redemptionId": 6002, "redemptionStatus": {"status": false, "code": 510}}],
				"totalCount": 2, "failedCount": 1, "status": {"status": true}, "warnings": [{"code": 683}]}`,
		},
		{
			Name: "none of them", Call: update, Method: "PUT", Path: "/v2/coupon/redeem", Body: body,
			Reply: `{"entity": {"redemptions": [{"redemptionId": 6001, "redemptionStatus": {"status": false, "code": 510, "message": "invalid"}},
				{"redemptionId": 6002, "redemptionStatus": {"status": false, "code": 510, "message": "invalid"}}], "totalCount": 2, "failedCount": 2},
				"warnings": [], "errors": [], "success": true}`,
			WantErr: coupon.ErrInvalidRedemptionIDs,
		},
		{
			Name: "not at all", Call: update, Method: "PUT", Path: "/v2/coupon/redeem", Body: body,
			Status: 400, Reply: `{"errors": [{"status": false, "code": 661, "message": "missing"}], "success": false}`, WantErr: coupon.ErrRedemptionIDMissing,
		},
	})
}

func TestARedemptionIsTakenBack(t *testing.T) {
	reactivate := func(ctx context.Context, c *capillary.Client) (any, error) {
		return coupon.New(c).Reactivate(ctx, coupon.ReactivateRequest{RedemptionIDs: []int64{6001, 6002}})
	}
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "with others", Call: reactivate, Method: "POST", Path: "/v2/coupon/reactivate", Body: `{"redemptionIds": [6001, 6002]}`,
			Reply: `{"warnings": [{"code": 683, "message": "no event"}], "errors": [], "success": true}`, Want: `{"warnings": [{"code": 683}]}`,
		},
		{
			Name: "not, if there is none", Call: reactivate, Method: "POST", Path: "/v2/coupon/reactivate", Body: `{"redemptionIds": [6001, 6002]}`,
			Reply: `{"warnings": [], "errors": [{"status": false, "code": 510, "message": "invalid"}], "success": false}`, WantErr: coupon.ErrInvalidRedemptionIDs,
		},
	})
	c, server := wiretest.Serve(t, 502, `<html>bad gateway</html>`, capillary.WithMaxRetries(3))
	_, err := coupon.New(c).Reactivate(t.Context(), coupon.ReactivateRequest{RedemptionIDs: []int64{6001}})
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	assert.Len(t, server.Arrivals(), 1)
}

func TestChangesOfNoRedemptionAreRefused(t *testing.T) {
	for field, r := range map[string]coupon.UpdateRedemptionsRequest{
		"redemptions":  {},
		"redemptionId": {Redemptions: []coupon.RedemptionUpdate{{BillID: 41}}},
	} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := coupon.New(c).UpdateRedemptions(ctx, r)
			return err
		})
	}
	wiretest.Refused(t, "redemptionIds", func(ctx context.Context, c *capillary.Client) error {
		_, err := coupon.New(c).Reactivate(ctx, coupon.ReactivateRequest{})
		return err
	})
}

func TestAReplyWithoutARedemptionIsNoUpdateOfOne(t *testing.T) {
	for _, reply := range []string{`{"entity": {"redemptions": []}}`, `{"entity": {"redemptions": [null]}, "errors": []}`} {
		c, _ := wiretest.Serve(t, 200, reply, capillary.WithMaxRetries(0))
		_, err := coupon.New(c).UpdateRedemptions(t.Context(), coupon.UpdateRedemptionsRequest{Redemptions: []coupon.RedemptionUpdate{{RedemptionID: 6001}}})
		assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown, reply)
	}
}
