package webhook

import (
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"

	"github.com/capillary-go/sdk/capillary"
)

// Secrets are the values that one header may have in a delivery. They never show: not in fmt, slog, JSON, or a dump.
type Secrets struct {
	header  string
	matches func(values []string) bool
	err     error
}

// MinSecretLength is how long a secret must be at least.
const MinSecretLength = 16

// Secret names the static header of the webhook and the values that are accepted in it: one, or during a change the new and
// the old one. A value is the whole value of the header, such as "Bearer 8f3b…" where the header is Authorization.
func Secret(header string, accepted ...string) Secrets {
	if err := checkSecret(header, accepted); err != nil {
		return Secrets{err: err}
	}
	sums := make([][sha256.Size]byte, len(accepted))
	for i, secret := range accepted {
		sums[i] = sha256.Sum256([]byte(secret))
	}
	return Secrets{header: http.CanonicalHeaderKey(header), matches: func(values []string) bool { return matchAny(values, sums) }}
}

// What a header may have, so that who does not know the secret makes no work.
const (
	maxValues = 8
	maxLength = 16 << 10
)

// matchAny compares all with all, so that the time it takes tells nothing. The sums make all secrets of one length.
func matchAny(values []string, sums [][sha256.Size]byte) bool {
	found := 0
	for _, value := range values[:min(len(values), maxValues)] {
		if len(value) > maxLength {
			continue
		}
		sum := sha256.Sum256([]byte(value))
		for i := range sums {
			found |= subtle.ConstantTimeCompare(sum[:], sums[i][:])
		}
	}
	return found == 1
}

// accepts reports whether a delivery has one of the values.
func (s Secrets) accepts(r *http.Request) bool { return s.matches(r.Header[s.header]) }

// notForSecrets are headers that net/http keeps for itself, so that a handler never sees them, and those that the sender or
// what is on the way sets: a secret in one would refuse every delivery.
var notForSecrets = []string{"Accept", "Accept-Encoding", "Connection", "Content-Encoding", "Content-Length", "Content-Type", "Expect", "Host",
	"Te", "Trailer", "Transfer-Encoding", "Upgrade", "User-Agent"}

// checkSecret refuses what is no protection, and what could never match: then every delivery would be lost.
func checkSecret(header string, accepted []string) error {
	switch {
	case !isToken(header):
		return capillary.Invalid("header", "the name of the secret's header is empty or no name of a header")
	case slices.Contains(notForSecrets, http.CanonicalHeaderKey(header)):
		return capillary.Invalid("header", "this header is not the webhook's to set")
	case len(accepted) == 0:
		return capillary.Invalid("secret", "there is none")
	}
	for _, secret := range accepted {
		switch {
		case len(strings.TrimSpace(secret)) < MinSecretLength:
			return capillary.Invalid("secret", fmt.Sprintf("it is empty or shorter than %d characters", MinSecretLength))
		case len(secret) > maxLength:
			return capillary.Invalid("secret", "it is too long for a header")
		case strings.TrimSpace(secret) != secret:
			return capillary.Invalid("secret", "it begins or ends with a blank, which headers do not keep")
		case strings.ContainsFunc(secret, func(c rune) bool { return c < ' ' || c > '~' }):
			return capillary.Invalid("secret", "it has characters that headers do not carry; use letters and digits")
		}
	}
	return nil
}

// isToken reports whether a text can be the name of a header.
func isToken(name string) bool {
	return name != "" && !strings.ContainsFunc(name, func(c rune) bool {
		return c <= ' ' || c > '~' || strings.ContainsRune(`"(),/:;<=>?@[\]{}`, c)
	})
}

const redacted = "[redacted]"

// String hides the values.
func (s Secrets) String() string { return redacted }

// Format hides the values under every verb.
func (s Secrets) Format(f fmt.State, _ rune) { fmt.Fprint(f, redacted) }

// LogValue hides the values from slog.
func (s Secrets) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalJSON hides the values.
func (s Secrets) MarshalJSON() ([]byte, error) { return []byte(`"` + redacted + `"`), nil }
