package capillarytest

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

func (o *org) transactionRoutes() routes {
	return routes{
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
	}
}

// billBody is a transaction of v2.
type billBody struct {
	IdentifierType      text                 `json:"identifierType"` // with the next three in bulk only
	IdentifierValue     text                 `json:"identifierValue"`
	Source              string               `json:"source"`
	AccountID           text                 `json:"accountId"`
	Type                string               `json:"type"`
	ReturnType          string               `json:"returnType"`
	NotInterestedReason string               `json:"notInterestedReason"`
	BillNumber          text                 `json:"billNumber"`
	ID                  text                 `json:"id"`
	BillAmount          text                 `json:"billAmount"`
	GrossAmount         text                 `json:"grossAmount"`
	Discount            text                 `json:"discount"`
	BillingDate         string               `json:"billingDate"`
	PurchaseTime        string               `json:"purchaseTime"`
	Note                string               `json:"note"`
	OutlierStatus       string               `json:"outlierStatus"`
	DeliveryStatus      string               `json:"deliveryStatus"`
	Lines               list[lineBody]       `json:"lineItemsV2"`
	PaymentModes        list[map[string]any] `json:"paymentModes"`
	CustomFields        map[string]any       `json:"customFields"`
	ExtendedFields      map[string]any       `json:"extendedFields"`
	Redemptions         struct {
		Points  list[text] `json:"pointsRedemptions"`
		Coupons list[text] `json:"couponRedemptions"`
	} `json:"redemptions"`
	Attribution struct {
		CreateDate string `json:"createDate"`
		CreatedBy  struct{ Code, Type string }
	} `json:"attribution"`
}

type lineBody struct {
	ItemCode       text           `json:"itemCode"`
	Description    text           `json:"description"`
	Serial         text           `json:"serial"`
	Qty            text           `json:"qty"`
	Rate           text           `json:"rate"`
	Value          text           `json:"value"`
	Discount       text           `json:"discount"`
	Amount         text           `json:"amount"`
	Type           string         `json:"type"`
	ReturnType     string         `json:"returnType"`
	ParentNumber   text           `json:"parentBillNumber"`
	Attributes     map[string]any `json:"attributes"`
	CustomFields   map[string]any `json:"customFields"`
	ExtendedFields map[string]any `json:"extendedFields"`
}

// amounts reads numbers; the first one that is none is refused with its code.
func amounts(given map[*decimal.Decimal]text, code int) *refusal {
	for to, t := range given {
		d, ok := t.amount()
		if !ok {
			return refuse(code)
		}
		*to = d
	}
	return nil
}

func (b lineBody) line() (line, *refusal) {
	l := line{code: string(b.ItemCode), description: string(b.Description), serial: string(b.Serial), kind: strings.ToUpper(b.Type),
		returnType: strings.ToUpper(b.ReturnType), parentNumber: string(b.ParentNumber), attributes: orNone(b.Attributes),
		custom: orNone(b.CustomFields), extended: orNone(b.ExtendedFields)}
	no := amounts(map[*decimal.Decimal]text{&l.qty: b.Qty, &l.rate: b.Rate, &l.value: b.Value, &l.discount: b.Discount,
		&l.amount: b.Amount}, 601)
	if b.Qty == "" {
		l.qty = decimal.NewFromInt(1)
	}
	return l, no
}

// draft reads the transaction.
func (b billBody) draft(o *org, by till) (draft, *refusal) {
	d := draft{kind: strings.ToUpper(b.Type), returnType: strings.ToUpper(b.ReturnType), number: string(b.BillNumber), parentID: b.ID.int(),
		note: b.Note, outlier: orDefault(b.OutlierStatus, "NORMAL"), delivery: orDefault(b.DeliveryStatus,
			"DELIVERED"), source: orDefault(b.Source, "INSTORE"),
		reason: b.NotInterestedReason, custom: orNone(b.CustomFields), extended: orNone(b.ExtendedFields), by: by, needsPurchaseTime: true,
		pointIDs: stringsOf(b.Redemptions.Points), couponIDs: stringsOf(b.Redemptions.Coupons)}
	if code := b.Attribution.CreatedBy.Code; code != "" {
		d.by = o.tillNamed(b.Attribution.CreatedBy.Type, code)
	}
	d.at, _ = readV2Time(b.BillingDate)
	d.purchased, _ = readV2Time(b.PurchaseTime)
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
	return d, amounts(map[*decimal.Decimal]text{&d.amount: b.BillAmount, &d.gross: b.GrossAmount, &d.discount: b.Discount}, 601)
}

