package envelope_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/internal/envelope"
)

// proofOf is a row of a write with this proof.
func proofOf(t *testing.T, shape envelope.Shape, proof string) *envelope.Row {
	t.Helper()
	p, ok := envelope.ParseProof(proof)
	require.True(t, ok, proof)
	return &envelope.Row{Operation: "customer.Test", Shape: shape, Write: true, Proof: p}
}

type deep struct {
	Customer result   `json:"customer"`
	Pointer  *result  `json:"pointer"`
	Names    []string `json:"names"`
	Answer   bool     `json:"answer"`
	Open     any      `json:"open"`
	Inner    struct {
		List []result `json:"list"`
	} `json:"inner"`
	List []result          `json:"list"`
	Map  map[string]string `json:"map"`
}

func TestAMemberProvesOnlyWithTheKindOfValueThatTheResultTakes(t *testing.T) {
	for _, x := range []struct {
		shape  envelope.Shape
		proof  string
		body   string
		proves bool
	}{
		{envelope.Bare, "id", `{"id":7}`, true},
		{envelope.Bare, "id", `{"id":"7"}`, true},
		{envelope.Bare, "id", `{"id":"A7"}`, true},
		{envelope.Bare, "id", `{"id":0}`, false},
		{envelope.Bare, "id", `{"id":-1}`, false},
		{envelope.Bare, "id", `{"id":"0"}`, false},
		{envelope.Bare, "id", `{"id":" 0.0 "}`, false},
		{envelope.Bare, "id", `{"id":"null"}`, false},
		{envelope.Bare, "id", `{"id":""}`, false},
		{envelope.Bare, "id", `{"id":null}`, false},
		{envelope.Bare, "id", `{"id":true}`, false},
		{envelope.Bare, "id", `{"id":{}}`, false},
		{envelope.Bare, "id", `{"id":[7]}`, false},
		{envelope.Bare, "entity", `{"entity":0}`, false},
		{envelope.Bare, "entity", `{"entity":{"a":1}}`, true}, // the payload itself
		{envelope.Bare, "customer.other_id", `{"customer":{"other_id":{}}}`, false},
		{envelope.Bare, "createdId", `{"createdId":0}`, false},
		{envelope.Bare, "userID", `{"userID":0}`, false},
		{envelope.Bare, "user_id", `{"user_id":0}`, false},
		{envelope.Bare, "paid", `{"paid":0}`, true}, // no id by its name, so zero is an amount
		{envelope.Bare, "paid", `{"paid":-1}`, true},
		{envelope.Bare, "paid", `{"paid":false}`, false},
		{envelope.Bare, "paid", `{"paid":true}`, true},
		{envelope.Bare, "paid", `{"paid":" "}`, false},
		{envelope.Bare, "paid", `{"paid":"null"}`, true},

		{envelope.Bare, "customer", `{"customer":{"id":1}}`, true},
		{envelope.Bare, "customer", `{"customer":[{"id":1}]}`, false},
		{envelope.V1, "customer", `{"response":{"customer":[{"id":1}]}}`, true},
		{envelope.V1, "customer", `{"response":{"customer":["x"]}}`, false},
		{envelope.Bare, "customer", `{"customer":"x"}`, false},
		{envelope.Bare, "customer.id", `{"customer":{"id":1}}`, true},
		{envelope.Bare, "customer.id", `{"customer":{"id":0}}`, false},
		{envelope.Bare, "customer.id", `{"customer":[{"id":1}]}`, true},
		{envelope.Bare, "customer.id", `{"customer":[]}`, false},
		{envelope.Bare, "customer.id", `{"customer":{"id":{}}}`, false},
		{envelope.Bare, "customer.id", `{"customer":"x"}`, false},

		{envelope.Bare, "names", `{"names":["x"]}`, true},
		{envelope.Bare, "names", `{"names":[]}`, true}, // an answer: there are none
		{envelope.Bare, "names", `{"names":[null]}`, false},
		{envelope.Bare, "names", `{"names":[{}]}`, false},
		{envelope.Bare, "names", `{"names":[7]}`, true}, // numbers and texts are the same to a decoder that bends
		{envelope.Bare, "names", `{"names":{}}`, false},
		{envelope.V1, "list", `{"response":{"list":{"id":1}}}`, true}, // one object where a list is documented
		{envelope.Bare, "list", `{"list":{"id":1}}`, false},
		{envelope.Bare, "list", `{"list":["x"]}`, false},
		{envelope.Bare, "list", `{"list":"x"}`, false},
		{envelope.Bare, "inner.list", `{"inner":{"list":[{"id":1}]}}`, true},
		{envelope.Bare, "inner.list", `{"inner":{"list":["x"]}}`, false},
		{envelope.Bare, "inner.list", `{"inner":{"list":[null]}}`, false},
		{envelope.Bare, "list.[].id", `{"list":[{"id":7}]}`, true},
		{envelope.Bare, "list.[].id", `{"list":[{"id":{}}]}`, false},
		{envelope.Bare, "list.[].id", `{"list":[]}`, false},
		{envelope.Bare, "list.[].id", `{"list":{"id":7}}`, false},
		{envelope.Bare, "map", `{"map":{"a":"b"}}`, true},
		{envelope.Bare, "map", `{"map":["b"]}`, false},
		{envelope.Bare, "map", `{"map":"b"}`, false},
		{envelope.Bare, "open", `{"open":["b"]}`, true},
		{envelope.Bare, "open", `{"open":null}`, false},

		{envelope.Bare, "answer", `{"answer":true}`, true},
		{envelope.Bare, "answer", `{"answer":"yes"}`, true},
		{envelope.Bare, "answer", `{"answer":false}`, false},
		{envelope.Bare, "answer", `{"answer":7}`, false},
		{envelope.Bare, "answer", `{"answer":[true]}`, false},
		{envelope.Bare, "other.answer", `{"other":{"answer":false}}`, false},

		{envelope.Bare, "others", `{"others":["x"]}`, true}, // the result has no place for it
		{envelope.Bare, "others", `{"others":{"a":1}}`, true},
		{envelope.Bare, "otherId", `{"otherId":["x"]}`, false},
		{envelope.Bare, "customer.other_id", `{"customer":{"other_id":[7]}}`, false},
		{envelope.Bare, "customer.others", `{"customer":{"others":["x"]}}`, true},
		{envelope.Bare, "customer.others", `{"customer":{"others":[]}}`, true},
		{envelope.Bare, "customer.others", `{"customer":{"others":[null]}}`, false},
		{envelope.Bare, "pointer.id", `{"pointer":{"id":7}}`, true},
		{envelope.Bare, "pointer.id", `{"pointer":{"id":[7]}}`, false},
		{envelope.Bare, "pointer", `{"pointer":{"id":7}}`, true},
		{envelope.Bare, "pointer", `{"pointer":"x"}`, false},
		{envelope.Bare, "list.name", `{"list":[{"name":"x"}]}`, true},
		{envelope.Bare, "list.name", `{"list":[{"name":{}}]}`, false},
		{envelope.Bare, "list.[].name", `{"list":[{"name":{}}]}`, false},
		{envelope.Bare, "names.[]", `{"names":["x"]}`, true},
		{envelope.Bare, "names.[]", `{"names":[{}]}`, false},
		{envelope.Bare, "customer.[].name", `{"customer":[{"name":"x"}]}`, true},
		{envelope.Bare, "open", `{"open":[null]}`, false},
		{envelope.Bare, "open", `{"open":[7]}`, true},
		{envelope.Bare, "id", `[{"id":7}]`, false}, // a list is no such result
		{envelope.Entity, "id", `{"entity":{"id":7}}`, true},
		{envelope.Entity, "id", `{"entity":{"id":0}}`, false},
		{envelope.Entity, "id", `{"entity":[{"id":7}]}`, false},
		{envelope.Entity, "customer.id", `{"entity":{"customer":{"id":7}}}`, true},
	} {
		want := envelope.Doubtful
		if x.proves {
			want = envelope.Done
		}
		v := read(envelope.Reply{Status: 200, Body: []byte(x.body), Row: proofOf(t, x.shape, x.proof)}, new(deep))
		assert.Equal(t, want, v.Kind, "%s in %s: %s", x.proof, x.body, v.Reason)
	}
}

