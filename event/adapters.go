package event

import (
	"context"

	"github.com/capillary-go/sdk/capillary"
)

// Adapters lists the transformers, which read events in others' words. Its page is off the site of 2026.
//
// GET /v2/events/adapters_meta
func (s *Service) Adapters(ctx context.Context, opts ...capillary.RequestOption) (*capillary.Page[Adapter], error) {
	return capillary.Call[*capillary.Page[Adapter]](ctx, s.client, opAdapters, capillary.Input{}, opts...)
}

// Adapter is a transformer.
type Adapter struct {
	Name  string `json:"name"`  // such as WebEngageTransformer
	Label string `json:"label"` // as it is shown
}

// Transformer names what reads events that are pushed.
type Transformer string

// Transformers, as requests have them.
const (
	DefaultTransformer   Transformer = "defaultTransformer" // Capillary's own names
	WebEngageTransformer Transformer = "webEngageTransformer"
)

// AdapterMapping lists how transformers read the events of the organisation. Of its reply nothing is documented: a list is expected, as
// its neighbours have one, and its rows come as they are. Its page is off the site of 2026.
//
// GET /v2/events/adapter_mapping
func (s *Service) AdapterMapping(ctx context.Context, opts ...capillary.RequestOption) (*capillary.Page[map[string]any], error) {
	return capillary.Call[*capillary.Page[map[string]any]](ctx, s.client, opAdapterMapping, capillary.Input{}, opts...)
}

// MapEvents says how a transformer reads events: those with standard fields by their names (EventsMapped), others field by field
// (WebEngageTransformerData). Its page is off the site of 2026.
//
// Errors: ErrInvalidTransformer.
//
// POST /v2/events/adapter_mapping
func (s *Service) MapEvents(ctx context.Context, r MapEventsRequest, opts ...capillary.RequestOption) (*Changed, error) {
	return capillary.Call[*Changed](ctx, s.client, opMapEvents, capillary.Input{Body: r}, opts...)
}

// MapEventsRequest is how a transformer is to read events. The transformer is required.
type MapEventsRequest struct {
	TransformerType          Transformer      `json:"transformerType"`
	EventsMapped             []string         `json:"eventsMapped,omitzero"`
	WebEngageTransformerData TransformerNames `json:"webEngageTransformerData,omitzero"`
}

// Validate refuses a mapping without a transformer, or of nothing.
func (r MapEventsRequest) Validate() error {
	switch {
	case r.TransformerType == "":
		return capillary.Invalid("transformerType", "it is empty")
	case len(r.EventsMapped) == 0 && len(r.WebEngageTransformerData.EventFieldMapper) == 0:
		return capillary.Invalid("eventsMapped", "there are neither names of events nor fields")
	}
	return nil
}

// TransformerNames are the other's names of events and their fields.
type TransformerNames struct {
	EventMapper      FieldNames              `json:"eventMapper"`      // of the name of the event
	EventFieldMapper map[string][]FieldNames `json:"eventFieldMapper"` // of fields, by event
}

// FieldNames are the names of a field.
type FieldNames struct {
	EventFieldName string            `json:"eventFieldName"` // Capillary's
	EventDataType  string            `json:"eventDataType"`
	FieldName      string            `json:"fieldName"`         // the other's
	ValueMap       map[string]string `json:"valueMap,omitzero"` // values, by the other's
}
