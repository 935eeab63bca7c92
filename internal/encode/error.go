package encode

import (
	"errors"
	"slices"
)

// Error is a value that can't be written: a number that is none, text that is not UTF-8, something without a form in JSON, or what
// contains itself. It never holds the value.
type Error struct {
	Place []string // names of members, and places in lists, from the outside
	Err   error    // of a method of the value, or ErrForm
}

// ErrForm is a value that has no form in JSON.
var ErrForm = errors.New("encode: a value has no form in JSON")

// Error says no more than Err: names in the place can be a caller's own.
func (e *Error) Error() string { return e.Err.Error() }

// Unwrap is Err.
func (e *Error) Unwrap() error { return e.Err }

// fail is why a document could not be written.
func (d *document) fail() error {
	err := d.err
	if err == nil {
		err = ErrForm
	}
	place := slices.Clone(d.place[max(0, len(d.place)-maxPlace):])
	slices.Reverse(place)
	return &Error{place, err}
}

// maxPlace is how many names a place has at most. What contains itself is in thousands.
const maxPlace = 20

// succeeded keeps an error, and reports whether there is none.
func (d *document) succeeded(err error) bool {
	if err != nil {
		d.err = err
	}
	return err == nil
}

// within notes what the value that could not be written stands in, on the way back to the outside.
func (d *document) within(name string) bool {
	d.place = append(d.place, name)
	return false
}
