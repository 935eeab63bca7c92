package capillary_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/coupon"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
	"github.com/capillary-go/sdk/points"
	"github.com/capillary-go/sdk/transaction"
	"github.com/capillary-go/sdk/usergroup"
)

func TestNotFoundIsWhatTheCodeMeansInItsOperation(t *testing.T) {
	for name, x := range map[string]struct {
		operation string
		reply     func(http.ResponseWriter)
		want      bool
	}{
		"a customer":                         {"customer.Get", body(400, `{"errors":[{"status":false,"code":8015,"message":"x"}]}`), true},
		"under success":                      {"customer.Get", body(200, `{"errors":[{"status":false,"code":8015,"message":"x"}]}`), true},
		"under a server error":               {"customer.Get", body(500, `{"errors":[{"status":false,"code":816,"message":"x"}]}`), true},
		"a customer of v1.1":                 {"customer.GetV1", body(200, `{"response":{"status":{"success":"false","code":500},"customers":{"customer":[{"item_status":{"success":"false","code":1012}}]}}}`), true},
		"a bill":                             {"transaction.GetByNumber", body(400, `{"errors":[{"code":688,"message":"x"}]}`), true},
		"a coupon where it is redeemed":      {"coupon.Redeem", body(400, `{"errors":[{"code":701,"message":"x"}]}`), true},
		"an invalid identifier":              {"customer.Get", body(400, `{"errors":[{"code":8013,"message":"x"}]}`), false},
		"a merged customer":                  {"customer.Get", body(400, `{"errors":[{"code":8069,"message":"x"}]}`), false},
		"not enough points":                  {"points.Redeem", body(400, `{"errors":[{"code":803,"message":"x"}]}`), false},
		"the number means another thing":     {"points.Reverse", body(400, `{"errors":[{"code":902,"message":"x"}]}`), false},
		"a code of no known resource":        {"badge.Get", body(400, `{"errors":[{"code":8015,"message":"x"}]}`), false},
		"an HTTP 404 without a word":         {"customer.Get", body(404, ``), false},
		"an HTTP 404 of a proxy":             {"customer.Get", body(404, `<html>not found</html>`), false},
		"an HTTP 404 of a gateway":           {"customer.Get", body(404, `{"message":"no Route matched with those values"}`), false},
		"an HTTP 404 of a framework":         {"customer.Get", body(404, `{"timestamp":"x","status":404,"error":"Not Found","path":"/v2/things"}`), false},
		"an HTTP 404 without a code":         {"customer.Get", body(404, `{"data":null,"errors":[{"message":"not found"}]}`), false},
		"a server error":                     {"customer.Get", body(502, ``), false},
		"beside a code that asks for a wait": {"customer.Get", body(500, `{"errors":[{"code":8015,"message":"x"},{"code":815,"message":"x"}]}`), false},
	} {
		t.Run(name, func(t *testing.T) {
			c, _ := replying(t, []capillary.ClientOption{capillary.WithMaxRetries(0)}, x.reply)
			op := capillary.Operation{Name: x.operation, Method: http.MethodGet, Path: "/v2/things", Safety: capillary.Read}
			if strings.HasSuffix(x.operation, "V1") {
				op.Path, op.Envelope = "/v1.1/things", capillary.V1
			}
			_, err := capillary.Call[map[string]any](t.Context(), c, op, capillary.Input{})
			require.Error(t, err)
			assert.Equal(t, x.want, errors.Is(err, capillary.ErrNotFound), err)
		})
	}
}

