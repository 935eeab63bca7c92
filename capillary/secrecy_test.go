package capillary_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/codes"
	"github.com/capillary-go/sdk/oauth"
)

// service is what resource packages make of a client.
type service struct{ client *capillary.Client }

func TestNoDumpOfAnythingShowsASecretAlsoAfterCalls(t *testing.T) {
	const gatewayKey = "canary-secret-of-a-gateway"
	kept := &http.Transport{MaxIdleConnsPerHost: 4}
	defer kept.CloseIdleConnections()
	pass := func(next http.RoundTripper) http.RoundTripper { return roundTrip(next.RoundTrip) }
	for what, options := range map[string][]capillary.ClientOption{
		"own transport":     nil,
		"given transport":   {capillary.WithTransport(kept)},
		"foreign transport": {capillary.WithTransport(struct{ *http.Transport }{kept})},
		"middleware": {capillary.WithMiddleware(pass), capillary.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
			return struct {
				http.RoundTripper
				key string
			}{next, gatewayKey}
		})},
	} {
		for name, test := range credentials {
			t.Run(what+", "+name, func(t *testing.T) {
				server := serveSigned(t, nil)
				options := append([]capillary.ClientOption{capillary.WithHeader("X-Gateway-Key", gatewayKey)}, options...)
				c := server.client(t, test.auth, options...)
				for _, when := range []string{"before", "after"} {
					copied, err := c.With(capillary.WithMaxRetries(1))
					require.NoError(t, err)
					for what, v := range map[string]any{"client": c, "copy": copied, "service": &service{c}, "service by value": service{c},
						"auth": test.auth, "option": options[0], "options": options, "cluster": c.Cluster()} {
						assertNoCanary(t, what+" "+when+" calls", dumps(v))
					}
					require.NoError(t, callsOfEachKind(t.Context(), c))
					require.NoError(t, callsOfEachKind(t.Context(), copied))
				}
				require.Len(t, server.got(), 20)
				assert.Equal(t, gatewayKey, server.got()[0].Get("X-Gateway-Key"))
			})
		}
	}
}

func TestTheDumpsOfTheseTestsAreNosyEnough(t *testing.T) {
	type inner struct{ text string }
	type outer struct{ deep **inner }
	in := &inner{canaryPassword}
	assert.Contains(t, dumps(outer{&in}), canaryPassword)
	var sent bytes.Buffer
	connection := bufio.NewWriter(&sent) // as net/http has one for each
	connection.WriteString(canaryToken)
	require.NoError(t, connection.Flush())
	sent.Reset()
	assert.Contains(t, dumps(struct{ idle map[string][]*bufio.Writer }{map[string][]*bufio.Writer{"host": {connection}}}), canaryToken,
		"a kept connection's buffer has what was sent")
}

func TestAnAddressWithAPasswordIsNotPrinted(t *testing.T) {
	for _, address := range []string{"https://user:" + canaryPassword + "@eu.api.example.com/x", "https://u:" + canaryPassword + " x@example.com", "http://a@" + canaryPassword + "@h"} {
		cluster := capillary.Host(address)
		_, err := capillary.New(cluster, capillary.Basic("a", "b"))
		require.ErrorIs(t, err, capillary.ErrInvalidInput)
		assertNoCanary(t, address, dumps(cluster)+dumps(err)+cluster.URL())
	}
	assert.Equal(t, "https://h.example/a@b", capillary.Host("https://h.example/a@b").URL())
}

// observing collects what may be told of calls.
func observing(seen *[]capillary.Observation) capillary.ClientOption {
	return capillary.WithHook(capillary.Hook{End: func(_ context.Context, o capillary.Observation) { *seen = append(*seen, o) }})
}

