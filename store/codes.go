package store

import "github.com/capillary-go/sdk/capillary"

// Outcomes of calls that succeeded.
const (
	CodeOK           = capillary.Code(900) // the store or its report was fetched, or the report was uploaded
	CodeTasksFetched = capillary.Code(910) // the tasks were fetched
)

// Stores.
const (
	ErrFetchFailed       = capillary.Code(901)  // the store could not be fetched
	ErrInvalidIdentifier = capillary.Code(902)  // the identifier is invalid
	ErrIDMissing         = capillary.Code(903)  // no store id was passed
	ErrIdentifierMissing = capillary.Code(913)  // no identifier was passed
	ErrNameTaken         = capillary.Code(1206) // a store has this name
	ErrCodeTaken         = capillary.Code(1220) // a store has this code
	ErrExternalIDMissing = capillary.Code(1221) // a store needs an external id
	ErrCodeMissing       = capillary.Code(1234) // a store of an update has no code
	ErrNameNotFound      = capillary.Code(1235) // no store has this name
)

// Tasks and reports.
const (
	ErrTasksFailed        = capillary.Code(908) // the tasks could not be fetched
	ErrNoTasks            = capillary.Code(909) // there are no tasks
	ErrInvalidReportType  = capillary.Code(911) // the type of the report is invalid
	ErrReportUploadFailed = capillary.Code(912) // the report could not be uploaded
)

// Log files, and what a store server reports of itself.
const (
	ErrLogSize              = capillary.Code(904) // the file that arrived has another size
	ErrLogSignature         = capillary.Code(905) // the file that arrived has another signature
	ErrLogUploadFailed      = capillary.Code(906) // the file could not be kept
	ErrLogNotRecorded       = capillary.Code(907) // the file could not be put into the database
	ErrSomeStatsFailed      = capillary.Code(921) // some figures of the store server could not be kept
	ErrStatsFailed          = capillary.Code(922) // no figures of the store server could be kept
	ErrSomeDiagnosticFailed = capillary.Code(923) // some diagnostic details of tills could not be kept
	ErrDiagnosticFailed     = capillary.Code(924) // no diagnostic details of tills could be kept
)
