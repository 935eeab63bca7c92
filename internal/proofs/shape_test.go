package proofs

import (
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
)

// hasRoom are the names of structs that can get an option later.
var hasRoom = regexp.MustCompile(`(Request|Options)(V1)?$`)

// The options of an endpoint stand in one place: a struct, right before the options of the call. So an endpoint
// that gets one later gets a field, and no program breaks.
func TestEveryMethodHasOneStructWithRoomForOptions(t *testing.T) {
	methods := 0
	eachMethod(func(name string, f reflect.Type) {
		methods++
		n := f.NumIn() - 2
		if looksUp(name) { // the moment of the doubt is the last, after what the call took
			if assert.Equal(t, reflect.TypeFor[time.Time](), f.In(n), "%s has no moment of the doubt", name) {
				return
			}
		}
		last := f.In(n)
		if beforeTheRule[strings.Split(name, ".")[0]] {
			return
		}
		assert.True(t, last.Kind() == reflect.Struct && strings.HasPrefix(last.PkgPath(), module) && hasRoom.MatchString(last.Name()),
			"%s ends with %s, which has no room for options", name, last)
		options := 0
		for i := 2; i <= n; i++ {
			if strings.HasSuffix(strings.TrimSuffix(f.In(i).Name(), "V1"), "Options") {
				options++
			}
		}
		assert.LessOrEqual(t, options, 1, "%s has options in more than one place", name)
	})
	require.Greater(t, methods, 200)
}

// beforeTheRule are packages that were made before the rule was, and do not follow it everywhere yet.
var beforeTheRule = map[string]bool{"event": true, "integration": true, "staff": true, "store": true, "storecare": true, "userauth": true, "webhook": true}

// looksUp reports whether a method settles a doubt, or undoes something by what identifies it.
func looksUp(name string) bool {
	_, method, _ := strings.Cut(name, ".")
	return strings.HasPrefix(method, "Settle") || method == "ReverseByKey" || method == "ReactivateByCode"
}

// eachMethod visits the calls of all services: their name and their type, with the receiver.
func eachMethod(visit func(name string, f reflect.Type)) {
	for _, service := range services(nil) {
		s := reflect.TypeOf(service)
		for i := range s.NumMethod() {
			m := s.Method(i)
			if m.Type.IsVariadic() && m.Type.In(m.Type.NumIn()-1) == reflect.TypeFor[[]capillary.RequestOption]() {
				visit(strings.TrimPrefix(s.String(), "*")[:strings.Index(s.String(), ".")-1]+"."+m.Name, m.Type)
			}
		}
	}
}

// namesAnother are requests with a type and a value that are no customer, each with what they are.
var namesAnother = map[string]string{
	"customer.UserEntity":             "a user group, which has identifiers of its own",
	"customer.IdentifierValueRequest": "the old and the new value of an identifier, in a service of its own",
	"org.EntitiesOptions":             "a parent in the organisation",
	"points.EntityRequest":            "a customer or a group",
	"points.GroupRequest":             "a group",
	"points.UserGroup2":               "a group, by its primary member",
	"store.LocatorTokenRequest":       "whom a session of the store locator is for",
}

func TestACustomerIsNamedByAnIdentifierInEveryRequest(t *testing.T) {
	seen := map[reflect.Type]bool{}
	var look func(of reflect.Type)
	look = func(of reflect.Type) {
		for of.Kind() == reflect.Pointer || of.Kind() == reflect.Slice || of.Kind() == reflect.Map {
			of = of.Elem()
		}
		if of.Kind() != reflect.Struct || seen[of] || !strings.HasPrefix(of.PkgPath(), module) {
			return
		}
		seen[of] = true
		kind, value := false, false
		for i := range of.NumField() {
			name := strings.ToLower(of.Field(i).Name)
			kind = kind || strings.HasSuffix(name, "identifiertype") || strings.HasSuffix(name, "identifiername")
			value = value || strings.HasSuffix(name, "identifiervalue")
			look(of.Field(i).Type)
		}
		if kind && value {
			assert.Contains(t, namesAnother, of.String(), "name the customer by a capillary.Identifier")
		}
	}
	eachMethod(func(_ string, f reflect.Type) {
		for i := 2; i < f.NumIn()-1; i++ {
			look(f.In(i))
		}
	})
	require.Greater(t, len(seen), 150, "types of requests")
}

