package retry_test

import (
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/capillary-go/sdk/internal/retry"
)

func TestBackoffIsFullJitterUnderADoublingCeiling(t *testing.T) {
	for n, ceiling := range []time.Duration{200 * time.Millisecond, 400 * time.Millisecond, 800 * time.Millisecond} {
		longest, shortest := time.Duration(0), ceiling
		for range 2000 {
			d := retry.Backoff(n)
			longest, shortest = max(longest, d), min(shortest, d)
		}
		assert.LessOrEqual(t, longest, ceiling)
		assert.Greater(t, longest, ceiling*8/10, "the jitter reaches up to the ceiling")
		assert.Less(t, shortest, ceiling*2/10, "and down to nothing")
	}
	for _, n := range []int{6, 60, 1 << 30} {
		assert.LessOrEqual(t, retry.Backoff(n), retry.BackoffMax)
	}
}

func TestALockedCustomerIsAskedAgainAfterThirdOfASecondToTwo(t *testing.T) {
	for range 1000 {
		d := retry.Locked()
		assert.GreaterOrEqual(t, d, 300*time.Millisecond)
		assert.LessOrEqual(t, d, 2*time.Second)
	}
}

func TestRetryAfterIsSecondsOrADateAndAnythingElseIsIgnored(t *testing.T) {
	now := time.Date(2031, 4, 5, 6, 7, 8, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"0": 0, "7": 7 * time.Second, " 12 ": 12 * time.Second,
		now.Add(90 * time.Second).Format(http.TimeFormat): 90 * time.Second,
		now.Add(-time.Hour).Format(http.TimeFormat):       0,
	} {
		got, ok := retry.RetryAfter(http.Header{"Retry-After": {value}}, now)
		assert.True(t, ok, value)
		assert.Equal(t, want, got, value)
	}
	for _, value := range []string{"", "soon", "-1", "1.5", "99999999999999999999", "9223372036854775807", "31536001", "Mon, 99 Foo",
		now.AddDate(3, 0, 0).Format(http.TimeFormat)} {
		_, ok := retry.RetryAfter(http.Header{"Retry-After": {value}}, now)
		assert.False(t, ok, value)
	}
}

func FuzzRetryAfter(f *testing.F) {
	f.Add("120")
	f.Add("Wed, 21 Oct 2031 07:28:00 GMT")
	now := time.Date(2031, 4, 5, 6, 7, 8, 0, time.UTC)
	f.Fuzz(func(t *testing.T, value string) {
		d, ok := retry.RetryAfter(http.Header{"Retry-After": {value}}, now)
		if d < 0 || d > 366*24*time.Hour || !ok && d != 0 {
			t.Errorf("%q: %v %v", value, d, ok)
		}
	})
}

func TestTheBudgetAllowsAHundredResendsAndEarnsOneForFiveSuccesses(t *testing.T) {
	var b retry.Budget
	for range retry.BudgetSize / retry.ResendCost {
		assert.True(t, b.Take(retry.ResendCost))
	}
	assert.False(t, b.Take(retry.ResendCost), "it is empty")
	for range 5 {
		b.Earn()
	}
	assert.True(t, b.Take(retry.ResendCost))
	assert.False(t, b.Take(retry.ResendCost))
}

func TestTheBudgetNeverHoldsMoreThanItsSize(t *testing.T) {
	var b retry.Budget
	for range 10_000 {
		b.Earn()
	}
	taken := 0
	for b.Take(retry.ResendCost) {
		taken++
	}
	assert.Equal(t, retry.BudgetSize/retry.ResendCost, taken)
}

func TestTheBudgetIsSafeForManyCallers(t *testing.T) {
	var b retry.Budget
	var wg sync.WaitGroup
	var mu sync.Mutex
	taken := 0
	for range 64 {
		wg.Go(func() {
			for range 100 {
				if b.Take(retry.ResendCost) {
					mu.Lock()
					taken++
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	assert.Equal(t, retry.BudgetSize/retry.ResendCost, taken)
}
