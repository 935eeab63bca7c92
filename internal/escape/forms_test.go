package escape_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/capillary-go/sdk/internal/escape"
)

func TestASegmentIsEscapedOrRefused(t *testing.T) {
	for value, want := range map[string]string{
		"plain": "plain", "a/b": "a%2Fb", "../..": "..%2F..", "...": "...", ".a": ".a", "%2e%2e": "%252e%252e", "?": "%3F", "#": "%23", "a b": "a%20b", "ä": "%C3%A4", ";": "%3B", `\`: "%5C", "\u2028": "%E2%80%A8",
	} {
		got, err := escape.Segment(value)
		assert.NoError(t, err, "%q", value)
		assert.Equal(t, want, got, "%q", value)
	}
	for _, value := range []string{"", ".", "..", "\x00", "a\nb", "a\x7f", "\u0085", "\xff", "a\xc3"} {
		_, err := escape.Segment(value)
		assert.Error(t, err, "%q", value)
	}
}

func TestAHeadersNameIsATokenAndItsValueOneLine(t *testing.T) {
	for _, name := range []string{"X-A", "x_a", "A.b!#$%&'*+-^_`|~9"} {
		assert.NoError(t, escape.HeaderName(name), "%q", name)
	}
	for _, name := range []string{"", " ", "a b", "a:", "a\r\n", "a\t", "ä", "a\x7f", "(a)", `"a"`, "a/b", "a;b", "a=b", "a@b", "[a]", "{a}", "<a>", "a,b", "a?b", `a\b`} {
		assert.Error(t, escape.HeaderName(name), "%q", name)
	}
	for _, value := range []string{"", "a", "a b", "ä", `"a"`} {
		assert.NoError(t, escape.Header(value), "%q", value)
	}
	for _, value := range []string{" a", "a ", "\u00a0a", "a\r\nb", "a\tb", "\x00", "\x7f", "\u0085", "\xff"} {
		assert.Error(t, escape.Header(value), "%q", value)
	}
}

func FuzzASegmentComesBackAsItWas(f *testing.F) {
	for _, seed := range []string{"a", "../x", "%2e%2e", "a/b", "?q=1", "\u2028", "%", ";"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		segment, err := escape.Segment(value)
		if err != nil {
			return
		}
		plain, err := url.PathUnescape(segment)
		if err != nil || plain != value || strings.ContainsAny(segment, "/?#;\\ ") || segment == "." || segment == ".." {
			t.Errorf("%q became %q", value, segment)
		}
	})
}
