package envelope

import (
	"bytes"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/capillary-go/sdk/internal/codes"
	"github.com/capillary-go/sdk/internal/lenient"
)

// documentKind tells the API's documents from those of gateways, proxies and frameworks.
func (w *walker) documentKind() documentSeen {
	switch {
	case w.about.api:
		return documentOwn
	case w.found == proofThere && w.about.more && !(w.empty && statusOf(w.reply.Status) != statusOK): // any document can be empty
		return documentOwn
	case w.about.flat && !w.about.more && (w.status.message != "" || w.status.flat):
		return documentOwn
	}
	return documentForeign
}

// weighStatus weighs what the reply says about the call as a whole. Whether it failed is said by its success; where that is
// unsaid, by its code.
func (w *walker) weighStatus() {
	s := &w.status
	if flag := w.flag(); !s.object || flag == successNo && s.success == successYes { // {status: false, code, message}, or a status that is a word
		s.success = flag
	}
	if s.success != successUnsaid && s.bare != successUnsaid && s.bare != s.success { // success and status say different things
		s.success = successNo
	}
	if s.success == successNo && s.code == 0 && s.word == "" {
		s.code = s.number
	}
	told := s.code != 0 || s.word != ""
	counts := told && (s.object || w.flatCounts())
	class := codes.Unknown
	if counts && s.word == "" {
		class = w.reply.class(s.code)
	}
	i := Issue{Code: s.code, Word: s.word, Message: s.message}
	switch {
	case w.isGeneric(counts):
		w.generic = i
	case counts && s.success == successYes:
		w.weighBesideSuccess(i, class)
	case counts && s.success == successUnsaid && class == codes.Success:
		s.success = successYes
	case counts:
		w.failFirst(i, class)
	case s.success == successNo && s.message != "" && len(w.verdict.Issues) == 0:
		w.verdict.Issues = append(w.verdict.Issues, Issue{Message: s.message})
	case s.success != successYes && w.kind == documentOwn && w.reply.Status >= 400 && s.message != "" && len(w.verdict.Issues) == 0:
		w.verdict.Issues = append(w.verdict.Issues, Issue{Message: s.message})
	}
}

// weighBesideSuccess weighs a code that comes with success. One that nobody classed says nothing.
func (w *walker) weighBesideSuccess(i Issue, class codes.Class) {
	switch {
	case i.Code == 498 && class == codes.StaleToken: // which comes with success, and means none
		w.status.success = successUnsaid
		w.failFirst(i, class)
	case class == codes.StaleToken:
		w.failFirst(i, codes.Success)
	case saysFailed(class) || class == codes.Accepted:
		w.failFirst(i, class)
	}
}

// failFirst keeps what went wrong with the call before what went wrong with its items.
func (w *walker) failFirst(i Issue, class codes.Class) {
	w.verdict.Issues = append([]Issue{i}, w.verdict.Issues...)
	w.classes.add(class)
}

// flag is what a status of one word says, if the reply is about the call and not about a thing that has a status.
func (w *walker) flag() successSeen {
	s := &w.status
	if s.flag == successNo && w.found == proofThere && !w.reply.Row.Write && s.code == 0 {
		return successUnsaid
	}
	return s.flag
}

// flatCounts reports whether a code beside other members is one of the call: a coupon has a code too, and a gateway has the number of
// HTTP for one. The API says beside it that it failed: {"status": false, "code": 400}.
func (w *walker) flatCounts() bool {
	if isOfHTTP(w.status.code) && w.status.success != successNo && !w.about.api {
		return false
	}
	return w.status.flat && (w.reply.Status >= 400 || w.status.success == successNo || !w.about.more && !w.about.api)
}

// isGeneric reports whether the code of the call only says that the items' own codes tell more.
func (w *walker) isGeneric(counts bool) bool {
	s := &w.status
	if !counts || s.success == successYes || s.code != codeAllFailed && s.code != 201 && s.code != 200 {
		return false
	}
	return len(w.items) > 0 || w.parted.done+w.parted.failed > 0 || s.code == codeAllFailed && s.success == successNo && len(w.verdict.Issues) > 0
}

// tellGeneric names the code of the whole call last, where it failed: it decides nothing, since the items' own codes tell more.
func (w *walker) tellGeneric() {
	v := &w.verdict
	if w.generic.Code == codeAllFailed && v.Kind != Done && v.Kind != Accepted && v.Kind != PartlyDone {
		v.Issues = append(v.Issues, w.generic)
	}
}

// codeAllFailed is what v1.1 says of a call of which every item failed.
const codeAllFailed = 500

// judge weighs what the walk found.
func (w *walker) judge() Verdict {
	v := &w.verdict
	s := seen{status: statusOf(w.reply.Status), document: w.kind, items: w.judgeItems()}
	if w.reply.Row.Write {
		s.call = callWrite
	}
	s.success = w.successSeen(s.call)
	s.codes = w.classes.together()
	if s.items == itemsNone {
		s.items = w.partsSeen()
	}
	s.proof = w.proofSeen(&s)
	if s.proof == proofAbsent && s.isNotExecuted() && w.namesSomething() {
		s.proof = proofThere
	}
	v.Kind, v.Reason = s.judge()
	v.Other = s.proof == proofOther && v.Kind == Doubtful
	w.tellGeneric()
	v.Page = s.document == documentPage
	v.Foreign = v.Page || s.document == documentBroken || s.document == documentForeign && w.about.more
	if s.status == statusLimited && v.Kind == RateLimited && w.limitIsFinal() {
		v.Kind = Refused
	}
	w.noteMissingID()
	return *v
}

