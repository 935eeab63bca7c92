// Package otp is one-time passwords and validation codes.
package otp

import (
	"time"

	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
)

// State is the resource otp: one-time passwords and validation codes.
type State struct {
	*people.Book
	codeTTL time.Duration
	limits  Limits
	otps    map[string][]*otp // by whom they are for
}

// Limits are how many one-time passwords somebody may ask for, 0 for no limit.
type Limits struct{ Hour, Day int }

// DefaultLimits are those of an organisation that sets none.
func DefaultLimits() Limits { return Limits{Hour: 1000, Day: 10} }

// New makes the resource for an organisation whose codes live for so long.
func New(b *people.Book, codeTTL time.Duration, limits Limits) *State {
	return &State{Book: b, codeTTL: codeTTL, limits: limits, otps: map[string][]*otp{}}
}

// Texts are the messages of its codes.
func (o *State) Texts() reply.Texts { return texts }
