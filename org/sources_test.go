package org_test

import (
	"context"
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/org"
)

const uuid = "5a1c0de5a1c0de5a1c0de5a1c0de0001"

func TestSourcesAndTheirAccountsAreListed(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "sources with their channels",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).SourcesMeta(ctx, org.SourcesMetaOptions{})
			},

			Method: "GET", Path: "/v2/meta/sources",
			Reply: `{"data": [{"id": 5, "name": "INSTORE", "commChannels": ["email", "mobile"]}, {"id": 20, "name": "Linkedin", "commChannels": []}], "warnings": [], "errors": []}`,
			Want:  `{"items": [{"id": 5, "name": "INSTORE", "commChannels": ["email", "mobile"]}, {"id": 20, "name": "Linkedin", "commChannels": []}]}`,
		},
		{
			Name: "accounts",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).Sources(ctx, 7001, org.SourcesOptions{Details: true})
			},
			Method: "GET", Path: "/v2/org/7001/sources", Query: "details=true",
			Reply: `{"data": [{"id": 24, "uuid": "` + uuid + `", "name": "fjord-app", "sourceAccountIdentifier": "fjord-app", "toMirror": true, "sourceTypeId": 18,
				"sourceTypeName": "MOBILE_APP", "isActive": true, "commChannels": ["android"], "attribution": {"createDate": "2026-01-02", "modifiedDate": "2026-02-03"}}],
				"warnings": [], "errors": []}`,
			Want: `{"items": [{"id": 24, "uuid": "` + uuid + `", "name": "fjord-app", "sourceAccountIdentifier": "fjord-app", "toMirror": true, "sourceTypeId": 18,
				"sourceTypeName": "MOBILE_APP", "isActive": true, "commChannels": ["android"],
				"attribution": {"createDate": "2026-01-02T00:00:00Z", "modifiedDate": "2026-02-03T00:00:00Z"}}]}`,
		},
		{
			Name: "settings of a source",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).SourceConfigs(ctx, 7001, 18, org.SourceConfigsOptions{})
			},

			Method: "GET", Path: "/v2/org/7001/sources/18/configs",
			Reply: `{"data": [{"id": 11, "name": "deeplink", "type": "list", "label": "Deep Link", "sourceId": 18, "defaultValue": "a", "displayOrder": 1,
				"attribution": {"createDate": "2026-01-02"}}], "warnings": [], "errors": []}`,
			Want: `{"items": [{"id": 11, "name": "deeplink", "type": "list", "label": "Deep Link", "sourceId": 18, "defaultValue": "a", "displayOrder": 1,
				"attribution": {"createDate": "2026-01-02T00:00:00Z"}}]}`,
		},
		{
			Name: "one account, which is not there",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).Source(ctx, 7001, org.SourceRequest{UUID: uuid})
			},
			Method: "GET", Path: "/v2/org/7001/sources", Query: "uuid=" + uuid,
			Reply: `{"errors": [{"status": false, "code": 3213, "message": "none"}]}`, WantErr: org.ErrSourceNotFound,
		},
	})
}

// The list of accounts and one account are one address: a list is no answer to the question for one.
func TestAListIsNotTakenForOneAccount(t *testing.T) {
	c, _ := wiretest.Serve(t, 0, `{"data": [{"id": 24, "uuid": "`+uuid+`"}], "warnings": [], "errors": []}`)
	account, err := org.New(c).Source(t.Context(), 7001, org.SourceRequest{UUID: uuid})
	require.Error(t, err)
	assert.Nil(t, account)
	c, _ = wiretest.Serve(t, 0, `{"id": 24, "uuid": "`+uuid+`", "warnings": []}`)
	_, err = org.New(c).Sources(t.Context(), 7001, org.SourcesOptions{})
	require.Error(t, err)
}

