package transaction

import "github.com/capillary-go/sdk/capillary"

// Outcomes of calls that succeeded, or were queued.
const (
	CodeOK           = capillary.Code(600)  // the transaction was added, updated or retrieved
	CodeRetroDone    = capillary.Code(1630) // the transaction was made regular by a retro conversion
	CodePointsQueued = capillary.Code(687)  // v1.1: the points of the transaction are queued; v2 says so in a warning, and has the number for ErrReturnItemNotFound
)

// The transaction: its number, id and type.
const (
	ErrDuplicate           = capillary.Code(604)  // a transaction with this number exists
	ErrInvalidNumber       = capillary.Code(602)  // the transaction number is invalid
	ErrIDInvalid           = capillary.Code(620)  // another number for an invalid transaction id
	ErrRetroInvalidID      = capillary.Code(1628) // retro: the transaction id is invalid
	ErrIDMissing           = capillary.Code(607)  // no transaction id
	ErrIDNotProvided       = capillary.Code(619)  // another number for a missing transaction id
	ErrNumberNotFound      = capillary.Code(625)  // no transaction has this number; as a warning: the return was saved without its parent
	ErrIDNotOfCustomer     = capillary.Code(667)  // the customer has no transaction with this id
	ErrNumberNotOfCustomer = capillary.Code(668)  // the customer has no transaction with this number; v2 update: several transactions have it, so name the id
	ErrInvalidType         = capillary.Code(605)  // the transaction type is unknown
	ErrTypeInvalid         = capillary.Code(1623) // another number for an invalid transaction type
	ErrDetailsMissing      = capillary.Code(615)  // no transaction details
	ErrParametersMissing   = capillary.Code(1624) // too few parameters to fetch a transaction
	ErrInvalidStatus       = capillary.Code(1636) // the transaction status is invalid
	ErrCancelled           = capillary.Code(614)  // the transaction was cancelled before
	ErrFieldTooLong        = capillary.Code(685)  // a field is too long
	ErrNumberAmbiguous     = capillary.Code(708)  // update: a sale and a return have this number, so name the id
)

// The write failed and the reply gives no reason, or a step after it failed: the transaction may be stored.
const (
	ErrNotAddedV1            = capillary.Code(608)  // the transaction could not be added
	ErrNotAdded              = capillary.Code(686)  // the transaction could not be added
	ErrNotInterestedNotAdded = capillary.Code(645)  // the not-interested transaction could not be added
	ErrUpdateFields          = capillary.Code(609)  // update refused: check the fields
	ErrNotUpdated            = capillary.Code(1118) // the transaction could not be updated
	ErrEventsNotTriggered    = capillary.Code(623)  // other events of the transaction could not be triggered
	ErrRedemptionFailed      = capillary.Code(642)  // the redemption of points or a coupon failed
	ErrNewBillEvent          = capillary.Code(683)  // the event for the new bill failed
	ErrNewBillDVSEvent       = capillary.Code(684)  // the DVS event for the new bill failed
	ErrReturnBillEvent       = capillary.Code(710)  // the event for the returned bill failed
	ErrPointsNotReverted     = capillary.Code(637)  // the points of a returned transaction could not be taken back now
	ErrPointsProcessing689   = capillary.Code(689)  // points processing failed
	ErrPointsProcessing692   = capillary.Code(692)  // points processing failed
	ErrPointsProcessing693   = capillary.Code(693)  // points processing failed
	ErrPointsProcessing694   = capillary.Code(694)  // points processing failed
	ErrPointsProcessing696   = capillary.Code(696)  // points processing failed
	ErrPointsProcessing697   = capillary.Code(697)  // points processing failed
	ErrPointsProcessing698   = capillary.Code(698)  // points processing failed
	ErrNotFetched            = capillary.Code(1113) // the customer's transactions could not be read
	ErrSimulationFailed      = capillary.Code(1116) // the simulation failed
	ErrConfiguration         = capillary.Code(695)  // the configuration is invalid; Capillary's support has to look
	ErrConfiguration699      = capillary.Code(699)  // another number for an invalid configuration
)

