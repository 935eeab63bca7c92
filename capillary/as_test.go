package capillary_test

import (
	"context"
	"crypto/md5"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/oauth"
)

const stores = 1000

func storeUser(i int) (name, password, header string) {
	name, password = fmt.Sprint("store.", i), fmt.Sprint("password-", i)
	sum := md5.Sum([]byte(password))
	return name, password, "Basic " + base64.StdEncoding.EncodeToString([]byte(name+":"+hex.EncodeToString(sum[:])))
}

func TestAThousandUsersShareTheConnectionsAndEachSignsItsOwnCalls(t *testing.T) {
	var opened atomic.Int64
	var seen sync.Map
	ts := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen.Store(r.Header.Get("Store"), r.Header.Get("Authorization"))
		fmt.Fprint(w, `{"id":1}`)
	}))
	ts.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			opened.Add(1)
		}
	}
	ts.Start()
	defer ts.Close()
	c, err := capillary.New(capillary.Host(ts.URL), capillary.Basic("head.office", "secret"))
	require.NoError(t, err)
	defer c.CloseIdleConnections()

	const callers = 8
	var calls sync.WaitGroup
	for caller := range callers {
		calls.Go(func() {
			for i := caller; i < stores; i += callers {
				name, password, _ := storeUser(i)
				store, err := c.As(capillary.Basic(name, password))
				if assert.NoError(t, err) {
					assert.NoError(t, read(t.Context(), store, capillary.WithHeader("Store", name)))
				}
			}
		})
	}
	calls.Wait()
	require.NoError(t, read(t.Context(), c, capillary.WithHeader("Store", "head.office")))

	for i := range stores {
		name, _, want := storeUser(i)
		got, _ := seen.Load(name)
		require.Equal(t, want, got, name)
	}
	office, _ := seen.Load("head.office")
	assert.NotContains(t, office, "c3Rvc", "the original has its own user")
	assert.LessOrEqual(t, opened.Load(), int64(2*callers), "connections")
}

func TestAThousandUsersCostFewKilobytesEach(t *testing.T) {
	c, _ := wiretest.Serve(t, 0, `{"id":1}`, capillary.OnBehalfOf(capillary.Till("till-9")), capillary.WithHeader("X-Cap-Tag", "a"),
		capillary.WithRateLimit(capillary.GroupCustomerAdd, 10))
	for name, auth := range map[string]capillary.Auth{"Basic": capillary.Basic("store", "secret"), "OAuth": capillary.OAuth("key", "secret")} {
		kept := make([]*capillary.Client, 0, stores)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		for range stores {
			store, err := c.As(auth)
			require.NoError(t, err)
			kept = append(kept, store)
		}
		runtime.ReadMemStats(&after)
		assert.Less(t, (after.TotalAlloc-before.TotalAlloc)/stores, uint64(8<<10), "bytes for a user with %s", name)
		runtime.KeepAlive(kept)
	}
}

func TestWithOAuthEachUserHasATokenSourceOfItsOwnAndTokenSourceSharesOne(t *testing.T) {
	var tokens atomic.Int64
	var sent sync.Map
	ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/token/generate") {
			fmt.Fprintf(w, `{"data":{"accessToken":"token-%d","ttlSeconds":300}}`, tokens.Add(1))
			return
		}
		sent.Store(r.Header.Get("Store"), r.Header.Get("X-CAP-API-OAUTH-TOKEN"))
		assert.Empty(t, r.Header.Get("Authorization"), "the user of the original")
		fmt.Fprint(w, `{"id":1}`)
	}))
	defer ts.Close()
	office, err := capillary.New(capillary.Host(ts.URL), capillary.Basic("head.office", "secret"))
	require.NoError(t, err)
	defer office.CloseIdleConnections()
	source, err := oauth.New(oauth.Config{BaseURL: ts.URL, Key: "k", Secret: "s"})
	require.NoError(t, err)

	call := func(store string, auth capillary.Auth) any {
		c, err := office.As(auth)
		require.NoError(t, err)
		require.NoError(t, read(t.Context(), c, capillary.WithHeader("Store", store)))
		require.NoError(t, read(t.Context(), c, capillary.WithHeader("Store", store)))
		token, _ := sent.Load(store)
		return token
	}
	assert.Equal(t, "token-1", call("one", capillary.OAuth("k1", "s1")))
	assert.Equal(t, "token-2", call("two", capillary.OAuth("k2", "s2")))
	assert.Equal(t, "token-3", call("three", capillary.TokenSource(source)))
	assert.Equal(t, "token-3", call("four", capillary.TokenSource(source)))
	own, err := source.Token(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "token-3", own, "and the caller's own code has the same")
}

