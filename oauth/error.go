package oauth

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"syscall"
	"time"
)

// CodeWrongKey is the code that the token endpoint gives to a key or secret that it does not know.
const CodeWrongKey = 320001

// Error is why there is no token: what the token endpoint said, or what kept it from saying anything. Its text holds
// no key, secret, token or URL. All callers that waited for the same request get the same *Error.
type Error struct {
	Status     int           // the HTTP status; 0 when no whole reply came
	Code       int           // the API's code, such as CodeWrongKey; 0 when it gave none
	Message    string        // the API's message, with what may be secret or personal masked, or a description
	RetryAfter time.Duration // how long the API asked to wait; 0 when it did not

	cause func() error // a closure, since dumps look into everything else
}

// Error is the status, the code and the message, as far as there are any.
func (e *Error) Error() string {
	var text strings.Builder
	text.WriteString("oauth: token request failed")
	if e.Status != 0 {
		fmt.Fprintf(&text, ": HTTP %d", e.Status)
	}
	if e.Code != 0 {
		fmt.Fprintf(&text, ": code %d", e.Code)
	}
	if e.Message != "" {
		text.WriteString(": " + e.Message)
	}
	return text.String()
}

// Unwrap is what kept the reply away, in words of this package: those of a transport may be a server's, or hold a URL.
// errors.Is sees what is in it, errors.As a net.Error, a syscall.Errno and an x509.UnknownAuthorityError. A request that took
// too long is an os.ErrDeadlineExceeded; context.DeadlineExceeded is left to the caller's deadline.
func (e *Error) Unwrap() error {
	if e.cause == nil {
		return nil
	}
	c := cause{e.Message, e.cause}
	if network, ok := errors.AsType[net.Error](e.cause()); ok {
		return &networkCause{c, network.Timeout()}
	}
	return &c
}

// cause is a transport's error with another text.
type cause struct {
	text string
	of   func() error
}

func (c *cause) Error() string { return c.text }

func (c *cause) Is(target error) bool { return errors.Is(c.of(), target) }

// As finds what holds no words of others: a certificate does, and so it is left out.
func (c *cause) As(target any) bool {
	switch t := target.(type) {
	case *syscall.Errno:
		return errors.As(c.of(), t)
	case *x509.UnknownAuthorityError:
		_, ok := errors.AsType[x509.UnknownAuthorityError](c.of())
		return ok
	}
	return false
}

// networkCause is a cause that is a net.Error.
type networkCause struct {
	cause
	timeout bool
}

func (c *networkCause) Timeout() bool { return c.timeout }

// Temporary is part of net.Error, and deprecated there.
func (c *networkCause) Temporary() bool { return c.timeout }

// mayPass tells a failure that another try may mend from an answer.
func mayPass(err error) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && (e.Status == 0 || e.Status >= 500) && e.Code != CodeWrongKey
}

// describe names the kind of a transport's error. Its own text is not used: anyone can write a RoundTripper.
func describe(cause error) string {
	if timeout, ok := errors.AsType[net.Error](cause); ok && timeout.Timeout() {
		return "no reply in time"
	}
	if _, ok := errors.AsType[*net.DNSError](cause); ok {
		return "the host name was not found"
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](cause); ok {
		return "the server's certificate was not accepted"
	}
	if errno, ok := errors.AsType[syscall.Errno](cause); ok {
		return errno.Error()
	}
	if errors.Is(cause, io.EOF) || errors.Is(cause, io.ErrUnexpectedEOF) {
		return "the connection ended before the reply did"
	}
	return "the connection failed"
}
