package lenient

import (
	"bytes"
	"reflect"
	"sync"
	"sync/atomic"
	"time"
)

// A twin says the time of another member once more, and better: validTillISO beside validTill has a zone, and
// validTillDateTime beside the day validTill has the time of the day. The field of the member that it is named after reads
// it, unless the struct has a field of the twin's own name. Which one comes first makes no difference: what says more wins.
//
// In the samples of the reference these pairs stand in one object so often, with both values there: ISO 577 times (42
// names; 499 agree, 75 differ by a zone or by the time of the day, 3 are in zones that only the twin writes as JSON does),
// InMillis 112 (26 names; the twin of a bare day is most often the end of it), DateTime 569 (7 names, coupons and rewards),
// Time behind a name in Date 209 (validTillDateTime is 23:59:59 in 128 of 133), createdDate with createdDateTimeISO 10,
// WithTimeStamp 2. Tables know Millis (2 names) and WithTimeStampISO (2 names) too. Nothing of v1.1 has any.
type twin struct {
	quoted string // as it stands in a document
	of     int    // the place of the member that it is named after
	form   *twinForm
	after  order
}

func (t *twin) name() string { return t.quoted[1 : len(t.quoted)-1] }

// twinForm is what is behind the name of a member in the name of its twin.
type twinForm struct {
	suffix    string
	behindDay bool // only behind names that end in Date, such as startDate
	rank      rank
}

// twinForms has the suffixes that take less of a name first: createdDateTimeISO is the twin of createdDateTime, or else of
// createdDate, or else of created.
var twinForms = [...]twinForm{
	{suffix: "ISO", rank: isoTwin},
	{suffix: "TimeISO", behindDay: true, rank: isoTwin},
	{suffix: "DateTimeISO", rank: isoTwin},
	{suffix: "WithTimeStampISO", rank: isoTwin},
	{suffix: "Millis", rank: millisTwin},
	{suffix: "InMillis", rank: millisTwin},
	{suffix: "Time", behindDay: true, rank: timeTwin},
	{suffix: "DateTime", rank: timeTwin},
	{suffix: "WithTimeStamp", rank: timeTwin},
}

// rank says how much is behind a time: of two the one of the higher rank wins, of two of the same rank the last.
type rank uint8

const (
	bareDay   rank = iota // the member itself, at midnight
	vagueTwin             // a twin without a zone
	clockTime             // the member itself, with a time of the day
	timeTwin              // from here on twins with a zone
	millisTwin
	isoTwin
)

// twins are the twins of a struct's members that documents were seen to have. Their places are behind those of the members.
type twins struct {
	known    atomic.Pointer[[]*twin]
	learning sync.Mutex
}

func (t *twins) at(i int) *twin { return (*t.known.Load())[i] }

// learn returns the number of a twin, which is a new one if it was not seen before. There are not more than the members have
// forms.
func (t *twins) learn(of int, form *twinForm, name string) int {
	t.learning.Lock()
	defer t.learning.Unlock()
	var known []*twin
	if all := t.known.Load(); all != nil {
		known = *all
	}
	for i, other := range known {
		if other.of == of && other.form == form {
			return i
		}
	}
	more := append(known[:len(known):len(known)], &twin{quoted: `"` + name + form.suffix + `"`, of: of, form: form})
	t.known.Store(&more)
	return len(known)
}

// knownTwin is the place of a twin that was seen before.
func (s *structTaker) knownTwin(name []byte) int {
	if known := s.twins.known.Load(); known != nil {
		for i, t := range *known {
			if t.name() == string(name) {
				return len(s.members) + i
			}
		}
	}
	return -1
}

// twinNamed is the place of a twin, if a member can have one of this name.
func (s *structTaker) twinNamed(name []byte) int {
	for i := range twinForms {
		form := &twinForms[i]
		rest := len(name) - len(form.suffix)
		if rest <= 0 || !bytes.EqualFold(name[rest:], []byte(form.suffix)) || form.behindDay && !isDay(name[:rest]) {
			continue
		}
		if of := s.memberNamed(name[:rest]); of >= 0 && s.members[of].isTime(s.of) {
			return len(s.members) + s.twins.learn(of, form, s.members[of].name())
		}
	}
	return -1
}

func isDay(name []byte) bool {
	const day = "date"
	return len(name) >= len(day) && equalFold(name[len(name)-len(day):], day)
}

