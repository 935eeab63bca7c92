package kept

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// An Endpoint is how one endpoint of a table reads requests and answers. Places in a request are written {id} for an argument
// of the path, ?id for a parameter of the query, and id for a member of the body.
type Endpoint struct {
	As     reply.Envelope
	In     string            // where the body holds the record, with dots: root.store; a list there is several records
	By     string            // where the request names the record; without it {Key}
	Names  string            // the member that By is compared with; without it the key
	Within map[string]string // members that have the value of a place: what Listing and By look among, and what Adding writes
	Show   func(*Record) wire.Object

	None    int      // of Adding and Changing: the code for a request without records; 0 means 400
	Empty   int      // of Listing: the code of a warning for a list without records
	Filters []Filter // of Listing
	Pages   Pages    // of Listing; without it the list is whole

	// Answer answers in place of the envelope, once the work is done. It may be nil.
	Answer func(c *kernel.Call, records []*Record) reply.Reply
}

// Adding adds a record, or all of a list or none.
func (r *Records) Adding(e Endpoint) kernel.Handler {
	return func(c *kernel.Call) reply.Reply {
		in, no := e.bodies(c, r.Refuse)
		if no != nil {
			return e.As.Refused(no)
		}
		for _, one := range in {
			for name, place := range e.Within {
				one[name] = at(c, one, place)
			}
		}
		added, no := r.AddAll(c, in)
		if no != nil {
			return e.As.Refused(no)
		}
		return e.answer(c, added, len(in) > 1)
	}
}

// Getting answers with one record.
func (r *Records) Getting(e Endpoint) kernel.Handler {
	return func(c *kernel.Call) reply.Reply {
		found := r.named(c, e, nil)
		if found == nil {
			return e.As.Refused(r.Refuse(r.Missing))
		}
		return e.answer(c, []*Record{found}, false)
	}
}

// Listing answers with the records that the filters leave.
func (r *Records) Listing(e Endpoint) kernel.Handler {
	return func(c *kernel.Call) reply.Reply {
		found := r.All(func(row *Record) bool { return row.isWithin(c, e, nil) && row.passes(c, e.Filters) })
		e.Pages.sort(c, found)
		part, p, no := e.Pages.cut(c, found, r.Refuse)
		if no != nil {
			return e.As.Refused(no)
		}
		if e.Answer != nil {
			return e.Answer(c, part)
		}
		var warnings []*reply.Refusal
		if len(found) == 0 && e.Empty != 0 {
			warnings = append(warnings, r.Refuse(e.Empty))
		}
		return e.As.Many(e.objects(part), p, warnings...)
	}
}

// Changing changes a record.
func (r *Records) Changing(e Endpoint) kernel.Handler {
	return func(c *kernel.Call) reply.Reply {
		in, no := e.bodies(c, r.Refuse)
		if no != nil {
			return e.As.Refused(no)
		}
		var changed []*Record
		for _, one := range in {
			found := r.named(c, e, one)
			if found == nil {
				return e.As.Refused(r.Refuse(r.Missing))
			}
			if no := r.Change(c, found, one); no != nil {
				return e.As.Refused(no)
			}
			changed = append(changed, found)
		}
		return e.answer(c, changed, len(in) > 1)
	}
}

// Removing forgets a record and answers with what it was.
func (r *Records) Removing(e Endpoint) kernel.Handler {
	return func(c *kernel.Call) reply.Reply {
		var in map[string]any
		if len(bytes.TrimSpace(c.Body)) > 0 {
			if all, no := e.bodies(c, r.Refuse); no == nil {
				in = all[0]
			}
		}
		found := r.named(c, e, in)
		if found == nil {
			return e.As.Refused(r.Refuse(r.Missing))
		}
		r.Remove(func(row *Record) bool { return row == found })
		return e.answer(c, []*Record{found}, false)
	}
}

// named finds the record that a request names.
func (r *Records) named(c *kernel.Call, e Endpoint, body map[string]any) *Record {
	by, name := e.By, e.Names
	if by == "" {
		by = "{" + r.Key + "}"
	}
	if name == "" {
		name = r.Key
	}
	value := at(c, body, by)
	for _, row := range r.rows {
		if value != "" && row.Text(name) == value && row.isWithin(c, e, body) {
			return row
		}
	}
	return nil
}

func (r *Record) isWithin(c *kernel.Call, e Endpoint, body map[string]any) bool {
	for name, place := range e.Within {
		if r.Text(name) != at(c, body, place) {
			return false
		}
	}
	return true
}

func (e Endpoint) answer(c *kernel.Call, records []*Record, several bool) reply.Reply {
	switch {
	case e.Answer != nil:
		return e.Answer(c, records)
	case several:
		return e.As.Many(e.objects(records), reply.Pagination{})
	default:
		return e.As.One(e.objects(records)[0])
	}
}

func (e Endpoint) objects(records []*Record) []wire.Object {
	if e.Show == nil {
		return Objects(records)
	}
	out := []wire.Object{}
	for _, r := range records {
		out = append(out, e.Show(r))
	}
	return out
}

// at is the value of a place in a request; "" for none.
func at(c *kernel.Call, body map[string]any, place string) string {
	switch {
	case strings.HasPrefix(place, "{"):
		return c.Param(strings.Trim(place, "{}"))
	case strings.HasPrefix(place, "?"):
		return c.Value(place[1:])
	case body[place] == nil:
		return ""
	default:
		return string(plain(body[place]))
	}
}

// bodies are the objects that a request holds where the endpoint says.
func (e Endpoint) bodies(c *kernel.Call, refuse func(int, ...any) *reply.Refusal) ([]map[string]any, *reply.Refusal) {
	var in any
	d := json.NewDecoder(bytes.NewReader(c.Body))
	d.UseNumber()
	if d.Decode(&in) != nil {
		return nil, reply.Common.Refuse(400)
	}
	if e.In != "" {
		for name := range strings.SplitSeq(e.In, ".") {
			o, _ := in.(map[string]any)
			in = o[name]
		}
	}
	var out []map[string]any
	for _, one := range orNoList(in) {
		o, ok := one.(map[string]any)
		if !ok {
			return nil, reply.Common.Refuse(400)
		}
		out = append(out, o)
	}
	if len(out) == 0 {
		return nil, refuse(orMalformed(e.None))
	}
	return out, nil
}
