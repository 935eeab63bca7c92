package capillary

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/hashicorp/go-retryablehttp"

	"github.com/capillary-go/sdk/internal/envelope"
	"github.com/capillary-go/sdk/internal/retry"
)

// flight is one call on its way: all its tries, and what is known so far. go-retryablehttp runs the loop; what a try
// means and whether another follows is decided here, by the matrix of internal/retry. It has 1144 bytes, with Go's own header a step
// of its allocator: one field more costs each call 128.
type flight struct {
	client *Client
	op     *Operation
	in     Input
	set    *settings // the client's, or the call's own

	header      http.Header   // the call's own, or nil
	shared      sharedHeaders // or those of the client
	end         retry.Action  // what the last decision was
	outcome     Outcome
	signed      atomic.Bool // credentials of the last try went to the transport
	url         url.URL
	body        []byte
	contentType string
	into        reflect.Value

	start    time.Time
	deadline time.Time // of the whole call

	try                    // the last one
	answered   []string    // request ids
	firstID    [1]string   // where the first of them stands
	conn       *connection // what net/http told of the last try
	firstConn  connection  // of the first try
	limited    io.LimitedReader
	elements   func(decode func(reflect.Value)) bool // of a stream: gives the next one on
	doubtSince time.Time                             // when the last doubt arose
	pause      time.Duration
	found      Found // by a look-up

	tries       uint8 // some more than a hundred at most, see WithMaxRetries
	partlyGiven bool  // a stream gave elements on: no further try
	arrived     bool  // a try reached the API, or may have
	doubt       bool  // a try may have been executed
	doubtBefore bool  // one before the last
	refreshed   bool  // a stale token was replaced
	resends     bool  // another try follows
	repeated    bool  // the API says that the key was used, after an own doubt that nothing can look up

	told *told // what hooks and the log are told of besides, if there are any
}

// try is what is known of one try.
type try struct {
	signal     retry.Signal
	timedOut   bool
	status     int32
	verdict    envelope.Verdict
	reply      *http.Response
	raw        []byte
	replyBytes int
	condition  error
	cause      error
	reason     string
	token      string
	retryAt    time.Time
}

// fly sends the request until the matrix says that it is over.
func (f *flight) fly(ctx context.Context) error {
	f.start = time.Now()
	ctx = f.started(ctx)
	f.deadline = f.start.Add(f.set.callTimeout)
	if d, ok := ctx.Deadline(); ok {
		f.deadline = d
	}
	f.answered = f.firstID[:0]
	f.goRound(ctx)
	if f.resends { // the context ended while it waited for the next try
		f.cause, f.reason = f.whyOver(ctx), "the context ended before the next try"
	}
	err := f.conclude()
	f.hideInItems()
	f.fillMeta()
	f.observe(ctx, err)
	return err
}

// goRound gives the request to the loop of go-retryablehttp, which ends with the last try.
func (f *flight) goRound(ctx context.Context) {
	l := loops.Get().(*loop)
	l.flight = f
	l.real = *(&http.Request{Method: f.op.Method, URL: &f.url, Header: noHeader, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1}).WithContext(ctx)
	l.request = retryablehttp.Request{Request: &l.real}
	switch { // neither gives an error
	case len(f.body) > 0: // net/http knows the reader that the loop makes of it, and sends it with the head, in one write
		_ = l.request.SetBody(f.body)
	case f.hasBody():
		_ = l.request.SetBody(retryablehttp.ReaderFunc(noBytes))
	}
	_, _ = l.Do(&l.request) // what became of it is in the flight
	l.flight, l.real, l.request = nil, http.Request{}, retryablehttp.Request{}
	loops.Put(l) // not if a look-up or a hook panics
}

// noHeader is what a request has before a try adds its own, with the credentials. It is never written.
var noHeader = http.Header{}

// loop is a go-retryablehttp client, with every default replaced, for one call at a time: its transport is the call's next try,
// its policy the call's decision whether another follows, and its back-off the pause that this decision set.
type loop struct {
	retryablehttp.Client

	flight  *flight
	request retryablehttp.Request
	real    http.Request
}

