package points

import "github.com/capillary-go/sdk/capillary"

// Outcomes of calls that succeeded.
const (
	CodeOK                   = capillary.Code(800)  // the points were redeemed, or can be
	WarnCurrencyRatioMissing = capillary.Code(872)  // the value of the points in currency could not be read
	WarnTransactionNumber    = capillary.Code(873)  // the transaction number is invalid
	WarnOTPNotSent           = capillary.Code(876)  // the points can be redeemed, but no OTP was sent
	WarnNotAllocated         = capillary.Code(877)  // the points could not be allocated
	WarnEventsPending        = capillary.Code(900)  // events of this customer are waiting in the queue
	WarnLedger               = capillary.Code(9004) // the ledger came with a warning
)

// The customer.
const (
	ErrCustomerNotFound    = capillary.Code(8015) // no customer has this identifier
	ErrCustomerNotFoundV1  = capillary.Code(816)  // the organization has no such customer
	ErrInvalidIdentifierV1 = capillary.Code(802)  // the mobile, e-mail or external id is invalid
	ErrInvalidIdentifier   = capillary.Code(8013) // the identifier, or the name of its type, is invalid
	ErrInvalidSource       = capillary.Code(8003) // the source is missing or invalid
	ErrCustomerMerged      = capillary.Code(8069) // the customer was merged into another one
	ErrNotInLoyaltyProgram = capillary.Code(881)  // the customer is not in the loyalty program
	ErrNotEnrolled         = capillary.Code(1218) // the customer is not enrolled in the loyalty program
	ErrCampaignUser        = capillary.Code(686)  // the customer is known from a campaign only
	ErrFraud               = capillary.Code(809)  // the customer is marked as fraud
	ErrFraudNotAllowed     = capillary.Code(820)  // another number for a customer marked as fraud
	ErrStatusForbids       = capillary.Code(3045) // the customer's status does not allow a redemption
	ErrLookupParams        = capillary.Code(8130) // look-up with invalid parameters
)

// Redemption: points and limits.
const (
	ErrInvalidPoints              = capillary.Code(801) // the points to redeem are invalid
	ErrMoreThanAvailable          = capillary.Code(803) // more than the available points
	ErrInsufficientLifetimePoints = capillary.Code(805) // too few lifetime points
	ErrInsufficientPurchases      = capillary.Code(806) // too few lifetime purchases
	ErrNotDivisible               = capillary.Code(807) // the points are no multiple of the configured step
	ErrInsufficientToRedeem       = capillary.Code(813) // too few current points for this redemption
	ErrAboveMaximum               = capillary.Code(819) // more than the maximum for one redemption
	ErrBelowMinimum               = capillary.Code(821) // less than the minimum for one redemption
	ErrDecimals                   = capillary.Code(878) // more than three decimal places
	ErrInvalidProgram             = capillary.Code(885) // the program id is invalid
	ErrInvalidCategory            = capillary.Code(826) // the points category or the configuration is invalid
	ErrConditionsNotMet           = capillary.Code(827) // redemption is on, but its conditions are not met
	ErrGroupRedemptionOff         = capillary.Code(828) // the group has no points redemption
	ErrRedemptionTime             = capillary.Code(859) // the redemption time is invalid
	ErrSignatureRequired          = capillary.Code(825) // the call needs the client's signature
	ErrInvalidRedemptionType      = capillary.Code(700) // the type of the redemption is unknown
	ErrDuplicateReference         = capillary.Code(744) // a redemption with this external reference number exists already
)

// Redemption: validation by OTP or missed call.
const (
	ErrInvalidValidationCode = capillary.Code(808) // the validation code is wrong
	ErrOTPNotIssued          = capillary.Code(860) // no OTP could be issued
	ErrMissedCall            = capillary.Code(822) // no missed call came from the registered mobile
	ErrMissedCallOff         = capillary.Code(823) // redemption by missed call is off
	ErrMobileNotValidated    = capillary.Code(824) // the mobile must be validated first
)

