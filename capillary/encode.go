package capillary

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"net/textproto"
	"strings"
	"time"

	"github.com/capillary-go/sdk/internal/encode"
	"github.com/capillary-go/sdk/internal/escape"
)

// bodies writes request bodies: decimals as numbers, secrets in clear, times as the API version takes them.
var bodies = encode.New(Secret.Reveal)

func encodeJSON(body any, v1 bool, zone *time.Location) ([]byte, error) {
	times := appendTimeV2
	if v1 {
		times = func(dst []byte, t time.Time) []byte { return appendTimeV1(dst, t, zone) }
	}
	return bodies.Marshal(body, times)
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
