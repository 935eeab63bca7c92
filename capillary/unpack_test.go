package capillary_test

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
)

func gzipped(text string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, text)
	z.Close()
	return b.String()
}

func deflated(text string) string {
	var b bytes.Buffer
	z, _ := flate.NewWriter(&b, 5)
	io.WriteString(z, text)
	z.Close()
	return b.String()
}

func TestAReplysFirstBytesSayWhetherItIsCompressed(t *testing.T) {
	const compressed = "the reply is compressed in a way that was not asked for"
	for name, test := range map[string]struct {
		encoding []string
		body     string
		reason   string // why it is no verdict; empty if the reply is read
	}{
		"gzip":                        {[]string{"gzip"}, gzipped(good), ""},
		"x-gzip":                      {[]string{"x-gzip"}, gzipped(good), ""},
		"in capitals":                 {[]string{"GZIP"}, gzipped(good), ""},
		"in odd letters":              {[]string{" X-GZip\t"}, gzipped(good), ""},
		"a list of one":               {[]string{", gzip,"}, gzipped(good), ""},
		"beside identity":             {[]string{"identity, gzip"}, gzipped(good), ""},
		"two headers":                 {[]string{"identity", "gzip"}, gzipped(good), ""},
		"identity":                    {[]string{"identity"}, good, ""},
		"an empty header":             {[]string{""}, good, ""},
		"two members":                 {[]string{"gzip"}, gzipped(good[:4]) + gzipped(good[4:]), ""},
		"an empty member":             {[]string{"gzip"}, gzipped(good) + gzipped(""), ""},
		"plain":                       {[]string{"gzip"}, good, ""},
		"plain, x-gzip":               {[]string{"x-gzip"}, good, ""},
		"plain, with a mark":          {[]string{"gzip"}, "\xef\xbb\xbf" + good, ""},
		"a page":                      {[]string{"gzip"}, page, "no JSON"},
		"one byte":                    {[]string{"gzip"}, "x", "it says that it is compressed, and is not"},
		"half a magic number":         {[]string{"gzip"}, "\x1f", "broke off"},
		"a magic number":              {[]string{"gzip"}, "\x1f\x8b", "broke off"},
		"half a head":                 {[]string{"gzip"}, gzipped(good)[:7], "broke off"},
		"truncated":                   {[]string{"gzip"}, gzipped(good)[:len(gzipped(good))-3], "broke off"},
		"a wrong sum":                 {[]string{"gzip"}, gzipped(good)[:len(gzipped(good))-8] + "12345678", "broke off"},
		"another method":              {[]string{"gzip"}, "\x1f\x8b\x07" + gzipped(good)[3:], "broke off"},
		"a second member, truncated":  {[]string{"gzip"}, gzipped(good) + gzipped(good)[:14], "broke off"},
		"garbage after it":            {[]string{"gzip"}, gzipped(good) + "something else", "broke off"},
		"compressed twice":            {[]string{"gzip, gzip"}, gzipped(gzipped(good)), compressed},
		"compressed twice, two lines": {[]string{"gzip", "gzip"}, gzipped(gzipped(good)), compressed},
		"deflate":                     {[]string{"deflate"}, deflated(good), compressed},
		"br":                          {[]string{"br"}, "\x0b\x03\x80{\"id\":5}\x03", compressed},
		"zstd":                        {[]string{"zstd"}, "\x28\xb5\x2f\xfd\x04\x00\x41", compressed},
	} {
		for _, length := range []bool{true, false} {
			ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header()["Content-Encoding"] = test.encoding
				if length {
					w.Header().Set("Content-Length", strconv.Itoa(len(test.body)))
				}
				io.WriteString(w, test.body[:len(test.body)/2])
				w.(http.Flusher).Flush() // the first bytes may come alone
				io.WriteString(w, test.body[len(test.body)/2:])
			}))
			c, err := capillary.New(capillary.Host(ts.URL), capillary.Basic("a", "b"), capillary.WithMaxRetries(0), capillary.WithStrictDecoding())
			require.NoError(t, err)
			got, err := capillary.Call[answer](t.Context(), c, opWrite, capillary.Input{Body: 1})
			if test.reason == "" {
				require.NoError(t, err, name)
				assert.Equal(t, int64(5), got.ID, name)
			} else {
				assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown, name)
				assert.ErrorContains(t, err, test.reason, name)
			}
			c.CloseIdleConnections()
			ts.Close()
		}
	}
}

