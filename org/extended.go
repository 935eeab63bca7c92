package org

import (
	"cmp"
	"context"
	"net/http"
	"time"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/sent"
)

// ExtendedFields lists the extended fields that the organisation can use, by what they are of. A wrong organisation is refused with
// the word INVALID_ORG in place of a code.
//
// GET /v2/extendedFields
func (s *Service) ExtendedFields(ctx context.Context, o ExtendedFieldsOptions, opts ...capillary.RequestOption) (ExtendedFields, error) {
	return capillary.Call[ExtendedFields](ctx, s.client, opExtendedFields, capillary.Input{Header: o.header()}, opts...)
}

// ExtendedFieldsOptions say in which language.
type ExtendedFieldsOptions struct {
	Language string // an ISO code such as zh; English if empty
}

func (o ExtendedFieldsOptions) header() http.Header {
	if o.Language == "" {
		return nil
	}
	return http.Header{"Language": {o.Language}}
}

// ExtendedFields are fields that Capillary added to what it keeps, by what they are of: customer, transaction, lineitem, profile,
// lead, company, card, usergroup2; in 2025 CUSTOMER and REGULAR_LINEITEM. Warnings of the call are in Meta.
type ExtendedFields map[string][]ExtendedField

// ExtendedField is a field that an organisation can use.
type ExtendedField struct {
	ID             int64                 `json:"id"`
	Name           string                `json:"name"`
	Label          string                `json:"label"`                                    // as it is shown
	BaseEntityType string                `json:"baseEntityType" lenient:"also=entityType"` // what it is of
	DataType       ExtendedFieldDataType `json:"dataType"`
	VerticalID     int64                 `json:"verticalId"` // -1: of all verticals
	ParentID       int64                 `json:"parentId"`   // -1 for none
	PossibleValues []string              `json:"possibleValues"`
	Metadata       ExtendedFieldMetadata `json:"metadata"`  // of ExtendedList
	CreatedBy      int64                 `json:"createdBy"` // -1: the system
	CreatedOn      time.Time             `json:"createdOn"`
	ModifiedBy     int64                 `json:"modifiedBy"` // -1: the system
	ModifiedOn     time.Time             `json:"modifiedOn"`
}

// ExtendedFieldMetadata is what the values of a list may be.
type ExtendedFieldMetadata struct {
	ElementType   string   `json:"elementType"`   // TEXT, INTEGER or DECIMAL
	AllowedValues []string `json:"allowedValues"` // empty: any
	MinItems      int64    `json:"minItems"`      // 0 for no bound, as with the next
	MaxItems      int64    `json:"maxItems"`
}

// ExtendedFieldDataType is what the values of an extended field are.
type ExtendedFieldDataType string

// The documented data types.
const (
	ExtendedInteger        ExtendedFieldDataType = "INTEGER"
	ExtendedString         ExtendedFieldDataType = "STRING"
	ExtendedDouble         ExtendedFieldDataType = "DOUBLE"
	ExtendedDate           ExtendedFieldDataType = "DATE"
	ExtendedDateTime       ExtendedFieldDataType = "DATETIME"
	ExtendedStandardString ExtendedFieldDataType = "STANDARD_STRING"
	ExtendedStandardEnum   ExtendedFieldDataType = "STANDARD_ENUM"
	ExtendedCustomEnum     ExtendedFieldDataType = "CUSTOM_ENUM"
	ExtendedStringSet      ExtendedFieldDataType = "STRING_SET"
	ExtendedList           ExtendedFieldDataType = "LIST"
	ExtendedAssociateUser  ExtendedFieldDataType = "ASSOCIATE_USER"
	ExtendedCountry        ExtendedFieldDataType = "COUNTRY"
	ExtendedCurrency       ExtendedFieldDataType = "CURRENCY"
	ExtendedLanguage       ExtendedFieldDataType = "LANGUAGE"
	ExtendedOrgEntity      ExtendedFieldDataType = "ORG_ENTITY"
	ExtendedCard           ExtendedFieldDataType = "CARD"
)

