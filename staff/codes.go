package staff

import "github.com/capillary-go/sdk/capillary"

// Staff users.
const (
	ErrPasswordMissing       = capillary.Code(1001) // there is no password
	ErrIdentifierTaken       = capillary.Code(1005) // a staff user has this name, number or address
	ErrIdentifierMissing     = capillary.Code(1007) // there is no username, number or address
	ErrInvalidIdentifierType = capillary.Code(1008) // the type of the identifier is invalid
	ErrInvalidIdentifier     = capillary.Code(1009) // the identifier is invalid
	ErrInactive              = capillary.Code(1011) // the user is not active
	WarnParentDefault        = capillary.Code(1215) // zone, external id or concept is invalid: the default one was taken
)

// One-time passwords.
const (
	ErrInvalidOTPType = capillary.Code(1010) // the purpose of the code is invalid
	ErrOTPNotSent     = capillary.Code(1012) // no code could be sent to the new number or address
	ErrInvalidOTP     = capillary.Code(1700) // the code is wrong or has expired
)

// What the pages of Get and Logout list besides.
const (
	ErrWalkinFailed           = capillary.Code(8093) // a walk-in from the store's network failed
	ErrIdentifierValueMissing = capillary.Code(8094) // an identifier has no value
	ErrInvalidSource          = capillary.Code(8095) // the source is invalid
	ErrInvalidTillCode        = capillary.Code(8096) // the code of the till is invalid
	ErrSMSService             = capillary.Code(8097) // messages can't be sent now
	ErrInvalidTill            = capillary.Code(8098) // the till is invalid
	ErrNoIdentifier           = capillary.Code(8099) // no identifier was passed
)
