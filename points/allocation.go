package points

import (
	"cmp"
	"context"
	"iter"
	"net/http"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// AllocationsOfEvent returns the points that an event gave to a customer. It is one of Capillary's Neo dataflows, which the
// organisation must have. Its page is off the site of 2026.
//
// GET /x/neo/pointsAllocation/event
func (s *Service) AllocationsOfEvent(ctx context.Context, o EventAllocationsOptions, opts ...capillary.RequestOption) (
	*capillary.Page[PointsAllocation], error,
) {
	return capillary.Call[*capillary.Page[PointsAllocation]](ctx, s.client, opAllocationsOfEvent,
		capillary.Input{Query: o, Header: neoHeader(o.DagScope)}, opts...)
}

// AllAllocationsOfEvent iterates over all pages, from page o.Page on.
func (s *Service) AllAllocationsOfEvent(ctx context.Context, o EventAllocationsOptions, opts ...capillary.RequestOption) iter.Seq2[PointsAllocation, error] {
	return neoPages(o.Page, func(page int64) (*capillary.Page[PointsAllocation], error) {
		o.Page = page
		return s.AllocationsOfEvent(ctx, o, opts...)
	})
}

// EventAllocationsOptions are an event and a customer. All three ids are required.
type EventAllocationsOptions struct {
	EntityID    string `url:"entity_id"`   // id of the event, its unique id, or the request id of a behavioral event
	CustomerID  int64  `url:"customer_id"` // user id
	EventTypeID int64  `url:"event_type_id"`
	Page        int64  `url:"page,omitempty"`  // number of the page, from 1
	Count       int64  `url:"count,omitempty"` // rows of a page, 10 if zero, at most 100
	DagScope    string `url:"-"`               // the scope of the dataflow; global if empty
}

// Validate refuses a question about no event or nobody.
func (o EventAllocationsOptions) Validate() error {
	switch {
	case o.EntityID == "":
		return capillary.Invalid("entity_id", "it is required")
	case o.CustomerID == 0:
		return capillary.Invalid("customer_id", "it is required")
	}
	return nil
}

// AllocationsExpiring returns the points of a customer that expire between two days, by award. It is one of Capillary's Neo
// dataflows, which the organisation must have. Its page is off the site of 2026.
//
// GET /x/neo/pointsAllocation/dateRange
func (s *Service) AllocationsExpiring(ctx context.Context, o ExpiringAllocationsOptions, opts ...capillary.RequestOption) (
	*capillary.Page[PointsAllocation], error,
) {
	return capillary.Call[*capillary.Page[PointsAllocation]](ctx, s.client, opAllocationsExpiring,
		capillary.Input{Query: o, Header: neoHeader(o.DagScope)}, opts...)
}

// AllAllocationsExpiring iterates over all pages, from page o.Page on.
func (s *Service) AllAllocationsExpiring(ctx context.Context, o ExpiringAllocationsOptions,
	opts ...capillary.RequestOption) iter.Seq2[PointsAllocation, error] {
	return neoPages(o.Page, func(page int64) (*capillary.Page[PointsAllocation], error) {
		o.Page = page
		return s.AllocationsExpiring(ctx, o, opts...)
	})
}

// ExpiringAllocationsOptions are a customer, a category of points and two days. All are required.
type ExpiringAllocationsOptions struct {
	EntityID        int64         `url:"entity_id"` // user id
	ProgramID       int64         `url:"program_id"`
	PointCategoryID int64         `url:"point_category_id"`
	ExpiryDateStart capillary.Day `url:"expiry_date_start"`
	ExpiryDateEnd   capillary.Day `url:"expiry_date_end"`
	Page            int64         `url:"page,omitempty"`  // number of the page, from 1
	Count           int64         `url:"count,omitempty"` // rows of a page, 10 if zero, at most 100
	DagScope        string        `url:"-"`               // the scope of the dataflow; global if empty
}

// Validate refuses a question about nobody or no days.
func (o ExpiringAllocationsOptions) Validate() error {
	switch {
	case o.EntityID == 0:
		return capillary.Invalid("entity_id", "it is required")
	case o.ExpiryDateStart.IsZero():
		return capillary.Invalid("expiry_date_start", "it is required")
	case o.ExpiryDateEnd.IsZero():
		return capillary.Invalid("expiry_date_end", "it is required")
	}
	return nil
}

// neoHeader has the scope of a Neo dataflow.
func neoHeader(scope string) http.Header {
	return http.Header{"X-Cap-Neo-Dag-Scope": {cmp.Or(scope, "global")}}
}

// neoPages iterates over a Neo dataflow, which counts pages from 1 and does not tell how many there are.
func neoPages[T any](page int64, fetch func(page int64) (*capillary.Page[T], error)) iter.Seq2[T, error] {
	first := max(1, page)
	return func(yield func(T, error) bool) {
		next := first
		capillary.All(0, func(int64) (*capillary.Page[T], error) {
			page, err := fetch(next)
			next++
			return page, err
		})(yield)
	}
}

// PointsAllocation is an award of points to a customer, and what became of it.
type PointsAllocation struct {
	ID                     int64           `json:"id"`
	OrgID                  int64           `json:"org_id"`
	CustomerID             int64           `json:"customer_id"`
	OriginalCustomerID     int64           `json:"original_customer_id"` // before accounts were merged
	CpsID                  int64           `json:"cps_id"`               // of the customer's state in the program
	ProgramID              int64           `json:"program_id"`
	PointCategoryID        int64           `json:"point_category_id"`
	AllocationStrategyID   int64           `json:"allocation_strategy_id"`
	ExpiryStrategyID       int64           `json:"expiry_strategy_id"`
	EventLogID             int64           `json:"event_log_id"`
	EventTypeID            int64           `json:"event_type_id"`
	PointsSourceID         int64           `json:"points_source_id"`
	PointsSourceTypeID     int64           `json:"points_source_type_id"`
	TillID                 int64           `json:"till_id"`
	Status                 string          `json:"status"` // AVAILABLE, EXPIRED, …
	AwardedDate            time.Time       `json:"awarded_date"`
	ExpiryDate             time.Time       `json:"expiry_date"`
	AutoUpdateTime         time.Time       `json:"auto_update_time"`
	OriginalPoints         decimal.Decimal `json:"original_points"` // that were given at first
	PointsValue            decimal.Decimal `json:"points_value"`
	PointsExclusive        decimal.Decimal `json:"points_exclusive"`
	RedeemedValue          decimal.Decimal `json:"redeemed_value"`
	RedeemedExclusiveValue decimal.Decimal `json:"redeemed_exclusive_value"`
	ReturnedValue          decimal.Decimal `json:"returned_value"`
	ReturnedExclusiveValue decimal.Decimal `json:"returned_exclusive_value"`
	ExpiredValue           decimal.Decimal `json:"expired_value"`
	ExpiredExclusiveValue  decimal.Decimal `json:"expired_exclusive_value"`
}

// CouponRedemptionFields returns the custom fields of coupon redemptions. It is one of Capillary's Neo dataflows, which the
// organisation must have. Its page is off the site of 2026.
//
// GET /x/neo/couponRedemption/customFields
func (s *Service) CouponRedemptionFields(ctx context.Context, o CouponRedemptionOptions, opts ...capillary.RequestOption) (
	*capillary.Page[CouponRedemption], error,
) {
	return capillary.Call[*capillary.Page[CouponRedemption]](ctx, s.client, opCouponRedemptionFields,
		capillary.Input{Query: o, Header: neoHeader(o.DagScope)}, opts...)
}

// AllCouponRedemptionFields iterates over all pages, from page o.Page on.
func (s *Service) AllCouponRedemptionFields(ctx context.Context, o CouponRedemptionOptions,
	opts ...capillary.RequestOption) iter.Seq2[CouponRedemption, error] {
	return neoPages(o.Page, func(page int64) (*capillary.Page[CouponRedemption], error) {
		o.Page = page
		return s.CouponRedemptionFields(ctx, o, opts...)
	})
}

// CouponRedemptionOptions are redemptions of coupons.
type CouponRedemptionOptions struct {
	RedemptionIDs []int64 `url:"redemption_ids,comma"`
	Page          int64   `url:"page,omitempty"`  // number of the page, from 1
	Count         int64   `url:"count,omitempty"` // rows of a page, 10 if zero, at most 100
	DagScope      string  `url:"-"`               // the scope of the dataflow; global if empty
}

// Validate refuses a question about no redemption.
func (o CouponRedemptionOptions) Validate() error {
	if len(o.RedemptionIDs) == 0 {
		return capillary.Invalid("redemption_ids", "there is none")
	}
	return nil
}

// CouponRedemption are the custom fields of a coupon's redemption.
type CouponRedemption struct {
	RedemptionID           int64         `json:"redemptionId"`
	RedemptionCustomFields []CustomField `json:"redemptionCustomFields"`
}
