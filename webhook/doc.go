// Package webhook is about event notifications: what Capillary tells a brand's systems when customers, points, bills, coupons,
// rewards and the like change. It receives them, and manages where they are delivered to (v3). The events that a brand tells
// Capillary are in package event.
//
// # First of all: the empty header name
//
// A webhook that was saved without a header is delivered with a header whose name is empty (": "). Go's net/http answers
// such a request itself, with 400 and before any handler runs, and Capillary takes a 400 for final: every event is lost,
// and no log of the receiver says so. In two listings of real organisations 28 of 49 webhooks are saved like that.
// So save each webhook with a header; this package wants a secret one anyhow. Who can't change the webhook wraps the listener:
//
//	listener, err := net.Listen("tcp", ":8443")
//	…
//	err = server.Serve(webhook.DropEmptyHeaderNames(tls.NewListener(listener, tlsConfig)))
//
// Receivers behind a load balancer that speaks for them never see such a request if the balancer refuses it: see docs/webhooks.md.
//
// # Receiving
//
// A [Receiver] is an [http.Handler]. Handlers are registered by the type of the event:
//
//	receiver, err := webhook.NewReceiver(webhook.Secret("X-Capillary-Secret", secret))
//	…
//	webhook.On(receiver, func(ctx context.Context, e webhook.PointsRedeemed) error {
//		return ledger.Redeemed(ctx, e.CustomerIdentifiers.CustomerID, e.TotalPointsRedeemed)
//	})
//	http.Handle("/capillary/events", receiver)
//
// A handler runs once for each event that it answers with nil, however often the event is delivered and in whatever order:
// see [Store] for what that needs. With an error it is given the event again, minutes or hours later. It has twenty
// seconds. Events come in any order: compare their CreatedAt. They say who and what, not all of it: for more, read the
// entity with the package of its resource.
//
// # What a delivery proves
//
// Nothing but that the sender knows the static header of the webhook: deliveries have no signature and no time stamp. Use
// https, a header value of its own for each webhook, and change it from time to time; a receiver accepts several.
//
//	task                                          where
//	receive events                                NewReceiver, On
//	events of a name that has no type             Receiver.OnRaw, Receiver.OnUnknown
//	see each event once, with many processes      WithStore
//	keep what can't be handled                    WithDeadLetters
//	get back what was lost                        Receiver.Recover with LostEvents
//	accept deliveries with an empty header name   DropEmptyHeaderNames
//	read events from somewhere else               Parse, As
//
// # Managing webhooks
//
// A [Service] saves webhooks, refuses to save one that would lose its events, and tells which of those that are saved do:
//
//	webhooks := webhook.New(client)
//	hook, err := webhooks.Add(ctx, webhook.AddRequest{
//		Name: "ledger", Active: true, EventNames: []string{"pointsRedeemed"}, MaxAllowedConnections: 10,
//		WebHookURL: "https://hooks.example.com/capillary/events",
//		WebHookHeaders: map[string]capillary.Secret{"X-Capillary-Secret": secret},
//	})
//	…
//	losing, err := webhooks.Losing(ctx)
//
//	task                                          method
//	list webhooks                                 List
//	find those that lose their events             Losing, Webhook.Losses
//	add a webhook                                 Add
//	change a webhook, or its events               Update
//	switch a webhook off for good                 Delete
//	which events there are, and what is in them   OrgEvents, EventMetadata
//	what was delivered, and what was answered     Logs, AllLogs, Metrics
//	what became of the events of a call           LogByRequest, LogByReference, LogByEvent
//	lost events, for Receiver.Recover             LostEvents
//	translate a rule of a workflow                ExpressionJSON
package webhook

import "github.com/capillary-go/sdk/capillary"

// Service makes the calls by which webhooks are managed, and their log is read.
type Service struct{ client *capillary.Client }

// New makes the service for a client. What receives deliveries is made by [NewReceiver].
func New(client *capillary.Client) *Service { return &Service{client} }

// Operations lists the endpoints of this package.
func Operations() []capillary.Operation { return operations.All() }
