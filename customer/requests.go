package customer

import (
	"context"
	"iter"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// ChangeRequests lists the requests to change a customer's identifiers: who made them, and whether they were approved. It
// takes a user id; Lookup finds it.
//
// GET /v2/customers/{customerId}/changeRequest
func (s *Service) ChangeRequests(ctx context.Context, who capillary.Identifier, o ChangeRequestOptions,
	opts ...capillary.RequestOption) (*capillary.Page[ChangeRequest], error) {
	return capillary.Call[*capillary.Page[ChangeRequest]](ctx, s.client, opChangeRequests, capillary.Input{Customer: who, Query: o}, opts...)
}

// AllChangeRequests iterates over all pages, from o.Offset on.
func (s *Service) AllChangeRequests(ctx context.Context, who capillary.Identifier, o ChangeRequestOptions,
	opts ...capillary.RequestOption) iter.Seq2[ChangeRequest, error] {
	return capillary.All(o.Offset, func(offset int64) (*capillary.Page[ChangeRequest], error) {
		o.Offset = offset
		return s.ChangeRequests(ctx, who, o, opts...)
	})
}

// ChangeRequestOptions choose requests.
type ChangeRequestOptions struct {
	ChangeType ChangeType    `url:"changeType,omitempty"`
	StartDate  capillary.Day `url:"startDate,omitempty"` // made on that day or later
	EndDate    capillary.Day `url:"endDate,omitempty"`   // made on that day or before
	StartID    int64         `url:"startId,omitempty"`   // with that id or a greater one
	EndID      int64         `url:"endId,omitempty"`     // with that id or a lesser one
	Limit      int64         `url:"limit,omitempty"`     // requests of a page
	Offset     int64         `url:"offset,omitempty"`    // requests to skip
	SortBy     SortBy        `url:"sortBy,omitempty"`
	SortOrder  SortOrder     `url:"sortOrder,omitempty"`
}

// ChangeType is what a request changes.
type ChangeType string

// The documented changes.
const (
	ChangeEmail              ChangeType = "EMAIL"
	ChangeMobile             ChangeType = "MOBILE"
	ChangeExternalID         ChangeType = "EXTERNAL_ID"
	ChangeMerge              ChangeType = "MERGE" // of accounts
	ChangeAddress            ChangeType = "ADDRESS"
	ChangeMobileReallocation ChangeType = "MOBILE_REALLOC"
	ChangeCoupon             ChangeType = "COUPON"
	ChangePoints             ChangeType = "POINTS"
	ChangeTier               ChangeType = "TIER"
	ChangeRetro              ChangeType = "RETRO" // of a transaction, see RetroRequests
)

// SortBy is what a list is sorted by.
type SortBy string

// The documented fields to sort by.
const (
	SortByCreatedOn     SortBy = "createdon"
	SortByLastUpdatedOn SortBy = "lastUpdatedOn"
)

// ChangeRequest is a request to change identifiers.
type ChangeRequest struct {
	ID                int64             `json:"id"`
	Status            RequestStatus     `json:"status"`
	UserID            int64             `json:"userId"`
	SecUserID         int64             `json:"secUserId"` // the other account of a merge, 0 for none
	ChangeType        ChangeType        `json:"changeType"`
	ChangeIdentifiers IdentifierChange  `json:"changeIdentifiers"`
	Comments          string            `json:"comments"`
	OneStep           bool              `json:"oneStep"` // done at once, without an approval
	AddedBy           OrgEntity         `json:"addedBy"`
	AddedOn           time.Time         `json:"addedOn"`
	UpdatedBy         OrgEntity         `json:"updatedBy"`
	UpdatedOn         time.Time         `json:"updatedOn"`
	Warnings          []capillary.Issue `json:"warnings"`
}

// RequestStatus is what became of a request.
type RequestStatus string

// The documented statuses.
const (
	RequestPending  RequestStatus = "PENDING"
	RequestApproved RequestStatus = "APPROVED"
	RequestRejected RequestStatus = "REJECTED"
)

// IdentifierChange are identifiers that come and go.
type IdentifierChange struct {
	Add    []ChangedIdentifier `json:"add"`
	Remove []ChangedIdentifier `json:"remove"`
}

// ChangedIdentifier is an identifier that comes or goes.
type ChangedIdentifier struct {
	Type  ChangeType `json:"type"` // EMAIL, MOBILE, …
	Value string     `json:"value"`
}

// RetroRequests lists the requests to count a transaction for a customer that was made before they were one, or before
// they were known at the till. None gives ErrRequestNotFound.
//
// GET /v2/customers/{customerId}/retroRequest, or /v2/customers/lookup/retroRequest for identifiers other than the user id.
func (s *Service) RetroRequests(ctx context.Context, who capillary.Identifier, o RetroRequestOptions,
	opts ...capillary.RequestOption) (*capillary.Page[RetroRequest], error) {
	return capillary.Call[*capillary.Page[RetroRequest]](ctx, s.client, opRetroRequests, capillary.Input{Customer: who, Query: o}, opts...)
}

// AllRetroRequests iterates over all pages, from o.Offset on.
func (s *Service) AllRetroRequests(ctx context.Context, who capillary.Identifier, o RetroRequestOptions,
	opts ...capillary.RequestOption) iter.Seq2[RetroRequest, error] {
	return capillary.All(o.Offset, func(offset int64) (*capillary.Page[RetroRequest], error) {
		o.Offset = offset
		return s.RetroRequests(ctx, who, o, opts...)
	})
}

// RetroRequestOptions choose requests. The API names Activity, CardNumber, StartLimit and Type without a word on them.
type RetroRequestOptions struct {
	ChangeType ChangeType    `url:"changeType,omitempty"`
	StartDate  capillary.Day `url:"startDate,omitempty"` // made on that day or later
	EndDate    capillary.Day `url:"endDate,omitempty"`   // made on that day or before
	StartID    int64         `url:"startId,omitempty"`   // with that id or a greater one
	EndID      int64         `url:"endId,omitempty"`     // with that id or a lesser one
	Limit      int64         `url:"limit,omitempty"`     // requests of a page
	Offset     int64         `url:"offset,omitempty"`    // requests to skip
	SortBy     SortBy        `url:"sortBy,omitempty"`
	SortOrder  SortOrder     `url:"sortOrder,omitempty"`

	Activity   string `url:"activity,omitempty"`
	CardNumber string `url:"cardNumber,omitempty"`
	StartLimit int64  `url:"startLimit,omitempty"`
	Type       string `url:"type,omitempty"`
}

// RetroRequest is a request to count an earlier transaction for a customer.
type RetroRequest struct {
	ID            int64             `json:"id"`
	RequestID     int64             `json:"requestId"`
	Status        RequestStatus     `json:"status"`
	BaseType      ChangeType        `json:"baseType"` // ChangeRetro
	UserID        int64             `json:"userId"`
	TransactionID int64             `json:"transactionId"`
	Reason        string            `json:"reason"`
	Comments      string            `json:"comments"`
	ReqAdd        bool              `json:"reqAdd"`  // the request adds
	OneStep       bool              `json:"oneStep"` // done at once, without an approval
	AddedBy       OrgEntity         `json:"addedBy"`
	AddedByParent OrgEntity         `json:"addedByParent"` // the store of the till
	AddedOn       time.Time         `json:"addedOn"`
	UpdatedBy     OrgEntity         `json:"updatedBy"`
	UpdatedOn     time.Time         `json:"updatedOn"`
	Warnings      []capillary.Issue `json:"warnings"`
}

// GoodwillRequests lists the requests to give a customer points or coupons as a goodwill. It takes a user id; Lookup finds
// it. The API documents no way to ask for another page than the first. None gives ErrRequestNotFound.
//
// GET /v2/customers/{customerId}/goodwillRequest
func (s *Service) GoodwillRequests(ctx context.Context, who capillary.Identifier, o GoodwillRequestOptions,
	opts ...capillary.RequestOption) (*capillary.Page[GoodwillRequest], error) {
	return capillary.Call[*capillary.Page[GoodwillRequest]](ctx, s.client, opGoodwillRequests, capillary.Input{Customer: who, Query: o}, opts...)
}

// GoodwillRequestOptions choose requests.
type GoodwillRequestOptions struct {
	RequestID       int64 `url:"requestId,omitempty"`          // one request
	IsOneStepChange bool  `url:"is_one_step_change,omitempty"` // only those that were done at once
	ProgramID       int64 `url:"programId,omitempty"`          // of one loyalty program
	AutoApprove     bool  `url:"autoApprove,omitempty"`        // only those that nobody had to approve
}

// GoodwillRequest is a request to give a customer something as a goodwill.
type GoodwillRequest struct {
	ID                int64           `json:"id"`
	RequestID         int64           `json:"requestId"`
	UserID            int64           `json:"userId"`
	GoodwillType      string          `json:"goodwillType"` // POINTS, …
	GoodwillStatus    RequestStatus   `json:"goodwillStatus"`
	ApprovedValue     string          `json:"approvedValue"` // the number of points, or what was approved of another type
	Reason            string          `json:"reason"`
	Comments          string          `json:"comments"`
	UpdatedComments   string          `json:"updatedComments"`
	ProgramID         int64           `json:"programId"`
	Program           GoodwillProgram `json:"program"`
	EarningEntityType string          `json:"earningEntityType"` // CUSTOMER, …
	OneStep           bool            `json:"oneStep"`           // done at once, without an approval
	AddedBy           OrgEntity       `json:"addedBy"`
	AddedOn           time.Time       `json:"addedOn"`
	EnteredBy         OrgEntity       `json:"enteredBy"`
	UpdatedBy         OrgEntity       `json:"updatedBy"`
	UpdatedOn         time.Time       `json:"updatedOn"`
}

// GoodwillProgram is the loyalty program that a goodwill belongs to.
type GoodwillProgram struct {
	ProgramID             int64           `json:"programId"`
	ProgramName           string          `json:"programName"`
	ProgramDescription    string          `json:"programDescription"`
	PointsToCurrencyRatio decimal.Decimal `json:"pointsToCurrencyRatio"`
	Default               bool            `json:"default"`
}
