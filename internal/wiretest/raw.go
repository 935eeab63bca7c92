package wiretest

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/binary"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Raw is a server that speaks HTTP/1.1 and HTTP/2 over TLS and leaves each answer to the test, byte by byte and frame by
// frame, so that it can break off anywhere.
type Raw struct {
	URL string

	listener    net.Listener
	play        func(*Asked)
	connections atomic.Int64
	mu          sync.Mutex
	open        map[net.Conn]bool
	serving     sync.WaitGroup
}

// Asked is a request that arrived whole, and the way to answer it.
type Asked struct {
	Body []byte

	// Request is set over HTTP/1.1 only: heads of HTTP/2 are not read.
	Request *http.Request

	Stream uint32 // of HTTP/2; 0 over HTTP/1.1
	conn   *rawConn
}

// The protocols that a Raw server can offer.
const (
	HTTP1 = "http/1.1"
	HTTP2 = "h2"
)

// ServeRaw starts a server that offers the protocols and calls play for each request, on the connection's own goroutine.
func ServeRaw(t testing.TB, play func(*Asked), protocols ...string) *Raw {
	t.Helper()
	s := &Raw{play: play, open: map[net.Conn]bool{}}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	s.URL = "https://" + l.Addr().String()
	s.listener = tls.NewListener(l, &tls.Config{Certificates: []tls.Certificate{identity()}, NextProtos: protocols, MinVersion: tls.VersionTLS12})
	s.serving.Go(s.accept)
	t.Cleanup(s.close)
	return s
}

// Roots are the authorities that vouch for the server.
func (s *Raw) Roots() *x509.CertPool { return roots() }

func roots() *x509.CertPool {
	all := x509.NewCertPool()
	all.AddCert(identity().Leaf)
	return all
}

// Transport is one that trusts the server and speaks HTTP/2 if the server does.
func (s *Raw) Transport() *http.Transport { return trusting() }

func trusting() *http.Transport {
	return &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots(), MinVersion: tls.VersionTLS12}, ForceAttemptHTTP2: true}
}

// Connections is how many there were, those included that ended.
func (s *Raw) Connections() int64 { return s.connections.Load() }

// Cut ends all connections that there are.
func (s *Raw) Cut() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.open {
		c.Close()
	}
}

func (s *Raw) close() {
	s.listener.Close()
	s.Cut()
	s.serving.Wait()
}

func (s *Raw) accept() {
	for {
		c, err := s.listener.Accept()
		if err != nil {
			return
		}
		s.mu.Lock()
		s.open[c] = true
		s.mu.Unlock()
		s.serving.Go(func() {
			s.serve(c.(*tls.Conn))
			c.Close()
			s.mu.Lock()
			delete(s.open, c)
			s.mu.Unlock()
		})
	}
}

func (s *Raw) serve(c *tls.Conn) {
	if c.Handshake() != nil {
		return
	}
	s.connections.Add(1)
	r := &rawConn{server: s, conn: c, in: bufio.NewReader(c), asked: map[uint32]*Asked{}}
	if c.ConnectionState().NegotiatedProtocol == HTTP2 {
		r.http2()
		return
	}
	r.http1()
}

// rawConn is a connection.
type rawConn struct {
	server *Raw
	conn   *tls.Conn
	in     *bufio.Reader
	asked  map[uint32]*Asked // streams that are not whole yet
	mu     sync.Mutex        // for what goes out
}

func (r *rawConn) http1() {
	for {
		request, err := http.ReadRequest(r.in)
		if err != nil {
			return
		}
		body, err := io.ReadAll(request.Body)
		if err != nil {
			return
		}
		r.server.play(&Asked{Body: body, Request: request, conn: r})
	}
}

// The frames, flags and settings of HTTP/2 that the server uses (RFC 9113).
const (
	frameData     = 0
	frameHeaders  = 1
	frameReset    = 3
	frameSettings = 4
	framePing     = 6
	frameGoAway   = 7
	frameWindow   = 8

	flagAck        = 1
	flagEndStream  = 1
	flagEndHeaders = 4

	settingWindow = 4
	widestWindow  = 1 << 30
)

// The error codes of HTTP/2.
const (
	NoError         = 0
	ProtocolError   = 1
	InternalError   = 2
	RefusedStream   = 7
	EnhanceYourCalm = 11
	LastErrorCode   = 13 // HTTP_1_1_REQUIRED
)

func (r *rawConn) http2() {
	preface := make([]byte, len("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"))
	if _, err := io.ReadFull(r.in, preface); err != nil {
		return
	}
	r.frame(frameSettings, 0, 0, binary.BigEndian.AppendUint32([]byte{0, settingWindow}, widestWindow))
	r.frame(frameWindow, 0, 0, binary.BigEndian.AppendUint32(nil, widestWindow))
	for {
		kind, flags, stream, payload, err := r.readFrame()
		if err != nil {
			return
		}
		r.take(kind, flags, stream, payload)
	}
}

func (r *rawConn) readFrame() (kind, flags byte, stream uint32, payload []byte, err error) {
	var head [9]byte
	if _, err = io.ReadFull(r.in, head[:]); err != nil {
		return 0, 0, 0, nil, err
	}
	payload = make([]byte, int(head[0])<<16|int(head[1])<<8|int(head[2]))
	_, err = io.ReadFull(r.in, payload)
	return head[3], head[4], binary.BigEndian.Uint32(head[5:]), payload, err
}

