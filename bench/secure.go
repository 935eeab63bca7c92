package bench

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"os"
	"sync"
	"time"
)

// identity is a certificate for this machine that vouches for itself, and its key, as PEM. A process has one: the system's list of
// those whom to trust is read once.
var identity = sync.OnceValues(func() (text []byte, err error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, err
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, err
	}
	text = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	return append(text, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private})...), nil
})

// writeIdentity puts it into a file for the server, which is also what this process trusts. The SDK's own transport asks the system
// whom to trust, which reads this where it is first asked (not on Windows and macOS).
func writeIdentity() (file string, err error) {
	text, err := identity()
	if err != nil {
		return "", err
	}
	f, err := os.CreateTemp("", "bench-identity-*.pem")
	if err != nil {
		return "", err
	}
	defer f.Close()
	if _, err = f.Write(text); err != nil {
		return "", err
	}
	return f.Name(), os.Setenv("SSL_CERT_FILE", f.Name())
}

// serveHTTP1 serves over TLS what the server does without.
func serveHTTP1(s *server, c tls.Certificate) (address string, err error) {
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{c}, NextProtos: []string{"http/1.1"}, MinVersion: tls.VersionTLS12})
	if err != nil {
		return "", err
	}
	go func() {
		if err := s.serve(l); err != nil {
			fail(err)
		}
	}()
	return "https://" + l.Addr().String(), nil
}

// serveHTTP2 serves the same replies over HTTP/2, which net/http speaks.
func serveHTTP2(s *server, c tls.Certificate) (address string, err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	web := &http.Server{Handler: http.HandlerFunc(s.answerHTTP2), TLSConfig: &tls.Config{Certificates: []tls.Certificate{c}, MinVersion: tls.VersionTLS12},
		ReadHeaderTimeout: time.Minute, ErrorLog: log.New(io.Discard, "", 0),
		ConnState: func(_ net.Conn, state http.ConnState) {
			if state == http.StateNew {
				s.accepted.Add(1)
			}
		}}
	go func() { fail(web.ServeTLS(l, "", "")) }()
	return "https://" + l.Addr().String(), nil
}

func (s *server) answerHTTP2(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	head, body, _ := bytes.Cut(s.replies.to([]byte(r.URL.RequestURI())), []byte("\r\n\r\n"))
	if bytes.HasPrefix(head, []byte("HTTP/1.1 404")) {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	w.Header()["Content-Type"] = []string{"application/json;charset=UTF-8"}
	w.Header()["X-Cap-Requestid"] = []string{"7f1d0c2e-5b3a-4e0b-9d55-2f8c6a0e41b7"}
	_, _ = w.Write(body)
}