// Nothing beside a failure is no result, and anything else contradicts the failure.
func TestAListOrAnObjectOfNothingIsNoResultBesideAFailure(t *testing.T) {
	for _, x := range []struct {
		proof, body string
		want        envelope.Kind
	}{
		{"names", `{"names":[]}`, envelope.Refused},
		{"names", `{"names":["x"]}`, envelope.Doubtful},
		{"map", `{"map":{}}`, envelope.Refused},
		{"map", `{"map":{"a":"b"}}`, envelope.Doubtful},
		{"inner.list", `{"inner":{"list":[]}}`, envelope.Refused},
		{"inner.list", `{"inner":{"list":[{"id":1}]}}`, envelope.Doubtful},
		{"customer", `{"customer":{}}`, envelope.Refused},
		{"open", `{"open":{}}`, envelope.Refused},
		{"inner.open", `{"inner":{"open":{ }}}`, envelope.Refused},
		{"inner.open", `{"inner":{"open":{"a":1}}}`, envelope.Doubtful},
		{"names|list", `{"names":[],"list":[{"id":1}]}`, envelope.Doubtful},
		{"names|list", `{"names":["x"],"list":[]}`, envelope.Doubtful},
		{"names|list", `{"names":[],"list":[]}`, envelope.Refused},
		{"id", `{"id":7}`, envelope.Doubtful},
	} {
		body := strings.TrimSuffix(x.body, "}") + `,"errors":[{"code":8015}]}`
		v := read(envelope.Reply{Status: 200, Body: []byte(body), Row: proofOf(t, envelope.Bare, x.proof)}, new(deep))
		assert.Equal(t, x.want, v.Kind, "%s in %s: %s", x.proof, body, v.Reason)
	}
}

