// Command reconcile shows what a backend does when the answer to a redemption is cut off: nobody can know whether the points
// are gone. It does not send the redemption again. It keeps the reference, and asks later what became of it.
//
// With its defaults the SDK settles most of that by itself: it looks the redemption up, and sends it again under the same reference,
// which the API does not redeem twice. Here it may try only once, so that a doubt is left.
//
// It runs against an in-memory Capillary organisation in the same process that cuts connections when told to. The settle
// time is two minutes by default; here it is shortened, so that you need not wait.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/points"
)

func main() {
	log.SetFlags(0)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := run(ctx, os.Stdout); err != nil {
		log.Fatal(err)
	}
}

const redeemPath, redemptionsPath = "/v2/customers/{id}/redemptions", "/v1.1/customer/redemptions"

func run(ctx context.Context, out io.Writer) error {
	fake := capillarytest.NewServer()
	defer fake.Close()
	client := fake.OAuthClient(capillary.WithSettleTime(2*time.Second), capillary.WithMaxRetries(0))
	defer client.CloseIdleConnections()
	shop := shop{out, points.New(client)}

	for _, story := range []struct {
		title string
		fault capillarytest.Kind
	}{
		{"the points were taken, then the connection broke", capillarytest.CutAfterWork()},
		{"the connection broke before the points were taken", capillarytest.CutBeforeWork()},
	} {
		fmt.Fprintf(out, "\n%s:\n", story.title)
		id := fake.AddCustomer(capillarytest.Customer{FirstName: "Ivy", Mobile: fmt.Sprintf("4477009%05d", time.Now().UnixNano()%100_000), Points: 420})
		fake.Fault(capillarytest.Fault{Method: "POST", Path: redeemPath, Kind: story.fault})
		fake.Fault(capillarytest.Fault{Method: "GET", Path: redemptionsPath, Kind: capillarytest.HTMLPage(503), Times: 2}) // the first look-ups fail too
		if err := shop.pay(ctx, capillary.UserID(id), fmt.Sprintf("order-%d", id)); err != nil {
			return err
		}
		fmt.Fprintf(out, "  the customer has %s points, as the organisation knows\n", fake.Balance(id))
		fake.Reset()
	}
	return nil
}

type shop struct {
	out    io.Writer
	points *points.Service
}

// pay redeems points for an order. The order's number is the reference, so that the redemption can be found again.
func (s shop) pay(ctx context.Context, who capillary.Identifier, order string) error {
	redemption, err := s.points.Redeem(ctx, points.RedeemRequest{Customer: who, Points: decimal.NewFromInt(100), TransactionNumber: order,
		ExternalReference: order, SkipOTPValidation: true})
	var unknown *capillary.OutcomeUnknownError
	switch {
	case err == nil:
		fmt.Fprintf(s.out, "  paid: %s\n", redemption.RedemptionID)
		return nil
	case errors.As(err, &unknown):
		fmt.Fprintf(s.out, "  %v\n  the order %s waits\n", err, unknown.Key)
		return s.settle(ctx, unknown)
	case capillary.MayHaveHappened(err):
		return err
	default:
		fmt.Fprintf(s.out, "  not paid: %v\n", err)
		return nil
	}
}

// settle asks until it is known. A backend would keep the request in its database and ask from a job: see examples/outbox.
func (s shop) settle(ctx context.Context, unknown *capillary.OutcomeUnknownError) error {
	for {
		found, err := capillary.Reconcile[*points.Redemption](ctx, unknown)
		switch {
		case err != nil:
			fmt.Fprintf(s.out, "  the look-up failed: %v\n", err)
		case found.Settled && found.Happened:
			fmt.Fprintf(s.out, "  it happened: redemption %s\n", found.Result.RedemptionID)
			return nil
		case found.Conflict:
			return errors.New("something else is there under this reference: a person has to look")
		case found.Settled:
			fmt.Fprintln(s.out, "  it did not happen, and won't: the order can be paid anew, under a new reference")
			return nil
		default:
			fmt.Fprintln(s.out, "  nothing there yet, which proves nothing yet")
		}
		select {
		case <-time.After(500 * time.Millisecond):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
