package lenient

import (
	"encoding/base64"
	"reflect"
	"sync"
)

// newListTaker returns the taker of a slice type.
func newListTaker(t reflect.Type) taker {
	if t.Elem().Kind() == reflect.Uint8 && t.Elem().NumMethod() == 0 && !reflect.PointerTo(t.Elem()).Implements(fromJSONType) &&
		!reflect.PointerTo(t.Elem()).Implements(fromTextType) {
		return &scalar{want: "base64", fit: fitBytes}
	}
	return &listTaker{element: planOf(t.Elem()), empty: reflect.MakeSlice(t, 0, 0)}
}

// listTaker fills a slice. One value where a list is documented is a list of one.
type listTaker struct {
	element *plan
	empty   reflect.Value
	work    sync.Pool // of slices to decode into: what a result keeps is made once, of the right size
}

func (l *listTaker) take(d *Decoder, v reflect.Value) error {
	v.SetZero() // what an earlier member of the same name left
	switch kind := d.json.PeekKind(); kind {
	case '[':
		return l.takeElements(d, v)
	case '{':
		return l.takeObject(d, v)
	default:
		return l.takeScalar(d, v)
	}
}

func (l *listTaker) takeElements(d *Decoder, v reflect.Value) error {
	if _, err := d.json.ReadToken(); err != nil {
		return err
	}
	if !d.more(']') {
		v.Set(l.empty)
		_, err := d.json.ReadToken()
		return err
	}
	work := l.workspace(v.Type())
	element := l.element.taker()
	n := 0
	for ; d.more(']'); n++ {
		if n == work.Len() {
			work.Grow(n)
			work.SetLen(work.Cap())
		}
		if err := element.take(d, work.Index(n)); err != nil {
			return err // the workspace is left to the garbage collector
		}
	}
	v.Grow(n)
	v.SetLen(n)
	reflect.Copy(v, *work)
	for i := range n {
		work.Index(i).SetZero()
	}
	l.work.Put(work)
	_, err := d.json.ReadToken()
	return err
}

// workspace is an empty slice to decode into. A list within a list of its kind gets another one.
func (l *listTaker) workspace(t reflect.Type) *reflect.Value {
	if work, ok := l.work.Get().(*reflect.Value); ok {
		return work
	}
	work := reflect.New(t).Elem()
	work.Grow(4)
	work.SetLen(work.Cap())
	return &work
}

func (l *listTaker) takeObject(d *Decoder, v reflect.Value) error {
	element, ok := l.element.taker().(objectTaker)
	if !ok {
		return l.takeRawObject(d, v)
	}
	if _, err := d.json.ReadToken(); err != nil {
		return err
	}
	if d.json.PeekKind() == '}' {
		_, err := d.json.ReadToken()
		return err
	}
	return element.takeMembers(d, l.one(v))
}

// takeRawObject takes an object whose type has no members, or is not known to have any.
func (l *listTaker) takeRawObject(d *Decoder, v reflect.Value) error {
	raw, err := d.json.ReadValue()
	switch {
	case err != nil || isEmpty(raw):
		return err
	case !takesObjects(l.element.taker()):
		d.note("list", gotObject)
		return nil
	}
	return d.DecodeRaw(raw, l.one(v))
}

func (l *listTaker) takeScalar(d *Decoder, v reflect.Value) error {
	raw, err := d.json.ReadValue()
	if err != nil || d.isAbsent(raw) {
		return err
	}
	if !takesScalars(l.element.taker()) {
		d.note("list", form(raw))
		return nil
	}
	noted := len(d.drift)
	if err := d.DecodeRaw(raw, l.one(v)); err != nil || len(d.drift) > noted {
		v.SetZero()
		return err
	}
	return nil
}

// one makes v a list of one and returns the one.
func (l *listTaker) one(v reflect.Value) reflect.Value {
	v.Grow(1)
	v.SetLen(1)
	return v.Index(0)
}

func takesObjects(t taker) bool {
	switch t := t.(type) {
	case objectTaker, rawTaker, ownJSON:
		return true
	case *pointerTaker:
		return takesObjects(t.element.taker())
	}
	return false
}

func takesScalars(t taker) bool {
	switch t := t.(type) {
	case stringTaker, *scalar, anyTaker, rawTaker, ownJSON:
		return true
	case *pointerTaker:
		return takesScalars(t.element.taker())
	case *structTaker:
		return t.whole != nil
	}
	return false
}

func fitBytes(_ *Decoder, kind byte, text []byte, v reflect.Value) string {
	if kind != '"' {
		return scalarForm(kind)
	}
	decoded, err := base64.StdEncoding.AppendDecode([]byte{}, text)
	if err != nil {
		return gotText
	}
	v.SetBytes(decoded)
	return fits
}

// arrayTaker fills as many elements as fit; the others become zero.
type arrayTaker struct{ element *plan }

func (a *arrayTaker) take(d *Decoder, v reflect.Value) error {
	if d.json.PeekKind() != '[' {
		raw, err := d.json.ReadValue()
		switch {
		case err != nil:
			return err
		case d.isAbsent(raw):
			v.SetZero()
		default:
			d.note("list", form(raw))
		}
		return nil
	}
	if _, err := d.json.ReadToken(); err != nil {
		return err
	}
	n := 0
	for ; d.more(']'); n++ {
		if n >= v.Len() {
			if err := d.skip(); err != nil {
				return err
			}
			continue
		}
		if err := a.element.take(d, v.Index(n)); err != nil {
			return err
		}
	}
	for i := n; i < v.Len(); i++ {
		v.Index(i).SetZero()
	}
	_, err := d.json.ReadToken()
	return err
}

// pointerTaker allocates what the pointer points to, except for null and what does not fit at all.
type pointerTaker struct {
	typ     reflect.Type
	element *plan
}

func (p *pointerTaker) take(d *Decoder, v reflect.Value) error {
	kind := d.json.PeekKind()
	element := p.element.taker()
	_, object := element.(objectTaker)
	if kind == 'n' || kind == '"' && object && !takesScalars(element) {
		return p.takeAbsent(d, v)
	}
	if !v.IsNil() {
		return element.take(d, v.Elem())
	}
	made, noted := reflect.New(p.typ.Elem()), len(d.drift)
	if err := element.take(d, made.Elem()); err != nil {
		return err
	}
	drifted := len(d.drift) > noted && !(object && kind == '{') // what drifted within an object does not undo the object
	if (kind == '[' || drifted) && made.Elem().IsZero() {
		return nil
	}
	v.Set(made)
	return nil
}

// takeAbsent takes a value that can only mean none.
func (p *pointerTaker) takeAbsent(d *Decoder, v reflect.Value) error {
	raw, err := d.json.ReadValue()
	switch {
	case err != nil:
		return err
	case d.isAbsent(raw):
		v.SetZero()
	default:
		d.note("object", form(raw))
	}
	return nil
}
