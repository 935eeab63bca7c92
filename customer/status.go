package customer

import (
	"context"
	"time"
	"unicode/utf8"

	"github.com/capillary-go/sdk/capillary"
)

// UpdateStatus gives a customer another status label, and with it the status that the label belongs to. An unknown label
// is ErrInvalidStatusLabel.
//
// PUT /v2/customers/lookup/status, for a user id too.
func (s *Service) UpdateStatus(ctx context.Context, who capillary.Identifier, r UpdateStatusRequest,
	opts ...capillary.RequestOption) (*StatusUpdated, error) {
	return capillary.Call[*StatusUpdated](ctx, s.client, opUpdateStatus, capillary.Input{Customer: who, Query: r.Options, Body: r.body()}, opts...)
}

// UpdateStatusRequest is a new status of a customer.
type UpdateStatusRequest struct {
	Label     string    `json:"label"`
	Reason    string    `json:"reason"`
	CreatedOn time.Time `json:"createdOn,omitzero"` // when the status changed; now if zero

	Options UpdateStatusOptions `json:"options,omitzero"`
}

// UpdateStatusOptions say how a status is changed.
type UpdateStatusOptions struct {
	UseAsync *bool `url:"use_async,omitempty"` // true: loyalty runs in the background
}

// body leaves out what goes elsewhere.
func (r UpdateStatusRequest) body() UpdateStatusRequest {
	r.Options = UpdateStatusOptions{}
	return r
}

// Validate refuses an update without a label or a reason.
func (r UpdateStatusRequest) Validate() error {
	switch {
	case r.Label == "":
		return capillary.Invalid("label", "it is empty")
	case r.Reason == "":
		return capillary.Invalid("reason", "it is empty")
	}
	return nil
}

// StatusUpdated is what the API has to say about an update.
type StatusUpdated struct {
	CreatedID int64             `json:"createdId"` // the user id
	Warnings  []capillary.Issue `json:"warnings"`
}

// StatusLog lists the statuses that a customer has and had. It takes a user id; Lookup finds it.
//
// GET /v2/customers/{userId}/statusLog
func (s *Service) StatusLog(ctx context.Context, who capillary.Identifier, _ StatusLogOptions, opts ...capillary.RequestOption) (*StatusLog, error) {
	return capillary.Call[*StatusLog](ctx, s.client, opStatusLog, capillary.Input{Customer: who}, opts...)
}

// StatusLogOptions are the options of StatusLog, of which none is documented yet.
type StatusLogOptions struct{}

// StatusLog are the statuses of a customer.
type StatusLog struct {
	Records  []StatusRecord    `json:"data"`
	Warnings []capillary.Issue `json:"warnings"`
}

// StatusRecord is a status that a customer or a card has or had.
type StatusRecord struct {
	ID             int64     `json:"id"`
	EntityID       int64     `json:"entityId"` // the customer or the card
	Status         string    `json:"status"`   // the API's own status, such as ACTIVE
	Label          string    `json:"label"`    // the organisation's name of it
	LabelID        int64     `json:"labelId"`
	Reason         string    `json:"reason"`
	Actions        []string  `json:"actions"`
	IsActive       bool      `json:"isActive"`
	CreatedBy      int64     `json:"createdBy"` // id of a till or a user
	CreatedByUser  string    `json:"createdByUser"`
	CreatedOn      time.Time `json:"createdOn"`
	AutoUpdateTime time.Time `json:"autoUpdateTime"`
}

// AdjustTier moves a customer, or a user group, to another tier by hand, or changes how long the tier lasts. The reply
// says what changed in SideEffects. It is never sent twice: an extension by days would add up.
//
// Errors: ErrTierNotFound, ErrTierNotHigher, ErrTierValidityNumber, ErrInvalidChannel (1101: of this endpoint, the program
// id is invalid), ErrNotFound.
//
// POST /v2/slab/manualSlabAdjustment
func (s *Service) AdjustTier(ctx context.Context, who capillary.Identifier, r AdjustTierRequest,
	opts ...capillary.RequestOption) (*TierAdjustment, error) {
	return capillary.Call[*TierAdjustment](ctx, s.client, opAdjustTier,
		capillary.Input{Customer: who, Query: tierQuery{r.EntityType}, Body: r.body()}, opts...)
}

// AdjustTierRequest is a tier and how long it is to last.
type AdjustTierRequest struct {
	ProgramID                    int64        `json:"programId"`
	SlabAction                   SlabAction   `json:"slabAction"`
	ToSlabName                   string       `json:"toSlabName,omitzero"` // for SlabUpgrade and SlabDowngrade
	ManualSlabActionValidity     SlabValidity `json:"manualSlabActionValidity"`
	ManualSlabActionValidityUpto string       `json:"manualSlabActionValidityUpto,omitzero"` // days, or a date YYYY-MM-DD
	ReassessTierOnNextActivity   bool         `json:"reassessTierOnNextActivity,omitzero"`
	SlabChangeReason             string       `json:"slabChangeReason,omitzero"` // at most 255 characters

	EntityType EntityType `json:"entityType,omitzero"` // whose tier: EntityCustomer if empty
}

// body leaves out what goes elsewhere.
func (r AdjustTierRequest) body() AdjustTierRequest {
	r.EntityType = ""
	return r
}

// maxSlabChangeReason is the length of a reason in characters.
const maxSlabChangeReason = 255

// Validate refuses what gives ErrTierActionMissing or ErrTierValidityMissing, a move without a tier, and a reason that is
// too long.
func (r AdjustTierRequest) Validate() error {
	moves := r.SlabAction == SlabUpgrade || r.SlabAction == SlabDowngrade
	switch {
	case r.ProgramID == 0:
		return capillary.Invalid("programId", "it is required")
	case r.SlabAction == "":
		return capillary.Invalid("slabAction", "it is required")
	case r.ManualSlabActionValidity == "":
		return capillary.Invalid("manualSlabActionValidity", "it is required")
	case moves && r.ToSlabName == "":
		return capillary.Invalid("toSlabName", "it is required to move to another tier")
	case utf8.RuneCountInString(r.SlabChangeReason) > maxSlabChangeReason:
		return capillary.Invalid("slabChangeReason", "it is longer than 255 characters")
	}
	return nil
}

// SlabAction is what to do with a tier.
type SlabAction string

// The documented actions.
const (
	SlabUpgrade      SlabAction = "UPGRADE"
	SlabDowngrade    SlabAction = "DOWNGRADE"
	SlabRenewal      SlabAction = "RENEWAL"
	SlabExtendExpiry SlabAction = "EXTEND_CURRENT_TIER_EXPIRY_DATE"
)

// SlabValidity is how long a tier is to last.
type SlabValidity string

// The documented validities.
const (
	ValidFixedDuration     SlabValidity = "FIXED_DURATION"           // days, in ManualSlabActionValidityUpto
	ValidSpecificDate      SlabValidity = "SPECIFIC_DATE"            // a date, in ManualSlabActionValidityUpto
	ValidCurrentTierExpiry SlabValidity = "CURRENT_TIER_EXPIRY_DATE" // as long as the current tier would
	ValidPerTierStrategy   SlabValidity = "AS_PER_TIER_STRATEGY"     // as the program has it
)

type tierQuery struct {
	Type EntityType `url:"type,omitempty"`
}

// TierAdjustment is what became of a tier.
type TierAdjustment struct {
	ProgramID   int64             `json:"programId"`
	EntityID    int64             `json:"entityId"` // the user id, or the id of the user group
	SideEffects []SideEffect      `json:"sideEffects"`
	Warnings    []capillary.Issue `json:"warnings"`
}
