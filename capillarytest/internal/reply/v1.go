package reply

import "github.com/capillary-go/sdk/capillarytest/internal/wire"

// V1Item is one entry of a v1.1 reply: its fields, and what became of it.
type V1Item struct {
	fields   wire.Object
	code     int
	message  string
	failed   bool
	Warnings []string
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

// V1Done is an item whose work is done.
func V1Done(fields wire.Object, code int, message string) V1Item {
	return V1Item{fields: fields, code: code, message: message}
}

// V1Refused is an item that was refused.
func V1Refused(fields wire.Object, r *Refusal) V1Item {
	return V1Item{fields: fields, code: r.Code, message: r.Message, failed: true}
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

// V1Nested is V1One one level deeper: {"response":{"status":…,"outer":{"inner":{…,"item_status":…}}}}.
func V1Nested(outer, inner string, item V1Item) Reply {
	good := 1
	if item.failed {
		good = 0
	}
	return Reply{Refused: item.failed, Body: wire.Obj("response", wire.Obj("status", V1Verdict(good, 1), outer,
		wire.Obj(inner, item.Object())))}
}

// V1Bare is V1Items one level higher: one item, or a list of several.
func V1Bare(name string, items []V1Item) Reply {
	entries, good := []wire.Object{}, 0
	for _, item := range items {
		if !item.failed {
			good++
		}
		entries = append(entries, item.Object())
	}
	var value any = entries
	if len(entries) == 1 {
		value = entries[0]
	}
	return Reply{Refused: good == 0, Body: wire.Obj("response", wire.Obj("status", V1Verdict(good, len(items)), name, value))}
}

// V1Failed is a v1.1 reply that refuses the call as a whole.
func V1Failed(r *Refusal) Reply {
	return Reply{Refused: true, Body: wire.Obj("response", wire.Obj("status", wire.Obj("success", "false", "code", r.Code,
		"message", r.Message)))}
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
