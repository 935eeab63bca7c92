package main

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/points"
)

// Most of these tests wait for a time-out, so more of them can run at a time than there are cores.
func TestMain(m *testing.M) {
	flag.Parse()
	_ = flag.Set("test.parallel", "24")
	os.Exit(m.Run())
}

// Every kind of fault strikes the redemption, and then the first look-up of the next process: what ends up in the file is so.
func TestWhatTheFileSaysOfARedemptionIsSoUnderAnyFault(t *testing.T) {
	for name, kind := range capillarytest.EveryKind(time.Second) {
		for _, at := range []string{"the redemption", "the look-up too"} {
			t.Run(name+" at "+at, func(t *testing.T) {
				t.Parallel()
				fake := capillarytest.NewServer()
				defer fake.Close()
				client := fake.OAuthClient(capillary.WithSettleTime(time.Second), capillary.WithTryTimeout(700*time.Millisecond, 700*time.Millisecond),
					capillary.WithReplyLimits(1<<20, 1<<20))
				defer client.CloseIdleConnections()
				id := fake.AddCustomer(capillarytest.Customer{FirstName: "Ivy", Mobile: "447700900042", Points: 420})
				fake.Fault(capillarytest.Fault{Method: "POST", Path: redeemPath, Kind: kind})
				if at != "the redemption" {
					fake.Fault(capillarytest.Fault{Method: "GET", Path: redemptionsPath, Kind: kind})
				}
				ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
				defer cancel()
				var out strings.Builder
				b := box{&out, filepath.Join(t.TempDir(), "order.json"), client}
				_ = b.send(ctx, points.RedeemRequest{Customer: capillary.UserID(id), Points: decimal.NewFromInt(100), TransactionNumber: "bill-1", ExternalReference: "order-1", SkipOTPValidation: true})
				require.NoError(t, b.settle(ctx), out.String())
				kept, err := b.read()
				require.NoError(t, err)
				times := map[string]int{"done": 1, "not done": 0}
				want, known := times[kept.State]
				require.True(t, known, kept.State)
				assert.Equal(t, want, fake.Executed("order-1"), out.String())
				assert.Equal(t, decimal.NewFromInt(420-100*int64(want)).String(), fake.Balance(id).String())
			})
		}
	}
}
