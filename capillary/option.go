package capillary

import (
	"log/slog"
	"maps"
	"net/http"
	"strings"
	"time"

	"github.com/capillary-go/sdk/internal/escape"
	"github.com/capillary-go/sdk/internal/retry"
)

// ClientOption is a setting of a client, for New, NewFromEnv and With. Every RequestOption is one too. What has to do with
// connections, or is counted over many calls, is a ClientOption alone, and the compiler refuses it in a call.
type ClientOption interface {
	clientOption()
}

// RequestOption is a setting of calls. Given to a call it is for that call; given to New or With it is the default of the
// client's calls, and a call's own takes its place.
type RequestOption interface {
	ClientOption
	requestOption()
}

type (
	clientSetting  func(*settings) error
	requestSetting func(*settings) error
)

func (clientSetting) clientOption()   {}
func (requestSetting) clientOption()  {}
func (requestSetting) requestOption() {}

// settings are what options change. A call works on its own copy; maps are copied before they are written.
type settings struct {
	source       Source
	accountID    string
	entity       Attribution
	lookup       Attribution
	header       func() http.Header // never written; behind a function, since the key of a gateway may be in it
	query        []parameter
	inherited    int // how many of them the client has
	fields       []bodyField
	userAgent    string
	maxRetries   int
	callTimeout  time.Duration
	readTimeout  time.Duration
	writeTimeout time.Duration
	settle       time.Duration
	successLimit int64
	errorLimit   int64
	keys         KeyTrust
	proofs       map[string]Proof // by operation
	codeClasses  map[operationCode]CodeClass
	strict       bool
	zone         *time.Location
	meta         *Meta
	logger       *slog.Logger
	hooks        []Hook
	rateLimits   map[string]int
	noRateLimits bool
	transport    http.RoundTripper
	http2        bool
	middleware   []Middleware
	scope        scope
}

// scope is what options are given to.
type scope uint8

const (
	scopeNew scope = iota
	scopeWith
	scopeCall
)

func defaults() settings {
	return settings{
		userAgent:    "capillary-go-sdk/" + Version,
		maxRetries:   retry.Tries - 1,
		callTimeout:  60 * time.Second,
		readTimeout:  10 * time.Second,
		writeTimeout: 30 * time.Second,
		settle:       120 * time.Second,
		successLimit: 10 << 20,
		errorLimit:   1 << 20,
	}
}

func apply[O ClientOption](s *settings, options []O) error {
	for _, o := range options {
		var set func(*settings) error
		switch o := any(o).(type) {
		case requestSetting:
			set = o
		case clientSetting:
			set = o
		}
		if set == nil {
			return Invalid("option", "it is nil, or not made by a function of this package")
		}
		if err := set(s); err != nil {
			return err
		}
	}
	return nil
}

// only refuses an option that this scope can't have.
func (s *settings) only(in scope, option string) error {
	switch {
	case s.scope == in:
		return nil
	case in == scopeCall:
		return Invalid("option", option+" is an option of one call")
	}
	return Invalid("option", option+" is an option of New: copies of a client share its connections")
}

// WithSource names the source of the customers that calls look for, and the account where a source has several. The
// default is SourceInStore.
func WithSource(source Source, accountID string) RequestOption {
	return requestSetting(func(s *settings) error {
		if source == "" {
			return Invalid("source", "it is empty")
		}
		s.source, s.accountID = source, accountID
		return nil
	})
}

// WithMeta fills in what there is to know about a call besides its result, whether it succeeds or not. It is for one call:
// a client with it is refused.
func WithMeta(meta *Meta) RequestOption {
	return requestSetting(func(s *settings) error {
		if meta == nil {
			return Invalid("meta", "it is nil")
		}
		if err := s.only(scopeCall, "WithMeta"); err != nil {
			return err
		}
		s.meta = meta
		return nil
	})
}

