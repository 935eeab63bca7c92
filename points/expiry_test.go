package points_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/points"
)

func expiryUpdate() points.ExpiryUpdateRequest {
	return points.ExpiryUpdateRequest{Customer: capillary.ExternalID("L-1"), ProgramID: 12, PointsAwardedRefID: 31,
		PointsAwardedRefType: points.AwardedBillPromotion, ExpiryDate: points.ExpiryDate{ExpiryType: points.ExpireFixedDate, ExpiryValue: "2026-01-31"}}
}

const expiryBody = `"identifierName": "externalId", "identifierValue": "L-1", "programId": 12, "pointsAwardedRefId": 31,
	"pointsAwardedRefType": "POINT_AWARDED_BILL_PROMOTION", "expiryDate": {"expiryType": "FIXED_DATE", "expiryValue": "2026-01-31"}`

func TestExpiriesAreUpdated(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "with all that can be noted",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				r := expiryUpdate()
				r.CurrencyName, r.PointCategoryType = "POINTS", points.CategoryRegular
				r.ExpiryUpdateReasonType, r.ExpiryUpdateReasonNote = points.ExtendExpiry, "sorry"
				r.StandardMeta = points.ExpiryMetaRequest{WhoRaised: "ann", WhoApproved: "ben", ReasonForTrigger: "outage"}
				r.CustomMeta = map[string]string{"ticket": "t-1"}
				return points.New(c).UpdateExpiry(ctx, []points.ExpiryUpdateRequest{r}, points.UpdateExpiryOptions{})
			},
			Method: "POST", Path: "/v2/points/updateExpiry",
			Body: `{"expiryDateUpdateRequest": [{` + expiryBody + `, "currencyName": "POINTS", "pointCategoryType": "REGULAR",
				"expiryUpdateReasonType": "EXTEND_EXPIRY", "expiryUpdateReasonNote": "sorry", "customMeta": {"ticket": "t-1"},
				"standardMeta": {"who_raised": "ann", "who_approved": "ben", "reason_for_trigger": "outage"}}]}`,
			Reply: `{"entity": {"updateCurrencyExpiryDateResponse": [{"customerId": 9001, "programId": 12, "currencyName": "POINTS", "success": true,
				"pointsExpiryUpdateLogs": [{"paType": "POINT_AWARDED_BILL_PROMOTION", "paId": 31, "expiryUpdateReasonType": "EXTEND_EXPIRY",
				"expiryUpdateReasonNote": "sorry", "oldExpiryDate": "2025-12-31T23:59:59Z", "newExpiryDate": "2026-01-31T23:59:59Z", "eventLogId": 501,
				"eventDate": "2025-03-01T09:30:00Z", "standardMeta": {"who_raised": "ann", "who_approved": "ben", "reason_for_trigger": "outage"},
				"customMeta": {"ticket": "t-1"}}]}], "failures": [{"customer": "L-2"}]}, "errors": [], "warnings": []}`,
			Want: `{"updateCurrencyExpiryDateResponse": [{"customerId": 9001, "programId": 12, "currencyName": "POINTS", "success": true,
				"pointsExpiryUpdateLogs": [{"paType": "POINT_AWARDED_BILL_PROMOTION", "paId": 31, "expiryUpdateReasonType": "EXTEND_EXPIRY",
				"expiryUpdateReasonNote": "sorry", "oldExpiryDate": "2025-12-31T23:59:59Z", "newExpiryDate": "2026-01-31T23:59:59Z", "eventLogId": 501,
				"eventDate": "2025-03-01T09:30:00Z", "standardMeta": {"who_raised": "ann", "who_approved": "ben", "reason_for_trigger": "outage"},
				"customMeta": {"ticket": "t-1"}}]}], "failures": [{"customer": "L-2"}]}`,
		},
		{
			Name: "not without a date",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).UpdateExpiry(ctx, []points.ExpiryUpdateRequest{expiryUpdate()}, points.UpdateExpiryOptions{})
			},
			Method: "POST", Path: "/v2/points/updateExpiry", Body: `{"expiryDateUpdateRequest": [{` + expiryBody + `}]}`,
			Status: http.StatusBadRequest, Reply: `{"entity": null, "errors": [{"code": 8942, "message": "when?"}], "warnings": []}`,
			WantErr: points.ErrExpiryDateMissing,
		},
	})
	refused := func(field string, all []points.ExpiryUpdateRequest) {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := points.New(c).UpdateExpiry(ctx, all, points.UpdateExpiryOptions{})
			return err
		})
	}
	refused("expiryDateUpdateRequest", nil)
	for field, spoil := range map[string]func(*points.ExpiryUpdateRequest){
		"identifierName":       func(r *points.ExpiryUpdateRequest) { r.Customer = capillary.Identifier{} },
		"programId":            func(r *points.ExpiryUpdateRequest) { r.ProgramID = 0 },
		"pointsAwardedRefId":   func(r *points.ExpiryUpdateRequest) { r.PointsAwardedRefID = 0 },
		"pointsAwardedRefType": func(r *points.ExpiryUpdateRequest) { r.PointsAwardedRefType = "" },
		"expiryDate":           func(r *points.ExpiryUpdateRequest) { r.ExpiryDate = points.ExpiryDate{} },
	} {
		r := expiryUpdate()
		spoil(&r)
		refused("expiryDateUpdateRequest[1]."+field, []points.ExpiryUpdateRequest{expiryUpdate(), r})
	}
}

