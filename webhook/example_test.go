package webhook_test

import (
	"context"
	"crypto/tls"
	"fmt"
	"log"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"time"

	"github.com/capillary-go/sdk/capillarytest"
	"github.com/capillary-go/sdk/webhook"
)

// deliverTo lets the fake deliver to a receiver, in order.
func deliverTo(receiver http.Handler, notifications ...capillarytest.Notification) {
	server := httptest.NewServer(receiver)
	defer server.Close()
	fake := capillarytest.NewServer()
	defer fake.Close()
	sender := fake.Sender(capillarytest.Webhook{URL: server.URL, MaxAllowedConnections: 1,
		Headers: map[string]string{"X-Capillary-Secret": "a-secret-of-this-example"}})
	sender.InOrder = true
	if _, err := sender.Deliver(context.Background(), notifications...); err != nil {
		log.Fatal(err)
	}
}

func quietReceiver() *webhook.Receiver {
	receiver, err := webhook.NewReceiver(webhook.Secret("X-Capillary-Secret", "a-secret-of-this-example"),
		webhook.WithLogger(slog.New(slog.DiscardHandler)))
	if err != nil {
		log.Fatal(err)
	}
	return receiver
}

func ExampleOn() {
	receiver := quietReceiver()
	webhook.On(receiver, func(_ context.Context, e webhook.PointsRedeemed) error {
		fmt.Printf("customer %d redeemed %s points for bill %s\n", e.CustomerIdentifiers.CustomerID, e.TotalPointsRedeemed, e.RedemptionBillNumber)
		return nil
	})
	deliverTo(receiver, capillarytest.Notification{EventName: "pointsRedeemed", Copies: 2, // at least once
		Data: map[string]any{"customerIdentifiers": map[string]any{"customerId": 4711}, "totalPointsRedeemed": 100.5, "redemptionBillNumber": "bill-77"}})
	// Output:
	// customer 4711 redeemed 100.5 points for bill bill-77
}

// tiers keeps the tier of each customer, and when it was the tier.
type tiers struct {
	mu   sync.Mutex
	tier map[int64]int64
	asOf map[int64]time.Time
}

// set keeps what is newer. In a database it is one statement: UPDATE … SET tier = ?, as_of = ? WHERE customer = ? AND as_of < ?
func (t *tiers) set(customer, tier int64, asOf time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if asOf.After(t.asOf[customer]) {
		t.tier[customer], t.asOf[customer] = tier, asOf
	}
}

// Events come in any order: an upgrade that was tried again may come after the downgrade that followed it. What sets a state
// keeps the time of the event beside it, and leaves an older event out.
func ExampleEvent_keepTheNewer() {
	book := &tiers{tier: map[int64]int64{}, asOf: map[int64]time.Time{}}
	receiver := quietReceiver()
	webhook.On(receiver, func(_ context.Context, e webhook.TierUpgraded) error {
		book.set(e.CustomerIdentifiers.CustomerID, e.UpgradedTierNumber, e.CreatedAt)
		return nil
	})
	webhook.On(receiver, func(_ context.Context, e webhook.TierDowngraded) error {
		book.set(e.CustomerIdentifiers.CustomerID, e.DowngradedTierNumber, e.CreatedAt)
		return nil
	})
	ivy := map[string]any{"customerId": 4711}
	monday := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	deliverTo(receiver,
		capillarytest.Notification{EventName: "tierDowngraded", CreatedAt: monday.Add(time.Hour),
			Data: map[string]any{"customerIdentifiers": ivy, "downgradedTierNumber": 1}},
		capillarytest.Notification{EventName: "tierUpgraded", CreatedAt: monday, // the older one comes later
			Data: map[string]any{"customerIdentifiers": ivy, "upgradedTierNumber": 2}},
	)
	fmt.Println("tier", book.tier[4711])
	// Output:
	// tier 1
}

// accounts keeps points by customer, and which customers became another one.
type accounts struct {
	mu         sync.Mutex
	points     map[int64]int64
	mergedInto map[int64]int64
}

