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

// plan is the taker of a type.
type plan struct {
	taker
	of   reflect.Type
	next *plan // of another type whose address has the same hash
}

// plans are all that were made, by a hash of the type's address. A process makes few and looks them up often; its first reply
// waits for each one to be put here, which takes three times as long with [sync.Map].
var plans struct {
	by     [256]atomic.Pointer[plan]
	making sync.Mutex
}

// Most fields are of these types, which need no look-up.
var (
	stringPlan  = plan{taker: stringTaker{}}
	int64Plan   = plan{taker: &scalar{want: "int64", fit: fitInt, set: setInt}}
	idPlan      = plan{taker: &scalar{want: "int64", fit: fitID, set: setInt, lost: idType}}
	boolPlan    = plan{taker: &scalar{want: "bool", fit: fitBool}}
	decimalPlan = plan{taker: &scalar{want: "decimal", fit: fitDecimal, set: setDecimal, lost: decimalType}}
	timePlan    = plan{taker: &scalar{want: "time", fit: fitTime}}
)

func planOf(t reflect.Type) *plan {
	switch kind := t.Kind(); {
	case kind == reflect.String && t == stringType:
		return &stringPlan
	case kind == reflect.Int64 && t == int64Type:
		return &int64Plan
	case kind == reflect.Bool && t == boolType:
		return &boolPlan
	case kind == reflect.Struct && t == decimalType:
		return &decimalPlan
	case kind == reflect.Struct && t == timeType:
		return &timePlan
	}
	address := uint64(reflect.ValueOf(t).Pointer())
	first := &plans.by[address*0x9E3779B97F4A7C15>>56]
	if found := first.Load().find(t); found != nil {
		return found
	}
	plans.making.Lock()
	defer plans.making.Unlock()
	others := first.Load()
	if found := others.find(t); found != nil {
		return found
	}
	made := &plan{taker: makeTaker(t), of: t, next: others}
	first.Store(made)
	return made
}

func (p *plan) find(t reflect.Type) *plan {
	for p != nil && p.of != t {
		p = p.next
	}
	return p
}

// lazy is the plan of a type within another, looked up when the first value arrives: types may contain themselves, and
// most programs meet few of the types that a result could hold.
type lazy struct{ found atomic.Pointer[plan] }

// of is the plan, given its type, which is always the same.
func (l *lazy) of(t reflect.Type) *plan {
	if found := l.found.Load(); found != nil {
		return found
	}
	found := planOf(t)
	l.found.Store(found)
	return found
}

var (
	stringType   = reflect.TypeFor[string]()
	timeType     = reflect.TypeFor[time.Time]()
	decimalType  = reflect.TypeFor[decimal.Decimal]()
	int64Type    = reflect.TypeFor[int64]()
	boolType     = reflect.TypeFor[bool]()
	idType       = reflect.TypeFor[id]()
	valueType    = reflect.TypeFor[jsontext.Value]()
	rawType      = reflect.TypeFor[json.RawMessage]()
	fromJSONType = reflect.TypeFor[json.Unmarshaler]()
	fromTextType = reflect.TypeFor[encoding.TextUnmarshaler]()
)

// makeTaker is called by one goroutine at a time.
func makeTaker(t reflect.Type) taker {
	if t == valueType || t == rawType {
		return rawTaker{}
	}
	switch fromJSON, fromText := ownMethods(t); {
	case fromJSON:
		if of, ok := heldBy(t); ok {
			return &heldTaker{pointerTaker{to: of}}
		}
		return ownJSON{want: t.String()}
	case fromText:
		return &scalar{want: t.String(), fit: fitOwnText}
	}
	switch t.Kind() {
	case reflect.String:
		return stringTaker{}
	case reflect.Bool:
		return boolPlan.taker
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
		d.note(n.want, form(raw), nil)
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
	if t.Kind() == reflect.Pointer || t.Kind() != reflect.Struct && t.PkgPath() == "" {
		return false, false
	}
	p := reflect.PointerTo(t)
	if p.NumMethod() == 0 {
		return false, false
	}
	return p.Implements(fromJSONType), p.Implements(fromTextType)
}
