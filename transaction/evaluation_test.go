package transaction_test

import (
	"context"
	"testing"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/transaction"
)

func TestTheEvaluationLogOfATransaction(t *testing.T) {
	search := func(number string, id int64) func(ctx context.Context, c *capillary.Client) (any, error) {
		return func(ctx context.Context, c *capillary.Client) (any, error) {
			return transaction.New(c).EvaluationLog(ctx, transaction.EvaluationLogRequest{
				Search: transaction.EvaluationSearch{TransactionNumber: number, TransactionID: id}})
		}
	}
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "it is found by number and id", Call: search("hyd-1001", 90210),
			Method: "POST", Path: "/v2/transactions/searchEvaluationLog", Body: `{"search":{"transactionNumber":"hyd-1001","transactionId":90210}}`,
			Reply: `{"id":"66a1","customerId":8800012,"date":"2025-03-14T13:15:12Z","eventName":"TransactionAdd","hostName":"emf-1","orgId":42,"requestId":"r-1",
				"transactionId":90210,"uniqueId":"u-1","evaluationTree":"<ul><li>rule</li></ul>","effects":[{"promotionId":"3"}],"warnings":[]}`,
			Want: `{"id":"66a1","customerId":8800012,"date":"2025-03-14T13:15:12Z","eventName":"TransactionAdd","hostName":"emf-1","orgId":42,"requestId":"r-1",
				"transactionId":90210,"uniqueId":"u-1","evaluationTree":"<ul><li>rule</li></ul>","effects":[{"promotionId":"3"}]}`,
		},
		{
			Name: "a search that the API does not take", Call: search("hyd-1001", 0),
			Method: "POST", Path: "/v2/transactions/searchEvaluationLog", Body: `{"search":{"transactionNumber":"hyd-1001"}}`,
			Status: 400, Reply: `{"errors":[{"code":1117,"message":"no"}]}`, WantErr: transaction.ErrEventLogsParam,
		},
	})
	wiretest.Refused(t, "transactionNumber", func(ctx context.Context, c *capillary.Client) error {
		_, err := search("", 90210)(ctx, c)
		return err
	})
}
