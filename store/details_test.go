package store_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/store"
)

const v1Status = `"status": {"success": "true", "code": "200", "message": "SUCCESS"}`

const storeDetails = `{"id": "8101", "name": "Malmo 1", "code": "mal-01", "location": {"latitude": "55.6", "longitude": "13"},
	"currency": {"name": "Krona", "symbol": "kr", "iso_code": {"alpha": "SEK", "numeric": "752"}}, "language": "Swedish",
	"time_zone": {"coordinates": "+5536+01300", "offset": {"std": "UTC+01", "summer": "UTC+02"}}, "mobile": "46700000001", "email": "mal-01@example.org",
	"land_line": "040-1", "external_id": "M-1", "external_id_1": "M-2", "external_id_2": "M-3", "country_name": "Sweden", "state_name": "Scania",
	"city_name": "Malmo", "area_name": "Harbour", "template": {"sms": {"name": "Liv", "email": "liv@example.org", "mobile": "46700000002"},
	"email": {"name": "Ola", "email": "ola@example.org", "mobile": "46700000003"}}, "item_status": {"success": "true", "code": "900", "message": "done"}}`

func TestAStoreIsRead(t *testing.T) {
	get := func(r store.GetRequest) func(context.Context, *capillary.Client) (any, error) {
		return func(ctx context.Context, c *capillary.Client) (any, error) { return store.New(c).Get(ctx, r) }
	}
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "by its id", Call: get(store.GetRequest{ID: 8101}), Method: "GET", Path: "/v1.1/store/get", Query: "id=8101&format=json",
			Reply: `{"response": {` + v1Status + `, "stores": {"store": ` + storeDetails + `}}}`,
			Want: `{"id": 8101, "name": "Malmo 1", "code": "mal-01", "location": {"latitude": "55.6", "longitude": "13"},
				"currency": {"name": "Krona", "symbol": "kr", "iso_code": {"alpha": "SEK", "numeric": "752"}}, "language": "Swedish",
				"time_zone": {"coordinates": "+5536+01300", "offset": {"std": "UTC+01", "summer": "UTC+02"}}, "mobile": "46700000001",
				"email": "mal-01@example.org", "land_line": "040-1", "external_id": "M-1", "external_id_1": "M-2", "external_id_2": "M-3",
				"country_name": "Sweden", "state_name": "Scania", "city_name": "Malmo", "area_name": "Harbour",
				"template": {"sms": {"name": "Liv", "email": "liv@example.org", "mobile": "46700000002"},
				"email": {"name": "Ola", "email": "ola@example.org", "mobile": "46700000003"}}, "item_status": {"success": true, "code": 900}}`,
		},
		{
			Name: "by an external id, in a list of one", Call: get(store.GetRequest{ExternalID: "M 1"}), Method: "GET", Path: "/v1.1/store/get",
			Query: "external_id=M+1&format=json", Reply: `{"response": {` + v1Status + `, "stores": {"store": [` + storeDetails + `]}}}`, Want: `{"id": 8101}`,
		},
		{
			Name: "not by one that is none", Call: get(store.GetRequest{ID: 7}), Method: "GET", Path: "/v1.1/store/get", Query: "id=7&format=json",
			Reply: `{"response": {"status": {"success": "false", "code": "500", "message": "failed"}, "stores": {"store": {"id": "7",
				"item_status": {"success": "false", "code": "902", "message": "invalid"}}}}}`, WantErr: store.ErrInvalidIdentifier,
		},
	})
	for _, reply := range []string{`{"response": {` + v1Status + `}}`, `{"response": {` + v1Status + `, "stores": {"store": {}}}}`,
		`{"response": {` + v1Status + `, "stores": {"store": {"id": "0", "code": "mal-01"}}}}`, `{"response": {` + v1Status + `, "stores": []}}`} {
		client, _ := wiretest.Serve(t, 200, reply)
		details, err := store.New(client).Get(t.Context(), store.GetRequest{ID: 8101})
		require.Error(t, err, reply)
		assert.Nil(t, details, reply)
	}
	wiretest.Refused(t, "id", func(ctx context.Context, c *capillary.Client) error {
		_, err := store.New(c).Get(ctx, store.GetRequest{})
		return err
	})
}