// ConfigureExtendedField says how an extended field is shown and entered in InTouch, or hides it there.
//
// POST /v2/entity/extended_field_config
func (s *Service) ConfigureExtendedField(ctx context.Context, r ConfigureExtendedFieldRequest,
	opts ...capillary.RequestOption) (*ExtendedFieldConfig, error) {
	return capillary.Call[*ExtendedFieldConfig](ctx, s.client, opConfigureExtendedField, capillary.Input{Body: r, Sent: sent.ID(r.ExtendedFieldID)}, opts...)
}

// ConfigureExtendedFieldRequest is how an extended field is to be. The first two are required; what is nil is left to the API.
type ConfigureExtendedFieldRequest struct {
	ExtendedFieldID int64  `json:"extendedFieldId"`
	HideDisplay     bool   `json:"hideDisplay"`
	Mandatory       *bool  `json:"mandatory,omitzero"`
	Updatable       *bool  `json:"updatable,omitzero"` // at InStore; the server does not check it
	Position        *int64 `json:"position,omitzero"`  // in a form
	IsPIIData       *bool  `json:"isPiiData,omitzero"` // personally identifiable
	IsPSIData       *bool  `json:"isPsiData,omitzero"` // potentially sensitive

	// In the documentation of 2022 only.
	CreatedOn  capillary.Day `json:"createdOn,omitzero"`
	CreatedBy  string        `json:"createdBy,omitzero"` // a user id
	ModifiedOn capillary.Day `json:"modifiedOn,omitzero"`
	ModifiedBy string        `json:"modifiedBy,omitzero"`
}

// Validate refuses a request for no field, and days that the calendar does not have.
func (r ConfigureExtendedFieldRequest) Validate() error {
	if r.ExtendedFieldID == 0 {
		return capillary.Invalid("extendedFieldId", "it is zero")
	}
	return cmp.Or(checkDay("createdOn", r.CreatedOn), checkDay("modifiedOn", r.ModifiedOn))
}

// ExtendedFieldConfig is how an extended field is shown and entered.
type ExtendedFieldConfig struct {
	ExtendedFieldID         int64             `json:"extendedFieldId"`
	HideDisplay             bool              `json:"hideDisplay"`
	Position                int64             `json:"position"`
	Mandatory               bool              `json:"mandatory"`      // at InStore
	Updatable               bool              `json:"updatable"`      // at InStore
	FieldUpdatable          bool              `json:"fieldUpdatable"` // the field itself
	IsPIIData               bool              `json:"isPiiData"`      // personally identifiable
	IsPSIData               bool              `json:"isPsiData"`      // potentially sensitive
	ComputeEnabled          bool              `json:"computeEnabled"`
	RejectTxnOnInvalidValue bool              `json:"rejectTxnOnInvalidValue"`
	AuditTrailEnabled       bool              `json:"auditTrailEnabled"`
	CreatedBy               int64             `json:"createdBy"`
	CreatedOn               time.Time         `json:"createdOn"`
	ModifiedBy              int64             `json:"modifiedBy"`
	ModifiedOn              time.Time         `json:"modifiedOn"`
	Warnings                []capillary.Issue `json:"warnings"`
}

// ExtendedFieldConfig lists how the extended fields of the organisation are shown and entered.
//
// GET /v2/entity/extendedFieldConfig
func (s *Service) ExtendedFieldConfig(ctx context.Context, _ ExtendedFieldConfigOptions, opts ...capillary.RequestOption) ([]ExtendedFieldConfig, error) {
	return capillary.Call[[]ExtendedFieldConfig](ctx, s.client, opExtendedFieldConfig, capillary.Input{}, opts...)
}

// ExtendedFieldConfigOptions are the options of ExtendedFieldConfig, of which none is documented yet.
type ExtendedFieldConfigOptions struct{}

// ExtendedFieldConfigs is ExtendedFieldConfig at another address, which a hidden page of 2025 has.
//
// GET /v2/entity/extendedFieldConfigs
func (s *Service) ExtendedFieldConfigs(ctx context.Context, _ ExtendedFieldConfigsOptions, opts ...capillary.RequestOption) ([]ExtendedFieldConfig, error) {
	return capillary.Call[[]ExtendedFieldConfig](ctx, s.client, opExtendedFieldConfigs, capillary.Input{}, opts...)
}

// ExtendedFieldConfigsOptions are the options of ExtendedFieldConfigs, of which none is documented yet.
type ExtendedFieldConfigsOptions struct{}
