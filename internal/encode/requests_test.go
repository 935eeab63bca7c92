package encode_test

import (
	stdjson "encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"

	"github.com/capillary-go/sdk/all"
	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/points"
	"github.com/capillary-go/sdk/transaction"
)

// services have all requests as parameters of their methods, and all results.
func services() (types []reflect.Type) {
	for field := range reflect.TypeFor[all.Services]().Fields() {
		types = append(types, field.Type)
	}
	return types
}

// generic are requests that methods take by another name, and those that a method wraps before it sends them.
var generic = []reflect.Type{
	reflect.TypeFor[customer.RequestV1[customer.RegistrationV1]](), reflect.TypeFor[customer.RequestV1[customer.ChangeV1]](),
	reflect.TypeFor[transaction.RequestV1[transaction.BillV1]](), reflect.TypeFor[transaction.RequestV1[transaction.ChangeV1]](),
	reflect.TypeFor[transaction.Bill](), reflect.TypeFor[transaction.LineItem](), reflect.TypeFor[transaction.Change](),
	reflect.TypeFor[points.RedeemRequest](), reflect.TypeFor[points.RedeemRequestV1](), reflect.TypeFor[points.ReverseRequest](), reflect.TypeFor[points.TransferRequest](),
	reflect.TypeFor[map[string]any](), reflect.TypeFor[map[string]string](),
}

func TestEveryRequestAndResultIsWrittenAsToday(t *testing.T) {
	types := map[reflect.Type]bool{}
	for _, request := range generic {
		types[request] = true
	}
	for _, service := range services() {
		for i := range service.NumMethod() {
			collect(types, service.Method(i).Type)
		}
	}
	assert.Greater(t, len(types), 150, "the types of requests and results")
	for typ := range types {
		t.Run(typ.String(), func(t *testing.T) {
			v := reflect.New(typ)
			assertAsToday(t, v.Interface()) // zero
			fillOne(v.Elem(), 12)
			assertAsToday(t, v.Elem().Interface())
			assertAsToday(t, v.Interface())
		})
	}
}

// collect adds the types that a method takes and gives. Contexts, options, errors and sequences are no JSON.
func collect(types map[reflect.Type]bool, method reflect.Type) {
	for i := 1; i < method.NumIn(); i++ {
		types[method.In(i)] = true
	}
	for i := range method.NumOut() {
		types[method.Out(i)] = true
	}
	for typ := range types {
		element := typ
		for element.Kind() == reflect.Slice || element.Kind() == reflect.Pointer {
			element = element.Elem()
		}
		if element.Kind() == reflect.Interface || element.Kind() == reflect.Func {
			delete(types, typ)
		}
	}
}

// fillOne gives every field a value, and one element to every list and map.
func fillOne(v reflect.Value, depth int) {
	if !v.CanSet() || depth == 0 {
		return
	}
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(noon))
	case decimal.Decimal:
		v.Set(reflect.ValueOf(decimal.RequireFromString("12.340")))
	case capillary.Secret:
		v.Set(reflect.ValueOf(capillary.NewSecret("123\"456")))
	case stdjson.Number:
		v.SetString("1.50")
	case stdjson.RawMessage:
		v.SetBytes([]byte(`{"raw": true}`))
	default:
		fillOneOfKind(v, depth-1)
	}
}

func fillOneOfKind(v reflect.Value, depth int) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("Zoë \"&\" <co>")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(42)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(43)
	case reflect.Float32, reflect.Float64:
		v.SetFloat(1.25)
	case reflect.Struct:
		for i := range v.NumField() {
			fillOne(v.Field(i), depth)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fillOne(v.Index(0), depth)
	case reflect.Map:
		key, element := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fillOne(key, depth)
		fillOne(element, depth)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, element)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillOne(v.Elem(), depth)
	case reflect.Interface:
		if v.NumMethod() == 0 {
			v.Set(reflect.ValueOf([]any{map[string]any{"b": "x", "a": 1.5, "c": nil}, true, noon}))
		}
	}
}
