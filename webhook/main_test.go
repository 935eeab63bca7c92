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
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/capillary-go/sdk/webhook"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	secretHeader = "X-Capillary-Secret"
	secret       = "correct-horse-battery"
	otherSecret  = "staple-of-the-battery"
)

func newReceiver(t testing.TB, opts ...webhook.ReceiverOption) *webhook.Receiver {
	t.Helper()
	opts = append([]webhook.ReceiverOption{webhook.WithLogger(slog.New(slog.DiscardHandler))}, opts...)
	receiver, err := webhook.NewReceiver(webhook.Secret(secretHeader, secret), opts...)
	require.NoError(t, err)
	return receiver
}

// serve runs a receiver behind a real server.
func serve(t testing.TB, receiver http.Handler) (url string) {
	t.Helper()
	server := httptest.NewServer(receiver)
	t.Cleanup(server.Close)
	return server.URL
}

// post delivers a body with the right secret and returns the status. The answer must be empty.
func post(t testing.TB, receiver http.Handler, body string, change ...func(*http.Request)) (status int) {
	t.Helper()
	request := httptest.NewRequest(http.MethodPost, "/hook", bytes.NewReader([]byte(body)))
	request.Header.Set(secretHeader, secret)
	request.Header.Set("Content-Type", "application/json")
	for _, c := range change {
		c(request)
	}
	recorder := httptest.NewRecorder()
	receiver.ServeHTTP(recorder, request)
	require.Empty(t, recorder.Body.String(), "the sender stores what is answered")
	return recorder.Code
}

// redeemed is a delivery of points that were redeemed.
func redeemed(id string, points int) string {
	return fmt.Sprintf(`{"createdAt":1763639719643,"data":{"customerIdentifiers":{"customerId":84793759919},"totalPointsRedeemed":%d},`+
		`"eventName":"pointsRedeemed","refId":"100_1","apiRequestId":"r","orgId":100,"eventId":%q}`, points, id)
}

// seen collects what handlers were given.
type seen[E any] struct {
	mu  sync.Mutex
	all []E
}

func (s *seen[E]) handle(_ context.Context, e E) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = append(s.all, e)
	return nil
}

func (s *seen[E]) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.all)
}

// letters collects dead letters.
type letters struct {
	seen[webhook.DeadLetter]
}

func (l *letters) option() webhook.ReceiverOption { return webhook.WithDeadLetters(l.handle) }

// logged is a logger and what it wrote.
func logged() (*slog.Logger, func() string) {
	var mu sync.Mutex
	var text bytes.Buffer
	logger := slog.New(slog.NewTextHandler(writer(func(p []byte) (int, error) {
		mu.Lock()
		defer mu.Unlock()
		return text.Write(p)
	}), nil))
	return logger, func() string {
		mu.Lock()
		defer mu.Unlock()
		return text.String()
	}
}

type writer func([]byte) (int, error)

func (w writer) Write(p []byte) (int, error) { return w(p) }

func mustJSON(t testing.TB, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	require.NoError(t, err)
	return string(text)
}

func eventually(t testing.TB, holds func() bool, what string) {
	t.Helper()
	for deadline := time.Now().Add(2 * time.Minute); !holds(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("it never came: " + what)
		}
	}
}

func drain(r io.Reader) { _, _ = io.Copy(io.Discard, r) }
