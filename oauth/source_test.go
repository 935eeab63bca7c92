package oauth_test

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"github.com/capillary-go/sdk/oauth"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAThousandColdCallersMakeOneTokenRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &endpoint{latency: time.Second}
		source := newSource(t, server)
		together(1000, func() {
			token, err := source.Token(t.Context())
			assert.NoError(t, err)
			assert.Equal(t, "canary-token-1", token)
		})
		assert.EqualValues(t, 1, server.calls.Load())
	})
}

func TestAThousandStaleCallersMakeOneRefresh(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &endpoint{latency: time.Second}
		source := newSource(t, server)
		stale := mustToken(t, source)
		together(1000, func() {
			time.Sleep(rand.N(3 * time.Second)) // some come when the new token is there already
			source.Invalidate(stale)
			token, err := source.Token(t.Context())
			assert.NoError(t, err)
			assert.Equal(t, "canary-token-2", token)
		})
		assert.EqualValues(t, 2, server.calls.Load())
	})
}

func TestACancelledFirstWaiterHarmsNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &endpoint{latency: 2 * time.Second}
		source := newSource(t, server)
		first, cancel := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() {
			_, err := source.Token(first)
			ended <- err
		}()
		synctest.Wait() // the first waiter's refresh is under way
		time.AfterFunc(time.Second, cancel)
		start := time.Now()
		go together(100, func() {
			token, err := source.Token(t.Context())
			assert.NoError(t, err)
			assert.Equal(t, "canary-token-1", token)
			assert.Equal(t, 2*time.Second, time.Since(start))
		})
		require.ErrorIs(t, <-ended, context.Canceled)
		assert.Equal(t, time.Second, time.Since(start))
		time.Sleep(2 * time.Second)
		assert.EqualValues(t, 1, server.calls.Load())
	})
}

func TestACallersDeadlineHoldsWhileTheRefreshHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &endpoint{latency: time.Hour}
		source := newSource(t, server)
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		start := time.Now()
		_, err := source.Token(ctx)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.LessOrEqual(t, time.Since(start), 3100*time.Millisecond)

		_, err = source.Token(t.Context()) // without a deadline, the refresh's own timeout holds
		assert.Equal(t, 10*time.Second, time.Since(start))
		var failed *oauth.Error
		require.ErrorAs(t, err, &failed)
		assert.NotErrorIs(t, err, context.DeadlineExceeded, "it is not the caller's deadline that passed")
		assert.EqualValues(t, 1, server.calls.Load())
	})
}

func TestACallWithAnEndedContextSendsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &endpoint{}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := newSource(t, server).Token(ctx)
		require.ErrorIs(t, err, context.Canceled)
		synctest.Wait()
		assert.Zero(t, server.calls.Load())
	})
}

func TestTheTokenRequestCarriesNothingOfTheCallersContext(t *testing.T) {
	type mark struct{}
	var seen any
	source := newSource(t, roundTrip(func(req *http.Request) (*http.Response, error) {
		seen = req.Context().Value(mark{})
		return (&endpoint{}).RoundTrip(req)
	}))
	_, err := source.Token(context.WithValue(t.Context(), mark{}, "the caller's trace"))
	require.NoError(t, err)
	assert.Nil(t, seen)
}

func TestAnEarlyRefreshRunsWhileCallersUseTheOldToken(t *testing.T) {
	for range 50 { // the moment is drawn
		synctest.Test(t, func(t *testing.T) {
			server := &endpoint{latency: time.Second}
			source := newSource(t, server)
			start := time.Now()
			mustToken(t, source)
			for mustToken(t, source) == "canary-token-1" {
				time.Sleep(100 * time.Millisecond)
			}
			age := time.Since(start) // counted from the sending; the refresh took one more second
			assert.GreaterOrEqual(t, age, 241*time.Second)
			assert.LessOrEqual(t, age, 292*time.Second)
			assert.EqualValues(t, 2, server.calls.Load())
		})
	}
}

func TestATokensLifeStartsWhenItsRequestIsSent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &endpoint{latency: 8 * time.Second, ttl: "60"}
		source := newSource(t, server)
		mustToken(t, source)
		time.Sleep(50 * time.Second) // 58 s after the sending
		assert.Equal(t, "canary-token-2", mustToken(t, source))
	})
}

