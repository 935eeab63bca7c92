package envelope

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/capillary-go/sdk/internal/codes"
	"github.com/capillary-go/sdk/internal/lenient"
)

// note keeps what a member of the envelope says about the call.
func (w *walker) note(name string, raw jsontext.Value) {
	w.about.others = w.about.others || name != "errors" && name != "error" && name != "warnings"
	switch name {
	case "errors":
		if w.isGatewaysWord(raw) {
			return
		}
		w.noteErrors(raw)
	case "error":
		w.noteError(raw)
	case "warnings":
		w.about.api = true
		w.about.lists = w.about.lists || string(raw) == "[]"
		w.verdict.Warnings = append(w.verdict.Warnings, issues(raw)...)
	case "status":
		w.about.flat = true
		w.noteStatus(raw)
	case "success":
		w.about.api = true
		w.noteSuccess(raw)
	case "code":
		w.about.flat = true
		w.noteCode(raw)
	case "errorCode": // the gateway's word, and that of others
		w.about.more = true
	case "message":
		w.about.flat = true
		w.status.message, w.status.flat = text(raw), true
	}
}

// isGatewaysWord reports whether errors are a bare text beside a status of failure: that is what gateways and frameworks send.
func (w *walker) isGatewaysWord(raw jsontext.Value) bool {
	if raw.Kind() != '"' || text(raw) == "" {
		return false
	}
	w.about.more, w.about.gateway = true, true
	return w.reply.Status >= 300
}

// noteErrors keeps the errors of the call, or of an item. Whatever says anything in their place is one: a text, an object with members
// that no error is documented to have, true.
func (w *walker) noteErrors(raw jsontext.Value) {
	if isNothing(raw) {
		w.about.lists = w.about.lists || string(raw) == "[]"
		return
	}
	all := issues(raw)
	if raw.Kind() != '"' && len(all) > 0 {
		w.about.api = true
	}
	if len(all) == 0 && SaysAnything(raw) {
		const enough = 200 // bytes
		all = []Issue{{Message: strings.ToValidUTF8(string(raw[:min(len(raw), enough)]), "")}}
	}
	for _, i := range all {
		w.fail(i)
	}
}

// SaysAnything reports whether there is more in a value than empty objects and lists, empty texts, null, false and zero.
func SaysAnything(raw []byte) bool {
	return anywhere("", raw, 0, func(_ string, v jsontext.Value) sight {
		switch {
		case v.Kind() == 't', v.Kind() == '"' && text(v) != "", v.Kind() == '0' && (!isNoID(string(v)) || v[0] == '-'):
			return found
		}
		return lookInto
	})
}

// sight is what is made of a value that is passed.
type sight uint8

const (
	lookInto sight = iota
	passBy
	found
)

// anywhere reports whether something is found in a value, however deep.
func anywhere(name string, raw jsontext.Value, depth int, see func(name string, v jsontext.Value) sight) (is bool) {
	const deepest = 12
	if s := see(name, raw); s != lookInto || depth > deepest {
		return s == found
	}
	switch raw.Kind() {
	case '[':
		for element := range lenient.Elements(raw) {
			is = is || anywhere(name, element, depth+1, see)
		}
	case '{':
		for member, value := range lenient.Members(raw) {
			is = is || anywhere(member, value, depth+1, see)
		}
	}
	return is
}

// noteError keeps an error that stands alone. Gateways have one too, with the number of HTTP as its code.
func (w *walker) noteError(raw jsontext.Value) {
	if raw.Kind() == '{' {
		for _, i := range issues(raw) {
			if i.Word != "" || isOfHTTP(i.Code) {
				w.about.more, w.about.gateway = true, true
				return
			}
		}
	}
	if !w.isGatewaysWord(raw) {
		w.noteErrors(raw)
	}
}

// weighGatewaysError takes the error of a gateway or framework beside a result for a code that nobody documented.
func (w *walker) weighGatewaysError() {
	if w.about.gateway && w.found == proofThere {
		w.classes.add(codes.Unknown)
	}
}

// isOfHTTP reports whether a code has a number that HTTP has for failures. Alone it tells nothing of whose word it is.
func isOfHTTP(code int) bool { return code >= 400 && code <= 599 }

// fail keeps what went wrong.
func (w *walker) fail(i Issue) {
	w.verdict.Issues = append(w.verdict.Issues, i)
	w.classes.add(w.classOf(i))
}

func (w *walker) classOf(i Issue) codes.Class {
	if i.Word != "" || i.Code == 0 {
		return codes.Unknown
	}
	return w.reply.class(i.Code)
}

// isNothing reports whether a value is null or an empty list, as errors and warnings mostly are.
func isNothing(raw jsontext.Value) bool { return string(raw) == "[]" || string(raw) == "null" }