// Adding ------------------------------------------------------------------------------------------------------------------

func (o *org) addTransaction(c *call) reply {
	var in billBody
	if no := c.decode(&in); no != nil {
		return refused(no)
	}
	in.Source = c.value("source")
	b, effects, no := o.addBody(c, in, func() (*customer, *refusal) { return o.anyone(c) })
	if no != nil {
		return refused(no)
	}
	if c.yes("use_async") || c.yes("use_asynch") {
		effects = nil
	}
	return created(b.id, nil, effects)
}

// addBody adds the transaction of a body for the customer that find finds.
func (o *org) addBody(c *call, in billBody, find func() (*customer, *refusal)) (*bill, []object, *refusal) {
	d, no := in.draft(o, c.till)
	if no != nil {
		return nil, nil, no
	}
	var cu *customer
	if d.hasCustomer() {
		if cu, no = find(); no == nil {
			no = o.busy(cu)
		}
		if no != nil {
			return nil, nil, no
		}
	}
	return o.addBill(cu, d)
}

func (o *org) addTransactions(c *call) reply {
	var in list[billBody]
	if no := c.decode(&in); no != nil || len(in) == 0 {
		return refused(refuse(400))
	}
	if len(in) > maxBills {
		return refused(refuse(1060))
	}
	var items []bulkItem
	for _, body := range in {
		b, effects, no := o.addBody(c, body, func() (*customer, *refusal) {
			return o.inBulk(body.IdentifierType, body.IdentifierValue, body.Source, body.AccountID)
		})
		if no != nil {
			items = append(items, bulkItem{errors: []*refusal{no}, result: body.echo()})
			continue
		}
		items = append(items, bulkItem{id: b.id, result: body.echo().with("sideEffects", append([]object{}, effects...),
			"billingDate", o.v2Time(b.at))})
	}
	return bulk(items)
}

// inBulk finds the customer of an item.
func (o *org) inBulk(name, value text, source string, account text) (*customer, *refusal) {
	if value == "" {
		return nil, refuse(1104)
	}
	where := anywhere
	if source != "" {
		var no *refusal
		if where, no = o.placeOf(source, string(account), lookupCodes); no != nil {
			return nil, no
		}
	}
	return o.lookupOne(string(name), string(value), where)
}

// echo repeats the transaction as the reply to a list does.
func (b billBody) echo() object {
	lines := []object{}
	for _, l := range b.Lines {
		read, _ := l.line()
		lines = append(lines, obj("amount", read.amount, "itemCode", read.code, "qty", read.qty, "rate", read.rate, "returnable", true,
			"returnableDays", -1, "comboDetails", []object{}, "addOnDetails", []object{}, "splitDetails", []object{},
			"extendedFields", read.extended))
	}
	d, _ := b.BillAmount.amount()
	gross, _ := b.GrossAmount.amount()
	discount, _ := b.Discount.amount()
	out := obj("identifierType", b.IdentifierType, "identifierValue", b.IdentifierValue, "source", b.Source, "accountId", b.AccountID,
		"extendedFields", orNone(b.ExtendedFields), "deliveryStatus", orDefault(b.DeliveryStatus,
			"DELIVERED"), "type", b.Type, "billAmount", d,
		"billNumber", b.BillNumber, "discount", discount, "grossAmount", gross, "note", b.Note, "lineItemsV2", lines,
		"customFields", orNone(b.CustomFields), "notInterestedReason", b.NotInterestedReason,
		"paymentModes", append([]map[string]any{}, b.PaymentModes...),
		"useDefaultFleetGroup", false)
	if b.ReturnType != "" {
		out = out.with("returnType", b.ReturnType)
	}
	return out
}

// Updating ----------------------------------------------------------------------------------------------------------------

type billChange struct {
	IdentifierType  text           `json:"identifierType"`
	IdentifierValue text           `json:"identifierValue"`
	Source          string         `json:"source"`
	AccountID       text           `json:"accountId"`
	ID              text           `json:"id"`
	Number          text           `json:"number"`
	DeliveryStatus  string         `json:"deliveryStatus"`
	CustomFields    map[string]any `json:"customFields"`
	ExtendedFields  map[string]any `json:"extendedFields"`
	Lines           list[struct {
		ID             text           `json:"id"`
		ItemCode       text           `json:"itemCode"`
		ExtendedFields map[string]any `json:"extendedFields"`
	}] `json:"lineItems"`
}

