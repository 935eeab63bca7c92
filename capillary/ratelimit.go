package capillary

import (
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
	mu   sync.Mutex
	all  map[limitKey]*rate.Limiter
}

type limitKey struct {
	group     string
	perMinute int
}

// perMinute is the limit of a group for a call, 0 for none.
func (l *limiters) perMinute(group string, s *settings) int {
	if group == "" || s.noRateLimits {
		return 0
	}
	if n, ok := s.rateLimits[group]; ok {
		return n
	}
	if limits, ok := documentedLimits[group]; ok && l.area != 0 {
		return limits[l.area-1]
	}
	return 0
}

// wait blocks until a call of the group may be made. It gives up at once where the deadline comes first.
func (l *limiters) wait(ctx context.Context, deadline time.Time, group string, s *settings) (retryAt time.Time, err error) {
	n := l.perMinute(group, s)
	if n <= 0 {
		return time.Time{}, nil
	}
	r := l.limiter(limitKey{group, n}).Reserve()
	delay := r.Delay()
	if delay == 0 {
		return time.Time{}, nil
	}
	if time.Until(deadline) < delay {
		r.Cancel()
		return time.Now().Add(delay), ErrRateLimited
	}
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-timer.C:
		return time.Time{}, nil
	case <-ctx.Done():
		r.Cancel()
		return time.Time{}, ctx.Err()
	}
}

// limiter spreads a minute's calls evenly, with a burst of a twentieth: burst and refill together stay within the limit in
// any window of a minute.
func (l *limiters) limiter(k limitKey) *rate.Limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	if found := l.all[k]; found != nil {
		return found
	}
	burst := max(1, k.perMinute/20)
	refill := max(1, k.perMinute-burst)
	made := rate.NewLimiter(rate.Limit(float64(refill)/60), burst)
	if l.all == nil {
		l.all = map[limitKey]*rate.Limiter{}
	}
	l.all[k] = made
	return made
}
