package webhook

import (
	"time"

	"github.com/shopspring/decimal"
)

// PointsOwner is what most events of points, tiers and currencies have in common. The points are the customer's, or a
// group's: then EntityInformation says so, and CustomerIdentifiers are empty.
type PointsOwner struct {
	CustomerIdentifiers   CustomerIdentifiers   `json:"customerIdentifiers"`
	EntityInformation     EntityInformation     `json:"entityInformation"`
	TriggeringActivity    TriggeringActivity    `json:"triggeringActivity"`
	LoyaltyProgramDetails LoyaltyProgramDetails `json:"loyaltyProgramDetails"`
	LoyaltyProgramID      int64                 `json:"loyaltyProgramId"`
}

// PointsIssued tells that points were issued: with a bill, by a promotion, or as goodwill. Automated campaigns and journeys
// may issue points without an event.
type PointsIssued struct {
	Event `json:"-"`
	PointsOwner

	ProgramCurrentPoints    decimal.Decimal   `json:"programCurrentPoints"`
	ProgramLifetimePoints   decimal.Decimal   `json:"programLifetimePoints"`
	TotalPointsIssued       decimal.Decimal   `json:"totalPointsIssued"`
	RegularPointsIssued     decimal.Decimal   `json:"regularPointsIssued"`
	RegularPointsBreakup    []RegularPoints   `json:"regularPointsBreakup"`
	PromotionalPointsIssued []PromotionPoints `json:"promotionalPointsIssued"`
	PromisedPointsIssued    []PromisedPoints  `json:"promisedPointsIssued"`
	ActivityLoyaltyEventID  string            `json:"loyaltyEventId"` // as the data say it; the event's own is LoyaltyEventID

	// What the organisation can have added; the documentation does not say in which form.
	AvailablePointsBalance    any `json:"AvailablePointsBalance" lenient:"also=availablePointsBalance"`
	BehavioralEventAttributes any `json:"behavioralEventAttributes"`
}

func (PointsIssued) eventName() string { return "pointsIssued" }

// RegularPoints are points of the program itself.
type RegularPoints struct {
	Points   decimal.Decimal `json:"points"`
	ExpiryAt Date            `json:"expiryAt" lenient:"also=expiryAtInMillis"`
}

// PromotionPoints are points of a promotion.
type PromotionPoints struct {
	PromotionName             string          `json:"promotionName"`
	PromotionIdentifier       string          `json:"promotionIdentifier"`
	PromotionType             string          `json:"promotionType"` // such as BILL_PROMOTION
	PromotionPoints           decimal.Decimal `json:"promotionPoints"`
	PromotionPointsExpiryDate Date            `json:"promotionPointsExpiryDate" lenient:"also=promotionPointsExpiryDateInMillis"`
}

// PromisedPoints are points that become the customer's later.
type PromisedPoints struct {
	PromisedPoints               decimal.Decimal `json:"promisedPoints"`
	IsExternalTriggerBased       bool            `json:"isExternalTriggerBased"`
	PromisedPointsConversionDate Date            `json:"promisedPointsConversionDate" lenient:"also=promisedPointsConversionDateInMillis"`
	PromotionIdentifier          string          `json:"promotionIdentifier"`
}

// PointsRedeemed tells that points were redeemed.
type PointsRedeemed struct {
	Event `json:"-"`
	PointsOwner

	TotalPointsRedeemed           decimal.Decimal     `json:"totalPointsRedeemed"`
	RedemptionSummaryID           int64               `json:"redemptionSummaryId"`
	RedeemedPointsCurrencyValue   decimal.Decimal     `json:"redeemedPointsCurrencyValue"`
	RedemptionNotes               string              `json:"redemptionNotes"`
	RedemptionBillNumber          string              `json:"redemptionBillNumber"`
	IsGroupRedemption             bool                `json:"isGroupRedemption"`
	RedemptionFromEarningPrograms []ProgramRedemption `json:"redemptionFromEarningPrograms"`

	// What the organisation can have added; the documentation does not say in which form.
	AvailablePointsBalance any `json:"AvailablePointsBalance" lenient:"also=availablePointsBalance"`
}

func (PointsRedeemed) eventName() string { return "pointsRedeemed" }

// ProgramRedemption is what was taken from a program.
type ProgramRedemption struct {
	ProgramID            int64           `json:"programId"`
	PointsRedeemed       decimal.Decimal `json:"pointsRedeemed"`
	ProgramCurrentPoints decimal.Decimal `json:"programCurrentPoints"` // what is left
}

// PointsExpired tells that points expired.
type PointsExpired struct {
	Event `json:"-"`
	PointsOwner

	PointsExpired decimal.Decimal `json:"pointsExpired"`
}

func (PointsExpired) eventName() string { return "pointsExpired" }

// PointsExpiryReminder tells that points are going to expire.
type PointsExpiryReminder struct {
	Event `json:"-"`
	PointsOwner

	PointsScheduledForExpiry decimal.Decimal `json:"pointsScheduledForExpiry"`
	ScheduledExpiryDate      Date            `json:"scheduledExpiryDate" lenient:"also=scheduledExpiryDateInMillis"`
}

