package userauth

import (
	"context"
	"crypto/md5" // the API's own scheme, not ours to choose
	"encoding/hex"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
)

// Register lets a customer of the organisation sign in with a password from now on, and returns the customer.
//
// One who is registered gives ErrAlreadyRegistered, a capillary.ErrDuplicate: the password is then still the old one. Where the outcome
// is unknown, Authorize tells later whether the password works. Other errors: ErrInvalidUsername, ErrInvalidPassword. ErrRegisterFailed
// leaves open whether it was done.
//
// POST /v2/user_auth/register
func (s *Service) Register(ctx context.Context, r RegisterRequest, opts ...capillary.RequestOption) (*customer.Customer, error) {
	return capillary.Call[*customer.Customer](ctx, s.client, opRegister, capillary.Input{Body: r}, opts...)
}

// RegisterRequest names a customer and has the password. The tables of 2026 require both number and address.
type RegisterRequest struct {
	Mobile   string           `json:"mobile,omitzero"` // with the country code
	Email    string           `json:"email,omitzero"`
	Password capillary.Secret `json:"password"` // its MD5, see HashPassword
}

// Validate refuses a request without a name or a password.
func (r RegisterRequest) Validate() error { return check(r.Mobile, r.Email, r.Password) }

func check(mobile, email string, password capillary.Secret) error {
	switch {
	case mobile == "" && email == "":
		return capillary.Invalid("mobile", "a mobile number or an e-mail address is required")
	case password.IsZero():
		return capillary.Invalid("password", "it is empty")
	}
	return nil
}

// HashPassword is a password as the API takes it: its MD5 in hexadecimal digits.
func HashPassword(password string) capillary.Secret {
	sum := md5.Sum([]byte(password))
	return capillary.NewSecret(hex.EncodeToString(sum[:]))
}

// Authorize checks the password of a user. A wrong one is ErrNotAuthorized, or an error without a code. Other errors:
// ErrInvalidUsername, ErrInvalidPassword.
//
// POST /v2/user_auth/authorize_user
func (s *Service) Authorize(ctx context.Context, r AuthorizeRequest, opts ...capillary.RequestOption) (*Verified, error) {
	return capillary.Call[*Verified](ctx, s.client, opAuthorize, capillary.Input{Body: r}, opts...)
}

// AuthorizeRequest names a user and has the password. The tables of 2026 require both number and address.
type AuthorizeRequest struct {
	Mobile   string           `json:"mobile,omitzero"` // with the country code
	Email    string           `json:"email,omitzero"`
	Password capillary.Secret `json:"password"` // its MD5, see HashPassword
}

// Validate refuses a request without a name or a password.
func (r AuthorizeRequest) Validate() error { return check(r.Mobile, r.Email, r.Password) }

// Verified says that a password fits.
type Verified struct {
	Authorized bool              `json:"entity"` // true, since a wrong password is an error
	Warnings   []capillary.Issue `json:"warnings"`
}

// UpdatePassword gives a user a new password. The old one is not asked for: who makes the call has to know that the user may. Errors:
// ErrInvalidUsername, ErrInvalidPassword. ErrUpdateFailed leaves open whether it was changed.
//
// PUT /v2/user_auth/update
func (s *Service) UpdatePassword(ctx context.Context, r UpdatePasswordRequest, opts ...capillary.RequestOption) (*PasswordUpdated, error) {
	return capillary.Call[*PasswordUpdated](ctx, s.client, opUpdatePassword, capillary.Input{Body: r}, opts...)
}

// UpdatePasswordRequest names a user and has the new password. Number or address is enough.
type UpdatePasswordRequest struct {
	Mobile   string           `json:"mobile,omitzero"` // with the country code
	Email    string           `json:"email,omitzero"`
	Password capillary.Secret `json:"password"` // its MD5, see HashPassword
}

// Validate refuses a request without a name or a password.
func (r UpdatePasswordRequest) Validate() error { return check(r.Mobile, r.Email, r.Password) }

// PasswordUpdated says that a password was changed.
type PasswordUpdated struct {
	Updated  bool              `json:"entity"` // true, since a failure is an error
	Warnings []capillary.Issue `json:"warnings"`
}
