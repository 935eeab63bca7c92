package webhook

import (
	"time"

	"github.com/shopspring/decimal"
)

// AlternateCurrenciesIssued tells that currencies beside points were issued, such as stars. It has the RefID of the
// [PointsIssued] of the same bill.
type AlternateCurrenciesIssued struct {
	Event `json:"-"`
	PointsOwner

	// AlternateCurrenciesIssuedData has one for each currency. Older events call them alternateCurrencies.
	AlternateCurrenciesIssuedData []IssuedCurrency `json:"alternateCurrenciesIssuedData" lenient:"also=alternateCurrencies"`
}

func (AlternateCurrenciesIssued) eventName() string { return "alternateCurrenciesIssued" }

// IssuedCurrency is what was issued of a currency, and what there is of it now.
type IssuedCurrency struct {
	AlternateCurrencyName              string              `json:"alternateCurrencyName"`
	AlternateCurrencyIdentifier        string              `json:"alternateCurrencyIdentifier"`
	ProgramCurrentAlternateCurrencies  decimal.Decimal     `json:"programCurrentAlternateCurrencies"`
	ProgramLifetimeAlternateCurrencies decimal.Decimal     `json:"programLifetimeAlternateCurrencies"`
	TotalAlternateCurrenciesIssued     decimal.Decimal     `json:"totalAlternateCurrenciesIssued"`
	RegularAlternateCurrenciesIssued   decimal.Decimal     `json:"regularAlternateCurrenciesIssued"`
	RegularBreakup                     []RegularCurrency   `json:"regularAlternateCurrenciesBreakup"`
	PromotionalIssued                  []PromotionCurrency `json:"promotionalAlternateCurrenciesIssued"`
	PromisedIssued                     []PromisedCurrency  `json:"promisedAlternateCurrenciesIssued"`
}

// RegularCurrency is currency of the program itself.
type RegularCurrency struct {
	AlternateCurrencies decimal.Decimal `json:"alternateCurrencies"`
	ExpiryAt            Date            `json:"expiryAt" lenient:"also=expiryAtInMillis"`
}

// PromotionCurrency is currency of a promotion.
type PromotionCurrency struct {
	PromotionName                string          `json:"promotionName"`
	PromotionIdentifier          string          `json:"promotionIdentifier"`
	PromotionType                string          `json:"promotionType"` // such as CUSTOMER_PROMOTION
	PromotionAlternateCurrencies decimal.Decimal `json:"promotionAlternateCurrencies"`
	ExpiryDate                   Date            `json:"promotionAlternateCurrenciesExpiryDate" lenient:"also=promotionAlternateCurrenciesExpiryDateInMillis"`
}

// PromisedCurrency is currency that becomes the customer's later.
type PromisedCurrency struct {
	PromisedAlternateCurrencies decimal.Decimal `json:"promisedAlternateCurrencies"`
	IsExternalTriggerBased      bool            `json:"isExternalTriggerBased"`
	ConversionDate              Date            `json:"promisedAlternateCurrenciesConversionDate" lenient:"also=promisedAlternateCurrenciesConversionDateInMillis"`
	PromotionIdentifier         string          `json:"promotionIdentifier"`
}

// IssuedAlternateCurrenciesReversed tells that issued currencies were taken back, as for a return.
type IssuedAlternateCurrenciesReversed struct {
	Event `json:"-"`
	PointsOwner

	// AlternateCurrenciesReversedData has one for each currency. Older events call them alternateCurrencies.
	AlternateCurrenciesReversedData []ReversedCurrency `json:"alternateCurrenciesReversedData" lenient:"also=alternateCurrencies"`
}

func (IssuedAlternateCurrenciesReversed) eventName() string {
	return "issuedAlternateCurrenciesReversed"
}

