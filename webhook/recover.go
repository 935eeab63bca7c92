package webhook

import (
	"context"
	"encoding/json"
	"iter"
	"strings"
	"time"
)

// LogRow is what the sender's delivery log says of one event. The log keeps events for 30 days.
type LogRow struct {
	ID                 string          `json:"id"`
	EventID            string          `json:"eventId"`
	OrgID              int64           `json:"orgId"`
	ConsumerGroupID    string          `json:"consumerGroupId"` // the webhook
	DeliveryStatus     DeliveryStatus  `json:"deliveryStatus"`
	EventSearchKey     string          `json:"eventSearchKey"`  // the main identifier itself, such as a customer's id
	EventType          string          `json:"eventType"`       // the name of the event
	OriginalPayload    json.RawMessage `json:"originalPayload"` // JSON, or a text that is JSON
	EnrichedPayload    json.RawMessage `json:"enrichedPayload"` // what was sent: a text in a text that is JSON
	EventGeneratedDate time.Time       `json:"eventGeneratedDate"`
	EventDeliveryDate  time.Time       `json:"eventDeliveryDate"` // of the last try
	RetryCount         int64           `json:"retryCount"`
	ResponseCode       int64           `json:"webhookResponseCode"` // the HTTP status that the receiver answered
	Duration           int64           `json:"webhookDuration"`     // of the last try, in milliseconds
	LastRetryTime      time.Time       `json:"lastRetryTime"`
	NextRetryTime      time.Time       `json:"nextRetryTime"`
	Message            string          `json:"message"` // begins with the receiver's answer
	StatusPriority     int64           `json:"statusPriority"`
	RequestID          string          `json:"requestId"`
}

// DeliveryStatus is the state of an event in the log.
type DeliveryStatus string

// The states, of which the documentation writes one in two ways.
const (
	DeliveryInProgress DeliveryStatus = "IN_PROGRESS"
	DeliverySuccess    DeliveryStatus = "SUCCESS"
	DeliveryPartial    DeliveryStatus = "PARTIAL_SUCCESS"
	DeliveryFail       DeliveryStatus = "FAIL"
	DeliveryFailed     DeliveryStatus = "FAILED" // the sender may still try, see NextRetryTime
)

// lost reports whether the receiver may never have had the event.
func (s DeliveryStatus) lost() bool {
	switch DeliveryStatus(strings.ToUpper(strings.TrimSpace(string(s)))) {
	case DeliveryFail, DeliveryFailed, DeliveryPartial:
		return true
	}
	return false
}

// Recovery is what Recover did.
type Recovery struct {
	Rows        int // that were read
	Handled     int // events that their handlers took now
	Duplicates  int // events that were handled before
	Unhandled   int // events for which there is no handler
	DeadLetters int // rows or events that went to the dead letters
	Failed      int // events that are still not handled, and rows that can't be read: recover again
	Skipped     int // rows of events that were delivered, or are on their way
}

// Recover gives the events of failed rows of the delivery log to the same handlers, under the same keys: what was
// handled before is not handled again, also if the sender delivers it at the same time. It takes one event at a time. It
// ends with the error of the rows, with that of the context, or with ErrShutdown; a handler's error ends nothing.
func (r *Receiver) Recover(ctx context.Context, rows iter.Seq2[LogRow, error]) (Recovery, error) {
	var done Recovery
	if !r.gate.enter() {
		return done, ErrShutdown
	}
	defer r.gate.leave()
	for row, err := range rows {
		switch {
		case err != nil:
			return done, err
		case ctx.Err() != nil:
			return done, ctx.Err()
		case r.gate.isClosed():
			return done, ErrShutdown
		}
		done.Rows++
		if !row.DeliveryStatus.lost() {
			done.Skipped++
			continue
		}
		if err := r.recoverRow(ctx, row, &done); err != nil {
			return done, err
		}
	}
	return done, nil
}

// recoverRow handles the event of a row when there is a place for it.
func (r *Receiver) recoverRow(ctx context.Context, row LogRow, done *Recovery) error {
	select {
	case r.slots <- struct{}{}:
		defer func() { <-r.slots }()
	case <-ctx.Done():
		return ctx.Err()
	}
	ctx, cancel := r.handlerContext(ctx)
	defer cancel()
	payload := row.payload()
	letter := DeadLetter{Body: payload}.of(nil)
	events, err := Parse(payload, r.zone)
	for _, event := range events {
		letter.Event = event
		done.count(r.handle(ctx, event, letter))
	}
	if err != nil {
		r.stats.Unreadable.Add(1)
		letter.Reason, letter.Err, letter.Event = Malformed, err, Event{}
		if r.bury(ctx, letter) {
			done.DeadLetters++
		} else {
			done.Failed++
		}
	}
	return nil
}

// payload is what was sent, or what it was made from.
func (row LogRow) payload() []byte {
	if document := textOf(row.EnrichedPayload); isObject(document) {
		return document
	}
	if document := textOf(row.OriginalPayload); document != nil {
		return document
	}
	return row.OriginalPayload
}

func (d *Recovery) count(became result) {
	switch became {
	case handled:
		d.Handled++
	case duplicate:
		d.Duplicates++
	case unhandled:
		d.Unhandled++
	case buried:
		d.DeadLetters++
	default:
		d.Failed++
	}
}
