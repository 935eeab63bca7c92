package transaction

import (
	"maps"
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

func (o *State) transactionRoutes() kernel.Routes {
	return kernel.Routes{
		"POST /v2/transactions":                                          o.addTransaction,
		"PUT /v2/transactions":                                           o.updateTransaction,
		"POST /v2/transactions/bulk":                                     o.addTransactions,
		"PUT /v2/transactions/bulk":                                      o.updateTransactions,
		"GET /v2/transactions/{id}":                                      o.getTransaction,
		"GET /v2/transactions/getByBillNumber/{number}":                  o.getTransactionByNumber,
		"GET /v2/earning/{id}":                                           o.transactionEarning,
		"POST /v2/simulation/transactions":                               o.simulateTransaction,
		"POST /v2/transactions/searchEvaluationLog":                      o.evaluationLog,
		"GET /v2/organization/rejectedTransactions":                      o.rejectedTransactions,
		"POST /v2/organization/rejectedTransactions/retrigger":           o.retrigger,
		"GET /v2/organization/rejectedTransactions/retriggerStatus/{id}": o.retrigger,
		"PUT /v2/organization/rejectedTransactions/markFailed":           o.markFailed,
		"GET /v2/customers/{id}/transactions":                            o.customerTransactions,
		"GET /v2/customers/lookup/transactions":                          o.customerTransactions,
	}
}

// billBody is a transaction of v2.
type billBody struct {
	IdentifierType      wire.Text                 `json:"identifierType"` // with the next three in bulk only
	IdentifierValue     wire.Text                 `json:"identifierValue"`
	Source              string                    `json:"source"`
	AccountID           wire.Text                 `json:"accountId"`
	Type                string                    `json:"type"`
	ReturnType          string                    `json:"returnType"`
	NotInterestedReason string                    `json:"notInterestedReason"`
	BillNumber          wire.Text                 `json:"billNumber"`
	ID                  wire.Text                 `json:"id"`
	BillAmount          wire.Text                 `json:"billAmount"`
	GrossAmount         wire.Text                 `json:"grossAmount"`
	Discount            wire.Text                 `json:"discount"`
	BillingDate         string                    `json:"billingDate"`
	PurchaseTime        string                    `json:"purchaseTime"`
	Note                string                    `json:"note"`
	OutlierStatus       string                    `json:"outlierStatus"`
	DeliveryStatus      string                    `json:"deliveryStatus"`
	Lines               wire.List[lineBody]       `json:"lineItemsV2"`
	PaymentModes        wire.List[map[string]any] `json:"paymentModes"`
	CustomFields        map[string]any            `json:"customFields"`
	ExtendedFields      map[string]any            `json:"extendedFields"`
	Redemptions         struct {
		Points  wire.List[wire.Text] `json:"pointsRedemptions"`
		Coupons wire.List[wire.Text] `json:"couponRedemptions"`
	} `json:"redemptions"`
	Attribution struct {
		CreateDate string `json:"createDate"`
		CreatedBy  struct{ Code, Type string }
	} `json:"attribution"`
}

type lineBody struct {
	ItemCode       wire.Text      `json:"itemCode"`
	Description    wire.Text      `json:"description"`
	Serial         wire.Text      `json:"serial"`
	Qty            wire.Text      `json:"qty"`
	Rate           wire.Text      `json:"rate"`
	Value          wire.Text      `json:"value"`
	Discount       wire.Text      `json:"discount"`
	Amount         wire.Text      `json:"amount"`
	Type           string         `json:"type"`
	ReturnType     string         `json:"returnType"`
	ParentNumber   wire.Text      `json:"parentBillNumber"`
	Attributes     map[string]any `json:"attributes"`
	CustomFields   map[string]any `json:"customFields"`
	ExtendedFields map[string]any `json:"extendedFields"`
}

// amounts reads numbers; the first one that is none is refused with its code.
func amounts(given map[*decimal.Decimal]wire.Text, code int) *reply.Refusal {
	for to, t := range given {
		d, ok := t.Amount()
		if !ok {
			return refuse(code)
		}
		*to = d
	}
	return nil
}

func (b lineBody) line() (line, *reply.Refusal) {
	l := line{code: string(b.ItemCode), description: string(b.Description), serial: string(b.Serial), kind: strings.ToUpper(b.Type),
		returnType: strings.ToUpper(b.ReturnType), parentNumber: string(b.ParentNumber), attributes: wire.OrNone(b.Attributes),
		custom: wire.OrNone(b.CustomFields), extended: wire.OrNone(b.ExtendedFields)}
	no := amounts(map[*decimal.Decimal]wire.Text{&l.qty: b.Qty, &l.rate: b.Rate, &l.value: b.Value, &l.discount: b.Discount,
		&l.amount: b.Amount}, 601)
	if b.Qty == "" {
		l.qty = decimal.NewFromInt(1)
	}
	return l, no
}

// draft reads the transaction.
func (b billBody) draft(o *State, by kernel.Till) (draft, *reply.Refusal) {
	d := draft{kind: strings.ToUpper(b.Type), returnType: strings.ToUpper(b.ReturnType), number: string(b.BillNumber),
		parentID: b.ID.Int(),
		note:     b.Note, outlier: wire.OrDefault(b.OutlierStatus, "NORMAL"), delivery: wire.OrDefault(b.DeliveryStatus,
			"DELIVERED"), source: wire.OrDefault(b.Source, "INSTORE"),
		reason: b.NotInterestedReason, custom: wire.OrNone(b.CustomFields), extended: wire.OrNone(b.ExtendedFields), by: by, needsPurchaseTime: true,
		pointIDs: wire.StringsOf(b.Redemptions.Points), couponIDs: wire.StringsOf(b.Redemptions.Coupons)}
	if code := b.Attribution.CreatedBy.Code; code != "" {
		d.by = o.TillNamed(b.Attribution.CreatedBy.Type, code)
	}
	d.at, _ = kernel.ReadV2Time(b.BillingDate)
	d.purchased, _ = kernel.ReadV2Time(b.PurchaseTime)
	for _, p := range b.PaymentModes {
		d.payments = append(d.payments, p)
	}
	for _, body := range b.Lines {
		l, no := body.line()
		if no != nil {
			return d, no
		}
		d.lines = append(d.lines, l)
	}
	if b.BillAmount == "" && !d.isReturn() {
		return d, refuse(601)
	}
	return d, amounts(map[*decimal.Decimal]wire.Text{&d.amount: b.BillAmount, &d.gross: b.GrossAmount, &d.discount: b.Discount}, 601)
}

// Adding ------------------------------------------------------------------------------------------------------------------

func (o *State) addTransaction(c *kernel.Call) reply.Reply {
	var in billBody
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	in.Source = c.Value("source")
	b, effects, no := o.addBody(c, in, func() (*people.Customer, *reply.Refusal) { return o.Anyone(c) })
	if no != nil {
		return reply.Refused(no)
	}
	if c.Yes("use_async") || c.Yes("use_asynch") {
		effects = nil
	}
	return reply.Created(b.id, nil, effects)
}

// addBody adds the transaction of a body for the customer that find finds.
func (o *State) addBody(c *kernel.Call, in billBody, find func() (*people.Customer, *reply.Refusal)) (*bill, []wire.Object,
	*reply.Refusal) {
	d, no := in.draft(o, c.Till)
	if no != nil {
		return nil, nil, no
	}
	var cu *people.Customer
	if d.hasCustomer() {
		if cu, no = find(); no == nil {
			no = o.Busy(cu)
		}
		if no != nil {
			return nil, nil, no
		}
	}
	return o.addBill(cu, d)
}

func (o *State) addTransactions(c *kernel.Call) reply.Reply {
	var in wire.List[billBody]
	if no := c.Decode(&in); no != nil || len(in) == 0 {
		return reply.Refused(refuse(400))
	}
	if len(in) > maxBills {
		return reply.Refused(refuse(1060))
	}
	var items []reply.BulkItem
	for _, body := range in {
		b, effects, no := o.addBody(c, body, func() (*people.Customer, *reply.Refusal) {
			return o.inBulk(body.IdentifierType, body.IdentifierValue, body.Source, body.AccountID)
		})
		if no != nil {
			items = append(items, reply.BulkItem{Errors: []*reply.Refusal{no}, Result: body.echo()})
			continue
		}
		items = append(items, reply.BulkItem{ID: b.id, Result: body.echo().With("sideEffects", append([]wire.Object{}, effects...),
			"billingDate", o.V2Time(b.at))})
	}
	return reply.Bulk(items)
}

// inBulk finds the customer of an item.
func (o *State) inBulk(name, value wire.Text, source string, account wire.Text) (*people.Customer, *reply.Refusal) {
	if value == "" {
		return nil, refuse(1104)
	}
	where := people.Anywhere
	if source != "" {
		var no *reply.Refusal
		if where, no = o.PlaceOf(source, string(account), people.LookupCodes); no != nil {
			return nil, no
		}
	}
	return o.LookupOne(string(name), string(value), where)
}

// echo repeats the transaction as the reply to a list does.
func (b billBody) echo() wire.Object {
	lines := []wire.Object{}
	for _, l := range b.Lines {
		read, _ := l.line()
		lines = append(lines, wire.Obj("amount", read.amount, "itemCode", read.code, "qty", read.qty, "rate", read.rate,
			"returnable", true,
			"returnableDays", -1, "comboDetails", []wire.Object{}, "addOnDetails", []wire.Object{}, "splitDetails", []wire.Object{},
			"extendedFields", read.extended))
	}
	d, _ := b.BillAmount.Amount()
	gross, _ := b.GrossAmount.Amount()
	discount, _ := b.Discount.Amount()
	out := wire.Obj("identifierType", b.IdentifierType, "identifierValue", b.IdentifierValue, "source", b.Source, "accountId",
		b.AccountID,
		"extendedFields", wire.OrNone(b.ExtendedFields), "deliveryStatus", wire.OrDefault(b.DeliveryStatus,
			"DELIVERED"), "type", b.Type, "billAmount", d,
		"billNumber", b.BillNumber, "discount", discount, "grossAmount", gross, "note", b.Note, "lineItemsV2", lines,
		"customFields", wire.OrNone(b.CustomFields), "notInterestedReason", b.NotInterestedReason,
		"paymentModes", append([]map[string]any{}, b.PaymentModes...),
		"useDefaultFleetGroup", false)
	if b.ReturnType != "" {
		out = out.With("returnType", b.ReturnType)
	}
	return out
}

// Updating ----------------------------------------------------------------------------------------------------------------

type billChange struct {
	IdentifierType  wire.Text      `json:"identifierType"`
	IdentifierValue wire.Text      `json:"identifierValue"`
	Source          string         `json:"source"`
	AccountID       wire.Text      `json:"accountId"`
	ID              wire.Text      `json:"id"`
	Number          wire.Text      `json:"number"`
	DeliveryStatus  string         `json:"deliveryStatus"`
	CustomFields    map[string]any `json:"customFields"`
	ExtendedFields  map[string]any `json:"extendedFields"`
	Lines           wire.List[struct {
		ID             wire.Text      `json:"id"`
		ItemCode       wire.Text      `json:"itemCode"`
		ExtendedFields map[string]any `json:"extendedFields"`
	}] `json:"lineItems"`
}

// changeBill writes fields and the delivery status of a bill of a customer.
func (o *State) changeBill(cu *people.Customer, in billChange) (*bill, []wire.Object, *reply.Refusal) {
	b := o.billsByID[in.ID.Int()]
	if in.ID == "" {
		b = o.billByNumber(string(in.Number))
	}
	switch {
	case o.Busy(cu) != nil:
		return nil, nil, refuse(521)
	case in.ID == "" && in.Number == "":
		return nil, nil, refuse(607)
	case b == nil && in.ID != "":
		return nil, nil, refuse(620)
	case b == nil:
		return nil, nil, refuse(625)
	case b.customer != cu.ID && in.ID != "":
		return nil, nil, refuse(667)
	case b.customer != cu.ID:
		return nil, nil, refuse(668)
	}
	changed := []wire.Object{}
	for _, change := range in.Lines {
		at := slices.IndexFunc(b.lines, func(l line) bool {
			return change.ID != "" && l.id == change.ID.Int() || change.ID == "" && l.code == string(change.ItemCode)
		})
		if at < 0 {
			return nil, nil, refuse(1119)
		}
		maps.Copy(b.lines[at].extended, change.ExtendedFields)
		changed = append(changed, wire.Obj("id", b.lines[at].id, "itemCode", b.lines[at].code, "extendedFields", b.lines[at].extended))
	}
	maps.Copy(b.custom, in.CustomFields)
	maps.Copy(b.extended, in.ExtendedFields)
	b.delivery = wire.OrDefault(in.DeliveryStatus, b.delivery)
	o.Happened(cu, "TransactionUpdate")
	return b, changed, nil
}

func (o *State) updateTransaction(c *kernel.Call) reply.Reply {
	var in billChange
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	cu, no := o.Anyone(c)
	if no != nil {
		return reply.Refused(no)
	}
	b, lines, no := o.changeBill(cu, in)
	if no != nil {
		return reply.Refused(no)
	}
	return reply.Reply{Body: wire.Obj("id", b.id, "number", b.number, "type", b.kind, "customFields", b.custom,
		"extendedFields", b.extended,
		"lineItems", lines, "loyaltyDetails", o.ProgramDetails(cu,
			o.Accounts(cu)), "warnings", reply.Notices(), "errors", reply.Notices())}
}

func (o *State) updateTransactions(c *kernel.Call) reply.Reply {
	var in wire.List[billChange]
	if no := c.Decode(&in); no != nil || len(in) == 0 {
		return reply.Refused(refuse(400))
	}
	if len(in) > maxBills {
		return reply.Refused(refuse(1060))
	}
	var items []reply.BulkItem
	for _, change := range in {
		who := wire.Obj("identifierType", change.IdentifierType, "identifierValue", change.IdentifierValue, "source", change.Source)
		cu, no := o.inBulk(change.IdentifierType, change.IdentifierValue, change.Source, change.AccountID)
		var b *bill
		var lines []wire.Object
		if no == nil {
			b, lines, no = o.changeBill(cu, change)
		}
		if no != nil {
			items = append(items, reply.BulkItem{Errors: []*reply.Refusal{no}, Result: wire.Obj("id", change.ID.Int()).And(who)})
			continue
		}
		items = append(items, reply.BulkItem{ID: b.id, Result: wire.Obj("id", b.id, "customFields", b.custom,
			"extendedFields", b.extended).And(who).With("lineItems", lines)})
	}
	return reply.Bulk(items)
}

// Reading -----------------------------------------------------------------------------------------------------------------

// getTransaction finds a transaction of one type only, REGULAR unless another is asked for.
func (o *State) getTransaction(c *kernel.Call) reply.Reply {
	b := o.billByID(c.Param("id"))
	if b == nil || !strings.EqualFold(b.kind, wire.OrDefault(c.Value("type"), "REGULAR")) {
		return reply.Refused(refuse(620))
	}
	return reply.Flat(o.billObject(b))
}

func (o *State) getTransactionByNumber(c *kernel.Call) reply.Reply {
	b := o.billByNumber(c.Param("number"))
	if b == nil {
		return reply.Refused(reply.Because(688, c.Param("number")+" bill number not found"))
	}
	return reply.Flat(o.billObject(b))
}

// entityOf is a till or a store as transactions show it.
func entityOf(t kernel.Till, kind string) wire.Object {
	return wire.Obj("id", t.ID, "code", t.Code, "description", "", "name", t.Code, "type", kind, "adminType", "GENERAL",
		"isActive", true,
		"isOuEnabled", false, "timeZoneId", -1, "currencyId", -1, "languageId", -1)
}

// billObject is a transaction as GET /v2/transactions/{id} shows it.
func (o *State) billObject(b *bill) wire.Object {
	lines, payments, basket := []wire.Object{}, []wire.Object{}, decimal.Zero
	for _, l := range b.lines {
		basket = basket.Add(l.qty)
		lines = append(lines, wire.Obj("id", l.id, "customerId", b.customer, "details",
			wire.Obj("amount", l.amount, "description", l.description,
				"discount", l.discount, "itemCode", l.code, "qty", l.qty, "rate", l.rate, "serial", wire.Text(wire.OrDefault(l.serial,
					"0")).Int(), "value", l.value,
				"returnable", true, "returnableDays", -1, "attributes", l.attributes, "extendedFields", l.extended, "attributesSet", []wire.Object{}),
			"outlierStatus", "NORMAL", "returnDetails", wire.Obj(), "valid", true, "returnLineItemsDtos", []wire.Object{},
			"niReturnLineItemsDtos", []wire.Object{},
			"addonDetails", []wire.Object{}, "splitItemsDetails", []wire.Object{}, "niReturn", b.kind == "NOT_INTERESTED_RETURN"))
	}
	for n, p := range b.payments {
		paid, _ := p.(map[string]any)
		payments = append(payments, wire.Obj("amount", paid["value"], "attributes", []wire.Object{}, "id", b.id*10+int64(n),
			"mode", paid["mode"], "notes", paid["notes"]))
	}
	canceled := wire.Obj("canceled", b.returnedBy == "CANCELLED")
	purchases := decimal.Zero
	if cu := o.Customers[b.customer]; cu != nil {
		purchases = cu.Purchases
	}
	details := wire.Obj("amount", b.amount, "billingStore", entityOf(b.by, "STORE"), "billNumber", b.number, "billingTime",
		o.V2Time(b.at),
		"discount", b.discount, "grossAmount", b.gross, "note", b.note, "returnDetails", canceled, "niReturnDetails", wire.Obj(),
		"invalidBill", false)
	return wire.Obj("useDefaultFleetGroup", false, "attribution", wire.Obj("createDate", o.V2Time(b.added), "createdBy",
		entityOf(b.by, b.by.Kind),
		"modifiedBy", wire.Obj(), "modifiedDate", o.V2Time(b.added)), "billDetails", details, "customFields", b.custom, "addWithLocalCurrency", false,
		"async", false, "useV2", false, "customerId", b.customer, "id", b.id, "lineItems", lines, "outlierStatus", b.outlier,
		"deliveryStatus", b.delivery, "paymentModes", payments, "type", b.kind, "source", strings.ToLower(b.source),
		"lifeTimePurchases", purchases,
		"ignorePoints", false, "extendedFields", b.extended, "autoUpdateTime", o.V2Time(b.added), "niReturnDetails", wire.Obj(), "basketSize", basket,
		"returnDetails", canceled)
}

func (o *State) transactionEarning(c *kernel.Call) reply.Reply {
	b := o.billByID(c.Param("id"))
	if b == nil {
		return reply.Refused(refuse(620))
	}
	points := wire.Obj("programId", o.Programs[0].ID, "currentPointsSummary",
		wire.Obj("availablePoints", b.earned.Sub(b.reclaimed), "expiredPoints", 0,
			"redeemedPoints", 0, "promisedPoints", 0, "returnedPromisedPoints", 0, "returnedPoints", b.reclaimed, "promisedPointsConverted", 0),
		"issuedPointsSummary", wire.Obj("redeemablePointsIssued", b.earned, "promisedPointsIssued", 0),
		"currentPointsBreakup", wire.Obj("regularPointsInfo", nil, "promotionalPointsInfo", nil))
	out := o.billObject(b)
	details := out.Get("billDetails").(wire.Object).With("pointsEarningEntities",
		wire.Obj("entityId", b.customer, "entityType", "customer", "billPoints", []wire.Object{points}))
	return reply.Flat(out.Set("billDetails", details))
}

// listedBill is a transaction as GET /v2/customers/{id}/transactions shows it.
func (o *State) listedBill(b *bill, c *kernel.Call) wire.Object {
	out := wire.Obj("id", b.id, "customerId", b.customer, "loyaltyLogId", b.id, "billingTime", o.V2Time(b.at), "billNumber", b.number,
		"type", b.kind)
	if b.returnType != "" {
		out = out.With("returnType", b.returnType)
	}
	out = out.With("notes", b.note, "amount", b.amount, "grossAmount", b.gross, "discount", b.discount, "outlierStatus", b.outlier)
	if c.Embeds("BILL_STORE_DETAILS") {
		out = out.With("billingStore", entityOf(b.by, "STORE"))
	}
	if c.Embeds("BILL_CF") {
		out = out.With("customFields", b.custom)
	}
	if c.Embeds("BILL_EF") {
		out = out.With("extendedFields", b.extended)
	}
	if c.Embeds("PAYMENT_MODES") {
		out = out.With("paymentModes", wire.OrEmpty(b.payments))
	}
	return out.With("warnings", reply.Notices())
}

// transactionList is the bills of a customer in a span of time, and what AddTo added.
func (o *State) transactionList(cu *people.Customer, c *kernel.Call, read func(string) (time.Time, bool),
	show func(*bill) wire.Object) []any {
	start, hasStart := read(wire.OrDefault(c.Value("startDate"), c.Value("start_date")))
	end, hasEnd := read(wire.OrDefault(c.Value("endDate"), c.Value("end_date")))
	var out []any
	for _, b := range o.billsOf(cu, strings.EqualFold(wire.OrDefault(c.Value("sortOrder"), c.Value("order")), "ASC")) {
		number, id := c.Value("number"), c.Value("transaction_id")
		switch {
		case hasStart && b.at.Before(start), hasEnd && b.at.After(end):
		case number != "" && number != b.number, id != "" && id != wire.Quoted(b.id):
		default:
			out = append(out, show(b))
		}
	}
	return out
}

// Other endpoints -----------------------------------------------------------------------------------------------------------

// simulateTransaction tells what a transaction would earn, and adds nothing.
func (o *State) simulateTransaction(c *kernel.Call) reply.Reply {
	var in billBody
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	d, no := in.draft(o, c.Till)
	if no == nil {
		no = d.check()
	}
	if no != nil {
		return reply.Refused(no)
	}
	if _, no = o.Anyone(c); no != nil {
		return reply.Refused(no)
	}
	p, raw := o.Programs[0], ledger.EarnedBy(d.whatIsBought())
	earned := wire.Obj("value", raw.Floor(), "expiresOn", o.V2Time(o.YearsFromNow(1)), "programId", p.ID, "programName", p.Name,
		"expiryType", "fixed")
	points := wire.Obj("regular", []wire.Object{earned}, "promo", []wire.Object{}, "promised", []wire.Object{})
	details := wire.Obj("type", "loyalty", "billNumber", d.number, "grossAmount", d.gross, "discount", d.discount,
		"billAmount", d.amount, "note", d.note,
		"billDate", o.V2Time(o.orNow(d.at)), "pointsEarned", points, "lineItems", []wire.Object{}, "customFields", []wire.Object{},
		"extendedFields", []wire.Object{}, "paymentModes", []wire.Object{})
	return reply.Reply{Body: wire.Obj("warnings", reply.Notices(), "errors", reply.Notices(),
		"simulatedPointsBreakup", wire.Obj("eventLogId", -1, "eventName", "TransactionAdd",
			"eventDetails", wire.Obj("eventTime", o.V2Time(o.Now()), "tillId",
				c.Till.ID), "billDetails", details, "pointInTimeSlabs", []wire.Object{}),
		"sideEffects", []wire.Object{wire.Obj("entityType", "USER", "rawAwardedPoints", raw, "awardedPoints", raw.IntPart(),
			"type", "points")})}
}

func (o *State) evaluationLog(c *kernel.Call) reply.Reply {
	var in struct {
		Search struct {
			TransactionNumber, TransactionID wire.Text
		}
	}
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	b := o.billByNumber(string(in.Search.TransactionNumber))
	if b == nil {
		return reply.Refused(refuse(1117))
	}
	return reply.Flat(wire.Obj("id", wire.Quoted(b.id), "eventName", "TransactionAdd", "date", o.V2Time(b.added), "customerId",
		b.customer,
		"orgId", o.ID,
		"transactionId", b.id, "uniqueId", kernel.Scrambled(b.id,
			kernel.Letters), "requestId", "", "hostName", "capillarytest", "evaluationTree",
		"", "effects", []wire.Object{}))
}

// rejectedTransactions are none: what this organisation refuses it does not queue.
func (o *State) rejectedTransactions(c *kernel.Call) reply.Reply {
	return reply.Page([]wire.Object{}, c.Number("limit", 10), c.Number("offset", 0), 0)
}

func (o *State) retrigger(*kernel.Call) reply.Reply {
	return reply.Flat(wire.Obj("retriggerId", 1, "status", wire.Obj("fixed", 0, "partiallyFixed", 0, "total", 0)))
}

func (o *State) markFailed(*kernel.Call) reply.Reply { return reply.Flat(wire.Obj("result", true)) }

// maxTransactions is the longest page of transactions.
const maxTransactions = 1000

func (o *State) customerTransactions(c *kernel.Call) reply.Reply {
	found, no := o.CustomerOf(c)
	if no != nil {
		return reply.Refused(no)
	}
	if c.Number("limit", 0) > maxTransactions {
		return reply.Refused(refuse(1109))
	}
	all := o.transactionList(found, c, kernel.ReadV2Time, func(b *bill) wire.Object { return o.listedBill(b, c) })
	all = wire.OrEmpty(append(all, found.Lists[people.ListTransactions]...))
	part, limit, offset := kernel.Cut(c, all, 20)
	r := reply.Page(part, limit, offset, len(all))
	r.Body = r.Body.(wire.Object).Set("pagination", wire.Obj("limit", limit, "offset", offset, "sortBy", "BILLING_TIME",
		"sortOrder", strings.ToUpper(wire.OrDefault(c.Value("sortOrder"), "DESC")), "total", len(all)))
	return r
}
