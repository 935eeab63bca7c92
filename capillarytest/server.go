package capillarytest

import (
	"crypto/rand"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// A Server is a Capillary organisation in memory behind a real HTTP server on the loopback interface.
// Its methods may be called at any time, also while requests run.
type Server struct {
	URL string // the base URL, for example http://127.0.0.1:41234

	http     *httptest.Server
	settings settings
	router   *router
	org      *org
	closing  chan struct{}
	close    sync.Once
	running  sync.WaitGroup       // requests, those included that lost their connection
	inHand   atomic.Int64         // how many they are
	unknown  func(message string) // told of every path that is not known

	mu       sync.Mutex // guards what follows
	prefix   string     // of request ids
	sequence int64
	requests []Request
	faults   []*script
}

// NewServer starts a server. Call Close when done with it.
func NewServer(opts ...Option) *Server {
	s := &Server{closing: make(chan struct{}), settings: defaults(), prefix: requestIDPrefix()}
	for _, o := range opts {
		o(&s.settings)
	}
	s.org = newOrg(&s.settings)
	s.router = newRouter(s.org.allRoutes())
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
		s.running.Wait()
	})
}

// Settle waits until no request is in hand any more, those included whose work is done late. A BlackHole keeps it waiting
// for as long as its client stays.
func (s *Server) Settle() {
	for s.inHand.Load() > 0 {
		time.Sleep(time.Millisecond)
	}
}

// Reset forgets the recorded requests and the scripted faults. Customers, labels and tokens stay.
func (s *Server) Reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests, s.faults = nil, nil
}

// String tells where the server listens, and none of its secrets.
func (s *Server) String() string { return "capillarytest.Server at " + s.URL }

// GoString is String: %#v shows no more.
func (s *Server) GoString() string { return s.String() }

// An exchange is one request and its reply on their way through the server.
type exchange struct {
	server  *Server
	w       http.ResponseWriter
	r       *http.Request
	body    []byte
	family  family
	route   *route
	params  map[string]string
	methods []string // that the path knows, when it does not know this one
}

// serve takes a request through its stations: record, fault before the work, work, fault after the work, reply.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	s.running.Add(1)
	s.inHand.Add(1)
	defer s.running.Done()
	defer s.inHand.Add(-1)
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the client went away
	}
	x := &exchange{server: s, w: w, r: r, body: body, family: familyOf(r.URL.EscapedPath())}
	x.route, x.params, x.methods = s.router.find(r.Method, r.URL.EscapedPath())
	seen, kind := s.record(x.request())
	w.Header().Set("X-Cap-Requestid", seen.ID)
	if kind.before != nil && !kind.before(x) {
		return
	}
	answer := x.work(kind.amend)
	if kind.after != nil {
		kind.after(x, answer)
		return
	}
	x.send(answer)
}

// request is the exchange as it is recorded.
func (x *exchange) request() Request {
	r := Request{Method: x.r.Method, Path: x.r.URL.EscapedPath(), Query: x.r.URL.Query(), Header: x.r.Header.Clone(),
		Body: x.body, At: x.server.settings.clock()}
	if x.route != nil {
		r.Route = x.route.path()
	}
	return r
}

// work does what the request asks for, alone in the organisation. The reply shares state with it, so it is amended and
// encoded before others get in.
func (x *exchange) work(amend func(family, reply) reply) reply {
	if x.route == nil {
		return x.noSuchEndpoint()
	}
	x.server.org.mu.Lock()
	defer x.server.org.mu.Unlock()
	r := x.handle(x.server.org)
	if amend != nil {
		r = amend(x.family, r)
	}
	r.encoded = x.encode(r)
	return r
}

func (x *exchange) handle(o *org) reply {
	for _, due := range o.due {
		due()
	}
	c := &call{method: x.r.Method, family: x.family, params: x.params, query: x.r.URL.Query(), header: x.r.Header, body: x.body}
	if x.route.path() != tokenPath {
		if no := o.admit(c); no != nil {
			return *no
		}
	}
	return x.route.handle(c)
}

func (x *exchange) noSuchEndpoint() reply {
	message := fmt.Sprintf("capillarytest: no such endpoint: %s %s", x.r.Method, x.r.URL.EscapedPath())
	status := http.StatusNotFound
	if len(x.methods) > 0 {
		message += " (the path knows " + strings.Join(x.methods, ", ") + ")"
		status = http.StatusMethodNotAllowed
	}
	if x.server.unknown != nil {
		x.server.unknown(message)
	}
	return reply{status: status, body: obj("status", status, "message", message)}
}

func requestIDPrefix() string {
	b := make([]byte, 12)
	_, _ = rand.Read(b)
	return fmt.Sprintf("%x", b)
}

// send writes a reply.
func (x *exchange) send(r reply) {
	x.write(x.statusOf(r), "application/json;charset=UTF-8", x.encode(r))
}

func (x *exchange) statusOf(r reply) int {
	switch {
	case r.status != 0:
		return r.status
	case !r.refused:
		return http.StatusOK
	case x.family == familyV1:
		return x.server.settings.refusedV1
	default:
		return x.server.settings.refusedV2
	}
}

// encode returns the body of a reply as JSON.
func (x *exchange) encode(r reply) []byte {
	if r.encoded != nil {
		return r.encoded
	}
	text, err := encode(r.body)
	if err != nil {
		panic("capillarytest: " + err.Error())
	}
	return text
}

func (x *exchange) write(status int, contentType string, body []byte) {
	x.w.Header().Set("Content-Type", contentType)
	x.w.WriteHeader(status)
	_, _ = x.w.Write(body)
}