// echoes are the forms in which a server may repeat what it was sent.
func echoes(secrets ...string) string {
	var b strings.Builder
	for _, s := range secrets {
		fmt.Fprintf(&b, "%s x%sx '%s' %s %s %s %s %s ", s, s, strings.ToUpper(s), url.QueryEscape(s), url.PathEscape(s),
			base64.StdEncoding.EncodeToString([]byte("a"+s)), base64.RawURLEncoding.EncodeToString([]byte(s)), hex.EncodeToString([]byte(s)))
	}
	return b.String()
}

func TestWhatAServerRepeatsOfItsCredentialsIsNowhere(t *testing.T) {
	const short = "k7q!" // no mask would take it for a secret
	for name, test := range map[string]struct {
		auth    capillary.Auth
		secrets []string
	}{
		"basic":       {capillary.Basic(canaryUser, canaryPassword), []string{canaryPassword, canaryMD5, canaryBasic, canaryBasic[6:]}},
		"md5":         {capillary.BasicMD5(canaryUser, strings.ToUpper(canaryMD5)), []string{canaryMD5, canaryBasic[6:]}},
		"oauth":       {capillary.OAuth(canaryKey, canarySecret), []string{canaryKey, canarySecret, canaryToken}},
		"short basic": {capillary.Basic(canaryUser, short), []string{short}},
		"short oauth": {capillary.OAuth("abc", short), []string{short, "abc"}},
	} {
		said := echoes(test.secrets...)
		quoted, err := json.Marshal(said)
		require.NoError(t, err)
		for what, reply := range map[string]string{
			"error":        `{"errors":[{"status":false,"code":987654,"message":` + string(quoted) + `},{"code":"` + test.secrets[0] + `","message":"no"}]}`,
			"v1.1 status":  `{"response":{"status":{"success":"false","code":987654,"message":` + string(quoted) + `}}}`,
			"batch":        `{"response":[{"errors":[{"code":8015,"message":` + string(quoted) + `}],"warnings":[{"code":1,"message":` + string(quoted) + `}]}],"totalCount":1,"failureCount":1}`,
			"member names": `{"id":{` + string(quoted) + `:[]},` + string(quoted) + `:1}`,
		} {
			t.Run(name+", "+what, func(t *testing.T) {
				server := serveSigned(t, func(w http.ResponseWriter, _ *http.Request) {
					w.Header().Set("X-Cap-Requestid", "id-"+test.secrets[0])
					io.WriteString(w, reply)
				})
				var logged bytes.Buffer
				var seen []capillary.Observation
				c := server.client(t, test.auth, capillary.WithMaxRetries(0), capillary.WithStrictDecoding(),
					capillary.WithLogger(slog.New(slog.NewJSONHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug}))),
					observing(&seen))
				op := opWrite
				var meta capillary.Meta
				texts := ""
				if what == "batch" {
					op.Items = "response"
					batch, err := capillary.Call[*capillary.Batch[answer]](t.Context(), c, op, capillary.Input{Body: 1}, capillary.WithMeta(&meta))
					require.Error(t, err)
					require.NotNil(t, batch)
					texts = dumps(err) + dumps(batch.Err()) + dumps(batch)
				} else {
					_, err := capillary.Call[answer](t.Context(), c, op, capillary.Input{Body: 1}, capillary.WithMeta(&meta))
					require.Error(t, err)
					texts = dumps(err)
					for e := err; e != nil; e = errors.Unwrap(e) {
						texts += e.Error()
					}
				}
				require.Len(t, seen, 1)
				texts += logged.String() + dumps(seen[0]) + dumps(meta.Warnings) + dumps(meta.RequestIDs) + meta.RequestID
				lower := strings.ToLower(texts)
				for _, secret := range test.secrets {
					if len(secret) > 3 { // "abc" is in other words too
						for _, form := range strings.Fields(echoes(secret)) {
							assert.NotContains(t, lower, strings.ToLower(form))
						}
					}
				}
				assert.NotContains(t, texts, " abc ")
			})
		}
	}
}

