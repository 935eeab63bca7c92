package capillary_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/davecgh/go-spew/spew"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
)

func careless() *http.Transport {
	return &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}} //nolint:gosec // the test is that it is refused
}

const (
	canaryPassword = "canary-password-7f3a"
	canaryKey      = "canary-key-51cc"
	canarySecret   = "canary-secret-90de"
	canaryToken    = "canary-token-33ab"
	canaryMobile   = "447700900123"
	canaryEmail    = "canary.person@example.org"
	canaryBody     = "canary-body-12ef"
)

// canaries are all that must never show, in the forms in which they travel.
func canaries() []string {
	return []string{canaryPassword, canaryMD5, canaryBasic[len("Basic "):], canaryKey, canarySecret, canaryToken, canaryMobile, canaryEmail, canaryBody,
		"canary.person%40example.org", "Y2FuYXJ5"}
}

func assertNoCanary(t *testing.T, where, text string) {
	t.Helper()
	for _, c := range canaries() {
		assert.NotContains(t, text, c, where)
	}
}

// dumps prints a value in every way that there is: also with printers that read unexported fields, follow pointers and ask
// nobody.
func dumps(v any) string {
	var b strings.Builder
	type exported struct{ V any }
	type unexported struct{ v any }
	for _, value := range []any{v, []any{v}, map[string]any{"v": v}, exported{v}, &exported{v}, unexported{v}, &unexported{v}} {
		b.WriteString(everyVerb(value))
		fmt.Fprintf(&b, "%p", value) // this verb ignores methods
		for _, nosy := range []spew.ConfigState{{DisableMethods: true}, {DisablePointerMethods: true}, {DisableMethods: true, ContinueOnMethod: true}} {
			nosy.Indent, nosy.DisablePointerAddresses = " ", true
			b.WriteString(nosy.Sdump(value))
			fmt.Fprintf(&b, "%v", nosy.NewFormatter(value))
		}
	}
	walkEverything(&b, reflect.ValueOf(&v), map[any]bool{})
	return b.String()
}

// walk writes every text and all bytes that reflection can get at.
func walkEverything(b *strings.Builder, v reflect.Value, seen map[any]bool) {
	switch v.Kind() {
	case reflect.String:
		b.WriteString(v.String() + "\n")
	case reflect.Interface:
		walkEverything(b, v.Elem(), seen)
	case reflect.Pointer:
		if at := [2]any{v.Type(), v.Pointer()}; !v.IsNil() && !seen[at] {
			seen[at] = true
			walkEverything(b, v.Elem(), seen)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			walkEverything(b, v.Field(i), seen)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			walkEverything(b, key, seen)
			walkEverything(b, v.MapIndex(key), seen)
		}
	case reflect.Slice, reflect.Array:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			for i := range v.Len() {
				b.WriteByte(byte(v.Index(i).Uint()))
			}
			b.WriteByte('\n')
			return
		}
		for i := range v.Len() {
			walkEverything(b, v.Index(i), seen)
		}
	}
}

func everyVerb(v any) string {
	var b strings.Builder
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t"} {
		fmt.Fprintf(&b, verb+"\n", v)
	}
	slog.New(slog.NewJSONHandler(&b, nil)).Info("x", "v", v)
	slog.New(slog.NewTextHandler(&b, nil)).Info("x", "v", v)
	raw, _ := json.Marshal(v)
	b.Write(raw)
	b.WriteString(spew.Sdump(v))
	return b.String()
}

func TestSecretsShowUnderNoVerbAndInNoDump(t *testing.T) {
	for name, auth := range map[string]capillary.Auth{
		"basic": capillary.Basic("till", canaryPassword), "oauth": capillary.OAuth(canaryKey, canarySecret),
	} {
		client, err := capillary.New(capillary.EU, auth)
		require.NoError(t, err)
		var plain strings.Builder
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			fmt.Fprintf(&plain, verb+"\n"+verb+"\n", auth, client)
		}
		assertNoCanary(t, name+" printed", plain.String())
		assertNoCanary(t, name+" dumped", spew.Sdump(auth))
		assertNoCanary(t, name+"'s client dumped", spew.Sdump(client))
	}
	assertNoCanary(t, "secret", everyVerb(capillary.NewSecret(canaryPassword)))
	assertNoCanary(t, "secret in a struct", everyVerb(struct{ OTP capillary.Secret }{capillary.NewSecret(canaryPassword)}))
	var plain strings.Builder
	for _, who := range []capillary.Identifier{capillary.Mobile(canaryMobile), capillary.Email(canaryEmail)} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			fmt.Fprintf(&plain, verb+"\n"+verb+"\n", who, struct{ Who capillary.Identifier }{who})
		}
	}
	assertNoCanary(t, "identifier", plain.String())
}

// replies are what can go wrong, each with the canaries in the server's own words.
var badReplies = map[string]func(w http.ResponseWriter){
	"refused": func(w http.ResponseWriter) {
		w.WriteHeader(400)
		fmt.Fprintf(w, `{"errors":[{"status":false,"code":8015,"message":"no customer %s / %s, also 4477 0090 0123"}]}`, canaryMobile, canaryEmail)
	},
	"page": func(w http.ResponseWriter) {
		w.WriteHeader(502)
		fmt.Fprintf(w, `<html>%s %s</html>`, canaryMobile, canaryToken)
	},
	"redirect": func(w http.ResponseWriter) {
		w.Header().Set("Location", "https://elsewhere.example/?token="+canaryToken+"&m="+canaryMobile)
		w.WriteHeader(302)
	},
	"broken": func(w http.ResponseWriter) { fmt.Fprintf(w, `{"id": "%s`, canaryMobile) },
	"drift":  func(w http.ResponseWriter) { fmt.Fprintf(w, `{"id": "%s"}`, canaryEmail) },
	"cut": func(w http.ResponseWriter) {
		c, _, _ := w.(http.Hijacker).Hijack()
		c.Close()
	},
	"too large": func(w http.ResponseWriter) { w.Write(bytes.Repeat([]byte(" "), 5000)) },
	"limited": func(w http.ResponseWriter) {
		w.Header().Set("Retry-After", "120")
		w.WriteHeader(429)
		w.Write([]byte(canaryEmail))
	},
	"forbidden": func(w http.ResponseWriter) {
		w.WriteHeader(403)
		fmt.Fprintf(w, `HttpStatusCode=403 errorMessage=%s errorCode=4000`, canaryEmail)
	},
	"no token": nil,
}

