package lenient

import "reflect"

// FieldType is the type of the field of t, a struct or a pointer to one, that takes a member of this name.
func FieldType(t reflect.Type, name []byte) (reflect.Type, bool) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	fields, ok := FieldsOf(t)
	if !ok {
		return nil, false
	}
	m := fields.of.named(name)
	if m == nil {
		return nil, false
	}
	if m.special != nil {
		t = t.FieldByIndex(m.special.path).Type
		for t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
	}
	return t.Field(int(m.index)).Type, true
}
