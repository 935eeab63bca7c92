package codes

// families are the resource packages. Each table is sorted by code.
var families = map[string][]Entry{
	"coupon":      coupon,
	"customer":    customer,
	"otp":         otp,
	"points":      points,
	"transaction": transaction,
}

// global are the codes of a call as a whole, whatever the resource. Sorted by code.
var global = []Entry{
	{200, Success, "Global request success."},
	{201, Success, "One or more requests have failed due to errors."},
	{400, Final, "Invalid input."},
	{401, StaleToken, "Authentication failed."},
	{403, Final, "Access denied, or a mandatory field is missing."},
	{404, Final, "Incorrect resource or resource not found."},
	{405, Final, "The operation is not supported for the resource."},
	{415, Final, "Unsupported media type."},
	{461, NotExecuted, "Search engine is busy or unable to respond."},
	{498, StaleToken, "The access token has expired."},
	{500, Unknown, "Requests have failed due to errors."},
	{517, RateLimited, "Rate limit exceeded for that specific user."},
	{521, NotExecuted, "Multiple actions are running for the same customer."},
	{1060, Final, "Batch limit size exceeded."},
	{1061, Final, "X-CAP-API-ATTRIBUTION-LOOKUP-TYPE header required with X-CAP-API-ATTRIBUTION-LOOKUP header."},
	{1062, Final, "Invalid test and control status."},
	{1064, Final, "Invalid org ID passed."},
	{4000, Final, "Not authorized. Access is denied."},
	{4001, NotExecuted, "Authorization status unavailable."},
	{320001, Final, "The client key or secret is wrong."},
}
