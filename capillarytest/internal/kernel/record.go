package kernel

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// A Request is one request as it arrived, raw.
type Request struct {
	ID     string
	Method string
	Path   string // as sent, escapes included, without the query
	Query  url.Values
	Header http.Header
	Body   []byte
	Route  string // the path pattern that matched; empty if none did
	Fault  string // the name of the fault that struck, if any
	At     time.Time
}

// Requests returns everything received so far, in order of arrival.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// Count tells how often a method and a path were called: a pattern, or a path and all below it. An empty method or path means any.
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
	r.Fault = kind.Name
	s.requests = append(s.requests, r)
	return r, kind
}
