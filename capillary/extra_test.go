package capillary_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/points"
)

type redemption struct {
	Points    decimal.Decimal `json:"points"`
	Reference string          `json:"external_reference_number,omitzero"`
	Tags      []string        `json:"tags,omitzero"`
	Custom    map[string]any  `json:"custom,omitzero"`
}

type root struct {
	Root struct {
		Redeem []redemption `json:"redeem"`
	} `json:"root"`
}

func redemptions(all ...redemption) (r root) {
	r.Root.Redeem = all
	return r
}

var opRedeem = capillary.Operation{Name: "points.Write", Method: http.MethodPost, Path: "/v1.1/points/redeem", Envelope: capillary.V1, Safety: capillary.Keyed}

// send makes a call with a body and gives what arrived.
func send(t *testing.T, op capillary.Operation, body any, options ...capillary.RequestOption) (arrived []wiretest.Arrival, err error) {
	t.Helper()
	c, server := wiretest.Serve(t, 0, `{"response":{"status":{"success":true,"code":200}},"id":1}`)
	_, err = capillary.Call[any](t.Context(), c, op, capillary.Input{Body: body}, options...)
	return server.Arrivals(), err
}

func TestAFieldThatTheSDKDoesNotKnowIsSentWhereItsPathSays(t *testing.T) {
	one, two := redemption{Points: decimal.New(105, -1), Reference: "r-1"}, redemption{Points: decimal.NewFromInt(2)}
	at := time.Date(2026, 3, 5, 12, 30, 0, 0, time.FixedZone("", 2*60*60))
	for name, x := range map[string]struct {
		path  string
		value any
		want  string
	}{
		"in an element":           {"root.redeem.0.notes", "birthday", `{"root":{"redeem":[{"points":10.5,"external_reference_number":"r-1","notes":"birthday"},{"points":2}]}}`},
		"in another element":      {"root.redeem.1.limit", 5, `{"root":{"redeem":[{"points":10.5,"external_reference_number":"r-1"},{"points":2,"limit":5}]}}`},
		"at the top":              {"dryRun", true, `{"root":{"redeem":[{"points":10.5,"external_reference_number":"r-1"},{"points":2}]},"dryRun":true}`},
		"in objects made for it":  {"root.channel.till.code", "t-1", `{"root":{"redeem":[{"points":10.5,"external_reference_number":"r-1"},{"points":2}],"channel":{"till":{"code":"t-1"}}}}`},
		"with a point in a name":  {`root.cash\.back`, nil, `{"root":{"redeem":[{"points":10.5,"external_reference_number":"r-1"},{"points":2}],"cash.back":null}}`},
		"by a pointer":            {"/root/a~1b", "x", `{"root":{"redeem":[{"points":10.5,"external_reference_number":"r-1"},{"points":2}],"a/b":"x"}}`},
		"a decimal as in bodies":  {"rate", decimal.RequireFromString("0.10"), `{"root":{"redeem":[{"points":10.5,"external_reference_number":"r-1"},{"points":2}]},"rate":0.1}`},
		"a time as in v1.1":       {"at", at, `{"root":{"redeem":[{"points":10.5,"external_reference_number":"r-1"},{"points":2}]},"at":"2026-03-05 10:30:00"}`},
		"a secret in clear":       {"otp", capillary.NewSecret("0042"), `{"root":{"redeem":[{"points":10.5,"external_reference_number":"r-1"},{"points":2}]},"otp":"0042"}`},
		"a list of objects":       {"list", []map[string]any{{"a": 1}}, `{"root":{"redeem":[{"points":10.5,"external_reference_number":"r-1"},{"points":2}]},"list":[{"a":1}]}`},
		"a name that needs quote": {`we"ird`, 1, `{"root":{"redeem":[{"points":10.5,"external_reference_number":"r-1"},{"points":2}]},"we\"ird":1}`},
	} {
		t.Run(name, func(t *testing.T) {
			arrived, err := send(t, opRedeem, redemptions(one, two), capillary.WithBodyField(x.path, x.value))
			require.NoError(t, err)
			require.Len(t, arrived, 1)
			assert.Equal(t, x.want, string(arrived[0].Body), "all other bytes are as they were")
		})
	}
}

func TestSeveralFieldsAddUpAndTheNextCallHasNone(t *testing.T) {
	c, server := wiretest.Serve(t, 0, `{"id":1}`)
	call := func(options ...capillary.RequestOption) {
		_, err := capillary.Call[any](t.Context(), c, opWrite, capillary.Input{Body: struct{}{}}, options...)
		require.NoError(t, err)
	}
	call(capillary.WithBodyField("a.b", 1), capillary.WithBodyField("a.c", 2), capillary.WithBodyField("d", time.Date(2026, 3, 5, 12, 0, 0, 0, time.FixedZone("", 7200))))
	call()
	assert.Equal(t, `{"a":{"b":1,"c":2},"d":"2026-03-05T12:00:00+02:00"}`, string(server.Arrivals()[0].Body))
	assert.Equal(t, `{}`, string(server.Arrivals()[1].Body))
}

