package customer

import "github.com/capillary-go/sdk/capillary"

// Outcomes of calls that succeeded.
const (
	CodeOK                     = capillary.Code(1000)  // the v1.1 call was done for this customer
	CodeChangeRequested        = capillary.Code(1040)  // v1.1: the identifier change request was submitted; the change itself waits for approval
	CodeRecommendationsFetched = capillary.Code(1050)  // v1.1: the recommendations are in the reply
	CodeTransactionsFetched    = capillary.Code(1052)  // v1.1: the transactions are in the reply
	CodeRecommendationsFound   = capillary.Code(1061)  // v1.1: another number for fetched recommendations
	CodeTicketDone             = capillary.Code(1300)  // v1.1: the ticket was added or retrieved
	CodeInviteeAdded           = capillary.Code(100)   // v1.1: the referral of one invitee was added
	WarnSurvivorReturned       = capillary.Code(91009) // the customer asked for was merged; the reply is the survivor
)

// The customer could not be found, or is not the one to ask for.
const (
	ErrNotFound                = capillary.Code(8015) // no customer has this identifier
	ErrNotFoundV1              = capillary.Code(1012) // no customer has this mobile, e-mail or external id
	ErrIdentifierNotFoundV1    = capillary.Code(1011) // no customer for the identifier that was passed
	ErrNotInOrganization       = capillary.Code(816)  // the organization has no such customer
	ErrNotFoundInSource        = capillary.Code(8065) // the source has no customer with this identifier
	ErrUpdateNotFound          = capillary.Code(8009) // the customer to update does not exist
	ErrChangeNotFound          = capillary.Code(9042) // the customer whose identifiers are to change does not exist
	ErrMerged                  = capillary.Code(8069) // the customer was merged into another one; as a warning: the call was done
	ErrDeletedForPII           = capillary.Code(8109) // the customer was deleted by a PII request
	ErrNotInLoyaltyProgramV1   = capillary.Code(1013) // the customer is not in the loyalty program
	ErrNotInLoyaltyProgram     = capillary.Code(8089) // the customer is not in the loyalty program
	ErrNotLoyaltyMemberV1      = capillary.Code(1020) // another number for a customer outside the loyalty program
	ErrNonLoyalty              = capillary.Code(8121) // the customer is non-loyalty
	ErrFraud                   = capillary.Code(618)  // the customer is marked as fraud
	ErrNotPermitted            = capillary.Code(1044) // no permission to see this customer
	ErrInvalidDetails          = capillary.Code(1519) // change of an identifier: the details don't fit the call
	ErrDetailsMissing          = capillary.Code(8084) // no customer details were sent
	ErrCouponsCustomerNotFound = capillary.Code(701)  // coupons: no customer has this identifier
	ErrNotEnrolled             = capillary.Code(1218) // schedule of expiry: the customer is not in the loyalty program
)

// The customer, or one of the identifiers, exists already.
const (
	ErrAlreadyRegisteredV1        = capillary.Code(1014)  // the customer is registered already
	ErrAlreadyRegistered          = capillary.Code(8028)  // the customer seems to be registered already
	ErrAlreadyInSource            = capillary.Code(8006)  // add: the source has this customer already
	ErrAddDeletedForPII           = capillary.Code(8026)  // add: the same customer was deleted by a PII request
	ErrUpdateTakenInSource        = capillary.Code(8007)  // update: another customer of the source has the identifier
	ErrUpdateOtherProfile         = capillary.Code(8008)  // update: another profile of the source has the identifiers
	ErrEmailTaken                 = capillary.Code(1016)  // another customer has this e-mail
	ErrMobileTaken                = capillary.Code(1032)  // a customer with this mobile exists
	ErrExternalIDTaken            = capillary.Code(1033)  // a customer with this external id exists
	WarnIdentifierTaken           = capillary.Code(91007) // another customer has the identifier; v1.1 ignores it
	ErrConflict                   = capillary.Code(409)   // duplicate data, or a conflict with the current state
	ErrIdentifierTaken            = capillary.Code(11000) // change of identifiers: another profile has the new value
	ErrIdentifiersOfCampaignUsers = capillary.Code(8153)  // campaign users have the identifiers: they are not registered
	ErrIdentityChangePending      = capillary.Code(9028)  // v1.1: the same change of the identifier was asked for before and is pending
)

