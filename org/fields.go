package org

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/capillary-go/sdk/capillary"
)

// CustomFields lists the custom fields of the organisation, of all scopes or of one. ConfiguredCustomFields has their choices
// (Options) too.
//
// GET /v2/org/customFields
func (s *Service) CustomFields(ctx context.Context, o CustomFieldsOptions,
	opts ...capillary.RequestOption) (*capillary.Page[CustomField], error) {
	return capillary.Call[*capillary.Page[CustomField]](ctx, s.client, opCustomFields,
		capillary.Input{Query: o, Header: internalAuth(o.AuthOrgID), Credentials: internalKey(o.AuthKey)}, opts...)
}

// CustomFieldsOptions choose custom fields.
type CustomFieldsOptions struct {
	Scope CustomFieldScope `url:"scope,omitempty"` // all if empty

	AuthKey   capillary.Secret `url:"-"` // see CreateCustomFieldsRequest
	AuthOrgID int64            `url:"-"`
}

// ConfiguredCustomFields lists the custom fields that are in use, without their ids, and on request those that are disabled.
//
// GET /v2/organization/customFields
func (s *Service) ConfiguredCustomFields(ctx context.Context, o ConfiguredCustomFieldsOptions,
	opts ...capillary.RequestOption) (*capillary.Page[CustomField], error) {
	o.Scope = o.Scope.lower()
	return capillary.Call[*capillary.Page[CustomField]](ctx, s.client, opConfiguredCustomFields, capillary.Input{Query: o}, opts...)
}

// ConfiguredCustomFieldsOptions choose custom fields.
type ConfiguredCustomFieldsOptions struct {
	Scope                   CustomFieldScope `url:"scope,omitempty"` // all if empty; goes out in lower case, as this endpoint has it
	IncludeDisabled         bool             `url:"includeDisabled,omitempty"`
	IncludeDisabledAtServer bool             `url:"includeDisabledAtServer,omitempty"`
}

// CustomField is a field that an organisation added to customers, transactions, stores, tills or itself. What a list does not
// tell is empty. Rules are in Capillary's Infix expression language.
type CustomField struct {
	ID               int64               `json:"id"`
	OrgID            int64               `json:"orgId"`
	Name             string              `json:"name"`
	Type             CustomFieldType     `json:"type"`
	DataType         CustomFieldDataType `json:"dataType"` // in any case
	Label            string              `json:"label"`    // as it is shown
	Scope            CustomFieldScope    `json:"scope"`    // in upper or lower case, as the endpoint has it
	DefaultValue     string              `json:"defaultValue"`
	Phase            string              `json:"phase"`    // not in use
	Position         int64               `json:"position"` // in a form
	Rule             string              `json:"rule"`     // for the client side
	ServerRule       string              `json:"serverRule"`
	Regex            string              `json:"regex"`
	Error            string              `json:"error"`   // what to say of a wrong value
	Options          string              `json:"options"` // the choices, a JSON object of labels and values
	Value            string              `json:"value"`
	IsDisabled       bool                `json:"isDisabled"`
	IsCompulsory     bool                `json:"isCompulsory"`
	DisableAtServer  bool                `json:"disableAtServer"`
	IsUpdatable      bool                `json:"isUpdatable"`
	EnableAuditTrail bool                `json:"enableAuditTrail"`
	IsPIIData        bool                `json:"isPiiData"` // personally identifiable
	IsPSIData        bool                `json:"isPsiData"` // potentially sensitive
	HelpText         string              `json:"helptext"`
	Attrs            string              `json:"attrs"`
}

// CustomFieldsV1 lists the custom fields of the organisation, of all scopes or of one. CustomFields is the newer form.
//
// GET /v1.1/organization/customfields
func (s *Service) CustomFieldsV1(ctx context.Context, o CustomFieldsOptionsV1,
	opts ...capillary.RequestOption) (*capillary.Page[CustomFieldV1], error) {
	o.Scope = o.Scope.lower()
	return capillary.Call[*capillary.Page[CustomFieldV1]](ctx, s.client, opCustomFieldsV1, capillary.Input{Query: o}, opts...)
}

