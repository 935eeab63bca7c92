package lenient

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/stretchr/testify/require"
)

// unknowns decodes a document and returns the paths that no field took.
func unknowns[T any](t *testing.T, document string) []string {
	t.Helper()
	d := NewDecoder([]byte(document), nil)
	defer d.Release()
	d.WatchUnknown()
	d.DecodeInto(new(T))
	require.NoError(t, d.End(), document)
	paths := d.Unknown()
	require.Equal(t, paths, d.Unknown(), "asked twice")
	for _, path := range paths {
		_, ok := At([]byte(document), path)
		require.True(t, ok, path)
	}
	return paths
}

func TestMembersThatNoFieldTakesAreNamed(t *testing.T) {
	type line struct{ Name string }
	type bill struct {
		ID     int64
		When   time.Time       `json:"when"`
		Mobile string          `json:"mobile" lenient:"also=phone"`
		Line   line            `json:"line"`
		Lines  []line          `json:"lines"`
		ByName map[string]line `json:"byName"`
		Open   map[string]any  `json:"open"`
		Ptr    *line           `json:"ptr"`
		Wrap   struct {
			Item []line `json:"item"`
		} `json:"wrap"`
		Raw jsontext.Value `json:"raw"`
	}
	for document, want := range map[string][]string{
		`{}`: nil, `5`: nil, `[]`: nil, `null`: nil,
		`{"ID":1,"id":2,"when":"2026-06-11","whenISO":"2026-06-11T10:00:00Z","phone":"1","line":{"name":"a"},"open":{"x":{"y":1}},"raw":{"z":1},"ptr":{}}`: nil,
		`{"new":1}`: {"/new"}, `{"new":null}`: {"/new"}, `{"new":{"ID":1,"deeper":[2]}}`: {"/new"}, `{"a~/b":1,"":2,"\u0065":3}`: {"/a~0~1b", "/", "/e"},
		`{"new":1,"ID":5,"z":2,"new":3}`:                                       {"/new", "/z"},
		`{"line":{"Name":"x","Kind":1},"Kind":2}`:                              {"/line/Kind", "/Kind"},
		`{"lines":[{"Name":"x"},{"a":1,"b":2},{"a":1,"c":3}],"last":0}`:        {"/lines/1/a", "/lines/1/b", "/lines/2/c", "/last"},
		`{"lines":{"a":1}}`:                                                    {"/lines/a"},
		`{"line":[{"a":1}],"ptr":{"b":1}}`:                                     {"/line/0/a", "/ptr/b"},
		`{"byName":{"x":{"a":1},"y":{"a":1},"7":{"a":1},"8":{"a":1}}}`:         {"/byName/x/a", "/byName/y/a", "/byName/7/a"},
		`{"wrap":[{"Name":"x","a":1}]}`:                                        {"/wrap/0/a"},
		`{"wrap":{"item":{"Name":"x","a":1},"b":2}}`:                           {"/wrap/item/a", "/wrap/b"},
		`{"lines":[5,{"a":1}]}`:                                                {"/lines/1/a"},
		`{"whenISOISO":1,"lineISO":2,"whenFormat":3,"when ":4}`:                {"/whenISOISO", "/lineISO", "/whenFormat", "/when "},
		byteOrderMark + `{"new":1}`:                                            {"/new"},
		` { "lines" : [ { "a" : { "Name" : [ ] } } ] , "new" : [ 1 , { } ] } `: {"/lines/0/a", "/new"},
		"{\"\xff\":1}": {"/\uFFFD"},
		`{"1":1,"2":2,"1a":3,"01":4,"lines":[{"0":1}],"a":{"lines":[{"x":1}]}}`:   {"/1", "/1a", "/lines/0/0", "/a"},
		`{"new":` + strings.Repeat(`{"a":`, 500) + `1` + strings.Repeat("}", 501): {"/new"},
	} {
		if document == "{\"\xff\":1}" {
			d := NewDecoder([]byte(document), nil)
			d.WatchUnknown()
			d.DecodeInto(new(bill))
			require.Equal(t, want, d.Unknown())
			d.Release()
			continue
		}
		require.Equal(t, want, unknowns[bill](t, document), document)
	}
	require.Equal(t, []string{"/0/a", "/1/b"}, unknowns[[]bill](t, `[{"a":1},{"a":2,"b":3}]`))
	require.Equal(t, []string{"/new", "/errors/0/hint"}, unknowns[item[customer]](t, `{"id":1,"mail":"m","new":1,"errors":[{"code":1,"hint":2}]}`))
	require.Nil(t, unknowns[map[string]any](t, `{"new":1}`))
	require.Nil(t, unknowns[any](t, `{"new":1}`))
}

