package capillarytest_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/webhook"
)

const hookSecret = "correct-horse-battery"

// hooked is a server with a webhook that is saved through the API, and a receiver that it leads to.
type hooked struct {
	*capillarytest.Server

	webhooks *webhook.Service
	receiver *webhook.Receiver
	hook     *webhook.Webhook
	mu       sync.Mutex
	got      []webhook.CustomerAdded
}

func (h *hooked) keep(_ context.Context, e webhook.CustomerAdded) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.got = append(h.got, e)
	return nil
}

func newHooked(t *testing.T, change func(*webhook.AddRequest)) *hooked {
	t.Helper()
	h := &hooked{Server: capillarytest.New(t)}
	client := h.Client(capillary.WithStrictDecoding())
	t.Cleanup(client.CloseIdleConnections)
	h.webhooks = webhook.New(client)
	var err error
	h.receiver, err = webhook.NewReceiver(webhook.Secret("X-Secret", hookSecret), webhook.WithLogger(slog.New(slog.DiscardHandler)))
	require.NoError(t, err)
	webhook.On(h.receiver, h.keep)
	server := httptest.NewServer(h.receiver)
	t.Cleanup(server.Close)
	r := webhook.AddRequest{Name: "mine", Active: true, EventNames: []string{"customerAdded"}, WebHookURL: server.URL + "/events", MaxAllowedConnections: 2,
		WebHookHeaders: map[string]capillary.Secret{"X-Secret": capillary.NewSecret(hookSecret)}, CustomerIdentifiersToBeEnriched: []webhook.EnrichedIdentifier{webhook.EnrichInStore}}
	if change != nil {
		change(&r)
	}
	h.hook, err = h.webhooks.Add(t.Context(), r)
	require.NoError(t, err)
	return h
}

func (h *hooked) register(t *testing.T, mobile string) {
	t.Helper()
	_, err := customer.New(h.Client()).Register(t.Context(), customer.RegisterRequest{Profiles: []customer.ProfileRequest{{FirstName: "Ivy", Source: capillary.SourceInStore,
		Identifiers: []customer.IdentifierRequest{{Type: "mobile", Value: mobile}}}}})
	require.NoError(t, err)
}

func (h *hooked) logs(t *testing.T, o webhook.LogsOptions) []webhook.LogRow {
	t.Helper()
	page, err := h.webhooks.Logs(t.Context(), h.hook.ConsumerGroupID, o)
	require.NoError(t, err)
	return page.Items
}

func TestAWebhookThatIsSavedIsDeliveredTo(t *testing.T) {
	t.Parallel()
	h := newHooked(t, nil)
	h.register(t, "447700900001")
	h.Settle()
	require.Len(t, h.got, 1)
	e := h.got[0]
	assert.Equal(t, int64(100600), e.OrgID)
	assert.Positive(t, e.CustomerIdentifiers.CustomerID)
	assert.Equal(t, "447700900001", e.CustomerIdentifiers.Instore.Mobile)

	rows := h.logs(t, webhook.LogsOptions{})
	require.Len(t, rows, 1)
	assert.Equal(t, webhook.DeliverySuccess, rows[0].DeliveryStatus)
	assert.Equal(t, e.EventID, rows[0].EventID)
	assert.Equal(t, int64(200), rows[0].ResponseCode)
	requests := h.Requests()
	assert.Equal(t, e.APIRequestID, rows[0].RequestID)
	assert.NotEmpty(t, requests)
	entries, err := h.webhooks.LogByRequest(t.Context(), e.APIRequestID)
	require.NoError(t, err)
	require.Len(t, entries.Items, 1, "the request id of the call leads to its events")
	assert.Equal(t, int64(200), entries.Items[0].ConsumerResponse.WebhookHTTPStatus)
	//nolint:staticcheck // the API deprecated it, and the fake has it still
	entry, err := h.webhooks.LogByEvent(t.Context(), e.EventID)
	require.NoError(t, err)
	assert.Equal(t, e.RefID, entry.RefID)
	byReference, err := h.webhooks.LogByReference(t.Context(), e.RefID)
	require.NoError(t, err)
	assert.Len(t, byReference.Items, 1)
	metrics, err := h.webhooks.Metrics(t.Context(), h.hook.ConsumerGroupID, webhook.MetricsOptions{})
	require.NoError(t, err)
	assert.Equal(t, int64(1), metrics.DeliveredEvents)
	assert.Equal(t, int64(1), metrics.TotalEvents)
}

func TestOnlyWhatAWebhookWantsIsDelivered(t *testing.T) {
	t.Parallel()
	h := newHooked(t, nil)
	assert.Equal(t, 1, h.Notify(capillarytest.Notification{EventName: "customerAdded", EventID: "n-1", Data: map[string]any{"firstName": "Bo"}}))
	assert.Equal(t, 0, h.Notify(capillarytest.Notification{EventName: "pointsRedeemed"}))
	gone, err := h.webhooks.Delete(t.Context(), h.hook.WebHookID)
	require.NoError(t, err)
	assert.False(t, gone.Active)
	assert.Equal(t, 0, h.Notify(capillarytest.Notification{EventName: "customerAdded"}))
	h.Settle()
	require.Len(t, h.got, 1)
	assert.Equal(t, "Bo", h.got[0].FirstName)
	assert.Equal(t, "n-1", h.got[0].EventID)

	_, err = h.webhooks.Update(t.Context(), h.hook.WebHookID, h.hook.UpdateRequest())
	require.ErrorIs(t, err, capillary.Code(400), "it is off for good")
}

