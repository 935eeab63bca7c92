package lead_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/lead"
)

// A customer asked for an item. Staff talk with them, and they buy it.
func ExampleService_Add() {
	server := capillarytest.NewServer() // in place of a cluster: no account is needed
	defer server.Close()
	ctx, leads := context.Background(), lead.New(server.Client())
	reasons, err := leads.AddReasons(ctx, []lead.AddReasonRequest{{Reason: "came back for it"}}, lead.AddReasonsOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}

	added, err := leads.Add(ctx, lead.AddRequest{Customer: capillary.Mobile("46700000001"), LeadFor: "mug-1"})
	if err != nil {
		fmt.Println(err)
		return
	}
	talk := lead.FollowUpRequest{FollowedUpOn: time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC), CreatedBy: added.CreatedBy, Notes: "by phone"}
	if _, err := leads.AddFollowUp(ctx, added.ID, talk); err != nil {
		fmt.Println(err)
		return
	}
	won := lead.UpdateStatusRequest{Status: lead.StatusWon, ReasonID: reasons.Items[0].Value.ID}
	for range 2 {
		switch changed, err := leads.UpdateStatus(ctx, added.ID, won); {
		case errors.Is(err, lead.ErrClosed):
			fmt.Println("it is closed")
		case err != nil:
			fmt.Println(err)
		default:
			fmt.Println(changed.Status, changed.FollowUpDetails[0].Notes, changed.StatusLogDetails[1].Reason)
		}
	}
	// Output:
	// WON by phone came back for it
	// it is closed
}

// The open leads of the organisation, page by page.
func ExampleService_All() {
	server := capillarytest.NewServer()
	defer server.Close()
	ctx, leads := context.Background(), lead.New(server.Client())
	for _, item := range []string{"mug-1", "mug-2", "mug-3"} {
		if _, err := leads.Add(ctx, lead.AddRequest{Customer: capillary.Email("liv@example.org"), LeadFor: item}); err != nil {
			fmt.Println(err)
			return
		}
	}

	for l, err := range leads.All(ctx, lead.ListOptions{Status: lead.StatusOpen, Limit: 2}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(l.LeadFor)
	}
	// Output:
	// mug-1
	// mug-2
	// mug-3
}
