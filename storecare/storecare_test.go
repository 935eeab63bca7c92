package storecare_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/storecare"
)

var (
	ten    = time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC) // 1772359200
	eleven = ten.Add(time.Hour)                           // 1772362800
	day    = capillary.Day{Year: 2026, Month: 3, Day: 1}
)

const (
	done = `{"response": {"status": {"success": true, "code": "200", "message": "Success"}}}`

	device = `"org_id": "100600", "till_id": "8201", "zone_id": "8301", "store_id": "8101", "source": "till", "store_server_id": "8150",
		"store_server_name": "server", "till_name": "till-9", "store_name": "Malmo 1", "timestamp": 1772359200, "deviceId": 202481590706864`
)

func hours() storecare.AddFootfallRequest {
	return storecare.AddFootfallRequest{EventType: storecare.EventStaff, OrgID: 100600, TillID: 8201, ZoneID: 8301, StoreID: 8101,
		Source: "till", StoreServerID: "8150", StoreServerName: "server", TillName: "till-9", StoreName: "Malmo 1", Timestamp: ten, DeviceID: 202481590706864,
		CounterDetails: []storecare.CountRequest{{InCount: 12, OutCount: 9, StartDate: ten, EndDate: eleven}, {StartDate: eleven, EndDate: eleven.Add(time.Hour)}}}
}

func events() storecare.AddFootfallEventsRequest {
	return storecare.AddFootfallEventsRequest{OrgID: 100600, TillID: 8201, DeviceID: 7, CounterDetails: []storecare.EventsRequest{{
		InCountTimeStamps: []time.Time{ten, ten.Add(4 * time.Second)}, InCount: 2, StartDate: ten, EndDate: eleven}}}
}

func groupHours() storecare.AddGroupCountsRequest {
	return storecare.AddGroupCountsRequest{OrgID: 100600, TillID: 8201, ZoneID: 8301, StoreID: 8101,
		Source: "till", StoreServerID: "8150", StoreServerName: "server", TillName: "till-9", StoreName: "Malmo 1", Timestamp: ten, DeviceID: 202481590706864,
		GroupCountDetails: []storecare.GroupCountRequest{{InCountUno: 1, InCountDuo: 2, InCountTriple: 3, InCountMore: 4, OutCountUno: 5, OutCountDuo: 6,
			OutCountTriple: 7, OutCountMore: 8, StartDate: ten, EndDate: eleven}}}
}

func groupEvents() storecare.AddGroupEventsRequest {
	at := func(seconds int) []time.Time { return []time.Time{ten.Add(time.Duration(seconds) * time.Second)} }
	return storecare.AddGroupEventsRequest{EventType: storecare.EventCustomer, OrgID: 100600, DeviceID: 7,
		GroupCountDetails: []storecare.GroupEventsRequest{{InCountUnoTimeStamps: at(1), InCountDuoTimeStamps: at(2), InCountTripleTimeStamps: at(3),
			InCountMoreTimeStamps: at(4), OutCountUnoTimeStamps: at(5), OutCountDuoTimeStamps: at(6), OutCountTripleTimeStamps: at(7),
			InCountUno: 1, InCountDuo: 2, InCountTriple: 3, InCountMore: 4, OutCountUno: 5, OutCountDuo: 6, OutCountTriple: 7, OutCountMore: 0,
			StartDate: ten, EndDate: eleven}}}
}

