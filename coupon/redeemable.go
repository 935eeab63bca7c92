package coupon

import (
	"context"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
)

// IsRedeemable asks whether a customer can redeem coupons. It redeems nothing, and promises nothing: another till may be
// faster. Err of each says why a coupon can't be redeemed; the error of the call is about the question. The customer is named by
// user id, mobile number, e-mail or external id. Errors: ErrCustomerNotFound, ErrCheckNotFound, ErrCodeMissing.
//
// GET /v2/coupon/is_redeemable
func (s *Service) IsRedeemable(ctx context.Context, who capillary.Identifier, o RedeemableOptions, opts ...capillary.RequestOption) (*Redeemabilities, error) {
	return capillary.Call[*Redeemabilities](ctx, s.client, opIsRedeemable, capillary.Input{Customer: who, Query: o, Sent: o.Codes}, opts...)
}

// RedeemableOptions are which coupons to check, and how much to tell of them.
type RedeemableOptions struct {
	Codes   []string `url:"code,comma"`
	Details Details  `url:"details,omitempty"` // the least if empty
}

// Validate refuses what gives ErrCodeMissing.
func (o RedeemableOptions) Validate() error { return checkCodes(o.Codes) }

func checkCodes(codes []string) error {
	if len(codes) == 0 {
		return capillary.Invalid("code", "there is none")
	}
	return nil
}

// Details is how much to tell of a coupon that is checked.
type Details string

// The documented choices.
const (
	DetailsFull     Details = "true"     // the discount, how long it is valid, and the series
	DetailsExtended Details = "extended" // what the series is for: products, brands, categories
)

// Redeemabilities tell whether a customer can redeem coupons.
type Redeemabilities struct {
	Redemption       []Redeemability   `json:"redemption"`
	RedemptionStatus RedemptionStatus  `json:"redemptionStatus"` // of the check
	Customer         CustomerDetails   `json:"customer"`
	Warnings         []capillary.Issue `json:"warnings"`
}

// Redeemability tells whether a coupon can be redeemed.
type Redeemability struct {
	Code                      string               `json:"code"`
	IsRedeemable              capillary.Told[bool] `json:"isRedeemable"`    // Err says why not
	RedemptionsLeft           int64                `json:"redemptionsLeft"` // -1 for no bound
	NumberOfRedemptionsByUser int64                `json:"numberOfRedemptionsByUser"`
	IsAbsolute                bool                 `json:"isAbsolute"`    // the value is an amount
	DiscountType              DiscountType         `json:"discountType"`  // with DetailsFull or DetailsExtended
	DiscountValue             decimal.Decimal      `json:"discountValue"` // with DetailsFull or DetailsExtended
	DiscountUpto              decimal.Decimal      `json:"discountUpto"`  // with DetailsFull or DetailsExtended
	CouponSeries              Series               `json:"couponSeries"`  // with DetailsFull or DetailsExtended
	RedemptionStatus          RedemptionStatus     `json:"redemptionStatus"`
	AppendedErrorMessage      string               `json:"appendedErrorMessage"`
	Warnings                  []capillary.Issue    `json:"warnings"`

	CurrencyInput                   bool                            `json:"currencyInput"`
	LocalToBaseCurrencyExchangeRate capillary.Told[decimal.Decimal] `json:"localToBaseCurrencyExchangeRate"`
}

// Err is nil if the coupon can be redeemed, and else says why not: it matches [capillary.ErrNotRedeemable], and the code that the
// API gave. Where the API said neither yes nor no it matches nothing.
func (r *Redeemability) Err() error {
	return whyNot(r.IsRedeemable, opIsRedeemable, r.RedemptionStatus.Code, r.RedemptionStatus.Message)
}

// whyNot makes an error of a "no", and another of no answer.
func whyNot(answer capillary.Told[bool], op capillary.Operation, code capillary.Code, message string) error {
	yes, told := answer.Value()
	switch {
	case yes:
		return nil
	case told:
		return capillary.NotRedeemable(op.Name, code, message)
	}
	return &capillary.Error{Operation: op.Name, Outcome: capillary.OutcomeFailed, Tries: 1, Reason: "it is not said whether the coupon can be redeemed"}
}

// IsRedeemableV1 asks whether a customer can redeem coupons. It redeems nothing. Err of each value says why a coupon can't be
// redeemed, also where its item has no error. It knows a customer by card too, and in which case a coupon's code is to be shown;
// else prefer IsRedeemable.
//
// GET /v1.1/coupon/isredeemable
func (s *Service) IsRedeemableV1(ctx context.Context, who capillary.Identifier, o RedeemableOptionsV1, opts ...capillary.RequestOption) (
	*capillary.Batch[RedeemabilityV1], error,
) {
	return capillary.Call[*capillary.Batch[RedeemabilityV1]](ctx, s.client, opIsRedeemableV1, capillary.Input{Customer: who, Query: o, Sent: o.Codes}, opts...)
}

// RedeemableOptionsV1 are which coupons to check, and how much to tell of them.
type RedeemableOptionsV1 struct {
	Codes          []string `url:"code,comma"`
	Details        Details  `url:"details,omitempty"`
	CouponCodeCase CodeCase `url:"coupon_code_case,omitempty"` // CodesUpper if empty
}

// Validate refuses what gives ErrCodeMissing.
func (o RedeemableOptionsV1) Validate() error { return checkCodes(o.Codes) }

// CodeCase is the case that coupon codes come back in. It does not matter in requests.
type CodeCase = customer.CouponCodeCase

// The documented cases.
const (
	CodesUpper  = customer.CodesUpper
	CodesLower  = customer.CodesLower
	CodesAsItIs = customer.CodesAsItIs // as it was made
)

// RedeemabilityV1 tells whether a coupon can be redeemed.
type RedeemabilityV1 struct {
	Code                  string               `json:"code"`
	Mobile                string               `json:"mobile"` // of the customer
	Customer              CustomerDetailsV1    `json:"customer"`
	IsRedeemable          capillary.Told[bool] `json:"is_redeemable"`    // Err says why not
	RedemptionsLeft       int64                `json:"redemptions_left"` // -1 for no bound
	NoOfRedemptionsByUser int64                `json:"no_of_redemptions_by_user"`
	CouponValue           decimal.Decimal      `json:"coupon_value"` // an amount, or percents
	SeriesInfo            SeriesInfoV1         `json:"series_info"`  // with DetailsFull or DetailsExtended
	ItemStatus            ItemStatusV1         `json:"item_status"`  // why not
}

// Err is nil if the coupon can be redeemed, and else says why not: it matches [capillary.ErrNotRedeemable], and the code that the
// API gave. Where the API said neither yes nor no it matches nothing.
func (r *RedeemabilityV1) Err() error {
	return whyNot(r.IsRedeemable, opIsRedeemableV1, r.ItemStatus.Code, r.ItemStatus.Message)
}
