package transaction

import (
	"encoding/json"
	"maps"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/capillary-go/sdk/capillarytest/internal/customer"
	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) transactionV1Routes() kernel.Routes {
	return kernel.Routes{
		"POST /v1.1/transaction/add":                     o.addTransactionsV1,
		"POST /v1.1/transaction/add_with_local_currency": o.addTransactionsV1,
		"POST /v1.1/transaction/update":                  o.updateTransactionsV1,
		"GET /v1.1/transaction/get":                      o.getTransactionsV1,
		"GET /v1.1/customer/transactions":                o.transactionsV1,
	}
}

// billV1 is an item of transaction/add and transaction/update.
type billV1 struct {
	ID             wire.Text            `json:"id"`
	Type           string               `json:"type"`
	ReturnType     string               `json:"return_type"`
	Number         wire.Text            `json:"number"`
	Parent         wire.Text            `json:"parent_bill_number"`
	ClientID       wire.Text            `json:"bill_client_id"`
	Amount         wire.Text            `json:"amount"`
	Gross          wire.Text            `json:"gross_amount"`
	Discount       wire.Text            `json:"discount"`
	BillingTime    string               `json:"billing_time"`
	PurchaseTime   string               `json:"purchase_time"`
	Notes          wire.Text            `json:"notes"`
	Outlier        string               `json:"outlier_status"`
	Delivery       string               `json:"delivery_status"`
	Source         string               `json:"source"`
	Reason         wire.Text            `json:"not_interested_reason"`
	Customer       customer.CustomerV1  `json:"customer"`
	Custom         wire.PairsV1         `json:"custom_fields"`
	Extended       wire.PairsV1         `json:"extended_fields"`
	OldType        string               `json:"old_type"`
	NewType        string               `json:"new_type"`
	PointsRedeemed wire.List[wire.Text] `json:"pointsRedemptions"`
	CouponRedeemed wire.List[wire.Text] `json:"couponRedemptions"`
	Redemptions    struct {
		Points  idsV1 `json:"points_redemptions"`
		Coupons idsV1 `json:"coupon_redemptions"`
	} `json:"redemptions"`
	LineItems struct {
		LineItem wire.List[lineV1] `json:"line_item"`
	} `json:"line_items"`
	Payments struct {
		Payment wire.List[map[string]any] `json:"payment"`
	} `json:"payment_details"`
}

// idsV1 is {"id":["1"]}; an empty one may be a list.
type idsV1 []string

func (i *idsV1) UnmarshalJSON(b []byte) error {
	var in struct {
		ID wire.List[wire.Text] `json:"id"`
	}
	if len(b) > 0 && b[0] == '{' {
		if err := json.Unmarshal(b, &in); err != nil {
			return err
		}
	} else {
		var bare wire.List[wire.Text]
		if err := json.Unmarshal(b, &bare); err != nil {
			return err
		}
		in.ID = bare
	}
	*i = wire.StringsOf(in.ID)
	return nil
}

type lineV1 struct {
	Serial      wire.Text    `json:"serial"`
	ItemCode    wire.Text    `json:"item_code"`
	Description wire.Text    `json:"description"`
	Qty         wire.Text    `json:"qty"`
	Rate        wire.Text    `json:"rate"`
	Value       wire.Text    `json:"value"`
	Discount    wire.Text    `json:"discount"`
	Amount      wire.Text    `json:"amount"`
	Type        string       `json:"type"`
	ReturnType  string       `json:"return_type"`
	Parent      wire.Text    `json:"parent_bill_number"`
	Extended    wire.PairsV1 `json:"extended_fields"`
}

