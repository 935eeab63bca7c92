package lenient

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

func TestNumbersAreReadAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]string{
		"1,250.00": "1250", "1,250": "1250", "12,345": "12345", "123,456,789.125": "123456789.125", "-1,250.50": "-1250.5", "+1,250": "1250", "999,999": "999999",
		"12,34,567.50": "1234567.5", "1,00,000": "100000", "1,23,45,678": "12345678",
		"1 250.00": "1250", "1 250 000": "1250000", "1\u00a0250.00": "1250", "1\u202f250": "1250", "1\u2009250": "1250", "1'250.00": "1250", "1\u2019250": "1250",
		" 1,250.00 ": "1250", "\u00a07.5\u00a0": "7.5", "\t7\n": "7", "\u20037": "7",
		".5": "0.5", "-.5": "-0.5", "+.5": "0.5", "5.": "5", "-5.": "-5", "1,250.": "1250", "5.e2": "500", ".5e1": "5",
		"+5": "5", "007": "7", "00.50": "0.5", "1e3": "1000", "1E+3": "1000", "\u22125": "-5", "\u2212.25": "-0.25",
		"1,234,567,890,123,456,789.123": "1234567890123456789.123", "12,345,678,901,234,567,890.5": "12345678901234567890.5",
	} {
		document, err := json.Marshal(text)
		require.NoError(t, err)
		value, drift := decode[decimal.Decimal](t, string(document))
		require.Empty(t, drift, text)
		require.Equal(t, want, value.String(), text)

		float, drift := decode[float64](t, string(document))
		require.Empty(t, drift, text)
		require.Equal(t, value.InexactFloat64(), float, text)

		escaped := strings.NewReplacer(",", `\u002c`, ".", `\u002e`).Replace(string(document))
		value, drift = decode[decimal.Decimal](t, escaped)
		require.Empty(t, drift, escaped)
		require.Equal(t, want, value.String(), escaped)
	}
}

func TestWhatMayBeAnotherNumberIsDrift(t *testing.T) {
	for _, text := range []string{
		"1,25", "1,2500", "1.250,00", "1.250.000", "0,250", "00,250", "0,5", "1,250,00", "1,25,00", "1234,567", ",250", "1,,250", "1,", "12,345,67", "1,2345",
		"1 25", "1  250", "1 250,00", "1,250 000", "1,250'000", "1.250,5", "1.234 567", "1.5.5", "1..5", "1.,250", "1, 250", "- 5", "5-", "--5", "+-5", "1,250e3", "1 250e3",
		"(5)", "$5", "5$", "\u20b91,250", "INR 1250", "1250 INR", "5%", "5 pts", "~5", "=5", "0x10", "1_000", "\u0665", "\uff15", "1/2",
		".", "-", "+", "-.", "e5", ".e5", "5e", "5e+", "NaN", "nan", "Infinity", "-inf", "five", "true", "--", "?", "tbd", "12;5",
	} {
		document, err := json.Marshal(text)
		require.NoError(t, err)
		value, drift := decode[decimal.Decimal](t, string(document))
		require.Equal(t, []Drift{{Want: "decimal", Got: "text", Matters: true}}, drift, text)
		require.True(t, value.IsZero(), text)
		for want, target := range map[string]any{"int64": new(int64), "uint32": new(uint32), "float64": new(float64)} {
			d := NewDecoder(document, nil)
			d.DecodeInto(target)
			require.NoError(t, d.End())
			require.Equal(t, []Drift{{Want: want, Got: "text"}}, d.Drift(), text)
			require.Zero(t, reflect.ValueOf(target).Elem().Interface(), text)
			d.Release()
		}
	}
}