func TestAFailedEarlyRefreshKeepsTheTokenUntilItExpires(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &endpoint{refuse: func(request int) (*http.Response, error) {
			if request == 1 {
				return nil, nil
			}
			return nil, io.ErrUnexpectedEOF
		}}
		source := newSource(t, server)
		start := time.Now()
		mustToken(t, source)
		for time.Since(start) < 298*time.Second {
			assert.Equal(t, "canary-token-1", mustToken(t, source))
			synctest.Wait()
			time.Sleep(20 * time.Millisecond)
		}
		assert.Greater(t, server.calls.Load(), int64(3), "it is tried again")
		assert.Less(t, server.calls.Load(), int64(20), "but not on every call")
		_, err := source.Token(t.Context())
		require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	})
}

func TestAnEarlyRefreshHonoursRetryAfter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &endpoint{ttl: "7200", refuse: func(request int) (*http.Response, error) {
			if request != 2 {
				return nil, nil
			}
			resp := answer(http.StatusTooManyRequests, `{}`)
			resp.Header.Set("Retry-After", "100")
			return resp, nil
		}}
		source := newSource(t, server)
		mustToken(t, source)
		for server.calls.Load() < 2 {
			time.Sleep(100 * time.Millisecond)
			mustToken(t, source)
			synctest.Wait()
		}
		asked := time.Now()
		for server.calls.Load() < 3 {
			time.Sleep(100 * time.Millisecond)
			mustToken(t, source)
			synctest.Wait()
		}
		assert.GreaterOrEqual(t, time.Since(asked), 100*time.Second)
	})
}

func TestAnInvalidatedTokenIsNotGivenOutWhileAnEarlyRefreshRuns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &endpoint{latency: 2 * time.Second}
		source := newSource(t, server)
		stale := mustToken(t, source)
		for server.calls.Load() < 2 {
			time.Sleep(time.Second)
			mustToken(t, source)
			synctest.Wait()
		}
		source.Invalidate(stale)
		assert.Equal(t, "canary-token-2", mustToken(t, source), "the refresh under way serves")
	})
}

func TestANeededRefreshTriesThreeTimes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &endpoint{refuse: broken(2)}
		start := time.Now()
		assert.Equal(t, "canary-token-3", mustToken(t, newSource(t, server)))
		assert.LessOrEqual(t, time.Since(start), 600*time.Millisecond)
	})
}

func TestAFailedRefreshIsRememberedThenTriedAgain(t *testing.T) {
	for name, test := range map[string]struct {
		refuse   func(int) (*http.Response, error)
		requests int64
	}{
		"a bad gateway, tried three times": {broken(3), 3},
		"a wrong key, final": {func(request int) (*http.Response, error) {
			if request > 1 {
				return nil, nil
			}
			return answer(http.StatusUnauthorized, `{"data":null,"errors":[{"code":320001,"message":"Invalid key"}]}`), nil
		}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				server := &endpoint{refuse: test.refuse}
				source := newSource(t, server)
				_, first := source.Token(t.Context())
				require.Error(t, first)
				failed := time.Now()
				for server.calls.Load() == test.requests {
					together(50, func() {
						if _, err := source.Token(t.Context()); err != nil {
							assert.Same(t, first, err)
						}
					})
					time.Sleep(10 * time.Millisecond)
				}
				assert.Equal(t, test.requests+1, server.calls.Load())
				assert.GreaterOrEqual(t, time.Since(failed), time.Second)
				assert.LessOrEqual(t, time.Since(failed), 5100*time.Millisecond)
				mustToken(t, source)
			})
		})
	}
}

func TestARoundTripperThatEndsTheGoroutineLeavesNobodyWaiting(t *testing.T) {
	source := newSource(t, roundTrip(func(*http.Request) (*http.Response, error) {
		runtime.Goexit()
		return nil, nil
	}))
	_, err := source.Token(t.Context())
	require.Error(t, err)
}

