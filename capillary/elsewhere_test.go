package capillary_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
)

func TestACopyForAnotherHostTakesNothingSecretAlong(t *testing.T) {
	var headers []http.Header
	var queries []string
	serve := func() *httptest.Server {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			headers, queries = append(headers, r.Header), append(queries, r.URL.RawQuery)
			fmt.Fprint(w, `{"id": 7}`)
		}))
		t.Cleanup(server.Close)
		return server
	}
	home, away := serve(), serve()
	passed := 0
	client, err := capillary.New(capillary.Host(home.URL), capillary.Basic("till", "secret"), capillary.WithHeader("X-Gateway-Key", "g-1"), capillary.WithQuery("key", "q-1"),
		capillary.OnBehalfOf(capillary.Till("till-9")), capillary.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
			return roundTrip(func(r *http.Request) (*http.Response, error) { passed++; return next.RoundTrip(r) })
		}))
	require.NoError(t, err)
	defer client.CloseIdleConnections()
	op := capillary.Operation{Name: "my.Get", Method: "GET", Path: "/x", Safety: capillary.Read, Proof: "id"}
	get := func(c *capillary.Client) {
		t.Helper()
		_, err := capillary.Call[map[string]any](t.Context(), c, op, capillary.Input{})
		require.NoError(t, err)
	}

	elsewhere, err := client.Elsewhere(away.URL, nil)
	require.NoError(t, err)
	get(elsewhere)
	for _, name := range []string{"Authorization", "X-Gateway-Key", "X-Cap-Api-Attribution-Entity-Code", "X-Cap-Api-Oauth-Token"} {
		assert.Empty(t, headers[0].Values(name), name)
	}
	assert.Empty(t, queries[0])
	assert.Equal(t, 1, passed, "middleware is that of the client")

	signed, err := client.Elsewhere(away.URL, capillary.Basic("other", "pw"))
	require.NoError(t, err)
	get(signed)
	user, _, _ := (&http.Request{Header: headers[1]}).BasicAuth()
	assert.Equal(t, "other", user)

	get(client)
	user, _, _ = (&http.Request{Header: headers[2]}).BasicAuth()
	assert.Equal(t, "till", user, "the original is as it was")
	assert.Equal(t, "g-1", headers[2].Get("X-Gateway-Key"))
	assert.Equal(t, "key=q-1", queries[2])
	assert.Equal(t, home.URL, client.Cluster().URL())
	assert.Equal(t, away.URL, elsewhere.Cluster().URL())
}

func TestACopyForAnotherHostIsRefusedWhereNewWouldBe(t *testing.T) {
	client, err := capillary.New(capillary.EU, capillary.OAuth("key", "secret"))
	require.NoError(t, err)
	for name, x := range map[string]struct {
		address string
		auth    capillary.Auth
	}{
		"no address":            {"", nil},
		"plain http":            {"http://example.com", nil},
		"a user in it":          {"https://u:p@example.com", nil},
		"a query":               {"https://example.com?x=1", nil},
		"tokens of the cluster": {"https://example.com", capillary.OAuth("key", "secret")},
		"no password":           {"https://example.com", capillary.Basic("till", "")},
	} {
		_, err := client.Elsewhere(x.address, x.auth)
		require.ErrorIs(t, err, capillary.ErrInvalidInput, name)
	}
	_, err = (*capillary.Client)(nil).Elsewhere("https://example.com", nil)
	require.ErrorIs(t, err, capillary.ErrInvalidInput)
}
