package transaction

import (
	"context"
	"net/http"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// GetV1 returns transactions by id or by number, narrowed down by store, till, amount, day and type. Only TypeRegular is
// looked for unless o.Type says another. A number that is unknown gives ErrNumberNotFound.
//
// The times are on the cluster's clock.
//
// GET /v1.1/transaction/get
func (s *Service) GetV1(ctx context.Context, o GetOptionsV1, opts ...capillary.RequestOption) (*capillary.Batch[TransactionV1], error) {
	return capillary.Call[*capillary.Batch[TransactionV1]](ctx, s.client, opGetV1, capillary.Input{Query: o.query(), Header: o.header()}, opts...)
}

// GetOptionsV1 say which transactions are looked for, and what is loaded with them. ID or Number is required
// (older pages take a store or a till alone).
type GetOptionsV1 struct {
	ID          int64           `url:"id,omitempty"`
	Number      string          `url:"number,omitempty"`
	StoreCode   string          `url:"store_code,omitempty"`
	TillCode    string          `url:"till_code,omitempty"`
	Amount      decimal.Decimal `url:"-"`
	Date        capillary.Day   `url:"date,omitempty"`
	Type        Type            `url:"type,omitempty"`
	Tenders     bool            `url:"tenders,omitempty"`      // load PaymentDetails
	CreditNotes bool            `url:"credit_notes,omitempty"` // load CreditNotes
	UserID      bool            `url:"user_id,omitempty"`      // load the customer's user id

	Language string `url:"-"` // ISO code of the language of extended fields, English if empty
}

func (o GetOptionsV1) header() http.Header {
	if o.Language == "" {
		return nil
	}
	return http.Header{"Language": {o.Language}}
}

func (o GetOptionsV1) query() getQueryV1 {
	q := getQueryV1{GetOptionsV1: o, Tender: o.Tenders}
	if !o.Amount.IsZero() {
		q.Amount = o.Amount.String()
	}
	return q
}

// getQueryV1 has what go-querystring can't write, and both of the documented spellings of one parameter.
type getQueryV1 struct {
	GetOptionsV1
	Amount string `url:"amount,omitempty"`
	Tender bool   `url:"tender,omitempty"`
}

// Validate refuses to look for nothing (ErrParametersMissing). Older pages take a store or a till alone too.
func (q getQueryV1) Validate() error {
	if q.ID == 0 && q.Number == "" && q.StoreCode == "" && q.TillCode == "" {
		return capillary.Invalid("number", "the transaction's id or number is required")
	}
	return nil
}

// TransactionV1 is a transaction as it is stored.
type TransactionV1 struct {
	ID             int64           `json:"id"`
	Number         string          `json:"number"`
	Type           Type            `json:"type"`
	Amount         decimal.Decimal `json:"amount"`
	GrossAmount    decimal.Decimal `json:"gross_amount"`
	Discount       decimal.Decimal `json:"discount"`
	Currency       CurrencyV1      `json:"currency"`
	LocalCurrency  LocalCurrencyV1 `json:"local_currency"`
	BillingTime    time.Time       `json:"billing_time"`
	AutoUpdateTime time.Time       `json:"auto_update_time"` // last change
	Notes          string          `json:"notes"`
	Source         string          `json:"source"` // such as instore
	Store          string          `json:"store"`
	BillingStore   CodeNameV1      `json:"billing_store"`
	BillingTill    CodeNameV1      `json:"billing_till"`
	OutlierStatus  OutlierStatus   `json:"outlier_status"`
	DeliveryStatus DeliveryStatus  `json:"delivery_status"`
	Customer       CustomerV1      `json:"customer"`
	LineItems      StoredItemsV1   `json:"line_items"`
	PaymentDetails PaymentsV1      `json:"payment_details"`
	CreditNotes    any             `json:"credit_notes"` // of undocumented form
	CustomFields   FieldsV1        `json:"custom_fields"`
	ExtendedFields FieldsV1        `json:"extended_fields"`
}

// CustomerV1 is the customer of a transaction. A not-interested one has none.
type CustomerV1 struct {
	UserID     int64  `json:"user_id" lenient:"also=id"`
	Mobile     string `json:"mobile"`
	Email      string `json:"email"`
	ExternalID string `json:"external_id"`
	FirstName  string `json:"first_name" lenient:"also=firstname"`
	LastName   string `json:"last_name" lenient:"also=lastname"`
	Source     string `json:"source"` // such as instore
}

// CurrencyV1 is a currency. Ratio is that of a transaction.
type CurrencyV1 struct {
	ID     int64           `json:"id"`
	Name   string          `json:"name"`
	Symbol string          `json:"symbol"`
	Ratio  decimal.Decimal `json:"ratio"`
}

// LocalCurrencyV1 are the amounts of a bill or a line item in the currency in which it was paid.
type LocalCurrencyV1 struct {
	ID                  int64           `json:"id"` // of the conversion
	Ratio               decimal.Decimal `json:"ratio"`
	BaseCurrency        CurrencyV1      `json:"base_currency"` // the organisation's
	TransactionCurrency CurrencyV1      `json:"transaction_currency"`
	Amount              decimal.Decimal `json:"amount"`
	Value               decimal.Decimal `json:"value"` // of a bill, in the organisation's currency
	Rate                decimal.Decimal `json:"rate"`
	Discount            decimal.Decimal `json:"discount"`
	GrossAmount         decimal.Decimal `json:"gross_amount"`
}

// StoredItemsV1 are the rows of a bill.
type StoredItemsV1 struct {
	LineItem []StoredLineItemV1 `json:"line_item"`
}

// StoredLineItemV1 is one row of a bill. The description is the one that came with the bill, not the product's.
type StoredLineItemV1 struct {
	Type           Type            `json:"type"`
	OutlierStatus  OutlierStatus   `json:"outlier_status"`
	Serial         int64           `json:"serial"`
	ItemCode       string          `json:"item_code"`
	Variant        string          `json:"variant"`
	Description    string          `json:"description"`
	Qty            decimal.Decimal `json:"qty"`
	Rate           decimal.Decimal `json:"rate"`
	Value          decimal.Decimal `json:"value"`
	Discount       decimal.Decimal `json:"discount"`
	Amount         decimal.Decimal `json:"amount"`
	LocalCurrency  LocalCurrencyV1 `json:"local_currency"`
	ImgURL         string          `json:"img_url"`
	Returnable     bool            `json:"returnable"`
	ReturnableDays int64           `json:"returnable_days"` // -1 if not set
	CustomFields   FieldsV1        `json:"custom_fields"`
	ExtendedFields FieldsV1        `json:"extended_fields"`
	ComboItems     ComboItemsV1    `json:"combo_items"`
	AddonItems     AddonItemsV1    `json:"addon_items"`
	SplitItems     SplitItemsV1    `json:"split_items"`
	Attributes     AttributesV1    `json:"attributes"`
}
