package webhook

import (
	"context"

	"github.com/capillary-go/sdk/capillary"
)

// OrgEvents lists the events that the organisation can be told of, standard and custom ones. Its page is off the site since 2025.
//
// GET /v3/webHooks/eventMetaData
func (s *Service) OrgEvents(ctx context.Context, opts ...capillary.RequestOption) (*capillary.Page[OrgEvent], error) {
	return capillary.Call[*capillary.Page[OrgEvent]](ctx, s.client, opOrgEvents, capillary.Input{}, opts...)
}

// OrgEvent is an event that an organisation can be told of.
type OrgEvent struct {
	EventName string `json:"eventName"`
	Active    bool   `json:"active"`
}

// EventMetadata returns what an event has in it, as a JSON schema. Its page is off the site since 2025; events have grown since, see
// the types of this package.
//
// GET /v3/webHooks/eventMetaData/{eventName}
func (s *Service) EventMetadata(ctx context.Context, eventName string, opts ...capillary.RequestOption) (*EventMetadata, error) {
	return capillary.Call[*EventMetadata](ctx, s.client, opEventMetadata, capillary.Input{Path: []string{eventName}}, opts...)
}

// EventMetadata is what an event has in it.
type EventMetadata struct {
	EventName string         `json:"eventName"`
	Active    bool           `json:"active"`
	Schema    map[string]any `json:"schema"` // a JSON schema
}
