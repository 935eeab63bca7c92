package capillary

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/capillary-go/sdk/internal/escape"
	"github.com/capillary-go/sdk/internal/query"
)

// Identifier names a customer. It is the one way to do so in every package, whichever wire form an endpoint has:
// by user id in the path, by look-up of a name and a value, or as mobile=, email=, external_id= in v1.1.
//
// An identifier is personal data. It never shows under any fmt verb or as a value in slog; ask for Value where it is needed.
//
// encoding/json writes it whole, so that requests can be kept in a database before they are sent: an outbox that loses its
// customer is of no use, and the kept JSON is as personal as the table of customers. The JSON handler of slog writes the
// *inside* of structs with encoding/json, so never log a request or another struct with identifiers as a whole.
//
// In the body of a call it stands as most endpoints document it, {"mobile": "919740000000"}, in the spelling of the API's version.
type Identifier struct {
	kind      kind
	value     string
	source    Source
	accountID string
}

// kind is the API's own word for an identifier, as v2 spells it.
type kind string

const (
	kindUserID         kind = "id"
	kindMobile         kind = "mobile"
	kindEmail          kind = "email"
	kindExternalID     kind = "externalId"
	kindCardNumber     kind = "cardnumber"
	kindCardExternalID kind = "cardExternalId"
	kindWeChat         kind = "wechat"
	kindUnionID        kind = "unionId"
	kindFacebookID     kind = "fbId"
	kindMartJackID     kind = "martjackId"
	kindCUID           kind = "cuid"
)

// Mobile identifies a customer by mobile number, with the country code and without a plus sign, as the brand stores it.
func Mobile(number string) Identifier { return Identifier{kind: kindMobile, value: number} }

// UserID identifies a customer by the unique id that Capillary gave. It is the same in all sources, and changes when the
// customer is merged into another.
func UserID(id int64) Identifier {
	return Identifier{kind: kindUserID, value: strconv.FormatInt(id, 10)}
}

// Email identifies a customer by e-mail address.
func Email(address string) Identifier { return Identifier{kind: kindEmail, value: address} }

// ExternalID identifies a customer by the brand's own id, such as a loyalty number.
func ExternalID(id string) Identifier { return Identifier{kind: kindExternalID, value: id} }

// CardNumber identifies a customer by the number of a card.
func CardNumber(number string) Identifier { return Identifier{kind: kindCardNumber, value: number} }

// CardExternalID identifies a customer by the external id of a card.
func CardExternalID(id string) Identifier { return Identifier{kind: kindCardExternalID, value: id} }

// WeChat identifies a customer by WeChat open id.
func WeChat(openID string) Identifier { return Identifier{kind: kindWeChat, value: openID} }

// UnionID identifies a customer by WeChat union id.
func UnionID(id string) Identifier { return Identifier{kind: kindUnionID, value: id} }

// FacebookID identifies a customer by Facebook id.
func FacebookID(id string) Identifier { return Identifier{kind: kindFacebookID, value: id} }

// MartJackID identifies a customer by MartJack id.
func MartJackID(id string) Identifier { return Identifier{kind: kindMartJackID, value: id} }

// CUID identifies a customer by the id of a cookie or device.
func CUID(id string) Identifier { return Identifier{kind: kindCUID, value: id} }

// IdentifierNamed identifies a customer by a type of identifier that has no constructor here. The name goes to the API as
// it is.
func IdentifierNamed(name, value string) Identifier {
	return Identifier{kind: kind(name), value: value}
}

// In looks for the identifier in a source, and in one account of it where the source has several (WeChat, Facebook, Line,
// mobile apps). It has priority over the source of the client and of the call.
func (i Identifier) In(source Source, accountID string) Identifier {
	i.source, i.accountID = source, accountID
	return i
}

// IsZero reports whether the identifier names nobody.
func (i Identifier) IsZero() bool { return i.kind == "" && i.value == "" }

// Name is the type of the identifier in the spelling of v2: mobile, email, externalId, id, …
func (i Identifier) Name() string { return string(i.kind) }

// NameV1 is the type of the identifier in the spelling of v1.1: mobile, email, external_id, id, …
func (i Identifier) NameV1() string {
	switch i.kind {
	case kindExternalID:
		return "external_id"
	case kindCardNumber:
		return "card_number"
	case kindCardExternalID:
		return "card_external_id"
	}
	return string(i.kind)
}

