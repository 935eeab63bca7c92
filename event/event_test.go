package event_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/event"
	"github.com/capillary-go/sdk/internal/wiretest"
)

const changed = `{"warnings": [], "errors": []}`

func definition() event.DefinitionRequest {
	return event.DefinitionRequest{EventName: "roomReserved", Actions: []event.Action{event.EMFConsumer, event.EIConsumer}, Description: "a room", Fields: []event.FieldRequest{
		{Name: "customer", Type: event.FieldCustomer, Attributes: map[event.AttributeName]event.AttributeRequest{event.AddCustomerIfNotExists: event.Flag(true),
			event.IdentifierType: {ValueType: "Enum", Value: "mobile"}}},
		{Name: "nights", Type: event.FieldDouble, Attributes: map[event.AttributeName]event.AttributeRequest{event.IsRequired: event.Flag(false)}},
		{Name: "hotel", Type: event.FieldString}}}
}

const definitionBody = `{"eventName": "roomReserved", "actions": ["EMFConsumer", "EIConsumer"], "description": "a room", "fields": [
	{"name": "customer", "type": "customer", "attributes": {"addCustomerIfNotExists": {"valueType": "Boolean", "value": "true"}, "identifierType": {"valueType": "Enum", "value": "mobile"}}},
	{"name": "nights", "type": "double", "attributes": {"isRequired": {"valueType": "Boolean", "value": "false"}}}, {"name": "hotel", "type": "string"}]}`

