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
	if r.Operation == "" {
		r.Operation = "customer.Test"
	}
	return envelope.Read(r)
}

// Every reply shape of the reference, with HTTP status, and what it means.
func TestAReplyMeansWhatStatusAndBodySayTogether(t *testing.T) {
	for _, x := range []struct {
		name   string
		shape  envelope.Shape
		status int
		body   string
		kind   envelope.Kind
		codes  []int
	}{
		{"a bare object", envelope.Bare, 200, `{"id":7,"warnings":[]}`, envelope.Done, nil},
		{"a bare object with empty errors", envelope.Bare, 200, `{"id":7,"warnings":[],"errors":[]}`, envelope.Done, nil},
		{"only warnings", envelope.Bare, 200, `{"warnings":[]}`, envelope.Done, nil},
		{"only empty errors and warnings", envelope.Bare, 200, `{"warnings":[],"errors":[]}`, envelope.Done, nil},
		{"null errors", envelope.Data, 200, `{"data":{"id":7},"errors":null,"warnings":null}`, envelope.Done, nil},
		{"a created id", envelope.Bare, 201, `{"createdId":7,"warnings":[]}`, envelope.Done, nil},
		{"a list", envelope.Bare, 200, `[{"id":7}]`, envelope.Done, nil},
		{"a bare scalar", envelope.Bare, 200, `true`, envelope.Done, nil},
		{"no content", envelope.Bare, 204, ``, envelope.Done, nil},
		{"an entity", envelope.Entity, 200, `{"entity":{"id":7},"warnings":[],"errors":[],"success":true}`, envelope.Done, nil},
		{"an entity that is a number", envelope.Entity, 200, `{"entity":7,"warnings":[]}`, envelope.Done, nil},
		{"v1.1", envelope.V1, 200, `{"response":{"status":{"success":"true","code":"200","message":"ok"},"id":"7"}}`, envelope.Done, nil},
		{"v1.1 with item", envelope.V1, 200, `{"response":{"status":{"success":true,"code":200},"customers":{"customer":[{"item_status":{"success":"true","code":1000}}]}}}`, envelope.Done, nil},
		{"a warning of a locked customer", envelope.Bare, 200, `{"createdId":7,"warnings":[{"status":false,"code":521,"message":"later"}]}`, envelope.Done, nil},
		{"rewards status", envelope.Bare, 200, `{"status":{"success":true,"code":5001,"message":"fetched"},"id":7}`, envelope.Done, nil},
		{"a list of status objects", envelope.Data, 200, `{"status":[{"success":true,"code":200}],"data":{"id":7}}`, envelope.Done, nil},
		{"cart promotions", envelope.Data, 200, `{"status":{"code":200,"message":"success"},"validationErrors":null,"data":{"id":7}}`, envelope.Done, nil},
		{"coupon upload", envelope.Bare, 200, `{"success":true,"status":200,"result":{"id":7},"message":"ok"}`, envelope.Done, nil},
		{"a resource whose own code is a word", envelope.Bare, 200, `{"id":7,"code":"HL1FALGQ","status":"ACTIVE","message":"hello"}`, envelope.Done, nil},

		{"errors in 200", envelope.Bare, 200, `{"errors":[{"status":false,"code":8015,"message":"nobody"}],"warnings":[]}`, envelope.Refused, []int{8015}},
		{"two errors", envelope.Bare, 400, `{"errors":[{"code":8013},{"code":"8015"}]}`, envelope.Refused, []int{8013, 8015}},
		{"errors with success false", envelope.Entity, 200, `{"errors":[{"code":8015}],"success":false,"warnings":[]}`, envelope.Refused, []int{8015}},
		{"v1.1 item in 200", envelope.V1, 200, `{"response":{"status":{"success":"false","code":500.0,"message":"All requests have failed"},"customers":{"customer":[{"item_status":{"success":"false","code":"1012","message":"bad"}}]}}}`, envelope.Refused, []int{500, 1012}},
		{"v1.1 request", envelope.V1, 200, `{"response":{"status":{"success":false,"code":400,"message":"Input is invalid"}}}`, envelope.Refused, []int{400}},
		{"v1.1 flat response", envelope.V1, 200, `{"response":{"success":"false","code":"904","message":"size differs"}}`, envelope.Refused, []int{904}},
		{"rewards in 400", envelope.Bare, 400, `{"status":{"success":false,"code":6003,"message":"no field"},"reward":null}`, envelope.Refused, []int{6003}},
		{"promotion validation", envelope.Data, 400, `{"timestamp":1,"errorCode":400,"message":"Validation Failed","errorDetails":["x"]}`, envelope.Refused, []int{400}},
		{"a word for a code", envelope.Bare, 400, `{"errors":[{"code":"VENDOR_UPDATED","message":"x"}]}`, envelope.Refused, []int{0}},
		{"an error with a text only", envelope.Data, 400, `{"error":"no such thing"}`, envelope.Refused, []int{0}},
		{"400 without a code", envelope.Bare, 400, `{"path":"/v2/x"}`, envelope.Refused, nil},
		{"404 page", envelope.Bare, 404, `<html></html>`, envelope.Refused, nil},
		{"a business refusal in 500", envelope.Bare, 500, `{"errors":[{"code":8015}]}`, envelope.Refused, []int{8015}},
		{"an unknown code in 200", envelope.Bare, 200, `{"errors":[{"code":98765,"message":"new"}]}`, envelope.Refused, []int{98765}},
		{"duplicate", envelope.Bare, 200, `{"errors":[{"code":8006}]}`, envelope.Duplicate, []int{8006}},

		{"partly", envelope.V1, 200, `{"response":{"status":{"success":"true","code":201},"customers":{"customer":[{"item_status":{"success":"true","code":1000}},{"item_status":{"success":"false","code":1012}}]}}}`, envelope.PartlyDone, []int{1012}},
		{"partly by counts", envelope.Bare, 200, `{"successCount":1,"failureCount":1,"errors":[{"code":8015}]}`, envelope.PartlyDone, []int{8015}},
		{"queued", envelope.V1, 200, `{"response":{"status":{"success":"false","code":500},"transactions":{"transaction":{"item_status":{"success":"false","code":687}}}}}`, envelope.Accepted, []int{500, 687}},

		{"stale by status", envelope.Bare, 401, `{"errors":[{"code":401}]}`, envelope.StaleToken, []int{401}},
		{"stale with success true", envelope.V1, 200, `{"response":{"status":{"success":"true","code":498,"message":"token expired"}}}`, envelope.StaleToken, []int{498}},
		{"stale in the body", envelope.V1, 200, `{"response":{"status":{"success":"false","code":401}}}`, envelope.StaleToken, []int{401}},
		{"stale in v3", envelope.Data, 200, `{"data":null,"errors":[{"code":498,"message":"expired"}]}`, envelope.StaleToken, []int{498}},
		{"forbidden text", envelope.Bare, 403, `HttpStatusCode=403 errorMessage=Not authorized. errorCode=4000`, envelope.Denied, []int{4000}},
		{"forbidden", envelope.Bare, 403, `{"errors":[{"code":403}]}`, envelope.Denied, []int{403}},

		{"locked", envelope.Bare, 400, `{"errors":[{"status":false,"code":521}]}`, envelope.NotExecuted, []int{521}},
		{"locked by status", envelope.Bare, 521, `{"errors":[{"code":521}]}`, envelope.NotExecuted, []int{521}},
		{"search busy", envelope.Data, 200, `{"errors":[{"code":461}]}`, envelope.NotExecuted, []int{461}},
		{"gateway text", envelope.Bare, 503, `HttpStatusCode=503 errorMessage=Authorization status unavailable! errorCode=4001`, envelope.NotExecuted, []int{4001}},
		{"gateway JSON", envelope.Bare, 503, `{"errors":[{"code":4001}]}`, envelope.NotExecuted, []int{4001}},
		{"429", envelope.Bare, 429, ``, envelope.RateLimited, nil},
		{"429 of the CDN", envelope.Bare, 429, `error code: 1015`, envelope.RateLimited, nil},
		{"517", envelope.V1, 200, `{"response":{"status":{"success":"false","code":500},"t":{"item_status":{"success":"false","code":517}}}}`, envelope.RateLimited, []int{500, 517}},

		{"try later", envelope.Bare, 200, `{"errors":[{"code":1086,"message":"later"}]}`, envelope.Doubtful, []int{1086}},
		{"try later among refusals", envelope.Bare, 200, `{"errors":[{"code":8015},{"code":1086}]}`, envelope.Doubtful, []int{8015, 1086}},
		{"500 without a code", envelope.Bare, 500, `{"timestamp":1,"path":"/x"}`, envelope.Doubtful, nil},
		{"500 that says 500", envelope.V1, 500, `{"response":{"status":{"success":"false","code":500,"message":"All requests have failed"}}}`, envelope.Doubtful, []int{500}},
		{"200 that says 500 and no more", envelope.V1, 200, `{"response":{"status":{"success":"false","code":500}}}`, envelope.Doubtful, []int{500}},
		{"500 with an unknown code", envelope.Bare, 500, `{"errors":[{"code":98765}]}`, envelope.Doubtful, []int{98765}},
		{"500 with a result", envelope.Bare, 500, `{"id":7,"warnings":[]}`, envelope.Doubtful, nil},
		{"a code of success among errors", envelope.Bare, 200, `{"errors":[{"code":8050}]}`, envelope.Doubtful, []int{8050}},
		{"a page in 200", envelope.Bare, 200, `<!DOCTYPE html><html></html>`, envelope.Doubtful, nil},
		{"a page of the CDN", envelope.Bare, 521, `<html>Web server is down</html>`, envelope.Doubtful, nil},
		{"524", envelope.Bare, 524, ``, envelope.Doubtful, nil},
		{"text in 200", envelope.Bare, 200, `OK`, envelope.Doubtful, nil},
		{"nothing in 200", envelope.Bare, 200, ``, envelope.Doubtful, nil},
		{"cut off", envelope.Bare, 200, `{"id":7,"warnings":[`, envelope.Doubtful, nil},
		{"cut off after the id", envelope.Bare, 200, `{"id":7`, envelope.Doubtful, nil},
		{"two documents", envelope.Bare, 200, `{"id":7}{"id":8}`, envelope.Doubtful, nil},
		{"v1.1 without a status", envelope.V1, 200, `{"response":{"customers":{}}}`, envelope.Doubtful, nil},
		{"an empty object", envelope.Bare, 200, `{}`, envelope.Doubtful, nil},
		{"408", envelope.Bare, 408, ``, envelope.Doubtful, nil},

		{"redirect", envelope.Bare, 302, `{"id":7}`, envelope.Astray, nil},
	} {
		t.Run(x.name, func(t *testing.T) {
			operation := "customer.Test"
			if x.name == "queued" {
				operation = "transaction.Test" // 687 is a transaction's code
			}
			v := read(envelope.Reply{Status: x.status, Body: []byte(x.body), Shape: x.shape, Operation: operation, Write: true}, new(any))
			assert.Equal(t, x.kind, v.Kind, "%+v", v)
			var codes []int
			for _, i := range v.Issues {
				codes = append(codes, i.Code)
			}
			assert.Equal(t, x.codes, codes)
		})
	}
}