// ReversedCurrency is what was taken back of a currency, and what there is of it now.
type ReversedCurrency struct {
	AlternateCurrencyName                  string              `json:"alternateCurrencyName"`
	AlternateCurrencyIdentifier            string              `json:"alternateCurrencyIdentifier"`
	ProgramCurrentAlternateCurrencies      decimal.Decimal     `json:"programCurrentAlternateCurrencies"`
	ProgramLifetimeAlternateCurrencies     decimal.Decimal     `json:"programLifetimeAlternateCurrencies"`
	TotalIssuedAlternateCurrenciesReversed decimal.Decimal     `json:"totalIssuedAlternateCurrenciesReversed" lenient:"also=totalAlternateCurrenciesReversed"`
	RegularAlternateCurrenciesReversed     decimal.Decimal     `json:"regularAlternateCurrenciesReversed"`
	PromisedAlternateCurrenciesReversed    decimal.Decimal     `json:"promisedAlternateCurrenciesReversed"`
	PromotionalAlternateCurrenciesReversed []PromotionCurrency `json:"promotionalAlternateCurrenciesReversed"`
	CurrentEventTotalReturned              decimal.Decimal     `json:"currentEventTotalAlternateCurrenciesReturned"`
	CurrentEventRegularReturned            decimal.Decimal     `json:"currentEventRegularAlternateCurrenciesReturned"`
	CurrentEventPromisedReturned           decimal.Decimal     `json:"currentEventPromisedAlternateCurrenciesReturned"`
	CurrentEventPromotionReturnedDetails   []PromotionCurrency `json:"currentEventPromotionAlternateCurrenciesReturnedDetails"`
}

// PromisedToCurrentAlternateCurrencyConversion tells that promised currencies became the customer's.
type PromisedToCurrentAlternateCurrencyConversion struct {
	Event `json:"-"`
	PointsOwner

	EarningAlternateCurrencyReference []EarningCurrency   `json:"earningAlternateCurrencyReference"`
	AlternateCurrencyConverted        []CurrencyValue     `json:"alternateCurrencyConverted"`
	AlternateCurrencyConversionSource string              `json:"alternateCurrencyConversionSource"` // such as externalTrigger
	AlternateCurrencyConvertedBreakup []ConvertedCurrency `json:"alternateCurrencyConvertedBreakup"`
	BillID                            int64               `json:"billId"`
	ActivityEventLogID                int64               `json:"eventLogId"` // as the data say it; the event's own is EventLogID
	EventDateTime                     Date                `json:"eventDateTime" lenient:"also=eventDateTimeInMillis"`
}

func (PromisedToCurrentAlternateCurrencyConversion) eventName() string {
	return "promisedToCurrentAlternateCurrencyConversion"
}

// EarningCurrency is what the promised currency was for.
type EarningCurrency struct {
	Name                        string          `json:"name"`
	EnteredAt                   time.Time       `json:"enteredAt"`
	AlternateCurrencyConverted  decimal.Decimal `json:"alternateCurrencyConverted"`
	AlternateCurrencyIdentifier string          `json:"alternateCurrencyIdentifier"`
	AlternateCurrencyName       string          `json:"alternateCurrencyName"`
	Identifiers                 []KeyValue      `json:"identifiers"`
}

// CurrencyValue is so much of a currency.
type CurrencyValue struct {
	AlternateCurrencyIdentifier string          `json:"alternateCurrencyIdentifier"`
	AlternateCurrencyName       string          `json:"alternateCurrencyName"`
	AlternateCurrencyValue      decimal.Decimal `json:"alternateCurrencyValue"`
}

// ConvertedCurrency is the currency of one bill or item.
type ConvertedCurrency struct {
	EntityName                             string                       `json:"entityName"`
	AlternateCurrencyEntityDetails         ConvertedCurrencyEntity      `json:"alternateCurrencyEntityDetails"`
	PromotionalAlternateCurrencyBreakup    []ConvertedPromotionCurrency `json:"promotionalAlternateCurrencyBreakup"`
	NonPromotionalAlternateCurrencyBreakup []ConvertedProgramCurrency   `json:"nonPromotionalAlternateCurrencyBreakup"`
}

// ConvertedCurrencyEntity is a bill or an item of it, and what it gave of a currency.
type ConvertedCurrencyEntity struct {
	CurrencyValue
	ConvertedEntity
}

// ConvertedPromotionCurrency is converted currency of a promotion.
type ConvertedPromotionCurrency struct {
	CurrencyValue

	ProgramID        int64              `json:"programId"`
	PromotionID      int64              `json:"promotionId"`
	PromotionName    string             `json:"promotionName"`
	PromotionDetails []PromotionDetails `json:"promotionDetails"`
}

// ConvertedProgramCurrency is converted currency of the program itself.
type ConvertedProgramCurrency struct {
	CurrencyValue

	ProgramID int64 `json:"programId"`
}
