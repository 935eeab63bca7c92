package reply

import "github.com/capillary-go/sdk/capillarytest/internal/wire"

// An Envelope is how an endpoint answers: about one thing, with a list, and when it says no.
type Envelope struct {
	One     func(value wire.Object, warnings ...*Refusal) Reply
	Many    func(list []wire.Object, p Pagination, warnings ...*Refusal) Reply
	Refused func(errors ...*Refusal) Reply
}

// Pagination is which part of a list a reply shows. The zero value is a list without pages.
type Pagination struct {
	Limit, Offset, Total int
	Paged                bool
}

// The envelopes of v2, v3 and the gateway. Where an endpoint has one of its own, its resource makes an Envelope.
var (
	// AsFlat is {…, "warnings": []}, and AsData for a list.
	AsFlat = Envelope{One: func(v wire.Object, w ...*Refusal) Reply { return Flat(v, w...) }, Many: dataList, Refused: Refused}
	// AsEntity is {"entity": …, "warnings": []}, for a list with "errors" too.
	AsEntity = Envelope{One: func(v wire.Object, w ...*Refusal) Reply { return Entity(v, w...) }, Many: entityList, Refused: Refused}
	// AsData is {"data": …, "warnings": [], "errors": []}, with "pagination" before it where the list has pages.
	AsData = Envelope{One: func(v wire.Object, w ...*Refusal) Reply { return data(v, w) }, Many: dataList, Refused: Refused}
	// AsV3 is {"data": …, "errors": null}.
	AsV3 = Envelope{One: func(v wire.Object, _ ...*Refusal) Reply { return V3Value(v) }, Many: v3List, Refused: v3Refused}
	// AsBare is the value or the list, and nothing around it.
	AsBare = Envelope{One: func(v wire.Object, _ ...*Refusal) Reply { return Reply{Body: v} }, Many: bareList, Refused: Refused}
)

// AsCreated is {"createdId": …, "warnings": []}; the id is that member of the value.
func AsCreated(key string) Envelope {
	e := AsFlat
	e.One = func(v wire.Object, w ...*Refusal) Reply { return Flat(wire.Obj("createdId", v.Get(key)), w...) }
	return e
}

// AsEntityID is {"entity": …, "warnings": []} around that member of the value.
func AsEntityID(key string) Envelope {
	e := AsEntity
	e.One = func(v wire.Object, w ...*Refusal) Reply { return Entity(v.Get(key), w...) }
	return e
}

// AsStatus is {"status": {success, code, message}, …}, as the auth engine and rewards have it; a list is its member.
func AsStatus(code int, message, list string) Envelope {
	status := wire.Obj("success", true, "code", code, "message", message)
	return Envelope{
		One: func(v wire.Object, _ ...*Refusal) Reply { return Reply{Body: wire.Obj("status", status).And(v)} },
		Many: func(l []wire.Object, _ Pagination, _ ...*Refusal) Reply {
			return Reply{Body: wire.Obj("status", status, list, notNil(l))}
		},
		Refused: func(errors ...*Refusal) Reply { return Status(false, errors[0].Code, errors[0].Message) },
	}
}

// AsV1 is {"response": {"status": …, outer: {inner: […, "item_status": …]}}}, with the code and the message of an item that went
// well.
func AsV1(outer, inner string, code int, message string) Envelope {
	return Envelope{
		One: func(v wire.Object, w ...*Refusal) Reply {
			return V1Items(outer, inner, false, v1Item(v, code, message, w))
		},
		Many: func(l []wire.Object, _ Pagination, w ...*Refusal) Reply {
			var items []V1Item
			for _, v := range l {
				items = append(items, v1Item(v, code, message, w))
			}
			return V1Items(outer, inner, false, items...)
		},
		Refused: func(errors ...*Refusal) Reply { return V1Failed(errors[0]) },
	}
}

func v1Item(v wire.Object, code int, message string, warnings []*Refusal) V1Item {
	item := V1Done(v, code, message)
	for _, w := range warnings {
		item.Warnings = append(item.Warnings, w.Message)
	}
	return item
}

func data(value any, warnings []*Refusal) Reply {
	return Reply{Body: wire.Obj("data", value, "warnings", Notices(warnings...), "errors", Notices())}
}

func dataList(list []wire.Object, p Pagination, warnings ...*Refusal) Reply {
	if !p.Paged {
		return data(notNil(list), warnings)
	}
	r := Page(notNil(list), p.Limit, p.Offset, p.Total)
	r.Body = r.Body.(wire.Object).Set("warnings", Notices(warnings...))
	return r
}

func entityList(list []wire.Object, p Pagination, warnings ...*Refusal) Reply {
	body := wire.Obj()
	if p.Paged {
		body = wire.Obj("pagination", wire.Obj("limit", p.Limit, "offset", p.Offset, "total", p.Total))
	}
	return Reply{Body: body.With("entity", notNil(list), "warnings", Notices(warnings...), "errors", Notices())}
}

func v3List(list []wire.Object, p Pagination, _ ...*Refusal) Reply {
	if !p.Paged {
		return V3Value(notNil(list))
	}
	return Reply{Body: wire.Obj("pagination", wire.Obj("limit", p.Limit, "offset", p.Offset, "total", p.Total), "data", notNil(list),
		"errors", nil)}
}

func v3Refused(errors ...*Refusal) Reply { return V3Refused(0, errors[0]) }

func bareList(list []wire.Object, _ Pagination, _ ...*Refusal) Reply {
	return Reply{Body: notNil(list)}
}

// notNil is an empty list for nil, which would be null.
func notNil(list []wire.Object) []wire.Object { return append([]wire.Object{}, list...) }