func TestCountsAreReadInGroupsAndIDsAreNot(t *testing.T) {
	type row struct {
		Count   int64   `json:"count"`
		Small   int8    `json:"small"`
		ID      int64   `json:"id"`
		UserID  int64   `json:"userId"`
		User    int64   `json:"user_id"`
		Shop    int64   `json:"shop" lenient:"also=shopId"`
		Numbers []int64 `json:"redemptions"`
		Rates   []decimal.Decimal
		Sizes   []int
	}
	type outer struct {
		row
		IDs []int64 `json:"ids"`
	}
	value, drift := decode[outer](t, `{"count":"1,250","small":"12.0","id":"77.0","userId":" 42 ","user_id":"+7","shop":"1,250.00","redemptions":["1","2"],"Rates":["1,250.50",".5"],"Sizes":"5.","ids":"9"}`)
	require.Empty(t, drift)
	require.Equal(t, []int64{1250, 12, 77, 42, 7, 1250}, []int64{value.Count, int64(value.Small), value.ID, value.UserID, value.User, value.Shop})
	require.Equal(t, []int64{1, 2}, value.Numbers)
	require.Equal(t, "[1250.5 0.5]", "["+value.Rates[0].String()+" "+value.Rates[1].String()+"]")
	require.Equal(t, []int{5}, value.Sizes)
	require.Equal(t, []int64{9}, value.IDs)

	// Two ids with a comma between them are not one.
	value, drift = decode[outer](t, `{"count":"12.5","small":"1,250","id":"123,456","userId":"123 456","user_id":"12.5","redemptions":["123,456"],"Rates":"1,250","Sizes":"12,345","ids":"123,456"}`)
	require.Equal(t, []Drift{
		{Path: "/count", Want: "int64", Got: "fraction"}, {Path: "/small", Want: "int8", Got: "overflow"},
		{Path: "/id", Want: "int64", Got: "text", Matters: true}, {Path: "/userId", Want: "int64", Got: "text", Matters: true},
		{Path: "/user_id", Want: "int64", Got: "fraction", Matters: true}, {Path: "/redemptions/0", Want: "int64", Got: "text", Matters: true},
		{Path: "/Rates", Want: "list", Got: "text", Matters: true}, {Path: "/Sizes", Want: "list", Got: "text"}, {Path: "/ids", Want: "list", Got: "text", Matters: true},
	}, drift)
	require.Equal(t, outer{row: row{Numbers: []int64{0}}}, value)

	_, drift = decode[outer](t, `{"count":"9,223,372,036,854,775,808","ids":["9223372036854775808"]}`)
	require.Equal(t, []Drift{{Path: "/count", Want: "int64", Got: "overflow"}, {Path: "/ids/0", Want: "int64", Got: "overflow", Matters: true}}, drift)
	value, drift = decode[outer](t, `{"count":"9,223,372,036,854,775,807"}`)
	require.Empty(t, drift)
	require.Equal(t, int64(9223372036854775807), value.Count)
}

func TestANumberTooSmallForAFloatIsDrift(t *testing.T) {
	checkBends(t, "float64", []bend[float64]{{document: `1e-999`, got: "underflow"}, {document: `"-1e-999"`, got: "underflow"}, {document: `0e-999`}})
	checkBends(t, "float32", []bend[float32]{{document: `1e-60`, got: "underflow"}})
}

// A value that says something leaves a value or a note, in a field of every kind.
func TestNoValueIsLostInSilence(t *testing.T) {
	values := []string{`5`, `-5`, `0.25`, `1e3`, `1e-999`, `1e999`, `1e-30`, `0.0000000000000000000000000001`, `true`, `"x"`, `"5"`, `"1,250.00"`, `".5"`, `"5."`, `"1.250,00"`, `"(5)"`, `"-"`, `"N"`, `"NaN"`, `"2020-01-01"`,
		`"2021-02-30"`, `"aGk="`, `[5]`, `[5,6]`, `["x"]`, `[["x"]]`, `[[5]]`, `[{"X":5}]`, `[{"X":5},{"X":6}]`, `[{"a":5}]`, `[null,5]`, `[null,null,"x"]`, `{"X":5}`, `{"a":5}`, `{"a":{"b":5}}`, `"10.0.0.1"`, `99999999999999999999999`,
		`1111111111111111111111111111111111111111111111111111111111111111111111`, `"\u0031,250"`, `"\u00a05"`}
	type each struct {
		S   string
		I   int64
		ID  int64
		I8  int8
		U   uint16
		F   float64
		F32 float32
		D   decimal.Decimal
		Ls  []string
		Li  []int64
		Ld  []decimal.Decimal
		Lo  []point
		Ll  [][]string
		O   point
		P   *point
		Pi  *int
		Ms  map[string]string
		Mi  map[string]int
		Mo  map[string]point
		A   any
		By  []byte
	}
	for i := range reflect.TypeFor[each]().NumField() {
		name := reflect.TypeFor[each]().Field(i).Name
		for _, value := range values {
			got, drift := decode[each](t, `{"`+name+`":`+value+`}`)
			if other := (name == "O" || name == "P") && strings.Contains(value, `"a"`); !other && reflect.ValueOf(got).Field(i).IsZero() { // an object of other members is one
				require.NotEmpty(t, drift, "%s of %s", name, value)
				require.True(t, strings.HasPrefix(drift[0].Path, "/"+name), drift[0].Path)
			}
		}
	}
}

