package customer

import (
	"context"
	"net/http"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// GetV1 returns customers with their loyalty, by default with the ten latest transactions, coupons, notes and fields. What
// is asked for besides comes in the fields that the options name. Several customers can be asked for at once, see
// Several; one that could not be found has its own error in its item.
//
// A customer who was merged comes back as the survivor, with the warning WarnSurvivorReturned. Parts that could not be
// loaded are warnings too: WarnPointDetailsMissing, WarnSubscriptionsMissing, WarnSegmentsMissingV1. Errors:
// ErrNotFoundV1, ErrDeletedForPII, ErrNotPermitted. Prefer Get, which knows sources, groups and the customer's status.
//
// GET /v1.1/customer/get
func (s *Service) GetV1(ctx context.Context, who capillary.Identifier, o GetOptionsV1, opts ...capillary.RequestOption) (
	*capillary.Batch[CustomerV1], error,
) {
	return capillary.Call[*capillary.Batch[CustomerV1]](ctx, s.client, opGetV1,
		capillary.Input{Customer: who, Query: o, Header: o.header()}, opts...)
}

// GetOptionsV1 are what to load of a customer.
type GetOptionsV1 struct {
	UserID                      bool `url:"user_id,omitempty"`                       // load UserID
	NextSlab                    bool `url:"next_slab,omitempty"`                     // load NextSlab, NextSlabSerialNumber, NextSlabDescription
	SlabHistory                 bool `url:"slab_history,omitempty"`                  // load SlabHistory; needs MLP
	RegisteredStore             bool `url:"registered_store,omitempty"`              // load RegisteredStore, which comes anyway
	RegisteredTill              bool `url:"registered_till,omitempty"`               // load RegisteredTill, which comes anyway
	FraudDetails                bool `url:"fraud_details,omitempty"`                 // load FraudDetails, which come anyway
	NDNCStatus                  bool `url:"ndnc_status,omitempty"`                   // load NDNCStatus
	OptinStatus                 bool `url:"optin_status,omitempty"`                  // load OptinStatus
	ExpirySchedule              bool `url:"expiry_schedule,omitempty"`               // load ExpirySchedule
	ExpiredPoints               bool `url:"expired_points,omitempty"`                // load ExpiredPoints
	PointsSummary               bool `url:"points_summary,omitempty"`                // load PointsSummary: what was issued and redeemed
	PromotionPoints             bool `url:"promotion_points,omitempty"`              // load PromotionPoints, 1000 at most
	MembershipRetentionCriteria bool `url:"membership_retention_criteria,omitempty"` // load MembershipRetentionCriteria
	TierUpgradeCriteria         bool `url:"tier_upgrade_criteria,omitempty"`         // load TierUpgradeCriteria; none with trackers or on the top tier
	MLP                         bool `url:"mlp,omitempty"`                           // load PointsSummaries: each loyalty program
	UserGroup                   bool `url:"user_group,omitempty"`                    // load UserGroup
	CustomerImage               bool `url:"customer_image,omitempty"`                // load CustomerImage
	Transactions                bool `url:"transactions,omitempty"`                  // load Transactions
	Subscriptions               bool `url:"subscriptions,omitempty"`                 // load Subscriptions
	Segments                    bool `url:"segments,omitempty"`                      // load Segments
	MemberCareAccess            bool `url:"member_care_access,omitempty"`            // for admin users: customers near them
	CardDetails                 bool `url:"card_details,omitempty"`                  // load CardDetails: all cards
	TrackerInfo                 bool `url:"tracker_info,omitempty"`                  // load TrackerInfo
	DelayedAccrual              bool `url:"delayed_accrual,omitempty"`               // load DelayedAccrual: promised points
	ProgramSummary              bool `url:"program_summary,omitempty"`               // load ProgramsList
	Basic                       bool `url:"basic,omitempty"`

	// GapToUpgradeFor and GapToRenewFor load what is missing to the next tier, or to keep this one, so many days from now;
	// 0 is today. It comes in PointsSummaries, and needs MLP.
	GapToUpgradeFor *int64 `url:"gap_to_upgrade_for,omitempty"`
	GapToRenewFor   *int64 `url:"gap_to_renew_for,omitempty"`

	ProgramID int64 `url:"program_id,omitempty"` // one loyalty program

	CouponActive         bool           `url:"coupon_active,omitempty"` // all active coupons
	CouponStatus         CouponStatusV1 `url:"coupon_status,omitempty"`
	CouponOffer          int64          `url:"coupon_offer,omitempty"`            // one coupon series
	CouponOrgEntityType  EntityTypeV1   `url:"coupon_org_entity_type,omitempty"`  // where the series belongs
	CouponOrgEntityValue string         `url:"coupon_org_entity_value,omitempty"` // code of that entity
	CouponLimit          int64          `url:"coupon_limit,omitempty"`            // coupons to return
	CouponOffset         int64          `url:"coupon_offset,omitempty"`           // coupons to skip
	CouponOrderBy        CouponOrderV1  `url:"coupon_order_by,omitempty"`         // CouponByCreatedDateV1 if empty
	CouponSortOrder      SortOrder      `url:"coupon_sort_order,omitempty"`       // Descending if empty

	// Which transactions to load.
	Number      string            `url:"number,omitempty"`       // one transaction number
	StoreCode   string            `url:"store_code,omitempty"`   // one store
	TillCode    string            `url:"till_code,omitempty"`    // one till
	Amount      decimal.Decimal   `url:"amount,omitempty"`       // one amount
	Date        capillary.Day     `url:"date,omitempty"`         // one day
	Type        TransactionTypeV1 `url:"type,omitempty"`         // TransactionRegularV1 if empty
	Tenders     bool              `url:"tenders,omitempty"`      // with the payments
	CreditNotes bool              `url:"credit_notes,omitempty"` // with the credit notes

	Language    string `url:"-"` // ISO code: the language of extended fields, English if empty
	CountryCode string `url:"-"` // of mobile numbers that are sent without one
}

// Validate refuses days in the past.
func (o GetOptionsV1) Validate() error {
	switch {
	case o.GapToUpgradeFor != nil && *o.GapToUpgradeFor < 0:
		return capillary.Invalid("gap_to_upgrade_for", "days can't be negative")
	case o.GapToRenewFor != nil && *o.GapToRenewFor < 0:
		return capillary.Invalid("gap_to_renew_for", "days can't be negative")
	}
	return nil
}

func (o GetOptionsV1) header() http.Header {
	h := http.Header{}
	if o.Language != "" {
		h.Set("Language", o.Language)
	}
	if o.CountryCode != "" {
		h.Set("X-Cap-Client-Countrycode", o.CountryCode)
	}
	return h
}

// EntityTypeV1 is a level of the organisation.
type EntityTypeV1 string

// The documented levels. Coupons have no store servers.
const (
	EntityTillV1        EntityTypeV1 = "TILL"
	EntityStoreV1       EntityTypeV1 = "STORE"
	EntityZoneV1        EntityTypeV1 = "ZONE"
	EntityConceptV1     EntityTypeV1 = "CONCEPT"
	EntityStoreServerV1 EntityTypeV1 = "STR_SERVER"
)

// TransactionTypeV1 is a type of transactions.
type TransactionTypeV1 string

// The documented types. The mixed ones bring transactions and returns.
const (
	TransactionRegularV1             TransactionTypeV1 = "REGULAR"
	TransactionNotInterestedV1       TransactionTypeV1 = "NOT_INTERESTED"
	TransactionReturnV1              TransactionTypeV1 = "RETURN"
	TransactionNotInterestedReturnV1 TransactionTypeV1 = "NOT_INTERESTED_RETURN"
	TransactionMixedV1               TransactionTypeV1 = "MIXED"
	TransactionNotInterestedMixedV1  TransactionTypeV1 = "NI_MIXED"
	TransactionAllV1                 TransactionTypeV1 = "ALL"
)
