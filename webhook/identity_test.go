package webhook_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/webhook"
)

// keyOf is the key of the one event in a body.
func keyOf(t *testing.T, body string) string {
	t.Helper()
	events, err := webhook.Parse([]byte(body), nil)
	require.NoError(t, err, body)
	require.Len(t, events, 1)
	require.Len(t, events[0].Key, 64)
	return events[0].Key
}

func TestEventsWithAnIDAreToldApartByOrganisationNameAndID(t *testing.T) {
	base := `{"orgId":100,"eventName":"pointsIssued","eventId":"e1","refId":"r","apiRequestId":"a","createdAt":1,"data":{"x":1}}`
	key := keyOf(t, base)
	for name, same := range map[string]string{
		"other data":        strings.Replace(base, `{"x":1}`, `{"x":2}`, 1), // enriched anew
		"other reference":   strings.Replace(base, `"refId":"r"`, `"refId":"s"`, 1),
		"other time":        strings.Replace(base, `"createdAt":1`, `"createdAt":2`, 1),
		"org as a text":     strings.Replace(base, `"orgId":100`, `"orgId":"100"`, 1),
		"org with a point":  strings.Replace(base, `"orgId":100`, `"orgId":100.0`, 1),
		"blanks in the id":  strings.Replace(base, `"e1"`, `" e1 "`, 1),
		"escapes in the id": strings.Replace(base, `"e1"`, `"\u0065\u0031"`, 1),
		"no data":           strings.Replace(base, `"data":{"x":1}`, `"data":null`, 1),
		"id in the data":    strings.Replace(base, `{"x":1}`, `{"eventId":15,"eventName":"TransactionAdd","orgId":7}`, 1),
	} {
		require.Equal(t, key, keyOf(t, same), name)
	}
	for name, other := range map[string]string{
		"other id":           strings.Replace(base, `"e1"`, `"e2"`, 1),
		"id in another case": strings.Replace(base, `"e1"`, `"E1"`, 1),
		"other name":         strings.Replace(base, `pointsIssued`, `alternateCurrenciesIssued`, 1), // documented: one id under several names
		"other org":          strings.Replace(base, `"orgId":100`, `"orgId":101`, 1),
		"no org":             strings.Replace(base, `"orgId":100,`, ``, 1),
		"name and id that are the same text together": strings.NewReplacer("pointsIssued", "pointsIssuede", `"e1"`, `"1"`).Replace(base),
	} {
		require.NotEqual(t, key, keyOf(t, other), name)
	}
}

// Texts and numbers that stand for no id must not be taken for one: all events that have them would be the same event.
func TestWhatStandsForNoIDIsNone(t *testing.T) {
	for _, id := range []string{`null`, `""`, `"  "`, `"null"`, `"NULL"`, `"None"`, `"NA"`, `"n/a"`, `"undefined"`, `{}`, `[]`, `false`, `true`, `["e1"]`, `0`, `"0"`, `0.0`, `-1`, `"-1"`, `"00000000-0000-0000-0000-000000000000"`} {
		body := `{"orgId":100,"eventName":"pointsIssued","eventId":` + id + `,"refId":"r","apiRequestId":"a","createdAt":1,"data":{"points":%d}}`
		require.NotEqual(t, keyOf(t, fmt.Sprintf(body, 1)), keyOf(t, fmt.Sprintf(body, 2)), id)
		require.Equal(t, keyOf(t, fmt.Sprintf(body, 1)), keyOf(t, strings.Replace(fmt.Sprintf(body, 1), `"eventId":`+id+`,`, "", 1)), id)
	}
	require.NotEqual(t, keyOf(t, `{"eventName":"x","eventId":1}`), keyOf(t, `{"eventName":"x","eventId":10}`), "numbers are ids")
	require.Equal(t, keyOf(t, `{"eventName":"x","eventId":1}`), keyOf(t, `{"eventName":"x","eventId":"1"}`))
}

