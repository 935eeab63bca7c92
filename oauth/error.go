package oauth

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"
	"syscall"
	"time"
	"unicode"
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

// Unwrap is the transport's error when no whole reply came, without the *url.Error around it, which holds the URL. A
// request that took too long is an os.ErrDeadlineExceeded; context.DeadlineExceeded is left to the caller's deadline.
func (e *Error) Unwrap() error {
	if e.cause == nil {
		return nil
	}
	return e.cause()
}

// mayPass tells a failure that another try may mend from an answer.
func mayPass(err error) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && (e.Status == 0 || e.Status >= 500) && e.Code != CodeWrongKey
}

// harmless takes every *url.Error off a transport's error, and forgets an error whose text says too much.
func harmless(cause error, secrets []string) error {
	for {
		u, ok := errors.AsType[*url.Error](cause)
		if !ok || u.Err == nil {
			break
		}
		cause = u.Err
	}
	text := cause.Error()
	for _, secret := range append(secrets[:len(secrets):len(secrets)], "://") {
		if strings.Contains(text, secret) {
			return errors.New("the transport's error is withheld: it holds a secret or a URL")
		}
	}
	return cause
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

const (
	longestMessage = 200 // runes
	longestWord    = 24  // longer ones are keys, tokens, addresses
	masked         = "[masked]"
)

// mask makes a message of the API fit for a log.
func mask(message string, secrets []string) string {
	for _, secret := range secrets {
		if secret != "" {
			message = strings.ReplaceAll(message, secret, redacted)
		}
	}
	words := strings.FieldsFunc(message, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) })
	for i, word := range words {
		if len(word) > longestWord || strings.Contains(word, "://") || strings.Contains(word, "@") || hasLongNumber(word) {
			words[i] = masked
		}
	}
	message = strings.Join(words, " ")
	if runes := []rune(message); len(runes) > longestMessage {
		message = string(runes[:longestMessage]) + "…"
	}
	return message
}

// hasLongNumber finds what may be a mobile number or an id.
func hasLongNumber(word string) bool {
	run := 0
	for _, r := range word {
		if run++; !unicode.IsDigit(r) {
			run = 0
		}
		if run == 6 {
			return true
		}
	}
	return false
}
