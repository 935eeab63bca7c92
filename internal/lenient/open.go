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
		return d.open(raw)
	case 'n':
		return nil
	case 't', 'f':
		return raw[0] == 't'
	default:
		return json.Number(d.literal(raw))
	}
}

// rawTaker keeps the value as it stands.
type rawTaker struct{}

func (rawTaker) take(d *Decoder, v reflect.Value) { v.SetBytes(append([]byte(nil), d.Value()...)) }

// ownJSON gives the value to the type's own method.
type ownJSON struct{ want string }

func (o ownJSON) take(d *Decoder, v reflect.Value) {
	raw := d.Value()
	own := v.Addr().Interface().(json.Unmarshaler)
	if unmarshalIn(own, append([]byte(nil), raw...), d.zone) == nil {
		return
	}
	if _, keeps := own.(inZone); !keeps {
		v.SetZero()
	}
	if !d.isAbsent(raw) {
		d.note(o.want, form(raw), nil)
	}
}
