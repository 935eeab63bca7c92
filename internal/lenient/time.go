package lenient

import (
	"reflect"
	"sync/atomic"
	"time"
)

func fitTime(d *Decoder, kind byte, text []byte, v reflect.Value) string {
	if kind == 't' || kind == 'f' {
		return gotBool
	}
	t, zoned, ok := parseZoned(text, d.zone)
	if ok {
		d.zoned = zoned
		*v.Addr().Interface().(*time.Time) = t
		return fits
	}
	got := gotText
	if kind != '"' {
		got = gotNumber
	}
	return fitAbsent(kind, text, v, got)
}

// parseTime reads any of the forms in which the API writes a time. It tells them apart by where the first digits end.
// What has no zone is in the given one. Zero dates are the zero time.
func parseTime(text []byte, zone *time.Location) (t time.Time, ok bool) {
	t, _, ok = parseZoned(text, zone)
	return t, ok
}

// parseZoned is parseTime, and says whether the time has a zone of its own.
func parseZoned(text []byte, zone *time.Location) (t time.Time, zoned, ok bool) {
	c := cursor{text: trim(text), zone: zone}
	digits := c.countDigits()
	switch next := c.peekAt(digits); {
	case digits == 4 && (next == '-' || next == '/'):
		ok = c.yearFirst(next)
	case digits > 0 && digits <= 2 && (next == '-' || next == '/') && isDigit(c.peekAt(digits+1)):
		ok = c.dayFirst(next)
	case digits > 0 && digits <= 2 && (next == '-' || next == ' ' || isLetter(next) && next|0x20 != 'e'): // 1e9 is seconds
		ok = c.dayOfNamedMonth()
	case digits == 8 && next == 0 && c.compactDate():
		ok = true
	case digits > 0 || len(c.text) > 0 && c.text[0] == '-':
		t, ok = c.epoch()
		return t, ok, ok
	default:
		ok = c.weekdayFirst()
	}
	if !ok {
		return time.Time{}, false, false
	}
	t, ok = c.time()
	return t, c.zoned, ok
}

// cursor reads a text from left to right.
type cursor struct {
	text []byte
	at   int
	zone *time.Location

	year, month, day, hour, minute, second, nanosecond int

	offset    int // east of UTC, in seconds
	hasOffset bool
	zoned     bool // it says its zone, by name or offset
}

// yearFirst reads 2016-08-05 and 1998/12/01, with one or two digits for month and day, and the clock behind it.
func (c *cursor) yearFirst(separator byte) bool {
	if c.stamp() {
		return c.fraction() && c.zoneAtEnd()
	}
	return c.digits(4, 4, &c.year) && c.accept(separator) &&
		c.digits(1, 2, &c.month) && c.accept(separator) &&
		c.digits(1, 2, &c.day) && c.clock()
}

// stamp reads 2016-08-05T22:00:21, with a T or a space: most times begin like that.
func (c *cursor) stamp() bool {
	const form = "0000-00-00T00:00:00"
	if len(c.text) < len(form) {
		return false
	}
	t := c.text[:len(form)]
	if t[4] != '-' || t[7] != '-' || t[10] != 'T' && t[10] != ' ' || t[13] != ':' || t[16] != ':' {
		return false
	}
	year, month, day := 100*pair(t[0:2])+pair(t[2:4]), pair(t[5:7]), pair(t[8:10])
	hour, minute, second := pair(t[11:13]), pair(t[14:16]), pair(t[17:19])
	if year <= 0 || month < 0 || day < 0 || hour < 0 || minute < 0 || second < 0 {
		return false
	}
	c.year, c.month, c.day, c.hour, c.minute, c.second, c.at = year, month, day, hour, minute, second, len(form)
	return true
}

// pair is the number of two digits, or less than any year where they are none.
func pair(two []byte) int {
	if !isDigit(two[0]) || !isDigit(two[1]) {
		return -100_000
	}
	return int(two[0]-'0')*10 + int(two[1]-'0')
}

// dayFirst reads 22-10-2000 and 10/09/2024. The day comes first in both: the API's homes are India and Europe.
func (c *cursor) dayFirst(separator byte) bool {
	return c.digits(1, 2, &c.day) && c.accept(separator) &&
		c.digits(1, 2, &c.month) && c.accept(separator) &&
		c.digits(4, 4, &c.year) && c.clock()
}

// compactDate reads 20120820. Other numbers of eight digits would be seconds of 1970, which nobody sends.
func (c *cursor) compactDate() bool {
	if year := string(c.text[:2]); year != "19" && year != "20" {
		return false
	}
	return c.digits(4, 4, &c.year) && c.digits(2, 2, &c.month) && c.digits(2, 2, &c.day)
}

