package query_test

import (
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	library "github.com/google/go-querystring/query"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/internal/query"
)

type order string

type inner struct {
	Limit  int64 `url:"limit,omitempty"`
	Offset int64 `url:"offset,omitempty"`
}

type options struct {
	inner
	Name     string    `url:"name"`
	Sort     order     `url:"sort,omitempty"`
	Embed    []order   `url:"embed,omitempty,comma"`
	IDs      []int64   `url:"id"`
	Active   bool      `url:"active,omitempty"`
	Zero     *int64    `url:"zero,omitempty"`
	From     time.Time `url:"from,omitempty" layout:"2006-01-02"`
	At       time.Time `url:"at,omitempty"`
	Count    uint8     `url:"count,omitempty"`
	Ratio    float64   `url:"ratio,omitempty"`
	Untagged string
	Hidden   string `url:"-"`
	private  string //nolint:unused // to be left out
}

func TestAPlanWritesWhatTheLibraryWrites(t *testing.T) {
	at := time.Date(2031, 2, 3, 4, 5, 6, 0, time.UTC)
	for _, o := range []options{
		{},
		{Name: "a b&c=d/ü", Sort: "ASC", Embed: []order{"POINTS", "MLP"}, IDs: []int64{3, 1}, Active: true, Zero: new(int64(0)), From: at, At: at,
			Count: 7, Ratio: 1.5, Untagged: "x", Hidden: "no", inner: inner{10, 20}},
		{Embed: []order{}, IDs: nil, Zero: new(int64(5))},
	} {
		want, err := library.Values(o)
		require.NoError(t, err)
		var p query.Params
		require.NoError(t, p.AddStruct(o, query.Clock{}))
		assert.Equal(t, want.Encode(), p.Encode())
		var q query.Params
		require.NoError(t, q.AddStruct(&o, query.Clock{}))
		assert.Equal(t, want.Encode(), q.Encode())
	}
}

func TestADecimalIsWrittenThatTheLibraryLoses(t *testing.T) {
	type points struct {
		Points decimal.Decimal `url:"points"`
		More   decimal.Decimal `url:"more,omitempty"`
	}
	var p query.Params
	require.NoError(t, p.AddStruct(points{Points: decimal.RequireFromString("100.50")}, query.Clock{}))
	assert.Equal(t, "points=100.5", p.Encode())
}

func TestTimesAreWrittenOnTheClockThatIsAskedForAndDaysAsTheyAre(t *testing.T) {
	type at struct {
		Clock  time.Time   `url:"clock" layout:"2006-01-02 15:04:05"`
		Date   time.Time   `url:"date" layout:"02/01/2006"`
		Moment time.Time   `url:"moment"`
		Hour   time.Time   `url:"hour" layout:"15h"`
		List   []time.Time `url:"list,comma" layout:"2006-01-02T15:04:05"`
		None   time.Time   `url:"none,omitempty" layout:"2006-01-02 15:04:05"`
	}
	then := time.Date(2031, 2, 3, 20, 0, 0, 0, time.UTC)
	ist := time.FixedZone("IST", 19800)
	for _, x := range []struct {
		clock query.Clock
		want  string
	}{
		{query.Clock{}, "clock=2031-02-03 20:00:00&date=03/02/2031&hour=20h&list=2031-02-03T20:00:00&moment=2031-02-03T20:00:00Z"},
		{query.Clock{Zone: ist}, "clock=2031-02-04 01:30:00&date=03/02/2031&hour=01h&list=2031-02-04T01:30:00&moment=2031-02-03T20:00:00Z"},
		{query.Clock{Zone: ist, All: true}, "clock=2031-02-04 01:30:00&date=03/02/2031&hour=01h&list=2031-02-04T01:30:00&moment=2031-02-04T01:30:00+05:30"},
	} {
		var p query.Params
		require.NoError(t, p.AddStruct(at{Clock: then, Date: then, Moment: then, Hour: then, List: []time.Time{then}}, x.clock))
		var all []string
		require.NoError(t, p.Check(func(name, value string) error { all = append(all, name+"="+value); return nil }))
		slices.Sort(all)
		assert.Equal(t, x.want, strings.Join(all, "&"))
	}
}

type word string

