package capillary_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
)

const (
	canaryUser  = "till.of.canary"
	canaryBasic = "Basic dGlsbC5vZi5jYW5hcnk6MjZlNGFkNDFhMGRhMGIwMTE3YzE4M2FjZDQyMGFiY2Y=" // of canaryUser and the md5 of canaryPassword
	canaryMD5   = "26e4ad41a0da0b0117c183acd420abcf"
)

// credentials are the two ways to sign in, with what must arrive for it.
var credentials = map[string]struct {
	auth         capillary.Auth
	header, want string
}{
	"basic": {capillary.Basic(canaryUser, canaryPassword), "Authorization", canaryBasic},
	"oauth": {capillary.OAuth(canaryKey, canarySecret), "X-Cap-Api-Oauth-Token", canaryToken},
}

// signedServer gives tokens, and remembers the headers of calls.
type signedServer struct {
	*httptest.Server

	mu    sync.Mutex
	calls []http.Header
	reply func(w http.ResponseWriter, r *http.Request)
}

func serveSigned(t *testing.T, reply func(w http.ResponseWriter, r *http.Request)) *signedServer {
	t.Helper()
	s := &signedServer{reply: reply}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/token/generate") {
			fmt.Fprintf(w, `{"data":{"accessToken":"%s","ttlSeconds":300}}`, canaryToken)
			return
		}
		io.Copy(io.Discard, r.Body)
		s.mu.Lock()
		s.calls = append(s.calls, r.Header)
		s.mu.Unlock()
		if s.reply != nil {
			s.reply(w, r)
			return
		}
		io.WriteString(w, `{"id":1}`)
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *signedServer) got() []http.Header {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.calls)
}

// notes is what hooks write, which net/http calls from goroutines of its own.
type notes struct {
	mu   sync.Mutex
	text strings.Builder
}

func (n *notes) Write(p []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text.Write(p)
}

func (n *notes) String() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text.String()
}

func (s *signedServer) client(t *testing.T, auth capillary.Auth, options ...capillary.ClientOption) *capillary.Client {
	t.Helper()
	c, err := capillary.New(capillary.Host(s.URL), auth, options...)
	require.NoError(t, err)
	t.Cleanup(c.CloseIdleConnections)
	return c
}

// callsOfEachKind are calls with shared headers and with own ones, with a body and without.
func callsOfEachKind(ctx context.Context, c *capillary.Client) error {
	_, one := capillary.Call[answer](ctx, c, opRead, capillary.Input{})
	_, two := capillary.Call[answer](ctx, c, opWrite, capillary.Input{Body: 1})
	_, three := capillary.Call[answer](ctx, c, opRead, capillary.Input{}, capillary.WithHeader("X-Shop", "one"))
	_, four := capillary.Call[answer](ctx, c, opWrite, capillary.Input{Body: 1, Header: http.Header{"X-Shop": {"two"}}})
	effect := opRead
	effect.Safety = capillary.Effect
	_, five := capillary.Call[answer](ctx, c, effect, capillary.Input{})
	return errors.Join(one, two, three, four, five)
}

func TestMiddlewareSeesNoCredentialsAndTheTransportBelowItDoes(t *testing.T) {
	for name, test := range credentials {
		t.Run(name, func(t *testing.T) {
			server := serveSigned(t, nil)
			var seen notes
			var paths []string
			look := func(next http.RoundTripper) http.RoundTripper {
				return roundTrip(func(r *http.Request) (*http.Response, error) {
					paths = append(paths, r.URL.Path)
					r.Header.Add("X-Trace", "by middleware") // not its own to change, and widely done
					ctx := httptrace.WithClientTrace(r.Context(), &httptrace.ClientTrace{WroteHeaderField: func(name string, values []string) {
						fmt.Fprintln(&seen, name, values)
					}})
					reply, err := next.RoundTrip(r.WithContext(ctx))
					if err != nil {
						return nil, err
					}
					sent, answered := *r, *reply.Request
					sent.Body, answered.Body = nil, nil // the transport may still read them
					for _, v := range []any{&sent, &answered, answered.Header, next, r.Context()} {
						io.WriteString(&seen, dumps(v))
					}
					return reply, err
				})
			}
			c := server.client(t, test.auth, capillary.WithMiddleware(look))
			require.NoError(t, callsOfEachKind(t.Context(), c))
			require.NoError(t, callsOfEachKind(t.Context(), c))
			assertNoCanary(t, "middleware", seen.String())
			assert.Contains(t, seen.String(), "[redacted]", "a trace hears of the header, and not what it is")
			assert.Len(t, paths, 10)
			assert.NotContains(t, strings.Join(paths, " "), "token", "the token source goes past middleware")
			require.Len(t, server.got(), 10)
			for _, h := range server.got() {
				assert.Equal(t, []string{test.want}, h[test.header])
				assert.Equal(t, []string{"by middleware"}, h["X-Trace"], "each try has a header of its own")
			}
		})
	}
}