// Identifiers of a request.
const (
	ErrIdentifierMissingV1           = capillary.Code(1015)  // no identifier was passed
	ErrIdentifierMissing             = capillary.Code(8002)  // look-up without an identifier
	ErrInvalidIdentifier             = capillary.Code(8013)  // the identifier, or the name of its type, is invalid
	ErrInvalidIdentifierV1           = capillary.Code(1042)  // the mobile, e-mail or external id is invalid
	ErrIdentifiersDifferV1           = capillary.Code(1047)  // the primary identifier belongs to another customer than the others
	ErrIdentifiersDiffer             = capillary.Code(8075)  // the primary identifier belongs to another customer than the others
	ErrGetAccountIDMissing           = capillary.Code(8091)  // get: no account id
	ErrGetIdentifierTypeMissing      = capillary.Code(8092)  // get: no identifier type
	ErrGetIdentifierValueMissing     = capillary.Code(8093)  // get: no identifier value; walk-in: it failed in the store network
	ErrCustomerIDsMissing            = capillary.Code(8119)  // no customer ids
	ErrTooManyCustomerIDs            = capillary.Code(8120)  // more than 100 customer ids
	ErrBatchLimitExceeded            = capillary.Code(1060)  // more customers than the call takes
	ErrUnprocessable                 = capillary.Code(422)   // v1.1: the input makes no sense
	WarnExternalIDInvalid            = capillary.Code(8064)  // the external id did not pass validation
	ErrIdentifierNameAndValueMissing = capillary.Code(8130)  // neither name nor value of an identifier
	ErrCustomerIDNotNumber           = capillary.Code(11030) // a customer id must be a number
	ErrExternalIDFormat              = capillary.Code(11001) // the external id does not have the prefix or length that the org wants
)

// Registration.
const (
	ErrInvalidMobileV1            = capillary.Code(1001)  // the mobile number is invalid
	ErrInvalidEmailV1             = capillary.Code(1002)  // the e-mail is invalid
	ErrInvalidExternalIDV1        = capillary.Code(1003)  // the external id is invalid
	ErrMobileRequiredV1           = capillary.Code(1006)  // a mobile number is required
	ErrPrimaryIdentifierMissingV1 = capillary.Code(1007)  // no valid mobile, e-mail or external id
	ErrExternalIDRegistrationV1   = capillary.Code(1008)  // it can't be registered with this external id
	ErrExternalIDRefusedV1        = capillary.Code(1038)  // another number for a registration refused over the external id
	ErrEmailAloneV1               = capillary.Code(1019)  // an e-mail needs a mobile or external id beside it
	ErrEmailRequiredV1            = capillary.Code(1039)  // an e-mail is required
	ErrExternalIDRequiredV1       = capillary.Code(1043)  // an external id is required
	ErrEmailOrMobileRequired      = capillary.Code(1059)  // an e-mail or a mobile is required
	ErrRegistrationDateV1         = capillary.Code(1034)  // the registration date is too far in the past or future
	ErrRegistrationDate           = capillary.Code(8017)  // the registration date is invalid
	ErrPrimaryIdentifier          = capillary.Code(8014)  // the primary identifier is invalid
	ErrAddIdentifierInvalid       = capillary.Code(8005)  // add without a valid identifier
	ErrChildContextMissing        = capillary.Code(8027)  // a customer of a parent org can only be added in a child's context
	ErrChildOrgMissing            = capillary.Code(8126)  // the call needs a child org's context
	ErrInstoreProfileMissing      = capillary.Code(8090)  // no profile: the customer has none in store
	ErrStoreNotPopulated          = capillary.Code(1004)  // the store could not be set
	ErrMLMFailed                  = capillary.Code(1009)  // the registered customer could not be added to MLM
	ErrRegistrationFailed         = capillary.Code(1023)  // registration failed, no reason given
	ErrAddFailed                  = capillary.Code(10001) // the customer could not be added, no reason given
	ErrInvalidTill                = capillary.Code(91020) // the till to register at is invalid
	ErrInvalidAttributionTill     = capillary.Code(91021) // the till to attribute to is invalid
	ErrInvalidStoreID             = capillary.Code(1150)  // the store id is invalid
	WarnPreferredStoreNotFound    = capillary.Code(1053)  // the preferred store does not exist
	WarnAssociationInvalid        = capillary.Code(8077)  // associatedWith is invalid; the attribution stays as it was
	WarnDefaultStatusLabelMissing = capillary.Code(8107)  // no default status label is set
	ErrStatusConfigUnreadable     = capillary.Code(8108)  // the setting for default status labels could not be read
	ErrInvalidTestControlStatus   = capillary.Code(1062)  // invalid test and control status
	ErrExternalIDNotGenerated     = capillary.Code(10100) // the API could not make an external id, so it registered nobody
)

