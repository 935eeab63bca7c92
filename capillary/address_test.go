package capillary_test

import (
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestOddAddressesAreRefused(t *testing.T) {
	for _, address := range []string{
		"https://h.example:99999", "https://h.example:65536", "https://h.example:0", "https://h.example:00", "https://h.example:0443", "https://h.example:http",
		"https://h.example:-1", "https://h.example:", "https://h.example:/v2", "https://[::1]:", "https://[::1]:99999", "https://h.example:80:90",
		"https://h.example/..", "https://h.example/../x", "https://h.example/a/../b", "https://h.example/./a", "https://h.example/a/.", "https://h.example/a/..",
		"https://h.example/%2e%2e/a", "https://h.example/%2E/a", "https://h.example/a%2f..%2fb", "https://h.example/a%2Fb", "https://h.example/%252e%252e",
		"https://h.example//", "https://h.example//a", "https://h.example/a//b", "https://h.example/a//",
		"https://h.example/a;b", "https://h.example/a%3Bb", "https://h.example/a%3Fb", "https://h.example/a%23b", `https://h.example/a\b`, "https://h.example/a%5Cb",
		"https://h.example/a%00b", "https://h.example/a%0Ab", "https://h.example/a\u0085b", "https://h.example/%ff", "https://h.example/a\x00", "https://h.example/a\nb",
		"https://h.example?", "https://h.example#", "https://h.example/?a=b", "https://h.example/%zz",
		"https://h,i.example", "https://h!.example", "https://h.exam\u00a0ple", "https://h.exam\u200bple", "https://*", "https://a\"b",
		"https://", "https:///a", "https:h.example", "h.example", "//h.example", " https://h.example", "https://h.example ", "https://h.example\r\n",
	} {
		_, err := capillary.New(capillary.Host(address), capillary.Basic("till", "password"))
		assert.ErrorIs(t, err, capillary.ErrInvalidInput, "%q", address)
	}
	for _, address := range []string{
		"https://h.example", "https://h.example/", "https://h.example:1", "https://h.example:65535/", "HTTPS://H.Example:8443", "https://192.0.2.1:8443", "https://[2001:db8::1]:443/gw",
		"https://bücher.example/ä b/c'(d)/~e", "https://h_1.example/gateway/v1/", "https://h.example/a%20b/%C3%A4", "https://h.example./", "http://localhost:8080/gw", "http://127.0.0.1", "http://[::1]:80",
	} {
		_, err := capillary.New(capillary.Host(address), capillary.Basic("till", "password"))
		assert.NoError(t, err, "%q", address)
		_, err = capillary.New(capillary.Host(address), capillary.OAuth("key", "password"))
		assert.NoError(t, err, "%q", address)
	}
}

// pathServer remembers the path of the last request as it was written.
func pathServer(t testing.TB) (base string, last *atomic.Value) {
	last = new(atomic.Value)
	ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path, _, _ := strings.Cut(r.RequestURI, "?")
		last.Store(path)
		io.WriteString(w, `{"id":1}`)
	}))
	t.Cleanup(ts.Close)
	last.Store("")
	return ts.URL, last
}

func TestAnArgumentStaysInItsSegmentWhateverTheAddressHasForAPath(t *testing.T) {
	base, last := pathServer(t)
	op := capillary.Operation{Name: "a.B", Method: "GET", Path: "/v2/a/{id}/z/{other}", Safety: capillary.Read}
	for prefix, escaped := range map[string]string{"": "", "/": "", "/gw": "/gw", "/gw/": "/gw", "/a b/ä": "/a%20b/%C3%A4", "/a%20b/": "/a%20b", "/x|y": "/x%7Cy", "/a^b`c": "/a%5Eb%60c"} {
		c, err := capillary.New(capillary.Host(base+prefix), capillary.Basic("till", "password"))
		require.NoError(t, err, prefix)
		t.Cleanup(c.CloseIdleConnections)
		for arg, want := range map[string]string{
			"plain": "plain", "../..": "..%2F..", "..%2f..": "..%252f..", "%2e%2e": "%252e%252e", "a/b": "a%2Fb", `..\..`: "..%5C..", "..;": "..%3B", "?q#f": "%3Fq%23f", "ä b": "%C3%A4%20b",
		} {
			_, err := capillary.Call[answer](t.Context(), c, op, capillary.Input{Path: []string{arg, "o"}})
			require.NoError(t, err, arg)
			assert.Equal(t, escaped+"/v2/a/"+want+"/z/o", last.Load(), "%q behind %q", arg, prefix)
		}
	}
}