func TestAMemberThatIsTheVerdictProvesOnlyIfItSaysYes(t *testing.T) {
	for body, want := range map[string]envelope.Kind{
		`{"done":true}`: envelope.Done, `{"done":"SUCCESS"}`: envelope.Done, `{"done":"x"}`: envelope.Doubtful, `{"done":7}`: envelope.Doubtful, `{"done":false}`: envelope.Refused,
		`{"done":{"success":true}}`: envelope.Done, `{"done":{"success":false,"code":8015}}`: envelope.Doubtful, `{"x":1}`: envelope.Doubtful, `{"done":null}`: envelope.Doubtful,
	} {
		r := proofOf(t, envelope.Entity, "x.done")
		r.Verdicts, _ = envelope.ParsePaths("x.done")
		v := read(envelope.Reply{Status: 200, Body: []byte(`{"entity":{"x":` + body + `}}`), Row: r}, new(map[string]any))
		assert.Equal(t, want, v.Kind, "%s: %s", body, v.Reason)
	}
}

func TestPathsThatNameNothingAreRefused(t *testing.T) {
	for _, text := range []string{"=no such word", "a..b", ".a", "a.", "id|", "|id", "id|=list of"} {
		_, ok := envelope.ParseProof(text)
		assert.False(t, ok, text)
	}
	for _, text := range []string{"=list", "a..b", "a|", "|"} {
		_, ok := envelope.ParsePaths(text)
		assert.False(t, ok, text)
		assert.Nil(t, envelope.ParsePath(strings.Trim(text, "a|")), text)
	}
	for _, text := range []string{"", "a", "a.b|c.[].d"} {
		_, ok := envelope.ParsePaths(text)
		assert.True(t, ok, text)
		_, ok = envelope.ParseProof(text)
		assert.True(t, ok, text)
	}
	assert.Equal(t, []string{"a", "[]", "b"}, envelope.ParsePath("a.[].b"))
}

