package main

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/coupon"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/otp"
	"github.com/capillary-go/sdk/points"
	"github.com/capillary-go/sdk/transaction"
)

// Most of these tests wait for a time-out, so more of them can run at a time than there are cores.
func TestMain(m *testing.M) {
	flag.Parse()
	_ = flag.Set("test.parallel", "24")
	os.Exit(m.Run())
}

// Every kind of fault strikes every call of the checkout: it ends without a panic, and what it says is so.
func TestTheCheckoutSaysNothingFalseUnderAnyFault(t *testing.T) {
	calls := []string{"GET /v2/customers/lookup", "GET /v1.1/points/isredeemable", "GET /v2/coupon/is_redeemable", "POST /v2/otp/generate",
		"POST /v2/otp/validate", "POST /v2/customers/{id}/redemptions", "POST /v2/coupon/redeem", "POST /v2/transactions", "POST /v2/points/reverse"}
	random := rand.New(rand.NewPCG(12, 7))
	kinds := capillarytest.EveryKind(time.Second)
	for _, name := range slices.Sorted(maps.Keys(kinds)) {
		for _, call := range calls {
			kind, share := kinds[name], 1
			if !strings.Contains(call, "redemptions") && !strings.Contains(call, "coupon/redeem") {
				share = 2 // each kind strikes some of the other calls
			}
			if testing.Short() {
				share *= 3
			}
			if random.IntN(share) > 0 {
				continue
			}
			t.Run(name+" at "+call, func(t *testing.T) {
				t.Parallel()
				method, path, _ := strings.Cut(call, " ")
				fake := capillarytest.NewServer()
				defer fake.Close()
				client := fake.OAuthClient(capillary.WithTryTimeout(700*time.Millisecond, 700*time.Millisecond), capillary.WithReplyLimits(1<<20, 1<<20))
				defer client.CloseIdleConnections()
				const mobile = "447700900042"
				id := fake.AddCustomer(capillarytest.Customer{FirstName: "Ivy", Mobile: mobile, Points: 420})
				var out strings.Builder
				till := &till{out: &out, mobile: mobile, bill: "bill-1", password: func() string { return fake.LastOTP(mobile) }, customers: customer.New(client),
					points: points.New(client), coupons: coupon.New(client), passwords: otp.New(client), bills: transaction.New(client)}
				var err error
				till.coupon, err = till.issue(t.Context())
				require.NoError(t, err)
				fake.Fault(capillarytest.Fault{Method: method, Path: path, Kind: kind})
				ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
				defer cancel()
				err = till.serve(ctx)
				said := out.String()
				redeemed, used := fake.Executed("redeem-bill-1"), fake.Executed(till.coupon)
				assert.LessOrEqual(t, redeemed, 1)
				assert.LessOrEqual(t, used, 1)
				balance := fake.Balance(id)
				if strings.Contains(said, "redeemed 100 points") {
					assert.Equal(t, 1, redeemed, said)
					assert.Equal(t, 1, used, said)
					assert.Contains(t, []bool{true}, strings.Contains(said, "left: 320;") || strings.Contains(said, "left: not told;"), said)
					assert.NotContains(t, said, "discount: 0")
				}
				if strings.Contains(said, "added bill") {
					assert.Positive(t, fake.Executed("bill-1"), said)
				}
				if strings.Contains(said, "so are the points") {
					assert.True(t, balance.GreaterThanOrEqual(decimal.NewFromInt(420)), said)
				}
				if err != nil && !capillary.MayHaveHappened(err) && strings.HasPrefix(err.Error(), "redeem points") {
					assert.Zero(t, redeemed, fmt.Sprint(err))
				}
				if err == nil {
					assert.Contains(t, said, "points to spend")
				}
			})
		}
	}
}
