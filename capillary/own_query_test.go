package capillary_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
)

// Badges take moments as milliseconds in their query. The SDK has no method for them yet: a struct with the tags of
// go-querystring is enough.
func TestAnEndpointThatTheSDKDoesNotKnowTakesAllThatGoQuerystringWrites(t *testing.T) {
	type badgesQuery struct {
		EarnedSince time.Time       `url:"lastEarnedOnDate,unixmilli"`
		Until       time.Time       `url:"until,omitempty,unixmilli"`
		Expired     bool            `url:"includeExpired,int"`
		Groups      []string        `url:"groupId,semicolon"`
		Worth       decimal.Decimal `url:"worth"`
		Page        int64           `url:"page"`
	}
	op := capillary.Operation{Name: "badge.List", Method: http.MethodGet, Path: "/api_gateway/v1/badges/customer/{customerId}", Safety: capillary.Read,
		Envelope: capillary.Data}
	c, server := wiretest.Serve(t, 0, `{"data":{"id":1},"errors":null}`)
	_, err := capillary.Call[map[string]any](t.Context(), c, op, capillary.Input{Path: []string{"7001"}, Query: badgesQuery{
		EarnedSince: time.UnixMilli(1927253106789), Expired: true, Groups: []string{"gold", "a b"}, Worth: decimal.RequireFromString("12.50"), Page: 2}})
	require.NoError(t, err)
	require.Len(t, server.Arrivals(), 1)
	assert.Equal(t, url.Values{"lastEarnedOnDate": {"1927253106789"}, "includeExpired": {"1"}, "groupId": {"gold;a b"}, "worth": {"12.5"}, "page": {"2"}},
		server.Arrivals()[0].Query)
}

func TestAQueryThatCanNotBeWrittenIsRefusedBeforeAnythingIsSent(t *testing.T) {
	type inner struct {
		A string `url:"a"`
	}
	op := capillary.Operation{Name: "badge.List", Method: http.MethodGet, Path: "/api_gateway/v1/badges", Safety: capillary.Read, Envelope: capillary.Data}
	for name, query := range map[string]any{
		"no struct": "a=b", "a list": []string{"a"}, "an embedded pointer": struct{ *inner }{&inner{"a"}},
		"control characters": struct {
			A []string `url:"a,semicolon"`
		}{[]string{"a\r\nb"}},
	} {
		c, server := wiretest.Serve(t, 0, `{}`)
		_, err := capillary.Call[map[string]any](t.Context(), c, op, capillary.Input{Query: query})
		assert.ErrorIs(t, err, capillary.ErrInvalidInput, name)
		assert.Empty(t, server.Arrivals(), name)
	}
}
