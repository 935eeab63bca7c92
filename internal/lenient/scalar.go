package lenient

import (
	"encoding"
	"math"
	"reflect"
	"strconv"

	"github.com/shopspring/decimal"
)

// scalar takes strings, numbers and bools, and a list of one of them. What stands for no value makes it zero.
type scalar struct {
	want string
	fit  fit
	set  set          // takes the common kind of numbers; nil where these are read as text too
	lost reflect.Type // what is missing where no value fits, if it matters
}

// fit sets v to a scalar, or says what form does not fit. kind is the first byte of the value; text is unquoted.
type fit func(d *Decoder, kind byte, text []byte, v reflect.Value) (got string)

// set sets v to a number that was read, or says what form does not fit.
type set func(d *Decoder, n number, v reflect.Value) (got string)

func (s *scalar) take(d *Decoder, v reflect.Value) {
	if got := s.fitNext(d, v); got != fits {
		d.note(s.want, got, s.lost)
	}
}

func (s *scalar) fitNext(d *Decoder, v reflect.Value) (got string) {
	if s.set != nil {
		if n, ok := d.shortNumber(); ok {
			return s.set(d, n, v)
		}
	}
	raw := d.Value()
	if raw[0] == '"' && d.plain {
		return s.fit(d, '"', raw[1:len(raw)-1], v)
	}
	return fitScalar(d, raw, v, s.fit)
}

func fitScalar(d *Decoder, raw []byte, v reflect.Value, fit fit) (got string) {
	switch raw[0] {
	case '"':
		return fit(d, '"', d.text(raw), v)
	case 'n':
		v.SetZero()
		return fits
	case '{', '[':
		return fitBracket(d, raw, v, fit)
	default:
		return fit(d, raw[0], raw, v)
	}
}

// fitBracket takes what has brackets: nothing in them is no value, one scalar in a list is that scalar.
func fitBracket(d *Decoder, raw []byte, v reflect.Value, fit fit) (got string) {
	if isEmpty(raw) {
		v.SetZero()
		return fits
	}
	if raw[0] == '{' {
		return gotObject
	}
	values := elements(raw)
	if len(values) == 1 && values[0][0] != '{' && values[0][0] != '[' {
		return fitScalar(d, values[0], v, fit)
	}
	return listOf(len(values))
}

// fitAbsent is what is tried last with a text: words for no value make zero.
func fitAbsent(kind byte, text []byte, v reflect.Value, got string) string {
	if kind != '"' {
		return got
	}
	if !isAbsentWord(text) {
		return got
	}
	v.SetZero()
	return fits
}

func fitBool(_ *Decoder, kind byte, text []byte, v reflect.Value) string {
	switch kind {
	case 't', 'f':
		v.SetBool(kind == 't')
		return fits
	case '"':
		return fitBoolWord(trim(text), v)
	}
	n, _ := parseNumber(text)
	whole, got := n.integer()
	if got != fits || whole > 1 || n.negative && whole != 0 {
		return gotNumber
	}
	v.SetBool(whole == 1)
	return fits
}

func fitBoolWord(text []byte, v reflect.Value) string {
	if len(text) == 1 {
		switch text[0] {
		case '1', 't', 'T', 'y', 'Y':
			v.SetBool(true)
			return fits
		case '0', 'f', 'F', 'n', 'N':
			v.SetBool(false)
			return fits
		}
	}
	switch {
	case equalFold(text, "true"), equalFold(text, "yes"), equalFold(text, "on"):
		v.SetBool(true)
		return fits
	case equalFold(text, "false"), equalFold(text, "no"), equalFold(text, "off"):
		v.SetBool(false)
		return fits
	}
	return fitAbsent('"', text, v, gotText)
}

func fitInt(d *Decoder, kind byte, text []byte, v reflect.Value) string {
	n, got := d.parseText(kind, text, true)
	if got != fits {
		return fitAbsent(kind, text, v, got)
	}
	return setInt(d, n, v)
}

// fitID sets an integer that is an id. In one the comma of 1,250 may stand between two ids.
func fitID(d *Decoder, kind byte, text []byte, v reflect.Value) string {
	n, got := d.parseText(kind, text, false)
	if got != fits {
		return fitAbsent(kind, text, v, got)
	}
	return setInt(d, n, v)
}

