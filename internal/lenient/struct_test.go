package lenient

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/stretchr/testify/require"
)

type named struct {
	UserID    int64  `json:"userId,omitzero"`
	Secret    string `json:"-"`
	Dash      string `json:"-,"`
	Untagged  string
	Options   string `json:",omitempty"`
	hidden    string
	Mobile    string `json:"mobile" lenient:"also=mobileNumber|mobile_number"`
	Lowercase string `json:"lower"`
	Uppercase string `json:"LOWER"`
}

func TestMemberNames(t *testing.T) {
	value, drift := decode[named](t, `{"userId":1,"Secret":"s","-":"d","Untagged":"u","Options":"o","hidden":"h","mobile":"m","lower":"l","LOWER":"L","other":{"userId":9}}`)
	require.Empty(t, drift)
	require.Equal(t, named{UserID: 1, Dash: "d", Untagged: "u", Options: "o", Mobile: "m", Lowercase: "l", Uppercase: "L"}, value)

	for document, want := range map[string]named{
		`{"USERID":2}`:                             {UserID: 2},
		`{"user\u0049d":2}`:                        {UserID: 2},
		`{"untagged":"u"}`:                         {Untagged: "u"},
		`{"Lower":"x"}`:                            {Lowercase: "x"}, // neither is exact: the first
		`{"user_id":2}`:                            {},
		`{"userid ":2}`:                            {},
		`{"` + strings.Repeat("U", 300) + `":2}`:   {},
		`{"MOBILE_NUMBER":"1"}`:                    {Mobile: "1"},
		`{"mobileNumber":"1","mobile":null}`:       {Mobile: "1"}, // an absent value undoes nothing
		`{"mobileNumber":"1","mobile":""}`:         {Mobile: "1"},
		`{"mobileNumber":"1","mobile":"2"}`:        {Mobile: "2"},
		`{"mobileNumber":919740000000}`:            {Mobile: "919740000000"},
		`{"mobileNumber":["7"]}`:                   {Mobile: "7"},
		`{"userId":1,"userId":2}`:                  {UserID: 2},
		`{"userId":1,"Untagged":"a","userId":"3"}`: {UserID: 3, Untagged: "a"},
	} {
		value, drift := decode[named](t, document)
		require.Equal(t, want, value, document)
		require.Empty(t, drift, document)
	}
	require.Empty(t, value.hidden)
}

type deepest struct {
	Depth, Shared string
	Twice         string
}

type Middle struct {
	deepest
	Shared string
}

type other struct {
	Twice  string
	Tagged string `json:"Tagged"`
}

type another struct {
	Twice  string
	Tagged string
}

type Pointed struct{ ByPointer string }

type embedding struct {
	Middle
	other
	another
	*Pointed
	Name string
}

func TestEmbeddedStructsAreInlinedAsEncodingJSONDoes(t *testing.T) {
	document := `{"Depth":"d","Shared":"s","Twice":"t","Tagged":"g","ByPointer":"p","Name":"n","Middle":{"Depth":"x"}}`
	var want embedding
	require.NoError(t, json.Unmarshal([]byte(document), &want))
	value, drift := decode[embedding](t, document)
	require.Empty(t, drift)
	require.Equal(t, want, value)
	require.Equal(t, "g", value.other.Tagged)

	value, _ = decode[embedding](t, `{"Name":"n"}`)
	require.Nil(t, value.Pointed)
}

type Recursive struct {
	Name string
	*Recursive
	Kids []Recursive
	Next *Recursive
	Map  map[string]Recursive
}

type lists []lists

type dicts map[string]dicts

