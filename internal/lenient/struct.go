package lenient

import (
	"reflect"
	"slices"
	"sync"
	"sync/atomic"
)

// Fields are the members that a struct takes. With them a caller that walks an object by hand gives single members to it.
type Fields struct{ of *structTaker }

// FieldsOf returns the members of a struct type or of what a pointer type points to; false if that is no struct.
func FieldsOf(t reflect.Type) (Fields, bool) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	of, ok := (*takerOf(t)).(*structTaker)
	return Fields{of: of}, ok
}

// Has says whether the struct takes a member of this name.
func (f Fields) Has(name []byte) bool {
	return f.of.named(name) != nil
}

// DecodeMember reads the next value into the field of v that has this JSON name. If there is none it reads nothing and returns false.
// Pointers on the way to the struct are allocated.
func (d *Decoder) DecodeMember(f Fields, name []byte, v reflect.Value) bool {
	m := f.of.named(name)
	if m == nil {
		return false
	}
	m.take(d, Target(v))
	return true
}

// structTaker fills a struct.
type structTaker struct {
	members []*member // in the order of the fields
	first   order
	aliased bool    // some have other names
	whole   *member // takes values that are no object: see [fields.inline]

	index index // of the names, for those that come out of order
	ready sync.Once

	folded map[string]*member // by lower-case name: documents that spell names as documented never ask for it
	fold   sync.Once
}

func (s *structTaker) take(d *Decoder, v reflect.Value) {
	switch kind := d.Kind(); {
	case kind == '{':
		d.Enter()
		s.takeMembers(d, v)
	case s.whole != nil:
		s.whole.take(d, v)
	default:
		takeInsteadOfObject(d, kind, s, v)
	}
}

func (s *structTaker) takeMembers(d *Decoder, v reflect.Value) {
	for after := &s.first; ; {
		m := after.expected(d)
		if m == nil {
			if !d.More('}') {
				return
			}
			if m = s.find(d, after); m == nil {
				d.Value()
				continue
			}
		}
		after = &m.after
		m.take(d, v)
	}
}

// order is which member comes next: that of the next field, or what came in the first document that was otherwise. Later
// ones change nothing, so that many who decode at the same time do not write to the same place.
type order struct {
	field *member
	seen  atomic.Pointer[member]
}

// expected reads on to the value of the next member if that is an expected one, as most often.
func (o *order) expected(d *Decoder) *member {
	if m := o.seen.Load(); m != nil && d.nextIs(m.quoted) {
		return m
	}
	if m := o.field; m != nil && d.nextIs(m.quoted) {
		return m
	}
	return nil
}

// find reads a name and looks for its member.
func (s *structTaker) find(d *Decoder, after *order) *member {
	name := d.text(d.name())
	m := s.named(name)
	if m != nil && after.seen.Load() == nil && m.name() == string(name) {
		after.seen.Store(m)
	}
	return m
}

// index finds members by their names. Those with the same hash are chained.
type index []*member

func (s *structTaker) makeIndex() {
	size := 8
	for size < 2*len(s.members) && size < maxHash {
		size *= 2
	}
	s.index = make(index, size)
	for _, m := range slices.Backward(s.members) { // so that the first of a name is found
		first := &s.index[hash([]byte(m.name()))%size]
		m.chained, *first = *first, m
	}
}

func (ix index) find(name []byte) *member {
	m := ix[hash(name)%len(ix)]
	for m != nil && m.name() != string(name) {
		m = m.chained
	}
	return m
}

// named looks for a name as it is, then among the other names, then without regard to case.
func (s *structTaker) named(name []byte) *member {
	s.ready.Do(s.makeIndex)
	if m := s.index.find(name); m != nil {
		return m
	}
	if s.aliased {
		for _, m := range s.members {
			if m.special != nil && slices.Contains(m.special.also, string(name)) {
				return m
			}
		}
	}
	var lower [64]byte
	s.fold.Do(s.foldNames)
	return s.folded[string(appendLower(lower[:0], name))]
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
func takeInsteadOfObject(d *Decoder, kind byte, o taker, v reflect.Value) {
	if s, ok := o.(*structTaker); ok && kind == '[' {
		s.takeList(d, v)
		return
	}
	if kind == '[' {
		takeFirstObject(d, o, v)
		return
	}
	if raw := d.Value(); !d.isAbsent(raw) {
		d.note("object", form(raw))
		return
	}
	v.SetZero()
}

// takeList takes a list that came where an object is documented: the list that the object would only wrap, or else the
// object that the list holds. v1.1 has both habits: {"coupons": {"coupon": [...]}} also comes as {"coupons": [...]}.
func (s *structTaker) takeList(d *Decoder, v reflect.Value) {
	if len(s.members) == 1 && s.members[0].isList() && !s.holdsWrapper(d) {
		s.members[0].take(d, v)
		return
	}
	takeFirstObject(d, s, v)
}

// holdsWrapper reports whether the first element of the list that comes next is the object that wraps the list, not an
// element of it.
func (s *structTaker) holdsWrapper(d *Decoder) bool {
	defer d.Back(d.Place())
	d.Enter()
	if !d.More(']') || d.Kind() != '{' {
		return false
	}
	d.Enter()
	return d.More('}') && s.find(d, &s.first) != nil
}

// takeFirstObject takes the first object of a list. A list of anything but one object is drift, except an empty one.
func takeFirstObject(d *Decoder, o taker, v reflect.Value) {
	n, taken := 0, false
	for d.Enter(); d.More(']'); n++ {
		if !taken && d.Kind() == '{' {
			taken = true
			o.take(d, v)
		} else {
			d.Value()
		}
	}
	switch {
	case n == 0:
		v.SetZero()
	case n > 1 || !taken:
		d.note("object", listOf(n))
	}
}

// Target follows pointers, making what they point to.
func Target(v reflect.Value) reflect.Value {
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		v = v.Elem()
	}
	return v
}
