package capillarytest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/event"
	"github.com/capillary-go/sdk/integration"
)

func defined(t *testing.T, more ...event.FieldRequest) (*event.Service, *capillarytest.Server) {
	t.Helper()
	server := capillarytest.New(t, still())
	client := server.Client(capillary.WithStrictDecoding())
	t.Cleanup(client.CloseIdleConnections)
	s := event.New(client)
	_, err := s.Create(t.Context(), event.DefinitionRequest{EventName: "roomReserved", Actions: []event.Action{event.EMFConsumer}, Description: "a room", Fields: append([]event.FieldRequest{
		{Name: "customer", Type: event.FieldCustomer}, {Name: "hotel", Type: event.FieldString, Attributes: map[event.AttributeName]event.AttributeRequest{
			event.IsRequired: event.Flag(true), event.IsUniqueKeyField: event.Flag(true)}}}, more...)})
	require.NoError(t, err)
	return s, server
}

func address(t *testing.T, s *event.Service, r event.AddWebhookRequest) string {
	t.Helper()
	r.TransformerType, r.TillCode = event.DefaultTransformer, "till-9"
	hook, err := s.AddWebhook(t.Context(), r)
	require.NoError(t, err)
	return hook.WebHookURI
}

func push(t *testing.T, s *event.Service, uri, name string, attributes map[string]any) string {
	t.Helper()
	pushed, err := s.Push(t.Context(), uri, event.PushRequest{EventName: name, Attributes: attributes}, event.PushOptions{})
	require.NoError(t, err)
	require.Equal(t, int64(event.CodePushed), pushed.Status.Code)
	return pushed.RequestID
}

func TestEventsThatWerePushedAreKeptAndFound(t *testing.T) {
	t.Parallel()
	s, server := defined(t)
	id := server.AddCustomer(capillarytest.Customer{FirstName: "Ivy", Mobile: "447700900001"})
	uri := address(t, s, event.AddWebhookRequest{UniquenessCheckEnabled: true})
	first := push(t, s, uri, "roomReserved", map[string]any{"customer": "447700900001", "hotel": "Seaview-West", "nights": 3})
	second := push(t, s, uri, "roomReserved", map[string]any{"customer": "447700900001", "hotel": "Hill", "eventDateTime": "2026-01-01T10:00:00+05:30"})
	again := push(t, s, uri, "roomReserved", map[string]any{"customer": "447700900001", "hotel": "Hill"})

	data, err := s.Data(t.Context(), first)
	require.NoError(t, err)
	require.Len(t, data.Items, 1)
	e := data.Items[0]
	assert.Equal(t, "roomReserved", e.EventName)
	assert.Equal(t, id, e.UserID)
	assert.Equal(t, "till-9", e.TillCode)
	assert.Equal(t, "Seaview-West", e.AdditionalAttributes["hotel"])

	ids := func(o event.SearchOptions) (found []string) {
		for e, err := range s.AllFound(t.Context(), o) {
			require.NoError(t, err)
			found = append(found, e.EventID)
		}
		return found
	}
	assert.Equal(t, []string{again, second, first}, ids(event.SearchOptions{Limit: 2}))
	assert.Equal(t, []string{first, second, again}, ids(event.SearchOptions{SortOrder: "ASC"}))
	assert.Equal(t, []string{again}, ids(event.SearchOptions{IsDuplicate: new(true)}), "the check for uniqueness")
	assert.Equal(t, []string{first}, ids(event.SearchOptions{Attributes: map[string]string{"hotel": "seaview"}}))
	assert.Empty(t, ids(event.SearchOptions{Attributes: map[string]string{"hotel": "Seaview"}, AllowExactMatch: true}))
	assert.Len(t, ids(event.SearchOptions{Customer: capillary.Mobile("447700900001")}), 3)
	assert.Len(t, ids(event.SearchOptions{Customer: capillary.UserID(id), EventName: "roomReserved"}), 3)
	assert.Empty(t, ids(event.SearchOptions{Customer: capillary.Mobile("447700900009")}))
	mine, err := s.OfCustomer(t.Context(), capillary.UserID(id), event.OfCustomerOptions{})
	require.NoError(t, err)
	assert.Len(t, mine.Items, 3)
	status, err := s.RunningStatus(t.Context(), first)
	require.NoError(t, err)
	assert.Equal(t, event.LogSucceeded, status.StateList[len(status.StateList)-1].Status)
}