func TestWhatTheCallSendsAlreadyIsNeverReplaced(t *testing.T) {
	body := redemptions(redemption{Points: decimal.NewFromInt(1), Reference: "r-1", Tags: []string{"x"}, Custom: map[string]any{"size": 1}})
	for _, path := range []string{"root", "root.redeem", "root.redeem.0", "root.redeem.0.external_reference_number",
		"root.redeem.0.External_Reference_Number", "/root/redeem/0/points", "root.redeem.0.tags", "root.redeem.0.tags.0", "root.redeem.0.custom.size",
		"ROOT.redeem.0.points"} {
		arrived, err := send(t, opRedeem, body, capillary.WithBodyField(path, "other"))
		var invalid *capillary.InvalidInputError
		require.ErrorAs(t, err, &invalid, path)
		assert.Contains(t, invalid.Reason, "already sent", path)
		assert.Equal(t, "points.Write", invalid.Operation)
		assert.NotContains(t, err.Error(), "other", "the value")
		assert.Empty(t, arrived, path)
	}
	arrived, err := send(t, opRedeem, body, capillary.WithBodyField("a", 1), capillary.WithBodyField("a", 2))
	assert.ErrorContains(t, err, "already sent")
	assert.Empty(t, arrived)
}

func TestABodyFieldThatCanNotStandWhereItsPathSaysIsRefused(t *testing.T) {
	body := redemptions(redemption{Points: decimal.NewFromInt(1)})
	for name, option := range map[string]capillary.RequestOption{
		"no path":                  capillary.WithBodyField("", 1),
		"an empty name":            capillary.WithBodyField("root..a", 1),
		"a point at the end":       capillary.WithBodyField("root.", 1),
		"control characters":       capillary.WithBodyField("ro\not", 1),
		"no UTF-8":                 capillary.WithBodyField("a\xff", 1),
		"an element too many":      capillary.WithBodyField("root.redeem.1.notes", 1),
		"an element with a sign":   capillary.WithBodyField("root.redeem.-1.notes", 1),
		"a number with a zero":     capillary.WithBodyField("root.redeem.00.notes", 1),
		"a huge number":            capillary.WithBodyField("root.redeem.99999999999999999999.notes", 1),
		"a name in a list":         capillary.WithBodyField("root.redeem.notes", 1),
		"a member of a number":     capillary.WithBodyField("root.redeem.0.points.unit", 1),
		"a list that is not there": capillary.WithBodyField("root.other.0.x", 1),
		"a value that is no JSON":  capillary.WithBodyField("root.x", func() {}),
	} {
		arrived, err := send(t, opRedeem, body, option)
		assert.ErrorIs(t, err, capillary.ErrInvalidInput, name)
		assert.Empty(t, arrived, name)
	}
	for name, body := range map[string]any{"none": nil, "a text": "x", "a list": []int{1}} {
		_, err := send(t, opWrite, body, capillary.WithBodyField("a", 1))
		assert.ErrorIs(t, err, capillary.ErrInvalidInput, name)
	}
	c, server := wiretest.Serve(t, 0, `{"id":1}`)
	_, err := capillary.Call[any](t.Context(), c, opWrite, capillary.Input{Upload: &capillary.Upload{Field: "file", FileName: "a.csv", Content: strings.NewReader("x")}},
		capillary.WithBodyField("a", 1))
	assert.ErrorIs(t, err, capillary.ErrInvalidInput, "a file")
	assert.Empty(t, server.Arrivals())
	_, err = c.With(capillary.WithBodyField("a", 1))
	assert.ErrorIs(t, err, capillary.ErrInvalidInput, "a client")
	_, err = capillary.New(capillary.EU, capillary.Basic("a", "b"), capillary.WithBodyField("a", 1))
	assert.ErrorIs(t, err, capillary.ErrInvalidInput, "a client")
}

