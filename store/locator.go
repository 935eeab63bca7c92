package store

import (
	"context"
	"net/http"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
)

// LocatorToken makes the token that NearbyStores takes, for a user of a brand's app.
//
// POST /auth/v1/token/generate
func (s *Service) LocatorToken(ctx context.Context, r LocatorTokenRequest, opts ...capillary.RequestOption) (*LocatorToken, error) {
	reply, err := capillary.Call[*tokenReply](ctx, s.client, opLocatorToken, capillary.Input{Body: r.body()}, opts...)
	return reply.result(), err
}

// LocatorTokenRequest is a user of a brand's app. All of it is required.
type LocatorTokenRequest struct {
	User     capillary.Identifier `json:"user"` // a mobile number, an e-mail address, or capillary.IdentifierNamed("USERNAME", …)
	DeviceID string               `json:"deviceId"`
	Brand    string               `json:"brand"` // its name
}

// tokenBody is a LocatorTokenRequest as it goes out.
type tokenBody struct {
	IdentifierType  string `json:"identifierType"` // MOBILE, EMAIL or USERNAME
	IdentifierValue string `json:"identifierValue"`
	DeviceID        string `json:"deviceId"`
	Brand           string `json:"brand"`
}

func (r LocatorTokenRequest) body() tokenBody {
	return tokenBody{strings.ToUpper(r.User.Name()), r.User.Value(), r.DeviceID, r.Brand}
}

// Validate refuses a request that lacks something.
func (b tokenBody) Validate() error {
	switch {
	case b.IdentifierType == "" || b.IdentifierValue == "":
		return capillary.Invalid("user", "it is empty")
	case b.DeviceID == "":
		return capillary.Invalid("deviceId", "it is empty")
	case b.Brand == "":
		return capillary.Invalid("brand", "it is empty")
	}
	return nil
}

// LocatorToken is a token for NearbyStores.
type LocatorToken struct {
	Token     capillary.Secret `json:"token"`
	ExpiresIn int64            `json:"expiresIn"` // seconds
}

// tokenReply is the reply in both its forms: older pages of the same address have the token in auth.
type tokenReply struct {
	LocatorToken

	Auth struct {
		Token capillary.Secret `json:"token"`
	} `json:"auth"`
}

func (r *tokenReply) result() *LocatorToken {
	if r == nil {
		return nil
	}
	if r.Token.IsZero() {
		r.Token = r.Auth.Token
	}
	return &r.LocatorToken
}

// NearbyStores finds stores near a place. Of the reply only a message is documented, which a gateway's refusal has too, so it proves
// nothing: a reply that does not report success beside the warnings or errors of the API is no answer, and the call fails. Where your
// server sends no more, capillary.WithProof("store.NearbyStores", capillary.ProofSuccess) takes a word of success,
// capillary.WithoutProof("store.NearbyStores") any reply, and what else is in it can be read with capillary.WithMeta.
//
// The documentation names other hosts than the API's for the locator; use a client for the host that yours is on.
//
// GET /store-locator/v1/brand/nearbystores
func (s *Service) NearbyStores(ctx context.Context, r NearbyStoresRequest, opts ...capillary.RequestOption) (*LocatorReply, error) {
	return capillary.Call[*LocatorReply](ctx, s.client, opNearbyStores, capillary.Input{Query: r, Header: r.header(), Credentials: map[string]capillary.Secret{"cap_authorization": r.Token}}, opts...)
}

// NearbyStoresRequest is a place, and who asks.
type NearbyStoresRequest struct {
	Latitude       decimal.Decimal `url:"latitude"`                 // degrees
	Longitude      decimal.Decimal `url:"longitude"`                // degrees
	Distance       int64           `url:"distance,omitempty"`       // the most; metres in the schema and in 2025, kilometres in the table of 2026
	ActualDistance bool            `url:"actualDistance,omitempty"` // along roads
	SiteStatus     string          `url:"site_status,omitempty"`    // such as Active
	Page           int64           `url:"page,omitempty"`           // from zero
	Size           int64           `url:"size,omitempty"`           // stores of a page; 10 if zero

	Token    capillary.Secret `url:"-"` // of LocatorToken; the header cap_authorization, as with the next three
	DeviceID string           `url:"-"`
	Brand    string           `url:"-"`
	Mobile   string           `url:"-"` // the identifier that the token was made for
}

