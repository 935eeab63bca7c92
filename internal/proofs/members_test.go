package proofs

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/points"
)

// This file compares the types of requests and results with what the reference documents: the tables of each endpoint, and its
// OpenAPI schema. A sample shows what one call did; tables and schemas say what a call can do.
//
// Parameters of the query and headers are compared with what the methods really send, everything filled in.
//
// What is left out on purpose stands in testdata/members_left_out.txt, with its reason.

// withMembers are the packages that are compared.
var withMembers = []string{"coupon", "customer", "otp", "points", "transaction"}

// membersOf is what the reference documents for an endpoint, by kind: "request", "response", "query", "header".
type membersOf map[string]map[string]bool

func (m membersOf) add(kind, name string) {
	if m[kind] == nil {
		m[kind] = map[string]bool{}
	}
	m[kind][name] = true
}

// documentedTables has the tables' names by endpoint, those of all sources together.
func documentedTables(t *testing.T) map[string]membersOf {
	t.Helper()
	type param struct {
		Name string `json:"name"`
	}
	type row struct {
		documented
		Query    []param `json:"query_params"`
		Header   []param `json:"header_params"`
		Body     []param `json:"body_params"`
		Response []param `json:"response_params"`

		URLs []string `json:"sample_urls"`
	}
	all := map[string]membersOf{}
	for _, r := range referenceLines[row](t) {
		names := membersOf{}
		for kind, params := range map[string][]param{"query": r.Query, "header": r.Header, "request": r.Body, "response": r.Response} {
			for _, p := range params {
				for _, name := range namesInCell(p.Name) {
					names.add(kind, name)
				}
			}
		}
		for _, path := range append(r.AltPaths, r.Path) {
			endpoint := r.Method + " " + plainPath(path)
			if all[endpoint] == nil {
				all[endpoint] = membersOf{}
			}
			for _, name := range namesInURLs(path, r.URLs) {
				all[endpoint].add("query", name)
			}
			for kind, set := range names {
				for name := range set {
					all[endpoint].add(kind, name)
				}
			}
		}
	}
	return all
}

// namesInURLs are the parameters in URLs of samples, of those that are the endpoint's: some pages show another's.
func namesInURLs(path string, samples []string) (names []string) {
	template, _, _ := strings.Cut(path, "?")
	pattern := regexp.MustCompile(`\\\{[^}]*\\\}`).ReplaceAllString(regexp.QuoteMeta(template), "[^/?]+")
	its := regexp.MustCompile("(?i)" + pattern + `(\.json|\.xml)?\?(.*)$`)
	for _, sample := range samples {
		found := its.FindStringSubmatch(sample)
		if found == nil {
			continue
		}
		for pair := range strings.SplitSeq(found[2], "&") {
			if name, _, _ := strings.Cut(pair, "="); memberName.MatchString(name) {
				names = append(names, name)
			}
		}
	}
	return names
}

var memberName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*$`)

// namesInCell are the names in a cell of a table: "customer.points[].id" is id, "mobile/email" two names. Cells that are prose
// have none.
func namesInCell(cell string) (names []string) {
	cell = strings.NewReplacer("[]", "", "**", "", "*", "", "`", "", "\\", "", "}", "", "{", "").Replace(cell)
	for part := range strings.FieldsFuncSeq(cell, func(r rune) bool { return r == '/' || r == ',' }) {
		part = strings.TrimSpace(part)
		part = part[strings.LastIndexAny(part, ".>")+1:]
		if part = strings.TrimSpace(part); memberName.MatchString(part) {
			names = append(names, part)
		}
	}
	return names
}

// schemaOf is a part of an OpenAPI file.
type schemaOf struct {
	Type       any                 `json:"type"`
	Ref        string              `json:"$ref"`
	Properties map[string]schemaOf `json:"properties"`
	Items      *schemaOf           `json:"items"`
	OneOf      []schemaOf          `json:"oneOf"`
	Enum       []any               `json:"enum"`
	Format     string              `json:"format"`
}

type contentOf map[string]struct {
	Schema schemaOf `json:"schema"`
}

type openAPIOperation struct {
	Page       string `json:"x-page"`
	Parameters []struct {
		Name string `json:"name"`
		In   string `json:"in"`
	} `json:"parameters"`
	RequestBody struct {
		Content contentOf `json:"content"`
	} `json:"requestBody"`
	Responses map[string]struct {
		Content contentOf `json:"content"`
	} `json:"responses"`
}

// schemas are the operations of the OpenAPI files of 2026, by endpoint.
type schemas struct {
	operations map[string][]openAPIOperation
	named      map[string]schemaOf
}

