package capillary_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
)

// scripted is a transport that answers from a list, for the tests on a fake clock.
type scripted struct {
	mu    sync.Mutex
	steps []func(*http.Request) (*http.Response, error)
	at    []time.Time
}

func (s *scripted) RoundTrip(r *http.Request) (*http.Response, error) {
	s.mu.Lock()
	s.at = append(s.at, time.Now())
	step := s.steps[min(len(s.at), len(s.steps))-1]
	s.mu.Unlock()
	return step(r)
}

func says(status int, header http.Header, body string) func(*http.Request) (*http.Response, error) {
	return func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: status, Header: header, Body: io.NopCloser(strings.NewReader(body))}, nil
	}
}

func hangs(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

func over(t *testing.T, s *scripted, options ...capillary.ClientOption) *capillary.Client {
	t.Helper()
	c, err := capillary.New(capillary.EU, capillary.Basic("till", "secret"), append(options, capillary.WithTransport(s))...)
	require.NoError(t, err)
	return c
}

const (
	page   = `<html>bad gateway</html>`
	good   = `{"id":5}`
	locked = `{"errors":[{"status":false,"code":521,"message":"locked"}]}`
)

func TestAReadIsTriedThreeTimesAndALockedCustomerFour(t *testing.T) {
	for _, test := range []struct {
		name    string
		reply   string
		status  int
		options []capillary.ClientOption
		tries   int
	}{
		{"a page", page, 502, nil, 3},
		{"a page, no retries", page, 502, []capillary.ClientOption{capillary.WithMaxRetries(0)}, 1},
		{"a page, five retries", page, 502, []capillary.ClientOption{capillary.WithMaxRetries(5)}, 6},
		{"locked", locked, 400, nil, 4},
		{"locked, no retries", locked, 400, []capillary.ClientOption{capillary.WithMaxRetries(0)}, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &scripted{steps: []func(*http.Request) (*http.Response, error){says(test.status, nil, test.reply)}}
				err := read(t.Context(), over(t, s, test.options...))
				var e *capillary.Error
				require.ErrorAs(t, err, &e)
				assert.Equal(t, test.tries, e.Tries)
				assert.Len(t, s.at, test.tries)
			})
		})
	}
}

func TestTheWaitBetweenTriesIsWithinTheBackoff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for range 200 {
			s := &scripted{steps: []func(*http.Request) (*http.Response, error){says(502, nil, page)}}
			require.Error(t, read(t.Context(), over(t, s)))
			assert.LessOrEqual(t, s.at[1].Sub(s.at[0]), 200*time.Millisecond)
			assert.LessOrEqual(t, s.at[2].Sub(s.at[1]), 400*time.Millisecond)
			s = &scripted{steps: []func(*http.Request) (*http.Response, error){says(400, nil, locked), says(200, nil, good)}}
			require.NoError(t, read(t.Context(), over(t, s)))
			assert.GreaterOrEqual(t, s.at[1].Sub(s.at[0]), 300*time.Millisecond)
			assert.LessOrEqual(t, s.at[1].Sub(s.at[0]), 2*time.Second)
		}
	})
}

func TestATryAndACallEndInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &scripted{steps: []func(*http.Request) (*http.Response, error){hangs}}
		start := time.Now()
		require.Error(t, read(t.Context(), over(t, s)))
		assert.Len(t, s.at, 3)
		for _, gap := range []time.Duration{s.at[1].Sub(s.at[0]), s.at[2].Sub(s.at[1]), time.Since(s.at[2])} {
			assert.InDelta(t, 10, gap.Seconds(), 0.5, "a read's try has ten seconds")
		}
		assert.Less(t, time.Since(start), 32*time.Second)

		s = &scripted{steps: []func(*http.Request) (*http.Response, error){hangs}}
		_, err := capillary.Call[answer](t.Context(), over(t, s), opWrite, capillary.Input{})
		assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
		assert.InDelta(t, 30, time.Since(s.at[0]).Seconds(), 0.5, "a write's try has thirty seconds")

		s = &scripted{steps: []func(*http.Request) (*http.Response, error){says(400, nil, locked)}}
		start = time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
		defer cancel()
		require.Error(t, read(ctx, over(t, s, capillary.WithMaxRetries(50))))
		assert.LessOrEqual(t, time.Since(start), 600*time.Millisecond, "the caller's deadline holds")

		s = &scripted{steps: []func(*http.Request) (*http.Response, error){says(502, nil, page)}}
		start = time.Now()
		require.Error(t, read(t.Context(), over(t, s, capillary.WithMaxRetries(100))))
		assert.LessOrEqual(t, time.Since(start), 60*time.Second, "a call without a deadline has sixty seconds")
	})
}

