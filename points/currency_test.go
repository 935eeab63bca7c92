package points_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/points"
)

func allocation() points.AllocationRequest {
	return points.AllocationRequest{OrgID: 8, ProgramID: 12, AwardStrategyID: 21, ExpiryStrategyID: 22, SourceValue: number("-1"),
		EventName: points.EventTransactionAdd, EventSourceID: "55",
		Customer: capillary.UserID(9001).In(capillary.SourceInStore, "a1")}
}

const allocationBody = `"orgId": 8, "programId": 12, "awardStrategyId": 21, "expiryStrategyId": 22, "sourceValue": -1, "eventName": "TransactionAdd",
	"eventSourceId": "55", "lookupParams": {"entityType": "CUSTOMER", "identifierType": "id", "identifierValue": "9001", "source": "INSTORE", "accountId": "a1"}`

func TestCurrenciesAreAllocated(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "points to a customer and shells to a group",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				second := allocation()
				second.SourceValue, second.PromotionID, second.CurrencyType = number("99.5"), 7, points.CategoryPromised
				second.AlternateCurrencyIdentifier, second.BillLineItemID, second.UniqueID = "9Dx", 551, "mine-2"
				second.SourceValueRoundingStrategy, second.PointsRoundingStrategy = points.RoundFloor, points.Round
				second.Customer, second.GroupID = capillary.Identifier{}, "61"
				return points.New(c).AllocateCurrency(ctx, []points.AllocationRequest{allocation(), second}, points.AllocateCurrencyOptions{})
			},
			Method: "POST", Path: "/v2/customers/bulk/manualCurrencyAllocate",
			Body: `[{` + allocationBody + `}, {"orgId": 8, "programId": 12, "awardStrategyId": 21, "expiryStrategyId": 22, "sourceValue": 99.5,
				"eventName": "TransactionAdd", "eventSourceId": "55", "promotionId": 7, "currencyType": "PROMISED", "alternateCurrencyIdentifier": "9Dx",
				"billLineItemId": 551, "sourceValueRoundingStrategy": "FLOOR", "pointsRoundingStrategy": "ROUND", "uniqueId": "mine-2",
				"lookupParams": {"entityType": "USERGROUP2", "groupId": "61"}}]`,
			Reply: `{"total": 2, "success": 2, "failures": 0, "data": [{"status": "SUCCESS", "eventLogId": "501", "entityId": 9001, "sideEffects":
				[{"entityType": "USER", "rawAwardedPoints": 100.500, "customerId": 9001, "awardedPoints": 100, "type": "points"}]},
				{"status": "SUCCESS", "entityId": 61, "sideEffects": [{"entityType": "USERGROUP2", "rawAwardedValue": 20.25, "awardedValue": 20,
				"alternateCurrencyIdentifier": "9Dx", "alternateCurrencyName": "Shells", "type": "alternate_currency"}]}], "warnings": []}`,
			Want: `{"totalCount": 2, "successCount": 2, "failureCount": 0, "items": [{"value": {"status": "SUCCESS", "eventLogId": 501, "entityId": 9001, "sideEffects":
				[{"entityType": "USER", "rawAwardedPoints": "100.5", "customerId": 9001, "awardedPoints": "100", "type": "points"}]}},
				{"value": {"status": "SUCCESS", "entityId": 61, "sideEffects": [{"entityType": "USERGROUP2", "rawAwardedValue": "20.25", "awardedValue": "20",
				"alternateCurrencyIdentifier": "9Dx", "alternateCurrencyName": "Shells", "type": "alternate_currency"}]}}]}`,
		},
		{
			Name: "points to a group, with a member of it",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				r := allocation()
				r.GroupID, r.Customer = "61", capillary.Mobile("4915100000001")
				return points.New(c).AllocateCurrency(ctx, []points.AllocationRequest{r}, points.AllocateCurrencyOptions{})
			},
			Method: "POST", Path: "/v2/customers/bulk/manualCurrencyAllocate",
			Body: `[{"orgId": 8, "programId": 12, "awardStrategyId": 21, "expiryStrategyId": 22, "sourceValue": -1, "eventName": "TransactionAdd",
				"eventSourceId": "55", "lookupParams": {"entityType": "USERGROUP2", "groupId": "61", "identifierType": "mobile",
				"identifierValue": "4915100000001"}}]`,
			Reply: `{"total": 1, "success": 1, "failures": 0, "data": [{"status": "SUCCESS", "entityId": 61}], "warnings": []}`,
			Want:  `{"items": [{"value": {"status": "SUCCESS", "entityId": 61}}]}`,
		},
		{
			Name: "for a bill that is not there",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).AllocateCurrency(ctx, []points.AllocationRequest{allocation()}, points.AllocateCurrencyOptions{})
			},
			Method: "POST", Path: "/v2/customers/bulk/manualCurrencyAllocate", Body: `[{` + allocationBody + `}]`,
			Reply:   `{"total": 1, "success": 0, "failures": 1, "data": [{"status": "FAILED", "errors": [{"status": false, "code": 8139, "message": "which?"}]}]}`,
			WantErr: points.ErrBillNotFound,
		},
	})
}

