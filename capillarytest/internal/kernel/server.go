package kernel

import (
	"crypto/rand"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"time"

	"github.com/capillary-go/sdk/capillarytest/internal/reply"
)

// Server is the HTTP server in front of an organisation.
type Server struct {
	URL     string // the base URL
	http    *httptest.Server
	router  *router
	org     *Org
	closing chan struct{}
	close   sync.Once
	unknown func(message string) // told of every path that is not known
	texts   reply.Texts          // of all resources

	mu       sync.Mutex // guards what follows
	prefix   string     // of request ids
	sequence int64
	requests []Request
	faults   []*scripted
	scripts  scripts
}

// Start starts a server for an organisation with resources. Close it when done with it. unknown is told of every path that no
// resource knows; it may be nil.
func Start(o *Org, unknown func(message string), resources ...Resource) *Server {
	s := &Server{closing: make(chan struct{}), org: o, router: newRouter(append(resources, tokens{o})), prefix: requestIDPrefix(),
		unknown: unknown, texts: reply.Texts{}}
	for _, r := range slices.Backward(resources) {
		maps.Copy(s.texts, r.Texts())
	}
	s.http = httptest.NewServer(http.HandlerFunc(s.serve))
	s.URL = s.http.URL
	return s
}

// Close ends the server and everything that still hangs in a fault.
func (s *Server) Close() {
	s.close.Do(func() {
		close(s.closing)
		s.http.CloseClientConnections()
		s.http.Close()
		s.org.stop()
		s.org.running.Wait()
	})
}

// Closing tells whether the server ends.
func (s *Server) Closing() bool {
	select {
	case <-s.closing:
		return true
	default:
		return false
	}
}

// Settle waits until no request and no work beside requests is under way any more, requests included whose work is done late.
// A BlackHole keeps it waiting for as long as its client stays.
func (s *Server) Settle() {
	for s.org.inHand.Load() > 0 {
		time.Sleep(time.Millisecond)
	}
}

// Reset forgets the recorded requests, the scripted faults and the scripted replies. Customers, labels and tokens stay.
func (s *Server) Reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests, s.faults, s.scripts = nil, nil, scripts{}
}

// serve takes a request through its stations: record, fault before the work, work, fault after the work, reply.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	defer s.org.begin()()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the client went away
	}
	x := &Exchange{Server: s, W: w, r: r, body: body, Family: reply.FamilyOf(r.URL.EscapedPath())}
	x.route, x.params, x.methods = s.find(r.Method, r.URL.EscapedPath())
	seen, kind := s.record(x.request())
	x.id = seen.ID
	w.Header().Set("X-Cap-Requestid", seen.ID)
	if kind.Before != nil && !kind.Before(x) {
		return
	}
	answer := x.Work(kind.Amend)
	if kind.After != nil {
		kind.After(x, answer)
		return
	}
	x.Send(answer)
}

func requestIDPrefix() string {
	b := make([]byte, 12)
	_, _ = rand.Read(b)
	return fmt.Sprintf("%x", b)
}
