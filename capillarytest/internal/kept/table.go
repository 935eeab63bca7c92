package kept

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// A Table says what a kind of record is.
type Table struct {
	Key     string   // the member that names a record
	First   int64    // the key of a new record is First and a running number
	Given   bool     // requests bring the key
	Fields  []Field  // in the order in which replies show them
	Open    bool     // members that Fields does not name are kept too
	Unique  []Unique // what no two records share
	Owner   string   // the member with the id of a customer: the records of one who is merged become the survivor's
	Missing int      // the code for a record that is not there
	Refuse  func(code int, args ...any) *reply.Refusal

	// Check refuses what Fields and Unique can't: a record that is about to be added or changed. It may be nil.
	Check func(c *kernel.Call, r *Record) *reply.Refusal
}

// A Field is a member of a record.
type Field struct {
	Name    string
	Also    string   // another name of it in requests
	Kind    Kind     // how its value is kept
	Needed  int      // the code that refuses a record without it
	OneOf   []string // the values that are allowed, in any case, and kept as they stand here
	Wrong   int      // the code that refuses another value
	Default any      // of a record that says nothing
	Added   Auto     // set when the record is added; requests can't write it
	Changed Auto     // the same, set again with every change
	Hidden  bool     // not in replies
}

// A Kind is how a value is kept, in whatever form it came. One that has not the form is refused with Field.Wrong.
type Kind int

// The kinds.
const (
	Any Kind = iota // as it came
	Text
	Number // whole
	Amount // decimal
	Yes    // true or false
	List   // one bare element is a list of one
	Fields // an object
)

// An Auto makes a value that requests do not send. c is nil when it is no call that adds the record.
type Auto func(o *kernel.Org, c *kernel.Call) any

// What tables set by themselves.
var (
	Org    Auto = func(o *kernel.Org, _ *kernel.Call) any { return o.ID }
	NowV2  Auto = func(o *kernel.Org, _ *kernel.Call) any { return o.V2Time(o.Now()) }
	NowV1  Auto = func(o *kernel.Org, _ *kernel.Call) any { return o.V1Time(o.Now()) }
	Millis Auto = func(o *kernel.Org, _ *kernel.Call) any { return o.Now().UnixMilli() }
	TillID Auto = func(_ *kernel.Org, c *kernel.Call) any {
		if c == nil {
			return int64(-1)
		}
		return c.Till.ID
	}
)

// Unique is members that no two records share, and the code that refuses the second one. The code's text may have a gap for
// the value of the first member.
type Unique struct {
	Fields []string
	Fold   bool // in any case
	Code   int
}

// Records are the records of a table, in the order in which they were added.
type Records struct {
	Table
	book *people.Book
	rows []*Record
}

// New makes a table without records.
func New(b *people.Book, t Table) *Records {
	r := &Records{Table: t, book: b}
	if t.Owner != "" {
		b.OnMerge(r.reassign)
	}
	return r
}

// Record is one record.
type Record struct {
	in     *Records
	values map[string]any
}

// Get returns a member, or nil.
func (r *Record) Get(name string) any { return r.values[name] }

// Text returns a member as text; "" for none.
func (r *Record) Text(name string) string {
	if v := r.values[name]; v != nil {
		return fmt.Sprint(v)
	}
	return ""
}

// Int returns a member as a whole number; 0 for none.
func (r *Record) Int(name string) int64 { return wire.Text(r.Text(name)).Int() }

// Set writes a member, whatever the table says of it.
func (r *Record) Set(name string, value any) { r.values[name] = value }