// The answer to a push says that it was queued, whatever is wrong with it.
func TestWhatIsWrongWithAPushShowsInTheLog(t *testing.T) {
	t.Parallel()
	s, server := defined(t)
	server.AddCustomer(capillarytest.Customer{Mobile: "447700900001"})
	uri := address(t, s, event.AddWebhookRequest{})
	want := map[string]string{
		push(t, s, uri, "nobodyKnowsIt", map[string]any{"customer": "447700900001"}):                      "INVALID_EVENT_NAME",
		push(t, s, uri, "roomReserved", map[string]any{"hotel": "Hill"}):                                  "NO_CUSTOMER_DETAILS_PASSED",
		push(t, s, uri, "roomReserved", map[string]any{"customer": "447700900002", "hotel": "Hill"}):      "CUSTOMER_NOT_FOUND",
		push(t, s, uri, "roomReserved", map[string]any{"customer": "447700900001"}):                       "FIELD_VALIDATION_FAILED",
		push(t, s, uri, "RoomReserved", map[string]any{"customer": int64(447700900001), "hotel": "Hill"}): event.LogSucceeded,
	}
	logs, err := s.Logs(t.Context(), event.LogsOptions{})
	require.NoError(t, err)
	got := map[string]string{}
	for _, l := range logs.Items {
		got[l.ID] = l.Status
	}
	assert.Equal(t, want, got)
	logs, err = s.Logs(t.Context(), event.LogsOptions{EventName: "nobodyKnowsIt", FromDate: capillary.DayOf(noon), ToDate: capillary.DayOf(noon)})
	require.NoError(t, err)
	require.Len(t, logs.Items, 1)
	assert.Contains(t, logs.Items[0].InputRequest, "nobodyKnowsIt")
	found, err := s.Search(t.Context(), event.SearchOptions{})
	require.NoError(t, err)
	assert.Len(t, found.Items, 1)
}

func TestDefinitionsAreKept(t *testing.T) {
	t.Parallel()
	s, _ := defined(t)
	_, err := s.Create(t.Context(), event.DefinitionRequest{EventName: "ROOMreserved", Actions: []event.Action{event.EIConsumer}})
	require.ErrorIs(t, err, event.ErrEventExists)
	require.ErrorIs(t, err, capillary.ErrDuplicate)
	_, err = s.Create(t.Context(), event.DefinitionRequest{EventName: "a", Actions: []event.Action{"Nowhere"}})
	require.ErrorIs(t, err, event.ErrInvalidActions)
	_, err = s.Create(t.Context(), event.DefinitionRequest{EventName: "a", Actions: []event.Action{event.EIConsumer}, Fields: []event.FieldRequest{{Name: "x", Type: "y"}}})
	require.ErrorIs(t, err, event.ErrInvalidFieldType)

	meta, err := s.Meta(t.Context(), "roomReserved")
	require.NoError(t, err)
	assert.Len(t, meta.ClickEventsMeta.Fields, 2)
	assert.Equal(t, "true", meta.ClickEventsMeta.Fields[1].Attributes[event.IsRequired].Value)
	_, err = s.Update(t.Context(), event.DefinitionRequest{EventName: "roomReserved", Actions: []event.Action{event.EIConsumer}})
	require.NoError(t, err)
	list, err := s.List(t.Context(), event.ListOptions{EventName: "roomReserved"})
	require.NoError(t, err)
	require.Len(t, list.Items, 1)
	assert.Empty(t, list.Items[0].ClickEventsMeta.Fields, "fields that are not named are removed")

	standard, err := s.StandardMeta(t.Context())
	require.NoError(t, err)
	name := standard.Items[0].StandardClickEventsMeta.EventName
	_, err = s.EnableStandard(t.Context(), name, event.EnableStandardOptions{})
	require.NoError(t, err)
	_, err = s.Disable(t.Context(), "roomReserved")
	require.NoError(t, err)
	list, err = s.List(t.Context(), event.ListOptions{})
	require.NoError(t, err)
	require.Len(t, list.Items, 1)
	assert.Equal(t, name, list.Items[0].ClickEventsMeta.EventName)
	assert.True(t, list.Items[0].ClickEventsMeta.StandardEvent)
	_, err = s.Disable(t.Context(), "roomReserved")
	require.ErrorIs(t, err, event.ErrInvalidEventName)

	_, err = s.MapEvents(t.Context(), event.MapEventsRequest{TransformerType: event.DefaultTransformer, EventsMapped: []string{name}})
	require.NoError(t, err)
	mappings, err := s.AdapterMapping(t.Context())
	require.NoError(t, err)
	assert.Equal(t, []any{name}, mappings.Items[0]["eventsMapped"])
	fields, err := s.FieldsMeta(t.Context())
	require.NoError(t, err)
	assert.NotEmpty(t, fields.Items)
	adapters, err := s.Adapters(t.Context())
	require.NoError(t, err)
	assert.Len(t, adapters.Items, 2)
}

