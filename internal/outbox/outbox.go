// Package outbox reads requests: as encoding/json wrote them, when they were kept to be sent later, and as the bodies that the
// API documents. What can't be read is an error, which never has a value: a request must not be other than it was.
package outbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"time"

	"github.com/capillary-go/sdk/internal/lenient"
)

var errUnreadable = errors.New("capillary: the request can't be read")

// Read reads a request into a pointer to its type without its methods.
func Read(raw []byte, into any) error {
	if json.Unmarshal(raw, into) == nil {
		return nil
	}
	reflect.ValueOf(into).Elem().SetZero()
	d := lenient.NewDecoder(raw, time.UTC) // documented bodies write their values in as many ways as replies
	defer d.Release()
	d.DecodeInto(into)
	if d.End() != nil {
		return errUnreadable
	}
	for _, drift := range d.Drift() {
		return errors.New("capillary: the request's " + drift.Path + " takes " + drift.Want + ", not " + drift.Got)
	}
	return nil
}

// Customer is a customer who is read from the members of an object.
type Customer interface {
	json.Unmarshaler
	IsZero() bool
}

// ReadFlat is Read for a request whose customer stands in the body with the other members. who is the request's field of it,
// which was read already where the request was kept.
func ReadFlat(raw []byte, into any, who Customer) error {
	if err := Read(raw, into); err != nil || !who.IsZero() {
		return err
	}
	return who.UnmarshalJSON(raw)
}

// ReadList reads the list of a request, {name: […]}, which v1.1 wraps once more: {"root": {name: […]}}. One element can stand
// there without a list.
func ReadList[T any](raw []byte, name string, into *[]T) error {
	var members map[string]json.RawMessage
	if json.Unmarshal(raw, &members) != nil {
		return errUnreadable
	}
	if root := members["root"]; root != nil {
		return ReadList(root, name, into)
	}
	list := bytes.TrimSpace(members[name])
	if bytes.HasPrefix(list, []byte("{")) {
		list = append(append([]byte("["), list...), ']')
	}
	if len(list) == 0 {
		list = []byte("null")
	}
	return Read(list, into)
}