func TestAStaleTokenOfASharedSourceIsReplacedOnceForAllItsClients(t *testing.T) {
	api := &cluster{refuse: staleForms["HTTP 401"]}
	ts := httptest.NewServer(api)
	defer ts.Close()
	source, err := oauth.New(oauth.Config{BaseURL: ts.URL, Key: "k", Secret: "s"})
	require.NoError(t, err)
	first, err := capillary.New(capillary.Host(ts.URL), capillary.TokenSource(source))
	require.NoError(t, err)
	defer first.CloseIdleConnections()
	second, err := capillary.New(capillary.Host(ts.URL), capillary.TokenSource(source))
	require.NoError(t, err)
	defer second.CloseIdleConnections()
	api.stale.Store(1)
	op := capillary.Operation{Name: "customer.ReadV1", Method: http.MethodGet, Path: "/v1.1/things", Envelope: capillary.V1, Safety: capillary.Read}
	for _, c := range []*capillary.Client{first, second} {
		_, err := capillary.Call[answer](t.Context(), c, op, capillary.Input{})
		require.NoError(t, err)
	}
	assert.Equal(t, int64(2), api.tokens.Load())
}

func TestUsersShareTheRateLimitAndKeepTheDefaults(t *testing.T) {
	var table capillary.Operations
	op := table.Define(capillary.Operation{Name: "customer.Limited", Method: http.MethodGet, Path: "/v2/things", Safety: capillary.Read,
		Group: "TestUsersShareTheRateLimitAndKeepTheDefaults"})
	c, server := wiretest.Serve(t, 0, `{"id":1}`, capillary.OnBehalfOf(capillary.Till("till-9")), capillary.WithRateLimit(op.Group, 1),
		capillary.WithTimeout(time.Second))
	one, err := c.As(capillary.Basic("one", "secret"))
	require.NoError(t, err)
	two, err := one.As(capillary.Basic("two", "secret"))
	require.NoError(t, err)
	call := func(ctx context.Context, c *capillary.Client) error {
		_, err := capillary.Call[answer](ctx, c, op, capillary.Input{})
		return err
	}
	require.NoError(t, call(t.Context(), one))
	assert.ErrorIs(t, call(t.Context(), two), capillary.ErrRateLimited)
	require.Len(t, server.Arrivals(), 1)
	assert.Equal(t, "till-9", server.Arrivals()[0].Header.Get("X-CAP-API-ATTRIBUTION-ENTITY-CODE"))
}

func TestAsRefusesWhatNewWouldRefuseAndLeavesTheOriginalAlone(t *testing.T) {
	c, server := wiretest.Serve(t, 0, `{"id":1}`)
	elsewhere, err := oauth.New(oauth.Config{BaseURL: "https://eu.api.capillarytech.com", Key: "k", Secret: "s"})
	require.NoError(t, err)
	for name, auth := range map[string]capillary.Auth{
		"nothing": nil, "no user name": capillary.Basic("", "x"), "no password": capillary.Basic("a", ""),
		"no key": capillary.OAuth("", "s"), "no source": capillary.TokenSource(nil), "an empty source": capillary.TokenSource(new(oauth.Source)),
		"a source of another host": capillary.TokenSource(elsewhere),
	} {
		other, err := c.As(auth)
		assert.Nil(t, other, name)
		assert.ErrorIs(t, err, capillary.ErrInvalidInput, name)
	}
	for name, none := range map[string]*capillary.Client{"empty": new(capillary.Client), "nil": nil} {
		_, err := none.As(capillary.Basic("a", "b"))
		assert.ErrorIs(t, err, capillary.ErrInvalidInput, name)
	}
	require.NoError(t, read(t.Context(), c))
	assert.Len(t, server.Arrivals(), 1)
}

func TestASourceServesItsOwnOriginOnly(t *testing.T) {
	source, err := oauth.New(oauth.Config{BaseURL: "https://eu.api.capillarytech.com/prefix", Key: "k", Secret: "s"})
	require.NoError(t, err)
	for address, want := range map[string]bool{
		"https://eu.api.capillarytech.com": true, "https://EU.API.capillarytech.com:443/other": true,
		"https://eu.api.capillarytech.com:8443": false, "http://eu.api.capillarytech.com": false, "https://us.api.capillarytech.com": false,
		"https://eu.api.capillarytech.com.evil.example": false, "": false,
	} {
		assert.Equal(t, want, source.Serves(address), address)
	}
}
