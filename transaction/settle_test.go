package transaction_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/transaction"
)

// tillServer answers no write, and knows some bills.
func tillServer(t *testing.T, bills map[string]string) *transaction.Service {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, stored(bills[r.URL.Query().Get("number")]))
	}))
	c, err := capillary.New(capillary.Host(server.URL), capillary.Basic("till.one", "secret"), capillary.WithMaxRetries(0))
	require.NoError(t, err)
	t.Cleanup(func() { c.CloseIdleConnections(); server.Close() })
	return transaction.New(c)
}

func nowRow(id, number string) string {
	return `{"id":` + id + `,"number":"` + number + `","type":"REGULAR","amount":"10","billing_time":"` + time.Now().UTC().Format(time.DateTime) +
		`","customer":{"mobile":"447700900111"},` + done + `}`
}

func TestABatchInDoubtIsLookedUpBillByBill(t *testing.T) {
	var bills []transaction.BulkBill
	for _, number := range []string{"b-1", "b-2", "b-3"} {
		bills = append(bills, transaction.BulkBill{Customer: capillary.Mobile("447700900111"),
			Bill: transaction.Bill{Type: transaction.TypeRegular, BillNumber: number, BillAmount: dec("10")}})
	}
	bills[2].Bill.Type, bills[2].Bill.ReturnType = transaction.TypeReturn, transaction.ReturnFull
	service := tillServer(t, map[string]string{"b-1": nowRow("71", "b-1"), "b-3": nowRow("73", "b-3")})
	var meta capillary.Meta
	batch, err := service.AddBulk(t.Context(), bills, transaction.BulkOptions{}, capillary.WithMeta(&meta))
	require.NoError(t, err, "a batch of which a part is done is no error")
	assert.Equal(t, capillary.OutcomePartlyDone, meta.Outcome)
	assert.True(t, meta.Settled)
	require.Len(t, batch.Items, 3)
	assert.EqualValues(t, 71, batch.Values()[0].EntityID)
	_, told := batch.Values()[0].Result.GrossAmount.Value()
	assert.False(t, told)
	assert.ErrorIs(t, batch.Items[1].Err(), capillary.ErrOutcomeUnknown)
	assert.ErrorIs(t, batch.Items[2].Err(), capillary.ErrOutcomeUnknown, "a return can't be looked up")

	known, err := service.SettleAddBulk(t.Context(), bills[:2], time.Now().Add(-time.Hour))
	require.NoError(t, err)
	assert.True(t, known.Settled && known.Happened)
	assert.NoError(t, known.Result.Items[0].Err())
	assert.ErrorIs(t, known.Result.Items[1].Err(), capillary.ErrNotExecuted)
}

func TestBillsOfV1InDoubtAreLookedUpToo(t *testing.T) {
	bill := func(number string) transaction.BillV1 {
		return transaction.BillV1{Type: transaction.TypeRegularV1, Number: number, Amount: dec("10"),
			Customer: capillary.Mobile("447700900111")}
	}
	r := transaction.NewRequestV1(bill("b-1"), bill("b-2"))
	service := tillServer(t, map[string]string{"b-1": nowRow("71", "b-1"), "b-2": nowRow("72", "b-2")})
	batch, err := service.AddV1(t.Context(), r, transaction.AddOptionsV1{})
	require.NoError(t, err)
	require.NoError(t, batch.Err())
	assert.EqualValues(t, 72, batch.Values()[1].ID)
	_, told := batch.Values()[1].PointsBalance.Value()
	assert.False(t, told, "no look-up tells a balance")

	twice := transaction.NewRequestV1(bill("b-1"), bill("b-1"))
	_, err = service.AddV1(t.Context(), twice, transaction.AddOptionsV1{})
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown, "nothing tells two bills of one number apart")
}

func TestACodeThatDoesNotSayThatABillIsNotThereIsNoProofOfIt(t *testing.T) {
	for code, absent := range map[int]bool{625: true, 602: false, 688: false} {
		d := &doubtful{reply: fmt.Sprintf(`{"response":{"status":{"success":"false","code":500,"message":"failed"},"transactions":{"transaction":[
			{"number":"hyd-1001","item_status":{"success":"false","code":%d,"message":"?"}}]}}}`, code)}
		known, err := transaction.New(d.client(t)).SettleAdd(t.Context(), capillary.UserID(1), purchase(), time.Now().Add(-time.Hour))
		assert.Equal(t, absent, err == nil && known.Settled && !known.Happened, "code %d", code)
	}
}

// The code that says "no such number" is no answer in a reply that contradicts itself.
func TestAContradictionIsNoProofThatABillIsNotThere(t *testing.T) {
	for _, reply := range []string{
		`{"response":{"status":{"success":"false","code":500},"transactions":{"transaction":[
			{"id":77,"number":"hyd-1001","amount":"1","item_status":{"success":"true","code":625,"message":"?"}}]}}}`,
		`{"response":{"status":{"success":"true","code":625},"transactions":{"transaction":[]}}}`,
		`{"response":{"status":{"success":"true","code":200},"errors":[{"code":625}],"transactions":{"transaction":[
			{"id":77,"number":"hyd-1001","item_status":{"success":"true","code":600}}]}}}`,
		`{"response":{"status":{"success":"false","code":625},"transactions":{"transaction":[
			{"id":77,"number":"hyd-1001","amount":"1","item_status":{"success":"true","code":600}}]}}}`,
		`{"response":{"status":{"success":"false","code":625},"transactions":{"count":1,"transaction":[{"id":77,"number":"hyd-1001","amount":"1"}]}}}`,
		`{"response":{"status":{"success":"false","code":625},"transactions":{"count":3}}}`,
	} {
		d := &doubtful{reply: reply}
		known, err := transaction.New(d.client(t, capillary.WithMaxRetries(0))).SettleAdd(t.Context(), capillary.UserID(1), purchase(), time.Now().Add(-time.Hour))
		assert.False(t, err == nil && known.Settled && !known.Happened, "%s: %+v %v", reply, known, err)
	}
}
