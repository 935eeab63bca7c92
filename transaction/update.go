package transaction

import (
	"context"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/outbox"
	"github.com/capillary-go/sdk/internal/sent"
)

// Update changes the delivery status, the custom and extended fields, and those of line items with their outlier status. Nothing
// else of a transaction can be changed, and nothing of an exchange (TypeMixed); older servers change regular transactions of
// loyalty customers only. If several have the number, the one that was added first is changed: better name it by id.
//
// Errors: ErrIDNotOfCustomer, ErrNumberNotOfCustomer, ErrCustomerDetailsMissing, ErrLineItemID, ErrLineItemCode.
//
// PUT /v2/transactions
func (s *Service) Update(ctx context.Context, who capillary.Identifier, c Change, o UpdateOptions, opts ...capillary.RequestOption) (*Updated, error) {
	return capillary.Call[*Updated](ctx, s.client, opUpdate, capillary.Input{Customer: who, Body: c, Header: downstream(o.DirectReplay, o.SkipDownstream), Sent: sent.ID(c.ID)}, opts...)
}

// UpdateOptions say how a transaction is changed.
type UpdateOptions struct {
	DirectReplay   bool // loyalty is queued, and runs soon after
	SkipDownstream bool // the transaction is changed and nobody is told: no loyalty, no events
}

// Change is what to change of a transaction, which is named by its id or its number.
type Change struct {
	ID             int64            `json:"id,omitzero"`
	Number         string           `json:"number,omitzero"`
	Type           Type             `json:"type,omitzero"` // where to look for it; TypeRegular if empty
	DeliveryStatus DeliveryStatus   `json:"deliveryStatus,omitzero"`
	CustomFields   map[string]any   `json:"customFields,omitzero"`
	ExtendedFields map[string]any   `json:"extendedFields,omitzero"`
	LineItems      []LineItemChange `json:"lineItems,omitzero"`

	LoyaltyPromotionIdentifiers []string `json:"loyaltyPromotionIdentifiers,omitzero"`
	TillCode                    string   `json:"tillCode,omitzero"`
}

// Validate refuses a change of no transaction (ErrIDOrNumberMissing), and of no line item.
func (c Change) Validate() error {
	if c.ID == 0 && c.Number == "" {
		return capillary.Invalid("id", "the transaction's id or number is required")
	}
	return validateEach("lineItems", c.LineItems)
}

// LineItemChange is what to change of a line item, which is named by its id or its code.
type LineItemChange struct {
	ID             int64          `json:"id,omitzero"` // as the transaction has it
	ItemCode       string         `json:"itemCode,omitzero"`
	ExtendedFields map[string]any `json:"extendedFields,omitzero"`
	OutlierStatus  OutlierStatus  `json:"outlierStatus,omitzero"` // of what was bought, not of returns; Update only
}

// Validate refuses a change of no line item.
func (c LineItemChange) Validate() error {
	if c.ID == 0 && c.ItemCode == "" {
		return capillary.Invalid("itemCode", "the item's code or id is required")
	}
	return nil
}

// Updated is a transaction that was changed. The documentation shows the loyalty details only, and lists the other fields.
type Updated struct {
	ID             int64             `json:"id"`
	Number         string            `json:"number"`
	Type           Type              `json:"type"`
	Customer       map[string]any    `json:"customer"`
	CustomFields   map[string]any    `json:"customFields" lenient:"also=custom_fields"`
	ExtendedFields map[string]any    `json:"extendedFields" lenient:"also=extended_fields"`
	LoyaltyDetails []LoyaltyDetails  `json:"loyaltyDetails"`
	LineItems      []ChangedLineItem `json:"lineItems"`
	Warnings       []capillary.Issue `json:"warnings"`
}

// UpdateBulk changes the custom and extended fields of several regular transactions, and the extended fields of their line
// items. The items of the reply are in the order of the request; each has its own error and warnings, such as
// ErrCustomerDetailsMissing.
//
// PUT /v2/transactions/bulk
func (s *Service) UpdateBulk(ctx context.Context, changes []BulkChange, o UpdateBulkOptions, opts ...capillary.RequestOption) (
	*capillary.Batch[BulkUpdated], error,
) {
	return capillary.Call[*capillary.Batch[BulkUpdated]](ctx, s.client, opUpdateBulk, capillary.Input{Body: bulk[BulkChange](changes), Header: downstream(false, o.SkipDownstream),
		Sent: make([]string, len(changes))}, opts...)
}

// UpdateBulkOptions are the options of UpdateBulk.
type UpdateBulkOptions struct {
	SkipDownstream bool // the transactions are changed and nobody is told: no loyalty, no events
}

// BulkChange is what to change of one of several transactions, which is named by its id and its customer.
type BulkChange struct {
	Customer       capillary.Identifier `json:"customer,omitzero"` // in a source, as that of BulkBill
	ID             int64                `json:"id"`
	CustomFields   map[string]any       `json:"customFields,omitzero"`
	ExtendedFields map[string]any       `json:"extendedFields,omitzero"`
	LineItems      []LineItemChange     `json:"lineItems,omitzero"`
}

// Validate refuses a change of no transaction, of nobody's, and of no line item.
func (c BulkChange) Validate() error {
	if c.ID == 0 {
		return capillary.Invalid("id", "the transaction's id is required")
	}
	return first(checkSourced("customer", c.Customer), validateEach("lineItems", c.LineItems))
}

// bulkChangeFields has the fields of a BulkChange and not its methods.
type bulkChangeFields BulkChange

// in is the change as it goes out, with a source for a customer who has none.
func (c BulkChange) in(source capillary.Source, accountID string) any {
	return bulkChangeBody{bulkChangeFields: bulkChangeFields(c), customerBody: customerOf(c.Customer, source, accountID)}
}

// bulkChangeBody is a BulkChange as the API has it.
type bulkChangeBody struct {
	bulkChangeFields
	Customer struct{} `json:"customer,omitzero"` // stands beside the others
	customerBody
}

// UnmarshalJSON reads the change as encoding/json writes it, or as the API documents it.
func (c *BulkChange) UnmarshalJSON(raw []byte) error {
	if err := outbox.Read(raw, (*bulkChangeFields)(c)); err != nil || !c.Customer.IsZero() {
		return err
	}
	var customer customerBody
	err := outbox.Read(raw, &customer)
	c.Customer = customer.identifier()
	return err
}

// BulkUpdated is one of several transactions that were changed.
type BulkUpdated struct {
	EntityID int64         `json:"entityId"`
	Result   ChangedFields `json:"result"`
}

// ChangedFields are the fields of a transaction after the change.
type ChangedFields struct {
	IdentifierType  string            `json:"identifierType"`
	IdentifierValue string            `json:"identifierValue"`
	Source          capillary.Source  `json:"source"`
	AccountID       string            `json:"accountId"`
	ID              int64             `json:"id"`
	CustomFields    map[string]any    `json:"customFields"`
	ExtendedFields  map[string]any    `json:"extendedFields"`
	LineItems       []ChangedLineItem `json:"lineItems"`
}

// ChangedLineItem are the fields of a line item after the change.
type ChangedLineItem struct {
	ID             int64          `json:"id"`
	ItemCode       string         `json:"itemCode"`
	ExtendedFields map[string]any `json:"extendedFields"`
}
