package lenient

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"net/netip"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// decode decodes a whole document.
func decode[T any](t *testing.T, document string) (T, []Drift) {
	t.Helper()
	var value T
	d := NewDecoder([]byte(document), nil)
	defer d.Release()
	d.DecodeInto(&value)
	require.NoError(t, d.End(), document)
	return value, d.Drift()
}

// bend is a document, what it becomes, and the form that is noted if it does not fit.
type bend[T any] struct {
	document string
	want     T
	got      string
}

func checkBends[T any](t *testing.T, want string, bends []bend[T]) {
	t.Helper()
	for _, b := range bends {
		value, drift := decode[T](t, b.document)
		require.Equal(t, b.want, value, b.document)
		if b.got == "" {
			require.Empty(t, drift, b.document)
		} else {
			require.Equal(t, []Drift{{Want: want, Got: b.got, Matters: matters(reflect.TypeFor[T]())}}, drift, b.document)
		}
		// A field among others is left alone in the same way, and what follows is read.
		type around struct {
			Before int
			Field  T
			After  int
		}
		object, drift := decode[around](t, `{"Before":1,"Field":`+b.document+`,"After":2}`)
		require.Equal(t, around{1, b.want, 2}, object, b.document)
		if b.got != "" {
			require.Equal(t, []Drift{{Path: "/Field", Want: want, Got: b.got, Matters: matters(reflect.TypeFor[T]())}}, drift, b.document)
		}
	}
}

type word string

func TestStringsTakeAnyText(t *testing.T) {
	checkBends(t, "string", []bend[string]{
		{document: `"till-9"`, want: "till-9"},
		{document: `""`},
		{document: `"null"`, want: "null"},
		{document: ` "a\u00e9\n\"\ud83d\ude00" `, want: "aé\n\"😀"},
		{document: `"\ud800x"`, want: "\uFFFDx"},
		{document: "\"a\xff\xfeb\"", want: "a\uFFFD\uFFFDb"},
		{document: `12`, want: "12"},
		{document: `-8500.0`, want: "-8500.0"},
		{document: `1e400`, want: "1e400"},
		{document: `true`, want: "true"},
		{document: `false`, want: "false"},
		{document: `null`},
		{document: `{}`},
		{document: `[]`},
		{document: "[ \n]"},
		{document: `["one"]`, want: "one"},
		{document: "[\"\xff\xff\"]", want: "\uFFFD\uFFFD"},
		{document: `[12]`, want: "12"},
		{document: `[null]`},
		{document: `["one","two"]`, got: "list of 2"},
		{document: `[["one"]]`, got: "list of 1"},
		{document: `[{}]`, got: "list of 1"},
		{document: `{"label":"x"}`, got: "object"},
	})
	checkBends(t, "string", []bend[word]{{document: `"a"`, want: "a"}, {document: `5`, want: "5"}})
}

func TestBoolsTakeWordsAndDigits(t *testing.T) {
	var bends []bend[bool]
	for _, yes := range []string{`true`, `1`, `1.0`, `"true"`, `"TRUE"`, `" True "`, `"yes"`, `"Y"`, `"y"`, `"1"`, `"t"`, `"on"`, `[true]`} {
		bends = append(bends, bend[bool]{document: yes, want: true})
	}
	for _, no := range []string{`false`, `0`, `-0`, `"false"`, `"No"`, `"n"`, `"0"`, `"F"`, `"OFF"`, `null`, `""`, `" "`, `"null"`, `"NA"`, `"None"`, `"N/A"`, `{}`, `[]`} {
		bends = append(bends, bend[bool]{document: no})
	}
	bends = append(bends, bend[bool]{document: `2`, got: "number"}, bend[bool]{document: `-1`, got: "number"},
		bend[bool]{document: `0.5`, got: "number"}, bend[bool]{document: `"maybe"`, got: "text"}, bend[bool]{document: `"x"`, got: "text"},
		bend[bool]{document: `{"a":1}`, got: "object"}, bend[bool]{document: `[true,false]`, got: "list of 2"})
	checkBends(t, "bool", bends)
}

