package customer

import (
	"context"
	"iter"
	"time"

	"github.com/capillary-go/sdk/capillary"
)

// LoyaltyEvents lists what happened to a customer that loyalty has rules for. It takes a user id; Lookup finds it. A
// customer that was merged gives ErrMerged.
//
// GET /v2/customers/{customerId}/loyaltyEvents
func (s *Service) LoyaltyEvents(ctx context.Context, who capillary.Identifier, o LoyaltyEventOptions,
	opts ...capillary.RequestOption) (*capillary.Page[LoyaltyEvent], error) {
	return capillary.Call[*capillary.Page[LoyaltyEvent]](ctx, s.client, opLoyaltyEvents, capillary.Input{Customer: who, Query: o}, opts...)
}

// AllLoyaltyEvents iterates over all pages, from o.Offset on.
func (s *Service) AllLoyaltyEvents(ctx context.Context, who capillary.Identifier, o LoyaltyEventOptions,
	opts ...capillary.RequestOption) iter.Seq2[LoyaltyEvent, error] {
	o.Page = 0 // with it the API ignores the offset
	return capillary.All(o.Offset, func(offset int64) (*capillary.Page[LoyaltyEvent], error) {
		o.Offset = offset
		return s.LoyaltyEvents(ctx, who, o, opts...)
	})
}

// LoyaltyEventOptions choose events.
type LoyaltyEventOptions struct {
	EventType LoyaltyEventType `url:"eventType,omitempty"`
	FromDate  capillary.Day    `url:"fromDate,omitempty"` // on that day or later
	ToDate    capillary.Day    `url:"toDate,omitempty"`   // on that day or before
	Limit     int64            `url:"limit,omitempty"`    // events of a page, 10 if zero
	Offset    int64            `url:"offset,omitempty"`   // events to skip
	Page      int64            `url:"page,omitempty"`     // number of the page, from 1; Offset is ignored then
}

// LoyaltyEventType is a kind of event to filter by. It is not the name that events come back with.
type LoyaltyEventType string

// The documented types of events.
const (
	EventEarn     LoyaltyEventType = "EARN"
	EventRedeem   LoyaltyEventType = "REDEEM"
	EventExpire   LoyaltyEventType = "EXPIRE"
	EventTransfer LoyaltyEventType = "TRANSFER"
)

// LoyaltyEvent is something that happened to a customer.
type LoyaltyEvent struct {
	ID         int64       `json:"id"`
	UniqueID   string      `json:"uniqueId"`
	EventName  string      `json:"eventName"` // CustomerRegistration, CustomerUpdate, …
	Status     EventStatus `json:"status"`
	Date       time.Time   `json:"date"`
	CustomerID int64       `json:"customerId"`
	OrgID      int64       `json:"orgId"`
}

// EventStatus is what became of an event.
type EventStatus string

// The documented statuses.
const (
	EventSucceeded EventStatus = "SUCCESS"
	EventFailed    EventStatus = "FAILED"
)
