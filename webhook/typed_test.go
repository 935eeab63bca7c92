package webhook_test

import (
	"context"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/webhook"
)

func parseOne(t *testing.T, body string) webhook.Event {
	t.Helper()
	events, err := webhook.Parse([]byte(body), nil)
	require.NoError(t, err)
	require.Len(t, events, 1)
	return events[0]
}

func TestEveryEventHasATypeOfItsOwn(t *testing.T) {
	names := webhook.EventNames()
	require.Len(t, names, 91)
	require.IsIncreasing(t, names)
	require.Equal(t, names, slices.Sorted(maps.Keys(webhook.Kinds())))
	for name, kind := range webhook.Kinds() {
		of := reflect.TypeOf(kind)
		field, ok := of.FieldByName("Event")
		require.True(t, ok && field.Anonymous && field.Tag.Get("json") == "-", name)
		require.Equal(t, strings.ToLower(strings.NewReplacer("_", "").Replace(name)),
			strings.ToLower(strings.Replace(of.Name(), "PartnerProgramExpiryJob", "PPExpiryJob", 1)), "a type is called as its event")
	}
}

// A field of the data that hid one of the event's would give handlers the id of something else.
func TestNoFieldOfTheDataHidesOneOfTheEvents(t *testing.T) {
	envelope := reflect.TypeFor[webhook.Event]()
	for name, kind := range webhook.Kinds() {
		of := reflect.TypeOf(kind)
		for i := range envelope.NumField() {
			if field := envelope.Field(i); field.IsExported() {
				found, ok := of.FieldByName(field.Name)
				require.True(t, ok, "%s.%s is ambiguous", name, field.Name)
				require.Len(t, found.Index, 2, "%s.%s is not the event's", name, field.Name)
				require.Equal(t, 0, found.Index[0])
			}
		}
	}
}

// Each field is of a type that keeps what the API sends: no floats for money, no pointers, dates with their twins.
func TestFieldsHaveNativeTypes(t *testing.T) {
	var walk func(path string, of reflect.Type)
	walk = func(path string, of reflect.Type) {
		switch of {
		case reflect.TypeFor[decimal.Decimal](), reflect.TypeFor[time.Time](), reflect.TypeFor[webhook.Event]():
			return
		}
		switch of.Kind() {
		case reflect.Struct:
			for i := range of.NumField() {
				field := of.Field(i)
				at := path + "." + field.Name
				if of == reflect.TypeFor[webhook.Date]() || of == reflect.TypeFor[capillary.Day]() {
					continue
				}
				if field.Type == reflect.TypeFor[webhook.Date]() && field.Name != "CurrentDateStoreTz" {
					require.Equal(t, "also="+field.Tag.Get("json")+"InMillis", field.Tag.Get("lenient"), "%s has its twin", at)
				}
				if !field.Anonymous {
					require.NotEmpty(t, field.Tag.Get("json"), at)
				}
				walk(at, field.Type)
			}
		case reflect.Slice, reflect.Map:
			walk(path+"[]", of.Elem())
		case reflect.Float32, reflect.Float64, reflect.Pointer, reflect.Int, reflect.Int32:
			t.Errorf("%s is a %s", path, of)
		}
	}
	for name, kind := range webhook.Kinds() {
		walk(name, reflect.TypeOf(kind))
	}
}

