package points

import (
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/ledger"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) pointsTransferRoutes() kernel.Routes {
	return kernel.Routes{
		"POST /v2/points/isTransferrable":        o.isTransferrable,
		"POST /v2/points/transfer":               o.transferPoints,
		"GET /v2/points/transfer":                o.transfersOf,
		"GET /v2/customers/{id}/pointsTransfers": o.pointsTransfers,
	}
}

// transfer is points that went from one customer to another.
type transfer struct {
	id, from, to int64
	program      int64
	points       decimal.Decimal
	notes        string
	kernel.Stamp
}

// transferBody is what isTransferrable and transfer send.
type transferBody struct {
	Points    wire.Text              `json:"pointsTobeTransferred"` // the spelling of the API; matched in any case
	ProgramID wire.Text              `json:"programId"`
	Group     wire.Text              `json:"groupProgramTransfer"`
	Notes     string                 `json:"notes"`
	From      people.TypedIdentifier `json:"fromCustomerIdentifier"`
	To        people.TypedIdentifier `json:"toCustomerIdentifier"`
	Code      wire.Text              `json:"code"`
	IssueOTP  wire.Text              `json:"issueOtp"`
}

// plannedTransfer is a transfer, checked.
type plannedTransfer struct {
	transferBody
	from, to *people.Customer
	account  *ledger.Account
	points   decimal.Decimal
}

func (o *State) planTransfer(c *kernel.Call) (plannedTransfer, *reply.Refusal) {
	var p plannedTransfer
	no := c.Decode(&p.transferBody)
	if no != nil {
		return p, no
	}
	points, ok := p.Points.Amount()
	if !ok || !points.IsPositive() {
		return p, reply.Because(422, "pointsToBeTransferred value is invalid")
	}
	p.points = points
	if p.from, no = o.LookupOne(string(p.From.Type), string(p.From.Value), people.Anywhere); no != nil {
		return p, no
	}
	if p.to, no = o.LookupOne(string(p.To.Type), string(p.To.Value), people.Anywhere); no != nil {
		return p, no
	}
	id := o.Programs[0].ID
	if p.ProgramID != "" {
		id = p.ProgramID.Int()
	}
	p.account = o.AccountIn(p.from, id)
	switch {
	case p.from == p.to:
		return p, refuse(418)
	case p.Group.Yes():
		return p, refuse(3316)
	case p.account == nil || !slices.ContainsFunc(o.Programs, func(have ledger.Program) bool { return have.ID == id }):
		return p, refuse(885)
	case !points.Equal(points.Truncate(0)):
		return p, refuse(807)
	case p.account.Balance().LessThan(points):
		return p, refuse(817)
	}
	return p, nil
}

func (o *State) isTransferrable(c *kernel.Call) reply.Reply {
	p, no := o.planTransfer(c)
	if no != nil {
		return reply.Refused(no)
	}
	if p.IssueOTP.Yes() {
		if no := o.Busy(p.from); no != nil {
			return reply.Refused(no)
		}
		o.otp.SendOTP(strconv.FormatInt(p.from.ID, 10), "POINTSTRANSFER")
	}
	return reply.Many([]wire.Object{wire.Obj("pointsTobeTransferred", p.points, "transferFrom",
		o.customer.DetailsOf(p.from, people.Anywhere, c),
		"transferTo", o.customer.DetailsOf(p.to, people.Anywhere, c), "transferrable", true)})
}

// transferPoints moves points with the days on which they expire. A code need not be sent, but a wrong one is refused.
func (o *State) transferPoints(c *kernel.Call) reply.Reply {
	p, no := o.planTransfer(c)
	if no == nil {
		no = o.Busy(p.from)
	}
	if no == nil {
		no = o.Busy(p.to)
	}
	if no != nil {
		return reply.Refused(no)
	}
	if p.Code != "" {
		code := o.otp.FindOTP(p.from.Addresses(), "POINTSTRANSFER", string(p.Code))
		if code == nil {
			return reply.Refused(refuse(808))
		}
		code.Used = true
	}
	t := &transfer{1030000 + o.Next(), p.from.ID, p.to.ID, p.account.Program.ID, p.points, p.Notes, o.Stamp(c.Till)}
	o.transfers = append(o.transfers, t)
	e := o.Event("PointsTransfer", wire.Quoted(t.id), c.Till)
	taken, _ := o.Debit(p.account, e, p.points)
	other := o.Account(p.to, p.account.Program.ID)
	for _, l := range taken {
		o.Credit(other, e, l.Points, l.Expires, l.Kind)
	}
	breakup := []wire.Object{wire.Obj("programId", t.program, "deductedPoints", p.points, "programCurrentPoints", p.account.Balance())}
	return reply.Many([]wire.Object{o.transferObject(t, "DEDUCTION").With("pointsTransferBreakupByEarningPrograms", breakup)})
}

func (o *State) transferObject(t *transfer, kind string) wire.Object {
	party := func(id int64) wire.Object {
		cu := o.Customers[id]
		p := o.ProfileV1(cu)
		return wire.Obj("userId", id, "firstName", p.FirstName, "lastName", p.LastName, "externalId", cu.Identifier("externalId"))
	}
	return wire.Obj("toEntityId", t.to, "toEntityType", "CUSTOMER", "fromEntityId", t.from, "fromEntityType", "CUSTOMER",
		"pointsTransferDate", o.V1Time(t.At), "pointsTransferred", t.points, "transferId", t.id, "transferType", kind,
		"transferredFrom", party(t.from), "transferredTo", party(t.to), "notes", t.notes, "programName", o.ProgramName(t.program))
}

// transferList is the transfers of a customer, the newest first, and what AddTo added.
func (o *State) transferList(cu *people.Customer) []any {
	out := []any{}
	for _, t := range slices.Backward(o.transfers) {
		switch cu.ID {
		case t.from:
			out = append(out, o.transferObject(t, "DEDUCTION"))
		case t.to:
			out = append(out, o.transferObject(t, "ADDITION"))
		}
	}
	return append(out, cu.Lists[people.ListPointsTransfers]...)
}

func (o *State) transfersOf(c *kernel.Call) reply.Reply {
	found, no := o.Anyone(c)
	if no != nil {
		return reply.Refused(no)
	}
	return reply.Many(o.transferList(found))
}

func (o *State) pointsTransfers(c *kernel.Call) reply.Reply {
	found, no := o.CustomerOf(c)
	if no != nil {
		return reply.Refused(no)
	}
	return reply.Many(o.transferList(found))
}
