package lenient

import (
	"bytes"
	"reflect"
	"unicode/utf8"
)

// appendLiteral appends the literal of a number that stands as no JSON number does: .5, 5. and, as people write it,
// 1,250.00, 12,34,567 and 1 250. What could be two numbers is none: 1.250,00 and 1,25 are a number with a comma for the
// point somewhere, (5) and $5 say more than a number.
func appendLiteral(dst, text []byte, groups bool) (literal []byte, ok bool) {
	sign, rest := cutSign(text)
	dst = append(dst, sign...)
	whole, rest := rest[:wholeEnd(rest)], rest[wholeEnd(rest):]
	grouped := digitsEnd(whole, 0) < len(whole)
	switch {
	case !grouped:
		dst = append(dst, whole...)
	case !groups:
		return dst, false
	default:
		if dst, ok = appendGroups(dst, whole); !ok {
			return dst, false
		}
	}
	if len(whole) == 0 {
		dst = append(dst, '0')
	}
	fraction, rest := cutFraction(rest)
	if fraction = bytes.TrimSuffix(fraction, []byte(".")); len(whole)+len(fraction) == 0 {
		return dst, false
	}
	dst = append(dst, fraction...)
	exponent := len(rest) > 0 && rest[0]|0x20 == 'e' && !grouped
	return append(dst, rest...), len(rest) == 0 || exponent
}

// cutFraction cuts off the point and the digits behind it.
func cutFraction(text []byte) (fraction, rest []byte) {
	if len(text) == 0 || text[0] != '.' {
		return nil, text
	}
	end := digitsEnd(text, 1)
	return text[:end], text[end:]
}

// cutSign cuts off the sign, which is also written as the mathematical minus.
func cutSign(text []byte) (sign string, rest []byte) {
	if rest, ok := bytes.CutPrefix(text, []byte("\u2212")); ok {
		return "-", rest
	}
	if len(text) > 0 && text[0] == '-' {
		return "-", text[1:]
	}
	if len(text) > 0 && text[0] == '+' {
		return "", text[1:]
	}
	return "", text
}

// wholeEnd is where the whole part of a number ends: at its point, its exponent, or the end.
func wholeEnd(text []byte) int {
	for i, c := range text {
		if c == '.' || c|0x20 == 'e' {
			return i
		}
	}
	return len(text)
}

// appendGroups appends the digits of a whole number without what separates its groups: 1,250,000 or, as in India, 12,50,000.
// A zero in front is no group of thousands.
func appendGroups(dst, whole []byte) (digits []byte, ok bool) {
	first := digitsEnd(whole, 0)
	separator := groupSeparator(whole[first:])
	if first == 0 || first > 3 || whole[0] == '0' || separator == nil {
		return dst, false
	}
	dst = append(dst, whole[:first]...)
	western, indian := true, first <= 2
	for rest := whole[first:]; len(rest) > 0; {
		if rest, ok = bytes.CutPrefix(rest, separator); !ok {
			return dst, false
		}
		size := digitsEnd(rest, 0)
		last := size == len(rest)
		western = western && size == 3
		indian = indian && (last && size == 3 || !last && size == 2)
		dst, rest = append(dst, rest[:size]...), rest[size:]
		if !western && !indian {
			return dst, false
		}
	}
	return dst, true
}

// groupSeparator is the character that text begins with, if numbers are grouped with it. A point never is one here.
func groupSeparator(text []byte) []byte {
	switch r, size := utf8.DecodeRune(text); r {
	case ',', ' ', '\'', '\u00a0', '\u2009', '\u202f', '\u2019': // spaces that do not break, thin ones, apostrophes
		return text[:size]
	}
	return nil
}

// isGrouped says whether a value is a text that is a number only with groups, where numbers are wanted. Where a list of them
// is documented it may be several: 12,345.
func isGrouped(d *Decoder, raw []byte, wanted reflect.Type) bool {
	if raw[0] != '"' || wanted != decimalType && !isNumber(wanted.Kind()) {
		return false
	}
	text := d.text(raw)
	_, alone := d.parseText('"', text, false)
	_, grouped := d.parseText('"', text, true)
	return alone != fits && grouped == fits
}

func isNumber(kind reflect.Kind) bool { return reflect.Int <= kind && kind <= reflect.Float64 }