// WithMaxRetries sets how often a call may be sent again: 2 by default, 0 for never. What may be sent again at all is
// the operation's matter.
func WithMaxRetries(n int) RequestOption {
	return requestSetting(func(s *settings) error {
		if n < 0 || n > 100 {
			return Invalid("max retries", "it must be from 0 to 100")
		}
		s.maxRetries = n
		return nil
	})
}

// WithTimeout bounds a whole call, with all tries and waits, where the context has no deadline: 60 s by default.
func WithTimeout(d time.Duration) RequestOption {
	return positive("timeout", d, func(s *settings) { s.callTimeout = d })
}

// WithTryTimeout bounds a single try: 10 s for reads and 30 s for writes by default.
func WithTryTimeout(read, write time.Duration) RequestOption {
	return requestSetting(func(s *settings) error {
		if read <= 0 || write <= 0 {
			return Invalid("try timeout", "it must be positive")
		}
		s.readTimeout, s.writeTimeout = read, write
		return nil
	})
}

// WithSettleTime sets how long after a doubt a look-up that finds nothing proves that nothing happened: two minutes by
// default. The API gives no figure; it executes late at times.
func WithSettleTime(d time.Duration) RequestOption {
	return positive("settle time", d, func(s *settings) { s.settle = d })
}

// WithStrictDecoding makes a value of a reply that does not fit its field an error, ErrDrift. The work was done all the
// same; the error's outcome says so. It is for tests.
func WithStrictDecoding() RequestOption {
	return requestSetting(func(s *settings) error {
		s.strict = true
		return nil
	})
}

// WithTimeZone sets the zone of times that have none, and of all times in v1.1, in place of the cluster's.
func WithTimeZone(zone *time.Location) RequestOption {
	return requestSetting(func(s *settings) error {
		if zone == nil {
			return Invalid("time zone", "it is nil")
		}
		s.zone = zone
		return nil
	})
}

// WithHeader sets a header that the API documents and the SDK has no option for. Those that the client sets itself are
// refused (for User-Agent there is WithUserAgent), and so are those of a connection and idempotency headers: the API knows
// none, and net/http would send a write again by itself because of them.
func WithHeader(name, value string) RequestOption {
	return requestSetting(func(s *settings) error {
		if err := checkHeader(name, value); err != nil {
			return err
		}
		name = http.CanonicalHeaderKey(name)
		all := http.Header{name: {value}}
		if before := s.header; before != nil {
			all = maps.Clone(before())
			all[name] = []string{value}
		}
		s.header = func() http.Header { return all }
		return nil
	})
}

// WithUserAgent puts the name of your program before the SDK's in the User-Agent header.
func WithUserAgent(product string) ClientOption {
	return clientSetting(func(s *settings) error {
		if err := escape.Header(product); err != nil || product == "" {
			return Invalid("user agent", "it is empty or has characters that no header may have")
		}
		s.userAgent = product + " capillary-go-sdk/" + Version
		return nil
	})
}

// WithLogger logs each call: operation, method, path template, status, codes, tries, duration, bytes, request id, cluster.
// Never a URL, header, body or identifier. Without it nothing is logged.
func WithLogger(logger *slog.Logger) RequestOption {
	return requestSetting(func(s *settings) error {
		if logger == nil {
			return Invalid("logger", "it is nil")
		}
		s.logger = logger
		return nil
	})
}

// WithRateLimit sets the calls a minute of a rate-limit group, such as GroupCustomerAdd, in place of the cluster's
// documented limit; 0 is none. A group that no operation is in is refused. The calls of a client and of all its copies count
// together, since the API counts them together. What they may do in all is said to New; a copy can ask for less, and then
// gets no more than that, while to ask for more changes nothing. A call that must not wait takes WithoutRateLimits; it is
// not counted.
func WithRateLimit(group string, perMinute int) ClientOption {
	return clientSetting(func(s *settings) error {
		if perMinute < 0 {
			return Invalid("rate limit", "it is negative")
		}
		if !isGroup(group) {
			return Invalid("rate limit", "no operation is in this group; the groups are "+strings.Join(groupNames(), ", "))
		}
		limits := maps.Clone(s.rateLimits)
		if limits == nil {
			limits = map[string]int{}
		}
		limits[group] = perMinute
		s.rateLimits = limits
		return nil
	})
}

