package customer_test

import (
	"context"
	"testing"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestSubscriptionsAreRead(t *testing.T) {
	reply := `{"subscriptions": [{"channel": "SMS", "priority": "TRANS", "type": "OPTIN"}, {"channel": "EMAIL", "accountId": "01", "priority": "BULK",
		"type": "OPTOUT", "orgUnitId": 77, "sourceName": "FACEBOOK"}], "campaignId": 0, "communicationId": 0, "warnings": []}`
	want := `{"subscriptions": [{"channel": "SMS", "priority": "TRANS", "type": "OPTIN"}, {"channel": "EMAIL", "accountId": "01", "priority": "BULK",
		"type": "OPTOUT", "orgUnitId": 77, "sourceName": "FACEBOOK"}]}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "of a user id",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Subscriptions(ctx, capillary.UserID(7001), customer.SubscriptionsOptions{})
			},
			Method: "GET", Path: "/v2/customers/7001/subscriptions", Reply: reply, Want: want,
		},
		{
			Name: "of an e-mail",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Subscriptions(ctx, capillary.Email("mara@example.org"), customer.SubscriptionsOptions{})
			},
			Method: "GET", Path: "/v2/customers/lookup/subscriptions",
			Query: "identifierName=email&identifierValue=mara@example.org&source=INSTORE",
			Reply: reply, Want: want,
		},
		{
			Name: "of nobody",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Subscriptions(ctx, capillary.UserID(1), customer.SubscriptionsOptions{})
			},
			Method: "GET", Path: "/v2/customers/1/subscriptions",
			Reply:   `{"errors": [{"status": false, "code": 8015, "message": "not found"}]}`,
			WantErr: customer.ErrNotFound,
		},
	})
}

func TestSubscriptionsAreUpdated(t *testing.T) {
	request := customer.UpdateSubscriptionsRequest{CampaignID: -1, CommunicationID: -1, Reason: "asked at the till",
		Scope: customer.SubscriptionScopeRequest{Scope: "USER", SubScope: "NONE"},
		Subscriptions: []customer.SubscriptionRequest{
			{Channel: customer.ChannelMobile, Priority: customer.PriorityTrans, Type: customer.OptIn},
			{Channel: customer.ChannelEmail, Priority: customer.PriorityBulk, Type: customer.OptOut, AccountID: "01", OrgUnitID: 77,
				SourceName: capillary.SourceFacebook},
		}}
	body := `{"campaignId": -1, "communicationId": -1, "reason": "asked at the till", "scope": {"scope": "USER", "subScope": "NONE"}, "subscriptions": [
		{"channel": "MOBILE", "priority": "TRANS", "type": "OPTIN", "accountId": ""},
		{"channel": "EMAIL", "priority": "BULK", "type": "OPTOUT", "accountId": "01", "orgUnitId": 77, "sourceName": "FACEBOOK"}]}`
	update := func(who capillary.Identifier) func(ctx context.Context, c *capillary.Client) (any, error) {
		return func(ctx context.Context, c *capillary.Client) (any, error) {
			return customer.New(c).UpdateSubscriptions(ctx, who, request)
		}
	}
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "of a user id", Call: update(capillary.UserID(7001)),
			Method: "POST", Path: "/v2/customers/7001/subscriptions", Body: body,
			Reply: `{"scope": {"scopeId": 3, "scope": "USER", "subScope": "NONE", "setCreatedOn": false, "setPriority": false, "setScopeId": true,
				"setScope": true, "setSubScope": true}, "subscriptions": [{"channel": "SMS", "accountId": "", "priority": "TRANS", "type": "OPTIN"}],
				"campaignId": -1, "communicationId": -1, "reason": "asked at the till", "warnings": [{"status": false, "code": 8057, "message": "bad"}]}`,
			Want: `{"scope": {"scopeId": 3, "scope": "USER", "subScope": "NONE", "setScopeId": true, "setScope": true, "setSubScope": true},
				"subscriptions": [{"channel": "SMS", "priority": "TRANS", "type": "OPTIN"}], "campaignId": -1, "communicationId": -1,
				"reason": "asked at the till", "warnings": [{"code": 8057}]}`,
		},
		{
			Name: "of a mobile number in a source", Call: update(capillary.Mobile("46700000001").In(capillary.SourceLine, "ln-1")),
			Method: "POST", Path: "/v2/customers/lookup/subscriptions",
			Query: "identifierName=mobile&identifierValue=46700000001&source=LINE&accountId=ln-1", Body: body,
			Reply: `{"subscriptions": [{"channel": "SMS"}], "warnings": []}`,
		},
		{
			Name: "over a channel that there is not", Call: update(capillary.UserID(7001)),
			Method: "POST", Path: "/v2/customers/7001/subscriptions", Body: body,
			Reply:   `{"errors": [{"status": false, "code": 1101, "message": "no such channel"}]}`,
			WantErr: customer.ErrInvalidChannel,
		},
		{
			Name: "with an answer that tells nothing", Call: update(capillary.UserID(7001)),
			Method: "POST", Path: "/v2/customers/7001/subscriptions", Body: body,
			Reply:   `{"warnings": [], "errors": [{"status": false, "message": "all failed", "code": 500}]}`,
			WantErr: capillary.ErrOutcomeUnknown,
		},
	})
}

func TestSubscriptionsToUpdateMustBeWhole(t *testing.T) {
	for field, all := range map[string][]customer.SubscriptionRequest{
		"subscriptions": nil,
		"channel":       {{Priority: customer.PriorityBulk, Type: customer.OptIn}},
		"priority":      {{Channel: customer.ChannelEmail, Type: customer.OptIn}},
		"type":          {{Channel: customer.ChannelEmail, Priority: customer.PriorityBulk}},
	} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := customer.New(c).UpdateSubscriptions(ctx, capillary.UserID(7001), customer.UpdateSubscriptionsRequest{Subscriptions: all})
			return err
		})
	}
}

func TestChangesOfSubscriptionsAreListed(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{{
		Name: "with the day and the reason",
		Call: func(ctx context.Context, c *capillary.Client) (any, error) {
			return customer.New(c).SubscriptionLog(ctx, capillary.UserID(7001), customer.SubscriptionLogOptions{})
		},
		Method: "GET", Path: "/v2/customers/7001/subscriptionStatusChangeLog",
		Reply: `{"data": [{"orgUnitId": -1, "source": "INSTORE", "accountId": "", "orgSourceId": -1, "commChannelId": 9, "commChannelType": "whatsapp",
			"communicationCategoryId": -1, "priority": "BULK", "status": true, "addedBy": 5, "addedOn": "2030-12-27", "reason": "Direct"}],
			"warnings": [], "errors": []}`,
		Want: `{"data": [{"orgUnitId": -1, "source": "INSTORE", "orgSourceId": -1, "commChannelId": 9, "commChannelType": "whatsapp",
			"communicationCategoryId": -1, "priority": "BULK", "status": true, "addedBy": 5, "addedOn": "2030-12-27", "reason": "Direct"}]}`,
	}})
}
