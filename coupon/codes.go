package coupon

import "github.com/capillary-go/sdk/capillary"

// Outcomes of calls that succeeded, or were queued.
const (
	CodeOK                = capillary.Code(700) // the coupon was processed: issued, resent, redeemable, redeemed or fetched
	CodeRedeemed          = capillary.Code(731) // the coupon was redeemed
	CodeSeriesFieldsSaved = capillary.Code(745) // the fields of the series were saved
	CodePointsQueued      = capillary.Code(687) // the points that come with it are queued
)

// The coupon.
const (
	ErrInvalidCode        = capillary.Code(702) // the coupon code is invalid; as a warning of a bulk issue: the series has no codes left in its queue
	ErrNotFound           = capillary.Code(719) // no coupon has this code
	ErrChangeNotFound     = capillary.Code(682) // the coupon to change or revoke does not exist
	ErrCheckNotFound      = capillary.Code(780) // the coupon to check does not exist
	ErrRevokeNotFound     = capillary.Code(404) // revoke: no coupon has this code
	ErrRevokeRedeemed     = capillary.Code(405) // revoke: the coupon was redeemed
	ErrExpiryInvalidCode  = capillary.Code(633) // change of expiry: the coupon code is invalid
	ErrCodeMissing        = capillary.Code(781) // neither id nor code of the coupon was passed
	ErrInvalidCodes       = capillary.Code(705) // coupon code and validation code are both invalid
	ErrExpired            = capillary.Code(713) // the coupon has expired
	ErrRevoked            = capillary.Code(660) // the coupon was revoked
	ErrTestOnly           = capillary.Code(720) // a test coupon can't be redeemed
	ErrGenericUnsupported = capillary.Code(108) // generic coupon codes are not supported here
	ErrOtherOrganization  = capillary.Code(715) // the coupon is not of this organization
)

// The coupon was redeemed before, or as often as it may be.
const (
	ErrRedeemed               = capillary.Code(711) // the coupon was redeemed before
	ErrRedeemedBefore         = capillary.Code(716) // the customer can't redeem the same coupon again
	ErrSingleRedemption       = capillary.Code(747) // more than one redemption is not allowed
	ErrCampaignLimit          = capillary.Code(714) // the campaign's redemptions are used up
	ErrRedemptionLimit        = capillary.Code(728) // the redemptions are used up
	ErrAllowedRedemptionsUsed = capillary.Code(736) // the allowed redemptions are used up
	ErrTooSoon                = capillary.Code(738) // days must pass before the next redemption
)

// The customer.
const (
	ErrCustomerNotFound = capillary.Code(701) // no customer has this identifier
	ErrInvalidCustomer  = capillary.Code(721) // the customer is invalid
	ErrNotIssued        = capillary.Code(703) // the coupon was not issued to this customer
	ErrOtherCustomer    = capillary.Code(710) // the coupon is not for this customer
	ErrNotForCustomer   = capillary.Code(723) // this customer can't use the coupon
	ErrFraud            = capillary.Code(740) // the customer is marked as fraud
	ErrFraudNotAllowed  = capillary.Code(750) // not allowed: the customer is marked as fraud
	ErrBlocked          = capillary.Code(742) // issue and redemption are blocked for this customer
	ErrMissedCall       = capillary.Code(732) // the customer made no missed call
)

// The redemption.
const (
	ErrNotRedeemed              = capillary.Code(706) // the coupon could not be redeemed, no reason given
	ErrProcessing               = capillary.Code(709) // processing failed; bulk issue: the customer has a coupon already
	ErrRedemptionFailed         = capillary.Code(759) // the redemption failed, no reason given
	ErrRedemptionEvent          = capillary.Code(683) // the event that follows the redemption failed
	ErrBatchFailed              = capillary.Code(749) // bulk: nothing was redeemed because another coupon of the batch failed
	ErrInvalidInput             = capillary.Code(629) // the input is invalid, or more than 100 coupons
	ErrTransactionNumberMissing = capillary.Code(718) // a redemption needs a transaction number
	ErrInvalidAmount            = capillary.Code(733) // the transaction amount is invalid
	ErrStoreNotAllowed          = capillary.Code(735) // the coupon can't be redeemed at this store
	ErrRedemptionRange          = capillary.Code(729) // the series' redemption range is invalid
	ErrRedemptionDate           = capillary.Code(739) // the redemption date is invalid
	ErrValidationRequired       = capillary.Code(725) // a validation code is required
	ErrValidationNotRequired    = capillary.Code(726) // no validation code is required
	ErrRedemptionIDMissing      = capillary.Code(661) // no redemption id was passed
	ErrInvalidRedemptionIDs     = capillary.Code(510) // some redemption ids are invalid
	ErrGatewayValidation        = capillary.Code(662) // the coupon gateway refused the coupon
)

// Messages to the customer.
const (
	ErrSMSNotSent     = capillary.Code(704) // the coupon could not be sent by SMS
	ErrMessageNotSent = capillary.Code(724) // the customer could not be told
)

