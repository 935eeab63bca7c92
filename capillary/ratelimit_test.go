package capillary_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
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

// opLimited may be called 50 times a minute on the EU cluster: two at once, then one each 1.25 s.
var opLimited = capillary.Operation{Name: "customer.Update", Method: http.MethodPut, Path: "/v2/customers/1", Safety: capillary.Replace,
	Group: capillary.GroupCustomerUpdate}

func limited(ctx context.Context, c *capillary.Client, options ...capillary.RequestOption) error {
	_, err := capillary.Call[answer](ctx, c, opLimited, capillary.Input{Body: map[string]int{}}, options...)
	return err
}

// most is how many of these moments are within one minute at most.
func most(at []time.Time) (n int) {
	at = slices.SortedFunc(slices.Values(at), time.Time.Compare)
	for i := range at {
		later, _ := slices.BinarySearchFunc(at, at[i].Add(time.Minute), time.Time.Compare)
		n = max(n, later-i)
	}
	return n
}

func with(t *testing.T, c *capillary.Client, options ...capillary.ClientOption) *capillary.Client {
	t.Helper()
	copied, err := c.With(options...)
	require.NoError(t, err)
	return copied
}

// arrivals notes when the calls of each sender arrive, by the header Sender.
type arrivals struct {
	mu sync.Mutex
	at map[string][]time.Time
}

func (a *arrivals) RoundTrip(r *http.Request) (*http.Response, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.at == nil {
		a.at = map[string][]time.Time{}
	}
	a.at[r.Header.Get("Sender")] = append(a.at[r.Header.Get("Sender")], time.Now())
	return says(200, nil, good)(r)
}

func (a *arrivals) of(sender string) []time.Time {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.at[sender]
}

func (a *arrivals) all() (all []time.Time) {
	for _, at := range a.at {
		all = append(all, at...)
	}
	return all
}

func TestCopiesWithLimitsOfTheirOwnStayWithinTheLimitOfTheGroup(t *testing.T) {
	const calls = 60 // of each
	limit := func(n int) capillary.ClientOption { return capillary.WithRateLimit(capillary.GroupCustomerUpdate, n) }
	for _, test := range []struct {
		name  string
		at    capillary.Cluster
		new   []capillary.ClientOption
		own   []int
		whole int
	}{
		{"a documented limit", capillary.EU, nil, []int{50, 49, 48, 1000, 10}, 50},
		{"a limit told to New", capillary.EU, []capillary.ClientOption{limit(100)}, []int{100, 60, 50, 1000}, 100},
		{"no limit but those of the copies", capillary.US, nil, []int{40, 60, 50}, 60},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				api := &arrivals{}
				c, err := capillary.New(test.at, capillary.Basic("till", "secret"), append(test.new, capillary.WithTransport(api))...)
				require.NoError(t, err)
				ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
				defer cancel()
				var wg sync.WaitGroup
				for _, n := range test.own {
					sender := capillary.WithHeader("Sender", fmt.Sprint(n))
					copies := []*capillary.Client{with(t, c, limit(n), sender), with(t, with(t, c, sender), limit(n))}
					for i := range calls {
						wg.Go(func() { assert.NoError(t, limited(ctx, copies[i%2])) })
					}
				}
				wg.Wait()
				assert.Len(t, api.all(), calls*len(test.own))
				assert.LessOrEqual(t, most(api.all()), test.whole, "all together")
				assert.Greater(t, most(api.all()), test.whole*8/10, "and they use what is allowed")
				for _, n := range test.own {
					assert.LessOrEqual(t, most(api.at[fmt.Sprint(n)]), n, "those that may make %d", n)
				}
			})
		})
	}
}

