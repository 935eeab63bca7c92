package lead

import (
	"context"
	"time"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/sent"
)

// AddFollowUp notes that somebody talked with the customer, and when the next talk is to be. A second call notes it twice, so one whose
// outcome is unknown is not repeated: FollowUps tells. Errors: ErrNotFound, ErrFollowedUpOnMissing.
//
// POST /v2/leads/{leadId}/followup
func (s *Service) AddFollowUp(ctx context.Context, leadID int64, r FollowUpRequest, opts ...capillary.RequestOption) (*Lead, error) {
	return capillary.Call[*Lead](ctx, s.client, opAddFollowUp,
		capillary.Input{Path: []string{segment(leadID)}, Body: r, Key: segment(leadID), Sent: sent.ID(leadID)}, opts...)
}

// FollowUpRequest is a talk with the customer. When it was is required, and for AddFollowUp the till that notes it.
type FollowUpRequest struct {
	FollowedUpOn      time.Time `json:"followedUpOn"`
	CreatedBy         int64     `json:"createdBy,omitzero"`         // id of the till
	FollowedUpBy      int64     `json:"followedUpBy,omitzero"`      // id of the staff
	ScheduledFollowUp time.Time `json:"scheduledFollowUp,omitzero"` // when it was to be
	NextFollowUp      time.Time `json:"nextFollowUp,omitzero"`
	CreatedOn         time.Time `json:"createdOn,omitzero"` // of the lead
	Notes             string    `json:"notes,omitzero"`
}

// Validate refuses what gives ErrFollowedUpOnMissing.
func (r FollowUpRequest) Validate() error {
	if r.FollowedUpOn.IsZero() {
		return capillary.Invalid("followedUpOn", "it is zero")
	}
	return nil
}

// FollowUps lists the talks about a lead, the oldest first. Error: ErrNotFound.
//
// GET /v2/leads/{leadId}/followups
func (s *Service) FollowUps(ctx context.Context, leadID int64, _ FollowUpsOptions, opts ...capillary.RequestOption) (*capillary.Page[FollowUp], error) {
	return capillary.Call[*capillary.Page[FollowUp]](ctx, s.client, opFollowUps, capillary.Input{Path: []string{segment(leadID)}}, opts...)
}

// FollowUpsOptions are the options of FollowUps, of which none is documented yet.
type FollowUpsOptions struct{}

// FollowUp is a talk with the customer of a lead.
type FollowUp struct {
	ID                int64     `json:"id"`
	LeadID            int64     `json:"leadId"`
	UserID            int64     `json:"userId"` // the customer
	Notes             string    `json:"notes"`
	FollowedUpBy      int64     `json:"followedUpBy"` // id of the staff
	FollowedUpOn      time.Time `json:"followedUpOn"`
	ScheduledFollowUp time.Time `json:"scheduledFollowUp"` // when it was to be
	CreatedBy         int64     `json:"createdBy"`         // id of a till or of staff
	CreatedOn         time.Time `json:"createdOn"`
}
