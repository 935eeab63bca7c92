package webhook

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"
)

// On registers the handler of one kind of events. See [Receiver] for when it is called again. It panics if the events
// have a handler: with two, an error of one would make the other's effect happen twice.
func On[E Typed](r *Receiver, handler func(context.Context, E) error) {
	if handler == nil {
		panic("webhook: no handler")
	}
	var kind E
	r.handlers.add(kind.eventName(), func(ctx context.Context, event Event) error { return handler(ctx, As[E](event)) })
}

// OnRaw registers the handler of events of a name, also of one that has no type. It panics if they have one.
func (r *Receiver) OnRaw(eventName string, handler func(context.Context, Event) error) {
	if handler == nil || eventName == "" {
		panic("webhook: no handler, or no name")
	}
	r.handlers.add(eventName, handler)
}

// OnUnknown registers the handler of all events that have no handler of their own: those of names that are new, and
// those that nobody wanted. Without it they are answered 200 and counted as unhandled.
func (r *Receiver) OnUnknown(handler func(context.Context, Event) error) {
	if handler == nil {
		panic("webhook: no handler")
	}
	r.handlers.add("", handler)
}

type handlers struct {
	mu     sync.RWMutex
	byName map[string]func(context.Context, Event) error
}

func (h *handlers) add(name string, handler func(context.Context, Event) error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.byName[name] != nil {
		panic(fmt.Sprintf("webhook: events %q have a handler already", name))
	}
	if h.byName == nil {
		h.byName = map[string]func(context.Context, Event) error{}
	}
	h.byName[name] = handler
}

// of is the handler of events of a name, or nil.
func (h *handlers) of(name string) func(context.Context, Event) error {
	h.mu.RLock()
	defer h.mu.RUnlock()
	if handler := h.byName[name]; handler != nil {
		return handler
	}
	return h.byName[""]
}

// result is what became of an event.
type result uint8

const (
	failed    result = iota // the handler, the store or the dead letters: it must come again
	inFlight                // somebody is handling it: it must come again, since nobody knows how that ends
	handled                 // now
	duplicate               // handled before
	unhandled               // nobody wants it
	buried                  // it is a dead letter
)

// settled reports whether an event need not come again.
func (r result) settled() bool { return r >= handled }

// handle gives an event to its handler, unless that was done. The letter is what a poisonous one becomes.
func (r *Receiver) handle(ctx context.Context, event Event, letter DeadLetter) result {
	r.stats.Events.Add(1)
	handler := r.handlers.of(event.EventName)
	if handler == nil {
		r.stats.Unhandled.Add(1)
		return unhandled
	}
	if ctx.Err() != nil { // the events before it in the same body took all the time
		return failed
	}
	if !r.begin(event.Key) {
		r.stats.InFlight.Add(1)
		return inFlight
	}
	defer r.end(event.Key)
	claim := &claimed{receiver: r, key: event.Key, owner: rand.Text()}
	switch err := claim.take(ctx); {
	case err != nil:
		r.stats.StoreErrors.Add(1)
		r.tell(ctx, event, err)
		return failed
	case claim.State == Handled:
		r.stats.Duplicates.Add(1)
		return duplicate
	case claim.State != Claimed:
		r.stats.InFlight.Add(1)
		return inFlight
	}
	defer claim.release(ctx) // also when the handler ends its goroutine
	event.Try = claim.Tries
	err := protect(func() error { return handler(ctx, event) })
	if err == nil {
		r.stats.Handled.Add(1)
		claim.done(ctx)
		return handled
	}
	return r.failed(ctx, claim, event, letter, err)
}

// failed decides whether an event is tried again.
func (r *Receiver) failed(ctx context.Context, claim *claimed, event Event, letter DeadLetter, err error) result {
	r.stats.Failed.Add(1)
	if panicked := (*PanicError)(nil); errors.As(err, &panicked) {
		r.stats.Panics.Add(1)
	}
	r.tell(ctx, event, err)
	if r.deadLetters == nil || !r.poisonous(claim.Claim) {
		return failed
	}
	letter.Reason, letter.Err, letter.Event = Poisonous, err, event
	if !r.bury(ctx, letter) {
		return failed
	}
	claim.done(ctx)
	return buried
}

// poisonous reports whether an event was tried often or long enough. A store that does not tell the first time of a claim says
// nothing of how long.
func (r *Receiver) poisonous(claim Claim) bool {
	return claim.Tries >= r.maxTries || !claim.First.IsZero() && time.Since(claim.First) >= r.maxAge
}

// begin marks a key as running here. A store's lease runs out while a handler overruns its time; in this process nobody else
// gets the event even then.
func (r *Receiver) begin(key string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.running[key] {
		return false
	}
	r.running[key] = true
	return true
}

func (r *Receiver) end(key string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.running, key)
}

// tell tells of a failed try.
func (r *Receiver) tell(ctx context.Context, event Event, err error) {
	r.warn(ctx, "capillary webhook: an event was not handled", "event", event.knownName(), "try", event.Try)
	if r.failures != nil {
		_ = protect(func() error { r.failures(ctx, event, err); return nil })
	}
}

// PanicError is the error of a handler that panicked.
type PanicError struct {
	Value any
	Stack []byte
}

// Error does not hold the value, which may be anything.
func (e *PanicError) Error() string { return "webhook: a handler panicked" }

// protect makes a panic an error.
func protect(do func() error) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = &PanicError{value, debug.Stack()}
		}
	}()
	return do()
}

// claimed is a claim on an event.
type claimed struct {
	Claim
	receiver   *Receiver
	key, owner string
	settled    bool
}

func (c *claimed) take(ctx context.Context) error {
	return protect(func() (err error) {
		c.Claim, err = c.receiver.store.Claim(ctx, c.key, c.owner, c.receiver.handlerTime+leaseMargin)
		return err
	})
}

// done marks the event as handled. If that keeps failing, the event is not asked for again: it is handled, and
// another delivery would find it unmarked.
func (c *claimed) done(ctx context.Context) {
	c.settled = true
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), markTime)
	defer cancel()
	for pause := 10 * time.Millisecond; ; pause *= 4 {
		err := protect(func() error { return c.receiver.store.Done(ctx, c.key, c.owner, keepTime) })
		if err == nil {
			return
		}
		c.receiver.stats.StoreErrors.Add(1)
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			c.receiver.logger.ErrorContext(ctx, "capillary webhook: an event was handled and could not be marked: if it is delivered again, it is handled again")
			return
		}
	}
}

// release gives the claim back if the event is not done.
func (c *claimed) release(ctx context.Context) {
	if c.settled {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), markTime)
	defer cancel()
	if protect(func() error { return c.receiver.store.Release(ctx, c.key, c.owner) }) != nil {
		c.receiver.stats.StoreErrors.Add(1) // the lease runs out by itself
	}
}
