// Package kernel is what stands under every resource of the fake: routing, credentials and tokens, the clock, keys in bodies,
// faults, and the record of what was asked. It knows no resource.
package kernel

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// Org is what every resource shares: the clock and its forms on the wire, numbers, tills, tokens and keys. State of whatever
// resource is guarded by Mu, which the server holds around every handler.
type Org struct {
	Mu   sync.Mutex
	ID   int64
	Zone *time.Location // of the cluster

	settings *Settings
	due      []func()             // what time brings about; done before every call
	tokens   map[string]time.Time // and when they expire
	tills    map[Till]int64
	sequence int64
	keys     map[string]keyUse
	done     map[string]int // how often, by key

	told    []func(Event)
	ctx     context.Context // ends with the server
	stop    context.CancelFunc
	running sync.WaitGroup // requests, those included that lost their connection, and work beside them
	inHand  atomic.Int64   // how many they are
}

// NewOrg makes an organisation in which nothing has happened.
func NewOrg(s *Settings) *Org {
	o := &Org{settings: s, ID: s.OrgID, Zone: s.Zone, tokens: map[string]time.Time{}, tills: map[Till]int64{},
		keys: map[string]keyUse{}, done: map[string]int{}}
	o.ctx, o.stop = context.WithCancel(context.Background())
	return o
}

// BeforeCalls has something done before every call: what time has brought about.
func (o *Org) BeforeCalls(do func()) { o.due = append(o.due, do) }

// Now is the time by the organisation's clock.
func (o *Org) Now() time.Time { return o.settings.Clock() }

// Stamp is the current moment and who acts.
func (o *Org) Stamp(by Till) Stamp { return Stamp{At: o.Now(), By: by} }

// CodeAndName is a till as v1.1 shows it.
func CodeAndName(t Till) wire.Object { return wire.Obj("code", t.Code, "name", t.Code) }

// Scrambled is a code of six letters that differs for every n.
func Scrambled(n int64, letters string) string {
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

// Letters are those of ids that tell upper case from lower case.
const Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

// YearsFromNow is how far away the API puts an end that never comes.
func (o *Org) YearsFromNow(n int) time.Time { return o.EndOfDay(o.Now().AddDate(n, 0, 0)) }

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

// Stamp is who did something, and when.
type Stamp struct {
	At time.Time
	By Till
}

// Next returns a new number, for ids of whatever kind.
func (o *Org) Next() int64 {
	o.sequence++
	return o.sequence
}

// TillNamed returns the till or store of that code; the organisation knows every code and gives it an id.
func (o *Org) TillNamed(kind, code string) Till {
	t := Till{Code: code, Kind: "TILL"}
	if strings.HasPrefix(strings.ToUpper(kind), "STORE") {
		t.Kind = "STORE"
	}
	id, ok := o.tills[t]
	if !ok {
		id = 75000001 + int64(len(o.tills))
		o.tills[t] = id
	}
	t.ID = id
	return t
}

// Till is who a call is made for: a till, or a store that a header named.
type Till struct {
	ID   int64
	Code string
	Kind string // TILL or STORE
}

// Object is the till as v2 shows it.
func (t Till) Object() wire.Object {
	return wire.Obj("id", t.ID, "code", t.Code, "name", t.Code, "type", t.Kind, "referenceId", -1, "default", false)
}
