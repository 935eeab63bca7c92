package org_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/org"
)

func TestExtendedFieldsAreListedByWhatTheyAreOf(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "in another language",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).ExtendedFields(ctx, org.ExtendedFieldsOptions{Language: "sv"})
			},
			Method: "GET", Path: "/v2/extendedFields", Header: http.Header{"Language": {"sv"}},
			Reply: `{"entity": {"customer": [{"id": 7, "name": "hobbies", "createdBy": -1, "createdOn": "2026-01-02", "modifiedBy": 3, "modifiedOn": "2026-02-03",
				"label": "Hobbies", "baseEntityType": "customer", "dataType": "LIST", "verticalId": -1, "parentId": -1, "possibleValues": ["run", "ski"],
				"metadata": {"elementType": "TEXT", "allowedValues": ["run", "ski"], "minItems": 1, "maxItems": null}}],
				"usergroup2": [{"id": 8, "name": "status", "dataType": "STRING", "metadata": null}]}, "warnings": [], "errors": [], "success": true}`,
			Want: `{"customer": [{"id": 7, "name": "hobbies", "createdBy": -1, "createdOn": "2026-01-02T00:00:00Z", "modifiedBy": 3, "modifiedOn": "2026-02-03T00:00:00Z",
				"label": "Hobbies", "baseEntityType": "customer", "dataType": "LIST", "verticalId": -1, "parentId": -1, "possibleValues": ["run", "ski"],
				"metadata": {"elementType": "TEXT", "allowedValues": ["run", "ski"], "minItems": 1, "maxItems": 0}}],
				"usergroup2": [{"id": 8, "name": "status", "dataType": "STRING"}]}`,
		},
		{
			Name: "as before 2026",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).ExtendedFields(ctx, org.ExtendedFieldsOptions{})
			},
			Method: "GET", Path: "/v2/extendedFields", Header: http.Header{"Language": nil},
			Reply: `{"entity": {"CUSTOMER": [{"name": "dob", "entityType": "CUSTOMER", "dataType": "DATETIME"}]}, "warnings": [], "errors": [], "success": true}`,
			Want:  `{"CUSTOMER": [{"name": "dob", "baseEntityType": "CUSTOMER", "dataType": "DATETIME"}]}`,
		},
	})
}

func TestAnExtendedFieldIsShownOrHidden(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "with everything that can be said of it",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).ConfigureExtendedField(ctx, org.ConfigureExtendedFieldRequest{ExtendedFieldID: 7, HideDisplay: true, Mandatory: new(false),
					Updatable: new(true), Position: new(int64(0)), IsPIIData: new(true), IsPSIData: new(false), CreatedOn: capillary.Day{Year: 2026, Month: 1, Day: 2}, CreatedBy: "3",
					ModifiedOn: capillary.Day{Year: 2026, Month: 2, Day: 3}, ModifiedBy: "4"})
			},
			Method: "POST", Path: "/v2/entity/extended_field_config",
			Body: `{"extendedFieldId": 7, "hideDisplay": true, "mandatory": false, "updatable": true, "position": 0, "isPiiData": true, "isPsiData": false,
				"createdOn": "2026-01-02", "createdBy": "3", "modifiedOn": "2026-02-03", "modifiedBy": "4"}`,
			Reply: `{"extendedFieldId": 7, "createdBy": -1, "modifiedBy": -11, "hideDisplay": true, "position": 101, "createdOn": "2026-01-02 10:20:42",
				"modifiedOn": "2026-02-03 10:20:42", "mandatory": false, "updatable": true, "isPiiData": true, "isPsiData": false, "rejectTxnOnInvalidValue": true,
				"auditTrailEnabled": true, "warnings": []}`,
			Want: `{"extendedFieldId": 7, "createdBy": -1, "modifiedBy": -11, "hideDisplay": true, "position": 101, "createdOn": "2026-01-02T10:20:42Z",
				"modifiedOn": "2026-02-03T10:20:42Z", "mandatory": false, "updatable": true, "isPiiData": true, "isPsiData": false, "rejectTxnOnInvalidValue": true,
				"auditTrailEnabled": true}`,
		},
		{
			Name: "with no more than it needs, and it stays shown",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).ConfigureExtendedField(ctx, org.ConfigureExtendedFieldRequest{ExtendedFieldID: 7})
			},
			Method: "POST", Path: "/v2/entity/extended_field_config", Body: `{"extendedFieldId": 7, "hideDisplay": false}`,
			Reply: `{"hideDisplay": false, "warnings": []}`, WantErr: capillary.ErrOutcomeUnknown,
		},
	})
	wiretest.Refused(t, "modifiedOn", func(ctx context.Context, c *capillary.Client) error {
		_, err := org.New(c).ConfigureExtendedField(ctx, org.ConfigureExtendedFieldRequest{ExtendedFieldID: 7, ModifiedOn: capillary.Day{Year: 2026, Month: 13, Day: 1}})
		return err
	})
	wiretest.Refused(t, "extendedFieldId", func(ctx context.Context, c *capillary.Client) error {
		_, err := org.New(c).ConfigureExtendedField(ctx, org.ConfigureExtendedFieldRequest{HideDisplay: true})
		return err
	})
}

func TestHowExtendedFieldsAreShownIsListed(t *testing.T) {
	const config = `{"extendedFieldId": 7, "createdBy": 3, "modifiedBy": 4, "hideDisplay": true, "isPiiData": true, "isPsiData": true, "position": 2,
		"fieldUpdatable": true, "updatable": true, "mandatory": true, "computeEnabled": true, "rejectTxnOnInvalidValue": true, "auditTrailEnabled": true}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "as a list",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).ExtendedFieldConfig(ctx, org.ExtendedFieldConfigOptions{})
			},

			Method: "GET", Path: "/v2/entity/extendedFieldConfig", Reply: `[` + config + `, {"extendedFieldId": 8}]`,
			Want: `[` + config + `, {"extendedFieldId": 8}]`,
		},
		{
			Name: "and there are none",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).ExtendedFieldConfig(ctx, org.ExtendedFieldConfigOptions{})
			},

			Method: "GET", Path: "/v2/entity/extendedFieldConfig", Reply: `[]`, Want: `[]`,
		},
		{
			Name: "at the other address",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).ExtendedFieldConfigs(ctx, org.ExtendedFieldConfigsOptions{})
			},

			Method: "GET", Path: "/v2/entity/extendedFieldConfigs", Reply: `[` + config + `]`, Want: `[` + config + `]`,
		},
	})
}

// Of one alone nobody could say whether the others are left out: it is no list of nothing.
func TestOneConfigurationIsNoListOfThem(t *testing.T) {
	c, _ := wiretest.Serve(t, 0, `{"extendedFieldId": 7, "hideDisplay": true, "warnings": []}`)
	got, err := org.New(c).ExtendedFieldConfig(t.Context(), org.ExtendedFieldConfigOptions{})
	require.Error(t, err)
	assert.Empty(t, got)
}
