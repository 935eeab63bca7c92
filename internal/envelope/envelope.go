// Package envelope says what a reply means. It is the only place that does: it reads HTTP status and body
// together, whatever of the API's reply shapes the body has, and decodes the result in the same pass.
package envelope

import (
	"bytes"
	"reflect"
	"strings"
	"sync"
	"time"

	"github.com/capillary-go/sdk/internal/lenient"
)

// Shape is where an endpoint's reply holds the result. Failures are recognised in any shape, whatever is expected.
type Shape uint8

// The shapes of replies.
const (
	Bare   Shape = iota // the document itself: v2 objects with warnings and errors beside the fields, bare lists, created ids
	Entity              // {entity, warnings, errors, success}
	Data                // {data, errors, warnings, pagination}: v3, gateway, badges, cart promotions
	V1                  // {response: {status, …}}: v1.1, with an item_status for each item
)

// Reply is one answer of the API, and what it is expected to hold.
type Reply struct {
	Status int
	Body   []byte

	Shape     Shape
	Items     string // the member that holds the items of a page or batch
	Operation string // whose codes: those of the resource package, by the operation's name
	Write     bool   // the call changes something: an empty document is no verdict on it
	Zone      *time.Location
	Into      reflect.Value // where the result goes; invalid if nobody wants it
}

// Issue is an error or a warning as the API words it.
type Issue struct {
	Code    int
	Word    string // a code that is a word
	Message string
	Item    bool // of one item, not of the whole call
}

// Verdict is what a reply means.
type Verdict struct {
	Kind     Kind
	Reason   string // what makes the reply unusable, in a few words
	Issues   []Issue
	Warnings []Issue
	Drift    []lenient.Drift
}

// Kind says what a reply tells about the work.
type Kind uint8

// The kinds of verdicts.
const (
	Doubtful    Kind = iota // it does not tell whether the work was done
	Done                    // it is done
	PartlyDone              // some items are done, others are not
	Accepted                // it is queued
	Refused                 // it was not done, for good
	Denied                  // 401 with no token to blame, or 403
	Duplicate               // it was not done, because it was done before
	NotExecuted             // it was not done; the same request may be sent again
	RateLimited             // it was not done; send again after a wait
	StaleToken              // it was not done; the token expired
	Astray                  // a redirect
)

// Batch is a result that judges its items itself.
type Batch interface {
	// Judge counts the items that succeeded and the issues of those that did not.
	Judge(operation string) (succeeded int, failures []Issue)
}

// Read says what a reply means and decodes its result.
func Read(r Reply) Verdict {
	switch {
	case r.Status >= 300 && r.Status < 400:
		return Verdict{Kind: Astray, Reason: "a redirect"}
	case r.Status < 200 || r.Status > 599:
		return Verdict{Kind: Doubtful, Reason: "a status that HTTP does not know"}
	}
	if r.Status == 204 || len(r.Body) == 0 {
		return r.judgeEmpty()
	}
	if !looksLikeJSON(r.Body) {
		return r.judgeText()
	}
	return r.judgeDocument()
}

func (r *Reply) judgeDocument() Verdict {
	w := walkers.Get().(*walker)
	w.reply, w.dec = *r, lenient.NewDecoder(r.Body, r.Zone)
	defer w.release()
	w.document()
	if w.dec.End() != nil {
		return r.judgeBroken()
	}
	w.verdict.Drift = w.dec.Drift()
	if r.Shape == V1 {
		w.itemStatuses()
	}
	return w.judge()
}

var walkers = sync.Pool{New: func() any { return new(walker) }}

func (w *walker) release() {
	w.dec.Release()
	*w = walker{}
	walkers.Put(w)
}

// walker reads one document. The envelope's own members are taken on the way; all others go to the result.
type walker struct {
	reply   Reply
	dec     *lenient.Decoder
	verdict Verdict

	payload   bool // the member that holds the result was there
	any       bool // the document has any member at all
	status    requestStatus
	counts    struct{ succeeded, failed int64 }
	succeeded int // items

	name [64]byte // where the name of the member stands that is being read
}

// requestStatus is what the reply says about the call as a whole.
type requestStatus struct {
	present bool
	success triState
	code    int
	word    string
	message string
}

type triState int8

const (
	unsaid triState = iota
	yes
	no
)

func looksLikeJSON(body []byte) bool {
	body = bytes.TrimLeft(body, " \t\r\n")
	if len(body) == 0 {
		return false
	}
	switch c := body[0]; c {
	case '{', '[', '"', '-', 't', 'f', 'n':
		return true
	default:
		return c >= '0' && c <= '9'
	}
}

func (w *walker) document() {
	switch w.dec.Kind() {
	case '{':
		// v1.1 leaves the response around a reply out at times.
		w.object(w.level(w.reply.Shape == Bare || w.reply.Shape == V1))
	case '[':
		w.any, w.payload = true, true
		w.list()
	default:
		w.any, w.payload = true, true
		w.value()
	}
}

// level is how the members of one object are taken.
type level struct {
	result bool // members belong to the result
	top    bool // members may be the envelope's
	fields lenient.Fields
	ok     bool // the result is a struct
}

func (w *walker) level(result bool) level {
	l := level{result: result, top: true}
	if w.reply.Into.IsValid() {
		l.fields, l.ok = lenient.FieldsOf(w.reply.Into.Type())
	}
	return l
}

