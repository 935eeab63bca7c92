package usergroup

import (
	"slices"
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) memberRoutes() kernel.Routes {
	return kernel.Routes{
		"POST /v2/userGroup2/join":               o.join,
		"DELETE /v2/userGroup2/{groupId}/leave":  o.leave,
		"POST /v2/userGroup2/transfer":           o.transfer,
		"GET /v2/userGroup2/members":             o.list,
		"PUT /v2/userGroup2/members/permissions": o.setPermissions,
	}
}

var permissions = []string{"allow_points_redemption", "allow_points_transfer", "block_points_redemption", "block_points_transfer"}

// memberBody is a member of a body. Permissions may be one text.
type memberBody struct {
	UserID      wire.Text            `json:"userId"`
	Primary     bool                 `json:"primaryMember"`
	Permissions wire.List[wire.Text] `json:"permissions"`
}

func (b memberBody) check() *reply.Refusal {
	for _, p := range b.Permissions {
		if !slices.Contains(permissions, string(p)) {
			return refuse(1641, p)
		}
	}
	return nil
}

// echo is a membership as it was asked for.
func (b memberBody) echo(g *group) wire.Object {
	return wire.Obj("userId", b.UserID.Int(), "groupId", g.id, "permissions", wire.StringsOf(b.Permissions), "defaultGroup", false,
		"active", false, "primaryMember", b.Primary)
}

func (m *member) object(g *group) wire.Object {
	return wire.Obj("userId", m.customer, "groupId", g.id, "defaultGroup", m.active, "primaryMember", m.primary, "active", m.active)
}

// join adds customers, each with a verdict of their own.
func (o *State) join(c *kernel.Call) reply.Reply {
	g, no := o.asked(c)
	if no != nil {
		return reply.Refused(no)
	}
	return o.each(c, g, func(in memberBody, cu *people.Customer) *reply.Refusal { return o.add(g, cu, in, c.Till) })
}

// each does something with every member of a body, and answers as lists of v2 do.
func (o *State) each(c *kernel.Call, g *group, do func(memberBody, *people.Customer) *reply.Refusal) reply.Reply {
	var in wire.List[memberBody]
	if no := c.Decode(&in); no != nil || len(in) == 0 {
		return reply.Refused(reply.Common.Refuse(400))
	}
	out, failed := []wire.Object{}, 0
	for _, one := range in {
		cu, no := o.user(one.UserID)
		if no == nil {
			no = one.check()
		}
		if no == nil {
			no = o.Busy(cu)
		}
		if no == nil {
			no = do(one, cu)
		}
		row := wire.Obj("entityId", one.echo(g))
		if no != nil {
			failed++
			out = append(out, row.With("errors", reply.Notices(no), "warnings", reply.Notices()))
			continue
		}
		out = append(out, row.With("result", one.echo(g), "warnings", reply.Notices()))
	}
	return reply.Reply{Refused: failed == len(in), Body: wire.Obj("response", out, "totalCount", len(in), "failureCount", failed)}
}

// add makes a customer a member.
func (o *State) add(g *group, cu *people.Customer, in memberBody, by kernel.Till) *reply.Refusal {
	active, _ := g.count()
	switch {
	case g.of(cu.ID, true) != nil:
		return refuse(1636)
	case in.Primary && g.primary() != nil:
		return refuse(1637)
	case in.Primary && o.named("primaryUserId", wire.Quoted(cu.ID)) != nil:
		return refuse(1642)
	case active >= g.size:
		return refuse(1638, g.size)
	}
	g.members = slices.DeleteFunc(g.members, func(m *member) bool { return m.customer == cu.ID })
	g.members = append(g.members, &member{customer: cu.ID, primary: in.Primary, active: true, permissions: wire.StringsOf(in.Permissions),
		Stamp: o.Stamp(by)})
	o.Happened(cu, "GroupMemberJoin")
	return nil
}

// leave removes a member. Without its primary member a group is out of use.
func (o *State) leave(c *kernel.Call) reply.Reply {
	g := o.byID(c.Param("groupId"))
	if g == nil {
		return reply.Refused(refuse(1619, c.Param("groupId")))
	}
	cu, no := o.Anyone(c)
	if no == nil {
		no = o.Busy(cu)
	}
	if no != nil {
		return reply.Refused(no)
	}
	m := g.of(cu.ID, true)
	if m == nil {
		return reply.Refused(refuse(1620, cu.ID, g.id))
	}
	m.active = false
	if m.primary {
		g.status = "INACTIVE"
	}
	o.Happened(cu, "GroupMemberLeave")
	return done()
}