func openAPISchemas(t *testing.T) schemas {
	t.Helper()
	files, err := filepath.Glob(reference + "openapi/docs-2026/*.json")
	require.NoError(t, err)
	all := schemas{map[string][]openAPIOperation{}, map[string]schemaOf{}}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		require.NoError(t, err)
		var file struct {
			Paths      map[string]map[string]openAPIOperation `json:"paths"`
			Components struct {
				Schemas map[string]schemaOf `json:"schemas"`
			} `json:"components"`
		}
		require.NoError(t, json.Unmarshal(raw, &file), name)
		maps.Copy(all.named, file.Components.Schemas)
		for path, methods := range file.Paths {
			path, _, _ = strings.Cut(path, "#")
			for method, op := range methods {
				endpoint := strings.ToUpper(method) + " " + plainPath(path)
				all.operations[endpoint] = append(all.operations[endpoint], op)
			}
		}
	}
	return all
}

// resolved is the schema itself where it is a name of one.
func (s schemas) resolved(of schemaOf) schemaOf {
	if name, ok := strings.CutPrefix(of.Ref, "#/components/schemas/"); ok {
		return s.named[name]
	}
	return of
}

// paths are the members of a schema: "a.b.c", without the places in lists.
func (s schemas) paths(of schemaOf, within string, found map[string]bool) {
	of = s.resolved(of)
	for name, member := range of.Properties {
		path := strings.TrimPrefix(within+"."+name, ".")
		found[path] = true
		s.paths(member, path, found)
	}
	if of.Items != nil {
		s.paths(*of.Items, within, found)
	}
	for _, one := range of.OneOf {
		s.paths(one, within, found)
	}
}

// document is a reply as the schema has it, with every member, and success.
func (s schemas) document(of schemaOf, name string) any {
	of = s.resolved(of)
	switch {
	case name == "errors" || name == "error" || name == "warnings" || name == "warning":
		return []any{}
	case len(of.OneOf) > 0:
		return s.document(of.OneOf[0], name)
	case len(of.Properties) > 0:
		object := map[string]any{}
		for n, member := range of.Properties {
			object[n] = s.document(member, n)
		}
		return object
	case of.Items != nil:
		return []any{s.document(*of.Items, name)}
	}
	switch {
	case name == "success" || name == "status" && fmt.Sprint(of.Type) == "boolean":
		return true
	case name == "code" && fmt.Sprint(of.Type) == "integer":
		return 200
	case name == "status":
		return "SUCCESS"
	case len(of.Enum) > 0:
		return of.Enum[0]
	}
	switch fmt.Sprint(of.Type) {
	case "integer", "number":
		return 7
	case "boolean":
		return true
	case "array":
		return []any{}
	case "object":
		return map[string]any{}
	}
	return "7"
}

// replies are the documents of all replies of success that the endpoint's schemas have.
func (s schemas) replies(endpoint string) (all []json.RawMessage) {
	for _, op := range s.operations[endpoint] {
		for status, reply := range op.Responses {
			if !strings.HasPrefix(status, "2") {
				continue
			}
			for _, content := range reply.Content {
				variants := content.Schema.OneOf
				if len(variants) == 0 {
					variants = []schemaOf{content.Schema}
				}
				for _, v := range variants {
					raw, _ := json.Marshal(s.document(v, ""))
					if len(raw) > len(`{"":[]}`) {
						all = append(all, raw)
					}
				}
			}
		}
	}
	return all
}

// caller calls methods against a server that notes what arrives and answers with a document.
type caller struct {
	client *capillary.Client
	mu     sync.Mutex
	reply  json.RawMessage
	came   []*arrived
}

type arrived struct {
	method, path string
	query        map[string]bool
	header       http.Header
	body         any
}

func newCaller(t *testing.T) *caller {
	t.Helper()
	c := &caller{}
	ts := httptest.NewServer(c)
	client, err := capillary.New(capillary.Host(ts.URL), capillary.Basic("till", "secret"), capillary.WithMaxRetries(0),
		capillary.WithReplyLimits(1<<20, 1<<20), capillary.WithoutRateLimits())
	require.NoError(t, err)
	for _, op := range all() {
		client, err = client.With(capillary.WithoutProof(op.Name))
		require.NoError(t, err)
	}
	c.client = client
	t.Cleanup(func() { client.CloseIdleConnections(); ts.Close() })
	return c
}

