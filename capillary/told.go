package capillary

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"time"

	"github.com/capillary-go/sdk/internal/lenient"
)

// Told is a value that a result may lack: a redemption that was settled by a look-up (Meta.Settled) was done, but the look-up
// does not tell what it was worth or what is left. Zero would be taken for the value, so it has to be asked for:
//
//	if balance, told := redemption.Balance.Value(); told { … }
//
// As JSON it is the value, or null.
type Told[T any] struct {
	value T
	told  bool
}

// Tell is a value that was told, for tests of your own code.
func Tell[T any](value T) Told[T] { return Told[T]{value, true} }

// Value is the value, and whether it was told.
func (t Told[T]) Value() (value T, told bool) { return t.value, t.told }

// Or is the value, or another where it was not told.
func (t Told[T]) Or(other T) T {
	if !t.told {
		return other
	}
	return t.value
}

// IsZero reports whether nothing was told.
func (t Told[T]) IsZero() bool { return !t.told }

// String is the value as fmt prints it, or "not told".
func (t Told[T]) String() string {
	if !t.told {
		return "not told"
	}
	return fmt.Sprint(t.value)
}

// Format prints as String does, under every verb.
func (t Told[T]) Format(f fmt.State, _ rune) { fmt.Fprint(f, t.String()) }

// MarshalJSON writes the value, or null.
func (t Told[T]) MarshalJSON() ([]byte, error) {
	if !t.told {
		return []byte("null"), nil
	}
	return json.Marshal(t.value)
}

// UnmarshalJSON reads a value as generously as replies are read. What stands for nothing, such as null or an empty text, tells
// nothing, and what can't be read is an error.
func (t *Told[T]) UnmarshalJSON(raw []byte) error {
	*t = Told[T]{}
	if isNothing(raw) {
		return nil
	}
	d := lenient.NewDecoder(raw, time.UTC)
	defer d.Release()
	var value T
	d.Decode(reflect.ValueOf(&value))
	if d.End() != nil || len(d.Drift()) > 0 {
		return errors.New("capillary: a value does not fit its field") // never the value
	}
	*t = Tell(value)
	return nil
}

// isNothing reports whether JSON stands for nothing: null, and a text, list or object without anything in it.
func isNothing(raw []byte) bool {
	inner := bytes.TrimSpace(raw)
	if len(inner) >= 2 && (inner[0] == '"' || inner[0] == '[' || inner[0] == '{') {
		inner = bytes.TrimSpace(inner[1 : len(inner)-1])
	}
	return len(inner) == 0 || bytes.EqualFold(inner, []byte("null"))
}
