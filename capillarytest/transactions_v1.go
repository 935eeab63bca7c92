package capillarytest

import (
	"encoding/json"
	"maps"
	"strings"

	"github.com/shopspring/decimal"
)

func (o *org) transactionV1Routes() routes {
	return routes{
		"POST /v1.1/transaction/add":                     o.addTransactionsV1,
		"POST /v1.1/transaction/add_with_local_currency": o.addTransactionsV1,
		"POST /v1.1/transaction/update":                  o.updateTransactionsV1,
		"GET /v1.1/transaction/get":                      o.getTransactionsV1,
		"GET /v1.1/customer/transactions":                o.transactionsV1,
	}
}

// billV1 is an item of transaction/add and transaction/update.
type billV1 struct {
	ID             text       `json:"id"`
	Type           string     `json:"type"`
	ReturnType     string     `json:"return_type"`
	Number         text       `json:"number"`
	Parent         text       `json:"parent_bill_number"`
	ClientID       text       `json:"bill_client_id"`
	Amount         text       `json:"amount"`
	Gross          text       `json:"gross_amount"`
	Discount       text       `json:"discount"`
	BillingTime    string     `json:"billing_time"`
	PurchaseTime   string     `json:"purchase_time"`
	Notes          text       `json:"notes"`
	Outlier        string     `json:"outlier_status"`
	Delivery       string     `json:"delivery_status"`
	Source         string     `json:"source"`
	Reason         text       `json:"not_interested_reason"`
	Customer       customerV1 `json:"customer"`
	Custom         pairsV1    `json:"custom_fields"`
	Extended       pairsV1    `json:"extended_fields"`
	OldType        string     `json:"old_type"`
	NewType        string     `json:"new_type"`
	PointsRedeemed list[text] `json:"pointsRedemptions"`
	CouponRedeemed list[text] `json:"couponRedemptions"`
	Redemptions    struct {
		Points  idsV1 `json:"points_redemptions"`
		Coupons idsV1 `json:"coupon_redemptions"`
	} `json:"redemptions"`
	LineItems struct {
		LineItem list[lineV1] `json:"line_item"`
	} `json:"line_items"`
	Payments struct {
		Payment list[map[string]any] `json:"payment"`
	} `json:"payment_details"`
}

// idsV1 is {"id":["1"]}; an empty one may be a list.
type idsV1 []string

func (i *idsV1) UnmarshalJSON(b []byte) error {
	var in struct {
		ID list[text] `json:"id"`
	}
	if len(b) > 0 && b[0] == '{' {
		if err := json.Unmarshal(b, &in); err != nil {
			return err
		}
	} else {
		var bare list[text]
		if err := json.Unmarshal(b, &bare); err != nil {
			return err
		}
		in.ID = bare
	}
	*i = stringsOf(in.ID)
	return nil
}

type lineV1 struct {
	Serial      text    `json:"serial"`
	ItemCode    text    `json:"item_code"`
	Description text    `json:"description"`
	Qty         text    `json:"qty"`
	Rate        text    `json:"rate"`
	Value       text    `json:"value"`
	Discount    text    `json:"discount"`
	Amount      text    `json:"amount"`
	Type        string  `json:"type"`
	ReturnType  string  `json:"return_type"`
	Parent      text    `json:"parent_bill_number"`
	Extended    pairsV1 `json:"extended_fields"`
}

// draft reads the transaction.
func (v billV1) draft(o *org, by till) (draft, *refusal) {
	d := draft{kind: strings.ToUpper(v.Type), returnType: strings.ToUpper(v.ReturnType), number: string(v.Number),
		parentNumber: string(v.Parent),
		parentID:     v.ID.int(), note: string(v.Notes), outlier: orDefault(v.Outlier, "NORMAL"), delivery: orDefault(v.Delivery, "DELIVERED"),
		source: orDefault(v.Source, "instore"), reason: string(v.Reason), custom: v.Custom.values(), extended: v.Extended.values(), by: by,
		pointIDs: append(stringsOf(v.PointsRedeemed), v.Redemptions.Points...), couponIDs: append(stringsOf(v.CouponRedeemed),
			v.Redemptions.Coupons...)}
	d.at, _ = o.readV1Time(v.BillingTime)
	d.purchased, _ = o.readV1Time(v.PurchaseTime)
	for _, p := range v.Payments.Payment {
		d.payments = append(d.payments, p)
	}
	for _, body := range v.LineItems.LineItem {
		l, no := lineBody{ItemCode: body.ItemCode, Description: body.Description, Serial: body.Serial, Qty: body.Qty,
			Rate: body.Rate, Value: body.Value,
			Discount: body.Discount, Amount: body.Amount, Type: body.Type, ReturnType: body.ReturnType, ParentNumber: body.Parent,
			ExtendedFields: body.Extended.values()}.line()
		if no != nil {
			return d, no
		}
		d.lines = append(d.lines, l)
	}
	if v.Amount == "" && !d.isReturn() {
		return d, refuse(601)
	}
	return d, amounts(map[*decimal.Decimal]text{&d.amount: v.Amount, &d.gross: v.Gross, &d.discount: v.Discount}, 601)
}

