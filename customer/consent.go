package customer

import (
	"context"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/outbox"
)

// AddTRAIConsent records whether a customer agrees to receive messages, as India's telecom authority asks. The customer
// proves it with a code that an OTP for the action SUBSCRIPTION sent to the mobile number; a code serves once. Its page is off
// the site of 2026.
//
// POST /v2/customers/traiConsent
func (s *Service) AddTRAIConsent(ctx context.Context, r TRAIConsentRequest, opts ...capillary.RequestOption) (*TRAIConsents, error) {
	return capillary.Call[*TRAIConsents](ctx, s.client, opAddTRAIConsent, capillary.Input{Body: r.body()}, opts...)
}

// UpdateTRAIConsent changes what AddTRAIConsent recorded, with a new code. Its page is off the site of 2026.
//
// PUT /v2/customers/traiConsent
func (s *Service) UpdateTRAIConsent(ctx context.Context, r TRAIConsentRequest, opts ...capillary.RequestOption) (*TRAIConsents, error) {
	return capillary.Call[*TRAIConsents](ctx, s.client, opUpdateTRAIConsent, capillary.Input{Body: r.body()}, opts...)
}

// TRAIConsentRequest is a customer's consent.
type TRAIConsentRequest struct {
	Customer       capillary.Identifier `json:"customer,omitzero"` // by mobile, as it was when the code was sent: with the country code, or without
	Consent        ConsentRequest       `json:"consent"`
	ValidationCode capillary.Secret     `json:"validationCode"`
}

// ConsentRequest is a yes or a no.
type ConsentRequest struct {
	ConsentStatus Answer `json:"consentStatus"`
}

// Validate refuses a consent without a number, an answer or a code.
func (r TRAIConsentRequest) Validate() error {
	if err := capillary.CheckCustomer("mobile", r.Customer, "mobile"); err != nil {
		return err
	}
	switch {
	case r.Consent.ConsentStatus == "":
		return capillary.Invalid("consentStatus", "it is empty")
	case r.ValidationCode.IsZero():
		return capillary.Invalid("validationCode", "it is empty")
	}
	return nil
}

func (r TRAIConsentRequest) body() consentBody {
	return consentBody{Mobile: r.Customer.Value(), Consent: r.Consent, ValidationCode: r.ValidationCode, request: r}
}

// consentBody is a TRAIConsentRequest as the API has it.
type consentBody struct {
	Mobile         string           `json:"mobile"`
	Consent        ConsentRequest   `json:"consent"`
	ValidationCode capillary.Secret `json:"validationCode"`

	request TRAIConsentRequest
}

// Validate asks the request.
func (b consentBody) Validate() error { return b.request.Validate() }

// UnmarshalJSON reads the request as encoding/json writes it, or the body that the API documents.
func (r *TRAIConsentRequest) UnmarshalJSON(raw []byte) error {
	type fields TRAIConsentRequest // without the methods
	return outbox.ReadFlat(raw, (*fields)(r), &r.Customer)
}

// Answer is a yes or a no.
type Answer string

// The answers.
const (
	Yes Answer = "yes"
	No  Answer = "no"
)

// TRAIConsents are the consents that were recorded.
type TRAIConsents struct {
	Consents []TRAIConsent     `json:"data"`
	Warnings []capillary.Issue `json:"warnings"`
}

// TRAIConsent is a customer's consent.
type TRAIConsent struct {
	Mobile  string  `json:"mobile"` // with the country code
	Consent Consent `json:"consent"`
}

// Consent is what a customer answered.
type Consent struct {
	ConsentStatus     Answer `json:"consentStatus"`
	IsConsentRequired Answer `json:"isConsentRequired"`
}
