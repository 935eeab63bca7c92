package capillary

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/textproto"
	"strings"
	"time"
	"unicode"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/capillary-go/sdk/internal/encode"
	"github.com/capillary-go/sdk/internal/escape"
)

// These write request bodies: decimals as numbers, secrets in clear, customers and times as the API version takes them.
var (
	bodiesV1 = encode.New(Secret.Reveal, encode.By(func(e *jsontext.Encoder, who Identifier) error { return who.appendBody(e, who.NameV1()) }))
	bodiesV2 = encode.New(Secret.Reveal, encode.By(func(e *jsontext.Encoder, who Identifier) error { return who.appendBody(e, who.Name()) }))
)

// encodeJSON writes a body. What can't be written is told by its field.
func encodeJSON(body any, v1 bool, zone *time.Location) (raw []byte, err error) {
	if v1 {
		raw, err = bodiesV1.Marshal(body, func(dst []byte, t time.Time) []byte { return appendTimeV1(dst, t, zone) })
	} else {
		raw, err = bodiesV2.Marshal(body, appendTimeV2)
	}
	if err != nil {
		return nil, Invalid(fieldOf(err), reasonOf(err, "it can't be written as JSON"))
	}
	return raw, nil
}

// unwritable is why a value can't go out: words of the SDK's own, which an error may show.
type unwritable string

func (u unwritable) Error() string { return "capillary: " + string(u) }

func reasonOf(err error, otherwise string) string {
	if u := unwritable(""); errors.As(err, &u) {
		return string(u)
	}
	return otherwise
}

// fieldOf is the place in a body that could not be written, such as profiles[0].fields.
func fieldOf(err error) string {
	e := (*encode.Error)(nil)
	if !errors.As(err, &e) {
		return "body"
	}
	var b strings.Builder
	for _, token := range e.Place {
		switch {
		case len(token) < 6 && strings.Trim(token, "0123456789") == "":
			b.WriteString("[" + token + "]")
		case !isMemberName(token):
			b.WriteString("[…]") // the key of a map can be anything
		case b.Len() > 0:
			b.WriteString("." + token)
		case token != "root": // of v1.1
			b.WriteString(token)
		}
	}
	return cmp.Or(b.String(), "body")
}

func isMemberName(token string) bool {
	return len(token) < 64 && strings.Trim(token, "0123456789") != "" &&
		!strings.ContainsFunc(token, func(r rune) bool {
			return r != '_' && (r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r))
		})
}

// appendTimeV2 keeps the offset: v2 takes a time without one for UTC.
func appendTimeV2(dst []byte, t time.Time) []byte {
	if t.Nanosecond() == 0 {
		return t.AppendFormat(dst, time.RFC3339)
	}
	return t.AppendFormat(dst, "2006-01-02T15:04:05.000Z07:00")
}

// appendTimeV1 gives the clock of the cluster: v1.1 ignores an offset.
func appendTimeV1(dst []byte, t time.Time, zone *time.Location) []byte {
	return t.In(zone).AppendFormat(dst, time.DateTime)
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

// check refuses what would end a line or a quoted name in the headers of the form's parts.
func (u *Upload) check() error {
	if !isFormName(u.Field) {
		return Invalid("upload field", "it is empty, or has quotes, backslashes or control characters")
	}
	for name := range u.Fields {
		if !isFormName(name) {
			return Invalid("upload fields", "a name is empty, or has quotes, backslashes or control characters")
		}
	}
	switch {
	case u.Content == nil:
		return Invalid(u.Field, "there is no file")
	case !isFormName(u.FileName) || strings.Contains(u.FileName, "/") || u.FileName == "." || u.FileName == "..":
		return Invalid("file name", "it is empty, or has folders, quotes or control characters")
	}
	if kind, _, err := mime.ParseMediaType(u.ContentType); u.ContentType != "" &&
		(err != nil || !strings.Contains(kind, "/") || escape.Header(u.ContentType) != nil) {
		return Invalid("content type", "it is no media type, such as text/csv")
	}
	return nil
}

func isFormName(name string) bool {
	return name != "" && !strings.ContainsAny(name, `"\`) && !escape.HasControl(name)
}

// encode writes the form, with a boundary of its own.
func (u *Upload) encode() (body []byte, contentType string, err error) {
	if err := u.check(); err != nil {
		return nil, "", err
	}
	limit := u.MaxBytes
	if limit == 0 {
		limit = defaultUploadLimit
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
