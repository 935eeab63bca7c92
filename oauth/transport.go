package oauth

import (
	"net/http"
	"net/url"
	"strings"
)

// Header carries the token in a call of the API.
const Header = "X-CAP-API-OAUTH-TOKEN"

// Transport adds the token to requests that go to the source's own scheme, host and port. All others pass without it,
// also when a redirect leads there. A nil base is http.DefaultTransport.
//
// It sends each request once. When the API calls the token stale, tell the source:
//
//	source.Invalidate(resp.Request.Header.Get(oauth.Header))
func (s *Source) Transport(base http.RoundTripper) http.RoundTripper {
	if base == nil {
		base = http.DefaultTransport
	}
	return &transport{source: s, base: func() http.RoundTripper { return base }}
}

type transport struct {
	source *Source
	base   func() http.RoundTripper // a function: its kept connections have buffers that tokens went through
}

// RoundTrip leaves the request it is given as it is: a RoundTripper must.
func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	if !t.source.owns(req) {
		return t.base().RoundTrip(req)
	}
	token, err := t.source.Token(req.Context())
	if err != nil {
		if req.Body != nil {
			req.Body.Close()
		}
		return nil, err
	}
	req = req.Clone(req.Context())
	if req.Header == nil {
		req.Header = http.Header{}
	}
	req.Header.Set(Header, token)
	return t.base().RoundTrip(req)
}

// owns reports whether a request goes to the source's own origin, by its address and by its Host header: a gateway may go by
// that.
func (s *Source) owns(req *http.Request) bool {
	if req.URL == nil || req.URL.Opaque != "" || originOf(req.URL) != s.origin {
		return false
	}
	return req.Host == "" || originOf(&url.URL{Scheme: req.URL.Scheme, Host: req.Host}) == s.origin
}

// CloseIdleConnections lets http.Client.CloseIdleConnections through to the base.
func (t *transport) CloseIdleConnections() {
	if closer, ok := t.base().(interface{ CloseIdleConnections() }); ok {
		closer.CloseIdleConnections()
	}
}

// originOf spells scheme, host and port in one way. A host that is spelled in another (a dot at its end, Unicode) is
// another host: it goes without the token.
func originOf(u *url.URL) string {
	scheme, port := strings.ToLower(u.Scheme), u.Port()
	if port == "" {
		port = map[string]string{"https": "443", "http": "80"}[scheme]
	}
	return scheme + "://" + strings.ToLower(u.Hostname()) + ":" + port
}
