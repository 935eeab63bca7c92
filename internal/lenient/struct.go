package lenient

import (
	"reflect"
	"slices"

	"github.com/go-json-experiment/json/jsontext"
)

// Fields are the members that a struct takes. With them a caller that walks an object by hand gives single members to it.
type Fields struct{ of *structTaker }

// FieldsOf returns the members of a struct type or of what a pointer type points to; false if that is no struct.
func FieldsOf(t reflect.Type) (Fields, bool) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	of, ok := planOf(t).taker().(*structTaker)
	return Fields{of: of}, ok
}

// Has says whether the struct takes a member of this name.
func (f Fields) Has(name []byte) bool {
	return f.of.named(name) != nil
}

// DecodeMember reads the next value into the field of v that has this JSON name. If there is none it reads nothing and returns false.
// Pointers on the way to the struct are allocated.
func (d *Decoder) DecodeMember(f Fields, name []byte, v reflect.Value) (bool, error) {
	m := f.of.named(name)
	if m == nil {
		return false, nil
	}
	return true, unexpectedEnd(m.take(d, target(v)))
}

// DecodeRawMember is [Decoder.DecodeMember] for a value that was just read, as [Decoder.DecodeRaw] takes it.
func (d *Decoder) DecodeRawMember(raw jsontext.Value, f Fields, name []byte, v reflect.Value) (bool, error) {
	inner := NewDecoder(raw, d.zone)
	taken, err := inner.DecodeMember(f, name, v)
	d.adopt(inner)
	return taken, err
}

// structTaker fills a struct.
type structTaker struct {
	members []*member                 // in the order of the fields, which is most often that of the document
	aliased bool                      // some have other names
	folded  func() map[string]*member // by lower-case name
	whole   *member                   // takes values that are no object: see [fields.inline]
}

func (s *structTaker) take(d *Decoder, v reflect.Value) error {
	kind := d.json.PeekKind()
	if kind == '{' {
		if _, err := d.json.ReadToken(); err != nil {
			return err
		}
		return s.takeMembers(d, v)
	}
	if s.whole != nil {
		return s.whole.take(d, v)
	}
	return takeInsteadOfObject(d, kind, s, v)
}

func (s *structTaker) takeMembers(d *Decoder, v reflect.Value) error {
	next := 0
	for d.more('}') {
		name, err := d.json.ReadValue()
		if err != nil {
			return err
		}
		m := s.expected(next, name)
		if m == nil {
			m = s.find(d, next, name)
		}
		if m == nil {
			err = d.skip()
		} else {
			next = m.position + 1
			err = m.take(d, v)
		}
		if err != nil {
			return err
		}
	}
	_, err := d.json.ReadToken()
	return err
}

// expected is the member that follows the one before, if that is what came.
func (s *structTaker) expected(next int, quoted []byte) *member {
	if next < len(s.members) && s.members[next].quoted == string(quoted) {
		return s.members[next]
	}
	return nil
}

// find looks for a member that is not the expected one: most often one a little further on, since the document leaves out
// what is absent.
func (s *structTaker) find(d *Decoder, next int, quoted []byte) *member {
	next = min(next, len(s.members))
	for _, m := range s.members[next:] {
		if m.quoted == string(quoted) {
			return m
		}
	}
	for _, m := range s.members[:next] {
		if m.quoted == string(quoted) {
			return m
		}
	}
	return s.named(d.text(quoted))
}

// named looks for a name as it is, then among the other names, then without regard to case.
func (s *structTaker) named(name []byte) *member {
	for _, m := range s.members {
		if len(m.quoted) == len(name)+2 && m.quoted[1:len(m.quoted)-1] == string(name) {
			return m
		}
	}
	if s.aliased {
		for _, m := range s.members {
			if slices.Contains(m.also, string(name)) {
				return m
			}
		}
	}
	var lower [64]byte
	if len(name) > len(lower) {
		return s.folded()[string(appendLower(nil, name))]
	}
	return s.folded()[string(appendLower(lower[:0], name))]
}

func appendLower[T []byte | string](dst []byte, name T) []byte {
	for i := range len(name) {
		c := name[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return dst
}

// takeInsteadOfObject takes a value that came where an object is documented.
func takeInsteadOfObject(d *Decoder, kind jsontext.Kind, o objectTaker, v reflect.Value) error {
	if s, ok := o.(*structTaker); ok && kind == '[' {
		return s.takeList(d, v)
	}
	if kind == '[' {
		return takeFirstObject(d, o, v)
	}
	raw, err := d.json.ReadValue()
	if err != nil {
		return err
	}
	if !d.isAbsent(raw) {
		d.note("object", form(raw))
		return nil
	}
	v.SetZero()
	return nil
}

// takeList takes a list that came where an object is documented: the list that the object would only wrap, or else the
// object that the list holds. v1.1 has both habits: {"coupons": {"coupon": [...]}} also comes as {"coupons": [...]}.
func (s *structTaker) takeList(d *Decoder, v reflect.Value) error {
	if len(s.members) != 1 || !s.members[0].isList() {
		return takeFirstObject(d, s, v)
	}
	raw, err := d.json.ReadValue()
	if err != nil {
		return err
	}
	inner := NewDecoder(raw, d.zone)
	defer d.adopt(inner)
	if s.holdsWrapper(raw) {
		return takeFirstObject(inner, s, v)
	}
	return s.members[0].take(inner, v)
}

// holdsWrapper reports whether the first element of a list is the object that wraps the list, not an element of it.
func (s *structTaker) holdsWrapper(list jsontext.Value) bool {
	inner := NewDecoder(list, nil)
	defer inner.Release()
	if _, err := inner.json.ReadToken(); err != nil || inner.json.PeekKind() != '{' {
		return false
	}
	if _, err := inner.json.ReadToken(); err != nil || inner.json.PeekKind() == '}' {
		return false
	}
	name, err := inner.json.ReadValue()
	return err == nil && s.find(inner, 0, name) != nil
}

// takeFirstObject takes the first object of a list. A list of anything but one object is drift, except an empty one.
func takeFirstObject(d *Decoder, o objectTaker, v reflect.Value) error {
	if _, err := d.json.ReadToken(); err != nil {
		return err
	}
	n, taken := 0, false
	for ; d.more(']'); n++ {
		var err error
		if !taken && d.json.PeekKind() == '{' {
			taken = true
			err = o.take(d, v)
		} else {
			err = d.skip()
		}
		if err != nil {
			return err
		}
	}
	if _, err := d.json.ReadToken(); err != nil {
		return err
	}
	switch {
	case n == 0:
		v.SetZero()
	case n > 1 || !taken:
		d.note("object", listOf(n))
	}
	return nil
}

// target follows pointers, making what they point to.
func target(v reflect.Value) reflect.Value {
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		v = v.Elem()
	}
	return v
}