func (PointsExpiryReminder) eventName() string { return "pointsExpiryReminder" }

// PointsExpiryChange tells that points expire at another date.
type PointsExpiryChange struct {
	Event `json:"-"`
	PointsOwner

	UpdatedPointsExpiryBreakup []UpdatedPointsExpiry `json:"updatedPointsExpiryBreakup"`
}

func (PointsExpiryChange) eventName() string { return "pointsExpiryChange" }

// UpdatedPointsExpiry is an award of points that expires at another date.
type UpdatedPointsExpiry struct {
	PointAwardedRefID        int64           `json:"pointAwardedRefID"`
	PointsAwardedRefType     string          `json:"pointsAwardedRefType"` // such as POINT_AWARDED
	PromotionID              int64           `json:"promotionID"`
	Points                   decimal.Decimal `json:"points"`
	PointsPreviousExpiryDate Date            `json:"pointsPreviousExpiryDate" lenient:"also=pointsPreviousExpiryDateInMillis"`
	NewExpiryDate            Date            `json:"newExpiryDate" lenient:"also=newExpiryDateInMillis"`
	NewExpirySetType         string          `json:"newExpirySetType"`
	ExpiryUpdateReasonType   string          `json:"expiryUpdateReasonType"` // such as EXTEND_EXPIRY
	ExpiryUpdateReasonNote   string          `json:"expiryUpdateReasonNote"`
}

// SinglePointsExpiryUpdated tells that some points expire at another date.
type SinglePointsExpiryUpdated struct {
	Event `json:"-"`
	PointsOwner

	UpdatedPointsExpiry []SinglePointsExpiry `json:"updatedPointsExpiry"`
}

func (SinglePointsExpiryUpdated) eventName() string { return "singlePointsExpiryUpdated" }

// SinglePointsExpiry are points that expire at another date.
type SinglePointsExpiry struct {
	ProgramID     int64           `json:"programId"`
	Points        decimal.Decimal `json:"points"`
	PointsType    string          `json:"pointsType"` // such as billRegular or billPromotions
	OldExpiryDate Date            `json:"oldExpiryDate" lenient:"also=oldExpiryDateInMillis"`
	NewExpiryDate Date            `json:"newExpiryDate" lenient:"also=newExpiryDateInMillis"`
}

// IssuedPointsReversed tells that issued points were taken back, as for a return.
type IssuedPointsReversed struct {
	Event `json:"-"`
	PointsOwner

	ProgramCurrentPoints                       decimal.Decimal   `json:"programCurrentPoints"`
	ProgramLifetimePoints                      decimal.Decimal   `json:"programLifetimePoints"`
	TotalIssuedPointsReversed                  decimal.Decimal   `json:"totalIssuedPointsReversed"`
	RegularPointsReversed                      decimal.Decimal   `json:"regularPointsReversed"`
	PromisedPointsReversed                     decimal.Decimal   `json:"promisedPointsReversed"`
	PromotionalPointsReversed                  []PromotionPoints `json:"promotionalPointsReversed"`
	CurrentEventTotalPointsReturned            decimal.Decimal   `json:"currentEventTotalPointsReturned"`
	CurrentEventRegularPointsReturned          decimal.Decimal   `json:"currentEventRegularPointsReturned"`
	CurrentEventPromisedPointsReturned         decimal.Decimal   `json:"currentEventPromisedPointsReturned"`
	CurrentEventPromotionPointsReturnedDetails []PromotionPoints `json:"currentEventPromotionPointsReturnedDetails"`
}

func (IssuedPointsReversed) eventName() string { return "issuedPointsReversed" }

// RedeemedPointsReversed tells that a redemption was taken back.
type RedeemedPointsReversed struct {
	Event `json:"-"`
	PointsOwner

	RedeemedPointsReversed              decimal.Decimal   `json:"redeemedPointsReversed"`
	RedeemedPointsReversedDetails       ReversedPoints    `json:"redeemedPointsReversedDetails"`
	RedemptionSummaryID                 int64             `json:"redemptionSummaryId"`
	RedemptionReversalToEarningPrograms []ProgramReversal `json:"redemptionReversalToEarningPrograms"`
}

func (RedeemedPointsReversed) eventName() string { return "redeemedPointsReversed" }

// ReversedPoints are points that came back: those that can be used again, and those that expired meanwhile.
type ReversedPoints struct {
	Available decimal.Decimal `json:"available"`
	Expired   decimal.Decimal `json:"expired"`
}

// ProgramReversal is what a program got back.
type ProgramReversal struct {
	ProgramID                     int64           `json:"programId"`
	RedeemedPointsReversed        decimal.Decimal `json:"redeemedPointsReversed"`
	RedeemedPointsReversedDetails ReversedPoints  `json:"redeemedPointsReversedDetails"`
	ProgramCurrentPoints          decimal.Decimal `json:"programCurrentPoints"`
}

