package capillarytest_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillarytest"
)

// A kind that is added has to be among EveryKind, under a name that no other has.
func TestEveryKindOfFaultIsAmongEveryKind(t *testing.T) {
	kinds := capillarytest.EveryKind(time.Second)
	made := map[string]bool{}
	calls := 0
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	var constructors []string
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		require.NoError(t, err)
		for _, declared := range file.Decls {
			f, ok := declared.(*ast.FuncDecl)
			if !ok || !f.Name.IsExported() || f.Type.Results == nil {
				continue
			}
			if f.Name.Name == "EveryKind" {
				calls, made = kindsMade(f)
			} else if kind, ok := f.Type.Results.List[0].Type.(*ast.Ident); ok && kind.Name == "Kind" {
				constructors = append(constructors, f.Name.Name)
			}
		}
	}
	require.Greater(t, len(constructors), 50)
	for _, name := range constructors {
		assert.True(t, made[name], "%s is not among EveryKind", name)
	}
	assert.Len(t, kinds, calls, "two kinds have one name")
}

// kindsMade are the names of the constructors in the list of EveryKind, and how many there are.
func kindsMade(f *ast.FuncDecl) (calls int, made map[string]bool) {
	made = map[string]bool{}
	ast.Inspect(f.Body, func(n ast.Node) bool {
		list, ok := n.(*ast.CompositeLit)
		if !ok {
			return true
		}
		if of, ok := list.Type.(*ast.ArrayType); !ok || of.Elt.(*ast.Ident).Name != "Kind" {
			return true
		}
		for _, element := range list.Elts {
			made[element.(*ast.CallExpr).Fun.(*ast.Ident).Name] = true
			calls++
		}
		return false
	})
	return calls, made
}
