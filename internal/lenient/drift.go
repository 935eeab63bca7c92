package lenient

import (
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

// Drift is a value that did not fit its field and was skipped. It never holds the value itself.
type Drift struct {
	Path string // JSON Pointer, such as "/response/customers/0/points"
	Want string // what the field takes, such as "int64", "time", "list", "object", "bool", "decimal", "string"
	Got  string // the form that arrived, such as "object", "text", "number", "fraction", "overflow", "bool", "list of 3"
}

// maxDrift bounds the notes of one document: they are for people to read, and a path costs as much as the document is deep.
const maxDrift = 500

// Forms that arrive.
const (
	fits        = ""
	gotObject   = "object"
	gotText     = "text"
	gotNumber   = "number"
	gotFraction = "fraction"
	gotOverflow = "overflow"
	gotNegative = "negative number"
	gotLong     = "long number"
	gotBool     = "bool"
)

// note records that the value just read does not fit.
func (d *Decoder) note(want, got string) {
	if len(d.drift) < maxDrift {
		d.add(Drift{Path: string(d.json.StackPointer()), Want: want, Got: got})
	}
}

func (d *Decoder) add(note Drift) {
	if len(d.drift) < maxDrift {
		d.drift = append(d.drift, note)
	}
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
func elements(raw []byte) (values []jsontext.Value) {
	d := NewDecoder(raw, nil)
	defer d.Release()
	if _, err := d.json.ReadToken(); err != nil {
		return nil
	}
	for d.more(']') {
		value, err := d.json.ReadValue()
		if err != nil {
			return nil
		}
		values = append(values, value)
	}
	return values
}

// isEmpty says whether an object or list has nothing in it.
func isEmpty(raw []byte) bool {
	return len(trim(raw[1:len(raw)-1])) == 0
}
