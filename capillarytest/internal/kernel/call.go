package kernel

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// A Call is what a handler sees of a request.
type Call struct {
	Method string
	Host   string // as the client named the server
	Family reply.Family
	params map[string]string // of the path
	query  url.Values
	Header http.Header
	Body   []byte
	Till   Till // for which the call is made
}

// isAnonymous tells whether a call came without credentials.
func (c *Call) isAnonymous() bool {
	return c.Header.Get(headerToken) == "" && c.Header.Get("Authorization") == ""
}

// Param returns an argument of the path.
func (c *Call) Param(name string) string { return c.params[name] }

// Value returns a query parameter; the API is not strict about its case.
func (c *Call) Value(name string) string {
	if v := c.query.Get(name); v != "" {
		return v
	}
	for key, values := range c.query {
		if strings.EqualFold(key, name) && len(values) > 0 {
			return values[0]
		}
	}
	return ""
}

// Names are the names of the query's parameters, sorted.
func (c *Call) Names() []string { return slices.Sorted(maps.Keys(c.query)) }

// Yes tells whether a query parameter is true.
func (c *Call) Yes(name string) bool { return wire.Text(c.Value(name)).Yes() }

// Values returns the parts of a query parameter that takes a list: repeated, with commas, or both.
func (c *Call) Values(name string) []string {
	var parts []string
	for _, v := range c.query[name] {
		for part := range strings.SplitSeq(v, ",") {
			if part = strings.TrimSpace(part); part != "" {
				parts = append(parts, part)
			}
		}
	}
	return parts
}

// Number returns a query parameter as a whole number, or the fallback.
func (c *Call) Number(name string, fallback int) int {
	if n, err := strconv.Atoi(c.Value(name)); err == nil {
		return n
	}
	return fallback
}

// Embeds tells whether the call asks for a part of the customer.
func (c *Call) Embeds(part string) bool {
	return slices.ContainsFunc(c.Values("embed"), func(v string) bool { return strings.EqualFold(v, part) })
}

// Decode reads the body.
func (c *Call) Decode(v any) *reply.Refusal {
	if err := json.Unmarshal(c.Body, v); err != nil {
		return reply.Common.Refuse(400)
	}
	return nil
}

// Object reads a body that is an object, with its numbers as they are written.
func (c *Call) Object() (map[string]any, *reply.Refusal) {
	var o map[string]any
	d := json.NewDecoder(bytes.NewReader(c.Body))
	d.UseNumber()
	if d.Decode(&o) != nil || o == nil {
		return nil, reply.Common.Refuse(400)
	}
	return o, nil
}

// Cut returns the part of a list that limit and offset ask for, and both.
func Cut[T any](c *Call, all []T, limit int) (part []T, usedLimit, usedOffset int) {
	limit = c.Number("limit", limit)
	offset := c.Number("offset", 0)
	from := min(max(offset, 0), len(all))
	to := min(from+max(limit, 0), len(all))
	return all[from:to], limit, offset
}

// File returns the content of a file of a multipart form; any case of the name will do.
func (c *Call) File(name string) ([]byte, bool) {
	kind, params, err := mime.ParseMediaType(c.Header.Get("Content-Type"))
	if err != nil || !strings.HasPrefix(kind, "multipart/") {
		return nil, false
	}
	for form := multipart.NewReader(bytes.NewReader(c.Body), params["boundary"]); ; {
		part, err := form.NextPart()
		if err != nil {
			return nil, false
		}
		if strings.EqualFold(part.FormName(), name) {
			content, err := io.ReadAll(part)
			return content, err == nil
		}
	}
}