// Validate refuses a page or a distance that can't be.
func (r NearbyStoresRequest) Validate() error {
	switch {
	case r.Distance < 0:
		return capillary.Invalid("distance", "it is negative")
	case r.Page < 0:
		return capillary.Invalid("page", "it is negative")
	case r.Size < 0:
		return capillary.Invalid("size", "it is negative")
	}
	return nil
}

func (r NearbyStoresRequest) header() http.Header {
	h := http.Header{}
	for name, value := range map[string]string{"cap_device_id": r.DeviceID, "cap_brand": r.Brand, "cap_mobile": r.Mobile} {
		if value != "" {
			h.Set(name, value)
		}
	}
	return h
}

// LocatorReply is what the store locator says. See NearbyStores.
type LocatorReply struct {
	Message string `json:"message"`
}

// SyncOrganization copies the stores of an organisation into the store locator. It does something, though it is a GET, so it is never
// sent twice by itself. What NearbyStores says of replies and hosts holds here too: without a report of success the outcome is unknown.
//
// GET /integration/v1/sync/org/{orgId}
func (s *Service) SyncOrganization(ctx context.Context, orgID string, _ SyncOrganizationOptions,
	opts ...capillary.RequestOption) (*LocatorReply, error) {
	return capillary.Call[*LocatorReply](ctx, s.client, opSyncOrganization, capillary.Input{Path: []string{orgID}}, opts...)
}

// SyncOrganizationOptions are the options of SyncOrganization, of which none is documented yet.
type SyncOrganizationOptions struct{}

// MapCustomFields says which fields of the store locator custom fields of stores become. What NearbyStores says of replies and hosts
// holds here too: without a report of success the outcome is unknown.
//
// POST /integration/v1/brand/{brandId}/store-locator/custom-fields/map
func (s *Service) MapCustomFields(ctx context.Context, brandID string, r MapCustomFieldsRequest,
	opts ...capillary.RequestOption) (*LocatorReply, error) {
	return capillary.Call[*LocatorReply](ctx, s.client, opMapCustomFields, capillary.Input{Path: []string{brandID}, Body: r}, opts...)
}

// MapCustomFieldsRequest are custom fields and what they become. One is required.
type MapCustomFieldsRequest struct {
	Mapping []FieldMapping `json:"mapping"`
}

// Validate refuses a mapping of nothing, or of half a pair.
func (r MapCustomFieldsRequest) Validate() error {
	if len(r.Mapping) == 0 {
		return capillary.Invalid("mapping", "it is empty")
	}
	for _, m := range r.Mapping {
		switch {
		case m.IntouchCustomField == "":
			return capillary.Invalid("intouchCustomField", "it is empty")
		case m.MappedCustomField == "":
			return capillary.Invalid("mappedCustomField", "it is empty")
		}
	}
	return nil
}

// FieldMapping is a custom field and what it becomes.
type FieldMapping struct {
	IntouchCustomField string `json:"intouchCustomField"` // its name in the organisation
	MappedCustomField  string `json:"mappedCustomField"`  // its name in the store locator
}

// MappedCustomFields returns which custom fields are mapped. What NearbyStores says of replies and hosts holds here too.
//
// GET /integration/v1/brand/{brandid}/store-locator/custom-fields/map
func (s *Service) MappedCustomFields(ctx context.Context, brandID string, _ MappedCustomFieldsOptions,
	opts ...capillary.RequestOption) (*LocatorReply, error) {
	return capillary.Call[*LocatorReply](ctx, s.client, opMappedCustomFields, capillary.Input{Path: []string{brandID}}, opts...)
}

// MappedCustomFieldsOptions are the options of MappedCustomFields, of which none is documented yet.
type MappedCustomFieldsOptions struct{}