func TestATokenThatWasReplacedDuringTheCallIsStillHidden(t *testing.T) {
	tokens := 0
	ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/token/generate") {
			tokens++
			fmt.Fprintf(w, `{"data":{"accessToken":"%s","ttlSeconds":300}}`, []string{"firsttoken", "secondtoken"}[tokens-1])
			return
		}
		if r.Header.Get("X-CAP-API-OAUTH-TOKEN") == "firsttoken" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		w.WriteHeader(http.StatusBadRequest)
		io.WriteString(w, `{"errors":[{"code":8015,"message":"not firsttoken, nor SECONDTOKEN"}]}`)
	}))
	defer ts.Close()
	c, err := capillary.New(capillary.Host(ts.URL), capillary.OAuth("a-key", "a-secret"))
	require.NoError(t, err)
	defer c.CloseIdleConnections()
	err = read(t.Context(), c)
	var e *capillary.Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, "not [redacted], nor [redacted]", e.Issues[0].Message)
	assert.Equal(t, 2, tokens)
}

func TestPersonalWordsOfAServerAreWholeForProgramsAndMaskedWhereverTheyArePrinted(t *testing.T) {
	const message = "no ann.lee@example.org, +44 (0) 7700-900.123, 5f4dcc3b5aa765d61d8327deb882cf99 or 12345"
	server := serveSigned(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprintf(w, `{"errors":[{"code":"ANN.LEE@EXAMPLE.ORG","message":"%s"},{"code":8015,"message":"%s"}]}`, message, message)
	})
	var seen []capillary.Observation
	c := server.client(t, capillary.Basic(canaryUser, canaryPassword), observing(&seen))
	_, err := capillary.Call[answer](t.Context(), c, opWrite, capillary.Input{Body: 1})
	var e *capillary.Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, message, e.Issues[0].Message)
	printed := everyVerb(err) + everyVerb(*e) + everyVerb(seen[0]) + everyVerb(struct{ E any }{seen[0]})
	printed += everyVerb(struct{ capillary.Observation }{seen[0]}) + everyVerb(struct{ *capillary.Error }{e}) + everyVerb(struct{ capillary.Error }{*e})
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
		printed += fmt.Sprintf(verb+verb+verb, e.Issues, e.Issues[0], &e.Issues[0])
	}
	var logged bytes.Buffer
	slog.New(slog.NewTextHandler(&logged, nil)).Info("x", "issue", e.Issues[0], "issues", e.Issues, "err", fmt.Errorf("wrapped: %w", err))
	slog.New(slog.NewJSONHandler(&logged, nil)).Info("x", "issue", e.Issues[0], "err", fmt.Errorf("wrapped: %w", err))
	printed += logged.String()
	for _, canary := range []string{"ann.lee", "ANN.LEE", "7700-900", "900.123", "5f4dcc3b"} {
		assert.NotContains(t, printed, canary)
	}
	assert.Contains(t, err.Error(), "no [e-mail], +[digits], [masked] or 12345")
}

func TestExactlySixDigitsAreMaskedInAnErrorsText(t *testing.T) {
	e := &capillary.Error{Operation: "customer.Get", Issues: []capillary.Issue{{Message: "bill 123456, slip 12345"}}, Outcome: capillary.OutcomeRefused}
	assert.EqualError(t, e, "customer.Get: refused: bill [digits], slip 12345")
}

func TestADocumentedTextIsNeverMasked(t *testing.T) {
	texts := 0
	for _, family := range []string{"coupon.X", "customer.X", "otp.X", "points.X", "transaction.X", "x.X"} {
		for code := range 400_000 {
			entry, ok := codes.Lookup(family, code)
			if !ok {
				continue
			}
			texts++
			e := &capillary.Error{Operation: "a.B", Issues: []capillary.Issue{{Code: capillary.Code(code), Message: entry.Text}}, Outcome: capillary.OutcomeRefused}
			assert.EqualError(t, e, fmt.Sprintf("a.B: refused: %d %s", code, entry.Text))
		}
	}
	assert.Greater(t, texts, 400)
}

