package capillarytest

import (
	"bytes"
	"encoding/json"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// A call is what a handler sees of a request.
type call struct {
	method string
	family family
	params map[string]string // of the path
	query  url.Values
	header http.Header
	body   []byte
	till   till // for which the call is made
}

// param returns an argument of the path.
func (c *call) param(name string) string { return c.params[name] }

// value returns a query parameter; the API is not strict about its case.
func (c *call) value(name string) string {
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

// yes tells whether a query parameter is true.
func (c *call) yes(name string) bool { return text(c.value(name)).yes() }

// values returns the parts of a query parameter that takes a list: repeated, with commas, or both.
func (c *call) values(name string) []string {
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

// number returns a query parameter as a whole number, or the fallback.
func (c *call) number(name string, fallback int) int {
	if n, err := strconv.Atoi(c.value(name)); err == nil {
		return n
	}
	return fallback
}

// embeds tells whether the call asks for a part of the customer.
func (c *call) embeds(part string) bool {
	return slices.ContainsFunc(c.values("embed"), func(v string) bool { return strings.EqualFold(v, part) })
}

// decode reads the body.
func (c *call) decode(v any) *refusal {
	if err := json.Unmarshal(c.body, v); err != nil {
		return refuse(400)
	}
	return nil
}

// cut returns the part of a list that limit and offset ask for, and both.
func cut[T any](c *call, all []T, limit int) (part []T, usedLimit, usedOffset int) {
	limit = c.number("limit", limit)
	offset := c.number("offset", 0)
	from := min(max(offset, 0), len(all))
	to := min(from+max(limit, 0), len(all))
	return all[from:to], limit, offset
}

// file returns the content of a file of a multipart form; any case of the name will do.
func (c *call) file(name string) ([]byte, bool) {
	kind, params, err := mime.ParseMediaType(c.header.Get("Content-Type"))
	if err != nil || !strings.HasPrefix(kind, "multipart/") {
		return nil, false
	}
	for form := multipart.NewReader(bytes.NewReader(c.body), params["boundary"]); ; {
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
