package org

import "github.com/capillary-go/sdk/capillary"

// Outcomes of calls that succeeded.
const (
	CodeOK                  = capillary.Code(3200) // entities or custom fields were fetched
	CodeBrandsFetched       = capillary.Code(3001) // the brands were fetched
	CodeConfigSaved         = capillary.Code(3205) // the configuration was saved
	CodeConfigFetched       = capillary.Code(3208) // the configuration was fetched
	CodeOrganizationFetched = capillary.Code(3214) // the organisation was fetched
)

// The organisation, its entities and tills.
const (
	ErrOperationFailed    = capillary.Code(3201) // it failed, no reason given
	ErrEntityNotFound     = capillary.Code(3202) // no entity has this id
	ErrFetchFailed        = capillary.Code(3210) // the organisation could not be fetched
	ErrTillNotFound       = capillary.Code(3227) // no such till
	ErrTillNameTaken      = capillary.Code(1207) // a till of the cluster has, or had, this name
	ErrInvalidParentStore = capillary.Code(1214) // the store of the till is not valid
	ErrNotAdmin           = capillary.Code(1209) // only an admin till may
	ErrStoreNameTaken     = capillary.Code(1206) // a store has this name
	ErrStoreCodeTaken     = capillary.Code(1220) // a store has this code
	ErrExternalIDMissing  = capillary.Code(1221) // a store needs an external id
	ErrDetailsNotUpdated  = capillary.Code(3228) // the organisation could not be changed
	ErrFileMissing        = capillary.Code(3238) // no file was sent
	ErrInvalidType        = capillary.Code(3207) // the customer type is invalid
)

// Configurations.
const (
	ErrConfigKey       = capillary.Code(3206) // there is no such configuration, or it could not be saved
	ErrConfigNotSet    = capillary.Code(3209) // the configuration is not set; in a list: none is
	ErrConfigScope     = capillary.Code(3211) // the scope is invalid
	ErrConfigValue     = capillary.Code(3212) // the value is invalid; as a warning: the points-to-currency ratio could not be fetched
	ErrConfigValueType = capillary.Code(3229) // the value is of a wrong type; as a warning: the hours of messages are invalid
)

// Custom fields.
const (
	ErrInvalidFieldScope     = capillary.Code(1018) // the scope is invalid
	ErrTooManyAuditedFields  = capillary.Code(1023) // so many fields with an audit trail are allowed, PRODUCT_CONF_ORG_AUDITABLE_CUSTOM_FIELDS_LIMIT
	ErrFieldParameterMissing = capillary.Code(1024) // a parameter of a field is empty
	ErrFieldNameTaken        = capillary.Code(1025) // a field has this name; of a till: two of the request have
	ErrFieldsNotSaved        = capillary.Code(1026) // the fields could not be saved
	ErrNoFields              = capillary.Code(1028) // no fields were passed
	ErrFieldsNotFound        = capillary.Code(3203) // there are none, or they could not be fetched
	ErrFieldsOfScopeNotFound = capillary.Code(3204) // there are none of this scope
)

// Sources.
const (
	ErrSourceNotFound       = capillary.Code(3213) // no such source or account
	ErrNoSourceTypes        = capillary.Code(3215) // there are no sources
	ErrInvalidSourceName    = capillary.Code(3216) // the name is invalid
	ErrInvalidSourceAccount = capillary.Code(3217) // the account's identifier is invalid
	ErrInvalidSourceType    = capillary.Code(3218) // there is no such source
	ErrInvalidUUID          = capillary.Code(3219) // the UUID is invalid
	ErrSourceExists         = capillary.Code(3220) // there is an account with these values
	ErrSourceNotUpdated     = capillary.Code(3221) // the account could not be changed, or the organisation's id is invalid
	ErrNoSourceConfigs      = capillary.Code(3222) // the source has no settings
	ErrInvalidSourceDetails = capillary.Code(3225) // the details of the source are invalid
	ErrUnsupportedSource    = capillary.Code(3226) // the source or its channel is not supported
)

// Verticals.
const (
	ErrVerticalNotFound    = capillary.Code(91027) // no such vertical
	ErrInvalidVertical     = capillary.Code(91028) // the vertical is invalid
	ErrInvalidVerticalName = capillary.Code(91029) // the name is invalid
	ErrVerticalNotAdded    = capillary.Code(91030) // the vertical could not be added
	ErrVerticalNotDisabled = capillary.Code(91031) // the vertical could not be removed
)

// Currencies.
const (
	ErrNoBaseCurrency  = capillary.Code(3235) // the organisation has no base currency
	ErrInvalidCurrency = capillary.Code(3236) // the currency code is invalid
	ErrNoExchangeRate  = capillary.Code(3237) // there is no rate between local and base currency
)

// Numbers that mean this in some operations and something else in others.
var (
	ErrNotAdminUser   = capillary.CodeIn(91032, "org.CreateCustomFields", "org.CustomFields", "org.TagCustomField") // only admin users may
	ErrVerticalMapped = capillary.CodeIn(91032, "org.AddVertical")                                                  // the organisation has it already
	ErrSourceNotAdded = capillary.CodeIn(3214, "org.AddSource", "org.UpdateSource", "org.UpdateSourceByQuery")      // the account could not be added
)
