package capillarytest

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

func (o *org) customerV1Routes() routes {
	return routes{
		"POST /v1.1/customer/add":             o.addCustomersV1,
		"POST /v1.1/customer/update":          o.updateCustomersV1,
		"PUT /v1.1/customer/update":           o.updateCustomersV1,
		"POST /v1.1/customer/update_identity": o.updateIdentityV1,
		"GET /v1.1/customer/get":              o.getCustomersV1,
		"GET /v1.1/customer/search":           o.searchCustomersV1,
		"GET /v1.1/customer/transactions":     o.transactionsV1,
		"GET /v1.1/customer/redemptions":      o.redemptionsV1,
		"GET /v1.1/customer/coupons":          o.couponsV1,
	}
}

// Finding customers -----------------------------------------------------------------------------------------------------

// whoV1 is how an item of a v1.1 request names a customer.
type whoV1 struct {
	Mobile         text `json:"mobile"`
	Email          text `json:"email"`
	ExternalID     text `json:"external_id"`
	ID             text `json:"id"`
	UserID         text `json:"user_id"`
	CardNumber     text `json:"card_number"`
	CardExternalID text `json:"card_external_id"`
}

// pairs are the identifiers that are given, the id first.
func (w whoV1) pairs() [][2]string {
	var out [][2]string
	for _, p := range [][2]string{{"id", string(w.ID)}, {"user_id", string(w.UserID)}, {"mobile", string(w.Mobile)},
		{"email", string(w.Email)}, {"external_id", string(w.ExternalID)}, {"card_number", string(w.CardNumber)},
		{"card_external_id", string(w.CardExternalID)}} {
		if p[1] != "" {
			out = append(out, p)
		}
	}
	return out
}

// object repeats what was asked for.
func (w whoV1) object() object {
	out := obj()
	for _, p := range w.pairs() {
		out = out.with(p[0], p[1])
	}
	return out
}

// whoV1 finds the customer of an item that writes: the first identifier that someone has decides.
func (o *org) whoV1(w whoV1) (*customer, *refusal) {
	for _, p := range w.pairs() {
		if found, _, no := o.findV1(p[0], p[1]); no == nil {
			return found, o.busy(found)
		}
	}
	if len(w.pairs()) == 0 {
		return nil, refuse(1015)
	}
	return nil, refuse(1012)
}

// findV1 finds a customer, INSTORE first since v1.1 knows no sources. The id of a merged customer finds the survivor.
func (o *org) findV1(name, value string) (found *customer, merged bool, no *refusal) {
	if name == "id" || name == "user_id" {
		if found, merged = o.survivor(text(value).int()); found == nil {
			return nil, false, refuse(1012)
		}
		return found, merged, nil
	}
	i, ok := identityOf(name, value)
	if !ok {
		return nil, false, refuse(1012)
	}
	if found, no = o.find(i, place{source: "INSTORE"}); no != nil {
		if found, no = o.find(i, anywhere); no != nil {
			return nil, false, refuse(1012)
		}
	}
	return found, false, nil
}

// askedCustomer is one customer of a query.
type askedCustomer struct {
	asked    object // what the query said
	customer *customer
	merged   bool
	no       *refusal
}

// askedV1 are the customers that a v1.1 query names.
func (o *org) askedV1(c *call) []askedCustomer {
	return o.asked(c, "mobile", "email", "external_id", "id", "card_number", "card_external_id")
}

// asked are the customers that a query names, each parameter with several values and commas.
func (o *org) asked(c *call, names ...string) []askedCustomer {
	var out []askedCustomer
	for _, name := range names {
		for _, value := range c.values(name) {
			a := askedCustomer{asked: obj(name, value)}
			a.customer, a.merged, a.no = o.findV1(name, value)
			out = append(out, a)
		}
	}
	return out
}