func TestExpiriesThatAllFailedWithoutACodeAreInDoubt(t *testing.T) {
	client, _ := wiretest.Serve(t, 0, `{"entity": {"updateCurrencyExpiryDateResponse": [], "failures": [{"customer": "L-1"}]}, "errors": [], "warnings": []}`)
	updated, err := points.New(client).UpdateExpiry(t.Context(), []points.ExpiryUpdateRequest{expiryUpdate()}, points.UpdateExpiryOptions{})
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	assert.Len(t, updated.Failures, 1)

	client, _ = wiretest.Serve(t, 0, `{"entity": {"updateCurrencyExpiryDateResponse": [], "failures": [{"customer": "L-1", "errorCode": 8942}]}}`)
	_, err = points.New(client).UpdateExpiry(t.Context(), []points.ExpiryUpdateRequest{expiryUpdate()}, points.UpdateExpiryOptions{})
	require.ErrorIs(t, err, points.ErrExpiryDateMissing)
	assert.False(t, capillary.MayHaveHappened(err))
}

func TestPromisedPointsAreUnlocked(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "of items of a bill",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).UnlockPromised(ctx, capillary.IdentifierNamed("primaryUserId", "9001"), points.UnlockRequest{
					EventName: points.EventTransactionAdd, BillNumber: "16484", EventLogID: 501, LineItemIDs: []int64{1, 2}, ItemCodes: []string{"i1"},
					BillDate: "2025-03-01", SourceStoreID: 46, SourceTillID: 44, SourceProgramID: 12, EntityType: points.EntityUserGroup2})
			},
			Method: "POST", Path: "/v2/points/unlockPromisedPoints", Query: "identifierName=primaryUserId&identifierValue=9001&source=INSTORE&type=USERGROUP2",
			Body: `{"eventName": "TransactionAdd", "billNumber": "16484", "eventLogId": 501, "lineItemIds": [1, 2], "itemCodes": ["i1"],
				"billDate": "2025-03-01", "sourceStoreId": 46, "sourceTillId": 44, "sourceProgramId": 12}`,
			Reply: `{"pointsUnlocked": [{"billNumber": 16484, "itemCode": "i1", "pointsUnlocked": 6.5, "programId": 12}, {"pointsUnlocked": 24,
				"programId": 12, "promotionIdentifier": "p-1", "promotionId": 7, "promotionName": "Spring"}]}`,
			Want: `{"pointsUnlocked": [{"billNumber": "16484", "itemCode": "i1", "pointsUnlocked": "6.5", "programId": 12}, {"pointsUnlocked": "24",
				"programId": 12, "promotionIdentifier": "p-1", "promotionId": 7, "promotionName": "Spring"}]}`,
		},
		{
			Name: "not of an event that is not there",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).UnlockPromised(ctx, capillary.UserID(9001), points.UnlockRequest{EventName: "visit", BillNumber: "b"})
			},
			Method: "POST", Path: "/v2/points/unlockPromisedPoints", Query: "identifierName=id&identifierValue=9001&source=INSTORE",
			Body:   `{"eventName": "visit", "billNumber": "b"}`,
			Status: http.StatusBadRequest, Reply: `{"errors": [{"status": false, "code": 3918, "message": "which?"}]}`,
			WantErr: points.ErrUnlockEvent,
		},
	})
	for field, r := range map[string]points.UnlockRequest{"eventName": {BillNumber: "b"}, "billNumber": {EventName: "visit"}} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := points.New(c).UnlockPromised(ctx, capillary.UserID(9001), r)
			return err
		})
	}
}

func TestAReplyWithoutAnAwardIsNoUpdateOfItsExpiry(t *testing.T) {
	c, _ := wiretest.Serve(t, 200, `{"entity": {"updateCurrencyExpiryDateResponse": []}, "warnings": [], "errors": []}`, capillary.WithMaxRetries(0))
	_, err := points.New(c).UpdateExpiry(t.Context(), []points.ExpiryUpdateRequest{expiryUpdate()}, points.UpdateExpiryOptions{})
	require.Error(t, err)
	assert.NotErrorIs(t, err, capillary.ErrInvalidInput)
}

// A change that says no is a failure, whatever stands beside it.
func TestAChangeOfExpiryThatSaysNoIsAFailure(t *testing.T) {
	reply := func(members ...string) string {
		return `{"entity": {"updateCurrencyExpiryDateResponse": [{` + strings.Join(members, "},{") + `}], "failures": []}, "errors": [], "warnings": []}`
	}
	update := func(body string) (*points.ExpiryUpdated, error) {
		client, _ := wiretest.Serve(t, 0, body)
		return points.New(client).UpdateExpiry(t.Context(), []points.ExpiryUpdateRequest{expiryUpdate(), expiryUpdate()}, points.UpdateExpiryOptions{})
	}
	for _, body := range []string{reply(`"customerId": 1`), reply(`"customerId": 1, "success": true`, `"customerId": 2, "success": "true"`)} {
		_, err := update(body)
		require.NoError(t, err, body)
	}
	updated, err := update(reply(`"customerId": 1, "success": false`))
	require.Error(t, err)
	require.NotNil(t, updated)
	no, told := updated.Updates[0].Success.Value()
	assert.True(t, told && !no)
	updated, err = update(reply(`"customerId": 1, "success": false`, `"customerId": 2, "success": true`))
	require.NoError(t, err, "partly done")
	assert.Len(t, updated.Updates, 2)
}
