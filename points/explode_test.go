package points_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/points"
)

func explodeOptions() points.ExplodeOptions {
	return points.ExplodeOptions{EventIDs: []int64{501, 502}, EventName: points.EventTransactionAdd, EventReferenceIDs: []string{"55", "56"},
		Type: points.EntityUserGroup2, IsPrimaryUser: true, GetBillDetails: true, GetPointsEarnedBreakup: true, GetCustomFields: true,
		GetExtendedFields: true, GetMaxConversionDetails: true, GetPaymentModes: true, IncludeAlternateCurrencies: true,
		AlternateCurrencyNames: []string{"Shells"}, Limit: 10, Offset: 20}
}

const explodeQuery = "identifierName=mobile&identifierValue=4915100000001&source=INSTORE&eventIds=501,502&eventName=TransactionAdd" +
	"&eventReferenceIds=55,56&type=USERGROUP2&isPrimaryUser=true&getBillDetails=true&getPointsEarnedBreakup=true&getCustomFields=true" +
	"&getExtendedFields=true&getMaxConversionDetails=true&includeAlternateCurrencies=true&alternateCurrencyNames=Shells&limit=10&offset=20"

func TestLedgersAreExploded(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "targets, redemptions, goodwill, bills and behavioral events",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).ExplodeLedger(ctx, capillary.Mobile("4915100000001"), explodeOptions())
			},
			Method: "GET", Path: "/v2/pointsLedger/getLedgerExplodeInfo", Query: explodeQuery + "&getPaymentModes=true&getPaymentMode=true",
			Reply: `{"events": [
				{"eventLogId": 501, "eventName": "TargetCompleted", "eventDetails": {"eventTime": "2025-03-01 09:30:00.0", "tillId": 44},
				 "targetCompletedDetails": {"targetGroupID": 3, "targetGroupName": "G", "targetId": 4, "targetName": "T", "targetDescription": "D",
				 "targetPeriodID": 5, "targetPeriodName": "Cycle 1", "targetValue": "1000.000", "achievedValue": "1200.5", "triggerValue": "300",
				 "sourceId": 6, "sourceType": "MILESTONE", "mileStoneName": "halfway", "pointsEarned": {"promo": [{"promotionId": 7,
				 "promotionName": "Spring", "programId": 12, "programName": "Base", "value": 100.5, "expiresOn": "2025-12-31 23:59:59.0",
				 "expiryType": "fixed", "promotionStartDate": "2025-01-01 00:00:00.0", "promotionEndDate": "2025-06-30 23:59:59.0"}], "promised": []}},
				 "eventReferenceId": "263", "uniqueId": "u1"},
				{"eventLogId": 502, "eventName": "PointsRedemption", "eventDetails": {"redemptionDetails": {"pointsRedeemed": "101.000",
				 "redemptionPurpose": "gift", "transactionNumber": "bill-77", "redemptionId": "Qx7aa1", "notes": "by phone", "groupRedemption": true}},
				 "customFields": [{"name": "aisle", "value": "3"}], "pointsBreakup": [], "orgId": 8},
				{"eventLogId": 503, "eventName": "AllocateGoodwillPoints", "eventDetails": {"reason": "POINTS_ISSUE", "comments": "sorry", "assocId": 9,
				 "requestId": 980, "displayName": "Gift", "eventDisplayName": "gift"}, "pointsEarned": {"regular": [{"value": 5}], "promised": []}},
				{"eventLogId": 504, "eventName": "ReturnBill", "eventReferenceIds": ["55"], "billDetails": {"type": "REGULAR", "billNumber": "bill-77",
				 "billDate": "2025-03-01T09:30:00.000", "billAmount": 90.5, "grossAmount": 100, "discount": 9.5, "note": "n", "source": "INSTORE",
				 "returnType": "LINE_ITEM", "returnDate": "2025-03-02T09:30:00.000", "returnAmount": 10, "returnBillId": 56,
				 "maxConversionDate": "2025-04-01", "pointsEarned": {"regular": []}, "lineItems": [{"itemCode": "i1"}]}},
				{"eventLogId": 505, "eventName": "GenericEvent", "behavioralEventMetadata": {"label": "visit", "fields": [{"fieldName": "day",
				 "fieldType": "DATE", "attributes": {"isRequired": {"valueType": "BOOLEAN", "value": "false"}},
				 "isUniqueKeyField": {"valueType": "BOOLEAN", "value": "true"}}]}}], "warnings": []}`,
			Want: `{"events": [
				{"eventLogId": 501, "eventName": "TargetCompleted", "eventDetails": {"eventTime": "2025-03-01T09:30:00Z", "tillId": 44},
				 "targetCompletedDetails": [{"targetGroupID": "3", "targetGroupName": "G", "targetId": 4, "targetName": "T", "targetDescription": "D",
				 "targetPeriodID": 5, "targetPeriodName": "Cycle 1", "targetValue": "1000", "achievedValue": "1200.5", "triggerValue": "300",
				 "sourceId": 6, "sourceType": "MILESTONE", "mileStoneName": "halfway", "pointsEarned": {"promo": [{"promotionId": 7,
				 "promotionName": "Spring", "programId": 12, "programName": "Base", "value": "100.5", "expiresOn": "2025-12-31T23:59:59Z",
				 "expiryType": "fixed", "promotionStartDate": "2025-01-01T00:00:00Z", "promotionEndDate": "2025-06-30T23:59:59Z"}]}}],
				 "eventReferenceId": "263", "uniqueId": "u1"},
				{"eventLogId": 502, "eventDetails": {"redemptionDetails": [{"pointsRedeemed": "101", "redemptionPurpose": "gift",
				 "transactionNumber": "bill-77", "redemptionId": "Qx7aa1", "notes": "by phone", "groupRedemption": true}]},
				 "customFields": [{"name": "aisle", "value": "3"}], "orgId": 8},
				{"eventLogId": 503, "eventDetails": {"reason": "POINTS_ISSUE", "comments": "sorry", "assocId": 9, "requestId": 980, "displayName": "Gift",
				 "eventDisplayName": "gift"}, "pointsEarned": {"regular": [{"value": "5"}]}},
				{"eventLogId": 504, "eventReferenceIds": ["55"], "billDetails": {"type": "REGULAR", "billNumber": "bill-77",
				 "billDate": "2025-03-01T09:30:00Z", "billAmount": "90.5", "grossAmount": "100", "discount": "9.5", "note": "n", "source": "INSTORE",
				 "returnType": "LINE_ITEM", "returnDate": "2025-03-02T09:30:00Z", "returnAmount": "10", "returnBillId": 56,
				 "maxConversionDate": "2025-04-01T00:00:00Z", "lineItems": [{"itemCode": "i1"}]}},
				{"eventLogId": 505, "behavioralEventMetadata": {"label": "visit", "fields": [{"fieldName": "day", "fieldType": "DATE",
				 "attributes": {"isRequired": {"valueType": "BOOLEAN", "value": "false"}},
				 "isUniqueKeyField": {"valueType": "BOOLEAN", "value": "true"}}]}}]}`,
		},
		{
			Name: "of a connected organisation, which spells one option differently",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).ExplodeConnectedLedger(ctx, capillary.Mobile("4915100000001"), withFieldsOf(explodeOptions(), points.ExplodeConnectedOptions{
					Scope: points.DataScope{Scope: points.ScopeSelf, OrgIDs: []int64{8}}}))
			},
			Method: "GET", Path: "/v2.1/pointsLedger/getLedgerExplodeInfo", Query: explodeQuery + "&getPaymentMode=true",
			Header: http.Header{"Data-Scope": {"SELF"}, "Data-Scope-Org": {"8"}},
			Reply:  `{"events": [{"eventLogId": 501, "eventName": "TransactionAdd", "eventReferenceId": "55", "uniqueId": "u1", "orgId": 8}], "warnings": []}`,
			Want:   `{"events": [{"eventLogId": 501, "eventName": "TransactionAdd", "eventReferenceId": "55", "uniqueId": "u1", "orgId": 8}]}`,
		},
		{
			Name: "by references that are not there",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).ExplodeLedger(ctx, capillary.UserID(9001), points.ExplodeOptions{EventIDs: []int64{1}})
			},
			Method: "GET", Path: "/v2/pointsLedger/getLedgerExplodeInfo", Query: "identifierName=id&identifierValue=9001&source=INSTORE&eventIds=1",
			Status: http.StatusBadRequest, Reply: `{"errors": [{"status": false, "code": 9022, "message": "which?"}]}`,
			WantErr: points.ErrEventReferences,
		},
	})
	wiretest.Refused(t, "eventReferenceIds", func(ctx context.Context, c *capillary.Client) error {
		_, err := points.New(c).ExplodeLedger(ctx, capillary.UserID(9001), points.ExplodeOptions{EventReferenceIDs: make([]string, 11)})
		return err
	})
	wiretest.Refused(t, "eventReferenceIds", func(ctx context.Context, c *capillary.Client) error {
		_, err := points.New(c).ExplodeConnectedLedger(ctx, capillary.UserID(9001), points.ExplodeConnectedOptions{EventReferenceIDs: make([]string, 11)})
		return err
	})
}
