package lenient

import (
	"encoding/json"
	"reflect"
)

// anyTaker takes any value as encoding/json does, with numbers as [json.Number].
type anyTaker struct{}

func (anyTaker) take(d *Decoder, v reflect.Value) error {
	value, err := d.any()
	return set(v, value, err)
}

func (anyTaker) takeMembers(d *Decoder, v reflect.Value) error {
	value, err := d.anyMembers()
	return set(v, value, err)
}

func set(v reflect.Value, value any, err error) error {
	switch {
	case err != nil:
		return err
	case value == nil:
		v.SetZero()
	default:
		*v.Addr().Interface().(*any) = value
	}
	return nil
}

func (d *Decoder) any() (any, error) {
	switch d.json.PeekKind() {
	case '{':
		if _, err := d.json.ReadToken(); err != nil {
			return nil, err
		}
		return d.anyMembers()
	case '[':
		return d.anyElements()
	}
	raw, err := d.json.ReadValue()
	if err != nil {
		return nil, err
	}
	switch raw[0] {
	case '"':
		return d.string(raw), nil
	case 'n':
		return nil, nil
	case 't', 'f':
		return raw[0] == 't', nil
	default:
		return json.Number(d.literal(raw)), nil
	}
}

func (d *Decoder) anyMembers() (any, error) {
	members := map[string]any{}
	return members, takeOpen(d, members)
}

func (d *Decoder) anyElements() (any, error) {
	if _, err := d.json.ReadToken(); err != nil {
		return nil, err
	}
	list := []any{}
	for d.more(']') {
		value, err := d.any()
		if err != nil {
			return nil, err
		}
		list = append(list, value)
	}
	_, err := d.json.ReadToken()
	return list, err
}

// rawTaker keeps the value as it stands.
type rawTaker struct{}

func (rawTaker) take(d *Decoder, v reflect.Value) error {
	raw, err := d.json.ReadValue()
	if err == nil {
		v.SetBytes(append([]byte(nil), raw...))
	}
	return err
}

// ownJSON gives the value to the type's own method.
type ownJSON struct{ want string }

func (o ownJSON) take(d *Decoder, v reflect.Value) error {
	raw, err := d.json.ReadValue()
	if err != nil {
		return err
	}
	own := v.Addr().Interface().(json.Unmarshaler)
	if own.UnmarshalJSON(append([]byte(nil), raw...)) == nil {
		return nil
	}
	v.SetZero()
	if !d.isAbsent(raw) {
		d.note(o.want, form(raw))
	}
	return nil
}
