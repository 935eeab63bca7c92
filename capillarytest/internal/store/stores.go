package store

import (
	"crypto/sha1" // the API's own scheme, not ours to choose
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/kept"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// each works on the stores of a body one by one.
func each(c *kernel.Call, do func(in map[string]any) (*kept.Record, *reply.Refusal)) reply.Reply {
	var in []map[string]any
	if json.Unmarshal(c.Body, &in) != nil || len(in) == 0 {
		return reply.Refused(reply.Common.Refuse(400))
	}
	var items []reply.BulkItem
	good := 0
	for _, one := range in {
		saved, no := do(one)
		if no != nil {
			items = append(items, reply.BulkItem{Result: one, Errors: []*reply.Refusal{no}})
			continue
		}
		good++
		items = append(items, reply.BulkItem{ID: saved.Int("id"), Result: saved.Object()})
	}
	out := reply.Bulk(items)
	out.Refused = good == 0
	return out
}

func (o *State) addBulk(c *kernel.Call) reply.Reply {
	return each(c, func(in map[string]any) (*kept.Record, *reply.Refusal) { return o.Stores.Add(c, in) })
}

// maxUpdates is how many stores a call changes.
const maxUpdates = 200

// updateBulk writes stores over: what is not sent is empty then.
func (o *State) updateBulk(c *kernel.Call) reply.Reply {
	if bad := tooMany(c, maxUpdates); bad != nil {
		return reply.Refused(bad)
	}
	return each(c, func(in map[string]any) (*kept.Record, *reply.Refusal) {
		if wire.Quoted(in["code"]) == "" || in["code"] == nil {
			return nil, refuse(1234)
		}
		found := o.Stores.Find("code", in["code"])
		if found == nil || found.Text("name") != wire.Quoted(in["name"]) {
			return nil, refuse(1235)
		}
		for _, f := range o.Stores.Fields {
			if _, sent := in[f.Name]; !sent && !slices.Contains(leftAlone, f.Name) && f.Added == nil && f.Changed == nil {
				in[f.Name] = empty(f)
			}
		}
		return found, o.Stores.Change(c, found, in)
	})
}

// leftAlone are the members that a change leaves alone. External ids are among them: a store needs one.
var leftAlone = []string{"id", "code", "name", "type", "externalIds"}

// empty is what a member is that a change does not send.
func empty(f kept.Field) any {
	switch f.Kind {
	case kept.Yes:
		return false
	case kept.Number:
		return 0
	case kept.Fields:
		return map[string]any{}
	}
	return ""
}

func tooMany(c *kernel.Call, most int) *reply.Refusal {
	var in []json.RawMessage
	if json.Unmarshal(c.Body, &in) == nil && len(in) > most {
		return reply.Because(1060, "Exceeded maximum limit size of "+strconv.Itoa(most))
	}
	return nil
}

// get answers with a store by its id or one of its external ids.
func (o *State) get(c *kernel.Call) reply.Reply {
	id, external := c.Value("id"), c.Value("external_id")
	if id == "" && external == "" {
		return reply.V1Failed(refuse(913))
	}
	for _, r := range o.Stores.All(nil) {
		if id != "" && r.Text("id") == id || id == "" && slices.Contains(externalIDs(r), external) {
			return reply.V1Nested("stores", "store", reply.V1Done(o.details(r), 900, "Store Info Retrieval Successful"))
		}
	}
	return reply.V1Nested("stores", "store", reply.V1Refused(wire.Obj("id", id, "external_id", external), refuse(902)))
}

func externalIDs(r *kept.Record) []string {
	var all []string
	ids, _ := r.Get("externalIds").([]any)
	for _, id := range ids {
		all = append(all, fmt.Sprint(id))
	}
	return all
}

func (o *State) details(r *kept.Record) wire.Object {
	ids := append(externalIDs(r), "", "", "")
	contact := wire.Obj("name", r.Text("name"), "email", r.Text("email"), "mobile", r.Text("mobile"))
	return wire.Obj("id", r.Text("id"), "name", r.Text("name"), "code", r.Text("code"),
		"location", wire.Obj("latitude", r.Text("latitude"), "longitude", r.Text("longitude")),
		"currency", wire.Obj("name", "Indian Rupee", "symbol", "", "iso_code", wire.Obj("alpha", "INR", "numeric", "356")), "language", "English",
		"time_zone", wire.Obj("coordinates", "", "offset", wire.Obj("std", "UTC"+o.Now().In(o.Zone).Format("-07:00"), "summer", "NULL")),
		"mobile", r.Text("mobile"), "email", r.Text("email"), "land_line", r.Text("landline"),
		"external_id", ids[0], "external_id_1", ids[1], "external_id_2", ids[2],
		"country_name", "India", "state_name", "", "city_name", "", "area_name", "", "template", wire.Obj("sms", contact, "email", contact))
}

// noTasks: nothing here gives a store tasks.
func noTasks(*kernel.Call) reply.Reply { return reply.V1Failed(refuse(909)) }

// login tells who signed in.
func (o *State) login(c *kernel.Call) reply.Reply {
	return reply.Reply{Body: wire.Obj("response", wire.Obj("status", reply.V1Verdict(1, 1), "store", wire.Obj("user", wire.Obj(
		"username", c.Till.Code, "first_name", c.Till.Code, "last_name", "", "org_name", "Demo Organization", "user_id", wire.Quoted(c.Till.ID),
		"type", c.Till.Kind, "org_id", wire.Quoted(o.ID), "server_time", o.V2Time(o.Now()), "store_server_prefix", "", "associate_login_enabled", "false"))))}
}

// uploadLog compares a log file with what its headers say of it. The reply has no status.
func uploadLog(c *kernel.Call) reply.Reply {
	content, ok := c.File("file")
	sum := sha1.Sum(content) // the API's own scheme, not ours to choose
	size, signature := c.Header.Get("X-CAP-CLIENT-LOGFILESIZE"), c.Header.Get("X-CAP-CLIENT-FILE-SIGNATURE")
	switch {
	case !ok || c.Header.Get("X-CAP-CLIENT-LOGFILENAME") == "":
		return logReply(false, reply.Common.Refuse(400))
	case size != "" && size != strconv.Itoa(len(content)):
		return logReply(false, refuse(904))
	case signature != "" && !strings.EqualFold(signature, hex.EncodeToString(sum[:])):
		return logReply(false, refuse(905))
	}
	return logReply(true, reply.Because(200, "SUCCESS"))
}

func logReply(good bool, r *reply.Refusal) reply.Reply {
	return reply.Reply{Refused: !good, Body: wire.Obj("response", wire.Obj("success", wire.Quoted(good), "code", wire.Quoted(r.Code), "message", r.Message))}
}
