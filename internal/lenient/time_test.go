package lenient

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestEveryFormOfATimeIsTheRightInstant(t *testing.T) {
	for _, form := range []struct{ document, want string }{ // without a zone: in +05:30
		{`"2016-08-05 22:00:21"`, "2016-08-05T22:00:21+05:30"},
		{`"2020-11-27T09:12:13Z"`, "2020-11-27T09:12:13Z"},
		{`"2020-04-20T10:35:47.473+0000"`, "2020-04-20T10:35:47.473Z"},
		{`"2021-05-24T09:18:59.261Z"`, "2021-05-24T09:18:59.261Z"},
		{`"2021-08-26"`, "2021-08-26T00:00:00+05:30"},
		{`"2021-04-02T17:53:27+05:30"`, "2021-04-02T17:53:27+05:30"},
		{`"2020-05-21 11:52:33.0"`, "2020-05-21T11:52:33+05:30"},
		{`"2021-06-15T00:00:00.612+05:30"`, "2021-06-15T00:00:00.612+05:30"},
		{`"2025-02-06T07:43:30.00Z"`, "2025-02-06T07:43:30Z"},
		{`"2023-10-04T16:29:19"`, "2023-10-04T16:29:19+05:30"},
		{`"22-10-2000"`, "2000-10-22T00:00:00+05:30"},
		{`"2023-11-17T23:45:12.063"`, "2023-11-17T23:45:12.063+05:30"},
		{`"26-05-2025 15:52:02"`, "2025-05-26T15:52:02+05:30"},
		{`"Wed, 04 Oct 2023 11:12:25 GMT"`, "2023-10-04T11:12:25Z"},
		{`"Wed, 04 Oct 2023 11:12:25 +0200"`, "2023-10-04T11:12:25+02:00"},
		{`"Wednesday, 04-October-2023 11:12:25 GMT"`, "2023-10-04T11:12:25Z"},
		{`"04 Oct 2023"`, "2023-10-04T00:00:00+05:30"},
		{`"4-Oct-2023 11:12:25"`, "2023-10-04T11:12:25+05:30"},
		{`"4th October, 2023"`, "2023-10-04T00:00:00+05:30"},
		{`"1st Jan,2024"`, "2024-01-01T00:00:00+05:30"},
		{`"22ND feb 2024 10:00Z"`, "2024-02-22T10:00:00Z"},
		{`"2025-10-25T05:46Z"`, "2025-10-25T05:46:00Z"},
		{`"2012-08-05 22:00:00IST"`, "2012-08-05T22:00:00+05:30"},
		{`"2012-08-05 22:00:00 ist"`, "2012-08-05T22:00:00+05:30"},
		{`"2024-06-24T17:37:00.000IST"`, "2024-06-24T17:37:00+05:30"},
		{`"2016-08-05 22:00::IST"`, "2016-08-05T22:00:00+05:30"},
		{`"20120820"`, "2012-08-20T00:00:00+05:30"},
		{`20120820`, "2012-08-20T00:00:00+05:30"},
		{`"2021-06-15T00:00+05:30"`, "2021-06-15T00:00:00+05:30"},
		{`"Mon Dec 09 03:13:23 UTC 2019"`, "2019-12-09T03:13:23Z"},
		{`"Thu Sep 23 17:14:37 IST 2021"`, "2021-09-23T17:14:37+05:30"},
		{`"Thu Sep  2 17:14:37 2021"`, "2021-09-02T17:14:37+05:30"},
		{`"1998/12/01"`, "1998-12-01T00:00:00+05:30"},
		{`"2012-3-12 11:33:23"`, "2012-03-12T11:33:23+05:30"},
		{`"2016-10-4 12:12:12"`, "2016-10-04T12:12:12+05:30"},
		{`"10/09/2024"`, "2024-09-10T00:00:00+05:30"},
		{`"1971-5-7"`, "1971-05-07T00:00:00+05:30"},
		{`"2016-09-12 T15:19:21+05:30"`, "2016-09-12T15:19:21+05:30"},
		{`"2016-09-12T15:19:21+5:30"`, "2016-09-12T15:19:21+05:30"},
		{`"2016-09-12T15:19:21-0330"`, "2016-09-12T15:19:21-03:30"},
		{`"2016-09-12T15:19:21+07"`, "2016-09-12T15:19:21+07:00"},
		{`"2016-09-12T15:19:21 GMT+0700"`, "2016-09-12T15:19:21+07:00"},
		{`"2016-09-12T15:19:21.12345678901234Z"`, "2016-09-12T15:19:21.123456789Z"},
		{`"  2016-09-12T15:19:21Z "`, "2016-09-12T15:19:21Z"},
		{`"2020-02-29"`, "2020-02-29T00:00:00+05:30"},
		{`"2000-02-29"`, "2000-02-29T00:00:00+05:30"},
		{`1625639059945`, "2021-07-07T06:24:19.945Z"},
		{`"1601835836973"`, "2020-10-04T18:23:56.973Z"},
		{`1697636680.484000000`, "2023-10-18T13:44:40.484Z"},
		{`1718857868.451`, "2024-06-20T04:31:08.451Z"},
		{`1719898518.011293`, "2024-07-02T05:35:18.011293Z"},
		{`1684087053.29`, "2023-05-14T17:57:33.29Z"},
		{`1.697636680484E9`, "2023-10-18T13:44:40.484Z"},
		{`1.625639059945e12`, "2021-07-07T06:24:19.945Z"},
		{`1625639059945.5`, "2021-07-07T06:24:19.9455Z"},
		{`1697636680.4840000009`, "2023-10-18T13:44:40.484Z"},
		{`1697636680.00000000000000001`, "2023-10-18T13:44:40Z"},
		{`1549564200`, "2019-02-07T18:30:00Z"},
		{`1e9`, "2001-09-09T01:46:40Z"},
		{`"1472541586"`, "2016-08-30T07:19:46Z"},
		{`0.0000000000015`, "1970-01-01T00:00:00Z"},
		{`123456789e-10`, "1970-01-01T00:00:00.012345678Z"},
		{`12345678`, "1970-05-23T21:21:18Z"},
		{`-1.5`, "1969-12-31T23:59:58.5Z"},
		{`100000000000`, "1973-03-03T09:46:40Z"},
		{`99999999999`, "5138-11-16T09:46:39Z"},
		{`[1549564200]`, "2019-02-07T18:30:00Z"},
	} {
		want, err := time.Parse(time.RFC3339Nano, form.want)
		require.NoError(t, err)
		var got time.Time
		d := NewDecoder([]byte(form.document), india)
		d.DecodeInto(&got)
		require.NoError(t, d.End())
		require.Empty(t, d.Drift(), form.document)
		d.Release()
		require.Truef(t, want.Equal(got), "%s is %s", form.document, got)
	}
}