// changeBill writes fields and the delivery status of a bill of a customer.
func (o *org) changeBill(cu *customer, in billChange) (*bill, []object, *refusal) {
	b := o.billsByID[in.ID.int()]
	if in.ID == "" {
		b = o.billByNumber(string(in.Number))
	}
	switch {
	case o.busy(cu) != nil:
		return nil, nil, refuse(521)
	case in.ID == "" && in.Number == "":
		return nil, nil, refuse(607)
	case b == nil && in.ID != "":
		return nil, nil, refuse(620)
	case b == nil:
		return nil, nil, refuse(625)
	case b.customer != cu.id && in.ID != "":
		return nil, nil, refuse(667)
	case b.customer != cu.id:
		return nil, nil, refuse(668)
	}
	changed := []object{}
	for _, change := range in.Lines {
		at := slices.IndexFunc(b.lines, func(l line) bool {
			return change.ID != "" && l.id == change.ID.int() || change.ID == "" && l.code == string(change.ItemCode)
		})
		if at < 0 {
			return nil, nil, refuse(1119)
		}
		maps.Copy(b.lines[at].extended, change.ExtendedFields)
		changed = append(changed, obj("id", b.lines[at].id, "itemCode", b.lines[at].code, "extendedFields", b.lines[at].extended))
	}
	maps.Copy(b.custom, in.CustomFields)
	maps.Copy(b.extended, in.ExtendedFields)
	b.delivery = orDefault(in.DeliveryStatus, b.delivery)
	o.happened(cu, "TransactionUpdate")
	return b, changed, nil
}

func (o *org) updateTransaction(c *call) reply {
	var in billChange
	if no := c.decode(&in); no != nil {
		return refused(no)
	}
	cu, no := o.anyone(c)
	if no != nil {
		return refused(no)
	}
	b, lines, no := o.changeBill(cu, in)
	if no != nil {
		return refused(no)
	}
	return reply{body: obj("id", b.id, "number", b.number, "type", b.kind, "customFields", b.custom, "extendedFields", b.extended,
		"lineItems", lines, "loyaltyDetails", o.programDetails(cu, o.accounts(cu)), "warnings", notices(), "errors", notices())}
}

func (o *org) updateTransactions(c *call) reply {
	var in list[billChange]
	if no := c.decode(&in); no != nil || len(in) == 0 {
		return refused(refuse(400))
	}
	if len(in) > maxBills {
		return refused(refuse(1060))
	}
	var items []bulkItem
	for _, change := range in {
		who := obj("identifierType", change.IdentifierType, "identifierValue", change.IdentifierValue, "source", change.Source)
		cu, no := o.inBulk(change.IdentifierType, change.IdentifierValue, change.Source, change.AccountID)
		var b *bill
		var lines []object
		if no == nil {
			b, lines, no = o.changeBill(cu, change)
		}
		if no != nil {
			items = append(items, bulkItem{errors: []*refusal{no}, result: obj("id", change.ID.int()).and(who)})
			continue
		}
		items = append(items, bulkItem{id: b.id, result: obj("id", b.id, "customFields", b.custom,
			"extendedFields", b.extended).and(who).with("lineItems", lines)})
	}
	return bulk(items)
}

// Reading -----------------------------------------------------------------------------------------------------------------

// getTransaction finds a transaction of one type only, REGULAR unless another is asked for.
func (o *org) getTransaction(c *call) reply {
	b := o.billByID(c.param("id"))
	if b == nil || !strings.EqualFold(b.kind, orDefault(c.value("type"), "REGULAR")) {
		return refused(refuse(620))
	}
	return flat(o.billObject(b))
}

func (o *org) getTransactionByNumber(c *call) reply {
	b := o.billByNumber(c.param("number"))
	if b == nil {
		return refused(because(688, c.param("number")+" bill number not found"))
	}
	return flat(o.billObject(b))
}

// entityOf is a till or a store as transactions show it.
func entityOf(t till, kind string) object {
	return obj("id", t.id, "code", t.code, "description", "", "name", t.code, "type", kind, "adminType", "GENERAL", "isActive", true,
		"isOuEnabled", false, "timeZoneId", -1, "currencyId", -1, "languageId", -1)
}

