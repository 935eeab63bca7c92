package encode

import (
	"strconv"

	"github.com/shopspring/decimal"
)

// decimal writes what [decimal.Decimal.String] gives, without making that string for amounts of a usual size.
func (d *document) decimal(n decimal.Decimal) bool {
	exponent := int(n.Exponent())
	if exponent > 0 || exponent < -maxDigits || n.NumDigits() > maxDigits || !decimal.TrimTrailingZeros {
		d.buf = append(d.buf, n.String()...)
		return true
	}
	coefficient := n.CoefficientInt64()
	for exponent < 0 && coefficient%10 == 0 {
		coefficient, exponent = coefficient/10, exponent+1
	}
	d.fixed(coefficient, -exponent)
	return true
}

// maxDigits is how many an int64 surely holds.
const maxDigits = 18

// fixed writes a coefficient with so many of its digits behind the point.
func (d *document) fixed(coefficient int64, places int) {
	if coefficient < 0 {
		d.buf = append(d.buf, '-')
		coefficient = -coefficient
	}
	var room [maxDigits + 2]byte
	digits := strconv.AppendInt(room[:0], coefficient, 10)
	if whole := len(digits) - places; whole > 0 {
		d.buf = append(d.buf, digits[:whole]...)
		digits = digits[whole:]
	} else {
		d.buf = append(d.buf, '0')
	}
	if places == 0 {
		return
	}
	d.buf = append(d.buf, '.')
	for range places - len(digits) {
		d.buf = append(d.buf, '0')
	}
	d.buf = append(d.buf, digits...)
}
