// Package storecare is what devices of stores counted: people and groups, by the hour and one by one.
package storecare

import (
	"strings"
	"time"

	"github.com/capillary-go/sdk/capillarytest/internal/kept"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// State is the resource storecare.
type State struct {
	*people.Book
	hours, groupHours   *kept.Records // what a device counted, by the hour
	events, groupEvents *kept.Records // who came and went, one by one
}

// New makes the resource for stores into which nobody came.
func New(b *people.Book) *State {
	table := func() *kept.Records {
		return kept.New(b, kept.Table{Key: "_id", First: 1, Missing: 404, Refuse: reply.Common.Refuse, Open: true})
	}
	return &State{Book: b, hours: table(), groupHours: table(), events: table(), groupEvents: table()}
}

// Texts are the messages of its codes: it has none of its own.
func (o *State) Texts() reply.Texts { return nil }

// Routes are the endpoints of the resource.
func (o *State) Routes() kernel.Routes {
	return kernel.Routes{
		"POST /pages/ffcDetails":      o.addHours(o.hours, "counterDetails"),
		"GET /pages/ffcDetails":       o.listHours(o.hours, "get_ffc_details", "counterDetails"),
		"POST /add/ffcGroupCount":     o.addHours(o.groupHours, "groupCountDetails"),
		"GET /pages/ffcGroupCount":    o.listHours(o.groupHours, "get_ffc_groupCount", "groupCountDetails"),
		"POST /v2/add/ffcDetails":     o.addEvents(o.events, "counterDetails"),
		"GET /pages/v2/ffcDetails":    o.listEvents(o.events, "get_ffc_v2_details"),
		"POST /v2/add/ffcGroupCount":  o.addEvents(o.groupEvents, "groupCountDetails"),
		"GET /pages/v2/ffcGroupCount": o.listEvents(o.groupEvents, "get_ffc_v2_groupCount"),
		"GET /pages/notes":            func(*kernel.Call) reply.Reply { return devices("get_notes", []wire.Object{}) },
	}
}

var status = wire.Obj("success", true, "code", "200", "message", "Success")

func done() reply.Reply { return reply.Reply{Body: wire.Obj("response", wire.Obj("status", status))} }

func refused() reply.Reply {
	return reply.Reply{Refused: true, Body: wire.Obj("response", wire.Obj("status",
		wire.Obj("success", false, "code", "400", "message", reply.Common.Of(400))))}
}

// devices is a list in the form of the service. All devices here belong to tills.
func devices(member string, list []wire.Object) reply.Reply {
	none := []wire.Object{}
	return reply.Reply{Body: wire.Obj("response", wire.Obj("status", status, member, wire.Obj(
		"applications", wire.Obj("application", none), "store_servers", wire.Obj("store_server", none),
		"thin_clients", wire.Obj("thin_client", none), "tills", wire.Obj("till", list))))}
}

// counted is what a device hands in: the device, and its counts by the name of their list.
type counted struct {
	device map[string]any
	counts []map[string]any
}

// read reads what a device hands in. What stands in the device's place is kept as it came.
func (o *State) read(c *kernel.Call, list string) (in counted, ok bool) {
	if c.Decode(&in.device) != nil || in.device["org_id"] == nil || in.device["deviceId"] == nil {
		return in, false
	}
	all, _ := in.device[list].([]any)
	for _, one := range all {
		counts, _ := one.(map[string]any)
		if moment(counts["startDate"]).IsZero() || moment(counts["endDate"]).IsZero() {
			return in, false
		}
		in.counts = append(in.counts, counts)
	}
	delete(in.device, list)
	in.device = whole(in.device)
	in.device["eventType"] = c.Number("eventType", 0)
	return in, len(in.counts) > 0
}

// moment is a number of seconds since 1970.
func moment(value any) time.Time {
	seconds, _ := value.(float64)
	if seconds == 0 {
		return time.Time{}
	}
	return time.Unix(int64(seconds), 0)
}

// addHours keeps each hour; one that a device counted before is counted again.
func (o *State) addHours(in *kept.Records, list string) kernel.Handler {
	return func(c *kernel.Call) reply.Reply {
		got, ok := o.read(c, list)
		if !ok {
			return refused()
		}
		for _, counts := range got.counts {
			row, _ := in.Add(c, got.device)
			row.Set(list, counts)
			row.Set("day", o.dayOf(moment(counts["startDate"])))
			row.Set("auto_update_time", o.Now().UTC().Format("2006-01-02T15:04:05.000Z"))
		}
		return done()
	}
}

// dayOf is a day as queries have it.
func (o *State) dayOf(t time.Time) string { return t.In(o.Zone).Format("2006/01/02") }

// listHours answers with the hours of each device, under the device.
func (o *State) listHours(in *kept.Records, member, list string) kernel.Handler {
	return func(c *kernel.Call) reply.Reply {
		var order []string
		byDevice := map[string]wire.Object{}
		for _, r := range in.All(o.fits(c)) {
			key := r.Text("deviceId") + " " + r.Text("eventType")
			device, known := byDevice[key]
			if !known {
				order = append(order, key)
				device = r.Object().Without("_id", "day").Set(list, []any{})
			}
			byDevice[key] = device.Set(list, append(device.Get(list).([]any), whole(r.Get(list))))
		}
		out := []wire.Object{}
		for _, key := range order {
			out = append(out, byDevice[key])
		}
		return devices(member, out)
	}
}

// whole are members with whole numbers, however large.
func whole(object any) map[string]any {
	out := map[string]any{}
	in, _ := object.(map[string]any)
	for name, value := range in {
		out[name] = value
		if f, ok := value.(float64); ok {
			out[name] = int64(f)
		}
	}
	return out
}

// fits leaves what a query asks for: the organisation, a store, a device, a day.
func (o *State) fits(c *kernel.Call) func(*kept.Record) bool {
	return func(r *kept.Record) bool {
		for name, field := range map[string]string{"org_id": "org_id", "orgId": "org_id", "storeId": "store_id", "deviceId": "deviceId"} {
			if asked := c.Value(name); asked != "" && r.Text(field) != asked {
				return false
			}
		}
		return c.Value("date") == "" || r.Text("day") == c.Value("date")
	}
}

// sizes are the groups by their names, and their sizes as replies have them; people one by one are "".
var sizes = []struct{ name, size string }{{"", ""}, {"Uno", "1"}, {"Duo", "2"}, {"Triple", "3"}, {"More", "more"}}

// addEvents keeps each coming and going as a record of its own.
func (o *State) addEvents(in *kept.Records, list string) kernel.Handler {
	return func(c *kernel.Call) reply.Reply {
		got, ok := o.read(c, list)
		if !ok {
			return refused()
		}
		for _, counts := range got.counts {
			for _, s := range sizes {
				for direction, way := range []string{"out", "in"} {
					times, _ := counts[way+"Count"+s.name+"TimeStamps"].([]any)
					for _, at := range times {
						row, _ := in.Add(c, got.device)
						row.Set("direction", direction)
						row.Set("size", s.size)
						row.Set("at", moment(at))
						row.Set("day", o.dayOf(moment(at)))
					}
				}
			}
		}
		return done()
	}
}

// listEvents answers with a part of the events that a query asks for.
func (o *State) listEvents(in *kept.Records, member string) kernel.Handler {
	return func(c *kernel.Call) reply.Reply {
		if c.Value("orgId") == "" || c.Value("storeId") == "" {
			return refused()
		}
		all := in.All(o.fits(c))
		from := min(max(c.Number("begin", 0), 0), len(all))
		to := min(from+max(c.Number("size", len(all)), 0), len(all))
		out := []wire.Object{}
		for _, r := range all[from:to] {
			out = append(out, o.event(r))
		}
		return devices(member, out)
	}
}

// event is a record in the newer form, in which names are written in another way.
func (o *State) event(r *kept.Record) wire.Object {
	at, _ := r.Get("at").(time.Time)
	direction, kind := r.Int("direction"), "CUSTOMER"
	if r.Int("eventType") == 1 {
		kind = "STAFF"
	}
	out := wire.Obj("deviceId", r.Get("deviceId"), "direction", direction, "eventTime", at.UTC().Format("2006-01-02T15:04:05.000Z"),
		"eventType", kind, "orgId", number(r, "org_id"), "source", r.Text("source"), "storeId", number(r, "store_id"),
		"storeServerId", r.Get("store_server_id"), "tillId", number(r, "till_id"), "zoneId", number(r, "zone_id"), "timestamp", r.Get("timestamp"),
		"tillName", r.Get("till_name"), "storeServerName", r.Get("store_server_name"), "storeName", r.Get("store_name"), "count", 1)
	if r.Text("size") != "" {
		out = out.With("size", r.Text("size"))
	} else {
		out = out.With("inCount", direction, "outCount", 1-direction)
	}
	return out.With("autoUpdateTime", o.Now().UTC().Format("2006-01-02T15:04:05.000Z"))
}

// number is an id that came as text or number.
func number(r *kept.Record, name string) any {
	if text := strings.TrimSpace(r.Text(name)); text != "" {
		return wire.Text(text).Int()
	}
	return nil
}
