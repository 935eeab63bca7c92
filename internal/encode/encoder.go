// Package encode writes the bodies of requests. It makes a plan for each Go type once and runs it over a buffer, with the
// rules of github.com/go-json-experiment/json under Deterministic: byte for byte what that module writes, at about half of the cost.
// What the plans have no rule for — methods of a type's own, odd tags, values that are an error — is left to that module.
package encode

import (
	"bytes"
	"reflect"
	"sync"
	"time"
)

// TimeForm appends the text of a time, without quotes and without characters that JSON escapes. It is asked only for times
// that are not zero, which are null.
type TimeForm func(dst []byte, t time.Time) []byte

// Encoder writes values as JSON: decimals as numbers, secrets in clear, times in a form that each call chooses. It keeps
// the plans of the types it has met, and is safe for concurrent use.
type Encoder struct {
	secret    reflect.Type
	reveal    func(reflect.Value) string
	marshaler *marshaler // for what has no plan
	plans     sync.Map   // reflect.Type → *plan
	documents sync.Pool
}

// New returns an encoder that writes the secrets of type S in clear, whatever that type tells other encoders.
func New[S any](reveal func(S) string) *Encoder {
	return &Encoder{
		secret: reflect.TypeFor[S](),
		reveal: func(v reflect.Value) string {
			s, _ := reflect.TypeAssert[S](v)
			return reveal(s)
		},
		marshaler: newMarshaler(reveal),
	}
}

// Marshal returns the JSON of a value.
func (e *Encoder) Marshal(v any, times TimeForm) ([]byte, error) {
	d := e.open(times)
	defer e.close(d)
	if !d.open(v) {
		return e.marshaler.marshal(v, times)
	}
	return bytes.Clone(d.buf), nil
}

// Append appends the JSON of a value. After an error dst is as it was.
func (e *Encoder) Append(dst []byte, v any, times TimeForm) ([]byte, error) {
	d := e.open(times)
	defer e.close(d)
	own := d.buf
	d.buf = dst
	written := d.open(v)
	d.buf, own = own, d.buf
	if written {
		return own, nil
	}
	raw, err := e.marshaler.marshal(v, times)
	if err != nil {
		return dst, err
	}
	return append(dst, raw...), nil
}

// document is the JSON of one value in the making. Its methods, and those of the plans, report whether they could write a
// value. If not, the whole of it is left to the module, which finds the words for an error and the place where it is.
type document struct {
	encoder *Encoder
	times   TimeForm
	buf     []byte
	depth   int
	names   []string // of the members of all maps that are being written, sorted within each
}

// maxDepth bounds objects, lists and pointers within each other: what is deeper is left to the module, which finds cycles.
const maxDepth = 500

func (d *document) enter() bool {
	d.depth++
	return d.depth <= maxDepth
}

func (d *document) leave() { d.depth-- }

func (e *Encoder) open(times TimeForm) *document {
	d, ok := e.documents.Get().(*document)
	if !ok {
		d = &document{encoder: e}
	}
	d.times = times
	return d
}

// close makes the document fit for the next value; one that was left half-written too.
func (e *Encoder) close(d *document) {
	clear(d.names) // texts of the caller
	d.buf, d.names, d.depth, d.times = d.buf[:0], d.names[:0], 0, nil
	if cap(d.buf) > 64<<10 {
		d.buf = nil
	}
	e.documents.Put(d)
}
