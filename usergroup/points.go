package usergroup

import (
	"context"
	"iter"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/points"
)

// PointsExpirySchedule returns when which points of a group expire. The group is named by its external id; that the API takes its id
// or the user id of its primary member too is its habit, and not documented here. Error: ErrNotFound.
//
// GET /v2/userGroup2/pointsExpirySchedule
func (s *Service) PointsExpirySchedule(ctx context.Context, group Identifier, o PointsExpiryOptions,
	opts ...capillary.RequestOption) (*PointsExpirySchedule, error) {
	return capillary.Call[*PointsExpirySchedule](ctx, s.client, opPointsExpirySchedule,
		capillary.Input{Query: expiryQuery{group.named(), o}}, opts...)
}

// PointsExpiryOptions choose points that expire.
type PointsExpiryOptions struct {
	Type                    customer.EntityType `url:"type,omitempty"` // customer.EntityCustomer is documented as the default
	StartDate               capillary.Day       `url:"startDate,omitempty"`
	EndDate                 capillary.Day       `url:"endDate,omitempty"`
	GetDataForAllPrograms   bool                `url:"getDataForAllPrograms,omitempty"`
	FetchEarliestExpiryOnly bool                `url:"fetchEarliestExpiryOnly,omitempty"`
	Limit                   int64               `url:"limits,omitempty"`  // the API spells it so
	Offset                  int64               `url:"offsets,omitempty"` // the API spells it so
}

type expiryQuery struct {
	named
	PointsExpiryOptions
}

// Validate refuses a group that is not named, and days that the calendar does not have.
func (q expiryQuery) Validate() error {
	return first(q.named.Validate(), checkDays(q.StartDate, q.EndDate))
}

func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// checkDays refuses days that the calendar does not have.
func checkDays(start, end capillary.Day) error {
	if _, err := start.MarshalText(); err != nil {
		return capillary.Invalid("startDate", "the calendar has no such day")
	}
	if _, err := end.MarshalText(); err != nil {
		return capillary.Invalid("endDate", "the calendar has no such day")
	}
	return nil
}

// PointsExpirySchedule is when which points of a group expire.
type PointsExpirySchedule struct {
	ExpirySchedules []customer.ExpirySchedule `json:"expirySchedules"`
	Warnings        []capillary.Issue         `json:"warnings"`
}

// PromisedPointsSchedule returns when which promised points of a group become points to spend, and which of them wait for an event.
// The group is named by the user id of its primary member; that the API takes the other names too is its habit, and not documented
// here. Error: ErrNotFound.
//
// GET /v2/userGroup2/promisedPointsSchedule
func (s *Service) PromisedPointsSchedule(ctx context.Context, group Identifier, o PromisedPointsOptions,
	opts ...capillary.RequestOption) (*customer.PromisedPointsSchedule, error) {
	return capillary.Call[*customer.PromisedPointsSchedule](ctx, s.client, opPromisedPointsSchedule,
		capillary.Input{Query: promisedQuery{group.named(), o}}, opts...)
}

// PromisedPointsOptions choose promised points.
type PromisedPointsOptions struct {
	Type                    customer.EntityType `url:"type,omitempty"`
	StartDate               capillary.Day       `url:"startDate,omitempty"`
	EndDate                 capillary.Day       `url:"endDate,omitempty"`
	GetDataForAllPrograms   bool                `url:"getDataForAllPrograms,omitempty"`
	FetchEarliestExpiryOnly bool                `url:"fetchEarliestExpiryOnly,omitempty"`
	ProgramID               int64               `url:"programId,omitempty"`
	Limit                   int64               `url:"limit,omitempty"`
	Offset                  int64               `url:"offset,omitempty"`
}

type promisedQuery struct {
	named
	PromisedPointsOptions
}

// Validate refuses a group that is not named, and days that the calendar does not have.
func (q promisedQuery) Validate() error {
	return first(q.named.Validate(), checkDays(q.StartDate, q.EndDate))
}

