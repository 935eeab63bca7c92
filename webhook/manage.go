package webhook

import (
	"context"
	"net/http"
	"time"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/sent"
)

// List lists the webhooks of the organisation, those too that are switched off, and those that Capillary uses itself
// (TypeQueueInternal, TypeInternal). Losing tells which of them lose their events.
//
// GET /v3/webHooks
func (s *Service) List(ctx context.Context, opts ...capillary.RequestOption) (*capillary.Page[Webhook], error) {
	return capillary.Call[*capillary.Page[Webhook]](ctx, s.client, opList, capillary.Input{}, opts...)
}

// Webhook is where events are delivered to. Its headers are secrets: they are all that tells a receiver who delivers.
type Webhook struct {
	WebHookID             string                      `json:"webHookId"`
	Name                  string                      `json:"name"`
	Active                bool                        `json:"active"`
	EventNames            []string                    `json:"eventNames"` // see OrgEvents, and the types of events of this package
	WebHookURL            string                      `json:"webHookUrl"`
	WebHookType           Type                        `json:"webHookType"`
	MethodType            string                      `json:"methodType"` // POST, PUT, GET or DELETE
	WebHookHeaders        map[string]capillary.Secret `json:"webHookHeaders"`
	MaxAllowedConnections int64                       `json:"maxAllowedConnections"` // deliveries at the same time
	NoOfRetryAttempts     int64                       `json:"noOfRetryAttempts"`     // 0 everywhere; how often the sender tries does not depend on it
	SLAInSeconds          int64                       `json:"slaInSeconds"`          // not in use any more
	ConsumerGroupID       string                      `json:"consumerGroupId"`       // the webhook in Logs and Metrics
	ListenToChildEvents   bool                        `json:"listenToChildEvents"`   // of connected organisations

	// What is added to events.
	TillDetailsEnrichmentEnabled            bool                 `json:"tillDetailsEnrichmentEnabled"`
	StoreDetailsEnrichmentEnabled           bool                 `json:"storeDetailsEnrichmentEnabled"`
	AwardedReferenceEnrichmentEnabled       bool                 `json:"awardedReferenceEnrichmentEnabled"`
	AvailablePointsBalanceEnrichmentEnabled bool                 `json:"availablePointsBalanceEnrichmentEnabled"`
	CustomerIdentifiersToBeEnriched         []EnrichedIdentifier `json:"customerIdentifiersToBeEnriched"`

	// A Neo dataflow that events go through, and those that there are.
	NeoEnrichment  Dataflow   `json:"neoEnrichment"`
	PossibleValues []Dataflow `json:"possibleValues"`

	Attribution Attribution `json:"attribution"`
}

// Type is what a webhook delivers to.
type Type string

// The types. Only webhooks of the type HTTP are a brand's own.
const (
	TypeHTTP          Type = "HTTP"
	TypeQueueInternal Type = "QUEUE_INT"
	TypeInternal      Type = "INTERNAL"
)

// EnrichedIdentifier is a source whose identifiers of a customer are added to events.
type EnrichedIdentifier string

// Sources of identifiers.
const (
	EnrichInStore     EnrichedIdentifier = "Instore"
	EnrichWeChat      EnrichedIdentifier = "WeChat"
	EnrichWebEngage   EnrichedIdentifier = "WebEngage"
	EnrichCardNumbers EnrichedIdentifier = "cardnumbers"
)

