package points

import (
	"net/http"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

// redemptionV2 is a redemption as a caller sends it.
type redemptionV2 struct {
	Type           wire.Text `json:"redemptionType"`
	Points         wire.Text `json:"points"`
	Transaction    wire.Text `json:"transactionNumber"`
	ValidationCode wire.Text `json:"validationCode"`
	Source         wire.Text `json:"source"`
	Commit         *bool     `json:"commit"`
	SkipValidation bool      `json:"skipValidation"`
	Reference      wire.Text `json:"externalReferenceNumber"`
	Notes          string    `json:"notes"`
}

// redeemV2 redeems points of one customer; groups have none of their own here.
func (o *State) redeemV2(c *kernel.Call) reply.Reply {
	var in redemptionV2
	if no := c.Decode(&in); no != nil || in.Points == "" || in.Transaction == "" || in.Source == "" || in.Commit == nil {
		return reply.Refused(refuse(400))
	}
	cu, no := o.CustomerOf(c)
	switch {
	case no != nil:
		return reply.Refused(refuse(802))
	case in.Type != "POINTS": // documented: a success outside, a failure within
		return created(wire.Obj("redemptionStatus", wire.Obj("success", false, "code", 700, "message", texts.Of(700))))
	case !*in.Commit:
		return o.dryRun(cu, in)
	case o.Busy(cu) != nil:
		return reply.Refused(refuse(521))
	}
	done, no := kernel.Unique(o.Org, string(in.Reference), refuse(744), func() (wire.Object, *reply.Refusal) { return o.redeemOnce(c, cu, in) })
	if no != nil {
		return reply.Refused(no)
	}
	return created(done)
}

func created(entity wire.Object) reply.Reply {
	return reply.Reply{Status: http.StatusCreated, Body: wire.Obj("status", wire.Obj("success", true, "code", 201, "message", "SUCCESS"),
		"entity", entity)}
}

// dryRun says whether a redemption would succeed.
func (o *State) dryRun(cu *people.Customer, in redemptionV2) reply.Reply {
	points, _, no := o.mayTake(cu, in)
	if no != nil {
		return reply.Refused(no)
	}
	a, _ := o.accountV1(cu, "")
	return created(wire.Obj("userId", cu.ID, "points", wire.Short(points), "remainingPoints", wire.Short(a.Balance()), "redeemed", false,
		"isGroupRedemption", false))
}

// mayTake checks a redemption. use marks the code that allows it as used.
func (o *State) mayTake(cu *people.Customer, in redemptionV2) (points decimal.Decimal, use func(), no *reply.Refusal) {
	if points, no = wrongPoints(in.Points); no != nil {
		return points, nil, no
	}
	a, no := o.accountV1(cu, "")
	if no != nil {
		return points, nil, no
	}
	code := o.otp.FindOTP(cu.Addresses(), "POINTS", string(in.ValidationCode))
	switch {
	case a.Balance().LessThan(points):
		no = refuse(813)
	case in.SkipValidation:
	case in.ValidationCode == "" && !o.codesNotRequired:
		no = refuse(824)
	case in.ValidationCode != "" && code == nil:
		no = refuse(808)
	}
	return points, func() {
		if code != nil {
			code.Used = true
		}
	}, no
}

func (o *State) redeemOnce(c *kernel.Call, cu *people.Customer, in redemptionV2) (wire.Object, *reply.Refusal) {
	points, use, no := o.mayTake(cu, in)
	if no != nil {
		return nil, no
	}
	use()
	a, _ := o.accountV1(cu, "")
	r := &Redemption{points: points, reference: string(in.Reference), transaction: string(in.Transaction), code: string(in.ValidationCode),
		notes: in.Notes, fields: map[string]any{}, time: o.Now()}
	o.take(c, cu, a, r)
	return wire.Obj("redemptionId", r.id, "userId", cu.ID, "points", wire.Short(r.points), "remainingPoints", wire.Short(a.Balance()),
		"redeemed", true, "isGroupRedemption", false), nil
}