func TestCountsAreHandedInWithSecondsSince1970(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "of people, by the hour",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return storecare.New(c).AddFootfall(ctx, hours())
			},

			Method: "POST", Path: "/pages/ffcDetails", Query: "eventType=1",
			Body: `{` + device + `, "counterDetails": [{"inCount": 12, "outCount": 9, "startDate": 1772359200, "endDate": 1772362800},
				{"inCount": 0, "outCount": 0, "startDate": 1772362800, "endDate": 1772366400}]}`, Reply: done,
		},
		{
			Name: "of people, one by one, and nobody who went",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return storecare.New(c).AddFootfallEvents(ctx, events())
			},
			Method: "POST", Path: "/v2/add/ffcDetails", Query: "eventType=0",
			Body: `{"org_id": "100600", "till_id": "8201", "deviceId": 7, "counterDetails": [{"inCountTimeStamps": [1772359200, 1772359204],
				"outCountTimeStamps": [], "inCount": 2, "outCount": 0, "startDate": 1772359200, "endDate": 1772362800}]}`, Reply: done,
		},
		{
			Name: "of groups, by the hour",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return storecare.New(c).AddGroupCounts(ctx, groupHours())
			},
			Method: "POST", Path: "/add/ffcGroupCount", Query: "eventType=0",
			Body: `{` + device + `, "groupCountDetails": [{"inCountUno": 1, "inCountDuo": 2, "inCountTriple": 3, "inCountMore": 4, "outCountUno": 5,
				"outCountDuo": 6, "outCountTriple": 7, "outCountMore": 8, "startDate": 1772359200, "endDate": 1772362800}]}`, Reply: done,
		},
		{
			Name: "of groups, one by one",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return storecare.New(c).AddGroupEvents(ctx, groupEvents())
			},
			Method: "POST", Path: "/v2/add/ffcGroupCount", Query: "eventType=0",
			Body: `{"org_id": "100600", "deviceId": 7, "groupCountDetails": [{"inCountUnoTimeStamps": [1772359201], "inCountDuoTimeStamps": [1772359202],
				"inCountTripleTimeStamps": [1772359203], "inCountMoreTimeStamps": [1772359204], "outCountUnoTimeStamps": [1772359205],
				"outCountDuoTimeStamps": [1772359206], "outCountTripleTimeStamps": [1772359207], "outCountMoreTimeStamps": [], "inCountUno": 1, "inCountDuo": 2,
				"inCountTriple": 3, "inCountMore": 4, "outCountUno": 5, "outCountDuo": 6, "outCountTriple": 7, "outCountMore": 0, "startDate": 1772359200,
				"endDate": 1772362800}]}`, Reply: done,
		},
		{
			Name: "not, where the service says no",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return storecare.New(c).AddFootfall(ctx, hours())
			},

			Method: "POST", Path: "/pages/ffcDetails", Query: "eventType=1", Status: http.StatusBadRequest,
			Body: `{` + device + `, "counterDetails": [{"inCount": 12, "outCount": 9, "startDate": 1772359200, "endDate": 1772362800},
				{"inCount": 0, "outCount": 0, "startDate": 1772362800, "endDate": 1772366400}]}`,
			Reply: `{"response": {"status": {"success": false, "code": "400", "message": "no"}}}`, WantErr: capillary.Code(400),
		},
	})
}

func TestCountsWhoseOutcomeIsUnknownAreNotSentAgain(t *testing.T) {
	client, server := wiretest.Serve(t, 503, `busy`)
	client, err := client.With(capillary.WithMaxRetries(3))
	require.NoError(t, err)
	_, err = storecare.New(client).AddGroupEvents(t.Context(), groupEvents())
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	assert.Len(t, server.Arrivals(), 1)
}

const lists = `"applications": {"application": []}, "store_servers": {"store_server": []}, "thin_clients": {"thin_client": []}, "tills": {"till": [%s]}`

func reply(member, records string) string {
	return `{"response": {"status": {"success": true, "code": "200", "message": "Success"}, "` + member + `": {` + fmt.Sprintf(lists, records) + `}}}`
}

const person = `{"deviceId": 7, "direction": 1, "eventTime": "2026-03-01T10:00:02.000Z", "eventType": "CUSTOMER", "orgId": 100600, "source": "till",
	"storeId": 8101, "storeServerId": "8150", "tillId": 8201, "zoneId": 8301, "timestamp": 1772359200, "tillName": "till-9", "storeServerName": "server",
	"storeName": "Malmo 1", "count": 1, "inCount": 1, "outCount": 0, "autoUpdateTime": "2026-03-01T10:05:00.000Z"}`

