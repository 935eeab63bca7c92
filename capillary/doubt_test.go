package capillary_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
)

type kept struct {
	ID     int64  `json:"id"`
	Number string `json:"number"`
}

// opEach is a write of several things, each with a key whose second request gets code 8006.
var opEach = capillary.Operation{Name: "customer.Each", Method: http.MethodPost, Path: "/v2/each", Safety: capillary.Keyed, Repeat: 8006, Proof: "data", Items: "data",
	Item: capillary.ItemProof{Proof: "id", Key: "number"}}

// breaks is a try that may have been executed.
func breaks(*http.Request) (*http.Response, error) { return nil, errors.New("broken") }

// afterDoubt sends two things, breaks the first try, and answers the second. It says what is known of each.
func afterDoubt(t *testing.T, op capillary.Operation, status int, reply string, options ...capillary.RequestOption) (words []string, b *capillary.Batch[kept], err error) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := &scripted{steps: []func(*http.Request) (*http.Response, error){breaks, says(status, nil, reply)}}
		in := capillary.Input{Body: map[string]int{}, Key: "k-1", Sent: []string{"a", "b"}}
		b, err = capillary.Call[*capillary.Batch[kept]](t.Context(), over(t, s), op, in, append(options, capillary.WithKeys(capillary.KeysAlways))...)
		require.Len(t, s.at, 2, "the key is trusted, so it is sent again")
	})
	for i := range b.Items {
		word := b.Items[i].Outcome().String()
		if b.Items[i].Repeated() {
			word += ", repeated"
		}
		words = append(words, word)
	}
	return words, b, err
}

func TestAnItemIsNotRefusedWhereAnEarlierTryMayHaveDoneIt(t *testing.T) {
	unknown, done := capillary.OutcomeUnknown.String(), capillary.OutcomeDone.String()
	item := func(number string, codes ...string) string {
		if codes == nil {
			return `{"number":"` + number + `","id":7}`
		}
		return `{"number":"` + number + `","errors":[{"code":` + strings.Join(codes, `},{"code":`) + `}]}`
	}
	for name, x := range map[string]struct {
		repeat capillary.Code
		items  string
		a, b   string
	}{
		"both refused":                     {8006, item("a", "8015") + "," + item("b", "8015"), unknown, unknown},
		"one done":                         {8006, item("a") + "," + item("b", "8015"), done, unknown},
		"both done":                        {8006, item("a") + "," + item("b"), done, done},
		"one done before":                  {8006, item("a") + "," + item("b", "8006"), done, done + ", repeated"},
		"both done before":                 {8006, item("a", "8006") + "," + item("b", "8006"), done + ", repeated", done + ", repeated"},
		"another code of a duplicate":      {8006, item("a") + "," + item("b", "1014"), done, unknown},
		"a code that is no duplicate's":    {8015, item("a") + "," + item("b", "8015"), done, unknown},
		"nobody says what a second gets":   {0, item("a") + "," + item("b", "8006"), done, unknown},
		"the code, beside a refusal":       {8006, item("a") + "," + item("b", "8006", "8015"), done, unknown},
		"the code, beside undocumented":    {8006, item("a") + "," + item("b", "8006", "987654"), done, unknown},
		"one of which nothing is said":     {8006, item("a") + `,{"number":"b"}`, done, unknown},
		"one that is missing in the reply": {8006, item("a"), done, unknown},
	} {
		op := opEach
		op.Repeat = x.repeat
		words, _, err := afterDoubt(t, op, http.StatusMultiStatus, `{"data":[`+x.items+`]}`)
		assert.Equal(t, []string{x.a, x.b}, words, name)
		if x.a == unknown {
			assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown, name)
		} else {
			assert.NoError(t, err, name)
		}
	}
}

func TestACodeOfTheWholeBatchDoesNotTellWhoseKeyWasUsed(t *testing.T) {
	words, b, err := afterDoubt(t, opEach, http.StatusBadRequest, `{"total":5,"errors":[{"code":8006}]}`)
	assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	assert.Equal(t, []string{capillary.OutcomeUnknown.String(), capillary.OutcomeUnknown.String()}, words)
	assert.Zero(t, b.TotalCount, "what a failed reply counts is no result")
}

