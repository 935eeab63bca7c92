package usergroup

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/ledger"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) groupRoutes() kernel.Routes {
	return kernel.Routes{
		"POST /v2/userGroup2":                     o.create,
		"PUT /v2/userGroup2":                      o.update,
		"DELETE /v2/userGroup2":                   o.remove,
		"GET /v2/userGroup2":                      o.get,
		"GET /v2/userGroup2/search":               o.search,
		"POST /v2/userGroup2/extendedFieldSearch": o.searchExtended,
	}
}

// groupBody is a group that is made or changed.
type groupBody struct {
	ID           wire.Text      `json:"id"`
	ExternalID   wire.Text      `json:"externalId"`
	GroupName    *string        `json:"groupName"`
	MaxGroupSize wire.Text      `json:"maxGroupSize"`
	Extended     map[string]any `json:"extendedFields"`
}

func (b groupBody) check() *reply.Refusal {
	name := ""
	if b.GroupName != nil {
		name = *b.GroupName
	}
	switch {
	case utf8.RuneCountInString(name) > 50 || utf8.RuneCountInString(string(b.ExternalID)) > 50:
		return refuse(91015)
	case b.MaxGroupSize != "" && b.MaxGroupSize.Int() <= 0:
		return refuse(1640)
	case b.MaxGroupSize.Int() > maxSize:
		return refuse(1639, maxSize)
	}
	return nil
}

func (o *State) create(c *kernel.Call) reply.Reply {
	var in groupBody
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	no := in.check()
	switch {
	case no != nil:
	case in.ExternalID == "":
		no = refuse(1634)
	case in.MaxGroupSize == "":
		no = refuse(403, "maxGroupSize")
	case o.named("externalId", string(in.ExternalID)) != nil:
		no = refuse(1633, in.ExternalID)
	}
	if no != nil {
		return reply.Refused(no)
	}
	g := &group{id: 3918000 + o.Next(), externalID: string(in.ExternalID), size: int(in.MaxGroupSize.Int()), extended: map[string]any{},
		status: "ACTIVE", account: &ledger.Account{Program: o.Programs[0], TierExpiry: o.YearsFromNow(100)}, Stamp: o.Stamp(c.Till)}
	maps.Copy(g.extended, in.Extended)
	if in.GroupName != nil {
		g.name = *in.GroupName
	}
	o.groups = append(o.groups, g)
	return reply.Entity(g.id)
}

func (o *State) update(c *kernel.Call) reply.Reply {
	var in groupBody
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	if no := in.check(); no != nil {
		return reply.Refused(no)
	}
	g := o.byID(string(in.ID))
	if in.ID == "" {
		g = o.named("externalId", string(in.ExternalID))
	}
	taken := o.named("externalId", string(in.ExternalID))
	switch {
	case g == nil:
		return reply.Refused(refuse(1632, in.ID))
	case in.ExternalID != "" && taken != nil && taken != g:
		return reply.Refused(refuse(1633, in.ExternalID))
	case in.GroupName == nil && in.MaxGroupSize == "" && in.Extended == nil && (in.ExternalID == "" || string(in.ExternalID) == g.externalID):
		return reply.Refused(refuse(1643))
	}
	if in.ExternalID != "" {
		g.externalID = string(in.ExternalID)
	}
	if in.GroupName != nil {
		g.name = *in.GroupName
	}
	if in.MaxGroupSize != "" {
		g.size = int(in.MaxGroupSize.Int())
	}
	maps.Copy(g.extended, in.Extended)
	return reply.Flat(wire.Obj("id", g.id, "externalId", g.externalID, "groupName", g.name, "maxGroupSize", g.size, "extendedFields", g.extended))
}

func (o *State) remove(c *kernel.Call) reply.Reply {
	g, no := o.asked(c)
	if no != nil {
		return reply.Refused(no)
	}
	g.status = "DELETED"
	for _, m := range g.members {
		m.active = false
	}
	return reply.Flat(wire.Obj())
}

// get shows a group, and what is asked for besides. No group has a hierarchy here.
func (o *State) get(c *kernel.Call) reply.Reply {
	g, no := o.asked(c)
	if no != nil {
		return reply.Refused(no)
	}
	out := o.object(g)
	active, exited := g.count()
	if c.Yes("expiredPoints") {
		out = out.With("expiredPoints", []wire.Object{})
	}
	if c.Yes("expirySchedules") {
		out = out.With("expirySchedules", o.schedules(g, false))
	}
	if c.Value("gapToUpgradeFor") != "" {
		out = out.With("gapToUpgrade", []wire.Object{})
	}
	if c.Value("gapToRenewFor") != "" {
		out = out.With("gapToRenew", wire.Obj("tierExpiryDate", o.DateOnly(g.account.TierExpiry), "renewConfirmed", false, "renewStrategies", []wire.Object{}))
	}
	out = out.With("totalActiveMembers", active, "totalExitedMembers", exited)
	if c.Yes("programDetails") {
		out = out.With("pointsSummaries", []wire.Object{o.summary(g)})
	}
	return reply.Flat(out.With("extendedFields", g.extended), refuse(1656))
}

