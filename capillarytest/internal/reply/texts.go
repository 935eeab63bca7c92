package reply

import (
	"fmt"
	"strings"
)

// Texts are the messages of response codes. A %v is filled from the arguments. Every resource has its own: one code says
// different things in different places.
type Texts map[int]string

// Of returns the message of a code: the resource's own, or else the one in Common.
func (t Texts) Of(code int, args ...any) string {
	text, ok := t[code]
	if !ok {
		text, ok = Common[code]
	}
	switch {
	case !ok:
		return fmt.Sprintf("Error %d", code)
	case !strings.Contains(text, "%v"):
		return text
	default:
		return fmt.Sprintf(text, args...)
	}
}

// Refuse makes a refusal with the message of the code.
func (t Texts) Refuse(code int, args ...any) *Refusal { return Because(code, t.Of(code, args...)) }

// Common are the messages of codes that more than one resource answers with.
var Common = Texts{
	201:    "One or more requests have failed due to errors",
	400:    "Input is invalid, Please check request parameters or input xml/json",
	401:    "Authentication failed. Please check username and password",
	403:    "Access denied",
	404:    "Resource not found",
	461:    "Search Engine is busy or unable to respond, Please try after some time",
	498:    "Token expired or invalid",
	500:    "All requests have failed due to errors",
	503:    "Service unavailable",
	517:    "Rate limit exceeded for the user",
	521:    "Multiple actions running for the same customer, Please try after some time",
	1012:   "Cannot find customer for provided mobile/external-id/e-mail/id",
	1015:   "No identifier provided to get loyalty users",
	1060:   "Batch limit exceeded",
	1061:   "X-CAP-API-ATTRIBUTION-LOOKUP-TYPE header required with X-CAP-API-ATTRIBUTION-LOOKUP header",
	1101:   "invalid programId passed",
	1645:   "group details passed are not valid",
	3217:   "Org source addition failed, Invalid source account identifier passed",
	8001:   "Lookup failed, No source passed",
	8002:   "Lookup failed, No identifiers passed",
	8004:   "Add failed, No source passed",
	8011:   "Look up, Invalid source passed",
	8012:   "Get, Invalid source passed",
	8013:   "Lookup, Invalid identifier passed",
	8015:   "Customer not found for the given identifiers",
	8016:   "GET failed, No source passed",
	8045:   "Account id is not passed",
	8055:   "Invalid email id",
	8056:   "Invalid mobile",
	8065:   "User not found for given source",
	8069:   "Merged customer found",
	8127:   "Invalid source or accountId passed",
	91009:  "Retrieved survivor account for the requested merge victim",
	320001: "Invalid client key or secret",
}
