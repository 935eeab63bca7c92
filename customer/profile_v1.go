package customer

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// CustomerV1 is a customer as v1.1 returns it. What was not asked for, or is not set, is zero. Times are on the cluster's
// clock. Fields of type any have no documented form.
type CustomerV1 struct {
	UserID               int64           `json:"user_id"`
	ID                   int64           `json:"id"` // the user id that was asked for, where there is nothing else to return
	Firstname            string          `json:"firstname"`
	Lastname             string          `json:"lastname"`
	Mobile               string          `json:"mobile"`
	Email                string          `json:"email"`
	ExternalID           string          `json:"external_id"`
	LifetimePoints       decimal.Decimal `json:"lifetime_points"`    // earned until today
	LifetimePurchases    decimal.Decimal `json:"lifetime_purchases"` // amount of all purchases in the organisation's stores
	LoyaltyPoints        decimal.Decimal `json:"loyalty_points"`     // neither redeemed nor expired
	CurrentSlab          string          `json:"current_slab"`       // the tier
	TierExpiryDate       time.Time       `json:"tier_expiry_date"`
	NextSlab             string          `json:"next_slab"`
	NextSlabSerialNumber int64           `json:"next_slab_serial_number"`
	NextSlabDescription  string          `json:"next_slab_description"`
	RegisteredOn         time.Time       `json:"registered_on"`
	UpdatedOn            time.Time       `json:"updated_on"`
	Type                 TypeV1          `json:"type"`
	Source               string          `json:"source"` // instore, …
	FraudStatus          FraudStatusV1   `json:"fraud_status"`
	Reason               string          `json:"reason"` // of the fraud status
	Gender               string          `json:"gender"`
	RegisteredBy         string          `json:"registered_by"` // name of the store or till
	RegisteredStore      CodeNameV1      `json:"registered_store"`
	RegisteredTill       CodeNameV1      `json:"registered_till"`
	FraudDetails         FraudDetailsV1  `json:"fraud_details"`
	Identifiers          any             `json:"identifiers"`
	UserGroups2          any             `json:"user_groups2"`
	UserGroup            any             `json:"user_group"`
	Trackers             any             `json:"trackers"`
	TrackerInfo          any             `json:"tracker_info"`
	CurrentNPSStatus     any             `json:"current_nps_status"`
	CustomFields         FieldsV1        `json:"custom_fields"`
	ExtendedFields       FieldsV1        `json:"extended_fields"`
	CustomerImage        any             `json:"customer_image"`
	CardDetails          any             `json:"card_details"`
	Segments             any             `json:"segments"`
	NDNCStatus           any             `json:"ndnc_status"`
	OptinStatus          any             `json:"optin_status"`
	Subscriptions        struct {
		Subscription []SubscriptionV1 `json:"subscription"`
	} `json:"subscriptions" lenient:"also=subscription"`

	Transactions struct {
		Transaction []TransactionSummaryV1 `json:"transaction"`
	} `json:"transactions"`
	Coupons struct {
		Coupon []CouponSummaryV1 `json:"coupon"`
	} `json:"coupons"`
	Notes struct {
		Note []Note `json:"note"`
	} `json:"notes"`

	PointsSummaries struct {
		PointsSummary []PointsSummaryV1 `json:"points_summary"`
	} `json:"points_summaries"`
	PointsSummary               any `json:"points_summary"`
	ExpirySchedule              any `json:"expiry_schedule"`
	ExpiredPoints               any `json:"expired_points"`
	PromotionPoints             any `json:"promotion_points"`
	DelayedAccrual              any `json:"delayed_accrual"`
	MembershipRetentionCriteria any `json:"membership_retention_criteria"`
	TierUpgradeCriteria         any `json:"tier_upgrade_criteria" lenient:"also=tier_update_criteria"`
	ProgramsList                struct {
		Program []ProgramV1 `json:"program"`
	} `json:"programs_list"`
	SlabHistory struct {
		History []SlabChangeV1 `json:"history"` // the latest first
	} `json:"slab_history"`

	SideEffects struct {
		Effect []SideEffectV1 `json:"effect"`
	} `json:"side_effects" lenient:"also=sideEffects"` // of AddV1 and UpdateV1
	ItemStatus ItemStatusV1 `json:"item_status"`
}

// FraudDetailsV1 say whether a customer was marked as a fraud.
type FraudDetailsV1 struct {
	Status     FraudStatusV1 `json:"status"`
	MarkedBy   string        `json:"marked_by"`
	ModifiedOn time.Time     `json:"modified_on"`
	Reason     string        `json:"reason"`
}

// SubscriptionV1 is one type of messages over one channel, and whether the customer takes them.
type SubscriptionV1 struct {
	Channel  ChannelV1  `json:"channel"`
	Priority PriorityV1 `json:"priority"`
	Scope    ScopeV1    `json:"scope"`
	Status   OptV1      `json:"status"`
}