// A password can be a word of the API's own.
func TestADocumentedTextStaysWholeWhateverTheSecretIs(t *testing.T) {
	entry, ok := codes.Lookup("customer.X", 8015)
	require.True(t, ok)
	secret := strings.Fields(entry.Text)[0]
	server := serveSigned(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprintf(w, `{"errors":[{"code":8015,"message":"%s"},{"code":8015,"message":"so says %s"}]}`, entry.Text, secret)
	})
	err := read(t.Context(), server.client(t, capillary.Basic(canaryUser, secret)))
	assert.EqualError(t, err, "customer.Read: refused: HTTP 400: 8015 "+entry.Text+": 8015 so says [redacted]")
}

func TestAnErrorsJSONTellsWhatMayBeTold(t *testing.T) {
	server := serveSigned(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Cap-Requestid", "req-1")
		w.Header().Set("Retry-After", "120")
		w.WriteHeader(http.StatusTooManyRequests)
		io.WriteString(w, `{"errors":[{"code":517,"message":"wait for 447700900123"}]}`)
	})
	c := server.client(t, capillary.Basic(canaryUser, canaryPassword), capillary.WithMaxRetries(0))
	err := read(t.Context(), c)
	var limited *capillary.RateLimitError
	require.ErrorAs(t, err, &limited)
	limited.RetryAt = time.Date(2031, 1, 2, 3, 4, 5, 0, time.UTC)
	const call = `"operation":"customer.Read","method":"GET","path":"/v2/things","outcome":"not executed","status":429,
		"issues":[{"code":517,"message":"wait for [digits]"}],"tries":1,"request_ids":["req-1"]`
	for want, v := range map[string]any{`{` + call + `}`: limited.Call, `{` + call + `,"retry_at":"2031-01-02T03:04:05Z"}`: err} {
		raw, err := json.Marshal(v)
		require.NoError(t, err)
		assert.JSONEq(t, want, string(raw))
	}

	unknown := &capillary.OutcomeUnknownError{Call: limited.Call, Key: canaryBody}
	raw, err := json.Marshal(map[string]any{"e": unknown, "v": *unknown})
	require.NoError(t, err)
	assert.JSONEq(t, `{"e":{`+call+`},"v":{`+call+`}}`, string(raw))

	raw, err = json.Marshal(capillary.Observation{Operation: "a.B", Method: "GET", Path: "/x/{id}", Cluster: "EU", Status: 400, Codes: []capillary.Code{8015},
		Tries: 2, Duration: time.Second, Outcome: capillary.OutcomeRefused, RequestID: "r", Err: errors.New("text"), RequestBytes: 3, ReplyBytes: 4})
	require.NoError(t, err)
	assert.JSONEq(t, `{"operation":"a.B","method":"GET","path":"/x/{id}","cluster":"EU","status":400,"codes":[8015],"tries":2,"start":"0001-01-01T00:00:00Z",
		"duration":"1s","outcome":"refused","request_id":"r","error":"text","request_bytes":3,"reply_bytes":4}`, string(raw))
}

