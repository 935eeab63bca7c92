package transaction

import (
	"context"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
)

// AddBulk adds several transactions and returns, of one customer or of many:
//
//	transactions.AddBulk(ctx, []transaction.BulkBill{{
//		Customer: transaction.CustomerOf(capillary.Mobile("919740000000"), capillary.SourceInStore),
//		Bill:     transaction.Bill{Type: transaction.TypeRegular, BillNumber: "blr-7731", BillAmount: amount},
//	}}, transaction.BulkOptions{})
//
// The items of the reply are in the order of the request; each has its own error and warnings, with the codes of Add. The
// API refuses a batch over a limit that is not documented with ErrBatchLimitExceeded. A batch whose outcome is unknown is
// never sent again: its purchases are looked up one by one, as those of Add are, and what is found makes the batch partly done.
// SettleAddBulk asks again later.
//
// POST /v2/transactions/bulk
func (s *Service) AddBulk(ctx context.Context, bills []BulkBill, o BulkOptions, opts ...capillary.RequestOption) (*capillary.Batch[Added], error) {
	return capillary.Call[*capillary.Batch[Added]](ctx, s.client, opAddBulk, capillary.Input{Body: bulk[BulkBill](bills),
		Header: replay(o.DirectReplay), Sent: numbersOf(bills),
		LookUp: s.lookUpBulk(bills, time.Now(), opts)}, opts...)
}

func numbersOf(bills []BulkBill) []string {
	numbers := make([]string, len(bills))
	for i := range bills {
		numbers[i] = bills[i].BillNumber
	}
	return numbers
}

// BulkOptions say how transactions are added or changed.
type BulkOptions struct {
	DirectReplay bool // loyalty is queued, and runs soon after
}

// BulkBill is one of several bills, with its customer.
type BulkBill struct {
	Customer
	Bill

	// Other ways to tag the transaction to a user group, beside those of Bill: the group's primary member.
	UserGroup2PrimaryUserIdentifierType  string           `json:"userGroup2PrimaryUserIdentifierType,omitzero"`
	UserGroup2PrimaryUserIdentifierValue string           `json:"userGroup2PrimaryUserIdentifierValue,omitzero"`
	UserGroup2PrimaryUserSource          capillary.Source `json:"userGroup2PrimaryUserSource,omitzero"`
	UserGroup2PrimaryUserAccountID       string           `json:"userGroup2PrimaryUserAccountId,omitzero"`
}

// Validate refuses what Bill refuses, and a transaction of nobody unless its type says so.
func (b BulkBill) Validate() error {
	if b.Customer == (Customer{}) && b.Type.anonymous() {
		return b.Bill.Validate()
	}
	return first(b.Customer.Validate(), b.Bill.Validate())
}

// Customer names the customer of one of several transactions. Make it with CustomerOf.
type Customer struct {
	IdentifierType  string           `json:"identifierType,omitzero"`
	IdentifierValue string           `json:"identifierValue,omitzero"`
	Source          capillary.Source `json:"source,omitzero"`
	AccountID       string           `json:"accountId,omitzero"` // for sources with several accounts
}

// CustomerOf names a customer by an identifier in a source, capillary.SourceInStore if empty. Where the source has several
// accounts, set AccountID too: the source and account that an identifier or a client have of their own are not used here.
func CustomerOf(who capillary.Identifier, source capillary.Source) Customer {
	if source == "" {
		source = capillary.SourceInStore
	}
	return Customer{IdentifierType: who.Name(), IdentifierValue: who.Value(), Source: source}
}

// Validate refuses a customer who is not named fully (ErrCustomerDetailsMissing).
func (c Customer) Validate() error {
	switch {
	case c.IdentifierType == "":
		return capillary.Invalid("identifierType", "a customer needs one; see CustomerOf")
	case c.IdentifierValue == "":
		return capillary.Invalid("identifierValue", "a customer needs one")
	case c.Source == "":
		return capillary.Invalid("source", "a customer needs one, such as capillary.SourceInStore")
	}
	return nil
}

