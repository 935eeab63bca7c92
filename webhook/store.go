package webhook

import (
	"context"
	"time"
)

// Store remembers which events were handled, so that each one is handled once. The one that a receiver has by default,
// [MemoryStore], knows what this process did since it started. Where a second effect would cost money, keep it in a
// database: then several processes may receive, and a restart forgets nothing. If it is the database in which the handler
// does its work, the work and the mark can be one transaction: then not even a crash between the two makes a second effect.
//
// Keys are at most 64 letters and digits. All methods may be called at any time by many.
type Store interface {
	// Claim asks to handle the event of a key. It is claimed if nobody handled it, and nobody else has a claim whose lease
	// has not run out. The owner names this claim. Tries and first time are those of all claims of the key, and are kept
	// as long as the key is.
	Claim(ctx context.Context, key, owner string, lease time.Duration) (Claim, error)

	// Done marks the event as handled, for so long at least. It is always right, also after the lease ran out: the effect is there.
	Done(ctx context.Context, key, owner string, keep time.Duration) error

	// Release gives a claim back after a failed try, so that the next delivery gets it at once. Where the owner has no claim
	// any more, and where the event is done, it changes nothing.
	Release(ctx context.Context, key, owner string) error
}

// Claim is the answer to a claim.
type Claim struct {
	State ClaimState
	Tries int       // how often the key was claimed, this time included
	First time.Time // when it was claimed for the first time
}

// ClaimState says who handles an event.
type ClaimState uint8

// The states.
const (
	InFlight ClaimState = iota // somebody else does, now
	Claimed                    // the one who asked
	Handled                    // it is done
)