// Dataflow is a Neo dataflow.
type Dataflow struct {
	Label string `json:"label"`
	Value string `json:"value"` // its address
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

// Add adds a webhook. What would lose its events is refused before anything is sent: see AddRequest. Nothing protects against a
// second webhook of the same name, so a call whose outcome is unknown is not repeated: look into List.
//
// Errors: ErrNoEventNames, ErrConnections, ErrRequestNotRead.
//
// POST /v3/webHooks
func (s *Service) Add(ctx context.Context, r AddRequest, opts ...capillary.RequestOption) (*Webhook, error) {
	r.WebHookType, r.MethodType = httpUnless(r.WebHookType), postUnless(r.MethodType)
	return capillary.Call[*Webhook](ctx, s.client, opAdd, capillary.Input{Body: r}, opts...)
}

// AddRequest is a webhook to be added. All is required but the times and identifiers, the type (TypeHTTP) and the method
// (POST).
type AddRequest struct {
	Name                            string                      `json:"name"` // should be unique
	Active                          bool                        `json:"active"`
	EventNames                      []string                    `json:"eventNames"`
	WebHookURL                      string                      `json:"webHookUrl"` // https, with the exact path: redirects may not be followed
	WebHookType                     Type                        `json:"webHookType"`
	MethodType                      string                      `json:"methodType"`
	WebHookHeaders                  map[string]capillary.Secret `json:"webHookHeaders"`        // at least one with a secret value, which NewReceiver gets too
	MaxAllowedConnections           int64                       `json:"maxAllowedConnections"` // deliveries at the same time, at least 1
	SLAInSeconds                    int64                       `json:"slaInSeconds,omitzero"` // not in use any more
	CustomerIdentifiersToBeEnriched []EnrichedIdentifier        `json:"customerIdentifiersToBeEnriched"`
}

// Validate refuses what the API refuses, and what would lose events: see Loss.
func (r AddRequest) Validate() error {
	if r.Name == "" {
		return capillary.Invalid("name", "it is empty")
	}
	return Webhook{EventNames: r.EventNames, WebHookURL: r.WebHookURL, WebHookType: r.WebHookType, WebHookHeaders: r.WebHookHeaders,
		MaxAllowedConnections: r.MaxAllowedConnections}.refuse()
}

// Update changes a webhook: it is as the request has it then, events that are not named are not delivered any more. What would
// lose events is refused before anything is sent. Webhook.UpdateRequest gives a webhook as it is, to be changed.
//
// Whether switches that a request has no field for, such as those of enrichment, stay as they are is not documented: compare
// what comes back.
//
// Errors: ErrNoEventNames, ErrConnections, ErrRequestNotRead.
//
// PUT /v3/webHooks/{webHookId}
func (s *Service) Update(ctx context.Context, webHookID string, r UpdateRequest, opts ...capillary.RequestOption) (*Webhook, error) {
	r.WebHookType, r.MethodType = httpUnless(r.WebHookType), postUnless(r.MethodType)
	return capillary.Call[*Webhook](ctx, s.client, opUpdate, capillary.Input{Path: []string{webHookID}, Body: r, Sent: sent.Key(webHookID)}, opts...)
}

// UpdateRequest is a webhook as it is to be. Events, address, headers and connections are required; the type is TypeHTTP and
// the method POST if they are empty, and a name or Active that is left out is left to the API.
type UpdateRequest struct {
	Name                            string                      `json:"name,omitzero"`
	Active                          *bool                       `json:"active,omitzero"` // false is final, as Delete
	EventNames                      []string                    `json:"eventNames"`
	WebHookURL                      string                      `json:"webHookUrl"`
	WebHookType                     Type                        `json:"webHookType"`
	MethodType                      string                      `json:"methodType"`
	WebHookHeaders                  map[string]capillary.Secret `json:"webHookHeaders"`
	MaxAllowedConnections           int64                       `json:"maxAllowedConnections"`
	SLAInSeconds                    int64                       `json:"slaInSeconds,omitzero"`
	CustomerIdentifiersToBeEnriched []EnrichedIdentifier        `json:"customerIdentifiersToBeEnriched"`
}

// Validate refuses what the API refuses, and what would lose events: see Loss.
func (r UpdateRequest) Validate() error {
	return Webhook{EventNames: r.EventNames, WebHookURL: r.WebHookURL, WebHookType: r.WebHookType, WebHookHeaders: r.WebHookHeaders,
		MaxAllowedConnections: r.MaxAllowedConnections}.refuse()
}

// UpdateRequest is a request that changes nothing. Change what is to be another, and give it to Update.
func (w Webhook) UpdateRequest() UpdateRequest {
	return UpdateRequest{Name: w.Name, Active: new(w.Active), EventNames: w.EventNames, WebHookURL: w.WebHookURL, WebHookType: w.WebHookType,
		MethodType: w.MethodType, WebHookHeaders: w.WebHookHeaders, MaxAllowedConnections: w.MaxAllowedConnections, SLAInSeconds: w.SLAInSeconds,
		CustomerIdentifiersToBeEnriched: w.CustomerIdentifiersToBeEnriched}
}

func httpUnless(t Type) Type {
	if t == "" {
		return TypeHTTP
	}
	return t
}

func postUnless(method string) string {
	if method == "" {
		return http.MethodPost
	}
	return method
}

// Delete switches a webhook off, which is final: no event is delivered to it any more. It comes back as it is then, with Active
// false; its log stays.
//
// DELETE /v3/webHooks/{webHookId}
func (s *Service) Delete(ctx context.Context, webHookID string, opts ...capillary.RequestOption) (*Webhook, error) {
	return capillary.Call[*Webhook](ctx, s.client, opDelete, capillary.Input{Path: []string{webHookID}, Sent: sent.Key(webHookID)}, opts...)
}
