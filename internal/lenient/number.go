package lenient

import "math/bits"

// number is a literal: digits × 10^exponent.
type number struct {
	negative bool
	digits   uint64
	exponent int
	written  int  // the exponent behind the e, which exponent includes
	cut      bool // digits beyond those that fit were cut off, and not all of them were zero
}

// parseText reads a number in whatever form: 12, 8500.0, 1e3, " 12 ", .5, and in groups if these are asked for.
func (d *Decoder) parseText(kind byte, text []byte, groups bool) (n number, got string) {
	if n, ok := parseShort(text); ok {
		return n, fits
	}
	if kind == 't' || kind == 'f' {
		return n, gotBool
	}
	literal := trim(text)
	n, ok := parseNumber(literal)
	if !ok && kind == '"' {
		_, n, ok = d.parseWritten(literal, groups)
	}
	if !ok {
		return n, gotText
	}
	return n, fits
}

// parseWritten reads a number that stands as no JSON number does, and returns its literal, which is valid until the next one.
func (d *Decoder) parseWritten(text []byte, groups bool) (literal []byte, n number, ok bool) {
	if d.digits, ok = appendLiteral(d.digits[:0], text, groups); ok {
		n, ok = parseNumber(d.digits)
	}
	return d.digits, n, ok
}

// parseShort reads the common case: up to 18 digits and nothing else.
func parseShort(text []byte) (n number, ok bool) {
	if len(text) > 0 && text[0] == '-' {
		n.negative = true
		text = text[1:]
	}
	if len(text) == 0 || len(text) > 18 {
		return n, false
	}
	for _, c := range text {
		if !isDigit(c) {
			return n, false
		}
		n.digits = n.digits*10 + uint64(c-'0')
	}
	return n, true
}

// parseNumber reads the literal of a JSON number. Zeros and a plus in front are fine too: text has them.
func parseNumber(text []byte) (n number, ok bool) {
	i := 0
	if i < len(text) && (text[i] == '-' || text[i] == '+') {
		n.negative = text[i] == '-'
		i++
	}
	start := i
	for ; i < len(text) && isDigit(text[i]); i++ {
		if !n.push(text[i]) {
			n.exponent++
		}
	}
	if i == start {
		return n, false
	}
	if i < len(text) && text[i] == '.' {
		i++
		start = i
		for ; i < len(text) && isDigit(text[i]); i++ {
			if n.push(text[i]) {
				n.exponent--
			}
		}
		if i == start {
			return n, false
		}
	}
	if i < len(text) && (text[i] == 'e' || text[i] == 'E') {
		if n.written, ok = parseExponent(text[i+1:]); !ok {
			return n, false
		}
		n.exponent += n.written
		return n, true
	}
	return n, i == len(text)
}

// push appends a digit if there is room.
func (n *number) push(c byte) bool {
	if !n.cut {
		high, low := bits.Mul64(n.digits, 10)
		sum, carry := bits.Add64(low, uint64(c-'0'), 0)
		if high == 0 && carry == 0 {
			n.digits = sum
			return true
		}
	}
	n.cut = n.cut || c != '0'
	return false
}

func parseExponent(text []byte) (e int, ok bool) {
	negative := false
	if len(text) > 0 && (text[0] == '-' || text[0] == '+') {
		negative = text[0] == '-'
		text = text[1:]
	}
	for _, c := range text {
		if !isDigit(c) {
			return 0, false
		}
		e = min(e*10+int(c-'0'), 1e6) // beyond that all numbers are too large or too small alike
	}
	if negative {
		e = -e
	}
	return e, len(text) > 0
}

// float returns the nearest float64, if two exact ones make it: then the one rounding of the division is the right one.
func (n number) float() (f float64, ok bool) {
	if n.cut || n.digits >= 1<<53 || n.exponent > 0 || -n.exponent >= len(powersOfTen) {
		return 0, false
	}
	f = float64(n.digits) / powersOfTen[-n.exponent]
	if n.negative {
		f = -f
	}
	return f, true
}

// powersOfTen are those that a float64 holds exactly.
var powersOfTen = [...]float64{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22}

// integer returns the magnitude of a whole number.
func (n number) integer() (whole uint64, got string) {
	whole = n.digits
	if whole == 0 && !n.cut {
		return 0, fits
	}
	for e := n.exponent; e < 0; e++ {
		if whole%10 != 0 || n.cut {
			return 0, gotFraction
		}
		whole /= 10
	}
	for e := n.exponent; e > 0; e-- {
		high, low := bits.Mul64(whole, 10)
		if high != 0 {
			return 0, gotOverflow
		}
		whole = low
	}
	if n.cut {
		return 0, gotOverflow
	}
	return whole, fits
}