func TestACancelReturnsAtOnceWhateverTheCallWaitsFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for name, step := range map[string]func(*http.Request) (*http.Response, error){
			"a try":      hangs,
			"a backoff":  says(502, nil, page),
			"the API":    says(429, http.Header{"Retry-After": {"30"}}, page),
			"a customer": says(400, nil, locked),
		} {
			s := &scripted{steps: []func(*http.Request) (*http.Response, error){step}}
			ctx, cancel := context.WithCancel(t.Context())
			done := make(chan error)
			c := over(t, s, capillary.WithMaxRetries(100))
			go func() { done <- read(ctx, c) }()
			synctest.Wait()
			start := time.Now()
			cancel()
			err := <-done
			assert.Less(t, time.Since(start), 50*time.Millisecond, name)
			assert.ErrorIs(t, err, context.Canceled, name)
		}
	})
}

func TestALongRetryAfterEndsTheCallWithTheTimeToComeBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &scripted{steps: []func(*http.Request) (*http.Response, error){says(429, http.Header{"Retry-After": {"61"}}, page)}}
		err := read(t.Context(), over(t, s))
		var limited *capillary.RateLimitError
		require.ErrorAs(t, err, &limited)
		assert.ErrorIs(t, err, capillary.ErrRateLimited)
		assert.ErrorIs(t, err, capillary.ErrNotExecuted)
		assert.Equal(t, time.Now().Add(61*time.Second), limited.RetryAt)
		assert.Len(t, s.at, 1)

		s = &scripted{steps: []func(*http.Request) (*http.Response, error){says(429, http.Header{"Retry-After": {"7"}}, page), says(200, nil, good)}}
		require.NoError(t, read(t.Context(), over(t, s)))
		assert.Equal(t, 7*time.Second, s.at[1].Sub(s.at[0]))

		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		s = &scripted{steps: []func(*http.Request) (*http.Response, error){says(429, http.Header{"Retry-After": {"7"}}, page)}}
		start := time.Now()
		require.ErrorAs(t, read(ctx, over(t, s)), &limited, "longer than the deadline")
		assert.Zero(t, time.Since(start))
	})
}

func TestTheClientsOwnRateLimitHoldsInEveryMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &scripted{steps: []func(*http.Request) (*http.Response, error){says(200, nil, good)}}
		c := over(t, s) // EU: customers PUT 50 a minute
		op := capillary.Operation{Name: "customer.Update", Method: "PUT", Path: "/v2/customers/1", Safety: capillary.Replace, Group: capillary.GroupCustomerUpdate}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
		defer cancel()
		var wg sync.WaitGroup
		for range 300 {
			wg.Go(func() {
				_, err := capillary.Call[answer](ctx, c, op, capillary.Input{Body: map[string]int{}})
				assert.NoError(t, err)
			})
		}
		wg.Wait()
		for i := range s.at {
			n := 0
			for _, at := range s.at[i:] {
				if at.Sub(s.at[i]) < time.Minute {
					n++
				}
			}
			assert.LessOrEqual(t, n, 50, "calls in the minute from call %d on", i)
		}
		rate := float64(len(s.at)) / s.at[len(s.at)-1].Sub(s.at[0]).Minutes()
		assert.Greater(t, rate, 45.0, "and it uses what is allowed")

		short, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		var limited *capillary.RateLimitError
		_, err := capillary.Call[answer](short, c, op, capillary.Input{Body: map[string]int{}})
		require.ErrorAs(t, err, &limited)
		assert.ErrorIs(t, err, capillary.ErrNotSent)
		assert.False(t, limited.RetryAt.IsZero())

		free, err := c.With(capillary.WithRateLimit(capillary.GroupCustomerUpdate, 0))
		require.NoError(t, err)
		before := time.Now()
		for range 100 {
			_, err := capillary.Call[answer](t.Context(), free, op, capillary.Input{Body: map[string]int{}})
			require.NoError(t, err)
			_, err = capillary.Call[answer](t.Context(), c, op, capillary.Input{Body: map[string]int{}}, capillary.WithoutRateLimits())
			require.NoError(t, err)
		}
		assert.Zero(t, time.Since(before), "it can be switched off")
	})
}

