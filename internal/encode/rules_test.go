package encode_test

import (
	stdjson "encoding/json"
	"errors"
	"math"
	"net/netip"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/encode"
)

var noon = time.Date(2024, 5, 6, 12, 0, 0, 0, time.FixedZone("", 19800))

type (
	text   string
	octet  byte
	number stdjson.Number
	fields map[string]any

	ownJSON    struct{ Raw string }
	ownText    struct{ Text string }
	ownTextKey string
	ownWriter  struct{ Fail error }
	byPointer  struct{ N int }
	zeroByRule struct{ N int }

	base   struct{ ID, Name string }
	hidden struct{ Shown int }
	tagged struct {
		Other string `json:"Name"`
	}
	rival    struct{ Name string }
	looping  struct{ *looping }
	treeNode struct {
		Value    int
		Children []*treeNode `json:",omitempty"`
		Parent   *treeNode   `json:",omitzero"`
	}
)

func (o ownJSON) MarshalJSON() ([]byte, error)    { return []byte(o.Raw), nil }
func (o ownText) MarshalText() ([]byte, error)    { return []byte(o.Text), nil }
func (o ownTextKey) MarshalText() ([]byte, error) { return []byte("key " + o), nil }
func (b *byPointer) MarshalJSON() ([]byte, error) { return stdjson.Marshal([]int{b.N}) }
func (z *zeroByRule) IsZero() bool                { return z.N == 7 }
func (o ownWriter) MarshalJSONTo(e *jsontext.Encoder) error {
	if o.Fail != nil {
		return o.Fail
	}
	return e.WriteToken(jsontext.String("own"))
}

