package envelope_test

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/capillary-go/sdk/internal/envelope"
)

type result struct {
	ID        int64              `json:"id"`
	CreatedID int64              `json:"createdId"`
	Name      string             `json:"name"`
	Status    string             `json:"status"`
	Code      string             `json:"code"`
	Warnings  []map[string]any   `json:"warnings"`
	Customers []map[string]int64 `json:"customers"`
}

type list struct {
	Items      []result         `json:"items"`
	Pagination map[string]int64 `json:"pagination"`
	Warnings   []map[string]any `json:"warnings"`
}

func read(r envelope.Reply, into any) envelope.Verdict {
	if into != nil {
		r.Into = reflect.ValueOf(into).Elem()
	}
	if r.Row == nil {
		r.Row = row(envelope.Bare, "", false)
	}
	return envelope.Read(r)
}

func row(shape envelope.Shape, items string, write bool) *envelope.Row {
	paths, _ := envelope.ParsePaths(items)
	return &envelope.Row{Operation: "customer.Test", Shape: shape, Items: paths, Write: write}
}

// Every combination of what can be seen has exactly one meaning, and none of them breaks a promise.
func TestEveryCombinationOfWhatCanBeSeenKeepsThePromises(t *testing.T) {
	hit := map[int]bool{}
	combinations := 0
	envelope.EachSeen(func(s envelope.Seen) {
		combinations++
		hit[s.Row] = true
		executed := s.Items == "done" || s.Items == "queued" || s.Items == "some"
		says := executed || s.Proof == "there" || s.Success == "yes"
		switch s.Kind {
		case envelope.Done:
			if !(s.Status == "ok" && s.Codes == "none" && (s.Proof == "there" || s.Items == "done")) {
				t.Errorf("done without proof: %+v", s)
			}
		case envelope.NotExecuted, envelope.RateLimited, envelope.StaleToken:
			if says || s.Items == "unclear" {
				t.Errorf("sent again where it may have been executed: %+v", s)
			}
		case envelope.Refused, envelope.Denied, envelope.Duplicate:
			if says || s.Items == "unclear" {
				t.Errorf("refused where an item or a proof says done: %+v", s)
			}
			if s.Kind == envelope.Refused && s.Call == "write" && s.Document != "own" && !(s.Document == "nothing" && s.Status == "plain") && s.Status != "unserved" && s.Codes == "none" {
				t.Errorf("refused on the word of nobody: %+v", s)
			}
		case envelope.PartlyDone:
			if !executed && s.Codes != "partly" {
				t.Errorf("partly done without an item: %+v", s)
			}
		case envelope.Accepted:
			if s.Codes != "queued" && s.Items != "queued" {
				t.Errorf("accepted without a word: %+v", s)
			}
		}
		if s.Codes == "undocumented" && s.Call == "write" && s.Status != "plain" && s.Status != "unserved" && (s.Kind == envelope.Refused || s.Kind == envelope.Duplicate) {
			t.Errorf("refused by a code that nobody documented: %+v", s)
		}
	})
	assert.Greater(t, combinations, 30_000)
	for row := range envelope.Rows() {
		assert.True(t, hit[row], "row %d of rules.txt decides nothing: an earlier one says it", row)
	}
}

func TestADailyLimitOfOneTimePasswordsIsFinal(t *testing.T) {
	assert.Equal(t, envelope.Refused, read(envelope.Reply{Status: 429, Row: &envelope.Row{Operation: "otp.Generate", Write: true}}, nil).Kind)
	assert.Equal(t, envelope.Refused, read(envelope.Reply{Status: 429, Row: &envelope.Row{Operation: "otp.Generate"}, Body: []byte(`{"errors":[{"code":429}]}`)}, nil).Kind)
	assert.Equal(t, envelope.RateLimited, read(envelope.Reply{Status: 429}, nil).Kind)
}

func TestTheResultIsDecodedFromWhereTheEnvelopeHasIt(t *testing.T) {
	for name, x := range map[string]struct {
		shape envelope.Shape
		body  string
	}{
		"bare":                      {envelope.Bare, `{"warnings":[{"code":1}],"id":7,"name":"a","status":"ACTIVE","code":"HL1"}`},
		"entity":                    {envelope.Entity, `{"success":true,"warnings":[{"code":1}],"entity":{"id":"7","name":"a","status":"ACTIVE","code":"HL1"},"errors":[]}`},
		"data":                      {envelope.Data, `{"data":{"id":7.0,"name":"a","status":"ACTIVE","code":"HL1"},"status":{"success":true,"code":2},"warnings":[{"code":1}]}`},
		"v1.1 without the response": {envelope.V1, `{"status":{"success":"true","code":"200"},"id":"7","name":"a","code":"HL1","warnings":[{"code":1}]}`},
		"v1.1":                      {envelope.V1, `{"response":{"id":7,"name":"a","status":{"success":"true","code":200},"code":"HL1","warnings":[{"code":1}]}}`},
	} {
		var got result
		v := read(envelope.Reply{Status: 200, Body: []byte(x.body), Row: row(x.shape, "", false)}, &got)
		assert.Equal(t, envelope.Done, v.Kind, name)
		assert.Equal(t, int64(7), got.ID, name)
		assert.Equal(t, "a", got.Name, name)
		assert.Equal(t, "HL1", got.Code, name)
		assert.Len(t, got.Warnings, 1, name)
		assert.Equal(t, []envelope.Issue{{Code: 1}}, v.Warnings, name)
		if x.shape != envelope.V1 {
			assert.Equal(t, "ACTIVE", got.Status, name)
		}
	}
	var number int64
	read(envelope.Reply{Status: 200, Body: []byte(`{"entity":"41","warnings":[]}`), Row: row(envelope.Entity, "", false)}, &number)
	assert.Equal(t, int64(41), number)
	var open map[string]any
	read(envelope.Reply{Status: 200, Body: []byte(`{"a":{"b":[1]},"warnings":[]}`)}, &open)
	assert.Contains(t, open, "a")
}

