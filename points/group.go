package points

import (
	"context"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// IsGroupTransferrable tells whether points can go from a group to a customer, from a customer to a group, or between groups.
// If not, the error has the reason: ErrTransferNotPermitted, ErrFromEntity, ErrToEntity, ErrTransferEntityType,
// ErrInvalidGroup, ErrNotDivisible, ErrInvalidProgram, ErrCustomerNotFound.
//
// POST /v2/points/userGroup2/isTransferrable
func (s *Service) IsGroupTransferrable(ctx context.Context, r GroupTransferRequest, opts ...capillary.RequestOption) (*Transferability, error) {
	return capillary.Call[*Transferability](ctx, s.client, opIsGroupTransferrable, capillary.Input{Body: r}, opts...)
}

// TransferGroup gives points from a group to a customer, from a customer to a group, or between groups. No key protects it:
// it is never sent twice, and if the outcome stays unknown, compare Transfers before you try again. The errors are those
// of IsGroupTransferrable, ErrTransferPoints and ErrTransferIdentifier.
//
// POST /v2/points/userGroup2/transfer
func (s *Service) TransferGroup(ctx context.Context, r GroupTransferRequest, opts ...capillary.RequestOption) (*Transferred, error) {
	return capillary.Call[*Transferred](ctx, s.client, opTransferGroup, capillary.Input{Body: r}, opts...)
}

// GroupTransferRequest are points to give from or to a group.
type GroupTransferRequest struct {
	Points        decimal.Decimal `json:"pointsTobeTransferred"`
	ProgramID     int64           `json:"programId,omitzero"` // the default program if zero
	Notes         string          `json:"notes,omitzero"`
	FromEntity    EntityRequest   `json:"fromEntity"`
	ToEntity      EntityRequest   `json:"toEntity"`
	TransferredBy EntityRequest   `json:"transferredBy,omitzero"` // who does it, without a type; required unless a customer gives to a group
}

// Validate refuses a transfer of nothing, from nobody or to nobody.
func (r GroupTransferRequest) Validate() error {
	switch {
	case !r.Points.IsPositive():
		return capillary.Invalid("pointsTobeTransferred", "it must be more than zero")
	case r.FromEntity.IdentifierValue == "":
		return capillary.Invalid("fromEntity", "it names nobody")
	case r.ToEntity.IdentifierValue == "":
		return capillary.Invalid("toEntity", "it names nobody")
	}
	return nil
}

// EntityRequest names a customer or a group. A customer has mobile, email, externalId, cardnumber, wechat, martjackId, fbId
// or id; a group has id, externalId, primaryUserId, primaryUserMobile, primaryUserEmail or primaryUserCardnumber.
type EntityRequest struct {
	Type            EntityType       `json:"type,omitzero"`
	IdentifierType  string           `json:"identifierType"`
	IdentifierValue string           `json:"identifierValue"`
	Source          capillary.Source `json:"source,omitzero"`    // of a customer
	AccountID       string           `json:"accountId,omitzero"` // for sources with several accounts
}

// UserGroup is a group that gave or got points.
type UserGroup struct {
	ID                int64             `json:"id"`
	ExternalID        string            `json:"externalId"`
	GroupName         string            `json:"groupName"`
	GroupStatus       string            `json:"groupStatus"` // ACTIVE, …
	FleetGroupUsers   []UserGroupMember `json:"fleetGroupUsers"`
	MaxGroupSize      int64             `json:"maxGroupSize"`
	LifeTimePurchases decimal.Decimal   `json:"lifeTimePurchases"`
	CreatedBy         int64             `json:"createdBy"` // id of a till or a user
	CreatedOn         time.Time         `json:"createdOn"`
}

// UserGroupMember is a customer in a group.
type UserGroupMember struct {
	UserID        int64 `json:"userId"`
	GroupID       int64 `json:"groupId"`
	DefaultGroup  bool  `json:"defaultGroup"` // the group is the customer's default
	Active        bool  `json:"active"`
	PrimaryMember bool  `json:"primaryMember"`
}

// RequestGroupGoodwill asks the brand's admin to give points to a group. The points are given when the request is approved;
// CreatedID is its id. A second call makes a second request, so it is never sent twice.
//
// Errors: ErrInvalidGroupDetails, ErrInvalidProgramID, ErrRequestType, ErrRequestBaseType.
//
// POST /v2/requests
func (s *Service) RequestGroupGoodwill(ctx context.Context, r GroupGoodwillRequest, opts ...capillary.RequestOption) (*GoodwillRequested, error) {
	return capillary.Call[*GoodwillRequested](ctx, s.client, opRequestGroupGoodwill, capillary.Input{Body: r.withDefaults()}, opts...)
}

// GroupGoodwillRequest are points to ask for. Type, BaseType and EarningEntityType are filled in if they are empty.
type GroupGoodwillRequest struct {
	Type              string       `json:"type"`              // GOODWILL if empty
	BaseType          string       `json:"baseType"`          // POINTS if empty
	EarningEntityType EntityType   `json:"earningEntityType"` // EntityUserGroup2 if empty
	Goodwill          Goodwill     `json:"goodwillRequest"`
	Group             GroupRequest `json:"userGroup2IdentificationInfo"`
	Comments          string       `json:"comments,omitzero"` // on the request
	ProgramID         int64        `json:"programId,omitzero"`
}

// Goodwill is what to give, and why.
type Goodwill struct {
	Points   decimal.Decimal `json:"points"`
	Reason   string          `json:"reason,omitzero"` // as POINTS_ISSUE
	Comments string          `json:"comments,omitzero"`
}

// GroupRequest names a group.
type GroupRequest struct {
	IdentifierType  string           `json:"identifierType"` // id, …
	IdentifierValue string           `json:"identifierValue"`
	Source          capillary.Source `json:"source,omitzero"`
	AccountID       string           `json:"accountId,omitzero"`
}

// Validate refuses a request for nothing or for no group.
func (r GroupGoodwillRequest) Validate() error {
	switch {
	case !r.Goodwill.Points.IsPositive():
		return capillary.Invalid("points", "it must be more than zero")
	case r.Group.IdentifierType == "" || r.Group.IdentifierValue == "":
		return capillary.Invalid("userGroup2IdentificationInfo", "it names no group")
	}
	return nil
}

func (r GroupGoodwillRequest) withDefaults() GroupGoodwillRequest {
	if r.Type == "" {
		r.Type = "GOODWILL"
	}
	if r.BaseType == "" {
		r.BaseType = "POINTS"
	}
	if r.EarningEntityType == "" {
		r.EarningEntityType = EntityUserGroup2
	}
	return r
}

// GoodwillRequested is a request that was made.
type GoodwillRequested struct {
	CreatedID int64             `json:"createdId"` // of the request
	Warnings  []capillary.Issue `json:"warnings"`
}
