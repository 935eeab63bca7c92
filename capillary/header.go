package capillary

import (
	"strings"

	"github.com/capillary-go/sdk/internal/escape"
)

// checkHeader checks a header that a caller sets, by WithHeader or in an Input. A name without values counts too: net/http
// looks at the names alone.
func checkHeader(name string, values ...string) error {
	if err := escape.HeaderName(name); err != nil {
		return Invalid("header", "its name "+err.Error())
	}
	if why := reserved[sameName(name)]; why != "" {
		return Invalid("header "+name, why)
	}
	for _, value := range values {
		if err := escape.Header(value); err != nil {
			return Invalid("header "+name, err.Error())
		}
	}
	return nil
}

// sameName spells a header's name as servers and proxies compare it: many take "_" for "-", and none looks at the case.
func sameName(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", "-")) }

// Why a caller can't set a header.
const (
	ofClient      = "the client sets it itself"
	ofCredentials = "the client sets it itself, from its credentials"
	ofAttribution = "OnBehalfOf sets it"
	ofConnection  = "it is between the client and the next hop"
	resends       = "net/http would send a request with it again by itself, and the API knows no such header: its keys stand in bodies"
	otherMethod   = "it makes another method of the operation's"
)

var reserved = map[string]string{
	"accept":            ofClient,
	"accept-encoding":   ofClient,
	"content-encoding":  ofClient,
	"content-length":    ofClient,
	"content-type":      ofClient,
	"host":              ofClient,
	"user-agent":        "WithUserAgent sets it",
	"expect":            ofConnection,
	"connection":        ofConnection,
	"http2-settings":    ofConnection,
	"keep-alive":        ofConnection,
	"proxy-connection":  ofConnection,
	"te":                ofConnection,
	"trailer":           ofConnection,
	"transfer-encoding": ofConnection,
	"upgrade":           ofConnection,

	"authorization":         ofCredentials,
	"proxy-authenticate":    ofConnection,
	"proxy-authorization":   ofConnection,
	"x-cap-api-oauth-token": ofCredentials,

	"x-cap-api-attribution-entity-type": ofAttribution,
	"x-cap-api-attribution-entity-code": ofAttribution,
	"x-cap-api-attribution-lookup-type": ofAttribution,
	"x-cap-api-attribution-lookup":      ofAttribution,

	"idempotency-key":        resends,
	"x-idempotency-key":      resends,
	"x-http-method":          otherMethod,
	"x-http-method-override": otherMethod,
	"x-method-override":      otherMethod,
}
