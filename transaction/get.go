package transaction

import (
	"context"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/envelope"
	"github.com/capillary-go/sdk/internal/sent"
)

// Get returns a transaction by its id. Only transactions of one type are looked for: TypeRegular, unless o.Type says
// another. Its points are loaded with o.MLP and o.PointsBreakup together. Transactions of customers whose personal data was
// deleted can't be read. Errors: ErrIDInvalid, ErrInvalidID.
//
// GET /v2/transactions/{id}
func (s *Service) Get(ctx context.Context, id int64, o GetOptions, opts ...capillary.RequestOption) (*Transaction, error) {
	return capillary.Call[*Transaction](ctx, s.client, opGet, capillary.Input{Path: []string{strconv.FormatInt(id, 10)}, Query: o}, opts...)
}

// GetOptions say which transaction is looked for, and what is loaded with it.
type GetOptions struct {
	Type          Type `url:"type,omitempty"`
	Tenders       bool `url:"tenders,omitempty"`        // load PaymentModes
	CreditNotes   bool `url:"credit_notes,omitempty"`   // load CreditNote, which only v1.1 can add
	MLP           bool `url:"mlp,omitempty"`            // load points
	PointsBreakup bool `url:"points_breakup,omitempty"` // load the breakup of points
}

// GetByNumber returns a transaction by its bill number, without its points. Where a number is unique only within a till
// or a store, GetV1 can narrow it down. Errors: ErrBillNotFound.
//
// GET /v2/transactions/getByBillNumber/{billNumber}
func (s *Service) GetByNumber(ctx context.Context, billNumber string, _ GetByNumberOptions, opts ...capillary.RequestOption) (*Transaction, error) {
	reply, err := capillary.Call[*numbered](ctx, s.client, opGetByNumber, capillary.Input{Path: []string{billNumber}, Sent: sent.Key(billNumber)}, opts...)
	if err != nil {
		return nil, err
	}
	return reply.first(billNumber)
}

// first is the first transaction that has the number. That none has it is said by an empty list alone: not by a page that leaves some
// out, by transactions with other numbers, or by one of which nothing is told.
func (r *numbered) first(number string) (*Transaction, error) {
	all, err := r.of(number)
	switch {
	case err != nil:
		return nil, err
	case len(all) > 0:
		return &all[0], nil
	case r.Data != nil && max(r.Pagination.Total, r.Pagination.TotalElements, r.Pagination.TotalEntries) == 0:
		return nil, &capillary.Error{Operation: opGetByNumber.Name, Outcome: capillary.OutcomeRefused, Tries: 1,
			Issues: []capillary.Issue{{Code: ErrBillNotFound.Code(), Message: "the list is empty"}}}
	}
	return nil, otherNumbers()
}

// of are the transactions that have the number. Those of which it is not told have it too; one that has another was not asked for.
func (r *numbered) of(number string) (all []Transaction, err error) {
	if len(r.Data) == 0 && (r.ID != 0 || r.BillDetails.BillNumber != "") {
		return []Transaction{r.Transaction}, nil
	}
	for i := range r.Data {
		if n := r.Data[i].BillDetails.BillNumber; n == "" || envelope.SameKey(n, number) {
			all = append(all, r.Data[i])
		}
	}
	if len(r.Data) > 0 && len(all) == 0 {
		return nil, otherNumbers()
	}
	return all, nil
}

func otherNumbers() error {
	return &capillary.Error{Operation: opGetByNumber.Name, Outcome: capillary.OutcomeFailed, Tries: 1,
		Reason: "the reply does not tell of a transaction with this number"}
}

// GetByNumberOptions are the options of GetByNumber, of which none is documented yet.
type GetByNumberOptions struct{}

// ByNumber returns all transactions that have a bill number, which need not be unique, without their points: GetByNumber
// returns the first of them. Where the reply has transactions with other numbers alone, they come back beside an error. Errors:
// ErrBillNotFound.
//
// GET /v2/transactions/getByBillNumber/{billNumber}
func (s *Service) ByNumber(ctx context.Context, billNumber string, _ GetByNumberOptions, opts ...capillary.RequestOption) (*capillary.Page[Transaction], error) {
	reply, err := capillary.Call[*numbered](ctx, s.client, opGetByNumber, capillary.Input{Path: []string{billNumber}, Sent: sent.Key(billNumber)}, opts...)
	if err != nil {
		return nil, err
	}
	page := &capillary.Page[Transaction]{Items: reply.Data, Pagination: reply.Pagination, Warnings: reply.Warnings}
	all, err := reply.of(billNumber)
	if err == nil {
		page.Items = all
	}
	return page, err
}

