package usergroup

import (
	"context"
	"iter"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/sent"
)

// Create makes a group without members, in the default loyalty program of the organisation. Join adds members. A group with the same
// external id is refused, so a call whose outcome is unknown can be made again. Extended fields that the API does not know, or of
// another kind, are left out and told of in Warnings (ErrExtendedFieldName, ErrExtendedFieldValue): the group is made still.
//
// Errors: ErrExternalIDTaken, ErrExternalIDMissing, ErrSizeAboveLimit, ErrSizeNotPositive, ErrTooLong.
//
// POST /v2/userGroup2
func (s *Service) Create(ctx context.Context, r CreateRequest, opts ...capillary.RequestOption) (*Created, error) {
	return capillary.Call[*Created](ctx, s.client, opCreate, capillary.Input{Body: r, Key: r.ExternalID}, opts...)
}

// CreateRequest is a group to be made. Its external id and its size are required.
type CreateRequest struct {
	ExternalID     string         `json:"externalId"`         // the brand's own, at most 50 characters
	GroupName      string         `json:"groupName,omitzero"` // at most 50 characters
	MaxGroupSize   int64          `json:"maxGroupSize"`       // members; at most CONF_MAX_FLEET_GROUP_SIZE, 30,000 if that is not set
	ExtendedFields map[string]any `json:"extendedFields,omitzero"`
	Limit          int64          `json:"limit,omitzero"` // listed in the documentation; what it does is not said
}

// Validate refuses what gives ErrExternalIDMissing, ErrSizeNotPositive or ErrTooLong.
func (r CreateRequest) Validate() error {
	switch {
	case r.ExternalID == "":
		return capillary.Invalid("externalId", "it is empty")
	case r.MaxGroupSize <= 0:
		return capillary.Invalid("maxGroupSize", "it must be more than zero")
	}
	return checkLengths(r.ExternalID, r.GroupName)
}

// maxLength is how many characters a name or an external id may have.
const maxLength = 50

func checkLengths(externalID, name string) error {
	switch {
	case utf8.RuneCountInString(externalID) > maxLength:
		return capillary.Invalid("externalId", "it has more than 50 characters")
	case utf8.RuneCountInString(name) > maxLength:
		return capillary.Invalid("groupName", "it has more than 50 characters")
	}
	return nil
}

// Created is a group that was made.
type Created struct {
	ID       int64             `json:"entity"`
	Warnings []capillary.Issue `json:"warnings"`
}

// Update changes the name, the size, the extended fields or the external id of a group. What is left out stays as it is. Extended
// fields are as in Create.
//
// Errors: ErrNotFound, ErrNothingToUpdate, ErrExternalIDTaken, ErrSizeAboveLimit, ErrSizeNotPositive.
//
// PUT /v2/userGroup2
func (s *Service) Update(ctx context.Context, r UpdateRequest, opts ...capillary.RequestOption) (*Updated, error) {
	return capillary.Call[*Updated](ctx, s.client, opUpdate, capillary.Input{Body: r, Sent: sent.ID(r.ID)}, opts...)
}

// UpdateRequest is what a group is to become. The pages contradict each other about what is required: one of both ids in 2022 and
// 2025, id and name in the table of 2026, both ids in its schema. All samples have the id.
type UpdateRequest struct {
	ID             int64          `json:"id,omitzero"`
	ExternalID     string         `json:"externalId,omitzero"`
	GroupName      string         `json:"groupName,omitzero"`    // at most 50 characters
	MaxGroupSize   int64          `json:"maxGroupSize,omitzero"` // members; as in CreateRequest
	ExtendedFields map[string]any `json:"extendedFields,omitzero"`
}

// Validate refuses a change of no group, and what gives ErrSizeNotPositive or ErrTooLong.
func (r UpdateRequest) Validate() error {
	switch {
	case r.ID < 0:
		return capillary.Invalid("id", "it is negative")
	case r.ID == 0 && r.ExternalID == "":
		return capillary.Invalid("id", "no group is named")
	case r.MaxGroupSize < 0:
		return capillary.Invalid("maxGroupSize", "it is negative")
	}
	return checkLengths(r.ExternalID, r.GroupName)
}

// Updated is a group as it is now.
type Updated struct {
	ID             int64             `json:"id"`
	ExternalID     string            `json:"externalId"`
	GroupName      string            `json:"groupName"`
	MaxGroupSize   int64             `json:"maxGroupSize"`
	ExtendedFields map[string]any    `json:"extendedFields"`
	Warnings       []capillary.Issue `json:"warnings"`
}

