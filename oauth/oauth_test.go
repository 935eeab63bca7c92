package oauth_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/capillary-go/sdk/oauth"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	key    = "canary-key-Qk9"
	secret = "canary-secret-Zw7"
	host   = "https://eu.api.example.com"
)

// endpoint is a token endpoint without a network, for fake time. Its tokens are canary-token-1, -2, ….
type endpoint struct {
	latency time.Duration
	ttl     string                                    // raw JSON, 300 when empty
	refuse  func(request int) (*http.Response, error) // nil, nil: answer with a token
	calls   atomic.Int64
}

func (e *endpoint) RoundTrip(req *http.Request) (*http.Response, error) {
	n := int(e.calls.Add(1))
	if body, _ := io.ReadAll(req.Body); !json.Valid(body) || !bytes.Contains(body, []byte(secret)) {
		return nil, fmt.Errorf("request %d is not as it should be", n)
	}
	select {
	case <-time.After(e.latency):
	case <-req.Context().Done():
		return nil, req.Context().Err()
	}
	if e.refuse != nil {
		if resp, err := e.refuse(n); resp != nil || err != nil {
			return resp, err
		}
	}
	ttl := e.ttl
	if ttl == "" {
		ttl = "300"
	}
	return answer(http.StatusOK, fmt.Sprintf(`{"data":{"accessToken":"canary-token-%d","ttlSeconds":%s},"errors":null}`, n, ttl)), nil
}

func answer(status int, body string) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}
}

// broken refuses all requests up to the nth one.
func broken(n int) func(int) (*http.Response, error) {
	return func(request int) (*http.Response, error) {
		if request <= n {
			return answer(http.StatusBadGateway, "<html>bad gateway</html>"), nil
		}
		return nil, nil
	}
}

func newSource(t testing.TB, transport http.RoundTripper) *oauth.Source {
	t.Helper()
	source, err := oauth.New(oauth.Config{BaseURL: host, Key: key, Secret: secret, HTTPClient: &http.Client{Transport: transport}})
	require.NoError(t, err)
	return source
}

func mustToken(t testing.TB, source *oauth.Source) string {
	t.Helper()
	token, err := source.Token(context.Background())
	require.NoError(t, err)
	return token
}

// together runs n goroutines and waits for them.
func together(n int, do func()) {
	var all sync.WaitGroup
	for range n {
		all.Go(do)
	}
	all.Wait()
}
