package capillary_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jarcoal/httpmock"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
)

type spanKey struct{}

// span is what a tracing library would put into a context.
func span(name string) func(context.Context, capillary.Started) context.Context {
	return func(ctx context.Context, call capillary.Started) context.Context {
		outer, _ := ctx.Value(spanKey{}).(string)
		return context.WithValue(ctx, spanKey{}, outer+"/"+name+":"+call.Operation)
	}
}

// replying is a server that gives one reply after another, and the last one again.
func replying(t *testing.T, options []capillary.ClientOption, replies ...func(w http.ResponseWriter)) (*capillary.Client, *atomic.Int64) {
	t.Helper()
	var n atomic.Int64
	ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		replies[min(int(n.Add(1)), len(replies))-1](w)
	}))
	c, err := capillary.New(capillary.Host(ts.URL), capillary.Basic("till", "secret"), options...)
	require.NoError(t, err)
	t.Cleanup(func() { c.CloseIdleConnections(); ts.Close() })
	return c, &n
}

func body(status int, text string) func(w http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		w.WriteHeader(status)
		io.WriteString(w, text)
	}
}

func cut(w http.ResponseWriter) {
	connection, _, _ := w.(http.Hijacker).Hijack()
	connection.Close()
}

func TestAHookOpensASpanThatMiddlewareAndItsOwnEndSee(t *testing.T) {
	var events []string
	note := func(format string, all ...any) { events = append(events, fmt.Sprintf(format, all...)) }
	middleware := capillary.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return roundTrip(func(r *http.Request) (*http.Response, error) {
			try, ok := capillary.TryOf(r.Context())
			note("try %d of %s %s %s in %v, %v", try.Number, try.Operation, try.Method, try.Path, r.Context().Value(spanKey{}), ok)
			return next.RoundTrip(r)
		})
	})
	hook := func(name string) capillary.Hook {
		return capillary.Hook{
			Start: func(ctx context.Context, call capillary.Started) context.Context {
				note("start %s of %s %s %s", name, call.Operation, call.Method, call.Path)
				return span(name)(ctx, call)
			},
			End: func(ctx context.Context, o capillary.Observation) {
				note("end %s in %v after %d tries: %v", name, ctx.Value(spanKey{}), o.Tries, o.Outcome)
			},
		}
	}
	c, _ := replying(t, []capillary.ClientOption{middleware, capillary.WithHook(hook("a"))}, body(502, ""), body(200, `{"id":1}`))
	op := capillary.Operation{Name: "customer.Thing", Method: http.MethodGet, Path: "/v2/things/{id}", Safety: capillary.Read}
	_, err := capillary.Call[answer](t.Context(), c, op, capillary.Input{Path: []string{"447700900001"}}, capillary.WithHook(hook("b")))
	require.NoError(t, err)
	assert.Equal(t, []string{
		"start a of customer.Thing GET /v2/things/{id}",
		"start b of customer.Thing GET /v2/things/{id}",
		"try 1 of customer.Thing GET /v2/things/{id} in /a:customer.Thing/b:customer.Thing, true",
		"try 2 of customer.Thing GET /v2/things/{id} in /a:customer.Thing/b:customer.Thing, true",
		"end b in /a:customer.Thing/b:customer.Thing after 2 tries: done",
		"end a in /a:customer.Thing after 2 tries: done",
	}, events)
}

func TestAHookCanNotTakeTheCallersDeadlineOrCancellationAway(t *testing.T) {
	careless := capillary.Hook{Start: func(context.Context, capillary.Started) context.Context { return context.Background() }}
	silent := capillary.Hook{Start: func(context.Context, capillary.Started) context.Context { return nil }}
	c, n := replying(t, []capillary.ClientOption{capillary.WithHook(careless), capillary.WithHook(silent)}, body(200, `{"id":1}`))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	assert.ErrorIs(t, read(ctx, c), context.Canceled)
	assert.Zero(t, n.Load())
	require.NoError(t, read(t.Context(), c))
}

