package transaction_test

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/transaction"
)

func TestABillOfABatchGoesOutWithTheSourceOfItsCustomer(t *testing.T) {
	own := capillary.Mobile("447700900111").In(capillary.SourceWeChat, "wc-1")
	for name, x := range map[string]struct {
		who     capillary.Identifier
		options []capillary.RequestOption
		want    string
	}{
		"its own":                 {own, nil, `"source":"WECHAT","accountId":"wc-1"`},
		"its own, not the call's": {own, []capillary.RequestOption{capillary.WithSource(capillary.SourceLine, "ln-1")}, `"source":"WECHAT","accountId":"wc-1"`},
		"the call's":              {capillary.Mobile("447700900111"), []capillary.RequestOption{capillary.WithSource(capillary.SourceLine, "ln-1")}, `"source":"LINE","accountId":"ln-1"`},
		"nobody's":                {capillary.Mobile("447700900111"), nil, `"source":"INSTORE"`},
	} {
		wiretest.Run(t, []wiretest.Exchange{{
			Name: name,
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).AddBulk(ctx, []transaction.BulkBill{{Customer: x.who, Bill: transaction.Bill{Type: transaction.TypeRegular, BillNumber: "b-1"}}},
					transaction.BulkOptions{}, x.options...)
			},
			Method: "POST", Path: "/v2/transactions/bulk",
			Body:  `[{"identifierType":"mobile","identifierValue":"447700900111",` + x.want + `,"type":"REGULAR","billNumber":"b-1","billAmount":0}]`,
			Reply: `{"response":[{"entityId":1,"result":{"billNumber":"b-1"},"errors":[],"warnings":[]}],"totalCount":1,"failureCount":0}`,
			Want:  `{"items":[{"value":{"entityId":1}}]}`,
		}})
	}
}

func TestDocumentedBodiesAreReadAndGoOutAgainAsTheyWere(t *testing.T) {
	const bills = `[{"identifierType":"cardnumber","identifierValue":"99","source":"MARTJACK","accountId":"mj-1","type":"REGULAR","billNumber":"b-1","billAmount":10,
		"userGroup2PrimaryUserIdentifierType":"email","userGroup2PrimaryUserIdentifierValue":"ravi@example.org","userGroup2PrimaryUserSource":"INSTORE"},
		{"type":"NOT_INTERESTED_RETURN","id":77,"billNumber":"b-2","billAmount":5}]`
	const bill = `{"root":{"transaction":[{"type":"regular","number":"b-1","amount":10,"discount":0,
		"customer":{"mobile":"447700900111","email":"asha@example.org","firstname":"Asha","card_details":{"card_number":"99"}}}]}}`
	const changes = `[{"identifierType":"id","identifierValue":"7","source":"INSTORE","id":90210,"customFields":{"cashier":"8"}}]`
	var sent []transaction.BulkBill
	require.NoError(t, json.Unmarshal([]byte(bills), &sent))
	assert.True(t, sent[0].Customer == capillary.CardNumber("99").In(capillary.SourceMartJack, "mj-1"))
	assert.True(t, sent[1].Customer.IsZero(), "the id of a transaction names no customer")
	var one transaction.RequestV1[transaction.BillV1]
	require.NoError(t, json.Unmarshal([]byte(bill), &one))
	assert.True(t, one.Transactions[0].Customer == capillary.Mobile("447700900111"))
	var changed []transaction.BulkChange
	require.NoError(t, json.Unmarshal([]byte(changes), &changed))
	exchange := func(name, method, path, query, body, reply string, call func(ctx context.Context, s *transaction.Service) error) wiretest.Exchange {
		return wiretest.Exchange{Name: name, Method: method, Path: path, Query: query, Body: body, Reply: reply,
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return struct{}{}, call(ctx, transaction.New(c))
			}}
	}
	wiretest.Run(t, []wiretest.Exchange{
		exchange("bills of a batch", "POST", "/v2/transactions/bulk", "", bills,
			`{"response":[{"entityId":1,"result":{"billNumber":"b-1"}},{"entityId":2,"result":{"billNumber":"b-2"}}],"totalCount":2,"failureCount":0}`,
			func(ctx context.Context, s *transaction.Service) error {
				_, err := s.AddBulk(ctx, sent, transaction.BulkOptions{})
				return err
			}),
		exchange("a bill of v1.1", "POST", "/v1.1/transaction/add", "format=json", bill,
			`{"response":{"status":{"success":"true","code":200},"transactions":{"transaction":[{"id":1,"number":"b-1","item_status":{"success":"true","code":600}}]}}}`,
			func(ctx context.Context, s *transaction.Service) error {
				_, err := s.AddV1(ctx, one, transaction.AddOptionsV1{})
				return err
			}),
		exchange("changes", "PUT", "/v2/transactions/bulk", "", changes,
			`{"response":[{"entityId":90210,"result":{"id":90210},"errors":[],"warnings":[]}],"totalCount":1,"failureCount":0}`,
			func(ctx context.Context, s *transaction.Service) error {
				_, err := s.UpdateBulk(ctx, changed, transaction.UpdateBulkOptions{})
				return err
			}),
	})
}

func TestABodyThatCannotBeReadIsToldWithoutItsValues(t *testing.T) {
	for _, body := range []string{`{"root":{"transaction":[{"number":{"a":"447700900111"}}]}}`, `{"root":7}`, `[1]`, `{"root":{"transaction":"447700900111"}}`} {
		var r transaction.RequestV1[transaction.BillV1]
		err := json.Unmarshal([]byte(body), &r)
		require.Error(t, err, body)
		assert.NotContains(t, err.Error(), "447700900111")
	}
}