func TestTypesMayContainThemselves(t *testing.T) {
	value, drift := decode[Recursive](t, `{"Name":"a","Kids":[{"Name":"b","Kids":{"Name":"c"}}],"Next":{"Next":{"Name":"d"}},"Map":{"x":{"Name":"e"}}}`)
	require.Empty(t, drift)
	require.Equal(t, "c", value.Kids[0].Kids[0].Name)
	require.Equal(t, "d", value.Next.Next.Name)
	require.Equal(t, "e", value.Map["x"].Name)

	l, _ := decode[lists](t, `[[],[[]]]`)
	require.Equal(t, lists{{}, {{}}}, l)
	m, _ := decode[dicts](t, `{"a":{"b":null}}`)
	require.Equal(t, dicts{"a": {"b": nil}}, m)
}

type point struct{ X, Y int }

func TestObjects(t *testing.T) {
	checkBends(t, "object", []bend[point]{
		{document: `{"X":1,"Y":"2"}`, want: point{1, 2}},
		{document: `{}`}, {document: `null`}, {document: `""`}, {document: `"NA"`}, {document: `[]`},
		{document: `[{"X":1}]`, want: point{X: 1}},
		{document: `[{"X":1},{"X":2},3]`, want: point{X: 1}, got: "list of 3"},
		{document: `[5]`, got: "list of 1"},
		{document: `[[]]`, got: "list of 1"},
		{document: `5`, got: "number"}, {document: `"x"`, got: "text"}, {document: `true`, got: "bool"},
	})
}

func TestMaps(t *testing.T) {
	checkBends(t, "object", []bend[map[string]int]{
		{document: `{"a":1,"b":"2"}`, want: map[string]int{"a": 1, "b": 2}},
		{document: `{}`, want: map[string]int{}}, {document: `null`}, {document: `""`}, {document: `[]`},
		{document: `[{"a":1}]`, want: map[string]int{"a": 1}},
		{document: `[1,2]`, got: "list of 2"}, {document: `5`, got: "number"}, {document: `"x"`, got: "text"},
	})
	checkBends(t, "object", []bend[map[word]string]{{document: `{"a":1,"\u0062":true,"c":null,"d":[],"a":2}`, want: map[word]string{"a": "2", "b": "true", "c": "", "d": ""}}})
	checkBends(t, "object", []bend[map[string]string]{{document: `{"a":1,"\u0062":true,"c":null,"d":[]}`, want: map[string]string{"a": "1", "b": "true", "c": "", "d": ""}}})
	checkBends(t, "object", []bend[map[int64]point]{{document: `{"-7":{"X":1},"8":null}`, want: map[int64]point{-7: {X: 1}, 8: {}}}})
	checkBends(t, "object", []bend[map[uint8]bool]{{document: `{"7":"yes"}`, want: map[uint8]bool{7: true}}})

	value, drift := decode[map[int8]int](t, `{"1":1,"x":2,"300":3,"4":{"a":1}}`)
	require.Equal(t, map[int8]int{1: 1, 4: 0}, value)
	require.Equal(t, []Drift{{Path: "/x", Want: "int8", Got: "text"}, {Path: "/300", Want: "int8", Got: "text"}, {Path: "/4", Want: "int", Got: "object"}}, drift)
	_, drift = decode[map[string]string](t, `{"a":{"b":1}}`)
	require.Equal(t, []Drift{{Path: "/a", Want: "string", Got: "object"}}, drift)
	_, drift = decode[map[uint]int](t, `{"-1":{"b":1}}`)
	require.Equal(t, []Drift{{Path: "/-1", Want: "uint", Got: "text"}}, drift)
}