// billObject is a transaction as GET /v2/transactions/{id} shows it.
func (o *org) billObject(b *bill) object {
	lines, payments, basket := []object{}, []object{}, decimal.Zero
	for _, l := range b.lines {
		basket = basket.Add(l.qty)
		lines = append(lines, obj("id", l.id, "customerId", b.customer, "details", obj("amount", l.amount, "description", l.description,
			"discount", l.discount, "itemCode", l.code, "qty", l.qty, "rate", l.rate, "serial", text(orDefault(l.serial,
				"0")).int(), "value", l.value,
			"returnable", true, "returnableDays", -1, "attributes", l.attributes, "extendedFields", l.extended, "attributesSet", []object{}),
			"outlierStatus", "NORMAL", "returnDetails", obj(), "valid", true, "returnLineItemsDtos", []object{},
			"niReturnLineItemsDtos", []object{},
			"addonDetails", []object{}, "splitItemsDetails", []object{}, "niReturn", b.kind == "NOT_INTERESTED_RETURN"))
	}
	for n, p := range b.payments {
		paid, _ := p.(map[string]any)
		payments = append(payments, obj("amount", paid["value"], "attributes", []object{}, "id", b.id*10+int64(n),
			"mode", paid["mode"], "notes", paid["notes"]))
	}
	canceled := obj("canceled", b.returnedBy == "CANCELLED")
	purchases := decimal.Zero
	if cu := o.customers[b.customer]; cu != nil {
		purchases = cu.purchases
	}
	details := obj("amount", b.amount, "billingStore", entityOf(b.by, "STORE"), "billNumber", b.number, "billingTime", o.v2Time(b.at),
		"discount", b.discount, "grossAmount", b.gross, "note", b.note, "returnDetails", canceled, "niReturnDetails", obj(),
		"invalidBill", false)
	return obj("useDefaultFleetGroup", false, "attribution", obj("createDate", o.v2Time(b.added), "createdBy", entityOf(b.by, b.by.kind),
		"modifiedBy", obj(), "modifiedDate", o.v2Time(b.added)), "billDetails", details, "customFields", b.custom, "addWithLocalCurrency", false,
		"async", false, "useV2", false, "customerId", b.customer, "id", b.id, "lineItems", lines, "outlierStatus", b.outlier,
		"deliveryStatus", b.delivery, "paymentModes", payments, "type", b.kind, "source", strings.ToLower(b.source),
		"lifeTimePurchases", purchases,
		"ignorePoints", false, "extendedFields", b.extended, "autoUpdateTime", o.v2Time(b.added), "niReturnDetails", obj(), "basketSize", basket,
		"returnDetails", canceled)
}

func (o *org) transactionEarning(c *call) reply {
	b := o.billByID(c.param("id"))
	if b == nil {
		return refused(refuse(620))
	}
	points := obj("programId", o.programs[0].ID, "currentPointsSummary",
		obj("availablePoints", b.earned.Sub(b.reclaimed), "expiredPoints", 0,
			"redeemedPoints", 0, "promisedPoints", 0, "returnedPromisedPoints", 0, "returnedPoints", b.reclaimed, "promisedPointsConverted", 0),
		"issuedPointsSummary", obj("redeemablePointsIssued", b.earned, "promisedPointsIssued", 0),
		"currentPointsBreakup", obj("regularPointsInfo", nil, "promotionalPointsInfo", nil))
	out := o.billObject(b)
	details := out.get("billDetails").(object).with("pointsEarningEntities",
		obj("entityId", b.customer, "entityType", "customer", "billPoints", []object{points}))
	return flat(out.set("billDetails", details))
}

// listedBill is a transaction as GET /v2/customers/{id}/transactions shows it.
func (o *org) listedBill(b *bill, c *call) object {
	out := obj("id", b.id, "customerId", b.customer, "loyaltyLogId", b.id, "billingTime", o.v2Time(b.at), "billNumber", b.number,
		"type", b.kind)
	if b.returnType != "" {
		out = out.with("returnType", b.returnType)
	}
	out = out.with("notes", b.note, "amount", b.amount, "grossAmount", b.gross, "discount", b.discount, "outlierStatus", b.outlier)
	if c.embeds("BILL_STORE_DETAILS") {
		out = out.with("billingStore", entityOf(b.by, "STORE"))
	}
	if c.embeds("BILL_CF") {
		out = out.with("customFields", b.custom)
	}
	if c.embeds("BILL_EF") {
		out = out.with("extendedFields", b.extended)
	}
	if c.embeds("PAYMENT_MODES") {
		out = out.with("paymentModes", orEmpty(b.payments))
	}
	return out.with("warnings", notices())
}

