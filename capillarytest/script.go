package capillarytest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

const contentTypeJSON = "application/json;charset=UTF-8"

// A Reply is a whole reply as it goes over the wire, whatever it is: JSON, XML, a page, bytes that mean nothing.
type Reply struct {
	Status int         // the HTTP status; 0 = 200
	Header http.Header // the Content-Type is JSON unless it stands here; a name without values is not sent
	Body   string
}

func (r Reply) status() int {
	if r.Status == 0 {
		return http.StatusOK
	}
	return r.Status
}

func (r Reply) raw() reply.Reply {
	header := http.Header{}
	for name, values := range r.Header {
		header[http.CanonicalHeaderKey(name)] = values
	}
	return reply.Reply{Status: r.status(), Header: header, Encoded: []byte(r.Body)}
}

// Script answers an endpoint with replies in turn, and with the last one from then on, whether the server knows the endpoint or
// not. In the path a {name} stands for one segment. Credentials are checked first. Scripting an endpoint again replaces its
// replies; Reset forgets them all.
func (s *Server) Script(method, path string, replies ...Reply) {
	if len(replies) == 0 || method == "" || !strings.HasPrefix(path, "/") {
		panic("capillarytest: Script needs a method, a path that begins with a slash, and a reply")
	}
	var raw []reply.Reply
	for _, r := range replies {
		raw = append(raw, r.raw())
	}
	s.kernel.Script(method+" "+path, raw...)
}

// ScriptOperation answers an operation with values in turn, each in the envelope of the operation, and with the last one from
// then on. A value is anything that encodes to the documented result: the object inside the envelope, or the list of a page or a
// batch. It panics when the table has no such operation.
//
//	server.ScriptOperation(customer.Operations(), "customer.Tier", map[string]any{"programTiers": tiers})
func (s *Server) ScriptOperation(table []capillary.Operation, name string, values ...any) {
	at := slices.IndexFunc(table, func(op capillary.Operation) bool { return op.Name == name })
	if at < 0 {
		panic("capillarytest: there is no operation " + name)
	}
	var replies []Reply
	for _, v := range values {
		replies = append(replies, Reply{Body: string(enveloped(&table[at], v))})
	}
	for _, path := range pathsOf(&table[at]) {
		s.Script(table[at].Method, path, replies...)
	}
}

// AnswerUnscripted answers the operations of the tables that the server does not know, and that no test scripted, with a minimal
// reply: the envelope, and in it what proves that the work was done. Of several operations at one endpoint the first counts.
func (s *Server) AnswerUnscripted(tables ...[]capillary.Operation) {
	routes := kernel.Routes{}
	for _, op := range slices.Concat(tables...) {
		minimal := Reply{Body: string(minimalReply(&op))}.raw()
		for _, path := range pathsOf(&op) {
			if route := op.Method + " " + path; routes[route] == nil {
				routes[route] = func(*kernel.Call) reply.Reply { return minimal }
			}
		}
	}
	s.kernel.ScriptUnknown(routes)
}

func pathsOf(op *capillary.Operation) []string {
	if op.Lookup == "" || op.Lookup == op.Path {
		return []string{op.Path}
	}
	return []string{op.Path, op.Lookup}
}

// enveloped is a value in the envelope of an operation.
func enveloped(op *capillary.Operation, value any) []byte {
	result, err := wire.Encode(value)
	if err != nil {
		panic(fmt.Sprintf("capillarytest: the value for %s: %v", op.Name, err))
	}
	if op.Envelope == capillary.V1 {
		result = withItemStatus(result)
	}
	if items, _, _ := strings.Cut(op.Items, "|"); items != "" && bytes.HasPrefix(result, []byte("[")) {
		result = nested(items, result)
	}
	switch op.Envelope {
	case capillary.Entity:
		return fmt.Appendf(nil, `{"entity":%s,"warnings":[],"errors":[],"success":true}`, result)
	case capillary.Data:
		return fmt.Appendf(nil, `{"data":%s,"warnings":[],"errors":[]}`, result)
	case capillary.V1:
		return fmt.Appendf(nil, `{"response":%s}`, beside(`"status":{"success":"true","code":200,"message":"Success"}`, result))
	default:
		return beside(`"warnings":[]`, result)
	}
}

