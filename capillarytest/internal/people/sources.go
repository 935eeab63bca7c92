package people

import (
	"net/mail"
	"slices"
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/reply"
)

// A Source is an entry through which customers register. Where a source has several accounts, calls must name one.
type Source struct {
	Name         string   // INSTORE, WECHAT, …
	HasAccounts  bool     // accountId is mandatory
	AccountsOnly []string // the accounts that exist; empty = any
}

// DefaultSources is every documented source. WECHAT, FACEBOOK, WEB_ENGAGE, MOBILE_APP and LINE have accounts, and any account id exists.
func DefaultSources() []Source {
	return []Source{
		{Name: "INSTORE"}, {Name: "MARTJACK"}, {Name: "TMALL"}, {Name: "TAOBAO"}, {Name: "JD"}, {Name: "ECOMMERCE"}, {Name: "WEBSITE"},
		{Name: "WECHAT", HasAccounts: true}, {Name: "FACEBOOK", HasAccounts: true}, {Name: "WEB_ENGAGE", HasAccounts: true},
		{Name: "MOBILE_APP", HasAccounts: true}, {Name: "LINE", HasAccounts: true},
	}
}

// Place is where a profile lives: a source and, if the source has accounts, the account.
type Place struct{ Source, Account string }

// Sources are those of the organisation.
func (o *Book) Sources() []Source { return slices.Clone(o.sources) }

// Anywhere is source=ALL.
var Anywhere = Place{Source: "ALL"}

// PlaceCodes are the codes of one endpoint for a source that is missing, unknown, without account, or of an unknown account.
type PlaceCodes struct{ Missing, Unknown, NoAccount, BadAccount int }

// The codes of the customer endpoints.
var (
	LookupCodes = PlaceCodes{8001, 8011, 8045, 8011}
	GetCodes    = PlaceCodes{8016, 8012, 8045, 8012}
	AddCodes    = PlaceCodes{8004, 3217, 8045, 8127}
	UpdateCodes = PlaceCodes{8004, 3217, 8045, 8127}
)

// PlaceOf checks a source and an account. ALL is fine where the codes are those of a look-up or a get.
func (o *Book) PlaceOf(source, account string, codes PlaceCodes) (Place, *reply.Refusal) {
	source = strings.ToUpper(strings.TrimSpace(source))
	if source == "" {
		return Place{}, reply.Common.Refuse(codes.Missing)
	}
	if source == "ALL" && (codes == LookupCodes || codes == GetCodes) {
		return Anywhere, nil
	}
	for _, s := range o.sources {
		if s.Name == source {
			return s.place(account, codes)
		}
	}
	return Place{}, reply.Common.Refuse(codes.Unknown)
}

func (s Source) place(account string, codes PlaceCodes) (Place, *reply.Refusal) {
	switch {
	case !s.HasAccounts:
		return Place{Source: s.Name}, nil
	case account == "":
		return Place{}, reply.Common.Refuse(codes.NoAccount)
	case len(s.AccountsOnly) > 0 && !slices.Contains(s.AccountsOnly, account):
		return Place{}, reply.Common.Refuse(codes.BadAccount)
	}
	return Place{s.Name, account}, nil
}

// identifierTypes is the spelling of every identifier type in replies, by its lower-case form without underscores.
var identifierTypes = func() map[string]string {
	m := map[string]string{}
	for _, name := range []string{"mobile", "email", "externalId", "cardnumber", "cardExternalId", "wechat", "martjackId", "fbId",
		"facebook", "unionId", "cuid", "tmall_uname", "ali_uname", "jd_uname", "vip_uname", "taobao_uname", "line", "mobilePush",
		"webEngage", "instore", "ecommerce"} {
		m[plain(name)] = name
	}
	return m
}()

func plain(name string) string {
	return strings.ReplaceAll(strings.ToLower(strings.TrimSpace(name)), "_", "")
}

// Identity is an identifier as the index knows it.
type Identity struct{ Kind, Value string }

// IdentityOf normalises an identifier; ok is false for a type that the API does not know.
func IdentityOf(kind, value string) (Identity, bool) {
	name, ok := identifierTypes[plain(kind)]
	value = strings.TrimSpace(value)
	if name == "email" {
		value = strings.ToLower(value)
	}
	return Identity{name, value}, ok && value != ""
}

// WellFormed checks the value of a mobile or an email.
func (i Identity) WellFormed() bool {
	switch i.Kind {
	case "mobile":
		return IsMobile(i.Value)
	case "email":
		a, err := mail.ParseAddress(i.Value)
		return err == nil && a.Address == i.Value
	default:
		return true
	}
}

// IsMobile tells whether a string can be a mobile number: 5 to 16 digits.
func IsMobile(s string) bool {
	if len(s) < 5 || len(s) > 16 {
		return false
	}
	return strings.Trim(s, "0123456789") == ""
}