func TestCallsUnderOneLimitCountForThoseThatFollowUnderAnother(t *testing.T) {
	for _, limits := range [][]int{{200, 201}, {201, 200}} {
		synctest.Test(t, func(t *testing.T) {
			api := &arrivals{}
			c, err := capillary.New(capillary.US, capillary.Basic("till", "secret"), capillary.WithTransport(api))
			require.NoError(t, err)
			ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
			defer cancel()
			for _, n := range limits { // for half a minute each
				copied := with(t, c, capillary.WithRateLimit(capillary.GroupCustomerUpdate, n))
				for range 105 {
					require.NoError(t, limited(ctx, copied))
				}
			}
			assert.LessOrEqual(t, most(api.all()), 201, "%v", limits)
		})
	}
}

func TestACopyThatAsksForLessDoesNotHoldUpTheOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		api := &arrivals{}
		c, err := capillary.New(capillary.EU, capillary.Basic("till", "secret"), capillary.WithTransport(api))
		require.NoError(t, err)
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		nightly := with(t, c, capillary.WithRateLimit(capillary.GroupCustomerUpdate, 6), capillary.WithHeader("Sender", "nightly"))
		var wg sync.WaitGroup
		for range 60 {
			wg.Go(func() { assert.NoError(t, limited(ctx, nightly)) })
		}
		synctest.Wait()
		start := time.Now()
		for range 40 {
			assert.NoError(t, limited(t.Context(), c), "without a deadline, a call has a minute")
		}
		assert.Less(t, time.Since(start), 70*time.Second)
		wg.Wait()
		assert.LessOrEqual(t, most(api.at["nightly"]), 6)
		assert.LessOrEqual(t, most(api.all()), 50)
	})
}

func TestACallThatGivesUpLeavesItsPlaceToTheNext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := always(says(200, nil, good))
		c := over(t, s)
		long, stop := context.WithTimeout(t.Context(), time.Hour)
		defer stop()
		require.NoError(t, limited(long, c))
		require.NoError(t, limited(long, c))
		start := time.Now()

		var wg sync.WaitGroup
		early, cancel := context.WithCancel(long)
		for range 100 {
			wg.Go(func() {
				err := limited(early, c)
				assert.ErrorIs(t, err, context.Canceled)
				assert.ErrorIs(t, err, capillary.ErrNotSent)
			})
		}
		synctest.Wait()
		wg.Go(func() {
			assert.NoError(t, limited(long, c))
			assert.Equal(t, 1250*time.Millisecond, time.Since(start), "it moved up from place 101")
		})
		synctest.Wait()
		time.Sleep(time.Second)
		cancel()
		wg.Wait()

		for range 100 { // their deadline is before the next turn
			short, cancel := context.WithTimeout(long, time.Second)
			before := time.Now()
			var full *capillary.RateLimitError
			require.ErrorAs(t, limited(short, c), &full)
			assert.ErrorIs(t, full, capillary.ErrNotSent)
			assert.Zero(t, time.Since(before))
			assert.Equal(t, start.Add(2500*time.Millisecond), full.RetryAt)
			cancel()
		}
		require.NoError(t, limited(long, c))
		assert.Equal(t, 2500*time.Millisecond, time.Since(start))
		assert.Len(t, s.at, 4)
	})
}

func TestTheTimeThatAFullLimitNamesIsWhenThereIsRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := always(says(200, nil, good))
		c := over(t, s)
		var wg sync.WaitGroup
		for range 30 {
			wg.Go(func() { assert.NoError(t, limited(t.Context(), c)) })
		}
		synctest.Wait()
		short, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		var full *capillary.RateLimitError
		require.ErrorAs(t, limited(short, c), &full)
		wg.Wait()
		time.Sleep(time.Until(full.RetryAt))
		back := time.Now()
		require.NoError(t, limited(t.Context(), c))
		assert.Less(t, time.Since(back), 10*time.Microsecond)
	})
}