var loops = sync.Pool{New: func() any {
	l := new(loop)
	l.HTTPClient = &http.Client{Transport: l, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	l.RetryMax = 1 << 30 // the flight counts
	l.CheckRetry = func(ctx context.Context, _ *http.Response, _ error) (bool, error) { return l.another(ctx), nil }
	l.Backoff = func(pause, _ time.Duration, _ int, _ *http.Response) time.Duration { return pause }
	l.ErrorHandler = retryablehttp.PassthroughErrorHandler
	return l
}}

// RoundTrip makes one try: it sends the request and judges the reply.
func (l *loop) RoundTrip(r *http.Request) (*http.Response, error) {
	f := l.flight
	f.tries++
	f.try, f.resends = try{}, false
	f.send(r)
	if f.reply == nil {
		return nil, errNoReply // why, the flight knows
	}
	f.reply.Body = http.NoBody // it was read
	return f.reply, nil
}

func (l *loop) another(ctx context.Context) bool {
	f := l.flight
	if f.resends = f.again(ctx); f.resends {
		l.RetryWaitMin = f.pause
		f.noteRetry()
	}
	return f.resends
}

// again decides whether another try follows.
func (f *flight) again(ctx context.Context) bool {
	if f.signal == retry.StaleToken && !f.anotherToken(ctx) {
		f.signal = retry.Denied
	}
	class := retry.Class(f.op.Safety)
	f.end = retry.Decide(class, f.trusted(), f.signal, f.doubt)
	f.doubtBefore = f.doubt
	f.arrived = f.arrived || f.signal != retry.NotSent && f.signal != retry.NeverSent
	if f.signal.Casts(class) {
		f.doubt, f.doubtSince = true, time.Now()
	}
	switch f.end {
	case retry.Success:
		if f.tries == 1 {
			f.client.shared.budget.Earn()
		}
	case retry.Resend, retry.ResendWaiting:
		return f.mayResend()
	case retry.ResendOnce:
		f.refreshed, f.pause = true, 0
		return true
	case retry.LookThenResend, retry.LookThenStop, retry.LookThenDuplicate:
		return f.look(ctx)
	}
	return false
}

// anotherToken reports whether the call can be made with another token than the one that was refused, which is done once.
// That the second is refused too is told to those who come after.
func (f *flight) anotherToken(ctx context.Context) bool {
	if !f.client.signer.stale(f.token) || f.refreshed || f.partlyGiven {
		return false
	}
	ctx, cancel := context.WithDeadline(ctx, f.deadline)
	defer cancel()
	token, err := f.client.signer.token(ctx)
	return err != nil || token != f.token // why there is none, the next try tells
}

// look asks the operation's look-up. What it finds was done; what it does not find is sent again only where the same key
// makes that safe.
func (f *flight) look(ctx context.Context) (resend bool) {
	asked := f.end
	f.end = retry.Unknown
	found, err := f.lookUp(ctx)
	switch {
	case err == nil && (found.Happened || found.partly()):
		f.found, f.end = found, retry.Success
	case asked == retry.LookThenDuplicate && f.in.LookUp == nil && f.saysRepeat():
		f.repeated, f.end = true, retry.Success
	case asked == retry.LookThenDuplicate && err == nil && found.Used: // no try can have been executed, since the key was taken
		f.doubt, f.condition, f.end = false, errKeyUsed, retry.FailDuplicate
	case asked == retry.LookThenResend && (err != nil || !found.conflict() && !found.unanswered()):
		f.end = asked
		return f.mayResend()
	}
	return false
}

// errNoLookUp says that nothing can be asked.
var errNoLookUp = errors.New("capillary: no look-up")

func (f *flight) lookUp(ctx context.Context) (Found, error) {
	if f.in.LookUp == nil {
		return Found{}, errNoLookUp
	}
	ctx, cancel := context.WithDeadline(ctx, f.deadline)
	defer cancel()
	return f.in.LookUp(ctx)
}

// mayResend checks tries, deadline and budget, and sets the pause.
func (f *flight) mayResend() bool {
	limit := f.set.maxRetries + 1
	waiting := f.end == retry.ResendWaiting
	if waiting && limit > 1 {
		limit = max(limit, retry.WaitingTries)
	}
	if f.refreshed {
		limit++
	}
	if int(f.tries) >= limit || f.partlyGiven {
		return false
	}
	f.pause = f.pauseBefore()
	if f.pause > retry.LongestWait {
		return false
	}
	if time.Until(f.deadline) <= f.pause {
		return false
	}
	cost := int64(retry.ResendCost)
	if f.timedOut {
		cost = retry.TimeoutCost
	}
	return f.client.shared.budget.Take(cost)
}

// pauseBefore is the wait before the next try: what the API asked for, and at least the back-off.
func (f *flight) pauseBefore() time.Duration {
	if !f.retryAt.IsZero() {
		return max(0, time.Until(f.retryAt))
	}
	return f.backoff()
}

func (f *flight) backoff() time.Duration {
	switch {
	case f.signal != retry.Wait:
		return retry.Backoff(int(f.tries) - 1)
	case f.verdict.Kind == envelope.NotExecuted:
		return retry.Locked()
	}
	return retry.Throttled(int(f.tries) - 1)
}

// conclude turns what is known into the call's result or error.
func (f *flight) conclude() error {
	if f.end == retry.Success {
		return f.succeed()
	}
	f.outcome = f.settledOutcome()
	e := f.failure(f.conditionOf())
	f.keepItems(e)
	switch {
	case f.outcome == OutcomeUnknown:
		return &OutcomeUnknownError{Call: e, Key: f.in.Key, Since: f.since(), lookUp: f.in.LookUp, settle: f.set.settle}
	case errors.Is(e.condition, ErrRateLimited) || !f.retryAt.IsZero():
		e.condition = ErrRateLimited
		return &RateLimitError{Call: e, RetryAt: f.retryAt}
	}
	return e
}

func (f *flight) failure(condition error) *Error {
	return &Error{Operation: f.op.Name, Method: f.op.Method, Path: f.template(), Status: int(f.status),
		Issues: f.issuesOf(slices.Concat(f.verdict.Issues, f.verdict.Strays)), RequestIDs: f.requestIDs(), Tries: int(f.tries), Outcome: f.outcome,
		Reason: f.reason, condition: condition, cause: causeOf(f.cause), unavailable: f.isUnavailable(), foreign: f.verdict.Foreign, strays: len(f.verdict.Strays),
		hide: f.hideCustomer()}
}

func (f *flight) succeed() error {
	f.outcome = OutcomeDone
	switch {
	case f.isFound():
		f.takeFound()
		if !f.found.Happened {
			f.outcome = OutcomePartlyDone
		}
	case f.verdict.Kind == envelope.Accepted:
		f.outcome = OutcomeAccepted
	case f.verdict.Kind == envelope.PartlyDone:
		f.outcome = OutcomePartlyDone
	}
	if _, batch := f.batch(); f.repeated && !batch {
		f.into.SetZero()
	}
	f.fill()
	if b, ok := f.batch(); ok && !f.isFound() {
		if f.doubtBefore {
			f.outcome = b.doubt(f.repeats(), f.outcome)
		}
		if f.outcome == OutcomePartlyDone && len(f.verdict.Items) == 0 { // the reply counts, and does not say which
			e := f.failure(nil)
			e.Outcome, e.Reason = OutcomeUnknown, "the reply says nothing of this item"
			b.fail(e, len(f.in.Sent))
		}
	}
	if f.outcome == OutcomePartlyDone && !f.isFound() && f.op.Safety != Read && (!f.tellsParts() || f.verdict.Untold) {
		if f.verdict.Untold {
			f.reason = "of some of what was sent the reply says nothing"
		}
		return f.failure(nil) // a result of one thing can't tell which part was done; the error's issues do
	}
	if f.set.strict && len(f.verdict.Drift) > 0 {
		d := f.verdict.Drift[0]
		f.reason = "strict decoding: " + f.client.hideSecrets()(maskPath(d.Path)) + " takes " + d.Want + ", not " + d.Got
		return f.failure(ErrDrift)
	}
	return nil
}

// isFound reports whether a look-up settled the call.
func (f *flight) isFound() bool { return f.found.Happened || f.found.partly() }

// takeFound gives the look-up's result to the caller. A reply can be a struct around it.
func (f *flight) takeFound() {
	f.into.SetZero()
	v := reflect.ValueOf(f.found.Result)
	switch t := f.into.Type(); {
	case !v.IsValid():
	case v.Type().AssignableTo(t):
		f.into.Set(v)
	case t.Kind() == reflect.Pointer && t.Elem().Kind() == reflect.Struct && v.Kind() == reflect.Pointer && !v.IsNil():
		for i := range t.Elem().NumField() {
			if field := t.Elem().Field(i); field.Anonymous && field.Type == v.Type().Elem() {
				f.into.Set(reflect.New(t.Elem()))
				f.into.Elem().Field(i).Set(v.Elem())
			}
		}
	}
}

// since is the moment of the last doubt.
func (f *flight) since() time.Time {
	if f.doubtSince.IsZero() {
		return time.Now()
	}
	return f.doubtSince
}

// settledOutcome says what is known about a call that did not succeed.
func (f *flight) settledOutcome() Outcome {
	class := retry.Class(f.op.Safety)
	switch {
	case f.doubt || f.end == retry.Unknown:
		return OutcomeUnknown
	case !f.arrived:
		return OutcomeNotSent
	case f.signal == retry.Wait || f.signal == retry.StaleToken:
		return OutcomeNotExecuted
	case f.signal == retry.Refused || f.signal == retry.Denied || f.signal == retry.Duplicate:
		return OutcomeRefused
	case class == retry.Read:
		return OutcomeFailed
	case f.signal == retry.NotSent || f.signal == retry.NeverSent: // and the tries before it were not executed
		return OutcomeNotExecuted
	}
	return OutcomeUnknown
}

func (f *flight) conditionOf() error {
	switch {
	case f.condition != nil:
		return f.condition
	case f.signal == retry.Denied && f.status == http.StatusForbidden:
		return ErrForbidden
	case f.signal == retry.Denied:
		return ErrUnauthorized
	case f.signal == retry.Duplicate:
		return ErrDuplicate
	case f.signal == retry.Wait && f.verdict.Kind == envelope.RateLimited:
		return ErrRateLimited
	}
	return nil
}

// keepItems leaves a batch beside the error, with an error for each item. So does a result that tells what became of its parts, and one
// that is about something else: it tells what. Any other result is no result.
func (f *flight) keepItems(e *Error) {
	b, ok := f.batch()
	if !ok && f.verdict.Other {
		return
	}
	if !ok && f.tellsParts() && f.verdict.Parted && (f.signal == retry.Refused || f.signal == retry.Duplicate || f.signal == retry.Doubtful) {
		return // it tells of each part why
	}
	if !ok || f.in.Sent == nil && len(f.verdict.Items) == 0 {
		f.into.SetZero()
		return
	}
	if len(f.verdict.Items) == 0 || f.into.IsNil() {
		f.into.SetZero()
		f.fill()
		b, _ = f.batch()
	}
	if f.doubtBefore {
		b.doubt(0, f.outcome)
	}
	b.fail(e, len(f.in.Sent))
}

// batch is the result, if it is a batch.
func (f *flight) batch() (arranged, bool) {
	if f.into.Kind() != reflect.Pointer {
		return nil, false
	}
	b, ok := f.into.Interface().(arranged)
	return b, ok
}

// tellsParts reports whether the result tells what became of each part of the work.
func (f *flight) tellsParts() bool {
	_, parted := f.into.Interface().(envelope.Parted)
	return parted || f.isBatch()
}

func (f *flight) isBatch() bool {
	_, ok := f.batch()
	return ok
}

// fill makes a result that is nil an empty one: beside a nil error there is always something.
func (f *flight) fill() {
	switch v := f.into; v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
	case reflect.Slice:
		if v.IsNil() {
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		}
	case reflect.Map:
		if v.IsNil() {
			v.Set(reflect.MakeMap(v.Type()))
		}
	}
}

