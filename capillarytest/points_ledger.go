package capillarytest

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

func (o *org) pointsLedgerRoutes() routes {
	return routes{
		"GET /v2/pointsLedger/getCustomerLedgerBalance": o.ledgerBalance,
		"GET /v2/pointsLedger/getCustomerLedgerInfo":    o.ledgerInfo,
		"GET /v2.1/pointsLedger/getCustomerLedgerInfo":  o.ledgerInfo,
		"GET /v2/pointsLedger/getLedgerExplodeInfo":     o.explodeLedger,
		"GET /v2.1/pointsLedger/getLedgerExplodeInfo":   o.explodeLedger,
	}
}

// booked is an event of the ledger with its movements, each in one program.
type booked struct {
	event
	movements []movement
}

type movement struct {
	program Program
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
func (o *org) book(cu *customer, c *call) []booked {
	start, hasStart := o.readV1Time(c.value("startDate"))
	end, hasEnd := o.readV1Time(c.value("endDate"))
	var out []booked
	for _, a := range o.accounts(cu) {
		if id := c.value("programId"); id != "" && text(id).int() != a.program.ID {
			continue
		}
		for _, e := range a.entries {
			if hasStart && e.at.Before(start) || hasEnd && e.at.After(end) {
				continue
			}
			kind := strings.ToUpper(c.value("ledgerEntryType"))
			if kind == "CREDIT" && e.points.IsNegative() || kind == "DEBIT" && e.points.IsPositive() {
				continue
			}
			at := slices.IndexFunc(out, func(b booked) bool { return b.id == e.id })
			if at < 0 {
				at, out = len(out), append(out, booked{event: e.event})
			}
			out[at].movements = append(out[at].movements, movement{a.program, e.points})
		}
	}
	slices.SortFunc(out, func(a, b booked) int { return int(b.id - a.id) })
	return out
}

func (o *org) customerDetails(cu *customer) object {
	p := o.profileV1(cu)
	return obj("firstName", p.firstName, "lastName", p.lastName, "userId", cu.id, "externalId", cu.identifier("externalId"),
		"entityType", "CUSTOMER")
}

// pageOfLedger is a page: an offset counts pages, not entries.
func pageOfLedger[T any](c *call, all []T) (part []T, details object) {
	size, number := min(max(c.number("limit", 10), 1), 10), max(c.number("offset", 0), 0)
	from := min(number*size, len(all))
	return all[from:min(from+size, len(all))], obj("pageNumber", number, "pageSize", size, "totalEntries", len(all),
		"pageCount", (len(all)+size-1)/size)
}

func (o *org) ledgerInfo(c *call) reply {
	cu, no := o.anyone(c)
	if no != nil {
		return refused(no)
	}
	part, details := pageOfLedger(c, o.book(cu, c))
	entries := []object{}
	for _, b := range part {
		entries = append(entries, o.bookedObject(cu, b))
	}
	return flat(obj("customerDetails", o.customerDetails(cu), "ledgerDetails", details, "ledgerEntries", entries))
}

func (o *org) bookedObject(cu *customer, b booked) object {
	entries := []object{}
	for _, m := range b.movements {
		kind := "CREDIT"
		if m.points.IsNegative() {
			kind = "DEBIT"
		}
		entries = append(entries, obj("ledgerEntryType", kind, "points", m.points.Abs().StringFixed(3), "pointsCategory", "Main",
			"programName", m.program.Name, "programId", m.program.ID))
	}
	program, transaction := b.movements[0].program, obj()
	if b.sale != nil {
		transaction = obj("transactionId", b.sale.id, "transactionNumber", b.sale.number, "date", o.ledgerTime(b.sale.at),
			"amount", b.sale.amount, "grossBillAmount", b.sale.gross, "source", "instore")
	}
	return obj("eventLogId", b.id, "eventName", b.name, "customerId", cu.id, "ledgerCreatedDate", o.ledgerTime(b.at),
		"customerDetails", nil,
		"entryDetails", entries, "netPointsOnEvent", b.net().StringFixed(3), "transactionDetails", transaction, "store", b.by.code,
		"storeCode", b.by.code, "tillCode", b.by.code, "eventDetails", obj("eventDate", o.ledgerTime(b.at)), "sourceProgramId", program.ID,
		"sourceProgramName", program.Name, "orgId", nil)
}

func (o *org) ledgerBalance(c *call) reply {
	cu, no := o.anyone(c)
	if no != nil {
		return refused(no)
	}
	end, hasEnd := o.readV1Time(c.value("endDate"))
	closing := []object{}
	for _, a := range o.accounts(cu) {
		var main decimal.Decimal
		for _, e := range a.entries {
			if !hasEnd || !e.at.After(end) {
				main = main.Add(e.points)
			}
		}
		for category, points := range map[string]decimal.Decimal{"Main": main, "DelayedAccrualPointCategory": a.promised,
			"ExternalTriggerBasedPointCategory": a.external} {
			closing = append(closing, obj("pointsCategory", category, "programName", a.program.Name, "programId", a.program.ID,
				"closingBalance", points.StringFixed(3)))
		}
	}
	slices.SortStableFunc(closing, func(x, y object) int {
		return -strings.Compare(x.get("pointsCategory").(string), y.get("pointsCategory").(string))
	})
	part, details := pageOfLedger(c, closing)
	return flat(obj("customerDetails", o.customerDetails(cu), "ledgerDetails", details.with("ledgerClosingBalance", part)))
}

func (o *org) explodeLedger(c *call) reply {
	cu, no := o.anyone(c)
	if no != nil {
		return refused(no)
	}
	events := []object{}
	for _, b := range o.book(cu, c) {
		wanted := slices.Contains(c.values("eventIds"), quoted(b.id)) ||
			strings.EqualFold(c.value("eventName"), b.name) && slices.Contains(c.values("eventReferenceIds"), b.reference)
		if !wanted {
			continue
		}
		details := obj("eventTime", o.ledgerTime(b.at), "tillId", b.by.id)
		if r := o.redeemed[b.reference]; r != nil && b.name == "PointsRedemption" {
			details = details.with("redemptionDetails", obj("pointsRedeemed", r.points.StringFixed(3), "redemptionPurpose", r.purpose,
				"transactionNumber", r.transaction, "redemptionId", r.id, "notes", r.notes, "groupRedemption", false))
		}
		event := obj("eventLogId", b.id, "eventName", b.name, "eventDetails", details, "pointsBreakup", []object{},
			"eventReferenceId", orDefault(b.reference, "-1"), "uniqueId", scrambled(b.id, letters))
		if b.sale != nil && c.yes("getBillDetails") {
			event = event.with("billDetails", obj("type", "loyalty", "billNumber", b.sale.number, "billDate", o.ledgerTime(b.sale.at),
				"billAmount", b.sale.amount, "grossAmount", b.sale.gross, "discount", b.sale.discount, "note", b.sale.note, "source", "instore"))
		}
		events = append(events, event)
	}
	return flat(obj("events", events))
}
