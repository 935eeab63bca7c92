package usergroup

import (
	"cmp"
	"context"
	"iter"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
)

// Join adds customers to a group, which is named by its id, its external id, or the user id of its primary member. Each has an error
// of their own: ErrAlreadyMember, ErrPrimaryExists, ErrGroupFull, ErrPermission, ErrPrimaryElsewhere, ErrCustomerNotFound. A batch whose
// outcome is unknown is not sent again: Members tells who is in the group.
//
// A group has one primary member, who can't be changed. If they leave, the group is out of use, unless the organisation has
// CONF_DISABLE_GROUP_DEACTIVATION_ON_PRIMARY_MEMBER_EXIT on.
//
// Errors of the call: ErrNotFound.
//
// POST /v2/userGroup2/join
func (s *Service) Join(ctx context.Context, group Identifier, members []MemberRequest, _ JoinOptions,
	opts ...capillary.RequestOption) (*capillary.Batch[Joined], error) {
	return capillary.Call[*capillary.Batch[Joined]](ctx, s.client, opJoin,
		capillary.Input{Query: group.named(), Body: memberRequests(members), Sent: memberRequests(members).ids()}, opts...)
}

// JoinOptions are the options of Join, of which none is documented yet.
type JoinOptions struct{}

// MemberRequest is a customer who is to be a member. Their user id is required, and since 2026 their permissions.
type MemberRequest struct {
	UserID        int64        `json:"userId"`
	PrimaryMember bool         `json:"primaryMember"`
	Permissions   []Permission `json:"permissions,omitzero"`
}

// Permission is what a member may or may not do with the points of the group.
type Permission string

// The documented permissions.
const (
	AllowPointsRedemption Permission = "allow_points_redemption"
	AllowPointsTransfer   Permission = "allow_points_transfer"
	BlockPointsRedemption Permission = "block_points_redemption"
	BlockPointsTransfer   Permission = "block_points_transfer"
)

// Validate refuses a member who is nobody.
func (r MemberRequest) Validate() error { return checkUserID(r.UserID) }

func checkUserID(id int64) error {
	if id <= 0 {
		return capillary.Invalid("userId", "a user id is required; customer.Lookup finds it")
	}
	return nil
}

// memberRequests is the body of Join.
type memberRequests []MemberRequest

// Validate refuses an empty list, and asks each element.
func (m memberRequests) Validate() error { return validateEach("members", m) }

func (m memberRequests) ids() []string {
	ids := make([]string, len(m))
	for i := range m {
		ids[i] = strconv.FormatInt(m[i].UserID, 10)
	}
	return ids
}

// validateEach refuses an empty list, and asks each element.
func validateEach[T capillary.Validator](name string, all []T) error {
	if len(all) == 0 {
		return capillary.Invalid(name, "there are none")
	}
	for _, one := range all {
		if err := one.Validate(); err != nil {
			return err
		}
	}
	return nil
}

// Joined is a customer whose membership was made or changed.
type Joined struct {
	EntityID Membership `json:"entityId"` // as it was asked for
	Result   Membership `json:"result"`   // as it is now
}

// Membership is a customer in a group.
type Membership struct {
	UserID        int64        `json:"userId"`
	GroupID       int64        `json:"groupId"`
	Permissions   []Permission `json:"permissions"`
	DefaultGroup  bool         `json:"defaultGroup"` // the group is the customer's default one
	PrimaryMember bool         `json:"primaryMember"`
	Active        bool         `json:"active"` // of no meaning where a membership was just made or changed: samples have false there
}

// Leave removes a customer from a group. They are named by mobile number, e-mail address, external id, card number or the external id
// of a card; a user id goes out as the identifier "id", which the documentation does not list here. What the API says of one who left
// before is not documented but for ErrNotMember, so a call whose outcome is unknown is not repeated: Members tells.
//
// Errors: ErrInvalidID, ErrNotMember, ErrCustomerNotFound, ErrCustomerMerged.
//
// DELETE /v2/userGroup2/{groupId}/leave
func (s *Service) Leave(ctx context.Context, groupID int64, who capillary.Identifier, _ LeaveOptions, opts ...capillary.RequestOption) (*Done, error) {
	return capillary.Call[*Done](ctx, s.client, opLeave, capillary.Input{Customer: who, Path: []string{segment(groupID)}}, opts...)
}

