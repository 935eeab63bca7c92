package event

import (
	"context"
	"encoding/json"
	"maps"
	"net/url"
	"strings"

	"github.com/capillary-go/sdk/capillary"
)

// Push pushes an event to a webhook, by its WebHookURI. The answer says that it was queued: whether it could be processed, Logs, Data
// and RunningStatus tell seconds later.
//
// The address may be at another host than the client's: then it must be https, and the credentials, headers and attribution of the client
// are not sent there; PushOptions has those of the webhook. One without a host, such as "/webhooks/34b4…", is at the client's own
// host, such as a gateway of the brand's.
//
// An event that is pushed twice is two events, unless the webhook checks for that (UniquenessCheckEnabled). So a call whose outcome is
// unknown is not repeated: look into Logs.
//
// Errors: ErrUnknownEvent, ErrInvalidPayload.
//
// POST {webHookUri}
func (s *Service) Push(ctx context.Context, webHookURI string, r PushRequest, o PushOptions, opts ...capillary.RequestOption) (*Pushed, error) {
	return s.push(ctx, opPush, webHookURI, "", r, o, opts)
}

// PushAt is Push with the name of the cluster behind the address, as the page has it where it explains the address. Its samples have
// none, and AddWebhook gives addresses that are whole: take Push first.
//
// POST {webHookUri}/{host}
func (s *Service) PushAt(ctx context.Context, webHookURI, host string, r PushRequest, o PushOptions, opts ...capillary.RequestOption) (*Pushed, error) {
	if host == "" {
		return nil, capillary.InvalidFor(opPushAt.Name, capillary.Invalid("host", "it is empty; take Push"))
	}
	return s.push(ctx, opPushAt, webHookURI, host, r, o, opts)
}

// PushRequest is what happened. As JSON it is one object, as the API takes it.
type PushRequest struct {
	EventName string // as it was defined
	// Attributes are the fields by the names of the definition, the customer's identifier among them, and standard ones, such as
	// eventDateTime: a time with its offset.
	Attributes map[string]any
}

// Validate refuses an event without a name, one that an attribute names otherwise, and the offset that only Capillary writes.
func (r PushRequest) Validate() error {
	if r.EventName == "" {
		return capillary.Invalid(nameMember, "it is empty")
	}
	for name := range r.Attributes {
		switch name {
		case "":
			return capillary.Invalid("attributes", "one has no name")
		case nameMember:
			return capillary.Invalid("attributes", "the name of the event stands in EventName")
		case "eventDateTimeInputOffset":
			return capillary.Invalid(name, "the API refuses it; it takes the offset from eventDateTime")
		}
	}
	return nil
}

// nameMember is where the body has the name of the event.
const nameMember = "event_name"

// body is the one object that goes out.
func (r PushRequest) body() map[string]any {
	body := maps.Clone(r.Attributes)
	if body == nil {
		body = map[string]any{}
	}
	body[nameMember] = r.EventName
	return body
}

// MarshalJSON writes one object.
func (r PushRequest) MarshalJSON() ([]byte, error) { return json.Marshal(r.body()) }

// UnmarshalJSON reads one object.
func (r *PushRequest) UnmarshalJSON(raw []byte) error {
	var body map[string]any
	if err := json.Unmarshal(raw, &body); err != nil {
		return err
	}
	r.EventName, _ = body[nameMember].(string)
	delete(body, nameMember)
	r.Attributes = body
	return nil
}

// PushOptions are how an event is pushed.
type PushOptions struct {
	// Auth are the credentials that the webhook wants, where it is at another host than the client's: Basic, or none. Tokens of a cluster
	// go to no other host.
	Auth capillary.Auth
}

// Pushed is the answer to a push.
type Pushed struct {
	RequestID string     `json:"requestId"` // the event in Data, Logs and Search; empty in the replies of 2022
	Status    PushStatus `json:"status"`
}

// PushStatus says that an event was queued.
type PushStatus struct {
	Code    int64  `json:"code"` // CodePushed
	Message string `json:"message"`
}

func (s *Service) push(ctx context.Context, op capillary.Operation, address, host string, r PushRequest, o PushOptions,
	opts []capillary.RequestOption) (_ *Pushed, err error) {
	defer func() { err = capillary.InvalidFor(op.Name, err) }()
	if err := r.Validate(); err != nil {
		return nil, err
	}
	to, err := url.Parse(address)
	switch {
	case address == "":
		return nil, capillary.Invalid("webHookUri", "it is empty")
	case err != nil || to.Opaque != "":
		return nil, capillary.Invalid("webHookUri", "it is no URL")
	case to.RawQuery != "" || to.Fragment != "":
		return nil, capillary.Invalid("webHookUri", "it has a query or a fragment")
	}
	client := s.client
	if to.Host != "" {
		if client, err = s.client.Elsewhere((&url.URL{Scheme: to.Scheme, User: to.User, Host: to.Host}).String(), o.Auth); err != nil {
			return nil, err
		}
	}
	segments := strings.Split(strings.Trim(to.EscapedPath(), "/"), "/")
	for i := range segments {
		if segments[i], err = url.PathUnescape(segments[i]); err != nil {
			return nil, capillary.Invalid("webHookUri", "its path is not valid")
		}
	}
	if host != "" {
		segments = append(segments, host)
	}
	op.Path = strings.Repeat("/{webHookUri}", len(segments)) // the address is a secret: logs have the template
	return capillary.Call[*Pushed](ctx, client, op, capillary.Input{Path: segments, Body: r.body()}, opts...)
}
