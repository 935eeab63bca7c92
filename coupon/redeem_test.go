package coupon_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
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

// redeeming are coupons that a customer wants to redeem for a bill.
func redeeming(codes ...string) coupon.RedeemRequest {
	r := coupon.RedeemRequest{Customer: capillary.Mobile("46700000001"), TransactionNumber: "bill-77",
		BillAmount: decimal.RequireFromString("1200.50")}
	for _, code := range codes {
		r.Redemptions = append(r.Redemptions, coupon.RedemptionCode{Code: code})
	}
	return r
}

const redeemingBody = `"user": {"mobile": "46700000001"}, "transactionNumber": "bill-77", "billAmount": 1200.5`

func TestACouponIsRedeemed(t *testing.T) {
	const body = `{"redemptionRequestList": [{"code": "SPRING7Q"}], ` + redeemingBody + `}`
	redeem := func(ctx context.Context, c *capillary.Client) (any, error) {
		return coupon.New(c).Redeem(ctx, redeeming("SPRING7Q"))
	}
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "for a transaction", Call: redeem, Method: "POST", Path: "/v2/coupon/redeem", Body: body,
			Reply: `{"redemption": [{"id": 811, "redemptionId": "6001", "currencyInput": false, "localToBaseCurrencyExchangeRate": 1.0, "warnings": [],
				"appendedErrorMessage": "", "code": "SPRING7Q", "discountCode": "SPR10", "seriesCode": 3001, "isAbsolute": true, "couponValue": 100.25,
				"redemptionStatus": {"statusCode": {"status": true, "code": 700, "message": "done"}, "warnings": [], "warningsAsStatusCode": [],
				"code": 700, "success": true, "message": "done"}, "discountType": "ABS", "discountValue": 100.25, "discountUpto": 0}],
				"redemptionStatus": {"status": true, "code": 700, "message": "done"}, "customer": {"id": 5001, "profiles": []}, "warnings": []}`,
			Want: `{"redemption": [{"id": 811, "redemptionId": 6001, "code": "SPRING7Q", "seriesCode": "3001", "isAbsolute": true,
				"couponValue": "100.25", "localToBaseCurrencyExchangeRate": "1", "discountType": "ABS", "discountValue": "100.25",
				"redemptionStatus": {"success": true, "code": 700, "statusCode": {"status": true, "code": 700}}}],
				"redemptionStatus": {"status": true, "code": 700}, "customer": {"id": 5001}}`,
		},
		{
			Name: "of a card",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return coupon.New(c).Redeem(ctx, coupon.RedeemRequest{Redemptions: []coupon.RedemptionCode{{Code: "SPRING7Q"}}, Customer: capillary.CardNumber("9911")})
			},
			Method: "POST", Path: "/v2/coupon/redeem", Body: `{"redemptionRequestList": [{"code": "SPRING7Q"}], "user": {"cardnumber": "9911"}}`,
			Reply: `{"redemption": [{"redemptionId": 6001, "code": "SPRING7Q", "redemptionStatus": {"success": true, "code": 700}}],
				"redemptionStatus": {"status": true, "code": 700, "message": "done"}, "warnings": []}`,
			Want: `{"redemption": [{"redemptionId": 6001}]}`,
		},
		{
			Name: "at a time, in a source",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return coupon.New(c).Redeem(ctx, coupon.RedeemRequest{Redemptions: []coupon.RedemptionCode{{Code: "SPRING7Q"}},
					Customer:       capillary.UserID(5001).In(capillary.SourceLine, "ln-1"),
					RedemptionTime: time.Date(2026, 3, 1, 1, 30, 0, 0, time.FixedZone("", 2*60*60))})
			},
			Method: "POST", Path: "/v2/coupon/redeem", Query: "source=LINE&accountId=ln-1",
			Body: `{"redemptionRequestList": [{"code": "SPRING7Q"}], "user": {"id": 5001}, "redemptionTime": "2026-02-28 23:30:00"}`,
			Reply: `{"redemption": [{"redemptionId": 6001, "code": "SPRING7Q", "redemptionStatus": {"success": true, "code": 700}}],
				"redemptionStatus": {"status": true, "code": 700, "message": "done"}, "warnings": []}`,
			Want: `{"redemptionStatus": {"code": 700}}`,
		},
		{
			Name: "not twice", Call: redeem, Method: "POST", Path: "/v2/coupon/redeem", Body: body,
			Reply: `{"errors": [{"status": false, "code": 711, "message": "used"}], "warnings": []}`, WantErr: capillary.ErrDuplicate,
		},
		{
			Name: "not, though only the redemption says so", Call: redeem, Method: "POST", Path: "/v2/coupon/redeem", Body: body,
			Reply: `{"redemption": [{"code": "SPRING7Q", "redemptionStatus": {"statusCode": {"status": false, "code": 711, "message": "used"},
				"code": 711, "success": false, "message": "used"}}], "redemptionStatus": {"status": false, "code": 711, "message": "used"}, "warnings": []}`,
			WantErr: coupon.ErrRedeemed,
		},
		{
			Name: "not, though only the call's status says so", Call: redeem, Method: "POST", Path: "/v2/coupon/redeem", Body: body,
			Reply: `{"redemption": [], "redemptionStatus": {"status": false, "code": 735, "message": "not here"}, "warnings": []}`, WantErr: coupon.ErrStoreNotAllowed,
		},
		{
			Name: "some of several, which is no error",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return coupon.New(c).Redeem(ctx, redeeming("SPRING7Q", "SUMMER1"))
			},
			Method: "POST", Path: "/v2/coupon/redeem", Body: `{"redemptionRequestList": [{"code": "SPRING7Q"}, {"code": "SUMMER1"}], ` + redeemingBody + `}`,
			Reply: `{"redemption": [{"code": "SPRING7Q", "redemptionStatus": {"code": 700, "success": true, "message": "done"}},
				{"code": "SUMMER1", "redemptionStatus": {"code": 713, "success": false, "message": "expired"}}], "warnings": []}`,
			Want: `{"redemption": [{"redemptionStatus": {"success": true}}, {"redemptionStatus": {"success": false, "code": 713}}]}`,
		},
	})
}

