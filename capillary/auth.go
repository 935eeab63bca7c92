package capillary

import (
	"context"
	"crypto/md5" // the API's own scheme, not ours to choose
	"encoding/base64"
	"encoding/hex"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/capillary-go/sdk/internal/escape"
	"github.com/capillary-go/sdk/oauth"
)

// Auth is how a client proves who it is: Basic, BasicMD5 or OAuth.
type Auth interface {
	// begin checks the credentials for a host and returns what signs the tries.
	begin(baseURL string, transport http.RoundTripper) (signer, error)
}

// signer has the credentials.
type signer interface {
	// token is what changes from time to time, "" if nothing does.
	token(ctx context.Context) (string, error)
	// sign is the header that a request carries, with this token.
	sign(token string) (name, value string)
	// stale reports whether a new token may help against the API's refusal of this one.
	stale(token string) bool
	// secrets are all that must not show, in whatever a server says.
	secrets() []string
}

// Basic signs in with the user name and password of a till or store centre. The password's md5 is what goes out, and is
// as good as the password: guard it the same way.
func Basic(username, password string) Auth {
	sum := md5.Sum([]byte(password))
	return basicAuth{username, NewSecret(password), NewSecret(hex.EncodeToString(sum[:]))}
}

// BasicMD5 is Basic where only the md5 of the password is known, as 32 hexadecimal digits.
func BasicMD5(username, passwordMD5 string) Auth {
	return basicAuth{username, NewSecret(passwordMD5), NewSecret(strings.ToLower(passwordMD5))}
}

// OAuth signs in with a client key and secret. Tokens are fetched when needed, refreshed early and shared by all calls of
// the client and its copies.
func OAuth(key, secret string) Auth { return oauthAuth{NewSecret(key), NewSecret(secret)} }

type basicAuth struct {
	username string
	password Secret // as it was given, to tell that it is missing
	md5      Secret
}

func (a basicAuth) begin(string, http.RoundTripper) (signer, error) {
	switch sum, err := hex.DecodeString(a.md5.Reveal()); {
	case a.username == "" || strings.Contains(a.username, ":") || escape.HasControl(a.username):
		return nil, Invalid("user name", "it is empty, or has a colon or control characters")
	case a.password.IsZero():
		return nil, Invalid("password", "it is empty")
	case err != nil || len(sum) != md5.Size:
		return nil, Invalid("password md5", "it is not 32 hexadecimal digits")
	}
	return basicSigner(a), nil
}

type basicSigner basicAuth

func (b basicSigner) token(context.Context) (string, error) { return "", nil }

func (b basicSigner) sign(string) (name, value string) {
	return "Authorization", "Basic " + base64.StdEncoding.EncodeToString([]byte(b.username+":"+b.md5.Reveal()))
}

func (b basicSigner) stale(string) bool { return false }

func (b basicSigner) secrets() []string {
	_, header := b.sign("")
	return []string{b.password.Reveal(), b.md5.Reveal(), header, strings.TrimPrefix(header, "Basic ")}
}

type oauthAuth struct{ key, secret Secret }

func (a oauthAuth) begin(baseURL string, transport http.RoundTripper) (signer, error) {
	switch {
	case a.key.IsZero():
		return nil, Invalid("client key", "it is empty")
	case a.secret.IsZero():
		return nil, Invalid("client secret", "it is empty")
	}
	source, err := oauth.New(oauth.Config{
		BaseURL: baseURL, Key: a.key.Reveal(), Secret: a.secret.Reveal(),
		HTTPClient: &http.Client{Transport: transport},
	})
	if err != nil {
		return nil, Invalid("client key and secret", err.Error())
	}
	return &oauthSigner{oauthAuth: a, source: source}, nil
}

type oauthSigner struct {
	oauthAuth

	source *oauth.Source
	mu     sync.Mutex
	tokens []Secret // that requests were signed with, the newest last
}

var oauthHeader = http.CanonicalHeaderKey(oauth.Header)

func (o *oauthSigner) token(ctx context.Context) (string, error) { return o.source.Token(ctx) }

// rememberedTokens is how many tokens are kept out of texts: a server may repeat one that was replaced meanwhile.
const rememberedTokens = 4

func (o *oauthSigner) sign(token string) (name, value string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !slices.ContainsFunc(o.tokens, func(s Secret) bool { return s.Reveal() == token }) {
		o.tokens = append(o.tokens, NewSecret(token))
		o.tokens = slices.Clone(o.tokens[max(0, len(o.tokens)-rememberedTokens):])
	}
	return oauthHeader, token
}

func (o *oauthSigner) stale(token string) bool {
	o.source.Invalidate(token)
	return true
}

func (o *oauthSigner) secrets() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	all := []string{o.key.Reveal(), o.secret.Reveal()}
	for _, t := range o.tokens {
		all = append(all, t.Reveal())
	}
	return all
}

// tokenIssue is what the token endpoint refused with, as an issue of the call.
func tokenIssue(err error) (Issue, int, bool) {
	e := (*oauth.Error)(nil)
	if !errors.As(err, &e) {
		return Issue{}, 0, false
	}
	return Issue{Code: Code(e.Code), Message: e.Message}, e.Status, true
}