// numbered is the reply to GetByNumber: the transactions that have the number, in older replies the one by itself.
type numbered struct {
	Transaction

	Data       []Transaction        `json:"data"`
	Pagination capillary.Pagination `json:"pagination"`
}

// Transaction is a transaction as it is stored.
type Transaction struct {
	ID                int64                `json:"id"`
	Type              Type                 `json:"type"`
	CustomerID        int64                `json:"customerId"`
	Source            string               `json:"source"` // such as instore
	BillDetails       BillDetails          `json:"billDetails"`
	LineItems         []StoredLineItem     `json:"lineItems"`
	PaymentModes      []StoredPayment      `json:"paymentModes"`
	CreditNote        CreditNote           `json:"creditNote"`
	CustomFields      map[string]any       `json:"customFields"`
	ExtendedFields    map[string]any       `json:"extendedFields"`
	OutlierStatus     OutlierStatus        `json:"outlierStatus"`
	DeliveryStatus    DeliveryStatus       `json:"deliveryStatus"`
	BasketSize        decimal.Decimal      `json:"basketSize"`        // quantity of all items
	LifeTimePurchases decimal.Decimal      `json:"lifeTimePurchases"` // of the customer
	Attribution       customer.Attribution `json:"attribution"`
	AutoUpdateTime    time.Time            `json:"autoUpdateTime"` // last change
	ReturnDetails     ReturnDetails        `json:"returnDetails"`
	NIReturnDetails   ReturnDetails        `json:"niReturnDetails"` // of a not-interested transaction

	LoyaltiesPointDetails []StoredPoints                       `json:"loyaltiesPointDetails"` // with MLP and PointsBreakup
	CurrencyLog           capillary.Told[customer.CurrencyLog] `json:"currencyLogDto"`        // of one in another currency
	BillPointsBreakup     []map[string]any                     `json:"billPointsBreakup"`     // documented as always empty here; user groups have it

	IgnorePoints         bool `json:"ignorePoints"`
	AddWithLocalCurrency bool `json:"addWithLocalCurrency"`
	RetroTxn             bool `json:"retroTxn"` // was a not-interested transaction before
	Simulation           bool `json:"simulation"`
	Async                bool `json:"async"`
	UseV2                bool `json:"useV2"`
	UseDefaultFleetGroup bool `json:"useDefaultFleetGroup"`

	Warnings []capillary.Issue `json:"warnings"`
}

// BillDetails is the bill of a transaction.
type BillDetails struct {
	BillNumber             string            `json:"billNumber"`
	BillingTime            time.Time         `json:"billingTime"`
	BillingTimeInputOffset string            `json:"billingTimeInputOffset"` // the offset that BillingTime was sent with, such as +05:30
	BillingStore           OrgEntity         `json:"billingStore"`
	Amount                 decimal.Decimal   `json:"amount"`
	GrossAmount            decimal.Decimal   `json:"grossAmount"`
	Discount               decimal.Decimal   `json:"discount"`
	Note                   string            `json:"note"`
	ReturnDetails          ReturnDetails     `json:"returnDetails"`
	NIReturnDetails        ReturnDetails     `json:"niReturnDetails"`
	InvalidBill            bool              `json:"invalidBill"`
	Currency               customer.Currency `json:"currency"`              // of one in another currency
	PointsEarningEntities  BillEarning       `json:"pointsEarningEntities"` // Earning only
}

// ReturnDetails say whether something was cancelled.
type ReturnDetails struct {
	Canceled bool `json:"canceled"`
}

// StoredLineItem is a line item of a transaction.
type StoredLineItem struct {
	ID                    int64                                `json:"id"`
	CustomerID            int64                                `json:"customerId"`
	Details               LineItemDetails                      `json:"details"`
	OutlierStatus         OutlierStatus                        `json:"outlierStatus"`
	Valid                 bool                                 `json:"valid"`
	NIReturn              bool                                 `json:"niReturn"`
	ReturnDetails         ReturnDetails                        `json:"returnDetails"`
	ReturnLineItems       []map[string]any                     `json:"returnLineItemsDtos"` // of undocumented form, as the next four
	NIReturnLineItems     []map[string]any                     `json:"niReturnLineItemsDtos"`
	AddOnDetails          []map[string]any                     `json:"addonDetails"`
	SplitItemsDetails     []map[string]any                     `json:"splitItemsDetails"`
	ComboDetails          []map[string]any                     `json:"comboDetails"`
	PointsEarningEntities LineItemEarning                      `json:"pointsEarningEntities"` // Earning only
	CurrencyLog           capillary.Told[customer.CurrencyLog] `json:"currencyLogDto"`        // of one in another currency
}

