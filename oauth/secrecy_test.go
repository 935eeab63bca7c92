package oauth_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/capillary-go/sdk/oauth"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var discard = log.New(io.Discard, "", 0)

// hidesSecrets prints a value in every way and looks for the canaries.
func hidesSecrets(t *testing.T, value any) {
	t.Helper()
	var out strings.Builder
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t"} {
		fmt.Fprintf(&out, verb+"\n", value)
		fmt.Fprintf(&out, verb+"\n", []any{value})
		fmt.Fprintf(&out, verb+"\n", struct{ Exported any }{value})
	}
	slog.New(slog.NewJSONHandler(&out, nil)).Info("x", "value", value)
	slog.New(slog.NewTextHandler(&out, nil)).Info("x", "value", value)
	text, _ := json.Marshal(value)
	out.Write(text)
	if err, ok := value.(error); ok {
		for ; err != nil; err = errors.Unwrap(err) {
			fmt.Fprintf(&out, "%v %+v %#v %q\n", err, err, err, err)
		}
	}
	switch value.(type) {
	case oauth.Config, *oauth.Config: // its fields are plain: see the package's doc comment
	default:
		fmt.Fprintf(&out, "%p", value) // this verb, too, ignores methods
		out.WriteString(spew(value))
		walk(&out, reflect.ValueOf(&value), map[any]bool{})
	}
	hasNoCanary(t, out.String())
}

// walk writes every text and all bytes that reflection can get at.
func walk(out *strings.Builder, v reflect.Value, seen map[any]bool) {
	switch v.Kind() {
	case reflect.String:
		out.WriteString(v.String() + "\n")
	case reflect.Interface:
		walk(out, v.Elem(), seen)
	case reflect.Pointer:
		if at := [2]any{v.Type(), v.Pointer()}; !v.IsNil() && !seen[at] {
			seen[at] = true
			walk(out, v.Elem(), seen)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			walk(out, v.Field(i), seen)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			walk(out, key, seen)
			walk(out, v.MapIndex(key), seen)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			if element := v.Index(i); element.Kind() == reflect.Uint8 {
				out.WriteByte(byte(element.Uint()))
			} else {
				walk(out, element, seen)
			}
		}
	}
}

func hasNoCanary(t *testing.T, text string) {
	t.Helper()
	lower := strings.ToLower(text)
	for _, canary := range []string{key, secret, "canary-token"} {
		canary = strings.ToLower(canary)
		assert.False(t, strings.Contains(lower, canary) || strings.Contains(lower, fmt.Sprintf("%x", canary)), "%s is in:\n%s", canary, text)
	}
	assert.False(t, strings.Contains(lower, oauth.TokenPath), "the URL is in:\n%s", text)
}

// spew borrows go-spew from testify, which prints the difference of two values with it, methods switched off.
func spew(value any) string {
	var out printed
	assert.Equal(&out, map[string]any{"value": value}, map[string]any{})
	_, dump, _ := strings.Cut(string(out), "Diff:") // before it, testify prints with %#v
	return dump
}

type printed string

func (p *printed) Errorf(format string, args ...any) { *p += printed(fmt.Sprintf(format, args...)) }

func TestSpewIsAsNosyAsThisTestNeeds(t *testing.T) {
	type inner struct{ text string }
	assert.Contains(t, spew(&struct{ deep *inner }{&inner{"canary"}}), "canary")
}

