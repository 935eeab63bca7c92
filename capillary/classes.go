package capillary

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/capillary-go/sdk/internal/envelope"
	"github.com/capillary-go/sdk/internal/retry"
	"github.com/capillary-go/sdk/oauth"
)

// Classes of errors. They match whatever the API's own number is, beside the constants of the resource packages.
var (
	// ErrNotFound: refused, because the customer, bill, coupon, or whatever else was asked for, does not exist. It goes by the
	// response codes that say so in the operation that was called. An HTTP 404 alone says it never: gateways and proxies have
	// one too.
	ErrNotFound = errors.New("capillary: not found")
	// ErrNotRedeemable: the points or the coupon can't be redeemed as things stand, by this customer, here, now, or in this number:
	// too few points, a coupon that is used or over. The code says which. It is the answer "no" of the checks before a redemption,
	// and a refusal of the redemption itself. A coupon or customer that does not exist is ErrNotFound; a validation code that is
	// wrong is neither.
	ErrNotRedeemable = errors.New("capillary: not redeemable")
	// ErrUnavailable: the API can't be used now, so a till goes offline. There is no connection, a timeout, a 5xx, a page in place
	// of a reply, or no room in a rate limit. It says nothing of the outcome: a write can have been done nevertheless, and then
	// ErrOutcomeUnknown matches too. A refusal of the API is never one, and neither is a context that its caller cancelled.
	ErrUnavailable = errors.New("capillary: the API is unavailable")
)

// NotRedeemable is the answer "no" to the question whether something can be redeemed, as an error that matches ErrNotRedeemable.
// The API does not always say why: the code can be 0. It is for resource packages and for tests of your own code.
func NotRedeemable(operation string, code Code, message string) error {
	no := &Error{Operation: operation, Outcome: OutcomeRefused, Tries: 1, condition: ErrNotRedeemable}
	if code != 0 || message != "" {
		no.Issues = []Issue{{Code: code, Message: message}}
	}
	return no
}

// RefusedWith reports whether the API refused the call with a code, such as a constant of a resource package. [errors.Is] alone also
// matches a code that stands beside something else, in an error whose outcome is unknown.
func RefusedWith(err, code error) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && e.Outcome == OutcomeRefused && errors.Is(e, code)
}

// says reports whether a code of a refusal says something in its operation. An item of a batch has the codes of its operation.
func (e *Error) says(something func(operation string, code int) bool) bool {
	if e.Outcome != OutcomeRefused && e.Outcome != OutcomePartlyDone {
		return false
	}
	operation, _, _ := strings.Cut(e.Operation, "[")
	for _, i := range e.own() {
		if i.Word == "" && something(operation, int(i.Code)) {
			return true
		}
	}
	return false
}

// isUnavailable reports whether the last try failed in a way that other calls would fail too.
func (f *flight) isUnavailable() bool {
	switch f.signal {
	case retry.NotSent, retry.Dropped:
		return true
	case retry.NeverSent, retry.CallerGone:
		return f.ranOut() || errors.Is(f.condition, ErrRateLimited) || lacksToken(f.cause)
	case retry.Wait:
		return f.verdict.Kind == envelope.RateLimited || f.hasCode(ErrAuthorizationUnavailable)
	case retry.Refused: // with a page: by a proxy that does not know the way, or to which this one request is too much
		return f.verdict.Page && (f.status == http.StatusNotFound || f.status == http.StatusMethodNotAllowed || f.status == http.StatusGone)
	case retry.Doubtful, retry.Astray:
		return f.verdict.Page || f.status >= http.StatusInternalServerError
	}
	return false
}

// ranOut tells a deadline from a caller who gave up.
func (f *flight) ranOut() bool {
	return errors.Is(f.cause, context.DeadlineExceeded) || !time.Now().Before(f.deadline)
}

// lacksToken reports whether the token endpoint is what can't be used. A wrong key is no such case.
func lacksToken(cause error) bool {
	e := (*oauth.Error)(nil)
	if !errors.As(cause, &e) || e.Code == oauth.CodeWrongKey {
		return false
	}
	return e.Status < 400 || e.Status == http.StatusRequestTimeout || e.Status == http.StatusTooManyRequests || e.Status >= 500
}

func (f *flight) hasCode(code Code) bool {
	for _, i := range f.verdict.Issues {
		if i.Code == int(code) {
			return true
		}
	}
	return false
}