// CustomFieldsOptionsV1 choose custom fields.
type CustomFieldsOptionsV1 struct {
	Scope CustomFieldScope `url:"scope,omitempty"` // all if empty; goes out in lower case, as this endpoint has it
}

// CustomFieldV1 is a custom field as v1.1 has it.
type CustomFieldV1 struct {
	Name        string              `json:"name"`
	Label       string              `json:"label"`
	Type        CustomFieldType     `json:"type"`
	DataType    CustomFieldDataType `json:"datatype"`
	Default     string              `json:"default"` // JSON
	Phase       string              `json:"phase"`
	Position    int64               `json:"position"`
	Rule        string              `json:"rule"`
	Regex       string              `json:"regex"`
	Error       string              `json:"error"` // what to say of a wrong value
	Options     string              `json:"options"`
	Scope       CustomFieldScope    `json:"scope"` // in lower case
	IsMandatory bool                `json:"is_mandatory"`
	IsDisabled  bool                `json:"is_disabled"`
}

// CreateCustomFields adds custom fields to the organisation. A name is unique in it, whatever the scope; a connected organisation
// may have a field of the same name.
//
// Errors: ErrFieldNameTaken, ErrInvalidFieldScope, ErrTooManyAuditedFields, ErrFieldParameterMissing, ErrNoFields, ErrNotAdminUser.
// ErrFieldsNotSaved leaves open whether they were added.
//
// POST /v2/customFields
func (s *Service) CreateCustomFields(ctx context.Context, r CreateCustomFieldsRequest,
	opts ...capillary.RequestOption) (*CustomFieldsCreated, error) {
	return capillary.Call[*CustomFieldsCreated](ctx, s.client, opCreateCustomFields,
		capillary.Input{Body: r.body(), Header: internalAuth(r.AuthOrgID), Credentials: internalKey(r.AuthKey), Sent: r.names()}, opts...)
}

func (r CreateCustomFieldsRequest) names() []string {
	names := make([]string, len(r.CustomFields))
	for i, f := range r.CustomFields {
		names[i] = f.Name
	}
	return names
}

// CreateCustomFieldsRequest are custom fields to be added. Scope and fields are required, and of each field name, type and data
// type.
type CreateCustomFieldsRequest struct {
	Scope        CustomFieldScope     `json:"scope"`
	CustomFields []CustomFieldRequest `json:"customFields"`

	// A key of Capillary's internal API and the organisation that it is used for: headers that the reference lists beside the
	// credentials of the client. Its text asks for the credentials alone.
	AuthKey   capillary.Secret `json:"authKey,omitzero"`
	AuthOrgID int64            `json:"authOrgId,omitzero"`
}

// body leaves out what goes elsewhere.
func (r CreateCustomFieldsRequest) body() CreateCustomFieldsRequest {
	r.AuthKey, r.AuthOrgID = capillary.Secret{}, 0
	return r
}

// Validate refuses what gives ErrNoFields, ErrInvalidFieldScope or ErrFieldParameterMissing, and a name of more than 20 characters.
func (r CreateCustomFieldsRequest) Validate() error {
	switch {
	case r.Scope == "":
		return capillary.Invalid("scope", "it is empty")
	case len(r.CustomFields) == 0:
		return capillary.Invalid("customFields", "there are none")
	}
	for _, f := range r.CustomFields {
		switch {
		case f.Type == "":
			return capillary.Invalid("customFields.type", "it is empty")
		case f.DataType == "":
			return capillary.Invalid("customFields.dataType", "it is empty")
		case utf8.RuneCountInString(f.Name) > 20:
			return capillary.Invalid("customFields.name", "it has more than 20 characters")
		}
	}
	return allNamed(r.CustomFields)
}

