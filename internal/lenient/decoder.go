// Package lenient decodes JSON that bends: quoted numbers, one object where a list is documented, thirty date forms, and
// empty strings, lists and objects for what is absent. It makes a plan for each Go type once and runs it over a document.
// A value that cannot be bent into its field is skipped and noted as [Drift]; only bad syntax is an error.
//
// reader.go knows the grammar, fields.go and struct.go the members of structs, the other files what each kind of field takes.
package lenient

import (
	"errors"
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
	reader
	zone     *time.Location
	drift    []drift
	unknown  []int     // where members end that no field took
	watching bool      // for those
	scratch  []byte    // for unescaped text and folded names, until the next use
	digits   []byte    // for the literals of numbers that people wrote, until the next use
	moment   time.Time // the last time that was read beside a twin
	zoned    bool      // the last time that was read says its zone
	told     []told    // what twins said, of the objects that are not over
	words    words
	decimals decimals
	lists    workspaces
	exact    bool // see [Decoder.Exact]
}

// ErrSyntax is the one error of this package.
var ErrSyntax = errors.New("no valid JSON")

var pool = sync.Pool{New: func() any { return new(Decoder) }}

// NewDecoder returns a decoder of one document, which must not change until [Decoder.Release].
// Times that say no zone are in the given one; nil means UTC.
func NewDecoder(data []byte, zone *time.Location) *Decoder {
	d := pool.Get().(*Decoder)
	d.begin(data, zone)
	return d
}

// Release gives the decoder back. What it decoded and its [Decoder.Drift] stay valid; the decoder must not be used again.
func (d *Decoder) Release() {
	d.close()
	d.exact = false
	pool.Put(d)
}

func (d *Decoder) begin(data []byte, zone *time.Location) {
	if zone == nil {
		zone = time.UTC
	}
	d.reader, d.zone = reader{data: WithoutMark(data)}, zone
}

// close lets go of the document, which a pooled decoder must not hold on to.
func (d *Decoder) close() {
	d.reader, d.zone, d.drift = reader{}, nil, d.drift[:0]
	d.watching, d.unknown = false, d.unknown[:0]
	if cap(d.unknown) > 4<<10 {
		d.unknown = nil
	}
	clear(d.told[:cap(d.told)])
	d.told = d.told[:0]
	if cap(d.scratch) > 4<<10 {
		d.scratch = nil
	}
}

// Decode reads the next value into v, which is settable or a pointer that is not nil. Whether there was one is said by End.
func (d *Decoder) Decode(v reflect.Value) {
	if !v.CanSet() && v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	planOf(v.Type()).take(d, v)
}

// DecodeInto reads the next value into what the pointer points to, as [Decoder.Decode] does.
func (d *Decoder) DecodeInto(pointer any) { d.Decode(reflect.ValueOf(pointer)) }

// End checks that the document was valid and is over. Until then what was decoded may be half of it.
func (d *Decoder) End() error {
	if d.next(); d.broken || d.pos < len(d.data) {
		return ErrSyntax
	}
	return nil
}

// Name reads the name of a member. It is appended to buffer where it can't stand for itself.
func (d *Decoder) Name(buffer []byte) []byte {
	quoted := d.name()
	if name := quoted[1 : len(quoted)-1]; isVerbatim(name) {
		return name
	}
	name, _ := jsontext.AppendUnquote(buffer, quoted) // the error is about invalid UTF-8, which becomes U+FFFD
	return name
}
