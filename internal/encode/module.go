package encode

import (
	stdjson "encoding/json"
	"reflect"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/shopspring/decimal"
)

// marshaler leaves values to the module, with the same rules for times, decimals, secrets and numbers.
type marshaler struct{ scalars *json.Marshalers }

func newMarshaler[S any](reveal func(S) string, own ...*json.Marshalers) *marshaler {
	return &marshaler{json.JoinMarshalers(append(own,
		json.MarshalToFunc(func(e *jsontext.Encoder, d decimal.Decimal) error { return e.WriteValue(jsontext.Value(d.String())) }),
		json.MarshalToFunc(func(e *jsontext.Encoder, s S) error { return e.WriteToken(jsontext.String(reveal(s))) }),
		json.MarshalToFunc(writeNumber),
	)...)}
}

func (m *marshaler) marshal(v any, times TimeForm) ([]byte, error) {
	clock := json.MarshalToFunc(func(e *jsontext.Encoder, t time.Time) error {
		if t.IsZero() {
			return e.WriteToken(jsontext.Null)
		}
		return e.WriteToken(jsontext.String(string(times(nil, t))))
	})
	return json.Marshal(v, json.WithMarshalers(json.JoinMarshalers(clock, m.scalars)), json.Deterministic(true))
}

func writeNumber(e *jsontext.Encoder, n stdjson.Number) error {
	if n == "" {
		return e.WriteToken(jsontext.Null)
	}
	return e.WriteValue(jsontext.Value(n))
}

// byMethod is for types that write themselves: the module calls their methods.
type byMethod struct{}

func (byMethod) write(d *document, v reflect.Value) bool {
	if v.CanAddr() {
		v = v.Addr() // for methods of the pointer
	}
	raw, err := d.encoder.marshaler.marshal(v.Interface(), d.times)
	d.buf = append(d.buf, raw...)
	return err == nil
}

// unknown is for types that no plan can write: the module writes the whole document.
type unknown struct{}

func (unknown) write(*document, reflect.Value) bool { return false }
