package codes

// webhook are the codes of the webhook operations. Sorted by code.
var webhook = []Entry{
	{7300, Success, "Feed added successfully."},
	{7301, TryLater, "Unable to add feed."},
	{7302, Final, "Source is not specified."},
	{7303, Final, "Invalid source passed."},
	{7304, Final, "Event is not passed."},
	{7305, Final, "Invalid event passed."},
	{7306, Final, "UUID is not passed."},
	{7307, Final, "Customer id is not passed."},
	{7308, Final, "Invalid customer id passed."},
	{7309, Final, "Invalid SKU passed."},
	{7310, Final, "Invalid store code passed."},
	{7311, Final, "Invalid customer details passed. Scan event failed."},
	{51003, Final, "Event names can not be null."},
	{51007, Final, "Maximum of allowed connections must be greater than zero."},
	{300004, Final, "Request could not be read, or the maximum of allowed connections is missing."},
	{300005, Final, "Access denied. No permission for this consumer group."},
	{999999, Final, "Validation failed. Check page and page size."},
}
