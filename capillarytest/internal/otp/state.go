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
	otps    map[string][]*otp // by whom they are for
}

// New makes the resource for an organisation whose codes live for so long.
func New(b *people.Book, codeTTL time.Duration) *State {
	return &State{Book: b, codeTTL: codeTTL, otps: map[string][]*otp{}}
}

// Texts are the messages of its codes.
func (o *State) Texts() reply.Texts { return texts }