// WithoutRateLimits turns the client's rate limiting off, or lets one call go without it. The API's own limits stay.
func WithoutRateLimits() RequestOption {
	return requestSetting(func(s *settings) error {
		s.noRateLimits = true
		return nil
	})
}

// WithReplyLimits bounds replies, in bytes after decompression: 10 MiB for successes and 1 MiB for errors by default.
func WithReplyLimits(success, failure int64) RequestOption {
	return requestSetting(func(s *settings) error {
		if success <= 0 || failure <= 0 {
			return Invalid("reply limits", "they must be positive")
		}
		s.successLimit, s.errorLimit = success, failure
		return nil
	})
}

// Middleware wraps the transport of every try. Credentials are added below it, right above the transport: it sees them in no
// request, no reply and no hook of a trace, and requests for tokens do not pass it at all. What it hands on must have the
// context of what it was given, and go to the same host: a request that it leads elsewhere is not signed and not sent, and
// ends the call with ErrNotSent. The body that it sees is that of the call, with what is personal or secret in it.
type Middleware func(http.RoundTripper) http.RoundTripper

// WithMiddleware wraps the transport of every try. The first is the outermost. It must send by the transport that it is
// given and by no other: of what goes elsewhere the SDK learns nothing. An option of New, not of With.
func WithMiddleware(m Middleware) ClientOption {
	return clientSetting(func(s *settings) error {
		if m == nil {
			return Invalid("middleware", "it is nil")
		}
		if err := s.only(scopeNew, "WithMiddleware"); err != nil {
			return err
		}
		s.middleware = append(s.middleware[:len(s.middleware):len(s.middleware)], m)
		return nil
	})
}

// WithHTTP2 speaks HTTP/2 with servers that offer it: all calls share one connection then, instead of one for each call that is
// under way. By default the SDK's own transport speaks HTTP/1.1, since with many callers that serves more calls a second, and
// a connection that dies fails one call and not all of them (docs/speed.md has the figures). It is for proxies and firewalls that
// allow few connections. An option of New, not of With, and not beside WithTransport.
func WithHTTP2() ClientOption {
	return clientSetting(func(s *settings) error {
		if err := s.only(scopeNew, "WithHTTP2"); err != nil {
			return err
		}
		s.http2 = true
		return nil
	})
}

// WithTransport replaces the transport, for a proxy, a private certificate authority or a mock. An *http.Transport is
// copied, its TLS is held to 1.2 at least, and one that skips verification is refused. The copy speaks HTTP/2 where the
// original does, by net/http's own code, with pings unless the original has some, and HTTP/1.1 for writes without a body
// and GETs that do something. Of any other kind the SDK cannot see whether a connection was got, so what failed there
// counts as possibly executed. It is the transport itself, no middleware: it gets requests with credentials, and those for
// tokens. An option of New, not of With.
func WithTransport(t http.RoundTripper) ClientOption {
	return clientSetting(func(s *settings) error {
		if t == nil {
			return Invalid("transport", "it is nil")
		}
		if err := s.only(scopeNew, "WithTransport"); err != nil {
			return err
		}
		own, ok := t.(*http.Transport)
		if ok && own == nil {
			return Invalid("transport", "it is nil")
		}
		if ok && own.TLSClientConfig != nil && own.TLSClientConfig.InsecureSkipVerify {
			return Invalid("transport", "it skips the verification of certificates")
		}
		s.transport = t
		return nil
	})
}

func positive(what string, d time.Duration, set func(*settings)) RequestOption {
	return requestSetting(func(s *settings) error {
		if d <= 0 {
			return Invalid(what, "it must be positive")
		}
		set(s)
		return nil
	})
}
