package query

import (
	"encoding"
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/google/go-querystring/query"
)

// Clock is the one that times are written on. A day is written as it is, on any clock.
type Clock struct {
	Zone *time.Location // nil: each time's own
	All  bool           // as v1.1 does: also of times that are written with their offset
}

// AddStruct adds the fields of a struct with url tags, or of a pointer to one.
func (p *Params) AddStruct(from any, clock Clock) error {
	v := reflect.ValueOf(from)
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return nil
		}
		v = v.Elem()
	}
	if v.Kind() != reflect.Struct {
		return errors.New("it is no struct")
	}
	plan := planOf(v.Type())
	if plan.wrong != nil {
		return plan.wrong
	}
	for i := range plan.fields {
		if err := plan.fields[i].add(p, v, clock); err != nil {
			return &fieldError{plan.fields[i].name, err}
		}
	}
	return nil
}

// fieldError is a value that can't be written.
type fieldError struct {
	field string
	err   error
}

func (e *fieldError) Error() string { return "query: " + e.field + ": " + e.err.Error() }
func (e *fieldError) Unwrap() error { return e.err }

// FieldOf is the parameter that could not be written, "" if the error does not tell.
func FieldOf(err error) string {
	if e := (*fieldError)(nil); errors.As(err, &e) {
		return e.field
	}
	return ""
}

// structPlan is what the fields of a struct write.
type structPlan struct {
	fields []field
	wrong  error // why it can't be written
}

var errEmbedded = errors.New("it embeds a pointer, or something that is not exported and no struct")

type field struct {
	index     []int
	name      string
	omitEmpty bool
	separator string // of a list in one value; a list without one is written as many values
	layout    string // of a time
	written   written
	kind      kind
	element   kind         // of a list
	alone     reflect.Type // a struct with nothing but this field, for the library
}

type kind uint8

const (
	unknown kind = iota // go-querystring writes it
	text
	boolean
	integer
	clockTime
	marshaler // encoding.TextMarshaler
	spelled   // in another way by v1.1
	list
)

var (
	timeType      = reflect.TypeFor[time.Time]()
	marshalerType = reflect.TypeFor[encoding.TextMarshaler]()
	spelledType   = reflect.TypeFor[spelledV1]()
	encoderType   = reflect.TypeFor[query.Encoder]()
	plans         sync.Map // reflect.Type → *structPlan
)

// spelledV1 is a text that v1.1 spells in another way.
type spelledV1 interface{ QueryV1() string }

func planOf(t reflect.Type) *structPlan {
	if found, ok := plans.Load(t); ok {
		return found.(*structPlan)
	}
	plan := new(structPlan)
	plan.collect(t, nil)
	found, _ := plans.LoadOrStore(t, plan)
	return found.(*structPlan)
}

func (s *structPlan) collect(t reflect.Type, index []int) {
	for i := range t.NumField() {
		sf := t.Field(i)
		at := append(slices.Clone(index), i)
		tag, ok := sf.Tag.Lookup("url")
		name, options, _ := strings.Cut(tag, ",")
		switch {
		case tag == "-" || !sf.IsExported() && !sf.Anonymous:
			continue
		case sf.Anonymous && name == "" && sf.Type.Kind() == reflect.Struct:
			s.collect(sf.Type, at)
			continue
		case !ok && name == "" || name == "":
			name = sf.Name
		}
		s.add(sf, field{index: at, name: name}, options)
	}
}

func (s *structPlan) add(sf reflect.StructField, f field, options string) {
	known := sf.Tag.Get("del") == ""
	for option := range strings.SplitSeq(options, ",") {
		switch option {
		case "":
		case "omitempty":
			f.omitEmpty = true
		case "comma":
			f.separator = ","
		default:
			known = false
		}
	}
	f.layout = cmpOr(sf.Tag.Get("layout"), time.RFC3339)
	f.written = writtenIn(f.layout)
	f.kind = kindOf(sf.Type)
	if f.kind == list {
		f.element = kindOf(sf.Type.Elem())
		known = known && f.element != unknown && f.element != list
	}
	switch {
	case known && f.kind != unknown:
	case !sf.IsExported() || sf.Anonymous && sf.Type.Kind() == reflect.Pointer:
		s.wrong = errEmbedded
		return
	default:
		f.kind = unknown
		f.alone = reflect.StructOf([]reflect.StructField{{Name: sf.Name, Type: sf.Type, Tag: sf.Tag}})
	}
	s.fields = append(s.fields, f)
}

