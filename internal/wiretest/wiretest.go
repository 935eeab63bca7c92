// Package wiretest tests operations by both their sides: what arrives on the wire, and what the caller gets.
package wiretest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
)

// Exchange is a call with the request that it must send, the reply that the server gives, and the result that must
// come back. Replies and bodies are spelled out, with made-up people.
type Exchange struct {
	Name string // a sentence about behaviour
	Call func(ctx context.Context, c *capillary.Client) (any, error)

	Method string // the request that must arrive
	Path   string // as it is on the wire, escaped
	Query  string // in any order
	Header http.Header
	Body   string // JSON, compared by meaning; numbers and texts are told apart. Empty: no body may arrive

	Status int    // of the reply; 200 if zero
	Reply  string // its body

	Want    string // JSON: every value in it must be in the result at the same place; the result may have more
	WantErr error  // what errors.Is must find; then Want is not looked at
}

// Run drives every exchange through a server of its own, with strict decoding.
func Run(t *testing.T, exchanges []Exchange) {
	t.Helper()
	for _, x := range exchanges {
		t.Run(x.Name, func(t *testing.T) { x.run(t) })
	}
}

func (x Exchange) run(t *testing.T) {
	client, server := Serve(t, x.Status, x.Reply)
	result, err := x.Call(t.Context(), client)
	arrived := server.Arrivals()
	require.Len(t, arrived, 1, "requests that arrived; the call's error: %v", err)
	x.checkRequest(t, arrived[0])
	if x.WantErr != nil {
		require.ErrorIs(t, err, x.WantErr)
		return
	}
	require.NoError(t, err)
	if x.Want != "" {
		got, err := jsonv2.Marshal(result, jsonv2.WithMarshalers(numbers))
		require.NoError(t, err)
		var want, have any
		require.NoError(t, json.Unmarshal([]byte(x.Want), &want), "the exchange's Want")
		require.NoError(t, json.Unmarshal(got, &have))
		for _, miss := range missing("", want, have) {
			t.Errorf("result%s\nresult: %s", miss, got)
		}
	}
}

// numbers in open maps are numbers, whatever the Go version makes of a json.Number.
var numbers = jsonv2.MarshalToFunc(func(e *jsontext.Encoder, n json.Number) error { return e.WriteValue(jsontext.Value(n)) })

func (x Exchange) checkRequest(t *testing.T, a Arrival) {
	assert.Equal(t, x.Method, a.Method, "method")
	assert.Equal(t, x.Path, a.Path, "path")
	want, err := url.ParseQuery(x.Query)
	require.NoError(t, err, "the exchange's Query")
	assert.Equal(t, want, a.Query, "query")
	for name := range x.Header {
		assert.Equal(t, x.Header.Get(name), a.Header.Get(name), "header %s", name)
	}
	if x.Body == "" {
		assert.Empty(t, string(a.Body), "body")
	} else {
		assert.JSONEq(t, x.Body, string(a.Body), "body")
	}
}

// missing lists where have lacks what want has.
func missing(at string, want, have any) []string {
	switch w := want.(type) {
	case map[string]any:
		h, ok := have.(map[string]any)
		if !ok {
			return []string{fmt.Sprintf("%s: want an object, have %v", at, have)}
		}
		var all []string
		for _, k := range slices.Sorted(maps.Keys(w)) {
			all = append(all, missing(at+"."+k, w[k], h[k])...)
		}
		return all
	case []any:
		h, ok := have.([]any)
		if !ok || len(h) != len(w) {
			return []string{fmt.Sprintf("%s: want a list of %d, have %v", at, len(w), have)}
		}
		var all []string
		for i := range w {
			all = append(all, missing(fmt.Sprintf("%s[%d]", at, i), w[i], h[i])...)
		}
		return all
	}
	if !assert.ObjectsAreEqual(want, have) {
		return []string{fmt.Sprintf("%s: want %v (%T), have %v (%T)", at, want, want, have, have)}
	}
	return nil
}

// Arrival is a request as the server got it.
type Arrival struct {
	Method, Path string
	Query        url.Values
	Header       http.Header
	Body         []byte
}

// Server answers every request the same way and remembers what arrived.
type Server struct {
	URL string

	mu       sync.Mutex
	arrivals []Arrival
}

// Arrivals lists what arrived, in order.
func (s *Server) Arrivals() []Arrival {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.arrivals)
}

// Serve starts a server that answers with one reply, and a client for it that decodes strictly and never resends.
func Serve(t *testing.T, status int, reply string, options ...capillary.ClientOption) (*capillary.Client, *Server) {
	t.Helper()
	s := &Server{}
	ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		s.mu.Lock()
		s.arrivals = append(s.arrivals, Arrival{r.Method, r.URL.EscapedPath(), r.URL.Query(), r.Header, body})
		s.mu.Unlock()
		w.Header().Set("Content-Type", "application/json;charset=utf-8")
		if status != 0 {
			w.WriteHeader(status)
		}
		io.WriteString(w, reply)
	}))
	s.URL = ts.URL
	client, err := capillary.New(capillary.Host(ts.URL), capillary.Basic("till.one", "secret"),
		append([]capillary.ClientOption{capillary.WithStrictDecoding(), capillary.WithMaxRetries(0)}, options...)...)
	require.NoError(t, err)
	t.Cleanup(func() { client.CloseIdleConnections(); ts.Close() })
	return client, s
}

// Refused checks that a call is refused before anything is sent, and that the error names the field.
func Refused(t *testing.T, field string, call func(ctx context.Context, c *capillary.Client) error) {
	t.Helper()
	client, server := Serve(t, 0, `{}`)
	err := call(t.Context(), client)
	var invalid *capillary.InvalidInputError
	require.True(t, errors.As(err, &invalid), "want an InvalidInputError, have %v", err)
	assert.Contains(t, strings.ToLower(invalid.Field), strings.ToLower(field))
	assert.Empty(t, server.Arrivals(), "requests that arrived")
}
