package encode

import (
	"reflect"
	"slices"
	"time"

	"github.com/shopspring/decimal"
)

// structWriter writes the members of a struct, those of embedded structs among them.
type structWriter struct{ members []member }

// member is a field as a member of an object.
type member struct {
	plain     string
	name      string // quoted, with the colon
	path      []int  // to the embedded struct that has the field, if that is not the outer one
	index     int    // of the field in it
	omitZero  bool
	omitEmpty bool
	quoted    bool
	isZero    func(reflect.Value) bool
	element   *plan
}

func (s *structWriter) write(d *document, v reflect.Value) bool {
	if !d.enter() {
		return false
	}
	d.buf = append(d.buf, '{')
	first := len(d.buf)
	for i := range s.members {
		m := &s.members[i]
		field := m.field(v)
		if !field.IsValid() || m.omitZero && m.isZero(field) {
			continue
		}
		if !m.write(d, field, first) {
			return d.within(m.plain)
		}
	}
	d.buf = append(d.buf, '}')
	d.leave()
	return true
}

// write writes the member of an object whose first member is at the given place.
func (m *member) write(d *document, v reflect.Value, first int) bool {
	before := len(d.buf)
	if before > first {
		d.buf = append(d.buf, ',')
	}
	d.buf = append(d.buf, m.name...)
	start := len(d.buf)
	if !m.element.write(d, v) {
		return false
	}
	if m.quoted && string(d.buf[start:]) != "null" {
		d.buf = append(slices.Insert(d.buf, start, '"'), '"')
	}
	if m.omitEmpty && isEmpty(d.buf[start:]) {
		d.buf = d.buf[:before]
	}
	return true
}

func isEmpty(raw []byte) bool {
	switch string(raw) {
	case "null", `""`, "{}", "[]":
		return true
	}
	return false
}

// field is not valid if it is in an embedded struct whose pointer is nil.
func (m *member) field(v reflect.Value) reflect.Value {
	for _, i := range m.path {
		v = v.Field(i)
		if v.Kind() == reflect.Pointer {
			v = v.Elem()
		}
		if !v.IsValid() {
			return v
		}
	}
	return v.Field(m.index)
}

type zeroer interface{ IsZero() bool }

var zeroerType = reflect.TypeFor[zeroer]()

// zeroOf is how a field of type t says that it is zero: by its IsZero method, if it has one.
func zeroOf(t reflect.Type) func(reflect.Value) bool {
	switch {
	case t == timeType:
		return isZeroTime
	case t == decimalType:
		return isZeroDecimal
	case t.Kind() == reflect.Interface && t.Implements(zeroerType):
		return func(v reflect.Value) bool {
			return v.IsNil() || v.Elem().Kind() == reflect.Pointer && v.Elem().IsNil() || saysZero(v)
		}
	case t.Kind() == reflect.Pointer && t.Implements(zeroerType):
		return func(v reflect.Value) bool { return v.IsNil() || saysZero(v) }
	case t.Implements(zeroerType) || reflect.PointerTo(t).Implements(zeroerType):
		return func(v reflect.Value) bool { return saysZero(pointerTo(v)) }
	}
	return reflect.Value.IsZero
}

func isZeroTime(v reflect.Value) bool {
	t, ok := reflect.TypeAssert[time.Time](v)
	return ok && t.IsZero()
}

func isZeroDecimal(v reflect.Value) bool {
	n, ok := reflect.TypeAssert[decimal.Decimal](v)
	return ok && n.IsZero()
}

func saysZero(v reflect.Value) bool {
	z, ok := reflect.TypeAssert[zeroer](v)
	return ok && z.IsZero()
}

// pointerTo points to a copy if v has no address.
func pointerTo(v reflect.Value) reflect.Value {
	if v.CanAddr() {
		return v.Addr()
	}
	p := reflect.New(v.Type())
	p.Elem().Set(v)
	return p
}
