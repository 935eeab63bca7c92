package usergroup

import (
	"cmp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) olderRoutes() kernel.Routes {
	return kernel.Routes{
		"POST /v2/usergroups":                               o.createOlder,
		"GET /v2/usergroups":                                o.findOlder,
		"GET /v2/usergroups/pointContributionHistory":       o.contributions,
		"GET /v2/usergroups/{groupId}":                      o.getOlder,
		"PUT /v2/usergroups/{groupId}":                      o.changeAdmin,
		"PUT /v2/usergroups/{groupId}/primaryuser/{userId}": o.changeAdminLater,
		"POST /v2/usergroups/{groupId}/members":             o.joinOlderAll,
		"POST /v2/usergroups/{groupId}/members/{userId}":    o.joinOlder,
		"PUT /v2/usergroups/{groupId}/members/{userId}":     o.joinOlderLater,
		"DELETE /v2/usergroups/{groupId}/members/{userId}":  o.leaveOlder,
		"GET /v2/usergroups/{groupId}/transactions":         o.olderTransactions,
	}
}

// olderSize is CONF_USER_GROUP_SIZE.
const olderSize = 10

// olderGroup is a group of the first generation.
type olderGroup struct {
	id      int64
	name    string
	admin   int64
	members []olderMember
	changed kernel.Stamp
	kernel.Stamp
}

type olderMember struct {
	customer int64
	kernel.Stamp
}

// waiting is a change that waits until a code is used.
type waiting struct {
	used func() bool
	do   func()
}

// confirm does what waited for a code that was used.
func (o *State) confirm() {
	o.waiting = slices.DeleteFunc(o.waiting, func(w waiting) bool {
		if w.used() {
			w.do()
			return true
		}
		return false
	})
}

// later sends a customer a code, and does something when it is used.
func (o *State) later(cu *people.Customer, do func()) {
	to := cmp.Or(cu.Identifier("mobile"), cu.Identifier("email"))
	sent, _ := o.otp.SendOTP(to, "USERGROUP")
	o.waiting = append(o.waiting, waiting{func() bool { return sent.Used }, do})
}

func (g *olderGroup) has(customer int64) bool {
	return slices.ContainsFunc(g.members, func(m olderMember) bool { return m.customer == customer })
}

func (g *olderGroup) reassign(victim, survivor int64) {
	if g.admin == victim {
		g.admin = survivor
	}
	if g.has(survivor) {
		g.members = slices.DeleteFunc(g.members, func(m olderMember) bool { return m.customer == victim })
	}
	for n := range g.members {
		if g.members[n].customer == victim {
			g.members[n].customer = survivor
		}
	}
}

// olderOf returns the group of a customer, or nil: they are in one at most.
func (o *State) olderOf(customer int64) *olderGroup {
	for _, g := range o.older {
		if g.has(customer) {
			return g
		}
	}
	return nil
}

// olderIn returns the group of the path.
func (o *State) olderIn(c *kernel.Call) (*olderGroup, *reply.Refusal) {
	for _, g := range o.older {
		if wire.Quoted(g.id) == c.Param("groupId") {
			return g, nil
		}
	}
	return nil, refuse(93004, c.Param("groupId"))
}

// inPath returns the group and the customer of the path.
func (o *State) inPath(c *kernel.Call) (*olderGroup, *people.Customer, *reply.Refusal) {
	g, no := o.olderIn(c)
	if no != nil {
		return nil, nil, no
	}
	cu, no := o.ByID(c.Param("userId"))
	if no != nil {
		return nil, nil, refuse(93002, c.Param("userId"))
	}
	return g, cu, o.Busy(cu)
}

func (o *State) createOlder(c *kernel.Call) reply.Reply {
	var in struct {
		Name       string                 `json:"name"`
		UserID     wire.Text              `json:"primaryUserId"`
		Identifier people.TypedIdentifier `json:"primaryMemberIdentifier"`
	}
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	find := func() (*people.Customer, *reply.Refusal) { return o.olderUser(in.Identifier) }
	if in.UserID != "" {
		find = func() (*people.Customer, *reply.Refusal) {
			return o.olderUser(people.TypedIdentifier{Type: "id", Value: in.UserID})
		}
	}
	cu, no := find()
	switch {
	case in.Name == "":
		no = refuse(93001)
	case no != nil:
	case o.olderOf(cu.ID) != nil:
		no = refuse(93003, cu.ID)
	case slices.ContainsFunc(o.older, func(g *olderGroup) bool { return strings.EqualFold(g.name, in.Name) }):
		no = refuse(93009, in.Name)
	}
	if no != nil {
		return reply.Refused(no)
	}
	g := &olderGroup{id: 17000 + o.Next(), name: in.Name, admin: cu.ID, Stamp: o.Stamp(c.Till), changed: o.Stamp(c.Till)}
	g.members = []olderMember{{cu.ID, g.Stamp}}
	o.older = append(o.older, g)
	return reply.Flat(o.olderObject(g, false))
}

