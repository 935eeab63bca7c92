package capillary

import (
	"context"
	"encoding/json"
	"log/slog"
	"time"
)

// Observer is told of every call when it ends. It must not block.
type Observer func(ctx context.Context, o Observation)

// Observation is what may be told of a call to logs, metrics and traces: nothing of it is secret or personal.
type Observation struct {
	Operation    string // such as "points.Redeem"
	Method       string
	Path         string // the template
	Cluster      string // the cluster's name
	Status       int    // HTTP status of the last reply, 0 if there was none
	Codes        []Code // response codes of a call that did not succeed
	Tries        int
	Start        time.Time
	Duration     time.Duration
	Outcome      Outcome
	RequestBytes int
	ReplyBytes   int
	RequestID    string
	Err          error // an error of this package, or nil
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
		Start        time.Time `json:"start"`
		Duration     string    `json:"duration"`
		Outcome      string    `json:"outcome"`
		RequestBytes int       `json:"request_bytes"`
		ReplyBytes   int       `json:"reply_bytes"`
		RequestID    string    `json:"request_id,omitzero"`
		Error        string    `json:"error,omitzero"`
	}{o.Operation, o.Method, o.Path, o.Cluster, o.Status, o.Codes, o.Tries, o.Start, o.Duration.String(), o.Outcome.String(),
		o.RequestBytes, o.ReplyBytes, o.RequestID, ""}
	if o.Err != nil {
		public.Error = o.Err.Error()
	}
	return json.Marshal(public)
}

func (f *flight) observe(ctx context.Context, err error) {
	if len(f.set.observers) == 0 && f.set.logger == nil {
		return
	}
	o := Observation{
		Operation: f.op.Name, Method: f.op.Method, Path: f.template(), Cluster: f.client.cluster.name, Status: f.status,
		Tries: f.tries, Start: f.start, Duration: time.Since(f.start), Outcome: f.outcome, RequestBytes: len(f.body),
		ReplyBytes: f.replyBytes, RequestID: f.requestID(), Err: err,
	}
	for _, i := range f.verdict.Issues {
		o.Codes = append(o.Codes, Code(i.Code))
	}
	for _, tell := range f.set.observers {
		tell(ctx, o)
	}
	if f.set.logger != nil {
		o.log(ctx, f.set.logger)
	}
}

func (o Observation) log(ctx context.Context, logger *slog.Logger) {
	level := slog.LevelDebug
	if o.Err != nil {
		level = slog.LevelWarn
	}
	codes := make([]int, len(o.Codes))
	for i, c := range o.Codes {
		codes[i] = int(c)
	}
	logger.LogAttrs(ctx, level, "capillary call",
		slog.String("operation", o.Operation), slog.String("method", o.Method), slog.String("path", o.Path),
		slog.String("cluster", o.Cluster), slog.Int("status", o.Status), slog.Any("codes", codes), slog.Int("tries", o.Tries),
		slog.Duration("duration", o.Duration), slog.String("outcome", o.Outcome.String()),
		slog.Int("request_bytes", o.RequestBytes), slog.Int("reply_bytes", o.ReplyBytes), slog.String("request_id", o.RequestID))
}
