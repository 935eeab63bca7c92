package webhook_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/capillary-go/sdk/webhook"
)

// listen runs a server behind the listener that leaves out headers without a name.
func listen(t *testing.T, handler http.Handler, around func(net.Listener) net.Listener) (address string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	server := &http.Server{Handler: handler, ErrorLog: log.New(io.Discard, "", 0)}
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := server.Serve(around(listener)); !errors.Is(err, http.ErrServerClosed) {
			t.Error(err)
		}
	}()
	t.Cleanup(func() {
		_ = server.Close()
		<-done
	})
	return listener.Addr().String()
}

// exchange writes bytes to a connection, and reads so many answers.
func exchange(t *testing.T, address, bytes string, answers int) (statuses []int) {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	require.NoError(t, err)
	defer conn.Close()
	require.NoError(t, conn.SetDeadline(time.Now().Add(20*time.Second)))
	_, err = io.WriteString(conn, bytes)
	require.NoError(t, err)
	reader := bufio.NewReader(conn)
	for range answers {
		response, err := http.ReadResponse(reader, nil)
		require.NoError(t, err)
		drain(response.Body)
		statuses = append(statuses, response.StatusCode)
	}
	return statuses
}

// captured is a delivery as it was captured once, with its header that has no name.
func captured(body string) string {
	return fmt.Sprintf("POST / HTTP/1.1\r\n: \r\n%s: %s\r\naccept: text/plain, application/json, application/*+json, */*\r\ncontent-type: application/json\r\n"+
		"user-agent: Java/1.8.0_272\r\nhost: hook.example\r\nconnection: keep-alive\r\ncontent-length: %d\r\n\r\n%s", secretHeader, secret, len(body), body)
}

// If this ever fails, net/http takes what it refused: then the listener is needed no more.
func TestWithoutTheListenerAHeaderWithoutANameLosesTheEvent(t *testing.T) {
	receiver := newReceiver(t)
	address := listen(t, receiver, func(l net.Listener) net.Listener { return l })
	require.Equal(t, []int{400}, exchange(t, address, captured(redeemed("e1", 1)), 1))
	require.Zero(t, receiver.Stats().Deliveries, "no handler ran")
}

func TestTheListenerLeavesOutHeadersWithoutAName(t *testing.T) {
	receiver := newReceiver(t)
	var got seen[webhook.PointsRedeemed]
	webhook.On(receiver, got.handle)
	address := listen(t, receiver, webhook.DropEmptyHeaderNames)
	stream := captured(redeemed("e1", 1)) + captured(redeemed("e2", 2)) + captured(redeemed("e3", 3))
	require.Equal(t, []int{200, 200, 200}, exchange(t, address, stream, 3), "one behind the other")
	require.Equal(t, 3, got.count())
}

func TestTheListenerStandsAroundTLS(t *testing.T) {
	receiver := newReceiver(t)
	var got seen[webhook.PointsRedeemed]
	webhook.On(receiver, got.handle)
	backing := httptest.NewTLSServer(nil) // for its certificate
	defer backing.Close()
	config := &tls.Config{Certificates: backing.TLS.Certificates, MinVersion: tls.VersionTLS12}
	address := listen(t, receiver, func(l net.Listener) net.Listener { return webhook.DropEmptyHeaderNames(tls.NewListener(l, config)) })
	conn, err := tls.Dial("tcp", address, backing.Client().Transport.(*http.Transport).TLSClientConfig)
	require.NoError(t, err)
	defer conn.Close()
	_, err = io.WriteString(conn, captured(redeemed("e1", 1)))
	require.NoError(t, err)
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	require.NoError(t, err)
	require.Equal(t, 200, response.StatusCode)
	require.Equal(t, 1, got.count())
}

// wire is a connection that gives its bytes in pieces.
type wire struct {
	net.Conn
	bytes  []byte
	pieces func() int
}

func (w *wire) Read(p []byte) (int, error) {
	if len(w.bytes) == 0 {
		return 0, io.EOF
	}
	n := copy(p[:min(len(p), max(1, w.pieces()))], w.bytes)
	w.bytes = w.bytes[n:]
	return n, nil
}

type oneConn struct {
	net.Listener
	conn net.Conn
}

func (l oneConn) Accept() (net.Conn, error) { return l.conn, nil }

