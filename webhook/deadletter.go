package webhook

import (
	"context"
	"time"
)

// DeadLetter is a delivery, or one event of it, that was given up. It holds what people's systems should not print: names,
// phone numbers, e-mail addresses.
type DeadLetter struct {
	Reason   DeadReason
	Err      error // what was wrong: for a poisonous event what its handler said last
	Received time.Time
	Method   string // of the delivery; empty if it is not one, see Receiver.Recover

	// Body are the bytes as they were received: of the whole delivery, or of one event if the delivery was a list. Cut says
	// that there were more, of which nothing was kept.
	Body            []byte
	ContentEncoding string // as the delivery names it, such as gzip
	Cut             bool

	Event Event // of a poisonous event; zero for what could not be read
}

// DeadReason says why a delivery was given up.
type DeadReason string

// The reasons.
const (
	Malformed DeadReason = "malformed" // no JSON, or no event in it
	TooLarge  DeadReason = "too large" // over the size limit
	Poisonous DeadReason = "poisonous" // its handler failed too often, or for too long
)

// bury gives a letter to the hook. It reports whether the hook took it.
func (r *Receiver) bury(ctx context.Context, letter DeadLetter) bool {
	if r.deadLetters == nil {
		r.warn(ctx, "capillary webhook: a delivery can't be handled, and no dead letters are set", "reason", string(letter.Reason))
		return false
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), markTime)
	defer cancel()
	if err := protect(func() error { return r.deadLetters(ctx, letter) }); err != nil {
		r.warn(ctx, "capillary webhook: a dead letter was not taken", "reason", string(letter.Reason))
		r.stats.DeadLettersRefused.Add(1)
		return false
	}
	r.stats.DeadLetters.Add(1)
	return true
}
