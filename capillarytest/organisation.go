package capillarytest

import (
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/ledger"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
)

// A Source is an entry through which customers register. Where a source has several accounts, calls must name one.
type Source struct {
	Name         string   // INSTORE, WECHAT, …
	HasAccounts  bool     // accountId is mandatory
	AccountsOnly []string // the accounts that exist; empty = any
}

// DefaultSources is every documented source. WECHAT, FACEBOOK, WEB_ENGAGE, MOBILE_APP and LINE have accounts, and any account id exists.
func DefaultSources() []Source {
	var out []Source
	for _, source := range people.DefaultSources() {
		out = append(out, Source(source))
	}
	return out
}

// A Program is a loyalty program with its tiers, lowest first.
type Program struct {
	ID    int64
	Name  string
	Tiers []string
}

// DefaultProgram is the loyalty program of an organisation that sets up none: Bronze, Silver and Gold.
func DefaultProgram() Program { return Program(ledger.DefaultProgram()) }

// A StaleForm is a way in which the API says that a token is no good.
type StaleForm int

// The ways to say that a token is no good.
const (
	StaleHTTP401 = StaleForm(kernel.StaleHTTP401) // HTTP 401 with code 401 in the body
	StaleBody498 = StaleForm(kernel.StaleBody498) // HTTP 200 with code 498 in the body, and success "true"
	StaleBody401 = StaleForm(kernel.StaleBody401) // HTTP 200 with code 401 in the body
)

// A KeyPolicy says what the organisation makes of keys that a caller sends in the body.
type KeyPolicy int

// What becomes of a key.
const (
	KeysHonoured = KeyPolicy(kernel.KeysHonoured) // the same key and body again: the first result, nothing is done; with another body: refused
	KeysIgnored  = KeyPolicy(kernel.KeysIgnored)  // every request is carried out
	KeysBurned   = KeyPolicy(kernel.KeysBurned)   // as KeysHonoured, and a key whose first event was refused can't be used again
)
