package capillary_test

import (
	"context"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
)

// always is a server that gives one answer.
func always(step func(*http.Request) (*http.Response, error)) *scripted {
	return &scripted{steps: []func(*http.Request) (*http.Response, error){step}}
}

func busy(retryAfter ...string) func(*http.Request) (*http.Response, error) {
	return says(http.StatusTooManyRequests, http.Header{"Retry-After": retryAfter}, page)
}

func TestARetryAfterOfNothingIsTheBackoff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, value := range []string{"0", "-0", "0.0", "-1", "-99999999999999999999", "Thu, 01 Jan 1970 00:00:00 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
			time.Now().UTC().Format(http.TimeFormat), "", "soon"} {
			for range 20 {
				s := always(busy(value))
				err := read(t.Context(), over(t, s))
				require.ErrorIs(t, err, capillary.ErrRateLimited, value)
				require.ErrorIs(t, err, capillary.ErrNotExecuted, value)
				require.Len(t, s.at, 4, value)
				for n, least := range []time.Duration{100 * time.Millisecond, 200 * time.Millisecond, 400 * time.Millisecond} {
					gap := s.at[n+1].Sub(s.at[n])
					assert.GreaterOrEqual(t, gap, least, "%q, before try %d", value, n+2)
					assert.LessOrEqual(t, gap, 2*least, "%q, before try %d", value, n+2)
				}
			}
		}
	})
}

func TestARetryAfterIsWaitedForWhateverItsForm(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, test := range []struct {
			header []string
			wait   time.Duration
		}{
			{[]string{"7"}, 7 * time.Second},
			{[]string{" 7 "}, 7 * time.Second},
			{[]string{"1.5"}, 2 * time.Second},
			{[]string{"7", "3"}, 7 * time.Second},
			{[]string{"3", "soon", "7"}, 7 * time.Second},
			{[]string{time.Now().UTC().Add(time.Hour).Format(http.TimeFormat), "59"}, 0},
		} {
			s := &scripted{steps: []func(*http.Request) (*http.Response, error){busy(test.header...), says(200, nil, good)}}
			err := read(t.Context(), over(t, s))
			if test.wait == 0 {
				assert.ErrorIs(t, err, capillary.ErrRateLimited, "%q", test.header)
				assert.Len(t, s.at, 1)
				continue
			}
			require.NoError(t, err, "%q", test.header)
			assert.Equal(t, test.wait, s.at[1].Sub(s.at[0]), "%q", test.header)
		}
		for _, form := range []string{http.TimeFormat, time.RFC850, time.ANSIC, "Mon, 02 Jan 2006 15:04:05", time.RFC1123Z, time.RFC3339} {
			header := time.Now().UTC().Add(9 * time.Second).Format(form)
			s := &scripted{steps: []func(*http.Request) (*http.Response, error){busy(header), says(200, nil, good)}}
			require.NoError(t, read(t.Context(), over(t, s)), header)
			assert.InDelta(t, 9, s.at[1].Sub(s.at[0]).Seconds(), 1, header) // a date has no fractions of a second
		}
	})
}

func TestARetryAfterBeyondTheDeadlineEndsTheCallAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		for value, retryAt := range map[string]time.Time{
			"2":                                start.Add(2 * time.Second),
			"1.0001":                           start.Add(2 * time.Second),
			"31536001":                         start.Add(31536001 * time.Second),
			"99999999999999999999":             start.Add(100 * 365 * 24 * time.Hour),
			"9223372036854775807":              start.Add(100 * 365 * 24 * time.Hour),
			"1e999":                            start.Add(100 * 365 * 24 * time.Hour),
			"Sat, 03 Jan 2009 18:15:05 GMT":    time.Date(2009, 1, 3, 18, 15, 5, 0, time.UTC), // fake time starts in 2000
			"Saturday, 03-Jan-09 18:15:05 GMT": time.Date(2009, 1, 3, 18, 15, 5, 0, time.UTC),
			"Sat Jan  3 18:15:05 2009":         time.Date(2009, 1, 3, 18, 15, 5, 0, time.UTC),
		} {
			s := always(busy(value))
			ctx, cancel := context.WithTimeout(t.Context(), 1500*time.Millisecond)
			err := read(ctx, over(t, s))
			cancel()
			var limited *capillary.RateLimitError
			require.ErrorAs(t, err, &limited, value)
			assert.ErrorIs(t, err, capillary.ErrRateLimited, value)
			assert.ErrorIs(t, err, capillary.ErrNotExecuted, value)
			assert.True(t, retryAt.Equal(limited.RetryAt), "%s: %v", value, limited.RetryAt)
			assert.Len(t, s.at, 1, value)
			assert.Zero(t, time.Since(start), value)
			_, err = limited.RetryAt.MarshalJSON()
			assert.NoError(t, err, value)
		}
		for _, value := range []string{"61", "99999999999999999999"} {
			ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
			s := always(busy(value))
			require.ErrorIs(t, read(ctx, over(t, s)), capillary.ErrRateLimited, value)
			cancel()
			assert.Len(t, s.at, 1, "a minute is the longest wait: %s", value)
		}
		assert.Zero(t, time.Since(start))
	})
}

func TestTheTimeToComeBackIsNeverNowOrBefore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, value := range []string{"0", "-7", "Thu, 01 Jan 1970 00:00:00 GMT"} {
			var limited *capillary.RateLimitError
			require.ErrorAs(t, read(t.Context(), over(t, always(busy(value)), capillary.WithMaxRetries(0))), &limited, value)
			assert.GreaterOrEqual(t, time.Until(limited.RetryAt), 100*time.Millisecond, value)
		}
	})
}

// An API that is down for a while says so with a 503, which leaves open what was done.
func TestAnUnavailableApiIsAskedAgainWhenItSays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		down := func(value string) func(*http.Request) (*http.Response, error) {
			return says(http.StatusServiceUnavailable, http.Header{"Retry-After": {value}}, page)
		}
		s := &scripted{steps: []func(*http.Request) (*http.Response, error){down("7"), says(200, nil, good)}}
		require.NoError(t, read(t.Context(), over(t, s)))
		assert.Equal(t, 7*time.Second, s.at[1].Sub(s.at[0]))

		s = always(down("3600"))
		start := time.Now()
		var limited *capillary.RateLimitError
		require.ErrorAs(t, read(t.Context(), over(t, s)), &limited)
		assert.Equal(t, start.Add(time.Hour), limited.RetryAt)
		assert.Equal(t, capillary.OutcomeFailed, limited.Call.Outcome)
		assert.Len(t, s.at, 1)
		assert.Zero(t, time.Since(start))

		s = always(down("7"))
		_, err := capillary.Call[answer](t.Context(), over(t, s), opWrite, capillary.Input{})
		assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown, "a write in doubt stays in doubt")
		assert.Len(t, s.at, 1)
	})
}
