package proofs

import (
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/codes"
	"github.com/capillary-go/sdk/internal/wiretest"
)

// whose says whose word a reply is.
type whose uint8

const (
	saidNothing whose = iota // there is no body
	isPage                   // text that is no JSON
	isCutOff                 // JSON that ends too early, or is none in the end
	isForeign                // a document of a gateway, a proxy, a framework, or of nobody in particular
	isOwn                    // the API's envelope, without a code that anybody documented
	isEither                 // the API's in the envelope of some endpoints
)

// claimless are replies that say nothing of a customer, a bill, a coupon or points.
var claimless = map[whose][]string{
	saidNothing: {``, ` `, "\r\n\t", "\xef\xbb\xbf"},
	isPage: {
		`<html><head><title>404 Not Found</title></head></html>`, `<!DOCTYPE html>`, `<?xml version="1.0"?><error><code>8015</code></error>`,
		`<Error><Code>NoSuchKey</Code></Error>`, `<response></response>`, `OK`, `Not Found`, `not found`, `404 page not found`, `false alarm`, `forbidden`,
		`true enough`, `nobody`, `502 Bad Gateway`, `-1: no such customer`, `error code: 1015`, `8015 no such customer`, `code=8015`, `errorCode=8015`,
		`HttpStatusCode=404 errorMessage=Not authorized. Access is denied! errorCode=4000`, `errorMessage=no such customer errorCode=8015`, `upstream connect error`,
	},
	isCutOff: {
		`{"errors":[{"status":false,"code":8015,"message":"x"}`, `{"errors":[{"code":80`, `{"response":{"status":{"success":"false","code":500},`, `{"createdId":7`,
		`[{"code":8015}`, `{"errors":[{"code":8015}]}{"errors":[]}`, `{"errors":[{"code":8015}]}]`, `{"errors":[{"code":8015}],}`, `{errors:[{code:8015}]}`, `"not fou`,
		`{"status":false,"code":8015,"message":"x"`, "{\"message\":\"a\nb\"}", `fals`, `4e`,
		`<response><status><success>false</success><code>8015</code>`,
	},
	isForeign: {
		`null`, `{}`, `7`, `404`, `8015`, `"not found"`, `{"error":"not found"}`, `{"Message":"x"}`, `{"detail":"Not found."}`,
		`{"error":"invalid_request","error_description":"x"}`, `{"error":{"code":404,"message":"x","status":"NOT_FOUND"}}`, `{"error":{"code":400,"message":"x"}}`,
		`{"error":{"code":"404","message":"x"}}`, `{"error":{"code":502,"message":"x"}}`, `{"error":{"code":"NOT_FOUND","message":"x"}}`,
		`{"error":{"type":"x","reason":"index_not_found"}}`, `{"error":{}}`, `{"timestamp":1,"status":404,"error":"Not Found","message":"no","path":"/v2/x"}`,
		`{"timestamp":1,"status":500,"error":"x","exception":"x","errors":[],"path":"/"}`, `{"type":"about:blank","title":"x","status":404,"detail":"x"}`,
		`{"fault":{"faultstring":"x","detail":{"errorcode":"404"}}}`, `{"errorCode":404,"errorMessage":"x"}`, `{"errorCode":8015,"errorMessage":"no such customer"}`,
		`{"errorCode":"4001","errorMessage":"Authorization status unavailable!","trace":"x"}`, `{"message":"x","trace":"x"}`, `{"message":"no","documentation_url":"x"}`,
		`{"errors":[{"status":"404","title":"x","detail":"x"}]}`, `{"errors":"not found"}`, `{"errors":null}`, `{"errors":[null]}`, `{"errors":{}}`,
		`{"errors":[{"code":0}]}`, `{"errors":[{"code":null,"message":null}]}`, `{"errors":[{"code":"","message":""}]}`, `{"errors":[[]]}`, `{"errors":false}`, `{"errors":7}`,
		`{"fault":[{"code":8015,"message":"x"}]}`, `{"problems":{"errors":[{"code":8015}]}}`, `{"answer":{"status":{"success":false,"code":8015}}}`,
		`{"body":"{\"errors\":[{\"code\":8015}]}"}`, `{"Response":{"Status":{"Success":"false","Code":8015}}}`, `{"ERRORS":[{"code":8015}]}`,
		`{"status":404}`, `{"status":"404"}`, `{"status":8015,"path":"/"}`, `{"status":"UP","trace":"x"}`, `{"exists":false}`, `{"found":false}`, `{"valid":false}`, `{"total":0}`,
		`{"results":[]}`, `{"count":0,"results":[]}`, `{"isRedeemable":false}`, `{"is_redeemable":false}`, `{"redeemable":false}`,
		`{"statusCode":404,"error":"Not Found","message":"x"}`, `{"statusCode":8015,"trace":"x"}`, `{"trace":"x","details":[{"code":8015}]}`,
	},
	isOwn: {
		`{"message":"x"}`, `{"message":"no such customer 8015"}`, `{"success":false}`, `{"success":"false"}`, `{"success":false,"message":"x"}`,
		`{"success":false,"warnings":[],"errors":[]}`, `{"status":false,"message":"x"}`, `{"status":"FAILURE","message":"x"}`, `{"status":"error","message":"no route"}`,
		`{"errors":[{"message":"upstream request timeout"}]}`, `{"errors":["upstream request timeout"]}`, `{"errors":[{"code":"NOT_FOUND","message":"x"}]}`,
		`{"errors":[{"status":false,"code":987654,"message":"x"}]}`, `{"errors":[{"code":987654}],"warnings":[]}`, `{"errors":{"error":[{"code":"x","message":"x"}]}}`,
		`{"status":false,"code":987654,"message":"x"}`, `{"status":false,"code":"NOT_FOUND","message":"x"}`, `{"warnings":[{"status":false,"code":8015,"message":"x"}],"message":"x"}`,
		`{"warnings":[{"code":719,"message":"x"}],"errors":[],"message":"x"}`, `{"status":{"success":false}}`, `{"status":{"success":false,"message":"x"}}`,
		`{"response":{"status":{"success":"false"}}}`, `{"response":{"status":{"success":"false","message":"x"}}}`, `{"response":{"status":{"success":"false","code":987654}}}`,
		`{"response":{"success":"false","message":"x"}}`, `<response><status><success>false</success><message>x</message></status></response>`,
		`<response><status><success>false</success><code>987654</code></status></response>`,
	},
	isEither: {
		`{"data":null}`, `{"entity":null}`, `{"data":{}}`, `{"entity":{}}`, `{"data":{"data":null}}`, `{"response":{}}`, `{"response":null}`, `{"response":{"status":{}}}`,
		`{"response":[]}`, `{"response":"x"}`, `{"data":[]}`, `[]`, `[[]]`, `{"data":"x"}`, `{"customers":{"customer":[]}}`, `{"response":{"customers":{"customer":[null]}}}`,
		`{"response":{"customers":{"customer":[{"item_status":null}]}}}`, `[null]`, `[7]`, `["not found"]`, `{"errors":[]}`, `{"warnings":[]}`,
	},
}

