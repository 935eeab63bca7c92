// Package reply is what replies look like, the only place that knows: the envelopes of v1.1, v2, v3 and the auth engine, lists and
// pages, bulk replies, refusals and warnings. Resources answer with its builders, and tests compare replies with documented
// samples by Lacks.
package reply

import (
	"net/http"
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// A Reply is what a handler answers. Its body is encoded as JSON.
type Reply struct {
	Status  int  // HTTP status; 0 means 200, or the status of refusals
	Refused bool // a refusal of the API, whose HTTP status is a setting of the server
	Body    any
	Encoded []byte      // the body as it is sent; nil before Body is encoded
	Header  http.Header // further headers, or in place of the usual ones; a name without values is not sent
}

// Bytes is the body as it is sent.
func (r Reply) Bytes() []byte {
	if r.Encoded != nil {
		return r.Encoded
	}
	text, err := wire.Encode(r.Body)
	if err != nil {
		panic("capillarytest: " + err.Error())
	}
	return text
}

// Family is the generation of the API that a path belongs to; it decides the shape of envelopes.
type Family int

// The families.
const (
	V1         Family = iota + 1 // v1.1: {"response":{"status":…}}
	V2                           // v2: {…,"warnings":[],"errors":[]}
	V3                           // v3 and the API gateway: {"data":…,"errors":[…]}
	AuthEngine                   // auth engine: {"status":{success,code,message}}
)

// FamilyOf tells the family of a path.
func FamilyOf(path string) Family {
	switch {
	case strings.HasPrefix(path, "/v1.1/"), strings.HasPrefix(path, "/v1/"):
		return V1
	case strings.HasPrefix(path, "/v2"):
		return V2
	case strings.HasPrefix(path, "/auth/"):
		return AuthEngine
	default:
		return V3
	}
}

// A Refusal is a response code and its text.
type Refusal struct {
	Code    int
	Message string
}

// Because makes a refusal with a text of its own.
func Because(code int, message string) *Refusal { return &Refusal{code, message} }

// RefusedIn is a refusal of the whole call in the envelope of a family, with an HTTP status, or 0 for the usual one.
func RefusedIn(f Family, status int, r *Refusal) Reply {
	var out Reply
	switch f {
	case V1:
		out = V1Failed(r)
	case V2:
		out = Refused(r)
	case AuthEngine:
		out = Status(false, r.Code, r.Message)
	default:
		out = V3Refused(0, r)
	}
	out.Status = status
	return out
}

// WithWarning adds a warning to a reply of the work: in v1.1 to the first item, else to the warnings of the call.
func (r Reply) WithWarning(f Family, w *Refusal) Reply {
	body, ok := r.Body.(wire.Object)
	if !ok {
		return r
	}
	if f == V1 {
		r.Body = addItemWarning(body, w)
		return r
	}
	warnings, _ := body.Get("warnings").([]wire.Object)
	r.Body = body.Set("warnings", append(warnings, Notices(w)...))
	return r
}