// eachV1 answers with an item for each customer that the query names.
func (o *org) eachV1(c *call, bare bool, item func(*customer) v1Item) reply {
	var items []v1Item
	for _, who := range o.askedV1(c) {
		if who.no != nil {
			items = append(items, v1Refused(who.asked, who.no))
			continue
		}
		i := item(who.customer)
		if who.merged {
			i.warnings = append(i.warnings, textOf(91009))
		}
		items = append(items, i)
	}
	if len(items) == 0 {
		return v1Failed(refuse(400))
	}
	return v1Items("customers", "customer", bare, items...)
}

// oneV1 answers about the first customer that the query names.
func (o *org) oneV1(c *call, item func(*customer) v1Item) reply {
	asked := o.askedV1(c)
	switch {
	case len(asked) == 0:
		return v1Failed(refuse(400))
	case asked[0].no != nil:
		return v1One("customer", v1Refused(asked[0].asked, asked[0].no))
	default:
		return v1One("customer", item(asked[0].customer))
	}
}

// Fields ----------------------------------------------------------------------------------------------------------------

// identityV1 is the id, under that name, and the three identifiers of v1.1.
func (o *org) identityV1(c *customer, idName string) object {
	return obj(idName, quoted(c.id), "mobile", c.identifier("mobile"), "email", c.identifier("email"),
		"external_id", c.identifier("externalId"))
}

// namedV1 is the three identifiers and the name.
func (o *org) namedV1(c *customer) object {
	p := o.profileV1(c)
	return obj("mobile", c.identifier("mobile"), "email", c.identifier("email"), "external_id", c.identifier("externalId"),
		"firstname", p.firstName, "lastname", p.lastName)
}

// profileV1 is the profile that v1.1 shows: the one of INSTORE, else the first.
func (o *org) profileV1(c *customer) *profile {
	if p := c.profileIn(place{source: "INSTORE"}); p != nil {
		return p
	}
	if len(c.profiles) > 0 {
		return c.profiles[0]
	}
	return &profile{}
}

func fieldsV1(m map[string]any) object {
	out := []object{}
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		out = append(out, obj("name", name, "value", fmt.Sprint(m[name])))
	}
	return obj("field", out)
}

// detailsV1 is the customer as customer/get shows it without further wishes.
func (o *org) detailsV1(c *customer) object {
	p, main := o.profileV1(c), o.main(c)
	return obj("firstname", p.firstName, "lastname", p.lastName, "mobile", c.identifier("mobile"), "email", c.identifier("email"),
		"external_id", orNull(c.identifier("externalId")), "lifetime_points", main.lifetime.String(), "lifetime_purchases", c.purchases.String(),
		"loyalty_points", main.balance().String(), "current_slab", main.tierName(), "registered_on", o.v1Time(c.created.at),
		"updated_on", o.v1Time(c.modified.at), "type", strings.ToUpper(c.loyaltyType()), "source", strings.ToLower(p.source),
		"identifiers", []object{}, "gender", nil, "registered_by", c.created.by.code,
		"registered_store", codeAndName(c.created.by), "registered_till", codeAndName(c.created.by), "user_groups2", []object{},
		"fraud_details", obj("status", "NONE", "marked_by", "", "modified_on", "", "reason", ""), "trackers", "", "current_nps_status", nil,
		"custom_fields", fieldsV1(p.fields), "extended_fields", fieldsV1(c.extended),
		"transactions", obj("transaction", orEmpty(c.lists[ListTransactionsV1])), "coupons", obj("coupon", orEmpty(c.lists[ListCouponsV1])),
		"notes", []object{})
}

func codeAndName(t till) object { return obj("code", t.code, "name", t.code) }

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// summariesV1 is the points of every program of the customer.
func (o *org) summariesV1(c *customer) object {
	out := []object{}
	for _, a := range o.accounts(c) {
		next, number := a.nextTier()
		out = append(out, obj("programId", quoted(a.program.ID), "redeemed", a.redeemed.String(), "expired", a.expired.String(),
			"returned", a.returned.String(), "adjusted", a.adjusted.String(), "lifetimePoints", a.lifetime.String(),
			"loyaltyPoints", a.balance().String(), "cumulativePurchases", a.purchases.String(), "currentSlab", a.tierName(),
			"nextSlab", next, "nextSlabSerialNumber", quoted(number), "nextSlabDescription", next, "slabSNo", quoted(a.tier+1),
			"slabExpiryDate", o.v1Time(a.tierExpiry), "totalPoints", ""))
	}
	return obj("points_summary", out)
}

