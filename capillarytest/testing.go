package capillarytest

import "testing"

// New starts a server that ends with the test. A request for a path that the server does not know fails the test.
func New(t testing.TB, opts ...Option) *Server {
	t.Helper()
	s := newServer(func(message string) { t.Errorf("%s", message) }, opts)
	t.Cleanup(s.Close)
	return s
}
