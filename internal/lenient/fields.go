package lenient

import (
	"reflect"
	"strings"
	"sync"
)

// member is a field as a member of an object.
type member struct {
	quoted   string // the name as it stands in a document
	position int    // among the members
	index    int    // of the field in the struct
	path     []int  // to the struct that has the field, if that is not the outer one
	element  *plan

	also    []string // other names: an absent value under one does not undo what came under another
	inlined *member  // a member of an inlined struct that has this name too
}

func (m *member) take(d *Decoder, v reflect.Value) error {
	if m.inlined == nil && m.also == nil {
		return m.element.take(d, m.field(v))
	}
	if kind := d.json.PeekKind(); m.inlined == nil && kind != 'n' && kind != '"' {
		return m.element.take(d, m.field(v))
	}
	raw, err := d.json.ReadValue()
	if err != nil || m.also != nil && (raw[0] == 'n' || len(raw) == len(`""`) && raw[0] == '"') {
		return err
	}
	for ; m != nil && err == nil; m = m.inlined {
		err = d.DecodeRaw(raw, m.field(v))
	}
	return err
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

func newStructTaker(t reflect.Type) *structTaker {
	fs := fields{all: make([]field, 0, t.NumField())}
	fs.collect(t, field{}, nil)
	if fs.mayHide() {
		fs.index()
	}
	s := &structTaker{members: make([]*member, 0, len(fs.all)), whole: fs.whole}
	s.folded = sync.OnceValue(s.fold)
	for i := range fs.all {
		if m := fs.member(&fs.all[i]); m != nil {
			m.position = len(s.members)
			s.members = append(s.members, m)
			s.aliased = s.aliased || m.also != nil
		}
	}
	return s
}

// fold makes the members by lower-case name. Documents that spell names as documented never ask for it.
func (s *structTaker) fold() map[string]*member {
	folded := make(map[string]*member, len(s.members))
	add := func(m *member, name string) {
		lower := string(appendLower(nil, name))
		if folded[lower] == nil {
			folded[lower] = m
		}
	}
	for _, m := range s.members {
		add(m, m.name())
	}
	for _, m := range s.members {
		for _, name := range m.also {
			add(m, name)
		}
	}
	return folded
}

// name is the member's name without quotes.
func (m *member) name() string { return m.quoted[1 : len(m.quoted)-1] }

// fields collects what the members of a struct are made of.
type fields struct {
	all    []field
	byName map[string][]*field // nil where no field can hide another
	whole  *member
}

// mayHide reports whether fields of structs within may have the names of others.
func (fs *fields) mayHide() bool {
	for i := range fs.all {
		if fs.all[i].path != nil {
			return true
		}
	}
	return false
}

func (fs *fields) index() {
	fs.byName = make(map[string][]*field, len(fs.all))
	for i := range fs.all {
		f := &fs.all[i]
		fs.byName[f.name] = append(fs.byName[f.name], f)
	}
}

// field is one that could be a member, if no other of its name hides it.
type field struct {
	name   string
	also   []string // other names
	index  int
	path   []int
	typ    reflect.Type
	tagged bool
	layer  int // how many inlined structs it is in
}

// collect adds the fields of t, which is found at the place of the field around it. A type within itself is left out.
func (fs *fields) collect(t reflect.Type, around field, within []reflect.Type) {
	for _, outer := range within {
		if outer == t {
			return
		}
	}
	within = append(within, t)
	for i := range t.NumField() {
		sf := t.Field(i)
		name, tagged, ignored := nameOf(sf)
		inline, also := bendingOf(sf)
		f := field{name: name, also: also, index: i, path: around.path, typ: sf.Type, tagged: tagged, layer: around.layer}
		inner := sf.Type
		if inner.Kind() == reflect.Pointer {
			inner = inner.Elem()
		}
		switch {
		case ignored:
		case sf.Anonymous && !tagged && inner.Kind() == reflect.Struct && (isStruct(inner) || !sf.IsExported()):
			if sf.IsExported() || sf.Type.Kind() != reflect.Pointer { // a pointer of an unexported type can't be set
				fs.collect(inner, field{path: f.below(), layer: f.layer}, within)
			}
		case !sf.IsExported():
		case inline && isStruct(inner):
			fs.collect(inner, field{path: f.below(), layer: f.layer + 1}, within)
		default:
			if inline && fs.whole == nil {
				fs.whole = f.member()
			}
			fs.all = append(fs.all, f)
		}
	}
}

func (f *field) below() []int {
	return append(f.path[:len(f.path):len(f.path)], f.index)
}

func (f *field) member() *member {
	return &member{quoted: `"` + f.name + `"`, index: f.index, path: f.path, element: planOf(f.typ), also: f.also}
}

// member makes the member of a field, with those of the same name in inlined structs. It is nil if f is not the outermost.
func (fs *fields) member(f *field) *member {
	if fs.byName == nil {
		return f.member()
	}
	var first, last *member
	for layer := 0; layer <= maxLayer; layer++ {
		dominant := fs.dominant(f.name, layer)
		switch {
		case dominant == nil:
		case first != nil:
			last.inlined = dominant.member()
			last = last.inlined
		case dominant != f:
			return nil
		default:
			first = dominant.member()
			last = first
		}
	}
	return first
}

// maxLayer bounds how deep inlined structs may be inlined.
const maxLayer = 3

// dominant is the field that has the name, by the rules of encoding/json: the least deep, then the tagged, else none.
func (fs *fields) dominant(name string, layer int) *field {
	var best *field
	tied := false
	for _, f := range fs.byName[name] {
		switch {
		case f.layer != layer:
		case best == nil || len(f.path) < len(best.path) || len(f.path) == len(best.path) && f.tagged && !best.tagged:
			best, tied = f, false
		case len(f.path) == len(best.path) && f.tagged == best.tagged:
			tied = true
		}
	}
	if tied {
		return nil
	}
	return best
}

func nameOf(sf reflect.StructField) (name string, tagged, ignored bool) {
	tag := sf.Tag.Get("json")
	if tag == "-" {
		return "", false, true
	}
	name, _, _ = strings.Cut(tag, ",")
	if name == "" {
		return sf.Name, false, false
	}
	return name, true, false
}

// bendingOf reads the lenient tag: "inline", or "also=a|b".
func bendingOf(sf reflect.StructField) (inline bool, also []string) {
	if sf.Tag.Get("lenient") == "" {
		return false, nil
	}
	for option := range strings.SplitSeq(sf.Tag.Get("lenient"), ",") {
		if option == "inline" {
			inline = true
		}
		if names, ok := strings.CutPrefix(option, "also="); ok {
			also = strings.Split(names, "|")
		}
	}
	return inline, also
}
