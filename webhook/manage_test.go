package webhook_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/webhook"
)

// saved is a webhook as replies have it.
func saved(more string) string {
	return `{"attribution": {"createdOn": "2026-01-25T06:40:06.036+0000", "createdOnISO": "2026-01-25T06:40:06Z", "lastUpdatedOn": "2026-01-26T06:40:06.036+0000",
		"lastUpdatedBy": {"id": 7, "code": "till.7", "description": "", "name": "Till 7", "type": "TILL"}, "createdBy": {"id": 8, "code": "c", "name": "Ann", "type": "ADMIN_USER"}},
		"webHookId": "69254f46749e644bc01328c1", "name": "ledger", "eventNames": ["pointsRedeemed"], "webHookUrl": "https://hooks.example.com/events", "webHookType": "HTTP",
		"methodType": "POST", "webHookHeaders": {"X-Secret": "open sesame"}, "noOfRetryAttempts": 0, "maxAllowedConnections": 10, "active": true, "slaInSeconds": 150,
		"consumerGroupId": "b3bd2ff7", "listenToChildEvents": true, "tillDetailsEnrichmentEnabled": true, "storeDetailsEnrichmentEnabled": true,
		"customerIdentifiersToBeEnriched": ["Instore"], "awardedReferenceEnrichmentEnabled": true, "availablePointsBalanceEnrichmentEnabled": true` + more + `}`
}

const wantSaved = `{"webHookId": "69254f46749e644bc01328c1", "name": "ledger", "eventNames": ["pointsRedeemed"], "webHookUrl": "https://hooks.example.com/events",
	"webHookType": "HTTP", "methodType": "POST", "noOfRetryAttempts": 0, "maxAllowedConnections": 10, "active": true, "slaInSeconds": 150, "consumerGroupId": "b3bd2ff7",
	"listenToChildEvents": true, "tillDetailsEnrichmentEnabled": true, "storeDetailsEnrichmentEnabled": true, "customerIdentifiersToBeEnriched": ["Instore"],
	"awardedReferenceEnrichmentEnabled": true, "availablePointsBalanceEnrichmentEnabled": true, "attribution": {"createdOn": "2026-01-25T06:40:06.036Z",
	"lastUpdatedOn": "2026-01-26T06:40:06.036Z", "lastUpdatedBy": {"id": 7, "code": "till.7", "name": "Till 7", "type": "TILL"}, "createdBy": {"id": 8, "type": "ADMIN_USER"}}}`

func addRequest() webhook.AddRequest {
	return webhook.AddRequest{Name: "ledger", Active: true, EventNames: []string{"pointsRedeemed", "CouponIssue"}, MaxAllowedConnections: 10,
		WebHookURL: "https://hooks.example.com/events", WebHookHeaders: map[string]capillary.Secret{"X-Secret": capillary.NewSecret("open sesame")}}
}

func updateRequest() webhook.UpdateRequest {
	return webhook.UpdateRequest{EventNames: []string{"pointsRedeemed"}, MaxAllowedConnections: 15, WebHookURL: "https://hooks.example.com/events", MethodType: "PUT",
		WebHookHeaders: map[string]capillary.Secret{"X-Secret": capillary.NewSecret("open sesame")}}
}