func TestLists(t *testing.T) {
	checkBends(t, "list", []bend[[]point]{
		{document: `[{"X":1},{"Y":2},null]`, want: []point{{X: 1}, {Y: 2}, {}}},
		{document: `[]`, want: []point{}}, {document: `null`}, {document: `""`}, {document: `{}`}, {document: `"NA"`},
		{document: `{"X":1}`, want: []point{{X: 1}}},
		{document: `"x"`, got: "text"}, {document: `5`, got: "number"},
	})
	checkBends(t, "list", []bend[[]*point]{{document: `{"X":1}`, want: []*point{{X: 1}}}, {document: `[null,{}]`, want: []*point{nil, {}}}})
	checkBends(t, "list", []bend[[]map[string]int]{{document: `{"X":1}`, want: []map[string]int{{"X": 1}}}, {document: `{}`}})
	checkBends(t, "list", []bend[[]any]{{document: `{"X":"1"}`, want: []any{map[string]any{"X": "1"}}}, {document: `"x"`, want: []any{"x"}}, {document: `{}`}})
	checkBends(t, "list", []bend[[]jsontext.Value]{{document: `{"X": 1}`, want: []jsontext.Value{[]byte(`{"X": 1}`)}}, {document: `5`, want: []jsontext.Value{[]byte(`5`)}}})
	checkBends(t, "list", []bend[[]string]{
		{document: `["a",1,null]`, want: []string{"a", "1", ""}}, {document: `"a"`, want: []string{"a"}}, {document: `5`, want: []string{"5"}},
		{document: `""`}, {document: `{}`}, {document: `{"a":1}`, got: "object"},
	})
	checkBends(t, "list", []bend[[]int]{{document: `"5"`, want: []int{5}}, {document: `5`, want: []int{5}}, {document: `"NA"`}})
	checkBends(t, "list", []bend[[][]int]{{document: `[[1],2,[]]`, want: [][]int{{1}, {2}, {}}}, {document: `5`, got: "number"}, {document: `{"a":1}`, got: "object"}})
	checkBends(t, "int", []bend[[]int]{{document: `"five"`, got: "text"}})

	value, drift := decode[[]int](t, `[1,"x",3]`)
	require.Equal(t, []int{1, 0, 3}, value) // the others keep their places
	require.Equal(t, []Drift{{Path: "/1", Want: "int", Got: "text"}}, drift)

	type twice struct{ List []point }
	again, _ := decode[twice](t, `{"List":[{"X":1},{"Y":2}],"List":[{"Y":3}]}`)
	require.Equal(t, twice{[]point{{Y: 3}}}, again)
	again, _ = decode[twice](t, `{"List":[{"X":1},{"Y":2}],"List":null}`)
	require.Nil(t, again.List)
}

func TestLongListsGrow(t *testing.T) {
	for _, n := range []int{1, 2, 3, 4, 5, 8, 9, 1000} {
		want := make([]point, n)
		for i := range want {
			want[i] = point{i, -i}
		}
		document, err := json.Marshal(want)
		require.NoError(t, err)
		value, _ := decode[[]point](t, string(document))
		require.Equal(t, want, value)
	}
}

func TestArrays(t *testing.T) {
	checkBends(t, "list", []bend[[2]int]{
		{document: `[1,"2"]`, want: [2]int{1, 2}}, {document: `[1]`, want: [2]int{1, 0}}, {document: `[1,2,3]`, want: [2]int{1, 2}},
		{document: `null`}, {document: `""`}, {document: `{}`}, {document: `5`, got: "number"},
	})
}

func TestPointers(t *testing.T) {
	n, s, empty := 5, "x", ""
	checkBends(t, "int", []bend[*int]{{document: `"5"`, want: &n}, {document: `null`}, {document: `"x"`, got: "text"}})
	checkBends(t, "string", []bend[*string]{{document: `"x"`, want: &s}, {document: `""`, want: &empty}, {document: `{"a":1}`, got: "object"}})
	checkBends(t, "object", []bend[*point]{
		{document: `{"X":1}`, want: &point{X: 1}}, {document: `{}`, want: &point{}}, {document: `""`}, {document: `[]`}, {document: `null`},
		{document: `"x"`, got: "text"}, {document: `5`, got: "number"}, {document: `[{"X":1}]`, want: &point{X: 1}},
	})
	var x any = "x"
	checkBends(t, "list", []bend[[]*string]{{document: `"x"`, want: []*string{&s}}})
	checkBends(t, "any", []bend[*any]{{document: `"x"`, want: &x}})
	checkBends(t, "list", []bend[*[]string]{{document: `"x"`, want: &[]string{"x"}}})
}

