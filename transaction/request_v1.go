package transaction

import (
	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/outbox"
)

// NewRequestV1 makes the request of a v1.1 write from the transactions that it is about:
//
//	transactions.AddV1(ctx, transaction.NewRequestV1(transaction.BillV1{Number: "blr-7731", …}), transaction.AddOptionsV1{})
func NewRequestV1[T capillary.Validator](transactions ...T) RequestV1[T] {
	return RequestV1[T]{transactions}
}

// RequestV1 are the transactions that a v1.1 write is about. The reply is a Batch with one item for each of them, in the same
// order.
type RequestV1[T capillary.Validator] struct {
	Transactions []T `json:"transaction"`
}

// places are the items of the request, without a key.
func (r RequestV1[T]) places() []string { return make([]string, len(r.Transactions)) }

// Validate refuses a request about nothing, and asks each transaction.
func (r RequestV1[T]) Validate() error {
	if len(r.Transactions) == 0 {
		return capillary.Invalid("transaction", "there is none")
	}
	return validateEach("transaction", r.Transactions)
}

// UnmarshalJSON reads the request as encoding/json writes it, or the body that the API documents, {"root": {"transaction": […]}}.
func (r *RequestV1[T]) UnmarshalJSON(raw []byte) error {
	return outbox.ReadList(raw, "transaction", &r.Transactions)
}

// body is the request as it goes out.
func (r RequestV1[T]) body() bodyV1[T] {
	b := bodyV1[T]{request: r}
	b.Root.Transaction = make([]any, len(r.Transactions))
	for i := range r.Transactions {
		b.Root.Transaction[i] = &r.Transactions[i]
		if t, ok := any(r.Transactions[i]).(interface{ body() any }); ok {
			b.Root.Transaction[i] = t.body()
		}
	}
	return b
}

// bodyV1 is a RequestV1 as v1.1 wraps it.
type bodyV1[T capillary.Validator] struct {
	Root struct {
		Transaction []any `json:"transaction"`
	} `json:"root"`

	request RequestV1[T]
}

// Validate asks the request.
func (b bodyV1[T]) Validate() error { return b.request.Validate() }

// checkV1 refuses a customer whom a v1.1 write can't name.
func checkV1(who capillary.Identifier) error {
	if _, isNumber := who.UserID(); who.Name() == "id" && !isNumber {
		return capillary.Invalid("customer", "a user id is a number here")
	}
	return capillary.CheckCustomer("customer", who, "id", "mobile", "email", "externalId", "cardnumber")
}

// SetFieldsV1 are custom or extended fields to set.
type SetFieldsV1 = customer.SetFieldsV1

// FieldsV1 are custom or extended fields.
type FieldsV1 struct {
	SuccessCount int64     `json:"success_count"` // of fields that were changed
	FailureCount int64     `json:"failure_count"`
	Field        []FieldV1 `json:"field"`
}

// FieldV1 is a custom or extended field, or an attribute.
type FieldV1 = customer.FieldV1

// CodeNameV1 is a store or a till.
type CodeNameV1 = customer.CodeNameV1
