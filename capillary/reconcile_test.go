package capillary_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
)

var opKept = capillary.Operation{Name: "test.Keep", Method: "POST", Path: "/v2/keep", Safety: capillary.Keyed, Proof: "id"}

// keeper is an API that answers each try in its own way.
func keeper(t *testing.T, answers ...func(http.ResponseWriter)) *capillary.Client {
	var n atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		answers[min(int(n.Add(1)), len(answers))-1](w)
	}))
	c, err := capillary.New(capillary.Host(server.URL), capillary.Basic("till.one", "secret"), capillary.WithKeys(capillary.KeysAlways),
		capillary.WithSettleTime(300*time.Millisecond))
	require.NoError(t, err)
	t.Cleanup(func() { c.CloseIdleConnections(); server.Close() })
	return c
}

func nobodyKnows(w http.ResponseWriter) { w.WriteHeader(http.StatusBadGateway) }

func keep(ctx context.Context, c *capillary.Client, lookUp func(context.Context) (capillary.Found, error)) error {
	_, err := capillary.Call[map[string]any](ctx, c, opKept, capillary.Input{Body: map[string]string{"id": "7"}, Key: "7", LookUp: lookUp},
		capillary.WithMaxRetries(1))
	return err
}

func nothingThere(context.Context) (capillary.Found, error) { return capillary.Found{}, nil }

func TestTheSettleTimeCountsFromTheLastDoubt(t *testing.T) {
	began := time.Now()
	var second time.Time
	c := keeper(t, nobodyKnows, func(w http.ResponseWriter) { second = time.Now(); nobodyKnows(w) })
	err := keep(t.Context(), c, nothingThere)
	var unknown *capillary.OutcomeUnknownError
	require.ErrorAs(t, err, &unknown)
	require.True(t, second.After(began))
	assert.False(t, unknown.Since.Before(second), "the doubt is that of the second try")
}

func TestAnEarlierDoubtIsNotForgottenWhereTheLastTryWasNotExecuted(t *testing.T) {
	for name, last := range map[string]func(http.ResponseWriter){
		"rate limited": func(w http.ResponseWriter) {
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(http.StatusTooManyRequests)
		},
		"refused": func(w http.ResponseWriter) {
			w.WriteHeader(http.StatusBadRequest)
			_, _ = w.Write([]byte(`{"errors": [{"status": false, "code": 804, "message": "too few"}]}`))
		},
	} {
		t.Run(name, func(t *testing.T) {
			var unknown *capillary.OutcomeUnknownError
			err := keep(t.Context(), keeper(t, nobodyKnows, last), nothingThere)
			require.ErrorAs(t, err, &unknown)
			assert.False(t, unknown.Since.IsZero())
		})
	}
}

func TestTheClockOfAReconciliationIsReadBeforeTheLookUp(t *testing.T) {
	c := keeper(t, nobodyKnows)
	slow := func(context.Context) (capillary.Found, error) {
		time.Sleep(400 * time.Millisecond) // longer than the settle time: it may have been done meanwhile
		return capillary.Found{}, nil
	}
	known, err := capillary.Settle[string](t.Context(), c, "test.Keep", time.Now(), slow)
	require.NoError(t, err)
	assert.False(t, known.Settled, "what was not there when it was asked for can be there now")
	known, err = capillary.Settle[string](t.Context(), c, "test.Keep", time.Now().Add(-time.Second), nothingThere)
	require.NoError(t, err)
	assert.Equal(t, capillary.Reconciliation[string]{Settled: true}, known)
}

func TestADoubtWithoutATimeIsRefused(t *testing.T) {
	c := keeper(t, nobodyKnows)
	asked := false
	_, err := capillary.Settle[string](t.Context(), c, "test.Keep", time.Time{}, func(context.Context) (capillary.Found, error) {
		asked = true
		return capillary.Found{}, nil
	})
	var invalid *capillary.InvalidInputError
	require.ErrorAs(t, err, &invalid)
	assert.Equal(t, "since", invalid.Field)
	assert.False(t, asked)
	_, err = capillary.Settle[string](t.Context(), c, "test.Keep", time.Now(), nil)
	assert.ErrorIs(t, err, capillary.ErrInvalidInput)
}

func TestADoubtOfTheFutureIsNotSettled(t *testing.T) {
	known, err := capillary.Settle[string](t.Context(), keeper(t, nobodyKnows), "test.Keep", time.Now().Add(time.Hour), nothingThere)
	require.NoError(t, err)
	assert.False(t, known.Settled)
}

func TestOnlyADoubtCanBeReconciledAndItsResultHasItsType(t *testing.T) {
	_, err := capillary.Reconcile[string](t.Context(), errors.New("another"))
	require.ErrorIs(t, err, capillary.ErrInvalidInput)
	found := capillary.Found{}
	err = keep(t.Context(), keeper(t, nobodyKnows), func(context.Context) (capillary.Found, error) { return found, nil })
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	found = capillary.Found{Happened: true, Result: "kept"}
	known, problem := capillary.Reconcile[string](t.Context(), err)
	require.NoError(t, problem)
	assert.Equal(t, capillary.Reconciliation[string]{Settled: true, Happened: true, Result: "kept"}, known)
	_, problem = capillary.Reconcile[int](t.Context(), err)
	require.ErrorIs(t, problem, capillary.ErrInvalidInput)
	found = capillary.Found{Conflict: true}
	known, problem = capillary.Reconcile[string](t.Context(), err)
	require.NoError(t, problem)
	assert.Equal(t, capillary.Reconciliation[string]{Conflict: true}, known)
}

func TestABatchIsSettledItemByItem(t *testing.T) {
	items := []capillary.Found{{Happened: true, Result: "first"}, {}, {Conflict: true}, {Err: errors.New("no answer")}}
	ask := func(ago time.Duration, items ...capillary.Found) capillary.Reconciliation[*capillary.Batch[string]] {
		known, err := capillary.Settle[*capillary.Batch[string]](t.Context(), keeper(t, nobodyKnows), "test.Keep", time.Now().Add(-ago),
			func(context.Context) (capillary.Found, error) {
				return capillary.FoundBatch[string]("test.Keep", items), nil
			})
		require.NoError(t, err)
		return known
	}
	early, late := ask(0, items...), ask(time.Hour, items...)
	assert.True(t, early.Happened && late.Happened && late.Conflict)
	assert.False(t, early.Settled || late.Settled)
	require.Len(t, late.Result.Items, 4)
	assert.Equal(t, []string{"first"}, late.Result.Values())
	assert.ErrorIs(t, early.Result.Items[1].Err(), capillary.ErrOutcomeUnknown)
	assert.ErrorIs(t, late.Result.Items[1].Err(), capillary.ErrNotExecuted)
	assert.ErrorIs(t, late.Result.Items[2].Err(), capillary.ErrOutcomeUnknown)
	assert.ErrorIs(t, late.Result.Items[3].Err(), capillary.ErrOutcomeUnknown)

	assert.True(t, ask(time.Hour, items[:2]...).Settled, "one was done, the other was not")
	assert.False(t, ask(0, items[:2]...).Settled)
	none := ask(time.Hour, items[1])
	assert.True(t, none.Settled && !none.Happened)
}
