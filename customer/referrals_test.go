package customer_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/capillary-go/sdk/capillary"
	"github.com/capillary-go/sdk/customer"
	"github.com/capillary-go/sdk/internal/wiretest"
)

func TestReferralsAreListed(t *testing.T) {
	reply := `{"pagination": {"limit": 10, "offset": 0, "total": 0}, "data": [{"customer": {"id": 7001, "profiles": [{"firstName": "Mara",
		"lastName": "Lind", "fields": {}, "allFields": {}, "identifiers": [{"type": "mobile", "value": "46700000001"}], "commChannels": [],
		"userId": 7001, "accountId": "", "autoUpdateTime": "2030-06-27T07:22:10Z", "identifiersAll": [{"type": "mobile", "value": "46700000001"}]}]},
		"referralCode": "0mara", "invitees": [{"type": "EMAIL", "identifier": "ole@example.org", "invitedOn": "2030-05-21 11:52:33.0",
			"till": {"code": "pier.1", "name": "Pier"}}],
		"referee": [{"eventType": "REGISTRATION", "userId": 7002, "firstName": "Ole", "lastName": "Berg", "email": "ole@example.org",
			"mobile": "46700000002", "externalId": "L-2", "addedOn": "2030-05-22 12:15:28.0"}], "incentives": []}], "warnings": [], "errors": []}`
	want := `{"pagination": {"limit": 10}, "items": [{"customer": {"id": 7001, "profiles": [{"firstName": "Mara", "userId": 7001,
		"identifiers": [{"type": "mobile", "value": "46700000001"}]}]}, "referralCode": "0mara",
		"invitees": [{"type": "EMAIL", "identifier": "ole@example.org", "invitedOn": "2030-05-21T11:52:33Z", "till": {"code": "pier.1", "name": "Pier"}}],
		"referee": [{"eventType": "REGISTRATION", "userId": 7002, "firstName": "Ole", "lastName": "Berg", "email": "ole@example.org",
			"mobile": "46700000002", "externalId": "L-2", "addedOn": "2030-05-22T12:15:28Z"}]}]}`
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "of a user id",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Referrals(ctx, capillary.UserID(7001), customer.ReferralOptions{})
			},
			Method: "GET", Path: "/v2/customers/7001/referrals", Reply: reply, Want: want,
		},
		{
			Name: "of a mobile number, in one campaign",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Referrals(ctx, capillary.Mobile("46700000001"),
					customer.ReferralOptions{CampaignToken: "TEA", Limit: 5, Offset: 10, Total: 20})
			},
			Method: "GET", Path: "/v2/customers/lookup/referrals",
			Query: "identifierName=mobile&identifierValue=46700000001&source=INSTORE&campaignToken=TEA&limit=5&offset=10&total=20",
			Reply: reply, Want: want,
		},
		{
			Name: "in a campaign that there is not",
			Call: func(ctx context.Context, c *capillary.Client) (any, error) {
				return customer.New(c).Referrals(ctx, capillary.UserID(7001), customer.ReferralOptions{CampaignToken: "NONE"})
			},
			Method: "GET", Path: "/v2/customers/7001/referrals", Query: "campaignToken=NONE",
			Reply:   `{"errors": [{"status": false, "code": 1222, "message": "internal"}]}`,
			WantErr: customer.ErrReferralSystem,
		},
	})
}

func invitation(of capillary.Identifier) customer.AddReferralsRequest {
	return customer.AddReferralsRequest{CustomerReferrals: []customer.ReferralsRequest{{Customer: of, CampaignToken: "TEA",
		Referrals: []customer.ReferralChannelRequest{{Type: customer.ReferralMobile, Referral: []customer.InviteeRequest{
			{Identifier: "46700000002", Name: "Ole", InvitedOn: time.Date(2030, 5, 21, 11, 52, 33, 0, time.UTC)}}}}}}}
}

