package lenient

import (
	"encoding"
	"encoding/json"
	"reflect"
	"sync"
	"sync/atomic"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/shopspring/decimal"
)

// taker is how a type takes the next value of a document.
type taker interface {
	take(d *Decoder, v reflect.Value)
}

// takers are by type. They are pointed to, since many places keep the one they use.
var takers sync.Map // reflect.Type → *taker

// Most fields are of these types, which need no look-up.
var (
	stringsTaker  taker = stringTaker{}
	timesTaker    taker = &scalar{want: "time", fit: fitTime}
	decimalsTaker taker = &scalar{want: "decimal", fit: fitDecimal, set: setDecimal}
	int64sTaker   taker = &scalar{want: "int64", fit: fitInt, set: setInt}
	boolsTaker    taker = &scalar{want: "bool", fit: fitBool}
)

func takerOf(t reflect.Type) *taker {
	switch t {
	case stringType:
		return &stringsTaker
	case timeType:
		return &timesTaker
	case decimalType:
		return &decimalsTaker
	case int64Type:
		return &int64sTaker
	case boolType:
		return &boolsTaker
	}
	if found, ok := takers.Load(t); ok {
		return found.(*taker)
	}
	made := makeTaker(t)
	found, _ := takers.LoadOrStore(t, &made)
	return found.(*taker)
}

// lazy is the taker of a type within another, looked up when the first value arrives: types may contain themselves, and
// most programs meet few of the types that a result could hold.
type lazy struct{ found atomic.Pointer[taker] }

// of is the taker, given its type, which is always the same.
func (l *lazy) of(t reflect.Type) taker {
	if found := l.found.Load(); found != nil {
		return *found
	}
	found := takerOf(t)
	l.found.Store(found)
	return *found
}

var (
	stringType   = reflect.TypeFor[string]()
	timeType     = reflect.TypeFor[time.Time]()
	decimalType  = reflect.TypeFor[decimal.Decimal]()
	int64Type    = reflect.TypeFor[int64]()
	boolType     = reflect.TypeFor[bool]()
	valueType    = reflect.TypeFor[jsontext.Value]()
	rawType      = reflect.TypeFor[json.RawMessage]()
	fromJSONType = reflect.TypeFor[json.Unmarshaler]()
	fromTextType = reflect.TypeFor[encoding.TextUnmarshaler]()
)

func makeTaker(t reflect.Type) taker {
	if t == valueType || t == rawType {
		return rawTaker{}
	}
	switch fromJSON, fromText := ownMethods(t); {
	case fromJSON:
		return ownJSON{want: t.String()}
	case fromText:
		return &scalar{want: t.String(), fit: fitOwnText}
	}
	switch t.Kind() {
	case reflect.String:
		return stringTaker{}
	case reflect.Bool:
		return boolsTaker
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return &scalar{want: t.Kind().String(), fit: fitInt, set: setInt}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return &scalar{want: t.Kind().String(), fit: fitUint, set: setUint}
	case reflect.Float32, reflect.Float64:
		return &scalar{want: t.Kind().String(), fit: fitFloat}
	case reflect.Struct:
		return newStructTaker(t)
	case reflect.Map:
		return newMapTaker(t)
	case reflect.Slice:
		return newListTaker(t)
	case reflect.Array:
		return &arrayTaker{elements: t.Elem()}
	case reflect.Pointer:
		return &pointerTaker{to: t.Elem()}
	case reflect.Interface:
		if t.NumMethod() == 0 {
			return anyTaker{}
		}
	}
	return nothing{want: t.String()}
}

// nothing is for types that no JSON fits: channels, functions, interfaces with methods.
type nothing struct{ want string }

func (n nothing) take(d *Decoder, _ reflect.Value) {
	if raw := d.Value(); raw[0] != 'n' {
		d.note(n.want, form(raw))
	}
}

// isStruct says whether objects are decoded into the fields of t, and not by a rule or method of its own.
func isStruct(t reflect.Type) bool {
	if t.Kind() != reflect.Struct || t == timeType || t == decimalType {
		return false
	}
	fromJSON, fromText := ownMethods(t)
	return !fromJSON && !fromText
}

// ownMethods reports whether a type decodes itself. Types without a package have no methods, but for structs that embed some.
func ownMethods(t reflect.Type) (fromJSON, fromText bool) {
	if t.Kind() == reflect.Pointer || t.PkgPath() == "" && t.Kind() != reflect.Struct {
		return false, false
	}
	p := reflect.PointerTo(t)
	if p.NumMethod() == 0 {
		return false, false
	}
	return p.Implements(fromJSONType), p.Implements(fromTextType)
}
