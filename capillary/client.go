package capillary

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"

	"github.com/capillary-go/sdk/internal/retry"
)

// Version is the SDK's, as the User-Agent header names it.
const Version = "0.1.0"

// Client is the way to one organisation: a cluster, credentials and defaults. It is immutable and safe for concurrent
// use. Make one for each credential and share it, since connections, tokens, rate limits and the retry budget are its own.
// The services of the resource packages are made from it: customer.New(client).
type Client struct {
	cluster Cluster
	base    *url.URL
	set     settings
	signer  signer
	shared  *shared
	headers func(sharedHeaders) http.Header // without credentials; never written
	signed  *atomic.Pointer[signature]      // the newest
}

// shared is what a client and its copies have together.
type shared struct {
	limiters limiters
	budget   retry.Budget

	// All of these are functions: dumps look into the connections of a transport.
	wire      http.RoundTripper // the transport itself, which middleware does not see: tokens are fetched with it
	try       http.RoundTripper
	tryOnce   http.RoundTripper // for what net/http takes for harmless and would send again by itself
	genuine   bool              // the transport is net/http's: what it tells of connections is true
	onlyHTTP1 bool              // tryOnce speaks HTTP/1.1 and nothing else
	bare      bool              // requests go through middleware, and are signed after it
	closeIdle []func()
}

// New makes a client. Everything is checked here: a wrong setting is an InvalidInputError, and nothing is sent.
func New(cluster Cluster, auth Auth, options ...ClientOption) (*Client, error) {
	base, err := cluster.parse()
	if err != nil {
		return nil, err
	}
	if auth == nil {
		return nil, Invalid("auth", "it is nil; use Basic or OAuth")
	}
	set := defaults()
	set.zone = cluster.zone
	if err := apply(&set, options); err != nil {
		return nil, err
	}
	c := &Client{cluster: cluster, base: base, set: set, shared: &shared{limiters: limiters{area: cluster.area, own: set.rateLimits}}}
	if err := c.shared.connect(&set); err != nil {
		return nil, err
	}
	c.set.transport, c.set.middleware = nil, nil // dumps look into these too
	if c.signer, err = auth.begin(base.String(), c.shared.wire); err != nil {
		return nil, err
	}
	c.precompute()
	return c, nil
}

// With gives a copy of the client with other defaults. It shares connections, tokens, rate limits and retry budget with
// the original, so transport and middleware can't be changed in a copy: they are refused.
func (c *Client) With(options ...ClientOption) (*Client, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	changed := *c
	changed.set.scope, changed.set.inherited = scopeWith, len(c.set.query)
	if err := apply(&changed.set, options); err != nil {
		return nil, err
	}
	changed.precompute()
	return &changed, nil
}

// check refuses a client that New did not make. Whatever else a client does, it has this first.
func (c *Client) check() error {
	switch {
	case c == nil:
		return Invalid("client", "it is nil")
	case c.shared == nil:
		return Invalid("client", "it is empty; make one with capillary.New")
	}
	return nil
}

// Cluster is where the client's calls go.
func (c *Client) Cluster() Cluster {
	if c.check() != nil {
		return Cluster{}
	}
	return c.cluster
}

// TimeZone is the zone in which the client reads and, in v1.1, writes times.
func (c *Client) TimeZone() *time.Location {
	if c.check() != nil {
		return time.UTC
	}
	return c.set.zone
}

// CloseIdleConnections closes connections that are not in use. The client can be used on.
func (c *Client) CloseIdleConnections() {
	if c.check() != nil {
		return
	}
	for _, closeIdle := range c.shared.closeIdle {
		closeIdle()
	}
}

// Format names the cluster and nothing else, under every verb: a client has credentials in it.
func (c *Client) Format(f fmt.State, _ rune) {
	if err := c.check(); err != nil {
		fmt.Fprint(f, "no capillary client")
		return
	}
	fmt.Fprint(f, "capillary client for "+c.cluster.String())
}

// connect makes the transports.
func (s *shared) connect(set *settings) error {
	s.bare = len(set.middleware) > 0
	if set.http2 && set.transport != nil {
		return Invalid("HTTP/2", "a transport of your own says itself what it speaks")
	}
	var own *http.Transport
	switch given := set.transport.(type) {
	case nil:
		own = newTransport(set.http2)
	case *http.Transport:
		own = adopted(given)
	default:
		s.wire = roundTrip(given.RoundTrip)
		s.try, s.tryOnce = wrap(s.wire, set.middleware), wrap(s.wire, set.middleware)
		return s.complete()
	}
	standalone, onlyHTTP1 := unkept(own)
	s.genuine, s.onlyHTTP1 = true, onlyHTTP1
	s.closeIdle = []func(){own.CloseIdleConnections, standalone.CloseIdleConnections}
	s.wire = roundTrip(own.RoundTrip)
	s.try, s.tryOnce = wrap(s.wire, set.middleware), wrap(roundTrip(standalone.RoundTrip), set.middleware)
	return s.complete()
}

func (s *shared) complete() error {
	if s.try == nil || s.tryOnce == nil {
		return Invalid("middleware", "it gave no transport")
	}
	return nil
}

// wrap puts middleware around a transport, and what signs requests between the two.
func wrap(transport http.RoundTripper, middleware []Middleware) http.RoundTripper {
	if len(middleware) == 0 {
		return transport
	}
	t := signed(transport)
	for i := len(middleware) - 1; i >= 0 && t != nil; i-- {
		t = middleware[i](t)
	}
	if t == nil {
		return nil
	}
	return roundTrip(t.RoundTrip)
}

// sharedHeaders are the headers that all calls without own ones send.
type sharedHeaders uint8

const (
	ownHeaders sharedHeaders = iota
	plainHeaders
	bodyHeaders
)

// precompute makes the headers that every call sends.
func (c *Client) precompute() {
	c.headers = either(c.header(&c.set, ""), c.header(&c.set, contentTypeJSON))
	c.signed = new(atomic.Pointer[signature])
}

func either(plain, body http.Header) func(sharedHeaders) http.Header {
	return func(s sharedHeaders) http.Header {
		if s == bodyHeaders {
			return body
		}
		return plain
	}
}

const contentTypeJSON = "application/json"

// header makes the headers of a call, without credentials.
func (c *Client) header(s *settings, contentType string) http.Header {
	h := make(http.Header, 8)
	if s.header != nil {
		maps.Copy(h, s.header())
	}
	h["Accept"] = []string{contentTypeJSON}
	h["Accept-Encoding"] = []string{"gzip"}
	h["User-Agent"] = []string{s.userAgent}
	s.entity.write(h)
	s.lookup.write(h)
	if contentType != "" {
		h["Content-Type"] = []string{contentType}
	}
	return h
}
