package capillary

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/capillary-go/sdk/internal/envelope"
	"github.com/capillary-go/sdk/internal/retry"
)

// send makes one try: rate limit, credentials, the wire, and what the reply means.
func (f *flight) send(caller context.Context) {
	if !f.admit(caller) {
		return
	}
	ctx, cancel := f.tryContext(caller)
	defer cancel()
	ctx, header, err := f.sign(ctx)
	if err != nil {
		f.unsigned(caller, err)
		return
	}
	reply, err := f.transport().RoundTrip(f.request(f.conn.traced(ctx), header))
	if err != nil {
		f.broken(caller, ctx, err)
		return
	}
	if f.streams(reply) {
		f.begin(reply)
		defer reply.Body.Close()
		f.stream(caller, reply)
		return
	}
	f.read(caller, ctx, reply)
}

// tryContext ends with the try's time, or for a stream with the call's.
func (f *flight) tryContext(caller context.Context) (context.Context, context.CancelFunc) {
	if f.elements != nil {
		return context.WithDeadline(caller, f.deadline)
	}
	return context.WithDeadline(caller, f.tryDeadline())
}

// request is what goes over the wire. Every try sends the same bytes.
func (f *flight) request(ctx context.Context, header http.Header) *http.Request {
	r := http.Request{Method: f.op.Method, URL: &f.url, Host: f.url.Host, Header: header, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1}
	if f.body != nil {
		r.ContentLength = int64(len(f.body))
		r.Body = io.NopCloser(bytes.NewReader(f.body))
		r.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(f.body)), nil }
	}
	return r.WithContext(ctx)
}

// over reports whether the call's time is up, by the caller's context or by its own deadline.
func (f *flight) over(caller context.Context) bool {
	return caller.Err() != nil || !time.Now().Before(f.deadline)
}

// whyOver is the error of a context that ended, or of the call's own deadline.
func (f *flight) whyOver(caller context.Context) error {
	switch why := context.Cause(caller); {
	case why == nil:
		return context.DeadlineExceeded
	case !errors.Is(why, caller.Err()): // the caller's own error; callers ask for the context's all the same
		return errors.Join(caller.Err(), why)
	default:
		return why
	}
}

// admit waits for the rate limit.
func (f *flight) admit(ctx context.Context) bool {
	if !f.over(ctx) {
		retryAt, err := f.client.shared.limiters.wait(ctx, f.deadline, f.op.Group, f.set)
		if err == nil {
			return true
		}
		if errors.Is(err, ErrRateLimited) {
			f.signal, f.condition, f.retryAt = retry.NeverSent, ErrRateLimited, retryAt
			f.reason = "the client's rate limit leaves no room before the deadline"
			return false
		}
	}
	f.signal, f.cause = retry.NeverSent, f.whyOver(ctx)
	return false
}

// unsigned is a try that never left for want of a token.
func (f *flight) unsigned(caller context.Context, err error) {
	f.signal = retry.NeverSent
	if f.over(caller) {
		f.cause = f.whyOver(caller)
		return
	}
	f.cause, f.reason = err, "no access token"
	if issue, status, ok := tokenIssue(err); ok {
		if issue.Code != 0 {
			f.verdict.Issues = []envelope.Issue{{Code: int(issue.Code), Message: issue.Message}}
		}
		if status == http.StatusUnauthorized || issue.Code == ErrWrongClientKey {
			f.condition = ErrUnauthorized
		}
		f.status = status
	}
}

// tryDeadline is when a single try has to end, within the call's own deadline.
func (f *flight) tryDeadline() time.Time {
	limit := f.set.writeTimeout
	if f.op.Safety == Read {
		limit = f.set.readTimeout
	}
	if d := time.Now().Add(limit); d.Before(f.deadline) {
		return d
	}
	return f.deadline
}

func (f *flight) transport() http.RoundTripper {
	if f.op.Safety == Effect {
		return f.client.shared.tryOnce
	}
	return f.client.shared.try
}

// connection is what net/http told about a try. That a connection was asked for and never got proves that nothing was
// sent; that something was written proves nothing.
type connection struct {
	asked, got atomic.Bool
	trace      httptrace.ClientTrace
}

func (c *connection) traced(ctx context.Context) context.Context {
	c.asked.Store(false)
	c.got.Store(false)
	c.trace.GetConn = func(string) { c.asked.Store(true) }
	c.trace.GotConn = func(httptrace.GotConnInfo) { c.got.Store(true) }
	return httptrace.WithClientTrace(ctx, &c.trace)
}

func (c *connection) neverGot() bool { return c.asked.Load() && !c.got.Load() }

// broken is a try that ended without a reply.
func (f *flight) broken(caller, ctx context.Context, err error) {
	err = unwrapURL(err)
	f.cause = err
	unsent := f.conn.neverGot() || failedBeforeSending(err)
	switch refused := (*unsignedError)(nil); {
	case errors.As(err, &refused) && !f.signed.Load():
		f.signal, f.cause, f.reason = retry.NeverSent, nil, refused.why
	case f.over(caller) && unsent:
		f.signal, f.cause = retry.NeverSent, f.whyOver(caller)
	case f.over(caller):
		f.signal, f.cause = retry.CallerGone, f.whyOver(caller)
	case unsent:
		f.signal = retry.NotSent
	default:
		f.signal = retry.Dropped
	}
	f.timedOut = ctx.Err() != nil
}

// failedBeforeSending tells by the error's type that there was no connection to send on.
func failedBeforeSending(err error) bool {
	var (
		op          *net.OpError
		dns         *net.DNSError
		certificate *tls.CertificateVerificationError
		unknown     x509.UnknownAuthorityError
		host        x509.HostnameError
	)
	if errors.As(err, &op) {
		return op.Op == "dial" || op.Op == "proxyconnect" || op.Op == "socks"
	}
	return errors.As(err, &dns) || errors.As(err, &certificate) || errors.As(err, &unknown) || errors.As(err, &host)
}