func setInt(_ *Decoder, n number, v reflect.Value) string {
	whole, got := n.integer()
	if got != fits {
		return got
	}
	i := int64(whole)
	if n.negative {
		i = -i
	}
	if i < 0 != n.negative && i != 0 || v.OverflowInt(i) {
		return gotOverflow
	}
	v.SetInt(i)
	return fits
}

func fitUint(d *Decoder, kind byte, text []byte, v reflect.Value) string {
	n, got := d.parseText(kind, text, true)
	if got != fits {
		return fitAbsent(kind, text, v, got)
	}
	return setUint(d, n, v)
}

func setUint(_ *Decoder, n number, v reflect.Value) string {
	whole, got := n.integer()
	switch {
	case got != fits:
		return got
	case n.negative && whole != 0:
		return gotNegative
	case v.OverflowUint(whole):
		return gotOverflow
	}
	v.SetUint(whole)
	return fits
}

func fitFloat(d *Decoder, kind byte, text []byte, v reflect.Value) string {
	if kind == 't' || kind == 'f' {
		return gotBool
	}
	literal := trim(text)
	n, ok := parseNumber(literal)
	if !ok && kind == '"' {
		literal, n, ok = d.parseWritten(literal, true)
	}
	if !ok { // ParseFloat takes more, such as Inf and 0x1p-2
		return fitAbsent(kind, text, v, gotText)
	}
	if f, ok := n.float(); ok && v.Kind() == reflect.Float64 {
		v.SetFloat(f)
		return fits
	}
	f, err := strconv.ParseFloat(string(literal), v.Type().Bits())
	switch {
	case err != nil:
		return gotOverflow
	case f == 0 && n.digits != 0:
		return gotUnderflow
	}
	v.SetFloat(f)
	return fits
}

// Decimals beyond these bounds are drift: arithmetic with them could take all memory there is.
const (
	maxDecimalLength   = 64
	maxDecimalExponent = 400
)

func fitDecimal(d *Decoder, kind byte, text []byte, v reflect.Value) string {
	if kind == 't' || kind == 'f' {
		return gotBool
	}
	literal := trim(text)
	n, ok := parseNumber(literal)
	if !ok && kind == '"' {
		literal, n, ok = d.parseWritten(literal, true)
	}
	switch {
	case !ok:
		return fitAbsent(kind, text, v, gotText)
	case len(literal) > maxDecimalLength:
		return gotLong
	case n.written > maxDecimalExponent || n.written < -maxDecimalExponent:
		return gotOverflow
	}
	if n.digits <= math.MaxInt64 && !n.cut {
		return setDecimal(d, n, v)
	}
	parsed, err := decimal.NewFromString(string(literal))
	if err != nil {
		return gotText
	}
	*v.Addr().Interface().(*decimal.Decimal) = parsed
	return fits
}

func setDecimal(d *Decoder, n number, v reflect.Value) string {
	coefficient := int64(n.digits)
	if coefficient == 0 {
		v.SetZero() // most numbers are zero, and this one costs nothing
		return fits
	}
	if n.negative {
		coefficient = -coefficient
	}
	*v.Addr().Interface().(*decimal.Decimal) = d.decimals.get(coefficient, int32(n.exponent))
	return fits
}

// decimals keeps some by a hash of theirs, since documents repeat rates, ratios and prices. Decimals are immutable.
type decimals [64]struct {
	coefficient int64
	exponent    int32
	value       decimal.Decimal
}

func (known *decimals) get(coefficient int64, exponent int32) decimal.Decimal {
	k := &known[(uint64(coefficient)*0x9E3779B97F4A7C15+uint64(exponent)*0xD6E8FEB86659FD93)>>58]
	if k.coefficient != coefficient || k.exponent != exponent {
		k.coefficient, k.exponent, k.value = coefficient, exponent, decimal.New(coefficient, exponent)
	}
	return k.value
}

// fitOwnText gives the text of a scalar to the type's own method.
func fitOwnText(_ *Decoder, kind byte, text []byte, v reflect.Value) string {
	own := v.Addr().Interface().(encoding.TextUnmarshaler)
	if own.UnmarshalText(append([]byte(nil), text...)) == nil {
		return fits
	}
	v.SetZero()
	return fitAbsent(kind, text, v, scalarForm(kind))
}