// noteStatus reads a status object, the first of a list of them, or a bool or word. Any other status is a value of the resource.
func (w *walker) noteStatus(raw jsontext.Value) {
	if raw.Kind() == '[' {
		for element := range lenient.Elements(raw) {
			raw = element
			break
		}
	}
	switch raw.Kind() {
	case '{':
	case '0': // beside success
		if w.status.number = int(number(raw)); w.status.number < 0 {
			w.status.number = 0
		}
		return
	default:
		w.status.flag = truth(raw)
		return
	}
	for name, value := range lenient.Members(raw) {
		switch name {
		case "success", "isSuccess":
			w.about.api, w.status.object = true, true
			if w.status.success = said(value); w.status.outer == successNo {
				w.status.success = successNo
			}
			w.status.nested = true
		case "code", "response_code":
			w.status.code, w.status.word = code(value)
			w.about.api, w.status.object = true, true
		case "message":
			w.status.message = text(value)
		case "total":
			w.counts.total = number(value)
		case "success_count":
			w.counts.succeeded = number(value)
		case "warnings":
			w.verdict.Warnings = append(w.verdict.Warnings, issues(value)...)
		}
	}
}

func (w *walker) noteCode(raw jsontext.Value) {
	number, word := code(raw)
	if number == 0 && word == "" {
		return
	}
	w.status.code, w.status.word, w.status.flat = number, word, true
}

func (w *walker) noteSuccess(raw jsontext.Value) {
	if raw.Kind() == '0' && w.reply.Batch { // a count of successes, in replies that have one
		w.counts.succeeded = number(raw)
		return
	}
	said := said(raw)
	if w.status.bare == successNo && said == successYes || w.status.bare == successYes && said == successNo {
		w.classes.add(codes.Success) // it is there twice, and says yes and no
		w.classes.add(codes.Final)
	}
	w.status.bare, w.status.object = said, true
	if w.status.success == successUnsaid || !w.status.nested {
		w.status.success = said
	}
}

// count keeps what the reply itself counts.
func (w *walker) count(name string) {
	start := w.dec.Place()
	n := number(w.dec.Value())
	w.dec.Back(start)
	switch name {
	case "totalCount", "total":
		w.counts.total = n
	case "failureCount", "failures":
		w.counts.failed = n
	case "successCount", "success_count":
		w.counts.succeeded = n
	}
}

func number(raw jsontext.Value) int64 {
	n, err := strconv.ParseFloat(strings.TrimSpace(text(raw)), 64)
	if err != nil || n != math.Trunc(n) || n < 0 || n > 1<<53 {
		return -1
	}
	return int64(n)
}

// noteInner reads a status inside the result: an object as the API's, or a bool.
func (w *walker) noteInner(raw jsontext.Value) {
	if raw.Kind() == '[' {
		for element := range lenient.Elements(raw) {
			w.noteInner(element)
		}
		return
	}
	if raw.Kind() != '{' {
		if raw.Kind() == 'f' {
			w.noteNo()
		}
		w.unsure = w.unsure || isUnsaid(raw)
		w.weighInner(Part{Done: truth(raw) == successYes, Failed: truth(raw) == successNo})
		return
	}
	w.weighInner(PartOf(raw))
}

// noteNo takes a plain no for a refusal, as it is documented. Under a status that leaves open what was done it is none: it has no code,
// and the work may be under way still.
func (w *walker) noteNo() {
	if s := statusOf(w.reply.Status); s != statusServer && s != statusUnclear {
		w.classes.add(codes.Final)
	}
}

// PartOf reads a status as the redemptions of points and coupons have it.
func PartOf(raw jsontext.Value) (p Part) {
	said := successUnsaid
	for name, value := range lenient.Members(raw) {
		switch name {
		case "success", "status", "isSuccess":
			if t := truth(value); t != successUnsaid && said != successNo {
				said = t
			}
		case "code":
			if p.Issue.Code == 0 {
				p.Issue.Code, p.Issue.Word = code(value)
			}
		case "message":
			if p.Issue.Message == "" {
				p.Issue.Message = text(value)
			}
		case "statusCode":
			inner := PartOf(value)
			if p.Issue.Code == 0 || saysOK(p.Issue.Code) && inner.Issue.Code != 0 { // of two that differ the other one says more
				p.Issue.Code, p.Issue.Word = inner.Issue.Code, inner.Issue.Word
			}
			if p.Issue.Message == "" {
				p.Issue.Message = inner.Issue.Message
			}
		}
	}
	p.Done, p.Failed = said == successYes, said == successNo
	return p
}

// saysOK reports whether a code is one of success in the statuses of redemptions.
func saysOK(code int) bool { return code == 200 || code == 700 }