func TestATemplateThatNoPathCanHaveIsRefusedWhereAnArgumentIsEscaped(t *testing.T) {
	for _, template := range []string{"/v2/a b/{id}", "/v2/ä/{id}", "/v2/|/{id}", "/v2/%zz/{id}", "/v2/a\"b/{id}"} {
		op := capillary.Operation{Name: "a.B", Method: "GET", Path: template, Safety: capillary.Read}
		c, server := wiretest.Serve(t, 0, `{"id":1}`)
		_, err := capillary.Call[answer](t.Context(), c, op, capillary.Input{Path: []string{"../.."}})
		assert.ErrorIs(t, err, capillary.ErrInvalidInput, template)
		assert.Empty(t, server.Arrivals(), template)
	}
}

func FuzzTheArrivingPathHasThePrefixsAndTheTemplatesSegments(f *testing.F) {
	for _, seed := range [][2]string{{"", "a"}, {"/ä b", "../.."}, {"/%41|", "..%2f"}, {"/gw/", "%2e%2e"}, {"/a^", "/"}, {"/'(", "..\\.."}, {"/a;", "x"}, {"/~!$&*+,=:@", "?"}} {
		f.Add(seed[0], seed[1])
	}
	base, last := pathServer(f)
	op := capillary.Operation{Name: "a.B", Method: "GET", Path: "/v2/a/{id}/z", Safety: capillary.Read}
	f.Fuzz(func(t *testing.T, prefix, arg string) {
		last.Store("")
		c, err := capillary.New(capillary.Host(base+"/"+prefix), capillary.Basic("till", "password"))
		if err != nil {
			require.ErrorIs(t, err, capillary.ErrInvalidInput)
			return
		}
		defer c.CloseIdleConnections()
		_, err = capillary.Call[answer](t.Context(), c, op, capillary.Input{Path: []string{arg}})
		if err != nil {
			require.ErrorIs(t, err, capillary.ErrInvalidInput)
			require.Empty(t, last.Load())
			return
		}
		given, err := url.PathUnescape("/" + prefix)
		require.NoError(t, err)
		want := []string{}
		if given = strings.Trim(given, "/"); given != "" {
			want = strings.Split(given, "/")
		}
		want = append(want, "v2", "a", arg, "z")
		var got []string
		for _, segment := range strings.Split(last.Load().(string), "/")[1:] {
			plain, err := url.PathUnescape(segment)
			require.NoError(t, err)
			require.NotContains(t, []string{"", ".", ".."}, plain)
			got = append(got, plain)
		}
		require.Equal(t, want, got)
	})
}

func TestHeadersThatTheClientOrTheConnectionOwnsAreRefusedInAnyWriting(t *testing.T) {
	names := []string{
		"Idempotency-Key", "idempotency-key", "IDEMPOTENCY_KEY", "idempotency_key", "X-Idempotency-Key", "x_idempotency-key", "X-Idempotency-Key ", " Idempotency-Key",
		"Accept", "accept", "ACCEPT", "User-Agent", "user_agent", "Accept-Encoding", "Content-Type", "Content_Type", "Content-Length", "Content-Encoding", "Host",
		"Authorization", "authorization", "X-CAP-API-OAUTH-TOKEN", "x_cap_api_oauth_token", "X-Cap_Api-Oauth_Token", "X-CAP-API-ATTRIBUTION-ENTITY-CODE", "X_CAP_API_ATTRIBUTION_LOOKUP",
		"Connection", "Keep-Alive", "keep_alive", "Proxy-Connection", "Proxy-Authorization", "Proxy-Authenticate", "TE", "Trailer", "Transfer-Encoding", "Transfer_Encoding", "Upgrade", "HTTP2-Settings", "Expect",
		"X-HTTP-Method-Override", "X-Method-Override", "", "a b", "a:b", "a\r\nb", "ä", "a\x00",
	}
	c, server := wiretest.Serve(t, 0, `{"id":1}`)
	for _, name := range names {
		_, err := capillary.Call[answer](t.Context(), c, opWrite, capillary.Input{Body: 1}, capillary.WithHeader(name, "x"))
		assert.ErrorIs(t, err, capillary.ErrInvalidInput, "WithHeader %q", name)
		_, err = c.With(capillary.WithHeader(name, "x"))
		assert.ErrorIs(t, err, capillary.ErrInvalidInput, "With %q", name)
		for what, values := range map[string][]string{"a value": {"x"}, "an empty value": {""}, "no value": {}, "nil": nil} {
			_, err := capillary.Call[answer](t.Context(), c, opWrite, capillary.Input{Body: 1, Header: http.Header{name: values}})
			assert.ErrorIs(t, err, capillary.ErrInvalidInput, "Input.Header %q with %s", name, what)
		}
	}
	for _, value := range []string{"a\r\nX-Evil: 1", "a\x00", " a", "a ", "\x7f", "\xff"} {
		_, err := capillary.Call[answer](t.Context(), c, opWrite, capillary.Input{Body: 1, Header: http.Header{"X-A": {"fine", value}}})
		assert.ErrorIs(t, err, capillary.ErrInvalidInput, "%q", value)
		_, err = capillary.Call[answer](t.Context(), c, opWrite, capillary.Input{Body: 1}, capillary.WithHeader("X-A", value))
		assert.ErrorIs(t, err, capillary.ErrInvalidInput, "%q", value)
	}
	assert.Empty(t, server.Arrivals())
	_, err := c.With(capillary.WithHeader("User-Agent", "mine"))
	assert.ErrorContains(t, err, "WithUserAgent")

	_, err = capillary.Call[answer](t.Context(), c, opWrite, capillary.Input{Body: 1, Header: http.Header{"x-cap-other": {"one", "two"}, "Accept-Language": {"fr"}}}, capillary.WithHeader("x_own", "ä"))
	require.NoError(t, err)
	h := server.Arrivals()[0].Header
	assert.Equal(t, []string{"one", "two"}, h["X-Cap-Other"])
	assert.Equal(t, "fr", h.Get("Accept-Language"))
	assert.Equal(t, "ä", h.Get("X_own"))
}

