package points_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/points"
)

// listing is an API that lists redemptions and reverses what it is told to.
func listing(t *testing.T, list string) (service *points.Service, reversed *string) {
	reversed = new(string)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if r.Method == http.MethodPost {
			raw, _ := io.ReadAll(r.Body)
			*reversed = string(raw)
			fmt.Fprint(w, `{"redemptionId": "Qx7aa1", "pointsReversed": 100, "reversalId": "Rv1", "warnings": []}`)
			return
		}
		fmt.Fprintf(w, `{"response": {"status": {"success": true, "code": 200}, "customer": {"user_id": 9001, "redemptions": {"points": {"point": %s}}}}}`, list)
	}))
	client, err := capillary.New(capillary.Host(server.URL), capillary.Basic("till.one", "secret"), capillary.WithMaxRetries(0))
	require.NoError(t, err)
	t.Cleanup(func() { client.CloseIdleConnections(); server.Close() })
	return points.New(client), reversed
}

const one = `{"redemption_id": "Qx7aa1", "external_reference_number": "order-5", "points_redeemed": 100, "transaction_number": "bill-77", "bill_id": 55}`

func TestAnotherProcessSettlesARedemptionByItsReference(t *testing.T) {
	service, _ := listing(t, "["+one+"]")
	known, err := service.SettleRedeemV1(t.Context(), hundred(), time.Now())
	require.NoError(t, err)
	require.True(t, known.Settled && known.Happened)
	assert.Equal(t, "Qx7aa1", known.Result.RedemptionID)
	_, told := known.Result.Balance.Value()
	assert.False(t, told, "no look-up tells a balance")
	id, told := known.Result.SideEffects.Effect[0].RedeemedOnBillID.Value()
	assert.True(t, told)
	assert.EqualValues(t, 55, id)

	service, _ = listing(t, "[]")
	for ago, settled := range map[time.Duration]bool{time.Minute: false, 3 * time.Minute: true} {
		known, err = service.SettleRedeemV1(t.Context(), hundred(), time.Now().Add(-ago))
		require.NoError(t, err)
		assert.Equal(t, capillary.Reconciliation[*points.RedemptionV1]{Settled: settled}, known)
	}
	_, err = service.SettleRedeemV1(t.Context(), hundred(), time.Time{})
	require.ErrorIs(t, err, capillary.ErrInvalidInput)
}

func TestPointsAreGivenBackByReferenceOrBillOrNotAtAll(t *testing.T) {
	byReference := points.ReverseByKeyRequest{Customer: capillary.UserID(9001), ExternalReference: "order-5"}
	byBill := points.ReverseByKeyRequest{Customer: capillary.UserID(9001), TransactionNumber: "bill-77"}
	for name, x := range map[string]struct {
		r    points.ReverseByKeyRequest
		list string
		ago  time.Duration
		want error
	}{
		"by reference":                    {byReference, "[" + one + "]", 0, nil},
		"by bill":                         {byBill, "[" + one + "]", 0, nil},
		"two of one bill":                 {byBill, "[" + one + `, {"redemption_id": "Qx7aa2", "transaction_number": "bill-77", "points_redeemed": 5}]`, 0, capillary.ErrConflict},
		"a bill that came back changed":   {byBill, `[{"redemption_id": "Qx7aa1", "transaction_number": "BILL-77 "}]`, 0, capillary.ErrConflict},
		"none":                            {byReference, "[]", time.Hour, capillary.ErrNotThere},
		"none, right after the doubt":     {byReference, "[]", 0, capillary.ErrNotSettled},
		"a reference under another spell": {byReference, `[{"redemption_id": "Qx7aa1", "external_reference_number": "ORDER-5"}]`, 0, capillary.ErrConflict},
	} {
		t.Run(name, func(t *testing.T) {
			service, reversed := listing(t, x.list)
			reversal, err := service.ReverseByKey(t.Context(), x.r, time.Now().Add(-x.ago))
			if x.want == nil {
				require.NoError(t, err)
				assert.Equal(t, "Rv1", reversal.ReversalID)
				assert.JSONEq(t, `{"redemptionId": "Qx7aa1", "identifier": {"type": "ID", "value": "9001"}}`, *reversed)
				return
			}
			require.ErrorIs(t, err, x.want)
			require.ErrorIs(t, err, capillary.ErrNotSent)
			assert.False(t, capillary.MayHaveHappened(err))
			assert.Empty(t, *reversed)
		})
	}
}

