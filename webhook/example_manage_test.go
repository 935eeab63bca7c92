package webhook_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/webhook"
)

// A webhook that would lose its events is not saved.
func ExampleService_Add() {
	server := capillarytest.NewServer() // in place of a cluster: no account is needed
	defer server.Close()
	ctx, webhooks := context.Background(), webhook.New(server.Client())

	r := webhook.AddRequest{Name: "ledger", Active: true, EventNames: []string{"pointsRedeemed"}, MaxAllowedConnections: 10,
		WebHookURL: "https://hooks.example.com/capillary/events"}
	_, err := webhooks.Add(ctx, r)
	var invalid *capillary.InvalidInputError
	fmt.Println(errors.As(err, &invalid), invalid.Field)

	r.WebHookHeaders = map[string]capillary.Secret{"X-Capillary-Secret": capillary.NewSecret("long and random, such as this")}
	hook, err := webhooks.Add(ctx, r)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(hook.Name, hook.Active, hook.WebHookHeaders)
	// Output:
	// true webHookHeaders
	// ledger true map[X-Capillary-Secret:[redacted]]
}

// Events that a receiver missed come back from the delivery log.
func ExampleService_LostEvents() {
	server := capillarytest.NewServer()
	defer server.Close()
	ctx, webhooks := context.Background(), webhook.New(server.Client())
	secret := capillary.NewSecret("long and random, such as this")
	receiver, err := webhook.NewReceiver(webhook.Secret("X-Capillary-Secret", secret.Reveal()), webhook.WithLogger(slog.New(slog.DiscardHandler)))
	if err != nil {
		fmt.Println(err)
		return
	}
	webhook.On(receiver, func(_ context.Context, e webhook.PointsRedeemed) error {
		fmt.Println("redeemed:", e.TotalPointsRedeemed)
		return nil
	})
	hook, err := webhooks.Add(ctx, webhook.AddRequest{Name: "ledger", Active: true, EventNames: []string{"pointsRedeemed"}, MaxAllowedConnections: 1,
		WebHookURL: "http://127.0.0.1:1/down", WebHookHeaders: map[string]capillary.Secret{"X-Capillary-Secret": secret}})
	if err != nil {
		fmt.Println(err)
		return
	}
	server.Notify(capillarytest.Notification{EventName: "pointsRedeemed", Data: map[string]any{"totalPointsRedeemed": 40}})
	server.Settle() // the sender gives up: nobody listens

	for range 2 {
		done, err := receiver.Recover(ctx, webhooks.LostEvents(ctx, hook.ConsumerGroupID, webhook.LostOptions{}))
		fmt.Println("recovered:", done.Handled, "known:", done.Duplicates, err)
	}
	// Output:
	// redeemed: 40
	// recovered: 1 known: 0 <nil>
	// recovered: 0 known: 1 <nil>
}