func TestASourceShowsNoSecret(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"data":{"accessToken":"canary-token-1","ttlSeconds":300},"errors":null}`)
	}))
	defer server.Close()
	transport := &http.Transport{} // its kept connection has a buffer that the secret went through
	defer transport.CloseIdleConnections()
	source, err := oauth.New(oauth.Config{BaseURL: server.URL, Key: key, Secret: secret, HTTPClient: &http.Client{Transport: transport}})
	require.NoError(t, err)
	mustToken(t, source)
	hidesSecrets(t, source)
	client := &http.Client{Transport: source.Transport(transport)}
	resp, err := client.Get(server.URL) // the buffers of the kept connection have the token now
	require.NoError(t, err)
	_, _ = io.Copy(io.Discard, resp.Body)
	resp.Body.Close()
	hidesSecrets(t, client.Transport)
	hidesSecrets(t, client)
	hidesSecrets(t, struct{ unexported *oauth.Source }{source})
	assert.Equal(t, "oauth.Source("+server.URL+")", source.String())
}

func TestASourceShowsNoSecretWhileItRefreshesAndAfterAFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dumped := make(chan struct{}) // the dump reads what the refresh writes
		source := newSource(t, &endpoint{refuse: func(int) (*http.Response, error) {
			<-dumped
			return answer(http.StatusUnauthorized, `{}`), nil
		}})
		ended := make(chan error)
		go func() {
			_, err := source.Token(t.Context())
			ended <- err
		}()
		synctest.Wait()
		hidesSecrets(t, source)
		close(dumped)
		require.Error(t, <-ended)
		hidesSecrets(t, source)
	})
}

func TestAConfigShowsNoSecret(t *testing.T) {
	cfg := oauth.Config{BaseURL: host + "/gateway", Key: key, Secret: secret, Timeout: time.Second}
	hidesSecrets(t, cfg)
	hidesSecrets(t, &cfg)
	assert.Equal(t, `oauth.Config{BaseURL: "https://eu.api.example.com", Key: [redacted], Secret: [redacted], Timeout: 1s}`, cfg.String())
	assert.Equal(t, cfg.String(), fmt.Sprintf("%#v", cfg))
	assert.Equal(t, cfg.String(), cfg.GoString())

	cfg.BaseURL = "https://user:" + secret + "@eu.api.example.com"
	hidesSecrets(t, cfg)
}

func TestATransportsErrorShowsNoSecret(t *testing.T) {
	inner := errors.New("reset by peer")
	for name, test := range map[string]struct {
		cause error
		is    error // what is found in the error; nil if it is withheld
	}{
		"plain":              {inner, inner},
		"wrapped":            {fmt.Errorf("proxy: %w", inner), inner},
		"a url.Error":        {&url.Error{Op: "Post", URL: host + oauth.TokenPath + "?k=" + key, Err: inner}, inner},
		"a nested url.Error": {fmt.Errorf("a %w", &url.Error{URL: secret, Err: fmt.Errorf("b %w", &url.Error{URL: key, Err: inner})}), inner},
		"an empty url.Error": {&url.Error{Op: "Post", URL: host + oauth.TokenPath}, nil},
		"a talkative one":    {fmt.Errorf("sent {%s}: %w", secret, inner), nil},
		"one with the key":   {fmt.Errorf("key %s", key), nil},
		"one with a URL":     {errors.New("https://user:password@proxy.example.com is down"), nil},
		"a struct":           {leaky{Body: secret}, nil},
		"its own deadline":   {os.ErrDeadlineExceeded, os.ErrDeadlineExceeded},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				source := newSource(t, &endpoint{refuse: func(int) (*http.Response, error) { return nil, test.cause }})
				_, err := source.Token(t.Context())
				var failed *oauth.Error
				require.ErrorAs(t, err, &failed)
				assert.Zero(t, failed.Status)
				if test.is != nil {
					require.ErrorIs(t, err, test.is)
				}
				hidesSecrets(t, err)
				assert.NotContains(t, err.Error(), "://")
			})
		})
	}
}

// What net/http's errors say may be the words of a server; those beneath an Error are the package's own.
func TestTheWordsOfAServerAreInNoErrorBeneath(t *testing.T) {
	for name, reply := range map[string]string{
		"no HTTP":      "SSH-2.0 %s\r\n",
		"a bad status": "HTTP/1.1 %s\r\n\r\n",
		"a bad header": "HTTP/1.1 200 OK\r\n%s\r\n\r\n",
		"a bad length": "HTTP/1.1 200 OK\r\nContent-Length: %s\r\n\r\n",
		"a bad coding": "HTTP/1.1 200 OK\r\nTransfer-Encoding: %s\r\n\r\n",
	} {
		_, failed := wire(t, func(w http.ResponseWriter, _ *http.Request) {
			conn, _, err := w.(http.Hijacker).Hijack()
			if err == nil {
				fmt.Fprintf(conn, reply, secret+"-447700900123")
				conn.Close()
			}
		})
		for err := error(failed); err != nil; err = errors.Unwrap(err) {
			text := fmt.Sprintf("%v %+v %#v %q", err, err, err, err) + spew(err)
			hasNoCanary(t, text)
			assert.NotContains(t, text, "447700900123", name)
		}
	}
}

func TestTheKindOfATransportsErrorIsFoundAndItsWordsAreNot(t *testing.T) {
	inner := errors.New(secret)
	failure := &net.OpError{Op: "read", Net: "tcp", Addr: &net.TCPAddr{}, Err: os.NewSyscallError("read", syscall.ECONNRESET)}
	synctest.Test(t, func(t *testing.T) {
		source := newSource(t, &endpoint{refuse: func(int) (*http.Response, error) { return nil, fmt.Errorf("%w, %w", failure, inner) }})
		_, err := source.Token(t.Context())
		require.ErrorIs(t, err, syscall.ECONNRESET)
		require.ErrorIs(t, err, inner)
		var (
			network net.Error
			errno   syscall.Errno
			op      *net.OpError
			wrapper interface{ Unwrap() []error }
		)
		require.ErrorAs(t, err, &network)
		assert.False(t, network.Timeout())
		assert.Equal(t, "connection reset by peer", network.Error())
		require.ErrorAs(t, err, &errno)
		assert.False(t, errors.As(err, &op), "it has addresses in it")
		assert.False(t, errors.As(err, &wrapper))
	})
}

// leaky is an error that prints its body.
type leaky struct{ Body string }

func (l leaky) Error() string { return "sent " + l.Body }

func TestLogsOfAnErrorSayWhatHappened(t *testing.T) {
	_, failed := askOnce(t, 503, `{"errors":[{"code":4001,"message":"authorisation is unavailable"}]}`)
	var out bytes.Buffer
	slog.New(slog.NewJSONHandler(&out, nil)).Error("x", "error", failed)
	assert.Contains(t, out.String(), "HTTP 503: code 4001: authorisation is unavailable")
}
