package encode

import (
	stdjson "encoding/json"
	"math"
	"reflect"
	"strconv"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/shopspring/decimal"
)

// scalar writes values by one function.
type scalar func(d *document, v reflect.Value) bool

func (s scalar) write(d *document, v reflect.Value) bool { return s(d, v) }

func (d *document) textOf(v reflect.Value) bool  { return d.text(v.String()) }
func (d *document) boolOf(v reflect.Value) bool  { return d.bool(v.Bool()) }
func (d *document) intOf(v reflect.Value) bool   { return d.int(v.Int()) }
func (d *document) uintOf(v reflect.Value) bool  { return d.uint(v.Uint()) }
func (d *document) floatOf(v reflect.Value) bool { return d.float(v.Float(), v.Type().Bits()) }

func (d *document) numberOf(v reflect.Value) bool { return d.number(stdjson.Number(v.String())) }

func (d *document) secretOf(v reflect.Value) bool { return d.text(d.encoder.reveal(v)) }

func (d *document) timeOf(v reflect.Value) bool {
	t, ok := reflect.TypeAssert[time.Time](v)
	return ok && d.time(t)
}

func (d *document) decimalOf(v reflect.Value) bool {
	n, ok := reflect.TypeAssert[decimal.Decimal](v)
	return ok && d.decimal(n)
}

func (d *document) null() bool {
	d.buf = append(d.buf, "null"...)
	return true
}

func (d *document) bool(b bool) bool {
	d.buf = strconv.AppendBool(d.buf, b)
	return true
}

func (d *document) int(n int64) bool {
	d.buf = strconv.AppendInt(d.buf, n, 10)
	return true
}

func (d *document) uint(n uint64) bool {
	d.buf = strconv.AppendUint(d.buf, n, 10)
	return true
}

// float writes a number in ECMAScript's form, as encoding/json does too.
func (d *document) float(f float64, bits int) bool {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return false
	}
	form := byte('f')
	if abs := math.Abs(f); abs != 0 && (tooSmall(abs, bits) || tooLarge(abs, bits)) {
		form = 'e'
	}
	d.buf = strconv.AppendFloat(d.buf, f, form, -1, bits)
	if b := d.buf; form == 'e' && len(b) >= 4 && b[len(b)-4] == 'e' && b[len(b)-3] == '-' && b[len(b)-2] == '0' {
		b[len(b)-2] = b[len(b)-1] // e-09 is e-9
		d.buf = b[:len(b)-1]
	}
	return true
}

func tooSmall(abs float64, bits int) bool {
	return bits == 64 && abs < 1e-6 || bits == 32 && float32(abs) < 1e-6
}

func tooLarge(abs float64, bits int) bool {
	return bits == 64 && abs >= 1e21 || bits == 32 && float32(abs) >= 1e21
}

// time is null for the zero time.
func (d *document) time(t time.Time) bool {
	if t.IsZero() {
		return d.null()
	}
	d.buf = append(d.times(append(d.buf, '"'), t), '"')
	return true
}

// number writes a number as it is given. A text that is none can't be written.
func (d *document) number(n stdjson.Number) bool {
	switch {
	case n == "":
		return d.null()
	case !isNumber(string(n)):
		return false
	}
	d.buf = append(d.buf, n...)
	return true
}

func isNumber(s string) bool {
	if s != "" && s[0] == '-' {
		s = s[1:]
	}
	whole := digits(s)
	if whole == 0 || whole > 1 && s[0] == '0' {
		return false
	}
	s = s[whole:]
	if s != "" && s[0] == '.' {
		fraction := digits(s[1:])
		if fraction == 0 {
			return false
		}
		s = s[1+fraction:]
	}
	return s == "" || isExponent(s)
}

func isExponent(s string) bool {
	if s[0] != 'e' && s[0] != 'E' {
		return false
	}
	s = s[1:]
	if s != "" && (s[0] == '+' || s[0] == '-') {
		s = s[1:]
	}
	return s != "" && digits(s) == len(s)
}

// digits counts those that s starts with.
func digits(s string) int {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return i
		}
	}
	return len(s)
}

// text writes a string with as few escapes as JSON allows. One that is not valid UTF-8 can't be written.
func (d *document) text(s string) bool {
	for i := range len(s) {
		if !plain[s[i]] {
			return d.escaped(s)
		}
	}
	d.buf = append(d.buf, '"')
	d.buf = append(d.buf, s...)
	d.buf = append(d.buf, '"')
	return true
}

func (d *document) escaped(s string) bool {
	quoted, err := jsontext.AppendQuote(d.buf, s)
	d.buf = quoted
	return err == nil
}

// plain has the bytes that stand for themselves in a JSON string, and are ASCII.
var plain = func() (is [256]bool) {
	for c := ' '; c <= '~'; c++ {
		is[c] = c != '"' && c != '\\'
	}
	return is
}()
