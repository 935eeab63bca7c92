package capillarytest

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

func (o *org) customerRoutes() routes {
	return routes{
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
	ID             text                         `json:"id"`
	Profiles       list[profileBody]            `json:"profiles"`
	LoyaltyInfo    struct{ LoyaltyType string } `json:"loyaltyInfo"`
	AssociatedWith string                       `json:"associatedWith"`
	ExtendedFields map[string]any               `json:"extendedFields"`
	Enrollments    list[enrollmentBody]         `json:"loyaltyProgramEnrollments"`
	StatusLabel    string                       `json:"statusLabel"`
	CreateDate     string                       `json:"createDate"`
	Subscriptions  struct {
		Subscriptions list[subscriptionBody] `json:"subscriptions"`
	} `json:"subscriptionInfo"`
	Association *associationBody `json:"associationDetails"`
}

type profileBody struct {
	FirstName   text                 `json:"firstName"`
	LastName    text                 `json:"lastName"`
	Source      string               `json:"source"`
	AccountID   text                 `json:"accountId"`
	Fields      map[string]any       `json:"fields"`
	Identifiers list[identifierBody] `json:"identifiers"`
	Channels    list[channelBody]    `json:"commChannels"`
}

type identifierBody struct {
	Type           string         `json:"type"`
	Value          text           `json:"value"`
	SeriesID       text           `json:"seriesId"`
	SeriesCode     text           `json:"seriesCode"`
	StatusLabel    string         `json:"statusLabel"`
	CardExternalID text           `json:"cardExternalId"`
	ExtendedFields map[string]any `json:"extendedFields"`
	CustomFields   map[string]any `json:"customFields"`
}

type channelBody struct {
	Type       string         `json:"type"`
	Value      text           `json:"value"`
	Primary    text           `json:"primary"`
	Verified   text           `json:"verified"`
	Attributes map[string]any `json:"attributes"`
	Meta       struct {
		Residence text `json:"residence"`
		Office    text `json:"office"`
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

func (o *org) addCustomer(c *call) reply {
	var in customerBody
	if no := c.decode(&in); no != nil {
		return refused(no)
	}
	found, outcome, no := o.register(in, c.till)
	if no != nil {
		return refused(no)
	}
	if c.yes("mlp_single_enroll") {
		for _, p := range o.programs {
			o.account(found, p.ID)
		}
	}
	if strings.EqualFold(c.header.Get("WAIT_FOR_DOWNSTREAM"), "false") {
		outcome.sideEffects = nil
	}
	return created(found.id, outcome.warnings, outcome.sideEffects)
}

// outcome is what a registration or an update says besides its result.
type outcome struct {
	warnings    []*refusal
	sideEffects []object
}

// register adds a customer, or a profile to the customer whom another source knows by the same identifier.
func (o *org) register(in customerBody, by till) (*customer, outcome, *refusal) {
	plan, no := o.planOf(in, addCodes)
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
	} else if no := o.busy(home); no != nil {
		return nil, outcome{}, no
	}
	for _, p := range plan.profiles {
		o.fill(home, o.newProfile(home, p.place, by), p)
	}
	o.describe(home, in)
	if created, ok := readV2Time(in.CreateDate); ok && fresh {
		home.created.at, home.profiles[0].created.at = created, created
	}
	label := in.StatusLabel
	if label == "" {
		label = "Active"
	}
	if fresh && !o.setStatus(home, label, "Customer registered", by) {
		out.warnings = append(out.warnings, refuse(8086))
	}
	out.sideEffects = o.enroll(home, in.Enrollments)
	o.happened(home, "CustomerRegistration")
	return home, out, nil
}

// plannedProfile is a profile of a request, checked.
type plannedProfile struct {
	place
	body        profileBody
	identifiers []identifier
}

// plan is a request, checked, before anything is done.
type plan struct {
	profiles []plannedProfile
	warnings []*refusal
}

func (o *org) planOf(in customerBody, codes placeCodes) (plan, *refusal) {
	var out plan
	if len(in.Profiles) == 0 {
		return out, refuse(codes.missing)
	}
	for _, body := range in.Profiles {
		where, no := o.placeOf(body.Source, string(body.AccountID), codes)
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
func checked(bodies []identifierBody) (good []identifier, warnings []*refusal, no *refusal) {
	for _, b := range bodies {
		id, ok := identityOf(b.Type, string(b.Value))
		switch {
		case !ok:
			continue
		case id.kind == "mobile" && !id.wellFormed():
			return nil, nil, refuse(8014, id.value)
		case !id.wellFormed():
			warnings = append(warnings, refuse(8055))
			continue
		}
		good = append(good, identifier{identity: id, seriesID: b.SeriesID.int(), seriesCode: string(b.SeriesCode), statusLabel: b.StatusLabel,
			externalID: string(b.CardExternalID), extended: b.ExtendedFields, custom: b.CustomFields})
	}
	if len(good) == 0 {
		return nil, nil, refuse(8005)
	}
	return good, warnings, nil
}

func (o *org) newCustomer(by till) *customer {
	n := o.next()
	c := &customer{id: 400000000 + n, loyaltyID: 50000000 + n, loyal: true, extended: map[string]any{}, associatedWith: by.code,
		created: stamp{o.now(), by}, modified: stamp{o.now(), by}, lists: map[List][]any{}}
	o.of(c).referralCode = referralCode(n)
	o.customers[c.id] = c
	o.main(c)
	return c
}

func (o *org) newProfile(c *customer, where place, by till) *profile {
	p := &profile{place: where, fields: map[string]any{}, created: stamp{o.now(), by}}
	c.profiles = append(c.profiles, p)
	c.modified = stamp{o.now(), by}
	return p
}

// fill writes a profile of a request into a profile.
func (o *org) fill(c *customer, p *profile, from plannedProfile) {
	if from.body.FirstName != "" {
		p.firstName = string(from.body.FirstName)
	}
	if from.body.LastName != "" {
		p.lastName = string(from.body.LastName)
	}
	maps.Copy(p.fields, from.body.Fields)
	for _, i := range from.identifiers {
		if !slices.ContainsFunc(p.identifiers, func(have identifier) bool { return have.identity == i.identity }) {
			o.attach(c, p, i)
		}
	}
	for _, b := range from.body.Channels {
		p.reach(channel{kind: b.Type, value: string(b.Value), primary: b.Primary.yes(), verified: b.Verified.yes(),
			residence: b.Meta.Residence.yes(), office: b.Meta.Office.yes(), attributes: b.Attributes})
	}
	p.modified = stamp{o.now(), c.modified.by}
}

// reach adds a channel, or replaces the one of the same kind and value.
func (p *profile) reach(ch channel) {
	for n, have := range p.channels {
		if have.kind == ch.kind && have.value == ch.value {
			p.channels[n] = ch
			return
		}
	}
	p.channels = append(p.channels, ch)
}

// describe writes what a request says about the customer besides profiles.
func (o *org) describe(c *customer, in customerBody) {
	maps.Copy(c.extended, in.ExtendedFields)
	if in.AssociatedWith != "" {
		c.associatedWith = in.AssociatedWith
	}
	switch strings.ToLower(in.LoyaltyInfo.LoyaltyType) {
	case "loyalty":
		c.loyal = true
	case "non_loyalty":
		c.loyal = false
	}
	for _, s := range in.Subscriptions.Subscriptions {
		o.subscribe(c, s, "Direct")
	}
}

// Reading -------------------------------------------------------------------------------------------------------------

func (o *org) lookupCustomer(c *call) reply {
	found, no := o.lookup(c)
	if no != nil {
		return refused(no)
	}
	return entity(found.id)
}

func (o *org) getCustomer(c *call) reply {
	where, found, no := o.placeAndCustomer(c)
	if no != nil {
		return refused(no)
	}
	if where != anywhere && found.profileIn(where) == nil {
		return refused(refuse(8065))
	}
	return flat(o.detailsOf(found, where, c))
}

func (o *org) placeAndCustomer(c *call) (place, *customer, *refusal) {
	codes := lookupCodes
	if c.param("id") != "" {
		codes = getCodes
	}
	where, no := o.placeOf(c.value("source"), c.value("accountId"), codes)
	if no != nil {
		return where, nil, no
	}
	found, no := o.customerOf(c)
	return where, found, no
}

// detailsOf is the customer as GET /v2/customers/{id} shows it: the profile of the place first, then the others.
func (o *org) detailsOf(cu *customer, where place, c *call) object {
	profiles := []object{}
	for _, p := range cu.profiles {
		switch {
		case p.place == where:
			profiles = slices.Insert(profiles, 0, o.profileObject(cu, p))
		case !c.yes("includedOnlyCurrentProfile"):
			profiles = append(profiles, o.profileObject(cu, p))
		}
	}
	out := obj("id", cu.id, "profiles", profiles, "loyaltyInfo", o.loyaltyInfo(cu))
	if c.yes("includedFraudDetails") || c.embeds("fraudDetails") {
		out = out.with("fraudDetails", obj("markedBy", obj(), "status", "NOT_FRAUD"))
	}
	out = out.with("segments", obj(), "associatedWith", cu.associatedWith, "extendedFields", cu.extended)
	return o.withEmbeds(out, cu, c).with("cardDetails", o.cardDetails(cu))
}

// withEmbeds adds what embed asks for.
func (o *org) withEmbeds(out object, cu *customer, c *call) object {
	if c.embeds("points") {
		out = out.with("pointsSummary", o.pointsSummary(cu, o.main(cu)))
	}
	if c.embeds("subscriptions") {
		out = out.with("subscriptionInfo", obj("subscriptions", subscriptionObjects(o.of(cu))))
	}
	if c.embeds("mlp") {
		out = out.with("loyaltyProgramDetails", o.programDetails(cu, o.accounts(cu)), "groupLoyaltyProgramDetails", []object{})
	}
	if c.embeds("promotionalPoints") {
		out = out.with("promotionalPoints", obj("customerPromotionType", orEmpty(cu.lists[ListPromotionalPoints]),
			"transactionPromotionType", []object{}, "lineitemPromotionType", []object{}))
	}
	if c.embeds("expirySchedules") {
		out = out.with("expirySchedules", o.expirySchedule(o.accounts(cu)))
	}
	if c.embeds("expiredPoints") {
		out = out.with("expiredPoints", orEmpty(cu.lists[ListExpiredPoints]))
	}
	if c.embeds("customerImage") {
		out = out.with("customerImage", o.imageObjects(cu))
	}
	return out
}

func (o *org) profileObject(cu *customer, p *profile) object {
	channels := []object{}
	for _, ch := range p.channels {
		channels = append(channels, ch.object())
	}
	return obj("firstName", p.firstName, "lastName", p.lastName,
		"attribution", o.attribution(p.created, p.modified),
		"fields", p.fields, "allFields", obj(), "identifiers", identifierObjects(p), "commChannels", channels,
		"source", p.source, "userId", cu.id, "accountId", p.account, "conflictingProfileList", []object{},
		"autoUpdateTime", o.v2Time(p.modified.at), "identifiersAll", identifierObjects(p))
}

func (o *org) attribution(created, modified stamp) object {
	return obj("createDate", o.v2Time(created.at), "createdBy", created.by.object(), "modifiedBy", modified.by.object(),
		"modifiedDate", o.v2Time(modified.at))
}

func (ch channel) object() object {
	attributes := ch.attributes
	if attributes == nil {
		attributes = map[string]any{}
	}
	return obj("type", ch.kind, "value", ch.value, "primary", ch.primary, "verified", ch.verified,
		"meta", obj("residence", ch.residence, "office", ch.office), "attributes", attributes)
}

func (o *org) loyaltyInfo(cu *customer) object {
	source := "instore"
	if len(cu.profiles) > 0 {
		source = strings.ToLower(cu.profiles[0].source)
	}
	return obj("loyaltyType", cu.loyaltyType(),
		"attributionV2", o.attribution(cu.created, cu.modified).with("createdFromSource", source),
		"lifetimePurchases", cu.purchases)
}

func (o *org) cardDetails(cu *customer) []object {
	out := []object{}
	for _, p := range cu.profiles {
		for _, i := range p.identifiers {
			if i.kind == "cardnumber" {
				out = append(out, o.cardObject(cu, i))
			}
		}
	}
	return out
}

func (o *org) cardObject(cu *customer, i identifier) object {
	label := i.statusLabel
	if label == "" {
		label = "ACTIVE"
	}
	return obj("cardId", i.cardID, "issuedDate", o.v2Time(i.issued), "createdDate", o.dateOnly(i.issued), "expiryDays", 0,
		"customerId", cu.id, "cardExternalId", i.externalID, "extendedFields", orNone(i.extended), "customFields", orNone(i.custom),
		"type", "DIGITAL", "cardNumber", i.value, "seriesId", i.seriesID, "seriesCode", i.seriesCode, "orgId", o.orgID,
		"statusInfo", obj("reason", "", "actions", []string{}, "createdOn", o.v2Time(i.issued), "entityId", i.cardID, "isActive", true,
			"label", label, "status", strings.ToUpper(label)),
		"id", i.cardID, "transactionNotAllowed", false)
}

// searchCustomers finds customers whose name or identifier starts with q.
func (o *org) searchCustomers(c *call) reply {
	q := strings.ToLower(strings.TrimSpace(c.value("q")))
	hits := []object{}
	for _, cu := range o.everyone() {
		if matched := cu.matches(q); q != "" && len(matched) > 0 {
			profiles := []object{}
			for _, p := range cu.profiles {
				profiles = append(profiles, obj("source", p.source, "firstName", p.firstName, "lastName", p.lastName))
			}
			hits = append(hits, obj("userId", cu.id, "matchedIdentifiers", matched, "profiles", profiles))
		}
	}
	part, limit, offset := cut(c, hits, 10)
	return page(part, limit, offset, len(hits))
}

// Updating ------------------------------------------------------------------------------------------------------------

func (o *org) updateCustomer(c *call) reply {
	var in customerBody
	if no := c.decode(&in); no != nil {
		return refused(no)
	}
	where, no := o.placeOf(c.value("source"), c.value("accountId"), updateCodes)
	if no != nil {
		return refused(no)
	}
	found, no := o.customerOf(c)
	if no != nil {
		return refused(no)
	}
	updated, out, no := o.update(found, where, in, c.till)
	if no != nil {
		return refused(no)
	}
	if c.yes("use_async") {
		out.sideEffects = nil
	}
	return created(updated.id, out.warnings, out.sideEffects)
}

// update writes a request into a customer. Identifiers that someone in another source has make one customer of both.
func (o *org) update(cu *customer, where place, in customerBody, by till) (*customer, outcome, *refusal) {
	if cu.loyal && strings.EqualFold(in.LoyaltyInfo.LoyaltyType, "non_loyalty") {
		return nil, outcome{}, refuse(8018)
	}
	if cu.profileIn(where) == nil {
		return nil, outcome{}, refuse(8065)
	}
	if no := o.busy(cu); no != nil {
		return nil, outcome{}, no
	}
	var out outcome
	cu.modified = stamp{o.now(), by}
	for _, body := range in.Profiles {
		at := where
		if body.Source != "" {
			var no *refusal
			if at, no = o.placeOf(body.Source, string(body.AccountID), updateCodes); no != nil {
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
	o.happened(cu, "CustomerUpdate")
	return cu, out, nil
}

func (o *org) updateProfile(cu *customer, at place, body profileBody, by till) (*customer, []*refusal, *refusal) {
	var identifiers []identifier
	var warnings []*refusal
	if len(body.Identifiers) > 0 {
		var no *refusal
		if identifiers, warnings, no = checked(body.Identifiers); no != nil {
			return nil, nil, no
		}
	}
	cu, merged, no := o.join(cu, at, identifiers, 8008)
	if no != nil {
		return nil, nil, no
	}
	p := cu.profileIn(at)
	if p == nil {
		p = o.newProfile(cu, at, by)
	}
	o.fill(cu, p, plannedProfile{at, body, identifiers})
	p.modified.by = by
	return cu, append(warnings, merged...), nil
}

// statusOfLabel are the labels that the organisation has, and what they mean.
var statusOfLabel = map[string]string{"active": "ACTIVE", "inactive": "INACTIVE", "suspended": "SUSPENDED", "deleted": "DELETED",
	"internal": "INTERNAL", "fraud suspected": "FRAUD_SUSPECTED", "fraud confirmed": "FRAUD_CONFIRMED", "pending deletion": "PENDING_DELETION"}

func (o *org) setStatus(c *customer, label, reason string, by till) bool {
	if statusOfLabel[strings.ToLower(label)] == "" {
		return false
	}
	o.of(c).statuses = append(o.of(c).statuses, status{o.next(), label, reason, stamp{o.now(), by}})
	return true
}

func (o *org) updateStatus(c *call) reply {
	var in struct{ Reason, Label, CreatedOn string }
	if no := c.decode(&in); no != nil {
		return refused(no)
	}
	found, no := o.customerOf(c)
	switch {
	case no != nil:
		return refused(no)
	case !o.setStatus(found, in.Label, in.Reason, c.till):
		return refused(refuse(8086))
	}
	if t, ok := readV2Time(in.CreatedOn); ok {
		o.of(found).statuses[len(o.of(found).statuses)-1].at = t
	}
	return reply{status: http.StatusOK, body: obj("warnings", notices(), "error", notices())}
}

// referralCode is the code of the n-th customer.
func referralCode(n int64) string { return "ref" + strconv.FormatInt(46656+n, 36) }
