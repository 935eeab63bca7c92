package codes

// families are the resource packages. Each table is sorted by code.
var families = map[string][]Entry{
	"coupon":      coupon,
	"customer":    customer,
	"event":       event,
	"lead":        lead,
	"org":         org,
	"otp":         otp,
	"points":      points,
	"staff":       staff,
	"store":       store,
	"survey":      survey,
	"transaction": transaction,
	"userauth":    userauth,
	"usergroup":   usergroup,
	"webhook":     webhook,
}

// missing are the codes of a family that say "no such …". Sorted by family.
var missing = map[string][]int{
	"coupon":      {682, 701, 719, 780},
	"customer":    {816, 1011, 1012, 1053, 1205, 8009, 8015, 8065, 8923, 9042, 9050, 33000},
	"lead":        {92001, 92004, 92008},
	"org":         {3202, 3206, 3213, 3227, 91027},
	"points":      {816, 3918, 8015, 8136, 8139, 8911, 9018, 11014, 11016, 11018, 11024, 11026, 82323272, 82323277},
	"store":       {1235},
	"survey":      {9003, 9004, 9005},
	"transaction": {611, 625, 641, 656, 667, 668, 8015, 9607},
	"usergroup":   {1632, 8015, 8911},
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
