package envelope_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/capillary-go/sdk/internal/codes"
	"github.com/capillary-go/sdk/internal/envelope"
)

// itemsOf says of each item what it means and where in the reply it stands; - is nowhere.
func itemsOf(v envelope.Verdict) string {
	words := map[envelope.Kind]string{envelope.Done: "done", envelope.Refused: "refused", envelope.Doubtful: "unknown", envelope.Accepted: "queued",
		envelope.Duplicate: "duplicate", envelope.NotExecuted: "waiting"}
	var all []string
	for _, i := range v.Items {
		at := "-"
		if i.At >= 0 {
			at = fmt.Sprint(i.At)
		}
		all = append(all, words[i.Kind]+"@"+at)
	}
	return strings.Join(all, " ")
}

// batchOf reads a reply to a write of several items.
func batchOf(shape envelope.Shape, status int, sent, body string) envelope.Verdict {
	r := row(shape, "data", true)
	r.Item.Keys, _ = envelope.ParsePaths("number|mobile")
	r.Item.Proof, _ = envelope.ParseProof("id")
	var into struct {
		Items []result `json:"items"`
	}
	return read(envelope.Reply{Status: status, Body: []byte(body), Row: r, Batch: true, Sent: strings.Split(sent, ",")}, &into)
}

func TestNoItemIsTakenForItsNeighbours(t *testing.T) {
	for _, x := range []struct{ sent, items, want string }{
		{"a,b", `{"number":"a","id":1},{"number":"b","id":2}`, "done@0 done@1"},
		{"a,b", `{"number":"b","id":2},{"number":"a","id":1}`, "done@1 done@0"},
		{"a,b", `{"number":"b","id":2}`, "unknown@- done@0"},
		{"a,b", `{"number":"a","id":1}`, "done@0 unknown@-"},
		{"a,b", `{"number":"a","id":1},{"number":"c","id":2}`, "done@0 unknown@-"},
		{"a,b", `{"number":"b","id":1},{"number":"b","id":2}`, "unknown@- unknown@-"},
		{"a,b", `{"id":1},{"id":2}`, "done@0 done@1"},                              // no keys, and as many as were sent
		{"a,b", `{"id":1}`, "unknown@- unknown@-"},                                 // no keys, and not as many
		{"a,b", `{"id":1},{"number":"a","id":2}`, "unknown@- unknown@-"},           // the first would be for a by its place
		{",", `{"number":"x","id":1},{"id":2}`, "done@0 done@1"},                   // nothing was sent to tell them by
		{"a,", `{"number":"x","id":1},{"id":2}`, "unknown@- done@1"},               // the first is somebody else's
		{"a,a", `{"number":"a","id":1},{"number":"a","id":0}`, "done@0 unknown@1"}, // of two with one key the place decides
		{"a,a", `{"number":"a","id":1}`, "unknown@- unknown@-"},                    // or nothing
		{"a,a,b", `{"number":"b","id":1},{"number":"a","id":2},{"number":"a","id":3}`, "unknown@- done@1 done@0"},
		{"4670000001,b", `{"mobile":"+46 70","id":1},{"number":"b","id":2}`, "unknown@- done@1"},    // somebody else's number
		{"919740000000,b", `{"mobile":"9740000000","id":1},{"number":"b","id":2}`, "done@0 done@1"}, // the country code is on one side only
		{"9740000000,b", `{"mobile":"+919740000000","id":1},{"number":"b","id":2}`, "done@0 done@1"},
		{"b,9740000000", `{"mobile":"09740000000","id":1},{"number":"b","id":2}`, "done@1 done@0"},
		{"12345678,b", `{"mobile":"9912345678","id":1},{"number":"b","id":2}`, "done@0 done@1"},
		{"1234567,b", `{"mobile":"991234567","id":1},{"number":"b","id":2}`, "unknown@- done@1"}, // too short to be one
		{"991234567,b", `{"mobile":"1234567","id":1},{"number":"b","id":2}`, "unknown@- done@1"},
		{"12345678,b", `{"number":"A12345678","id":1},{"number":"b","id":2}`, "unknown@- done@1"}, // no number
		{"A12345678,b", `{"number":"12345678","id":1},{"number":"b","id":2}`, "unknown@- done@1"},
		{"9912345678,b", `{"number":"9912345677","id":1},{"number":"b","id":2}`, "unknown@- done@1"},
		{"a,b", `{"number":"a","id":1},null`, "done@0 unknown@1"},
		{"a,b", `{"number":"a","id":1},{"number":"b","id":0}`, "done@0 unknown@1"},
	} {
		v := batchOf(envelope.Bare, 200, x.sent, `{"data":[`+x.items+`]}`)
		got := itemsOf(v)
		assert.Equal(t, x.want, got, "%s: %s", x.sent, x.items)
		want := envelope.PartlyDone
		switch {
		case strings.Count(x.want, "done") == len(v.Items):
			want = envelope.Done
		case !strings.Contains(x.want, "done"):
			want = envelope.Doubtful
		}
		assert.Equal(t, want, v.Kind, "%s: %s", x.sent, x.items)
	}
}

