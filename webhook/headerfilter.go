package webhook

import (
	"bytes"
	"strconv"
	"strings"
)

// headerFilter reads the bytes of a connection as net/http does, and leaves out the lines of headers that have no name. It knows
// where a body ends, so that it never takes one for a header. Where it can't be sure that net/http reads the same, it
// lets everything pass from then on: net/http refuses such requests and closes the connection.
type headerFilter struct {
	state   filterState
	line    []byte // the request line, or the header that is being read, with its continuations
	left    uint64 // bytes of the body or of the chunk that are to come
	trailer bool   // the header is that behind a chunked body
	dropped int    // bytes that were left out of this header

	request struct {
		http10   bool
		length   string // the value of Content-Length
		encoding string // the value of Transfer-Encoding
		odd      bool   // something that net/http refuses, or takes over the connection for
	}
}

type filterState uint8

const (
	beforeRequest filterState = iota // blank lines may come
	inRequestLine
	atLineStart // of a header
	inHeader
	inDropped
	atEndOfHeader // a carriage return came at the start of a line
	inBody
	inChunkSize
	inChunkExtension
	inChunk
	afterChunk // its end of line
	afterChunkReturn
	passing // everything
)

const (
	maxLine    = 16 << 10 // of what is kept to be looked at; there is more only in what is not for us
	maxHex     = 16       // digits of a chunk's size
	maxDropped = 64 << 10 // in a header: net/http's own limit does not see what is left out
)

// pass moves what stays to the front, and returns how much that is.
func (f *headerFilter) pass(p []byte) (kept int) {
	for i := 0; i < len(p); {
		if n := f.skip(p[i:]); n > 0 {
			kept += copy(p[kept:], p[i:i+n])
			i += n
			continue
		}
		if f.keeps(p[i]) {
			p[kept] = p[i]
			kept++
		}
		i++
	}
	return kept
}

// skip is how many bytes need no look.
func (f *headerFilter) skip(p []byte) int {
	switch f.state {
	case passing:
		return len(p)
	case inBody, inChunk:
		n := len(p)
		if uint64(n) > f.left {
			n = int(f.left)
		}
		f.left -= uint64(n)
		if f.left == 0 {
			f.endBody()
		}
		return n
	}
	return 0
}

func (f *headerFilter) endBody() {
	if f.state == inChunk {
		f.state = afterChunk
		return
	}
	f.begin()
}

// begin makes ready for the next request.
func (f *headerFilter) begin() { *f = headerFilter{line: f.line[:0]} }

// keeps takes a byte, and reports whether it stays.
func (f *headerFilter) keeps(c byte) bool {
	switch f.state {
	case beforeRequest:
		if c != '\r' && c != '\n' {
			f.state = inRequestLine
			f.collect(c)
		}
	case inRequestLine:
		switch f.collect(c); {
		case c == '\n':
			f.readRequestLine()
		case len(f.line) == maxLine:
			f.state = passing
		}
	case atLineStart:
		return f.startLine(c)
	case inHeader:
		if f.collect(c); c == '\n' {
			f.state = atLineStart
		}
	case inDropped:
		return f.drop(c)
	case atEndOfHeader:
		if f.state = passing; c == '\n' {
			f.endHeader()
		}
	default:
		f.readChunked(c)
	}
	return true
}

// collect keeps a byte to be looked at. Nothing that matters is so long that it does not fit.
func (f *headerFilter) collect(c byte) {
	if len(f.line) < maxLine {
		f.line = append(f.line, c)
	}
}

// readRequestLine looks at the end of the line.
func (f *headerFilter) readRequestLine() {
	line := trimEnd(f.line)
	f.request.odd = bytes.HasPrefix(line, []byte("CONNECT "))
	switch {
	case bytes.HasSuffix(line, []byte(" HTTP/1.1")):
	case bytes.HasSuffix(line, []byte(" HTTP/1.0")):
		f.request.http10 = true
	default: // HTTP/2, TLS, or anything else
		f.state = passing
		return
	}
	f.line = f.line[:0]
	f.state = atLineStart
}

// startLine looks at the first byte of a line of a header. A blank continues the line before: of one that is left out, that is
// left out too, or its value would be added to the header before it.
func (f *headerFilter) startLine(c byte) bool {
	continues := c == ' ' || c == '\t'
	if continues && f.dropped > 0 && len(f.line) == 0 {
		f.state = inDropped
		return f.drop(c)
	}
	if !continues {
		f.readHeader()
	}
	switch c {
	case ':':
		f.state = inDropped
		return f.drop(c)
	case '\r':
		f.state = atEndOfHeader
	case '\n':
		f.endHeader()
	default:
		f.state = inHeader
		f.collect(c)
	}
	return true
}

// drop leaves a byte out.
func (f *headerFilter) drop(c byte) bool {
	if c == '\n' {
		f.state = atLineStart
	}
	if f.dropped++; f.dropped > maxDropped {
		f.state = passing
	}
	return false
}

// readHeader looks at the header that is complete now.
func (f *headerFilter) readHeader() {
	name, value, _ := strings.Cut(string(f.line), ":")
	cut := len(f.line) == maxLine
	f.line = f.line[:0]
	if f.trailer {
		return
	}
	r := &f.request
	switch strings.ToLower(name) {
	case "content-length":
		r.length = single(&r.odd, r.length, value)
	case "transfer-encoding":
		r.odd = r.odd || r.encoding != ""
		r.encoding = single(&r.odd, r.encoding, value)
	case "upgrade":
		r.odd = true
	default:
		return
	}
	r.odd = r.odd || cut
}

// single is the value of a header that may come more than once only with the same value.
func single(odd *bool, before, value string) string {
	value = strings.TrimSpace(value)
	*odd = *odd || value == "" || before != "" && before != value
	return value
}

// endHeader finds out what comes behind the header.
func (f *headerFilter) endHeader() {
	r := f.request
	if f.trailer {
		f.begin()
		return
	}
	chunked := r.encoding != "" && !r.http10
	length, err := strconv.ParseUint(r.length, 10, 63)
	switch {
	case r.odd, chunked && !strings.EqualFold(r.encoding, "chunked"), !chunked && r.length != "" && err != nil:
		f.state = passing
	case chunked:
		f.state = inChunkSize
	case length > 0:
		f.state, f.left = inBody, length
	default:
		f.begin()
	}
}

// readChunked reads what is around the chunks of a body.
func (f *headerFilter) readChunked(c byte) {
	switch f.state {
	case inChunkSize:
		f.readChunkSize(c)
	case inChunkExtension:
		if c == '\n' {
			f.startChunk()
		}
	case afterChunk:
		f.state = passing
		if c == '\r' {
			f.state = afterChunkReturn
		}
	case afterChunkReturn:
		f.state = passing
		if c == '\n' {
			f.state = inChunkSize
		}
	}
}

func (f *headerFilter) readChunkSize(c byte) {
	switch c {
	case '\n':
		f.startChunk()
	case ';', ' ', '\t', '\r':
		f.state = inChunkExtension
	default:
		f.collect(c)
	}
}

// startChunk begins a chunk whose size was read. The last one has none; the trailer comes behind it.
func (f *headerFilter) startChunk() {
	size, err := strconv.ParseUint(string(f.line), 16, 64)
	digits := len(f.line)
	f.line = f.line[:0]
	switch {
	case err != nil, digits > maxHex:
		f.state = passing
	case size == 0:
		f.state, f.trailer, f.dropped = atLineStart, true, 0
	default:
		f.state, f.left = inChunk, size
	}
}

// trimEnd is a line without its end.
func trimEnd(line []byte) []byte {
	return bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r"))
}
