package wiretest

import (
	"context"
	"crypto/tls"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
)

// OverEachProtocol runs a proof over HTTP/1.1 and over HTTP/2.
func OverEachProtocol(t *testing.T, prove func(t *testing.T, protocol string)) {
	for _, protocol := range []string{HTTP1, HTTP2} {
		t.Run(protocol, func(t *testing.T) { prove(t, protocol) })
	}
}

// Wire is a server of a handler that speaks one protocol: HTTP/1.1, in clear, or HTTP/2 over TLS. In the end it checks that all
// requests came over this protocol. Only those that the SDK keeps from HTTP/2, since net/http would send them again by itself, come
// over HTTP/1.1 to a server of HTTP/2, each on a connection of its own.
type Wire struct {
	URL string

	protocol string
	server   *httptest.Server
	requests [3]atomic.Int64 // by the number of the protocol
	strayed  atomic.Int64    // requests that came over the wrong protocol
}

// ServeOver starts a server of a handler.
func ServeOver(t testing.TB, protocol string, h http.Handler) *Wire {
	t.Helper()
	w := &Wire{protocol: protocol}
	w.server = httptest.NewUnstartedServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		w.note(r)
		h.ServeHTTP(rw, r)
	}))
	w.server.Config.ErrorLog = log.New(io.Discard, "", 0)
	w.server.Config.ConnContext = func(ctx context.Context, c net.Conn) context.Context { return context.WithValue(ctx, connKey{}, c) }
	if protocol == HTTP2 {
		w.server.EnableHTTP2 = true
		w.server.TLS = &tls.Config{Certificates: []tls.Certificate{identity()}, MinVersion: tls.VersionTLS12}
		w.server.StartTLS()
	} else {
		w.server.Start()
	}
	w.URL = w.server.URL
	t.Cleanup(func() { w.close(t) })
	return w
}

func (w *Wire) note(r *http.Request) {
	w.requests[r.ProtoMajor].Add(1)
	if over2 := r.ProtoMajor == 2; over2 != (w.protocol == HTTP2) && !(w.protocol == HTTP2 && r.Close) {
		w.strayed.Add(1)
	}
}

func (w *Wire) close(t testing.TB) {
	w.server.CloseClientConnections()
	w.server.Close()
	assert.Zero(t, w.strayed.Load(), "requests that came over another protocol than %s", w.protocol)
	if w.protocol == HTTP2 && w.requests[1].Load() > 0 {
		assert.Positive(t, w.requests[2].Load(), "requests over HTTP/2")
	}
}

// Requests is how many came over HTTP/1.1 (1) or HTTP/2 (2).
func (w *Wire) Requests(major int) int64 { return w.requests[major].Load() }

// Client makes a client of the server that speaks its protocol, over the SDK's own transport where the system lets it trust the server.
func (w *Wire) Client(t testing.TB, auth capillary.Auth, options ...capillary.ClientOption) *capillary.Client {
	t.Helper()
	c, err := capillary.New(capillary.Host(w.URL), auth, append(w.options(), options...)...)
	require.NoError(t, err)
	t.Cleanup(c.CloseIdleConnections)
	return c
}

var isTrusted = sync.OnceValue(TrustRaw)

func (w *Wire) options() []capillary.ClientOption {
	switch {
	case w.protocol == HTTP1:
		return nil
	case isTrusted():
		return []capillary.ClientOption{capillary.WithHTTP2()}
	}
	return []capillary.ClientOption{capillary.WithTransport(w.Transport())}
}

// Transport is one that trusts the server and speaks its protocol.
func (w *Wire) Transport() *http.Transport { return trusting() }

type connKey struct{}

// Cut ends the connection of a request that a Wire serves, whatever its protocol.
func Cut(r *http.Request) {
	switch c := r.Context().Value(connKey{}).(type) {
	case *tls.Conn:
		c.NetConn().Close()
	case net.Conn:
		c.Close()
	}
}

// Gateway is a handler that passes requests on to a server, as a load balancer does that speaks another protocol with its clients. Where
// the server breaks off, so does the gateway: it cuts the connection, or resets the stream every second time.
func Gateway(address string) http.Handler {
	to, err := url.Parse(address)
	if err != nil {
		panic(err)
	}
	var broken atomic.Int64
	return &httputil.ReverseProxy{
		Rewrite:       func(r *httputil.ProxyRequest) { r.SetURL(to) },
		Transport:     &http.Transport{DisableKeepAlives: true, DisableCompression: true},
		FlushInterval: -1,
		ErrorLog:      log.New(io.Discard, "", 0),
		ErrorHandler: func(_ http.ResponseWriter, r *http.Request, _ error) {
			if r.Context().Err() == nil && broken.Add(1)%2 == 0 { // when the client has gone, others use the connection
				Cut(r)
			}
			panic(http.ErrAbortHandler)
		},
	}
}
