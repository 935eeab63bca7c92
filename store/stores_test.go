package store_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/store"
)

func newStore() store.AddRequest {
	return store.AddRequest{Code: "mal-01", Name: "Malmo 1", ExternalIDs: []string{"M-1"}}
}

func TestAStoreIsAdded(t *testing.T) {
	add := func(r store.AddRequest) func(context.Context, *capillary.Client) (any, error) {
		return func(ctx context.Context, c *capillary.Client) (any, error) { return store.New(c).Add(ctx, r) }
	}
	whole := newStore()
	whole.Description, whole.AdminType, whole.IsActive = "At the harbour", store.AdminTypeGeneral, new(false)
	whole.TimeZoneID, whole.CurrencyID, whole.LanguageID, whole.ParentZoneID, whole.ParentConceptID = 191, 230, 393, 8301, 8401
	whole.Email, whole.Mobile, whole.Landline, whole.Address = "mal-01@example.org", "46700000001", "040-1", "Quay 1"
	whole.Latitude, whole.Longitude, whole.CityID, whole.AreaID = "55.6", "13.0", 4, 5
	whole.CustomFields = map[string]any{"floor": "1"}
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "with what it needs", Call: add(newStore()), Method: "POST", Path: "/v2/orgEntity/store",
			Body:  `{"code": "mal-01", "name": "Malmo 1", "externalIds": ["M-1"], "type": "STORE", "cityId": 0, "areaId": 0}`,
			Reply: `{"createdId": 8101, "warnings": []}`, Want: `{"createdId": 8101}`,
		},
		{
			Name: "with everything", Call: add(whole), Method: "POST", Path: "/v2/orgEntity/store",
			Body: `{"code": "mal-01", "name": "Malmo 1", "externalIds": ["M-1"], "description": "At the harbour", "type": "STORE", "adminType": "GENERAL",
				"isActive": false, "timeZoneId": 191, "currencyId": 230, "languageId": 393, "parentZoneId": 8301, "parentConceptId": 8401,
				"email": "mal-01@example.org", "mobile": "46700000001", "landline": "040-1", "address": "Quay 1", "latitude": "55.6", "longitude": "13.0",
				"cityId": 4, "areaId": 5, "customFields": {"floor": "1"}}`,
			Reply: `{"createdId": 8101, "warnings": [{"status": false, "code": 1215, "message": "another zone"}]}`,
			Want:  `{"createdId": 8101, "warnings": [{"code": 1215, "message": "another zone"}]}`,
		},
		{
			Name: "not under a code that is taken", Call: add(newStore()), Method: "POST", Path: "/v2/orgEntity/store", Status: http.StatusBadRequest,
			Body:  `{"code": "mal-01", "name": "Malmo 1", "externalIds": ["M-1"], "type": "STORE", "cityId": 0, "areaId": 0}`,
			Reply: `{"errors": [{"status": false, "code": 1220, "message": "taken"}]}`, WantErr: capillary.ErrDuplicate,
		},
		{
			Name: "not without the id of what was made", Call: add(newStore()), Method: "POST", Path: "/v2/orgEntity/store",
			Body:  `{"code": "mal-01", "name": "Malmo 1", "externalIds": ["M-1"], "type": "STORE", "cityId": 0, "areaId": 0}`,
			Reply: `{"createdId": 0, "warnings": []}`, WantErr: capillary.ErrOutcomeUnknown,
		},
	})
}

const savedStore = `{"id": 8101, "code": "mal-01", "description": "At the harbour", "name": "Malmo 1", "type": "STORE", "referenceId": -1,
	"adminType": "GENERAL", "isActive": true, "isOuEnabled": true, "timeZoneId": 191, "currencyId": 230, "languageId": 393, "parentZoneId": 8301,
	"parentConceptId": 8401, "externalIds": ["M-1", "M-2"], "email": "mal-01@example.org", "mobile": "46700000001", "landline": "040-1",
	"latitude": "55.6", "longitude": "13.0", "address": "Quay 1", "cityId": 4, "areaId": 5, "customFields": {"floor": "1"}, "default": true}`

