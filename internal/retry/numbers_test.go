package retry_test

import (
	"net/http"
	"strconv"
	"strings"
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

func TestAWaitForRoomIsAtLeastHalfOfItsCeiling(t *testing.T) {
	for n, ceiling := range []time.Duration{200 * time.Millisecond, 400 * time.Millisecond, 800 * time.Millisecond} {
		for range 2000 {
			d := retry.Throttled(n)
			assert.GreaterOrEqual(t, d, ceiling/2)
			assert.LessOrEqual(t, d, ceiling)
		}
	}
	for _, n := range []int{6, 60, 1 << 30} {
		assert.GreaterOrEqual(t, retry.Throttled(n), retry.BackoffMax/2)
		assert.LessOrEqual(t, retry.Throttled(n), retry.BackoffMax)
	}
}

func TestNoWaitIsShorterThanAHundredthOfASecond(t *testing.T) {
	for n := range 8 {
		for range 20_000 {
			if d := min(retry.Backoff(n), retry.Throttled(n), retry.Locked()); d < 10*time.Millisecond {
				t.Fatalf("%v after %d tries", d, n)
			}
		}
	}
}

var now = time.Date(2031, 4, 5, 6, 7, 8, 0, time.UTC)

const century = 100 * 365 * 24 * time.Hour

func TestRetryAfterIsEverySecondAndDateThatParses(t *testing.T) {
	east := time.FixedZone("", 5*3600+1800)
	soon := now.Add(90 * time.Second)
	for value, want := range map[string]time.Duration{
		"7": 7 * time.Second, " 12 ": 12 * time.Second, "\t12": 12 * time.Second, "+7": 7 * time.Second, "007": 7 * time.Second,
		"0": 0, "-0": 0, "-1": 0, "-1.5": 0, "-99999999999999999999": 0, "-1e999": 0,
		"1.5": 2 * time.Second, "0.001": time.Second, ".5": time.Second, "3.": 3 * time.Second, "2.0": 2 * time.Second, "-0.5": 0,
		"1e3": 1000 * time.Second, "1E2": 100 * time.Second,
		"31536001": 31536001 * time.Second, "3153600000": century, "3153600001": century,
		"9223372036854775807": century, "9223372036854775808": century, "18446744073709551616": century,
		"99999999999999999999": century, "9999999999.9": century, "1e999": century, strings.Repeat("9", 4000): century,
		"5, 30": 30 * time.Second, "30,5": 30 * time.Second,
		soon.Format(http.TimeFormat):                      90 * time.Second,
		soon.Format(time.RFC850):                          90 * time.Second,
		soon.Format(time.ANSIC):                           90 * time.Second,
		"  " + soon.Format(http.TimeFormat) + "\t":        90 * time.Second,
		soon.Format("Mon, 02 Jan 2006 15:04:05"):          90 * time.Second,
		soon.Format("Monday, 02-Jan-06 15:04:05"):         90 * time.Second,
		soon.Format("Mon, 02 Jan 2006 15:04:05 ") + "UTC": 90 * time.Second,
		soon.In(east).Format(time.RFC1123Z):               90 * time.Second,
		soon.Format(time.RFC3339):                         90 * time.Second,
		soon.In(east).Format(time.RFC3339):                90 * time.Second,
		soon.Format("2006-01-02T15:04:05"):                90 * time.Second,
		"Sat, 5 Apr 2031 06:08:38 GMT":                    90 * time.Second,
		now.Format(http.TimeFormat):                       0,
		now.Add(-time.Hour).Format(http.TimeFormat):       0,
		"Thu, 01 Jan 1970 00:00:00 GMT":                   0,
		"Sunday, 06-Nov-94 08:49:37 GMT":                  0,
		now.AddDate(3, 0, 0).Format(http.TimeFormat):      now.AddDate(3, 0, 0).Sub(now),
		"Fri, 31 Dec 9999 23:59:59 GMT":                   century,
	} {
		got, ok := retry.RetryAfter(http.Header{"Retry-After": {value}}, now)
		assert.True(t, ok, value)
		assert.Equal(t, want, got, value)
	}
}

func TestWhatIsNeitherSecondsNorADateIsIgnored(t *testing.T) {
	for _, value := range []string{"", "  ", "soon", "Mon, 99 Foo", "Wed, 32 Oct 2031 07:28:00 GMT", "7s", "7 s", "1_000", "0x10", "0x1p4", "Inf",
		"+Inf", "NaN", "infinity", "1.5.5", "--1", "+", "-", ".", "e", "1e", "٧", "７", "1;5", "5, soon", ",", "2031-04-05", "\x00"} {
		d, ok := retry.RetryAfter(http.Header{"Retry-After": {value}}, now)
		assert.False(t, ok, value)
		assert.Zero(t, d, value)
	}
	for _, name := range []string{"Ratelimit-Reset", "X-Ratelimit-Reset", "X-Retry-After"} {
		_, ok := retry.RetryAfter(http.Header{name: {"30"}}, now)
		assert.False(t, ok, "%s is documented nowhere", name)
	}
	_, ok := retry.RetryAfter(nil, now)
	assert.False(t, ok)
}

func TestTheLongestOfSeveralRetryAfterCounts(t *testing.T) {
	for _, values := range [][]string{
		{"5", "90", "7"}, {"90", "soon"}, {"soon", "90"}, {"-1", "90"}, {"0", now.Add(90 * time.Second).Format(http.TimeFormat)},
	} {
		d, ok := retry.RetryAfter(http.Header{"Retry-After": values}, now)
		assert.True(t, ok, "%v", values)
		assert.Equal(t, 90*time.Second, d, "%v", values)
	}
}

func FuzzRetryAfter(f *testing.F) {
	for _, seed := range []string{"120", "-1", "1.5", "1e999", "5, 30", "99999999999999999999", "Wed, 21 Oct 2031 07:28:00 GMT", "Wednesday, 21-Oct-31 07:28:00 GMT",
		"Wed Oct 21 07:28:00 2031", "Wed, 21 Oct 2031 07:28:00", "2031-10-21T07:28:00+05:30"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		d, ok := retry.RetryAfter(http.Header{"Retry-After": {value}}, now)
		if d < 0 || d > century || !ok && d != 0 {
			t.Errorf("%q: %v %v", value, d, ok)
		}
		if n, err := strconv.ParseUint(value, 10, 64); err == nil {
			if want := time.Duration(min(n, uint64(century/time.Second))) * time.Second; !ok || d != want {
				t.Errorf("%q: %v %v", value, d, ok)
			}
		}
		if at, err := http.ParseTime(value); err == nil {
			if want := min(max(0, at.Sub(now)), century); !ok || d != want {
				t.Errorf("%q: %v %v", value, d, ok)
			}
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
	for taken <= retry.BudgetSize && b.Take(retry.ResendCost) { // a broken budget gives for ever
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
