package transaction_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/transaction"
)

// doubtful is a server that cuts every write and answers every read the same way.
type doubtful struct {
	reply         string
	writes, reads atomic.Int64
	query         atomic.Value
}

func (d *doubtful) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodPost {
		d.writes.Add(1)
		_, _ = io.Copy(io.Discard, r.Body)
		if conn, _, err := w.(http.Hijacker).Hijack(); err == nil {
			conn.Close()
		}
		return
	}
	d.reads.Add(1)
	d.query.Store(r.URL.Query())
	w.Header().Set("Content-Type", "application/json")
	io.WriteString(w, d.reply)
}

func (d *doubtful) client(t *testing.T, options ...capillary.ClientOption) *capillary.Client {
	ts := httptest.NewServer(d)
	c, err := capillary.New(capillary.Host(ts.URL), capillary.Basic("till.one", "secret"), options...)
	require.NoError(t, err)
	t.Cleanup(func() { c.CloseIdleConnections(); ts.Close() })
	return c
}

// stored is the reply to a look-up that finds transactions.
func stored(transactions string) string {
	return fmt.Sprintf(`{"response":{"status":{"success":"true","code":200,"message":"Success"},"transactions":{"count":%d,"transaction":[%s]}}}`,
		strings.Count(transactions, `"number"`), transactions)
}

const done = `"item_status":{"success":"true","code":600,"message":"ok"}`

// row is a transaction without a customer.
func row(number, kind, amount, at string) string {
	return `{"id":1,"number":"` + number + `","type":"` + kind + `","amount":` + amount + `,"billing_time":"` + at + `",` + done + `}`
}

func TestADoubtAboutAPurchaseIsSettledByItsNumber(t *testing.T) {
	at := time.Date(2025, 3, 14, 18, 45, 10, 0, india)
	bill := transaction.Bill{Type: transaction.TypeRegular, BillNumber: "hyd-1001", BillAmount: dec("750.5"), BillingDate: at}
	same := `{"id":"90210","number":"hyd-1001","type":"REGULAR","amount":"750.50","billing_time":"2025-03-14 13:15:10","customer":{"mobile":"447700900111",
		"email":"asha@example.org","external_id":"hyd-77","user_id":"8800012"},` + done + `}`
	undated := bill
	undated.BillingDate = time.Time{}
	anonymous := bill
	anonymous.Type = transaction.TypeNotInterested
	local := bill
	local.AddWithLocalCurrency, local.BillAmount = true, dec("8.75")
	inDollars := `{"id":1,"number":"hyd-1001","type":"REGULAR","amount":750.5,"local_currency":{"amount":"8.75"},
		"billing_time":"2025-03-14 13:15:10",` + done + `}`
	now := time.Now().UTC().Format(time.DateTime)
	asha := capillary.UserID(8800012)

	for name, x := range map[string]struct {
		who    capillary.Identifier
		bill   transaction.Bill
		found  string
		exists bool
	}{
		"the bill itself, by mobile":                 {capillary.Mobile("447700900111"), bill, same, true},
		"a bill of a mobile that only ends like his": {capillary.Mobile("7700900111"), bill, same, false},
		"the bill itself, by e-mail":                 {capillary.Email("Asha@example.org"), bill, same, true},
		"the bill itself, by external id":            {capillary.ExternalID("hyd-77"), bill, same, true},
		"the bill itself, by user id":                {capillary.UserID(8800012), bill, same, true},
		"the bill itself, by a card":                 {capillary.CardNumber("c-1"), bill, same, true},
		"the bill, rounded to a second":              {asha, bill, row("hyd-1001", "REGULAR", "750.5", "2025-03-14 13:15:11"), true},
		"the bill, with its own clock":               {asha, bill, row("hyd-1001", "REGULAR", "750.5", "2025-03-14 18:45:10"), true},
		"a bill of nobody":                           {capillary.Identifier{}, anonymous, row("hyd-1001", "NOT_INTERESTED", "750.5", "2025-03-14 13:15:10"), true},
		"a bill in another currency":                 {asha, local, inDollars, true},
		"an undated bill of today":                   {asha, undated, row("hyd-1001", "REGULAR", "750.5", now), true},
		"an undated bill of last month":              {asha, undated, same, false},
		"a bill of another amount":                   {asha, bill, row("hyd-1001", "REGULAR", "1", "2025-03-14 13:15:10"), false},
		"a bill of another day":                      {asha, bill, row("hyd-1001", "REGULAR", "750.5", "2025-03-13 13:15:10"), false},
		"a bill of another type":                     {asha, bill, row("hyd-1001", "RETURN", "750.5", "2025-03-14 13:15:10"), false},
		"a bill of another number":                   {asha, bill, row("hyd-10012", "REGULAR", "750.5", "2025-03-14 13:15:10"), false},
		"a bill of somebody else":                    {capillary.UserID(8800013), bill, same, false},
		"a bill of somebody else's e-mail":           {capillary.Email("other@example.org"), bill, same, false},
		"two bills that could both be it":            {asha, bill, same + "," + same, false},
		"the bill, and another of its number":        {asha, bill, same + "," + row("hyd-1001", "REGULAR", "1", "2025-03-14 13:15:10"), false},
		"another of its number, and the bill":        {asha, bill, row("hyd-1001", "RETURN", "750.5", "2025-03-20 13:15:10") + "," + same, false},
		"nothing":                                    {asha, bill, ``, false},
	} {
		t.Run(name, func(t *testing.T) {
			d := &doubtful{reply: stored(x.found)}
			var meta capillary.Meta
			saved, err := transaction.New(d.client(t)).Add(t.Context(), x.who, x.bill, transaction.AddOptions{}, capillary.WithMeta(&meta))
			assert.Equal(t, int64(1), d.writes.Load(), "writes")
			assert.Equal(t, int64(1), d.reads.Load(), "reads")
			assert.Equal(t, url.Values{"number": {"hyd-1001"}, "type": {string(x.bill.Type)}, "user_id": {"true"}, "format": {"json"}}, d.query.Load())
			if x.exists {
				require.NoError(t, err)
				assert.NotZero(t, saved.CreatedID)
				assert.Equal(t, capillary.OutcomeDone, meta.Outcome)
				return
			}
			var unknown *capillary.OutcomeUnknownError
			require.ErrorAs(t, err, &unknown)
			assert.Equal(t, "hyd-1001", unknown.Key)
			assert.True(t, unknown.CanReconcile())
		})
	}
}

