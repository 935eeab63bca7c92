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
		return &mapTaker{typ: t}
	}
	return nothing{want: t.String()}
}

// mapTaker adds the members of an object to a map.
type mapTaker struct {
	typ    reflect.Type
	lazily lazy
}

func (m *mapTaker) take(d *Decoder, v reflect.Value) {
	if kind := d.Kind(); kind != '{' {
		takeInsteadOfObject(d, kind, m, v)
		return
	}
	d.Enter()
	m.takeMembers(d, v)
}

func (m *mapTaker) takeMembers(d *Decoder, v reflect.Value) {
	switch m := v.Addr().Interface().(type) {
	case *map[string]string:
		takeTexts(d, *made(m))
		return
	case *map[string]any:
		takeOpen(d, *made(m))
		return
	}
	if v.IsNil() {
		v.Set(reflect.MakeMap(m.typ))
	}
	key, value := reflect.New(m.typ.Key()).Elem(), reflect.New(m.typ.Elem()).Elem()
	element := m.lazily.of(m.typ.Elem())
	for d.More('}') {
		if got := setKey(d, key, d.name()); got != fits {
			d.Value()
			d.note(m.typ.Key().Kind().String(), got, m.typ.Elem())
			continue
		}
		value.SetZero()
		element.take(d, value)
		v.SetMapIndex(key, value)
	}
}

func made[M ~map[K]V, K comparable, V any](m *M) *M {
	if *m == nil {
		*m = M{}
	}
	return m
}

// takeTexts is takeMembers for the most frequent map, without reflection.
func takeTexts(d *Decoder, texts map[string]string) {
	var value string
	settable := reflect.ValueOf(&value).Elem()
	for d.More('}') {
		key := d.string(d.name())
		value = ""
		stringTaker{}.take(d, settable)
		texts[key] = value
	}
}

// takeOpen is takeMembers for open maps, without reflection.
func takeOpen(d *Decoder, open map[string]any) {
	for d.More('}') {
		key := d.string(d.name())
		open[key] = d.any()
	}
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
