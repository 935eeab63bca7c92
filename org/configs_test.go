package org_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/org"
)

func TestConfigurationsAreReadAndSet(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "all of them",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).Configs(ctx, org.ConfigsOptions{})
			},

			Method: "GET", Path: "/v1.1/organization/configs", Query: "format=json",
			Reply: `{"response": {"status": {"success": "true", "code": "200", "message": "SUCCESS"}, "organization": {"configs": {"config": [
				{"key": "CONF_A", "scopes": "ORG", "value_type": "NUMERIC", "modules": "LOYALTY", "entity_id": "7001", "value": "0"}]}}}}`,
			Want: `{"items": [{"key": "CONF_A", "scopes": "ORG", "value_type": "NUMERIC", "modules": "LOYALTY", "entity_id": 7001, "value": "0"}]}`,
		},
		{
			Name: "one by its name, which is a part of the path",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).Config(ctx, org.ConfigMaxCards, org.ConfigOptions{})
			},

			Method: "GET", Path: "/v2/organization/configs/CONF_MAX_CARDS_PER_ORG",
			Reply: `{"entityId": 7001, "keyName": "CONF_MAX_CARDS_PER_ORG", "value": "6", "scope": "ORG", "warnings": []}`,
			Want:  `{"entityId": 7001, "keyName": "CONF_MAX_CARDS_PER_ORG", "value": "6", "scope": "ORG"}`,
		},
		{
			Name: "one by its name in the query, whose value comes as a number",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).ConfigValue(ctx, org.ConfigValueRequest{Name: org.ConfigDirectReplay})
			},
			Method: "GET", Path: "/v2/organization/configkeyvalue", Query: "name=IS_DIRECT_REPLAY_ENABLED",
			Reply: `{"id": 0, "entityId": 0, "keyName": "IS_DIRECT_REPLAY_ENABLED", "value": 1, "warnings": []}`,
			Want:  `{"id": 0, "entityId": 0, "keyName": "IS_DIRECT_REPLAY_ENABLED", "value": "1"}`,
		},
		{
			Name: "one that is not set",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).Config(ctx, "CONF/odd ?name", org.ConfigOptions{})
			},

			Method: "GET", Path: "/v2/organization/configs/CONF%2Fodd%20%3Fname", Status: http.StatusBadRequest,
			Reply: `{"errors": [{"status": false, "code": 3209, "message": "not set"}]}`, WantErr: org.ErrConfigNotSet,
		},
		{
			Name: "one is set",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).SetConfig(ctx, org.SetConfigRequest{KeyName: org.ConfigMaxCards, Value: "4", Scope: org.ConfigOrg})
			},
			Method: "POST", Path: "/v2/organization/configs", Body: `{"keyName": "CONF_MAX_CARDS_PER_ORG", "value": "4", "scope": "ORG"}`,
			Reply: `{"id": 611, "entityId": 7001, "keyName": "CONF_MAX_CARDS_PER_ORG", "value": "4", "warnings": []}`,
			Want:  `{"id": 611, "entityId": 7001, "keyName": "CONF_MAX_CARDS_PER_ORG", "value": "4"}`,
		},
		{
			Name: "one is set to nothing",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).SetConfig(ctx, org.SetConfigRequest{KeyName: "CONF_A", Scope: org.ConfigTill})
			},
			Method: "POST", Path: "/v2/organization/configs", Body: `{"keyName": "CONF_A", "value": "", "scope": "TILL"}`,
			Status: http.StatusBadRequest, Reply: `{"errors": [{"status": false, "code": 3206, "message": "no such key"}]}`, WantErr: org.ErrConfigKey,
		},
		{
			Name: "and nobody knows, where the API failed without a reason",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return org.New(c).SetConfig(ctx, org.SetConfigRequest{KeyName: "CONF_A", Value: "1", Scope: org.ConfigStore})
			},
			Method: "POST", Path: "/v2/organization/configs", Body: `{"keyName": "CONF_A", "value": "1", "scope": "STORE"}`, Status: http.StatusInternalServerError,
			Reply: `{"warnings": [], "errors": [{"status": false, "message": "All requests have failed due to errors", "code": 500}]}`, WantErr: capillary.ErrOutcomeUnknown,
		},
	})
}

func TestConfigurationsWithoutANameAreRefused(t *testing.T) {
	for field, call := range map[string]func(context.Context, *org.Service) error{
		"name": func(ctx context.Context, s *org.Service) error {
			_, err := s.Config(ctx, "", org.ConfigOptions{})
			return err
		},
		"Name": func(ctx context.Context, s *org.Service) error {
			_, err := s.ConfigValue(ctx, org.ConfigValueRequest{})
			return err
		},
		"keyName": func(ctx context.Context, s *org.Service) error {
			_, err := s.SetConfig(ctx, org.SetConfigRequest{Value: "1", Scope: org.ConfigOrg})
			return err
		},
		"scope": func(ctx context.Context, s *org.Service) error {
			_, err := s.SetConfig(ctx, org.SetConfigRequest{KeyName: "CONF_A", Value: "1"})
			return err
		},
	} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error { return call(ctx, org.New(c)) })
	}
}
