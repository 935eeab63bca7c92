package capillarytest_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillarytest"
)

// hook is a receiver that answers as it is told and remembers what came.
type hook struct {
	mu       sync.Mutex
	requests []*http.Request
	bodies   []string
	answer   func(n int, r *http.Request, body string) int
}

func (h *hook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		body = []byte("broken off")
	}
	h.mu.Lock()
	h.requests, h.bodies = append(h.requests, r), append(h.bodies, string(body))
	n := len(h.requests)
	h.mu.Unlock()
	status := http.StatusOK
	if h.answer != nil {
		status = h.answer(n, r, string(body))
	}
	w.WriteHeader(status)
}

// deliveries starts a hook and a sender that knows it.
func deliveries(t *testing.T, answer func(n int, r *http.Request, body string) int) (*hook, *capillarytest.Sender) {
	t.Helper()
	h := &hook{answer: answer}
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	fake := capillarytest.New(t)
	sender := fake.Sender(capillarytest.Webhook{URL: server.URL + "/events?shop=1", Headers: map[string]string{"X-Secret": "open sesame"}, MaxAllowedConnections: 1})
	sender.InOrder = true
	return h, sender
}

func deliver(t *testing.T, sender *capillarytest.Sender, notifications ...capillarytest.Notification) []capillarytest.Delivery {
	t.Helper()
	outcome, err := sender.Deliver(t.Context(), notifications...)
	require.NoError(t, err)
	return outcome
}

func TestADeliveryLooksLikeTheCapturedOne(t *testing.T) {
	h, sender := deliveries(t, nil)
	created := time.UnixMilli(1763639719643)
	outcome := deliver(t, sender,
		capillarytest.Notification{EventName: "tierUpgraded", EventID: "e1", RefID: "r1", APIRequestID: "a1", CreatedAt: created, Data: map[string]int{"upgradedTierNumber": 2}},
		capillarytest.Notification{EventName: "tierUpgraded", EventID: "e2", RefID: "r1", APIRequestID: "a1", CreatedAt: created, Wrapped: true},
		capillarytest.Notification{EventName: "tierUpgraded", WithoutID: true})
	require.Len(t, outcome, 3)
	require.Equal(t, capillarytest.Delivery{Notification: 0, Statuses: []int{200}, Outcome: capillarytest.DeliveryDone}, outcome[0])
	r := h.requests[0]
	require.Equal(t, "POST", r.Method)
	require.Equal(t, "/events?shop=1", r.RequestURI)
	require.Equal(t, "open sesame", r.Header.Get("X-Secret"))
	require.Equal(t, "Java/1.8.0_272", r.Header.Get("User-Agent"))
	require.Equal(t, "application/json", r.Header.Get("Content-Type"))
	require.Equal(t, "text/plain, application/json, application/*+json, */*", r.Header.Get("Accept"))
	require.JSONEq(t, `{"createdAt":1763639719643,"data":{"upgradedTierNumber":2},"eventName":"tierUpgraded","refId":"r1","apiRequestId":"a1","orgId":100600,"eventId":"e1"}`, h.bodies[0])
	require.JSONEq(t, `{"eventId":"e2","eventType":"100600_tierUpgraded","consumerGroupId":"","actionType":"START","timeStamp":1763639719643,"attributes":
		{"createdAt":1763639719643,"data":{},"eventName":"tierUpgraded","refId":"r1","apiRequestId":"a1","orgId":100600}}`, h.bodies[1])
	var drawn map[string]any
	require.NoError(t, json.Unmarshal([]byte(h.bodies[2]), &drawn))
	require.NotContains(t, drawn, "eventId")
	require.NotEmpty(t, drawn["apiRequestId"])
}

// Real webhooks are saved without a header, and then have one without a name: net/http refuses it.
func TestAWebhookWithoutHeadersIsDeliveredWithOneThatHasNoName(t *testing.T) {
	_, sender := deliveries(t, nil)
	sender.Webhook.Headers = nil
	outcome := deliver(t, sender, capillarytest.Notification{EventName: "tierUpgraded"})
	require.Equal(t, []int{400}, outcome[0].Statuses)
	require.Equal(t, capillarytest.DeliveryLost, outcome[0].Outcome)
}

func TestTheSenderTriesAgainAsDocumented(t *testing.T) {
	for _, c := range []struct {
		answers []int
		want    capillarytest.DeliveryOutcome
	}{
		{[]int{200}, capillarytest.DeliveryDone},
		{[]int{202}, capillarytest.DeliveryDone},
		{[]int{429, 503, 500, 200}, capillarytest.DeliveryDone},
		{[]int{302, 200}, capillarytest.DeliveryDone},
		{[]int{400}, capillarytest.DeliveryLost},
		{[]int{503, 401}, capillarytest.DeliveryLost},
		{[]int{404}, capillarytest.DeliveryLost},
		{[]int{413}, capillarytest.DeliveryLost},
	} {
		h, sender := deliveries(t, func(n int, _ *http.Request, _ string) int { return c.answers[n-1] })
		outcome := deliver(t, sender, capillarytest.Notification{EventName: "tierUpgraded"})
		require.Equal(t, c.answers, outcome[0].Statuses)
		require.Equal(t, c.want, outcome[0].Outcome, c.answers)
		for _, body := range h.bodies {
			require.Equal(t, h.bodies[0], body, "every try sends the same bytes")
		}
	}
}