// take looks at a frame. Requests have neither padding nor priority: net/http sends none.
func (r *rawConn) take(kind, flags byte, stream uint32, payload []byte) {
	switch kind {
	case frameSettings:
		if flags&flagAck == 0 {
			r.frame(frameSettings, flagAck, 0, nil)
		}
	case framePing:
		if flags&flagAck == 0 {
			r.frame(framePing, flagAck, 0, payload)
		}
	case frameHeaders:
		r.asked[stream] = &Asked{Stream: stream, conn: r}
	case frameData:
		if a := r.asked[stream]; a != nil {
			a.Body = append(a.Body, payload...)
		}
	case frameReset:
		delete(r.asked, stream)
	}
	if a := r.asked[stream]; a != nil && flags&flagEndStream != 0 && (kind == frameHeaders || kind == frameData) {
		delete(r.asked, stream)
		r.server.play(a)
	}
}

func (r *rawConn) frame(kind, flags byte, stream uint32, payload []byte) {
	head := []byte{byte(len(payload) >> 16), byte(len(payload) >> 8), byte(len(payload)), kind, flags}
	r.write(append(binary.BigEndian.AppendUint32(head, stream), payload...))
}

func (r *rawConn) write(b []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.conn.Write(b) // a client that has gone is no failure
}

// IsHTTP2 reports whether the request came over HTTP/2.
func (a *Asked) IsHTTP2() bool { return a.Stream != 0 }

// Write sends bytes as they are.
func (a *Asked) Write(text string) { a.conn.write([]byte(text)) }

// Cut ends the connection.
func (a *Asked) Cut() { a.conn.conn.NetConn().Close() }

// Answer sends a whole reply over either protocol. Headers are pairs of a name in lower case and a value.
func (a *Asked) Answer(status int, body string, headers ...string) {
	if !a.IsHTTP2() {
		text := "HTTP/1.1 " + strconv.Itoa(status) + " Status\r\nContent-Length: " + strconv.Itoa(len(body)) + "\r\n"
		for i := 0; i+1 < len(headers); i += 2 {
			text += headers[i] + ": " + headers[i+1] + "\r\n"
		}
		a.Write(text + "\r\n" + body)
		return
	}
	a.Head(status, headers...)
	a.Data(body, true)
}

// Head begins a reply over HTTP/2.
func (a *Asked) Head(status int, headers ...string) {
	a.conn.frame(frameHeaders, flagEndHeaders, a.Stream, head(status, headers))
}

// HalfHead begins the head of a reply over HTTP/2 and leaves it open.
func (a *Asked) HalfHead(status int, headers ...string) {
	a.conn.frame(frameHeaders, 0, a.Stream, head(status, headers))
}

// head writes a status and headers as HPACK does without Huffman codes and tables (RFC 7541, 6.2.2).
func head(status int, headers []string) []byte {
	text := func(b []byte, s string) []byte { return append(append(b, byte(len(s))), s...) }
	block := text([]byte{0x08}, strconv.Itoa(status)) // the name is number 8 of the static table
	for _, h := range headers {
		if len(h) > 126 {
			panic("wiretest: a header is too long for the server")
		}
	}
	for i := 0; i+1 < len(headers); i += 2 {
		block = text(text(append(block, 0), headers[i]), headers[i+1])
	}
	return block
}

// Data sends a part of a reply's body over HTTP/2, and ends the reply if it is the last.
func (a *Asked) Data(body string, last bool) {
	var flags byte
	if last {
		flags = flagEndStream
	}
	a.conn.frame(frameData, flags, a.Stream, []byte(body))
}

// Reset ends the stream with an error code.
func (a *Asked) Reset(code uint32) {
	a.conn.frame(frameReset, 0, a.Stream, binary.BigEndian.AppendUint32(nil, code))
}

// GoAway says that the connection ends and which stream was the last to be processed, with a text for people.
func (a *Asked) GoAway(last, code uint32, text string) {
	payload := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, last), code)
	a.conn.frame(frameGoAway, 0, 0, append(payload, text...))
}

// identity is the certificate of all Raw servers of a process. It vouches for itself.
var identity = sync.OnceValue(func() tls.Certificate {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "wiretest"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour), IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		panic(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		panic(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}
})

// TrustRaw makes the process trust Raw servers wherever it trusts what the system does, as the SDK's own transport does.
// It has to come before the first use of TLS, and reports whether it could: only on Linux a file says whom to trust.
func TrustRaw() bool {
	if runtime.GOOS != "linux" {
		return false
	}
	file, err := os.CreateTemp("", "wiretest")
	if err != nil {
		return false
	}
	defer os.Remove(file.Name())
	if pem.Encode(file, &pem.Block{Type: "CERTIFICATE", Bytes: identity().Certificate[0]}) != nil || file.Close() != nil {
		return false
	}
	const name = "SSL_CERT_FILE"
	before, was := os.LookupEnv(name)
	os.Setenv(name, file.Name())
	_, err = x509.SystemCertPool() // reads the file, once in a process
	if os.Unsetenv(name); was {
		os.Setenv(name, before)
	}
	return err == nil
}