// PartOfMap reads a failed part that was decoded without a type.
func PartOfMap(m map[string]any) Part {
	p := Part{Failed: true}
	for _, name := range [...]string{"code", "errorCode", "statusCode"} {
		if v, ok := m[name]; ok && p.Issue.Code == 0 && p.Issue.Word == "" {
			s := fmt.Sprint(v)
			if n, err := strconv.Atoi(s); err == nil {
				p.Issue.Code = n
			} else {
				p.Issue.Word = s
			}
		}
	}
	for _, name := range [...]string{"message", "errorMessage"} {
		if s, ok := m[name].(string); ok && p.Issue.Message == "" {
			p.Issue.Message = s
		}
	}
	return p
}

// weighInner takes an inner status for the verdict on the call: what it says counts, whatever is said outside.
func (w *walker) weighInner(p Part) {
	class := w.classOf(p.Issue)
	told := p.Issue.Code != 0 || p.Issue.Word != ""
	switch {
	case p.Failed || !p.Done && told && saysFailed(class):
		w.inner = successNo
		if p.Issue != (Issue{}) {
			w.fail(p.Issue)
		}
	case told && saysFailed(class): // success, it says, with a code of failure
		w.inner = successYes
		w.fail(p.Issue)
	case w.inner == successUnsaid && (p.Done || told && class == codes.Success):
		w.inner = successYes
	}
}

// parts weighs what a result says of its parts, in a form of its own.
func (w *walker) parts(all []Part) {
	otherDone := false
	for _, p := range all {
		p.Issue.Item = true
		if !isForeign(&p, w.reply.Sent) { // what nobody sent says nothing of what was sent
			w.part(p)
			continue
		}
		otherDone = otherDone || p.Done
		if p.Failed && !slices.Contains(w.verdict.Strays, p.Issue) { // it is told, since it may be why
			w.verdict.Strays = append(w.verdict.Strays, p.Issue)
		}
	}
	if otherDone && w.parted.done == 0 { // something was done, and nobody asked for that
		w.parted.untold++
	}
	w.parted.listed, w.verdict.Parted = len(all), len(all) > 0
	w.parted.untold += missingParts(all, w.reply.Sent)
	w.verdict.Untold = w.parted.untold > 0
	if w.parted.failed > 0 && w.parted.done == 0 {
		w.inner = successNo
	}
}

// missingParts counts what was sent and is not among the parts exactly once. A part without a key is any of those that are left; if
// nothing was sent by a key, there must not be more parts either.
func missingParts(all []Part, sent []string) (missing int) {
	if sent == nil {
		return 0
	}
	left, keyed := 0, false
	for _, key := range sent {
		keyed = keyed || key != ""
		switch n := countOf(all, key); {
		case n == 0:
			left++
		case n > 1:
			missing++
		}
	}
	spare := 0
	for i := range all {
		if !keyed || !all[i].hasKey() {
			spare++
		}
	}
	if !keyed {
		return max(left-spare, spare-left)
	}
	return missing + max(0, left-spare)
}

// isForeign reports whether a part has a key, and what was sent has keys, and none of them is that.
func isForeign(p *Part, sent []string) bool {
	return p.hasKey() && slices.ContainsFunc(sent, func(key string) bool { return key != "" }) && !slices.ContainsFunc(sent, p.has)
}

// countOf is how many parts have the key.
func countOf(all []Part, key string) (n int) {
	for i := range all {
		if all[i].has(key) {
			n++
		}
	}
	return n
}

func (p *Part) has(key string) bool {
	return key != "" && slices.ContainsFunc(p.Keys, func(k string) bool { return k != "" && SameKey(k, key) })
}

func (p *Part) hasKey() bool {
	return slices.ContainsFunc(p.Keys, func(k string) bool { return k != "" })
}

func (w *walker) part(p Part) {
	class := w.classOf(p.Issue)
	told := p.Issue.Code != 0 || p.Issue.Word != ""
	switch {
	case p.Done && told && saysFailed(class):
		w.inner = successYes
		w.fail(p.Issue)
	case p.Done || !p.Failed && told && class == codes.Success:
		w.parted.done++
	case p.Failed || told:
		w.parted.failed++
		if told || p.Issue.Message != "" {
			w.complain(p.Issue)
		}
	default:
		w.parted.untold++
	}
}

// complain keeps an issue of a part, each code once.
func (w *walker) complain(i Issue) {
	for _, other := range w.verdict.Issues {
		if other.Code == i.Code && other.Word == i.Word && other.Item == i.Item && i.Code != 0 {
			return
		}
	}
	w.fail(i)
}

