package usergroup

import (
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/ledger"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) pointsRoutes() kernel.Routes {
	return kernel.Routes{
		"GET /v2/userGroup2/transactions":              o.transactions,
		"GET /v2/userGroup2/slabHistory":               o.tierHistory,
		"GET /v2/userGroup2/pointsExpirySchedule":      o.expirySchedule,
		"GET /v2/userGroup2/promisedPointsSchedule":    o.promisedSchedule,
		"POST /v2/userGroup2/negativePointsAdjustment": o.deduct,
		"GET /v2/customers/{id}/crossMemberLedger":     o.memberLedger,
		"GET /v2/customers/userEntityTrackers":         o.trackers,
		"POST /v2/points/userGroup2/isTransferrable":   o.isTransferrable,
		"POST /v2/points/userGroup2/transfer":          o.transferPoints,
	}
}

// transactions lists the bills of the active members, the newest first. Nothing of the bill is left out, whatever is asked for.
func (o *State) transactions(c *kernel.Call) reply.Reply {
	g, no := o.asked(c)
	if no != nil {
		return reply.Refused(no)
	}
	only := c.Value("customerId")
	if c.Value("identifierName") != "" {
		cu, no := o.Anyone(c)
		if no != nil {
			return reply.Refused(no)
		}
		only = wire.Quoted(cu.ID)
	}
	all := o.bills.ObjectsOf(func(customer int64) bool {
		return g.of(customer, true) != nil && (only == "" || only == wire.Quoted(customer))
	})
	all = slices.DeleteFunc(all, func(b wire.Object) bool { return !fitsQuery(b, c) })
	if !strings.EqualFold(c.Value("order"), "ASC") {
		slices.Reverse(all)
	}
	short := wire.Obj("id", g.id, "externalId", g.externalID, "groupStatus", g.status, "groupName", g.name, "lifeTimePurchases", o.purchases(g))
	if p := g.primary(); p != nil {
		short = short.With("primaryUserId", p.customer)
	}
	for n, b := range all {
		all[n] = b.With("userGroup2", short, "transactionEventStatus", "PROCESSING_COMPLETE", "warnings", reply.Notices())
	}
	part, _, _ := kernel.Cut(c, all, 20)
	return reply.Many(append([]wire.Object{}, part...))
}

// fitsQuery tells whether a bill is of the kind, the number and the time that are asked for.
func fitsQuery(b wire.Object, c *kernel.Call) bool {
	details := b.Get("billDetails").(wire.Object)
	at, _ := kernel.ReadV2Time(wire.Quoted(details.Get("billingTime")))
	start, hasStart := kernel.ReadV2Time(c.Value("startDate"))
	end, hasEnd := kernel.ReadV2Time(c.Value("endDate"))
	kind := wire.OrDefault(c.Value("type"), "ALL")
	switch {
	case !strings.EqualFold(kind, "ALL") && !strings.EqualFold(kind, wire.Quoted(b.Get("type"))):
		return false
	case c.Value("transactionId") != "" && c.Value("transactionId") != wire.Quoted(b.Get("id")):
		return false
	case c.Value("billNumber") != "" && c.Value("billNumber") != wire.Quoted(details.Get("billNumber")):
		return false
	}
	return !(hasStart && at.Before(start)) && !(hasEnd && !at.Before(end))
}

func (o *State) expirySchedule(c *kernel.Call) reply.Reply {
	g, no := o.asked(c)
	if no != nil {
		return reply.Refused(no)
	}
	return reply.Flat(wire.Obj("expirySchedules", o.schedules(g, c.Yes("fetchEarliestExpiryOnly"))))
}

// schedules are the points of a group by the day on which they expire.
func (o *State) schedules(g *group, earliest bool) []wire.Object {
	out := []wire.Object{}
	for _, l := range g.account.Lots {
		day := o.DateOnly(l.Expires)
		if n := len(out) - 1; n >= 0 && out[n].Get("expiryDate") == day {
			out[n] = out[n].Set("points", out[n].Get("points").(decimal.Decimal).Add(l.Points))
			continue
		}
		if earliest && len(out) > 0 {
			break
		}
		out = append(out, wire.Obj("points", l.Points, "expiryDate", day, "programId", g.account.Program.ID, "pointsType", l.Kind, "expiryType", "fixed"))
	}
	return out
}

