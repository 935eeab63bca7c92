package transaction_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/transaction"
)

func twoBills() []transaction.BulkBill {
	return []transaction.BulkBill{
		{Customer: capillary.Mobile("447700900111"), Bill: purchase(),
			UserGroup2PrimaryUser: capillary.Email("ravi@example.org").In(capillary.SourceWeChat, "wx-1")},
		{Customer: capillary.UserID(8800013).In(transaction.SourceOthers, ""),
			Bill: transaction.Bill{Type: transaction.TypeReturn, ReturnType: transaction.ReturnAmount, BillNumber: "hyd-900", BillAmount: dec("20"),
				PurchaseTime: time.Date(2025, 3, 1, 9, 0, 0, 0, time.UTC)}},
	}
}

const twoBillsBody = `[
	{"identifierType":"mobile","identifierValue":"447700900111","source":"INSTORE","type":"REGULAR","billNumber":"hyd-1001","billAmount":750.5,
		"userGroup2PrimaryUserIdentifierType":"email","userGroup2PrimaryUserIdentifierValue":"ravi@example.org","userGroup2PrimaryUserSource":"WECHAT",
		"userGroup2PrimaryUserAccountId":"wx-1"},
	{"identifierType":"id","identifierValue":"8800013","source":"OTHERS","type":"RETURN","returnType":"AMOUNT","billNumber":"hyd-900","billAmount":20,
		"purchaseTime":"2025-03-01T09:00:00Z"}]`

func TestAddingTransactionsInBulk(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "bills go out with their customers, and come back as they were added",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).AddBulk(ctx, twoBills(), transaction.BulkOptions{DirectReplay: true})
			},
			Method: "POST", Path: "/v2/transactions/bulk", Header: http.Header{"X-Cap-Direct-Replay": {"true"}}, Body: twoBillsBody,
			Reply: `{"response":[
				{"entityId":90210,"result":{"identifierType":"mobile","identifierValue":"447700900111","source":"INSTORE","accountId":"","type":"REGULAR",
					"billAmount":750.5,"billNumber":"hyd-1001","discount":0,"grossAmount":800.0,"note":"x","currency":"INR","deliveryStatus":"PLACED",
					"lineItemsV2":[{"amount":8,"itemCode":"cup","qty":1.5,"returnable":true,"returnableDays":-1,"comboDetails":[{"itemCode":"saucer","quantity":2}],
						"addOnDetails":[],"splitDetails":[],"extendedFields":{"weight":"1.2"}}],
					"redemptions":{"pointsRedemptions":[5001],"couponRedemptions":[6001]},
					"customFields":{"cashier":"9"},"extendedFields":{"flights":"1"},"notInterestedReason":"",
					"sideEffects":[{"entityType":"USER","rawAwardedPoints":75.05,"awardedPoints":75,"type":"points"}],
					"paymentModes":[{"mode":"Card","value":750.5,"notes":"n","attributes":{"bank":"Example"}}],
					"billingDate":"2025-03-14T13:15:10Z","useDefaultFleetGroup":false},"errors":[],"warnings":[{"status":false,"code":91016,"message":"unknown field"}]},
				{"entityId":90211,"result":{"billNumber":"hyd-900","type":"RETURN"},"errors":[],"warnings":[]}],"totalCount":2,"failureCount":0}`,
			Want: `{"totalCount":2,"failureCount":0,"items":[
				{"warnings":[{"code":91016}],"value":{"entityId":90210,"result":{"identifierValue":"447700900111","source":"INSTORE","billAmount":"750.5",
					"grossAmount":"800",
					"currency":"INR","lineItemsV2":[{"itemCode":"cup","qty":"1.5","returnableDays":-1,"returnable":true,"comboDetails":[{"itemCode":"saucer",
						"quantity":"2"}]}],
					"redemptions":{"pointsRedemptions":[5001],"couponRedemptions":[6001]},"customFields":{"cashier":"9"},"extendedFields":{"flights":"1"},
					"sideEffects":[{"awardedPoints":"75"}],"paymentModes":[{"mode":"Card","value":"750.5","attributes":{"bank":"Example"}}],
					"billingDate":"2025-03-14T13:15:10Z"}}},
				{"value":{"entityId":90211,"result":{"type":"RETURN"}}}]}`,
		},
		{
			Name: "a bill of nobody stands beside others",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).AddBulk(ctx, []transaction.BulkBill{
					{Bill: transaction.Bill{Type: transaction.TypeNotInterested, BillNumber: "hyd-1005"}}}, transaction.BulkOptions{})
			},
			Method: "POST", Path: "/v2/transactions/bulk", Body: `[{"type":"NOT_INTERESTED","billNumber":"hyd-1005","billAmount":0}]`,
			Reply: `{"response":[{"entityId":90215,"result":{},"errors":[],"warnings":[]}],"totalCount":1,"failureCount":0}`,
			Want:  `{"items":[{"value":{"entityId":90215}}]}`,
		},
	})
}

