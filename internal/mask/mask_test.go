package mask_test

import (
	"crypto/md5"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"

	"github.com/capillary-go/sdk/internal/mask"
)

func TestWhatMayBePersonalOrSecretIsMasked(t *testing.T) {
	jwt := "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbm4ifQ."
	for text, want := range map[string]string{
		// numbers: six digits are one, five are none
		"bill 123456 exists":                        "bill [digits] exists",
		"bill 12345 exists":                         "bill 12345 exists",
		"code 12345, item 6789":                     "code 12345, item 6789",
		"1-2-3-4-5-6":                               "[digits]",
		"1-2-3-4-5":                                 "1-2-3-4-5",
		"call +44 7700 900123 now":                  "call +[digits] now",
		"call 44.7700.900.123":                      "call [digits]",
		"call (044) 77/00_90":                       "call ([digits]",
		"call 44\u00a07700\u00a0900123":             "call [digits]",
		"call 4\u200b4\u200b7\u200b7\u200b0\u200b0": "call [digits]",
		"call 44\u2010770\u20130 9":                 "call [digits]",
		"call 44,77,00":                             "call [digits]",
		"call 44\n7700":                             "call [digits]",
		"call 44%2077%2D00":                         "call [digits]",
		"call 44%252077%252D00":                     "call [digits]",
		`call 44\u002077\n00`:                       "call [digits]",
		"call 44&nbsp;77&#160;00":                   "call [digits]",
		"call ९१९७४०":                               "call [digits]",
		"call ٩١٩٧٤٠":                               "call [digits]",
		"call ９１９７４０":                               "call [digits]",
		"call 𝟗𝟏𝟗𝟕𝟒𝟎":                               "call [digits]",
		"call ①②③④⑤⑥":                               "call [digits]",
		"call 9१٩９7४":                               "call [digits]",
		"mobile447700900123x":                       "mobile[digits]x",

		// addresses
		"no ann.lee+x@example.org here":              "no [e-mail] here",
		`no "ann lee"@example.org here`:              "no [e-mail] here",
		`no "ann\"lee"@example.org here`:             "no [e-mail] here",
		`no \"ann lee\"@example.org here`:            `no \[e-mail] here`,
		"no o'brien@example.org here":                "no [e-mail] here",
		"no ann(x)@example.org here":                 "no [e-mail] here",
		"no ann@[192.0.2.1] here":                    "no [e-mail] here",
		"no ann%40example.org here":                  "no [e-mail] here",
		"no ann%2540example.org here":                "no [e-mail] here",
		"no %22ann%20lee%22%40example.org here":      "no [e-mail] here",
		"no ann&#64;example.org here":                "no [e-mail] here",
		"no ann&#x40;example.org here":               "no [e-mail] here",
		`no ann\u0040example.org here`:               "no [e-mail] here",
		"no ann＠example.org here":                    "no [e-mail] here",
		"no 安娜@例子.公司 here":                           "no [e-mail] here",
		"no ann @ example.org here":                  "no [e-mail] here",
		"no <ann@example.org>, sorry":                "no <[e-mail]>, sorry",
		`{"email":"ann@example.org","name":"other"}`: `{"email":"[e-mail]","name":"other"}`,
		"mailto:ann@example.org":                     "[e-mail]",
		"ann@localhost":                              "[e-mail]",
		"see https://a:b@example.org/x?t=1 here":     "see [url] here",
		`see https:\/\/example.org\/x here`:          "see [url] here",
		"see https%3A%2F%2Fexample.org%2Fx here":     "see [url] here",

		// keys, hashes, tokens
		"hash 5f4dcc3b5aa765d61d8327deb882cf99 is":             "hash [masked] is",
		"hash 5F4DCC3B5AA765D61D8327DEB882CF99 is":             "hash [masked] is",
		"hash abcdefabcdefabcdefabcdef is":                     "hash [masked] is",
		"hash=md5x5f4dcc3b5aa765d61d8327deb882cf99y":           "hash=md5x[masked]y",
		"token " + jwt + " is":                                 "token [masked] is",
		"token:" + jwt + "c2ln, is":                            "token:[masked], is",
		"token eyJhbGciOiJub25lIn0%2EeyJzdWIiOiJhbm4ifQ%2E is": "token [masked] is",
		"key aBcDeFgHiJkLmNoPqRsTuVwX7 is":                     "key [masked] is",
		"key aBcDeFgHiJkLmNoPqRsTuVw7 is":                      "key aBcDeFgHiJkLmNoPqRsTuVw7 is", // 24
		"id 550e8400-e29b-41d4-a716-446655440000 is":           "id [masked] is",
		"header X-CAP-API-ATTRIBUTION-LOOKUP-TYPE is":          "header X-CAP-API-ATTRIBUTION-LOOKUP-TYPE is",
		"CONF_FRAUD_STATUS_CHECK_POINTS_TRANSFER is not set":   "CONF_FRAUD_STATUS_CHECK_POINTS_TRANSFER is not set",
		"ключ абвгдеёжзийклмнопрстуфхцч1 есть":                 "ключ [masked] есть",
		"": "",
		"Points redeemed successfully, or can be redeemed. (800)": "Points redeemed successfully, or can be redeemed. (800)",

		// a text is one line
		"a\r\nlevel=ERROR\x1b[2J\u2028b\x00": "a  level=ERROR [2J b",
		"bad \xff text":                      "bad � text",
	} {
		assert.Equal(t, want, mask.Text(text), "%q", text)
	}
}

