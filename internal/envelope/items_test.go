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
		{"4612345678,b", `{"mobile":"12345678","id":1},{"number":"b","id":2}`, "done@0 done@1"},
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

func TestAnItemWhoseRowNamesNoProofIsProvenByItsStatusInV1AndElseByWhatItHolds(t *testing.T) {
	for _, x := range []struct {
		shape envelope.Shape
		write bool
		item  string
		want  string
	}{
		{envelope.Bare, true, `{"id":1}`, "done@0"},
		{envelope.Bare, true, `{"name":"x"}`, "done@0"},
		{envelope.Bare, true, `{"success":true}`, "done@0"},
		{envelope.Bare, true, `{"status":"SUCCESS"}`, "done@0"},
		{envelope.Bare, true, `{"id":0,"name":"","flag":false,"list":[null]}`, "unknown@0"},
		{envelope.Bare, true, `{"success":null,"code":7,"message":"x","warnings":[{"code":1}],"item_status":{}}`, "unknown@0"}, // words of the envelope
		{envelope.Bare, true, `{"id":1,"errors":[{"code":8015}]}`, "unknown@0"},
		{envelope.Bare, true, `{"success":false,"errors":[{"code":8015}]}`, "refused@0"},
		{envelope.V1, true, `{"id":1}`, "unknown@0"},
		{envelope.V1, true, `{"id":1,"item_status":{"success":true}}`, "done@0"},
		{envelope.V1, true, `{"id":1,"status":"FAILED","item_status":{"success":true}}`, "done@0"}, // a status of the thing
		{envelope.V1, false, `{"id":1}`, "done@0"},
		{envelope.V1, false, `{"item_status":{"success":false,"code":8015}}`, "refused@0"},
	} {
		r := row(x.shape, "data", x.write)
		body := `{"data":[` + x.item + `]}`
		if x.shape == envelope.V1 {
			body = `{"response":` + body + `}`
		}
		v := read(envelope.Reply{Status: 200, Body: []byte(body), Row: r, Batch: true, Sent: []string{""}}, new(list))
		assert.Equal(t, x.want, itemsOf(v), "%+v: %s", x, v.Reason)
	}
}

func TestWhatIsToldOfAnItemIsToldOfTheCallToo(t *testing.T) {
	v := batchOf(envelope.Bare, 207, "a,b", `{"warnings":[{"code":1}],"data":[{"number":"a","id":1,"warnings":[{"code":2}]},{"number":"b","errors":[{"code":8015,"message":"no"}]},
		{"number":"z","errors":[{"code":1012}],"warnings":[{"code":3}]}]}`)
	assert.Equal(t, "done@0 refused@1", itemsOf(v))
	assert.Equal(t, envelope.PartlyDone, v.Kind)
	assert.Equal(t, "8015'no'*", told(v.Issues))
	assert.Equal(t, "1 2 3", told(v.Warnings))
	assert.Equal(t, "1012*", told(v.Strays), "an item that nobody sent")
	assert.Equal(t, "8015'no'*", told(v.Items[1].Issues))
	assert.Equal(t, "2", told(v.Items[0].Warnings))
}

func TestAnItemThatIsNotThereIsARefusalOfAReadThatWentWell(t *testing.T) {
	for write, want := range map[bool]envelope.Kind{false: envelope.Refused, true: envelope.Doubtful} {
		r := row(envelope.V1, "customers.customer", write)
		v := read(envelope.Reply{Status: 200, Row: r, Batch: true, Sent: []string{"a"},
			Body: []byte(`{"response":{"status":{"success":"true","code":200},"customers":{"customer":[{"item_status":{"success":"false","code":8015}}]}}}`)}, new(list))
		assert.Equal(t, "refused@0", itemsOf(v))
		assert.Equal(t, want, v.Kind, v.Reason)
	}
}

