// Package event is about behavioural events: what customers do that is no purchase, such as viewing a product, filling a cart or
// reserving a room, as a brand tells it to Capillary. A brand defines its events with their fields, or enables standard ones;
// gets an address to push them to (a webhook, by which Capillary receives); pushes them; and looks at what became of them. It
// speaks v2. The other direction, events that Capillary delivers to a brand, is in package webhook.
//
//	events := event.New(client)
//	hook, err := events.AddWebhook(ctx, event.AddWebhookRequest{TransformerType: event.DefaultTransformer, TillCode: "blr-01.till-9"})
//	…
//	pushed, err := events.Push(ctx, hook.WebHookURI, event.PushRequest{EventName: "roomReserved",
//		Attributes: map[string]any{"customer": "919740000000", "hotel": "Seaview", "nights": 3}}, event.PushOptions{})
//	if err != nil {
//		return err
//	}
//	found, err := events.Data(ctx, pushed.RequestID) // seconds later: events are processed after the answer
//
// What a brand wants to do, and the method for it:
//
//	define an event, change it, switch it off    Create, Update, Disable
//	which events there are                       List
//	the definition of one event                  Meta
//	which fields an event can have               FieldsMeta
//	standard events                              StandardMeta, EnableStandard
//	how others' names are mapped to events       Adapters, AdapterMapping, MapEvents
//	an address to push events to                 AddWebhook, UpdateWebhook, DisableWebhook, Webhooks
//	push an event                                Push, PushAt
//	how far an event has come                    RunningStatus
//	what was pushed, and what became of it       Logs
//	an event by the id of its push               Data
//	the events of a customer                     OfCustomer
//	search events                                Search, AllFound
package event

import "github.com/capillary-go/sdk/capillary"

// Service makes the calls of this package.
type Service struct{ client *capillary.Client }

// New makes the service for a client.
func New(client *capillary.Client) *Service { return &Service{client} }

// Operations lists the endpoints of this package.
func Operations() []capillary.Operation { return operations.All() }
