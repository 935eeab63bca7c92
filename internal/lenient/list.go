package lenient

import (
	"encoding/base64"
	"reflect"
)

// newListTaker returns the taker of a slice type.
func newListTaker(t reflect.Type) taker {
	if e := t.Elem(); e.Kind() == reflect.Uint8 && e.NumMethod() == 0 {
		if fromJSON, fromText := ownMethods(e); !fromJSON && !fromText {
			return &scalar{want: "base64", fit: fitBytes}
		}
	}
	listTypes++
	l := &listTaker{empty: reflect.MakeSlice(t, 0, 0), elements: t.Elem(), number: listTypes - 1}
	if l.elements == int64Type { // where whole numbers come in lists they are ids
		l.lazily.found.Store(&idPlan)
	}
	return l
}

// listTaker fills a slice. One value where a list is documented is a list of one.
type listTaker struct {
	empty    reflect.Value
	elements reflect.Type
	lazily   lazy
	number   int // of its workspace in a decoder
}

// listTypes counts the types of slices that were met.
var listTypes int

func (l *listTaker) element() taker { return l.lazily.of(l.elements).taker }

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
	work, first := d.lists.take(l)
	element := l.element()
	n := 0
	for more := true; more; more = d.More(']') {
		if n == work.Len() {
			larger := reflect.MakeSlice(l.empty.Type(), 2*n, 2*n)
			reflect.Copy(larger, work)
			work, first = larger, false
		}
		element.take(d, work.Index(n))
		n++
	}
	if first {
		v.Set(work.Slice(0, n))
		return
	}
	v.Grow(n)
	v.SetLen(n)
	reflect.Copy(v, work)
	clearFirst(n, work)
	d.lists.put(l, work)
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

// workspaces are slices of zeros to decode into, by the numbers of lists: what a result keeps is made once, of the right size.
// The first result of a list keeps the workspace instead if it fits into the one that a list begins with, since it waits for
// everything that is made.
type workspaces []workspace

type workspace struct {
	slice reflect.Value
	used  bool
}

// take returns the one of a list, which another list of its kind within that list does not get.
func (w *workspaces) take(l *listTaker) (work reflect.Value, first bool) {
	if l.number >= len(*w) {
		*w = append(*w, make(workspaces, l.number+1-len(*w))...)
	}
	found := &(*w)[l.number]
	if found.slice.IsValid() {
		work, found.slice = found.slice, reflect.Value{}
		return work, false
	}
	first, found.used = !found.used, true
	n := max(1, int(roomAtFirst/(1+l.elements.Size())))
	return reflect.MakeSlice(l.empty.Type(), n, n), first
}

// roomAtFirst is how many bytes a list begins with. Most lists of a reply fit, so that those of the first one are not made a
// second time, and are of the same size to the allocator: the first memory of a size costs a microsecond.
const roomAtFirst = 1 << 10

func (w workspaces) put(l *listTaker, work reflect.Value) { w[l.number].slice = work }

func (l *listTaker) takeObject(d *Decoder, v reflect.Value) {
	start := d.Place()
	d.Enter()
	if !d.More('}') {
		return
	}
	d.Back(start)
	if !takesObjects(l.element()) {
		d.Value()
		d.note("list", gotObject, v.Type())
		return
	}
	l.element().take(d, l.one(v))
}

func (l *listTaker) takeScalar(d *Decoder, v reflect.Value) {
	start := d.Place()
	raw := d.Value()
	if d.isAbsent(raw) {
		return
	}
	if !takesScalars(l.element()) || isGrouped(d, raw, l.elements) {
		d.note("list", form(raw), v.Type())
		return
	}
	d.Back(start)
	noted := len(d.drift)
	if l.element().take(d, l.one(v)); len(d.drift) > noted {
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
		return takesObjects(t.element())
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
		return takesScalars(t.element())
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
type arrayTaker struct {
	elements reflect.Type
	lazily   lazy
}

func (a *arrayTaker) take(d *Decoder, v reflect.Value) {
	if d.Kind() != '[' {
		if raw := d.Value(); !d.isAbsent(raw) {
			d.note("list", form(raw), v.Type())
			return
		}
		v.SetZero()
		return
	}
	n := 0
	for d.Enter(); d.More(']'); n++ {
		if n < v.Len() {
			a.lazily.of(a.elements).take(d, v.Index(n))
		} else {
			d.Value()
		}
	}
	for i := n; i < v.Len(); i++ {
		v.Index(i).SetZero()
	}
}

// pointerTaker allocates what the pointer points to, except for null and what does not fit at all.
type pointerTaker struct {
	to     reflect.Type
	lazily lazy
}

func (p *pointerTaker) element() taker { return p.lazily.of(p.to).taker }

func (p *pointerTaker) take(d *Decoder, v reflect.Value) {
	kind := d.Kind()
	element := p.element()
	object := hasMembers(element)
	if kind == 'n' || kind == '"' && object && !takesScalars(element) {
		if raw := d.Value(); !d.isAbsent(raw) { // it can only mean none
			d.note("object", form(raw), p.to)
			return
		}
		v.SetZero()
		return
	}
	if !v.IsNil() {
		element.take(d, v.Elem())
		return
	}
	made, noted := reflect.New(p.to), len(d.drift)
	element.take(d, made.Elem())
	drifted := len(d.drift) > noted && !(object && kind == '{') // what drifted within an object does not undo the object
	if (kind == '[' || drifted) && made.Elem().IsZero() {
		return
	}
	v.Set(made)
}