// Reading ---------------------------------------------------------------------------------------------------------------

func (o *org) getCustomersV1(c *call) reply {
	return o.eachV1(c, false, func(cu *customer) v1Item {
		return v1Done(o.wishesV1(o.detailsV1(cu), cu, c), 1000, "Customer successfully retrieved")
	})
}

// wishesV1 adds what the query asks for besides.
func (o *org) wishesV1(out object, cu *customer, c *call) object {
	main := o.main(cu)
	if c.yes("user_id") {
		out = out.with("user_id", quoted(cu.id))
	}
	if c.yes("next_slab") {
		next, number := main.nextTier()
		out = out.with("next_slab", next, "next_slab_serial_number", quoted(number), "next_slab_description", next)
	}
	if c.yes("slab_history") {
		out = out.with("slab_history", obj("history", []object{}))
	}
	if c.yes("expiry_schedule") {
		out = out.with("expiry_schedule", obj("schedule", o.scheduleV1(main)))
	}
	if c.yes("expired_points") {
		out = out.with("expired_points", obj("item", orEmpty(cu.lists[ListExpiredPoints])))
	}
	if c.yes("mlp") || c.yes("points_summary") || c.yes("program_summary") {
		return out.with("points_summaries", o.summariesV1(cu))
	}
	return out.with("points_summaries", obj("points_summary", []object{}))
}

func (o *org) scheduleV1(a *account) []object {
	out := []object{}
	for _, l := range a.lots {
		out = append(out, obj("points", l.points.String(), "expiry_date", o.dateOnly(l.expires)))
	}
	return out
}

// searchCustomersV1 looks for the value of q, and of the other parameters, at the start of names and identifiers. Of a q
// such as (firstname:EXACT:Asha) it takes the value.
func (o *org) searchCustomersV1(c *call) reply {
	q := strings.Trim(c.value("q"), "()")
	q = q[strings.LastIndex(q, ":")+1:]
	for _, name := range []string{"firstname", "lastname", "mobile", "email", "external_id"} {
		q = orDefault(c.value(name), q)
	}
	if q == "" {
		return v1Failed(refuse(400))
	}
	hits := []object{}
	for _, cu := range o.everyone() {
		if len(cu.matches(strings.ToLower(q))) > 0 {
			hits = append(hits, o.hitV1(cu))
		}
	}
	return reply{body: obj("response", obj("status", v1Verdict(1, 1), "customer",
		obj("count", quoted(len(hits)), "start", "0", "rows", "10", "results", obj("item", hits[:min(len(hits), 10)]))))}
}

