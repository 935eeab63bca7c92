package usergroup

import (
	"context"
	"iter"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/transaction"
)

// Transactions lists the bills of a group, the newest first. The group is named by its id, its external id, or the user id of its
// primary member. Without o.Embed each has its amounts and little more. Error: ErrNotFound.
//
// GET /v2/userGroup2/transactions
func (s *Service) Transactions(ctx context.Context, group Identifier, o TransactionsOptions,
	opts ...capillary.RequestOption) (*capillary.Page[Transaction], error) {
	q := o.of(group)
	return capillary.Call[*capillary.Page[Transaction]](ctx, s.client, opTransactions,
		capillary.Input{Customer: q.member, Query: q}, opts...)
}

// AllTransactions iterates over all pages of Transactions, from o.Offset on.
func (s *Service) AllTransactions(ctx context.Context, group Identifier, o TransactionsOptions,
	opts ...capillary.RequestOption) iter.Seq2[Transaction, error] {
	return capillary.All(o.Offset, func(offset int64) (*capillary.Page[Transaction], error) {
		o.Offset = offset
		return s.Transactions(ctx, group, o, opts...)
	})
}

// TransactionsOptions choose bills of a group, and what is loaded of them.
type TransactionsOptions struct {
	Type                  transaction.Type     `url:"type,omitempty"` // transaction.TypeRegular, transaction.TypeReturn or TypeAll
	Member                capillary.Identifier `url:"-"`              // bills of one member: user id, mobile, e-mail or external id
	TransactionID         int64                `url:"transactionId,omitempty"`
	BillNumber            string               `url:"billNumber,omitempty"`
	StartDate             time.Time            `url:"startDate,omitempty"` // at that time or later
	EndDate               time.Time            `url:"endDate,omitempty"`   // before that time
	Embed                 []Embed              `url:"embed,omitempty,comma"`
	GetDataForAllPrograms bool                 `url:"getDataForAllPrograms,omitempty"` // for future use
	CreditNotes           bool                 `url:"creditNotes,omitempty"`
	PointsBreakup         bool                 `url:"points_breakup,omitempty"` // points of returns stand with the bill that was returned
	Roles                 string               `url:"roles,omitempty"`          // a sample sends true
	Order                 customer.SortOrder   `url:"order,omitempty"`          // customer.Descending if empty
	Limit                 int64                `url:"limit,omitempty"`          // bills of a page, 20 if zero
	Offset                int64                `url:"offset,omitempty"`         // bills to skip
}

// TypeAll asks for bills and returns.
const TypeAll transaction.Type = "ALL"

// Embed is a part of a bill that is loaded only when asked for.
type Embed string

// The documented parts.
const (
	EmbedExtendedFields  Embed = "EXTENDEDFIELDS"
	EmbedCustomFields    Embed = "CUSTOMFIELDS"
	EmbedLineItems       Embed = "LINEITEMS"
	EmbedPaymentDetails  Embed = "PAYMENTDETAILS" // of regular bills only
	EmbedCustomerDetails Embed = "CUSTOMERDETAILS"
	EmbedBasicDetails    Embed = "BASICDETAILS"
)

// transactionsQuery has the member by user id; by another identifier they stand in the query as customers do.
type transactionsQuery struct {
	named
	TransactionsOptions

	CustomerID string `url:"customerId,omitempty"`
	member     capillary.Identifier
}

func (o TransactionsOptions) of(group Identifier) transactionsQuery {
	q := transactionsQuery{named: group.named(), TransactionsOptions: o, member: o.Member}
	if _, ok := o.Member.UserID(); ok {
		q.CustomerID, q.member = o.Member.Value(), capillary.Identifier{}
	}
	return q
}

// Transaction is a bill of a group.
type Transaction struct {
	ID                int64                       `json:"id"`
	Type              transaction.Type            `json:"type"`
	CustomerID        int64                       `json:"customerId"` // the member
	Source            string                      `json:"source"`     // such as instore
	UserGroup2        TransactionGroup            `json:"userGroup2"`
	BillDetails       BillDetails                 `json:"billDetails"`
	LineItems         []LineItem                  `json:"lineItems"`
	PaymentModes      []transaction.StoredPayment `json:"paymentModes"`
	CreditNote        transaction.CreditNote      `json:"creditNote"`
	CustomFields      map[string]any              `json:"customFields"`
	ExtendedFields    map[string]any              `json:"extendedFields"`
	OutlierStatus     transaction.OutlierStatus   `json:"outlierStatus"`
	DeliveryStatus    transaction.DeliveryStatus  `json:"deliveryStatus"`
	BasketSize        decimal.Decimal             `json:"basketSize"` // quantity of all items
	LifeTimePurchases decimal.Decimal             `json:"lifeTimePurchases"`
	Attribution       customer.Attribution        `json:"attribution"`
	AutoUpdateTime    time.Time                   `json:"autoUpdateTime"` // last change
	ReturnDetails     transaction.ReturnDetails   `json:"returnDetails"`
	NIReturnDetails   transaction.ReturnDetails   `json:"niReturnDetails"`

	PointSummary          BillPoints       `json:"pointSummary"`
	LoyaltiesPointDetails []BillPoints     `json:"loyaltiesPointDetails"` // by program
	BillPointsBreakup     []map[string]any `json:"billPointsBreakup"`     // of undocumented form

	TransactionEventStatus string `json:"transactionEventStatus"` // PROCESSING_COMPLETE, …
	IgnorePoints           bool   `json:"ignorePoints"`
	AddWithLocalCurrency   bool   `json:"addWithLocalCurrency"`
	RetroTxn               bool   `json:"retroTxn"` // was a not-interested transaction before
	Simulation             bool   `json:"simulation"`
	Async                  bool   `json:"async"`
	UseV2                  bool   `json:"useV2"`
	UseDefaultFleetGroup   bool   `json:"useDefaultFleetGroup"`

	Warnings []capillary.Issue `json:"warnings"`
}

