package staff

import (
	"context"

	"github.com/capillary-go/sdk/capillary"
)

// AccessToken makes a token for the staff user whose credentials the client has; client.As gives a client those of another user. It goes
// into Auth.AccessToken of other calls.
//
// Deprecated: the documentation of 2026 says that it can't be used any more, and names nothing in its place.
//
// POST /v2/staff/accessToken
func (s *Service) AccessToken(ctx context.Context, _ AccessTokenOptions, opts ...capillary.RequestOption) (*AccessToken, error) {
	return capillary.Call[*AccessToken](ctx, s.client, opAccessToken, capillary.Input{}, opts...)
}

// AccessTokenOptions are the options of AccessToken, of which none is documented yet.
type AccessTokenOptions struct{}

// AccessToken is a token of a staff user.
type AccessToken struct {
	Token    capillary.Secret  `json:"entity"`
	Warnings []capillary.Issue `json:"warnings"`
}

// ChangePassword gives the staff user who makes the call a new password: the one whose credentials the client has, or whose token is in
// Auth. Error: ErrPasswordMissing.
//
// Deprecated: the documentation of 2026 says that it can't be used any more, and names nothing in its place.
//
// POST /v2/staff/changePassword
func (s *Service) ChangePassword(ctx context.Context, r ChangePasswordRequest, opts ...capillary.RequestOption) (*Saved, error) {
	return capillary.Call[*Saved](ctx, s.client, opChangePassword, capillary.Input{Body: r.body(), Header: r.Auth.header(), Credentials: r.Auth.credentials()}, opts...)
}

// ChangePasswordRequest is a new password.
type ChangePasswordRequest struct {
	Password capillary.Secret `json:"password"`

	Auth Auth `json:"auth,omitzero"`
}

// Validate refuses what gives ErrPasswordMissing.
func (r ChangePasswordRequest) Validate() error {
	if r.Password.IsZero() {
		return capillary.Invalid("password", "it is empty")
	}
	return nil
}

// body leaves out what goes elsewhere.
func (r ChangePasswordRequest) body() ChangePasswordRequest {
	r.Auth = Auth{}
	return r
}

// Logout ends an access token. It does something, though it is a GET, so it is never sent twice by itself.
//
// Deprecated: the documentation of 2026 says that it can't be used any more, and names nothing in its place.
//
// GET /v2/staff/logout
func (s *Service) Logout(ctx context.Context, r LogoutRequest, opts ...capillary.RequestOption) (*LoggedOut, error) {
	return capillary.Call[*LoggedOut](ctx, s.client, opLogout, capillary.Input{Query: r, Header: r.Auth.header(), Credentials: r.Auth.credentials()}, opts...)
}

// LogoutRequest is a token to be ended: Auth.AccessToken is required.
type LogoutRequest struct {
	Auth Auth `url:"-"`
}

// Validate refuses a request without a token.
func (r LogoutRequest) Validate() error {
	if r.Auth.AccessToken.IsZero() {
		return capillary.Invalid("accessToken", "it is empty")
	}
	return nil
}

// LoggedOut says that a token ended.
type LoggedOut struct {
	Success  bool              `json:"success"`
	Warnings []capillary.Issue `json:"warnings"`
}