// weekdayFirst reads Wed, 04 Oct 2023 11:12:25 GMT and Mon Dec 09 03:13:23 UTC 2019.
func (c *cursor) weekdayFirst() bool {
	if len(c.letters()) < 3 {
		return false
	}
	c.accept(',')
	c.spaces()
	if isDigit(c.peek()) {
		return c.dayOfNamedMonth()
	}
	if !c.monthName() || !c.gap() || !c.digits(1, 2, &c.day) || !c.gap() || !c.timeOfDay() || !c.gap() {
		return false
	}
	if !isDigit(c.peek()) && (!c.zoneOffset() || !c.gap()) {
		return false
	}
	return c.digits(4, 4, &c.year) && c.atEnd()
}

// dayOfNamedMonth reads 04 Oct 2023, 04-Oct-2023 and 4th Oct, 2023, and the clock behind it.
func (c *cursor) dayOfNamedMonth() bool {
	if !c.digits(1, 2, &c.day) {
		return false
	}
	switch ordinal := c.letters(); {
	case len(ordinal) == 0, equalFold(ordinal, "st"), equalFold(ordinal, "nd"), equalFold(ordinal, "rd"), equalFold(ordinal, "th"):
	default:
		return false
	}
	if !c.gap() || !c.monthName() {
		return false
	}
	if comma := c.accept(','); !c.gap() && !comma {
		return false
	}
	return c.digits(4, 4, &c.year) && c.clock()
}

// clock reads what may stand behind a date: the time of day and the zone.
func (c *cursor) clock() bool {
	if c.year == 0 && c.month == 0 && c.day == 0 { // 0000-00-00 00:00:00 and the like: no date
		c.at = len(c.text)
		return true
	}
	if c.atEnd() {
		return true
	}
	c.spaces()
	if !c.accept('T') {
		c.accept('t')
	}
	if isDigit(c.peek()) && !c.timeOfDay() {
		return false
	}
	return c.zoneAtEnd()
}

// zoneAtEnd reads the zone behind a time of day, if there is one.
func (c *cursor) zoneAtEnd() bool {
	c.spaces()
	return c.atEnd() || c.zoneOffset() && c.atEnd()
}

// timeOfDay reads 22:00, 22:00:21 and 22:00:21.473, with any number of digits, and 22:00: as it stands in 22:00::IST.
func (c *cursor) timeOfDay() bool {
	if !c.digits(1, 2, &c.hour) || !c.accept(':') || !c.digits(2, 2, &c.minute) {
		return false
	}
	if !c.accept(':') || c.accept(':') {
		return true
	}
	return c.digits(2, 2, &c.second) && c.fraction()
}

// fraction reads what is behind the point of the seconds, if they have one.
func (c *cursor) fraction() bool {
	if !c.accept('.') && !c.accept(',') {
		return true
	}
	start := c.at
	scale := int(time.Second)
	for ; isDigit(c.peek()); c.at++ {
		scale /= 10 // becomes zero behind the ninth digit
		c.nanosecond += int(c.text[c.at]-'0') * scale
	}
	return c.at > start
}

// zoneOffset reads Z, +0530, +05:30, +5:30, +05 and the names UTC, GMT and IST, of which only India's is meant.
func (c *cursor) zoneOffset() bool {
	c.zoned = true
	switch c.peek() {
	case '+', '-':
		return c.numericOffset()
	}
	switch name := c.letters(); {
	case equalFold(name, "z"):
		c.zone = time.UTC
	case equalFold(name, "utc"), equalFold(name, "gmt"):
		c.zone = time.UTC
		if c.peek() == '+' || c.peek() == '-' {
			return c.numericOffset()
		}
	case equalFold(name, "ist"):
		c.zone = india
	default:
		return false
	}
	return true
}

var india = time.FixedZone("IST", 5*60*60+30*60)

func (c *cursor) numericOffset() bool {
	negative := c.text[c.at] == '-'
	c.at++
	var hours, minutes int
	if !c.digits(1, 2, &hours) {
		return false
	}
	if (c.accept(':') || isDigit(c.peek())) && !c.digits(2, 2, &minutes) {
		return false
	}
	if hours > 24 || minutes > 60 { // the bounds of package time
		return false
	}
	c.offset, c.hasOffset = hours*60*60+minutes*60, true
	if negative {
		c.offset = -c.offset
	}
	return true
}

// time puts together what was read. A day that does not exist is no time.
func (c *cursor) time() (time.Time, bool) {
	if c.year == 0 && c.month == 0 && c.day == 0 {
		return time.Time{}, true
	}
	if c.month < 1 || c.month > 12 || c.day < 1 || c.day > daysIn(c.month, c.year) ||
		c.hour > 23 || c.minute > 59 || c.second > 59 {
		return time.Time{}, false
	}
	if !c.hasOffset {
		return time.Date(c.year, time.Month(c.month), c.day, c.hour, c.minute, c.second, c.nanosecond, c.zone), true
	}
	t := time.Date(c.year, time.Month(c.month), c.day, c.hour, c.minute, c.second, c.nanosecond, time.UTC)
	t = t.Add(-time.Duration(c.offset) * time.Second)
	local := t.In(c.zone)
	if _, offset := local.Zone(); offset == c.offset {
		return local, true
	}
	return t.In(fixedZone(c.offset)), true
}

