package capillary

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"reflect"
	"strings"

	"github.com/capillary-go/sdk/internal/escape"
	"github.com/capillary-go/sdk/internal/query"
)

// Input is what a call sends. Which parts an operation takes is the operation's matter; what is empty is not sent.
type Input struct {
	Customer Identifier  // fills the first placeholder of the path, or goes into the query; with InBody its source does
	Path     []string    // the other placeholders of the path, in their order
	Query    any         // a struct with url tags
	Body     any         // the JSON body; one with a method In(Source, string) any is asked for it with the source of the call or client
	Upload   *Upload     // a file, in place of a JSON body
	Header   http.Header // headers that the endpoint documents, with the same exceptions as WithHeader

	// Credentials are headers with secrets, besides the client's own: middleware and the hooks of a trace do not see them.
	Credentials map[string]Secret

	// Key is the caller's own name of the work: the key of a Keyed operation, or the natural key of a Natural one, such
	// as a bill number. It comes back with an OutcomeUnknownError.
	Key string
	// Sent are the keys of what is sent. Of a batch they are those of its items, in the order of the request, "" for an item
	// without one: the items of the reply are matched with them. Of one thing it is what the reply repeats in the operation's
	// Echo. nil: it is not known how many were sent.
	Sent []string
	// LookUp finds out whether the work was done. Without it a doubt stays unknown.
	LookUp func(ctx context.Context) (Found, error)
}

// Call makes one call of the API and gives its result. All methods of the resource packages are calls of it, and it is
// the way to an endpoint that the SDK does not know:
//
//	var op = capillary.Operation{Name: "badge.Get", Method: "GET", Path: "/api_gateway/v1/badges/{id}", Safety: capillary.Read, Envelope: capillary.Data}
//	badge, err := capillary.Call[map[string]any](ctx, client, op, capillary.Input{Path: []string{id}})
//
// T is the type of the result: a struct, a pointer to one, a slice, a map, a scalar. A *Batch is returned beside the
// error where all items failed, so that each item's own error can be read.
func Call[T any](ctx context.Context, c *Client, op Operation, in Input, options ...RequestOption) (T, error) {
	var result T
	err := c.call(ctx, op, in, options, reflect.ValueOf(&result).Elem())
	return result, err
}

// call validates, encodes once, and lets a flight do the rest. Where it fails, the result is left at zero.
func (c *Client) call(ctx context.Context, op Operation, in Input, options []RequestOption, into reflect.Value) error {
	f := &flight{client: c, op: op.shared(), in: in, into: into}
	if err := f.prepare(ctx, options); err != nil {
		return InvalidFor(op.Name, err)
	}
	return f.fly(ctx)
}

func (f *flight) prepare(ctx context.Context, options []RequestOption) error {
	if ctx == nil {
		return Invalid("context", "it is nil")
	}
	if err := f.client.check(); err != nil {
		return err
	}
	f.set = &f.client.set
	if len(options) > 0 {
		own := f.client.set
		own.scope, own.inherited = scopeCall, len(own.query)
		if err := apply(&own, options); err != nil {
			return err
		}
		f.set = &own
	}
	if err := f.op.check(); err != nil {
		return err
	}
	if err := validate(&f.in); err != nil {
		return err
	}
	if err := f.encode(); err != nil {
		return err
	}
	f.chooseHeaders(len(options) > 0)
	return f.address()
}

func validate(in *Input) error {
	if !in.Customer.IsZero() {
		if err := in.Customer.check(); err != nil {
			return err
		}
	}
	for name, values := range in.Header {
		if err := checkHeader(name, values...); err != nil {
			return err
		}
	}
	for name, secret := range in.Credentials {
		if err := checkHeader(name, secret.Reveal()); err != nil {
			return err
		}
	}
	for _, part := range []any{in.Query, in.Body} {
		if v, ok := part.(Validator); ok {
			if err := v.Validate(); err != nil {
				return err
			}
		}
	}
	return nil
}

// sourcedBody is a body with customers whose sources stand in it.
type sourcedBody interface {
	// In is the body to send. Source and account are the call's or the client's, for customers who have none of their own.
	In(source Source, accountID string) any
}

