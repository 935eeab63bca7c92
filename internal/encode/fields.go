package encode

import (
	"reflect"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// structWriterOf knows no tags or embedded types that are out of the ordinary.
func (e *Encoder) structWriterOf(t reflect.Type) writer {
	fs := fields{seen: map[reflect.Type]bool{}}
	if !fs.collect(t, nil) {
		return unknown{}
	}
	s := &structWriter{}
	for i := range fs.all {
		if f := &fs.all[i]; fs.dominates(f) {
			s.members = append(s.members, e.memberOf(f))
		}
	}
	return s
}

func (e *Encoder) memberOf(f *field) member {
	quoted, _ := jsontext.AppendQuote(nil, f.name)
	return member{
		plain: f.name, name: string(quoted) + ":", path: f.path, index: f.index,
		omitZero: f.omitZero, omitEmpty: f.omitEmpty, quoted: f.quoted, isZero: zeroOf(f.typ),
		element: e.planOf(f.typ),
	}
}

// fields collects what the members of a struct are made of, in the order in which they are written.
type fields struct {
	all  []field
	seen map[reflect.Type]bool
}

// field is one that could be a member, if no other of its name hides it.
type field struct {
	tag
	path  []int
	index int
	typ   reflect.Type
}

// collect adds the fields of t, which is found at the path. It reports whether all are of the ordinary kind.
func (fs *fields) collect(t reflect.Type, path []int) bool {
	if fs.seen[t] {
		return false
	}
	fs.seen[t] = true
	names := map[string]bool{}
	for i := range t.NumField() {
		sf := t.Field(i)
		f, known := parseTag(sf)
		switch {
		case !known || f.quoted && !isNumeric(sf.Type):
			return false
		case f.ignored:
			if sf.IsExported() {
				names[ignored] = true
			}
			continue
		case sf.Anonymous && !f.tagged:
			if !fs.embed(sf, f, append(path[:len(path):len(path)], i)) {
				return false
			}
			names[""] = true
		case names[f.name] || !sf.IsExported():
			return false
		default:
			names[f.name] = true
			fs.all = append(fs.all, field{tag: f, path: path, index: i, typ: sf.Type})
		}
	}
	return len(names) > 0 || t.NumField() == 0
}

func (fs *fields) embed(sf reflect.StructField, f tag, path []int) bool {
	t := sf.Type
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || f.omitZero || f.omitEmpty || writesItself(t) || readsItself(t) {
		return false
	}
	return fs.collect(t, path)
}

// dominates says whether f is the one of its name that is written: the least deep, then the tagged, else none.
func (fs *fields) dominates(f *field) bool {
	for i := range fs.all {
		other := &fs.all[i]
		if other == f || other.name != f.name {
			continue
		}
		deeper := len(other.path) > len(f.path)
		weaker := len(other.path) == len(f.path) && f.tagged && !other.tagged
		if !deeper && !weaker {
			return false
		}
	}
	return true
}

// tag is what a field's json tag says.
type tag struct {
	name      string
	tagged    bool // the name is the tag's, not the field's
	ignored   bool
	omitZero  bool
	omitEmpty bool
	quoted    bool // a number goes out as a text
}

// parseTag reports whether it knows all that the tag says. Mistakes, such as an option twice, are not known.
func parseTag(sf reflect.StructField) (t tag, known bool) {
	text, has := sf.Tag.Lookup("json")
	switch {
	case text == "-":
		return tag{ignored: true}, true
	case !sf.IsExported() && !sf.Anonymous:
		return tag{ignored: true}, !has
	}
	name, options, more := strings.Cut(text, ",")
	t = tag{name: name, tagged: name != ""}
	if !t.tagged {
		t.name = sf.Name
	}
	return t, isOrdinary(name) && (!more || t.parseOptions(options))
}

func (t *tag) parseOptions(options string) bool {
	for option := range strings.SplitSeq(options, ",") {
		switch {
		case option == "omitzero" && !t.omitZero:
			t.omitZero = true
		case option == "omitempty" && !t.omitEmpty:
			t.omitEmpty = true
		case option == "string" && !t.quoted:
			t.quoted = true
		default:
			return false
		}
	}
	return true
}

// isOrdinary says whether a name is free of what needs quotes in a tag.
func isOrdinary(name string) bool {
	return utf8.ValidString(name) && !strings.ContainsAny(name, "'`\"\\") && !strings.ContainsFunc(name, unicode.IsControl)
}

// ignored stands for the fields that a tag takes out: a struct that has no others is an object without members.
const ignored = "\x00"

// isNumeric says whether a type is a number, or a pointer to one.
func isNumeric(t reflect.Type) bool {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return reflect.Int <= t.Kind() && t.Kind() <= reflect.Float64 && t != durationType && !writesItself(t)
}
