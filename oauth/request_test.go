package oauth_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/capillary-go/sdk/oauth"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheRequestOnTheWire(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		assert.Equal(t, "POST /prefix/v3/oauth/token/generate", r.Method+" "+r.RequestURI)
		assert.JSONEq(t, `{"key":"canary-key-Qk9","secret":"canary-secret-Zw7"}`, string(body))
		assert.Equal(t, "application/json", r.Header.Get("Content-Type"))
		assert.Equal(t, "application/json", r.Header.Get("Accept"))
		assert.Empty(t, r.Header.Get("Idempotency-Key"))
		io.WriteString(w, `{"data":{"accessToken":"wire-token","ttlSeconds":300},"errors":null}`)
	}))
	defer server.Close()
	source, err := oauth.New(oauth.Config{BaseURL: server.URL + "/prefix/", Key: key, Secret: secret})
	require.NoError(t, err)
	assert.Equal(t, "wire-token", mustToken(t, source))
}

// askOnce gives the source one reply, as often as it asks.
func askOnce(t *testing.T, status int, body string) (token string, failed *oauth.Error) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		source := newSource(t, roundTrip(func(*http.Request) (*http.Response, error) { return answer(status, body), nil }))
		var err error
		if token, err = source.Token(t.Context()); err != nil {
			require.ErrorAs(t, err, &failed)
			hidesSecrets(t, err)
		}
	})
	return token, failed
}

func TestRepliesThatAreNoToken(t *testing.T) {
	const refusal = `[{"code":320001,"message":"Invalid client key"}]`
	long := strings.Repeat("long ", 100)
	for name, test := range map[string]struct {
		status int
		body   string
		code   int
		want   string
	}{
		"wrong key, 200":         {200, `{"data":null,"errors":` + refusal + `}`, 320001, "Invalid client key"},
		"wrong key, 400":         {400, `{"data":{},"errors":` + refusal + `}`, 320001, "Invalid client key"},
		"wrong key, 401":         {401, `{"errors":` + refusal + `}`, 320001, "Invalid client key"},
		"wrong key and a token":  {200, `{"data":{"accessToken":"canary-token-1"},"errors":` + refusal + `}`, 320001, "Invalid client key"},
		"one error, quoted code": {200, `{"errors":{"code":"320001","message":"no"}}`, 320001, "no"},
		"errors of many kinds":   {200, `{"errors":["x",null,7,{"code":null},{"code":5,"message":{}}]}`, 5, ""},
		"an error without code":  {200, `{"errors":[{"message":"try later"}]}`, 0, "try later"},
		"an absurd code":         {200, `{"errors":[{"code":1e300,"message":"odd"}]}`, 0, "odd"},
		"secrets echoed":         {400, `{"errors":[{"code":1,"message":"key ` + key + ` or secret '` + secret + `' is wrong"}]}`, 1, "key [redacted] or secret '[redacted]' is wrong"},
		"the token echoed":       {400, `{"data":{"accessToken":"canary-token-1"},"errors":[{"code":1,"message":"canary-token-1 is old"}]}`, 1, "[redacted] is old"},
		"personal words":         {400, `{"errors":[{"code":1,"message":"a@b.co 9197400000 https://x.y/z\nabcdefghijklmnopqrstuvwxyz ok 12345"}]}`, 1, "[masked] [masked] [masked] [masked] ok 12345"},
		"addresses":              {400, `{"errors":[{"code":1,"message":"\"ann lee\"@b.co ann%40b.co ann＠b.co 安娜@例.公司 is known"}]}`, 1, "[masked] [masked] [masked] [masked] is known"},
		"grouped numbers":        {400, `{"errors":[{"code":1,"message":"no +44 (0) 7700-900_123, or 4\u200b4\u200b7\u200b7\u200b0\u200b0, or ९१९७४०, but 12345"}]}`, 1, "no [masked] or [masked], or [masked], but 12345"},
		"six digits":             {400, `{"errors":[{"code":1,"message":"not 123456, not 12345."}]}`, 1, "not [masked], not 12345."},
		"keys and hashes":        {400, `{"errors":[{"code":1,"message":"a5f4dcc3b5a abcdefabcdef aBcDef eyJhbGciOiJ.x Y2FuYXJ5 k3 a=b Client's e-mail, (sorry)!"}]}`, 1, "[masked] abcdefabcdef [masked] [masked] [masked] [masked] [masked] Client's e-mail, (sorry)!"},
		"secrets in other forms": {400, `{"errors":[{"code":1,"message":"CANARY-KEY-QK9 x` + secret + `x ` + url.QueryEscape("/"+secret) + ` ` + base64.StdEncoding.EncodeToString([]byte("x"+key)) + ` is wrong"}]}`, 1, "[redacted] x[redacted]x [masked] [masked] is wrong"},
		"a long message":         {400, `{"errors":[{"code":1,"message":"` + long + `"}]}`, 1, long[:200] + "…"},
		"HTML 200":               {200, "<html>log in</html>", 0, "the reply is no JSON object"},
		"HTML 502":               {502, "<html>bad gateway</html>", 0, "the reply is no JSON object"},
		"truncated JSON":         {200, `{"data":{"accessToken":"canary-to`, 0, "the reply is no JSON object"},
		"empty":                  {200, "", 0, "the reply is no JSON object"},
		"null":                   {200, "null", 0, "the reply has no access token"},
		"a list":                 {200, "[]", 0, "the reply is no JSON object"},
		"no token":               {200, `{"data":{"ttlSeconds":300},"errors":null}`, 0, "the reply has no access token"},
		"an empty token":         {200, `{"data":{"accessToken":""}}`, 0, "the reply has no access token"},
		"a null token":           {200, `{"data":{"accessToken":null}}`, 0, "the reply has no access token"},
		"a number as token":      {200, `{"data":{"accessToken":12}}`, 0, "the reply has no access token"},
		"a list as data":         {200, `{"data":[{"accessToken":"canary-token-1"}]}`, 0, "the reply has no access token"},
		"a token with a newline": {200, `{"data":{"accessToken":"canary-token-1\r\nX-Evil: 1"}}`, 0, "the access token does not fit into a header"},
		"a token with a NUL":     {200, `{"data":{"accessToken":"canary-token-1\u0000"}}`, 0, "the access token does not fit into a header"},
		"a token with a space":   {200, `{"data":{"accessToken":"canary-token-1 "}}`, 0, "the access token does not fit into a header"},
		"a token beyond ASCII":   {200, `{"data":{"accessToken":"canary-token-ü"}}`, 0, "the access token does not fit into a header"},
		"a token with a 500":     {500, `{"data":{"accessToken":"canary-token-1","ttlSeconds":300}}`, 0, ""},
		"too large":              {200, `{"data":{"accessToken":"canary-token-1"},"x":"` + strings.Repeat("x", 64<<10) + `"}`, 0, "the reply is too large"},
	} {
		t.Run(name, func(t *testing.T) {
			_, failed := askOnce(t, test.status, test.body)
			require.NotNil(t, failed)
			assert.Equal(t, test.status, failed.Status)
			assert.Equal(t, test.code, failed.Code)
			assert.Equal(t, test.want, failed.Message)
			assert.NoError(t, errors.Unwrap(failed))
		})
	}
}

