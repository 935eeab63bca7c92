// Package deliver sends event notifications as the documented sender does, and as badly as a test wants it.
package deliver

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Manner is how one try is sent.
type Manner uint8

// Manners.
const (
	Plain       Manner = iota
	Malformed          // the body is cut in its middle, and says that it is whole
	WrongSecret        // the values of the static headers are others
	Slowly             // the body comes in small pieces
	HangUp             // the connection is closed as soon as everything was sent
	HalfClose          // the sending half of the connection is closed then
	BreakOff           // the connection is closed in the middle of the body
)

// Target is where deliveries go.
type Target struct {
	URL     *url.URL
	Method  string
	Header  [][2]string // names may be empty
	TLS     *tls.Config
	Timeout time.Duration // of a try
}

// conn is a connection that is kept between deliveries.
type conn struct {
	target Target
	net    net.Conn
	read   *bufio.Reader
}

// send makes one try, and returns the status of the answer. Without one the status is zero.
func (c *conn) send(ctx context.Context, body []byte, manner Manner) (status int, err error) {
	if err := c.open(ctx); err != nil {
		return 0, err
	}
	if err := c.net.SetDeadline(time.Now().Add(c.target.Timeout)); err != nil {
		c.close()
		return 0, err
	}
	stop := context.AfterFunc(ctx, func() { _ = c.net.SetDeadline(time.Unix(1, 0)) })
	defer stop()
	if manner == Malformed {
		body = body[:len(body)/2]
	}
	if err := c.write(body, manner); err != nil && !answersEarly(err) {
		c.close()
		return 0, err
	}
	return c.answer(manner)
}

// answersEarly reports whether a receiver may have answered before it took everything.
func answersEarly(err error) bool {
	var timeout net.Error
	return !errors.Is(err, errLeft) && !(errors.As(err, &timeout) && timeout.Timeout())
}

var errLeft = errors.New("deliver: the sender left")

func (c *conn) open(ctx context.Context) (err error) {
	if c.net != nil {
		return nil
	}
	address := c.target.URL.Host
	if c.target.URL.Port() == "" {
		address = net.JoinHostPort(c.target.URL.Hostname(), map[string]string{"http": "80", "https": "443"}[c.target.URL.Scheme])
	}
	var dialer net.Dialer
	if c.net, err = dialer.DialContext(ctx, "tcp", address); err != nil {
		c.net = nil
		return err
	}
	if c.target.URL.Scheme == "https" {
		config := c.target.TLS.Clone()
		if config == nil {
			config = &tls.Config{MinVersion: tls.VersionTLS12}
		}
		if config.ServerName == "" {
			config.ServerName = c.target.URL.Hostname()
		}
		c.net = tls.Client(c.net, config)
	}
	c.read = bufio.NewReader(c.net)
	return nil
}

func (c *conn) close() {
	if c.net != nil {
		_ = c.net.Close()
	}
	c.net, c.read = nil, nil
}

// head are the request line and the headers of a delivery, as the captured one has them.
func (t Target) head(length int, manner Manner) []byte {
	path := t.URL.RequestURI()
	var head bytes.Buffer
	fmt.Fprintf(&head, "%s %s HTTP/1.1\r\n", t.Method, path)
	fmt.Fprint(&head, "accept: text/plain, application/json, application/*+json, */*\r\n")
	if !t.sets("content-type") {
		fmt.Fprint(&head, "content-type: application/json\r\n")
	}
	for _, header := range t.Header {
		name, value := header[0], header[1]
		if manner == WrongSecret && !strings.EqualFold(name, "content-type") {
			value += "-wrong"
		}
		fmt.Fprintf(&head, "%s: %s\r\n", name, value)
	}
	fmt.Fprintf(&head, "user-agent: Java/1.8.0_272\r\nhost: %s\r\nconnection: keep-alive\r\ncontent-length: %d\r\n\r\n", t.URL.Host, length)
	return head.Bytes()
}

func (t Target) sets(name string) bool {
	for _, header := range t.Header {
		if strings.EqualFold(header[0], name) {
			return true
		}
	}
	return false
}

const (
	pieces = 8 // of a body that is sent slowly
	pause  = 5 * time.Millisecond
)

func (c *conn) write(body []byte, manner Manner) error {
	head := c.target.head(len(body), manner)
	switch manner {
	case BreakOff:
		_, _ = c.net.Write(append(head, body[:len(body)/2]...))
		return errLeft
	case Slowly:
		return c.writeSlowly(append(head, body...))
	}
	_, err := c.net.Write(append(head, body...))
	switch {
	case err != nil:
		return err
	case manner == HangUp:
		return errLeft
	case manner == HalfClose:
		if half, ok := c.net.(interface{ CloseWrite() error }); ok {
			return half.CloseWrite()
		}
	}
	return nil
}

func (c *conn) writeSlowly(all []byte) error {
	for i := range pieces {
		if _, err := c.net.Write(all[i*len(all)/pieces : (i+1)*len(all)/pieces]); err != nil {
			return err
		}
		time.Sleep(pause)
	}
	return nil
}

// answer reads the answer, and throws its body away.
func (c *conn) answer(manner Manner) (status int, err error) {
	response, err := http.ReadResponse(c.read, nil)
	if err != nil {
		c.close()
		return 0, err
	}
	_, err = io.Copy(io.Discard, io.LimitReader(response.Body, 1<<20))
	if err != nil || response.Close || manner == HalfClose {
		c.close()
	}
	return response.StatusCode, nil
}