func TestAFailingServerGetsAtMostATenthMore(t *testing.T) {
	for name, share := range map[string]int64{"all fails": 1, "every second fails": 2} {
		synctest.Test(t, func(t *testing.T) {
			var n atomic.Int64
			s := &scripted{steps: []func(*http.Request) (*http.Response, error){func(r *http.Request) (*http.Response, error) {
				if n.Add(1)%share == 0 {
					return says(502, nil, page)(r)
				}
				return says(200, nil, good)(r)
			}}}
			c := over(t, s)
			const callers, calls = 100, 100
			var wg sync.WaitGroup
			for range callers {
				wg.Go(func() {
					for range calls {
						read(t.Context(), c)
					}
				})
			}
			wg.Wait()
			assert.LessOrEqual(t, float64(n.Load()), callers*calls*1.1+150, name) // and what the budget holds at first
		})
	}
}

func TestFailuresAndCancelsLeaveTheConnectionsOpen(t *testing.T) {
	var opened atomic.Int64
	var failing atomic.Bool
	ts := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if failing.Load() {
			w.WriteHeader(502)
			io.WriteString(w, page)
			return
		}
		io.WriteString(w, good)
	}))
	ts.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			opened.Add(1)
		}
	}
	ts.Start()
	defer ts.Close()
	c, err := capillary.New(capillary.Host(ts.URL), capillary.Basic("a", "b"))
	require.NoError(t, err)
	defer c.CloseIdleConnections()
	burst := func() {
		var wg sync.WaitGroup
		for range 16 {
			wg.Go(func() { read(t.Context(), c) })
		}
		wg.Wait()
	}
	burst()
	warm := settled(&opened)
	failing.Store(true)
	for range 5 {
		require.Error(t, read(t.Context(), c, capillary.WithMaxRetries(1)))
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for range 5 {
		require.ErrorIs(t, read(cancelled, c), capillary.ErrNotSent)
	}
	failing.Store(false)
	for range 20 {
		require.NoError(t, read(t.Context(), c))
	}
	assert.Equal(t, warm, settled(&opened), "no new connection was needed")
}

// settled reads a count when it no longer moves: net/http finishes dials that nobody waits for any more.
func settled(n *atomic.Int64) int64 {
	for {
		before := n.Load()
		time.Sleep(100 * time.Millisecond)
		if n.Load() == before {
			return before
		}
	}
}

