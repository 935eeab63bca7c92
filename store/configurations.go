package store

import (
	"context"
	"time"

	"github.com/capillary-go/sdk/capillary"
)

// Configurations returns the settings of InStore for the store that the call is made for.
//
// GET /v1.1/store/configurations
func (s *Service) Configurations(ctx context.Context, _ ConfigurationsOptions, opts ...capillary.RequestOption) (*Configurations, error) {
	reply, err := capillary.Call[*configurationsReply](ctx, s.client, opConfigurations, capillary.Input{}, opts...)
	if reply == nil {
		return nil, err
	}
	return &reply.Store.Configurations, err
}

// ConfigurationsOptions are the options of Configurations, of which none is documented yet.
type ConfigurationsOptions struct{}

// configurationsReply is where v1.1 has the settings.
type configurationsReply struct {
	Store struct {
		Configurations Configurations `json:"configurations"`
	} `json:"store"`
}

// Configurations are settings of InStore. Files are named by their ids. Maps have the name of an event as their key, such as
// points_redemption, coupon_redemption, coupon_issue, customer_register, customer_update, transaction_submit and gift_card.
type Configurations struct {
	LastModifiedTime           LastModifiedTime        `json:"last_modified_time"`
	Comment                    []string                `json:"comment"`
	DataProvidersFile          string                  `json:"data_providers_file"`
	ClientLogConfigFile        string                  `json:"client_log_config_file"`
	PrinterTemplates           map[string]string       `json:"printer_templates"` // files
	RulesPackages              map[string]RulesPackage `json:"rules_packages"`    // dvs_issue and dvs_redeem
	InventoryVersion           string                  `json:"inventory_version"`
	IntegrationOutputTemplates map[string]string       `json:"integration_output_templates"` // files

	// What to run after an event; also of auto_configure, nightly_sync, eod_sync, os_startup and what runs before them (pre_…).
	IntegrationPostOutputTemplates map[string]PostOutput `json:"integration_post_output_templates"`

	CustomerAttributeVersion string `json:"customer_attribute_version"`
	StoreServerPrefix        string `json:"store_server_prefix"`
	TimeZoneOffset           string `json:"time_zone_offset"`
	StoreTasksMaxEntriesID   string `json:"store_tasks_max_entries_id"`
	ClientDebugLevel         string `json:"client_debug_level"`
	ClientTestMode           string `json:"client_test_mode"`
	ClientUploadLogs         string `json:"client_upload_logs"`
}

// LastModifiedTime is when settings were changed last.
type LastModifiedTime struct {
	Comment           []string  `json:"comment"`
	Configurations    time.Time `json:"configurations"`
	CustomFields      time.Time `json:"custom_fields"`
	Countries         time.Time `json:"countries"`
	StoreAttributes   time.Time `json:"store_attributes"`
	CronEntries       time.Time `json:"cron_entries"`
	StoreTasks        time.Time `json:"store_tasks"`
	StoreTasksEntries time.Time `json:"store_tasks_entries"`
	PurchasedFeatures time.Time `json:"purchased_features"`
}

// RulesPackage is a file of rules.
type RulesPackage struct {
	Version string `json:"version"`
	FileID  string `json:"file_id"`
	Comment string `json:"comment"`
}

// PostOutput is what runs after an event.
type PostOutput struct {
	ID                   string   `json:"id"`
	Name                 string   `json:"name"`
	ClientMonitoringType string   `json:"client_monitoring_type"`
	Comment              []string `json:"comment"`
}
