package transaction

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/customer"
)

// RawSideEffect is a side effect with all its details: points or a currency that were awarded, or the progress of a target.
type RawSideEffect struct {
	Type            customer.SideEffectType `json:"type"`
	CustomerID      int64                   `json:"customerId"`
	UserID          int64                   `json:"userId"`
	EntityType      customer.EarnerType     `json:"entityType"`
	EvaluatedEntity customer.EarnerType     `json:"evaluatedEntity"`
	IsReferrer      bool                    `json:"isReferrer"`

	AwardOn             AwardOn         `json:"awardOn"`
	AwardStrategyID     int64           `json:"awardStrategyId"`
	AwardedOn           string          `json:"awardedOn"` // in words, such as 30th Nov, 2025
	AwardedOnMillis     time.Time       `json:"awardedOnMillis"`
	ExpiryStrategyID    int64           `json:"expiryStrategyId"`
	ExpiryDate          string          `json:"expiryDate"` // in words
	ExpiryDateMillis    time.Time       `json:"expiryDateMillis"`
	Points              decimal.Decimal `json:"points"`
	PointsBeforeCapping decimal.Decimal `json:"pointsBeforeCapping"`
	AwardedPoints       decimal.Decimal `json:"awardedPoints"`
	RawAwardedPoints    decimal.Decimal `json:"rawAwardedPoints"` // before rounding

	AlternateCurrencyIdentifier string          `json:"alternateCurrencyIdentifier"`
	AlternateCurrencyName       string          `json:"alternateCurrencyName"`
	AwardedValue                decimal.Decimal `json:"awardedValue"`
	RawAwardedValue             decimal.Decimal `json:"rawAwardedValue"` // before rounding

	PointTypeID           int64  `json:"pointTypeId"`
	PointTypeName         string `json:"pointTypeName"` // Main or Promised
	PointTypeIsRedeemable bool   `json:"pointTypeIsRedeemable"`

	ProgramID        int64  `json:"programId"`
	IsDefaultProgram bool   `json:"isDefaultProgram"`
	PromoID          int64  `json:"promoId"`
	PromoIdentifier  string `json:"promoIdentifier"`
	PromoName        string `json:"promoName"`
	RuleID           int64  `json:"ruleId"`
	RuleSetID        int64  `json:"ruleSetId"`

	BillNumber         string          `json:"billNumber"`
	LineItemID         int64           `json:"lineItemId"`
	TenderCodeID       string          `json:"tenderCodeId"` // the payment mode
	Quantity           decimal.Decimal `json:"quantity"`
	InitialQuantity    decimal.Decimal `json:"initialQuantity"`
	SourceID           int64           `json:"sourceId"`
	SourceType         string          `json:"sourceType"` // Bill, Customer or PartnerProgram
	SourceValue        decimal.Decimal `json:"sourceValue"`
	InitialSourceValue decimal.Decimal `json:"initialSourceValue"`

	TargetGroupID                  int64                `json:"targetGroupId"`
	TargetGroupName                string               `json:"targetGroupName"`
	TargetRuleID                   int64                `json:"targetRuleId"`
	TargetName                     string               `json:"targetName"`
	TargetEvaluationType           TargetEvaluationType `json:"targetEvaluationType"`
	DefinedTargetValue             decimal.Decimal      `json:"definedTargetValue"`
	CurrentEventTargetValue        decimal.Decimal      `json:"currentEventTargetValue"`
	TargetAchievedValueBeforeEvent decimal.Decimal      `json:"targetAchievedValueBeforeEvent"`
	TargetAchievedValueAfterEvent  decimal.Decimal      `json:"targetAchievedValueAfterEvent"`
	PeriodRefCode                  string               `json:"periodRefCode"`
	PeriodStartDate                time.Time            `json:"periodStartDate"`
	PeriodEndDate                  time.Time            `json:"periodEndDate"`
}

// AwardOn is what points are awarded for.
type AwardOn string

// The documented reasons.
const (
	AwardOnBill                  AwardOn = "BILL"
	AwardOnBillLineItem          AwardOn = "BILL_LINEITEM"
	AwardOnBillPromotion         AwardOn = "BILL_PROMOTION"
	AwardOnBillLineItemPromotion AwardOn = "BILL_LINEITEM_PROMOTION"
	AwardOnCustomerPromotion     AwardOn = "CUSTOMER_PROMOTION"
	AwardOnOther                 AwardOn = "OTHER"
)

// TargetEvaluationType is over which time a target is measured.
type TargetEvaluationType string

// The documented types.
const (
	TargetFixedCalendarWindow  TargetEvaluationType = "FIXED_CALENDAR_WINDOW"
	TargetCyclicWindow         TargetEvaluationType = "CYCLIC_WINDOW"
	TargetPeriodAgnosticWindow TargetEvaluationType = "PERIOD_AGNOSTIC_WINDOW"
)

// LoyaltyDetails are where a customer stands in one loyalty program.
type LoyaltyDetails struct {
	ProgramID                    int64           `json:"programId"`
	ProgramTitle                 string          `json:"programTitle"`
	ProgramDescription           string          `json:"programDescription"`
	ProgramPointsToCurrencyRatio decimal.Decimal `json:"programPointsToCurrencyRatio"`
	LoyaltyID                    int64           `json:"loyaltyId"`
	LoyaltyPoints                decimal.Decimal `json:"loyaltyPoints"` // can be spent
	LifetimePoints               decimal.Decimal `json:"lifetimePoints"`
	Redeemed                     decimal.Decimal `json:"redeemed"`
	Expired                      decimal.Decimal `json:"expired"`
	Returned                     decimal.Decimal `json:"returned"`
	Adjusted                     decimal.Decimal `json:"adjusted"` // negative if more was taken than given
	DelayedPoints                decimal.Decimal `json:"delayedPoints"`
	DelayedReturnedPoints        decimal.Decimal `json:"delayedReturnedPoints"`
	TotalAvailablePoints         decimal.Decimal `json:"totalAvailablePoints"`
	TotalReturnedPoints          decimal.Decimal `json:"totalReturnedPoints"`
	CumulativePurchases          decimal.Decimal `json:"cumulativePurchases"`
	CurrentSlab                  string          `json:"currentSlab"` // tier
	SlabSNo                      int64           `json:"slabSNo"`     // its number; 1 is the lowest
	SlabExpiryDate               time.Time       `json:"slabExpiryDate"`
	NextSlab                     string          `json:"nextSlab"`
	NextSlabSerialNumber         int64           `json:"nextSlabSerialNumber"`
	NextSlabDescription          string          `json:"nextSlabDescription"`
}