type issue struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

type item[T any] struct {
	Value  T       `json:"value" lenient:"inline"`
	Errors []issue `json:"errors"`
}

type customer struct {
	ID     int64   `json:"id"`
	Errors []issue `json:"errors"`
	Email  string  `json:"email" lenient:"also=mail"`
}

func TestInlinedStructsShareMembers(t *testing.T) {
	value, drift := decode[item[customer]](t, `{"id":7,"errors":[{"code":"5"}],"mail":"a@example.com","value":1}`)
	require.Empty(t, drift)
	require.Equal(t, item[customer]{Value: customer{7, []issue{{Code: 5}}, "a@example.com"}, Errors: []issue{{Code: 5}}}, value)

	list, drift := decode[[]item[customer]](t, `[{"id":7,"errors":{"code":[1,2]}},null]`)
	require.Len(t, list, 2)
	require.Equal(t, []Drift{{Path: "/0/errors/code", Want: "int", Got: "list of 2"}, {Path: "/0/errors/code", Want: "int", Got: "list of 2"}}, drift)

	pointed, drift := decode[item[*customer]](t, `{"id":7,"errors":[]}`)
	require.Empty(t, drift)
	require.Equal(t, &customer{ID: 7, Errors: []issue{}}, pointed.Value)

	_, drift = decode[item[customer]](t, `5`)
	require.Equal(t, []Drift{{Path: "", Want: "object", Got: "number", Matters: true}}, drift)
}

func TestInlinedOthersTakeWhatIsNoObject(t *testing.T) {
	list, drift := decode[[]item[string]](t, `["a",5,{"value":"b","errors":{"code":1}},null]`)
	require.Empty(t, drift)
	require.Equal(t, []item[string]{{Value: "a"}, {Value: "5"}, {Value: "b", Errors: []issue{{Code: 1}}}, {}}, list)

	one, drift := decode[[]item[string]](t, `"a"`)
	require.Empty(t, drift)
	require.Equal(t, []item[string]{{Value: "a"}}, one)

	nested, drift := decode[item[[]int]](t, `[1,2]`)
	require.Empty(t, drift)
	require.Equal(t, []int{1, 2}, nested.Value)

	when, drift := decode[item[time.Time]](t, `"2021-08-26"`)
	require.Empty(t, drift)
	require.Equal(t, 2021, when.Value.Year())

	pointed, drift := decode[[]*item[string]](t, `["a"]`)
	require.Empty(t, drift)
	require.Equal(t, "a", pointed[0].Value)
}

func TestDriftSaysWhere(t *testing.T) {
	type reply struct {
		Response struct {
			Customers []struct {
				Points int64 `json:"points"`
				When   time.Time
				Kids   []struct{ A int }
			} `json:"customers"`
		} `json:"response"`
	}
	_, drift := decode[reply](t, `{"response":{"customers":[{"points":{"a":1}},{"When":"soon","a~/b":1,"Kids":{"A":"x"}},{"Kids":[{},{"A":1.5}]}]}}`)
	require.Equal(t, []Drift{
		{Path: "/response/customers/0/points", Want: "int64", Got: "object"},
		{Path: "/response/customers/1/When", Want: "time", Got: "text"},
		{Path: "/response/customers/1/Kids/A", Want: "int", Got: "text"},
		{Path: "/response/customers/2/Kids/1/A", Want: "int", Got: "fraction"},
	}, drift)
	_, drift = decode[map[string]int](t, `{"a~/b":"x"}`)
	require.Equal(t, "/a~0~1b", drift[0].Path)

	_, drift = decode[[]int](t, "["+strings.Repeat(`"x",`, 2*MaxDrift)+"1]")
	require.Len(t, drift, MaxDrift)
}