// told is a field that a twin was read into, and how much is behind what the field holds.
type told struct {
	field *time.Time
	rank  rank
}

// takeTwin reads the next value, which is the twin of a member, into the field of that. since is where what was told about
// this object begins.
func (s *structTaker) takeTwin(d *Decoder, t *twin, v reflect.Value, since int) {
	if !d.readMoment() || isEpoch(d.moment) {
		return
	}
	rank := t.form.rank
	if !d.zoned {
		rank = vagueTwin
	}
	for m := &s.members[t.of]; m != nil; m = m.inlined() {
		if field, ok := m.field(v).Addr().Interface().(*time.Time); ok {
			d.tell(field, rank, since)
		}
	}
}

// takeBesideTwin reads the next value, where a twin was read into some field of this object.
func (m *member) takeBesideTwin(d *Decoder, v reflect.Value, since int) {
	if !m.isTold(d, v, since) {
		m.take(d, v)
		return
	}
	start := d.Place()
	for ; m != nil; m = m.inlined() {
		d.Back(start)
		target := m.field(v)
		field, ok := target.Addr().Interface().(*time.Time)
		switch {
		case !ok || d.toldOf(field, since) == nil:
			m.takeInto(d, target)
		case d.readMoment():
			d.tell(field, d.rankOf(d.moment), since)
		}
	}
}

// isTold says whether a twin was read into one of the member's fields.
func (m *member) isTold(d *Decoder, v reflect.Value, since int) bool {
	for ; m != nil; m = m.inlined() {
		if field, ok := m.field(v).Addr().Interface().(*time.Time); ok && d.toldOf(field, since) != nil {
			return true
		}
	}
	return false
}

// readMoment reads the next value as a time and says whether it is one.
func (d *Decoder) readMoment() bool {
	d.moment = time.Time{}
	timePlan.take(d, reflect.ValueOf(&d.moment).Elem())
	return !d.moment.IsZero()
}

// isEpoch says whether a twin is the beginning of 1970, in some zone, or a bit before: there servers that know no time say it.
func isEpoch(t time.Time) bool { return t.Unix() >= -daySeconds && t.Unix() <= daySeconds }

const daySeconds = 24 * 60 * 60

// rankOf is how much is behind a member itself.
func (d *Decoder) rankOf(t time.Time) rank {
	if d.isMidnight(t) {
		return bareDay
	}
	return clockTime
}

// isMidnight says whether a time may be no more than a day: it is midnight where it was written, in the decoder's zone, or in
// UTC.
func (d *Decoder) isMidnight(t time.Time) bool {
	for _, t := range []time.Time{t, t.In(d.zone), t.UTC()} {
		if hour, minute, second := t.Clock(); hour+minute+second+t.Nanosecond() == 0 {
			return true
		}
	}
	return false
}

// tell puts the time that was just read into a field if no better one is there.
func (d *Decoder) tell(field *time.Time, rank rank, since int) {
	already := d.toldOf(field, since)
	if field.IsZero() {
		*field = d.moment
	} else {
		has := d.rankOf(*field)
		if already != nil {
			has = already.rank
		}
		better, other := d.moment, *field
		if rank < has {
			better, other, rank = *field, d.moment, has
		}
		if d.contradict(better, other) {
			d.note("time", gotContradiction, nil)
		}
		*field = finer(better, other)
	}
	if already == nil {
		d.told = append(d.told, told{field: field, rank: rank})
		return
	}
	already.rank = rank
}

func (d *Decoder) toldOf(field *time.Time, since int) *told {
	for i := since; i < len(d.told); i++ {
		if d.told[i].field == field {
			return &d.told[i]
		}
	}
	return nil
}

// Two of a kind differ by what zones differ, at most, or by that and a day where one is a day and the other its end.
const (
	zonesApart = 14 * time.Hour
	daysApart  = zonesApart + 24*time.Hour
)

// contradict says whether two times can't be meant to be one.
func (d *Decoder) contradict(better, other time.Time) bool {
	apart := better.Sub(other)
	if d.isMidnight(other) {
		return apart < -zonesApart || apart > daysApart
	}
	return apart < -zonesApart || apart > zonesApart
}

// finer is the better of two times. Where they are the same second and only the other one has its parts, these are kept.
func finer(better, other time.Time) time.Time {
	if apart := better.Sub(other); better.Nanosecond() == 0 && -time.Second < apart && apart < time.Second {
		return other.In(better.Location())
	}
	return better
}
