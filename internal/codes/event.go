package codes

// event are the codes of the event operations. Sorted by code.
var event = []Entry{
	{1100, Accepted, "Event is pushed to transformation state."},
	{1802, Final, "Field attribute value fails for a validation type, such as isRequired."},
	{1806, Duplicate, "Event already exists."},
	{1808, Final, "Customer event transformer not present."},
	{1810, Final, "Event actions invalid."},
	{1811, Final, "Event name invalid."},
	{1823, Final, "Invalid event field type."},
	{1839, Final, "Auth mechanism not present."},
	{1849, TryLater, "Search system unreachable."},
	{1850, Final, "Invalid search request parameters."},
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
	{7312, Final, "Event name does not match any registered behavioral event for the organization."},
	{7313, Final, "Payload schema validation failed. Field types or identifiers do not match the configured schema."},
}
