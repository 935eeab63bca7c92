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

// v2 shapes ---------------------------------------------------------------------------------------------------------

// Notices are the warnings or the errors of v2.
func Notices(list ...*Refusal) []wire.Object {
	out := []wire.Object{}
	for _, r := range list {
		out = append(out, wire.Obj("status", false, "code", r.Code, "message", r.Message))
	}
	return out
}

// Refused is a v2 reply that says no.
func Refused(errors ...*Refusal) Reply {
	return Reply{Refused: true, Body: wire.Obj("warnings", Notices(), "errors", Notices(errors...))}
}

// Flat is a v2 object with its warnings.
func Flat(o wire.Object, warnings ...*Refusal) Reply {
	return Reply{Body: o.With("warnings", Notices(warnings...))}
}

// Many is a v2 list.
func Many(list any) Reply {
	return Reply{Body: wire.Obj("data", list, "warnings", Notices(), "errors", Notices())}
}

// Page is a part of a v2 list.
func Page(list any, limit, offset, total int) Reply {
	return Reply{Body: wire.Obj("pagination", wire.Obj("limit", limit, "offset", offset, "total", total),
		"data", list, "warnings", Notices(), "errors", Notices())}
}

// Entity is a v2 reply around one value.
func Entity(value any, warnings ...*Refusal) Reply {
	return Reply{Body: wire.Obj("entity", value, "warnings", Notices(warnings...))}
}

// Created is the v2 reply of a registration or an update.
func Created(id int64, warnings []*Refusal, sideEffects []wire.Object) Reply {
	if sideEffects == nil {
		sideEffects = []wire.Object{}
	}
	return Reply{Body: wire.Obj("createdId", id, "warnings", Notices(warnings...), "sideEffects", sideEffects)}
}

// BulkItem is one entry of a v2 bulk reply.
type BulkItem struct {
	ID       int64
	Result   any
	Errors   []*Refusal
	Warnings []*Refusal
}

// Bulk is the v2 reply to a list.
func Bulk(items []BulkItem) Reply {
	out, failed := []wire.Object{}, 0
	for _, item := range items {
		if len(item.Errors) > 0 {
			failed++
		}
		o := wire.Obj()
		if item.ID != 0 {
			o = o.With("entityId", item.ID)
		}
		if item.Result != nil {
			o = o.With("result", item.Result)
		}
		out = append(out, o.With("errors", Notices(item.Errors...), "warnings", Notices(item.Warnings...)))
	}
	return Reply{Body: wire.Obj("response", out, "totalCount", len(items), "failureCount", failed)}
}

// v1.1 shapes -------------------------------------------------------------------------------------------------------

// V1Item is one entry of a v1.1 reply: its fields, and what became of it.
type V1Item struct {
	fields   wire.Object
	code     int
	message  string
	failed   bool
	Warnings []string
}

// V1Done is an item whose work is done.
func V1Done(fields wire.Object, code int, message string) V1Item {
	return V1Item{fields: fields, code: code, message: message}
}

// V1Refused is an item that was refused.
func V1Refused(fields wire.Object, r *Refusal) V1Item {
	return V1Item{fields: fields, code: r.Code, message: r.Message, failed: true}
}

// Object is the entry as sent, with its item_status.
func (i V1Item) Object() wire.Object {
	warnings := []wire.Object{}
	for _, w := range i.Warnings {
		warnings = append(warnings, wire.Obj("message", w))
	}
	return i.fields.With("item_status", wire.Obj("success", wire.Quoted(!i.failed), "code", wire.Quoted(i.code), "message", i.message,
		"warnings", wire.Obj("warning", warnings)))
}

// V1Items is a v1.1 reply to one or more items under {"outer":{"inner":[…]}}; with bare, a single item is no list.
func V1Items(outer, inner string, bare bool, items ...V1Item) Reply {
	entries, good := []wire.Object{}, 0
	for _, item := range items {
		if !item.failed {
			good++
		}
		entries = append(entries, item.Object())
	}
	var body any = entries
	if bare && len(entries) == 1 {
		body = entries[0]
	}
	status := V1Verdict(good, len(items)).With("total", wire.Quoted(len(items)), "success_count", wire.Quoted(good))
	return Reply{Refused: good == 0, Body: wire.Obj("response", wire.Obj("status", status, outer, wire.Obj(inner, body)))}
}

// V1One is a v1.1 reply about one customer: {"response":{"status":…,"customer":{…,"item_status":…}}}.
func V1One(name string, item V1Item) Reply {
	good := 1
	if item.failed {
		good = 0
	}
	return Reply{Refused: item.failed, Body: wire.Obj("response", wire.Obj("status", V1Verdict(good, 1), name, item.Object()))}
}

// V1Failed is a v1.1 reply that refuses the call as a whole.
func V1Failed(r *Refusal) Reply {
	return Reply{Refused: true, Body: wire.Obj("response", wire.Obj("status", wire.Obj("success", "false", "code", r.Code, "message", r.Message)))}
}

// V1Verdict is the status of a v1.1 reply of which so many items are good.
func V1Verdict(good, total int) wire.Object {
	switch {
	case good == total && total > 0:
		return wire.Obj("success", "true", "code", 200, "message", "Success")
	case good > 0:
		return wire.Obj("success", "true", "code", 201, "message", Common.Of(201))
	default:
		return wire.Obj("success", "false", "code", 500, "message", Common.Of(500))
	}
}

// Other shapes ------------------------------------------------------------------------------------------------------

// V3Value is a v3 reply.
func V3Value(value any) Reply { return Reply{Body: wire.Obj("data", value, "errors", nil)} }

// V3Refused is a v3 reply that says no.
func V3Refused(status int, r *Refusal) Reply {
	return Reply{Status: status, Refused: true, Body: wire.Obj("data", nil, "errors", []wire.Object{wire.Obj("code", r.Code, "message", r.Message)})}
}

// Status is a reply of the auth engine.
func Status(success bool, code int, message string) Reply {
	return Reply{Refused: !success, Body: wire.Obj("status", wire.Obj("success", success, "code", code, "message", message))}
}

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

// addItemWarning adds the warning to the first item_status found in the value.
func addItemWarning(v any, w *Refusal) any {
	switch v := v.(type) {
	case []wire.Object:
		if len(v) > 0 {
			v[0] = addItemWarning(v[0], w).(wire.Object)
		}
	case wire.Object:
		if status, ok := v.Get("item_status").(wire.Object); ok {
			warning := wire.Obj("warning", []wire.Object{wire.Obj("code", wire.Quoted(w.Code), "message", w.Message)})
			return v.Set("item_status", status.Set("warnings", warning))
		}
		for i, m := range v {
			v[i].Value = addItemWarning(m.Value, w)
		}
	}
	return v
}