// transactionList is the bills of a customer in a span of time, and what AddTo added.
func (o *org) transactionList(cu *customer, c *call, read func(string) (time.Time, bool), show func(*bill) object) []any {
	start, hasStart := read(orDefault(c.value("startDate"), c.value("start_date")))
	end, hasEnd := read(orDefault(c.value("endDate"), c.value("end_date")))
	var out []any
	for _, b := range o.billsOf(cu, strings.EqualFold(orDefault(c.value("sortOrder"), c.value("order")), "ASC")) {
		number, id := c.value("number"), c.value("transaction_id")
		switch {
		case hasStart && b.at.Before(start), hasEnd && b.at.After(end):
		case number != "" && number != b.number, id != "" && id != quoted(b.id):
		default:
			out = append(out, show(b))
		}
	}
	return out
}

// Other endpoints -----------------------------------------------------------------------------------------------------------

// simulateTransaction tells what a transaction would earn, and adds nothing.
func (o *org) simulateTransaction(c *call) reply {
	var in billBody
	if no := c.decode(&in); no != nil {
		return refused(no)
	}
	d, no := in.draft(o, c.till)
	if no == nil {
		no = d.check()
	}
	if no != nil {
		return refused(no)
	}
	if _, no = o.anyone(c); no != nil {
		return refused(no)
	}
	p, raw := o.programs[0], earnedBy(d.whatIsBought())
	earned := obj("value", raw.Floor(), "expiresOn", o.v2Time(o.yearsFromNow(1)), "programId", p.ID, "programName", p.Name,
		"expiryType", "fixed")
	points := obj("regular", []object{earned}, "promo", []object{}, "promised", []object{})
	details := obj("type", "loyalty", "billNumber", d.number, "grossAmount", d.gross, "discount", d.discount,
		"billAmount", d.amount, "note", d.note,
		"billDate", o.v2Time(o.orNow(d.at)), "pointsEarned", points, "lineItems", []object{}, "customFields", []object{},
		"extendedFields", []object{}, "paymentModes", []object{})
	return reply{body: obj("warnings", notices(), "errors", notices(),
		"simulatedPointsBreakup", obj("eventLogId", -1, "eventName", "TransactionAdd",
			"eventDetails", obj("eventTime", o.v2Time(o.now()), "tillId", c.till.id), "billDetails", details, "pointInTimeSlabs", []object{}),
		"sideEffects", []object{obj("entityType", "USER", "rawAwardedPoints", raw, "awardedPoints", raw.IntPart(), "type", "points")})}
}

func (o *org) evaluationLog(c *call) reply {
	var in struct {
		Search struct {
			TransactionNumber, TransactionID text
		}
	}
	if no := c.decode(&in); no != nil {
		return refused(no)
	}
	b := o.billByNumber(string(in.Search.TransactionNumber))
	if b == nil {
		return refused(refuse(1117))
	}
	return flat(obj("id", quoted(b.id), "eventName", "TransactionAdd", "date", o.v2Time(b.added), "customerId", b.customer,
		"orgId", o.orgID,
		"transactionId", b.id, "uniqueId", scrambled(b.id, letters), "requestId", "", "hostName", "capillarytest", "evaluationTree",
		"", "effects", []object{}))
}

// rejectedTransactions are none: what this organisation refuses it does not queue.
func (o *org) rejectedTransactions(c *call) reply {
	return page([]object{}, c.number("limit", 10), c.number("offset", 0), 0)
}

func (o *org) retrigger(*call) reply {
	return flat(obj("retriggerId", 1, "status", obj("fixed", 0, "partiallyFixed", 0, "total", 0)))
}

func (o *org) markFailed(*call) reply { return flat(obj("result", true)) }

// maxTransactions is the longest page of transactions.
const maxTransactions = 1000

func (o *org) customerTransactions(c *call) reply {
	found, no := o.customerOf(c)
	if no != nil {
		return refused(no)
	}
	if c.number("limit", 0) > maxTransactions {
		return refused(refuse(1109))
	}
	all := o.transactionList(found, c, readV2Time, func(b *bill) object { return o.listedBill(b, c) })
	all = orEmpty(append(all, found.lists[ListTransactions]...))
	part, limit, offset := cut(c, all, 20)
	r := page(part, limit, offset, len(all))
	r.body = r.body.(object).set("pagination", obj("limit", limit, "offset", offset, "sortBy", "BILLING_TIME",
		"sortOrder", strings.ToUpper(orDefault(c.value("sortOrder"), "DESC")), "total", len(all)))
	return r
}
