package customer

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) customerRoutes() kernel.Routes {
	return kernel.Routes{
		"POST /v2/customers":                       o.addCustomer,
		"GET /v2/customers/lookup":                 o.lookupCustomer,
		"PUT /v2/customers/lookup":                 o.updateCustomer,
		"GET /v2/customers/lookup/customerDetails": o.getCustomer,
		"GET /v2/customers/{id}":                   o.getCustomer,
		"PUT /v2/customers/{id}":                   o.updateCustomer,
		"PUT /v2/customers/lookup/status":          o.updateStatus,
		"GET /v2/customers/search":                 o.searchCustomers,
	}
}

// customerBody is what registrations and updates send.
type customerBody struct {
	ID             wire.Text                    `json:"id"`
	Profiles       wire.List[profileBody]       `json:"profiles"`
	LoyaltyInfo    struct{ LoyaltyType string } `json:"loyaltyInfo"`
	AssociatedWith string                       `json:"associatedWith"`
	ExtendedFields map[string]any               `json:"extendedFields"`
	Enrollments    wire.List[enrollmentBody]    `json:"loyaltyProgramEnrollments"`
	StatusLabel    string                       `json:"statusLabel"`
	CreateDate     string                       `json:"createDate"`
	Subscriptions  struct {
		Subscriptions wire.List[subscriptionBody] `json:"subscriptions"`
	} `json:"subscriptionInfo"`
	Association *associationBody `json:"associationDetails"`
}

type profileBody struct {
	FirstName   wire.Text                 `json:"firstName"`
	LastName    wire.Text                 `json:"lastName"`
	Source      string                    `json:"source"`
	AccountID   wire.Text                 `json:"accountId"`
	Fields      map[string]any            `json:"fields"`
	Identifiers wire.List[identifierBody] `json:"identifiers"`
	Channels    wire.List[channelBody]    `json:"commChannels"`
}

type identifierBody struct {
	Type           string         `json:"type"`
	Value          wire.Text      `json:"value"`
	SeriesID       wire.Text      `json:"seriesId"`
	SeriesCode     wire.Text      `json:"seriesCode"`
	StatusLabel    string         `json:"statusLabel"`
	CardExternalID wire.Text      `json:"cardExternalId"`
	ExtendedFields map[string]any `json:"extendedFields"`
	CustomFields   map[string]any `json:"customFields"`
}

type channelBody struct {
	Type       string         `json:"type"`
	Value      wire.Text      `json:"value"`
	Primary    wire.Text      `json:"primary"`
	Verified   wire.Text      `json:"verified"`
	Attributes map[string]any `json:"attributes"`
	Meta       struct {
		Residence wire.Text `json:"residence"`
		Office    wire.Text `json:"office"`
	} `json:"meta"`
}

type enrollmentBody struct {
	ProgramID        int64   `json:"programId"`
	TierNumber       int     `json:"tierNumber"`
	LoyaltyPoints    float64 `json:"loyaltyPoints"`
	TierExpiryDate   string  `json:"tierExpiryDate"`
	PointsExpiryDate string  `json:"pointsExpiryDate"`
}

// Registering ---------------------------------------------------------------------------------------------------------

func (o *State) addCustomer(c *kernel.Call) reply.Reply {
	var in customerBody
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	found, outcome, no := o.Register(in, c.Till)
	if no != nil {
		return reply.Refused(no)
	}
	if c.Yes("mlp_single_enroll") {
		for _, p := range o.Programs {
			o.Account(found, p.ID)
		}
	}
	if strings.EqualFold(c.Header.Get("WAIT_FOR_DOWNSTREAM"), "false") {
		outcome.sideEffects = nil
	}
	return reply.Created(found.ID, outcome.warnings, outcome.sideEffects)
}

// outcome is what a registration or an update says besides its result.
type outcome struct {
	warnings    []*reply.Refusal
	sideEffects []wire.Object
}

