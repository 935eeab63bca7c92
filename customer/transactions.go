package customer

import (
	"context"
	"iter"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// Transactions lists a customer's bills and returns, the newest first. Without Embed each has its amounts and little more.
//
// GET /v2/customers/{id}/transactions, or /v2/customers/lookup/transactions for identifiers other than the user id.
func (s *Service) Transactions(ctx context.Context, who capillary.Identifier, o TransactionOptions,
	opts ...capillary.RequestOption) (*capillary.Page[Transaction], error) {
	return capillary.Call[*capillary.Page[Transaction]](ctx, s.client, opTransactions, capillary.Input{Customer: who, Query: o}, opts...)
}

// AllTransactions iterates over all pages, from o.Offset on.
func (s *Service) AllTransactions(ctx context.Context, who capillary.Identifier, o TransactionOptions,
	opts ...capillary.RequestOption) iter.Seq2[Transaction, error] {
	return capillary.All(o.Offset, func(offset int64) (*capillary.Page[Transaction], error) {
		o.Offset = offset
		return s.Transactions(ctx, who, o, opts...)
	})
}

// TransactionOptions choose transactions, and what to load of them. Times are sent as their own clock shows them: the API
// takes no zone here.
type TransactionOptions struct {
	Embed     []TransactionEmbed `url:"embed,omitempty,comma"`
	StartDate time.Time          `url:"startDate,omitempty" layout:"2006-01-02 15:04:05"` // billed at that time or later
	EndDate   time.Time          `url:"endDate,omitempty" layout:"2006-01-02 15:04:05"`   // billed at that time or before
	SortBy    SortBy             `url:"sortBy,omitempty"`                                 // SortByBillingTime is the only one
	SortOrder SortOrder          `url:"sortOrder,omitempty"`                              // Descending if empty
	Limit     int64              `url:"limit,omitempty"`                                  // transactions of a page: 20 if zero, 1000 at most
	Offset    int64              `url:"offset,omitempty"`                                 // transactions to skip

	TransactionType    TransactionType       `url:"transactionType,omitempty"` // bills or returns; TransactionAll if empty
	TransactionID      int64                 `url:"transactionId,omitempty"`   // this one
	Number             string                `url:"number,omitempty"`          // with this bill number
	TransactionNumbers []string              `url:"transNos,omitempty,comma"`  // another name of Number in the documentation, for several
	StartID            int64                 `url:"startId,omitempty"`         // transactions of this id or a higher one
	EndID              int64                 `url:"endId,omitempty"`           // transactions of this id or a lower one
	EntityType         TransactionEntityType `url:"entityType,omitempty"`      // made at EntityCode, which is one of these
	EntityCode         string                `url:"entityCode,omitempty"`      // with EntityType
	LocalCurrency      bool                  `url:"localCurrency,omitempty"`   // load CurrencyLog: the amounts in the transaction's currency
}

// TransactionEntityType is a level of the stores.
type TransactionEntityType string

// The documented levels.
const (
	TransactionsOfStore   TransactionEntityType = "STORE"
	TransactionsOfZone    TransactionEntityType = "ZONE"
	TransactionsOfConcept TransactionEntityType = "CONCEPT"
	TransactionsOfTill    TransactionEntityType = "TILL"
)

// Validate refuses a place without its level, and pages that are too large.
func (o TransactionOptions) Validate() error {
	switch {
	case (o.EntityType == "") != (o.EntityCode == ""):
		return capillary.Invalid("entityCode", "entityType and entityCode go together")
	case o.Limit > maxTransactions:
		return capillary.Invalid("limit", "it is more than 1000")
	}
	return nil
}

// maxTransactions is how many transactions a page has.
const maxTransactions = 1000

// SortByBillingTime sorts transactions.
const SortByBillingTime SortBy = "BILLING_TIME"

// TransactionEmbed is a part of a transaction that is loaded only when asked for.
type TransactionEmbed string

// The documented parts.
const (
	EmbedBillCustomFields   TransactionEmbed = "BILL_CF"                // CustomFields
	EmbedBillExtendedFields TransactionEmbed = "BILL_EF"                // ExtendedFields
	EmbedAttribution        TransactionEmbed = "ATTRIBUTION"            // Attribution
	EmbedPaymentModes       TransactionEmbed = "PAYMENT_MODES"          // PaymentModes
	EmbedCreditNotes        TransactionEmbed = "CREDIT_NOTES"           // CreditNotes
	EmbedBillStoreDetails   TransactionEmbed = "BILL_STORE_DETAILS"     // BillingStore
	EmbedIdentifiers        TransactionEmbed = "TRANSACTION_IDENTIFIER" // Identifiers
	EmbedBillPoints         TransactionEmbed = "BILL_POINTS"            // BillPoints, with alternate currencies where there are any
)

// Transaction is a bill or a return of a customer.
type Transaction struct {
	ID            int64           `json:"id"`
	CustomerID    int64           `json:"customerId"`
	LoyaltyLogID  int64           `json:"loyaltyLogId"`
	BillNumber    string          `json:"billNumber"`
	BillingTime   time.Time       `json:"billingTime"`
	Type          TransactionType `json:"type"`
	ReturnType    string          `json:"returnType"` // of a return
	Amount        decimal.Decimal `json:"amount"`     // to be paid
	GrossAmount   decimal.Decimal `json:"grossAmount"`
	Discount      decimal.Decimal `json:"discount"`
	OutlierStatus OutlierStatus   `json:"outlierStatus"`
	Notes         string          `json:"notes"`

	BillingStore   OrgEntity                  `json:"billingStore"`
	CustomFields   map[string]any             `json:"customFields"`
	ExtendedFields map[string]any             `json:"extendedFields"`
	PaymentModes   []PaymentMode              `json:"paymentModes"`
	CreditNotes    []CreditNote               `json:"creditNotes"`
	Attribution    Attribution                `json:"attribution"`
	BillPoints     capillary.Told[BillPoints] `json:"billPoints"`     // with EmbedBillPoints
	Identifiers    []UsedIdentifier           `json:"txnIdentifiers"` // by which the customer was named when it was added
	Warnings       []capillary.Issue          `json:"warnings"`

	CurrencyLog capillary.Told[CurrencyLog] `json:"currencyLogDto"` // with LocalCurrency

	BillingTimeInputOffset string `json:"billingTimeInputOffset"` // the offset that BillingTime was sent with, such as +05:30
}

// UsedIdentifier is an identifier by which a customer was named.
type UsedIdentifier struct {
	Type  IdentifierType `json:"type"`
	Value string         `json:"value"`
}

// CurrencyLog are amounts in the currency that a transaction was made in, and what they were counted with. Days have no clock of
// their own unless the API says the moment beside them.
type CurrencyLog struct {
	ID                    int64     `json:"id"`
	OrgID                 int64     `json:"orgId"`
	RefID                 int64     `json:"refId"`   // id of the transaction or line item
	RefType               string    `json:"refType"` // REGULAR, …
	AddedBy               int64     `json:"addedBy"`
	AddedOn               time.Time `json:"addedOn"`
	AutoUpdateTimestamp   time.Time `json:"autoUpdateTimestamp"`
	BaseCurrencyID        int64     `json:"baseCurrencyId"`
	BaseCurrency          Currency  `json:"baseCurrency"` // of the organisation
	TransactionCurrencyID int64     `json:"transactionCurrencyId"`
	TransactionCurrency   Currency  `json:"transactionCurrency"`

	Ratio            decimal.Decimal `json:"ratio"` // what one unit of the transaction's currency is worth in the base currency
	Value            decimal.Decimal `json:"value"` // in the base currency
	LocalValue       decimal.Decimal `json:"localValue"`
	LocalGrossAmount decimal.Decimal `json:"localGrossAmount"`
	LocalDiscount    decimal.Decimal `json:"localDiscount"`
	LocalAmount      decimal.Decimal `json:"localAmount"` // of a line item
	LocalRate        decimal.Decimal `json:"localRate"`   // of a line item
}

// Currency is a currency of an organisation.
type Currency struct {
	ID      int64           `json:"id"`
	Name    string          `json:"name"`
	Symbol  string          `json:"symbol"`
	ISOCode string          `json:"isoCode"`
	RefID   int64           `json:"refId"`
	Ratio   decimal.Decimal `json:"ratio"`
}

// TransactionType is a kind of transaction.
type TransactionType string

// The documented kinds.
const (
	TransactionRegular TransactionType = "REGULAR"
	TransactionReturn  TransactionType = "RETURN"
	TransactionAll     TransactionType = "ALL" // in requests

	TransactionNotInterested TransactionType = "NOT_INTERESTED" // the customer did not want to join
)

// OutlierStatus says whether a transaction looks unlike others.
type OutlierStatus string

// The documented statuses.
const (
	OutlierNormal   OutlierStatus = "NORMAL"
	OutlierOutlier  OutlierStatus = "OUTLIER"
	OutlierInternal OutlierStatus = "INTERNAL"
	OutlierInvalid  OutlierStatus = "INVALID"
	OutlierFailed   OutlierStatus = "FAILED"
	OutlierDeleted  OutlierStatus = "DELETED"
	OutlierRetro    OutlierStatus = "RETRO"
	OutlierFraud    OutlierStatus = "FRAUD"
	OutlierTest     OutlierStatus = "TEST"
)

// PaymentMode is how a part of a bill was paid.
type PaymentMode struct {
	ID               int64           `json:"id"`
	OrgPaymentModeID int64           `json:"orgPaymentModeId"`
	Mode             string          `json:"mode"` // Cash, UPI, …
	Amount           decimal.Decimal `json:"amount" lenient:"also=value"`
	Notes            string          `json:"notes"`
	Attributes       any             `json:"attributes"` // a list or an object
}

// CreditNote is a credit note that a transaction gave.
type CreditNote struct {
	Number      string          `json:"number"`
	Amount      decimal.Decimal `json:"amount"`
	Notes       string          `json:"notes"`
	ReferenceID string          `json:"referenceId"`
}

// BillPoints are the points and other currencies that a bill gave, in each loyalty program: one by one, and in sum.
type BillPoints struct {
	PointsBreakup                     []ProgramBillPoints      `json:"pointsBreakup"`
	AggregatedBillPoints              []ProgramBillSums        `json:"aggregatedBillPoints"`
	AlternateCurrenciesBreakup        []ProgramBillCurrencies  `json:"alternateCurrenciesBreakup"`
	AggregatedBillAlternateCurrencies []ProgramBillCurrencySum `json:"aggregatedBillAlternateCurrencies"`
}

// ProgramBillPoints are the points that a bill gave in a program.
type ProgramBillPoints struct {
	ProgramID     int64           `json:"programId"`
	ProgramName   string          `json:"programName"`
	RegularPoints []AwardedPoints `json:"regularPoints"`
	PromisePoints []AwardedPoints `json:"promisePoints"` // can be spent later
	PromoPoints   []AwardedPoints `json:"promoPoints"`   // of promotions
}

// AwardedPoints are points of one award.
type AwardedPoints struct {
	Points            decimal.Decimal `json:"points"`
	PointsAwardedType PointsType      `json:"pointsAwardedType"`
}

// ProgramBillSums are the sums of the points that a bill gave in a program.
type ProgramBillSums struct {
	ProgramID     int64     `json:"programId"`
	ProgramName   string    `json:"programName"`
	RegularPoints PointsSum `json:"regularPoints"`
	PromisePoints PointsSum `json:"promisePoints"`
	PromoPoints   PointsSum `json:"promoPoints"`
}

// PointsSum is a sum of points.
type PointsSum struct {
	Points decimal.Decimal `json:"points"`
}

// ProgramBillCurrencies are the alternate currencies that a bill gave in a program.
type ProgramBillCurrencies struct {
	ProgramID   int64          `json:"programId"`
	ProgramName string         `json:"programName"`
	Currencies  []BillCurrency `json:"alternateCurrenciesBreakups"`
}

// BillCurrency is an alternate currency that a bill gave, award by award.
type BillCurrency struct {
	Name        string          `json:"name"`
	Identifier  string          `json:"identifier"`
	Regular     []AwardedPoints `json:"regular"`
	Promised    []AwardedPoints `json:"promised"`
	Promotional []AwardedPoints `json:"promotional"`
}

// ProgramBillCurrencySum are the sums of the alternate currencies that a bill gave in a program.
type ProgramBillCurrencySum struct {
	ProgramID   int64             `json:"programId"`
	ProgramName string            `json:"programName"`
	Currencies  []BillCurrencySum `json:"aggregatedAlternateCurrencies"`
}

// BillCurrencySum are the sums of an alternate currency that a bill gave.
type BillCurrencySum struct {
	Name        string    `json:"name"`
	Identifier  string    `json:"identifier"`
	Regular     PointsSum `json:"regular"`
	Promised    PointsSum `json:"promised"`
	Promotional PointsSum `json:"promotional"`
}