// The customer.
const (
	ErrCustomerIdentifierMissing = capillary.Code(606)  // no identifier of the customer
	ErrCustomerNotFound          = capillary.Code(8015) // no customer has this identifier
	ErrCustomerNotFoundV1        = capillary.Code(611)  // the customer does not exist
	ErrNoCustomer641             = capillary.Code(641)  // another number for a customer that does not exist
	ErrNoCustomer656             = capillary.Code(656)  // another number for a customer that does not exist
	ErrCustomerMissing           = capillary.Code(1104) // no customer details
	ErrCustomerDetailsMissing    = capillary.Code(8084) // no customer details, or no valid identifier
	ErrFraud                     = capillary.Code(618)  // the customer is marked as fraud
	ErrFraudNotAllowed           = capillary.Code(820)  // not allowed: the customer is marked as fraud
	ErrStatusForbids             = capillary.Code(3045) // the customer's status does not allow it
	ErrRolesAndUsers             = capillary.Code(1107) // the roles and user ids of the filter don't fit together
	ErrInvalidUserID             = capillary.Code(1108) // the user id is invalid
	ErrDeletedForPII             = capillary.Code(8109) // the customer was deleted by a PII request
	ErrInvalidIdentifierValue    = capillary.Code(8154) // the identifier is no customer id
	ErrInvalidIdentifierName     = capillary.Code(8155) // the source has no identifier of this name
)

// Registration of the customer with the transaction.
const (
	ErrRegistrationFields          = capillary.Code(610) // registration refused: check the fields
	ErrRegisterInvalidEmail        = capillary.Code(646) // the e-mail is invalid
	ErrRegisterEmailTaken          = capillary.Code(647) // another customer has this e-mail
	ErrRegisterMobileTaken         = capillary.Code(648) // another customer has this mobile
	ErrRegisterInvalidMobile       = capillary.Code(649) // the mobile is invalid
	ErrRegisterMobileNotUnique     = capillary.Code(650) // a mobile is no unique identifier here
	ErrRegisterMobileRequired      = capillary.Code(651) // a mobile is required
	ErrRegisterInvalidIdentifier   = capillary.Code(652) // the mobile, e-mail or external id is invalid
	ErrRegisterExternalIDTaken     = capillary.Code(653) // another customer has this external id
	ErrRegisterExternalIDNotUnique = capillary.Code(654) // an external id is no unique identifier here
	ErrRegisterNotLoyalty          = capillary.Code(655) // the customer is not in the loyalty program
	ErrRegisterEUP                 = capillary.Code(657) // the registration in EUP failed
	ErrRegisterEmailAlone          = capillary.Code(658) // an e-mail alone is not enough
	ErrRegisterEmailRequired       = capillary.Code(659) // an e-mail is required
)

// Amounts and dates.
const (
	ErrInvalidAmount       = capillary.Code(601)  // amount, quantity, rate or discount is invalid
	ErrNegativeGrossAmount = capillary.Code(665)  // the gross amount is negative
	ErrNegativeDiscount    = capillary.Code(666)  // the discount is negative
	ErrInvalidDate         = capillary.Code(621)  // the date is out of range
	ErrDateTooLate         = capillary.Code(643)  // the date is too far in the future
	ErrDateTooEarly        = capillary.Code(644)  // the date is too far in the past
	ErrDate                = capillary.Code(1114) // a date is invalid
	ErrStartAfterEnd       = capillary.Code(1115) // the start is after the end
)

// Line items.
const (
	ErrItemCodeExists       = capillary.Code(616)  // the item code exists already
	ErrItemAttribute        = capillary.Code(617)  // an attribute of the item is invalid
	ErrLineItemNotAdded     = capillary.Code(622)  // a line item could not be added
	ErrLineItemFailed       = capillary.Code(9601) // a line item could not be added
	ErrNegativeQuantity     = capillary.Code(627)  // a quantity is negative
	ErrItemNegativeAmount   = capillary.Code(661)  // an item's amount is negative
	ErrItemNegativeValue    = capillary.Code(662)  // an item's value is negative
	ErrItemNegativeRate     = capillary.Code(663)  // an item's rate is negative
	ErrItemNegativeDiscount = capillary.Code(664)  // an item's discount is negative
	ErrLineItemID           = capillary.Code(1119) // the line item id is invalid
	ErrLineItemCode         = capillary.Code(1120) // the line item code is invalid
	WarnItemOutlier         = capillary.Code(9608) // a line item is marked as outlier
	WarnReturnableDays      = capillary.Code(1105) // the returnable days must be greater than -1
)

