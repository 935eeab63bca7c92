package capillarytest

import (
	"net/http"
	"strings"
	"time"
)

func (o *org) referralRoutes() routes {
	return routes{
		"POST /v2/customers/{id}/referrals":  o.addReferrals,
		"POST /v2/customers/referrals":       o.addReferrals,
		"GET /v2/customers/{id}/referrals":   o.getReferrals,
		"GET /v2/customers/lookup/referrals": o.getReferrals,
		"GET /v2/referral/validate":          o.validateReferral,
		"POST /v1.1/customer/referrals":      o.addReferralsV1,
		"GET /v1.1/customer/referrals":       o.getReferralsV1,
	}
}

// referral is an invitation that a customer sent.
type referral struct {
	campaign, kind, name, identifier, invitedOn string
	by                                          till
	at                                          time.Time
}

type referralList struct {
	Type     string `json:"type"`
	Referral list[struct {
		ID, Name, Identifier text
		InvitedOn            string `json:"invitedOn"`
		InvitedOnV1          string `json:"invited_on"`
	}] `json:"referral"`
}

func (o *org) addReferrals(c *call) reply {
	var in struct {
		CustomerReferrals list[struct {
			Customer struct {
				ID                        int64
				Mobile, Email, ExternalID text
			} `json:"customer"`
			CampaignToken string             `json:"campaignToken"`
			Referrals     list[referralList] `json:"referrals"`
		}] `json:"customerReferrals"`
	}
	if no := c.decode(&in); no != nil || len(in.CustomerReferrals) == 0 {
		return refused(refuse(400))
	}
	for _, r := range in.CustomerReferrals {
		who := whoV1{Mobile: r.Customer.Mobile, Email: r.Customer.Email, ExternalID: r.Customer.ExternalID}
		found, no := o.whoV1(who)
		if id := c.param("id"); id != "" {
			found, no = o.byID(id)
		} else if r.Customer.ID != 0 {
			found, no = o.byID(quoted(r.Customer.ID))
		}
		if no != nil {
			return refused(refuse(8015))
		}
		o.invite(found, r.CampaignToken, r.Referrals, c.till)
	}
	return reply{status: http.StatusOK, body: rawJSON(c.body)} // the reply repeats the request
}

func (o *org) invite(c *customer, campaign string, lists []referralList, by till) {
	t := o.of(c)
	for _, l := range lists {
		for _, r := range l.Referral {
			t.referrals = append(t.referrals, referral{campaign, strings.ToUpper(l.Type), string(r.Name), string(r.Identifier),
				orDefault(r.InvitedOn, r.InvitedOnV1), by, o.now()})
		}
	}
}

func (o *org) getReferrals(c *call) reply {
	found, no := o.customerOf(c)
	if no != nil {
		return refused(no)
	}
	profile := obj("identifiers", []object{}, "commChannels", []object{}, "userId", found.id)
	if len(found.profiles) > 0 {
		p := found.profiles[0]
		profile = obj("firstName", p.firstName, "lastName", p.lastName, "fields", obj(), "allFields", obj(), "identifiers", identifierObjects(p),
			"commChannels", []object{}, "userId", found.id, "accountId", p.account, "autoUpdateTime", o.v2Time(p.modified.at),
			"identifiersAll", identifierObjects(p))
	}
	entry := obj("customer", obj("id", found.id, "profiles", []object{profile}), "referralCode", o.of(found).referralCode,
		"invitees", o.invitees(found, c.value("campaignToken")), "referee", []object{}, "incentives", []object{})
	return page([]object{entry}, c.number("limit", 10), c.number("offset", 0), 0)
}

func (o *org) invitees(c *customer, campaign string) []object {
	out := []object{}
	for _, r := range o.of(c).referrals {
		if campaign == "" || campaign == r.campaign {
			out = append(out, obj("type", r.kind, "identifier", r.identifier, "invitedOn", o.v1Time(r.at)+".0",
				"till", obj("code", r.by.code, "name", r.by.code)))
		}
	}
	return out
}

func (o *org) validateReferral(c *call) reply {
	code := orDefault(c.value("code"), c.value("referralCode"))
	for _, cu := range o.customers {
		if o.of(cu).referralCode == code {
			return flat(obj("valid", true, "referrer", cu.id))
		}
	}
	return flat(obj("valid", false))
}

// v1.1 ----------------------------------------------------------------------------------------------------------------

func (o *org) addReferralsV1(c *call) reply {
	var in struct {
		Root struct {
			Customer list[struct {
				whoV1
				Referrals struct {
					CampaignToken text               `json:"campaign_token"`
					ReferralType  list[referralList] `json:"referral_type"`
				} `json:"referrals"`
			}] `json:"customer"`
		} `json:"root"`
	}
	if no := c.decode(&in); no != nil || len(in.Root.Customer) == 0 {
		return v1Failed(refuse(400))
	}
	var items []v1Item
	for _, r := range in.Root.Customer {
		found, no := o.whoV1(r.whoV1)
		if no != nil {
			items = append(items, v1Refused(r.whoV1.object(), no))
			continue
		}
		o.invite(found, string(r.Referrals.CampaignToken), r.Referrals.ReferralType, c.till)
		fields := o.identityV1(found, "id").with("firstname", o.profileV1(found).firstName, "lastname", o.profileV1(found).lastName,
			"referrals", obj("referral_type", invitedV1(r.Referrals.ReferralType)))
		items = append(items, v1Done(fields, 1000, "Referrals are invited Successfully"))
	}
	return v1Items("customers", "customer", true, items...)
}

func invitedV1(lists []referralList) []object {
	out := []object{}
	for _, l := range lists {
		invited := []object{}
		for _, r := range l.Referral {
			invited = append(invited, obj("id", r.ID, "name", r.Name, "identifier", r.Identifier, "invited_on", r.InvitedOnV1,
				"status", obj("success", "true", "code", "100", "message", "Invitee added successfully")))
		}
		out = append(out, obj("type", l.Type, "referral", invited))
	}
	return out
}

func (o *org) getReferralsV1(c *call) reply {
	return o.oneV1(c, func(cu *customer) v1Item {
		fields := o.namedV1(cu).with("referral_code", o.of(cu).referralCode)
		if !c.yes("only_referral_code") {
			fields = fields.with("invitees", obj("referral_type", o.inviteesV1(cu, c.value("campaign_token"))),
				"referees", obj("referee", []object{}), "incentives", []object{})
		}
		return v1Done(fields, 1000, "Referral statistics retrieved successfully")
	})
}

func (o *org) inviteesV1(cu *customer, campaign string) []object {
	out := []object{}
	for _, kind := range []string{"EMAIL", "MOBILE"} {
		invited := []object{}
		for _, r := range o.of(cu).referrals {
			if r.kind == kind && (campaign == "" || campaign == r.campaign) {
				invited = append(invited, obj("identifier", r.identifier, "name", r.name, "invited_on", o.v1Time(r.at),
					"till", obj("code", r.by.code, "name", r.by.code)))
			}
		}
		if len(invited) > 0 {
			out = append(out, obj("type", kind, "invitee", invited))
		}
	}
	return out
}
