package capillary

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"net/http/httptrace"
	"slices"
	"strings"
	"sync/atomic"
	"time"
)

// newTransport fits many concurrent callers of one host: the default keeps two idle connections only, so that of 64
// callers most open a new one for each call. A bill of some 6 KB goes out in one write.
func newTransport(http2 bool) *http.Transport {
	t := &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dialer().DialContext,
		ForceAttemptHTTP2:      http2,
		MaxIdleConns:           0, // no limit but that of the host
		MaxIdleConnsPerHost:    2048,
		IdleConnTimeout:        50 * time.Second, // many servers close after 60 s, and a write that meets the closing is in doubt
		TLSHandshakeTimeout:    5 * time.Second,
		ExpectContinueTimeout:  time.Second,
		MaxResponseHeaderBytes: 256 << 10,
		WriteBufferSize:        16 << 10,
		ReadBufferSize:         16 << 10,
	}
	harden(t)
	if !http2 {
		speakHTTP1(t)
	}
	return t
}

// speakHTTP1 lets a transport offer nothing but HTTP/1.1.
func speakHTTP1(t *http.Transport) {
	t.ForceAttemptHTTP2 = false
	t.TLSNextProto = noOtherProtocol()
	t.Protocols = new(http.Protocols)
	t.Protocols.SetHTTP1(true)
	t.TLSClientConfig.NextProtos = []string{protocolHTTP1}
}

// dialer lets the operating system find out within half a minute that an idle connection is dead.
func dialer() *net.Dialer {
	return &net.Dialer{Timeout: 5 * time.Second,
		KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: 15 * time.Second, Interval: 5 * time.Second, Count: 3}}
}

// adopted is a copy of the caller's transport. HTTP/2 is always that of net/http, whose habits the SDK knows: another one,
// which a transport can have for a protocol's name, is replaced.
func adopted(given *http.Transport) *http.Transport {
	t := given.Clone()
	if len(t.TLSNextProto) > 0 {
		offered := t.TLSNextProto[protocolHTTP2] != nil
		t.TLSNextProto = nil
		if !offered {
			t.TLSNextProto = noOtherProtocol()
		}
	}
	// Clone leaves the offer of HTTP/2 in the TLS settings, and with these there the copy would not speak it.
	if t.Protocols == nil && t.TLSNextProto == nil && t.TLSClientConfig != nil && slices.Contains(t.TLSClientConfig.NextProtos, protocolHTTP2) {
		t.ForceAttemptHTTP2 = true
	}
	harden(t)
	return t
}

const (
	protocolHTTP1 = "http/1.1"
	protocolHTTP2 = "h2"
)

func noOtherProtocol() map[string]func(string, *tls.Conn) http.RoundTripper {
	return map[string]func(string, *tls.Conn) http.RoundTripper{}
}

func harden(t *http.Transport) {
	if t.TLSClientConfig == nil {
		t.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	t.TLSClientConfig.MinVersion = max(t.TLSClientConfig.MinVersion, tls.VersionTLS12)
	if t.HTTP2 == nil {
		t.HTTP2 = &http.HTTP2Config{}
	}
	if t.HTTP2.SendPingTimeout == 0 {
		t.HTTP2.SendPingTimeout = longestSilence
		if t.HTTP2.PingTimeout == 0 {
			t.HTTP2.PingTimeout = longestPing
		}
	}
}

// A connection that nothing comes from any more is asked whether it lives, and given up if it does not answer. All calls
// share one HTTP/2 connection, so that without this a dead one fails them all.
const (
	longestSilence = 3 * time.Second
	longestPing    = 3 * time.Second
)

// unkept is the transport for what must not be sent again and gives net/http no body to tell by: it keeps no connection
// and speaks HTTP/1.1, since over HTTP/2 net/http sends a request without a body again by itself. A transport that makes
// its TLS connections itself may agree on HTTP/2 nevertheless.
func unkept(t *http.Transport) (once *http.Transport, onlyHTTP1 bool) {
	once = t.Clone()
	once.DisableKeepAlives = true
	if once.DialTLS != nil || once.DialTLSContext != nil { //nolint:staticcheck // callers may still use DialTLS
		return once, false
	}
	speakHTTP1(once)
	return once, true
}

// connection is what net/http tells about one try. Each try has its own: hooks of an earlier one may still be called.
type connection struct {
	asked, got, wrote, again atomic.Bool

	stop  context.CancelFunc // ends the try
	trace httptrace.ClientTrace
}

// traced lets c know what becomes of the try. The caller's own hooks, in ctx, are called too.
func (c *connection) traced(ctx context.Context, stop context.CancelFunc) context.Context {
	c.stop = stop
	c.trace.GetConn = c.asks
	c.trace.GotConn = c.gets
	c.trace.WroteHeaders = c.writes
	return httptrace.WithClientTrace(ctx, &c.trace)
}

func (c *connection) asks(string) { c.asked.Store(true) }

func (c *connection) writes() { c.wrote.Store(true) }

// gets ends the try where net/http begins to send over HTTP/2 what it has sent already: over HTTP/2 it does so without
// end. Nothing more goes out, since a request whose context ended is not written. Over HTTP/1.1 it sends again only what
// is a Read, and only over a connection that was kept.
func (c *connection) gets(info httptrace.GotConnInfo) {
	c.got.Store(true)
	if c.wrote.Load() && speaksHTTP2(info.Conn) {
		c.again.Store(true)
		c.stop()
	}
}

func speaksHTTP2(conn net.Conn) bool {
	secured, ok := conn.(interface{ ConnectionState() tls.ConnectionState })
	return ok && secured.ConnectionState().NegotiatedProtocol == protocolHTTP2
}

// neverGot proves that nothing was sent: a connection was asked for and never got. What was written proves nothing.
func (c *connection) neverGot() bool { return c.asked.Load() && !c.got.Load() }

// why is the error of the try, without the URL that net/http may put into it.
func (c *connection) why(err error) error {
	switch {
	case c.again.Load():
		return errReset
	case err == nil:
		return errNoReply
	}
	return unwrapURL(err)
}

var (
	errReset   = errors.New("the server reset the HTTP/2 stream or went away")
	errNoReply = errors.New("the transport gave neither a reply nor an error")
)

// notProcessed reports whether net/http says that a request was not processed: over HTTP/2 that is where the server refused the
// stream or went away and named an earlier one as its last, or the connection ended before the stream began. Where the
// request has a body that can't be read again there is no type for this, only these words, the same in Go 1.26 and 1.27.
// They are compared as a whole, so that nothing a server says can look like them; with other words the outcome is unknown.
func notProcessed(err error) bool {
	text := err.Error()
	switch text {
	case "net/http: cannot rewind body after connection loss", // a body that nothing was read of; else there is another text
		"http2: client conn not usable",
		"http2: client conn could not be established":
		return true
	}
	if strings.HasPrefix(text, "http2: Transport received GOAWAY from server ErrCode:") {
		return true
	}
	why, ok := within(text, "http2: Transport: cannot retry err [", "] after Request.Body was written; define Request.GetBody to avoid this error")
	if !ok {
		return false
	}
	stream, refused := within(why, "stream error: stream ID ", "; REFUSED_STREAM; received from peer")
	return refused && strings.Trim(stream, "0123456789") == "" || why == "http2: Transport received Server's graceful shutdown GOAWAY"
}

// within is what stands between the beginning and the end of a text.
func within(text, begin, end string) (string, bool) {
	text, begins := strings.CutPrefix(text, begin)
	text, ends := strings.CutSuffix(text, end)
	return text, begins && ends
}
