package proofs

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	onevalue "github.com/capillary-go/sdk/all"
	"github.com/capillary-go/sdk/capillary"
)

// servicesByPackage are the types of the services, by the names of their packages.
func servicesByPackage() map[string]reflect.Type {
	byPackage := map[string]reflect.Type{}
	for _, service := range services(nil) {
		t := reflect.TypeOf(service)
		byPackage[strings.TrimSuffix(strings.TrimPrefix(t.String(), "*"), ".Service")] = t
	}
	return byPackage
}

// tableLine is a line of a table from task to method: words, a gap, and names.
var tableLine = regexp.MustCompile(`^\t\S.*?\s{2,}([A-Z]\w*(?:\.[A-Z]\w*)?.*)$`)

var identifier = regexp.MustCompile(`\b[A-Z]\w*(?:\.[A-Z]\w*)?`)

// namedInTables are the names in the tables of a package's documentation.
func namedInTables(doc string) map[string]bool {
	names := map[string]bool{}
	for line := range strings.Lines(doc) {
		if m := tableLine.FindStringSubmatch(strings.TrimRight(line, "\n")); m != nil {
			for _, name := range identifier.FindAllString(m[1], -1) {
				names[name] = true
			}
		}
	}
	return names
}

func TestEveryMethodIsInTheTableOfItsPackage(t *testing.T) {
	byPackage := servicesByPackage()
	assert.Len(t, byPackage, len(packages()), "packages with operations, and with services")
	for name, service := range byPackage {
		doc, exported := documentationOf(t, name)
		named := namedInTables(doc)
		for i := range service.NumMethod() {
			method := service.Method(i).Name
			assert.True(t, named[method], "%s: the table in doc.go does not name %s", name, method)
		}
		for n := range named {
			assert.True(t, exported[n], "%s: the table in doc.go names %s, which there is not", name, n)
		}
	}
}

func TestEveryPackageBeginsWithWhatItIsAndAnExample(t *testing.T) {
	for name := range servicesByPackage() {
		doc, _ := documentationOf(t, name)
		first, _, _ := strings.Cut(doc, ".")
		assert.True(t, strings.HasPrefix(doc, "Package "+name+" is about "), "%s: %s", name, first)
		assert.Contains(t, doc, name+".New(", "%s: a first example", name)
	}
}

// documentationOf is the text of a package's doc.go, and what the package exports: names, and methods as Type.Method. Methods of its
// service have their own name besides.
func documentationOf(t *testing.T, name string) (doc string, exported map[string]bool) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("../..", name, "doc.go"), nil, parser.ParseComments)
	require.NoError(t, err, "%s has no doc.go", name)
	exported = map[string]bool{}
	files, err := filepath.Glob(filepath.Join("../..", name, "*.go"))
	require.NoError(t, err)
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		require.NoError(t, err)
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				addFunction(exported, d)
			case *ast.GenDecl:
				for _, s := range d.Specs {
					if s, ok := s.(*ast.TypeSpec); ok {
						exported[s.Name.Name] = true
					}
				}
			}
		}
	}
	return file.Doc.Text(), exported
}

func addFunction(exported map[string]bool, d *ast.FuncDecl) {
	if d.Recv == nil {
		exported[d.Name.Name] = true
		return
	}
	receiver := d.Recv.List[0].Type
	if star, ok := receiver.(*ast.StarExpr); ok {
		receiver = star.X
	}
	if of, ok := receiver.(*ast.Ident); ok {
		exported[of.Name+"."+d.Name.Name] = true
		if of.Name == "Service" {
			exported[d.Name.Name] = true
		}
	}
}

// readmeTask is a row of the README's table from task to method: | task | `package.Method`, … |.
var readmeTask = regexp.MustCompile("(?m)^\\| [^|`]+ \\| (`[a-z]+\\.[A-Z][^|]*) \\|$")

var qualified = regexp.MustCompile("`([a-z]+)\\.([A-Z]\\w*)`")

func TestTheReadmeLeadsFromTasksToEveryPackage(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	byPackage := servicesByPackage()
	named := map[string]bool{}
	for _, row := range readmeTask.FindAllStringSubmatch(string(readme), -1) {
		for _, m := range qualified.FindAllStringSubmatch(row[1], -1) {
			named[m[1]] = true
			service, ok := byPackage[m[1]]
			if !assert.True(t, ok, "the README names package %s, which there is not", m[1]) {
				continue
			}
			_, isMethod := service.MethodByName(m[2])
			_, exported := documentationOf(t, m[1])
			assert.True(t, isMethod || exported[m[2]], "the README names %s.%s, which there is not", m[1], m[2])
		}
	}
	for name := range byPackage {
		assert.True(t, named[name], "the README leads no task to package %s", name)
	}
}

func TestTheCoreLinksAllPackages(t *testing.T) {
	doc, _ := documentationOf(t, "capillary")
	for name := range servicesByPackage() {
		assert.Contains(t, doc, "["+module+"/"+name+"]")
	}
	for _, name := range []string{"all", "oauth", "capillarytest"} {
		assert.Contains(t, doc, "["+module+"/"+name+"]")
	}
}

var gatheredType = reflect.TypeFor[onevalue.Services]()

func TestAllServicesAreOnOneValue(t *testing.T) {
	client, err := capillary.New(capillary.EU, capillary.Basic("till", "secret"))
	require.NoError(t, err)
	gathered := map[reflect.Type]bool{}
	v := reflect.ValueOf(onevalue.New(client)).Elem()
	for i := range v.NumField() {
		field := v.Type().Field(i)
		assert.False(t, v.Field(i).IsNil(), field.Name)
		assert.True(t, strings.EqualFold(field.Name+".Service", strings.TrimPrefix(field.Type.String(), "*")), "%s is %s", field.Name, field.Type)
		gathered[field.Type] = true
	}
	for name, service := range servicesByPackage() {
		assert.True(t, gathered[service], "all.Services has no %s", name)
	}
	assert.Len(t, gathered, len(services(nil)))
}
