package kernel

import (
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/reply"
)

// Fault says what goes wrong, and for which requests.
type Fault struct {
	Method string // "" = any
	Path   string // a pattern, or a path and all below it; "" = all but the token endpoint
	After  int    // requests to let pass first
	Times  int    // how often to strike; 0 = once, negative = for ever
	Kind   Kind
}

// Kind is what happens to a request that meets a fault.
type Kind struct {
	Name   string
	Before func(*Exchange) bool                        // reports whether the work goes on
	Amend  func(reply.Family, reply.Reply) reply.Reply // changes the reply of the work
	After  func(*Exchange, reply.Reply)                // sends the reply of the work, in its own way
}

// Fault adds a fault.
func (s *Server) Fault(f Fault) {
	left := max(f.Times, 1)
	if f.Times < 0 {
		left = -1
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &scripted{Fault: f, left: left})
}

// scripted is a fault and what is left of it.
type scripted struct {
	Fault
	seen int
	left int // negative = for ever
}

// takeFault returns the fault that strikes the request, or the zero strike.
func (s *Server) takeFault(r *Request) Kind {
	for _, f := range s.faults {
		if f.left == 0 || !f.means(s.router, r) {
			continue
		}
		f.seen++
		if f.seen <= f.After {
			continue
		}
		if f.left > 0 {
			f.left--
		}
		return f.Kind
	}
	return Kind{}
}

func (f *scripted) means(routes *router, r *Request) bool {
	if f.Method != "" && !strings.EqualFold(f.Method, r.Method) {
		return false
	}
	if f.Path == "" {
		return r.Route != tokenPath
	}
	return routes.covers(f.Path, r)
}