// olderUser finds a customer of a body or a query: a user id has two names there.
func (o *State) olderUser(t people.TypedIdentifier) (*people.Customer, *reply.Refusal) {
	if strings.EqualFold(string(t.Type), "userId") {
		t.Type = "id"
	}
	cu, no := o.LookupOne(string(t.Type), string(t.Value), people.Anywhere)
	if no != nil && strings.EqualFold(string(t.Type), "id") {
		no = refuse(93002, t.Value)
	}
	return cu, no
}

func (o *State) olderObject(g *olderGroup, loyalty bool) wire.Object {
	members, purchases := []wire.Object{}, decimal.Zero
	for _, m := range g.members {
		cu := o.Customers[m.customer]
		profile := o.ProfileV1(cu)
		row := wire.Obj("groupId", g.id, "userId", cu.ID, "role", g.role(cu.ID), "joinedOn", o.V2Time(m.At), "addedBy", m.By.ID,
			"autoUpdateTime", o.V2Time(m.At), "name", strings.TrimSpace(profile.FirstName+" "+profile.LastName), "joinSource", "", "joinAccountId", "",
			"identifiers", identifiers(cu), "firstName", profile.FirstName, "lastName", profile.LastName)
		if loyalty {
			row = row.With("loyaltySummary", wire.Obj("enrolledPrograms", o.ProgramDetails(cu, o.Accounts(cu)), "groupPrograms", []wire.Object{}))
		}
		members, purchases = append(members, row), purchases.Add(cu.Purchases)
	}
	return wire.Obj("id", g.id, "name", g.name, "primaryUserId", g.admin, "createdOn", o.V2Time(g.At), "createdBy", g.By.ID,
		"updatedOn", o.V2Time(g.changed.At), "updatedBy", g.changed.By.ID, "members", members, "lifetimePurchases", purchases)
}

func (g *olderGroup) role(customer int64) string {
	if g.admin == customer {
		return "PRIMARY"
	}
	return "SECONDARY"
}

func (o *State) getOlder(c *kernel.Call) reply.Reply {
	g, no := o.olderIn(c)
	if no != nil {
		return reply.Refused(no)
	}
	return reply.Flat(o.olderObject(g, false))
}

// ofMember returns the group of the customer, or of the id, that a query names.
func (o *State) ofMember(c *kernel.Call) (*olderGroup, *reply.Refusal) {
	if strings.EqualFold(c.Value("identifierName"), "groupId") {
		for _, g := range o.older {
			if wire.Quoted(g.id) == c.Value("identifierValue") {
				return g, nil
			}
		}
		return nil, refuse(93004, c.Value("identifierValue"))
	}
	cu, no := o.olderUser(people.TypedIdentifier{Type: wire.Text(c.Value("identifierName")), Value: wire.Text(c.Value("identifierValue"))})
	if no != nil {
		return nil, no
	}
	if g := o.olderOf(cu.ID); g != nil {
		return g, nil
	}
	return nil, refuse(93014, cu.ID)
}

func (o *State) findOlder(c *kernel.Call) reply.Reply {
	g, no := o.ofMember(c)
	if no != nil {
		return reply.Refused(no)
	}
	return reply.Flat(o.olderObject(g, c.Yes("loyaltyDetails")))
}

// mayJoin tells why a customer can't join a group.
func (o *State) mayJoin(g *olderGroup, cu *people.Customer) *reply.Refusal {
	switch {
	case o.olderOf(cu.ID) != nil:
		return refuse(93003, cu.ID)
	case len(g.members) >= olderSize:
		return refuse(93012)
	}
	return nil
}

func (o *State) addOlder(g *olderGroup, cu *people.Customer, by kernel.Till) {
	g.members = append(g.members, olderMember{cu.ID, o.Stamp(by)})
	g.changed = o.Stamp(by)
	o.Happened(cu, "GroupMemberJoin")
}

func (o *State) joinOlder(c *kernel.Call) reply.Reply {
	g, cu, no := o.inPath(c)
	if no == nil {
		no = o.mayJoin(g, cu)
	}
	if no != nil {
		return reply.Refused(no)
	}
	o.addOlder(g, cu, c.Till)
	return done()
}