func TestAllTriesSendTheSameExtraFieldAndParameter(t *testing.T) {
	var sent []string
	ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		sent = append(sent, r.URL.RawQuery+" "+string(body))
		if len(sent) < 3 {
			w.WriteHeader(502)
			return
		}
		io.WriteString(w, `{"id":1}`)
	}))
	defer ts.Close()
	c, err := capillary.New(capillary.Host(ts.URL), capillary.Basic("a", "b"))
	require.NoError(t, err)
	defer c.CloseIdleConnections()
	op := capillary.Operation{Name: "customer.Put", Method: http.MethodPut, Path: "/v2/things", Safety: capillary.Replace}
	_, err = capillary.Call[any](t.Context(), c, op, capillary.Input{Body: struct{}{}},
		capillary.WithBodyField("m", map[string]int{"z": 1, "a": 2, "k": 3}), capillary.WithQuery("x", "1"))
	require.NoError(t, err)
	want := `x=1 {"m":{"a":2,"k":3,"z":1}}`
	assert.Equal(t, []string{want, want, want}, sent)
}

type thingQuery struct {
	Limit int `url:"limit,omitempty"`
}

func TestAParameterThatTheSDKDoesNotKnowIsSentEscaped(t *testing.T) {
	c, server := wiretest.Serve(t, 0, `{"id":1}`, capillary.WithQuery("tenant", "default"), capillary.WithQuery("flag", "a"))
	call := func(c *capillary.Client, options ...capillary.RequestOption) string {
		_, err := capillary.Call[answer](t.Context(), c, opRead, capillary.Input{Query: thingQuery{Limit: 5}}, options...)
		require.NoError(t, err)
		all := server.Arrivals()
		return all[len(all)-1].Query.Encode()
	}
	assert.Equal(t, "flag=a&limit=5&tenant=default", call(c))
	assert.Equal(t, "flag=a&limit=5&tenant=own", call(c, capillary.WithQuery("tenant", "own")), "a call's own takes the default's place")
	assert.Equal(t, "flag=a&id=1&id=2&limit=5&tenant=default", call(c, capillary.WithQuery("id", "1"), capillary.WithQuery("id", "2")), "several values")
	assert.Equal(t, "flag=a&limit=5&q=a%26b%3Dc%3F%2F+%C3%BC&tenant=default", call(c, capillary.WithQuery("q", "a&b=c?/ ü")))
	assert.Equal(t, "empty=&flag=a&limit=5&tenant=default", call(c, capillary.WithQuery("empty", "")))
	copied, err := c.With(capillary.WithQuery("Tenant", "copy"))
	require.NoError(t, err)
	assert.Equal(t, "Tenant=copy&flag=a&limit=5", call(copied))
	assert.Equal(t, "flag=a&limit=5&tenant=default", call(c), "the original is as it was")
}

func TestAParameterThatTheCallSendsAlreadyIsRefused(t *testing.T) {
	c, server := wiretest.Serve(t, 0, `{"response":{"status":{"success":true,"code":200}}}`)
	opV1 := capillary.Operation{Name: "customer.ReadV1", Method: http.MethodGet, Path: "/v1.1/things", Safety: capillary.Read, Envelope: capillary.V1}
	lookup := capillary.Operation{Name: "customer.Look", Method: http.MethodGet, Path: "/v2/things", Lookup: "/v2/things", Safety: capillary.Read}
	for name, call := range map[string]func(...capillary.RequestOption) error{
		"limit": func(o ...capillary.RequestOption) error {
			_, err := capillary.Call[any](t.Context(), c, opRead, capillary.Input{Query: thingQuery{5}}, o...)
			return err
		},
		"format": func(o ...capillary.RequestOption) error {
			_, err := capillary.Call[any](t.Context(), c, opV1, capillary.Input{}, o...)
			return err
		},
		"identifierValue": func(o ...capillary.RequestOption) error {
			_, err := capillary.Call[any](t.Context(), c, lookup, capillary.Input{Customer: capillary.Mobile("447700900001")}, o...)
			return err
		},
	} {
		for _, spelled := range []string{name, strings.ToUpper(name)} {
			var invalid *capillary.InvalidInputError
			require.ErrorAs(t, call(capillary.WithQuery(spelled, "x")), &invalid, spelled)
			assert.Contains(t, invalid.Reason, "already sent")
			assert.Contains(t, invalid.Field, spelled)
		}
	}
	for name, o := range map[string]capillary.RequestOption{"no name": capillary.WithQuery("", "x"), "a line in the name": capillary.WithQuery("a\nb", "x"),
		"a line in the value": capillary.WithQuery("a", "b\r\nc"), "no UTF-8": capillary.WithQuery("a", "\xff")} {
		assert.ErrorIs(t, read(t.Context(), c, o), capillary.ErrInvalidInput, name)
		_, err := c.With(o)
		assert.ErrorIs(t, err, capillary.ErrInvalidInput, name)
	}
	assert.Empty(t, server.Arrivals())
}