func TestAWebhookWantsCredentialsIfItSaysSo(t *testing.T) {
	t.Parallel()
	s, server := defined(t)
	uri := address(t, s, event.AddWebhookRequest{AuthEnabled: true, AuthMechanism: event.AuthBasic})
	r := event.PushRequest{EventName: "roomReserved"}
	_, err := s.Push(t.Context(), uri, r, event.PushOptions{})
	require.ErrorIs(t, err, capillary.ErrUnauthorized)
	_, err = s.Push(t.Context(), uri, r, event.PushOptions{Auth: capillary.Basic(server.Username(), server.Password())})
	require.NoError(t, err)
	_, err = s.AddWebhook(t.Context(), event.AddWebhookRequest{TransformerType: event.DefaultTransformer, TillCode: "t"})
	require.ErrorIs(t, err, event.ErrInvalidTransformer, "a transformer has one webhook")

	hooks, err := s.Webhooks(t.Context())
	require.NoError(t, err)
	require.Len(t, hooks.Items, 1)
	_, err = s.UpdateWebhook(t.Context(), event.UpdateWebhookRequest{TransformerType: event.DefaultTransformer, TillCode: "t", WebHookURI: uri, AuthEnabled: new(false)})
	require.NoError(t, err)
	_, err = s.Push(t.Context(), uri, r, event.PushOptions{})
	require.NoError(t, err)
	_, err = s.DisableWebhook(t.Context(), event.DisableWebhookRequest{WebHookID: hooks.Items[0].WebHookID})
	require.NoError(t, err)
	_, err = s.Push(t.Context(), uri, r, event.PushOptions{})
	require.Error(t, err)
	assert.False(t, capillary.MayHaveHappened(err))
}

func TestAnAPIClientWorksUntilItIsDeleted(t *testing.T) {
	t.Parallel()
	server := capillarytest.New(t)
	s := integration.New(server.Client(capillary.WithStrictDecoding()))
	scopes, err := s.Scopes(t.Context())
	require.NoError(t, err)
	made, err := s.Create(t.Context(), integration.CreateRequest{Name: "webshop", Description: "d", ExpirationTokenTime: 60, DefaultTillID: 15000449,
		Scopes: []integration.ScopeRequest{{EntityID: scopes.Items[0].ID, Permission: integration.Read}}})
	require.NoError(t, err)
	assert.Equal(t, int64(15000449), made.DefaultTillID)
	own := func() error {
		client, err := server.Client().As(capillary.OAuth(made.ClientKey, made.ClientSecret.Reveal()))
		require.NoError(t, err)
		_, err = integration.New(client).List(t.Context())
		return err
	}
	require.NoError(t, own())
	changed, err := s.Update(t.Context(), made.ClientKey, integration.UpdateRequest{Name: "shop", ExpirationTokenTime: 90, DefaultTillID: 7,
		Scopes: []integration.ScopeRequest{{EntityID: 2, Permission: integration.Write}}})
	require.NoError(t, err)
	assert.Equal(t, "shop", changed.Name)
	assert.Equal(t, made.ClientKey, changed.ClientKey)
	got, err := s.Get(t.Context(), made.ClientKey)
	require.NoError(t, err)
	assert.Equal(t, []integration.ClientScope{{EntityID: 2, Permission: integration.Write}}, got.Scopes)
	assert.True(t, got.ClientSecret.IsZero())
	gone, err := s.Delete(t.Context(), made.ClientKey)
	require.NoError(t, err)
	assert.False(t, gone.IsValid)
	require.ErrorIs(t, own(), capillary.ErrUnauthorized)
}
