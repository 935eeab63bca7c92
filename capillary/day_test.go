package capillary_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
)

var fifth = capillary.Day{Year: 2026, Month: time.March, Day: 5}

type birthday struct {
	ID       int64           `json:"id,omitzero"`
	On       capillary.Day   `json:"on"`
	Optional capillary.Day   `json:"optional,omitzero"`
	List     []capillary.Day `json:"list,omitzero"`
}

// zones are on both sides of UTC, and one has days without a midnight.
func zones(t *testing.T) map[string]*time.Location {
	santiago, err := time.LoadLocation("America/Santiago")
	require.NoError(t, err)
	return map[string]*time.Location{"UTC": time.UTC, "India": time.FixedZone("IST", 19800), "west": time.FixedZone("", -8*60*60), "Santiago": santiago}
}

func TestADayIsReadAsItIsWrittenInAnyFormAndZone(t *testing.T) {
	for _, form := range []string{`"2026-03-05"`, `"05-03-2026"`, `"05/03/2026"`, `"5/3/2026"`, `"2026/03/05"`, `"20260305"`, `20260305`,
		`"2026-03-05 00:00:00"`, `"2026-03-05 23:59:59"`, `"2026-03-05T14:30:00"`, `"2026-03-05T00:00:00Z"`, `"2026-03-05T00:00:00+05:30"`,
		`"2026-03-05T23:59:59-0800"`, `"2026-03-05T00:00:00+14:00"`, `"Thu, 05 Mar 2026 00:00:00 GMT"`, `["2026-03-05"]`, `" 2026-03-05 "`} {
		for name, zone := range zones(t) {
			c, _ := wiretest.Serve(t, 0, `{"on":`+form+`}`, capillary.WithTimeZone(zone))
			got, err := capillary.Call[birthday](t.Context(), c, opRead, capillary.Input{})
			if assert.NoError(t, err, "%s in %s", form, name) {
				assert.Equal(t, fifth, got.On, "%s in %s", form, name)
			}
		}
	}
}

func TestAMomentIsADayOfTheClientsZone(t *testing.T) {
	ist := time.FixedZone("IST", 19800)
	midnight := fifth.In(ist)
	for _, form := range []string{fmt.Sprint(midnight.UnixMilli()), fmt.Sprint(midnight.Unix()), fmt.Sprintf("%q", fmt.Sprint(midnight.UnixMilli())),
		`"2026-03-04T18:30:00Z"`, `"2026-03-05T18:29:59Z"`, `"2026-03-04T18:30:00.000+0000"`} {
		c, _ := wiretest.Serve(t, 0, `{"on":`+form+`}`, capillary.WithTimeZone(ist))
		got, err := capillary.Call[birthday](t.Context(), c, opRead, capillary.Input{})
		require.NoError(t, err, form)
		assert.Equal(t, fifth, got.On, form)
	}
}

func TestWhatStandsForNoDayIsTheZeroDayAndWhatIsNoneIsDrift(t *testing.T) {
	for _, form := range []string{`""`, `null`, `[]`, `{}`, `"0000-00-00"`, `"0000-00-00 00:00:00"`, `"NA"`, `0`, `" "`} {
		c, _ := wiretest.Serve(t, 0, `{"id":1,"on":`+form+`}`)
		got, err := capillary.Call[birthday](t.Context(), c, opRead, capillary.Input{})
		require.NoError(t, err, form)
		assert.True(t, got.On.IsZero(), form)
	}
	for _, form := range []string{`"2026-02-30"`, `"soon"`, `true`, `{"a":1}`, `"2026-13-05"`, `"2026"`} {
		c, _ := wiretest.Serve(t, 0, `{"id":1,"on":`+form+`}`)
		_, err := capillary.Call[birthday](t.Context(), c, opRead, capillary.Input{})
		if form != `"2026"` { // seconds of 1970, as elsewhere
			assert.ErrorIs(t, err, capillary.ErrDrift, form)
		}
	}
}

func TestADayGoesOutAsItIsInBodiesAndQueriesOfBothVersions(t *testing.T) {
	type days struct {
		On   capillary.Day   `url:"on"`
		None capillary.Day   `url:"none,omitempty"`
		List []capillary.Day `url:"list,omitempty,comma"`
	}
	for _, path := range []string{"/v2/things", "/v1.1/things"} {
		for name, zone := range zones(t) {
			c, server := wiretest.Serve(t, 0, `{"response":{"status":{"success":true,"code":200}},"id":1}`, capillary.WithTimeZone(zone))
			op := capillary.Operation{Name: "customer.Write", Method: http.MethodPost, Path: path}
			_, _ = capillary.Call[any](t.Context(), c, op, capillary.Input{Query: days{On: fifth, List: []capillary.Day{fifth, {Year: 2024, Month: 2, Day: 29}}},
				Body: birthday{On: fifth, List: []capillary.Day{{}, fifth}}})
			require.Len(t, server.Arrivals(), 1)
			assert.Equal(t, `{"on":"2026-03-05","list":[null,"2026-03-05"]}`, string(server.Arrivals()[0].Body), name)
			assert.Equal(t, "2026-03-05", server.Arrivals()[0].Query.Get("on"))
			assert.Equal(t, "2026-03-05,2024-02-29", server.Arrivals()[0].Query.Get("list"))
			assert.False(t, server.Arrivals()[0].Query.Has("none"))
		}
	}
}

