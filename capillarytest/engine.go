package capillarytest

import (
	"crypto/rand"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// engine is the HTTP server in front of an organisation.
type engine struct {
	url     string // the base URL
	http    *httptest.Server
	router  *router
	org     *org
	closing chan struct{}
	close   sync.Once
	running sync.WaitGroup       // requests, those included that lost their connection
	inHand  atomic.Int64         // how many they are
	unknown func(message string) // told of every path that is not known

	mu       sync.Mutex // guards what follows
	prefix   string     // of request ids
	sequence int64
	requests []request
	faults   []*scripted
}

// startEngine starts a server for the routes. Close it when done with it.
func startEngine(o *org, all routes, unknown func(message string)) *engine {
	s := &engine{closing: make(chan struct{}), org: o, router: newRouter(all), prefix: requestIDPrefix(), unknown: unknown}
	s.http = httptest.NewServer(http.HandlerFunc(s.serve))
	s.url = s.http.URL
	return s
}

// Close ends the server and everything that still hangs in a fault.
func (s *engine) Close() {
	s.close.Do(func() {
		close(s.closing)
		s.http.CloseClientConnections()
		s.http.Close()
		s.running.Wait()
	})
}

// Settle waits until no request is in hand any more, those included whose work is done late. A BlackHole keeps it waiting
// for as long as its client stays.
func (s *engine) Settle() {
	for s.inHand.Load() > 0 {
		time.Sleep(time.Millisecond)
	}
}

// Reset forgets the recorded requests and the scripted faults. Customers, labels and tokens stay.
func (s *engine) Reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests, s.faults = nil, nil
}

// An exchange is one request and its reply on their way through the server.
type exchange struct {
	server  *engine
	w       http.ResponseWriter
	r       *http.Request
	body    []byte
	family  family
	route   *route
	params  map[string]string
	methods []string // that the path knows, when it does not know this one
}

// serve takes a request through its stations: record, fault before the work, work, fault after the work, reply.
func (s *engine) serve(w http.ResponseWriter, r *http.Request) {
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
func (x *exchange) request() request {
	r := request{Method: x.r.Method, Path: x.r.URL.EscapedPath(), Query: x.r.URL.Query(), Header: x.r.Header.Clone(),
		Body: x.body, At: x.server.org.settings.clock()}
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
		return x.server.org.settings.refusedV1
	default:
		return x.server.org.settings.refusedV2
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

// wait lasts for d, or without end when d is negative. When the client leaves or the server closes first, that is the end of
// the exchange.
func (x *exchange) wait(d time.Duration) {
	var over <-chan time.Time
	if d >= 0 {
		timer := time.NewTimer(d)
		defer timer.Stop()
		over = timer.C
	}
	select {
	case <-over:
	case <-x.r.Context().Done():
		panic(http.ErrAbortHandler)
	case <-x.server.closing:
		panic(http.ErrAbortHandler)
	}
}

// sleep is wait for a hijacked connection, whose context says nothing any more.
func (x *exchange) sleep(d time.Duration) bool {
	select {
	case <-time.After(d):
		return true
	case <-x.server.closing:
		return false
	}
}

// cut closes the connection under the reply, politely or with a reset.
func (x *exchange) cut(reset bool) {
	conn := x.hijack()
	if tcp, ok := conn.(*net.TCPConn); ok && reset {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}

func (x *exchange) hijack() net.Conn {
	conn, _, err := http.NewResponseController(x.w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler) // ends the connection too
	}
	return conn
}

func (s *engine) isClosing() bool {
	select {
	case <-s.closing:
		return true
	default:
		return false
	}
}