func TestEventsWithoutAnIDAreToldApartByWhatTheySay(t *testing.T) {
	base := `{"orgId":100,"eventName":"customerUpdated","refId":"100_7","apiRequestId":"a","createdAt":1720440490349,"data":{"name":"Asha","points":[1.5,20],"at":{"a":1,"b":null}}}`
	key := keyOf(t, base)
	for name, same := range map[string]string{
		"members in another order": `{"data":{"at":{"b":null,"a":1},"points":[1.5,20],"name":"Asha"},"createdAt":1720440490349,"apiRequestId":"a","refId":"100_7","eventName":"customerUpdated","orgId":100}`,
		"blanks":                   strings.ReplaceAll(strings.ReplaceAll(base, ",", " ,\n"), ":", " :\t"),
		"numbers otherwise":        strings.NewReplacer("1.5", "1.50", "20]", "2E1]", "1720440490349", "1.720440490349E12", `"a":1,`, `"a":1.0,`).Replace(base),
		"escapes":                  strings.Replace(base, "Asha", `\u0041sha`, 1),
		"more beside the data":     strings.Replace(base, `"orgId"`, `"traceAttributes":{"try":2},"eventLogId":5,"orgId"`, 1),
		"empty id":                 strings.Replace(base, `"orgId"`, `"eventId":"","orgId"`, 1),
	} {
		require.Equal(t, key, keyOf(t, same), name)
	}
	for name, other := range map[string]string{
		"data":                 strings.Replace(base, "Asha", "Usha", 1),
		"data of another kind": strings.Replace(base, "1.5", `"1.5"`, 1),
		"a list's order":       strings.Replace(base, "1.5,20", "20,1.5", 1),
		"time":                 strings.Replace(base, "1720440490349", "1720440490350", 1),
		"reference":            strings.Replace(base, "100_7", "100_8", 1),
		"request":              strings.Replace(base, `"apiRequestId":"a"`, `"apiRequestId":"b"`, 1),
		"name":                 strings.Replace(base, "customerUpdated", "customerAdded", 1),
		"organisation":         strings.Replace(base, `"orgId":100`, `"orgId":101`, 1),
		"a long id":            strings.Replace(base, `"a":1`, `"a":9047889826879317`, 1),
		"another long id":      strings.Replace(base, `"a":1`, `"a":9047889826879318`, 1), // the same as a float
		"reference and request that are the same text together": strings.NewReplacer("100_7", "100_7a", `"apiRequestId":"a"`, `"apiRequestId":""`).Replace(base),
	} {
		require.NotEqual(t, key, keyOf(t, other), name)
	}
	require.NotEqual(t, keyOf(t, strings.Replace(base, `"a":1`, `"a":9047889826879317`, 1)), keyOf(t, strings.Replace(base, `"a":1`, `"a":9047889826879318`, 1)))
}

func TestEventsThatHaveNothingToBeToldByStillHaveAKeyOfTheirOwn(t *testing.T) {
	one, two := keyOf(t, `{"eventName":"x","note":1}`), keyOf(t, `{"eventName":"x","note":2}`)
	require.NotEqual(t, one, two)
	require.NotEqual(t, one, keyOf(t, `{"eventName":"y","note":1}`))
	require.NotEqual(t, keyOf(t, `{"eventName":"x","data":{"a":1}}`), keyOf(t, `{"eventName":"x","data":{"a":2}}`))
}

// Stores keep keys for a month: a key that changed would make all events of that month new.
func TestKeysStayTheSameFromVersionToVersion(t *testing.T) {
	require.Equal(t, "389377ed47c7d05db21ec1fd139a1c26ae6b34241732bb11fc4eafc5d6e34df3",
		keyOf(t, `{"orgId":100,"eventName":"pointsIssued","eventId":"e1"}`))
	require.Equal(t, "abe8cf61b1245acf3295466ab794ff87e96540ea0ba9007f6fed1cf61f977e8f",
		keyOf(t, `{"orgId":100,"eventName":"pointsIssued","refId":"r","apiRequestId":"a","createdAt":1,"data":{"a":[1.50,"x",null,true],"b":{}}}`))
}

func TestParseReturnsTheGoodEventsBesideTheError(t *testing.T) {
	events, err := webhook.Parse([]byte(`[{"eventName":"a"},{"secret":"98765432101"},7,{"eventName":"b"}]`), time.UTC)
	require.Error(t, err)
	require.NotContains(t, err.Error(), "98765432101")
	require.Len(t, events, 2)
	require.Equal(t, "b", events[1].EventName)
}
