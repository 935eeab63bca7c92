package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"

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

// Every kind of fault strikes the redemption, and then the first look-up: what is said of the points is so.
func TestWhatIsSaidOfARedemptionIsSoUnderAnyFault(t *testing.T) {
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
				err := shop{&out, points.New(client)}.pay(ctx, capillary.UserID(id), "order-1")
				said, times := out.String(), fake.Executed("order-1")
				assert.LessOrEqual(t, times, 1)
				left := decimal.NewFromInt(420 - 100*int64(times))
				assert.Equal(t, left.String(), fake.Balance(id).String())
				switch {
				case strings.Contains(said, "  paid:") || strings.Contains(said, "it happened"):
					assert.Equal(t, 1, times, said)
				case strings.Contains(said, "not paid:") || strings.Contains(said, "it did not happen"):
					assert.Zero(t, times, said)
				default:
					assert.Error(t, err, "nothing was said, and nothing is wrong: %s", fmt.Sprint(said))
				}
			})
		}
	}
}
