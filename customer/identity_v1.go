package customer

import (
	"context"

	"github.com/capillary-go/sdk/capillary"
)

// UpdateIdentity asks for another mobile number, e-mail or external id. The request waits until Capillary has checked it:
// success has CodeChangeRequested and means that it was submitted, and a second call submits a second one. To change an
// identifier at once see ChangeIdentifier. Its page is off the site of 2026.
//
// POST /v1.1/customer/update_identity
func (s *Service) UpdateIdentity(ctx context.Context, r RequestV1[IdentityChange], _ UpdateIdentityOptions, opts ...capillary.RequestOption) (
	*capillary.Batch[Identity], error,
) {
	return capillary.Call[*capillary.Batch[Identity]](ctx, s.client, opUpdateIdentity, capillary.Input{Body: r.body(), Sent: r.sent()}, opts...)
}

// UpdateIdentityOptions are the options of UpdateIdentity, of which none is documented yet.
type UpdateIdentityOptions struct{}

// IdentityChange is an identifier to replace. All fields are required.
type IdentityChange struct {
	Identifier IdentityType `json:"identifier"`
	OldValue   string       `json:"old_value"`
	NewValue   string       `json:"new_value"`
}

func (c IdentityChange) key() string { return c.NewValue }

// Validate refuses a change from or to nothing.
func (c IdentityChange) Validate() error {
	switch {
	case c.Identifier == "":
		return capillary.Invalid("identifier", "it is empty")
	case c.OldValue == "":
		return capillary.Invalid("old_value", "it is empty")
	case c.NewValue == "":
		return capillary.Invalid("new_value", "it is empty")
	}
	return nil
}

// Identity is an identifier that was asked to be replaced.
type Identity struct {
	Identifier IdentityType `json:"identifier"`
	OldValue   string       `json:"old_value"`
	NewValue   string       `json:"new_value"`
	Updated    bool         `json:"updated"`
	ItemStatus ItemStatusV1 `json:"item_status"`
}

// IdentityType is which identifier to replace.
type IdentityType string

// The documented types.
const (
	IdentityMobile     IdentityType = "mobile"
	IdentityEmail      IdentityType = "email"
	IdentityExternalID IdentityType = "external_id"
)

// UpdateIdentifierValue tells the auth engine, with which customers sign in to a brand's apps, that somebody has another
// mobile number or e-mail. It does not learn so from a change of the customer: without this call the customer signs in
// with the old one. A mobile number can only become another mobile number. ErrInvalidDetails: what was sent does not fit.
//
// The auth engine has a host of its own in some clusters: make a client for it with capillary.Host. The customer must be
// signed in; the token is that of the session.
//
// POST /auth/v1/user/updateIdentifierValue
func (s *Service) UpdateIdentifierValue(ctx context.Context, r IdentifierValueRequest, opts ...capillary.RequestOption) error {
	_, err := capillary.Call[struct{}](ctx, s.client, opUpdateIdentifierValue, capillary.Input{Body: r}, opts...)
	return err
}

// IdentifierValueRequest is an identifier of the auth engine to replace. All fields are required.
type IdentifierValueRequest struct {
	IdentifierType     AuthIdentifierType `json:"identifierType"`
	IdentifierValue    string             `json:"identifierValue"`    // the old one, as the profile has it
	NewIdentifierValue string             `json:"newIdentifierValue"` // of the same type
	Brand              string             `json:"brand"`
	Token              capillary.Secret   `json:"token"`    // made by the auth engine's token/generate
	DeviceID           string             `json:"deviceId"` // the device that the token was made for
}

// Validate refuses a change from or to nothing, and one without a session.
func (r IdentifierValueRequest) Validate() error {
	switch {
	case r.IdentifierValue == "":
		return capillary.Invalid("identifierValue", "it is empty")
	case r.NewIdentifierValue == "":
		return capillary.Invalid("newIdentifierValue", "it is empty")
	case r.Token.IsZero():
		return capillary.Invalid("token", "it is empty")
	}
	return nil
}

// AuthIdentifierType is what a customer signs in with.
type AuthIdentifierType string

// The documented types.
const (
	AuthMobile AuthIdentifierType = "MOBILE"
	AuthEmail  AuthIdentifierType = "EMAIL"
)
