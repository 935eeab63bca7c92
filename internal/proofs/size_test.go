package proofs

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What the SDK may add to a program, in bytes, as go build -trimpath makes it with symbols and debug information, and without them (-s -w). A
// MB is 2^20 bytes here: the core adds 3.14 million bytes to a default build, which is 2.996 of the 3 MB. 0.4 of that are the
// regular expressions that go-retryablehttp needs, and 0.3 are encoding/json, which slog needs.
const (
	coreAdds    = 3 << 20
	packageAdds = 3 << 19
)

// stripped are the flags for a program without what only a debugger reads.
const stripped = "-ldflags=-s -w"

// A program that calls every method of a package holds all of it: more than any real one does.
func TestAProgramDoesNotGrowMuchByTheSDK(t *testing.T) {
	if raceDetector {
		t.Skip("the programs are built without the detector in any case: a run without it says the same")
	}
	if testing.Short() {
		t.Skip("it links a program for each package, which takes minutes")
	}
	const call = `client, err := capillary.New(capillary.EU, capillary.OAuth("key", "secret"))
	result, failed := capillary.Call[map[string]any](context.Background(), client, capillary.Operation{Name: "x", Method: "GET", Path: "/x"}, capillary.Input{})
	fmt.Fprintln(os.Stderr, result, failed, err)`
	base, core := sizeOf(t, "", "", nil), sizeOf(t, "capillary", call, nil)
	bare, coreBare := sizeOf(t, "", "", nil, stripped), sizeOf(t, "capillary", call, nil, stripped)
	t.Logf("%-28s %6.2f MB, stripped %.2f MB", "net/http alone", megabytes(base), megabytes(bare))
	t.Logf("%-28s %6.2f MB more, stripped %.2f MB", "the core", megabytes(core-base), megabytes(coreBare-bare))
	assert.Less(t, core-base, int64(coreAdds), "what the core adds")
	assert.Less(t, coreBare-bare, int64(coreAdds), "what the core adds, stripped")
	every := map[string][]string{}
	for _, name := range slices.Sorted(maps.Keys(servicesByPackage())) {
		every[name] = methodsOf(name)
		adds := sizeOf(t, name, "", map[string][]string{name: every[name]}) - core
		t.Logf("%-28s %6.2f MB more, with all its %d methods", name, megabytes(adds), len(every[name]))
		assert.Less(t, adds, int64(packageAdds), "what %s adds", name)
	}
	t.Logf("%-28s %6.2f MB more than the core", "all, with every method", megabytes(sizeOf(t, "all", "", every)-core))
	t.Logf("%-28s %6.2f MB more than the core", "all, with one method",
		megabytes(sizeOf(t, "all", "", map[string][]string{"customer": {"Lookup"}})-core))
}

func megabytes(bytes int64) float64 { return float64(bytes) / (1 << 20) }

func methodsOf(name string) (methods []string) {
	service := servicesByPackage()[name]
	for i := range service.NumMethod() {
		methods = append(methods, service.Method(i).Name)
	}
	return methods
}

// sizeOf is how large a program is that uses net/http, and besides what it is given: packages, statements, and methods by package.
func sizeOf(t *testing.T, name, statements string, methods map[string][]string, flags ...string) int64 {
	t.Helper()
	imports := map[string]bool{"net/http": true, "os": true, "fmt": true}
	var calls []string
	if statements != "" || len(methods) > 0 {
		imports["context"], imports[module+"/capillary"] = true, true
	}
	if len(methods) > 0 {
		statements = `client, err := capillary.New(capillary.EU, capillary.OAuth("key", "secret"))
	fmt.Fprintln(os.Stderr, context.Background(), err)`
	}
	if name == "all" {
		imports[module+"/all"] = true
		statements += "\n\tgathered := all.New(client)"
		for pkg, list := range methods {
			for _, m := range list {
				calls = append(calls, "gathered."+fieldOf(t, pkg)+"."+m)
			}
		}
	} else {
		for pkg, list := range methods {
			imports[module+"/"+pkg] = true
			statements += "\n\tservice := " + pkg + ".New(client)"
			for _, m := range list {
				calls = append(calls, "service."+m)
			}
		}
	}
	slices.Sort(calls)
	var b strings.Builder
	fmt.Fprint(&b, "package main\n\nimport (\n")
	for _, path := range slices.Sorted(maps.Keys(imports)) {
		fmt.Fprintf(&b, "\t%q\n", path)
	}
	fmt.Fprintf(&b, ")\n\nvar sink []any\n\nfunc main() {\n\treply, failure := http.Get(os.Args[1])\n\tfmt.Fprintln(os.Stderr, reply, failure, http.ListenAndServe(os.Args[2], nil))\n\t%s\n", statements)
	for _, call := range calls {
		fmt.Fprintf(&b, "\tsink = append(sink, %s)\n", call)
	}
	fmt.Fprint(&b, "}\n")
	return built(t, b.String(), flags...)
}

// fieldOf is the field of all.Services that has a package's service.
func fieldOf(t *testing.T, pkg string) string {
	t.Helper()
	for i := range gatheredType.NumField() {
		if gatheredType.Field(i).Type == servicesByPackage()[pkg] {
			return gatheredType.Field(i).Name
		}
	}
	t.Fatalf("all.Services has no %s", pkg)
	return ""
}

// built is the size of a program of the module, as go build makes it with these flags.
func built(t *testing.T, program string, flags ...string) int64 {
	t.Helper()
	folder := t.TempDir()
	source := filepath.Join(folder, "main.go")
	require.NoError(t, os.WriteFile(source, []byte(program), 0o600))
	root, err := filepath.Abs("../..")
	require.NoError(t, err)
	overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{filepath.Join(root, "internal/proofs/sized/main.go"): source}})
	require.NoError(t, err)
	overlayFile := filepath.Join(folder, "overlay.json")
	require.NoError(t, os.WriteFile(overlayFile, overlay, 0o600))
	binary := filepath.Join(folder, "program")
	arguments := append([]string{"build", "-trimpath", "-o", binary, "-overlay", overlayFile}, flags...) // the length of this folder's name would count in each file
	build := exec.Command("go", append(arguments, "./internal/proofs/sized")...)
	build.Dir = root
	out, err := build.CombinedOutput()
	require.NoError(t, err, "%s\n%s", out, program)
	info, err := os.Stat(binary)
	require.NoError(t, err)
	return info.Size()
}
