package lenient

import (
	"reflect"
	"slices"
	"strings"
)

// member is a field as a member of an object.
type member struct {
	quoted   string // the name as it stands in a document
	position int    // among the members
	index    int    // of the field in the struct
	path     []int  // to the struct that has the field, if that is not the outer one
	element  *plan
	chained  uint16 // the number of the next member whose name has the same hash

	also    []string // other names: an absent value under one does not undo what came under another
	inlined *member  // a member of an inlined struct that has this name too

	tagged bool
	layer  int // how many inlined structs it is in
}

func (m *member) take(d *Decoder, v reflect.Value) {
	if m.inlined == nil && m.also == nil {
		m.element.taker().take(d, m.field(v))
		return
	}
	start := d.Place()
	raw := d.Value()
	if m.also != nil && (raw[0] == 'n' || len(raw) == len(`""`) && raw[0] == '"') {
		return
	}
	for ; m != nil; m = m.inlined {
		d.Back(start)
		m.element.take(d, m.field(v))
	}
}

func (m *member) isList() bool {
	t := m.element.typ
	return t.Kind() == reflect.Slice && t.Elem().Kind() != reflect.Uint8
}

func (m *member) field(v reflect.Value) reflect.Value {
	for _, i := range m.path {
		v = target(v.Field(i))
	}
	return v.Field(m.index)
}

// name is the member's name without quotes.
func (m *member) name() string { return m.quoted[1 : len(m.quoted)-1] }

func newStructTaker(t reflect.Type) *structTaker {
	fs := fields{all: make([]member, 0, t.NumField())}
	fs.collect(t, member{}, nil)
	s := &structTaker{members: fs.visible(), whole: fs.whole}
	for i := range s.members {
		s.members[i].position = i
		s.aliased = s.aliased || s.members[i].also != nil
	}
	s.index()
	return s
}

// foldNames makes the members by lower-case name. Documents that spell names as documented never ask for it.
func (s *structTaker) foldNames() {
	s.folded = make(map[string]*member, len(s.members))
	add := func(m *member, name string) {
		lower := string(appendLower(nil, name))
		if s.folded[lower] == nil {
			s.folded[lower] = m
		}
	}
	for i := range s.members {
		add(&s.members[i], s.members[i].name())
	}
	for i := range s.members {
		for _, name := range s.members[i].also {
			add(&s.members[i], name)
		}
	}
}

// fields collects the fields that could be members, if no other of the name hides them.
type fields struct {
	all   []member
	whole *member
}

// collect adds the fields of t, which is found at the place of the field around it. A type within itself is left out.
func (fs *fields) collect(t reflect.Type, around member, within []reflect.Type) {
	if slices.Contains(within, t) {
		return
	}
	within = append(within, t)
	for i := range t.NumField() {
		sf := t.Field(i)
		quoted, tagged, ignored := nameOf(&sf)
		if ignored {
			continue
		}
		inline, also := bendingOf(sf.Tag)
		m := member{quoted: quoted, also: also, index: i, path: around.path, tagged: tagged, layer: around.layer}
		inner := sf.Type
		if (sf.Anonymous || inline) && inner.Kind() == reflect.Pointer {
			inner = inner.Elem()
		}
		switch {
		case sf.Anonymous && !tagged && inner.Kind() == reflect.Struct && (isStruct(inner) || !sf.IsExported()):
			if sf.IsExported() || sf.Type.Kind() != reflect.Pointer { // a pointer of an unexported type can't be set
				fs.collect(inner, member{path: m.below(), layer: m.layer}, within)
			}
		case !sf.IsExported():
		case inline && isStruct(inner):
			fs.collect(inner, member{path: m.below(), layer: m.layer + 1}, within)
		default:
			m.element = planOf(sf.Type)
			fs.all = append(fs.all, m)
			if inline && fs.whole == nil {
				whole := m
				fs.whole = &whole
			}
		}
	}
}

func (m *member) below() []int {
	return append(m.path[:len(m.path):len(m.path)], m.index)
}

// visible are the members that no other hides, each with those of the same name in inlined structs.
func (fs *fields) visible() []member {
	if !slices.ContainsFunc(fs.all, func(m member) bool { return m.path != nil }) {
		return fs.all // all in one struct
	}
	byName := make(map[string][]*member, len(fs.all))
	for i := range fs.all {
		m := &fs.all[i]
		byName[m.quoted] = append(byName[m.quoted], m)
	}
	seen := make([]member, 0, len(fs.all))
	for i := range fs.all {
		if m := &fs.all[i]; outermost(m, byName[m.quoted]) {
			seen = append(seen, *m)
		}
	}
	return seen
}

// outermost reports whether m is the member of its name, and links it to those of the same name in inlined structs.
func outermost(m *member, named []*member) bool {
	var last *member
	for layer := 0; layer <= maxLayer; layer++ {
		dominant := dominantIn(named, layer)
		switch {
		case dominant == nil:
		case last != nil:
			last.inlined = dominant
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
	for _, m := range named {
		switch {
		case m.layer != layer:
		case best == nil || len(m.path) < len(best.path) || len(m.path) == len(best.path) && m.tagged && !best.tagged:
			best, tied = m, false
		case len(m.path) == len(best.path) && m.tagged == best.tagged:
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
	tag := string(sf.Tag)
	if rest, ok := strings.CutPrefix(tag, `json:"`); ok {
		if end := strings.IndexAny(rest, `",\`); end > 0 && rest[end] == '"' && rest[:end] != "-" {
			return tag[len("json:") : len(`json:"`)+end+1], true, false
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

// bendingOf reads the lenient tag: "inline", or "also=a|b".
func bendingOf(tag reflect.StructTag) (inline bool, also []string) {
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
