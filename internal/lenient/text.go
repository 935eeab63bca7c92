package lenient

import (
	"bytes"
	"encoding/binary"
	"reflect"
	"unicode"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// stringTaker takes anything that has one text: strings, the literals of numbers and bools, a list of one of them.
type stringTaker struct{}

func (stringTaker) take(d *Decoder, v reflect.Value) {
	switch raw := d.Value(); raw[0] {
	case '"':
		v.SetString(d.string(raw))
	case 'n':
		v.SetString("")
	case '{', '[':
		if got := fitBracket(d, raw, v, fitString); got != fits {
			d.note("string", got, nil)
		}
	default:
		v.SetString(d.literal(raw))
	}
}

// fitString sets a string to the one scalar of a list.
func fitString(_ *Decoder, _ byte, text []byte, v reflect.Value) string {
	v.SetString(string([]rune(string(text)))) // through runes: bytes that are no UTF-8 become U+FFFD, each
	return fits
}

// string returns the text of the JSON string that was just read.
func (d *Decoder) string(quoted []byte) string {
	if w := d.known(quoted); w != nil {
		return w.text
	}
	return d.unquote(quoted)
}

// open returns the text of the JSON string that was just read as an open value.
func (d *Decoder) open(quoted []byte) any {
	w := d.known(quoted)
	if w == nil {
		return d.unquote(quoted)
	}
	if w.open == nil {
		w.open = w.text
	}
	return w.open
}

// known returns the text of the JSON string that was just read as one of the words, or nil where it is none.
func (d *Decoder) known(quoted []byte) *knownWord {
	text := quoted[1 : len(quoted)-1]
	if len(text) > maxWord {
		return nil
	}
	w := d.words.at(text)
	if w.text == string(text) {
		return w
	}
	if !d.plain && !isVerbatim(text) {
		return nil
	}
	*w = knownWord{text: string(text)}
	return w
}

func (d *Decoder) unquote(quoted []byte) string {
	if text := quoted[1 : len(quoted)-1]; d.plain || isVerbatim(text) {
		return string(text)
	}
	return string(d.unescape(quoted))
}

// literal returns the text of a number or bool.
func (d *Decoder) literal(raw []byte) string {
	if len(raw) > maxWord {
		return string(raw)
	}
	w := d.words.at(raw)
	if w.text != string(raw) {
		*w = knownWord{text: string(raw)}
	}
	return w.text
}

// text returns the bytes of a JSON string, with no care for invalid UTF-8. They are valid until the next use of scratch.
func (d *Decoder) text(quoted []byte) []byte {
	if text := quoted[1 : len(quoted)-1]; bytes.IndexByte(text, '\\') < 0 {
		return text
	}
	return d.unescape(quoted)
}

func (d *Decoder) unescape(quoted []byte) []byte {
	// The error is about invalid UTF-8, which becomes U+FFFD: the syntax is known to be right.
	d.scratch, _ = jsontext.AppendUnquote(d.scratch[:0], quoted)
	return d.scratch
}

func isVerbatim(text []byte) bool {
	return bytes.IndexByte(text, '\\') < 0 && utf8.Valid(text)
}

// words keeps short strings by a hash of theirs, so that those which documents repeat cost no allocation. Only texts that
// stand for themselves are kept: bytes that equal one need no further check.
type words [maxHash]knownWord

type knownWord struct {
	text string
	open any // the text once more, where an open value holds it: to make one costs as much as the text
}

// maxWord is the length of the longest string that is kept.
const maxWord = 64

func (all *words) at(text []byte) *knownWord { return &all[hash(text)] }

// maxHash is more than any hash.
const maxHash = 256

// hash is of the first and the last bytes: what is found by it is compared anyway.
func hash(text []byte) int {
	n := len(text)
	var a, b uint64
	switch {
	case n >= 8:
		a, b = binary.LittleEndian.Uint64(text), binary.LittleEndian.Uint64(text[n-8:])
	case n >= 4:
		a, b = uint64(binary.LittleEndian.Uint32(text)), uint64(binary.LittleEndian.Uint32(text[n-4:]))
	case n > 0:
		a, b = uint64(text[0])<<8|uint64(text[n/2]), uint64(text[n-1])
	}
	h := (a ^ b*0x9E3779B97F4A7C15 ^ uint64(n)) * 0xD6E8FEB86659FD93
	return int(h >> 56)
}

// isAbsent says whether a value stands for no value at all.
func (d *Decoder) isAbsent(raw []byte) bool {
	switch raw[0] {
	case 'n':
		return true
	case '"':
		return isAbsentWord(d.text(raw))
	case '{', '[':
		return isEmpty(raw)
	}
	return false
}

// IsAbsentWord reports whether the decoder takes a text in the place of a number or date for none.
func IsAbsentWord(text string) bool { return isAbsentWord([]byte(text)) }

func isAbsentWord(text []byte) bool {
	text = trim(text)
	switch len(text) {
	case 0:
		return true
	case 2:
		return equalFold(text, "na")
	case 3:
		return equalFold(text, "n/a")
	case 4:
		return equalFold(text, "null") || equalFold(text, "none")
	}
	return false
}

// equalFold compares with a lower-case word, ignoring ASCII case.
func equalFold(text []byte, word string) bool {
	if len(text) != len(word) {
		return false
	}
	for i, c := range text {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != word[i] {
			return false
		}
	}
	return true
}

// trim cuts off white space, also that of other scripts: amounts are written with spaces that do not break a line.
func trim(text []byte) []byte {
	if last := len(text) - 1; last >= 0 && text[0]-'!' < utf8.RuneSelf-'!' && text[last]-'!' < utf8.RuneSelf-'!' {
		return text // as most texts
	}
	return trimSpace(text)
}

func trimSpace(text []byte) []byte {
	for len(text) > 0 && isSpace(text[0]) {
		text = text[1:]
	}
	for len(text) > 0 && isSpace(text[len(text)-1]) {
		text = text[:len(text)-1]
	}
	if len(text) > 0 && (text[0] >= utf8.RuneSelf || text[len(text)-1] >= utf8.RuneSelf) {
		return bytes.TrimFunc(text, unicode.IsSpace)
	}
	return text
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
