// Package outbox writes requests as JSON that can be read back whole, for programs that keep them in a database before they
// send them. The body of a call has not all of a request: what goes into the path or the query, or is written in another form,
// has the tag json:"-". Here that stands in a member of its own.
package outbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"time"

	"github.com/capillary-go/sdk/internal/lenient"
)

// member holds what encoding/json leaves out, by the names of the fields. Its presence tells a kept request from a documented body.
const member = "notInBody"

// ErrSecret says that a request has a secret, which is never written. ErrUnreadable says that a request can't be read.
var (
	ErrSecret     = errors.New("a secret is never kept: take it out of the request, and ask for it again")
	ErrUnreadable = errors.New("the request can't be read")
)

// Marshal writes a request. It must be of a type without methods.
func Marshal(request any) ([]byte, error) {
	v := reflect.ValueOf(request)
	if hasSecret(v) {
		return nil, ErrSecret
	}
	inBody, err := json.Marshal(request)
	if err != nil {
		return nil, err
	}
	others := map[string]any{}
	for _, f := range hidden(v) {
		if value := v.FieldByIndex(f.Index); !value.IsZero() {
			others[f.Name] = value.Interface()
		}
	}
	rest, err := json.Marshal(others)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.WriteString(`{"` + member + `":`)
	b.Write(rest)
	if len(inBody) > 2 {
		b.WriteByte(',')
	}
	b.Write(inBody[1:])
	return b.Bytes(), nil
}

// Unmarshal reads what Marshal wrote into a pointer to a type without methods. What else there is, such as a body as the API
// documents it, is left to documented.
func Unmarshal(raw []byte, request any, documented func([]byte) error) error {
	var kept struct {
		Others map[string]json.RawMessage `json:"notInBody"`
	}
	if json.Unmarshal(raw, &kept) != nil || kept.Others == nil {
		return documented(raw)
	}
	v := reflect.ValueOf(request).Elem()
	v.SetZero()
	if json.Unmarshal(raw, request) != nil {
		return ErrUnreadable // never encoding/json's own words, which hold values
	}
	for _, f := range hidden(v) {
		one, ok := kept.Others[f.Name]
		if !ok {
			continue
		}
		if json.Unmarshal(one, v.FieldByIndex(f.Index).Addr().Interface()) != nil {
			return ErrUnreadable
		}
		delete(kept.Others, f.Name)
	}
	if len(kept.Others) > 0 {
		return ErrUnreadable // of another type, or of a later version of the SDK
	}
	return nil
}

// Documented reads a body into a pointer to a type without methods, as generously as replies are read; what does not fit is an
// error.
func Documented(request any) func([]byte) error {
	return func(raw []byte) error {
		d := lenient.NewDecoder(raw, time.UTC)
		defer d.Release()
		d.DecodeInto(request)
		if d.End() != nil || len(d.Drift()) > 0 {
			return ErrUnreadable
		}
		return nil
	}
}

// hidden are the fields that encoding/json leaves out.
func hidden(v reflect.Value) (all []reflect.StructField) {
	for i := range v.NumField() {
		if f := v.Type().Field(i); f.Tag.Get("json") == "-" {
			all = append(all, f)
		}
	}
	return all
}

// hasSecret looks for a secret that is set, anywhere in a value.
func hasSecret(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		return !v.IsNil() && hasSecret(v.Elem())
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			if hasSecret(v.Index(i)) {
				return true
			}
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			if hasSecret(v.MapIndex(key)) {
				return true
			}
		}
	case reflect.Struct:
		if s, ok := v.Interface().(interface{ Reveal() string }); ok {
			return s.Reveal() != ""
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() && hasSecret(v.Field(i)) {
				return true
			}
		}
	}
	return false
}
