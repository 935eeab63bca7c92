package capillarytest

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/capillary-go/sdk/capillarytest/internal/deliver"
	"github.com/capillary-go/sdk/capillarytest/internal/webhook"
)

// Webhook is where event notifications are delivered to, as it is set for an organisation.
type Webhook struct {
	URL                   string
	Method                string            // POST if empty; PUT, GET and DELETE are documented too
	Headers               map[string]string // the static headers; without any there is one that has neither name nor value, as real webhooks do
	MaxAllowedConnections int               // 5 if zero
	TLS                   *tls.Config       // for https; the system's roots if nil
}

// Notification is an event that is delivered. What is left empty is drawn, where the sender always has it.
type Notification struct {
	EventName    string
	EventID      string
	WithoutID    bool // many documented events have none
	RefID        string
	APIRequestID string
	CreatedAt    time.Time
	Data         any  // anything that encoding/json can write
	Wrapped      bool // in the form of the internal log: the event is the member attributes

	Body    []byte           // sent instead of all that, if there is one
	Copies  int              // how often it is delivered: the sender promises at least once
	Manners []DeliveryManner // of its first tries
}

// DeliveryManner is how one try of a delivery is made.
type DeliveryManner uint8

// Manners of a try.
const (
	DeliverPlainly         DeliveryManner = DeliveryManner(deliver.Plain)
	DeliverMalformed       DeliveryManner = DeliveryManner(deliver.Malformed)   // half of the body, as if it were all
	DeliverWithWrongSecret DeliveryManner = DeliveryManner(deliver.WrongSecret) // the static headers have other values
	DeliverSlowly          DeliveryManner = DeliveryManner(deliver.Slowly)      // in small pieces
	DeliverAndHangUp       DeliveryManner = DeliveryManner(deliver.HangUp)      // the connection is closed before the answer
	DeliverAndHalfClose    DeliveryManner = DeliveryManner(deliver.HalfClose)   // the sending half is closed, the answer is read
	DeliverHalf            DeliveryManner = DeliveryManner(deliver.BreakOff)    // the connection is closed in the middle of the body
)

// Sender delivers event notifications to a webhook as the documented sender does: with the headers of its Java client, at
// least once, in any order, over so many connections as the webhook allows, again with growing pauses after 429, after 5xx and
// without an answer, and never again after any other 4xx.
type Sender struct {
	Webhook    Webhook
	InOrder    bool          // deliver in the order given; with one connection nothing overtakes anything
	FirstPause time.Duration // before the second try; each pause is twice the one before. The real ones take a minute
	LongPause  time.Duration // the longest
	Timeout    time.Duration // of a try
	GiveUp     time.Duration // an event is not tried any more after so long

	orgID int64
	now   func() time.Time
}

// Sender returns a sender of this organisation's events. Its pauses are those of a test: from 2 to 50 milliseconds.
func (s *Server) Sender(webhook Webhook) *Sender {
	return &Sender{Webhook: webhook, FirstPause: 2 * time.Millisecond, LongPause: 50 * time.Millisecond,
		Timeout: 30 * time.Second, GiveUp: 7 * 24 * time.Hour, orgID: s.settings.OrgID, now: s.settings.Clock}
}

// Delivery is what became of one copy of a notification.
type Delivery struct {
	Notification int   // its place among those that were given
	Statuses     []int // of the answers, one a try; zero where there was none
	Outcome      DeliveryOutcome
}

// DeliveryOutcome is how a delivery ended.
type DeliveryOutcome uint8

// Outcomes of a delivery.
const (
	DeliveryGivenUp DeliveryOutcome = DeliveryOutcome(deliver.GivenUp)   // never answered as the sender wants it
	DeliveryDone    DeliveryOutcome = DeliveryOutcome(deliver.Delivered) // answered 2xx
	DeliveryLost    DeliveryOutcome = DeliveryOutcome(deliver.Refused)   // answered with a 4xx other than 429
)