// owner follows the merges: a survivor may itself be merged later.
func (a *accounts) owner(id int64) int64 {
	for {
		next, merged := a.mergedInto[id]
		if !merged {
			return id
		}
		id = next
	}
}

func (a *accounts) merge(victim, survivor int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	victim, survivor = a.owner(victim), a.owner(survivor)
	if victim == survivor {
		return
	}
	a.mergedInto[victim] = survivor
	a.points[survivor] += a.points[victim]
	delete(a.points, victim)
}

func (a *accounts) add(id, points int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.points[a.owner(id)] += points
}

// A merge makes two customers one. What is kept under the victim's id moves to the survivor, and the victim's id stays as another
// name of the survivor from then on: events of before the merge may come after it, and they still carry the old id.
func ExampleLoyaltyCustomerMerge() {
	book := &accounts{points: map[int64]int64{}, mergedInto: map[int64]int64{}}
	receiver := quietReceiver()
	webhook.On(receiver, func(_ context.Context, e webhook.PointsIssued) error {
		book.add(e.CustomerIdentifiers.CustomerID, e.TotalPointsIssued.IntPart())
		return nil
	})
	webhook.On(receiver, func(_ context.Context, e webhook.LoyaltyCustomerMerge) error {
		book.merge(e.VictimCustomerIdentifiers.CustomerID, e.SurvivorCustomerIdentifiers.CustomerID)
		return nil
	})
	issued := func(customer, points int64) capillarytest.Notification {
		return capillarytest.Notification{EventName: "pointsIssued",
			Data: map[string]any{"customerIdentifiers": map[string]any{"customerId": customer}, "totalPointsIssued": points}}
	}
	deliverTo(receiver,
		issued(101, 10), // in the shop
		issued(202, 5),  // on the web
		capillarytest.Notification{EventName: "loyaltyCustomerMerge", Data: map[string]any{
			"survivorCustomerIdentifiers": map[string]any{"customerId": 101},
			"victimCustomerIdentifiers":   map[string]any{"customerId": 202}}},
		issued(202, 7), // from before the merge, and late
	)
	fmt.Println("customer 101 has", book.points[101], "points; customer 202 is", book.owner(202))
	// Output:
	// customer 101 has 22 points; customer 202 is 101
}

func ExampleReceiver_Recover() {
	receiver := quietReceiver()
	webhook.On(receiver, func(_ context.Context, e webhook.TierRenewed) error {
		fmt.Println("tier", e.CurrentTierNumber, "renewed")
		return nil
	})
	// Rows of the delivery log; here there is one.
	rows := func(yield func(webhook.LogRow, error) bool) {
		yield(webhook.LogRow{DeliveryStatus: webhook.DeliveryFailed,
			EnrichedPayload: []byte(`"\"{\\\"eventName\\\":\\\"tierRenewed\\\",\\\"eventId\\\":\\\"e1\\\",\\\"data\\\":{\\\"currentTierNumber\\\":2}}\""`)}, nil)
	}
	for range 2 {
		done, err := receiver.Recover(context.Background(), rows)
		fmt.Println(done.Handled, "handled,", done.Duplicates, "were handled before", err)
	}
	// Output:
	// tier 2 renewed
	// 1 handled, 0 were handled before <nil>
	// 0 handled, 1 were handled before <nil>
}

// A webhook that was saved without a header is answered 400 by net/http, which loses its events. Where the webhook can't be
// changed, wrap the listener, around TLS.
func ExampleDropEmptyHeaderNames() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	config := &tls.Config{MinVersion: tls.VersionTLS12} // with the certificate and its complete chain
	server := &http.Server{Handler: quietReceiver(), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 40 * time.Second}
	go func() { _ = server.Serve(webhook.DropEmptyHeaderNames(tls.NewListener(listener, config))) }()
	fmt.Println(server.Close())
	// Output:
	// <nil>
}