// Register adds a customer, or a profile to the customer whom another source knows by the same identifier.
//
//nolint:revive // its results are for the rooms beside it, which take them as they are
func (o *State) Register(in customerBody, by kernel.Till) (*people.Customer, outcome, *reply.Refusal) {
	plan, no := o.planOf(in, people.AddCodes)
	if no != nil {
		return nil, outcome{}, no
	}
	home, warnings, no := o.home(plan)
	if no != nil {
		return nil, outcome{}, no
	}
	out := outcome{warnings: append(plan.warnings, warnings...)}
	fresh := home == nil
	if fresh {
		home = o.newCustomer(by)
	} else if no := o.Busy(home); no != nil {
		return nil, outcome{}, no
	}
	for _, p := range plan.profiles {
		o.fill(home, o.newProfile(home, p.Place, by), p)
	}
	o.describe(home, in)
	if created, ok := kernel.ReadV2Time(in.CreateDate); ok && fresh {
		home.Created.At, home.Profiles[0].Created.At = created, created
	}
	label := in.StatusLabel
	if label == "" {
		label = "Active"
	}
	if fresh && !o.setStatus(home, label, "Customer registered", by) {
		out.warnings = append(out.warnings, refuse(8086))
	}
	out.sideEffects = o.enroll(home, in.Enrollments)
	o.Happened(home, "CustomerRegistration")
	return home, out, nil
}

// plannedProfile is a profile of a request, checked.
type plannedProfile struct {
	people.Place
	body        profileBody
	identifiers []people.Identifier
}

// plan is a request, checked, before anything is done.
type plan struct {
	profiles []plannedProfile
	warnings []*reply.Refusal
}

func (o *State) planOf(in customerBody, codes people.PlaceCodes) (plan, *reply.Refusal) {
	var out plan
	if len(in.Profiles) == 0 {
		return out, refuse(codes.Missing)
	}
	for _, body := range in.Profiles {
		where, no := o.PlaceOf(body.Source, string(body.AccountID), codes)
		if no != nil {
			return out, no
		}
		identifiers, warnings, no := checked(body.Identifiers)
		if no != nil {
			return out, no
		}
		out.profiles = append(out.profiles, plannedProfile{where, body, identifiers})
		out.warnings = append(out.warnings, warnings...)
	}
	return out, nil
}

// checked turns the identifiers of a request into those that can be used. A malformed mobile is an error, for it is the
// primary identifier of the organisation; a malformed email is left out with a warning.
func checked(bodies []identifierBody) (good []people.Identifier, warnings []*reply.Refusal, no *reply.Refusal) {
	for _, b := range bodies {
		id, ok := people.IdentityOf(b.Type, string(b.Value))
		switch {
		case !ok:
			continue
		case id.Kind == "mobile" && !id.WellFormed():
			return nil, nil, refuse(8014, id.Value)
		case !id.WellFormed():
			warnings = append(warnings, refuse(8055))
			continue
		}
		good = append(good, people.Identifier{Identity: id, SeriesID: b.SeriesID.Int(), SeriesCode: string(b.SeriesCode),
			StatusLabel: b.StatusLabel,
			ExternalID:  string(b.CardExternalID), Extended: b.ExtendedFields, Custom: b.CustomFields})
	}
	if len(good) == 0 {
		return nil, nil, refuse(8005)
	}
	return good, warnings, nil
}

func (o *State) newCustomer(by kernel.Till) *people.Customer {
	n := o.Next()
	c := &people.Customer{ID: 400000000 + n, LoyaltyID: 50000000 + n, Loyal: true, Extended: map[string]any{}, AssociatedWith: by.Code,
		Created: o.Stamp(by), Modified: o.Stamp(by), Lists: map[people.List][]any{}}
	o.of(c).referralCode = referralCode(n)
	o.Customers[c.ID] = c
	o.Main(c)
	return c
}

func (o *State) newProfile(c *people.Customer, where people.Place, by kernel.Till) *people.Profile {
	p := &people.Profile{Place: where, Fields: map[string]any{}, Created: o.Stamp(by)}
	c.Profiles = append(c.Profiles, p)
	c.Modified = o.Stamp(by)
	return p
}

