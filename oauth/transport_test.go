package oauth_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/capillary-go/sdk/oauth"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestOnlyTheSourcesHostGetsTheToken(t *testing.T) {
	for address, want := range map[string]string{
		host + "/v2/customers/1":                     "canary-token-1",
		host + ":443/v2/customers/1":                 "canary-token-1",
		"https://EU.API.example.com/v2":              "canary-token-1",
		"HTTPS://eu.api.example.com":                 "canary-token-1",
		"https://eu.api.example.com:8443/":           "",
		"http://eu.api.example.com/":                 "",
		"http://eu.api.example.com:443/":             "",
		"https://api.example.com/":                   "",
		"https://eu.api.example.com.evil.test/":      "",
		"https://eu.api.example.com./":               "",
		"https://evil.test/?eu.api.example.com":      "",
		"https://eu.api.example.com@evil.test/":      "",
		"https://evil.test\\@eu.api.example.com/":    "no URL",
		"https://evil.test#@eu.api.example.com/":     "",
		"https://evil.test/https://eu.api.example.c": "",
	} {
		var got []string
		client := &http.Client{Transport: newSource(t, &endpoint{}).Transport(roundTrip(func(req *http.Request) (*http.Response, error) {
			got = req.Header.Values(oauth.Header)
			return answer(200, ""), nil
		}))}
		resp, err := client.Get(address)
		if want == "no URL" {
			require.Error(t, err)
			continue
		}
		require.NoError(t, err, address)
		resp.Body.Close()
		if want == "" {
			assert.Empty(t, got, address)
		} else {
			assert.Equal(t, []string{want}, got, address)
		}
	}
}

func TestARequestThatGoesElsewhereByItsHostHeaderGetsNoToken(t *testing.T) {
	for what, change := range map[string]func(*http.Request){
		"another host": func(r *http.Request) { r.Host = "evil.example" },
		"another port": func(r *http.Request) { r.Host += ":8443" },
		"opaque":       func(r *http.Request) { r.URL.Opaque = "//evil.example/" },
		"no address":   func(r *http.Request) { r.URL = nil },
	} {
		source := newSource(t, &endpoint{})
		r, err := http.NewRequest(http.MethodGet, host, nil)
		require.NoError(t, err)
		change(r)
		_, err = source.Transport(roundTrip(func(r *http.Request) (*http.Response, error) {
			assert.Empty(t, r.Header.Get(oauth.Header), what)
			return answer(200, ""), nil
		})).RoundTrip(r)
		require.NoError(t, err)
	}
	source := newSource(t, &endpoint{})
	r, err := http.NewRequest(http.MethodGet, host, nil)
	require.NoError(t, err)
	r.Host = strings.TrimPrefix(host, "https://") + ":443"
	_, err = source.Transport(roundTrip(func(r *http.Request) (*http.Response, error) {
		assert.Equal(t, "canary-token-1", r.Header.Get(oauth.Header))
		return answer(200, ""), nil
	})).RoundTrip(r)
	require.NoError(t, err)
}

func TestAShortSecretIsHiddenWithItsWord(t *testing.T) {
	for _, test := range []struct{ key, secret, message, want string }{
		{"x7q", "zw", "wrong preX7Qpost and zw, puzzwood", "wrong [redacted] and [redacted], puzzwood"},
		{"k", "s", "Invalid key k or secrets", "Invalid key [redacted] or secrets"},
	} {
		source, err := oauth.New(oauth.Config{BaseURL: host, Key: test.key, Secret: test.secret, HTTPClient: &http.Client{
			Transport: roundTrip(func(*http.Request) (*http.Response, error) {
				return answer(400, `{"errors":[{"code":1,"message":"`+test.message+`"}]}`), nil
			})}})
		require.NoError(t, err)
		_, err = source.Token(t.Context())
		var failed *oauth.Error
		require.ErrorAs(t, err, &failed)
		assert.Equal(t, test.want, failed.Message)
	}
}

func TestARedirectToAnotherHostGoesWithoutTheToken(t *testing.T) {
	var atSecond, atFirst []http.Header
	second := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { atSecond = append(atSecond, r.Header) }))
	defer second.Close()
	first := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case oauth.TokenPath:
			_, _ = io.WriteString(w, `{"data":{"accessToken":"canary-token-1","ttlSeconds":300}}`)
		case "/away":
			http.Redirect(w, r, second.URL, http.StatusTemporaryRedirect)
		case "/home":
			http.Redirect(w, r, "/there", http.StatusTemporaryRedirect)
		case "/there":
			atFirst = append(atFirst, r.Header)
		}
	}))
	defer first.Close()
	source, err := oauth.New(oauth.Config{BaseURL: first.URL, Key: key, Secret: secret})
	require.NoError(t, err)
	client := &http.Client{Transport: source.Transport(&http.Transport{})}
	defer client.CloseIdleConnections()
	for _, path := range []string{"/away", "/home"} {
		resp, err := client.Get(first.URL + path)
		require.NoError(t, err)
		resp.Body.Close()
	}
	require.Len(t, atSecond, 1)
	assert.Empty(t, atSecond[0].Get(oauth.Header))
	require.Len(t, atFirst, 1)
	assert.Equal(t, "canary-token-1", atFirst[0].Get(oauth.Header))
}

func TestTheRequestIsLeftAsItIsAndTheResponseNamesTheToken(t *testing.T) {
	source := newSource(t, &endpoint{})
	base := roundTrip(func(req *http.Request) (*http.Response, error) {
		resp := answer(401, "")
		resp.Request = req // as http.Transport does
		return resp, nil
	})
	req := &http.Request{Method: http.MethodGet, URL: &url.URL{Scheme: "https", Host: "eu.api.example.com"}}
	resp, err := source.Transport(base).RoundTrip(req)
	require.NoError(t, err)
	assert.Nil(t, req.Header)
	stale := resp.Request.Header.Get(oauth.Header)
	assert.Equal(t, "canary-token-1", stale)
	source.Invalidate(stale)
	assert.Equal(t, "canary-token-2", mustToken(t, source))
}

func TestWithoutATokenNothingIsSentAndTheBodyIsClosed(t *testing.T) {
	body := &closing{Reader: strings.NewReader("{}")}
	req, err := http.NewRequest(http.MethodPost, host, body)
	require.NoError(t, err)
	source := newSource(t, &endpoint{refuse: func(int) (*http.Response, error) {
		return answer(401, `{"errors":[{"code":320001,"message":"no"}]}`), nil
	}})
	_, err = source.Transport(roundTrip(func(*http.Request) (*http.Response, error) {
		return nil, errors.New("must not be sent")
	})).RoundTrip(req)
	var failed *oauth.Error
	require.ErrorAs(t, err, &failed)
	assert.Equal(t, oauth.CodeWrongKey, failed.Code)
	assert.True(t, body.closed)
}

type closing struct {
	io.Reader
	closed bool
}

func (c *closing) Close() error {
	c.closed = true
	return nil
}