func TestABillThatIsNotThereCountsAsNotAddedAfterTheSettleTime(t *testing.T) {
	for name, reply := range map[string]string{
		"an empty list": stored(``),
		"an error": `{"response":{"status":{"success":"false","code":500,"message":"failed"},"transactions":{"transaction":[
			{"number":"hyd-1001","item_status":{"success":"false","code":625,"message":"unknown number"}}]}}}`,
	} {
		t.Run(name, func(t *testing.T) {
			d := &doubtful{reply: reply}
			transactions := transaction.New(d.client(t, capillary.WithSettleTime(time.Nanosecond)))
			_, err := transactions.Add(t.Context(), capillary.UserID(8800012), purchase(), transaction.AddOptions{})
			var unknown *capillary.OutcomeUnknownError
			require.ErrorAs(t, err, &unknown)
			r, err := unknown.Reconcile(t.Context())
			require.NoError(t, err)
			assert.Equal(t, capillary.Reconciliation[any]{Settled: true}, r)
		})
	}
}

func TestABillThatTurnsUpLaterIsReconciled(t *testing.T) {
	d := &doubtful{reply: stored(``)}
	_, err := transaction.New(d.client(t)).Add(t.Context(), capillary.UserID(8800012), purchase(), transaction.AddOptions{})
	var unknown *capillary.OutcomeUnknownError
	require.ErrorAs(t, err, &unknown)

	d.reply = stored(`{"id":90210,"number":"hyd-1001","type":"REGULAR","amount":"750.5",
		"billing_time":"` + time.Now().UTC().Format(time.DateTime) + `",` + done + `}`)
	r, err := unknown.Reconcile(t.Context())
	require.NoError(t, err)
	assert.Equal(t, capillary.Reconciliation[any]{Settled: true, Happened: true, Result: &transaction.Saved{CreatedID: 90210}}, r)
}

func TestALookUpThatFailsSettlesNothing(t *testing.T) {
	d := &doubtful{reply: `{"response":{"status":{"success":"false","code":500,"message":"failed"},"transactions":{"transaction":[
		{"item_status":{"success":"false","code":1624,"message":"too few parameters"}}]}}}`}
	_, err := transaction.New(d.client(t)).Add(t.Context(), capillary.UserID(8800012), purchase(), transaction.AddOptions{})
	var unknown *capillary.OutcomeUnknownError
	require.ErrorAs(t, err, &unknown)
	_, err = unknown.Reconcile(t.Context())
	assert.ErrorIs(t, err, transaction.ErrParametersMissing)
}

func TestADoubtAboutAReturnIsNotLookedUp(t *testing.T) {
	d := &doubtful{reply: stored(``)}
	b := purchase()
	b.Type, b.ReturnType = transaction.TypeReturn, transaction.ReturnFull
	_, err := transaction.New(d.client(t)).Add(t.Context(), capillary.UserID(8800012), b, transaction.AddOptions{})
	assert.True(t, errors.Is(err, capillary.ErrOutcomeUnknown))
	assert.Equal(t, int64(1), d.writes.Load())
	assert.Zero(t, d.reads.Load())
}