// billCodesV1 are the codes of v1.1 for those of v2.
var billCodesV1 = map[int]int{690: 605, 660: 688, 1015: 606, 1012: 611}

func billRefusalV1(no *refusal) *refusal {
	if code, ok := billCodesV1[no.code]; ok {
		return because(code, map[int]string{605: "Invalid transaction type", 688: "No matching line-item found for return",
			606: "Customer identifier is not passed", 611: "Customer not found"}[code])
	}
	return no
}

// billsV1 reads the items of a request, under root or bare as one documented sample has it.
func billsV1(c *call) ([]billV1, *refusal) {
	var in struct {
		Root struct {
			Transaction list[billV1] `json:"transaction"`
		} `json:"root"`
		Transaction list[billV1] `json:"transaction"`
	}
	no := c.decode(&in)
	items := append(in.Root.Transaction, in.Transaction...)
	switch {
	case no != nil || len(items) == 0:
		return nil, refuse(400)
	case len(items) > maxBills:
		return nil, refuse(672)
	}
	return items, nil
}

func (o *org) addTransactionsV1(c *call) reply {
	in, no := billsV1(c)
	if no != nil {
		return v1Failed(no)
	}
	var items []v1Item
	for _, v := range in {
		items = append(items, o.addTransactionV1(c, v))
	}
	return v1Items("transactions", "transaction", false, items...)
}

func (o *org) addTransactionV1(c *call, v billV1) v1Item {
	fail := func(no *refusal) v1Item {
		return v1Refused(obj("id", -1, "number", v.Number, "bill_client_id", v.ClientID, "type", strings.ToUpper(v.Type),
			"customer", v.Customer.object()), billRefusalV1(no))
	}
	d, no := v.draft(o, c.till)
	if no == nil {
		no = d.check()
	}
	if no != nil {
		return fail(no)
	}
	var cu *customer
	if d.hasCustomer() {
		if cu, no = o.customerOfBillV1(c, v, d); no != nil {
			return fail(no)
		}
	}
	b, effects, no := o.addBill(cu, d)
	if no != nil {
		return fail(no)
	}
	fields := obj("id", b.id, "shipping_source_till_code", "", "number", b.number, "bill_client_id", v.ClientID, "type", b.kind,
		"delivery_status", b.delivery, "parent_bill_number", v.Parent, "outlier_status", b.outlier)
	if cu != nil {
		fields = fields.with("customer", o.customerOnBillV1(cu))
	}
	effect := []object{}
	for _, e := range effects {
		effect = append(effect, obj("type", "points", "awarded_points", quoted(e.get("awardedPoints"))))
	}
	fields = fields.with("side_effects", obj("effect", effect), "source", b.source)
	if b.isReturn() {
		balance := decimal.Zero
		if cu != nil {
			balance = o.main(cu).balance()
		}
		fields = fields.with("points_deducted", b.taken.String(), "points_balance", balance.String())
	}
	return v1Done(fields, 600, "Transaction added successfully")
}

// customerOfBillV1 finds the customer of a transaction, or registers one: as documented, unless the bill is refused anyway.
func (o *org) customerOfBillV1(c *call, v billV1, d draft) (*customer, *refusal) {
	cu, no := o.whoV1(v.Customer.whoV1)
	if no == nil || no.code != 1012 || d.isReturn() || v.Customer.ID != "" {
		return cu, no
	}
	if o.billNamed(d) != nil {
		return nil, refuse(604)
	}
	cu, _, no = o.register(v.Customer.body(), c.till)
	return cu, no
}

// customerOnBillV1 is the customer as transaction/add shows it.
func (o *org) customerOnBillV1(cu *customer) object {
	p, main := o.profileV1(cu), o.main(cu)
	return obj("user_id", quoted(cu.id), "mobile", cu.identifier("mobile"), "firstname", p.firstName, "lastname", p.lastName,
		"email", cu.identifier("email"),
		"external_id", cu.identifier("externalId"), "lifetime_points", main.lifetime.String(), "loyalty_points", main.balance().String(),
		"current_slab", main.tierName(), "tier_expiry_date", o.v1Time(main.tierExpiry), "points_summaries", o.summariesV1(cu),
		"lifetime_purchases", cu.purchases.String(), "type", strings.ToUpper(cu.loyaltyType()), "source", strings.ToLower(p.source))
}

