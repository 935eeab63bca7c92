package proofs

import (
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
)

// Requests go into an outbox before they are sent: each comes back from JSON as it was, or says that it does not.
func TestEveryRequestSurvivesJSONOrRefusesLoudly(t *testing.T) {
	requests := map[reflect.Type]bool{reflect.TypeFor[capillary.Identifier](): true}
	for _, service := range services(nil) {
		s := reflect.TypeOf(service)
		for i := range s.NumMethod() {
			f := s.Method(i).Type
			for n := 1; n < f.NumIn(); n++ {
				p := f.In(n)
				if p.Kind() == reflect.Slice && !f.IsVariadic() || p.Kind() == reflect.Slice && n < f.NumIn()-1 {
					p = p.Elem()
				}
				if p.Kind() == reflect.Struct && p != reflect.TypeFor[time.Time]() {
					requests[p] = true
				}
			}
		}
	}
	require.Greater(t, len(requests), 70, "types of requests")
	survived := 0
	for r := range requests {
		t.Run(r.String(), func(t *testing.T) {
			for _, secrets := range []bool{false, true} {
				sent := reflect.New(r)
				fill(sent.Elem(), secrets, 0)
				raw, err := json.Marshal(sent.Interface())
				if err != nil {
					assert.NotContains(t, err.Error(), "canary")
					continue
				}
				kept := reflect.New(r)
				if err := json.Unmarshal(raw, kept.Interface()); err != nil {
					assert.NotContains(t, err.Error(), "canary")
					require.True(t, secrets && strings.Contains(string(raw), "[redacted]") || hasReader(r), "only a secret or a file may be refused: %v", err)
					continue
				}
				assert.NotContains(t, string(raw), "[redacted]", "a hidden secret must not be read as one")
				require.Equal(t, sent.Elem().Interface(), kept.Elem().Interface(), string(raw))
				survived++
			}
		})
	}
	assert.Greater(t, survived, 100)
}

func hasReader(t reflect.Type) bool {
	for i := range t.NumField() {
		if t.Field(i).Type == reflect.TypeFor[io.Reader]() {
			return true
		}
	}
	return false
}

// fill gives each field a value of its own. Values of open maps are those that JSON has.
func fill(v reflect.Value, secrets bool, depth int) {
	switch v.Type() {
	case reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(time.Date(2026, 3, 1+depth, 9, 30, 0, 0, time.UTC)))
		return
	case reflect.TypeFor[decimal.Decimal]():
		v.Set(reflect.ValueOf(decimal.RequireFromString("12.345")))
		return
	case reflect.TypeFor[capillary.Identifier]():
		v.Set(reflect.ValueOf(capillary.Mobile("46700000001").In(capillary.SourceLine, "ln-1")))
		return
	case reflect.TypeFor[capillary.Secret]():
		if secrets {
			v.Set(reflect.ValueOf(capillary.NewSecret("canary")))
		}
		return
	case reflect.TypeFor[io.Reader]():
		v.Set(reflect.ValueOf(strings.NewReader("code")))
		return
	}
	if day, ok := v.Addr().Interface().(interface{ UnmarshalText([]byte) error }); ok && day.UnmarshalText([]byte("2026-03-01")) == nil {
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("text %d", depth))
	case reflect.Int, reflect.Int64, reflect.Int32:
		v.SetInt(9_007_199_254_740_993 + int64(depth))
	case reflect.Uint8:
		v.SetUint(1)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Float64:
		v.SetFloat(1.5)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), secrets, depth+1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), secrets, depth+1)
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key, secrets, depth+1)
		fill(value, secrets, depth+1)
		v.SetMapIndex(key, value)
	case reflect.Interface:
		if v.NumMethod() == 0 {
			v.Set(reflect.ValueOf("open"))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(v.Field(i), secrets, depth+1)
			}
		}
	}
}