func TestADuplicateIsARefusalThatNamesItself(t *testing.T) {
	c, _ := wiretest.Serve(t, 0, `{"redemption": [{"code": "SPRING7Q", "redemptionStatus": {"code": 716, "success": false, "message": "again"}}], "warnings": []}`)
	redeemed, err := coupon.New(c).Redeem(t.Context(), redeeming("SPRING7Q"))
	require.ErrorIs(t, err, coupon.ErrRedeemedBefore)
	require.ErrorIs(t, err, capillary.ErrDuplicate)
	assert.False(t, capillary.MayHaveHappened(err))
	assert.Equal(t, coupon.ErrRedeemedBefore, redeemed.Redemption[0].RedemptionStatus.Code, "what became of each coupon stands beside the error")
}

func TestCouponsAreRedeemedTogether(t *testing.T) {
	const body = `{"redemptionRequestList": [{"code": "SPRING7Q"}, {"code": "SUMMER1"}], ` + redeemingBody + `}`
	const done = `{"response": [
		{"entityId": 811, "result": {"redemptionId": %s, "id": 811, "code": "SPRING7Q", "couponValue": 12.5, "redemptionStatus": {"statusCode":
			{"status": true, "code": 700, "message": "done"}, "code": 700, "success": true, "message": "done"}}, "errors": []},
		{"entityId": 812, "result": {"redemptionId": %s, "id": 812, "code": "SUMMER1", "redemptionStatus": {"code": 700, "success": true,
			"message": "done"}}, "errors": []}], "totalCount": 2, "failureCount": 0}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "all of them",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return coupon.New(c).RedeemBulk(ctx, redeeming("SPRING7Q", "SUMMER1"))
			},
			Method: "POST", Path: "/v2/coupon/bulk/redeem", Body: body, Reply: fmt.Sprintf(done, "6001", "6002"),
			Want: `{"items": [{"value": {"entityId": 811, "result": {"redemptionId": 6001, "code": "SPRING7Q", "couponValue": "12.5"}}, "errors": []},
				{"value": {"entityId": 812, "result": {"redemptionId": 6002, "code": "SUMMER1"}}}], "totalCount": 2, "failureCount": 0}`,
		},
		{
			Name: "in a dry run, which redeems none",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				r := redeeming("SPRING7Q", "SUMMER1")
				r.Customer = r.Customer.In(capillary.SourceInStore, "")
				return coupon.New(c).RedeemBulkDryRun(ctx, r)
			},
			Method: "POST", Path: "/v2/coupon/bulk/redeem", Query: "is_redeemable=true&isredeemable=true&source=INSTORE", Body: body, Reply: fmt.Sprintf(done, `"-1"`, `"-1"`),
			Want: `{"items": [{"value": {"result": {"redemptionId": -1, "code": "SPRING7Q"}}}, {"value": {"result": {"redemptionId": -1}}}], "totalCount": 2}`,
		},
		{
			Name: "in a dry run that finds one that can't be",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return coupon.New(c).RedeemBulkDryRun(ctx, redeeming("SPRING7Q", "SUMMER1"))
			},
			Method: "POST", Path: "/v2/coupon/bulk/redeem", Query: "is_redeemable=true&isredeemable=true", Body: body,
			Reply: `{"response": [{"result": {"code": "SPRING7Q"}, "errors": [{"status": false, "code": 749, "message": "others"}]},
				{"result": {"code": "SUMMER1"}, "errors": [{"status": false, "code": 713, "message": "expired"}]}], "totalCount": 2, "failureCount": 2}`,
			WantErr: coupon.ErrExpired,
		},
	})
}

// All or nothing: however the reply words it, no coupon of the batch was redeemed, and each of them says so.
func TestABatchThatFailedHasEveryCouponFailed(t *testing.T) {
	for name, reply := range map[string]struct {
		status int
		body   string
	}{
		"each item with its error": {200, `{"response": [{"result": {"code": "SPRING7Q"}, "errors": [{"status": false, "code": 749, "message": "others"}]},
			{"result": {"code": "SUMMER1"}, "errors": [{"status": false, "code": 719, "message": "unknown"}]}], "totalCount": 2, "failureCount": 2}`},
		"one item with the code, the other without a word": {200, `{"response": [{"result": {"code": "SPRING7Q"}, "errors": []},
			{"result": {"code": "SUMMER1"}, "errors": [{"status": false, "code": 749}]}], "totalCount": 2, "failureCount": 2}`},
		"only in the redemptions": {200, `{"response": [{"result": {"code": "SPRING7Q", "redemptionStatus": {"statusCode": {"status": false, "code": 749},
			"success": false, "code": 749, "message": "others"}}, "errors": []}, {"result": {"code": "SUMMER1", "redemptionStatus":
			{"success": false, "code": 719, "message": "unknown"}}, "errors": []}], "totalCount": 2, "failureCount": 2}`},
		"of the call, with no items":           {200, `{"errors": [{"status": false, "code": 749, "message": "others"}], "warnings": []}`},
		"of the call, with no items, as a 500": {500, `{"errors": [{"status": false, "code": 749, "message": "others"}], "warnings": []}`},
		"of the call, with items as if they were done": {200, `{"response": [{"result": {"code": "SPRING7Q"}, "errors": []}, {"result": {"code": "SUMMER1"}}],
			"errors": [{"status": false, "code": 749, "message": "others"}]}`},
	} {
		t.Run(name, func(t *testing.T) {
			c, server := wiretest.Serve(t, reply.status, reply.body, capillary.WithMaxRetries(3))
			batch, err := coupon.New(c).RedeemBulk(t.Context(), redeeming("SPRING7Q", "SUMMER1"))
			require.ErrorIs(t, err, coupon.ErrBatchFailed)
			assert.False(t, capillary.MayHaveHappened(err))
			assert.Len(t, server.Arrivals(), 1)
			require.NotNil(t, batch)
			require.Len(t, batch.Items, 2)
			assert.Empty(t, batch.Values())
			for i, code := range []string{"SPRING7Q", "SUMMER1"} {
				item := &batch.Items[i]
				assert.Equal(t, code, item.Value.Result.Code)
				require.Error(t, item.Err())
				assert.False(t, capillary.MayHaveHappened(item.Err()))
			}
		})
	}
}

// A coupon that is reported as redeemed in a batch that failed, or counts that say something else than the items: nobody knows.
func TestABatchThatContradictsItselfIsInDoubt(t *testing.T) {
	for name, reply := range map[string]string{
		"one done beside the code of a failed batch": `{"response": [{"result": {"code": "SPRING7Q", "redemptionStatus": {"success": true, "code": 700}}},
			{"result": {"code": "SUMMER1"}, "errors": [{"status": false, "code": 749}]}]}`,
		"other counts": `{"response": [{"result": {"code": "SPRING7Q", "redemptionStatus": {"success": false, "code": 719}}},
			{"result": {"code": "SUMMER1", "redemptionStatus": {"success": false, "code": 719}}}], "totalCount": 2, "failureCount": 0}`,
		"success beside a code of failure": `{"response": [{"result": {"code": "SPRING7Q", "redemptionStatus": {"success": true, "code": 716}}},
			{"result": {"code": "SUMMER1", "redemptionStatus": {"success": true, "code": 716}}}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			c, _ := wiretest.Serve(t, 0, reply)
			r := redeeming("SPRING7Q", "SUMMER1")
			r.TransactionNumber = "" // no look-up
			batch, err := coupon.New(c).RedeemBulk(t.Context(), r)
			require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
			assert.ErrorIs(t, batch.Items[0].Err(), capillary.ErrOutcomeUnknown)
		})
	}
}