func TestARequestIDIsShownOnlyIfItIsOne(t *testing.T) {
	for sent, shown := range map[string]bool{
		"b7131d8f40441dbefd65d24a0c56fe93":     true,
		"13451b8b-a22c-4938-aeda-f62318854762": true,
		"5670FF17B7D58":                        true,
		"req_1":                                true,
		"a.b:c-D9":                             true,
		strings.Repeat("x", 128):               true,
		strings.Repeat("x", 129):               false,
		"447700900123":                         false,
		"44-7700-900123":                       false,
		"12345":                                true,
		"ann@example.org":                      false,
		"a b":                                  false,
		`a"b`:                                  false,
		"é":                                    false,
		"eyJhbGciOiJub25lIn0.eyJzdWIi.x":       false,
		"id-" + canaryToken:                    false,
		strings.ToUpper(canaryKey):             false,
	} {
		server := serveSigned(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header()["X-Cap-Requestid"] = []string{sent}
			w.WriteHeader(http.StatusBadRequest)
		})
		var logged bytes.Buffer
		var seen []capillary.Observation
		c := server.client(t, capillary.OAuth(canaryKey, canarySecret), capillary.WithLogger(slog.New(slog.NewTextHandler(&logged, nil))),
			observing(&seen))
		var meta capillary.Meta
		err := read(t.Context(), c, capillary.WithMeta(&meta))
		var e *capillary.Error
		require.ErrorAs(t, err, &e)
		want := "[masked]"
		if shown {
			want = sent
		}
		assert.Equal(t, []string{want}, e.RequestIDs, sent)
		assert.Equal(t, want, meta.RequestID, sent)
		assert.Equal(t, want, seen[0].RequestID, sent)
		assert.Contains(t, err.Error(), "(request "+want+")")
		assert.Equal(t, shown, strings.Contains(logged.String(), "request_id="+sent), sent)
	}
}

func TestATextNamesTenIssuesAndCountsTheRest(t *testing.T) {
	e := &capillary.Error{Operation: "a.B", Issues: make([]capillary.Issue, 5000)}
	for i := range e.Issues {
		e.Issues[i].Message = strings.Repeat("long ", 1000)
	}
	assert.Less(t, len(e.Error()), 10_000)
	assert.Contains(t, e.Error(), "and 4990 more")
}

// chain prints an error and all that errors.Unwrap finds in it, and what errors.As gives of the network's types.
func chain(err error) string {
	var b strings.Builder
	var walk func(error)
	walk = func(e error) {
		if e == nil {
			return
		}
		b.WriteString(dumps(e))
		switch u := e.(type) { //nolint:errorlint // it walks the tree by hand
		case interface{ Unwrap() error }:
			walk(u.Unwrap())
		case interface{ Unwrap() []error }:
			for _, e := range u.Unwrap() {
				walk(e)
			}
		}
	}
	walk(err)
	var (
		network net.Error
		op      *net.OpError
		dns     *net.DNSError
		cert    *tls.CertificateVerificationError
		unknown x509.UnknownAuthorityError
		host    x509.HostnameError
		record  tls.RecordHeaderError
		address *url.Error
		system  *os.SyscallError
		wrapper interface{ Unwrap() error }
		parse   *net.ParseError
		addr    *net.AddrError
	)
	for _, target := range []any{&network, &op, &dns, &cert, &unknown, &host, &record, &address, &system, &wrapper, &parse, &addr} {
		if errors.As(err, target) {
			b.WriteString(dumps(target))
		}
	}
	if op != nil {
		walk(op)
	}
	return b.String()
}

