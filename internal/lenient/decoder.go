// Package lenient decodes JSON that bends: quoted numbers, one object where a list is documented, thirty date forms, and
// empty strings, lists and objects for what is absent. It makes a plan for each Go type once and runs it over the tokens
// of jsontext. A value that cannot be bent into its field is skipped and noted as [Drift]; only bad syntax is an error.
package lenient

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"sync"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// Decoder reads one document. What it decodes never aliases the document.
//
// What arrives is added to what the target holds: an object fills a struct's or a map's members and leaves the others
// alone. Of members that come twice the last one wins.
type Decoder struct {
	json    jsontext.Decoder
	input   bytes.Buffer // what json reads from; jsontext reads a bytes.Buffer in place
	zone    *time.Location
	drift   []Drift
	scratch []byte // for unescaped text and folded names, until the next use
	strings interned
}

var pool = sync.Pool{New: func() any {
	d := new(Decoder)
	d.close()
	return d
}}

var options = []jsontext.Options{jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)}

// NewDecoder returns a decoder of one document, which must not change until [Decoder.Release].
// Times that say no zone are in the given one; nil means UTC.
func NewDecoder(data []byte, zone *time.Location) *Decoder {
	d := pool.Get().(*Decoder)
	d.open(data, zone)
	return d
}

// NewStreamDecoder returns a decoder of a document that is read as it is decoded. It is not pooled, and needs no release.
func NewStreamDecoder(r io.Reader, zone *time.Location) *Decoder {
	if zone == nil {
		zone = time.UTC
	}
	d := &Decoder{zone: zone}
	d.json.Reset(r, options...)
	return d
}

// Release gives the decoder back. What it decoded and its [Decoder.Drift] stay valid; the decoder must not be used again.
func (d *Decoder) Release() {
	d.close()
	pool.Put(d)
}

func (d *Decoder) open(data []byte, zone *time.Location) {
	if zone == nil {
		zone = time.UTC
	}
	d.input = *bytes.NewBuffer(data) // json reads it when it is first asked for something
	d.zone = zone
}

func (d *Decoder) close() {
	d.input = bytes.Buffer{}
	d.json.Reset(&d.input, options...) // now, not in open: a pooled decoder must not hold on to a document
	d.zone, d.drift = nil, nil
	if cap(d.scratch) > 4<<10 {
		d.scratch = nil
	}
}

// JSON is the token reader underneath, to walk an envelope by hand.
func (d *Decoder) JSON() *jsontext.Decoder { return &d.json }

// Drift returns what was skipped so far.
func (d *Decoder) Drift() []Drift { return d.drift }

// Decode reads the next value into v, which is settable or a pointer that is not nil. The error is one of syntax.
func (d *Decoder) Decode(v reflect.Value) error {
	if !v.CanSet() && v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	return unexpectedEnd(planOf(v.Type()).take(d, v))
}

// DecodeInto reads the next value into what the pointer points to, as [Decoder.Decode] does.
func (d *Decoder) DecodeInto(pointer any) error {
	return d.Decode(reflect.ValueOf(pointer))
}

// DecodeRaw decodes a value that was just read with [jsontext.Decoder.ReadValue]. Paths in Drift are as if it were read now.
func (d *Decoder) DecodeRaw(raw jsontext.Value, v reflect.Value) error {
	inner := NewDecoder(raw, d.zone)
	err := inner.Decode(v)
	d.adopt(inner)
	return err
}

// End checks that only white space is left.
func (d *Decoder) End() error {
	if d.json.PeekKind() != jsontext.KindInvalid {
		return &jsontext.SyntacticError{ByteOffset: d.json.InputOffset(), Err: errors.New("more after the top-level value")}
	}
	if _, err := d.json.ReadToken(); !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}

// adopt takes over the drift of a decoder that read the value before, and releases it.
func (d *Decoder) adopt(inner *Decoder) {
	if len(inner.drift) > 0 {
		prefix := string(d.json.StackPointer())
		for _, note := range inner.drift {
			note.Path = prefix + note.Path
			d.add(note)
		}
	}
	inner.Release()
}

// more says whether there is another member or element before the end of the object or list. If there is neither, the next read
// is an error. A comma right behind the last value says so too, and is cheaper to see than a peek.
func (d *Decoder) more(end jsontext.Kind) bool {
	if rest := d.json.UnreadBuffer(); len(rest) > 0 && rest[0] == ',' {
		return true
	}
	return d.json.PeekKind() != end
}

// skip reads over the next value. ReadValue is faster at it than SkipValue, which keeps a stack, and copies nothing here.
func (d *Decoder) skip() error {
	_, err := d.json.ReadValue()
	return err
}

// unexpectedEnd makes an empty document as wrong as a truncated one.
func unexpectedEnd(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