// fill writes a profile of a request into a profile.
func (o *State) fill(c *people.Customer, p *people.Profile, from plannedProfile) {
	if from.body.FirstName != "" {
		p.FirstName = string(from.body.FirstName)
	}
	if from.body.LastName != "" {
		p.LastName = string(from.body.LastName)
	}
	maps.Copy(p.Fields, from.body.Fields)
	for _, i := range from.identifiers {
		if !slices.ContainsFunc(p.Identifiers, func(have people.Identifier) bool { return have.Identity == i.Identity }) {
			o.Attach(c, p, i)
		}
	}
	for _, b := range from.body.Channels {
		p.Reach(people.Channel{Kind: b.Type, Value: string(b.Value), Primary: b.Primary.Yes(), Verified: b.Verified.Yes(),
			Residence: b.Meta.Residence.Yes(), Office: b.Meta.Office.Yes(), Attributes: b.Attributes})
	}
	p.Modified = o.Stamp(c.Modified.By)
}

// describe writes what a request says about the customer besides profiles.
func (o *State) describe(c *people.Customer, in customerBody) {
	maps.Copy(c.Extended, in.ExtendedFields)
	if in.AssociatedWith != "" {
		c.AssociatedWith = in.AssociatedWith
	}
	switch strings.ToLower(in.LoyaltyInfo.LoyaltyType) {
	case "loyalty":
		c.Loyal = true
	case "non_loyalty":
		c.Loyal = false
	}
	for _, s := range in.Subscriptions.Subscriptions {
		o.subscribe(c, s, "Direct")
	}
}

// Reading -------------------------------------------------------------------------------------------------------------

func (o *State) lookupCustomer(c *kernel.Call) reply.Reply {
	found, no := o.Lookup(c)
	if no != nil {
		return reply.Refused(no)
	}
	return reply.Entity(found.ID)
}

func (o *State) getCustomer(c *kernel.Call) reply.Reply {
	where, found, no := o.placeAndCustomer(c)
	if no != nil {
		return reply.Refused(no)
	}
	if where != people.Anywhere && found.ProfileIn(where) == nil {
		return reply.Refused(refuse(8065))
	}
	return reply.Flat(o.DetailsOf(found, where, c))
}

func (o *State) placeAndCustomer(c *kernel.Call) (people.Place, *people.Customer, *reply.Refusal) {
	codes := people.LookupCodes
	if c.Param("id") != "" {
		codes = people.GetCodes
	}
	where, no := o.PlaceOf(c.Value("source"), c.Value("accountId"), codes)
	if no != nil {
		return where, nil, no
	}
	found, no := o.CustomerOf(c)
	return where, found, no
}

// DetailsOf is the customer as GET /v2/customers/{id} shows it: the profile of the place first, then the others.
func (o *State) DetailsOf(cu *people.Customer, where people.Place, c *kernel.Call) wire.Object {
	profiles := []wire.Object{}
	for _, p := range cu.Profiles {
		switch {
		case p.Place == where:
			profiles = slices.Insert(profiles, 0, o.profileObject(cu, p))
		case !c.Yes("includedOnlyCurrentProfile"):
			profiles = append(profiles, o.profileObject(cu, p))
		}
	}
	out := wire.Obj("id", cu.ID, "profiles", profiles, "loyaltyInfo", o.loyaltyInfo(cu))
	if c.Yes("includedFraudDetails") || c.Embeds("fraudDetails") {
		out = out.With("fraudDetails", wire.Obj("markedBy", wire.Obj(), "status", "NOT_FRAUD"))
	}
	out = out.With("segments", wire.Obj(), "associatedWith", cu.AssociatedWith, "extendedFields", cu.Extended)
	return o.withEmbeds(out, cu, c).With("cardDetails", o.cardDetails(cu))
}

// withEmbeds adds what embed asks for.
func (o *State) withEmbeds(out wire.Object, cu *people.Customer, c *kernel.Call) wire.Object {
	if c.Embeds("points") {
		out = out.With("pointsSummary", o.PointsSummary(cu, o.Main(cu)))
	}
	if c.Embeds("subscriptions") {
		out = out.With("subscriptionInfo", wire.Obj("subscriptions", subscriptionObjects(o.of(cu))))
	}
	if c.Embeds("mlp") {
		out = out.With("loyaltyProgramDetails", o.ProgramDetails(cu, o.Accounts(cu)), "groupLoyaltyProgramDetails", []wire.Object{})
	}
	if c.Embeds("promotionalPoints") {
		out = out.With("promotionalPoints", wire.Obj("customerPromotionType", wire.OrEmpty(cu.Lists[people.ListPromotionalPoints]),
			"transactionPromotionType", []wire.Object{}, "lineitemPromotionType", []wire.Object{}))
	}
	if c.Embeds("expirySchedules") {
		out = out.With("expirySchedules", o.expirySchedule(o.Accounts(cu)))
	}
	if c.Embeds("expiredPoints") {
		out = out.With("expiredPoints", wire.OrEmpty(cu.Lists[people.ListExpiredPoints]))
	}
	if c.Embeds("customerImage") {
		out = out.With("customerImage", o.imageObjects(cu))
	}
	return out
}