// unwrapURL drops the URL that net/http puts into errors.
func unwrapURL(err error) error {
	for {
		var u *url.Error
		if !errors.As(err, &u) {
			return err
		}
		err = u.Err
	}
}

// buffers are where replies are read. A reply that the caller keeps is copied.
var buffers = sync.Pool{New: func() any { return bytes.NewBuffer(make([]byte, 0, usualReply)) }}

const (
	usualReply  = 16 << 10 // most replies fit: one whose length is not said is read without making the buffer larger time after time
	largestKept = 1 << 20  // a larger buffer is left to the garbage collector
)

// begin notes what the head of a reply says.
func (f *flight) begin(reply *http.Response) {
	f.reply, f.status = reply, reply.StatusCode
	if id := requestID(reply.Header); id != "" {
		f.answered = append(f.answered, id)
	}
}

// read takes the reply's body and judges it.
func (f *flight) read(caller, ctx context.Context, reply *http.Response) {
	defer reply.Body.Close()
	f.begin(reply)
	limit := f.set.successLimit
	if reply.StatusCode >= 300 {
		limit = f.set.errorLimit
	}
	b := buffers.Get().(*bytes.Buffer)
	defer keep(b)
	b.Reset()
	body, done, err := plain(reply)
	defer done()
	if err == nil {
		if n := reply.ContentLength; n > 0 && n <= limit {
			b.Grow(int(n) + bytes.MinRead)
		}
		f.limited = io.LimitedReader{R: body, N: limit + 1}
		_, err = b.ReadFrom(&f.limited)
	}
	f.replyBytes = b.Len()
	switch {
	case int64(f.replyBytes) > limit:
		f.signal, f.condition, f.reason = retry.Astray, ErrReplyTooLarge, "the reply is over the size limit"
		return
	case err != nil:
		f.halfRead(caller, ctx, err)
		return
	}
	f.judge(reply, b.Bytes())
	if f.set.meta != nil {
		f.raw = bytes.Clone(b.Bytes())
	}
}

func keep(b *bytes.Buffer) {
	if b.Cap() <= largestKept {
		buffers.Put(b)
	}
}

// plain decompresses a reply. The client asks for gzip itself: net/http would, and make headers and a reader each time.
func plain(reply *http.Response) (body io.Reader, done func(), err error) {
	if !strings.EqualFold(reply.Header.Get("Content-Encoding"), "gzip") {
		return reply.Body, func() {}, nil
	}
	reply.ContentLength = -1
	z := inflaters.Get().(*gzip.Reader)
	done = func() { inflaters.Put(z) }
	return z, done, z.Reset(reply.Body)
}

var inflaters = sync.Pool{New: func() any { return new(gzip.Reader) }}

// halfRead is a connection that broke in the middle of the reply.
func (f *flight) halfRead(caller, ctx context.Context, err error) {
	f.signal, f.cause, f.reason = retry.Dropped, unwrapURL(err), "the reply broke off"
	if f.over(caller) {
		f.signal, f.cause = retry.CallerGone, f.whyOver(caller)
	}
	f.timedOut = ctx.Err() != nil
}

func requestID(h http.Header) string {
	for _, name := range [...]string{"X-Cap-Requestid", "X-Cap-Request-Id"} {
		if id := h.Get(name); id != "" {
			return id
		}
	}
	return ""
}

func (f *flight) judge(reply *http.Response, body []byte) {
	f.into.SetZero()
	f.verdict = envelope.Read(f.expectation(reply, body))
	if b, ok := f.batch(); ok && f.verdict.Items != nil {
		f.fill()
		b, _ = f.batch()
		b.arrange(f.op.Name, f.verdict.Items)
	}
	f.reason = f.verdict.Reason
	f.signal = f.signalOf(f.verdict.Kind)
	if f.signal == retry.Wait {
		f.readRetryAfter(reply.Header)
	}
}

// expectation is what the reply is expected to hold.
func (f *flight) expectation(reply *http.Response, body []byte) envelope.Reply {
	return envelope.Reply{Status: reply.StatusCode, Body: body, Row: f.rowOf(), Classes: f.set.classes(), Batch: f.isBatch(),
		Sent: f.in.Sent, Key: f.in.Key, Zone: f.set.zone, Into: f.into}
}

func (f *flight) readRetryAfter(h http.Header) {
	now := time.Now()
	if d, ok := retry.RetryAfter(h, now); ok {
		f.retryAt = now.Add(d)
	}
}

// signalOf is the matrix row of a verdict.
func (f *flight) signalOf(k envelope.Kind) retry.Signal {
	switch k {
	case envelope.Done, envelope.Accepted, envelope.PartlyDone:
		return retry.Done
	case envelope.Refused:
		return retry.Refused
	case envelope.Denied:
		if f.status == http.StatusForbidden && len(f.verdict.Issues) > 0 {
			f.reason = forbiddenHint(f.verdict.Issues)
		}
		return retry.Denied
	case envelope.Duplicate:
		return retry.Duplicate
	case envelope.NotExecuted, envelope.RateLimited:
		return retry.Wait
	case envelope.StaleToken:
		return retry.StaleToken
	case envelope.Astray:
		f.condition = ErrRedirected
		return retry.Astray
	}
	return retry.Doubtful
}

func forbiddenHint(issues []envelope.Issue) string {
	for _, i := range issues {
		if i.Code == int(ErrAccessGroupForbids) {
			return "the access group does not allow it; a change of an access group takes up to an hour"
		}
	}
	return ""
}
