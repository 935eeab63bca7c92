// Package proofs holds the promises that must hold for every operation of every package: what no single
// package can prove.
package proofs

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
	"golang.org/x/sync/errgroup"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/coupon"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/event"
	"github.com/capillary-go/sdk/integration"
	"github.com/capillary-go/sdk/lead"
	"github.com/capillary-go/sdk/org"
	"github.com/capillary-go/sdk/otp"
	"github.com/capillary-go/sdk/points"
	"github.com/capillary-go/sdk/staff"
	"github.com/capillary-go/sdk/store"
	"github.com/capillary-go/sdk/storecare"
	"github.com/capillary-go/sdk/survey"
	"github.com/capillary-go/sdk/transaction"
	"github.com/capillary-go/sdk/userauth"
	"github.com/capillary-go/sdk/usergroup"
	"github.com/capillary-go/sdk/webhook"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// packages are the resource packages and their operations.
func packages() map[string][]capillary.Operation {
	return map[string][]capillary.Operation{
		"coupon":      coupon.Operations(),
		"customer":    customer.Operations(),
		"lead":        lead.Operations(),
		"event":       event.Operations(),
		"integration": integration.Operations(),
		"org":         org.Operations(),
		"otp":         otp.Operations(),
		"points":      points.Operations(),
		"survey":      survey.Operations(),
		"transaction": transaction.Operations(),
		"usergroup":   usergroup.Operations(),
		"staff":       staff.Operations(),
		"store":       store.Operations(),
		"storecare":   storecare.Operations(),
		"userauth":    userauth.Operations(),
		"webhook":     webhook.Operations(),
	}
}

// all are the operations of every resource package.
func all() []capillary.Operation {
	return slices.Concat(slices.Collect(maps.Values(packages()))...)
}

func TestEveryOperationSaysItsClassInSoManyWords(t *testing.T) {
	rows := 0
	require.NoError(t, filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasPrefix(d.Name(), "operations") || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		require.NoError(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			literal, ok := n.(*ast.CompositeLit)
			if !ok {
				return true
			}
			if sel, ok := literal.Type.(*ast.SelectorExpr); !ok || sel.Sel.Name != "Operation" {
				return true
			}
			rows++
			keys := map[string]bool{}
			for _, e := range literal.Elts {
				keys[fmt.Sprint(e.(*ast.KeyValueExpr).Key)] = true
			}
			for _, key := range []string{"Name", "Method", "Path", "Safety", "Proof"} {
				assert.True(t, keys[key], "%s: an operation has no %s", path, key)
			}
			return true
		})
		return nil
	}))
	assert.Equal(t, len(all()), rows, "operations in the sources and in the tables")
}

func TestEveryBatchThatWritesSaysWhatProvesAnItem(t *testing.T) {
	for _, op := range all() {
		if op.Items != "" && op.Safety != capillary.Read && op.Safety != capillary.Effect {
			assert.NotEmpty(t, op.Item.Proof, op.Name)
		}
	}
}

func TestEveryOperationHasANameOfItsOwnAndTheMethodOfItsClass(t *testing.T) {
	seen := map[string]bool{}
	for _, op := range all() {
		assert.False(t, seen[op.Name], op.Name)
		seen[op.Name] = true
		assert.NotContains(t, op.Path, "?", op.Name)
		switch op.Safety {
		case capillary.Read, capillary.Effect:
			assert.Contains(t, []string{http.MethodGet, http.MethodPost}, op.Method, op.Name)
		case capillary.Replace:
			assert.Contains(t, []string{http.MethodPut, http.MethodPost, http.MethodPatch, http.MethodDelete}, op.Method, op.Name)
		default:
			assert.NotEqual(t, http.MethodGet, op.Method, "%s: a GET that does something is an Effect", op.Name)
		}
	}
}