// LineItemDetails are what a line item says. The description is the one that came with the bill, not the product's. The bundles
// stand here where a bill was just added; those of a stored one have no documented form, see StoredLineItem.
type LineItemDetails struct {
	ItemCode       string           `json:"itemCode"`
	Description    string           `json:"description"`
	Qty            decimal.Decimal  `json:"qty"`
	Rate           decimal.Decimal  `json:"rate"`
	Value          decimal.Decimal  `json:"value"`
	Discount       decimal.Decimal  `json:"discount"`
	Amount         decimal.Decimal  `json:"amount"`
	Serial         string           `json:"serial"`
	Returnable     bool             `json:"returnable"`
	ReturnableDays int64            `json:"returnableDays"` // -1 if not set
	Attributes     map[string]any   `json:"attributes"`
	AttributesSet  []map[string]any `json:"attributesSet"` // the same, one by one
	CustomFields   map[string]any   `json:"customFields"`
	ExtendedFields map[string]any   `json:"extendedFields"`

	NewExtendedFields map[string]any `json:"newExtendedFields"`

	ComboDetails []BundleItem `json:"comboDetails"`
	AddOnDetails []BundleItem `json:"addOnDetails"`
	SplitDetails []BundleItem `json:"splitDetails"`
}

// StoredPoints are the points of a transaction in one loyalty program.
type StoredPoints struct {
	ProgramID             int64           `json:"programId"`
	IssuedPoints          decimal.Decimal `json:"issuedPoints"`
	ReturnedPoints        decimal.Decimal `json:"returnedPoints"`
	RedeemedPoints        decimal.Decimal `json:"redeemedPoints"`
	ExpiredPoints         decimal.Decimal `json:"expiredPoints"`
	AvailablePoints       decimal.Decimal `json:"availablePoints"`
	DelayedPoints         decimal.Decimal `json:"delayedPoints"`         // promised: can be spent later
	DelayedPointsReturned decimal.Decimal `json:"delayedPointsReturned"` // of promised points: taken back before
	ExpiryDate            time.Time       `json:"expiryDate"`
	RedeemableFrom        time.Time       `json:"redeemableFrom"`
	PointsBreakup         PointsByState   `json:"pointsBreakup"`
}

// PointsByState are points that can be spent now, and points that are promised.
type PointsByState struct {
	CurrentPoints  PointsByKind `json:"currentPoints"`
	PromisedPoints PointsByKind `json:"promisedPoints"`
}

// PointsByKind are points of the program itself, and points of promotions.
type PointsByKind struct {
	Regular     []PointsBatch `json:"regularPointsBreakup"`
	Promotional []PointsBatch `json:"promotionalPointsBreakup"`
}

// PointsBatch are points that were given together.
type PointsBatch struct {
	ProgramID      int64           `json:"programId"`
	PromotionID    int64           `json:"promotionId"`
	PromotionName  string          `json:"promotionName"`
	Issued         decimal.Decimal `json:"issued"`
	Returned       decimal.Decimal `json:"returned"`
	Redeemed       decimal.Decimal `json:"redeemed"`
	Expired        decimal.Decimal `json:"expired"`
	AwardedDate    time.Time       `json:"awardedDate"`
	ExpiryDate     time.Time       `json:"expiryDate"`
	ExpiryType     string          `json:"expiryType"`     // fixed, …
	AllocationType string          `json:"allocationType"` // BILL or LINEITEM
	SKUCode        string          `json:"skuCode"`        // of a line item
	RedeemableFrom time.Time       `json:"redeemableFrom"` // of promised points
}

// StoredPayment is how a part of a bill was paid.
type StoredPayment struct {
	ID               int64           `json:"id"`
	OrgPaymentModeID int64           `json:"orgPaymentModeId"`
	Mode             string          `json:"mode"`
	Amount           decimal.Decimal `json:"amount"`
	Notes            string          `json:"notes"`
	Attributes       []any           `json:"attributes"` // of undocumented form
}

// CreditNote is a credit note that came with a bill.
type CreditNote struct {
	Number       string          `json:"number"`
	Amount       decimal.Decimal `json:"amount"`
	Notes        string          `json:"notes"`
	Validity     capillary.Day   `json:"validity"`
	UpdateAmount bool            `json:"updateAmount"`
}
