package customer_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestCustomersAreUpdatedInV1(t *testing.T) {
	change := customer.NewRequestV1(customer.ChangeV1{Customer: capillary.UserID(5001), Mobile: "919700000001", Email: "rina@example.org", ExternalID: "R-1",
		Firstname: "Rina", Lastname: "Iyer", RegisteredOn: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC), RegisteredTill: "till.1",
		AssociatedWith: "till.2", Type: customer.TypeLoyaltyV1, FraudStatus: customer.SetFraudStatusV1{Status: customer.FraudNoneV1},
		Subscriptions: customer.SubscribeV1{Subscription: []customer.SubscribeChannelV1{{Channel: customer.ChannelEmailV1,
			Priority: customer.PriorityTransV1, IsSubscribed: customer.OptedInV1}}},
		CustomFields:   customer.SetFieldsV1{Field: []customer.FieldV1{{Name: "colour", Value: "red"}}},
		ExtendedFields: customer.SetFieldsV1{Field: []customer.FieldV1{{Name: "city", Value: "Goa"}}}})
	const body = `{"root": {"customer": [{"id": 5001, "mobile": "919700000001", "email": "rina@example.org", "external_id": "R-1", "firstname": "Rina",
		"lastname": "Iyer", "registered_on": "2026-03-01 09:00:00", "registered_till": "till.1", "associated_with": "till.2", "type": "LOYALTY",
		"fraud_status": {"status": "NONE"},
		"subscriptions": {"subscription": [{"channel": "EMAIL", "priority": "TRANS", "is_subscribed": "1"}]},
		"custom_fields": {"field": [{"name": "colour", "value": "red"}]}, "extended_fields": {"field": [{"name": "city", "value": "Goa"}]}}]}}`
	const reply = `{"response": {"status": {"success": "true", "code": 200, "message": "Success", "total": "1", "success_count": "1"},
		"customers": {"customer": [{"user_id": 5001, "lastname": "Iyer", "points_summaries": {"points_summary": []}, "side_effects": {"effect": []},
		"item_status": {"success": "true", "code": "1000", "message": "updated", "warnings": {"warning": [{"code": 91006,
			"message": "email update is not allowed"}]}}}]}}}`
	const want = `{"items": [{"value": {"user_id": 5001, "lastname": "Iyer",
		"item_status": {"success": true, "warnings": {"warning": [{"code": 91006, "message": "email update is not allowed"}]}}}}]}`
	context9 := customer.UpdateOptionsV1{DirectReplay: true, UserContext: customer.UserContext{Source: "MEMBER_CARE"}}
	headers := http.Header{"X-Cap-Direct-Replay": {"true"}, "User-Context-Entity-Source": {"MEMBER_CARE"}}
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "with the method of the endpoint's own page",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).UpdateV1(ctx, change, context9)
			},
			Method: "PUT", Path: "/v1.1/customer/update", Query: "format=json", Header: headers, Body: body, Reply: reply, Want: want,
		},
		{
			Name: "with the method of the list of endpoints",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).UpdateByPostV1(ctx, change, context9)
			},
			Method: "POST", Path: "/v1.1/customer/update", Query: "format=json", Header: headers, Body: body, Reply: reply, Want: want,
		},
		{
			Name: "a loyalty customer stays one",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).UpdateV1(ctx, customer.NewRequestV1(customer.ChangeV1{Customer: capillary.ExternalID("R-1"), Type: customer.TypeNonLoyaltyV1}),
					customer.UpdateOptionsV1{})
			},
			Method: "PUT", Path: "/v1.1/customer/update", Query: "format=json",
			Body: `{"root": {"customer": [{"external_id": "R-1", "type": "NON_LOYALTY"}]}}`,
			Reply: `{"response": {"status": {"success": "false", "code": 500, "message": "all failed"}, "customers": {"customer": [
				{"external_id": "R-1", "item_status": {"success": "false", "code": 1046, "message": "not allowed"}}]}}}`,
			WantErr: customer.ErrToNonLoyaltyV1,
		},
	})
}

func TestUpdateV1RefusesACustomerWithoutAnIdentifier(t *testing.T) {
	wiretest.Refused(t, "customer", func(ctx context.Context, c *capillary.Client) error {
		_, err := customer.New(c).UpdateV1(ctx, customer.NewRequestV1(customer.ChangeV1{Firstname: "Rina"}), customer.UpdateOptionsV1{})
		return err
	})
}