func TestNoNameOfAFormGetsOutOfItsHeader(t *testing.T) {
	op := capillary.Operation{Name: "coupon.Upload", Method: http.MethodPost, Path: "/v2/upload"}
	upload := func(change func(*capillary.Upload)) *capillary.Upload {
		u := &capillary.Upload{Field: "file", FileName: "a.csv", ContentType: "text/csv", Content: strings.NewReader("a,b"), Fields: map[string]string{"kind": "x\r\ny\""}}
		change(u)
		return u
	}
	c, server := wiretest.Serve(t, 0, `{"id":1}`)
	for _, bad := range []string{"", "a\r\nX-Evil: 1", "a\nb", "a\rb", "a\"; filename=\"x", `a\b`, "a\x00", "\u0085", "\xff"} {
		for where, change := range map[string]func(*capillary.Upload){
			"field":  func(u *capillary.Upload) { u.Field = bad },
			"file":   func(u *capillary.Upload) { u.FileName = bad },
			"fields": func(u *capillary.Upload) { u.Fields = map[string]string{"good": "1", bad: "2"} },
			"type":   func(u *capillary.Upload) { u.ContentType = bad },
		} {
			if where == "type" && bad == "" {
				continue // the default
			}
			_, err := capillary.Call[answer](t.Context(), c, op, capillary.Input{Upload: upload(change)})
			assert.ErrorIs(t, err, capillary.ErrInvalidInput, "%s %q", where, bad)
		}
	}
	for _, name := range []string{"a/b", "/etc/passwd", "..", "."} {
		_, err := capillary.Call[answer](t.Context(), c, op, capillary.Input{Upload: upload(func(u *capillary.Upload) { u.FileName = name })})
		assert.ErrorIs(t, err, capillary.ErrInvalidInput, name)
	}
	for _, kind := range []string{"text", "text/csv\"; x=\"", "text/csv; a=\"b\r\nc\"", "a b/c"} {
		_, err := capillary.Call[answer](t.Context(), c, op, capillary.Input{Upload: upload(func(u *capillary.Upload) { u.ContentType = kind })})
		assert.ErrorIs(t, err, capillary.ErrInvalidInput, kind)
	}
	assert.Empty(t, server.Arrivals())

	_, err := capillary.Call[answer](t.Context(), c, op, capillary.Input{Upload: upload(func(u *capillary.Upload) { u.FileName, u.ContentType = "ä b.csv", `text/csv; charset="utf-8"` })})
	require.NoError(t, err)
	a := server.Arrivals()[0]
	_, params, err := mime.ParseMediaType(a.Header.Get("Content-Type"))
	require.NoError(t, err)
	form := multipart.NewReader(strings.NewReader(string(a.Body)), params["boundary"])
	var parts []string
	for {
		part, err := form.NextPart()
		if err != nil {
			assert.ErrorIs(t, err, io.EOF)
			break
		}
		content, _ := io.ReadAll(part)
		assert.LessOrEqual(t, len(part.Header), 2)
		parts = append(parts, fmt.Sprintf("%s|%s|%s|%q", part.FormName(), part.FileName(), part.Header.Get("Content-Type"), content))
	}
	assert.Equal(t, []string{`kind|||"x\r\ny\""`, `file|ä b.csv|text/csv; charset="utf-8"|"a,b"`}, parts)
}
