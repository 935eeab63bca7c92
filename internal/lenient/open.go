package lenient

import (
	"encoding/json"
	"reflect"
	"time"
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

// zoned is a type of its own that wants to know the zone of times that say none. What does not fit leaves it as it was.
type zoned interface {
	UnmarshalJSONIn(raw []byte, zone *time.Location) error
}

func (o ownJSON) take(d *Decoder, v reflect.Value) {
	raw := d.Value()
	if own, ok := v.Addr().Interface().(zoned); ok {
		if own.UnmarshalJSONIn(raw, d.zone) != nil && !d.isAbsent(raw) {
			d.note(o.want, form(raw))
		}
		return
	}
	own := v.Addr().Interface().(json.Unmarshaler)
	if own.UnmarshalJSON(append([]byte(nil), raw...)) == nil {
		return
	}
	v.SetZero()
	if !d.isAbsent(raw) {
		d.note(o.want, form(raw))
	}
}
