package capillarytest

import "strings"

// A reply is what a handler answers. Its body is encoded as JSON.
type reply struct {
	status  int  // HTTP status; 0 means 200, or the status of refusals
	refused bool // a refusal of the API, whose HTTP status is a setting of the server
	body    any
	encoded []byte // the body, once encoded
}

// family is the generation of the API that a path belongs to; it decides the shape of envelopes.
type family int

const (
	familyV1     family = iota + 1 // v1.1: {"response":{"status":…}}
	familyV2                       // v2: {…,"warnings":[],"errors":[]}
	familyV3                       // v3 and the API gateway: {"data":…,"errors":[…]}
	familyStatus                   // auth engine: {"status":{success,code,message}}
)

func familyOf(path string) family {
	switch {
	case strings.HasPrefix(path, "/v1.1/"), strings.HasPrefix(path, "/v1/"):
		return familyV1
	case strings.HasPrefix(path, "/v2"):
		return familyV2
	case strings.HasPrefix(path, "/auth/"):
		return familyStatus
	default:
		return familyV3
	}
}

// A refusal is a response code and its text.
type refusal struct {
	code    int
	message string
}

// because makes a refusal with a text of its own.
func because(code int, message string) *refusal { return &refusal{code, message} }

// refuse makes a refusal with the documented text of the code; args fill its gaps.
func refuse(code int, args ...any) *refusal { return because(code, textOf(code, args...)) }

// v2 shapes ---------------------------------------------------------------------------------------------------------

// notices are the warnings or the errors of v2.
func notices(list ...*refusal) []object {
	out := []object{}
	for _, r := range list {
		out = append(out, obj("status", false, "code", r.code, "message", r.message))
	}
	return out
}

// refused is a v2 reply that says no.
func refused(errors ...*refusal) reply {
	return reply{refused: true, body: obj("warnings", notices(), "errors", notices(errors...))}
}

// flat is a v2 object with its warnings.
func flat(o object, warnings ...*refusal) reply {
	return reply{body: o.with("warnings", notices(warnings...))}
}

// many is a v2 list.
func many(list any) reply {
	return reply{body: obj("data", list, "warnings", notices(), "errors", notices())}
}

// page is a part of a v2 list.
func page(list any, limit, offset, total int) reply {
	return reply{body: obj("pagination", obj("limit", limit, "offset", offset, "total", total),
		"data", list, "warnings", notices(), "errors", notices())}
}

// entity is a v2 reply around one value.
func entity(value any, warnings ...*refusal) reply {
	return reply{body: obj("entity", value, "warnings", notices(warnings...))}
}

// created is the v2 reply of a registration or an update.
func created(id int64, warnings []*refusal, sideEffects []object) reply {
	if sideEffects == nil {
		sideEffects = []object{}
	}
	return reply{body: obj("createdId", id, "warnings", notices(warnings...), "sideEffects", sideEffects)}
}

// bulkItem is one entry of a v2 bulk reply.
type bulkItem struct {
	id       int64
	result   any
	errors   []*refusal
	warnings []*refusal
}

// bulk is the v2 reply to a list.
func bulk(items []bulkItem) reply {
	out, failed := []object{}, 0
	for _, item := range items {
		if len(item.errors) > 0 {
			failed++
		}
		o := obj()
		if item.id != 0 {
			o = o.with("entityId", item.id)
		}
		if item.result != nil {
			o = o.with("result", item.result)
		}
		out = append(out, o.with("errors", notices(item.errors...), "warnings", notices(item.warnings...)))
	}
	return reply{body: obj("response", out, "totalCount", len(items), "failureCount", failed)}
}

// v1.1 shapes -------------------------------------------------------------------------------------------------------

// v1Item is one entry of a v1.1 reply: its fields, and what became of it.
type v1Item struct {
	fields   object
	code     int
	message  string
	failed   bool
	warnings []string
}

func v1Done(fields object, code int, message string) v1Item {
	return v1Item{fields: fields, code: code, message: message}
}

func v1Refused(fields object, r *refusal) v1Item {
	return v1Item{fields: fields, code: r.code, message: r.message, failed: true}
}