// Issue.
const (
	ErrIssueFailed    = capillary.Code(722)  // the coupon could not be issued, no reason given
	ErrCount          = capillary.Code(677)  // bulk: the count must be 1 to 500
	ErrInvalidSource  = capillary.Code(777)  // coupons of this source can't be issued
	ErrSeriesLimit    = capillary.Code(5001) // the limit of the series is reached
	ErrCustomerLimit  = capillary.Code(5002) // the customer has as many coupons as allowed
	ErrSingleIssue    = capillary.Code(5004) // only one coupon can be issued
	ErrQueueEmpty     = capillary.Code(5005) // the backend's queue of codes is empty
	ErrSomeNotIssued  = capillary.Code(5006) // some of the coupons could not be issued
	WarnCustomerLimit = capillary.Code(621)  // bulk, partly issued: the customer has as many coupons as allowed
	WarnSeriesLimit   = capillary.Code(626)  // bulk, partly issued: the limit of the series is reached
	WarnSomeNotIssued = capillary.Code(678)  // bulk, partly issued: some could not be issued
	WarnSingleIssue   = capillary.Code(679)  // bulk, partly issued: only one can be issued
)

// Coupon series.
const (
	ErrInvalidSeriesID      = capillary.Code(707)  // the series id is invalid
	ErrUnknownSeriesID      = capillary.Code(755)  // another number for an invalid series id
	ErrSeriesIDMissing      = capillary.Code(746)  // no series id was passed
	ErrSeriesExpired        = capillary.Code(712)  // the series or its campaign has expired
	ErrSeriesFieldsNotSaved = capillary.Code(744)  // the fields of the series could not be saved
	ErrSeriesCodeTaken      = capillary.Code(751)  // a series with this code exists
	ErrSeriesCodeTaken752   = capillary.Code(752)  // another number for a series code that exists
	ErrSeriesCodeMissing    = capillary.Code(753)  // the series needs a code
	ErrGenericCodeMissing   = capillary.Code(754)  // a series of type GENERIC needs its code
	ErrMandatoryMissing     = capillary.Code(756)  // series id, coupon code or count is missing, or settings of the series exclude each other
	ErrFiltersMissing       = capillary.Code(1000) // no filters were passed
	ErrSeriesConflict       = capillary.Code(409)  // the series code exists already
	ErrSeriesCodeExists     = capillary.Code(630)  // another number for a series code that exists
	ErrGenericCodeTaken     = capillary.Code(631)  // the generic coupon code is in use already
	ErrSeriesCodeEmpty      = capillary.Code(634)  // another number for a series without a code
	ErrSeriesValidTill      = capillary.Code(641)  // the expiry date of the series is invalid or in the past
	ErrSeriesOrganization   = capillary.Code(501)  // the organization id is invalid
	ErrNoSeries             = capillary.Code(502)  // the organization has no such series, or none at all
	ErrGenericRedeemable    = capillary.Code(811)  // a series of type GENERIC_REDEEMABLE does not support it
)

// Expiry of a coupon.
const (
	ErrExpiryBeforeIssue   = capillary.Code(690) // the expiry date is before the issue
	ErrExpiryAfterSeries   = capillary.Code(691) // the expiry date is after the series'
	ErrExpiryUserIDMissing = capillary.Code(695) // the expiry of a common coupon needs a user id
)

// The coupon system could not process it: nobody knows whether it was done.
const (
	ErrUnknownFailure     = capillary.Code(730) // unknown error
	ErrTimeout            = capillary.Code(748) // the coupon service timed out
	ErrTryLater786        = capillary.Code(786) // processing failed, try again later
	ErrTryLater787        = capillary.Code(787) // processing failed, try again later
	ErrTryLater789        = capillary.Code(789) // processing failed, try again later
	ErrTryLater790        = capillary.Code(790) // processing failed, try again later
	ErrTryLater791        = capillary.Code(791) // processing failed, try again later
	ErrTryLater792        = capillary.Code(792) // processing failed, try again later
	ErrTryLater793        = capillary.Code(793) // processing failed, try again later
	ErrTryLater794        = capillary.Code(794) // processing failed, try again later
	ErrTryLater796        = capillary.Code(796) // processing failed, try again later
	ErrTryLater797        = capillary.Code(797) // processing failed, try again later
	ErrTryLater798        = capillary.Code(798) // processing failed, try again later
	ErrGateway            = capillary.Code(412) // the coupon gateway failed
	ErrGatewayConnections = capillary.Code(413) // the connections of the coupon gateway are used up
)

// The coupon system is not set up right; Capillary's support has to look.
const (
	ErrConfiguration788 = capillary.Code(788) // the configuration is invalid
	ErrConfiguration795 = capillary.Code(795) // the configuration is invalid
	ErrConfiguration799 = capillary.Code(799) // the configuration is invalid
)