func TestCountsAreRead(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "of people, by the hour",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return storecare.New(c).Footfall(ctx, storecare.FootfallOptions{OrgID: 100600, Date: day, Timezone: "UTC+0530", DeviceID: "7"})
			},
			Method: "GET", Path: "/pages/ffcDetails", Query: "org_id=100600&date=2026%2F03%2F01&timezone=UTC%2B0530&deviceId=7",
			Reply: reply("get_ffc_details", `{"deviceId": 7, "eventType": 1, "org_id": "100600", "source": "till", "store_id": "8101", "store_server_id": null,
				"till_id": "8201", "zone_id": "8301", "store_name": "Malmo 1", "store_server_name": null, "till_name": "till-9",
				"counterDetails": [{"outCount": 9, "endDate": 1772362800, "inCount": 12, "startDate": 1772359200}], "timestamp": 1772359200,
				"auto_update_time": "2026-03-01T10:05:00.930Z"}`),
			Want: `{"tills": {"till": [{"deviceId": 7, "eventType": 1, "org_id": 100600, "source": "till", "store_id": 8101, "till_id": 8201, "zone_id": 8301,
				"store_name": "Malmo 1", "till_name": "till-9", "counterDetails": [{"inCount": 12, "outCount": 9, "startDate": "2026-03-01T10:00:00Z",
				"endDate": "2026-03-01T11:00:00Z"}], "timestamp": "2026-03-01T10:00:00Z", "auto_update_time": "2026-03-01T10:05:00.93Z"}]}}`,
		},
		{
			Name: "of people, one by one",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return storecare.New(c).FootfallEvents(ctx, storecare.EventsOptions{OrgID: 100600, StoreID: 8101, Date: day, Timezone: "UTC+0530", DeviceID: "7",
					SyncTimeFrom: ten, SyncTimeTo: eleven, SyncDate: day, Size: 5, Begin: 10})
			},
			Method: "GET", Path: "/pages/v2/ffcDetails",
			Query: "orgId=100600&storeId=8101&date=2026%2F03%2F01&timezone=UTC%2B0530&deviceId=7&syncTimeFrom=1772359200&syncTimeTo=1772362800&syncDate=2026-03-01&size=5&begin=10",
			Reply: reply("get_ffc_v2_details", person),
			Want: `{"tills": {"till": [{"deviceId": 7, "direction": 1, "eventTime": "2026-03-01T10:00:02Z", "eventType": "CUSTOMER", "orgId": 100600,
				"source": "till", "storeId": 8101, "storeServerId": "8150", "tillId": 8201, "zoneId": 8301, "timestamp": "2026-03-01T10:00:00Z", "tillName": "till-9",
				"storeServerName": "server", "storeName": "Malmo 1", "count": 1, "inCount": 1, "outCount": 0, "autoUpdateTime": "2026-03-01T10:05:00Z"}]}}`,
		},
		{
			Name: "of groups, by the hour",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return storecare.New(c).GroupCounts(ctx, storecare.GroupCountsOptions{OrgID: 100600, Date: day, Timezone: "UTC+0530", DeviceID: "7"})
			},
			Method: "GET", Path: "/pages/ffcGroupCount", Query: "org_Id=100600&date=2026%2F03%2F01&timezone=UTC%2B0530&deviceId=7",
			Reply: reply("get_ffc_groupCount", `{"deviceId": 7, "org_id": "100600", "source": "till", "store_id": "8101", "store_server_id": "8150", "till_id": "8201",
				"zone_id": "8301", "store_server_name": "server", "till_name": "till-9", "store_name": "Malmo 1", "timestamp": 1772359200,
				"groupCountDetails": [{"inCountDuo": 2, "inCountUno": 1, "inCountMore": 4, "inCountTriple": 3, "outCountDuo": 6, "outCountUno": 5,
				"outCountTriple": 7, "outCountMore": 8, "startDate": 1772359200, "endDate": 1772362800}], "eventType": 0, "auto_update_time": "2026-03-01T10:05:00Z"}`),
			Want: `{"tills": {"till": [{"deviceId": 7, "org_id": 100600, "store_server_id": "8150", "store_server_name": "server",
				"groupCountDetails": [{"inCountUno": 1, "inCountDuo": 2, "inCountTriple": 3, "inCountMore": 4, "outCountUno": 5, "outCountDuo": 6,
				"outCountTriple": 7, "outCountMore": 8, "startDate": "2026-03-01T10:00:00Z", "endDate": "2026-03-01T11:00:00Z"}]}]}}`,
		},
		{
			Name: "of groups, one by one",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return storecare.New(c).GroupEvents(ctx, storecare.EventsOptions{OrgID: 100600, StoreID: 8101})
			},
			Method: "GET", Path: "/pages/v2/ffcGroupCount", Query: "orgId=100600&storeId=8101",
			Reply: reply("get_ffc_v2_groupCount", `{"deviceId": 7, "direction": 0, "eventTime": "2026-03-01T10:00:02.000Z", "orgId": 100600, "size": "3", "source": "till",
				"storeId": 8101, "storeServerId": null, "tillId": 8201, "zoneId": 8301, "timestamp": 1772359200, "tillName": "till-9", "storeServerName": null,
				"storeName": "Malmo 1", "eventType": "CUSTOMER", "count": 1, "autoUpdateTime": "2026-03-01T10:05:00.000Z"}`),
			Want: `{"tills": {"till": [{"deviceId": 7, "direction": 0, "size": "3", "eventTime": "2026-03-01T10:00:02Z", "count": 1}]}}`,
		},
		{
			Name: "and notes",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return storecare.New(c).Notes(ctx, storecare.NotesOptions{})
			},

			Method: "GET", Path: "/pages/notes",
			Reply: `{"response": {"status": {"success": true, "code": "200", "message": "Success"}, "get_notes": {"store_servers": {"store_server": []},
				"applications": {"application": [{"_id": "57ee", "deviceId": "987", "notes_id": "1", "org_id": "100600", "source": "jar1", "till_id": "8201",
				"description": "Dark", "zone_id": "8301", "store_id": "8101", "criticality": "FATAL", "time": "1772359200", "storeName": "Malmo 1",
				"entityIUN": "till-9"}]}, "thin_clients": {"thin_client": []}, "tills": {"till": []}}}}`,
			Want: `{"applications": {"application": [{"_id": "57ee", "deviceId": 987, "notes_id": 1, "org_id": 100600, "source": "jar1", "till_id": 8201,
				"description": "Dark", "zone_id": 8301, "store_id": 8101, "criticality": "FATAL", "time": "2026-03-01T10:00:00Z", "storeName": "Malmo 1",
				"entityIUN": "till-9"}]}}`,
		},
	})
}