func TestAnEmptyObjectIsAVerdictOnAReadOnly(t *testing.T) {
	assert.Equal(t, envelope.Done, read(envelope.Reply{Status: 200, Body: []byte(`{}`)}, nil).Kind)
	assert.Equal(t, envelope.Doubtful, read(envelope.Reply{Status: 200, Body: []byte(`{}`), Write: true}, nil).Kind)
}

func TestADailyLimitOfOneTimePasswordsIsFinal(t *testing.T) {
	assert.Equal(t, envelope.Refused, read(envelope.Reply{Status: 429, Operation: "otp.Generate", Write: true}, nil).Kind)
	assert.Equal(t, envelope.Refused, read(envelope.Reply{Status: 429, Operation: "otp.Generate", Body: []byte(`{"errors":[{"code":429}]}`)}, nil).Kind)
	assert.Equal(t, envelope.RateLimited, read(envelope.Reply{Status: 429, Operation: "customer.Get"}, nil).Kind)
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
		v := read(envelope.Reply{Status: 200, Body: []byte(x.body), Shape: x.shape}, &got)
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
	read(envelope.Reply{Status: 200, Body: []byte(`{"entity":"41","warnings":[]}`), Shape: envelope.Entity}, &number)
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
		v := read(envelope.Reply{Status: 200, Body: []byte(x.body), Shape: x.shape, Items: x.items}, &got)
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
	v := read(envelope.Reply{Status: 200, Body: []byte(body), Shape: envelope.V1, Write: true}, nil)
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
			v := read(envelope.Reply{Status: status, Body: body, Shape: envelope.Shape(shape % 4), Items: "customers", Write: true}, into)
			if v.Kind == envelope.Done && status != 204 && (status < 200 || status > 299) {
				t.Errorf("HTTP %d is done: %s", status, body)
			}
		}
	})
}