// Changes of a redemption.
const (
	ErrNothingToUpdate         = capillary.Code(748)  // no field to update was passed
	ErrOneRedemptionIdentifier = capillary.Code(749)  // exactly one identifier of the redemption is needed
	ErrRedemptionUpdate        = capillary.Code(750)  // the update failed inside
	ErrUnlockEvent             = capillary.Code(3918) // unlocking: no event log has this id
)

// Reversal.
const (
	ErrSystemBusy               = capillary.Code(810)  // the system is busy, try again later; before 2026: the points to revert don't match
	ErrInvalidTransactionNumber = capillary.Code(811)  // the transaction number is invalid
	ErrReverted                 = capillary.Code(812)  // the points of this transaction were reverted before
	ErrNothingRedeemed          = capillary.Code(814)  // no points were redeemed with this transaction; elsewhere: no results
	ErrReversed                 = capillary.Code(3802) // the redeemed points were reversed before
	ErrReversalOff              = capillary.Code(905)  // reversal is off for the org
)

// Transfer.
const (
	ErrFraudConfigMissing    = capillary.Code(412)  // the setting of the fraud check is missing
	ErrFraudConfigUnreadable = capillary.Code(413)  // the setting of the fraud check could not be read
	ErrReceiverFraud         = capillary.Code(414)  // the receiver is marked as fraud
	ErrSenderFraud           = capillary.Code(415)  // the sender is marked as fraud
	ErrTransferValidation    = capillary.Code(416)  // the points did not pass validation
	ErrTransferFraud         = capillary.Code(417)  // one of the customers is marked as fraud
	ErrSameCustomer          = capillary.Code(418)  // sender and receiver are the same
	ErrTransferMerged        = capillary.Code(419)  // one of the customers was merged into another
	ErrTransferPoints        = capillary.Code(422)  // the points to transfer are missing or invalid
	ErrTransferIdentifier    = capillary.Code(434)  // the identifier of an entity is invalid
	ErrTransferNotPermitted  = capillary.Code(830)  // no permission to transfer points of this entity
	ErrFromEntity            = capillary.Code(1206) // the sender is missing or invalid
	ErrToEntity              = capillary.Code(1207) // the receiver is missing or invalid
	ErrTransferEntityType    = capillary.Code(1208) // the type of an entity is missing or unknown
	ErrNotAGroup             = capillary.Code(3316) // a group's redemption was asked for something that is no group
)

// Entities and groups.
const (
	ErrEntityMissing       = capillary.Code(1219)   // the entity's details are missing or invalid
	ErrInvalidEntityType   = capillary.Code(1212)   // the type of entity is invalid
	ErrGroupNotFound       = capillary.Code(1632)   // no group has this identifier
	ErrInvalidGroup        = capillary.Code(1645)   // the group's details are invalid
	ErrInvalidGroupDetails = capillary.Code(93026)  // goodwill: the group's details are invalid
	ErrConnectedOrgs       = capillary.Code(310144) // the connected orgs of the headers are not set properly
)

// Goodwill requests.
const (
	ErrInvalidProgramID = capillary.Code(1101) // the program id is invalid
	ErrRequestType      = capillary.Code(9006) // the type of request is invalid
	ErrRequestBaseType  = capillary.Code(9008) // the base type of request is invalid
)

// Allocation and adjustment of points and alternate currencies.
const (
	ErrAllocation       = capillary.Code(8136) // allocation: currency, strategy, event or program is unknown
	ErrBillNotFound     = capillary.Code(8139) // allocation: no bill has this id
	ErrPromotionID      = capillary.Code(8874) // the promotion id is invalid
	ErrPointsAwardedID  = capillary.Code(8877) // the id of the award is invalid
	ErrReasonMissing    = capillary.Code(8882) // an adjustment needs a reason
	ErrProgramIDMissing = capillary.Code(8887) // a promotion identifier needs a program id beside it
	ErrZeroPoints       = capillary.Code(8888) // the points to adjust are zero
	ErrTooManyDecimals  = capillary.Code(8906) // more decimal places than the program allows
	ErrBalanceTooLow    = capillary.Code(8907) // more than the program's available points
	ErrCurrencyNotFound = capillary.Code(8911) // the program has no alternate currency of this name
	ErrAwardedType      = capillary.Code(9975) // the reference type of the award is invalid
)

