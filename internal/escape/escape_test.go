package escape_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/internal/escape"
)

func TestASegmentArrivesAsTheOneValueThatItIs(t *testing.T) {
	var path string
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { path = r.URL.EscapedPath() }))
	defer server.Close()
	for _, value := range []string{"7001", "a b", " ", "a/b", "/", "//", "../x", "..\\x", "a?b=c", "a#b", "50%", "%2e%2e", "%2F", "a;b", "a&b", "a+b", "a:b",
		"mara@example.org", "+46700000001", "Umeå", "मीरा", "日本", "😀", "...", ".a", "a.", "~", "*", `"`, "<>", "{userId}", "a,b", "|", "\u2028", strings.Repeat("x", 4000)} {
		segment, err := escape.Segment(value)
		require.NoError(t, err, value)
		resp, err := server.Client().Get(server.URL + "/before/" + segment + "/after")
		require.NoError(t, err, value)
		resp.Body.Close()
		parts := strings.Split(path, "/")
		require.Len(t, parts, 4, "%q is not one segment: %s", value, path)
		assert.Equal(t, "before", parts[1], value)
		assert.Equal(t, "after", parts[3], value)
		got, err := url.PathUnescape(parts[2])
		require.NoError(t, err, value)
		assert.Equal(t, value, got)
	}
}

func TestASegmentThatWouldChangeThePathIsRefused(t *testing.T) {
	for value, reason := range map[string]string{
		"": "empty", ".": "dot", "..": "dot",
		"a\x00": "control", "a\nb": "control", "\r": "control", "\t": "control", "a\x7f": "control", "a\u0085": "control", "\u009f": "control",
		"\xff": "control", "a\xc3": "control", "\xed\xa0\x80": "control", "\ufffd": "control",
	} {
		segment, err := escape.Segment(value)
		require.Error(t, err, "%q", value)
		assert.Contains(t, err.Error(), reason, "%q", value)
		assert.Empty(t, segment)
		if value != "" && value != "." {
			assert.NotContains(t, err.Error(), value, "what was refused may be personal")
		}
	}
}

func TestAHeaderTakesOneLineThatArrivesUnchanged(t *testing.T) {
	var got []string
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { got = r.Header["X-Own"] }))
	defer server.Close()
	for _, value := range []string{"", "a", "a b", "a: b", "a, b", `"a"`, "Umeå", "日本", "a;q=0.5"} {
		require.NoError(t, escape.Header(value), value)
		request, err := http.NewRequest(http.MethodGet, server.URL, nil)
		require.NoError(t, err)
		request.Header["X-Own"] = []string{value}
		resp, err := server.Client().Do(request)
		require.NoError(t, err, value)
		resp.Body.Close()
		assert.Equal(t, []string{value}, got)
	}
	for _, value := range []string{"a\r\nb: c", "a\n", "\na", "a\rb", "a\x00b", "a\tb", "\x7f", "a\u0085b", "\xff", " a", "a ", "\u00a0a", "a\u3000"} {
		assert.Error(t, escape.Header(value), "%q", value)
	}
}

func TestTheNameOfAHeaderIsAToken(t *testing.T) {
	for _, name := range []string{"X-Own", "x", "DATA-SCOPE-ORG", "X_CAP", "a.b", "!#$%&'*+-.^_`|~0"} {
		assert.NoError(t, escape.HeaderName(name), name)
	}
	for c := range rune(0x250) {
		name := "X-" + string(c) + "-Own"
		token := c < utf8.RuneSelf && (c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || strings.ContainsRune("!#$%&'*+-.^_`|~", c))
		assert.Equal(t, token, escape.HeaderName(name) == nil, "%q", name)
	}
	assert.Error(t, escape.HeaderName(""))
	assert.Error(t, escape.HeaderName("\xff"))
}

// FuzzSegment: whatever is taken is one segment, and the value it stands for can be read back.
func FuzzSegment(f *testing.F) {
	for _, seed := range []string{"7001", "..", "../..", "%2e%2e/", "a\\..\\b", "a\x00", "\xff", "a?b#c", "å"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		segment, err := escape.Segment(value)
		if err != nil {
			return
		}
		u, err := url.Parse("https://host/before/" + segment + "/after?x=1")
		if err != nil {
			t.Fatalf("%q: %v", value, err)
		}
		cleaned := u.JoinPath().EscapedPath()
		if u.Path != "/before/"+value+"/after" || u.RawQuery != "x=1" || cleaned != u.EscapedPath() || strings.Count(cleaned, "/") != 3 {
			t.Errorf("%q becomes %q", value, u)
		}
	})
}
