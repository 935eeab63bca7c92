package capillary

import "github.com/capillary-go/sdk/internal/codes"

// Code is a documented response code of the API. It is an error, so the codes that a resource package exports
// can be asked for by name:
//
//	if errors.Is(err, customer.ErrNotFound) { … }
//
// The API uses some numbers for different things in different resources, so compare with the constant of the
// package that made the call.
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
