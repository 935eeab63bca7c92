package staff

import (
	"context"

	"github.com/capillary-go/sdk/capillary"
)

// SendOTP sends a staff user a one-time password: to prove a number or an address, or to sign in. It is sent to the number or the
// address of the request. A call whose outcome is unknown is not repeated. Errors: ErrIdentifierMissing, ErrInvalidOTPType,
// ErrInvalidIdentifier.
//
// Deprecated: the documentation of 2026 marks it so, and says that no staff endpoint can be used any more.
//
// POST /v2/staff/sendOtp
func (s *Service) SendOTP(ctx context.Context, r SendOTPRequest, opts ...capillary.RequestOption) (*Saved, error) {
	return capillary.Call[*Saved](ctx, s.client, opSendOTP,
		capillary.Input{Query: purpose{r.Purpose, r.Purpose}, Body: r.body(), Header: r.Auth.header(), Credentials: r.Auth.credentials()}, opts...)
}

// SendOTPRequest is whom to send a code to, and what for. All but number or address is required.
type SendOTPRequest struct {
	Purpose  OTPPurpose `json:"otp"`      // in the query
	ID       int64      `json:"id"`       // of the user
	Username string     `json:"username"` // of the user
	Mobile   string     `json:"mobile,omitzero"`
	Email    string     `json:"email,omitzero"`

	Auth Auth `json:"auth,omitzero"`
}

// sendOTPBody is a SendOTPRequest as it goes out.
type sendOTPBody struct {
	ID       int64  `json:"id"`
	Username string `json:"username"`
	Mobile   string `json:"mobile,omitzero"`
	Email    string `json:"email,omitzero"`
}

// body leaves out what goes elsewhere.
func (r SendOTPRequest) body() sendOTPBody { return sendOTPBody{r.ID, r.Username, r.Mobile, r.Email} }

// Validate refuses a code for nobody, or to nowhere, which gives ErrIdentifierMissing.
func (b sendOTPBody) Validate() error {
	switch {
	case b.ID == 0:
		return capillary.Invalid("id", "it is zero")
	case b.Username == "":
		return capillary.Invalid("username", "it is empty")
	case b.Mobile == "" && b.Email == "":
		return capillary.Invalid("mobile", "a mobile number or an e-mail address is required")
	}
	return nil
}

// purpose is what a code is for: the pages of 2026 call the parameter otp, the address of 2022 has otp_type.
type purpose struct {
	OTP     OTPPurpose `url:"otp"`
	OTPType OTPPurpose `url:"otp_type"`
}

// Validate refuses a code for nothing.
func (p purpose) Validate() error {
	if p.OTP == "" {
		return capillary.Invalid("otp", "it is empty")
	}
	return nil
}

// OTPPurpose is what a code is for.
type OTPPurpose string

// The documented purposes.
const (
	OTPValidateEmail  OTPPurpose = "VALIDATE_EMAIL"
	OTPValidateMobile OTPPurpose = "VALIDATE_MOBILE"
	OTPLogin          OTPPurpose = "LOGIN"
)

// ValidateOTP checks the code that SendOTP sent. A right one is used up, so a check whose outcome is unknown is not repeated: send a new
// code. Errors: ErrInvalidOTP, ErrInvalidIdentifier, ErrInvalidIdentifierType.
//
// Deprecated: the documentation of 2026 says that it can't be used any more, and names nothing in its place.
//
// POST /v2/staff/validate
func (s *Service) ValidateOTP(ctx context.Context, r ValidateOTPRequest, opts ...capillary.RequestOption) (*Saved, error) {
	return capillary.Call[*Saved](ctx, s.client, opValidateOTP, capillary.Input{Body: r.body(), Header: r.Auth.header(), Credentials: r.Auth.credentials()}, opts...)
}

// ValidateOTPRequest is a code, and who got it where. All but number or address is required; the one that got the code is needed.
type ValidateOTPRequest struct {
	ID             int64            `json:"id"`
	Username       string           `json:"username"`
	Mobile         string           `json:"mobile,omitzero"`
	Email          string           `json:"email,omitzero"`
	IdentifierType IdentifierType   `json:"identifierType"` // IdentifierMobile or IdentifierEmail
	Password       capillary.Secret `json:"password,omitzero"`
	OTP            capillary.Secret `json:"otp"`

	Auth Auth `json:"auth,omitzero"`
}

