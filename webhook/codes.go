package webhook

import "github.com/capillary-go/sdk/capillary"

// Managing webhooks.
const (
	ErrNoEventNames   = capillary.Code(51003)  // there are no event names
	ErrConnections    = capillary.Code(51007)  // the number of connections is below 1
	ErrRequestNotRead = capillary.Code(300004) // the request could not be read; of a webhook: it has no number of connections
)

// The delivery log.
const (
	ErrGroupDenied     = capillary.Code(300005) // the webhook is not one of the organisation
	ErrInvalidLogQuery = capillary.Code(999999) // page or page size are not valid
	ErrGroupNotFound   = capillary.Code(404)    // of Metrics: there is no such webhook, or it is not to be seen
)

// Scans of customers, which the page of the log lists. They are org.Feed's: no call of this package is known to give one.
const (
	CodeFeedAdded           = capillary.Code(7300) // the scan was kept
	ErrFeedFailed           = capillary.Code(7301) // the scan could not be kept
	ErrFeedSourceMissing    = capillary.Code(7302) // no source was passed
	ErrFeedInvalidSource    = capillary.Code(7303) // the source is invalid
	ErrFeedEventMissing     = capillary.Code(7304) // no event was passed
	ErrFeedInvalidEvent     = capillary.Code(7305) // the event is invalid
	ErrFeedUUIDMissing      = capillary.Code(7306) // no UUID was passed
	ErrFeedCustomerMissing  = capillary.Code(7307) // no customer was passed
	ErrFeedInvalidCustomer  = capillary.Code(7308) // the customer's id is invalid
	ErrFeedInvalidSKU       = capillary.Code(7309) // the SKU is invalid
	ErrFeedInvalidStore     = capillary.Code(7310) // the store's code is invalid
	ErrFeedCustomerRejected = capillary.Code(7311) // the customer's details are invalid
)