// draft reads the transaction.
func (v billV1) draft(o *State, by kernel.Till) (draft, *reply.Refusal) {
	d := draft{kind: strings.ToUpper(v.Type), returnType: strings.ToUpper(v.ReturnType), number: string(v.Number),
		parentNumber: string(v.Parent),
		parentID:     v.ID.Int(), note: string(v.Notes), outlier: wire.OrDefault(v.Outlier,
			"NORMAL"), delivery: wire.OrDefault(v.Delivery, "DELIVERED"),
		source: wire.OrDefault(v.Source,
			"instore"), reason: string(v.Reason), custom: v.Custom.Values(), extended: v.Extended.Values(), by: by,
		pointIDs: append(wire.StringsOf(v.PointsRedeemed), v.Redemptions.Points...), couponIDs: append(wire.StringsOf(v.CouponRedeemed),
			v.Redemptions.Coupons...)}
	d.at, _ = o.ReadV1Time(v.BillingTime)
	d.purchased, _ = o.ReadV1Time(v.PurchaseTime)
	for _, p := range v.Payments.Payment {
		d.payments = append(d.payments, p)
	}
	for _, body := range v.LineItems.LineItem {
		l, no := lineBody{ItemCode: body.ItemCode, Description: body.Description, Serial: body.Serial, Qty: body.Qty,
			Rate: body.Rate, Value: body.Value,
			Discount: body.Discount, Amount: body.Amount, Type: body.Type, ReturnType: body.ReturnType, ParentNumber: body.Parent,
			ExtendedFields: body.Extended.Values()}.line()
		if no != nil {
			return d, no
		}
		d.lines = append(d.lines, l)
	}
	if v.Amount == "" && !d.isReturn() {
		return d, refuse(601)
	}
	return d, amounts(map[*decimal.Decimal]wire.Text{&d.amount: v.Amount, &d.gross: v.Gross, &d.discount: v.Discount}, 601)
}

// billCodesV1 are the codes of v1.1 for those of v2.
var billCodesV1 = map[int]int{690: 605, 660: 688, 1015: 606, 1012: 611}

func billRefusalV1(no *reply.Refusal) *reply.Refusal {
	if code, ok := billCodesV1[no.Code]; ok {
		return reply.Because(code, map[int]string{605: "Invalid transaction type", 688: "No matching line-item found for return",
			606: "Customer identifier is not passed", 611: "Customer not found"}[code])
	}
	return no
}

// billsV1 reads the items of a request, under root or bare as one documented sample has it.
func billsV1(c *kernel.Call) ([]billV1, *reply.Refusal) {
	var in struct {
		Root struct {
			Transaction wire.List[billV1] `json:"transaction"`
		} `json:"root"`
		Transaction wire.List[billV1] `json:"transaction"`
	}
	no := c.Decode(&in)
	items := append(in.Root.Transaction, in.Transaction...)
	switch {
	case no != nil || len(items) == 0:
		return nil, refuse(400)
	case len(items) > maxBills:
		return nil, refuse(672)
	}
	return items, nil
}

func (o *State) addTransactionsV1(c *kernel.Call) reply.Reply {
	in, no := billsV1(c)
	if no != nil {
		return reply.V1Failed(no)
	}
	var items []reply.V1Item
	for _, v := range in {
		items = append(items, o.addTransactionV1(c, v))
	}
	return reply.V1Items("transactions", "transaction", false, items...)
}

func (o *State) addTransactionV1(c *kernel.Call, v billV1) reply.V1Item {
	fail := func(no *reply.Refusal) reply.V1Item {
		return reply.V1Refused(wire.Obj("id", -1, "number", v.Number, "bill_client_id", v.ClientID, "type", strings.ToUpper(v.Type),
			"customer", v.Customer.Object()), billRefusalV1(no))
	}
	d, no := v.draft(o, c.Till)
	if no == nil {
		no = d.check()
	}
	if no != nil {
		return fail(no)
	}
	var cu *people.Customer
	if d.hasCustomer() {
		if cu, no = o.customerOfBillV1(c, v, d); no != nil {
			return fail(no)
		}
	}
	b, effects, no := o.addBill(cu, d)
	if no != nil {
		return fail(no)
	}
	fields := wire.Obj("id", b.id, "shipping_source_till_code", "", "number", b.number, "bill_client_id", v.ClientID, "type", b.kind,
		"delivery_status", b.delivery, "parent_bill_number", v.Parent, "outlier_status", b.outlier)
	if cu != nil {
		fields = fields.With("customer", o.customerOnBillV1(cu))
	}
	effect := []wire.Object{}
	for _, e := range effects {
		effect = append(effect, wire.Obj("type", "points", "awarded_points", wire.Quoted(e.Get("awardedPoints"))))
	}
	fields = fields.With("side_effects", wire.Obj("effect", effect), "source", b.source)
	if b.isReturn() {
		balance := decimal.Zero
		if cu != nil {
			balance = o.Main(cu).Balance()
		}
		fields = fields.With("points_deducted", b.taken.String(), "points_balance", balance.String())
	}
	return reply.V1Done(fields, 600, "Transaction added successfully")
}

