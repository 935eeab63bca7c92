package event

import (
	"context"

	"github.com/capillary-go/sdk/capillary"
)

// AddWebhook makes an address to push events to. A transformer has one webhook at most in an organisation. The address is all that
// protects it unless it wants credentials: keep it as a secret.
//
// Errors: ErrInvalidTransformer, ErrNoAuthMechanism.
//
// POST /v2/events/webhook
func (s *Service) AddWebhook(ctx context.Context, r AddWebhookRequest, opts ...capillary.RequestOption) (*Webhook, error) {
	return capillary.Call[*Webhook](ctx, s.client, opAddWebhook, capillary.Input{Body: r}, opts...)
}

// AddWebhookRequest is a webhook to be added. Transformer and till are required.
type AddWebhookRequest struct {
	TransformerType        Transformer   `json:"transformerType"`
	TillCode               string        `json:"tillCode"` // the till that its events are of
	AuthEnabled            bool          `json:"authEnabled,omitzero"`
	AuthMechanism          AuthMechanism `json:"authMechanism,omitzero"`          // required if AuthEnabled
	UniquenessCheckEnabled bool          `json:"uniquenessCheckEnabled,omitzero"` // events that were pushed before are marked as duplicates
	ListenToChildEvents    bool          `json:"listenToChildEvents,omitzero"`    // of connected organisations
}

// Validate refuses what gives ErrInvalidTransformer or ErrNoAuthMechanism, and a webhook without a till.
func (r AddWebhookRequest) Validate() error {
	return checkWebhook(r.TransformerType, r.TillCode, r.AuthEnabled, r.AuthMechanism)
}

func checkWebhook(transformer Transformer, till string, auth bool, mechanism AuthMechanism) error {
	switch {
	case transformer == "":
		return capillary.Invalid("transformerType", "it is empty")
	case till == "":
		return capillary.Invalid("tillCode", "it is empty")
	case auth && mechanism == "":
		return capillary.Invalid("authMechanism", "it is empty, and authentication is on")
	}
	return nil
}

// AuthMechanism is how who pushes proves who it is.
type AuthMechanism string

// Mechanisms.
const (
	AuthBasic AuthMechanism = "BASIC"
	AuthOAuth AuthMechanism = "OAUTH"
)

// Webhook is an address to push events to. What a reply does not tell is empty.
type Webhook struct {
	WebHookID              string            `json:"webHookId"`
	WebHookURI             string            `json:"webHookUri"` // where to push; keep it as a secret
	TransformerType        Transformer       `json:"transformerType"`
	TillCode               string            `json:"tillCode"`
	AuthEnabled            bool              `json:"authEnabled"`
	AuthMechanism          AuthMechanism     `json:"authMechanism"`
	UniquenessCheckEnabled bool              `json:"uniquenessCheckEnabled"`
	ListenToChildEvents    bool              `json:"listenToChildEvents"`
	Warnings               []capillary.Issue `json:"warnings"`
}

// Webhooks lists the webhooks of the organisation.
//
// GET /v2/events/webhooks
func (s *Service) Webhooks(ctx context.Context, opts ...capillary.RequestOption) (*capillary.Page[Webhook], error) {
	return capillary.Call[*capillary.Page[Webhook]](ctx, s.client, opWebhooks, capillary.Input{}, opts...)
}

// UpdateWebhook changes a webhook, which its address names. Its page is off the site of 2026.
//
// Errors: ErrInvalidTransformer, ErrNoAuthMechanism.
//
// PUT /v2/events/webhook
func (s *Service) UpdateWebhook(ctx context.Context, r UpdateWebhookRequest, opts ...capillary.RequestOption) (*Changed, error) {
	return capillary.Call[*Changed](ctx, s.client, opUpdateWebhook, capillary.Input{Body: r}, opts...)
}

// UpdateWebhookRequest is a webhook as it is to be. Transformer and till are required; what is nil is left to the API.
type UpdateWebhookRequest struct {
	TransformerType        Transformer   `json:"transformerType"`
	TillCode               string        `json:"tillCode"`
	WebHookURI             string        `json:"webHookUri,omitzero"` // which webhook; the page has it in its sample only
	AuthEnabled            *bool         `json:"authEnabled,omitzero"`
	AuthMechanism          AuthMechanism `json:"authMechanism,omitzero"`
	UniquenessCheckEnabled *bool         `json:"uniquenessCheckEnabled,omitzero"`
}

// Validate refuses what gives ErrInvalidTransformer or ErrNoAuthMechanism, and a webhook without a till.
func (r UpdateWebhookRequest) Validate() error {
	return checkWebhook(r.TransformerType, r.TillCode, r.AuthEnabled != nil && *r.AuthEnabled, r.AuthMechanism)
}

// DisableWebhook switches a webhook off. Its page is off the site of 2026, and its reply is not documented: that of a change is
// expected.
//
// PUT /v2/events/webhook/disable
func (s *Service) DisableWebhook(ctx context.Context, r DisableWebhookRequest, opts ...capillary.RequestOption) (*Changed, error) {
	return capillary.Call[*Changed](ctx, s.client, opDisableWebhook, capillary.Input{Body: r}, opts...)
}

// DisableWebhookRequest names a webhook.
type DisableWebhookRequest struct {
	WebHookID string `json:"webHookId"`
}

// Validate refuses an empty id.
func (r DisableWebhookRequest) Validate() error {
	if r.WebHookID == "" {
		return capillary.Invalid("webHookId", "it is empty")
	}
	return nil
}
