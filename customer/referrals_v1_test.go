package customer_test

import (
	"context"
	"testing"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestReferralsAreReadInV1(t *testing.T) {
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "who was invited, and who came",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).ReferralsV1(ctx, capillary.Mobile("919700000009"), customer.ReferralsOptionsV1{CampaignToken: "T1",
					StartDate: capillary.Day{Year: 2026, Month: 1, Day: 1}, EndDate: capillary.Day{Year: 2026, Month: 2, Day: 1}, StoreCode: "all",
					OrderBy: customer.CouponByAmountV1, SortOrder: customer.Ascending, Limit: 3, OnlyReferralCode: true})
			},
			Method: "GET", Path: "/v1.1/customer/referrals",
			Query: "format=json&mobile=919700000009&campaign_token=T1&start_date=2026-01-01&end_date=2026-02-01&store_code=all&order_by=amount" +
				"&sort_order=asc&limit=3&only_referral_code=true",
			Reply: `{"response": {"status": {"success": "true", "code": 200, "message": "Success"}, "customer": {"email": null, "mobile": "919700000009",
				"external_id": "A-1", "firstname": "Asad", "lastname": "Khan", "referral_code": "ASAD7", "invitees": {"referral_type": [{"type": "MOBILE",
				"invitee": [{"identifier": "919700000001", "name": "Rina", "invited_on": "2026-01-21 11:52:33", "till": {"code": "shop3.t1", "name": "Till 1"}}]}]},
				"referees": {"referee": [{"event_type": "REGISTRATION", "firstname": "Rina", "lastname": null, "mobile": "919700000001", "email": null,
				"external_id": null, "added_on": "2026-01-22 10:00:00"}]}, "incentives": [], "item_status": {"success": "true", "code": 1000, "message": "retrieved"}}}}`,
			Want: `{"customer": {"referral_code": "ASAD7", "invitees": {"referral_type": [{"type": "MOBILE", "invitee": [{"name": "Rina",
				"invited_on": "2026-01-21T11:52:33Z", "till": {"code": "shop3.t1"}}]}]},
				"referees": {"referee": [{"event_type": "REGISTRATION", "mobile": "919700000001", "added_on": "2026-01-22T10:00:00Z"}]}}}`,
		},
		{
			Name: "the referral system fails",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).ReferralsV1(ctx, capillary.UserID(6001), customer.ReferralsOptionsV1{})
			},
			Method: "GET", Path: "/v1.1/customer/referrals", Query: "format=json&id=6001",
			Reply: `{"response": {"status": {"success": "false", "code": 500, "message": "all failed"},
				"customer": {"item_status": {"success": "false", "code": 1222, "message": "internal"}}}}`,
			WantErr: customer.ErrReferralSystem,
		},
	})
}

func TestPeopleAreInvitedInV1(t *testing.T) {
	asad := customer.ReferrerRequestV1{Customer: capillary.UserID(6001),
		Referrals: customer.InvitesV1{CampaignToken: "T1", ReferralType: customer.InviteTypesV1{Type: customer.ReferralMobileV1,
			Referral: []customer.InviteV1{{Name: "Rina", Identifier: "12", InvitedOn: "20260121T115233.ASAD7"}}}}}
	const body = `{"root": {"customer": [{"id": 6001, "referrals":
		{"campaign_token": "T1", "referral_type": {"type": "MOBILE", "referral": [{"id": "", "name": "Rina", "identifier": "12",
			"invited_on": "20260121T115233.ASAD7"}]}}}]}}`
	call := func(ctx context.Context, c *capillary.Client) (any, error) {
		return customer.New(c).AddReferralsV1(ctx, customer.NewRequestV1(asad), customer.AddReferralsOptionsV1{})
	}
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "an invitee can fail where the customer's item did not", Call: call,
			Method: "POST", Path: "/v1.1/customer/referrals", Query: "format=json", Body: body,
			Reply: `{"response": {"status": {"success": "true", "code": 200, "message": "SUCCESS"}, "customers": {"customer": [{"email": null, "id": "6001",
				"mobile": "919700000009", "external_id": null, "firstname": "Asad", "lastname": "", "referrals": {"referral_type": {"type": "MOBILE", "referral": [
				{"id": "", "name": "Rina", "identifier": "12", "invited_on": "20260121T115233.ASAD7", "status": {"success": "false", "code": 1701,
					"message": "invalid"}}]}},
				"item_status": {"success": "true", "code": 1000, "message": "invited"}}]}}}`,
			Want: `{"items": [{"value": {"id": 6001, "referrals": {"referral_type": [{"type": "MOBILE", "referral": [{"identifier": "12",
				"invited_on": "20260121T115233.ASAD7", "status": {"success": false, "code": 1701}}]}]}}}]}`,
		},
		{
			Name: "the campaign is unknown", Call: call,
			Method: "POST", Path: "/v1.1/customer/referrals", Query: "format=json", Body: body,
			Reply: `{"response": {"status": {"success": "false", "code": 500, "message": "all failed"}, "customers": {"customer": [
				{"item_status": {"success": "false", "code": 1202, "message": "invalid"}}]}}}`,
			WantErr: customer.ErrInvalidCampaignToken,
		},
	})
	for field, spoil := range map[string]func(*customer.ReferrerRequestV1){
		"type":     func(r *customer.ReferrerRequestV1) { r.Referrals.ReferralType.Type = "" },
		"referral": func(r *customer.ReferrerRequestV1) { r.Referrals.ReferralType.Referral = nil },
		"customer": func(r *customer.ReferrerRequestV1) { r.Customer = capillary.Identifier{} },
	} {
		wrong := asad
		spoil(&wrong)
		wiretest.Refused(t, field, func(ctx context.Context, c *capillary.Client) error {
			_, err := customer.New(c).AddReferralsV1(ctx, customer.NewRequestV1(wrong), customer.AddReferralsOptionsV1{})
			return err
		})
	}
}