func TestRepliesThatAreAToken(t *testing.T) {
	for name, body := range map[string]string{
		"plain":           `{"data":{"accessToken":"canary-token-1","ttlSeconds":300},"errors":null}`,
		"empty list":      `{"data":{"accessToken":"canary-token-1"},"errors":[]}`,
		"empty object":    `{"data":{"accessToken":"canary-token-1"},"errors":{}}`,
		"empty text":      `{"data":{"accessToken":"canary-token-1"},"errors":""}`,
		"zero code":       `{"data":{"accessToken":"canary-token-1"},"errors":[{"code":0,"message":"ok"}]}`,
		"unknown members": ` {"x":[1],"data":{"accessToken":"canary-token-1","y":{}}}` + "\n",
	} {
		t.Run(name, func(t *testing.T) {
			token, failed := askOnce(t, 201, body)
			require.Nil(t, failed)
			assert.Equal(t, "canary-token-1", token)
		})
	}
}

func TestTheTextOfAnError(t *testing.T) {
	_, failed := askOnce(t, 401, `{"errors":[{"code":320001,"message":"Invalid key"}]}`)
	assert.EqualError(t, failed, "oauth: token request failed: HTTP 401: code 320001: Invalid key")
	assert.Equal(t, oauth.CodeWrongKey, failed.Code)
}

