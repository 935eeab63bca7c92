package kernel

import (
	"context"
	"time"
)

// An Event is something that happened in the organisation, in the API's words, such as a webhook may tell.
type Event struct {
	Name       string // CustomerRegistration, TransactionAdd, …
	CustomerID int64  // 0 for none
	RequestID  string // of the call that brought it about, as its reply has it
	At         time.Time
	Data       any // what the resource has to say of it
}

// OnEvent has a resource told of every event, within the call that brings it about. It must not wait: what takes time goes to
// Background.
func (o *Org) OnEvent(do func(Event)) { o.told = append(o.told, do) }

// Emit tells of an event.
func (o *Org) Emit(e Event) {
	e.At, e.RequestID = o.Now(), o.asking
	for _, told := range o.told {
		told(e)
	}
}

// Background does work beside the calls, sending deliveries for example. It runs without the lock, so it takes Mu to look at state.
// It ends early when ctx does, with the server; Settle and Close wait for it.
func (o *Org) Background(do func(ctx context.Context)) {
	end := o.begin()
	go func() {
		defer end()
		do(o.ctx)
	}()
}

// begin notes that something is under way, until end.
func (o *Org) begin() (end func()) {
	o.running.Add(1)
	o.inHand.Add(1)
	return func() {
		o.inHand.Add(-1)
		o.running.Done()
	}
}
