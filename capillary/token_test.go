package capillary_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
)

// cluster gives tokens, and refuses those that were made stale in one of the API's ways.
type cluster struct {
	tokens, stale, calls atomic.Int64
	refuse               func(w http.ResponseWriter)
}

func (c *cluster) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	if strings.HasSuffix(r.URL.Path, "/v3/oauth/token/generate") {
		fmt.Fprintf(w, `{"data":{"accessToken":"token-%d","ttlSeconds":300},"errors":null}`, c.tokens.Add(1))
		return
	}
	c.calls.Add(1)
	var n int64
	fmt.Sscanf(r.Header.Get("X-CAP-API-OAUTH-TOKEN"), "token-%d", &n)
	if n <= c.stale.Load() {
		c.refuse(w)
		return
	}
	fmt.Fprint(w, `{"response":{"status":{"success":"true","code":200},"id":5}}`)
}

var staleForms = map[string]func(http.ResponseWriter){
	"HTTP 401":              func(w http.ResponseWriter) { w.WriteHeader(401) },
	"body 401":              func(w http.ResponseWriter) { fmt.Fprint(w, `{"response":{"status":{"success":"false","code":401}}}`) },
	"body 498 with success": func(w http.ResponseWriter) { fmt.Fprint(w, `{"response":{"status":{"success":"true","code":498}}}`) },
	"v3 error 498":          func(w http.ResponseWriter) { fmt.Fprint(w, `{"data":null,"errors":[{"code":498}]}`) },
}

func TestAThousandCallsThatSeeAStaleTokenCauseOneRefreshAndAllSucceed(t *testing.T) {
	for name, refuse := range staleForms {
		t.Run(name, func(t *testing.T) {
			api := &cluster{refuse: refuse}
			ts := httptest.NewServer(api)
			defer ts.Close()
			c, err := capillary.New(capillary.Host(ts.URL), capillary.OAuth("key", "secret"))
			require.NoError(t, err)
			defer c.CloseIdleConnections()
			op := capillary.Operation{Name: "customer.Write", Method: http.MethodPost, Path: "/v1.1/things", Envelope: capillary.V1}
			call := func() error {
				got, err := capillary.Call[answer](t.Context(), c, op, capillary.Input{Body: 1})
				if err == nil && got.ID != 5 {
					return fmt.Errorf("id %d", got.ID)
				}
				return err
			}
			require.NoError(t, call())
			api.stale.Store(1)
			var wg sync.WaitGroup
			for range 1000 {
				wg.Go(func() { assert.NoError(t, call()) })
			}
			wg.Wait()
			assert.Equal(t, int64(2), api.tokens.Load(), "token requests")
		})
	}
}

func TestARefusedCredentialIsFinalAndIsAskedForNoMoreThanTwice(t *testing.T) {
	api := &cluster{refuse: staleForms["HTTP 401"]}
	api.stale.Store(1 << 40)
	ts := httptest.NewServer(api)
	defer ts.Close()
	for _, auth := range []capillary.Auth{capillary.Basic("till", "wrong"), capillary.OAuth("key", "secret")} {
		c, err := capillary.New(capillary.Host(ts.URL), auth)
		require.NoError(t, err)
		api.calls.Store(0)
		_, err = capillary.Call[answer](t.Context(), c, opWrite, capillary.Input{})
		assert.ErrorIs(t, err, capillary.ErrUnauthorized)
		assert.False(t, capillary.MayHaveHappened(err))
		assert.LessOrEqual(t, api.calls.Load(), int64(2))
		c.CloseIdleConnections()
	}
}

func TestAWrongClientKeyIsATypedErrorAndNothingIsSent(t *testing.T) {
	ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		assert.Equal(t, "/v3/oauth/token/generate", r.URL.Path)
		fmt.Fprint(w, `{"data":null,"errors":[{"code":320001,"message":"Invalid key"}]}`)
	}))
	defer ts.Close()
	c, err := capillary.New(capillary.Host(ts.URL), capillary.OAuth("key", "secret"))
	require.NoError(t, err)
	defer c.CloseIdleConnections()
	_, err = capillary.Call[answer](t.Context(), c, opWrite, capillary.Input{})
	assert.ErrorIs(t, err, capillary.ErrWrongClientKey)
	assert.ErrorIs(t, err, capillary.ErrUnauthorized)
	assert.ErrorIs(t, err, capillary.ErrNotSent)
}