// object is a group with its members.
func (o *State) object(g *group) wire.Object {
	members := []wire.Object{}
	for _, m := range g.members {
		members = append(members, m.object(g))
	}
	return wire.Obj("id", g.id, "externalId", g.externalID, "groupStatus", g.status, "fleetGroupUsers", members, "createdBy", g.By.ID,
		"createdOn", o.V2Time(g.At), "groupName", g.name, "maxGroupSize", g.size, "lifeTimePurchases", o.purchases(g))
}

// purchases are those of the active members.
func (o *State) purchases(g *group) decimal.Decimal {
	var sum decimal.Decimal
	for _, m := range g.members {
		if cu := o.Customers[m.customer]; cu != nil && m.active {
			sum = sum.Add(cu.Purchases)
		}
	}
	return sum
}

func (o *State) summary(g *group) wire.Object {
	a := g.account
	next, number := a.NextTier()
	return wire.Obj("redeemed", a.Redeemed, "expired", a.Expired, "returned", a.Returned, "adjusted", a.Adjusted, "lifetimePoints", a.Lifetime,
		"loyaltyPoints", a.Balance(), "userGroup2Id", g.id, "currentSlab", a.TierName(), "currentSlabDescription", a.TierName(),
		"nextSlab", next, "nextSlabSerialNumber", number, "nextSlabDescription", next, "slabSNo", a.Tier+1,
		"slabExpiryDate", o.V2Time(a.TierExpiry), "programId", a.Program.ID, "delayedPoints", a.Promised, "delayedReturnedPoints", decimal.Zero,
		"delayedExpiredPoints", decimal.Zero, "totalAvailablePoints", a.Balance().Add(a.Promised), "totalReturnedPoints", a.Returned,
		"linkedPartnerPrograms", []wire.Object{}, "programTitle", a.Program.Name, "programDescription", a.Program.Name,
		"programPointsToCurrencyRatio", 1, "upgradeStrategies", []wire.Object{}, "pointsContributionToGroup", decimal.Zero)
}

// search finds groups by the beginning of a name, an id, or an identifier of the primary member.
func (o *State) search(c *kernel.Call) reply.Reply {
	q := strings.ToLower(strings.TrimSpace(c.Value("q")))
	id := c.Value("id")
	switch {
	case q == "" && id == "":
		return reply.Refused(refuse(91052))
	case utf8.RuneCountInString(q) > 50:
		return reply.Refused(refuse(91015))
	}
	return o.page(c, func(g *group) bool {
		if id != "" && id != wire.Quoted(g.id) && id != g.externalID {
			return false
		}
		return q == "" || o.matches(g, q)
	})
}

func (o *State) matches(g *group, q string) bool {
	names := []string{g.name, g.externalID}
	if p := g.primary(); p != nil {
		cu := o.Customers[p.customer]
		names = append(names, cu.Identifier("mobile"), cu.Identifier("email"), cu.Identifier("cardnumber"))
	}
	return q == wire.Quoted(g.id) || slices.ContainsFunc(names, func(name string) bool {
		return name != "" && strings.HasPrefix(strings.ToLower(name), q)
	})
}

// searchExtended finds groups that have all the values.
func (o *State) searchExtended(c *kernel.Call) reply.Reply {
	var in struct {
		Extended map[string]any `json:"extendedFields"`
	}
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	if len(in.Extended) == 0 {
		return reply.Refused(refuse(1661))
	}
	return o.page(c, func(g *group) bool {
		for name, value := range in.Extended {
			if g.extended[name] == nil || !strings.EqualFold(wire.Quoted(g.extended[name]), wire.Quoted(value)) {
				return false
			}
		}
		return true
	})
}

// page is a page of the groups that fit, as searches show them.
func (o *State) page(c *kernel.Call, fits func(*group) bool) reply.Reply {
	all := []wire.Object{}
	for _, g := range o.groups {
		if g.status == "DELETED" || !fits(g) {
			continue
		}
		active, _ := g.count()
		row := wire.Obj("groupId", g.id, "groupName", g.name, "groupStatus", g.status, "groupExternalId", g.externalID)
		if p := g.primary(); p != nil {
			cu := o.Customers[p.customer]
			profile := o.ProfileV1(cu)
			row = row.With("firstName", profile.FirstName, "lastName", profile.LastName, "primaryMemberId", cu.ID, "email", cu.Identifier("email"),
				"mobile", cu.Identifier("mobile"))
		}
		all = append(all, row.With("totalMembers", len(g.members), "totalActiveMembers", active, "extendedFields", g.extended))
	}
	part, limit, offset := kernel.Cut(c, all, 10)
	return reply.Page(part, limit, offset, len(all))
}
