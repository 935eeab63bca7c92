package customer_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestCustomersAreUpdated(t *testing.T) {
	change := customer.UpdateRequest{
		Profiles: []customer.ProfileRequest{{FirstName: "Mara", CommChannels: []customer.CommChannelRequest{
			{Type: customer.CommEmail, Value: "mara@example.org", Verified: new(false)}}}},
		LoyaltyInfo:               customer.LoyaltyRequest{LoyaltyType: customer.Loyalty},
		ExtendedFields:            map[string]any{"city": "Umeå"},
		LoyaltyProgramEnrollments: []customer.Enrollment{{ProgramID: 5}},
		Options: customer.UpdateOptions{UseAsync: new(false), MLPSingleEnroll: true,
			UserContext: customer.UserContext{EntityType: "ADMIN"}},
	}
	const body = `{"profiles": [{"firstName": "Mara", "commChannels": [{"type": "email", "value": "mara@example.org", "verified": false}]}],
		"loyaltyInfo": {"loyaltyType": "loyalty"}, "extendedFields": {"city": "Umeå"},
		"loyaltyProgramEnrollments": [{"programId": 5, "loyaltyPoints": 0}]}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "by user id, in the store's source",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Update(ctx, capillary.UserID(7001), change)
			},
			Method: "PUT", Path: "/v2/customers/7001", Query: "source=INSTORE&use_async=false&mlp_single_enroll=true",
			Header: http.Header{"User-Context-Entity-Type": {"ADMIN"}}, Body: body,
			Reply: `{"createdId": 7001, "warnings": [], "sideEffects": [{"awardedPoints": 25, "type": "points"}]}`,
			Want:  `{"createdId": 7001, "sideEffects": [{"awardedPoints": "25", "type": "points"}]}`,
		},
		{
			Name: "by e-mail, in a source with accounts; a merged customer comes back with another id",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Update(ctx, capillary.Email("mara@example.org").In(capillary.SourceLine, "line-2"), change)
			},
			Method: "PUT", Path: "/v2/customers/lookup",
			Query: "identifierName=email&identifierValue=mara@example.org&source=LINE&accountId=line-2&use_async=false&mlp_single_enroll=true",
			Body:  body,
			Reply: `{"createdId": 6990, "warnings": [{"status": false, "code": 8069, "message": "merged"}]}`,
			Want:  `{"createdId": 6990, "warnings": [{"code": 8069}]}`,
		},
		{
			Name: "nobody has the identifier",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Update(ctx, capillary.UserID(7001), customer.UpdateRequest{})
			},
			Method: "PUT", Path: "/v2/customers/7001", Query: "source=INSTORE", Body: `{}`,
			Status: http.StatusNotFound, Reply: `{"errors": [{"status": false, "code": 8015, "message": "not found"}]}`,
			WantErr: customer.ErrNotFound,
		},
	})
}

func TestCustomersAreUpserted(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{{
		Name: "what was changed and what was registered come back in order",
		Call: func(ctx context.Context, c *capillary.Client) (any, error) {
			return customer.New(c).Upsert(ctx, []customer.UpsertRequest{{
				Profiles:       registration().Profiles,
				LoyaltyInfo:    customer.LoyaltyRequest{LoyaltyType: customer.NonLoyalty},
				AssociatedWith: "till.7", ExtendedFields: map[string]any{"city": "Umeå"},
				LoyaltyProgramEnrollments: []customer.Enrollment{{ProgramID: 5, TierNumber: 1}}, ReferralCode: "REF1", StatusLabel: "fresh",
				SubscriptionInfo: customer.UpdateSubscriptionsRequest{Subscriptions: []customer.SubscriptionRequest{{Channel: customer.ChannelIOS,
					Priority: customer.PriorityBulk, Type: customer.OptIn, AccountID: "a1", SourceName: capillary.SourceWebEngage}}},
			}, {Profiles: registration().Profiles}}, customer.UpsertOptions{SkipChangeIdentifier: new(false)})
		},
		Method: "POST", Path: "/v2/integrations/customer/upsert/bulk", Query: "skipChangeIdentifier=false",
		Body: `[{"profiles": [{"identifiers": [{"type": "externalId", "value": "L-1"}], "source": "INSTORE"}],
			"loyaltyInfo": {"loyaltyType": "non_loyalty"}, "associatedWith": "till.7", "extendedFields": {"city": "Umeå"},
			"loyaltyProgramEnrollments": [{"programId": 5, "tierNumber": 1, "loyaltyPoints": 0}], "referralCode": "REF1", "statusLabel": "fresh",
			"subscriptionInfo": {"subscriptions": [{"channel": "ios", "priority": "BULK", "type": "OPTIN", "accountId": "a1", "sourceName": "WEB_ENGAGE"}]}},
			{"profiles": [{"identifiers": [{"type": "externalId", "value": "L-1"}], "source": "INSTORE"}]}]`,
		Reply: `{"response": [{"entityId": 7001, "result": {"id": 7001, "profiles": [{"firstName": "Mara"}]}, "errors": [], "warnings": []},
			{"entityId": 7002, "result": {"id": 7002}, "errors": [], "warnings": [{"status": false, "code": 8107, "message": "no label"}]}],
			"totalCount": 2, "failureCount": 0}`,
		Want: `{"totalCount": 2, "items": [{"value": {"entityId": 7001, "result": {"id": 7001, "profiles": [{"firstName": "Mara"}]}}},
			{"value": {"entityId": 7002, "result": {"id": 7002}}, "warnings": [{"code": 8107}]}]}`,
	}})
}

func TestAnUpsertThatFailsForOneCustomerSaysForWhich(t *testing.T) {
	client, _ := wiretest.Serve(t, 0, `{"response": [{"entityId": 7001, "result": {"id": 7001}, "errors": [], "warnings": []},
		{"entityId": 7002, "result": {}, "errors": [{"status": false, "code": 3017, "message": "label"}]}], "totalCount": 2, "failureCount": 1}`)
	batch, err := customer.New(client).Upsert(t.Context(), []customer.UpsertRequest{
		{Profiles: registration().Profiles}, {Profiles: registration().Profiles}}, customer.UpsertOptions{})
	require.NoError(t, err)
	require.Len(t, batch.Items, 2)
	assert.NoError(t, batch.Items[0].Err())
	assert.ErrorIs(t, batch.Items[1].Err(), customer.ErrUpsertStatusLabel)
	assert.Equal(t, int64(1), batch.FailureCount)
}

func TestAnUpsertOfNobodyIsRefused(t *testing.T) {
	for field, all := range map[string][]customer.UpsertRequest{
		"customers": nil, "profiles": {{}}, "identifiers": {{Profiles: []customer.ProfileRequest{{Source: capillary.SourceInStore}}}},
	} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := customer.New(c).Upsert(ctx, all, customer.UpsertOptions{})
			return err
		})
	}
}