// Deliver delivers notifications and returns when each has its outcome, or when the context ends. An error says that the
// webhook's URL or a notification's data can't be used.
func (s *Sender) Deliver(ctx context.Context, notifications ...Notification) ([]Delivery, error) {
	target, err := s.target()
	if err != nil {
		return nil, err
	}
	items := make([]deliver.Item, len(notifications))
	for i, n := range notifications {
		if items[i].Body, err = s.body(n); err != nil {
			return nil, err
		}
		items[i].Copies = n.Copies
		for _, m := range n.Manners {
			items[i].Manners = append(items[i].Manners, deliver.Manner(m))
		}
	}
	connections := s.Webhook.MaxAllowedConnections
	if connections < 1 {
		connections = 5
	}
	queue := deliver.Queue{Target: target, Connections: connections, InOrder: s.InOrder,
		FirstPause: s.FirstPause, LongPause: s.LongPause, GiveUp: s.GiveUp}
	results := queue.Deliver(ctx, items)
	deliveries := make([]Delivery, len(results))
	for i, r := range results {
		deliveries[i] = Delivery{r.Item, r.Statuses, DeliveryOutcome(r.Verdict)}
	}
	return deliveries, nil
}

func (s *Sender) target() (deliver.Target, error) {
	address, err := url.Parse(s.Webhook.URL)
	if err != nil || address.Host == "" {
		return deliver.Target{}, fmt.Errorf("capillarytest: the webhook's URL %q is none", s.Webhook.URL)
	}
	target := deliver.Target{URL: address, Method: s.Webhook.Method, TLS: s.Webhook.TLS, Timeout: s.Timeout}
	if target.Method == "" {
		target.Method = http.MethodPost
	}
	for _, name := range slices.Sorted(maps.Keys(s.Webhook.Headers)) {
		target.Header = append(target.Header, [2]string{name, s.Webhook.Headers[name]})
	}
	if len(target.Header) == 0 {
		target.Header = [][2]string{{"", ""}}
	}
	return target, nil
}

// body writes a notification as the sender does: the id comes last.
func (s *Sender) body(n Notification) ([]byte, error) {
	if n.Body != nil {
		return n.Body, nil
	}
	n = s.drawn(n)
	type event struct {
		CreatedAt    int64  `json:"createdAt"`
		Data         any    `json:"data"`
		EventName    string `json:"eventName"`
		RefID        string `json:"refId"`
		APIRequestID string `json:"apiRequestId"`
		OrgID        int64  `json:"orgId"`
		EventID      string `json:"eventId,omitempty"`
	}
	flat := event{n.CreatedAt.UnixMilli(), n.Data, n.EventName, n.RefID, n.APIRequestID, s.orgID, n.EventID}
	if !n.Wrapped {
		return json.Marshal(flat)
	}
	flat.EventID = ""
	return json.Marshal(struct {
		EventID         string `json:"eventId,omitempty"`
		EventType       string `json:"eventType"`
		ConsumerGroupID string `json:"consumerGroupId"`
		ActionType      string `json:"actionType"`
		TimeStamp       int64  `json:"timeStamp"`
		Attributes      event  `json:"attributes"`
	}{n.EventID, fmt.Sprintf("%d_%s", s.orgID, n.EventName), "", "START", flat.CreatedAt, flat})
}

// drawn fills in what the sender always has.
func (s *Sender) drawn(n Notification) Notification {
	if n.EventID == "" && !n.WithoutID {
		n.EventID = rand.Text()
	}
	if n.APIRequestID == "" {
		n.APIRequestID = rand.Text()
	}
	if n.RefID == "" {
		n.RefID = fmt.Sprintf("%d_%s", s.orgID, n.APIRequestID)
	}
	if n.CreatedAt.IsZero() {
		n.CreatedAt = s.now()
	}
	if n.Data == nil {
		n.Data = struct{}{}
	}
	return n
}

// Notify tells the webhooks of an event that were saved through the API (webhook.Service.Add), are switched on and want it, and returns
// how many they are. It does not wait: Settle does, and the delivery log has what became of it. Of customers who are added or changed, bills,
// redemptions and coupons the webhooks are told by themselves, with the customer's identifiers and nothing else as data.
//
// A delivery is tried ten times, with the pauses of a test; then the log says FAILED. Body, Copies, Manners, Wrapped and WithoutID are
// not looked at: for those there is Sender.
func (s *Server) Notify(n Notification) (webhooks int) {
	s.org.Mu.Lock()
	defer s.org.Mu.Unlock()
	if n.Data == nil {
		n.Data = struct{}{}
	}
	return s.org.webhook.Notify(webhook.Notification{Name: n.EventName, EventID: n.EventID, RefID: n.RefID, RequestID: n.APIRequestID,
		CreatedAt: n.CreatedAt, Data: n.Data})
}