// done is the reply to a change that has nothing to show.
func done() reply.Reply {
	return reply.Reply{Body: wire.Obj("warnings", reply.Notices(), "errors", reply.Notices(), "success", true)}
}

// transfer moves all members, or none.
func (o *State) transfer(c *kernel.Call) reply.Reply {
	var in struct {
		Leave wire.Text            `json:"leaveGroupId"`
		Join  wire.Text            `json:"joinGroupId"`
		Users wire.List[wire.Text] `json:"userIds"`
	}
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	if in.Leave == "" || in.Join == "" || len(in.Users) == 0 {
		return reply.Refused(refuse(403, "leaveGroupId, joinGroupId, userIds"))
	}
	from, to := o.byID(string(in.Leave)), o.byID(string(in.Join))
	if from == nil {
		return reply.Refused(refuse(1619, in.Leave))
	}
	if to == nil {
		return reply.Refused(refuse(1619, in.Join))
	}
	for _, id := range in.Users {
		if no := o.mayMove(id, from, to); no != nil {
			return reply.Refused(no)
		}
	}
	if active, _ := to.count(); active+len(in.Users) > to.size {
		return reply.Refused(refuse(1638, to.size))
	}
	for _, id := range in.Users {
		m := from.of(id.Int(), true)
		from.members = slices.DeleteFunc(from.members, func(have *member) bool { return have == m })
		to.members = slices.DeleteFunc(to.members, func(have *member) bool { return have.customer == m.customer })
		m.Stamp = o.Stamp(c.Till)
		to.members = append(to.members, m)
	}
	return done()
}

func (o *State) mayMove(id wire.Text, from, to *group) *reply.Refusal {
	cu, no := o.user(id)
	if no != nil {
		return no
	}
	m := from.of(cu.ID, true)
	switch {
	case m == nil:
		return refuse(1620, cu.ID, from.id)
	case m.primary:
		return refuse(1624, cu.ID)
	case to.of(cu.ID, true) != nil:
		return refuse(1623, cu.ID, to.id)
	}
	return o.Busy(cu)
}

// list lists the active members. A total comes only where it is asked for.
func (o *State) list(c *kernel.Call) reply.Reply {
	g := o.named("externalId", c.Value("externalId"))
	if strings.EqualFold(c.Value("identifierName"), "id") {
		g = o.byID(c.Value("identifierValue"))
	}
	if g == nil {
		return reply.Refused(refuse(1632, c.Value("identifierValue")))
	}
	all := []wire.Object{}
	for _, m := range g.members {
		if m.active {
			all = append(all, o.memberObject(m, c))
		}
	}
	if c.Value("sortBy") != "IS_PRIMARY" && !strings.EqualFold(c.Value("sortOrder"), "ASC") {
		slices.Reverse(all)
	}
	if !c.Yes("paginationDetails") {
		return reply.Many(all)
	}
	part, limit, offset := kernel.Cut(c, all, 20)
	return reply.Page(part, limit, offset, len(all))
}

func (o *State) memberObject(m *member, c *kernel.Call) wire.Object {
	cu := o.Customers[m.customer]
	profile := o.ProfileV1(cu)
	role := "SECONDARY"
	if m.primary {
		role = "PRIMARY"
	}
	out := wire.Obj("fleetUserId", cu.ID, "firstName", profile.FirstName, "lastName", profile.LastName, "joinedOn", o.DateOnly(m.At),
		"permissions", strings.Join(m.permissions, ","), "pointsContributed", m.contributed, "email", cu.Identifier("email"),
		"mobile", cu.Identifier("mobile"), "role", role, "identifiers", identifiers(cu))
	if c.Yes("includeCardDetails") {
		out = out.With("cards", []wire.Object{})
	}
	return out.With("inActive", m.active, "primaryMember", m.primary)
}

// identifiers are those of a customer, by type and value.
func identifiers(cu *people.Customer) []wire.Object {
	out := []wire.Object{}
	for _, p := range cu.Profiles {
		for _, i := range p.Identifiers {
			out = append(out, wire.Obj("type", i.Kind, "value", i.Value))
		}
	}
	return out
}

func (o *State) setPermissions(c *kernel.Call) reply.Reply {
	g := o.byID(c.Value("id"))
	if g == nil {
		return reply.Refused(refuse(1632, c.Value("id")))
	}
	return o.each(c, g, func(in memberBody, cu *people.Customer) *reply.Refusal {
		m := g.of(cu.ID, true)
		if m == nil {
			return refuse(1620, cu.ID, g.id)
		}
		m.permissions = wire.StringsOf(in.Permissions)
		return nil
	})
}
