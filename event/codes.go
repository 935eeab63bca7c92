package event

import "github.com/capillary-go/sdk/capillary"

// CodePushed is what a push is answered with: the event is queued.
const CodePushed = capillary.Code(1100) // the event is on its way to be processed

// Defining events and webhooks.
const (
	ErrFieldAttribute     = capillary.Code(1802) // an attribute of a field is not valid
	ErrEventExists        = capillary.Code(1806) // the organisation has an event of this name
	ErrInvalidTransformer = capillary.Code(1808) // there is no such transformer
	ErrInvalidActions     = capillary.Code(1810) // there is no such action
	ErrInvalidEventName   = capillary.Code(1811) // the name of the event is not valid
	ErrInvalidFieldType   = capillary.Code(1823) // there is no such type of fields
	ErrNoAuthMechanism    = capillary.Code(1839) // the webhook has no way to authenticate
)

// Searching.
const (
	ErrSearchUnreachable = capillary.Code(1849) // the search system can't be reached now
	ErrInvalidSearch     = capillary.Code(1850) // an identifier is not valid
)

// Pushing events, and scans of customers (package org).
const (
	CodeFeedAdded           = capillary.Code(7300) // it was kept
	ErrFeedFailed           = capillary.Code(7301) // it could not be kept
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
	ErrUnknownEvent         = capillary.Code(7312) // the organisation has no event of this name
	ErrInvalidPayload       = capillary.Code(7313) // fields do not fit the definition of the event
)