// keeper is an API that keeps references in its own way, finds only what it kept, and may give pages of ten whatever is asked for.
type keeper struct {
	kept    string        // the reference of the redemption that happened
	ago     time.Duration // when
	others  int           // later redemptions, an hour apart
	ignores bool          // the reference and the limit
}

func (k *keeper) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	row := func(n int, reference string, ago time.Duration) string {
		return fmt.Sprintf(`{"id": %d, "redemption_id": "Q%d", "external_reference_number": %q, "points_redeemed": 100, "redeemed_time": %q}`, 1000-n, n, reference,
			time.Now().UTC().Add(-ago).Format(time.DateTime))
	}
	var rows []string
	asked := q.Get("external_reference_number")
	for n := range k.others {
		if asked == "" || k.ignores {
			rows = append(rows, row(n, fmt.Sprint("other-", n), time.Duration(n)*8*time.Hour))
		}
	}
	if asked == "" || k.ignores || asked == k.kept {
		rows = append(rows, row(k.others, k.kept, k.ago))
	}
	total, offset := len(rows), 0
	fmt.Sscan(q.Get("points_offset"), &offset)
	rows = rows[min(offset, total):]
	if k.ignores {
		rows = rows[:min(10, len(rows))]
	}
	fmt.Fprintf(w, `{"response": {"status": {"success": true, "code": 200}, "customer": {"user_id": 9001, "points_count": %d,
		"redemptions": {"points": {"point": [%s]}}}}}`, total, strings.Join(rows, ","))
}

func (k *keeper) settle(t *testing.T, reference string, since time.Time) (capillary.Reconciliation[*points.RedemptionV1], error) {
	t.Helper()
	server := httptest.NewServer(k)
	defer server.Close()
	client, err := capillary.New(capillary.Host(server.URL), capillary.Basic("till.one", "secret"), capillary.WithMaxRetries(0))
	require.NoError(t, err)
	defer client.CloseIdleConnections()
	r := hundred()
	r.ExternalReference = reference
	return points.New(client).SettleRedeemV1(t.Context(), r, since)
}

func TestAReferenceThatAServerKeptInItsOwnWayIsNoProofThatNothingHappened(t *testing.T) {
	long := strings.Repeat("order-5/", 8)
	for sent, kept := range map[string]string{long: long[:50], " order-5 ": "order-5", "000512": "512", "order-5": "order-5", "ordre-é": "ordre-é"} {
		k := &keeper{kept: kept, ago: time.Hour, others: 3}
		known, err := k.settle(t, sent, time.Now().Add(-time.Hour))
		require.NoError(t, err, sent)
		assert.Equal(t, sent == kept, known.Happened, sent)
		assert.Equal(t, sent != kept, known.Conflict, sent)
		assert.Equal(t, sent == kept, known.Settled, sent)
	}
	known, err := (&keeper{kept: "another", ago: time.Hour, others: 3}).settle(t, long, time.Now().Add(-time.Hour))
	require.NoError(t, err)
	assert.Equal(t, capillary.Reconciliation[*points.RedemptionV1]{Settled: true}, known, "it is not in the list")
}

// The moment may be that of a restart, days after the doubt.
func TestARedemptionIsFoundAlsoWhereTheDoubtIsTakenForALaterOne(t *testing.T) {
	k := &keeper{kept: "order-5", ago: 5 * 24 * time.Hour, others: 12, ignores: true}
	known, err := k.settle(t, "order-5", time.Now().Add(-time.Hour))
	require.NoError(t, err)
	assert.True(t, known.Happened && known.Settled)
}