func TestEveryRuleGivesWhatTheModuleGives(t *testing.T) {
	seven, zeroTime := 7, time.Time{}
	tests := map[string]struct {
		value any
		want  string // for the reader; empty if the module's word is enough
	}{
		"nothing":             {nil, `null`},
		"nil pointer":         {(*base)(nil), `null`},
		"pointer":             {&base{"1", "n"}, `{"ID":"1","Name":"n"}`},
		"pointer to pointer":  {new(&seven), `7`},
		"nil slice":           {[]int(nil), `[]`},
		"nil map":             {fields(nil), `{}`},
		"bytes":               {[]byte("hello"), `"aGVsbG8="`},
		"nil bytes":           {[]byte(nil), `""`},
		"array of bytes":      {[3]byte{1, 2, 3}, `"AQID"`},
		"named bytes":         {[]octet{1, 2}, `[1,2]`},
		"array":               {[2]bool{true}, `[true,false]`},
		"empty array":         {[0]int{}, `[]`},
		"slice of pointers":   {[]*int{nil, &seven}, `[null,7]`},
		"ints":                {[]any{int8(-8), int16(-16), int32(-32), int64(math.MinInt64), -1}, ``},
		"uints":               {[]any{uint8(8), uint16(16), uint32(32), uint64(math.MaxUint64), uint(1), uintptr(2)}, ``},
		"floats":              {[]any{0.0, math.Copysign(0, -1), 1.5, 1e21, 1e20, 1e-6, 1e-7, 123456789e-19, math.MaxFloat64, 5e-324, 1e100}, ``},
		"short floats":        {[]float32{0, 1.1, 1e21, 1e-7, 1e-6, math.MaxFloat32, 3.4e-38}, ``},
		"not a number":        {math.NaN(), ``},
		"infinity":            {[]any{map[string]any{"a": math.Inf(1)}}, ``},
		"texts":               {[]any{"", "plain", text("named"), "\"\\/\b\f\n\r\t\x00\x1f\x7f", "<a&b>", "héllo नमस्ते 😀 \u2028\u2029\ufffd"}, ``},
		"invalid UTF-8":       {map[string]any{"k": []string{"a\xffb"}}, ``},
		"invalid name":        {map[string]int{"a\xff": 1}, ``},
		"numbers":             {[]stdjson.Number{"", "1", "-0", "1.50", "1e5", "1E+05", "0.0"}, `[null,1,-0,1.50,1e5,1E+05,0.0]`},
		"a number that isn't": {stdjson.Number("01"), ``},
		"other JSON":          {[]stdjson.Number{` 1 `, `"a"`, `{ "a": 1 }`}, ``},
		"named number":        {number("12"), `"12"`},
		"numbers as names":    {map[stdjson.Number]int{"1": 1}, ``},
		"zero time":           {struct{ T time.Time }{}, `{"T":null}`},
		"time":                {noon, `"2024-05-06T12:00:00+05:30"`},
		"precise time":        {[]any{noon.Add(123456789)}, `["2024-05-06T12:00:00.123+05:30"]`},
		"pointers to times":   {[]*time.Time{nil, &zeroTime, &noon}, ``},
		"times as names":      {map[time.Time]int{noon: 1}, ``},
		"duration":            {time.Second, ``},
		"secret":              {map[string]any{"code": capillary.NewSecret("1\"2")}, `{"code":"1\"2"}`},
		"no secret":           {[]*capillary.Secret{nil, {}}, `[null,""]`},
		"map":                 {map[string]int{"b": 1, "a": 2, "ab": 3, "B": 4}, `{"B":4,"a":2,"ab":3,"b":1}`},
		"named keys":          {map[text][]text{"b": nil, "a": {"x"}}, `{"a":["x"],"b":[]}`},
		"int keys":            {map[int]string{10: "a", 9: "b", -1: "c"}, `{"-1":"c","10":"a","9":"b"}`},
		"uint keys":           {map[uint8]bool{10: true, 9: false}, `{"10":true,"9":false}`},
		"float keys":          {map[float64]int{1.5: 1, 1e21: 2}, ``},
		"bool keys":           {map[bool]int{true: 1}, ``},
		"own keys":            {map[ownTextKey]int{"a": 1, "b": 2}, `{"key a":1,"key b":2}`},
		"interface keys":      {map[any]int{"a": 1, 2: 2}, ``},
		"maps in maps":        {map[string]map[string]map[string]any{"b": {"d": {"f": 1, "e": 2}, "c": nil}, "a": {}}, ``},
		"open":                {map[string]any{"z": []any{1, "a", nil, true, fields{"b": 1, "a": map[string]string{"y": "1", "x": "2"}}}, "a": &seven}, ``},
		"own JSON":            {[]any{ownJSON{` { "a" : [ 1 , "\u0041" ] } `}}, `[{"a":[1,"A"]}]`},
		"bad own JSON":        {struct{ O ownJSON }{ownJSON{`{`}}, ``},
		"own JSON twice":      {struct{ O ownJSON }{ownJSON{`{"a":1,"a":2}`}}, ``},
		"own text":            {[]ownText{{"a\"b"}}, `["a\"b"]`},
		"address":             {netip.MustParseAddr("10.0.0.1"), `"10.0.0.1"`},
		"own writer":          {[]ownWriter{{}}, `["own"]`},
		"own writer fails":    {map[string]ownWriter{"k": {errors.New("no")}}, ``},
		"method of a pointer": {map[string]byPointer{"k": {1}}, `{"k":[1]}`},
		"and in an any":       {[]any{byPointer{1}, &byPointer{2}, (*byPointer)(nil)}, `[[1],[2],null]`},
		"raw":                 {[]stdjson.RawMessage{stdjson.RawMessage(`{ "a": 1 }`), nil}, `[{"a":1},null]`},
		"raw value":           {jsontext.Value(`[ 1, 2]`), `[1,2]`},
		"tree":                {treeNode{1, []*treeNode{{Value: 2}, nil}, nil}, `{"Value":1,"Children":[{"Value":2},null]}`},
		"error value":         {errors.New("x"), ``},
		"channel":             {map[string]any{"c": make(chan int)}, ``},
		"function":            {struct{ F func() }{}, ``},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if refusedOnly[name] {
				assertRefused(t, test.value)
				return
			}
			got := assertAsToday(t, test.value)
			if test.want != "" {
				assert.Equal(t, test.want, got)
			}
		})
	}
}

func TestDecimalsAreNumbersWithoutTrailingZeros(t *testing.T) {
	for _, coefficient := range []int64{0, 1, -1, 9, 10, 100, -1500, 123456, 999999999999999999, -999999999999999999, 1e18, math.MaxInt64, math.MinInt64} {
		for _, exponent := range []int32{-40, -20, -19, -18, -17, -6, -3, -2, -1, 0, 1, 2, 5, 30} {
			assertAsToday(t, decimal.New(coefficient, exponent))
		}
	}
	assert.Equal(t, `{"D":-0.05}`, assertAsToday(t, struct{ D decimal.Decimal }{decimal.RequireFromString("-0.050")}))
	assertAsToday(t, []any{decimal.Decimal{}, decimal.RequireFromString("123456789012345678901234567890.12345678901234567890"), &decimal.Decimal{}})
}

