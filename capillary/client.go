package capillary

import (
	"context"
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
	headers func(sharedHeaders) http.Header // never written; behind a function since credentials are in them
	signed  *atomic.Pointer[signedHeaders]  // the same with the newest token
}

// shared is what a client and its copies have together.
type shared struct {
	limiters limiters
	budget   retry.Budget

	transport  *http.Transport // nil if the caller brought another kind
	try        http.RoundTripper
	tryOnce    http.RoundTripper // for what net/http takes for harmless and would send again by itself
	standalone *http.Transport
	onlyHTTP1  bool // tryOnce speaks HTTP/1.1 and nothing else
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
	if c.signer, err = auth.begin(base.String(), c.shared.try); err != nil {
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
	changed.set.scope = scopeWith
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
	if c.shared.transport != nil {
		c.shared.transport.CloseIdleConnections()
	}
	if c.shared.standalone != nil {
		c.shared.standalone.CloseIdleConnections()
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
	switch own := set.transport.(type) {
	case nil:
		s.transport = newTransport()
	case *http.Transport:
		s.transport = adopted(own)
	default:
		s.try, s.tryOnce = wrap(own, set.middleware), wrap(own, set.middleware)
		return s.complete()
	}
	s.standalone, s.onlyHTTP1 = unkept(s.transport)
	s.try, s.tryOnce = wrap(s.transport, set.middleware), wrap(s.standalone, set.middleware)
	return s.complete()
}

func (s *shared) complete() error {
	if s.try == nil || s.tryOnce == nil {
		return Invalid("middleware", "it gave no transport")
	}
	return nil
}

func wrap(t http.RoundTripper, middleware []Middleware) http.RoundTripper {
	for i := len(middleware) - 1; i >= 0 && t != nil; i-- {
		t = middleware[i](t)
	}
	return t
}

// sharedHeaders are the headers that all calls without own ones send.
type sharedHeaders uint8

const (
	ownHeaders sharedHeaders = iota
	plainHeaders
	bodyHeaders
)

// signedHeaders are the shared ones with a token.
type signedHeaders struct {
	token func() string
	all   func(sharedHeaders) http.Header
}

// precompute makes the headers that every call sends.
func (c *Client) precompute() {
	c.headers = either(c.header(&c.set, ""), c.header(&c.set, contentTypeJSON))
	c.signed = new(atomic.Pointer[signedHeaders])
}

func either(plain, body http.Header) func(sharedHeaders) http.Header {
	return func(s sharedHeaders) http.Header {
		if s == bodyHeaders {
			return body
		}
		return plain
	}
}

// sign gives the headers of a try, with credentials.
func (c *Client) sign(ctx context.Context, shared sharedHeaders, own http.Header) (http.Header, string, error) {
	token, err := c.signer.token(ctx)
	switch {
	case err != nil:
		return nil, "", err
	case token == "" && shared == ownHeaders:
		return own, "", nil
	case token == "":
		return c.headers(shared), "", nil
	case shared == ownHeaders:
		return withToken(own, token), token, nil
	}
	if s := c.signed.Load(); s != nil && s.token() == token {
		return s.all(shared), token, nil
	}
	all := either(withToken(c.headers(plainHeaders), token), withToken(c.headers(bodyHeaders), token))
	c.signed.Store(&signedHeaders{token: func() string { return token }, all: all})
	return all(shared), token, nil
}

func withToken(h http.Header, token string) http.Header {
	h = maps.Clone(h)
	h[oauthHeader] = []string{token}
	return h
}

const contentTypeJSON = "application/json"

func (c *Client) header(s *settings, contentType string) http.Header {
	h := make(http.Header, 8+len(s.header))
	for name, values := range s.header {
		h[name] = values
	}
	h["Accept"] = []string{contentTypeJSON}
	h["Accept-Encoding"] = []string{"gzip"}
	h["User-Agent"] = []string{s.userAgent}
	s.entity.write(h)
	s.lookup.write(h)
	if contentType != "" {
		h["Content-Type"] = []string{contentType}
	}
	if b, ok := c.signer.(basicSigner); ok {
		h["Authorization"] = []string{b.header.Reveal()}
	}
	return h
}
