package integration

import (
	"context"
	"time"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/sent"
)

// Create makes an API client. Its secret comes back here only: keep it. Nothing protects against a second client of the same
// name, so a call whose outcome is unknown is not repeated: look into List, and delete the one whose secret nobody has.
//
// POST /v3/integrations/clients
func (s *Service) Create(ctx context.Context, r CreateRequest, opts ...capillary.RequestOption) (*Client, error) {
	return capillary.Call[*Client](ctx, s.client, opCreate, capillary.Input{Body: r}, opts...)
}

// CreateRequest is an API client to be made. All fields are required.
type CreateRequest struct {
	Name                string         `json:"name"`
	Description         string         `json:"description"`
	ExpirationTokenTime int64          `json:"expirationTokenTime"` // how long its tokens last, in seconds
	DefaultTillID       int64          `json:"defaultTillId"`       // the till that its calls are made for
	Scopes              []ScopeRequest `json:"scopes"`
}

// Validate refuses a client without a name, a description, a time for its tokens, a till or scopes.
func (r CreateRequest) Validate() error {
	switch {
	case r.Name == "":
		return capillary.Invalid("name", "it is empty")
	case r.Description == "":
		return capillary.Invalid("description", "it is empty")
	}
	return checkAccess(r.ExpirationTokenTime, r.DefaultTillID, r.Scopes)
}

// ScopeRequest is what a client may reach, and how.
type ScopeRequest struct {
	EntityID   int64      `json:"entityId"` // the id of a Scope
	Permission Permission `json:"permission"`
	// Resources narrow it to paths, by regular expressions such as ".*v1.1/transaction/add". Without any it is all of the entity.
	Resources []string `json:"resources"`
}

// Permission is how a client may use a scope.
type Permission string

// Permissions.
const (
	Read      Permission = "READ"
	ReadWrite Permission = "READWRITE"
	Write     Permission = "WRITE"
)

// checkAccess refuses what a client can't be without.
func checkAccess(seconds, till int64, scopes []ScopeRequest) error {
	switch {
	case seconds <= 0:
		return capillary.Invalid("expirationTokenTime", "it must be more than zero seconds")
	case till <= 0:
		return capillary.Invalid("defaultTillId", "it is no id of a till")
	case len(scopes) == 0:
		return capillary.Invalid("scopes", "there are none")
	}
	for _, scope := range scopes {
		switch {
		case scope.EntityID <= 0:
			return capillary.Invalid("entityId", "it is no id of a scope")
		case scope.Permission == "":
			return capillary.Invalid("permission", "it is empty")
		}
	}
	return nil
}

// Client is an API client.
type Client struct {
	ID                  int64            `json:"id"`
	Name                string           `json:"name"`
	Description         string           `json:"description"`
	ClientKey           string           `json:"clientKey"`
	ClientSecret        capillary.Secret `json:"clientSecret"`        // of Create only
	IsValid             bool             `json:"isValid"`             // false once it was deleted
	ExpirationTokenTime int64            `json:"expirationTokenTime"` // how long its tokens last, in seconds
	DefaultTillID       int64            `json:"defaultTillId"`
	Scopes              []ClientScope    `json:"scopes"` // not of List
	Attribution         Attribution      `json:"attribution"`
}

// ClientScope is what a client may reach, and how.
type ClientScope struct {
	EntityID   int64      `json:"entityId"` // the id of a Scope
	Permission Permission `json:"permission"`
	Resources  []string   `json:"resources"`
}

// Attribution is who made something and who changed it last.
type Attribution struct {
	CreatedOn     time.Time `json:"createdOn"`
	CreatedBy     User      `json:"createdBy"`
	LastUpdatedOn time.Time `json:"lastUpdatedOn"`
	LastUpdatedBy User      `json:"lastUpdatedBy"`
}

// User is a till, or a person who uses Capillary.
type User struct {
	ID          int64  `json:"id"`
	Code        string `json:"code"`
	Description string `json:"description"`
	Name        string `json:"name"`
	Type        string `json:"type"` // such as TILL, ADMIN_USER
}

// List lists the API clients of the organisation, those that were deleted too. It does not tell their scopes.
//
// GET /v3/integrations/clients
func (s *Service) List(ctx context.Context, opts ...capillary.RequestOption) (*capillary.Page[Client], error) {
	return capillary.Call[*capillary.Page[Client]](ctx, s.client, opList, capillary.Input{}, opts...)
}

// Get returns an API client with its scopes, and without its secret.
//
// GET /v3/integrations/clients/{clientKey}
func (s *Service) Get(ctx context.Context, clientKey string, opts ...capillary.RequestOption) (*Client, error) {
	return capillary.Call[*Client](ctx, s.client, opGet, capillary.Input{Path: []string{clientKey}}, opts...)
}

// Update changes an API client. Key and secret stay.
//
// PUT /v3/integrations/clients/{clientKey}
func (s *Service) Update(ctx context.Context, clientKey string, r UpdateRequest, opts ...capillary.RequestOption) (*Client, error) {
	return capillary.Call[*Client](ctx, s.client, opUpdate, capillary.Input{Path: []string{clientKey}, Body: r, Sent: sent.Key(clientKey)}, opts...)
}

// UpdateRequest is an API client as it is to be. A name or description that is empty is left to the API; all else is required.
type UpdateRequest struct {
	Name                string         `json:"name,omitzero"`
	Description         string         `json:"description,omitzero"`
	ExpirationTokenTime int64          `json:"expirationTokenTime"` // how long its tokens last, in seconds
	DefaultTillID       int64          `json:"defaultTillId"`       // the till that its calls are made for
	Scopes              []ScopeRequest `json:"scopes"`
}

// Validate refuses a client without a time for its tokens, a till or scopes.
func (r UpdateRequest) Validate() error {
	return checkAccess(r.ExpirationTokenTime, r.DefaultTillID, r.Scopes)
}

// Delete takes an API client's access away. It comes back as it is then, with IsValid false.
//
// DELETE /v3/integrations/clients/{clientKey}
func (s *Service) Delete(ctx context.Context, clientKey string, opts ...capillary.RequestOption) (*Client, error) {
	return capillary.Call[*Client](ctx, s.client, opDelete, capillary.Input{Path: []string{clientKey}, Sent: sent.Key(clientKey)}, opts...)
}

// Scopes lists what a client can be given access to.
//
// GET /v3/integrations/scopes
func (s *Service) Scopes(ctx context.Context, opts ...capillary.RequestOption) (*capillary.Page[Scope], error) {
	return capillary.Call[*capillary.Page[Scope]](ctx, s.client, opScopes, capillary.Input{}, opts...)
}

// Scope is a part of the API, such as TargetGroups, Transaction or All.
type Scope struct {
	ID     int64  `json:"id"`
	Entity string `json:"entity"`
}
