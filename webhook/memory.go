package webhook

import (
	"context"
	"crypto/sha256"
	"hash/maphash"
	"sync"
	"time"
)

// MemoryStore is a [Store] in the memory of this process. It holds a number of keys and no more: the oldest are forgotten
// first, but never one that is in flight.
type MemoryStore struct {
	capacity int
	seed     maphash.Seed // of owners

	mu      sync.Mutex
	entries map[entryKey]entry
	order   []entryKey // by age; what is before head is gone
	head    int
}

// DefaultCapacity is how many keys the store of a receiver has that is given none: some 40 MB when it is full. It is enough
// for one event every ten seconds for a month.
const DefaultCapacity = 250_000

// NewMemoryStore returns an empty store of so many keys, at about 170 bytes each.
func NewMemoryStore(capacity int) *MemoryStore {
	return &MemoryStore{capacity: max(capacity, 1), seed: maphash.MakeSeed(), entries: map[entryKey]entry{}}
}

// entryKey is a hash of a key, so that every key takes the same memory.
type entryKey [sha256.Size / 2]byte

func entryKeyOf(key string) entryKey {
	sum := sha256.Sum256([]byte(key))
	return entryKey(sum[:len(entryKey{})])
}

// entry has times in milliseconds since 1970: a time.Time would be three times as large.
type entry struct {
	first int64
	until int64  // the end of the lease, or of the time for which it is kept
	owner uint64 // a hash of the lease's owner
	tries int32
	state entryState
}

type entryState uint8

const (
	stateReleased entryState = iota
	stateLeased
	stateDone
)

func (e entry) inFlight(now int64) bool { return e.state == stateLeased && now < e.until }

// forgettable reports whether an entry was kept for its time. One whose lease ran out was tried: its tries are kept too.
func (e entry) forgettable(now int64) bool {
	if e.state == stateLeased {
		return now >= e.until+keepTime.Milliseconds()
	}
	return now >= e.until
}

func (e entry) claim(state ClaimState) Claim {
	return Claim{State: state, Tries: int(e.tries), First: time.UnixMilli(e.first)}
}

// Claim implements [Store].
func (s *MemoryStore) Claim(_ context.Context, key, owner string, lease time.Duration) (Claim, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now, k := time.Now().UnixMilli(), entryKeyOf(key)
	e, known := s.entries[k]
	if known && e.forgettable(now) {
		e = entry{}
	}
	switch {
	case e.state == stateDone:
		return e.claim(Handled), nil
	case e.inFlight(now):
		return e.claim(InFlight), nil
	}
	if e.tries == 0 {
		e.first = now
	}
	e.tries++
	e.state, e.owner, e.until = stateLeased, maphash.String(s.seed, owner), now+lease.Milliseconds()
	s.put(k, e, known)
	return e.claim(Claimed), nil
}

// Done implements [Store].
func (s *MemoryStore) Done(_ context.Context, key, _ string, keep time.Duration) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	now, k := time.Now().UnixMilli(), entryKeyOf(key)
	e, known := s.entries[k]
	if !known {
		e.first = now
	}
	e.state, e.until = stateDone, now+keep.Milliseconds()
	s.put(k, e, known)
	return nil
}

// Release implements [Store].
func (s *MemoryStore) Release(_ context.Context, key, owner string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	k := entryKeyOf(key)
	e := s.entries[k]
	if e.state == stateLeased && e.owner == maphash.String(s.seed, owner) {
		e.state, e.until = stateReleased, time.Now().Add(keepTime).UnixMilli()
		s.entries[k] = e
	}
	return nil
}

func (s *MemoryStore) put(k entryKey, e entry, known bool) {
	s.entries[k] = e
	if !known {
		s.order = append(s.order, k)
		s.forget()
	}
}

// forget drops the oldest that were kept for their time, and as many more as are too many.
func (s *MemoryStore) forget() {
	now := time.Now().UnixMilli()
	for range len(s.order) - s.head {
		k := s.order[s.head]
		e := s.entries[k]
		if len(s.entries) <= s.capacity && !e.forgettable(now) {
			break
		}
		s.head++
		if e.inFlight(now) {
			s.order = append(s.order, k)
			continue
		}
		delete(s.entries, k)
	}
	if s.head > len(s.order)/4 {
		s.order = append(s.order[:0], s.order[s.head:]...)
		s.head = 0
	}
}

// Len is how many keys are kept.
func (s *MemoryStore) Len() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.entries)
}