// customerOfBillV1 finds the customer of a transaction, or registers one: as documented, unless the bill is refused anyway.
func (o *State) customerOfBillV1(c *kernel.Call, v billV1, d draft) (*people.Customer, *reply.Refusal) {
	cu, no := o.WhoV1(v.Customer.WhoV1)
	if no == nil || no.Code != 1012 || d.isReturn() || v.Customer.ID != "" {
		return cu, no
	}
	if o.billNamed(d) != nil {
		return nil, refuse(604)
	}
	cu, _, no = o.customer.Register(v.Customer.Body(), c.Till)
	return cu, no
}

// customerOnBillV1 is the customer as transaction/add shows it.
func (o *State) customerOnBillV1(cu *people.Customer) wire.Object {
	p, main := o.ProfileV1(cu), o.Main(cu)
	return wire.Obj("user_id", wire.Quoted(cu.ID), "mobile", cu.Identifier("mobile"), "firstname", p.FirstName, "lastname", p.LastName,
		"email", cu.Identifier("email"),
		"external_id", cu.Identifier("externalId"), "lifetime_points", main.Lifetime.String(), "loyalty_points", main.Balance().String(),
		"current_slab", main.TierName(), "tier_expiry_date", o.V1Time(main.TierExpiry), "points_summaries", o.SummariesV1(cu),
		"lifetime_purchases", cu.Purchases.String(), "type", strings.ToUpper(cu.LoyaltyType()), "source", strings.ToLower(p.Source))
}

// Updating ----------------------------------------------------------------------------------------------------------------

func (o *State) updateTransactionsV1(c *kernel.Call) reply.Reply {
	in, no := billsV1(c)
	if no != nil {
		return reply.V1Failed(no)
	}
	var items []reply.V1Item
	for _, v := range in {
		fields := wire.Obj("id", v.ID, "number", v.Number, "customer", v.Customer.Object())
		cu, no := o.WhoV1(v.Customer.WhoV1)
		switch {
		case no != nil:
			items = append(items, reply.V1Refused(fields, billRefusalV1(no)))
		case v.OldType != "":
			items = append(items, o.retroV1(c, cu, v, fields))
		default:
			items = append(items, o.updateTransactionV1(cu, v, fields))
		}
	}
	return reply.V1Items("transactions", "transaction", false, items...)
}

func (o *State) updateTransactionV1(cu *people.Customer, v billV1, fields wire.Object) reply.V1Item {
	b, _, no := o.changeBill(cu, billChange{ID: v.ID, Number: v.Number, DeliveryStatus: v.Delivery, CustomFields: v.Custom.Values(),
		ExtendedFields: v.Extended.Values()})
	if no != nil {
		return reply.V1Refused(fields, no)
	}
	counted := func(m map[string]any) wire.Object {
		return wire.Obj("success_count", len(m), "failure_count", 0).And(wire.FieldsV1(m))
	}
	return reply.V1Done(wire.Obj("customer", o.customerOnBillV1(cu), "id", b.id, "notes", b.note, "billing_time", o.V1Time(b.at),
		"type", b.kind, "number", b.number,
		"delivery_status", b.delivery, "amount", wire.Short(b.amount), "gross_amount", wire.Short(b.gross), "discount", wire.Short(b.discount),
		"store", b.by.Code,
		"custom_fields", counted(v.Custom.Values()), "extended_fields", counted(v.Extended.Values()), "side_effects", wire.Obj()), 600,
		"Transaction updated successfully")
}