// An HTTP status is a number of HTTP's. Some operations have codes of the same number, with a meaning of their own.
func TestAnHTTPStatusIsACodeOnlyWhereItRefusesAndMeansTheSame(t *testing.T) {
	page := `<html>x</html>`
	for name, x := range map[string]struct {
		operation string
		reply     func(http.ResponseWriter)
		code      capillary.Code
		want      bool
	}{
		"a refusal without a body":            {"customer.Get", body(404, ``), capillary.ErrResourceNotFound, true},
		"a refusal that says nothing":         {"customer.Get", body(404, `{}`), capillary.ErrResourceNotFound, true},
		"a refusal of the credentials":        {"customer.Get", body(403, ``), capillary.ErrAccessDenied, true},
		"a page":                              {"customer.Get", body(404, page), capillary.ErrResourceNotFound, false},
		"a text that begins like JSON":        {"customer.Get", body(404, `404 page not found`), capillary.ErrResourceNotFound, false},
		"a gateway's document":                {"customer.Get", body(404, `{"error":"not found"}`), capillary.ErrResourceNotFound, false},
		"a framework's document":              {"customer.Get", body(404, `{"timestamp":1,"status":404,"path":"/"}`), capillary.ErrResourceNotFound, false},
		"a page of a gateway, and no series":  {"coupon.Series", body(502, page), coupon.ErrNoSeries, false},
		"nothing, and no such series":         {"coupon.Series", body(404, ``), coupon.ErrRevokeNotFound, false},
		"nothing, and no such coupon":         {"coupon.Revoke", body(404, ``), coupon.ErrRevokeNotFound, false},
		"nothing, and a redeemed coupon":      {"coupon.Revoke", body(405, ``), coupon.ErrRevokeRedeemed, false},
		"a conflict, and a code that exists":  {"coupon.CreateSeries", body(409, ``), coupon.ErrSeriesConflict, false},
		"too large, and a setting of frauds":  {"points.Transfer", body(413, page), points.ErrFraudConfigUnreadable, false},
		"another content type, and a fraud":   {"points.Transfer", body(415, ``), points.ErrSenderFraud, false},
		"no entry, and a field that is there": {"usergroup.Create", body(403, ``), usergroup.ErrFieldMissing, false},
		"a server error":                      {"customer.Get", body(500, ``), capillary.ErrAllFailed, false},
		"a CDN without its server":            {"customer.Get", body(521, `error code: 521`), capillary.ErrCustomerBusy, false},
		"a success that says nothing":         {"customer.Get", body(200, ``), capillary.CodeOK, false},
	} {
		t.Run(name, func(t *testing.T) {
			c, _ := replying(t, []capillary.ClientOption{capillary.WithMaxRetries(0)}, x.reply)
			for method, safety := range map[string]capillary.Safety{http.MethodGet: capillary.Read, http.MethodPost: capillary.Unsafe} {
				op := capillary.Operation{Name: x.operation, Method: method, Path: "/v2/things", Safety: safety, Proof: "id"}
				_, err := capillary.Call[map[string]any](t.Context(), c, op, capillary.Input{})
				require.Error(t, err)
				assert.Equal(t, x.want, errors.Is(err, x.code), "%s: %v", method, err)
			}
		})
	}
}

func TestMethodsOfPackagesTellNotFoundAsOne(t *testing.T) {
	c, _ := replying(t, nil, body(400, `{"errors":[{"status":false,"code":8015,"message":"x"}]}`))
	_, err := customer.New(c).Get(t.Context(), capillary.UserID(9001), customer.GetOptions{})
	assert.ErrorIs(t, err, capillary.ErrNotFound)
	assert.ErrorIs(t, err, customer.ErrNotFound)
	c, _ = replying(t, nil, body(400, `{"errors":[{"status":false,"code":688,"message":"x"}]}`))
	_, err = transaction.New(c).Get(t.Context(), 5, transaction.GetOptions{})
	assert.ErrorIs(t, err, capillary.ErrNotFound)
}

// v1.1 repeats beside a failure what was asked for, and says no more.
func TestABillOfV1IsNotFoundAlsoWhereItsNumberIsRepeated(t *testing.T) {
	c, n := replying(t, nil, body(200, `{"response":{"status":{"success":"false","code":500,"message":"failed"},"transactions":{"transaction":[
		{"number":"hyd-1","item_status":{"success":"false","code":625,"message":"x"}}]}}}`))
	_, err := transaction.New(c).GetV1(t.Context(), transaction.GetOptionsV1{Number: "hyd-1"})
	require.ErrorIs(t, err, transaction.ErrNumberNotFound)
	assert.ErrorIs(t, err, capillary.ErrNotFound)
	assert.Equal(t, int64(1), n.Load(), "it is an answer, so it is not asked again")
}

func TestAWriteOfWhichNobodyKnowsIsNotCalledNotFound(t *testing.T) {
	c, n := replying(t, nil, cut, body(400, `{"errors":[{"code":8015,"message":"x"}]}`))
	op := capillary.Operation{Name: "customer.Put", Method: http.MethodPut, Path: "/v2/things", Safety: capillary.Replace}
	_, err := capillary.Call[any](t.Context(), c, op, capillary.Input{Body: 1})
	require.Equal(t, int64(2), n.Load())
	assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown)
	assert.NotErrorIs(t, err, capillary.ErrNotFound)
	assert.NotErrorIs(t, err, capillary.ErrUnavailable, "the API answered in the end")
}

// hang never answers.
func hang(t *testing.T) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		connection, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			t.Cleanup(func() { connection.Close() })
		}
	}
}