// The coupon that is at fault says why, in whatever place.
func TestTheCouponAtFaultKeepsItsReason(t *testing.T) {
	c, _ := wiretest.Serve(t, 0, `{"response": [{"result": {"code": "SPRING7Q", "redemptionStatus": {"success": false, "code": 711, "message": "used"}}},
		{"result": {"code": "SUMMER1", "redemptionStatus": {"success": false, "code": 749, "message": "others"}}}]}`)
	batch, err := coupon.New(c).RedeemBulk(t.Context(), redeeming("SPRING7Q", "SUMMER1"))
	require.ErrorIs(t, err, coupon.ErrRedeemed)
	require.ErrorIs(t, batch.Items[0].Err(), coupon.ErrRedeemed)
	require.ErrorIs(t, batch.Items[1].Err(), coupon.ErrBatchFailed)
	assert.NotErrorIs(t, batch.Items[1].Err(), coupon.ErrRedeemed)
}

func TestARefusalOfTheWholeCallIsTheErrorOfEachCoupon(t *testing.T) {
	c, _ := wiretest.Serve(t, 400, `{"errors": [{"status": false, "code": 629, "message": "bad"}]}`)
	batch, err := coupon.New(c).RedeemBulk(t.Context(), redeeming("SPRING7Q", "SUMMER1"))
	require.ErrorIs(t, err, coupon.ErrInvalidInput)
	require.Len(t, batch.Items, 2)
	require.ErrorIs(t, batch.Items[1].Err(), coupon.ErrInvalidInput)
}