func (o *State) profileObject(cu *people.Customer, p *people.Profile) wire.Object {
	channels := []wire.Object{}
	for _, ch := range p.Channels {
		channels = append(channels, ch.Object())
	}
	return wire.Obj("firstName", p.FirstName, "lastName", p.LastName,
		"attribution", o.attribution(p.Created, p.Modified),
		"fields", p.Fields, "allFields", wire.Obj(), "identifiers", people.IdentifierObjects(p), "commChannels", channels,
		"source", p.Source, "userId", cu.ID, "accountId", p.Account, "conflictingProfileList", []wire.Object{},
		"autoUpdateTime", o.V2Time(p.Modified.At), "identifiersAll", people.IdentifierObjects(p))
}

func (o *State) attribution(created, modified kernel.Stamp) wire.Object {
	return wire.Obj("createDate", o.V2Time(created.At), "createdBy", created.By.Object(), "modifiedBy", modified.By.Object(),
		"modifiedDate", o.V2Time(modified.At))
}

func (o *State) loyaltyInfo(cu *people.Customer) wire.Object {
	source := "instore"
	if len(cu.Profiles) > 0 {
		source = strings.ToLower(cu.Profiles[0].Source)
	}
	return wire.Obj("loyaltyType", cu.LoyaltyType(),
		"attributionV2", o.attribution(cu.Created, cu.Modified).With("createdFromSource", source),
		"lifetimePurchases", cu.Purchases)
}

func (o *State) cardDetails(cu *people.Customer) []wire.Object {
	out := []wire.Object{}
	for _, p := range cu.Profiles {
		for _, i := range p.Identifiers {
			if i.Kind == "cardnumber" {
				out = append(out, o.cardObject(cu, i))
			}
		}
	}
	return out
}

func (o *State) cardObject(cu *people.Customer, i people.Identifier) wire.Object {
	label := i.StatusLabel
	if label == "" {
		label = "ACTIVE"
	}
	return wire.Obj("cardId", i.CardID, "issuedDate", o.V2Time(i.Issued), "createdDate", o.DateOnly(i.Issued), "expiryDays", 0,
		"customerId", cu.ID, "cardExternalId", i.ExternalID, "extendedFields", wire.OrNone(i.Extended), "customFields", wire.OrNone(i.Custom),
		"type", "DIGITAL", "cardNumber", i.Value, "seriesId", i.SeriesID, "seriesCode", i.SeriesCode, "orgId", o.ID,
		"statusInfo", wire.Obj("reason", "", "actions", []string{}, "createdOn", o.V2Time(i.Issued), "entityId", i.CardID,
			"isActive", true,
			"label", label, "status", strings.ToUpper(label)),
		"id", i.CardID, "transactionNotAllowed", false)
}

// searchCustomers finds customers whose name or identifier starts with q.
func (o *State) searchCustomers(c *kernel.Call) reply.Reply {
	q := strings.ToLower(strings.TrimSpace(c.Value("q")))
	hits := []wire.Object{}
	for _, cu := range o.Everyone() {
		if matched := cu.Matches(q); q != "" && len(matched) > 0 {
			profiles := []wire.Object{}
			for _, p := range cu.Profiles {
				profiles = append(profiles, wire.Obj("source", p.Source, "firstName", p.FirstName, "lastName", p.LastName))
			}
			hits = append(hits, wire.Obj("userId", cu.ID, "matchedIdentifiers", matched, "profiles", profiles))
		}
	}
	part, limit, offset := kernel.Cut(c, hits, 10)
	return reply.Page(part, limit, offset, len(hits))
}

// Updating ------------------------------------------------------------------------------------------------------------