func TestEventsAreDefinedAndListed(t *testing.T) {
	meta := `"clickEventsMeta": {"eventId": "96d2", "eventName": "roomReserved", "eventType": "USEREVENT", "actions": ["EMFConsumer"], "fields": [{"name": "nights", "type": "ENUM",
		"attributes": {"possibleValues": {"valueType": "LIST", "values": ["1", "2"]}, "isRequired": {"value": "true", "valueType": "BOOLEAN"}}, "standardField": true}], "orgId": 7001,
		"status": "PUBLISHED", "testStatus": "VERIFIED", "connectedOrgContext": {"orgType": "STANDARD_ORG"}, "label": "Room", "description": "d", "date": 1719227213866,
		"standardEvent": true}`
	wantMeta := `"clickEventsMeta": {"eventId": "96d2", "eventName": "roomReserved", "eventType": "USEREVENT", "actions": ["EMFConsumer"], "fields": [{"name": "nights", "type": "ENUM",
		"attributes": {"possibleValues": {"valueType": "LIST", "values": ["1", "2"]}, "isRequired": {"value": "true", "valueType": "BOOLEAN"}}, "standardField": true}], "orgId": 7001,
		"status": "PUBLISHED", "testStatus": "VERIFIED", "connectedOrgContext": {"orgType": "STANDARD_ORG"}, "label": "Room", "description": "d", "date": "2024-06-24T11:06:53.866Z",
		"standardEvent": true}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "an event is defined",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return event.New(c).Create(ctx, definition())
			},
			Method: "POST", Path: "/v2/events", Body: definitionBody, Reply: changed, Want: `{"warnings": []}`,
		},
		{
			Name: "an event that is there",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return event.New(c).Create(ctx, definition())
			},
			Method: "POST", Path: "/v2/events", Body: definitionBody,
			Status: 400, Reply: `{"errors": [{"status": false, "code": 1806, "message": "x"}]}`, WantErr: capillary.ErrDuplicate,
		},
		{
			Name: "an event is changed",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return event.New(c).Update(ctx, definition())
			},
			Method: "PUT", Path: "/v2/events", Body: definitionBody, Reply: changed,
		},
		{
			Name: "an event is disabled",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return event.New(c).Disable(ctx, "room reserved")
			},
			Method: "PUT", Path: "/v2/events/disable", Query: "event_name=room+reserved", Reply: changed,
		},
		{
			Name: "events with their mappings, in both forms",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return event.New(c).List(ctx, event.ListOptions{EventName: "e", IsDuplicate: true, SourceUserID: "5", ID: "9"})
			},
			Method: "GET", Path: "/v2/events", Query: "eventName=e&isDuplicate=true&source_user_id=5&id=9",
			Reply: `{"data": [{` + meta + `, "transformerMappings": {"defaultTransformerMapping": null, "webEngageTransformerMapping": {"eventNameMapping": {"valueMap": {"Added To Cart": "addedToCart"}},
				"eventFieldMappings": [{"eventFieldName": "customerId", "fieldName": "user_id"}]}, "defaultTransformerMappping": false}},
				{"clickEventsMeta": {"eventName": "old"}, "defaultTransformerMappping": true, "webEngageTransformerMapping": {"eventNameMapping": {"webEngageFieldName": "event_name", "valueMap": {}},
				"eventFieldMappings": [{"eventFieldName": "name", "webEngageFieldName": "Name"}], "mapperName": "m"}}], "warnings": [], "errors": []}`,
			Want: `{"items": [{` + wantMeta + `, "transformerMappings": {"webEngageTransformerMapping": {"eventNameMapping": {"valueMap": {"Added To Cart": "addedToCart"}},
				"eventFieldMappings": [{"eventFieldName": "customerId", "fieldName": "user_id"}]}}},
				{"clickEventsMeta": {"eventName": "old"}, "defaultTransformerMappping": true, "webEngageTransformerMapping": {"mapperName": "m", "eventNameMapping": {"webEngageFieldName": "event_name"},
				"eventFieldMappings": [{"eventFieldName": "name", "fieldName": "Name"}]}}]}`,
		},
		{
			Name: "one event",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return event.New(c).Meta(ctx, "roomReserved")
			},
			Method: "GET", Path: "/v2/events/meta", Query: "event_name=roomReserved",
			Reply: `{` + meta + `, "transformerMappings": {"defaultTransformerMapping": null}, "warnings": []}`, Want: `{` + wantMeta + `}`,
		},
		{
			Name:   "types of fields",
			Call:   func(ctx context.Context, c *capillary.Client) (any, error) { return event.New(c).FieldsMeta(ctx) },
			Method: "GET", Path: "/v2/events/meta_fields",
			Reply: `{"data": [{"type": "customer", "label": "Customer", "valueType": "String", "attributes": [{"defaultValue": "MOBILE", "name": "identifierType", "label": "l",
				"possibleValues": ["mobile", "email"], "valueType": "ENUM"}]}], "warnings": [], "errors": []}`,
			Want: `{"items": [{"type": "customer", "label": "Customer", "valueType": "String", "attributes": [{"defaultValue": "MOBILE", "name": "identifierType", "label": "l",
				"possibleValues": ["mobile", "email"], "valueType": "ENUM"}]}]}`,
		},
		{
			Name:   "standard events",
			Call:   func(ctx context.Context, c *capillary.Client) (any, error) { return event.New(c).StandardMeta(ctx) },
			Method: "GET", Path: "/v2/events/standard_events_meta",
			Reply: `{"data": [{"standardClickEventsMeta": {"label": "l", "description": "d", "eventCategory": "Ecommerce", "eventName": "ProductViewed", "actions": ["EIConsumer"],
				"fields": [{"name": "customer", "type": "customer"}]}, "webEngageTransformerMapping": {"mapperName": "ProductViewed"}}], "warnings": [], "errors": []}`,
			Want: `{"items": [{"standardClickEventsMeta": {"label": "l", "description": "d", "eventCategory": "Ecommerce", "eventName": "ProductViewed", "actions": ["EIConsumer"],
				"fields": [{"name": "customer", "type": "customer"}]}, "webEngageTransformerMapping": {"mapperName": "ProductViewed"}}]}`,
		},
		{
			Name: "a standard event is enabled",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return event.New(c).EnableStandard(ctx, "ProductViewed", event.EnableStandardOptions{UseStandardAdapterMappings: true})
			},
			Method: "POST", Path: "/v2/events/standard_events/enable", Query: "event_name=ProductViewed&use_standard_adapter_mappings=true", Reply: changed,
		},
		{
			Name:   "transformers",
			Call:   func(ctx context.Context, c *capillary.Client) (any, error) { return event.New(c).Adapters(ctx) },
			Method: "GET", Path: "/v2/events/adapters_meta",
			Reply: `{"data": [{"name": "WebEngageTransformer", "label": "l"}], "warnings": [], "errors": []}`, Want: `{"items": [{"name": "WebEngageTransformer", "label": "l"}]}`,
		},
		{
			Name:   "how transformers read events, as it comes",
			Call:   func(ctx context.Context, c *capillary.Client) (any, error) { return event.New(c).AdapterMapping(ctx) },
			Method: "GET", Path: "/v2/events/adapter_mapping", Reply: `{"data": [{"any": {"thing": "x"}}], "warnings": []}`, Want: `{"items": [{"any": {"thing": "x"}}]}`,
		},
		{
			Name: "events are mapped by name",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return event.New(c).MapEvents(ctx, event.MapEventsRequest{TransformerType: event.DefaultTransformer, EventsMapped: []string{"a", "b"}})
			},
			Method: "POST", Path: "/v2/events/adapter_mapping", Body: `{"transformerType": "defaultTransformer", "eventsMapped": ["a", "b"]}`, Reply: changed,
		},
		{
			Name: "events are mapped field by field",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return event.New(c).MapEvents(ctx, event.MapEventsRequest{TransformerType: event.WebEngageTransformer, WebEngageTransformerData: event.TransformerNames{
					EventMapper:      event.FieldNames{EventFieldName: "event_name", FieldName: "event", ValueMap: map[string]string{"Room": "roomReserved"}},
					EventFieldMapper: map[string][]event.FieldNames{"roomReserved": {{EventFieldName: "customer", FieldName: "user"}}}}})
			},
			Method: "POST", Path: "/v2/events/adapter_mapping", Body: `{"transformerType": "webEngageTransformer", "webEngageTransformerData": {
				"eventMapper": {"eventFieldName": "event_name", "eventDataType": "", "fieldName": "event", "valueMap": {"Room": "roomReserved"}},
				"eventFieldMapper": {"roomReserved": [{"eventFieldName": "customer", "eventDataType": "", "fieldName": "user"}]}}}`, Reply: changed,
		},
	})
}

func TestWebhooksAreAddedListedChangedAndDisabled(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "a webhook gives an address",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return event.New(c).AddWebhook(ctx, event.AddWebhookRequest{TransformerType: event.DefaultTransformer, TillCode: "t-1", AuthEnabled: true, AuthMechanism: event.AuthBasic,
					UniquenessCheckEnabled: true, ListenToChildEvents: true})
			},
			Method: "POST", Path: "/v2/events/webhook", Body: `{"transformerType": "defaultTransformer", "tillCode": "t-1", "authEnabled": true, "authMechanism": "BASIC",
				"uniquenessCheckEnabled": true, "listenToChildEvents": true}`,
			Reply: `{"transformerType": "defaultTransformer", "tillCode": "t-1", "webHookUri": "https://gate.example.com/w/34b4", "authEnabled": true, "uniquenessCheckEnabled": true, "warnings": []}`,
			Want:  `{"transformerType": "defaultTransformer", "tillCode": "t-1", "webHookUri": "https://gate.example.com/w/34b4", "authEnabled": true, "uniquenessCheckEnabled": true}`,
		},
		{
			Name:   "webhooks",
			Call:   func(ctx context.Context, c *capillary.Client) (any, error) { return event.New(c).Webhooks(ctx) },
			Method: "GET", Path: "/v2/events/webhooks",
			Reply: `{"data": [{"transformerType": "webEngageTransformer", "webHookId": "34b9", "tillCode": "a", "webHookUri": "https://x/w"}], "warnings": [], "errors": []}`,
			Want:  `{"items": [{"transformerType": "webEngageTransformer", "webHookId": "34b9", "tillCode": "a", "webHookUri": "https://x/w"}]}`,
		},
		{
			Name: "a webhook is changed, and false goes out",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return event.New(c).UpdateWebhook(ctx, event.UpdateWebhookRequest{TransformerType: event.WebEngageTransformer, TillCode: "t", WebHookURI: "https://x/w", AuthEnabled: new(false)})
			},
			Method: "PUT", Path: "/v2/events/webhook", Body: `{"transformerType": "webEngageTransformer", "tillCode": "t", "webHookUri": "https://x/w", "authEnabled": false}`, Reply: changed,
		},
		{
			Name: "a webhook is disabled",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return event.New(c).DisableWebhook(ctx, event.DisableWebhookRequest{WebHookID: "34b9"})
			},
			Method: "PUT", Path: "/v2/events/webhook/disable", Body: `{"webHookId": "34b9"}`, Reply: changed,
		},
	})
}

const pushed = `{"status": {"code": 1100, "message": "Event is pushed to transformation state"}, "requestId": "defc955f"}`

func room() event.PushRequest {
	return event.PushRequest{EventName: "roomReserved", Attributes: map[string]any{"customer": "447700900001", "nights": 3, "hotel": "Seaview", "eventDateTime": "2026-04-11 12:00:00"}}
}

const roomBody = `{"event_name": "roomReserved", "customer": "447700900001", "nights": 3, "hotel": "Seaview", "eventDateTime": "2026-04-11 12:00:00"}`

func TestAnEventIsPushedToTheAddressOfItsWebhook(t *testing.T) {
	push := func(uri string) func(ctx context.Context, c *capillary.Client) (any, error) {
		return func(ctx context.Context, c *capillary.Client) (any, error) {
			return event.New(c).Push(ctx, uri, room(), event.PushOptions{})
		}
	}
	wiretest.Run(t, []wiretest.Exchange{
		{Name: "at the client's own host", Call: push("/eu/webhooks/34b4"), Method: "POST", Path: "/eu/webhooks/34b4", Body: roomBody, Reply: pushed,
			Want: `{"requestId": "defc955f", "status": {"code": 1100, "message": "Event is pushed to transformation state"}}`},
		{Name: "with the answer of 2022, which has no id", Call: push("/w"), Method: "POST", Path: "/w", Body: roomBody,
			Reply: `{"status": {"code": 1100, "message": "Event pushed to transformation state"}}`, Want: `{"requestId": "", "status": {"code": 1100}}`},
		{Name: "with characters that are escaped", Call: push("/w/a%2Fb%20c/"), Method: "POST", Path: "/w/a%2Fb%20c", Body: roomBody, Reply: pushed},
		{Name: "with the cluster behind it", Call: func(ctx context.Context, c *capillary.Client) (any, error) {
			return event.New(c).PushAt(ctx, "/w/1", "eu", room(), event.PushOptions{})
		}, Method: "POST", Path: "/w/1/eu", Body: roomBody, Reply: pushed},
		{Name: "an event that nobody defined", Call: push("/w"), Method: "POST", Path: "/w", Body: roomBody, Status: 400,
			Reply: `{"status": {"code": 7312, "message": "x"}}`, WantErr: event.ErrUnknownEvent},
		{Name: "an event that is queued twice is not known to be", Call: push("/w"), Method: "POST", Path: "/w", Body: roomBody, Status: 502,
			Reply: `<html>`, WantErr: capillary.ErrOutcomeUnknown},
		{Name: "an answer that says nothing", Call: push("/w"), Method: "POST", Path: "/w", Body: roomBody, Reply: `{"message": "ok"}`, WantErr: capillary.ErrOutcomeUnknown},
	})
}

// Credentials, attribution, headers and parameters of a client belong to its own host.
func TestAPushToAnotherHostTakesNothingOfTheClientAlong(t *testing.T) {
	var got []*http.Request
	var bodies []string
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body json.RawMessage
		_ = json.NewDecoder(r.Body).Decode(&body)
		got, bodies = append(got, r), append(bodies, string(body))
		fmt.Fprint(w, pushed)
	}))
	defer elsewhere.Close()
	c, own := wiretest.Serve(t, 0, `{}`, capillary.WithHeader("X-Gateway-Key", "g-1"), capillary.WithQuery("key", "q-1"), capillary.OnBehalfOf(capillary.Till("till-9")))
	events := event.New(c)
	result, err := events.Push(t.Context(), elsewhere.URL+"/eucrm/webhooks/34b4", room(), event.PushOptions{})
	require.NoError(t, err)
	assert.Equal(t, "defc955f", result.RequestID)
	require.Len(t, got, 1)
	assert.Equal(t, "/eucrm/webhooks/34b4", got[0].RequestURI)
	assert.JSONEq(t, roomBody, bodies[0])
	for _, name := range []string{"Authorization", "X-Gateway-Key", "X-Cap-Api-Oauth-Token", "X-Cap-Api-Attribution-Entity-Code", "X-Cap-Api-Attribution-Entity-Type"} {
		assert.Empty(t, got[0].Header.Values(name), name)
	}
	assert.NotContains(t, got[0].Header, "")
	assert.Equal(t, "application/json", got[0].Header.Get("Content-Type"))

	_, err = events.Push(t.Context(), elsewhere.URL+"/w", room(), event.PushOptions{Auth: capillary.Basic("pusher", "pw")})
	require.NoError(t, err)
	user, _, ok := got[1].BasicAuth()
	require.True(t, ok)
	assert.Equal(t, "pusher", user)
	assert.Empty(t, own.Arrivals())

	_, err = events.Push(t.Context(), elsewhere.URL+"/w", room(), event.PushOptions{Auth: capillary.OAuth("key", "secret")})
	require.ErrorIs(t, err, capillary.ErrInvalidInput, "tokens go to the cluster only")
	assert.Len(t, got, 2)
}

// The address of a webhook is all that protects it.
func TestTheAddressOfAWebhookIsInNoError(t *testing.T) {
	c, _ := wiretest.Serve(t, http.StatusBadGateway, `<html>`)
	for _, uri := range []string{"/w/s3cr3t-77", "https://127.0.0.1:1/w/s3cr3t-77", "https://s3cr3t-77.example.com:99999/", "http://example.com/s3cr3t-77", "https://u:s3cr3t-77@example.com/",
		"https://example.com/?s3cr3t-77", "://s3cr3t-77", "/%zz/s3cr3t-77", "/w/../s3cr3t-77"} {
		_, err := event.New(c).Push(t.Context(), uri, room(), event.PushOptions{})
		require.Error(t, err, uri)
		assert.NotContains(t, fmt.Sprintf("%v %+v %#v", err, err, err), "s3cr3t-77")
	}
}

func TestAnEventThatCanNotBePushedIsRefused(t *testing.T) {
	good := room()
	for field, x := range map[string]struct {
		uri string
		r   event.PushRequest
	}{
		"event_name":               {"/w", event.PushRequest{Attributes: map[string]any{"a": 1}}},
		"attributes":               {"/w", event.PushRequest{EventName: "e", Attributes: map[string]any{"event_name": "other"}}},
		"attribute":                {"/w", event.PushRequest{EventName: "e", Attributes: map[string]any{"": 1}}},
		"eventDateTimeInputOffset": {"/w", event.PushRequest{EventName: "e", Attributes: map[string]any{"eventDateTimeInputOffset": "+07:00"}}},
		"webHookUri":               {"", good},
		"webHookURI":               {"https://example.com/w?x=1", good},
		"WebHookUri":               {"/", good},
		"webhookuri":               {"/w//x", good},
		"cluster":                  {"http://example.com/w", good},
		"cluste":                   {"ftp://example.com/w", good},
	} {
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := event.New(c).Push(ctx, x.uri, x.r, event.PushOptions{})
			return err
		})
	}
	wiretest.Refused(t, "host", func(ctx context.Context, c *capillary.Client) error {
		_, err := event.New(c).PushAt(ctx, "/w", "", good, event.PushOptions{})
		return err
	})
}

// A push is one more event: it is never sent twice by itself.
func TestAPushArrivesOnceAtMost(t *testing.T) {
	for _, status := range []int{500, 502, 504, 200} {
		c, server := wiretest.Serve(t, status, `<html>`, capillary.WithMaxRetries(3))
		_, err := event.New(c).Push(t.Context(), "/w", room(), event.PushOptions{})
		require.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
		assert.Len(t, server.Arrivals(), 1)
	}
}

func TestAPushRequestIsOneObjectAsJSON(t *testing.T) {
	raw, err := json.Marshal(room())
	require.NoError(t, err)
	assert.JSONEq(t, roomBody, string(raw))
	var again event.PushRequest
	require.NoError(t, json.Unmarshal(raw, &again))
	assert.Equal(t, "roomReserved", again.EventName)
	assert.NotContains(t, again.Attributes, "event_name")
	assert.Len(t, again.Attributes, 4)
	assert.Len(t, room().Attributes, 4, "the caller's map is not written")
}

func TestEventsAreFoundByWhatTheyAre(t *testing.T) {
	one := `{"orgId": 7001, "userId": 5641, "date": "2026-05-08T08:56:57Z", "eventName": "roomReserved", "eventId": "1284", "source": "INSTORE", "tillCode": "75155373", "displayName": "Room",
		"additonalAttributes": {"hotel": "Seaview", "isDuplicate": false, "eventDateTime": "1746694617000"}, "psiAttributes": ["gender"], "uniqueId": "u-1",
		"clickEventSideEffects": {"requestId": "1284", "sideEffects": [{"awardedPoints": "12"}]}}`
	want := `{"orgId": 7001, "userId": 5641, "date": "2026-05-08T08:56:57Z", "eventName": "roomReserved", "eventId": "1284", "source": "INSTORE", "tillCode": "75155373", "displayName": "Room",
		"additonalAttributes": {"hotel": "Seaview", "isDuplicate": false, "eventDateTime": "1746694617000"}, "psiAttributes": ["gender"], "uniqueId": "u-1",
		"clickEventSideEffects": {"requestId": "1284", "sideEffects": [{"awardedPoints": "12"}]}}`
	from := time.Date(2026, 3, 19, 15, 31, 28, 0, time.UTC)
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "with everything, attributes under their own names",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return event.New(c).Search(ctx, event.SearchOptions{EventID: "1284", EventName: "roomReserved", Customer: capillary.UserID(5641).In("WECHAT", "acc"),
					Group: event.GroupIdentifier{Type: event.ByMobile, Value: "4477", Source: "INSTORE", AccountID: "a"}, FromDate: from, TillDate: from.Add(time.Hour),
					Attributes: map[string]string{"hotel": "Seaview & Co", "nights": "3"}, AllowExactMatch: true, IsDuplicate: new(false), IncludeSideEffects: true, SortOrder: "ASC", Limit: 5, Offset: 10})
			},
			Method: "GET", Path: "/v2/events/search",
			Query: "eventId=1284&eventName=roomReserved&userIdentifierType=userId&userIdentifierValue=5641&userIdentifierSource=WECHAT&userIdentifierAccountId=acc&userGroupIdentifierType=mobile" +
				"&userGroupIdentifierValue=4477&userGroupIdentifierSource=INSTORE&userGroupIdentifierAccountId=a&fromDate=2026-03-19T15:31:28&tillDate=2026-03-19T16:31:28&hotel=Seaview+%26+Co&nights=3" +
				"&allowExactMatch=true&isDuplicate=false&includeSideEffects=true&sortOrder=ASC&limit=5&offset=10",
			Reply: `{"clickEventDataList": [` + one + `], "totalRecords": 11, "warnings": []}`,
			Want:  `{"items": [` + want + `], "pagination": {"total": 11, "limit": 5, "offset": 10}}`,
		},
		{
			Name: "by a mobile number",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return event.New(c).Search(ctx, event.SearchOptions{Customer: capillary.Mobile("447700900001")})
			},
			Method: "GET", Path: "/v2/events/search", Query: "userIdentifierType=mobile&userIdentifierValue=447700900001",
			Reply: `{"clickEventDataList": [], "totalRecords": 0, "warnings": []}`, Want: `{"items": []}`,
		},
		{
			Name: "while the search can't be reached",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return event.New(c).Search(ctx, event.SearchOptions{})
			},
			Method: "GET", Path: "/v2/events/search", Status: 500, Reply: `{"errors": [{"status": false, "code": 1849, "message": "x"}]}`, WantErr: event.ErrSearchUnreachable,
		},
		{
			Name:   "by the id of the push",
			Call:   func(ctx context.Context, c *capillary.Client) (any, error) { return event.New(c).Data(ctx, "1284") },
			Method: "GET", Path: "/v2/events/event_data", Query: "id=1284", Reply: `{"data": [` + one + `], "warnings": [], "errors": []}`, Want: `{"items": [` + want + `]}`,
		},
		{
			Name: "of a customer",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return event.New(c).OfCustomer(ctx, capillary.UserID(5641), event.OfCustomerOptions{Scope: event.ScopeChild})
			},
			Method: "GET", Path: "/v2/events/event_data/5641", Query: "scope=child", Reply: `{"data": [` + one + `], "warnings": [], "errors": []}`, Want: `{"items": [` + want + `]}`,
		},
		{
			Name: "in the log",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return event.New(c).Logs(ctx, event.LogsOptions{EventName: "e", FromDate: capillary.Day{Year: 2026, Month: 3, Day: 1}, ToDate: capillary.Day{Year: 2026, Month: 3, Day: 1}, Limit: 5})
			},
			Method: "GET", Path: "/v2/events/logs", Query: "event_name=e&from_date=2026-03-01&to_date=2026-03-01&limit=5",
			Reply: `{"data": [{"startTime": 1758171830945, "responseTime": 17, "orgId": 7001, "status": "INVALID_EVENT_NAME", "eventName": "e", "inputRequest": "{}", "id": "ff97", "webhookId": "67b6",
				"parentOrgId": -1, "message": "m"}], "warnings": [], "errors": []}`,
			Want: `{"items": [{"startTime": "2025-09-18T05:03:50.945Z", "responseTime": 17, "orgId": 7001, "status": "INVALID_EVENT_NAME", "eventName": "e", "inputRequest": "{}", "id": "ff97",
				"webhookId": "67b6", "parentOrgId": -1, "message": "m"}]}`,
		},
		{
			Name: "how far it has come",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return event.New(c).RunningStatus(ctx, "0d3f")
			},
			Method: "GET", Path: "/v2/events/running_status", Query: "eventId=0d3f",
			Reply: `{"id": "0d3f", "orgId": 7001, "stateList": [{"message": "customer", "date": "2026-06-25T14:52:53+05:30", "status": "EVENT_PROCESSING_STARTED"}], "eventName": "e", "warnings": []}`,
			Want:  `{"id": "0d3f", "orgId": 7001, "eventName": "e", "stateList": [{"message": "customer", "date": "2026-06-25T14:52:53+05:30", "status": "EVENT_PROCESSING_STARTED"}]}`,
		},
	})
}

func TestAllEventsThatAreFoundAreWalked(t *testing.T) {
	var offsets []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		offset := r.URL.Query().Get("offset")
		offsets = append(offsets, offset)
		var rows []string
		for _, id := range map[string][]string{"": {"a", "b"}, "2": {"c"}}[offset] {
			rows = append(rows, `{"eventId": "`+id+`"}`)
		}
		fmt.Fprintf(w, `{"clickEventDataList": [%s], "totalRecords": 3, "warnings": []}`, strings.Join(rows, ","))
	}))
	defer server.Close()
	c, err := capillary.New(capillary.Host(server.URL), capillary.Basic("till", "secret"))
	require.NoError(t, err)
	defer c.CloseIdleConnections()
	var ids []string
	for e, err := range event.New(c).AllFound(t.Context(), event.SearchOptions{Limit: 2}) {
		require.NoError(t, err)
		ids = append(ids, e.EventID)
	}
	assert.Equal(t, []string{"a", "b", "c"}, ids)
	assert.Equal(t, []string{"", "2"}, offsets)
}

func TestWhatTheAPICanNotTakeIsRefused(t *testing.T) {
	type call = func(context.Context, *event.Service) error
	define := func(change func(*event.DefinitionRequest)) call {
		return func(ctx context.Context, s *event.Service) error {
			r := definition()
			change(&r)
			_, err := s.Create(ctx, r)
			return err
		}
	}
	for field, f := range map[string]call{
		"eventName":  define(func(r *event.DefinitionRequest) { r.EventName = "" }),
		"actions":    define(func(r *event.DefinitionRequest) { r.Actions = nil }),
		"name":       define(func(r *event.DefinitionRequest) { r.Fields[1].Name = "" }),
		"type":       define(func(r *event.DefinitionRequest) { r.Fields[1].Type = "" }),
		"event_name": func(ctx context.Context, s *event.Service) error { _, err := s.Disable(ctx, ""); return err },
		"eventid":    func(ctx context.Context, s *event.Service) error { _, err := s.RunningStatus(ctx, ""); return err },
		"id":         func(ctx context.Context, s *event.Service) error { _, err := s.Data(ctx, ""); return err },
		"transformerType": func(ctx context.Context, s *event.Service) error {
			_, err := s.AddWebhook(ctx, event.AddWebhookRequest{TillCode: "t"})
			return err
		},
		"authMechanism": func(ctx context.Context, s *event.Service) error {
			_, err := s.UpdateWebhook(ctx, event.UpdateWebhookRequest{TransformerType: "x", TillCode: "t", AuthEnabled: new(true)})
			return err
		},
		"webHookId": func(ctx context.Context, s *event.Service) error {
			_, err := s.DisableWebhook(ctx, event.DisableWebhookRequest{})
			return err
		},
		"eventsMapped": func(ctx context.Context, s *event.Service) error {
			_, err := s.MapEvents(ctx, event.MapEventsRequest{TransformerType: "x"})
			return err
		},
		"userIdentifierValue": func(ctx context.Context, s *event.Service) error {
			_, err := s.Search(ctx, event.SearchOptions{Customer: capillary.Mobile("")})
			return err
		},
		"userGroupIdentifierValue": func(ctx context.Context, s *event.Service) error {
			_, err := s.Search(ctx, event.SearchOptions{Group: event.GroupIdentifier{Type: event.ByGroupID}})
			return err
		},
		"tillDate": func(ctx context.Context, s *event.Service) error {
			_, err := s.Search(ctx, event.SearchOptions{FromDate: time.Unix(9, 0), TillDate: time.Unix(8, 0)})
			return err
		},
		"query limit": func(ctx context.Context, s *event.Service) error {
			_, err := s.Search(ctx, event.SearchOptions{Limit: 5, Attributes: map[string]string{"limit": "1000"}})
			return err
		},
		"query": func(ctx context.Context, s *event.Service) error {
			_, err := s.Search(ctx, event.SearchOptions{Attributes: map[string]string{"": "x"}})
			return err
		},
		"to_date": func(ctx context.Context, s *event.Service) error {
			_, err := s.Logs(ctx, event.LogsOptions{FromDate: capillary.Day{Year: 2026, Month: 3, Day: 2}, ToDate: capillary.Day{Year: 2026, Month: 3, Day: 1}})
			return err
		},
		"from_date": func(ctx context.Context, s *event.Service) error {
			_, err := s.Logs(ctx, event.LogsOptions{FromDate: capillary.Day{Year: 2026, Month: 2, Day: 30}})
			return err
		},
		"customer": func(ctx context.Context, s *event.Service) error {
			_, err := s.OfCustomer(ctx, capillary.Mobile("447700900001"), event.OfCustomerOptions{})
			return err
		},
	} {
		t.Run(field, func(t *testing.T) {
			wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error { return f(ctx, event.New(c)) })
		})
	}
}
