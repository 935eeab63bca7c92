package transaction_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/transaction"
)

func TestRejectedTransactions(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "a page of rejected transactions tells why each was rejected",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).Rejected(ctx, transaction.RejectedOptions{})
			},
			Method: "GET", Path: "/v2/organization/rejectedTransactions",
			Reply: `{"pagination":{"limit":10,"offset":0,"total":2},"data":[
				{"userId":8800012,"entityId":7007,"orgId":42,"retryCount":1,"billNumber":"hyd-1009","eventDate":"2025-05-15T11:33:02+05:30",
					"autoUpdateTime":"2025-05-15T11:33:05+05:30","status":"OPEN","errors":[{"message":"unknown item","value":"cup-x","code":683,"status":false,
						"referenceId":-1}]},
				{"userId":8800013,"billNumber":"0010","status":"PARTIAL_FIXED","errors":[]}],"warnings":[],"errors":[]}`,
			Want: `{"pagination":{"limit":10,"offset":0,"total":2},"items":[
				{"userId":8800012,"entityId":7007,"orgId":42,"retryCount":1,"billNumber":"hyd-1009","eventDate":"2025-05-15T11:33:02+05:30","status":"OPEN",
					"errors":[{"code":683,"message":"unknown item","value":"cup-x","status":false,"referenceId":-1}]},
				{"billNumber":"0010","status":"PARTIAL_FIXED"}]}`,
		},
		{
			Name: "rejected transactions are chosen by many things, the code among them as a number",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).Rejected(ctx, transaction.RejectedOptions{Status: transaction.RejectedOpen, ErrorCode: transaction.ErrInvalidPaymentMode,
					ErrorValue: "Cheque", UserID: 8800012, TransactionNumber: "hyd-1009", StartDate: capillary.Day{Year: 2025, Month: 5, Day: 1},
					EndDate: capillary.Day{Year: 2025, Month: 5, Day: 31}, SortBy: "addedDate", Limit: 5, Offset: 10, IsTransactionPayloadRequired: true})
			},
			Method: "GET", Path: "/v2/organization/rejectedTransactions",
			Query: "status=OPEN&errorCode=842&errorValue=Cheque&userId=8800012&transactionNumber=hyd-1009&startDate=2025-05-01&endDate=2025-05-31&sortBy=addedDate" +
				"&limit=5&offset=10&isTransactionPayloadRequired=true",
			Reply: `{"pagination":{"limit":5,"offset":10,"total":10},"data":[],"warnings":[],"errors":[]}`,
			Want:  `{"pagination":{"offset":10}}`,
		},
		{
			Name: "a retrigger begins",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).Retrigger(ctx, transaction.RetriggerRequest{UserID: 8800012, TransactionNumber: []string{"hyd-1009"}, ErrorCode: []string{"683"}})
			},
			Method: "POST", Path: "/v2/organization/rejectedTransactions/retrigger",
			Body:  `{"userId":8800012,"transactionNumber":["hyd-1009"],"errorCode":["683"]}`,
			Reply: `{"retriggerId":5,"status":{"fixed":1,"partiallyFixed":2,"total":3},"warnings":[]}`,
			Want:  `{"retriggerId":5,"status":{"fixed":1,"partiallyFixed":2,"total":3}}`,
		},
		{
			Name: "a retrigger of which nothing succeeded yet is no failure",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).RetriggerStatus(ctx, 5, transaction.RetriggerStatusOptions{})
			},
			Method: "GET", Path: "/v2/organization/rejectedTransactions/retriggerStatus/5",
			Reply: `{"retriggerId":5,"status":{"success":0,"fixed":1,"maxOut":2,"replayed":3},"warnings":[]}`,
			Want:  `{"retriggerId":5,"status":{"success":0,"fixed":1,"maxOut":2,"replayed":3}}`,
		},
		{
			Name: "transactions are given up with a reason",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return transaction.New(c).MarkFailed(ctx, transaction.MarkFailedRequest{UserID: 8800012, TransactionNumber: []string{"hyd-1009"},
					ErrorCode: []string{"842"},
					Comments:  "typed twice"})
			},
			Method: "PUT", Path: "/v2/organization/rejectedTransactions/markFailed",
			Body:  `{"userId":8800012,"transactionNumber":["hyd-1009"],"errorCode":["842"],"comments":"typed twice"}`,
			Reply: `{"result":true,"warnings":[],"errors":[]}`,
			Want:  `{"result":true}`,
		},
	})
	wiretest.Refused(t, "transactionNumber", func(ctx context.Context, c *capillary.Client) error {
		_, err := transaction.New(c).Retrigger(ctx, transaction.RetriggerRequest{})
		return err
	})
	wiretest.Refused(t, "transactionNumber", func(ctx context.Context, c *capillary.Client) error {
		_, err := transaction.New(c).MarkFailed(ctx, transaction.MarkFailedRequest{Comments: "all of them"})
		return err
	})
}

// pages serves three rejected transactions, one a page.
func pages(t *testing.T, heedsOffset bool) *transaction.Service {
	ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		offset := 0
		if heedsOffset {
			offset, _ = strconv.Atoi(r.URL.Query().Get("offset"))
		}
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"pagination":{"limit":1,"offset":%d,"total":3},"data":[{"billNumber":"hyd-%d"}],"warnings":[],"errors":[]}`, offset, offset)
	}))
	c, err := capillary.New(capillary.Host(ts.URL), capillary.Basic("till.one", "secret"), capillary.WithStrictDecoding())
	require.NoError(t, err)
	t.Cleanup(func() { c.CloseIdleConnections(); ts.Close() })
	return transaction.New(c)
}

func TestAllRejectedGoesThroughThePages(t *testing.T) {
	var numbers []string
	for r, err := range pages(t, true).AllRejected(t.Context(), transaction.RejectedOptions{Limit: 1, Offset: 1}) {
		require.NoError(t, err)
		numbers = append(numbers, r.BillNumber)
	}
	assert.Equal(t, []string{"hyd-1", "hyd-2"}, numbers)
}

func TestAllRejectedEndsWithAnErrorWhereTheAPIRepeatsAPage(t *testing.T) {
	var numbers []string
	var last error
	for r, err := range pages(t, false).AllRejected(t.Context(), transaction.RejectedOptions{Limit: 1}) {
		if last = err; err == nil {
			numbers = append(numbers, r.BillNumber)
		}
	}
	assert.Equal(t, []string{"hyd-0"}, numbers)
	assert.ErrorIs(t, last, capillary.ErrSamePage)
}
