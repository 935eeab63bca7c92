package codes

// staff are the codes of the staff operations. Sorted by code.
var staff = []Entry{
	{1001, Final, "Password not set."},
	{1005, Duplicate, "The identifier already exists."},
	{1007, Final, "Username or identifier (email, mobile) is not set."},
	{1008, Final, "Invalid identifier type passed."},
	{1009, Final, "Invalid identifier details passed."},
	{1010, Final, "Invalid OTP type passed."},
	{1011, Final, "Inactive user passed."},
	{1012, TryLater, "Unable to send OTP to the new identifier."},
	{1215, Success, "Invalid parent zone, external id or parent concept. It is set to the default value."},
	{1700, Final, "Invalid OTP or OTP expired."},
	{8093, TryLater, "Walkin failed from store network."},
	{8094, Final, "No identifier value passed in the param."},
	{8095, Final, "Invalid source passed."},
	{8096, Final, "Invalid till code."},
	{8097, TryLater, "SMS service not working."},
	{8098, Final, "Invalid till."},
	{8099, Final, "No identifier passed in the param."},
}
