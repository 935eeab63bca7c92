package proofs

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var goBlock = regexp.MustCompile("(?s)```go\n(.*?)```")

func TestTheProgramsInTheReadmeCompileAndAreShort(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	programs := 0
	for i, block := range goBlock.FindAllStringSubmatch(string(readme), -1) {
		code := block[1]
		if !strings.HasPrefix(code, "package main") {
			continue
		}
		programs++
		assert.Less(t, strings.Count(code[strings.Index(code, "func main"):], "\n"), 30, "lines of the first call")
		file := filepath.Join(t.TempDir(), "main.go")
		require.NoError(t, os.WriteFile(file, []byte(code), 0o600))
		root, err := filepath.Abs("../..")
		require.NoError(t, err)
		pkg := fmt.Sprintf("internal/proofs/readme%d", i)
		overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{filepath.Join(root, pkg, "main.go"): file}})
		require.NoError(t, err)
		overlayFile := filepath.Join(t.TempDir(), "overlay.json")
		require.NoError(t, os.WriteFile(overlayFile, overlay, 0o600))
		build := exec.Command("go", "build", "-o", os.DevNull, "-overlay", overlayFile, "./"+pkg)
		build.Dir = root
		out, err := build.CombinedOutput()
		assert.NoError(t, err, string(out))
	}
	assert.Equal(t, 1, programs, "programs in the README")
}

func TestTheReadmeCountsTheEndpointsThatAreThere(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	for name, operations := range packages() {
		row := regexp.MustCompile("(?m)^\\| `" + name + "` \\|.*\\| (\\d+) \\|$").FindStringSubmatch(string(readme))
		if assert.NotNil(t, row, "the README has no row for %s", name) {
			assert.Equal(t, fmt.Sprint(len(operations)), row[1], "endpoints of %s in the README", name)
		}
	}
}
