package transaction_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/transaction"
)

func plainBill() transaction.Bill {
	return transaction.Bill{Type: transaction.TypeRegular, BillNumber: "hyd-7", BillAmount: decimal.NewFromInt(100)}
}

// Before 2026 these were a success, or an HTTP 500 without a code.
func TestACustomerWhoIsNamedWronglyIsARefusal(t *testing.T) {
	for code, want := range map[string]error{
		"8084": transaction.ErrCustomerDetailsMissing, "8154": transaction.ErrInvalidIdentifierValue, "8155": transaction.ErrInvalidIdentifierName,
		"8109": transaction.ErrDeletedForPII,
	} {
		for _, status := range []int{200, 400, 500} {
			c, server := wiretest.Serve(t, status, `{"errors": [{"status": false, "code": `+code+`, "message": "x"}], "warnings": []}`)
			_, err := transaction.New(c).Add(t.Context(), capillary.ExternalID("x"), plainBill(), transaction.AddOptions{})
			require.ErrorIs(t, err, want, "%s, HTTP %d", code, status)
			assert.False(t, capillary.MayHaveHappened(err))
			assert.Len(t, server.Arrivals(), 1)
		}
	}
}

func TestCallsOfTransactionsCanLeaveLoyaltyOut(t *testing.T) {
	c, server := wiretest.Serve(t, 200, `{"createdId": 5, "warnings": [], "id": 5, "number": "hyd-7", "response": [{"entityId": 5, "result": {"id": 5}, "errors": [], "warnings": []}],
		"totalCount": 1, "failureCount": 0, "simulatedPointsBreakup": {"eventLogId": 1}}`)
	s, who := transaction.New(c), capillary.UserID(7001)
	_, err := s.Add(t.Context(), who, plainBill(), transaction.AddOptions{SkipDownstream: true})
	require.NoError(t, err)
	_, _ = s.Update(t.Context(), who, transaction.Change{ID: 5}, transaction.UpdateOptions{SkipDownstream: true, DirectReplay: true})
	_, _ = s.AddBulk(t.Context(), []transaction.BulkBill{{Customer: who, Bill: plainBill()}}, transaction.BulkOptions{SkipDownstream: true})
	_, _ = s.UpdateBulk(t.Context(), []transaction.BulkChange{{Customer: who, ID: 5}}, transaction.UpdateBulkOptions{SkipDownstream: true})
	_, _ = s.Simulate(t.Context(), who, plainBill(), transaction.SimulateOptions{DirectReplay: true})
	_, err = s.Add(t.Context(), who, plainBill(), transaction.AddOptions{})
	require.NoError(t, err)
	type headers struct{ skip, replay string }
	var got []headers
	for _, a := range server.Arrivals() {
		got = append(got, headers{a.Header.Get("SKIP-DOWNSTREAM"), a.Header.Get("X-CAP-DIRECT-REPLAY")})
	}
	assert.Equal(t, []headers{{"true", ""}, {"true", "true"}, {"true", ""}, {"true", ""}, {"", "true"}, {"", ""}}, got)
}

func TestPaymentsInOneElementAreSeveral(t *testing.T) {
	var p transaction.PaymentsV1
	require.NoError(t, p.UnmarshalJSON([]byte(`{"payment": [{"mode": "CASH", "value": "100"}, {"mode": ["CREDIT", "CHECK"], "value": ["400.5", 5], "notes": "n"}]}`)))
	require.Len(t, p.Payment, 3)
	assert.Equal(t, "CHECK", p.Payment[2].Mode)
	assert.Equal(t, "400.5", p.Payment[1].Value.String())
	assert.Equal(t, "n", p.Payment[2].Notes)
	require.NoError(t, p.UnmarshalJSON([]byte(`{"payment": {"mode": "CASH", "value": 1}}`)))
	require.Len(t, p.Payment, 1)
	require.Error(t, p.UnmarshalJSON([]byte(`{"payment": [{"mode": ["A", "B"], "value": 1}]}`)))
}

