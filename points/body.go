package points

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/capillary-go/sdk/capillary"
)

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
