package transaction

import (
	"context"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// Earning returns a transaction with the points that it and its line items earned, in each loyalty program: see
// BillDetails.PointsEarningEntities and StoredLineItem.PointsEarningEntities.
//
// GET /v2/earning/{transactionId}
func (s *Service) Earning(ctx context.Context, transactionID int64, _ EarningOptions, opts ...capillary.RequestOption) (*Transaction, error) {
	return capillary.Call[*Transaction](ctx, s.client, opEarning, capillary.Input{Path: []string{strconv.FormatInt(transactionID, 10)}}, opts...)
}

// EarningOptions are the options of Earning, of which none is documented yet.
type EarningOptions struct{}

// BillEarning is what a bill as a whole earned.
type BillEarning struct {
	EntityID   int64           `json:"entityId"`   // who earned, such as the user id
	EntityType string          `json:"entityType"` // customer, …
	BillPoints []ProgramPoints `json:"billPoints"`
}

// LineItemEarning is what a line item earned.
type LineItemEarning struct {
	EntityID       int64           `json:"entityId"`   // who earned, such as the user id
	EntityType     string          `json:"entityType"` // customer, …
	LineItemPoints []ProgramPoints `json:"lineItemPoints"`
}

// ProgramPoints are the points that were earned in one loyalty program, and what became of them.
type ProgramPoints struct {
	ProgramID            int64         `json:"programId"`
	CurrentPointsSummary PointsSummary `json:"currentPointsSummary"`
	IssuedPointsSummary  IssuedPoints  `json:"issuedPointsSummary"`
	CurrentPointsBreakup PointsBreakup `json:"currentPointsBreakup"`
}

// PointsSummary is what became of points.
type PointsSummary struct {
	AvailablePoints         decimal.Decimal `json:"availablePoints"`
	ExpiredPoints           decimal.Decimal `json:"expiredPoints"`
	RedeemedPoints          decimal.Decimal `json:"redeemedPoints"`
	ReturnedPoints          decimal.Decimal `json:"returnedPoints"`
	PromisedPoints          decimal.Decimal `json:"promisedPoints"`
	ReturnedPromisedPoints  decimal.Decimal `json:"returnedPromisedPoints"`
	PromisedPointsConverted decimal.Decimal `json:"promisedPointsConverted"`
}

// IssuedPoints are points as they were issued.
type IssuedPoints struct {
	RedeemablePointsIssued decimal.Decimal `json:"redeemablePointsIssued"`
	PromisedPointsIssued   decimal.Decimal `json:"promisedPointsIssued"`
}

// PointsBreakup are points by where they came from.
type PointsBreakup struct {
	RegularPoints     PointsOrigin `json:"regularPointsInfo"`
	PromotionalPoints PointsOrigin `json:"promotionalPointsInfo"`
}

// PointsOrigin are points by whether they can be spent yet.
type PointsOrigin struct {
	AvailablePoints []PointsLot `json:"availablePointsInfo"`
	PromisedPoints  []PointsLot `json:"promisedPointsInfo"`
}

// PointsLot are points that expire together.
type PointsLot struct {
	Points              decimal.Decimal `json:"points"`
	ExpiryDate          time.Time       `json:"expiryDate"`
	ExpiryType          string          `json:"expiryType"` // such as rolling
	ActionSourceDetails []PointsAction  `json:"actionSourceDetails"`
}

// PointsAction is what a rule of the program gave.
type PointsAction struct {
	ActionID           int64               `json:"actionId"`
	ActionType         string              `json:"actionType"` // such as BILL_POINTS_ACTION
	SourceType         string              `json:"sourceType"` // such as lineItem
	ActionPointsDetail []PointsActionShare `json:"actionPointsDetail"`
}

// PointsActionShare is a part of what a rule gave.
type PointsActionShare struct {
	Points            decimal.Decimal    `json:"points"`
	SourceValue       decimal.Decimal    `json:"sourceValue"` // the amount that earned them
	SourceIdentifiers []SourceIdentifier `json:"sourceIdentifiers"`
}

// SourceIdentifier names what earned points, such as a tracker.
type SourceIdentifier struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}
