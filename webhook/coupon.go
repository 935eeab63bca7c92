package webhook

import (
	"time"

	"github.com/shopspring/decimal"
)

// CouponIssue tells that coupons of a series were issued, to one customer or to many: each coupon says to whom. Automated
// campaigns and journeys may issue coupons without an event.
type CouponIssue struct {
	Event `json:"-"`

	AddedAt    time.Time      `json:"addedAt"`
	AddedBy    EnteredBy      `json:"addedBy"`
	Coupons    []IssuedCoupon `json:"coupons"`
	SeriesInfo CouponSeries   `json:"series_info"`
	IssualType string         `json:"issualType"` // such as SINGLE
}

func (CouponIssue) eventName() string { return "CouponIssue" }

// IssuedCoupon is a coupon and the customer who has it.
type IssuedCoupon struct {
	ID                  int64               `json:"id"`
	Code                string              `json:"code"`
	ValidTill           time.Time           `json:"valid_till"`
	IssuedOn            time.Time           `json:"issued_on"`
	CustomerIdentifiers CustomerIdentifiers `json:"customerIdentifiers"`
}

// CouponSeries is what coupons have in common.
type CouponSeries struct {
	ID                 int64           `json:"id"`
	Description        string          `json:"description"`
	SeriesType         string          `json:"seriesType"`         // such as LOYALTY
	ClientHandlingType string          `json:"clientHandlingType"` // such as DISC_CODE
	ValidTill          time.Time       `json:"valid_till"`
	DiscountCode       string          `json:"discount_code"`
	DiscountType       string          `json:"discount_type"` // such as ABS
	DiscountValue      decimal.Decimal `json:"discount_value"`
}

// CouponRedeem tells that a coupon was redeemed.
type CouponRedeem struct {
	Event `json:"-"`

	AddedAt             time.Time           `json:"addedAt"`
	AddedBy             EnteredBy           `json:"addedBy"`
	Coupon              RedeemedCoupon      `json:"coupon"`
	CustomerIdentifiers CustomerIdentifiers `json:"customerIdentifiers"`
	Transaction         CouponTransaction   `json:"transaction"`
}

func (CouponRedeem) eventName() string { return "CouponRedeem" }

// RedeemedCoupon is a coupon and its redemption.
type RedeemedCoupon struct {
	ID             int64        `json:"id"`
	Code           string       `json:"code"`
	RedemptionID   int64        `json:"redemptionId"`
	RedemptionDate time.Time    `json:"redemptionDate"`
	SeriesInfo     CouponSeries `json:"series_info"`
}

// CouponTransaction is the bill that a coupon was redeemed with: a zero id and no number if there is none.
type CouponTransaction struct {
	BillID int64  `json:"bill_id"`
	Number string `json:"number"`
}