func TestAllTransactionsOfANumberAreRead(t *testing.T) {
	c, _ := wiretest.Serve(t, 200, `{"pagination": {"limit": 100, "offset": 0, "total": 2}, "data": [
		{"id": 5, "billDetails": {"billNumber": "hyd-7", "billingTimeInputOffset": "+05:30", "currency": {"id": 220, "symbol": "€"}},
		 "currencyLogDto": {"ratio": 70}, "lineItems": [{"id": 1, "currencyLogDto": {"localRate": 70.5}, "details": {"newExtendedFields": {"size": "M"}}}]},
		{"id": 6, "billDetails": {"billNumber": "hyd-7"}}], "warnings": [], "errors": []}`)
	page, err := transaction.New(c).ByNumber(t.Context(), "hyd-7", transaction.GetByNumberOptions{})
	require.NoError(t, err)
	require.Len(t, page.Items, 2)
	assert.Equal(t, int64(2), page.Pagination.Total)
	assert.Equal(t, "+05:30", page.Items[0].BillDetails.BillingTimeInputOffset)
	assert.Equal(t, "70.5", page.Items[0].LineItems[0].CurrencyLog.Or(customer.CurrencyLog{}).LocalRate.String())
	assert.Equal(t, map[string]any{"size": "M"}, page.Items[0].LineItems[0].Details.NewExtendedFields)
	first, err := transaction.New(c).GetByNumber(t.Context(), "hyd-7", transaction.GetByNumberOptions{})
	require.NoError(t, err)
	assert.Equal(t, int64(5), first.ID)

	c, _ = wiretest.Serve(t, 200, `{"pagination": {"limit": 100, "offset": 0, "total": 0}, "data": [], "warnings": [], "errors": []}`)
	_, err = transaction.New(c).GetByNumber(t.Context(), "hyd-7", transaction.GetByNumberOptions{})
	require.ErrorIs(t, err, transaction.ErrBillNotFound)
	require.ErrorIs(t, err, capillary.ErrNotFound)
	assert.False(t, capillary.MayHaveHappened(err), "it was a question")
	page, err = transaction.New(c).ByNumber(t.Context(), "hyd-7", transaction.GetByNumberOptions{})
	require.NoError(t, err)
	assert.Empty(t, page.Items)
}

func TestATransactionIsNotThereOnlyWhereTheListOfItsNumberIsEmpty(t *testing.T) {
	for _, reply := range []string{
		`{"pagination": {"limit": 100, "offset": 100, "total": 2}, "data": [], "warnings": [], "errors": []}`,
		`{"data": [{"id": 5, "billDetails": {"billNumber": "hyd-8"}}, {"id": 6, "billDetails": {"billNumber": "hyd-70"}}]}`,
		`{"billDetails": {}}`,
		`{"billDetails": {}, "data": null}`,
	} {
		c, _ := wiretest.Serve(t, 200, reply, capillary.WithMaxRetries(0))
		got, err := transaction.New(c).GetByNumber(t.Context(), "hyd-7", transaction.GetByNumberOptions{})
		require.Error(t, err, "%s: %+v", reply, got)
		assert.NotErrorIs(t, err, transaction.ErrBillNotFound, reply)
		assert.NotErrorIs(t, err, capillary.ErrNotFound, reply)
	}
	c, _ := wiretest.Serve(t, 200, `{"data": [{"id": 5, "billDetails": {"billNumber": "hyd-8"}}, {"id": 6, "billDetails": {"billNumber": "HYD-7"}}]}`)
	got, err := transaction.New(c).GetByNumber(t.Context(), "hyd-7", transaction.GetByNumberOptions{})
	require.NoError(t, err)
	assert.Equal(t, int64(6), got.ID, "the one that has the number, and not the first of the list")
}
