package bench

import (
	"bytes"
	"context"
	"crypto/md5" // the API's own scheme
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

// handWritten is what a careful user writes with encoding/json and either net/http or go-retryablehttp: one client for all
// calls, a deadline for each, credentials computed once, types with the members that the replies have, the status and the
// list of errors checked, and the connection left fit for the next call.
type handWritten struct {
	client      *http.Client
	base        string
	username    string
	passwordMD5 string
	send        sender
	throwAway   bool // the reply's body, for the limit
}

// sender makes one request with either library. body is nil for none.
type sender func(ctx context.Context, method, address string, body []byte, authenticate func(*http.Request)) (*http.Response, error)

func newHandWritten(base string, client *http.Client, send sender) *handWritten {
	sum := md5.Sum([]byte(password))
	return &handWritten{client: client, base: base, username: username, passwordMD5: hex.EncodeToString(sum[:]), send: send}
}

func sendWithHTTP(client *http.Client) sender {
	return func(ctx context.Context, method, address string, body []byte, authenticate func(*http.Request)) (*http.Response, error) {
		var reader io.Reader
		if body != nil {
			reader = bytes.NewReader(body)
		}
		request, err := http.NewRequestWithContext(ctx, method, address, reader)
		if err != nil {
			return nil, err
		}
		authenticate(request)
		return client.Do(request)
	}
}

func sendWithRetries(client *retryablehttp.Client) sender {
	return func(ctx context.Context, method, address string, body []byte, authenticate func(*http.Request)) (*http.Response, error) {
		var raw any
		if body != nil {
			raw = body
		}
		request, err := retryablehttp.NewRequestWithContext(ctx, method, address, raw)
		if err != nil {
			return nil, err
		}
		authenticate(request.Request)
		return client.Do(request)
	}
}

func (h *handWritten) CloseIdleConnections() { h.client.CloseIdleConnections() }

func (h *handWritten) Tier(ctx context.Context, id int64) (any, error) {
	reply := new(tierReply)
	return reply, h.call(ctx, http.MethodGet, "/v2/customers/"+strconv.FormatInt(id, 10)+"/tierDetails", nil, reply)
}

func (h *handWritten) Customer(ctx context.Context, id int64) (any, error) {
	query := url.Values{"source": {"INSTORE"}, "embed": {"mlp"}}
	reply := new(customerReply)
	return reply, h.call(ctx, http.MethodGet, "/v2/customers/"+strconv.FormatInt(id, 10)+"?"+query.Encode(), nil, reply)
}

func (h *handWritten) Transactions(ctx context.Context, id int64) (any, error) {
	query := url.Values{"embed": {"ATTRIBUTION,BILL_EF,BILL_STORE_DETAILS,PAYMENT_MODES"}, "limit": {"270"}}
	reply := new(transactionsReply)
	return reply, h.call(ctx, http.MethodGet, "/v2/customers/"+strconv.FormatInt(id, 10)+"/transactions?"+query.Encode(), nil, reply)
}

func (h *handWritten) Register(ctx context.Context, n int) (any, error) {
	reply := new(savedReply)
	body, err := json.Marshal(plainRegistrations[n])
	if err != nil {
		return nil, err
	}
	return reply, h.call(ctx, http.MethodPost, "/v2/customers", body, reply)
}

// result is a reply that tells whether the call failed.
type result interface{ failed() bool }

func (h *handWritten) call(ctx context.Context, method, path string, body []byte, into result) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	response, err := h.send(ctx, method, h.base+path, body, h.authenticate)
	if err != nil {
		return err
	}
	defer func() {
		_, _ = io.Copy(io.Discard, response.Body)
		response.Body.Close()
	}()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("HTTP status %d", response.StatusCode)
	}
	if h.throwAway {
		return nil
	}
	if err := json.NewDecoder(response.Body).Decode(into); err != nil {
		return err
	}
	if into.failed() {
		return fmt.Errorf("the API refused: %+v", into)
	}
	return nil
}

func (h *handWritten) authenticate(r *http.Request) {
	r.SetBasicAuth(h.username, h.passwordMD5)
	r.Header.Set("Accept", "application/json")
	if r.ContentLength > 0 {
		r.Header.Set("Content-Type", "application/json")
	}
}
