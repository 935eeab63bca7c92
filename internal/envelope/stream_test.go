package envelope_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/internal/envelope"
	"github.com/capillary-go/sdk/internal/lenient"
)

// streamed reads a reply as it arrives, and gives the ids of its elements.
func streamed(t *testing.T, row *envelope.Row, body string) (v envelope.Verdict, ids []int64) {
	t.Helper()
	v, err := envelope.ReadStream(envelope.Reply{Status: 200, Row: row}, 1<<20, strings.NewReader(body), func(decode func(reflect.Value)) bool {
		var one result
		decode(reflect.ValueOf(&one).Elem())
		ids = append(ids, one.ID)
		return true
	})
	require.NoError(t, err, body)
	return v, ids
}

func TestAStreamMeansWhatTheSameReplyMeansAtOnce(t *testing.T) {
	for _, x := range []struct {
		shape  envelope.Shape
		items  string
		body   string
		want   envelope.Kind
		ids    []int64
		issues string
	}{
		{envelope.Bare, "data", `{"data":[{"id":1},{"id":2}],"total":2}`, envelope.Done, []int64{1, 2}, ""},
		{envelope.Bare, "", `[{"id":1}]`, envelope.Done, []int64{1}, ""},
		{envelope.Data, "", `{"warnings":[],"data":[],"title":"x"}`, envelope.Done, nil, ""},
		{envelope.Entity, "list", `{"entity":{"list":[{"id":1}],"errors":[{"code":8015}]}}`, envelope.Done, []int64{1}, ""}, // of the thing, not of the call
		{envelope.V1, "customers.customer", `{"response":{"status":{"success":true,"code":200},"customers":{"status":{"success":false,"code":8015},"customer":[{"id":1}]}}}`,
			envelope.Done, []int64{1}, ""},
		{envelope.V1, "customers.customer", `{"response":{"status":{"success":false,"code":8015},"customers":{}}}`, envelope.Refused, nil, "8015"},
		{envelope.V1, "customers.customer", `{"response":{"customers":{"customer":[{"id":1}]},"status":{"success":false,"code":8015}}}`, envelope.Doubtful, []int64{1}, "8015"},
		{envelope.Bare, "response.list", `{"response":{"errors":[{"code":8015}],"list":[{"id":1}]}}`, envelope.Done, []int64{1}, ""},
		{envelope.Bare, "data", `{"errors":[{"code":8015}]}`, envelope.Refused, nil, "8015"},
		{envelope.Bare, "data", `{"success":false,"message":"no"}`, envelope.Refused, nil, "'no'"},
		{envelope.Bare, "data", `{"status":"failed","message":"no","total":0}`, envelope.Refused, nil, "'no'"},
		{envelope.Bare, "data", `{"status":"failed","message":"no","title":"x"}`, envelope.Doubtful, nil, "'no'"}, // not the API's
		{envelope.Bare, "data", `{"status":"failed","message":"no","response":{}}`, envelope.Doubtful, nil, "'no'"},
		{envelope.Bare, "data", `{"data":{"id":1}}`, envelope.Doubtful, nil, ""},
		{envelope.Bare, "data", `7`, envelope.Doubtful, nil, ""},

		{envelope.Bare, "data", `{"errors":[{"code":8015}]`, envelope.Doubtful, nil, ""}, // cut off: nothing that it says is believed
		{envelope.Bare, "data", `{"errors":[{"code":8015}]}{`, envelope.Doubtful, nil, ""},
		{envelope.Bare, "data", `{"data":[{"id":1},{"id":2}`, envelope.Doubtful, []int64{1, 2}, ""},
		{envelope.Bare, "data", `{"success":false,"code":8015,"data":[{"id":1}`, envelope.Doubtful, []int64{1}, ""},
		{envelope.Bare, "data", ``, envelope.Doubtful, nil, ""},
	} {
		v, ids := streamed(t, row(x.shape, x.items, false), x.body)
		assert.Equal(t, x.want, v.Kind, "%s: %s", x.body, v.Reason)
		assert.Equal(t, x.ids, ids, x.body)
		assert.Equal(t, x.issues, told(v.Issues), x.body)
	}
	v, _ := streamed(t, row(envelope.Bare, "data", false), `{"data":[{"id":1}`)
	assert.Equal(t, "a reply that is cut off or no valid JSON", v.Reason)
}

func TestWhatDoesNotFitInAStreamIsNamedWithItsElement(t *testing.T) {
	v, ids := streamed(t, row(envelope.Bare, "data", false), `{"data":[{"id":1},{"id":"x"},{"id":3}]}`)
	assert.Equal(t, []int64{1, 0, 3}, ids)
	require.Len(t, v.Drift, 1)
	assert.Equal(t, "/data/1/id", v.Drift[0].Path)
	v, _ = streamed(t, row(envelope.Bare, "data", false), `{"data":[{"id":1},{"id":"x"},`)
	assert.Len(t, v.Drift, 1, "what came before the end is still told")
	v, ids = streamed(t, row(envelope.Bare, "data", false), `{"data":[`+strings.Repeat(`{"id":"x"},`, lenient.MaxDrift+5)+`{"id":1}]}`)
	assert.Len(t, ids, lenient.MaxDrift+6)
	assert.Len(t, v.Drift, lenient.MaxDrift)
}