// Loyalty and non-loyalty customers.
const (
	ErrNonLoyaltyIdentifierMissing = capillary.Code(1045) // a non-loyalty customer needs a mobile or e-mail
	ErrToNonLoyaltyV1              = capillary.Code(1046) // a loyalty customer can't become non-loyalty
	ErrToNonLoyalty                = capillary.Code(8018) // a loyalty customer can't become non-loyalty
	ErrConversionEmailMissing      = capillary.Code(1048) // becoming a loyalty customer needs an e-mail
	ErrConversionExternalIDMissing = capillary.Code(1049) // becoming a loyalty customer needs an external id
)

// Profiles.
const (
	ErrUpdateFailedV1           = capillary.Code(1024)  // the profile could not be updated, no reason given
	ErrUpdateFailed             = capillary.Code(10002) // the customer could not be updated, no reason given
	ErrInvalidCustomField       = capillary.Code(1017)  // the custom field is invalid; as a warning: it was left out
	ErrCustomFieldNotSaved      = capillary.Code(1018)  // a custom field could not be updated
	WarnExtendedFieldsNotSaved  = capillary.Code(91015) // the extended fields were not updated, or one is too long
	ErrValidationFailed         = capillary.Code(91003) // validation failed
	WarnPrimaryIdentifierFixed  = capillary.Code(91005) // a primary identifier can't be updated
	WarnUpdateNotAllowed        = capillary.Code(91006) // a field may not be updated
	WarnInvalidEmail            = capillary.Code(8055)  // an e-mail is invalid
	WarnInvalidMobile           = capillary.Code(8056)  // a mobile number is invalid
	WarnGapDetailsMissing       = capillary.Code(8076)  // no gap details
	WarnSearchNotUpdated        = capillary.Code(8059)  // search does not know of the change yet
	WarnWeChatProfileMissing    = capillary.Code(91016) // no WeChat profile
	WarnWebEngageProfileMissing = capillary.Code(91017) // no Web Engage profile
	WarnWeChatNotLoaded         = capillary.Code(91018) // the WeChat notifications could not be loaded
	WarnWebEngageNotLoaded      = capillary.Code(91019) // the Web Engage notifications could not be loaded
	WarnNPSMissing              = capillary.Code(8061)  // the NPS details could not be read
	WarnSegmentsMissingV1       = capillary.Code(91004) // the segmentation details could not be read
	WarnSegmentsMissing         = capillary.Code(8063)  // the segmentation details could not be read
)

// Profiles inferred from another source.
const (
	ErrInferenceTypeMissing = capillary.Code(8019) // no attribute type to infer by
	ErrInferenceTypeInvalid = capillary.Code(8020) // the attribute type to infer by is invalid
	ErrInferenceKeyMissing  = capillary.Code(8021) // no attribute key to infer by
	ErrInferenceKeyInvalid  = capillary.Code(8022) // the attribute key to infer by is invalid
	ErrInferenceNoMatch     = capillary.Code(8023) // no profile fits
	ErrInferenceNoProfile   = capillary.Code(8024) // there is no profile to infer from
	ErrInferenceFailed      = capillary.Code(8025) // inferring failed, no reason given
)

// Sources and accounts.
const (
	ErrLookupSourceMissing    = capillary.Code(8001) // look-up without a source
	ErrInvalidSource          = capillary.Code(8003) // the source is invalid
	ErrAddSourceMissing       = capillary.Code(8004) // add without a source
	ErrLookupSourceInvalid    = capillary.Code(8011) // look-up: the source or account is invalid
	ErrGetSourceInvalid       = capillary.Code(8012) // get: the source is invalid
	ErrGetSourceMissing       = capillary.Code(8016) // get without a source
	ErrInvalidSourceOrAccount = capillary.Code(8127) // the source or the account id is invalid
	ErrAccountIDMissing       = capillary.Code(8045) // the source has several accounts and no account id was passed
	WarnAccountIDMissing      = capillary.Code(8054) // no account id was passed
	ErrInvalidSourceAccount   = capillary.Code(3217) // the source's account is invalid
	ErrInvalidOrgEntity       = capillary.Code(8085) // the org entity is invalid
)

