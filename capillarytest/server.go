package capillarytest

import "github.com/capillary-go/sdk/capillarytest/internal/kernel"

// A Server is a Capillary organisation in memory behind a real HTTP server on the loopback interface.
// Its methods may be called at any time, also while requests run.
type Server struct {
	URL string // the base URL, for example http://127.0.0.1:41234

	settings settings
	kernel   *kernel.Server
	org      *organisation
}

// NewServer starts a server. Call Close when done with it.
func NewServer(opts ...Option) *Server { return newServer(nil, opts) }

func newServer(unknown func(message string), opts []Option) *Server {
	s := &Server{settings: defaults()}
	for _, o := range opts {
		o(&s.settings)
	}
	s.org = newOrganisation(&s.settings)
	s.kernel = kernel.Start(s.org.Org, unknown, s.org.resources()...)
	s.URL = s.kernel.URL
	return s
}

// Close ends the server and everything that still hangs in a fault.
func (s *Server) Close() { s.kernel.Close() }

// Settle waits until no request and no work beside requests is under way any more, requests included whose work is done late.
// A BlackHole keeps it waiting for as long as its client stays.
func (s *Server) Settle() { s.kernel.Settle() }

// Reset forgets the recorded requests, the scripted faults and the scripted replies. Customers, labels and tokens stay.
func (s *Server) Reset() { s.kernel.Reset() }

// String tells where the server listens, and none of its secrets.
func (s *Server) String() string { return "capillarytest.Server at " + s.URL }

// GoString is String: %#v shows no more.
func (s *Server) GoString() string { return s.String() }
