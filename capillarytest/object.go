package capillarytest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// object is a JSON object whose members keep their order, so that replies look like the documented ones.
type object []member

type member struct {
	name  string
	value any
}

// obj makes an object of names and values in turns.
func obj(pairs ...any) object {
	o := make(object, 0, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		o = append(o, member{pairs[i].(string), pairs[i+1]})
	}
	return o
}

// with returns o with more names and values at its end.
func (o object) with(pairs ...any) object { return append(slices.Clip(o), obj(pairs...)...) }

// get returns the member of that name, or nil.
func (o object) get(name string) any {
	for _, m := range o {
		if m.name == name {
			return m.value
		}
	}
	return nil
}

// set returns o with the member replaced, or added at the end.
func (o object) set(name string, value any) object {
	for i, m := range o {
		if m.name == name {
			o = slices.Clone(o)
			o[i].value = value
			return o
		}
	}
	return o.with(name, value)
}

func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strconv.Quote(m.name))
		b.WriteByte(':')
		text, err := encode(onWire(m.value))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", m.name, err)
		}
		b.Write(text)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// encode is json.Marshal without the escaping for HTML.
func encode(v any) ([]byte, error) {
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

// short is a number as v1.1 writes it without quotes.
func short(d decimal.Decimal) json.Number { return json.Number(d.String()) }

// amountOf is a number of points as a test gives it, to three decimals.
func amountOf(f float64) decimal.Decimal { return decimal.NewFromFloat(f).Round(3) }

// text is a string in a request that may also come as a number or a boolean.
type text string

func (t *text) UnmarshalJSON(b []byte) error {
	switch {
	case string(b) == "null":
		*t = ""
	case len(b) > 0 && b[0] == '"':
		return json.Unmarshal(b, (*string)(t))
	case len(b) > 0 && (b[0] == '{' || b[0] == '['):
		return fmt.Errorf("want a string, have %.20s", b)
	default:
		*t = text(b)
	}
	return nil
}

// int reads the text as a whole number; what is none counts as 0.
func (t text) int() int64 {
	n, _ := strconv.ParseInt(strings.TrimSpace(string(t)), 10, 64)
	return n
}

// amount reads the text as a number of points or of money; an empty one is 0.
func (t text) amount() (decimal.Decimal, bool) {
	if t == "" {
		return decimal.Zero, true
	}
	d, err := decimal.NewFromString(strings.TrimSpace(string(t)))
	return d, err == nil
}

// yes reads the text as a boolean.
func (t text) yes() bool {
	switch strings.ToLower(strings.TrimSpace(string(t))) {
	case "true", "1", "yes":
		return true
	}
	return false
}

// list is a JSON list in a request that may also come as one bare element.
type list[T any] []T

func (l *list[T]) UnmarshalJSON(b []byte) error {
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
	*l = list[T]{one}
	return nil
}

// and returns o followed by the members of more.
func (o object) and(more object) object { return append(slices.Clip(o), more...) }

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func orNone(m map[string]any) map[string]any {
	if m == nil {
		return map[string]any{}
	}
	return m
}

func orEmpty(l []any) []any {
	if l == nil {
		return []any{}
	}
	return l
}

func orDefault(s, fallback string) string {
	if s == "" {
		return fallback
	}
	return s
}

// rawJSON is a body that was JSON before.
type rawJSON []byte

func (r rawJSON) MarshalJSON() ([]byte, error) { return r, nil }

func stringsOf(list []text) []string {
	var out []string
	for _, t := range list {
		out = append(out, string(t))
	}
	return out
}

// amountOrZero reads a number of v1.1.
func amountOrZero(t text) decimal.Decimal { d, _ := t.amount(); return d }

// quoted is a value in the quotes that v1.1 puts around numbers and booleans.
func quoted(v any) string { return fmt.Sprint(v) }