// Value is the identifier itself.
func (i Identifier) Value() string { return i.value }

// Account is the source that the identifier is looked for in, and the account of it, as In set them.
func (i Identifier) Account() (source Source, accountID string) { return i.source, i.accountID }

// UserID is the user id, if that is what identifies the customer.
func (i Identifier) UserID() (id int64, ok bool) {
	if i.kind != kindUserID {
		return 0, false
	}
	id, err := strconv.ParseInt(i.value, 10, 64)
	return id, err == nil
}

func (i Identifier) check() error {
	switch {
	case i.IsZero():
		return Invalid("customer", "an identifier is required, such as capillary.Mobile or capillary.UserID")
	case i.kind == "" || i.value == "":
		return Invalid("customer", "the identifier is empty")
	case i.kind == kindUserID && (i.value[0] == '-' || i.value == "0"):
		return Invalid("customer", "a user id is a positive number")
	case escape.HasControl(i.value) || escape.HasControl(string(i.kind)):
		return Invalid("customer", "the identifier has control characters")
	}
	return nil
}

// account writes source and account id: the identifier's own, the call's or client's, or the default.
func (i Identifier) account(q *query.Params, s *settings) {
	i.explicitAccount(q, s)
	if !q.Has("source") {
		q.Add("source", string(SourceInStore))
	}
}

// explicitAccount writes them only where somebody named them.
func (i Identifier) explicitAccount(q *query.Params, s *settings) {
	source, account := i.source, i.accountID
	if source == "" {
		source, account = s.source, s.accountID
	}
	if source != "" {
		q.Set("source", string(source))
	}
	if account != "" {
		q.Set("accountId", account)
	}
}

// String is the type of the identifier, without the value.
func (i Identifier) String() string { return i.redacted() }

// Format prints the type and hides the value, under every verb.
func (i Identifier) Format(f fmt.State, _ rune) { fmt.Fprint(f, i.redacted()) }

// LogValue hides the value from slog.
func (i Identifier) LogValue() slog.Value { return slog.StringValue(i.redacted()) }

func (i Identifier) redacted() string {
	if i.IsZero() {
		return "no identifier"
	}
	return string(i.kind) + ":[redacted]"
}

// keptIdentifier is an identifier as JSON.
type keptIdentifier struct {
	Type      kind   `json:"type"`
	Value     string `json:"value"`
	Source    Source `json:"source,omitzero"`
	AccountID string `json:"accountId,omitzero"`
}

// MarshalJSON writes the identifier whole, or null for none.
func (i Identifier) MarshalJSON() ([]byte, error) {
	if i == (Identifier{}) {
		return []byte("null"), nil
	}
	return json.Marshal(keptIdentifier{i.kind, i.value, i.source, i.accountID})
}

// UnmarshalJSON reads what MarshalJSON wrote, and a customer as the bodies of the API have them: {"mobile": "919740000000"}
// in any of the API's spellings, of several identifiers the first of user id, mobile, e-mail, external id and card, or
// {"identifierType": "mobile", "identifierValue": "919740000000"}. Other members are left alone. An object that names nobody
// is the zero Identifier.
func (i *Identifier) UnmarshalJSON(raw []byte) error {
	var members map[string]json.RawMessage
	if json.Unmarshal(raw, &members) != nil {
		return errNoIdentifier
	}
	*i = Identifier{}
	for _, pair := range pairs {
		if members[pair[0]] == nil || members[pair[1]] == nil {
			continue
		}
		name, isName := textOf(members[pair[0]])
		value, isValue := textOf(members[pair[1]])
		if !isName || !isValue {
			return errNoIdentifier
		}
		i.kind, i.value = kind(name), value
		return i.readAccount(members)
	}
	for _, spelled := range spellings {
		value, isText := textOf(members[spelled.name])
		if members[spelled.name] != nil && !isText {
			return errNoIdentifier
		}
		if _, isID := (Identifier{kind: kindUserID, value: value}).UserID(); value != "" && (isID || spelled.kind != kindUserID) {
			i.kind, i.value = spelled.kind, value
			return i.readAccount(members)
		}
	}
	return nil
}