// object reads the members of the object that comes next.
func (w *walker) object(l level) {
	for w.dec.Enter(); w.dec.More('}'); {
		w.any = true
		w.member(l, w.dec.Name(w.name[:0]))
	}
}

func (w *walker) member(l level, name []byte) {
	switch {
	case l.top && w.envelopeMember(l, name):
	case !l.result && !besideResult(name):
		w.dec.Value()
	default:
		w.give(l, name)
	}
}

// give hands the next value to the result.
func (w *walker) give(l level, name []byte) {
	if !l.ok {
		if l.result && w.isMap() {
			w.giveMap(name)
		} else {
			w.dec.Value()
		}
		return
	}
	if member, deeper, ok := strings.Cut(w.reply.Items, "."); ok && string(name) == member {
		w.giveDeeper(l, deeper)
		return
	} else if member != "" && string(name) == member {
		name, w.payload = itemsMember, true
	}
	w.giveField(l, name)
}

// giveDeeper hands on the items that stand in an object of their own, as in v1.1: {"customers": {"customer": [...]}}.
func (w *walker) giveDeeper(l level, items string) {
	if w.dec.Kind() != '{' {
		w.dec.Value()
		return
	}
	for w.dec.Enter(); w.dec.More('}'); {
		name := w.dec.Name(w.name[:0])
		if string(name) == items {
			name, w.payload = itemsMember, true
		}
		w.giveField(l, name)
	}
}

// giveField hands the next value to the field of the result that has this name, if there is one.
func (w *walker) giveField(l level, name []byte) {
	if !w.dec.DecodeMember(l.fields, name, w.reply.Into) {
		w.dec.Value()
	}
}

// itemsMember is the JSON name under which capillary.Page and capillary.Batch keep their list.
var itemsMember = []byte("items")

// besideResult are members that stand beside the result but belong to it.
func besideResult(name []byte) bool {
	switch string(name) {
	case "pagination", "pagingDto", "pagingDetails", "pageDetails", "totalCount", "failureCount", "successCount", "total":
		return true
	}
	return false
}

func (w *walker) isMap() bool {
	return w.reply.Into.IsValid() && lenient.Target(w.reply.Into).Kind() == reflect.Map
}

// giveMap puts a member of a bare document into a result that is a map.
func (w *walker) giveMap(name []byte) {
	m := lenient.Target(w.reply.Into)
	if m.IsNil() {
		m.Set(reflect.MakeMap(m.Type()))
	}
	v := reflect.New(m.Type().Elem()).Elem()
	key := reflect.ValueOf(string(name)).Convert(m.Type().Key())
	w.dec.Decode(v)
	m.SetMapIndex(key, v)
}

// list decodes a list that is the whole document, or the whole payload.
func (w *walker) list() {
	if w.reply.Into.IsValid() {
		if fields, ok := lenient.FieldsOf(w.reply.Into.Type()); ok && w.dec.DecodeMember(fields, itemsMember, w.reply.Into) {
			return
		}
	}
	w.value()
}

func (w *walker) value() {
	if !w.reply.Into.IsValid() {
		w.dec.Value()
		return
	}
	w.dec.Decode(w.reply.Into)
}

// envelopeMember takes a member that says something about the call. The result gets it too if it has a field for it.
func (w *walker) envelopeMember(l level, name []byte) (taken bool) {
	switch string(name) {
	case "entity":
		return w.payloadMember(l, Entity)
	case "data":
		return w.payloadMember(l, Data)
	case "response":
		return w.responseMember(l)
	case "errors", "error", "warnings", "success", "status", "code", "message", "errorCode", "successCount", "failureCount":
	default:
		return false
	}
	start := w.dec.Place()
	raw := w.dec.Value()
	w.note(string(name), raw)
	if !l.ok || isNothing(raw) || !l.fields.Has(name) {
		return true
	}
	if l.result || string(name) == "warnings" || besideResult(name) {
		w.dec.Back(start)
		w.dec.DecodeMember(l.fields, name, w.reply.Into)
	}
	return true
}

// payloadMember decodes the result from the member that holds it, if that is where this endpoint has it.
func (w *walker) payloadMember(l level, s Shape) (taken bool) {
	if w.reply.Shape != s {
		return false
	}
	w.payload = true
	switch kind := w.dec.Kind(); {
	case kind == '[':
		w.list()
	case kind == '{' && w.reply.Items != "" && l.ok:
		l.result, l.top = true, false
		w.object(l)
	default:
		w.value()
	}
	return true
}

var responseName = []byte("response")

// ownResponse gives a response to a result that has a member of that name, and still sees a failure in it.
func (w *walker) ownResponse(l level) {
	start := w.dec.Place()
	for name, value := range lenient.Members(w.dec.Value()) {
		if name == "status" {
			w.noteStatus(value)
		}
	}
	w.dec.Back(start)
	w.dec.DecodeMember(l.fields, responseName, w.reply.Into)
}

// responseMember goes into the response of v1.1. In the v2 bulk shape of that name it is a list, and the items'.
func (w *walker) responseMember(l level) (taken bool) {
	switch {
	case w.dec.Kind() != '{':
		if w.reply.Items == "response" || w.reply.Shape != V1 {
			return false
		}
		w.dec.Value()
	case w.reply.Shape != V1 && l.ok && l.result && l.fields.Has(responseName):
		w.ownResponse(l)
	default:
		w.object(w.level(w.reply.Shape == V1))
	}
	return true
}
