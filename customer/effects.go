package customer

import (
	"time"

	"github.com/shopspring/decimal"
)

// SideEffect is something that a change or a transaction gave to a customer, to their group or to who referred them: points,
// a currency, a coupon or a tier, by its type.
type SideEffect struct {
	Type       SideEffectType `json:"type"`
	EntityType EarnerType     `json:"entityType"`
	CustomerID int64          `json:"customerId"` // who got it
	IsReferrer bool           `json:"isReferrer"` // it went to the customer who referred this one

	AwardedPoints    decimal.Decimal `json:"awardedPoints"`
	RawAwardedPoints decimal.Decimal `json:"rawAwardedPoints"` // before rounding

	AlternateCurrencyIdentifier string          `json:"alternateCurrencyIdentifier"`
	AlternateCurrencyName       string          `json:"alternateCurrencyName"`
	AwardedValue                decimal.Decimal `json:"awardedValue"`
	RawAwardedValue             decimal.Decimal `json:"rawAwardedValue"` // before rounding

	ID                int64     `json:"id"` // of the coupon
	CouponType        string    `json:"couponType"`
	CouponCode        string    `json:"couponCode"`
	TrimmedCouponCode string    `json:"trimmedCouponCode"`
	Description       string    `json:"description"`
	DiscountCode      string    `json:"discountCode"` // NO_VALUE for none
	ValidTill         time.Time `json:"validTill"`

	PreviousSlabName   string `json:"previousSlabName"`
	PreviousSlabNumber int64  `json:"previousSlabNumber"`
	UpgradedSlabName   string `json:"upgradedSlabName"` // the tier that the customer has now, be it a higher one or not
	UpgradedSlabNumber int64  `json:"upgradedSlabNumber"`
	SlabExpiryDate     string `json:"slabExpiryDate"` // in words, such as 30th Nov, 2025
}

// SideEffectType is a kind of side effect.
type SideEffectType string

// The documented kinds.
const (
	SideEffectPoints            SideEffectType = "points"
	SideEffectAlternateCurrency SideEffectType = "alternate_currency"
	SideEffectCoupon            SideEffectType = "coupon"
	SideEffectSlab              SideEffectType = "slab"
)

// EarnerType is who earns: a customer or a group.
type EarnerType string

// The documented types.
const (
	EarnerUser       EarnerType = "USER"
	EarnerUserGroup2 EarnerType = "USERGROUP2"
	EarnerGroup2     EarnerType = "GROUP2"
)
