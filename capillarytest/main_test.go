package capillarytest_test

import (
	"crypto/md5"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/capillary-go/sdk/capillarytest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// noon is the hour of the servers whose clock stands still.
var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func still() capillarytest.Option {
	return capillarytest.WithClock(func() time.Time { return noon })
}

// caller talks to a server as a till does.
type caller struct {
	t      *testing.T
	server *capillarytest.Server
	http   *http.Client
	header http.Header
}

// start returns a server and a caller with its Basic credentials.
func start(t *testing.T, opts ...capillarytest.Option) *caller {
	t.Helper()
	return call(t, capillarytest.New(t, opts...))
}

func call(t *testing.T, s *capillarytest.Server) *caller {
	t.Helper()
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	c := &caller{t: t, server: s, header: http.Header{}, http: &http.Client{Transport: transport, Timeout: 5 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	c.header.Set("Authorization", basic(s.Username(), s.Password()))
	return c
}

func basic(user, password string) string {
	return "Basic " + base64.StdEncoding.EncodeToString(fmt.Appendf(nil, "%s:%x", user, md5.Sum([]byte(password))))
}

// answer is a reply.
type answer struct {
	t      *testing.T
	status int
	header http.Header
	body   string
}

func (c *caller) try(method, path, body string) (answer, error) {
	c.t.Helper()
	req, err := http.NewRequest(method, c.server.URL+path, strings.NewReader(body))
	require.NoError(c.t, err)
	for name, values := range c.header {
		req.Header[name] = values
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	return answer{c.t, resp.StatusCode, resp.Header, string(text)}, err
}

func (c *caller) send(method, path, body string) answer {
	c.t.Helper()
	a, err := c.try(method, path, body)
	require.NoError(c.t, err)
	return a
}

func (c *caller) get(path string) answer        { c.t.Helper(); return c.send("GET", path, "") }
func (c *caller) post(path, body string) answer { c.t.Helper(); return c.send("POST", path, body) }
func (c *caller) put(path, body string) answer  { c.t.Helper(); return c.send("PUT", path, body) }

// register adds a customer with identifiers in the form "mobile=919740000001 email=a@example.com" and returns the reply.
func (c *caller) register(source, account, identifiers string) answer {
	c.t.Helper()
	var ids []map[string]string
	for pair := range strings.FieldsSeq(identifiers) {
		kind, value, _ := strings.Cut(pair, "=")
		ids = append(ids, map[string]string{"type": kind, "value": value})
	}
	body, err := json.Marshal(map[string]any{"profiles": []any{map[string]any{"firstName": "Asha", "lastName": "Rao",
		"identifiers": ids, "source": source, "accountId": account}}})
	require.NoError(c.t, err)
	return c.post("/v2/customers", string(body))
}

// at returns a value of the body by a path of names and indexes, in its JSON form: "404" is a number, `"404"` a string.
func (a answer) at(path string) string {
	a.t.Helper()
	var v any
	d := json.NewDecoder(strings.NewReader(a.body))
	d.UseNumber()
	require.NoError(a.t, d.Decode(&v), a.body)
	for part := range strings.SplitSeq(path, ".") {
		switch have := v.(type) {
		case map[string]any:
			v = have[part]
		case []any:
			n, err := strconv.Atoi(part)
			require.NoError(a.t, err)
			if n >= len(have) {
				return "absent"
			}
			v = have[n]
		default:
			return "absent"
		}
	}
	text, err := json.Marshal(v)
	require.NoError(a.t, err)
	return string(text)
}

// id is the createdId of a reply.
func (a answer) id() int64 {
	a.t.Helper()
	id, err := strconv.ParseInt(a.at("createdId"), 10, 64)
	require.NoError(a.t, err, a.body)
	return id
}

// refusedWith checks the first error code of a v2 reply.
func (a answer) refusedWith(code int) {
	a.t.Helper()
	require.Equal(a.t, strconv.Itoa(code), a.at("errors.0.code"), a.body)
	require.Equal(a.t, "false", a.at("errors.0.status"), a.body)
	require.Equal(a.t, http.StatusBadRequest, a.status, a.body)
}

// warned returns the warning codes of a v2 reply.
func (a answer) warned() []string {
	a.t.Helper()
	codes := []string{}
	for n := 0; ; n++ {
		code := a.at(fmt.Sprintf("warnings.%d.code", n))
		if code == "absent" || code == "null" {
			return codes
		}
		codes = append(codes, code)
	}
}
