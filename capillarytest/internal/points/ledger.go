package points

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/ledger"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) pointsLedgerRoutes() kernel.Routes {
	return kernel.Routes{
		"GET /v2/pointsLedger/getCustomerLedgerBalance": o.ledgerBalance,
		"GET /v2/pointsLedger/getCustomerLedgerInfo":    o.ledgerInfo,
		"GET /v2.1/pointsLedger/getCustomerLedgerInfo":  o.ledgerInfo,
		"GET /v2/pointsLedger/getLedgerExplodeInfo":     o.explodeLedger,
		"GET /v2.1/pointsLedger/getLedgerExplodeInfo":   o.explodeLedger,
	}
}

// booked is an event of the ledger with its movements, each in one program.
type booked struct {
	ledger.Event
	movements []movement
}

type movement struct {
	program ledger.Program
	points  decimal.Decimal
}

func (b booked) net() decimal.Decimal {
	var sum decimal.Decimal
	for _, m := range b.movements {
		sum = sum.Add(m.points)
	}
	return sum
}

// book is the ledger of a customer by events, the newest first.
func (o *State) book(cu *people.Customer, c *kernel.Call) []booked {
	start, hasStart := o.ReadV1Time(c.Value("startDate"))
	end, hasEnd := o.ReadV1Time(c.Value("endDate"))
	var out []booked
	for _, a := range o.Accounts(cu) {
		if id := c.Value("programId"); id != "" && wire.Text(id).Int() != a.Program.ID {
			continue
		}
		for _, e := range a.Entries {
			if hasStart && e.At.Before(start) || hasEnd && e.At.After(end) {
				continue
			}
			kind := strings.ToUpper(c.Value("ledgerEntryType"))
			if kind == "CREDIT" && e.Points.IsNegative() || kind == "DEBIT" && e.Points.IsPositive() {
				continue
			}
			at := slices.IndexFunc(out, func(b booked) bool { return b.ID == e.ID })
			if at < 0 {
				at, out = len(out), append(out, booked{Event: e.Event})
			}
			out[at].movements = append(out[at].movements, movement{a.Program, e.Points})
		}
	}
	slices.SortFunc(out, func(a, b booked) int { return int(b.ID - a.ID) })
	return out
}

func (o *State) customerDetails(cu *people.Customer) wire.Object {
	p := o.ProfileV1(cu)
	return wire.Obj("firstName", p.FirstName, "lastName", p.LastName, "userId", cu.ID, "externalId", cu.Identifier("externalId"),
		"entityType", "CUSTOMER")
}

// pageOfLedger is a page: an offset counts pages, not entries.
func pageOfLedger[T any](c *kernel.Call, all []T) (part []T, details wire.Object) {
	size, number := min(max(c.Number("limit", 10), 1), 10), max(c.Number("offset", 0), 0)
	from := min(number*size, len(all))
	return all[from:min(from+size, len(all))], wire.Obj("pageNumber", number, "pageSize", size, "totalEntries", len(all),
		"pageCount", (len(all)+size-1)/size)
}

func (o *State) ledgerInfo(c *kernel.Call) reply.Reply {
	cu, no := o.Anyone(c)
	if no != nil {
		return reply.Refused(no)
	}
	part, details := pageOfLedger(c, o.book(cu, c))
	entries := []wire.Object{}
	for _, b := range part {
		entries = append(entries, o.bookedObject(cu, b))
	}
	return reply.Flat(wire.Obj("customerDetails", o.customerDetails(cu), "ledgerDetails", details, "ledgerEntries", entries))
}

