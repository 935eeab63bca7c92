package capillarytest_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	ct "github.com/capillary-go/sdk/capillarytest"
)

// outcome is what a caller sees of a registration that meets a fault.
type outcome struct {
	answer
	err  error
	took time.Duration
	done bool // whether the customer is registered afterwards
}

func registerWith(t *testing.T, kind ct.Kind, opts ...ct.Option) (*caller, outcome) {
	t.Helper()
	c := start(t, opts...)
	c.server.Fault(ct.Fault{Method: "POST", Path: "/v2/customers", Kind: kind})
	began := time.Now()
	a, err := c.try("POST", "/v2/customers", `{"profiles":[{"source":"INSTORE","identifiers":[{"type":"mobile","value":"919740000001"}]}]}`)
	out := outcome{answer: a, err: err, took: time.Since(began)}
	out.done = c.get("/v2/customers/lookup?"+byMobile).status == 200
	require.Equal(t, kind.String(), c.server.Requests()[0].Fault)
	return c, out
}

func TestFaultsThatAnswer(t *testing.T) {
	t.Parallel()
	tests := []struct {
		kind   ct.Kind
		status int
		done   bool
		body   string // a part of it
	}{
		{ct.Status(503), 503, false, `"errors":[{"status":false,"code":503`},
		{ct.StatusAfterWork(502), 502, true, `"code":502`},
		{ct.Refusal(8015), 400, false, `"code":8015,"message":"Customer not found for the given identifiers"`},
		{ct.RefusalWithStatus(500, 500), 500, false, `"code":500`},
		{ct.RefusalAfterWork(200, 500), 200, true, `"code":500`},
		{ct.Answer(418, "text/plain", "teapot"), 418, false, "teapot"},
		{ct.AnswerAfterWork(200, "text/plain", "ok"), 200, true, "ok"},
		{ct.HTMLPage(522), 522, false, "<html>"},
		{ct.HTMLPageAfterWork(520), 520, true, "<html>"},
		{ct.AccessDenied(), 403, false, "errorCode=4000"},
		{ct.AuthorizationUnavailable(), 503, false, "errorCode=4001"},
		{ct.CustomerBusy(), 400, false, `"code":521`},
		{ct.CustomerBusyWarning(), 200, true, `"warnings":[{"status":false,"code":521`},
		{ct.SearchBusy(), 400, false, `"code":461`},
		{ct.UserRateLimited(), 400, false, `"code":517`},
		{ct.RateLimited("7"), 429, false, `"code":429`},
		{ct.CDNRateLimited(), 429, false, "1015"},
		{ct.StaleToken(ct.StaleBody498), 200, false, `"success":"true","code":498`},
		{ct.StaleToken(ct.StaleHTTP401), 401, false, `"code":401`},
		{ct.Redirect(307, "http://192.0.2.1/elsewhere"), 307, false, ""},
		{ct.EmptyReply(), 200, true, ""},
		{ct.SlowHeaders(20 * time.Millisecond), 200, true, `"createdId"`},
		{ct.Delay(20 * time.Millisecond), 200, true, `"createdId"`},
		{ct.DelayAfterWork(20 * time.Millisecond), 200, true, `"createdId"`},
		{ct.ExpireToken(), 200, true, `"createdId"`}, // the call has none
	}
	for _, tt := range tests {
		t.Run(tt.kind.String(), func(t *testing.T) {
			t.Parallel()
			_, got := registerWith(t, tt.kind)
			require.NoError(t, got.err)
			assert.Equal(t, tt.status, got.status)
			assert.Contains(t, got.body, tt.body)
			assert.Equal(t, tt.done, got.done)
			assert.NotEmpty(t, got.header.Get("X-Cap-Requestid"))
		})
	}
}

func TestFaultsThatBreakTheConnection(t *testing.T) {
	t.Parallel()
	tests := []struct {
		kind ct.Kind
		done bool
		want error
	}{
		{ct.CutBeforeWork(), false, io.EOF},
		{ct.CutAfterWork(), true, io.EOF},
		{ct.CutMidReply(), true, io.ErrUnexpectedEOF},
		{ct.ResetBeforeWork(), false, syscall.ECONNRESET},
		{ct.ResetAfterWork(), true, syscall.ECONNRESET},
	}
	for _, tt := range tests {
		t.Run(tt.kind.String(), func(t *testing.T) {
			t.Parallel()
			_, got := registerWith(t, tt.kind)
			require.ErrorIs(t, got.err, tt.want)
			assert.Equal(t, tt.done, got.done)
		})
	}
}