func TestACallThatIsRefusedBeforeItIsSentHasNeitherStartNorEnd(t *testing.T) {
	told := 0
	hook := capillary.Hook{
		Start: func(ctx context.Context, _ capillary.Started) context.Context { told++; return ctx },
		End:   func(context.Context, capillary.Observation) { told++ },
	}
	c, _ := replying(t, []capillary.ClientOption{capillary.WithHook(hook)}, body(200, `{"id":1}`))
	assert.Error(t, read(t.Context(), c, capillary.WithHeader("Host", "x")))
	assert.Zero(t, told)
}

func TestATransportOfTheCallersOwnSeesWhichTryItIs(t *testing.T) {
	mock := httpmock.NewMockTransport()
	var seen []capillary.Try
	mock.RegisterResponder(http.MethodGet, "https://eu.intouch.capillarytech.com/v2/things", func(r *http.Request) (*http.Response, error) {
		try, _ := capillary.TryOf(r.Context())
		seen = append(seen, try)
		return httpmock.NewStringResponse(http.StatusOK, `{"id":1}`), nil
	})
	c, err := capillary.New(capillary.EU, capillary.Basic("a", "b"), capillary.WithTransport(mock))
	require.NoError(t, err)
	require.NoError(t, read(t.Context(), c))
	assert.Equal(t, []capillary.Try{{Operation: "customer.Read", Method: "GET", Path: "/v2/things", Number: 1}}, seen)
	_, ok := capillary.TryOf(t.Context())
	assert.False(t, ok)
}

type purse struct {
	ID     int64           `json:"id"`
	Points decimal.Decimal `json:"points"`
	Since  time.Time       `json:"since"`
	Name   string          `json:"name"`
	Open   map[string]int  `json:"open"`
}

var opPurse = capillary.Operation{Name: "points.Purse", Method: http.MethodGet, Path: "/v2/purse", Safety: capillary.Read}

// logged makes a call and gives its one line in the log, and the observation.
func logged(t *testing.T, op capillary.Operation, options []capillary.RequestOption, replies ...func(w http.ResponseWriter)) (map[string]any, capillary.Observation) {
	t.Helper()
	var log bytes.Buffer
	var seen []capillary.Observation
	c, _ := replying(t, []capillary.ClientOption{
		capillary.WithLogger(slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))),
		capillary.WithHook(capillary.Hook{End: func(_ context.Context, o capillary.Observation) { seen = append(seen, o) }}),
	}, replies...)
	in := capillary.Input{}
	if op.Method == http.MethodPost {
		in.Body = struct{}{}
	}
	_, err := capillary.Call[purse](t.Context(), c, op, in, options...)
	require.Len(t, seen, 1)
	assert.Equal(t, err, seen[0].Err)
	require.Equal(t, 1, strings.Count(log.String(), "\n"))
	var line map[string]any
	require.NoError(t, json.Unmarshal(log.Bytes(), &line))
	return line, seen[0]
}

func TestTheLevelOfALineSaysWhetherSomebodyShouldLook(t *testing.T) {
	once := []capillary.RequestOption{capillary.WithMaxRetries(0)}
	for name, x := range map[string]struct {
		op    capillary.Operation
		reply func(http.ResponseWriter)
		level string
	}{
		"done":                      {opPurse, body(200, `{"id":1,"points":5}`), "DEBUG"},
		"no such customer":          {opPurse, body(400, `{"errors":[{"code":8015,"message":"nobody"}]}`), "INFO"},
		"a refused write":           {opWrite, body(200, `{"errors":[{"code":8015,"message":"nobody"}]}`), "INFO"},
		"done before":               {opWrite, body(400, `{"errors":[{"code":8028,"message":"there"}]}`), "INFO"},
		"wrong credentials":         {opPurse, body(401, `{"errors":[{"code":401,"message":"no"}]}`), "WARN"},
		"forbidden":                 {opPurse, body(403, `{"errors":[{"code":4000,"message":"no"}]}`), "WARN"},
		"rate limit":                {opPurse, body(429, ``), "WARN"},
		"page":                      {opPurse, body(502, `<html>`), "WARN"},
		"unknown outcome":           {opWrite, body(502, `<html>`), "WARN"},
		"unknown, connection cut":   {opWrite, cut, "WARN"},
		"points that can't be read": {opPurse, body(200, `{"id":1,"points":"many"}`), "WARN"},
		"an id that can't be read":  {opPurse, body(200, `{"id":{"a":1},"points":5}`), "WARN"},
		"a date that can't be read": {opPurse, body(200, `{"id":1,"since":"soon"}`), "INFO"},
		"a name that is an object":  {opPurse, body(200, `{"id":1,"name":{"first":"Ivy"}}`), "INFO"},
		"a count in an open field":  {opPurse, body(200, `{"id":1,"open":{"a":"many"}}`), "INFO"},
	} {
		t.Run(name, func(t *testing.T) {
			line, _ := logged(t, x.op, once, x.reply)
			assert.Equal(t, x.level, line["level"])
		})
	}
}