// through is what of some bytes comes through the listener.
func through(t require.TestingT, sent string, pieces func() int) string {
	conn, err := webhook.DropEmptyHeaderNames(oneConn{conn: &wire{bytes: []byte(sent), pieces: pieces}}).Accept()
	require.NoError(t, err)
	got, err := io.ReadAll(conn)
	require.NoError(t, err)
	return string(got)
}

func whole() int    { return 1 << 20 }
func bytewise() int { return 1 }

func TestWhatTheListenerLeavesOut(t *testing.T) {
	long := strings.Repeat("x", 20_000)
	for name, c := range map[string]struct{ sent, want string }{
		"empty name":                 {"POST / HTTP/1.1\r\n: \r\nHost: x\r\n\r\n", "POST / HTTP/1.1\r\nHost: x\r\n\r\n"},
		"with a value":               {"POST / HTTP/1.1\r\nHost: x\r\n: secret\r\n\r\n", "POST / HTTP/1.1\r\nHost: x\r\n\r\n"},
		"only a colon, and two":      {"POST / HTTP/1.1\r\n:\r\n::\r\n: :\r\n\r\n", "POST / HTTP/1.1\r\n\r\n"},
		"bare line feeds":            {"POST / HTTP/1.1\n: x\nHost: x\n\n", "POST / HTTP/1.1\nHost: x\n\n"},
		"with its continuation":      {"POST / HTTP/1.1\r\nHost: x\r\n: a\r\n b\r\n\tc\r\nD: d\r\n e\r\n\r\n", "POST / HTTP/1.1\r\nHost: x\r\nD: d\r\n e\r\n\r\n"},
		"not a continuation":         {"POST / HTTP/1.1\r\nHost: x\r\n : a\r\n\r\n", "POST / HTTP/1.1\r\nHost: x\r\n : a\r\n\r\n"},
		"not the body":               {"POST / HTTP/1.1\r\n: \r\nContent-Length: 8\r\n\r\n\r\n: a\r\n\r\nGET / HTTP/1.1\r\n: \r\n\r\n", "POST / HTTP/1.1\r\nContent-Length: 8\r\n\r\n\r\n: a\r\n\r\nGET / HTTP/1.1\r\n\r\n"},
		"not chunks, but trailers":   {"POST / HTTP/1.1\r\n: \r\nTransfer-Encoding: chunked\r\n\r\n7;x\r\n\r\n: a\r\n\r\n3\r\n\n:b\r\n0\r\n: t\r\nT: t\r\n\r\nGET / HTTP/1.1\r\n: \r\n\r\n", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n7;x\r\n\r\n: a\r\n\r\n3\r\n\n:b\r\n0\r\nT: t\r\n\r\nGET / HTTP/1.1\r\n\r\n"},
		"a length that continues":    {"POST / HTTP/1.1\r\nContent-Length:\r\n 4\r\n: \r\n\r\n\n: aGET / HTTP/1.1\r\n: \r\n\r\n", "POST / HTTP/1.1\r\nContent-Length:\r\n 4\r\n\r\n\n: aGET / HTTP/1.1\r\n\r\n"},
		"a length that comes twice":  {"POST / HTTP/1.1\r\ncontent-length: 4\r\nContent-Length: 4\r\n\r\n\n: aGET / HTTP/1.1\r\n: \r\n\r\n", "POST / HTTP/1.1\r\ncontent-length: 4\r\nContent-Length: 4\r\n\r\n\n: aGET / HTTP/1.1\r\n\r\n"},
		"chunks win over a length":   {"POST / HTTP/1.1\r\nContent-Length: 400\r\nTransfer-Encoding: Chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n: \r\n\r\n", "POST / HTTP/1.1\r\nContent-Length: 400\r\nTransfer-Encoding: Chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n"},
		"no chunks in 1.0":           {"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n\n: aGET / HTTP/1.0\r\n: \r\n\r\n", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n\n: aGET / HTTP/1.0\r\n\r\n"},
		"blank lines before":         {"\r\n\r\nPOST / HTTP/1.1\r\n: \r\n\r\n", "\r\n\r\nPOST / HTTP/1.1\r\n\r\n"},
		"long headers":               {"POST / HTTP/1.1\r\nX: " + long + "\r\n: \r\n\r\n", "POST / HTTP/1.1\r\nX: " + long + "\r\n\r\n"},
		"nothing without a body end": {"POST / HTTP/1.1\r\nContent-Length: 100\r\n\r\n\r\n: a\r\n: b\r\n", "POST / HTTP/1.1\r\nContent-Length: 100\r\n\r\n\r\n: a\r\n: b\r\n"},
	} {
		require.Equal(t, c.want, through(t, c.sent, whole), name)
		require.Equal(t, c.want, through(t, c.sent, bytewise), "%s, byte by byte", name)
	}
}

// What net/http would refuse, or what is not HTTP/1, passes as it is: the listener must not make a request out of it.
func TestWhereTheListenerCantBeSureItLeavesOutNothing(t *testing.T) {
	next := "\r\n: a\r\n: b\r\n\r\n"
	for name, sent := range map[string]string{
		"HTTP/2":                  "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n: a\r\n" + next,
		"TLS":                     "\x16\x03\x01\n: a\r\n" + next,
		"no version":              "GET /\r\n: a\r\n" + next,
		"two lengths":             "POST / HTTP/1.1\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\n" + next,
		"a length with a sign":    "POST / HTTP/1.1\r\nContent-Length: +4\r\n\r\n" + next,
		"an empty length":         "POST / HTTP/1.1\r\nContent-Length:\r\n\r\n" + next,
		"a list of lengths":       "POST / HTTP/1.1\r\nContent-Length: 4, 4\r\n\r\n" + next,
		"a huge length":           "POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n" + next,
		"two encodings":           "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n" + next,
		"another encoding":        "POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n" + next,
		"an upgrade":              "GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\nGET / HTTP/1.1\r\n: a" + next,
		"a tunnel":                "CONNECT x:1 HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n: a" + next,
		"a chunk without a size":  "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n\r\n" + next,
		"a chunk of odd size":     "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0x5\r\n" + next,
		"a chunk of endless size": "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + strings.Repeat("0", 20_000) + "\r\n" + next,
		"a chunk without its end": "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n" + next,
		"a lonely return":         "POST / HTTP/1.1\r\n\rX: y\r\n" + next,
	} {
		require.Equal(t, sent, through(t, sent, whole), name)
		require.Equal(t, sent, through(t, sent, bytewise), "%s, byte by byte", name)
	}
}

func TestALineWithoutANameThatNeverEndsIsNotReadForEver(t *testing.T) {
	sent := "POST / HTTP/1.1\r\n: " + strings.Repeat("x", 1<<20)
	require.Greater(t, len(through(t, sent, whole)), 1<<19, "net/http sees it, and its limit of headers")
}

// lookalike draws bytes that a careless reader takes for headers.
var lookalike = rapid.SliceOfN(rapid.SampledFrom([]string{"\r\n", "\n", ": ", ":", "x", " ", "0\r\n\r\n", "GET / HTTP/1.1\r\n", "Content-Length: 3\r\n", "\r", "5\r\nabcde\r\n"}), 0, 12)

// drawRequest draws a request twice: as it is sent, and without its headers that have no name.
func drawRequest(t *rapid.T) (sent, clean string) {
	var a, b strings.Builder
	both := func(text string) { a.WriteString(text); b.WriteString(text) }
	nameless := func() {
		for range rapid.IntRange(0, 2).Draw(t, "nameless") {
			a.WriteString(rapid.SampledFrom([]string{": \r\n", ":\r\n", ":: x\r\n", ": a\r\n b\r\n", ":\n"}).Draw(t, "line"))
		}
	}
	both(rapid.SampledFrom([]string{"POST", "GET", "PUT", "DELETE"}).Draw(t, "method") + " /a?b=:c HTTP/1.1\r\n")
	nameless()
	both("Host: x\r\n")
	nameless()
	both(rapid.SampledFrom([]string{"", "X: y\r\n", "X: y\r\n z\r\n", "X:\r\n", "Content-Lengthy: 7\r\n"}).Draw(t, "header"))
	nameless()
	body := strings.Join(lookalike.Draw(t, "body"), "")
	switch rapid.IntRange(0, 2).Draw(t, "form") {
	case 0:
		both("\r\n")
	case 1:
		both(fmt.Sprintf("content-LENGTH: %d\r\n", len(body)))
		nameless()
		both("\r\n" + body)
	case 2:
		both("Transfer-Encoding: chunked\r\n\r\n")
		for len(body) > 0 {
			n := rapid.IntRange(1, len(body)).Draw(t, "chunk")
			both(fmt.Sprintf("%x\r\n%s\r\n", n, body[:n]))
			body = body[n:]
		}
		both("0\r\n")
		nameless()
		both(rapid.SampledFrom([]string{"", "T: t\r\n"}).Draw(t, "trailer"))
		nameless()
		both("\r\n")
	}
	return a.String(), b.String()
}

func TestOfManyRequestsOnOneConnectionOnlyHeadersWithoutANameAreLeftOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var sent, clean string
		for range rapid.IntRange(1, 4).Draw(t, "requests") {
			s, c := drawRequest(t)
			sent, clean = sent+s, clean+c
		}
		require.Equal(t, clean, through(t, sent, func() int { return rapid.IntRange(1, 40).Draw(t, "piece") }))
	})
}