// written is what a layout says of a time.
type written uint8

const (
	asMoment written = iota // with its offset
	asClock                 // without
	asDay                   // without a time of day
)

// writtenIn tells by times that differ in nothing else whether a layout has the offset, and whether it has a time of day.
func writtenIn(layout string) written {
	at := time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)
	elsewhere := time.Date(2001, 2, 3, 4, 5, 6, 0, time.FixedZone("", 60*60))
	later := time.Date(2001, 2, 3, 17, 18, 19, 0, time.UTC)
	switch text := at.Format(layout); {
	case text != elsewhere.Format(layout):
		return asMoment
	case text == later.Format(layout):
		return asDay
	}
	return asClock
}

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func kindOf(t reflect.Type) kind {
	if t.Implements(encoderType) {
		return unknown
	}
	if t.Kind() == reflect.Pointer {
		if k := kindOf(t.Elem()); k != list {
			return k
		}
		return unknown
	}
	switch {
	case t == timeType:
		return clockTime
	case t.Implements(spelledType):
		return spelled
	case t.Implements(marshalerType):
		return marshaler
	}
	switch t.Kind() {
	case reflect.String:
		return text
	case reflect.Bool:
		return boolean
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return integer
	case reflect.Slice:
		return list
	}
	return unknown
}

func (f *field) add(p *Params, v reflect.Value, clock Clock) error {
	v = v.FieldByIndex(f.index)
	switch {
	case f.kind == unknown:
		return f.addByLibrary(p, v)
	case f.omitEmpty && isEmpty(v):
		return nil
	case f.kind == list:
		return f.addList(p, v, clock)
	}
	s, err := f.write(f.kind, v, clock)
	if err != nil {
		return err
	}
	p.Add(f.name, s)
	return nil
}

// addByLibrary leaves the field to go-querystring, which knows all options of its tags: numbers for booleans and times, other
// separators, nested structs, and types that write themselves.
func (f *field) addByLibrary(p *Params, v reflect.Value) error {
	alone := reflect.New(f.alone).Elem()
	alone.Field(0).Set(v)
	values, err := query.Values(alone.Interface())
	if err != nil {
		return err
	}
	for name, all := range values {
		for _, value := range all {
			p.Add(name, value)
		}
	}
	return nil
}

func (f *field) addList(p *Params, v reflect.Value, clock Clock) error {
	if v.Len() == 0 {
		return nil
	}
	all := make([]string, v.Len())
	for i := range all {
		s, err := f.write(f.element, v.Index(i), clock)
		if err != nil {
			return err
		}
		if f.separator == "" {
			p.Add(f.name, s)
		}
		all[i] = s
	}
	if f.separator != "" {
		p.Add(f.name, strings.Join(all, f.separator))
	}
	return nil
}

func (f *field) write(k kind, v reflect.Value, clock Clock) (string, error) {
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return "", nil
		}
		v = v.Elem()
	}
	switch k {
	case spelled:
		if clock.All {
			return v.Interface().(spelledV1).QueryV1(), nil
		}
		return v.String(), nil
	case text:
		return v.String(), nil
	case boolean:
		return strconv.FormatBool(v.Bool()), nil
	case integer:
		return strconv.FormatInt(v.Int(), 10), nil
	case clockTime:
		t := v.Interface().(time.Time)
		if clock.Zone != nil && !t.IsZero() && (f.written == asClock || f.written == asMoment && clock.All) {
			t = t.In(clock.Zone)
		}
		return t.Format(f.layout), nil
	}
	raw, err := v.Interface().(encoding.TextMarshaler).MarshalText()
	return string(raw), err
}

func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice, reflect.Map, reflect.String, reflect.Array:
		return v.Len() == 0
	case reflect.Pointer, reflect.Interface:
		return v.IsNil()
	}
	if v.Type().NumMethod() > 0 {
		if z, ok := v.Interface().(interface{ IsZero() bool }); ok {
			return z.IsZero()
		}
	}
	return v.IsZero()
}