func TestACallThatItsCallerGaveUpIsNoWarning(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var log bytes.Buffer
	c, _ := replying(t, []capillary.ClientOption{capillary.WithLogger(slog.New(slog.NewJSONHandler(&log, nil)))}, func(http.ResponseWriter) { cancel(); time.Sleep(10 * time.Millisecond) })
	require.ErrorIs(t, read(ctx, c), context.Canceled)
	assert.Contains(t, log.String(), `"level":"INFO"`)
}

func TestCauseReasonRetriesAndDriftAreInTheLineAndTheObservation(t *testing.T) {
	line, o := logged(t, opPurse, []capillary.RequestOption{capillary.WithMaxRetries(2)}, cut, body(502, `<html>447700900123`),
		body(200, `{"id":1,"open":{"447700900123":"many"},"points":"ivy@example.org"}`))
	assert.Equal(t, 3, o.Tries)
	require.Len(t, o.Retries, 2)
	assert.Contains(t, o.Retries[1], "HTTP 502")
	assert.Contains(t, o.Retries[1], "page")
	assert.Contains(t, o.Retries[0], "the connection ended")
	assert.Equal(t, []any{o.Retries[0], o.Retries[1]}, line["retries"])
	assert.Equal(t, []capillary.Drift{{Path: "/open/[digits]", Want: "int", Got: "text"}, {Path: "/points", Want: "decimal", Got: "text", Matters: true}}, o.Drift)
	assert.Equal(t, []any{"/open/[digits]", "/points"}, line["drift"])
	assert.NotContains(t, fmt.Sprint(line, o), "447700900123")
	assert.NotContains(t, fmt.Sprint(line, o), "ivy@")
	assert.NotContains(t, line, "cause", "it succeeded in the end")

	line, o = logged(t, opWrite, []capillary.RequestOption{capillary.WithMaxRetries(0)}, cut)
	assert.Equal(t, capillary.OutcomeUnknown, o.Outcome)
	assert.Equal(t, "the connection ended", o.Cause)
	assert.Equal(t, o.Cause, line["cause"])
	assert.Equal(t, "outcome unknown", line["outcome"])
	line, o = logged(t, opPurse, []capillary.RequestOption{capillary.WithMaxRetries(0)}, body(502, `<html>`))
	assert.Equal(t, "a page or text, no JSON", o.Reason)
	assert.Equal(t, o.Reason, line["reason"])
	assert.Empty(t, o.Retries)
}

func TestAWrongKeyIsToldOnce(t *testing.T) {
	wrong, _ := replying(t, nil, body(401, `{"data":null,"errors":[{"code":320001,"message":"Invalid client key or secret"}]}`))
	wrong, err := wrong.As(capillary.OAuth("my-key", "my-secret"))
	require.NoError(t, err)
	err = read(t.Context(), wrong)
	require.ErrorIs(t, err, capillary.ErrUnauthorized)
	require.ErrorIs(t, err, capillary.ErrWrongClientKey)
	assert.Equal(t, 1, strings.Count(err.Error(), "320001"), err.Error())
	assert.Equal(t, 1, strings.Count(err.Error(), "401"), err.Error())
	assert.Equal(t, 1, strings.Count(strings.ToLower(err.Error()), "client key"), err.Error())
	assert.True(t, errors.Is(err, capillary.ErrNotSent))
}
