package points

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/lenient"
)

// readBody reads a documented request body as generously as replies are read, but what does not fit is an error: a request
// must not be other than it was.
func readBody(raw []byte, into any) error {
	d := lenient.NewDecoder(raw, time.UTC)
	defer d.Release()
	d.DecodeInto(into)
	if d.End() != nil {
		return errors.New("points: the body is no valid JSON")
	}
	for _, drift := range d.Drift() {
		return errors.New("points: the body's " + drift.Path + " takes " + drift.Want + ", not " + drift.Got)
	}
	return nil
}

// readKept reads a request that encoding/json wrote, into a pointer to its type without methods. What can't be read is told without
// its values.
func readKept(raw []byte, into any) error {
	if err := json.Unmarshal(raw, into); err != nil {
		return errors.New("points: the request can't be read")
	}
	return nil
}

// hasMember reports whether a document has one of the members.
func hasMember(raw []byte, names ...string) bool {
	var members map[string]json.RawMessage
	if json.Unmarshal(raw, &members) != nil {
		return true // it is no request; who reads documented bodies says what is wrong
	}
	return slices.ContainsFunc(names, func(name string) bool { _, there := members[name]; return there })
}

// identifierNamed makes an identifier of a name in any of the API's spellings: EXTERNAL_ID, external_id, externalId.
func identifierNamed(name, value string) capillary.Identifier {
	switch strings.ToLower(strings.ReplaceAll(name, "_", "")) {
	case "mobile", "phone":
		return capillary.Mobile(value)
	case "email":
		return capillary.Email(value)
	case "externalid":
		return capillary.ExternalID(value)
	case "cardnumber":
		return capillary.CardNumber(value)
	case "cardexternalid":
		return capillary.CardExternalID(value)
	case "id":
		return capillary.IdentifierNamed("id", value)
	}
	return capillary.IdentifierNamed(name, value)
}

// unnamed reports whether an identifier names nobody.
func unnamed(who capillary.Identifier) bool { return who.Name() == "" || who.Value() == "" }

// typedIdentifier is a customer in a body of v2.
type typedIdentifier struct {
	Type  string `json:"type"`
	Value string `json:"value"`
}

func (i typedIdentifier) identifier() capillary.Identifier { return identifierNamed(i.Type, i.Value) }

// of names the operation that an input is refused for.
func of(operation string, err error) error {
	if e := (*capillary.InvalidInputError)(nil); errors.As(err, &e) && e.Operation == "" {
		return &capillary.InvalidInputError{Operation: operation, Field: e.Field, Reason: e.Reason}
	}
	return err
}

// within puts the name of an element before the field of an error.
func within(element string, err error) error {
	if e := (*capillary.InvalidInputError)(nil); errors.As(err, &e) {
		return capillary.Invalid(element+"."+e.Field, e.Reason)
	}
	return err
}
