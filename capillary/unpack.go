package capillary

import (
	"bufio"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
)

// unpacked is the body of a reply without its compression.
type unpacked struct {
	io.Reader
	with       *inflater // what has to be given back, or nil
	mislabeled bool      // it says gzip and is plain
}

// unpack decompresses a reply. The client asks for gzip itself: net/http would, and make headers and a reader each time.
// Servers and proxies label replies wrongly, so the first bytes decide: what is empty is empty, and what does not begin as
// gzip does is taken as it is.
func unpack(reply *http.Response) (unpacked, error) {
	coding := contentCoding(reply.Header)
	switch {
	case coding == "":
		return unpacked{Reader: reply.Body}, nil
	case reply.StatusCode >= 300 && reply.StatusCode < 400:
		return unpacked{Reader: http.NoBody}, nil // the status says all
	}
	with := inflaters.Get().(*inflater)
	u := unpacked{Reader: with.packed, with: with}
	with.packed.Reset(reply.Body)
	switch begin, err := with.packed.Peek(len(gzipMagic)); {
	case err != nil && !errors.Is(err, io.EOF):
		return u, err
	case len(begin) == 0:
		return u, nil
	case coding != codingGzip:
		return u, errCoding
	case string(begin) != gzipMagic[:len(begin)]:
		u.mislabeled = true
		return u, nil
	}
	u.Reader = &with.gzip
	if err := with.gzip.Reset(with.packed); err != nil {
		return u, unexpected(err)
	}
	return u, nil
}

func (u unpacked) release() {
	if u.with != nil {
		u.with.packed.Reset(http.NoBody)
		inflaters.Put(u.with)
	}
}

// inflater is a gzip reader with the buffer that it reads from, which it would make anew for each reply.
type inflater struct {
	packed *bufio.Reader
	gzip   gzip.Reader
}

var inflaters = sync.Pool{New: func() any { return &inflater{packed: bufio.NewReader(http.NoBody)} }}

const (
	codingGzip = "gzip"
	gzipMagic  = "\x1f\x8b"
)

var errCoding = errors.New("the reply is compressed in a way that was not asked for")

// contentCoding names how a reply is compressed, in lower case; it is empty if it is not. What is compressed more than once
// has the name of a list.
func contentCoding(h http.Header) string {
	values := h["Content-Encoding"]
	if len(values) == 0 {
		return ""
	}
	var codings []string
	for part := range strings.SplitSeq(strings.ToLower(strings.Join(values, ",")), ",") {
		switch part = strings.TrimSpace(part); part {
		case "", "identity":
		case "x-gzip":
			codings = append(codings, codingGzip)
		default:
			codings = append(codings, part)
		}
	}
	return strings.Join(codings, ",")
}

// unexpected makes an end that comes too early an error: a gzip reader takes an end in the head of its stream for the end
// of the reply.
func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
