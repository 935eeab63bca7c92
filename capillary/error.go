package capillary

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/capillary-go/sdk/internal/codes"
)

// What an error is about, to be asked with errors.Is. Documented response codes are asked for the same way, with the
// constants of the resource packages.
var (
	// ErrOutcomeUnknown: the work may have been done or not, and nobody can know from what came back. Look it up before
	// doing it again; see OutcomeUnknownError.
	ErrOutcomeUnknown = errors.New("capillary: the outcome is unknown")
	// ErrNotSent: nothing reached the API.
	ErrNotSent = errors.New("capillary: not sent")
	// ErrNotExecuted: the API said that it did not do it now. The same call may be made again later.
	ErrNotExecuted = errors.New("capillary: not executed")
	// ErrDuplicate: refused, because the same work was done before.
	ErrDuplicate = errors.New("capillary: done before")
	// ErrUnauthorized: the credentials are wrong.
	ErrUnauthorized = errors.New("capillary: unauthorized")
	// ErrForbidden: the credentials may not do this.
	ErrForbidden = errors.New("capillary: forbidden")
	// ErrRateLimited: too many calls; see RateLimitError.
	ErrRateLimited = errors.New("capillary: rate limited")
	// ErrInvalidInput: refused by the SDK before anything was sent; see InvalidInputError.
	ErrInvalidInput = errors.New("capillary: invalid input")
	// ErrDrift: strict decoding is on and a value did not fit its field. The call itself succeeded.
	ErrDrift = errors.New("capillary: a value of the reply does not fit its field")
	// ErrReplyTooLarge: the reply is over the size limit.
	ErrReplyTooLarge = errors.New("capillary: the reply is too large")
	// ErrRedirected: the API answered with a redirect, which is never followed.
	ErrRedirected = errors.New("capillary: redirected")
)

// Outcome is what is known about the work that a call asked for. The zero value is the careful one.
type Outcome uint8

// The outcomes.
const (
	OutcomeUnknown     Outcome = iota // nobody can know
	OutcomeNotSent                    // nothing reached the API
	OutcomeNotExecuted                // the API did not do it now
	OutcomeRefused                    // the API will not do it
	OutcomeFailed                     // a read failed; there was nothing to be done
	OutcomeAccepted                   // queued
	OutcomePartlyDone                 // done for some items
	OutcomeDone                       // done
)

var outcomeNames = [...]string{"outcome unknown", "not sent", "not executed", "refused", "failed", "accepted", "partly done", "done"}

// String names the outcome, for logs and metrics.
func (o Outcome) String() string {
	if int(o) >= len(outcomeNames) {
		return "outcome " + strconv.Itoa(int(o))
	}
	return outcomeNames[o]
}

// isDone reports whether the work was done, or is sure to be.
func (o Outcome) isDone() bool { return o == OutcomeDone || o == OutcomeAccepted }

// mayHaveHappened reports whether anything may have been done.
func (o Outcome) mayHaveHappened() bool {
	switch o {
	case OutcomeNotSent, OutcomeNotExecuted, OutcomeRefused, OutcomeFailed:
		return false
	}
	return true
}

// Issue is an error or a warning in the API's own words.
type Issue struct {
	Status  bool   `json:"status"` // as the API sends it; false in errors and in warnings
	Code    Code   `json:"code"`
	Word    string `json:"-"` // the code, where it is a word
	Message string `json:"message"`
}

// Error is a call that did not succeed. Its text never holds a URL, a body, a credential or a customer's identifier;
// the API's messages are masked in it and in its JSON, and whole in Issues, but for the client's own secrets: those are
// nowhere.
type Error struct {
	Operation  string   // such as "points.Redeem"
	Method     string   // HTTP method
	Path       string   // the path template, never the filled one
	Status     int      // HTTP status of the last reply, 0 if there was none
	Issues     []Issue  // codes and messages of the call and of its items
	RequestIDs []string // the API's id of each try that was answered
	Tries      int      // how often it was sent, or was to be sent
	Outcome    Outcome  // what is known about the work
	Reason     string   // what the SDK found wrong, in a few words

	condition   error                    // one of the errors above, or nil
	cause       error                    // made by causeOf
	unavailable bool                     // see ErrUnavailable
	foreign     bool                     // the reply is not the API's
	strays      int                      // how many of the last issues are of items that nobody sent
	hide        func(text string) string // takes the customer's identifier out of a text; nil if there is none
}