// Deduct takes points or an alternate currency from a group, even if the organisation keeps points when transactions are returned;
// below zero only where it allows that, else ErrBalanceTooLow. The group is named by its id, its external id, or its primary member,
// by any identifier. Points of one customer are taken with points.Deduct. It is never sent twice, and has no key: if the outcome stays
// unknown, compare points.Ledger, which reads ledgers of groups too, before you try again.
//
// Errors: ErrNotFound, ErrReasonMissing, ErrZeroPoints, ErrProgramIDMissing, ErrPromotionID, ErrPointsAwardedID, ErrAwardedType,
// ErrCurrencyNotFound, ErrNotEnrolled.
//
// POST /v2/userGroup2/negativePointsAdjustment
func (s *Service) Deduct(ctx context.Context, group Identifier, r points.DeductRequest,
	opts ...capillary.RequestOption) (*points.Deduction, error) {
	return capillary.Call[*points.Deduction](ctx, s.client, opDeduct, capillary.Input{Query: group.byPrimary(), Body: r}, opts...)
}

// PointsLedger returns a page of redemptions that drew points of several members of a group, and of their reversals, the newest
// first, with what each member has. The customer is an active member of the group, and named by user id. It needs
// ENABLE_CROSS_MEMBER_REDEMPTION of the organisation. A customer who is in no such group is ErrNotEligibleGroup.
//
// Other errors: ErrLedgerDate, ErrLedgerRange, ErrLedgerPage, ErrLedgerScope, ErrOtherOrg.
//
// GET /v2/customers/{id}/crossMemberLedger
func (s *Service) PointsLedger(ctx context.Context, who capillary.Identifier, o PointsLedgerOptions,
	opts ...capillary.RequestOption) (*PointsLedger, error) {
	reply, err := capillary.Call[*ledgerReply](ctx, s.client, opPointsLedger, capillary.Input{Customer: who, Query: o}, opts...)
	if err != nil {
		return nil, err
	}
	return reply.ledger(), nil
}

// AllPointsLedgerEntries iterates over all pages of PointsLedger, from page o.PageNumber on.
func (s *Service) AllPointsLedgerEntries(ctx context.Context, who capillary.Identifier, o PointsLedgerOptions,
	opts ...capillary.RequestOption) iter.Seq2[LedgerEntry, error] {
	return func(yield func(LedgerEntry, error) bool) {
		next := o
		next.PageNumber = max(o.PageNumber, 1)
		pages := int64(0)
		capillary.All(0, func(before int64) (*capillary.Page[LedgerEntry], error) {
			return s.ledgerPage(ctx, who, &next, &pages, before, opts)
		})(yield)
	}
}

// ledgerPage reads the next page that has entries: the filter by event can leave a page empty that is not the last. On the last one
// it tells the total. How many pages there are, the last one that told it says.
func (s *Service) ledgerPage(ctx context.Context, who capillary.Identifier, o *PointsLedgerOptions, pages *int64, before int64,
	opts []capillary.RequestOption) (*capillary.Page[LedgerEntry], error) {
	for {
		ledger, err := s.PointsLedger(ctx, who, *o, opts...)
		if err != nil {
			return nil, err
		}
		page := &capillary.Page[LedgerEntry]{Items: ledger.Entries}
		if told := ledger.PageDetails.PageCount; told > 0 {
			*pages = told
		}
		if *pages > 0 && o.PageNumber >= *pages {
			page.Pagination.Total = before + int64(len(page.Items))
		}
		if o.PageNumber++; len(page.Items) > 0 || o.PageNumber > *pages {
			return page, nil
		}
	}
}