// Two lines that share a limit go at half the pace that each of them reckons with.
func TestACallWhoseDeadlineComesWhileItIsInLineSaysWhenThereIsRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := always(says(200, nil, good))
		c := over(t, s, capillary.WithTimeout(20*time.Second))
		other := with(t, c, capillary.WithRateLimit(capillary.GroupCustomerUpdate, 49))
		start := time.Now()
		var wg sync.WaitGroup
		var refused atomic.Int64
		for range 15 {
			for _, c := range []*capillary.Client{c, other} {
				wg.Go(func() {
					err := limited(t.Context(), c)
					if err == nil {
						return
					}
					refused.Add(1)
					var full *capillary.RateLimitError
					if assert.ErrorAs(t, err, &full) {
						assert.ErrorIs(t, full, capillary.ErrNotSent)
						assert.GreaterOrEqual(t, full.RetryAt.Sub(start), 20*time.Second)
						assert.Less(t, full.RetryAt.Sub(start), 60*time.Second)
					}
					assert.LessOrEqual(t, time.Since(start), 20*time.Second)
				})
			}
		}
		wg.Wait()
		assert.EqualValues(t, 13, refused.Load(), "two at once and fifteen more before the deadline may go")
		assert.Len(t, s.at, 17)
	})
}

// guarded gives tokens, slowly, and takes none that is not the last or is older than it may be.
type guarded struct {
	latency, life time.Duration
	broken        atomic.Bool

	mu     sync.Mutex
	tokens int
	since  time.Time
	arrivals
}

func (g *guarded) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Path, "/token/generate") {
		time.Sleep(g.latency)
		if g.broken.Load() {
			return says(401, nil, `{"errors":[{"code":320001,"message":"Invalid key"}]}`)(r)
		}
		g.mu.Lock()
		defer g.mu.Unlock()
		g.tokens++
		g.since = time.Now()
		return says(200, nil, fmt.Sprintf(`{"data":{"accessToken":"token-%d","ttlSeconds":%d}}`, g.tokens, int(g.life.Seconds())))(r)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if r.Header.Get("X-Cap-Api-Oauth-Token") != fmt.Sprintf("token-%d", g.tokens) || time.Since(g.since) > g.life {
		return says(401, nil, `{"errors":[{"code":401}]}`)(r)
	}
	return g.arrivals.RoundTrip(r)
}

func (g *guarded) client(t *testing.T) *capillary.Client {
	t.Helper()
	c, err := capillary.New(capillary.EU, capillary.OAuth("key", "secret"), capillary.WithTransport(g))
	require.NoError(t, err)
	return c
}

func TestNothingOfTheLimitIsSpentWhileATokenIsFetched(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		api := &guarded{latency: 8 * time.Second, life: 5 * time.Minute}
		c := api.client(t)
		start := time.Now()
		var wg sync.WaitGroup
		for range 20 {
			wg.Go(func() { assert.NoError(t, limited(t.Context(), c)) })
		}
		wg.Wait()
		at := slices.SortedFunc(slices.Values(api.all()), time.Time.Compare)
		require.Len(t, at, 20)
		for i, moment := range at {
			assert.InDelta(t, 8+1.25*float64(max(0, i-1)), moment.Sub(start).Seconds(), 0.001, "call %d", i)
		}
	})
}

func TestACallWithoutATokenTakesNothingOfTheLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		api := &guarded{life: 5 * time.Minute}
		api.broken.Store(true)
		c := api.client(t)
		start := time.Now()
		for range 50 {
			err := limited(t.Context(), c)
			require.ErrorIs(t, err, capillary.ErrWrongClientKey)
			require.ErrorIs(t, err, capillary.ErrNotSent)
		}
		assert.Zero(t, time.Since(start))
		api.broken.Store(false)
		time.Sleep(5 * time.Second)
		start = time.Now()
		require.NoError(t, limited(t.Context(), c))
		require.NoError(t, limited(t.Context(), c))
		assert.Zero(t, time.Since(start))
		assert.Len(t, api.all(), 2)
	})
}

