package points_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/points"
)

func number(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func hundred() points.RedeemRequestV1 {
	return points.RedeemRequestV1{Customer: capillary.UserID(9001), Points: number("100"), TransactionNumber: "bill-77", ExternalReference: "order-5"}
}

const redeemed = `{"response": {"status": {"success": "true", "code": 200, "message": "Success"}, "responses": {"points": {
	"mobile": "4915100000001", "email": "mara@example.org", "external_id": "L-1", "user_id": "9001", "redemption_id": "Qx7aa1",
	"points_redeemed": "100", "redemption_purpose": "gift", "redeemed_value": 25.5, "redeemed_local_value": 24, "balance": "400.250",
	"side_effects": {"effect": [{"id": 31, "case_value": "false", "num_points": 100, "currency_value": 25.5, "validation_code": "A1B2",
		"points_redemption_summary_id": "31", "redeemed_on_bill_number": "bill-77", "redeemed_on_bill_id": -1, "type": "points"}]},
	"item_status": {"success": "true", "code": 800, "message": "done"}}}}}`

func TestPointsAreRedeemed(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "with little, for a user id",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).RedeemV1(ctx, hundred())
			},
			Method: "POST", Path: "/v1.1/points/redeem", Query: "format=json",
			Body: `{"root": {"redeem": [{"points_redeemed": 100, "external_reference_number": "order-5", "transaction_number": "bill-77",
				"customer": {"id": "9001"}}]}}`,
			Reply: redeemed,
			Want: `{"redemption_id": "Qx7aa1", "points_redeemed": "100", "balance": "400.25", "redeemed_value": "25.5",
				"redeemed_local_value": "24", "redemption_purpose": "gift", "user_id": 9001, "mobile": "4915100000001", "email": "mara@example.org",
				"external_id": "L-1", "item_status": {"success": true, "code": 800}, "side_effects": {"effect": [{"id": 31, "case_value": false,
				"num_points": "100", "currency_value": "25.5", "validation_code": "A1B2", "points_redemption_summary_id": 31,
				"redeemed_on_bill_number": "bill-77", "redeemed_on_bill_id": -1, "type": "points"}]}}`,
		},
		{
			Name: "with everything, on the cluster's clock, from a user group",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				r := hundred()
				r.Customer, r.Points, r.ValidationCode = capillary.ExternalID("L-1"), number("12.125"), capillary.NewSecret("A1B2")
				r.RedemptionTime = time.Date(2025, 3, 1, 9, 30, 0, 0, time.UTC)
				r.BillingTime = time.Date(2025, 3, 1, 9, 0, 0, 0, time.UTC)
				r.TillID, r.RedemptionPurpose, r.Notes, r.GroupRedemption = "44", "gift", "by phone", true
				r.CustomFields = map[string]string{"shelf": "7", "aisle": "3"}
				r.ProgramID, r.ValidationType, r.SkipOTPValidation = 12, points.ValidationMissedCall, true
				r.Group = points.UserGroup2{ID: 5, ExternalID: "g5", PrimaryUserID: 9002, PrimaryUserIdentifierType: "mobile",
					PrimaryUserIdentifierValue: "4915100000002", PrimaryUserSource: capillary.SourceWeChat, PrimaryUserAccountID: "w1"}
				return points.New(c).RedeemV1(ctx, r, capillary.WithTimeZone(time.FixedZone("", 5*3600+1800)))
			},
			Method: "POST", Path: "/v1.1/points/redeem",
			Query: "format=json&program_id=12&validation_type=MISSED_CALL&skip_validation=true&user_group2_id=5&user_group2_external_id=g5" +
				"&user_group2_primary_user_id=9002&user_group2_primary_user_identifier_type=mobile" +
				"&user_group2_primary_user_identifier_value=4915100000002&user_group2_primary_user_source=WECHAT" +
				"&user_group2_primary_user_accountId=w1",
			Body: `{"root": {"redeem": [{"points_redeemed": 12.125, "external_reference_number": "order-5", "transaction_number": "bill-77",
				"validation_code": "A1B2", "redemption_time": "2025-03-01 15:00:00", "billing_time": "2025-03-01 14:30:00", "till_id": "44",
				"redemption_purpose": "gift", "notes": "by phone", "group_redemption": true, "customer": {"external_id": "L-1"},
				"custom_fields": {"field": [{"name": "aisle", "value": "3"}, {"name": "shelf", "value": "7"}]}}]}}`,
			Reply: redeemed, Want: `{}`,
		},
		{
			Name: "more than there are",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).RedeemV1(ctx, hundred())
			},
			Method: "POST", Path: "/v1.1/points/redeem", Query: "format=json",
			Body: `{"root": {"redeem": [{"points_redeemed": 100, "external_reference_number": "order-5", "transaction_number": "bill-77",
				"customer": {"id": "9001"}}]}}`,
			Reply: `{"response": {"status": {"success": "false", "code": 500, "message": "all failed"}, "responses": {"points": {"user_id": null,
				"side_effects": {"effect": []}, "item_status": {"success": "false", "code": 818, "message": "too few"}}}}}`,
			WantErr: points.ErrMoreThanCurrent,
		},
	})
}

