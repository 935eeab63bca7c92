package capillary_test

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
)

var opDelete = capillary.Operation{Name: "customer.Delete", Method: http.MethodDelete, Path: "/v2/things"}
var opEffect = capillary.Operation{Name: "customer.Effect", Method: http.MethodGet, Path: "/v2/things", Safety: capillary.Effect}

// trusted tells that the SDK's own transport trusts the servers that play by frames.
var trusted = wiretest.TrustRaw()

func needTrust(t *testing.T) {
	t.Helper()
	if !trusted {
		t.Skip("only on Linux a test can say which authorities the system trusts")
	}
}

// sayProtocol answers with an id that is the version of HTTP.
func sayProtocol(a *wiretest.Asked) {
	if a.IsHTTP2() {
		a.Answer(http.StatusOK, `{"id":2}`)
		return
	}
	a.Answer(http.StatusOK, `{"id":1}`)
}

// rawClient is one of a server that plays by frames. What the transport is may be changed.
func rawClient(t *testing.T, server *wiretest.Raw, transport http.RoundTripper, options ...capillary.ClientOption) *capillary.Client {
	t.Helper()
	c, err := capillary.New(capillary.Host(server.URL), capillary.Basic("a", "b"), append(options, capillary.WithTransport(transport))...)
	require.NoError(t, err)
	t.Cleanup(c.CloseIdleConnections)
	return c
}

func write(ctx context.Context, c *capillary.Client, options ...capillary.RequestOption) error {
	_, err := capillary.Call[answer](ctx, c, opWrite, capillary.Input{Body: 1}, options...)
	return err
}

func TestAStreamThatWasRefusedIsSentAgainAndDone(t *testing.T) {
	for name, refuse := range map[string]func(*wiretest.Asked){
		"refused":                       func(a *wiretest.Asked) { a.Reset(wiretest.RefusedStream) },
		"gone away, the first stream":   func(a *wiretest.Asked) { a.GoAway(a.Stream-1, wiretest.NoError, "") },
		"gone away in anger":            func(a *wiretest.Asked) { a.GoAway(a.Stream-1, wiretest.EnhanceYourCalm, "slow down") },
		"gone away, and the line ended": func(a *wiretest.Asked) { a.GoAway(a.Stream-1, wiretest.NoError, ""); a.Cut() },
	} {
		for _, warm := range []bool{false, true} {
			t.Run(fmt.Sprint(name, ", on a used connection: ", warm), func(t *testing.T) {
				var arrivals, refusals atomic.Int64
				server := wiretest.ServeRaw(t, func(a *wiretest.Asked) {
					if arrivals.Add(1) == 2 || !warm && arrivals.Load() == 1 {
						refusals.Add(1)
						refuse(a)
						return
					}
					a.Answer(http.StatusOK, good)
				}, wiretest.HTTP2)
				c := rawClient(t, server, server.Transport())
				if warm {
					require.NoError(t, read(t.Context(), c))
				} else {
					arrivals.Store(0)
				}
				before := arrivals.Load()
				var meta capillary.Meta
				err := write(t.Context(), c, capillary.WithMeta(&meta))
				require.NoError(t, err)
				assert.Equal(t, refusals.Load()+1, arrivals.Load()-before, "arrivals")
				assert.Equal(t, int(refusals.Load())+1, meta.Tries, "each of them is a try of the SDK, none is net/http's own")
			})
		}
	}
}

func TestAStreamThatIsAlwaysRefusedIsNotExecutedAndTriedAsOftenAsAllowed(t *testing.T) {
	var arrivals atomic.Int64
	server := wiretest.ServeRaw(t, func(a *wiretest.Asked) { arrivals.Add(1); a.Reset(wiretest.RefusedStream) }, wiretest.HTTP2)
	c := rawClient(t, server, server.Transport())
	err := write(t.Context(), c)
	assert.ErrorIs(t, err, capillary.ErrNotExecuted)
	assert.False(t, capillary.MayHaveHappened(err))
	assert.Equal(t, int64(4), arrivals.Load())
}

