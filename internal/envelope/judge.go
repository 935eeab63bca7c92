package envelope

import (
	"bytes"
	"regexp"
	"strconv"

	"github.com/capillary-go/sdk/internal/codes"
	"github.com/capillary-go/sdk/internal/lenient"
)

// judge weighs what the walk found.
func (w *walker) judge() Verdict {
	v := &w.verdict
	w.addRequestIssue()
	if b := w.batch(); b != nil {
		succeeded, failures := b.Judge(w.reply.Operation)
		if w.reply.Shape != V1 { // there the item statuses told it already
			w.succeeded += succeeded
			v.Issues = append(v.Issues, failures...)
		}
	}
	if kind, sure := w.byStatus(); sure {
		v.Kind = kind
		return *v
	}
	switch {
	case len(v.Issues) > 0 && (w.succeeded > 0 || w.counts.succeeded > 0) && w.reply.Status < 300:
		v.Kind = PartlyDone
	case len(v.Issues) > 0:
		v.Kind, v.Reason = classify(w.reply.Operation, w.reply.Status, v.Issues)
	case w.reply.Status >= 500:
		v.Kind, v.Reason = Doubtful, "a server error without a code"
	case w.reply.Status >= 400:
		v.Kind = refusal(w.reply.Status)
	case !w.hasVerdict():
		v.Kind, v.Reason = Doubtful, "a reply without a verdict"
	default:
		v.Kind = Done
	}
	return *v
}

func (w *walker) batch() Batch {
	if !w.reply.Into.IsValid() {
		return nil
	}
	b, _ := lenient.Target(w.reply.Into).Addr().Interface().(Batch)
	return b
}

// addRequestIssue turns a status that reports failure into an issue. Whether it does is said by its success, never by
// its code, but for an expired token: that one comes with success "true".
func (w *walker) addRequestIssue() {
	s := w.status
	failed := s.success == no || s.success == unsaid && (w.reply.Status >= 400 || s.present && s.code >= 300)
	stale := s.present && (s.code == 498 || s.code == 401)
	if !failed && !stale || s.code == 0 && s.word == "" && s.message == "" && len(w.verdict.Issues) > 0 {
		return
	}
	if s.code == 0 && s.word == "" && s.success != no && s.message == "" {
		return
	}
	i := Issue{Code: s.code, Word: s.word, Message: s.message}
	w.verdict.Issues = append([]Issue{i}, w.verdict.Issues...)
}

// byStatus decides where the HTTP status alone does.
func (w *walker) byStatus() (Kind, bool) {
	switch w.reply.Status {
	case 401:
		return StaleToken, true
	case 403:
		return Denied, true
	case 429:
		return rateLimited(w.reply.Operation, w.verdict.Issues), true
	case 521: // as JSON it is the API's own: the customer is locked
		return NotExecuted, true
	}
	return Doubtful, false
}

// rateLimited tells a limit that passes soon from one that is final for the day, as that of one-time passwords.
func rateLimited(operation string, all []Issue) Kind {
	if len(all) == 0 {
		all = []Issue{{Code: 429}}
	}
	for _, i := range all {
		if e, ok := codes.Lookup(operation, i.Code); ok && e.Class == codes.Final {
			return Refused
		}
	}
	return RateLimited
}

// hasVerdict reports whether a 2xx document says that something was done.
func (w *walker) hasVerdict() bool {
	switch w.reply.Shape {
	case V1:
		return w.status.present || w.succeeded > 0 || w.any && !w.reply.Write
	case Entity, Data:
		return w.payload || w.any && !w.reply.Write || w.status.present
	}
	return w.any || !w.reply.Write
}

// classify says what codes mean together: the most doubtful one decides.
func classify(operation string, status int, all []Issue) (Kind, string) {
	var seen [codes.TryLater + 1]int
	counted := 0
	for _, i := range all {
		if generic(i, all) {
			continue
		}
		class := codes.Unknown
		if e, ok := codes.Lookup(operation, i.Code); ok && i.Word == "" {
			class = e.Class
		}
		seen[class]++
		counted++
	}
	switch {
	case seen[codes.TryLater] > 0:
		return Doubtful, "a code that asks to try later"
	case seen[codes.Success] > 0:
		return Doubtful, "a code of success among the errors"
	case seen[codes.Unknown] > 0 && (status >= 500 || isAllFailed(all)):
		return Doubtful, "a server error without a known code"
	case seen[codes.StaleToken] == counted:
		return StaleToken, ""
	case seen[codes.RateLimited] > 0 && seen[codes.RateLimited]+seen[codes.NotExecuted] == counted:
		return RateLimited, ""
	case seen[codes.NotExecuted] == counted:
		return NotExecuted, ""
	case seen[codes.Accepted] == counted:
		return Accepted, ""
	case seen[codes.Duplicate] > 0:
		return Duplicate, ""
	}
	return Refused, ""
}

// generic are the codes of the whole call that only say that the items' own codes tell more.
func generic(i Issue, all []Issue) bool {
	if i.Item || i.Code != 500 && i.Code != 201 && i.Code != 200 {
		return false
	}
	for _, other := range all {
		if other.Code != i.Code && other.Code != 0 || other.Item {
			return true
		}
	}
	return false
}

// isAllFailed reports whether the reply says no more than that the call failed, as code 500 does.
func isAllFailed(all []Issue) bool {
	for _, i := range all {
		if i.Code != 500 {
			return false
		}
	}
	return true
}

func refusal(status int) Kind {
	switch status {
	case 408, 425:
		return Doubtful
	}
	return Refused
}

func (r *Reply) judgeEmpty() Verdict {
	switch s := r.Status; {
	case s == 204:
		return Verdict{Kind: Done}
	case s == 401:
		return Verdict{Kind: StaleToken}
	case s == 403:
		return Verdict{Kind: Denied}
	case s == 429:
		return Verdict{Kind: rateLimited(r.Operation, nil)}
	case s >= 400 && s < 500:
		return Verdict{Kind: refusal(s), Reason: "an empty reply"}
	}
	return Verdict{Kind: Doubtful, Reason: "an empty reply"}
}

// judgeBroken judges a document that is cut off or no JSON after all.
func (r *Reply) judgeBroken() Verdict {
	v := r.judgeEmpty()
	v.Reason = "a reply that is cut off or no valid JSON"
	if v.Kind == Done {
		v.Kind = Doubtful
	}
	return v
}

// gatewayCode is how the gateway words a refusal in plain text.
var gatewayCode = regexp.MustCompile(`errorCode\s*[=:]\s*"?(\d{3,6})`)

// judgeText judges what is no JSON at all: the gateway's plain text, a page of the CDN.
func (r *Reply) judgeText() Verdict {
	v := r.judgeEmpty()
	if v.Kind == Done {
		v.Kind = Doubtful
	}
	v.Reason = "no JSON"
	if bytes.HasPrefix(bytes.TrimLeft(r.Body, " \t\r\n"), []byte("<")) {
		v.Reason = "a page, no JSON"
	}
	m := gatewayCode.FindSubmatch(r.Body[:min(len(r.Body), 4096)])
	if m == nil {
		return v
	}
	number, _ := strconv.Atoi(string(m[1]))
	v.Issues = []Issue{{Code: number}}
	switch number {
	case 4000:
		v.Kind = Denied
	case 4001:
		v.Kind = NotExecuted
	}
	return v
}
