package org

import (
	"context"
	"net/http"

	"github.com/capillary-go/sdk/capillary"
)

// Till returns a till by its id. Error: ErrTillNotFound.
//
// GET /v2/organization/till/{tillId}
func (s *Service) Till(ctx context.Context, tillID int64, _ TillOptions, opts ...capillary.RequestOption) (*Till, error) {
	return capillary.Call[*Till](ctx, s.client, opTill, capillary.Input{Path: []string{segment(tillID)}}, opts...)
}

// TillOptions are the options of Till, of which none is documented yet.
type TillOptions struct{}

// FindTill returns a till by its code, its name or its id. Error: ErrTillNotFound.
//
// GET /v2/organization/till
func (s *Service) FindTill(ctx context.Context, r FindTillRequest, opts ...capillary.RequestOption) (*Till, error) {
	return capillary.Call[*Till](ctx, s.client, opFindTill, capillary.Input{Query: r}, opts...)
}

// FindTillRequest names a till. One of the fields is required.
type FindTillRequest struct {
	Code   string `url:"code,omitempty"`
	Name   string `url:"name,omitempty"`
	TillID int64  `url:"tillId,omitempty"`
}

// Validate refuses a request that names no till.
func (r FindTillRequest) Validate() error {
	if r == (FindTillRequest{}) {
		return capillary.Invalid("code", "a code, a name or an id is required")
	}
	return nil
}

// Till is a till.
type Till struct {
	ID           int64             `json:"id"`
	Code         string            `json:"code"`
	Name         string            `json:"name"`
	Description  string            `json:"description"`
	Type         EntityType        `json:"type"`
	ReferenceID  int64             `json:"referenceId"` // -1 for none
	AdminType    AdminType         `json:"adminType"`
	IsActive     bool              `json:"isActive"`
	IsOUEnabled  bool              `json:"isOuEnabled"` // organisational units are on for it
	TimeZoneID   int64             `json:"timeZoneId"`  // 0 where it is the store's, as with the next two
	CurrencyID   int64             `json:"currencyId"`
	LanguageID   int64             `json:"languageId"`
	CustomFields []FieldValue      `json:"customField"`
	Default      bool              `json:"default"` // of its organisational unit
	Warnings     []capillary.Issue `json:"warnings"`
}

// AdminType is what a till is for.
type AdminType string

// The documented types.
const (
	AdminTypeGeneral AdminType = "GENERAL"
	AdminTypeAdmin   AdminType = "ADMIN" // it may change the organisation
)

// ActiveTill returns a till by its code or its id if it is active. The form of the reply is documented only as id and code.
//
// GET /v2/organization/activeTill
func (s *Service) ActiveTill(ctx context.Context, r ActiveTillRequest, opts ...capillary.RequestOption) (*ActiveTill, error) {
	return capillary.Call[*ActiveTill](ctx, s.client, opActiveTill, capillary.Input{Query: r}, opts...)
}

// ActiveTillRequest names a till. One of the fields is required.
type ActiveTillRequest struct {
	Code   string `url:"code,omitempty"` // its user name
	TillID int64  `url:"tillId,omitempty"`
}

// Validate refuses a request that names no till.
func (r ActiveTillRequest) Validate() error {
	if r == (ActiveTillRequest{}) {
		return capillary.Invalid("code", "a code or an id is required")
	}
	return nil
}

// ActiveTill is a till that is active.
type ActiveTill struct {
	ID       int64             `json:"id"`
	Code     string            `json:"code"` // its user name
	Warnings []capillary.Issue `json:"warnings"`
}

// AddTill adds a till to a store. Its name is unique among all organisations of the cluster, those of deleted tills included, and
// becomes its code too. Custom fields that do not exist are created, for all tills of the organisation.
//
// Errors: ErrTillNameTaken, ErrInvalidParentStore, ErrTooManyAuditedFields, ErrFieldParameterMissing, ErrFieldNameTaken.
//
// POST /v2/orgEntity/till
func (s *Service) AddTill(ctx context.Context, r AddTillRequest, opts ...capillary.RequestOption) (*Created, error) {
	return capillary.Call[*Created](ctx, s.client, opAddTill, capillary.Input{Body: r, Key: r.Name}, opts...)
}

