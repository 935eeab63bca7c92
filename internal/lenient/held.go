package lenient

import "reflect"

// Held is a type that may have no value, and has a method for other decoders. It is read as a pointer is: what stands for nothing
// leaves none.
type Held interface {
	// Target points to the pointer to the value.
	Target() any
}

var heldType = reflect.TypeFor[Held]()

// heldBy is the type of the value that t may have.
func heldBy(t reflect.Type) (of reflect.Type, ok bool) {
	if t.Kind() != reflect.Struct || !reflect.PointerTo(t).Implements(heldType) {
		return nil, false
	}
	return reflect.TypeOf(reflect.New(t).Interface().(Held).Target()).Elem().Elem(), true
}

// heldTaker takes a value as a pointer does, but that a word, list or object for nothing is no zero.
type heldTaker struct{ pointer pointerTaker }

func (h *heldTaker) take(d *Decoder, v reflect.Value) {
	target := reflect.ValueOf(v.Addr().Interface().(Held).Target()).Elem()
	start := d.Place()
	switch d.Kind() {
	case 'n', '"', '{', '[':
		if d.isAbsent(d.Value()) {
			target.SetZero()
			return
		}
		d.Back(start)
	}
	noted := len(d.drift)
	h.pointer.take(d, target)
	if len(d.drift) > noted && !hasMembers(h.pointer.element()) {
		target.SetZero() // what came last can't be read, so nobody knows
	}
}
