package capillary

import (
	"container/list"
	"context"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// The rate-limit groups that are documented: calls a minute for one credential.
const (
	GroupTransactionAddV1    = "v1.1 transaction/add"
	GroupTransactionUpdateV1 = "v1.1 transaction/update"
	GroupCustomerAddV1       = "v1.1 customer/add"
	GroupCustomerUpdateV1    = "v1.1 customer/update"
	GroupTransactionAdd      = "v2 transactions POST"
	GroupTransactionBulk     = "v2 transactions/bulk"
	GroupCustomerAdd         = "v2 customers POST"
	GroupCustomerUpdate      = "v2 customers PUT"
)

// GroupAll is a group that every call is in, besides its own. It has no limit unless WithRateLimit or WithDemoRateLimit sets one.
const GroupAll = "all calls"

// DemoCallsPerMinute is what demo and test clusters take of one credential, whatever the calls.
const DemoCallsPerMinute = 100

// WithDemoRateLimit keeps all calls of the client and its copies together under DemoCallsPerMinute, for a demo or test
// cluster. Some pages of the documentation say 1000: WithRateLimit(GroupAll, 1000).
func WithDemoRateLimit() ClientOption { return WithRateLimit(GroupAll, DemoCallsPerMinute) }

// area is a region of the documentation's table of rate limits. The zero value has none, as the US.
type area uint8

const (
	_ area = iota
	asia2
	asia1
	emea
)

// documentedLimits are calls a minute in Asia-2, Asia-1 and EMEA. The pages contradict each other, so they are defaults.
var documentedLimits = map[string][3]int{
	GroupTransactionAddV1:    {1500, 1500, 700},
	GroupTransactionUpdateV1: {500, 100, 100},
	GroupCustomerAddV1:       {700, 500, 400},
	GroupCustomerUpdateV1:    {500, 600, 300},
	GroupTransactionAdd:      {100, 1200, 100},
	GroupTransactionBulk:     {1200, 700, 300},
	GroupCustomerAdd:         {100, 600, 100},
	GroupCustomerUpdate:      {1000, 600, 50},
}

// limiters keep a client, and all copies of it, under the rate limits of its cluster and credential.
type limiters struct {
	area area
	own  map[string]int // the limits that New was given in place of the documented ones

	mu     sync.Mutex
	groups map[string]*limitGroup
}

// perMinute is the limit of a group for a call, 0 for none. A copy of the client can ask for less than the client may do, not
// for more.
func (l *limiters) perMinute(group string, s *settings) int {
	if group == "" || s.noRateLimits {
		return 0
	}
	whole := l.whole(group)
	own, ok := s.rateLimits[group]
	if !ok || whole > 0 && own > whole {
		return whole
	}
	return own
}

// whole is what the client and all its copies may do together, 0 for no limit.
func (l *limiters) whole(group string) int {
	if n, ok := l.own[group]; ok {
		return n
	}
	if limits, ok := documentedLimits[group]; ok && l.area != 0 {
		return limits[l.area-1]
	}
	return 0
}

func (l *limiters) group(name string) *limitGroup {
	l.mu.Lock()
	defer l.mu.Unlock()
	g := l.groups[name]
	if g == nil {
		g = new(limitGroup)
		if whole := l.whole(name); whole > 0 {
			g.bucket(whole) // counts from the first call on
		}
		if l.groups == nil {
			l.groups = map[string]*limitGroup{}
		}
		l.groups[name] = g
	}
	return g
}

// limitGroup counts the calls of one group, whichever copy of the client makes them. Nothing is taken from a bucket before
// the call goes, so a call that gives up has nothing to give back but its place in line.
type limitGroup struct {
	mu      sync.Mutex
	buckets []*bucket // one for each limit that calls have; a call takes from its own and from all that are wider
}

// bucket holds the calls that may be made now under one limit, and the line of those who wait for theirs.
type bucket struct {
	perMinute int
	tokens    *rate.Limiter
	line      list.List // in the order of their coming; an element is a chan struct{}, closed when nobody is before it
}

// bucket finds or makes the bucket of a limit. It spreads a minute's calls evenly, with a burst of a twentieth: burst and
// refill together stay within the limit in any window of a minute. Calls that were made under narrower limits count in it too:
// it starts empty where there may have been some.
func (g *limitGroup) bucket(perMinute int) *bucket {
	narrower := false
	for _, b := range g.buckets {
		if b.perMinute == perMinute {
			return b
		}
		narrower = narrower || b.perMinute < perMinute
	}
	burst := max(1, perMinute/20)
	refill := max(1, perMinute-burst)
	b := &bucket{perMinute: perMinute, tokens: rate.NewLimiter(rate.Limit(float64(refill)/60), burst)}
	if narrower {
		b.tokens.ReserveN(time.Now(), burst)
	}
	g.buckets = append(g.buckets, b)
	return b
}

// wait blocks until a call may be made, and takes what it needs. ready waits for whatever else the call needs to go. It gives
// up as soon as it is clear that the deadline comes first, and says when there is room.
func (g *limitGroup) wait(ctx context.Context, deadline time.Time, perMinute int, ready func() error) (retryAt time.Time, err error) {
	if err := ready(); err != nil {
		return time.Time{}, err
	}
	own, place, delay := g.enter(perMinute, deadline)
	switch {
	case delay == 0:
		return time.Time{}, nil
	case place == nil:
		return time.Now().Add(delay), ErrRateLimited
	}
	defer g.leave(own, place)
	timer := time.NewTimer(time.Until(deadline))
	defer timer.Stop()
	select {
	case <-place.Value.(chan struct{}):
		return g.goFirst(ctx, deadline, own, timer, ready)
	case <-timer.C:
		return g.roomAfter(own), ErrRateLimited
	case <-ctx.Done():
		return time.Time{}, ctx.Err()
	}
}

// goFirst waits until the first in line may go.
func (g *limitGroup) goFirst(ctx context.Context, deadline time.Time, own *bucket, timer *time.Timer, ready func() error) (retryAt time.Time, err error) {
	for {
		if err := ready(); err != nil {
			return time.Time{}, err
		}
		if !time.Now().Before(deadline) {
			return g.roomAfter(own), ErrRateLimited
		}
		delay := g.takeFirst(own)
		if delay == 0 {
			return time.Time{}, nil
		}
		if time.Until(deadline) <= delay {
			return time.Now().Add(delay), ErrRateLimited
		}
		timer.Reset(delay)
		select {
		case <-timer.C:
		case <-ctx.Done():
			return time.Time{}, ctx.Err()
		}
	}
}

// enter takes what a call needs, or else gives it a place in line, or none where its turn would come after the deadline.
func (g *limitGroup) enter(perMinute int, deadline time.Time) (own *bucket, place *list.Element, delay time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	own = g.bucket(perMinute)
	delay = g.take(own, own.line.Len()+1)
	if delay == 0 || time.Until(deadline) <= delay {
		return own, nil, delay
	}
	first := make(chan struct{})
	if own.line.Len() == 0 {
		close(first)
	}
	return own, own.line.PushBack(first), delay
}

func (g *limitGroup) takeFirst(own *bucket) (delay time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.take(own, 1)
}

// roomAfter is when there is room for those in line.
func (g *limitGroup) roomAfter(own *bucket) time.Time {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := time.Now()
	return now.Add(g.delay(own, own.line.Len(), now))
}

// leave gives the place in line to the next.
func (g *limitGroup) leave(own *bucket, place *list.Element) {
	g.mu.Lock()
	defer g.mu.Unlock()
	wasFirst := own.line.Front() == place
	own.line.Remove(place)
	if next := own.line.Front(); wasFirst && next != nil {
		close(next.Value.(chan struct{}))
	}
}

// take takes what the nth call from now needs, if it is there, from its own bucket and from all that are wider.
func (g *limitGroup) take(own *bucket, nth int) (delay time.Duration) {
	now := time.Now()
	if delay = g.delay(own, nth, now); delay > 0 {
		return delay
	}
	for _, b := range g.buckets {
		if b.perMinute >= own.perMinute {
			b.tokens.ReserveN(now, 1)
		}
	}
	return 0
}

// delay is how long it takes until the nth call from now may be made.
func (g *limitGroup) delay(own *bucket, nth int, now time.Time) (longest time.Duration) {
	for _, b := range g.buckets {
		if b.perMinute >= own.perMinute {
			missing := float64(nth) - b.tokens.TokensAt(now)
			longest = max(longest, time.Duration(missing/float64(b.tokens.Limit())*float64(time.Second)))
		}
	}
	return longest
}
