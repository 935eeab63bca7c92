package customer

import (
	"errors"
	"strconv"
	"strings"

	"github.com/capillary-go/sdk/capillary"
)

// NewRequestV1 makes the body of a v1.1 write from the customers that it is about:
//
//	customers.AddV1(ctx, customer.NewRequestV1(customer.RegistrationV1{Mobile: "919740000000"}), customer.AddOptionsV1{})
//
// The reply is a Batch with one item for each of them, in the same order.
func NewRequestV1[T any](customers ...T) RequestV1[T] {
	return RequestV1[T]{Root: RootV1[T]{Customer: customers}}
}

// RequestV1 is the body of a v1.1 write. Make it with NewRequestV1.
type RequestV1[T any] struct {
	Root RootV1[T] `json:"root"`
}

// RootV1 is what stands in a RequestV1.
type RootV1[T any] struct {
	Customer []T `json:"customer"`
}

// Validate refuses a request about nobody, and asks each customer.
func (r RequestV1[T]) Validate() error { return validateEach("customer", r.Root.Customer) }

// sent are the identifiers by which the reply tells the customers apart, "" for one that has none.
func (r RequestV1[T]) sent() []string {
	keys := make([]string, len(r.Root.Customer))
	for i := range r.Root.Customer {
		if c, ok := any(r.Root.Customer[i]).(interface{ key() string }); ok {
			keys[i] = c.key()
		}
	}
	return keys
}

// Several names several customers by one type of identifier, for the v1.1 reads that take more than one:
//
//	customers.GetV1(ctx, customer.Several(capillary.Mobile, "919740000001", "919740000002"), customer.GetOptionsV1{})
//
// They go to the API as a list with commas, so none of them can have a comma of its own.
func Several[V any](kind func(V) capillary.Identifier, values ...V) capillary.Identifier {
	var name string
	texts := make([]string, len(values))
	for i, v := range values {
		one := kind(v)
		name, texts[i] = one.Name(), one.Value()
	}
	return capillary.IdentifierNamed(name, strings.Join(texts, ","))
}

// SetFieldsV1 are custom or extended fields to set.
type SetFieldsV1 struct {
	Field []SetFieldV1 `json:"field"`
}

// SetFieldV1 is a custom or extended field to set. It must be defined in the organisation. Several values of one custom
// field are a JSON list in the text.
type SetFieldV1 struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// FieldsV1 are custom or extended fields.
type FieldsV1 struct {
	Field []FieldV1 `json:"field"`
}

// FieldV1 is a custom or extended field. Several values of one custom field are a JSON list in the text.
type FieldV1 struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// CodeNameV1 is a store or a till.
type CodeNameV1 struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

// ItemStatusV1 is how v1.1 reports on a customer, with the warnings of a call that was done.
type ItemStatusV1 struct {
	capillary.ItemStatus
	Warnings struct {
		Warning []WarningV1 `json:"warning"`
	} `json:"warnings"`
}

// WarningV1 is a warning. Where the API sends only a code or only a text, that is the message.
type WarningV1 struct {
	Code    capillary.Code `json:"code"`
	Message string         `json:"message" lenient:"inline"`
}

// SortOrderV1 is which end of a list comes first.
type SortOrderV1 string

// The documented orders.
const (
	AscendingV1  SortOrderV1 = "asc"
	DescendingV1 SortOrderV1 = "desc"
)

// validateEach refuses an empty list, and asks each element that can check itself. The error names the element.
func validateEach[T any](name string, list []T) error {
	if len(list) == 0 {
		return capillary.Invalid(name, "there is none")
	}
	for i := range list {
		v, ok := any(list[i]).(capillary.Validator)
		if !ok {
			return nil
		}
		if err := v.Validate(); err != nil {
			return within(name+"["+strconv.Itoa(i)+"]", err)
		}
	}
	return nil
}

// identified refuses a customer without any of the identifiers.
func identified(identifiers ...string) error {
	if strings.Join(identifiers, "") == "" {
		return capillary.Invalid("identifier", "one is required: mobile, email, external id or, where the call takes it, user id")
	}
	return nil
}

// within puts the name of an element before the field of an error.
func within(element string, err error) error {
	if e := (*capillary.InvalidInputError)(nil); errors.As(err, &e) {
		return capillary.Invalid(element+"."+e.Field, e.Reason)
	}
	return err
}
