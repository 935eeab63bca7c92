package oauth

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"
)

// Source keeps a valid access token. It is safe for use by many goroutines, and its zero value is not usable: see [New].
type Source struct {
	lease atomic.Pointer[lease] // the current token, or nil; stored under mu only, the leases themselves never change

	mu      sync.Mutex
	flight  *flight       // the refresh under way, or nil
	failure *failure      // the last refresh, if it was needed and failed
	refused func() string // the token that the API refused last, until another came, or nil

	// request holds the key, the secret and the http.Client (whose buffers have seen the secret) in its closure, where
	// no printer that works by reflection finds them.
	request func(context.Context) (*lease, error)
	timeout time.Duration
	origin  string
}

// New checks the settings and returns a source. It sends nothing: the first token is asked for by the first
// [Source.Token].
func New(cfg Config) (*Source, error) {
	base, err := cfg.check()
	if err != nil {
		return nil, err
	}
	timeout := cfg.Timeout
	if timeout == 0 {
		timeout = defaultTimeout
	}
	return &Source{request: newTokenCall(cfg, base).do, timeout: timeout, origin: originOf(base)}, nil
}

// Token returns a valid token. It waits only when there is none; ctx ends the wait of this caller, and not the request
// that others wait for. The error is an [*Error], or wraps that of ctx.
func (s *Source) Token(ctx context.Context) (string, error) {
	if l := s.lease.Load(); l != nil && time.Since(l.sent) < l.renew {
		return l.token(), nil
	}
	return s.renew(ctx)
}

// Invalidate says that the API called a token stale: an HTTP 401, or the code 401 or 498 in the body. The next Token
// gets a new one. Many callers may have used the same token: those that come when it was replaced already change
// nothing.
//
// Where the API refuses the new token too, another one would hardly help, and all callers together would flood the token
// endpoint. So a token that is refused within five seconds after it took the place of a refused one is held for one to
// five seconds, and so is one that the endpoint gives a second time: it may do so for 30 s. Only then another is asked for.
// Meanwhile Token returns the refused token: who gets back what was just refused need not send the same request again.
func (s *Source) Invalidate(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	l := s.lease.Load()
	if l == nil || l.token() != token || l.held() {
		return
	}
	s.refused = l.token
	if l.fresh() {
		s.lease.Store(l.hold())
		return
	}
	s.lease.Store(nil)
}

// Serves reports whether an address has the scheme, host and port that the source gets its tokens from. A token belongs
// there and nowhere else. A source that New did not make serves nobody.
func (s *Source) Serves(address string) bool {
	u, err := parseBase(address)
	return err == nil && s.request != nil && originOf(u) == s.origin
}

// String names the source without its secrets.
func (s *Source) String() string { return "oauth.Source(" + s.origin + ")" }

// Format prints the same under every verb: a reflecting printer would race with refreshes.
func (s *Source) Format(f fmt.State, _ rune) { fmt.Fprint(f, s.String()) }

// renew is Token when there is something to do.
func (s *Source) renew(ctx context.Context) (string, error) {
	s.mu.Lock()
	l := s.lease.Load()
	if l.usable() {
		if l.due() {
			s.lease.Store(l.renewAt(l.end)) // until the refresh ends, all others stay on the fast path
			s.refreshing()
		}
		s.mu.Unlock()
		return l.token(), nil
	}
	if s.failure.fresh() {
		defer s.mu.Unlock()
		return "", s.failure.err
	}
	if ctx.Err() != nil {
		s.mu.Unlock()
		return "", gaveUp(ctx)
	}
	f := s.refreshing()
	s.mu.Unlock()
	return f.wait(ctx)
}

// flight is one refresh; all who need its token wait for the same one.
type flight struct {
	done  chan struct{} // closed when token or err is set
	token func() string
	err   error
}

// refreshing returns the flight under way and starts one when there is none. The caller holds mu.
func (s *Source) refreshing() *flight {
	if s.flight == nil {
		s.flight = &flight{done: make(chan struct{})}
		go s.refresh(s.flight)
	}
	return s.flight
}

func (f *flight) wait(ctx context.Context) (string, error) {
	select {
	case <-f.done:
	case <-ctx.Done():
		return "", gaveUp(ctx)
	}
	if f.err != nil {
		return "", f.err
	}
	return f.token(), nil
}

func gaveUp(ctx context.Context) error {
	return fmt.Errorf("oauth: waiting for a token: %w", ctx.Err())
}

// tries bounds the requests of one refresh. Asking twice is harmless: it makes one more token.
const tries = 3

// refresh belongs to no caller: a context of one of them would end it for all, and its values (a trace, say) would
// make the token request look like a part of that caller's own.
func (s *Source) refresh(f *flight) {
	var l *lease
	var early bool
	err := errUnfinished // what waiters get should a RoundTripper end this goroutine
	defer func() { s.land(f, l, err, early) }()

	ctx, cancel := context.WithTimeout(context.Background(), s.timeout)
	defer cancel()
	for try := 1; ; try++ {
		l, err = s.request(ctx)
		early = s.lease.Load().usable() // who still has a token need not hurry: see lease.retry
		if err == nil || early || try == tries || !mayPass(err) || !sleep(ctx, max(backoff(try), retryAfter(err))) {
			return
		}
	}
}

var errUnfinished error = &Error{Message: "the token request did not come to an end"}

// land ends a flight. A failed early refresh costs nobody anything; a failed needed one is remembered.
func (s *Source) land(f *flight, l *lease, err error, early bool) {
	defer close(f.done)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.flight = nil
	switch {
	case err == nil:
		if s.refused != nil {
			l = l.inPlaceOf(s.refused())
		}
		f.token, s.failure, s.refused = l.token, nil, l.refused()
		s.lease.Store(l)
		return
	case early:
		if old := s.lease.Load(); old.usable() {
			s.lease.Store(old.retry(retryAfter(err)))
		}
	default:
		s.lease.Store(nil)
		s.failure = newFailure(err)
	}
	f.err = err
}

// failure is a refresh that left the source without a token. Whoever asks while it is fresh gets its error, also a
// final one: a program with a wrong key would otherwise flood the token endpoint.
type failure struct {
	err   error
	until time.Time
}

func newFailure(err error) *failure {
	return &failure{err, time.Now().Add(max(holdTime(), min(retryAfter(err), longestHold)))}
}

const longestHold = 5 * time.Second

// holdTime is how long what went wrong is not tried again.
func holdTime() time.Duration {
	return time.Second + time.Duration(rand.Int64N(int64(longestHold-time.Second)))
}

func (f *failure) fresh() bool { return f != nil && time.Now().Before(f.until) }

func retryAfter(err error) time.Duration {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.RetryAfter
	}
	return 0
}

// backoff is short, for callers wait: 100 to 200 ms, then 200 to 400 ms.
func backoff(try int) time.Duration {
	half := 50 * time.Millisecond << try
	return half + time.Duration(rand.Int64N(int64(half)))
}

// sleep reports whether there is time left for another try.
func sleep(ctx context.Context, d time.Duration) bool {
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) <= d {
		return false
	}
	time.Sleep(d)
	return true
}