// Delete deletes a group, which is named by its id or external id. What the API says of a group that was deleted before is not
// documented, so a call whose outcome is unknown is not repeated: Get tells. Error: ErrNotFound.
//
// DELETE /v2/userGroup2
func (s *Service) Delete(ctx context.Context, group Identifier, _ DeleteOptions, opts ...capillary.RequestOption) (*Done, error) {
	return capillary.Call[*Done](ctx, s.client, opDelete, capillary.Input{Query: group.withoutPrimary()}, opts...)
}

// DeleteOptions are the options of Delete, of which none is documented yet.
type DeleteOptions struct{}

// Done says that a change was made.
type Done struct {
	Success  bool              `json:"success"` // where the API says it
	Warnings []capillary.Issue `json:"warnings"`
}

// Get returns a group with its members, and with what o asks for. The group is named by its id, its external id, or the user id of
// its primary member. Error: ErrNotFound. WarnNoHierarchy is a warning.
//
// GET /v2/userGroup2
func (s *Service) Get(ctx context.Context, group Identifier, o GetOptions, opts ...capillary.RequestOption) (*Group, error) {
	return capillary.Call[*Group](ctx, s.client, opGet, capillary.Input{Query: getQuery{group.named(), o}}, opts...)
}

// GetOptions say what is loaded of a group besides itself.
type GetOptions struct {
	PrimaryMemberDetails bool  `url:"primaryMemberDetails,omitempty"`
	ProgramDetails       bool  `url:"programDetails,omitempty"`  // PointsSummaries
	ExpiredPoints        bool  `url:"expiredPoints,omitempty"`   // ExpiredPoints
	ExpirySchedules      bool  `url:"expirySchedules,omitempty"` // ExpirySchedules
	GapToUpgradeFor      int64 `url:"gapToUpgradeFor,omitempty"` // GapToUpgrade, up to so many tiers higher
	GapToRenewFor        int64 `url:"gapToRenewFor,omitempty"`   // GapToRenew
	CompanyDetails       bool  `url:"companyDetails,omitempty"`
}

type getQuery struct {
	named
	GetOptions
}

// Group is a user group. What was not asked for is zero: Search shows less than Get, and has the primary member.
type Group struct {
	ID                int64           `json:"id" lenient:"also=groupId"`
	ExternalID        string          `json:"externalId" lenient:"also=groupExternalId"` // the brand's own
	GroupName         string          `json:"groupName"`
	GroupStatus       Status          `json:"groupStatus"`
	MaxGroupSize      int64           `json:"maxGroupSize"` // members
	CreatedBy         int64           `json:"createdBy"`    // id of a till or a user
	CreatedOn         time.Time       `json:"createdOn"`
	DefaultGroup      bool            `json:"defaultGroup"` // the group is the default one of its members
	LifeTimePurchases decimal.Decimal `json:"lifeTimePurchases"`
	ExtendedFields    map[string]any  `json:"extendedFields"`

	FleetGroupUsers    []Membership `json:"fleetGroupUsers"` // members, those included who left
	TotalMembers       int64        `json:"totalMembers"`
	TotalActiveMembers int64        `json:"totalActiveMembers"`
	TotalExitedMembers int64        `json:"totalExitedMembers"`

	PrimaryMemberID int64  `json:"primaryMemberId"` // user id; with this and the next four a search shows the primary member
	FirstName       string `json:"firstName"`
	LastName        string `json:"lastName"`
	Email           string `json:"email"`
	Mobile          string `json:"mobile"`

	PointsSummaries []ProgramPoints           `json:"pointsSummaries"`
	ExpiredPoints   []customer.ExpiredPoints  `json:"expiredPoints"`
	ExpirySchedules []customer.ExpirySchedule `json:"expirySchedules"`
	GapToUpgrade    []UpgradeGap              `json:"gapToUpgrade"`
	GapToRenew      customer.RenewalGap       `json:"gapToRenew"`

	Warnings []capillary.Issue `json:"warnings"`
}

// Status is whether a group is in use.
type Status string

// The documented statuses.
const (
	StatusActive   Status = "ACTIVE"
	StatusInactive Status = "INACTIVE"
	StatusDeleted  Status = "DELETED"
	StatusExited   Status = "EXITED" // in searches by extended fields
)