// FuzzTheListenerChangesNoRequestThatNetHTTPTakes reads any bytes as net/http does: as long as it takes requests from them, the
// listener lets exactly those bytes pass.
func FuzzTheListenerChangesNoRequestThatNetHTTPTakes(f *testing.F) {
	f.Add("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabcGET / HTTP/1.1\r\n\r\n")
	f.Add("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n\n: ab\r\n0\r\nT: t\r\n\r\nGET / HTTP/1.0\r\n\r\n")
	f.Add("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n5 ;x\r\nabcde\r\n0\r\n\r\n")
	f.Add("\r\nPUT /x HTTP/1.1\nContent-Length:\n 4\n\nabcd: x\n")
	f.Fuzz(func(t *testing.T, sent string) {
		source := &counting{from: strings.NewReader(sent)}
		reader := bufio.NewReaderSize(source, 16)
		taken := 0
		for {
			request, err := http.ReadRequest(reader)
			if err != nil {
				break
			}
			if _, err := io.Copy(io.Discard, request.Body); err != nil {
				break
			}
			taken = source.n - reader.Buffered()
			if request.Header.Get("Upgrade") != "" || request.Method == http.MethodConnect {
				break
			}
		}
		got := through(t, sent, bytewise)
		require.GreaterOrEqual(t, len(got), taken)
		require.Equal(t, sent[:taken], got[:taken])
	})
}