func TestWebhooksAreListedAddedChangedAndDeleted(t *testing.T) {
	const path = "/v3/webHooks/69254f46749e644bc01328c1"
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name:   "the list has the organisation's own and those of Capillary",
			Call:   func(ctx context.Context, c *capillary.Client) (any, error) { return webhook.New(c).List(ctx) },
			Method: "GET", Path: "/v3/webHooks",
			Reply: `{"data": [` + saved(`, "neoEnrichment": {"label": "merge", "value": "http://neo/merge"}, "possibleValues": [{"label": "a", "value": "b"}]`) + `,
				{"webHookId": "2", "webHookUrl": " ", "webHookType": "QUEUE_INT", "webHookHeaders": {}, "active": false}], "errors": null, "warnings": null}`,
			Want: `{"items": [{"webHookId": "69254f46749e644bc01328c1", "neoEnrichment": {"label": "merge", "value": "http://neo/merge"}, "possibleValues": [{"label": "a", "value": "b"}]},
				{"webHookId": "2", "webHookType": "QUEUE_INT", "active": false}]}`,
		},
		{
			Name: "a webhook is added for POST over HTTP unless it says otherwise",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return webhook.New(c).Add(ctx, addRequest())
			},
			Method: "POST", Path: "/v3/webHooks",
			Body: `{"name": "ledger", "active": true, "eventNames": ["pointsRedeemed", "CouponIssue"], "webHookUrl": "https://hooks.example.com/events", "webHookType": "HTTP",
				"methodType": "POST", "webHookHeaders": {"X-Secret": "open sesame"}, "maxAllowedConnections": 10, "customerIdentifiersToBeEnriched": []}`,
			Reply: `{"data": ` + saved("") + `, "errors": null, "warnings": null}`, Want: wantSaved,
		},
		{
			Name: "a webhook is changed",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return webhook.New(c).Update(ctx, "69254f46749e644bc01328c1", updateRequest())
			},
			Method: "PUT", Path: path,
			Body: `{"eventNames": ["pointsRedeemed"], "webHookUrl": "https://hooks.example.com/events", "webHookType": "HTTP", "methodType": "PUT",
				"webHookHeaders": {"X-Secret": "open sesame"}, "maxAllowedConnections": 15, "customerIdentifiersToBeEnriched": []}`,
			Reply: `{"data": ` + saved("") + `, "errors": null, "warnings": null}`, Want: wantSaved,
		},
		{
			Name: "a webhook is deleted, which switches it off",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return webhook.New(c).Delete(ctx, "69254f46749e644bc01328c1")
			},
			Method: "DELETE", Path: path,
			Reply: `{"data": {"webHookId": "69254f46749e644bc01328c1", "active": false}, "errors": null}`, Want: `{"active": false}`,
		},
		{
			Name:   "a webhook that the API does not know",
			Call:   func(ctx context.Context, c *capillary.Client) (any, error) { return webhook.New(c).Delete(ctx, "1") },
			Method: "DELETE", Path: "/v3/webHooks/1",
			Status: 400, Reply: `{"data": null, "errors": [{"code": 400, "message": "webHookId is invalid"}]}`, WantErr: capillary.Code(400),
		},
		{
			Name: "connections that the API refuses",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return webhook.New(c).Add(ctx, addRequest())
			},
			Method: "POST", Path: "/v3/webHooks", Body: `{"name": "ledger", "active": true, "eventNames": ["pointsRedeemed", "CouponIssue"],
				"webHookUrl": "https://hooks.example.com/events", "webHookType": "HTTP", "methodType": "POST", "webHookHeaders": {"X-Secret": "open sesame"},
				"maxAllowedConnections": 10, "customerIdentifiersToBeEnriched": []}`,
			Status: 400, Reply: `{"data": null, "errors": [{"code": 51007, "message": "x"}]}`, WantErr: webhook.ErrConnections,
		},
		{
			Name:   "events of the organisation",
			Call:   func(ctx context.Context, c *capillary.Client) (any, error) { return webhook.New(c).OrgEvents(ctx) },
			Method: "GET", Path: "/v3/webHooks/eventMetaData",
			Reply: `{"data": [{"active": true, "eventName": "transaction"}, {"active": false, "eventName": "x"}], "errors": null}`,
			Want:  `{"items": [{"active": true, "eventName": "transaction"}, {"active": false, "eventName": "x"}]}`,
		},
		{
			Name: "what an event has in it",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return webhook.New(c).EventMetadata(ctx, "a b")
			},
			Method: "GET", Path: "/v3/webHooks/eventMetaData/a%20b",
			Reply: `{"data": {"active": true, "eventName": "a b", "schema": {"type": "object", "required": ["name"]}}, "errors": null}`,
			Want:  `{"active": true, "eventName": "a b", "schema": {"type": "object", "required": ["name"]}}`,
		},
		{
			Name: "an expression is translated, and a person's session goes out as cookies",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return webhook.New(c).ExpressionJSON(ctx, 9, "TargetCompleted", webhook.ExpressionRequest{Expression: `a=="b"`,
					SessionToken: capillary.NewSecret("s-1"), OrgID: 7001, RemoteUser: "5"})
			},
			Method: "POST", Path: "/loyalty/api/v1/workflows/expJSON/9/TargetCompleted", Body: `{"exp": "a==\"b\""}`,
			Header: http.Header{"Cookie": {"CT=s-1; OID=7001"}, "X-Cap-Remote-User": {"5"}},
			Reply:  `{"success": true, "status": 200, "result": {"expressionJSON": "{}", "expression": "a==\"b\"", "isError": true}}`,
			Want:   `{"expressionJSON": "{}", "expression": "a==\"b\"", "isError": true}`,
		},
	})
}