// CustomFieldRequest is a custom field to be added, or for a till one that exists, by name, with its value. What is nil is left to
// the API.
type CustomFieldRequest struct {
	Name             string              `json:"name"`
	Value            string              `json:"value,omitzero"`
	Type             CustomFieldType     `json:"type,omitzero"`
	DataType         CustomFieldDataType `json:"dataType,omitzero"`
	Label            string              `json:"label,omitzero"` // as it is shown
	DefaultValue     string              `json:"defaultValue,omitzero"`
	Phase            string              `json:"phase,omitzero"`      // not in use
	Position         *int64              `json:"position,omitzero"`   // in a form
	Rule             string              `json:"rule,omitzero"`       // for the client side, in the Infix expression language
	ServerRule       string              `json:"serverRule,omitzero"` // {"name": …, "value": …} in the same language
	Regex            string              `json:"regex,omitzero"`
	Error            string              `json:"error,omitzero"`   // what to say of a wrong value
	Options          string              `json:"options,omitzero"` // the choices: valueA, valueB
	IsDisabled       *Flag               `json:"isDisabled,omitzero"`
	IsCompulsory     *Flag               `json:"isCompulsory,omitzero"`
	DisableAtServer  *Flag               `json:"disableAtServer,omitzero"`
	IsUpdatable      *Flag               `json:"isUpdatable,omitzero"`
	EnableAuditTrail *Flag               `json:"enableAuditTrail,omitzero"` // for five fields unless the organisation has another limit
	IsPIIData        *Flag               `json:"isPiiData,omitzero"`        // personally identifiable
	IsPSIData        *Flag               `json:"isPsiData,omitzero"`        // potentially sensitive
	HelpText         string              `json:"helptext,omitzero"`
	Attrs            string              `json:"attrs,omitzero"`
}

// Flag is a yes or no that the API takes as a number.
type Flag int64

// The flags. A field takes one as new(org.Yes).
const (
	No  Flag = 0
	Yes Flag = 1
)

func allNamed(fields []CustomFieldRequest) error {
	for _, f := range fields {
		if f.Name == "" {
			return capillary.Invalid("customFields.name", "it is empty")
		}
	}
	return nil
}

// CustomFieldsCreated are custom fields that were added.
type CustomFieldsCreated struct {
	CustomFields []CustomField     `json:"entity"`
	Warnings     []capillary.Issue `json:"warnings"`
}

// TagCustomField sets the value of a custom field for an entity, such as the organisation itself. Errors: ErrInvalidFieldScope,
// ErrFieldParameterMissing, ErrNotAdminUser.
//
// POST /v2/customField/tag
func (s *Service) TagCustomField(ctx context.Context, r TagCustomFieldRequest,
	opts ...capillary.RequestOption) (*CustomFieldTagged, error) {
	return capillary.Call[*CustomFieldTagged](ctx, s.client, opTagCustomField,
		capillary.Input{Body: r.body(), Header: internalAuth(r.AuthOrgID), Credentials: internalKey(r.AuthKey)}, opts...)
}

// TagCustomFieldRequest is a value of a custom field. All but the headers is required.
type TagCustomFieldRequest struct {
	Scope       CustomFieldScope `json:"scope"`
	EntityID    int64            `json:"entityId"` // of ScopeOrg the id of the organisation
	CustomField FieldTag         `json:"customField"`

	AuthKey   capillary.Secret `json:"authKey,omitzero"` // see CreateCustomFieldsRequest
	AuthOrgID int64            `json:"authOrgId,omitzero"`
}

// FieldTag is a custom field and its new value.
type FieldTag struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// body leaves out what goes elsewhere.
func (r TagCustomFieldRequest) body() TagCustomFieldRequest {
	r.AuthKey, r.AuthOrgID = capillary.Secret{}, 0
	return r
}

// Validate refuses what gives ErrInvalidFieldScope or ErrFieldParameterMissing.
func (r TagCustomFieldRequest) Validate() error {
	switch {
	case r.Scope == "":
		return capillary.Invalid("scope", "it is empty")
	case r.EntityID == 0:
		return capillary.Invalid("entityId", "it is zero")
	case r.CustomField.Name == "":
		return capillary.Invalid("customField.name", "it is empty")
	}
	return nil
}

