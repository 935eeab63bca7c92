package capillary

import "strings"

// MobileOf identifies a customer by a mobile number as people write it, with the country code of the brand: +84 91 234 5678,
// 0084912345678, 84912345678, 091-234-5678 and 912345678 are one number of the country 84. The API wants the country code
// and no plus sign, and finds nobody, or registers a second customer, where it gets another form.
//
// A number with a plus sign or 00 before it can be of any country. What can't be a mobile number is refused with an
// InvalidInputError: letters, masked digits, a length that the country's numbers do not have. Of a country whose lengths the
// SDK does not know, a number that begins with the country code is taken to have it.
func MobileOf(countryCode, number string) (Identifier, error) {
	country := strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(countryCode), "+"), "00")
	if !isCountryCode(country) {
		return Identifier{}, Invalid("country code", "it is none; they have one to three digits, such as 91")
	}
	digits, international, ok := digitsOf(number)
	if !ok {
		return Identifier{}, Invalid("mobile", "it has characters that no number has, or none at all")
	}
	if international {
		digits, ok = withCountry(digits)
	} else {
		digits, ok = inCountry(country, digits)
	}
	if !ok {
		return Identifier{}, Invalid("mobile", "its length is not that of a mobile number")
	}
	return Mobile(digits), nil
}

// isCountryCode knows that no code begins with another one.
func isCountryCode(s string) bool {
	if len(s) < 1 || len(s) > 3 || !isDigits(s) || s[0] == '0' {
		return false
	}
	for known := range mobileLengths {
		if known != s && (strings.HasPrefix(known, s) || strings.HasPrefix(s, known)) {
			return false
		}
	}
	return true
}

// digitsOf takes out what people put between digits, and what stands before an international number.
func digitsOf(number string) (digits string, international, ok bool) {
	number = strings.TrimSpace(number)
	number, international = strings.CutPrefix(number, "+")
	if international {
		number = strings.Replace(number, "(0)", "", 1) // +44 (0)7700 …
	}
	digits = strings.NewReplacer(" ", "", "\u00a0", "", "-", "", ".", "", "(", "", ")", "", "/", "").Replace(number)
	if rest, found := strings.CutPrefix(digits, "00"); found && !international {
		digits, international = rest, true
	}
	return digits, international, digits != "" && isDigits(digits)
}

func isDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// withCountry checks a number that has its country code.
func withCountry(digits string) (number string, ok bool) {
	for n := 3; n > 0; n-- {
		if len(digits) <= n {
			continue
		}
		if l, known := mobileLengths[digits[:n]]; known {
			rest := l.withoutTrunk(digits[n:])
			return digits[:n] + rest, l.fit(rest)
		}
	}
	return digits, digits[0] != '0' && len(digits) >= shortest && len(digits) <= longest
}

// What a number of any country has, with the country code.
const (
	shortest = 8
	longest  = 15
)

// inCountry adds the country code to a number that does not say whether it has one.
func inCountry(country, digits string) (number string, ok bool) {
	l, known := mobileLengths[country]
	if !known {
		l = lengths{least: max(6, shortest-len(country)), most: longest - len(country)}
	}
	national := l.withoutTrunk(digits)
	if rest, found := strings.CutPrefix(national, country); found {
		rest = l.withoutTrunk(rest)
		hasTrunk := national != digits
		if l.fit(rest) && !(hasTrunk && l.fit(national)) && (known || len(rest) >= 7) {
			return country + rest, true
		}
	}
	return country + national, l.fit(national)
}

// lengths are those of a country's mobile numbers, without the country code and the zero before it.
type lengths struct {
	least, most int
	zero        bool // the zero belongs to the number
}

func (l lengths) fit(number string) bool {
	return len(number) >= l.least && len(number) <= l.most && (l.zero || number[0] != '0')
}

func (l lengths) withoutTrunk(number string) string {
	if l.zero {
		return number
	}
	return strings.TrimPrefix(number, "0")
}

// mobileLengths are from the numbering plans of the countries.
var mobileLengths = func() map[string]lengths {
	all := map[string]lengths{}
	for _, plan := range []struct {
		lengths
		countries string
	}{
		{lengths{7, 7, false}, "673 960"},
		{lengths{7, 8, false}, "961"},
		{lengths{8, 8, false}, "45 47 65 216 230 356 357 852 853 965 968 973 974 975 976"},
		{lengths{8, 9, false}, "855"},
		{lengths{8, 10, false}, "64 95"},
		{lengths{9, 9, false}, "27 31 32 33 34 36 40 41 46 48 56 61 66 84 93 94 212 213 233 250 251 254 255 256 260 263 351 353 380 420 421 886 962 966 967 971 972 998"},
		{lengths{9, 10, false}, "39 60 82 856"},
		{lengths{9, 12, false}, "62"},
		{lengths{10, 10, false}, "1 7 20 30 44 52 57 63 81 90 91 92 98 234 880 964 977"},
		{lengths{10, 10, true}, "225"},
		{lengths{10, 11, false}, "49 54 55"},
		{lengths{10, 13, false}, "43"},
		{lengths{11, 11, false}, "86"},
	} {
		for country := range strings.FieldsSeq(plan.countries) {
			all[country] = plan.lengths
		}
	}
	return all
}()
