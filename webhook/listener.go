package webhook

import (
	"errors"
	"net"
)

// DropEmptyHeaderNames returns a listener whose connections leave out lines of a header that have no name, as deliveries of a
// webhook have that was saved without one: net/http answers them 400 before any handler, and a 400 loses the event. All else
// passes as it is: bodies, trailers, requests one behind the other, whatever is not HTTP/1.
//
// It must see the text of the requests, so it goes around a TLS listener and not under it, and the server's Serve is called
// with it, not ServeTLS:
//
//	server.Serve(webhook.DropEmptyHeaderNames(tls.NewListener(listener, config)))
//
// Such a server speaks HTTP/1.1, and its requests have no TLS field. It is the second best: better is a webhook that has a header.
func DropEmptyHeaderNames(listener net.Listener) net.Listener { return emptyNames{listener} }

type emptyNames struct{ net.Listener }

func (l emptyNames) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &emptyNamesConn{Conn: conn}, nil
}

type emptyNamesConn struct {
	net.Conn
	filter headerFilter
}

// Read reads until there is something that is not left out.
func (c *emptyNamesConn) Read(p []byte) (int, error) {
	for {
		n, err := c.Conn.Read(p)
		kept := c.filter.pass(p[:n])
		if kept > 0 || n == 0 || err != nil {
			return kept, err
		}
	}
}

// CloseWrite closes one half of the connection: with it net/http lets the sender read an answer before the connection ends.
func (c *emptyNamesConn) CloseWrite() error {
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return errors.ErrUnsupported
}