// AddTillRequest is a till to be added. The first three fields are required.
type AddTillRequest struct {
	Name          string               `json:"name"` // a lower-case letter first, then lower-case letters, digits and ._-
	Password      capillary.Secret     `json:"password"`
	StoreID       int64                `json:"storeId"`
	Description   string               `json:"description,omitzero"`
	Billable      *bool                `json:"billable,omitzero"` // it is for billing; true if nil
	StoreServerID int64                `json:"storeServerId,omitzero"`
	CustomFields  []CustomFieldRequest `json:"customFields,omitzero"` // values, and with the rest of their fields new custom fields
	TimeZoneID    int64                `json:"timeZoneId,omitzero"`   // that of the store or its zone if zero
}

// Validate refuses a till without name, password or store, and a custom field without a name.
func (r AddTillRequest) Validate() error {
	switch {
	case r.Name == "":
		return capillary.Invalid("name", "it is empty")
	case r.Password.IsZero():
		return capillary.Invalid("password", "it is empty")
	case r.StoreID == 0:
		return capillary.Invalid("storeId", "it is zero")
	}
	return allNamed(r.CustomFields)
}

// Created is what was made.
type Created struct {
	CreatedID int64             `json:"createdId"`
	Warnings  []capillary.Issue `json:"warnings"`
}

// UpdateTill sets custom fields of a till. Fields that do not exist are created, for all tills of the organisation; of those that
// do only the value changes. Where CONF_ALLOW_TILL_AUTH_FOR_ORG_ENTITY_CREATION is off, only admin tills may, else
// ErrNotAdmin.
//
// Errors: ErrNotAdmin, ErrTooManyAuditedFields, ErrFieldParameterMissing, ErrFieldNameTaken, ErrTillNameTaken,
// ErrInvalidParentStore.
//
// PUT /v2/orgEntity/till/{id}
func (s *Service) UpdateTill(ctx context.Context, tillID int64, r UpdateTillRequest,
	opts ...capillary.RequestOption) (*TillUpdated, error) {
	return capillary.Call[*TillUpdated](ctx, s.client, opUpdateTill,
		capillary.Input{Path: []string{segment(tillID)}, Body: r.body(), Header: r.header()}, opts...)
}

// UpdateTillRequest are custom fields of a till. One is required.
type UpdateTillRequest struct {
	CustomFields []CustomFieldRequest `json:"customFields"`

	UserType string `json:"userType,omitzero"` // the header type; the samples have ADMIN_USER
}

// Validate refuses a request without custom fields, or with one without a name.
func (r UpdateTillRequest) Validate() error {
	if len(r.CustomFields) == 0 {
		return capillary.Invalid("customFields", "there are none")
	}
	return allNamed(r.CustomFields)
}

// body leaves out what goes elsewhere.
func (r UpdateTillRequest) body() UpdateTillRequest {
	r.UserType = ""
	return r
}

func (r UpdateTillRequest) header() http.Header {
	if r.UserType == "" {
		return nil
	}
	return http.Header{"Type": {r.UserType}}
}

// TillUpdated says which till was changed.
type TillUpdated struct {
	EntityID int64             `json:"entity"` // of the till in the sample, of the custom field in the table
	Warnings []capillary.Issue `json:"warnings"`
}

// AddStoreAssociate adds an associate to a store. Only admin users may. Nothing protects against a second one, so a call whose
// outcome is unknown is not repeated.
//
// POST /v2/orgEntity/associate
func (s *Service) AddStoreAssociate(ctx context.Context, r AddStoreAssociateRequest, opts ...capillary.RequestOption) (*Created, error) {
	return capillary.Call[*Created](ctx, s.client, opAddStoreAssociate, capillary.Input{Body: r, Key: r.Code}, opts...)
}

// AddStoreAssociateRequest is an associate to be added. Code and store are required.
type AddStoreAssociateRequest struct {
	Code     string `json:"code"`
	Name     string `json:"name,omitzero"`
	StoreID  int64  `json:"storeId"`
	IsActive *bool  `json:"isActive,omitzero"`
}

// Validate refuses an associate without code or store.
func (r AddStoreAssociateRequest) Validate() error {
	switch {
	case r.Code == "":
		return capillary.Invalid("code", "it is empty")
	case r.StoreID == 0:
		return capillary.Invalid("storeId", "it is zero")
	}
	return nil
}
