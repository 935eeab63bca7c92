package webhook_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/webhook"
)

// delivery is a request as it stands on the wire, with the secret and what else is given.
func delivery(method, body string, headers ...string) string {
	all := append([]string{secretHeader + ": " + secret}, headers...)
	return fmt.Sprintf("%s /hook HTTP/1.1\r\nhost: hook.example\r\n%s\r\ncontent-length: %d\r\n\r\n%s", method, strings.Join(all, "\r\n"), len(body), body)
}

// None of these may be answered with a 4xx: the event would never come again.
func TestAnAuthenticDeliveryIsTakenHoweverOddItsRequestIs(t *testing.T) {
	body := redeemed("e1", 100)
	chunked := fmt.Sprintf("POST /hook HTTP/1.1\r\nhost: h\r\n%s: %s\r\ntransfer-encoding: chunked\r\n\r\n%x;x=y\r\n%s\r\n%x\r\n%s\r\n0\r\nX-Trailer: t\r\n\r\n",
		secretHeader, secret, 10, body[:10], len(body)-10, body[10:])
	for name, request := range map[string]string{
		"HEAD":                             delivery("HEAD", body),
		"OPTIONS":                          delivery("OPTIONS", body),
		"a method of its own":              delivery("NOTIFY", body),
		"chunked, with a trailer":          chunked,
		"HTTP/1.0":                         strings.Replace(delivery("POST", body), "HTTP/1.1", "HTTP/1.0", 1),
		"an absolute address":              strings.Replace(delivery("POST", body), "/hook", "http://hook.example/hook", 1),
		"headers with underscores":         delivery("POST", body, "Content_Type: application/json", "x_api_key: k"),
		"the header twice":                 delivery("POST", body, secretHeader+": "+secret),
		"the header twice, once wrong":     delivery("POST", body, strings.ToLower(secretHeader)+": "+otherSecret),
		"the header in other letters":      strings.Replace(delivery("POST", body), secretHeader, strings.ToUpper(secretHeader), 1),
		"blanks around the secret":         strings.Replace(delivery("POST", body), secret, "  "+secret+"\t", 1),
		"an encoding that it has not":      delivery("POST", body, "content-encoding: gzip"),
		"gzip that it does not tell":       delivery("POST", string(zipped(t, body))),
		"gzip by its old name":             delivery("POST", string(zipped(t, body)), "content-encoding: x-gzip"),
		"two types of content":             delivery("POST", body, "content-type: text/xml", "content-type: application/json"),
		"a charset that nobody knows":      delivery("POST", body, "content-type: application/json; charset=none"),
		"texts that are no UTF-8":          delivery("POST", strings.Replace(body, `"totalPoints`, "\"name\":\"Ren\xe9\",\"totalPoints", 1)),
		"a member twice":                   delivery("POST", strings.Replace(body, `"orgId":100`, `"orgId":7,"orgId":100`, 1)),
		"a member of a million characters": delivery("POST", strings.Replace(body, `"orgId"`, `"x":"`+strings.Repeat("a", 1_000_000)+`","orgId"`, 1)),
		"a number beyond all numbers":      delivery("POST", strings.Replace(body, `"orgId"`, `"x":1e999999999,"eventLogId":-1e-999999999,"orgId"`, 1)),
	} {
		t.Run(name, func(t *testing.T) {
			receiver := newReceiver(t)
			var got seen[webhook.PointsRedeemed]
			webhook.On(receiver, got.handle)
			require.Equal(t, 200, statusOf(t, listen(t, receiver, webhook.DropEmptyHeaderNames), request))
			require.Equal(t, 1, got.count())
			require.Equal(t, "100", got.all[0].TotalPointsRedeemed.String())
			require.EqualValues(t, 100, got.all[0].OrgID)
		})
	}
}

// statusOf sends a request as it is and reads the answer's status.
func statusOf(t *testing.T, address, request string) int {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	require.NoError(t, err)
	defer conn.Close()
	require.NoError(t, conn.SetDeadline(time.Now().Add(time.Minute)))
	_, err = io.WriteString(conn, request)
	require.NoError(t, err)
	method, _, _ := strings.Cut(request, " ")
	response, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: method})
	require.NoError(t, err)
	drain(response.Body)
	return response.StatusCode
}