func TestHeadersOfAWebhookAreSecrets(t *testing.T) {
	c, _ := wiretest.Serve(t, 0, `{"data": [`+saved("")+`], "errors": null}`)
	page, err := webhook.New(c).List(t.Context())
	require.NoError(t, err)
	w := page.Items[0]
	assert.Equal(t, "open sesame", w.WebHookHeaders["X-Secret"].Reveal())
	assert.NotContains(t, fmt.Sprintf("%v %+v %#v %v", w, w, w, addRequest()), "open sesame")

	// A saved webhook goes back as it is.
	again := w.UpdateRequest()
	require.NoError(t, again.Validate())
	assert.True(t, *again.Active)
	assert.Equal(t, w.WebHookHeaders["X-Secret"].Reveal(), again.WebHookHeaders["X-Secret"].Reveal())
}

// Nothing protects against a second webhook, which would get every event twice.
func TestAWebhookIsAddedOnceAtMostAndChangedAgain(t *testing.T) {
	c, server := wiretest.Serve(t, http.StatusBadGateway, `<html>`, capillary.WithMaxRetries(2))
	_, err := webhook.New(c).Add(t.Context(), addRequest())
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	assert.Len(t, server.Arrivals(), 1)
	_, err = webhook.New(c).Delete(t.Context(), "69")
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	assert.Len(t, server.Arrivals(), 2)
	_, err = webhook.New(c).Update(t.Context(), "69", updateRequest())
	require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	assert.Len(t, server.Arrivals(), 5, "an absolute state may be written again")
}

