package codes

// store are the codes of the store operations. Sorted by code.
var store = []Entry{
	{900, Success, "Store details or report retrieved, or report uploaded successfully."},
	{901, TryLater, "Store information retrieval failed."},
	{902, Final, "Store identifier is invalid."},
	{903, Final, "Unable to fetch store details. No store id is passed."},
	{904, Final, "Client log file size does not match with the file size uploaded on server."},
	{905, Final, "Client log file signature does not match with the file signature on server."},
	{906, TryLater, "Uploading client log file to file service failed."},
	{907, TryLater, "Insert client log file metadata in database failed."},
	{908, TryLater, "Tasks retrieval failed."},
	{909, Final, "No tasks found."},
	{910, Success, "Tasks retrieved successfully."},
	{911, Final, "Report type is invalid."},
	{912, TryLater, "Report upload failed."},
	{913, Final, "Unable to fetch store details. No identifier is passed."},
	{921, TryLater, "Unable to insert one or more store server stats."},
	{922, TryLater, "Unable to insert the entire store server stats."},
	{923, TryLater, "Unable to insert one or more till diagnostic details."},
	{924, TryLater, "Unable to insert all till diagnostics details."},
	{1206, Duplicate, "Store name exists."},
	{1220, Duplicate, "Store code exists."},
	{1221, Final, "External id missing. One is required at least."},
	{1234, Final, "The code is missing of a store."},
	{1235, Final, "No store matching the name was found."},
}