// CustomFieldTagged says which entity got the value.
type CustomFieldTagged struct {
	EntityID int64             `json:"entity"`
	Warnings []capillary.Issue `json:"warnings"`
}

// CustomFieldScope is what a custom field is of. Lists of ConfiguredCustomFields and CustomFieldsV1 have it in lower case: Is
// compares.
type CustomFieldScope string

// The documented scopes.
const (
	ScopeLoyaltyRegistration CustomFieldScope = "LOYALTY_REGISTRATION" // customers
	ScopeLoyaltyTransaction  CustomFieldScope = "LOYALTY_TRANSACTION"
	ScopeLoyaltyLineItems    CustomFieldScope = "LOYALTY_LINE_ITEMS" // not in use
	ScopeCustomerFeedback    CustomFieldScope = "CUSTOMER_FEEDBACK"
	ScopeCustomerPreferences CustomFieldScope = "CUSTOMER_PREFERENCES"
	ScopeCustomerCard        CustomFieldScope = "CUSTOMER_CARD"
	ScopeCheckInFeedback     CustomFieldScope = "CHECK_IN_FEEDBACK"
	ScopeAdvanceFeedback     CustomFieldScope = "ADVANCE_FEEDBACK"
	ScopePointsRedemption    CustomFieldScope = "POINTS_REDEMPTION"
	ScopeVoucherRedemption   CustomFieldScope = "VOUCHER_REDEMPTION"
	ScopeZone                CustomFieldScope = "ZONE_CUSTOM_FIELDS"
	ScopeConcept             CustomFieldScope = "CONCEPT_CUSTOM_FIELDS"
	ScopeStore               CustomFieldScope = "STORE_CUSTOM_FIELDS"
	ScopeTill                CustomFieldScope = "TILL_CUSTOM_FIELDS"
	ScopeOrg                 CustomFieldScope = "ORG_CUSTOM_FIELD"
	ScopeDataLog             CustomFieldScope = "CUSTOM_FIELDS_DATA_LOG"
	ScopeNI                  CustomFieldScope = "NI_CUSTOM_FIELDS" // not in use
)

// Is reports whether it is the same scope, in any case.
func (s CustomFieldScope) Is(other CustomFieldScope) bool {
	return strings.EqualFold(string(s), string(other))
}

func (s CustomFieldScope) lower() CustomFieldScope {
	return CustomFieldScope(strings.ToLower(string(s)))
}

// CustomFieldType is how a custom field is entered.
type CustomFieldType string

// The documented types.
const (
	FieldText         CustomFieldType = "text"
	FieldTextArea     CustomFieldType = "textarea"
	FieldSelect       CustomFieldType = "select"
	FieldCheckbox     CustomFieldType = "checkbox"
	FieldRadio        CustomFieldType = "radio"
	FieldFile         CustomFieldType = "file"
	FieldTemplateArea CustomFieldType = "template_area"
	FieldDatePicker   CustomFieldType = "datepicker"
	FieldSeparator    CustomFieldType = "separator"
	FieldButton       CustomFieldType = "button"
	FieldEmailBody    CustomFieldType = "email_body"
	FieldFeedback     CustomFieldType = "feedback"
	FieldLabel        CustomFieldType = "label"
)

// CustomFieldDataType is what the values of a custom field are.
type CustomFieldDataType string

// The documented data types.
const (
	DataBoolean CustomFieldDataType = "Boolean"
	DataInteger CustomFieldDataType = "Integer"
	DataDouble  CustomFieldDataType = "Double"
	DataString  CustomFieldDataType = "String"
)

func internalKey(key capillary.Secret) map[string]capillary.Secret {
	return map[string]capillary.Secret{"X-CAP-API-AUTH-KEY": key}
}

// internalAuth are the headers of Capillary's internal API.
func internalAuth(orgID int64) http.Header {
	h := http.Header{}
	if orgID != 0 {
		h.Set("X-CAP-API-AUTH-ORG-ID", strconv.FormatInt(orgID, 10))
	}
	return h
}
