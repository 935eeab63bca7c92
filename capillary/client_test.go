package capillary_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
)

var opRead = capillary.Operation{Name: "customer.Read", Method: http.MethodGet, Path: "/v2/things", Safety: capillary.Read}
var opWrite = capillary.Operation{Name: "customer.Write", Method: http.MethodPost, Path: "/v2/things"}

func read(ctx context.Context, c *capillary.Client, options ...capillary.RequestOption) error {
	_, err := capillary.Call[answer](ctx, c, opRead, capillary.Input{}, options...)
	return err
}

func TestBasicSendsTheMd5OfThePassword(t *testing.T) {
	const vector = "Basic c3RvcmUuc2VydmVyOjhhMTZhNmI3MDUwNWViMWYxZmY3Y2RjMGNkNTU1OWE3"
	for name, auth := range map[string]capillary.Auth{
		"from the password": capillary.Basic("store.server", "server123"),
		"from the md5":      capillary.BasicMD5("store.server", "8a16a6b70505eb1f1ff7cdc0cd5559a7"),
		"in capitals":       capillary.BasicMD5("store.server", "8A16A6B70505EB1F1FF7CDC0CD5559A7"),
	} {
		t.Run(name, func(t *testing.T) {
			_, server := wiretest.Serve(t, 0, `{"id":1}`)
			c, err := capillary.New(capillary.Host(server.URL), auth)
			require.NoError(t, err)
			defer c.CloseIdleConnections()
			require.NoError(t, read(t.Context(), c))
			assert.Equal(t, vector, server.Arrivals()[0].Header.Get("Authorization"))
		})
	}
}

