package lead

import (
	"context"
	"time"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/sent"
)

// UpdateStatus gives a lead another status, and notes it in the log. A second call may note it twice, so one whose outcome is unknown
// is not repeated: StatusLog tells.
//
// Errors: ErrNotFound, ErrInvalidStatus, ErrDuplicateStatus, ErrInvalidSubStatus, ErrReasonNotFound, ErrClosed.
//
// PUT /v2/leads/{leadId}/status
func (s *Service) UpdateStatus(ctx context.Context, leadID int64, r UpdateStatusRequest, opts ...capillary.RequestOption) (*Lead, error) {
	return capillary.Call[*Lead](ctx, s.client, opUpdateStatus,
		capillary.Input{Path: []string{segment(leadID)}, Body: r, Key: segment(leadID), Sent: sent.ID(leadID)}, opts...)
}

// UpdateStatusRequest is a status that a lead is to have. The status and the reason are required.
type UpdateStatusRequest struct {
	Status    Status    `json:"status"`
	SubStatus string    `json:"subStatus,omitzero"` // one of SubStatuses
	ReasonID  int64     `json:"reasonId"`           // one of Reasons
	CreatedBy int64     `json:"createdBy,omitzero"` // id of the staff
	CreatedOn time.Time `json:"createdOn,omitzero"`
}

// Validate refuses a status that is none, or has no reason.
func (r UpdateStatusRequest) Validate() error {
	switch {
	case r.Status == "":
		return capillary.Invalid("status", "it is empty")
	case r.ReasonID <= 0:
		return capillary.Invalid("reasonId", "it is required; Reasons lists them")
	}
	return nil
}

// StatusLog lists the statuses that a lead had, the oldest first. Error: ErrNotFound.
//
// GET /v2/leads/{leadId}/statusLog
func (s *Service) StatusLog(ctx context.Context, leadID int64, _ StatusLogOptions, opts ...capillary.RequestOption) (*capillary.Page[StatusChange], error) {
	return capillary.Call[*capillary.Page[StatusChange]](ctx, s.client, opStatusLog, capillary.Input{Path: []string{segment(leadID)}}, opts...)
}

// StatusLogOptions are the options of StatusLog, of which none is documented yet.
type StatusLogOptions struct{}

// StatusChange is a status that a lead got.
type StatusChange struct {
	ID        int64     `json:"id"`
	LeadID    int64     `json:"leadId"`
	UserID    int64     `json:"userId"` // the customer
	Status    Status    `json:"status"`
	SubStatus string    `json:"subStatus"`
	ReasonID  int64     `json:"reasonId"`
	Reason    string    `json:"reason"`    // AUTO_CLOSE where nobody did it
	CreatedBy int64     `json:"createdBy"` // id of a till or of staff; -1 where nobody did it
	CreatedOn time.Time `json:"createdOn"`
}

// SubStatuses lists the sub-statuses that the organisation has, each with its status.
//
// GET /v2/leads/substatuses
func (s *Service) SubStatuses(ctx context.Context, _ SubStatusesOptions, opts ...capillary.RequestOption) (*capillary.Page[SubStatus], error) {
	return capillary.Call[*capillary.Page[SubStatus]](ctx, s.client, opSubStatuses, capillary.Input{}, opts...)
}

// SubStatusesOptions are the options of SubStatuses, of which none is documented yet.
type SubStatusesOptions struct{}

// SubStatus is a sub-status of a status.
type SubStatus struct {
	Status    Status            `json:"status"`
	SubStatus string            `json:"subStatus"`
	Warnings  []capillary.Issue `json:"warnings"` // of AddSubStatus
}

// AddSubStatus adds a sub-status to a status. A second call is refused with ErrSubStatusExists.
//
// Errors: ErrSubStatusExists, ErrStatusMissing, ErrSubStatusMissing, ErrInvalidStatus.
//
// POST /v2/leads/substatus
func (s *Service) AddSubStatus(ctx context.Context, r AddSubStatusRequest, opts ...capillary.RequestOption) (*SubStatus, error) {
	return capillary.Call[*SubStatus](ctx, s.client, opAddSubStatus, capillary.Input{Body: r, Key: r.SubStatus}, opts...)
}

// AddSubStatusRequest is a sub-status to be added. All of it is required.
type AddSubStatusRequest struct {
	Status    Status `json:"status"`
	SubStatus string `json:"subStatus"`
}

// Validate refuses what gives ErrStatusMissing or ErrSubStatusMissing.
func (r AddSubStatusRequest) Validate() error {
	switch {
	case r.Status == "":
		return capillary.Invalid("status", "it is empty")
	case r.SubStatus == "":
		return capillary.Invalid("subStatus", "it is empty")
	}
	return nil
}

// Reasons lists the reasons that the organisation has for changes of a status. A page lists a leadId as required; no sample sends one.
//
// GET /v2/leads/reasons
func (s *Service) Reasons(ctx context.Context, o ReasonsOptions, opts ...capillary.RequestOption) (*capillary.Page[Reason], error) {
	return capillary.Call[*capillary.Page[Reason]](ctx, s.client, opReasons, capillary.Input{Query: o}, opts...)
}

// ReasonsOptions are what the documentation lists for Reasons.
type ReasonsOptions struct {
	LeadID int64 `url:"leadId,omitempty"`
}

// Reason is a reason for a change of a status.
type Reason struct {
	ID     int64  `json:"id"`
	Reason string `json:"reason"`
}

// AddReasons adds reasons for changes of a status. A second call adds them again, so one whose outcome is unknown is not repeated:
// Reasons tells.
//
// POST /v2/leads/reasons
func (s *Service) AddReasons(ctx context.Context, reasons []AddReasonRequest, _ AddReasonsOptions,
	opts ...capillary.RequestOption) (*capillary.Batch[Reason], error) {
	return capillary.Call[*capillary.Batch[Reason]](ctx, s.client, opAddReasons,
		capillary.Input{Body: reasonRequests(reasons), Sent: reasonRequests(reasons).keys()}, opts...)
}

// AddReasonsOptions are the options of AddReasons, of which none is documented yet.
type AddReasonsOptions struct{}

// AddReasonRequest is a reason to be added.
type AddReasonRequest struct {
	Reason string `json:"reason"`
}

// Validate refuses a reason without a text.
func (r AddReasonRequest) Validate() error {
	if r.Reason == "" {
		return capillary.Invalid("reason", "it is empty")
	}
	return nil
}

// reasonRequests is the body of AddReasons.
type reasonRequests []AddReasonRequest

// Validate refuses an empty list, and asks each element.
func (all reasonRequests) Validate() error {
	if len(all) == 0 {
		return capillary.Invalid("reasons", "there are none")
	}
	for _, r := range all {
		if err := r.Validate(); err != nil {
			return err
		}
	}
	return nil
}

func (all reasonRequests) keys() []string {
	keys := make([]string, len(all))
	for i, r := range all {
		keys[i] = r.Reason
	}
	return keys
}
