package usergroup

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/sent"
)

// CreateV1 makes a group of the first generation, with its admin as the only member. A customer who is in a group, or a name that is
// taken, is refused, so a call whose outcome is unknown can be made again. The organisation needs CONF_USER_GROUP_ENABLED. Its page is
// off the site of 2026, as are those of all calls about the first generation.
//
// Errors: ErrNameMissing, ErrNameTaken, ErrInGroup, ErrInvalidUserID, ErrFeatureDisabled.
//
// POST /v2/usergroups
func (s *Service) CreateV1(ctx context.Context, r CreateRequestV1, opts ...capillary.RequestOption) (*GroupV1, error) {
	return capillary.Call[*GroupV1](ctx, s.client, opCreateV1, capillary.Input{Body: r.body(), Key: r.Name}, opts...)
}

// CreateRequestV1 is a group to be made. All of it is required.
type CreateRequestV1 struct {
	Name    string               `json:"name"`
	Primary capillary.Identifier `json:"primary"` // the admin: a user id, mobile number, e-mail address or external id
}

// UnmarshalJSON reads the request as encoding/json writes it, or the body that the API documents.
func (r *CreateRequestV1) UnmarshalJSON(raw []byte) error {
	var b struct {
		createFieldsV1
		PrimaryUserID           int64        `json:"primaryUserId"`
		PrimaryMemberIdentifier identifierV1 `json:"primaryMemberIdentifier"`
	}
	if json.Unmarshal(raw, &b) != nil {
		return errors.New("usergroup: the request can't be read")
	}
	*r = CreateRequestV1(b.createFieldsV1)
	switch i := b.PrimaryMemberIdentifier; {
	case b.PrimaryUserID != 0:
		r.Primary = capillary.UserID(b.PrimaryUserID)
	case i.Type != "":
		r.Primary = capillary.IdentifierNamed(i.Type, i.Value)
	}
	return nil
}

// createFieldsV1 has the fields of a CreateRequestV1 and not its methods.
type createFieldsV1 CreateRequestV1

// Validate refuses what gives ErrNameMissing, and a group without an admin.
func (r CreateRequestV1) Validate() error {
	switch {
	case r.Name == "":
		return capillary.Invalid("name", "it is empty")
	case r.Primary.Name() == "" || r.Primary.Value() == "":
		return capillary.Invalid("primary", "an admin is required, such as capillary.UserID")
	}
	return nil
}

// createBodyV1 is a group as it goes out: its admin stands in one place by user id, in another by other identifiers.
type createBodyV1 struct {
	Name                    string       `json:"name"`
	PrimaryUserID           int64        `json:"primaryUserId,omitzero"`
	PrimaryMemberIdentifier identifierV1 `json:"primaryMemberIdentifier,omitzero"`

	request CreateRequestV1
}

func (r CreateRequestV1) body() createBodyV1 {
	b := createBodyV1{Name: r.Name, request: r}
	if id, ok := r.Primary.UserID(); ok {
		b.PrimaryUserID = id
		return b
	}
	b.PrimaryMemberIdentifier = identifierV1{r.Primary.Name(), r.Primary.Value()}
	return b
}

// Validate asks the request.
func (b createBodyV1) Validate() error { return b.request.Validate() }

// identifierV1 is a customer in a body.
type identifierV1 struct {
	Type  string `json:"type"`
	Value string `json:"value"`
}

// GetV1 returns a group of the first generation by its id. Error: ErrInvalidGroupIDV1. Its page is off the site of 2026.
//
// GET /v2/usergroups/{groupId}
func (s *Service) GetV1(ctx context.Context, groupID int64, _ GetOptionsV1, opts ...capillary.RequestOption) (*GroupV1, error) {
	return capillary.Call[*GroupV1](ctx, s.client, opGetV1, capillary.Input{Path: []string{segment(groupID)}}, opts...)
}

// GetOptionsV1 are the options of GetV1, of which none is documented yet.
type GetOptionsV1 struct{}

// FindV1 returns the group of the first generation that a customer is in. They are named by user id, mobile number, e-mail address or
// external id. Errors: ErrNotInGroupV1, ErrCustomerNotFound. Its page is off the site of 2026.
//
// GET /v2/usergroups
func (s *Service) FindV1(ctx context.Context, member capillary.Identifier, o FindOptionsV1,
	opts ...capillary.RequestOption) (*GroupV1, error) {
	return capillary.Call[*GroupV1](ctx, s.client, opFindV1, capillary.Input{Customer: withUserID(member), Query: o}, opts...)
}

