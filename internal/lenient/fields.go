package lenient

import (
	"reflect"
	"slices"
	"strings"
)

// member is a field as a member of an object. The first reply waits for a hundred of them to be made: they are small.
type member struct {
	quoted  string   // the name as it stands in a document
	special *special // what most members do not have
	lazily  lazy
	after   order
	index   uint16 // of the field in the struct
	tagged  bool
}

// special is what makes a member an odd one.
type special struct {
	path    []int    // to the struct that has the field, if that is not the outer one
	layer   int      // how many inlined structs it is in
	also    []string // other names: an absent value under one does not undo what came under another
	inlined *member  // a member of an inlined struct that has this name too
}

func (m *member) take(d *Decoder, v reflect.Value) {
	if m.special != nil {
		m.takeSpecial(d, v)
		return
	}
	m.takeInto(d, v.Field(int(m.index)))
}

func (m *member) takeInto(d *Decoder, field reflect.Value) {
	found := m.lazily.found.Load()
	if found == nil {
		found = m.plan(field.Type())
	}
	found.take(d, field)
}

// plan is the plan of the member's type. Among the integers, ids have one of their own.
func (m *member) plan(t reflect.Type) *plan {
	found := m.lazily.of(t)
	if found == &int64Plan && isID(m.name()) {
		found = &idPlan
		m.lazily.found.Store(found)
	}
	return found
}

func (m *member) takeSpecial(d *Decoder, v reflect.Value) {
	start := d.Place()
	if m.special.also != nil {
		if raw := d.Value(); raw[0] == 'n' || len(raw) == len(`""`) && raw[0] == '"' {
			return
		}
		d.Back(start)
	}
	m.takeInto(d, m.field(v))
	for m = m.special.inlined; m != nil; m = m.special.inlined {
		d.Back(start)
		m.takeInto(d, m.field(v))
	}
}

// inlined is the next of the members of this name.
func (m *member) inlined() *member {
	if m.special == nil {
		return nil
	}
	return m.special.inlined
}

// isList reports whether the member is a list, given the struct's type.
func (m *member) isList(of reflect.Type) bool {
	t := m.typeIn(of)
	return t.Kind() == reflect.Slice && t.Elem().Kind() != reflect.Uint8
}

// isTime reports whether the member is a time, or one of those of its name is, given the struct's type.
func (m *member) isTime(of reflect.Type) bool {
	for ; m != nil; m = m.inlined() {
		found := m.lazily.found.Load()
		if found == nil {
			found = m.plan(m.typeIn(of))
		}
		if found == &timePlan {
			return true
		}
	}
	return false
}

func (m *member) typeIn(of reflect.Type) reflect.Type {
	place := []int{int(m.index)}
	if m.special != nil {
		place = slices.Concat(m.special.path, place)
	}
	return of.FieldByIndex(place).Type
}

// field is the member's place in a struct. Pointers on the way are made.
func (m *member) field(v reflect.Value) reflect.Value {
	if m.special != nil {
		for _, i := range m.special.path {
			v = Target(v.Field(i))
		}
	}
	return v.Field(int(m.index))
}

// depth is how many structs the member is in, and layer how many of them are inlined.
func (m *member) depth() (depth, layer int) {
	if m.special == nil {
		return 0, 0
	}
	return len(m.special.path), m.special.layer
}

// name is the member's name without quotes.
func (m *member) name() string { return m.quoted[1 : len(m.quoted)-1] }

func newStructTaker(t reflect.Type) *structTaker {
	fs := fields{all: newMembers(t.NumField())}
	fs.collect(t, special{}, nil)
	s := &structTaker{members: fs.visible(), aliased: fs.aliased, of: t}
	if fs.whole != 0 {
		s.whole = &fs.all[fs.whole-1]
	}
	return s
}

// newMembers is room for so many members. It is cut from a larger piece: to allocate memory of a size for the first time in a
// process costs much more than later. The piece is enough for a reply with all of a customer's details.
func newMembers(n int) []member {
	if len(spareMembers) < n {
		spareMembers = make([]member, max(n, 200))
	}
	room := spareMembers[:0:n]
	spareMembers = spareMembers[n:]
	return room
}

var spareMembers []member

// foldNames makes the members by lower-case name.
func (s *structTaker) foldNames() {
	s.folded = make(map[string]int, len(s.members))
	add := func(at int, name string) {
		lower := string(appendLower(nil, name))
		if _, ok := s.folded[lower]; !ok {
			s.folded[lower] = at
		}
	}
	for at := range s.members {
		add(at, s.members[at].name())
	}
	for at := range s.members {
		if other := s.members[at].special; other != nil {
			for _, name := range other.also {
				add(at, name)
			}
		}
	}
}

// fields collects the fields that could be members, if no other of the name hides them.
type fields struct {
	all     []member
	nested  bool // some are in structs within
	aliased bool // some have other names
	whole   int  // the number of the one that takes values that are no object, from one
}