func TestUnavailableMeansGoOfflineAndNeverARefusal(t *testing.T) {
	fast := []capillary.ClientOption{capillary.WithMaxRetries(0), capillary.WithTryTimeout(50*time.Millisecond, 50*time.Millisecond)}
	for name, x := range map[string]struct {
		reply       func(http.ResponseWriter)
		unavailable bool
	}{
		"connection cut":                           {cut, true},
		"no reply in time":                         {hang(t), true},
		"500 without a code":                       {body(500, ``), true},
		"502 page":                                 {body(502, `<html>`), true},
		"503 of a gateway as JSON":                 {body(503, `{"message":"upstream"}`), true},
		"503, authorisation unavailable":           {body(503, `HttpStatusCode=503 errorMessage=Authorization status unavailable! errorCode=4001`), true},
		"520 of the CDN":                           {body(520, `<html>`), true},
		"521 page of the CDN":                      {body(521, `<html>`), true},
		"a page under success":                     {body(200, `<!DOCTYPE html><title>Sign in to the Wi-Fi</title>`), true},
		"a page under 404":                         {body(404, `<html>`), true},
		"a page to which the request is too large": {body(413, `<html>`), false},
		"text under success":                       {body(200, `OK`), true},
		"rate limit by status":                     {body(429, ``), true},
		"rate limit by page":                       {body(429, `<html>error code: 1015`), true},
		"rate limit by code":                       {body(200, `{"errors":[{"code":517,"message":"x"}]}`), true},
		"a refusal":                                {body(400, `{"errors":[{"code":8015,"message":"x"}]}`), false},
		"a refusal under 500":                      {body(500, `{"errors":[{"code":816,"message":"x"}]}`), false},
		"done before":                              {body(400, `{"errors":[{"code":8028,"message":"x"}]}`), false},
		"wrong credentials":                        {body(401, ``), false},
		"wrong credentials, as a page":             {body(401, `<html>`), false},
		"forbidden":                                {body(403, `HttpStatusCode=403 errorMessage=Not authorized. Access is denied! errorCode=4000`), false},
		"forbidden, as a page":                     {body(403, `<html>`), false},
		"a customer who is busy":                   {body(200, `{"errors":[{"code":521,"message":"x"}]}`), false},
		"a customer who is busy, by status":        {body(521, `{"errors":[{"code":521,"message":"x"}]}`), false},
		"a customer who is busy, under 500":        {body(500, `{"errors":[{"code":521,"message":"x"}]}`), false},
		"a redirect":                               {func(w http.ResponseWriter) { w.Header().Set("Location", "/x"); w.WriteHeader(302) }, false},
		"JSON that is cut off":                     {body(200, `{"id":`), false},
		"a code that asks to try later at 200":     {body(200, `{"errors":[{"code":815,"message":"x"}]}`), false},
	} {
		for _, op := range []capillary.Operation{
			{Name: "customer.Read", Method: http.MethodGet, Path: "/v2/things", Safety: capillary.Read},
			{Name: "customer.Write", Method: http.MethodPost, Path: "/v2/things"},
		} {
			t.Run(name+" "+op.Name, func(t *testing.T) {
				c, _ := replying(t, fast, x.reply)
				_, err := capillary.Call[answer](t.Context(), c, op, capillary.Input{})
				require.Error(t, err)
				assert.Equal(t, x.unavailable, errors.Is(err, capillary.ErrUnavailable), err)
				if doubt := capillary.MayHaveHappened(err); doubt && x.unavailable {
					assert.ErrorIs(t, err, capillary.ErrOutcomeUnknown, "both can be asked")
				}
				if x.unavailable {
					assert.NotErrorIs(t, err, capillary.ErrNotFound)
				}
			})
		}
	}
}

func TestWithoutAConnectionTheAPIIsUnavailable(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	address := "http://" + listener.Addr().String()
	require.NoError(t, listener.Close())
	tls := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer tls.Close()
	tls.Config.ErrorLog = nil
	mock := httpmock.NewMockTransport()
	mock.RegisterNoResponder(httpmock.NewErrorResponder(errors.New("broken")))
	for name, try := range map[string]func() (*capillary.Client, error){
		"nobody listens": func() (*capillary.Client, error) {
			return capillary.New(capillary.Host(address), capillary.Basic("a", "b"), capillary.WithMaxRetries(0))
		},
		"a certificate that nobody knows": func() (*capillary.Client, error) {
			return capillary.New(capillary.Host(tls.URL), capillary.Basic("a", "b"), capillary.WithMaxRetries(0))
		},
		"a transport of the caller's own fails": func() (*capillary.Client, error) {
			return capillary.New(capillary.EU, capillary.Basic("a", "b"), capillary.WithMaxRetries(0), capillary.WithTransport(mock))
		},
		"nor one to the token endpoint": func() (*capillary.Client, error) {
			return capillary.New(capillary.Host(address), capillary.OAuth("a-key", "a-secret"), capillary.WithMaxRetries(0))
		},
	} {
		c, err := try()
		require.NoError(t, err)
		assert.ErrorIs(t, read(t.Context(), c), capillary.ErrUnavailable, name)
	}
}