func TestCountsOfAReplyThatDisagreeWithItsItemsPutTheBatchInDoubt(t *testing.T) {
	for counts, agree := range map[string]bool{
		``: true, `,"totalCount":2`: true, `,"totalCount":3`: false, `,"totalCount":1`: false, `,"totalCount":0`: false, `,"failureCount":1`: true, `,"failureCount":0`: false,
		`,"failureCount":2`: false, `,"totalCount":2,"failureCount":1`: true, `,"totalCount":2,"failureCount":0`: false,
	} {
		v := batchOf(envelope.Bare, 200, "a,b", `{"data":[{"number":"a","id":1},{"number":"b","errors":[{"code":8015}]}]`+counts+`}`)
		if agree {
			assert.Equal(t, "done@0 refused@1", itemsOf(v), counts)
			assert.Equal(t, envelope.PartlyDone, v.Kind, counts)
		} else {
			assert.Equal(t, envelope.Doubtful, v.Kind, counts)
			assert.NotContains(t, itemsOf(v), "done", counts)
			assert.NotContains(t, itemsOf(v), "refused", counts)
		}
	}
}

func TestACodeThatNobodyDocumentedRefusesAnItemOnlyUnderAPlainRefusal(t *testing.T) {
	for status, want := range map[int]string{200: "unknown@0", 207: "unknown@0", 400: "refused@0", 404: "refused@0", 409: "unknown@0", 500: "unknown@0", 429: "unknown@0"} {
		v := batchOf(envelope.Bare, status, "a", `{"data":[{"number":"a","errors":[{"code":987654,"message":"x"}]}]}`)
		assert.Equal(t, want, itemsOf(v), "HTTP %d", status)
		assert.NotEqual(t, envelope.Done, v.Kind)
	}
}

func TestAnItemOfV1SaysInAnyOfItsFormsWhatBecameOfIt(t *testing.T) {
	for item, want := range map[string]string{
		`{"number":"a","id":1,"item_status":{"success":"true","code":700}}`:   "done@0",
		`{"number":"a","item_status":{"success":"false","code":8015}}`:        "refused@0",
		`{"number":"a","status":{"success":"false","code":8015}}`:             "refused@0",
		`{"number":"a","success":false,"errors":[{"code":8015}]}`:             "refused@0",
		`{"number":"a","id":1,"item_status":{"success":"false","code":8015}}`: "unknown@0",
		`{"number":"a"}`: "unknown@0",
	} {
		v := batchOf(envelope.V1, 200, "a", `{"response":{"status":{"success":"true","code":200},"data":[`+item+`]}}`)
		assert.Equal(t, want, itemsOf(v), item)
	}
}

// queues is a section in which 1 is a code of work that is queued, and any other a refusal.
func queues(_ string, code int) (codes.Entry, bool) {
	if code == 1 {
		return codes.Entry{Code: 1, Class: codes.Accepted}, true
	}
	return codes.Entry{Code: code, Class: codes.Final}, true
}

func TestWorkThatIsQueuedInPartIsPartlyDoneWhateverTheStatus(t *testing.T) {
	for _, status := range []int{200, 207, 400, 401, 403, 404, 409, 429, 500, 503} {
		v := read(envelope.Reply{Status: status, Row: row(envelope.Bare, "", true), Classes: queues, Body: []byte(`{"errors":[{"code":1},{"code":2}]}`)}, new(result))
		assert.Equal(t, envelope.PartlyDone, v.Kind, "HTTP %d: %s", status, v.Reason)
		v = read(envelope.Reply{Status: status, Row: row(envelope.Bare, "", true), Classes: queues, Body: []byte(`{"errors":[{"code":1}]}`)}, new(result))
		assert.Equal(t, envelope.Accepted, v.Kind, "HTTP %d: %s", status, v.Reason)
	}
}

func TestItemsThatAreQueuedAreNeitherDoneNorRefused(t *testing.T) {
	const done, queued, refused = `{"number":"a","id":1}`, `{"number":"b","errors":[{"code":1}]}`, `{"number":"a","errors":[{"code":2}]}`
	for items, want := range map[string]envelope.Kind{done + "," + queued: envelope.Accepted, refused + "," + queued: envelope.PartlyDone} {
		r := row(envelope.Bare, "data", true)
		r.Item.Keys, _ = envelope.ParsePaths("number")
		r.Item.Proof, _ = envelope.ParseProof("id")
		v := read(envelope.Reply{Status: 200, Row: r, Batch: true, Sent: []string{"a", "b"}, Classes: queues, Body: []byte(`{"data":[` + items + `]}`)}, new(list))
		assert.Equal(t, want, v.Kind, items)
		assert.Equal(t, "queued@1", strings.Fields(itemsOf(v))[1], items)
	}
}
