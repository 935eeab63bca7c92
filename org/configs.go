package org

import (
	"context"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/sent"
)

// Configs lists the configurations of the organisation.
//
// GET /v1.1/organization/configs
func (s *Service) Configs(ctx context.Context, _ ConfigsOptions, opts ...capillary.RequestOption) (*capillary.Page[Config], error) {
	return capillary.Call[*capillary.Page[Config]](ctx, s.client, opConfigs, capillary.Input{}, opts...)
}

// ConfigsOptions are the options of Configs, of which none is documented yet.
type ConfigsOptions struct{}

// Config is a configuration as the list of all has it.
type Config struct {
	Key       string `json:"key"`        // such as CONF_USERS_IS_EMAIL_REQUIRED
	Scopes    string `json:"scopes"`     // such as ORG
	ValueType string `json:"value_type"` // such as NUMERIC
	Modules   string `json:"modules"`    // such as LOYALTY
	EntityID  int64  `json:"entity_id"`  // of what it is set for
	Value     string `json:"value"`
}

// Config returns one configuration by its name, such as ConfigMaxCards, with its scope. One that is not set gives
// ErrConfigNotSet.
//
// GET /v2/organization/configs/{name}
func (s *Service) Config(ctx context.Context, name string, _ ConfigOptions, opts ...capillary.RequestOption) (*ConfigValue, error) {
	return capillary.Call[*ConfigValue](ctx, s.client, opConfig, capillary.Input{Path: []string{name}}, opts...)
}

// ConfigOptions are the options of Config, of which none is documented yet.
type ConfigOptions struct{}

// ConfigValue returns the value of one configuration by its name, such as ConfigDirectReplay. One that is not set gives
// ErrConfigNotSet, or the default value with an id of zero.
//
// GET /v2/organization/configkeyvalue
func (s *Service) ConfigValue(ctx context.Context, r ConfigValueRequest, opts ...capillary.RequestOption) (*ConfigValue, error) {
	return capillary.Call[*ConfigValue](ctx, s.client, opConfigValue, capillary.Input{Query: r}, opts...)
}

// ConfigValueRequest names a configuration.
type ConfigValueRequest struct {
	Name string `url:"name"`
}

// Validate refuses a request without a name.
func (r ConfigValueRequest) Validate() error {
	if r.Name == "" {
		return capillary.Invalid("name", "it is empty")
	}
	return nil
}

// The configurations that the documentation of these calls names; there are many more.
const (
	ConfigMaxCards     = "CONF_MAX_CARDS_PER_ORG"   // how many active cards a customer may have
	ConfigDirectReplay = "IS_DIRECT_REPLAY_ENABLED" // 1 or 0
)

// ConfigValue is the value of a configuration.
type ConfigValue struct {
	ID       int64             `json:"id"`       // of the record; 0 where none is set
	EntityID int64             `json:"entityId"` // of what it is set for
	KeyName  string            `json:"keyName"`
	Value    string            `json:"value"`
	Scope    ConfigScope       `json:"scope"`
	Warnings []capillary.Issue `json:"warnings"`
}

// SetConfig sets a configuration, for the organisation or a part of it. Errors: ErrConfigKey, ErrConfigScope, ErrConfigValue,
// ErrConfigValueType.
//
// POST /v2/organization/configs
func (s *Service) SetConfig(ctx context.Context, r SetConfigRequest, opts ...capillary.RequestOption) (*ConfigValue, error) {
	return capillary.Call[*ConfigValue](ctx, s.client, opSetConfig, capillary.Input{Body: r, Sent: sent.Key(r.KeyName)}, opts...)
}

// SetConfigRequest is a configuration to be set. All of it is required.
type SetConfigRequest struct {
	KeyName string      `json:"keyName"`
	Value   string      `json:"value"` // numbers too are texts here
	Scope   ConfigScope `json:"scope"`
}

// Validate refuses a configuration without a key or a scope.
func (r SetConfigRequest) Validate() error {
	switch {
	case r.KeyName == "":
		return capillary.Invalid("keyName", "it is empty")
	case r.Scope == "":
		return capillary.Invalid("scope", "it is empty")
	}
	return nil
}

// ConfigScope is what a configuration is set for. The API tells upper case from lower case.
type ConfigScope string

// The documented scopes.
const (
	ConfigOrg         ConfigScope = "ORG"
	ConfigOU          ConfigScope = "OU" // an organisational unit
	ConfigZone        ConfigScope = "ZONE"
	ConfigStore       ConfigScope = "STORE"
	ConfigStoreServer ConfigScope = "STR_SERVER"
	ConfigTill        ConfigScope = "TILL"
	ConfigRule        ConfigScope = "RULE"
)