func TestTheTokenEndpointCanBeUnavailableAndAWrongKeyIsNot(t *testing.T) {
	for name, x := range map[string]struct {
		reply func(http.ResponseWriter)
		want  bool
	}{
		"5xx":                          {body(503, ``), true},
		"page":                         {body(200, `<html>`), true},
		"too many":                     {body(429, ``), true},
		"wrong key":                    {body(401, `{"data":null,"errors":[{"code":320001,"message":"x"}]}`), false},
		"wrong key, as a server error": {body(500, `{"data":null,"errors":[{"code":320001,"message":"x"}]}`), false},
		"refused":                      {body(400, ``), false},
	} {
		c, _ := replying(t, []capillary.ClientOption{capillary.WithMaxRetries(0)}, x.reply)
		c, err := c.As(capillary.OAuth("a-key", "a-secret"))
		require.NoError(t, err)
		err = read(t.Context(), c)
		require.Error(t, err)
		assert.Equal(t, x.want, errors.Is(err, capillary.ErrUnavailable), "%s: %v", name, err)
	}
}

func TestADeadlineIsUnavailableAndACallerWhoGaveUpIsNot(t *testing.T) {
	c, _ := replying(t, nil, hang(t))
	for _, op := range []capillary.Operation{opRead, opWrite} {
		late, stop := context.WithTimeoutCause(t.Context(), 20*time.Millisecond, errors.New("the till's own reason"))
		_, err := capillary.Call[any](late, c, op, capillary.Input{})
		stop()
		assert.ErrorIs(t, err, capillary.ErrUnavailable)
		_, err = capillary.Call[any](t.Context(), c, op, capillary.Input{}, capillary.WithTimeout(20*time.Millisecond))
		assert.ErrorIs(t, err, capillary.ErrUnavailable)
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(20*time.Millisecond, cancel)
		_, err = capillary.Call[any](ctx, c, op, capillary.Input{})
		assert.ErrorIs(t, err, context.Canceled)
		assert.NotErrorIs(t, err, capillary.ErrUnavailable)
		_, err = capillary.Call[any](ctx, c, op, capillary.Input{})
		assert.NotErrorIs(t, err, capillary.ErrUnavailable)
	}
}

func TestNoRoomInTheClientsOwnLimitIsUnavailableAndNoInputEverIs(t *testing.T) {
	var table capillary.Operations
	op := table.Define(capillary.Operation{Name: "customer.Limited", Method: http.MethodGet, Path: "/v2/things", Safety: capillary.Read,
		Group: "TestNoRoomInTheClientsOwnLimitIsUnavailable"})
	c, _ := replying(t, []capillary.ClientOption{capillary.WithRateLimit(op.Group, 1), capillary.WithTimeout(time.Second)}, body(200, `{"id":1}`))
	_, err := capillary.Call[answer](t.Context(), c, op, capillary.Input{})
	require.NoError(t, err)
	_, err = capillary.Call[answer](t.Context(), c, op, capillary.Input{})
	assert.ErrorIs(t, err, capillary.ErrUnavailable)
	assert.ErrorIs(t, err, capillary.ErrRateLimited)
	assert.NotErrorIs(t, read(t.Context(), c, capillary.WithQuery("", "")), capillary.ErrUnavailable)
	assert.NotErrorIs(t, capillary.Invalid("a", "b"), capillary.ErrUnavailable)
}

func TestACodeBesideAResultIsNoRefusalWithIt(t *testing.T) {
	op := capillary.Operation{Name: "customer.Register", Method: http.MethodPost, Path: "/v2/customers", Safety: capillary.Unsafe, Proof: "createdId"}
	for reply, want := range map[string]bool{
		`{"errors":[{"status":false,"code":8015,"message":"x"}]}`:               true,
		`{"createdId":7,"errors":[{"status":false,"code":8015,"message":"x"}]}`: false, // it may be done
		`{"errors":[{"code":8015,"message":"x"},{"code":8013}]}`:                true,
		`{"success":true,"errors":[{"code":8015,"message":"x"}]}`:               false,
		`{"errors":[{"status":false,"code":8013,"message":"x"}]}`:               false,
	} {
		c, _ := wiretest.Serve(t, http.StatusBadRequest, reply)
		_, err := capillary.Call[*struct{ CreatedID int64 }](t.Context(), c, op, capillary.Input{Body: 1})
		require.Error(t, err, reply)
		assert.Equal(t, want, capillary.RefusedWith(err, customer.ErrNotFound), reply)
	}
	assert.False(t, capillary.RefusedWith(nil, customer.ErrNotFound))
}
