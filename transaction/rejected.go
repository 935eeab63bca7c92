package transaction

import (
	"context"
	"fmt"
	"iter"
	"strconv"
	"time"

	"github.com/capillary-go/sdk/capillary"
)

// Rejected lists transactions that were rejected, of the last 30 days unless o says otherwise, the oldest first. What can
// be fixed, such as an unknown item code or payment mode, is added with Retrigger afterwards.
//
// GET /v2/organization/rejectedTransactions
func (s *Service) Rejected(ctx context.Context, o RejectedOptions, opts ...capillary.RequestOption) (*capillary.Page[Rejected], error) {
	return capillary.Call[*capillary.Page[Rejected]](ctx, s.client, opRejected, capillary.Input{Query: o.query()}, opts...)
}

// AllRejected iterates over all pages, from o.Offset on. It ends with capillary.ErrSamePage if the API does not go on to the next page.
func (s *Service) AllRejected(ctx context.Context, o RejectedOptions, opts ...capillary.RequestOption) iter.Seq2[Rejected, error] {
	return capillary.All(o.Offset, func(offset int64) (*capillary.Page[Rejected], error) {
		o.Offset = offset
		page, err := s.Rejected(ctx, o, opts...)
		if err == nil && page.Pagination.Offset != offset {
			return nil, fmt.Errorf("transaction.Rejected: %w", capillary.ErrSamePage) // another one than was asked for
		}
		return page, err
	})
}

// RejectedOptions choose among rejected transactions. Limit and Offset are not among the documented parameters, but the
// replies are pages of ten with an offset.
type RejectedOptions struct {
	Status            RejectedStatus `url:"status,omitempty"`     // RejectedOpen and RejectedPartlyFixed if empty
	ErrorCode         capillary.Code `url:"-"`                    // such as ErrInvalidPaymentMode
	ErrorValue        string         `url:"errorValue,omitempty"` // what was wrong, such as an item code
	UserID            int64          `url:"userId,omitempty"`
	TransactionNumber string         `url:"transactionNumber,omitempty"`
	StartDate         capillary.Day  `url:"startDate,omitempty"`
	EndDate           capillary.Day  `url:"endDate,omitempty"` // a day
	SortBy            string         `url:"sortBy,omitempty"`  // addedDate
	Limit             int64          `url:"limit,omitempty"`
	Offset            int64          `url:"offset,omitempty"`

	// IsTransactionPayloadRequired asks for the rejected request too. The name of that field is not documented: read it
	// from Meta.Body, see capillary.WithMeta.
	IsTransactionPayloadRequired bool `url:"isTransactionPayloadRequired,omitempty"`
}

func (o RejectedOptions) query() rejectedQuery { return rejectedQuery{o, int(o.ErrorCode)} }

// rejectedQuery has the code as a number: go-querystring would write its text.
type rejectedQuery struct {
	RejectedOptions
	ErrorCode int `url:"errorCode,omitempty"`
}

// RejectedStatus is what became of a rejected transaction.
type RejectedStatus string

// The documented statuses.
const (
	RejectedOpen            RejectedStatus = "OPEN"
	RejectedFixed           RejectedStatus = "FIXED"
	RejectedPartlyFixed     RejectedStatus = "PARTIAL_FIXED"
	RejectedPermanentFailed RejectedStatus = "PERMANENT_FAILED" // see MarkFailed
	RejectedSuccess         RejectedStatus = "SUCCESS"
	RejectedReplayed        RejectedStatus = "REPLAYED"
	RejectedMaxOut          RejectedStatus = "MAX_OUT" // retriggered as often as it can be
)

// Rejected is a transaction that was rejected.
type Rejected struct {
	BillNumber     string           `json:"billNumber"`
	UserID         int64            `json:"userId"`
	EntityID       int64            `json:"entityId"`
	OrgID          int64            `json:"orgId"`
	Status         RejectedStatus   `json:"status"`
	RetryCount     int64            `json:"retryCount"`
	EventDate      time.Time        `json:"eventDate"`
	AutoUpdateTime time.Time        `json:"autoUpdateTime"` // last change
	Errors         []RejectedReason `json:"errors"`
}

