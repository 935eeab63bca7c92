package webhook

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/lenient"
)

// Event is what all events have. The types of events hold one; [Receiver.OnRaw] gives it as it is.
type Event struct {
	EventName      string    `json:"eventName"`
	EventID        string    `json:"eventId"`        // the same whenever the event is delivered; many events have none: see Key
	OrgID          int64     `json:"orgId"`          // the organisation
	RefID          string    `json:"refId"`          // for the internal use of the sender; not unique: it is the same for all updates of a customer
	APIRequestID   string    `json:"apiRequestId"`   // the call that caused the event, and perhaps others
	CreatedAt      time.Time `json:"createdAt"`      // when the event was made; of two events of one thing the later one is newer
	EventLogID     int64     `json:"eventLogId"`     // -1 in events of promotions
	EventSearchKey string    `json:"eventSearchKey"` // the path of the main identifier, such as "data.customerIdentifiers.customerId"
	LoyaltyEventID string    `json:"loyaltyEventId"`

	TraceAttributes map[string]any `json:"traceAttributes"` // any names

	// What only the wrapped form of an event has.
	EventType       string    `json:"eventType"` // the name, or the organisation and the name
	ConsumerGroupID string    `json:"consumerGroupId"`
	ActionType      string    `json:"actionType"`
	TimeStamp       time.Time `json:"timeStamp"`

	Key   string            `json:"-"` // what tells the event from all others: a hash, never empty, the same in every delivery
	Try   int               `json:"-"` // how often the event was tried, this time included; zero outside of a receiver
	Raw   json.RawMessage   `json:"-"` // the whole event as it came, without what it was wrapped in
	Data  json.RawMessage   `json:"-"` // its data as they came; nil if it has none
	Drift []capillary.Drift `json:"-"` // values that did not fit their fields and were skipped

	zone *time.Location
}

// Parse reads the body of a delivery, as a receiver does: one event or a list of them, flat or wrapped. It is for those
// who get deliveries by other ways, such as a queue. Times without a zone are in the given one; nil means UTC. With an
// error, which never holds anything of the body, the events that could be read are returned nevertheless.
func Parse(body []byte, zone *time.Location) ([]Event, error) {
	documents, err := split(body)
	var events []Event
	for _, document := range documents {
		event, unreadable := readEvent(document, zone)
		if unreadable != nil {
			err = errors.Join(err, unreadable)
			continue
		}
		events = append(events, event)
	}
	return events, err
}

// What makes a body or a part of it no event.
var (
	errNoJSON    = errors.New("webhook: the body is not valid JSON")
	errNoObject  = errors.New("webhook: an event is not an object")
	errNoName    = errors.New("webhook: an event has no name")
	errEmptyBody = errors.New("webhook: the body holds no event")
)

// split cuts a body into its events.
func split(body []byte) ([]jsontext.Value, error) {
	document := textOf(body)
	if document == nil {
		return nil, errNoJSON
	}
	if document[0] != '[' {
		return []jsontext.Value{document}, nil
	}
	var documents []jsontext.Value
	for one := range lenient.Elements(document) {
		documents = append(documents, one)
	}
	if len(documents) == 0 {
		return nil, errEmptyBody
	}
	return documents, nil
}

// maxQuotes is how often a document may be a text within a document. The log does it twice.
const maxQuotes = 4

// textOf checks a document, and takes it out of the texts that it is in. It is nil if it is not valid.
func textOf(document []byte) jsontext.Value {
	for range maxQuotes {
		reader := lenient.NewDecoder(document, nil)
		value := reader.Value()
		err := reader.End()
		reader.Release()
		if err != nil || len(value) == 0 {
			return nil
		}
		if value[0] != '"' {
			return value
		}
		document = unquote(value)
	}
	return nil
}

func unquote(text jsontext.Value) []byte {
	unquoted, _ := jsontext.AppendUnquote(nil, text) // the error is about invalid UTF-8, which becomes U+FFFD
	return unquoted
}

