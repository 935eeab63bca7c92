// Package envelope says what a reply means. It is the only place that does: it reads HTTP status and body
// together, whatever of the API's reply shapes the body has, and decodes the result in the same pass.
//
// walk.go reads a document and notes what it says; proof.go looks for what proves that the work was done; items.go matches
// the items of a batch. seen.go has all that the judge looks at, and rules.txt, the table, what it means.
package envelope

import (
	"bytes"
	"reflect"
	"strings"
	"time"

	"github.com/capillary-go/sdk/internal/codes"
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

	Row     *Row
	Classes Classes  // codes.Lookup if nil
	Batch   bool     // the items are judged one by one
	Sent    []string // the keys of what was sent, "" for one without; nil if it is not known how many they were
	Watch   bool     // the members that the result has no field for are named
	Zone    *time.Location
	Into    reflect.Value // where the result goes; invalid if nobody wants it
}

func (r *Reply) class(code int) codes.Class {
	e, ok := r.entry(code)
	if !ok {
		return codes.Unknown
	}
	return e.Class
}

func (r *Reply) entry(code int) (codes.Entry, bool) {
	if r.Classes != nil {
		return r.Classes(r.Row.Operation, code)
	}
	return codes.Lookup(r.Row.Operation, code)
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
	Items    []ItemVerdict // of a batch, as many as were sent, in their order
	Strays   []Issue       // of items that nobody sent: they decide nothing
	Unknown  []string      // where members stand that the result has no field for
	Parted   bool          // the result tells of parts
	Other    bool          // it is about something else
	Untold   bool          // it says nothing of some of the parts
	Waived   bool          // the proof was waived by the caller, and the reply had none
	Page     bool          // it is text that is no JSON, and not the API's: a page of a proxy
	Foreign  bool          // it is a page, or a document that says something and is not the API's
}

// Kind says what a reply tells about the work.
type Kind uint8

// The kinds of verdicts.
const (
	Doubtful    Kind = iota // it does not tell whether the work was done
	Done                    // it is done
	PartlyDone              // some items are done, others are not
	Accepted                // it is queued
	Refused                 // it was not done and will not be
	Denied                  // 401 with no token to blame, or 403
	Duplicate               // it was not done, because it was done before
	NotExecuted             // it was not done; the same request may be sent again
	RateLimited             // it was not done; send again after a wait
	StaleToken              // it was not done; the token expired
	Astray                  // a redirect
)

// Parted is a result that tells what became of its parts, in a form that is its endpoint's own.
type Parted interface{ Parts() []Part }

// Part is what a reply says of one part of the work, in a status of its own.
type Part struct {
	Done, Failed bool     // neither: it says nothing of it
	Keys         []string // by which it may have been sent, where the reply repeats them
	Issue        Issue
}

var byteOrderMark = []byte("\xef\xbb\xbf")

// Read says what a reply means and decodes its result.
func Read(r Reply) Verdict {
	switch {
	case r.Status >= 300 && r.Status < 400:
		return Verdict{Kind: Astray, Reason: "a redirect"}
	case r.Status < 200 || r.Status > 599:
		return Verdict{Kind: Doubtful, Reason: "a status that HTTP does not know"}
	}
	for bytes.HasPrefix(r.Body, byteOrderMark) {
		r.Body = r.Body[len(byteOrderMark):]
	}
	w := walkers.Get().(*walker)
	defer w.release()
	w.begin(r)
	switch start := bytes.TrimLeft(r.Body, " \t\r\n"); {
	case r.Status == 204 || len(start) == 0:
		w.nothing()
	case looksLikeJSON(start):
		w.json()
	default:
		w.text()
	}
	return w.judge()
}

// nothing is a reply without a body.
func (w *walker) nothing() {
	w.kind = documentNothing
	if w.reply.Row.Proof.has(proofNoBody) {
		w.found = proofThere
	}
}

// json reads a document.
func (w *walker) json() {
	w.dec = lenient.NewDecoder(w.reply.Body, w.reply.Zone)
	if w.reply.Watch {
		w.dec.WatchUnknown()
	}
	w.document()
	if w.dec.End() != nil {
		w.forget()
		w.kind = documentBroken
		return
	}
	w.verdict.Drift, w.verdict.Unknown = w.dec.Drift(), w.dec.Unknown()
	w.finish()
}

// finish weighs what can be weighed only when the whole document was read.
func (w *walker) finish() {
	w.kind = w.documentKind()
	if w.reply.Row.Shape == V1 && !w.reply.Batch {
		w.itemStatuses()
		n := w.parted.done + w.parted.failed
		w.fewer = n > 0 && w.reply.Row.Write && w.reply.Row.Echo != nil && len(w.reply.Sent) > n
		w.dropEcho(bytes.TrimSpace(w.reply.Body))
	}
	if w.gatewayRefuses() {
		return
	}
	if w.codeIsOfTheCall() {
		w.found = proofAbsent
	}
	w.weighGatewaysError()
	w.weighStatus()
	if p, ok := w.result().(Parted); ok {
		w.parts(p.Parts())
	}
}

// codeIsOfTheCall tells a failure from a result that is a code, such as that of a coupon: {"status": false, "code": 701, "message": …}.
func (w *walker) codeIsOfTheCall() bool {
	s := &w.status
	failed := s.flag == successNo || s.success == successNo || s.message != "" && isOfHTTP(s.code)
	return s.flat && w.proof.wants(codeName) && (failed && !w.about.more || s.flag == successUnsaid && (s.message != "" && !w.about.api || w.about.gateway))
}

var codeName = []byte("code")

// result is what was decoded, or nil.
func (w *walker) result() any {
	if !w.reply.Into.IsValid() {
		return nil
	}
	return lenient.Target(w.reply.Into).Addr().Interface()
}

// looksLikeJSON says so of a body from its first character on.
func looksLikeJSON(body []byte) bool {
	switch body[0] {
	case '{', '[', '"':
		return true
	}
	return isScalar(string(bytes.TrimRight(body[:min(len(body), longestScalar)], " \t\r\n")))
}

const longestScalar = 64

// isScalar tells a number or a word of JSON, whole or cut off, from a text that begins like one: 404 page not found.
func isScalar(text string) bool {
	for _, word := range [...]string{"true", "false", "null"} {
		if strings.HasPrefix(word, text) {
			return true
		}
	}
	return strings.Trim(text, "0123456789+-.eE") == "" && strings.ContainsAny(text[:1], "-0123456789")
}