func (o *State) promisedSchedule(c *kernel.Call) reply.Reply {
	g, no := o.asked(c)
	if no != nil {
		return reply.Refused(no)
	}
	return reply.Flat(wire.Obj("entityId", g.id, "entityType", "USERGROUP2", "promisedPointsScheduleList", []wire.Object{},
		"triggerBasedPointsList", []wire.Object{}))
}

// deduct takes points of a group.
func (o *State) deduct(c *kernel.Call) reply.Reply {
	var in struct {
		Points    wire.Text `json:"pointsToBeAdjusted"`
		ProgramID wire.Text `json:"programId"`
		Alternate wire.Text `json:"alternateCurrencyName"`
		Promotion wire.Text `json:"promotionIdentifier"`
		Reason    wire.Text `json:"reasonOfReturn"`
	}
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	g, no := o.asked(c)
	points, ok := in.Points.Amount()
	switch {
	case no != nil:
	case !ok || points.IsNegative():
		no = reply.Common.Refuse(400)
	case in.Alternate != "":
		no = refuse(8911, in.Alternate)
	case in.Promotion != "" && in.ProgramID == "":
		no = refuse(8887)
	case in.Reason == "":
		no = refuse(8882)
	case points.IsZero():
		no = refuse(8888)
	case in.ProgramID != "" && in.ProgramID.Int() != g.account.Program.ID:
		no = refuse(1218)
	}
	if no != nil {
		return reply.Refused(no)
	}
	if _, ok := o.Debit(g.account, o.Event("ManualPointsAdjustment", string(in.Reason), c.Till), points); !ok {
		return reply.Refused(refuse(8907, points))
	}
	g.account.Adjusted = g.account.Adjusted.Sub(points)
	return reply.Flat(wire.Obj("status", "success", "pointsAvailable", g.account.Balance().StringFixed(3), "message",
		"points deducted successfully for the user "))
}

// memberLedger shows what the members of a customer's group have. Nothing here redeems points of other members.
func (o *State) memberLedger(c *kernel.Call) reply.Reply {
	cu, no := o.CustomerOf(c)
	if no != nil {
		return reply.Refused(no)
	}
	page, size := c.Number("pageNumber", 1), c.Number("pageSize", 20)
	scope := wire.OrDefault(c.Value("scope"), "user")
	g := o.find(func(g *group) bool { return g.of(cu.ID, true) != nil })
	switch {
	case page < 1 || size < 1 || size > 100:
		return reply.Refused(refuse(1003))
	case scope != "user" && scope != "group":
		return reply.Refused(refuse(1004))
	case g == nil:
		return reply.Refused(refuse(3301))
	}
	members, sum := []wire.Object{}, decimal.Zero
	for _, m := range g.members {
		if m.active {
			balance := o.Main(o.Customers[m.customer]).Balance()
			members, sum = append(members, wire.Obj("customerId", m.customer, "balance", balance)), sum.Add(balance)
		}
	}
	return reply.Flat(wire.Obj("groupDetails", wire.Obj("groupId", g.id, "groupBalance", sum, "memberCount", len(members), "members", members),
		"pageDetails", wire.Obj("pageNumber", page, "pageSize", size, "totalEntries", 0, "pageCount", 0), "entries", []wire.Object{}))
}

// trackers are none: no program of the organisation has trackers.
func (o *State) trackers(c *kernel.Call) reply.Reply {
	if !strings.EqualFold(c.Value("type"), "USERGROUP2") {
		return reply.Refused(refuse(1647))
	}
	if o.named(c.Value("identifierType"), c.Value("identifierValue")) == nil {
		return reply.Refused(reply.Common.Refuse(1645))
	}
	return reply.Page([]wire.Object{}, 0, 0, 0)
}

// party is who gives or gets points: a customer or a group.
type party struct {
	customer *people.Customer
	group    *group
}

func (p party) id() int64 {
	if p.group != nil {
		return p.group.id
	}
	return p.customer.ID
}

func (p party) kind() string {
	if p.group != nil {
		return "USERGROUP2"
	}
	return "CUSTOMER"
}

// account is where the points are.
func (o *State) account(p party) *ledger.Account {
	if p.group != nil {
		return p.group.account
	}
	return o.Main(p.customer)
}