// Between the choice of a connection and the first byte there is time for its end.
func TestAWriteWhoseConnectionEndsBeforeItsFirstByteIsSentAgain(t *testing.T) {
	for _, warm := range []bool{false, true} {
		t.Run(fmt.Sprint("on a used connection: ", warm), func(t *testing.T) {
			var arrivals atomic.Int64
			server := wiretest.ServeRaw(t, func(a *wiretest.Asked) { arrivals.Add(1); a.Answer(http.StatusOK, good) }, wiretest.HTTP2)
			c := rawClient(t, server, server.Transport())
			if warm {
				require.NoError(t, read(t.Context(), c))
				arrivals.Store(0)
			}
			var once sync.Once
			ctx := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{GotConn: func(info httptrace.GotConnInfo) {
				once.Do(func() {
					server.Cut()
					for info.Conn.SetDeadline(time.Time{}) == nil { // until net/http has seen the end, and closed it
						time.Sleep(time.Millisecond)
					}
				})
			}})
			var meta capillary.Meta
			require.NoError(t, write(ctx, c, capillary.WithMeta(&meta)))
			assert.Equal(t, 2, meta.Tries)
			assert.Equal(t, int64(1), arrivals.Load())
		})
	}
}

// Over HTTP/2 net/http sends a request without a body again by itself, without end; for a Read that would be harmless but
// for the load.
func TestAReadArrivesOnceATryWhateverTheServerResets(t *testing.T) {
	for code := uint32(0); code <= wiretest.LastErrorCode; code++ {
		for name, play := range map[string]func(*wiretest.Asked){
			"reset":             func(a *wiretest.Asked) { a.Reset(code) },
			"gone, excluded":    func(a *wiretest.Asked) { a.GoAway(a.Stream-1, code, ""); a.Cut() },
			"gone, included":    func(a *wiretest.Asked) { a.GoAway(a.Stream, code, ""); a.Cut() },
			"reset in the body": func(a *wiretest.Asked) { a.Head(200); a.Data(`{"id"`, false); a.Reset(code) },
		} {
			t.Run(fmt.Sprint(name, " with ", code), func(t *testing.T) {
				t.Parallel()
				var arrivals atomic.Int64
				server := wiretest.ServeRaw(t, func(a *wiretest.Asked) { arrivals.Add(1); play(a) }, wiretest.HTTP2)
				c := rawClient(t, server, server.Transport(), capillary.WithMaxRetries(1))
				var meta capillary.Meta
				err := read(t.Context(), c, capillary.WithMeta(&meta))
				require.Error(t, err)
				assert.NotErrorIs(t, err, context.Canceled, "nobody cancelled it")
				assert.NotErrorIs(t, err, context.DeadlineExceeded)
				assert.Equal(t, int64(meta.Tries), arrivals.Load())
				assert.Greater(t, meta.Tries, 1, "it may be sent again, by the SDK")
			})
		}
	}
}

func TestATokenRequestArrivesOnceATryWhateverTheServerResets(t *testing.T) {
	for _, code := range []uint32{wiretest.ProtocolError, wiretest.RefusedStream} {
		var arrivals atomic.Int64
		server := wiretest.ServeRaw(t, func(a *wiretest.Asked) { arrivals.Add(1); a.Reset(code) }, wiretest.HTTP2)
		c, err := capillary.New(capillary.Host(server.URL), capillary.OAuth("key", "secret"), capillary.WithTransport(server.Transport()), capillary.WithMaxRetries(0))
		require.NoError(t, err)
		assert.ErrorIs(t, write(t.Context(), c), capillary.ErrNotSent)
		assert.Equal(t, int64(3), arrivals.Load(), "the token source tries three times; code %d", code)
		c.CloseIdleConnections()
	}
}

// A transport that wraps net/http's, as those for traces and metrics do, can't be told to speak HTTP/1.1.
func TestAWrappedTransportDoesNotMakeNetHTTPSendAgain(t *testing.T) {
	for _, op := range []capillary.Operation{opWrite, opDelete, opEffect, opRead} {
		for _, bodied := range []bool{false, true} {
			for name, play := range map[string]func(*wiretest.Asked){
				"reset 1":        func(a *wiretest.Asked) { a.Reset(wiretest.ProtocolError) },
				"reset 7":        func(a *wiretest.Asked) { a.Reset(wiretest.RefusedStream) },
				"gone, excluded": func(a *wiretest.Asked) { a.GoAway(a.Stream-1, wiretest.NoError, ""); a.Cut() },
				"cut":            (*wiretest.Asked).Cut,
			} {
				t.Run(fmt.Sprint(op.Name, bodied, name), func(t *testing.T) {
					t.Parallel()
					var arrivals atomic.Int64
					server := wiretest.ServeRaw(t, func(a *wiretest.Asked) { arrivals.Add(1); play(a) }, wiretest.HTTP2)
					inner := server.Transport()
					defer inner.CloseIdleConnections()
					c := rawClient(t, server, roundTrip(inner.RoundTrip), capillary.WithMaxRetries(0))
					in := capillary.Input{}
					if bodied && op.Method == http.MethodPost {
						in.Body = 1
					}
					_, err := capillary.Call[answer](t.Context(), c, op, in)
					require.Error(t, err)
					assert.Equal(t, op.Safety != capillary.Read, errors.Is(err, capillary.ErrOutcomeUnknown), "nothing is proven of it: %v", err)
					assert.Equal(t, int64(1), arrivals.Load())
				})
			}
		}
	}
}