// Returns.
const (
	ErrReturnTime             = capillary.Code(624)  // a return must be later than its transaction
	ErrReturnQuantity         = capillary.Code(626)  // more is returned than was bought
	ErrReturnType             = capillary.Code(628)  // the type of return is invalid
	ErrRetroReturnType        = capillary.Code(1634) // the return type is invalid
	ErrReturnAvailable        = capillary.Code(629)  // more is returned than is left
	ErrReturnAmount           = capillary.Code(630)  // the amount returned is more than was paid
	ErrReturnMixedTypes632    = capillary.Code(632)  // the transaction was returned by another type of return before
	ErrReturnMixedTypes635    = capillary.Code(635)  // returned by line item before, so not by amount
	ErrReturnMixedTypes636    = capillary.Code(636)  // returned by line item before, so only by line item now
	ErrReturnMixedTypes638    = capillary.Code(638)  // the transaction was returned by another type of return before
	ErrReturnedFully          = capillary.Code(633)  // all of the transaction was returned before
	ErrReturned               = capillary.Code(634)  // the transaction was returned before
	ErrReturnedPartly         = capillary.Code(639)  // a full return is impossible: some or all was returned before
	ErrReturnLineItemsMissing = capillary.Code(1635) // another number for missing line items to return
	ErrNothingRedeemed        = capillary.Code(640)  // no points or coupons were redeemed with this transaction
	ErrReturnOutlier          = capillary.Code(1121) // an outlier can't be returned
	WarnReturnAmbiguous       = capillary.Code(9614) // several loyalty transactions fit the return
	WarnReturnRegular         = capillary.Code(9616) // one loyalty transaction fits: returned as regular
	WarnReturnPolicyMissing   = capillary.Code(9615) // the days of the return policy are not set
)

// Payment, currency, fields and codes of places.
const (
	ErrCurrencyRatio          = capillary.Code(1102)  // the conversion ratio is invalid
	WarnBaseCurrencyMissing   = capillary.Code(9605)  // the org has no base currency
	WarnCurrencyMissing       = capillary.Code(9606)  // no currency was passed
	ErrCreditNoteFailed       = capillary.Code(9602)  // a credit note could not be added
	WarnCreditNotesNotSaved   = capillary.Code(9612)  // the credit notes could not be saved
	ErrPaymentFailed          = capillary.Code(9603)  // a payment mode could not be added
	WarnPaymentModeNotFound   = capillary.Code(9607)  // the payment mode does not exist
	ErrInvalidPaymentMode     = capillary.Code(842)   // a rejected transaction: the payment mode is invalid
	WarnPaymentAttributeValue = capillary.Code(9609)  // the value of a payment attribute is invalid
	WarnPaymentAttribute      = capillary.Code(9613)  // a payment attribute is invalid
	ErrCustomFieldNotSaved    = capillary.Code(669)   // a custom field could not be updated
	ErrCustomFieldsNotAdded   = capillary.Code(1106)  // the custom fields could not be added
	ErrCustomFieldsFailed     = capillary.Code(9604)  // another number for custom fields that could not be added
	WarnExtendedFieldName     = capillary.Code(91016) // the name of an extended field is invalid
	ErrInvalidStore           = capillary.Code(671)   // the store or till code is invalid
	ErrShippingStore          = capillary.Code(1103)  // the shipping store code is invalid
	ErrInvalidProgramID       = capillary.Code(1101)  // the loyalty program id is invalid
	WarnPointsNotAwarded      = capillary.Code(9610)  // the event for the new bill failed: no points were awarded
	WarnOutlier               = capillary.Code(9611)  // the transaction is marked as outlier
)

// Retro conversion.
const (
	ErrTargetTypeMissing = capillary.Code(1625) // no target type
	ErrTypeFixed         = capillary.Code(1626) // this type can't be changed
	ErrRetroDone         = capillary.Code(1627) // the transaction was marked as retro before
	ErrSignatureRequired = capillary.Code(1629) // the call needs the client's signature
	ErrRetroOff          = capillary.Code(1631) // retro transactions are off for the org
	ErrRetroTooOld       = capillary.Code(1632) // too much time between transaction and registration
	ErrRetroTooLate      = capillary.Code(1633) // too much time between registration and mapping
)