type counting struct {
	from io.Reader
	n    int
}

func (c *counting) Read(p []byte) (int, error) {
	n, err := c.from.Read(p)
	c.n += n
	return n, err
}

func TestTheListenersConnectionsCloseHalfAndReportErrors(t *testing.T) {
	server, client := net.Pipe()
	defer client.Close()
	conn, err := webhook.DropEmptyHeaderNames(oneConn{conn: server}).Accept()
	require.NoError(t, err)
	require.ErrorIs(t, conn.(interface{ CloseWrite() error }).CloseWrite(), errors.ErrUnsupported)
	require.NoError(t, conn.SetReadDeadline(time.Now()))
	_, err = conn.Read(make([]byte, 10))
	var timeout net.Error
	require.ErrorAs(t, err, &timeout)
	require.True(t, timeout.Timeout())
	require.NoError(t, conn.Close())
}

func TestNamelessHeadersAndAHalfClosedSenderTogether(t *testing.T) {
	receiver := newReceiver(t)
	var got seen[webhook.PointsRedeemed]
	webhook.On(receiver, func(ctx context.Context, e webhook.PointsRedeemed) error {
		return errors.Join(ctx.Err(), got.handle(ctx, e))
	})
	address := listen(t, receiver, webhook.DropEmptyHeaderNames)
	conn, err := net.Dial("tcp", address)
	require.NoError(t, err)
	defer conn.Close()
	_, err = conn.Write(bytes.ReplaceAll([]byte(captured(redeemed("e1", 1))), []byte(": \r\n"), []byte(":\r\n")))
	require.NoError(t, err)
	require.NoError(t, conn.(*net.TCPConn).CloseWrite())
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	require.NoError(t, err)
	require.Equal(t, 200, response.StatusCode)
	require.Equal(t, 1, got.count())
}