// A reply that refuses the call need not tell of each coupon.
func TestARefusalThatTellsOfNoCouponIsOne(t *testing.T) {
	for _, x := range []struct {
		status int
		body   string
		want   error
	}{
		{http.StatusForbidden, `{"message": "Forbidden"}`, capillary.ErrForbidden},
		{http.StatusForbidden, `{"warnings": [], "errors": []}`, capillary.ErrForbidden},
		{http.StatusUnauthorized, `{"message": "Unauthorized"}`, capillary.ErrUnauthorized},
		{http.StatusTooManyRequests, `{"message": "slowly"}`, capillary.ErrRateLimited},
		{http.StatusBadRequest, `{"message": "no"}`, nil},
		{http.StatusNotFound, `{"warnings": [], "message": "no"}`, nil},
	} {
		client, server := wiretest.Serve(t, x.status, x.body, capillary.WithMaxRetries(0))
		_, err := coupon.New(client).Redeem(t.Context(), coupon.RedeemRequest{Customer: capillary.UserID(5001), TransactionNumber: "b-1",
			Redemptions: []coupon.RedemptionCode{{Code: "A"}}})
		require.Error(t, err, x.body)
		assert.False(t, capillary.MayHaveHappened(err), "HTTP %d %s: %v", x.status, x.body, err)
		if x.want != nil {
			require.ErrorIs(t, err, x.want, x.body)
		}
		assert.NotEmpty(t, server.Arrivals())
	}
	client, _ := wiretest.Serve(t, http.StatusBadRequest, `{"redemption": [{"code": "A"}], "warnings": []}`, capillary.WithMaxRetries(0))
	_, err := coupon.New(client).Redeem(t.Context(), coupon.RedeemRequest{Customer: capillary.UserID(5001), TransactionNumber: "b-1",
		Redemptions: []coupon.RedemptionCode{{Code: "A"}}})
	assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown, "a coupon of which nothing is said")
}