func TestARefusedRedemptionTellsItsOwnCodeAndThatOfTheWholeCall(t *testing.T) {
	c, _ := wiretest.Serve(t, 0, `{"response": {"status": {"success": "false", "code": 500, "message": "all failed"}, "responses": {"points": {
		"points_redeemed": "100", "item_status": {"success": "false", "code": 816, "message": "who?"}}}}}`)
	_, err := points.New(c).RedeemV1(t.Context(), hundred())
	var e *capillary.Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, capillary.OutcomeRefused, e.Outcome, "the code of the whole call decides nothing")
	assert.Equal(t, []capillary.Code{points.ErrCustomerNotFoundV1, 500}, e.Codes())
	assert.ErrorIs(t, err, capillary.ErrNotFound)
	assert.ErrorIs(t, err, capillary.Code(500))
}

func TestTheFieldsOfARedemptionNeedNoPath(t *testing.T) {
	client, _ := wiretest.Serve(t, 0, redeemed)
	redemption, err := points.New(client).RedeemV1(t.Context(), hundred())
	require.NoError(t, err)
	assert.Equal(t, "Qx7aa1", redemption.RedemptionID)
	assert.Equal(t, "400.25", redemption.Balance.String())
}

func TestARedemptionThatCannotWorkIsRefused(t *testing.T) {
	for field, spoil := range map[string]func(*points.RedeemRequestV1){
		"customer":                  func(r *points.RedeemRequestV1) { r.Customer = capillary.Identifier{} },
		"points_redeemed":           func(r *points.RedeemRequestV1) { r.Points = number("0") },
		"external_reference_number": func(r *points.RedeemRequestV1) { r.ExternalReference = "" },
		"Points_Redeemed":           func(r *points.RedeemRequestV1) { r.Points = number("1.0001") },
	} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			r := hundred()
			spoil(&r)
			_, err := points.New(c).RedeemV1(ctx, r)
			return err
		})
	}
}

func TestPointsWithZerosBehindTheThirdPlaceAreFine(t *testing.T) {
	r := hundred()
	r.Points = number("1.12500")
	assert.NoError(t, r.Validate())
}