// Pages, filters and event logs.
const (
	ErrTooMany        = capillary.Code(1109) // at most 1000 transactions can be fetched
	ErrInvalidEmbed   = capillary.Code(1110) // an embed is unknown
	ErrInvalidLimit   = capillary.Code(1111) // the limit is invalid
	ErrInvalidOffset  = capillary.Code(1112) // the offset is invalid
	ErrEventLogsParam = capillary.Code(1117) // a parameter of event logs is invalid
)

// Numbers that mean this in v1.1 and something else in v2.
var (
	ErrIDOrNumberMissing      = capillary.CodeV1(670) // neither id nor number
	ErrNoneOfCustomer         = capillary.CodeV1(680) // the customer has no transactions
	ErrBatchLimitExceeded     = capillary.CodeV1(672) // more transactions than the call takes
	ErrReturnNoMatch          = capillary.CodeV1(688) // no line item matches the return
	ErrPointsProcessing690    = capillary.CodeV1(690) // points processing failed
	ErrPointsProcessing691    = capillary.CodeV1(691) // points processing failed
	ErrNegativeAmount         = capillary.CodeV1(631) // the amount is negative
	ErrRegisterDate           = capillary.CodeV1(660) // the registration date is out of range
	ErrCurrencyConversionOff  = capillary.CodeV1(682) // currency conversion is off
	ErrReturnAmountNotAllowed = capillary.CodeV1(675) // returns of an amount are not allowed
	ErrReturnNumberMissing    = capillary.CodeV1(677) // no number of the transaction to return
	ErrReturnItemAmount       = capillary.CodeV1(678) // more is returned than was bought
	ErrReturnItemsMissing     = capillary.CodeV1(679) // no line items to return
	ErrBlocked                = capillary.CodeV1(681) // transactions are blocked for this customer
	ErrReturnNotAllowed       = capillary.CodeV1(673) // returns are not allowed
	ErrReturnItemNotAllowed   = capillary.CodeV1(674) // returns of line items are not allowed
	ErrReturnFullNotAllowed   = capillary.CodeV1(676) // returns of a whole transaction are not allowed

	// Deprecated: the documentation of 2026 says so, and names no number in its place.
	ErrPointsUsedV1 = capillary.CodeV1(603) // the points of the transaction are used
)

// Numbers that mean this in v2 and something else in v1.1.
var (
	ErrReturnItemNotFound = capillary.CodeV2(687) // no line item matches the return
	ErrInvalidID          = capillary.CodeV2(603) // the transaction id is invalid
	ErrBrandCode          = capillary.CodeV2(670) // the brand code is invalid
	ErrAddOnItem          = capillary.CodeV2(680) // an add-on item is invalid
	ErrSizeCode           = capillary.CodeV2(672) // the size code is invalid
	ErrBillNotFound       = capillary.CodeV2(688) // no transaction has this bill number
	ErrUnknownType        = capillary.CodeV2(690) // the transaction type is invalid
	ErrStatusNotFetched   = capillary.CodeV2(691) // the transaction's status could not be read
	ErrReturnNumberNotSet = capillary.CodeV2(631) // no number of the transaction to return
	ErrReturnLineItem     = capillary.CodeV2(660) // a line item to return is invalid
	ErrReturnBundle       = capillary.CodeV2(682) // a combo or split item can't be returned
	ErrLineItemTwice      = capillary.CodeV2(675) // a line item of the inventory is there twice
	ErrBaseSKUNotFound    = capillary.CodeV2(677) // the base SKU does not exist
	ErrItemSKU            = capillary.CodeV2(678) // the item's SKU is invalid
	ErrComboItem          = capillary.CodeV2(679) // a combo item is invalid
	ErrSplitItem          = capillary.CodeV2(681) // a split item is invalid
	ErrStyleCode          = capillary.CodeV2(673) // the style code is invalid
	ErrColorPalette       = capillary.CodeV2(674) // the color palette is invalid
	ErrAttributeValue     = capillary.CodeV2(676) // the value of an attribute is invalid
)