func TestReferralsAreAdded(t *testing.T) {
	body := func(of string) string {
		return `{"customerReferrals": [{"customer": ` + of + `, "campaignToken": "TEA", "referrals": [{"type": "MOBILE", "referral": [
			{"identifier": "46700000002", "name": "Ole", "invitedOn": "2030-05-21T11:52:33Z"}]}]}]}`
	}
	add := func(who capillary.Identifier, of capillary.Identifier) func(ctx context.Context, c *capillary.Client) (any, error) {
		return func(ctx context.Context, c *capillary.Client) (any, error) {
			return customer.New(c).AddReferrals(ctx, who, invitation(of))
		}
	}
	nobody := capillary.Identifier{}
	wiretest.Run(t, []wiretest.Exchange{
		{
			Name: "by a user id, which goes into the body too", Call: add(capillary.UserID(7001), nobody),
			Method: "POST", Path: "/v2/customers/7001/referrals", Body: body(`{"id": 7001}`),
			Reply: `{"customerReferrals": [{"customer": {"id": 7001, "mobile": "46700000001", "email": "", "externalId": ""}, "campaignToken": "TEA",
				"referrals": [{"type": "MOBILE", "referral": [{"name": "Ole", "identifier": "46700000002", "invitedOn": "2030-05-21 11:52:33"}]}]}]}`,
			Want: `{"customerReferrals": [{"customer": {"id": 7001, "mobile": "46700000001"}, "campaignToken": "TEA",
				"referrals": [{"type": "MOBILE", "referral": [{"name": "Ole", "identifier": "46700000002", "invitedOn": "2030-05-21T11:52:33Z"}]}]}]}`,
		},
		{
			Name:   "by a user id, and by an external id in the body",
			Call:   add(capillary.UserID(7001), capillary.ExternalID("L-1")),
			Method: "POST", Path: "/v2/customers/7001/referrals",
			Body:  body(`{"externalId": "L-1"}`),
			Reply: `{"customerReferrals": [{"campaignToken": "TEA"}]}`,
		},
		{
			Name: "by a mobile number, which stands in the body alone", Call: add(capillary.Mobile("46700000001"), nobody),
			Method: "POST", Path: "/v2/customers/referrals", Body: body(`{"mobile": "46700000001"}`), Reply: `{"customerReferrals": [{"campaignToken": "TEA"}]}`,
		},
		{
			Name: "by an e-mail", Call: add(capillary.Email("mara@example.org"), nobody),
			Method: "POST", Path: "/v2/customers/referrals", Body: body(`{"email": "mara@example.org"}`), Reply: `{"customerReferrals": [{"campaignToken": "TEA"}]}`,
		},
		{
			Name: "by an external id that the campaign does not take", Call: add(capillary.ExternalID("L-1"), nobody),
			Method: "POST", Path: "/v2/customers/referrals", Body: body(`{"externalId": "L-1"}`),
			Reply:   `{"errors": [{"status": false, "code": 1204, "message": "not eligible"}]}`,
			WantErr: customer.ErrReferralNotEligible,
		},
	})
}

func TestReferralsToAddNeedSomebodyAndSomething(t *testing.T) {
	add := func(who capillary.Identifier, r customer.AddReferralsRequest) func(ctx context.Context, c *capillary.Client) error {
		return func(ctx context.Context, c *capillary.Client) error {
			_, err := customer.New(c).AddReferrals(ctx, who, r)
			return err
		}
	}
	wiretest.Refused(t, "customer", add(capillary.Identifier{}, invitation(capillary.Identifier{})))
	wiretest.Refused(t, "customer", add(capillary.CardNumber("0077"), invitation(capillary.Identifier{})))
	wiretest.Refused(t, "customerReferrals", add(capillary.UserID(7001), customer.AddReferralsRequest{}))
	wiretest.Refused(t, "referrals", add(capillary.UserID(7001),
		customer.AddReferralsRequest{CustomerReferrals: []customer.ReferralsRequest{{CampaignToken: "TEA"}}}))
}

func TestAddReferralsLeavesTheCallersRequestAlone(t *testing.T) {
	client, _ := wiretest.Serve(t, 0, `{"customerReferrals": [{"campaignToken": "TEA"}]}`)
	r := invitation(capillary.Identifier{})
	_, err := customer.New(client).AddReferrals(t.Context(), capillary.UserID(7001), r)
	require.NoError(t, err)
	assert.Zero(t, r.CustomerReferrals[0].Customer)
}
