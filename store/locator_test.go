package store_test

import (
	"context"
	"fmt"
	"net/http"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/store"
)

func tokenRequest() store.LocatorTokenRequest {
	return store.LocatorTokenRequest{User: capillary.Mobile("46700000001"), DeviceID: "d-1", Brand: "FJORD"}
}

func TestATokenForTheLocatorIsMade(t *testing.T) {
	for _, reply := range []string{`{"token": "tok.1", "expiresIn": 3600}`, `{"status": {"success": true, "code": 200, "message": "SUCCESS"},
		"auth": {"token": "tok.1", "key": null}, "user": {"role": "VIEW"}}`} {
		client, server := wiretest.Serve(t, 200, reply)
		client, err := client.With(capillary.WithStrictDecoding())
		require.NoError(t, err)
		token, err := store.New(client).LocatorToken(t.Context(), tokenRequest())
		require.NoError(t, err)
		assert.Equal(t, "tok.1", token.Token.Reveal())
		assert.NotContains(t, fmt.Sprintf("%v %+v %#v", token, token, token), "tok.1")
		require.Len(t, server.Arrivals(), 1)
		assert.Equal(t, "/auth/v1/token/generate", server.Arrivals()[0].Path)
		assert.JSONEq(t, `{"identifierType": "MOBILE", "identifierValue": "46700000001", "deviceId": "d-1", "brand": "FJORD"}`, string(server.Arrivals()[0].Body))
	}
	for field, change := range map[string]func(*store.LocatorTokenRequest){
		"user":     func(r *store.LocatorTokenRequest) { r.User = capillary.Identifier{} },
		"deviceId": func(r *store.LocatorTokenRequest) { r.DeviceID = "" },
		"brand":    func(r *store.LocatorTokenRequest) { r.Brand = "" },
	} {
		r := tokenRequest()
		change(&r)
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := store.New(c).LocatorToken(ctx, r)
			return err
		})
	}
}

func nearby() store.NearbyStoresRequest {
	return store.NearbyStoresRequest{Latitude: decimal.RequireFromString("55.6"), Longitude: decimal.RequireFromString("-13.25"), Distance: 5000,
		ActualDistance: true, SiteStatus: "Active", Page: 1, Size: 20, Token: capillary.NewSecret("tok.1"), DeviceID: "d-1", Brand: "FJORD", Mobile: "46700000001"}
}

func TestStoresNearAPlaceAreAskedForWithTheToken(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{{
		Name: "and its brand and device",
		Call: func(ctx context.Context, c *capillary.Client) (any, error) {
			return store.New(c).NearbyStores(ctx, nearby())
		},

		Method: "GET", Path: "/store-locator/v1/brand/nearbystores",
		Query:  "latitude=55.6&longitude=-13.25&distance=5000&actualDistance=true&site_status=Active&page=1&size=20",
		Header: http.Header{"Cap_authorization": {"tok.1"}, "Cap_device_id": {"d-1"}, "Cap_brand": {"FJORD"}, "Cap_mobile": {"46700000001"}},
		Reply:  `{"success": true, "message": "two stores", "warnings": [], "errors": []}`, Want: `{"message": "two stores"}`,
	}})
	for field, r := range map[string]store.NearbyStoresRequest{"distance": {Distance: -1}, "page": {Page: -1}, "size": {Size: -1}} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := store.New(c).NearbyStores(ctx, r)
			return err
		})
	}
}

func TestTheLocatorIsSetUp(t *testing.T) {
	const done = `{"status": "success", "message": "done", "warnings": []}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "with the stores of the organisation",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return store.New(c).SyncOrganization(ctx, "100600", store.SyncOrganizationOptions{})
			},
			Method: "GET", Path: "/integration/v1/sync/org/100600", Reply: done, Want: `{"message": "done"}`,
		},
		{
			Name: "with fields of its own",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return store.New(c).MapCustomFields(ctx, "119", store.MapCustomFieldsRequest{Mapping: []store.FieldMapping{{IntouchCustomField: "area", MappedCustomField: "region"}}})
			},
			Method: "POST", Path: "/integration/v1/brand/119/store-locator/custom-fields/map",
			Body: `{"mapping": [{"intouchCustomField": "area", "mappedCustomField": "region"}]}`, Reply: done, Want: `{"message": "done"}`,
		},
		{
			Name: "which it tells",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return store.New(c).MappedCustomFields(ctx, "1/19", store.MappedCustomFieldsOptions{})
			},
			Method: "GET", Path: "/integration/v1/brand/1%2F19/store-locator/custom-fields/map", Reply: done, Want: `{"message": "done"}`,
		},
	})
	for field, r := range map[string]store.MapCustomFieldsRequest{"mapping": {}, "intouchCustomField": {Mapping: []store.FieldMapping{{MappedCustomField: "region"}}},
		"mappedCustomField": {Mapping: []store.FieldMapping{{IntouchCustomField: "area"}}}} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := store.New(c).MapCustomFields(ctx, "119", r)
			return err
		})
	}
	wiretest.Refused(t, "orgId", func(ctx context.Context, c *capillary.Client) error {
		_, err := store.New(c).SyncOrganization(ctx, "", store.SyncOrganizationOptions{})
		return err
	})
}

// Of these replies only a message is documented, and a gateway's refusal has one too.
func TestAMessageAloneProvesNothingUnlessTheCallerSaysSo(t *testing.T) {
	client, _ := wiretest.Serve(t, 200, `{"message": "done"}`)
	_, err := store.New(client).NearbyStores(t.Context(), nearby())
	require.Error(t, err)
	_, err = store.New(client).SyncOrganization(t.Context(), "100600", store.SyncOrganizationOptions{})
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	client, err = client.With(capillary.WithoutProof("store.NearbyStores"), capillary.WithoutProof("store.SyncOrganization"))
	require.NoError(t, err)
	found, err := store.New(client).NearbyStores(t.Context(), nearby())
	require.NoError(t, err)
	assert.Equal(t, "done", found.Message)
	_, err = store.New(client).SyncOrganization(t.Context(), "100600", store.SyncOrganizationOptions{})
	require.NoError(t, err)
}
