package capillarytest

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"time"
)

// A Request is one request as it arrived. Headers and body are raw, credentials included, so that a test can look at
// them; printing a Request shows none of that.
type Request struct {
	ID     string      // the X-Cap-Requestid of the reply
	Method string      // GET, POST, …
	Path   string      // as sent, escapes included, without the query
	Query  url.Values  // decoded
	Header http.Header // raw
	Body   []byte      // raw
	Route  string      // the path pattern that matched, for example /v2/customers/{id}; empty if none did
	Fault  string      // the name of the fault that struck, if any
	At     time.Time   // by the server's clock
}

// String shows method, route and size, and nothing that a customer or a credential could be read from.
func (r Request) String() string {
	route := r.Route
	if route == "" {
		route = "(no such endpoint)"
	}
	s := fmt.Sprintf("%s %s, %d bytes", r.Method, route, len(r.Body))
	if r.Fault != "" {
		s += ", fault " + r.Fault
	}
	return s
}

// GoString is String: %#v shows no more.
func (r Request) GoString() string { return r.String() }

// LogValue is String: a log shows no more.
func (r Request) LogValue() slog.Value { return slog.StringValue(r.String()) }

// Requests returns everything received so far, token calls included, in order of arrival.
func (s *Server) Requests() []Request {
	var out []Request
	for _, r := range s.kernel.Requests() {
		out = append(out, Request(r))
	}
	return out
}

// Count tells how often a method and a path were called. The path is a pattern of the server, such as
// /v2/customers/{id}, or else a path that stands for itself and for all below it. An empty method or path means any.
func (s *Server) Count(method, path string) int { return s.kernel.Count(method, path) }