// TransactionSummaryV1 is a transaction of a customer, in short. TransactionsV1 tells more.
type TransactionSummaryV1 struct {
	ID          int64             `json:"id"`
	Number      string            `json:"number"`
	Type        TransactionTypeV1 `json:"type"`
	CreatedDate time.Time         `json:"created_date"`
	Store       string            `json:"store"` // name of the till
}

// CouponSummaryV1 is a coupon of a customer, in short. CouponsV1 tells more.
type CouponSummaryV1 struct {
	ID                     int64     `json:"id"`
	SeriesID               int64     `json:"series_id"`
	Code                   string    `json:"code"`
	Description            string    `json:"description"` // the name of the offer
	CreatedDate            time.Time `json:"created_date"`
	ValidTill              time.Time `json:"valid_till"`
	Redeemed               bool      `json:"redeemed"`
	SameUserMultipleRedeem bool      `json:"same_user_multiple_redeem"`
}

// SideEffectV1 is what a registration or an update brought a customer: points, or another currency.
type SideEffectV1 struct {
	Type       SideEffectType `json:"type"`
	EntityType EarnerType     `json:"entity_type" lenient:"also=entityType"`
	CustomerID int64          `json:"customer_id" lenient:"also=customerId"` // user id
	IsReferrer bool           `json:"is_referrer" lenient:"also=isReferrer"` // it went to the customer who referred this one

	AwardedPoints               decimal.Decimal `json:"awarded_points" lenient:"also=awardedPoints"`
	RawAwardedPoints            decimal.Decimal `json:"raw_awarded_points" lenient:"also=rawAwardedPoints"` // before rounding
	TotalPoints                 decimal.Decimal `json:"total_points"`
	AlternateCurrencyIdentifier string          `json:"alternate_currency_identifier"`
	AlternateCurrencyName       string          `json:"alternate_currency_name"`
	AwardedValue                decimal.Decimal `json:"awarded_value"` // in the alternate currency
}

// PointsSummaryV1 is where a customer stands in one loyalty program. The API writes some of its names in one way, some in
// the other.
type PointsSummaryV1 struct {
	ProgramID                    int64           `json:"programId"`
	ProgramTitle                 string          `json:"program_title"`
	ProgramDescription           string          `json:"program_description"`
	ProgramPointsToCurrencyRatio decimal.Decimal `json:"program_points_to_currency_ratio"` // points for one unit of the currency
	Redeemed                     decimal.Decimal `json:"redeemed"`
	Expired                      decimal.Decimal `json:"expired"`
	Returned                     decimal.Decimal `json:"returned"`       // taken back, as when goods are returned
	Adjusted                     decimal.Decimal `json:"adjusted"`       // by hand; negative: more was taken than given
	LifetimePoints               decimal.Decimal `json:"lifetimePoints"` // earned until today
	LoyaltyPoints                decimal.Decimal `json:"loyaltyPoints"`  // neither redeemed nor expired
	TotalPoints                  decimal.Decimal `json:"totalPoints"`    // earned in this program
	TotalAvailablePoints         decimal.Decimal `json:"total_available_points"`
	TotalReturnedPoints          decimal.Decimal `json:"total_returned_points"`
	DelayedPoints                decimal.Decimal `json:"delayed_points"`          // promised for later
	DelayedReturnedPoints        decimal.Decimal `json:"delayed_returned_points"` // promised, and taken back
	CumulativePurchases          decimal.Decimal `json:"cumulativePurchases"`     // amount, in the program's stores
	CurrentSlab                  string          `json:"currentSlab"`             // the tier
	CurrentSlabDescription       string          `json:"currentSlabDescription"`
	SlabSNo                      int64           `json:"slabSNo"` // of the tier, from 1
	SlabExpiryDate               time.Time       `json:"slabExpiryDate"`
	NextSlab                     string          `json:"nextSlab"`
	NextSlabSerialNumber         int64           `json:"nextSlabSerialNumber"`
	NextSlabDescription          string          `json:"nextSlabDescription"`
	GapToUpgrade                 GapToUpgradeV1  `json:"gap_to_upgrade"`
	GapToRenew                   GapToRenewV1    `json:"gap_to_renew"`
	LinkedPartnerPrograms        struct {
		LinkedPartnerProgram []any `json:"linked_partner_program"` // its form is not documented
	} `json:"linked_partner_programs"`
}

// GapToUpgradeV1 is what is missing to the next tier.
type GapToUpgradeV1 struct {
	CustomExpression   string              `json:"custom_expression"`   // how the strategies count together: "((A AND B) OR C)"
	ExpressionRelation any                 `json:"expression_relation"` // the same as nested lists: [[1, 2], 3]
	UpgradeStrategy    []UpgradeStrategyV1 `json:"upgrade_strategy"`
}

// UpgradeStrategyV1 is a rule that leads to the next tier.
type UpgradeStrategyV1 struct {
	UpgradeBasedOn              UpgradeBasis        `json:"upgrade_based_on"`
	UpgradeEntityIdentifiers    []TierTrackerV1     `json:"upgrade_entity_identifers"` // spelled so; for UpgradeByTrackerValue
	UpgradeThreshold            decimal.Decimal     `json:"upgrade_threshold"`
	CustomerUpgradeEntityValues []UpgradeProgressV1 `json:"customer_upgrade_entity_values"`
}

