package capillary

import (
	"container/list"
	"context"
	"iter"
	"slices"
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
//
// A call takes from all its limits in one moment: right before it goes, and only if each of them lets it. So a call that gives up has
// taken nothing, and what is counted is what was sent.
type limiters struct {
	area area
	own  map[string]int // the limits that New was given in place of the documented ones

	mu     sync.Mutex
	groups map[string]*limitGroup
	line   list.List   // of those who wait, in the order of their coming; an element is a *waiting
	alarm  *time.Timer // looks who may go, when the first may; nil if nobody waits for time to pass
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

// gates are the limits that a call of a group has to pass, none in most clusters.
func (l *limiters) gates(group string, s *settings) (all []gate) {
	if n := l.perMinute(group, s); n > 0 && group != GroupAll {
		all = append(all, l.gate(group, n))
	}
	if n := l.perMinute(GroupAll, s); n > 0 {
		all = append(all, l.gate(GroupAll, n))
	}
	return all
}

func (l *limiters) gate(name string, perMinute int) gate {
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
	return gate{g, g.bucket(perMinute)}
}

// wait blocks until a call may be made, and takes what it needs. ready waits for whatever else the call needs to go. It gives
// up as soon as it is clear that the deadline comes first, and says when there is room.
func (l *limiters) wait(ctx context.Context, deadline time.Time, gates []gate, ready func() error) (retryAt time.Time, err error) {
	if err := ready(); err != nil {
		return time.Time{}, err
	}
	w, delay := l.enter(gates, deadline)
	switch {
	case delay == 0:
		return time.Time{}, nil
	case w == nil:
		return time.Now().Add(delay), ErrRateLimited
	}
	defer l.leave(w)
	timer := time.NewTimer(time.Until(deadline))
	defer timer.Stop()
	for {
		select {
		case <-w.turn:
		case <-timer.C:
			return l.roomFor(w), ErrRateLimited
		case <-ctx.Done():
			return time.Time{}, ctx.Err()
		}
		if err := ready(); err != nil {
			return time.Time{}, err
		}
		if !time.Now().Before(deadline) {
			return l.roomFor(w), ErrRateLimited
		}
		if l.goes(w) {
			return time.Time{}, nil
		}
	}
}

// enter takes what a call needs, or else puts it in line, or gives nil where its turn would come after the deadline.
func (l *limiters) enter(gates []gate, deadline time.Time) (w *waiting, delay time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	w = &waiting{gates: gates, turn: make(chan struct{}, 1)}
	w.place = l.line.PushBack(w)
	if l.goesNow(w) {
		return w, 0
	}
	delay = l.delay(w)
	if time.Until(deadline) <= delay {
		l.remove(w)
		return nil, delay
	}
	return w, delay
}

// goes reports whether the call may go by now, and takes what it needs.
func (l *limiters) goes(w *waiting) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.goesNow(w)
}

func (l *limiters) goesNow(w *waiting) bool {
	l.look()
	if !w.mayGo {
		return false
	}
	for _, g := range w.gates {
		g.take(time.Now())
	}
	l.remove(w)
	return true
}

// leave gives the place in line to the next.
func (l *limiters) leave(w *waiting) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.remove(w)
}

func (l *limiters) remove(w *waiting) {
	l.line.Remove(w.place)
	l.look()
}

// look calls those who may go now: in the order of their coming, whoever finds all its gates open. Who waits at one gate holds
// up nobody at another.
func (l *limiters) look() {
	now := time.Now()
	for _, group := range l.groups {
		for _, b := range group.buckets {
			b.promised = 0
		}
	}
	soonest := time.Duration(-1)
	for e := l.line.Front(); e != nil; e = e.Next() {
		w := e.Value.(*waiting)
		delay := w.delay(now)
		w.mayGo = delay == 0
		switch {
		case w.mayGo:
			w.call()
		case soonest < 0 || delay < soonest:
			soonest = delay
		}
	}
	l.wake(soonest)
}

// wake looks again after a while, if it is not negative.
func (l *limiters) wake(after time.Duration) {
	if l.alarm != nil {
		l.alarm.Stop()
		l.alarm = nil
	}
	if after < 0 {
		return
	}
	l.alarm = time.AfterFunc(after, func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.look()
	})
}

// roomFor is when there is room for those in line who wait for the same as the call.
func (l *limiters) roomFor(w *waiting) time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	return time.Now().Add(l.delay(w))
}

// delay is how long it takes at least until everybody in line who waits for nothing but what the call waits for has gone.
func (l *limiters) delay(w *waiting) (longest time.Duration) {
	now := time.Now()
	for _, g := range w.gates {
		nth := 0
		for e := l.line.Front(); e != nil; e = e.Next() {
			if other := e.Value.(*waiting); other.waitsAt(g) && other.waitsOnlyWhere(w) {
				nth++
			}
		}
		for b := range g.through() {
			longest = max(longest, b.delay(nth, now))
		}
	}
	return longest
}

// waiting is a call in line.
type waiting struct {
	gates []gate
	place *list.Element
	turn  chan struct{} // gets something when the call may go
	mayGo bool          // when somebody looked last
}

// delay is how long it takes until the call finds all its gates open, beside those who were called before it.
func (w *waiting) delay(now time.Time) (longest time.Duration) {
	for _, g := range w.gates {
		for b := range g.through() {
			longest = max(longest, b.delay(b.promised+1, now))
		}
	}
	return longest
}

// call tells the call that it may go, and keeps for it what it needs.
func (w *waiting) call() {
	for _, g := range w.gates {
		for b := range g.through() {
			b.promised++
		}
	}
	select {
	case w.turn <- struct{}{}:
	default: // it was told
	}
}

func (w *waiting) waitsAt(g gate) bool { return slices.Contains(w.gates, g) }

func (w *waiting) waitsOnlyWhere(other *waiting) bool {
	for _, g := range w.gates {
		if !other.waitsAt(g) {
			return false
		}
	}
	return true
}

// limitGroup counts the calls of one group, whichever copy of the client makes them.
type limitGroup struct {
	buckets []*bucket // one for each limit that calls have; a call takes from its own and from all that are wider
}

// bucket holds the calls that may be made now under one limit.
type bucket struct {
	perMinute int
	tokens    *rate.Limiter
	promised  int // to those who were called and did not go yet
}

// gate is a limit that a call has to pass.
type gate struct {
	group *limitGroup
	own   *bucket
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

// through gives the buckets that a call takes from: its own and all that are wider.
func (g gate) through() iter.Seq[*bucket] {
	return func(yield func(*bucket) bool) {
		for _, b := range g.group.buckets {
			if b.perMinute >= g.own.perMinute && !yield(b) {
				return
			}
		}
	}
}

func (g gate) take(now time.Time) {
	for b := range g.through() {
		b.tokens.ReserveN(now, 1)
	}
}

// delay is how long it takes until there is room for the nth call from now.
func (b *bucket) delay(nth int, now time.Time) time.Duration {
	missing := float64(nth) - b.tokens.TokensAt(now)
	return time.Duration(missing / float64(b.tokens.Limit()) * float64(time.Second))
}
