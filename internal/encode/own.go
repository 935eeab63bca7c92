package encode

import (
	"bytes"
	"encoding"
	stdjson "encoding/json"
	"errors"
	"reflect"

	"github.com/go-json-experiment/json/jsontext"
)

// Own is how a type is written in bodies that has methods for other encoders.
type Own struct {
	typ   reflect.Type
	write func(e *jsontext.Encoder, v reflect.Value) error
}

// By writes values of type T by a function.
func By[T any](write func(e *jsontext.Encoder, v T) error) Own {
	return Own{reflect.TypeFor[T](), func(e *jsontext.Encoder, v reflect.Value) error {
		value, _ := reflect.TypeAssert[T](v)
		return write(e, value)
	}}
}

// toEncoder and fromDecoder are the methods that github.com/go-json-experiment/json asks types for.
type (
	toEncoder   interface{ MarshalJSONTo(*jsontext.Encoder) error }
	fromDecoder interface {
		UnmarshalJSONFrom(*jsontext.Decoder) error
	}
)

// methods are by which types write themselves, the first that a type has.
var methods = []struct {
	of    reflect.Type
	write func(d *document, v any) error
}{
	{reflect.TypeFor[toEncoder](), func(d *document, v any) error { return d.encoded(v.(toEncoder).MarshalJSONTo) }},
	{reflect.TypeFor[stdjson.Marshaler](), func(d *document, v any) error {
		raw, err := v.(stdjson.Marshaler).MarshalJSON()
		if err != nil {
			return err
		}
		return d.formatted(raw)
	}},
	{reflect.TypeFor[encoding.TextAppender](), func(d *document, v any) error {
		text, err := v.(encoding.TextAppender).AppendText(nil)
		return d.ownText(text, err)
	}},
	{reflect.TypeFor[encoding.TextMarshaler](), func(d *document, v any) error {
		text, err := v.(encoding.TextMarshaler).MarshalText()
		return d.ownText(text, err)
	}},
}

// writesItself says whether values of t are written by a method. Pointers and interfaces are only ways to what they hold.
func writesItself(t reflect.Type) bool {
	if t.Kind() == reflect.Pointer || t.Kind() == reflect.Interface {
		return false
	}
	for i := range methods {
		if has(t, methods[i].of) {
			return true
		}
	}
	return false
}

// readsItself says whether values of t are read by a method.
func readsItself(t reflect.Type) bool {
	return has(t, reflect.TypeFor[fromDecoder]()) || has(t, reflect.TypeFor[stdjson.Unmarshaler]()) || has(t, reflect.TypeFor[encoding.TextUnmarshaler]())
}

// has says whether t or a pointer to it has methods.
func has(t, methods reflect.Type) bool {
	return t.Implements(methods) || reflect.PointerTo(t).Implements(methods)
}

// byMethod is for types that write themselves.
type byMethod struct{}

func (byMethod) write(d *document, v reflect.Value) bool {
	p := pointerTo(v)
	for i := range methods {
		if p.Type().Implements(methods[i].of) {
			return d.succeeded(methods[i].write(d, p.Interface()))
		}
	}
	return false
}

// byFunction is for types that the client writes in its own way.
type byFunction struct{ own Own }

func (f byFunction) write(d *document, v reflect.Value) bool {
	return d.succeeded(d.encoded(func(e *jsontext.Encoder) error { return f.own.write(e, v) }))
}

// encoded appends what a function writes to an encoder: one value.
func (d *document) encoded(write func(*jsontext.Encoder) error) error {
	var b bytes.Buffer
	if err := write(jsontext.NewEncoder(&b)); err != nil {
		return err
	}
	return d.formatted(b.Bytes())
}

// formatted appends JSON without white space, and with as few escapes as there can be.
func (d *document) formatted(raw []byte) error {
	formatted, err := jsontext.AppendFormat(d.buf, raw)
	if err != nil {
		return errNoJSON
	}
	d.buf = formatted
	return nil
}

func (d *document) ownText(text []byte, err error) error {
	if err != nil {
		return err
	}
	if !d.text(string(text)) {
		return errNoUTF8
	}
	return nil
}

var (
	errNoJSON = errors.New("encode: a method of its own writes no valid JSON")
	errNoUTF8 = errors.New("encode: a method of its own writes no valid UTF-8")
)
