package customer_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

const eventReply = `{"data": [{"id": 61, "customerId": 7001, "date": "2030-06-21T19:59:09+02:00", "eventName": "CustomerUpdate", "orgId": 12,
	"status": "SUCCESS", "uniqueId": "aZ9"}], "warnings": [], "errors": []}`

func TestLoyaltyEventsAreListed(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "those of one type between two days",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).LoyaltyEvents(ctx, capillary.UserID(7001), customer.LoyaltyEventOptions{EventType: customer.EventEarn,
					FromDate: firstDay, ToDate: lastDay, Limit: 5, Offset: 10, Page: 3})
			},
			Method: "GET", Path: "/v2/customers/7001/loyaltyEvents",
			Query: "eventType=EARN&fromDate=2031-03-01&toDate=2031-09-30&limit=5&offset=10&page=3",
			Reply: eventReply,
			Want: `{"items": [{"id": 61, "customerId": 7001, "date": "2030-06-21T19:59:09+02:00", "eventName": "CustomerUpdate", "orgId": 12,
				"status": "SUCCESS", "uniqueId": "aZ9"}]}`,
		},
		{
			Name: "a merged customer is an error",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).LoyaltyEvents(ctx, capillary.UserID(7002), customer.LoyaltyEventOptions{})
			},
			Method: "GET", Path: "/v2/customers/7002/loyaltyEvents",
			Reply:   `{"warnings": [], "errors": [{"status": false, "code": 8069, "message": "merged"}]}`,
			WantErr: customer.ErrMerged,
		},
	})
	wiretest.Refused(t, "customer", func(ctx context.Context, c *capillary.Client) error {
		_, err := customer.New(c).LoyaltyEvents(ctx, capillary.Email("mara@example.org"), customer.LoyaltyEventOptions{})
		return err
	})
}

func TestAllLoyaltyEventsMovesTheOffsetAndNeverThePage(t *testing.T) {
	client, server := wiretest.Serve(t, 0, eventReply)
	seen := 0
	for event, err := range customer.New(client).AllLoyaltyEvents(t.Context(), capillary.UserID(7001), customer.LoyaltyEventOptions{Page: 9}) {
		if seen++; seen == 2 { // the server ignores the offset and tells no total
			require.ErrorIs(t, err, capillary.ErrSamePage)
			break
		}
		require.NoError(t, err)
		assert.Equal(t, customer.EventSucceeded, event.Status)
	}
	arrived := server.Arrivals()
	require.Len(t, arrived, 2)
	assert.Equal(t, "1", arrived[1].Query.Get("offset"))
	assert.False(t, arrived[1].Query.Has("page"))
}
