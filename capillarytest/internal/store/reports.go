package store

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) reportRoutes() kernel.Routes {
	return kernel.Routes{
		"GET /v1.1/store/reports":  o.report,
		"POST /v1.1/store/reports": o.uploadReport,
	}
}

// span is some days on the cluster's clock, from the first moment to before the last.
type span struct{ from, to time.Time }

func (s span) has(t time.Time) bool { return !t.Before(s.from) && t.Before(s.to) }

// report tells what was sold and redeemed: yesterday, in the seven and the thirty days before today, or from one day to another. All
// tills of the organisation here are of one store.
func (o *State) report(c *kernel.Call) reply.Reply {
	kind := strings.ToLower(c.Value("type"))
	if kind != "" && kind != "loyalty" && kind != "redemption" {
		return reply.V1Failed(refuse(911))
	}
	spans, no := o.reported(c)
	if no != nil {
		return reply.V1Failed(no)
	}
	out := wire.Obj()
	if kind != "redemption" {
		rows := []wire.Object{}
		for _, s := range spans {
			rows = append(rows, o.loyaltyRow(s))
		}
		out = out.With("loyalty", wire.Obj("row", rows))
	}
	if kind != "loyalty" {
		out = out.With("redemption", wire.Obj("row", o.redemptionRows(spans)))
	}
	return reply.Reply{Body: wire.Obj("response", wire.Obj("status", reply.V1Verdict(1, 1), "report", out))}
}

// reported are the times that a call asks about.
func (o *State) reported(c *kernel.Call) ([]span, *reply.Refusal) {
	now := o.Now().In(o.Zone)
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, o.Zone)
	start, end := c.Value("start_date"), c.Value("end_date")
	if start == "" && end == "" {
		return []span{{today.AddDate(0, 0, -1), today}, {today.AddDate(0, 0, -7), today}, {today.AddDate(0, 0, -30), today}}, nil
	}
	from, errFrom := time.ParseInLocation(time.DateOnly, start, o.Zone)
	to, errTo := time.ParseInLocation(time.DateOnly, end, o.Zone)
	if errFrom != nil || errTo != nil || to.Before(from) {
		return nil, reply.Common.Refuse(400)
	}
	return []span{{from, to.AddDate(0, 0, 1)}}, nil
}

func (o *State) loyaltyRow(s span) wire.Object {
	customers, transactions, strangers := 0, 0, 0
	issued, redeemed := decimal.Zero, decimal.Zero
	for _, cu := range o.Customers {
		if s.has(cu.Created.At) {
			customers++
		}
	}
	for _, b := range o.bills.Records() {
		switch {
		case !s.has(b.At):
		case strings.HasPrefix(b.Type, "NOT_INTERESTED"):
			strangers++
		default:
			transactions++
			issued = issued.Add(b.Earned)
		}
	}
	for _, cu := range o.Customers {
		for _, r := range o.points.Records(cu) {
			if s.has(r.At) {
				redeemed = redeemed.Add(r.Points)
			}
		}
	}
	return wire.Obj("start_date", o.V1Time(s.from), "end_date", o.V1Time(s.to.Add(-time.Second)), "customers", wire.Quoted(customers),
		"transactions", wire.Quoted(transactions), "not_interested_transactions", wire.Quoted(strangers),
		"points_issued", issued.String(), "points_redeemed", redeemed.String())
}

// redemptionRows are the redemptions of the longest of the times.
func (o *State) redemptionRows(spans []span) []wire.Object {
	rows, longest := []wire.Object{}, spans[len(spans)-1]
	for _, id := range slices.Sorted(maps.Keys(o.Customers)) {
		cu := o.Customers[id]
		profile := o.ProfileV1(cu)
		who := wire.Obj("firstname", profile.FirstName, "lastname", profile.LastName, "mobile", cu.Identifier("mobile"))
		for _, r := range o.points.Records(cu) {
			if longest.has(r.At) {
				rows = append(rows, wire.Obj("store_username", "", "customer", who, "transaction_number", r.TransactionNumber,
					"points_redeemed", r.Points.String(), "redemption_date", o.V1Time(r.At)))
			}
		}
	}
	return rows
}

// uploadReport takes a report as it comes: its form is not documented. What names its type, store and day is repeated.
func (o *State) uploadReport(c *kernel.Call) reply.Reply {
	in, no := c.Object()
	if no != nil || len(in) == 0 {
		return reply.V1Failed(reply.Common.Refuse(400))
	}
	done := reply.V1Done(wire.Obj("type", textIn(in, "type"), "store_code", c.Till.Code, "date", o.V1Time(o.Now())), 900, "Report uploaded")
	return reply.V1Nested("store", "report", done)
}
