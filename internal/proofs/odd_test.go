package proofs

import (
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
)

// oddReplies prove nothing for any operation.
var oddReplies = []string{
	``, ` `, "\xef\xbb\xbf", `null`, `[null]`, `{}`, `"ok"`, `""`, `7`, `0`, `-1`, `true`, `false`, `{"a":null}`, `[[]]`, `[[[]]]`, `["x"]`, `[7]`, `[null,null]`,
	`{"response":null}`, `{"response":{}}`, `{"response":[]}`, `{"response":"x"}`, `{"response":[null]}`, `{"response":{"status":null}}`,
	`{"response":{"status":{}}}`, `{"response":{"status":"x"}}`, `{"response":{"customers":{"customer":[null]}}}`,
	`{"data":null}`, `{"data":"x"}`, `{"data":7}`, `{"data":[null]}`, `{"data":["x"]}`, `{"data":{}}`, `{"data":{"data":null}}`,
	`{"entity":null}`, `{"entity":{}}`, `{"entity":[null]}`, `{"entity":""}`, `{"entity":0}`,
	`{"status":null}`, `{"status":[]}`, `{"status":[null]}`, `{"status":{"success":null}}`, `{"warnings":null}`, `{"errors":null}`, `{"errors":[null]}`,
	`{"errors":[[]]}`, `{"errors":["x"]}`, `{"errors":{"error":null}}`, `{"message":"x"}`, `{"message":"Forbidden"}`, `{"items":[null]}`, `{"pagination":{"total":3}}`,
	`<html></html>`, `<response></response>`, `OK`, `{"id":`, `{"createdId":7}{"createdId":8}`, `{"timestamp":1,"status":500,"error":"x","path":"/"}`,
	`{"type":"about:blank","title":"x","status":500}`, `{"errorCode":4001,"errorMessage":"x"}`, `{"someOther":{"endpoint":[1,2,3]}}`,
}

// No reply makes a method panic, what proves nothing is never done, and beside a nil error stands a result. What a reply means does
// not depend on the protocol, so over HTTP/2 every method meets every seventh odd reply, and each status.
func TestOddRepliesProveNothingToAnyMethod(t *testing.T) {
	wiretest.OverEachProtocol(t, oddRepliesProveNothing)
}

func oddRepliesProveNothing(t *testing.T, protocol string) {
	racesOverOneProtocol(t, protocol)
	p := serveOneReply(t, protocol)
	few := protocol == wiretest.HTTP2 || raceDetector
	all := methods(t, p.client)
	assert.Greater(t, len(all), 145)
	played := 0
	for _, s := range []int{200, 201, 204, 207, 400, 500} {
		for n, reply := range oddReplies {
			if s == http.StatusNoContent && n > 0 || (s != 200 || few) && n%7 != 0 { // the status is not what is odd
				continue
			}
			p.says(s, reply)
			for _, m := range all {
				played++
				assert.NotPanics(t, func() {
					result, err := m.run(t.Context())
					if settlesNothing(result) {
						return // a doubt stays one: that is no answer
					}
					assert.Error(t, err, "%s took HTTP %d %q for an answer", m.name, s, reply)
					var invalid *capillary.InvalidInputError
					assert.False(t, errors.As(err, &invalid), "%s: %v", m.name, err)
				}, "%s, HTTP %d %q", m.name, s, reply)
			}
		}
	}
	t.Logf("%d methods, %d odd replies", len(all), played)
}

// settlesNothing reports whether a result is a reconciliation that is open.
func settlesNothing(result reflect.Value) bool {
	if !result.IsValid() || result.Kind() != reflect.Struct {
		return false
	}
	settled, happened := result.FieldByName("Settled"), result.FieldByName("Happened")
	return settled.IsValid() && happened.IsValid() && !settled.Bool() && !happened.Bool()
}

// Documented replies with a value of another kind at one place: whatever place it is, no method panics, and beside a nil error
// stands a result. Over HTTP/2 it is the first three places of each reply.
func TestNoMethodPanicsWhereAValueIsOfAnotherKind(t *testing.T) {
	wiretest.OverEachProtocol(t, noMethodPanics)
}

func noMethodPanics(t *testing.T, protocol string) {
	racesOverOneProtocol(t, protocol)
	rows, _ := documentedRows(t)
	byRequest := map[string]any{}
	for _, row := range rows {
		for _, raw := range row.Samples {
			var sample any
			if json.Unmarshal(raw, &sample) == nil && !reportsFailure(sample) && len(raw) < 20_000 {
				for _, path := range append(row.AltPaths, row.Path) {
					byRequest[row.Method+" "+plainPath(path)] = sample
				}
			}
		}
	}
	var body atomic.Value
	var asked atomic.Value
	body.Store([]byte(`{}`))
	c := proofClient(t, wiretest.ServeOver(t, protocol, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Store(r.Method + " " + r.URL.EscapedPath())
		w.Write(body.Load().([]byte))
	})))
	limit := 120 // places of a document
	if testing.Short() || raceDetector {
		limit = 15
	}
	if raceDetector || protocol == wiretest.HTTP2 {
		limit = 3
	}
	played, answered := 0, 0
	for _, m := range methods(t, c) {
		_, _ = m.run(t.Context())
		request, _ := asked.Load().(string)
		sample, ok := sampleOf(byRequest, request)
		if !ok {
			continue
		}
		spoil(sample, limit, func(spoiled any) {
			raw, _ := json.Marshal(spoiled)
			body.Store(raw)
			played++
			assert.NotPanics(t, func() {
				result, err := m.run(t.Context())
				if err == nil && result.IsValid() && (result.Kind() == reflect.Pointer || result.Kind() == reflect.Slice || result.Kind() == reflect.Map) {
					answered++
					assert.False(t, result.IsNil(), "%s: a nil result beside a nil error: %.200s", m.name, raw)
				}
			}, "%s: %.300s", m.name, raw)
		})
	}
	t.Logf("%d spoiled replies, %d of them are answers nevertheless", played, answered)
	assert.Greater(t, played, 1000)
}

func sampleOf(byRequest map[string]any, request string) (any, bool) {
	for path, sample := range byRequest {
		if fitsTemplate(path, request) {
			return sample, true
		}
	}
	return nil, false
}

func fitsTemplate(template, request string) bool {
	a, b := splitPath(strings.ToLower(template)), splitPath(plainPath(request))
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] && a[i] != "{}" {
			return false
		}
	}
	return true
}

func splitPath(s string) (parts []string) {
	start := 0
	for i := range s {
		if s[i] == '/' || s[i] == ' ' {
			parts = append(parts, s[start:i])
			start = i + 1
		}
	}
	return append(parts, s[start:])
}

// spoil gives copies of a document, in each of which one value is of another kind.
func spoil(document any, limit int, yield func(any)) {
	places := 0
	var walk func(v any, put func(any))
	walk = func(v any, put func(any)) {
		if places++; places > limit {
			return
		}
		for _, other := range []any{nil, "x", 7, true, []any{}, []any{nil}, map[string]any{}, []any{[]any{"x"}}, -1, ""} {
			put(other)
			yield(document)
		}
		put(v)
		switch v := v.(type) {
		case map[string]any:
			for name, member := range v {
				walk(member, func(x any) { v[name] = x })
			}
		case []any:
			if len(v) > 0 {
				walk(v[0], func(x any) { v[0] = x })
			}
		}
	}
	walk(document, func(x any) { document = x })
}
