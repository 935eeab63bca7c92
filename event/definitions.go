package event

import (
	"context"
	"time"

	"github.com/capillary-go/sdk/capillary"
)

// Create defines an event with its fields. It is tested and published in Capillary's user interface afterwards.
//
// Errors: ErrEventExists, ErrInvalidEventName, ErrInvalidActions, ErrInvalidFieldType, ErrFieldAttribute.
//
// POST /v2/events
func (s *Service) Create(ctx context.Context, r DefinitionRequest, opts ...capillary.RequestOption) (*Changed, error) {
	return capillary.Call[*Changed](ctx, s.client, opCreate, capillary.Input{Body: r, Key: r.EventName}, opts...)
}

// Update changes the definition of an event: fields that are not named are removed.
//
// Errors: ErrInvalidEventName, ErrInvalidActions, ErrInvalidFieldType, ErrFieldAttribute.
//
// PUT /v2/events
func (s *Service) Update(ctx context.Context, r DefinitionRequest, opts ...capillary.RequestOption) (*Changed, error) {
	return capillary.Call[*Changed](ctx, s.client, opUpdate, capillary.Input{Body: r}, opts...)
}

// DefinitionRequest is an event as it is to be. Name and actions are required.
type DefinitionRequest struct {
	EventName   string         `json:"eventName"` // without blanks or special characters
	Actions     []Action       `json:"actions"`
	Description string         `json:"description,omitzero"`
	Fields      []FieldRequest `json:"fields,omitzero"`
}

// Validate refuses an event without a name or an action, and a field without a name or a type.
func (r DefinitionRequest) Validate() error {
	switch {
	case r.EventName == "":
		return capillary.Invalid("eventName", "it is empty")
	case len(r.Actions) == 0:
		return capillary.Invalid("actions", "there are none")
	}
	for _, f := range r.Fields {
		switch {
		case f.Name == "":
			return capillary.Invalid("name", "a field has none")
		case f.Type == "":
			return capillary.Invalid("type", "a field has none")
		}
	}
	return nil
}

// Action is a part of Capillary that an event goes to.
type Action string

// Actions.
const (
	EMFConsumer Action = "EMFConsumer" // loyalty, dynamic vouchers, communication
	EIConsumer  Action = "EIConsumer"  // Essential Insights
)

// FieldRequest is a field of an event.
type FieldRequest struct {
	Name       string                             `json:"name"`
	Type       FieldType                          `json:"type"`
	Attributes map[AttributeName]AttributeRequest `json:"attributes,omitzero"`
}

// FieldType is what a field holds. Replies have it in upper case too.
type FieldType string

// Types of fields; FieldsMeta lists those of the organisation.
const (
	FieldCustomer        FieldType = "customer" // the identifier of a customer
	FieldTillCode        FieldType = "tillCode"
	FieldCouponCode      FieldType = "couponCode"
	FieldProductSKU      FieldType = "productSku"
	FieldProductBrand    FieldType = "productBrand"
	FieldProductCategory FieldType = "productCategory"
	FieldGroupID         FieldType = "groupId"
	FieldString          FieldType = "string"
	FieldDouble          FieldType = "double"
)

// AttributeName is a property of a field.
type AttributeName string

// Names of attributes.
const (
	AddCustomerIfNotExists AttributeName = "addCustomerIfNotExists" // a customer who is not there is registered
	IsRequired             AttributeName = "isRequired"
	IsUniqueKeyField       AttributeName = "isUniqueKeyField" // beside name and customer it makes the key by which an event is known; then it is required too
	IsPSIData              AttributeName = "isPsiData"        // potentially sensitive; not for the customer's identifier
	IdentifierType         AttributeName = "identifierType"   // of the customer: mobile, email, externalId, …
	GroupIdentifierType    AttributeName = "groupIdentifierType"
	SourceOfCustomer       AttributeName = "source"
	AccountOfSource        AttributeName = "accountId"
	Regex                  AttributeName = "regex"
	PossibleValues         AttributeName = "possibleValues"
)