func TestAnAllocationThatFailedWithoutACodeIsInDoubt(t *testing.T) {
	client, _ := wiretest.Serve(t, 0, `{"total": 1, "success": 0, "failures": 1, "data": [{"status": "FAILED", "entityId": 9001}]}`)
	allocated, err := points.New(client).AllocateCurrency(t.Context(), []points.AllocationRequest{allocation()}, points.AllocateCurrencyOptions{})
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	assert.Equal(t, points.AllocationFailed, allocated.Items[0].Value.Status)

	client, _ = wiretest.Serve(t, 0, `{"total": 2, "success": 1, "failures": 1, "data": [{"status": "SUCCESS"}, {"status": "FAILED"}]}`)
	allocated, err = points.New(client).AllocateCurrency(t.Context(), []points.AllocationRequest{allocation(), allocation()}, points.AllocateCurrencyOptions{})
	require.NoError(t, err, "one of them succeeded")
	assert.NoError(t, allocated.Items[0].Err())
	assert.ErrorIs(t, allocated.Items[1].Err(), capillary.ErrOutcomeUnknown)
}

func TestAnAllocationInDoubtIsKnownByItsIDs(t *testing.T) {
	for trust, tries := range map[capillary.KeyTrust]int{capillary.KeysDocumented: 3, capillary.KeysAlways: 3, capillary.KeysNever: 1} {
		client, server := wiretest.Serve(t, http.StatusBadGateway, `<html>`, capillary.WithMaxRetries(2), capillary.WithKeys(trust))
		first, second := allocation(), allocation()
		first.UniqueID, second.UniqueID = "mine-1", "mine-2"
		_, err := points.New(client).AllocateCurrency(t.Context(), []points.AllocationRequest{first, second}, points.AllocateCurrencyOptions{})
		var unknown *capillary.OutcomeUnknownError
		require.ErrorAs(t, err, &unknown)
		assert.Equal(t, "mine-1,mine-2", unknown.Key)
		assert.False(t, unknown.CanReconcile())
		assert.Len(t, server.Arrivals(), tries)
	}
	first, second := allocation(), allocation()
	first.UniqueID, second.UniqueID = "mine-1", "mine-1"
	wiretest.Refused(t, "allocations[1].uniqueId", func(ctx context.Context, c *capillary.Client) error {
		_, err := points.New(c).AllocateCurrency(ctx, []points.AllocationRequest{first, second}, points.AllocateCurrencyOptions{})
		return err
	})
}

func TestAllocationsThatCannotWorkAreRefused(t *testing.T) {
	refused := func(field string, all []points.AllocationRequest) {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := points.New(c).AllocateCurrency(ctx, all, points.AllocateCurrencyOptions{})
			return err
		})
	}
	refused("allocations", nil)
	refused("allocations", make([]points.AllocationRequest, 11))
	for field, spoil := range map[string]func(*points.AllocationRequest){
		"orgId":            func(r *points.AllocationRequest) { r.OrgID = 0 },
		"programId":        func(r *points.AllocationRequest) { r.ProgramID = 0 },
		"awardStrategyId":  func(r *points.AllocationRequest) { r.AwardStrategyID = 0 },
		"expiryStrategyId": func(r *points.AllocationRequest) { r.ExpiryStrategyID = 0 },
		"eventName":        func(r *points.AllocationRequest) { r.EventName = "" },
		"eventSourceId":    func(r *points.AllocationRequest) { r.EventSourceID = "" },
		"customer":         func(r *points.AllocationRequest) { r.Customer = capillary.Identifier{} },
	} {
		r := allocation()
		spoil(&r)
		refused("allocations[1]."+field, []points.AllocationRequest{allocation(), r})
	}
}