// encode makes the body, once for all tries.
func (f *flight) encode() (err error) {
	switch {
	case f.in.Upload != nil:
		f.body, f.contentType, err = f.in.Upload.encode()
	case f.in.Body != nil:
		f.contentType = contentTypeJSON
		body := f.in.Body
		if b, ok := body.(sourcedBody); ok {
			body = b.In(f.set.source, f.set.accountID)
		}
		f.body, err = encodeJSON(body, f.op.v1(), f.set.zone)
	}
	if err == nil && len(f.set.fields) > 0 {
		err = f.addFields()
	}
	return err
}

// chooseHeaders takes the client's own, unless the call changes something. What is shared is never written.
func (f *flight) chooseHeaders(ownOptions bool) {
	switch {
	case ownOptions || len(f.in.Header) > 0 || len(f.in.Credentials) > 0 || f.in.Upload != nil:
		f.header = f.client.header(f.set, f.contentType)
		for name, values := range f.in.Header {
			f.header[http.CanonicalHeaderKey(name)] = values
		}
		if !f.client.shared.bare {
			f.addCredentials(f.header)
		}
	case f.contentType == "":
		f.shared = plainHeaders
	default:
		f.shared = bodyHeaders
	}
}

// addCredentials adds those of the call to headers that nobody else has.
func (f *flight) addCredentials(h http.Header) {
	for name, secret := range f.in.Credentials {
		if !secret.IsZero() {
			h.Set(name, secret.Reveal())
		}
	}
}

// address fills path and query.
func (f *flight) address() error {
	op, base := f.op, f.client.base
	path, inPath, err := op.path(f.in.Customer, f.in.Path)
	if err != nil {
		return err
	}
	q := query.New()
	defer q.Release()
	if err := f.fillQuery(q, inPath); err != nil {
		return err
	}
	f.url = url.URL{Scheme: base.Scheme, Host: base.Host, Path: base.RawPath + path, RawQuery: q.Encode()}
	if strings.IndexByte(f.url.Path, '%') < 0 {
		return nil
	}
	f.url.RawPath = f.url.Path
	f.url.Path, err = url.PathUnescape(f.url.RawPath)
	if err != nil || f.url.EscapedPath() != f.url.RawPath { // net/url would write it in another way, with a "%2F" as a slash
		return Invalid("path", "the path "+op.Path+" has characters that no path may have")
	}
	return nil
}

// fillQuery writes the fields of the query struct, the customer, and what v1.1 wants besides.
func (f *flight) fillQuery(q *query.Params, customerInPath bool) error {
	if f.in.Query != nil {
		if err := q.AddStruct(f.in.Query, query.Clock{Zone: f.set.zone, All: f.op.v1()}); err != nil {
			return Invalid(cmp.Or(query.FieldOf(err), "query"), reasonOf(err, "it can't be written"))
		}
		if err := q.Check(noControl); err != nil {
			return err
		}
	}
	if !f.in.Customer.IsZero() {
		f.op.identify(q, f.in.Customer, customerInPath, f.set)
	}
	if f.op.v1() {
		q.Set("format", "json")
	}
	return f.addExtraQuery(q)
}

func noControl(name, value string) error {
	if escape.HasControl(value) {
		return Invalid(name, "it has control characters")
	}
	return nil
}

// identify puts the customer into the query, in the endpoint's form.
func (op *Operation) identify(q *query.Params, who Identifier, inPath bool, set *settings) {
	if inPath {
		if op.Sourced {
			who.account(q, set)
		}
		return
	}
	form := op.Customer
	if form == ByVersion && op.v1() {
		form = ByKindV1
	}
	switch form {
	case InBody:
		if op.Sourced {
			who.account(q, set)
		} else {
			who.explicitAccount(q, set)
		}
	case ByKindV1:
		q.Set(who.NameV1(), who.value)
	case ByKind:
		q.Set(who.Name(), who.value)
		who.explicitAccount(q, set)
	default:
		q.Set("identifierName", who.Name())
		q.Set("identifierValue", who.value)
		who.account(q, set)
	}
}