// bulk is the body of a call about several transactions.
type bulk[T capillary.Validator] []T

// Validate refuses an empty list, and asks each element.
func (b bulk[T]) Validate() error {
	if len(b) == 0 {
		return capillary.Invalid("transactions", "there are none")
	}
	return validateEach("transactions", b)
}

// Added is one of several transactions that were added.
type Added struct {
	EntityID int64     `json:"entityId"` // the id of the transaction
	Result   AddedBill `json:"result"`
}

// AddedBill is a bill as it was added, and what it earned.
type AddedBill struct {
	IdentifierType  string           `json:"identifierType"`
	IdentifierValue string           `json:"identifierValue"`
	Source          capillary.Source `json:"source"`
	AccountID       string           `json:"accountId"`

	Type                 Type                            `json:"type"`
	ReturnType           ReturnType                      `json:"returnType"`
	NotInterestedReason  string                          `json:"notInterestedReason"`
	BillNumber           string                          `json:"billNumber"`
	BillAmount           decimal.Decimal                 `json:"billAmount"`
	GrossAmount          capillary.Told[decimal.Decimal] `json:"grossAmount"`
	Discount             capillary.Told[decimal.Decimal] `json:"discount"`
	BillingDate          time.Time                       `json:"billingDate"`
	PurchaseTime         time.Time                       `json:"purchaseTime"`
	Note                 string                          `json:"note"`
	Currency             string                          `json:"currency"`
	DeliveryStatus       DeliveryStatus                  `json:"deliveryStatus"`
	OutlierStatus        OutlierStatus                   `json:"outlierStatus"`
	LineItems            []AddedLineItem                 `json:"lineItemsV2"`
	PaymentModes         []AddedPayment                  `json:"paymentModes"`
	Redemptions          AddedRedemption                 `json:"redemptions"`
	CustomFields         map[string]any                  `json:"customFields"`
	ExtendedFields       map[string]any                  `json:"extendedFields"`
	SideEffects          []customer.SideEffect           `json:"sideEffects"`
	UseDefaultFleetGroup bool                            `json:"useDefaultFleetGroup"`
}

// AddedLineItem is a line item as it was added.
type AddedLineItem struct {
	ItemCode       string            `json:"itemCode"`
	Description    string            `json:"description"`
	Qty            decimal.Decimal   `json:"qty"`
	Rate           decimal.Decimal   `json:"rate"`
	Value          decimal.Decimal   `json:"value"`
	Discount       decimal.Decimal   `json:"discount"`
	Amount         decimal.Decimal   `json:"amount"`
	Serial         string            `json:"serial"`
	Returnable     bool              `json:"returnable"`
	ReturnableDays int64             `json:"returnableDays"` // -1 if not set
	ComboDetails   []AddedBundleItem `json:"comboDetails"`
	AddOnDetails   []AddedBundleItem `json:"addOnDetails"`
	SplitDetails   []AddedBundleItem `json:"splitDetails"`
	Attributes     map[string]any    `json:"attributes"`
	CustomFields   map[string]any    `json:"customFields"`
	ExtendedFields map[string]any    `json:"extendedFields"`
}

// AddedBundleItem is a part of a line item as it was added.
type AddedBundleItem struct {
	ItemCode    string          `json:"itemCode"`
	Quantity    decimal.Decimal `json:"quantity"`
	Description string          `json:"description"`
	Rate        decimal.Decimal `json:"rate"`
	Value       decimal.Decimal `json:"value"`
	ComboType   ComboType       `json:"comboType"`
}

// AddedPayment is how a part of the bill was paid.
type AddedPayment struct {
	Mode       string          `json:"mode"`
	Value      decimal.Decimal `json:"value"`
	Notes      string          `json:"notes"`
	Attributes map[string]any  `json:"attributes"`
}

// AddedRedemption are the redemptions of a bill, by their ids.
type AddedRedemption struct {
	PointsRedemptions []int64 `json:"pointsRedemptions"`
	CouponRedemptions []int64 `json:"couponRedemptions"`
}