// Updating ----------------------------------------------------------------------------------------------------------------

func (o *org) updateTransactionsV1(c *call) reply {
	in, no := billsV1(c)
	if no != nil {
		return v1Failed(no)
	}
	var items []v1Item
	for _, v := range in {
		fields := obj("id", v.ID, "number", v.Number, "customer", v.Customer.object())
		cu, no := o.whoV1(v.Customer.whoV1)
		switch {
		case no != nil:
			items = append(items, v1Refused(fields, billRefusalV1(no)))
		case v.OldType != "":
			items = append(items, o.retroV1(c, cu, v, fields))
		default:
			items = append(items, o.updateTransactionV1(cu, v, fields))
		}
	}
	return v1Items("transactions", "transaction", false, items...)
}

func (o *org) updateTransactionV1(cu *customer, v billV1, fields object) v1Item {
	b, _, no := o.changeBill(cu, billChange{ID: v.ID, Number: v.Number, DeliveryStatus: v.Delivery, CustomFields: v.Custom.values(),
		ExtendedFields: v.Extended.values()})
	if no != nil {
		return v1Refused(fields, no)
	}
	counted := func(m map[string]any) object {
		return obj("success_count", len(m), "failure_count", 0).and(fieldsV1(m))
	}
	return v1Done(obj("customer", o.customerOnBillV1(cu), "id", b.id, "notes", b.note, "billing_time", o.v1Time(b.at),
		"type", b.kind, "number", b.number,
		"delivery_status", b.delivery, "amount", short(b.amount), "gross_amount", short(b.gross), "discount", short(b.discount),
		"store", b.by.code,
		"custom_fields", counted(v.Custom.values()), "extended_fields", counted(v.Extended.values()), "side_effects", obj()), 600,
		"Transaction updated successfully")
}

// retroV1 makes a not-interested bill a regular one of a customer. It gets a new id.
func (o *org) retroV1(c *call, cu *customer, v billV1, fields object) v1Item {
	old := o.billsByID[v.ID.int()]
	switch {
	case v.ID == "":
		return v1Refused(fields, refuse(619))
	case old == nil:
		return v1Refused(fields, refuse(1628))
	case old.retro != nil:
		return v1Refused(fields, refuse(1627))
	case !strings.EqualFold(v.OldType, "NOT_INTERESTED") || !strings.EqualFold(v.NewType, "REGULAR") || old.kind != "NOT_INTERESTED":
		return v1Refused(fields, refuse(1626))
	}
	d := old.draft
	d.kind, d.by, d.lines = "REGULAR", c.till, append([]line{}, old.lines...)
	d.custom, d.extended = maps.Clone(old.custom), maps.Clone(old.extended)
	b := o.newBill(cu, d)
	old.retro = b
	o.executed(b.number + "/retro")
	effects := o.earn(cu, b)
	o.billsByName[b.number] = append(o.billsByName[b.number], b)
	effect := []object{}
	for _, e := range effects {
		effect = append(effect, obj("type", "points", "awarded_points", quoted(e.get("awardedPoints"))))
	}
	return v1Done(obj("customer", o.customerOnBillV1(cu), "billing_time", o.v1Time(b.at), "number", b.number, "type", b.kind,
		"delivery_status", b.delivery,
		"old_id", old.id, "old_type", "NOT_INTERESTED", "id", b.id, "side_effects", obj("effect", effect)),
		1630, "Transaction retrospectively marked REGULAR, Transaction added successfully")
}

// Reading -----------------------------------------------------------------------------------------------------------------

// getTransactionsV1 finds transactions by id or by number, several with commas, of a type if one is asked for.
func (o *org) getTransactionsV1(c *call) reply {
	var items []v1Item
	for _, id := range c.values("id") {
		items = append(items, o.transactionV1(o.billByID(id), obj("id", id), 620))
	}
	for _, number := range c.values("number") {
		same := o.billsNumbered(number, c.value("type"))
		for _, b := range same {
			items = append(items, o.transactionV1(b, nil, 0))
		}
		if len(same) == 0 {
			items = append(items, o.transactionV1(nil, obj("number", number), 625))
		}
	}
	if len(items) == 0 {
		return v1Failed(refuse(1624))
	}
	r := v1Items("transactions", "transaction", false, items...)
	response := r.body.(object).get("response").(object)
	list := response.get("transactions").(object)
	r.body = obj("response", response.set("transactions", obj("count", len(items)).and(list)))
	return r
}

