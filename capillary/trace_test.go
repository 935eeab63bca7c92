package capillary_test

import (
	"crypto/tls"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/textproto"
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

// hooks counts how often a caller's own hooks are called.
type hooks struct {
	mu     sync.Mutex
	called map[string]int
}

func (h *hooks) note(name string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.called == nil {
		h.called = map[string]int{}
	}
	h.called[name]++
}

func (h *hooks) trace() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{
		GetConn:              func(string) { h.note("GetConn") },
		GotConn:              func(httptrace.GotConnInfo) { h.note("GotConn") },
		PutIdleConn:          func(error) { h.note("PutIdleConn") },
		GotFirstResponseByte: func() { h.note("GotFirstResponseByte") },
		Got1xxResponse:       func(int, textproto.MIMEHeader) error { h.note("Got1xxResponse"); return nil },
		ConnectStart:         func(string, string) { h.note("ConnectStart") },
		ConnectDone:          func(string, string, error) { h.note("ConnectDone") },
		TLSHandshakeStart:    func() { h.note("TLSHandshakeStart") },
		TLSHandshakeDone:     func(tls.ConnectionState, error) { h.note("TLSHandshakeDone") },
		WroteHeaderField:     func(name string, _ []string) { h.note("field " + strings.ToLower(name)) },
		WroteHeaders:         func() { h.note("WroteHeaders") },
		WroteRequest:         func(httptrace.WroteRequestInfo) { h.note("WroteRequest") },
	}
}

func TestACallersOwnHooksAreCalledOnceATry(t *testing.T) {
	through := capillary.WithMiddleware(func(next http.RoundTripper) http.RoundTripper { return next })
	for name, test := range map[string]struct {
		protocol string
		options  []capillary.ClientOption
	}{
		"HTTP/1.1":                     {wiretest.HTTP1, nil},
		"HTTP/2":                       {wiretest.HTTP2, nil},
		"HTTP/1.1, through middleware": {wiretest.HTTP1, []capillary.ClientOption{through}},
		"HTTP/2, through middleware":   {wiretest.HTTP2, []capillary.ClientOption{through}},
	} {
		t.Run(name, func(t *testing.T) {
			var arrivals atomic.Int64
			server := wiretest.ServeRaw(t, func(a *wiretest.Asked) {
				switch {
				case arrivals.Add(1)%3 == 0:
					a.Answer(http.StatusOK, good)
				case a.IsHTTP2(): // a cut makes net/http ask for a connection twice
					a.Reset(wiretest.InternalError)
				default:
					a.Cut()
				}
			}, test.protocol)
			c := rawClient(t, server, server.Transport(), test.options...)
			for range 2 {
				before := arrivals.Load()
				var h hooks
				require.NoError(t, read(httptrace.WithClientTrace(t.Context(), h.trace()), c))
				tries := int(arrivals.Load() - before)
				require.Equal(t, 3, tries)
				h.mu.Lock()
				for _, hook := range []string{"GetConn", "GotConn", "WroteHeaders", "WroteRequest"} {
					assert.Equal(t, tries, h.called[hook], hook)
				}
				assert.Equal(t, 1, h.called["GotFirstResponseByte"])
				assert.Equal(t, tries, h.called["field authorization"], "each header field once a try")
				assert.LessOrEqual(t, h.called["TLSHandshakeDone"], tries)
				h.mu.Unlock()
				c.CloseIdleConnections() // the next call's first read would be sent again by net/http over a connection that was kept
			}
		})
	}
}

// net/http may still be shaking hands for a try that is over, and calls its hooks then. The race detector sees it.
func TestHooksOfAnEarlierTryDoNotDisturbALaterOne(t *testing.T) {
	var listens net.ListenConfig
	l, err := listens.Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	var silent sync.WaitGroup
	silent.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			defer conn.Close() // nobody says a word
		}
	})
	defer silent.Wait()
	defer l.Close()
	c, err := capillary.New(capillary.Host("https://"+l.Addr().String()), capillary.Basic("a", "b"), capillary.WithTryTimeout(50*time.Millisecond, time.Second))
	require.NoError(t, err)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			var h hooks
			err := read(httptrace.WithClientTrace(t.Context(), h.trace()), c)
			assert.ErrorIs(t, err, capillary.ErrNotSent)
			h.mu.Lock()
			defer h.mu.Unlock()
			assert.Equal(t, 3, h.called["GetConn"])
			assert.LessOrEqual(t, h.called["ConnectStart"], 3)
			assert.LessOrEqual(t, h.called["TLSHandshakeDone"], 3)
		})
	}
	wg.Wait()
}