// failing is an API that answers redemptions with a page of its CDN and look-ups with a list.
func failing(t *testing.T, list string, options ...capillary.ClientOption) (service *points.Service, redemptions, lookUps *atomic.Int64) {
	redemptions, lookUps = new(atomic.Int64), new(atomic.Int64)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			redemptions.Add(1)
			w.WriteHeader(http.StatusBadGateway)
			io.WriteString(w, "<html>")
			return
		}
		lookUps.Add(1)
		assert.Equal(t, "/v1.1/customer/redemptions", r.URL.Path)
		assert.Equal(t, "order-5", r.URL.Query().Get("external_reference_number"))
		assert.Equal(t, "9001", r.URL.Query().Get("id"))
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"response": {"status": {"success": true, "code": 200}, "customer": {"redemptions": {"points": {"point": %s}}}}}`, list)
	}))
	client, err := capillary.New(capillary.Host(server.URL), capillary.Basic("till.one", "secret"), options...)
	require.NoError(t, err)
	t.Cleanup(func() { client.CloseIdleConnections(); server.Close() })
	return points.New(client), redemptions, lookUps
}

func TestARedemptionInDoubtIsLookedUp(t *testing.T) {
	service, redemptions, lookUps := failing(t, `[{"external_reference_number": "order-4", "points_redeemed": 100},
		{"external_reference_number": "order-5", "points_redeemed": "100.000", "redemption_id": "Qx7aa1", "redemption_purpose": "gift"}]`)
	var meta capillary.Meta
	redemption, err := service.RedeemV1(t.Context(), hundred(), capillary.WithMeta(&meta))
	require.NoError(t, err)
	assert.Equal(t, "Qx7aa1", redemption.RedemptionID)
	assert.Equal(t, "100", redemption.PointsRedeemed.String())
	assert.Equal(t, "gift", redemption.RedemptionPurpose)
	assert.Equal(t, capillary.OutcomeDone, meta.Outcome)
	assert.Equal(t, http.StatusBadGateway, meta.Status, "the meta is the redemption's, not the look-up's")
	assert.EqualValues(t, 1, redemptions.Load())
	assert.EqualValues(t, 1, lookUps.Load())
}

func TestARedemptionThatIsNotFoundStaysUnknownUntilTheSettleTimeIsOver(t *testing.T) {
	for settle, settled := range map[time.Duration]bool{time.Hour: false, time.Nanosecond: true} {
		service, redemptions, _ := failing(t, `[]`, capillary.WithSettleTime(settle))
		_, err := service.RedeemV1(t.Context(), hundred())
		require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
		assert.EqualValues(t, 1, redemptions.Load(), "it is never resent without trust")
		var unknown *capillary.OutcomeUnknownError
		require.ErrorAs(t, err, &unknown)
		assert.Equal(t, "order-5", unknown.Key)
		answer, err := unknown.Reconcile(t.Context())
		require.NoError(t, err)
		assert.Equal(t, capillary.Reconciliation[any]{Settled: settled}, answer)
	}
}

func TestAReconciledRedemptionIsTheResultThatRedeemWouldHaveGiven(t *testing.T) {
	var found atomic.Bool
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost || !found.Load() {
			w.WriteHeader(http.StatusGatewayTimeout)
			return
		}
		io.WriteString(w, `{"response": {"status": {"success": true, "code": 200}, "customer": {"redemptions": {"points": {"point":
			{"external_reference_number": "order-5", "points_redeemed": 100, "redemption_id": "Qx7aa1"}}}}}}`)
	}))
	defer server.Close()
	client, err := capillary.New(capillary.Host(server.URL), capillary.Basic("till.one", "secret"), capillary.WithMaxRetries(0))
	require.NoError(t, err)
	defer client.CloseIdleConnections()
	_, err = points.New(client).RedeemV1(t.Context(), hundred())
	var unknown *capillary.OutcomeUnknownError
	require.ErrorAs(t, err, &unknown)
	found.Store(true)
	answer, err := unknown.Reconcile(t.Context())
	require.NoError(t, err)
	assert.True(t, answer.Settled && answer.Happened)
	assert.Equal(t, "Qx7aa1", answer.Result.(*points.RedemptionV1).RedemptionID)
}

func TestAListThatProvesNothingLeavesTheRedemptionUnknown(t *testing.T) {
	full := []byte(`[`)
	for i := range 100 {
		full = fmt.Appendf(full, `{"external_reference_number": "other-%d", "points_redeemed": 5},`, i)
	}
	full[len(full)-1] = ']'
	for name, list := range map[string]string{
		"the reference belongs to other points":               `[{"external_reference_number": "order-5", "points_redeemed": 99}]`,
		"the list may lack older redemptions":                 string(full),
		"the list has no references, and one looks like this": `[{"points_redeemed": 100, "transaction_number": "bill-77"}]`,
	} {
		t.Run(name, func(t *testing.T) {
			service, _, _ := failing(t, list, capillary.WithSettleTime(time.Nanosecond))
			_, err := service.RedeemV1(t.Context(), hundred())
			var unknown *capillary.OutcomeUnknownError
			require.ErrorAs(t, err, &unknown)
			answer, _ := unknown.Reconcile(t.Context())
			assert.False(t, answer.Settled)
		})
	}
}

func TestWithTrustARedemptionIsSentAgainWithItsReference(t *testing.T) {
	service, redemptions, lookUps := failing(t, `[]`, capillary.WithKeys(capillary.KeysAlways), capillary.WithMaxRetries(1))
	_, err := service.RedeemV1(t.Context(), hundred())
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	assert.EqualValues(t, 2, redemptions.Load())
	assert.EqualValues(t, 2, lookUps.Load())
}

func TestPointsOfAGroupAreNotLookedUp(t *testing.T) {
	service, _, lookUps := failing(t, `[]`)
	r := hundred()
	r.Group = points.UserGroup2{ID: 5}
	_, err := service.RedeemV1(t.Context(), r)
	var unknown *capillary.OutcomeUnknownError
	require.ErrorAs(t, err, &unknown)
	assert.False(t, unknown.CanReconcile())
	assert.Zero(t, lookUps.Load())
}

func TestARedemptionCanBeReadFromTheDocumentedBody(t *testing.T) {
	for name, fields := range map[string]string{
		"fields in an object": `{"field": [{"name": "aisle", "value": "3"}]}`,
		"fields in a list":    `[{"name": "aisle", "value": "3"}]`,
	} {
		t.Run(name, func(t *testing.T) {
			var r points.RedeemRequestV1
			require.NoError(t, json.Unmarshal([]byte(`{"root": {"redeem": {"points_redeemed": "12.5", "customer": {"email": "", "mobile": "4915100000001",
				"external_id": "L-1"}, "external_reference_number": "order-5", "validation_code": "A1B2", "group_redemption": "true",
				"redemption_time": "2025-03-01 15:00:00", "custom_fields": `+fields+`}}}`), &r))
			assert.Equal(t, capillary.Mobile("4915100000001"), r.Customer)
			assert.Equal(t, "12.5", r.Points.String())
			assert.Equal(t, "A1B2", r.ValidationCode.Reveal())
			assert.True(t, r.GroupRedemption)
			assert.Equal(t, time.Date(2025, 3, 1, 15, 0, 0, 0, time.UTC), r.RedemptionTime)
			assert.Equal(t, map[string]string{"aisle": "3"}, r.CustomFields)
		})
	}
}

func TestABodyThatDoesNotFitIsRefusedWithoutItsValues(t *testing.T) {
	for _, body := range []string{`{"root": {"redeem": []}}`, `{"root": {"redeem": [{}, {}]}}`, `{"root": {"redeem": [{"points_redeemed": "canary"}]}}`} {
		err := json.Unmarshal([]byte(body), new(points.RedeemRequestV1))
		require.Error(t, err)
		assert.NotContains(t, err.Error(), "canary")
	}
}

func TestARequestDoesNotShowWhoAndByWhichCode(t *testing.T) {
	r := hundred()
	r.ValidationCode = capillary.NewSecret("canary")
	shown := fmt.Sprintf("%v %+v %#v", r, r, r)
	assert.NotContains(t, shown, "canary")
	assert.NotRegexp(t, `\b9001\b`, shown) // an address may have it inside
}

func TestARedemptionIsUpdated(t *testing.T) {
	update := points.UpdateRedemptionRequest{RedemptionID: "Qx7aa1", BillNumber: "bill-78", BillID: 55, Purpose: "gift",
		Entity:       points.EntityRequest{Type: points.EntityCustomer, IdentifierType: "mobile", IdentifierValue: "4915100000001"},
		CustomFields: map[string]string{"aisle": "3"}}
	const body = `{"redemptionId": "Qx7aa1", "billNumber": "bill-78", "billId": 55, "purpose": "gift", "customFields": {"aisle": "3"},
		"entity": {"type": "CUSTOMER", "identifierType": "mobile", "identifierValue": "4915100000001"}}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "what is noted comes back",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).UpdateRedemption(ctx, update)
			},
			Method: "PUT", Path: "/v2/points/updateRedemption", Body: body,
			Reply: `{"id": 31, "programId": 12, "pointsRedeemed": 101.5, "billId": -1, "billNumber": "bill-78", "validationCode": "A1B2",
				"notes": "by phone", "redemptionTime": 1740821400000, "pointsRedemptionTime": 1740821401000, "tillId": 44, "tillName": "",
				"pointDeductionList": [], "redemptionId": "Qx7aa1", "customFields": [{"name": "aisle", "value": "3"}], "customerId": 9001,
				"redemptionPurpose": "gift", "redemptionDate": "2025-03-01T09:30:00Z", "warnings": []}`,
			Want: `{"id": 31, "programId": 12, "pointsRedeemed": "101.5", "billId": -1, "billNumber": "bill-78", "validationCode": "A1B2",
				"notes": "by phone", "redemptionTime": "2025-03-01T09:30:00Z", "pointsRedemptionTime": "2025-03-01T09:30:01Z", "tillId": 44,
				"redemptionId": "Qx7aa1", "customFields": [{"name": "aisle", "value": "3"}], "customerId": 9001, "redemptionPurpose": "gift",
				"redemptionDate": "2025-03-01T09:30:00Z"}`,
		},
		{
			Name: "by the caller's own reference",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).UpdateRedemption(ctx, points.UpdateRedemptionRequest{ExternalReferenceNumber: "order-5", Purpose: "gift"})
			},
			Method: "PUT", Path: "/v2/points/updateRedemption", Body: `{"externalReferenceNumber": "order-5", "purpose": "gift"}`,
			Status: http.StatusBadRequest, Reply: `{"errors": [{"status": false, "code": 1219, "message": "who?"}]}`,
			WantErr: points.ErrEntityMissing,
		},
	})
	for field, r := range map[string]points.UpdateRedemptionRequest{
		"redemptionId": {Purpose: "gift"},
		"billNumber":   {RedemptionID: "Qx7aa1"},
	} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := points.New(c).UpdateRedemption(ctx, r)
			return err
		})
	}
}