func TestRecordsOfAllKindsOfDevicesAreOneList(t *testing.T) {
	client, _ := wiretest.Serve(t, 200, `{"response": {"status": {"success": true, "code": "200", "message": "Success"}, "get_notes": {
		"store_servers": {"store_server": [{"_id": "b"}]}, "applications": {"application": [{"_id": "c"}]}, "thin_clients": {"thin_client": [{"_id": "d"}]},
		"tills": {"till": [{"_id": "a"}]}}}}`)
	notes, err := storecare.New(client).Notes(t.Context(), storecare.NotesOptions{})
	require.NoError(t, err)
	var ids []string
	for _, note := range notes.All() {
		ids = append(ids, note.ID)
	}
	assert.Equal(t, []string{"a", "b", "c", "d"}, ids)
}

// A server with seven events, two of which are no till's, in pages of three.
func TestAllEventsAreWalkedPageByPage(t *testing.T) {
	var asked []string
	ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.Query().Get("begin"))
		member := map[string]string{"/pages/v2/ffcDetails": "get_ffc_v2_details", "/pages/v2/ffcGroupCount": "get_ffc_v2_groupCount"}[r.URL.Path]
		pages := map[string]string{
			"":  `"tills": {"till": [{"deviceId": 1}, {"deviceId": 2}]}, "store_servers": {"store_server": [{"deviceId": 3}]}`,
			"3": `"tills": {"till": [{"deviceId": 4}, {"deviceId": 5}]}, "thin_clients": {"thin_client": [{"deviceId": 6}]}`,
			"6": `"tills": {"till": {"deviceId": 7}}`,
		}
		fmt.Fprint(w, `{"response": {"status": {"success": true, "code": "200", "message": "Success"}, "`+member+`": {`+pages[r.URL.Query().Get("begin")]+`}}}`)
	}))
	defer ts.Close()
	client, err := capillary.New(capillary.Host(ts.URL), capillary.Basic("till", "secret"))
	require.NoError(t, err)
	defer client.CloseIdleConnections()
	care, o := storecare.New(client), storecare.EventsOptions{OrgID: 100600, StoreID: 8101, Size: 3}
	var people, groups []int64
	for event, err := range care.AllFootfallEvents(t.Context(), o) {
		require.NoError(t, err)
		people = append(people, event.DeviceID)
	}
	for event, err := range care.AllGroupEvents(t.Context(), o) {
		require.NoError(t, err)
		groups = append(groups, event.DeviceID)
	}
	assert.Equal(t, []int64{1, 2, 3, 4, 5, 6, 7}, people)
	assert.Equal(t, people, groups)
	assert.Equal(t, []string{"", "3", "6", "7", "", "3", "6", "7"}, asked)
}

func TestAListThatCantBeWalkedIsAnError(t *testing.T) {
	client, _ := wiretest.Serve(t, 200, reply("get_ffc_v2_details", person)) // whatever begin says
	seen := 0
	var last error
	for _, err := range storecare.New(client).AllFootfallEvents(t.Context(), storecare.EventsOptions{OrgID: 100600, StoreID: 8101}) {
		seen, last = seen+1, err
	}
	assert.Equal(t, 2, seen)
	assert.ErrorIs(t, last, capillary.ErrSamePage)
}