// object is the entry as sent, with its item_status.
func (i v1Item) object() object {
	warnings := []object{}
	for _, w := range i.warnings {
		warnings = append(warnings, obj("message", w))
	}
	return i.fields.with("item_status", obj("success", quoted(!i.failed), "code", quoted(i.code), "message", i.message,
		"warnings", obj("warning", warnings)))
}

// v1Items is a v1.1 reply to one or more items under {"outer":{"inner":[…]}}; with bare, a single item is no list.
func v1Items(outer, inner string, bare bool, items ...v1Item) reply {
	entries, good := []object{}, 0
	for _, item := range items {
		if !item.failed {
			good++
		}
		entries = append(entries, item.object())
	}
	var body any = entries
	if bare && len(entries) == 1 {
		body = entries[0]
	}
	status := v1Verdict(good, len(items)).with("total", quoted(len(items)), "success_count", quoted(good))
	return reply{refused: good == 0, body: obj("response", obj("status", status, outer, obj(inner, body)))}
}

// v1One is a v1.1 reply about one customer: {"response":{"status":…,"customer":{…,"item_status":…}}}.
func v1One(name string, item v1Item) reply {
	good := 1
	if item.failed {
		good = 0
	}
	return reply{refused: item.failed, body: obj("response", obj("status", v1Verdict(good, 1), name, item.object()))}
}

// v1Failed is a v1.1 reply that refuses the call as a whole.
func v1Failed(r *refusal) reply {
	return reply{refused: true, body: obj("response", obj("status", obj("success", "false", "code", r.code, "message", r.message)))}
}

func v1Verdict(good, total int) object {
	switch {
	case good == total && total > 0:
		return obj("success", "true", "code", 200, "message", "Success")
	case good > 0:
		return obj("success", "true", "code", 201, "message", textOf(201))
	default:
		return obj("success", "false", "code", 500, "message", textOf(500))
	}
}

// Other shapes ------------------------------------------------------------------------------------------------------

// v3Value is a v3 reply.
func v3Value(value any) reply { return reply{body: obj("data", value, "errors", nil)} }

// v3Refused is a v3 reply that says no.
func v3Refused(status int, r *refusal) reply {
	return reply{status: status, refused: true, body: obj("data", nil, "errors", []object{obj("code", r.code, "message", r.message)})}
}

// statusOnly is a reply of the auth engine.
func statusOnly(success bool, code int, message string) reply {
	return reply{refused: !success, body: obj("status", obj("success", success, "code", code, "message", message))}
}

// refusedIn is a refusal of the whole call in the envelope of a family, with an HTTP status, or 0 for the usual one.
func refusedIn(f family, status int, r *refusal) reply {
	var out reply
	switch f {
	case familyV1:
		out = v1Failed(r)
	case familyV2:
		out = refused(r)
	case familyStatus:
		out = statusOnly(false, r.code, r.message)
	default:
		out = v3Refused(0, r)
	}
	out.status = status
	return out
}

// withWarning adds a warning to a reply of the work: in v1.1 to the first item, else to the warnings of the call.
func (r reply) withWarning(f family, w *refusal) reply {
	body, ok := r.body.(object)
	if !ok {
		return r
	}
	if f == familyV1 {
		r.body = addItemWarning(body, w)
		return r
	}
	warnings, _ := body.get("warnings").([]object)
	r.body = body.set("warnings", append(warnings, notices(w)...))
	return r
}

// addItemWarning adds the warning to the first item_status found in the value.
func addItemWarning(v any, w *refusal) any {
	switch v := v.(type) {
	case []object:
		if len(v) > 0 {
			v[0] = addItemWarning(v[0], w).(object)
		}
	case object:
		if status, ok := v.get("item_status").(object); ok {
			warning := obj("warning", []object{obj("code", quoted(w.code), "message", w.message)})
			return v.set("item_status", status.set("warnings", warning))
		}
		for i, m := range v {
			v[i].value = addItemWarning(m.value, w)
		}
	}
	return v
}
