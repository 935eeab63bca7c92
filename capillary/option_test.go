package capillary_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
)

var (
	clientOption  = reflect.TypeFor[capillary.ClientOption]()
	requestOption = reflect.TypeFor[capillary.RequestOption]()
)

// What Implements says of two interfaces is what the compiler says of an argument.
func TestTheCompilerTakesEveryRequestOptionForAClientAndNoClientOptionForACall(t *testing.T) {
	assert.True(t, requestOption.Implements(clientOption))
	assert.False(t, clientOption.Implements(requestOption))
	for _, function := range []any{capillary.New, (*capillary.Client).With, capillary.NewFromEnv} {
		assert.Equal(t, reflect.SliceOf(clientOption), lastIn(function))
	}
	assert.Equal(t, reflect.SliceOf(requestOption), lastIn(capillary.Call[any]))
	assert.Equal(t, reflect.SliceOf(requestOption), lastIn(capillary.Stream[any]))
}

func lastIn(function any) reflect.Type {
	t := reflect.TypeOf(function)
	return t.In(t.NumIn() - 1)
}

func TestWhatHasToDoWithConnectionsOrIsCountedOverCallsIsAClientOption(t *testing.T) {
	for name, function := range map[string]any{"WithTransport": capillary.WithTransport, "WithMiddleware": capillary.WithMiddleware,
		"WithRateLimit": capillary.WithRateLimit, "WithUserAgent": capillary.WithUserAgent} {
		assert.Equal(t, clientOption, reflect.TypeOf(function).Out(0), name)
	}
	for _, o := range []capillary.ClientOption{
		capillary.WithTransport(http.DefaultTransport),
		capillary.WithMiddleware(func(rt http.RoundTripper) http.RoundTripper { return rt }),
		capillary.WithRateLimit(capillary.GroupCustomerAdd, 1),
		capillary.WithUserAgent("till-app/3"),
	} {
		_, smuggled := o.(capillary.RequestOption)
		assert.False(t, smuggled, "not even behind the compiler's back")
	}
}

func TestACopyCanNotHaveAnotherTransportAndSaysSo(t *testing.T) {
	c, server := wiretest.Serve(t, 0, `{"id":1}`)
	for name, o := range map[string]capillary.ClientOption{
		"WithTransport":  capillary.WithTransport(http.DefaultTransport),
		"WithMiddleware": capillary.WithMiddleware(func(rt http.RoundTripper) http.RoundTripper { return rt }),
	} {
		copied, err := c.With(capillary.WithMaxRetries(1), o)
		assert.Nil(t, copied)
		assert.ErrorIs(t, err, capillary.ErrInvalidInput)
		assert.ErrorContains(t, err, name)
	}
	require.NoError(t, read(t.Context(), c))
	assert.Len(t, server.Arrivals(), 1, "the client is as it was")
}

func TestAMetaIsForOneCall(t *testing.T) {
	var meta capillary.Meta
	_, err := capillary.New(capillary.EU, capillary.Basic("till", "secret"), capillary.WithMeta(&meta))
	assert.ErrorIs(t, err, capillary.ErrInvalidInput)
	c, _ := wiretest.Serve(t, 0, `{"id":1}`)
	_, err = c.With(capillary.WithMeta(&meta))
	assert.ErrorIs(t, err, capillary.ErrInvalidInput)
	require.NoError(t, read(t.Context(), c, capillary.WithMeta(&meta)))
	assert.Equal(t, 1, meta.Tries)
}

// homemade looks like an option and has none in it.
type homemade struct{ capillary.RequestOption }

func TestAnOptionThatIsNilOrHomemadeIsRefusedEverywhere(t *testing.T) {
	c, server := wiretest.Serve(t, 0, `{"id":1}`)
	for name, o := range map[string]capillary.RequestOption{"nil": nil, "homemade": homemade{}, "a homemade pointer": (*homemade)(nil)} {
		_, err := capillary.New(c.Cluster(), capillary.Basic("till", "secret"), o)
		assert.ErrorIs(t, err, capillary.ErrInvalidInput, name)
		_, err = c.With(o)
		assert.ErrorIs(t, err, capillary.ErrInvalidInput, name)
		var invalid *capillary.InvalidInputError
		require.ErrorAs(t, read(t.Context(), c, capillary.WithMaxRetries(0), o), &invalid, name)
		assert.Equal(t, "customer.Read", invalid.Operation)
	}
	assert.Empty(t, server.Arrivals())
}

func TestWhatAnOptionWouldCarryMustNotBeNil(t *testing.T) {
	for name, o := range map[string]capillary.ClientOption{
		"transport":                 capillary.WithTransport(nil),
		"net/http's transport":      capillary.WithTransport((*http.Transport)(nil)),
		"middleware":                capillary.WithMiddleware(nil),
		"middleware's transport":    capillary.WithMiddleware(func(http.RoundTripper) http.RoundTripper { return nil }),
		"logger":                    capillary.WithLogger((*slog.Logger)(nil)),
		"hook":                      capillary.WithHook(capillary.Hook{}),
		"time zone":                 capillary.WithTimeZone((*time.Location)(nil)),
		"the name of a till's type": capillary.OnBehalfOf(capillary.Attribution{}),
	} {
		_, err := capillary.New(capillary.EU, capillary.Basic("till", "secret"), o)
		assert.ErrorIs(t, err, capillary.ErrInvalidInput, name)
	}
	_, err := capillary.New(capillary.EU, capillary.Basic("till", "secret"),
		capillary.WithMiddleware(func(rt http.RoundTripper) http.RoundTripper { return roundTrip(rt.RoundTrip) }),
		capillary.WithMiddleware(func(http.RoundTripper) http.RoundTripper { return nil }))
	assert.ErrorIs(t, err, capillary.ErrInvalidInput, "an outer one does not hide it")
}