func (o *State) updateCustomer(c *kernel.Call) reply.Reply {
	var in customerBody
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	where, no := o.PlaceOf(c.Value("source"), c.Value("accountId"), people.UpdateCodes)
	if no != nil {
		return reply.Refused(no)
	}
	found, no := o.CustomerOf(c)
	if no != nil {
		return reply.Refused(no)
	}
	updated, out, no := o.update(found, where, in, c.Till)
	if no != nil {
		return reply.Refused(no)
	}
	if c.Yes("use_async") {
		out.sideEffects = nil
	}
	return reply.Created(updated.ID, out.warnings, out.sideEffects)
}

// update writes a request into a customer. Identifiers that someone in another source has make one customer of both.
func (o *State) update(cu *people.Customer, where people.Place, in customerBody, by kernel.Till) (*people.Customer, outcome,
	*reply.Refusal) {
	if cu.Loyal && strings.EqualFold(in.LoyaltyInfo.LoyaltyType, "non_loyalty") {
		return nil, outcome{}, refuse(8018)
	}
	if cu.ProfileIn(where) == nil {
		return nil, outcome{}, refuse(8065)
	}
	if no := o.Busy(cu); no != nil {
		return nil, outcome{}, no
	}
	var out outcome
	cu.Modified = o.Stamp(by)
	for _, body := range in.Profiles {
		at := where
		if body.Source != "" {
			var no *reply.Refusal
			if at, no = o.PlaceOf(body.Source, string(body.AccountID), people.UpdateCodes); no != nil {
				return nil, out, no
			}
		}
		target, warnings, no := o.updateProfile(cu, at, body, by)
		if no != nil {
			return nil, out, no
		}
		cu, out.warnings = target, append(out.warnings, warnings...)
	}
	o.describe(cu, in)
	out.sideEffects = o.enroll(cu, in.Enrollments)
	o.Happened(cu, "CustomerUpdate")
	return cu, out, nil
}

func (o *State) updateProfile(cu *people.Customer, at people.Place, body profileBody, by kernel.Till) (*people.Customer,
	[]*reply.Refusal, *reply.Refusal) {
	var identifiers []people.Identifier
	var warnings []*reply.Refusal
	if len(body.Identifiers) > 0 {
		var no *reply.Refusal
		if identifiers, warnings, no = checked(body.Identifiers); no != nil {
			return nil, nil, no
		}
	}
	cu, merged, no := o.join(cu, at, identifiers, 8008)
	if no != nil {
		return nil, nil, no
	}
	p := cu.ProfileIn(at)
	if p == nil {
		p = o.newProfile(cu, at, by)
	}
	o.fill(cu, p, plannedProfile{at, body, identifiers})
	p.Modified.By = by
	return cu, append(warnings, merged...), nil
}

// statusOfLabel are the labels that the organisation has, and what they mean.
var statusOfLabel = map[string]string{"active": "ACTIVE", "inactive": "INACTIVE", "suspended": "SUSPENDED", "deleted": "DELETED",
	"internal": "INTERNAL", "fraud suspected": "FRAUD_SUSPECTED", "fraud confirmed": "FRAUD_CONFIRMED", "pending deletion": "PENDING_DELETION"}

func (o *State) setStatus(c *people.Customer, label, reason string, by kernel.Till) bool {
	if statusOfLabel[strings.ToLower(label)] == "" {
		return false
	}
	o.of(c).statuses = append(o.of(c).statuses, status{o.Next(), label, reason, o.Stamp(by)})
	return true
}

func (o *State) updateStatus(c *kernel.Call) reply.Reply {
	var in struct{ Reason, Label, CreatedOn string }
	if no := c.Decode(&in); no != nil {
		return reply.Refused(no)
	}
	found, no := o.CustomerOf(c)
	switch {
	case no != nil:
		return reply.Refused(no)
	case !o.setStatus(found, in.Label, in.Reason, c.Till):
		return reply.Refused(refuse(8086))
	}
	if t, ok := kernel.ReadV2Time(in.CreatedOn); ok {
		o.of(found).statuses[len(o.of(found).statuses)-1].At = t
	}
	return reply.Reply{Status: http.StatusOK, Body: wire.Obj("warnings", reply.Notices(), "error", reply.Notices())}
}

// referralCode is the code of the n-th customer.
func referralCode(n int64) string { return "ref" + strconv.FormatInt(46656+n, 36) }
