package webhook_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

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

// bare is what a careful user would write who forgets everything but the event.
type bare struct{ handled atomic.Int64 }

func (b *bare) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	var event struct {
		EventName, EventID string
		Data               webhook.PointsIssued
	}
	if json.Unmarshal(body, &event) != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	b.handled.Add(1)
	w.WriteHeader(http.StatusOK)
}

// handlersOfBenchmarks are the receiver and the bare handler, each with what tells how much it handled.
func handlersOfBenchmarks(b *testing.B) map[string]func() (http.Handler, func() int64) {
	return map[string]func() (http.Handler, func() int64){
		"bare": func() (http.Handler, func() int64) {
			handler := &bare{}
			return handler, handler.handled.Load
		},
		"receiver": func() (http.Handler, func() int64) {
			receiver := newReceiver(b, webhook.WithAtOnce(1000), webhook.WithLogger(slog.New(slog.DiscardHandler)))
			var handled atomic.Int64
			webhook.On(receiver, func(context.Context, webhook.PointsIssued) error { handled.Add(1); return nil })
			return receiver, handled.Load
		},
	}
}

// BenchmarkHandler measures handlers alone: each delivery is an event of its own.
func BenchmarkHandler(b *testing.B) {
	for name, open := range handlersOfBenchmarks(b) {
		b.Run(name, func(b *testing.B) {
			handler, handled := open()
			b.ReportAllocs()
			var n int64
			for b.Loop() {
				n++
				request := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(benchmarkBody(n)))
				request.Header.Set(secretHeader, secret)
				handler.ServeHTTP(httptest.NewRecorder(), request)
			}
			report(b, handled(), n)
		})
	}
}

// BenchmarkServer measures handlers behind a server, with eight senders that keep their connections.
func BenchmarkServer(b *testing.B) {
	for name, open := range handlersOfBenchmarks(b) {
		b.Run(name, func(b *testing.B) {
			handler, handled := open()
			server := httptest.NewServer(handler)
			defer server.Close()
			client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
			defer client.CloseIdleConnections()
			var n atomic.Int64
			b.SetParallelism(4)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					request, err := http.NewRequest(http.MethodPost, server.URL, bytes.NewReader([]byte(benchmarkBody(n.Add(1)))))
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
			})
			report(b, handled(), n.Load())
		})
	}
}

func report(b *testing.B, handled, sent int64) {
	if handled != sent {
		b.Fatalf("%d of %d were handled", handled, sent)
	}
	b.ReportMetric(float64(sent)/b.Elapsed().Seconds(), "deliveries/s")
}