func (o *State) joinOlderAll(c *kernel.Call) reply.Reply {
	var in struct {
		All wire.List[people.TypedIdentifier] `json:"secondaryMemberIdentifiers"`
	}
	if no := c.Decode(&in); no != nil || len(in.All) == 0 {
		return reply.Refused(reply.Common.Refuse(400))
	}
	g, no := o.olderIn(c)
	if no != nil {
		return reply.Refused(no)
	}
	rows := []wire.Object{}
	for _, one := range in.All {
		cu, no := o.olderUser(one)
		if no == nil {
			no = o.mayJoin(g, cu)
		}
		errors := reply.Notices()
		if no == nil {
			o.addOlder(g, cu, c.Till)
		} else {
			errors = reply.Notices(no)
		}
		rows = append(rows, wire.Obj("entity", wire.Obj("identifier", []wire.Object{wire.Obj("type", one.Type, "value", one.Value)}),
			"warnings", reply.Notices(), "errors", errors, "success", no == nil))
	}
	return reply.Many(rows)
}

// joinOlderLater adds a customer once they use the code that they are sent.
func (o *State) joinOlderLater(c *kernel.Call) reply.Reply {
	g, cu, no := o.inPath(c)
	if no == nil {
		no = o.mayJoin(g, cu)
	}
	if no != nil {
		return reply.Refused(no)
	}
	o.later(cu, func() {
		if o.mayJoin(g, cu) == nil {
			o.addOlder(g, cu, c.Till)
		}
	})
	return done()
}

func (o *State) leaveOlder(c *kernel.Call) reply.Reply {
	g, cu, no := o.inPath(c)
	switch {
	case no != nil:
	case !g.has(cu.ID):
		no = refuse(93014, cu.ID)
	case g.admin == cu.ID:
		no = refuse(93005, cu.ID, g.id)
	}
	if no != nil {
		return reply.Refused(no)
	}
	g.members = slices.DeleteFunc(g.members, func(m olderMember) bool { return m.customer == cu.ID })
	g.changed = o.Stamp(c.Till)
	return done()
}

func (o *State) changeAdmin(c *kernel.Call) reply.Reply {
	var in struct {
		UserID wire.Text `json:"primaryUserId"`
		Name   string    `json:"name"`
	}
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	g, no := o.olderIn(c)
	switch {
	case no != nil:
	case !g.has(in.UserID.Int()):
		no = refuse(93014, in.UserID)
	}
	if no != nil {
		return reply.Refused(no)
	}
	g.admin, g.name, g.changed = in.UserID.Int(), wire.OrDefault(in.Name, g.name), o.Stamp(c.Till)
	return reply.Flat(o.olderObject(g, false))
}

// changeAdminLater makes a member the admin once they use the code that they are sent. The reply shows the group as it is until then.
func (o *State) changeAdminLater(c *kernel.Call) reply.Reply {
	g, cu, no := o.inPath(c)
	if no == nil && !g.has(cu.ID) {
		no = refuse(93014, cu.ID)
	}
	if no != nil {
		return reply.Refused(no)
	}
	o.later(cu, func() { g.admin, g.changed = cu.ID, o.Stamp(c.Till) })
	return reply.Flat(o.olderObject(g, false))
}

// contributions are none: members of these groups give no points here.
func (o *State) contributions(c *kernel.Call) reply.Reply {
	g, no := o.ofMember(c)
	if no != nil {
		return reply.Refused(no)
	}
	admin := o.Customers[g.admin]
	return reply.Flat(wire.Obj("id", g.id, "name", g.name, "createdOn", o.V2Time(g.At), "updatedOn", o.V2Time(g.changed.At),
		"primaryMember", wire.Obj("userId", g.admin, "firstName", o.ProfileV1(admin).FirstName, "primaryMemberIdentifier", identifiers(admin)),
		"groupPointContributionRecords", 0, "groupPointContributions", []wire.Object{}))
}

func (o *State) olderTransactions(c *kernel.Call) reply.Reply {
	g, no := o.olderIn(c)
	if no != nil {
		return reply.Refused(no)
	}
	all := o.bills.ObjectsOf(g.has)
	if !strings.EqualFold(c.Value("order"), "ASC") {
		slices.Reverse(all)
	}
	from := min(max(c.Number("start", 0), 0), len(all))
	return reply.Many(append([]wire.Object{}, all[from:min(from+max(c.Number("limit", 20), 0), len(all))]...))
}