func TestARateLimitSaysHowLongToWait(t *testing.T) {
	for value, want := range map[string]time.Duration{
		"7": 7 * time.Second, "0": 0, "-1": 0, "soon": 0, "": 0, "99999999999999999999": 24 * time.Hour, "86401": 24 * time.Hour,
		"1.5": 1500 * time.Millisecond, " 7 ": 7 * time.Second, "1e400": 24 * time.Hour, "Inf": 0, "NaN": 0, "0x10": 0,
		"Sat, 01 Jan 2000 00:01:00 GMT": time.Minute, // fake time starts at midnight of that day
		"Fri, 31 Dec 1999 00:01:00 GMT": 0,
	} {
		synctest.Test(t, func(t *testing.T) {
			server := &endpoint{refuse: func(int) (*http.Response, error) {
				resp := answer(http.StatusTooManyRequests, "slow down")
				resp.Header.Set("Retry-After", value)
				return resp, nil
			}}
			_, err := newSource(t, server).Token(t.Context())
			var failed *oauth.Error
			require.ErrorAs(t, err, &failed)
			assert.Equal(t, want, failed.RetryAfter, value)
			assert.Equal(t, http.StatusTooManyRequests, failed.Status)
			assert.EqualValues(t, 1, server.calls.Load(), "it is not asked again at once")
		})
	}
}

// A server that is down and says for how long is asked again after that, or not at all where that is beyond the time of a refresh.
func TestATokenIsAskedForAgainWhenTheServerSays(t *testing.T) {
	for value, want := range map[string][]time.Duration{"3": {0, 3 * time.Second, 6 * time.Second}, "1.5": {0, 1500 * time.Millisecond, 3 * time.Second}, "3600": {0}} {
		synctest.Test(t, func(t *testing.T) {
			start, asked := time.Now(), []time.Duration(nil)
			server := &endpoint{refuse: func(int) (*http.Response, error) {
				asked = append(asked, time.Since(start))
				resp := answer(http.StatusServiceUnavailable, "down")
				resp.Header.Set("Retry-After", value)
				return resp, nil
			}}
			_, err := newSource(t, server).Token(t.Context())
			require.Error(t, err)
			assert.Equal(t, want, asked, value)
		})
	}
}

// wire serves each request with handler on a real socket; no token comes of it.
func wire(t *testing.T, handler http.HandlerFunc) (requests int64, failed *oauth.Error) {
	t.Helper()
	var n atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n.Add(1)
		handler(w, r)
	}))
	defer server.Close()
	source, err := oauth.New(oauth.Config{BaseURL: server.URL, Key: key, Secret: secret, Timeout: 5 * time.Second})
	require.NoError(t, err)
	_, err = source.Token(t.Context())
	require.ErrorAs(t, err, &failed)
	hidesSecrets(t, err)
	assert.NotContains(t, err.Error(), server.URL)
	return n.Load(), failed
}

func TestAnEndlessReplyIsCutOff(t *testing.T) {
	requests, failed := wire(t, func(w http.ResponseWriter, _ *http.Request) {
		for {
			if _, err := w.Write(bytes.Repeat([]byte(" "), 4096)); err != nil {
				return
			}
		}
	})
	assert.Equal(t, "the reply is too large", failed.Message)
	assert.EqualValues(t, 1, requests)
}

func TestAGzipBombIsCutOff(t *testing.T) {
	var bomb bytes.Buffer
	zip := gzip.NewWriter(&bomb)
	_, _ = zip.Write(make([]byte, 4<<20))
	_ = zip.Close()
	_, failed := wire(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(bomb.Bytes())
	})
	assert.Equal(t, "the reply is too large", failed.Message)
}

func TestACutConnectionIsTriedAgain(t *testing.T) {
	requests, failed := wire(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		_, _ = io.WriteString(w, `{"data":`)
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	})
	assert.EqualValues(t, 3, requests)
	assert.Zero(t, failed.Status)
	require.ErrorIs(t, failed, io.ErrUnexpectedEOF)
}

func TestARefusedConnectionSaysSo(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	base := "http://" + listener.Addr().String()
	require.NoError(t, listener.Close())
	source, err := oauth.New(oauth.Config{BaseURL: base, Key: key, Secret: secret})
	require.NoError(t, err)
	_, err = source.Token(t.Context())
	require.ErrorIs(t, err, syscall.ECONNREFUSED)
	assert.EqualError(t, err, "oauth: token request failed: connection refused")
}

func TestAnUnknownCertificateIsRefused(t *testing.T) {
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = discard
	server.StartTLS()
	defer server.Close()
	source, err := oauth.New(oauth.Config{BaseURL: server.URL, Key: key, Secret: secret})
	require.NoError(t, err)
	_, err = source.Token(t.Context())
	var unknown x509.UnknownAuthorityError
	require.ErrorAs(t, err, &unknown)
	assert.Contains(t, err.Error(), "certificate")
}

