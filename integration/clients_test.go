package integration_test

import (
	"context"
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/integration"
	"github.com/capillary-go/sdk/internal/wiretest"
)

// attribution is who made a client, as replies have it.
const attribution = `{"createdOn": "2026-04-15T14:14:06.104+0530", "lastUpdatedOn": "2026-04-16T14:14:06.104+0530",
	"lastUpdatedBy": {"id": 500, "code": "till.2", "description": "d", "name": "Till 2", "type": "TILL"}, "createdBy": {"id": 501, "code": "c", "name": "Ann", "type": "ADMIN_USER"}}`

func request() integration.CreateRequest {
	return integration.CreateRequest{Name: "webshop", Description: "orders", ExpirationTokenTime: 600, DefaultTillID: 15000449, Scopes: []integration.ScopeRequest{
		{EntityID: 1, Permission: integration.ReadWrite, Resources: []string{".*v3/targetGroups.*"}}, {EntityID: 2, Permission: integration.Write}}}
}

func TestClientsAreMadeReadChangedAndDeleted(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "a client is made with its scopes, and comes back with its key",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return integration.New(c).Create(ctx, request())
			},
			Method: "POST", Path: "/v3/integrations/clients",
			Body: `{"name": "webshop", "description": "orders", "expirationTokenTime": 600, "defaultTillId": 15000449, "scopes": [
				{"entityId": 1, "permission": "READWRITE", "resources": [".*v3/targetGroups.*"]}, {"entityId": 2, "permission": "WRITE", "resources": []}]}`,
			Reply: `{"data": {"id": 880, "attribution": ` + attribution + `, "name": "webshop", "clientKey": "k-1", "clientSecret": "s-1", "isValid": true,
				"description": "orders", "expirationTokenTime": 600, "defaultTillId": 15000449, "scopes": [{"permission": "READWRITE", "entityId": 1}]}, "errors": null}`,
			Want: `{"id": 880, "name": "webshop", "clientKey": "k-1", "isValid": true, "description": "orders", "expirationTokenTime": 600, "defaultTillId": 15000449,
				"scopes": [{"permission": "READWRITE", "entityId": 1}], "attribution": {"createdOn": "2026-04-15T14:14:06.104+05:30",
				"lastUpdatedOn": "2026-04-16T14:14:06.104+05:30", "lastUpdatedBy": {"id": 500, "code": "till.2", "description": "d", "name": "Till 2", "type": "TILL"},
				"createdBy": {"id": 501, "code": "c", "name": "Ann", "type": "ADMIN_USER"}}}`,
		},
		{
			Name:   "all clients",
			Call:   func(ctx context.Context, c *capillary.Client) (any, error) { return integration.New(c).List(ctx) },
			Method: "GET", Path: "/v3/integrations/clients",
			Reply: `{"data": [{"id": 865, "name": "a", "clientKey": "k-2", "isValid": false, "expirationTokenTime": 30, "defaultTillId": 7}], "errors": null}`,
			Want:  `{"items": [{"id": 865, "name": "a", "clientKey": "k-2", "isValid": false, "expirationTokenTime": 30, "defaultTillId": 7}]}`,
		},
		{
			Name:   "one client",
			Call:   func(ctx context.Context, c *capillary.Client) (any, error) { return integration.New(c).Get(ctx, "k/1") },
			Method: "GET", Path: "/v3/integrations/clients/k%2F1",
			Reply: `{"data": {"id": 865, "clientKey": "k/1", "scopes": [{"permission": "WRITE", "entityId": 3}]}, "errors": null}`,
			Want:  `{"id": 865, "clientKey": "k/1", "scopes": [{"permission": "WRITE", "entityId": 3}]}`,
		},
		{
			Name: "a client is changed, and what is left out does not go out",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return integration.New(c).Update(ctx, "k-1", integration.UpdateRequest{ExpirationTokenTime: 60, DefaultTillID: 7,
					Scopes: []integration.ScopeRequest{{EntityID: 1, Permission: integration.Read}}})
			},
			Method: "PUT", Path: "/v3/integrations/clients/k-1",
			Body:  `{"expirationTokenTime": 60, "defaultTillId": 7, "scopes": [{"entityId": 1, "permission": "READ", "resources": []}]}`,
			Reply: `{"data": {"id": 865, "clientKey": "k-1", "isValid": true}, "errors": null}`, Want: `{"clientKey": "k-1", "isValid": true}`,
		},
		{
			Name: "a client is deleted",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return integration.New(c).Delete(ctx, "k-1")
			},
			Method: "DELETE", Path: "/v3/integrations/clients/k-1",
			Reply: `{"data": {"id": 865, "clientKey": "k-1", "isValid": false}, "errors": null}`, Want: `{"clientKey": "k-1", "isValid": false}`,
		},
		{
			Name:   "scopes",
			Call:   func(ctx context.Context, c *capillary.Client) (any, error) { return integration.New(c).Scopes(ctx) },
			Method: "GET", Path: "/v3/integrations/scopes",
			Reply: `{"data": [{"id": 1, "entity": "TargetGroups"}, {"id": 2, "entity": "All"}], "errors": null}`,
			Want:  `{"items": [{"id": 1, "entity": "TargetGroups"}, {"id": 2, "entity": "All"}]}`,
		},
	})
}

