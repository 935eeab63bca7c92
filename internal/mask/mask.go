// Package mask hides what may be personal or secret in the words of a server, before they get into an error's text or a log.
package mask

import (
	"regexp"
	"strings"
	"unicode"
)

// What stands in place of what was hidden.
const (
	Redacted = "[redacted]" // one of the client's own secrets
	email    = "[e-mail]"
	address  = "[url]"
	digits   = "[digits]"
	hidden   = "[masked]" // a token, a hash, a key
)

const (
	longestText = 500  // runes that are shown
	longestRead = 8192 // bytes that are looked at
)

// Text hides e-mail addresses, URLs, tokens, hashes, long words with digits in them, and numbers of six digits or more, in
// whatever script and however they are grouped. What it gives is one line of at most 500 runes.
func Text(text string) string {
	text = oneLine(head(text))
	text = urls.ReplaceAllLiteralString(text, address)
	text = emails.ReplaceAllLiteralString(text, email)
	text = tokens.ReplaceAllLiteralString(text, hidden)
	text = hashes.ReplaceAllLiteralString(text, hidden)
	text = longWords.ReplaceAllStringFunc(text, hideIfNumbered)
	text = numbers.ReplaceAllLiteralString(text, digits)
	return clipped(text)
}

const (
	// atSign is "@" as it is written, also in a URL, in HTML and in JSON.
	atSign = `(?:[@＠﹫]|%(?:25)*40|%u0040|&#(?:0*64|[xX]0*40);|&commat;|\\u0040|\\x40)`
	// localPart stands before it: quoted, or up to what ends a word.
	localPart = `(?:"(?:[^"\\]|\\.)*"|"[^"]*"|[^\s"<>,;]+)`
	gap       = `[\s\p{Z}]{0,2}`
	// digit is one in whatever script, as the numerals of Chinese, or escaped.
	digit = `(?:[\p{N}〇零一二三四五六七八九]|\\u003[0-9]|%3[0-9])`
	// between is what may stand between two digits of a number: anything but letters, also escaped.
	between = `(?:%(?:25)*[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\[nrt]|&[a-z]+;|&#[xX]?[0-9A-Fa-f]+;|[^\p{L}\p{N}])*`
)

var (
	urls   = regexp.MustCompile(`[A-Za-z][A-Za-z0-9+.\-]*(?::|%3[aA])(?://|\\/\\/|%2[fF]%2[fF])\S*`)
	emails = regexp.MustCompile(`(?:` + localPart + gap + `)?` + atSign + `(?:` + gap + `[^\s"<>,;]+)?`)
	// tokens are JSON in base64, with what follows after dots: a JWT, or a part of one.
	tokens    = regexp.MustCompile(`(?:eyJ|\b(?:eyA|ewo|ew0))[\w+/=\-]{8,}(?:(?:\.|%2[eE])[\w+/=\-]*)*`)
	hashes    = regexp.MustCompile(`[0-9A-Fa-f]{24,}`)
	longWords = regexp.MustCompile(`[\p{L}\p{N}\p{M}\p{Cf}_+/=.~%\-]{25,}`)
	numbers   = regexp.MustCompile(digit + `(?:` + between + digit + `){5,}`)
)

// hideIfNumbered hides a long word with digits in it. The documented ones, such as names of settings, have none.
func hideIfNumbered(word string) string {
	if strings.ContainsFunc(word, unicode.IsNumber) {
		return hidden
	}
	return word
}

// head is as much of a text as is looked at. Where it has to cut, it leaves out the last word too: half an address or number
// would not be known for what it is.
func head(text string) string {
	if len(text) <= longestRead {
		return text
	}
	text = strings.TrimRightFunc(text[:longestRead], isNoLetter)
	text = text[:strings.LastIndexFunc(text, unicode.IsSpace)+1]
	return strings.TrimRightFunc(text, isNoLetter) + " …"
}

func isNoLetter(r rune) bool { return !unicode.IsLetter(r) }

// oneLine leaves nothing in a text that would end a line of a log or steer a terminal.
func oneLine(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "�")))
}

func clipped(text string) string {
	n := 0
	for i := range text {
		if n++; n > longestText {
			return text[:i] + "…"
		}
	}
	return text
}