func TestAStatusInsideAnItemIsItsVerdict(t *testing.T) {
	for inner, want := range map[string]string{
		`{"success":true}`: "done@0", `{"success":false,"code":8015}`: "refused@0", `{"success":true,"code":8015}`: "unknown@0", `false`: "refused@0", `true`: "done@0", `{}`: "unknown@0",
	} {
		r := row(envelope.Bare, "data", true)
		r.Item.Proof, _ = envelope.ParseProof(envelope.WordSuccess)
		r.Item.Verdicts, _ = envelope.ParsePaths("result.status")
		v := read(envelope.Reply{Status: 200, Row: r, Batch: true, Sent: []string{""}, Body: []byte(`{"data":[{"id":1,"result":{"status":` + inner + `}}]}`)}, new(list))
		assert.Equal(t, want, itemsOf(v), inner)
	}
}

// allFailed is what the code 749 of a batch of coupons says: one failed, so none was done.
func TestAllFailedSaysSoOfThoseOfWhichTheReplySaysNothing(t *testing.T) {
	const silent, failed, done, refused = `{"number":"x"}`, `{"errors":[{"code":749}]}`, `{"id":1}`, `{"errors":[{"code":8015}]}`
	for _, x := range []struct {
		code            int
		reply, items    string
		want, ofTheItem string
	}{
		{749, "", silent + "," + failed, "refused@0 refused@1", "749*"},
		{749, "", silent + "," + refused, "unknown@0 refused@1", ""},
		{749, `"errors":[{"code":749}],`, silent + "," + silent, "refused@0 refused@1", "749*"},
		{749, `"errors":[{"code":8015}],`, silent + "," + silent, "unknown@0 unknown@1", ""},
		{749, "", done + "," + failed, "unknown@0 refused@1", ""},
		{749, "", refused + "," + failed, "refused@0 refused@1", "8015*"},
		{749, "", `{"success":true},` + failed, "unknown@0 refused@1", ""},
		{749, "", `{"success":false},` + failed, "unknown@0 refused@1", ""},
		{749, "", `{"errors":[{"code":"WORD"}]},` + failed, "unknown@0 refused@1", "WORD*"},
		{0, "", silent + "," + failed, "unknown@0 refused@1", ""},
		{0, `"errors":[{"message":"no"}],`, silent + "," + silent, "unknown@0 unknown@1", ""},
		{0, `"errors":[{"message":"no"}],`, done + "," + done, "done@0 done@1", ""},
	} {
		r := row(envelope.Bare, "data", true)
		r.Operation = "coupon.RedeemBulk"
		r.Item.Proof, _ = envelope.ParseProof("id")
		r.Item.AllOrNone = x.code
		v := read(envelope.Reply{Status: 200, Row: r, Batch: true, Sent: []string{"", ""}, Classes: final, Body: []byte(`{` + x.reply + `"data":[` + x.items + `]}`)}, new(list))
		assert.Equal(t, x.want, itemsOf(v), "%+v", x)
		assert.Equal(t, x.ofTheItem, told(v.Items[0].Issues), "%+v", x)
	}
}

// final is a section in which every code is a refusal.
func final(_ string, code int) (codes.Entry, bool) {
	return codes.Entry{Code: code, Class: codes.Final}, true
}

