package kernel

import (
	"fmt"
	"maps"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// An Exchange is one request and its reply on their way through the server.
type Exchange struct {
	Server  *Server
	W       http.ResponseWriter
	r       *http.Request
	body    []byte
	id      string // of the request, as the reply has it
	Family  reply.Family
	route   *route
	params  map[string]string
	methods []string // that the path knows, when it does not know this one
}

// Work does what the request asks for, alone in the organisation. The reply shares state with it, so it is amended and
// encoded before others get in.
func (x *Exchange) Work(amend func(reply.Family, reply.Reply) reply.Reply) reply.Reply {
	if x.route == nil {
		return x.noSuchEndpoint()
	}
	x.Server.org.Mu.Lock()
	defer x.Server.org.Mu.Unlock()
	r := x.handle(x.Server.org)
	if amend != nil {
		r = amend(x.Family, r)
	}
	r.Encoded = r.Bytes()
	return r
}

func (x *Exchange) handle(o *Org) reply.Reply {
	for _, due := range o.due {
		due()
	}
	o.asking = x.id
	c := &Call{Method: x.r.Method, Host: x.r.Host, Family: x.Family, params: x.params, query: x.r.URL.Query(), Header: x.r.Header, Body: x.body}
	if x.route.path() != tokenPath && !(x.route.open && c.isAnonymous()) {
		if no := o.admit(c); no != nil {
			return *no
		}
	}
	r := x.route.handle(c)
	if x.Family == reply.V2 && !o.settings.WithoutTwins {
		r = r.Twinned(o.Zone)
	}
	if r.Status == http.StatusMultiStatus && o.settings.WithoutMultiStatus {
		r.Status = 0
	}
	return r
}

func (x *Exchange) noSuchEndpoint() reply.Reply {
	message := fmt.Sprintf("capillarytest: no such endpoint: %s %s", x.r.Method, x.r.URL.EscapedPath())
	status := http.StatusNotFound
	if len(x.methods) > 0 {
		message += " (the path knows " + strings.Join(x.methods, ", ") + ")"
		status = http.StatusMethodNotAllowed
	}
	if x.Server.unknown != nil {
		x.Server.unknown(message)
	}
	return reply.Reply{Status: status, Body: wire.Obj("status", status, "message", message)}
}

// request is the exchange as it is recorded.
func (x *Exchange) request() Request {
	r := Request{Method: x.r.Method, Path: x.r.URL.EscapedPath(), Query: x.r.URL.Query(), Header: x.r.Header.Clone(),
		Body: x.body, At: x.Server.org.settings.Clock()}
	if x.route != nil {
		r.Route = x.route.path()
	}
	return r
}

// Refuse makes a refusal with the text that the code has for the endpoint.
func (x *Exchange) Refuse(code int) *reply.Refusal {
	if x.route != nil && x.route.texts[code] != "" {
		return x.route.texts.Refuse(code)
	}
	return x.Server.texts.Refuse(code)
}

// Send writes a reply.
func (x *Exchange) Send(r reply.Reply) {
	x.W.Header().Set("Content-Type", "application/json;charset=UTF-8")
	maps.Copy(x.W.Header(), r.Header)
	x.W.WriteHeader(x.StatusOf(r))
	_, _ = x.W.Write(r.Bytes())
}

// Write writes exactly this.
func (x *Exchange) Write(status int, contentType string, body []byte) {
	x.W.Header().Set("Content-Type", contentType)
	x.W.WriteHeader(status)
	_, _ = x.W.Write(body)
}

// StatusOf is the HTTP status of a reply.
func (x *Exchange) StatusOf(r reply.Reply) int {
	switch {
	case r.Status != 0:
		return r.Status
	case !r.Refused:
		return http.StatusOK
	case x.Family == reply.V1:
		return x.Server.org.settings.RefusedV1
	default:
		return x.Server.org.settings.RefusedV2
	}
}

// Wait lasts for d, or without end when d is negative. When the client leaves or the server closes first, that is the end of
// the exchange.
func (x *Exchange) Wait(d time.Duration) {
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
	case <-x.Server.closing:
		panic(http.ErrAbortHandler)
	}
}

// Sleep is wait for a hijacked connection, whose context says nothing any more.
func (x *Exchange) Sleep(d time.Duration) bool {
	select {
	case <-time.After(d):
		return true
	case <-x.Server.closing:
		return false
	}
}

// Cut closes the connection under the reply, politely or with a reset.
func (x *Exchange) Cut(reset bool) {
	conn := x.Hijack()
	if tcp, ok := conn.(*net.TCPConn); ok && reset {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}

// Hijack takes the connection away from the HTTP server.
func (x *Exchange) Hijack() net.Conn {
	conn, _, err := http.NewResponseController(x.W).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler) // ends the connection too
	}
	return conn
}
