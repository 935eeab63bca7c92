// Command outbox shows how money survives a crash. A till keeps each redemption in a file before it sends it, and dies while the
// answer is on its way. The program that is started next reads the file, asks what became of each redemption, and does not
// send any of them a second time.
//
// It runs against an in-memory Capillary organisation in the same process. A real backend would have a table in place of the
// file. The settle time is two minutes by default; here it is shortened, so that you need not wait.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/points"
)

func main() {
	log.SetFlags(0)
	ctx := context.Background()
	folder, err := os.MkdirTemp("", "outbox")
	if err == nil {
		err = errors.Join(run(ctx, os.Stdout, folder), os.RemoveAll(folder))
	}
	if err != nil {
		log.Fatal(err)
	}
}

const redeemPath, redemptionsPath = "/v2/customers/{id}/redemptions", "/v1.1/customer/redemptions"

func run(ctx context.Context, out io.Writer, folder string) error {
	fake := capillarytest.NewServer()
	defer fake.Close()
	for _, story := range []struct {
		title string
		fault capillarytest.Kind
	}{
		{"the points were taken, then the till died", capillarytest.CutAfterWork()},
		{"the till died before the points were taken", capillarytest.CutBeforeWork()},
	} {
		fmt.Fprintf(out, "\n%s:\n", story.title)
		id := fake.AddCustomer(capillarytest.Customer{FirstName: "Ivy", Mobile: fmt.Sprintf("4477009%05d", time.Now().UnixNano()%100_000), Points: 420})
		fake.Fault(capillarytest.Fault{Method: "POST", Path: redeemPath, Kind: story.fault})
		fake.Fault(capillarytest.Fault{Method: "GET", Path: redemptionsPath, Kind: capillarytest.HTMLPage(503), Times: 3})
		first := box{out, filepath.Join(folder, fmt.Sprintf("order-%d.json", id)), fake.OAuthClient(capillary.WithMaxRetries(0))} // one try only, so that a doubt is left
		if err := first.send(ctx, points.RedeemRequest{Customer: capillary.UserID(id), Points: decimal.NewFromInt(100),
			TransactionNumber: fmt.Sprintf("bill-%d", id), ExternalReference: fmt.Sprintf("order-%d", id), SkipOTPValidation: true}); err != nil {
			fmt.Fprintf(out, "  the till dies: %v\n", err)
		}
		first.client.CloseIdleConnections()

		second := box{out, first.file, fake.OAuthClient(capillary.WithSettleTime(2 * time.Second))} // the next process has the file, and no more
		err := second.settle(ctx)
		second.client.CloseIdleConnections()
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "  the customer has %s points, as the organisation knows\n", fake.Balance(id))
		fake.Reset()
	}
	return nil
}

// entry is what is kept of a redemption.
type entry struct {
	Request points.RedeemRequest `json:"request"`
	Since   time.Time            `json:"since"` // it was, or may have been, on its way until then at least
	State   string               `json:"state"` // sent, done, not done
}

type box struct {
	out    io.Writer
	file   string
	client *capillary.Client
}

// send keeps the redemption, and sends it only then.
func (b box) send(ctx context.Context, r points.RedeemRequest) error {
	e := entry{Request: r, Since: time.Now(), State: "sent"}
	if err := b.keep(e); err != nil {
		return err // nothing was sent
	}
	redemption, err := points.New(b.client).Redeem(ctx, r)
	var unknown *capillary.OutcomeUnknownError
	switch {
	case err == nil:
		fmt.Fprintf(b.out, "  paid: %s\n", redemption.RedemptionID)
		e.State = "done"
	case errors.As(err, &unknown): // where the process lives on, it knows the moment better
		e.Since = unknown.Since
	case !capillary.MayHaveHappened(err):
		e.State = "not done"
	}
	return errors.Join(err, b.keep(e))
}

// settle asks what became of what was sent, until it is known.
func (b box) settle(ctx context.Context) error {
	e, err := b.read()
	if err != nil {
		return err
	}
	for e.State == "sent" {
		known, err := points.New(b.client).SettleRedeem(ctx, e.Request, e.Since)
		switch {
		case err != nil:
			fmt.Fprintf(b.out, "  the look-up was not answered: %v\n", err)
		case known.Conflict:
			return errors.New("something else is there under this reference: a person has to look")
		case known.Settled && known.Happened:
			fmt.Fprintf(b.out, "  it happened: redemption %s, left: %v\n", known.Result.RedemptionID, known.Result.RemainingPoints)
			e.State = "done"
		case known.Settled:
			fmt.Fprintln(b.out, "  it did not happen: the order can be paid anew, under a new reference")
			e.State = "not done"
		default:
			fmt.Fprintln(b.out, "  nothing there yet, which proves nothing yet")
		}
		if e.State != "sent" {
			return b.keep(e)
		}
		select {
		case <-time.After(500 * time.Millisecond):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// keep writes the entry to another file first, so that there is always a whole one. It names a customer: nobody else may read it.
func (b box) keep(e entry) error {
	raw, err := json.Marshal(e)
	if err != nil {
		return err
	}
	if err := os.WriteFile(b.file+".new", raw, 0o600); err != nil {
		return err
	}
	return os.Rename(b.file+".new", b.file)
}

func (b box) read() (e entry, err error) {
	raw, err := os.ReadFile(b.file)
	if err != nil {
		return e, err
	}
	return e, json.Unmarshal(raw, &e)
}