func TestATokenThatEndsWhileACallWaitsForTheLimitIsReplacedBeforeItGoes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		api := &guarded{latency: 3 * time.Second, life: 10 * time.Second}
		c := api.client(t)
		start := time.Now()
		var tries []int
		var mu sync.Mutex
		var wg sync.WaitGroup
		for range 30 {
			wg.Go(func() {
				var meta capillary.Meta
				assert.NoError(t, limited(t.Context(), c, capillary.WithMeta(&meta)))
				mu.Lock()
				defer mu.Unlock()
				tries = append(tries, meta.Tries)
			})
		}
		wg.Wait()
		assert.Equal(t, slices.Repeat([]int{1}, 30), tries, "no stale token went out")
		assert.LessOrEqual(t, time.Since(start), 55*time.Second)
		at := slices.SortedFunc(slices.Values(api.all()), time.Time.Compare)
		for i := range at[2:] {
			assert.GreaterOrEqual(t, at[i+2].Sub(at[i]), 1200*time.Millisecond, "and the pace holds")
		}
	})
}

// Behind calls whose deadline came while they were in line, the line goes on.
func TestACallWhoseDeadlineComesWhileItIsInLineLeavesItsPlaceToTheNext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := over(t, always(says(200, nil, good)), capillary.WithTimeout(20*time.Second))
		other := with(t, c, capillary.WithRateLimit(capillary.GroupCustomerUpdate, 49)) // two lines: each goes at half the pace it reckons with
		var wg sync.WaitGroup
		for range 15 {
			for _, c := range []*capillary.Client{c, other} {
				wg.Go(func() { _ = limited(t.Context(), c) })
			}
		}
		synctest.Wait()
		time.Sleep(19 * time.Second) // the deadlines of all are near
		for _, c := range []*capillary.Client{c, other} {
			wg.Go(func() {
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
				defer cancel()
				since := time.Now()
				assert.NoError(t, limited(ctx, c))
				assert.Less(t, time.Since(since), 10*time.Second)
			})
		}
		wg.Wait()
	})
}

func TestADemoClusterGetsAHundredCallsAMinuteWhateverTheyAre(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		api := &arrivals{}
		c, err := capillary.New(capillary.US, capillary.Basic("till", "secret"), capillary.WithDemoRateLimit(), capillary.WithTransport(api))
		require.NoError(t, err)
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		other := opLimited
		other.Group = "" // a call that no group counts
		var wg sync.WaitGroup
		for range 150 {
			wg.Go(func() { assert.NoError(t, limited(ctx, c)) })
			wg.Go(func() {
				_, err := capillary.Call[answer](ctx, with(t, c), other, capillary.Input{Body: map[string]int{}})
				assert.NoError(t, err)
			})
		}
		wg.Wait()
		assert.Len(t, api.all(), 300)
		assert.LessOrEqual(t, most(api.all()), capillary.DemoCallsPerMinute)
		assert.Greater(t, most(api.all()), capillary.DemoCallsPerMinute*9/10)
	})
}

// opElsewhere is a call that no group counts.
var opElsewhere = capillary.Operation{Name: "customer.Elsewhere", Method: http.MethodPut, Path: "/v2/elsewhere", Safety: capillary.Replace}

func elsewhere(ctx context.Context, c *capillary.Client, options ...capillary.RequestOption) error {
	_, err := capillary.Call[answer](ctx, c, opElsewhere, capillary.Input{Body: map[string]int{}}, options...)
	return err
}

// bothLimits is a client whose updates of customers may be 50 a minute, two of them at once, and all calls together 100, five at once.
func bothLimits(t *testing.T, api http.RoundTripper) *capillary.Client {
	t.Helper()
	c, err := capillary.New(capillary.EU, capillary.Basic("till", "secret"), capillary.WithTransport(api), capillary.WithDemoRateLimit())
	require.NoError(t, err)
	return c
}