// The form of most times is read all at once. With more spaces it is not, and the same.
func TestATimeReadAtOnceIsTheSame(t *testing.T) {
	const form = "2016-08-05T22:00:21.5+0530"
	documents := []string{form, form[:19], form[:19] + "Z", "0000-00-00T00:00:00", "0000-00-00T00:00:00?", "0001-01-01T00:00:00", "2016-02-30T00:00:00", "2016-08-05T24:00:00"}
	for at := range form {
		for _, c := range "09-:T. x" {
			documents = append(documents, form[:at]+string(c)+form[at+1:], form[:at]+string(c)+form[at:], form[:at]+form[at+1:])
		}
	}
	for _, document := range documents {
		at := strings.IndexByte(document, 'T')
		if at < 0 {
			continue
		}
		want, drift := decode[time.Time](t, `"`+document[:at]+"  "+document[at:]+`"`)
		got, driftAtOnce := decode[time.Time](t, `"`+document+`"`)
		require.Equal(t, want, got, document)
		require.Equal(t, drift, driftAtOnce, document)
		if at == len("2016-08-05") && len(drift) == 0 {
			withSpace, _ := decode[time.Time](t, `"`+document[:at]+" "+document[at+1:]+`"`)
			require.Equal(t, want, withSpace, document)
		}
	}
}

func TestNoTimeIsZero(t *testing.T) {
	for _, document := range []string{`null`, `""`, `" "`, `0`, `0.0`, `"0"`, `"NA"`, `"null"`, `"None"`, `{}`, `[]`, `"0000-00-00 00:00:00"`, `"0000-00-00"`,
		`"00-00-0000"`, `"0000-00-00T00:00:00.000+0000"`, `"00/00/0000"`} {
		value, drift := decode[time.Time](t, document)
		require.True(t, value.IsZero(), document)
		require.Empty(t, drift, document)
	}
}