func TestIntegersTakeEveryFormOfAWholeNumber(t *testing.T) {
	checkBends(t, "int64", []bend[int64]{
		{document: `12`, want: 12},
		{document: `-12`, want: -12},
		{document: `8500.0`, want: 8500},
		{document: `8500.000000000000000000000000`, want: 8500},
		{document: `1e3`, want: 1000},
		{document: `1.5E+3`, want: 1500},
		{document: `1200e-2`, want: 12},
		{document: `0e999999999999`},
		{document: `0.0`},
		{document: `"12"`, want: 12},
		{document: `" -12.00 "`, want: -12},
		{document: `"007"`, want: 7},
		{document: `"+7"`, want: 7},
		{document: `"\u0031"`, want: 1},
		{document: `9223372036854775807`, want: math.MaxInt64},
		{document: `-9223372036854775808`, want: math.MinInt64},
		{document: `"1625639059945"`, want: 1625639059945},
		{document: `null`}, {document: `""`}, {document: `" "`}, {document: `"null"`}, {document: `"NULL"`}, {document: `"NA"`},
		{document: `"None"`}, {document: `"N/A"`}, {document: `{}`}, {document: `[]`},
		{document: `[5]`, want: 5},
		{document: `9223372036854775808`, got: "overflow"},
		{document: `-9223372036854775809`, got: "overflow"},
		{document: `18446744073709551616`, got: "overflow"},
		{document: `1e400`, got: "overflow"},
		{document: `1e99999999999999999999`, got: "overflow"},
		{document: `1e-99999999999999999999`, got: "fraction"},
		{document: `12.5`, got: "fraction"},
		{document: `3.00000000000000000000000000001`, got: "fraction"},
		{document: `"12.5"`, got: "fraction"},
		{document: `"1,000"`, want: 1000}, {document: `"1."`, want: 1},
		{document: `"12x"`, got: "text"}, {document: `".5"`, got: "fraction"}, {document: `"1e"`, got: "text"},
		{document: `"-"`, got: "text"}, {document: `"1e+x"`, got: "text"}, {document: `"abc"`, got: "text"},
		{document: `true`, got: "bool"},
		{document: `{"number_value":5}`, got: "object"},
		{document: `[1,2,3]`, got: "list of 3"},
	})
	checkBends(t, "int8", []bend[int8]{{document: `-128`, want: -128}, {document: `128`, got: "overflow"}})
	checkBends(t, "uint16", []bend[uint16]{{document: `"65535"`, want: 65535}, {document: `65536`, got: "overflow"}, {document: `-1`, got: "negative number"}, {document: `-0`}, {document: `""`}})
	checkBends(t, "uint64", []bend[uint64]{{document: `18446744073709551615`, want: math.MaxUint64}, {document: `18446744073709551616`, got: "overflow"}})
}

// Most numbers are read at once, in quotes or not. With spaces they are not, and the same.
func TestANumberReadAtOnceIsTheSame(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 20_000 {
		literal := strings.Repeat("-", r.IntN(2)) + digits(r, 1+r.IntN(21))
		if r.IntN(2) == 0 {
			literal += "." + digits(r, 1+r.IntN(6))
		}
		if r.IntN(8) == 0 {
			literal += "e" + digits(r, 1)
		}
		if !json.Valid([]byte(literal)) {
			continue // it has a zero in front
		}
		sameAtOnce[int64](t, literal)
		sameAtOnce[int8](t, literal)
		sameAtOnce[uint64](t, literal)
		sameAtOnce[uint16](t, literal)
		sameAtOnce[decimal.Decimal](t, literal)
	}
}

func digits(r *rand.Rand, n int) string {
	all := make([]byte, n)
	for i := range all {
		all[i] = "0000123456789"[r.IntN(13)]
	}
	return string(all)
}

func sameAtOnce[T any](t *testing.T, literal string) {
	t.Helper()
	want, drift := decode[T](t, strconv.Quote(" "+literal))
	for _, document := range []string{literal, strconv.Quote(literal)} {
		got, driftAtOnce := decode[T](t, document)
		require.Equal(t, fmt.Sprint(want), fmt.Sprint(got), document)
		require.Equal(t, drift, driftAtOnce, document)
	}
}

