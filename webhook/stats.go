package webhook

import "sync/atomic"

// Stats counts what a receiver did since it was made.
type Stats struct {
	Deliveries  int64 // requests, whoever sent them
	WrongSecret int64 // requests without the right secret
	BrokenOff   int64 // deliveries whose body did not arrive as a whole
	Overloaded  int64 // deliveries that came while too many were being handled, or after Shutdown
	Unreadable  int64 // bodies, or parts of them, that are no event

	Events     int64 // that were read
	Handled    int64 // by their handler, with no error
	Duplicates int64 // that were handled before
	InFlight   int64 // that came while they were being handled
	Unhandled  int64 // for which there is no handler
	Failed     int64 // tries that failed
	Panics     int64 // of the failed ones

	DeadLetters        int64 // that the hook took
	DeadLettersRefused int64 // that it did not take
	StoreErrors        int64
}

type counters struct {
	Deliveries, WrongSecret, BrokenOff, Overloaded, Unreadable atomic.Int64
	Events, Handled, Duplicates, InFlight, Unhandled, Failed   atomic.Int64
	Panics, DeadLetters, DeadLettersRefused, StoreErrors       atomic.Int64
}

// Stats are the counts so far.
func (r *Receiver) Stats() Stats {
	c := &r.stats
	return Stats{
		Deliveries: c.Deliveries.Load(), WrongSecret: c.WrongSecret.Load(), BrokenOff: c.BrokenOff.Load(), Overloaded: c.Overloaded.Load(),
		Unreadable: c.Unreadable.Load(), Events: c.Events.Load(), Handled: c.Handled.Load(), Duplicates: c.Duplicates.Load(),
		InFlight: c.InFlight.Load(), Unhandled: c.Unhandled.Load(), Failed: c.Failed.Load(), Panics: c.Panics.Load(),
		DeadLetters: c.DeadLetters.Load(), DeadLettersRefused: c.DeadLettersRefused.Load(), StoreErrors: c.StoreErrors.Load(),
	}
}
