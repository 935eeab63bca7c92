package webhook

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"io"
	"net/http"
	"time"
	"unicode/utf16"
	"unicode/utf8"
)

// received is the body of a delivery.
type received struct {
	raw   []byte // as it came
	plain []byte // decompressed, in UTF-8, without a byte order mark
	cut   bool   // there was more than the limit
}

var (
	errTooLarge   = errors.New("webhook: the body is over the size limit")
	errCompressed = errors.New("webhook: the body can't be decompressed")
	errBrokenOff  = errors.New("webhook: the body broke off")
)

// maxDrain is how much of a body over the limit is read and thrown away: only a sender that could send all of it reads the answer.
const maxDrain = 64 << 20

func (r *Receiver) readBody(request *http.Request) (body received, err error) {
	if request.Body == nil {
		return body, nil
	}
	body.raw, body.cut, err = readUpTo(request.Body, r.maxBody)
	switch {
	case err != nil:
		return body, errBrokenOff
	case body.cut:
		_, _ = io.CopyN(io.Discard, request.Body, maxDrain)
		return body, errTooLarge
	}
	if body.plain, err = decompress(body.raw, r.maxBody); err != nil {
		return body, err
	}
	body.plain = toUTF8(body.plain)
	return body, nil
}

// readUpTo reads up to the limit, and says whether there was more.
func readUpTo(from io.Reader, limit int) (all []byte, cut bool, err error) {
	all, err = io.ReadAll(io.LimitReader(from, int64(limit)+1))
	if len(all) > limit {
		return all[:limit], true, nil
	}
	return all, false, err
}

// decompress looks at the bytes, not at what the headers say: no JSON begins as gzip does.
func decompress(raw []byte, limit int) ([]byte, error) {
	if !bytes.HasPrefix(raw, []byte{0x1f, 0x8b}) {
		return raw, nil
	}
	unzip, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		return nil, errCompressed
	}
	plain, cut, err := readUpTo(unzip, limit)
	switch {
	case cut:
		return nil, errTooLarge
	case err != nil:
		return nil, errCompressed
	}
	return plain, nil
}

// toUTF8 takes a byte order mark away, and what it says of the bytes.
func toUTF8(text []byte) []byte {
	switch {
	case bytes.HasPrefix(text, []byte{0xef, 0xbb, 0xbf}):
		return text[3:]
	case bytes.HasPrefix(text, []byte{0xfe, 0xff}):
		return fromUTF16(text[2:], binary.BigEndian)
	case bytes.HasPrefix(text, []byte{0xff, 0xfe}):
		return fromUTF16(text[2:], binary.LittleEndian)
	}
	return text
}

func fromUTF16(text []byte, order binary.ByteOrder) []byte {
	units := make([]uint16, len(text)/2)
	for i := range units {
		units[i] = order.Uint16(text[2*i:])
	}
	plain := make([]byte, 0, len(text))
	for _, c := range utf16.Decode(units) {
		plain = utf8.AppendRune(plain, c)
	}
	return plain
}

// of says which delivery the letter is.
func (l DeadLetter) of(request *http.Request) DeadLetter {
	l.Received = time.Now()
	if request != nil {
		l.Method, l.ContentEncoding = request.Method, request.Header.Get("Content-Encoding")
	}
	return l
}
