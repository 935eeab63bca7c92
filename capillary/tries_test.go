package capillary_test

import (
	"errors"
	"net/http"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
)

// The error and Meta are about the last try: what an earlier one was told does not stay.
func TestNothingThatAnEarlierTryWasToldIsTakenForTheLastOnes(t *testing.T) {
	first := http.Header{"Retry-After": {"1"}, "X-Cap-Requestid": {"req-1"}}
	breaks := func(*http.Request) (*http.Response, error) { return nil, errors.New("broken") }
	for name, step := range map[string]func(*http.Request) (*http.Response, error){
		"rate limited":           says(http.StatusTooManyRequests, first, `{"errors":[{"code":517,"message":"later"}]}`),
		"a page, with a wait":    says(http.StatusServiceUnavailable, first, page),
		"an item that is locked": says(http.StatusBadRequest, first, locked),
	} {
		synctest.Test(t, func(t *testing.T) {
			s := &scripted{steps: []func(*http.Request) (*http.Response, error){step, breaks}}
			var meta capillary.Meta
			err := read(t.Context(), over(t, s), capillary.WithMaxRetries(1), capillary.WithMeta(&meta))
			require.Len(t, s.at, 2, name)
			var e *capillary.Error
			require.ErrorAs(t, err, &e, name)
			assert.NotErrorIs(t, err, capillary.ErrRateLimited, name)
			assert.False(t, errors.As(err, new(*capillary.RateLimitError)), name)
			assert.Equal(t, capillary.OutcomeFailed, e.Outcome, name)
			assert.Zero(t, e.Status, name)
			assert.Empty(t, e.Issues, name)
			assert.Equal(t, []string{"req-1"}, e.RequestIDs, "%s: the ids are those of all tries", name)
			assert.Equal(t, 2, e.Tries, name)
			assert.Zero(t, meta.Status, name)
			assert.Empty(t, meta.Header, name)
			assert.Empty(t, meta.Body, name)
		})
	}
}

// Each resend takes five of five hundred, and each call that succeeds at its first try gives one back.
func TestTheBudgetOfAClientIsEarnedByFirstTriesOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fails := says(http.StatusBadGateway, nil, page)
		var next []func(*http.Request) (*http.Response, error)
		arrived := 0
		api := always(func(r *http.Request) (*http.Response, error) {
			step := next[min(arrived, len(next)-1)]
			arrived++
			return step(r)
		})
		c := over(t, api, capillary.WithMaxRetries(1))
		arrivals := func(steps ...func(*http.Request) (*http.Response, error)) int {
			next, arrived = steps, 0
			_ = read(t.Context(), c)
			return arrived
		}
		for range 100 {
			require.Equal(t, 2, arrivals(fails))
		}
		require.Equal(t, 1, arrivals(fails), "the budget is spent")
		for range 4 {
			require.Equal(t, 1, arrivals(says(200, nil, good)))
		}
		assert.Equal(t, 1, arrivals(fails), "four are too few")
		arrivals(says(200, nil, good))
		assert.Equal(t, 2, arrivals(fails, says(200, nil, good)), "five pay for one")
		assert.Equal(t, 1, arrivals(fails), "and a call that succeeds at its second try gives nothing back")
		for range 4 {
			arrivals(says(200, nil, good))
		}
		assert.Equal(t, 1, arrivals(fails), "not even one")
	})
}

// What makes a second request harmless is the key, not that the operation could have one.
func TestAKeyedWriteWithoutAKeyIsNeverSentAgainInDoubt(t *testing.T) {
	op := capillary.Operation{Name: "customer.Keyed", Method: http.MethodPost, Path: "/v2/keyed", Safety: capillary.Keyed, Repeat: 8006}
	for _, trust := range []capillary.KeyTrust{capillary.KeysDocumented, capillary.KeysAlways, capillary.KeysNever} {
		for key, tries := range map[string]int{"": 1, "key-1": 3} {
			if trust == capillary.KeysNever {
				tries = 1
			}
			s := always(says(502, nil, page))
			_, err := capillary.Call[answer](t.Context(), over(t, s), op, capillary.Input{Key: key, Body: map[string]int{"a": 1}}, capillary.WithKeys(trust))
			assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
			assert.Len(t, s.at, tries, "trust %d, key %q", trust, key)
		}
	}
}
