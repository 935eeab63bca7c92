package webhook_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/webhook"
)

func TestASecretThatProtectsNothingOrCanNeverMatchIsRefused(t *testing.T) {
	for name, secrets := range map[string]webhook.Secrets{
		"none":                     {},
		"no value":                 webhook.Secret(secretHeader),
		"empty":                    webhook.Secret(secretHeader, ""),
		"one of two empty":         webhook.Secret(secretHeader, secret, ""),
		"short":                    webhook.Secret(secretHeader, "fifteen-letters"),
		"blanks only":              webhook.Secret(secretHeader, strings.Repeat(" ", 40)),
		"blank at the end":         webhook.Secret(secretHeader, secret+" "),
		"endless":                  webhook.Secret(secretHeader, strings.Repeat("x", 1<<20)),
		"line break":               webhook.Secret(secretHeader, secret+"\n"+secret),
		"not ASCII":                webhook.Secret(secretHeader, secret+"é"),
		"no header":                webhook.Secret("", secret),
		"header with a blank":      webhook.Secret("X Secret", secret),
		"header with a colon":      webhook.Secret("X-Secret:", secret),
		"header of net/http":       webhook.Secret("host", secret),
		"header of the connection": webhook.Secret("Transfer-Encoding", secret),
		"header of the sender":     webhook.Secret("user-agent", secret),
	} {
		receiver, err := webhook.NewReceiver(secrets)
		require.ErrorIs(t, err, capillary.ErrInvalidInput, name)
		require.NotContains(t, err.Error(), secret, name)
		require.Nil(t, receiver, name)
	}
}

func TestSettingsThatWouldLoseEventsAreRefused(t *testing.T) {
	for name, option := range map[string]webhook.ReceiverOption{
		"retry with 400":        webhook.WithRetryStatus(400),
		"retry with 401":        webhook.WithRetryStatus(401),
		"retry with 200":        webhook.WithRetryStatus(200),
		"retry with 600":        webhook.WithRetryStatus(600),
		"no retry status":       webhook.WithRetryStatus(0),
		"nobody may handle":     webhook.WithAtOnce(0),
		"no time":               webhook.WithHandlerTime(0),
		"no bodies":             webhook.WithMaxBody(0),
		"endless bodies":        webhook.WithMaxBody(math.MaxInt),
		"poison before a try":   webhook.WithPoison(0, webhook.MaxAge),
		"poison at first sight": webhook.WithPoison(1, 0),
	} {
		_, err := webhook.NewReceiver(webhook.Secret(secretHeader, secret), option)
		require.ErrorIs(t, err, capillary.ErrInvalidInput, name)
	}
	for _, status := range []int{429, 500, 502, 503, 599} {
		_, err := webhook.NewReceiver(webhook.Secret(secretHeader, secret), webhook.WithRetryStatus(status))
		require.NoError(t, err)
	}
}

func TestASecretIsShownByNothing(t *testing.T) {
	secrets := webhook.Secret(secretHeader, secret)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		require.NotContains(t, fmt.Sprintf(verb, secrets), secret)
		require.NotContains(t, fmt.Sprintf(verb, struct{ S webhook.Secrets }{secrets}), secret)
	}
	require.NotContains(t, mustJSON(t, secrets), secret)
	require.NotContains(t, secrets.LogValue().String(), secret)
}

// unreadable fails the test when it is read.
type unreadable struct{ t *testing.T }

func (u unreadable) Read([]byte) (int, error) {
	u.t.Error("the body was read")
	return 0, io.EOF
}

func TestAWrongSecretIsAnswered401BeforeTheBodyIsRead(t *testing.T) {
	logger, text := logged()
	receiver := newReceiver(t, webhook.WithLogger(logger))
	var got seen[webhook.PointsRedeemed]
	webhook.On(receiver, got.handle)
	for _, values := range [][]string{nil, {""}, {otherSecret}, {secret + "x"}, {secret[1:]}, {strings.ToUpper(secret)}, {secret + "," + secret}, {otherSecret, ""}, {strings.Repeat("x", 1<<20)}} {
		request := httptest.NewRequest(http.MethodPost, "/hook", unreadable{t})
		request.Header[secretHeader] = values
		recorder := httptest.NewRecorder()
		receiver.ServeHTTP(recorder, request)
		require.Equal(t, http.StatusUnauthorized, recorder.Code, values)
		require.Empty(t, recorder.Body.String())
	}
	require.EqualValues(t, 9, receiver.Stats().WrongSecret)
	require.Zero(t, got.count())
	require.Contains(t, text(), "level=WARN")
	require.Contains(t, text(), "secret")
	require.NotContains(t, text(), otherSecret)
	require.NotContains(t, text(), secret)
}

