// Command quickstart shows the SDK at work: a customer registers in a store, the same mobile number arrives through the
// web shop and the two accounts become one, the customer is found by each identifier, and a wrong one is a typed error.
//
// Without settings it runs against an in-memory Capillary organisation in the same process. With CAPILLARY_CLUSTER (or
// CAPILLARY_HOST) and credentials in the environment it runs against a cluster, and registers a made-up customer there.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"time"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/customer"
)

func main() {
	log.SetFlags(0)
	mobile := flag.String("mobile", "", "mobile number to register, with country code (default: a made-up one)")
	flag.Parse()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := run(ctx, os.Stdout, *mobile); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, out io.Writer, mobile string) error {
	client, welcome, done, err := connect(out)
	if err != nil {
		return err
	}
	defer done()
	return tell(ctx, out, client, welcome, mobile)
}

// tell shows everything against the client's organisation.
func tell(ctx context.Context, out io.Writer, client *capillary.Client, welcome func(id int64), mobile string) error {
	now := time.Now()
	person := shopper{mobile: mobile, email: fmt.Sprintf("ivy.%d@example.org", now.UnixNano()), externalID: fmt.Sprintf("CLUB-%d", now.UnixNano())}
	if person.mobile == "" {
		person.mobile = fmt.Sprintf("4477009%05d", now.UnixNano()%100_000)
	}
	customers := customer.New(client)
	id, err := register(ctx, out, customers, person)
	if err != nil {
		return err
	}
	welcome(id)
	if err := find(ctx, out, customers, person); err != nil {
		return err
	}
	if err := loyalty(ctx, out, customers, person); err != nil {
		return err
	}
	return miss(ctx, out, customers)
}

type shopper struct{ mobile, email, externalID string }

// connect gives a client for the cluster in the environment, or for a fake. welcome gives a new customer of the fake a
// few points; on a cluster the brand's own rules do.
func connect(out io.Writer) (client *capillary.Client, welcome func(id int64), done func(), err error) {
	if capillary.EnvConfigured() {
		client, err = capillary.NewFromEnv()
		if err != nil {
			return nil, nil, nil, err
		}
		fmt.Fprintf(out, "calling %s\n", client.Cluster())
		return client, func(int64) {}, client.CloseIdleConnections, nil
	}
	fake := capillarytest.NewServer()
	client = fake.OAuthClient()
	fmt.Fprintln(out, "calling the built-in fake (set CAPILLARY_CLUSTER and credentials for a real cluster)")
	welcome = func(id int64) {
		fake.SetPoints(id, 420)
		fake.SetTier(id, "Gold")
	}
	return client, welcome, func() { client.CloseIdleConnections(); fake.Close() }, nil
}

// register adds the shopper through two sources. The id that counts is the one that comes back last.
func register(ctx context.Context, out io.Writer, customers *customer.Service, who shopper) (int64, error) {
	inStore, err := customers.Register(ctx, customer.RegisterRequest{
		LoyaltyInfo: customer.LoyaltyRequest{LoyaltyType: customer.Loyalty},
		Profiles: []customer.ProfileRequest{{FirstName: "Ivy", LastName: "Marsh", Source: capillary.SourceInStore,
			Identifiers: []customer.IdentifierRequest{{Type: customer.IdentifierMobile, Value: who.mobile},
				{Type: customer.IdentifierExternalID, Value: who.externalID}}}},
	})
	if err != nil {
		return 0, fmt.Errorf("register in the store: %w", err)
	}
	fmt.Fprintf(out, "\nregistered in the store:    customer %d\n", inStore.CreatedID)

	online, err := customers.Register(ctx, customer.RegisterRequest{
		LoyaltyInfo: customer.LoyaltyRequest{LoyaltyType: customer.Loyalty},
		Profiles: []customer.ProfileRequest{{FirstName: "Ivy", LastName: "Marsh", Source: capillary.SourceEcommerce,
			Identifiers: []customer.IdentifierRequest{{Type: customer.IdentifierMobile, Value: who.mobile},
				{Type: customer.IdentifierEmail, Value: who.email}}}},
	})
	if err != nil {
		return 0, fmt.Errorf("register in the web shop: %w", err)
	}
	fmt.Fprintf(out, "registered in the web shop: customer %d\n", online.CreatedID)
	for _, w := range online.Warnings {
		fmt.Fprintf(out, "  the API says %d: %s\n", w.Code, w.Message)
	}
	return online.CreatedID, nil
}

// find looks the shopper up by each identifier: they all lead to one id.
func find(ctx context.Context, out io.Writer, customers *customer.Service, who shopper) error {
	fmt.Fprintln(out)
	for _, by := range []struct {
		name string
		id   capillary.Identifier
	}{
		{"mobile, in store", capillary.Mobile(who.mobile)},
		{"external id", capillary.ExternalID(who.externalID)},
		{"mobile, in web shop", capillary.Mobile(who.mobile).In(capillary.SourceEcommerce, "")},
		{"e-mail", capillary.Email(who.email).In(capillary.SourceEcommerce, "")},
	} {
		found, err := customers.Lookup(ctx, by.id, customer.LookupOptions{})
		if err != nil {
			return fmt.Errorf("look up by %s: %w", by.name, err)
		}
		fmt.Fprintf(out, "found by %-20s customer %d\n", by.name+":", found.UserID)
	}
	return nil
}

// loyalty shows points and tier. Points are decimals, never floats.
func loyalty(ctx context.Context, out io.Writer, customers *customer.Service, who shopper) error {
	balance, err := customers.PointsBalance(ctx, capillary.Mobile(who.mobile), customer.ProgramOptions{})
	if err != nil {
		return fmt.Errorf("points: %w", err)
	}
	tier, err := customers.Tier(ctx, capillary.Mobile(who.mobile), customer.ProgramOptions{})
	if err != nil {
		return fmt.Errorf("tier: %w", err)
	}
	fmt.Fprintf(out, "\npoints to spend: %s\n", balance.MainPoints)
	for _, t := range tier.ProgramTiers {
		fmt.Fprintf(out, "tier in program %d: %s\n", t.ProgramID, t.CurrentTierName)
	}
	return nil
}

// miss asks for somebody who is not there. The error is typed, and says what is known.
func miss(ctx context.Context, out io.Writer, customers *customer.Service) error {
	_, err := customers.Lookup(ctx, capillary.Email("nobody@example.org"), customer.LookupOptions{})
	if err == nil {
		return errors.New("nobody@example.org is registered; the quickstart expects that nobody is")
	}
	var e *capillary.Error
	if !errors.As(err, &e) {
		return err
	}
	fmt.Fprintf(out, "\na wrong identifier:\n  %v\n  is customer.ErrNotFound: %t, codes: %d, may have changed anything: %t\n",
		err, errors.Is(err, customer.ErrNotFound), e.Codes(), capillary.MayHaveHappened(err))
	return nil
}
