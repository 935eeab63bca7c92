package webhook

import (
	"bytes"
	"encoding/json"
	"errors"
	"regexp"
	"time"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/lenient"
)

// Date is a date as events write it: a day, a moment, or both. A day has no clock and no zone, so it is not made a moment:
// whether points that expire on it are good for that whole day, or only until it begins, the event does not say.
//
// Since 2026 a date has a twin that is a moment. The twin of a day is mostly the end of that day where the organisation is.
type Date struct {
	Time time.Time     // the moment, if the event has one: the twin's before that of a text, which is read in the receiver's zone
	Day  capillary.Day // the day, if the event writes one
}

// IsZero reports whether the event has neither.
func (d Date) IsZero() bool { return d.Time.IsZero() && d.Day.IsZero() }

// Start is the moment, or if there is only a day the moment when it begins in the zone. Without either it is the zero time.
func (d Date) Start(zone *time.Location) time.Time {
	if d.Time.IsZero() {
		return d.Day.In(zone)
	}
	return d.Time
}

// End is the moment, or if there is only a day the last second of it in the zone. Without either it is the zero time.
func (d Date) End(zone *time.Location) time.Time {
	if d.Time.IsZero() {
		return endOf(d.Day, zone)
	}
	return d.Time
}

func endOf(day capillary.Day, zone *time.Location) time.Time {
	if day.IsZero() {
		return time.Time{}
	}
	next := capillary.DayOf(time.Date(day.Year, day.Month, day.Day+1, 0, 0, 0, 0, time.UTC))
	return next.In(zone).Add(-time.Second)
}

// String is the moment, or the day, or nothing.
func (d Date) String() string {
	if d.Time.IsZero() {
		return d.Day.String()
	}
	return d.Time.Format(time.RFC3339Nano)
}

var errNoDate = errors.New("webhook: a value is no date")

// UnmarshalJSON reads a date that was written by MarshalJSON, or any form of the API; without a zone it is UTC.
func (d *Date) UnmarshalJSON(raw []byte) error {
	var both struct{ Time, Day json.RawMessage }
	if bytes.HasPrefix(raw, []byte("{")) && json.Unmarshal(raw, &both) == nil {
		for _, one := range []json.RawMessage{both.Day, both.Time} {
			if one != nil {
				if err := d.UnmarshalJSONIn(one, time.UTC); err != nil {
					return err
				}
			}
		}
		return nil
	}
	return d.UnmarshalJSONIn(raw, time.UTC)
}

// UnmarshalJSONIn adds what a member says to what its twin said. A text never replaces a moment: only the twin, a number, has
// a zone. What is absent changes nothing.
func (d *Date) UnmarshalJSONIn(raw []byte, zone *time.Location) error {
	if day, ok := parseDay(raw); ok {
		d.Day = day
		return nil
	}
	moment, ok := readTime(raw, zone)
	switch {
	case !ok:
		return errNoDate
	case !moment.IsZero() && (d.Time.IsZero() || isNumber(raw)):
		d.Time = moment
	}
	return nil
}

// isNumber reports whether a value is a number, with quotes or without.
func isNumber(raw []byte) bool {
	text := bytes.Trim(raw, `" `)
	return len(text) > 0 && len(bytes.Trim(text, "-0123456789.eE+")) == 0 && bytes.Count(text, []byte("-")) <= 1
}

// MarshalJSON writes the day or the moment, or an object of both.
func (d Date) MarshalJSON() ([]byte, error) {
	switch {
	case d.IsZero():
		return []byte("null"), nil
	case d.Time.IsZero():
		return json.Marshal(d.Day.String())
	case d.Day.IsZero():
		return json.Marshal(d.Time)
	}
	return json.Marshal(struct {
		Time time.Time
		Day  string
	}{d.Time, d.Day.String()})
}

// dayForms are all in which a day is written without a clock.
var dayForms = regexp.MustCompile(`^"?\s*(\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}[-/]\d{1,2}[-/]\d{4}|(19|20)\d{6})\s*"?$`)

// parseDay reads a value that is a day and nothing else.
func parseDay(raw []byte) (day capillary.Day, ok bool) {
	if !dayForms.Match(raw) {
		return day, false
	}
	start, ok := readTime(raw, time.UTC)
	if !ok || start.IsZero() {
		return day, false
	}
	return capillary.DayOf(start), true
}

// readTime reads a time in any form; what stands for none is the zero time.
func readTime(raw []byte, zone *time.Location) (t time.Time, ok bool) {
	reader := lenient.NewDecoder(raw, zone)
	defer reader.Release()
	reader.DecodeInto(&t)
	return t, reader.End() == nil && len(reader.Drift()) == 0
}
