package envelope_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/capillary-go/sdk/internal/codes"
	"github.com/capillary-go/sdk/internal/envelope"
)

// told says what a verdict tells of errors: codes, words and messages, with * behind those of an item.
func told(all []envelope.Issue) string {
	var words []string
	for _, i := range all {
		word := i.Word
		if i.Code != 0 {
			word = fmt.Sprint(i.Code)
		}
		if i.Message != "" {
			word += "'" + i.Message + "'"
		}
		if i.Item {
			word += "*"
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

// meaning is one reply to a write that is proven by createdId, in the words of rules.txt and of told.
type meaning struct {
	status int
	body   string
	want   string
	issues string
}

func (m meaning) check(t *testing.T, about string) envelope.Verdict {
	t.Helper()
	r := replyAbout(t, about)
	r.Status, r.Body = m.status, []byte(m.body)
	v := read(r, resultAbout(about))
	where := fmt.Sprintf("%s: HTTP %d %s: %s", about, m.status, m.body, v.Reason)
	assert.Equal(t, kindsOf[m.want], v.Kind, where)
	assert.Equal(t, m.issues, told(v.Issues), where)
	return v
}

const write = "bare write proof=createdId"

func TestOnlyStatusesOfHTTPTellAnythingAndAllOf3xxIsARedirect(t *testing.T) {
	for status, want := range map[int]envelope.Kind{
		199: envelope.Doubtful, 200: envelope.Refused, 299: envelope.Refused, 300: envelope.Astray, 304: envelope.Astray, 399: envelope.Astray, 400: envelope.Refused,
		599: envelope.Refused, 600: envelope.Doubtful, 0: envelope.Doubtful,
	} {
		v := read(envelope.Reply{Status: status, Body: []byte(`{"errors":[{"code":8015}]}`), Row: row(envelope.Bare, "", true)}, nil)
		assert.Equal(t, want, v.Kind, "HTTP %d: %s", status, v.Reason)
	}
}

func TestAMessageIsToldWhereTheCallFailedAndNothingElseIs(t *testing.T) {
	for _, m := range []meaning{
		{400, `{"success":false,"message":"no"}`, "refused", "'no'"},
		{400, `{"message":"no"}`, "refused", "'no'"},
		{400, `{"status":{"success":false,"message":"no"}}`, "refused", "'no'"},
		{400, `{"status":{"message":"no"}}`, "refused", "'no'"},
		{400, `{"success":false,"errors":[{"code":8015}],"message":"no"}`, "refused", "8015"},
		{400, `{"errors":[{"code":8015}],"message":"no"}`, "refused", "8015"},
		{400, `{"success":false}`, "refused", ""},
		{400, `{"warnings":[]}`, "refused", ""},
		{400, `{"success":false,"message":""}`, "refused", ""},
		{400, `{"success":true,"message":"ok"}`, "unknown", ""},
		{404, `{"message":"no","title":"x"}`, "refused", ""}, // the words of somebody else
		{200, `{"message":"ok"}`, "unknown", ""},
		{200, `{"createdId":7,"message":"ok"}`, "done", ""},
		{200, `{"success":false,"message":"no"}`, "unknown", "'no'"},
	} {
		m.check(t, write)
	}
}

func TestADocumentIsTheAPIsByWhatOnlyTheAPIHas(t *testing.T) {
	for _, m := range []meaning{ // at HTTP 400 without a code, the API's own is a refusal
		{400, `{"warnings":[]}`, "refused", ""},
		{400, `{"success":null,"title":"x"}`, "refused", ""},
		{400, `{"errors":[{"message":"no"}],"title":"x"}`, "refused", "'no'"},
		{400, `{"errors":[{"code":"NOT_VALID"}],"title":"x"}`, "refused", "NOT_VALID"},
		{400, `{"errors":["no"],"title":"x"}`, "refused", "'no'"},
		{400, `{"status":{"success":null},"title":"x"}`, "refused", ""},
		{400, `{"status":{"response_code":0},"title":"x"}`, "refused", ""},
		{400, `{"code":987654}`, "refused", "987654"},
		{400, `{"code":"WORD"}`, "refused", "WORD"},
		{400, `{"message":""}`, "refused", ""},

		{400, `{"code":0}`, "unknown", ""},
		{400, `{"code":null}`, "unknown", ""},
		{400, `{"status":"x"}`, "unknown", ""},
		{400, `{"title":"x"}`, "unknown", ""},
		{400, `{"message":"no","title":"x"}`, "unknown", ""},
		{400, `{"errors":null,"title":"x"}`, "unknown", ""},
		{400, `{"errors":[{}],"title":"x"}`, "unknown", ""},
		{400, `{"errors":[""],"title":"x"}`, "unknown", ""},
		{400, `{"errorCode":17,"message":"no"}`, "unknown", ""},
		{400, `{"error":"upstream","message":"no"}`, "unknown", ""},
		{400, `{"error":{"code":404,"message":"x"},"message":"no"}`, "unknown", ""}, // a number of HTTP
		{400, `{"error":{"code":599,"message":"x"}}`, "unknown", ""},
		{400, `{"error":{"code":600,"message":"x"}}`, "refused", "600'x'"},
	} {
		m.check(t, write)
	}
}

func TestWarningsAndErrorsThatAreEmptyProveOnlyAsEmptyLists(t *testing.T) {
	for _, m := range []meaning{
		{200, `{"errors":[]}`, "done", ""},
		{200, `{"error":[],"warnings":null}`, "done", ""},
		{200, `{"warnings":[]}`, "done", ""},
		{200, `{"errors":null,"warnings":null}`, "unknown", ""},
		{200, `{"warnings":[{"code":1}]}`, "unknown", ""},
		{200, `{"warnings":[],"success":null}`, "unknown", ""},
		{200, `{"warnings":[],"x":1}`, "unknown", ""},
	} {
		m.check(t, "bare write proof==empty_envelope")
	}
	r := proofOf(t, envelope.Entity, envelope.WordEmptyEnvelope)
	v := read(envelope.Reply{Status: 200, Body: []byte(`{"warnings":[],"entity":null}`), Row: r}, new(string))
	assert.Equal(t, envelope.Doubtful, v.Kind, "a result of nothing is more than an empty envelope")
}

func TestACodeBesideOtherMembersCountsOnlyInAFailure(t *testing.T) {
	for _, m := range []meaning{
		{200, `{"createdId":7,"code":8015}`, "done", ""}, // of what was made, such as a coupon
		{200, `{"createdId":7,"code":"HL1"}`, "done", ""},
		{400, `{"createdId":0,"code":8015}`, "refused", "8015"},
		{200, `{"createdId":0,"success":false,"code":8015}`, "refused", "8015"},
		{200, `{"code":8015}`, "refused", "8015"},
		{200, `{"success":false,"status":400}`, "refused", "400"}, // the number of HTTP, where there is no code
		{200, `{"success":false,"status":400,"code":8015}`, "refused", "8015"},
		{200, `{"success":false,"status":400,"code":"WORD"}`, "unknown", "WORD"},
		{200, `{"success":false,"status":-1,"message":"no"}`, "unknown", "'no'"},
		{200, `{"success":null,"status":400}`, "unknown", ""},
	} {
		m.check(t, write)
	}
}

func TestACodeOfSuccessBesideAFailureIsNoSuccess(t *testing.T) {
	for _, m := range []meaning{
		{200, `{"status":{"code":200}}`, "done", ""},
		{200, `{"status":{"success":false,"code":200}}`, "unknown", "200"},
		{200, `{"status":{"success":true,"code":987654}}`, "done", ""},
		{200, `{"status":[{"success":true,"code":200}]}`, "done", ""}, // the first of a list
		{200, `{"status":[{"success":false,"code":8015},{"success":true,"code":200}]}`, "refused", "8015"},
		{200, `{"status":[]}`, "unknown", ""},
	} {
		m.check(t, "bare write proof==success")
	}
}

func TestAWordThatMeansAStateOfTheThingIsNoWordOnTheCall(t *testing.T) {
	for about, want := range map[string]string{"bare read proof=id": "done", write: "unknown"} {
		meaning{200, `{"id":7,"createdId":7,"status":"FAILED"}`, want, ""}.check(t, about)
	}
	meaning{200, `{"status":"FAILED","message":"no"}`, "refused", "'no'"}.check(t, "bare read proof=id")
	meaning{200, `{"id":7,"status":"FAILED","code":8015}`, "unknown", "8015"}.check(t, "bare read proof=id")
}

func TestTheCodeThatAllFailedIsToldLastAndDecidesNothing(t *testing.T) {
	for _, m := range []meaning{
		{500, `{"response":{"status":{"success":"false","code":500,"message":"All"},"customer":{"item_status":{"success":"false","code":1012}}}}`, "refused", "1012* 500'All'"},
		{200, `{"response":{"status":{"success":"false","code":500},"errors":[{"code":8015}]}}`, "refused", "8015 500"},
		{200, `{"response":{"status":{"success":"false","code":400},"errors":[{"code":8015}]}}`, "refused", "400 8015"},
		{200, `{"response":{"status":{"success":"false","code":201},"customer":{"item_status":{"success":"false","code":1012}}}}`, "refused", "1012*"},
		{200, `{"response":{"status":{"success":"false","code":200},"customer":{"item_status":{"success":"false","code":1012}}}}`, "refused", "1012*"},
		{200, `{"response":{"status":{"code":500},"errors":[{"code":8015}]}}`, "unknown", "500 8015"},
		{200, `{"response":{"status":{"success":"false","code":500}}}`, "unknown", "500"},
		{200, `{"response":{"status":{"success":"false","code":500},"a":{"item_status":{"success":"true"}},"b":{"item_status":{"success":"false","code":1012}}}}`, "partly", "1012*"},
	} {
		m.check(t, "v1 write proof==success")
	}
	v := meaning{200, `{"response":{"status":{"success":"false","code":500}}}`, "unknown", "500"}.check(t, "v1 write proof==success")
	assert.Equal(t, "a code that nobody documented", v.Reason)
	const batch = "v1 write items=transactions.transaction item==success key=number sent=a,b"
	for _, m := range []meaning{
		{200, `{"response":{"status":{"success":"false","code":500},"transactions":{"transaction":[{"number":"a","item_status":{"success":"false","code":8015}},{"number":"b","item_status":{"success":"false","code":8015}}]}}}`,
			"refused", "8015* 8015* 500"},
		{200, `{"response":{"status":{"success":"false","code":500},"transactions":{"transaction":[{"number":"a","item_status":{"success":"true"}},{"number":"b","item_status":{"success":"false","code":8015}}]}}}`,
			"partly", "8015*"},
		{200, `{"response":{"status":{"code":500},"warnings":[{"code":9}],"transactions":{"transaction":[{"number":"a","item_status":{"success":"true"}},{"number":"b","item_status":{"success":"true"}}]}}}`,
			"done", ""},
		{200, `{"response":{"status":{"success":"true","code":500},"transactions":{"transaction":[{"number":"a","item_status":{"success":"false","code":8015}},{"number":"b","item_status":{"success":"false","code":8015}}]}}}`,
			"unknown", "8015* 8015*"}, // which calls itself a success
		{200, `{"response":{"status":{"success":"false","code":500},"transactions":{"transaction":[{"number":"a"},{"number":"b"}]}}}`, "unknown", "500"},
	} {
		m.check(t, batch)
	}
	meaning{207, `{"code":500,"x":1,"data":[{"errors":[{"code":8015}]}]}`, "refused", "8015*"}.check(t, "bare write items=data sent=a") // a code of the thing
}

func TestAStatusOfEachThingIsWeighedWithThatOfTheCall(t *testing.T) {
	for _, m := range []meaning{
		{200, `{"response":{"status":{"success":"true","code":200},"x":{"item_status":{"success":"false","code":8015}}}}`, "refused", "8015*"},
		{200, `{"response":{"x":{"item_status":{"success":"false","code":8015}},"y":{"item_status":{"success":"false","code":8015}}}}`, "refused", "8015*"}, // each code once
		{200, `{"response":{"x":{"item_status":{"success":"false","code":8015}},"y":{"item_status":{"success":"false","code":1012}}}}`, "refused", "8015* 1012*"},
		{200, `{"response":{"x":{"item_status":{"success":"false","message":"a"}},"y":{"item_status":{"success":"false","message":"b"}}}}`, "unknown", "'a'* 'b'*"},
		{200, `{"response":{"status":{"success":"false"},"x":{"item_status":{"success":"true"}}}}`, "unknown", ""}, // they contradict each other
		{200, `{"response":{"x":{"item_status":{"code":8015}}}}`, "refused", "8015*"},
		{200, `{"response":{"customer":{"id":7},"x":{"item_status":{"code":200}}}}`, "done", ""},
		{200, `{"response":{"customer":{"id":7},"x":{"item_status":{"success":"false","code":200}}}}`, "unknown", "200*"},
		{200, `{"response":{"customer":{"id":7},"x":{"item_status":{}}}}`, "done", ""},
		{200, `{"response":{"x":{"item_status":{"success":"false","statusCode":{"code":8015,"message":"no"}}}}}`, "refused", "8015'no'*"},
		{200, `{"response":{"x":{"item_status":{"success":"false","code":1012,"message":"a","statusCode":{"code":8015,"message":"b"}}}}}`, "refused", "1012'a'*"},
		{200, `{"response":{"x":{"item_status":{"success":"false","status":"true","code":8015}}}}`, "refused", "8015*"},
		{200, `{"response":{"x":{"item_status":{"success":"false","message":"a","code":8015}}}}`, "refused", "8015'a'*"},
		{200, `{"response":{"x":{"item_status":{"success":"true","code":1012}}}}`, "unknown", "1012*"},
	} {
		m.check(t, "v1 read proof=customer")
	}
	meaning{200, `{"response":{"status":{"success":"true","code":200},"x":{"item_status":{"success":"true"}}}}`, "unknown", ""}.check(t, "v1 write proof=customer")
	meaning{200, `{"createdId":7,"x":{"item_status":{"success":"false","code":8015}}}`, "done", ""}.check(t, write) // a word of v1.1
}

// parted is a result whose parts are what it holds.
type parted struct {
	All []envelope.Part `json:"-"`

	Done    int   `json:"done"`
	Failed  []int `json:"failed"`
	Untold  int   `json:"untold"`
	Success int   `json:"successCount"`
}

func (p *parted) Parts() (all []envelope.Part) {
	for n := range p.Done {
		all = append(all, envelope.Part{Done: true, Keys: []string{"", []string{"a", "b", "c"}[n]}})
	}
	for _, code := range p.Failed {
		all = append(all, envelope.Part{Failed: true, Keys: []string{"f"}, Issue: envelope.Issue{Code: code}})
	}
	for range p.Untold {
		all = append(all, envelope.Part{})
	}
	return all
}

func TestWhatAResultTellsOfItsPartsDecidesForTheCall(t *testing.T) {
	for _, x := range []struct {
		meaning
		sent   string
		untold bool
	}{
		{meaning{200, `{"success":true,"done":2}`, "done", ""}, "", false},
		{meaning{200, `{"success":true,"done":2}`, "done", ""}, "a,b", false},
		{meaning{200, `{"success":true,"done":2}`, "partly", ""}, "a,c", true},
		{meaning{200, `{"success":true,"done":3}`, "done", ""}, "a,b,c", false},
		{meaning{200, `{"success":true}`, "unknown", ""}, "a,b", true},
		{meaning{200, `{"status":"success","x":1,"untold":1}`, "unknown", ""}, "", true},
		{meaning{400, `{"warnings":[],"untold":1}`, "unknown", ""}, "", true},
		{meaning{200, `{"success":true,"done":1,"failed":[8015]}`, "partly", "8015*"}, "", false},
		{meaning{200, `{"success":true,"done":1,"untold":1}`, "partly", ""}, "", true},
		{meaning{200, `{"success":true,"done":1,"errors":[{"code":8015}]}`, "partly", "8015"}, "", false},
		{meaning{200, `{"success":true,"failed":[8015,8015]}`, "refused", "8015*"}, "", false},
		{meaning{200, `{"success":true,"failed":[8015,1012]}`, "refused", "8015* 1012*"}, "", false},
		{meaning{200, `{"success":true,"untold":1}`, "unknown", ""}, "", true},
		{meaning{400, `{"success":false,"untold":1}`, "refused", ""}, "", true},
		{meaning{400, `{"success":false,"errors":[{"code":8015}]}`, "refused", "8015"}, "a,b", true},
		{meaning{404, `{"x":1}`, "refused", ""}, "a,b", true},
		{meaning{200, `{"successCount":1,"errors":[{"code":8015}]}`, "partly", "8015"}, "", false},
		{meaning{200, `{"successCount":0,"errors":[{"code":8015}]}`, "refused", "8015"}, "", false},
		{meaning{200, `{"success":true,"successCount":1}`, "done", ""}, "", false},
	} {
		r := envelope.Reply{Status: x.status, Body: []byte(x.body), Row: proofOf(t, envelope.Bare, envelope.WordSuccess)}
		if x.sent != "" {
			r.Sent = strings.Split(x.sent, ",")
		}
		v := read(r, new(parted))
		where := fmt.Sprintf("HTTP %d %s, sent %s: %s", x.status, x.body, x.sent, v.Reason)
		assert.Equal(t, kindsOf[x.want], v.Kind, where)
		assert.Equal(t, x.issues, told(v.Issues), where)
		assert.Equal(t, x.untold, v.Untold, where)
	}
}

func TestAPartThatWasDecodedWithoutATypeTellsItsFirstCodeAndMessage(t *testing.T) {
	for _, x := range []struct {
		m    map[string]any
		want string
	}{
		{map[string]any{"code": 8015, "message": "no"}, "8015'no'"},
		{map[string]any{"errorCode": "8015", "errorMessage": "no"}, "8015'no'"},
		{map[string]any{"statusCode": "WORD"}, "WORD"},
		{map[string]any{"code": 8015, "errorCode": 1, "message": "no", "errorMessage": "other"}, "8015'no'"},
		{map[string]any{"code": "WORD", "errorCode": 1}, "WORD"},
		{map[string]any{"message": 7, "errorMessage": "no"}, "'no'"},
		{map[string]any{}, ""},
	} {
		p := envelope.PartOfMap(x.m)
		assert.True(t, p.Failed && !p.Done)
		assert.Equal(t, x.want, told([]envelope.Issue{p.Issue}), "%v", x.m)
	}
}

func TestAStatusInsideTheResultCountsWhateverIsSaidOutside(t *testing.T) {
	const about = "bare write proof==success verdict=answer|list"
	for _, m := range []meaning{
		{200, `{"success":true,"answer":true}`, "done", ""},
		{200, `{"success":true,"answer":"false"}`, "unknown", ""},
		{200, `{"success":true,"answer":false}`, "refused", ""}, // a documented no
		{200, `{"success":true,"answer":"x"}`, "done", ""},
		{200, `{"success":true,"answer":{"code":8015}}`, "refused", "8015"},
		{200, `{"success":true,"answer":{"code":"WORD"}}`, "done", ""},
		{200, `{"success":true,"answer":{"success":false,"code":"WORD"}}`, "unknown", "WORD"},
		{200, `{"success":true,"answer":{"success":false,"message":"no"}}`, "unknown", "'no'"},
		{200, `{"success":true,"answer":{"success":true,"code":8015}}`, "unknown", "8015"},
		{200, `{"success":null,"answer":{"code":200}}`, "done", ""},
		{200, `{"success":null,"answer":{"code":987654}}`, "unknown", ""},
		{200, `{"success":true,"list":[{"success":true},{"success":false,"code":8015}]}`, "refused", "8015"},
		{200, `{"success":true,"list":[{"success":false,"code":8015},{"success":true}]}`, "refused", "8015"},
		{200, `{"success":true,"list":[{"success":true},{"success":true}]}`, "done", ""},
	} {
		m.check(t, about)
	}
}

func TestASuccessProvesOnlyInAnEnvelopeThatIsTheAPIsWhereTheRowAsksForThat(t *testing.T) {
	for _, m := range []meaning{
		{200, `{"success":true,"errors":[]}`, "done", ""},
		{200, `{"success":true,"warnings":[{"code":1}]}`, "done", ""},
		{200, `{"success":true}`, "unknown", ""},
		{200, `{"errors":[]}`, "unknown", ""},
	} {
		m.check(t, "bare write proof==own_success")
	}
	for _, m := range []meaning{
		{200, `{"response":{"status":{"success":true,"code":200}}}`, "done", ""},
		{200, `{"response":{"status":{"success":true},"warnings":[]}}`, "unknown", ""},
		{200, `{"response":{"warnings":[]}}`, "unknown", ""},
	} {
		m.check(t, "v1 write proof==own_success")
	}
	for _, m := range []meaning{
		{200, `{"response":{"status":{"success":true,"code":200},"x":{"item_status":{"success":true}}}}`, "done", ""},
		{200, `{"response":{"status":{"success":true,"code":200}}}`, "unknown", ""},
		{200, `{"response":{"status":{"success":true,"code":200},"x":{"item_status":{}}}}`, "unknown", ""},
		{200, `{"response":{"status":{"success":false},"x":{"item_status":{"success":true}}}}`, "unknown", ""},
	} {
		m.check(t, "v1 write proof==item_status")
	}
}

func TestWhatTheCallerTakesForDoneIsNeverAPageOrABrokenReply(t *testing.T) {
	for body, want := range map[string]envelope.Kind{"": envelope.Done, `{"x":1}`: envelope.Done, `7`: envelope.Done, `{"x":`: envelope.Doubtful, "<html>": envelope.Doubtful, "ok": envelope.Doubtful} {
		v := read(envelope.Reply{Status: 200, Body: []byte(body), Row: proofOf(t, envelope.Bare, envelope.WordWaived)}, nil)
		assert.Equal(t, want, v.Kind, body)
		assert.Equal(t, want == envelope.Done, v.Waived, body)
	}
	v := read(envelope.Reply{Status: 200, Body: []byte(`{"createdId":7}`), Row: proofOf(t, envelope.Bare, "createdId|"+envelope.WordWaived)}, nil)
	assert.False(t, v.Waived, "it has the proof")
}

func TestAPageIsTextThatIsNeitherJSONNorTheAPIs(t *testing.T) {
	for body, page := range map[string]bool{"<html>": true, "ok": true, "": false, "  ": false, `{"x":1}`: false, `{"x":`: false, " \t\r\n[1]": false, "0": false, "9": false, "-1": false,
		`"x"`: false, "true": false, "null": false, "/": true, ":": true, "<response><status></status></response>": false,
		"HttpStatusCode=403\nerrorMessage=Not authorized. Access is denied!\nerrorCode=4000\n": false, "<response>": false, "<rss></rss>": true, "<response/>": true,
	} {
		v := read(envelope.Reply{Status: 403, Body: []byte(body), Row: row(envelope.Bare, "", true)}, nil)
		assert.Equal(t, page, v.Page, "%q", body)
	}
}

func TestAByteOrderMarkIsNoPartOfTheReply(t *testing.T) {
	const mark = "\xef\xbb\xbf"
	meaning{200, mark + `{"createdId":7}`, "done", ""}.check(t, write)
	meaning{200, mark + mark + `{"createdId":7}`, "done", ""}.check(t, write)
}

func TestALimitIsFinalOnlyByACodeOfTheOperationThatIs(t *testing.T) {
	for body, want := range map[string]envelope.Kind{"": envelope.RateLimited, `{"errors":[{"code":517}]}`: envelope.RateLimited, `{"errors":[{"code":987654}]}`: envelope.RateLimited,
		`{"errors":[{"code":987654},{"code":8015}]}`: envelope.Refused, `{"errors":[{"code":"WORD"}]}`: envelope.RateLimited} {
		v := read(envelope.Reply{Status: 429, Body: []byte(body), Row: row(envelope.Bare, "", true)}, nil)
		assert.Equal(t, want, v.Kind, body)
	}
}

func TestADoneReplyThatDoesNotNameWhatWasMadeSaysWhichMemberIsMissing(t *testing.T) {
	r := proofOf(t, envelope.Bare, envelope.WordSuccess)
	r.ID, _ = envelope.ParsePaths("customer.id|id")
	v := read(envelope.Reply{Status: 200, Body: []byte(`{"success":true}`), Row: r}, new(result))
	if assert.Len(t, v.Drift, 1) {
		assert.Equal(t, "/customer/id", v.Drift[0].Path)
		assert.True(t, v.Drift[0].Matters)
	}
	v = read(envelope.Reply{Status: 200, Body: []byte(`{"success":true,"id":7}`), Row: r}, new(result))
	assert.Empty(t, v.Drift)
}

func TestWhatTheResultHasNoPlaceForIsNamedIfSomebodyAsks(t *testing.T) {
	for watch, want := range map[bool][]string{true: {"/extra"}, false: nil} {
		v := read(envelope.Reply{Status: 200, Body: []byte(`{"id":"x","extra":1}`), Watch: watch}, new(result))
		assert.Equal(t, want, v.Unknown)
		assert.Len(t, v.Drift, 1, "an id that is a word")
	}
}

func TestACodeIsANumberOrAWordHoweverItIsWritten(t *testing.T) {
	for code, want := range map[string]string{`8015`: "8015", `"8015"`: "8015", `" 8015.0 "`: "8015", `8015.5`: "8015.5", `3000000000`: "3000000000", `2147483647`: "2147483647",
		`"NaN"`: "NaN", `"1e400"`: "1e400", `"WORD"`: "WORD", `"null"`: "", `""`: "", `null`: "", `0`: "", `{}`: ""} {
		v := read(envelope.Reply{Status: 400, Body: []byte(`{"errors":[{"code":` + code + `,"message":"m"}]}`), Row: row(envelope.Bare, "", true)}, nil)
		assert.Equal(t, want+"'m'", told(v.Issues), code)
	}
	v := read(envelope.Reply{Status: 400, Body: []byte(`{"errors":[{"code":2147483647},{"code":8015.5}]}`), Row: row(envelope.Bare, "", true)}, nil)
	assert.Equal(t, []envelope.Issue{{Code: 2147483647}, {Word: "8015.5"}}, v.Issues)
	v = read(envelope.Reply{Status: 400, Body: []byte(`{"errors":[{"code":8015,"errorCode":null,"statusCode":""}]}`), Row: row(envelope.Bare, "", true)}, nil)
	assert.Equal(t, "8015", told(v.Issues), "a second code of nothing takes no place")
	v = read(envelope.Reply{Status: 400, Body: []byte(`{"errors":[{"code":"WORD","errorCode":0}]}`), Row: row(envelope.Bare, "", true)}, nil)
	assert.Equal(t, "WORD", told(v.Issues))
	v = read(envelope.Reply{Status: 400, Body: []byte(`{"errors":[{"code":8015,"errorCode":"WORD"}]}`), Row: row(envelope.Bare, "", true)}, nil)
	assert.Contains(t, told(v.Issues), "WORD")
}

func TestWarningsAreFoundWhereverTheEnvelopeHasThem(t *testing.T) {
	for body, want := range map[string]string{
		`{"id":7,"warnings":[{"code":1},{"code":2,"message":"w"}]}`:           "1 2'w'",
		`{"id":7,"warnings":{"warning":[{"code":1},"text"]}}`:                 "1 'text'",
		`{"id":7,"warnings":["",null,7]}`:                                     "",
		`{"id":7,"status":{"success":true,"code":200,"warnings":["inside"]}}`: "'inside'",
	} {
		v := read(envelope.Reply{Status: 200, Body: []byte(body)}, new(result))
		assert.Equal(t, want, told(v.Warnings), body)
	}
	for _, name := range []string{"warnings", "warning"} {
		v := read(envelope.Reply{Status: 200, Row: row(envelope.V1, "", true),
			Body: []byte(`{"response":{"status":{"success":true},"x":{"item_status":{"success":true,"` + name + `":[{"code":9}]}}}}`)}, nil)
		assert.Equal(t, "9", told(v.Warnings), name)
	}
}

// The gateway refuses in two sentences, as text and as JSON. What is only like them proves nothing.
func TestTheGatewayIsBelievedInItsExactWordsOnly(t *testing.T) {
	const words = "Authorization status unavailable!"
	for _, m := range []meaning{
		{503, "errorMessage=" + words + "\nerrorCode=4001", "waiting", "4001'" + words + "'"},
		{502, "errorMessage=" + words + "\nerrorCode=4001", "unknown", ""},
		{503, "errorMessage=" + words + "\nerrorCode=4002", "unknown", ""},
		{503, "HttpStatusCode=502, errorMessage=" + words + ", errorCode=4001", "unknown", ""},
		{503, "errorMessage=" + words + strings.Repeat(" ", 600) + "\nerrorCode=4001", "unknown", ""},
		{503, `{"errorMessage":"` + words + `","errorCode":"4001"}`, "waiting", "4001'" + words + "'"},
		{503, `{"HttpStatusCode":502,"errorMessage":"` + words + `","errorCode":4001}`, "unknown", ""},
		{502, `{"errorMessage":"` + words + `","errorCode":4001}`, "unknown", ""},
		{503, `{"errorMessage":"` + words + `","errorCode":4001,"x":1}`, "unknown", ""},
		{503, `{"errorMessage":"` + words + `","errorCode":4000}`, "unknown", ""},
		{503, `{"errorMessage":"` + words + `","errorCode":4001` + strings.Repeat(" ", 600) + `}`, "unknown", ""},
		{400, `{"errorCode":1,"status":false,"code":8015}`, "refused", "8015"}, // the API's, with a member of that name
		{400, `{"HttpStatusCode":1,"errorCode":1,"status":false,"code":8015}`, "refused", "8015"},
	} {
		m.check(t, write)
	}
}

func TestTheXMLOfV1SaysWhatItsJSONSays(t *testing.T) {
	xml := func(inside string) string { return "<response>" + inside + "</response>" }
	for _, m := range []meaning{
		{200, " \n" + xml("<status><success>false</success><code>8015</code><message>a &amp; <![CDATA[b]]></message></status>") + "\n", "refused", "8015'a & b'"},
		{200, " <?xml version=\"1.0\"?>\n " + xml("<status><success> true </success></status>"), "done", ""},
		{200, `<response version="1"><status><success>true</success></status></response>`, "done", ""},
		{200, "<!-- ?>" + xml("<status><success>true</success></status>"), "unknown", ""},
		{200, "x<?xml version=\"1.0\"?>" + xml("<status><success>true</success></status>"), "unknown", ""},
		{200, xml("<status><success>true</success></status><item_status><success>true</success></item_status>"), "done", ""},
		{200, xml("<status><success>true</success></status><item_status><success>false</success><code>8015</code></item_status>"), "unknown", "8015*"},
		{200, xml("<item_status><success>true</success></item_status>"), "unknown", ""}, // no status of the call
		{200, xml("<status><success>true</success></status><item_status></item_status>"), "done", ""},
		{200, xml("<status><success>true</success></status><x>" + strings.Repeat("x", 600) + "</x>"), "done", ""},
		{200, xml("<status><success>true</success></status><item_status><success>true</success></item_status><item_status><success>false</success><code>8015</code></item_status>"), "partly", "8015*"},
		{200, xml("<status><success>false</success></status><item_status><code>8015</code></item_status>"), "refused", "8015*"},
	} {
		m.check(t, "v1 write proof==success")
	}
	v := read(envelope.Reply{Status: 200, Body: []byte("<response><status><success>true</success></status>"), Row: row(envelope.V1, "", true)}, nil)
	assert.Equal(t, "a reply that is cut off or no valid JSON", v.Reason)
}

// later is a section in which each code asks to try later.
func later(_ string, code int) (codes.Entry, bool) {
	return codes.Entry{Code: code, Class: codes.TryLater}, true
}

func TestACodeOfTheCallersOwnTableDecides(t *testing.T) {
	v := read(envelope.Reply{Status: 400, Body: []byte(`{"errors":[{"code":8015}]}`), Row: row(envelope.Bare, "", true), Classes: later}, nil)
	assert.Equal(t, envelope.Doubtful, v.Kind)
	v = read(envelope.Reply{Status: 400, Body: []byte(`{"errors":[{"code":"WORD"}]}`), Row: row(envelope.Bare, "", true), Classes: later}, nil)
	assert.Equal(t, envelope.Refused, v.Kind, "a word is in no table")
}

func TestTheOrderOfTheMembersDoesNotMatterToTheVerdict(t *testing.T) {
	for _, body := range []string{`{"customers":[],"name":"x","errors":[{"code":8015}]}`, `{"name":"x","customers":[],"errors":[{"code":8015}]}`,
		`{"errors":[{"code":8015}],"customers":[],"name":"x"}`, `{"errors":[{"code":8015}],"name":"x","customers":[]}`} {
		var into struct {
			Items []result `json:"items"`
			Name  string   `json:"name"`
		}
		v := read(envelope.Reply{Status: 200, Body: []byte(body), Row: row(envelope.Bare, "customers", true)}, &into)
		assert.Equal(t, envelope.Doubtful, v.Kind, "a name is a result, beside a list of nothing: %s", body)
	}
}

func TestACodeIsTheResultOnlyWhereTheReplyDoesNotFail(t *testing.T) {
	for _, m := range []meaning{
		{200, `{"code":"HL1","warnings":[]}`, "done", ""},
		{200, `{"code":"HL1","message":"made","warnings":[]}`, "done", ""},
		{200, `{"code":"HL1"}`, "unknown", "HL1"}, // nothing shows whose word it is
		{200, `{"status":false,"code":8015,"message":"no"}`, "refused", "8015'no'"},
		{200, `{"success":false,"code":8015}`, "refused", "8015"},
	} {
		m.check(t, "bare write proof=code")
	}
}

func TestWhatOnlyRepeatsWhatWasAskedForIsNoAnswerBesideAFailureOfV1(t *testing.T) {
	const one = `{"response":{"points":{"answer":"7","item_status":{"success":"false","code":8015}}}}`
	meaning{200, one, "refused", "8015*"}.check(t, "v1 read proof=points")
	meaning{200, one, "unknown", "8015*"}.check(t, "v1 read proof=points.answer")
	meaning{200, one, "unknown", "8015*"}.check(t, "v1 read proof==list|points.answer")
	meaning{200, `{"response":{"points":[{"mobile":"447700900001","item_status":{"success":"false","code":8015}}]}}`, "refused", "8015*"}.check(t, "v1 read proof=points")
	meaning{200, `{"response":{"points":{"item_status":{"success":"false","code":8015}},"more":["x"]}}`, "unknown", "8015*"}.check(t, "v1 read proof=points")
}

func TestADocumentOfNothingIsNobodysUnderAStatusOfFailure(t *testing.T) {
	r := proofOf(t, envelope.Bare, "names")
	for body, want := range map[string]envelope.Kind{`{"names":[],"x":1}`: envelope.Doubtful, `{"names":[],"x":1,"warnings":[]}`: envelope.Refused} {
		v := read(envelope.Reply{Status: 400, Body: []byte(body), Row: r}, new(deep))
		assert.Equal(t, want, v.Kind, "%s: %s", body, v.Reason)
	}
}

func TestAReplyIsForeignIfItIsAPageCutOffOrADocumentOfSomebodyElse(t *testing.T) {
	for body, foreign := range map[string]bool{"<html>": true, `{"x":`: true, `{"title":"x"}`: true, `{"warnings":[]}`: false, `{"message":"no"}`: false, `{}`: false, "": false,
		`{"errors":[{"code":8015}],"title":"x"}`: false} {
		v := read(envelope.Reply{Status: 400, Body: []byte(body), Row: proofOf(t, envelope.Bare, "createdId")}, nil)
		assert.Equal(t, foreign, v.Foreign, body)
	}
}
