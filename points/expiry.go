package points

import (
	"context"
	"strconv"
	"time"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/envelope"
)

// UpdateExpiry changes when points or alternate currencies that customers were given expire: earlier, later, or at once. What
// could not be changed is among the failures of the result; the call fails if all are, and a failure without a code that is
// known leaves its outcome open. The reply has changes by customer, and the documentation does not say whether its PaID is the id
// that was sent, so which awards it leaves out is not known. It is never sent twice, since a number of days counts from the day of
// the change.
//
// Errors: ErrExpiryRequest, ErrExpiryIdentifierName, ErrExpiryIdentifierValue, ErrExpiryProgramID, ErrExpiryMetaKey,
// ErrExpiryReferenceID, ErrExpiryReferenceType, ErrExpiryDateMissing. ErrExpiryFailed leaves the outcome unknown.
//
// POST /v2/points/updateExpiry
func (s *Service) UpdateExpiry(ctx context.Context, all []ExpiryUpdateRequest, _ UpdateExpiryOptions, opts ...capillary.RequestOption) (*ExpiryUpdated, error) {
	reply, err := capillary.Call[*expiryReply](ctx, s.client, opUpdateExpiry, capillary.Input{Body: expiryBody(all)}, opts...)
	if reply == nil {
		return nil, err
	}
	return &reply.ExpiryUpdated, err
}

// UpdateExpiryOptions are the options of UpdateExpiry, of which none is documented yet.
type UpdateExpiryOptions struct{}

// expiryReply tells what became of each update. The form of a failure is not documented: what has a code is read.
type expiryReply struct{ ExpiryUpdated }

func (r *expiryReply) Parts() (all []envelope.Part) {
	for i := range r.Updates {
		all = append(all, r.Updates[i].part())
	}
	for _, f := range r.Failures {
		all = append(all, envelope.PartOfMap(f))
	}
	return all
}

// part is what an update says: it was done, unless it says no.
func (u *ExpiryUpdate) part() envelope.Part {
	success, told := u.Success.Value()
	return envelope.Part{Done: success || !told, Failed: told && !success}
}

// ExpiryUpdateRequest is another expiry of an award.
type ExpiryUpdateRequest struct {
	Customer               capillary.Identifier `json:"customer,omitzero"`
	ProgramID              int64                `json:"programId"`
	PointsAwardedRefID     int64                `json:"pointsAwardedRefId"` // id of the award
	PointsAwardedRefType   AwardType            `json:"pointsAwardedRefType"`
	ExpiryDate             ExpiryDate           `json:"expiryDate"`
	CurrencyName           string               `json:"currencyName,omitzero"` // POINTS if empty
	PointCategoryType      PointCategoryType    `json:"pointCategoryType,omitzero"`
	ExpiryUpdateReasonType ExpiryReason         `json:"expiryUpdateReasonType,omitzero"`
	ExpiryUpdateReasonNote string               `json:"expiryUpdateReasonNote,omitzero"`
	StandardMeta           ExpiryMetaRequest    `json:"standardMeta,omitzero"`
	CustomMeta             map[string]string    `json:"customMeta,omitzero"`
}

// ExpiryDate is when points are to expire.
type ExpiryDate struct {
	ExpiryType  ExpiryType `json:"expiryType"`
	ExpiryValue string     `json:"expiryValue"` // a date YYYY-MM-DD on the cluster's clock, or a number of days or months
}

// ExpiryType is how the day is found on which points expire.
type ExpiryType string

// The documented types.
const (
	ExpireFixedDate   ExpiryType = "FIXED_DATE"
	ExpireFixedDays   ExpiryType = "FIXED_DAYS"
	ExpireFixedMonths ExpiryType = "FIXED_MONTHS"
	ExpireImmediate   ExpiryType = "IMMEDIATE"
)

// AwardType is what points were given for, as awards name it.
type AwardType string

// The documented types.
const (
	AwardedPoints            AwardType = "POINT_AWARDED"
	AwardedBillPromotion     AwardType = "POINT_AWARDED_BILL_PROMOTION"
	AwardedLineItem          AwardType = "POINT_AWARDED_LINEITEM"
	AwardedLineItemPromotion AwardType = "POINT_AWARDED_LINEITEM_PROMOTION"
	AwardedCustomerPromotion AwardType = "POINT_AWARDED_CUSTOMER_PROMOTION"
)

