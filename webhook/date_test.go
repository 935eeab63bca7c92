package webhook_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/webhook"
)

// expiry is the date in an event whose data have these members.
func expiry(t *testing.T, members string, zone *time.Location) (webhook.Date, []capillary.Drift) {
	t.Helper()
	events, err := webhook.Parse([]byte(`{"eventName":"tierUpgraded","data":{`+members+`}}`), zone)
	require.NoError(t, err)
	typed := webhook.As[webhook.TierUpgraded](events[0])
	return typed.TierExpiryDate, typed.Drift
}

var india = capillary.India.TimeZone()

func TestADateIsADayOrAMomentAndItsTwinComesFirst(t *testing.T) {
	day := capillary.Day{Year: 2025, Month: time.October, Day: 28}
	twin := time.UnixMilli(1761676199999) // 23:59:59.999 of the day in India
	clock := time.Date(2025, 10, 28, 10, 30, 0, 0, india)
	for members, want := range map[string]webhook.Date{
		`"tierExpiryDate":"2025-10-28"`:                                                 {Day: day},
		`"tierExpiryDate":" 2025-10-28 "`:                                               {Day: day},
		`"tierExpiryDate":"28-10-2025"`:                                                 {Day: day},
		`"tierExpiryDate":"2025/10/28"`:                                                 {Day: day},
		`"tierExpiryDate":"20251028"`:                                                   {Day: day},
		`"tierExpiryDate":"2025-10-28","tierExpiryDateInMillis":1761676199999`:          {Day: day, Time: twin},
		`"tierExpiryDateInMillis":1761676199999,"tierExpiryDate":"2025-10-28"`:          {Day: day, Time: twin},
		`"tierExpiryDateInMillis":"1761676199999","tierExpiryDate":"2025-10-28"`:        {Day: day, Time: twin},
		`"tierExpiryDateInMillis":1761676199999.0`:                                      {Time: twin},
		`"tierExpiryDate":1761676199999`:                                                {Time: twin},
		`"tierExpiryDate":"2025-10-28 10:30:00"`:                                        {Time: clock},
		`"tierExpiryDate":"2025-10-28 10:30:00.0"`:                                      {Time: clock},
		`"tierExpiryDate":"2025-10-28T05:00:00.000+0000"`:                               {Time: clock},
		`"tierExpiryDate":"2025-10-28 10:30:00","tierExpiryDateInMillis":1761676199999`: {Time: twin}, // they contradict: the twin has a zone
		`"tierExpiryDateInMillis":1761676199999,"tierExpiryDate":"2025-10-28 10:30:00"`: {Time: twin},
		`"tierExpiryDate":"2025-10-28","tierExpiryDateInMillis":null`:                   {Day: day},
		`"tierExpiryDateInMillis":"","tierExpiryDate":"2025-10-28"`:                     {Day: day},
		`"tierExpiryDateInMillis":0,"tierExpiryDate":"2025-10-28"`:                      {Day: day},
		`"tierExpiryDate":null,"tierExpiryDateInMillis":1761676199999`:                  {Time: twin},
		`"tierExpiryDate":"","tierExpiryDateInMillis":{}`:                               {},
		`"tierExpiryDate":"0000-00-00 00:00:00"`:                                        {},
		`"tierexpirydate":"2025-10-28","TierExpiryDate":"2025-10-28"`:                   {}, // other names
	} {
		got, drift := expiry(t, members, india)
		require.Equal(t, want.Day, got.Day, members)
		require.True(t, want.Time.Equal(got.Time), "%s: %v", members, got)
		require.Empty(t, drift, members)
	}
}

func TestATwinThatIsNoTimeLeavesTheDay(t *testing.T) {
	for _, members := range []string{
		`"tierExpiryDate":"2025-10-28","tierExpiryDateInMillis":"soon"`,
		`"tierExpiryDateInMillis":[1,2],"tierExpiryDate":"2025-10-28"`,
		`"tierExpiryDateInMillis":9047889826879317,"tierExpiryDate":"2025-10-28"`,
		`"tierExpiryDateInMillis":true,"tierExpiryDate":"2025-10-28"`,
	} {
		got, drift := expiry(t, members, nil)
		require.Equal(t, "2025-10-28", got.String(), members)
		require.Len(t, drift, 1, members)
		require.Equal(t, "/data/tierExpiryDateInMillis", drift[0].Path)
	}
	got, drift := expiry(t, `"tierExpiryDate":"2025-02-30"`, nil)
	require.True(t, got.IsZero())
	require.Len(t, drift, 1)
}

func TestADayBeginsAndEndsWhereOneIs(t *testing.T) {
	day := webhook.Date{Day: capillary.Day{Year: 2025, Month: time.October, Day: 28}}
	require.Equal(t, time.Date(2025, 10, 28, 0, 0, 0, 0, india), day.Start(india))
	require.Equal(t, time.Date(2025, 10, 28, 23, 59, 59, 0, india), day.End(india))
	require.Equal(t, time.Date(2025, 10, 28, 23, 59, 59, 0, time.UTC), day.End(nil))
	moment := webhook.Date{Time: time.UnixMilli(1761676199999), Day: day.Day}
	require.Equal(t, moment.Time, moment.Start(india))
	require.Equal(t, moment.Time, moment.End(india))
	require.True(t, webhook.Date{}.Start(india).IsZero())
	require.True(t, webhook.Date{}.End(india).IsZero())
	require.Equal(t, "2025-10-28", fmt.Sprint(day))
	require.Empty(t, webhook.Date{}.String())
}

func TestDatesSurviveEncodingJSON(t *testing.T) {
	for _, date := range []webhook.Date{
		{},
		{Day: capillary.Day{Year: 2025, Month: time.October, Day: 28}},
		{Time: time.UnixMilli(1761676199999).UTC()},
		{Time: time.UnixMilli(1761676199999).UTC(), Day: capillary.Day{Year: 2025, Month: time.October, Day: 28}},
	} {
		text, err := json.Marshal(date)
		require.NoError(t, err)
		var back webhook.Date
		require.NoError(t, json.Unmarshal(text, &back), string(text))
		require.Equal(t, date, back, string(text))
	}
	var date webhook.Date
	require.Error(t, json.Unmarshal([]byte(`"soon"`), &date))
	var day capillary.Day
	require.Error(t, day.UnmarshalText([]byte("soon")))
	require.NoError(t, day.UnmarshalText(nil))
	require.True(t, day.IsZero())
}
