package customer_test

import (
	"context"
	"testing"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestIdentifiersAreAskedToBeReplaced(t *testing.T) {
	change := customer.NewRequestV1(customer.IdentityChange{Identifier: customer.IdentityEmail, OldValue: "rina@example.org", NewValue: "r.iyer@example.org"})
	const body = `{"root": {"customer": [{"identifier": "email", "old_value": "rina@example.org", "new_value": "r.iyer@example.org"}]}}`
	call := func(ctx context.Context, c *capillary.Client) (any, error) {
		return customer.New(c).UpdateIdentity(ctx, change, customer.UpdateIdentityOptions{})
	}
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "the request was submitted", Call: call,
			Method: "POST", Path: "/v1.1/customer/update_identity", Query: "format=json", Body: body,
			Reply: `{"response": {"status": {"success": "true", "code": 200, "message": "Success"}, "customers": {"customer": {"identifier": "email",
				"old_value": "rina@example.org", "new_value": "r.iyer@example.org", "updated": "true",
				"item_status": {"success": "true", "code": 1040, "message": "submitted"}}}}}`,
			Want: `{"items": [{"value": {"identifier": "email", "old_value": "rina@example.org", "new_value": "r.iyer@example.org", "updated": true,
				"item_status": {"code": 1040}}}]}`,
		},
		{
			Name: "the request failed", Call: call,
			Method: "POST", Path: "/v1.1/customer/update_identity", Query: "format=json", Body: body,
			Reply: `{"response": {"status": {"success": "false", "code": 500, "message": "all failed"}, "customers": {"customer": {"identifier": "email",
				"updated": "false", "item_status": {"success": "false", "code": 1041, "message": "failed"}}}}}`,
			WantErr: customer.ErrChangeRequestFailed,
		},
	})
	for _, incomplete := range []struct {
		field  string
		change customer.IdentityChange
	}{
		{"identifier", customer.IdentityChange{OldValue: "a", NewValue: "b"}},
		{"old_value", customer.IdentityChange{Identifier: customer.IdentityMobile, NewValue: "b"}},
		{"new_value", customer.IdentityChange{Identifier: customer.IdentityMobile, OldValue: "a"}},
	} {
		wiretest.Refused(t, incomplete.field, func(ctx context.Context, c *capillary.Client) error {
			_, err := customer.New(c).UpdateIdentity(ctx, customer.NewRequestV1(incomplete.change), customer.UpdateIdentityOptions{})
			return err
		})
	}
}

func TestTheAuthEngineLearnsOfANewIdentifier(t *testing.T) {
	change := customer.IdentifierValueRequest{IdentifierType: customer.AuthMobile, IdentifierValue: "919700000001", NewIdentifierValue: "919700000002",
		Brand: "TEAHOUSE", Token: capillary.NewSecret("session-token"), DeviceID: "phone-1"}
	const body = `{"identifierType": "MOBILE", "identifierValue": "919700000001", "newIdentifierValue": "919700000002", "brand": "TEAHOUSE",
		"token": "session-token", "deviceId": "phone-1"}`
	call := func(ctx context.Context, c *capillary.Client) (any, error) {
		return nil, customer.New(c).UpdateIdentifierValue(ctx, change)
	}
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "it was changed", Call: call, Method: "POST", Path: "/auth/v1/user/updateIdentifierValue", Body: body,
			Reply: `{"status": {"success": true, "code": 200, "message": "SUCCESS"}}`,
		},
		{
			Name: "nobody signs in with the old one", Call: call, Method: "POST", Path: "/auth/v1/user/updateIdentifierValue", Body: body,
			Reply:   `{"status": {"success": false, "code": 1519, "message": "invalid"}}`,
			WantErr: customer.ErrInvalidDetails,
		},
	})
	for _, incomplete := range []struct {
		field  string
		change customer.IdentifierValueRequest
	}{
		{"identifierValue", customer.IdentifierValueRequest{NewIdentifierValue: "b", Token: capillary.NewSecret("t")}},
		{"newIdentifierValue", customer.IdentifierValueRequest{IdentifierValue: "a", Token: capillary.NewSecret("t")}},
		{"token", customer.IdentifierValueRequest{IdentifierValue: "a", NewIdentifierValue: "b"}},
	} {
		wiretest.Refused(t, incomplete.field, func(ctx context.Context, c *capillary.Client) error {
			return customer.New(c).UpdateIdentifierValue(ctx, incomplete.change)
		})
	}
}
