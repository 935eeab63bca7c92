package oauth

import (
	"math/rand/v2"
	"time"
)

// lease is a token and its times, counted from the moment its request was sent: the API's own count starts later, so
// this one errs on the safe side. The monotonic clock counts, so setting the machine's clock does no harm.
type lease struct {
	token func() string // a closure: spew and its kind print the strings that pointers lead to
	sent  time.Time
	renew time.Duration // the age from which a caller starts a refresh
	end   time.Duration // the age from which the token is not given out

	replaced time.Time // when it came in place of a token that the API refused; zero if it did not
	kept     bool      // the API refused it, and it is kept until its end nevertheless
}

// newLease chooses when to renew. From 80 % of the life on a refresh may start; the later of two draws says when, so
// that programs that started together drift apart and tokens are still used for most of their life. The last eighth of
// the time that remains is kept free, for retries.
//
// The arithmetic for a life of 300 s: given out for 298 s; renewed between 240 s and 291 s, at 274 s on average. A
// failed early refresh comes again halfway between then and 298 s, at 286 s on average. If 30 % of the refreshes fail
// once, a token serves 0.7×274 + 0.3×286 = 277.5 s, so a day has 86,400/277.5 = 311 refreshes with 1.3 requests each:
// 405 token requests, with a standard deviation of about 1. The limit is 412. An even draw from
// the same window would make 416.
//
// If instead each single request fails with a probability of 30 %, a token costs 1/0.7 requests under any policy; even
// one that never renews early makes 86,400/300/0.7 = 411.4 of them on average. This one makes about 443, and has some
// ten tries before a caller sees an error.
func newLease(token string, sent time.Time, ttl time.Duration) *lease {
	end := ttl - min(2*time.Second, ttl/10) // a call takes its time to arrive
	open := ttl / 10 * 8
	window := (end - open) / 8 * 7
	late := max(rand.Float64(), rand.Float64())
	return &lease{
		token: func() string { return token },
		sent:  sent,
		renew: open + time.Duration(late*float64(window)),
		end:   end,
	}
}

func (l *lease) usable() bool { return l != nil && time.Since(l.sent) < l.end }

func (l *lease) due() bool { return time.Since(l.sent) >= l.renew }

// renewAt is the same lease with another age of renewal.
func (l *lease) renewAt(age time.Duration) *lease {
	later := *l
	later.renew = min(age, l.end)
	return &later
}

const (
	shortestRetry = 250 * time.Millisecond
	longestRetry  = 5 * time.Minute // tokens may live for 30 days
)

// retry is the same lease after a failed early refresh. The next one comes when about half of the time that is left
// has passed, so tries come closer as the end does; or later, if the API asked for it.
func (l *lease) retry(asked time.Duration) *lease {
	age := time.Since(l.sent)
	half := time.Duration(float64(l.end-age) * (0.4 + 0.2*rand.Float64()))
	return l.renewAt(age + max(asked, min(max(half, shortestRetry), longestRetry)))
}

// inPlaceOf is the same lease in place of a refused one. The same token again is refused again.
func (l *lease) inPlaceOf(refused string) *lease {
	after := *l
	after.replaced = time.Now()
	if l.token() == refused {
		return after.hold()
	}
	return &after
}

// fresh reports whether the API's refusal of this token says that a new one is refused too.
func (l *lease) fresh() bool { return !l.replaced.IsZero() && time.Since(l.replaced) < longestHold }

// hold is the same lease, kept for a while although it was refused. Until then no other is asked for, early or not.
func (l *lease) hold() *lease {
	kept := *l
	kept.kept = true
	kept.end = min(l.end, time.Since(l.sent)+holdTime())
	kept.renew = kept.end
	return &kept
}

func (l *lease) held() bool { return l.kept && l.usable() }

// refused is the token if the API refused it, or nil.
func (l *lease) refused() func() string {
	if !l.kept {
		return nil
	}
	return l.token
}