// Merges and changes of identifiers.
const (
	WarnCombined               = capillary.Code(8050) // the same customer exists in other sources; they were combined
	WarnMerged                 = capillary.Code(8051) // the same customer exists in other sources; merged, the id in the reply can be another
	WarnAddConflict            = capillary.Code(8052) // add: customers conflict
	WarnUpdateConflict         = capillary.Code(8053) // update: customers conflict; the accounts could not be merged
	ErrCombineImpossible       = capillary.Code(8066) // the user id is used in this source already; as a warning: merged before
	ErrMergeDone               = capillary.Code(8067) // the customers were merged before
	WarnCampaignUser           = capillary.Code(8068) // the customer is known from a campaign only
	ErrNothingToChange         = capillary.Code(8070) // no valid identifier to change
	WarnMobileAttached         = capillary.Code(8071) // the customer has this mobile already
	WarnEmailAttached          = capillary.Code(8072) // the customer has this e-mail already
	WarnExternalIDAttached     = capillary.Code(8073) // the customer has this external id already
	ErrChangeAmbiguous         = capillary.Code(8074) // the identifier is in several sources and user ids
	ErrChangeMandatoryMismatch = capillary.Code(1025) // identity change: the mandatory fields don't match
	ErrChangeOptionalMismatch  = capillary.Code(1026) // identity change: too few optional fields match
	ErrChangeFieldInvalid      = capillary.Code(1027) // identity change: the field to verify by is invalid
	ErrChangeRequestFailed     = capillary.Code(1041) // the change request failed, no reason given
	ErrInvalidValidationCode   = capillary.Code(1021) // the validation code is wrong
)

// Status, cards and images.
const (
	ErrInvalidStatusLabel       = capillary.Code(8086) // the status label is invalid
	ErrUpsertStatusLabel        = capillary.Code(3017) // upsert: the status label is invalid
	ErrStatusUnavailable        = capillary.Code(8088) // the customer's status could not be read
	ErrCardUnusable             = capillary.Code(8087) // the card's status allows no further action
	ErrImageToDeleteMissing     = capillary.Code(8078) // no image to delete was named
	ErrImageUpload              = capillary.Code(8079) // the image could not be uploaded
	ErrImageDelete              = capillary.Code(8080) // the image could not be deleted
	ErrImageMissing             = capillary.Code(8081) // no image was passed
	ErrTooManyImages            = capillary.Code(8082) // a customer has at most 5 images
	ErrImageTooSmall            = capillary.Code(8083) // the image is below the minimum size
	ErrBarcodeIdentifierMissing = capillary.Code(8122) // the customer lacks the identifier that the barcode shows
	ErrBarcodeFailed            = capillary.Code(8123) // the barcode could not be made
	ErrBarcodeConfig            = capillary.Code(8124) // the setting for the barcode's identifier is invalid
)

// Subscriptions and communication channels.
const (
	ErrInvalidCommChannel        = capillary.Code(8010)  // the communication channel is invalid
	ErrCommChannelTypeMissing    = capillary.Code(8106)  // no type of communication channel
	WarnInvalidCommEmail         = capillary.Code(8057)  // the e-mail of a communication channel is invalid
	WarnInvalidCommMobile        = capillary.Code(8058)  // the mobile of a communication channel is invalid
	WarnSubscriptionNotQueued    = capillary.Code(8060)  // the subscriptions were not queued
	ErrInvalidChannel            = capillary.Code(1101)  // the channel is invalid; elsewhere: the program id is
	ErrInvalidPriority           = capillary.Code(1102)  // the priority is invalid
	ErrInvalidScope              = capillary.Code(1103)  // the scope is invalid
	ErrSubscriptionIdentifier    = capillary.Code(1104)  // no identifier, or an invalid one
	ErrMultipleScopes            = capillary.Code(1105)  // only one scope is allowed
	ErrInvalidSubscriptionStatus = capillary.Code(1106)  // the subscription status is invalid
	ErrInvalidCampaignID         = capillary.Code(1107)  // the campaign id is invalid
	ErrInvalidOutboxID           = capillary.Code(1108)  // the outbox id is invalid
	ErrSubscriptionFailed        = capillary.Code(1109)  // the subscriptions could not be added, updated or read
	ErrSubscriptionUpdate        = capillary.Code(1110)  // the subscriptions could not be updated
	ErrSubscriptionNotSaved      = capillary.Code(91022) // the subscription of one channel could not be updated
	WarnSubscriptionsMissing     = capillary.Code(91002) // the subscription details could not be read
)