func TestDriftSaysWhatMatters(t *testing.T) {
	type amount struct{ Value decimal.Decimal }
	type tree struct {
		Name string
		Kids []tree
	}
	type reply struct {
		Points     decimal.Decimal   `json:"points"`
		Rates      []decimal.Decimal `json:"rates"`
		ID         int64             `json:"id"`
		Code       string            `json:"couponId"`
		Word       int               `json:"valid"`
		Count      int64             `json:"count"`
		Name       string            `json:"name"`
		Amount     amount            `json:"amount"`
		Amounts    []amount          `json:"amounts"`
		Pointed    *amount           `json:"pointed"`
		ByName     map[string]amount `json:"byName"`
		Tree       tree              `json:"tree"`
		Trees      []tree            `json:"trees"`
		SeriesIDs  []string          `json:"seriesIds"`
		Redeemed   []int64           `json:"redeemed"`
		ByCode     map[int8]amount   `json:"byCode"`
		Words      map[int8]string   `json:"words"`
		CustomerID string            `json:"customer_id"`
	}
	for document, matters := range map[string]bool{
		`{"points":"ten"}`: true, `{"rates":[1,"x"]}`: true, `{"rates":"x"}`: true, `{"rates":{"a":1}}`: true, `{"id":"x"}`: true, `{"ID":{"a":1}}`: true, `{"couponId":{"a":1}}`: true, `{"valid":"x"}`: false,
		`{"count":"x"}`: false, `{"name":{"a":1}}`: false, `{"amount":"x"}`: true, `{"amount":[{},{}]}`: true, `{"amounts":"x"}`: true, `{"pointed":"x"}`: true, `{"byName":5}`: true, `{"byName":{"7":5}}`: true,
		`{"tree":5}`: false, `{"trees":5}`: false, `{"trees":[{"Kids":[{"Name":{"a":1}}]}]}`: false, `{"seriesIds":{"a":1}}`: true, `{"seriesIds":[{"a":1}]}`: true, `{"redeemed":"x"}`: true, `{"redeemed":["x"]}`: true, `{"redeemed":{"a":1}}`: true, `{"redeemed":["1,2"]}`: true, `{"redeemed":"1,234"}`: true,
		`{"byCode":{"x":{}}}`: true, `{"words":{"x":"y"}}`: false, `{"customer_id":[1,2]}`: true,
	} {
		_, drift := decode[reply](t, document)
		require.NotEmpty(t, drift, document)
		require.Equal(t, matters, drift[0].Matters, document)
	}
}

func TestNamesOfIDs(t *testing.T) {
	for _, name := range []string{"id", "ID", "Id", "userId", "orgID", "user_id", "bill_ID", "ids", "Ids", "IDs", "couponIds", "card_ids", "cardexternalid", "uuid"} {
		require.True(t, isID(name), name)
	}
	for _, name := range []string{"", "s", "identity", "idea", "valid", "invalid", "paid", "prepaid", "void", "android", "Paid", "points", "d", "number", "idType"} {
		require.False(t, isID(name), name)
	}
}

func TestAListOfNullsIsNoObject(t *testing.T) {
	checkBends(t, "object", []bend[point]{
		{document: `[null]`}, {document: `[null,null]`}, {document: `[null,{"X":1}]`, want: point{X: 1}}, {document: `[{"X":1},null]`, want: point{X: 1}},
		{document: `[null,5]`, got: "list of 2"}, {document: `[null,{"X":1},{"X":2}]`, want: point{X: 1}, got: "list of 3"},
	})
}

// Whatever text a number is read from, it is the number that is left when what separates groups is taken out.
func FuzzWrittenNumbers(f *testing.F) {
	for _, seed := range []string{"1,250.00", ".5", "5.", "12,34,567.50", "1 250", "-1'250", "1.250,00", "0,5", "1e3", "(5)", "\u22121,000", "1,250e3", "-", "000", " ", "9,223,372,036,854,775,808.5"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		document, err := json.Marshal(text)
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(document, &text)) // invalid UTF-8 became something else
		value, drift := decode[decimal.Decimal](t, string(document))
		whole, wholeDrift := decode[int64](t, string(document))
		id, idDrift := decode[[]int64](t, "["+string(document)+"]")
		if len(drift) > 0 {
			require.True(t, value.IsZero())
			return
		}
		bare := strings.NewReplacer(",", "", "'", "", "\u2019", "", "\u2212", "-").Replace(strings.Join(strings.Fields(text), ""))
		if isAbsentWord([]byte(text)) {
			bare = "0"
		}
		want, err := decimal.NewFromString(strings.TrimSuffix(strings.ToLower(bare), "."))
		if err != nil {
			want, err = decimal.NewFromString(strings.Replace(strings.ToLower(bare), ".e", "e", 1))
		}
		require.NoError(t, err, "%q became %s", text, value)
		require.True(t, want.Equal(value), "%q became %s", text, value)
		if len(wholeDrift) == 0 {
			require.True(t, want.Equal(decimal.NewFromInt(whole)), "%q became %d", text, whole)
		}
		if len(idDrift) == 0 && !isAbsentWord([]byte(text)) {
			require.True(t, want.Equal(decimal.NewFromInt(id[0])), "%q became %d", text, id[0])
			require.Equal(t, len(strings.Fields(text)), 1, text)
			require.NotContains(t, text, ",")
		}
	})
}