func TestStaffAndTasksAreListed(t *testing.T) {
	const member = `{"id": "9101", "type": "ASSOCIATE", "code": "a-7", "firstname": "Liv", "lastname": "Berg", "mobile": "46700000002",
		"email": "liv@example.org", "store_id": "8101", "store_code": "mal-01"}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "the associates",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return store.New(c).Staff(ctx, store.StaffOptions{Type: store.StaffAssociate})
			},
			Method: "GET", Path: "/v1.1/store/staff", Query: "type=ASSOCIATE&format=json",
			Reply: `{"response": {` + v1Status + `, "store": {"staff": {"user": [` + member + `]}}}}`,
			Want: `{"items": [{"id": 9101, "type": "ASSOCIATE", "code": "a-7", "firstname": "Liv", "lastname": "Berg", "mobile": "46700000002",
				"email": "liv@example.org", "store_id": 8101, "store_code": "mal-01"}]}`,
		},
		{
			Name: "a single one, who is no list",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return store.New(c).Staff(ctx, store.StaffOptions{})
			},
			Method: "GET", Path: "/v1.1/store/staff", Query: "format=json",
			Reply: `{"response": {` + v1Status + `, "store": {"staff": {"user": ` + member + `}}}}`, Want: `{"items": [{"id": 9101}]}`,
		},
		{
			Name: "the tasks of some days",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return store.New(c).Tasks(ctx, store.TasksOptions{StaffType: store.StaffManager, Action: store.TaskCall, AssociateID: 9101, CustomerID: 7001,
					StartDate: capillary.Day{Year: 2026, Month: 3, Day: 1}, EndDate: capillary.Day{Year: 2026, Month: 3, Day: 5}, Count: 10})
			},
			Method: "GET", Path: "/v1.1/store/tasks",
			Query: "type_value=MANAGER&all=call&assoc_id=9101&customer_id=7001&start_date=2026-03-01&end_date=2026-03-05&count=10&format=json",
			Reply: `{"response": {` + v1Status + `, "store": {"tasks": {"task": [{"id": "31", "entry_id": "32", "type": "CUSTOMER/CASHIER", "associate_id": "9101",
				"comment": ["late", ""], "customer_id": "7001", "store_id": "8101", "status": "OPEN"}, {"id": "", "type": "CUSTOMER/TYPE"}]}}}}`,
			Want: `{"items": [{"id": 31, "entry_id": 32, "type": "CUSTOMER/CASHIER", "associate_id": 9101, "comment": ["late", ""], "customer_id": 7001,
				"store_id": 8101, "status": "OPEN"}, {"id": 0, "type": "CUSTOMER/TYPE"}]}`,
		},
		{
			Name: "at the address of 2021",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return store.New(c).TasksV1(ctx, store.TasksOptions{Count: 1})
			},
			Method: "GET", Path: "/v1/store/tasks", Query: "count=1&format=json",
			Reply: `{"response": {` + v1Status + `, "store": {"tasks": {"task": [{"id": "31"}]}}}}`, Want: `{"items": [{"id": 31}]}`,
		},
		{
			Name: "no tasks",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return store.New(c).Tasks(ctx, store.TasksOptions{})
			},
			Method: "GET", Path: "/v1.1/store/tasks", Query: "format=json", Status: http.StatusInternalServerError,
			Reply: `{"response": {"status": {"success": "false", "code": "909", "message": "none"}}}`, WantErr: store.ErrNoTasks,
		},
	})
	for field, o := range map[string]store.TasksOptions{"count": {Count: -1}, "start_date": {StartDate: capillary.Day{Year: 2026, Month: 2, Day: 30}},
		"end_date": {EndDate: capillary.Day{Year: 2026, Month: 13, Day: 1}}} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := store.New(c).Tasks(ctx, o)
			return err
		})
	}
}

func TestLoginTellsWhoIsSignedIn(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{{
		Name: "with a flag that has line breaks around it",
		Call: func(ctx context.Context, c *capillary.Client) (any, error) {
			return store.New(c).Login(ctx, store.LoginOptions{})
		},

		Method: "GET", Path: "/v1.1/store/login", Query: "format=json",
		Reply: `{"response": {` + v1Status + `, "store": {"user": {"username": "mal-01.server", "first_name": "Liv", "last_name": "Berg", "org_name": "Fjord",
			"user_id": "8150", "type": "STR_SERVER", "org_id": "100600", "server_time": "2026-03-01T13:00:00+01:00", "store_server_prefix": "ms",
			"associate_login_enabled": "\ntrue\n"}}}}`,
		Want: `{"username": "mal-01.server", "first_name": "Liv", "last_name": "Berg", "org_name": "Fjord", "user_id": 8150, "type": "STR_SERVER",
			"org_id": 100600, "server_time": "2026-03-01T13:00:00+01:00", "store_server_prefix": "ms", "associate_login_enabled": true}`,
	}})
}

func TestConfigurationsAreRead(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{{
		Name: "all of them",
		Call: func(ctx context.Context, c *capillary.Client) (any, error) {
			return store.New(c).Configurations(ctx, store.ConfigurationsOptions{})
		},

		Method: "GET", Path: "/v1.1/store/configurations", Query: "format=json",
		Reply: `{"response": {` + v1Status + `, "store": {"configurations": {"last_modified_time": {"comment": ["c"], "configurations": "2026-03-01 13:00:00",
			"custom_fields": "2026-03-02 13:00:00", "countries": "", "store_attributes": "2026-03-03 13:00:00", "cron_entries": "2026-03-04 13:00:00",
			"store_tasks": "2026-03-05 13:00:00", "store_tasks_entries": "2026-03-06 13:00:00", "purchased_features": "2026-03-07 13:00:00"},
			"comment": ["d"], "data_providers_file": "f1", "client_log_config_file": "f2", "printer_templates": {"dvs_coupon": "f3", "comment": "e"},
			"rules_packages": {"dvs_issue": {"version": "2", "file_id": "f4", "comment": "g"}}, "inventory_version": "7",
			"integration_output_templates": {"points_redemption": "f5"}, "integration_post_output_templates": {"pre_eod_sync":
				{"id": "5", "name": "post", "client_monitoring_type": "FILE", "comment": ["h"]}}, "customer_attribute_version": "8", "store_server_prefix": "ms",
			"time_zone_offset": "+01:00", "store_tasks_max_entries_id": "9", "client_debug_level": "1", "client_test_mode": "0", "client_upload_logs": "1"}}}}`,
		Want: `{"last_modified_time": {"comment": ["c"], "configurations": "2026-03-01T13:00:00Z", "countries": "0001-01-01T00:00:00Z",
			"purchased_features": "2026-03-07T13:00:00Z"}, "comment": ["d"], "data_providers_file": "f1", "client_log_config_file": "f2",
			"printer_templates": {"dvs_coupon": "f3", "comment": "e"}, "rules_packages": {"dvs_issue": {"version": "2", "file_id": "f4", "comment": "g"}},
			"inventory_version": "7", "integration_output_templates": {"points_redemption": "f5"}, "integration_post_output_templates": {"pre_eod_sync":
				{"id": "5", "name": "post", "client_monitoring_type": "FILE", "comment": ["h"]}}, "customer_attribute_version": "8", "store_server_prefix": "ms",
			"time_zone_offset": "+01:00", "store_tasks_max_entries_id": "9", "client_debug_level": "1", "client_test_mode": "0", "client_upload_logs": "1"}`,
	}})
}