func TestRepliesAreBoundedAfterDecompression(t *testing.T) {
	bomb := func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		zeros := make([]byte, 1<<20)
		for range 64 {
			if _, err := z.Write(zeros); err != nil {
				return
			}
		}
		z.Close()
	}
	endless := func(w http.ResponseWriter, r *http.Request) {
		for {
			if _, err := w.Write([]byte(strings.Repeat(" ", 64<<10))); err != nil {
				return
			}
		}
	}
	for name, handler := range map[string]http.HandlerFunc{"gzip bomb": bomb, "endless": endless} {
		ts := httptest.NewServer(handler)
		c, err := capillary.New(capillary.Host(ts.URL), capillary.Basic("a", "b"))
		require.NoError(t, err)
		err = read(t.Context(), c)
		assert.ErrorIs(t, err, capillary.ErrReplyTooLarge, name)
		assert.False(t, capillary.MayHaveHappened(err), name)
		_, err = capillary.Call[answer](t.Context(), c, opWrite, capillary.Input{})
		assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown, name)
		assert.ErrorIs(t, err, capillary.ErrReplyTooLarge, name)
		c.CloseIdleConnections()
		ts.CloseClientConnections()
		ts.Close()
	}
}

func TestACompressedReplyIsReadAndABrokenOneIsNoVerdict(t *testing.T) {
	var broken atomic.Bool
	ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		assert.Equal(t, "gzip", r.Header.Get("Accept-Encoding"))
		w.Header().Set("Content-Encoding", "gzip")
		var packed bytes.Buffer
		z := gzip.NewWriter(&packed)
		io.WriteString(z, good)
		z.Close()
		if broken.Load() {
			packed.Truncate(packed.Len() - 3)
		}
		w.Write(packed.Bytes())
	}))
	defer ts.Close()
	c, err := capillary.New(capillary.Host(ts.URL), capillary.Basic("a", "b"), capillary.WithMaxRetries(0))
	require.NoError(t, err)
	defer c.CloseIdleConnections()
	for range 3 {
		broken.Store(false)
		got, err := capillary.Call[answer](t.Context(), c, opWrite, capillary.Input{})
		require.NoError(t, err)
		assert.Equal(t, int64(5), got.ID)
		broken.Store(true)
		_, err = capillary.Call[answer](t.Context(), c, opWrite, capillary.Input{})
		assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	}
}

func TestABlackHoleReturnsWithinTheDeadline(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			defer conn.Close()
		}
	}()
	c, err := capillary.New(capillary.Host("http://"+l.Addr().String()), capillary.Basic("a", "b"))
	require.NoError(t, err)
	for _, op := range []capillary.Operation{opRead, opWrite} {
		assert.Less(t, quickest(func() {
			ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
			defer cancel()
			_, err := capillary.Call[answer](ctx, c, op, capillary.Input{})
			assert.ErrorIs(t, err, context.DeadlineExceeded)
			assert.Equal(t, op.Safety != capillary.Read, errors.Is(err, capillary.ErrOutcomeUnknown))
		}), 400*time.Millisecond)
	}
}

// quickest is how long the fastest of three takes: other work on the machine makes any of them slow.
func quickest(do func()) time.Duration {
	best := time.Hour
	for range 3 {
		start := time.Now()
		do()
		best = min(best, time.Since(start))
	}
	return best
}

func TestNothingIsClaimedOfATransportThatTellsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &scripted{steps: []func(*http.Request) (*http.Response, error){func(*http.Request) (*http.Response, error) {
			return nil, errors.New("something broke")
		}}}
		_, err := capillary.Call[answer](t.Context(), over(t, s), opWrite, capillary.Input{})
		assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
		assert.Len(t, s.at, 1)
		for _, failure := range []error{
			&net.DNSError{Err: "no such host", Name: "x"},
			&net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connection refused")},
			&tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}},
			errors.New("http2: Transport: cannot retry err [http2: Transport received Server's graceful shutdown GOAWAY] after Request.Body was " +
				"written; define Request.GetBody to avoid this error"),
		} {
			s.steps = []func(*http.Request) (*http.Response, error){func(r *http.Request) (*http.Response, error) {
				httptrace.ContextClientTrace(r.Context()).GetConn("asked, and never got") // one that pretends to be net/http's
				return nil, failure
			}}
			s.at = nil
			_, err = capillary.Call[answer](t.Context(), over(t, s), opWrite, capillary.Input{})
			assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown, "whatever the error's type and words: %v", failure)
			assert.Len(t, s.at, 1)
		}
	})
}
