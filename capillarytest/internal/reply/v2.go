package reply

import "github.com/capillary-go/sdk/capillarytest/internal/wire"

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

// Multi is a v2 list of which some items failed: HTTP 207 then, HTTP 400 when all did, and the given status when none did.
// What went well stands in "data", what failed in "errors"; a member of an error can name its item.
func Multi(done []wire.Object, failed []wire.Object, status int) Reply {
	switch {
	case len(failed) > 0 && len(done) == 0:
		status = 400
	case len(failed) > 0:
		status = 207
	}
	return Reply{Status: status, Body: wire.Obj("data", notNil(done), "warnings", Notices(), "errors", notNil(failed))}
}