func TestATraceInTheCallersContextHearsOfNoCredentials(t *testing.T) {
	for name, test := range credentials {
		for _, options := range [][]capillary.ClientOption{nil, {capillary.WithMiddleware(func(next http.RoundTripper) http.RoundTripper { return next })}} {
			server := serveSigned(t, nil)
			var heard notes
			var connections int
			ctx := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{
				WroteHeaderField: func(name string, values []string) { fmt.Fprintln(&heard, name, values) },
				GotConn:          func(httptrace.GotConnInfo) { connections++ },
			})
			require.NoError(t, callsOfEachKind(ctx, server.client(t, test.auth, options...)), name)
			assertNoCanary(t, name, heard.String())
			assert.Equal(t, 5, strings.Count(heard.String(), "[redacted]"), name)
			assert.Contains(t, heard.String(), "Accept [application/json]", name)
			assert.Equal(t, 5, connections, "the other hooks are called: %s", name)
			assert.Equal(t, test.want, server.got()[0].Get(test.header), name)
		}
	}
}

// Over HTTP/2 names are in small letters, and hooks are told them so.
func TestOverHTTP2NobodyHearsOfCredentialsEither(t *testing.T) {
	for name, test := range credentials {
		var heard notes
		var got http.Header
		ts := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/token/generate") {
				fmt.Fprintf(w, `{"data":{"accessToken":"%s","ttlSeconds":300}}`, canaryToken)
				return
			}
			assert.Equal(t, 2, r.ProtoMajor)
			got = r.Header
			io.WriteString(w, `{"id":1}`)
		}))
		ts.EnableHTTP2 = true
		ts.StartTLS()
		c, err := capillary.New(capillary.Host(ts.URL), test.auth, capillary.WithTransport(ts.Client().Transport),
			capillary.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
				return roundTrip(func(r *http.Request) (*http.Response, error) {
					ctx := httptrace.WithClientTrace(r.Context(), &httptrace.ClientTrace{WroteHeaderField: func(name string, values []string) {
						fmt.Fprintln(&heard, "middleware:", name, values)
					}})
					return next.RoundTrip(r.WithContext(ctx))
				})
			}))
		require.NoError(t, err)
		ctx := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{WroteHeaderField: func(name string, values []string) {
			fmt.Fprintln(&heard, "caller:", name, values)
		}})
		require.NoError(t, read(ctx, c))
		assert.Equal(t, test.want, got.Get(test.header), name)
		assertNoCanary(t, name, heard.String()+dumps(c))
		assert.Contains(t, heard.String(), "middleware: "+strings.ToLower(test.header)+" [[redacted]]")
		assert.Contains(t, heard.String(), "caller: "+strings.ToLower(test.header)+" [[redacted]]")
		c.CloseIdleConnections()
		ts.Client().CloseIdleConnections()
		ts.Close()
	}
}

func TestMiddlewareThatLeadsARequestToAnotherHostGetsAnErrorAndTheHostGetsNothing(t *testing.T) {
	var arrivals atomic.Int64
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { arrivals.Add(1) }))
	defer other.Close()
	otherURL, err := url.Parse(other.URL)
	require.NoError(t, err)
	for what, lead := range map[string]func(r *http.Request){
		"another host":          func(r *http.Request) { r.URL.Host = otherURL.Host },
		"another scheme":        func(r *http.Request) { r.URL.Scheme = "https" },
		"another port":          func(r *http.Request) { r.URL.Host = r.URL.Hostname() + ":" + otherURL.Port() },
		"another Host header":   func(r *http.Request) { r.Host = "evil.example" },
		"an opaque address":     func(r *http.Request) { r.URL.Opaque = "//" + otherURL.Host + "/" },
		"no address":            func(r *http.Request) { r.URL = nil },
		"the host with a dot":   func(r *http.Request) { r.URL.Host += "." },
		"a user in the address": func(r *http.Request) { r.URL.Host = "x@" + otherURL.Host },
		"an idempotency header": func(r *http.Request) { r.Header["Idempotency-Key"] = nil },
		"another of its kind":   func(r *http.Request) { r.Header.Set("X-Idempotency-Key", "k") },
		"another context":       func(r *http.Request) { *r = *r.WithContext(context.Background()) },
	} {
		for name, test := range credentials {
			t.Run(what+", "+name, func(t *testing.T) {
				server := serveSigned(t, nil)
				tries := 0
				c := server.client(t, test.auth, capillary.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
					return roundTrip(func(r *http.Request) (*http.Response, error) {
						tries++
						r = r.Clone(r.Context())
						lead(r)
						return next.RoundTrip(r)
					})
				}))
				for _, op := range []capillary.Operation{opRead, opWrite} {
					_, err := capillary.Call[answer](t.Context(), c, op, capillary.Input{})
					require.ErrorIs(t, err, capillary.ErrNotSent)
					assert.False(t, capillary.MayHaveHappened(err))
					assert.Contains(t, err.Error(), "middleware")
					assertNoCanary(t, "error", dumps(err))
				}
				assert.Equal(t, 2, tries, "it is not tried again")
				assert.Empty(t, server.got())
			})
		}
	}
	assert.Zero(t, arrivals.Load())
}

