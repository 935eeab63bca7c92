package org_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/org"
)

func TestEntitiesAreListed(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "stores below a concept, with everything that can be asked for",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).Entities(ctx, org.EntitiesOptions{Type: org.EntityStore, Scope: org.EntityStoreCustomFields,
					ParentIdentifierType: org.ParentConceptCode, ParentIdentifierValue: "shoes", IncludeParent: true, SubEntitiesCount: 4,
					Details: org.EntityBasic, ExcludeLocale: 1, StartID: 20, Limit: 10,
					ModifiedSince: capillary.Day{Year: 2026, Month: 3, Day: 1}, ActiveOnly: true, LanguageTranslations: true})
			},

			Method: "GET", Path: "/v1.1/organization/entities",
			Query: "type=STORE&scope=STORE_CUSTOM_FIELDS&parent_identifier_type=CONCEPT_CODE&parent_identifier_value=shoes&include_parent=true" +
				"&sub_entities_count=4&details=basic&exclude_locale=1&start_id=20&limit=10&modified_since=2026-03-01&active_only=true&language_translatons=true&format=json",
			Reply: `{"response": {"pagination": {"limit": "10", "offset": "20", "total": 21}, "status": {"success": true, "code": 200, "message": "SUCCESS"},
				"organization": {"entities": {"entity": [{"item_status": {"success": "true", "code": 3200, "message": "found"}, "id": "8101", "is_active": "1",
					"code": "mal-01", "name": "Malmö Quay", "description": "By the sea", "last_updated_by": "15000", "last_updated_on": "2026-02-03 09:30:20",
					"custom_fields": {"field": [{"name": "manager", "value": "Liv"}]}, "language_translations": {"field": []},
					"time_zone_id": "191", "currency_id": "0", "language_id": "0", "timezones": {"base_timezone": {"label": "Europe/Stockholm", "offset": "+01:00"}},
					"currencies": {"base_currency": {"symbol": "kr", "label": "SEK"}}, "language_code": "sv", "language_locale": "SE",
					"languages": {"base_language": {"lang": "sv", "locale": "SE"}}, "parent": {"code": "shoes"}, "external_id": "x-1", "external_id_1": "x-2", "external_id_2": "x-3",
					"mobile": "46700000007", "channel": "instore", "land_line": "4640000", "email": "quay@example.org", "address": "Quay 3",
					"location": {"latitude": "55.6092", "longitude": "-12.9988"}, "type": "STORE"}]}}}}`,
			Want: `{"pagination": {"limit": 10, "offset": 20, "total": 21}, "items": [{"item_status": {"success": true, "code": 3200, "message": "found"}, "id": 8101, "is_active": true,
					"code": "mal-01", "name": "Malmö Quay", "description": "By the sea", "last_updated_by": 15000, "last_updated_on": "2026-02-03T09:30:20Z",
					"custom_fields": {"field": [{"name": "manager", "value": "Liv"}]},
					"time_zone_id": 191, "timezones": {"base_timezone": {"label": "Europe/Stockholm", "offset": "+01:00"}},
					"currencies": {"base_currency": {"symbol": "kr", "label": "SEK"}}, "language_code": "sv", "language_locale": "SE",
					"languages": {"base_language": {"lang": "sv", "locale": "SE"}}, "parent": {"code": "shoes"}, "external_id": "x-1", "external_id_1": "x-2", "external_id_2": "x-3",
					"mobile": "46700000007", "channel": "instore", "land_line": "4640000", "email": "quay@example.org", "address": "Quay 3",
					"location": {"latitude": "55.6092", "longitude": "-12.9988"}, "type": "STORE"}]}`,
		},
		{
			Name: "tills and concepts with what only they have, a single one that is no list",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).Entities(ctx, org.EntitiesOptions{Type: org.EntityTill})
			},

			Method: "GET", Path: "/v1.1/organization/entities", Query: "type=TILL&format=json",
			Reply: `{"response": {"pagination": {"limit": "500", "offset": "0", "total": 1}, "status": {"success": true, "code": 200, "message": "SUCCESS"},
				"organization": {"entities": {"entity": {"item_status": {"success": "true", "code": 3200}, "id": "8201", "is_active": "0", "code": "till-1", "reference_id": "-1",
					"country_code": "SE", "username": "till-1", "last_login": "", "parent_external_id": "x-1", "parent_external_id_1": "x-2", "parent_external_id_2": "x-3",
					"level": "2", "parent": {}, "type": "TILL"}}}}}`,
			Want: `{"items": [{"id": 8201, "is_active": false, "reference_id": -1, "country_code": "SE", "username": "till-1", "last_login": "0001-01-01T00:00:00Z",
				"parent_external_id": "x-1", "parent_external_id_1": "x-2", "parent_external_id_2": "x-3", "level": "2", "type": "TILL"}]}`,
		},
		{
			Name: "and none of a parent that is not there",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).Entities(ctx, org.EntitiesOptions{Type: org.EntityTill, ParentIdentifierType: org.ParentStoreID, ParentIdentifierValue: "9"})
			},

			Method: "GET", Path: "/v1.1/organization/entities", Query: "type=TILL&parent_identifier_type=STORE_ID&parent_identifier_value=9&format=json",
			Reply: `{"response": {"status": {"success": "false", "code": 3202, "message": "Entities not found"}}}`, WantErr: capillary.ErrNotFound,
		},
	})
}

