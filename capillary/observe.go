package capillary

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"
)

// Hook is told of every call when it begins and when it ends, for spans and metrics. Either function may be nil. They must
// not block.
type Hook struct {
	// Start is told of a call that is about to be sent: its input was checked, and no limit or token was waited for yet. The
	// values of the context that it returns are those of the call's own context, which middleware and look-ups see; deadline
	// and cancellation stay those of the caller's. Nil changes nothing.
	Start func(ctx context.Context, call Started) context.Context

	// End is told of the same call when it is over, with the context that Start returned.
	End func(ctx context.Context, o Observation)
}

// Started is a call that begins.
type Started struct {
	Operation string // such as "points.Redeem"
	Method    string
	Path      string // the template
	Cluster   string // the cluster's name
	At        time.Time
}

// Observation is what may be told of a call to logs, metrics and traces: nothing of it is secret or personal.
type Observation struct {
	Operation    string // such as "points.Redeem"
	Method       string
	Path         string // the template
	Cluster      string // the cluster's name
	Status       int    // HTTP status of the last reply, 0 if there was none
	Codes        []Code // response codes of a call that did not succeed
	Tries        int
	Retries      []string // why each try but the last was followed by another
	Start        time.Time
	Duration     time.Duration
	Outcome      Outcome
	Reason       string // what the SDK found wrong, in a few words
	Cause        string // what broke: a kind of network error, or that of the token source
	RequestBytes int
	ReplyBytes   int
	RequestID    string
	Drift        []Drift // values that could not be read, by their paths
	Err          error   // an error of this package, or nil
}

// WithHook tells functions of the beginning and the end of each call. Hooks add up; their ends come in the reverse order.
func WithHook(h Hook) RequestOption {
	return requestSetting(func(s *settings) error {
		if h.Start == nil && h.End == nil {
			return Invalid("hook", "it has no function")
		}
		s.hooks = append(s.hooks[:len(s.hooks):len(s.hooks)], h)
		return nil
	})
}

// Try is one try of a call, as the context of its request tells middleware. See TryOf.
type Try struct {
	Operation string // such as "points.Redeem"
	Method    string
	Path      string // the template
	Number    int    // from one
}

type tryKey struct{}

// TryOf says which try of which call a request is, from the request's context. It is for middleware, and for a transport of
// the caller's own. Requests for a token are no try of a call.
func TryOf(ctx context.Context) (t Try, ok bool) {
	t, ok = ctx.Value(tryKey{}).(Try)
	return t, ok
}

// numbered is the context of a try, where anybody is there to ask which one it is.
func (f *flight) numbered(ctx context.Context) context.Context {
	if shared := f.client.shared; !shared.bare && shared.genuine {
		return ctx
	}
	return context.WithValue(ctx, tryKey{}, Try{Operation: f.op.Name, Method: f.op.Method, Path: f.template(), Number: int(f.tries)})
}

// told is what a call keeps for hooks and the log.
type told struct {
	retries []string          // why each try was followed by another
	hooked  []context.Context // the call's context after the start of each hook
}

// started tells the hooks of the call, and gives the context that it goes on with.
func (f *flight) started(ctx context.Context) context.Context {
	if !f.isObserved() {
		return ctx
	}
	f.told = new(told)
	for _, h := range f.set.hooks {
		if h.Start != nil {
			call := Started{Operation: f.op.Name, Method: f.op.Method, Path: f.template(), Cluster: f.client.cluster.name, At: f.start}
			if values := h.Start(ctx, call); values != nil {
				ctx = withValues{ctx, values}
			}
		}
		f.told.hooked = append(f.told.hooked, ctx)
	}
	return ctx
}

// withValues is a context with the values of another one.
type withValues struct {
	context.Context

	values context.Context
}

func (c withValues) Value(key any) any { return c.values.Value(key) }

// isObserved reports whether anybody wants to know about the call.
func (f *flight) isObserved() bool { return len(f.set.hooks) > 0 || f.set.logger != nil }

// noteRetry remembers why another try follows.
func (f *flight) noteRetry() {
	if f.told == nil {
		return
	}
	var why []string
	if f.status != 0 {
		why = append(why, fmt.Sprint("HTTP ", f.status))
	}
	for _, i := range f.verdict.Issues {
		why = append(why, fmt.Sprint("code ", i.Code))
	}
	for _, text := range []string{f.reason, causeText(f.cause)} {
		if text != "" {
			why = append(why, text)
		}
	}
	f.told.retries = append(f.told.retries, strings.Join(why, ": "))
}

func causeText(cause error) string {
	if cause == nil {
		return ""
	}
	return describe(cause)
}

