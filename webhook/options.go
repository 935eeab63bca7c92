package webhook

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/capillary-go/sdk/capillary"
)

// ReceiverOption changes a receiver.
type ReceiverOption func(*settings)

type settings struct {
	store       Store
	zone        *time.Location
	logger      *slog.Logger
	deadLetters func(context.Context, DeadLetter) error
	failures    func(context.Context, Event, error)
	retryStatus int
	rotating    bool
	maxBody     int
	handlerTime time.Duration
	atOnce      int
	maxTries    int
	maxAge      time.Duration
}

// The defaults of a receiver.
const (
	// MaxBody is how large a body may be, also after decompression. Documented events have at most some 6 KB.
	MaxBody = 1 << 20
	// HandlerTime is how long a handler has. The sender waits for 30 seconds.
	HandlerTime = 20 * time.Second
	// AtOnce is how many deliveries are handled at the same time.
	AtOnce = 64
	// MaxTries and MaxAge are how often and how long an event is tried before it goes to the dead letters.
	MaxTries = 25
	MaxAge   = 6 * time.Hour
)

const (
	maxMaxBody  = 1 << 30
	leaseMargin = 10 * time.Second    // what a lease is longer than a handler's time: for the dead letter and the mark
	markTime    = 5 * time.Second     // to mark an event or give it back, and for a dead letter
	keepTime    = 31 * 24 * time.Hour // keys; the sender's log keeps payloads for 30 days
)

func defaults() settings {
	return settings{zone: time.UTC, logger: slog.Default(), retryStatus: http.StatusServiceUnavailable, maxBody: MaxBody,
		handlerTime: HandlerTime, atOnce: AtOnce, maxTries: MaxTries, maxAge: MaxAge}
}

// WithStore sets where it is kept which events were handled. The default is a [MemoryStore] of [DefaultCapacity].
func WithStore(store Store) ReceiverOption { return func(s *settings) { s.store = store } }

// WithZone sets the zone of times that have none: the organisation's, or the cluster's (capillary.India.TimeZone()). The
// default is UTC, which is right for the cluster EU.
func WithZone(zone *time.Location) ReceiverOption { return func(s *settings) { s.zone = zone } }

// WithLogger sets where problems are told, never with anything of an event but its name. The default is slog.Default().
func WithLogger(logger *slog.Logger) ReceiverOption { return func(s *settings) { s.logger = logger } }

// WithDeadLetters sets what takes deliveries that can't be handled; its context ends after five seconds. Once it took one the
// delivery is answered 200; with an error or a panic it will come again, and be given to it again. Without it such a delivery comes again for days, and may hold up
// all others.
func WithDeadLetters(take func(context.Context, DeadLetter) error) ReceiverOption {
	return func(s *settings) { s.deadLetters = take }
}

// WithFailures sets what is told of every try that failed: with the handler's error, a *[PanicError], or the store's error.
// It must not block. A receiver never logs errors of handlers, since they may hold anything.
func WithFailures(tell func(context.Context, Event, error)) ReceiverOption {
	return func(s *settings) { s.failures = tell }
}

// WithRetryStatus sets how the sender is asked to deliver again: 429, or a status from 500 on. The default is 503. The
// documentation of 2026 names only 429; the older one speaks of all from 500 on.
func WithRetryStatus(status int) ReceiverOption { return func(s *settings) { s.retryStatus = status } }

// WithRotation answers a wrong secret with the retry status instead of 401, which is final. It is for the time in which the
// webhook's header is changed: events that still come with a value that is not accepted yet, or no more, are not lost.
func WithRotation() ReceiverOption { return func(s *settings) { s.rotating = true } }

// WithMaxBody sets how many bytes a body may have, also after decompression. The default is [MaxBody].
func WithMaxBody(bytes int) ReceiverOption { return func(s *settings) { s.maxBody = bytes } }

// WithHandlerTime sets how long handlers have for a delivery. The default is [HandlerTime]; the sender waits for 30 seconds.
func WithHandlerTime(d time.Duration) ReceiverOption { return func(s *settings) { s.handlerTime = d } }

// WithAtOnce sets how many deliveries are handled at the same time; more get the retry status. The default is [AtOnce]. It should
// be no less than the maxAllowedConnections of the webhooks that come here.
func WithAtOnce(n int) ReceiverOption { return func(s *settings) { s.atOnce = n } }

// WithPoison sets after how many tries, or how long after the first one, an event whose handler always fails goes to
// the dead letters, so that it holds up no others. The defaults are [MaxTries] and [MaxAge]. It needs [WithDeadLetters].
func WithPoison(tries int, age time.Duration) ReceiverOption {
	return func(s *settings) { s.maxTries, s.maxAge = tries, age }
}

func (s *settings) check() error {
	switch {
	case s.retryStatus != http.StatusTooManyRequests && (s.retryStatus < 500 || s.retryStatus > 599):
		return capillary.Invalid("retry status", fmt.Sprintf("%d would not make the sender try again; use 429 or one from 500 on", s.retryStatus))
	case s.maxBody < 1 || s.maxBody > maxMaxBody:
		return capillary.Invalid("max body", "it must be from 1 byte to 1 GiB")
	case s.handlerTime <= 0:
		return capillary.Invalid("handler time", "it must be more than nothing")
	case s.atOnce < 1:
		return capillary.Invalid("at once", "it must be at least 1")
	case s.maxTries < 1 || s.maxAge <= 0:
		return capillary.Invalid("poison", "tries and age must be more than nothing")
	}
	if s.store == nil {
		s.store = NewMemoryStore(DefaultCapacity)
	}
	if s.zone == nil {
		s.zone = time.UTC
	}
	if s.logger == nil {
		s.logger = slog.New(slog.DiscardHandler)
	}
	return nil
}