func TestSettingsOfAnAccountAreSecretsBothWays(t *testing.T) {
	const reply = `{"id": 24, "uuid": "` + uuid + `", "sourceTypeId": 18, "configs": {"accessToken": "t-77aa", "android": "0", "deeplink": "my.app"},
		"attribution": {"createDate": "2026-01-02T12:21:37+05:30", "createdBy": {}, "modifiedBy": {"id": 3}, "modifiedDate": "2026-01-02T12:21:37+05:30"}, "warnings": []}`
	r := org.SourceAccountRequest{Name: "fjord-app", SourceAccountIdentifier: "fjord-app", ToMirror: new(false), SourceTypeID: 18, SourceTypeName: "MOBILE_APP",
		IsActive: new(true), Configs: map[string]capillary.Secret{"accessToken": capillary.NewSecret("t-77aa"), "deeplink": capillary.NewSecret("")}}
	const body = `{"name": "fjord-app", "sourceAccountIdentifier": "fjord-app", "toMirror": false, "sourceTypeId": 18, "sourceTypeName": "MOBILE_APP",
		"isActive": true, "configs": {"accessToken": "t-77aa", "deeplink": ""}}`
	for name, x := range map[string]struct {
		call                func(ctx context.Context, s *org.Service) (*org.SourceAccount, error)
		method, path, query string
		body                string
	}{
		"read": {func(ctx context.Context, s *org.Service) (*org.SourceAccount, error) {
			return s.Source(ctx, 7001, org.SourceRequest{UUID: uuid})
		}, "GET", "/v2/org/7001/sources", uuid, ""},
		"added": {func(ctx context.Context, s *org.Service) (*org.SourceAccount, error) {
			return s.AddSource(ctx, 7001, r)
		},
			"POST", "/v2/org/7001/sources", "", body},
		"changed": {func(ctx context.Context, s *org.Service) (*org.SourceAccount, error) {
			return s.UpdateSource(ctx, 7001, uuid, r)
		}, "PUT", "/v2/org/7001/sources/" + uuid, "", body},
		"changed as in 2022": {func(ctx context.Context, s *org.Service) (*org.SourceAccount, error) {
			return s.UpdateSourceByQuery(ctx, 7001, uuid, r)
		}, "PUT", "/v2/org/7001/sources", uuid, body},
	} {
		t.Run(name, func(t *testing.T) {
			c, server := wiretest.Serve(t, 0, reply)
			account, err := x.call(t.Context(), org.New(c))
			require.NoError(t, err)
			require.Len(t, server.Arrivals(), 1)
			arrived := server.Arrivals()[0]
			assert.Equal(t, x.method, arrived.Method)
			assert.Equal(t, x.path, arrived.Path)
			assert.Equal(t, x.query, arrived.Query.Get("uuid"))
			if x.body != "" {
				assert.JSONEq(t, x.body, string(arrived.Body))
			}
			assert.Equal(t, "t-77aa", account.Configs["accessToken"].Reveal())
			assert.Equal(t, "my.app", account.Configs["deeplink"].Reveal())
			assert.Equal(t, int64(24), account.ID)
			assert.Equal(t, map[string]any{}, account.Attribution.CreatedBy)
			for _, dump := range []string{fmt.Sprintf("%v %+v %#v", account, *account, account.Configs), fmt.Sprintf("%v %+v %#v", r, r, r)} {
				assert.NotContains(t, dump, "t-77aa")
			}
		})
	}
}

func TestAnAccountIsAddedOnceAtMost(t *testing.T) {
	c, _ := wiretest.Serve(t, http.StatusBadRequest, `{"errors": [{"status": false, "code": 3220, "message": "exists"}]}`)
	_, err := org.New(c).AddSource(t.Context(), 7001, org.SourceAccountRequest{Name: "fjord-app"})
	require.ErrorIs(t, err, org.ErrSourceExists)
	require.ErrorIs(t, err, capillary.ErrDuplicate)

	c, server := wiretest.Serve(t, http.StatusBadRequest, `{"errors": [{"status": false, "code": 3214, "message": "Unable to add"}]}`, capillary.WithMaxRetries(3))
	_, err = org.New(c).AddSource(t.Context(), 7001, org.SourceAccountRequest{Name: "fjord-app"})
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	assert.Len(t, server.Arrivals(), 1)
}

func TestAccountsOfNoOrganisationAreRefused(t *testing.T) {
	for field, call := range map[string]func(context.Context, *org.Service) error{
		"orgId": func(ctx context.Context, s *org.Service) error {
			_, err := s.Sources(ctx, 0, org.SourcesOptions{})
			return err
		},
		"OrgId": func(ctx context.Context, s *org.Service) error {
			_, err := s.SourceConfigs(ctx, 0, 18, org.SourceConfigsOptions{})
			return err
		},
		"sourceId": func(ctx context.Context, s *org.Service) error {
			_, err := s.SourceConfigs(ctx, 7001, 0, org.SourceConfigsOptions{})
			return err
		},
		"uuid": func(ctx context.Context, s *org.Service) error {
			_, err := s.Source(ctx, 7001, org.SourceRequest{})
			return err
		},
		"uUid": func(ctx context.Context, s *org.Service) error {
			_, err := s.UpdateSource(ctx, 7001, "..", org.SourceAccountRequest{})
			return err
		},
		"UUID": func(ctx context.Context, s *org.Service) error {
			_, err := s.UpdateSourceByQuery(ctx, 7001, "", org.SourceAccountRequest{})
			return err
		},
	} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error { return call(ctx, org.New(c)) })
	}
}