// retroV1 makes a not-interested bill a regular one of a customer. It gets a new id.
func (o *State) retroV1(c *kernel.Call, cu *people.Customer, v billV1, fields wire.Object) reply.V1Item {
	old := o.billsByID[v.ID.Int()]
	switch {
	case v.ID == "":
		return reply.V1Refused(fields, refuse(619))
	case old == nil:
		return reply.V1Refused(fields, refuse(1628))
	case old.retro != nil:
		return reply.V1Refused(fields, refuse(1627))
	case !strings.EqualFold(v.OldType, "NOT_INTERESTED") || !strings.EqualFold(v.NewType, "REGULAR") || old.kind != "NOT_INTERESTED":
		return reply.V1Refused(fields, refuse(1626))
	}
	d := old.draft
	d.kind, d.by, d.lines = "REGULAR", c.Till, append([]line{}, old.lines...)
	d.custom, d.extended = maps.Clone(old.custom), maps.Clone(old.extended)
	b := o.newBill(cu, d)
	old.retro = b
	o.Executed(b.number + "/retro")
	effects := o.earn(cu, b)
	o.billsByName[b.number] = append(o.billsByName[b.number], b)
	effect := []wire.Object{}
	for _, e := range effects {
		effect = append(effect, wire.Obj("type", "points", "awarded_points", wire.Quoted(e.Get("awardedPoints"))))
	}
	return reply.V1Done(wire.Obj("customer", o.customerOnBillV1(cu), "billing_time", o.V1Time(b.at), "number", b.number, "type", b.kind,
		"delivery_status", b.delivery,
		"old_id", old.id, "old_type", "NOT_INTERESTED", "id", b.id, "side_effects", wire.Obj("effect", effect)),
		1630, "Transaction retrospectively marked REGULAR, Transaction added successfully")
}

// Reading -----------------------------------------------------------------------------------------------------------------

// getTransactionsV1 finds transactions by id or by number, several with commas, of a type if one is asked for.
func (o *State) getTransactionsV1(c *kernel.Call) reply.Reply {
	var items []reply.V1Item
	for _, id := range c.Values("id") {
		items = append(items, o.transactionV1(o.billByID(id), wire.Obj("id", id), 620))
	}
	for _, number := range c.Values("number") {
		same := o.billsNumbered(number, c.Value("type"))
		for _, b := range same {
			items = append(items, o.transactionV1(b, nil, 0))
		}
		if len(same) == 0 {
			items = append(items, o.transactionV1(nil, wire.Obj("number", number), 625))
		}
	}
	if len(items) == 0 {
		return reply.V1Failed(refuse(1624))
	}
	r := reply.V1Items("transactions", "transaction", false, items...)
	response := r.Body.(wire.Object).Get("response").(wire.Object)
	list := response.Get("transactions").(wire.Object)
	r.Body = wire.Obj("response", response.Set("transactions", wire.Obj("count", len(items)).And(list)))
	return r
}

