package bench

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// exchanges are the calls that are compared, with their results.
var exchanges = map[string]func(t *testing.T, c client, i int) (any, error){
	"0.5 KB reply": func(t *testing.T, c client, i int) (any, error) { return c.Tier(t.Context(), personID(i)) },
	"6 KB reply":   func(t *testing.T, c client, i int) (any, error) { return c.Customer(t.Context(), personID(i)) },
	"300 KB reply": func(t *testing.T, c client, i int) (any, error) { return c.Transactions(t.Context(), personID(i)) },
	"6 KB request": func(t *testing.T, c client, i int) (any, error) { return c.Register(t.Context(), i) },
}

func TestAllClientsReturnEqualValues(t *testing.T) {
	b := testBackend(t)
	for name, exchange := range exchanges {
		for i := range 5 {
			want, err := exchange(t, open(t, plain, b.fast), i)
			require.NoError(t, err)
			require.NotZero(t, reflect.ValueOf(want).Elem().Interface())
			for _, r := range []rival{retryable, ours, messyOurs} {
				got, err := exchange(t, open(t, r, b.fast), i)
				require.NoError(t, err)
				same(t, fmt.Sprintf("%s %d, %s: ", name, i, r.name), reflect.ValueOf(want), reflect.ValueOf(got))
			}
		}
	}
}

func TestTheReplyOfEachPersonIsAnother(t *testing.T) {
	b := testBackend(t)
	for _, name := range []string{"0.5 KB reply", "6 KB reply", "300 KB reply"} {
		one, err := exchanges[name](t, open(t, ours, b.fast), 1)
		require.NoError(t, err)
		other, err := exchanges[name](t, open(t, ours, b.fast), 2)
		require.NoError(t, err)
		assert.NotEqual(t, one, other, name)
	}
}

func TestAllClientsSendTheSameRequest(t *testing.T) {
	for name, exchange := range exchanges {
		var want string
		for _, r := range []rival{plain, retryable, ours} {
			var got string
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				got = asked(t, r)
				_, _ = io.WriteString(w, `{"id": 1, "createdId": 1, "data": [], "programTiers": [{"programId": 1}], "currentTierName": "Gold"}`)
			}))
			_, err := exchange(t, open(t, r, s.URL), 7)
			s.CloseClientConnections()
			s.Close()
			require.NoError(t, err)
			if want == "" {
				want = got
			}
			assert.Equal(t, want, got, name+", "+r.name)
		}
	}
}

// asked is a request in words: what the API sees of it, whatever the order and spelling on the wire.
func asked(t *testing.T, r *http.Request) string {
	body, err := io.ReadAll(r.Body)
	assert.NoError(t, err)
	if len(body) > 0 {
		var document any
		assert.NoError(t, json.Unmarshal(body, &document))
		body, err = json.Marshal(document)
		assert.NoError(t, err)
	}
	return strings.Join([]string{r.Method, r.URL.Path, r.URL.Query().Encode(), r.Header.Get("Authorization"), r.Header.Get("Accept"),
		r.Header.Get("Accept-Encoding"), r.Header.Get("Content-Type"), string(body)}, "\n")
}

func TestDocumentsHaveTheSizesOfTheirNames(t *testing.T) {
	for name, want := range map[string]int{"tier.json": 500, "customer.json": 6000, "transactions.json": 300_000} {
		body, err := document(name, 3)
		require.NoError(t, err)
		assert.InEpsilon(t, want, len(body), 0.15, name)
		assert.True(t, json.Valid(messy(body)), name)
	}
	body, err := json.Marshal(plainRegistrations[3])
	require.NoError(t, err)
	assert.InEpsilon(t, 6000, len(body), 0.15)
}

func open(t *testing.T, r rival, base string) client {
	c, err := r.open(base)
	require.NoError(t, err)
	return c
}

// same compares what a hand-written type has with the members of the same names in another type.
func same(t *testing.T, path string, want, got reflect.Value) {
	switch w := want.Interface().(type) {
	case time.Time:
		assert.True(t, w.Equal(got.Interface().(time.Time)), "%s: %v, not %v", path, got, want)
		return
	case decimal.Decimal:
		assert.True(t, w.Equal(got.Interface().(decimal.Decimal)), "%s: %v, not %v", path, got, want)
		return
	}
	switch want.Kind() {
	case reflect.Pointer:
		same(t, path, want.Elem(), got.Elem())
	case reflect.Struct:
		sameMembers(t, path, want, got)
	case reflect.Slice:
		if assert.Equal(t, want.Len(), got.Len(), path) {
			for i := range want.Len() {
				same(t, fmt.Sprintf("%s/%d", path, i), want.Index(i), got.Index(i))
			}
		}
	case reflect.Map, reflect.Interface: // what has no type keeps the form that it came in
		assert.Equal(t, words(want), words(got), path)
	default:
		assert.Equal(t, fmt.Sprint(want), fmt.Sprint(got), path)
	}
}

func sameMembers(t *testing.T, path string, want, got reflect.Value) {
	for i := range want.NumField() {
		field := want.Type().Field(i)
		if field.Anonymous {
			sameMembers(t, path, want.Field(i), got)
			continue
		}
		name := field.Tag.Get("json")
		if name == "errors" {
			continue
		}
		if other := member(got, name); assert.True(t, other.IsValid(), path+"/"+name) {
			same(t, path+"/"+name, want.Field(i), other)
		}
	}
}

// member finds a field by its JSON name. A page has its rows under another one than the reply.
func member(v reflect.Value, name string) reflect.Value {
	for i := range v.NumField() {
		switch tag := v.Type().Field(i).Tag.Get("json"); {
		case tag == name, name == "data" && tag == "items":
			return v.Field(i)
		}
		if v.Type().Field(i).Anonymous {
			if found := member(v.Field(i), name); found.IsValid() {
				return found
			}
		}
	}
	return reflect.Value{}
}

// words is a value without a type as text: numbers and bools as they stand in a document, quoted or not, and nothing for
// what is empty.
func words(v reflect.Value) string {
	if v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.Invalid:
		return ""
	case reflect.Map, reflect.Slice:
		if v.Len() == 0 {
			return ""
		}
	case reflect.Float64:
		return decimal.NewFromFloat(v.Float()).String()
	}
	if v.Kind() != reflect.Map {
		return fmt.Sprint(v)
	}
	text := map[string]string{}
	for _, k := range v.MapKeys() {
		text[k.String()] = words(v.MapIndex(k))
	}
	return fmt.Sprint(text) // in the order of the keys
}