func TestMembersByHand(t *testing.T) {
	fields, ok := FieldsOf(reflect.TypeFor[**customer]())
	require.True(t, ok)
	require.True(t, fields.Has([]byte("id")))
	require.True(t, fields.Has([]byte("ID")))
	require.False(t, fields.Has([]byte("name")))
	for _, t2 := range []reflect.Type{reflect.TypeFor[int](), reflect.TypeFor[time.Time](), reflect.TypeFor[picky](), reflect.TypeFor[[]customer]()} {
		_, ok := FieldsOf(t2)
		require.False(t, ok, t2)
	}

	d := NewDecoder([]byte(`{"response":{"id":"7","name":"n","errors":[{"code":"x"}],"email":"a@example.com","status":{"a":[1]}}}`), nil)
	defer d.Release()
	var result *customer
	var errs []issue
	v := reflect.ValueOf(&result).Elem()
	d.Enter()
	require.True(t, d.More('}'))
	require.Equal(t, "response", string(d.Name(nil)))
	for d.Enter(); d.More('}'); {
		switch name := string(d.Name(nil)); name {
		case "errors":
			start := d.Place()
			d.DecodeInto(&errs)
			d.Back(start)
			require.True(t, d.DecodeMember(fields, []byte(name), v))
		default:
			taken := d.DecodeMember(fields, []byte(name), v)
			require.Equal(t, name == "id" || name == "email", taken, name)
			if !taken {
				d.Value()
			}
		}
	}
	require.Error(t, d.End())
	require.False(t, d.More('}'))
	require.NoError(t, d.End())
	require.Equal(t, &customer{7, []issue{{}}, "a@example.com"}, result)
	require.Equal(t, []issue{{}}, errs)
	require.Equal(t, []Drift{{Path: "/response/errors/0/code", Want: "int", Got: "text"}, {Path: "/response/errors/0/code", Want: "int", Got: "text"}}, d.Drift())
}

// wide has a field of most kinds.
type wide struct {
	S    string             `json:"s"`
	B    bool               `json:"b"`
	I    int64              `json:"i"`
	I8   int8               `json:"i8"`
	U    uint32             `json:"u"`
	F    float64            `json:"f"`
	T    time.Time          `json:"t"`
	L    []string           `json:"l"`
	N    []int              `json:"n"`
	O    point              `json:"o"`
	P    *point             `json:"p"`
	Os   []wide             `json:"os"`
	M    map[string]any     `json:"m"`
	Mi   map[int]string     `json:"mi"`
	Ms   map[string]string  `json:"ms"`
	Mo   map[string]*point  `json:"mo"`
	A    any                `json:"a"`
	Arr  [2]int             `json:"arr"`
	Raw  jsontext.Value     `json:"raw"`
	By   []byte             `json:"by"`
	Own  picky              `json:"own"`
	It   item[customer]     `json:"it"`
	Its  []item[string]     `json:"its"`
	Ch   chan int           `json:"ch"`
	Also string             `json:"also" lenient:"also=as|well"`
	Ps   []*point           `json:"ps"`
	Ll   [][]wide           `json:"ll"`
	Sub  map[string]*[]wide `json:"sub"`
}

func TestBadSyntaxIsAnError(t *testing.T) {
	for _, document := range []string{``, ` `, `{`, `}`, `[`, `]`, `{"s"`, `{"s":`, `{"s":}`, `{"s":1`, `{"s":1,}`, `{"s" 1}`, `{s:1}`, `{1:1}`, `{"b":tru}`, `{"l":[1,]}`,
		`{"l":[1 2]}`, `{"o":[{"X":1]}`, `{"os":{"s":1]}`, `{"m":{"a":[}}`, `{"x":[1,{]}`, `{"i":01}`, `{"s":"\x"}`, "{\"s\":\"a\nb\"}", `{"a":nul}`, `{"arr":[1,2,x]}`, `{"p":x}`,
		`{"also":x}`, `{"it":{"errors":x}}`, `{"o":[1,x]}`, `{"own":x}`, `{"raw":x}`, `{"ch":x}`, `{"ms":{"a":x}}`, `{"ms":{x}}`, `{"mi":{"q":x}}`, `{} x`, `{}{}`, `1 1`, `{},`} {
		var value wide
		d := NewDecoder([]byte(document), nil)
		d.DecodeInto(&value)
		require.ErrorIs(t, d.End(), ErrSyntax, document)
		d.Release()
	}
}

