package storecare_test

import (
	"context"
	"fmt"
	"time"

	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/storecare"
)

// A camera hands in who came and went; a report walks the events page by page.
func Example() {
	server := capillarytest.NewServer() // in place of the service's own host
	defer server.Close()
	ctx, care := context.Background(), storecare.New(server.Client())

	opened := time.Now().Add(-time.Hour).Truncate(time.Second)
	_, err := care.AddFootfallEvents(ctx, storecare.AddFootfallEventsRequest{OrgID: 100600, TillID: 8201, StoreID: 8101, DeviceID: 7001,
		CounterDetails: []storecare.EventsRequest{{InCountTimeStamps: []time.Time{opened, opened.Add(time.Minute)}, OutCountTimeStamps: []time.Time{opened.Add(5 * time.Minute)},
			InCount: 2, OutCount: 1, StartDate: opened, EndDate: opened.Add(15 * time.Minute)}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	inside := int64(0)
	for event, err := range care.AllFootfallEvents(ctx, storecare.EventsOptions{OrgID: 100600, StoreID: 8101, Size: 2}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		inside += event.InCount - event.OutCount
	}
	fmt.Println("still inside:", inside)
	// Output: still inside: 1
}
