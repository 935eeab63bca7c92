package customer

import (
	"context"
	"iter"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// PointsExpirySchedule returns when which points of a customer expire, the earliest first. The API describes the call
// twice, as a full and as a light one, with one address and one reply: it is the same.
//
// Dates in the past give ErrDatePast, over 100 years ahead ErrDateTooFar, in the wrong order ErrStartAfterEnd.
//
// GET /v2/customers/{userId}/pointsExpirySchedule, or /v2/customers/lookup/pointsExpirySchedule for identifiers other than
// the user id.
func (s *Service) PointsExpirySchedule(ctx context.Context, who capillary.Identifier, o ExpiryOptions,
	opts ...capillary.RequestOption) (*PointsExpirySchedule, error) {
	return capillary.Call[*PointsExpirySchedule](ctx, s.client, opPointsExpirySchedule, capillary.Input{Customer: who, Query: o}, opts...)
}

// ExpiryOptions choose points that expire. Dates are days.
type ExpiryOptions struct {
	ProgramID               int64         `url:"programId,omitempty"`               // the default program if zero
	FetchDataForAllPrograms bool          `url:"fetchDataForAllPrograms,omitempty"` // ProgramID is ignored then
	FetchEarliestExpiryOnly bool          `url:"fetchEarliestExpiryOnly,omitempty"` // one for each program, points type and expiry type
	StartDate               capillary.Day `url:"startDate,omitempty"`               // tomorrow at the earliest
	EndDate                 capillary.Day `url:"endDate,omitempty"`                 // 100 years ahead if zero
}

// PointsExpirySchedule is when which points of a customer expire.
type PointsExpirySchedule struct {
	ID              int64             `json:"id" lenient:"also=entityId"` // the user id
	Profiles        []Profile         `json:"profiles"`
	LoyaltyInfo     LoyaltyInfo       `json:"loyaltyInfo"`
	Segments        map[string]string `json:"segments"`
	ExtendedFields  map[string]any    `json:"extendedFields"`
	ExpirySchedules []ExpirySchedule  `json:"expirySchedules"`
	Warnings        []capillary.Issue `json:"warnings"`
}

// ExpirySchedule are points that expire together.
type ExpirySchedule struct {
	Points     decimal.Decimal `json:"points"`
	ExpiryDate time.Time       `json:"expiryDate"` // servers before 2026 tell the day alone
	ProgramID  int64           `json:"programId"`
	PointsType PointsType      `json:"pointsType"`
	ExpiryType ExpiryType      `json:"expiryType"`
}

// PointsType is what points were given for.
type PointsType string

// The documented types of points.
const (
	PointsBillRegular        PointsType = "bill_regular"
	PointsBillPromotions     PointsType = "bill_promotions"
	PointsLineItemRegular    PointsType = "line_item_regular"
	PointsLineItemPromotions PointsType = "line_item_promotions"
	PointsCustomerPromotions PointsType = "customer_promotions"
)

// ExpiryType is how the day is found on which points expire.
type ExpiryType string

// The documented types of expiry.
const (
	ExpiryFixed   ExpiryType = "fixed"
	ExpiryRolling ExpiryType = "rolling"
)

// PromisedPointsSchedule returns when which promised points of a customer become points to spend, and which of them wait
// for an event instead. It is a light call. The errors are those of PointsExpirySchedule.
//
// GET /v2/customers/{userId}/promisedPointsSchedule, or /v2/customers/lookup/promisedPointsSchedule for identifiers other
// than the user id.
func (s *Service) PromisedPointsSchedule(ctx context.Context, who capillary.Identifier, o PromisedPointsOptions,
	opts ...capillary.RequestOption) (*PromisedPointsSchedule, error) {
	return capillary.Call[*PromisedPointsSchedule](ctx, s.client, opPromisedPointsSchedule, capillary.Input{Customer: who, Query: o}, opts...)
}

// PromisedPointsOptions choose promised points. Dates are days.
type PromisedPointsOptions struct {
	ProgramID               int64      `url:"programId,omitempty"`               // the default program if zero
	EntityType              EntityType `url:"entityType,omitempty"`              // EntityCustomer if empty
	FetchDataForAllPrograms bool       `url:"fetchDataForAllPrograms,omitempty"` // ProgramID is ignored then

	StartDate capillary.Day `url:"startDate,omitempty"` // tomorrow at the earliest
	EndDate   capillary.Day `url:"endDate,omitempty"`   // 100 years ahead if zero
}

// PromisedPointsSchedule are the promised points of a customer, or of a user group.
type PromisedPointsSchedule struct {
	EntityID                   int64              `json:"entityId"` // the user id, or the id of the user group
	EntityType                 EntityType         `json:"entityType"`
	PromisedPointsScheduleList []PointsConversion `json:"promisedPointsScheduleList"` // wait for a day
	TriggerBasedPointsList     []PointsConversion `json:"triggerBasedPointsList"`     // wait for an event, and have no day
	Warnings                   []capillary.Issue  `json:"warnings"`
}

// PointsConversion are promised points that become points to spend.
type PointsConversion struct {
	Points         decimal.Decimal `json:"points"`
	RedeemableFrom time.Time       `json:"redeemableFrom"` // servers before 2026 tell the day alone
	ProgramID      int64           `json:"programId"`
	PointsType     PointsType      `json:"pointsType"`
	ExpiryType     ExpiryType      `json:"expiryType"`
}

// PointsTransfers lists the points that a customer gave to others and got from others. It takes a user id; Lookup finds it.
//
// GET /v2/customers/{id}/pointsTransfers
func (s *Service) PointsTransfers(ctx context.Context, who capillary.Identifier, o PointsTransferOptions,
	opts ...capillary.RequestOption) (*capillary.Page[PointsTransfer], error) {
	return capillary.Call[*capillary.Page[PointsTransfer]](ctx, s.client, opPointsTransfers, capillary.Input{Customer: who, Query: pointsTransferQuery{o, o.SortOrder.QueryV1()}}, opts...)
}

// AllPointsTransfers iterates over all pages, from o.Offset on.
func (s *Service) AllPointsTransfers(ctx context.Context, who capillary.Identifier, o PointsTransferOptions,
	opts ...capillary.RequestOption) iter.Seq2[PointsTransfer, error] {
	o.Page = 0 // with it the API ignores the offset
	return capillary.All(o.Offset, func(offset int64) (*capillary.Page[PointsTransfer], error) {
		o.Offset = offset
		return s.PointsTransfers(ctx, who, o, opts...)
	})
}

// PointsTransferOptions choose a page.
type PointsTransferOptions struct {
	Limit      int64              `url:"limit,omitempty"`  // transfers of a page, 10 if zero
	Offset     int64              `url:"offset,omitempty"` // transfers to skip
	Page       int64              `url:"page,omitempty"`   // number of the page, from 1; Offset is ignored then
	ProgramID  int64              `url:"programId,omitempty"`
	EntityType EntityType         `url:"entityType,omitempty"` // EntityCustomer if empty
	SortBy     PointsTransferSort `url:"sortBy,omitempty"`
	SortOrder  SortOrder          `url:"-"` // Descending if empty
}

// pointsTransferQuery has the order in lower case, as v1.1 spells it, and this one endpoint of v2.
type pointsTransferQuery struct {
	PointsTransferOptions

	SortOrder string `url:"sortOrder,omitempty"`
}

// PointsTransferSort is what transfers are sorted by.
type PointsTransferSort string

// The documented fields to sort by.
const (
	SortByPointsTransferDate PointsTransferSort = "pointsTransferDate"
	SortByPointsTransferred  PointsTransferSort = "pointsTransferred"
)

// PointsTransfer are points that went from one customer to another.
type PointsTransfer struct {
	TransferID         int64           `json:"transferId"`
	TransferType       TransferType    `json:"transferType"`
	PointsTransferDate time.Time       `json:"pointsTransferDate"`
	PointsTransferred  decimal.Decimal `json:"pointsTransferred"`
	FromEntityID       int64           `json:"fromEntityId"`
	FromEntityType     EntityType      `json:"fromEntityType"`
	ToEntityID         int64           `json:"toEntityId"`
	ToEntityType       EntityType      `json:"toEntityType"`
	TransferredFrom    TransferParty   `json:"transferredFrom"`
	TransferredTo      TransferParty   `json:"transferredTo"`
	Notes              string          `json:"notes"`
	ProgramName        string          `json:"programName"`
}

// TransferParty is a customer who gave or got points.
type TransferParty struct {
	UserID    int64  `json:"userId"`
	FirstName string `json:"firstName"`
	LastName  string `json:"lastName"`
}

// TransferType says which way points went, seen from the customer who was asked for.
type TransferType string

// The documented types of transfers.
const (
	TransferDeduction TransferType = "DEDUCTION" // to another customer
	TransferAddition  TransferType = "ADDITION"  // from another customer
)