func TestEntitiesAreNotAskedForWithHalfAQuestion(t *testing.T) {
	for field, o := range map[string]org.EntitiesOptions{
		"type":                    {},
		"parent_identifier_value": {Type: org.EntityTill, ParentIdentifierType: org.ParentStoreCode},
		"parent_identifier":       {Type: org.EntityTill, ParentIdentifierValue: "mal-01"},
		"start_id":                {Type: org.EntityTill, StartID: -1},
		"limit":                   {Type: org.EntityTill, Limit: -1},
		"modified_since":          {Type: org.EntityTill, ModifiedSince: capillary.Day{Year: 2026, Month: 2, Day: 30}},
	} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := org.New(c).Entities(ctx, o)
			return err
		})
	}
	for _, ids := range [][]int64{nil, {}, {8101, 0}, {-3}} {
		wiretest.Refused(t, "id", func(ctx context.Context, c *capillary.Client) error {
			_, err := org.New(c).EntitiesByID(ctx, ids, org.EntitiesOptions{Type: org.EntityTill})
			return err
		})
	}
	wiretest.Refused(t, "type", func(ctx context.Context, c *capillary.Client) error {
		_, err := org.New(c).EntitiesByID(ctx, []int64{8101}, org.EntitiesOptions{})
		return err
	})
}

// Offsets count entities, although the parameter is called an id.
func TestAllEntitiesAreWalkedPageByPage(t *testing.T) {
	const total = 5
	var asked []string
	ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start, _ := strconv.Atoi(r.URL.Query().Get("start_id"))
		asked = append(asked, r.URL.Query().Get("start_id"))
		list := ""
		for id := start; id < min(start+2, total); id++ {
			if list != "" {
				list += ","
			}
			list += fmt.Sprintf(`{"id": "%d", "type": "ZONE"}`, 8300+id)
		}
		fmt.Fprintf(w, `{"response": {"pagination": {"limit": "2", "offset": "%d", "total": %d}, "status": {"success": true, "code": 200},
			"organization": {"entities": {"entity": [%s]}}}}`, start, total, list)
	}))
	defer ts.Close()
	c, err := capillary.New(capillary.Host(ts.URL), capillary.Basic("till.one", "secret"), capillary.WithStrictDecoding())
	require.NoError(t, err)
	defer c.CloseIdleConnections()
	var ids []int64
	for e, err := range org.New(c).AllEntities(t.Context(), org.EntitiesOptions{Type: org.EntityZone, StartID: 1, Limit: 2}) {
		require.NoError(t, err)
		ids = append(ids, e.ID)
	}
	assert.Equal(t, []int64{8301, 8302, 8303, 8304}, ids)
	assert.Equal(t, []string{"1", "3"}, asked)
}

// The reply keeps neither order nor number: each id has its own.
func TestEachEntityThatWasAskedForByIDHasAVerdict(t *testing.T) {
	c, server := wiretest.Serve(t, 0, `{"response": {"status": {"success": "true", "code": 201, "message": "some failed"}, "organization": {"entities": {"entity": [
		{"id": "8103", "code": "mal-03", "type": "STORE", "item_status": {"success": "true", "code": 3200, "message": "found"}},
		{"id": "8101", "item_status": {"success": "false", "code": 3202, "message": "Entity with id 8101 not found"}}]}}}}`)
	batch, err := org.New(c).EntitiesByID(t.Context(), []int64{8101, 8102, 8103}, org.EntitiesOptions{Type: org.EntityStore})
	require.NoError(t, err)
	require.Len(t, server.Arrivals(), 1)
	assert.Equal(t, "8101,8102,8103", server.Arrivals()[0].Query.Get("id"))
	require.Len(t, batch.Items, 3)
	assert.ErrorIs(t, batch.Items[0].Err(), org.ErrEntityNotFound)
	assert.ErrorIs(t, batch.Items[0].Err(), capillary.ErrNotFound)
	assert.Error(t, batch.Items[1].Err(), "nothing was said of it")
	require.NoError(t, batch.Items[2].Err())
	assert.Equal(t, "mal-03", batch.Items[2].Value.Code)
}

func TestWhereNoEntityIsThereTheBatchComesBesideTheError(t *testing.T) {
	c, _ := wiretest.Serve(t, 0, `{"response": {"status": {"success": "false", "code": 500, "message": "all failed"}, "organization": {"entities": {"entity": [
		{"id": "8101", "item_status": {"success": "false", "code": 3202, "message": "Entity not found"}}]}}}}`)
	batch, err := org.New(c).EntitiesByID(t.Context(), []int64{8101}, org.EntitiesOptions{Type: org.EntityStore})
	require.ErrorIs(t, err, org.ErrEntityNotFound)
	require.Len(t, batch.Items, 1)
	assert.ErrorIs(t, batch.Items[0].Err(), org.ErrEntityNotFound)
}