func TestDecodersAreReusedClean(t *testing.T) {
	for range 100 {
		var value wide
		d := NewDecoder([]byte(`{"i":"x","o":{"X":`), india)
		d.DecodeInto(&value)
		require.Error(t, d.End())
		d.Release()
		d = NewDecoder([]byte(`{"i":"x"}`), india)
		d.DecodeInto(&value)
		drift := d.Drift()
		d.Release()
		d = NewDecoder([]byte(`{"t":"2021-08-26"}`), nil)
		d.DecodeInto(&value)
		require.Empty(t, d.Drift())
		require.Equal(t, time.UTC, value.T.Location())
		require.NoError(t, d.End())
		d.Release()
		require.Equal(t, []Drift{{Path: "/i", Want: "int64", Got: "text"}}, drift)
	}
}

func TestManyAtOnce(t *testing.T) {
	clean, want := benchDocument(2, 2, 2)
	document := messy(clean)
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			for range 20 {
				type local struct { // a plan that all make at the same time
					Recursive
					Reply benchReply
				}
				var value local
				d := NewDecoder(fmt.Appendf(nil, `{"Name":"n%d","Reply":%s}`, i, document), nil)
				d.DecodeInto(&value)
				err := d.End()
				if err != nil || len(d.Drift()) > 0 || value.Name != fmt.Sprint("n", i) || value.Reply.Response.Customers[1].ID != want.Response.Customers[1].ID {
					t.Errorf("%v %v %+v", err, d.Drift(), value)
				}
				d.Release()
			}
		})
	}
	group.Wait()
}

func TestDeepDocuments(t *testing.T) {
	for depth, valid := range map[int]bool{9990: true, 10000: true, 10001: false} {
		document := strings.Repeat("[", depth) + strings.Repeat("]", depth)
		require.Equal(t, valid, json.Valid([]byte(document)))
		for _, value := range []any{new(any), new(lists), new(string), new(wide), new([]*point)} {
			d := NewDecoder([]byte(document), nil)
			d.DecodeInto(value)
			err := d.End()
			d.Release()
			require.Equal(t, valid, err == nil, "%d %T", depth, value)
		}
	}
	deep := strings.Repeat(`{"Kids":`, 9000) + "{}" + strings.Repeat("}", 9000)
	_, drift := decode[Recursive](t, deep)
	require.Empty(t, drift)
}

func TestAMessyReplyEqualsTheCleanOne(t *testing.T) {
	clean, want := benchDocument(3, 3, 3)
	for _, document := range [][]byte{clean, messy(clean)} {
		value, drift := decode[benchReply](t, string(document))
		require.Empty(t, drift)
		for i := range value.Response.Customers {
			c := &value.Response.Customers[i]
			c.Registered, c.Updated = c.Registered.UTC(), c.Updated.UTC()
			for j := range c.Transactions {
				c.Transactions[j].Billed = c.Transactions[j].Billed.UTC()
			}
		}
		require.Equal(t, want, value)
	}
}