func TestAReadCanNotBeMadeToSendACode(t *testing.T) {
	c, server := wiretest.Serve(t, 0, `{}`)
	_, err := points.New(c).IsRedeemable(t.Context(), capillary.UserID(9001), points.RedeemableOptions{Points: decimal.NewFromInt(5)},
		capillary.WithQuery("issue_otp", "true"))
	assert.ErrorIs(t, err, capillary.ErrInvalidInput)
	assert.Empty(t, server.Arrivals())
}

func TestWithoutAttributionACallIsForTheTillOfTheCredentials(t *testing.T) {
	c, server := wiretest.Serve(t, 0, `{"id":1}`, capillary.OnBehalfOf(capillary.Till("till-9")), capillary.OnBehalfOf(capillary.WeChatTill("w-1")))
	require.NoError(t, read(t.Context(), c, capillary.WithoutAttribution()))
	require.NoError(t, read(t.Context(), c))
	require.NoError(t, read(t.Context(), c, capillary.WithoutAttribution(), capillary.OnBehalfOf(capillary.StoreCode("s-1"))))
	attribution := func(i int) (all []string) {
		for name, values := range server.Arrivals()[i].Header {
			if strings.HasPrefix(name, "X-Cap-Api-Attribution") {
				all = append(all, values...)
			}
		}
		return all
	}
	assert.Empty(t, attribution(0))
	assert.ElementsMatch(t, []string{"TILL", "till-9", "WECHAT", "w-1"}, attribution(1))
	assert.ElementsMatch(t, []string{"STORE_CODE", "s-1"}, attribution(2))
}

func TestAMemberOfAReplyWithoutAFieldIsReadFromMeta(t *testing.T) {
	c, _ := wiretest.Serve(t, 0, `{"id":1,"tier":{"bonus":"12.50","since":"2026-03-05 10:00:00","a/b":[{"n":"7"}, {"n":8}],"0":"zero"},"x.y":true,"twice":1,"twice":2,"nothing":null}`,
		capillary.WithTimeZone(time.FixedZone("IST", 19800)), capillary.WithMaxRetries(0))
	var meta capillary.Meta
	require.NoError(t, read(t.Context(), c, capillary.WithMeta(&meta)))

	var bonus decimal.Decimal
	require.NoError(t, meta.Read("/tier/bonus", &bonus))
	assert.Equal(t, "12.5", bonus.String())
	require.NoError(t, meta.Read("tier.bonus", &bonus))
	var since time.Time
	require.NoError(t, meta.Read("tier.since", &since))
	assert.True(t, since.Equal(time.Date(2026, 3, 5, 4, 30, 0, 0, time.UTC)), "in the client's zone: %v", since)
	var n int64
	require.NoError(t, meta.Read("/tier/a~1b/1/n", &n))
	assert.Equal(t, int64(8), n)
	require.NoError(t, meta.Read("tier.a/b.0.n", &n))
	assert.Equal(t, int64(7), n)
	require.NoError(t, meta.Read("twice", &n))
	assert.Equal(t, int64(2), n, "as in results the last one counts")
	var yes bool
	require.NoError(t, meta.Read(`x\.y`, &yes))
	assert.True(t, yes)
	var text string
	require.NoError(t, meta.Read("tier.0", &text))
	assert.Equal(t, "zero", text, "a name that is a number")
	var open map[string]any
	require.NoError(t, meta.Read("/tier", &open))
	assert.Len(t, open, 4)
	require.NoError(t, meta.Read("nothing", &text))
	assert.Empty(t, text)
}

func TestWhatCanNotBeReadFromMetaSaysWhyAndNotWhatItIs(t *testing.T) {
	c, _ := wiretest.Serve(t, 0, `{"id":1,"secret":"canary","list":[1]}`)
	var meta capillary.Meta
	require.NoError(t, read(t.Context(), c, capillary.WithMeta(&meta)))
	var n int64
	for path, want := range map[string]error{"none": capillary.ErrNoMember, "secret.inner": capillary.ErrNoMember, "list.1": capillary.ErrNoMember,
		"/list/-1": capillary.ErrNoMember, "secret": capillary.ErrDrift, "": capillary.ErrInvalidInput, "a..b": capillary.ErrInvalidInput} {
		err := meta.Read(path, &n)
		assert.ErrorIs(t, err, want, path)
		assert.NotContains(t, err.Error(), "canary")
	}
	var none *int64
	for _, into := range []any{nil, 5, none} {
		assert.ErrorIs(t, meta.Read("id", into), capillary.ErrInvalidInput)
	}
	for _, body := range []string{"", "<html>", `{"id":`, `{"id":1}{"id":2}`} {
		broken := capillary.Meta{Body: []byte(body)}
		assert.ErrorIs(t, broken.Read("id", &n), capillary.ErrNoMember, body)
	}
}