func TestAWebhookThatWouldLoseItsEventsIsNotSaved(t *testing.T) {
	headers := func(pairs ...string) map[string]capillary.Secret {
		all := map[string]capillary.Secret{}
		for i := 0; i < len(pairs); i += 2 {
			all[pairs[i]] = capillary.NewSecret(pairs[i+1])
		}
		return all
	}
	type bad struct {
		field  string
		change func(*webhook.AddRequest)
	}
	var cases []bad
	for _, h := range []map[string]capillary.Secret{
		nil, {}, headers("", ""), headers("", "s"), headers(" ", "s"), headers("\t", "s"), headers("X-Secret", ""), headers("X-Secret", "  "), headers("X-Secret", "\u00a0"),
		headers("X-Secret", "s", "", ""), headers("X Secret", "s"), headers("X-Secret:", "s"), headers("X-Secret\r\nX", "s"), headers("Ünder", "s"), headers("X-Secret ", "s"),
		headers("X-Secret", "a\r\nX: b"), headers("X-Secret", "a\x00"), headers("X-Secret", "s "), headers("X-Secret", "\ts"),
		headers("Content-Length", "10"), headers("transfer-encoding", "chunked"), headers("Host", "x"), headers("EXPECT", "100-continue"),
		headers("Authorization", "a", "authorization", "b"), headers("Content-Type", "application/json", "X-Secret", ""),
	} {
		cases = append(cases, bad{"webHookHeaders", func(r *webhook.AddRequest) { r.WebHookHeaders = h }})
	}
	for _, address := range []string{"", " ", " https://hooks.example.com", "https://hooks.example.com\n", "hooks.example.com/x", "www.example.com", "//hooks.example.com", "/events",
		"ftp://hooks.example.com", "https:///events", "https:/hooks.example.com", "http://", "https://hooks.example.com/a b", "https://[::1", "hooks.example.com:443", "mailto:ann@example.com"} {
		cases = append(cases, bad{"webHookUrl", func(r *webhook.AddRequest) { r.WebHookURL = address }})
	}
	cases = append(cases,
		bad{"eventNames", func(r *webhook.AddRequest) { r.EventNames = nil }},
		bad{"eventNames", func(r *webhook.AddRequest) { r.EventNames = []string{"pointsRedeemed", " "} }},
		bad{"maxAllowedConnections", func(r *webhook.AddRequest) { r.MaxAllowedConnections = 0 }},
		bad{"maxAllowedConnections", func(r *webhook.AddRequest) { r.MaxAllowedConnections = -5 }},
		bad{"eventNames", func(r *webhook.AddRequest) { r.WebHookType, r.EventNames = webhook.TypeQueueInternal, nil }},
	)
	for i, x := range cases {
		r := addRequest()
		x.change(&r)
		wiretest.Refused(t, x.field, func(ctx context.Context, c *capillary.Client) error { _, err := webhook.New(c).Add(ctx, r); return err })
		u := webhook.UpdateRequest{EventNames: r.EventNames, WebHookURL: r.WebHookURL, WebHookHeaders: r.WebHookHeaders, MaxAllowedConnections: r.MaxAllowedConnections,
			WebHookType: r.WebHookType}
		wiretest.Refused(t, x.field, func(ctx context.Context, c *capillary.Client) error {
			_, err := webhook.New(c).Update(ctx, "69", u)
			return err
		})
		if t.Failed() {
			t.Fatalf("case %d: %+v", i, r)
		}
	}
	wiretest.Refused(t, "name", func(ctx context.Context, c *capillary.Client) error {
		r := addRequest()
		r.Name = ""
		_, err := webhook.New(c).Add(ctx, r)
		return err
	})
	wiretest.Refused(t, "webHookId", func(ctx context.Context, c *capillary.Client) error {
		_, err := webhook.New(c).Update(ctx, "", updateRequest())
		return err
	})
}

// The values of headers are secrets, in a refusal too.
func TestARefusalNamesAHeaderAndNotItsValue(t *testing.T) {
	r := addRequest()
	r.WebHookHeaders = map[string]capillary.Secret{"X-Secret": capillary.NewSecret("hunter2 ")}
	err := r.Validate()
	require.ErrorIs(t, err, capillary.ErrInvalidInput)
	assert.Contains(t, err.Error(), "X-Secret")
	assert.NotContains(t, err.Error(), "hunter2")
}

