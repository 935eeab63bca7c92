package webhook_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/capillary-go/sdk/webhook"
)

// benchmarkBody is a delivery of the usual size, with made-up people.
func benchmarkBody(id int64) string {
	tiers := strings.TrimSuffix(strings.Repeat(`{"tierNumber":1,"tierName":"Silver"},`, 6), ",")
	return fmt.Sprintf(`{"createdAt":1761624502438,"data":{"customerIdentifiers":{"customerId":381003288,"instore":{"mobile":"919740000001","email":"asha@example.com",`+
		`"cardNumbers":[]}},"entityInformation":{"entityType":"USER","entityId":381003288},"triggeringActivity":{"name":"TransactionAdd","identifiers":`+
		`[{"key":"billId","value":"2150021233"},{"key":"billNumber","value":"2025-10-28_1"}],"enteredBy":{"id":50019411},"additionalAttributes":[]},`+
		`"loyaltyProgramDetails":{"id":1377,"name":"Default","isDefault":true,"pointsToCurrencyRatio":1.0,"tiers":[%s]},"loyaltyProgramId":1377,`+
		`"programCurrentPoints":45.0,"programLifetimePoints":45.0,"totalPointsIssued":8.0,"regularPointsIssued":3.0,"regularPointsBreakup":`+
		`[{"points":1.0,"expiryAt":"2025-10-28","expiryAtInMillis":1761676199999},{"points":2.0,"expiryAt":"2026-01-31","expiryAtInMillis":1769884199999}],`+
		`"promotionalPointsIssued":[],"promisedPointsIssued":[]},"eventName":"pointsIssued","refId":"50583_w","apiRequestId":"6950f9b1","orgId":50583,"eventId":"event-%d"}`, tiers, id)
}

// bareEvent is the event as somebody writes it down who trusts the sender to keep to it.
type bareEvent struct {
	EventName    string `json:"eventName"`
	EventID      string `json:"eventId"`
	OrgID        int64  `json:"orgId"`
	RefID        string `json:"refId"`
	APIRequestID string `json:"apiRequestId"`
	CreatedAt    int64  `json:"createdAt"`
	Data         struct {
		CustomerIdentifiers struct {
			CustomerID int64 `json:"customerId"`
			Instore    struct {
				Mobile      string   `json:"mobile"`
				Email       string   `json:"email"`
				CardNumbers []string `json:"cardNumbers"`
			} `json:"instore"`
		} `json:"customerIdentifiers"`
		EntityInformation struct {
			EntityType string `json:"entityType"`
			EntityID   int64  `json:"entityId"`
		} `json:"entityInformation"`
		TriggeringActivity struct {
			Name        string `json:"name"`
			Identifiers []struct {
				Key   string `json:"key"`
				Value string `json:"value"`
			} `json:"identifiers"`
			EnteredBy struct {
				ID int64 `json:"id"`
			} `json:"enteredBy"`
			AdditionalAttributes []any `json:"additionalAttributes"`
		} `json:"triggeringActivity"`
		LoyaltyProgramDetails struct {
			ID                    int64   `json:"id"`
			Name                  string  `json:"name"`
			IsDefault             bool    `json:"isDefault"`
			PointsToCurrencyRatio float64 `json:"pointsToCurrencyRatio"`
			Tiers                 []struct {
				TierNumber int64  `json:"tierNumber"`
				TierName   string `json:"tierName"`
			} `json:"tiers"`
		} `json:"loyaltyProgramDetails"`
		LoyaltyProgramID      int64   `json:"loyaltyProgramId"`
		ProgramCurrentPoints  float64 `json:"programCurrentPoints"`
		ProgramLifetimePoints float64 `json:"programLifetimePoints"`
		TotalPointsIssued     float64 `json:"totalPointsIssued"`
		RegularPointsIssued   float64 `json:"regularPointsIssued"`
		RegularPointsBreakup  []struct {
			Points           float64 `json:"points"`
			ExpiryAt         string  `json:"expiryAt"`
			ExpiryAtInMillis int64   `json:"expiryAtInMillis"`
		} `json:"regularPointsBreakup"`
		PromotionalPointsIssued []any `json:"promotionalPointsIssued"`
		PromisedPointsIssued    []any `json:"promisedPointsIssued"`
	} `json:"data"`
}