func (c *caller) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a := &arrived{method: r.Method, path: r.URL.Path, query: map[string]bool{}, header: r.Header}
	for name := range r.URL.Query() {
		a.query[name] = true
	}
	raw, _ := io.ReadAll(r.Body)
	_ = json.Unmarshal(raw, &a.body) // a file is no JSON, and has no members
	c.mu.Lock()
	defer c.mu.Unlock()
	c.came = append(c.came, a)
	reply := c.reply
	if reply == nil {
		reply = json.RawMessage(`{}`)
	}
	w.Header().Set("Content-Type", "application/json")
	w.Write(reply)
}

// call calls a method once, and gives what arrived and where the reply's members stand that its result has no field for.
func (c *caller) call(ctx context.Context, m method, reply json.RawMessage) (came []*arrived, unknown []string, err error) {
	c.mu.Lock()
	c.reply, c.came = reply, nil
	c.mu.Unlock()
	var meta capillary.Meta
	args := append(slices.Clone(m.args), reflect.ValueOf(capillary.WithMeta(&meta)))
	_, err = method{m.name, m.call, args}.run(ctx)
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.came, meta.Unknown, err
}

// isOf reports whether what arrived was a call of the operation.
func (a *arrived) isOf(op capillary.Operation) bool {
	fits := func(template string) bool {
		pattern := placeholder.ReplaceAllString(regexp.QuoteMeta(strings.NewReplacer("{", "<", "}", ">").Replace(template)), "")
		pattern = regexp.MustCompile(`<[^>]*>`).ReplaceAllString(pattern, "[^/]+")
		ok, _ := regexp.MatchString("^"+pattern+"$", a.path)
		return template != "" && ok
	}
	return a.method == op.Method && (fits(op.Path) || fits(op.Lookup))
}

// spoken is what the SDK's methods speak of an endpoint.
type spoken struct {
	methods []method
	names   map[string]map[string]bool // by kind, as far as plain names go
	paths   map[string]bool            // of members in bodies that were sent
}

// plainName is a name without what writers do differently.
func plainName(name string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if r == '_' || r == '-' || r == ' ' {
			return -1
		}
		return r
	}, name))
}

// fieldNames are the names of a type's members, and of all that it holds.
func fieldNames(t reflect.Type, found map[string]bool, seen map[reflect.Type]bool) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Array || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	if t.Kind() == reflect.Func && t.CanSeq2() { // an iteration
		fieldNames(t.In(0).In(0), found, seen)
		return
	}
	if t == reflect.TypeFor[capillary.Identifier]() {
		for _, name := range customerNames {
			found[plainName(name)] = true
		}
	}
	if t.Kind() != reflect.Struct || seen[t] {
		return
	}
	seen[t] = true
	for i := range t.NumField() {
		sf := t.Field(i)
		for _, key := range []string{"json", "url"} {
			if name, _, _ := strings.Cut(sf.Tag.Get(key), ","); name != "" && name != "-" {
				found[plainName(name)] = true
			}
		}
		names := strings.Split(strings.TrimPrefix(sf.Tag.Get("lenient"), "also="), "|")
		if name, _, _ := strings.Cut(sf.Tag.Get("json"), ","); sf.Type == reflect.TypeFor[time.Time]() {
			for _, suffix := range twinSuffixes {
				names = append(names, name+suffix)
			}
		}
		for _, name := range names {
			found[plainName(name)] = true
		}
		fieldNames(sf.Type, found, seen)
	}
}

// twinSuffixes are what the decoder reads into the field of the member that they stand behind.
var twinSuffixes = []string{"ISO", "TimeISO", "DateTimeISO", "Millis", "InMillis", "Time", "DateTime"}

// customerNames are the names that an identifier has somewhere: one field of the SDK sends and reads them all.
var customerNames = []string{"mobile", "email", "externalId", "id", "userId", "customerId", "cardNumber", "cardExternalId", "wechat", "identifier",
	"identifiers", "identifierName", "identifierValue", "identifierType", "customerIdentifier", "source", "accountId", "acountId", "value", "type", "user",
	"customer", "fromCustomerIdentifier", "toCustomerIdentifier"}

// envelopeNames are the members around a result: the SDK reads them in every reply.
var envelopeNames = []string{"response", "errors", "error", "warnings", "warninigs", "data", "entity", "success", "status", "code", "message",
	"pagination", "pageDetails", "limit", "offset", "total", "count", "sortBy", "sortOrder", "result", "results", "customers", "customer", "coupons",
	"coupon", "transactions", "transaction", "subscriptions", "subscription", "errorCode", "totalCount", "failureCount", "success_count"}

