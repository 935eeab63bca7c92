package oauth

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	longestMessage = 200 // runes
	longestWord    = 24  // longer ones are keys, tokens, addresses
	masked         = "[masked]"
)

var (
	// longNumber may be a mobile number or an id, in any script and grouped in any way: no letter is in it.
	longNumber = regexp.MustCompile(`\p{N}(?:[^\p{L}\p{N}]*\p{N}){5,}`)
	// quotedAddress is an e-mail address whose first part is quoted, and may have spaces.
	quotedAddress = regexp.MustCompile(`"[^"]*"\s?[@＠﹫%&\\]\S*`)
)

// mask makes a message of the API fit for a log. What passes is plainly language: words of letters, and short numbers. A key,
// a token, a hash or an address is none, however it is encoded.
func mask(message string, secrets []string) string {
	for _, secret := range secrets {
		message = withoutSecret(message, secret)
	}
	message = quotedAddress.ReplaceAllLiteralString(message, masked)
	message = longNumber.ReplaceAllLiteralString(message, masked)
	words := strings.FieldsFunc(message, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) })
	for i, word := range words {
		if !isLanguage(word) {
			words[i] = masked
		}
	}
	message = strings.Join(words, " ")
	if runes := []rune(message); len(runes) > longestMessage {
		message = string(runes[:longestMessage]) + "…"
	}
	return message
}

// withoutSecret hides a secret in any case. Of a short one the place in a word would tell what it is, so the whole word goes;
// one of a letter or two is in nearly every word, and counts only where it stands alone.
func withoutSecret(message, secret string) string {
	literal := `(?i)` + regexp.QuoteMeta(secret)
	switch {
	case secret == "":
		return message
	case len(secret) < 3:
		literal = `(?i)(^|[^\p{L}\p{N}])` + regexp.QuoteMeta(secret) + `($|[^\p{L}\p{N}])`
		return regexp.MustCompile(literal).ReplaceAllString(message, "${1}"+redacted+"${2}")
	case len(secret) < 6:
		literal = `(?i)\S*` + regexp.QuoteMeta(secret) + `\S*`
	}
	return regexp.MustCompile(literal).ReplaceAllLiteralString(message, redacted)
}

// isLanguage reports whether a word is one of letters, with marks around it and hyphens or apostrophes in it, or a short
// number. Capitals stand at the beginning or throughout: elsewhere they make a key.
func isLanguage(word string) bool {
	word = strings.ReplaceAll(strings.ReplaceAll(word, redacted, ""), masked, "")
	word = strings.Trim(word, `.,:;!?()[]'"-`)
	if utf8.RuneCountInString(word) > longestWord {
		return false
	}
	if strings.Trim(word, "0123456789") == "" {
		return true // longer numbers are masked already
	}
	small := false
	for _, r := range word {
		if !unicode.IsLetter(r) && r != '\'' && r != '’' && r != '-' || unicode.IsUpper(r) && small {
			return false
		}
		small = unicode.IsLower(r)
	}
	return true
}
