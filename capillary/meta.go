package capillary

import (
	"net/http"
	"time"
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
	Proof      Proof         // what WithProof or WithoutProof made the proof, if the result was taken for done by it
	Drift      []Drift       // values that did not fit their fields and were skipped
}

// Drift is a value of a reply that did not fit its field and was skipped. It never holds the value; Meta.Body does.
type Drift struct {
	Path string // where it stands, as a JSON pointer
	Want string // what the field takes
	Got  string // what arrived
}