func TestACallThatItsGroupRefusesTakesNothingFromTheLimitOfAllCalls(t *testing.T) {
	giveUp := map[string]func(t *testing.T, c *capillary.Client){
		"its deadline comes before its turn": func(t *testing.T, c *capillary.Client) {
			for range 50 {
				short, cancel := context.WithTimeout(t.Context(), time.Second)
				err := limited(short, c)
				assert.ErrorIs(t, err, capillary.ErrRateLimited)
				assert.ErrorIs(t, err, capillary.ErrNotSent)
				cancel()
			}
		},
		"its caller gives up": func(t *testing.T, c *capillary.Client) {
			early, cancel := context.WithCancel(t.Context())
			var wg sync.WaitGroup
			for range 40 {
				wg.Go(func() {
					err := limited(early, c)
					assert.ErrorIs(t, err, context.Canceled)
					assert.ErrorIs(t, err, capillary.ErrNotSent)
				})
			}
			synctest.Wait()
			cancel()
			wg.Wait()
		},
	}
	for name, all := range giveUp {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				api := &arrivals{}
				c := bothLimits(t, api)
				start := time.Now()
				require.NoError(t, limited(t.Context(), c))
				require.NoError(t, limited(t.Context(), c))
				all(t, c)
				for range 3 {
					require.NoError(t, elsewhere(t.Context(), c))
				}
				assert.Zero(t, time.Since(start), "five calls may go at once")
				require.NoError(t, elsewhere(t.Context(), c))
				assert.InDelta(t, 60.0/95, time.Since(start).Seconds(), 0.001, "and then one each 60/95 s")
				assert.Len(t, api.all(), 6)
			})
		})
	}
}

// What was admitted to one limit long before it goes would let twice as many calls into a minute of that limit.
func TestCallsThatWaitForTheirGroupCountForAllCallsWhenTheyGo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		api := &arrivals{}
		c := bothLimits(t, api)
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		var wg sync.WaitGroup
		for range 150 {
			wg.Go(func() { assert.NoError(t, limited(ctx, c, capillary.WithHeader("Sender", "group"))) })
		}
		for minute := range 4 {
			synctest.Wait()
			start := time.Now()
			for range 45 {
				wg.Go(func() { assert.NoError(t, elsewhere(ctx, c, capillary.WithHeader("Sender", "elsewhere"))) })
			}
			time.Sleep(time.Until(start.Add(time.Minute)))
			assert.GreaterOrEqual(t, len(api.of("elsewhere")), 40*(minute+1), "who waits for the group holds up nobody else")
		}
		wg.Wait()
		assert.Len(t, api.all(), 330)
		assert.LessOrEqual(t, most(api.all()), capillary.DemoCallsPerMinute)
		assert.LessOrEqual(t, most(api.of("group")), 50)
		assert.Greater(t, most(api.of("group")), 40, "and nobody holds up the group")
	})
}

func TestOfTwoFullLimitsTheLaterNamesTheTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, test := range []struct {
			all  int
			want time.Duration
		}{{20, 60 * time.Second / 19}, {100, 1250 * time.Millisecond}} {
			c := with(t, bothLimits(t, &arrivals{}), capillary.WithRateLimit(capillary.GroupAll, test.all))
			for range 2 {
				require.NoError(t, limited(t.Context(), c))
			}
			now := time.Now()
			short, cancel := context.WithTimeout(t.Context(), time.Second)
			var full *capillary.RateLimitError
			require.ErrorAs(t, limited(short, c), &full)
			cancel()
			assert.InDelta(t, test.want.Seconds(), full.RetryAt.Sub(now).Seconds(), 0.001, "%d calls a minute in all", test.all)
			require.NoError(t, limited(t.Context(), c))
			assert.InDelta(t, test.want.Seconds(), time.Since(now).Seconds(), 0.001)
		}
	})
}

func TestACallInTheGroupOfAllCallsCountsOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := bothLimits(t, &arrivals{})
		op := opElsewhere
		op.Group = capillary.GroupAll
		start := time.Now()
		for range 5 {
			_, err := capillary.Call[answer](t.Context(), c, op, capillary.Input{Body: map[string]int{}})
			require.NoError(t, err)
		}
		assert.Zero(t, time.Since(start))
	})
}

