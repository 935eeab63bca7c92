package points

import (
	"context"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// ExplodeLedger returns what lies behind entries of a ledger: what was redeemed, which target was reached, which promotion
// gave the points, the bill. The events are chosen by their log ids, or by name and references.
//
// Errors: ErrEventReferences, ErrEventNameNotFound, ErrEventIdentifiersMissing, ErrEventIDAndReferences, ErrEventLogNotFound,
// ErrInvalidUserID.
//
// GET /v2/pointsLedger/getLedgerExplodeInfo
func (s *Service) ExplodeLedger(ctx context.Context, who capillary.Identifier, o ExplodeOptions,
	opts ...capillary.RequestOption) (*ExplodedLedger, error) {
	return capillary.Call[*ExplodedLedger](ctx, s.client, opExplodeLedger,
		capillary.Input{Customer: who, Query: explodeQuery{o, o.GetPaymentModes, o.GetPaymentModes}}, opts...)
}

// ExplodeOptions choose events, and what to load of them.
type ExplodeOptions struct {
	EventIDs                   []int64    `url:"eventIds,omitempty,comma"` // LedgerEntry.EventLogID
	EventName                  EventName  `url:"eventName,omitempty"`      // with EventReferenceIDs
	EventReferenceIDs          []string   `url:"eventReferenceIds,omitempty,comma"`
	Type                       EntityType `url:"type,omitempty"`          // EntityCustomer or EntityUserGroup2
	IsPrimaryUser              bool       `url:"isPrimaryUser,omitempty"` // of the primary member of a group
	GetBillDetails             bool       `url:"getBillDetails,omitempty"`
	GetPointsEarnedBreakup     bool       `url:"getPointsEarnedBreakup,omitempty"`
	GetCustomFields            bool       `url:"getCustomFields,omitempty"`
	GetExtendedFields          bool       `url:"getExtendedFields,omitempty"`
	GetMaxConversionDetails    bool       `url:"getMaxConversionDetails,omitempty"`
	GetPaymentModes            bool       `url:"-"` // sent by both names that the documentation has
	IncludeAlternateCurrencies bool       `url:"includeAlternateCurrencies,omitempty"`
	AlternateCurrencyNames     []string   `url:"alternateCurrencyNames,omitempty,comma"` // without IncludeAlternateCurrencies
	Limit                      int64      `url:"limit,omitempty"`                        // events of a page
	Offset                     int64      `url:"offset,omitempty"`                       // where the page starts, from 0
}

// maxEventReferences is how many references one call takes.
const maxEventReferences = 10

// Validate refuses what gives ErrEventNameNotFound or ErrEventReferences: too many references.
func (o ExplodeOptions) Validate() error {
	if len(o.EventReferenceIDs) > maxEventReferences {
		return capillary.Invalid("eventReferenceIds", "there are more than 10")
	}
	return nil
}

// explodeQuery names one field twice, as the documentation does.
type explodeQuery struct {
	ExplodeOptions
	GetPaymentModes bool `url:"getPaymentModes,omitempty"`
	GetPaymentMode  bool `url:"getPaymentMode,omitempty"`
}

// ExplodeConnectedLedger is ExplodeLedger for a customer of a connected organisation. ErrConnectedOrgs: the scope is not set
// right.
//
// GET /v2.1/pointsLedger/getLedgerExplodeInfo
func (s *Service) ExplodeConnectedLedger(ctx context.Context, who capillary.Identifier, o ExplodeConnectedOptions,
	opts ...capillary.RequestOption) (*ExplodedLedger, error) {
	return capillary.Call[*ExplodedLedger](ctx, s.client, opExplodeConnectedLedger,
		capillary.Input{Customer: who, Query: explodeConnectedQuery{o.withoutScope(), o.GetPaymentModes}, Header: o.Scope.header()}, opts...)
}

// ExplodeConnectedOptions choose events, what to load of them, and the organisations that they are of.
type ExplodeConnectedOptions struct {
	EventIDs                   []int64    `url:"eventIds,omitempty,comma"` // LedgerEntry.EventLogID
	EventName                  EventName  `url:"eventName,omitempty"`      // with EventReferenceIDs
	EventReferenceIDs          []string   `url:"eventReferenceIds,omitempty,comma"`
	Type                       EntityType `url:"type,omitempty"`          // EntityCustomer or EntityUserGroup2
	IsPrimaryUser              bool       `url:"isPrimaryUser,omitempty"` // of the primary member of a group
	GetBillDetails             bool       `url:"getBillDetails,omitempty"`
	GetPointsEarnedBreakup     bool       `url:"getPointsEarnedBreakup,omitempty"`
	GetCustomFields            bool       `url:"getCustomFields,omitempty"`
	GetExtendedFields          bool       `url:"getExtendedFields,omitempty"`
	GetMaxConversionDetails    bool       `url:"getMaxConversionDetails,omitempty"`
	GetPaymentModes            bool       `url:"-"` // sent by both names that the documentation has
	IncludeAlternateCurrencies bool       `url:"includeAlternateCurrencies,omitempty"`
	AlternateCurrencyNames     []string   `url:"alternateCurrencyNames,omitempty,comma"` // without IncludeAlternateCurrencies
	Limit                      int64      `url:"limit,omitempty"`                        // events of a page
	Offset                     int64      `url:"offset,omitempty"`                       // where the page starts, from 0
	Scope                      DataScope
}

// withoutScope are the options that ExplodeLedger has too.
func (o ExplodeConnectedOptions) withoutScope() ExplodeOptions {
	return ExplodeOptions{o.EventIDs, o.EventName, o.EventReferenceIDs, o.Type, o.IsPrimaryUser, o.GetBillDetails, o.GetPointsEarnedBreakup, o.GetCustomFields,
		o.GetExtendedFields, o.GetMaxConversionDetails, o.GetPaymentModes, o.IncludeAlternateCurrencies, o.AlternateCurrencyNames, o.Limit, o.Offset}
}

// explodeConnectedQuery spells one field differently.
type explodeConnectedQuery struct {
	ExplodeOptions
	GetPaymentMode bool `url:"getPaymentMode,omitempty"`
}

// ExplodedLedger are events behind a ledger.
type ExplodedLedger struct {
	Events   []ExplodedEvent   `json:"events"`
	Warnings []capillary.Issue `json:"warnings"`
}

// ExplodedEvent is an event, with what it is about in the field for its kind.
type ExplodedEvent struct {
	EventLogID              int64              `json:"eventLogId"`
	EventName               EventName          `json:"eventName"`
	EventReferenceID        string             `json:"eventReferenceId"` // transaction id, request id, … ; -1 for none
	EventReferenceIDs       []string           `json:"eventReferenceIds"`
	UniqueID                string             `json:"uniqueId"`
	OrgID                   int64              `json:"orgId"`
	EventDetails            EventDetails       `json:"eventDetails"`
	TargetCompletedDetails  []TargetCompleted  `json:"targetCompletedDetails"`
	PointsEarned            PointsEarned       `json:"pointsEarned"`
	PointsBreakup           []map[string]any   `json:"pointsBreakup"` // its form is not documented
	BillDetails             ExplodedBill       `json:"billDetails"`
	BehavioralEventMetadata BehavioralMetadata `json:"behavioralEventMetadata"`
	CustomFields            []CustomField      `json:"customFields"`
	ExtendedFields          any                `json:"extendedFields"` // its form is not documented
	PaymentModes            []string           `json:"paymentModes"`   // with GetPaymentModes
	PointInTimeSlabs        []PointInTimeSlab  `json:"pointInTimeSlabs"`
	Notes                   string             `json:"notes"`

	TransferredFrom               TransferSide      `json:"transferredFrom"` // of a transfer of points
	TransferredTo                 TransferSide      `json:"transferredTo"`   // of a transfer of points
	VoucherRedemptionDetails      VoucherRedemption `json:"voucherRedemptionDetails"`
	ManualPointsAdjustmentDetails ManualAdjustment  `json:"manualPointsAdjustmentDetails"`
	ImportMeta                    ImportMeta        `json:"importMeta"` // of points that came from a file
}

// PointInTimeSlab is the tier that a customer had in a program when an event was.
type PointInTimeSlab struct {
	PointInTimeSlabNumber int64  `json:"pointInTimeSlabNumber"`
	PointInTimeSlabName   string `json:"pointInTimeSlabName"`
	ProgramID             int64  `json:"programId"`
	IsDefaultProgram      bool   `json:"isDefaultProgram"`
}

// TransferSide is who gave points away in a transfer, or who got them.
type TransferSide struct {
	UserID                int64               `json:"userId"`
	FirstName             string              `json:"firstName"`
	LastName              string              `json:"lastName"`
	TransferType          string              `json:"transferType"` // TRANSFER
	PointsTransferDetails []TransferredPoints `json:"pointsTransferDetails"`
}

// TransferredPoints are points of one program in a transfer.
type TransferredPoints struct {
	Points      decimal.Decimal `json:"points"`
	ProgramID   int64           `json:"programId"`
	ProgramName string          `json:"programName"`
}

// VoucherRedemption is a coupon that was redeemed in an event.
type VoucherRedemption struct {
	VoucherIssuedID     int64     `json:"voucherIssuedId"`
	VoucherSeriesID     int64     `json:"voucherSeriesId"`
	RedeemedVoucherCode string    `json:"redeemedVoucherCode"`
	RedeemDate          time.Time `json:"redeemDate"`
}

// ManualAdjustment are points that Deduct took from a customer.
type ManualAdjustment struct {
	OrgID                         int64             `json:"orgId"`
	CustomerID                    int64             `json:"customerId"`
	TotalPointsDeducted           decimal.Decimal   `json:"totalPointsDeducted"`
	CreatedOn                     time.Time         `json:"createdOn"`
	Reason                        string            `json:"reason"`
	PointsDeductionBreakUpDetails []DeductionDetail `json:"pointsDeductionBreakUpDetails"`
}

// DeductionDetail are points of one award that were taken.
type DeductionDetail struct {
	CustomerID                     int64           `json:"customerId"`
	LoyaltyID                      int64           `json:"loyaltyId"`
	ProgramID                      int64           `json:"programId"`
	ProgramName                    string          `json:"programName"`
	PromotionID                    int64           `json:"promotionId"`
	PromotionName                  string          `json:"promotionName"`
	PointAwardedRefType            AwardType       `json:"pointAwardedRefType"`
	PointAwardedRefID              int64           `json:"pointAwardedRefId"`
	DeductionType                  string          `json:"deductionType"` // MANUAL_ADJUSTMENT
	PointsDeducted                 decimal.Decimal `json:"pointsDeducted"`
	PointsDeductedStr              string          `json:"pointsDeductedStr"` // the same as text
	PointsDeductedCurrencyValue    decimal.Decimal `json:"pointsDeductedCurrencyValue"`
	PointsDeductedCurrencyValueStr string          `json:"pointsDeductedCurrencyValueStr"` // the same as text
	PointsDeductedOn               time.Time       `json:"pointsDeductedOn"`
	PointsDeductedBy               string          `json:"pointsDeductedBy"`   // name of the till
	PointsDeductedByID             int64           `json:"pointsDeductedById"` // id of the till
	SourceType                     string          `json:"sourceType"`         // Bill
	AwardedTillID                  int64           `json:"awardedTillId"`
	AwardedTillDate                time.Time       `json:"awardedTillDate"`
}

// ImportMeta is the file that points came from.
type ImportMeta struct {
	FileName        string    `json:"fileName"`
	ImportStartTime time.Time `json:"importStartTime"`
	ImportEndTime   time.Time `json:"importEndTime"`
	ProfileName     string    `json:"profileName"`
	ProfileType     string    `json:"profileType"`
}

// EventDetails is when and where an event was, and why.
type EventDetails struct {
	EventTime         time.Time         `json:"eventTime"`
	EventDisplayName  string            `json:"eventDisplayName"`
	DisplayName       string            `json:"displayName"`
	TillID            int64             `json:"tillId"`
	Reason            string            `json:"reason"`
	Comments          string            `json:"comments"`
	AssocID           int64             `json:"assocId"`   // the user who gave goodwill points
	RequestID         int64             `json:"requestId"` // of the goodwill request
	RedemptionDetails []EventRedemption `json:"redemptionDetails"`
}

// EventRedemption are points that were redeemed in an event.
type EventRedemption struct {
	RedemptionID      string          `json:"redemptionId"`
	PointsRedeemed    decimal.Decimal `json:"pointsRedeemed"`
	RedemptionPurpose string          `json:"redemptionPurpose"`
	TransactionNumber string          `json:"transactionNumber"`
	Notes             string          `json:"notes"`
	GroupRedemption   bool            `json:"groupRedemption"`
	BillingTime       time.Time       `json:"billingTime"` // of the transaction that the points paid for

	ExternalReferenceNumber string `json:"externalReferenceNumber"` // your own key of the redemption
}

// TargetCompleted is a target that was reached, with the points for it.
type TargetCompleted struct {
	TargetGroupID     string           `json:"targetGroupID"`
	TargetGroupName   string           `json:"targetGroupName"`
	TargetID          int64            `json:"targetId"`
	TargetName        string           `json:"targetName"`
	TargetDescription string           `json:"targetDescription"`
	TargetPeriodID    int64            `json:"targetPeriodID"`
	TargetPeriodName  string           `json:"targetPeriodName"`
	TargetValue       decimal.Decimal  `json:"targetValue"`
	AchievedValue     decimal.Decimal  `json:"achievedValue"`
	TriggerValue      decimal.Decimal  `json:"triggerValue"`  // of a milestone
	MileStoneName     string           `json:"mileStoneName"` // of a milestone
	SourceID          int64            `json:"sourceId"`
	SourceType        TargetSourceType `json:"sourceType"`
	PointsEarned      PointsEarned     `json:"pointsEarned"`
}

// TargetSourceType is what kind of target was reached.
type TargetSourceType string

// The documented kinds.
const (
	TargetMilestone  TargetSourceType = "MILESTONE"
	TargetStreaks    TargetSourceType = "STREAKS"
	TargetUnified    TargetSourceType = "UNIFIED"
	TargetUserTarget TargetSourceType = "USERTARGET"
)

// PointsEarned are points of an event, by what they were given for.
type PointsEarned struct {
	Regular  []EarnedPoints `json:"regular"`
	Promo    []EarnedPoints `json:"promo"`
	Promised []EarnedPoints `json:"promised"`
}

// EarnedPoints are points of an event.
type EarnedPoints struct {
	PromotionID        int64           `json:"promotionId"`
	PromotionName      string          `json:"promotionName"`
	PromotionStartDate time.Time       `json:"promotionStartDate"`
	PromotionEndDate   time.Time       `json:"promotionEndDate"`
	ProgramID          int64           `json:"programId"`
	ProgramName        string          `json:"programName"`
	Value              decimal.Decimal `json:"value"`
	ExpiresOn          time.Time       `json:"expiresOn"`
	ExpiryType         string          `json:"expiryType"`     // fixed, rolling, …
	ConversionDate     time.Time       `json:"conversionDate"` // of promised points: when they can be spent
	ReturnedPoints     decimal.Decimal `json:"returnedPoints" lenient:"also=returnPoints"`
}

// EarnedBreakup are points of an event with how they were counted, by what they were given for.
type EarnedBreakup struct {
	Regular  []EarnedDetail `json:"regular"`
	Promo    []EarnedDetail `json:"promo"`
	Promised []EarnedDetail `json:"promised"`
}

// EarnedDetail are points of an event with the strategies that they came from.
type EarnedDetail struct {
	Value                  decimal.Decimal `json:"value"`
	SourceValue            decimal.Decimal `json:"sourceValue"` // the amount that the points were counted from
	AwardedOn              time.Time       `json:"awardedOn"`
	ExpiresOn              time.Time       `json:"expiresOn"`
	ExpiryType             string          `json:"expiryType"`     // fixed, rolling, …
	ConversionDate         time.Time       `json:"conversionDate"` // of promised points: when they can be spent
	ReturnedPoints         decimal.Decimal `json:"returnedPoints" lenient:"also=returnPoints"`
	ProgramID              int64           `json:"programId"`
	ProgramName            string          `json:"programName"`
	AllocationStrategyID   int64           `json:"allocationStrategyId"`
	AllocationStrategyName string          `json:"allocationStrategyName"`
	ExpiryStrategyID       int64           `json:"expiryStrategyId"`
	ExpiryStrategyName     string          `json:"expiryStrategyName"`
	PointsCategoryID       int64           `json:"pointsCategoryId"`
	PointsCategoryName     string          `json:"pointsCategoryName"`
	PromotionID            int64           `json:"promotionId"`
	PromotionName          string          `json:"promotionName"`
	PromotionDetails       EarnedPromotion `json:"promotionDetails"`
	AwardActionDetails     AwardAction     `json:"awardActionDetails"`
}

// AwardAction is the action of a program's rules that gave points.
type AwardAction struct {
	ID          int64  `json:"id"`
	Name        string `json:"name"` // AWARD_POINTS_ACTION, …
	RulesetID   int64  `json:"rulesetId"`
	RulesetName string `json:"rulesetName"`
}

// EarnedPromotion is the promotion that gave points.
type EarnedPromotion struct {
	PromotionID   int64  `json:"promotionId"`
	PromotionName string `json:"promotionName"`
}

// EarnedCurrency are values of an alternate currency of an event.
type EarnedCurrency struct {
	AlternateCurrencyName       string         `json:"alternateCurrencyName"`
	AlternateCurrencyIdentifier string         `json:"alternateCurrencyIdentifier"`
	Regular                     []EarnedPoints `json:"regular"`
	Promo                       []EarnedPoints `json:"promo"`
	Promised                    []EarnedPoints `json:"promised"`
}

// EarnedCurrencyBreakup are values of an alternate currency of an event with how they were counted.
type EarnedCurrencyBreakup struct {
	AlternateCurrencyName       string         `json:"alternateCurrencyName"`
	AlternateCurrencyIdentifier string         `json:"alternateCurrencyIdentifier"`
	Regular                     []EarnedDetail `json:"regular"`
	Promo                       []EarnedDetail `json:"promo"`
	Promised                    []EarnedDetail `json:"promised"`
}

// ExplodedBill is the transaction of an event.
type ExplodedBill struct {
	Type              string           `json:"type"`
	BillNumber        string           `json:"billNumber"`
	BillDate          time.Time        `json:"billDate"`
	BillAmount        decimal.Decimal  `json:"billAmount"`
	GrossAmount       decimal.Decimal  `json:"grossAmount"`
	Discount          decimal.Decimal  `json:"discount"`
	Note              string           `json:"note"`
	Source            string           `json:"source"`
	ReturnType        ReturnType       `json:"returnType"`
	ReturnDate        time.Time        `json:"returnDate"`
	ReturnAmount      decimal.Decimal  `json:"returnAmount"`
	ReturnBillID      int64            `json:"returnBillId"`
	MaxConversionDate time.Time        `json:"maxConversionDate"` // the last day on which promised points of the bill become points to spend
	PointsEarned      PointsEarned     `json:"pointsEarned"`
	LineItems         []ExplodedItem   `json:"lineItems"`
	PaymentModes      []map[string]any `json:"paymentModes"` // their form is not documented

	PointsEarnedBreakup                 EarnedBreakup           `json:"pointsEarnedBreakup"` // with GetPointsEarnedBreakup
	AlternateCurrencyValueEarned        []EarnedCurrency        `json:"alternateCurrencyValueEarned"`
	AlternateCurrencyValueEarnedBreakup []EarnedCurrencyBreakup `json:"alternateCurrencyValueEarnedBreakup"`
}

// ExplodedItem is a line item of the transaction of an event.
type ExplodedItem struct {
	ID           int64           `json:"id"`
	ItemCode     string          `json:"itemCode"`
	Source       string          `json:"source"`
	GrossAmount  decimal.Decimal `json:"grossAmount"`
	Discount     decimal.Decimal `json:"discount"`
	Amount       decimal.Decimal `json:"amount"`
	Rate         decimal.Decimal `json:"rate"`
	Qty          decimal.Decimal `json:"qty"`
	PointsEarned PointsEarned    `json:"pointsEarned"`

	PointsEarnedBreakup                 EarnedBreakup           `json:"pointsEarnedBreakup"`
	AlternateCurrencyValueEarned        []EarnedCurrency        `json:"alternateCurrencyValueEarned"`
	AlternateCurrencyValueEarnedBreakup []EarnedCurrencyBreakup `json:"alternateCurrencyValueEarnedBreakup"`
	CustomFields                        []CustomField           `json:"customFields"`
	ExtendedFields                      any                     `json:"extendedFields"` // its form is not documented

	SerialNumber int64           `json:"serialNumber"`
	ReturnQty    decimal.Decimal `json:"returnQty"` // of a return, as the next three
	ReturnRate   decimal.Decimal `json:"returnRate"`
	ReturnValue  decimal.Decimal `json:"returnValue"`
	ReturnAmount decimal.Decimal `json:"returnAmount"`
}

// ReturnType is how much of a transaction was returned.
type ReturnType string

// The documented types.
const (
	ReturnAmount    ReturnType = "AMOUNT"
	ReturnFull      ReturnType = "FULL"
	ReturnLineItem  ReturnType = "LINE_ITEM"
	ReturnCancelled ReturnType = "CANCELLED"
)

// BehavioralMetadata is how the brand defined a behavioral event.
type BehavioralMetadata struct {
	Label  string            `json:"label"`
	Fields []BehavioralField `json:"fields"`
}

// BehavioralField is a field of a behavioral event.
type BehavioralField struct {
	FieldName        string                         `json:"fieldName"`
	FieldType        string                         `json:"fieldType"`  // DATE, …
	Attributes       map[string]BehavioralAttribute `json:"attributes"` // isRequired, …
	IsUniqueKeyField BehavioralAttribute            `json:"isUniqueKeyField"`
}

// BehavioralAttribute is a setting of a field.
type BehavioralAttribute struct {
	ValueType string `json:"valueType"` // BOOLEAN, …
	Value     string `json:"value"`
}