func TestWorkThatIsQueuedAfterADoubtIsNotDone(t *testing.T) {
	op := opEach
	op.Name = "transaction.Each"
	var meta capillary.Meta
	words, _, err := afterDoubt(t, op, 200, `{"data":[{"number":"a","errors":[{"code":687}]},{"number":"b","errors":[{"code":687}]}]}`, capillary.WithMeta(&meta))
	require.NoError(t, err)
	assert.Equal(t, capillary.OutcomeAccepted.String(), meta.Outcome.String())
	assert.Equal(t, []string{capillary.OutcomeAccepted.String(), capillary.OutcomeAccepted.String()}, words)
}

func TestAnItemThatNobodySentSaysSoAndKeepsItsWarnings(t *testing.T) {
	s := always(says(200, nil, `{"data":[{"number":"a","id":7,"warnings":{"warning":[{"code":9,"message":"odd"}]}},{"number":"z","id":8}]}`))
	b, err := capillary.Call[*capillary.Batch[kept]](t.Context(), over(t, s), opEach, capillary.Input{Body: 1, Sent: []string{"a"}})
	require.NoError(t, err)
	require.Len(t, b.Unmatched, 1)
	assert.EqualError(t, b.Unmatched[0].Err(), "customer.Each[1]: outcome unknown: an item that was not sent")
	assert.Equal(t, []capillary.Issue{{Code: 9, Message: "odd"}}, b.Items[0].Warnings)
}

// opOne is a write of one thing under such a key.
var opOne = capillary.Operation{Name: "customer.One", Method: http.MethodPost, Path: "/v2/one", Safety: capillary.Keyed, Repeat: 8006, Proof: "id"}

func oneAfterDoubt[T any](t *testing.T, in capillary.Input, status int, reply string, options ...capillary.RequestOption) (result T, err error) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := &scripted{steps: []func(*http.Request) (*http.Response, error){breaks, says(status, nil, reply)}}
		in.Body, in.Key = 1, "k-1"
		result, err = capillary.Call[T](t.Context(), over(t, s), opOne, in, options...)
		require.Len(t, s.at, 2)
	})
	return result, err
}

func TestOnlyTheDocumentedCodeOfASecondRequestSaysThatAnEarlierOneWasDone(t *testing.T) {
	var meta capillary.Meta
	got, err := oneAfterDoubt[kept](t, capillary.Input{}, 400, `{"number":"of the refusal","errors":[{"code":8006}]}`, capillary.WithMeta(&meta))
	require.NoError(t, err)
	assert.True(t, meta.Repeated)
	assert.Zero(t, got, "what stands beside the refusal is no result")
	for _, code := range []string{"1014", `"8006A"`, `8006},{"code":8015`, `8015},{"code":8006`, `8006},{"code":987654`} {
		got, err = oneAfterDoubt[kept](t, capillary.Input{}, 400, `{"errors":[{"code":`+code+`}]}`)
		assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown, code)
		assert.Zero(t, got, code)
	}
}

type keptWithMore struct {
	kept
	Other   string
	Earlier kept
}

// Around is what the reply holds around what a look-up finds.
type Around struct {
	*keptWithMore
	Found
	Named Found
}

// Found is what a look-up finds.
type Found struct {
	ID int64 `json:"id"`
}

func TestWhatALookUpFoundIsTheResultAndNothingOfTheReply(t *testing.T) {
	finds := func(result any) capillary.Input {
		asked := 0
		return capillary.Input{LookUp: func(context.Context) (capillary.Found, error) {
			asked++
			return capillary.Found{Happened: asked > 1, Result: result}, nil
		}}
	}
	const half = `{"number":"of the reply","errors":[{"code":987654}]}`
	var meta capillary.Meta
	one, err := oneAfterDoubt[kept](t, finds(nil), 500, half, capillary.WithMeta(&meta), capillary.WithProof("customer.One", "number"))
	require.NoError(t, err)
	assert.Zero(t, one, "the look-up tells nothing")
	assert.True(t, meta.Settled)
	assert.Empty(t, meta.Proof, "the caller's own proof decided nothing")
	pointer, err := oneAfterDoubt[*kept](t, finds(nil), 500, half)
	require.NoError(t, err)
	assert.Equal(t, &kept{}, pointer, "beside a nil error there is always something")
	one, err = oneAfterDoubt[kept](t, finds(kept{ID: 9}), 500, half)
	require.NoError(t, err)
	assert.Equal(t, kept{ID: 9}, one)
	around, err := oneAfterDoubt[*Around](t, finds(&Found{ID: 9}), 500, half)
	require.NoError(t, err)
	assert.Equal(t, &Around{Found: Found{ID: 9}}, around, "it stands where it is embedded, and nowhere else")
	around, err = oneAfterDoubt[*Around](t, finds((*Found)(nil)), 500, half)
	require.NoError(t, err)
	assert.Equal(t, &Around{}, around)
	around, err = oneAfterDoubt[*Around](t, finds("another type"), 500, half)
	require.NoError(t, err)
	assert.Equal(t, &Around{}, around)
	text, err := oneAfterDoubt[string](t, finds(&Found{ID: 9}), 500, half)
	require.NoError(t, err)
	assert.Empty(t, text)
	number, err := oneAfterDoubt[*int](t, finds(&Found{ID: 9}), 500, half)
	require.NoError(t, err)
	assert.Zero(t, *number)
}

