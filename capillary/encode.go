package capillary

import (
	"bytes"
	stdjson "encoding/json"
	"io"
	"mime/multipart"
	"net/textproto"
	"net/url"
	"reflect"
	"strings"
	"sync"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-querystring/query"
	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/internal/escape"
)

// encodeJSON writes a request body: decimals as numbers, secrets in clear, times as the API version takes them.
func encodeJSON(body any, v1 bool, zone *time.Location) ([]byte, error) {
	times := timesV2
	if v1 {
		times = json.MarshalToFunc(func(e *jsontext.Encoder, t time.Time) error { return writeTimeV1(e, t, zone) })
	}
	return json.Marshal(body, json.WithMarshalers(json.JoinMarshalers(times, scalars)), json.Deterministic(true))
}

var timesV2 = json.MarshalToFunc(writeTimeV2)

var scalars = json.JoinMarshalers(
	json.MarshalToFunc(func(e *jsontext.Encoder, d decimal.Decimal) error { return e.WriteValue(jsontext.Value(d.String())) }),
	json.MarshalToFunc(func(e *jsontext.Encoder, s Secret) error { return e.WriteToken(jsontext.String(s.Reveal())) }),
	json.MarshalToFunc(func(e *jsontext.Encoder, n stdjson.Number) error {
		if n == "" {
			return e.WriteToken(jsontext.Null)
		}
		return e.WriteValue(jsontext.Value(n))
	}),
)

// writeTimeV2 keeps the offset: v2 takes a time without one for UTC.
func writeTimeV2(e *jsontext.Encoder, t time.Time) error {
	if t.IsZero() {
		return e.WriteToken(jsontext.Null)
	}
	return e.WriteToken(jsontext.String(formatV2(t)))
}

func formatV2(t time.Time) string {
	if t.Nanosecond() == 0 {
		return t.Format(time.RFC3339)
	}
	return t.Format("2006-01-02T15:04:05.000Z07:00")
}

// writeTimeV1 gives the clock of the cluster: v1.1 ignores an offset.
func writeTimeV1(e *jsontext.Encoder, t time.Time, zone *time.Location) error {
	if t.IsZero() {
		return e.WriteToken(jsontext.Null)
	}
	return e.WriteToken(jsontext.String(t.In(zone).Format(time.DateTime)))
}

// encodeQuery writes the fields of a struct with url tags.
func encodeQuery(from any, v1 bool, zone *time.Location) (url.Values, error) {
	if from == nil {
		return nil, nil
	}
	v := reflect.ValueOf(from)
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return nil, nil
		}
		v = v.Elem()
	}
	if v.Kind() != reflect.Struct {
		return nil, Invalid("query", "it is no struct")
	}
	if v.IsZero() && onlyOptional(v.Type()) {
		return nil, nil
	}
	if v1 && hasTimes(v.Type()) {
		from = inZone(v, zone).Interface()
	}
	values, err := query.Values(from)
	if err != nil {
		return nil, Invalid("query", err.Error())
	}
	for name, list := range values {
		for _, value := range list {
			if escape.HasControl(value) {
				return nil, Invalid(name, "it has control characters")
			}
		}
	}
	return values, nil
}

// onlyOptional reports whether a zero struct of the type writes nothing.
func onlyOptional(t reflect.Type) bool {
	return remember(&optionalTypes, t, func() bool {
		for i := range t.NumField() {
			tag := t.Field(i).Tag.Get("url")
			if tag != "-" && !strings.Contains(tag, ",omitempty") {
				return false
			}
		}
		return true
	})
}

var optionalTypes, typesWithTimes sync.Map // reflect.Type → bool

func remember(known *sync.Map, t reflect.Type, find func() bool) bool {
	if found, ok := known.Load(t); ok {
		return found.(bool)
	}
	found := find()
	known.Store(t, found)
	return found
}

var timeType = reflect.TypeFor[time.Time]()

func hasTimes(t reflect.Type) bool {
	return remember(&typesWithTimes, t, func() bool {
		for i := range t.NumField() {
			f := t.Field(i)
			if f.Type == timeType || f.Anonymous && f.Type.Kind() == reflect.Struct && hasTimes(f.Type) {
				return true
			}
		}
		return false
	})
}

// inZone copies a query struct with its times on the cluster's clock.
func inZone(v reflect.Value, zone *time.Location) reflect.Value {
	changed := reflect.New(v.Type()).Elem()
	changed.Set(v)
	moveTimes(changed, zone)
	return changed
}

func moveTimes(v reflect.Value, zone *time.Location) {
	for i := range v.NumField() {
		f := v.Field(i)
		if !f.CanSet() {
			continue
		}
		if f.Type() == timeType {
			if t := f.Interface().(time.Time); !t.IsZero() {
				f.Set(reflect.ValueOf(t.In(zone)))
			}
		} else if v.Type().Field(i).Anonymous && f.Kind() == reflect.Struct {
			moveTimes(f, zone)
		}
	}
}

// Upload is a file for the endpoints that take multipart forms. It is read once, before anything is sent.
type Upload struct {
	Field       string            // the form's field of the file
	FileName    string            // without folders
	ContentType string            // application/octet-stream if empty
	Content     io.Reader         // the file
	MaxBytes    int64             // the most the endpoint takes; 32 MiB if zero
	Fields      map[string]string // the form's other fields
}

const defaultUploadLimit = 32 << 20

// encode writes the form, with a boundary of its own.
func (u *Upload) encode() (body []byte, contentType string, err error) {
	limit := u.MaxBytes
	if limit == 0 {
		limit = defaultUploadLimit
	}
	switch {
	case u.Content == nil:
		return nil, "", Invalid(u.Field, "there is no file")
	case u.FileName == "" || strings.ContainsAny(u.FileName, `/\"`) || escape.HasControl(u.FileName):
		return nil, "", Invalid("file name", "it is empty, or has folders, quotes or control characters")
	case escape.Header(u.ContentType) != nil:
		return nil, "", Invalid("content type", "it has characters that no header may have")
	}
	content, err := io.ReadAll(io.LimitReader(u.Content, limit+1))
	switch {
	case err != nil:
		return nil, "", Invalid(u.Field, "the file can't be read")
	case int64(len(content)) > limit:
		return nil, "", Invalid(u.Field, "the file is too large")
	case len(content) == 0:
		return nil, "", Invalid(u.Field, "the file is empty")
	}
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for name, value := range u.Fields {
		if err := form.WriteField(name, value); err != nil {
			return nil, "", err
		}
	}
	part, err := form.CreatePart(u.partHeader())
	if err != nil {
		return nil, "", err
	}
	if _, err := part.Write(content); err != nil {
		return nil, "", err
	}
	if err := form.Close(); err != nil {
		return nil, "", err
	}
	return b.Bytes(), form.FormDataContentType(), nil
}

func (u *Upload) partHeader() textproto.MIMEHeader {
	kind := u.ContentType
	if kind == "" {
		kind = "application/octet-stream"
	}
	return textproto.MIMEHeader{
		"Content-Disposition": {`form-data; name="` + u.Field + `"; filename="` + u.FileName + `"`},
		"Content-Type":        {kind},
	}
}