// AttributeRequest is the value of an attribute.
type AttributeRequest struct {
	ValueType string   `json:"valueType"` // Boolean, Enum, String, List
	Value     string   `json:"value,omitzero"`
	Values    []string `json:"values,omitzero"` // of PossibleValues
}

// Flag is the value of an attribute that is true or false.
func Flag(on bool) AttributeRequest {
	if on {
		return AttributeRequest{ValueType: "Boolean", Value: "true"}
	}
	return AttributeRequest{ValueType: "Boolean", Value: "false"}
}

// Changed is what a change is answered with.
type Changed struct {
	Warnings []capillary.Issue `json:"warnings"`
}

// Disable switches an event off, which is final.
//
// Errors: ErrInvalidEventName.
//
// PUT /v2/events/disable
func (s *Service) Disable(ctx context.Context, eventName string, opts ...capillary.RequestOption) (*Changed, error) {
	return capillary.Call[*Changed](ctx, s.client, opDisable, capillary.Input{Query: nameQuery{eventName}}, opts...)
}

type nameQuery struct {
	EventName string `url:"event_name"`
}

// Validate refuses an empty name.
func (q nameQuery) Validate() error {
	if q.EventName == "" {
		return capillary.Invalid("event_name", "it is empty")
	}
	return nil
}

// List lists the events of the organisation with their fields, standard and custom ones.
//
// GET /v2/events
func (s *Service) List(ctx context.Context, o ListOptions, opts ...capillary.RequestOption) (*capillary.Page[Definition], error) {
	return capillary.Call[*capillary.Page[Definition]](ctx, s.client, opList, capillary.Input{Query: o}, opts...)
}

// ListOptions choose events; all if it is empty.
type ListOptions struct {
	EventName    string `url:"eventName,omitempty"`
	IsDuplicate  bool   `url:"isDuplicate,omitempty"`
	SourceUserID string `url:"source_user_id,omitempty"`
	ID           string `url:"id,omitempty"` // documented in 2022 only
}

// Definition is an event with what it has in it, and how others' names are mapped to its own.
type Definition struct {
	ClickEventsMeta     Meta                `json:"clickEventsMeta"`
	TransformerMappings TransformerMappings `json:"transformerMappings"`

	// As older replies have the mappings.
	DefaultTransformerMapped    bool    `json:"defaultTransformerMappping"`
	WebEngageTransformerMapping Mapping `json:"webEngageTransformerMapping"`

	Warnings []capillary.Issue `json:"warnings"`
}

// Meta is the definition of an event.
type Meta struct {
	EventID             string     `json:"eventId"`
	EventName           string     `json:"eventName"`
	EventType           string     `json:"eventType"` // USEREVENT, PRODUCTEVENT, COUPONEVENT
	Label               string     `json:"label"`     // as it is shown
	Description         string     `json:"description"`
	Actions             []Action   `json:"actions"`
	Fields              []Field    `json:"fields"`
	OrgID               int64      `json:"orgId"`
	ConnectedOrgContext OrgContext `json:"connectedOrgContext"`
	Status              string     `json:"status"`     // PUBLISHED, UNPUBLISHED
	TestStatus          string     `json:"testStatus"` // VERIFIED, NOT_VERIFIED
	Date                time.Time  `json:"date"`
	StandardEvent       bool       `json:"standardEvent"`
}

// OrgContext is how an organisation stands among others.
type OrgContext struct {
	OrgType string `json:"orgType"` // such as STANDARD_ORG
}

// Field is a field of an event.
type Field struct {
	Name          string                      `json:"name"`
	Type          FieldType                   `json:"type"` // in any case
	Attributes    map[AttributeName]Attribute `json:"attributes"`
	StandardField bool                        `json:"standardField"`
}

// Attribute is the value of an attribute.
type Attribute struct {
	ValueType string   `json:"valueType"` // Boolean, Enum, String, List, in any case
	Value     string   `json:"value"`
	Values    []string `json:"values"` // of PossibleValues
}

// TransformerMappings are how transformers read an event.
type TransformerMappings struct {
	DefaultTransformerMapping   Mapping `json:"defaultTransformerMapping"`
	WebEngageTransformerMapping Mapping `json:"webEngageTransformerMapping"`
	DefaultTransformerMapped    bool    `json:"defaultTransformerMappping"` // as older replies have it
}