func TestAnEffectOverAWrappedTransportIsNotSentAgainWhereAKeptConnectionBreaks(t *testing.T) {
	var effects atomic.Int64
	server := wiretest.ServeRaw(t, func(a *wiretest.Asked) {
		assert.Empty(t, a.Request.TransferEncoding, "it goes out as it would without a body")
		if a.Request.URL.Query().Has("effect") {
			effects.Add(1)
			a.Cut()
			return
		}
		a.Answer(http.StatusOK, good)
	}, wiretest.HTTP1)
	inner := server.Transport()
	defer inner.CloseIdleConnections()
	c := rawClient(t, server, roundTrip(inner.RoundTrip))
	kept := make(chan error, 1)
	require.NoError(t, read(httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{PutIdleConn: func(err error) { kept <- err }}), c))
	require.NoError(t, <-kept)
	_, err := capillary.Call[answer](t.Context(), c, opEffect, capillary.Input{Query: struct {
		Effect int `url:"effect"`
	}{1}})
	assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	assert.Equal(t, int64(1), effects.Load())
	assert.Equal(t, int64(1), server.Connections(), "it went over the kept connection")
}

func TestOnceAConnectionWasGotNoErrorProvesThatNothingWasSent(t *testing.T) {
	refused := &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connection refused")}
	var arrivals atomic.Int64
	server := wiretest.ServeRaw(t, func(a *wiretest.Asked) { arrivals.Add(1); a.Cut() }, wiretest.HTTP1)
	twice := func(next http.RoundTripper) http.RoundTripper { // as one that goes to another address after a failure
		return roundTrip(func(r *http.Request) (*http.Response, error) {
			if _, err := next.RoundTrip(r); err == nil {
				return nil, errors.New("the server should have hung up")
			}
			httptrace.ContextClientTrace(r.Context()).GetConn("elsewhere.example:443")
			return nil, refused
		})
	}
	c := rawClient(t, server, server.Transport(), capillary.WithMiddleware(twice))
	err := write(t.Context(), c)
	assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	assert.NotErrorIs(t, err, capillary.ErrNotSent)
	assert.Equal(t, int64(1), arrivals.Load(), "and it is not sent again")

	inner := server.Transport()
	defer inner.CloseIdleConnections()
	c = rawClient(t, server, twice(inner))
	assert.ErrorIs(t, write(t.Context(), c), capillary.ErrOutcomeUnknown)
	assert.Equal(t, int64(2), arrivals.Load())
}

// endsWhenAsked is a context that ends when it is asked for its deadline for the n-th time.
type endsWhenAsked struct {
	context.Context

	end func()
	n   int
}

func (c *endsWhenAsked) Deadline() (time.Time, bool) {
	if c.n--; c.n == 0 {
		c.end()
	}
	return c.Context.Deadline()
}

func TestACallThatEndedBeforeTheTransportGotItWasNotSentWhateverTheTransport(t *testing.T) {
	for n := range 6 {
		sent := false
		transport := roundTrip(func(r *http.Request) (*http.Response, error) {
			sent = true
			assert.NoError(t, r.Context().Err(), "a transport gets no request whose time is over")
			return nil, errors.New("broken")
		})
		c, err := capillary.New(capillary.EU, capillary.Basic("a", "b"), capillary.WithTransport(transport))
		require.NoError(t, err)
		inner, cancel := context.WithCancel(t.Context())
		err = write(&endsWhenAsked{inner, cancel, n}, c)
		cancel()
		assert.Equal(t, sent, capillary.MayHaveHappened(err), "asked for the deadline %d times: %v", n, err)
		assert.Equal(t, !sent, errors.Is(err, capillary.ErrNotSent), "asked for the deadline %d times: %v", n, err)
	}
}