func TestACouponIsRedeemedInV1(t *testing.T) {
	request := coupon.NewRedeemRequestV1(coupon.RedeemCouponV1{Code: "SPRING7Q", ValidationCode: capillary.NewSecret("4411"),
		Customer:     capillary.Mobile("46700000001"),
		Transaction:  coupon.TransactionRequestV1{Number: "bill-77", Amount: decimal.RequireFromString("1200.50")},
		CustomFields: customer.SetFieldsV1{Field: []customer.FieldV1{{Name: "desk", Value: "3"}}}})
	const body = `{"root": {"coupon": [{"code": "SPRING7Q", "validation_code": "4411", "customer": {"mobile": "46700000001"},
		"transaction": {"number": "bill-77", "amount": 1200.5}, "custom_fields": {"field": [{"name": "desk", "value": "3"}]}}]}}`
	redeem := func(ctx context.Context, c *capillary.Client) (any, error) {
		return coupon.New(c).RedeemV1(ctx, request)
	}
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "with a validation code and custom fields", Call: redeem, Method: "POST", Path: "/v1.1/coupon/redeem", Query: "format=json", Body: body,
			Reply: `{"response": {"status": {"success": "true", "code": "200", "message": "ok"}, "coupons": {"coupon": {"customer": {"mobile": "46700000001",
				"email": "", "external_id": null}, "redemptionId": "6001", "code": "SPRING7Q", "series_code": "3001", "is_absolute": "true",
				"series_info": [{"id": "3001"}], "coupon_value": "100.25", "transaction": {"amount": "1200.50", "number": "bill-77"},
				"side_effects": [{"type": "points", "awarded": "7"}], "item_status": {"success": "true", "code": "700", "message": "done"}}}}}`,
			Want: `{"coupons": {"coupon": [{"redemptionId": 6001, "code": "SPRING7Q", "series_code": "3001", "is_absolute": true, "coupon_value": "100.25",
				"series_info": [{"id": 3001}], "transaction": {"amount": "1200.5", "number": "bill-77"}, "side_effects": [{"type": "points", "awarded": "7"}],
				"customer": {"mobile": "46700000001"}, "item_status": {"success": true, "code": 700}}]}}`,
		},
		{
			Name: "not twice", Call: redeem, Method: "POST", Path: "/v1.1/coupon/redeem", Query: "format=json", Body: body,
			Status: 500, Reply: `{"response": {"status": {"success": "false", "code": 500, "message": "all failed"}, "coupons": {"coupon": {"code": "SPRING7Q",
				"item_status": {"success": "false", "code": 711, "message": "used"}}}}}`,
			WantErr: coupon.ErrRedeemed,
		},
	})
}

// A reply about other coupons, or about one of two, proves no redemption of v1.1. A look-up that does not find it leaves it open.
func TestARedemptionInV1IsDoneOnlyForTheCodesThatComeBack(t *testing.T) {
	redeemed := func(codes ...string) string {
		var all []string
		for _, code := range codes {
			all = append(all, `{"code": "`+code+`", "redemptionId": "6001", "item_status": {"success": "true", "code": 700, "message": "done"}}`)
		}
		return `{"response": {"status": {"success": "true", "code": 200}, "coupons": {"coupon": [` + strings.Join(all, ",") + `]}}}`
	}
	one := coupon.NewRedeemRequestV1(coupon.RedeemCouponV1{Code: "SPRING7Q", Customer: capillary.Mobile("46700000001")})
	two := coupon.NewRedeemRequestV1(coupon.RedeemCouponV1{Code: "SPRING7Q", Customer: capillary.Mobile("46700000001")},
		coupon.RedeemCouponV1{ID: 82, Customer: capillary.Mobile("46700000001")})
	for _, x := range []struct {
		request coupon.RedeemRequestV1
		reply   string
		done    bool
	}{
		{one, redeemed("spring7q"), true},
		{one, redeemed("SUMMER1"), false},
		{one, redeemed("SPRING7Q", "SUMMER1"), false},
		{two, redeemed("SPRING7Q", "SUMMER1"), true}, // it was sent by its id
	} {
		client, server := wiretest.Serve(t, 0, x.reply)
		_, err := coupon.New(client).RedeemV1(t.Context(), x.request)
		if x.done {
			require.NoError(t, err, x.reply)
			continue
		}
		require.ErrorIs(t, err, capillary.ErrOutcomeUnknown, x.reply)
		for _, later := range server.Arrivals()[1:] {
			assert.Equal(t, http.MethodGet, later.Method)
		}
	}
}

