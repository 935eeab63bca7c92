package webhook

import (
	"context"
	"iter"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// Logs returns a page of the delivery log of a webhook, by its ConsumerGroupID: each event with what was sent, how often, and what
// the receiver answered. The log keeps events for 30 days. AllLogs walks it; LostEvents gives what Receiver.Recover takes.
//
// Errors: ErrInvalidLogQuery, ErrRequestNotRead, ErrGroupDenied for the webhook of another organisation.
//
// GET /v3/events/consumer-groups/{consumerGroupID}/logs
func (s *Service) Logs(ctx context.Context, consumerGroupID string, o LogsOptions, opts ...capillary.RequestOption) (*capillary.Page[LogRow], error) {
	reply, err := capillary.Call[*logsReply](ctx, s.client, opLogs, capillary.Input{Path: []string{consumerGroupID}, Query: o.query()}, opts...)
	if reply == nil {
		return nil, err
	}
	return reply.page(), err
}

// LogsOptions choose rows of the log.
type LogsOptions struct {
	Page           int64          // from 1
	PageSize       int64          // 10 if zero, 100 at most
	SortBy         string         // a field and its order, such as "webhookDuration:desc"; if empty the newest come first
	StartDate      time.Time      // events from then on, to the millisecond
	EndDate        time.Time      // events until then
	DeliveryStatus DeliveryStatus // DeliveryInProgress, DeliverySuccess, DeliveryPartial or DeliveryFail
	EventType      string         // the name of the event, in its letters: customerAdded
	EventSearchKey string         // the main identifier: a customer's id, a card's number
	RequestID      string         // of the call that caused the event
}

type logsQuery struct {
	Page           int64          `url:"page,omitempty"`
	PageSize       int64          `url:"pageSize,omitempty"`
	SortBy         string         `url:"sortBy,omitempty"`
	StartDate      int64          `url:"startDate,omitempty"`
	EndDate        int64          `url:"endDate,omitempty"`
	DeliveryStatus DeliveryStatus `url:"deliveryStatus,omitempty"`
	EventType      string         `url:"eventType,omitempty"`
	EventSearchKey string         `url:"eventSearchKey,omitempty"`
	RequestID      string         `url:"requestId,omitempty"`
}

// maxLogs is the most that a page of the log can have.
const maxLogs = 100

func (o LogsOptions) query() logsQuery {
	return logsQuery{o.Page, o.PageSize, o.SortBy, millis(o.StartDate), millis(o.EndDate), o.DeliveryStatus, o.EventType, o.EventSearchKey, o.RequestID}
}

// Validate refuses what gives ErrInvalidLogQuery.
func (q logsQuery) Validate() error {
	switch {
	case q.Page < 0:
		return capillary.Invalid("page", "it is negative")
	case q.PageSize < 0 || q.PageSize > maxLogs:
		return capillary.Invalid("pageSize", "it must be from 1 to 100")
	}
	return checkPeriod(q.StartDate, q.EndDate)
}

func checkPeriod(start, end int64) error {
	if end != 0 && end < start {
		return capillary.Invalid("endDate", "it is before the startDate")
	}
	return nil
}

// millis is a moment as the log takes it, and zero for none.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// logsReply is a page as the log has it.
type logsReply struct {
	Data          []LogRow          `json:"data"`
	Page          int64             `json:"page"` // from 1
	PageSize      int64             `json:"pageSize"`
	TotalElements int64             `json:"totalElements"`
	TotalPages    int64             `json:"totalPages"`
	Warnings      []capillary.Issue `json:"warnings"`
}

func (r *logsReply) page() *capillary.Page[LogRow] {
	return &capillary.Page[LogRow]{Items: r.Data, Warnings: r.Warnings, Pagination: capillary.Pagination{Total: r.TotalElements,
		Page: r.Page, PageSize: r.PageSize, TotalElements: r.TotalElements, TotalPages: r.TotalPages}}
}

// AllLogs iterates over all pages of Logs, from o.Page on. While events are delivered the log changes: set EndDate, sort by
// what does not change, and leave the status out, as LostEvents does, or rows are missed and seen twice.
func (s *Service) AllLogs(ctx context.Context, consumerGroupID string, o LogsOptions, opts ...capillary.RequestOption) iter.Seq2[LogRow, error] {
	return func(yield func(LogRow, error) bool) {
		next := o
		next.Page = max(o.Page, 1)
		ended, pages := false, int64(0) // as many as the last page that told it says
		rows := capillary.All(0, func(int64) (*capillary.Page[LogRow], error) {
			if ended {
				return &capillary.Page[LogRow]{}, nil
			}
			page, err := s.Logs(ctx, consumerGroupID, next, opts...)
			if err != nil {
				return nil, err
			}
			if told := page.Pagination.TotalPages; told > 0 {
				pages = told
			}
			if len(page.Items) == 0 && pages >= next.Page {
				return nil, capillary.ErrPageMissing
			}
			ended = pages > 0 && pages <= next.Page
			next.Page++
			page.Pagination.Total = 0 // it may change while the log is walked: its pages tell the end
			return page, nil
		})
		for row, err := range rows {
			if !yield(row, err) {
				return
			}
		}
	}
}

// LostEvents are the rows of the log whose events a webhook may never have got, for Receiver.Recover:
//
//	done, err := receiver.Recover(ctx, webhooks.LostEvents(ctx, hook.ConsumerGroupID, webhook.LostOptions{}))
//
// It reads the whole log of the period and leaves out what was delivered or is on its way. It does not ask the API for one
// status: the log writes FAILED where it is asked for FAIL, and a row that is delivered meanwhile would move others out of sight.
// The newest come first. Times that are zero are 30 days ago and now, by this machine's clock.
//
// GET /v3/events/consumer-groups/{consumerGroupID}/logs
func (s *Service) LostEvents(ctx context.Context, consumerGroupID string, o LostOptions, opts ...capillary.RequestOption) iter.Seq2[LogRow, error] {
	return func(yield func(LogRow, error) bool) {
		now := time.Now()
		logs := LogsOptions{PageSize: maxLogs, SortBy: "eventGeneratedDate:desc", StartDate: o.StartDate, EndDate: o.EndDate, EventType: o.EventType}
		if logs.StartDate.IsZero() {
			logs.StartDate = now.Add(-logTime)
		}
		if logs.EndDate.IsZero() {
			logs.EndDate = now
		}
		for row, err := range s.AllLogs(ctx, consumerGroupID, logs, opts...) {
			if err == nil && !row.DeliveryStatus.lost() {
				continue
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

// logTime is how long the log keeps events.
const logTime = 30 * 24 * time.Hour

// LostOptions choose events.
type LostOptions struct {
	StartDate time.Time // events from then on
	EndDate   time.Time // events until then
	EventType string    // the name of the event; all if empty
}

// Metrics counts the events of a webhook, by its ConsumerGroupID: of the last 30 days unless the options say otherwise.
//
// Errors: ErrGroupNotFound, ErrGroupDenied.
//
// GET /v3/events/consumer-groups/{consumerGroupID}/metrics
func (s *Service) Metrics(ctx context.Context, consumerGroupID string, o MetricsOptions, opts ...capillary.RequestOption) (*Metrics, error) {
	q := metricsQuery{millis(o.StartDate), millis(o.EndDate)}
	return capillary.Call[*Metrics](ctx, s.client, opMetrics, capillary.Input{Path: []string{consumerGroupID}, Query: q}, opts...)
}

// MetricsOptions choose a period.
type MetricsOptions struct {
	StartDate time.Time // to the millisecond
	EndDate   time.Time
}

type metricsQuery struct {
	StartDate int64 `url:"startDate,omitempty"`
	EndDate   int64 `url:"endDate,omitempty"`
}

// Validate refuses a period that ends before it begins.
func (q metricsQuery) Validate() error { return checkPeriod(q.StartDate, q.EndDate) }

// Metrics are the events of a webhook, counted.
type Metrics struct {
	TotalEvents         int64           `json:"totalEvents"`
	DeliveredEvents     int64           `json:"deliveredEvents"`
	FailedEvents        int64           `json:"failedEvents"`
	PendingEvents       int64           `json:"pendingEvents"`
	RetryingEvents      int64           `json:"retryingEvents"`
	AverageDeliveryTime decimal.Decimal `json:"averageDeliveryTime"` // in milliseconds
	StartDate           time.Time       `json:"startDate"`
	EndDate             time.Time       `json:"endDate"`
}

// LogByRequest lists what became of the events of one call, by its request id (Meta.RequestID). The audit log has it too.
//
// GET /v3/webHooks/eventLog/requestId/{requestId}
func (s *Service) LogByRequest(ctx context.Context, requestID string, opts ...capillary.RequestOption) (*capillary.Page[LogEntry], error) {
	return capillary.Call[*capillary.Page[LogEntry]](ctx, s.client, opLogByRequest, capillary.Input{Path: []string{requestID}}, opts...)
}

// LogByReference lists what became of the events of one thing, by Event.RefID: the organisation's id, an underscore, and the id of the
// customer, transaction or redemption.
//
// GET /v3/webHooks/eventLog/refId/{refId}
func (s *Service) LogByReference(ctx context.Context, refID string, opts ...capillary.RequestOption) (*capillary.Page[LogEntry], error) {
	return capillary.Call[*capillary.Page[LogEntry]](ctx, s.client, opLogByReference, capillary.Input{Path: []string{refID}}, opts...)
}

// LogByEvent returns what became of one event, by its EventID.
//
// Deprecated: the page says so since 2026. Logs has more of an event.
//
// GET /v3/webHooks/eventLog/{eventId}
func (s *Service) LogByEvent(ctx context.Context, eventID string, opts ...capillary.RequestOption) (*LogEntry, error) {
	return capillary.Call[*LogEntry](ctx, s.client, opLogByEvent, capillary.Input{Path: []string{eventID}}, opts...)
}

// LogEntry is what became of an event at one webhook.
type LogEntry struct {
	RefID                   string           `json:"refId"`
	RequestID               string           `json:"requestId"`
	EventName               string           `json:"eventName"`
	EventID                 string           `json:"eventId"`
	ConsumerGroupID         string           `json:"consumerGroupId"` // the webhook
	EventIngestionTimestamp time.Time        `json:"eventIngestionTimestamp"`
	EventStartTimestamp     time.Time        `json:"eventStartTimestamp"`
	EventEndTimestamp       time.Time        `json:"eventEndTimestamp"`  // zero while it is not done
	SLABreachTimestamp      time.Time        `json:"slaBreachTimestamp"` // when it took longer than SLAInSeconds
	ConsumerResponse        ConsumerResponse `json:"consumerResponse"`
}

// ConsumerResponse is what a receiver answered.
type ConsumerResponse struct {
	WebhookHTTPStatus int64 `json:"webhookHttpStatus"`
	TimeTaken         int64 `json:"time_taken"` // in milliseconds
}
