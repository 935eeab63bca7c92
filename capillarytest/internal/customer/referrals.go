package customer

import (
	"net/http"
	"strings"
	"time"

	"github.com/capillary-go/sdk/capillarytest/internal/kernel"
	"github.com/capillary-go/sdk/capillarytest/internal/people"
	"github.com/capillary-go/sdk/capillarytest/internal/reply"
	"github.com/capillary-go/sdk/capillarytest/internal/wire"
)

func (o *State) referralRoutes() kernel.Routes {
	return kernel.Routes{
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
	by                                          kernel.Till
	at                                          time.Time
}

type referralList struct {
	Type     string `json:"type"`
	Referral wire.List[struct {
		ID, Name, Identifier wire.Text
		InvitedOn            string `json:"invitedOn"`
		InvitedOnV1          string `json:"invited_on"`
	}] `json:"referral"`
}

func (o *State) addReferrals(c *kernel.Call) reply.Reply {
	var in struct {
		CustomerReferrals wire.List[struct {
			Customer struct {
				ID                        int64
				Mobile, Email, ExternalID wire.Text
			} `json:"customer"`
			CampaignToken string                  `json:"campaignToken"`
			Referrals     wire.List[referralList] `json:"referrals"`
		}] `json:"customerReferrals"`
	}
	if no := c.Decode(&in); no != nil || len(in.CustomerReferrals) == 0 {
		return reply.Refused(refuse(400))
	}
	for _, r := range in.CustomerReferrals {
		who := people.WhoV1{Mobile: r.Customer.Mobile, Email: r.Customer.Email, ExternalID: r.Customer.ExternalID}
		found, no := o.WhoV1(who)
		if id := c.Param("id"); id != "" {
			found, no = o.ByID(id)
		} else if r.Customer.ID != 0 {
			found, no = o.ByID(wire.Quoted(r.Customer.ID))
		}
		if no != nil {
			return reply.Refused(refuse(8015))
		}
		o.invite(found, r.CampaignToken, r.Referrals, c.Till)
	}
	return reply.Reply{Status: http.StatusOK, Body: wire.Raw(c.Body)} // the reply repeats the request
}

func (o *State) invite(c *people.Customer, campaign string, lists []referralList, by kernel.Till) {
	t := o.of(c)
	for _, l := range lists {
		for _, r := range l.Referral {
			t.referrals = append(t.referrals, referral{campaign, strings.ToUpper(l.Type), string(r.Name), string(r.Identifier),
				wire.OrDefault(r.InvitedOn, r.InvitedOnV1), by, o.Now()})
		}
	}
}

func (o *State) getReferrals(c *kernel.Call) reply.Reply {
	found, no := o.CustomerOf(c)
	if no != nil {
		return reply.Refused(no)
	}
	profile := wire.Obj("identifiers", []wire.Object{}, "commChannels", []wire.Object{}, "userId", found.ID)
	if len(found.Profiles) > 0 {
		p := found.Profiles[0]
		profile = wire.Obj("firstName", p.FirstName, "lastName", p.LastName, "fields", wire.Obj(), "allFields", wire.Obj(),
			"identifiers", people.IdentifierObjects(p),
			"commChannels", []wire.Object{}, "userId", found.ID, "accountId", p.Account, "autoUpdateTime", o.V2Time(p.Modified.At),
			"identifiersAll", people.IdentifierObjects(p))
	}
	entry := wire.Obj("customer", wire.Obj("id", found.ID, "profiles", []wire.Object{profile}), "referralCode",
		o.of(found).referralCode,
		"invitees", o.invitees(found, c.Value("campaignToken")), "referee", []wire.Object{}, "incentives", []wire.Object{})
	return reply.Page([]wire.Object{entry}, c.Number("limit", 10), c.Number("offset", 0), 0)
}

func (o *State) invitees(c *people.Customer, campaign string) []wire.Object {
	out := []wire.Object{}
	for _, r := range o.of(c).referrals {
		if campaign == "" || campaign == r.campaign {
			out = append(out, wire.Obj("type", r.kind, "identifier", r.identifier, "invitedOn", o.V1Time(r.at)+".0",
				"till", wire.Obj("code", r.by.Code, "name", r.by.Code)))
		}
	}
	return out
}

func (o *State) validateReferral(c *kernel.Call) reply.Reply {
	code := wire.OrDefault(c.Value("code"), c.Value("referralCode"))
	for _, cu := range o.Customers {
		if o.of(cu).referralCode == code {
			return reply.Flat(wire.Obj("valid", true, "referrer", cu.ID))
		}
	}
	return reply.Flat(wire.Obj("valid", false))
}

// v1.1 ----------------------------------------------------------------------------------------------------------------

func (o *State) addReferralsV1(c *kernel.Call) reply.Reply {
	var in struct {
		Root struct {
			Customer wire.List[struct {
				people.WhoV1
				Referrals struct {
					CampaignToken wire.Text               `json:"campaign_token"`
					ReferralType  wire.List[referralList] `json:"referral_type"`
				} `json:"referrals"`
			}] `json:"customer"`
		} `json:"root"`
	}
	if no := c.Decode(&in); no != nil || len(in.Root.Customer) == 0 {
		return reply.V1Failed(refuse(400))
	}
	var items []reply.V1Item
	for _, r := range in.Root.Customer {
		found, no := o.WhoV1(r.WhoV1)
		if no != nil {
			items = append(items, reply.V1Refused(r.WhoV1.Object(), no))
			continue
		}
		o.invite(found, string(r.Referrals.CampaignToken), r.Referrals.ReferralType, c.Till)
		fields := o.IdentityV1(found, "id").With("firstname", o.ProfileV1(found).FirstName, "lastname", o.ProfileV1(found).LastName,
			"referrals", wire.Obj("referral_type", invitedV1(r.Referrals.ReferralType)))
		items = append(items, reply.V1Done(fields, 1000, "Referrals are invited Successfully"))
	}
	return reply.V1Items("customers", "customer", true, items...)
}

func invitedV1(lists []referralList) []wire.Object {
	out := []wire.Object{}
	for _, l := range lists {
		invited := []wire.Object{}
		for _, r := range l.Referral {
			invited = append(invited, wire.Obj("id", r.ID, "name", r.Name, "identifier", r.Identifier, "invited_on", r.InvitedOnV1,
				"status", wire.Obj("success", "true", "code", "100", "message", "Invitee added successfully")))
		}
		out = append(out, wire.Obj("type", l.Type, "referral", invited))
	}
	return out
}

func (o *State) getReferralsV1(c *kernel.Call) reply.Reply {
	return o.OneV1(c, func(cu *people.Customer) reply.V1Item {
		fields := o.NamedV1(cu).With("referral_code", o.of(cu).referralCode)
		if !c.Yes("only_referral_code") {
			fields = fields.With("invitees", wire.Obj("referral_type", o.inviteesV1(cu, c.Value("campaign_token"))),
				"referees", wire.Obj("referee", []wire.Object{}), "incentives", []wire.Object{})
		}
		return reply.V1Done(fields, 1000, "Referral statistics retrieved successfully")
	})
}

func (o *State) inviteesV1(cu *people.Customer, campaign string) []wire.Object {
	out := []wire.Object{}
	for _, kind := range []string{"EMAIL", "MOBILE"} {
		invited := []wire.Object{}
		for _, r := range o.of(cu).referrals {
			if r.kind == kind && (campaign == "" || campaign == r.campaign) {
				invited = append(invited, wire.Obj("identifier", r.identifier, "name", r.name, "invited_on", o.V1Time(r.at),
					"till", wire.Obj("code", r.by.Code, "name", r.by.Code)))
			}
		}
		if len(invited) > 0 {
			out = append(out, wire.Obj("type", kind, "invitee", invited))
		}
	}
	return out
}