func TestPointsAreDeducted(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "points, by user id",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).Deduct(ctx, capillary.UserID(9001), points.DeductRequest{PointsToBeAdjusted: number("10.5"),
					ReasonOfReturn: "too many", PointsAwardedID: 31, PointsAwardedRefType: customer.PointsBillRegular,
					PointCategoryTypes: points.CategoryExternalTriggerBased})
			},
			Method: "POST", Path: "/v2/customers/9001/negativePointsAdjustment", Query: "source=INSTORE",
			Body: `{"pointsToBeAdjusted": 10.5, "reasonOfReturn": "too many", "pointsAwardedId": 31, "pointsAwardedRefType": "bill_regular",
				"pointCategoryTypes": "EXTERNAL_TRIGGER_BASED"}`,
			Reply: `{"status": "success", "pointsAvailable": "670.500", "message": "ok", "warnings": []}`,
			Want:  `{"status": "success", "pointsAvailable": "670.5", "message": "ok"}`,
		},
		{
			Name: "an alternate currency, by mobile",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).Deduct(ctx, capillary.Mobile("4915100000001"), points.DeductRequest{ValueToBeAdjusted: number("5"),
					AlternateCurrencyName: "Shells", ReasonOfReturn: "too many", PromotionIdentifier: "p-1", ProgramID: 12, PromotionID: 7})
			},
			Method: "POST", Path: "/v2/customers/lookup/negativePointsAdjustment",
			Query: "identifierName=mobile&identifierValue=4915100000001&source=INSTORE",
			Body: `{"valueToBeAdjusted": 5, "alternateCurrencyName": "Shells", "reasonOfReturn": "too many", "promotionIdentifier": "p-1", "programId": 12,
				"promotionId": 7}`,
			Reply: `{"status": "success", "valueAvailable": "80.500", "message": "ok", "warnings": []}`,
			Want:  `{"valueAvailable": "80.5"}`,
		},
		{
			Name: "more than there are",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return points.New(c).Deduct(ctx, capillary.UserID(9001), points.DeductRequest{PointsToBeAdjusted: number("1"), ReasonOfReturn: "x"})
			},
			Method: "POST", Path: "/v2/customers/9001/negativePointsAdjustment", Query: "source=INSTORE",
			Body:   `{"pointsToBeAdjusted": 1, "reasonOfReturn": "x"}`,
			Status: http.StatusBadRequest, Reply: `{"errors": [{"status": false, "code": 8907, "message": "no"}]}`,
			WantErr: points.ErrBalanceTooLow,
		},
	})
	for field, r := range map[string]points.DeductRequest{
		"pointsToBeAdjusted": {ReasonOfReturn: "x"},
		"PointsToBeAdjusted": {ReasonOfReturn: "x", ValueToBeAdjusted: number("-1")},
		"reasonOfReturn":     {PointsToBeAdjusted: number("1")},
		"programId":          {PointsToBeAdjusted: number("1"), ReasonOfReturn: "x", PromotionIdentifier: "p-1"},
	} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := points.New(c).Deduct(ctx, capillary.UserID(9001), r)
			return err
		})
	}
}

func TestADeductionThatReportsFailureWithoutACodeIsInDoubt(t *testing.T) {
	client, _ := wiretest.Serve(t, 0, `{"status": "false", "message": "not for 4915100000001"}`)
	deduction, err := points.New(client).Deduct(t.Context(), capillary.UserID(9001), points.DeductRequest{PointsToBeAdjusted: number("1"), ReasonOfReturn: "x"})
	require.Error(t, err)
	assert.Nil(t, deduction)
	assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	assert.NotContains(t, err.Error(), "4915100000001")
}
