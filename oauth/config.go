package oauth

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Config says where tokens come from. BaseURL, Key and Secret are required.
type Config struct {
	// BaseURL is the address of the cluster, such as https://eu.api.capillarytech.com. It is https, or http on loopback
	// only, and has no user name, query or fragment. A path is kept as a prefix, for gateways.
	BaseURL string

	// Key and Secret are those of the API client, as InTouch shows them.
	Key, Secret string

	// HTTPClient makes the token requests; nil means one of the source's own, with TLS 1.2 or newer, no kept connections
	// and the proxy of the environment. Redirects are followed and cookies kept with neither.
	HTTPClient *http.Client

	// Timeout bounds a token request together with the tries that follow a failure. Zero means 10 s. A shorter Timeout
	// of the HTTPClient holds for each try.
	Timeout time.Duration
}

const defaultTimeout = 10 * time.Second

// check returns the parsed BaseURL. Its errors never hold a value of the Config.
func (c Config) check() (*url.URL, error) {
	if err := checkCredential("key", c.Key); err != nil {
		return nil, err
	}
	if err := checkCredential("secret", c.Secret); err != nil {
		return nil, err
	}
	if c.Timeout < 0 {
		return nil, errors.New("oauth: the timeout is negative")
	}
	return parseBase(c.BaseURL)
}

// checkCredential finds what environment files and copying leave behind, before the API answers with a riddle.
func checkCredential(name, value string) error {
	switch {
	case value == "":
		return fmt.Errorf("oauth: the %s is empty", name)
	case !utf8.ValidString(value):
		return fmt.Errorf("oauth: the %s is not UTF-8", name)
	case strings.ContainsFunc(value, unicode.IsControl) || strings.TrimSpace(value) != value:
		return fmt.Errorf("oauth: the %s has a line break, a control character or white space around it", name)
	}
	return nil
}

func parseBase(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	switch {
	case address == "":
		return nil, errors.New("oauth: the base URL is empty")
	case err != nil: // its text holds the address, and that may hold a password
		return nil, errors.New("oauth: the base URL is no URL")
	case u.User != nil:
		return nil, errors.New("oauth: the base URL has a user name")
	case strings.ContainsAny(address, "?#"):
		return nil, errors.New("oauth: the base URL has a query or a fragment")
	case u.Hostname() == "":
		return nil, errors.New("oauth: the base URL has no host")
	case !isPort(u):
		return nil, errors.New("oauth: the base URL has a port that is no number from 1 to 65535")
	case !isPrefix(u):
		return nil, errors.New("oauth: the base URL has a path with empty or dot segments, or with characters that change what a path means")
	case u.Scheme == "http" && !isLoopback(u.Hostname()):
		return nil, errors.New("oauth: the base URL must be https; http is for loopback only")
	case u.Scheme != "https" && u.Scheme != "http":
		return nil, errors.New("oauth: the base URL must be https")
	}
	return u, nil
}

// isPort takes no port, or a usable one. net/url takes any digits, and a colon alone.
func isPort(u *url.URL) bool {
	port := u.Port()
	if port == "" {
		return !strings.HasSuffix(u.Host, ":")
	}
	n, err := strconv.ParseUint(port, 10, 16)
	return err == nil && n > 0 && port[0] != '0'
}

// isPrefix reports whether a path means the same to everyone who reads it on the way, decoded or not.
func isPrefix(u *url.URL) bool {
	path := strings.TrimSuffix(u.Path, "/")
	if strings.ContainsAny(path, `?#;%\`) || strings.ContainsFunc(path, unicode.IsControl) ||
		strings.Count(u.EscapedPath(), "/") != strings.Count(u.Path, "/") {
		return false
	}
	for i, segment := range strings.Split(path, "/") {
		if i > 0 && (segment == "" || segment == "." || segment == "..") {
			return false
		}
	}
	return true
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

const redacted = "[redacted]"

// String hides the key and the secret.
func (c Config) String() string {
	base := redacted // a base URL that New refuses may hold a password
	if u, err := parseBase(c.BaseURL); err == nil {
		base = u.Scheme + "://" + u.Host
	}
	return fmt.Sprintf("oauth.Config{BaseURL: %q, Key: %s, Secret: %s, Timeout: %v}", base, redacted, redacted, c.Timeout)
}

// GoString hides the key and the secret.
func (c Config) GoString() string { return c.String() }

// Format hides the key and the secret under every verb.
func (c Config) Format(f fmt.State, _ rune) { fmt.Fprint(f, c.String()) }

// LogValue hides the key and the secret from slog.
func (c Config) LogValue() slog.Value { return slog.StringValue(c.String()) }

// MarshalJSON hides the key and the secret. What it writes is for logs; it can't be read back.
func (c Config) MarshalJSON() ([]byte, error) { return []byte(`"` + redacted + `"`), nil }
