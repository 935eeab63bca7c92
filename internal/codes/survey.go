package codes

// survey are the codes of the survey operations. Sorted by code.
var survey = []Entry{
	{9001, Final, "Invalid survey id."},
	{9002, Final, "Invalid survey question id."},
	{9003, Final, "No surveys found."},
	{9004, Final, "No survey questions found."},
	{9005, Final, "No survey responses found."},
	{9006, Final, "Invalid survey external reference id passed."},
	{9007, TryLater, "Unable to add survey questions."},
	{9008, Duplicate, "Survey external reference id already exists."},
	{9010, Duplicate, "Question external id already exists."},
	{9011, Final, "Invalid survey question external id passed for lookup."},
	{9012, Final, "Duplicate survey question external id in the request."},
}
