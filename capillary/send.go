package capillary

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/capillary-go/sdk/internal/envelope"
	"github.com/capillary-go/sdk/internal/retry"
)

// send makes one try of the loop's request: credentials and rate limit, the wire, and what the reply means.
func (f *flight) send(r *http.Request) {
	caller := r.Context()
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
	if ctx.Err() != nil {
		f.late(caller, ctx)
		return
	}
	reply, err := f.transport().RoundTrip(signedCopy(f.connect().traced(f.numbered(ctx), cancel), r, header))
	if err != nil || reply == nil {
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

// signedCopy is what goes over the wire, in a copy of its own: net/http may still have that of an earlier try. There is no
// GetBody: with it net/http would send a write again by itself, over HTTP/2 without end.
func signedCopy(ctx context.Context, r *http.Request, header http.Header) *http.Request {
	own := r.WithContext(ctx)
	own.Host, own.Header, own.GetBody = r.URL.Host, header, nil
	return own
}

// hasBody reports whether the request has a body. A GET that does something has one of no bytes: net/http does not take it for
// one that can be sent again.
func (f *flight) hasBody() bool {
	return len(f.body) > 0 || f.op.Safety == Effect && f.op.Method == http.MethodGet && !f.client.shared.onlyHTTP1
}

// noBytes gives each try a body without bytes.
func noBytes() (io.Reader, error) { return nothing{}, nil }

// nothing is a body without bytes that net/http does not know as such.
type nothing struct{}

// Read is at the end.
func (nothing) Read([]byte) (int, error) { return 0, io.EOF }

// Close does nothing.
func (nothing) Close() error { return nil }

// over reports whether the call's time is up, by the caller's context or by its own deadline.
func (f *flight) over(caller context.Context) bool {
	return caller.Err() != nil || !time.Now().Before(f.deadline)
}

// whyOver is the error of a context that ended, or of the call's own deadline.
func (f *flight) whyOver(caller context.Context) error {
	switch why := context.Cause(caller); {
	case why == nil:
		return context.DeadlineExceeded
	case !errors.Is(why, caller.Err()): // the caller's own error; callers ask for the context's too
		return errors.Join(caller.Err(), why)
	default:
		return why
	}
}

// admit waits for the rate limit, with a token at hand: what the limit allows would be spent while a token is fetched.
func (f *flight) admit(caller context.Context) bool {
	if f.over(caller) {
		f.signal, f.cause = retry.NeverSent, f.whyOver(caller)
		return false
	}
	limits := &f.client.shared.limiters
	gates := limits.gates(f.op.Group, f.set)
	if len(gates) == 0 {
		return true
	}
	retryAt, err := limits.wait(caller, f.deadline, gates, func() error { return f.awaitToken(caller) })
	switch {
	case errors.Is(err, ErrRateLimited):
		f.signal, f.condition, f.retryAt = retry.NeverSent, ErrRateLimited, retryAt
		f.reason = "the client's rate limit leaves no room before the deadline"
	case err != nil:
		f.unsigned(caller, err)
	}
	return err == nil
}

// awaitToken waits until there is a token. Who can't wait gets what is there already, at almost no cost.
func (f *flight) awaitToken(caller context.Context) error {
	if _, err := f.client.signer.token(ended); err == nil {
		return nil
	}
	ctx, cancel := context.WithDeadline(caller, f.tryDeadline())
	defer cancel()
	_, err := f.client.signer.token(ctx)
	return err
}

// ended is a context that is over.
var ended = func() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}()

// unsigned is a try that was not sent because there was no token.
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
		f.status = int32(status)
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

// transport keeps what net/http would send again by itself away from kept connections and from HTTP/2.
func (f *flight) transport() http.RoundTripper {
	if f.op.Safety == Effect || f.op.Safety != Read && len(f.body) == 0 {
		return f.client.shared.tryOnce
	}
	return f.client.shared.try
}

// connect gives a try a connection of its own to watch.
func (f *flight) connect() *connection {
	f.conn = &f.firstConn
	if f.tries > 1 {
		f.conn = new(connection)
	}
	return f.conn
}

// late is a try whose time, or the caller's, was over before the transport got the request.
func (f *flight) late(caller, ctx context.Context) {
	f.signal, f.cause, f.timedOut = retry.NotSent, ctx.Err(), true
	if f.over(caller) {
		f.signal, f.cause = retry.NeverSent, f.whyOver(caller)
	}
}

// broken is a try that ended without a reply.
func (f *flight) broken(caller, ctx context.Context, err error) {
	f.cause = f.conn.why(err)
	f.timedOut = errors.Is(ctx.Err(), context.DeadlineExceeded)
	genuine := f.client.shared.genuine // of another kind of transport nothing is proven
	unsent := genuine && f.conn.neverGot()
	switch refused := (*unsignedError)(nil); {
	case errors.As(err, &refused) && !f.signed.Load():
		f.signal, f.cause, f.reason = retry.NeverSent, nil, refused.why
	case unsent && f.over(caller):
		f.signal, f.cause = retry.NeverSent, f.whyOver(caller)
	case unsent:
		f.signal = retry.NotSent
	case genuine && notProcessed(f.cause):
		f.signal, f.reason = retry.Wait, "the HTTP/2 connection ended, or the server refused the stream, before the request was processed"
	case f.over(caller):
		f.signal, f.cause = retry.CallerGone, f.whyOver(caller)
	default:
		f.signal = retry.Dropped
	}
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

	largestClaim = 10 << 20 // no more is allocated because a header says so
)

// begin notes what the head of a reply says.
func (f *flight) begin(reply *http.Response) {
	f.reply, f.status = reply, int32(reply.StatusCode)
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
	body, err := unpack(reply)
	defer body.release()
	if err == nil {
		b.Grow(int(min(max(reply.ContentLength, 0), limit, largestClaim)) + bytes.MinRead)
		f.limited = io.LimitedReader{R: body.Reader, N: max(limit, limit+1)} // the largest number has none after it
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
	if body.mislabeled && f.reason != "" {
		f.reason += "; it says that it is compressed, and is not"
	}
	if f.set.meta != nil {
		f.raw = bytes.Clone(b.Bytes())
	}
}

func keep(b *bytes.Buffer) {
	if b.Cap() <= largestKept {
		buffers.Put(b)
	}
}

// halfRead is a connection that broke in the middle of the reply.
func (f *flight) halfRead(caller, ctx context.Context, err error) {
	f.signal, f.cause, f.reason = retry.Dropped, unwrapURL(err), whyHalfRead(err)
	if f.over(caller) {
		f.signal, f.cause = retry.CallerGone, f.whyOver(caller)
	}
	f.timedOut = ctx.Err() != nil
}

func whyHalfRead(err error) string {
	if errors.Is(err, errCoding) {
		return errCoding.Error()
	}
	return "the reply broke off"
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
	if f.isBatch() && f.verdict.Items != nil {
		f.fill()
		b, _ := f.batch()
		b.arrange(f.op.Name, f.verdict.Items)
	}
	f.reason = f.verdict.Reason
	f.signal = f.signalOf(f.verdict.Kind)
	if f.signal == retry.Wait || f.signal == retry.Doubtful {
		f.readRetryAfter(reply.Header)
	}
}

// expectation is what the reply is expected to hold.
func (f *flight) expectation(reply *http.Response, body []byte) envelope.Reply {
	return envelope.Reply{Status: reply.StatusCode, Body: body, Row: f.rowOf(), Classes: f.set.classes(), Batch: f.isBatch(),
		Sent: f.in.Sent, Watch: f.set.meta != nil, Zone: f.set.zone, Into: f.into}
}

// readRetryAfter takes over when the API asks to be called again. That is never before the back-off has passed: else a server
// that says zero would be flooded.
func (f *flight) readRetryAfter(h http.Header) {
	now := time.Now()
	if d, ok := retry.RetryAfter(h, now); ok {
		f.retryAt = now.Add(max(d, f.backoff()))
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
