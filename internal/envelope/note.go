package envelope

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/capillary-go/sdk/internal/lenient"
)

// note keeps what a member of the envelope says about the call.
func (w *walker) note(name string, raw jsontext.Value) {
	if isNothing(raw) {
		return
	}
	switch name {
	case "errors", "error":
		w.verdict.Issues = append(w.verdict.Issues, issues(raw)...)
	case "warnings":
		w.verdict.Warnings = append(w.verdict.Warnings, issues(raw)...)
	case "status":
		w.noteStatus(raw)
	case "success":
		w.noteSuccess(raw)
	case "successCount":
		w.counts.succeeded, _ = strconv.ParseInt(text(raw), 10, 64)
	case "failureCount":
		w.counts.failed, _ = strconv.ParseInt(text(raw), 10, 64)
	case "code", "errorCode":
		w.status.code, w.status.word = code(raw)
	case "message":
		w.status.message = text(raw)
	}
}

// isNothing reports whether a value is null or an empty list, as errors and warnings mostly are.
func isNothing(raw jsontext.Value) bool { return string(raw) == "[]" || string(raw) == "null" }

// noteStatus reads a status object, or the first of a list of them. Any other status is a value of the resource.
func (w *walker) noteStatus(raw jsontext.Value) {
	for element := range lenient.Elements(raw) {
		raw = element
		break
	}
	for name, value := range lenient.Members(raw) {
		switch name {
		case "success", "isSuccess":
			w.noteSuccess(value)
		case "code":
			w.status.code, w.status.word = code(value)
			w.status.present = true
		case "message":
			w.status.message = text(value)
		case "warnings":
			w.verdict.Warnings = append(w.verdict.Warnings, issues(value)...)
		}
	}
}

func (w *walker) noteSuccess(raw jsontext.Value) {
	if s := truth(raw); s != unsaid {
		w.status.success, w.status.present = s, true
		return
	}
	if raw.Kind() == '0' { // a count of successes, in replies that have one
		w.counts.succeeded, _ = strconv.ParseInt(string(raw), 10, 64)
	}
}

// truth reads a boolean as the API writes it.
func truth(raw jsontext.Value) triState {
	if raw.Kind() == '0' {
		return unsaid
	}
	switch strings.ToLower(text(raw)) {
	case "true", "yes", "success":
		return yes
	case "false", "no", "fail", "failure", "failed":
		return no
	}
	return unsaid
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
				i.Code, i.Word = code(value)
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
	if f, err := strconv.ParseFloat(s, 64); err == nil && f == float64(int(f)) {
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
		if value := lenient.FirstValue(rest[1:]); value.Kind() == '{' {
			w.itemStatus(value)
		}
	}
}

func (w *walker) itemStatus(raw jsontext.Value) {
	failed := no
	i := Issue{Item: true}
	for name, value := range lenient.Members(raw) {
		switch name {
		case "success", "status":
			failed = truth(value)
		case "code":
			i.Code, i.Word = code(value)
		case "message":
			i.Message = text(value)
		case "warnings", "warning":
			w.verdict.Warnings = append(w.verdict.Warnings, issues(value)...)
		}
	}
	if failed == no {
		w.verdict.Issues = append(w.verdict.Issues, i)
		return
	}
	w.succeeded++
}
