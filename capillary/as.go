package capillary

import (
	"net/http"

	"github.com/capillary-go/sdk/oauth"
)

// As gives a copy of the client with other credentials, for brands whose stores or tills each have a user of their own.
// Connections, rate limits, retry budget, middleware and defaults are those of the original. A copy costs a few kilobytes
// and needs no closing: a program may make one for each of some thousand stores, and keep it or make it anew.
//
// The limits and the budget are shared, though the API counts for each credential: they protect the program and the cluster
// as a whole. Where each user is to have the documented limits for itself, make a client with New.
//
// OAuth credentials have a token source of their own in each copy that As makes; give TokenSource to share one.
func (c *Client) As(auth Auth) (*Client, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	if auth == nil {
		return nil, Invalid("auth", "it is nil; use Basic or OAuth")
	}
	signer, err := auth.begin(c.base.String(), c.shared.wire)
	if err != nil {
		return nil, err
	}
	other := *c
	other.signer = signer
	other.precompute()
	return &other, nil
}

// TokenSource signs in with the tokens of a source that the caller made with oauth.New. Clients that are given the same
// source share its tokens, and so does what else uses it. The source must get its tokens from the host that the client
// calls: a token never goes to another one.
func TokenSource(source *oauth.Source) Auth { return sourceAuth{source} }

type sourceAuth struct{ source *oauth.Source }

func (a sourceAuth) begin(baseURL string, _ http.RoundTripper) (signer, error) {
	switch {
	case a.source == nil:
		return nil, Invalid("token source", "it is nil")
	case !a.source.Serves(baseURL):
		return nil, Invalid("token source", "it is empty, or gets its tokens from another host than the client calls")
	}
	return &oauthSigner{source: a.source}, nil
}
