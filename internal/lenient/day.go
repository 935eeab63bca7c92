package lenient

import (
	"errors"
	"time"
)

// ErrNoDay says that a text is no day.
var ErrNoDay = errors.New("no day")

// ParseDay reads a day in any of the forms in which the API writes days and times. A day is as it is written, whatever the
// zone, and zero where a zero date is written. A number of seconds or milliseconds since 1970 is a moment: its day is that
// of the zone. So is a time with an offset that is a day's beginning or end in the zone, and not where it is written.
func ParseDay(text []byte, zone *time.Location) (year int, month time.Month, day int, err error) {
	if zone == nil {
		zone = time.UTC
	}
	text = trim(text)
	t, isMoment, ok := parseZoned(text, time.UTC)
	if !ok {
		return 0, 0, 0, ErrNoDay
	}
	if t.IsZero() {
		return 0, 0, 0, nil
	}
	if isCount(text) || isMoment && isBoundary(t.In(zone)) && !isBoundary(t) {
		t = t.In(zone)
	}
	year, month, day = t.Date()
	return year, month, day, nil
}

// isCount tells a count since 1970 from a day of eight digits.
func isCount(text []byte) bool {
	_, ok := parseNumber(text)
	return ok && !(len(text) == 8 && (string(text[:2]) == "19" || string(text[:2]) == "20"))
}

// isBoundary reports whether a time is the first or the last second of its day.
func isBoundary(t time.Time) bool {
	hour, minute, second := t.Clock()
	return hour == 0 && minute == 0 && second == 0 || hour == 23 && minute == 59 && second == 59
}
