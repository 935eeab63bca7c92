package capillarytest

import (
	"crypto/md5"
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"net/http"
	"slices"
	"strings"
	"time"
)

const tokenPath = "/v3/oauth/token/generate"

func (o *org) tokenRoutes() routes {
	return routes{
		"POST " + tokenPath: o.generateToken,
	}
}

// A StaleForm is a way in which the API says that a token is no good.
type StaleForm int

// The ways to say that a token is no good.
const (
	StaleHTTP401 StaleForm = iota // HTTP 401 with code 401 in the body
	StaleBody498                  // HTTP 200 with code 498 in the body, and success "true"
	StaleBody401                  // HTTP 200 with code 401 in the body
)

// The headers of authentication and attribution.
const (
	headerToken      = "X-CAP-API-OAUTH-TOKEN"
	headerEntityType = "X-CAP-API-ATTRIBUTION-ENTITY-TYPE"
	headerEntityCode = "X-CAP-API-ATTRIBUTION-ENTITY-CODE"
	headerLookupType = "X-CAP-API-ATTRIBUTION-LOOKUP-TYPE"
	headerLookup     = "X-CAP-API-ATTRIBUTION-LOOKUP"
)

var entityTypes = []string{"TILL", "STORE_CODE", "STORE_NAME", "STORE_EXTERNAL_ID", "STORE_EXTERNAL_ID_1", "STORE_EXTERNAL_ID_2"}

var lookupTypes = []string{"WECHAT", "MOBILE_TRIGGER"}

func (o *org) generateToken(c *call) reply {
	var in struct{ Key, Secret string }
	if no := c.decode(&in); no != nil {
		return v3Refused(http.StatusBadRequest, no)
	}
	known := slices.ContainsFunc(o.settings.clients, func(k oauthClient) bool { return same(k.key, in.Key) && same(k.secret, in.Secret) })
	if !known {
		return v3Refused(http.StatusBadRequest, refuse(320001))
	}
	token := rand.Text() + rand.Text()
	o.tokens[token] = o.now().Add(o.settings.tokenTTL)
	return v3Value(obj("accessToken", token, "ttlSeconds", int64(o.settings.tokenTTL/time.Second)))
}

// admit checks credentials and attribution, and notes the till in the call. It returns the reply of a call that may not pass.
func (o *org) admit(c *call) *reply {
	oauth := c.header.Get(headerToken) != ""
	switch {
	case oauth && !o.tokenLives(c.header.Get(headerToken)):
		return new(staleReply(c.family, o.settings.stale))
	case !oauth && !o.passwordFits(c):
		return new(refusedIn(c.family, http.StatusUnauthorized, refuse(401)))
	}
	if no := o.attribute(c, oauth); no != nil {
		return new(refusedIn(c.family, 0, no))
	}
	return nil
}

func (o *org) tokenLives(token string) bool {
	expires, ok := o.tokens[token]
	return ok && o.now().Before(expires)
}

// passwordFits checks the Basic scheme of the API: base64(user:md5hex(password)).
func (o *org) passwordFits(c *call) bool {
	name, sum, ok := (&http.Request{Header: c.header}).BasicAuth()
	if !ok {
		return false
	}
	for _, t := range o.settings.tills {
		want := md5.Sum([]byte(t.password))
		if same(t.name, name) && same(hex.EncodeToString(want[:]), sum) {
			c.till = o.tillNamed("TILL", name)
			return true
		}
	}
	return false
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// attribute finds out which till or store the call is made for.
func (o *org) attribute(c *call, oauth bool) *refusal {
	if oauth {
		c.till = o.tillNamed("TILL", o.settings.tills[0].name)
		kind, code := c.header.Get(headerEntityType), c.header.Get(headerEntityCode)
		switch {
		case kind != "" && !slices.Contains(entityTypes, strings.ToUpper(kind)):
			return refuse(400)
		case code != "":
			c.till = o.tillNamed(kind, code)
		}
	}
	if c.family == familyV1 {
		return nil // the look-up headers are for v2 only
	}
	return o.attributeByLookup(c)
}

func (o *org) attributeByLookup(c *call) *refusal {
	kind, value := c.header.Get(headerLookupType), c.header.Get(headerLookup)
	switch {
	case (kind == "") != (value == ""):
		return refuse(1061)
	case kind == "":
		return nil
	case !slices.Contains(lookupTypes, strings.ToUpper(kind)):
		return because(400, "Invalid X-CAP-API-ATTRIBUTION-LOOKUP-TYPE specified")
	}
	c.till = o.tillNamed("TILL", value)
	return nil
}

// staleReply is the answer to a token that expired or never was.
func staleReply(f family, form StaleForm) reply {
	switch form {
	case StaleBody498:
		return staleBody(f)
	case StaleBody401:
		return refusedIn(f, http.StatusOK, refuse(401))
	default:
		return refusedIn(f, http.StatusUnauthorized, refuse(401))
	}
}

// staleBody is code 498 in a reply that claims success.
func staleBody(f family) reply {
	status := obj("success", "true", "code", 498, "message", textOf(498))
	if f == familyV1 {
		return reply{status: http.StatusOK, body: obj("response", obj("status", status))}
	}
	return reply{status: http.StatusOK, body: obj("status", status)}
}

// expireToken ends the life of the token that the request carries.
func (x *exchange) expireToken() {
	x.server.org.mu.Lock()
	defer x.server.org.mu.Unlock()
	delete(x.server.org.tokens, x.r.Header.Get(headerToken))
}