// withItemStatus gives the objects of a v1.1 list the status that each item has; what is no such list stays as it is.
func withItemStatus(list []byte) []byte {
	var items []json.RawMessage
	if json.Unmarshal(list, &items) != nil {
		return list
	}
	for n, item := range items {
		items[n] = beside(`"item_status":{"success":"true","code":"200","message":"Success"}`, item)
	}
	out, _ := wire.Encode(items) // they were JSON before
	return out
}

// nested is a value under the members of a path.
func nested(path string, value []byte) []byte {
	names := strings.Split(path, ".")
	for _, name := range slices.Backward(names) {
		if name == "[]" { // the first of a list
			value = fmt.Appendf(nil, "[%s]", value)
			continue
		}
		value = fmt.Appendf(nil, "{%q:%s}", name, value)
	}
	return value
}

// beside is an object with one more member at its front, unless it has that already; what is no object stays as it is.
func beside(member string, object []byte) []byte {
	name, _, _ := strings.Cut(member[1:], `"`)
	var have map[string]json.RawMessage
	if json.Unmarshal(object, &have) != nil || have[name] != nil {
		return object
	}
	if len(have) == 0 {
		return []byte("{" + member + "}")
	}
	return []byte("{" + member + "," + string(object[1:]))
}

// minimalReply is the shortest reply that proves the work of an operation.
func minimalReply(op *capillary.Operation) []byte {
	proof, _, _ := strings.Cut(string(op.Proof), "|")
	switch p := capillary.Proof(proof); p {
	case capillary.ProofNoBody:
		return nil
	case capillary.ProofEmptyEnvelope:
		return []byte(`{"warnings":[],"errors":[]}`)
	case capillary.ProofList:
		return enveloped(op, []any{})
	case capillary.ProofTrue:
		return enveloped(op, true)
	case capillary.ProofScalar:
		return enveloped(op, 1)
	case capillary.ProofSuccess:
		return minimalSuccess(op)
	case capillary.ProofOwnSuccess:
		return beside(`"warnings":[]`, minimalSuccess(op))
	case capillary.ProofItemStatus:
		return enveloped(op, wire.Obj("item_status", wire.Obj("success", "true", "code", 200, "message", "Success")))
	case capillary.ProofObject, "":
		return enveloped(op, minimalObject(op))
	default:
		return minimalMember(op, proof)
	}
}

func minimalSuccess(op *capillary.Operation) []byte {
	if op.Envelope == capillary.V1 {
		return enveloped(op, minimalObject(op))
	}
	return beside(`"success":true`, enveloped(op, minimalObject(op)))
}

// minimalObject is an object with an id; where the result holds items it is an empty list of them.
func minimalObject(op *capillary.Operation) any {
	if op.Items != "" {
		return []any{}
	}
	return wire.Obj("id", 1)
}

// minimalMember is a reply with the member of a path. A documented id is a number, something in the plural a list, and anything
// else an object.
func minimalMember(op *capillary.Operation, path string) []byte {
	list := strings.HasPrefix(path, "[].")
	path = strings.TrimPrefix(path, "[].")
	names := strings.Split(path, ".")
	last := names[len(names)-1]
	value := []byte(`{"id":1}`)
	items, _, _ := strings.Cut(op.Items, "|")
	switch lower := strings.ToLower(last); {
	case path == items, last != lower && strings.HasSuffix(last, "s"), strings.HasSuffix(lower, "list"):
		value = []byte("[]")
	case lower == "id", strings.HasSuffix(last, "Id"), strings.HasSuffix(lower, "_id"), strings.HasSuffix(lower, "count"),
		strings.HasSuffix(lower, "points"), lower == "entity":
		value = []byte("1")
	case strings.HasSuffix(lower, "code"), strings.HasSuffix(lower, "token"), strings.HasSuffix(lower, "name"):
		value = []byte(`"A1"`)
	}
	result := nested(path, value)
	if list {
		result = fmt.Appendf(nil, "[%s]", result)
	}
	if last == "entity" && op.Envelope == capillary.Entity || last == "data" && op.Envelope == capillary.Data {
		result = value
	}
	return enveloped(op, json.RawMessage(result))
}
