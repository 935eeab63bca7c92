package lenient

import (
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// coupon has days and times as they come with twins.
type coupon struct {
	ID        int64     `json:"id"`
	Expiry    time.Time `json:"expiryDate"`
	ValidTill time.Time `json:"validTill"`
	Created   time.Time `json:"createdDate"`
	Redeemed  time.Time `json:"redeemed_on" lenient:"also=redeemedOn"`
	Note      string    `json:"note"`
}

// instant decodes an object into a coupon with the cluster in India.
func instant(t *testing.T, document string) (coupon, []Drift) {
	t.Helper()
	var value coupon
	d := NewDecoder([]byte(document), india)
	defer d.Release()
	d.DecodeInto(&value)
	require.NoError(t, d.End(), document)
	return value, d.Drift()
}

// inBothOrders makes an object of two members, in both orders, and with others around them.
func inBothOrders(one, other string) []string {
	return []string{
		"{" + one + "," + other + "}", "{" + other + "," + one + "}",
		`{"id":7,` + one + `,"note":"n","unknown":{"validTillISO":"2001-01-01T00:00:00Z"},` + other + `}`,
		`{"id":7,` + other + `,"note":"n","unknown":[1],` + one + `,"created":null}`,
	}
}

func TestATwinIsReadFirst(t *testing.T) {
	for _, c := range []struct{ base, twin, want string }{
		{`"2026-06-11"`, `"validTillISO":"2026-06-11T23:59:59Z"`, "2026-06-11T23:59:59Z"},
		{`"2026-06-11T00:00:00Z"`, `"validTillDateTime":"2026-06-11T23:59:59Z"`, "2026-06-11T23:59:59Z"},
		{`"2026-06-11"`, `"validTillInMillis":1781222399999`, "2026-06-11T23:59:59.999Z"},
		{`"2026-06-11"`, `"validTillInMillis":"1781222399999"`, "2026-06-11T23:59:59.999Z"},
		{`"11th Jun, 2026"`, `"validTillMillis":1781222399999`, "2026-06-11T23:59:59.999Z"},
		{`"2026-06-11"`, `"validTillWithTimeStamp":"2026-06-11T23:59:59.000Z"`, "2026-06-11T23:59:59Z"},
		{`"2026-06-11"`, `"validTillWithTimeStampISO":"2026-06-11T23:59:59+05:30"`, "2026-06-11T23:59:59+05:30"},
		{`"2026-06-11"`, `"validTillDateTimeISO":"2026-06-11T23:59:59+05:30"`, "2026-06-11T23:59:59+05:30"},
		{`"2026-06-11 10:00:00"`, `"validTillISO":"2026-06-11T10:00:00+08:00"`, "2026-06-11T10:00:00+08:00"}, // the zone was another one
		{`1781172000000`, `"validTillISO":"2026-06-11T10:00:00Z"`, "2026-06-11T10:00:00Z"},
		{`1781172000945`, `"validTillISO":"2026-06-11T10:00:00Z"`, "2026-06-11T10:00:00.945Z"}, // the same second: its parts are not lost
		{`"2026-06-11"`, `"VALIDTILLiso":"2026-06-11T23:59:59Z"`, "2026-06-11T23:59:59Z"},
		{`"2026-06-11"`, `"validTill\u0049SO":"2026-06-11T23:59:59Z"`, "2026-06-11T23:59:59Z"},
		{`"2026-06-11"`, `"validTillISO":["2026-06-11T23:59:59Z"]`, "2026-06-11T23:59:59Z"},
		// A twin without a zone says more than a day, and less than a time that the decoder knows.
		{`"2026-06-11"`, `"validTillDateTime":"2026-06-11 23:59:59"`, "2026-06-11T23:59:59+05:30"},
		{`"2026-06-11T10:00:00Z"`, `"validTillDateTime":"2026-06-11 10:00:00"`, "2026-06-11T10:00:00Z"},
		{`1781172000000`, `"validTillDateTime":"2026-06-11 10:00:00"`, "2026-06-11T10:00:00Z"},
	} {
		want, err := time.Parse(time.RFC3339Nano, c.want)
		require.NoError(t, err)
		for _, document := range inBothOrders(`"validTill":`+c.base, c.twin) {
			got, drift := instant(t, document)
			require.Truef(t, want.Equal(got.ValidTill), "%s became %s", document, got.ValidTill)
			require.Empty(t, drift, document)
		}
	}
}

func TestATwinWithoutItsMember(t *testing.T) {
	for _, base := range []string{`null`, `""`, `"NA"`, `{}`, `[]`, `0`, `"0000-00-00 00:00:00"`} {
		for _, document := range append(inBothOrders(`"validTill":`+base, `"validTillISO":"2026-06-11T23:59:59Z"`), `{"validTillISO":"2026-06-11T23:59:59Z"}`) {
			got, drift := instant(t, document)
			require.Truef(t, time.Date(2026, 6, 11, 23, 59, 59, 0, time.UTC).Equal(got.ValidTill), "%s became %s", document, got.ValidTill)
			require.Empty(t, drift, document)
		}
	}
	got, drift := instant(t, `{"validTillISO":"2026-06-11 10:00:00"}`)
	require.Equal(t, time.Date(2026, 6, 11, 10, 0, 0, 0, india), got.ValidTill)
	require.Empty(t, drift)
}

func TestAMemberWithoutItsTwin(t *testing.T) {
	want := time.Date(2026, 6, 11, 10, 0, 0, 0, india)
	for _, twin := range []string{`null`, `""`, `"null"`, `{}`, `[]`, `0`, `"0"`, `-1`, `"0000-00-00T00:00:00"`, `"0001-01-01T00:00:00Z"`, `"1970-01-01T00:00:00Z"`, `"1970-01-01T05:30:00+05:30"`} {
		for _, suffix := range []string{"ISO", "InMillis", "DateTime", "WithTimeStamp"} {
			for _, document := range inBothOrders(`"validTill":"2026-06-11 10:00:00"`, `"validTill`+suffix+`":`+twin) {
				got, drift := instant(t, document)
				require.Equal(t, want, got.ValidTill, document)
				require.Empty(t, drift, document)
			}
		}
	}
	for _, twin := range []string{`"soon"`, `true`, `{"a":1}`, `[1,2]`, `"+57906-04-18T07:06:40Z"`, `99999999999999999`} { // the last but one is from the reference
		for _, document := range inBothOrders(`"validTill":"2026-06-11 10:00:00"`, `"validTillISO":`+twin) {
			got, drift := instant(t, document)
			require.Equal(t, want, got.ValidTill, document)
			require.Len(t, drift, 1, document)
			require.Equal(t, "/validTillISO time", drift[0].Path+" "+drift[0].Want)
		}
	}
	// What can't be read beside a twin is told too.
	for _, document := range inBothOrders(`"validTill":"soon"`, `"validTillISO":"2026-06-11T10:00:00+05:30"`) {
		got, drift := instant(t, document)
		require.True(t, want.Equal(got.ValidTill), document)
		require.Equal(t, []Drift{{Path: "/validTill", Want: "time", Got: "text"}}, drift)
	}
	zero, _ := instant(t, `{"validTillISO":"1970-01-01T00:00:00Z","validTillInMillis":0}`)
	require.True(t, zero.ValidTill.IsZero())
	both, _ := instant(t, `{"validTill":"1970-01-01T00:00:00Z","validTillDateTime":"1970-01-01T00:00:00Z"}`)
	require.Equal(t, int64(0), both.ValidTill.Unix())
}

func TestATwinThatContradictsWinsAndIsTold(t *testing.T) {
	for _, c := range []struct {
		base, twin string
		told       bool
	}{
		{"2026-06-11", "2026-06-12T13:59:59+05:30", false}, // the end of the day, far west
		{"2026-06-11", "2026-06-12T14:00:01+05:30", true},
		{"2026-06-11", "2026-06-10T10:00:00+05:30", false}, // its begin, far east
		{"2026-06-11", "2026-06-10T09:59:59+05:30", true},
		{"2026-06-11 10:00:00", "2026-06-12T00:00:00+05:30", false},
		{"2026-06-11 10:00:00", "2026-06-12T00:00:01+05:30", true},
		{"2026-06-11 10:00:00", "2026-06-10T19:59:59+05:30", true},
		{"2026-06-11T00:00:00Z", "2026-06-11T23:59:59Z", false},
		{"2026-06-11T00:00:00+08:00", "2026-06-11T23:59:59+08:00", false},
		{"2025-10-10 12:39:48", "2025-09-30T08:39:48Z", true}, // ten days, as the reference has it
		{"2026-06-11", "2027-06-11T00:00:00+05:30", true},
	} {
		want, err := time.Parse(time.RFC3339, c.twin)
		require.NoError(t, err)
		for i, document := range inBothOrders(`"validTill":"`+c.base+`"`, `"validTillISO":"`+c.twin+`"`) {
			got, drift := instant(t, document)
			require.Truef(t, want.Equal(got.ValidTill), "%s became %s", document, got.ValidTill)
			if !c.told {
				require.Empty(t, drift, document)
				continue
			}
			path := []string{"/validTillISO", "/validTill"}[i%2] // the one that came last
			require.Equal(t, []Drift{{Path: path, Want: "time", Got: "another time than its twin"}}, drift, document)
		}
	}
}

func TestOfSeveralTwinsTheOneThatSaysMostWins(t *testing.T) {
	members := []string{`"validTill":"2026-06-11"`, `"validTillDateTime":"2026-06-11T21:00:00Z"`, `"validTillInMillis":1781215200000`, `"validTillISO":"2026-06-11T23:00:00Z"`, `"validTillWithTimeStamp":"2026-06-11 20:00:00"`}
	hours := []int{0, 21, 22, 23, 20}
	byRank := []int{3, 2, 1, 4, 0}
	for set := 1; set < 1<<len(members); set++ {
		var in []int
		for i := range members {
			if set>>i&1 == 1 {
				in = append(in, i)
			}
		}
		want := 0
		for _, i := range byRank {
			if set>>i&1 == 1 {
				want = hours[i]
				break
			}
		}
		permute(in, func(order []int) {
			parts := make([]string, len(order))
			for i, n := range order {
				parts[i] = members[n]
			}
			var value coupon
			document := "{" + strings.Join(parts, ",") + "}"
			d := NewDecoder([]byte(document), time.UTC)
			d.DecodeInto(&value)
			require.NoError(t, d.End())
			require.Empty(t, d.Drift(), document)
			d.Release()
			require.Equal(t, want, value.ValidTill.Hour(), document)
		})
	}
}

func TestOfTheSameTwinTheLastOneWins(t *testing.T) {
	for document, hour := range map[string]int{
		`{"validTillISO":"2026-06-11T10:00:00+05:30","validTillISO":"2026-06-11T11:00:00+05:30"}`:                                       11,
		`{"validTill":"2026-06-11","validTillISO":"2026-06-11T10:00:00+05:30","validTillISO":"2026-06-11T11:00:00+05:30"}`:              11,
		`{"validTillISO":"2026-06-11T10:00:00+05:30","validTill":"2026-06-11 01:00:00","validTill":"2026-06-11 02:00:00"}`:              10,
		`{"validTillISO":"2026-06-11T10:00:00+05:30","validTillISO":null,"validTillISO":"","validTillISO":"2026-06-11T11:00:00+05:30"}`: 11,
		`{"validTillDateTime":"2026-06-11 10:00:00","validTill":"2026-06-11 01:00:00","validTill":"2026-06-11 02:00:00"}`:               2,
	} {
		got, drift := instant(t, document)
		require.Empty(t, drift, document)
		require.Equal(t, hour, got.ValidTill.In(india).Hour(), document)
	}
}

// What twins told about an object is forgotten with the object.
func TestTwinsOfLongListsAreForgotten(t *testing.T) {
	d := NewDecoder([]byte("["+strings.Repeat(`{"validTillISO":"2026-06-11T10:00:00Z","validTill":"2026-06-11"},`, 1000)+`{"validTill":"2026-06-11"}]`), nil)
	defer d.Release()
	var list []coupon
	d.DecodeInto(&list)
	require.NoError(t, d.End())
	require.Empty(t, d.told)
	require.Less(t, cap(d.told), 100)
	require.Equal(t, 10, list[999].ValidTill.Hour())
	require.Equal(t, 0, list[1000].ValidTill.Hour())
}

// permute calls with every order of some numbers.
func permute(of []int, call func([]int)) {
	var from func(int)
	from = func(i int) {
		if i == len(of) {
			call(of)
			return
		}
		for j := i; j < len(of); j++ {
			of[i], of[j] = of[j], of[i]
			from(i + 1)
			of[i], of[j] = of[j], of[i]
		}
	}
	from(0)
}

func TestNamesOfTwins(t *testing.T) {
	for document, field := range map[string]string{
		`{"createdDateISO":@}`: "Created", `{"createdDateTimeISO":@}`: "Created", `{"createdDateTime":@}`: "Created", `{"createdDateInMillis":@}`: "Created", `{"createdDateDateTime":@}`: "Created",
		`{"validTillDateTime":@}`: "ValidTill", `{"redeemed_onISO":@}`: "Redeemed", `{"redeemedOnISO":@}`: "Redeemed", `{"redeemedOnInMillis":@}`: "Redeemed",
		`{"validTillTime":@}`: "", `{"validTillTimeISO":@}`: "", `{"ISO":@}`: "", `{"DateTime":@}`: "", `{"idISO":@}`: "", `{"noteISO":@}`: "", `{"noteInMillis":5}`: "", `{"validTillISOISO":@}`: "", `{"validTillFormat":@}`: "",
		`{"expiryISO":@}`: "", `{"xexpiryDateISO":@}`: "", `{"expiryDate_ISO":@}`: "", `{"expiryDateISO ":@}`: "", `{"validTillDateISO":@}`: "", `{"validTillDate":@}`: "",
	} {
		document = strings.ReplaceAll(document, "@", `"2026-06-11T10:00:00Z"`)
		got, drift := instant(t, document)
		require.Empty(t, drift, document)
		want := coupon{}
		if field != "" {
			reflect.ValueOf(&want).Elem().FieldByName(field).Set(reflect.ValueOf(time.Date(2026, 6, 11, 10, 0, 0, 0, time.UTC)))
		}
		require.Equal(t, want, got, document)
	}
}

func TestAFieldOfATwinsOwnNameGetsIt(t *testing.T) {
	type both struct {
		Valid     time.Time `json:"validTill"`
		Twin      time.Time `json:"validTillDateTime"`
		Text      string    `json:"validTillISO"`
		Issued    time.Time `json:"issuedDate"`
		IssuedAt  time.Time `json:"issuedDateTime"`
		Other     time.Time `json:"ended"`
		OtherTime string    `json:"endedWithTimeStamp"`
	}
	value, drift := decode[both](t, `{"validTillISO":"2026-06-11T23:00:00Z","validTill":"2026-06-11","VALIDTILLDATETIME":"2026-06-11T22:00:00Z","issuedDateTimeISO":"2026-06-11T21:00:00Z","issuedDate":"2026-06-11",
		"endedWithTimeStamp":"x","endedWithTimeStampISO":"2026-06-11T20:00:00Z"}`)
	require.Empty(t, drift)
	day := time.Date(2026, 6, 11, 0, 0, 0, 0, time.UTC)
	require.Equal(t, both{Valid: day, Twin: day.Add(22 * time.Hour), Text: "2026-06-11T23:00:00Z", Issued: day, IssuedAt: day.Add(21 * time.Hour), Other: day.Add(20 * time.Hour), OtherTime: "x"}, value)
}

func TestTwinsWithinListsMapsAndStructs(t *testing.T) {
	type Dated struct {
		On   time.Time `json:"on"`
		Kids []Dated   `json:"kids"`
	}
	type owner struct {
		*Dated
		Coupons []coupon          `json:"coupons"`
		ByCode  map[string]coupon `json:"byCode"`
		Pointed *coupon           `json:"pointed"`
	}
	const twin = `"2026-06-11T23:59:59Z"`
	value, drift := decode[owner](t, `{"onISO":`+twin+`,"kids":[{"on":"2026-06-11","kids":[{"onISO":`+twin+`,"on":"2026-06-11"},{"on":"2026-06-11"}],"onISO":`+twin+`},{"on":"2026-06-11"}],"on":"2026-06-11",
		"coupons":[{"validTillISO":`+twin+`,"validTill":"2026-06-11"},{"validTill":"2026-06-11"},{"validTill":"2026-06-11","validTillISO":`+twin+`,"createdDateISO":null,"createdDate":"2026-06-11"},null],
		"byCode":{"a":{"validTillISO":`+twin+`,"validTill":"2026-06-11"},"b":{"validTill":"2026-06-11"}},"pointed":{"validTillISO":`+twin+`,"validTill":"2026-06-11"}}`)
	require.Empty(t, drift)
	day, end := time.Date(2026, 6, 11, 0, 0, 0, 0, time.UTC), time.Date(2026, 6, 11, 23, 59, 59, 0, time.UTC)
	require.Equal(t, owner{
		Dated:   &Dated{On: end, Kids: []Dated{{On: end, Kids: []Dated{{On: end}, {On: day}}}, {On: day}}},
		Coupons: []coupon{{ValidTill: end}, {ValidTill: day}, {ValidTill: end, Created: day}, {}},
		ByCode:  map[string]coupon{"a": {ValidTill: end}, "b": {ValidTill: day}},
		Pointed: &coupon{ValidTill: end},
	}, value)

	type inner struct {
		On   time.Time `json:"on"`
		Text string    `json:"text"`
	}
	for _, document := range inBothOrders(`"on":"2026-06-11"`, `"onISO":`+twin) {
		shared, drift := decode[struct {
			inner inner
			Value inner     `json:"value" lenient:"inline"`
			On    time.Time `json:"on"`
		}](t, document)
		require.Empty(t, drift)
		require.Equal(t, []time.Time{end, end}, []time.Time{shared.On, shared.Value.On})
		texts, drift := decode[struct {
			Value inner  `json:"value" lenient:"inline"`
			On    string `json:"on"`
		}](t, document)
		require.Empty(t, drift)
		require.Equal(t, "2026-06-11", texts.On)
		require.Equal(t, end, texts.Value.On)
	}
}

func TestTwinsInMembersByHand(t *testing.T) {
	fields, ok := FieldsOf(reflect.TypeFor[coupon]())
	require.True(t, ok)
	require.True(t, fields.Has([]byte("validTillISO")))
	require.True(t, fields.Has([]byte("createdDateTimeISO")))
	require.False(t, fields.Has([]byte("validISO")))
	for _, document := range inBothOrders(`"validTill":"2026-06-11"`, `"validTillISO":"2026-06-11T23:59:59Z"`) {
		var first, second coupon
		d := NewDecoder([]byte("["+document+`,{"validTill":"2026-06-11"}]`), nil)
		d.Enter()
		for _, into := range []*coupon{&first, &second} {
			require.True(t, d.More(']'))
			for d.Enter(); d.More('}'); {
				if !d.DecodeMember(fields, d.Name(nil), reflect.ValueOf(into)) {
					d.Value()
				}
			}
		}
		require.False(t, d.More(']'))
		require.NoError(t, d.End())
		require.Empty(t, d.Drift())
		d.Release()
		require.Equal(t, time.Date(2026, 6, 11, 23, 59, 59, 0, time.UTC), first.ValidTill, document)
		require.Equal(t, time.Date(2026, 6, 11, 0, 0, 0, 0, time.UTC), second.ValidTill)
	}
}

func TestAnAbsentAliasBesideATwinUndoesNothing(t *testing.T) {
	for _, document := range []string{
		`{"expiryDateISO":"2026-06-11T10:00:00Z","redeemedOn":"2026-06-01","redeemed_on":null}`,
		`{"redeemed_onISO":"2026-06-01T00:00:00+05:30","redeemedOn":"2026-06-01","redeemed_on":""}`,
		`{"redeemedOnISO":"2026-06-01T00:00:00+05:30","redeemed_on":null}`,
	} {
		got, drift := instant(t, document)
		require.Empty(t, drift)
		require.True(t, time.Date(2026, 6, 1, 0, 0, 0, 0, india).Equal(got.Redeemed), document)
	}
}

// Many decoders meet twins of a type for the first time at once, in many spellings.
func TestTwinsAreLearnedByManyAtOnce(t *testing.T) {
	type fresh struct {
		A, B, C, D, E time.Time
	}
	var group sync.WaitGroup
	for caller := range 8 {
		group.Go(func() {
			for i := range 200 {
				name, suffix := string("ABCDE"[(i+caller)%5]), twinForms[(i*7+caller)%len(twinForms)]
				if suffix.behindDay {
					continue
				}
				spelled := suffix.suffix
				if i%3 == 0 {
					spelled = strings.ToLower(spelled)
				}
				var value fresh
				d := NewDecoder(fmt.Appendf(nil, `{"%[1]s":"2026-06-11","%[1]s%[2]s":"2026-06-11T10:00:00Z"}`, name, spelled), nil)
				d.DecodeInto(&value)
				if err := d.End(); err != nil || reflect.ValueOf(value).FieldByName(name).Interface().(time.Time).Hour() != 10 {
					t.Errorf("%s%s: %v", name, spelled, value)
				}
				d.Release()
			}
		})
	}
	group.Wait()
	known := planOf(reflect.TypeFor[fresh]()).taker.(*structTaker).twins.known.Load()
	require.LessOrEqual(t, len(*known), 5*len(twinForms))
}

func TestTwinsDoNotAllocate(t *testing.T) {
	var value coupon
	v := reflect.ValueOf(&value).Elem()
	require.Zero(t, allocations(t, []byte(`{"id":7,"validTillISO":"2026-06-11T23:59:59Z","validTill":"2026-06-11","expiryDate":"2026-06-11 10:00:00","createdDate":"2026-06-11","createdDateTimeISO":"2026-06-11T10:00:00+05:30"}`), v))
	require.Equal(t, 23, value.ValidTill.Hour())
}

// What twins say is the same in every order, and a struct without them is read as before.
func FuzzTwins(f *testing.F) {
	f.Add("2026-06-11", "2026-06-11T23:59:59Z", int64(1781222399000))
	f.Add("", "0000-00-00", int64(0))
	f.Add("2026-06-11 10:00:00", "2026-06-11T10:00:00", int64(-1))
	f.Fuzz(func(t *testing.T, base, iso string, millis int64) {
		members := []string{fmt.Sprintf(`"validTill":%q`, base), fmt.Sprintf(`"validTillISO":%q`, iso), fmt.Sprintf(`"validTillInMillis":%d`, millis)}
		var want *coupon
		permute([]int{0, 1, 2}, func(order []int) {
			document := "{" + members[order[0]] + "," + members[order[1]] + "," + members[order[2]] + "}"
			var value coupon
			d := NewDecoder([]byte(document), india)
			defer d.Release()
			d.DecodeInto(&value)
			if d.End() != nil {
				return // %q is not always JSON
			}
			if want == nil {
				want = &value
			}
			if apart := value.ValidTill.Sub(want.ValidTill); apart <= -time.Second || apart >= time.Second { // parts of a second are kept from the first that has some
				t.Fatalf("%s: %s, in another order %s", document, value.ValidTill, want.ValidTill)
			}
		})
	})
}