// Validate refuses a check of nothing, or for nobody.
func (r ValidateOTPRequest) Validate() error {
	if r.OTP.IsZero() {
		return capillary.Invalid("otp", "it is empty")
	}
	return named(r.ID, r.Username, r.Mobile, r.Email)
}

// body leaves out what goes elsewhere.
func (r ValidateOTPRequest) body() ValidateOTPRequest {
	r.Auth = Auth{}
	return r
}

// IdentifierType is a kind of identifier of a staff user. ValidateOTP takes it in upper case, the other calls in lower case.
type IdentifierType string

// The documented types.
const (
	IdentifierMobile IdentifierType = "MOBILE"
	IdentifierEmail  IdentifierType = "EMAIL"
	ChangeMobile     IdentifierType = "mobile" // of SendIdentifierOTP and ChangeIdentifier
	ChangeEmail      IdentifierType = "email"  // of SendIdentifierOTP and ChangeIdentifier
)

// SendIdentifierOTP sends a code to a new number or address of the staff user who makes the call. ChangeIdentifier then takes the code. A
// call whose outcome is unknown is not repeated. Errors: ErrIdentifierTaken, ErrInvalidIdentifier, ErrInvalidOTPType; ErrOTPNotSent leaves
// open whether it was sent.
//
// Deprecated: the documentation of 2026 marks it so, and says that no staff endpoint can be used any more.
//
// POST /v2/staff/changeidentifier/sendotp
func (s *Service) SendIdentifierOTP(ctx context.Context, r IdentifierRequest, opts ...capillary.RequestOption) (*Saved, error) {
	return capillary.Call[*Saved](ctx, s.client, opSendIdentifierOTP, capillary.Input{Body: r.body(), Header: r.Auth.header(), Credentials: r.Auth.credentials()}, opts...)
}

// IdentifierRequest is a new number or address. The first two fields are required.
type IdentifierRequest struct {
	Identifier string         `json:"identifier"` // the number or the address; the schema says an id, the samples have an address
	Type       IdentifierType `json:"type"`       // ChangeMobile or ChangeEmail
	Notes      string         `json:"notes,omitzero"`

	Auth Auth `json:"auth,omitzero"`
}

// Validate refuses a change to nothing.
func (r IdentifierRequest) Validate() error {
	switch {
	case r.Identifier == "":
		return capillary.Invalid("identifier", "it is empty")
	case r.Type == "":
		return capillary.Invalid("type", "it is empty")
	}
	return nil
}

// body leaves out what goes elsewhere.
func (r IdentifierRequest) body() IdentifierRequest {
	r.Auth = Auth{}
	return r
}

// ChangeIdentifier gives the staff user who makes the call a new number or address, with the code that SendIdentifierOTP sent there.
// Errors: ErrInvalidOTP, ErrIdentifierTaken, ErrInvalidIdentifier, ErrIdentifierMissing.
//
// Deprecated: the documentation of 2026 says that it can't be used any more, and names nothing in its place.
//
// POST /v2/staff/changeidentifier
func (s *Service) ChangeIdentifier(ctx context.Context, r ChangeIdentifierRequest, opts ...capillary.RequestOption) (*Saved, error) {
	return capillary.Call[*Saved](ctx, s.client, opChangeIdentifier, capillary.Input{Body: r.body(), Header: r.Auth.header(), Credentials: r.Auth.credentials()}, opts...)
}

// ChangeIdentifierRequest is a new number or address, and the code that was sent there. The first three fields are required.
type ChangeIdentifierRequest struct {
	Identifier string           `json:"identifier"` // the number or the address
	Type       IdentifierType   `json:"type"`       // ChangeMobile or ChangeEmail
	OTP        capillary.Secret `json:"otp"`
	Notes      string           `json:"notes,omitzero"`

	Auth Auth `json:"auth,omitzero"`
}

// Validate refuses a change to nothing, or without a code.
func (r ChangeIdentifierRequest) Validate() error {
	if r.OTP.IsZero() {
		return capillary.Invalid("otp", "it is empty")
	}
	return IdentifierRequest{Identifier: r.Identifier, Type: r.Type}.Validate()
}

// body leaves out what goes elsewhere.
func (r ChangeIdentifierRequest) body() ChangeIdentifierRequest {
	r.Auth = Auth{}
	return r
}