// FindOptionsV1 say what is loaded of a group besides itself.
type FindOptionsV1 struct {
	LoyaltyDetails bool `url:"loyaltyDetails,omitempty"` // LoyaltySummary of each member
}

// withUserID names a customer as these calls do: a user id is userId there.
func withUserID(who capillary.Identifier) capillary.Identifier {
	if _, ok := who.UserID(); ok {
		return capillary.IdentifierNamed(userIDName, who.Value()).In(who.Account())
	}
	return who
}

const userIDName = "userId"

// GroupV1 is a group of the first generation.
type GroupV1 struct {
	ID                int64             `json:"id"`
	Name              string            `json:"name"`
	PrimaryUserID     int64             `json:"primaryUserId"` // the admin
	Members           []MemberV1        `json:"members"`
	LifetimePurchases decimal.Decimal   `json:"lifetimePurchases"`
	CreatedOn         time.Time         `json:"createdOn"`
	CreatedBy         int64             `json:"createdBy"` // id of a till or a user
	UpdatedOn         time.Time         `json:"updatedOn"`
	UpdatedBy         int64             `json:"updatedBy"`
	Warnings          []capillary.Issue `json:"warnings"`
}

// MemberV1 is a member of a group of the first generation.
type MemberV1 struct {
	GroupID        int64                        `json:"groupId"`
	UserID         int64                        `json:"userId"`
	Role           Role                         `json:"role"`
	JoinedOn       time.Time                    `json:"joinedOn"`
	AddedBy        int64                        `json:"addedBy"` // id of a till or a user
	AutoUpdateTime time.Time                    `json:"autoUpdateTime"`
	Name           string                       `json:"name"`
	FirstName      string                       `json:"firstName"`
	LastName       string                       `json:"lastName"`
	JoinSource     string                       `json:"joinSource"`
	JoinAccountID  string                       `json:"joinAccountId"`
	Identifiers    []customer.ProfileIdentifier `json:"identifiers"`
	LoyaltySummary LoyaltySummaryV1             `json:"loyaltySummary"`
}

// LoyaltySummaryV1 are the points and the tiers of a member.
type LoyaltySummaryV1 struct {
	EnrolledPrograms []ProgramPoints                `json:"enrolledPrograms"`
	GroupPrograms    []customer.GroupLoyaltyProgram `json:"groupPrograms"`
}

// JoinV1 adds a customer to a group of the first generation. They are named by user id; JoinBulkV1 takes other identifiers. Its page is
// off the site of 2026.
//
// Errors: ErrInGroup, ErrInvalidGroupIDV1, ErrInvalidUserID, ErrGroupFullV1. ErrNotAdded leaves open whether they were added.
//
// POST /v2/usergroups/{groupId}/members/{userId}
func (s *Service) JoinV1(ctx context.Context, groupID int64, who capillary.Identifier, _ JoinOptionsV1, opts ...capillary.RequestOption) (*Done, error) {
	return capillary.Call[*Done](ctx, s.client, opJoinV1, capillary.Input{Path: []string{segment(groupID), userIDOf(who)}}, opts...)
}

// JoinOptionsV1 are the options of JoinV1, of which none is documented yet.
type JoinOptionsV1 struct{}

// userIDOf is a user id as a part of a path. Another identifier is empty, so that it is refused.
func userIDOf(who capillary.Identifier) string {
	id, _ := who.UserID()
	return segment(id)
}

// JoinBulkV1 adds customers to a group of the first generation. They are named by user id, mobile number, e-mail address or external
// id. Each has an error of their own, as those of JoinV1. Its page is off the site of 2026.
//
// POST /v2/usergroups/{groupId}/members
func (s *Service) JoinBulkV1(ctx context.Context, groupID int64, members []capillary.Identifier, _ JoinBulkOptionsV1,
	opts ...capillary.RequestOption) (*capillary.Batch[JoinedV1], error) {
	body := joinBodyV1(members)
	return capillary.Call[*capillary.Batch[JoinedV1]](ctx, s.client, opJoinBulkV1,
		capillary.Input{Path: []string{segment(groupID)}, Body: body, Sent: body.values()}, opts...)
}