// isNotExecuted reports whether status or codes say of a write that it may be sent again.
func (s *seen) isNotExecuted() bool {
	switch {
	case s.call != callWrite || s.document != documentOwn && s.document != documentForeign:
		return false
	case s.status == statusLimited, s.status == statusUnauthorized:
		return true
	}
	return s.codes == codesWaiting || s.codes == codesLimited || s.codes == codesStale
}

// namesSomething reports whether an id stands anywhere in the document, outside of its errors and status. What was not executed has none.
func (w *walker) namesSomething() bool {
	return anywhere("", bytes.TrimSpace(w.reply.Body), 0, func(name string, v jsontext.Value) sight {
		switch name {
		case "errors", "error", "warnings", "status":
			return passBy
		}
		if k := v.Kind(); k != '{' && k != '[' && isID(name) && !isOfRequest(name) && shows(v, true) {
			return found
		}
		return lookInto
	})
}

// isOfRequest reports whether an id is one that gateways, proxies and logs give to a request, by its name.
func isOfRequest(name string) bool {
	name = strings.ToLower(name)
	for _, of := range [...]string{"request", "trace", "span", "ray", "correlation", "error", "log", "session", "client", "instance", "org", "tenant"} {
		if strings.HasPrefix(name, of) || strings.HasPrefix(name, "x"+of) {
			return true
		}
	}
	return false
}

// successSeen is what the reply says of the call: a status inside the result counts before the one outside.
func (w *walker) successSeen(call callSeen) successSeen {
	said := w.status.success
	p := w.parted
	switch {
	case w.inner == successYes && said == successNo:
		w.classes.add(codes.Success)
		return said
	case w.inner != successUnsaid:
		return w.inner
	case w.reply.Row.Shape != V1 || p.done+p.failed == 0:
	case p.failed == 0 && said == successNo, p.done == 0 && said == successYes && call == callWrite:
		w.classes.add(codes.Success) // the call says one thing, its items another
	case p.failed == 0:
		return successYes
	case p.done == 0:
		return successNo
	}
	return said
}

// partsSeen is what the parts of a result say together. All of them done says no more than that the call succeeded.
func (w *walker) partsSeen() itemsSeen {
	p := w.parted
	_, parted := w.result().(Parted)
	silent := p.listed == 0 && statusOf(w.reply.Status) != statusOK // the status speaks of the call, and nothing of its parts
	switch {
	case w.fewer:
		return itemsUnclear
	case parted && p.failed == 0 && w.inner == successYes && w.status.success == successNo: // the call says no, its parts yes
		return itemsUnclear
	case (w.counts.succeeded > 0 || w.counts.succeeded < 0 && w.counts.failed >= 0 && w.counts.total > w.counts.failed) && w.classes != 0:
		return itemsSome
	case p.done > 0 && (p.failed > 0 || parted && (p.untold > 0 || w.classes != 0)):
		return itemsSome
	case p.untold > 0 && p.failed > 0 && parted && p.done == 0 && w.reply.Sent != nil:
		return itemsUnclear
	case p.untold > 0 && !silent && parted && p.done == 0 && (w.inner == successYes || w.kind == documentOwn || w.status.success == successYes) && w.classes == 0 && w.status.success != successNo:
		return itemsUnclear
	}
	return itemsNone
}

// proofSeen is whether the work is proven.
func (w *walker) proofSeen(s *seen) proofSeen {
	if w.isAboutOther() {
		return proofOther
	}
	if w.unsure && w.inner == successUnsaid {
		return proofAbsent
	}
	failed := s.codes != codesNone && s.codes != codesQueued && s.codes != codesPartly || s.success == successNo
	switch {
	case s.items != itemsNone || w.items != nil: // the items are the proof
		return proofAbsent
	case w.reply.Batch && w.reply.Sent != nil && w.reply.Row.Write:
		return proofAbsent
	case w.found == proofThere && !(w.empty && (failed || s.status != statusOK)):
		return proofThere
	case failed || s.status != statusOK:
		return proofAbsent
	case w.proof.has(proofSuccess) && s.success == successYes && s.document != documentPage:
		return proofThere
	case w.proof.has(proofOwnSuccess) && s.success == successYes && w.isOwnEnvelope():
		return proofThere
	case w.proof.has(proofItemStatus) && s.success == successYes && w.parted.done > 0 && !w.about.xml: // of XML no result is read
		return proofThere
	case w.proof.has(proofEmptyEnvelope) && w.about.lists && !w.about.others:
		return proofThere
	case w.proof.has(proofWaived) && s.document != documentPage && s.document != documentBroken:
		w.verdict.Waived = true
		return proofThere
	}
	return proofAbsent
}

// isOwnEnvelope reports whether beside the success stands what only the API has there: warnings or an empty list of errors in v2, a
// code in v1.1. Proxies and gateways say success too.
func (w *walker) isOwnEnvelope() bool {
	if w.reply.Row.Shape == V1 {
		return w.status.code != 0
	}
	return w.about.lists || len(w.verdict.Warnings) > 0
}

// limitIsFinal tells a limit that passes soon from one that is final for the day, as that of one-time passwords.
func (w *walker) limitIsFinal() bool {
	all := w.verdict.Issues
	if len(all) == 0 {
		all = []Issue{{Code: 429}}
	}
	for _, i := range all {
		if e, ok := w.reply.entry(i.Code); ok && e.Class == codes.Final && i.Word == "" {
			return true
		}
	}
	return false
}

// noteMissingID notes a reply that reports success and does not name what was made.
func (w *walker) noteMissingID() {
	if w.verdict.Kind == Done && w.reply.Row.ID != nil && !w.named {
		path := ""
		for _, name := range w.reply.Row.ID[0] {
			path += "/" + name
		}
		w.verdict.Drift = append(w.verdict.Drift, lenient.Drift{Path: path, Want: "id", Got: "nothing", Matters: true})
	}
}
