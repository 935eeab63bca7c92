package retry

import (
	"math"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// How often a call is tried, and how long it waits in between.
const (
	Tries        = 3 // tries of a call
	WaitingTries = 4 // tries of a call that the API asks to wait
	BackoffMin   = 200 * time.Millisecond
	BackoffMax   = 10 * time.Second
	BackoffFloor = 10 * time.Millisecond  // no draw is shorter: almost no wait is a busy loop
	LockedMin    = 300 * time.Millisecond // a locked customer is free again after this
	LockedMax    = 2 * time.Second
	LongestWait  = 60 * time.Second // a longer Retry-After ends the call
)

// Backoff is the wait before a try that follows n failed ones: full jitter over a doubling ceiling.
func Backoff(n int) time.Duration { return between(BackoffFloor, ceiling(n)) }

// Throttled is the wait before a try that follows n which the API had no room for. At least half of the ceiling passes:
// there is still no room right after.
func Throttled(n int) time.Duration { return between(ceiling(n)/2, ceiling(n)) }

// Locked is the wait for a customer that another action locks.
func Locked() time.Duration { return between(LockedMin, LockedMax) }

func ceiling(n int) time.Duration {
	if n < 6 {
		return min(BackoffMin<<n, BackoffMax)
	}
	return BackoffMax
}

func between(shortest, longest time.Duration) time.Duration {
	return shortest + time.Duration(rand.Int64N(int64(longest-shortest)+1))
}

// longestRetryAfter bounds what RetryAfter gives: it fits a Duration, and now plus it is a time that can be written.
const longestRetryAfter = 100 * 365 * 24 * time.Hour

// RetryAfter reads the header of that name: the longest of its values, each of them seconds or a date. A second that began
// counts whole, a number that overflows is a very long wait, and one that is negative or a date that passed is none. What is
// neither a number nor a date is ignored: ok tells whether there was anything else.
func RetryAfter(h http.Header, now time.Time) (wait time.Duration, ok bool) {
	for _, value := range h.Values("Retry-After") {
		if d, isWait := readWait(strings.TrimSpace(value), now); isWait {
			wait, ok = max(wait, d), true
		}
	}
	return wait, ok
}

func readWait(value string, now time.Time) (time.Duration, bool) {
	if at, ok := readDate(value); ok {
		return min(max(at.Sub(now), 0), longestRetryAfter), true
	}
	longest := time.Duration(0)
	for one := range strings.SplitSeq(value, ",") { // a proxy makes one header of several
		d, ok := readSeconds(strings.TrimSpace(one))
		if !ok {
			return 0, false
		}
		longest = max(longest, d)
	}
	return longest, true
}

// readSeconds reads a decimal number, of the forms that ParseFloat knows no other.
func readSeconds(value string) (time.Duration, bool) {
	if strings.Trim(value, "0123456789.eE+-") != "" {
		return 0, false
	}
	n, err := strconv.ParseFloat(value, 64)
	switch {
	case err != nil && !math.IsInf(n, 0):
		return 0, false
	case n <= 0:
		return 0, true
	case n >= longestRetryAfter.Seconds():
		return longestRetryAfter, true
	}
	return time.Duration(math.Ceil(n)) * time.Second, true
}

// dateForms are those of HTTP, with any zone or none, and those of RFC 3339. Without a zone, HTTP means GMT.
var dateForms = [...]string{
	"Mon, 2 Jan 2006 15:04:05 MST", "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05",
	"Monday, 2-Jan-06 15:04:05 MST", "Monday, 2-Jan-06 15:04:05", time.ANSIC,
	time.RFC3339, "2006-01-02T15:04:05",
}

func readDate(value string) (time.Time, bool) {
	for _, form := range dateForms {
		if at, err := time.ParseInLocation(form, value, time.UTC); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}
