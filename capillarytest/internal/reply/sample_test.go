package reply

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func TestLacksTellsWhatASampleHasAndAReplyHasNot(t *testing.T) {
	t.Parallel()
	sample := `{"data":[{"id":7,"name":"a","tags":["x"],"by":{"id":1},"gone":null}],"warnings":[],"success":true}`
	tests := []struct {
		name, got string
		want      []string
	}{
		{"the same", sample, nil},
		{"more than the sample", `{"more":1,"data":[{"id":8,"name":"b","tags":[],"by":{"id":2,"x":1},"gone":3}],"warnings":[{"code":1}],"success":false}`, nil},
		{"an empty list", `{"data":[],"warnings":null,"success":true}`, nil},
		{"a member that is missing", `{"data":[{"id":7,"tags":["x"],"by":{"id":1},"gone":1}],"warnings":[],"success":true}`, []string{".data[].name: not there"}},
		{"another kind", `{"data":[{"id":"7","name":1,"tags":[{}],"by":[],"gone":1}],"warnings":{},"success":"true"}`, []string{
			".data[].by: want an object, have a list", ".data[].id: want a number, have a string", ".data[].name: want a string, have a number",
			".data[].tags[]: want a string, have an object", ".success: want a boolean, have a string", ".warnings: want a list, have an object"}},
		{"no JSON", `<html>`, []string{"the reply is no JSON: invalid character '<' looking for beginning of value"}},
	}
	for _, tt := range tests {
		assert.Equal(t, tt.want, Lacks([]byte(sample), []byte(tt.got)), tt.name)
	}
	assert.Len(t, Lacks([]byte(`{`), []byte(`{}`)), 1, "a sample that is no JSON proves nothing")
}

func TestEveryEnvelopeHasItsDocumentedMembers(t *testing.T) {
	t.Parallel()
	value, no := wire.Obj("id", 7), Because(9, "no")
	pages := Pagination{Limit: 1, Offset: 2, Total: 3, Paged: true}
	tests := []struct {
		name                   string
		as                     Envelope
		one, many, paged, says string
	}{
		{"AsFlat", AsFlat, `{"id":7,"warnings":[]}`, `{"data":[{"id":7}],"warnings":[],"errors":[]}`,
			`{"pagination":{"limit":1,"offset":2,"total":3},"data":[{"id":7}],"warnings":[],"errors":[]}`, v2Refusal},
		{"AsEntity", AsEntity, `{"entity":{"id":7},"warnings":[]}`, `{"entity":[{"id":7}],"warnings":[],"errors":[]}`,
			`{"pagination":{"limit":1,"offset":2,"total":3},"entity":[{"id":7}],"warnings":[],"errors":[]}`, v2Refusal},
		{"AsData", AsData, `{"data":{"id":7},"warnings":[],"errors":[]}`, `{"data":[{"id":7}],"warnings":[],"errors":[]}`,
			`{"pagination":{"limit":1,"offset":2,"total":3},"data":[{"id":7}],"warnings":[],"errors":[]}`, v2Refusal},
		{"AsV3", AsV3, `{"data":{"id":7},"errors":null}`, `{"data":[{"id":7}],"errors":null}`,
			`{"pagination":{"limit":1,"offset":2,"total":3},"data":[{"id":7}],"errors":null}`, `{"data":null,"errors":[{"code":9,"message":"no"}]}`},
		{"AsBare", AsBare, `{"id":7}`, `[{"id":7}]`, `[{"id":7}]`, v2Refusal},
		{"AsCreated", AsCreated("id"), `{"createdId":7,"warnings":[]}`, `{"data":[{"id":7}],"warnings":[],"errors":[]}`,
			`{"pagination":{"limit":1,"offset":2,"total":3},"data":[{"id":7}],"warnings":[],"errors":[]}`, v2Refusal},
		{"AsEntityID", AsEntityID("id"), `{"entity":7,"warnings":[]}`, `{"entity":[{"id":7}],"warnings":[],"errors":[]}`,
			`{"pagination":{"limit":1,"offset":2,"total":3},"entity":[{"id":7}],"warnings":[],"errors":[]}`, v2Refusal},
		{"AsStatus", AsStatus(200, "fine", "all"), `{"status":{"success":true,"code":200,"message":"fine"},"id":7}`,
			`{"status":{"success":true,"code":200,"message":"fine"},"all":[{"id":7}]}`,
			`{"status":{"success":true,"code":200,"message":"fine"},"all":[{"id":7}]}`, `{"status":{"success":false,"code":9,"message":"no"}}`},
		{"AsV1", AsV1("as", "a", 100, "fine"), v1One, v1One, v1One, `{"response":{"status":{"success":"false","code":9,"message":"no"}}}`},
	}
	for _, tt := range tests {
		for form, pair := range map[string][2]any{"one": {tt.one, tt.as.One(value)}, "many": {tt.many, tt.as.Many([]wire.Object{value}, Pagination{})},
			"paged": {tt.paged, tt.as.Many([]wire.Object{value}, pages)}, "refused": {tt.says, tt.as.Refused(no)}} {
			got, err := wire.Encode(pair[1].(Reply).Body)
			assert.NoError(t, err)
			assert.JSONEq(t, pair[0].(string), string(got), tt.name+" "+form)
			assert.Equal(t, form == "refused", pair[1].(Reply).Refused, tt.name+" "+form)
		}
		empty, err := wire.Encode(tt.as.Many(nil, Pagination{}).Body)
		assert.NoError(t, err)
		assert.NotContains(t, string(empty), `"data":null`, tt.name)
		warned, err := wire.Encode(tt.as.One(value, no).Body)
		assert.NoError(t, err)
		if tt.name != "AsV3" && tt.name != "AsBare" && tt.name != "AsStatus" {
			assert.Contains(t, string(warned), `"message":"no"`, tt.name)
		}
	}
}

const (
	v2Refusal = `{"warnings":[],"errors":[{"status":false,"code":9,"message":"no"}]}`
	v1One     = `{"response":{"status":{"success":"true","code":200,"message":"Success","total":"1","success_count":"1"},
		"as":{"a":[{"id":7,"item_status":{"success":"true","code":"100","message":"fine","warnings":{"warning":[]}}}]}}}`
)

func TestAListOfWhichSomeItemsFailedIs207(t *testing.T) {
	t.Parallel()
	done, failed := []wire.Object{wire.Obj("id", 1)}, []wire.Object{wire.Obj("code", 9)}
	assert.Equal(t, 201, Multi(done, nil, 201).Status)
	assert.Equal(t, 400, Multi(nil, failed, 201).Status)
	some := Multi(done, failed, 201)
	assert.Equal(t, 207, some.Status)
	text, err := wire.Encode(some.Body)
	assert.NoError(t, err)
	assert.JSONEq(t, `{"data":[{"id":1}],"warnings":[],"errors":[{"code":9}]}`, string(text))
}