func TestAMemberInsideAListProvesByItsFirstElement(t *testing.T) {
	for body, proves := range map[string]bool{
		`[{"id":7}]`: true, `[{"id":"A7"},{"id":0}]`: true, `[{"id":0}]`: false, `[{"id":{}}]`: false, `[{}]`: false, `[]`: false, `[null]`: false, `["x"]`: false,
		`{"id":7}`: false,
	} {
		want := envelope.Doubtful
		if proves {
			want = envelope.Done
		}
		v := read(envelope.Reply{Status: 200, Body: []byte(body), Row: proofOf(t, envelope.Bare, "[].id")}, new([]result))
		assert.Equal(t, want, v.Kind, "%s: %s", body, v.Reason)
	}
}

// The items of a page stand elsewhere in the result than in the reply.
func TestTheItemsOfAPageProveWithElementsThatTheResultTakes(t *testing.T) {
	for body, proves := range map[string]bool{
		`{"customers":[{"id":1}]}`: true, `{"customers":[]}`: true, `{"customers":["x"]}`: false, `{"customers":[null]}`: false, `{"customers":{"id":1}}`: false,
		`{"customers":7}`: false, `{"total":"7"}`: true, `{"total":[{"id":1}]}`: false,
	} {
		want := envelope.Doubtful
		if proves {
			want = envelope.Done
		}
		r := proofOf(t, envelope.Bare, "customers|total")
		r.Items, _ = envelope.ParsePaths("customers")
		var into struct {
			Items []result `json:"items"`
			Total int64    `json:"total"`
		}
		v := read(envelope.Reply{Status: 200, Body: []byte(body), Row: r}, &into)
		assert.Equal(t, want, v.Kind, "%s: %s", body, v.Reason)
	}
}

// What else a row asks of the members is seen also where no member is the proof.
func TestTheIDTheKeyAndAStatusOfTheResultAreSeenBesideAWordOfSuccess(t *testing.T) {
	const body = `{"success":true,"entity":{"id":7,"code":"HL1","status":"x"}}`
	for name, x := range map[string]struct {
		change func(*envelope.Row)
		body   string
		want   envelope.Kind
		drift  int
	}{
		"nothing is asked": {func(*envelope.Row) {}, body, envelope.Done, 0},
		"the id is there":  {func(r *envelope.Row) { r.ID, _ = envelope.ParsePaths("id") }, body, envelope.Done, 0},
		"no id":            {func(r *envelope.Row) { r.ID, _ = envelope.ParsePaths("id") }, strings.Replace(body, `"id":7`, `"id":0`, 1), envelope.Done, 1},
		"the key":          {func(r *envelope.Row) { r.Echo = [][]string{{"code"}} }, body, envelope.Done, 0},
		"another key":      {func(r *envelope.Row) { r.Echo = [][]string{{"code"}} }, strings.Replace(body, "HL1", "HL2", 1), envelope.Doubtful, 0},
		"a status that says no": {func(r *envelope.Row) { r.Verdicts, _ = envelope.ParsePaths("status") },
			strings.Replace(body, `"x"`, `{"success":false,"code":8015}`, 1), envelope.Refused, 0}, // the inner word counts
		"a status that says yes": {func(r *envelope.Row) { r.Verdicts, _ = envelope.ParsePaths("status") },
			strings.Replace(body, `"x"`, `{"success":true}`, 1), envelope.Done, 0},
	} {
		r := proofOf(t, envelope.Entity, envelope.WordSuccess)
		x.change(r)
		var into struct {
			ID     int64  `json:"id"`
			Code   string `json:"code"`
			Status any    `json:"status"`
		}
		v := read(envelope.Reply{Status: 200, Body: []byte(x.body), Row: r, Sent: []string{"hl1"}}, &into)
		assert.Equal(t, x.want, v.Kind, "%s: %s", name, v.Reason)
		assert.Len(t, v.Drift, x.drift, name)
	}
}