// entityBody is a customer or a group of a body.
type entityBody struct {
	Type  string    `json:"type"`
	Kind  string    `json:"identifierType"`
	Value wire.Text `json:"identifierValue"`
}

func (o *State) party(in entityBody, where string) (party, *reply.Refusal) {
	if in.Value == "" {
		return party{}, reply.Common.Refuse(1645)
	}
	if strings.EqualFold(in.Type, "USERGROUP2") {
		if g := o.named(in.Kind, string(in.Value)); g != nil {
			return party{group: g}, nil
		}
		return party{}, reply.Common.Refuse(1645)
	}
	cu, no := o.LookupOne(in.Kind, string(in.Value), people.Anywhere)
	if no != nil {
		return party{}, refuse(434, where+".identifierValue")
	}
	return party{customer: cu}, o.Busy(cu)
}

// pointsTransfer is points that are to go from one to another, checked.
type pointsTransfer struct {
	from, to party
	points   decimal.Decimal
	notes    string
}

func (o *State) plan(c *kernel.Call) (t pointsTransfer, no *reply.Refusal) {
	var in struct {
		Points    wire.Text  `json:"pointsTobeTransferred"`
		ProgramID wire.Text  `json:"programId"`
		Notes     string     `json:"notes"`
		From      entityBody `json:"fromEntity"`
		To        entityBody `json:"toEntity"`
	}
	if no = c.Decode(&in); no != nil {
		return t, no
	}
	if t.from, no = o.party(in.From, "fromEntity"); no != nil {
		return t, no
	}
	if t.to, no = o.party(in.To, "toEntity"); no != nil {
		return t, no
	}
	points, ok := in.Points.Amount()
	t.points, t.notes = points, in.Notes
	switch {
	case !ok || !points.IsPositive():
		return t, refuse(422)
	case t.from.group == nil && t.to.group == nil:
		return t, reply.Common.Refuse(1645)
	case in.ProgramID != "" && in.ProgramID.Int() != o.Programs[0].ID:
		return t, refuse(885)
	case o.account(t.from).Balance().LessThan(points):
		return t, refuse(817)
	}
	return t, nil
}

func (o *State) isTransferrable(c *kernel.Call) reply.Reply {
	t, no := o.plan(c)
	if no != nil {
		return reply.Refused(no)
	}
	return reply.Many([]wire.Object{wire.Obj("pointsToBeTransferred", t.points, "transferrable", true)})
}

// transferPoints moves points with the days on which they expire.
func (o *State) transferPoints(c *kernel.Call) reply.Reply {
	t, no := o.plan(c)
	if no != nil {
		return reply.Refused(no)
	}
	id := 1030000 + o.Next()
	e := o.Event("PointsTransfer", wire.Quoted(id), c.Till)
	from := o.account(t.from)
	taken, _ := o.Debit(from, e, t.points)
	for _, l := range taken {
		o.Credit(o.account(t.to), e, l.Points, l.Expires, l.Kind)
	}
	if t.from.group == nil {
		if m := t.to.group.of(t.from.customer.ID, true); m != nil {
			m.contributed = m.contributed.Add(t.points)
		}
	}
	return reply.Many([]wire.Object{o.transferred(t, id, e.At, from)})
}

func (o *State) transferred(t pointsTransfer, id int64, at time.Time, from *ledger.Account) wire.Object {
	out := wire.Obj("toEntityId", t.to.id(), "toEntityType", t.to.kind(), "fromEntityId", t.from.id(), "fromEntityType", t.from.kind(),
		"pointsTransferDate", o.V1Time(at), "pointsTransferred", t.points, "transferId", id, "transferType", "DEDUCTION")
	for name, p := range map[string]party{"transferredFrom": t.from, "transferredTo": t.to} {
		if p.group != nil {
			out = out.With(name+"UserGroup2", o.object(p.group))
			continue
		}
		profile := o.ProfileV1(p.customer)
		out = out.With(name, wire.Obj("userId", p.customer.ID, "firstName", profile.FirstName, "lastName", profile.LastName,
			"externalId", p.customer.Identifier("externalId")))
	}
	return out.With("notes", t.notes, "programName", from.Program.Name, "pointsTransferBreakupByEarningPrograms", []wire.Object{
		wire.Obj("programId", from.Program.ID, "deductedPoints", t.points, "programCurrentPoints", from.Balance())})
}
