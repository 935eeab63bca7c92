package capillarytest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
)

// Habits of servers, gateways and proxies: whole replies that say something else than the documentation shows. Those whose name
// begins with Work, and those that amend a reply, strike when the work is done.

// ByteOrderMark does the work and puts a byte order mark before the reply.
func ByteOrderMark() Kind {
	return named("ByteOrderMark", AmendBody(func(body []byte) []byte { return append([]byte("\xef\xbb\xbf"), body...) }))
}

// NoContent does the work and answers HTTP 204.
func NoContent() Kind {
	return named("NoContent", AnswerReplyAfterWork(Reply{Status: http.StatusNoContent, Header: http.Header{"Content-Type": nil}}))
}

// ScalarReply does the work and sends HTTP 200 with a JSON value that is no object, such as null, [], "ok" or 7.
func ScalarReply(value string) Kind {
	return named("ScalarReply("+value+")", AnswerReplyAfterWork(Reply{Body: value}))
}

// ForeignDocument answers with JSON that is not the API's, as frameworks and gateways word their errors; nothing is done.
func ForeignDocument(status int) Kind {
	return named(fmt.Sprintf("ForeignDocument(%d)", status), AnswerReply(foreign(status)))
}

// ForeignDocumentAfterWork is ForeignDocument when the work is done.
func ForeignDocumentAfterWork(status int) Kind {
	return named(fmt.Sprintf("ForeignDocumentAfterWork(%d)", status), AnswerReplyAfterWork(foreign(status)))
}

func foreign(status int) Reply {
	return Reply{Status: status, Body: fmt.Sprintf(`{"timestamp":1735689600000,"status":%d,"error":%q,"path":"/elsewhere"}`, status, http.StatusText(status))}
}

// XMLRefusal answers with a response code in the API's XML form; nothing is done.
func XMLRefusal(status, code int) Kind {
	return named(fmt.Sprintf("XMLRefusal(%d)", code), AnswerReply(Reply{Status: status, Header: http.Header{"Content-Type": {"application/xml"}},
		Body: fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?><response><status><success>false</success><code>%d</code><message>refused</message></status></response>`, code)}))
}

// WorkUnderStatus does the work and sends its reply with another HTTP status, such as 401, 429 or 500: a contradiction.
func WorkUnderStatus(status int) Kind {
	return named(fmt.Sprintf("WorkUnderStatus(%d)", status), AmendReply(func(r Reply) Reply {
		r.Status = status
		return r
	}))
}

// MultiStatus does the work and sends its reply as HTTP 207, as for batches.
func MultiStatus() Kind { return named("MultiStatus", WorkUnderStatus(http.StatusMultiStatus)) }

// WorkBesideCode does the work and adds an error of a code to its reply: a contradiction.
func WorkBesideCode(code int) Kind {
	return named(fmt.Sprintf("WorkBesideCode(%d)", code), amendObject(func(o map[string]json.RawMessage) {
		if response, ok := o["response"]; ok && response[0] == '{' {
			amended := amended(response, func(inside map[string]json.RawMessage) {
				inside["status"] = json.RawMessage(fmt.Sprintf(`{"success":"true","code":%d,"message":"x"}`, code))
			})
			o["response"] = amended
			return
		}
		o["errors"] = json.RawMessage(fmt.Sprintf(`[{"status":false,"code":%d,"message":"x"}]`, code))
	}))
}

// WorkReportedAsFailure does the work and says success false in its reply: a contradiction.
func WorkReportedAsFailure() Kind {
	return named("WorkReportedAsFailure", amendObject(func(o map[string]json.RawMessage) {
		if response, ok := o["response"]; ok && response[0] == '{' {
			o["response"] = amended(response, func(inside map[string]json.RawMessage) {
				inside["status"] = json.RawMessage(`{"success":"false","code":500,"message":"x"}`)
			})
			return
		}
		o["success"] = json.RawMessage(`false`)
	}))
}

// WithoutProof does the work and leaves only the warnings, or in v1.1 an empty response, in its reply.
func WithoutProof() Kind {
	return named("WithoutProof", amendObject(func(o map[string]json.RawMessage) {
		_, v1 := o["response"]
		clear(o)
		if v1 {
			o["response"] = json.RawMessage(`{}`)
		} else {
			o["warnings"] = json.RawMessage(`[]`)
		}
	}))
}

// UndocumentedCode answers with a code that nobody documented, in the envelope of the API version; nothing is done.
func UndocumentedCode(status int) Kind {
	return named(fmt.Sprintf("UndocumentedCode(%d)", status), RefusalWithStatus(status, undocumented))
}

// UndocumentedCodeAfterWork is UndocumentedCode when the work is done.
func UndocumentedCodeAfterWork(status int) Kind {
	return named(fmt.Sprintf("UndocumentedCodeAfterWork(%d)", status), RefusalAfterWork(status, undocumented))
}

const undocumented = 987654

// OlderShape does the work and sends v1.1 replies without the response around them, as older servers do.
func OlderShape() Kind {
	return named("OlderShape", AmendBody(func(body []byte) []byte {
		var o map[string]json.RawMessage
		if json.Unmarshal(body, &o) != nil || len(o["response"]) == 0 || o["response"][0] != '{' {
			return body
		}
		return o["response"]
	}))
}

// MissingItem does the work and leaves the first item out of the reply to a batch.
func MissingItem() Kind {
	return named("MissingItem", amendItems(func(items []json.RawMessage) []json.RawMessage { return items[1:] }))
}

// ShiftedItems does the work and turns the items of the reply to a batch by one place.
func ShiftedItems() Kind {
	return named("ShiftedItems", amendItems(func(items []json.RawMessage) []json.RawMessage {
		return append(items[1:len(items):len(items)], items[0])
	}))
}

// DoubledItem does the work and sends the first item of a batch in place of the last too.
func DoubledItem() Kind {
	return named("DoubledItem", amendItems(func(items []json.RawMessage) []json.RawMessage {
		items[len(items)-1] = items[0]
		return items
	}))
}

// EmptyItem does the work and sends {} for the last item of a batch.
func EmptyItem() Kind {
	return named("EmptyItem", amendItems(func(items []json.RawMessage) []json.RawMessage {
		items[len(items)-1] = json.RawMessage(`{}`)
		return items
	}))
}

// WrongCounts does the work and counts one failure more in the reply to a batch than there was.
func WrongCounts() Kind {
	return named("WrongCounts", AmendBody(func(body []byte) []byte {
		for _, name := range []string{`"failureCount":`, `"failures":`} {
			if at := bytes.Index(body, []byte(name)); at >= 0 {
				rest := body[at+len(name):]
				end := bytes.IndexAny(rest, ",}")
				n, err := strconv.Atoi(strings.Trim(string(rest[:end]), ` "`))
				if err == nil {
					return fmt.Appendf(nil, "%s%d%s", body[:at+len(name)], n+1, rest[end:])
				}
			}
		}
		return body
	}))
}