// A transport of the caller's is made to work as it would by itself.
func TestACallersTransportSpeaksWhatItSpoke(t *testing.T) {
	server := wiretest.ServeRaw(t, sayProtocol, wiretest.HTTP2, wiretest.HTTP1)
	roots := &tls.Config{RootCAs: server.Roots(), MinVersion: tls.VersionTLS12}
	foreignHTTP2 := map[string]func(string, *tls.Conn) http.RoundTripper{"h2": func(string, *tls.Conn) http.RoundTripper {
		return roundTrip(func(*http.Request) (*http.Response, error) { return nil, errors.New("not net/http's HTTP/2") })
	}}
	offering := roots.Clone()
	offering.NextProtos = []string{"h2", "http/1.1"} // as golang.org/x/net/http2 sets it
	both, only2 := new(http.Protocols), new(http.Protocols)
	both.SetHTTP1(true)
	both.SetHTTP2(true)
	only2.SetHTTP2(true)
	dialTLS := &http.Transport{ForceAttemptHTTP2: true, DialTLSContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		return (&tls.Dialer{Config: &tls.Config{RootCAs: server.Roots(), NextProtos: []string{"h2", "http/1.1"}, MinVersion: tls.VersionTLS12}}).DialContext(ctx, network, address)
	}}
	used := &http.Transport{TLSClientConfig: roots.Clone(), ForceAttemptHTTP2: true}
	r, err := http.NewRequest(http.MethodGet, server.URL, nil)
	require.NoError(t, err)
	reply, err := used.RoundTrip(r)
	require.NoError(t, err)
	reply.Body.Close()
	used.CloseIdleConnections()
	for name, test := range map[string]struct {
		transport    *http.Transport
		write, other int64
	}{
		"TLS settings only":           {&http.Transport{TLSClientConfig: roots.Clone()}, 1, 1},
		"HTTP/2 asked for":            {&http.Transport{TLSClientConfig: roots.Clone(), ForceAttemptHTTP2: true}, 2, 1},
		"used before":                 {used, 2, 1},
		"protocols":                   {&http.Transport{TLSClientConfig: roots.Clone(), Protocols: both}, 2, 1},
		"HTTP/2 only":                 {&http.Transport{TLSClientConfig: roots.Clone(), Protocols: only2}, 2, 1},
		"HTTP/2 off":                  {&http.Transport{TLSClientConfig: roots.Clone(), TLSNextProto: map[string]func(string, *tls.Conn) http.RoundTripper{}}, 1, 1},
		"HTTP/2 of others":            {&http.Transport{TLSClientConfig: offering, TLSNextProto: foreignHTTP2}, 2, 1},
		"others' HTTP/2, not offered": {&http.Transport{TLSClientConfig: roots.Clone(), TLSNextProto: foreignHTTP2}, 1, 1},
		"its own TLS dial":            {dialTLS, 2, 2},
		"no settings, but dial":       {&http.Transport{ForceAttemptHTTP2: true, DialTLSContext: (&tls.Dialer{Config: roots.Clone()}).DialContext}, 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			c := rawClient(t, server, test.transport, capillary.WithMaxRetries(0))
			got, err := capillary.Call[answer](t.Context(), c, opWrite, capillary.Input{Body: 1})
			require.NoError(t, err)
			assert.Equal(t, test.write, got.ID, "protocol of a write with a body")
			for _, op := range []capillary.Operation{opEffect, opDelete} {
				got, err = capillary.Call[answer](t.Context(), c, op, capillary.Input{})
				require.NoError(t, err)
				assert.Equal(t, test.other, got.ID, "protocol of %s", op.Name)
			}
		})
	}
}

// A transport without any settings speaks HTTP/2, and its copy has to as well. The SDK's own does so where it is asked to.
func TestATransportWithoutSettingsWorks(t *testing.T) {
	needTrust(t)
	server := wiretest.ServeRaw(t, sayProtocol, wiretest.HTTP2, wiretest.HTTP1)
	for name, tt := range map[string]struct {
		options  []capillary.ClientOption
		protocol int64
	}{
		"none": {nil, 1}, "none, and HTTP/2": {[]capillary.ClientOption{capillary.WithHTTP2()}, 2},
		"an empty one": {[]capillary.ClientOption{capillary.WithTransport(&http.Transport{})}, 2},
		"the default":  {[]capillary.ClientOption{capillary.WithTransport(http.DefaultTransport)}, 2},
	} {
		c, err := capillary.New(capillary.Host(server.URL), capillary.Basic("a", "b"), append(tt.options, capillary.WithMaxRetries(0))...)
		require.NoError(t, err)
		got, err := capillary.Call[answer](t.Context(), c, opWrite, capillary.Input{Body: 1})
		require.NoError(t, err, name)
		assert.Equal(t, tt.protocol, got.ID, name)
		got, err = capillary.Call[answer](t.Context(), c, opDelete, capillary.Input{})
		require.NoError(t, err, name)
		assert.Equal(t, int64(1), got.ID, name)
		c.CloseIdleConnections()
	}
}

