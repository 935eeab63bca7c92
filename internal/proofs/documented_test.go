package proofs

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
)

// documented is a row of the reference.
type documented struct {
	ID       string            `json:"id"`
	Source   string            `json:"source"`
	Method   string            `json:"method"`
	Path     string            `json:"path"`
	AltPaths []string          `json:"alt_paths"`
	Samples  []json.RawMessage `json:"response_samples"`
	Labels   []string          `json:"response_sample_labels"`
}

const reference = "../../../shared/reference/"

// referenceLines reads the rows of the reference.
func referenceLines[T any](t *testing.T) (rows []T) {
	t.Helper()
	file, err := os.Open(reference + "endpoints.jsonl")
	if err != nil {
		t.Skip("the API's reference is not beside this repository: it can't be compared")
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var row T
		require.NoError(t, json.Unmarshal(lines.Bytes(), &row))
		rows = append(rows, row)
	}
	require.NoError(t, lines.Err())
	return rows
}

// documentedRows reads the reference. It stands beside the repository where the SDK is developed.
func documentedRows(t *testing.T) (rows []documented, setAside map[string]bool) {
	t.Helper()
	rows = referenceLines[documented](t)
	setAside = map[string]bool{}
	raw, err := os.ReadFile(reference + "contradictions.jsonl")
	require.NoError(t, err)
	for line := range bytes.Lines(raw) {
		var c struct {
			ID    string `json:"id"`
			Kind  string `json:"kind"`
			Index int    `json:"index"`
		}
		require.NoError(t, json.Unmarshal(line, &c))
		if c.Kind == "response" {
			setAside[fmt.Sprintf("%s %d", c.ID, c.Index)] = true
		}
	}
	own, err := os.ReadFile("testdata/set_aside.txt")
	require.NoError(t, err)
	for line := range strings.Lines(string(own)) {
		if fields := strings.Fields(line); len(fields) > 2 && !strings.HasPrefix(line, "#") {
			setAside[fields[0]+" "+fields[1]] = true
		}
	}
	return rows, setAside
}

var placeholder = regexp.MustCompile(`\{[^}]*\}`)

func plainPath(path string) string {
	path, _, _ = strings.Cut(path, "?")
	return strings.ToLower(placeholder.ReplaceAllString(strings.TrimRight(path, "/"), "{}"))
}

func (d documented) isOf(op capillary.Operation) bool {
	if d.Method != op.Method {
		return false
	}
	for _, path := range append(d.AltPaths, d.Path) {
		if p := plainPath(path); p == plainPath(op.Path) || op.Lookup != "" && p == plainPath(op.Lookup) {
			return true
		}
	}
	return false
}

// reportsFailure reports whether a sample tells of a failure anywhere. Another test asks what those mean.
func reportsFailure(v any) bool {
	switch v := v.(type) {
	case map[string]any:
		if v["entity"] == false {
			return true
		}
		for name, member := range v {
			switch name {
			case "errors", "error", "failedToRevoke", "unprocessedCoupons", "failures":
				if list, ok := member.([]any); ok && len(list) > 0 {
					return true
				}
			case "success", "status":
				if s := strings.ToLower(fmt.Sprint(member)); s == "false" || s == "failure" || s == "failed" {
					return name == "success" || v["code"] != nil || s != "false"
				}
			case "warnings":
				continue
			}
			if reportsFailure(member) {
				return true
			}
		}
	case []any:
		for _, element := range v {
			if reportsFailure(element) {
				return true
			}
		}
	}
	return false
}

// Every documented reply of success, through the row of its operation: none of them is a doubt.
func TestEveryDocumentedSuccessIsDone(t *testing.T) {
	wiretest.OverEachProtocol(t, everyDocumentedSuccess)
}

func everyDocumentedSuccess(t *testing.T, protocol string) {
	racesOverOneProtocol(t, protocol)
	rows, setAside := documentedRows(t)
	var body atomic.Pointer[[]byte]
	c := proofClient(t, wiretest.ServeOver(t, protocol, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.Write(*body.Load()) })))
	replayed := 0
	for _, op := range all() {
		for _, row := range rows {
			if !row.isOf(op) {
				continue
			}
			for i, raw := range row.Samples {
				var sample any
				if json.Unmarshal(raw, &sample) != nil || reportsFailure(sample) || setAside[fmt.Sprintf("%s %d", row.ID, i)] {
					continue
				}
				if i < len(row.Labels) && strings.HasPrefix(row.Labels[i], "4") {
					continue // a reply of another status, under which a result proves nothing
				}
				replayed++
				plain := []byte(raw)
				body.Store(&plain)
				var meta capillary.Meta
				err := send(t.Context(), c, op, capillary.WithMeta(&meta))
				assert.NoError(t, err, "%s: sample %d of %s: %.300s", op.Name, i, row.ID, raw)
			}
		}
	}
	t.Logf("%d documented replies of success were replayed", replayed)
	assert.Greater(t, replayed, 400)
}
