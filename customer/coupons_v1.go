package customer

import (
	"context"
	"time"

	"github.com/capillary-go/sdk/capillary"
)

// CouponsV1 returns the coupons of a customer: issued, redeemed and expired. CouponActiveV1 goes by the coupon's validity
// alone, so it brings coupons that were redeemed too. Days are those of the cluster's clock.
//
// GET /v1.1/customer/coupons
func (s *Service) CouponsV1(ctx context.Context, who capillary.Identifier, o CouponsOptionsV1, opts ...capillary.RequestOption) (*CouponsV1, error) {
	return capillary.Call[*CouponsV1](ctx, s.client, opCouponsV1, capillary.Input{Customer: who, Query: o}, opts...)
}

// CouponsOptionsV1 are which coupons to return.
type CouponsOptionsV1 struct {
	Status    CouponStatusV1 `url:"status,omitempty"`
	SeriesID  int64          `url:"series_id,omitempty"`  // one coupon series
	StoreID   string         `url:"store_id,omitempty"`   // active coupons that this store takes
	StartDate capillary.Day  `url:"start_date,omitempty"` // issued or redeemed from this day on
	EndDate   capillary.Day  `url:"end_date,omitempty"`   // issued or redeemed before this day
	OrderBy   CouponOrderV1  `url:"order_by,omitempty"`
	SortOrder SortOrder      `url:"sort_order,omitempty"`
	Limit     int64          `url:"limit,omitempty"` // coupons to return
}

// CouponsV1 are coupons of a customer.
type CouponsV1 struct {
	Pagination capillary.Pagination `json:"pagination"`
	Customers  struct {
		Customer []CustomerCouponsV1 `json:"customer"` // one
	} `json:"customers"`
}

// CustomerCouponsV1 is a customer with coupons.
type CustomerCouponsV1 struct {
	ID         int64  `json:"id"` // user id
	Firstname  string `json:"firstname"`
	Lastname   string `json:"lastname"`
	Email      string `json:"email"`
	Mobile     string `json:"mobile"`
	ExternalID string `json:"external_id"`
	Coupons    struct {
		Coupon []CouponV1 `json:"coupon"`
	} `json:"coupons"`
	ItemStatus ItemStatusV1 `json:"item_status"`
}

// CouponV1 is a coupon of a customer.
type CouponV1 struct {
	ID                int64      `json:"id"`
	SeriesID          int64      `json:"series_id"`
	SeriesName        string     `json:"series_name"`
	Code              string     `json:"code"`
	Purpose           string     `json:"purpose"`
	CreatedDate       time.Time  `json:"created_date"`
	ValidTill         time.Time  `json:"valid_till"` // with the time of day where the API tells it; older servers tell the day alone
	TransactionNumber string     `json:"transaction_number"`
	RedemptionCount   int64      `json:"redemption_count"`
	IssuedAt          CodeNameV1 `json:"issued_at"` // the store
	CustomProperties  struct {
		CustomProperty []FieldV1 `json:"custom_property"`
	} `json:"custom_properties"`
	Redemptions struct {
		Redemption []CouponUseV1 `json:"redemption"`
	} `json:"redemptions"`
}

// CouponUseV1 is one redemption of a coupon.
type CouponUseV1 struct {
	ID                int64      `json:"id"` // of the redemption
	Date              time.Time  `json:"date"`
	TransactionNumber string     `json:"transaction_number"`
	RedeemedAt        CodeNameV1 `json:"redeemed_at"` // the store
}

// CouponStatusV1 is which coupons to return.
type CouponStatusV1 string

// The documented states.
const (
	CouponUnredeemedV1 CouponStatusV1 = "unredeemed"
	CouponRedeemedV1   CouponStatusV1 = "redeemed"
	CouponExpiredV1    CouponStatusV1 = "expired"
	CouponActiveV1     CouponStatusV1 = "active" // valid until a day to come, whether redeemed or not
)

// CouponOrderV1 is what coupons are sorted by.
type CouponOrderV1 string

// The documented keys.
const (
	CouponByCreatedDateV1 CouponOrderV1 = "created_date"
	CouponByCreatedByV1   CouponOrderV1 = "created_by" // the till that issued it
	CouponByValidTillV1   CouponOrderV1 = "valid_till"
	CouponByAmountV1      CouponOrderV1 = "amount" // in older pages, and for referrals
)