// LeaveOptions are the options of Leave, of which none is documented yet.
type LeaveOptions struct{}

// Transfer moves customers from one group to another. A primary member can't be moved. A call whose outcome is unknown is not
// repeated: Members tells.
//
// Errors: ErrInvalidID, ErrNotMember, ErrPrimaryTransfer, ErrOtherCompany, ErrAlreadyPresent, ErrGroupFull, ErrFieldMissing.
//
// POST /v2/userGroup2/transfer
func (s *Service) Transfer(ctx context.Context, r TransferRequest, opts ...capillary.RequestOption) (*Done, error) {
	return capillary.Call[*Done](ctx, s.client, opTransfer, capillary.Input{Body: r}, opts...)
}

// TransferRequest is who goes from where to where. All of it is required.
type TransferRequest struct {
	LeaveGroupID int64   `json:"leaveGroupId"`
	JoinGroupID  int64   `json:"joinGroupId"`
	UserIDs      []int64 `json:"userIds"`
}

// Validate refuses what gives ErrFieldMissing.
func (r TransferRequest) Validate() error {
	switch {
	case r.LeaveGroupID <= 0:
		return capillary.Invalid("leaveGroupId", "it is required")
	case r.JoinGroupID <= 0:
		return capillary.Invalid("joinGroupId", "it is required")
	case len(r.UserIDs) == 0:
		return capillary.Invalid("userIds", "there are none")
	}
	for _, id := range r.UserIDs {
		if id <= 0 {
			return capillary.Invalid("userIds", "one is no user id")
		}
	}
	return nil
}

// Members lists the members of a group, with their identifiers, permissions and the points that they gave to it. Of one who left and
// came back only the newer membership is there. The group is named by its id; a page of 2025 has its external id too.
//
// Without o.PaginationDetails the API tells no total, and may take no notice of limit and offset.
//
// GET /v2/userGroup2/members
func (s *Service) Members(ctx context.Context, group Identifier, o MembersOptions,
	opts ...capillary.RequestOption) (*capillary.Page[Member], error) {
	return capillary.Call[*capillary.Page[Member]](ctx, s.client, opMembers, capillary.Input{Query: o.of(group)}, opts...)
}

// AllMembers iterates over all pages of Members, from o.Offset on.
func (s *Service) AllMembers(ctx context.Context, group Identifier, o MembersOptions,
	opts ...capillary.RequestOption) iter.Seq2[Member, error] {
	o.PaginationDetails = true
	return capillary.All(o.Offset, func(offset int64) (*capillary.Page[Member], error) {
		o.Offset = offset
		return s.Members(ctx, group, o, opts...)
	})
}

// MembersOptions are which members to return, and how much of each.
type MembersOptions struct {
	Source               capillary.Source   `url:"source"`                         // of the group's id: capillary.SourceInStore if empty
	IncludeCardDetails   bool               `url:"includeCardDetails,omitempty"`   // Cards
	IncludeStatusDetails bool               `url:"includeStatusDetails,omitempty"` // StatusInfo of each card
	PaginationDetails    bool               `url:"paginationDetails,omitempty"`    // Pagination, and pages
	Limit                int64              `url:"limit,omitempty"`
	Offset               int64              `url:"offset,omitempty"`
	SortBy               MemberSort         `url:"sortBy,omitempty"`
	SortOrder            customer.SortOrder `url:"sortOrder,omitempty"` // customer.Descending if empty
	FromDate             time.Time          `url:"fromDate,omitempty" layout:"2006-01-02 15:04:05"`
	ToDate               time.Time          `url:"toDate,omitempty" layout:"2006-01-02 15:04:05"`
}