func TestSavedWebhooksThatLoseEventsAreTold(t *testing.T) {
	hook := func(id, more string) string {
		return `{"webHookId": "` + id + `", "eventNames": ["a"], "maxAllowedConnections": 5, "webHookType": "HTTP", "active": true, "webHookUrl": "https://h.example.com", ` + more + `}`
	}
	c, _ := wiretest.Serve(t, 0, `{"data": [`+strings.Join([]string{
		hook("nameless", `"webHookHeaders": {"": ""}`),
		hook("none", `"webHookHeaders": {}`),
		hook("good", `"webHookHeaders": {"X-Secret": "s"}, "methodType": "POST"`),
		hook("off", `"webHookHeaders": {"": ""}, "active": false`),
		hook("queue", `"webHookHeaders": {}, "webHookType": "QUEUE_INT", "webHookUrl": " "`),
		hook("internal", `"webHookHeaders": {}, "webHookType": "INTERNAL"`),
		hook("blank", `"webHookHeaders": {"X-Secret": "s"}, "webHookUrl": " https://h.example.com/"`),
		hook("schemeless", `"webHookHeaders": {"X-Secret": "s"}, "webHookUrl": "www.example.com/test"`),
		hook("underscore", `"webHookHeaders": {"Content_Type": "application/json"}`),
		hook("open", `"webHookHeaders": {"Content-Type": "application/json"}`),
		hook("get", `"webHookHeaders": {"X-Secret": "s"}, "methodType": "GET"`),
	}, ",")+`], "errors": null}`)
	losing, err := webhook.New(c).Losing(t.Context())
	require.NoError(t, err)
	certain := map[string]bool{}
	for _, l := range losing {
		require.NotEmpty(t, l.Losses)
		certain[l.Webhook.WebHookID] = l.Losses[0].Certain
		assert.NotEmpty(t, l.Losses[0].Field)
	}
	assert.Equal(t, map[string]bool{"nameless": true, "none": true, "blank": true, "schemeless": true, "underscore": false, "open": false, "get": false}, certain)

	c, _ = wiretest.Serve(t, 0, `{"data": [], "errors": null}`)
	losing, err = webhook.New(c).Losing(t.Context())
	require.NoError(t, err)
	assert.NotNil(t, losing)
	assert.Empty(t, losing)
}

