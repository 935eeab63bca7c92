package lenient

import (
	"encoding/json"
	"reflect"
)

// anyTaker takes any value as encoding/json does, with numbers as [json.Number].
type anyTaker struct{}

func (anyTaker) take(d *Decoder, v reflect.Value) {
	if value := d.any(); value != nil {
		v.Set(reflect.ValueOf(value))
		return
	}
	v.SetZero()
}

func (d *Decoder) any() any {
	switch d.Kind() {
	case '{':
		members := map[string]any{}
		d.Enter()
		takeOpen(d, members)
		return members
	case '[':
		list := []any{}
		for d.Enter(); d.More(']'); {
			list = append(list, d.any())
		}
		return list
	}
	switch raw := d.Value(); raw[0] {
	case '"':
		return d.box(d.string(raw))
	case 'n':
		return nil
	case 't', 'f':
		return raw[0] == 't'
	default:
		return json.Number(d.literal(raw))
	}
}

// box makes an open value of a string. To do so costs as much as the string, so that short ones are kept.
func (d *Decoder) box(s string) any {
	if len(s) > maxInterned || s == "" {
		return s
	}
	known := &d.boxed[hash([]byte(s))]
	if *known != any(s) {
		*known = s
	}
	return *known
}

// rawTaker keeps the value as it stands.
type rawTaker struct{}

func (rawTaker) take(d *Decoder, v reflect.Value) { v.SetBytes(append([]byte(nil), d.Value()...)) }

// ownJSON gives the value to the type's own method.
type ownJSON struct{ want string }

func (o ownJSON) take(d *Decoder, v reflect.Value) {
	raw := d.Value()
	own := v.Addr().Interface().(json.Unmarshaler)
	if own.UnmarshalJSON(append([]byte(nil), raw...)) == nil {
		return
	}
	v.SetZero()
	if !d.isAbsent(raw) {
		d.note(o.want, form(raw))
	}
}
