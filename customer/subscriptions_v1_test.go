package customer_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestSubscriptionsAreReadInV1(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "of several customers",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).SubscriptionsV1(ctx, customer.Several(capillary.ExternalID, "A-1", "R-1"), customer.SubscriptionsOptionsV1{
					Channel: customer.ChannelSMSV1, Priority: customer.PriorityBulkV1, Scope: customer.ScopeAllV1, Limit: 5})
			},
			Method: "GET", Path: "/v1.1/customer/subscriptions", Query: "format=json&external_id=A-1,R-1&channel=SMS&priority=BULK&scope=ALL&limit=5",
			Reply: `{"response": {"status": {"success": "true", "code": 200, "message": "Success"}, "subscriptions": {"subscription": [
				{"user_id": "6001", "mobile": "919700000009", "email": "asad@example.org", "external_id": "A-1", "channel": [{"name": "SMS", "priority": [
					{"name": "BULK", "subscribed": "ALL", "unsubscribed": "", "user_preference": "SUBSCRIBED"}]}], "orgUnitSubscriptions": [],
					"item_status": {"code": "1000", "message": "retrieved", "success": "true"}},
				{"user_id": "5001", "external_id": "R-1", "channel": [{"name": "SMS", "priority": {"name": "BULK", "subscribed": "", "unsubscribed": "ALL",
					"user_preference": "NOT_SET"}}], "orgUnitSubscriptions": [], "item_status": {"code": "1000", "message": "retrieved", "success": "true"}}]}}}`,
			Want: `{"items": [{"value": {"user_id": 6001, "channel": [{"name": "SMS", "priority": [{"name": "BULK", "subscribed": "ALL",
				"user_preference": "SUBSCRIBED"}]}]}},
				{"value": {"user_id": 5001, "channel": [{"priority": [{"unsubscribed": "ALL", "user_preference": "NOT_SET"}]}]}}]}`,
		},
		{
			Name: "nobody was named",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).SubscriptionsV1(ctx, capillary.Mobile("12"), customer.SubscriptionsOptionsV1{})
			},
			Method: "GET", Path: "/v1.1/customer/subscriptions", Query: "format=json&mobile=12",
			Reply: `{"response": {"status": {"success": "false", "code": 500, "message": "all failed"}, "subscriptions": {"subscription": [
				{"mobile": "12", "item_status": {"success": "false", "code": 1104, "message": "invalid"}}]}}}`,
			WantErr: customer.ErrSubscriptionIdentifier,
		},
	})
}

func TestSubscriptionsAreChangedInV1(t *testing.T) {
	optOut := customer.SubscriptionChangeV1{Customer: capillary.UserID(6001), Channel: customer.ChannelEmailV1,
		Priority: customer.PriorityBulkV1, Scope: customer.ScopeAllV1, IsSubscribed: customer.OptedOutV1}
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "a customer wants no campaigns by e-mail",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).UpdateSubscriptionsV1(ctx, customer.NewSubscriptionsRequestV1(optOut))
			},
			Method: "POST", Path: "/v1.1/customer/subscriptions", Query: "format=json",
			Body: `{"root": {"subscription": [{"id": 6001, "channel": "EMAIL",
				"priority": "BULK", "scope": "ALL", "is_subscribed": "0"}]}}`,
			Reply: `{"response": {"status": {"success": "true", "code": "200", "message": "SUCCESS"}, "subscriptions": {"subscription": [{"user_id": "6001",
				"email": "asad@example.org", "channel": "EMAIL", "priority": "BULK", "scope": "ALL", "is_subscribed": "0",
				"item_status": {"success": "true", "code": "1000", "message": "updated"}}]}}}`,
			Want: `{"items": [{"value": {"user_id": 6001, "email": "asad@example.org", "channel": "EMAIL", "priority": "BULK", "scope": "ALL", "is_subscribed": "0"}}]}`,
		},
		{
			Name: "the channel is unknown",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).UpdateSubscriptionsV1(ctx, customer.NewSubscriptionsRequestV1(customer.SubscriptionChangeV1{
					Customer: capillary.ExternalID("A-1"), Channel: "PIGEON", Priority: customer.PriorityTransV1, IsSubscribed: customer.OptedInV1}))
			},
			Method: "POST", Path: "/v1.1/customer/subscriptions", Query: "format=json",
			Body: `{"root": {"subscription": [{"external_id": "A-1", "channel": "PIGEON", "priority": "TRANS", "is_subscribed": "1"}]}}`,
			Reply: `{"response": {"status": {"success": "false", "code": 500, "message": "all failed"}, "subscriptions": {"subscription": [
				{"external_id": "A-1", "item_status": {"success": "false", "code": 1101, "message": "invalid"}}]}}}`,
			WantErr: customer.ErrInvalidChannel,
		},
	})
	for field, spoil := range map[string]func(*customer.SubscriptionChangeV1){
		"channel":       func(c *customer.SubscriptionChangeV1) { c.Channel = "" },
		"priority":      func(c *customer.SubscriptionChangeV1) { c.Priority = "" },
		"is_subscribed": func(c *customer.SubscriptionChangeV1) { c.IsSubscribed = "" },
		"customer":      func(c *customer.SubscriptionChangeV1) { c.Customer = capillary.Identifier{} },
	} {
		wrong := optOut
		spoil(&wrong)
		wiretest.Refused(t, "subscription[1]."+field, func(ctx context.Context, c *capillary.Client) error {
			_, err := customer.New(c).UpdateSubscriptionsV1(ctx, customer.NewSubscriptionsRequestV1(optOut, wrong))
			return err
		})
	}
	require.Error(t, customer.SubscriptionsRequestV1{}.Validate())
}
