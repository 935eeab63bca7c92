package capillary

import (
	"strings"
	"sync"

	"github.com/capillary-go/sdk/internal/codes"
)

// Code is a documented response code of the API. It is an error, so the codes that a resource package exports
// can be asked for by name:
//
//	if errors.Is(err, customer.ErrNotFound) { … }
//
// The API uses some numbers for different things in different resources, so compare with the constant of the
// package that made the call. Where one resource does so, its constants are an OperationCode.
type Code int

// Error is the number of the code and its documented text. Where resources document it differently, it names each of them.
func (c Code) Error() string { return codes.Text(int(c)) }

// The response codes that the API documents for a call as a whole, whatever the resource.
const (
	CodeOK                      Code = 200    // the call succeeded
	CodePartlyFailed            Code = 201    // one or more items failed, others succeeded
	ErrBadRequest               Code = 400    // the input is invalid
	ErrAuthenticationFailed     Code = 401    // the credentials are wrong, or the token is
	ErrAccessDenied             Code = 403    // v2 is not enabled, a mandatory field is missing, or an access group forbids the call
	ErrResourceNotFound         Code = 404    // the resource does not exist
	ErrOperationNotSupported    Code = 405    // the operation is not supported for the resource
	ErrUnsupportedMediaType     Code = 415    // the Content-Type is not understood
	ErrSearchBusy               Code = 461    // the search engine is busy; try again
	ErrTokenExpired             Code = 498    // the access token has expired; the client refreshes it by itself
	ErrAllFailed                Code = 500    // all requests of the call failed
	ErrUserRateLimited          Code = 517    // the rate limit of a user is used up
	ErrCustomerBusy             Code = 521    // another action runs for the same customer; as a warning: a side activity was skipped
	ErrBatchLimitExceeded       Code = 1060   // more items than the endpoint takes
	ErrAttributionLookupMissing Code = 1061   // one of the two attribution look-up headers is missing; the client always sends both
	ErrInvalidTestControlStatus Code = 1062   // invalid test and control status
	ErrInvalidOrgID             Code = 1064   // invalid org id
	ErrAccessGroupForbids       Code = 4000   // gateway: the access group does not allow the call; a change of it takes up to an hour
	ErrAuthorizationUnavailable Code = 4001   // gateway: the authorisation status is unavailable; the call was not executed
	ErrWrongClientKey           Code = 320001 // token endpoint: the client key or secret is wrong
)

// OperationCode is a code whose number means different things in operations of one resource: in v1.1 and in v2, or in single
// operations. It matches the errors of those operations only:
//
//	if errors.Is(err, transaction.ErrCurrencyConversionOff) { … } // 682 of v1.1; of v2 it is ErrReturnBundle
type OperationCode struct {
	code Code
	of   string
}

// The scopes of codes that are not single operations.
const (
	ofV1 = "v1.1"
	ofV2 = "v2"
)

// CodeV1 is a code as the operations of v1.1 mean it.
func CodeV1(code Code) OperationCode { return OperationCode{code, ofV1} }

// CodeV2 is a code as the operations of v2 mean it.
func CodeV2(code Code) OperationCode { return OperationCode{code, ofV2} }

// CodeIn is a code as some operations mean it, such as "points.Transfer".
func CodeIn(code Code, operations ...string) OperationCode {
	return OperationCode{code, " " + strings.Join(operations, " ") + " "}
}

// CodeExcept is a code as all operations mean it but for some.
func CodeExcept(code Code, operations ...string) OperationCode {
	return OperationCode{code, "!" + CodeIn(code, operations...).of}
}

// Code is the number alone, for what is not an error: an Issue among warnings.
func (c OperationCode) Code() Code { return c.code }

// Error is the number of the code and its documented text.
func (c OperationCode) Error() string { return c.code.Error() }

// isOf reports whether the code is one of an operation, or of an item of its batch, whose name has an index.
func (c OperationCode) isOf(operation string) bool {
	operation, _, _ = strings.Cut(operation, "[")
	switch c.of {
	case ofV1, ofV2:
		v1, _ := speaksV1.Load(operation)
		return (v1 == true) == (c.of == ofV1)
	}
	named, except := strings.CutPrefix(c.of, "!")
	return strings.Contains(named, " "+operation+" ") != except
}

// speaksV1 are the names of the operations in tables, and whether they are of v1.1.
var speaksV1 sync.Map