func TestStructsHaveTheMembersThatTheModuleGivesThem(t *testing.T) {
	type named struct{ base }
	tests := map[string]any{
		"no fields": struct{}{},
		"only ignored fields": struct {
			A int `json:"-"`
		}{},
		"only unexported fields": struct{ a int }{1},
		"names": struct {
			A int `json:"a"`
			B int `json:",omitzero"`
			C int `json:"c d.e-f"`
			D int
		}{1, 2, 3, 4},
		"names with escapes": struct {
			A int `json:"é"`
			B int `json:"<&>"`
		}{1, 2},
		"zeros are omitted": struct {
			A int            `json:",omitzero"`
			B string         `json:",omitzero"`
			C []int          `json:",omitzero"`
			D map[string]int `json:",omitzero"`
			E *int           `json:",omitzero"`
			F any            `json:",omitzero"`
			G base           `json:",omitzero"`
			H [2]int         `json:",omitzero"`
		}{},
		"what is not zero stays": struct {
			C []int  `json:",omitzero"`
			D fields `json:",omitzero"`
			E *int   `json:",omitzero"`
			F any    `json:",omitzero"`
		}{[]int{}, fields{}, new(0), 0},
		"empty ones are omitted": struct {
			A string           `json:",omitempty"`
			B []int            `json:",omitempty"`
			C map[string]int   `json:",omitempty"`
			D *int             `json:",omitempty"`
			E any              `json:",omitempty"`
			F struct{}         `json:",omitempty"`
			G time.Time        `json:",omitempty"`
			H capillary.Secret `json:",omitempty"`
			I [0]int           `json:",omitempty"`
			Z int
		}{},
		"what is not empty stays": struct {
			A int             `json:",omitempty"`
			B bool            `json:",omitempty"`
			C string          `json:",omitempty"`
			D []string        `json:",omitempty"`
			E decimal.Decimal `json:",omitempty"`
		}{C: `"`, D: []string{""}},
		"empty behind a pointer": struct {
			A *string `json:",omitempty"`
			B any     `json:",omitempty"`
			C *[]int  `json:",omitempty,omitzero"`
			D ownJSON `json:",omitempty"`
		}{new(""), fields{}, new([]int), ownJSON{"[]"}},
		"zero by a method": struct {
			A time.Time                  `json:",omitzero"`
			B decimal.Decimal            `json:",omitzero"`
			C capillary.Secret           `json:",omitzero"`
			D zeroByRule                 `json:",omitzero"`
			E *time.Time                 `json:",omitzero"`
			F *zeroByRule                `json:",omitzero"`
			G interface{ IsZero() bool } `json:",omitzero"`
		}{B: decimal.New(0, -2), C: capillary.NewSecret(""), D: zeroByRule{7}, E: &time.Time{}, F: &zeroByRule{7}, G: (*zeroByRule)(nil)},
		"not zero by a method": []struct {
			D zeroByRule                 `json:",omitzero"`
			G interface{ IsZero() bool } `json:",omitzero"`
			H time.Time                  `json:",omitzero"`
		}{{G: noon, H: noon}},
		"embedded": struct {
			base
			Extra int
		}{base{"1", "n"}, 2},
		"embedded twice over": struct {
			named
			ID int
		}{named{base{"1", "n"}}, 2},
		"embedded pointer": struct {
			*base
			Extra int
		}{&base{"1", "n"}, 2},
		"embedded nil": struct {
			*base
			Extra int
		}{nil, 2},
		"embedded, not exported": struct {
			hidden
			*rival
		}{hidden{1}, &rival{"r"}},
		"embedded with a name": struct {
			Base base `json:"b"`
		}{base{"1", "n"}},
		"unexported with a name": struct {
			base `json:"b"`
		}{base{"1", "n"}},
		"the tagged one wins": struct {
			base
			tagged
		}{base{"1", "n"}, tagged{"t"}},
		"equals hide each other": struct {
			base
			rival
		}{base{"1", "n"}, rival{"r"}},
		"same type twice": struct {
			named
			*base
		}{},
		"embedded in itself": looping{},
		"embedded time": struct {
			time.Time
			A int
		}{noon, 1},
		"embedded secret": struct {
			capillary.Secret
			A int
		}{},
		"embedded text": struct{ text }{"t"},
		"embedded with an option": struct {
			base `json:",omitzero"`
		}{},
		"the same name twice": ofFields(
			reflect.StructField{Name: "A", Type: reflect.TypeFor[int](), Tag: `json:"x"`},
			reflect.StructField{Name: "B", Type: reflect.TypeFor[int](), Tag: `json:"x"`}),
		"an option twice": struct {
			A int `json:",omitzero,omitzero"`
		}{},
		"an option misspelt": struct {
			A int `json:",omitZero"`
		}{},
		"an unknown option": struct {
			A int `json:",nonsense"`
		}{},
		"as a string": struct {
			A int `json:",string"`
			B base
		}{1, base{}},
		"a tag out of place": ofFields(
			reflect.StructField{Name: "a", PkgPath: "p", Type: reflect.TypeFor[int](), Tag: `json:"a"`}),
		"a broken tag": struct {
			A int `json:"a,"`
		}{1},
		"all kinds of fields": &everything{Text: "t", Any: everything{}, Open: fields{"a": everything{Int: 1}}},
	}
	for name, value := range tests {
		t.Run(name, func(t *testing.T) {
			if refusedOnly[name] {
				assertRefused(t, value)
				return
			}
			assertAsToday(t, value)
		})
	}
}

