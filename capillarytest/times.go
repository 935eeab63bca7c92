package capillarytest

import (
	"strings"
	"time"
)

func codeAndName(t till) object { return obj("code", t.code, "name", t.code) }

// scrambled is a code of six letters that differs for every n.
func scrambled(n int64, letters string) string {
	size := int64(len(letters))
	room := size * size * size * size * size * size
	n = n * 7000000001 % room // no factor in common with 62 or 32
	code := make([]byte, 6)
	for i := range code {
		code[i] = letters[n%size]
		n /= size
	}
	return string(code)
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

// yearsFromNow is how far away the API puts an end that never comes.
func (o *org) yearsFromNow(n int) time.Time { return o.endOfDay(o.now().AddDate(n, 0, 0)) }

// The forms of a time on the wire. All are in the zone of the cluster.
func (o *org) v2Time(t time.Time) string     { return t.In(o.zone).Format(time.RFC3339) }
func (o *org) v1Time(t time.Time) string     { return t.In(o.zone).Format(time.DateTime) }
func (o *org) ledgerTime(t time.Time) string { return t.In(o.zone).Format("2006-01-02 15:04:05.0") }
func (o *org) dateOnly(t time.Time) string   { return t.In(o.zone).Format(time.DateOnly) }
func (o *org) endOfDay(t time.Time) time.Time {
	y, m, d := t.In(o.zone).Date()
	return time.Date(y, m, d, 23, 59, 59, 0, o.zone)
}

// readV2Time reads a time of a v2 request: with an offset, or without one in UTC.
func readV2Time(s string) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", time.DateTime, time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// readV1Time reads a time of a v1.1 request: the clock time in the zone of the cluster, whatever offset comes with it.
func (o *org) readV1Time(s string) (time.Time, bool) {
	t, ok := readV2Time(s)
	if !ok {
		return t, false
	}
	y, m, d := t.Date()
	return time.Date(y, m, d, t.Hour(), t.Minute(), t.Second(), 0, o.zone), true
}

// stamp is who did something, and when.
type stamp struct {
	at time.Time
	by till
}

func (o *org) now() time.Time { return o.settings.clock() }

// next returns a new number, for ids of whatever kind.
func (o *org) next() int64 {
	o.sequence++
	return o.sequence
}

// tillNamed returns the till or store of that code; the organisation knows every code and gives it an id.
func (o *org) tillNamed(kind, code string) till {
	t := till{code: code, kind: "TILL"}
	if strings.HasPrefix(strings.ToUpper(kind), "STORE") {
		t.kind = "STORE"
	}
	id, ok := o.tills[t]
	if !ok {
		id = 75000001 + int64(len(o.tills))
		o.tills[t] = id
	}
	t.id = id
	return t
}

// till is who a call is made for: a till, or a store that a header named.
type till struct {
	id   int64
	code string
	kind string // TILL or STORE
}

func (t till) object() object {
	return obj("id", t.id, "code", t.code, "name", t.code, "type", t.kind, "referenceId", -1, "default", false)
}
