package capillarytest

import "strings"

// A Fault says what goes wrong, and for which requests. Faults strike in the order in which they were scripted: a request
// meets the first one that means it and is due, and no other.
type Fault struct {
	Method string // "" = any
	Path   string // a pattern such as /v2/customers/{id}, or a path and all below it; "" = all but the token endpoint
	After  int    // requests to let pass first
	Times  int    // how often to strike; 0 = once, negative = for ever
	Kind   Kind   // what happens: CutAfterWork(), Status(503), …
}

// Fault scripts a fault. Request.Fault tells later which requests met one.
func (s *Server) Fault(f Fault) {
	left := max(f.Times, 1)
	if f.Times < 0 {
		left = -1
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &script{Fault: f, left: left})
}

// script is a fault and what is left of it.
type script struct {
	Fault
	seen int
	left int // negative = for ever
}

// takeFault returns the fault that strikes the request, or the zero Kind.
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

func (f *script) means(routes *router, r *Request) bool {
	if f.Method != "" && !strings.EqualFold(f.Method, r.Method) {
		return false
	}
	if f.Path == "" {
		return r.Route != tokenPath
	}
	return routes.covers(f.Path, r)
}