func TestACallIsNotRefusedForThoseWhoWaitForTheLimitOfAnotherGroup(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		api := &arrivals{}
		c := bothLimits(t, api)
		long, stop := context.WithTimeout(t.Context(), time.Hour)
		var wg sync.WaitGroup
		for range 200 {
			wg.Go(func() { _ = limited(long, c) })
		}
		synctest.Wait()
		for range 20 {
			short, cancel := context.WithTimeout(t.Context(), 3*time.Second)
			assert.NoError(t, elsewhere(short, c, capillary.WithHeader("Sender", "elsewhere")))
			cancel()
		}
		stop()
		wg.Wait()
		assert.Len(t, api.of("elsewhere"), 20)
	})
}

// Its turn had come, but it gives up while it waits for a token: what was kept for it is the next one's at once.
func TestACallThatGivesUpAfterItsTurnCameGivesItToTheNext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		api := &guarded{latency: 20 * time.Second, life: 30 * time.Second}
		c := with(t, api.client(t), capillary.WithRateLimit(capillary.GroupCustomerUpdate, 1), capillary.WithTimeout(10*time.Minute))
		start := time.Now()
		require.NoError(t, limited(t.Context(), c))
		var wg sync.WaitGroup
		ctx, giveUp := context.WithCancel(t.Context())
		wg.Go(func() { assert.ErrorIs(t, limited(ctx, c), capillary.ErrNotSent) })
		synctest.Wait()
		wg.Go(func() { assert.NoError(t, limited(t.Context(), c)) })
		time.Sleep(65 * time.Second) // its turn came after sixty
		giveUp()
		wg.Wait()
		at := api.all()
		require.Len(t, at, 2)
		assert.Equal(t, 100*time.Second, at[1].Sub(start), "as soon as there is a token")
	})
}

func TestACallWhoseTurnWouldComeAtItsDeadlineIsToldAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := over(t, always(says(200, nil, good)), capillary.WithRateLimit(capillary.GroupCustomerUpdate, 1), capillary.WithTimeout(time.Minute))
		require.NoError(t, limited(t.Context(), c))
		start := time.Now()
		var limit *capillary.RateLimitError
		require.ErrorAs(t, limited(t.Context(), c), &limit)
		assert.Zero(t, time.Since(start))
		assert.Equal(t, time.Minute, limit.RetryAt.Sub(start))
	})
}

// What is kept for a call whose turn came is not taken by one behind it, though that could go at once.
func TestACallThatWaitsForItsTokenAfterItsTurnCameIsNotOvertaken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		api := &guarded{latency: 20 * time.Second, life: 30 * time.Second}
		var behind arrivals
		c, err := capillary.New(capillary.EU, capillary.OAuth("key", "secret"), capillary.WithRateLimit(capillary.GroupCustomerUpdate, 1),
			capillary.WithTimeout(10*time.Minute), capillary.WithTransport(roundTrip(func(r *http.Request) (*http.Response, error) {
				if _, _, basic := r.BasicAuth(); basic {
					return behind.RoundTrip(r)
				}
				return api.RoundTrip(r)
			})))
		require.NoError(t, err)
		other, err := c.As(capillary.Basic("till", "secret"))
		require.NoError(t, err)
		start := time.Now()
		require.NoError(t, limited(t.Context(), c))
		var wg sync.WaitGroup
		for _, c := range []*capillary.Client{c, other} {
			wg.Go(func() { assert.NoError(t, limited(t.Context(), c)) })
			synctest.Wait()
		}
		wg.Wait()
		require.Len(t, api.all(), 2)
		require.Len(t, behind.all(), 1)
		assert.Equal(t, 100*time.Second, api.all()[1].Sub(start), "its token took until then")
		assert.Equal(t, 160*time.Second, behind.all()[0].Sub(start))
	})
}
