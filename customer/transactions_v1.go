package customer

import (
	"context"
	"iter"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// TransactionsV1 returns the transactions of a customer, the latest first, ten if o.Limit is zero. It shows no line items.
// ErrNoRecommendations: there are none. WarnPointDetailsMissing as an error: the points could not be loaded.
//
// GET /v1.1/customer/transactions
func (s *Service) TransactionsV1(ctx context.Context, who capillary.Identifier, o TransactionsOptionsV1, opts ...capillary.RequestOption) (
	*TransactionsV1, error,
) {
	return capillary.Call[*TransactionsV1](ctx, s.client, opTransactionsV1, capillary.Input{Customer: who, Query: o}, opts...)
}

// AllTransactionsV1 iterates over the transactions of a customer, from o.Offset on, o.Limit in a call.
func (s *Service) AllTransactionsV1(ctx context.Context, who capillary.Identifier, o TransactionsOptionsV1, opts ...capillary.RequestOption) iter.Seq2[
	TransactionV1, error] {
	return capillary.All(o.Offset, func(offset int64) (*capillary.Page[TransactionV1], error) {
		o.Offset = offset
		t, err := s.TransactionsV1(ctx, who, o, opts...)
		if capillary.RefusedWith(err, ErrNoRecommendations) {
			return &capillary.Page[TransactionV1]{}, nil // the last page was the one before
		}
		if err != nil {
			return nil, err
		}
		return &capillary.Page[TransactionV1]{Items: t.Customer.Transactions.Transaction}, nil
	})
}

// TransactionsOptionsV1 are which transactions to return, and what of them.
type TransactionsOptionsV1 struct {
	Number        string             `url:"number,omitempty"`         // one transaction number
	TransactionID int64              `url:"transaction_id,omitempty"` // one transaction
	EntityType    EntityTypeV1       `url:"entity_type,omitempty"`    // with OAuth it is a header: capillary.OnBehalfOf
	EntityCode    string             `url:"entity_code,omitempty"`    // code of that entity
	StoreID       string             `url:"store_id,omitempty"`
	StoreCode     string             `url:"store_code,omitempty"`
	StartID       int64              `url:"start_id,omitempty"` // transaction ids from this one on
	EndID         int64              `url:"end_id,omitempty"`   // transaction ids up to this one
	StartDate     time.Time          `url:"start_date,omitempty" layout:"2006-01-02 15:04:05"`
	EndDate       time.Time          `url:"end_date,omitempty" layout:"2006-01-02 15:04:05"`
	CreditNotes   bool               `url:"credit_notes,omitempty"`   // with credit notes
	CustomFields  bool               `url:"custom_fields,omitempty"`  // load CustomFields
	PointsBreakup bool               `url:"points_breakup,omitempty"` // with what each transaction earned
	MLP           bool               `url:"mlp,omitempty"`            // all loyalty programs, not only the till's default
	LocalCurrency bool               `url:"local_currency,omitempty"` // load LocalCurrency
	Limit         int64              `url:"limit,omitempty"`          // transactions of a page
	Offset        int64              `url:"offset,omitempty"`         // transactions to skip
	Sort          TransactionsSortV1 `url:"sort,omitempty"`
	Order         SortOrder          `url:"order,omitempty"` // Descending if empty
}

// TransactionsV1 are transactions of a customer.
type TransactionsV1 struct {
	Customer struct {
		UserID                int64           `json:"user_id"`
		Firstname             string          `json:"firstname"`
		Lastname              string          `json:"lastname"`
		Mobile                string          `json:"mobile"`
		Email                 string          `json:"email"`
		ExternalID            string          `json:"external_id"`
		LifetimePoints        decimal.Decimal `json:"lifetime_points"`
		LifetimePurchases     decimal.Decimal `json:"lifetime_purchases"`
		LoyaltyPoints         decimal.Decimal `json:"loyalty_points"`
		CurrentSlab           string          `json:"current_slab"`
		RegisteredOn          time.Time       `json:"registered_on"`
		UpdatedOn             time.Time       `json:"updated_on"`
		Type                  TypeV1          `json:"type"`
		Source                string          `json:"source"`
		DelayedPoints         decimal.Decimal `json:"delayed_points"`
		DelayedReturnedPoints decimal.Decimal `json:"delayed_returned_points"`
		TotalAvailablePoints  decimal.Decimal `json:"total_available_points"`
		TotalReturnedPoints   decimal.Decimal `json:"total_returned_points"`
		Count                 int64           `json:"count"`
		Start                 int64           `json:"start"`
		Rows                  int64           `json:"rows"`
		Transactions          struct {
			Transaction []TransactionV1 `json:"transaction"`
		} `json:"transactions"`
		ItemStatus ItemStatusV1 `json:"item_status"`
	} `json:"customer"`
}

// TransactionV1 is a transaction of a customer.
type TransactionV1 struct {
	ID                   int64                 `json:"id"`
	Number               string                `json:"number"`
	Type                 TransactionTypeV1     `json:"type"`
	ReturnType           string                `json:"return_type"`
	Amount               decimal.Decimal       `json:"amount"`
	GrossAmount          decimal.Decimal       `json:"gross_amount"`
	Discount             decimal.Decimal       `json:"discount"`
	OutlierStatus        string                `json:"outlier_status"`
	DeliveryStatus       string                `json:"delivery_status"`
	Notes                string                `json:"notes"`
	BillingTime          time.Time             `json:"billing_time"`
	AutoUpdateTime       time.Time             `json:"auto_update_time"`
	Store                string                `json:"store"`
	StoreCode            string                `json:"store_code"`
	ReturnedPointsOnBill decimal.Decimal       `json:"returned_points_on_bill"`
	Currency             TransactionCurrencyV1 `json:"currency"`
	Points               TransactionPointsV1   `json:"points"`
	CustomFields         FieldsV1              `json:"custom_fields"`
	ExtendedFields       FieldsV1              `json:"extended_fields"`
	Coupons              []any                 `json:"coupons"` // their form is not documented
	BasketSize           int64                 `json:"basket_size"`
	LineItems            struct {
		LineItem []TransactionItemV1 `json:"line_item"`
	} `json:"line_items"`
	UserGroup2ID  int64           `json:"user_group2_id"`
	Identifiers   FieldsV1        `json:"identifiers"`
	LocalCurrency LocalCurrencyV1 `json:"local_currency"` // with the option LocalCurrency
}

// TransactionItemV1 is a line item of a transaction. What the documentation names without showing stays as it comes.
type TransactionItemV1 struct {
	ID                   int64             `json:"id"`
	Type                 TransactionTypeV1 `json:"type"`
	ReturnType           string            `json:"return_type"`
	OutlierStatus        string            `json:"outlier_status"`
	Serial               string            `json:"serial"`
	ItemCode             string            `json:"item_code"`
	Description          string            `json:"description"`
	Qty                  decimal.Decimal   `json:"qty"`
	Rate                 decimal.Decimal   `json:"rate"`
	Value                decimal.Decimal   `json:"value"`
	Discount             decimal.Decimal   `json:"discount"`
	Amount               decimal.Decimal   `json:"amount"`
	LineItemPointDetails any               `json:"line_item_point_details"`
	ExtendedFields       FieldsV1          `json:"extended_fields"`
	SplitItems           any               `json:"split_items"`
	AddOnItems           any               `json:"addon_items"`
	ComboItems           any               `json:"combo_items"`
	Attributes           struct {
		Attribute []FieldV1 `json:"attribute"`
	} `json:"attributes"`
	LocalCurrency LocalCurrencyV1 `json:"local_currency"`
}

// LocalCurrencyV1 are the amounts of a transaction or a line item in the currency that was paid in.
type LocalCurrencyV1 struct {
	ID                  int64           `json:"id"`
	Ratio               decimal.Decimal `json:"ratio"`
	BaseCurrency        CurrencyV1      `json:"base_currency"`
	TransactionCurrency CurrencyV1      `json:"transaction_currency"`
	Amount              decimal.Decimal `json:"amount"`
	Value               decimal.Decimal `json:"value"` // in the base currency
	Rate                decimal.Decimal `json:"rate"`  // of a line item
	Discount            decimal.Decimal `json:"discount"`
	GrossAmount         decimal.Decimal `json:"gross_amount"` // of a transaction
}

// CurrencyV1 is a currency, as v1.1 tells it.
type CurrencyV1 struct {
	ID     int64  `json:"id"`
	Name   string `json:"name"`
	Symbol string `json:"symbol"`
}

// TransactionCurrencyV1 is the base currency of a transaction, and the one that was paid in.
type TransactionCurrencyV1 struct {
	ID                  int64           `json:"id"`
	Name                string          `json:"name"`
	Symbol              string          `json:"symbol"`
	Ratio               decimal.Decimal `json:"ratio"`
	TransactionCurrency struct {
		SupportedCurrencyID int64  `json:"supported_currency_id"`
		Name                string `json:"name"`
		Symbol              string `json:"symbol"`
	} `json:"transaction_currency"`
}

// TransactionPointsV1 are the points of a transaction.
type TransactionPointsV1 struct {
	ProgramID            int64           `json:"program_id"`
	Issued               decimal.Decimal `json:"issued"`
	Redeemed             decimal.Decimal `json:"redeemed"`
	Returned             decimal.Decimal `json:"returned"`
	Expired              decimal.Decimal `json:"expired"`
	ReturnedPointsOnBill decimal.Decimal `json:"returnedPointsOnBill"`
	ExpiryDate           time.Time       `json:"expiry_date"`
}

// TransactionsSortV1 is what transactions are sorted by.
type TransactionsSortV1 string

// The documented keys.
const (
	TransactionsByDateV1 TransactionsSortV1 = "trans_date"
	TransactionsByIDV1   TransactionsSortV1 = "trans_id"
)