func TestReadingBendsAndNeverFails(t *testing.T) {
	event := parseOne(t, `{"eventName":"pointsRedeemed","eventId":17,"orgId":"50952.0","createdAt":"1720440490349","eventLogId":"-1","traceAttributes":[],"data":{
		"customerIdentifiers":{"customerId":"84793759919","instore":{"mobile":919740000001,"cardNumbers":"c1","cards":{"cardnumber":7}},"toabao":{"accounts":{"accountId":5}}},
		"totalPointsRedeemed":"18003.016","redeemedPointsCurrencyValue":{"odd":1},"isGroupRedemption":"true","redemptionSummaryId":9547005.0,
		"redemptionFromEarningPrograms":{"programId":"101","pointsRedeemed":1500},"triggeringActivity":{"additionalAttributes":{},"identifiers":null,"enteredAt":{"id":949}},
		"loyaltyProgramDetails":"","loyaltyProgramId":"soon","redemptionNotes":null}}`)
	redeemed := webhook.As[webhook.PointsRedeemed](event)
	require.Equal(t, "17", redeemed.EventID)
	require.EqualValues(t, 50952, redeemed.OrgID)
	require.Equal(t, int64(1720440490349), redeemed.CreatedAt.UnixMilli())
	require.EqualValues(t, -1, redeemed.EventLogID)
	require.Equal(t, int64(84793759919), redeemed.CustomerIdentifiers.CustomerID)
	require.Equal(t, "919740000001", redeemed.CustomerIdentifiers.Instore.Mobile)
	require.Equal(t, []string{"c1"}, redeemed.CustomerIdentifiers.Instore.CardNumbers)
	require.Equal(t, "7", redeemed.CustomerIdentifiers.Instore.Cards["cardnumber"])
	require.Equal(t, "5", redeemed.CustomerIdentifiers.Taobao.Accounts[0].AccountID)
	require.Equal(t, "18003.016", redeemed.TotalPointsRedeemed.String())
	require.True(t, redeemed.IsGroupRedemption)
	require.EqualValues(t, 9547005, redeemed.RedemptionSummaryID)
	require.EqualValues(t, 101, redeemed.RedemptionFromEarningPrograms[0].ProgramID)
	require.EqualValues(t, 949, redeemed.TriggeringActivity.EnteredBy.ID)
	require.Equal(t, []capillary.Drift{
		{Path: "/data/redeemedPointsCurrencyValue", Want: "decimal", Got: "object"},
		{Path: "/data/loyaltyProgramId", Want: "int64", Got: "text"},
	}, redeemed.Drift)
	require.Empty(t, event.Drift, "reading it as a type changes nothing of the event")
	require.Equal(t, redeemed, webhook.As[webhook.PointsRedeemed](event), "again")
}

func TestDriftOfTheEnvelopeIsNotedToo(t *testing.T) {
	event := parseOne(t, `{"eventName":"pointsExpired","orgId":{"id":1},"createdAt":"soon","data":{"pointsExpired":"many"}}`)
	expired := webhook.As[webhook.PointsExpired](event)
	require.Equal(t, []string{"/orgId", "/createdAt", "/data/pointsExpired"}, []string{expired.Drift[0].Path, expired.Drift[1].Path, expired.Drift[2].Path})
	require.NotContains(t, mustJSON(t, expired.Drift), "many", "drift never holds values")
}

func TestNamesOfMembersAreTakenAsTheyAreWritten(t *testing.T) {
	event := parseOne(t, `{"EVENTNAME":"pointsIssued","eventName":"pointsExpired","EventName":"tierUpgraded","eventid":"x","EVENTID":"y","eventId":"e1","DATA":{"pointsExpired":9},
		"data":{"pointsExpired":5,"PointsExpired":6,"POINTSEXPIRED":7},"Data":{"pointsExpired":8}}`)
	require.Equal(t, "pointsExpired", event.EventName)
	require.Equal(t, "e1", event.EventID)
	require.Equal(t, "5", webhook.As[webhook.PointsExpired](event).PointsExpired.String())
	_, err := webhook.Parse([]byte(`{"eventname":"pointsExpired","data":{}}`), nil)
	require.Error(t, err)
}

func TestTheEnvelopeIsNeverReadFromTheData(t *testing.T) {
	event := parseOne(t, `{"eventName":"targetValueAchieved","eventId":"e1","orgId":100,"loyaltyEventId":"outer","data":
		{"eventName":"TransactionAdd","eventId":15,"orgId":7,"refId":"inner","loyaltyEventId":"inner","achievedTargetValue":"14.000"}}`)
	achieved := webhook.As[webhook.TargetValueAchieved](event)
	require.Equal(t, "targetValueAchieved", achieved.EventName)
	require.Equal(t, "e1", achieved.EventID)
	require.Equal(t, "TransactionAdd", achieved.ActivityEventName)
	require.EqualValues(t, 15, achieved.ActivityEventID)
	require.EqualValues(t, 100, achieved.OrgID)
	require.Empty(t, achieved.RefID)
	require.Equal(t, "outer", achieved.LoyaltyEventID)
	require.Equal(t, "14", achieved.AchievedTargetValue.String())

	// The wrapped form whose name the page broke: the wrapper's type has it, the data's member is something else.
	event = parseOne(t, `{"eventId":"e1","eventType":"100_targetValueAchieved","attributes":{"data":{"eventName":"TransactionAdd","eventId":15},"orgId":100}}`)
	require.Equal(t, "targetValueAchieved", event.EventName)
	require.Equal(t, "e1", event.EventID)
}

