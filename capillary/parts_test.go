package capillary_test

import (
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/wiretest"
)

// twoOfOne is a result without a place for what became of each of two customers.
type twoOfOne struct {
	Customers struct {
		Customer []struct {
			Mobile string `json:"mobile"`
		} `json:"customer"`
	} `json:"customers"`
}

func TestAResultOfOneThingThatWasDoneInPartIsAnErrorThatSaysSoWhateverTheStatus(t *testing.T) {
	const reply = `{"response":{"status":{"success":"true","code":200,"message":"partly"},"customers":{"customer":[
		{"mobile":"447700900001","item_status":{"success":"true","code":1000,"message":"ok"}},
		{"mobile":"447700900002","item_status":{"success":"false","code":1012,"message":"no such customer"}}]}}}`
	op := capillary.Operation{Name: "customer.Parts", Method: http.MethodPost, Path: "/v1.1/customer/parts", Envelope: capillary.V1}
	for _, status := range []int{200, 207, 400, 404, 500, 502} {
		t.Run(strconv.Itoa(status), func(t *testing.T) {
			c, server := wiretest.Serve(t, status, reply, capillary.WithMaxRetries(3))
			var meta capillary.Meta
			got, err := capillary.Call[*twoOfOne](t.Context(), c, op, capillary.Input{Body: map[string]int{}}, capillary.WithMeta(&meta))
			var e *capillary.Error
			require.ErrorAs(t, err, &e, "%+v", got)
			assert.Equal(t, capillary.OutcomePartlyDone.String(), e.Outcome.String())
			assert.Equal(t, capillary.OutcomePartlyDone.String(), meta.Outcome.String())
			assert.True(t, capillary.MayHaveHappened(err))
			assert.NotErrorIs(t, err, capillary.ErrOutcomeUnknown)
			assert.ErrorIs(t, err, capillary.Code(1012), "the issues tell which part was not done")
			assert.Len(t, server.Arrivals(), 1, "what is done in part is never sent again")
		})
	}
	read := op
	read.Method, read.Path, read.Safety = http.MethodGet, "/v1.1/customer/parts", capillary.Read
	c, _ := wiretest.Serve(t, 0, reply)
	got, err := capillary.Call[*twoOfOne](t.Context(), c, read, capillary.Input{})
	require.NoError(t, err, "of a read, what was found is the result")
	assert.Len(t, got.Customers.Customer, 2)
}

func TestV2TakesTimesWithTheirOffsetAndMillisecondsAndV1OnTheClustersClock(t *testing.T) {
	east := time.FixedZone("", 5*3600+1800)
	body := map[string]any{
		"whole": time.Date(2031, 2, 3, 4, 5, 6, 0, east), "milli": time.Date(2031, 2, 3, 4, 5, 6, 789e6, time.UTC),
		"first": time.Date(2031, 2, 3, 4, 5, 6, 1e6, east), "none": time.Time{},
	}
	for path, want := range map[string]string{
		"/v2/things":   `{"first":"2031-02-03T04:05:06.001+05:30","milli":"2031-02-03T04:05:06.789Z","none":null,"whole":"2031-02-03T04:05:06+05:30"}`,
		"/v1.1/things": `{"first":"2031-02-02 22:35:06","milli":"2031-02-03 04:05:06","none":null,"whole":"2031-02-02 22:35:06"}`,
	} {
		c, server := wiretest.Serve(t, 0, `{"id":1}`)
		op := capillary.Operation{Name: "customer.Write", Method: http.MethodPost, Path: path}
		_, _ = capillary.Call[map[string]any](t.Context(), c, op, capillary.Input{Body: body}, capillary.WithTimeZone(time.UTC))
		require.Len(t, server.Arrivals(), 1)
		assert.Equal(t, want, string(server.Arrivals()[0].Body))
	}
}
