package kernel

import (
	"crypto/md5"
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

const tokenPath = "/v3/oauth/token/generate"

// tokens is the resource that every organisation has.
type tokens struct{ *Org }

func (t tokens) Routes() Routes { return Routes{"POST " + tokenPath: t.generateToken} }

func (t tokens) Texts() reply.Texts { return nil }

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

func (o *Org) generateToken(c *Call) reply.Reply {
	var in struct{ Key, Secret string }
	if no := c.Decode(&in); no != nil {
		return reply.V3Refused(http.StatusBadRequest, no)
	}
	known := slices.ContainsFunc(o.settings.Clients, func(k Client) bool { return same(k.Key, in.Key) && same(k.Secret, in.Secret) })
	if !known {
		return reply.V3Refused(http.StatusBadRequest, reply.Common.Refuse(320001))
	}
	token := rand.Text() + rand.Text()
	o.tokens[token] = o.Now().Add(o.settings.TokenTTL)
	return reply.V3Value(wire.Obj("accessToken", token, "ttlSeconds", int64(o.settings.TokenTTL/time.Second)))
}

// admit checks credentials and attribution, and notes the till in the call. It returns the reply of a call that may not pass.
func (o *Org) admit(c *Call) *reply.Reply {
	oauth := c.Header.Get(headerToken) != ""
	switch {
	case oauth && !o.tokenLives(c.Header.Get(headerToken)):
		return new(StaleReply(c.Family, o.settings.Stale))
	case !oauth && !o.passwordFits(c):
		return new(reply.RefusedIn(c.Family, http.StatusUnauthorized, reply.Common.Refuse(401)))
	}
	if no := o.attribute(c, oauth); no != nil {
		return new(reply.RefusedIn(c.Family, 0, no))
	}
	return nil
}

func (o *Org) tokenLives(token string) bool {
	expires, ok := o.tokens[token]
	return ok && o.Now().Before(expires)
}

// passwordFits checks the Basic scheme of the API: base64(user:md5hex(password)).
func (o *Org) passwordFits(c *Call) bool {
	name, sum, ok := (&http.Request{Header: c.Header}).BasicAuth()
	if !ok {
		return false
	}
	for _, t := range o.settings.Tills {
		want := md5.Sum([]byte(t.Password))
		if same(t.Name, name) && same(hex.EncodeToString(want[:]), sum) {
			c.Till = o.TillNamed("TILL", name)
			return true
		}
	}
	if o.admits != nil && o.admits(name, sum) {
		c.Till = o.TillNamed("TILL", name)
		return true
	}
	return false
}

// AlsoAdmit lets others than tills sign in, by name and the md5 of their password.
func (o *Org) AlsoAdmit(admits func(name, md5 string) bool) { o.admits = admits }

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// attribute finds out which till or store the call is made for.
func (o *Org) attribute(c *Call, oauth bool) *reply.Refusal {
	if oauth {
		c.Till = o.TillNamed("TILL", o.settings.Tills[0].Name)
		kind, code := c.Header.Get(headerEntityType), c.Header.Get(headerEntityCode)
		switch {
		case kind != "" && !slices.Contains(entityTypes, strings.ToUpper(kind)):
			return reply.Common.Refuse(400)
		case code != "":
			c.Till = o.TillNamed(kind, code)
		}
	}
	if c.Family == reply.V1 {
		return nil // the look-up headers are for v2 only
	}
	return o.attributeByLookup(c)
}

func (o *Org) attributeByLookup(c *Call) *reply.Refusal {
	kind, value := c.Header.Get(headerLookupType), c.Header.Get(headerLookup)
	switch {
	case (kind == "") != (value == ""):
		return reply.Common.Refuse(1061)
	case kind == "":
		return nil
	case !slices.Contains(lookupTypes, strings.ToUpper(kind)):
		return reply.Because(400, "Invalid X-CAP-API-ATTRIBUTION-LOOKUP-TYPE specified")
	}
	c.Till = o.TillNamed("TILL", value)
	return nil
}

// StaleReply is the answer to a token that expired or never was.
func StaleReply(f reply.Family, form StaleForm) reply.Reply {
	switch form {
	case StaleBody498:
		return staleBody(f)
	case StaleBody401:
		return reply.RefusedIn(f, http.StatusOK, reply.Common.Refuse(401))
	default:
		return reply.RefusedIn(f, http.StatusUnauthorized, reply.Common.Refuse(401))
	}
}

// staleBody is code 498 in a reply that claims success.
func staleBody(f reply.Family) reply.Reply {
	status := wire.Obj("success", "true", "code", 498, "message", reply.Common.Of(498))
	if f == reply.V1 {
		return reply.Reply{Status: http.StatusOK, Body: wire.Obj("response", wire.Obj("status", status))}
	}
	return reply.Reply{Status: http.StatusOK, Body: wire.Obj("status", status)}
}

// ExpireToken ends the life of the token that the request carries.
func (x *Exchange) ExpireToken() {
	x.Server.org.Mu.Lock()
	defer x.Server.org.Mu.Unlock()
	delete(x.Server.org.tokens, x.r.Header.Get(headerToken))
}

// Admit lets another client fetch tokens.
func (o *Org) Admit(key, secret string) {
	o.settings.Clients = append(slices.Clip(o.settings.Clients), Client{Key: key, Secret: secret})
}

// Dismiss ends that. Tokens that were fetched live on until they expire.
func (o *Org) Dismiss(key string) {
	o.settings.Clients = slices.DeleteFunc(slices.Clone(o.settings.Clients), func(c Client) bool { return c.Key == key })
}