// Mapping is how one transformer reads an event.
type Mapping struct {
	MapperName         string         `json:"mapperName"`
	EventNameMapping   NameMapping    `json:"eventNameMapping"`
	EventFieldMappings []FieldMapping `json:"eventFieldMappings"`
}

// NameMapping is where the name of an event stands, and which names mean it.
type NameMapping struct {
	WebEngageFieldName string            `json:"webEngageFieldName"`
	ValueMap           map[string]string `json:"valueMap"` // the event's name by the other one
}

// FieldMapping is the other's name of a field.
type FieldMapping struct {
	EventFieldName string `json:"eventFieldName"`
	FieldName      string `json:"fieldName" lenient:"also=webEngageFieldName"` // the other's
}

// Meta returns the definition of one event.
//
// GET /v2/events/meta
func (s *Service) Meta(ctx context.Context, eventName string, opts ...capillary.RequestOption) (*Definition, error) {
	return capillary.Call[*Definition](ctx, s.client, opMeta, capillary.Input{Query: nameQuery{eventName}}, opts...)
}

// FieldsMeta lists the types of fields that an event can have. Its page is off the site of 2026.
//
// GET /v2/events/meta_fields
func (s *Service) FieldsMeta(ctx context.Context, opts ...capillary.RequestOption) (*capillary.Page[FieldMeta], error) {
	return capillary.Call[*capillary.Page[FieldMeta]](ctx, s.client, opFieldsMeta, capillary.Input{}, opts...)
}

// FieldMeta is a type of fields.
type FieldMeta struct {
	Type       FieldType       `json:"type"`
	Label      string          `json:"label"` // as it is shown
	ValueType  string          `json:"valueType"`
	Attributes []AttributeMeta `json:"attributes"`
}

// AttributeMeta is an attribute that a type of fields has.
type AttributeMeta struct {
	Name           AttributeName `json:"name"`
	Label          string        `json:"label"`
	ValueType      string        `json:"valueType"`
	DefaultValue   string        `json:"defaultValue"`
	PossibleValues []string      `json:"possibleValues"` // of an ENUM
}

// StandardMeta lists the standard events, which an organisation can enable. Its page is off the site of 2026.
//
// GET /v2/events/standard_events_meta
func (s *Service) StandardMeta(ctx context.Context, opts ...capillary.RequestOption) (*capillary.Page[StandardDefinition], error) {
	return capillary.Call[*capillary.Page[StandardDefinition]](ctx, s.client, opStandardMeta, capillary.Input{}, opts...)
}

// StandardDefinition is a standard event.
type StandardDefinition struct {
	StandardClickEventsMeta     StandardEvent `json:"standardClickEventsMeta"`
	WebEngageTransformerMapping Mapping       `json:"webEngageTransformerMapping"`
}

// StandardEvent is what a standard event has in it.
type StandardEvent struct {
	EventName     string   `json:"eventName"`
	Label         string   `json:"label"`
	Description   string   `json:"description"`
	EventCategory string   `json:"eventCategory"` // such as Ecommerce, MobileApp
	Actions       []Action `json:"actions"`
	Fields        []Field  `json:"fields"`
}

// EnableStandard enables a standard event for the organisation. Its page is off the site of 2026.
//
// POST /v2/events/standard_events/enable
func (s *Service) EnableStandard(ctx context.Context, eventName string, o EnableStandardOptions, opts ...capillary.RequestOption) (*Changed, error) {
	q := enableQuery{eventName, o.UseStandardAdapterMappings}
	return capillary.Call[*Changed](ctx, s.client, opEnableStandard, capillary.Input{Query: q}, opts...)
}

// EnableStandardOptions are how a standard event is enabled.
type EnableStandardOptions struct {
	UseStandardAdapterMappings bool // also how transformers read it
}

type enableQuery struct {
	EventName                  string `url:"event_name"`
	UseStandardAdapterMappings bool   `url:"use_standard_adapter_mappings,omitempty"`
}

// Validate refuses an empty name.
func (q enableQuery) Validate() error { return nameQuery{q.EventName}.Validate() }
