package customer

import (
	"context"

	"github.com/capillary-go/sdk/capillary"
)

// AddTRAIConsent records whether a customer agrees to receive messages, as India's telecom authority asks. The customer
// proves it with a code that an OTP for the action SUBSCRIPTION sent to the mobile number; a code serves once.
//
// POST /v2/customers/traiConsent
func (s *Service) AddTRAIConsent(ctx context.Context, r TRAIConsentRequest, opts ...capillary.RequestOption) (*TRAIConsents, error) {
	return capillary.Call[*TRAIConsents](ctx, s.client, opAddTRAIConsent, capillary.Input{Body: r}, opts...)
}

// UpdateTRAIConsent changes what AddTRAIConsent recorded, with a new code.
//
// PUT /v2/customers/traiConsent
func (s *Service) UpdateTRAIConsent(ctx context.Context, r TRAIConsentRequest, opts ...capillary.RequestOption) (*TRAIConsents, error) {
	return capillary.Call[*TRAIConsents](ctx, s.client, opUpdateTRAIConsent, capillary.Input{Body: r}, opts...)
}

// TRAIConsentRequest is a customer's consent.
type TRAIConsentRequest struct {
	Mobile         string           `json:"mobile"` // as it was when the code was sent: with the country code, or without
	Consent        ConsentRequest   `json:"consent"`
	ValidationCode capillary.Secret `json:"validationCode"`
}

// ConsentRequest is a yes or a no.
type ConsentRequest struct {
	ConsentStatus Answer `json:"consentStatus"`
}

// Validate refuses a consent without a number, an answer or a code.
func (r TRAIConsentRequest) Validate() error {
	switch {
	case r.Mobile == "":
		return capillary.Invalid("mobile", "it is empty")
	case r.Consent.ConsentStatus == "":
		return capillary.Invalid("consentStatus", "it is empty")
	case r.ValidationCode.IsZero():
		return capillary.Invalid("validationCode", "it is empty")
	}
	return nil
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
