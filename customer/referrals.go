package customer

import (
	"context"
	"iter"
	"slices"
	"time"

	"github.com/capillary-go/sdk/capillary"
)

// Referrals lists whom a customer invited and who came, with the code that they invite by.
//
// Errors: ErrReferralSystem for a wrong campaign token, ErrNotFound, ErrInvalidSource, ErrInvalidIdentifier. The API takes
// 1000 calls an hour.
//
// GET /v2/customers/{userId}/referrals, or /v2/customers/lookup/referrals for identifiers other than the user id.
func (s *Service) Referrals(ctx context.Context, who capillary.Identifier, o ReferralOptions,
	opts ...capillary.RequestOption) (*capillary.Page[Referrals], error) {
	return capillary.Call[*capillary.Page[Referrals]](ctx, s.client, opReferrals, capillary.Input{Customer: who, Query: o}, opts...)
}

// AllReferrals iterates over all pages, from o.Offset on.
func (s *Service) AllReferrals(ctx context.Context, who capillary.Identifier, o ReferralOptions,
	opts ...capillary.RequestOption) iter.Seq2[Referrals, error] {
	return capillary.All(o.Offset, func(offset int64) (*capillary.Page[Referrals], error) {
		o.Offset = offset
		return s.Referrals(ctx, who, o, opts...)
	})
}

// ReferralOptions choose referrals.
type ReferralOptions struct {
	CampaignToken string `url:"campaignToken,omitempty"` // of the referral campaign; the look-up form requires it
	Limit         int64  `url:"limit,omitempty"`         // rows of a page
	Offset        int64  `url:"offset,omitempty"`        // rows to skip
	Total         int64  `url:"total,omitempty"`         // documented as the number of rows there are, which is the API's to say
}

// Referrals are a customer's referrals in a campaign.
type Referrals struct {
	Customer     Referrer         `json:"customer"`
	ReferralCode string           `json:"referralCode"`
	Invitees     []Invitee        `json:"invitees"`
	Referees     []Referee        `json:"referee"`
	Incentives   []map[string]any `json:"incentives"` // the documentation shows none
}

// Referrer is the customer who refers others.
type Referrer struct {
	ID       int64     `json:"id"`
	Profiles []Profile `json:"profiles"`
}

// Invitee is somebody whom the customer invited.
type Invitee struct {
	Type       ReferralType `json:"type"`
	Identifier string       `json:"identifier"` // a mobile number or an e-mail, by the type
	Name       string       `json:"name"`
	InvitedOn  time.Time    `json:"invitedOn"`
	Till       OrgEntity    `json:"till"`
}

// Referee is somebody who came because of the customer.
type Referee struct {
	EventType  string    `json:"eventType"` // REGISTRATION, …
	UserID     int64     `json:"userId"`
	FirstName  string    `json:"firstName"`
	LastName   string    `json:"lastName"`
	Mobile     string    `json:"mobile"`
	Email      string    `json:"email"`
	ExternalID string    `json:"externalId"`
	AddedOn    time.Time `json:"addedOn"`
}

// ReferralType is the channel that an invitation goes over.
type ReferralType string

// The documented channels.
const (
	ReferralMobile ReferralType = "MOBILE"
	ReferralEmail  ReferralType = "EMAIL"
)

// AddReferrals invites others on behalf of a customer. The API wants the customer in the body too: where the request leaves
// it out, who is put there. It is never sent twice. The API takes 1000 calls an hour.
//
// Errors: ErrInvalidCampaignToken, ErrInvalidCampaign, ErrReferralNotEligible, ErrReferrerNotFound, ErrReferralType.
//
// POST /v2/customers/{userId}/referrals, or /v2/customers/referrals for identifiers other than the user id.
func (s *Service) AddReferrals(ctx context.Context, who capillary.Identifier, r AddReferralsRequest,
	opts ...capillary.RequestOption) (*ReferralsAdded, error) {
	body := r.by(who)
	if _, ok := who.UserID(); ok {
		return capillary.Call[*ReferralsAdded](ctx, s.client, opAddReferrals, capillary.Input{Customer: who, Body: body}, opts...)
	}
	return capillary.Call[*ReferralsAdded](ctx, s.client, opAddReferralsByBody, capillary.Input{Body: body}, opts...)
}

// AddReferralsRequest are invitations, by campaign.
type AddReferralsRequest struct {
	CustomerReferrals []ReferralsRequest `json:"customerReferrals"`
}

// Validate refuses a request without invitations, and invitations on behalf of nobody.
func (r AddReferralsRequest) Validate() error {
	if len(r.CustomerReferrals) == 0 {
		return capillary.Invalid("customerReferrals", "it is empty")
	}
	for _, c := range r.CustomerReferrals {
		if len(c.Referrals) == 0 {
			return capillary.Invalid("referrals", "it is empty")
		}
		if err := checkV1(c.Customer); err != nil { // the same four as in v1.1
			return err
		}
	}
	return nil
}

// ReferralsRequest are invitations for one campaign.
type ReferralsRequest struct {
	Customer      capillary.Identifier     `json:"customer,omitzero"` // by user id, mobile, e-mail or external id
	CampaignToken string                   `json:"campaignToken,omitzero"`
	Referrals     []ReferralChannelRequest `json:"referrals"`
}

// ReferralChannelRequest are invitations over one channel.
type ReferralChannelRequest struct {
	Type     ReferralType     `json:"type"`
	Referral []InviteeRequest `json:"referral"`
}

// InviteeRequest is somebody to invite.
type InviteeRequest struct {
	Identifier string    `json:"identifier"` // a mobile number or an e-mail, by the type
	Name       string    `json:"name,omitzero"`
	InvitedOn  time.Time `json:"invitedOn,omitzero"`
}

// ReferralsAdded are the invitations that were sent, as the API repeats them.
type ReferralsAdded struct {
	CustomerReferrals []ReferralsOfCustomer `json:"customerReferrals"`
	Warnings          []capillary.Issue     `json:"warnings"`
}

// ReferralsOfCustomer are a customer's invitations for one campaign.
type ReferralsOfCustomer struct {
	Customer      ReferringCustomer `json:"customer"`
	CampaignToken string            `json:"campaignToken"`
	Referrals     []ReferralsByType `json:"referrals"`
}

// ReferringCustomer is the customer who refers others, as the request named them.
type ReferringCustomer struct {
	ID         int64  `json:"id"`
	Mobile     string `json:"mobile"`
	Email      string `json:"email"`
	ExternalID string `json:"externalId"`
}

// ReferralsByType are invitations over one channel. The type stands beside the list, not in its members.
type ReferralsByType struct {
	Type     ReferralType `json:"type"`
	Referral []Invitee    `json:"referral"`
}

// by puts the customer where the request leaves it out.
func (r AddReferralsRequest) by(who capillary.Identifier) AddReferralsRequest {
	all := slices.Clone(r.CustomerReferrals)
	for i := range all {
		if all[i].Customer.IsZero() {
			all[i].Customer = who
		}
		if _, isID := all[i].Customer.UserID(); isID {
			all[i].Customer = all[i].Customer.In("", "") // the same in all sources
		}
	}
	return AddReferralsRequest{all}
}
