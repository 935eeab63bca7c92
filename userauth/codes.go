package userauth

import "github.com/capillary-go/sdk/capillary"

// Outcomes of calls that succeeded.
const (
	CodeUpdated    = capillary.Code(91025) // the password was changed
	CodeRegistered = capillary.Code(91030) // the user was registered
)

// Users.
const (
	ErrNotAuthorized     = capillary.Code(91024) // the password does not fit
	ErrUpdateFailed      = capillary.Code(91026) // the password could not be changed
	ErrInvalidUsername   = capillary.Code(91027) // the number or the address is invalid
	ErrInvalidPassword   = capillary.Code(91028) // the password is no MD5
	ErrAlreadyRegistered = capillary.Code(91029) // the user is registered already
	ErrRegisterFailed    = capillary.Code(91031) // the user could not be registered
)