func TestADayThatTheCalendarDoesNotHaveIsNotSent(t *testing.T) {
	c, server := wiretest.Serve(t, 0, `{"id":1}`)
	for _, d := range []capillary.Day{{Year: 2026, Month: 2, Day: 30}, {Year: 2026, Month: 13, Day: 1}, {Year: 2026}, {Day: 5}, {Year: -1, Month: 1, Day: 1}, {Year: 10000, Month: 1, Day: 1}} {
		_, err := capillary.Call[any](t.Context(), c, opWrite, capillary.Input{Body: birthday{On: d}})
		assert.ErrorIs(t, err, capillary.ErrInvalidInput)
		_, err = capillary.Call[any](t.Context(), c, opRead, capillary.Input{Query: struct {
			On capillary.Day `url:"on"`
		}{d}})
		assert.ErrorIs(t, err, capillary.ErrInvalidInput)
	}
	assert.Empty(t, server.Arrivals())
}

func TestADaySurvivesJSONBothWaysAndAsAKey(t *testing.T) {
	for _, d := range []capillary.Day{{}, fifth, {Year: 2, Month: 1, Day: 1}, {Year: 9999, Month: 12, Day: 31}} {
		raw, err := json.Marshal(birthday{On: d})
		require.NoError(t, err)
		var back birthday
		require.NoError(t, json.Unmarshal(raw, &back))
		assert.Equal(t, d, back.On)
	}
	raw, err := json.Marshal(map[capillary.Day]int{fifth: 1})
	require.NoError(t, err)
	assert.Equal(t, `{"2026-03-05":1}`, string(raw))
	var back map[capillary.Day]int
	require.NoError(t, json.Unmarshal(raw, &back))
	assert.Equal(t, map[capillary.Day]int{fifth: 1}, back)
}

func TestTheFirstMomentOfADayIsInTheDay(t *testing.T) {
	for name, zone := range zones(t) {
		for d := (capillary.Day{Year: 2024, Month: 1, Day: 1}).In(time.UTC); d.Year() < 2026; d = d.AddDate(0, 0, 1) {
			day := capillary.DayOf(d)
			begin := day.In(zone)
			require.Equal(t, day, capillary.DayOf(begin), name)
			require.NotEqual(t, day, capillary.DayOf(begin.Add(-time.Second)), "%s: %v", name, begin)
		}
	}
	assert.True(t, capillary.Day{}.In(time.UTC).IsZero())
	assert.True(t, capillary.DayOf(time.Time{}).IsZero())
	assert.Negative(t, fifth.Compare(capillary.Day{Year: 2026, Month: 3, Day: 6}))
	assert.Positive(t, fifth.Compare(capillary.Day{Year: 2025, Month: 12, Day: 31}))
	assert.Zero(t, fifth.Compare(fifth))
	d, err := capillary.ParseDay("05/03/2026")
	require.NoError(t, err)
	assert.Equal(t, fifth, d)
	assert.Equal(t, "2026-03-05", fmt.Sprint(d))
	_, err = capillary.ParseDay("447700900001x")
	assert.Error(t, err)
	assert.NotContains(t, err.Error(), "4477")
}

func FuzzADayOfTheCalendarIsReadBackAsItWas(f *testing.F) {
	f.Add(2026, 3, 5)
	f.Fuzz(func(t *testing.T, year, month, day int) {
		d := capillary.Day{Year: year, Month: time.Month(month), Day: day}
		text, err := d.MarshalText()
		if err != nil {
			t.Skip("the calendar has no such day")
		}
		back, err := capillary.ParseDay(string(text))
		require.NoError(t, err)
		assert.Equal(t, d, back)
	})
}

func TestAParameterWithoutAnOffsetIsOnTheClustersClockInBothVersionsAndADayIsNot(t *testing.T) {
	type times struct {
		Clock  time.Time `url:"clock" layout:"2006-01-02 15:04:05"`
		Moment time.Time `url:"moment"`
		Date   time.Time `url:"date" layout:"2006-01-02"`
	}
	at := time.Date(2026, 3, 5, 0, 30, 0, 0, time.FixedZone("", 8*60*60))
	for path, moment := range map[string]string{"/v2/things": "2026-03-05T00:30:00+08:00", "/v1.1/things": "2026-03-04T22:00:00+05:30"} {
		c, server := wiretest.Serve(t, 0, `{"response":{"status":{"success":true,"code":200}},"id":1}`, capillary.WithTimeZone(time.FixedZone("IST", 19800)))
		_, _ = capillary.Call[any](t.Context(), c, capillary.Operation{Name: "customer.Read", Method: http.MethodGet, Path: path, Safety: capillary.Read},
			capillary.Input{Query: times{at, at, at}})
		q := server.Arrivals()[0].Query
		assert.Equal(t, "2026-03-04 22:00:00", q.Get("clock"), path)
		assert.Equal(t, moment, q.Get("moment"), path)
		assert.Equal(t, "2026-03-05", q.Get("date"), path)
	}
}

func TestTimesInBodiesOfV2AlwaysHaveAnOffset(t *testing.T) {
	c, server := wiretest.Serve(t, 0, `{"id":1}`)
	at := time.Date(2026, 3, 5, 0, 30, 0, 0, time.FixedZone("", 8*60*60))
	_, err := capillary.Call[any](t.Context(), c, opWrite, capillary.Input{Body: map[string]any{"a": at, "b": &at, "c": []time.Time{at.UTC()}, "d": struct{ At time.Time }{at.Add(5 * time.Millisecond)}}})
	require.NoError(t, err)
	assert.JSONEq(t, `{"a":"2026-03-05T00:30:00+08:00","b":"2026-03-05T00:30:00+08:00","c":["2026-03-04T16:30:00Z"],"d":{"At":"2026-03-05T00:30:00.005+08:00"}}`, string(server.Arrivals()[0].Body))
}
