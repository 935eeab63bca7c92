package capillary

import (
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/capillary-go/sdk/internal/escape"
	"github.com/capillary-go/sdk/internal/lenient"
	"github.com/capillary-go/sdk/internal/query"
)

// WithQuery sends a query parameter that the SDK has no field for. Given several times, all its values are sent; a call's
// own take the place of the client's. A parameter that the call sends already is refused, however its name is written: use
// its field.
//
// It changes nothing about what may be sent again: a read with it must still be a read.
func WithQuery(name, value string) RequestOption {
	return requestSetting(func(s *settings) error {
		switch {
		case name == "" || escape.HasControl(name):
			return Invalid("query", "the name is empty or has control characters")
		case escape.HasControl(value):
			return Invalid("query "+name, "it has control characters")
		}
		s.addQuery(parameter{name, NewSecret(value)})
		return nil
	})
}

// parameter is one that WithQuery adds to the query. It may be the key of a gateway.
type parameter struct {
	name  string
	value Secret
}

// addQuery puts a parameter in the place of those of that name that an earlier list of options gave.
func (s *settings) addQuery(p parameter) {
	inherited, own := s.query[:s.inherited], s.query[s.inherited:]
	inherited = slices.DeleteFunc(slices.Clone(inherited), func(have parameter) bool { return strings.EqualFold(have.name, p.name) })
	s.query, s.inherited = slices.Concat(inherited, own, []parameter{p}), len(inherited)
}

// sendsCode is the parameter that makes a read of v1.1 points do something.
const sendsCode = "issue_otp"

// addExtraQuery writes what WithQuery gave beside what the call sends.
func (f *flight) addExtraQuery(q *query.Params) error {
	for _, p := range f.set.query {
		switch {
		case q.HasFold(p.name):
			return Invalid("query "+p.name, "it is already sent by the call")
		case f.op.Safety == Read && strings.EqualFold(p.name, sendsCode):
			return Invalid("query "+p.name, "with it the call is no read any more; take the method that sends a code")
		}
	}
	for _, p := range f.set.query {
		q.Add(p.name, p.value.Reveal())
	}
	return nil
}

// WithBodyField sends a member of the body that the SDK has no field for. The path names it as in "root.redeem.0.notes": a
// number is the place in a list, and a point that belongs to a name has a backslash before it. A path that begins with a
// slash is a JSON pointer, as in Meta.Unknown. Objects on the way that are not there are made; lists are not.
//
// The value is anything that the body could hold: times and decimals are written as in it. A member that the body has
// already is refused, so that no key or amount is replaced behind the SDK's back: use its field. All tries send the same.
//
// It is for one call: a client with it is refused. A call without a body, or with a file, is refused too.
func WithBodyField(path string, value any) RequestOption {
	return requestSetting(func(s *settings) error {
		if err := s.only(scopeCall, "WithBodyField"); err != nil {
			return err
		}
		names, err := parsePath(path)
		if err != nil {
			return Invalid("body field", err.Error())
		}
		s.fields = append(s.fields[:len(s.fields):len(s.fields)], bodyField{path, names, value})
		return nil
	})
}

// bodyField is a member that WithBodyField adds to the body.
type bodyField struct {
	path  string
	names []string
	value any
}

// addFields writes what WithBodyField gave into the body.
func (f *flight) addFields() error {
	for _, field := range f.set.fields {
		name := "body field " + field.path
		if f.in.Upload != nil || f.body == nil {
			return Invalid(name, "the call sends no JSON body")
		}
		value, err := encodeJSON(field.value, f.op.v1(), f.set.zone)
		if err != nil {
			return Invalid(name, "it can't be written as JSON")
		}
		changed, why := withMember(f.body, field.names, value)
		if why != "" {
			return Invalid(name, why)
		}
		f.body = changed
	}
	return nil
}

// withMember puts a value at a path of a document that the encoder wrote. Where it can't, it says why.
func withMember(document jsontext.Value, path []string, value jsontext.Value) (changed jsontext.Value, why string) {
	switch document.Kind() {
	case '{':
		return withNewMember(document, path, value)
	case '[':
		return withinElement(document, path, value)
	}
	return nil, "what it would be in is neither an object nor a list"
}

// withNewMember writes an object anew, with the value in the member that the path leads through, or in a new one at the end.
func withNewMember(object jsontext.Value, path []string, value jsontext.Value) (changed jsontext.Value, why string) {
	changed = append(changed, '{')
	for name, have := range lenient.Members(object) {
		if value != nil && strings.EqualFold(name, path[0]) {
			if len(path) == 1 {
				return nil, "it is already sent by the request"
			}
			if have, why = withMember(have, path[1:], value); why != "" {
				return nil, why
			}
			value = nil
		}
		changed = appendMember(changed, name, have)
	}
	if value != nil {
		inner, why := around(path[1:], value)
		if why != "" {
			return nil, why
		}
		changed = appendMember(changed, path[0], inner)
	}
	return append(changed, '}'), ""
}

// appendMember appends a member to an object that is not closed yet.
func appendMember(object jsontext.Value, name string, value jsontext.Value) jsontext.Value {
	if len(object) > 1 {
		object = append(object, ',')
	}
	object, _ = jsontext.AppendQuote(object, name) // the error is about invalid UTF-8, which no path has
	return append(append(object, ':'), value...)
}

// withinElement writes a list anew, with the value in the element that the path leads through.
func withinElement(list jsontext.Value, path []string, value jsontext.Value) (changed jsontext.Value, why string) {
	index, ok := elementNumber(path[0])
	if !ok {
		return nil, "the path leads into a list, and does not say which element"
	}
	changed = append(changed, '[')
	n := 0
	for have := range lenient.Elements(list) {
		if n == index {
			if len(path) == 1 {
				return nil, "it is already sent by the request"
			}
			if have, why = withMember(have, path[1:], value); why != "" {
				return nil, why
			}
		}
		if n > 0 {
			changed = append(changed, ',')
		}
		changed = append(changed, have...)
		n++
	}
	if index >= n {
		return nil, "the list has no such element"
	}
	return append(changed, ']'), ""
}

// around makes the objects that the path leads through, where there are none yet.
func around(path []string, value jsontext.Value) (object jsontext.Value, why string) {
	for _, name := range slices.Backward(path) {
		if _, ok := elementNumber(name); ok {
			return nil, "the path leads into a list that is not there"
		}
		value = append(appendMember(jsontext.Value{'{'}, name, value), '}')
	}
	return value, ""
}