// fault is something that goes wrong, with the canaries in the server's own words.
type fault struct {
	name     string
	doubtful bool // the work may have been done
	play     func(w http.ResponseWriter)
}

const (
	canaryMobile = "447700900321"
	canaryText   = "canary-text-77aa"
	canaryEmail  = "canary.other@example.org"
)

func says(status int, body string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}
}

var faults = []fault{
	{"cut", true, hijacked("")},
	{"cut in the headers", true, hijacked("HTTP/1.1 200 OK\r\nContent-")},
	{"cut in the body", true, hijacked("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"id\":" + canaryMobile)},
	{"no HTTP", true, hijacked("SSH-2.0-" + canaryText + "\r\n")},
	{"500", true, says(500, `{"path":"`+canaryText+`"}`)},
	{"502 page", true, says(502, `<html>`+canaryMobile+`</html>`)},
	{"503", true, says(503, ``)},
	{"504 page", true, says(504, `<html>`+canaryEmail+`</html>`)},
	{"520 page", true, says(520, `<html>`+canaryEmail+`</html>`)},
	{"524 page", true, says(524, `<html>`+canaryEmail+`</html>`)},
	{"a page in 200", true, says(200, `<html>`+canaryMobile+`</html>`)},
	{"nothing in 200", true, says(200, ``)},
	{"truncated JSON in 200", true, says(200, `{"response":{"status":{"success":true,"code":200},"entity":"`+canaryMobile)},
	{"two documents in 200", true, says(200, `{"id":1}{"id":2}`)},
	{"an unknown code in 500", true, says(500, `{"errors":[{"status":false,"code":987654,"message":"`+canaryEmail+`"}]}`)},
	{"a redirect", true, func(w http.ResponseWriter) {
		w.Header().Set("Location", "https://elsewhere.example/"+canaryMobile)
		w.WriteHeader(307)
	}},
	{"a reply that is too large", true, says(200, `{"id":"`+strings.Repeat("x", 9000)+`"}`)},
	{"refused", false, says(400, `{"errors":[{"status":false,"code":1064,"message":"org of `+canaryMobile+` `+canaryEmail+`"}]}`)},
	{"refused in 500", false, says(500, `{"errors":[{"status":false,"code":1064,"message":"`+canaryMobile+`"}]}`)},
	{"forbidden", false, says(403, `errorMessage=`+canaryEmail+` errorCode=4000`)},
	{"401", false, says(401, `{"errors":[{"code":401,"message":"`+canaryEmail+`"}]}`)},
	{"404 page", false, says(404, `<html>`+canaryEmail+`</html>`)},
	{"locked", false, says(400, `{"errors":[{"status":false,"code":521,"message":"`+canaryMobile+`"}]}`)},
	{"unavailable", false, says(503, `errorMessage=`+canaryMobile+` errorCode=4001`)},
	{"a page about 4001", true, says(503, `<p>errorMessage=`+canaryMobile+` errorCode=4001</p>`)},
	{"limited", false, says(429, canaryEmail)},
}

func hijacked(text string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		fmt.Fprint(conn, text)
		conn.Close()
	}
}

func serve(t *testing.T, play func(http.ResponseWriter), options ...capillary.ClientOption) (*capillary.Client, *atomic.Int64) {
	t.Helper()
	arrivals := new(atomic.Int64)
	ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		arrivals.Add(1)
		play(w)
	}))
	c, err := capillary.New(capillary.Host(ts.URL), capillary.Basic("till", "secret"), append([]capillary.ClientOption{capillary.WithReplyLimits(8000, 8000)}, options...)...)
	require.NoError(t, err)
	t.Cleanup(func() { c.CloseIdleConnections(); ts.CloseClientConnections(); ts.Close() })
	return c, arrivals
}