func TestDuringARotationBothSecretsAreTakenAndAWrongOneIsAskedToComeAgain(t *testing.T) {
	receiver, err := webhook.NewReceiver(webhook.Secret(secretHeader, secret, otherSecret), webhook.WithRotation(), webhook.WithLogger(nil))
	require.NoError(t, err)
	for value, want := range map[string]int{secret: 200, otherSecret: 200, "neither-one-nor-other": 503} {
		status := post(t, receiver, redeemed("e1", 1), func(r *http.Request) { r.Header.Set(secretHeader, value) })
		require.Equal(t, want, status)
	}
	require.EqualValues(t, 1, receiver.Stats().WrongSecret)
}

// forms are bodies that all say the same event.
func forms(t *testing.T) map[string]string {
	t.Helper()
	flat := redeemed("e1", 100)
	inner := strings.TrimSuffix(flat, `,"eventId":"e1"}`) + "}"
	wrapped := `{"eventId":"e1","eventType":"100_pointsRedeemed","consumerGroupId":null,"actionType":"START","timeStamp":1763639719648,"attributes":` + inner + `}`
	utf16Text := func(order binary.ByteOrder, mark ...byte) string {
		text := mark
		for _, unit := range utf16.Encode([]rune(flat)) {
			text = binary.BigEndian.AppendUint16(text, unit)
			if order == binary.LittleEndian {
				n := len(text)
				text[n-1], text[n-2] = text[n-2], text[n-1]
			}
		}
		return string(text)
	}
	return map[string]string{
		"flat":                   flat,
		"white space around":     "\r\n\t " + flat + " \n",
		"byte order mark":        "\ufeff" + flat,
		"UTF-16, big end":        utf16Text(binary.BigEndian, 0xfe, 0xff),
		"UTF-16, little end":     utf16Text(binary.LittleEndian, 0xff, 0xfe),
		"gzip":                   string(zipped(t, flat)),
		"gzip of a marked text":  string(zipped(t, "\ufeff"+flat)),
		"wrapped":                wrapped,
		"wrapped without a name": strings.Replace(wrapped, `"eventName":"pointsRedeemed"`, `"e ventName":"x"`, 1),
		"type without the org":   strings.Replace(strings.Replace(wrapped, `"100_pointsRedeemed"`, `"pointsRedeemed"`, 1), `"eventName":"pointsRedeemed"`, `"eventName":""`, 1),
		"as a reply":             `{"data":` + flat + `,"errors":null,"warnings":null}`,
		"caught":                 `{"event":{"method":"POST","path":"/","body":` + flat + `}}`,
		"caught as a text":       `{"event":{"method":"POST","path":"/","body":` + mustJSON(t, flat) + `}}`,
		"list of one":            "[" + flat + "]",
		"list of a wrapped one":  "[" + wrapped + "]",
		"text":                   mustJSON(t, flat),
		"text in a text":         mustJSON(t, mustJSON(t, flat)),
		"data as a text": strings.Replace(flat, `{"customerIdentifiers":{"customerId":84793759919},"totalPointsRedeemed":100}`,
			mustJSON(t, `{"customerIdentifiers":{"customerId":84793759919},"totalPointsRedeemed":100}`), 1),
		"numbers as texts":     strings.NewReplacer(`"orgId":100`, `"orgId":"100"`, `:84793759919`, `:"84793759919"`, `:1763639719643`, `:"1763639719643"`).Replace(flat),
		"numbers with a point": strings.NewReplacer(`"orgId":100`, `"orgId":100.0`, `:84793759919`, `:84793759919.0`, `:1763639719643`, `:1.763639719643E12`).Replace(flat),
	}
}

func zipped(t *testing.T, text string) []byte {
	t.Helper()
	var zip bytes.Buffer
	w := gzip.NewWriter(&zip)
	_, err := io.WriteString(w, text)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return zip.Bytes()
}

