package capillarytest_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillarytest"
)

// token fetches an access token.
func (c *caller) token() string {
	c.t.Helper()
	a := c.post("/v3/oauth/token/generate", fmt.Sprintf(`{"key":%q,"secret":%q}`, c.server.ClientKey(), c.server.ClientSecret()))
	require.Equal(c.t, 200, a.status, a.body)
	quoted := a.at("data.accessToken")
	return quoted[1 : len(quoted)-1]
}

func TestAWrongPasswordIsRefusedInTheEnvelopeOfTheVersion(t *testing.T) {
	t.Parallel()
	c := start(t, capillarytest.WithTill("till.9", "right"))
	tests := []struct{ name, authorization string }{
		{"none", ""},
		{"wrong password", basic("till.9", "wrong")},
		{"wrong user", basic("till.8", "right")},
		{"the password itself in place of its md5", "Basic dGlsbC45OnJpZ2h0"},
		{"the built-in till, which is replaced", basic("demo.till01", "demo-password")},
		{"another scheme", "Bearer right"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c.header.Set("Authorization", tt.authorization)
			v2 := c.get("/v2/customers/lookup?source=INSTORE")
			assert.Equal(t, http.StatusUnauthorized, v2.status)
			assert.Equal(t, "401", v2.at("errors.0.code"))
			v1 := c.get("/v1.1/customer/get?mobile=919740000001")
			assert.Equal(t, http.StatusUnauthorized, v1.status)
			assert.Equal(t, `{"code":401,"message":"Authentication failed. Please check username and password","success":"false"}`, v1.at("response.status"))
		})
	}
	c.header.Set("Authorization", basic("till.9", "right"))
	c.get("/v2/customers/lookup?source=INSTORE").refusedWith(8002)
}

func TestEveryTokenCallGivesANewTokenThatWorks(t *testing.T) {
	t.Parallel()
	c := start(t, capillarytest.WithTokenTTL(90*time.Second))
	c.header.Del("Authorization")
	one, two := c.token(), c.token()
	require.NotEqual(t, one, two)
	for _, token := range []string{one, two} {
		c.header.Set("X-CAP-API-OAUTH-TOKEN", token)
		assert.Equal(t, 200, c.register("INSTORE", "", "mobile=91974000000"+fmt.Sprint(len(c.server.Requests()))).status)
	}
	a := c.post("/v3/oauth/token/generate", fmt.Sprintf(`{"key":%q,"secret":%q}`, c.server.ClientKey(), c.server.ClientSecret()))
	assert.Equal(t, "90", a.at("data.ttlSeconds"))
	assert.Equal(t, "null", a.at("errors"))
	wrong := c.post("/v3/oauth/token/generate", `{"key":"demo-client-key","secret":"wrong"}`)
	assert.Equal(t, "320001", wrong.at("errors.0.code"))
	assert.Equal(t, "null", wrong.at("data"))
}

func TestAnExpiredTokenIsRefusedInTheChosenForm(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name       string
		form       capillarytest.StaleForm
		status     int
		v1Path, v1 string
		v2Path, v2 string
	}{
		{"HTTP 401", capillarytest.StaleHTTP401, 401, "response.status.code", "401", "errors.0.code", "401"},
		{"body 498", capillarytest.StaleBody498, 200, "response.status.code", "498", "status.code", "498"},
		{"body 401", capillarytest.StaleBody401, 200, "response.status.code", "401", "errors.0.code", "401"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			now := noon
			c := start(t, capillarytest.WithStaleForm(tt.form), capillarytest.WithClock(func() time.Time { return now }))
			c.header.Del("Authorization")
			c.header.Set("X-CAP-API-OAUTH-TOKEN", c.token())
			c.get("/v2/customers/lookup?source=INSTORE").refusedWith(8002)
			now = now.Add(5 * time.Minute)
			v1, v2 := c.get("/v1.1/customer/get?id=1"), c.get("/v2/customers/lookup?source=INSTORE")
			assert.Equal(t, []int{tt.status, tt.status}, []int{v1.status, v2.status})
			assert.Equal(t, tt.v1, v1.at(tt.v1Path))
			assert.Equal(t, tt.v2, v2.at(tt.v2Path))
			if tt.form == capillarytest.StaleBody498 {
				assert.Equal(t, `"true"`, v1.at("response.status.success"))
				assert.Equal(t, `"true"`, v2.at("status.success"))
			}
		})
	}
}

func TestACallIsMadeForTheTillThatTheHeadersName(t *testing.T) {
	t.Parallel()
	c := start(t)
	registeredBy := func(mobile string) string {
		id := c.register("INSTORE", "", "mobile="+mobile).id()
		return c.get(fmt.Sprintf("/v2/customers/%d?source=INSTORE", id)).at("profiles.0.attribution.createdBy.code")
	}
	c.header.Set("X-CAP-API-ATTRIBUTION-ENTITY-CODE", "ignored-with-basic")
	assert.Equal(t, `"demo.till01"`, registeredBy("919740000001"))
	c.header.Set("X-CAP-API-OAUTH-TOKEN", c.token())
	c.header.Set("X-CAP-API-ATTRIBUTION-ENTITY-TYPE", "STORE_CODE")
	c.header.Set("X-CAP-API-ATTRIBUTION-ENTITY-CODE", "blr-01")
	assert.Equal(t, `"blr-01"`, registeredBy("919740000002"))
	c.header.Set("X-CAP-API-ATTRIBUTION-LOOKUP-TYPE", "WECHAT")
	c.header.Set("X-CAP-API-ATTRIBUTION-LOOKUP", "till-by-lookup")
	assert.Equal(t, `"till-by-lookup"`, registeredBy("919740000003"))
}

func TestAttributionHeadersAreChecked(t *testing.T) {
	t.Parallel()
	c := start(t)
	c.header.Set("X-CAP-API-OAUTH-TOKEN", c.token())
	tests := []struct {
		name, header, value string
		code                int
	}{
		{"look-up without type", "X-CAP-API-ATTRIBUTION-LOOKUP", "x", 1061},
		{"type without look-up", "X-CAP-API-ATTRIBUTION-LOOKUP-TYPE", "WECHAT", 1061},
		{"unknown entity type", "X-CAP-API-ATTRIBUTION-ENTITY-TYPE", "PLANET", 400},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c.header.Set(tt.header, tt.value)
			defer c.header.Del(tt.header)
			c.get("/v2/customers/lookup?source=INSTORE").refusedWith(tt.code)
		})
	}
	c.header.Set("X-CAP-API-ATTRIBUTION-LOOKUP", "x")
	assert.Equal(t, "1000", unquote(c.get(fmt.Sprintf("/v1.1/customer/get?id=%d", c.server.AddCustomer(capillarytest.Customer{}))).
		at("response.customers.customer.0.item_status.code")), "v1.1 does not know the look-up headers")
}

func unquote(s string) string {
	if len(s) > 1 && s[0] == '"' {
		return s[1 : len(s)-1]
	}
	return s
}