// TierTrackerV1 is a tracker that a tier is reached or kept by.
type TierTrackerV1 struct {
	TrackerName            string `json:"tracker_name"`
	TrackerType            string `json:"tracker_type"` // what it counts: BILL_AMOUNT, …
	TrackerMode            string `json:"tracker_mode"` // MOVING_WINDOW, CYCLIC_WINDOW, CALENDAR_BASED_CYCLIC_WINDOW, TIER_CHANGE_WINDOW
	TrackerCaseName        string `json:"tracker_case_name"`
	TrackerCasePeriodType  string `json:"tracker_case_period_type"` // DAYS, …
	TrackerCasePeriodValue int64  `json:"tracker_case_period_value"`
}

// UpgradeProgressV1 is how far a customer is on the way to the next tier.
type UpgradeProgressV1 struct {
	CurrentValue   decimal.Decimal `json:"current_value"`
	GapToUpgrade   decimal.Decimal `json:"gap_to_upgrade"` // threshold less current value
	ValueValidUpto capillary.Day   `json:"value_valid_upto"`
}

// GapToRenewV1 is what is missing to keep the tier.
type GapToRenewV1 struct {
	TierExpiryDate     capillary.Day     `json:"tier_expiry_date"`
	RenewConfirmed     bool              `json:"renew_confirmed"` // nothing is missing
	CustomExpression   string            `json:"custom_expression"`
	ExpressionRelation any               `json:"expression_relation"` // as in GapToUpgradeV1
	RenewStrategy      []RenewStrategyV1 `json:"renew_strategy"`
}

// RenewStrategyV1 is a rule that keeps a tier.
type RenewStrategyV1 struct {
	RenewBasedOn             RenewalBasis    `json:"renew_based_on"`
	RenewEntityIdentifiers   []TierTrackerV1 `json:"renew_entity_identifiers"` // for RenewalByTracker
	RenewThreshold           decimal.Decimal `json:"renew_threshold"`
	CustomerRenewEntityValue decimal.Decimal `json:"customer_renew_entity_value"` // reached so far
	CustomerGapToRenewValue  decimal.Decimal `json:"customer_gap_to_renew_value"` // still missing
}

// ProgramV1 is a loyalty program that a customer is in.
type ProgramV1 struct {
	ProgramID             int64           `json:"programId"`
	ProgramName           string          `json:"programName"`
	ProgramDescription    string          `json:"programDescription"`
	IsDefault             bool            `json:"isDefault"`
	PointsToCurrencyRatio decimal.Decimal `json:"pointsToCurrencyRatio"`
	PartnerPrograms       struct {
		PartnerProgram []PartnerProgramV1 `json:"PartnerProgram"`
	} `json:"PartnerPrograms"`
}

// PartnerProgramV1 is a partner program of a loyalty program.
type PartnerProgramV1 struct {
	PartnerProgramID          int64                  `json:"partnerProgramId"`
	PartnerProgramName        string                 `json:"partnerProgramName"`
	PartnerProgramDescription string                 `json:"partnerProgramDescription"`
	IsTierBased               bool                   `json:"isTierBased"`
	PointsExchangeRate        decimal.Decimal        `json:"pointsExchangeRate"`
	PartnerProgramType        string                 `json:"partnerProgramType"`   // SUPPLEMENTARY, EXTERNAL
	MembershipPeriodType      string                 `json:"membershipPeriodType"` // DAYS, MONTHS
	MembershipPeriodValue     int64                  `json:"membershipPeriodValue"`
	PartnerProgramTiers       []PartnerProgramTierV1 `json:"partnerProgramTiers"`
}

// PartnerProgramTierV1 is a tier of a partner program.
type PartnerProgramTierV1 struct {
	TierNumber int64  `json:"tierNumber"` // from 1
	TierName   string `json:"tierName"`
}

// SlabChangeV1 is a change of a customer's tier.
type SlabChangeV1 struct {
	To                 string           `json:"to"`
	From               string           `json:"from"`
	Store              CodeNameV1       `json:"store"`
	Type               SlabChangeTypeV1 `json:"type"`
	ChangedOn          time.Time        `json:"changed_on"`
	FromTierExpiryDate time.Time        `json:"from_tier_expiry_date"`
	ToTierExpiryDate   time.Time        `json:"to_tier_expiry_date"`
	Notes              string           `json:"notes"`
	ProgramID          int64            `json:"program_id"`
}

// SlabChangeTypeV1 is what became of a tier.
type SlabChangeTypeV1 string

// The documented changes.
const (
	SlabUpgradeV1   SlabChangeTypeV1 = "UPGRADE"
	SlabDowngradeV1 SlabChangeTypeV1 = "DOWNGRADE"
	SlabRenewV1     SlabChangeTypeV1 = "RENEW"
)
