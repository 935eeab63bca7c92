package store_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/store"
)

func TestLocationsAreAddedAndChangedByTheirParents(t *testing.T) {
	fields := map[string]any{"code": "x-1", "name": "X", "rank": 3}
	const others, done = `"code": "x-1", "name": "X", "rank": 3`, `{"data": [{"id": 61, "code": "x-1"}], "warnings": [], "errors": []}`
	concepts := []store.ConceptRequest{{GroupParentCode: "fjord_group", IsOrgUnit: new(false), Fields: fields}}
	zones := []store.ZoneRequest{{AreaParentCode: "root", Fields: fields}}
	stores := []store.StoreRequest{{GroupParentCode: "fjord", AreaParentCode: "scania", Fields: fields}}
	tills := []store.TillRequest{{StoreParentCode: "mal-01", Fields: fields}}
	var all []wiretest.Exchange
	for _, x := range []struct {
		method, path, own string
		call              func(ctx context.Context, s *store.Service) (any, error)
	}{
		{"POST", "concepts", `"groupParentCode": "fjord_group", "isOrgUnit": false`, func(ctx context.Context, s *store.Service) (any, error) {
			return s.AddConcepts(ctx, concepts, store.AddLocationsOptions{})
		}},
		{"PUT", "concepts", `"groupParentCode": "fjord_group", "isOrgUnit": false`, func(ctx context.Context, s *store.Service) (any, error) {
			return s.UpdateConcepts(ctx, concepts, store.UpdateLocationsOptions{})
		}},
		{"POST", "zones", `"areaParentCode": "root"`, func(ctx context.Context, s *store.Service) (any, error) {
			return s.AddZones(ctx, zones, store.AddLocationsOptions{})
		}},
		{"PUT", "zones", `"areaParentCode": "root"`, func(ctx context.Context, s *store.Service) (any, error) {
			return s.UpdateZones(ctx, zones, store.UpdateLocationsOptions{})
		}},
		{"POST", "stores", `"groupParentCode": "fjord", "areaParentCode": "scania"`, func(ctx context.Context, s *store.Service) (any, error) {
			return s.AddStores(ctx, stores, store.AddLocationsOptions{})
		}},
		{"PUT", "stores", `"groupParentCode": "fjord", "areaParentCode": "scania"`, func(ctx context.Context, s *store.Service) (any, error) {
			return s.UpdateStores(ctx, stores, store.UpdateLocationsOptions{})
		}},
		{"POST", "tills", `"storeParentCode": "mal-01"`, func(ctx context.Context, s *store.Service) (any, error) {
			return s.AddTills(ctx, tills, store.AddLocationsOptions{})
		}},
		{"PUT", "tills", `"storeParentCode": "mal-01"`, func(ctx context.Context, s *store.Service) (any, error) {
			return s.UpdateTills(ctx, tills, store.UpdateLocationsOptions{})
		}},
	} {
		all = append(all, wiretest.Exchange{Name: x.method + " " + x.path,
			Call:   func(ctx context.Context, c *capillary.Client) (any, error) { return x.call(ctx, store.New(c)) },
			Method: x.method, Path: "/v2/locations/" + x.path, Body: `[{` + x.own + `, ` + others + `}]`,
			Status: http.StatusCreated, Reply: done, Want: `{"items": [{"value": {"id": 61, "code": "x-1"}}]}`})
	}
	wiretest.Run(t, all)
	assert.Equal(t, map[string]any{"code": "x-1", "name": "X", "rank": 3}, fields, "what the caller gave is left alone")
}

func TestARootConceptHasNoParent(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{{
		Name: "and can be an organisational unit",
		Call: func(ctx context.Context, c *capillary.Client) (any, error) {
			return store.New(c).AddConcepts(ctx, []store.ConceptRequest{{IsOrgUnit: new(true), Fields: map[string]any{"code": "fjord_group"}}}, store.AddLocationsOptions{})
		},
		Method: "POST", Path: "/v2/locations/concepts", Body: `[{"isOrgUnit": true, "code": "fjord_group"}]`, Status: http.StatusCreated,
		Reply: `{"data": [{"code": "fjord_group", "success": true}]}`, Want: `{"items": [{"value": {"code": "fjord_group"}}]}`,
	}})
}

func TestLocationsOfWhichSomeFailedArePartlyDone(t *testing.T) {
	zones := []store.ZoneRequest{{AreaParentCode: "root", Fields: map[string]any{"code": "sweden"}}, {AreaParentCode: "sweden", Fields: map[string]any{"code": "scania"}}}
	for name, test := range map[string]struct {
		status      int
		reply       string
		done, other bool // the first and the second item
		second      error
	}{
		"each with what became of it": {207, `{"data": [{"code": "scania", "success": false, "errors": [{"code": 400, "message": "no parent"}]},
			{"code": "sweden", "success": true, "id": 61}]}`, true, false, capillary.Code(400)},
		"those that failed beside those that did not": {207, `{"data": [{"code": "sweden", "id": 61}], "errors": [{"code": 400, "entityCode": "scania", "message": "no parent"}]}`,
			true, false, capillary.ErrOutcomeUnknown},
		"as older bulks say it": {207, `{"response": [{"entityId": 61, "result": {"code": "sweden"}, "errors": []},
			{"result": {"code": "scania"}, "errors": [{"code": 400, "message": "no parent"}]}], "totalCount": 2, "failureCount": 1}`, true, false, capillary.Code(400)},
	} {
		t.Run(name, func(t *testing.T) {
			client, server := wiretest.Serve(t, test.status, test.reply)
			var meta capillary.Meta
			batch, err := store.New(client).AddZones(t.Context(), zones, store.AddLocationsOptions{}, capillary.WithMeta(&meta))
			require.NoError(t, err)
			require.Len(t, batch.Items, 2)
			assert.NoError(t, batch.Items[0].Err())
			assert.ErrorIs(t, batch.Items[1].Err(), test.second)
			assert.Len(t, server.Arrivals(), 1)
		})
	}
}

