package capillarytest

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
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
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// Count tells how often a method and a path were called. The path is a pattern of the server, such as
// /v2/customers/{id}, or else a path that stands for itself and for all below it. An empty method or path means any.
func (s *Server) Count(method, path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for i := range s.requests {
		r := &s.requests[i]
		if (method == "" || strings.EqualFold(method, r.Method)) && s.router.covers(path, r) {
			n++
		}
	}
	return n
}

// record keeps the request and returns the fault that strikes it.
func (s *Server) record(r Request) (Request, Kind) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sequence++
	r.ID = fmt.Sprintf("%s%08x", s.prefix, s.sequence)
	kind := s.takeFault(&r)
	r.Fault = kind.name
	s.requests = append(s.requests, r)
	return r, kind
}
