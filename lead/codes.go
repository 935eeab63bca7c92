package lead

import "github.com/capillary-go/sdk/capillary"

// A lead.
const (
	ErrNotFound            = capillary.Code(92001) // no lead has this id
	ErrIDMissing           = capillary.Code(92010) // the id of the lead is missing
	ErrInvalidType         = capillary.Code(92009) // there is no such type of leads
	ErrLeadForMissing      = capillary.Code(92006) // a lead needs something that it is for
	ErrInvalidSKU          = capillary.Code(92016) // there is no such item
	ErrInvalidBrand        = capillary.Code(92017) // there is no such brand
	ErrInvalidCategory     = capillary.Code(92018) // there is no such category
	ErrInvalidOwner        = capillary.Code(92019) // there is no such staff user
	ErrFollowedUpOnMissing = capillary.Code(92005) // a talk needs the time when it was
)

// The customer of a lead.
const (
	ErrCustomerNotFound   = capillary.Code(92008) // no customer has this user id
	ErrUserIDMissing      = capillary.Code(92007) // the user id is missing
	ErrDetailsMissing     = capillary.Code(92012) // the customer is named by nothing
	ErrInvalidIDType      = capillary.Code(92015) // the type of the identifier must be EMAIL or MOBILE
	ErrNotRegistered      = capillary.Code(92025) // the customer is not registered, and leads register nobody
	ErrRegistrationFailed = capillary.Code(92011) // the customer could not be registered
	ErrSourceMissing      = capillary.Code(92013) // the source of the organisation is missing
	ErrInvalidSource      = capillary.Code(92014) // there is no such source of the organisation
)

// Statuses and reasons.
const (
	ErrInvalidStatus    = capillary.Code(92003) // there is no such status
	ErrDuplicateStatus  = capillary.Code(92002) // the lead has this status
	ErrStatusMissing    = capillary.Code(92022) // the status is missing
	ErrInvalidSubStatus = capillary.Code(92020) // there is no such sub-status
	ErrSubStatusExists  = capillary.Code(92021) // the status has this sub-status
	ErrSubStatusMissing = capillary.Code(92023) // the sub-status is missing
	ErrReasonNotFound   = capillary.Code(92004) // there is no such reason
	ErrClosed           = capillary.Code(92024) // the lead is closed
)
