package capillary

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
)

const redacted = "[redacted]"

// Secret is a text that never shows: not under any fmt verb, not in slog, JSON, or a dump of the memory of a struct.
// One-time passwords and validation codes are secrets. Only the client's own encoder writes it to the API.
type Secret struct{ reveal func() string }

// NewSecret wraps a text.
func NewSecret(text string) Secret { return Secret{func() string { return text }} }

// Reveal is the text itself.
func (s Secret) Reveal() string {
	if s.reveal == nil {
		return ""
	}
	return s.reveal()
}

// IsZero reports whether there is no text.
func (s Secret) IsZero() bool { return s.Reveal() == "" }

// String hides the text.
func (s Secret) String() string { return redacted }

// Format hides the text under every verb.
func (s Secret) Format(f fmt.State, _ rune) { fmt.Fprint(f, redacted) }

// LogValue hides the text from slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalJSON hides the text from every encoder but the client's own.
func (s Secret) MarshalJSON() ([]byte, error) {
	if s.IsZero() {
		return []byte(`""`), nil
	}
	return []byte(`"` + redacted + `"`), nil
}

// UnmarshalJSON reads a text or a number. What MarshalJSON hid is refused: nobody can read it back.
func (s *Secret) UnmarshalJSON(raw []byte) error {
	var text string
	if json.Unmarshal(raw, &text) != nil {
		var number json.Number
		if json.Unmarshal(raw, &number) != nil {
			return errors.New("capillary: a secret is a text or a number") // never the value
		}
		text = number.String()
	}
	switch text {
	case "":
		*s = Secret{}
		return nil
	case redacted:
		return errors.New("capillary: a secret that was hidden can't be read back")
	}
	*s = NewSecret(text)
	return nil
}

// EncodeValues writes the text into a query, for the endpoints that take a code there.
func (s Secret) EncodeValues(key string, v *url.Values) error {
	if !s.IsZero() {
		v.Set(key, s.Reveal())
	}
	return nil
}
