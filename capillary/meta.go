package capillary

import (
	"errors"
	"net/http"
	"reflect"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/capillary-go/sdk/internal/lenient"
)

// Meta is what there is to know about a call besides its result. See WithMeta.
type Meta struct {
	Status     int           // HTTP status of the last reply
	Header     http.Header   // its headers
	Body       []byte        // its body, as it came
	RequestID  string        // the API's id of the try that was answered last
	RequestIDs []string      // of all tries that were answered
	Tries      int           // how often the request was sent
	Duration   time.Duration // of the whole call, with waits
	Outcome    Outcome       // what is known about the work
	Warnings   []Issue       // of the call and, in v1.1, of its items
	Settled    bool          // a look-up found that the work was done: what it does not tell is not in the result
	Repeated   bool          // done under this key, perhaps by an earlier call: the API says that the key was used, after a try in doubt, and the result is empty
	Proof      Proof         // what WithProof or WithoutProof made the proof, if the result was taken for done by it
	Drift      []Drift       // values that did not fit their fields and were skipped
	Unknown    []string      // where members stand that the result has no field for, as JSON pointers; Read reads one

	zone *time.Location // of times in the body that have none
}

// Drift is a value of a reply that did not fit its field and was skipped. It never holds the value; Meta.Body does.
type Drift struct {
	Path string // where it stands, as a JSON pointer
	Want string // what the field takes
	Got  string // what arrived

	Matters bool // it was money, points or an id, or something that holds such
}

// ErrNoMember says that a reply has nothing at a path.
var ErrNoMember = errors.New("capillary: the reply has no such member")

// Read reads a value from the body of the reply, above all one of Unknown, into what a pointer points to. The path is a JSON
// pointer, or names with points between them, such as "response.customers.0.nickname"; a number is the place in a list. The
// value bends into its type as the fields of results do: numbers and decimals may be texts, times may have any of the API's
// forms.
//
// Errors: ErrNoMember, ErrDrift where the value does not fit, ErrInvalidInput for a path or a pointer that is none.
func (m *Meta) Read(path string, into any) error {
	names, err := parsePath(path)
	if err != nil {
		return Invalid("path", err.Error())
	}
	v := reflect.ValueOf(into)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		return Invalid("into", "it is no pointer, or nil")
	}
	if !isJSON(m.Body) {
		return ErrNoMember
	}
	raw, ok := lenient.At(m.Body, pointerOf(names))
	if !ok {
		return ErrNoMember
	}
	decoder := lenient.NewDecoder(raw, m.zone)
	defer decoder.Release()
	decoder.Decode(v.Elem())
	if len(decoder.Drift()) > 0 {
		return ErrDrift
	}
	return nil
}

// isJSON reports whether a reply is one valid document, as the reader of results sees it.
func isJSON(body []byte) bool {
	return jsontext.Value(body).IsValid(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
}
