package capillary

import (
	"bytes"
	stdjson "encoding/json"
	"io"
	"mime/multipart"
	"net/textproto"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
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