func TestTheRepliesOwnCountsDecideWhetherItsItemsAreBelieved(t *testing.T) {
	const a, b, echo = `{"number":"a","id":1}`, `{"number":"b","errors":[{"code":8015}]}`, `{"number":"b","id":2,"errors":[{"code":8015}]}`
	for _, x := range []struct{ counts, items, want string }{
		{``, a + "," + b, "done@0 refused@1"},
		{`"total":2,"successCount":1,"failures":1`, a + "," + b, "done@0 refused@1"},
		{`"totalCount":"2","success_count":"1","failureCount":"1"`, a + "," + b, "done@0 refused@1"},
		{`"successCount":0`, a + "," + b, "unknown@0 unknown@1"},
		{`"successCount":2`, a + "," + b, "unknown@0 unknown@1"},
		{`"failureCount":0`, a + "," + b, "unknown@0 unknown@1"},
		{`"failureCount":2`, a + "," + b, "unknown@0 unknown@1"},
		{`"total":3`, a + "," + b, "unknown@0 unknown@1"},
		{`"success":1`, a + "," + b, "done@0 refused@1"}, // a count of those that succeeded
		{`"success":2`, a + "," + b, "unknown@0 unknown@1"},
		{`"success":true`, a + "," + b, "done@0 refused@1"},
		{`"status":{"total":2,"success_count":1}`, a + "," + b, "done@0 refused@1"},
		{`"status":{"total":3}`, a + "," + b, "unknown@0 unknown@1"},
		{`"status":{"success_count":0}`, a + "," + b, "unknown@0 unknown@1"},
		{`"total":"many"`, a + "," + b, "done@0 refused@1"},
		{`"total":-3`, a + "," + b, "done@0 refused@1"},
		{`"total":2.5`, a + "," + b, "done@0 refused@1"},
		{`"total":1e300`, a + "," + b, "done@0 refused@1"},
		{``, a + "," + echo, "done@0 unknown@1"},
		{`"failureCount":1`, a + "," + echo, "done@0 refused@1"}, // it repeats the id of what it refuses
		{`"failureCount":0`, a + "," + echo, "unknown@0 unknown@1"},
	} {
		body := `{"data":[` + x.items + `]}`
		if x.counts != "" {
			body = `{` + x.counts + `,"data":[` + x.items + `]}`
		}
		v := batchOf(envelope.Bare, 200, "a,b", body)
		assert.Equal(t, x.want, itemsOf(v), body)
	}
	v := batchOf(envelope.Bare, 200, "a,b", `{"failureCount":1,"data":[`+a+`,{"number":"b"}]}`)
	assert.NotEmpty(t, v.Items[1].Reason, "of what is unknown it says why")

	r := row(envelope.Bare, "data", false)
	r.Item.Proof, _ = envelope.ParseProof("id")
	v = read(envelope.Reply{Status: 200, Row: r, Batch: true, Sent: []string{"", ""}, Body: []byte(`{"failureCount":0,"data":[` + a + `,` + echo + `]}`)}, new(list))
	assert.Equal(t, "done@0 unknown@1", itemsOf(v), "a read, of which no item failed")
	v = read(envelope.Reply{Status: 200, Row: r, Batch: true, Sent: []string{"", ""}, Body: []byte(`{"failureCount":1,"data":[` + a + `,{"id":2,"success":false}]}`)}, new(list))
	assert.Equal(t, "done@0 unknown@1", itemsOf(v), "a failure without a code, beside a result")
}

func TestAnItemIsKnownByKeysThatSaySomething(t *testing.T) {
	for _, x := range []struct{ sent, items, want string }{
		{"x,a", `{"number":"0","id":1},{"number":"a","id":2}`, "done@0 done@1"},                 // a number of nothing is no key
		{"12345678,b", `{"mobile":"4612345678","id":1},{"number":"b","id":2}`, "done@0 done@1"}, // eight digits are enough
		{"1234567,b", `{"mobile":"461234567","id":1},{"number":"b","id":2}`, "unknown@- done@1"},
		{"a,a,b", `{"number":"a","id":1},{"number":"b","id":2}`, "unknown@- unknown@- done@1"}, // which of two
	} {
		v := batchOf(envelope.Bare, 200, x.sent, `{"data":[`+x.items+`]}`)
		assert.Equal(t, x.want, itemsOf(v), "%+v", x)
	}
}

func TestTheLastOfTwoListsOfItemsIsNotTakenForTheFirst(t *testing.T) {
	r := row(envelope.Bare, "data", true)
	v := read(envelope.Reply{Status: 200, Row: r, Batch: true, Body: []byte(`{"data":[{"id":1}],"data":[]}`)}, new(list))
	assert.Equal(t, envelope.Doubtful, v.Kind)
}