func TestNewRefusesWhatCanNotWork(t *testing.T) {
	good := capillary.Basic("till", "secret")
	for name, try := range map[string]func() (*capillary.Client, error){
		"no cluster": func() (*capillary.Client, error) { return capillary.New(capillary.Cluster{}, good) },
		"http off loopback": func() (*capillary.Client, error) {
			return capillary.New(capillary.Host("http://api.example.com"), good)
		},
		"another scheme": func() (*capillary.Client, error) { return capillary.New(capillary.Host("ftp://localhost"), good) },
		"user info": func() (*capillary.Client, error) {
			return capillary.New(capillary.Host("https://a:b@api.example.com"), good)
		},
		"a query": func() (*capillary.Client, error) {
			return capillary.New(capillary.Host("https://api.example.com/?a=b"), good)
		},
		"a fragment": func() (*capillary.Client, error) {
			return capillary.New(capillary.Host("https://api.example.com/#a"), good)
		},
		"no host":             func() (*capillary.Client, error) { return capillary.New(capillary.Host("https:///v2"), good) },
		"no auth":             func() (*capillary.Client, error) { return capillary.New(capillary.EU, nil) },
		"no user name":        func() (*capillary.Client, error) { return capillary.New(capillary.EU, capillary.Basic("", "x")) },
		"a colon in the name": func() (*capillary.Client, error) { return capillary.New(capillary.EU, capillary.Basic("a:b", "x")) },
		"no password":         func() (*capillary.Client, error) { return capillary.New(capillary.EU, capillary.Basic("till", "")) },
		"no md5": func() (*capillary.Client, error) {
			return capillary.New(capillary.EU, capillary.BasicMD5("till", "secret"))
		},
		"no key":       func() (*capillary.Client, error) { return capillary.New(capillary.EU, capillary.OAuth("", "s")) },
		"no secret":    func() (*capillary.Client, error) { return capillary.New(capillary.EU, capillary.OAuth("k", "")) },
		"a nil option": func() (*capillary.Client, error) { return capillary.New(capillary.EU, good, nil) },
		"negative retries": func() (*capillary.Client, error) {
			return capillary.New(capillary.EU, good, capillary.WithMaxRetries(-1))
		},
		"no time": func() (*capillary.Client, error) { return capillary.New(capillary.EU, good, capillary.WithTimeout(0)) },
		"no try time": func() (*capillary.Client, error) {
			return capillary.New(capillary.EU, good, capillary.WithTryTimeout(0, 1))
		},
		"no zone": func() (*capillary.Client, error) {
			return capillary.New(capillary.EU, good, capillary.WithTimeZone(nil))
		},
		"no source": func() (*capillary.Client, error) {
			return capillary.New(capillary.EU, good, capillary.WithSource("", "x"))
		},
		"meta of a client": func() (*capillary.Client, error) {
			return capillary.New(capillary.EU, good, capillary.WithMeta(new(capillary.Meta)))
		},
		"a reserved header": func() (*capillary.Client, error) {
			return capillary.New(capillary.EU, good, capillary.WithHeader("authorization", "x"))
		},
		"an idempotency key": func() (*capillary.Client, error) {
			return capillary.New(capillary.EU, good, capillary.WithHeader("Idempotency-Key", "x"))
		},
		"the other one": func() (*capillary.Client, error) {
			return capillary.New(capillary.EU, good, capillary.WithHeader("X-Idempotency-Key", "x"))
		},
		"a header in two": func() (*capillary.Client, error) {
			return capillary.New(capillary.EU, good, capillary.WithHeader("X-A", "b\r\nX-C: d"))
		},
		"half an attribution": func() (*capillary.Client, error) {
			return capillary.New(capillary.EU, good, capillary.OnBehalfOf(capillary.Till("")))
		},
		"a till in two lines": func() (*capillary.Client, error) {
			return capillary.New(capillary.EU, good, capillary.OnBehalfOf(capillary.Till("a\nb")))
		},
		"a negative limit": func() (*capillary.Client, error) {
			return capillary.New(capillary.EU, good, capillary.WithRateLimit(capillary.GroupCustomerAdd, -1))
		},
		"no reply at all": func() (*capillary.Client, error) {
			return capillary.New(capillary.EU, good, capillary.WithReplyLimits(0, 1))
		},
		"certificates skipped": func() (*capillary.Client, error) {
			return capillary.New(capillary.EU, good, capillary.WithTransport(careless()))
		},
	} {
		t.Run(name, func(t *testing.T) {
			c, err := try()
			assert.Nil(t, c)
			assert.ErrorIs(t, err, capillary.ErrInvalidInput)
			assert.ErrorIs(t, err, capillary.ErrNotSent)
			assert.False(t, capillary.MayHaveHappened(err))
		})
	}
}

func TestTheClustersHaveTheirDocumentedHostsAndZones(t *testing.T) {
	hosts := map[string]string{"India": "https://apac.intouch.capillary.co.in", "APAC2": "https://apac2.intouch.capillarytech.com",
		"EU": "https://eu.intouch.capillarytech.com", "US": "https://us.intouch.capillarytech.com", "China": "https://intouch.capillarytech.cn.com",
		"SEA": "https://sea.intouch.capillarytech.com", "USHC": "https://ushc.intouch.capillarytech.com"}
	for name, host := range hosts {
		c, ok := capillary.ClusterNamed(strings.ToLower(name))
		require.True(t, ok, name)
		assert.Equal(t, host, c.URL())
		_, err := capillary.New(c, capillary.Basic("till", "secret"))
		assert.NoError(t, err)
	}
	_, ok := capillary.ClusterNamed("nowhere")
	assert.False(t, ok)
	assert.Equal(t, "https://eu.api.capillarytech.com", capillary.EU.APIHost().URL())
	at := time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC)
	assert.Equal(t, "05:30", at.In(capillary.India.TimeZone()).Format("15:04"))
	assert.Equal(t, "00:00", at.In(capillary.EU.TimeZone()).Format("15:04"))
}