func TestBesideANilErrorThereIsAlwaysAResult(t *testing.T) {
	op := opOne
	op.Proof = capillary.ProofNoBody
	c := over(t, always(says(http.StatusNoContent, nil, "")))
	in := capillary.Input{Body: 1}
	pointer, err := capillary.Call[*kept](t.Context(), c, op, in)
	require.NoError(t, err)
	assert.NotNil(t, pointer)
	list, err := capillary.Call[[]kept](t.Context(), c, op, in)
	require.NoError(t, err)
	assert.NotNil(t, list)
	open, err := capillary.Call[map[string]any](t.Context(), c, op, in)
	require.NoError(t, err)
	assert.NotNil(t, open)
	open["written"] = true
}

func TestBesideAnErrorThereIsNoResult(t *testing.T) {
	c := over(t, always(says(400, nil, `{"number":"of the refusal","errors":[{"code":8015}]}`)))
	got, err := capillary.Call[*kept](t.Context(), c, opOne, capillary.Input{Body: 1})
	require.Error(t, err)
	assert.Nil(t, got)
}

func TestAWaitThatIsTooLongIsARateLimitWhateverTheCode(t *testing.T) {
	later := http.Header{"Retry-After": {"3600"}}
	for _, step := range []func(*http.Request) (*http.Response, error){says(400, later, locked), says(http.StatusTooManyRequests, later, page)} {
		err := read(t.Context(), over(t, always(step)))
		assert.ErrorIs(t, err, capillary.ErrRateLimited)
		var limit *capillary.RateLimitError
		require.ErrorAs(t, err, &limit)
		assert.ErrorIs(t, limit.Call, capillary.ErrRateLimited)
		assert.InDelta(t, time.Hour, time.Until(limit.RetryAt), float64(time.Minute))
	}
}

// Ten of five hundred, where a refusal takes five: the API is slow already.
func TestATryThatTimedOutTakesTwiceAsMuchOfTheBudget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := always(hangs)
		c := over(t, s, capillary.WithMaxRetries(1))
		for range 50 {
			s.at = nil
			_ = read(t.Context(), c)
			require.Len(t, s.at, 2)
		}
		s.at = nil
		_ = read(t.Context(), c)
		assert.Len(t, s.at, 1, "the budget is spent")
	})
}

func TestStrictDecodingSaysWhatDoesNotFitAndWhere(t *testing.T) {
	c := over(t, always(says(200, nil, `{"id":"about seven"}`)), capillary.WithStrictDecoding())
	op := capillary.Operation{Name: "customer.One", Method: http.MethodGet, Path: "/v2/one", Safety: capillary.Read, Proof: capillary.ProofObject}
	_, err := capillary.Call[kept](t.Context(), c, op, capillary.Input{})
	require.ErrorIs(t, err, capillary.ErrDrift)
	assert.Contains(t, err.Error(), "strict decoding: /id takes ")
}

func TestTheErrorNamesThePathThatWasUsed(t *testing.T) {
	op := capillary.Operation{Name: "customer.One", Method: http.MethodGet, Path: "/v2/one", Safety: capillary.Read, Proof: "id"}
	withLookUp := op
	withLookUp.Lookup = "/v2/lookup"
	c := over(t, always(says(404, nil, "")))
	for _, x := range []struct {
		op   capillary.Operation
		who  capillary.Identifier
		want string
	}{{op, capillary.Identifier{}, "/v2/one"}, {op, capillary.Mobile("447700900001"), "/v2/one"},
		{withLookUp, capillary.Mobile("447700900001"), "/v2/lookup"}} {
		_, err := capillary.Call[kept](t.Context(), c, x.op, capillary.Input{Customer: x.who})
		var e *capillary.Error
		require.ErrorAs(t, err, &e)
		assert.Equal(t, x.want, e.Path)
	}
}

