package lenient

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/stretchr/testify/require"
)

// valid reads a whole document and says whether it was one.
func valid(data []byte) bool {
	r := reader{data: data}
	r.Value()
	r.next()
	return !r.broken && r.pos == len(data)
}

// The reader, encoding/json and jsontext read the same documents.
func FuzzReaderAgreesOnValidity(f *testing.F) {
	for _, seed := range []string{`{"a":[1,-0.5e+7,true,false,null,"\"\\\/\b\f\n\r\t\u12aF"],"":{}}`, " [ ] ", `[1,]`, `{"a":1,}`, `[1}`, `{"a" 1}`, `01`, `-`, `1.`, `1e`, `.5`, `+1`,
		`tru`, `nulll`, `"\u12g4"`, `"\u12`, `"\`, "\"\x1f\"", "\"\x7f\xff\"", `"12345678`, `"1234567\n890"`, "\"abcdefg\x00h\"", `{"a":1 "b":2}`, `[,]`, `{,}`, "\x00", "\ufeff1", `{1:1}`, `[1]]`, "2" + strings.Repeat("0", 400)} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got := valid(data)
		if want := json.Valid(data); got != want {
			t.Fatalf("%q: %v, by encoding/json %v", data, got, want)
		}
		if want := jsontext.Value(data).IsValid(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)); got != want {
			t.Fatalf("%q: %v, by jsontext %v", data, got, want)
		}
		if !got {
			return
		}
		var again any
		if trimmed := bytes.TrimSpace(data); trimmed[0] == '[' {
			list := []any{}
			for element := range Elements(trimmed) {
				list = append(list, json.RawMessage(element))
			}
			again = list
		} else if trimmed[0] == '{' {
			again = map[string]json.RawMessage{}
			for name, value := range Members(trimmed) {
				again.(map[string]json.RawMessage)[name] = json.RawMessage(value)
			}
		} else {
			again = json.RawMessage(FirstValue(data))
		}
		rebuilt, err := json.Marshal(again)
		require.NoError(t, err)
		require.Equal(t, parsed(t, data), parsed(t, rebuilt))
	})
}

// parsed reads a document with encoding/json. Its numbers may be larger than any float.
func parsed(t *testing.T, document []byte) (value any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(document))
	d.UseNumber()
	require.NoError(t, d.Decode(&value))
	return value
}

// Eight bytes are looked at together: every byte at every place among them.
func TestEveryByteAtEveryPlaceOfAString(t *testing.T) {
	for length := range 20 {
		for at := range length {
			for c := range 256 {
				for _, around := range []string{"x", "\xff", "\x80", "!", "#"} {
					text := []byte(strings.Repeat(around, length))
					text[at] = byte(c)
					document := fmt.Appendf(nil, `["%s",1]`, text)
					require.Equal(t, json.Valid(document), valid(document), "%q", document)
				}
			}
		}
	}
}

func TestEveryCutOfADocumentIsBroken(t *testing.T) {
	document, _ := benchDocument(1, 1, 1)
	require.True(t, valid(document))
	for end := range document {
		require.False(t, valid(document[:end]), end)
	}
}

// Whoever reads on behind bad syntax finds nulls and ends.
func TestABrokenDocumentIsOver(t *testing.T) {
	r := reader{data: []byte(`{"a":[1,x],"b":2}`)}
	start := r.Place()
	r.Enter()
	require.True(t, r.More('}'))
	r.name()
	require.Equal(t, "null", string(r.Value()))
	for range 3 {
		require.True(t, r.broken)
		require.False(t, r.More('}'))
		require.Equal(t, byte('n'), r.Kind())
		require.Equal(t, `""`, string(r.name()))
		require.False(t, r.nextIs(`"a"`))
		require.Equal(t, "null", string(r.Value()))
		r.Enter()
		require.False(t, r.More(']'))
		r.Back(start)
	}
}

// scanned reads a document as it arrives, in pieces, and says whether it was valid.
func scanned(document io.Reader) bool {
	tokens := Tokens(document)
	if tokens.SkipValue() != nil {
		return false
	}
	_, err := tokens.ReadToken()
	return errors.Is(err, io.EOF)
}

const byteOrderMark = "\ufeff"

func TestAByteOrderMarkBeforeADocumentIsSkipped(t *testing.T) {
	for _, document := range []string{`{"id":"x","b":2}`, `[{"id":"x"}]`, `{}`, `[]`, `5`, `"a"`, `null`, ` {"id":7} `} {
		var plain, marked any
		for _, in := range []struct {
			text string
			into *any
		}{{document, &plain}, {byteOrderMark + document, &marked}} {
			d := NewDecoder([]byte(in.text), nil)
			d.DecodeInto(in.into)
			require.NoError(t, d.End(), document)
			d.Release()
		}
		require.Equal(t, plain, marked)

		marks := byteOrderMark + document
		require.Equal(t, document, string(WithoutMark([]byte(marks))))
		require.Equal(t, strings.TrimSpace(document), string(FirstValue([]byte(marks))))
		require.Equal(t, maps.Collect(Members([]byte(document))), maps.Collect(Members([]byte(marks))))
		require.Equal(t, slices.Collect(Elements([]byte(document))), slices.Collect(Elements([]byte(marks))))
		for _, arriving := range []io.Reader{strings.NewReader(marks), iotest.OneByteReader(strings.NewReader(marks)), iotest.DataErrReader(strings.NewReader(marks)), iotest.HalfReader(strings.NewReader(document))} {
			require.True(t, scanned(arriving), document)
		}
	}
	_, drift := decode[[]named](t, byteOrderMark+`[{"userId":"x"},{"userId":{"a":1}}]`)
	require.Equal(t, []Drift{{Path: "/0/userId", Want: "int64", Got: "text", Matters: true}, {Path: "/1/userId", Want: "int64", Got: "object", Matters: true}}, drift)
}

func TestAByteOrderMarkElsewhereIsBadSyntax(t *testing.T) {
	for _, document := range []string{byteOrderMark, byteOrderMark + byteOrderMark + `{}`, ` ` + byteOrderMark + `{}`, `{}` + byteOrderMark, `[` + byteOrderMark + `1]`, `{` + byteOrderMark + `"a":1}`, "\xef\xbb{}", "\xfe\xff{}", "\u00a0{}", "\u2028{}", "\v{}"} {
		var value any
		d := NewDecoder([]byte(document), nil)
		d.DecodeInto(&value)
		require.ErrorIs(t, d.End(), ErrSyntax, "%q", document)
		d.Release()
		require.False(t, scanned(strings.NewReader(document)), "%q", document)
	}
	inside, _ := decode[string](t, `"`+byteOrderMark+`a"`)
	require.Equal(t, byteOrderMark+"a", inside)
}

// A connection that breaks before a mark could be complete is broken, not at its end.
func TestTokensTellHowADocumentEnds(t *testing.T) {
	for _, text := range []string{"", "5", "{}", "[1]", byteOrderMark, byteOrderMark + "{}"} {
		for _, cause := range []error{io.ErrUnexpectedEOF, errors.New("reset")} {
			tokens := Tokens(io.MultiReader(strings.NewReader(text), iotest.ErrReader(cause)))
			_ = tokens.SkipValue()
			_, err := tokens.ReadToken()
			require.ErrorIs(t, err, cause, "%q", text)
		}
	}
}