// readEvent reads one event, whatever it is wrapped in.
func readEvent(document jsontext.Value, zone *time.Location) (Event, error) {
	wrapper, flat, own := unwrap(document)
	if own == nil {
		return Event{}, errNoObject
	}
	event := Event{Raw: json.RawMessage(flat), zone: zone}
	// The envelope's members, and the wrapper's where it has none. The id is the wrapper's first: it is that of the delivery.
	event.readEnvelope(wrapper)
	outer := event
	event.readEnvelope(flat)
	if isID(outer.EventID) {
		event.EventID = outer.EventID
	}
	event.Data = own.data()
	event.EventName = strings.TrimSpace(event.EventName)
	if event.EventName == "" {
		event.EventName = nameOfType(event.EventType)
	}
	if event.EventName == "" {
		return event, errNoName
	}
	event.Key = identity(&event, membersOf(wrapper), own)
	return event, nil
}

// readEnvelope reads what stands beside the data. What is absent changes nothing.
func (e *Event) readEnvelope(object jsontext.Value) {
	if object == nil {
		return
	}
	reader := lenient.NewDecoder(object, e.zone)
	defer reader.Release()
	reader.Exact()
	before := *e
	reader.DecodeInto(e)
	e.addDrift("", reader.Drift())
	e.keep(&before)
}

// keep puts back what a second object said nothing of.
func (e *Event) keep(before *Event) {
	now, was := reflect.ValueOf(e).Elem(), reflect.ValueOf(before).Elem()
	for i := range now.NumField() {
		if field := now.Field(i); field.CanSet() && field.IsZero() {
			field.Set(was.Field(i))
		}
	}
}

func (e *Event) addDrift(prefix string, drift []lenient.Drift) {
	for _, d := range drift {
		e.Drift = append(e.Drift, capillary.Drift{Path: prefix + d.Path, Want: d.Want, Got: d.Got})
	}
}

// maxWraps is how many things an event may be wrapped in. One is documented.
const maxWraps = 4

// unwrap finds the event in what it is wrapped in. It returns both, and the event's members: nil if there is none. An event
// has its name beside its data. Known wrappers are {"attributes": event}, {"data": event, "errors": …} and {"event": {"body": event}}.
func unwrap(document jsontext.Value) (wrapper, event jsontext.Value, own members) {
	for range maxWraps {
		own := membersOf(document)
		switch {
		case own == nil, isEvent(own):
			return wrapper, document, own
		case isObject(own["attributes"]):
			wrapper, document = document, own["attributes"]
		case membersOf(own["event"]).has("body"):
			document = membersOf(own["event"]).object("body")
		case own.onlyData() && membersOf(own["data"]).has("eventName"):
			document = own["data"]
		default:
			return wrapper, document, own
		}
	}
	return wrapper, nil, nil
}

// isEvent reports whether an object has a name beside its data. Some data have a member eventName too, which is the name of
// something else.
func isEvent(m members) bool { return m.has("eventName") && m.has("data") }

// members are those of an object by their exact names.
type members map[string]jsontext.Value

// membersOf is nil for what is no object.
func membersOf(object jsontext.Value) members {
	if !isObject(object) {
		return nil
	}
	all := members{}
	for name, value := range lenient.Members(object) {
		all[name] = value
	}
	return all
}

func isObject(value jsontext.Value) bool { return len(value) > 0 && value[0] == '{' }

// has reports whether there is a member that says something.
func (m members) has(name string) bool {
	switch value := string(m[name]); value {
	case "", "null", `""`:
		return false
	}
	return true
}

// object is a member that is an object, or the text of one.
func (m members) object(name string) jsontext.Value {
	value := m[name]
	if len(value) > 0 && value[0] == '"' {
		if object := textOf(value); isObject(object) {
			return object
		}
	}
	return value
}

// onlyData reports whether an object is one that replies of the API are wrapped in.
func (m members) onlyData() bool {
	for name := range m {
		if name != "data" && name != "errors" && name != "warnings" {
			return false
		}
	}
	return true
}

// data are those of an event.
func (m members) data() json.RawMessage {
	if !m.has("data") {
		return nil
	}
	return json.RawMessage(m.object("data"))
}

// nameOfType is the name in an event type, which is <organisation>_<name> or the name alone.
func nameOfType(eventType string) string {
	name := strings.TrimSpace(eventType)
	if org, rest, ok := strings.Cut(name, "_"); ok && org != "" && strings.Trim(org, "0123456789") == "" {
		return rest
	}
	return name
}

// envelope are the names of the members beside the data.
var envelope = func() map[string]bool {
	names := map[string]bool{"data": true}
	for t, i := reflect.TypeFor[Event](), 0; i < t.NumField(); i++ {
		if name := t.Field(i).Tag.Get("json"); name != "" && name != "-" {
			names[name] = true
		}
	}
	return names
}()
