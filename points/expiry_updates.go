package points

import (
	"context"
	"iter"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
)

// SinglePointsExpiryUpdates returns a page of the events that moved the expiry of a customer's points, the latest first, where
// the program has one expiry for all points of a customer. It takes a user id; customer.Lookup finds it.
// AllSinglePointsExpiryUpdates reads all pages.
//
// GET /v2/customers/{customerId}/singlePointsExpiryUpdates
func (s *Service) SinglePointsExpiryUpdates(ctx context.Context, who capillary.Identifier, o SinglePointsExpiryOptions,
	opts ...capillary.RequestOption) (*SinglePointsExpiryUpdates, error) {
	return capillary.Call[*SinglePointsExpiryUpdates](ctx, s.client, opSinglePointsExpiryUpdates,
		capillary.Input{Customer: who, Query: o}, opts...)
}

// AllSinglePointsExpiryUpdates iterates over all pages, from o.Offset on.
func (s *Service) AllSinglePointsExpiryUpdates(ctx context.Context, who capillary.Identifier, o SinglePointsExpiryOptions,
	opts ...capillary.RequestOption) iter.Seq2[SinglePointsExpiryUpdate, error] {
	return capillary.All(o.Offset, func(offset int64) (*capillary.Page[SinglePointsExpiryUpdate], error) {
		o.Offset = offset
		found, err := s.SinglePointsExpiryUpdates(ctx, who, o, opts...)
		if err != nil {
			return nil, err
		}
		return &capillary.Page[SinglePointsExpiryUpdate]{Items: found.Updates}, nil
	})
}

// SinglePointsExpiryOptions choose a page.
type SinglePointsExpiryOptions struct {
	Offset int64 `url:"offset,omitempty"` // updates to skip
	Limit  int64 `url:"limit,omitempty"`  // updates of a page, at most 10
}

// maxExpiryUpdates is how many updates one page has.
const maxExpiryUpdates = 10

// Validate refuses more than 10 updates, and pages before the first.
func (o SinglePointsExpiryOptions) Validate() error {
	switch {
	case o.Offset < 0:
		return capillary.Invalid("offset", "it is negative")
	case o.Limit < 0 || o.Limit > maxExpiryUpdates:
		return capillary.Invalid("limit", "it is not between 1 and 10")
	}
	return nil
}

// SinglePointsExpiryUpdates is a page of events that moved an expiry.
type SinglePointsExpiryUpdates struct {
	ID             int64                      `json:"id"` // the user id
	Profiles       []customer.Profile         `json:"profiles"`
	LoyaltyInfo    customer.LoyaltyInfo       `json:"loyaltyInfo"`
	Segments       map[string]string          `json:"segments"`
	Updates        []SinglePointsExpiryUpdate `json:"singlePointsExpiryUpdateList"`
	ExtendedFields map[string]any             `json:"extendedFields"`
	Warnings       []capillary.Issue          `json:"warnings"`
}

// SinglePointsExpiryUpdate is an event that moved the expiry of points.
type SinglePointsExpiryUpdate struct {
	ExpiryChangeTime       time.Time         `json:"expiryChangeTime"`
	EventName              EventName         `json:"eventName"`
	EventIdentifier        EventIdentifier   `json:"eventIdentifier"`
	PointsNewExpiryDate    time.Time         `json:"pointsNewExpiryDate"`
	PointsUpdatedByProgram []PointsOfProgram `json:"pointsUpdatedByProgram"`
}

// EventIdentifier names an event.
type EventIdentifier struct {
	Type  string `json:"type"` // eventUniqueId, …
	Value string `json:"value"`
}

// PointsOfProgram are points of one program whose expiry was moved.
type PointsOfProgram struct {
	ProgramID           int64           `json:"programId"`
	Points              decimal.Decimal `json:"points"`
	PointsOldExpiryDate time.Time       `json:"pointsOldExpiryDate"`
}
