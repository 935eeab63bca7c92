package coupon

import (
	"context"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/outbox"
)

// RedeemV1 redeems a coupon of a customer, and starts the loyalty events that follow a redemption: points or coupons that a
// promotion gives for it are in SideEffects. With more than one coupon in a request no event notification is sent.
//
// Where the organisation asks for it (ErrValidationRequired), the customer has to be sent a validation code before. What
// Redeem says of codes, doubts and look-ups holds here too; ErrRedemptionEvent leaves open whether the event ran.
//
// POST /v1.1/coupon/redeem
func (s *Service) RedeemV1(ctx context.Context, r RedeemRequestV1, opts ...capillary.RequestOption) (*RedeemedV1, error) {
	sought := r.sought()
	return capillary.Call[*RedeemedV1](ctx, s.client, opRedeemV1, capillary.Input{Body: bodyV1[RedeemRequestV1]{r},
		Key: strings.Join(sought.codes, ","), LookUp: s.lookUp(sought, redeemedReplyV1, opts), Sent: sought.codes}, opts...)
}

// NewRedeemRequestV1 makes the request of RedeemV1 from the coupon to redeem.
func NewRedeemRequestV1(coupons ...RedeemCouponV1) RedeemRequestV1 { return RedeemRequestV1{coupons} }

// RedeemRequestV1 are coupons to be redeemed, mostly one.
type RedeemRequestV1 struct {
	Coupons []RedeemCouponV1 `json:"coupon"`
}

// UnmarshalJSON reads the request as encoding/json writes it, or the body that the API documents, {"root": {"coupon": […]}}.
func (r *RedeemRequestV1) UnmarshalJSON(raw []byte) error {
	return outbox.ReadList(raw, "coupon", &r.Coupons)
}

// bodyV1 is a request as v1.1 wraps it.
type bodyV1[T capillary.Validator] struct {
	Root T `json:"root"`
}

// Validate asks the request.
func (b bodyV1[T]) Validate() error { return b.Root.Validate() }

// RedeemCouponV1 is a coupon to be redeemed. Code or ID is required.
type RedeemCouponV1 struct {
	Code           string               `json:"code,omitzero"`
	ID             int64                `json:"id,omitzero"`
	ValidationCode capillary.Secret     `json:"validation_code,omitzero"`
	Customer       capillary.Identifier `json:"customer"` // by user id, mobile, e-mail, external id or card
	Transaction    TransactionRequestV1 `json:"transaction,omitzero"`
	CustomFields   customer.SetFieldsV1 `json:"custom_fields,omitzero"` // of the redemption
}

// TransactionRequestV1 is the transaction that a coupon is redeemed for.
type TransactionRequestV1 struct {
	Number string          `json:"number,omitzero"` // organisations may require it, and it makes a look-up possible
	Amount decimal.Decimal `json:"amount,omitzero"`
}

// Validate refuses what gives ErrCodeMissing or ErrCustomerNotFound.
func (r RedeemRequestV1) Validate() error {
	if len(r.Coupons) == 0 {
		return capillary.Invalid("coupon", "there is none")
	}
	for _, c := range r.Coupons {
		if c.Code == "" && c.ID == 0 {
			return capillary.Invalid("code", "a code or an id is required")
		}
		if err := checkV1(c.Customer); err != nil {
			return err
		}
	}
	return nil
}

// sought is what to look for after a doubt. Only coupons named by code, of one customer and transaction, can be found.
func (r RedeemRequestV1) sought() soughtRedemption {
	var s soughtRedemption
	for i, c := range r.Coupons {
		s.codes = append(s.codes, c.Code)
		if i == 0 {
			s.by, s.transactionNumber = c.Customer, c.Transaction.Number
		}
	}
	differs := func(c RedeemCouponV1) bool {
		return c.Customer != r.Coupons[0].Customer || c.Transaction.Number != s.transactionNumber
	}
	if slices.ContainsFunc(r.Coupons, differs) {
		s.transactionNumber = ""
	}
	return s
}

// RedeemedV1 are redeemed coupons.
type RedeemedV1 struct {
	Coupons struct {
		Coupon []RedemptionV1 `json:"coupon"`
	} `json:"coupons"`
}

// RedemptionV1 is a coupon that was redeemed, or not.
type RedemptionV1 struct {
	RedemptionID int64                           `json:"redemptionId"` // for Reactivate and UpdateRedemptions
	Code         string                          `json:"code"`
	Customer     CustomerDetailsV1               `json:"customer"`
	DiscountCode string                          `json:"discount_code"` // what the till knows the discount by
	SeriesCode   string                          `json:"series_code"`
	SeriesInfo   []SeriesInfoV1                  `json:"series_info"`
	IsAbsolute   bool                            `json:"is_absolute"`  // the value is an amount
	CouponValue  capillary.Told[decimal.Decimal] `json:"coupon_value"` // an amount, or percents
	Transaction  TransactionV1                   `json:"transaction"`
	SideEffects  []map[string]any                `json:"side_effects"` // what the redemption earned
	ItemStatus   capillary.ItemStatus            `json:"item_status"`
}

// TransactionV1 is the transaction that a coupon was redeemed for.
type TransactionV1 struct {
	ID         int64                           `json:"id"`
	Number     string                          `json:"number"`
	BillNumber string                          `json:"bill_number"` // the number, in the details of a coupon
	Amount     capillary.Told[decimal.Decimal] `json:"amount"`      // the details of a coupon lack it
}

func redeemedReplyV1(found []DetailsV1) any {
	reply := &RedeemedV1{}
	for _, c := range found {
		reply.Coupons.Coupon = append(reply.Coupons.Coupon, RedemptionV1{RedemptionID: c.RedemptionInfo.ID, Code: c.Code,
			Customer: c.Customer, IsAbsolute: c.IsAbsolute, CouponValue: c.Value, Transaction: TransactionV1{Number: c.transactionNumber()},
			ItemStatus: capillary.ItemStatus{Success: true, Code: CodeOK}})
	}
	return reply
}
