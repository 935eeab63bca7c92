package capillarytest

import (
	"time"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/ledger"
	"github.com/capillary-go/sdk/capillarytest/internal/otp"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
)

// An Option sets up a server.
type Option func(*settings)

// settings are what a server is set up with: the kernel's, and those of the resources.
type settings struct {
	kernel.Settings
	sources          []people.Source
	programs         []ledger.Program
	codeTTL          time.Duration // of validation codes and one-time passwords
	otpLimits        otp.Limits
	codesNotRequired bool
	billsPerTill     bool
}

func defaults() settings {
	return settings{Settings: kernel.Defaults(), sources: people.DefaultSources(),
		programs: []ledger.Program{ledger.DefaultProgram()}, codeTTL: 10 * time.Minute, otpLimits: otp.DefaultLimits()}
}

// WithClock sets the clock that the organisation and the tokens live by. The default is time.Now.
func WithClock(now func() time.Time) Option { return func(s *settings) { s.Clock = now } }

// WithZone sets the zone of the cluster: v2 times carry its offset, v1.1 times are in it without saying so. The default is UTC.
func WithZone(zone *time.Location) Option { return func(s *settings) { s.Zone = zone } }

// WithSources replaces the sources of the organisation. The default is DefaultSources.
func WithSources(sources ...Source) Option {
	var own []people.Source
	for _, source := range sources {
		own = append(own, people.Source(source))
	}
	return func(s *settings) { s.sources = own }
}

// WithPrograms replaces the loyalty programs of the organisation; the first is the default one. The default is DefaultProgram.
func WithPrograms(programs ...Program) Option {
	var own []ledger.Program
	for _, program := range programs {
		own = append(own, ledger.Program(program))
	}
	return func(s *settings) { s.programs = own }
}

// WithTokenTTL sets how long an access token lives. The default is five minutes.
func WithTokenTTL(ttl time.Duration) Option { return func(s *settings) { s.TokenTTL = ttl } }

// WithTill adds a till that may sign in with Basic. The first one replaces the built-in till.
func WithTill(username, password string) Option {
	return func(s *settings) {
		if len(s.Tills) == 1 && s.Tills[0] == kernel.Defaults().Tills[0] {
			s.Tills = nil
		}
		s.Tills = append(s.Tills, kernel.User{Name: username, Password: password})
	}
}

// WithClient adds an OAuth client. The first one replaces the built-in client.
func WithClient(key, secret string) Option {
	return func(s *settings) {
		if len(s.Clients) == 1 && s.Clients[0] == kernel.Defaults().Clients[0] {
			s.Clients = nil
		}
		s.Clients = append(s.Clients, kernel.Client{Key: key, Secret: secret})
	}
}

// WithStaleForm sets how the server says that a token expired or is unknown. The default is StaleHTTP401.
func WithStaleForm(form StaleForm) Option {
	return func(s *settings) { s.Stale = kernel.StaleForm(form) }
}

// WithRefusalStatus sets the HTTP status of refusals in v1.1 and in v2 and v3. The default is 200 and 400.
func WithRefusalStatus(v1, v2 int) Option {
	return func(s *settings) { s.RefusedV1, s.RefusedV2 = v1, v2 }
}

// WithKeys sets what the organisation makes of keys in the body, such as the external reference number of a redemption.
// The default is KeysHonoured.
func WithKeys(policy KeyPolicy) Option {
	return func(s *settings) { s.Keys = kernel.KeyPolicy(policy) }
}

// WithoutTwins leaves out of v2 replies what servers write beside a date since 2026: createdOnISO beside createdOn, validTillDateTime
// beside validTill.
func WithoutTwins() Option { return func(s *settings) { s.Settings.WithoutTwins = true } }

// WithoutMultiStatus answers batches without HTTP 207, as before 2026: one that failed in part with 200, one that failed with the
// status of refusals.
func WithoutMultiStatus() Option { return func(s *settings) { s.Settings.WithoutMultiStatus = true } }

// WithCodeTTL sets how long a validation code or a one-time password lives. The default is ten minutes.
func WithCodeTTL(ttl time.Duration) Option { return func(s *settings) { s.codeTTL = ttl } }

// WithOTPLimits sets how many one-time passwords a number or address may ask for in any 60 minutes, and in a day of the cluster; 0
// is no limit. The next one gets code 517, or 429. The default is 1000 and 10, as documented.
func WithOTPLimits(hour, day int) Option {
	return func(s *settings) { s.otpLimits = otp.Limits{Hour: hour, Day: day} }
}

// WithoutValidation lets customers redeem points without a validation code. One that is sent is checked nevertheless.
func WithoutValidation() Option { return func(s *settings) { s.codesNotRequired = true } }

// WithBillsUniquePerTill lets a bill number come again at another till, and at the same till on another day. Without it a
// number is unique in the organisation, for ever.
func WithBillsUniquePerTill() Option { return func(s *settings) { s.billsPerTill = true } }

// Username is the name of the till that may sign in with Basic.
func (s *Server) Username() string { return s.settings.Tills[0].Name }

// Password is the password of that till, as a person types it; the wire carries its md5.
func (s *Server) Password() string { return s.settings.Tills[0].Password }

// ClientKey is the key of the OAuth client.
func (s *Server) ClientKey() string { return s.settings.Clients[0].Key }

// ClientSecret is the secret of the OAuth client.
func (s *Server) ClientSecret() string { return s.settings.Clients[0].Secret }

// Zone is the zone of the cluster.
func (s *Server) Zone() *time.Location { return s.settings.Zone }

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