func TestTheWordsOfAServerAreInNoErrorBeneathACall(t *testing.T) {
	raw := func(text string) func(*testing.T) (string, []capillary.ClientOption) {
		return func(t *testing.T) (string, []capillary.ClientOption) {
			ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				conn, _, err := w.(http.Hijacker).Hijack()
				if err == nil {
					io.WriteString(conn, text)
					conn.Close()
				}
			}))
			t.Cleanup(ts.Close)
			return ts.URL, nil
		}
	}
	for what, start := range map[string]func(*testing.T) (string, []capillary.ClientOption){
		"no HTTP":             raw("SSH-2.0 " + canaryMobile + "\r\n"),
		"a bad status":        raw("HTTP/1.1 " + canaryMobile + "\r\n\r\n"),
		"a bad version":       raw("HTTP/" + canaryMobile + " 200 OK\r\n\r\n"),
		"a bad header":        raw("HTTP/1.1 200 OK\r\n" + canaryMobile + "\r\n\r\n"),
		"a bad length":        raw("HTTP/1.1 200 OK\r\nContent-Length: " + canaryMobile + "x\r\n\r\n"),
		"two lengths":         raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: " + canaryMobile + "\r\n\r\n"),
		"a bad coding":        raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: " + canaryMobile + "\r\n\r\n"),
		"a bad chunk":         raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx" + canaryMobile + "\r\n"),
		"a bad trailer":       raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: Content-Length\r\n\r\n0\r\n" + canaryMobile + "\r\n\r\n"),
		"bad gzip":            raw("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 14\r\n\r\n\x1f\x8b" + canaryMobile),
		"another certificate": withCertificateOf(canaryEmail),
		"no TLS": func(t *testing.T) (string, []capillary.ClientOption) {
			listener, err := net.Listen("tcp", "127.0.0.1:0")
			require.NoError(t, err)
			go func() {
				for {
					conn, err := listener.Accept()
					if err != nil {
						return
					}
					io.WriteString(conn, canaryMobile+"\r\n")
					conn.Close()
				}
			}()
			t.Cleanup(func() { listener.Close() })
			return "https://" + listener.Addr().String(), nil
		},
		"an unknown host": func(*testing.T) (string, []capillary.ClientOption) {
			return "https://" + strings.ReplaceAll(canaryEmail, "@", ".") + ".invalid", nil
		},
		"a transport that talks": func(*testing.T) (string, []capillary.ClientOption) {
			return "https://h.example", []capillary.ClientOption{capillary.WithTransport(roundTrip(func(r *http.Request) (*http.Response, error) {
				return nil, fmt.Errorf("sent %v: %w", r.Header, &url.Error{Op: "Post", URL: "https://h/" + canaryMobile, Err: &net.OpError{Op: "read", Net: "tcp", Err: errors.New(canaryEmail)}})
			}))}
		},
	} {
		t.Run(what, func(t *testing.T) {
			var seen []capillary.Observation
			base, options := start(t)
			c, err := capillary.New(capillary.Host(base), capillary.Basic(canaryUser, canaryPassword),
				append(options, capillary.WithMaxRetries(0), observing(&seen))...)
			require.NoError(t, err)
			defer c.CloseIdleConnections()
			for _, op := range []capillary.Operation{opRead, opWrite} {
				_, err := capillary.Call[answer](t.Context(), c, op, capillary.Input{})
				require.Error(t, err)
				text := chain(err)
				assertNoCanary(t, "chain", text)
				assertNoCanary(t, "observations", dumps(seen))
				assert.NotContains(t, text, strings.TrimPrefix(strings.TrimPrefix(base, "https://"), "http://"), "no address")
			}
		})
	}
}

// withCertificateOf is a TLS server whose certificate, which nobody knows, has a name in all its parts.
func withCertificateOf(name string) func(*testing.T) (string, []capillary.ClientOption) {
	return func(t *testing.T) (string, []capillary.ClientOption) {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		require.NoError(t, err)
		template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name, Organization: []string{name}},
			EmailAddresses: []string{name}, DNSNames: []string{"canary.person"}, NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
		raw, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
		require.NoError(t, err)
		ts := httptest.NewUnstartedServer(http.NotFoundHandler())
		ts.TLS = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{raw}, PrivateKey: key}}}
		ts.Config.ErrorLog = log.New(io.Discard, "", 0)
		ts.StartTLS()
		t.Cleanup(ts.Close)
		return ts.URL, nil
	}
}

