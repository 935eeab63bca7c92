package transaction

import (
	"github.com/capillary-go/sdk/capillary"
)

// NewRequestV1 makes the body of a v1.1 write from the transactions that it is about:
//
//	transactions.AddV1(ctx, transaction.NewRequestV1(transaction.BillV1{Number: "blr-7731", …}))
//
// The reply is a Batch with one item for each of them, in the same order.
func NewRequestV1[T capillary.Validator](transactions ...T) RequestV1[T] {
	return RequestV1[T]{Root: RootV1[T]{Transaction: transactions}}
}

// RequestV1 is the body of a v1.1 write. Make it with NewRequestV1.
type RequestV1[T capillary.Validator] struct {
	Root RootV1[T] `json:"root"`
}

// RootV1 is what stands in a RequestV1.
type RootV1[T capillary.Validator] struct {
	Transaction []T `json:"transaction"`
}

// places are the items of the request, without a key.
func (r RequestV1[T]) places() []string { return make([]string, len(r.Root.Transaction)) }

// Validate refuses a request about nothing, and asks each transaction.
func (r RequestV1[T]) Validate() error {
	if len(r.Root.Transaction) == 0 {
		return capillary.Invalid("transaction", "there is none")
	}
	return validateEach("transaction", r.Root.Transaction)
}

// IdentityV1 is how a v1.1 write names a customer: by one of the identifiers. Make it with IdentityOfV1.
type IdentityV1 struct {
	ID         int64  `json:"id,omitzero"`     // user id
	Mobile     string `json:"mobile,omitzero"` // with the country code
	Email      string `json:"email,omitzero"`
	ExternalID string `json:"external_id,omitzero"`
	CardNumber string `json:"card_number,omitzero"`
}

// IdentityOfV1 names a customer by an identifier. v1.1 takes user id, mobile, e-mail, external id and card number here; any
// other gives an identity that is refused before it is sent.
func IdentityOfV1(who capillary.Identifier) IdentityV1 {
	var i IdentityV1
	switch who.NameV1() {
	case "id":
		i.ID, _ = who.UserID()
	case "mobile":
		i.Mobile = who.Value()
	case "email":
		i.Email = who.Value()
	case "external_id":
		i.ExternalID = who.Value()
	case "card_number":
		i.CardNumber = who.Value()
	}
	return i
}

// SetFieldsV1 are custom or extended fields to set.
type SetFieldsV1 struct {
	Field []SetFieldV1 `json:"field"`
}

// SetFieldV1 is a custom or extended field, or an attribute, to set. It must be defined in the organisation.
type SetFieldV1 struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// FieldsV1 are custom or extended fields.
type FieldsV1 struct {
	SuccessCount int64     `json:"success_count"` // of fields that were changed
	FailureCount int64     `json:"failure_count"`
	Field        []FieldV1 `json:"field"`
}

// FieldV1 is a custom or extended field, or an attribute.
type FieldV1 struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// CodeNameV1 is a store or a till.
type CodeNameV1 struct {
	Code string `json:"code"`
	Name string `json:"name"`
}