// Error names the operation, what is known, and the codes.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Operation)
	b.WriteString(": ")
	b.WriteString(e.Outcome.String())
	if e.Status != 0 {
		fmt.Fprintf(&b, ": HTTP %d", e.Status)
	}
	for n, i := range e.Issues {
		if n == shownIssues {
			fmt.Fprintf(&b, ": and %d more", len(e.Issues)-n)
			break
		}
		b.WriteString(": ")
		b.WriteString(e.shown(i.text()))
	}
	if e.Reason != "" {
		b.WriteString(": ")
		b.WriteString(e.Reason)
	}
	if e.cause != nil && !e.saysCause() {
		b.WriteString(": ")
		b.WriteString(e.cause.Error())
	}
	if n := len(e.RequestIDs); n > 0 {
		fmt.Fprintf(&b, " (request %s)", e.RequestIDs[n-1])
	}
	return b.String()
}

// shown is a server's word without the identifier of the customer whom the call was about.
func (e *Error) shown(text string) string {
	if e.hide == nil {
		return text
	}
	return e.hide(text)
}

// shownIssues is how many issues a text has. A batch can have thousands.
const shownIssues = 10

// Format prints the text under every verb: the fields hold what the API said unmasked.
func (e Error) Format(f fmt.State, _ rune) { fmt.Fprint(f, e.Error()) }

// MarshalJSON writes what the text has, in parts, for logs. It can't be read back.
func (e Error) MarshalJSON() ([]byte, error) { return json.Marshal(e.public()) }

// publicError is what may be told of an error.
type publicError struct {
	Operation  string        `json:"operation"`
	Method     string        `json:"method,omitzero"`
	Path       string        `json:"path,omitzero"`
	Outcome    string        `json:"outcome"`
	Status     int           `json:"status,omitzero"`
	Issues     []publicIssue `json:"issues,omitzero"`
	Tries      int           `json:"tries"`
	RequestIDs []string      `json:"request_ids,omitzero"`
	Reason     string        `json:"reason,omitzero"`
	Cause      string        `json:"cause,omitzero"`
	RetryAt    time.Time     `json:"retry_at,omitzero"`
}

type publicIssue struct {
	Code    Code   `json:"code,omitzero"`
	Word    string `json:"word,omitzero"`
	Message string `json:"message,omitzero"`
}

func (e *Error) public() publicError {
	p := publicError{Operation: e.Operation, Method: e.Method, Path: e.Path, Outcome: e.Outcome.String(), Status: e.Status,
		Tries: e.Tries, RequestIDs: e.RequestIDs, Reason: e.Reason}
	for _, i := range e.Issues {
		p.Issues = append(p.Issues, publicIssue{i.Code, e.shown(mask(i.Word)), e.shown(mask(i.Message))})
	}
	if e.cause != nil && !e.saysCause() {
		p.Cause = e.cause.Error()
	}
	return p
}

// String is the code and the message, masked. The fields have them as the API sent them.
func (i Issue) String() string { return i.text() }

// Format prints the issue masked, under every verb.
func (i Issue) Format(f fmt.State, _ rune) { fmt.Fprint(f, i.text()) }

// LogValue masks the issue for slog.
func (i Issue) LogValue() slog.Value { return slog.StringValue(i.text()) }

func (i Issue) text() string {
	message := mask(i.Message)
	switch {
	case i.Word != "":
		return mask(i.Word) + " " + message
	case i.Code == 0:
		return message
	case message == "":
		return i.Code.Error()
	}
	return strconv.Itoa(int(i.Code)) + " " + message
}

// Is matches response codes, the errors of this package, and the HTTP status of a refusal without a code, as the codes of all
// calls have it.
func (e *Error) Is(target error) bool {
	if code, ok := target.(Code); ok {
		for _, i := range e.own() {
			if i.Code == code {
				return true
			}
		}
		return e.isStatus(code)
	}
	if code, ok := target.(OperationCode); ok {
		return code.isOf(e.Operation) && e.Is(code.code)
	}
	switch target {
	case ErrOutcomeUnknown:
		return e.Outcome == OutcomeUnknown
	case ErrNotSent:
		return e.Outcome == OutcomeNotSent
	case ErrNotExecuted:
		return e.Outcome == OutcomeNotExecuted
	case ErrNotFound:
		return e.says(codes.NotFound)
	case ErrNotRedeemable:
		return e.condition == target || e.says(codes.NotRedeemable)
	case ErrUnavailable:
		return e.unavailable
	}
	if e.condition == errKeyUsed {
		return target == ErrDuplicate || target == ErrConflict
	}
	return e.condition != nil && target == e.condition
}