// Notes and preferences.
const (
	ErrNoNotes                 = capillary.Code(1028) // the customer has no notes
	ErrSomeNotesNotSaved       = capillary.Code(1036) // some notes could not be saved
	ErrNotesNotSaved           = capillary.Code(1037) // the notes could not be saved
	ErrPreferencesUnavailable  = capillary.Code(1029) // the preferences could not be read
	ErrPreferencesNotSaved     = capillary.Code(1030) // the preferences could not be saved
	ErrNoPreferences           = capillary.Code(1031) // the customer has no preferences
	ErrSomePreferencesNotSaved = capillary.Code(1035) // some preferences could not be saved
	ErrNoRecommendations       = capillary.Code(1051) // no transactions or recommendations
)

// Points, tiers, trackers and group programs.
const (
	ErrPointsNotUpdated        = capillary.Code(1010)  // the loyalty points could not be updated
	ErrPointsProcessing1086    = capillary.Code(1086)  // points processing failed
	ErrPointsProcessing1087    = capillary.Code(1087)  // points processing failed
	ErrPointsNotIssued         = capillary.Code(1088)  // the points could not be issued
	ErrPointsProcessing1089    = capillary.Code(1089)  // points processing failed
	ErrPointsProcessing1090    = capillary.Code(1090)  // points processing failed
	ErrPointsProcessing1091    = capillary.Code(1091)  // points processing failed
	ErrPointsProcessing1092    = capillary.Code(1092)  // points processing failed
	ErrPointsProcessing1093    = capillary.Code(1093)  // points processing failed
	ErrPointsProcessing1094    = capillary.Code(1094)  // points processing failed
	ErrPointsProcessing1095    = capillary.Code(1095)  // points processing failed
	ErrPointsProcessing1096    = capillary.Code(1096)  // points processing failed
	ErrPointsProcessing1097    = capillary.Code(1097)  // points processing failed
	ErrPointsProcessing1098    = capillary.Code(1098)  // points processing failed
	ErrTrackersUnavailable     = capillary.Code(1099)  // the trackers could not be read; v1.1: points processing failed
	WarnPointsProcessing       = capillary.Code(19223) // points processing failed after the customer was saved
	WarnPointDetailsMissing    = capillary.Code(91001) // the point details could not be read
	WarnPointsMissing          = capillary.Code(8062)  // the point details could not be read
	ErrDowngradeNotConfigured  = capillary.Code(91010) // no downgrade strategy is set up
	WarnLowestTier             = capillary.Code(91011) // the customer is in the lowest tier
	WarnHighestTier            = capillary.Code(91012) // the customer is in the highest tier
	WarnUpgradeCriteriaMissing = capillary.Code(91013) // the criteria for an upgrade could not be read
	WarnRenewalCriteriaMissing = capillary.Code(91014) // the criteria for a renewal could not be read
	ErrTierActionMissing       = capillary.Code(8917)  // tier adjustment: no action
	ErrTierValidityMissing     = capillary.Code(8920)  // tier adjustment: no validity
	ErrTierValidityNumber      = capillary.Code(8921)  // tier adjustment: the validity is no whole number
	ErrTierNotFound            = capillary.Code(8923)  // tier adjustment: no tier has this name
	ErrTierNotHigher           = capillary.Code(8925)  // tier adjustment: the tier must be higher than the current one
	ErrInvalidEntityType       = capillary.Code(1212)  // the entity type is invalid
	ErrInvalidProgramID        = capillary.Code(1213)  // the program id is invalid
	ErrTrackerEntityType       = capillary.Code(1647)  // trackers: the entity type must be USERGROUP2 or CUSTOMER
	ErrInvalidProgram          = capillary.Code(885)   // light calls: the program id is invalid
	ErrUnknownGroup            = capillary.Code(1632)  // light calls: there is no such group
	ErrInvalidInvitee          = capillary.Code(1701)  // the identifier of an invitee does not fit its type
	ErrNotInGroup              = capillary.Code(1620)  // the customer is not in the group
	ErrInvalidGroup            = capillary.Code(1645)  // the group's details are invalid
	ErrRequestNotFound         = capillary.Code(9050)  // no such goodwill request
	ErrTierStatusForbids       = capillary.Code(3045)  // the customer's status does not allow a change of the tier
	ErrNoPointsTransfers       = capillary.Code(814)   // no transfers of points were found
)