func TestLocationsOfWhichNothingIsSaidAreUnknown(t *testing.T) {
	concepts := []store.ConceptRequest{{Fields: map[string]any{"code": "fjord_group"}}}
	for _, reply := range []string{`{}`, `{"data": {}}`, `{"data": [{}]}`, `{"data": [{"status": {}}]}`, `{"data": [{"code": "other", "id": 7}]}`, `{"data": [{"message": "ok"}]}`,
		`{"response": {"customers": {"customer": [null]}}}`, `{"warnings": [], "errors": []}`, `{"message": "created"}`} {
		for _, status := range []int{200, 201, 207} {
			client, server := wiretest.Serve(t, status, reply)
			_, err := store.New(client).AddConcepts(t.Context(), concepts, store.AddLocationsOptions{})
			assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown, "%d %s", status, reply)
			assert.Len(t, server.Arrivals(), 1)
		}
	}
	client, _ := wiretest.Serve(t, 400, `{"data": [], "errors": [{"code": 987654, "message": "no such parent"}]}`)
	_, err := store.New(client).AddConcepts(t.Context(), concepts, store.AddLocationsOptions{})
	require.Error(t, err)
	assert.False(t, capillary.MayHaveHappened(err), err)
}

func TestLocationsAreSearched(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "by type and code, with what is below",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return store.New(c).Locations(ctx, store.LocationsOptions{Type: store.LocationZone, EntityCodes: []string{"scania", "skåne"}, IncludeChildren: true})
			},
			Method: "GET", Path: "/v2/locations", Query: "type=ZONE&entityCodes=scania%2Csk%C3%A5ne&includeChildren=true",
			Reply: `{"data": [{"code": "scania", "areaParentCode": "sweden", "children": [{"code": "malmo"}]}], "warnings": [], "errors": []}`,
			Want:  `{"items": [{"code": "scania", "areaParentCode": "sweden", "children": [{"code": "malmo"}]}]}`,
		},
		{
			Name: "for nothing",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return store.New(c).Locations(ctx, store.LocationsOptions{})
			},
			Method: "GET", Path: "/v2/locations", Reply: `{"data": []}`, Want: `{"items": []}`,
		},
	})
}

func TestLocationsThatTheAPICantTakeAreRefused(t *testing.T) {
	tills := func(n int) []store.TillRequest {
		all := make([]store.TillRequest, n)
		for i := range all {
			all[i].StoreParentCode = "mal-01"
		}
		return all
	}
	concepts := make([]store.ConceptRequest, 101)
	for _, refused := range []struct {
		field string
		call  func(ctx context.Context, s *store.Service) (any, error)
	}{
		{"locations", func(ctx context.Context, s *store.Service) (any, error) {
			return s.AddConcepts(ctx, nil, store.AddLocationsOptions{})
		}},
		{"locations", func(ctx context.Context, s *store.Service) (any, error) {
			return s.UpdateConcepts(ctx, concepts, store.UpdateLocationsOptions{})
		}},
		{"locations", func(ctx context.Context, s *store.Service) (any, error) {
			return s.AddTills(ctx, tills(51), store.AddLocationsOptions{})
		}},
		{"locations", func(ctx context.Context, s *store.Service) (any, error) {
			return s.UpdateTills(ctx, nil, store.UpdateLocationsOptions{})
		}},
		{"areaParentCode", func(ctx context.Context, s *store.Service) (any, error) {
			return s.AddZones(ctx, []store.ZoneRequest{{Fields: map[string]any{"areaParentCode": "root"}}}, store.AddLocationsOptions{})
		}},
		{"groupParentCode", func(ctx context.Context, s *store.Service) (any, error) {
			return s.AddStores(ctx, []store.StoreRequest{{AreaParentCode: "scania"}}, store.AddLocationsOptions{})
		}},
		{"areaParentCode", func(ctx context.Context, s *store.Service) (any, error) {
			return s.UpdateStores(ctx, []store.StoreRequest{{GroupParentCode: "fjord"}}, store.UpdateLocationsOptions{})
		}},
	} {
		wiretest.Refused(t, refused.field, func(ctx context.Context, c *capillary.Client) error {
			_, err := refused.call(ctx, store.New(c))
			return err
		})
	}
	client, server := wiretest.Serve(t, 200, `{}`)
	_, err := store.New(client).AddTills(t.Context(), tills(50), store.AddLocationsOptions{})
	require.False(t, errors.Is(err, capillary.ErrInvalidInput), err)
	_, err = store.New(client).AddConcepts(t.Context(), concepts[:100], store.AddLocationsOptions{})
	require.False(t, errors.Is(err, capillary.ErrInvalidInput), err)
	require.Len(t, server.Arrivals(), 2)
}