func TestPointsAreReversed(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "a part of them",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).Reverse(ctx, points.ReverseRequest{Customer: capillary.Mobile("4915100000001"), RedemptionID: "Qx7aa1",
					Points: number("20.5")})
			},
			Method: "POST", Path: "/v2/points/reverse",
			Body: `{"redemptionId": "Qx7aa1", "pointsToBeReversed": 20.5, "identifier": {"type": "PHONE", "value": "4915100000001"}}`,
			Reply: `{"redemptionId": "Qx7aa1", "pointsToBeReversed": 20.5, "orgId": 8, "identifier": {"type": "mobile", "value": "4915100000001"},
				"customerId": 9001, "pointsReversed": 20.5, "reversalId": "Rv1", "pointsReversedDetails": {"available": 20, "expired": 0.5},
				"warnings": [{"status": false, "code": 900, "message": "queued"}]}`,
			Want: `{"redemptionId": "Qx7aa1", "pointsToBeReversed": "20.5", "orgId": 8, "identifier": {"type": "mobile", "value": "4915100000001"},
				"customerId": 9001, "pointsReversed": "20.5", "reversalId": "Rv1", "pointsReversedDetails": {"available": "20", "expired": "0.5"},
				"warnings": [{"code": 900}]}`,
		},
		{
			Name: "all of them, which was done before",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).Reverse(ctx, points.ReverseRequest{Customer: capillary.UserID(9001), RedemptionID: "Qx7aa1"})
			},
			Method: "POST", Path: "/v2/points/reverse", Body: `{"redemptionId": "Qx7aa1", "identifier": {"type": "ID", "value": "9001"}}`,
			Status: http.StatusBadRequest, Reply: `{"errors": [{"status": false, "code": 3802, "message": "again"}]}`,
			WantErr: capillary.ErrDuplicate,
		},
	})
	for field, r := range map[string]points.ReverseRequest{
		"redemptionId":       {Customer: capillary.UserID(1)},
		"identifier":         {RedemptionID: "Qx7aa1"},
		"pointsToBeReversed": {RedemptionID: "Qx7aa1", Customer: capillary.UserID(1), Points: number("0.0001")},
		"pointsToBereversed": {RedemptionID: "Qx7aa1", Customer: capillary.UserID(1), Points: number("-1")},
	} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := points.New(c).Reverse(ctx, r)
			return err
		})
	}
}