func TestAnAnswerOfNoIsNoProof(t *testing.T) {
	for body, want := range map[string]envelope.Kind{
		`{"entity":true}`: envelope.Done, `{"entity":"true"}`: envelope.Done, `{"entity":false}`: envelope.Refused, `{"entity":"x"}`: envelope.Doubtful,
		`{"entity":null}`: envelope.Doubtful, `{"success":true,"entity":false}`: envelope.Refused, `{"success":false,"entity":true}`: envelope.Doubtful,
	} {
		var yes bool
		v := read(envelope.Reply{Status: 200, Body: []byte(body), Row: proofOf(t, envelope.Entity, envelope.WordTrue)}, &yes)
		assert.Equal(t, want, v.Kind, "%s: %s", body, v.Reason)
	}
}

func TestAPayloadProvesByItsKind(t *testing.T) {
	for _, x := range []struct {
		proof  string
		into   any
		body   string
		proves bool
	}{
		{envelope.WordScalar, new(int64), `19`, true}, {envelope.WordScalar, new(int64), `0`, false}, {envelope.WordScalar, new(int64), `-3`, false},
		{envelope.WordScalar, new(int64), `true`, false}, {envelope.WordScalar, new(int64), `{}`, false}, {envelope.WordScalar, new(int64), `[19]`, false},
		{envelope.WordScalar, new(string), `"done it"`, true}, {envelope.WordScalar, new(string), `""`, false},
		{envelope.WordList, new([]string), `["a"]`, true}, {envelope.WordList, new([]string), `[]`, true}, {envelope.WordList, new([]string), `[null]`, false},
		{envelope.WordList, new([]string), `[{}]`, false}, {envelope.WordList, new([]result), `["a"]`, false}, {envelope.WordList, new([]result), `[{}]`, true},
		{envelope.WordList, new(result), `[{"id":1}]`, true}, {envelope.WordList, new(result), `[]`, false}, {envelope.WordList, new(result), `["a"]`, false},
		{envelope.WordList, new(list), `[{"id":1}]`, true}, {envelope.WordList, new(list), `["a"]`, false},
		{envelope.WordObject, new(result), `{"id":1}`, true}, {envelope.WordObject, new(result), `{}`, false}, {envelope.WordObject, new(result), `[]`, false},
		{envelope.WordObject, new(result), `{"foo":1}`, false}, {envelope.WordObject, new(result), `{"id":null}`, false},
		{envelope.WordObject, new(map[string]int), `{"foo":1}`, true},
	} {
		want := envelope.Doubtful
		if x.proves {
			want = envelope.Done
		}
		v := read(envelope.Reply{Status: 200, Body: []byte(x.body), Row: proofOf(t, envelope.Bare, x.proof)}, x.into)
		assert.Equal(t, want, v.Kind, "%s of %T: %s: %s", x.proof, x.into, x.body, v.Reason)
	}
}

func TestAKeyIsTheSameWhereAServerOnlyWroteItDifferently(t *testing.T) {
	long := strings.Repeat("k", 50)
	for _, same := range [][2]string{{"bill-7", "BILL-7"}, {" bill-7", "bill-7 "}, {"0042", "42"}, {long, long + "x"}, {long + "xyz", strings.ToUpper(long)}} {
		assert.True(t, envelope.SameKey(same[0], same[1]), "%q", same)
		assert.True(t, envelope.SameKey(same[1], same[0]), "%q", same)
	}
	for _, other := range [][2]string{{"bill-7", "bill-77"}, {"bill-7", "bill-70"}, {"bill-7", ""}, {"bill-7", "bill"}, {"100", "1"}, {"0", "1"},
		{long[1:], long[1:] + "x"}, {long + "a", long + "b"}, {long[1:] + "x", long}} {
		assert.False(t, envelope.SameKey(other[0], other[1]), "%q", other)
		assert.False(t, envelope.SameKey(other[1], other[0]), "%q", other)
	}
}