// billsNumbered returns the bills of a number and a type; without a type the purchases.
func (o *State) billsNumbered(number, kind string) []*bill {
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

func (o *State) transactionV1(b *bill, asked wire.Object, missing int) reply.V1Item {
	if b == nil {
		return reply.V1Refused(asked, refuse(missing))
	}
	who := wire.Obj()
	if cu := o.Customers[b.customer]; cu != nil {
		p := o.ProfileV1(cu)
		who = wire.Obj("mobile", cu.Identifier("mobile"), "first_name", p.FirstName, "last_name", p.LastName, "email",
			cu.Identifier("email"),
			"external_id", cu.Identifier("externalId"), "source", strings.ToLower(p.Source), "user_id", wire.Quoted(cu.ID))
	}
	lines := []wire.Object{}
	for _, l := range b.lines {
		lines = append(lines, wire.Obj("type", wire.OrDefault(l.kind, b.kind), "outlier_status", "NORMAL", "serial", l.serial,
			"item_code", l.code, "description", l.description,
			"qty", l.qty.String(), "rate", money2(l.rate), "value", money2(l.value), "discount", money2(l.discount), "img_url", "",
			"amount", money2(l.amount), "returnable", "true", "returnable_days", "-1", "extended_fields", wire.FieldsV1(l.extended),
			"combo_items", wire.Obj("combo_item", []wire.Object{}), "addon_items", wire.Obj("addon_item",
				[]wire.Object{}), "split_items", wire.Obj("split_item", []wire.Object{}),
			"attributes", wire.Obj("attribute", []wire.Object{})))
	}
	return reply.V1Done(wire.Obj("customer", who, "billing_till", kernel.CodeAndName(b.by), "billing_store",
		kernel.CodeAndName(b.by), "id", wire.Quoted(b.id),
		"number", b.number,
		"type", b.kind, "outlier_status", b.outlier, "store", b.by.Code, "delivery_status", b.delivery, "source", strings.ToLower(b.source),
		"custom_fields", wire.FieldsV1(b.custom), "extended_fields", wire.FieldsV1(b.extended), "amount", money2(b.amount), "billing_time", o.V1Time(b.at),
		"auto_update_time", o.V1Time(b.added), "gross_amount", money2(b.gross), "discount", money2(b.discount), "notes", b.note,
		"line_items", wire.Obj("line_item", lines)), 600, "Transaction retrieved successfully")
}

// money2 is money with two decimals or more, as v1.1 quotes it.
func money2(d decimal.Decimal) string { return d.StringFixed(max(2, -d.Exponent())) }

// listedBillV1 is a transaction as customer/transactions shows it.
func (o *State) listedBillV1(b *bill) wire.Object {
	program := o.Programs[0].ID
	points := wire.Obj("program_id", program, "issued", wire.Short(b.earned), "redeemed", 0, "returned",
		wire.Short(b.reclaimed), "expired", 0,
		"returnedPointsOnBill", wire.Short(b.taken), "expiry_date", "")
	return wire.Obj("id", wire.Quoted(b.id), "number", b.number, "type", b.kind, "return_type", b.returnType, "amount",
		b.amount.String(),
		"gross_amount", b.gross.String(),
		"discount", b.discount.String(), "outlier_status", b.outlier, "delivery_status", b.delivery, "notes", b.note,
		"billing_time", o.V1Time(b.at),
		"auto_update_time", o.V1Time(b.added), "store", b.by.Code, "store_code", b.by.Code,
		"returned_points_on_bill", b.taken.String(), "points", points,
		"custom_fields", wire.FieldsV1(b.custom), "extended_fields", wire.FieldsV1(b.extended), "coupons", []wire.Object{}, "basket_size", len(b.lines),
		"line_items", wire.Obj("line_item", []wire.Object{}))
}

func (o *State) transactionsV1(c *kernel.Call) reply.Reply {
	return o.OneV1(c, func(cu *people.Customer) reply.V1Item {
		all := wire.OrEmpty(append(o.transactionList(cu, c, o.ReadV1Time, o.listedBillV1), cu.Lists[people.ListTransactionsV1]...))
		part, _, offset := kernel.Cut(c, all, 10)
		main := o.Main(cu)
		fields := o.NamedV1(cu).With("user_id", wire.Quoted(cu.ID), "lifetime_points", main.Lifetime.String(),
			"lifetime_purchases", cu.Purchases.String(),
			"loyalty_points", main.Balance().String(), "current_slab", main.TierName(), "registered_on", o.V1Time(cu.Created.At),
			"updated_on", o.V1Time(cu.Modified.At), "type", strings.ToUpper(cu.LoyaltyType()), "source", strings.ToLower(o.ProfileV1(cu).Source),
			"count", wire.Quoted(len(all)), "start", wire.Quoted(offset), "rows", wire.Quoted(len(part)), "transactions", wire.Obj("transaction", part))
		return reply.V1Done(fields, 1052, "Transactions fetched successfully")
	})
}