func TestFloatsTakeNumbersAndTheirText(t *testing.T) {
	checkBends(t, "float64", []bend[float64]{
		{document: `1.25`, want: 1.25}, {document: `-1.25`, want: -1.25}, {document: `123456789012345678`, want: 123456789012345678},
		{document: `5e-324`, want: 5e-324}, {document: `0.1`, want: 0.1}, {document: `1e22`, want: 1e22}, {document: `"1.25"`, want: 1.25}, {document: `" 3 "`, want: 3}, {document: `1e-3`, want: 0.001},
		{document: `null`}, {document: `""`}, {document: `"NA"`},
		{document: `1e999`, got: "overflow"}, {document: `"Infinity"`, got: "text"}, {document: `"0x10"`, got: "text"}, {document: `"1_0"`, got: "text"},
		{document: `true`, got: "bool"},
	})
	checkBends(t, "float32", []bend[float32]{{document: `0.1`, want: 0.1}, {document: `1e39`, got: "overflow"}})
}

func TestDecimalsAreExact(t *testing.T) {
	for document, want := range map[string]string{
		`12.50`: "12.5", `"100.000"`: "100", `-0.1`: "-0.1", `1e3`: "1000", `1.5e-3`: "0.0015", `"  7 "`: "7", `0`: "0", `null`: "0", `""`: "0", `"NA"`: "0", `[]`: "0",
		`12345678901234567890.123456789`: "12345678901234567890.123456789", `9223372036854775808`: "9223372036854775808",
		`1697636680.484000000`: "1697636680.484", `0.1e2`: "10",
	} {
		value, drift := decode[decimal.Decimal](t, document)
		require.Equal(t, want, value.String(), document)
		require.Empty(t, drift, document)
	}
	checkBends(t, "decimal", []bend[decimal.Decimal]{
		{document: `1e401`, got: "overflow"}, {document: `1e-401`, got: "overflow"}, {document: `1e2000000000`, got: "overflow"},
		{document: strings.Repeat("1", 65), got: "long number"}, {document: `"ten"`, got: "text"}, {document: `true`, got: "bool"}, {document: `{"a":1}`, got: "object"},
	})
	value, drift := decode[decimal.Decimal](t, `1e400`)
	require.Empty(t, drift)
	require.Equal(t, int32(400), value.Exponent())
}

func TestBytesAreBase64(t *testing.T) {
	checkBends(t, "base64", []bend[[]byte]{
		{document: `"aGk="`, want: []byte("hi")}, {document: `null`}, {document: `""`, want: []byte{}}, {document: `{}`},
		{document: `"?"`, got: "text"}, {document: `[1,2]`, got: "list of 2"}, {document: `5`, got: "number"}, {document: `true`, got: "bool"},
	})
}

func TestRawValuesAreCopied(t *testing.T) {
	document := []byte(`{"A": {"x" : [1, 2]}, "B": null}`)
	var value struct {
		A jsontext.Value
		B json.RawMessage
	}
	d := NewDecoder(document, nil)
	d.DecodeInto(&value)
	require.NoError(t, d.End())
	d.Release()
	clear(document)
	require.Equal(t, `{"x" : [1, 2]}`, string(value.A))
	require.Equal(t, `null`, string(value.B))
}

// picky reads itself.
type picky struct{ Seen string }

func (p *picky) UnmarshalJSON(data []byte) error {
	p.Seen = string(data)
	if data[0] == '1' || data[0] == '"' {
		return errors.New("not that")
	}
	return nil
}

func TestTypesWithMethodsDecodeThemselves(t *testing.T) {
	checkBends(t, "lenient.picky", []bend[picky]{
		{document: `{"a": 1}`, want: picky{`{"a": 1}`}}, {document: `null`, want: picky{`null`}}, {document: `2`, want: picky{`2`}},
		{document: `1`, got: "number"}, {document: `""`}, {document: `"x"`, got: "text"},
	})
	checkBends(t, "netip.Addr", []bend[netip.Addr]{
		{document: `"10.0.0.1"`, want: netip.MustParseAddr("10.0.0.1")}, {document: `null`}, {document: `""`}, {document: `["10.0.0.1"]`, want: netip.MustParseAddr("10.0.0.1")},
		{document: `"x"`, got: "text"}, {document: `5`, got: "number"}, {document: `true`, got: "bool"}, {document: `{"a":1}`, got: "object"},
	})
}

