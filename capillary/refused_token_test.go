package capillary_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
)

// refusing gives tokens and refuses them: all of them, or at one path.
type refusing struct {
	give          func(n int64) string // the nth token; token-n if nil
	refuse        func(r *http.Request) bool
	tokens, calls atomic.Int64
	mu            sync.Mutex
	used          []string // tokens, in the order of their use
}

func (a *refusing) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Path, "/token/generate") {
		n := a.tokens.Add(1)
		token := fmt.Sprintf("token-%d", n)
		if a.give != nil {
			token = a.give(n)
		}
		time.Sleep(20 * time.Millisecond)
		return says(200, nil, `{"data":{"accessToken":"`+token+`","ttlSeconds":300},"errors":null}`)(r)
	}
	a.calls.Add(1)
	a.mu.Lock()
	a.used = append(a.used, r.Header.Get("X-Cap-Api-Oauth-Token"))
	a.mu.Unlock()
	time.Sleep(5 * time.Millisecond)
	if a.refuse == nil || a.refuse(r) {
		return says(401, http.Header{"X-Cap-Requestid": {"req-1"}}, ``)(r)
	}
	return says(200, nil, good)(r)
}

func (a *refusing) client(t *testing.T) *capillary.Client {
	t.Helper()
	c, err := capillary.New(capillary.EU, capillary.OAuth("key", "secret"), capillary.WithTransport(a))
	require.NoError(t, err)
	return c
}

func unauthorized(t *testing.T, err error) {
	t.Helper()
	require.ErrorIs(t, err, capillary.ErrUnauthorized)
	assert.False(t, capillary.MayHaveHappened(err))
	var e *capillary.Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, http.StatusUnauthorized, e.Status, "what the API said is told")
	assert.Equal(t, "req-1", e.RequestID())
}

func TestWhereEveryTokenIsRefusedCallsDoNotStormTheTokenEndpoint(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		api := &refusing{}
		c := api.client(t)
		for range 300 {
			_, err := capillary.Call[answer](t.Context(), c, opWrite, capillary.Input{Body: 1})
			unauthorized(t, err)
		}
		assert.LessOrEqual(t, api.tokens.Load(), int64(4), "in 1.6 s: two at once, and one a second at most")
		assert.LessOrEqual(t, api.calls.Load(), int64(303), "only with a new token a call is made again")
	})
	synctest.Test(t, func(t *testing.T) {
		api := &refusing{}
		c := api.client(t)
		end := time.Now().Add(10 * time.Second)
		var wg sync.WaitGroup
		for range 1000 {
			wg.Go(func() {
				for time.Now().Before(end) {
					unauthorized(t, read(t.Context(), c))
					time.Sleep(rand.N(time.Second))
				}
			})
		}
		wg.Wait()
		assert.LessOrEqual(t, api.tokens.Load(), int64(12), "of a thousand callers in ten seconds")
		assert.GreaterOrEqual(t, api.tokens.Load(), int64(3), "but it is tried again")
	})
}

func TestATokenThatWasRefusedTwiceIsNotUsedAfterItsHold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		api := &refusing{refuse: func(r *http.Request) bool { return r.Header.Get("X-Cap-Api-Oauth-Token") < "token-3" }}
		c := api.client(t)
		unauthorized(t, read(t.Context(), c))
		time.Sleep(5100 * time.Millisecond)
		require.NoError(t, read(t.Context(), c))
		assert.Equal(t, []string{"token-1", "token-2", "token-3"}, api.used)
	})
}

func TestATokenThatIsGivenAgainIsNotSentAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		reused := func(int64) string { return fmt.Sprintf("token-%d", time.Since(start)/(30*time.Second)) } // given for 30 s
		api := &refusing{give: reused, refuse: func(r *http.Request) bool { return r.Header.Get("X-Cap-Api-Oauth-Token") == "token-0" }}
		c := api.client(t)
		_, err := capillary.Call[answer](t.Context(), c, opWrite, capillary.Input{Body: 1})
		unauthorized(t, err)
		assert.Equal(t, []string{"token-0"}, api.used)
		assert.EqualValues(t, 2, api.tokens.Load())

		for read(t.Context(), c) != nil {
			time.Sleep(100 * time.Millisecond)
		}
		assert.Less(t, time.Since(start), 36*time.Second, "the other token is used as soon as there is one")
		assert.LessOrEqual(t, api.tokens.Load(), int64(37))
		assert.Equal(t, "token-1", api.used[len(api.used)-1])
	})
}

func TestAnEndpointThatRefusesEveryTokenDoesNotStopTheOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		api := &refusing{refuse: func(r *http.Request) bool { return r.Method == http.MethodPost }}
		c := api.client(t)
		var wg sync.WaitGroup
		end := time.Now().Add(10 * time.Second)
		for time.Now().Before(end) {
			wg.Go(func() {
				_, err := capillary.Call[answer](t.Context(), c, opWrite, capillary.Input{Body: 1})
				unauthorized(t, err)
			})
			wg.Go(func() { assert.NoError(t, read(t.Context(), c)) })
			time.Sleep(10 * time.Millisecond)
		}
		wg.Wait()
		assert.LessOrEqual(t, api.tokens.Load(), int64(12))
	})
}

func TestACallersDeadlineHoldsWhileAnotherTokenIsFetched(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		api := &refusing{give: func(n int64) string {
			if n > 1 {
				time.Sleep(9 * time.Second)
			}
			return fmt.Sprintf("token-%d", n)
		}}
		c := api.client(t)
		start := time.Now()
		err := read(t.Context(), c, capillary.WithTimeout(2*time.Second))
		assert.Error(t, err)
		assert.False(t, capillary.MayHaveHappened(err))
		assert.LessOrEqual(t, time.Since(start), 2100*time.Millisecond)
		assert.EqualValues(t, 1, api.calls.Load())
		time.Sleep(10 * time.Second)
	})
}