func TestTheSecretOfAClientIsRevealedOnRequestOnly(t *testing.T) {
	c, _ := wiretest.Serve(t, 0, `{"data": {"id": 880, "clientKey": "k-1", "clientSecret": "s3cr3t-77"}, "errors": null}`)
	made, err := integration.New(c).Create(t.Context(), request())
	require.NoError(t, err)
	assert.Equal(t, "s3cr3t-77", made.ClientSecret.Reveal())
	assert.NotContains(t, fmt.Sprintf("%v %+v %#v", made, *made, *made), "s3cr3t-77")
}

// Nobody has the secret of a client whose reply was lost: making another one by itself would leave it open.
func TestAClientIsMadeOnceAtMost(t *testing.T) {
	for status, reply := range map[int]string{http.StatusBadGateway: `<html>`, http.StatusOK: `{"data": {}, "errors": null}`, http.StatusCreated: ``} {
		c, server := wiretest.Serve(t, status, reply, capillary.WithMaxRetries(3))
		made, err := integration.New(c).Create(t.Context(), request())
		require.ErrorIs(t, err, capillary.ErrOutcomeUnknown, status)
		assert.Nil(t, made)
		assert.Len(t, server.Arrivals(), 1, status)
	}
}

func TestClientsThatCanNotBeAreRefused(t *testing.T) {
	create := func(change func(*integration.CreateRequest)) func(context.Context, *integration.Service) error {
		return func(ctx context.Context, s *integration.Service) error {
			r := request()
			change(&r)
			_, err := s.Create(ctx, r)
			return err
		}
	}
	for field, call := range map[string]func(context.Context, *integration.Service) error{
		"name":                create(func(r *integration.CreateRequest) { r.Name = "" }),
		"description":         create(func(r *integration.CreateRequest) { r.Description = "" }),
		"expirationTokenTime": create(func(r *integration.CreateRequest) { r.ExpirationTokenTime = -1 }),
		"defaultTillId":       create(func(r *integration.CreateRequest) { r.DefaultTillID = 0 }),
		"scopes":              create(func(r *integration.CreateRequest) { r.Scopes = nil }),
		"entityId":            create(func(r *integration.CreateRequest) { r.Scopes[0].EntityID = 0 }),
		"permission":          create(func(r *integration.CreateRequest) { r.Scopes[1].Permission = "" }),
		"scope": func(ctx context.Context, s *integration.Service) error {
			_, err := s.Update(ctx, "k", integration.UpdateRequest{ExpirationTokenTime: 1, DefaultTillID: 1})
			return err
		},
		"clientKey": func(ctx context.Context, s *integration.Service) error { _, err := s.Delete(ctx, ""); return err },
		"client":    func(ctx context.Context, s *integration.Service) error { _, err := s.Get(ctx, ".."); return err },
	} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error { return call(ctx, integration.New(c)) })
	}
}
