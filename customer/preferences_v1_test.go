package customer_test

import (
	"context"
	"testing"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestPreferencesAreReadAndSet(t *testing.T) {
	set := customer.NewRequestV1(customer.PreferencesRequest{Customer: capillary.UserID(6001),
		Store:        customer.PreferredStoreV1{Code: "shop3", ID: 3},
		CustomFields: customer.SetFieldsV1{Field: []customer.FieldV1{{Name: "tea", Value: "oolong"}}}})
	const body = `{"root": {"customer": [{"user_id": "6001",
		"store": {"code": "shop3", "id": 3}, "custom_fields": {"field": [{"name": "tea", "value": "oolong"}]}}]}}`
	update := func(ctx context.Context, c *capillary.Client) (any, error) {
		return customer.New(c).UpdatePreferences(ctx, set, customer.UpdatePreferencesOptions{})
	}
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "the preferences of a customer",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Preferences(ctx, capillary.Email("asad@example.org"), customer.PreferencesOptions{})
			},
			Method: "GET", Path: "/v1.1/customer/preferences", Query: "format=json&email=asad@example.org",
			Reply: `{"response": {"status": {"success": "true", "code": "200", "message": "SUCCESS"}, "customers": {"customer": {"user_id": "6001",
				"mobile": "919700000009", "email": "asad@example.org", "external_id": "A-1", "custom_fields": {"field": [{"name": "tea", "value": "oolong"},
				{"name": "PREFERRED_STORE", "value": "Shop 3"}]}, "item_status": {"success": "true", "code": "200", "message": "retrieved"}}}}}`,
			Want: `{"items": [{"value": {"user_id": "6001", "custom_fields": {"field": [{"name": "tea", "value": "oolong"}, {"name": "PREFERRED_STORE"}]}}}]}`,
		},
		{
			Name: "a customer without preferences",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Preferences(ctx, capillary.UserID(6001), customer.PreferencesOptions{})
			},
			Method: "GET", Path: "/v1.1/customer/preferences", Query: "format=json&id=6001",
			Reply: `{"response": {"status": {"success": "false", "code": 500, "message": "all failed"}, "customers": {"customer":
				{"item_status": {"success": "false", "code": 1031, "message": "none"}}}}}`,
			WantErr: customer.ErrNoPreferences,
		},
		{
			Name: "preferences and the store are set", Call: update,
			Method: "POST", Path: "/v1.1/customer/preferences", Query: "format=json", Body: body,
			Reply: `{"response": {"status": {"success": "true", "code": "200", "message": "SUCCESS"}, "customers": {"customer": {"user_id": "6001",
				"mobile": "919700000009", "custom_fields": {"field": {"name": "tea", "value": "oolong"}},
				"store": {"id": "3", "code": "shop3", "name": "Shop 3", "status": "SUCCESS"}, "item_status": {"success": "true", "code": "200", "message": "updated"}}}}}`,
			Want: `{"items": [{"value": {"user_id": "6001", "custom_fields": {"field": [{"name": "tea"}]}, "store": {"id": 3, "code": "shop3",
				"name": "Shop 3", "status": "SUCCESS"}}}]}`,
		},
		{
			Name: "an unexpected error proves nothing", Call: update,
			Method: "POST", Path: "/v1.1/customer/preferences", Query: "format=json", Body: body,
			Reply: `{"response": {"status": {"success": "false", "code": 500, "message": "all failed"}, "customer": [{"mobile": "919700000009",
				"custom_fields": {"field": []}, "item_status": {"success": "false", "code": 999999, "message": "", "warnings": {}}}]}}`,
			WantErr: capillary.ErrOutcomeUnknown,
		},
		{
			Name: "input that is no input", Call: update,
			Method: "POST", Path: "/v1.1/customer/preferences", Query: "format=json", Body: body, Status: 400,
			Reply:   `{"response": {"status": {"code": 400, "message": "invalid", "success": false, "warnings": {"warning": []}}}}`,
			WantErr: capillary.Code(400),
		},
	})
	wiretest.Refused(t, "customer", func(ctx context.Context, c *capillary.Client) error {
		_, err := customer.New(c).UpdatePreferences(ctx, customer.NewRequestV1(customer.PreferencesRequest{}), customer.UpdatePreferencesOptions{})
		return err
	})
}