// billsNumbered returns the bills of a number and a type; without a type the purchases.
func (o *org) billsNumbered(number, kind string) []*bill {
	if kind == "" {
		return o.billsByName[number]
	}
	var out []*bill
	for _, b := range o.bills {
		if b.number == number && strings.EqualFold(b.kind, kind) {
			out = append(out, b)
		}
	}
	return out
}

func (o *org) transactionV1(b *bill, asked object, missing int) v1Item {
	if b == nil {
		return v1Refused(asked, refuse(missing))
	}
	who := obj()
	if cu := o.customers[b.customer]; cu != nil {
		p := o.profileV1(cu)
		who = obj("mobile", cu.identifier("mobile"), "first_name", p.firstName, "last_name", p.lastName, "email", cu.identifier("email"),
			"external_id", cu.identifier("externalId"), "source", strings.ToLower(p.source), "user_id", quoted(cu.id))
	}
	lines := []object{}
	for _, l := range b.lines {
		lines = append(lines, obj("type", orDefault(l.kind, b.kind), "outlier_status", "NORMAL", "serial", l.serial,
			"item_code", l.code, "description", l.description,
			"qty", l.qty.String(), "rate", money2(l.rate), "value", money2(l.value), "discount", money2(l.discount), "img_url", "",
			"amount", money2(l.amount), "returnable", "true", "returnable_days", "-1", "extended_fields", fieldsV1(l.extended),
			"combo_items", obj("combo_item", []object{}), "addon_items", obj("addon_item",
				[]object{}), "split_items", obj("split_item", []object{}),
			"attributes", obj("attribute", []object{})))
	}
	return v1Done(obj("customer", who, "billing_till", codeAndName(b.by), "billing_store", codeAndName(b.by), "id", quoted(b.id),
		"number", b.number,
		"type", b.kind, "outlier_status", b.outlier, "store", b.by.code, "delivery_status", b.delivery, "source", strings.ToLower(b.source),
		"custom_fields", fieldsV1(b.custom), "extended_fields", fieldsV1(b.extended), "amount", money2(b.amount), "billing_time", o.v1Time(b.at),
		"auto_update_time", o.v1Time(b.added), "gross_amount", money2(b.gross), "discount", money2(b.discount), "notes", b.note,
		"line_items", obj("line_item", lines)), 600, "Transaction retrieved successfully")
}

// money2 is money with two decimals or more, as v1.1 quotes it.
func money2(d decimal.Decimal) string { return d.StringFixed(max(2, -d.Exponent())) }

// listedBillV1 is a transaction as customer/transactions shows it.
func (o *org) listedBillV1(b *bill) object {
	program := o.programs[0].ID
	points := obj("program_id", program, "issued", short(b.earned), "redeemed", 0, "returned", short(b.reclaimed), "expired", 0,
		"returnedPointsOnBill", short(b.taken), "expiry_date", "")
	return obj("id", quoted(b.id), "number", b.number, "type", b.kind, "return_type", b.returnType, "amount", b.amount.String(),
		"gross_amount", b.gross.String(),
		"discount", b.discount.String(), "outlier_status", b.outlier, "delivery_status", b.delivery, "notes", b.note,
		"billing_time", o.v1Time(b.at),
		"auto_update_time", o.v1Time(b.added), "store", b.by.code, "store_code", b.by.code,
		"returned_points_on_bill", b.taken.String(), "points", points,
		"custom_fields", fieldsV1(b.custom), "extended_fields", fieldsV1(b.extended), "coupons", []object{}, "basket_size", len(b.lines),
		"line_items", obj("line_item", []object{}))
}

func (o *org) transactionsV1(c *call) reply {
	return o.oneV1(c, func(cu *customer) v1Item {
		all := orEmpty(append(o.transactionList(cu, c, o.readV1Time, o.listedBillV1), cu.lists[ListTransactionsV1]...))
		part, _, offset := cut(c, all, 10)
		main := o.main(cu)
		fields := o.namedV1(cu).with("user_id", quoted(cu.id), "lifetime_points", main.lifetime.String(),
			"lifetime_purchases", cu.purchases.String(),
			"loyalty_points", main.balance().String(), "current_slab", main.tierName(), "registered_on", o.v1Time(cu.created.at),
			"updated_on", o.v1Time(cu.modified.at), "type", strings.ToUpper(cu.loyaltyType()), "source", strings.ToLower(o.profileV1(cu).source),
			"count", quoted(len(all)), "start", quoted(offset), "rows", quoted(len(part)), "transactions", obj("transaction", part))
		return v1Done(fields, 1052, "Transactions fetched successfully")
	})
}
