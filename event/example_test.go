package event_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/event"
)

// An event is defined, pushed, and found among the events of the customer.
func ExampleService_Push() {
	server := capillarytest.NewServer() // in place of a cluster: no account is needed
	defer server.Close()
	ctx, events := context.Background(), event.New(server.Client())
	server.AddCustomer(capillarytest.Customer{FirstName: "Ivy", Mobile: "447700900001"})

	_, err := events.Create(ctx, event.DefinitionRequest{EventName: "roomReserved", Actions: []event.Action{event.EMFConsumer}, Fields: []event.FieldRequest{
		{Name: "customer", Type: event.FieldCustomer},
		{Name: "hotel", Type: event.FieldString, Attributes: map[event.AttributeName]event.AttributeRequest{event.IsRequired: event.Flag(true)}}}})
	if err != nil && !errors.Is(err, event.ErrEventExists) {
		fmt.Println(err)
		return
	}
	hook, err := events.AddWebhook(ctx, event.AddWebhookRequest{TransformerType: event.DefaultTransformer, TillCode: "blr-01.till-9"})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = events.Push(ctx, hook.WebHookURI, event.PushRequest{EventName: "roomReserved",
		Attributes: map[string]any{"customer": "447700900001", "hotel": "Seaview", "nights": 3}}, event.PushOptions{})
	switch {
	case errors.Is(err, capillary.ErrOutcomeUnknown):
		fmt.Println("nobody knows: the log tells")
		return
	case err != nil:
		fmt.Println(err)
		return
	}
	for e, err := range events.AllFound(ctx, event.SearchOptions{Customer: capillary.Mobile("447700900001"), Attributes: map[string]string{"hotel": "Seaview"}}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(e.EventName, e.AdditionalAttributes["hotel"], e.AdditionalAttributes["nights"])
	}
	// Output: roomReserved Seaview 3
}

// The answer to a push says that it was queued. What could not be processed is in the log.
func ExampleService_Logs() {
	server := capillarytest.NewServer()
	defer server.Close()
	ctx, events := context.Background(), event.New(server.Client())
	hook, err := events.AddWebhook(ctx, event.AddWebhookRequest{TransformerType: event.DefaultTransformer, TillCode: "blr-01.till-9"})
	if err != nil {
		fmt.Println(err)
		return
	}
	pushed, err := events.Push(ctx, hook.WebHookURI, event.PushRequest{EventName: "nobodyDefinedIt"}, event.PushOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(pushed.Status.Message)
	logs, err := events.Logs(ctx, event.LogsOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, entry := range logs.Items {
		fmt.Println(entry.Status, entry.Message)
	}
	// Output:
	// Event is pushed to transformation state
	// INVALID_EVENT_NAME Invalid event name nobodyDefinedIt
}