func TestEachBillOfABulkHasItsOwnError(t *testing.T) {
	client, _ := wiretest.Serve(t, 200, `{"response":[
		{"result":{"billNumber":"hyd-1001"},"errors":[{"status":false,"code":604,"message":"duplicate"}],"warnings":[]},
		{"entityId":90211,"result":{"billNumber":"hyd-900"},"errors":[],"warnings":[{"code":9610,"message":"no points"}]}],"totalCount":2,"failureCount":1}`)
	batch, err := transaction.New(client).AddBulk(t.Context(), twoBills(), transaction.BulkOptions{})
	require.NoError(t, err)
	require.Len(t, batch.Items, 2)
	assert.ErrorIs(t, batch.Items[0].Err(), transaction.ErrDuplicate)
	assert.ErrorIs(t, batch.Items[0].Err(), capillary.ErrDuplicate)
	assert.NoError(t, batch.Items[1].Err())
	assert.Equal(t, transaction.WarnPointsNotAwarded, batch.Items[1].Warnings[0].Code)
	assert.ErrorIs(t, batch.Err(), transaction.ErrDuplicate)
	require.Len(t, batch.Values(), 1)
	assert.Equal(t, int64(90211), batch.Values()[0].EntityID)
	assert.Equal(t, int64(1), batch.FailureCount)
}

func TestABulkOfWhichNothingWasAddedIsAnErrorThatKeepsItsItems(t *testing.T) {
	client, _ := wiretest.Serve(t, 200, `{"response":[{"result":{},"errors":[{"status":false,"code":8084,"message":"no customer"}],"warnings":[]}],
		"totalCount":1,"failureCount":1}`)
	batch, err := transaction.New(client).AddBulk(t.Context(), twoBills()[:1], transaction.BulkOptions{})
	require.ErrorIs(t, err, transaction.ErrCustomerDetailsMissing)
	require.Len(t, batch.Items, 1)
	assert.ErrorIs(t, batch.Items[0].Err(), transaction.ErrCustomerDetailsMissing)
}

// What a reply says of other items decides nothing, and is told: it can be the reason.
func TestCodesOfItemsThatNobodySentAreToldAndDecideNothing(t *testing.T) {
	client, server := wiretest.Serve(t, 200, `{"response":[{"result":{"billNumber":"another-1"},"errors":[{"status":false,"code":8084,"message":"no customer"}],
		"warnings":[{"status":false,"code":91016,"message":"no such field"}]}],"totalCount":1,"failureCount":1}`)
	var meta capillary.Meta
	batch, err := transaction.New(client).AddBulk(t.Context(), twoBills()[:1], transaction.BulkOptions{}, capillary.WithMeta(&meta))
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	assert.NotErrorIs(t, err, transaction.ErrCustomerDetailsMissing)
	assert.NotErrorIs(t, err, capillary.ErrNotFound)
	var told *capillary.Error
	require.ErrorAs(t, err, &told)
	require.Len(t, told.Issues, 1)
	assert.Equal(t, capillary.Code(8084), told.Issues[0].Code)
	assert.Contains(t, err.Error(), "8084 no customer")
	require.Len(t, meta.Warnings, 1)
	assert.Equal(t, capillary.Code(91016), meta.Warnings[0].Code)
	require.Len(t, batch.Items, 1)
	require.ErrorIs(t, batch.Items[0].Err(), capillary.ErrOutcomeUnknown)
	assert.NotErrorIs(t, batch.Items[0].Err(), transaction.ErrCustomerDetailsMissing)
	require.Len(t, batch.Unmatched, 1)
	for _, later := range server.Arrivals()[1:] {
		assert.Equal(t, http.MethodGet, later.Method, "it may be looked up, and is not sent again")
	}
}

func TestAddBulkRefusesWhatTheAPICannotTakeAndSaysWhere(t *testing.T) {
	for field, bills := range map[string][]transaction.BulkBill{
		"transactions":               nil,
		"transactions[1].billNumber": {twoBills()[0], {Customer: twoBills()[0].Customer, Bill: transaction.Bill{Type: transaction.TypeRegular}}},
		"transactions[0].billAmount": {{Customer: twoBills()[0].Customer, Bill: transaction.Bill{Type: transaction.TypeRegular,
			BillNumber: "1", BillAmount: dec("-1")}}},
		"transactions[0].customer":              {{Bill: purchase()}},
		"transactions[1].customer":              {twoBills()[0], {Customer: capillary.Mobile(""), Bill: purchase()}},
		"transactions[0].userGroup2PrimaryUser": {{Customer: twoBills()[0].Customer, Bill: purchase(), UserGroup2PrimaryUser: capillary.Email("")}},
		"transactions[0].lineItemsV2[0].amount": {{Customer: twoBills()[0].Customer, Bill: transaction.Bill{Type: transaction.TypeRegular, BillNumber: "1",
			LineItems: []transaction.LineItem{{Amount: dec("-3")}}}}},
	} {
		t.Run(field, func(t *testing.T) {
			wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
				_, err := transaction.New(c).AddBulk(ctx, bills, transaction.BulkOptions{})
				return err
			})
		})
	}
}