func TestARefusalAfterARequestWentOutLeavesAWriteUnknown(t *testing.T) {
	server := serveSigned(t, nil)
	c := server.client(t, capillary.Basic(canaryUser, canaryPassword), capillary.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return roundTrip(func(r *http.Request) (*http.Response, error) {
			reply, err := next.RoundTrip(r)
			if err != nil {
				return nil, err
			}
			reply.Body.Close()
			again := r.Clone(r.Context())
			again.URL.Host, again.Host = "elsewhere.example", ""
			return next.RoundTrip(again)
		})
	}))
	_, err := capillary.Call[answer](t.Context(), c, opWrite, capillary.Input{})
	assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	assert.Len(t, server.got(), 1)
}

func TestMiddlewareMayChangeWhatItIsGivenAndSendItTwice(t *testing.T) {
	for name, test := range credentials {
		server := serveSigned(t, nil)
		c := server.client(t, test.auth, capillary.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
			return roundTrip(func(r *http.Request) (*http.Response, error) {
				first := r.Clone(r.Context())
				first.Header = nil
				first.URL.Host = strings.ToUpper(first.URL.Host)
				reply, err := next.RoundTrip(first)
				if err != nil {
					return nil, err
				}
				reply.Body.Close()
				r.Header.Set("User-Agent", "mine")
				r.Header.Set(test.header, "of middleware")
				return next.RoundTrip(r)
			})
		}))
		require.NoError(t, read(t.Context(), c), name)
		require.Len(t, server.got(), 2)
		for _, h := range server.got() {
			assert.Equal(t, []string{test.want}, h[test.header], name)
		}
		assert.Equal(t, "mine", server.got()[1].Get("User-Agent"))
	}
}

func TestConcurrentCallsThroughMiddlewareThatChangesHeadersAreSignedEach(t *testing.T) {
	server := serveSigned(t, nil)
	c := server.client(t, capillary.OAuth(canaryKey, canarySecret), capillary.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return roundTrip(func(r *http.Request) (*http.Response, error) {
			r.Header.Set("X-Trace", "1")
			return next.RoundTrip(r)
		})
	}))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 10 {
				assert.NoError(t, callsOfEachKind(t.Context(), c))
			}
		})
	}
	wg.Wait()
	assert.Len(t, server.got(), 400)
	for _, h := range server.got() {
		assert.Equal(t, []string{canaryToken}, h["X-Cap-Api-Oauth-Token"])
		assert.Equal(t, []string{"1"}, h["X-Trace"])
	}
}

// A foreign RoundTripper is the transport itself, and signs nothing: it gets the credentials.
func TestATransportOfAnotherKindGetsTheCredentialsBelowMiddleware(t *testing.T) {
	for name, test := range credentials {
		var above, below []http.Header
		transport := roundTrip(func(r *http.Request) (*http.Response, error) {
			if strings.HasSuffix(r.URL.Path, "/token/generate") {
				return replyWith(`{"data":{"accessToken":"` + canaryToken + `","ttlSeconds":300}}`), nil
			}
			below = append(below, r.Header)
			return replyWith(`{"id":1}`), nil
		})
		c, err := capillary.New(capillary.EU, test.auth, capillary.WithTransport(transport), capillary.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
			return roundTrip(func(r *http.Request) (*http.Response, error) {
				above = append(above, r.Header)
				return next.RoundTrip(r)
			})
		}))
		require.NoError(t, err)
		require.NoError(t, callsOfEachKind(t.Context(), c))
		require.Len(t, below, 5)
		require.Len(t, above, 5)
		for i := range below {
			assert.Equal(t, test.want, below[i].Get(test.header), name)
			assert.Empty(t, above[i].Get(test.header), name)
		}
	}
}

func replyWith(body string) *http.Response {
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}
}

func TestSigningBelowMiddlewareCostsOneAllocation(t *testing.T) {
	reply := replyWith("")
	transport := roundTrip(func(*http.Request) (*http.Response, error) { return reply, nil })
	allocations := -1.0
	measure := func(next http.RoundTripper) http.RoundTripper {
		return roundTrip(func(r *http.Request) (*http.Response, error) {
			allocations = testing.AllocsPerRun(100, func() { _, _ = next.RoundTrip(r) })
			return replyWith(`{"id":1}`), nil
		})
	}
	c, err := capillary.New(capillary.EU, capillary.Basic("till", "secret"), capillary.WithTransport(transport), capillary.WithMiddleware(measure))
	require.NoError(t, err)
	require.NoError(t, read(t.Context(), c))
	assert.LessOrEqual(t, allocations, 1.0)
	assert.Positive(t, allocations)
}
