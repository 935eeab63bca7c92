package webhook

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/capillary-go/sdk/capillarytest/internal/deliver"
	"github.com/capillary-go/sdk/capillarytest/internal/kept"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// notifications are the events of this organisation that webhooks are told of, by what the API calls them elsewhere.
var notifications = map[string]string{
	"CustomerRegistration":     "customerAdded",
	"CustomerUpdate":           "customerUpdated",
	"CustomerMerge":            "loyaltyCustomerMerge",
	"TransactionAdd":           "transactionAdded",
	"ReturnBill":               "transactionAdded",
	"TransactionUpdate":        "transactionUpdated",
	"PointsRedemption":         "pointsRedeemed",
	"PointsRedemptionReversal": "redeemedPointsReversed",
	"CouponIssue":              "CouponIssue",
	"VoucherRedemption":        "CouponRedeem",
}

func told() []string { return slices.Compact(slices.Sorted(maps.Values(notifications))) }

// A Notification is an event that webhooks are told of.
type Notification struct {
	Name, EventID, RefID, RequestID, SearchKey string
	CreatedAt                                  time.Time
	Data                                       any
}

// happened tells the webhooks of what happened to a customer.
func (o *State) happened(e kernel.Event) {
	name := notifications[e.Name]
	customer, _ := o.Survivor(e.CustomerID)
	if name == "" || customer == nil {
		return
	}
	id := strconv.FormatInt(customer.ID, 10)
	n := Notification{Name: name, RefID: fmt.Sprintf("%d_%s", o.ID, id), RequestID: e.RequestID, SearchKey: id, CreatedAt: e.At}
	o.notify(n, func(hook *kept.Record) any { return wire.Obj("customerIdentifiers", identifiers(customer, hook)) })
}

// identifiers are those that a webhook wants to be told.
func identifiers(c *people.Customer, hook *kept.Record) wire.Object {
	all := wire.Obj("customerId", c.ID, "loyaltyType", c.LoyaltyType())
	sources, _ := hook.Get("customerIdentifiersToBeEnriched").([]any)
	if !slices.Contains(sources, any("Instore")) {
		return all
	}
	instore := wire.Obj()
	for _, kind := range []string{"mobile", "email", "externalId", "cardnumber"} {
		if value := c.Identifier(kind); value != "" {
			instore = instore.With(kind, value)
		}
	}
	return all.With("instore", instore)
}

// Notify tells all webhooks that are switched on and want the event, and returns how many. Its caller has the lock.
func (o *State) Notify(n Notification) int {
	return o.notify(n, func(*kept.Record) any { return n.Data })
}

func (o *State) notify(n Notification, data func(*kept.Record) any) (webhooks int) {
	if n.EventID == "" {
		n.EventID = rand.Text()
	}
	if n.RequestID == "" {
		n.RequestID = rand.Text()
	}
	if n.RefID == "" {
		n.RefID = fmt.Sprintf("%d_%s", o.ID, n.RequestID)
	}
	if n.CreatedAt.IsZero() {
		n.CreatedAt = o.Now()
	}
	for _, hook := range o.hooks.All(func(r *kept.Record) bool { return wants(r, n.Name) }) {
		webhooks++
		o.send(hook, n, data(hook))
	}
	return webhooks
}

func wants(hook *kept.Record, event string) bool {
	names, _ := hook.Get("eventNames").([]any)
	return hook.Get("active") == true && hook.Text("webHookType") == "HTTP" && slices.Contains(names, any(event))
}

// Pauses and tries are those of a test. The real sender goes on for days, and its log says FAILED after ten tries.
const (
	firstPause = 2 * time.Millisecond
	longPause  = 20 * time.Millisecond
	maxTries   = 10
)

// send delivers an event beside the calls, and logs it.
func (o *State) send(hook *kept.Record, n Notification, data any) {
	flat := wire.Obj("createdAt", n.CreatedAt.UnixMilli(), "data", data, "eventName", n.Name, "refId", n.RefID, "apiRequestId", n.RequestID,
		"orgId", o.ID)
	wrapped := wire.Obj("eventId", n.EventID, "eventType", fmt.Sprintf("%d_%s", o.ID, n.Name), "consumerGroupId", "", "actionType", "START",
		"timeStamp", n.CreatedAt.UnixMilli(), "attributes", flat)
	group := hook.Text("consumerGroupId")
	r := &row{id: fmt.Sprintf("%024x", o.Next()), group: group, event: n.Name, eventID: n.EventID, refID: n.RefID, requestID: n.RequestID,
		searchKey: n.SearchKey, generated: n.CreatedAt, original: text(wrapped), enriched: text(flat.With("eventId", n.EventID)), status: inProgress}
	o.log = append(o.log, r)
	address, err := url.Parse(hook.Text("webHookUrl"))
	if err != nil || address.Host == "" {
		r.ended(0, o.Now(), 0, false, "webhook response: the address can't be called")
		return
	}
	queue := deliver.Queue{Connections: 1, FirstPause: firstPause, LongPause: longPause, GiveUp: time.Hour, MaxTries: maxTries,
		Target: deliver.Target{URL: address, Method: hook.Text("methodType"), Header: headers(hook), Timeout: 30 * time.Second}}
	line := o.lines[group]
	o.Background(func(ctx context.Context) {
		select {
		case line <- struct{}{}:
			defer func() { <-line }()
		case <-ctx.Done():
			return
		}
		start := time.Now()
		result := queue.Deliver(ctx, []deliver.Item{{Body: []byte(r.enriched)}})[0]
		o.Mu.Lock()
		defer o.Mu.Unlock()
		last := 0
		if len(result.Statuses) > 0 {
			last = result.Statuses[len(result.Statuses)-1]
		}
		r.tries = len(result.Statuses)
		r.ended(last, o.Now(), time.Since(start), result.Verdict == deliver.Delivered, fmt.Sprintf("webhook response:  | %d", last))
	})
}

func headers(hook *kept.Record) (all [][2]string) {
	values, _ := hook.Get("webHookHeaders").(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(values)) {
		all = append(all, [2]string{name, wire.Quoted(values[name])})
	}
	return all
}

func text(v any) string {
	raw, err := wire.Encode(v)
	if err != nil {
		panic("capillarytest: the data of an event can't be written as JSON: " + err.Error())
	}
	return string(raw)
}

// quoted is a text as a JSON text.
func quoted(text string) string {
	raw, _ := json.Marshal(text)
	return string(raw)
}
