package capillary

import (
	"net/http"
	"slices"
	"strings"

	"github.com/capillary-go/sdk/internal/envelope"
	"github.com/capillary-go/sdk/internal/escape"
	"github.com/capillary-go/sdk/internal/retry"
)

// Operation is an endpoint as data: what it is called, where it is, and what sending it twice would do. Retries, the
// reading of replies, metrics, rate limits and the inventory of endpoints all read it.
//
// With Call it is also the way to an endpoint that the SDK does not know yet.
type Operation struct {
	Name     string       // "customer.Tier": in errors, logs and metrics. What stands before the dot is the family of its response codes
	Method   string       // the HTTP method
	Path     string       // "/v2/customers/{userId}/tierDetails"
	Lookup   string       // the form for identifiers other than the user id; the Path again where the customer always stands in the query
	Safety   Safety       // what may be sent again
	Envelope Envelope     // where the reply has its result
	Items    string       // the member that holds the list of a Page or a Batch, inside the result; where older replies have it elsewhere, that after a |
	Customer CustomerForm // how the customer stands in the query
	Sourced  bool         // a customer in the path or the body still needs source and accountId in the query
	Group    string       // the rate-limit group, see WithRateLimit

	Repeat  Code      // of a Keyed operation: the code that a second request with the same key is documented to get, see WithKeys
	Proof   Proof     // what in a reply proves that it was done
	Verdict string    // a status inside the result that decides, such as "redemptionStatus"; several with |
	ID      string    // the member that names what was made: a reply that reports success without it is drift; where older replies have it elsewhere, that after a |
	Echo    string    // the member that repeats Input.Sent, several with |: a reply that has another key there, or of a write not all, is about something else
	Item    ItemProof // how the items of a Batch are judged

	defined  *Operation    // the same in a table: calls refer to it rather than copy it
	compiled *envelope.Row // the same as the reader of replies takes it
	wrong    string        // what of it can't be read
}

// Safety says what sending a request twice would do. The zero value is the careful one: never resend what may have
// been executed. See the package documentation for the whole matrix.
type Safety uint8

// The classes of operations.
const (
	Unsafe  = Safety(retry.Unsafe)  // nothing protects against a second execution: coupon issue, points transfer
	Read    = Safety(retry.Read)    // changes nothing
	Effect  = Safety(retry.Effect)  // a GET that does something: it sends a code or a message
	Keyed   = Safety(retry.Keyed)   // a write with a documented key in its body: points redeem
	Natural = Safety(retry.Natural) // a write that the API refuses the second time: customer add, transaction add
	Replace = Safety(retry.Replace) // a write of an absolute state: customer update
)

// Envelope is where a reply has its result. Failures are recognised in any shape, whatever is expected here.
type Envelope uint8

// The envelopes of the API.
const (
	Bare   = Envelope(envelope.Bare)   // the document itself: fields beside warnings and errors
	Entity = Envelope(envelope.Entity) // {entity, warnings, errors, success}
	Data   = Envelope(envelope.Data)   // {data, errors, warnings, pagination}
	V1     = Envelope(envelope.V1)     // {response: {status, …}} of v1.1
)

// CustomerForm is how an identifier stands in a query.
type CustomerForm uint8

// The forms of an identifier in a query.
const (
	ByVersion CustomerForm = iota // v1.1: ByKindV1; everything else: ByName
	ByName                        // identifierName=mobile&identifierValue=…&source=…
	ByKind                        // mobile=…, externalId=…, id=…
	ByKindV1                      // mobile=…, external_id=…, id=…
	InBody                        // elsewhere; only source and accountId stand in the query: where somebody named them, or always if Sourced
)

// Operations is a package's table of contents, filled by Define.
type Operations struct{ all []Operation }

// Define adds an endpoint to the table and returns it.
func (o *Operations) Define(op Operation) Operation {
	stored := op
	stored.compiled, stored.wrong = op.compile()
	op.defined = &stored
	addGroup(op.Group)
	speaksV1.Store(op.Name, op.v1())
	o.all = append(o.all, op)
	return op
}

// shared is the operation in its table, unless this copy was changed since.
func (op *Operation) shared() *Operation {
	if op.defined != nil {
		unchanged, stored := *op, *op.defined
		unchanged.defined, stored.compiled, stored.wrong = nil, nil, ""
		if unchanged == stored {
			return op.defined
		}
	}
	own := *op
	own.defined, own.compiled, own.wrong = nil, nil, ""
	own.row()
	return &own
}

// All lists the table.
func (o *Operations) All() []Operation { return slices.Clone(o.all) }

// v1 reports whether the endpoint speaks v1.1, which has its own names, times and envelope.
func (op *Operation) v1() bool {
	return strings.HasPrefix(op.Path, "/v1.1/") || strings.HasPrefix(op.Path, "/v1/")
}

func (op *Operation) check() error {
	switch {
	case op.Name == "":
		return Invalid("operation", "it has no name")
	case op.Method == "":
		return Invalid("operation", op.Name+" has no method")
	case !strings.HasPrefix(op.Path, "/"):
		return Invalid("operation", op.Name+": the path must begin with a slash")
	case op.Group != "" && !isGroup(op.Group):
		return Invalid("operation", op.Name+" is in a rate-limit group that no table of operations has")
	case op.wrong != "":
		return Invalid("operation", op.Name+" has a "+op.wrong+" that can't be read")
	case op.Repeat != 0 && op.Safety != Keyed:
		return Invalid("operation", op.Name+" has a code for a key, and no key")
	case op.Safety > Replace:
		return Invalid("operation", op.Name+" has an unknown safety")
	case op.Safety == Read && op.Method != http.MethodGet && op.Method != http.MethodHead && op.Method != http.MethodPost:
		return Invalid("operation", op.Name+" reads with "+op.Method)
	}
	return nil
}

// path fills the template for a customer and further arguments, and says whether the customer stands in it.
func (op *Operation) path(customer Identifier, args []string) (filled string, inPath bool, err error) {
	template := op.Path
	if !customer.IsZero() {
		_, isUserID := customer.UserID()
		switch {
		case isUserID && hasPlaceholder(op.Path, args):
			args, inPath = append([]string{customer.Value()}, args...), true
		case op.Lookup != "":
			template = op.Lookup
		case hasPlaceholder(op.Path, args):
			return "", false, Invalid("customer", op.Name+" takes a user id; find it with customer.Lookup")
		}
	} else if op.Lookup != "" || hasPlaceholder(op.Path, args) {
		return "", false, customer.check()
	}
	filled, err = fill(template, args)
	return filled, inPath, err
}

// hasPlaceholder reports whether the template has one more placeholder than there are arguments: the customer's.
func hasPlaceholder(template string, args []string) bool {
	return strings.Count(template, "{") > len(args)
}

func fill(template string, args []string) (string, error) {
	if strings.Count(template, "{") != len(args) {
		return "", Invalid("path", "the path "+template+" takes another number of arguments")
	}
	if len(args) == 0 {
		return template, nil
	}
	var b strings.Builder
	b.Grow(len(template) + 24*len(args))
	for _, arg := range args {
		before, rest, _ := strings.Cut(template, "{")
		name, after, _ := strings.Cut(rest, "}")
		segment, err := escape.Segment(arg)
		if err != nil {
			return "", Invalid(name, err.Error())
		}
		b.WriteString(before)
		b.WriteString(segment)
		template = after
	}
	b.WriteString(template)
	return b.String(), nil
}
