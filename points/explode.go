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
		capillary.Input{Customer: who, Query: explodeQuery{o, o.GetPaymentModes}}, opts...)
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
	GetPaymentModes            bool       `url:"-"`
	IncludeAlternateCurrencies bool       `url:"includeAlternateCurrencies,omitempty"`
	AlternateCurrencyNames     []string   `url:"alternateCurrencyNames,omitempty,comma"` // without IncludeAlternateCurrencies
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

type explodeQuery struct {
	ExplodeOptions
	GetPaymentModes bool `url:"getPaymentModes,omitempty"`
}

// ExplodeConnectedLedger is ExplodeLedger for a customer of a connected organisation. ErrConnectedOrgs: the scope is not set
// right.
//
// GET /v2.1/pointsLedger/getLedgerExplodeInfo
func (s *Service) ExplodeConnectedLedger(ctx context.Context, who capillary.Identifier, o ExplodeConnectedOptions,
	opts ...capillary.RequestOption) (*ExplodedLedger, error) {
	return capillary.Call[*ExplodedLedger](ctx, s.client, opExplodeConnectedLedger,
		capillary.Input{Customer: who, Query: explodeConnectedQuery{o.ExplodeOptions, o.GetPaymentModes}, Header: o.Scope.header()}, opts...)
}

// ExplodeConnectedOptions choose events, what to load of them, and the organisations that they are of.
type ExplodeConnectedOptions struct {
	ExplodeOptions
	Scope DataScope
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
	ExpiryType         string          `json:"expiryType"` // fixed, …
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
	LineItems         []map[string]any `json:"lineItems"`    // their form is not documented
	PaymentModes      []map[string]any `json:"paymentModes"` // their form is not documented
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