func (o *org) hitV1(cu *customer) object {
	p, main := o.profileV1(cu), o.main(cu)
	return obj("user_id", quoted(cu.id), "org_id", quoted(o.orgID), "firstname", p.firstName, "lastname", p.lastName,
		"mobile", cu.identifier("mobile"), "email", cu.identifier("email"), "external_id", orDefault(cu.identifier("externalId"), "None"),
		"loyalty_points", main.balance().String(), "lifetime_points", main.lifetime.String(), "lifetime_purchases", cu.purchases.String(),
		"current_slab", main.tierName(), "registered_on", o.v1Time(cu.created.at), "registered_by", cu.created.by.code,
		"last_trans_value", "0", "attributes", obj("attribute", []object{}))
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

// redemptionsV1 lists what a customer redeemed, the newest first, before what AddTo added.
func (o *org) redemptionsV1(c *call) reply {
	return o.oneV1(c, func(cu *customer) v1Item {
		points, coupons := o.pointsRedeemedV1(cu, c), o.couponsRedeemedV1(cu, c)
		switch strings.ToUpper(c.value("type")) {
		case "POINTS":
			coupons = []any{}
		case "COUPONS":
			points = []any{}
		}
		fields := o.namedV1(cu)
		if c.yes("user_id") {
			fields = fields.with("user_id", quoted(cu.id))
		}
		fields = fields.with("user_groups2", []object{}, "rows", quoted(len(points)+len(coupons)), "coupons_count", quoted(len(coupons)),
			"points_count", quoted(len(points)), "coupons_start_id", "", "points_start_id", "",
			"redemptions", obj("coupons", obj("coupon", coupons), "points", obj("point", points)))
		return v1Done(fields, 1000, "Customer redemptions retrieved successfully")
	})
}

func (o *org) pointsRedeemedV1(cu *customer, c *call) []any {
	all, ref := o.redemptions, c.value("external_reference_number")
	if ref != "" {
		all = o.references[ref]
	}
	var out []any
	for _, r := range slices.Backward(all) {
		if r.customer == cu.id && o.wantedV1(c, "points", r.number, r.time) {
			out = append(out, o.redeemedV1(r))
		}
	}
	for _, entry := range cu.lists[ListPointRedemptions] {
		if ref == "" || fieldOf(entry, "external_reference_number") == ref {
			out = append(out, entry)
		}
	}
	return limitedV1(c, "points_limit", out)
}

// couponsRedeemedV1 leaves coupons out where points are looked for by external reference number.
func (o *org) couponsRedeemedV1(cu *customer, c *call) []any {
	if c.value("external_reference_number") != "" {
		return orEmpty(cu.lists[ListCouponRedemptions])
	}
	var out []any
	for _, u := range slices.Backward(o.couponUsesOf(cu)) {
		if o.wantedV1(c, "coupons", u.id, u.at) {
			out = append(out, o.couponUseV1(u))
		}
	}
	return limitedV1(c, "coupons_limit", append(out, cu.lists[ListCouponRedemptions]...))
}

// wantedV1 applies the filters of customer/redemptions: days, and ids.
func (o *org) wantedV1(c *call, what string, id int64, at time.Time) bool {
	start, hasStart := o.readV1Time(c.value("start_date"))
	end, hasEnd := o.readV1Time(c.value("end_date"))
	from, to := text(c.value(what+"_start_id")).int(), text(c.value(what+"_end_id")).int()
	return !(hasStart && at.Before(start) || hasEnd && !at.Before(end) || from != 0 && id < from || to != 0 && id > to)
}

// limitedV1 is the part of a list that a limit of its own, or limit, or else ten leaves.
func limitedV1(c *call, name string, all []any) []any {
	if strings.EqualFold(c.value("order"), "asc") {
		slices.Reverse(all)
	}
	limit := c.number(name, c.number("limit", 10))
	return orEmpty(all[:min(max(limit, 0), len(all))])
}

// fieldOf reads a member of an entry of a list, be it an object or a map.
func fieldOf(entry any, name string) string {
	switch e := entry.(type) {
	case object:
		return fmt.Sprint(e.get(name))
	case map[string]any:
		return fmt.Sprint(e[name])
	default:
		return ""
	}
}

func (o *org) couponsV1(c *call) reply {
	r := o.eachV1(c, true, func(cu *customer) v1Item {
		fields := o.namedV1(cu).with("id", quoted(cu.id), "coupons", obj("coupon", o.couponList(cu, c, ListCouponsV1, o.listedCouponV1)))
		return v1Done(fields, 1000, "Issued coupons retrieved successfully")
	})
	return r
}

// Writing ---------------------------------------------------------------------------------------------------------------

// customerV1 is an item of customer/add and customer/update.
type customerV1 struct {
	whoV1
	FirstName      text              `json:"firstname"`
	LastName       text              `json:"lastname"`
	RegisteredOn   string            `json:"registered_on"`
	RegisteredTill string            `json:"registered_till"`
	AssociatedWith string            `json:"associated_with"`
	Type           string            `json:"type"`
	Source         string            `json:"source"`
	AccountID      text              `json:"accountId"`
	CustomFields   pairsV1           `json:"custom_fields"`
	ExtendedFields pairsV1           `json:"extended_fields"`
	Card           cardV1            `json:"card_details"`
	Channels       list[channelBody] `json:"commChannels"`
	Subscriptions  struct {
		Subscription list[struct {
			Priority, Channel string
			IsSubscribed      text `json:"is_subscribed"`
		}] `json:"subscription"`
	} `json:"subscriptions"`
}

type cardV1 struct {
	Number     text `json:"card_number"`
	SeriesCode text `json:"series_code"`
}

// pairsV1 is {"field":[{"name":…,"value":…}]}.
type pairsV1 struct {
	Field list[struct {
		Name  string `json:"name"`
		Value text   `json:"value"`
	}] `json:"field"`
}

func (p pairsV1) values() map[string]any {
	out := map[string]any{}
	for _, f := range p.Field {
		out[f.Name] = string(f.Value)
	}
	return out
}

// body is the item as the request of v2 that does the same.
func (v customerV1) body() customerBody {
	p := profileBody{FirstName: v.FirstName, LastName: v.LastName, Source: orDefault(v.Source, "INSTORE"), AccountID: v.AccountID,
		Fields: v.CustomFields.values(), Channels: v.Channels}
	for _, pair := range v.pairs() {
		if pair[0] != "id" && pair[0] != "user_id" && pair[0] != "card_external_id" {
			p.Identifiers = append(p.Identifiers, identifierBody{Type: pair[0], Value: text(pair[1])})
		}
	}
	if v.Card.Number != "" {
		p.Identifiers = append(p.Identifiers, identifierBody{Type: "cardnumber", Value: v.Card.Number, SeriesCode: v.Card.SeriesCode})
	}
	out := customerBody{Profiles: list[profileBody]{p}, AssociatedWith: v.AssociatedWith, ExtendedFields: v.ExtendedFields.values()}
	out.LoyaltyInfo.LoyaltyType = v.Type
	for _, s := range v.Subscriptions.Subscription {
		out.Subscriptions.Subscriptions = append(out.Subscriptions.Subscriptions,
			subscriptionBody{Channel: s.Channel, Priority: s.Priority, Type: optIn(s.IsSubscribed.yes())})
	}
	return out
}

// codesV1 are the codes of v1.1 for those of v2.
var codesV1 = map[int]int{8006: 1014, 8014: 1001, 8055: 1002, 8005: 1007, 8018: 1046, 8015: 1012, 8065: 1012}

func inV1(r *refusal) *refusal {
	if code, ok := codesV1[r.code]; ok {
		return refuse(code)
	}
	return r
}

type customersV1 struct {
	Root struct {
		Customer list[customerV1] `json:"customer"`
	} `json:"root"`
}

func (o *org) addCustomersV1(c *call) reply {
	return o.writeV1(c, "Customer registration successful", func(v customerV1) (*customer, outcome, *refusal) {
		by := c.till
		if v.RegisteredTill != "" {
			by = o.tillNamed("TILL", v.RegisteredTill)
		}
		cu, out, no := o.register(v.body(), by)
		if t, ok := o.readV1Time(v.RegisteredOn); ok && no == nil {
			cu.created.at = t
		}
		return cu, out, no
	})
}

// updateCustomersV1 changes everything but the identifiers that a customer has; one that is missing is added.
func (o *org) updateCustomersV1(c *call) reply {
	return o.writeV1(c, "Customer updated successfully", func(v customerV1) (*customer, outcome, *refusal) {
		found, no := o.whoV1(v.whoV1)
		if no != nil {
			return nil, outcome{}, no
		}
		body, at := v.body(), o.profileV1(found)
		body.Profiles[0].Source, body.Profiles[0].AccountID = at.source, text(at.account)
		body.Profiles[0].Identifiers = slices.DeleteFunc(body.Profiles[0].Identifiers, func(b identifierBody) bool {
			i, _ := identityOf(b.Type, string(b.Value))
			return found.identifier(i.kind) != ""
		})
		return o.update(found, at.place, body, c.till)
	})
}

func (o *org) writeV1(c *call, message string, write func(customerV1) (*customer, outcome, *refusal)) reply {
	var in customersV1
	if no := c.decode(&in); no != nil || len(in.Root.Customer) == 0 {
		return v1Failed(refuse(400))
	}
	var items []v1Item
	for _, v := range in.Root.Customer {
		cu, out, no := write(v)
		if no != nil {
			items = append(items, v1Refused(v.object(), inV1(no)))
			continue
		}
		item := v1Done(o.writtenV1(cu), 1000, message)
		for _, w := range out.warnings {
			item.warnings = append(item.warnings, w.message)
		}
		items = append(items, item)
	}
	return v1Items("customers", "customer", false, items...)
}

// writtenV1 is the customer as add and update show it.
func (o *org) writtenV1(cu *customer) object {
	p, main := o.profileV1(cu), o.main(cu)
	return obj("user_id", quoted(cu.id), "firstname", p.firstName, "lastname", p.lastName, "mobile", cu.identifier("mobile"),
		"email", cu.identifier("email"), "external_id", cu.identifier("externalId"), "lifetime_points", main.lifetime.String(),
		"loyalty_points", main.balance().String(), "current_slab", main.tierName(), "tier_expiry_date", o.v1Time(main.tierExpiry),
		"points_summaries", o.summariesV1(cu), "lifetime_purchases", cu.purchases.String(), "registered_on", o.v1Time(cu.created.at),
		"updated_on", o.v1Time(cu.modified.at), "type", strings.ToUpper(cu.loyaltyType()), "custom_fields", fieldsV1(p.fields),
		"extended_fields", fieldsV1(cu.extended), "subscriptions", "", "side_effects", "")
}

func (o *org) updateIdentityV1(c *call) reply {
	var in struct {
		Root struct {
			Customer list[struct {
				Identifier string `json:"identifier"`
				OldValue   text   `json:"old_value"`
				NewValue   text   `json:"new_value"`
			}] `json:"customer"`
		} `json:"root"`
	}
	if no := c.decode(&in); no != nil || len(in.Root.Customer) == 0 {
		return v1Failed(refuse(400))
	}
	var items []v1Item
	for _, v := range in.Root.Customer {
		fields := obj("identifier", v.Identifier, "old_value", v.OldValue, "new_value", v.NewValue)
		if no := o.renameV1(v.Identifier, string(v.OldValue), string(v.NewValue), c.till); no != nil {
			items = append(items, v1Refused(fields.with("updated", "false"), no))
			continue
		}
		items = append(items, v1Done(fields.with("updated", "true"), 1040, "Customer Identity change request added successfully"))
	}
	return v1Items("customers", "customer", true, items...)
}

func (o *org) renameV1(kind, before, after string, by till) *refusal {
	from, ok1 := identityOf(kind, before)
	to, ok2 := identityOf(kind, after)
	if !ok1 || !ok2 || !to.wellFormed() {
		return refuse(1042)
	}
	if len(o.holders[to]) > 0 {
		switch to.kind {
		case "mobile":
			return refuse(1032)
		case "externalId":
			return refuse(1033)
		default:
			return refuse(1016)
		}
	}
	found, _, no := o.findV1(kind, before)
	if no == nil {
		no = o.busy(found)
	}
	if no != nil {
		return no
	}
	o.replace(found, from, to)
	o.requestedChange(found, from, to, by)
	return nil
}

// requestedChange notes an approved change request.
func (o *org) requestedChange(cu *customer, from, to identity, by till) {
	kind := strings.ToUpper(from.kind)
	cu.lists[ListChangeRequests] = append(cu.lists[ListChangeRequests], obj("id", 560000+o.next(), "status", "APPROVED",
		"addedBy", by.object(), "updatedBy", by.object(), "addedOn", o.v2Time(o.now()), "updatedOn", o.v2Time(o.now()), "userId", cu.id,
		"changeType", kind, "changeIdentifiers", obj("add", []object{obj("type", kind, "value", to.value)},
			"remove", []object{obj("type", kind, "value", from.value)}),
		"comments", fmt.Sprintf("auto approved by %d", by.id), "secUserId", 0, "oneStep", false))
}