func TestAFailureIsSeenInAResponseThatTheResultKeeps(t *testing.T) {
	var got struct {
		Response result `json:"response"`
	}
	v := read(envelope.Reply{Status: 200, Body: []byte(`{"response":{"id":7,"status":{"success":"false","code":8015}}}`)}, &got)
	assert.Equal(t, envelope.Refused, v.Kind)
	v = read(envelope.Reply{Status: 200, Body: []byte(`{"response":{"id":7,"status":{"success":"true","code":200}}}`)}, &got)
	assert.Equal(t, envelope.Done, v.Kind)
	assert.Equal(t, int64(7), got.Response.ID)
}

func TestThePageIsFoundWhereverItsItemsStand(t *testing.T) {
	for name, x := range map[string]struct {
		shape envelope.Shape
		items string
		body  string
	}{
		"top level":        {envelope.Bare, "data", `{"pagination":{"total":9},"data":[{"id":1},{"id":2}],"warnings":[{"code":1}]}`},
		"the data":         {envelope.Data, "", `{"data":[{"id":1},{"id":2}],"pagination":{"total":9},"warnings":[{"code":1}]}`},
		"inside the data":  {envelope.Data, "badges", `{"data":{"badges":[{"id":1},{"id":2}],"pagination":{"total":9}},"warnings":[{"code":1}]}`},
		"inside an entity": {envelope.Entity, "customers", `{"entity":{"pagination":{"total":"9"},"customers":[{"id":1},{"id":2}]},"warnings":[{"code":1}]}`},
		"v1.1, nested":     {envelope.V1, "customers.customer", `{"response":{"status":{"success":true,"code":200},"customers":{"customer":[{"id":1},{"id":2}]},"pagination":{"total":9},"warnings":[{"code":1}]}}`},
		"a bare list":      {envelope.Bare, "", `[{"id":1},{"id":2}]`},
	} {
		var got list
		v := read(envelope.Reply{Status: 200, Body: []byte(x.body), Row: row(x.shape, x.items, false)}, &got)
		assert.Equal(t, envelope.Done, v.Kind, name)
		if assert.Len(t, got.Items, 2, name) {
			assert.Equal(t, int64(2), got.Items[1].ID, name)
		}
		if name != "a bare list" {
			assert.Equal(t, int64(9), got.Pagination["total"], name)
			assert.Len(t, got.Warnings, 1, name)
		}
	}
}

func TestAnItemStatusIsTakenForOneOnlyWhereItIsAMembersName(t *testing.T) {
	body := `{"response":{"status":{"success":true,"code":200},"note":"\"item_status\":{\"success\":false,\"code\":1}","x\"item_status":{"success":false,"code":2},
		"type":"item_status","deep":[{"item_status" :	{"success":true,"code":3,"warnings":{"warning":[{"code":9,"message":"w"}]}}}]}}`
	v := read(envelope.Reply{Status: 200, Body: []byte(body), Row: row(envelope.V1, "", true)}, nil)
	assert.Equal(t, envelope.Done, v.Kind)
	assert.Empty(t, v.Issues)
	assert.Equal(t, []envelope.Issue{{Code: 9, Message: "w"}}, v.Warnings)
}

func FuzzNoReplyPanicsAndNoBrokenOneIsDone(f *testing.F) {
	for _, seed := range []string{`{"id":1}`, `{"response":{"status":{"success":"true"},"customers":{"customer":[{"item_status":{}}]}}}`, `[1]`, `<html>`, `{"errors":[{"code":"8015"}]}`,
		`{"entity":{"customers":[]},"success":"true"}`, `{"data":null,"status":[{}]}`, "", `{"warnings":{"warning":[{"code":1}]}}`} {
		for shape := range uint8(4) {
			f.Add([]byte(seed), 200, shape)
		}
	}
	f.Fuzz(func(t *testing.T, body []byte, status int, shape uint8) {
		for _, into := range []any{new(result), new(list), new(any), new([]result), nil} {
			v := read(envelope.Reply{Status: status, Body: body, Row: row(envelope.Shape(shape%4), "customers", true)}, into)
			if v.Kind == envelope.Done && (status < 200 || status > 299) {
				t.Errorf("HTTP %d is done: %s", status, body)
			}
		}
	})
}
