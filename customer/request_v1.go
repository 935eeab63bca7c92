package customer

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/outbox"
)

// NewRequestV1 makes the request of a v1.1 write from the customers that it is about:
//
//	customers.AddV1(ctx, customer.NewRequestV1(customer.RegistrationV1{Mobile: "919740000000"}), customer.AddOptionsV1{})
func NewRequestV1[T any](customers ...T) RequestV1[T] { return RequestV1[T]{customers} }

// RequestV1 are the customers that a v1.1 write is about. The reply is a Batch with one item for each of them, in the same
// order.
type RequestV1[T any] struct {
	Customers []T `json:"customer"`
}

// Validate refuses a request about nobody, and asks each customer.
func (r RequestV1[T]) Validate() error { return validateEach("customer", r.Customers) }

// UnmarshalJSON reads the request as encoding/json writes it, or the body that the API documents, {"root": {"customer": […]}}.
func (r *RequestV1[T]) UnmarshalJSON(raw []byte) error {
	return outbox.ReadList(raw, "customer", &r.Customers)
}

// sent are the identifiers by which the reply tells the customers apart, "" for one that has none.
func (r RequestV1[T]) sent() []string {
	keys := make([]string, len(r.Customers))
	for i := range r.Customers {
		if c, ok := any(r.Customers[i]).(interface{ key() string }); ok {
			keys[i] = c.key()
		}
	}
	return keys
}

// body is the request as it goes out.
func (r RequestV1[T]) body() bodyV1[T] {
	b := bodyV1[T]{request: r}
	b.Root.Customer = make([]any, len(r.Customers))
	for i := range r.Customers {
		b.Root.Customer[i] = &r.Customers[i]
		if c, ok := any(r.Customers[i]).(interface{ body() any }); ok {
			b.Root.Customer[i] = c.body()
		}
	}
	return b
}

// bodyV1 is a RequestV1 as v1.1 wraps it.
type bodyV1[T any] struct {
	Root struct {
		Customer []any `json:"customer"`
	} `json:"root"`

	request RequestV1[T]
}

// Validate asks the request.
func (b bodyV1[T]) Validate() error { return b.request.Validate() }

// identityV1 is how a body of v1.1 names a customer: by members that stand with others.
type identityV1 struct {
	ID         int64  `json:"id,omitzero"` // user id
	Mobile     string `json:"mobile,omitzero"`
	Email      string `json:"email,omitzero"`
	ExternalID string `json:"external_id,omitzero"`
}

func identityOf(who capillary.Identifier) identityV1 {
	var i identityV1
	i.ID, _ = who.UserID()
	switch value := who.Value(); who.NameV1() {
	case "mobile":
		i.Mobile = value
	case "email":
		i.Email = value
	case "external_id":
		i.ExternalID = value
	}
	return i
}

// key is what a reply repeats of the customer. Of one who is named by user id many replies tell other identifiers only.
func (i identityV1) key() string { return cmp.Or(i.Mobile, i.Email, i.ExternalID) }

// checkV1 refuses a customer whom identityV1 can't name.
func checkV1(who capillary.Identifier) error {
	if _, isNumber := who.UserID(); who.Name() == userID && !isNumber {
		return capillary.Invalid("customer", "a user id is a number here")
	}
	return capillary.CheckCustomer("customer", who, userID, "mobile", "email", "externalId")
}

const userID = "id"

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
	Field []FieldV1 `json:"field"`
}

// FieldsV1 are custom or extended fields.
type FieldsV1 struct {
	Field []FieldV1 `json:"field"`
}

// FieldV1 is a custom or extended field. One that is set must be defined in the organisation. Several values of one custom
// field are a JSON list in the text.
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
	Success  bool           `json:"success" lenient:"also=status"`
	Code     capillary.Code `json:"code"`
	Message  string         `json:"message"`
	Warnings struct {
		Warning []WarningV1 `json:"warning"`
	} `json:"warnings"`
}

// WarningV1 is a warning. Where the API sends only a code or only a text, that is the message.
type WarningV1 struct {
	Code    capillary.Code `json:"code"`
	Message string         `json:"message" lenient:"inline"`
}

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
			return capillary.InvalidIn(name+"["+strconv.Itoa(i)+"]", err)
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