// LineItem is a line item of a bill.
type LineItem struct {
	ID                int64                     `json:"id"`
	CustomerID        int64                     `json:"customerId"`
	Details           LineItemDetails           `json:"details"`
	OutlierStatus     transaction.OutlierStatus `json:"outlierStatus"`
	Valid             bool                      `json:"valid"`
	NIReturn          bool                      `json:"niReturn"`
	ReturnDetails     transaction.ReturnDetails `json:"returnDetails"`
	ReturnLineItems   []map[string]any          `json:"returnLineItemsDtos"` // of undocumented form, as the next three
	NIReturnLineItems []map[string]any          `json:"niReturnLineItemsDtos"`
	AddOnDetails      []map[string]any          `json:"addonDetails"`
	SplitItemsDetails []map[string]any          `json:"splitItemsDetails"`
}

// LineItemDetails are what a line item says.
type LineItemDetails struct {
	ItemCode          string           `json:"itemCode"`
	Description       string           `json:"description"`
	Qty               decimal.Decimal  `json:"qty"`
	Rate              decimal.Decimal  `json:"rate"`
	Value             decimal.Decimal  `json:"value"`
	Discount          decimal.Decimal  `json:"discount"`
	Amount            decimal.Decimal  `json:"amount"`
	Serial            string           `json:"serial"`
	Returnable        bool             `json:"returnable"`
	ReturnableDays    int64            `json:"returnableDays"` // -1 if not set
	Attributes        map[string]any   `json:"attributes"`
	AttributesSet     []map[string]any `json:"attributesSet"` // the same, one by one
	ExtendedFields    map[string]any   `json:"extendedFields"`
	ExtendedFieldsSet []map[string]any `json:"extendedFieldsSet"` // the same, one by one

	// In the first generation, the same as the values of those names, where they were set.
	QtySupportingNull      capillary.Told[decimal.Decimal] `json:"qtySupportingNull"`
	RateSupportingNull     capillary.Told[decimal.Decimal] `json:"rateSupportingNull"`
	ValueSupportingNull    capillary.Told[decimal.Decimal] `json:"valueSupportingNull"`
	DiscountSupportingNull capillary.Told[decimal.Decimal] `json:"discountSupportingNull"`
}

// TransactionGroup is the group that a bill belongs to.
type TransactionGroup struct {
	ID                int64           `json:"id"`
	ExternalID        string          `json:"externalId"`
	GroupName         string          `json:"groupName"`
	GroupStatus       Status          `json:"groupStatus"`
	LifeTimePurchases decimal.Decimal `json:"lifeTimePurchases"`
	PrimaryUserID     int64           `json:"primaryUserId"`
}

// BillDetails are the amounts of a bill, and where it was made.
type BillDetails struct {
	BillNumber      string                    `json:"billNumber"`
	BillingTime     time.Time                 `json:"billingTime"`
	BillingStore    customer.OrgEntity        `json:"billingStore"`
	Amount          decimal.Decimal           `json:"amount"`
	GrossAmount     decimal.Decimal           `json:"grossAmount"`
	Discount        decimal.Decimal           `json:"discount"`
	Note            string                    `json:"note"`
	ReturnDetails   transaction.ReturnDetails `json:"returnDetails"`
	NIReturnDetails transaction.ReturnDetails `json:"niReturnDetails"`
	InvalidBill     bool                      `json:"invalidBill"`
}

// BillPoints are the points that a bill gave in a program.
type BillPoints struct {
	ProgramID             int64           `json:"programId"`
	IssuedPoints          decimal.Decimal `json:"issuedPoints"`
	ReturnedPoints        decimal.Decimal `json:"returnedPoints"`
	RedeemedPoints        decimal.Decimal `json:"redeemedPoints"`
	ExpiredPoints         decimal.Decimal `json:"expiredPoints"`
	AvailablePoints       decimal.Decimal `json:"availablePoints"`
	DelayedPoints         decimal.Decimal `json:"delayedPoints"` // promised
	DelayedPointsReturned decimal.Decimal `json:"delayedPointsReturned"`
	ExpiryDate            time.Time       `json:"expiryDate"`
	RedeemableFrom        time.Time       `json:"redeemableFrom"`
}