func (i *Identifier) readAccount(members map[string]json.RawMessage) error {
	source, isSource := textOf(members["source"])
	account, isAccount := textOf(members["accountId"])
	if !isSource || !isAccount {
		return errNoIdentifier
	}
	i.source, i.accountID = Source(source), account
	return nil
}

var errNoIdentifier = errors.New("capillary: no identifier can be read") // never the value

// pairs are the members that tell type and value apart. The first is how MarshalJSON writes it.
var pairs = [][2]string{{"type", "value"}, {"identifierType", "identifierValue"}, {"identifierName", "identifierValue"}}

// spellings are the members that name a customer by themselves, the surest first.
var spellings = []struct {
	name string
	kind kind
}{
	{"id", kindUserID},
	{"user_id", kindUserID},
	{"userId", kindUserID},
	{"mobile", kindMobile},
	{"email", kindEmail},
	{"external_id", kindExternalID},
	{"externalId", kindExternalID},
	{"card_number", kindCardNumber},
	{"cardNumber", kindCardNumber},
	{"cardnumber", kindCardNumber},
	{"card_external_id", kindCardExternalID},
	{"cardExternalId", kindCardExternalID},
	{"wechat", kindWeChat},
	{"unionId", kindUnionID},
	{"fbId", kindFacebookID},
	{"martjackId", kindMartJackID},
	{"cuid", kindCUID},
	{"local_id", "local_id"},
}

// textOf is a text, or a number as it is written; nothing and null are the empty text.
func textOf(raw json.RawMessage) (text string, ok bool) {
	if len(raw) == 0 || string(raw) == "null" {
		return "", true
	}
	if raw[0] == '"' {
		return text, json.Unmarshal(raw, &text) == nil
	}
	var number json.Number
	return string(raw), json.Unmarshal(raw, &number) == nil
}

// CheckCustomer refuses an identifier in a body that would not name a customer there: none, one of a type that the endpoint
// does not take, and one in a source, which would be lost. field is what the request calls it; accepted are the types as
// Name spells them, none for any. Requests ask it in their Validate method.
func CheckCustomer(field string, who Identifier, accepted ...string) error {
	if err := who.check(); err != nil {
		if e := (*InvalidInputError)(nil); errors.As(err, &e) {
			return Invalid(field, e.Reason)
		}
		return err
	}
	if len(accepted) > 0 && !slices.Contains(accepted, who.Name()) {
		return Invalid(field, "this call takes "+strings.Join(accepted, ", ")+" only; customer.Lookup finds the user id")
	}
	if who.source != "" || who.accountID != "" {
		return Invalid(field, "this call takes no source: customer.Lookup finds the user id, which is the same in all sources")
	}
	return nil
}

// appendBody writes an identifier as most bodies have it, {"mobile": "919740000000"}. A source would be lost there.
func (i Identifier) appendBody(e *jsontext.Encoder, name string) error {
	switch {
	case i == (Identifier{}):
		return e.WriteToken(jsontext.Null)
	case i.source != "" || i.accountID != "":
		return unwritable("this call takes no source")
	}
	value := jsontext.String(i.value)
	if id, ok := i.UserID(); ok {
		value = jsontext.Int(id)
	}
	for _, token := range []jsontext.Token{jsontext.BeginObject, jsontext.String(name), value, jsontext.EndObject} {
		if err := e.WriteToken(token); err != nil {
			return err
		}
	}
	return nil
}

// Source is where a customer is registered from. One customer can have a profile in each of several sources.
type Source string

// The documented sources. WECHAT, FACEBOOK, LINE and MOBILE_APP can have several accounts, and then need an account id.
const (
	SourceInStore   Source = "INSTORE"
	SourceMartJack  Source = "MARTJACK"
	SourceWeChat    Source = "WECHAT"
	SourceFacebook  Source = "FACEBOOK"
	SourceWebEngage Source = "WEB_ENGAGE"
	SourceTmall     Source = "TMALL"
	SourceTaobao    Source = "TAOBAO"
	SourceJD        Source = "JD"
	SourceEcommerce Source = "ECOMMERCE"
	SourceWebsite   Source = "WEBSITE"
	SourceLine      Source = "LINE"
	SourceMobileApp Source = "MOBILE_APP"
	SourceAll       Source = "ALL" // reading: all sources at once
)