// bodyPaths are the members of a body that was sent, and their names.
func bodyPaths(v any, within string, paths, names map[string]bool) {
	switch v := v.(type) {
	case map[string]any:
		for name, member := range v {
			path := strings.TrimPrefix(within+"."+name, ".")
			paths[path], names[plainName(name)] = true, true
			bodyPaths(member, path, paths, names)
		}
	case []any:
		for _, element := range v {
			bodyPaths(element, within, paths, names)
		}
	}
}

// spokenOf calls every method, with each kind of customer, and gathers by operation what it sends and can read.
func spokenOf(t *testing.T, c *caller) map[string]*spoken {
	t.Helper()
	all := map[string]*spoken{}
	table := packages()
	for _, m := range methods(t, c.client) {
		pkg, _, _ := strings.Cut(m.name, ".")
		if !slices.Contains(withMembers, pkg) {
			continue
		}
		for _, variant := range variantsOf(m) {
			came, _, _ := c.call(t.Context(), variant, nil)
			for _, a := range came {
				for _, name := range withMembers {
					for _, op := range table[name] {
						if a.isOf(op) {
							if all[op.Name] == nil {
								all[op.Name] = &spoken{names: map[string]map[string]bool{"request": {}, "response": {}, "query": {}, "header": {}}, paths: map[string]bool{}}
							}
							all[op.Name].take(variant, a)
						}
					}
				}
			}
		}
	}
	return all
}

// variantsOf is the method with every switch on, with each kind of customer wherever it takes one, and with a group of customers.
func variantsOf(m method) []method {
	variants := []method{m, m.changed(func(v reflect.Value) bool { switchOn(v, 0); return true })}
	for _, who := range everyCustomer {
		variants = append(variants, m.changed(func(v reflect.Value) bool { return put(v, reflect.ValueOf(who), 0) }))
	}
	group := points.UserGroup2{ID: 5, ExternalID: "g5", PrimaryUserID: 7001, PrimaryUserIdentifierType: "mobile",
		PrimaryUserIdentifierValue: "447700900001", PrimaryUserSource: capillary.SourceWeChat, PrimaryUserAccountID: "w1"}
	variants = append(variants, m.changed(func(v reflect.Value) bool { return put(v, reflect.ValueOf(group), 0) }))
	return slices.DeleteFunc(variants, func(v method) bool { return v.args == nil })
}

// everyCustomer are the ways to name a customer, in the main source and in another.
var everyCustomer = []capillary.Identifier{
	capillary.UserID(7001), capillary.Mobile("447700900001"), capillary.Email("a@example.org"), capillary.ExternalID("L-77"),
	capillary.CardNumber("77001"), capillary.CardExternalID("C-77"),
	capillary.UserID(7001).In(capillary.SourceWeChat, "w1"), capillary.Mobile("447700900001").In(capillary.SourceWeChat, "w1"),
}

// changed is the method with arguments that are copies; it has none if nothing was changed.
func (m method) changed(change func(v reflect.Value) bool) method {
	args, did := slices.Clone(m.args), false
	for i, arg := range args {
		args[i] = reflect.New(arg.Type()).Elem()
		args[i].Set(arg)
		did = change(args[i]) || did
	}
	if !did {
		args = nil
	}
	return method{m.name, m.call, args}
}

// put sets what is of the value's type, however deep it stands, and reports whether there was any.
func put(v, value reflect.Value, depth int) (did bool) {
	switch {
	case v.Type() == value.Type():
		v.Set(value)
		return true
	case depth > 12:
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				did = put(v.Field(i), value, depth+1) || did
			}
		}
	case v.Kind() == reflect.Slice:
		own(v)
		for i := range v.Len() {
			did = put(v.Index(i), value, depth+1) || did
		}
	}
	return did
}

// switchOn sets every switch of an options or a request struct.
func switchOn(v reflect.Value, depth int) {
	switch {
	case depth > 12 || !v.CanSet():
	case v.Kind() == reflect.Bool:
		v.SetBool(true)
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			switchOn(v.Field(i), depth+1)
		}
	case v.Kind() == reflect.Slice:
		own(v)
		for i := range v.Len() {
			switchOn(v.Index(i), depth+1)
		}
	}
}

// own gives a list elements of its own.
func own(v reflect.Value) {
	elements := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
	reflect.Copy(elements, v)
	v.Set(elements)
}

