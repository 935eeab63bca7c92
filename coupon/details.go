package coupon

import (
	"context"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
)

// Get returns coupons by code or id, or those that were issued to customers. GetV1 tells of the redemption too.
//
// GET /v2/coupon
func (s *Service) Get(ctx context.Context, o GetOptions, opts ...capillary.RequestOption) (*Coupons, error) {
	return capillary.Call[*Coupons](ctx, s.client, opGet, capillary.Input{Query: o}, opts...)
}

// GetOptions are which coupons to return. One of the first three is required.
type GetOptions struct {
	IssuedToIDs    []int64  `url:"issuedToIds,omitempty"` // user ids
	CouponIDs      []int64  `url:"couponIds,omitempty"`
	CouponCodes    []string `url:"couponCodes,omitempty"`
	CouponCodeCase CodeCase `url:"coupon_code_case,omitempty"` // CodesUpper if empty

	ShowCouponSeries     bool `url:"showCouponSeries,omitempty"`     // load CouponSeries
	IncludeIssualDetails bool `url:"includeIssualDetails,omitempty"` // load CouponIssualDetails
}

// Validate refuses what gives ErrFiltersMissing.
func (o GetOptions) Validate() error {
	if len(o.IssuedToIDs) == 0 && len(o.CouponIDs) == 0 && len(o.CouponCodes) == 0 {
		return capillary.Invalid("coupons", "customers, ids or codes are required")
	}
	return nil
}

// Coupons are coupons of customers.
type Coupons struct {
	Coupons  []Coupon          `json:"entity" lenient:"also=data|coupons"`
	Warnings []capillary.Issue `json:"warnings"`
}

// GetV1 returns coupons by code, each with its customer, its validity, and how it was redeemed. One that could not be found
// has its own error in its item (ErrInvalidCodes); where none was found, the batch comes back beside the error. A code that
// several customers have comes back once for each of them.
//
// Times are on the cluster's clock.
//
// GET /v1.1/coupon/get
func (s *Service) GetV1(ctx context.Context, o GetOptionsV1, opts ...capillary.RequestOption) (*capillary.Batch[DetailsV1], error) {
	return capillary.Call[*capillary.Batch[DetailsV1]](ctx, s.client, opGetV1, capillary.Input{Query: o}, opts...)
}

// GetOptionsV1 are which coupons to return. Codes or IDs are required.
type GetOptionsV1 struct {
	Codes          []string `url:"code,omitempty,comma"`
	IDs            []int64  `url:"id,omitempty,comma"`          // in older pages
	IssuedToIDs    []int64  `url:"issuedToIds,omitempty,comma"` // user ids: only coupons of these customers
	CouponCodeCase CodeCase `url:"coupon_code_case,omitempty"`  // CodesUpper if empty
	UserID         bool     `url:"user_id,omitempty"`           // return the customer's UserID; in older pages
}

// Validate refuses what gives ErrCodeMissing.
func (o GetOptionsV1) Validate() error {
	if len(o.Codes) == 0 && len(o.IDs) == 0 {
		return capillary.Invalid("code", "codes or ids are required")
	}
	return nil
}

// DetailsV1 is a coupon with its customer and its redemption. Of several redemptions it shows one.
type DetailsV1 struct {
	ID               int64                           `json:"id"` // -1 if it was not found
	Code             string                          `json:"code"`
	SeriesID         int64                           `json:"series_id"`
	Purpose          string                          `json:"purpose"`
	IssuedOn         time.Time                       `json:"issued_on"`
	ValidFrom        time.Time                       `json:"valid_from"`
	ValidTill        capillary.Day                   `json:"valid_till"`    // the day
	IsAbsolute       bool                            `json:"is_absolute"`   // the value is an amount
	Value            capillary.Told[decimal.Decimal] `json:"value"`         // an amount, or percents
	DiscountUpto     capillary.Told[decimal.Decimal] `json:"discount_upto"` // the most it takes off, 0 for no bound
	CustomProperties struct {
		CustomProperty []customer.FieldV1 `json:"custom_property"`
	} `json:"custom_properties"`
	Customer       CustomerDetailsV1   `json:"customer"` // whom it was issued to
	Pincode        string              `json:"pincode"`  // NULL for none
	IssuedStore    customer.CodeNameV1 `json:"issued_store"`
	RedemptionInfo RedemptionInfoV1    `json:"redemption_info"`

	// Where older replies have what now stands in RedemptionInfo.
	RedeemedBy  PersonV1            `json:"redeemed_by"`
	Store       customer.CodeNameV1 `json:"store"`
	Transaction TransactionV1       `json:"transaction"`

	ItemStatus ItemStatusV1 `json:"item_status"`
}

// ItemStatusV1 is how v1.1 reports on a coupon. Older replies have Status in place of Success, others have both.
type ItemStatusV1 struct {
	Success bool           `json:"success"`
	Status  bool           `json:"status"`
	Code    capillary.Code `json:"code"`
	Message string         `json:"message"`
}

// RedemptionInfoV1 is how a coupon was redeemed.
type RedemptionInfoV1 struct {
	Redeemed    bool                `json:"redeemed"`
	ID          int64               `json:"id"` // for Reactivate and UpdateRedemptions
	RedeemedOn  time.Time           `json:"redeemed_on"`
	RedeemedAt  string              `json:"redeemed_at"` // code of the till
	RedeemedBy  PersonV1            `json:"redeemed_by"`
	Store       customer.CodeNameV1 `json:"store"`
	Transaction TransactionV1       `json:"transaction"`
}

// PersonV1 is who redeemed a coupon.
type PersonV1 struct {
	Firstname string `json:"firstname"`
	Lastname  string `json:"lastname"`
	Email     string `json:"email"`
	Mobile    string `json:"mobile"`
}
