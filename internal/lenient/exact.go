package lenient

import (
	"encoding/json"
	"slices"
	"time"
)

// Exact makes the decoder take names of members as they are written: one in another case is another name.
func (d *Decoder) Exact() { d.exact = true }

// find reads a name and returns the place of its member: in any case where it is no member's as it is written, but for an exact
// decoder.
func (s *structTaker) find(d *Decoder, after *order, next int) (at int) {
	start := d.Place()
	at = s.findFolded(d, after, next)
	if !d.exact || at < 0 || at >= len(s.members) {
		return at
	}
	d.Back(start)
	if name := d.text(d.name()); !s.members[at].answersTo(string(name)) {
		return -1
	}
	return at
}

// answersTo reports whether this is one of the member's names.
func (m *member) answersTo(name string) bool {
	return m.name() == name || m.special != nil && slices.Contains(m.special.also, name)
}

// inZone is a type that reads itself and wants to know the zone of times that say none. What does not fit leaves it as it was.
type inZone interface {
	UnmarshalJSONIn(raw []byte, zone *time.Location) error
}

func unmarshalIn(own json.Unmarshaler, raw []byte, zone *time.Location) error {
	if own, ok := own.(inZone); ok {
		return own.UnmarshalJSONIn(raw, zone)
	}
	return own.UnmarshalJSON(raw)
}
