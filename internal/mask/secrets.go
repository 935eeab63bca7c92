package mask

import (
	"cmp"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"html"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/capillary-go/sdk/internal/short"
)

// How a secret is found in a text goes by its length. The place of a short one inside a word would tell what it is, so the
// whole word goes; one of a letter or two is in nearly every word, and counts only where it stands alone.
const (
	shortestInside = 6 // bytes
	shortestInWord = 3
)

// Secrets gives what hides some secrets wherever a server repeats them: as they are, in other cases, inside longer words,
// and as they travel in URLs, JSON, HTML, base64 and hexadecimal digits. The secrets stay in a closure, where dumps don't
// find them.
func Secrets(secrets []string) func(text string) string {
	var long, brief, tiny []string
	for _, s := range secrets {
		switch {
		case len(s) >= shortestInside:
			long = append(append(long, escaped(s)...), inBase64(s)...)
		case len(s) >= shortestInWord:
			brief = append(append(brief, escaped(s)...), slices.DeleteFunc(inBase64(s), func(form string) bool { return len(form) < 4 })...)
		case s != "":
			tiny = append(tiny, s, hexed("%", s))
		}
	}
	rules := []rule{{ordered(long), exactly}, {ordered(brief), wholeWord}, {ordered(tiny), alone}}
	return func(text string) string {
		small := lower(text)
		for _, r := range rules {
			for _, form := range r.forms {
				text, small = replace(text, small, form, r.extent)
			}
		}
		return text
	}
}

// rule says how much of a text goes where one of some forms stands in it.
type rule struct {
	forms  []string
	extent extent
}

// extent widens a place, or makes it empty where it is to stay.
type extent func(text string, start, end int) (from, to int)

// ordered has each form once, in lower case, the longest first: "Basic …" before what is in it.
func ordered(forms []string) []string {
	for i := range forms {
		forms[i] = lower(forms[i])
	}
	short.Sort(forms, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	return slices.Compact(forms)
}

// escaped are the ways in which a secret may come back as it is or escaped.
func escaped(secret string) []string {
	quoted, _ := json.Marshal(secret) // a text can be written
	return []string{
		secret, url.QueryEscape(secret), url.PathEscape(secret), hexed("%", secret), hexed("", secret),
		string(quoted[1 : len(quoted)-1]), html.EscapeString(secret),
	}
}

// hexed writes each byte as two digits behind a prefix.
func hexed(prefix, text string) string {
	var b strings.Builder
	for i := range len(text) {
		b.WriteString(prefix)
		b.WriteString(hex.EncodeToString([]byte{text[i]}))
	}
	return b.String()
}

// inBase64 is what a secret looks like inside of a longer text in base64, which depends on how many bytes stand before it.
// The characters that hold bits of its neighbours are left out.
func inBase64(secret string) []string {
	var all []string
	for before := range 3 {
		text := base64.RawStdEncoding.EncodeToString(append(make([]byte, before), secret...))
		text = text[(before*8+5)/6:]
		if (before+len(secret))%3 != 0 {
			text = text[:len(text)-1]
		}
		all = append(all, text, strings.NewReplacer("+", "-", "/", "_").Replace(text))
	}
	return all
}

// replace hides each place in a text where a form stands; small is the text in lower case, as the form is.
func replace(text, small, form string, extent extent) (replaced, inSmall string) {
	var b strings.Builder
	done, looked := 0, 0
	for {
		at := strings.Index(small[looked:], form)
		if at < 0 {
			break
		}
		at += looked
		from, to := extent(text, at, at+len(form))
		if looked = max(to, at+1); from == to {
			continue
		}
		b.WriteString(text[done:from])
		b.WriteString(Redacted)
		done = to
	}
	if done == 0 {
		return text, small
	}
	b.WriteString(text[done:])
	return b.String(), lower(b.String())
}

func exactly(_ string, start, end int) (from, to int) { return start, end }

// wholeWord is the word that the place is in.
func wholeWord(text string, start, end int) (from, to int) {
	word := text[:start]
	word = word[len(strings.TrimRightFunc(word, isNoSpace)):]
	rest := strings.TrimLeftFunc(text[end:], isNoSpace)
	return start - len(word), len(text) - len(rest)
}

// alone is the place itself, if no letter or digit is beside it.
func alone(text string, start, end int) (from, to int) {
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	after, _ := utf8.DecodeRuneInString(text[end:])
	if isOfWord(before) || isOfWord(after) {
		return start, start
	}
	return start, end
}

func isOfWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

func isNoSpace(r rune) bool { return !unicode.IsSpace(r) }

// lower makes small letters of ASCII's capitals, so that all places stay where they are.
func lower(text string) string {
	var small []byte
	for i := range len(text) {
		if c := text[i]; 'A' <= c && c <= 'Z' {
			if small == nil {
				small = []byte(text)
			}
			small[i] = c + ('a' - 'A')
		}
	}
	if small == nil {
		return text
	}
	return string(small)
}
