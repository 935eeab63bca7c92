package capillary

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// Credentials are added below all middleware, right above the transport. Without middleware a try has its headers ready
// made, with the credentials in them. With it the request goes out bare, and its context tells the end of the chain how to
// sign it.

// signature is what a client signs with while it has one token. A dump finds functions in it, and nothing else.
type signature struct {
	token   func() string
	headers func(sharedHeaders) http.Header // those that calls share, signed; never written
	add     func(http.Header) http.Header   // gives the header, or a copy, with the credentials in it
	hide    func() func(text string) string // gives what takes them out of a text
}

// signature is made once for each token.
func (c *Client) signature(token string) *signature {
	if s := c.signed.Load(); s != nil && s.token() == token {
		return s
	}
	name, value := c.signer.sign(token)
	values := []string{value}
	add := func(h http.Header) http.Header {
		switch have := h[name]; {
		case name == "": // there are no credentials
			return h
		case len(have) == 1 && have[0] == value:
			return h
		case have != nil: // of an earlier try, which may still be writing it
			h = maps.Clone(h)
		}
		h[name] = values
		return h
	}
	plain, body := add(maps.Clone(c.headers(plainHeaders))), add(maps.Clone(c.headers(bodyHeaders)))
	s := &signature{
		token: func() string { return token }, headers: either(plain, body), add: add,
		hide: sync.OnceValue(func() func(string) string { return hideIn(c.signer.secrets()) }),
	}
	c.signed.Store(s)
	return s
}

// sign gives the context and the headers of a try.
func (f *flight) sign(ctx context.Context) (context.Context, http.Header, error) {
	token, err := f.client.signer.token(ctx)
	if err != nil {
		return nil, nil, err
	}
	f.token = token
	s := f.client.signature(token)
	ctx = withoutCredentials(ctx, f.in.Credentials)
	switch {
	case f.client.shared.bare:
		f.signed.Store(false)
		return &signing{Context: ctx, sign: f.withOwnCredentials(s.signs(f.client, f.shared)), own: f.in.Credentials, signed: &f.signed},
			maps.Clone(f.bareHeader()), nil
	case f.shared == ownHeaders:
		f.header = s.add(f.header)
		return ctx, f.header, nil
	}
	return ctx, s.headers(f.shared), nil
}

// withOwnCredentials signs with those of the call too, if it has some.
func (f *flight) withOwnCredentials(sign func(*http.Request) (http.Header, error)) func(*http.Request) (http.Header, error) {
	if len(f.in.Credentials) == 0 {
		return sign
	}
	return func(r *http.Request) (http.Header, error) {
		h, err := sign(r)
		if err == nil {
			h = maps.Clone(h)
			f.addCredentials(h)
		}
		return h, err
	}
}

func (f *flight) bareHeader() http.Header {
	if f.shared == ownHeaders {
		return f.header
	}
	return f.client.headers(f.shared)
}

// signing is the context of a try that goes through middleware.
type signing struct {
	context.Context

	sign   func(*http.Request) (http.Header, error)
	own    map[string]Secret // credentials of the call
	signed *atomic.Bool
}

type signingKey struct{}

func (s *signing) Value(key any) any {
	if key == (signingKey{}) {
		return s
	}
	return s.Context.Value(key)
}

// signs gives what signs a request that came through middleware. Where the header is as the client made it, the one ready
// made takes its place; what middleware changed is copied.
func (s *signature) signs(c *Client, shared sharedHeaders) func(*http.Request) (http.Header, error) {
	return func(r *http.Request) (http.Header, error) {
		switch {
		case !c.isOwn(r):
			return nil, &unsignedError{"middleware led the request to another host; credentials go to the client's own only"}
		case hasAny(r.Header, "Idempotency-Key", "X-Idempotency-Key"):
			return nil, &unsignedError{"middleware set an idempotency header, with which net/http would send a write again by itself"}
		case shared != ownHeaders && equalHeaders(r.Header, c.headers(shared)):
			return s.headers(shared), nil
		case r.Header == nil:
			return s.add(http.Header{}), nil
		}
		return s.add(maps.Clone(r.Header)), nil
	}
}

// isOwn reports whether a request goes to the client's own host.
func (c *Client) isOwn(r *http.Request) bool {
	return r.URL != nil && r.URL.Opaque == "" && r.URL.Scheme == c.base.Scheme && strings.EqualFold(r.URL.Host, c.base.Host) &&
		(r.Host == "" || strings.EqualFold(r.Host, c.base.Host))
}

func equalHeaders(a, b http.Header) bool { return maps.EqualFunc(a, b, slices.Equal) }

func hasAny(h http.Header, names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool { _, ok := h[name]; return ok })
}

// unsignedError is a request that middleware changed in a way in which it must not be signed. It did not go out.
type unsignedError struct{ why string }

func (e *unsignedError) Error() string { return e.why }

// roundTrip is a transport behind a function: a dump of what holds it does not find its connections, whose buffers keep
// what was sent, and credentials are in that.
type roundTrip func(*http.Request) (*http.Response, error)

func (t roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return t(r) }

// signed is the end of the chain of middleware: it signs what comes through, and gives it to the transport.
func signed(transport http.RoundTripper) http.RoundTripper {
	return roundTrip(func(r *http.Request) (*http.Response, error) {
		header, own, err := signedHeader(r)
		if err != nil {
			if r.Body != nil {
				r.Body.Close()
			}
			return nil, err
		}
		out := r.WithContext(withoutCredentials(r.Context(), own))
		out.Header = header
		reply, err := transport.RoundTrip(out)
		if reply != nil && reply.Request == out {
			reply.Request = r
		}
		return reply, err
	})
}

func signedHeader(r *http.Request) (header http.Header, own map[string]Secret, err error) {
	s, ok := r.Context().Value(signingKey{}).(*signing)
	if !ok {
		return nil, nil, &unsignedError{"middleware sent a request without the context of the one it was given"}
	}
	header, err = s.sign(r)
	if err == nil {
		s.signed.Store(true)
	}
	return header, s.own, err
}
