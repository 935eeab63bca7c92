package proofs

import (
	"bytes"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const module = "github.com/capillary-go/sdk"

// knownInternal are exported things that show something internal, each with the reason why they may.
var knownInternal = map[string]string{
	"capillarytest.Option.Settings": "nobody outside can name, or get, the settings that an option changes",
}

func TestNothingInternalShowsInWhatIsExported(t *testing.T) {
	exports := exportData(t)
	imports := importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })
	packages, used := 0, map[string]bool{}
	for path := range exports {
		if !isPublic(path) {
			continue
		}
		packages++
		p, err := imports.Import(path)
		require.NoError(t, err)
		for _, found := range internalIn(p) {
			used[found] = true
			assert.Contains(t, knownInternal, found)
		}
	}
	assert.GreaterOrEqual(t, packages, 7, "public packages")
	for found, reason := range knownInternal {
		assert.True(t, used[found], "%s (%s) shows nothing internal any more", found, reason)
	}
}

// exportData has what the compiler keeps of each package of the module, and of all that they import.
func exportData(t *testing.T) map[string]string {
	t.Helper()
	list := exec.Command("go", "list", "-export", "-deps", "-f", "{{.ImportPath}} {{.Export}} {{.Name}}", "./...")
	list.Dir = "../.."
	var complaints bytes.Buffer
	list.Stderr = &complaints
	out, err := list.Output()
	require.NoError(t, err, complaints.String())
	exports := map[string]string{}
	for line := range strings.Lines(string(out)) {
		if f := strings.Fields(line); len(f) == 3 && f[2] != "main" {
			exports[f[0]] = f[1]
		}
	}
	return exports
}

func isPublic(path string) bool {
	return (path == module || strings.HasPrefix(path, module+"/")) && !isInternal(path)
}

func isInternal(path string) bool {
	return strings.HasPrefix(path, module+"/") && slices.Contains(strings.Split(path, "/"), "internal")
}

// internalIn lists the exported things of a package that show an internal type, as package.Thing or package.Type.Member.
func internalIn(p *types.Package) []string {
	s := surface{own: p}
	for _, name := range p.Scope().Names() {
		if object := p.Scope().Lookup(name); object.Exported() {
			s.object(p.Name()+"."+name, object)
		}
	}
	return s.found
}

// surface is what another module can see of a package.
type surface struct {
	own   *types.Package
	found []string
	seen  []types.Type // that lead to themselves
}

func (s *surface) object(at string, o types.Object) {
	t := o.Type()
	if _, isType := o.(*types.TypeName); isType {
		s.definition(at, t)
		return
	}
	s.show(at, t)
}

// definition looks at what a type is made of, and at its methods.
func (s *surface) definition(at string, t types.Type) {
	t = types.Unalias(t)
	named, ok := t.(*types.Named)
	if !ok || named.Obj().Pkg() != s.own {
		s.show(at, t) // an alias
		return
	}
	for i := range named.TypeParams().Len() {
		s.show(at, named.TypeParams().At(i).Constraint())
	}
	s.show(at, named.Underlying())
	methods := types.NewMethodSet(types.NewPointer(named))
	for i := range methods.Len() {
		if m := methods.At(i).Obj(); m.Exported() {
			s.show(at+"."+m.Name(), m.Type())
		}
	}
}

// show looks at a type that stands in something exported.
func (s *surface) show(at string, t types.Type) {
	t = types.Unalias(t)
	if slices.Contains(s.seen, t) {
		return
	}
	s.seen = append(s.seen, t)
	defer func() { s.seen = s.seen[:len(s.seen)-1] }()
	switch t := t.(type) {
	case *types.Named:
		s.named(at, t)
	case *types.Struct:
		for f := range t.Fields() {
			if f.Exported() || f.Embedded() {
				s.show(at+"."+f.Name(), f.Type())
			}
		}
	case *types.Signature:
		s.tuple(at, t.Params())
		s.tuple(at, t.Results())
		for i := range t.TypeParams().Len() {
			s.show(at, t.TypeParams().At(i).Constraint())
		}
	case *types.Interface:
		for m := range t.Methods() {
			if m.Exported() {
				s.show(at+"."+m.Name(), m.Type())
			}
		}
		for e := range t.EmbeddedTypes() {
			s.show(at, e)
		}
	case *types.Union:
		for term := range t.Terms() {
			s.show(at, term.Type())
		}
	case *types.Map:
		s.show(at, t.Key())
		s.show(at, t.Elem())
	case interface{ Elem() types.Type }: // pointers, slices, arrays, channels
		s.show(at, t.Elem())
	}
}

// named looks at a name: it may be internal, or a type of the package that is not exported and shows what is in it.
func (s *surface) named(at string, t *types.Named) {
	name := t.Obj()
	for i := range t.TypeArgs().Len() {
		s.show(at, t.TypeArgs().At(i))
	}
	switch {
	case name.Pkg() == nil:
	case isInternal(name.Pkg().Path()):
		s.found = append(s.found, at)
	case name.Pkg() == s.own && !name.Exported():
		s.definition(at, t)
	}
}

func (s *surface) tuple(at string, all *types.Tuple) {
	for v := range all.Variables() {
		s.show(at, v.Type())
	}
}

func TestWhatIsInternalIsFoundWhereverItShows(t *testing.T) {
	hidden := types.NewPackage(module+"/internal/hidden", "hidden")
	secret := types.NewNamed(types.NewTypeName(token.NoPos, hidden, "Secret", nil), types.NewStruct(nil, nil), nil)
	for name, shows := range map[string]func(p *types.Package) types.Type{
		"a variable": func(*types.Package) types.Type { return secret },
		"a result": func(*types.Package) types.Type {
			return types.NewSignatureType(nil, nil, nil, nil, types.NewTuple(types.NewVar(0, nil, "", types.NewSlice(secret))), false)
		},
		"a field": func(p *types.Package) types.Type {
			return types.NewStruct([]*types.Var{types.NewField(0, p, "A", types.NewMap(types.Typ[types.String], types.NewPointer(secret)), false)}, nil)
		},
		"a type of its own that is not exported": func(p *types.Package) types.Type {
			inner := types.NewStruct([]*types.Var{types.NewField(0, p, "A", secret, false)}, nil)
			return types.NewNamed(types.NewTypeName(token.NoPos, p, "inner", nil), inner, nil)
		},
	} {
		p := types.NewPackage(module+"/shop", "shop")
		p.Scope().Insert(types.NewVar(token.NoPos, p, "Thing", shows(p)))
		p.Scope().Insert(types.NewVar(token.NoPos, p, "hidden", secret))
		assert.Len(t, internalIn(p), 1, name)
	}
	fields := []*types.Var{types.NewField(0, nil, "a", secret, false)}
	p := types.NewPackage(module+"/shop", "shop")
	p.Scope().Insert(types.NewVar(token.NoPos, p, "Thing", types.NewStruct(fields, nil)))
	assert.Empty(t, internalIn(p), "a field that is not exported shows nothing")
}