// template is the path template that was used.
func (f *flight) template() string {
	if f.op.Lookup != "" && !f.in.Customer.IsZero() {
		if _, isUserID := f.in.Customer.UserID(); !isUserID || !hasPlaceholder(f.op.Path, f.in.Path) {
			return f.op.Lookup
		}
	}
	return f.op.Path
}

// ownProof tells by what the result was taken for done, where it was not what the SDK's table says.
func (f *flight) ownProof() Proof {
	if f.isFound() || f.outcome != OutcomeDone {
		return ""
	}
	return f.set.proofs[f.op.Name]
}

func (f *flight) fillMeta() {
	if f.set.meta == nil {
		return
	}
	*f.set.meta = Meta{Status: int(f.status), Body: f.raw, RequestID: f.requestID(), RequestIDs: f.requestIDs(), Tries: int(f.tries),
		Duration: time.Since(f.start), Outcome: f.outcome, Warnings: f.issuesOf(f.verdict.Warnings), Settled: f.isFound(), Repeated: f.repeated,
		Proof: f.ownProof(), zone: f.set.zone}
	if f.reply != nil {
		f.set.meta.Header = f.reply.Header
	}
	f.set.meta.Unknown = f.verdict.Unknown
	for _, d := range f.verdict.Drift {
		f.set.meta.Drift = append(f.set.meta.Drift, Drift(d))
	}
}
