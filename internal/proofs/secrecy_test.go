package proofs

import (
	"bytes"
	"context"
	"crypto/md5"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/davecgh/go-spew/spew"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
)

const (
	canaryPassword = "canary-password-41fe"
	canaryKey      = "canary-key-09ab"
	canarySecret   = "canary-secret-62cd"
	canaryToken    = "canary-token-85ef"
)

// echoes are a server that repeats all that it was sent, each time in another place.
var echoes = map[string]func(w http.ResponseWriter, sent string){
	"message": func(w http.ResponseWriter, sent string) {
		refuse(w, `{"errors":[{"status":false,"code":1064,"message":`+sent+`}]}`)
	},
	"v1.1 message": func(w http.ResponseWriter, sent string) {
		refuse(w, `{"response":{"status":{"success":"false","code":1064,"message":`+sent+`}}}`)
	},
	"code": func(w http.ResponseWriter, sent string) {
		refuse(w, `{"errors":[{"status":false,"code":`+sent+`,"message":"no"}]}`)
	},
	"member names": func(w http.ResponseWriter, sent string) { refuse(w, `{`+sent+`:{`+sent+`:1},"id":{`+sent+`:1}}`) },
	"plain text": func(w http.ResponseWriter, sent string) {
		refuse(w, `HttpStatusCode=403 errorMessage=`+sent+` errorCode=4000`)
	},
	"request id": func(w http.ResponseWriter, sent string) { w.Header().Set("X-Cap-Requestid", sent); refuse(w, `{}`) },
	"location": func(w http.ResponseWriter, sent string) {
		w.Header().Set("Location", "https://elsewhere.example/"+sent)
		w.WriteHeader(302)
	},
	"retry after": func(w http.ResponseWriter, sent string) { w.Header().Set("Retry-After", sent); w.WriteHeader(429) },
	"encoding":    func(w http.ResponseWriter, sent string) { w.Header().Set("Content-Encoding", sent); refuse(w, `{}`) },
	"status line": func(w http.ResponseWriter, sent string) { hijacked("HTTP/1.1 " + sent + "\r\n\r\n")(w) },
	"header":      func(w http.ResponseWriter, sent string) { hijacked("HTTP/1.1 200 OK\r\n" + sent + "\r\n\r\n")(w) },
	"length": func(w http.ResponseWriter, sent string) {
		hijacked("HTTP/1.1 200 OK\r\nContent-Length: " + sent + "\r\n\r\n")(w)
	},
	"another words": func(w http.ResponseWriter, sent string) { hijacked(sent)(w) },
}

func refuse(w http.ResponseWriter, body string) {
	w.WriteHeader(http.StatusBadRequest)
	io.WriteString(w, body)
}

// repeating is a server for both ways to sign in.
func repeating(t *testing.T, echo func(w http.ResponseWriter, sent string)) *httptest.Server {
	ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/token/generate") {
			fmt.Fprintf(w, `{"data":{"accessToken":"%s","ttlSeconds":300}}`, canaryToken)
			return
		}
		body, _ := io.ReadAll(r.Body)
		sent, _ := json.Marshal(fmt.Sprint(r.Header, " ", r.URL.RawQuery, " ", r.URL.Query(), " ", string(body), " +44 7700 900-321"))
		echo(w, string(sent))
	}))
	t.Cleanup(ts.Close)
	return ts
}

func TestNothingShowsOfAnyOperationWhateverAServerRepeats(t *testing.T) {
	sum := md5.Sum([]byte(canaryPassword))
	secrets := []string{canaryPassword, hex.EncodeToString(sum[:]), base64.StdEncoding.EncodeToString([]byte("till:" + hex.EncodeToString(sum[:]))),
		canaryKey, canarySecret, canaryToken}
	personal := []string{canaryMobile, canaryEmail, "canary.other%40example.org", "900-321", "elsewhere.example"}
	operations := all()
	if raceDetector { // which makes dumps ten times as slow, and they do not race
		operations = operations[:len(operations)/4]
	}
	for where, echo := range echoes {
		ts := repeating(t, echo)
		for name, auth := range map[string]capillary.Auth{"basic": capillary.Basic("till", canaryPassword), "oauth": capillary.OAuth(canaryKey, canarySecret)} {
			var told, dumped bytes.Buffer
			c, err := capillary.New(capillary.Host(ts.URL), auth, capillary.WithMaxRetries(0), observing(&told),
				capillary.WithLogger(slog.New(slog.NewJSONHandler(&told, &slog.HandlerOptions{Level: slog.LevelDebug}))))
			require.NoError(t, err)
			for _, op := range operations {
				err := send(t.Context(), c, op)
				require.Error(t, err, "%s: %s", where, op.Name)
				for e := err; e != nil; e = errors.Unwrap(e) {
					raw, _ := json.Marshal(e)
					fmt.Fprintf(&told, "%v %+v %#v %s %q %s\n", e, e, e, e, e, raw)
				}
				spew.Fdump(&told, err)
				(&spew.ConfigState{DisableMethods: true}).Fdump(&dumped, err)
			}
			(&spew.ConfigState{DisableMethods: true}).Fdump(&dumped, c)
			c.CloseIdleConnections()
			for _, canary := range append(personal, secrets...) {
				assert.False(t, strings.Contains(told.String(), canary), "%s shows, %s, repeated in the %s", canary, name, where)
			}
			for _, canary := range secrets { // the issues have the rest whole
				assert.False(t, strings.Contains(dumped.String(), canary), "%s is in a dump, %s, repeated in the %s", canary, name, where)
			}
			assert.Greater(t, strings.Count(told.String(), "\n"), 2*len(operations))
		}
	}
}

// observing writes what may be told of calls.
func observing(to io.Writer) capillary.ClientOption {
	return capillary.WithHook(capillary.Hook{End: func(_ context.Context, o capillary.Observation) {
		raw, _ := json.Marshal(o)
		fmt.Fprintf(to, "%v %+v %#v %s\n", o, o, o, raw)
	}})
}
