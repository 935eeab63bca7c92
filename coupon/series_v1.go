package coupon

import (
	"context"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// SeriesV1 returns one series of coupons, or all.
//
// GET /v1.1/coupon/series
func (s *Service) SeriesV1(ctx context.Context, o SeriesOptionsV1, opts ...capillary.RequestOption) (*SeriesListV1, error) {
	return capillary.Call[*SeriesListV1](ctx, s.client, opSeriesV1, capillary.Input{Query: o}, opts...)
}

// SeriesOptionsV1 choose series.
type SeriesOptionsV1 struct {
	ID      int64     `url:"id,omitempty"` // all if zero
	Expired ExpiredV1 `url:"expired,omitempty"`
}

// ExpiredV1 is whether to return series that have expired.
type ExpiredV1 string

// The documented choices.
const (
	ExpiredOnlyV1     ExpiredV1 = "true"
	ExpiredNoneV1     ExpiredV1 = "false"
	ExpiredExtendedV1 ExpiredV1 = "extended" // with what the series are for: products, brands, categories
)

// SeriesListV1 are series of coupons.
type SeriesListV1 struct {
	Series struct {
		Items struct {
			Item []SeriesV1 `json:"item"`
		} `json:"items"`
	} `json:"series"`
}

// SeriesV1 is a series of coupons as v1.1 has it. For a number of coupons, redemptions or days, and for an id, -1 is none.
// Texts that hold ids or ranges are JSON. Times are on the cluster's clock.
type SeriesV1 struct {
	ID                            int64              `json:"id"`
	Description                   string             `json:"description"`
	Info                          string             `json:"info"`
	SeriesType                    SeriesType         `json:"series_type"`
	SeriesCode                    string             `json:"series_code"`
	CampaignID                    int64              `json:"campaign_id"`
	SourceOrgID                   int64              `json:"source_org_id"`
	Priority                      int64              `json:"priority"`
	CreatedBy                     int64              `json:"created_by"`
	Created                       time.Time          `json:"created"`
	LastUsed                      time.Time          `json:"last_used"`
	DiscountCode                  string             `json:"discount_code"`
	DiscountOn                    DiscountOn         `json:"discount_on"`
	DiscountType                  DiscountType       `json:"discount_type"`
	DiscountValue                 decimal.Decimal    `json:"discount_value"`
	ClientHandlingType            ClientHandlingType `json:"client_handling_type"`
	ExpiryStrategyType            ExpiryStrategyType `json:"expiry_strategy_type"`
	ExpiryStrategyValue           int64              `json:"expiry_strategy_value"`
	ValidTillDate                 time.Time          `json:"valid_till_date"`
	ValidDaysFromCreate           int64              `json:"valid_days_from_create"`
	MaxCreate                     int64              `json:"max_create"`
	MaxVouchersPerUser            int64              `json:"max_vouchers_per_user"`
	MinDaysBetweenVouchers        int64              `json:"min_days_between_vouchers"`
	MaxReferralsPerReferee        int64              `json:"max_referrals_per_referee"`
	AllowMultipleVouchersPerUser  bool               `json:"allow_multiple_vouchers_per_user"`
	AllowReferralExistingUsers    bool               `json:"allow_referral_existing_users"`
	DoNotResendExistingVoucher    bool               `json:"do_not_resend_existing_voucher"`
	MutualExclusiveSeriesIDs      string             `json:"mutual_exclusive_series_ids"`
	IssueToLoyalty                bool               `json:"issue_to_loyalty"`
	Transferrable                 bool               `json:"transferrable"`
	AnyUser                       bool               `json:"any_user"` // others than who a coupon was issued to may redeem it
	MaxRedeem                     int64              `json:"max_redeem"`
	MaxRedemptionsInSeriesPerUser int64              `json:"max_redemptions_in_series_per_user"`
	MinDaysBetweenRedemption      int64              `json:"min_days_between_redemption"`
	SameUserMultipleRedeem        bool               `json:"same_user_multiple_redeem"`
	MultipleUse                   bool               `json:"multiple_use"`
	IsValidationRequired          bool               `json:"is_validation_required"`
	PreRedeemEventRequired        bool               `json:"pre_redeem_event_required"`
	OfflineRedemptionEnabled      bool               `json:"offline_redemption_enabled"`
	RedemptionRange               string             `json:"redemption_range"`
	RedemptionValidFrom           time.Time          `json:"redemption_valid_from"`
	MinBillAmount                 decimal.Decimal    `json:"min_bill_amount"`
	MaxBillAmount                 decimal.Decimal    `json:"max_bill_amount"`
	ValidWithDiscountedItem       bool               `json:"valid_with_discounted_item"`
	RedeemAtStore                 string             `json:"redeem_at_store"`
	RedeemStoreType               string             `json:"redeem_store_type"`
	StoreIDsJSON                  string             `json:"store_ids_json"`
	DisableSMS                    bool               `json:"disable_sms"`
	ShortSMSTemplate              string             `json:"short_sms_template"`
	DVSEnabled                    bool               `json:"dvs_enabled"` // the dynamic voucher system
	DVSExpiryDate                 time.Time          `json:"dvs_expiry_date"`
	OldFlowEnabled                bool               `json:"old_flow_enabled"`
	Coupons                       struct {
		Issued   int64 `json:"issued"`
		Redeemed int64 `json:"redeemed"`
	} `json:"coupons"`

	// With ExpiredExtendedV1. Their form is not documented: each may be a text or a list.
	ValidRedemptionOrgEntities struct {
		Concepts any `json:"concepts"`
		Zones    any `json:"zones"`
		Stores   any `json:"stores"`
		Tills    any `json:"tills"`
	} `json:"valid_redemption_org_entities"`
	Products   any `json:"products"`
	Brands     any `json:"brands"`
	Categories any `json:"categories"`

	ItemStatus capillary.ItemStatus `json:"item_status"`
}
