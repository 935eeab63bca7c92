// Command webhook receives event notifications and prints what the application saw of them.
//
// Without settings a fake of Capillary in the same process delivers some: one twice, one whose handler fails at first, one
// malformed, one without a type, one with a wrong secret. With CAPILLARY_WEBHOOK_SECRET it listens for a real one, at -listen,
// until it is interrupted; put TLS in front of it, see docs/webhooks.md.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"sync"
	"time"

	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/webhook"
)

const secretHeader = "X-Capillary-Secret"

func main() {
	log.SetFlags(0)
	address := flag.String("listen", "127.0.0.1:8080", "where to listen for a real webhook")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Stdout, *address, os.Getenv("CAPILLARY_WEBHOOK_SECRET")); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, out io.Writer, address, secret string) error {
	if secret != "" {
		return receive(ctx, out, address, secret, func(url string) error {
			fmt.Fprintf(out, "listening at %s, for the secret in the header %s\n", url, secretHeader)
			<-ctx.Done()
			return nil
		})
	}
	secret = "a-secret-of-this-example-only"
	return receive(ctx, out, "127.0.0.1:0", secret, func(url string) error { return deliver(ctx, out, url, secret) })
}

// receive runs a receiver while the given function does.
func receive(ctx context.Context, out io.Writer, address, secret string, while func(url string) error) error {
	receiver, err := newReceiver(out, secret)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	server := &http.Server{Handler: receiver, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 40 * time.Second, IdleTimeout: 2 * time.Minute}
	served := make(chan error, 1)
	go func() { served <- server.Serve(webhook.DropEmptyHeaderNames(listener)) }()
	err = while("http://" + listener.Addr().String())
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
	defer cancel()
	err = errors.Join(err, receiver.Shutdown(ending), server.Shutdown(ending))
	if serving := <-served; !errors.Is(serving, http.ErrServerClosed) {
		err = errors.Join(err, serving)
	}
	stats := receiver.Stats()
	fmt.Fprintf(out, "\nthe receiver counted: %d deliveries, %d handled, %d duplicates, %d failed tries, %d dead letters, %d with a wrong secret\n",
		stats.Deliveries, stats.Handled, stats.Duplicates, stats.Failed, stats.DeadLetters, stats.WrongSecret)
	return err
}

// newReceiver is the application: it has one handler a kind of events.
func newReceiver(out io.Writer, secret string) (*webhook.Receiver, error) {
	app := &application{out: out}
	receiver, err := webhook.NewReceiver(webhook.Secret(secretHeader, secret),
		webhook.WithDeadLetters(app.deadLetter),
		webhook.WithLogger(slog.New(slog.DiscardHandler)))
	if err != nil {
		return nil, err
	}
	webhook.On(receiver, app.pointsRedeemed)
	webhook.On(receiver, app.tierUpgraded)
	receiver.OnUnknown(app.anythingElse)
	return receiver, nil
}

type application struct {
	mu  sync.Mutex
	out io.Writer
}

func (a *application) say(format string, values ...any) {
	a.mu.Lock()
	defer a.mu.Unlock()
	fmt.Fprintf(a.out, "  the application saw: "+format+"\n", values...)
}

func (a *application) pointsRedeemed(_ context.Context, e webhook.PointsRedeemed) error {
	a.say("customer %d redeemed %s points", e.CustomerIdentifiers.CustomerID, e.TotalPointsRedeemed)
	return nil
}

// tierUpgraded fails at first, as when a database is away: the event comes again.
func (a *application) tierUpgraded(_ context.Context, e webhook.TierUpgraded) error {
	if e.Try == 1 {
		a.say("customer %d has a new tier, but it could not be stored", e.CustomerIdentifiers.CustomerID)
		return errors.New("the database is away")
	}
	a.say("customer %d has tier %d until the end of %s", e.CustomerIdentifiers.CustomerID, e.UpgradedTierNumber, e.TierExpiryDate.Day)
	return nil
}

func (a *application) anythingElse(_ context.Context, e webhook.Event) error {
	a.say("an event %q, with data %s", e.EventName, e.Data)
	return nil
}

func (a *application) deadLetter(_ context.Context, letter webhook.DeadLetter) error {
	a.say("a dead letter (%s): %s", letter.Reason, letter.Body)
	return nil
}

// deliver lets the fake deliver, one after the other, so that what is printed has an order.
func deliver(ctx context.Context, out io.Writer, url, secret string) error {
	fake := capillarytest.NewServer()
	defer fake.Close()
	sender := fake.Sender(capillarytest.Webhook{URL: url, Headers: map[string]string{secretHeader: secret}, MaxAllowedConnections: 1})
	sender.InOrder = true
	ivy := map[string]any{"customerId": 4711}
	for _, story := range []struct {
		title string
		event capillarytest.Notification
	}{
		{"an event, delivered twice", capillarytest.Notification{EventName: "pointsRedeemed", Copies: 2,
			Data: map[string]any{"customerIdentifiers": ivy, "totalPointsRedeemed": 100}}},
		{"an event whose handler fails at first", capillarytest.Notification{EventName: "tierUpgraded",
			Data: map[string]any{"customerIdentifiers": ivy, "upgradedTierNumber": 2, "tierExpiryDate": "2027-03-31"}}},
		{"a body that is cut off", capillarytest.Notification{Body: []byte(`{"eventName":"pointsIssued","data":{"totalPo`)}},
		{"an event that has no type", capillarytest.Notification{EventName: "somethingNew", Data: map[string]any{"what": "ever"}}},
		{"an event with a wrong secret", capillarytest.Notification{EventName: "pointsRedeemed",
			Manners: []capillarytest.DeliveryManner{capillarytest.DeliverWithWrongSecret}}},
	} {
		fmt.Fprintf(out, "\n%s:\n", story.title)
		outcome, err := sender.Deliver(ctx, story.event)
		if err != nil {
			return err
		}
		for _, d := range outcome {
			fmt.Fprintf(out, "  the sender was answered: %v\n", d.Statuses)
		}
	}
	return nil
}