func TestUnknownMembersAreBounded(t *testing.T) {
	type row struct{ ID int }
	type page struct {
		Rows []row `json:"rows"`
	}
	var rows, names []string
	for i := range 1000 {
		rows = append(rows, `{"ID":1,"a":1,"b":2}`)
		names = append(names, fmt.Sprintf(`"n%d":1`, i))
	}
	require.Equal(t, []string{"/rows/0/a", "/rows/0/b", "/last"}, unknowns[page](t, `{"rows":[`+strings.Join(rows, ",")+`],"last":1}`))
	require.Len(t, unknowns[page](t, `{`+strings.Join(names, ",")+`}`), MaxUnknown)

	d := NewDecoder([]byte(`[`+strings.Repeat(`{"a":1},`, 70_000)+`{}]`), nil)
	d.WatchUnknown()
	d.DecodeInto(new([]row))
	require.NoError(t, d.End())
	require.Equal(t, []string{"/0/a"}, d.Unknown())
	require.LessOrEqual(t, len(d.unknown), maxUnknownPlaces)
	d.Release()
}

func TestUnknownMembersAreNotedOnlyWhereAskedFor(t *testing.T) {
	for range 20 {
		d := NewDecoder([]byte(`{"new":1}`), nil)
		d.DecodeInto(new(point))
		d.NoteUnknown()
		require.Nil(t, d.Unknown())
		d.Release()

		d = NewDecoder([]byte(`{"new":1}`), nil)
		d.WatchUnknown()
		d.DecodeInto(new(point))
		require.Equal(t, []string{"/new"}, d.Unknown())
		d.Release()

		d = NewDecoder([]byte(`{"new":1,`), nil)
		d.WatchUnknown()
		d.DecodeInto(new(point))
		require.Error(t, d.End())
		require.Nil(t, d.Unknown())
		d.Release()
	}
}

func TestUnknownMembersByHand(t *testing.T) {
	fields, _ := FieldsOf(reflect.TypeFor[point]())
	var value point
	d := NewDecoder([]byte(`{"status":{"a":1},"X":5,"new":[{"X":1}],"Y":"?"}`), nil)
	defer d.Release()
	d.WatchUnknown()
	for d.Enter(); d.More('}'); {
		switch name := d.Name(nil); {
		case string(name) == "status": // the envelope's own
			d.Value()
		case !d.DecodeMember(fields, name, reflect.ValueOf(&value)):
			d.Value()
			d.NoteUnknown()
		}
	}
	require.NoError(t, d.End())
	require.Equal(t, []string{"/new"}, d.Unknown())
	require.Equal(t, []Drift{{Path: "/Y", Want: "int", Got: "text"}}, d.Drift())
	require.Equal(t, 5, value.X)
}

func TestAValueIsFoundByItsPath(t *testing.T) {
	document := byteOrderMark + ` {"a":{"b":[10,{"c":" x "},[]]},"a/b":1,"m~n":2,"":3,"0":4,"é":5,"\u0066":6,"twice":1,"twice":{"x":7},"null":null} `
	for path, want := range map[string]string{
		"/a/b/0": "10", "/a/b/1/c": `" x "`, "/a/b/2": "[]", "/a~1b": "1", "/m~0n": "2", "/": "3", "/0": "4", "/é": "5", "/f": "6", "/twice/x": "7", "/null": "null", "/a": `{"b":[10,{"c":" x "},[]]}`,
	} {
		value, ok := At([]byte(document), path)
		require.True(t, ok, path)
		require.Equal(t, want, string(value), path)
	}
	whole, ok := At([]byte(document), "")
	require.True(t, ok)
	require.True(t, json.Valid(whole))
	for _, path := range []string{"a", "/b", "/a/c", "/a/b/3", "/a/b/-1", "/a/b/01", "/a/b/x", "/a/b/0/c", "//", "/a/", "/null/x", "/twice"[:3]} {
		value, ok := At([]byte(document), path)
		require.False(t, ok, path)
		require.Nil(t, value, path)
	}
}

// Every value of a document is found where it is said to be.
func FuzzPaths(f *testing.F) {
	for _, seed := range []string{`{"a":[1,{"b~/":null}],"":{"0":[[]]}}`, `[[[1,2],[3]],"x"]`, `{"a":1,"a":{"c":2}}`, `{"\ud800":[1]}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, document []byte) {
		if !json.Valid(document) {
			return
		}
		tokens := Tokens(strings.NewReader(string(document)))
		var ends []int
		var want []string
		for {
			if _, err := tokens.ReadToken(); err != nil {
				break
			}
			if kind, n := tokens.StackIndex(tokens.StackDepth()); kind == '{' && n%2 == 1 || string(tokens.StackPointer()) == "" {
				continue // a name, or the document
			}
			if end := int(tokens.InputOffset()); document[end-1] != '{' && document[end-1] != '[' {
				ends, want = append(ends, end), append(want, string(tokens.StackPointer()))
			}
		}
		var got []string
		findPaths(document, ends, func(path []byte) bool {
			got = append(got, string(path))
			return true
		})
		require.Equal(t, want, got)
	})
}
