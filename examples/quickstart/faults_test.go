package main

import (
	"context"
	"errors"
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/customer"
)

// Most of these tests wait for a time-out, so more of them can run at a time than there are cores.
func TestMain(m *testing.M) {
	flag.Parse()
	_ = flag.Set("test.parallel", "24")
	os.Exit(m.Run())
}

// Every kind of fault strikes every call of the quickstart: it ends without a panic, and what it says is so.
func TestTheQuickstartSaysNothingFalseUnderAnyFault(t *testing.T) {
	for name, kind := range capillarytest.EveryKind(time.Second) {
		for _, call := range []string{"POST /v2/customers", "GET /v2/customers/lookup", "GET /v2/customers/lookup/pointsSummary", "GET /v2/customers/lookup/tierSummary"} {
			t.Run(name+" at "+call, func(t *testing.T) {
				t.Parallel()
				fake := capillarytest.NewServer()
				defer fake.Close()
				client := fake.OAuthClient(capillary.WithTryTimeout(700*time.Millisecond, 700*time.Millisecond), capillary.WithReplyLimits(1<<20, 1<<20))
				defer client.CloseIdleConnections()
				method, path, _ := strings.Cut(call, " ")
				fake.Fault(capillarytest.Fault{Method: method, Path: path, Kind: kind})
				ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
				defer cancel()
				const mobile = "447700900042"
				var welcomed int64
				var out strings.Builder
				err := tell(ctx, &out, client, func(id int64) { welcomed = id; fake.SetPoints(id, 420); fake.SetTier(id, "Gold") }, mobile)
				said := out.String()
				patient := fake.Client()
				defer patient.CloseIdleConnections()
				_, missing := customer.New(patient).Lookup(t.Context(), capillary.Mobile(mobile), customer.LookupOptions{})
				if strings.Contains(said, "registered in the store") {
					assert.NoError(t, missing, said)
				}
				if strings.Contains(said, "found by") {
					assert.NotContains(t, said, "customer 0")
				}
				if strings.Contains(said, "points to spend") {
					assert.Contains(t, said, "points to spend: 420")
					assert.Positive(t, welcomed)
				}
				var of *capillary.Error
				if err != nil && errors.As(err, &of) && !capillary.MayHaveHappened(err) && strings.HasPrefix(err.Error(), "register in the store") {
					assert.ErrorIs(t, missing, customer.ErrNotFound, err)
				}
				if err == nil {
					assert.Contains(t, said, "points to spend: 420")
					assert.Contains(t, said, "a wrong identifier")
				}
			})
		}
	}
}