// hole is a proxy whose established connections can be made to swallow everything, as where a firewall forgot them or the
// machine behind a load balancer is gone. New ones work.
type hole struct {
	URL string

	to    string
	dark  atomic.Int64 // connections up to this one swallow
	count atomic.Int64
	mu    sync.Mutex
	ends  []net.Conn
}

func digHole(t *testing.T, url string) *hole {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	h := &hole{URL: "https://" + l.Addr().String(), to: strings.TrimPrefix(url, "https://")}
	var serving sync.WaitGroup
	serving.Go(func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			out, err := net.Dial("tcp", h.to)
			if err != nil {
				in.Close()
				continue
			}
			n := h.count.Add(1)
			h.mu.Lock()
			h.ends = append(h.ends, in, out)
			h.mu.Unlock()
			serving.Go(func() { h.pass(in, out, n) })
			serving.Go(func() { h.pass(out, in, n) })
		}
	})
	t.Cleanup(func() {
		l.Close()
		h.mu.Lock()
		for _, c := range h.ends {
			c.Close()
		}
		h.mu.Unlock()
		serving.Wait()
	})
	return h
}

func (h *hole) pass(from, to net.Conn, n int64) {
	b := make([]byte, 32<<10)
	for {
		read, err := from.Read(b)
		if n <= h.dark.Load() {
			if err != nil {
				return
			}
			continue
		}
		if read > 0 {
			to.Write(b[:read])
		}
		if err != nil {
			to.Close()
			return
		}
	}
}

// swallow makes all connections that there are go dark.
func (h *hole) swallow() { h.dark.Store(h.count.Load()) }

func TestADeadConnectionIsGivenUpWithinSeconds(t *testing.T) {
	needTrust(t)
	for name, transport := range map[string]http.RoundTripper{
		"the SDK's own": nil, "the default": http.DefaultTransport, "one with a ping time of its own": &http.Transport{
			ForceAttemptHTTP2: true, HTTP2: &http.HTTP2Config{SendPingTimeout: 200 * time.Millisecond, PingTimeout: 300 * time.Millisecond}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := wiretest.ServeRaw(t, func(a *wiretest.Asked) { a.Answer(http.StatusOK, good) }, wiretest.HTTP2)
			h := digHole(t, server.URL)
			options := []capillary.ClientOption{capillary.WithTryTimeout(time.Second, time.Second), capillary.WithMaxRetries(0)}
			if transport != nil {
				options = append(options, capillary.WithTransport(transport))
			} else {
				options = append(options, capillary.WithHTTP2())
			}
			c, err := capillary.New(capillary.Host(h.URL), capillary.Basic("a", "b"), options...)
			require.NoError(t, err)
			defer c.CloseIdleConnections()
			require.NoError(t, read(t.Context(), c))
			h.swallow()
			start := time.Now()
			failed := 0
			for read(t.Context(), c) != nil {
				failed++
				require.Less(t, failed, 15, "calls of a second each that failed")
			}
			t.Logf("%d calls failed in %v", failed, time.Since(start))
			require.NoError(t, write(t.Context(), c))
			assert.Equal(t, int64(2), h.count.Load(), "connections")
		})
	}
}

func TestATransportOfOnesOwnSaysItselfWhatItSpeaks(t *testing.T) {
	_, err := capillary.New(capillary.Host("https://api.example"), capillary.Basic("a", "b"), capillary.WithTransport(&http.Transport{}), capillary.WithHTTP2())
	require.ErrorIs(t, err, capillary.ErrInvalidInput)
	c, err := capillary.New(capillary.Host("https://api.example"), capillary.Basic("a", "b"))
	require.NoError(t, err)
	_, err = c.With(capillary.WithHTTP2())
	require.ErrorIs(t, err, capillary.ErrInvalidInput, "what a copy speaks is what its client does")
}
