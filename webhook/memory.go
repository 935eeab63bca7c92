package webhook

import (
	"context"
	"crypto/sha256"
	"sync"
	"time"
)

// MemoryStore is a [Store] in the memory of this process. It holds a number of keys and no more: the oldest are forgotten
// first, but never one that is in flight.
type MemoryStore struct {
	capacity int
	now      func() time.Time

	mu      sync.Mutex
	entries map[entryKey]entry
	order   []entryKey // by age; what is before head is gone
	head    int
}

// DefaultCapacity is how many keys the store of a receiver has that is given none: some 30 MB when it is full. It is enough
// for one event every ten seconds for a month.
const DefaultCapacity = 250_000

// NewMemoryStore returns an empty store of so many keys, at about 120 bytes each.
func NewMemoryStore(capacity int) *MemoryStore {
	return &MemoryStore{capacity: max(capacity, 1), now: time.Now, entries: map[entryKey]entry{}}
}

// entryKey is a hash of a key, so that every key takes the same memory.
type entryKey [sha256.Size / 2]byte

func entryKeyOf(key string) entryKey {
	sum := sha256.Sum256([]byte(key))
	return entryKey(sum[:len(entryKey{})])
}

type entry struct {
	first time.Time
	until time.Time // the end of the lease, or of the time for which it is kept
	owner string    // of the lease; empty if there is none
	tries int
	done  bool
}

func (e entry) leased(now time.Time) bool { return e.owner != "" && now.Before(e.until) }

// forgettable reports whether an entry was kept for its time. One whose lease ran out was tried: its tries are kept too.
func (e entry) forgettable(now time.Time) bool {
	if e.owner != "" {
		return !now.Before(e.until.Add(keepTime))
	}
	return !now.Before(e.until)
}

// Claim implements [Store].
func (s *MemoryStore) Claim(_ context.Context, key, owner string, lease time.Duration) (Claim, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now, k := s.now(), entryKeyOf(key)
	e, known := s.entries[k]
	if known && e.forgettable(now) {
		e = entry{}
	}
	switch {
	case e.done:
		return Claim{Handled, e.tries, e.first}, nil
	case e.leased(now):
		return Claim{InFlight, e.tries, e.first}, nil
	}
	if e.tries == 0 {
		e.first = now
	}
	e.tries++
	e.owner, e.until = owner, now.Add(lease)
	s.put(k, e, known)
	return Claim{Claimed, e.tries, e.first}, nil
}

// Done implements [Store].
func (s *MemoryStore) Done(_ context.Context, key, _ string, keep time.Duration) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	now, k := s.now(), entryKeyOf(key)
	e, known := s.entries[k]
	if !known {
		e.first = now
	}
	e.done, e.owner, e.until = true, "", now.Add(keep)
	s.put(k, e, known)
	return nil
}

// Release implements [Store].
func (s *MemoryStore) Release(_ context.Context, key, owner string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	k := entryKeyOf(key)
	e, known := s.entries[k]
	if !known || e.done || e.owner != owner {
		return nil
	}
	e.owner, e.until = "", s.now().Add(keepTime)
	s.entries[k] = e
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
	now := s.now()
	for range len(s.order) - s.head {
		k := s.order[s.head]
		e := s.entries[k]
		crowded := len(s.entries) > s.capacity
		if !crowded && !e.forgettable(now) {
			break
		}
		s.head++
		if e.leased(now) {
			s.order = append(s.order, k)
			continue
		}
		delete(s.entries, k)
	}
	if s.head > len(s.order)/2 {
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
