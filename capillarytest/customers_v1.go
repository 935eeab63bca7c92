package capillarytest

import (
	"fmt"
	"slices"
	"strings"
)

func (o *org) customerV1Routes() routes {
	return routes{
		"POST /v1.1/customer/add":             o.addCustomersV1,
		"POST /v1.1/customer/update":          o.updateCustomersV1,
		"PUT /v1.1/customer/update":           o.updateCustomersV1,
		"POST /v1.1/customer/update_identity": o.updateIdentityV1,
		"GET /v1.1/customer/get":              o.getCustomersV1,
		"GET /v1.1/customer/search":           o.searchCustomersV1,
	}
}

// Fields ----------------------------------------------------------------------------------------------------------------

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
