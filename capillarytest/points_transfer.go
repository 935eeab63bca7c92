package capillarytest

import (
	"slices"
	"strconv"

	"github.com/shopspring/decimal"
)

func (o *org) pointsTransferRoutes() routes {
	return routes{
		"POST /v2/points/isTransferrable":            o.isTransferrable,
		"POST /v2/points/transfer":                   o.transferPoints,
		"GET /v2/points/transfer":                    o.transfersOf,
		"POST /v2/points/userGroup2/isTransferrable": o.groupTransfer,
		"POST /v2/points/userGroup2/transfer":        o.groupTransfer,
		"GET /v2/customers/{id}/pointsTransfers":     o.pointsTransfers,
	}
}

// transfer is points that went from one customer to another.
type transfer struct {
	id, from, to int64
	program      int64
	points       decimal.Decimal
	notes        string
	stamp
}

// transferBody is what isTransferrable and transfer send.
type transferBody struct {
	Points    text            `json:"pointsTobeTransferred"` // the spelling of the API; matched in any case
	ProgramID text            `json:"programId"`
	Group     text            `json:"groupProgramTransfer"`
	Notes     string          `json:"notes"`
	From      typedIdentifier `json:"fromCustomerIdentifier"`
	To        typedIdentifier `json:"toCustomerIdentifier"`
	Code      text            `json:"code"`
	IssueOTP  text            `json:"issueOtp"`
}

// plannedTransfer is a transfer, checked.
type plannedTransfer struct {
	transferBody
	from, to *customer
	account  *account
	points   decimal.Decimal
}

func (o *org) planTransfer(c *call) (plannedTransfer, *refusal) {
	var p plannedTransfer
	no := c.decode(&p.transferBody)
	if no != nil {
		return p, no
	}
	points, ok := p.Points.amount()
	if !ok || !points.IsPositive() {
		return p, because(422, "pointsToBeTransferred value is invalid")
	}
	p.points = points
	if p.from, no = o.lookupOne(string(p.From.Type), string(p.From.Value), anywhere); no != nil {
		return p, no
	}
	if p.to, no = o.lookupOne(string(p.To.Type), string(p.To.Value), anywhere); no != nil {
		return p, no
	}
	id := o.programs[0].ID
	if p.ProgramID != "" {
		id = p.ProgramID.int()
	}
	p.account = o.accountIn(p.from, id)
	switch {
	case p.from == p.to:
		return p, refuse(418)
	case p.Group.yes():
		return p, refuse(3316)
	case p.account == nil || !slices.ContainsFunc(o.programs, func(have Program) bool { return have.ID == id }):
		return p, refuse(885)
	case !points.Equal(points.Truncate(0)):
		return p, refuse(807)
	case p.account.balance().LessThan(points):
		return p, refuse(817)
	}
	return p, nil
}

func (o *org) isTransferrable(c *call) reply {
	p, no := o.planTransfer(c)
	if no != nil {
		return refused(no)
	}
	if p.IssueOTP.yes() {
		if no := o.busy(p.from); no != nil {
			return refused(no)
		}
		o.sendOTP(strconv.FormatInt(p.from.id, 10), "POINTSTRANSFER")
	}
	return many([]object{obj("pointsTobeTransferred", p.points, "transferFrom", o.detailsOf(p.from, anywhere, c),
		"transferTo", o.detailsOf(p.to, anywhere, c), "transferrable", true)})
}

// transferPoints moves points with the days on which they expire. A code need not be sent, but a wrong one is refused.
func (o *org) transferPoints(c *call) reply {
	p, no := o.planTransfer(c)
	if no == nil {
		no = o.busy(p.from)
	}
	if no == nil {
		no = o.busy(p.to)
	}
	if no != nil {
		return refused(no)
	}
	if p.Code != "" {
		code := o.findOTP(p.from.addresses(), "POINTSTRANSFER", string(p.Code))
		if code == nil {
			return refused(refuse(808))
		}
		code.used = true
	}
	t := &transfer{1030000 + o.next(), p.from.id, p.to.id, p.account.program.ID, p.points, p.Notes, stamp{o.now(), c.till}}
	o.transfers = append(o.transfers, t)
	e := o.event("PointsTransfer", quoted(t.id), c.till)
	taken, _ := o.debit(p.account, e, p.points)
	other := o.account(p.to, p.account.program.ID)
	for _, l := range taken {
		o.credit(other, e, l.points, l.expires, l.kind)
	}
	breakup := []object{obj("programId", t.program, "deductedPoints", p.points, "programCurrentPoints", p.account.balance())}
	return many([]object{o.transferObject(t, "DEDUCTION").with("pointsTransferBreakupByEarningPrograms", breakup)})
}

func (o *org) transferObject(t *transfer, kind string) object {
	party := func(id int64) object {
		cu := o.customers[id]
		p := o.profileV1(cu)
		return obj("userId", id, "firstName", p.firstName, "lastName", p.lastName, "externalId", cu.identifier("externalId"))
	}
	return obj("toEntityId", t.to, "toEntityType", "CUSTOMER", "fromEntityId", t.from, "fromEntityType", "CUSTOMER",
		"pointsTransferDate", o.v1Time(t.at), "pointsTransferred", t.points, "transferId", t.id, "transferType", kind,
		"transferredFrom", party(t.from), "transferredTo", party(t.to), "notes", t.notes, "programName", o.programName(t.program))
}

// transferList is the transfers of a customer, the newest first, and what AddTo added.
func (o *org) transferList(cu *customer) []any {
	out := []any{}
	for _, t := range slices.Backward(o.transfers) {
		switch cu.id {
		case t.from:
			out = append(out, o.transferObject(t, "DEDUCTION"))
		case t.to:
			out = append(out, o.transferObject(t, "ADDITION"))
		}
	}
	return append(out, cu.lists[ListPointsTransfers]...)
}

func (o *org) transfersOf(c *call) reply {
	found, no := o.anyone(c)
	if no != nil {
		return refused(no)
	}
	return many(o.transferList(found))
}

// groupTransfer knows no user groups.
func (o *org) groupTransfer(*call) reply { return refused(refuse(1645)) }

func (o *org) pointsTransfers(c *call) reply {
	found, no := o.customerOf(c)
	if no != nil {
		return refused(no)
	}
	return many(o.transferList(found))
}
