package capillarytest

import (
	"net/mail"
	"slices"
	"strings"
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

// place is where a profile lives: a source and, if the source has accounts, the account.
type place struct{ source, account string }

// anywhere is source=ALL.
var anywhere = place{source: "ALL"}

// placeCodes are the codes of one endpoint for a source that is missing, unknown, without account, or of an unknown account.
type placeCodes struct{ missing, unknown, noAccount, badAccount int }

var (
	lookupCodes = placeCodes{8001, 8011, 8045, 8011}
	getCodes    = placeCodes{8016, 8012, 8045, 8012}
	addCodes    = placeCodes{8004, 3217, 8045, 8127}
	updateCodes = placeCodes{8004, 3217, 8045, 8127}
)

// placeOf checks a source and an account. ALL is fine where the codes are those of a look-up or a get.
func (o *org) placeOf(source, account string, codes placeCodes) (place, *refusal) {
	source = strings.ToUpper(strings.TrimSpace(source))
	if source == "" {
		return place{}, refuse(codes.missing)
	}
	if source == "ALL" && (codes == lookupCodes || codes == getCodes) {
		return anywhere, nil
	}
	for _, s := range o.sources {
		if s.Name == source {
			return s.place(account, codes)
		}
	}
	return place{}, refuse(codes.unknown)
}

func (s Source) place(account string, codes placeCodes) (place, *refusal) {
	switch {
	case !s.HasAccounts:
		return place{source: s.Name}, nil
	case account == "":
		return place{}, refuse(codes.noAccount)
	case len(s.AccountsOnly) > 0 && !slices.Contains(s.AccountsOnly, account):
		return place{}, refuse(codes.badAccount)
	}
	return place{s.Name, account}, nil
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

// identity is an identifier as the index knows it.
type identity struct{ kind, value string }

// identityOf normalises an identifier; ok is false for a type that the API does not know.
func identityOf(kind, value string) (identity, bool) {
	name, ok := identifierTypes[plain(kind)]
	value = strings.TrimSpace(value)
	if name == "email" {
		value = strings.ToLower(value)
	}
	return identity{name, value}, ok && value != ""
}

// wellFormed checks the value of a mobile or an email.
func (i identity) wellFormed() bool {
	switch i.kind {
	case "mobile":
		return isMobile(i.value)
	case "email":
		a, err := mail.ParseAddress(i.value)
		return err == nil && a.Address == i.value
	default:
		return true
	}
}

func isMobile(s string) bool {
	if len(s) < 5 || len(s) > 16 {
		return false
	}
	return strings.Trim(s, "0123456789") == ""
}