func TestACallersDeadlineHoldsWhileTheTokenIsFetched(t *testing.T) {
	release := make(chan struct{})
	ts := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release }))
	defer ts.Close()
	defer close(release)
	c, err := capillary.New(capillary.Host(ts.URL), capillary.OAuth("key", "secret"))
	require.NoError(t, err)
	defer c.CloseIdleConnections()
	assert.Less(t, quickest(func() {
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		_, err := capillary.Call[answer](ctx, c, opWrite, capillary.Input{})
		assert.ErrorIs(t, err, context.DeadlineExceeded)
		assert.ErrorIs(t, err, capillary.ErrNotSent)
	}), 200*time.Millisecond)
}

// net/http sends a GET again by itself when a kept connection breaks before the reply. A GET that does something must
// not be sent twice that way.
func TestAnEffectArrivesOnceEvenWhereAKeptConnectionBreaks(t *testing.T) {
	var arrivals atomic.Int64
	var breaking atomic.Bool
	ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if breaking.Load() {
			arrivals.Add(1)
			conn, _, err := w.(http.Hijacker).Hijack()
			if err == nil {
				conn.Close()
			}
			return
		}
		fmt.Fprint(w, `{"id":5}`)
	}))
	defer ts.Close()
	c, err := capillary.New(capillary.Host(ts.URL), capillary.Basic("till", "secret"), capillary.WithMaxRetries(0))
	require.NoError(t, err)
	defer c.CloseIdleConnections()
	effect := capillary.Operation{Name: "points.ValidationCode", Method: http.MethodGet, Path: "/v2/code", Safety: capillary.Effect}
	for range 50 {
		breaking.Store(false)
		require.NoError(t, read(t.Context(), c))
		_, err := capillary.Call[answer](t.Context(), c, effect, capillary.Input{})
		require.NoError(t, err)
		breaking.Store(true)
		arrivals.Store(0)
		_, err = capillary.Call[answer](t.Context(), c, effect, capillary.Input{})
		require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
		require.Equal(t, int64(1), arrivals.Load())
	}
}

func TestALogAndAnObservationTellWhatMayBeTold(t *testing.T) {
	ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Cap-Requestid", "req-1")
		if r.Method == http.MethodPost {
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprint(w, `{"errors":[{"status":false,"code":8015,"message":"nobody"}]}`)
			return
		}
		fmt.Fprint(w, `{"id":5}`)
	}))
	defer ts.Close()
	var logged bytes.Buffer
	var seen []capillary.Observation
	c, err := capillary.New(capillary.Host(ts.URL), capillary.Basic("till", "secret"),
		capillary.WithLogger(slog.New(slog.NewTextHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug}))),
		capillary.WithHook(capillary.Hook{End: func(_ context.Context, o capillary.Observation) { seen = append(seen, o) }}))
	require.NoError(t, err)
	defer c.CloseIdleConnections()
	require.NoError(t, read(t.Context(), c))
	_, err = capillary.Call[answer](t.Context(), c, opWrite, capillary.Input{Body: map[string]int{"a": 1}})
	require.Error(t, err)
	require.Len(t, seen, 2)
	assert.Equal(t, capillary.OutcomeDone, seen[0].Outcome)
	assert.Equal(t, len(`{"id":5}`), seen[0].ReplyBytes)
	o := seen[1]
	assert.Equal(t, "customer.Write", o.Operation)
	assert.Equal(t, http.StatusBadRequest, o.Status)
	assert.Equal(t, []capillary.Code{8015}, o.Codes)
	assert.Equal(t, capillary.OutcomeRefused, o.Outcome)
	assert.Equal(t, "req-1", o.RequestID)
	assert.Equal(t, len(`{"a":1}`), o.RequestBytes)
	assert.Equal(t, 1, o.Tries)
	assert.Equal(t, err, o.Err)
	assert.Equal(t, 2, strings.Count(logged.String(), "\n"))
	for _, want := range []string{"level=DEBUG", "level=INFO", "operation=customer.Write", "codes=[8015]", "outcome=refused", "request_id=req-1"} {
		assert.Contains(t, logged.String(), want)
	}
}
