package transaction

import (
	"context"
	"net/http"
	"strconv"

	"github.com/capillary-go/sdk/capillary"
)

// UpdateV1 changes custom and extended fields, the delivery status and notes of transactions. If several of a customer have
// the number, the latest is changed: better name it by id. Errors, of each item: ErrIDOrNumberMissing,
// ErrIDNotOfCustomer, ErrNumberNotOfCustomer, ErrUpdateFields, ErrCustomFieldNotSaved.
//
// POST /v1.1/transaction/update
func (s *Service) UpdateV1(ctx context.Context, r RequestV1[ChangeV1], _ UpdateOptionsV1, opts ...capillary.RequestOption) (
	*capillary.Batch[SavedV1], error,
) {
	return capillary.Call[*capillary.Batch[SavedV1]](ctx, s.client, opUpdateV1, capillary.Input{Body: r.body(), Sent: changedKeys(r.Transactions)}, opts...)
}

func changedKeys(changes []ChangeV1) []string {
	keys := make([]string, len(changes))
	for i, c := range changes {
		if keys[i] = c.Number; c.ID != 0 {
			keys[i] = strconv.FormatInt(c.ID, 10)
		}
	}
	return keys
}

// UpdateOptionsV1 are the options of UpdateV1, of which none is documented yet.
type UpdateOptionsV1 struct{}

// ChangeV1 is what to change of a transaction, which is named by its id or its number, and by its customer.
type ChangeV1 struct {
	ID             int64                `json:"id,omitzero"`
	Number         string               `json:"number,omitzero"`
	Type           Type                 `json:"type,omitzero"`     // TypeRegular or TypeNotInterested
	Customer       capillary.Identifier `json:"customer,omitzero"` // by user id, mobile, e-mail, external id or card number
	Notes          string               `json:"notes,omitzero"`    // why
	UpdateTill     string               `json:"update_till,omitzero"`
	DeliveryStatus DeliveryStatus       `json:"delivery_status,omitzero"`
	CustomFields   SetFieldsV1          `json:"custom_fields,omitzero"`
	ExtendedFields SetFieldsV1          `json:"extended_fields,omitzero"`
}

// Validate refuses a change of no transaction (ErrIDOrNumberMissing), and a customer whom this call can't name.
func (c ChangeV1) Validate() error {
	switch {
	case c.ID == 0 && c.Number == "":
		return capillary.Invalid("id", "the transaction's id or number is required")
	case c.Customer.IsZero():
		return nil
	}
	return checkV1(c.Customer)
}

// RetroV1 converts not-interested transactions: each becomes a regular one of a customer, who is registered by now, and
// earns points. The transaction gets a new id, SavedV1.ID. The organisation needs CONF_RETRO_TRANSACTION_ENABLE, and sets how
// much time may have passed.
//
// Errors, of each item: ErrRetroDone (a capillary.ErrDuplicate), ErrRetroInvalidID, ErrTypeFixed, ErrRetroOff, ErrRetroTooOld,
// ErrRetroTooLate. A batch whose outcome is unknown is never sent again: fetch its transactions, with GetV1.
//
// POST /v1.1/transaction/update
func (s *Service) RetroV1(ctx context.Context, r RequestV1[ConversionV1], o RetroOptionsV1, opts ...capillary.RequestOption) (
	*capillary.Batch[SavedV1], error,
) {
	return capillary.Call[*capillary.Batch[SavedV1]](ctx, s.client, opRetroV1, capillary.Input{Query: o, Body: r.body(), Sent: r.places(),
		Header: http.Header{"X-Cap-Client-Signature": {o.ClientSignature}}}, opts...)
}

// RetroOptionsV1 say who converts transactions.
type RetroOptionsV1 struct {
	ClientSignature string `url:"-"` // of the system that converts, always the same; required
}

// Validate refuses an empty name (ErrSignatureRequired).
func (o RetroOptionsV1) Validate() error {
	if o.ClientSignature == "" {
		return capillary.Invalid("client signature", "it is empty")
	}
	return nil
}

// ConversionV1 is a transaction to convert, and the customer who gets it.
type ConversionV1 struct {
	ID       int64                `json:"id"`
	OldType  Type                 `json:"old_type"`       // TypeNotInterested
	NewType  Type                 `json:"new_type"`       // TypeRegular
	Customer capillary.Identifier `json:"customer"`       // by user id, mobile, e-mail, external id or card number
	Notes    string               `json:"notes,omitzero"` // why
}

// Validate refuses a conversion without id, types or customer (ErrIDMissing, ErrTargetTypeMissing, ErrCustomerIdentifierMissing).
func (c ConversionV1) Validate() error {
	switch {
	case c.ID == 0:
		return capillary.Invalid("id", "the transaction's id is required")
	case c.OldType == "":
		return capillary.Invalid("old_type", "one is required, mostly transaction.TypeNotInterested")
	case c.NewType == "":
		return capillary.Invalid("new_type", "one is required: transaction.TypeRegular")
	}
	return checkV1(c.Customer)
}