// collect adds the fields of t, which is found at a place in the outer struct. A type within itself is left out.
func (fs *fields) collect(t reflect.Type, place special, within []reflect.Type) {
	if slices.Contains(within, t) {
		return
	}
	for i := range t.NumField() {
		sf := t.Field(i)
		quoted, tagged, ignored := nameOf(&sf)
		if ignored {
			continue
		}
		inline, also := bendingOf(sf.Tag, quoted)
		inner := sf.Type
		if (sf.Anonymous || inline) && inner.Kind() == reflect.Pointer {
			inner = inner.Elem()
		}
		switch {
		case sf.Anonymous && !tagged && inner.Kind() == reflect.Struct && (isStruct(inner) || !sf.IsExported()):
			if sf.IsExported() || sf.Type.Kind() != reflect.Pointer { // a pointer of an unexported type can't be set
				fs.collect(inner, place.below(i, 0), append(within, t))
			}
		case !sf.IsExported():
		case inline && isStruct(inner):
			fs.collect(inner, place.below(i, 1), append(within, t))
		default:
			fs.all = append(fs.all, member{quoted: quoted, index: uint16(i), tagged: tagged})
			if place.path != nil || also != nil {
				fs.nested = fs.nested || place.path != nil
				fs.aliased = fs.aliased || also != nil
				fs.all[len(fs.all)-1].special = &special{path: place.path, layer: place.layer, also: also}
			}
			if inline && fs.whole == 0 {
				fs.whole = len(fs.all)
			}
		}
	}
}

// below is the place of a field's own fields.
func (s *special) below(field, layers int) special {
	return special{path: append(s.path[:len(s.path):len(s.path)], field), layer: s.layer + layers}
}

// visible are the members that no other hides, each with those of the same name in inlined structs.
func (fs *fields) visible() []member {
	if !fs.nested {
		return fs.all
	}
	byName := make(map[string][]*member, len(fs.all))
	for i := range fs.all {
		m := &fs.all[i]
		byName[m.quoted] = append(byName[m.quoted], m)
	}
	visible := newMembers(len(fs.all))
	for i := range fs.all {
		if m := &fs.all[i]; outermost(m, byName[m.quoted]) {
			visible = append(visible, member{quoted: m.quoted, special: m.special, index: m.index})
		}
	}
	return visible
}

// outermost reports whether m is the member of its name, and links it to those of the same name in inlined structs.
func outermost(m *member, named []*member) bool {
	var last *member
	for layer := 0; layer <= maxLayer; layer++ {
		dominant := dominantIn(named, layer)
		switch {
		case dominant == nil:
		case last != nil:
			if last.special == nil {
				last.special = new(special)
			}
			last.special.inlined = dominant
			last = dominant
		case dominant != m:
			return false
		default:
			last = m
		}
	}
	return last != nil
}

// maxLayer bounds how deep inlined structs may be inlined.
const maxLayer = 3

// dominantIn is the member that has the name in a layer, by the rules of encoding/json: the least deep, then the tagged,
// else none.
func dominantIn(named []*member, layer int) *member {
	var best *member
	tied := false
	least := 0 // the depth of the best
	for _, m := range named {
		depth, in := m.depth()
		switch {
		case in != layer:
		case best == nil || depth < least || depth == least && m.tagged && !best.tagged:
			best, least, tied = m, depth, false
		case depth == least && m.tagged == best.tagged:
			tied = true
		}
	}
	if tied {
		return nil
	}
	return best
}

// nameOf is the field's name with quotes. Most tags have it as it is.
func nameOf(sf *reflect.StructField) (quoted string, tagged, ignored bool) {
	const key = `json:"`
	if tag := string(sf.Tag); strings.HasPrefix(tag, key) {
		for end := len(key); end < len(tag); end++ {
			if c := tag[end]; c > '-' && c != '\\' {
				continue
			} else if c == '"' && end > len(key) {
				return tag[len(key)-1 : end+1], true, false
			}
			break
		}
	}
	options := sf.Tag.Get("json")
	if options == "-" {
		return "", false, true
	}
	name, _, _ := strings.Cut(options, ",")
	if name == "" {
		return `"` + sf.Name + `"`, false, false
	}
	return `"` + name + `"`, true, false
}

// bendingOf reads the lenient tag: "inline", or "also=a|b". A tag that is no longer than the name has none.
func bendingOf(tag reflect.StructTag, quoted string) (inline bool, also []string) {
	if len(tag) <= len("json:")+len(quoted) {
		return false, nil
	}
	bending := tag.Get("lenient")
	if bending == "" {
		return false, nil
	}
	for option := range strings.SplitSeq(bending, ",") {
		if option == "inline" {
			inline = true
		}
		if names, ok := strings.CutPrefix(option, "also="); ok {
			also = strings.Split(names, "|")
		}
	}
	return inline, also
}
