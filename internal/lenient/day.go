package lenient

import (
	"errors"
	"reflect"
	"strings"
	"time"
)

// zonedText is a type that reads a scalar by itself, and wants to know in which zone a moment is meant.
type zonedText interface {
	UnmarshalTextIn(text []byte, zone *time.Location) error
}

var zonedTextType = reflect.TypeFor[zonedText]()

// zonedTaker is the taker of such a type, and nil for others.
func zonedTaker(t reflect.Type) taker {
	if t.Kind() == reflect.Pointer || t.PkgPath() == "" || !reflect.PointerTo(t).Implements(zonedTextType) {
		return nil
	}
	return &scalar{want: strings.ToLower(t.Name()), fit: fitZonedText}
}

func fitZonedText(d *Decoder, kind byte, text []byte, v reflect.Value) string {
	own := v.Addr().Interface().(zonedText)
	if kind != 't' && kind != 'f' && own.UnmarshalTextIn(append([]byte(nil), text...), d.zone) == nil {
		return fits
	}
	v.SetZero()
	return fitAbsent(kind, text, v, scalarForm(kind))
}

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
	t, ok := parseTime(text, time.UTC)
	if !ok {
		return 0, 0, 0, ErrNoDay
	}
	if t.IsZero() {
		return 0, 0, 0, nil
	}
	there, _ := parseTime(text, zone)
	if isMoment := there.Equal(t); isCount(text) || isMoment && isBoundary(t.In(zone)) && !isBoundary(t) {
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
