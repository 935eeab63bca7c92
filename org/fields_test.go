package org_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/org"
)

func colour() org.CreateCustomFieldsRequest {
	return org.CreateCustomFieldsRequest{Scope: org.ScopeOrg, CustomFields: []org.CustomFieldRequest{{Name: "Mail colour", Type: org.FieldText, DataType: org.DataString}}}
}

func TestCustomFieldsAreListed(t *testing.T) {
	const field = `{"orgId": 7001, "id": 19, "name": "colour", "type": "select", "dataType": "STRING", "label": "Colour", "scope": "ORG_CUSTOM_FIELD",
		"defaultValue": "blue", "phase": "1", "position": 2, "rule": "r", "serverRule": "s", "regex": "x", "error": "e", "options": "{\"Red\":\"red\"}",
		"isDisabled": 0, "isCompulsory": 1, "disableAtServer": 0, "isUpdatable": 1, "enableAuditTrail": 0, "isPiiData": 1, "isPsiData": 0, "helptext": "h", "attrs": "a"}`
	const read = `{"orgId": 7001, "id": 19, "name": "colour", "type": "select", "dataType": "STRING", "label": "Colour", "scope": "ORG_CUSTOM_FIELD",
		"defaultValue": "blue", "phase": "1", "position": 2, "rule": "r", "serverRule": "s", "regex": "x", "error": "e", "options": "{\"Red\":\"red\"}",
		"isDisabled": false, "isCompulsory": true, "disableAtServer": false, "isUpdatable": true, "enableAuditTrail": false, "isPiiData": true, "isPsiData": false,
		"helptext": "h", "attrs": "a"}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "of one scope, with a key of the internal API",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).CustomFields(ctx, org.CustomFieldsOptions{Scope: org.ScopeOrg, AuthKey: capillary.NewSecret("k-1"), AuthOrgID: 7001})
			},
			Method: "GET", Path: "/v2/org/customFields", Query: "scope=ORG_CUSTOM_FIELD",
			Header: http.Header{"X-Cap-Api-Auth-Key": {"k-1"}, "X-Cap-Api-Auth-Org-Id": {"7001"}},
			Reply:  `{"entity": [` + field + `], "warnings": [], "errors": [], "success": true}`, Want: `{"items": [` + read + `]}`,
		},
		{
			Name: "none, which is no error",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).CustomFields(ctx, org.CustomFieldsOptions{})
			},
			Method: "GET", Path: "/v2/org/customFields", Header: http.Header{"X-Cap-Api-Auth-Key": nil, "X-Cap-Api-Auth-Org-Id": nil},
			Reply: `{"entity": [], "warnings": [], "errors": [], "success": true}`, Want: `{"items": []}`,
		},
		{
			Name: "those in use and those that are not, by a scope in lower case",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).ConfiguredCustomFields(ctx, org.ConfiguredCustomFieldsOptions{Scope: org.ScopeTill, IncludeDisabled: true, IncludeDisabledAtServer: true})
			},
			Method: "GET", Path: "/v2/organization/customFields", Query: "scope=till_custom_fields&includeDisabled=true&includeDisabledAtServer=true",
			Reply: `{"data": [` + field + `], "warnings": [], "errors": []}`, Want: `{"items": [` + read + `]}`,
		},
		{
			Name: "as v1.1 has them, where one is no list",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).CustomFieldsV1(ctx, org.CustomFieldsOptionsV1{Scope: org.ScopeLoyaltyTransaction})
			},
			Method: "GET", Path: "/v1.1/organization/customfields", Query: "scope=loyalty_transaction&format=json",
			Reply: `{"response": {"status": {"success": "true", "code": "200", "message": "SUCCESS"}, "organization": {"custom_fields": {"field":
				{"name": "bag", "label": "Bag", "type": "text", "datatype": "String", "default": "[\"1\"]", "phase": "2", "position": "2", "rule": "r", "regex": "x",
				"error": "e", "options": "o", "scope": "loyalty_transaction", "is_mandatory": "1", "is_disabled": "0"}}}}}`,
			Want: `{"items": [{"name": "bag", "label": "Bag", "type": "text", "datatype": "String", "default": "[\"1\"]", "phase": "2", "position": 2, "rule": "r",
				"regex": "x", "error": "e", "options": "o", "scope": "loyalty_transaction", "is_mandatory": true, "is_disabled": false}]}`,
		},
		{
			Name: "as v1.1 has them, and there are none of the scope",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).CustomFieldsV1(ctx, org.CustomFieldsOptionsV1{})
			},
			Method: "GET", Path: "/v1.1/organization/customfields", Query: "format=json",
			Reply: `{"response": {"status": {"success": "false", "code": 3204, "message": "none"}}}`, WantErr: org.ErrFieldsOfScopeNotFound,
		},
	})
}

func TestScopesAreComparedInAnyCase(t *testing.T) {
	assert.True(t, org.CustomFieldScope("loyalty_registration").Is(org.ScopeLoyaltyRegistration))
	assert.False(t, org.ScopeStore.Is(org.ScopeTill))
}

func TestCustomFieldsAreCreated(t *testing.T) {
	const body = `{"scope": "ORG_CUSTOM_FIELD", "customFields": [{"name": "Mail colour", "type": "text", "dataType": "String"}]}`
	create := func(ctx context.Context, c *capillary.Client) (any, error) {
		return org.New(c).CreateCustomFields(ctx, colour())
	}
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "and come back", Call: create, Method: "POST", Path: "/v2/customFields", Body: body,
			Reply: `{"entity": [{"orgId": 7001, "name": "Mail colour", "type": "text", "dataType": "STRING", "scope": "ORG_CUSTOM_FIELD", "value": "v"}],
				"warnings": [], "errors": [], "success": true}`,
			Want: `{"entity": [{"orgId": 7001, "name": "Mail colour", "type": "text", "dataType": "STRING", "scope": "ORG_CUSTOM_FIELD", "value": "v"}]}`,
		},
		{
			Name: "not, where the name is taken", Call: create, Method: "POST", Path: "/v2/customFields", Body: body, Status: http.StatusBadRequest,
			Reply: `{"warnings": [], "errors": [{"status": false, "code": 1025, "message": "Duplicate"}], "success": false}`, WantErr: capillary.ErrDuplicate,
		},
		{
			Name: "not by one who is no admin, which is no duplicate", Call: create, Method: "POST", Path: "/v2/customFields", Body: body, Status: http.StatusBadRequest,
			Reply: `{"errors": [{"status": false, "code": 91032, "message": "Only admin"}]}`, WantErr: org.ErrNotAdminUser,
		},
		{
			Name: "perhaps, where they could not be saved", Call: create, Method: "POST", Path: "/v2/customFields", Body: body, Status: http.StatusBadRequest,
			Reply: `{"errors": [{"status": false, "code": 1026, "message": "Try again"}]}`, WantErr: capillary.ErrOutcomeUnknown,
		},
	})
	c, _ := wiretest.Serve(t, http.StatusBadRequest, `{"errors": [{"status": false, "code": 91032, "message": "Only admin"}]}`)
	_, err := org.New(c).CreateCustomFields(t.Context(), colour())
	assert.NotErrorIs(t, err, capillary.ErrDuplicate)
}

func TestACustomFieldOfAnEntityGetsAValue(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{{
		Name: "of the organisation",
		Call: func(ctx context.Context, c *capillary.Client) (any, error) {
			return org.New(c).TagCustomField(ctx, org.TagCustomFieldRequest{Scope: org.ScopeOrg, EntityID: 7001,
				CustomField: org.FieldTag{Name: "Mail colour", Value: "#4567"}, AuthKey: capillary.NewSecret("k-1"), AuthOrgID: 7001})
		},
		Method: "POST", Path: "/v2/customField/tag", Header: http.Header{"X-Cap-Api-Auth-Key": {"k-1"}, "X-Cap-Api-Auth-Org-Id": {"7001"}},
		Body:  `{"scope": "ORG_CUSTOM_FIELD", "entityId": 7001, "customField": {"name": "Mail colour", "value": "#4567"}}`,
		Reply: `{"entity": 7001, "warnings": [], "errors": [], "success": true}`, Want: `{"entity": 7001}`,
	}})
}

func TestCustomFieldsWithoutWhatTheyNeedAreRefused(t *testing.T) {
	for field, change := range map[string]func(*org.CreateCustomFieldsRequest){
		"scope":        func(r *org.CreateCustomFieldsRequest) { r.Scope = "" },
		"customFields": func(r *org.CreateCustomFieldsRequest) { r.CustomFields = nil },
		"name":         func(r *org.CreateCustomFieldsRequest) { r.CustomFields[0].Name = "" },
		"fields.name":  func(r *org.CreateCustomFieldsRequest) { r.CustomFields[0].Name = strings.Repeat("å", 21) },
		"type":         func(r *org.CreateCustomFieldsRequest) { r.CustomFields[0].Type = "" },
		"dataType":     func(r *org.CreateCustomFieldsRequest) { r.CustomFields[0].DataType = "" },
	} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			r := colour()
			change(&r)
			_, err := org.New(c).CreateCustomFields(ctx, r)
			return err
		})
	}
	for field, r := range map[string]org.TagCustomFieldRequest{
		"scope":            {EntityID: 7001, CustomField: org.FieldTag{Name: "n"}},
		"entityId":         {Scope: org.ScopeOrg, CustomField: org.FieldTag{Name: "n"}},
		"customField.name": {Scope: org.ScopeOrg, EntityID: 7001},
	} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := org.New(c).TagCustomField(ctx, r)
			return err
		})
	}
	long := colour()
	long.CustomFields[0].Name = strings.Repeat("å", 20)
	assert.NoError(t, long.Validate(), "20 characters, not 20 bytes")
}