func TestErrorsIsAndAsFindTheKindOfAFailure(t *testing.T) {
	mine := errors.New("mine")
	failure := func(err error) error {
		c, e := capillary.New(capillary.EU, capillary.Basic("till", "password"), capillary.WithMaxRetries(0),
			capillary.WithTransport(roundTrip(func(*http.Request) (*http.Response, error) { return nil, err })))
		require.NoError(t, e)
		return read(t.Context(), c)
	}
	var network net.Error
	err := failure(&net.OpError{Op: "read", Net: "tcp", Addr: &net.TCPAddr{}, Err: os.NewSyscallError("read", syscall.ECONNRESET)})
	assert.ErrorIs(t, err, syscall.ECONNRESET)
	require.ErrorAs(t, err, &network)
	assert.False(t, network.Timeout())
	var errno syscall.Errno
	require.ErrorAs(t, err, &errno)
	assert.Equal(t, syscall.ECONNRESET, errno)
	var op *net.OpError
	require.ErrorAs(t, err, &op)
	assert.Equal(t, "read tcp: the connection was reset", op.Error())
	assert.NotErrorIs(t, err, io.EOF)
	assert.NotErrorIs(t, err, context.Canceled)

	err = failure(fmt.Errorf("a: %w", os.ErrDeadlineExceeded))
	assert.ErrorIs(t, err, os.ErrDeadlineExceeded)
	require.ErrorAs(t, err, &network)
	assert.True(t, network.Timeout())

	err = failure(&net.DNSError{Err: "no such host", Name: canaryEmail, Server: canaryMobile, IsNotFound: true})
	var dns *net.DNSError
	require.ErrorAs(t, err, &dns)
	assert.True(t, dns.IsNotFound)
	assertNoCanary(t, "DNS error", dumps(dns))

	err = failure(fmt.Errorf("b: %w", &ownError{7, mine}))
	assert.ErrorIs(t, err, mine)
	var own *ownError
	require.ErrorAs(t, err, &own, "a type of the caller's own transport")
	assert.Equal(t, 7, own.code)
	var coded interface{ Code() int }
	require.ErrorAs(t, err, &coded)

	assert.ErrorIs(t, failure(io.ErrUnexpectedEOF), io.ErrUnexpectedEOF)
	assert.ErrorIs(t, failure(fmt.Errorf("c: %w", context.DeadlineExceeded)), context.DeadlineExceeded)
	assert.NotErrorAs(t, failure(errors.New("plain")), &network)
	assert.ErrorContains(t, failure(nil), "the transport gave neither a reply nor an error")
}

type ownError struct {
	code int
	why  error
}

func (e *ownError) Error() string { return "own" }
func (e *ownError) Unwrap() error { return e.why }
func (e *ownError) Code() int     { return e.code }

func TestACallersOwnCauseIsFoundBesideTheContextsError(t *testing.T) {
	mine := fmt.Errorf("shutting down %s", canaryBody)
	ctx, cancel := context.WithCancelCause(t.Context())
	server := serveSigned(t, func(_ http.ResponseWriter, r *http.Request) { cancel(mine); <-r.Context().Done() })
	c := server.client(t, capillary.Basic(canaryUser, canaryPassword))
	_, err := capillary.Call[answer](ctx, c, opWrite, capillary.Input{})
	assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	assert.ErrorIs(t, err, mine)
	assert.ErrorIs(t, err, context.Canceled)
	assert.Contains(t, err.Error(), "context canceled")
	assertNoCanary(t, "error", chain(err))
}

func TestTheTokenSourcesErrorIsFoundAndShowsNothing(t *testing.T) {
	ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			io.WriteString(conn, "HTTP/1.1 "+canarySecret+" "+canaryMobile+"\r\n\r\n")
			conn.Close()
		}
	}))
	defer ts.Close()
	c, err := capillary.New(capillary.Host(ts.URL), capillary.OAuth(canaryKey, canarySecret))
	require.NoError(t, err)
	defer c.CloseIdleConnections()
	err = read(t.Context(), c)
	var failed *oauth.Error
	require.ErrorAs(t, err, &failed)
	assert.Contains(t, err.Error(), "no access token")
	assertNoCanary(t, "chain", chain(err))
}
