package customer

import (
	"context"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// Redemptions returns the points and coupons that a customer redeemed, the latest first, ten if no limit is set, with what
// of the points was given back. With o.ExternalReferenceNumber it tells whether a redemption of points whose outcome was
// unknown was done; that it is not there proves so only some time after the redemption was sent.
//
// Days are those of the cluster's clock.
//
// GET /v1.1/customer/redemptions
func (s *Service) Redemptions(ctx context.Context, who capillary.Identifier, o RedemptionsOptions, opts ...capillary.RequestOption) (*Redemptions, error) {
	return capillary.Call[*Redemptions](ctx, s.client, opRedemptions, capillary.Input{Customer: who, Query: redemptionsQuery{o, o.IncludePointsEarnBreakdown}}, opts...)
}

// redemptionsQuery has both of the documented spellings of one parameter.
type redemptionsQuery struct {
	RedemptionsOptions
	IncludePointsSourceBreakdown bool `url:"includePointsSourceBreakdown,omitempty"`
}

// RedemptionsOptions are which redemptions to return. The API wants the limits and the ranges of ids only without a Type.
type RedemptionsOptions struct {
	Type                    RedemptionType `url:"type,omitempty"` // RedemptionBoth if empty
	ExternalReferenceNumber string         `url:"external_reference_number,omitempty"`
	StartDate               capillary.Day  `url:"start_date,omitempty"` // from this day on
	EndDate                 capillary.Day  `url:"end_date,omitempty"`   // until this day
	ProgramID               int64          `url:"program_id,omitempty"` // one loyalty program
	MLP                     bool           `url:"mlp,omitempty"`        // all loyalty programs, not only the till's default
	EntityType              EntityTypeV1   `url:"entity_type,omitempty"`
	EntityCode              string         `url:"entity_code,omitempty"` // code of that entity
	MerchantStoreID         int64          `url:"merchant_store_id,omitempty"`
	UserID                  bool           `url:"user_id,omitempty"` // load UserID

	IncludePointsEarnBreakdown bool            `url:"includePointsEarnBreakdown,omitempty"` // load RedemptionBreakupBySource
	Limit                      int64           `url:"limit,omitempty"`                      // redemptions to return
	CouponsLimit               int64           `url:"coupons_limit,omitempty"`
	CouponsStartID             int64           `url:"coupons_start_id,omitempty"` // redemption ids of coupons, from this one
	CouponsEndID               int64           `url:"coupons_end_id,omitempty"`   // to this one
	PointsLimit                int64           `url:"points_limit,omitempty"`
	PointsStartID              int64           `url:"points_start_id,omitempty"` // redemption ids of points, from this one
	PointsEndID                int64           `url:"points_end_id,omitempty"`   // to this one
	PointsOffset               int64           `url:"points_offset,omitempty"`   // where the page of points starts, from 0; pages and rows are both documented
	Sort                       RedemptionsSort `url:"sort,omitempty"`            // RedemptionsByTime if empty
	Order                      SortOrder       `url:"order,omitempty"`           // Descending if empty
}

// Redemptions are redemptions of a customer.
type Redemptions struct {
	Customer struct {
		UserID         int64  `json:"user_id"`
		Mobile         string `json:"mobile"`
		Email          string `json:"email"`
		ExternalID     string `json:"external_id"`
		Firstname      string `json:"firstname"`
		Lastname       string `json:"lastname"`
		UserGroups2    any    `json:"user_groups2"` // its form is not documented
		Rows           int64  `json:"rows"`
		CouponsCount   int64  `json:"coupons_count"`
		PointsCount    int64  `json:"points_count"`
		CouponsStartID int64  `json:"coupons_start_id"`
		PointsStartID  int64  `json:"points_start_id"`
		Redemptions    struct {
			Coupons struct {
				Coupon []CouponRedemption `json:"coupon"`
			} `json:"coupons"`
			Points struct {
				Point []PointsRedemption `json:"point"`
			} `json:"points"`
		} `json:"redemptions"`
		ItemStatus ItemStatusV1 `json:"item_status"`
	} `json:"customer"`
}

// CouponRedemption is a coupon that a customer redeemed.
type CouponRedemption struct {
	ID                int64           `json:"id"` // of the redemption
	Code              string          `json:"code"`
	SeriesID          int64           `json:"series_id"`
	Description       string          `json:"description"`
	DiscountCode      string          `json:"discount_code"`
	DiscountType      DiscountType    `json:"discount_type"`
	DiscountValue     decimal.Decimal `json:"discount_value"` // an amount, or percents
	TransactionNumber string          `json:"transaction_number"`
	BillID            int64           `json:"bill_id"` // 0 or -1: no bill
	RedeemedTime      time.Time       `json:"redeemed_time"`
	RedeemedAt        string          `json:"redeemed_at"` // store or till
	RedeemedStore     CodeNameV1      `json:"redeemed_store"`
	RedeemedTill      CodeNameV1      `json:"redeemed_till"`
	CustomFields      FieldsV1        `json:"custom_fields"`
}

// PointsRedemption are points that a customer redeemed at once.
type PointsRedemption struct {
	ID                         int64               `json:"id"`
	RedemptionID               string              `json:"redemption_id"` // what a reversal asks for
	ExternalReferenceNumber    string              `json:"external_reference_number"`
	ProgramID                  int64               `json:"program_id"`
	PointsRedeemed             decimal.Decimal     `json:"points_redeemed"`
	TransactionNumber          string              `json:"transaction_number"`
	BillID                     int64               `json:"bill_id"`         // -1: no bill
	ValidationCode             string              `json:"validation_code"` // that was used, and can't be used again
	RedeemedTime               time.Time           `json:"redeemed_time"`
	RedeemedAt                 string              `json:"redeemed_at"` // store or till
	RedeemedStore              CodeNameV1          `json:"redeemed_store"`
	RedeemedTill               CodeNameV1          `json:"redeemed_till"`
	RedemptionPurpose          string              `json:"redemption_purpose"`
	Notes                      string              `json:"notes"`
	CustomFields               FieldsV1            `json:"custom_fields"`
	Reversals                  []PointsReversal    `json:"reversals"`
	RedemptionBreakupByProgram []ProgramRedemption `json:"redemption_breakup_by_program"`
	RedemptionBreakupBySource  []SourceRedemption  `json:"redemption_breakup_by_source"` // with IncludePointsEarnBreakdown
}

// SourceRedemption is what of a redemption came from points of one award.
type SourceRedemption struct {
	SourceStore    CodeNameV1      `json:"source_store"`
	PointsConsumed decimal.Decimal `json:"points_consumed"`
	AwardingDate   time.Time       `json:"awarding_date"`
}

// PointsReversal are points that were given back.
type PointsReversal struct {
	ReversalID               int64             `json:"reversal_id"`
	PointsReversed           decimal.Decimal   `json:"points_reversed"`
	ReversalTime             time.Time         `json:"reversal_time"`
	ReversedOnTillID         int64             `json:"reversed_on_till_id"`
	ReversalBreakupByProgram []ProgramReversal `json:"reversal_breakup_by_program"`
}

// ProgramRedemption is what of a redemption came from one loyalty program.
type ProgramRedemption struct {
	ProgramID      int64           `json:"program_id"`
	ProgramName    string          `json:"program_name"`
	PointsRedeemed decimal.Decimal `json:"points_redeemed"`
}

// ProgramReversal is what of a reversal went to one loyalty program.
type ProgramReversal struct {
	ProgramID      int64           `json:"program_id"`
	ProgramName    string          `json:"program_name"`
	PointsReversed decimal.Decimal `json:"points_reversed"`
}

// RedemptionType is what was redeemed.
type RedemptionType string

// The documented types.
const (
	RedemptionBoth    RedemptionType = "BOTH"
	RedemptionPoints  RedemptionType = "POINTS"
	RedemptionCoupons RedemptionType = "COUPONS"
)

// RedemptionsSort is what redemptions are sorted by.
type RedemptionsSort string

// The documented keys.
const (
	RedemptionsByTime RedemptionsSort = "redeemed_time"
	RedemptionsByID   RedemptionsSort = "redemption_id"
)

// DiscountType is how a coupon's discount counts.
type DiscountType string

// The documented types.
const (
	DiscountPercent DiscountType = "PERC"
	DiscountFlat    DiscountType = "FLAT"
)