func TestASenderThatAsksBeforeItSendsIsToldToGoOnOnlyWithTheSecret(t *testing.T) {
	receiver := newReceiver(t)
	var got seen[webhook.PointsRedeemed]
	webhook.On(receiver, got.handle)
	address, body := listen(t, receiver, webhook.DropEmptyHeaderNames), redeemed("e1", 1)
	head := strings.TrimSuffix(delivery("POST", body, "expect: 100-continue"), body)
	require.Equal(t, 401, statusOf(t, address, strings.Replace(head, secret, otherSecret, 1)), "no body is asked for")

	conn, err := net.Dial("tcp", address)
	require.NoError(t, err)
	defer conn.Close()
	reader := bufio.NewReader(conn)
	_, err = io.WriteString(conn, head)
	require.NoError(t, err)
	response, err := http.ReadResponse(reader, nil)
	require.NoError(t, err)
	require.Equal(t, 100, response.StatusCode)
	_, err = io.WriteString(conn, body)
	require.NoError(t, err)
	response, err = http.ReadResponse(reader, nil)
	require.NoError(t, err)
	drain(response.Body)
	require.Equal(t, 200, response.StatusCode)
	require.Equal(t, 1, got.count())
}

func TestABodyThatTricklesTakesNoPlaceFromOthers(t *testing.T) {
	receiver := newReceiver(t, webhook.WithAtOnce(1))
	var got seen[webhook.PointsRedeemed]
	webhook.On(receiver, got.handle)
	address, body := listen(t, receiver, webhook.DropEmptyHeaderNames), redeemed("slow", 1)
	request := delivery("POST", body)
	var waiting []net.Conn
	for range 20 {
		conn, err := net.Dial("tcp", address)
		require.NoError(t, err)
		defer conn.Close()
		_, err = io.WriteString(conn, request[:len(request)-1])
		require.NoError(t, err)
		waiting = append(waiting, conn)
	}
	eventually(t, func() bool { return receiver.Stats().Deliveries == 20 }, "all that trickle")
	for i := range 5 {
		require.Equal(t, 200, statusOf(t, address, delivery("POST", redeemed(fmt.Sprint("e", i), 1))))
	}
	for _, conn := range waiting {
		_, err := io.WriteString(conn, request[len(request)-1:])
		require.NoError(t, err)
		response, err := http.ReadResponse(bufio.NewReader(conn), nil)
		require.NoError(t, err)
		drain(response.Body)
		require.Equal(t, 200, response.StatusCode)
	}
	require.Equal(t, 6, got.count(), "the one that trickled twenty times over is one event")
}

// The id tells, not what else is in it: an event that was enriched in between is the same one.
func TestTheSameIDWithOtherContentIsTheSameEvent(t *testing.T) {
	receiver := newReceiver(t)
	var got seen[webhook.PointsRedeemed]
	webhook.On(receiver, got.handle)
	for _, points := range []int{1, 2, 3} {
		require.Equal(t, 200, post(t, receiver, redeemed("e1", points)))
	}
	require.Equal(t, 1, got.count())
	require.EqualValues(t, 2, receiver.Stats().Duplicates)
}

// timeless is a store that does not tell when an event was claimed first.
type timeless struct{ webhook.Store }

func (s timeless) Claim(ctx context.Context, key, owner string, lease time.Duration) (webhook.Claim, error) {
	claim, err := s.Store.Claim(ctx, key, owner, lease)
	claim.First = time.Time{}
	return claim, err
}

func TestAStoreThatTellsNoFirstTimeMakesNoEventPoisonousAtOnce(t *testing.T) {
	var dead letters
	receiver := newReceiver(t, dead.option(), webhook.WithPoison(3, time.Hour), webhook.WithStore(timeless{webhook.NewMemoryStore(10)}))
	webhook.On(receiver, func(context.Context, webhook.PointsRedeemed) error { return errors.New("not now") })
	for _, want := range []int{503, 503, 200} {
		require.Equal(t, want, post(t, receiver, redeemed("e1", 1)))
	}
	require.Len(t, dead.all, 1)
}
