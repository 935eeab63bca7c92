package capillary

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/capillary-go/sdk/internal/lenient"
)

// Day is a day of the calendar, such as the last one of a coupon or a customer's birthday. It has no zone and never shifts.
// The zero value is no day. Days compare with == and Compare.
//
// It goes out as "2026-03-05", in bodies and in queries; one that the calendar does not have is refused by the name of its field. It is read from all the forms in which the API writes days and times:
// a day is as it is written; a moment (a count since 1970, or the first or last second of a day with an offset) is a day of
// the client's zone.
type Day struct {
	Year  int
	Month time.Month
	Day   int
}

// DayOf is the day of a time on its own clock. For the day of a moment in a zone: DayOf(t.In(zone)).
func DayOf(t time.Time) Day {
	if t.IsZero() {
		return Day{}
	}
	year, month, day := t.Date()
	return Day{year, month, day}
}

// ParseDay reads a day from any form in which the API writes days and times, such as 2026-03-05 and 05/03/2026. The day
// stands before the month where the year is last. A text that stands for no day, such as "", is the zero Day.
func ParseDay(text string) (Day, error) {
	var d Day
	err := d.UnmarshalText([]byte(text))
	return d, err
}

// In is the first moment of the day in a zone, nil meaning UTC; the zero time if it is no day.
func (d Day) In(zone *time.Location) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	if zone == nil {
		zone = time.UTC
	}
	t := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, zone)
	if DayOf(t) == d || !d.isValid() {
		return t
	}
	_, before := t.Add(-24 * time.Hour).Zone() // a day that has no midnight, since the clock is set forward then
	_, after := t.Add(24 * time.Hour).Zone()
	return t.Add(time.Duration(after-before) * time.Second)
}

// IsZero reports whether it is no day.
func (d Day) IsZero() bool { return d == Day{} }

// Compare is -1, 0 or 1 where the day is before, the same as, or after another one.
func (d Day) Compare(other Day) int {
	return cmp.Or(cmp.Compare(d.Year, other.Year), cmp.Compare(d.Month, other.Month), cmp.Compare(d.Day, other.Day))
}

// String is the day as 2026-03-05, empty if it is none.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

func (d Day) isValid() bool {
	year, month, day := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Date()
	return year >= 1 && year <= 9999 && d == Day{year, month, day}
}

// MarshalText is the day as in String. A day that the calendar does not have is an error.
func (d Day) MarshalText() ([]byte, error) {
	if !d.IsZero() && !d.isValid() {
		return nil, unwritable("the calendar has no such day")
	}
	return []byte(d.String()), nil
}

// MarshalJSON is the day as a text, and null for none.
func (d Day) MarshalJSON() ([]byte, error) {
	text, err := d.MarshalText()
	if err != nil || len(text) == 0 {
		return []byte("null"), err
	}
	return []byte(`"` + string(text) + `"`), nil
}

// UnmarshalText reads any of the forms; a moment is taken for its day in UTC.
func (d *Day) UnmarshalText(text []byte) error { return d.read(text, time.UTC) }

// UnmarshalJSON reads a text or a number in any of the forms, and null; a moment is taken for its day in UTC.
func (d *Day) UnmarshalJSON(raw []byte) error { return d.UnmarshalJSONIn(raw, time.UTC) }

// UnmarshalJSONIn is UnmarshalJSON with the zone whose day a moment is taken for. Results are read with the client's.
func (d *Day) UnmarshalJSONIn(raw []byte, zone *time.Location) error {
	var text string
	switch raw = bytes.TrimSpace(raw); {
	case bytes.HasPrefix(raw, []byte("[")):
		var list []json.RawMessage
		if json.Unmarshal(raw, &list) != nil || len(list) != 1 {
			return errNoDay
		}
		return d.UnmarshalJSONIn(list[0], zone)
	case bytes.HasPrefix(raw, []byte(`"`)):
		if json.Unmarshal(raw, &text) != nil {
			return errNoDay
		}
	case string(raw) != "null":
		text = string(raw)
	}
	return d.read([]byte(text), zone)
}

var errNoDay = errors.New("capillary: a day is a text such as 2026-03-05") // never the value

func (d *Day) read(text []byte, zone *time.Location) error {
	if len(bytes.TrimSpace(text)) == 0 {
		*d = Day{}
		return nil
	}
	year, month, day, err := lenient.ParseDay(text, zone)
	if err != nil {
		return errNoDay
	}
	*d = Day{year, month, day}
	return nil
}