func TestAListWhereAnObjectOnlyWrapsAListIsThatList(t *testing.T) {
	type coupon struct {
		Code string `json:"code"`
	}
	type holder struct {
		Coupons struct {
			Coupon []coupon `json:"coupon"`
		} `json:"coupons"`
		Warnings struct {
			Warning []string `json:"warning"`
		} `json:"warnings"`
	}
	for _, text := range []string{
		`{"coupons":{"coupon":[{"code":"A"},{"code":"B"}]},"warnings":{"warning":["w"]}}`,
		`{"coupons":[{"code":"A"},{"code":"B"}],"warnings":["w"]}`,
		`{"coupons":[{"coupon":[{"code":"A"},{"code":"B"}]}],"warnings":[{"warning":["w"]}]}`,
	} {
		var h holder
		d := NewDecoder([]byte(text), nil)
		d.DecodeInto(&h)
		require.NoError(t, d.End())
		require.Empty(t, d.Drift(), text)
		d.Release()
		require.Equal(t, []coupon{{"A"}, {"B"}}, h.Coupons.Coupon, text)
		require.Equal(t, []string{"w"}, h.Warnings.Warning, text)
	}
}

var runs atomic.Int64 // of a test in this process

// Small structs are searched, large ones have an index, and both learn an order: none of it may show.
func TestMembersInAnyOrder(t *testing.T) {
	run := runs.Add(1) // plans live as long as the process: each run has types of its own
	for _, size := range []int{1, 2, maxSearch - 1, maxSearch, maxSearch + 1, 40, 300} {
		fields := make([]reflect.StructField, size)
		for i := range fields {
			fields[i] = reflect.StructField{Name: fmt.Sprintf("Run%dField%d", run, i), Type: reflect.TypeFor[int](), Tag: reflect.StructTag(fmt.Sprintf(`json:"f%d"`, i))}
		}
		typ := reflect.StructOf(fields)
		random := rand.New(rand.NewPCG(uint64(size), 7))
		for round := range 30 {
			known := size
			if round >= 15 {
				known += 3 // some that no field has
			}
			names := random.Perm(known)[:random.IntN(known)+1]
			members := make([]string, len(names))
			for i, n := range names {
				members[i] = fmt.Sprintf(`"f%d":%d`, n, n+1)
			}
			document := []byte("{" + strings.Join(members, ",") + "}")
			want, got := reflect.New(typ), reflect.New(typ)
			require.NoError(t, json.Unmarshal(document, want.Interface()))
			d := NewDecoder(document, nil)
			d.Decode(got)
			require.NoError(t, d.End())
			d.Release()
			require.Equal(t, want.Interface(), got.Interface(), "%s", document)
			if known == size {
				require.Nil(t, planOf(typ).taker.(*structTaker).folded, "an exact name was looked for without regard to case")
			}
		}
	}
}

type Wrapped struct {
	Coupons []issue `json:"coupon"`
}

func TestWrappersWithinStructs(t *testing.T) {
	type byValue struct{ Wrapped }
	type byPointer struct{ *Wrapped }
	want := Wrapped{[]issue{{Code: 1}, {Code: 2}}}
	value, drift := decode[byValue](t, `[{"code":1},{"code":2}]`)
	require.Equal(t, byValue{want}, value)
	require.Empty(t, drift)
	pointed, drift := decode[byPointer](t, `[{"code":1},{"code":2}]`)
	require.Equal(t, byPointer{&want}, pointed)
	require.Empty(t, drift)
}

// A decoder decodes lists into memory that it keeps: results have none of it.
func TestResultsKeepTheirLists(t *testing.T) {
	var d Decoder
	results := make([]Recursive, 4)
	for i := range results {
		document := fmt.Sprintf(`{"Kids":[{"Name":"a%[1]d","Kids":[{"Name":"b%[1]d"},{"Name":"c%[1]d"}]},{"Name":"d%[1]d"}]}`, i)
		d.begin([]byte(document), nil)
		d.DecodeInto(&results[i])
		require.NoError(t, d.End())
		d.close()
	}
	for i, r := range results {
		n := fmt.Sprint(i)
		require.Equal(t, Recursive{Kids: []Recursive{{Name: "a" + n, Kids: []Recursive{{Name: "b" + n}, {Name: "c" + n}}}, {Name: "d" + n}}}, r)
	}
}