// JoinBulkOptionsV1 are the options of JoinBulkV1, of which none is documented yet.
type JoinBulkOptionsV1 struct{}

// membersBodyV1 is who joins a group.
type membersBodyV1 struct {
	SecondaryMemberIdentifiers []identifierV1 `json:"secondaryMemberIdentifiers"`
}

func joinBodyV1(members []capillary.Identifier) membersBodyV1 {
	var b membersBodyV1
	for _, who := range members {
		who = withUserID(who)
		b.SecondaryMemberIdentifiers = append(b.SecondaryMemberIdentifiers, identifierV1{who.Name(), who.Value()})
	}
	return b
}

// Validate refuses an empty list, and a member who is named by half.
func (b membersBodyV1) Validate() error {
	for _, who := range b.SecondaryMemberIdentifiers {
		if who.Type == "" || who.Value == "" {
			return capillary.Invalid("secondaryMemberIdentifiers", "one names nobody")
		}
	}
	if len(b.SecondaryMemberIdentifiers) == 0 {
		return capillary.Invalid("secondaryMemberIdentifiers", "there are none")
	}
	return nil
}

func (b membersBodyV1) values() []string {
	values := make([]string, len(b.SecondaryMemberIdentifiers))
	for i, who := range b.SecondaryMemberIdentifiers {
		values[i] = who.Value
	}
	return values
}

// JoinedV1 is a customer who was added to a group.
type JoinedV1 struct {
	Entity JoinedMemberV1 `json:"entity"`
}

// JoinedMemberV1 is by what a customer was named.
type JoinedMemberV1 struct {
	Identifiers []customer.ProfileIdentifier `json:"identifier"`
}

// JoinWithOTPV1 sends a customer a code. They join the group once the code is validated with otp.Validate. They are named by user id.
// It works where the organisation has CONF_USER_GROUP_OTP_ENABLE, CONF_USER_GROUP_PRIMARY_USER_OTP_ENABLE and CONF_USER_GROUP_SIZE. It
// is never sent twice. Its page is off the site of 2026. Errors: those of JoinV1.
//
// PUT /v2/usergroups/{groupId}/members/{userId}
func (s *Service) JoinWithOTPV1(ctx context.Context, groupID int64, who capillary.Identifier, _ JoinWithOTPOptionsV1,
	opts ...capillary.RequestOption) (*Done, error) {
	return capillary.Call[*Done](ctx, s.client, opJoinWithOTPV1, capillary.Input{Path: []string{segment(groupID), userIDOf(who)}}, opts...)
}

// JoinWithOTPOptionsV1 are the options of JoinWithOTPV1, of which none is documented yet.
type JoinWithOTPOptionsV1 struct{}

// LeaveV1 removes a customer from a group of the first generation. They are named by user id. Its page is off the site of 2026.
//
// Errors: ErrNotSecondary, ErrNotInGroupV1, ErrInvalidGroupIDV1. ErrNotRemoved leaves open whether they were removed.
//
// DELETE /v2/usergroups/{groupId}/members/{userId}
func (s *Service) LeaveV1(ctx context.Context, groupID int64, who capillary.Identifier, _ LeaveOptionsV1, opts ...capillary.RequestOption) (*Done, error) {
	return capillary.Call[*Done](ctx, s.client, opLeaveV1, capillary.Input{Path: []string{segment(groupID), userIDOf(who)}}, opts...)
}

// LeaveOptionsV1 are the options of LeaveV1, of which none is documented yet.
type LeaveOptionsV1 struct{}

// UpdateAdminV1 makes another member the admin of a group of the first generation. Its page is off the site of 2026.
//
// Errors: ErrPrimaryFixed, ErrNotInGroupV1, ErrInvalidGroupIDV1.
//
// PUT /v2/usergroups/{groupId}
func (s *Service) UpdateAdminV1(ctx context.Context, groupID int64, r UpdateAdminRequestV1,
	opts ...capillary.RequestOption) (*GroupV1, error) {
	return capillary.Call[*GroupV1](ctx, s.client, opUpdateAdminV1, capillary.Input{Path: []string{segment(groupID)}, Body: r, Sent: sent.ID(groupID)}, opts...)
}

