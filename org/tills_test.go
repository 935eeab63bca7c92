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

func newTill() org.AddTillRequest {
	return org.AddTillRequest{Name: "mal-01.till-9", Password: capillary.NewSecret("pw\"9"), StoreID: 8101}
}

func TestATillIsFound(t *testing.T) {
	const till = `{"id": 8201, "code": "mal-01.till-9", "description": "At the door", "name": "mal-01.till-9", "type": "TILL", "referenceId": -1,
		"adminType": "GENERAL", "isActive": true, "isOuEnabled": false, "timeZoneId": 191, "currencyId": 230, "languageId": 148,
		"customField": [{"name": "floor", "value": "1"}], "default": true, "warnings": []}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "by its id",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).Till(ctx, 8201, org.TillOptions{})
			},

			Method: "GET", Path: "/v2/organization/till/8201", Reply: till, Want: till,
		},
		{
			Name: "by its code",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).FindTill(ctx, org.FindTillRequest{Code: "mal-01.till-9"})
			},
			Method: "GET", Path: "/v2/organization/till", Query: "code=mal-01.till-9", Reply: till, Want: till,
		},
		{
			Name: "by its name or the id in the query",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).FindTill(ctx, org.FindTillRequest{Name: "door & window", TillID: 8201})
			},
			Method: "GET", Path: "/v2/organization/till", Query: "name=door+%26+window&tillId=8201", Reply: till, Want: till,
		},
		{
			Name: "or it is not there",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).Till(ctx, 8209, org.TillOptions{})
			},

			Method: "GET", Path: "/v2/organization/till/8209", Status: http.StatusBadRequest,
			Reply: `{"warnings": [], "errors": [{"status": false, "code": 3227, "message": "Till does not exist"}]}`, WantErr: capillary.ErrNotFound,
		},
		{
			Name: "if it is active",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).ActiveTill(ctx, org.ActiveTillRequest{Code: "mal-01.till-9", TillID: 8201})
			},
			Method: "GET", Path: "/v2/organization/activeTill", Query: "code=mal-01.till-9&tillId=8201",
			Reply: `{"id": 8201, "code": "mal-01.till-9", "warnings": []}`, Want: `{"id": 8201, "code": "mal-01.till-9"}`,
		},
	})
}

func TestNoTillIsAskedForByNothing(t *testing.T) {
	for _, id := range []int64{0, -1} {
		wiretest.Refused(t, "tillId", func(ctx context.Context, c *capillary.Client) error {
			_, err := org.New(c).Till(ctx, id, org.TillOptions{})
			return err
		})
		wiretest.Refused(t, "id", func(ctx context.Context, c *capillary.Client) error {
			_, err := org.New(c).UpdateTill(ctx, id, org.UpdateTillRequest{CustomFields: []org.CustomFieldRequest{{Name: "floor"}}})
			return err
		})
	}
	wiretest.Refused(t, "code", func(ctx context.Context, c *capillary.Client) error {
		_, err := org.New(c).FindTill(ctx, org.FindTillRequest{})
		return err
	})
	wiretest.Refused(t, "code", func(ctx context.Context, c *capillary.Client) error {
		_, err := org.New(c).ActiveTill(ctx, org.ActiveTillRequest{})
		return err
	})
}

func TestATillIsAdded(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "with what it needs",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) { return org.New(c).AddTill(ctx, newTill()) },

			Method: "POST", Path: "/v2/orgEntity/till", Body: `{"name": "mal-01.till-9", "password": "pw\"9", "storeId": 8101}`,
			Reply: `{"createdId": 8201, "warnings": []}`, Want: `{"createdId": 8201}`,
		},
		{
			Name: "with everything, a value of an old field and a new field in which no means no",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				r := newTill()
				r.Description, r.Billable, r.StoreServerID, r.TimeZoneID = "At the door", new(false), 8150, 191
				r.CustomFields = []org.CustomFieldRequest{{Name: "floor", Value: "1"}, {Name: "colour", Value: "red", Type: org.FieldSelect, DataType: org.DataString,
					Label: "Colour", DefaultValue: "blue", Phase: "1", Position: new(int64(0)), Rule: "a", ServerRule: "b", Regex: "^[a-z]+$", Error: "no",
					Options: "red, blue", IsDisabled: new(org.No), IsCompulsory: new(org.Yes), DisableAtServer: new(org.No), IsUpdatable: new(org.Yes),
					EnableAuditTrail: new(org.No), IsPIIData: new(org.No), IsPSIData: new(org.Yes), HelpText: "a colour", Attrs: "x"}}
				return org.New(c).AddTill(ctx, r)
			},

			Method: "POST", Path: "/v2/orgEntity/till",
			Body: `{"name": "mal-01.till-9", "password": "pw\"9", "storeId": 8101, "description": "At the door", "billable": false, "storeServerId": 8150,
				"timeZoneId": 191, "customFields": [{"name": "floor", "value": "1"}, {"name": "colour", "value": "red", "type": "select", "dataType": "String",
					"label": "Colour", "defaultValue": "blue", "phase": "1", "position": 0, "rule": "a", "serverRule": "b", "regex": "^[a-z]+$", "error": "no",
					"options": "red, blue", "isDisabled": 0, "isCompulsory": 1, "disableAtServer": 0, "isUpdatable": 1, "enableAuditTrail": 0, "isPiiData": 0,
					"isPsiData": 1, "helptext": "a colour", "attrs": "x"}]}`,
			Reply: `{"createdId": 8202, "warnings": [{"status": false, "code": 3227, "message": "look"}]}`,
			Want:  `{"createdId": 8202, "warnings": [{"code": 3227, "message": "look"}]}`,
		},
		{
			Name: "not under a name that is taken",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) { return org.New(c).AddTill(ctx, newTill()) },

			Method: "POST", Path: "/v2/orgEntity/till", Body: `{"name": "mal-01.till-9", "password": "pw\"9", "storeId": 8101}`,
			Status: http.StatusBadRequest, Reply: `{"errors": [{"status": false, "code": 1207, "message": "taken"}]}`, WantErr: capillary.ErrDuplicate,
		},
		{
			Name: "not with two new fields of one name, which is no duplicate of a till",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) { return org.New(c).AddTill(ctx, newTill()) },

			Method: "POST", Path: "/v2/orgEntity/till", Body: `{"name": "mal-01.till-9", "password": "pw\"9", "storeId": 8101}`,
			Status: http.StatusBadRequest, Reply: `{"errors": [{"status": false, "code": 1025, "message": "twice"}]}`, WantErr: org.ErrFieldNameTaken,
		},
		{
			Name: "perhaps, where the reply does not say so",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) { return org.New(c).AddTill(ctx, newTill()) },

			Method: "POST", Path: "/v2/orgEntity/till", Body: `{"name": "mal-01.till-9", "password": "pw\"9", "storeId": 8101}`,
			Reply: `{"createdId": 0, "warnings": []}`, WantErr: capillary.ErrOutcomeUnknown,
		},
	})
	c, _ := wiretest.Serve(t, http.StatusBadRequest, `{"errors": [{"status": false, "code": 1025, "message": "twice"}]}`)
	_, err := org.New(c).AddTill(t.Context(), newTill())
	assert.NotErrorIs(t, err, capillary.ErrDuplicate)
}

func TestATillIsNotAddedWithoutWhatItNeeds(t *testing.T) {
	for field, change := range map[string]func(*org.AddTillRequest){
		"name":              func(r *org.AddTillRequest) { r.Name = "" },
		"password":          func(r *org.AddTillRequest) { r.Password = capillary.Secret{} },
		"storeId":           func(r *org.AddTillRequest) { r.StoreID = 0 },
		"customFields.name": func(r *org.AddTillRequest) { r.CustomFields = []org.CustomFieldRequest{{Value: "1"}} },
	} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			r := newTill()
			change(&r)
			_, err := org.New(c).AddTill(ctx, r)
			return err
		})
	}
}

// A till that may be there twice is not sent twice.
func TestAddingATillIsNotRepeatedWhereNobodyKnows(t *testing.T) {
	c, server := wiretest.Serve(t, http.StatusBadGateway, `<html>`, capillary.WithMaxRetries(3))
	_, err := org.New(c).AddTill(t.Context(), newTill())
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	assert.Len(t, server.Arrivals(), 1)
	var unknown *capillary.OutcomeUnknownError
	require.ErrorAs(t, err, &unknown)
	assert.Equal(t, "mal-01.till-9", unknown.Key)
	assert.NotContains(t, err.Error(), "pw")
}

func TestCustomFieldsOfATillAreSet(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "as an admin user",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).UpdateTill(ctx, 8201, org.UpdateTillRequest{UserType: "ADMIN_USER",
					CustomFields: []org.CustomFieldRequest{{Name: "floor", Value: "2"}}})
			},
			Method: "PUT", Path: "/v2/orgEntity/till/8201", Header: http.Header{"Type": {"ADMIN_USER"}},
			Body:  `{"customFields": [{"name": "floor", "value": "2"}]}`,
			Reply: `{"entity": 8201, "warnings": [], "errors": [], "success": true}`, Want: `{"entity": 8201}`,
		},
		{
			Name: "not by a till that may not",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).UpdateTill(ctx, 8201, org.UpdateTillRequest{CustomFields: []org.CustomFieldRequest{{Name: "floor", Value: "2"}}})
			},
			Method: "PUT", Path: "/v2/orgEntity/till/8201", Header: http.Header{"Type": nil}, Body: `{"customFields": [{"name": "floor", "value": "2"}]}`,
			Reply: `{"warnings": [], "errors": [{"status": false, "code": 1209, "message": "no admin"}], "success": false}`, WantErr: org.ErrNotAdmin,
		},
	})
	for _, fields := range [][]org.CustomFieldRequest{nil, {{Name: "floor"}, {}}} {
		wiretest.Refused(t, "customFields", func(ctx context.Context, c *capillary.Client) error {
			_, err := org.New(c).UpdateTill(ctx, 8201, org.UpdateTillRequest{CustomFields: fields})
			return err
		})
	}
}

func TestAnAssociateOfAStoreIsAddedOnceAtMost(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{{
		Name: "with all that is known",
		Call: func(ctx context.Context, c *capillary.Client) (any, error) {
			return org.New(c).AddStoreAssociate(ctx, org.AddStoreAssociateRequest{Code: "a-7", Name: "Liv Berg", StoreID: 8101, IsActive: new(false)})
		},
		Method: "POST", Path: "/v2/orgEntity/associate", Body: `{"code": "a-7", "name": "Liv Berg", "storeId": 8101, "isActive": false}`,
		Reply: `{"createdId": 8401, "warnings": []}`, Want: `{"createdId": 8401}`,
	}})
	for field, r := range map[string]org.AddStoreAssociateRequest{"code": {StoreID: 8101}, "storeId": {Code: "a-7"}} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := org.New(c).AddStoreAssociate(ctx, r)
			return err
		})
	}
	c, server := wiretest.Serve(t, http.StatusServiceUnavailable, ``, capillary.WithMaxRetries(3))
	_, err := org.New(c).AddStoreAssociate(t.Context(), org.AddStoreAssociateRequest{Code: "a-7", StoreID: 8101})
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	assert.Len(t, server.Arrivals(), 1)
}
