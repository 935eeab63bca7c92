package webhook

import (
	"reflect"
	"time"
)

// Kinds are all types of events by their names.
func Kinds() map[string]Typed {
	all := map[string]Typed{}
	for _, kind := range kinds {
		all[kind.eventName()] = kind
	}
	return all
}

// ReadAs reads an event as the type of the given value, whatever its name.
func ReadAs(kind Typed, event Event) any {
	typed := reflect.New(reflect.TypeOf(kind))
	event.Drift = nil
	event.readBeside(typed.Interface())
	event.readData(typed.Interface())
	typed.Interface().(interface{ hold(Event) }).hold(event)
	return typed.Elem().Interface()
}

// ReadTime reads a time as fields do.
func ReadTime(raw []byte) (time.Time, bool) { return readTime(raw, time.UTC) }

// Envelope reports whether a member stands beside the data.
func Envelope(name string) bool { return envelope[name] }