func TestMembersBesideTheDataAreReadWhereTheDataHaveNone(t *testing.T) {
	event := parseOne(t, `{"eventName":"requestUpdated","eventId":"e1","orgId":781,"requestTrackingId":"7676878","status":"APPROVED","customerId":4545332,"comments":"outer",
		"data":{"requestId":"id","comments":"inner","updatedFields":[{"fieldName":"status","currentValue":"APPROVED"}]}}`)
	updated := webhook.As[webhook.RequestUpdated](event)
	require.EqualValues(t, 7676878, updated.RequestTrackingID)
	require.EqualValues(t, 4545332, updated.CustomerID)
	require.Equal(t, "inner", updated.Comments)
	require.Equal(t, "status", updated.UpdatedFields[0].FieldName)
}

// enriched is an organisation's own form of an event: a dataflow adds a member.
type enriched struct {
	webhook.PointsIssued

	Household string `json:"household"`
}

func TestATypeOfOnesOwnReadsWhatADataflowAdds(t *testing.T) {
	receiver := newReceiver(t)
	var got seen[enriched]
	webhook.On(receiver, got.handle)
	require.Equal(t, 200, post(t, receiver, `{"eventName":"pointsIssued","eventId":"e1","data":{"household":"h7","totalPointsIssued":3}}`))
	require.Equal(t, "h7", got.all[0].Household)
	require.Equal(t, "3", got.all[0].TotalPointsIssued.String())
	require.Equal(t, "e1", got.all[0].EventID)
}

func TestAnEventKeepsEverythingItCameWith(t *testing.T) {
	receiver := newReceiver(t)
	var got seen[webhook.TierRenewed]
	webhook.On(receiver, got.handle)
	body := `{"eventName":"tierRenewed","eventId":"e1","brandNew":{"a":[1]},"data":{"unheardOf":{"x":1.50},"currentTierNumber":2}}`
	require.Equal(t, 200, post(t, receiver, "\ufeff"+body))
	event := got.all[0]
	require.Equal(t, body, string(event.Raw))
	require.Equal(t, `{"unheardOf":{"x":1.50},"currentTierNumber":2}`, string(event.Data))
	require.Equal(t, 1, event.Try)
	var data map[string]any
	require.NoError(t, json.Unmarshal(event.Data, &data))
}

func TestDataThatAreNoObjectAreRead(t *testing.T) {
	for _, data := range []string{`null`, `""`, `[]`, `{}`, `"text"`, `7`, `[1,2]`, `true`} {
		receiver := newReceiver(t)
		var got seen[webhook.TierRenewed]
		webhook.On(receiver, got.handle)
		require.Equal(t, 200, post(t, receiver, `{"eventName":"tierRenewed","eventId":"e1","data":`+data+`}`), data)
		require.Equal(t, 1, got.count(), data)
	}
}

func TestDeepDocumentsEndInAnAnswer(t *testing.T) {
	var dead letters
	receiver := newReceiver(t, dead.option())
	webhook.On(receiver, func(context.Context, webhook.TierRenewed) error { return nil })
	deep := func(n int) string {
		return `{"eventName":"tierRenewed","data":{"x":` + strings.Repeat("[", n) + strings.Repeat("]", n) + `}}`
	}
	require.Equal(t, 200, post(t, receiver, deep(5000)))
	require.Empty(t, dead.all)
	require.Equal(t, 200, post(t, receiver, deep(200_000)))
	require.Len(t, dead.all, 1)
}