// RejectedReason is why a transaction was rejected.
type RejectedReason struct {
	Code        capillary.Code `json:"code"`
	Message     string         `json:"message"`
	Value       string         `json:"value"`  // what was wrong, such as an item code
	Status      bool           `json:"status"` // false
	ReferenceID int64          `json:"referenceId"`
}

// Retrigger adds rejected transactions once more: those of a customer, those with the given numbers, or those that were
// rejected with the given codes. RetriggerStatus tells later what became of them.
//
// POST /v2/organization/rejectedTransactions/retrigger
func (s *Service) Retrigger(ctx context.Context, r RetriggerRequest, opts ...capillary.RequestOption) (*Retriggered, error) {
	return capillary.Call[*Retriggered](ctx, s.client, opRetrigger, capillary.Input{Body: r}, opts...)
}

// RetriggerRequest chooses rejected transactions. One of its fields is required.
type RetriggerRequest struct {
	UserID            int64    `json:"userId,omitzero"`
	TransactionNumber []string `json:"transactionNumber,omitzero"`
	ErrorCode         []string `json:"errorCode,omitzero"`
}

// Validate refuses to choose nothing.
func (r RetriggerRequest) Validate() error {
	return chosen(r.UserID, r.TransactionNumber, r.ErrorCode)
}

// Retriggered is a retrigger, and what became of its transactions so far.
type Retriggered struct {
	RetriggerID int64             `json:"retriggerId"`
	Status      RetriggerCounts   `json:"status"`
	Warnings    []capillary.Issue `json:"warnings"`
}

// RetriggerCounts are rejected transactions by what became of them.
type RetriggerCounts struct {
	Total          int64 `json:"total"`
	Fixed          int64 `json:"fixed"`
	PartiallyFixed int64 `json:"partiallyFixed"`
	Success        int64 `json:"success"`
	Replayed       int64 `json:"replayed"`
	MaxOut         int64 `json:"maxOut"` // retriggered as often as they can be
}

// RetriggerStatus tells what became of the transactions of a retrigger.
//
// GET /v2/organization/rejectedTransactions/retriggerStatus/{retriggerId}
func (s *Service) RetriggerStatus(ctx context.Context, retriggerID int64, _ RetriggerStatusOptions, opts ...capillary.RequestOption) (*Retriggered, error) {
	return capillary.Call[*Retriggered](ctx, s.client, opRetriggerStatus, capillary.Input{Path: []string{strconv.FormatInt(retriggerID, 10)}}, opts...)
}

// RetriggerStatusOptions are the options of RetriggerStatus, of which none is documented yet.
type RetriggerStatusOptions struct{}

// MarkFailed gives rejected transactions up: they get RejectedPermanentFailed.
//
// PUT /v2/organization/rejectedTransactions/markFailed
func (s *Service) MarkFailed(ctx context.Context, r MarkFailedRequest, opts ...capillary.RequestOption) (*MarkedFailed, error) {
	return capillary.Call[*MarkedFailed](ctx, s.client, opMarkFailed, capillary.Input{Body: r}, opts...)
}

// MarkFailedRequest chooses rejected transactions: one of the fields before Comments is required.
type MarkFailedRequest struct {
	UserID            int64    `json:"userId,omitzero"`
	TransactionNumber []string `json:"transactionNumber,omitzero"`
	ErrorCode         []string `json:"errorCode,omitzero"`
	Comments          string   `json:"comments,omitzero"` // why
}

// Validate refuses to choose nothing.
func (r MarkFailedRequest) Validate() error {
	return chosen(r.UserID, r.TransactionNumber, r.ErrorCode)
}

// MarkedFailed says whether transactions were given up.
type MarkedFailed struct {
	Result   bool              `json:"result"`
	Warnings []capillary.Issue `json:"warnings"`
}

func chosen(userID int64, numbers, codes []string) error {
	if userID == 0 && len(numbers) == 0 && len(codes) == 0 {
		return capillary.Invalid("transactionNumber", "transactions must be chosen: by user id, number or error code")
	}
	return nil
}