func TestTruncatedJSONLooksComplete(t *testing.T) {
	t.Parallel()
	_, got := registerWith(t, ct.TruncatedJSON())
	require.NoError(t, got.err)
	assert.True(t, got.done)
	assert.True(t, strings.HasPrefix(got.body, `{"createdId"`), got.body)
	assert.False(t, strings.HasSuffix(got.body, "}"), got.body)
}

func TestRetryAfterIsSentAsItStands(t *testing.T) {
	t.Parallel()
	for _, value := range []string{"", "3", "Wed, 21 Oct 2026 07:28:00 GMT", "soon"} {
		_, got := registerWith(t, ct.RateLimited(value))
		assert.Equal(t, value, got.header.Get("Retry-After"))
	}
}

func TestDelaysLastAsLongAsTheySay(t *testing.T) {
	t.Parallel()
	for _, kind := range []ct.Kind{ct.Delay(60 * time.Millisecond), ct.DelayAfterWork(60 * time.Millisecond), ct.SlowHeaders(60 * time.Millisecond)} {
		_, got := registerWith(t, kind)
		assert.GreaterOrEqual(t, got.took, 60*time.Millisecond, kind.String())
	}
}

func TestABlackHoleLastsUntilTheClientLeaves(t *testing.T) {
	t.Parallel()
	tests := []struct {
		kind ct.Kind
		done bool
	}{{ct.BlackHole(), false}, {ct.BlackHoleAfterWork(), true}, {ct.Delay(time.Hour), false}, {ct.DelayAfterWork(time.Hour), true}}
	for _, tt := range tests {
		t.Run(tt.kind.String(), func(t *testing.T) {
			t.Parallel()
			c := start(t)
			c.server.Fault(ct.Fault{Kind: tt.kind})
			c.http.Timeout = 50 * time.Millisecond
			_, err := c.try("POST", "/v2/customers", `{"profiles":[{"source":"INSTORE","identifiers":[{"type":"mobile","value":"919740000001"}]}]}`)
			require.ErrorIs(t, err, context.DeadlineExceeded)
			c.http.Timeout = 5 * time.Second
			assert.Equal(t, tt.done, c.get("/v2/customers/lookup?"+byMobile).status == 200)
		})
	}
}

func TestCloseEndsABlackHole(t *testing.T) {
	t.Parallel()
	for _, kind := range []ct.Kind{ct.BlackHole(), ct.EndlessBody(), ct.SlowHeaders(time.Hour), ct.LateWork(time.Hour)} {
		c := start(t)
		c.server.Fault(ct.Fault{Kind: kind})
		ended := make(chan error, 1)
		go func() {
			_, err := c.try("GET", "/v2/customers/search?q=a", "")
			ended <- err
		}()
		require.Eventually(t, func() bool { return c.server.Count("", "") == 1 }, time.Second, time.Millisecond)
		c.server.Close()
		assert.Error(t, <-ended, kind.String())
	}
}

func TestLateWorkHappensAfterTheConnectionIsGone(t *testing.T) {
	t.Parallel()
	c, got := registerWith(t, ct.LateWork(40*time.Millisecond))
	require.ErrorIs(t, got.err, io.EOF)
	assert.False(t, got.done, "absent at first")
	assert.Eventually(t, func() bool { return c.get("/v2/customers/lookup?"+byMobile).status == 200 }, time.Second, 5*time.Millisecond)
}

func TestAnEndlessBodyDoesNotEnd(t *testing.T) {
	t.Parallel()
	c := start(t)
	c.server.Fault(ct.Fault{Kind: ct.EndlessBody()})
	resp := c.open("/v2/customers/search?q=a")
	defer resp.Body.Close()
	n, err := io.CopyN(io.Discard, resp.Body, 8<<20)
	require.NoError(t, err)
	assert.EqualValues(t, 8<<20, n)
}

func TestAGzipBombIsSmallOnTheWire(t *testing.T) {
	t.Parallel()
	c := start(t)
	c.server.Fault(ct.Fault{Times: 2, Kind: ct.GzipBomb(8<<20 + 5)})
	resp := c.open("/v2/customers/search?q=a")
	n, err := io.Copy(io.Discard, resp.Body)
	resp.Body.Close()
	require.NoError(t, err)
	assert.EqualValues(t, 8<<20+5+11, n)
	c.header.Set("Accept-Encoding", "gzip") // so that the transport does not unpack
	resp = c.open("/v2/customers/search?q=a")
	n, err = io.Copy(io.Discard, resp.Body)
	resp.Body.Close()
	require.NoError(t, err)
	assert.Less(t, n, int64(1<<20))
}

func (c *caller) open(path string) *http.Response {
	c.t.Helper()
	req, err := http.NewRequest("GET", c.server.URL+path, nil)
	require.NoError(c.t, err)
	req.Header = c.header
	resp, err := c.http.Do(req)
	require.NoError(c.t, err)
	return resp
}