// The module and its successor in the standard library disagree about these tags.
func TestTagsThatAreReadInTwoWays(t *testing.T) {
	raw, err := encoder.Marshal(struct {
		A int `json:"-"`
		B int `json:"-,omitzero"`
	}{1, 2}, timesV2)
	assert.NoError(t, err)
	assert.Equal(t, `{"-":2}`, string(raw))
	_, err = encoder.Marshal(struct {
		A int `json:"'a'"`
	}{1}, timesV2)
	assert.ErrorIs(t, err, encode.ErrForm, "a name in quotes")
}

// refusedOnly is what the module has a form for, and the encoder has not: nobody would send it knowingly.
var refusedOnly = map[string]bool{
	"times as names": true, "own keys": true, "float keys": true, "interface keys": true, "other JSON": true,
	"same type twice": true, "embedded in itself": true, "unexported with a name": true, "an unknown option": true,
}

func assertRefused(t *testing.T, value any) {
	t.Helper()
	_, err := today(value, formatV2)
	assert.NoError(t, err, "else it need not be named")
	for range 2 {
		raw, err := encoder.Marshal(value, timesV2)
		assert.ErrorIs(t, err, encode.ErrForm)
		assert.Nil(t, raw)
	}
}

func TestAnErrorSaysWhereTheValueStands(t *testing.T) {
	type line struct {
		Amount any `json:"amount"`
	}
	own := errors.New("no such day")
	for place, value := range map[string]any{
		"":                 math.NaN(),
		"lines 1 amount":   map[string]any{"lines": []line{{1}, {math.Inf(1)}}},
		"a b 0":            map[string]any{"a": map[string][]any{"b": {make(chan int)}}},
		"Children 0 Value": struct{ Children []any }{[]any{map[string]any{"Value": stdjson.Number("x")}}},
		"names k":          map[string]any{"names": map[string]string{"k": "\xff"}},
		"map 7":            map[string]any{"map": map[int]any{7: func() {}}},
		"own k Fail":       map[string]any{"own": map[string]any{"k": struct{ Fail ownWriter }{ownWriter{own}}}},
	} {
		_, err := encoder.Marshal(value, timesV2)
		var e *encode.Error
		if assert.ErrorAs(t, err, &e, place) {
			assert.Equal(t, place, strings.Join(e.Place, " "))
			assert.Equal(t, strings.HasPrefix(place, "own"), errors.Is(err, own))
		}
	}
	loop := fields{}
	loop["again"] = loop
	_, err := encoder.Marshal(loop, timesV2)
	var e *encode.Error
	assert.ErrorAs(t, err, &e)
	assert.Less(t, len(e.Place), 50, "a place is for people")
}

func TestTwoValuesFailOneByOne(t *testing.T) {
	_, err := encoder.Marshal(map[string]any{"a": math.NaN()}, timesV2)
	assert.Error(t, err)
	_, err = encoder.Marshal(map[string]any{"b": map[string]any{"c": math.NaN()}}, timesV2)
	var e *encode.Error
	if assert.ErrorAs(t, err, &e) {
		assert.Equal(t, []string{"b", "c"}, e.Place)
	}
}