func TestEventsOfAReceiverThatWasDownAreRecoveredFromTheLog(t *testing.T) {
	t.Parallel()
	h := newHooked(t, nil)
	r := h.hook.UpdateRequest()
	r.WebHookURL = "http://127.0.0.1:1/events" // nobody listens there
	_, err := h.webhooks.Update(t.Context(), h.hook.WebHookID, r)
	require.NoError(t, err)
	h.register(t, "447700900001")
	h.register(t, "447700900002")
	h.Settle()
	require.Empty(t, h.got)
	rows := h.logs(t, webhook.LogsOptions{DeliveryStatus: webhook.DeliveryFail})
	require.Len(t, rows, 2)
	assert.Equal(t, webhook.DeliveryFailed, rows[0].DeliveryStatus, "asked for FAIL, the log says FAILED")
	assert.Equal(t, int64(9), rows[0].RetryCount)
	var text string
	require.NoError(t, json.Unmarshal(rows[0].EnrichedPayload, &text), "a text")
	require.NoError(t, json.Unmarshal([]byte(text), &text), "in a text")
	assert.True(t, json.Valid([]byte(text)))

	for want := range 2 {
		done, err := h.receiver.Recover(t.Context(), h.webhooks.LostEvents(t.Context(), h.hook.ConsumerGroupID, webhook.LostOptions{}))
		require.NoError(t, err)
		assert.Equal(t, webhook.Recovery{Rows: 2, Handled: 2 - 2*want, Duplicates: 2 * want}, done)
	}
	assert.Len(t, h.got, 2)
	assert.Equal(t, "447700900002", h.got[0].CustomerIdentifiers.Instore.Mobile, "the newest comes first")
}

// What the SDK does not let through, the API and other clients do.
func TestASavedWebhookWithoutAHeaderLosesItsEventsAndIsTold(t *testing.T) {
	t.Parallel()
	h := newHooked(t, nil)
	op := capillary.Operation{Name: "my.AddWebhook", Method: "POST", Path: "/v3/webHooks", Envelope: capillary.Data, Proof: "webHookId"}
	careless, err := capillary.Call[*webhook.Webhook](t.Context(), h.Client(), op, capillary.Input{Body: map[string]any{"name": "careless", "active": true,
		"eventNames": []string{"customerAdded"}, "webHookUrl": h.hook.WebHookURL, "webHookHeaders": map[string]string{}, "maxAllowedConnections": 1}})
	require.NoError(t, err)
	losing, err := h.webhooks.Losing(t.Context())
	require.NoError(t, err)
	require.Len(t, losing, 1)
	assert.Equal(t, careless.WebHookID, losing[0].Webhook.WebHookID)
	assert.True(t, losing[0].Losses[0].Certain)

	assert.Equal(t, 2, h.Notify(capillarytest.Notification{EventName: "customerAdded"}))
	h.Settle()
	assert.Len(t, h.got, 1, "the other webhook got it")
	page, err := h.webhooks.Logs(t.Context(), careless.ConsumerGroupID, webhook.LogsOptions{})
	require.NoError(t, err)
	require.Len(t, page.Items, 1)
	assert.Equal(t, int64(400), page.Items[0].ResponseCode)
	assert.Equal(t, int64(0), page.Items[0].RetryCount, "a 400 is final")
}

func TestTheFakeRefusesWebhooksAsTheAPIDoes(t *testing.T) {
	t.Parallel()
	h := newHooked(t, nil)
	op := capillary.Operation{Name: "webhook.Add", Method: "POST", Path: "/v3/webHooks", Envelope: capillary.Data, Proof: "webHookId"}
	for code, body := range map[capillary.Code]map[string]any{
		webhook.ErrNoEventNames:   {"name": "a", "webHookUrl": "https://x.example.com", "maxAllowedConnections": 1},
		webhook.ErrConnections:    {"name": "a", "webHookUrl": "https://x.example.com", "maxAllowedConnections": 0, "eventNames": []string{"a"}},
		webhook.ErrRequestNotRead: {"name": "a", "webHookUrl": "https://x.example.com", "eventNames": []string{"a"}},
	} {
		_, err := capillary.Call[*webhook.Webhook](t.Context(), h.Client(), op, capillary.Input{Body: body})
		require.ErrorIs(t, err, code)
	}
	_, err := h.webhooks.Logs(t.Context(), "not-mine", webhook.LogsOptions{})
	require.ErrorIs(t, err, webhook.ErrGroupDenied)
	_, err = h.webhooks.Metrics(t.Context(), "not-mine", webhook.MetricsOptions{})
	require.ErrorIs(t, err, capillary.ErrNotFound)
	events, err := h.webhooks.OrgEvents(t.Context())
	require.NoError(t, err)
	require.NotEmpty(t, events.Items)
	schema, err := h.webhooks.EventMetadata(t.Context(), events.Items[0].EventName)
	require.NoError(t, err)
	assert.Equal(t, "object", schema.Schema["type"])
}