// claimedStatuses are those under which the replies come.
var claimedStatuses = []int{200, 201, 204, 207, 301, 302, 307, 400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 412, 413, 418, 422, 423, 425, 429, 431, 451, 460, 499,
	500, 501, 502, 503, 504, 511, 520, 521, 522, 523, 524, 525, 526, 530}

// told is what may be told of a write, and of a read.
type told struct {
	write, read []capillary.Outcome
	condition   error // that it must match besides
}

var (
	inDoubt  = told{write: []capillary.Outcome{capillary.OutcomeUnknown}, read: []capillary.Outcome{capillary.OutcomeFailed}}
	refused  = told{write: []capillary.Outcome{capillary.OutcomeRefused}, read: []capillary.Outcome{capillary.OutcomeRefused}}
	limited  = told{write: []capillary.Outcome{capillary.OutcomeNotExecuted}, read: []capillary.Outcome{capillary.OutcomeNotExecuted}, condition: capillary.ErrRateLimited}
	notAsked = told{write: []capillary.Outcome{capillary.OutcomeUnknown, capillary.OutcomeRefused}, read: []capillary.Outcome{capillary.OutcomeFailed, capillary.OutcomeRefused}}
)

// mayTell is docs/outcomes.md, in so many words: what a reply tells that has no documented code.
func mayTell(status int, by whose) told {
	with := func(t told, condition error) told { t.condition = condition; return t }
	switch {
	case status == http.StatusNoContent:
		by = saidNothing
	case status/100 == 3:
		return with(inDoubt, capillary.ErrRedirected)
	case by == isCutOff:
		return inDoubt
	case by == isEither && status/100 == 4: // an item that says nothing is in doubt
		t := mayTell(status, isOwn)
		return told{write: append(slices.Clone(inDoubt.write), t.write...), read: append(slices.Clone(inDoubt.read), t.read...)}
	}
	switch status {
	case 401:
		return with(refused, capillary.ErrUnauthorized)
	case 403:
		return with(refused, capillary.ErrForbidden)
	case 429:
		return limited
	case 404, 405, 410, 411, 413, 414, 415, 431: // not served at all
		return refused
	case 408, 409, 423, 425, 460, 499:
		if by == isOwn { // of a read, the text of a failure is its answer
			return told{write: inDoubt.write, read: notAsked.read}
		}
		return inDoubt
	}
	switch {
	case status/100 == 4 && (by == isOwn || by == saidNothing):
		return refused
	case status/100 == 2 && (by == isOwn || by == isEither):
		return told{write: inDoubt.write, read: notAsked.read}
	}
	return inDoubt
}

