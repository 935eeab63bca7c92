package lenient

import (
	"reflect"
	"time"
)

// FieldType is the type of the field of t, a struct or a pointer to one, that takes a member of this name.
func FieldType(t reflect.Type, name []byte) (reflect.Type, bool) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	fields, ok := FieldsOf(t)
	if !ok {
		return nil, false
	}
	at := fields.of.placeOf(name)
	if at < 0 {
		return nil, false
	}
	if at >= len(fields.of.members) { // the twin of a date
		return reflect.TypeFor[time.Time](), true
	}
	m := &fields.of.members[at]
	if m.special != nil {
		t = t.FieldByIndex(m.special.path).Type
		for t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
	}
	return t.Field(int(m.index)).Type, true
}
