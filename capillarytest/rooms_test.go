package capillarytest

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// shared are the rooms below the resources, each of which may import those before it.
var shared = []string{"wire", "reply", "kernel", "people", "ledger", "kept"}

func TestTheSharedRoomsKnowNoResourceAndNothingAboveThem(t *testing.T) {
	t.Parallel()
	const own = "github.com/capillary-go/sdk/"
	folders, err := os.ReadDir("internal")
	require.NoError(t, err)
	imports := 0
	for _, folder := range folders {
		files, err := filepath.Glob(filepath.Join("internal", folder.Name(), "*.go"))
		require.NoError(t, err)
		for _, name := range files {
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
			require.NoError(t, err)
			for _, imported := range file.Imports {
				path, err := strconv.Unquote(imported.Path.Value)
				require.NoError(t, err)
				if !strings.HasPrefix(path, own) || strings.HasSuffix(name, "_test.go") {
					continue
				}
				imports++
				room, inside := strings.CutPrefix(path, own+"capillarytest/internal/")
				assert.True(t, inside, "%s imports %s: the fake must not be built on what it tests", name, path)
				if at := slices.Index(shared, folder.Name()); at >= 0 {
					below := slices.Index(shared, room)
					assert.True(t, below >= 0 && below < at, "%s imports %s", name, room)
				}
			}
		}
	}
	assert.Greater(t, imports, 100)
}