// neverTold are statements about the world, or about what was sent. No reply without a documented code makes one.
var neverTold = map[string]error{
	"not found": capillary.ErrNotFound, "not redeemable": capillary.ErrNotRedeemable, "done before": capillary.ErrDuplicate, "conflict": capillary.ErrConflict,
	"not there": capillary.ErrNotThere, "not sent": capillary.ErrNotSent, "invalid input": capillary.ErrInvalidInput, "drift": capillary.ErrDrift,
	"no customer": capillary.Code(8015), "no coupon": capillary.Code(719), "redeemed": capillary.Code(711), "too few points": capillary.Code(803),
	"no series": capillary.Code(502), "busy": capillary.Code(521), "all failed": capillary.Code(500), "in conflict": capillary.Code(409),
}

// A reply without a documented code says that a call was refused, was not executed, or is in doubt. It never says more than its status
// and envelope prove: not that a customer or coupon is not there, not that something can't be redeemed, not that it was done before.
// Over HTTP/2 it is a part of the calls.
func TestOddRepliesClaimNothing(t *testing.T) {
	wiretest.OverEachProtocol(t, oddRepliesClaimNothing)
}

func oddRepliesClaimNothing(t *testing.T, protocol string) {
	p := serveOneReply(t, protocol)
	all, rows := methods(t, p.client), rowsByName()
	each := 29 // one of so many methods meets a reply under a status; which one changes from reply to reply. With one all do, in ten minutes
	switch {
	case raceDetector:
		each = 991
	case protocol == wiretest.HTTP2:
		each = 151
	case testing.Short():
		each = 71
	}
	played, pair := 0, 0
	for _, s := range claimedStatuses {
		for by := saidNothing; by <= isEither; by++ {
			for _, reply := range claimless[by] {
				pair++
				if s == http.StatusNoContent && reply != "" {
					continue
				}
				p.says(s, reply)
				for n := pair % each; n < len(all); n += each {
					played++
					result, err := all[n].run(t.Context())
					checkClaims(t, claim{all[n].name, s, by, reply, result, err}, rows)
				}
			}
		}
	}
	t.Logf("%d methods, %d odd replies", len(all), played)
}

func rowsByName() map[string]capillary.Operation {
	rows := map[string]capillary.Operation{}
	for _, op := range all() {
		rows[op.Name] = op
	}
	return rows
}

// claim is what a method made of a reply.
type claim struct {
	method string
	status int
	by     whose
	reply  string
	result reflect.Value
	err    error
}

func (c claim) String() string {
	return fmt.Sprintf("%s, HTTP %d %q: %v", c.method, c.status, c.reply, c.err)
}