// Dates, pages, promotions and filters.
const (
	ErrStartAfterEnd          = capillary.Code(1214) // the start date is after the end date
	ErrDatePast               = capillary.Code(1215) // a date may not be in the past
	ErrDateFormat             = capillary.Code(1216) // a date is not of the form YYYY-MM-DD
	ErrDateTooFar             = capillary.Code(1217) // a date is over 100 years ahead
	ErrNegativeOffset         = capillary.Code(8100) // the offset is negative
	ErrLimitTooSmall          = capillary.Code(8101) // the limit must be greater than 0
	ErrLimitTooLarge          = capillary.Code(8102) // the limit is over 100
	ErrInvalidSourceType      = capillary.Code(8103) // the source type must be UI, API or CAMPAIGN
	ErrProgramsAndPromotion   = capillary.Code(8104) // programs and promotion can't be passed together
	ErrPromotionFilter        = capillary.Code(8105) // the promotions can't be read by these programs or this promotion
	ErrPromotionType          = capillary.Code(8110) // the promotion type is wrong
	ErrPromotionScope         = capillary.Code(8111) // the scope is wrong
	ErrStartDateFormat        = capillary.Code(8112) // the start date is not of the form yyyy-MM-dd
	ErrEndDateFormat          = capillary.Code(8113) // the end date is not of the form yyyy-MM-dd
	ErrStartAndEndRequired    = capillary.Code(8114) // start and end date go together
	ErrPromotionStartAfterEnd = capillary.Code(8115) // promotions: the start date is after the end date
	ErrInvalidSortOn          = capillary.Code(8117) // the field to sort by is unknown
	ErrInvalidSortBy          = capillary.Code(8118) // the sort order must be ASC or DESC
	ErrPromotionStatus        = capillary.Code(8125) // the promotion status is unknown
	ErrCouponCode             = capillary.Code(702)  // coupons: the coupon code is invalid
	ErrCouponSeriesID         = capillary.Code(707)  // coupons: the series id is invalid
)

// Referrals and tickets.
const (
	ErrInvalidCampaignToken = capillary.Code(1202) // the campaign token is invalid
	ErrInvalidCampaign      = capillary.Code(1203) // the campaign is not set up for referrals
	ErrReferralNotEligible  = capillary.Code(1204) // the customer may not refer
	ErrReferrerNotFound     = capillary.Code(1205) // the campaign does not know the referrer
	ErrReferralType         = capillary.Code(1206) // this type of referral is not supported
	ErrReferralSystem       = capillary.Code(1222) // internal error of the referral system
	ErrTicketExists         = capillary.Code(1301) // a ticket with this subject exists
	ErrTicketFailed         = capillary.Code(1302) // the ticket could not be registered; v2 add uses it as a warning about program expiry
	ErrTicketSubjectMissing = capillary.Code(1303) // a ticket needs a subject
)

// Labels.
const (
	WarnLabelNotFound      = capillary.Code(33000) // a label does not exist
	WarnUserLabelsNotFound = capillary.Code(33001) // the customer has no such labels
	ErrOrgLabelsNotFound   = capillary.Code(33002) // the org has no labels
	ErrLabelExists         = capillary.Code(33003) // the org has this label already; elsewhere: the list is empty
	ErrLabelLimitNotSet    = capillary.Code(33004) // the org's limit of labels is not set
	ErrTooManyLabels       = capillary.Code(33005) // the org has as many labels as it may
	ErrNoLabels            = capillary.Code(33006) // no labels were passed
)

// Walk-ins.
const (
	ErrWalkinIdentifierValueMissing = capillary.Code(8094) // no identifier value
	ErrWalkinSourceInvalid          = capillary.Code(8095) // the source is invalid
	ErrWalkinTillCodeInvalid        = capillary.Code(8096) // the till code is invalid
	ErrWalkinNotSent                = capillary.Code(8097) // the notification service does not work
	ErrWalkinTillInvalid            = capillary.Code(8098) // the till is invalid
	ErrWalkinIdentifierMissing      = capillary.Code(8099) // no identifier
)

// Everything else.
const (
	ErrUnexpected = capillary.Code(999999) // unexpected server error
)
