package proofs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/points"
	"github.com/capillary-go/sdk/transaction"
)

// method is an exported method of a service, with arguments that it takes.
type method struct {
	name string
	call reflect.Value
	args []reflect.Value
}

// methods are all methods of all services, each with arguments that are not refused.
func methods(t *testing.T, c *capillary.Client) (all []method) {
	t.Helper()
	for _, service := range services(c) {
		v := reflect.ValueOf(service)
		for i := range v.NumMethod() {
			name := strings.TrimPrefix(v.Type().String(), "*") + "." + v.Type().Method(i).Name
			m, ok := prepared(name, v.Method(i))
			if !ok {
				_, err := m.run(t.Context())
				t.Errorf("%s: no arguments were found that it takes: %v", name, err)
				continue
			}
			if m.call.IsValid() {
				all = append(all, m)
			}
		}
	}
	return all
}

// prepared finds arguments for a method: everything filled in, then without, or with another value of, what it refuses.
func prepared(name string, call reflect.Value) (m method, ok bool) {
	f := filler{without: map[string]bool{}}
	for range 60 {
		args, fits := f.arguments(call.Type())
		if !fits {
			return method{}, true // no call of the API
		}
		m = method{name: name, call: call, args: args}
		_, err := m.run(context.Background())
		var invalid *capillary.InvalidInputError
		if !errors.As(err, &invalid) {
			return m, true
		}
		if !f.change(invalid) {
			return m, false
		}
	}
	return m, false
}

// run calls the method. Of an iteration it takes at most a hundred elements.
func (m method) run(ctx context.Context) (result reflect.Value, err error) {
	args := append([]reflect.Value{reflect.ValueOf(ctx)}, m.args...)
	for i := range args {
		if v := args[i]; v.Kind() == reflect.Struct {
			for n := range v.NumField() {
				if v.Field(n).Type() == reflect.TypeFor[io.Reader]() && !v.Field(n).IsNil() {
					v.Field(n).Set(reflect.ValueOf(strings.NewReader("code\nA1\n")))
				}
			}
		}
	}
	out := m.call.Call(args)
	last := out[len(out)-1]
	if last.Type() == errorType {
		err, _ = last.Interface().(error)
		if len(out) > 1 {
			result = out[0]
		}
		return result, err
	}
	n := 0
	for _, e := range last.Seq2() {
		if err, _ = e.Interface().(error); err != nil {
			return result, err
		}
		if n++; n == 100 {
			break
		}
	}
	return result, nil
}

// filler makes arguments.
type filler struct {
	without map[string]bool // fields left at zero
	variant int             // of texts and numbers
	who     int             // which identifier
}

func (f *filler) arguments(t reflect.Type) (args []reflect.Value, ok bool) {
	if t.NumIn() == 0 || t.In(0) != reflect.TypeFor[context.Context]() {
		return nil, false
	}
	out := t.Out(t.NumOut() - 1)
	if out != errorType && !out.CanSeq2() {
		return nil, false
	}
	for i := 1; i < t.NumIn(); i++ {
		if t.IsVariadic() && i == t.NumIn()-1 {
			break
		}
		if t.In(i).Kind() == reflect.Func {
			return nil, false
		}
		v := reflect.New(t.In(i)).Elem()
		f.fill(v, t.In(i).Name(), 0)
		args = append(args, v)
	}
	return args, true
}

func (f *filler) fill(v reflect.Value, name string, depth int) {
	if f.without[strings.ToLower(name)] || depth > 10 {
		return
	}
	switch v.Interface().(type) {
	case capillary.Identifier:
		who := []capillary.Identifier{capillary.UserID(7001), capillary.Mobile("447700900001"), capillary.ExternalID("L-77")}
		v.Set(reflect.ValueOf(who[f.who%len(who)]))
		return
	case time.Time:
		v.Set(reflect.ValueOf(time.Date(2026, 3, 1+f.variant%7, 10, 0, 0, 0, time.UTC)))
		return
	case decimal.Decimal:
		v.Set(reflect.ValueOf(decimal.NewFromInt(10)))
		return
	case transaction.Type: // which can be looked up
		v.Set(reflect.ValueOf(transaction.TypeRegular))
		return
	case transaction.TypeV1:
		v.Set(reflect.ValueOf(transaction.TypeRegularV1))
		return
	case points.UserGroup2: // which can't be
		return
	case capillary.Secret:
		v.Set(reflect.ValueOf(capillary.NewSecret("Q7P3X")))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString([]string{"x1", "7", "2026-03-01", "a@example.org", "image/png"}[f.variant%5])
	case reflect.Int, reflect.Int64, reflect.Int32:
		v.SetInt(int64(1 + f.variant%3))
	case reflect.Bool:
		v.SetBool(f.variant%2 == 1)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		f.fill(v.Elem(), name, depth+1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		f.fill(v.Index(0), name, depth+1)
	case reflect.Interface:
		if v.Type() == reflect.TypeFor[io.Reader]() {
			v.Set(reflect.ValueOf(strings.NewReader("code\nA1\n")))
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		f.fill(key, name, depth+1)
		f.fill(value, name, depth+1)
		v.SetMapIndex(key, value)
	case reflect.Struct:
		for i := range v.NumField() {
			if sf := v.Type().Field(i); sf.IsExported() {
				f.fill(v.Field(i), jsonName(sf), depth+1)
			}
		}
	}
}

func jsonName(sf reflect.StructField) string {
	for _, key := range []string{"json", "url"} {
		if name, _, _ := strings.Cut(sf.Tag.Get(key), ","); name != "" && name != "-" {
			return name
		}
	}
	return sf.Name
}

// change answers a refusal: without the field, or with another customer, or with other values.
func (f *filler) change(refused *capillary.InvalidInputError) bool {
	field := strings.ToLower(strings.ReplaceAll(refused.Field, " ", ""))
	if at := strings.LastIndexAny(field, ".]"); at >= 0 && at < len(field)-1 {
		field = field[at+1:]
	}
	switch {
	case strings.Contains(refused.Reason, "not both") && !f.without[field]:
		f.without[field] = true
	case (strings.Contains(field, "customer") || strings.Contains(refused.Reason, "customer.Lookup")) && f.who < 3:
		f.who++
	case !f.without[field] && !strings.Contains(refused.Reason, "required") && !strings.Contains(refused.Reason, "empty"):
		f.without[field] = true
	case f.variant < 12:
		f.variant++
		f.without = map[string]bool{}
	default:
		return false
	}
	return true
}

func (m method) String() string { return fmt.Sprint(m.name, m.args) }