// MarshalJSON writes all of it for logs, with the error as a text.
func (o Observation) MarshalJSON() ([]byte, error) {
	public := struct {
		Operation    string    `json:"operation"`
		Method       string    `json:"method"`
		Path         string    `json:"path"`
		Cluster      string    `json:"cluster"`
		Status       int       `json:"status,omitzero"`
		Codes        []Code    `json:"codes,omitzero"`
		Tries        int       `json:"tries"`
		Retries      []string  `json:"retries,omitzero"`
		Start        time.Time `json:"start"`
		Duration     string    `json:"duration"`
		Outcome      string    `json:"outcome"`
		Reason       string    `json:"reason,omitzero"`
		Cause        string    `json:"cause,omitzero"`
		RequestBytes int       `json:"request_bytes"`
		ReplyBytes   int       `json:"reply_bytes"`
		RequestID    string    `json:"request_id,omitzero"`
		Drift        []string  `json:"drift,omitzero"`
		Error        string    `json:"error,omitzero"`
	}{o.Operation, o.Method, o.Path, o.Cluster, o.Status, o.Codes, o.Tries, o.Retries, o.Start, o.Duration.String(), o.Outcome.String(),
		o.Reason, o.Cause, o.RequestBytes, o.ReplyBytes, o.RequestID, pathsOf(o.Drift), ""}
	if o.Err != nil {
		public.Error = o.Err.Error()
	}
	return json.Marshal(public)
}

func (f *flight) observe(ctx context.Context, err error) {
	if f.told == nil {
		return
	}
	o := Observation{
		Operation: f.op.Name, Method: f.op.Method, Path: f.template(), Cluster: f.client.cluster.name, Status: int(f.status),
		Tries: int(f.tries), Retries: f.told.retries, Start: f.start, Duration: time.Since(f.start), Outcome: f.outcome,
		Reason: f.reason, RequestBytes: len(f.body), ReplyBytes: f.replyBytes, RequestID: f.requestID(), Err: err,
	}
	if err != nil {
		o.Cause = causeText(f.cause)
	}
	for _, i := range f.verdict.Issues {
		o.Codes = append(o.Codes, Code(i.Code))
	}
	if len(f.verdict.Drift) > 0 {
		hide := f.client.hideSecrets()
		for _, d := range f.verdict.Drift {
			o.Drift = append(o.Drift, Drift{Path: hide(maskPath(d.Path)), Want: d.Want, Got: d.Got, Matters: d.Matters})
		}
	}
	if f.set.logger != nil {
		o.log(ctx, f.set.logger)
	}
	for i, h := range slices.Backward(f.set.hooks) {
		if h.End != nil {
			h.End(f.told.hooked[i], o)
		}
	}
}

// level is WARN where somebody should look: nobody knows the outcome, credentials are wrong, the API can't be reached, or an
// amount or an id could not be read. That the API refused something, or that the caller gave up, is everyday.
func (o *Observation) level() slog.Level {
	switch {
	case o.Outcome == OutcomeUnknown || o.Err == nil && slices.ContainsFunc(o.Drift, func(d Drift) bool { return d.Matters }):
		return slog.LevelWarn
	case o.Err == nil && len(o.Drift) == 0:
		return slog.LevelDebug
	case o.Err == nil || errors.Is(o.Err, context.Canceled):
		return slog.LevelInfo
	case errors.Is(o.Err, ErrUnauthorized) || errors.Is(o.Err, ErrForbidden):
		return slog.LevelWarn
	case o.Outcome == OutcomeRefused:
		return slog.LevelInfo
	}
	return slog.LevelWarn
}

func (o *Observation) log(ctx context.Context, logger *slog.Logger) {
	level := o.level()
	if !logger.Enabled(ctx, level) {
		return
	}
	numbers := make([]int, len(o.Codes))
	for i, c := range o.Codes {
		numbers[i] = int(c)
	}
	attributes := []slog.Attr{
		slog.String("operation", o.Operation), slog.String("method", o.Method), slog.String("path", o.Path),
		slog.String("cluster", o.Cluster), slog.Int("status", o.Status), slog.Any("codes", numbers), slog.Int("tries", o.Tries),
		slog.Duration("duration", o.Duration), slog.String("outcome", o.Outcome.String()),
		slog.Int("request_bytes", o.RequestBytes), slog.Int("reply_bytes", o.ReplyBytes), slog.String("request_id", o.RequestID),
	}
	if o.Reason != "" {
		attributes = append(attributes, slog.String("reason", o.Reason))
	}
	if o.Cause != "" {
		attributes = append(attributes, slog.String("cause", o.Cause))
	}
	if len(o.Retries) > 0 {
		attributes = append(attributes, slog.Any("retries", o.Retries))
	}
	if len(o.Drift) > 0 {
		attributes = append(attributes, slog.Any("drift", pathsOf(o.Drift)))
	}
	logger.LogAttrs(ctx, level, "capillary call", attributes...)
}

func pathsOf(all []Drift) []string {
	if len(all) == 0 {
		return nil
	}
	paths := make([]string, len(all))
	for i, d := range all {
		paths[i] = d.Path
	}
	return paths
}
