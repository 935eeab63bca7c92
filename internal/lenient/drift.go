package lenient

import (
	"reflect"
	"slices"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/capillary-go/sdk/internal/short"
)

// Drift is a value that did not fit its field and was skipped. It never holds the value itself.
type Drift struct {
	Path string // JSON Pointer, such as "/response/customers/0/points"
	Want string // what the field takes, such as "int64", "time", "list", "object", "bool", "decimal", "string"
	Got  string // the form that arrived, such as "object", "text", "number", "fraction", "overflow", "bool", "list of 3"

	Matters bool // it was money, points or an id, or something that holds such
}

// MaxDrift bounds the notes of one document: they are for people to read, and a path costs as much as the document is deep.
const MaxDrift = 500

// Forms that arrive.
const (
	fits         = ""
	gotObject    = "object"
	gotText      = "text"
	gotNumber    = "number"
	gotFraction  = "fraction"
	gotOverflow  = "overflow"
	gotUnderflow = "underflow"
	gotNegative  = "negative number"
	gotLong      = "long number"
	gotBool      = "bool"

	gotContradiction = "another time than its twin"
)

// drift is a note of a value by where it ends. What nobody asks for is not worth a path.
type drift struct {
	end       int
	want, got string
	lost      reflect.Type // what is missing for that, if it may matter
}

// note records that the value just read does not fit, and that a value of a type is missing for that, or nil.
func (d *Decoder) note(want, got string, lost reflect.Type) {
	if len(d.drift) < MaxDrift {
		d.drift = append(d.drift, drift{d.pos, want, got, lost})
	}
}

// Drift returns what was skipped so far, in the order of the document. Of a document that is broken it knows nothing.
func (d *Decoder) Drift() []Drift {
	if len(d.drift) == 0 || d.broken {
		return nil
	}
	short.Sort(d.drift, func(a, b drift) int { return a.end - b.end })
	ends := make([]int, len(d.drift))
	for i, note := range d.drift {
		ends[i] = note.end
	}
	notes := make([]Drift, 0, len(d.drift))
	findPaths(d.data, ends, func(path []byte) bool {
		note := &d.drift[len(notes)]
		where := string(path)
		notes = append(notes, Drift{Path: where, Want: note.want, Got: note.got, Matters: matters(note.lost) || isID(lastName(where))})
		return true
	})
	return notes
}

// form says what a value is that does not fit.
func form(raw []byte) string {
	switch raw[0] {
	case '{':
		return gotObject
	case '[':
		return listOf(len(elements(raw)))
	}
	return scalarForm(raw[0])
}

func scalarForm(kind byte) string {
	switch kind {
	case '"':
		return gotText
	case 't', 'f':
		return gotBool
	default:
		return gotNumber
	}
}

func listOf(n int) string { return "list of " + strconv.Itoa(n) }

// elements cuts a list into its values.
func elements(list []byte) []jsontext.Value { return slices.Collect(Elements(list)) }

// isEmpty says whether an object or list has nothing in it.
func isEmpty(raw []byte) bool {
	return len(trim(raw[1:len(raw)-1])) == 0
}