// The numbers that a source must keep. "30 % failing refreshes" is read as: of ten refreshes, three fail once. The
// arithmetic is at newLease.
func TestADayWithFailingRefreshesTakesFewTokenRequestsAndFailsNoCall(t *testing.T) {
	var fails []bool // by refresh, the first token among them
	for range 50 {
		block := []bool{true, true, true, false, false, false, false, false, false, false}
		rand.Shuffle(len(block), func(i, j int) { block[i], block[j] = block[j], block[i] })
		fails = append(fails, block...)
	}
	refreshes, again := 0, false
	calls, failed := day(t, func(int) (*http.Response, error) {
		if again {
			again = false
			return nil, nil
		}
		again = fails[refreshes]
		refreshes++
		if again {
			return answer(http.StatusServiceUnavailable, "<html></html>"), nil
		}
		return nil, nil
	})
	t.Logf("%d refreshes, %d token requests", refreshes, calls)
	assert.LessOrEqual(t, calls, int64(412))
	assert.Zero(t, failed)
}

// Where each request fails with a probability of 30 %, 411 token requests are what a source makes that never renews
// early; what matters is that no call fails.
func TestADayWithFailingRequestsFailsNoCall(t *testing.T) {
	draw := rand.New(rand.NewPCG(1, 2))
	calls, failed := day(t, func(int) (*http.Response, error) {
		if draw.Float64() < 0.3 {
			return nil, errors.New("connection reset")
		}
		return nil, nil
	})
	t.Logf("%d token requests", calls)
	assert.LessOrEqual(t, calls, int64(520))
	assert.Zero(t, failed)
}

// day makes 50 calls a second through 24 hours.
func day(t *testing.T, refuse func(int) (*http.Response, error)) (calls int64, failed int) {
	synctest.Test(t, func(t *testing.T) {
		server := &endpoint{latency: 150 * time.Millisecond, refuse: refuse}
		source := newSource(t, server)
		for end := time.Now().Add(24 * time.Hour); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
			for range 5 {
				if _, err := source.Token(t.Context()); err != nil {
					failed++
				}
			}
		}
		time.Sleep(10 * time.Second)
		calls = server.calls.Load()
	})
	return calls, failed
}

func TestTheLifeOfAToken(t *testing.T) {
	for name, test := range map[string]struct {
		ttl         string
		after, then time.Duration // valid until after, another one at then
	}{
		"a number":         {"300", 239 * time.Second, 298 * time.Second},
		"a fraction":       {"100.5", 80 * time.Second, 99 * time.Second},
		"quoted":           {`"300"`, 239 * time.Second, 298 * time.Second},
		"short":            {"10", 7900 * time.Millisecond, 9 * time.Second},
		"tiny":             {"0.001", 790 * time.Millisecond, 900 * time.Millisecond},
		"zero":             {"0", 47 * time.Second, 58 * time.Second},
		"negative":         {"-300", 47 * time.Second, 58 * time.Second},
		"null":             {"null", 47 * time.Second, 58 * time.Second},
		"no number":        {`"soon"`, 47 * time.Second, 58 * time.Second},
		"NaN":              {`"NaN"`, 47 * time.Second, 58 * time.Second},
		"another type":     {`{"a":[1]}`, 47 * time.Second, 58 * time.Second},
		"absent":           {`null,"ttl":300`, 47 * time.Second, 58 * time.Second},
		"huge":             {"9e300", 23 * 24 * time.Hour, 30 * 24 * time.Hour},
		"out of range":     {"1e999", 23 * 24 * time.Hour, 30 * 24 * time.Hour},
		"overflowing int":  {"99999999999999999999", 23 * 24 * time.Hour, 30 * 24 * time.Hour},
		"negative and big": {"-1e999", 47 * time.Second, 58 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				server := &endpoint{ttl: test.ttl}
				source := newSource(t, server)
				mustToken(t, source)
				time.Sleep(test.after)
				mustToken(t, source)
				synctest.Wait()
				assert.EqualValues(t, 1, server.calls.Load())
				time.Sleep(test.then - test.after)
				assert.Equal(t, "canary-token-2", mustToken(t, source))
			})
		})
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

func BenchmarkTokenWith64Goroutines(b *testing.B) {
	source := newSource(b, &endpoint{ttl: "86400"})
	mustToken(b, source)
	b.ReportAllocs()
	b.SetParallelism(max(1, 64/runtime.GOMAXPROCS(0)))
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := source.Token(context.Background()); err != nil {
				b.Error(err)
			}
		}
	})
}

func TestAValidTokenCostsNoAllocation(t *testing.T) {
	source := newSource(t, &endpoint{})
	mustToken(t, source)
	assert.Zero(t, testing.AllocsPerRun(1000, func() { mustToken(t, source) }))
}
