package usergroup

import "github.com/capillary-go/sdk/capillary"

// A group, and what was sent to name it.
const (
	ErrNotFound           = capillary.Code(1632)  // no group has this id, external id or primary member
	ErrInvalidID          = capillary.Code(1619)  // the id of the group is invalid
	ErrNotNamed           = capillary.Code(1635)  // no group was named
	ErrExternalIDTaken    = capillary.Code(1633)  // a group has this external id
	ErrExternalIDMissing  = capillary.Code(1634)  // a group needs an external id
	ErrSizeAboveLimit     = capillary.Code(1639)  // the size is over the limit of the organisation
	ErrSizeNotPositive    = capillary.Code(1640)  // the size must be more than zero
	ErrNothingToUpdate    = capillary.Code(1643)  // an update changes nothing
	ErrDetailsMissing     = capillary.Code(1644)  // no details of a group were sent
	ErrInvalidDetails     = capillary.Code(1645)  // the details of the group are invalid
	ErrFieldMissing       = capillary.Code(403)   // a field is required
	WarnNoHierarchy       = capillary.Code(1656)  // the group has no mapped hierarchy
	ErrSearchParameters   = capillary.Code(91052) // a search needs other parameters
	ErrTooLong            = capillary.Code(91015) // a name or what to search for is too long
	ErrNoExtendedFields   = capillary.Code(1661)  // a search needs extended fields
	ErrExtendedFieldName  = capillary.Code(91016) // there is no such extended field; as a warning: the group was saved without it
	ErrExtendedFieldValue = capillary.Code(91017) // the value of an extended field is of another kind; as a warning: the group was saved without it
)

// Members.
const (
	ErrCustomerNotFound = capillary.Code(8015) // no customer has this identifier
	ErrCustomerMerged   = capillary.Code(8069) // the customer was merged into another one
	ErrAlreadyMember    = capillary.Code(1636) // the customer is a member of the group
	ErrAlreadyPresent   = capillary.Code(1623) // transfer: the customer is in that group
	ErrNotMember        = capillary.Code(1620) // the customer is not in the group
	ErrPrimaryExists    = capillary.Code(1637) // the group has a primary member
	ErrPrimaryElsewhere = capillary.Code(1642) // the customer is the primary member of another group
	ErrPrimaryTransfer  = capillary.Code(1624) // a primary member can't be moved
	ErrGroupFull        = capillary.Code(1638) // the group has as many members as it may
	ErrPermission       = capillary.Code(1641) // there is no such permission
	ErrOtherCompany     = capillary.Code(1622) // the customers are not of the same company
)

// Points and the ledger.
const (
	ErrZeroPoints       = capillary.Code(8888) // the points to take must be more than zero
	ErrReasonMissing    = capillary.Code(8882) // a deduction needs a reason
	ErrBalanceTooLow    = capillary.Code(8907) // the group has fewer points, and may not go below zero
	ErrProgramIDMissing = capillary.Code(8887) // a promotion identifier needs a program id
	ErrPromotionID      = capillary.Code(8874) // the promotion id is invalid
	ErrPointsAwardedID  = capillary.Code(8877) // the id of the award is invalid
	ErrAwardedType      = capillary.Code(9975) // the type of the award is invalid
	ErrCurrencyNotFound = capillary.Code(8911) // the program has no such alternate currency
	ErrNotEnrolled      = capillary.Code(1218) // the group is not in the loyalty program, or the program id is invalid
	ErrLedgerDate       = capillary.Code(1001) // a date is not of ISO 8601
	ErrLedgerRange      = capillary.Code(1002) // the end date is before the start date
	ErrLedgerPage       = capillary.Code(1003) // the page size is not from 1 to 100, or the page number is below 1
	ErrLedgerScope      = capillary.Code(1004) // there is no such scope or event
	ErrNotEligibleGroup = capillary.Code(3301) // the customer is in no group whose members spend each other's points
	ErrOtherOrg         = capillary.Code(3401) // the customer is of another organisation
)

// The first generation.
const (
	ErrNameMissing      = capillary.Code(93001) // a group needs a name
	ErrInvalidUserID    = capillary.Code(93002) // the user id is invalid
	ErrInGroup          = capillary.Code(93003) // the customer is in a group
	ErrInvalidGroupIDV1 = capillary.Code(93004) // the id of the group is invalid
	ErrNotSecondary     = capillary.Code(93005) // the customer is no secondary member of the group
	ErrNotRemoved       = capillary.Code(93006) // the customer could not be removed
	ErrUserIDMissing    = capillary.Code(93007) // a user id is required
	ErrCodeMissing      = capillary.Code(93008) // a validation code is required
	ErrNameTaken        = capillary.Code(93009) // a group has this name
	ErrGroupIDMissing   = capillary.Code(93010) // the id of a group is required
	ErrNotAdded         = capillary.Code(93011) // the customer could not be added
	ErrGroupFullV1      = capillary.Code(93012) // the group has as many members as it may
	ErrUserIDInvalid    = capillary.Code(93013) // another number for an invalid user id
	ErrNotInGroupV1     = capillary.Code(93014) // the customer is not in the group
	ErrPrimaryFixed     = capillary.Code(93015) // the admin can't be changed
	ErrFeatureDisabled  = capillary.Code(93016) // the organisation has no user groups of the first generation
)
