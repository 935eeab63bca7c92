package lead

import (
	"bytes"
	"cmp"
	"encoding/json"
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/customer"
	"github.com/capillary-go/sdk/capillarytest/internal/kept"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func withoutID(r *kept.Record) wire.Object { return r.Object().Without("id") }

// object is a lead with its talks and its log.
func (o *State) object(lead *kept.Record) wire.Object {
	return lead.Object().With("followUpDetails", kept.Objects(o.talks.Where("leadId", lead.Int("id"))),
		"statusLogDetails", kept.Objects(o.log.Where("leadId", lead.Int("id"))))
}

func (o *State) objects(leads []*kept.Record) []wire.Object {
	out := []wire.Object{}
	for _, lead := range leads {
		out = append(out, o.object(lead))
	}
	return out
}

// body reads an object, with its numbers as they are written.
func body(c *kernel.Call) (map[string]any, *reply.Refusal) {
	var in map[string]any
	d := json.NewDecoder(bytes.NewReader(c.Body))
	d.UseNumber()
	if d.Decode(&in) != nil || in == nil {
		return nil, reply.Common.Refuse(400)
	}
	return in, nil
}

// add adds a lead with the talks and the statuses that it had before, all or nothing.
func (o *State) add(c *kernel.Call) reply.Reply {
	in, no := body(c)
	if no != nil {
		return reply.Refused(no)
	}
	talks, log := list(in["followUpDetails"]), list(in["statusLogDetails"])
	for _, entry := range log {
		if no := o.checkStatus(entry, false); no != nil {
			return reply.Refused(no)
		}
	}
	cu, no := o.customerOf(c, in)
	if no != nil {
		return reply.Refused(no)
	}
	in["userId"], in["till"] = cu.ID, c.Till.Code
	if in["createdOn"] == nil {
		in["createdOn"] = o.V2Time(o.Now())
	}
	if in["createdBy"] == nil {
		in["createdBy"] = c.Till.ID
	}
	lead, no := o.leads.Add(c, in)
	if no != nil {
		return reply.Refused(no)
	}
	if len(log) == 0 {
		log = []map[string]any{{"status": lead.Text("status"), "subStatus": lead.Text("subStatus")}}
	}
	for _, talk := range talks {
		no = cmp.Or(no, o.note(c, o.talks, lead, talk))
	}
	for _, entry := range log {
		no = cmp.Or(no, o.note(c, o.log, lead, entry))
	}
	if no != nil {
		o.forget(lead)
		return reply.Refused(no)
	}
	return reply.Flat(o.object(lead))
}

// forget takes back a lead that was added by half.
func (o *State) forget(lead *kept.Record) {
	for _, in := range []*kept.Records{o.talks, o.log} {
		in.Remove(func(r *kept.Record) bool { return r.Int("leadId") == lead.Int("id") })
	}
	o.leads.Remove(func(r *kept.Record) bool { return r == lead })
}

func list(in any) []map[string]any {
	all, _ := in.([]any)
	var out []map[string]any
	for _, one := range all {
		if fields, ok := one.(map[string]any); ok {
			out = append(out, fields)
		}
	}
	return out
}

// note keeps a talk or a status of a lead.
func (o *State) note(c *kernel.Call, in *kept.Records, lead *kept.Record, fields map[string]any) *reply.Refusal {
	fields["leadId"], fields["userId"] = lead.Int("id"), lead.Int("userId")
	if fields["createdBy"] == nil {
		fields["createdBy"] = c.Till.ID
	}
	if reason := o.reasons.Find("id", wire.Quoted(fields["reasonId"])); reason != nil {
		fields["reason"] = reason.Text("reason")
	}
	_, no := in.Add(c, fields)
	return no
}

// customerOf finds the customer of a lead. One who is not known by mobile number or e-mail address is registered outside the loyalty
// program.
func (o *State) customerOf(c *kernel.Call, in map[string]any) (*people.Customer, *reply.Refusal) {
	if in["userId"] != nil {
		cu, no := o.ByID(wire.Quoted(in["userId"]))
		if no != nil {
			return nil, refuse(92008, wire.Quoted(in["userId"]))
		}
		return cu, o.Busy(cu)
	}
	kind, value := strings.ToLower(wire.Quoted(in["idType"])), wire.Quoted(in["identifier"])
	switch {
	case in["identifier"] == nil || value == "":
		return nil, refuse(92012)
	case kind != "mobile" && kind != "email":
		return nil, refuse(92015)
	}
	if cu, no := o.LookupOne(kind, value, people.Anywhere); no == nil {
		return cu, o.Busy(cu)
	}
	if as, ok := people.IdentityOf(kind, value); !ok || !as.WellFormed() {
		return nil, refuse(92011)
	}
	seed := customer.Seed{Mobile: value, NonLoyalty: true}
	if kind == "email" {
		seed = customer.Seed{Email: value, NonLoyalty: true}
	}
	return o.Must(o.Add(seed, c.Till.Code)), nil
}

// checkStatus tells what is wrong with a status, its sub-status and its reason.
func (o *State) checkStatus(in map[string]any, needsReason bool) *reply.Refusal {
	status, sub := wire.Quoted(in["status"]), wire.Quoted(in["subStatus"])
	known := false
	for _, s := range statuses {
		known = known || strings.EqualFold(s, status)
	}
	switch {
	case !known:
		return refuse(92003)
	case in["subStatus"] != nil && sub != "" && len(o.subs.All(func(r *kept.Record) bool {
		return strings.EqualFold(r.Text("status"), status) && strings.EqualFold(r.Text("subStatus"), sub)
	})) == 0:
		return refuse(92020, sub)
	case (needsReason || in["reasonId"] != nil) && o.reasons.Find("id", wire.Quoted(in["reasonId"])) == nil:
		return refuse(92004, wire.Quoted(in["reasonId"]))
	}
	return nil
}

// lead returns the lead of the path.
func (o *State) lead(c *kernel.Call) (*kept.Record, *reply.Refusal) {
	if found := o.leads.Find("id", c.Param("id")); found != nil {
		return found, nil
	}
	return nil, refuse(92001)
}

// update changes the owner and extended fields.
func (o *State) update(c *kernel.Call) reply.Reply {
	in, no := body(c)
	if no != nil {
		return reply.Refused(no)
	}
	lead, no := o.lead(c)
	if no != nil {
		return reply.Refused(no)
	}
	change, fields := map[string]any{}, map[string]any{}
	if in["owner"] != nil {
		change["owner"] = in["owner"]
	}
	before, _ := lead.Get("extendedFields").(map[string]any)
	sent, _ := in["extendedFields"].(map[string]any)
	for _, some := range []map[string]any{before, sent} {
		for name, value := range some {
			fields[name] = value
		}
	}
	change["extendedFields"] = fields
	if no := o.leads.Change(c, lead, change); no != nil {
		return reply.Refused(no)
	}
	return reply.Flat(o.object(lead))
}

// setStatus gives a lead another status. A lead that was won, lost or deleted keeps its own.
func (o *State) setStatus(c *kernel.Call) reply.Reply {
	in, no := body(c)
	if no != nil {
		return reply.Refused(no)
	}
	lead, no := o.lead(c)
	if no != nil {
		return reply.Refused(no)
	}
	sub := ""
	if in["subStatus"] != nil {
		sub = wire.Quoted(in["subStatus"])
	}
	switch no = o.checkStatus(in, true); {
	case no != nil:
	case lead.Text("status") == "WON", lead.Text("status") == "LOST", lead.Text("status") == "DELETED":
		no = refuse(92024)
	case strings.EqualFold(lead.Text("status"), wire.Quoted(in["status"])) && lead.Text("subStatus") == sub:
		no = refuse(92002)
	default:
		no = o.note(c, o.log, lead, in)
	}
	if no == nil {
		no = o.leads.Change(c, lead, map[string]any{"status": in["status"], "subStatus": sub})
	}
	if no != nil {
		return reply.Refused(no)
	}
	return reply.Flat(o.object(lead))
}

func (o *State) followUp(c *kernel.Call) reply.Reply {
	in, no := body(c)
	if no != nil {
		return reply.Refused(no)
	}
	lead, no := o.lead(c)
	if no != nil {
		return reply.Refused(no)
	}
	if no := o.note(c, o.talks, lead, in); no != nil {
		return reply.Refused(no)
	}
	change := map[string]any{"lastFollowUp": in["followedUpOn"]}
	if in["nextFollowUp"] != nil {
		change["nextFollowUp"] = in["nextFollowUp"]
	}
	if no := o.leads.Change(c, lead, change); no != nil {
		return reply.Refused(no)
	}
	return reply.Flat(o.object(lead))
}

// listed lists what a lead has in a table.
func (o *State) listed(in *kept.Records) kernel.Handler {
	return func(c *kernel.Call) reply.Reply {
		lead, no := o.lead(c)
		if no != nil {
			return reply.Refused(no)
		}
		return reply.Many(kept.Objects(in.Where("leadId", lead.Int("id"))))
	}
}

// addReasons adds reasons, and answers with a list, however many they are.
func (o *State) addReasons(c *kernel.Call) reply.Reply {
	return o.reasons.Adding(kept.Endpoint{As: reply.AsData,
		Answer: func(_ *kernel.Call, added []*kept.Record) reply.Reply { return reply.Many(kept.Objects(added)) }})(c)
}