func TestImpossibleTimesAreDrift(t *testing.T) {
	for _, text := range []string{"2021-13-01", "2021-00-01", "2021-02-30", "2021-04-31", "1900-02-29", "2021-01-32", "2021-01-00", "2021-01-01 24:00:00",
		"2021-01-01 12:60:00", "2021-01-01 12:00:60", "2021-01-01 1", "2021-01-01 12:0", "2021-01-01 12:00:0", "2021-01-01 12:00:00.", "2021-01-01 12:00:00 XYZ",
		"2021-01-01T00:00:00+25:00", "2021-01-01T00:00:00+05:3", "2021-01-01T00:00:00+", "2021-01-01x", "2021-1", "2021-", "1/2/3", "20121340", "tomorrow", "Mon", "4x Oct 2023", "4th Foo 2023", "4thOct 2023", "4 Oct", "31 Feb 2024", "4th", "1e3 Oct 2023", "Mon Foo 09 03:13:23 UTC 2019",
		"Mon Dec 09 03:13:23 UTC", "12:30", "253402300800000", "1e30", "99999999999999999999", "-99999999999", "-", "1-1-1", "+", "ééé", "2021-01-01T12:00:00ZZ"} {
		value, drift := decode[time.Time](t, `"`+text+`"`)
		require.True(t, value.IsZero(), text)
		require.Equal(t, []Drift{{Want: "time", Got: "text"}}, drift, text)
	}
	checkBends(t, "time", []bend[time.Time]{
		{document: `{"label":"IST","offset":330}`, got: "object"}, {document: `true`, got: "bool"}, {document: `253402300800000`, got: "number"}, {document: `[1,2]`, got: "list of 2"},
	})
}

func TestZones(t *testing.T) {
	kolkata := time.FixedZone("cluster", 5*3600+1800)
	for text, want := range map[string]string{
		"2021-01-01":                "cluster", // no zone: the decoder's
		"2021-01-01T00:00:00+0530":  "cluster", // the same offset: the decoder's
		"2021-01-01T00:00:00Z":      "UTC",
		"2021-01-01T00:00:00+00:00": "UTC",
		"2021-01-01T00:00:00 GMT":   "UTC",
		"2021-01-01T00:00:00IST":    "IST",
		"2021-01-01T00:00:00+07:00": "",
		"1549564200":                "cluster",
	} {
		got, ok := parseTime([]byte(text), kolkata)
		require.True(t, ok, text)
		require.Equal(t, want, got.Location().String(), text)
	}
	seven, _ := parseTime([]byte("2021-01-01T00:00:00+07:00"), kolkata)
	again, _ := parseTime([]byte("2022-01-01T00:00:00+07:00"), kolkata)
	require.Same(t, seven.Location(), again.Location())
	odd, _ := parseTime([]byte("2021-01-01T00:00:00+07:07"), kolkata)
	require.Equal(t, "2021-01-01T00:00:00+07:07", odd.Format(time.RFC3339))
	_, offset := seven.Zone()
	require.Equal(t, 7*3600, offset)
}

func TestCommonTimesDoNotAllocate(t *testing.T) {
	var value time.Time
	v := reflect.ValueOf(&value).Elem()
	for _, text := range []string{"2020-11-27T09:12:13Z", "2021-05-24T09:18:59.261Z", "2020-04-20T10:35:47.473+0000", "2021-04-02T17:53:27+05:30", "2021-04-02T17:53:27+07:00",
		"2016-08-05 22:00:21", "2021-08-26", "22-10-2000", "Mon Dec 09 03:13:23 UTC 2019", "1625639059945"} {
		require.Zero(t, allocations(t, []byte(`"`+text+`"`), v), text)
	}
}

// What package time reads as RFC 3339 must be the same instant here.
func FuzzTime(f *testing.F) {
	for _, seed := range []string{"2020-11-27T09:12:13Z", "2006-01-02T1:04:05,123Z", "0000-01-01T00:00:00+24:60", "2016-08-05 22:00::IST", "Mon Dec 09 03:13:23 UTC 2019",
		"1697636680.484000000", "22-10-2000", "9999-12-31T23:59:59.999999999-23:59", "0000-00-00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, ok := parseTime([]byte(text), india)
		want, err := time.Parse(time.RFC3339, text)
		if err == nil && (!ok || !got.Equal(want)) {
			t.Fatalf("%q is %v, not %v", text, got, want)
		}
		if ok && strings.TrimSpace(text) == "" {
			t.Fatal("a time out of nothing")
		}
	})
}