func TestARequestThatTheServiceCantTakeIsRefused(t *testing.T) {
	for _, refused := range []struct {
		field string
		call  func(ctx context.Context, s *storecare.Service) (any, error)
	}{
		{"org_id", func(ctx context.Context, s *storecare.Service) (any, error) {
			r := hours()
			r.OrgID = 0
			return s.AddFootfall(ctx, r)
		}},
		{"deviceId", func(ctx context.Context, s *storecare.Service) (any, error) {
			r := events()
			r.DeviceID = 0
			return s.AddFootfallEvents(ctx, r)
		}},
		{"till_id", func(ctx context.Context, s *storecare.Service) (any, error) {
			r := events()
			r.TillID = 0
			return s.AddFootfallEvents(ctx, r)
		}},
		{"timestamp", func(ctx context.Context, s *storecare.Service) (any, error) {
			r := hours()
			r.Timestamp = time.Time{}
			return s.AddFootfall(ctx, r)
		}},
		{"counterDetails", func(ctx context.Context, s *storecare.Service) (any, error) {
			r := hours()
			r.CounterDetails = nil
			return s.AddFootfall(ctx, r)
		}},
		{"startDate", func(ctx context.Context, s *storecare.Service) (any, error) {
			r := hours()
			r.CounterDetails[1].StartDate = time.Time{}
			return s.AddFootfall(ctx, r)
		}},
		{"endDate", func(ctx context.Context, s *storecare.Service) (any, error) {
			r := groupHours()
			r.GroupCountDetails[0].EndDate = time.Time{}
			return s.AddGroupCounts(ctx, r)
		}},
		{"endDate", func(ctx context.Context, s *storecare.Service) (any, error) {
			r := groupEvents()
			r.GroupCountDetails[0].EndDate = ten.Add(-time.Second)
			return s.AddGroupEvents(ctx, r)
		}},
		{"groupCountDetails", func(ctx context.Context, s *storecare.Service) (any, error) {
			r := groupEvents()
			r.GroupCountDetails = nil
			return s.AddGroupEvents(ctx, r)
		}},
		{"org_id", func(ctx context.Context, s *storecare.Service) (any, error) {
			r := groupHours()
			r.OrgID = 0
			return s.AddGroupCounts(ctx, r)
		}},
		{"date", func(ctx context.Context, s *storecare.Service) (any, error) {
			return s.Footfall(ctx, storecare.FootfallOptions{Date: capillary.Day{Year: 2026, Month: 2, Day: 30}})
		}},
		{"orgId", func(ctx context.Context, s *storecare.Service) (any, error) {
			return s.FootfallEvents(ctx, storecare.EventsOptions{StoreID: 8101})
		}},
		{"storeId", func(ctx context.Context, s *storecare.Service) (any, error) {
			return s.GroupEvents(ctx, storecare.EventsOptions{OrgID: 100600})
		}},
		{"size", func(ctx context.Context, s *storecare.Service) (any, error) {
			return s.GroupEvents(ctx, storecare.EventsOptions{OrgID: 100600, StoreID: 8101, Size: -1})
		}},
		{"begin", func(ctx context.Context, s *storecare.Service) (any, error) {
			return s.GroupEvents(ctx, storecare.EventsOptions{OrgID: 100600, StoreID: 8101, Begin: -1})
		}},
		{"syncDate", func(ctx context.Context, s *storecare.Service) (any, error) {
			return s.GroupEvents(ctx, storecare.EventsOptions{OrgID: 100600, StoreID: 8101, SyncDate: capillary.Day{Year: 2026, Month: 2, Day: 30}})
		}},
		{"timezone", func(ctx context.Context, s *storecare.Service) (any, error) {
			return s.GroupCounts(ctx, storecare.GroupCountsOptions{OrgID: 100600, Date: day, DeviceID: "7"})
		}},
		{"deviceId", func(ctx context.Context, s *storecare.Service) (any, error) {
			return s.GroupCounts(ctx, storecare.GroupCountsOptions{OrgID: 100600, Date: day, Timezone: "UTC+0530"})
		}},
		{"date", func(ctx context.Context, s *storecare.Service) (any, error) {
			return s.GroupCounts(ctx, storecare.GroupCountsOptions{OrgID: 100600, Timezone: "UTC+0530", DeviceID: "7"})
		}},
	} {
		wiretest.Refused(t, refused.field, func(ctx context.Context, c *capillary.Client) error {
			_, err := refused.call(ctx, storecare.New(c))
			return err
		})
	}
}

func TestOperationsAreListed(t *testing.T) {
	assert.Len(t, storecare.Operations(), 9)
}