func TestALongTextIsCutAndNothingHalfIsLeftAtTheCut(t *testing.T) {
	assert.Equal(t, strings.Repeat("é", 500)+"…", mask.Text(strings.Repeat("é", 501)))
	assert.Equal(t, strings.Repeat("é", 500), mask.Text(strings.Repeat("é", 500)))
	for n := 8100; n < 8230; n++ { // wherever the cut falls
		for _, personal := range []string{"447700900123", "44 77 00 90 01 23", "ann.lee.of.example@example.org"} {
			text := mask.Text("https://" + strings.Repeat("x", n-8) + " and " + personal + strings.Repeat(" more", 999))
			assert.Contains(t, text, "…")
			assert.NotRegexp(t, `\d|ann|lee|exam`, text)
		}
	}
}

// FuzzNothingPlantedIsFound plants personal and secret things in any text.
func FuzzNothingPlantedIsFound(f *testing.F) {
	f.Add("no customer ", " is known", "ann.lee", uint64(447700900123))
	f.Add("\"", "\"}", "o'brien+x", uint64(919740000000))
	f.Add("a@", "@b", "安娜", uint64(100000))
	f.Add("1", "2", "x", uint64(999999))
	f.Add("https://", "%40", "a.b", uint64(1<<63))
	f.Add("eyJ", "eyJ", "a", uint64(123456))
	f.Add("\\", "\\u0040", "%22", uint64(123456))
	f.Add("&#", ";", "&", uint64(123456))
	f.Fuzz(func(t *testing.T, before, after, name string, number uint64) {
		number = max(number, 100000)
		sum := md5.Sum([]byte(name))
		encode := base64.RawURLEncoding.EncodeToString
		name = strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) || unicode.IsControl(r) || r == utf8.RuneError || strings.ContainsRune(`"<>,;`, r) {
				return 'n'
			}
			return r
		}, name) + "nn"
		for what, planted := range map[string]string{
			"phone":             fmt.Sprint(number),
			"grouped phone":     grouped(number, " "),
			"dashed phone":      grouped(number, "-"),
			"zero-width phone":  grouped(number, "\u200b"),
			"address":           name + "@example.org",
			"encoded address":   url.QueryEscape(name) + "%40example.org",
			"quoted address":    `"` + strings.ReplaceAll(name, `\`, "") + ` nn"@example.org`,
			"md5":               hex.EncodeToString(sum[:]),
			"md5 in capitals":   strings.ToUpper(hex.EncodeToString(sum[:])),
			"token":             encode([]byte(`{"alg":"HS256","typ":"JWT"}`)) + "." + encode([]byte(`{"sub":"`+name+`"}`)) + "." + encode(sum[:]),
			"token with spaces": encode([]byte(`{ "alg" : "none" }`)) + "." + encode([]byte(`{ "sub" : 1 }`)) + ".",
		} {
			masked := mask.Text(before + planted + after)
			if strings.Contains(masked, planted) && !strings.Contains(before+after, planted) {
				t.Errorf("%s %q shows in %q", what, planted, masked)
			}
			if strings.ContainsFunc(masked, unicode.IsControl) || !utf8.ValidString(masked) || utf8.RuneCountInString(masked) > 501 {
				t.Errorf("not one short line: %q", masked)
			}
		}
	})
}

func grouped(number uint64, by string) string {
	return strings.Join(strings.Split(fmt.Sprint(number), ""), by)
}

func TestDigitsOfOtherScriptsAndEscapedOnesAreHidden(t *testing.T) {
	for _, text := range []string{
		"call 一三八〇〇一三八〇〇〇 now", "call 一三八 〇〇一三 八〇〇〇 now", `call \u0039\u0031\u0039\u0037\u0034\u0030\u0030 now`, "call %39%31%39%37%34%30 now",
		"call 九一９१٣௧ now",
	} {
		assert.Equal(t, "call [digits] now", mask.Text(text), text)
	}
	assert.Equal(t, "is [e-mail]", mask.Text("is ann%u0040example.org"))
	for _, text := range []string{"三家店", "一二三四五", `\u0039\u0031`, "第一次、第二次"} {
		assert.Equal(t, text, mask.Text(text))
	}
}