func TestTypesThatNoJSONFits(t *testing.T) {
	checkBends(t, "chan int", []bend[chan int]{{document: `5`, got: "number"}, {document: `null`}, {document: `[1]`, got: "list of 1"}})
	checkBends(t, "error", []bend[error]{{document: `"x"`, got: "text"}})
	checkBends(t, "map[bool]int", []bend[map[bool]int]{{document: `{"true":1}`, got: "object"}, {document: `null`}})
}

func TestAnyIsWhatEncodingJSONMakes(t *testing.T) {
	for _, document := range []string{`{"a":[1,2.50,"x",true,null,{}],"":{"b":[]}}`, `[]`, `null`, `"x"`, `1e5`, `true`, `[[[]]]`, "\"\xff\""} {
		var want any
		std := json.NewDecoder(strings.NewReader(document))
		std.UseNumber()
		require.NoError(t, std.Decode(&want))
		value, drift := decode[any](t, document)
		require.Equal(t, want, value)
		require.Empty(t, drift)
	}
}

func TestRepeatedShortStringsAreShared(t *testing.T) {
	words := []string{"TILL", "loyalty", "ACTIVE", "a", "", "ab", "abc", "é", strings.Repeat("m", maxWord), strings.Repeat("n", maxWord+1), `q"\`}
	for i := range 2000 { // far more than there is room for
		words = append(words, strings.Repeat("w", i%(maxWord+10))+string(rune('a'+i%26))+strings.Repeat("x", i%7))
	}
	document, err := json.Marshal(words)
	require.NoError(t, err)
	for range 2 {
		value, drift := decode[[]string](t, string(document))
		require.Equal(t, words, value)
		require.Empty(t, drift)
	}
}

// allocations counts those of decoding a document into v once more.
func allocations(t *testing.T, document []byte, v reflect.Value) float64 {
	d := new(Decoder) // not from the pool, which forgets at random under the race detector
	d.close()
	return testing.AllocsPerRun(100, func() {
		d.begin(document, india)
		d.Decode(v)
		if err := d.End(); err != nil || len(d.Drift()) > 0 {
			t.Error(string(document), err, d.Drift())
		}
		d.close()
	})
}

func TestShortStringsAndNamesDoNotAllocate(t *testing.T) {
	type row struct {
		Type, Status string
		ID           int64
		Amount       float64
		When         time.Time
		OK           bool
	}
	document := []byte(`{"Type":"TILL","Status":"ACTIVE","ID":"123456789","Amount":12.75,"when":"2016-08-05 22:00:21","OK":"true","unknown":{"a":[1,2]}}`)
	var value row
	v := reflect.ValueOf(&value).Elem()
	require.Zero(t, allocations(t, document, v))
	require.Equal(t, row{"TILL", "ACTIVE", 123456789, 12.75, time.Date(2016, 8, 5, 22, 0, 21, 0, india), true}, value)
}

func TestRepeatedNumbersAndOpenValuesAreShared(t *testing.T) {
	var texts []string
	for i := range 2000 { // far more than there is room for, each twice in a row and again later
		n := i / 2 % 300
		texts = append(texts, fmt.Sprintf("%d.%02d", n-150, n%100), fmt.Sprintf("%de%d", n, n%7-3))
	}
	value, drift := decode[[]decimal.Decimal](t, "["+strings.Join(texts, ",")+"]")
	require.Empty(t, drift)
	open, _ := decode[[]any](t, `["`+strings.Join(texts, `","`)+`"]`)
	for i, text := range texts {
		want, err := decimal.NewFromString(text)
		require.NoError(t, err)
		require.True(t, want.Equal(value[i]), text)
		require.Equal(t, text, open[i])
	}
}
