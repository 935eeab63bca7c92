package retry

import (
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// The numbers of RELIABILITY section 3.
const (
	Tries        = 3 // tries of a call
	WaitingTries = 4 // tries of a call that the API asks to wait
	BackoffMin   = 200 * time.Millisecond
	BackoffMax   = 10 * time.Second
	LockedMin    = 300 * time.Millisecond // a locked customer is free again after this
	LockedMax    = 2 * time.Second
	LongestWait  = 60 * time.Second // a longer Retry-After ends the call
)

// Backoff is the wait before a try that follows n failed ones: full jitter over a doubling ceiling.
func Backoff(n int) time.Duration {
	ceiling := BackoffMax
	if n < 6 {
		ceiling = min(ceiling, BackoffMin<<n)
	}
	return time.Duration(rand.Int64N(int64(ceiling) + 1))
}

// Locked is the wait for a customer that another action locks.
func Locked() time.Duration {
	return LockedMin + time.Duration(rand.Int64N(int64(LockedMax-LockedMin)+1))
}

// RetryAfter reads the header of that name: seconds or a date. What is neither, negative or absurd is ignored.
func RetryAfter(h http.Header, now time.Time) (time.Duration, bool) {
	v := strings.TrimSpace(h.Get("Retry-After"))
	if v == "" {
		return 0, false
	}
	if seconds, err := strconv.ParseInt(v, 10, 64); err == nil {
		if seconds < 0 || seconds > int64(365*24*time.Hour/time.Second) {
			return 0, false
		}
		return time.Duration(seconds) * time.Second, true
	}
	at, err := http.ParseTime(v)
	if err != nil || at.Sub(now) > 365*24*time.Hour {
		return 0, false
	}
	return max(0, at.Sub(now)), true
}
