package kernel

import "time"

// Now is the time by the organisation's clock.
func (o *Org) Now() time.Time { return o.settings.Clock() }

// V2Time is a time as v2 writes it: with the offset of the cluster.
func (o *Org) V2Time(t time.Time) string { return t.In(o.Zone).Format(time.RFC3339) }

// V1Time is a time as v1.1 writes it: on the clock of the cluster, without an offset.
func (o *Org) V1Time(t time.Time) string { return t.In(o.Zone).Format(time.DateTime) }

// LedgerTime is a time as the points ledger writes it.
func (o *Org) LedgerTime(t time.Time) string { return t.In(o.Zone).Format("2006-01-02 15:04:05.0") }

// DateOnly is the day of a time in the cluster.
func (o *Org) DateOnly(t time.Time) string { return t.In(o.Zone).Format(time.DateOnly) }

// EndOfDay is the last second of the day in the cluster.
func (o *Org) EndOfDay(t time.Time) time.Time {
	y, m, d := t.In(o.Zone).Date()
	return time.Date(y, m, d, 23, 59, 59, 0, o.Zone)
}

// YearsFromNow is how far away the API puts an end that never comes.
func (o *Org) YearsFromNow(n int) time.Time { return o.EndOfDay(o.Now().AddDate(n, 0, 0)) }

// ReadV2Time reads a time of a v2 request: with an offset, or without one in UTC.
func ReadV2Time(s string) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", time.DateTime, time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// ReadV1Time reads a time of a v1.1 request: the clock time in the zone of the cluster, whatever offset comes with it.
func (o *Org) ReadV1Time(s string) (time.Time, bool) {
	t, ok := ReadV2Time(s)
	if !ok {
		return t, false
	}
	y, m, d := t.Date()
	return time.Date(y, m, d, t.Hour(), t.Minute(), t.Second(), 0, o.Zone), true
}
