package encode

import (
	stdjson "encoding/json"
	"reflect"
	"sync"
	"sync/atomic"
	"time"

	"github.com/shopspring/decimal"
)

// writer is how the values of a type are written.
type writer interface {
	write(d *document, v reflect.Value) bool
}

// plan is the writer of a type, made when the first value of that type arrives: types may contain themselves.
type plan struct {
	typ     reflect.Type
	encoder *Encoder
	ready   atomic.Bool
	once    sync.Once
	made    writer
}

func (e *Encoder) planOf(t reflect.Type) *plan {
	if p, ok := e.plans.Load(t); ok {
		return p.(*plan)
	}
	p, _ := e.plans.LoadOrStore(t, &plan{typ: t, encoder: e})
	return p.(*plan)
}

func (p *plan) write(d *document, v reflect.Value) bool {
	return p.writer().write(d, v)
}

func (p *plan) writer() writer {
	if !p.ready.Load() {
		p.make()
	}
	return p.made
}

func (p *plan) make() {
	p.once.Do(func() {
		p.made = p.encoder.writerOf(p.typ)
		p.ready.Store(true)
	})
}

var (
	timeType     = reflect.TypeFor[time.Time]()
	durationType = reflect.TypeFor[time.Duration]()
	decimalType  = reflect.TypeFor[decimal.Decimal]()
	numberType   = reflect.TypeFor[stdjson.Number]()
)

func (e *Encoder) writerOf(t reflect.Type) writer {
	switch t {
	case timeType:
		return scalar((*document).timeOf)
	case decimalType:
		return scalar((*document).decimalOf)
	case e.secret:
		return scalar((*document).secretOf)
	case numberType:
		return scalar((*document).numberOf)
	case durationType:
		return unknown{}
	}
	if own, ok := e.own[t]; ok {
		return byFunction{own}
	}
	if writesItself(t) {
		return byMethod{}
	}
	switch t.Kind() {
	case reflect.Struct:
		return e.structWriterOf(t)
	case reflect.Map:
		return e.mapWriterOf(t)
	case reflect.Slice, reflect.Array:
		return e.listWriterOf(t)
	case reflect.Pointer:
		return &pointerWriter{element: e.planOf(t.Elem())}
	case reflect.Interface:
		return scalar((*document).interfaceOf)
	}
	return scalarOf(t.Kind())
}

func scalarOf(k reflect.Kind) writer {
	switch k {
	case reflect.String:
		return scalar((*document).textOf)
	case reflect.Bool:
		return scalar((*document).boolOf)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return scalar((*document).intOf)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return scalar((*document).uintOf)
	case reflect.Float32, reflect.Float64:
		return scalar((*document).floatOf)
	}
	return unknown{}
}

// unknown is for types that have no form in JSON, or none that was documented: channels, functions, durations, odd tags.
type unknown struct{}

func (unknown) write(*document, reflect.Value) bool { return false }
