package capillary_test

import (
	"errors"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestEveryIdentifierHasItsNameOnTheWireInBothVersions(t *testing.T) {
	for v2, x := range map[string]struct {
		who capillary.Identifier
		v1  string
	}{
		"mobile":         {capillary.Mobile("value-7"), "mobile"},
		"email":          {capillary.Email("value-7"), "email"},
		"externalId":     {capillary.ExternalID("value-7"), "external_id"},
		"cardnumber":     {capillary.CardNumber("value-7"), "card_number"},
		"cardExternalId": {capillary.CardExternalID("value-7"), "card_external_id"},
		"wechat":         {capillary.WeChat("value-7"), "wechat"},
		"unionId":        {capillary.UnionID("value-7"), "unionId"},
		"fbId":           {capillary.FacebookID("value-7"), "fbId"},
		"martjackId":     {capillary.MartJackID("value-7"), "martjackId"},
		"cuid":           {capillary.CUID("value-7"), "cuid"},
		"lineId":         {capillary.IdentifierNamed("lineId", "value-7"), "lineId"},
	} {
		t.Run(v2, func(t *testing.T) {
			for _, form := range []struct {
				op   capillary.Operation
				want url.Values
			}{
				{capillary.Operation{Path: "/v2/things", Lookup: "/v2/things"}, url.Values{"identifierName": {v2}, "identifierValue": {"value-7"}, "source": {"INSTORE"}}},
				{capillary.Operation{Path: "/v2/things", Lookup: "/v2/things", Customer: capillary.ByKind}, url.Values{v2: {"value-7"}}},
				{capillary.Operation{Path: "/v1.1/things", Lookup: "/v1.1/things"}, url.Values{x.v1: {"value-7"}, "format": {"json"}}},
			} {
				form.op.Name, form.op.Method, form.op.Safety = "customer.Read", http.MethodGet, capillary.Read
				c, server := wiretest.Serve(t, 0, `{"id":1}`)
				_, err := capillary.Call[map[string]any](t.Context(), c, form.op, capillary.Input{Customer: x.who})
				require.Len(t, server.Arrivals(), 1, "%v", err)
				assert.Equal(t, form.want, server.Arrivals()[0].Query, form.op.Path)
			}
			assert.Equal(t, v2, x.who.Name())
			assert.Equal(t, x.v1, x.who.NameV1())
			assert.Equal(t, "value-7", x.who.Value())
		})
	}
}

func TestEveryTillAndStoreHasItsHeadersOnTheWire(t *testing.T) {
	const entityType, entityCode = "X-Cap-Api-Attribution-Entity-Type", "X-Cap-Api-Attribution-Entity-Code"
	const lookupType, lookup = "X-Cap-Api-Attribution-Lookup-Type", "X-Cap-Api-Attribution-Lookup"
	for name, x := range map[string]struct {
		by    capillary.Attribution
		pair  [2]string
		kind  string
		other [2]string
	}{
		"Till":              {capillary.Till("one"), [2]string{entityType, entityCode}, "TILL", [2]string{lookupType, lookup}},
		"StoreCode":         {capillary.StoreCode("one"), [2]string{entityType, entityCode}, "STORE_CODE", [2]string{lookupType, lookup}},
		"StoreName":         {capillary.StoreName("one"), [2]string{entityType, entityCode}, "STORE_NAME", [2]string{lookupType, lookup}},
		"StoreExternalID":   {capillary.StoreExternalID("one"), [2]string{entityType, entityCode}, "STORE_EXTERNAL_ID", [2]string{lookupType, lookup}},
		"StoreExternalID1":  {capillary.StoreExternalID1("one"), [2]string{entityType, entityCode}, "STORE_EXTERNAL_ID_1", [2]string{lookupType, lookup}},
		"StoreExternalID2":  {capillary.StoreExternalID2("one"), [2]string{entityType, entityCode}, "STORE_EXTERNAL_ID_2", [2]string{lookupType, lookup}},
		"AttributionEntity": {capillary.AttributionEntity("ZONE", "one"), [2]string{entityType, entityCode}, "ZONE", [2]string{lookupType, lookup}},
		"WeChatTill":        {capillary.WeChatTill("one"), [2]string{lookupType, lookup}, "WECHAT", [2]string{entityType, entityCode}},
		"MobileTriggerTill": {capillary.MobileTriggerTill("one"), [2]string{lookupType, lookup}, "MOBILE_TRIGGER", [2]string{entityType, entityCode}},
		"AttributionLookup": {capillary.AttributionLookup("KIOSK", "one"), [2]string{lookupType, lookup}, "KIOSK", [2]string{entityType, entityCode}},
	} {
		t.Run(name, func(t *testing.T) {
			c, server := wiretest.Serve(t, 0, `{"id":1}`)
			byDefault, err := c.With(capillary.OnBehalfOf(x.by))
			require.NoError(t, err)
			require.NoError(t, read(t.Context(), byDefault))
			require.NoError(t, read(t.Context(), c, capillary.OnBehalfOf(x.by)))
			require.Len(t, server.Arrivals(), 2)
			for _, a := range server.Arrivals() {
				assert.Equal(t, []string{x.kind}, a.Header.Values(x.pair[0]))
				assert.Equal(t, []string{"one"}, a.Header.Values(x.pair[1]))
				for _, header := range x.other {
					assert.Empty(t, a.Header.Values(header))
				}
			}
		})
	}
}

func TestABatchOfValuesIsOneInWhichAllWasDone(t *testing.T) {
	b := capillary.BatchOf("first", "second")
	assert.Equal(t, []string{"first", "second"}, b.Values())
	assert.EqualValues(t, 2, b.TotalCount)
	assert.EqualValues(t, 2, b.SuccessCount)
	assert.Zero(t, b.FailureCount)
	require.NoError(t, b.Err())
	for i := range b.Items {
		assert.Equal(t, capillary.OutcomeDone, b.Items[i].Outcome())
	}
	assert.Empty(t, capillary.BatchOf[string]().Items)
}

func TestOnlyWhatIsProvenToBeDoneCanBeUndone(t *testing.T) {
	broken := errors.New("no answer")
	for _, x := range []struct {
		known capillary.Reconciliation[string]
		err   error
		want  error
	}{
		{capillary.Reconciliation[string]{Settled: true, Happened: true, Result: "seven"}, nil, nil},
		{capillary.Reconciliation[string]{Settled: true, Happened: true, Result: "seven"}, broken, broken},
		{capillary.Reconciliation[string]{Settled: true}, nil, capillary.ErrNotThere},
		{capillary.Reconciliation[string]{}, nil, capillary.ErrNotSettled},
		{capillary.Reconciliation[string]{Happened: true, Result: "seven"}, nil, capillary.ErrNotSettled},
		{capillary.Reconciliation[string]{Conflict: true}, nil, capillary.ErrConflict},
		{capillary.Reconciliation[string]{Conflict: true, Settled: true, Happened: true, Result: "seven"}, nil, capillary.ErrConflict},
	} {
		got, err := capillary.Undoable("points.Reverse", x.known, x.err)
		if x.want == nil {
			require.NoError(t, err)
			assert.Equal(t, "seven", got)
			continue
		}
		require.ErrorIs(t, err, x.want)
		assert.Empty(t, got)
		if x.err == nil {
			assert.ErrorIs(t, err, capillary.ErrNotSent)
			assert.False(t, capillary.MayHaveHappened(err))
			for _, other := range []error{capillary.ErrNotThere, capillary.ErrNotSettled, capillary.ErrConflict} {
				assert.Equal(t, errors.Is(other, x.want), errors.Is(err, other))
			}
		}
	}
}
