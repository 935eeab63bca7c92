package capillary

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"os"
	"reflect"
	"strings"
	"syscall"

	"github.com/capillary-go/sdk/oauth"
)

// cause is what broke beneath a call. net/http puts the words of a server, addresses and certificates into its errors, so
// this one has a text of its own. errors.Is sees what is in it, errors.As what has no such words.
type cause struct {
	text string
	of   func() error // behind a function: dumps look into everything else
}

// networkCause is a cause that can be asked as a net.Error.
type networkCause struct {
	cause
	timeout bool
}

// causeOf makes the error that callers may see and print. Errors whose text is safe stay as they are.
func causeOf(err error) error {
	var (
		token   *oauth.Error
		network net.Error
	)
	switch {
	case err == nil, err == context.Canceled, err == context.DeadlineExceeded: //nolint:errorlint // what wraps them may say more
		return err
	case errors.As(err, &token):
		return token
	}
	c := cause{text: describe(err), of: func() error { return err }}
	if errors.As(err, &network) {
		return &networkCause{cause: c, timeout: network.Timeout()}
	}
	return &c
}

func (c *cause) Error() string { return c.text }

func (c *cause) Is(target error) bool { return errors.Is(c.of(), target) }

func (c *networkCause) Timeout() bool { return c.timeout }

// Temporary is part of net.Error, and deprecated there.
func (c *networkCause) Temporary() bool { return c.timeout }

// As gives what says which kind of failure it was, without the words of others in it: standard types in a copy that has only
// that, and types of the caller's own transport or middleware as they are.
func (c *cause) As(target any) bool {
	switch t := target.(type) {
	case **net.OpError:
		return found(c.of(), t, func(e *net.OpError) *net.OpError { return &net.OpError{Op: e.Op, Net: e.Net, Err: causeOf(e.Err)} })
	case **net.DNSError:
		return found(c.of(), t, func(e *net.DNSError) *net.DNSError {
			return &net.DNSError{Err: c.text, IsTimeout: e.IsTimeout, IsTemporary: e.IsTemporary, IsNotFound: e.IsNotFound}
		})
	case **os.SyscallError:
		return found(c.of(), t, func(e *os.SyscallError) *os.SyscallError {
			return &os.SyscallError{Syscall: e.Syscall, Err: causeOf(e.Err)}
		})
	case **tls.CertificateVerificationError:
		return found(c.of(), t, func(e *tls.CertificateVerificationError) *tls.CertificateVerificationError {
			return &tls.CertificateVerificationError{Err: causeOf(e.Err)}
		})
	case *x509.UnknownAuthorityError:
		return found(c.of(), t, func(x509.UnknownAuthorityError) x509.UnknownAuthorityError { return x509.UnknownAuthorityError{} })
	case *x509.CertificateInvalidError:
		return found(c.of(), t, func(e x509.CertificateInvalidError) x509.CertificateInvalidError {
			return x509.CertificateInvalidError{Reason: e.Reason}
		})
	case *syscall.Errno:
		return errors.As(c.of(), t)
	}
	return ofTheCaller(c.of(), target)
}

// found looks for an error of a type and gives a copy of it.
func found[E error](err error, target *E, clean func(E) E) bool {
	if !errors.As(err, target) {
		return false
	}
	*target = clean(*target)
	return true
}

// ofTheCaller finds an error of a type that the standard library's network packages do not have: one that a transport or a
// middleware of the caller's made.
func ofTheCaller(err error, target any) bool {
	into := reflect.ValueOf(target).Elem()
	copied := reflect.New(into.Type())
	if !errors.As(err, copied.Interface()) {
		return false
	}
	value := copied.Elem()
	if value.Kind() == reflect.Interface {
		value = value.Elem()
	}
	kind := value.Type()
	if kind.Kind() == reflect.Pointer {
		kind = kind.Elem()
	}
	if quotesOthers(kind.PkgPath()) {
		return false
	}
	into.Set(copied.Elem())
	return true
}

// quotesOthers names the packages whose errors have texts of others in them.
func quotesOthers(pkg string) bool {
	switch pkg {
	case "", "errors", "fmt", "net", "io", "bufio", "mime":
		return true
	}
	for _, prefix := range []string{"net/", "crypto/", "compress/", "encoding/", "internal/", "vendor/", "golang.org/x/net/"} {
		if strings.HasPrefix(pkg, prefix) {
			return true
		}
	}
	return false
}

// describe says what broke in words of our own.
func describe(cause error) string {
	var (
		refused *unsignedError
		token   *oauth.Error
		network net.Error
	)
	switch {
	case errors.As(cause, &refused):
		return refused.Error()
	case errors.As(cause, &token):
		return token.Error()
	case errors.Is(cause, errReset):
		return errReset.Error()
	case errors.Is(cause, errNoReply):
		return errNoReply.Error()
	case errors.Is(cause, context.Canceled):
		return context.Canceled.Error()
	case errors.Is(cause, context.DeadlineExceeded):
		return context.DeadlineExceeded.Error()
	case errors.Is(cause, io.EOF), errors.Is(cause, io.ErrUnexpectedEOF):
		return "the connection ended"
	case errors.Is(cause, syscall.ECONNRESET), errors.Is(cause, syscall.EPIPE):
		return "the connection was reset"
	case errors.Is(cause, syscall.ECONNREFUSED):
		return "the connection was refused"
	case errors.As(cause, new(*net.DNSError)):
		return "the host's name can't be resolved"
	case errors.As(cause, new(*tls.CertificateVerificationError)):
		return "the host's certificate is not valid"
	case errors.As(cause, &network) && network.Timeout():
		return "the connection timed out"
	}
	return "the connection failed"
}

// saysCause reports whether the issues hold what the token source failed with: it is told once.
func (e *Error) saysCause() bool {
	token := (*oauth.Error)(nil)
	return errors.As(e.cause, &token) && token.Code != 0 && e.Is(Code(token.Code))
}