// send makes a call of an operation with canaries wherever a caller's own values go.
func send(ctx context.Context, c *capillary.Client, op capillary.Operation, options ...capillary.RequestOption) error {
	in := capillary.Input{Key: canaryText}
	template := op.Path
	if op.Lookup != "" {
		in.Customer, template = capillary.Mobile(canaryMobile), op.Lookup
	}
	for range strings.Count(template, "{") {
		in.Path = append(in.Path, canaryText)
	}
	in.Query = struct {
		Email string `url:"canary"`
	}{canaryEmail}
	if op.Method != http.MethodGet && op.Method != http.MethodDelete {
		in.Body = map[string]string{"canary": canaryMobile}
	}
	_, err := capillary.Call[any](ctx, c, op, in, options...)
	return err
}

func TestNoOperationIsSentTwiceWhereNobodyKnowsAndNoDoubtIsHidden(t *testing.T) {
	calls := new(atomic.Int64)
	for _, f := range faults {
		c, arrivals := serve(t, f.play, capillary.WithMaxRetries(0))
		for _, op := range all() {
			before := arrivals.Load()
			err := send(t.Context(), c, op)
			calls.Add(1)
			require.Error(t, err, "%s: %s", f.name, op.Name)
			assert.Equal(t, before+1, arrivals.Load(), "%s: %s", f.name, op.Name)
			unknown := f.doubtful && op.Safety != capillary.Read
			assert.Equal(t, unknown, errors.Is(err, capillary.ErrOutcomeUnknown), "%s: %s: %v", f.name, op.Name, err)
			assert.Equal(t, unknown, capillary.MayHaveHappened(err), "%s: %s: %v", f.name, op.Name, err)
		}
	}
	t.Logf("%d operations, %d faults, %d calls", len(all()), len(faults), calls.Load())
}

func TestAnOperationIsSentAgainOnlyAsItsClassAllows(t *testing.T) {
	for _, f := range faults {
		if !f.doubtful || f.name == "a redirect" || strings.HasPrefix(f.name, "a reply") {
			continue
		}
		var group errgroup.Group
		group.SetLimit(64)
		for _, op := range all() {
			group.Go(func() error {
				var n atomic.Int64
				ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { n.Add(1); f.play(w) }))
				defer ts.Close()
				c, err := capillary.New(capillary.Host(ts.URL), capillary.Basic("till", "secret"), capillary.WithMaxRetries(1))
				if err != nil {
					return err
				}
				defer c.CloseIdleConnections()
				want := int64(1)
				if op.Safety == capillary.Read || op.Safety == capillary.Replace || op.Repeat != 0 {
					want = 2
				}
				err = send(t.Context(), c, op)
				assert.Equal(t, want, n.Load(), "%s: %s: %v", f.name, op.Name, err)
				return nil
			})
		}
		require.NoError(t, group.Wait())
	}
}

func TestNothingPersonalShowsOfAnyOperationWhateverGoesWrong(t *testing.T) {
	var mu sync.Mutex
	var logged bytes.Buffer
	for _, f := range faults {
		c, _ := serve(t, f.play, capillary.WithMaxRetries(0),
			capillary.WithLogger(slog.New(slog.NewJSONHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug}))),
			capillary.WithHook(capillary.Hook{End: func(_ context.Context, o capillary.Observation) {
				mu.Lock()
				defer mu.Unlock()
				fmt.Fprintf(&logged, "%v %+v\n", o, o.Err)
			}}))
		for _, op := range all() {
			err := send(t.Context(), c, op)
			fmt.Fprintf(&logged, "%v %+v %#v %s %q\n", err, err, err, err, err)
		}
	}
	assert.Greater(t, strings.Count(logged.String(), "\n"), 3*len(all())*len(faults)-1)
	for line := range strings.Lines(logged.String()) {
		for _, canary := range []string{canaryMobile, canaryText, canaryEmail, "canary.other%40example.org", "elsewhere.example"} {
			if strings.Contains(line, canary) {
				t.Fatalf("%s shows in %s", canary, line)
			}
		}
	}
}
