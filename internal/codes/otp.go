package codes

// otp are the codes of the OTP operations. Sorted by code.
var otp = []Entry{
	{429, Final, "Rate limit exceeded. A maximum of 10 OTPs can be generated for a user per day."},
	{517, Final, "Rate limit exceeded. The number has reached the limit of OTPs for an hour."},
	{600, Final, "Invalid or null action passed."},
	{601, Final, "Invalid or null entity_type passed."},
	{602, Final, "Invalid or null entity_value passed."},
	{603, Final, "Invalid or null communication channel value passed."},
	{604, Final, "No OTP passed."},
	{605, Final, "OTP is either invalid, expired, or null."},
	{606, TryLater, "Unable to generate OTP at the moment."},
	{607, Final, "Mandatory template name not passed for WhatsApp channel."},
	{608, Final, "Something went wrong while fetching OTP template. Make sure that OTP templates are configured and approved."},
	{610, Success, "OTP is validated successfully."},
	{621, Final, "Zalo template identifier cannot be empty."},
	{874, TryLater, "Unable to generate validation code (OTP)."},
	{875, TryLater, "Unable to generate validation code (OTP)."},
	{876, Final, "OTP Validation Failed."},
	{8056, Final, "Invalid mobile."},
	{9001, Final, "No valid OTP found."},
}