func TestTheSenderGivesUpInTheEnd(t *testing.T) {
	_, sender := deliveries(t, func(int, *http.Request, string) int { return 503 })
	sender.GiveUp = 20 * time.Millisecond
	outcome := deliver(t, sender, capillarytest.Notification{EventName: "tierUpgraded"})
	require.Equal(t, capillarytest.DeliveryGivenUp, outcome[0].Outcome)
	require.NotEmpty(t, outcome[0].Statuses)

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	outcome, err := sender.Deliver(ctx, capillarytest.Notification{EventName: "tierUpgraded"})
	require.NoError(t, err)
	require.Equal(t, []capillarytest.Delivery{{}}, outcome)
}

func TestWithoutAnAnswerInTimeTheSenderTriesAgain(t *testing.T) {
	released := make(chan struct{})
	defer close(released)
	_, sender := deliveries(t, func(n int, r *http.Request, _ string) int {
		if n == 1 {
			select {
			case <-r.Context().Done():
			case <-released:
			}
		}
		return 200
	})
	sender.Timeout = 100 * time.Millisecond
	outcome := deliver(t, sender, capillarytest.Notification{EventName: "tierUpgraded"})
	require.Equal(t, []int{0, 200}, outcome[0].Statuses)
}

func TestCopiesAndManners(t *testing.T) {
	wrong := func(_ int, r *http.Request, body string) int {
		switch {
		case r.Header.Get("X-Secret") != "open sesame":
			return 401
		case !json.Valid([]byte(body)):
			return 503
		}
		return 200
	}
	for manner, want := range map[capillarytest.DeliveryManner][]int{
		capillarytest.DeliverPlainly:         {200},
		capillarytest.DeliverMalformed:       {503, 200},
		capillarytest.DeliverWithWrongSecret: {401},
		capillarytest.DeliverSlowly:          {200},
		capillarytest.DeliverAndHangUp:       {0, 200},
		capillarytest.DeliverAndHalfClose:    {200},
		capillarytest.DeliverHalf:            {0, 200},
	} {
		_, sender := deliveries(t, wrong)
		outcome := deliver(t, sender, capillarytest.Notification{EventName: "tierUpgraded", Copies: 2, Manners: []capillarytest.DeliveryManner{manner}})
		require.Len(t, outcome, 2)
		for _, d := range outcome {
			require.Equal(t, want, d.Statuses, manner)
		}
	}
}

func TestTheSenderUsesItsConnectionsAndNoMore(t *testing.T) {
	var now, most atomic.Int32
	h, sender := deliveries(t, func(int, *http.Request, string) int {
		n := now.Add(1)
		defer now.Add(-1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		time.Sleep(2 * time.Millisecond)
		return 200
	})
	sender.Webhook.MaxAllowedConnections = 7
	sender.InOrder = false
	var all []capillarytest.Notification
	for i := range 100 {
		all = append(all, capillarytest.Notification{EventName: "tierUpgraded", EventID: fmt.Sprintf("%03d", i)})
	}
	deliver(t, sender, all...)
	require.LessOrEqual(t, most.Load(), int32(7))
	require.Greater(t, most.Load(), int32(1))
	remotes, ordered := map[string]bool{}, true
	for i, r := range h.requests {
		remotes[r.RemoteAddr] = true
		ordered = ordered && strings.Contains(h.bodies[i], fmt.Sprintf("%03d", i))
	}
	require.LessOrEqual(t, len(remotes), 7, "connections are kept")
	require.False(t, ordered, "in any order")
}

func TestABodyOfOnesOwnIsSentAsItIs(t *testing.T) {
	h, sender := deliveries(t, nil)
	sender.Webhook.Method = http.MethodPut
	deliver(t, sender, capillarytest.Notification{Body: []byte("[odd")})
	require.Equal(t, "[odd", h.bodies[0])
	require.Equal(t, http.MethodPut, h.requests[0].Method)
}

func TestWhatCantBeDeliveredIsAnError(t *testing.T) {
	fake := capillarytest.New(t)
	for _, address := range []string{"", " https://x", "hook.example/no-scheme", "://"} {
		_, err := fake.Sender(capillarytest.Webhook{URL: address}).Deliver(t.Context())
		require.Error(t, err, address)
	}
	_, err := fake.Sender(capillarytest.Webhook{URL: "http://127.0.0.1:1"}).Deliver(t.Context(), capillarytest.Notification{Data: func() {}})
	require.Error(t, err)
}

// A receiver may answer and close before it has read everything, as for a wrong secret.
func TestAnAnswerThatComesEarlyIsRead(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	go func() {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		_, _ = bufio.NewReader(conn).ReadString('\n')
		_, _ = io.WriteString(conn, "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
		_ = conn.(*net.TCPConn).CloseWrite()
		_, _ = io.Copy(io.Discard, conn)
		conn.Close()
	}()
	sender := capillarytest.New(t).Sender(capillarytest.Webhook{URL: "http://" + listener.Addr().String(), Headers: map[string]string{"X": "y"}})
	outcome := deliver(t, sender, capillarytest.Notification{Body: []byte(strings.Repeat(" ", 1<<20))})
	require.Equal(t, []int{401}, outcome[0].Statuses)
}
