package proofs

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/coupon"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/event"
	"github.com/capillary-go/sdk/integration"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/lead"
	"github.com/capillary-go/sdk/org"
	"github.com/capillary-go/sdk/otp"
	"github.com/capillary-go/sdk/points"
	"github.com/capillary-go/sdk/staff"
	"github.com/capillary-go/sdk/store"
	"github.com/capillary-go/sdk/storecare"
	"github.com/capillary-go/sdk/survey"
	"github.com/capillary-go/sdk/transaction"
	"github.com/capillary-go/sdk/userauth"
	"github.com/capillary-go/sdk/usergroup"
	"github.com/capillary-go/sdk/webhook"
)

// services are those of the resource packages, for one client.
func services(c *capillary.Client) []any {
	return []any{
		coupon.New(c),
		customer.New(c),
		event.New(c),
		integration.New(c),
		lead.New(c),
		org.New(c),
		otp.New(c),
		points.New(c),
		staff.New(c),
		store.New(c),
		storecare.New(c),
		survey.New(c),
		transaction.New(c),
		userauth.New(c),
		usergroup.New(c),
		webhook.New(c),
	}
}

// proofClient is a client that makes one try of each call.
func proofClient(t *testing.T, server *wiretest.Wire) *capillary.Client {
	t.Helper()
	return server.Client(t, capillary.Basic("till", "secret"), capillary.WithMaxRetries(0), capillary.WithoutRateLimits())
}

var errorType = reflect.TypeFor[error]()

func TestNoMethodPanicsOnAClientThatNewDidNotMake(t *testing.T) {
	for name, c := range map[string]*capillary.Client{"empty": new(capillary.Client), "nil": nil} {
		called := 0
		for _, service := range services(c) {
			v := reflect.ValueOf(service)
			for i := range v.NumMethod() {
				method := v.Type().String() + "." + v.Type().Method(i).Name
				assert.NotPanics(t, func() {
					err, ok := callWithNothing(v.Method(i))
					if !ok {
						return
					}
					called++
					assert.ErrorIs(t, err, capillary.ErrInvalidInput, "%s, %s client", method, name)
				}, "%s, %s client", method, name)
			}
		}
		assert.GreaterOrEqual(t, called, len(all())*9/10, "methods that were called")
	}
}

// Input that is refused says which operation it was for, also where a method asks the API something else first.
func TestInputThatIsRefusedNamesItsOperation(t *testing.T) {
	client, err := capillary.New(capillary.Host("http://127.0.0.1:1"), capillary.Basic("till", "secret"), capillary.WithMaxRetries(0))
	require.NoError(t, err)
	refused := 0
	for _, service := range services(client) {
		v := reflect.ValueOf(service)
		for i := range v.NumMethod() {
			err, ok := callWithNothing(v.Method(i))
			var invalid *capillary.InvalidInputError
			if !ok || !errors.As(err, &invalid) {
				continue
			}
			refused++
			family, _, _ := strings.Cut(strings.TrimPrefix(v.Type().String(), "*"), ".")
			assert.True(t, strings.HasPrefix(invalid.Operation, family+"."), "%s.%s: %v", family, v.Type().Method(i).Name, err)
		}
	}
	assert.Greater(t, refused, 100)
}

// callWithNothing calls a method with a customer and otherwise zero values, and gives its error: of an iteration, the
// first. It reports false for a method that can't fail.
func callWithNothing(method reflect.Value) (err error, ok bool) {
	t := method.Type()
	var in []reflect.Value
	for i := range t.NumIn() {
		switch arg := t.In(i); {
		case t.IsVariadic() && i == t.NumIn()-1:
		case arg == reflect.TypeFor[context.Context]():
			in = append(in, reflect.ValueOf(context.Background()))
		case arg == reflect.TypeFor[capillary.Identifier]():
			in = append(in, reflect.ValueOf(capillary.UserID(7001)))
		default:
			in = append(in, reflect.Zero(arg))
		}
	}
	out := method.Call(in)
	if len(out) == 0 {
		return nil, false
	}
	last := out[len(out)-1]
	switch {
	case last.Type() == errorType:
		err, _ = last.Interface().(error)
		return err, true
	case last.Type().CanSeq2():
		for _, e := range last.Seq2() {
			err, _ = e.Interface().(error)
			return err, true
		}
		return nil, true
	}
	return nil, false
}