func TestManyStoresAreAddedAtOnce(t *testing.T) {
	second := store.AddRequest{Code: "mal-02", Name: "Malmo 2", ExternalIDs: []string{"M-9"}}
	call := func(ctx context.Context, c *capillary.Client) (any, error) {
		return store.New(c).AddBulk(ctx, []store.AddRequest{newStore(), second}, store.AddBulkOptions{})
	}
	const body = `[{"code": "mal-01", "name": "Malmo 1", "externalIds": ["M-1"], "type": "STORE", "cityId": 0, "areaId": 0},
		{"code": "mal-02", "name": "Malmo 2", "externalIds": ["M-9"], "type": "STORE", "cityId": 0, "areaId": 0}]`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "and come back in the order of the request", Call: call, Method: "POST", Path: "/v2/orgEntity/store/bulk", Body: body,
			Reply: `{"response": [{"entityId": 8102, "result": {"id": 8102, "code": "mal-02"}, "errors": [], "warnings": []},
				{"entityId": 8101, "result": ` + savedStore + `, "errors": [], "warnings": []}], "totalCount": 2, "failureCount": 0}`,
			Want: `{"items": [{"value": {"entityId": 8101, "result": ` + savedStore + `}}, {"value": {"entityId": 8102}}], "totalCount": 2}`,
		},
		{
			Name: "or none of them", Call: call, Method: "POST", Path: "/v2/orgEntity/store/bulk", Body: body, Status: http.StatusBadRequest,
			Reply: `{"response": [{"result": {"code": "mal-01"}, "errors": [{"status": false, "code": 1220, "message": "taken"}], "warnings": []},
				{"result": {"code": "mal-02"}, "errors": [{"status": false, "code": 1221, "message": "no id"}], "warnings": []}], "totalCount": 2, "failureCount": 2}`,
			WantErr: store.ErrExternalIDMissing,
		},
	})
}

func TestAStoreThatCouldNotBeAddedHasItsOwnError(t *testing.T) {
	client, _ := wiretest.Serve(t, 200, `{"response": [{"entityId": 8101, "result": {"id": 8101, "code": "mal-01"}, "errors": [], "warnings": []},
		{"result": {"code": "mal-02"}, "errors": [{"status": false, "code": 1206, "message": "taken"}], "warnings": []}], "totalCount": 2, "failureCount": 1}`)
	batch, err := store.New(client).AddBulk(t.Context(), []store.AddRequest{newStore(), {Code: "mal-02", Name: "Malmo 1", ExternalIDs: []string{"M-9"}}}, store.AddBulkOptions{})
	require.NoError(t, err)
	require.Len(t, batch.Items, 2)
	assert.NoError(t, batch.Items[0].Err())
	assert.ErrorIs(t, batch.Items[1].Err(), store.ErrNameTaken)
	assert.ErrorIs(t, batch.Items[1].Err(), capillary.ErrDuplicate)
}

func TestAReplyThatSkipsAStoreLeavesItUnknown(t *testing.T) {
	client, _ := wiretest.Serve(t, 200, `{"response": [{"entityId": 8102, "result": {"id": 8102, "code": "mal-02"}, "errors": []}]}`)
	batch, err := store.New(client).AddBulk(t.Context(), []store.AddRequest{newStore(), {Code: "mal-02", Name: "Malmo 2", ExternalIDs: []string{"M-9"}}}, store.AddBulkOptions{})
	require.NoError(t, err)
	assert.ErrorIs(t, batch.Items[0].Err(), capillary.ErrOutcomeUnknown)
	assert.NoError(t, batch.Items[1].Err())
}

