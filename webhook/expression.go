package webhook

import (
	"context"
	"net/http"
	"strconv"

	"github.com/capillary-go/sdk/capillary"
)

// ExpressionJSON translates the expression of a rule of a loyalty program into the JSON that the workflows keep, and tells whether
// it could. It is Capillary's own endpoint for its user interface; its page stood among those of webhooks, and is off the site.
// It wants a person's session beside the credentials of the client.
//
// POST /loyalty/api/v1/workflows/expJSON/{programId}/{eventType}
func (s *Service) ExpressionJSON(ctx context.Context, programID int64, eventType string, r ExpressionRequest,
	opts ...capillary.RequestOption) (*Expression, error) {
	in := capillary.Input{Path: []string{positive(programID), eventType}, Body: expressionBody{r.Expression}, Header: r.header(), Credentials: r.credentials()}
	reply, err := capillary.Call[*expressionReply](ctx, s.client, opExpressionJSON, in, opts...)
	if reply == nil {
		return nil, err
	}
	return &reply.Result, err
}

// ExpressionRequest is an expression to be translated.
type ExpressionRequest struct {
	Expression string `json:"exp"` // such as currentEvent.targetName=="Spring"

	// The session of a person: the cookies CT and OID, and X-CAP-REMOTE-USER.
	SessionToken capillary.Secret `json:"ct,omitzero"`
	OrgID        int64            `json:"oid,omitzero"`
	RemoteUser   string           `json:"remoteUser,omitzero"`
}

type expressionBody struct {
	Expression string `json:"exp"`
}

// Validate refuses an expression that is empty.
func (b expressionBody) Validate() error {
	if b.Expression == "" {
		return capillary.Invalid("exp", "it is empty")
	}
	return nil
}

func (r ExpressionRequest) credentials() map[string]capillary.Secret {
	if r.SessionToken.IsZero() {
		return nil
	}
	cookies := http.Request{Header: http.Header{}}
	cookies.AddCookie(&http.Cookie{Name: "CT", Value: r.SessionToken.Reveal()})
	cookies.AddCookie(&http.Cookie{Name: "OID", Value: strconv.FormatInt(r.OrgID, 10)})
	return map[string]capillary.Secret{"Cookie": capillary.NewSecret(cookies.Header.Get("Cookie"))}
}

func (r ExpressionRequest) header() http.Header {
	h := http.Header{}
	if r.RemoteUser != "" {
		h.Set("X-CAP-REMOTE-USER", r.RemoteUser)
	}
	return h
}

// Expression is an expression, translated.
type Expression struct {
	Expression     string `json:"expression"`
	ExpressionJSON string `json:"expressionJSON"` // JSON
	IsError        bool   `json:"isError"`        // it is no expression that can be used
}

type expressionReply struct {
	Result Expression `json:"result"`
}

// positive is an id as a part of a path, and nothing for one that can't be.
func positive(id int64) string {
	if id <= 0 {
		return ""
	}
	return strconv.FormatInt(id, 10)
}
