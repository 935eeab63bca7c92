package lenient

import (
	"reflect"
	"strconv"
)

// newMapTaker returns the taker of a map type, whose keys are strings or integers.
func newMapTaker(t reflect.Type) taker {
	switch t.Key().Kind() {
	case reflect.String,
		reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return &mapTaker{typ: t, element: planOf(t.Elem())}
	}
	return nothing{want: t.String()}
}

// mapTaker adds the members of an object to a map.
type mapTaker struct {
	typ     reflect.Type
	element *plan
}

func (m *mapTaker) take(d *Decoder, v reflect.Value) error {
	kind := d.json.PeekKind()
	if kind != '{' {
		return takeInsteadOfObject(d, kind, m, v)
	}
	if _, err := d.json.ReadToken(); err != nil {
		return err
	}
	return m.takeMembers(d, v)
}

func (m *mapTaker) takeMembers(d *Decoder, v reflect.Value) error {
	if v.IsNil() {
		v.Set(reflect.MakeMap(m.typ))
	}
	switch m := v.Addr().Interface().(type) {
	case *map[string]string:
		return takeTexts(d, *m)
	case *map[string]any:
		return takeOpen(d, *m)
	}
	key, value := reflect.New(m.typ.Key()).Elem(), reflect.New(m.typ.Elem()).Elem()
	element := m.element.taker()
	for d.more('}') {
		name, err := d.json.ReadValue()
		if err != nil {
			return err
		}
		got := setKey(d, key, name)
		if got != fits {
			d.note(m.typ.Key().Kind().String(), got)
			err = d.skip()
		} else {
			value.SetZero()
			err = element.take(d, value)
		}
		if err != nil {
			return err
		}
		if got == fits {
			v.SetMapIndex(key, value)
		}
	}
	_, err := d.json.ReadToken()
	return err
}

// takeTexts is takeMembers for the most frequent map, without reflection.
func takeTexts(d *Decoder, texts map[string]string) error {
	var value string
	settable := reflect.ValueOf(&value).Elem()
	for d.more('}') {
		name, err := d.json.ReadValue()
		if err != nil {
			return err
		}
		key := d.string(name)
		value = ""
		if err := (stringTaker{}).take(d, settable); err != nil {
			return err
		}
		texts[key] = value
	}
	_, err := d.json.ReadToken()
	return err
}

// takeOpen is takeMembers for open maps, without reflection.
func takeOpen(d *Decoder, open map[string]any) error {
	for d.more('}') {
		name, err := d.json.ReadValue()
		if err != nil {
			return err
		}
		key := d.string(name)
		if open[key], err = d.any(); err != nil {
			return err
		}
	}
	_, err := d.json.ReadToken()
	return err
}

func setKey(d *Decoder, key reflect.Value, quoted []byte) (got string) {
	switch {
	case key.Kind() == reflect.String:
		key.SetString(d.string(quoted))
		return fits
	case key.CanInt():
		n, err := strconv.ParseInt(string(d.text(quoted)), 10, key.Type().Bits())
		if err != nil {
			return gotText
		}
		key.SetInt(n)
		return fits
	default:
		n, err := strconv.ParseUint(string(d.text(quoted)), 10, key.Type().Bits())
		if err != nil {
			return gotText
		}
		key.SetUint(n)
		return fits
	}
}
