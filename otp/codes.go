package otp

import "github.com/capillary-go/sdk/capillary"

// Outcomes of calls that succeeded.
const (
	CodeValidated = capillary.Code(610) // the OTP is right
)

// The request.
const (
	ErrInvalidAction           = capillary.Code(600)  // the action is missing or unknown
	ErrInvalidEntityType       = capillary.Code(601)  // the entity type is missing or unknown
	ErrInvalidEntityValue      = capillary.Code(602)  // the entity value is missing or invalid
	ErrInvalidChannel          = capillary.Code(603)  // the communication channel is missing or unknown
	ErrMissing                 = capillary.Code(604)  // no OTP was passed
	ErrWhatsAppTemplateMissing = capillary.Code(607)  // WhatsApp needs a template name
	ErrTemplate                = capillary.Code(608)  // the OTP template can't be used: it must be configured and approved
	ErrZaloTemplateMissing     = capillary.Code(621)  // Zalo needs a template identifier
	ErrInvalidMobile           = capillary.Code(8056) // the mobile number is invalid
)

// Making an OTP.
const (
	ErrDailyLimit      = capillary.Code(429) // 10 OTPs a user a day: final for the day
	ErrHourlyLimit     = capillary.Code(517) // 1000 OTPs a number in any 60 minutes, unless the organisation has another limit: final until then
	ErrGenerate        = capillary.Code(606) // no OTP could be made now
	ErrGenerateCode    = capillary.Code(874) // no validation code could be made
	ErrGenerateCode875 = capillary.Code(875) // another number for a validation code that could not be made
)

// Checking an OTP.
const (
	ErrInvalid          = capillary.Code(605)  // the OTP is wrong, expired or empty
	ErrValidationFailed = capillary.Code(876)  // the OTP did not pass
	ErrNoneValid        = capillary.Code(9001) // there is no valid OTP
)
