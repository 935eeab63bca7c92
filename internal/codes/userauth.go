package codes

// userauth are the codes of the userauth operations. Sorted by code.
var userauth = []Entry{
	{91024, Final, "Unable to authorize user with given credentials."},
	{91025, Success, "Updated password successfully."},
	{91026, TryLater, "Error in updating password."},
	{91027, Final, "Username (email, mobile) is invalid."},
	{91028, Final, "Password is not a valid MD5 hash."},
	{91029, Duplicate, "Registration failed, user is already registered."},
	{91030, Success, "User is successfully registered."},
	{91031, TryLater, "Error in registering user."},
}