func TestNothingPersonalOrSecretShowsInErrorsLogsOrObservations(t *testing.T) {
	for name, reply := range badReplies {
		for _, safety := range []capillary.Safety{capillary.Read, capillary.Unsafe} {
			t.Run(fmt.Sprint(name, safety), func(t *testing.T) {
				ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if strings.HasSuffix(r.URL.Path, "/token/generate") {
						if reply == nil {
							w.WriteHeader(401)
							fmt.Fprintf(w, `{"data":null,"errors":[{"code":320001,"message":"bad key %s"}]}`, canaryKey)
							return
						}
						fmt.Fprintf(w, `{"data":{"accessToken":"%s","ttlSeconds":300}}`, canaryToken)
						return
					}
					reply(w)
				}))
				defer ts.Close()
				var logged bytes.Buffer
				var seen []capillary.Observation
				c, err := capillary.New(capillary.Host(ts.URL), capillary.OAuth(canaryKey, canarySecret), capillary.WithReplyLimits(4000, 4000),
					capillary.WithMaxRetries(0), capillary.WithStrictDecoding(),
					capillary.WithLogger(slog.New(slog.NewJSONHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug}))),
					capillary.WithHook(capillary.Hook{End: func(_ context.Context, o capillary.Observation) { seen = append(seen, o) }}))
				require.NoError(t, err)
				defer c.CloseIdleConnections()
				op := capillary.Operation{Name: "customer.Canary", Method: "POST", Path: "/v2/customers/{id}/things/{other}", Lookup: "/v2/customers/lookup/things/{other}", Safety: safety}
				_, err = capillary.Call[answer](t.Context(), c, op, capillary.Input{Customer: capillary.Mobile(canaryMobile), Path: []string{canaryBody},
					Query: struct {
						Email string `url:"email"`
					}{canaryEmail}, Body: map[string]string{"a": canaryBody}})
				require.Error(t, err)
				// RequestIDs and Issues hold what the API said, for programs; texts are for people and logs.
				assertNoCanary(t, "error", err.Error()+fmt.Sprintf("%v %+v %#v %s %q", err, err, err, err, err))
				assertNoCanary(t, "log", logged.String())
				require.Len(t, seen, 1)
				assertNoCanary(t, "observation", fmt.Sprintf("%v %+v %#v", seen[0], seen[0], seen[0]))
				assert.Equal(t, "/v2/customers/lookup/things/{other}", seen[0].Path)
			})
		}
	}
}

func TestNoRedirectIsFollowedAndTheSecondHostGetsNothing(t *testing.T) {
	var second atomic.Int64
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { second.Add(1) }))
	defer other.Close()
	for _, status := range []int{301, 302, 303, 307, 308} {
		for _, auth := range []capillary.Auth{capillary.Basic("a", "b"), capillary.OAuth("k", "s")} {
			for _, op := range []capillary.Operation{opRead, opWrite} {
				ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if strings.HasSuffix(r.URL.Path, "/token/generate") {
						w.Write([]byte(`{"data":{"accessToken":"t","ttlSeconds":300}}`))
						return
					}
					http.Redirect(w, r, other.URL+"/v2/things", status)
				}))
				c, err := capillary.New(capillary.Host(ts.URL), auth)
				require.NoError(t, err)
				_, err = capillary.Call[answer](t.Context(), c, op, capillary.Input{})
				assert.ErrorIs(t, err, capillary.ErrRedirected)
				assert.Equal(t, op.Safety != capillary.Read, capillary.MayHaveHappened(err))
				c.CloseIdleConnections()
				ts.Close()
			}
		}
	}
	assert.Zero(t, second.Load())
}

func FuzzNoPathArgumentChangesThePath(f *testing.F) {
	for _, seed := range []string{"a", "../x", "%2e%2e", "a/b", "?q=1", "#f", "\u2028", "a b", "%"} {
		f.Add(seed)
	}
	var got atomic.Value
	ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got.Store(r.URL.EscapedPath() + "|" + r.URL.Path)
		w.Write([]byte(`{"id":1}`))
	}))
	f.Cleanup(ts.Close)
	c, err := capillary.New(capillary.Host(ts.URL), capillary.Basic("a", "b"))
	require.NoError(f, err)
	f.Cleanup(c.CloseIdleConnections)
	op := capillary.Operation{Name: "x.Y", Method: "GET", Path: "/v2/a/{id}/z", Safety: capillary.Read}
	f.Fuzz(func(t *testing.T, arg string) {
		got.Store("")
		_, err := capillary.Call[answer](t.Context(), c, op, capillary.Input{Path: []string{arg}})
		if err != nil {
			assert.ErrorIs(t, err, capillary.ErrInvalidInput)
			assert.Empty(t, got.Load())
			return
		}
		escaped, plain, _ := strings.Cut(got.Load().(string), "|")
		assert.Equal(t, "/v2/a/"+arg+"/z", plain)
		assert.Equal(t, 4, strings.Count(escaped, "/"), "the argument stays in its segment: %s", escaped)
	})
}
