package envelope_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/capillary-go/sdk/internal/envelope"
)

// What stands beside the result tells the API's documents from others, and so whether a status alone is a refusal.
func TestAPayloadInItsPlaceIsTheAPIsOwnAndWhatStandsBesideItMayBeAnybodys(t *testing.T) {
	for _, x := range []struct {
		about string
		meaning
	}{
		{"entity write proof==scalar", meaning{400, `{"entity":null,"title":"x"}`, "refused", ""}},
		{"entity write proof==scalar", meaning{400, `{"entity":{},"title":"x"}`, "refused", ""}},
		{"entity write proof==scalar", meaning{400, `{"message":"no"}`, "refused", "'no'"}},
		{"entity write proof==scalar", meaning{400, `{"message":"no","title":"x"}`, "unknown", ""}},
		{"entity write proof==scalar", meaning{400, `{"message":"no","total":1}`, "unknown", ""}},
		{"entity write proof==scalar", meaning{400, `{"message":"no","data":1}`, "unknown", ""}},
		{"data write proof==list", meaning{400, `{"data":null,"title":"x"}`, "refused", ""}},
		{"data write proof==list", meaning{400, `{"data":"x","title":"x"}`, "refused", ""}},
		{"data write proof==list", meaning{400, `{"data":{"a":1},"title":"x"}`, "unknown", ""}}, // which others have too
		{"data write proof==list", meaning{400, `{"data":{"a":1},"title":"x","warnings":[]}`, "refused", ""}},
		{"v1 write proof==success", meaning{400, `{"response":7,"message":"no"}`, "unknown", ""}},
		{"v1 write proof==success", meaning{400, `{"response":{"message":"no"}}`, "refused", "'no'"}},
	} {
		x.check(t, x.about)
	}
	for body, why := range map[string]string{`[1]`: "a document that is not the API's", `7`: "a document that is not the API's", `{"entity":`: "a reply that is cut off or no valid JSON"} {
		v := read(envelope.Reply{Status: 200, Body: []byte(body), Row: proofOf(t, envelope.Entity, envelope.WordScalar)}, new(string))
		assert.Equal(t, why, v.Reason, body)
	}
	v := read(envelope.Reply{Status: 200, Body: []byte(`{"response":[1,2]}`), Row: proofOf(t, envelope.V1, "customer")}, new(result))
	assert.Equal(t, "a document that is not the API's", v.Reason)
}

func TestAListInThePlaceOfTheResultIsTheBatch(t *testing.T) {
	for _, x := range []struct {
		shape envelope.Shape
		body  string
	}{
		{envelope.Data, `{"data":[{"number":"a","id":1},{"number":"b","errors":[{"code":8015}]}],"total":9}`}, // of all there are, perhaps
		{envelope.Entity, `{"entity":[{"number":"a","id":1},{"number":"b","errors":[{"code":8015}]}]}`},
		{envelope.Bare, `[{"number":"a","id":1},{"number":"b","errors":[{"code":8015}]}]`},
	} {
		r := row(x.shape, "", true)
		r.Item.Keys, _ = envelope.ParsePaths("number")
		r.Item.Proof, _ = envelope.ParseProof("id")
		var got struct {
			Items []result `json:"items"`
		}
		v := read(envelope.Reply{Status: 200, Body: []byte(x.body), Row: r, Batch: true, Sent: []string{"a", "b"}}, &got)
		assert.Equal(t, "done@0 refused@1", itemsOf(v), x.body)
		assert.Len(t, got.Items, 2, x.body)
	}
}

func TestTheListOfAPageProvesNothingWhereTheRowNamesAnotherProof(t *testing.T) {
	for body, want := range map[string]envelope.Kind{`{"customers":[{"id":1}],"total":3}`: envelope.Done, `{"customers":[{"id":1}]}`: envelope.Doubtful} {
		r := proofOf(t, envelope.Bare, "total")
		r.Items, _ = envelope.ParsePaths("customers")
		v := read(envelope.Reply{Status: 200, Body: []byte(body), Row: r}, new(list))
		assert.Equal(t, want, v.Kind, body)
	}
}

func TestAListInsideAnObjectOfItsOwnIsFoundWithWhatStandsBesideIt(t *testing.T) {
	type page struct {
		Items []result `json:"items"`
		Total int64    `json:"total"`
		Next  string   `json:"next"`
	}
	for _, x := range []struct {
		inside string
		want   page
		drifts int
	}{
		{`{"total":"2","next":"n","other":1,"customer":[{"id":1},{"id":2}]}`, page{[]result{{ID: 1}, {ID: 2}}, 2, "n"}, 0},
		{`{"customer":{"id":1}}`, page{Items: []result{{ID: 1}}}, 0}, // one object where a list is documented
		{`[{"id":1}]`, page{Items: []result{{ID: 1}}}, 0},            // without the object
		{`null`, page{}, 0},
		{`[]`, page{}, 0},
		{`""`, page{}, 0},
		{`7`, page{}, 1},
		{`12`, page{}, 1},
		{`"x"`, page{}, 1},
		{`true`, page{}, 1},
	} {
		var got page
		r := row(envelope.V1, "customers.customer", false)
		v := read(envelope.Reply{Status: 200, Body: []byte(`{"response":{"status":{"success":"true","code":200},"customers":` + x.inside + `}}`), Row: r}, &got)
		assert.Equal(t, envelope.Done, v.Kind, "%s: %s", x.inside, v.Reason)
		if len(got.Items) == 0 {
			got.Items = nil
		}
		assert.Equal(t, x.want, got, x.inside)
		assert.Len(t, v.Drift, x.drifts, x.inside)
	}
	r := row(envelope.V1, "customers.customer", true)
	r.Item.Proof, _ = envelope.ParseProof("id")
	v := read(envelope.Reply{Status: 200, Row: r, Batch: true, Sent: []string{""}, Body: []byte(`{"response":{"customers":{"total":3,"customer":[{"id":1}]}}}`)}, new(list))
	assert.Equal(t, "unknown@0", itemsOf(v), "it counts three")
}

func TestAMemberCalledResponseGoesToTheResultThatHasOne(t *testing.T) {
	var got struct {
		Response []int `json:"response"`
	}
	v := read(envelope.Reply{Status: 200, Body: []byte(`{"response":[1,2]}`), Row: row(envelope.Bare, "", true)}, &got)
	assert.Equal(t, envelope.Done, v.Kind)
	assert.Equal(t, []int{1, 2}, got.Response)
	var kept struct {
		Response map[string]any `json:"response"`
	}
	v = read(envelope.Reply{Status: 200, Body: []byte(`{"response":{"a":1},"warnings":[]}`), Row: proofOf(t, envelope.Bare, envelope.WordEmptyEnvelope)}, &kept)
	assert.Equal(t, envelope.Doubtful, v.Kind, "an envelope that is not empty")
	var without result
	v = read(envelope.Reply{Status: 200, Body: []byte(`{"response":{"id":7,"status":{"success":false,"code":8015}}}`), Row: row(envelope.Bare, "", true)}, &without)
	assert.Equal(t, envelope.Refused, v.Kind, "a failure is seen in any shape")
	assert.Zero(t, without.ID)
}