// ExpiryReason is which way an expiry was moved.
type ExpiryReason string

// The documented reasons.
const (
	EarlyExpiry  ExpiryReason = "EARLY_EXPIRY"
	ExtendExpiry ExpiryReason = "EXTEND_EXPIRY"
)

// ExpiryMetaRequest is who wanted a change, and why.
type ExpiryMetaRequest struct {
	WhoRaised        string `json:"who_raised,omitzero"`
	WhoApproved      string `json:"who_approved,omitzero"`
	ReasonForTrigger string `json:"reason_for_trigger,omitzero"`
}

// Validate refuses what lacks a required value.
func (r ExpiryUpdateRequest) Validate() error {
	switch {
	case unnamed(r.Customer):
		return capillary.Invalid("identifierName", "an identifier is required, such as capillary.Mobile")
	case r.ProgramID == 0:
		return capillary.Invalid("programId", "it is required")
	case r.PointsAwardedRefID == 0:
		return capillary.Invalid("pointsAwardedRefId", "it is required")
	case r.PointsAwardedRefType == "":
		return capillary.Invalid("pointsAwardedRefType", "it is required")
	case r.ExpiryDate.ExpiryType == "":
		return capillary.Invalid("expiryDate", "it is required")
	}
	return nil
}

type expiryUpdateBody struct {
	ExpiryDateUpdateRequest []expiryUpdateItem `json:"expiryDateUpdateRequest"`
}

type expiryUpdateItem struct {
	IdentifierName  string `json:"identifierName"`
	IdentifierValue string `json:"identifierValue"`
	ExpiryUpdateRequest
	Customer struct{} `json:"customer,omitzero"` // not in the body
}

func expiryBody(all []ExpiryUpdateRequest) expiryUpdateBody {
	b := expiryUpdateBody{make([]expiryUpdateItem, len(all))}
	for i, r := range all {
		b.ExpiryDateUpdateRequest[i] = expiryUpdateItem{IdentifierName: r.Customer.Name(), IdentifierValue: r.Customer.Value(), ExpiryUpdateRequest: r}
	}
	return b
}

// Validate refuses no update, and asks each.
func (b expiryUpdateBody) Validate() error {
	if len(b.ExpiryDateUpdateRequest) == 0 {
		return capillary.Invalid("expiryDateUpdateRequest", "there is none")
	}
	for i, item := range b.ExpiryDateUpdateRequest {
		if err := capillary.InvalidIn("expiryDateUpdateRequest["+strconv.Itoa(i)+"]", item.Validate()); err != nil {
			return err
		}
	}
	return nil
}

// ExpiryUpdated is what was changed, and what was not.
type ExpiryUpdated struct {
	Updates  []ExpiryUpdate    `json:"updateCurrencyExpiryDateResponse"`
	Failures []map[string]any  `json:"failures"` // their form is not documented
	Warnings []capillary.Issue `json:"warnings"`
}

// ExpiryUpdate is a change of expiries of one customer.
type ExpiryUpdate struct {
	CustomerID             int64                `json:"customerId"`
	ProgramID              int64                `json:"programId"`
	CurrencyName           string               `json:"currencyName"`
	Success                capillary.Told[bool] `json:"success"`
	PointsExpiryUpdateLogs []ExpiryUpdateLog    `json:"pointsExpiryUpdateLogs"`
}

// ExpiryUpdateLog is a change of the expiry of one award.
type ExpiryUpdateLog struct {
	PaType                 AwardType         `json:"paType"`
	PaID                   int64             `json:"paId"` // id of the award
	ExpiryUpdateReasonType ExpiryReason      `json:"expiryUpdateReasonType"`
	ExpiryUpdateReasonNote string            `json:"expiryUpdateReasonNote"`
	OldExpiryDate          time.Time         `json:"oldExpiryDate"`
	NewExpiryDate          time.Time         `json:"newExpiryDate"`
	EventLogID             int64             `json:"eventLogId"`
	EventDate              time.Time         `json:"eventDate"`
	StandardMeta           ExpiryMeta        `json:"standardMeta"`
	CustomMeta             map[string]string `json:"customMeta"`
}

// ExpiryMeta is who wanted a change, and why.
type ExpiryMeta struct {
	WhoRaised        string `json:"who_raised"`
	WhoApproved      string `json:"who_approved"`
	ReasonForTrigger string `json:"reason_for_trigger"`
}