func TestASilentServerEndsWithTheTimeout(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	source, err := oauth.New(oauth.Config{BaseURL: "http://" + listener.Addr().String(), Key: key, Secret: secret, Timeout: 200 * time.Millisecond})
	require.NoError(t, err)
	start := time.Now()
	_, err = source.Token(t.Context())
	assert.Less(t, time.Since(start), 2*time.Second)
	require.ErrorIs(t, err, os.ErrDeadlineExceeded)
	require.NotErrorIs(t, err, context.DeadlineExceeded)
	assert.EqualError(t, err, "oauth: token request failed: no reply in time")
}

func TestNoRedirectIsFollowed(t *testing.T) {
	var elsewhere atomic.Int64
	second := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { elsewhere.Add(1) }))
	defer second.Close()
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	for _, status := range []int{301, 302, 303, 307, 308} {
		for name, client := range map[string]*http.Client{
			"own":      nil,
			"given":    {Transport: &http.Transport{DisableKeepAlives: true}, Jar: jar},
			"follower": {Transport: &http.Transport{DisableKeepAlives: true}, CheckRedirect: func(*http.Request, []*http.Request) error { return nil }},
		} {
			first := httptest.NewServer(http.RedirectHandler(second.URL+oauth.TokenPath, status))
			source, err := oauth.New(oauth.Config{BaseURL: first.URL, Key: key, Secret: secret, HTTPClient: client})
			require.NoError(t, err)
			_, err = source.Token(t.Context())
			first.Close()
			var failed *oauth.Error
			require.ErrorAs(t, err, &failed, name)
			assert.Equal(t, status, failed.Status)
			assert.Contains(t, failed.Message, "redirect")
			hidesSecrets(t, err)
		}
	}
	assert.Zero(t, elsewhere.Load())
}

func TestARedirectToNowhereShowsNothingOfItsLocation(t *testing.T) {
	_, failed := wire(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", "http://%zz/canary-secret-Zw7")
		w.WriteHeader(http.StatusFound)
	})
	assert.Error(t, failed)
}

func TestTheGivenClientIsLeftAsItIs(t *testing.T) {
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	given := &http.Client{Transport: &endpoint{}, Jar: jar}
	source, err := oauth.New(oauth.Config{BaseURL: host, Key: key, Secret: secret, HTTPClient: given})
	require.NoError(t, err)
	mustToken(t, source)
	assert.Nil(t, given.CheckRedirect)
	assert.Same(t, jar, given.Jar)
}

