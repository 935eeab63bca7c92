package capillarytest

import "github.com/capillary-go/sdk/capillarytest/internal/kernel"

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
	s.kernel.Fault(kernel.Fault{Method: f.Method, Path: f.Path, After: f.After, Times: f.Times,
		Kind: kernel.Kind{Name: f.Kind.name, Before: f.Kind.before, Amend: f.Kind.amend, After: f.Kind.after}})
}