func TestAnEmptyReplyIsEmptyWhateverItsHeadSays(t *testing.T) {
	for _, encoding := range []string{"gzip", "x-gzip", "br", "deflate", "gzip, br"} {
		var stale atomic.Bool
		var status atomic.Int64
		ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/token/generate") {
				io.WriteString(w, `{"data":{"accessToken":"t`+strconv.Itoa(int(status.Load()))+strconv.FormatBool(stale.Load())+`","ttlSeconds":300}}`)
				return
			}
			if r.Header.Get("X-CAP-API-OAUTH-TOKEN") != "t401true" && status.Load() == 401 {
				stale.Store(true)
				w.Header().Set("Content-Encoding", encoding)
				w.WriteHeader(401)
				return
			}
			if status.Load() != 401 {
				w.Header().Set("Content-Encoding", encoding)
				w.WriteHeader(int(status.Load()))
				return
			}
			io.WriteString(w, good)
		}))
		c, err := capillary.New(capillary.Host(ts.URL), capillary.OAuth("key", "secret"), capillary.WithMaxRetries(0))
		require.NoError(t, err)
		status.Store(401)
		got, err := capillary.Call[answer](t.Context(), c, opWrite, capillary.Input{Body: 1})
		require.NoError(t, err, "a token that is stale is replaced, %s", encoding)
		assert.Equal(t, int64(5), got.ID)
		for _, code := range []int64{403, 429} {
			status.Store(code)
			err = write(t.Context(), c)
			assert.Equal(t, code == 403, errors.Is(err, capillary.ErrForbidden), "%s %d: %v", encoding, code, err)
			assert.Equal(t, code == 429, errors.Is(err, capillary.ErrRateLimited), "%s %d: %v", encoding, code, err)
			assert.False(t, capillary.MayHaveHappened(err), "%s %d: %v", encoding, code, err)
		}
		status.Store(307)
		assert.ErrorIs(t, write(t.Context(), c), capillary.ErrRedirected, encoding)
		status.Store(204)
		assert.ErrorIs(t, write(t.Context(), c), capillary.ErrOutcomeUnknown, "nothing is no proof, %s", encoding)
		c.CloseIdleConnections()
		ts.Close()
	}
}

func TestARedirectIsOneWhateverItsPage(t *testing.T) {
	ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "br")
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(http.StatusFound)
		io.WriteString(w, "\x0b\x03\x80no\x03")
	}))
	defer ts.Close()
	c, err := capillary.New(capillary.Host(ts.URL), capillary.Basic("a", "b"))
	require.NoError(t, err)
	defer c.CloseIdleConnections()
	assert.ErrorIs(t, read(t.Context(), c), capillary.ErrRedirected)
}

func TestAStreamIsReadAsItsFirstBytesSay(t *testing.T) {
	const list = `[{"id":1},{"id":2}]`
	for name, test := range map[string]struct {
		encoding, body, reason string
	}{
		"x-gzip": {"x-gzip", gzipped(list), ""},
		"plain":  {"gzip", list, ""},
		"br":     {"br", "\x0b\x03\x80[]\x03", "not asked for"},
		"cut":    {"gzip", gzipped(list)[:9], "broke off"},
	} {
		ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", test.encoding)
			io.WriteString(w, test.body)
		}))
		c, err := capillary.New(capillary.Host(ts.URL), capillary.Basic("a", "b"), capillary.WithMaxRetries(0))
		require.NoError(t, err)
		var ids []int64
		var failure error
		for row, err := range capillary.Stream[answer](t.Context(), c, opRead, capillary.Input{}) {
			if failure = err; err == nil {
				ids = append(ids, row.ID)
			}
		}
		if test.reason == "" {
			require.NoError(t, failure, name)
			assert.Equal(t, []int64{1, 2}, ids, name)
		} else {
			assert.ErrorContains(t, failure, test.reason, name)
			assert.Empty(t, ids)
		}
		c.CloseIdleConnections()
		ts.Close()
	}
}