func TestNewChecksTheConfig(t *testing.T) {
	for name, test := range map[string]struct {
		cfg  oauth.Config
		want string // part of the error; none for a good one
	}{
		"https":                   {oauth.Config{BaseURL: host, Key: "k", Secret: "s"}, ""},
		"https with a port":       {oauth.Config{BaseURL: host + ":65535/", Key: "k", Secret: "s"}, ""},
		"a path to be escaped":    {oauth.Config{BaseURL: host + "/ä b/c", Key: "k", Secret: "s"}, ""},
		"a port too high":         {oauth.Config{BaseURL: host + ":65536", Key: "k", Secret: "s"}, "port"},
		"port 0":                  {oauth.Config{BaseURL: host + ":0", Key: "k", Secret: "s"}, "port"},
		"port 0443":               {oauth.Config{BaseURL: host + ":0443", Key: "k", Secret: "s"}, "port"},
		"no port after a colon":   {oauth.Config{BaseURL: host + ":", Key: "k", Secret: "s"}, "port"},
		"a named port":            {oauth.Config{BaseURL: host + ":https", Key: "k", Secret: "s"}, "no URL"},
		"a dot segment":           {oauth.Config{BaseURL: host + "/a/../b", Key: "k", Secret: "s"}, "path"},
		"an escaped dot segment":  {oauth.Config{BaseURL: host + "/a/%2e%2E", Key: "k", Secret: "s"}, "path"},
		"an empty segment":        {oauth.Config{BaseURL: host + "//a", Key: "k", Secret: "s"}, "path"},
		"an escaped slash":        {oauth.Config{BaseURL: host + "/a%2Fb", Key: "k", Secret: "s"}, "path"},
		"a semicolon":             {oauth.Config{BaseURL: host + "/a;b", Key: "k", Secret: "s"}, "path"},
		"an escaped line break":   {oauth.Config{BaseURL: host + "/a%0ab", Key: "k", Secret: "s"}, "path"},
		"https with a path":       {oauth.Config{BaseURL: host + "/gateway/", Key: "k", Secret: "s"}, ""},
		"http on localhost":       {oauth.Config{BaseURL: "http://localhost:8080", Key: "k", Secret: "s"}, ""},
		"http on IPv6 loopback":   {oauth.Config{BaseURL: "http://[::1]:8080", Key: "k", Secret: "s"}, ""},
		"http elsewhere":          {oauth.Config{BaseURL: "http://eu.api.example.com", Key: "k", Secret: "s"}, "https"},
		"http, loopback as label": {oauth.Config{BaseURL: "http://127.0.0.1.example.com", Key: "k", Secret: "s"}, "https"},
		"another scheme":          {oauth.Config{BaseURL: "ftp://eu.api.example.com", Key: "k", Secret: "s"}, "https"},
		"no scheme":               {oauth.Config{BaseURL: "eu.api.example.com", Key: "k", Secret: "s"}, "no host"},
		"opaque":                  {oauth.Config{BaseURL: "https:eu.api.example.com", Key: "k", Secret: "s"}, "no host"},
		"only a port":             {oauth.Config{BaseURL: "https://:443", Key: "k", Secret: "s"}, "no host"},
		"empty":                   {oauth.Config{Key: "k", Secret: "s"}, "empty"},
		"userinfo":                {oauth.Config{BaseURL: "https://u:canary-secret-Zw7@eu.api.example.com", Key: "k", Secret: "s"}, "user name"},
		"query":                   {oauth.Config{BaseURL: host + "?a=b", Key: "k", Secret: "s"}, "query"},
		"empty query":             {oauth.Config{BaseURL: host + "?", Key: "k", Secret: "s"}, "query"},
		"fragment":                {oauth.Config{BaseURL: host + "#a", Key: "k", Secret: "s"}, "fragment"},
		"empty fragment":          {oauth.Config{BaseURL: host + "#", Key: "k", Secret: "s"}, "fragment"},
		"no URL":                  {oauth.Config{BaseURL: "https://u:canary-secret-Zw7@%zz", Key: "k", Secret: "s"}, "no URL"},
		"no key":                  {oauth.Config{BaseURL: host, Secret: "s"}, "key is empty"},
		"no secret":               {oauth.Config{BaseURL: host, Key: "k"}, "secret is empty"},
		"a key with a newline":    {oauth.Config{BaseURL: host, Key: key + "\n", Secret: "s"}, "key has"},
		"a secret with a space":   {oauth.Config{BaseURL: host, Key: "k", Secret: " " + secret}, "secret has"},
		"a secret of bytes":       {oauth.Config{BaseURL: host, Key: "k", Secret: secret + "\xff"}, "UTF-8"},
		"a negative timeout":      {oauth.Config{BaseURL: host, Key: "k", Secret: "s", Timeout: -1}, "timeout"},
	} {
		t.Run(name, func(t *testing.T) {
			source, err := oauth.New(test.cfg)
			if test.want == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, test.want)
			assert.Nil(t, source)
			hidesSecrets(t, err)
			hidesSecrets(t, test.cfg)
		})
	}
}

func FuzzReply(f *testing.F) {
	f.Add(200, []byte(`{"data":{"accessToken":"t","ttlSeconds":300},"errors":null}`))
	f.Add(200, []byte(`{"data":{"accessToken":"a\nb","ttlSeconds":"3e9"},"errors":[{"code":"320001","message":"x"}]}`))
	f.Add(401, []byte(`{"errors":{"code":320001.0,"message":"canary-key-Qk9"}}`))
	f.Add(502, []byte(`<html>`))
	f.Add(200, []byte(`{"data":{"accessToken":"t","ttlSeconds":-1e999},"errors":[[],{}]}`))
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		token, ttl, failed := oauth.ReadReply(status, body, []string{key, secret})
		if failed != nil {
			text, err := json.Marshal(failed.Error())
			if err != nil || token != "" || strings.ContainsAny(failed.Error(), "\r\n\x00@") ||
				strings.Contains(failed.Error(), key) || strings.Contains(failed.Error(), "://") {
				t.Fatalf("%s", text)
			}
			return
		}
		if ttl < time.Second || ttl > 30*24*time.Hour || status/100 != 2 {
			t.Fatalf("status %d, ttl %v", status, ttl)
		}
		req := httptest.NewRequest(http.MethodGet, "/", nil)
		req.Header.Set(oauth.Header, token)
		var head bytes.Buffer
		if req.Header.Write(&head) != nil || head.String() != "X-Cap-Api-Oauth-Token: "+token+"\r\n" {
			t.Fatalf("header %q", head.String())
		}
	})
}