func TestARequestIsNeverAResult(t *testing.T) {
	results := map[reflect.Type]string{}
	var collect func(of reflect.Type, from string)
	collect = func(of reflect.Type, from string) {
		switch of.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Map:
			collect(of.Elem(), from)
		case reflect.Func: // an iteration
			for i := range of.NumIn() {
				collect(of.In(i), from)
			}
		case reflect.Struct:
			if results[of] != "" || !strings.HasPrefix(of.PkgPath(), module) {
				return
			}
			results[of] = from
			for i := range of.NumField() {
				collect(of.Field(i).Type, from)
			}
		}
	}
	eachMethod(func(name string, f reflect.Type) {
		for i := range f.NumOut() {
			collect(f.Out(i), name)
		}
	})
	require.Greater(t, len(results), 300, "types of results")
	for result, from := range results {
		assert.False(t, hasRoom.MatchString(result.Name()) && !isRecord(result), "%s stands in the result of %s", result, from)
	}
	eachMethod(func(name string, f reflect.Type) {
		for i := 2; i < f.NumIn()-1; i++ {
			if of := f.In(i); of.Kind() == reflect.Struct && of != reflect.TypeFor[time.Time]() && of != reflect.TypeFor[capillary.Identifier]() {
				assert.NotContains(t, results, of, "%s takes what %s gives", name, results[of])
			}
		}
	})
}

// isRecord reports whether a request is a thing of the API that is read: somebody asked for something, and it waits.
func isRecord(result reflect.Type) bool {
	return result.String() == "customer.ChangeRequest" || result.String() == "customer.RetroRequest" || result.String() == "customer.GoodwillRequest"
}

// embeds are packages that embed on purpose, each with the reason.
var embeds = map[string]string{
	"webhook": "an Event in a type of events makes it one, and the parts that several events share are read in their places",
}

func TestNoExportedStructEmbedsAnother(t *testing.T) {
	exports := exportData(t)
	imports := importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })
	structs := 0
	for path := range exports {
		if !isPublic(path) {
			continue
		}
		p, err := imports.Import(path)
		require.NoError(t, err)
		for _, name := range p.Scope().Names() {
			object, isType := p.Scope().Lookup(name).(*types.TypeName)
			if !isType || !object.Exported() || object.IsAlias() {
				continue
			}
			s, isStruct := object.Type().Underlying().(*types.Struct)
			if !isStruct {
				continue
			}
			structs++
			if embeds[p.Name()] == "" {
				assert.Empty(t, embedded(s), "%s.%s embeds: a field that it gets later could make one of the two ambiguous", p.Name(), name)
			}
			assert.Empty(t, ambiguous(s), "%s.%s has two members of one name", p.Name(), name)
		}
	}
	require.Greater(t, structs, 500)
}

// embedded are the exported structs that a struct embeds.
func embedded(s *types.Struct) (names []string) {
	for f := range s.Fields() {
		if _, isStruct := f.Type().Underlying().(*types.Struct); f.Embedded() && f.Exported() && isStruct {
			names = append(names, f.Name())
		}
	}
	return names
}

// ambiguous are the names that two embedded structs have, and the struct itself does not.
func ambiguous(s *types.Struct) (names []string) {
	own, inner := map[string]bool{}, map[string]int{}
	for f := range s.Fields() {
		own[f.Name()] = true
		if part, isStruct := f.Type().Underlying().(*types.Struct); f.Embedded() && isStruct {
			for member := range part.Fields() {
				if member.Exported() {
					inner[member.Name()]++
				}
			}
		}
	}
	for name, times := range inner {
		if times > 1 && !own[name] {
			names = append(names, name)
		}
	}
	return names
}

func TestWhatIsEmbeddedOrAmbiguousIsFound(t *testing.T) {
	p := types.NewPackage(module+"/shop", "shop")
	field := func(name string, of types.Type, embedded bool) *types.Var {
		return types.NewField(0, p, name, of, embedded)
	}
	part := func(name string, members ...*types.Var) types.Type {
		return types.NewNamed(types.NewTypeName(token.NoPos, p, name, nil), types.NewStruct(members, nil), nil)
	}
	one := part("One", field("ID", types.Typ[types.Int], false))
	two := part("Two", field("ID", types.Typ[types.Int], false))
	both := types.NewStruct([]*types.Var{field("One", one, true), field("Two", two, true)}, nil)
	assert.Equal(t, []string{"One", "Two"}, embedded(both))
	assert.Equal(t, []string{"ID"}, ambiguous(both))
	settled := types.NewStruct([]*types.Var{field("One", one, true), field("Two", two, true), field("ID", types.Typ[types.Int], false)}, nil)
	assert.Empty(t, ambiguous(settled))
	assert.Empty(t, embedded(types.NewStruct([]*types.Var{field("First", one, false)}, nil)))
}