// PointsLedgerOptions choose entries of a ledger.
type PointsLedgerOptions struct {
	Scope          LedgerScope   `url:"scope,omitempty"`
	EventName      []LedgerEvent `url:"eventName,omitempty,comma"` // all if empty
	TransactionRef string        `url:"transactionRef,omitempty"`  // the external reference number of a redemption
	StartDate      time.Time     `url:"startDate,omitempty"`       // 30 days ago if zero
	EndDate        time.Time     `url:"endDate,omitempty"`         // now if zero
	PageNumber     int64         `url:"pageNumber,omitempty"`      // from one
	PageSize       int64         `url:"pageSize,omitempty"`        // entries of a page, at most 100
	Sort           LedgerSort    `url:"sort,omitempty"`            // NewestFirst if empty
}

// maxLedgerPage is how many entries a page of the ledger may have.
const maxLedgerPage = 100

// Validate refuses what gives ErrLedgerPage.
func (o PointsLedgerOptions) Validate() error {
	switch {
	case o.PageNumber < 0:
		return capillary.Invalid("pageNumber", "it is negative")
	case o.PageSize < 0 || o.PageSize > maxLedgerPage:
		return capillary.Invalid("pageSize", "it must be from 1 to 100")
	}
	return nil
}

// LedgerScope is whose entries are returned.
type LedgerScope string

// The documented scopes.
const (
	ScopeUser  LedgerScope = "user"  // of the customer: whose redemption it was, or whose points were drawn. The default
	ScopeGroup LedgerScope = "group" // of the whole group
)

// LedgerEvent is a kind of entry.
type LedgerEvent string

// The documented kinds.
const (
	CrossMemberRedemption         LedgerEvent = "CROSS_MEMBER_REDEMPTION"
	CrossMemberRedemptionReversal LedgerEvent = "CROSS_MEMBER_REDEMPTION_REVERSAL"
)

// LedgerSort is which end of a ledger comes first.
type LedgerSort string

// The documented orders.
const (
	NewestFirst LedgerSort = "createdDate:desc"
	OldestFirst LedgerSort = "createdDate:asc"
)

// ledgerReply is the reply of PointsLedger: bare in its samples, inside an entity in its description.
type ledgerReply struct {
	PointsLedger

	Entity PointsLedger `json:"entity"`
}

func (r *ledgerReply) ledger() *PointsLedger {
	if r.PointsLedger.GroupDetails.GroupID != 0 {
		return &r.PointsLedger
	}
	inside := r.Entity
	inside.Warnings = append(inside.Warnings, r.PointsLedger.Warnings...)
	return &inside
}

// PointsLedger is a page of a group's redemptions, and what the group has.
type PointsLedger struct {
	GroupDetails GroupBalance         `json:"groupDetails"`
	PageDetails  capillary.Pagination `json:"pageDetails"` // TotalEntries may count events that EventName leaves out
	Entries      []LedgerEntry        `json:"entries"`
	Warnings     []capillary.Issue    `json:"warnings"`
}

// GroupBalance are the points of a group at the time of the call.
type GroupBalance struct {
	GroupID      int64           `json:"groupId"`
	GroupBalance decimal.Decimal `json:"groupBalance"` // of all active members
	MemberCount  int64           `json:"memberCount"`  // active members
	Members      []MemberBalance `json:"members"`
}

// MemberBalance are the points of a member that can be spent.
type MemberBalance struct {
	CustomerID int64           `json:"customerId"`
	Balance    decimal.Decimal `json:"balance"`
}

// LedgerEntry is a redemption, or a reversal of one.
type LedgerEntry struct {
	EventLogID            int64           `json:"eventLogId"` // one for all members whose points were drawn
	EventName             LedgerEvent     `json:"eventName"`
	TransactingCustomerID int64           `json:"transactingCustomerId"` // who redeemed
	TransactionRef        string          `json:"transactionRef"`        // the external reference number of the redemption
	CreatedDate           time.Time       `json:"createdDate"`
	NetPointsOnEvent      decimal.Decimal `json:"netPointsOnEvent"` // below zero for a redemption
	Status                LedgerStatus    `json:"status"`           // of a redemption
	UserRole              LedgerRole      `json:"userRole"`         // with ScopeUser
	EntryDetails          []LedgerDetail  `json:"entryDetails"`
}