// said reads whether something succeeded. What is 0, null, empty or N says nothing: then the code decides.
func said(raw jsontext.Value) successSeen {
	if raw.Kind() == '0' {
		if string(raw) == "1" {
			return successYes
		}
		return successUnsaid
	}
	if text(raw) == "1" {
		return successYes
	}
	return truth(raw)
}

// isUnsaid reports whether a value in the place of a yes or no is one of those that say nothing of it.
func isUnsaid(raw jsontext.Value) bool {
	switch strings.ToUpper(strings.TrimSpace(text(raw))) {
	case "0", "N", "":
		return raw.Kind() != 'n' && raw.Kind() != '{' && raw.Kind() != '['
	}
	return false
}

// failsInside notes what an object that holds the proof says against it, in members that the envelope has elsewhere.
func (w *walker) failsInside(name string, raw jsontext.Value) {
	switch name {
	case "errors", "error":
		if SaysAnything(raw) {
			w.noteErrors(raw)
		}
	case "success", "status":
		p := Part{Failed: raw.Kind() != '{' && raw.Kind() != '[' && truth(raw) == successNo}
		if raw.Kind() == '{' {
			p = PartOf(raw)
		}
		if p.Failed {
			w.classes.add(codes.Final)
			w.weighInner(p)
		}
	}
}

// truth reads a boolean as the API writes it.
func truth(raw jsontext.Value) successSeen {
	if raw.Kind() == '0' {
		return successUnsaid
	}
	switch strings.ToLower(strings.TrimSpace(text(raw))) {
	case "true", "yes", "success":
		return successYes
	case "false", "no", "fail", "failure", "failed", "error":
		return successNo
	}
	return successUnsaid
}

// issues reads errors or warnings: a list of objects, one object, a list of texts, or v1.1's {"warning": [...]}.
func issues(raw jsontext.Value) []Issue {
	var all []Issue
	switch raw.Kind() {
	case '[':
		for element := range lenient.Elements(raw) {
			all = append(all, issues(element)...)
		}
	case '{':
		var i Issue
		for name, value := range lenient.Members(raw) {
			switch name {
			case "code", "errorCode", "statusCode":
				if number, word := code(value); number != 0 || word != "" {
					i.Code, i.Word = number, word
				}
			case "message", "errorMessage", "description":
				i.Message = text(value)
			case "warning", "error":
				all = append(all, issues(value)...)
			}
		}
		if i != (Issue{}) {
			all = append(all, i)
		}
	case '"':
		if s := text(raw); s != "" {
			all = append(all, Issue{Message: s})
		}
	}
	return all
}

// code reads a number, a quoted number (500.0 too), or a word.
func code(raw jsontext.Value) (number int, word string) {
	s := strings.TrimSpace(text(raw))
	if s == "" || s == "null" {
		return 0, ""
	}
	if f, err := strconv.ParseFloat(s, 64); err == nil && f == math.Trunc(f) && math.Abs(f) <= math.MaxInt32 {
		return int(f), ""
	}
	return 0, s
}

// text is the content of a scalar; of anything else nothing.
func text(raw jsontext.Value) string {
	switch raw.Kind() {
	case '"':
		s, _ := jsontext.AppendUnquote(nil, raw)
		return string(s)
	case 'n', '{', '[':
		return ""
	}
	return string(raw)
}

var itemStatusName = []byte(`"item_status"`)

// itemStatuses finds the item_status objects of v1.1, at whatever depth they stand. The name followed by a colon can
// only be a member's name: inside a string its quotes would be escaped, and after a string value comes no colon.
func (w *walker) itemStatuses() {
	body := w.reply.Body
	for at := bytes.Index(body, itemStatusName); at >= 0; at = bytes.Index(body, itemStatusName) {
		escaped := at > 0 && body[at-1] == '\\'
		body = body[at+len(itemStatusName):]
		rest := bytes.TrimLeft(body, " \t\r\n")
		if escaped || len(rest) == 0 || rest[0] != ':' {
			continue
		}
		w.itemStatus(lenient.FirstValue(rest[1:]))
	}
}

func (w *walker) itemStatus(raw jsontext.Value) {
	if raw.Kind() == '[' {
		for element := range lenient.Elements(raw) {
			w.itemStatus(element)
		}
		return
	}
	p := Part{Done: truth(raw) == successYes, Failed: truth(raw) == successNo}
	if raw.Kind() == 'n' {
		return
	}
	if raw.Kind() == '{' {
		p = PartOf(raw)
	}
	p.Issue.Item = true
	w.warningsOf(raw)
	w.part(p)
}

func (w *walker) warningsOf(raw jsontext.Value) {
	for name, value := range lenient.Members(raw) {
		if name == "warnings" || name == "warning" {
			w.verdict.Warnings = append(w.verdict.Warnings, issues(value)...)
		}
	}
}