// bare only reads and decodes: no secret, no limit, no key, nothing that remembers.
type bare struct{ handled atomic.Int64 }

func (b *bare) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var event bareEvent
	body, err := io.ReadAll(r.Body)
	if err == nil {
		err = json.Unmarshal(body, &event)
	}
	if err != nil || event.Data.TotalPointsIssued != 8 {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	b.handled.Add(1)
	w.WriteHeader(http.StatusOK)
}

// measured is a handler, with what tells how much it handled and how long its deliveries took.
type measured struct {
	http.Handler
	handled func() int64
	sent    atomic.Int64
	took    time.Duration
}

func (m *measured) perSecond() float64 { return float64(m.sent.Load()) / m.took.Seconds() }

func (m *measured) check(b *testing.B) {
	if handled, sent := m.handled(), m.sent.Load(); handled != sent {
		b.Fatalf("%d of %d were handled", handled, sent)
	}
}

func measuredBare() *measured {
	handler := &bare{}
	return &measured{Handler: handler, handled: handler.handled.Load}
}

func measuredReceiver(b *testing.B) *measured {
	receiver := newReceiver(b, webhook.WithAtOnce(1000))
	var handled atomic.Int64
	webhook.On(receiver, func(_ context.Context, e webhook.PointsIssued) error {
		if e.TotalPointsIssued.IntPart() == 8 {
			handled.Add(1)
		}
		return nil
	})
	return &measured{Handler: receiver, handled: handled.Load}
}

// round is how many deliveries one handler gets before it is the other's turn: few, so that what else the machine does hits both.
const round = 100

// beside gives rounds of deliveries to the bare handler and to the receiver in turn, and reports what each takes in a second, and
// their ratio: above 1 the receiver is the faster one. Each delivery is an event of its own.
func beside(b *testing.B, bare, receiver *measured, deliver func(*measured)) {
	for b.Loop() {
		for _, m := range []*measured{bare, receiver} {
			start := time.Now()
			deliver(m)
			m.took += time.Since(start)
		}
	}
	bare.check(b)
	receiver.check(b)
	b.ReportMetric(bare.perSecond(), "bare_deliveries/s")
	b.ReportMetric(receiver.perSecond(), "receiver_deliveries/s")
	b.ReportMetric(receiver.perSecond()/bare.perSecond(), "receiver/bare")
}

// BenchmarkReceiverBesideABareHandler tells what the secret, the limits, the key and the memory of a receiver cost beside a handler
// that only reads and decodes: the handlers alone, and behind a server with eight senders that keep their connections.
func BenchmarkReceiverBesideABareHandler(b *testing.B) {
	b.Run("alone", func(b *testing.B) {
		beside(b, measuredBare(), measuredReceiver(b), func(m *measured) {
			for range round {
				request := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(benchmarkBody(m.sent.Add(1))))
				request.Header.Set(secretHeader, secret)
				m.ServeHTTP(httptest.NewRecorder(), request)
			}
		})
	})
	b.Run("server", func(b *testing.B) {
		client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
		defer client.CloseIdleConnections()
		bare, receiver := measuredBare(), measuredReceiver(b)
		urls := map[*measured]string{bare: serve(b, bare), receiver: serve(b, receiver)}
		beside(b, bare, receiver, func(m *measured) {
			var senders sync.WaitGroup
			for range 8 {
				senders.Go(func() {
					for range round {
						send(b, client, urls[m], benchmarkBody(m.sent.Add(1)))
					}
				})
			}
			senders.Wait()
		})
	})
}

func send(b *testing.B, client *http.Client, url, body string) {
	request, err := http.NewRequest(http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		b.Error(err)
		return
	}
	request.Header.Set(secretHeader, secret)
	response, err := client.Do(request)
	if err != nil {
		b.Error(err)
		return
	}
	drain(response.Body)
	response.Body.Close()
}
