package customer

import (
	"context"
	"time"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/internal/outbox"
)

// ReferralsV1 returns a customer's referral code with those who were invited and those who came. Without a campaign token
// it is about the default campaign. Errors: ErrInvalidCampaignToken, ErrReferrerNotFound, ErrReferralNotEligible,
// ErrReferralSystem. Days are those of the cluster's clock.
//
// GET /v1.1/customer/referrals
func (s *Service) ReferralsV1(ctx context.Context, who capillary.Identifier, o ReferralsOptionsV1, opts ...capillary.RequestOption) (
	*ReferralsV1, error,
) {
	return capillary.Call[*ReferralsV1](ctx, s.client, opReferralsV1, capillary.Input{Customer: who, Query: o}, opts...)
}

// ReferralsOptionsV1 are which referrals to return.
type ReferralsOptionsV1 struct {
	CampaignToken    string        `url:"campaign_token,omitempty"`
	StartDate        capillary.Day `url:"start_date,omitempty"` // from this day on
	EndDate          capillary.Day `url:"end_date,omitempty"`   // before this day
	StoreCode        string        `url:"store_code,omitempty"` // the store of the call if empty; "all" for all of them
	OrderBy          CouponOrderV1 `url:"order_by,omitempty"`
	SortOrder        SortOrder     `url:"sort_order,omitempty"`
	Limit            int64         `url:"limit,omitempty"`
	OnlyReferralCode bool          `url:"only_referral_code,omitempty"` // load ReferralCode only
}

// AddReferralsV1 invites people in the name of customers. A second call invites them again.
//
// An item that succeeded can have invitees that did not: look at the Status of each. Errors: ErrInvalidCampaignToken,
// ErrInvalidCampaign, ErrReferralNotEligible, ErrReferrerNotFound, ErrReferralType.
//
// POST /v1.1/customer/referrals
func (s *Service) AddReferralsV1(ctx context.Context, r RequestV1[ReferrerRequestV1], _ AddReferralsOptionsV1, opts ...capillary.RequestOption) (
	*capillary.Batch[ReferrerV1], error,
) {
	return capillary.Call[*capillary.Batch[ReferrerV1]](ctx, s.client, opAddReferralsV1, capillary.Input{Body: r.body(), Sent: r.sent()}, opts...)
}

// AddReferralsOptionsV1 are the options of AddReferralsV1, of which none is documented yet.
type AddReferralsOptionsV1 struct{}

// ReferrerRequestV1 is a customer who invites.
type ReferrerRequestV1 struct {
	Customer  capillary.Identifier `json:"customer,omitzero"` // by user id, mobile, e-mail or external id
	Referrals InvitesV1            `json:"referrals"`
}

// Validate refuses invitations by nobody, of nobody, or without a type.
func (r ReferrerRequestV1) Validate() error {
	switch {
	case r.Referrals.ReferralType.Type == "":
		return capillary.Invalid("type", "it is empty")
	case len(r.Referrals.ReferralType.Referral) == 0:
		return capillary.Invalid("referral", "there is none")
	}
	return checkV1(r.Customer)
}

func (r ReferrerRequestV1) body() any {
	return struct {
		identityV1
		Referrals InvitesV1 `json:"referrals"`
	}{identityOf(r.Customer), r.Referrals}
}

// UnmarshalJSON reads the request as encoding/json writes it, or the body that the API documents.
func (r *ReferrerRequestV1) UnmarshalJSON(raw []byte) error {
	type fields ReferrerRequestV1 // without the methods
	return outbox.ReadFlat(raw, (*fields)(r), &r.Customer)
}

// InvitesV1 are people to invite to a campaign.
type InvitesV1 struct {
	CampaignToken string        `json:"campaign_token,omitzero"` // the default campaign if empty
	ReferralType  InviteTypesV1 `json:"referral_type"`
}

// InviteTypesV1 are people to invite over one channel.
type InviteTypesV1 struct {
	Type     ReferralTypeV1 `json:"type"`
	Referral []InviteV1     `json:"referral"`
}

// InviteV1 is somebody to invite.
type InviteV1 struct {
	ID         string `json:"id"` // of the invitee, may be empty
	Name       string `json:"name,omitzero"`
	Identifier string `json:"identifier"` // mobile number or e-mail, as the type says
	InvitedOn  string `json:"invited_on"` // the time, a point and the referral code: 20240910T163552.pV7BF; older pages show the time alone
}

// ReferrerV1 is a customer who invited.
type ReferrerV1 struct {
	ID         int64  `json:"id"` // user id
	Firstname  string `json:"firstname"`
	Lastname   string `json:"lastname"`
	Mobile     string `json:"mobile"`
	Email      string `json:"email"`
	ExternalID string `json:"external_id"`
	Referrals  struct {
		ReferralType []InvitedV1 `json:"referral_type"`
	} `json:"referrals"`
	ItemStatus ItemStatusV1 `json:"item_status"`
}

// InvitedV1 are people who were invited over one channel.
type InvitedV1 struct {
	Type     ReferralTypeV1 `json:"type"`
	Referral []ReferralV1   `json:"referral"`
}

// ReferralV1 is somebody who was invited, or was not: see Status.
type ReferralV1 struct {
	ID         string               `json:"id"`
	Name       string               `json:"name"`
	Identifier string               `json:"identifier"`
	InvitedOn  string               `json:"invited_on"` // as it was sent
	Status     capillary.ItemStatus `json:"status"`     // CodeInviteeAdded, or why not
}

// ReferralsV1 are the referrals of a customer.
type ReferralsV1 struct {
	Customer struct {
		Firstname    string `json:"firstname"`
		Lastname     string `json:"lastname"`
		Mobile       string `json:"mobile"`
		Email        string `json:"email"`
		ExternalID   string `json:"external_id"`
		ReferralCode string `json:"referral_code"`
		Invitees     struct {
			ReferralType []InviteesV1 `json:"referral_type"`
		} `json:"invitees"`
		Referees struct {
			Referee []RefereeV1 `json:"referee"`
		} `json:"referees"`
		Incentives []any        `json:"incentives"` // their form is not documented
		ItemStatus ItemStatusV1 `json:"item_status"`
	} `json:"customer"`
}

// InviteesV1 are people who were invited over one channel.
type InviteesV1 struct {
	Type    ReferralTypeV1 `json:"type"`
	Invitee []InviteeV1    `json:"invitee"`
}

// InviteeV1 is somebody who was invited.
type InviteeV1 struct {
	Identifier string     `json:"identifier"`
	Name       string     `json:"name"`
	InvitedOn  time.Time  `json:"invited_on"`
	Till       CodeNameV1 `json:"till"`
}

// RefereeV1 is somebody who came: by a registration or a transaction.
type RefereeV1 struct {
	EventType  string    `json:"event_type"`
	Firstname  string    `json:"firstname"`
	Lastname   string    `json:"lastname"`
	Mobile     string    `json:"mobile"`
	Email      string    `json:"email"`
	ExternalID string    `json:"external_id"`
	AddedOn    time.Time `json:"added_on"`
}

// ReferralTypeV1 is the channel of an invitation.
type ReferralTypeV1 string

// The documented channels.
const (
	ReferralMobileV1 ReferralTypeV1 = "MOBILE"
	ReferralEmailV1  ReferralTypeV1 = "EMAIL"
	ReferralSMSV1    ReferralTypeV1 = "SMS" // in older pages
)