func TestTheEnvironmentNamesWhatIsMissing(t *testing.T) {
	all := []string{capillary.EnvCluster, capillary.EnvHost, capillary.EnvClientKey, capillary.EnvClientSecret, capillary.EnvUsername, capillary.EnvPassword}
	for name, test := range map[string]struct {
		set  map[string]string
		want string
	}{
		"nothing":           {nil, capillary.EnvCluster},
		"cluster only":      {map[string]string{capillary.EnvCluster: "EU"}, capillary.EnvClientKey},
		"no secret":         {map[string]string{capillary.EnvCluster: "EU", capillary.EnvClientKey: "k"}, capillary.EnvClientSecret},
		"no key":            {map[string]string{capillary.EnvCluster: "EU", capillary.EnvClientSecret: "k"}, capillary.EnvClientKey},
		"no password":       {map[string]string{capillary.EnvCluster: "EU", capillary.EnvUsername: "u"}, capillary.EnvPassword},
		"no user name":      {map[string]string{capillary.EnvCluster: "EU", capillary.EnvPassword: "u"}, capillary.EnvUsername},
		"both kinds":        {map[string]string{capillary.EnvCluster: "EU", capillary.EnvClientKey: "k", capillary.EnvUsername: "u"}, "one kind"},
		"an unknown name":   {map[string]string{capillary.EnvCluster: "Mars", capillary.EnvUsername: "u", capillary.EnvPassword: "p"}, "India"},
		"cluster and host":  {map[string]string{capillary.EnvCluster: "EU", capillary.EnvHost: "https://x.example"}, capillary.EnvHost},
		"a host that is no": {map[string]string{capillary.EnvHost: "x.example", capillary.EnvUsername: "u", capillary.EnvPassword: "p"}, "https"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, v := range all {
				t.Setenv(v, test.set[v])
			}
			_, err := capillary.NewFromEnv()
			require.ErrorIs(t, err, capillary.ErrInvalidInput)
			assert.Contains(t, err.Error(), test.want)
		})
	}
	for _, v := range all {
		t.Setenv(v, "")
	}
	assert.False(t, capillary.EnvConfigured())
	t.Setenv(capillary.EnvCluster, "sea")
	t.Setenv(capillary.EnvUsername, "u")
	t.Setenv(capillary.EnvPassword, "p")
	assert.True(t, capillary.EnvConfigured())
	c, err := capillary.NewFromEnv()
	require.NoError(t, err)
	assert.Equal(t, "SEA", c.Cluster().Name())
}

func TestAnOptionIsADefaultOfTheClientAndAnOverrideOfACall(t *testing.T) {
	c, server := wiretest.Serve(t, 0, `{"id":1}`, capillary.OnBehalfOf(capillary.StoreCode("blr-01")), capillary.OnBehalfOf(capillary.WeChatTill("wt-9")),
		capillary.WithSource(capillary.SourceLine, "line-1"), capillary.WithHeader("X-Shop", "one"))
	lookup := capillary.Operation{Name: "customer.Look", Method: http.MethodGet, Path: "/v2/customers/lookup", Safety: capillary.Read}
	who := capillary.Input{Customer: capillary.Email("ann@example.org")}
	calls := [][]capillary.RequestOption{nil,
		{capillary.OnBehalfOf(capillary.Till("till-9")), capillary.WithSource(capillary.SourceWeChat, "we-2"), capillary.WithHeader("X-Shop", "two")}, nil}
	for _, options := range calls {
		_, err := capillary.Call[answer](t.Context(), c, lookup, who, options...)
		require.NoError(t, err)
	}
	who.Customer = who.Customer.In(capillary.SourceFacebook, "fb-3")
	_, err := capillary.Call[answer](t.Context(), c, lookup, who, calls[1]...)
	require.NoError(t, err)

	first, second, third, fourth := server.Arrivals()[0], server.Arrivals()[1], server.Arrivals()[2], server.Arrivals()[3]
	for _, a := range []wiretest.Arrival{first, third} {
		assert.Equal(t, "STORE_CODE", a.Header.Get("X-CAP-API-ATTRIBUTION-ENTITY-TYPE"))
		assert.Equal(t, "blr-01", a.Header.Get("X-CAP-API-ATTRIBUTION-ENTITY-CODE"))
		assert.Equal(t, "one", a.Header.Get("X-Shop"))
		assert.Equal(t, "LINE", a.Query.Get("source"))
		assert.Equal(t, "line-1", a.Query.Get("accountId"))
	}
	assert.Equal(t, "TILL", second.Header.Get("X-CAP-API-ATTRIBUTION-ENTITY-TYPE"))
	assert.Equal(t, "till-9", second.Header.Get("X-CAP-API-ATTRIBUTION-ENTITY-CODE"))
	assert.Equal(t, "two", second.Header.Get("X-Shop"))
	assert.Equal(t, "WECHAT", second.Query.Get("source"))
	assert.Equal(t, "we-2", second.Query.Get("accountId"))
	assert.Equal(t, "FACEBOOK", fourth.Query.Get("source"), "the identifier's own source has priority")
	assert.Equal(t, "fb-3", fourth.Query.Get("accountId"))
	for i, a := range server.Arrivals() {
		assert.Equal(t, "WECHAT", a.Header.Get("X-CAP-API-ATTRIBUTION-LOOKUP-TYPE"), "the pair is always whole, call %d", i)
		assert.Equal(t, "wt-9", a.Header.Get("X-CAP-API-ATTRIBUTION-LOOKUP"))
	}
}

