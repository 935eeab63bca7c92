package capillary

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/capillary-go/sdk/internal/lenient"
)

// Told is a value that a result may lack: a redemption that was settled by a look-up (Meta.Settled) was done, but the look-up
// does not tell what it was worth or what is left. Zero would be taken for the value, so it has to be asked for:
//
//	if balance, told := redemption.Balance.Value(); told { … }
//
// A large part that comes only where it was asked for, or seldom, is one too: the CurrencyLog of a transaction.
//
// As JSON it is the value, or null.
type Told[T any] struct{ value *T }

// Tell is a value that was told, for tests of your own code.
func Tell[T any](value T) Told[T] { return Told[T]{&value} }

// Value is the value, and whether it was told.
func (t Told[T]) Value() (value T, told bool) {
	if t.value == nil {
		return value, false
	}
	return *t.value, true
}

// Or is the value, or another where it was not told.
func (t Told[T]) Or(other T) T {
	if t.value == nil {
		return other
	}
	return *t.value
}

// IsZero reports whether nothing was told.
func (t Told[T]) IsZero() bool { return t.value == nil }

// String is the value as fmt prints it, or "not told".
func (t Told[T]) String() string {
	if t.value == nil {
		return "not told"
	}
	return fmt.Sprint(*t.value)
}

// Format prints as String does, under every verb.
func (t Told[T]) Format(f fmt.State, _ rune) { fmt.Fprint(f, t.String()) }

// MarshalJSON writes the value, or null.
func (t Told[T]) MarshalJSON() ([]byte, error) {
	if t.value == nil {
		return []byte("null"), nil
	}
	return json.Marshal(*t.value)
}

// UnmarshalJSON reads a value as generously as replies are read. What stands for nothing, such as null or an empty text, tells
// nothing, and what can't be read is an error.
func (t *Told[T]) UnmarshalJSON(raw []byte) error {
	*t = Told[T]{}
	d := lenient.NewDecoder(raw, time.UTC)
	defer d.Release()
	d.DecodeInto(t)
	if d.End() != nil || len(d.Drift()) > 0 {
		*t = Told[T]{}
		return errors.New("capillary: a value does not fit its field") // never the value
	}
	return nil
}

// Target points to where the value stands, for decoders of replies.
func (t *Told[T]) Target() any { return &t.value }
