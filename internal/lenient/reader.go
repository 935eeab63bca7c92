package lenient

import (
	"bytes"
	"encoding/binary"
	"io"
	"iter"
	"math/bits"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// reader reads a document of JSON: the grammar of RFC 8259, in which names may come twice and strings may have invalid
// UTF-8. It reads what [jsontext.Decoder] reads, at half the cost, since it keeps no state but the place: where it stands is
// known to its caller.
//
// After bad syntax the document is over: values are null and nothing more comes, so that who reads need not ask. In the
// end [reader.broken] tells.
type reader struct {
	data   []byte
	pos    int
	depth  int
	fresh  bool // an object or list was just entered: what comes next needs no comma
	plain  bool // the last string that was read is ASCII, and stands for itself
	broken bool
}

// maxDepth is how deep objects and lists may be nested, as in encoding/json.
const maxDepth = 10_000

var null = jsontext.Value("null")

func (r *reader) fail() {
	r.broken = true
	r.data, r.pos = nil, 0
}

// Place is where a decoder stands.
type Place struct{ pos, depth int }

func (r *reader) Place() Place { return Place{r.pos, r.depth} }

// Back returns to a place before.
func (r *reader) Back(to Place) { r.pos, r.depth = to.pos, to.depth }

// next is the byte behind white space, or zero at the end.
func (r *reader) next() byte {
	for r.pos < len(r.data) {
		if c := r.data[r.pos]; c > ' ' || !isSpace(c) {
			return c
		}
		r.pos++
	}
	return 0
}

// Kind is the first byte of the value that comes next, if one does.
func (r *reader) Kind() byte {
	if c := r.next(); c != 0 {
		return c
	}
	return 'n'
}

// Enter goes into the object or list that comes next. Its members are read while more, each with name and what reads a
// value; its elements while more.
func (r *reader) Enter() {
	if r.depth++; r.depth > maxDepth {
		r.fail()
		return
	}
	r.next()
	r.pos++
	r.fresh = true
}

// More says whether another member or element comes before the end, and leaves the object or list where none does.
func (r *reader) More(end byte) bool {
	c := r.next()
	if c == ',' && !r.fresh {
		r.pos++
		return true
	}
	fresh := r.fresh
	r.fresh = false
	switch {
	case c == end:
		r.pos++
		r.depth--
		return false
	case fresh && c != 0:
		return true
	}
	r.fail()
	return false
}

// name reads the name of a member, with its quotes and as it is written.
func (r *reader) name() []byte {
	if r.next() != '"' {
		r.fail()
		return []byte(`""`)
	}
	name := r.Value()
	r.colon()
	return name
}

// nextIs reads on to the value of the next member if that is the one with this name, which has its quotes around it. It may
// say no where there is white space: then More and name tell.
func (r *reader) nextIs(quoted string) bool {
	data, start := r.data, r.pos
	if !r.fresh {
		if start >= len(data) || data[start] != ',' {
			return false
		}
		start++
	}
	end := start + len(quoted)
	if end >= len(data) || data[end] != ':' || string(data[start:end]) != quoted {
		return false
	}
	r.pos, r.fresh = end+1, false
	return true
}

func (r *reader) colon() {
	if r.next() != ':' {
		r.fail()
		return
	}
	r.pos++
}

// Value reads the value that comes next, as it is written.
func (r *reader) Value() jsontext.Value {
	first := r.next()
	start := r.pos
	switch first {
	case '"':
		r.string()
	case '{':
		for r.Enter(); r.More('}'); {
			r.name()
			r.Value()
		}
	case '[':
		for r.Enter(); r.More(']'); {
			r.Value()
		}
	case 't':
		r.literal("true")
	case 'f':
		r.literal("false")
	case 'n':
		r.literal("null")
	default:
		r.number()
	}
	if r.broken {
		return null
	}
	return r.data[start:r.pos:r.pos]
}

func (r *reader) literal(word string) {
	end := r.pos + len(word)
	if end > len(r.data) || string(r.data[r.pos:end]) != word {
		r.fail()
		return
	}
	r.pos = end
}

func (r *reader) number() {
	at := r.pos
	if at < len(r.data) && r.data[at] == '-' {
		at++
	}
	whole := at
	at = digitsEnd(r.data, at)
	ok := at == whole+1 || at > whole && r.data[whole] != '0'
	if ok && at < len(r.data) && r.data[at] == '.' {
		fraction := at + 1
		at = digitsEnd(r.data, fraction)
		ok = at > fraction
	}
	if ok && at < len(r.data) && r.data[at]|0x20 == 'e' {
		exponent := at + 1
		if exponent < len(r.data) && (r.data[exponent] == '+' || r.data[exponent] == '-') {
			exponent++
		}
		at = digitsEnd(r.data, exponent)
		ok = at > exponent
	}
	if !ok {
		r.fail()
		return
	}
	r.pos = at
}

// shortNumber reads the number that comes next, in quotes or not, if it is of the common kind: few digits, and no more than
// a point among them.
func (r *reader) shortNumber() (n number, ok bool) {
	quoted := r.next() == '"'
	data, at := r.data, r.pos
	if quoted {
		at++
	}
	if at < len(data) && data[at] == '-' {
		n.negative = true
		at++
	}
	start := at
	for ; at < len(data) && isDigit(data[at]); at++ {
		n.digits = n.digits*10 + uint64(data[at]-'0')
	}
	if at == start || at > start+1 && data[start] == '0' {
		return n, false
	}
	if at < len(data) && data[at] == '.' {
		at++
		point := at
		for ; at < len(data) && isDigit(data[at]); at++ {
			n.digits = n.digits*10 + uint64(data[at]-'0')
		}
		if at == point {
			return n, false
		}
		n.exponent = point - at
	}
	if at-start > maxShort {
		return n, false
	}
	if quoted {
		if at >= len(data) || data[at] != '"' {
			return n, false
		}
		at++
	} else if at < len(data) && data[at]|0x20 == 'e' {
		return n, false
	}
	r.pos = at
	return n, true
}

// maxShort is how long a number may be, with its point, to fit into an int64 for sure.
const maxShort = 18

func digitsEnd(data []byte, at int) int {
	for at < len(data) && isDigit(data[at]) {
		at++
	}
	return at
}

// string looks at eight bytes at a time. Taking n from each byte borrows into the high bit of those that are less than n,
// and perhaps of some above such a one: the lowest that is found is right.
func (r *reader) string() {
	data, at := r.data, r.pos+1
	r.plain = true
	high := uint64(0) // of all bytes that were seen
	for at+8 <= len(data) {
		word := binary.LittleEndian.Uint64(data[at:])
		quote, escape := word^'"'*eachByte, word^'\\'*eachByte
		found := ((quote-eachByte)&^quote | (escape-eachByte)&^escape | (word-' '*eachByte)&^word) & highBits
		if found == 0 {
			high |= word
			at += 8
			continue
		}
		before := bits.TrailingZeros64(found) &^ 7
		high |= word & (1<<before - 1)
		at += before / 8
		if data[at] == '"' {
			r.plain = r.plain && high&highBits == 0
			r.pos = at + 1
			return
		}
		if at = r.escape(at); r.broken {
			return
		}
	}
	for ; at < len(data) && data[at] >= ' '; at++ {
		switch c := data[at]; {
		case c == '"':
			r.plain = r.plain && high&highBits == 0
			r.pos = at + 1
			return
		case c == '\\':
			if at = r.escape(at) - 1; r.broken {
				return
			}
		case c >= utf8.RuneSelf:
			r.plain = false
		}
	}
	r.fail()
}

// escape is where the escape sequence ends that begins at the given place, if one does.
func (r *reader) escape(at int) int {
	length := escapeLength(r.data[at:])
	if length == 0 {
		r.fail()
	}
	r.plain = false
	return at + length
}

// escapeLength is how long the escape sequence is that begins here, or zero.
func escapeLength(data []byte) int {
	if len(data) < 2 || data[0] != '\\' {
		return 0
	}
	switch data[1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return 2
	case 'u':
		const length = len(`\u0000`)
		for _, c := range data[2:min(len(data), length)] {
			if lower := c | 0x20; !isDigit(c) && (lower < 'a' || lower > 'f') {
				return 0
			}
		}
		if len(data) >= length {
			return length
		}
	}
	return 0
}

const (
	eachByte = 0x0101010101010101
	highBits = 0x8080808080808080
)

// WithoutMark is a document without the byte order mark that stands before it at times, although JSON has none. All that
// this package reads is read so.
func WithoutMark(document []byte) []byte { return bytes.TrimPrefix(document, []byte("\ufeff")) }

// Tokens reads a document as it arrives, by the same rules.
func Tokens(document io.Reader) *jsontext.Decoder {
	return jsontext.NewDecoder(&unmarked{document: document}, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
}

// unmarked reads a document without the byte order mark before it.
type unmarked struct {
	document io.Reader
	begun    bool
	first    []byte // bytes that were read to look for the mark
	err      error  // behind them
}

func (u *unmarked) Read(p []byte) (int, error) {
	if !u.begun {
		u.begin()
	}
	if len(u.first) > 0 {
		n := copy(p, u.first)
		u.first = u.first[n:]
		return n, nil
	}
	if u.err != nil {
		return 0, u.err
	}
	return u.document.Read(p)
}

func (u *unmarked) begin() {
	u.begun = true
	first := make([]byte, len("\ufeff"))
	n := 0
	for n < len(first) && u.err == nil {
		var more int
		more, u.err = u.document.Read(first[n:])
		n += more
	}
	u.first = WithoutMark(first[:n])
}

// Members iterates over an object that was read before, and so is valid. Of any other value there are none.
func Members(object jsontext.Value) iter.Seq2[string, jsontext.Value] {
	return func(yield func(string, jsontext.Value) bool) {
		r := reader{data: WithoutMark(object)}
		if r.Kind() != '{' {
			return
		}
		for r.Enter(); r.More('}'); {
			name, _ := jsontext.AppendUnquote(nil, r.name()) // the error is about invalid UTF-8
			if !yield(string(name), r.Value()) {
				return
			}
		}
	}
}

// Elements iterates over a list that was read before, and so is valid. Of any other value there are none.
func Elements(list jsontext.Value) iter.Seq[jsontext.Value] {
	return func(yield func(jsontext.Value) bool) {
		r := reader{data: WithoutMark(list)}
		if r.Kind() != '[' {
			return
		}
		for r.Enter(); r.More(']'); {
			if !yield(r.Value()) {
				return
			}
		}
	}
}

// FirstValue is the value at the beginning of what is left of a valid document.
func FirstValue(rest []byte) jsontext.Value {
	r := reader{data: WithoutMark(rest)}
	return r.Value()
}
