package customer

import (
	"context"
	"iter"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// Transactions lists a customer's bills and returns, the newest first. Without Embed each has its amounts and little more.
// It takes a user id; Lookup finds it.
//
// GET /v2/customers/{id}/transactions
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
}

// SortByBillingTime sorts transactions.
const SortByBillingTime SortBy = "BILLING_TIME"

// TransactionEmbed is a part of a transaction that is loaded only when asked for.
type TransactionEmbed string

// The documented parts.
const (
	EmbedBillCustomFields   TransactionEmbed = "BILL_CF"            // CustomFields
	EmbedBillExtendedFields TransactionEmbed = "BILL_EF"            // ExtendedFields
	EmbedAttribution        TransactionEmbed = "ATTRIBUTION"        // Attribution
	EmbedPaymentModes       TransactionEmbed = "PAYMENT_MODES"      // PaymentModes
	EmbedCreditNotes        TransactionEmbed = "CREDIT_NOTES"       // CreditNotes
	EmbedBillStoreDetails   TransactionEmbed = "BILL_STORE_DETAILS" // BillingStore
	EmbedBillPoints         TransactionEmbed = "BILL_POINTS"        // BillPoints, with alternate currencies where there are any
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

	BillingStore   OrgEntity         `json:"billingStore"`
	CustomFields   map[string]any    `json:"customFields"`
	ExtendedFields map[string]any    `json:"extendedFields"`
	PaymentModes   []PaymentMode     `json:"paymentModes"`
	CreditNotes    []CreditNote      `json:"creditNotes"`
	Attribution    Attribution       `json:"attribution"`
	BillPoints     BillPoints        `json:"billPoints"`
	Warnings       []capillary.Issue `json:"warnings"`
}

// TransactionType is a kind of transaction.
type TransactionType string

// The documented kinds.
const (
	TransactionRegular TransactionType = "REGULAR"
	TransactionReturn  TransactionType = "RETURN"
)

// OutlierStatus says whether a transaction looks unlike others.
type OutlierStatus string

// The documented statuses.
const (
	OutlierNormal  OutlierStatus = "NORMAL"
	OutlierOutlier OutlierStatus = "OUTLIER"
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

// BillPoints are the points and other currencies that a bill gave. The documentation names the parts and shows none, so
// they stay as they come.
type BillPoints struct {
	PointsBreakup                     any `json:"pointsBreakup"`
	AggregatedBillPoints              any `json:"aggregatedBillPoints"`
	AlternateCurrenciesBreakup        any `json:"alternateCurrenciesBreakup"`
	AggregatedBillAlternateCurrencies any `json:"aggregatedBillAlternateCurrencies"`
}
