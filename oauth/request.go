package oauth

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"io"
	"math"
	"net"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"
)

// TokenPath is the path of the token endpoint, below the base URL.
const TokenPath = "/v3/oauth/token/generate"

// tokenCall is POST /v3/oauth/token/generate. A Source holds its method do, never the tokenCall itself.
type tokenCall struct {
	client  *http.Client
	url     string
	body    []byte
	secrets []string
}

func newTokenCall(cfg Config, base *url.URL) *tokenCall {
	body, _ := json.Marshal(struct { // two strings: it can't fail
		Key    string `json:"key"`
		Secret string `json:"secret"`
	}{cfg.Key, cfg.Secret})
	return &tokenCall{
		client:  deaf(cfg.HTTPClient),
		url:     base.Scheme + "://" + base.Host + strings.TrimRight(base.EscapedPath(), "/") + TokenPath,
		body:    body,
		secrets: []string{cfg.Key, cfg.Secret},
	}
}

// do sends one request. Its error is an *Error.
func (c *tokenCall) do(ctx context.Context) (*lease, error) {
	sent := time.Now()
	resp, body, err := c.send(ctx)
	if err != nil {
		return nil, c.noReply(ctx, err)
	}
	token, ttl, problem := readReply(resp.StatusCode, body, c.secrets)
	if problem != nil {
		problem.RetryAfter = parseRetryAfter(resp.Header.Get("Retry-After"), time.Now())
		return nil, problem
	}
	return newLease(token, sent, ttl), nil
}

// maxReply bounds a reply after decompression. A real one has about 1 KiB.
const maxReply = 64 << 10

// send returns a body of up to maxReply+1 bytes.
func (c *tokenCall) send(ctx context.Context) (*http.Response, []byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url, bytes.NewReader(c.body))
	if err != nil {
		return nil, nil, err
	}
	req.GetBody = nil // with it net/http would send the request again by itself, over HTTP/2 without end
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	resp, err := c.client.Do(req)
	if err != nil {
		return nil, nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxReply+1))
	return resp, body, err
}

// noReply is the error of a request without a (whole) reply.
func (c *tokenCall) noReply(ctx context.Context, cause error) *Error {
	if ctx.Err() != nil || errors.Is(cause, context.DeadlineExceeded) || errors.Is(cause, context.Canceled) {
		cause = os.ErrDeadlineExceeded // callers would take a context's error for that of their own
	}
	return &Error{Message: describe(cause), cause: func() error { return cause }}
}

// deaf is a client that follows no redirect and keeps no cookie, whatever the given one does.
func deaf(given *http.Client) *http.Client {
	client := http.Client{Transport: ownTransport()}
	if given != nil {
		client = *given
	}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	client.Jar = nil
	return &client
}

// ownTransport keeps no connection: there is a request every few minutes, and a kept one would hold two goroutines.
func ownTransport() *http.Transport {
	return &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		DialContext:         (&net.Dialer{Timeout: 3 * time.Second}).DialContext, // leaves time for another try
		TLSClientConfig:     &tls.Config{MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout: 5 * time.Second,
		DisableKeepAlives:   true,
	}
}

// readReply returns the token and its life. The API is free in how it spells errors, numbers and absence.
func readReply(status int, body []byte, secrets []string) (token string, ttl time.Duration, problem *Error) {
	var reply struct {
		Data   json.RawMessage `json:"data"`
		Errors json.RawMessage `json:"errors"`
	}
	if len(body) > maxReply {
		return "", 0, &Error{Status: status, Message: "the reply is too large"}
	}
	if status/100 == 3 {
		return "", 0, &Error{Status: status, Message: "the reply is a redirect, and none is followed"}
	}
	if json.Unmarshal(body, &reply) != nil {
		return "", 0, &Error{Status: status, Message: "the reply is no JSON object"}
	}
	token, ttl = readGrant(reply.Data)
	code, message := readRefusal(reply.Errors)
	switch {
	case code != 0 || status/100 != 2:
		return "", 0, &Error{Status: status, Code: code, Message: mask(message, append(secrets[:len(secrets):len(secrets)], token))}
	case token == "" && message != "":
		return "", 0, &Error{Status: status, Message: mask(message, secrets)}
	case token == "":
		return "", 0, &Error{Status: status, Message: "the reply has no access token"}
	case !fitsHeader(token):
		return "", 0, &Error{Status: status, Message: "the access token does not fit into a header"}
	}
	return token, ttl, nil
}

func readGrant(data json.RawMessage) (token string, ttl time.Duration) {
	var grant struct {
		AccessToken json.RawMessage `json:"accessToken"`
		TTLSeconds  json.RawMessage `json:"ttlSeconds"`
	}
	if json.Unmarshal(data, &grant) != nil || json.Unmarshal(grant.AccessToken, &token) != nil {
		return "", 0
	}
	return token, lifetime(grant.TTLSeconds)
}

// readRefusal reads {"code", "message"} from a list or alone; the first entry that says something counts.
func readRefusal(raw json.RawMessage) (code int, message string) {
	var entries []json.RawMessage
	if json.Unmarshal(raw, &entries) != nil {
		entries = []json.RawMessage{raw}
	}
	for _, raw := range entries {
		var entry struct {
			Code    json.RawMessage `json:"code"`
			Message json.RawMessage `json:"message"`
		}
		_ = json.Unmarshal(raw, &entry) // an entry of another kind says nothing
		_ = json.Unmarshal(entry.Message, &message)
		if code = readCode(entry.Code); code != 0 || message != "" {
			break
		}
	}
	return code, message
}

func readCode(raw json.RawMessage) int {
	n, ok := readNumber(raw)
	if !ok || math.Abs(n) > math.MaxInt32 {
		return 0
	}
	return int(n)
}

const (
	defaultTTL  = 60 * time.Second    // absent, zero, negative or no number
	shortestTTL = time.Second         // less would mean a token request for every call
	longestTTL  = 30 * 24 * time.Hour // the longest that InTouch lets an organisation set
)

func lifetime(seconds json.RawMessage) time.Duration {
	n, ok := readNumber(seconds)
	if !ok || n <= 0 {
		return defaultTTL
	}
	n = min(n, longestTTL.Seconds()) // before the conversion, which overflows
	return max(time.Duration(n*float64(time.Second)), shortestTTL)
}

// readNumber reads a JSON number, quoted or not.
func readNumber(raw json.RawMessage) (float64, bool) {
	n, err := strconv.ParseFloat(strings.Trim(string(raw), `" `), 64)
	if errors.Is(err, strconv.ErrRange) {
		err = nil // n is an infinity of the right sign
	}
	return n, err == nil && !math.IsNaN(n)
}

// fitsHeader wants visible ASCII. Spaces at the ends would be trimmed on the wire.
func fitsHeader(token string) bool {
	for _, b := range []byte(token) {
		if b < ' ' || b > '~' {
			return false
		}
	}
	return strings.TrimSpace(token) == token
}

// parseRetryAfter reads seconds or a date. Zero stands for none; what is negative or garbage is none, and over a day is a day.
func parseRetryAfter(value string, now time.Time) time.Duration {
	const longest = 24 * time.Hour
	value = strings.TrimSpace(value)
	var wait time.Duration
	if seconds, err := strconv.ParseFloat(value, 64); strings.Trim(value, "0123456789.eE+-") == "" && (err == nil || errors.Is(err, strconv.ErrRange)) {
		wait = time.Duration(min(max(seconds, 0), longest.Seconds()) * float64(time.Second))
	} else if at, err := http.ParseTime(value); err == nil {
		wait = at.Sub(now)
	}
	return min(max(wait, 0), longest)
}
