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
	return &listTaker{empty: reflect.MakeSlice(t, 0, 0), element: lazy{typ: t.Elem()}}
}

// listTaker fills a slice. One value where a list is documented is a list of one.
type listTaker struct {
	empty   reflect.Value
	element lazy
	work    sync.Pool // of slices to decode into: what a result keeps is made once, of the right size
}

func (l *listTaker) take(d *Decoder, v reflect.Value) {
	v.SetZero() // what an earlier member of the same name left
	switch d.Kind() {
	case '[':
		l.takeElements(d, v)
	case '{':
		l.takeObject(d, v)
	default:
		l.takeScalar(d, v)
	}
}

func (l *listTaker) takeElements(d *Decoder, v reflect.Value) {
	d.Enter()
	if !d.More(']') {
		v.Set(l.empty)
		return
	}
	work := l.workspace()
	element := l.element.taker()
	n := 0
	for more := true; more; more = d.More(']') {
		if n == work.Len() {
			larger := reflect.MakeSlice(l.empty.Type(), 2*n, 2*n)
			reflect.Copy(larger, *work)
			work = &larger
		}
		element.take(d, work.Index(n))
		n++
	}
	v.Grow(n)
	v.SetLen(n)
	reflect.Copy(v, *work)
	clearFirst(n, *work)
	l.work.Put(work)
}

func clearFirst(n int, work reflect.Value) {
	if 2*n >= work.Len() {
		work.Clear()
		return
	}
	for i := range n {
		work.Index(i).SetZero()
	}
}

// workspace is a slice of zeros to decode into. A list within a list of its kind gets another one.
func (l *listTaker) workspace() *reflect.Value {
	if work, ok := l.work.Get().(*reflect.Value); ok {
		return work
	}
	n := 1 + int(256/(1+l.element.typ.Size()))
	work := reflect.MakeSlice(l.empty.Type(), n, n) // no pointer to it: reflect would search all types of the program for that one
	return &work
}

func (l *listTaker) takeObject(d *Decoder, v reflect.Value) {
	start := d.Place()
	d.Enter()
	if !d.More('}') {
		return
	}
	d.Back(start)
	if !takesObjects(l.element.taker()) {
		d.Value()
		d.note("list", gotObject)
		return
	}
	l.element.taker().take(d, l.one(v))
}

func (l *listTaker) takeScalar(d *Decoder, v reflect.Value) {
	start := d.Place()
	raw := d.Value()
	if d.isAbsent(raw) {
		return
	}
	if !takesScalars(l.element.taker()) {
		d.note("list", form(raw))
		return
	}
	d.Back(start)
	noted := len(d.drift)
	if l.element.taker().take(d, l.one(v)); len(d.drift) > noted {
		v.SetZero()
	}
}

// one makes v a list of one and returns the one.
func (l *listTaker) one(v reflect.Value) reflect.Value {
	v.Grow(1)
	v.SetLen(1)
	return v.Index(0)
}

func takesObjects(t taker) bool {
	switch t := t.(type) {
	case rawTaker, ownJSON:
		return true
	case *pointerTaker:
		return takesObjects(t.element.taker())
	}
	return hasMembers(t)
}

// hasMembers says whether an object's members are taken one by one.
func hasMembers(t taker) bool {
	switch t.(type) {
	case *structTaker, *mapTaker, anyTaker:
		return true
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
type arrayTaker struct{ element lazy }

func (a *arrayTaker) take(d *Decoder, v reflect.Value) {
	if d.Kind() != '[' {
		if raw := d.Value(); !d.isAbsent(raw) {
			d.note("list", form(raw))
			return
		}
		v.SetZero()
		return
	}
	n := 0
	for d.Enter(); d.More(']'); n++ {
		if n < v.Len() {
			a.element.taker().take(d, v.Index(n))
		} else {
			d.Value()
		}
	}
	for i := n; i < v.Len(); i++ {
		v.Index(i).SetZero()
	}
}

// pointerTaker allocates what the pointer points to, except for null and what does not fit at all.
type pointerTaker struct{ element lazy }

func (p *pointerTaker) take(d *Decoder, v reflect.Value) {
	kind := d.Kind()
	element := p.element.taker()
	object := hasMembers(element)
	if kind == 'n' || kind == '"' && object && !takesScalars(element) {
		if raw := d.Value(); !d.isAbsent(raw) { // it can only mean none
			d.note("object", form(raw))
			return
		}
		v.SetZero()
		return
	}
	if !v.IsNil() {
		element.take(d, v.Elem())
		return
	}
	made, noted := reflect.New(p.element.typ), len(d.drift)
	element.take(d, made.Elem())
	drifted := len(d.drift) > noted && !(object && kind == '{') // what drifted within an object does not undo the object
	if (kind == '[' || drifted) && made.Elem().IsZero() {
		return
	}
	v.Set(made)
}