// UpgradeGap is what a group lacks for the next tier, by one of the rules that lead to it.
type UpgradeGap struct {
	UpgradeBasedOn              customer.UpgradeBasis `json:"upgradeBasedOn"`
	UpgradeThreshold            decimal.Decimal       `json:"upgradeThreshold"`
	CustomerUpgradeEntityValues UpgradeProgress       `json:"customerUpgradeEntityValues"`

	// Whether the API set the value of that name, where it says so.
	SetUpgradeBasedOn              bool `json:"setUpgradeBasedOn"`
	SetUpgradeThreshold            bool `json:"setUpgradeThreshold"`
	SetUpgradeEntityIdentifiers    bool `json:"setUpgradeEntityIdentifiers"`
	SetCustomerUpgradeEntityValues bool `json:"setCustomerUpgradeEntityValues"`
}

// UpgradeProgress is how far a group is on the way to the next tier.
type UpgradeProgress struct {
	CurrentValue   decimal.Decimal `json:"currentValue"`
	GapToUpgrade   decimal.Decimal `json:"gapToUpgrade"` // threshold less current value
	ValueValidUpto capillary.Day   `json:"valueValidUpto"`

	// Whether the API set the value of that name, where it says so.
	SetCurrentValue   bool `json:"setCurrentValue"`
	SetGapToUpgrade   bool `json:"setGapToUpgrade"`
	SetValueValidUpto bool `json:"setValueValidUpto"`
}

// ProgramPoints are the points and the tier that a group, or a member of one, has in a loyalty program.
type ProgramPoints struct {
	ProgramID                    int64           `json:"programId"`
	ProgramTitle                 string          `json:"programTitle"`
	ProgramDescription           string          `json:"programDescription"`
	ProgramPointsToCurrencyRatio decimal.Decimal `json:"programPointsToCurrencyRatio"`
	UserGroup2ID                 int64           `json:"userGroup2Id"` // of a group
	LoyaltyID                    int64           `json:"loyaltyId"`    // of a member

	LoyaltyPoints             decimal.Decimal `json:"loyaltyPoints"` // can be spent
	DelayedPoints             decimal.Decimal `json:"delayedPoints"` // promised
	TotalAvailablePoints      decimal.Decimal `json:"totalAvailablePoints"`
	LifetimePoints            decimal.Decimal `json:"lifetimePoints"`
	Redeemed                  decimal.Decimal `json:"redeemed"`
	Expired                   decimal.Decimal `json:"expired"`
	DelayedExpiredPoints      decimal.Decimal `json:"delayedExpiredPoints"`
	Returned                  decimal.Decimal `json:"returned"`
	DelayedReturnedPoints     decimal.Decimal `json:"delayedReturnedPoints"`
	TotalReturnedPoints       decimal.Decimal `json:"totalReturnedPoints"`
	Adjusted                  decimal.Decimal `json:"adjusted"`
	PointsContributionToGroup decimal.Decimal `json:"pointsContributionToGroup"`
	CumulativePurchases       decimal.Decimal `json:"cumulativePurchases"`

	CurrentSlab            string                     `json:"currentSlab"`
	CurrentSlabDescription string                     `json:"currentSlabDescription"`
	SlabSNo                int64                      `json:"slabSNo"` // serial number of the current tier
	SlabExpiryDate         time.Time                  `json:"slabExpiryDate"`
	NextSlab               string                     `json:"nextSlab"`
	NextSlabSerialNumber   int64                      `json:"nextSlabSerialNumber"` // -1 on the highest tier
	NextSlabDescription    string                     `json:"nextSlabDescription"`
	UpgradeStrategies      []customer.UpgradeStrategy `json:"upgradeStrategies"`
	GapToRenewSummary      customer.RenewalGap        `json:"gapToRenewSummary"`

	LinkedPartnerPrograms []customer.PartnerProgram `json:"linkedPartnerPrograms"`
}

// Search finds groups by name, id or external id, or by the e-mail address, mobile number or card number of their primary member.
// Errors: ErrSearchParameters, ErrTooLong.
//
// GET /v2/userGroup2/search
func (s *Service) Search(ctx context.Context, o SearchOptions, opts ...capillary.RequestOption) (*capillary.Page[Group], error) {
	reply, err := capillary.Call[*found](ctx, s.client, opSearch, capillary.Input{Query: o}, opts...)
	if err != nil {
		return nil, err
	}
	return reply.page(), nil
}

// AllFound iterates over all pages of Search, from o.Offset on.
func (s *Service) AllFound(ctx context.Context, o SearchOptions, opts ...capillary.RequestOption) iter.Seq2[Group, error] {
	return capillary.All(o.Offset, func(offset int64) (*capillary.Page[Group], error) {
		o.Offset = offset
		return s.Search(ctx, o, opts...)
	})
}

