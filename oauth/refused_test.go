package oauth_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The second token is asked for at once, and each one after that when a hold of at least a second is over.
func TestWhereEveryTokenIsRefusedAThousandCallersAskForOneInASecondAtMost(t *testing.T) {
	for _, ttl := range []string{"300", "2"} {
		for range 2 { // the holds are drawn
			synctest.Test(t, func(t *testing.T) {
				server := &endpoint{latency: 50 * time.Millisecond, ttl: ttl}
				source := newSource(t, server)
				end := time.Now().Add(10 * time.Second)
				together(1000, func() {
					for time.Now().Before(end) {
						token, err := source.Token(t.Context())
						assert.NoError(t, err)
						time.Sleep(rand.N(100 * time.Millisecond))
						source.Invalidate(token)
					}
				})
				assert.LessOrEqual(t, server.calls.Load(), int64(12))
				assert.GreaterOrEqual(t, server.calls.Load(), int64(3), "but it is tried again")
			})
		}
	}
}

func TestAFreshTokenThatIsRefusedIsHeldAndThenReplaced(t *testing.T) {
	for range 20 {
		synctest.Test(t, func(t *testing.T) {
			server := &endpoint{}
			source := newSource(t, server)
			source.Invalidate(mustToken(t, source))
			second := mustToken(t, source)
			assert.Equal(t, "canary-token-2", second)
			time.Sleep(time.Second)
			source.Invalidate(second)
			refused := time.Now()
			for server.calls.Load() == 2 {
				time.Sleep(10 * time.Millisecond)
				together(20, func() { mustToken(t, source) })
				source.Invalidate(second) // others used it too
			}
			assert.GreaterOrEqual(t, time.Since(refused), time.Second)
			assert.LessOrEqual(t, time.Since(refused), 5100*time.Millisecond)
			assert.EqualValues(t, 3, server.calls.Load())
			assert.Equal(t, "canary-token-3", mustToken(t, source))
		})
	}
}

func TestATokenThatServedIsReplacedAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &endpoint{}
		source := newSource(t, server)
		for n := range 5 {
			assert.Equal(t, fmt.Sprintf("canary-token-%d", n+1), mustToken(t, source))
			time.Sleep(6 * time.Second)
			source.Invalidate(fmt.Sprintf("canary-token-%d", n+1))
			source.Invalidate("canary-token-0") // a caller that comes late
		}
		assert.EqualValues(t, 5, server.calls.Load())
	})
}

// reusing is an endpoint that gives the same token for 30 s.
func reusing() *endpoint {
	start := time.Now()
	return &endpoint{latency: 50 * time.Millisecond, refuse: func(int) (*http.Response, error) {
		return answer(http.StatusOK, fmt.Sprintf(`{"data":{"accessToken":"canary-token-%d","ttlSeconds":300}}`,
			1+int(time.Since(start)/(30*time.Second)))), nil
	}}
}

func TestATokenThatIsGivenAgainCountsAsRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := reusing()
		source := newSource(t, server)
		first := mustToken(t, source)
		start := time.Now()
		calls, asked := server.calls.Load(), start
		for mustToken(t, source) == first {
			source.Invalidate(first)
			if n := server.calls.Load(); n != calls && calls > 1 {
				assert.GreaterOrEqual(t, time.Since(asked), time.Second, "between two token requests")
				asked = time.Now()
			}
			calls = server.calls.Load()
			time.Sleep(10 * time.Millisecond)
		}
		assert.InDelta(t, 32.5, time.Since(start).Seconds(), 3, "the other token is found when the endpoint has one")
		assert.LessOrEqual(t, server.calls.Load(), int64(36))
	})
}

func TestATokenThatIsGivenAgainIsAskedForOnceMoreWithoutBeingTried(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := reusing()
		source := newSource(t, server)
		first := mustToken(t, source)
		time.Sleep(28 * time.Second)
		source.Invalidate(first)
		require.Equal(t, first, mustToken(t, source), "the endpoint gives it for 30 s")
		time.Sleep(5100 * time.Millisecond)
		assert.Equal(t, "canary-token-2", mustToken(t, source))
		assert.EqualValues(t, 3, server.calls.Load())
	})
}

func TestAHeldTokenIsNotRenewedEarly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &endpoint{ttl: "5"}
		source := newSource(t, server)
		source.Invalidate(mustToken(t, source))
		second := mustToken(t, source)
		time.Sleep(3900 * time.Millisecond) // renewed early from 4 s on, given out until 4.5 s
		source.Invalidate(second)
		for range 59 {
			require.Equal(t, second, mustToken(t, source))
			time.Sleep(10 * time.Millisecond)
		}
		assert.EqualValues(t, 2, server.calls.Load())
	})
}
