package webhook

import (
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
	event.readBeside(&typed)
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
func (e *Event) readBeside(typed any) {
	beside := e.beside()
	if beside == nil {
		return
	}
	reader := lenient.NewDecoder(beside, e.zone)
	defer reader.Release()
	reader.Exact()
	reader.DecodeInto(typed)
	e.addDrift("", reader.Drift())
}

// beside is an object of the members beside the data, or nil if there are none but the envelope's.
func (e *Event) beside() []byte {
	var object []byte
	for name, value := range lenient.Members(jsontext.Value(e.Raw)) {
		if !envelope[name] {
			object = append(object, ',')
			object, _ = jsontext.AppendQuote(object, name) // the error is about invalid UTF-8, which a name has no more
			object = append(append(object, ':'), value...)
		}
	}
	if object == nil {
		return nil
	}
	object[0] = '{'
	return append(object, '}')
}
