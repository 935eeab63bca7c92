package customer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/ledger"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) customerV1Routes() kernel.Routes {
	return kernel.Routes{
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
func (o *State) detailsV1(c *people.Customer) wire.Object {
	p, main := o.ProfileV1(c), o.Main(c)
	return wire.Obj("firstname", p.FirstName, "lastname", p.LastName, "mobile", c.Identifier("mobile"), "email", c.Identifier("email"),
		"external_id", wire.OrNull(c.Identifier("externalId")), "lifetime_points", main.Lifetime.String(), "lifetime_purchases", c.Purchases.String(),
		"loyalty_points", main.Balance().String(), "current_slab", main.TierName(), "registered_on", o.V1Time(c.Created.At),
		"updated_on", o.V1Time(c.Modified.At), "type", strings.ToUpper(c.LoyaltyType()), "source", strings.ToLower(p.Source),
		"identifiers", []wire.Object{}, "gender", nil, "registered_by", c.Created.By.Code,
		"registered_store", kernel.CodeAndName(c.Created.By), "registered_till", kernel.CodeAndName(c.Created.By), "user_groups2", []wire.Object{},
		"fraud_details", wire.Obj("status", "NONE", "marked_by", "", "modified_on", "", "reason",
			""), "trackers", "", "current_nps_status", nil,
		"custom_fields", wire.FieldsV1(p.Fields), "extended_fields", wire.FieldsV1(c.Extended),
		"transactions", wire.Obj("transaction",
			wire.OrEmpty(c.Lists[people.ListTransactionsV1])), "coupons", wire.Obj("coupon", wire.OrEmpty(c.Lists[people.ListCouponsV1])),
		"notes", []wire.Object{})
}

// Reading ---------------------------------------------------------------------------------------------------------------

func (o *State) getCustomersV1(c *kernel.Call) reply.Reply {
	return o.EachV1(c, false, func(cu *people.Customer) reply.V1Item {
		return reply.V1Done(o.wishesV1(o.detailsV1(cu), cu, c), 1000, "Customer successfully retrieved")
	})
}

// wishesV1 adds what the query asks for besides.
func (o *State) wishesV1(out wire.Object, cu *people.Customer, c *kernel.Call) wire.Object {
	main := o.Main(cu)
	if c.Yes("user_id") {
		out = out.With("user_id", wire.Quoted(cu.ID))
	}
	if c.Yes("next_slab") {
		next, number := main.NextTier()
		out = out.With("next_slab", next, "next_slab_serial_number", wire.Quoted(number), "next_slab_description", next)
	}
	if c.Yes("slab_history") {
		out = out.With("slab_history", wire.Obj("history", []wire.Object{}))
	}
	if c.Yes("expiry_schedule") {
		out = out.With("expiry_schedule", wire.Obj("schedule", o.scheduleV1(main)))
	}
	if c.Yes("expired_points") {
		out = out.With("expired_points", wire.Obj("item", wire.OrEmpty(cu.Lists[people.ListExpiredPoints])))
	}
	if c.Yes("mlp") || c.Yes("points_summary") || c.Yes("program_summary") {
		return out.With("points_summaries", o.SummariesV1(cu))
	}
	return out.With("points_summaries", wire.Obj("points_summary", []wire.Object{}))
}

func (o *State) scheduleV1(a *ledger.Account) []wire.Object {
	out := []wire.Object{}
	for _, l := range a.Lots {
		out = append(out, wire.Obj("points", l.Points.String(), "expiry_date", o.DateOnly(l.Expires)))
	}
	return out
}

// searchCustomersV1 looks for the value of q, and of the other parameters, at the start of names and identifiers. Of a q
// such as (firstname:EXACT:Asha) it takes the value.
func (o *State) searchCustomersV1(c *kernel.Call) reply.Reply {
	q := strings.Trim(c.Value("q"), "()")
	q = q[strings.LastIndex(q, ":")+1:]
	for _, name := range []string{"firstname", "lastname", "mobile", "email", "external_id"} {
		q = wire.OrDefault(c.Value(name), q)
	}
	if q == "" {
		return reply.V1Failed(refuse(400))
	}
	hits := []wire.Object{}
	for _, cu := range o.Everyone() {
		if len(cu.Matches(strings.ToLower(q))) > 0 {
			hits = append(hits, o.hitV1(cu))
		}
	}
	return reply.Reply{Body: wire.Obj("response", wire.Obj("status", reply.V1Verdict(1, 1), "customer",
		wire.Obj("count", wire.Quoted(len(hits)), "start", "0", "rows", "10", "results", wire.Obj("item", hits[:min(len(hits), 10)]))))}
}

func (o *State) hitV1(cu *people.Customer) wire.Object {
	p, main := o.ProfileV1(cu), o.Main(cu)
	return wire.Obj("user_id", wire.Quoted(cu.ID), "org_id", wire.Quoted(o.ID), "firstname", p.FirstName, "lastname", p.LastName,
		"mobile", cu.Identifier("mobile"), "email", cu.Identifier("email"), "external_id", wire.OrDefault(cu.Identifier("externalId"), "None"),
		"loyalty_points", main.Balance().String(), "lifetime_points", main.Lifetime.String(), "lifetime_purchases", cu.Purchases.String(),
		"current_slab", main.TierName(), "registered_on", o.V1Time(cu.Created.At), "registered_by", cu.Created.By.Code,
		"last_trans_value", "0", "attributes", wire.Obj("attribute", []wire.Object{}))
}

// Writing ---------------------------------------------------------------------------------------------------------------

// CustomerV1 is an item of customer/add and customer/update.
type CustomerV1 struct {
	people.WhoV1
	FirstName      wire.Text              `json:"firstname"`
	LastName       wire.Text              `json:"lastname"`
	RegisteredOn   string                 `json:"registered_on"`
	RegisteredTill string                 `json:"registered_till"`
	AssociatedWith string                 `json:"associated_with"`
	Type           string                 `json:"type"`
	Source         string                 `json:"source"`
	AccountID      wire.Text              `json:"accountId"`
	CustomFields   wire.PairsV1           `json:"custom_fields"`
	ExtendedFields wire.PairsV1           `json:"extended_fields"`
	Card           cardV1                 `json:"card_details"`
	Channels       wire.List[channelBody] `json:"commChannels"`
	Subscriptions  struct {
		Subscription wire.List[struct {
			Priority, Channel string
			IsSubscribed      wire.Text `json:"is_subscribed"`
		}] `json:"subscription"`
	} `json:"subscriptions"`
}

type cardV1 struct {
	Number     wire.Text `json:"card_number"`
	SeriesCode wire.Text `json:"series_code"`
}

// Body is the item as the request of v2 that does the same.
//
//nolint:revive // its result is for Register
func (v CustomerV1) Body() customerBody {
	p := profileBody{FirstName: v.FirstName, LastName: v.LastName, Source: wire.OrDefault(v.Source, "INSTORE"), AccountID: v.AccountID,
		Fields: v.CustomFields.Values(), Channels: v.Channels}
	for _, pair := range v.Pairs() {
		if pair[0] != "id" && pair[0] != "user_id" && pair[0] != "card_external_id" {
			p.Identifiers = append(p.Identifiers, identifierBody{Type: pair[0], Value: wire.Text(pair[1])})
		}
	}
	if v.Card.Number != "" {
		p.Identifiers = append(p.Identifiers, identifierBody{Type: "cardnumber", Value: v.Card.Number, SeriesCode: v.Card.SeriesCode})
	}
	out := customerBody{Profiles: wire.List[profileBody]{p}, AssociatedWith: v.AssociatedWith,
		ExtendedFields: v.ExtendedFields.Values()}
	out.LoyaltyInfo.LoyaltyType = v.Type
	for _, s := range v.Subscriptions.Subscription {
		out.Subscriptions.Subscriptions = append(out.Subscriptions.Subscriptions,
			subscriptionBody{Channel: s.Channel, Priority: s.Priority, Type: optIn(s.IsSubscribed.Yes())})
	}
	return out
}

// codesV1 are the codes of v1.1 for those of v2.
var codesV1 = map[int]int{8006: 1014, 8014: 1001, 8055: 1002, 8005: 1007, 8018: 1046, 8015: 1012, 8065: 1012}

func inV1(r *reply.Refusal) *reply.Refusal {
	if code, ok := codesV1[r.Code]; ok {
		return refuse(code)
	}
	return r
}

type customersV1 struct {
	Root struct {
		Customer wire.List[CustomerV1] `json:"customer"`
	} `json:"root"`
}

func (o *State) addCustomersV1(c *kernel.Call) reply.Reply {
	return o.writeV1(c, "Customer registration successful", func(v CustomerV1) (*people.Customer, outcome, *reply.Refusal) {
		by := c.Till
		if v.RegisteredTill != "" {
			by = o.TillNamed("TILL", v.RegisteredTill)
		}
		cu, out, no := o.Register(v.Body(), by)
		if t, ok := o.ReadV1Time(v.RegisteredOn); ok && no == nil {
			cu.Created.At = t
		}
		return cu, out, no
	})
}

// updateCustomersV1 changes everything but the identifiers that a customer has; one that is missing is added.
func (o *State) updateCustomersV1(c *kernel.Call) reply.Reply {
	return o.writeV1(c, "Customer updated successfully", func(v CustomerV1) (*people.Customer, outcome, *reply.Refusal) {
		found, no := o.WhoV1(v.WhoV1)
		if no != nil {
			return nil, outcome{}, no
		}
		body, at := v.Body(), o.ProfileV1(found)
		body.Profiles[0].Source, body.Profiles[0].AccountID = at.Source, wire.Text(at.Account)
		body.Profiles[0].Identifiers = slices.DeleteFunc(body.Profiles[0].Identifiers, func(b identifierBody) bool {
			i, _ := people.IdentityOf(b.Type, string(b.Value))
			return found.Identifier(i.Kind) != ""
		})
		return o.update(found, at.Place, body, c.Till)
	})
}

func (o *State) writeV1(c *kernel.Call, message string, write func(CustomerV1) (*people.Customer, outcome,
	*reply.Refusal)) reply.Reply {
	var in customersV1
	if no := c.Decode(&in); no != nil || len(in.Root.Customer) == 0 {
		return reply.V1Failed(refuse(400))
	}
	var items []reply.V1Item
	for _, v := range in.Root.Customer {
		cu, out, no := write(v)
		if no != nil {
			items = append(items, reply.V1Refused(v.Object(), inV1(no)))
			continue
		}
		item := reply.V1Done(o.writtenV1(cu), 1000, message)
		for _, w := range out.warnings {
			item.Warnings = append(item.Warnings, w.Message)
		}
		items = append(items, item)
	}
	return reply.V1Items("customers", "customer", false, items...)
}

// writtenV1 is the customer as add and update show it.
func (o *State) writtenV1(cu *people.Customer) wire.Object {
	p, main := o.ProfileV1(cu), o.Main(cu)
	return wire.Obj("user_id", wire.Quoted(cu.ID), "firstname", p.FirstName, "lastname", p.LastName, "mobile", cu.Identifier("mobile"),
		"email", cu.Identifier("email"), "external_id", cu.Identifier("externalId"), "lifetime_points", main.Lifetime.String(),
		"loyalty_points", main.Balance().String(), "current_slab", main.TierName(), "tier_expiry_date", o.V1Time(main.TierExpiry),
		"points_summaries", o.SummariesV1(cu), "lifetime_purchases", cu.Purchases.String(), "registered_on", o.V1Time(cu.Created.At),
		"updated_on", o.V1Time(cu.Modified.At), "type", strings.ToUpper(cu.LoyaltyType()), "custom_fields", wire.FieldsV1(p.Fields),
		"extended_fields", wire.FieldsV1(cu.Extended), "subscriptions", "", "side_effects", "")
}

func (o *State) updateIdentityV1(c *kernel.Call) reply.Reply {
	var in struct {
		Root struct {
			Customer wire.List[struct {
				Identifier string    `json:"identifier"`
				OldValue   wire.Text `json:"old_value"`
				NewValue   wire.Text `json:"new_value"`
			}] `json:"customer"`
		} `json:"root"`
	}
	if no := c.Decode(&in); no != nil || len(in.Root.Customer) == 0 {
		return reply.V1Failed(refuse(400))
	}
	var items []reply.V1Item
	for _, v := range in.Root.Customer {
		fields := wire.Obj("identifier", v.Identifier, "old_value", v.OldValue, "new_value", v.NewValue)
		if no := o.renameV1(v.Identifier, string(v.OldValue), string(v.NewValue), c.Till); no != nil {
			items = append(items, reply.V1Refused(fields.With("updated", "false"), no))
			continue
		}
		items = append(items, reply.V1Done(fields.With("updated", "true"), 1040, "Customer Identity change request added successfully"))
	}
	return reply.V1Items("customers", "customer", true, items...)
}

func (o *State) renameV1(kind, before, after string, by kernel.Till) *reply.Refusal {
	from, ok1 := people.IdentityOf(kind, before)
	to, ok2 := people.IdentityOf(kind, after)
	if !ok1 || !ok2 || !to.WellFormed() {
		return refuse(1042)
	}
	if len(o.Holders(to)) > 0 {
		switch to.Kind {
		case "mobile":
			return refuse(1032)
		case "externalId":
			return refuse(1033)
		default:
			return refuse(1016)
		}
	}
	found, _, no := o.FindV1(kind, before)
	if no == nil {
		no = o.Busy(found)
	}
	if no != nil {
		return no
	}
	o.replace(found, from, to)
	o.requestedChange(found, from, to, by)
	return nil
}

// requestedChange notes an approved change request.
func (o *State) requestedChange(cu *people.Customer, from, to people.Identity, by kernel.Till) {
	kind := strings.ToUpper(from.Kind)
	cu.Lists[people.ListChangeRequests] = append(cu.Lists[people.ListChangeRequests],
		wire.Obj("id", 560000+o.Next(), "status", "APPROVED",
			"addedBy", by.Object(), "updatedBy", by.Object(), "addedOn", o.V2Time(o.Now()), "updatedOn", o.V2Time(o.Now()), "userId", cu.ID,
			"changeType", kind, "changeIdentifiers", wire.Obj("add", []wire.Object{wire.Obj("type", kind, "value", to.Value)},
				"remove", []wire.Object{wire.Obj("type", kind, "value", from.Value)}),
			"comments", fmt.Sprintf("auto approved by %d", by.ID), "secUserId", 0, "oneStep", false))
}