func TestWhatWasFoundOfABatchIsToldItemByItemWithWhy(t *testing.T) {
	found := capillary.FoundBatch[string]("customer.Each", []capillary.Found{{Happened: true, Result: "a"}, {}, {Conflict: true}, {Err: errors.New("no answer")}})
	b := found.Result.(*capillary.Batch[string])
	assert.Equal(t, int64(1), b.SuccessCount)
	assert.Equal(t, int64(4), b.TotalCount)
	for n, want := range []string{"", "a look-up does not find it, which proves nothing yet", "something else is there under its key", "the look-up was not answered"} {
		if want == "" {
			assert.NoError(t, b.Items[n].Err())
			continue
		}
		assert.ErrorContains(t, b.Items[n].Err(), want)
		assert.ErrorIs(t, b.Items[n].Err(), capillary.ErrOutcomeUnknown)
	}
	assert.False(t, capillary.FoundBatch[string]("customer.Each", nil).Happened, "of nothing, nothing happened")
}

func TestABatchOfWhichOneLookUpWasNotAnsweredIsNotSettled(t *testing.T) {
	c := over(t, always(says(200, nil, good)))
	for _, items := range [][]capillary.Found{{{Happened: true}, {Err: errors.New("no answer")}}, {{}, {Err: errors.New("no answer")}}} {
		known, err := capillary.Settle[*capillary.Batch[string]](t.Context(), c, "customer.Each", time.Now().Add(-time.Hour),
			func(context.Context) (capillary.Found, error) {
				return capillary.FoundBatch[string]("customer.Each", items), nil
			}, capillary.WithMeta(new(capillary.Meta)))
		require.NoError(t, err)
		assert.False(t, known.Settled)
	}
}

func TestWhatCanNotBeUndoneSaysWhy(t *testing.T) {
	for _, x := range []struct {
		known capillary.Reconciliation[string]
		is    error
		text  string
	}{
		{capillary.Reconciliation[string]{Conflict: true}, capillary.ErrConflict, "customer.Undo: not sent: something else is there under the key, or more than one"},
		{capillary.Reconciliation[string]{}, capillary.ErrNotSettled, "customer.Undo: not sent: it is not known yet whether there is anything to undo"},
		{capillary.Reconciliation[string]{Settled: true}, capillary.ErrNotThere, "customer.Undo: not sent: it was not done, so there is nothing to undo"},
	} {
		_, err := capillary.Undoable("customer.Undo", x.known, nil)
		assert.EqualError(t, err, x.text)
		require.ErrorIs(t, err, x.is)
		matched := 0
		for _, target := range []error{capillary.ErrConflict, capillary.ErrNotSettled, capillary.ErrNotThere} {
			if errors.Is(err, target) {
				matched++
			}
		}
		assert.Equal(t, 1, matched, x.text)
		assert.ErrorIs(t, err, capillary.ErrNotSent)
	}
}

func TestADoubtPrintsItsErrorUnderEveryVerb(t *testing.T) {
	err := keep(t.Context(), keeper(t, nobodyKnows), nil)
	var unknown *capillary.OutcomeUnknownError
	require.ErrorAs(t, err, &unknown)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		assert.Equal(t, err.Error(), fmt.Sprintf(verb, unknown), verb)
		assert.Equal(t, err.Error(), fmt.Sprintf(verb, *unknown), verb)
	}
}

func TestTheCodesOfItemsThatNobodySentSayNothingOfTheCall(t *testing.T) {
	s := always(says(400, nil, `{"data":[{"number":"a","errors":[{"code":8013,"message":"no"}]},{"number":"z","errors":[{"code":8015,"message":"not there"}]}]}`))
	_, err := capillary.Call[*capillary.Batch[kept]](t.Context(), over(t, s), opEach, capillary.Input{Body: 1, Sent: []string{"a"}})
	var e *capillary.Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, capillary.OutcomeRefused.String(), e.Outcome.String())
	assert.ErrorIs(t, err, capillary.Code(8013))
	assert.NotErrorIs(t, err, capillary.Code(8015))
	assert.NotErrorIs(t, err, capillary.ErrNotFound)
	assert.Equal(t, []capillary.Code{8013}, e.Codes())
	assert.Len(t, e.Issues, 2, "they are told")
}