// isStatus reports whether a code is the HTTP status of a refusal that says no more. A page, or a document that is not the API's, is
// not the API's word; and where the operation has a meaning of its own for the number, such as "no such series" for 502, the status
// does not tell of it. Only 429 means a limit in both.
func (e *Error) isStatus(code Code) bool {
	if e.Status != int(code) || len(e.own()) > 0 || e.foreign || e.Outcome != OutcomeRefused {
		return false
	}
	operation, _, _ := strings.Cut(e.Operation, "[")
	_, own := codes.LookupOwn(operation, int(code))
	return !own || code == http.StatusTooManyRequests
}

// Unwrap is what made it fail: a context's error, a network error, an error of the token source. Its text is the SDK's own,
// whatever is in it; errors.Is and errors.As find the errors of contexts, networks and systems, *oauth.Error, and those of a
// transport or middleware of your own.
func (e *Error) Unwrap() error { return e.cause }

// own are the issues of what was asked for. Those of items that nobody sent are told, and say nothing of the call.
func (e *Error) own() []Issue { return e.Issues[:max(0, len(e.Issues)-e.strays)] }

// Codes lists the numeric response codes, without those of items that nobody sent.
func (e *Error) Codes() []Code {
	var all []Code
	for _, i := range e.own() {
		if i.Code != 0 {
			all = append(all, i.Code)
		}
	}
	return all
}

// RequestID is the API's id of the last try that was answered.
func (e *Error) RequestID() string {
	if len(e.RequestIDs) == 0 {
		return ""
	}
	return e.RequestIDs[len(e.RequestIDs)-1]
}

// RateLimitError is a call that was not made because of a rate limit, the API's or the client's own.
type RateLimitError struct {
	Call    *Error
	RetryAt time.Time // when to try again; zero if the API did not say
}

// Error is the call's.
func (e *RateLimitError) Error() string { return e.Call.Error() }

// Format prints the text under every verb.
func (e RateLimitError) Format(f fmt.State, _ rune) { fmt.Fprint(f, e.Error()) }

// MarshalJSON writes the call's error with the moment to try again.
func (e RateLimitError) MarshalJSON() ([]byte, error) {
	p := e.Call.public()
	p.RetryAt = e.RetryAt
	return json.Marshal(p)
}

// Unwrap is the call's *Error.
func (e *RateLimitError) Unwrap() error { return e.Call }

// InvalidInputError is input that the API can't take. Nothing was sent.
type InvalidInputError struct {
	Operation string
	Field     string // the field or argument, in the API's words
	Reason    string
}

// Error names the field and what is wrong with it, never its value.
func (e *InvalidInputError) Error() string {
	if e.Operation == "" {
		return "capillary: invalid " + e.Field + ": " + e.Reason
	}
	return e.Operation + ": invalid " + e.Field + ": " + e.Reason
}

// Is matches ErrInvalidInput and ErrNotSent.
func (e *InvalidInputError) Is(target error) bool {
	return target == ErrInvalidInput || target == ErrNotSent
}

// Invalid makes the error for input that the API can't take. Requests return it from their Validate method.
func Invalid(field, reason string) error { return &InvalidInputError{Field: field, Reason: reason} }

// InvalidIn puts the name of an element, such as lines[2], before the field of an error of Invalid. Other errors stay as they are.
func InvalidIn(element string, err error) error {
	if e := (*InvalidInputError)(nil); errors.As(err, &e) {
		return &InvalidInputError{e.Operation, element + "." + e.Field, e.Reason}
	}
	return err
}

// InvalidFor names the operation whose input an error of Invalid is about. Call does so by itself; methods that ask the API
// something else first do it. Other errors stay as they are, and so do those that have one.
func InvalidFor(operation string, err error) error {
	if e := (*InvalidInputError)(nil); errors.As(err, &e) && e.Operation == "" {
		return &InvalidInputError{operation, e.Field, e.Reason}
	}
	return err
}

// Validator is a request that checks itself. Call asks it before anything is sent.
type Validator interface{ Validate() error }

// MayHaveHappened answers the question that a caller has after an error: may the work have been done? It is false only
// where that is proven. It is true for nil, and for errors that are not the SDK's.
func MayHaveHappened(err error) bool {
	if e := (*Error)(nil); errors.As(err, &e) {
		return e.Outcome.mayHaveHappened()
	}
	return !errors.Is(err, ErrNotSent)
}