func TestTheLogIsAskedByPageAndTime(t *testing.T) {
	row := `{"id": "691f", "eventId": "e-1", "orgId": "100737", "consumerGroupId": "g", "deliveryStatus": "FAILED", "eventSearchKey": "564", "eventType": "customerUpdated",
		"originalPayload": "{}", "enrichedPayload": "\"{}\"", "eventGeneratedDate": 1763639719643, "eventDeliveryDate": 1763640024291, "retryCount": 10, "webhookResponseCode": "429",
		"webhookDuration": 125, "lastRetryTime": 1763640024292, "nextRetryTime": 1763640084292, "message": "webhook response: x", "statusPriority": 3, "requestId": "r"}`
	entry := `{"refId": "50074_38", "requestId": "r", "eventName": "transactionAdded", "eventId": "e-1", "consumerGroupId": "g", "eventIngestionTimestamp": "2026-04-23T11:10:51.351+0530",
		"eventStartTimestamp": "2026-04-23T11:10:51.354+0530", "eventEndTimestamp": null, "slaBreachTimestamp": null, "consumerResponse": {"webhookHttpStatus": 200.0, "time_taken": 195.0}}`
	wantEntry := `{"refId": "50074_38", "requestId": "r", "eventName": "transactionAdded", "eventId": "e-1", "consumerGroupId": "g", "eventIngestionTimestamp": "2026-04-23T11:10:51.351+05:30",
		"consumerResponse": {"webhookHttpStatus": 200, "time_taken": 195}}`
	start := time.Date(2026, 3, 1, 10, 0, 0, 123_000_000, time.UTC)
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "rows with all filters",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return webhook.New(c).Logs(ctx, "g/1", webhook.LogsOptions{Page: 2, PageSize: 100, SortBy: "webhookDuration:desc", StartDate: start, EndDate: start.Add(time.Hour),
					DeliveryStatus: webhook.DeliveryFail, EventType: "customerUpdated", EventSearchKey: "564", RequestID: "r"})
			},
			Method: "GET", Path: "/v3/events/consumer-groups/g%2F1/logs",
			Query: "page=2&pageSize=100&sortBy=webhookDuration:desc&startDate=1772359200123&endDate=1772362800123&deliveryStatus=FAIL&eventType=customerUpdated&eventSearchKey=564&requestId=r",
			Reply: `{"data": {"data": [` + row + `], "page": 2, "pageSize": 100, "totalElements": 101, "totalPages": 2.0}, "errors": null, "warnings": null}`,
			Want: `{"items": [{"id": "691f", "eventId": "e-1", "orgId": 100737, "consumerGroupId": "g", "deliveryStatus": "FAILED", "eventSearchKey": "564", "eventType": "customerUpdated",
				"eventGeneratedDate": "2025-11-20T11:55:19.643Z", "retryCount": 10, "webhookResponseCode": 429, "webhookDuration": 125, "message": "webhook response: x", "statusPriority": 3,
				"requestId": "r"}], "pagination": {"total": 101, "page": 2, "pageSize": 100, "totalPages": 2}}`,
		},
		{
			Name: "nothing is asked for that is not said",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return webhook.New(c).Logs(ctx, "g", webhook.LogsOptions{})
			},
			Method: "GET", Path: "/v3/events/consumer-groups/g/logs",
			Reply: `{"data": {"data": [], "page": 1, "pageSize": 10, "totalElements": 0, "totalPages": 0}, "errors": null}`, Want: `{"items": []}`,
		},
		{
			Name: "a webhook of another organisation",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return webhook.New(c).Logs(ctx, "g", webhook.LogsOptions{})
			},
			Method: "GET", Path: "/v3/events/consumer-groups/g/logs",
			Status: 400, Reply: `{"data": null, "errors": [{"code": 300005, "message": "x"}]}`, WantErr: webhook.ErrGroupDenied,
		},
		{
			Name: "metrics",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return webhook.New(c).Metrics(ctx, "g", webhook.MetricsOptions{StartDate: start})
			},
			Method: "GET", Path: "/v3/events/consumer-groups/g/metrics", Query: "startDate=1772359200123",
			Reply: `{"data": {"totalEvents": 0, "deliveredEvents": 5, "failedEvents": 4, "retryingEvents": 3, "pendingEvents": 2, "averageDeliveryTime": 12.5,
				"startDate": 1772359200123, "endDate": 1772359200123}, "errors": null}`,
			Want: `{"totalEvents": 0, "deliveredEvents": 5, "failedEvents": 4, "retryingEvents": 3, "pendingEvents": 2, "averageDeliveryTime": "12.5",
				"startDate": "2026-03-01T10:00:00.123Z"}`,
		},
		{
			Name: "metrics of no webhook",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return webhook.New(c).Metrics(ctx, "g", webhook.MetricsOptions{})
			},
			Method: "GET", Path: "/v3/events/consumer-groups/g/metrics",
			Status: 404, Reply: `{"data": null, "errors": [{"code": 404, "message": "Not Found"}]}`, WantErr: capillary.ErrNotFound,
		},
		{
			Name: "the events of a call",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return webhook.New(c).LogByRequest(ctx, "r")
			},
			Method: "GET", Path: "/v3/webHooks/eventLog/requestId/r", Reply: `{"data": [` + entry + `], "errors": null}`, Want: `{"items": [` + wantEntry + `]}`,
		},
		{
			Name: "one event in the place of a list",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return webhook.New(c).LogByReference(ctx, "50074_38")
			},
			Method: "GET", Path: "/v3/webHooks/eventLog/refId/50074_38", Reply: `{"data": ` + entry + `, "errors": null}`, Want: `{"items": [` + wantEntry + `]}`,
		},
		{
			Name: "one event",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return webhook.New(c).LogByEvent(ctx, "e-1")
			},
			Method: "GET", Path: "/v3/webHooks/eventLog/e-1", Reply: `{"data": ` + entry + `, "errors": null}`, Want: wantEntry,
		},
	})
	for field, o := range map[string]webhook.LogsOptions{"page": {Page: -1}, "pageSize": {PageSize: 101}, "endDate": {StartDate: start, EndDate: start.Add(-time.Second)}} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := webhook.New(c).Logs(ctx, "g", o)
			return err
		})
	}
	wiretest.Refused(t, "consumerGroupID", func(ctx context.Context, c *capillary.Client) error {
		_, err := webhook.New(c).Logs(ctx, "", webhook.LogsOptions{})
		return err
	})
	wiretest.Refused(t, "programId", func(ctx context.Context, c *capillary.Client) error {
		_, err := webhook.New(c).ExpressionJSON(ctx, -9, "x", webhook.ExpressionRequest{Expression: "a"})
		return err
	})
}