// ofFields makes a struct that vet would not let stand.
func ofFields(fields ...reflect.StructField) any {
	return reflect.Zero(reflect.StructOf(fields)).Interface()
}

func TestTimesAreInTheFormOfTheCall(t *testing.T) {
	zone := time.FixedZone("", 4*3600)
	got, err := encoder.Marshal(map[string]any{"a": noon, "b": []time.Time{noon, {}}}, timesV1(zone))
	assert.NoError(t, err)
	assert.Equal(t, `{"a":"2024-05-06 10:30:00","b":["2024-05-06 10:30:00",null]}`, string(got))
}

func TestWhatContainsItselfIsAnError(t *testing.T) {
	loop := &treeNode{}
	loop.Parent = loop
	open := fields{}
	open["a"] = []any{open}
	var pointer any
	pointer = &pointer
	for name, value := range map[string]any{"pointer": loop, "map": open, "interface": pointer} {
		_, err := encoder.Marshal(value, timesV2)
		assert.Error(t, err, name)
	}
}

func TestNumbersThatGoOutAsTextsChangeNoOtherRule(t *testing.T) {
	type odd struct {
		A       int `json:",string"`
		Amount  decimal.Decimal
		Code    capillary.Secret
		Number  stdjson.Number
		None    stdjson.Number
		At      time.Time
		Never   time.Time
		Options fields
	}
	v := odd{1, decimal.New(1230, -2), capillary.NewSecret("4711"), "1.0", "", noon, time.Time{}, fields{"b": noon, "a": decimal.New(5, -1)}}
	want := `{"A":"1","Amount":12.3,"Code":"4711","Number":1.0,"None":null,"At":"2024-05-06T12:00:00+05:30","Never":null,` +
		`"Options":{"a":0.5,"b":"2024-05-06T12:00:00+05:30"}}`
	assert.Equal(t, want, assertAsToday(t, v))
	assert.Equal(t, `[`+want+`]`, assertAsToday(t, []any{&v}))
}

func TestTextsThatAreNoNumbersAreErrors(t *testing.T) {
	for _, text := range []string{"-", "+1", "1.", ".5", "1e", "1e+", "1x", "0x10", "1_000", "00", "-01", "1.5.5", "NaN", " ", "1 2"} {
		_, err := encoder.Marshal([]stdjson.Number{stdjson.Number(text)}, timesV2)
		assert.Error(t, err, text)
		assertAsToday(t, stdjson.Number(text))
	}
}

func TestManyPointersAreNoCycle(t *testing.T) {
	seven := 7
	var many []*int
	for range 300 {
		many = append(many, &seven)
	}
	assertAsToday(t, map[string]any{"a": many, "b": &many})
}

func TestWhatIsDeepIsWritten(t *testing.T) {
	var list, open any = []any{}, nil
	tree := &treeNode{}
	for range 900 {
		list, tree = []any{list}, &treeNode{Parent: tree, Children: []*treeNode{}}
		open = map[string]any{"a": open}
	}
	assertAsToday(t, open)
	assert.Equal(t, strings.Repeat("[", 901)+strings.Repeat("]", 901), assertAsToday(t, list))
	assertAsToday(t, tree)
}

func TestAnErrorLeavesNothingBehind(t *testing.T) {
	before := append(make([]byte, 0, 100), "before"...)
	after, err := encoder.Append(before, map[string]any{"a": "secret", "b": math.NaN()}, timesV2)
	assert.Error(t, err)
	assert.Equal(t, "before", string(after))
	assertAsToday(t, fields{"a": 1, "c": "x"})
}

func TestResultsAreNotShared(t *testing.T) {
	first, err := encoder.Marshal(fields{"a": 1}, timesV2)
	assert.NoError(t, err)
	_, err = encoder.Marshal(fields{"b": 2}, timesV2)
	assert.NoError(t, err)
	assert.Equal(t, `{"a":1}`, string(first))
}

func TestManyCanEncodeAtTheSameTime(t *testing.T) {
	fresh := encode.New(capillary.Secret.Reveal)
	v := &everything{Text: "t", Nested: []everything{{Int: 1}}, Amounts: map[text]decimal.Decimal{"b": {}, "a": {}}, Open: fields{"b": 1, "a": fields{}}}
	want, err := today(v, formatV2)
	assert.NoError(t, err)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 20 {
				got, err := fresh.Marshal(v, timesV2)
				assert.NoError(t, err)
				assert.Equal(t, string(want), string(got))
			}
		})
	}
	all.Wait()
}