func TestTheEventIsTheSameInWhateverFormItComes(t *testing.T) {
	var key string
	for name, body := range forms(t) {
		t.Run(name, func(t *testing.T) {
			receiver := newReceiver(t)
			var got seen[webhook.PointsRedeemed]
			webhook.On(receiver, got.handle)
			require.Equal(t, 200, post(t, receiver, body))
			require.Equal(t, 200, post(t, receiver, body), "once more")
			require.Len(t, got.all, 1)
			event := got.all[0]
			assert.Equal(t, "pointsRedeemed", event.EventName)
			assert.Equal(t, "e1", event.EventID)
			assert.EqualValues(t, 100, event.OrgID)
			assert.Equal(t, int64(1763639719643), event.CreatedAt.UnixMilli())
			assert.Equal(t, int64(84793759919), event.CustomerIdentifiers.CustomerID)
			assert.Equal(t, "100", event.TotalPointsRedeemed.String())
			assert.Empty(t, event.Drift)
			if key == "" {
				key = event.Key
			}
			assert.Equal(t, key, event.Key)
		})
	}
}

func TestAnyMethodAndContentTypeIsTaken(t *testing.T) {
	receiver := newReceiver(t)
	var got seen[webhook.PointsRedeemed]
	webhook.On(receiver, got.handle)
	url := serve(t, receiver)
	n := 0
	for _, method := range []string{"POST", "PUT", "GET", "DELETE", "PATCH"} {
		for _, contentType := range []string{"application/json", "text/plain; charset=utf-8", "application/x-www-form-urlencoded", "multipart/form-data", "nonsense", ""} {
			n++
			request, err := http.NewRequest(method, url+"/any/path?and=query", strings.NewReader(redeemed(fmt.Sprint("e", n), n)))
			require.NoError(t, err)
			request.Header.Set(secretHeader, secret)
			request.Header["Content-Type"] = []string{contentType}
			response, err := http.DefaultTransport.RoundTrip(request)
			require.NoError(t, err)
			drain(response.Body)
			response.Body.Close()
			require.Equal(t, 200, response.StatusCode, "%s %s", method, contentType)
			require.Zero(t, response.ContentLength)
			require.Empty(t, response.Header.Get("Content-Type"))
		}
	}
	require.Equal(t, n, got.count())
	http.DefaultTransport.(*http.Transport).CloseIdleConnections()
}

func TestTheEventsOfAListAreHandledEachAndInOrder(t *testing.T) {
	receiver := newReceiver(t)
	fails := true
	var got seen[string]
	webhook.On(receiver, func(ctx context.Context, e webhook.PointsRedeemed) error {
		if e.EventID == "b" && fails {
			return errors.New("not now")
		}
		return got.handle(ctx, e.EventID)
	})
	body := "[" + redeemed("a", 1) + "," + redeemed("b", 2) + "," + redeemed("c", 3) + "," + redeemed("a", 1) + "]"
	require.Equal(t, 503, post(t, receiver, body), "one of them is to come again")
	require.Equal(t, []string{"a", "c"}, got.all)
	fails = false
	require.Equal(t, 200, post(t, receiver, body))
	require.Equal(t, []string{"a", "c", "b"}, got.all)
}

// malformed are bodies without an event that can be read.
var malformed = map[string]string{
	"empty":            "",
	"white space":      " \n",
	"cut":              redeemed("e1", 1)[:80],
	"text behind":      redeemed("e1", 1) + "x",
	"two events":       redeemed("e1", 1) + redeemed("e2", 1),
	"no JSON":          "eventName=pointsRedeemed",
	"HTML":             "<html>",
	"null":             "null",
	"number":           "1",
	"text":             `"pointsRedeemed"`,
	"no name":          `{"eventId":"e1","data":{}}`,
	"blank name":       `{"eventName":"  ","data":{}}`,
	"a name as data's": `{"eventId":"e1","orgId":1,"data":{"eventName":"TransactionAdd"}}`,
	"empty object":     "{}",
	"empty list":       "[]",
	"list of nothing":  "[null]",
	"gzip cut":         "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\xab",
	"gzip of no gzip":  "\x1f\x8bhello, world: this is not compressed",
	"quotes beyond sense": func() string {
		text := redeemed("e1", 1)
		for range 8 {
			text = fmt.Sprintf("%q", text)
		}
		return text
	}(),
}

