package store

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/kept"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// locationKind is a kind of location: how it is called, how many a call takes, and of which kinds its parents are. A parent that is
// needed is one without which none can be.
type locationKind struct {
	name    string
	most    int
	parents []parentOf
}

type parentOf struct {
	member string
	kind   string
	needed bool
}

var locationKinds = map[string]locationKind{
	"concepts": {"CONCEPT", 100, []parentOf{{"groupParentCode", "CONCEPT", false}}},
	"zones":    {"ZONE", 100, []parentOf{{"areaParentCode", "ZONE", true}}},
	"stores":   {"STORE", 100, []parentOf{{"groupParentCode", "CONCEPT", true}, {"areaParentCode", "ZONE", true}}},
	"tills":    {"TILL", 50, []parentOf{{"storeParentCode", "STORE", true}}},
}

// locations have a type, and codes of their own within it. Which other members they have is not documented: all are kept.
func locations(b *people.Book) *kept.Records {
	fields := []kept.Field{{Name: "id"}, {Name: "type"}, {Name: "code", Kind: kept.Text, Needed: 1234}, {Name: "name", Kind: kept.Text}}
	for _, name := range []string{"groupParentCode", "areaParentCode", "storeParentCode"} {
		fields = append(fields, kept.Field{Name: name, Kind: kept.Text})
	}
	fields = append(fields, kept.Field{Name: "isOrgUnit", Kind: kept.Yes})
	all := kept.New(b, kept.Table{Key: "id", First: 60770000, Missing: 902, Refuse: refuse, Fields: fields, Open: true,
		Unique: []kept.Unique{{Fields: []string{"code", "type"}, Code: 1220}}})
	if _, no := all.Add(nil, map[string]any{"type": "ZONE", "code": "root", "name": "root"}); no != nil {
		panic(no.Message)
	}
	return all
}

func (o *State) locationRoutes() kernel.Routes {
	routes := kernel.Routes{"GET /v2/locations": o.searchLocations}
	for path, kind := range locationKinds {
		routes["POST /v2/locations/"+path] = o.saveLocations(kind, o.addLocation)
		routes["PUT /v2/locations/"+path] = o.saveLocations(kind, o.changeLocation)
	}
	return routes
}

// saveLocations works on the locations of a body one by one: HTTP 201 says that all were saved, 207 that some were, 400 that none was.
func (o *State) saveLocations(kind locationKind, save func(*kernel.Call, locationKind, map[string]any) (*kept.Record, *reply.Refusal)) kernel.Handler {
	return func(c *kernel.Call) reply.Reply {
		if bad := tooMany(c, kind.most); bad != nil {
			return reply.Refused(bad)
		}
		failed := 0
		out := each(c, func(one map[string]any) (*kept.Record, *reply.Refusal) {
			saved, no := save(c, kind, one)
			if no != nil {
				failed++
			}
			return saved, no
		})
		switch {
		case out.Refused:
			out.Status = http.StatusBadRequest
		case failed > 0:
			out.Status = http.StatusMultiStatus
		default:
			out.Status = http.StatusCreated
		}
		return out
	}
}

func (o *State) addLocation(c *kernel.Call, kind locationKind, in map[string]any) (*kept.Record, *reply.Refusal) {
	for _, p := range kind.parents {
		if no := o.checkParent(p, textIn(in, p.member)); no != nil {
			return nil, no
		}
	}
	in = maps.Clone(in)
	in["type"] = kind.name
	return o.Locations.Add(c, in)
}

func (o *State) changeLocation(c *kernel.Call, kind locationKind, in map[string]any) (*kept.Record, *reply.Refusal) {
	found := o.location(kind.name, textIn(in, "code"))
	if found == nil {
		return nil, refuse(902)
	}
	for _, p := range kind.parents {
		if _, sent := in[p.member]; !sent {
			continue
		}
		if no := o.checkParent(p, textIn(in, p.member)); no != nil {
			return nil, no
		}
	}
	in = maps.Clone(in)
	delete(in, "type")
	return found, o.Locations.Change(c, found, in)
}

// textIn is a member of a body as text; "" for none.
func textIn(in map[string]any, name string) string {
	if in[name] == nil {
		return ""
	}
	return wire.Quoted(in[name])
}

// checkParent refuses a parent that is needed and not named, and one that is not there.
func (o *State) checkParent(p parentOf, code string) *reply.Refusal {
	switch {
	case code == "" && p.needed:
		return reply.Because(400, p.member+" is mandatory")
	case code != "" && o.location(p.kind, code) == nil:
		return reply.Because(400, p.member+" is invalid")
	}
	return nil
}

// location is one of a kind by its code, or nil. Codes are told apart within a kind.
func (o *State) location(kind, code string) *kept.Record {
	for _, r := range o.Locations.Where("code", code) {
		if r.Text("type") == kind {
			return r
		}
	}
	return nil
}

// mostLocations is how many a page has.
const mostLocations = 100

// searchLocations lists locations, of some codes or a kind, and with those right below each of them if the call asks for them.
func (o *State) searchLocations(c *kernel.Call) reply.Reply {
	codes, kind := c.Values("entityCodes"), c.Value("type")
	found := o.Locations.All(func(r *kept.Record) bool {
		return (len(codes) == 0 || slices.Contains(codes, r.Text("code"))) && (kind == "" || strings.EqualFold(kind, r.Text("type")))
	})
	part, limit, offset := kernel.Cut(c, found, mostLocations)
	if len(part) > mostLocations {
		part = part[:mostLocations]
	}
	out := []wire.Object{}
	for _, r := range part {
		shown := r.Object()
		if c.Yes("includeChildren") {
			shown = shown.With("children", kept.Objects(o.Locations.All(func(child *kept.Record) bool { return isBelow(child, r) })))
		}
		out = append(out, shown)
	}
	return reply.Page(out, min(limit, mostLocations), offset, len(found))
}

// isBelow reports whether a location stands right below another one.
func isBelow(child, parent *kept.Record) bool {
	for _, kind := range locationKinds {
		if kind.name != child.Text("type") {
			continue
		}
		for _, p := range kind.parents {
			if p.kind == parent.Text("type") && child.Text(p.member) == parent.Text("code") {
				return true
			}
		}
	}
	return false
}
