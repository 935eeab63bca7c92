// Package wire is how values look on the wire, both ways: objects whose members keep their order, and the strings, lists and
// fields of requests that come in several forms.
package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// Object is a JSON object whose members keep their order, so that replies look like the documented ones.
type Object []member

type member struct {
	name  string
	Value any
}

// Obj makes an object of names and values in turns.
func Obj(pairs ...any) Object {
	o := make(Object, 0, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		o = append(o, member{pairs[i].(string), pairs[i+1]})
	}
	return o
}

// With returns o with more names and values at its end.
func (o Object) With(pairs ...any) Object { return append(slices.Clip(o), Obj(pairs...)...) }

// Get returns the member of that name, or nil.
func (o Object) Get(name string) any {
	for _, m := range o {
		if m.name == name {
			return m.Value
		}
	}
	return nil
}

// Set returns o with the member replaced, or added at the end.
func (o Object) Set(name string, value any) Object {
	for i, m := range o {
		if m.name == name {
			o = slices.Clone(o)
			o[i].Value = value
			return o
		}
	}
	return o.With(name, value)
}

// Amended rebuilds the objects of a value: f says what stands in the place of each of their members. in is the object that the
// member stands in.
func Amended(value any, f func(in Object, name string, value any) Object) any {
	switch v := value.(type) {
	case Object:
		out := make(Object, 0, len(v))
		for _, m := range v {
			out = append(out, f(v, m.name, Amended(m.Value, f))...)
		}
		return out
	case []Object:
		if v == nil {
			return value
		}
		out := make([]Object, len(v))
		for i := range v {
			out[i] = Amended(v[i], f).(Object)
		}
		return out
	case []any:
		if v == nil {
			return value
		}
		out := make([]any, len(v))
		for i := range v {
			out[i] = Amended(v[i], f)
		}
		return out
	}
	return value
}

// MarshalJSON writes the members in their order.
func (o Object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strconv.Quote(m.name))
		b.WriteByte(':')
		text, err := Encode(onWire(m.Value))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", m.name, err)
		}
		b.Write(text)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// Encode is json.Marshal without the escaping for HTML.
func Encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

// onWire is the form of a member in JSON. Points and money are numbers with three decimals or more, as v2 writes them:
// 8500.000. Where v1.1 quotes them, their String is the short form: 500, 420.5.
func onWire(value any) any {
	if d, ok := value.(decimal.Decimal); ok {
		return json.RawMessage(d.StringFixed(max(3, -d.Exponent())))
	}
	return value
}

// Short is a number as v1.1 writes it without quotes.
func Short(d decimal.Decimal) json.Number { return json.Number(d.String()) }

// AmountOf is a number of points as a test gives it, to three decimals.
func AmountOf(f float64) decimal.Decimal { return decimal.NewFromFloat(f).Round(3) }

// Text is a string in a request that may also come as a number or a boolean.
type Text string

// UnmarshalJSON reads a text, or another scalar as its text.
func (t *Text) UnmarshalJSON(b []byte) error {
	switch {
	case string(b) == "null":
		*t = ""
	case len(b) > 0 && b[0] == '"':
		return json.Unmarshal(b, (*string)(t))
	case len(b) > 0 && (b[0] == '{' || b[0] == '['):
		return fmt.Errorf("want a string, have %.20s", b)
	default:
		*t = Text(b)
	}
	return nil
}

// Int reads the text as a whole number; what is none counts as 0.
func (t Text) Int() int64 {
	n, _ := strconv.ParseInt(strings.TrimSpace(string(t)), 10, 64)
	return n
}

// Amount reads the text as a number of points or of money; an empty one is 0.
func (t Text) Amount() (decimal.Decimal, bool) {
	if t == "" {
		return decimal.Zero, true
	}
	d, err := decimal.NewFromString(strings.TrimSpace(string(t)))
	return d, err == nil
}

// Yes reads the text as a boolean.
func (t Text) Yes() bool {
	switch strings.ToLower(strings.TrimSpace(string(t))) {
	case "true", "1", "yes":
		return true
	}
	return false
}

// List is a JSON list in a request that may also come as one bare element.
type List[T any] []T

// UnmarshalJSON reads a list, or a single element as a list of one.
func (l *List[T]) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '[' {
		return json.Unmarshal(b, (*[]T)(l))
	}
	if s := string(b); s == "null" || s == `""` || s == "{}" {
		*l = nil
		return nil
	}
	var one T
	if err := json.Unmarshal(b, &one); err != nil {
		return err
	}
	*l = List[T]{one}
	return nil
}

// Without returns o without the members of those names.
func (o Object) Without(names ...string) Object {
	return slices.DeleteFunc(slices.Clone(o), func(m member) bool { return slices.Contains(names, m.name) })
}

// And returns o followed by the members of more.
func (o Object) And(more Object) Object { return append(slices.Clip(o), more...) }

// OrNull is null for an empty string.
func OrNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// OrNone is an empty object for nil, which would be null.
func OrNone(m map[string]any) map[string]any {
	if m == nil {
		return map[string]any{}
	}
	return m
}

// OrEmpty is an empty list for nil, which would be null.
func OrEmpty(l []any) []any {
	if l == nil {
		return []any{}
	}
	return l
}

// OrDefault is the fallback for an empty string.
func OrDefault(s, fallback string) string {
	if s == "" {
		return fallback
	}
	return s
}

// Raw is a body that was JSON before.
type Raw []byte

// MarshalJSON is the text itself.
func (r Raw) MarshalJSON() ([]byte, error) { return r, nil }

// StringsOf are the texts as strings.
func StringsOf(list []Text) []string {
	var out []string
	for _, t := range list {
		out = append(out, string(t))
	}
	return out
}

// AmountOrZero reads a number of v1.1.
func AmountOrZero(t Text) decimal.Decimal { d, _ := t.Amount(); return d }

// Quoted is a value in the quotes that v1.1 puts around numbers and booleans.
func Quoted(v any) string { return fmt.Sprint(v) }