// LedgerDetail is what happened to the points of one member.
type LedgerDetail struct {
	CustomerID      int64           `json:"customerId"`
	Points          decimal.Decimal `json:"points"`          // below zero for a redemption
	ReversedAmount  decimal.Decimal `json:"reversedAmount"`  // of a redemption: reversed so far
	ExpiryBatchDate time.Time       `json:"expiryBatchDate"` // when the points expire, or would have
	Status          LedgerStatus    `json:"status"`          // of a redemption
}

// LedgerStatus is how much of a redemption was reversed.
type LedgerStatus string

// The documented statuses.
const (
	LedgerActive            LedgerStatus = "ACTIVE"
	LedgerReversed          LedgerStatus = "REVERSED"
	LedgerPartiallyReversed LedgerStatus = "PARTIALLY_REVERSED"
)

// LedgerRole is what the customer had to do with an entry.
type LedgerRole string

// The documented roles.
const (
	LedgerTransacting LedgerRole = "TRANSACTING" // they redeemed
	LedgerSource      LedgerRole = "SOURCE"      // another member redeemed, and their points were drawn
	LedgerBoth        LedgerRole = "BOTH"        // they redeemed, and their own points were drawn too
)

// TierHistory lists the tiers that a group had, the newest first. The API takes no offset: a larger o.PageSize, or days, show more.
// Error: ErrInvalidID.
//
// Where an organisation has the older date form, ChangedOn may be local time that is labelled UTC.
//
// GET /v2/userGroup2/slabHistory
func (s *Service) TierHistory(ctx context.Context, groupID int64, o TierHistoryOptions,
	opts ...capillary.RequestOption) (*capillary.Page[TierChange], error) {
	return capillary.Call[*capillary.Page[TierChange]](ctx, s.client, opTierHistory,
		capillary.Input{Query: tierQuery{groupID, o}}, opts...)
}

// TierHistoryOptions choose changes of the tier.
type TierHistoryOptions struct {
	StartDate capillary.Day `url:"startDate,omitempty"` // on that day or later
	EndDate   capillary.Day `url:"endDate,omitempty"`   // before that day
	PageSize  int64         `url:"pageSize,omitempty"`
}

type tierQuery struct {
	FleetGroupID int64 `url:"fleetGroupId"`
	TierHistoryOptions
}

// Validate refuses a group that is not named, and days that the calendar does not have.
func (q tierQuery) Validate() error {
	if q.FleetGroupID <= 0 {
		return capillary.Invalid("fleetGroupId", "no group is named")
	}
	return checkDays(q.StartDate, q.EndDate)
}

// TierChange is a change of a group's tier.
type TierChange struct {
	Type           TierChangeType `json:"type"`
	From           string         `json:"from"` // name of the tier
	To             string         `json:"to"`
	FromSlabNumber int64          `json:"fromSlabNumber"`
	ToSlabNumber   int64          `json:"toSlabNumber"`
	ChangedOn      time.Time      `json:"changedOn"`
	Notes          string         `json:"notes"`
	ProgramID      int64          `json:"programId"`
	TillID         int64          `json:"tillId"`
	Store          Store          `json:"store"`
}

// TierChangeType is which way a tier changed.
type TierChangeType string

// The documented types.
const (
	TierRenew     TierChangeType = "RENEW" // it was kept
	TierUpgrade   TierChangeType = "UPGRADE"
	TierDowngrade TierChangeType = "DOWNGRADE"
)

// Store is where a tier was changed.
type Store struct {
	ID          int64  `json:"id"`
	Code        string `json:"code"`
	Name        string `json:"name"`
	Description string `json:"description"`
	Type        string `json:"type"`      // STORE
	AdminType   string `json:"adminType"` // GENERAL, …
	IsOrgUnit   bool   `json:"isOrgUnit"`
}
