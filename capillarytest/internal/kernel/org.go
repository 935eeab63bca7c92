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
	due      []func()                    // what time brings about; done before every call
	tokens   map[string]time.Time        // and when they expire
	admits   func(name, md5 string) bool // who may sign in besides tills; it may be nil
	tills    map[Till]int64
	sequence int64
	keys     map[string]keyUse
	done     map[string]int // how often, by key

	asking  string // the id of the request that is worked on
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

// Next returns a new number, for ids of whatever kind.
func (o *Org) Next() int64 {
	o.sequence++
	return o.sequence
}

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

// CodeAndName is a till as v1.1 shows it.
func CodeAndName(t Till) wire.Object { return wire.Obj("code", t.Code, "name", t.Code) }

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

// Stamp is who did something, and when.
type Stamp struct {
	At time.Time
	By Till
}

// Stamp is the current moment and who acts.
func (o *Org) Stamp(by Till) Stamp { return Stamp{At: o.Now(), By: by} }
