package event

import (
	"context"
	"time"

	"github.com/capillary-go/sdk/capillary"
)

// Logs lists what was pushed and what became of it, the newest first, those too that could not be processed. The API gives one page
// only: choose days to see more.
//
// GET /v2/events/logs
func (s *Service) Logs(ctx context.Context, o LogsOptions, opts ...capillary.RequestOption) (*capillary.Page[LogEntry], error) {
	return capillary.Call[*capillary.Page[LogEntry]](ctx, s.client, opLogs, capillary.Input{Query: o}, opts...)
}

// LogsOptions choose entries of the log.
type LogsOptions struct {
	EventName string        `url:"event_name,omitempty"`
	FromDate  capillary.Day `url:"from_date,omitempty"`
	ToDate    capillary.Day `url:"to_date,omitempty"`
	Limit     int64         `url:"limit,omitempty"` // 10 if zero
}

// Validate refuses days that the calendar does not have, and a negative limit.
func (o LogsOptions) Validate() error {
	switch {
	case !exists(o.FromDate):
		return capillary.Invalid("from_date", "the calendar has no such day")
	case !exists(o.ToDate):
		return capillary.Invalid("to_date", "the calendar has no such day")
	case !o.ToDate.IsZero() && o.ToDate.Compare(o.FromDate) < 0:
		return capillary.Invalid("to_date", "it is before the from_date")
	case o.Limit < 0:
		return capillary.Invalid("limit", "it is negative")
	}
	return nil
}

func exists(day capillary.Day) bool {
	_, err := day.MarshalText()
	return err == nil
}

// LogEntry is what became of an event that was pushed.
type LogEntry struct {
	ID           string    `json:"id"` // the request id of the push
	WebhookID    string    `json:"webhookId"`
	EventName    string    `json:"eventName"`
	Status       string    `json:"status"` // EVENT_SUCCESS, INVALID_EVENT_NAME, NO_CUSTOMER_DETAILS_PASSED, EMF_PROCESSOR_FAILED, …
	Message      string    `json:"message"`
	InputRequest string    `json:"inputRequest"` // what was pushed, JSON
	StartTime    time.Time `json:"startTime"`
	ResponseTime int64     `json:"responseTime"` // how long it took, in milliseconds
	OrgID        int64     `json:"orgId"`
	ParentOrgID  int64     `json:"parentOrgId"` // -1 for none
}

// LogSucceeded is the status of an event that was processed.
const LogSucceeded = "EVENT_SUCCESS"

// RunningStatus tells how far an event has come, by the request id of its push.
//
// GET /v2/events/running_status
func (s *Service) RunningStatus(ctx context.Context, eventID string, opts ...capillary.RequestOption) (*RunningStatus, error) {
	return capillary.Call[*RunningStatus](ctx, s.client, opRunningStatus, capillary.Input{Query: statusQuery{eventID}}, opts...)
}

type statusQuery struct {
	EventID string `url:"eventId"`
}

// Validate refuses an empty id.
func (q statusQuery) Validate() error {
	if q.EventID == "" {
		return capillary.Invalid("eventId", "it is empty")
	}
	return nil
}

// RunningStatus is how far an event has come.
type RunningStatus struct {
	ID        string            `json:"id"`
	OrgID     int64             `json:"orgId"`
	EventName string            `json:"eventName"`
	StateList []State           `json:"stateList"` // in their order
	Warnings  []capillary.Issue `json:"warnings"`
}

// State is a step in the processing of an event.
type State struct {
	Status  string    `json:"status"` // EVENT_PROCESSING_STARTED, EVENT_VALIDATION_FINISHED, EVENT_CONSUMER_FAILED, …
	Message string    `json:"message"`
	Date    time.Time `json:"date"`
}