func TestFaultsSpeakTheVersionOfThePath(t *testing.T) {
	t.Parallel()
	c, id := member(t)
	tests := []struct{ path, at, want string }{
		{"/v1.1/customer/get?id=" + fmt.Sprint(id), "response.status", `{"code":521,"message":"Multiple actions running for the same customer, Please try after some time","success":"false"}`},
		{"/v2/customers/search?q=a", "errors.0.code", "521"},
		{"/api_gateway/v1/recommendations/user/m", "errors.0.code", "521"},
	}
	for _, tt := range tests {
		c.server.Fault(ct.Fault{Kind: ct.CustomerBusy()})
		assert.Equal(t, tt.want, c.get(tt.path).at(tt.at))
	}
	c.server.Fault(ct.Fault{Kind: ct.CustomerBusyWarning()})
	warned := c.get("/v1.1/customer/get?id=" + fmt.Sprint(id))
	assert.Equal(t, `"true"`, warned.at("response.status.success"))
	assert.Equal(t, `"521"`, warned.at("response.customers.customer.0.item_status.warnings.warning.0.code"))
}

func TestAFaultStrikesWhomItMeans(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		fault ct.Fault
		want  []int
	}{
		{"once by default", ct.Fault{}, []int{503, 200, 200, 200}},
		{"some times", ct.Fault{Times: 2}, []int{503, 503, 200, 200}},
		{"for ever", ct.Fault{Times: -1}, []int{503, 503, 503, 503}},
		{"after some", ct.Fault{After: 2}, []int{200, 200, 503, 200}},
		{"after one, twice", ct.Fault{After: 1, Times: 2}, []int{200, 503, 503, 200}},
		{"of its method", ct.Fault{Method: "PUT"}, []int{200, 200, 200, 200}},
		{"of its pattern", ct.Fault{Path: "/v2/customers/{id}"}, []int{200, 200, 200, 200}},
		{"of the path above", ct.Fault{Path: "/v2"}, []int{503, 200, 200, 200}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := start(t)
			tt.fault.Kind = ct.Status(503)
			c.server.Fault(tt.fault)
			var got []int
			for range tt.want {
				got = append(got, c.get("/v2/customers/search?q=a").status)
			}
			assert.Equal(t, tt.want, got)
		})
	}
}

func TestFaultsStrikeInTheirOrderAndResetForgetsThem(t *testing.T) {
	t.Parallel()
	c := start(t)
	for _, status := range []int{503, 502, 504} {
		c.server.Fault(ct.Fault{Kind: ct.Status(status)})
	}
	assert.Equal(t, 503, c.get("/v2/customers/search?q=a").status)
	assert.Equal(t, 502, c.get("/v2/customers/search?q=a").status)
	c.server.Reset()
	assert.Equal(t, 200, c.get("/v2/customers/search?q=a").status)
}

func TestOnlyAFaultThatNamesItStrikesTheTokenEndpoint(t *testing.T) {
	t.Parallel()
	c := start(t)
	c.server.Fault(ct.Fault{Times: -1, Kind: ct.Status(503)})
	c.token()
	c.server.Fault(ct.Fault{Path: "/v3/oauth/token/generate", Kind: ct.Status(500)})
	assert.Equal(t, 500, c.post("/v3/oauth/token/generate", "{}").status)
}

func TestExpireTokenEndsTheTokenForAll(t *testing.T) {
	t.Parallel()
	c := start(t)
	c.header.Set("X-CAP-API-OAUTH-TOKEN", c.token())
	c.server.Fault(ct.Fault{Kind: ct.ExpireToken()})
	assert.Equal(t, 401, c.get("/v2/customers/search?q=a").status)
	assert.Equal(t, 401, c.get("/v2/customers/search?q=a").status)
	c.header.Set("X-CAP-API-OAUTH-TOKEN", c.token())
	c.server.Fault(ct.Fault{Kind: ct.StaleToken(ct.StaleHTTP401)})
	assert.Equal(t, 401, c.get("/v2/customers/search?q=a").status)
	assert.Equal(t, 200, c.get("/v2/customers/search?q=a").status, "StaleToken leaves the token alive")
}

func TestRefusalsTravelWithTheStatusThatIsSet(t *testing.T) {
	t.Parallel()
	c := start(t, ct.WithRefusalStatus(500, 200))
	assert.Equal(t, 200, c.get("/v2/customers/1?source=INSTORE").status)
	assert.Equal(t, 500, c.get("/v1.1/customer/get?mobile=919740000009").status)
	c = start(t)
	assert.Equal(t, 400, c.get("/v2/customers/1?source=INSTORE").status)
	assert.Equal(t, 200, c.get("/v1.1/customer/get?mobile=919740000009").status)
}
