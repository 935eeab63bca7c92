package capillarytest_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillarytest"
)

func TestRequestsAreRecordedAsTheyArrived(t *testing.T) {
	t.Parallel()
	c := start(t, still())
	sent := c.send("POST", "/v2/customers/4%2F2/changeLabels?a=1&a=2", `{"add":[]}`)
	got := c.server.Requests()
	require.Len(t, got, 1)
	assert.Equal(t, "POST", got[0].Method)
	assert.Equal(t, "/v2/customers/4%2F2/changeLabels", got[0].Path)
	assert.Equal(t, "/v2/customers/{id}/changeLabels", got[0].Route)
	assert.Equal(t, []string{"1", "2"}, got[0].Query["a"])
	assert.Equal(t, `{"add":[]}`, string(got[0].Body))
	assert.Equal(t, c.header.Get("Authorization"), got[0].Header.Get("Authorization"))
	assert.Equal(t, noon, got[0].At)
	assert.Equal(t, sent.header.Get("X-Cap-Requestid"), got[0].ID)
	sent.refusedWith(8015)
}

func TestCountTellsPatternsFromPaths(t *testing.T) {
	t.Parallel()
	c := start(t)
	id := c.register("INSTORE", "", "mobile=919740000001").id()
	c.get(fmt.Sprintf("/v2/customers/%d?source=INSTORE", id))
	c.get(fmt.Sprintf("/v2/customers/%d/labels", id))
	tests := []struct {
		method, path string
		want         int
	}{
		{"POST", "/v2/customers", 1},
		{"", "/v2/customers", 1},
		{"GET", "/v2/customers/{id}", 1},
		{"GET", fmt.Sprintf("/v2/customers/%d", id), 2},
		{"GET", fmt.Sprintf("/v2/customers/%d", id/10), 0},
		{"get", "/v2/", 2},
		{"", "", 3},
		{"PUT", "", 0},
	}
	for _, tt := range tests {
		assert.Equal(t, tt.want, c.server.Count(tt.method, tt.path), "%s %s", tt.method, tt.path)
	}
	c.server.Reset()
	assert.Zero(t, c.server.Count("", ""))
	assert.Equal(t, 200, c.get(fmt.Sprintf("/v2/customers/%d?source=INSTORE", id)).status, "Reset keeps the customers")
}

func TestPrintingShowsNoSecrets(t *testing.T) {
	t.Parallel()
	c := start(t, capillarytest.WithTill("canary-till", "canary-password"), capillarytest.WithClient("canary-key", "canary-secret"))
	c.header.Set("X-CAP-API-OAUTH-TOKEN", "canary-token")
	c.get("/v2/customers/lookup?source=INSTORE&identifierName=mobile&identifierValue=canary-mobile")
	c.header.Del("X-CAP-API-OAUTH-TOKEN")
	c.register("INSTORE", "", "email=canary@example.com")
	var log bytes.Buffer
	requests := c.server.Requests()
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "server", c.server, "request", requests[0])
	text := log.String() + fmt.Sprintf("%v %+v %#v %s %v %+v %#v %v %+v", c.server, c.server, c.server, c.server, requests[0], requests[0], requests[0], requests, requests)
	assert.NotContains(t, text, "canary")
	assert.NotContains(t, text, "Authorization")
	assert.Contains(t, text, "GET /v2/customers/lookup, 0 bytes")
}

// failures is a test that collects what fails it.
type failures struct {
	testing.TB
	mu       sync.Mutex
	messages []string
	cleanups []func()
}

func (f *failures) Helper()           {}
func (f *failures) Cleanup(do func()) { f.cleanups = append(f.cleanups, do) }
func (f *failures) Errorf(format string, args ...any) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.messages = append(f.messages, fmt.Sprintf(format, args...))
}

func TestAnUnknownPathFailsTheTest(t *testing.T) {
	t.Parallel()
	f := &failures{TB: t}
	c := call(t, capillarytest.New(f))
	unknown := c.get("/v2/custmers/7")
	assert.Equal(t, http.StatusNotFound, unknown.status)
	assert.Equal(t, `"capillarytest: no such endpoint: GET /v2/custmers/7"`, unknown.at("message"))
	other := c.send("PATCH", "/v2/customers/7", "")
	assert.Equal(t, http.StatusMethodNotAllowed, other.status)
	assert.Equal(t, `"capillarytest: no such endpoint: PATCH /v2/customers/7 (the path knows GET, PUT)"`, other.at("message"))
	assert.Empty(t, c.server.Requests()[0].Route)
	assert.Len(t, f.messages, 2)
	for _, do := range f.cleanups {
		do()
	}
	_, err := c.try("GET", "/v2/customers/7", "")
	assert.Error(t, err, "the server ends with the test")
}

func TestAnUnknownPathOfAServerWithoutTestIsJustAnswered(t *testing.T) {
	t.Parallel()
	s := capillarytest.NewServer()
	defer s.Close()
	assert.Equal(t, http.StatusNotFound, call(t, s).get("/nowhere").status)
	s.Close()
	s.Close()
}

func TestTheServerServesManyAtOnce(t *testing.T) {
	t.Parallel()
	c := start(t)
	var wg sync.WaitGroup
	for n := range 32 {
		wg.Go(func() {
			id := c.register("INSTORE", "", fmt.Sprintf("mobile=9197400000%02d", n)).id()
			c.server.SetPoints(id, float64(n))
			assert.InDelta(t, float64(n), c.server.Points(id), 0)
		})
	}
	wg.Wait()
	assert.Equal(t, 32, c.server.Count("POST", "/v2/customers"))
}

func TestReadersAndWritersOfOneCustomerDoNotRace(t *testing.T) {
	t.Parallel()
	c := start(t)
	path := fmt.Sprintf("/v2/customers/%d?source=INSTORE", c.server.AddCustomer(capillarytest.Customer{Mobile: "919740000001"}))
	var wg sync.WaitGroup
	for n := range 16 {
		wg.Go(func() {
			c.put(path, fmt.Sprintf(`{"extendedFields":{"f%d":1},"profiles":[{"fields":{"g%d":1}}]}`, n, n))
			assert.Equal(t, 200, c.get(path).status)
		})
	}
	wg.Wait()
}