func checkClaims(t *testing.T, c claim, rows map[string]capillary.Operation) {
	t.Helper()
	if c.err == nil {
		if !settlesNothing(c.result) && !hasEmptyProof(c) {
			t.Errorf("%s: an answer", c)
		}
		return
	}
	if c.saysNoneIsThere() {
		return
	}
	for what, err := range neverTold {
		if errors.Is(c.err, err) {
			t.Errorf("%s: says %q", c, what)
		}
	}
	if errors.Is(c.err, capillary.ErrNotSettled) {
		return // what is to be undone is in doubt still
	}
	var e *capillary.Error
	if !errors.As(c.err, &e) {
		if !c.result.IsValid() && c.by == isEither {
			return // of a list that is walked, and begins with an empty page that does not say that it is the first
		}
		t.Errorf("%s: a %T", c, c.err)
		return
	}
	checkOutcome(t, c, e, rows[e.Operation])
	if errors.Is(c.err, capillary.Code(c.status)) {
		_, another := codes.LookupOwn(e.Operation, c.status)
		if e.Outcome != capillary.OutcomeRefused || c.by == isPage || c.by == isCutOff || another && c.status != http.StatusTooManyRequests {
			t.Errorf("%s: its HTTP status as a code", c)
		}
	}
}

func checkOutcome(t *testing.T, c claim, e *capillary.Error, op capillary.Operation) {
	t.Helper()
	may := mayTell(c.status, c.by)
	outcomes := may.write
	if op.Safety == capillary.Read {
		outcomes = may.read
	}
	if strings.HasPrefix(op.Name, "otp.") && c.status == http.StatusTooManyRequests {
		outcomes, may.condition = append(slices.Clone(outcomes), capillary.OutcomeRefused), nil // a limit of one-time passwords is final
	}
	for _, outcome := range outcomes {
		if e.Outcome != outcome {
			continue
		}
		if may.condition != nil && !errors.Is(c.err, may.condition) {
			t.Errorf("%s: not %v", c, may.condition)
		}
		if doubt := outcome == capillary.OutcomeUnknown; doubt != capillary.MayHaveHappened(c.err) || doubt != errors.Is(c.err, capillary.ErrOutcomeUnknown) {
			t.Errorf("%s: its outcome says another thing", c)
		}
		return
	}
	t.Errorf("%s: %s, not %v", c, e.Outcome, outcomes)
}

// saysNoneIsThere reports whether the reply is an empty list, where that is how the API documents that there is no such thing.
func (c claim) saysNoneIsThere() bool {
	return c.method == "transaction.Service.GetByNumber" && c.status/100 == 2 && c.reply == `{"data":[]}`
}

// hasEmptyProof reports whether a reply is the documented one of some endpoints: a list with nothing in it, or no body.
func hasEmptyProof(c claim) bool {
	return c.status/100 == 2 && (c.by == isEither || c.by == saidNothing)
}

// Caution has a bound: a documented refusal stays one, with its code, under whatever status it comes, and says what its code says.
func TestADocumentedRefusalStaysOne(t *testing.T) {
	p := serveOneReply(t, wiretest.HTTP1)
	played, each := 0, 13 // one of so many codes
	for n, op := range all() {
		for code := 100 + n%each; code < 13_000; code += each {
			entry, ok := codes.LookupOwn(op.Name, code)
			if !ok || entry.Class != codes.Final && entry.Class != codes.Duplicate {
				continue
			}
			reply := fmt.Sprintf(`{"warnings":[],"errors":[{"status":false,"code":%d,"message":"x"}]}`, code)
			if op.Envelope == capillary.V1 {
				reply = fmt.Sprintf(`{"response":{"status":{"success":"false","code":500,"message":"x"},"things":{"thing":[{"mobile":"447700900001","item_status":{"success":"false","code":"%d","message":"x"}}]}}}`, code)
			}
			for _, s := range []int{200, 400, 404, 500} {
				played++
				p.says(s, reply)
				err := send(t.Context(), p.client, op)
				var e *capillary.Error
				if !errors.As(err, &e) || e.Outcome != capillary.OutcomeRefused || !errors.Is(err, capillary.Code(code)) || capillary.MayHaveHappened(err) {
					t.Errorf("%s, HTTP %d %s: %v", op.Name, s, reply, err)
					continue
				}
				if errors.Is(err, capillary.ErrNotFound) != codes.NotFound(op.Name, code) || errors.Is(err, capillary.ErrNotRedeemable) != codes.NotRedeemable(op.Name, code) ||
					errors.Is(err, capillary.ErrDuplicate) != (entry.Class == codes.Duplicate) {
					t.Errorf("%s, HTTP %d %s: %v says another thing", op.Name, s, reply, err)
				}
			}
		}
	}
	t.Logf("%d refusals", played)
	if played < 1000 {
		t.Errorf("only %d refusals were played", played)
	}
}