func daysIn(month, year int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// fixedZones keeps the zones by quarters of an hour from UTC: those that are in use.
var fixedZones [2*maxQuarters + 1]atomic.Pointer[time.Location]

const (
	quarter     = 15 * 60
	maxQuarters = 14 * 4
)

func fixedZone(offset int) *time.Location {
	if offset == 0 {
		return time.UTC
	}
	i := offset/quarter + maxQuarters
	if offset%quarter != 0 || i < 0 || i >= len(fixedZones) {
		return time.FixedZone("", offset)
	}
	if zone := fixedZones[i].Load(); zone != nil {
		return zone
	}
	zone := time.FixedZone("", offset)
	fixedZones[i].Store(zone)
	return zone
}

// Counts since 1970 of this size and more are milliseconds: as seconds they would be in the year 5138.
const leastMilliseconds = 1e11

// The first second that has no year of four digits, and the last before 1 BC, which JSON can't hold either.
const (
	endOfYears   = 253402300800
	startOfYears = -62167219200
)

// epoch reads seconds since 1970, with any fraction, or milliseconds. Zero is no time.
func (c *cursor) epoch() (time.Time, bool) {
	n, ok := parseNumber(c.text)
	if !ok {
		return time.Time{}, false
	}
	if n.digits > 1<<63-1 { // more digits than billionths need
		n.digits /= 10
		n.exponent++
	}
	if n.digits == 0 {
		return time.Time{}, true
	}
	whole, fraction, ok := n.split()
	if !ok {
		return time.Time{}, false
	}
	seconds, nanoseconds := whole, fraction
	if whole >= leastMilliseconds {
		seconds = whole / 1000
		nanoseconds = whole%1000*1e6 + fraction/1000
	}
	if n.negative {
		seconds, nanoseconds = -seconds, -nanoseconds
	}
	if seconds >= endOfYears || seconds < startOfYears {
		return time.Time{}, false
	}
	return time.Unix(seconds, nanoseconds).In(c.zone), true
}

// split returns the whole part and the billionths behind the point.
func (n number) split() (whole, billionths int64, ok bool) {
	whole = int64(n.digits)
	e := n.exponent
	for ; e > 0; e-- {
		if whole > 1e18/10 {
			return 0, 0, false
		}
		whole *= 10
	}
	unit := int64(1)
	for ; e < -9; e++ { // beyond billionths
		whole /= 10
		if whole == 0 {
			return 0, 0, true
		}
	}
	for ; e < 0; e++ {
		unit *= 10
	}
	return whole / unit, whole % unit * (1e9 / unit), true
}

// Reading.

func (c *cursor) peek() byte { return c.peekAt(c.at) }

// peekAt is the byte at a place, zero at the end.
func (c *cursor) peekAt(i int) byte {
	if i < len(c.text) {
		return c.text[i]
	}
	return 0
}

func (c *cursor) atEnd() bool { return c.at == len(c.text) }

func (c *cursor) accept(b byte) bool {
	if c.peek() != b || c.atEnd() {
		return false
	}
	c.at++
	return true
}

func (c *cursor) spaces() {
	for c.peek() == ' ' {
		c.at++
	}
}

// gap reads what separates words: spaces, or a hyphen.
func (c *cursor) gap() bool {
	start := c.at
	if !c.accept('-') {
		c.spaces()
	}
	return c.at > start
}

func (c *cursor) countDigits() (n int) {
	for n < len(c.text) && isDigit(c.text[n]) {
		n++
	}
	return n
}

// digits reads a number of so many digits.
func (c *cursor) digits(least, most int, n *int) bool {
	start, value := c.at, 0
	for c.at < len(c.text) && c.at-start < most && isDigit(c.text[c.at]) {
		value = value*10 + int(c.text[c.at]-'0')
		c.at++
	}
	*n = value
	return c.at-start >= least
}

func (c *cursor) letters() []byte {
	start := c.at
	for c.at < len(c.text) && isLetter(c.text[c.at]) {
		c.at++
	}
	return c.text[start:c.at]
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

const monthNames = "janfebmaraprmayjunjulaugsepoctnovdec"

func (c *cursor) monthName() bool {
	name := c.letters()
	if len(name) < 3 {
		return false
	}
	for i := range 12 {
		if equalFold(name[:3], monthNames[3*i:3*i+3]) {
			c.month = i + 1
			return true
		}
	}
	return false
}