func TestARateLimitOfAGroupThatNoOperationIsInIsRefused(t *testing.T) {
	good := capillary.Basic("till", "secret")
	for _, group := range []string{"", "x", "v2 customer POST", "V2 customers POST", capillary.GroupCustomerAdd + " "} {
		c, err := capillary.New(capillary.EU, good, capillary.WithRateLimit(group, 10))
		assert.Nil(t, c)
		var invalid *capillary.InvalidInputError
		require.ErrorAs(t, err, &invalid, "%q", group)
		assert.Equal(t, "rate limit", invalid.Field)
		assert.Contains(t, invalid.Reason, capillary.GroupCustomerAdd, "it lists the groups that there are")
	}
	for _, group := range []string{capillary.GroupTransactionAddV1, capillary.GroupTransactionUpdateV1, capillary.GroupCustomerAddV1,
		capillary.GroupCustomerUpdateV1, capillary.GroupTransactionAdd, capillary.GroupTransactionBulk, capillary.GroupCustomerAdd,
		capillary.GroupCustomerUpdate} {
		for _, cluster := range []capillary.Cluster{capillary.EU, capillary.US} {
			_, err := capillary.New(cluster, good, capillary.WithRateLimit(group, 0))
			assert.NoError(t, err, group)
		}
	}
}

func TestATableOfOnesOwnBringsItsGroups(t *testing.T) {
	group := fmt.Sprint("badge issue at ", time.Now().UnixNano()) // a process keeps what its tables brought
	op := capillary.Operation{Name: "badge.Issue", Method: http.MethodPost, Path: "/v1/badges", Group: group}
	c, server := wiretest.Serve(t, 0, `{"response":{"status":{"success":true,"code":200}}}`)
	_, err := capillary.Call[any](t.Context(), c, op, capillary.Input{Body: 1})
	assert.ErrorIs(t, err, capillary.ErrInvalidInput, "a group without a table could never have a limit")
	_, err = c.With(capillary.WithRateLimit(group, 1))
	require.ErrorIs(t, err, capillary.ErrInvalidInput)
	assert.Empty(t, server.Arrivals())

	var table capillary.Operations
	op = table.Define(op)
	limited, err := c.With(capillary.WithRateLimit(group, 1), capillary.WithTimeout(time.Second))
	require.NoError(t, err)
	send := func(options ...capillary.RequestOption) error {
		_, err := capillary.Call[any](t.Context(), limited, op, capillary.Input{Body: 1}, options...)
		return err
	}
	assert.NotErrorIs(t, send(), capillary.ErrNotSent)
	assert.ErrorIs(t, send(), capillary.ErrRateLimited)
	assert.Len(t, server.Arrivals(), 1)
	assert.NotErrorIs(t, send(capillary.WithoutRateLimits()), capillary.ErrNotSent)
	assert.Len(t, server.Arrivals(), 2, "one call may go without the limit")
}

func TestAClientThatNewDidNotMakeRefusesEverythingAndPanicsNowhere(t *testing.T) {
	for name, c := range map[string]*capillary.Client{"empty": new(capillary.Client), "nil": nil} {
		var invalid *capillary.InvalidInputError
		require.ErrorAs(t, read(t.Context(), c, capillary.WithMaxRetries(0)), &invalid, name)
		assert.Equal(t, "client", invalid.Field)
		for _, err := range capillary.Stream[int](t.Context(), c, opRead, capillary.Input{}) {
			assert.ErrorIs(t, err, capillary.ErrInvalidInput, name)
		}
		copied, err := c.With()
		assert.Nil(t, copied, name)
		assert.ErrorIs(t, err, capillary.ErrInvalidInput, name)
		assert.Equal(t, capillary.Cluster{}, c.Cluster(), name)
		assert.Equal(t, time.UTC, c.TimeZone(), name)
		assert.NotPanics(t, c.CloseIdleConnections, name)
		assert.Equal(t, "no capillary client", fmt.Sprintf("%+v", c), name)

		methods := reflect.TypeFor[*capillary.Client]()
		for i := range methods.NumMethod() {
			m := methods.Method(i)
			in := []reflect.Value{reflect.ValueOf(c)}
			for j := 1; j < m.Type.NumIn() && !(m.Type.IsVariadic() && j == m.Type.NumIn()-1); j++ {
				in = append(in, reflect.Zero(m.Type.In(j)))
			}
			if m.Name != "Format" { // fmt gives it its argument
				assert.NotPanics(t, func() { m.Func.Call(in) }, "%s: %s", name, m.Name)
			}
		}
	}
}

func TestACallWithoutAContextIsRefused(t *testing.T) {
	c, server := wiretest.Serve(t, 0, `{"id":1}`)
	var none context.Context
	assert.ErrorIs(t, read(none, c), capillary.ErrInvalidInput)
	for _, err := range capillary.Stream[int](none, c, opRead, capillary.Input{}) {
		assert.True(t, errors.Is(err, capillary.ErrInvalidInput))
	}
	assert.Empty(t, server.Arrivals())
}
