package transaction

import (
	"cmp"
	"context"
	"encoding/json"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/outbox"
)

// AddBulk adds several transactions and returns, of one customer or of many:
//
//	transactions.AddBulk(ctx, []transaction.BulkBill{{
//		Customer: capillary.Mobile("919740000000"),
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
		Header: downstream(o.DirectReplay, o.SkipDownstream), Sent: numbersOf(bills),
		LookUp: s.lookUpBulk(bills, time.Now(), opts)}, opts...)
}

func numbersOf(bills []BulkBill) []string {
	numbers := make([]string, len(bills))
	for i := range bills {
		numbers[i] = bills[i].Bill.BillNumber
	}
	return numbers
}

// BulkOptions say how transactions are added or changed.
type BulkOptions struct {
	DirectReplay   bool // loyalty is queued, and runs soon after
	SkipDownstream bool // the transactions are saved and nobody is told: no loyalty, no events, as an import does
}

// BulkBill is one of several bills, with its customer.
type BulkBill struct {
	// Customer is named by any identifier, in the source and account that it has of its own (Identifier.In), else in those of the
	// call or the client (capillary.WithSource), else in capillary.SourceInStore.
	Customer capillary.Identifier `json:"customer,omitzero"`
	Bill     Bill                 `json:"bill"`

	// UserGroup2PrimaryUser is another way to tag the transaction to a user group, beside those of Bill: the group's primary
	// member.
	UserGroup2PrimaryUser capillary.Identifier `json:"userGroup2PrimaryUser,omitzero"`
}

// Validate refuses what Bill refuses, a transaction of nobody unless its type says so, and a group of nobody.
func (b BulkBill) Validate() error {
	if !b.UserGroup2PrimaryUser.IsZero() {
		if err := checkSourced("userGroup2PrimaryUser", b.UserGroup2PrimaryUser); err != nil {
			return err
		}
	}
	if b.Customer.IsZero() && b.Bill.Type.anonymous() {
		return b.Bill.Validate()
	}
	return first(checkSourced("customer", b.Customer), b.Bill.Validate())
}

// checkSourced refuses a customer who is not named (ErrCustomerDetailsMissing). The source goes out too.
func checkSourced(field string, who capillary.Identifier) error {
	return capillary.CheckCustomer(field, who.In("", ""))
}

// in is the bill as it goes out, with a source for a customer who has none.
func (b BulkBill) in(source capillary.Source, accountID string) any {
	body := bulkBillBody{Bill: b.Bill, customerBody: customerOf(b.Customer, source, accountID)}
	if member := b.UserGroup2PrimaryUser; !member.IsZero() {
		body.MemberSource, body.MemberAccountID = member.Account()
		body.MemberType, body.MemberValue = member.Name(), member.Value()
	}
	return body
}

// bulkBillBody is a BulkBill as the API has it.
type bulkBillBody struct {
	Bill
	customerBody

	MemberType      string           `json:"userGroup2PrimaryUserIdentifierType,omitzero"`
	MemberValue     string           `json:"userGroup2PrimaryUserIdentifierValue,omitzero"`
	MemberSource    capillary.Source `json:"userGroup2PrimaryUserSource,omitzero"`
	MemberAccountID string           `json:"userGroup2PrimaryUserAccountId,omitzero"`
}

// UnmarshalJSON reads the bill as encoding/json writes it, or as the API documents it.
func (b *BulkBill) UnmarshalJSON(raw []byte) error {
	type fields BulkBill // without the methods
	var kept struct {
		Bill json.RawMessage `json:"bill"`
	}
	if json.Unmarshal(raw, &kept) == nil && kept.Bill != nil {
		return outbox.Read(raw, (*fields)(b))
	}
	var body bulkBillBody
	err := outbox.Read(raw, &body)
	*b = BulkBill{Customer: body.identifier(), Bill: body.Bill}
	if body.MemberValue != "" {
		b.UserGroup2PrimaryUser = capillary.IdentifierNamed(body.MemberType, body.MemberValue).In(body.MemberSource, body.MemberAccountID)
	}
	return err
}

// customerBody is the customer of one of several transactions, beside its other members.
type customerBody struct {
	IdentifierType  string           `json:"identifierType,omitzero"`
	IdentifierValue string           `json:"identifierValue,omitzero"`
	Source          capillary.Source `json:"source,omitzero"`
	AccountID       string           `json:"accountId,omitzero"`
}

// customerOf names a customer in a source: the identifier's own, or the given one, or the default.
func customerOf(who capillary.Identifier, source capillary.Source, accountID string) customerBody {
	if who.IsZero() {
		return customerBody{}
	}
	if own, ownAccount := who.Account(); own != "" || ownAccount != "" {
		source, accountID = own, ownAccount
	}
	return customerBody{who.Name(), who.Value(), cmp.Or(source, capillary.SourceInStore), accountID}
}

func (c customerBody) identifier() capillary.Identifier {
	if c.IdentifierValue == "" {
		return capillary.Identifier{}
	}
	return capillary.IdentifierNamed(c.IdentifierType, c.IdentifierValue).In(c.Source, c.AccountID)
}

// bulk is the body of a call about several transactions.
type bulk[T bulkItem] []T

type bulkItem interface {
	capillary.Validator
	in(source capillary.Source, accountID string) any
}

// Validate refuses an empty list, and asks each element.
func (b bulk[T]) Validate() error {
	if len(b) == 0 {
		return capillary.Invalid("transactions", "there are none")
	}
	return validateEach("transactions", b)
}

// In is the list as it goes out.
func (b bulk[T]) In(source capillary.Source, accountID string) any {
	items := make([]any, len(b))
	for i := range b {
		items[i] = b[i].in(source, accountID)
	}
	return items
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
	LineItems            []LineItemDetails                 `json:"lineItemsV2"`
	PaymentModes         []PaymentMode                   `json:"paymentModes"`
	Redemptions          Redemptions                     `json:"redemptions"`
	CustomFields         map[string]any                  `json:"customFields"`
	ExtendedFields       map[string]any                  `json:"extendedFields"`
	SideEffects          []customer.SideEffect           `json:"sideEffects"`
	UseDefaultFleetGroup bool                            `json:"useDefaultFleetGroup"`
}
