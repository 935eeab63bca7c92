package capillarytest

import "strings"

// fault says what goes wrong, and for which requests.
type fault struct {
	method string // "" = any
	path   string // see router.covers; "" = all but the token endpoint
	after  int    // requests to let pass first
	times  int    // how often to strike; 0 = once, negative = for ever
	kind   strike
}

// strike is what happens to a request that meets a fault.
type strike struct {
	name   string
	before func(*exchange) bool      // reports whether the work goes on
	amend  func(family, reply) reply // changes the reply of the work
	after  func(*exchange, reply)    // sends the reply of the work, in its own way
}

// script adds a fault.
func (s *engine) script(f fault) {
	left := max(f.times, 1)
	if f.times < 0 {
		left = -1
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &scripted{fault: f, left: left})
}

// scripted is a fault and what is left of it.
type scripted struct {
	fault
	seen int
	left int // negative = for ever
}

// takeFault returns the fault that strikes the request, or the zero strike.
func (s *engine) takeFault(r *request) strike {
	for _, f := range s.faults {
		if f.left == 0 || !f.means(s.router, r) {
			continue
		}
		f.seen++
		if f.seen <= f.after {
			continue
		}
		if f.left > 0 {
			f.left--
		}
		return f.kind
	}
	return strike{}
}

func (f *scripted) means(routes *router, r *request) bool {
	if f.method != "" && !strings.EqualFold(f.method, r.Method) {
		return false
	}
	if f.path == "" {
		return r.Route != tokenPath
	}
	return routes.covers(f.path, r)
}