func TestWithGivesAChangedCopyAndLeavesTheClientAsItWas(t *testing.T) {
	c, server := wiretest.Serve(t, 0, `{"id":1}`)
	copied, err := c.With(capillary.WithHeader("X-Shop", "copy"), capillary.WithUserAgent("till-app/3"))
	require.NoError(t, err)
	require.NoError(t, read(t.Context(), c))
	require.NoError(t, read(t.Context(), copied))
	assert.Empty(t, server.Arrivals()[0].Header.Get("X-Shop"))
	assert.Equal(t, "copy", server.Arrivals()[1].Header.Get("X-Shop"))
	assert.Equal(t, "till-app/3 capillary-go-sdk/"+capillary.Version, server.Arrivals()[1].Header.Get("User-Agent"))
	_, err = c.With(capillary.WithMaxRetries(-1))
	assert.ErrorIs(t, err, capillary.ErrInvalidInput)
}

func TestMiddlewareSeesEveryTryTheFirstOutermost(t *testing.T) {
	var order []string
	named := func(name string) capillary.Middleware {
		return func(next http.RoundTripper) http.RoundTripper {
			return roundTrip(func(r *http.Request) (*http.Response, error) {
				order = append(order, name)
				return next.RoundTrip(r)
			})
		}
	}
	c, _ := wiretest.Serve(t, http.StatusBadGateway, `<html>`, capillary.WithMiddleware(named("outer")), capillary.WithMiddleware(named("inner")),
		capillary.WithMaxRetries(1))
	require.Error(t, read(t.Context(), c))
	assert.Equal(t, []string{"outer", "inner", "outer", "inner"}, order)
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestMetaTellsWhatHappenedBesideTheResult(t *testing.T) {
	c, _ := wiretest.Serve(t, 0, `{"id":"x7","warnings":[{"status":false,"code":8050,"message":"combined"}]}`)
	var meta capillary.Meta
	loose, err := capillary.New(c.Cluster(), capillary.Basic("a", "b"))
	require.NoError(t, err)
	defer loose.CloseIdleConnections()
	require.NoError(t, read(t.Context(), loose, capillary.WithMeta(&meta)))
	assert.Equal(t, http.StatusOK, meta.Status)
	assert.Equal(t, 1, meta.Tries)
	assert.Equal(t, capillary.OutcomeDone, meta.Outcome)
	assert.Equal(t, `{"id":"x7","warnings":[{"status":false,"code":8050,"message":"combined"}]}`, string(meta.Body))
	assert.Equal(t, []capillary.Issue{{Code: 8050, Message: "combined"}}, meta.Warnings)
	assert.Equal(t, []capillary.Drift{{Path: "/id", Want: "int64", Got: "text", Matters: true}}, meta.Drift)
	assert.Equal(t, "application/json;charset=utf-8", meta.Header.Get("Content-Type"))

	err = read(t.Context(), c, capillary.WithMeta(&meta)) // strict
	assert.ErrorIs(t, err, capillary.ErrDrift)
	assert.True(t, capillary.MayHaveHappened(err), "it was done, only a value did not fit")
	assert.Equal(t, capillary.OutcomeDone, meta.Outcome)
}

func TestPathArgumentsAreEscapedAndCanNotLeaveTheirSegment(t *testing.T) {
	op := capillary.Operation{Name: "badge.Get", Method: http.MethodGet, Path: "/v2/badges/{id}/owners/{owner}", Safety: capillary.Read}
	c, server := wiretest.Serve(t, 0, `{"id":1}`)
	_, err := capillary.Call[answer](t.Context(), c, op, capillary.Input{Path: []string{"a/b?c#d%e", "ö x"}})
	require.NoError(t, err)
	assert.Equal(t, "/v2/badges/a%2Fb%3Fc%23d%25e/owners/%C3%B6%20x", server.Arrivals()[0].Path)
	for _, bad := range []string{"", ".", "..", "a\x00", "a\nb", "\u0085", string([]byte{0xff})} {
		_, err := capillary.Call[answer](t.Context(), c, op, capillary.Input{Path: []string{bad, "x"}})
		assert.ErrorIs(t, err, capillary.ErrInvalidInput, "%q", bad)
	}
	_, err = capillary.Call[answer](t.Context(), c, op, capillary.Input{Path: []string{"one"}})
	assert.ErrorIs(t, err, capillary.ErrInvalidInput)
	assert.Len(t, server.Arrivals(), 1)
}

func TestAnEndpointThatTakesOnlyAUserIDSaysSo(t *testing.T) {
	op := capillary.Operation{Name: "customer.Labels", Method: http.MethodGet, Path: "/v2/customers/{userId}/labels", Safety: capillary.Read}
	wiretest.Refused(t, "customer", func(ctx context.Context, c *capillary.Client) error {
		_, err := capillary.Call[answer](ctx, c, op, capillary.Input{Customer: capillary.Mobile("447700900001")})
		return err
	})
	for _, who := range []capillary.Identifier{capillary.Mobile(""), capillary.UserID(0), capillary.UserID(-4), capillary.Email("a\nb")} {
		wiretest.Refused(t, "customer", func(ctx context.Context, c *capillary.Client) error {
			_, err := capillary.Call[answer](ctx, c, op, capillary.Input{Customer: who})
			return err
		})
	}
}

func TestABatchKeepsOrderAndItsCallIsNoErrorWhereSomeItemsSucceeded(t *testing.T) {
	op := capillary.Operation{Name: "customer.Bulk", Method: http.MethodPost, Path: "/v2/bulk", Items: "response"}
	type entry struct {
		EntityID int64 `json:"entityId"`
	}
	const reply = `{"response":[{"entityId":11,"errors":[],"warnings":[{"status":false,"code":521,"message":"later"}]},
		{"entityId":12,"errors":[{"status":false,"code":8015,"message":"nobody"}],"warnings":[]},
		{"entityId":13,"errors":[{"status":false,"code":521,"message":"locked"}]},
		{"entityId":14,"errors":[{"status":false,"code":1086,"message":"try later"}]}],"totalCount":4,"failureCount":3}`
	c, _ := wiretest.Serve(t, 0, reply)
	b, err := capillary.Call[*capillary.Batch[entry]](t.Context(), c, op, capillary.Input{Body: []int{1}})
	require.NoError(t, err)
	require.Len(t, b.Items, 4)
	assert.Equal(t, int64(3), b.FailureCount)
	for i, id := range []int64{11, 12, 13, 14} {
		assert.Equal(t, id, b.Items[i].Value.EntityID)
	}
	assert.NoError(t, b.Items[0].Err())
	assert.Len(t, b.Items[0].Warnings, 1)
	assert.ErrorIs(t, b.Items[1].Err(), capillary.Code(8015))
	assert.False(t, capillary.MayHaveHappened(b.Items[1].Err()))
	assert.ErrorIs(t, b.Items[2].Err(), capillary.ErrNotExecuted)
	assert.ErrorIs(t, b.Items[3].Err(), capillary.ErrOutcomeUnknown)
	assert.ErrorIs(t, b.Err(), capillary.Code(8015))
	assert.Equal(t, []entry{{11}}, b.Values())

	failed := strings.Replace(reply, `"errors":[],"warnings":[{"status":false,"code":521,"message":"later"}]`, `"errors":[{"status":false,"code":8015}]`, 1)
	failed = strings.Replace(failed, "1086", "8015", 1)
	c, _ = wiretest.Serve(t, 0, failed)
	b, err = capillary.Call[*capillary.Batch[entry]](t.Context(), c, op, capillary.Input{Body: []int{1}})
	assert.ErrorIs(t, err, capillary.Code(8015), "a call of which nothing succeeded is an error")
	require.NotNil(t, b, "and its items can still be read")
	assert.Len(t, b.Items, 4)
}

func TestAllWalksThePagesAndStopsWhereItIsTold(t *testing.T) {
	fetched := 0
	fetch := func(offset int64) (*capillary.Page[int64], error) {
		fetched++
		p := &capillary.Page[int64]{Pagination: capillary.Pagination{Total: 7}}
		for i := offset; i < min(offset+3, 7); i++ {
			p.Items = append(p.Items, i)
		}
		return p, nil
	}
	var got []int64
	for v, err := range capillary.All(2, fetch) {
		require.NoError(t, err)
		got = append(got, v)
	}
	assert.Equal(t, []int64{2, 3, 4, 5, 6}, got)
	assert.Equal(t, 2, fetched)
	same := 0
	for _, err := range capillary.All(0, func(int64) (*capillary.Page[int64], error) { return &capillary.Page[int64]{Items: []int64{1, 2}}, nil }) {
		if same++; same == 3 {
			assert.ErrorIs(t, err, capillary.ErrSamePage)
		}
	}
	assert.Equal(t, 3, same)
	boom := errors.New("boom")
	n := 0
	for _, err := range capillary.All(0, func(offset int64) (*capillary.Page[int64], error) {
		if offset > 0 {
			return nil, boom
		}
		return &capillary.Page[int64]{Items: []int64{1, 2}}, nil
	}) {
		if n++; n == 3 {
			assert.ErrorIs(t, err, boom)
		}
	}
	assert.Equal(t, 3, n)
}

func TestACodeSaysItsDocumentedText(t *testing.T) {
	assert.Contains(t, capillary.Code(8015).Error(), "found")
	assert.NotEmpty(t, capillary.ErrCustomerBusy.Error())
	assert.Contains(t, capillary.Code(987654).Error(), "987654")
	err := fmt.Errorf("wrapped: %w", &capillary.Error{Operation: "x.Y", Issues: []capillary.Issue{{Code: 8015}}, Outcome: capillary.OutcomeRefused})
	assert.ErrorIs(t, err, capillary.Code(8015))
	assert.NotErrorIs(t, err, capillary.Code(8016))
	assert.False(t, capillary.MayHaveHappened(err))
	assert.True(t, capillary.MayHaveHappened(errors.New("not ours")))
	assert.True(t, capillary.MayHaveHappened(nil))
}