func (s *spoken) take(m method, a *arrived) {
	if !slices.ContainsFunc(s.methods, func(other method) bool { return other.name == m.name }) {
		s.methods = append(s.methods, m)
	}
	bodyPaths(a.body, "", s.paths, s.names["request"])
	for name := range a.query {
		s.names["query"][plainName(name)] = true
	}
	for name := range a.header {
		s.names["header"][plainName(name)] = true
	}
	t := m.call.Type()
	for i := 1; i < t.NumIn(); i++ {
	}
	fieldNames(t.Out(0), s.names["response"], map[reflect.Type]bool{})
	for _, name := range envelopeNames {
		s.names["response"][plainName(name)] = true
	}
}

// leftOut reads what is left out on purpose: lines of a kind, an endpoint or *, a name, and a reason.
func leftOut(t *testing.T, file string) map[string]bool {
	t.Helper()
	raw, err := os.ReadFile(file)
	require.NoError(t, err)
	used := map[string]bool{}
	for line := range strings.Lines(string(raw)) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.Split(line, " | ")
		require.Len(t, parts, 4, "%s: a kind, an endpoint, a name and a reason", line)
		require.NotEmpty(t, parts[3], line)
		used[strings.Join(parts[:3], " | ")] = false
	}
	return used
}

// comparison gathers the documented members that have no field.
type comparison struct {
	leftOut map[string]bool // whether each was used
	missing []string
}

func (c *comparison) miss(kind, endpoint, name string) {
	for _, key := range []string{kind + " | " + endpoint + " | " + name, kind + " | * | " + name} {
		if _, ok := c.leftOut[key]; ok {
			c.leftOut[key] = true
			return
		}
	}
	if line := kind + " | " + endpoint + " | " + name; !slices.Contains(c.missing, line) {
		c.missing = append(c.missing, line)
	}
}

// names compares names with what the SDK's methods speak of the endpoint.
func (c *comparison) names(s *spoken, kind, endpoint string, names map[string]bool) {
	for name := range names {
		if memberName.MatchString(name) && name != "RAW_BODY" && !s.names[kind][plainName(name)] {
			c.miss(kind, endpoint, name)
		}
	}
}

// schema compares the parameters and the body of the OpenAPI file.
func (c *comparison) schema(s *spoken, endpoint string, all schemas) {
	for _, o := range all.operations[endpoint] {
		for _, p := range o.Parameters {
			if p.In == "query" || p.In == "header" {
				c.names(s, p.In, endpoint, map[string]bool{p.Name: true})
			}
		}
		paths, names := map[string]bool{}, map[string]bool{}
		for _, content := range o.RequestBody.Content {
			all.paths(content.Schema, "", paths)
		}
		for path := range paths {
			names[strings.TrimRight(path[strings.LastIndex(path, ".")+1:], "*")] = true
		}
		c.names(s, "request", endpoint, names)
	}
}

// replies plays a document of each of the endpoint's schemas, and names what no result has a field for. It tells how many were
// no replies that a method takes for its own.
func (c *comparison) replies(t *testing.T, s *spoken, endpoint string, all schemas, by *caller) (odd int) {
	for _, reply := range all.replies(endpoint) {
		var least []string
		taken := false
		for _, m := range s.methods {
			_, unknown, err := by.call(t.Context(), m, reply)
			if err == nil && (!taken || len(unknown) < len(least)) {
				taken, least = true, unknown
			}
		}
		if !taken {
			odd++
		}
		for _, path := range least {
			c.miss("reply", endpoint, path)
		}
	}
	return odd
}

func TestEveryDocumentedMemberHasAField(t *testing.T) {
	withoutRaces(t)
	tables, all, by := documentedTables(t), openAPISchemas(t), newCaller(t)
	sdk := spokenOf(t, by)
	c := &comparison{leftOut: leftOut(t, "testdata/members_left_out.txt")}
	endpoints, odd := 0, 0
	for _, pkg := range withMembers {
		for _, op := range packages()[pkg] {
			s := sdk[op.Name]
			require.NotNil(t, s, "no method reaches %s", op.Name)
			for _, path := range slices.Compact([]string{op.Path, op.Lookup}) {
				if path == "" {
					continue
				}
				endpoints++
				endpoint := op.Method + " " + plainPath(path)
				for kind, names := range tables[endpoint] {
					c.names(s, kind, endpoint, names)
				}
				c.schema(s, endpoint, all)
				odd += c.replies(t, s, endpoint, all, by)
			}
		}
	}
	slices.Sort(c.missing)
	t.Logf("%d endpoints; the documents of %d schemas are no replies of success", endpoints, odd)
	assert.Empty(t, strings.Join(c.missing, "\n"), "documented members without a field")
	for line, used := range c.leftOut {
		assert.True(t, used, "testdata/members_left_out.txt: %s is not missing any more", line)
	}
}