// UpdateAdminRequestV1 is who is to be the admin. Their user id is required.
type UpdateAdminRequestV1 struct {
	PrimaryUserID int64  `json:"primaryUserId"`
	Name          string `json:"name,omitzero"` // of the group
}

// Validate refuses a request without an admin.
func (r UpdateAdminRequestV1) Validate() error {
	if r.PrimaryUserID <= 0 {
		return capillary.Invalid("primaryUserId", "a user id is required; customer.Lookup finds it")
	}
	return nil
}

// UpdateAdminWithOTPV1 sends a customer a code. They become the admin of the group once the code is validated with otp.Validate. They are
// named by user id. It is never sent twice. Its page is off the site of 2026. Errors: those of UpdateAdminV1.
//
// PUT /v2/usergroups/{groupId}/primaryuser/{userId}
func (s *Service) UpdateAdminWithOTPV1(ctx context.Context, groupID int64, who capillary.Identifier, r UpdateAdminWithOTPRequestV1,
	opts ...capillary.RequestOption) (*GroupV1, error) {
	return capillary.Call[*GroupV1](ctx, s.client, opUpdateAdminWithOTPV1,
		capillary.Input{Path: []string{segment(groupID), userIDOf(who)}, Body: r, Sent: sent.ID(groupID)}, opts...)
}

// UpdateAdminWithOTPRequestV1 is what of the group is to change besides.
type UpdateAdminWithOTPRequestV1 struct {
	Name string `json:"name,omitzero"` // of the group
}

// TransactionsV1 lists the bills of the members of a group of the first generation. Its page is off the site of 2026. Error:
// ErrInvalidGroupIDV1.
//
// GET /v2/usergroups/{groupId}/transactions
func (s *Service) TransactionsV1(ctx context.Context, groupID int64, o TransactionsOptionsV1,
	opts ...capillary.RequestOption) (*capillary.Page[Transaction], error) {
	return capillary.Call[*capillary.Page[Transaction]](ctx, s.client, opTransactionsV1,
		capillary.Input{Path: []string{segment(groupID)}, Query: o}, opts...)
}

// AllTransactionsV1 iterates over all pages of TransactionsV1, from o.Start on.
func (s *Service) AllTransactionsV1(ctx context.Context, groupID int64, o TransactionsOptionsV1,
	opts ...capillary.RequestOption) iter.Seq2[Transaction, error] {
	return capillary.All(o.Start, func(offset int64) (*capillary.Page[Transaction], error) {
		o.Start = offset
		return s.TransactionsV1(ctx, groupID, o, opts...)
	})
}

// TransactionsOptionsV1 choose bills of a group, and what is loaded of them.
type TransactionsOptionsV1 struct {
	Limit         int64              `url:"limit,omitempty"` // bills of a page, 20 if zero
	Start         int64              `url:"start,omitempty"` // bills to skip
	Order         customer.SortOrder `url:"order,omitempty"` // by time
	TransactionID string             `url:"transaction_id,omitempty"`
	Number        string             `url:"number,omitempty"`   // the bill number
	StartID       string             `url:"start_id,omitempty"` // a range of transaction ids, with EndID
	EndID         string             `url:"end_id,omitempty"`
	MinAmount     decimal.Decimal    `url:"min_amount,omitempty"`
	MaxAmount     decimal.Decimal    `url:"max_amount,omitempty"`
	StartDate     time.Time          `url:"start_date,omitempty" layout:"2006-01-02 15:04:05"`
	EndDate       time.Time          `url:"end_date,omitempty" layout:"2006-01-02 15:04:05"`
	AddedOn       time.Time          `url:"added_on,omitempty" layout:"2006-01-02 15:04:05"`
	ReturnedOn    time.Time          `url:"returned_on,omitempty" layout:"2006-01-02 15:04:05"`
	OutlierStatus string             `url:"outlier_status,omitempty"` // NORMAL, INTERNAL, FRAUD, OUTLIER, TEST, DELETED, FAILED, OTHER
	TillCode      string             `url:"till_code,omitempty"`
	StoreCode     string             `url:"store_code,omitempty"`
	UserID        bool               `url:"user_id,omitempty"`      // show the user id
	CreditNotes   bool               `url:"credit_notes,omitempty"` // show credit notes
	Tenders       bool               `url:"tenders,omitempty"`      // show how bills were paid
}

