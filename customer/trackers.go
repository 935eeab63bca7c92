package customer

import (
	"context"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// Trackers lists what a customer's trackers count, all on one page. It takes a user id; Lookup finds it. Where the
// trackers can't be read the error is ErrTrackersUnavailable.
//
// GET /v2/customers/{customerId}/trackers
func (s *Service) Trackers(ctx context.Context, who capillary.Identifier, _ TrackersOptions, opts ...capillary.RequestOption) (*capillary.Page[Tracker], error) {
	return capillary.Call[*capillary.Page[Tracker]](ctx, s.client, opTrackers, capillary.Input{Customer: who}, opts...)
}

// TrackersOptions are the options of Trackers, of which none is documented yet.
type TrackersOptions struct{}

// UserEntityTrackers lists what the trackers of a user group count, all on one page. Errors: ErrInvalidGroup,
// ErrTrackerEntityType, ErrTrackersUnavailable.
//
// GET /v2/customers/userEntityTrackers
func (s *Service) UserEntityTrackers(ctx context.Context, of UserEntity, _ UserEntityTrackersOptions, opts ...capillary.RequestOption) (*capillary.Page[Tracker], error) {
	return capillary.Call[*capillary.Page[Tracker]](ctx, s.client, opUserEntityTrackers, capillary.Input{Query: of}, opts...)
}

// UserEntityTrackersOptions are the options of UserEntityTrackers, of which none is documented yet.
type UserEntityTrackersOptions struct{}

// UserEntity names a user group.
type UserEntity struct {
	Type            EntityType           `url:"type"` // EntityUserGroup2
	IdentifierType  UserEntityIdentifier `url:"identifierType"`
	IdentifierValue string               `url:"identifierValue"`
	Source          capillary.Source     `url:"source,omitempty"`
}

// Validate refuses a group that is not named.
func (e UserEntity) Validate() error {
	switch {
	case e.Type == "":
		return capillary.Invalid("type", "it is empty; EntityUserGroup2 is a user group")
	case e.IdentifierType == "":
		return capillary.Invalid("identifierType", "it is empty")
	case e.IdentifierValue == "":
		return capillary.Invalid("identifierValue", "it is empty")
	}
	return nil
}

// UserEntityIdentifier is a kind of identifier of a user group.
type UserEntityIdentifier string

// The documented kinds.
const (
	GroupID            UserEntityIdentifier = "id"
	GroupExternalID    UserEntityIdentifier = "externalId"
	GroupPrimaryUserID UserEntityIdentifier = "primaryUserId"
)

// Tracker is a count that a rule of the loyalty program keeps over a period, such as the amount of a customer's bills in
// a year.
type Tracker struct {
	ID              int64           `json:"id"`
	Name            string          `json:"name"`
	Type            TrackerType     `json:"type"` // of a customer's trackers only
	ConditionID     int64           `json:"conditionId"`
	ConditionName   string          `json:"conditionName"`
	Value           decimal.Decimal `json:"value"` // in the unit of the type
	UpdatedOn       time.Time       `json:"updatedOn"`
	PeriodStartDate time.Time       `json:"periodStartDate"`
	PeriodEndDate   time.Time       `json:"periodEndDate"`
}

// TrackerType is what a tracker counts.
type TrackerType string

// The documented types of trackers.
const (
	TrackerBillAmount          TrackerType = "BILL_AMOUNT"
	TrackerCustomerVisits      TrackerType = "CUSTOMER_VISITS"
	TrackerPoints              TrackerType = "POINTS"
	TrackerLineItemAmount      TrackerType = "LINEITEM_AMOUNT"
	TrackerLineItemQty         TrackerType = "LINEITEM_QTY"
	TrackerLineItemCount       TrackerType = "LINEITEM_COUNT"
	TrackerAlternateCurrencies TrackerType = "ALTERNATE_CURRENCIES"
)
