package webhook

import (
	"reflect"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/capillary-go/sdk/internal/lenient"
)

// Typed is a type of events, such as [PointsRedeemed]. A struct that embeds one and has more fields is a type of the same
// events; that is how members are read that only your organisation adds, for instance by a dataflow.
type Typed interface {
	eventName() string
}

// As reads an event as the given type. What does not fit is skipped and noted in its Drift: reading never fails.
func As[E Typed](event Event) E {
	var typed E
	event.Drift = event.Drift[:len(event.Drift):len(event.Drift)]
	event.readBeside(reflect.ValueOf(&typed))
	event.readData(&typed)
	if holder, ok := any(&typed).(interface{ hold(Event) }); ok {
		holder.hold(event)
	}
	return typed
}

// hold is what every type of events has from the event in it.
func (e *Event) hold(event Event) { *e = event }

func (e *Event) readData(typed any) {
	if e.Data == nil {
		return
	}
	reader := lenient.NewDecoder(e.Data, e.zone)
	defer reader.Release()
	reader.Exact()
	reader.DecodeInto(typed)
	e.addDrift("/data", reader.Drift())
}

// readBeside reads members that stand beside the data and are not the envelope's, as in one form of [RequestUpdated]. The
// data's own come later and win.
func (e *Event) readBeside(typed reflect.Value) {
	if !e.hasBeside() {
		return
	}
	fields, ok := lenient.FieldsOf(typed.Type())
	if !ok {
		return
	}
	reader := lenient.NewDecoder(e.Raw, e.zone)
	defer reader.Release()
	reader.Exact()
	for reader.Enter(); reader.More('}'); {
		name := reader.Name(nil)
		if envelope[string(name)] || !reader.DecodeMember(fields, name, typed) {
			reader.Value()
		}
	}
	e.addDrift("", reader.Drift())
}

func (e *Event) hasBeside() bool {
	for name := range lenient.Members(jsontext.Value(e.Raw)) {
		if !envelope[name] {
			return true
		}
	}
	return false
}