func TestAReversalInDoubtIsNotSentAgain(t *testing.T) {
	service, reversals, lookUps := failing(t, `[]`)
	_, err := service.Reverse(t.Context(), points.ReverseRequest{Customer: capillary.UserID(9001), RedemptionID: "Qx7aa1"})
	var unknown *capillary.OutcomeUnknownError
	require.True(t, errors.As(err, &unknown))
	assert.Equal(t, "Qx7aa1", unknown.Key)
	assert.EqualValues(t, 1, reversals.Load())
	assert.Zero(t, lookUps.Load())
}

func TestAReversalCanBeReadFromTheDocumentedBody(t *testing.T) {
	var r points.ReverseRequest
	require.NoError(t, json.Unmarshal([]byte(`{"redemptionId": "Qx7aa1", "pointsToBeReversed": 10,
		"identifier": {"type": "PHONE", "value": "4915100000001"}}`), &r))
	assert.Equal(t, points.ReverseRequest{Customer: capillary.Mobile("4915100000001"), RedemptionID: "Qx7aa1", Points: number("10")}, r)
	assert.Error(t, json.Unmarshal([]byte(`{"identifier": 5}`), &r))
}

func TestARedemptionIsReadFromWhereOlderRepliesHaveIt(t *testing.T) {
	c, _ := wiretest.Serve(t, 0, `{"response": {"status": {"success": "true", "code": "200", "message": "ok"}, "points": {"redemption_id": "gWpna6",
		"points_redeemed": "1,250.00", "balance": ".5", "item_status": {"success": "true", "code": "800", "message": "done"}}}}`)
	var meta capillary.Meta
	got, err := points.New(c).RedeemV1(t.Context(), points.RedeemRequestV1{Customer: capillary.UserID(9001), Points: number("1250"), ExternalReference: "ref-1"},
		capillary.WithMeta(&meta))
	require.NoError(t, err)
	assert.Equal(t, "gWpna6", got.RedemptionID)
	assert.Equal(t, "1250", got.PointsRedeemed.String())
	balance, told := got.Balance.Value()
	assert.True(t, told)
	assert.Equal(t, "0.5", balance.String())
	assert.Empty(t, meta.Drift)
}