// MemberSort is what members are sorted by.
type MemberSort string

// SortByPrimary puts the primary member first.
const SortByPrimary MemberSort = "IS_PRIMARY"

// membersQuery is a group as a list of members names it.
type membersQuery struct {
	IdentifierName  string `url:"identifierName,omitempty"`
	IdentifierValue string `url:"identifierValue,omitempty"`
	ExternalID      string `url:"externalId,omitempty"`
	MembersOptions

	group Identifier
}

func (o MembersOptions) of(group Identifier) membersQuery {
	o.Source = cmp.Or(o.Source, capillary.SourceInStore)
	q := membersQuery{ExternalID: group.ExternalID, MembersOptions: o, group: group}
	if group.ID != 0 {
		q.IdentifierName, q.IdentifierValue = "id", strconv.FormatInt(group.ID, 10)
	}
	return q
}

// Validate refuses a group that is named by its primary member, or not at all.
func (q membersQuery) Validate() error { return q.group.withoutPrimary().Validate() }

// Member is a member of a group.
type Member struct {
	FleetUserID       int64                        `json:"fleetUserId"` // user id
	FirstName         string                       `json:"firstName"`
	LastName          string                       `json:"lastName"`
	Email             string                       `json:"email"`
	Mobile            string                       `json:"mobile"`
	Identifiers       []customer.ProfileIdentifier `json:"identifiers"`
	JoinedOn          capillary.Day                `json:"joinedOn"`
	Permissions       string                       `json:"permissions"` // with commas, as allow_points_redemption,block_points_transfer
	PointsContributed decimal.Decimal              `json:"pointsContributed"`
	Role              Role                         `json:"role"`
	RoleCode          string                       `json:"roleCode"` // of the hierarchy that the group is mapped to
	PrimaryMember     bool                         `json:"primaryMember"`
	InActive          bool                         `json:"inActive"` // whatever its name says, true is documented to mean active
	Cards             []customer.Card              `json:"cards"`
}

// Role is what a member is in a group.
type Role string

// The documented roles.
const (
	RolePrimary   Role = "PRIMARY"
	RoleSecondary Role = "SECONDARY"
)

// UpdatePermissions sets what members may do: the permissions that are sent replace those that they had. Each has an error of their
// own. Error of the call: ErrNotFound.
//
// PUT /v2/userGroup2/members/permissions
func (s *Service) UpdatePermissions(ctx context.Context, groupID int64, members []PermissionsRequest, _ UpdatePermissionsOptions,
	opts ...capillary.RequestOption) (*capillary.Batch[Joined], error) {
	return capillary.Call[*capillary.Batch[Joined]](ctx, s.client, opUpdatePermissions,
		capillary.Input{Query: groupQuery{groupID}, Body: permissionsRequests(members), Sent: permissionsRequests(members).ids()}, opts...)
}

// UpdatePermissionsOptions are the options of UpdatePermissions, of which none is documented yet.
type UpdatePermissionsOptions struct{}

// PermissionsRequest is what a member may do. All of it is required.
type PermissionsRequest struct {
	UserID      int64        `json:"userId"`
	Permissions []Permission `json:"permissions"`
}

// Validate refuses permissions of nobody.
func (r PermissionsRequest) Validate() error { return checkUserID(r.UserID) }

// permissionsRequests is the body of UpdatePermissions.
type permissionsRequests []PermissionsRequest

// Validate refuses an empty list, and asks each element.
func (p permissionsRequests) Validate() error { return validateEach("members", p) }

func (p permissionsRequests) ids() []string {
	ids := make([]string, len(p))
	for i := range p {
		ids[i] = strconv.FormatInt(p[i].UserID, 10)
	}
	return ids
}

// groupQuery names a group by its id alone.
type groupQuery struct {
	ID int64 `url:"id"`
}

// Validate refuses a group that is none.
func (q groupQuery) Validate() error {
	if q.ID <= 0 {
		return capillary.Invalid("id", "no group is named")
	}
	return nil
}