func TestARedemptionThatTheAPICantTakeIsRefused(t *testing.T) {
	nobody := redeeming("SPRING7Q")
	nobody.Customer = capillary.Identifier{}
	many := make([]string, 51)
	for i := range many {
		many[i] = fmt.Sprintf("C%03d", i)
	}
	for _, x := range []struct {
		field   string
		request coupon.RedeemRequest
	}{
		{"redemptionRequestList", redeeming()}, {"redemptionRequestList", redeeming(many...)}, {"code", redeeming("SPRING7Q", "")}, {"user", nobody},
	} {
		wiretest.Refused(t, x.field, func(ctx context.Context, c *capillary.Client) error {
			_, err := coupon.New(c).RedeemBulk(ctx, x.request)
			return err
		})
		wiretest.Refused(t, x.field, func(ctx context.Context, c *capillary.Client) error {
			_, err := coupon.New(c).Redeem(ctx, x.request)
			return err
		})
		wiretest.Refused(t, x.field, func(ctx context.Context, c *capillary.Client) error {
			_, err := coupon.New(c).RedeemBulkDryRun(ctx, x.request)
			return err
		})
	}
	c, server := wiretest.Serve(t, http.StatusBadRequest, `{"errors": [{"status": false, "code": 719, "message": "who?"}]}`)
	_, err := coupon.New(c).RedeemBulk(t.Context(), redeeming(many[:50]...))
	require.ErrorIs(t, err, capillary.ErrNotFound)
	assert.Len(t, server.Arrivals(), 1, "fifty are sent")
	for field, r := range map[string]coupon.RedeemRequestV1{
		"coupon":   {},
		"code":     coupon.NewRedeemRequestV1(coupon.RedeemCouponV1{Customer: capillary.UserID(5001)}),
		"customer": coupon.NewRedeemRequestV1(coupon.RedeemCouponV1{Code: "SPRING7Q"}),
	} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := coupon.New(c).RedeemV1(ctx, r)
			return err
		})
	}
}

// A dry run is as careful as the redemption: a cluster that does not know its parameter would redeem.
func TestNeitherRedemptionNorDryRunIsRepeated(t *testing.T) {
	c, server := wiretest.Serve(t, http.StatusBadGateway, `<html>bad gateway</html>`, capillary.WithMaxRetries(1))
	r := redeeming("SPRING7Q")
	r.TransactionNumber = "" // no look-up
	_, err := coupon.New(c).RedeemBulkDryRun(t.Context(), r)
	require.Error(t, err)
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	assert.Len(t, server.Arrivals(), 1)
	_, err = coupon.New(c).RedeemBulk(t.Context(), r)
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	assert.Len(t, server.Arrivals(), 2)
}

// Whoever says success, in whatever form: without a word about the coupon nobody knows.
func TestASuccessThatDoesNotTellOfTheCouponProvesNothing(t *testing.T) {
	for _, reply := range []string{`{"success": true}`, `{"status": "success"}`, `{"status": true}`, `{"status": "SUCCESS", "message": "ok"}`, `{"success": "true", "code": 200}`,
		`{"redemption": [], "success": true}`, `{"redemption": null, "status": "success"}`} {
		c, server := wiretest.Serve(t, 200, reply, capillary.WithMaxRetries(0))
		got, err := coupon.New(c).Redeem(t.Context(), coupon.RedeemRequest{Redemptions: []coupon.RedemptionCode{{Code: "SPRING7Q"}}, Customer: capillary.UserID(7)})
		require.ErrorIs(t, err, capillary.ErrOutcomeUnknown, reply)
		assert.Nil(t, got, reply)
		posts := 0
		for _, a := range server.Arrivals() {
			if a.Method == http.MethodPost {
				posts++
			}
		}
		assert.Equal(t, 1, posts, reply)
	}
}