// Change of the expiry of points.
const (
	ErrExpiryRequest         = capillary.Code(8931) // the request is empty or invalid
	ErrExpiryIdentifierName  = capillary.Code(8932) // no name of the identifier
	ErrExpiryIdentifierValue = capillary.Code(8933) // no value of the identifier
	ErrExpiryProgramID       = capillary.Code(8934) // no program id
	ErrExpiryMetaKey         = capillary.Code(8935) // a key of the standard meta is invalid
	ErrExpiryFailed          = capillary.Code(8936) // the update failed, no reason given
	ErrExpiryReferenceID     = capillary.Code(8937) // no reference id of the award
	ErrExpiryReferenceType   = capillary.Code(8938) // no reference type of the award
	ErrExpiryDateMissing     = capillary.Code(8942) // no expiry date
)

// Dates.
const (
	ErrStartAfterEnd = capillary.Code(1214) // the start date is after the end date
	ErrStartPast     = capillary.Code(1215) // the start date is in the past
	ErrDateFormat    = capillary.Code(1216) // a date is not of the form yyyy-MM-dd
	ErrEndTooFar     = capillary.Code(1217) // the end date is over 100 years ahead
)

// Ledger and event logs.
const (
	ErrLedgerUnavailable          = capillary.Code(9003)  // the ledger could not be read, or there is no entry for this type of points
	ErrCurrencyNames              = capillary.Code(9005)  // the names of alternate currencies are invalid
	ErrDuplicateUniqueID          = capillary.Code(6006)  // an allocation with this unique id was made before
	ErrCurrenciesNotFound         = capillary.Code(9018)  // no alternate currency fits the filters
	ErrInvalidIdentifiers         = capillary.Code(9021)  // some identifiers are invalid
	ErrEventReferences            = capillary.Code(9022)  // the event reference ids are invalid
	ErrParameterCombination       = capillary.Code(11001) // these parameters don't go together
	ErrLedgerIncomplete           = capillary.Code(11002) // events are pending: the ledger may lack entries
	ErrNoLedgerEntries            = capillary.Code(11003) // no ledger entry fits
	ErrInvalidTillID              = capillary.Code(11004) // the till id is invalid
	ErrLedgerProgramID            = capillary.Code(11005) // the program id is invalid
	ErrLimitAbove10               = capillary.Code(11006) // the limit is over 10
	ErrLedgerEntryType            = capillary.Code(11007) // the type of ledger entry is unknown
	ErrPointCategoryType          = capillary.Code(11008) // the type of point category is unknown
	ErrLedgerStartAfterEnd        = capillary.Code(11009) // the start date is after the end date
	ErrLedgerRange                = capillary.Code(11010) // more than 60 days between start and end
	ErrLedgerDateFormat           = capillary.Code(11011) // a date is not of the form yyyy-MM-ddTHH:mm:ss
	ErrInvalidUserID              = capillary.Code(11012) // the user id is invalid
	ErrIdentifierMissing          = capillary.Code(11013) // identifier name, value and source are required
	ErrEventNameNotFound          = capillary.Code(11014) // the event name is unknown, or more than 10 names
	ErrEventDetail                = capillary.Code(11015) // the event's detail could not be set
	ErrEventLogNotFound           = capillary.Code(11016) // no event has this log id
	ErrEventIDFormat              = capillary.Code(11017) // the event id is no number
	ErrNoUsersForRoles            = capillary.Code(11018) // no users have these roles
	ErrSourceCaptureOff           = capillary.Code(11019) // capture of the source value is off for the org
	ErrEventIDAndReferences       = capillary.Code(11021) // event id and event references exclude each other
	ErrEventIdentifiersMissing    = capillary.Code(11023) // either the event log id, or event name and bill id
	ErrEventNotFound              = capillary.Code(11024) // another number for an unknown event log id
	ErrTillIDFormat               = capillary.Code(11025) // the till id is no number
	ErrNoTills                    = capillary.Code(11026) // the store has no tills
	ErrInvalidTillIDs             = capillary.Code(11027) // some till ids are invalid
	ErrMultipleTillParams         = capillary.Code(11028) // only one of tillId, tillIds, storeCode and storeId
	ErrLimitAbove100              = capillary.Code(11029) // the limit is over 100
	ErrHistoricalFieldsNotSaved   = capillary.Code(2202)  // the custom fields of historical points could not be saved
	ErrHistoricalFieldsNotDeleted = capillary.Code(2203)  // the custom field of historical points could not be deleted
	ErrHistoricalNotFetched       = capillary.Code(2204)  // historical points: the values of the filter are invalid
)

