package org

import (
	"context"
	"time"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/sent"
)

// SourcesMeta lists the sources that customers of the organisation can come from, each with the channels over which they can be
// reached.
//
// GET /v2/meta/sources
func (s *Service) SourcesMeta(ctx context.Context, _ SourcesMetaOptions, opts ...capillary.RequestOption) (*capillary.Page[SourceMeta], error) {
	return capillary.Call[*capillary.Page[SourceMeta]](ctx, s.client, opSourcesMeta, capillary.Input{}, opts...)
}

// SourcesMetaOptions are the options of SourcesMeta, of which none is documented yet.
type SourcesMetaOptions struct{}

// SourceMeta is a source of customers.
type SourceMeta struct {
	ID           int64    `json:"id"`
	Name         string   `json:"name"` // such as INSTORE
	CommChannels []string `json:"commChannels"`
}

// Sources lists the accounts that the organisation has with its sources. Its page is off the site of 2026, as are those of the other
// calls about accounts.
//
// GET /v2/org/{orgId}/sources
func (s *Service) Sources(ctx context.Context, orgID int64, o SourcesOptions,
	opts ...capillary.RequestOption) (*capillary.Page[SourceAccount], error) {
	return capillary.Call[*capillary.Page[SourceAccount]](ctx, s.client, opSources,
		capillary.Input{Path: []string{segment(orgID)}, Query: o}, opts...)
}

// SourcesOptions say how much to return.
type SourcesOptions struct {
	Details bool `url:"details,omitempty"` // all details
}

// Source returns one account, with its settings, by its UUID. Error: ErrSourceNotFound. Its page is off the site of 2026.
//
// GET /v2/org/{orgId}/sources
func (s *Service) Source(ctx context.Context, orgID int64, r SourceRequest, opts ...capillary.RequestOption) (*SourceAccount, error) {
	return capillary.Call[*SourceAccount](ctx, s.client, opSource, capillary.Input{Path: []string{segment(orgID)}, Query: r}, opts...)
}

// SourceRequest names an account.
type SourceRequest struct {
	UUID string `url:"uuid"`
}

// Validate refuses a request that names no account.
func (r SourceRequest) Validate() error {
	if r.UUID == "" {
		return capillary.Invalid("uuid", "it is empty")
	}
	return nil
}

// SourceAccount is an account of a source, such as one app or one page. A change returns less of it.
type SourceAccount struct {
	ID                      int64                       `json:"id"`
	UUID                    string                      `json:"uuid"`
	Name                    string                      `json:"name"`
	SourceAccountIdentifier string                      `json:"sourceAccountIdentifier"`
	ToMirror                bool                        `json:"toMirror"`
	SourceTypeID            int64                       `json:"sourceTypeId"` // the id of SourceMeta
	SourceTypeName          string                      `json:"sourceTypeName"`
	IsActive                bool                        `json:"isActive"`
	CommChannels            []string                    `json:"commChannels"`
	Configs                 map[string]capillary.Secret `json:"configs"` // by name, see SourceConfigs; tokens and licence codes are among them
	Attribution             Attribution                 `json:"attribution"`
	Warnings                []capillary.Issue           `json:"warnings"`
}

// Attribution is when something was made and changed, and by whom.
type Attribution struct {
	CreateDate   time.Time      `json:"createDate"`
	CreatedBy    map[string]any `json:"createdBy"` // its form is not documented
	ModifiedDate time.Time      `json:"modifiedDate"`
	ModifiedBy   map[string]any `json:"modifiedBy"` // its form is not documented
}

// SourceConfigs lists the settings that accounts of a source have. Error: ErrNoSourceConfigs. Its page is off the site of 2026.
//
// GET /v2/org/{orgId}/sources/{sourceId}/configs
func (s *Service) SourceConfigs(ctx context.Context, orgID, sourceID int64,
	_ SourceConfigsOptions, opts ...capillary.RequestOption) (*capillary.Page[SourceConfig], error) {
	return capillary.Call[*capillary.Page[SourceConfig]](ctx, s.client, opSourceConfigs,
		capillary.Input{Path: []string{segment(orgID), segment(sourceID)}}, opts...)
}

// SourceConfigsOptions are the options of SourceConfigs, of which none is documented yet.
type SourceConfigsOptions struct{}

// SourceConfig is a setting that accounts of a source have.
type SourceConfig struct {
	ID           int64       `json:"id"`
	SourceID     int64       `json:"sourceId"`
	Name         string      `json:"name"` // in SourceAccount.Configs
	Label        string      `json:"label"`
	Type         string      `json:"type"` // such as string, bool, list
	DefaultValue string      `json:"defaultValue"`
	DisplayOrder int64       `json:"displayOrder"`
	Attribution  Attribution `json:"attribution"`
}

// AddSource adds an account of a source. Of the request only its address is documented; its body is that of UpdateSource. Its page
// is off the site of 2026.
//
// Errors: ErrSourceExists, ErrInvalidSourceName, ErrInvalidSourceAccount, ErrInvalidSourceType. ErrSourceNotAdded and
// ErrSourceNotUpdated leave open whether it was added.
//
// POST /v2/org/{orgId}/sources
func (s *Service) AddSource(ctx context.Context, orgID int64, r SourceAccountRequest,
	opts ...capillary.RequestOption) (*SourceAccount, error) {
	return capillary.Call[*SourceAccount](ctx, s.client, opAddSource, capillary.Input{Path: []string{segment(orgID)}, Body: r}, opts...)
}

// UpdateSource changes an account of a source: all of it but its UUID and its source. Its page is off the site of 2026.
//
// Errors: ErrInvalidUUID, ErrSourceExists, ErrInvalidSourceName, ErrInvalidSourceAccount, ErrInvalidSourceType. ErrSourceNotUpdated
// leaves open whether it was changed.
//
// PUT /v2/org/{orgId}/sources/{uuid}
func (s *Service) UpdateSource(ctx context.Context, orgID int64, uuid string, r SourceAccountRequest,
	opts ...capillary.RequestOption) (*SourceAccount, error) {
	return capillary.Call[*SourceAccount](ctx, s.client, opUpdateSource,
		capillary.Input{Path: []string{segment(orgID), uuid}, Body: r, Sent: sent.Key(uuid)}, opts...)
}

// UpdateSourceByQuery is UpdateSource with the account in the query, as a page of 2022 has it. UpdateSource is the newer form.
//
// PUT /v2/org/{orgId}/sources
func (s *Service) UpdateSourceByQuery(ctx context.Context, orgID int64, uuid string, r SourceAccountRequest,
	opts ...capillary.RequestOption) (*SourceAccount, error) {
	return capillary.Call[*SourceAccount](ctx, s.client, opUpdateSourceByQuery,
		capillary.Input{Path: []string{segment(orgID)}, Query: SourceRequest{uuid}, Body: r, Sent: sent.Key(uuid)}, opts...)
}

// SourceAccountRequest is an account of a source as it is to be. What is nil is left to the API.
type SourceAccountRequest struct {
	Name                    string                      `json:"name,omitzero"`
	SourceAccountIdentifier string                      `json:"sourceAccountIdentifier,omitzero"`
	ToMirror                *bool                       `json:"toMirror,omitzero"`
	SourceTypeID            int64                       `json:"sourceTypeId,omitzero"` // the id of SourceMeta
	SourceTypeName          string                      `json:"sourceTypeName,omitzero"`
	IsActive                *bool                       `json:"isActive,omitzero"`
	Configs                 map[string]capillary.Secret `json:"configs,omitzero"` // by name, see SourceConfigs
}
