package encode

import (
	"encoding/base64"
	"reflect"
	"strconv"
)

func (e *Encoder) listWriterOf(t reflect.Type) writer {
	isBytes := t.Elem().Kind() == reflect.Uint8 && t.Elem().PkgPath() == ""
	switch {
	case isBytes && t.Kind() == reflect.Slice:
		return scalar((*document).bytesOf)
	case isBytes:
		return scalar((*document).arrayOf)
	}
	return &listWriter{element: e.planOf(t.Elem())}
}

func (d *document) bytesOf(v reflect.Value) bool {
	d.buf = append(d.buf, '"')
	d.buf = base64.StdEncoding.AppendEncode(d.buf, v.Bytes())
	d.buf = append(d.buf, '"')
	return true
}

func (d *document) arrayOf(v reflect.Value) bool { return d.bytesOf(pointerTo(v).Elem()) }

// listWriter is for slices and arrays. A nil slice is an empty list.
type listWriter struct{ element *plan }

func (l *listWriter) write(d *document, v reflect.Value) bool {
	if !d.enter() {
		return false
	}
	d.buf = append(d.buf, '[')
	for i := range v.Len() {
		if i > 0 {
			d.buf = append(d.buf, ',')
		}
		if !l.element.write(d, v.Index(i)) {
			return d.within(strconv.Itoa(i))
		}
	}
	d.buf = append(d.buf, ']')
	d.leave()
	return true
}

// pointerWriter writes what is pointed at, and null for nil.
type pointerWriter struct{ element *plan }

func (p *pointerWriter) write(d *document, v reflect.Value) bool {
	if v.IsNil() {
		return d.null()
	}
	before := d.hops
	if d.hops++; d.hops > maxHops || !p.element.write(d, v.Elem()) {
		return false
	}
	d.hops = before
	return true
}