// The points system could not process it: nobody knows whether it was done.
const (
	ErrTryLater815 = capillary.Code(815) // processing failed, try again later
	ErrTryLater886 = capillary.Code(886) // processing failed, try again later
	ErrTryLater887 = capillary.Code(887) // processing failed, try again later; a transfer or reversal: validation failed
	ErrTryLater889 = capillary.Code(889) // processing failed, try again later
	ErrTryLater894 = capillary.Code(894) // processing failed, try again later
	ErrTryLater896 = capillary.Code(896) // processing failed, try again later
	ErrTryLater898 = capillary.Code(898) // processing failed, try again later
)

// The points system is not set up right; Capillary's support has to look.
const (
	ErrConfiguration888     = capillary.Code(888) // the configuration is invalid
	ErrProgramNotConfigured = capillary.Code(895) // the org has no loyalty program
	ErrConfiguration899     = capillary.Code(899) // the configuration is invalid
)

// Unlocking promised points.
const (
	ErrUnlockWithoutBill       = capillary.Code(82323271) // the bill number is missing
	ErrUnlockEventName         = capillary.Code(82323272) // the event name is missing or unknown
	ErrUnlockEntityType        = capillary.Code(82323276) // the entity type is invalid
	ErrUnlockBillNotFound      = capillary.Code(82323277) // there is no such bill
	ErrNothingToUnlock         = capillary.Code(82323282) // no promised points were found
	ErrUnlockWithoutIdentifier = capillary.Code(82323284) // name, value or source of the identifier is empty
)

// Numbers that mean this where points are redeemed.
var (
	ErrInsufficient        = capillary.CodeExcept(804, moving...) // too few current points
	ErrRedemptionFailed    = capillary.CodeExcept(817, moving...) // the redemption failed, no reason given
	ErrMoreThanCurrent     = capillary.CodeExcept(818, moving...) // more than the current points
	ErrInvalidRedemptionID = capillary.CodeExcept(901, moving...) // points or redemption id are invalid
	ErrRedemptionNotFound  = capillary.CodeExcept(902, moving...) // no redemption has this id
	ErrNotRedeemed         = capillary.CodeExcept(903, moving...) // the points could not be redeemed
	ErrInvalidCustomer     = capillary.CodeExcept(904, moving...) // the customer's details are invalid
)

// The same numbers where points are transferred or come back.
var (
	ErrNotProcessed   = capillary.CodeIn(804, moving...) // it could not be processed; a write can have been done
	ErrTooFewToMove   = capillary.CodeIn(817, moving...) // too few points, or they are not allowed to move
	ErrProgramForbids = capillary.CodeIn(818, moving...) // the program does not allow it
	ErrNotEligible    = capillary.CodeIn(901, moving...) // the customer is not eligible
	ErrMovedBefore    = capillary.CodeIn(902, moving...) // the same transfer or reversal was made before
	ErrLimitReached   = capillary.CodeIn(903, moving...) // the limit is reached
	ErrCustomerLocked = capillary.CodeIn(904, moving...) // locked for the customer
)
