package customer_test

import (
	"context"
	"testing"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestInteractionsAreRead(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "messages over one network",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Interactions(ctx, capillary.Mobile("46700000001"),
					customer.InteractionOptions{Network: customer.NetworkCapillary, Type: customer.InteractionViber})
			},
			Method: "GET", Path: "/v2/customers/interaction",
			Query: "identifierName=mobile&identifierValue=46700000001&network=capillary&type=viber",
			Reply: `{"name": "capillary", "interaction": [{"count": 0, "name": "survey", "surveys": []},
				{"count": 0, "name": "missed_call", "usedStatus": true},
				{"count": 1, "name": "viber", "messageList": [{"id": 1746038123052, "receiver": "46700000001", "subject": "Tea is ready", "campaignId": -1,
					"status": "DELIVERED", "sentDate": "26-05-2030 15:52:02", "deliveredTime": "2030-05-26T15:52:09Z", "userId": 7001}]}], "warnings": []}`,
			Want: `{"name": "capillary", "interaction": [{"count": 0, "name": "survey"}, {"count": 0, "name": "missed_call", "usedStatus": true},
				{"count": 1, "name": "viber", "messageList": [{"id": 1746038123052, "receiver": "46700000001", "subject": "Tea is ready", "campaignId": -1,
					"status": "DELIVERED", "sentDate": "2030-05-26T15:52:02Z", "deliveredTime": "2030-05-26T15:52:09Z", "userId": 7001}]}]}`,
		},
		{
			Name: "an external id is spelled as in v1.1, and belongs to nobody",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Interactions(ctx, capillary.ExternalID("none"), customer.InteractionOptions{})
			},
			Method: "GET", Path: "/v2/customers/interaction", Query: "identifierName=external_id&identifierValue=none",
			Reply:   `{"errors": [{"status": false, "code": 1012, "message": "not found"}]}`,
			WantErr: customer.ErrNotFoundV1,
		},
		{
			Name: "a failure in the form of v1.1 is a failure",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Interactions(ctx, capillary.Email("mara@example.org"), customer.InteractionOptions{})
			},
			Method: "GET", Path: "/v2/customers/interaction", Query: "identifierName=email&identifierValue=mara@example.org",
			Reply:   `{"response": {"status": {"success": "false", "code": 400, "message": "wrong"}}}`,
			WantErr: capillary.Code(400),
		},
	})
	wiretest.Refused(t, "customer", func(ctx context.Context, c *capillary.Client) error {
		_, err := customer.New(c).Interactions(ctx, capillary.Identifier{}, customer.InteractionOptions{})
		return err
	})
}