// PointsTransferredInitiated tells the side of a transfer that gave points. It has the RefID of [PointsTransferredReceived].
type PointsTransferredInitiated struct {
	Event `json:"-"`
	PointsOwner

	TotalPointsTransferred               decimal.Decimal     `json:"totalPointsTransferred"`
	TransferReceivingCustomerIdentifiers CustomerIdentifiers `json:"transferReceivingCustomerIdentifiers"`
	TransferReceivingEntityInformation   EntityInformation   `json:"transferReceivingEntityInformation"`
	RedemptionFromEarningPrograms        []ProgramRedemption `json:"redemptionFromEarningPrograms"`
}

func (PointsTransferredInitiated) eventName() string { return "pointsTransferredInitiated" }

// PointsTransferredReceived tells the side of a transfer that got points.
type PointsTransferredReceived struct {
	Event `json:"-"`
	PointsOwner

	TotalPointsTransferred                decimal.Decimal     `json:"totalPointsTransferred"`
	TransferInitiatingCustomerIdentifiers CustomerIdentifiers `json:"transferInitiatingCustomerIdentifiers"`
	TransferInitiatingEntityInformation   EntityInformation   `json:"transferInitiatingEntityInformation"`
}

func (PointsTransferredReceived) eventName() string { return "pointsTransferredReceived" }

// ManualPointsAdjustment tells that points were taken by hand.
type ManualPointsAdjustment struct {
	Event `json:"-"`

	CustomerIdentifiers CustomerIdentifiers `json:"customerIdentifiers"`
	TriggeringActivity  TriggeringActivity  `json:"triggeringActivity"`
	TotalPointsDeducted decimal.Decimal     `json:"totalPoinstDeducted" lenient:"also=totalPointsDeducted"` // the API spells it so
	ProgramPointsSplit  []AdjustedPoints    `json:"programPointsSplit"`
	Reason              string              `json:"reason"`
}

func (ManualPointsAdjustment) eventName() string { return "manualPointsAdjustment" }

// AdjustedPoints are points that were taken from an award.
type AdjustedPoints struct {
	PointsAwardedID int64           `json:"pointsAwardedId"`
	ProgramID       int64           `json:"programId"`
	Points          decimal.Decimal `json:"points"`
	PointsType      string          `json:"pointsType"`
}

// PromisedToCurrentPointsConversion tells that promised points became the customer's.
type PromisedToCurrentPointsConversion struct {
	Event `json:"-"`
	PointsOwner

	EarningActivityReference []EarningActivity `json:"earningActivityReference"`
	PointsConverted          decimal.Decimal   `json:"pointsConverted"`
	PointsConvertedType      string            `json:"pointsConvertedType"` // such as PROMISED_POINTS
	ProgramCurrentPoints     decimal.Decimal   `json:"programCurrentPoints"`
	ProgramLifetimePoints    decimal.Decimal   `json:"programLifetimePoints"`
	PointsConversionSource   string            `json:"pointsConversionSource"` // systemTrigger or externalTrigger
	PointsConvertedBreakup   []ConvertedPoints `json:"pointsConvertedBreakup"`
	BillID                   int64             `json:"billId"`
	ActivityEventLogID       int64             `json:"eventLogId"` // as the data say it; the event's own is EventLogID
	EventDateTime            Date              `json:"eventDateTime" lenient:"also=eventDateTimeInMillis"`
}

func (PromisedToCurrentPointsConversion) eventName() string {
	return "promisedToCurrentPointsConversion"
}

// EarningActivity is what the promised points were for.
type EarningActivity struct {
	Name            string          `json:"name"` // such as TransactionAdd
	EnteredAt       time.Time       `json:"enteredAt"`
	PointsConverted decimal.Decimal `json:"pointsConverted"`
	Identifiers     []KeyValue      `json:"identifiers"`
}

// ConvertedPoints are the points of one bill or item.
type ConvertedPoints struct {
	EntityName                  string                     `json:"entityName"` // such as BILL
	EntityDetails               ConvertedEntity            `json:"entityDetails"`
	PromotionalPointsBreakup    []ConvertedPromotionPoints `json:"promotionalPointsBreakup"`
	NonPromotionalPointsBreakup []ConvertedProgramPoints   `json:"nonPromotionalPointsBreakup"`
}

// ConvertedEntity is a bill or an item of it.
type ConvertedEntity struct {
	ID         int64  `json:"id"`
	BillNumber string `json:"billNumber"`
	ItemCode   string `json:"itemCode"`
	BillDate   Date   `json:"billDate" lenient:"also=billDateInMillis"`
}

// ConvertedPromotionPoints are converted points of a promotion.
type ConvertedPromotionPoints struct {
	Points           decimal.Decimal    `json:"points"`
	ProgramID        int64              `json:"programId"`
	PromotionID      int64              `json:"promotionId"`
	PromotionName    string             `json:"promotionName"`
	PromotionDetails []PromotionDetails `json:"promotionDetails"`
}

// ConvertedProgramPoints are converted points of the program itself.
type ConvertedProgramPoints struct {
	Points    decimal.Decimal `json:"points"`
	ProgramID int64           `json:"programId"`
}