func TestStoresAreReplacedAsAWhole(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{{
		Name: "with everything, and with what is false",
		Call: func(ctx context.Context, c *capillary.Client) (any, error) {
			return store.New(c).UpdateBulk(ctx, []store.UpdateRequest{{Code: "mal-01", Name: "Malmo 1", ID: 8101, Description: "At the harbour", ReferenceID: -1,
				AdminType: store.AdminTypeAdmin, IsActive: true, IsOUEnabled: new(false), Default: true, ParentConceptID: 8401, ParentZoneID: 8301,
				TimeZoneID: 191, CurrencyID: 230, LanguageID: 393, ExternalIDs: []string{"M-1", "M-2", "M-3"}, Email: "mal-01@example.org",
				Mobile: "46700000001", Landline: "040-1", Latitude: "55.6", Longitude: "13.0", CityID: 4, AreaID: 5}, {Code: "mal-02", Name: "Malmo 2"}}, store.UpdateBulkOptions{})
		},
		Method: "PUT", Path: "/v2/orgEntity/store/bulk",
		Body: `[{"code": "mal-01", "name": "Malmo 1", "id": 8101, "description": "At the harbour", "referenceId": -1, "adminType": "ADMIN", "isActive": true,
			"isOuEnabled": false, "default": true, "parentConceptId": 8401, "parentZoneId": 8301, "timeZoneId": 191, "currencyId": 230, "languageId": 393,
			"externalIds": ["M-1", "M-2", "M-3"], "email": "mal-01@example.org", "mobile": "46700000001", "landline": "040-1", "latitude": "55.6",
			"longitude": "13.0", "cityId": 4, "areaId": 5}, {"code": "mal-02", "name": "Malmo 2", "isActive": false, "default": false}]`,
		Reply: `{"response": [{"entityId": 8101, "result": ` + savedStore + `, "errors": [], "warnings": []},
			{"entityId": null, "result": {"code": "mal-02", "name": "Malmo 2"}, "errors": [{"status": false, "code": 1235, "message": "none"}]}],
			"totalCount": 2, "failureCount": 1}`,
		Want: `{"items": [{"value": {"entityId": 8101, "result": ` + savedStore + `}}, {"value": {"entityId": 0}, "errors": [{"code": 1235}]}], "failureCount": 1}`,
	}})
	client, _ := wiretest.Serve(t, 400, `{"response": [{"entityId": null, "errors": [{"status": false, "code": 1235, "message": "none"}]}], "totalCount": 1, "failureCount": 1}`)
	batch, err := store.New(client).UpdateBulk(t.Context(), []store.UpdateRequest{{Code: "mal-07", Name: "Malmo 7"}}, store.UpdateBulkOptions{})
	require.ErrorIs(t, err, store.ErrNameNotFound)
	require.ErrorIs(t, err, capillary.ErrNotFound)
	require.ErrorIs(t, batch.Items[0].Err(), store.ErrNameNotFound)
}

func TestStoresThatTheAPICantTakeAreRefused(t *testing.T) {
	many := make([]store.UpdateRequest, 201)
	for i := range many {
		many[i] = store.UpdateRequest{Code: fmt.Sprint("s", i), Name: "S"}
	}
	for _, refused := range []struct {
		field string
		call  func(ctx context.Context, s *store.Service) error
	}{
		{"code", func(ctx context.Context, s *store.Service) error {
			_, err := s.Add(ctx, store.AddRequest{Name: "Malmo 1"})
			return err
		}},
		{"name", func(ctx context.Context, s *store.Service) error {
			_, err := s.Add(ctx, store.AddRequest{Code: "mal-01"})
			return err
		}},
		{"items", func(ctx context.Context, s *store.Service) error {
			_, err := s.AddBulk(ctx, nil, store.AddBulkOptions{})
			return err
		}},
		{"name", func(ctx context.Context, s *store.Service) error {
			_, err := s.AddBulk(ctx, []store.AddRequest{newStore(), {Code: "mal-02"}}, store.AddBulkOptions{})
			return err
		}},
		{"items", func(ctx context.Context, s *store.Service) error {
			_, err := s.UpdateBulk(ctx, nil, store.UpdateBulkOptions{})
			return err
		}},
		{"stores", func(ctx context.Context, s *store.Service) error {
			_, err := s.UpdateBulk(ctx, many, store.UpdateBulkOptions{})
			return err
		}},
		{"code", func(ctx context.Context, s *store.Service) error {
			_, err := s.UpdateBulk(ctx, []store.UpdateRequest{{Name: "Malmo 1"}}, store.UpdateBulkOptions{})
			return err
		}},
		{"externalIds", func(ctx context.Context, s *store.Service) error {
			_, err := s.UpdateBulk(ctx, []store.UpdateRequest{{Code: "mal-01", Name: "Malmo 1", ExternalIDs: []string{"1", "2", "3", "4"}}}, store.UpdateBulkOptions{})
			return err
		}},
	} {
		wiretest.Refused(t, refused.field, func(ctx context.Context, c *capillary.Client) error { return refused.call(ctx, store.New(c)) })
	}
	client, server := wiretest.Serve(t, 200, `{}`)
	_, err := store.New(client).UpdateBulk(t.Context(), many[:200], store.UpdateBulkOptions{})
	require.False(t, errors.Is(err, capillary.ErrInvalidInput), err)
	require.Len(t, server.Arrivals(), 1)
}

func TestOperationsAreListed(t *testing.T) {
	assert.Len(t, store.Operations(), 26)
}