// PointContributionsV1 returns which points members of a group of the first generation gave to its admin, and when. The group is named
// by a member (a user id, mobile number, e-mail address or external id), or by capillary.IdentifierNamed("groupId", …). Its page is off
// the site of 2026. Errors: ErrNotInGroupV1, ErrInvalidGroupIDV1, ErrCustomerNotFound.
//
// GET /v2/usergroups/pointContributionHistory
func (s *Service) PointContributionsV1(ctx context.Context, member capillary.Identifier, o PointContributionsOptionsV1,
	opts ...capillary.RequestOption) (*PointContributionsV1, error) {
	return capillary.Call[*PointContributionsV1](ctx, s.client, opPointContributionsV1,
		capillary.Input{Customer: withUserID(member), Query: o}, opts...)
}

// AllPointContributionsV1 iterates over all pages of PointContributionsV1, from o.Offset on.
func (s *Service) AllPointContributionsV1(ctx context.Context, member capillary.Identifier, o PointContributionsOptionsV1,
	opts ...capillary.RequestOption) iter.Seq2[PointContributionV1, error] {
	return capillary.All(o.Offset, func(offset int64) (*capillary.Page[PointContributionV1], error) {
		o.Offset = offset
		history, err := s.PointContributionsV1(ctx, member, o, opts...)
		if err != nil {
			return nil, err
		}
		return &capillary.Page[PointContributionV1]{Items: history.GroupPointContributions}, nil
	})
}

// PointContributionsOptionsV1 choose contributions.
type PointContributionsOptionsV1 struct {
	DateFrom  time.Time          `url:"dateFrom,omitempty"` // at that time or later
	DateTo    time.Time          `url:"dateTo,omitempty"`   // at that time or before
	ProgramID int64              `url:"programId,omitempty"`
	SortBy    string             `url:"sortBy,omitempty"` // its values are not documented
	SortOrder customer.SortOrder `url:"sortOrder,omitempty"`
	Limit     int64              `url:"limit,omitempty"`  // contributions of a page, 20 if zero
	Offset    int64              `url:"offset,omitempty"` // contributions to skip
}

// PointContributionsV1 is a group with what its members gave.
type PointContributionsV1 struct {
	ID                            int64                 `json:"id"`
	Name                          string                `json:"name"`
	CreatedOn                     time.Time             `json:"createdOn"`
	UpdatedOn                     time.Time             `json:"updatedOn"`
	PrimaryMember                 PrimaryMemberV1       `json:"primaryMember"`
	GroupPointContributionRecords int64                 `json:"groupPointContributionRecords"` // a sample has 1 beside two of them: no total
	GroupPointContributions       []PointContributionV1 `json:"groupPointContributions"`
	Warnings                      []capillary.Issue     `json:"warnings"`
}

// PrimaryMemberV1 is the admin of a group.
type PrimaryMemberV1 struct {
	UserID                  int64                        `json:"userId"`
	FirstName               string                       `json:"firstName"`
	LastName                string                       `json:"lastName"`
	PrimaryMemberIdentifier []customer.ProfileIdentifier `json:"primaryMemberIdentifier"`
}

// PointContributionV1 are points that a member gave to the admin.
type PointContributionV1 struct {
	UserID                int64                        `json:"userId"`
	Role                  Role                         `json:"role"`
	FirstName             string                       `json:"firstName"`
	LastName              string                       `json:"lastName"`
	Identifiers           []customer.ProfileIdentifier `json:"identifiers"`
	LoyaltyProgramID      int64                        `json:"loyaltyProgramId"`
	ProgramName           string                       `json:"programName"`
	PointsContributed     decimal.Decimal              `json:"pointsContributed"`
	PointsContributedDate time.Time                    `json:"pointsContributedDate"`
	TillID                int64                        `json:"tillId"`
	EventName             string                       `json:"eventName"` // GroupMemberJoin, …
	EventIdentifiers      []EventIdentifierV1          `json:"eventIdentifiers"`
}

// EventIdentifierV1 names what a contribution came with, such as a customer who joined.
type EventIdentifierV1 struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}