// MaskedValues does the work and masks mobile numbers, e-mail addresses and names in its reply, as for API clients that may not see
// personal data. It is no failure.
func MaskedValues() Kind {
	return named("MaskedValues", AmendBody(func(body []byte) []byte {
		var document any
		d := json.NewDecoder(bytes.NewReader(body))
		d.UseNumber()
		if d.Decode(&document) != nil {
			return body
		}
		out, err := json.Marshal(maskedIn(document))
		if err != nil {
			return body
		}
		return out
	}))
}

func maskedIn(v any) any {
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = maskedIn(v[i])
		}
	case map[string]any:
		kind, _ := v["type"].(string)
		for name, member := range v {
			text, isText := member.(string)
			switch {
			case !isText:
				v[name] = maskedIn(member)
			case isPersonal(name), name == "value" && isPersonal(kind):
				v[name] = masked(text)
			}
		}
	}
	return v
}

func isPersonal(name string) bool {
	switch strings.ToLower(strings.ReplaceAll(name, "_", "")) {
	case "mobile", "email", "firstname", "lastname":
		return true
	}
	return false
}

// masked is a text with asterisks for all but its ends: 98******10, m***@*****.org.
func masked(text string) string {
	name, domain, isAddress := strings.Cut(text, "@")
	if isAddress {
		return name[:min(len(name), 1)] + "***@*****" + domain[max(0, strings.LastIndexByte(domain, '.')):]
	}
	const shown = 2
	if len(text) <= 2*shown {
		return strings.Repeat("*", len(text))
	}
	return text[:shown] + strings.Repeat("*", len(text)-2*shown) + text[len(text)-shown:]
}

// AnotherDocument does the work and sends the reply of another endpoint.
func AnotherDocument() Kind {
	return named("AnotherDocument", AnswerReplyAfterWork(Reply{Body: `{"tickets":[{"number":"t-1","state":"OPEN"}],"page":{"of":1}}`}))
}

// GatewayWords answers with the gateway's words about an unavailable authorisation under another HTTP status than its own: so they
// prove nothing. The work is done.
func GatewayWords(status int) Kind {
	return named(fmt.Sprintf("GatewayWords(%d)", status), afterwards("", func(x *kernel.Exchange, _ reply.Reply) {
		x.Send(Reply{Status: status, Header: http.Header{"Content-Type": {"text/plain"}},
			Body: "HttpStatusCode=503\nerrorMessage=Authorization status unavailable!\nerrorCode=4001\n"}.raw())
	}))
}

// amendObject amends a reply that is an object.
func amendObject(change func(o map[string]json.RawMessage)) Kind {
	return AmendBody(func(body []byte) []byte { return amended(body, change) })
}

func amended(body []byte, change func(o map[string]json.RawMessage)) []byte {
	var o map[string]json.RawMessage
	if json.Unmarshal(body, &o) != nil || o == nil {
		return body
	}
	change(o)
	out, err := json.Marshal(o)
	if err != nil {
		return body
	}
	return out
}

// amendItems amends the items of the reply to a batch, in whatever envelope they stand. Fewer than two are left alone.
func amendItems(change func(items []json.RawMessage) []json.RawMessage) Kind {
	return AmendBody(func(body []byte) []byte { return itemsAmended(body, change, 0) })
}

func itemsAmended(body []byte, change func([]json.RawMessage) []json.RawMessage, depth int) []byte {
	var list []json.RawMessage
	if json.Unmarshal(body, &list) == nil {
		if len(list) < 2 || list[0][0] != '{' {
			return body
		}
		out, _ := json.Marshal(change(list))
		return out
	}
	if depth == 4 {
		return body
	}
	return amended(body, func(o map[string]json.RawMessage) {
		for _, name := range []string{"response", "data", "transactions", "transaction", "customers", "customer", "coupons", "coupon", "subscriptions", "subscription"} {
			if inside, ok := o[name]; ok {
				o[name] = itemsAmended(inside, change, depth+1)
			}
		}
	})
}
