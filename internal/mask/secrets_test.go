package mask_test

import (
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"strings"
	"testing"
	"unicode"

	"github.com/davecgh/go-spew/spew"
	"github.com/stretchr/testify/assert"

	"github.com/capillary-go/sdk/internal/mask"
)

func TestASecretIsHiddenInEveryFormInWhichAServerMayRepeatIt(t *testing.T) {
	const secret = `Pass/word+"7&`
	hide := mask.Secrets([]string{secret, "token-of-today"})
	std, url64 := base64.StdEncoding, base64.RawURLEncoding
	for name, form := range map[string]string{
		"as it is":            secret,
		"in capitals":         strings.ToUpper(secret),
		"in a query":          url.QueryEscape(secret),
		"in a path":           url.PathEscape(secret),
		"all escaped":         "%50%61%73%73%2f%77%6f%72%64%2b%22%37%26",
		"in JSON":             `Pass/word+\"7\u0026`,
		"in HTML":             `Pass/word+&#34;7&amp;`,
		"hexadecimal":         hex.EncodeToString([]byte(secret)),
		"base64":              std.EncodeToString([]byte(secret)),
		"base64 behind one":   std.EncodeToString([]byte("x" + secret + "yz")),
		"base64 behind two":   std.EncodeToString([]byte("xx" + secret + "y")),
		"base64 behind three": url64.EncodeToString([]byte("key" + secret)),
	} {
		got := hide("bad «" + form + "» given")
		assert.NotContains(t, got, form, name)
		assert.Contains(t, got, "[redacted]", name)
		assert.True(t, strings.HasPrefix(got, "bad «") && strings.HasSuffix(got, "» given"), "%s: %s", name, got)
	}
	assert.Equal(t, "a[redacted]b and [redacted]", hide("aToken-Of-Todayb and token-of-today"))
	assert.Equal(t, "nothing of it İ\xff", hide("nothing of it İ\xff"))
	assert.Equal(t, "İ\xff[redacted]İ", hide("İ\xfftoken-of-todayİ"), "places stay where they are")
}

func TestOfAShortSecretTheWholeWordIsHidden(t *testing.T) {
	hide := mask.Secrets([]string{"x7q", "b"})
	for text, want := range map[string]string{
		"wrong x7q":                     "wrong [redacted]",
		"wrong prefixX7Qsuffix.":        "wrong [redacted]",
		"\u00a0wrong\u2003x7q\u2003key": "\u00a0wrong\u2003[redacted]\u2003key",
		"x7q":                           "[redacted]",
		"wrong %78%37%71":               "wrong [redacted]",
		"wrong eDdx":                    "wrong [redacted]",
		"combined":                      "combined", // a letter is in nearly every word
		"wrong b, bb":                   "wrong [redacted], bb",
		"(b)":                           "([redacted])",
	} {
		assert.Equal(t, want, hide(text), "%q", text)
	}
	assert.Equal(t, "same", mask.Secrets([]string{"", ""})("same"))
}

func TestWhatHidesSecretsDoesNotShowThem(t *testing.T) {
	hide := mask.Secrets([]string{"canary-secret", "c7q"})
	nosy := spew.ConfigState{DisableMethods: true}
	assert.NotContains(t, nosy.Sdump(hide, struct{ f func(string) string }{hide}), "c7q")
	assert.NotContains(t, nosy.Sdump(hide), "canary")
}

func FuzzNoSecretIsLeft(f *testing.F) {
	f.Add("canary-secret", "bad ", " key")
	f.Add("x7q", "a", "b")
	f.Add("a b", "é", "\xff")
	f.Add("redact", "[", "]")
	f.Fuzz(func(t *testing.T, secret, before, after string) {
		if len(secret) < 3 || strings.ContainsFunc(secret, func(r rune) bool { return r > unicode.MaxASCII }) ||
			strings.Contains("[redacted]", strings.ToLower(secret)) || strings.ContainsAny(secret, "[]") {
			return
		}
		hide := mask.Secrets([]string{secret})
		for _, form := range []string{secret, url.QueryEscape(secret), strings.ToLower(secret)} {
			if got := hide(before + form + after); strings.Contains(got, form) {
				t.Errorf("%q shows in %q", form, got)
			}
		}
	})
}
