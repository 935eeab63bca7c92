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
	of, ok := planOf(t).taker.(*structTaker)
	return Fields{of: of}, ok
}

// Has says whether the struct takes a member of this name.
func (f Fields) Has(name []byte) bool { return f.of.placeOf(name) >= 0 }

// DecodeMember reads the next value into the field of v that has this JSON name. If there is none it reads nothing and returns false.
// Pointers on the way to the struct are allocated.
func (d *Decoder) DecodeMember(f Fields, name []byte, v reflect.Value) bool {
	at := f.of.placeOf(name)
	if at < 0 {
		return false
	}
	f.of.takeAt(d, at, Target(v), 0)
	return true
}

// structTaker fills a struct.
type structTaker struct {
	members []member // in the order of the fields
	first   order
	aliased bool // some have other names
	of      reflect.Type
	twins   twins
	whole   *member // takes values that are no object: see [fields.inline]

	index []uint16 // places from one, each at the hash of a name or, where others are, behind it: for names out of order
	ready sync.Once

	folded map[string]int // places by lower-case name: documents that spell names as documented never ask for it
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
	for after, next := &s.first, 0; ; {
		at := s.expected(d, after, next)
		if at < 0 {
			if at = s.search(d, after, next); at < 0 {
				return
			}
		}
		if at >= len(s.members) {
			s.takeWithTwins(d, v, at)
			return
		}
		m := &s.members[at]
		after, next = &m.after, at+1
		m.take(d, v)
	}
}

// takeWithTwins is takeMembers from the first twin on, which has the given place.
func (s *structTaker) takeWithTwins(d *Decoder, v reflect.Value, at int) {
	since := len(d.told)
	for at >= 0 {
		s.takeAt(d, at, v, since)
		after, next := s.behind(at)
		if at = s.expected(d, after, next); at < 0 {
			at = s.search(d, after, next)
		}
	}
	d.told = d.told[:since]
}

// takeAt reads the next value into the member of a place, or of the twin that has this place. since is where what twins told
// about this object begins.
func (s *structTaker) takeAt(d *Decoder, at int, v reflect.Value, since int) {
	if at >= len(s.members) {
		s.takeTwin(d, s.twins.at(at-len(s.members)), v, since)
		return
	}
	m := &s.members[at]
	if len(d.told) > since && m.isTime(s.of) {
		m.takeBesideTwin(d, v, since)
		return
	}
	m.take(d, v)
}

// behind is what is expected behind a member or twin.
func (s *structTaker) behind(at int) (after *order, next int) {
	if at < len(s.members) {
		return &s.members[at].after, at + 1
	}
	t := s.twins.at(at - len(s.members))
	return &t.after, t.of + 1
}

// quotedAt is the name of a member or twin with quotes.
func (s *structTaker) quotedAt(at int) string {
	if at < len(s.members) {
		return s.members[at].quoted
	}
	return s.twins.at(at - len(s.members)).quoted
}

// order is which member comes next where that is not the one of the next field: its place from one, or zero. It is what
// came in the first document that was so. Later ones change nothing, so that many who decode at the same time do not write
// to the same place.
type order struct{ seen atomic.Uint32 }

// expected reads on to the value of the next member if that is an expected one, as most often, and returns its place.
func (s *structTaker) expected(d *Decoder, after *order, next int) (at int) {
	if at := int(after.seen.Load()) - 1; at < 0 {
		// nothing was seen
	} else if at < len(s.members) {
		if d.nextIs(s.members[at].quoted) {
			return at
		}
	} else if d.nextIs(s.quotedAt(at)) {
		return at
	}
	if next < len(s.members) && d.nextIs(s.members[next].quoted) {
		return next
	}
	return -1
}

// search reads on to the value of the next member that has a field, though none was expected, and returns its place, or less
// than zero at the end of the object.
func (s *structTaker) search(d *Decoder, after *order, next int) (at int) {
	for d.More('}') {
		if at := s.find(d, after, next); at >= 0 {
			return at
		}
		d.Value()
		d.NoteUnknown()
		if at := s.expected(d, after, next); at >= 0 {
			return at
		}
	}
	return -1
}

// maxSearch is how many fields from the expected one are looked at before an index is made. Most documents leave fields out,
// and few mix them up.
const maxSearch = 32

// findFolded reads a name and returns the place of its member.
func (s *structTaker) findFolded(d *Decoder, after *order, next int) (at int) {
	quoted := d.name()
	at = next
	for range min(len(s.members), maxSearch) {
		if at == len(s.members) {
			at = 0
		}
		if s.members[at].quoted == string(quoted) {
			after.see(at)
			return at
		}
		at++
	}
	name := d.text(quoted)
	at = s.placeOf(name)
	if at >= 0 && s.quotedAt(at) == string(quoted) {
		after.see(at)
	}
	return at
}

func (o *order) see(at int) {
	if o.seen.Load() == 0 {
		o.seen.Store(uint32(at) + 1)
	}
}

func (s *structTaker) makeIndex() {
	size := 8
	for size < 2*len(s.members) {
		size *= 2
	}
	s.index = make([]uint16, size)
	for at := range s.members {
		free := hash([]byte(s.members[at].name())) % size
		for s.index[free] != 0 {
			free = (free + 1) % size
		}
		s.index[free] = uint16(at + 1)
	}
}

// placeOf is the place of the member of a name, or of a member's twin, if there is one.
func (s *structTaker) placeOf(name []byte) int {
	at := s.knownTwin(name)
	if at < 0 {
		at = s.memberNamed(name)
	}
	if at < 0 {
		at = s.twinNamed(name)
	}
	return at
}

// memberNamed looks for a name as it is, then among the other names, then without regard to case.
func (s *structTaker) memberNamed(name []byte) int {
	s.ready.Do(s.makeIndex)
	size := len(s.index)
	for i := hash(name) % size; s.index[i] != 0; i = (i + 1) % size {
		if at := int(s.index[i]) - 1; s.members[at].name() == string(name) {
			return at
		}
	}
	if s.aliased {
		for at := range s.members {
			if other := s.members[at].special; other != nil && slices.Contains(other.also, string(name)) {
				return at
			}
		}
	}
	var lower [64]byte
	s.fold.Do(s.foldNames)
	if at, ok := s.folded[string(appendLower(lower[:0], name))]; ok {
		return at
	}
	return -1
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
		d.note("object", form(raw), v.Type())
		return
	}
	v.SetZero()
}

// takeList takes a list that came where an object is documented: the list that the object would only wrap, or else the
// object that the list holds. v1.1 has both habits: {"coupons": {"coupon": [...]}} also comes as {"coupons": [...]}.
func (s *structTaker) takeList(d *Decoder, v reflect.Value) {
	if len(s.members) == 1 && s.members[0].isList(v.Type()) && !s.holdsWrapper(d) {
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
	return d.More('}') && s.find(d, &s.first, 0) >= 0
}

// takeFirstObject takes the first object of a list. A list of anything but one object is drift, except one of none.
func takeFirstObject(d *Decoder, o taker, v reflect.Value) {
	n, nulls, taken := 0, 0, false
	for d.Enter(); d.More(']'); n++ {
		switch kind := d.Kind(); {
		case kind == '{' && !taken:
			taken = true
			o.take(d, v)
		case kind == 'n':
			nulls++
			d.Value()
		default:
			d.Value()
		}
	}
	switch {
	case n == nulls:
		v.SetZero()
	case n-nulls > 1 || !taken:
		d.note("object", listOf(n), v.Type())
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