// SearchOptions are what to search for. One of Q and ID is required.
type SearchOptions struct {
	Q      string `url:"q,omitempty"`      // the beginning of a name, an id, a mobile number, …; at most 50 characters
	ID     string `url:"id,omitempty"`     // the id or external id of a group; Get has all of it
	Offset int64  `url:"offset,omitempty"` // groups to skip
	Limit  int64  `url:"limit,omitempty"`  // groups of a page
}

// Validate refuses what gives ErrSearchParameters or ErrTooLong.
func (o SearchOptions) Validate() error {
	switch {
	case o.Q == "" && o.ID == "":
		return capillary.Invalid("q", "there is nothing to search for")
	case utf8.RuneCountInString(o.Q) > maxLength:
		return capillary.Invalid("q", "it has more than 50 characters")
	}
	return nil
}

// found is the reply to a search: groups, or where an id was asked for the one by itself.
type found struct {
	Group

	Data       []Group              `json:"data"`
	Pagination capillary.Pagination `json:"pagination"`
}

func (f *found) page() *capillary.Page[Group] {
	page := &capillary.Page[Group]{Items: f.Data, Pagination: f.Pagination, Warnings: f.Group.Warnings}
	if len(f.Data) == 0 && f.Group.ID != 0 {
		page.Items, page.Pagination.Total = []Group{f.Group}, 1
	}
	return page
}

// SearchByExtendedFields finds groups by the values of their extended fields. Of its pages only what replies tell is documented; that
// requests take limit and offset is the habit of v2. Errors: ErrNoExtendedFields, ErrExtendedFieldName, ErrExtendedFieldValue.
//
// POST /v2/userGroup2/extendedFieldSearch
func (s *Service) SearchByExtendedFields(ctx context.Context, r ExtendedFieldsRequest,
	opts ...capillary.RequestOption) (*capillary.Page[Group], error) {
	return capillary.Call[*capillary.Page[Group]](ctx, s.client, opSearchByExtendedFields,
		capillary.Input{Query: pageQuery{r.Limit, r.Offset}, Body: r.body()}, opts...)
}

// AllFoundByExtendedFields iterates over all pages of SearchByExtendedFields, from r.Offset on.
func (s *Service) AllFoundByExtendedFields(ctx context.Context, r ExtendedFieldsRequest,
	opts ...capillary.RequestOption) iter.Seq2[Group, error] {
	return capillary.All(r.Offset, func(offset int64) (*capillary.Page[Group], error) {
		r.Offset = offset
		return s.SearchByExtendedFields(ctx, r, opts...)
	})
}

// ExtendedFieldsRequest are values that groups have to have. The documentation calls them a list, and shows none; they go out as an
// object, as in the samples of Create and Update.
type ExtendedFieldsRequest struct {
	ExtendedFields map[string]any `json:"extendedFields"` // by name; of the entity usergroup2
	Limit          int64          `json:"limit,omitzero"` // in the query
	Offset         int64          `json:"offset,omitzero"`
}

// Validate refuses what gives ErrNoExtendedFields.
func (r ExtendedFieldsRequest) Validate() error {
	if len(r.ExtendedFields) == 0 {
		return capillary.Invalid("extendedFields", "there are none")
	}
	return nil
}

// body leaves out what goes elsewhere.
func (r ExtendedFieldsRequest) body() ExtendedFieldsRequest {
	r.Limit, r.Offset = 0, 0
	return r
}

// pageQuery is which page to return.
type pageQuery struct {
	Limit  int64 `url:"limit,omitempty"`
	Offset int64 `url:"offset,omitempty"`
}

// AuditLogs returns how a group changed: its attributes, and who came and left; deleted and inactive groups too. The group is named by
// its id, its external id, or the user id of its primary member.
//
// The endpoint has no page of its own yet: that it is there, and that it filters by feature, actor, action and dates, is all that is
// known. The names of those parameters are not: send them with capillary.WithQuery. Nor is the reply: rows are expected where lists of
// this section have them.
//
// GET /v2/userGroup2/auditLogs
func (s *Service) AuditLogs(ctx context.Context, group Identifier, o AuditLogsOptions,
	opts ...capillary.RequestOption) (*capillary.Page[map[string]any], error) {
	return capillary.Call[*capillary.Page[map[string]any]](ctx, s.client, opAuditLogs,
		capillary.Input{Query: auditQuery{group.named(), o}}, opts...)
}

// AuditLogsOptions are options of AuditLogs. None is documented yet.
type AuditLogsOptions struct{}

type auditQuery struct {
	named
	AuditLogsOptions
}