func (o *State) bookedObject(cu *people.Customer, b booked) wire.Object {
	entries := []wire.Object{}
	for _, m := range b.movements {
		kind := "CREDIT"
		if m.points.IsNegative() {
			kind = "DEBIT"
		}
		entries = append(entries, wire.Obj("ledgerEntryType", kind, "points", m.points.Abs().StringFixed(3), "pointsCategory", "Main",
			"programName", m.program.Name, "programId", m.program.ID))
	}
	program, transaction := b.movements[0].program, wire.Obj()
	if b.Sale != nil {
		transaction = wire.Obj("transactionId", b.Sale.ID, "transactionNumber", b.Sale.Number, "date", o.LedgerTime(b.Sale.At),
			"amount", b.Sale.Amount, "grossBillAmount", b.Sale.Gross, "source", "instore")
	}
	return wire.Obj("eventLogId", b.ID, "eventName", b.Name, "customerId", cu.ID, "ledgerCreatedDate", o.LedgerTime(b.At),
		"customerDetails", nil,
		"entryDetails", entries, "netPointsOnEvent", b.net().StringFixed(3), "transactionDetails", transaction, "store", b.By.Code,
		"storeCode", b.By.Code, "tillCode", b.By.Code, "eventDetails", wire.Obj("eventDate",
			o.LedgerTime(b.At)), "sourceProgramId", program.ID,
		"sourceProgramName", program.Name, "orgId", nil)
}

func (o *State) ledgerBalance(c *kernel.Call) reply.Reply {
	cu, no := o.Anyone(c)
	if no != nil {
		return reply.Refused(no)
	}
	end, hasEnd := o.ReadV1Time(c.Value("endDate"))
	closing := []wire.Object{}
	for _, a := range o.Accounts(cu) {
		var main decimal.Decimal
		for _, e := range a.Entries {
			if !hasEnd || !e.At.After(end) {
				main = main.Add(e.Points)
			}
		}
		for category, points := range map[string]decimal.Decimal{"Main": main, "DelayedAccrualPointCategory": a.Promised,
			"ExternalTriggerBasedPointCategory": a.External} {
			closing = append(closing, wire.Obj("pointsCategory", category, "programName", a.Program.Name, "programId", a.Program.ID,
				"closingBalance", points.StringFixed(3)))
		}
	}
	slices.SortStableFunc(closing, func(x, y wire.Object) int {
		return -strings.Compare(x.Get("pointsCategory").(string), y.Get("pointsCategory").(string))
	})
	part, details := pageOfLedger(c, closing)
	return reply.Flat(wire.Obj("customerDetails", o.customerDetails(cu), "ledgerDetails", details.With("ledgerClosingBalance", part)))
}

func (o *State) explodeLedger(c *kernel.Call) reply.Reply {
	cu, no := o.Anyone(c)
	if no != nil {
		return reply.Refused(no)
	}
	events := []wire.Object{}
	for _, b := range o.book(cu, c) {
		wanted := slices.Contains(c.Values("eventIds"), wire.Quoted(b.ID)) ||
			strings.EqualFold(c.Value("eventName"), b.Name) && slices.Contains(c.Values("eventReferenceIds"), b.Reference)
		if !wanted {
			continue
		}
		details := wire.Obj("eventTime", o.LedgerTime(b.At), "tillId", b.By.ID)
		if r := o.redeemed[b.Reference]; r != nil && b.Name == "PointsRedemption" {
			details = details.With("redemptionDetails", wire.Obj("pointsRedeemed", r.points.StringFixed(3),
				"redemptionPurpose", r.purpose,
				"transactionNumber", r.transaction, "redemptionId", r.id, "notes", r.notes, "groupRedemption", false))
		}
		event := wire.Obj("eventLogId", b.ID, "eventName", b.Name, "eventDetails", details, "pointsBreakup", []wire.Object{},
			"eventReferenceId", wire.OrDefault(b.Reference, "-1"), "uniqueId", kernel.Scrambled(b.ID, kernel.Letters))
		if b.Sale != nil && c.Yes("getBillDetails") {
			event = event.With("billDetails", wire.Obj("type", "loyalty", "billNumber", b.Sale.Number, "billDate",
				o.LedgerTime(b.Sale.At),
				"billAmount", b.Sale.Amount, "grossAmount", b.Sale.Gross, "discount", b.Sale.Discount, "note", b.Sale.Note, "source", "instore"))
		}
		events = append(events, event)
	}
	return reply.Flat(wire.Obj("events", events))
}