// Object is the record as replies show it.
func (r *Record) Object() wire.Object {
	out, shown := wire.Obj(), map[string]bool{}
	if r.in.field(r.in.Key) == nil {
		out, shown[r.in.Key] = out.With(r.in.Key, r.values[r.in.Key]), true
	}
	for _, f := range r.in.Fields {
		shown[f.Name] = true
		if value, ok := r.values[f.Name]; ok && !f.Hidden {
			out = out.With(f.Name, value)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(r.values)) {
		if !shown[name] {
			out = out.With(name, r.values[name])
		}
	}
	return out
}

// Objects are records as replies show them.
func Objects(records []*Record) []wire.Object {
	out := []wire.Object{}
	for _, r := range records {
		out = append(out, r.Object())
	}
	return out
}

// All returns the records that a function wants, or all of them without one.
func (r *Records) All(want func(*Record) bool) []*Record {
	var out []*Record
	for _, row := range r.rows {
		if want == nil || want(row) {
			out = append(out, row)
		}
	}
	return out
}

// Where returns the records whose member has that value.
func (r *Records) Where(name string, value any) []*Record {
	text := fmt.Sprint(value)
	return r.All(func(row *Record) bool { return row.Text(name) == text })
}

// Find returns the first of them, or nil.
func (r *Records) Find(name string, value any) *Record {
	for _, row := range r.Where(name, value) {
		return row
	}
	return nil
}

// Add adds a record of what a request says. c may be nil.
func (r *Records) Add(c *kernel.Call, in map[string]any) (*Record, *reply.Refusal) {
	added, no := r.plan(c, in)
	if no != nil {
		return nil, no
	}
	r.keep(added)
	return added, nil
}

// AddAll adds all records, or none and says what is wrong with the first wrong one.
func (r *Records) AddAll(c *kernel.Call, in []map[string]any) ([]*Record, *reply.Refusal) {
	before := len(r.rows)
	for _, one := range in {
		if _, no := r.Add(c, one); no != nil {
			r.rows = r.rows[:before]
			return nil, no
		}
	}
	return slices.Clone(r.rows[before:]), nil
}

// plan is a record that could be added, checked.
func (r *Records) plan(c *kernel.Call, in map[string]any) (*Record, *reply.Refusal) {
	row := &Record{in: r, values: map[string]any{}}
	for _, f := range r.Fields {
		if f.Default != nil {
			row.values[f.Name] = f.Default
		}
		if make := f.auto(); make != nil {
			row.values[f.Name] = make(r.book.Org, c)
		}
	}
	if no := row.write(in, r.Given); no != nil {
		return nil, no
	}
	for _, f := range r.Fields {
		if f.Needed != 0 && row.Text(f.Name) == "" {
			return nil, r.Refuse(f.Needed)
		}
	}
	return row, r.allows(c, row)
}

func (r *Records) keep(row *Record) {
	if !r.Given {
		row.values[r.Key] = r.First + r.book.Next()
	}
	r.rows = append(r.rows, row)
}

// Change writes what a request says into a record; members that it does not send stay.
func (r *Records) Change(c *kernel.Call, row *Record, in map[string]any) *reply.Refusal {
	changed := &Record{in: r, values: maps.Clone(row.values)}
	if no := changed.write(in, false); no != nil {
		return no
	}
	for _, f := range r.Fields {
		if f.Needed != 0 && changed.Text(f.Name) == "" {
			return r.Refuse(f.Needed)
		}
		if f.Changed != nil {
			changed.values[f.Name] = f.Changed(r.book.Org, c)
		}
	}
	changed.values[r.Key] = row.values[r.Key]
	if no := r.allowsBut(c, changed, row); no != nil {
		return no
	}
	row.values = changed.values
	return nil
}

// Remove forgets records, and tells whether there was one.
func (r *Records) Remove(want func(*Record) bool) bool {
	before := len(r.rows)
	r.rows = slices.DeleteFunc(r.rows, want)
	return len(r.rows) < before
}

func (r *Records) field(name string) *Field {
	for n := range r.Fields {
		if r.Fields[n].Name == name {
			return &r.Fields[n]
		}
	}
	return nil
}

func (r *Records) allows(c *kernel.Call, row *Record) *reply.Refusal { return r.allowsBut(c, row, nil) }

// allowsBut checks what no two records share, and the table's own rule. A record may share with the one that it replaces.
func (r *Records) allowsBut(c *kernel.Call, row, replaces *Record) *reply.Refusal {
	for _, u := range r.Unique {
		if same := r.sharing(u, row); same != nil && same != replaces {
			return r.Refuse(u.Code, row.Text(u.Fields[0]))
		}
	}
	if r.Check != nil {
		return r.Check(c, row)
	}
	return nil
}

// sharing returns another record with the same members; one that has none of them shares nothing.
func (r *Records) sharing(u Unique, row *Record) *Record {
	for _, have := range r.rows {
		if have != row && row.Text(u.Fields[0]) != "" && !slices.ContainsFunc(u.Fields, func(name string) bool {
			x, y := have.Text(name), row.Text(name)
			return x != y && !(u.Fold && strings.EqualFold(x, y))
		}) {
			return have
		}
	}
	return nil
}

// reassign gives to the survivor of a merge the records of the other one, but not those that it has already.
func (r *Records) reassign(victim, survivor *people.Customer) {
	r.rows = slices.DeleteFunc(r.rows, func(row *Record) bool {
		if row.Int(r.Owner) != victim.ID {
			return false
		}
		row.values[r.Owner] = survivor.ID
		return slices.ContainsFunc(r.Unique, func(u Unique) bool { return r.sharing(u, row) != nil })
	})
}

func (f Field) auto() Auto {
	if f.Added != nil {
		return f.Added
	}
	return f.Changed
}