func (w word) EncodeValues(key string, v *url.Values) error {
	if w == "" {
		return errors.New("it is empty")
	}
	v.Set(key, "<"+string(w)+">")
	return nil
}

func TestFieldsThatAPlanDoesNotKnowTheLibraryWrites(t *testing.T) {
	type rare struct {
		inner
		In struct {
			A string `url:"a"`
		} `url:"in"`
		Flag   bool              `url:"flag,int"`
		Since  time.Time         `url:"since,unixmilli"`
		None   time.Time         `url:"none,omitempty,unix"`
		IDs    []int64           `url:"ids,semicolon"`
		Names  []string          `url:"names,brackets"`
		Parts  []string          `url:"parts" del:"|"`
		Word   word              `url:"word"`
		Ratio  float64           `url:"ratio"`
		Small  uint8             `url:"small,omitempty"`
		Blank  *word             `url:"blank,omitempty"`
		Empty  map[string]string `url:"empty,omitempty"`
		Common string            `url:"common"`
	}
	r := rare{inner: inner{Limit: 3}, Flag: true, Since: time.UnixMilli(1927253106789), IDs: []int64{3, 1}, Names: []string{"a", "b"}, Parts: []string{"c", "d"},
		Word: "w", Ratio: 0.25, Common: "known"}
	r.In.A = "x"
	want, err := library.Values(r)
	require.NoError(t, err)
	var p query.Params
	require.NoError(t, p.AddStruct(r, query.Clock{Zone: time.FixedZone("", 3600), All: true}))
	assert.Equal(t, want.Encode(), p.Encode())
	assert.Equal(t, "common=known&flag=1&ids=3%3B1&in%5Ba%5D=x&limit=3&names%5B%5D=a&names%5B%5D=b&parts=c%7Cd&ratio=0.25&since=1927253106789&word=%3Cw%3E", p.Encode())

	assert.ErrorContains(t, errors.Unwrap(p.AddStruct(rare{}, query.Clock{})), "it is empty")
	assert.Error(t, p.AddStruct("no struct", query.Clock{}))
	assert.NoError(t, p.AddStruct((*rare)(nil), query.Clock{}))
}

func TestBesideARareFieldDecimalsAndClocksAreWrittenAsEver(t *testing.T) {
	type mixed struct {
		Since  time.Time       `url:"since,unix"`
		Points decimal.Decimal `url:"points"`
		At     time.Time       `url:"at" layout:"2006-01-02 15:04:05"`
	}
	then := time.Date(2031, 2, 3, 20, 0, 0, 0, time.UTC)
	var p query.Params
	require.NoError(t, p.AddStruct(mixed{then, decimal.RequireFromString("7.50"), then}, query.Clock{Zone: time.FixedZone("IST", 19800)}))
	assert.Equal(t, "at=2031-02-04+01%3A30%3A00&points=7.5&since=1927915200", p.Encode())
}

func TestWhatCanNotBeReadByReflectionIsAnError(t *testing.T) {
	type hidden struct{ A int }
	type Open struct{ A int }
	var p query.Params
	assert.Error(t, p.AddStruct(struct{ *hidden }{&hidden{1}}, query.Clock{}))
	assert.Error(t, p.AddStruct(struct{ *Open }{&Open{1}}, query.Clock{}))
	assert.Error(t, p.AddStruct(struct{ word }{"w"}, query.Clock{}))
	require.NoError(t, p.AddStruct(struct{ order }{"ASC"}, query.Clock{}))
	assert.Equal(t, "order=ASC", p.Encode())
}

func TestSetReplacesAndAddAdds(t *testing.T) {
	var p query.Params
	p.Add("b", "1")
	p.Add("a", "2")
	p.Add("b", "3")
	assert.Equal(t, "a=2&b=1&b=3", p.Encode())
	p.Set("b", "4")
	assert.Equal(t, "a=2&b=4", p.Encode())
	assert.True(t, p.Has("a"))
	assert.False(t, p.Has("c"))
}

func FuzzEncodeIsReadBackAsItWas(f *testing.F) {
	f.Add("a", "b", "c d&=")
	f.Fuzz(func(t *testing.T, name, one, two string) {
		var p query.Params
		p.Add(name, one)
		p.Add(name, two)
		got, err := url.ParseQuery(p.Encode())
		require.NoError(t, err)
		assert.Equal(t, []string{one, two}, got[name])
	})
}