func TestWhatCantBeReadGoesToTheDeadLettersAsItCame(t *testing.T) {
	for name, body := range malformed {
		t.Run(name, func(t *testing.T) {
			var dead letters
			receiver := newReceiver(t, dead.option())
			status := post(t, receiver, body, func(r *http.Request) { r.Method = http.MethodPut })
			require.Equal(t, 200, status)
			require.Len(t, dead.all, 1)
			letter := dead.all[0]
			require.Equal(t, webhook.Malformed, letter.Reason)
			require.Error(t, letter.Err)
			if !strings.HasPrefix(name, "list of") {
				require.Equal(t, body, string(letter.Body))
			}
			require.False(t, letter.Cut)
			require.Equal(t, http.MethodPut, letter.Method)
			require.NotZero(t, letter.Received)
			require.NotContains(t, fmt.Sprintf("%+v %#v", letter, letter), secret)
		})
	}
}

func TestWhatCantBeReadComesAgainWhereNobodyTakesIt(t *testing.T) {
	for name, body := range malformed {
		require.Equal(t, 503, post(t, newReceiver(t), body), name)
		failing := newReceiver(t, webhook.WithRetryStatus(429),
			webhook.WithDeadLetters(func(context.Context, webhook.DeadLetter) error { return errors.New("the disk is full") }))
		require.Equal(t, 429, post(t, failing, body), name)
		panicking := newReceiver(t, webhook.WithDeadLetters(func(context.Context, webhook.DeadLetter) error { panic("the disk is gone") }))
		require.Equal(t, 503, post(t, panicking, body), name)
	}
}

func TestTheGoodEventsOfAListAreHandledBesideBadOnes(t *testing.T) {
	var dead letters
	receiver := newReceiver(t, dead.option())
	var got seen[webhook.PointsRedeemed]
	webhook.On(receiver, got.handle)
	require.Equal(t, 200, post(t, receiver, "["+redeemed("a", 1)+`,{"odd":true},`+redeemed("b", 2)+"]"))
	require.Equal(t, 2, got.count())
	require.Len(t, dead.all, 1)
	require.Equal(t, `{"odd":true}`, string(dead.all[0].Body))
}

func TestABodyOverTheLimitIsNeverAnswered413(t *testing.T) {
	const limit = 1000
	large := redeemed(strings.Repeat("x", limit), 1)
	for name, body := range map[string]string{
		"plain":      large,
		"compressed": string(zipped(t, large)),
		"bomb":       string(zipped(t, strings.Repeat(" ", 10<<20))),
	} {
		var dead letters
		receiver := newReceiver(t, webhook.WithMaxBody(limit), dead.option())
		require.Equal(t, 200, post(t, receiver, body), name)
		require.Len(t, dead.all, 1, name)
		letter := dead.all[0]
		require.Equal(t, webhook.TooLarge, letter.Reason, name)
		require.LessOrEqual(t, len(letter.Body), limit, name)
		require.Equal(t, len(letter.Body) < len(body), letter.Cut, name)
		require.True(t, strings.HasPrefix(body, string(letter.Body)), name)
		require.Equal(t, 503, post(t, newReceiver(t, webhook.WithMaxBody(limit)), body), name)
	}
	exact := redeemed("", 1)
	exact = redeemed(strings.Repeat("x", limit-len(exact)), 1)
	require.Len(t, exact, limit)
	require.Equal(t, 200, post(t, newReceiver(t, webhook.WithMaxBody(limit)), exact), "a body of the limit is not over it")
}

// A sender that sends everything before it reads, as the real one does, reads no answer if it is cut off before: it comes again
// for days.
func TestTheSenderOfATooLargeBodyReadsTheAnswer(t *testing.T) {
	var dead letters
	url := serve(t, newReceiver(t, dead.option()))
	const size = 20 << 20
	conn, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
	require.NoError(t, err)
	defer conn.Close()
	_, err = fmt.Fprintf(conn, "POST / HTTP/1.1\r\nHost: x\r\n%s: %s\r\nContent-Length: %d\r\n\r\n", secretHeader, secret, size)
	require.NoError(t, err)
	_, err = io.CopyN(conn, zeros{}, size)
	require.NoError(t, err)
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	require.NoError(t, err)
	require.Equal(t, 200, response.StatusCode)
	require.Len(t, dead.all, 1)
	require.Len(t, dead.all[0].Body, webhook.MaxBody)
	require.True(t, dead.all[0].Cut)
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '0'
	}
	return len(p), nil
}
